"""Fresh: whether anything has changed at all since the last build."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.base import code_version
from plugins.base.file_state import FolderScan, scan_file
from plugins.pipeline import up_to_date
from plugins.pipeline.build_state import BuildState, LastBuild
from plugins.pipeline.manifest import ManifestLine
from plugins.pipeline.options import BuildOptions
from plugins.presentation.theme_assets import theme_scan
from tests.support.examples import NOW

TOLD = "21 posts, 60 pages, 9 feeds"
DUE = NOW + dt.timedelta(days=7)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub after a build: settings, content, theme, an output, and what is remembered of them."""
    files = {
        "pelicanconf.py": "SITENAME = 'Hub'\n",
        "publishconf.py": "from pelicanconf import *\n",
        "content/posts/one.md": "one",
        "content/posts/two.md": "two",
        "theme/templates/base.html": "<html>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    memory = BuildState(tmp_path / "output")
    spare = memory.spare_ledger()
    (spare.tree / "index.html").write_text("home")
    spare.entries["index.html"] = ManifestLine("key", scan_file(spare.tree / "index.html"))
    memory.keep(spare)
    memory.go_live(spare.tree)
    content, theme = FolderScan(tmp_path / "content"), theme_scan(tmp_path / "theme")
    memory.remember(
        LastBuild(
            request=request_of(tmp_path),
            code=code_version.key(),
            scanned_at_ns=min(content.scanned_at_ns, theme.scanned_at_ns),
            since=(NOW - dt.timedelta(days=7)).timestamp(),
            until=DUE.timestamp(),
            content=content.files,
            theme=theme.files,
            told=TOLD,
        )
    )
    return tmp_path


def request_of(root: Path, **options: str) -> str:
    return up_to_date.request(root / "pelicanconf.py", {"PATH": str(root / "content"), **options})


def asked(root: Path, now: dt.datetime = NOW, request: str = "") -> str:
    return up_to_date.nothing_changed(
        BuildState(root / "output"),
        request or request_of(root),
        root / "content",
        root / "theme",
        now,
    )


def test_when_nothing_changed_the_last_counts_are_told(hub: Path) -> None:
    assert asked(hub) == TOLD
    assert asked(hub) == TOLD


def edit(hub: Path) -> None:
    (hub / "content/posts/one.md").write_text("other")


def edit_of_one_size(hub: Path) -> None:
    path = hub / "content/posts/one.md"
    kept = path.stat()
    path.write_text("eno")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def swap(hub: Path) -> None:
    one, two = hub / "content/posts/one.md", hub / "content/posts/two.md"
    one.rename(hub / "kept")
    two.rename(one)
    (hub / "kept").rename(two)


def add(hub: Path) -> None:
    (hub / "content/posts/three.md").write_text("three")


def remove(hub: Path) -> None:
    (hub / "content/posts/two.md").unlink()


def rename(hub: Path) -> None:
    (hub / "content/posts/two.md").rename(hub / "content/posts/2.md")


def restyle(hub: Path) -> None:
    (hub / "theme/templates/base.html").write_text("<main>")


def change_a_setting(hub: Path) -> None:
    (hub / "pelicanconf.py").write_text("SITENAME = 'Other'\n")


def change_the_public_settings(hub: Path) -> None:
    (hub / "publishconf.py").write_text("SITEURL = 'https://example.org'\n")


def add_a_settings_file(hub: Path) -> None:
    (hub / "localconf.py").write_text("")


def edit_the_output(hub: Path) -> None:
    (hub / "output/index.html").write_text("hand")


def delete_from_the_output(hub: Path) -> None:
    (hub / "output/index.html").unlink()


def add_to_the_output(hub: Path) -> None:
    (hub / "output/stray.html").write_text("stray")


def forget_the_state(hub: Path) -> None:
    (hub / ".hub/output/state.json").unlink()


def damage_the_state(hub: Path) -> None:
    path = hub / ".hub/output/state.json"
    path.write_bytes(path.read_bytes().replace(b"21 posts", b"22 posts"))


def damage_the_ledger(hub: Path) -> None:
    for path in (hub / ".hub/output").glob("*.json"):
        if path.name != "state.json":
            path.write_bytes(path.read_bytes()[:-1])


def forget_the_output(hub: Path) -> None:
    (hub / "output").rename(hub / "elsewhere")


@pytest.mark.parametrize(
    "change",
    [
        edit, edit_of_one_size, swap, add, remove, rename, restyle, change_a_setting,
        change_the_public_settings, add_a_settings_file, edit_the_output, delete_from_the_output,
        add_to_the_output, forget_the_state, damage_the_state, damage_the_ledger, forget_the_output,
    ],
)  # fmt: skip
def test_any_change_asks_for_a_build(hub: Path, change: Callable[[Path], None]) -> None:
    change(hub)

    assert asked(hub) == ""


def test_a_file_that_was_only_touched_asks_for_none(hub: Path) -> None:
    os.utime(hub / "content/posts/one.md", ns=(10**18, 10**18))

    assert asked(hub) == TOLD


def test_what_was_read_again_is_remembered(hub: Path) -> None:
    before = BuildState(hub / "output").state()
    os.utime(hub / "content/posts/one.md", ns=(10**18, 10**18))

    asked(hub)

    after = BuildState(hub / "output").state()
    assert before is not None
    assert after is not None
    assert after.content["posts/one.md"].mtime == 10**18
    assert after.scanned_at_ns >= before.scanned_at_ns


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (NOW, TOLD),
        (DUE - dt.timedelta(seconds=1), TOLD),
        (DUE, ""),
        (DUE + dt.timedelta(days=1), ""),
        (NOW - dt.timedelta(days=7), TOLD),
        (NOW - dt.timedelta(days=7, seconds=1), ""),
    ],
)
def test_a_post_that_falls_due_asks_for_a_build(hub: Path, now: dt.datetime, told: str) -> None:
    assert asked(hub, now) == told


def test_other_code_asks_for_a_build(hub: Path) -> None:
    memory = BuildState(hub / "output")
    state = memory.state()
    assert state is not None
    state.code = "other code"
    memory.remember(state)

    assert asked(hub) == ""


def test_a_build_by_the_bare_command_asks_for_a_build(hub: Path) -> None:
    memory = BuildState(hub / "output")
    state = memory.state()
    assert state is not None
    state.request = BuildOptions().request
    memory.remember(state)

    assert asked(hub) == ""


def test_something_odd_among_the_content_asks_for_a_build(hub: Path) -> None:
    try:
        (hub / "content/posts/link.md").symlink_to("one.md")
    except OSError:
        pytest.skip("no links here")

    assert asked(hub) == ""


# -- Requests


@pytest.mark.parametrize("option", ["SITEURL", "THEME", "OUTPUT_PATH"])
def test_other_options_are_another_request(hub: Path, option: str) -> None:
    assert request_of(hub) != request_of(hub, **{option: "other"})


def test_an_option_that_no_build_looks_at_is_the_same_request(hub: Path) -> None:
    assert request_of(hub) == request_of(hub, jobs="8")


def test_a_variable_of_the_hub_is_another_request(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = request_of(hub)

    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", "cmarkgfm")

    assert request_of(hub) != before


def test_other_variables_are_the_same_request(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = request_of(hub)

    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    assert request_of(hub) == before
