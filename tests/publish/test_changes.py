from __future__ import annotations

import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.publish.changes import changes
from tests.conftest import tree


class Repository:
    """A project under Git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / ".gitignore").write_text(".hub/\noutput\n", encoding="utf-8")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def git(self, *words: str) -> None:
        who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
        subprocess.run(["git", "-C", self.root, *who, *words], check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def changes(self, **options: object) -> tuple[int, str]:
        said: list[str] = []
        asked = {"since": "HEAD", "report": None, "now": "2026-06-01T12:00"}
        code = changes(self.root, Namespace(**{**asked, **options}), said.append)
        return code, "\n".join(said)


@pytest.fixture
def repository(site: Path) -> Repository:
    return Repository(site)


def test_an_edit_is_told_in_plain_words_and_nothing_is_written(repository: Repository) -> None:
    content = repository.root / "content"
    post = content / "posts/2022/three.md"
    post.write_text(post.read_text().replace("Some words.", "Other words."), encoding="utf-8")
    (content / "posts/2023/more-1.md").unlink()
    before = tree(content)

    code, said = repository.changes()

    assert code == 0
    assert "1 page removed:\n  /blog/2023/more-1/" in said
    assert "  /blog/2022/three/" in said
    assert "Feed items: 0 new, 1 updated, 1 withdrawn." in said
    assert "0 subscribers would be notified." in said
    assert tree(content) == before


def test_a_post_that_moved_may_leave_its_address_as_an_alias(repository: Repository) -> None:
    posts = repository.root / "content/posts/2023"
    (posts / "more-2.md").rename(posts / "more-two.md")

    _, said = repository.changes()

    hint = (
        "An old address leads on when 'aliases' names it in the header of what has taken its place."
    )
    assert f"1 address would stop answering:\n  /blog/2023/more-2/\n{hint}\n" in said
    path = posts / "more-two.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("authors:", "aliases: [/blog/2023/more-2/]\nauthors:"), "utf-8")
    _, said = repository.changes()
    assert "0 addresses would stop answering.\n" in said
    assert hint not in said


def test_a_new_post_tells_who_is_notified_and_goes_into_a_report(
    repository: Repository, tmp_path: Path
) -> None:
    old = repository.root / "content/posts/2022/three.md"
    text = old.read_text().replace("Safer tablets", "New").replace("2022-02-03", "2026-05-30")
    new = repository.root / "content/posts/2026/new.md"
    new.parent.mkdir()
    new.write_text(text, encoding="utf-8")
    report = tmp_path / "report.md"

    code, said = repository.changes(report=str(report))

    assert code == 0
    assert "Feed items: 1 new, 0 updated, 0 withdrawn." in said
    assert "would be notified of 1 new item." in said
    assert "  - `/blog/2026/new/`" in report.read_text(encoding="utf-8")


def test_a_revision_further_back_is_compared_with(repository: Repository) -> None:
    assert repository.changes() == (0, "Nothing differs from HEAD for readers.")
    (repository.root / "content/posts/2023/more-1.md").unlink()
    repository.commit()

    assert repository.changes() == (0, "Nothing differs from HEAD for readers.")
    assert "/blog/2023/more-1/" in repository.changes(since="HEAD~1")[1]


def test_problems_of_today_are_shown_as_a_build_shows_them(repository: Repository) -> None:
    post = repository.root / "content/posts/2022/three.md"
    post.write_text(post.read_text().replace("[medicines]", "[medicine]"), encoding="utf-8")

    code, said = repository.changes()

    assert code == 1
    assert "posts/2022/three.md:6: topics names an unknown topic 'medicine'" in said


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("nowhere", "There is no revision 'nowhere' here; see git log --oneline."),
        ("--output=x", "--since is '--output=x', which is no revision."),
    ],
)
def test_what_is_no_revision_is_refused(
    repository: Repository, capsys: pytest.CaptureFixture[str], since: str, said: str
) -> None:
    assert repository.changes(since=since) == (2, "")
    assert capsys.readouterr().err == said + "\n"
    assert not (repository.root / "x").exists()
