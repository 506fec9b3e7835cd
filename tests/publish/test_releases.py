"""A stage holds what is to go live and nothing else, whatever an earlier run left in it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.publish import releases
from plugins.publish.releases import Release

MORE = {"site/_headers": b"/*\n", "server/Caddyfile": b"file_server\n"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    for name in ("index.html", "a/index.html", "old.html"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(f"<p>{name}</p>" * 200)
    return made


def staged(folder: Path, tree: Path) -> dict[str, bytes]:
    names = [path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()]
    releases.stage(folder, tree, names, MORE)
    files = releases.manifest(folder)
    releases.finish(
        folder, Release(id="1", date="2026-01-01 09:00", posts=1, files=files, items={})
    )
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink() or not any(path.iterdir())
    }


def a_folder_where_a_file_is_wanted(folder: Path) -> None:
    (folder / "site/old.html").unlink(missing_ok=True)
    (folder / "site/old.html/x").mkdir(parents=True)
    (folder / "site/old.html/x/index.html").write_text("left")


def a_file_where_a_folder_is_wanted(folder: Path) -> None:
    shutil.rmtree(folder / "site/a")
    (folder / "site/a").write_text("left")


def an_empty_folder_where_a_file_is_wanted(folder: Path) -> None:
    (folder / "site/_headers").unlink()
    (folder / "site/_headers").mkdir()


def a_link_to_another_place(folder: Path) -> None:
    (folder.parent / "elsewhere").write_text("not ours")
    (folder / "site/old.html").unlink()
    (folder / "site/old.html").symlink_to(folder.parent / "elsewhere")


def half_a_file(folder: Path) -> None:
    (folder / "site/index.html").write_bytes(b"<p>in")


@pytest.mark.parametrize(
    "spoil",
    [a_folder_where_a_file_is_wanted, a_file_where_a_folder_is_wanted,
     an_empty_folder_where_a_file_is_wanted, a_link_to_another_place, half_a_file],
)  # fmt: skip
def test_a_stage_that_was_left_spoilt_is_made_whole(
    tmp_path: Path, tree: Path, spoil: Callable[[Path], None]
) -> None:
    wanted = staged(tmp_path / "fresh", tree)
    staged(tmp_path / "stage", tree)
    spoil(tmp_path / "stage")

    assert staged(tmp_path / "stage", tree) == wanted
    elsewhere = tmp_path / "elsewhere"
    assert not elsewhere.exists() or elsewhere.read_text() == "not ours"


def test_a_full_disk_is_not_mended_by_throwing_the_stage_away(
    tmp_path: Path, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = staged(tmp_path / "stage", tree)
    (tree / "index.html").write_text("new")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        staged(tmp_path / "stage", tree)

    assert (tmp_path / "stage/site/a/index.html").read_bytes() == before["site/a/index.html"]
