"""The test of a hub: it looks at that hub, and says where something is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hubs.conftest import Run


@pytest.mark.slow
def test_a_new_hub_is_as_it_should_be(hub: Path, run: Run) -> None:
    done = run(hub, "test")

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "Settings: pelicanconf.py and publishconf.py are right.", "Content: no errors.",
    ]  # fmt: skip
    assert "  Links, anchors and files: good" in lines
    assert "  Left of the sample: good" in lines
    assert "  Words of what is not public: good" in lines
    assert lines[-1] == "This hub is as it should be."
    assert not (hub / "output").exists()
    assert not (hub / "content/ids.yaml").exists()


@pytest.mark.slow
def test_what_a_template_of_its_own_breaks_is_found(hub: Path, run: Run) -> None:
    (hub / "theme/templates").mkdir()
    (hub / "theme/templates/page.html").write_text(
        '{% extends "engine/page.html" %}{% block main %}<a href="/nowhere/">x</a>{% endblock %}'
    )

    done = run(hub, "test")

    assert done.returncode == 1
    assert "! Links, anchors and files: " in done.stdout
    assert done.stdout.splitlines()[-1] == "This hub has something to mend."


def test_content_is_looked_at_before_anything_is_built(hub: Path, run: Run) -> None:
    about = hub / "content/pages/about.md"
    about.write_text(about.read_text("utf-8").replace("(contact.md)", "(kontact.md)"), "utf-8")

    done = run(hub, "test")

    assert done.returncode == 1
    assert "[broken-link]" in done.stdout
    assert done.stdout.splitlines()[-1] == "Content: 1 to mend; the site was not built."


def test_a_setting_that_is_wrong_is_told(hub: Path, run: Run) -> None:
    with (hub / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write('SITEURL = "ward"\n')

    done = run(hub, "test")

    assert done.returncode == 1
    assert done.stderr.startswith("publishconf.py:13: SITEURL is not an address")


def test_a_hub_has_the_guides_that_messages_name(hub: Path, run: Run) -> None:
    done = run(hub, "guide", "publishing")

    assert done.stdout == (ROOT / "docs/publishing.md").read_text("utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_bare_pelican_writes_nothing_and_says_what_to_run(hub: Path, engine: Path) -> None:
    # As installed: pip lays the one module of the wheel beside Pelican's own plugins.
    code = (
        "import sys, pelican.plugins; sys.path.insert(0, sys.argv[1]);"
        "pelican.plugins.__path__ = [sys.argv[1] + '/pelican/plugins'];"
        "from pelican import main; main([])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(engine)], cwd=hub, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        "This hub is made by its engine: run python3 tasks.py build."
    )
    assert not (hub / "output").exists()
