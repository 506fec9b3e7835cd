"""Memory: what a build leaves for the next one, and how a tree goes live."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from plugins.base.file_state import FileState, scan_file
from plugins.base.problems import SiteFault
from plugins.pipeline.build_state import (
    GENERATOR,
    TREES,
    BuildState,
    LastBuild,
    can_link,
    place_file,
)
from plugins.pipeline.manifest import ManifestLine

posix = pytest.mark.skipif(sys.platform == "win32", reason="links of Unix")

PAGE = f'<meta name="generator" content="{GENERATOR}">'


@pytest.fixture(params=["links", "folders"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The two ways in which a tree goes live."""
    if request.param == "folders":
        monkeypatch.setenv("HUB_LINKS", "0")
    elif not can_link(tmp_path):
        pytest.skip("no links here")
    return str(request.param)


def publish(output: Path, **texts: str) -> BuildState:
    """Put a tree with these files live, as a build does."""
    memory = BuildState(output)
    spare = memory.spare_ledger()
    for name in list(spare.untracked()):
        (spare.tree / name).unlink()
    spare.entries = {}
    for name, text in texts.items():
        path = spare.tree / f"{name}.html"
        path.write_text(text)
        spare.entries[path.name] = ManifestLine(f"key of {text}", scan_file(path))
    memory.keep(spare)
    memory.go_live(spare.tree)
    return BuildState(output)


def shown(output: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(output.iterdir())}


# -- Trees


def test_before_the_first_build_nothing_is_live(tmp_path: Path) -> None:
    memory = BuildState(tmp_path / "output")

    assert memory.live() is None
    assert memory.live_ledger() is None
    assert memory.state() is None


def test_what_went_live_is_the_output(tmp_path: Path, way: str) -> None:
    output = tmp_path / "output"

    memory = publish(output, index="one", about="two")

    assert shown(output) == {"about.html": "two", "index.html": "one"}
    assert output.is_symlink() == (way == "links")
    ledger = memory.live_ledger()
    assert ledger is not None
    assert ledger.is_whole()


def test_builds_take_turns_in_two_trees(tmp_path: Path, way: str) -> None:
    output = tmp_path / "output"

    for number in range(1, 6):
        memory = publish(output, index=f"build {number}")
        ledger = memory.live_ledger()

        assert shown(output) == {"index.html": f"build {number}"}
        assert ledger is not None
        assert ledger.entries["index.html"].key == f"key of build {number}"
        assert ledger.is_whole()
    assert sum((memory.home / name).is_dir() for name in TREES) <= 2


def test_the_spare_tree_is_never_the_live_one(tmp_path: Path, way: str) -> None:
    memory = publish(tmp_path / "output", index="one")

    live, spare = memory.live(), memory.spare_ledger()

    assert live is not None
    assert spare.tree.resolve() != live.resolve()
    assert spare.tree.is_dir()


def test_the_spare_tree_still_holds_the_build_before(tmp_path: Path, way: str) -> None:
    output = tmp_path / "output"
    publish(output, index="one")

    memory = publish(output, index="two")
    spare = memory.spare_ledger()

    assert (spare.tree / "index.html").read_text() == "one"
    assert spare.is_current("index.html", "key of one")


def test_a_moved_parent_folder_still_works(tmp_path: Path, way: str) -> None:
    publish(tmp_path / "here/output", index="one")
    publish(tmp_path / "here/output", index="two")

    (tmp_path / "here").rename(tmp_path / "there, ünlike")
    output = tmp_path / "there, ünlike/output"
    ledger = BuildState(output).live_ledger()

    assert shown(output) == {"index.html": "two"}
    assert ledger is not None
    assert ledger.is_whole()
    publish(output, index="three")
    assert shown(output) == {"index.html": "three"}


def test_without_its_hidden_folder_an_output_is_made_anew(tmp_path: Path, way: str) -> None:
    output = tmp_path / "output"
    publish(output, index="one")

    shutil.rmtree(tmp_path / ".hub")
    publish(output, index="two")

    assert shown(output) == {"index.html": "two"}


def test_two_outputs_have_two_memories(tmp_path: Path, way: str) -> None:
    publish(tmp_path / "one", index="one")

    publish(tmp_path / "two", index="two")

    assert shown(tmp_path / "one") == {"index.html": "one"}
    assert shown(tmp_path / "two") == {"index.html": "two"}


@posix
@pytest.mark.parametrize("first", ["links", "folders"])
def test_a_machine_may_learn_and_unlearn_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    output = tmp_path / "output"
    for number, links in enumerate([first == "links", first != "links"] * 2):
        monkeypatch.setenv("HUB_LINKS", "1" if links else "0")

        memory = publish(output, index=f"build {number}")
        ledger = memory.live_ledger()

        assert shown(output) == {"index.html": f"build {number}"}
        assert output.is_symlink() == links
        assert ledger is not None
        assert ledger.is_whole()


@posix
def test_an_output_that_is_a_link_elsewhere_is_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "output").symlink_to("www")

    memory = BuildState(tmp_path / "output")

    assert memory.output == (tmp_path / "www").resolve()


@posix
def test_a_reader_meets_a_whole_site_at_every_moment(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, index="one")
    before = output.readlink()

    publish(output, index="two")

    assert output.readlink() != before
    assert not output.readlink().is_absolute()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hub", "output"]


# -- Files that lie in two trees


def test_a_file_may_lie_in_two_trees(tmp_path: Path, way: str) -> None:
    (tmp_path / "a").write_text("one")

    place_file(f"{tmp_path}/a", f"{tmp_path}/b")
    (tmp_path / "a").unlink()

    assert (tmp_path / "b").read_text() == "one"


@posix
def test_a_file_lies_twice_on_the_disk_only_where_links_are_missing(
    tmp_path: Path, way: str
) -> None:
    (tmp_path / "a").write_text("one")

    place_file(f"{tmp_path}/a", f"{tmp_path}/b")

    same = (tmp_path / "a").stat().st_ino == (tmp_path / "b").stat().st_ino
    assert same == (way == "links")


# -- State

STATE = LastBuild(
    request="r", code="c", scanned_at_ns=5, since=float("-inf"), until=float("inf"),
    content={"posts/ü.md": FileState("d", 1, 2, 3, 4)}, theme={}, told="21 posts",
)  # fmt: skip


def test_a_state_is_read_as_it_was_kept(tmp_path: Path) -> None:
    BuildState(tmp_path / "output").remember(STATE)

    assert BuildState(tmp_path / "output").state() == STATE


def test_a_state_that_was_cut_short_or_changed_is_none(tmp_path: Path) -> None:
    memory = BuildState(tmp_path / "output")
    memory.remember(STATE)
    whole = memory.state_path.read_bytes()

    for place in range(len(whole)):
        memory.state_path.write_bytes(whole[:place])
        assert memory.state() is None
        wrong = bytearray(whole)
        wrong[place] ^= 1 << place % 8
        memory.state_path.write_bytes(wrong)
        assert memory.state() is None


def test_to_forget_leaves_the_site_as_it_is(tmp_path: Path, way: str) -> None:
    output = tmp_path / "output"
    publish(output, index="one")
    memory = publish(output, index="two")
    memory.remember(STATE)
    memory.store.write_text("store")

    memory.forget()

    assert shown(output) == {"index.html": "two"}
    assert memory.state() is None
    assert not memory.store.exists()
    ledger = memory.live_ledger()
    assert ledger is None or ledger.entries == {}
    publish(output, index="three")
    assert shown(output) == {"index.html": "three"}


# -- Manners


def refusal(output: Path, content: Path, root: Path) -> str:
    with pytest.raises(SiteFault) as caught:
        BuildState(output).check_place(content, root)
    assert caught.value.code == 2
    return str(caught.value)


def test_a_folder_that_somebody_else_filled_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "documents"
    output.mkdir()
    (output / "thesis.txt").write_text("mine")

    message = refusal(output, tmp_path / "content", tmp_path)

    assert message == (
        f"The output '{output}' holds files that no build made; "
        "give --output another folder, or empty this one."
    )
    assert (output / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("index", ["<html>", "Patient Safety"])
def test_a_site_of_another_program_is_refused(tmp_path: Path, index: str) -> None:
    output = tmp_path / "www"
    output.mkdir()
    (output / "index.html").write_text(index)

    assert "holds files that no build made" in refusal(output, tmp_path / "content", tmp_path)


def test_a_file_in_the_place_of_the_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("x")

    message = refusal(tmp_path / "output", tmp_path / "content", tmp_path)

    assert message == f"The output '{tmp_path / 'output'}' is a file; give --output a folder."


@pytest.mark.parametrize(
    ("output", "content"),
    [
        ("content", "content"),
        ("content/output", "content"),
        ("output", "output/content"),
        (".", "content"),
        ("..", "content"),
    ],
)
def test_output_and_content_may_not_lie_in_one_another(
    tmp_path: Path, output: str, content: str
) -> None:
    root = tmp_path / "hub"
    (root / content).mkdir(parents=True)

    message = refusal(root / output, root / content, root)

    assert message == (
        f"The output '{Path(os.path.abspath(root / output))}' and the content would lie in one "  # noqa: PTH100
        "another; give --output another folder."
    )


def test_a_place_that_is_free_empty_or_ours_is_accepted(tmp_path: Path, way: str) -> None:
    content = tmp_path / "content"
    (tmp_path / "empty").mkdir()
    publish(tmp_path / "ours", index="x")
    publish(tmp_path / "forgotten", index=PAGE)
    shutil.rmtree(tmp_path / ".hub/forgotten/", ignore_errors=way == "folders")

    for name in ("free", "free/deeper", "empty", "ours"):
        BuildState(tmp_path / name).check_place(content, tmp_path)
    if way == "folders":
        BuildState(tmp_path / "forgotten").check_place(content, tmp_path)


def test_an_empty_folder_becomes_the_output(tmp_path: Path, way: str) -> None:
    (tmp_path / "output").mkdir()

    publish(tmp_path / "output", index="one")

    assert shown(tmp_path / "output") == {"index.html": "one"}


@posix
def test_a_link_whose_tree_is_gone_is_made_anew(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, index="one")
    shutil.rmtree(tmp_path / ".hub")

    BuildState(output).check_place(tmp_path / "content", tmp_path)
    publish(output, index="two")

    assert shown(output) == {"index.html": "two"}


@posix
def test_the_probe_for_links_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert can_link(tmp_path)
    assert list(tmp_path.iterdir()) == []

    monkeypatch.setenv("HUB_LINKS", "0")

    assert not can_link(tmp_path)
    assert not can_link(tmp_path / "nowhere")
