"""Two people publish to one place: nobody takes down what the other has put there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import write_post
from tests.support.servers import Publish


def test_a_post_of_somebody_else_is_not_taken_down(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = f"folder:{tmp_path / 'www'}"
    ann = Publish(site, to)
    ann()
    copy = tmp_path / "copy"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".hub", "output"))
    bob = Publish(copy, to)
    write_post(site / "content", "2024/by-ann.md", "By Ann")
    ann()
    write_post(copy / "content", "2024/by-bob.md", "By Bob")
    capsys.readouterr()

    bob()

    assert bob.code == 1
    said = capsys.readouterr().err
    assert said.startswith("The live site has 1 post that this copy never had:\n  tag:")
    assert said.endswith(
        "\nNothing went live. Somebody else published it: get their work first, such as by git "
        "pull --rebase. If it is to go, add --allow-shrink.\n"
    )
    assert (tmp_path / "www/current/site/blog/2024/by-ann/index.html").is_file()
    for name in ("posts/2024/by-ann.md", "ids.yaml"):
        shutil.copy(site / "content" / name, copy / "content" / name)
    bob()
    assert bob.code == 0
    for name in ("by-ann", "by-bob"):
        assert (tmp_path / f"www/current/site/blog/2024/{name}/index.html").is_file()


def test_whom_a_release_notifies_is_said_once(site: Path, tmp_path: Path) -> None:
    publish = Publish(site, f"folder:{tmp_path / 'www'}")
    publish()
    post = write_post(site / "content", "2024/new.md", "New")
    said = publish()
    assert "re-notifies" not in said
    assert "subscriber notice" not in said
    assert said.count("would be notified of 1 new item") == 1

    post.write_text(post.read_text("utf-8").replace("Some words.", "Other words."), "utf-8")
    said = publish()
    assert "re-notifies" not in said
    assert said.count("0 subscribers would be notified.") == 1
