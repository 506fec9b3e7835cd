"""The files for GitHub and GitLab: pinned, with least rights, and the same commands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_and_has_least_rights(path: Path) -> None:
    text, found = path.read_text(encoding="utf-8"), read(path)

    uses = re.findall(r"uses: (.*)", text)
    assert uses
    for each in uses:
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each), each
    assert found["permissions"] == {"contents": "read"}
    assert "secrets" not in text
    assert "pull_request_target" not in text
    for job in found["jobs"].values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            # What a pull request says of itself never becomes part of a script.
            assert "${{" not in step.get("run", "")


def test_only_the_deployment_may_write() -> None:
    jobs = read(ROOT / ".github/workflows/publish.yml")["jobs"]

    assert "permissions" not in jobs["build"]
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert not any("checkout" in step.get("uses", "") for step in jobs["deploy"]["steps"])


def test_gitlab_has_the_same() -> None:
    found = read(ROOT / ".gitlab-ci.yml")

    assert "--dry-run" in found["check"]["script"][-1]
    assert (
        found["pages"]["script"][0]
        == "python3 tasks.py publish --sample --yes --to folder:.hub/public"
    )


def test_a_pull_request_gets_annotations_and_the_report_of_changes() -> None:
    steps = read(ROOT / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    last = steps[-1]["run"]

    assert "python3 tasks.py check --format github || code=$?" in last
    assert 'cat changes.md >> "$GITHUB_STEP_SUMMARY"' in last
    assert last.rstrip().endswith('exit "$code"')


def test_each_system_and_each_python_is_named_with_what_is_left_out() -> None:
    path = ROOT / ".github/workflows/ci.yml"
    quick = read(path)["jobs"]["quick"]
    matrix = quick["strategy"]["matrix"]

    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [step["run"] for step in quick["steps"] if "run" in step] == [
        "python tasks.py build", "python tasks.py test --quick",
    ]  # fmt: skip
    for word in ("browser", "nginx", "sshd", "rsync", "strace", "fork"):
        assert re.search(rf"# .*\b{word}\b", path.read_text(encoding="utf-8")), word


def test_gitlab_names_the_same_systems_and_pythons() -> None:
    found = read(ROOT / ".gitlab-ci.yml")

    assert found["quick"]["parallel"]["matrix"] == [{"PYTHON": ["3.11", "3.12", "3.13", "3.14"]}]
    for name in ("quick", "quick-macos", "quick-windows"):
        script = found[name].get("script", found["quick"]["script"])
        assert script[-1].endswith("tasks.py test --quick")
