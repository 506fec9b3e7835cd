"""The steps of docs/withdrawal.md leave no word of a story in Git, in releases or on the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from tests.conftest import ROOT, remove_post, write_post
from tests.support.servers import Publish

CONSENT = (
    "kind: story\nconsent:\n  holder: File 12\n  date: 2024-03-01\n  scope: This post\n"
    "  expires: 2031-03-01\nimage: {src: images/story.png, alt: A bed, credit: Ann}\n"
)
WORDS = b"The night on which nobody came to the bell"
GUIDE = (ROOT / "docs/withdrawal.md").read_text(encoding="utf-8")
(COMMANDS,) = re.findall(r"```sh\n(export FILTER.*?)```", GUIDE, re.DOTALL)


def git(place: Path, *words: str) -> bytes:
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    return subprocess.run(["git", *who, *words], cwd=place, capture_output=True, check=True).stdout


def committed(site: Path, message: str) -> None:
    git(site, "add", "content")
    git(site, "commit", "--quiet", "--message", message)


def objects(place: Path) -> bytes:
    """Return all that a repository holds, in any commit or in none."""
    listed = git(place, "cat-file", "--batch-all-objects", "--batch-check").decode().split("\n")
    return b"".join(git(place, "cat-file", "-p", line.split()[0]) for line in listed if line)


def holding(folder: Path, words: bytes) -> list[str]:
    files = (each for each in folder.rglob("*") if each.is_file() and ".git" not in each.parts)
    return [each.relative_to(folder).as_posix() for each in files if words in each.read_bytes()]


def told(site: Path) -> Path:
    """Tell a story in a repository of its own; return its file."""
    Image.new("RGB", (80, 60), "teal").save(site / "content/images/story.png")
    path = write_post(
        site / "content", "2024/story.md", "One night", more=CONSENT, body=WORDS.decode()
    )
    git(site, "init", "--quiet")
    return path


def test_no_word_is_left_in_git_in_releases_and_on_the_machine(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    publish = Publish(site, f"folder:{www}")
    told(site)
    publish()
    committed(site, "Tell a story")
    git(site, "tag", "told")
    first = publish.releases()[0].split()[0]
    assert WORDS in objects(site)

    remove_post(site / "content", "2024/story.md")
    (site / "content/images/story.png").unlink()
    committed(site, "Take the story back")
    publish()
    purged = (site / ".hub/publish/purge.txt").read_text(encoding="utf-8")
    assert "/blog/2024/story/\n" in purged
    assert re.search(r"/images/story\.[\w.-]+\n", purged)
    assert "/feeds/all.atom\n" in purged
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--mirror", str(site), str(clone))
    done = subprocess.run(
        ["sh", "-ec", COMMANDS], cwd=clone, capture_output=True, text=True,
        env={**os.environ, "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "a@example.org"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert WORDS not in objects(clone)
    assert git(clone, "log", "--all", "--oneline", "--", "content/posts/2024/story.md") == b""
    assert git(clone, "show", "told:content/posts/2021/one.md") != b""

    assert holding(www, WORDS) != []
    shutil.rmtree(www / "releases" / first)
    assert [line.split()[-1] for line in publish.releases()] == ["live"]
    assert holding(www, WORDS) == []

    kept = site / ".hub/publish/lists"
    lists = {each.name: each.read_bytes() for each in kept.iterdir()}
    shutil.move(kept, tmp_path / "lists")
    shutil.rmtree(site / ".hub")
    shutil.move(tmp_path / "lists", kept)
    publish()
    assert publish.code == 0, publish.said
    assert {each.name: each.read_bytes() for each in kept.iterdir()} == lists
    assert holding(site / ".hub", WORDS) == []


def test_the_branch_of_a_static_host_begins_anew(site: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    publish = Publish(site, f"branch:{remote}/pages")
    told(site)
    publish()
    assert publish.code == 0, publish.said
    remove_post(site / "content", "2024/story.md")
    (site / "content/images/story.png").unlink()
    publish()
    assert WORDS in objects(remote)

    git(remote, "branch", "-D", "pages")
    shutil.rmtree(site / ".hub/publish/mirrors")
    publish()

    assert publish.code == 0, publish.said
    git(remote, "gc", "--quiet", "--prune=now")
    assert WORDS not in objects(remote)


def test_a_notice_may_stay_with_a_file_that_tells_nothing(site: Path, tmp_path: Path) -> None:
    path = told(site)
    publish = Publish(site, f"folder:{tmp_path / 'www'}")
    publish()
    path.write_text(
        "---\ntitle: A story that was taken back\ndate: 2024-03-01\nsummary: It was taken back.\n"
        "authors: [ann-example]\ntopics: [culture]\nstatus: withdrawn\nwithdrawn: 2026-05-01\n---\n"
        "It was taken back.\n",
        encoding="utf-8",
    )
    (site / "content/images/story.png").unlink()

    publish()

    assert publish.code == 0, publish.said
    shown = tmp_path / "www/current/site"
    assert holding(shown, WORDS) == []
    assert (shown / "blog/2024/story/index.html").is_file()
    assert b"One night" not in (site / "content/ids.yaml").read_bytes()
