from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.commands.hooks import hooks
from tests.conftest import ROOT, tree
from tests.support.previews import start

GOOD, BAD = "topics: [medicines]", "topics: [medicine]"


class Repository:
    """A project under Git; its `tasks.py` is started by Git as an editor's would be."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / ".gitignore").write_text(".hub/\noutput\n", encoding="utf-8")
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "first")

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
        return subprocess.run(
            ["git", "-C", self.root, *who, *words], check=False, capture_output=True, text=True
        )

    def hooks(self, **options: bool) -> tuple[int, str]:
        said: list[str] = []
        asked = {"remove": False, "check": False, **options}
        code = hooks(self.root, Namespace(**asked), said.append)
        return code, "\n".join(said)

    def write(self, old: str, new: str, name: str = "content/posts/2022/three.md") -> None:
        path = self.root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def repository(site: Path) -> Repository:
    return Repository(site)


def test_what_is_staged_is_checked_and_not_what_lies_in_the_folder(repository: Repository) -> None:
    repository.write(GOOD, BAD)
    repository.git("add", "--all")
    repository.write(BAD, GOOD)

    code, said = repository.hooks(check=True)

    assert code == 1
    assert said.splitlines() == [
        "content/posts/2022/three.md:6: topics names an unknown topic 'medicine'; did you mean "
        "'medicines'? [unknown-topic]",
        "1 problem in what is to be committed; nothing was committed. To commit all the same: "
        "git commit --no-verify",
    ]
    repository.git("add", "--all")
    assert repository.hooks(check=True) == (0, "")


def staged(repository: Repository) -> dict[str, bytes]:
    """Return what was laid out of the content, without links."""
    return tree(repository.root / ".hub/staged/content")


def test_what_is_laid_out_is_what_is_staged(repository: Repository) -> None:
    """Changed, new, renamed and deleted files, twice: what stayed is not written again."""
    posts = repository.root / "content/posts"
    repository.write("Some words.", "Other words.")
    repository.git("add", "--all")
    assert repository.hooks(check=True) == (0, "")
    same = repository.root / ".hub/staged/content/posts/2021/one.md"
    was = same.stat()

    repository.git("mv", "content/posts/2023/more-1.md", "content/posts/2023/renamed.md")
    repository.git("rm", "--quiet", "--cached", "content/posts/2023/more-2.md")
    (posts / "2023/new.md").write_text((posts / "2022/three.md").read_text(), encoding="utf-8")
    repository.git("add", "content/posts/2023/new.md")
    (posts / "2023/unstaged.md").write_text("no header", encoding="utf-8")
    repository.hooks(check=True)

    found = staged(repository)
    listed = repository.git("ls-files", "content").stdout.splitlines()
    assert sorted(found) == sorted(name.removeprefix("content/") for name in listed)
    assert {"posts/2023/renamed.md", "posts/2023/new.md"} < found.keys()
    assert not {"posts/2023/more-1.md", "posts/2023/more-2.md"} & found.keys()
    now = same.stat()
    assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)


def test_the_editor_s_own_index_stays_as_it_is(repository: Repository) -> None:
    repository.write(GOOD, BAD)
    repository.git("add", "--all")
    repository.write(BAD, GOOD)
    before = repository.git("status", "--porcelain").stdout
    entries = repository.git("ls-files", "--stage").stdout

    repository.hooks(check=True)

    assert repository.git("ls-files", "--stage").stdout == entries
    assert repository.git("status", "--porcelain").stdout == before


def test_what_somebody_did_to_the_laid_out_files_counts_for_nothing(repository: Repository) -> None:
    repository.write("Some words.", "Other words.")
    repository.git("add", "--all")
    repository.hooks(check=True)
    folder = repository.root / ".hub/staged/content"
    (folder / "posts/2022/three.md").write_text("no header", encoding="utf-8")
    (folder / "posts/2021/one.md").unlink()
    (folder.parent / "index.lock").touch()  # a check was killed

    assert repository.hooks(check=True) == (0, "")
    assert staged(repository)["posts/2022/three.md"] != b"no header"


def test_the_settings_of_git_change_nothing(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    repository.git("config", "core.sparseCheckout", "true")
    repository.write("Some words.", "Other words.")
    repository.git("add", "--all")

    assert repository.hooks(check=True) == (0, "")
    assert b"\r" not in staged(repository)["posts/2022/three.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links of Unix")
def test_a_link_is_told_as_it_is_in_the_content(repository: Repository) -> None:
    (repository.root / "secret.md").write_text("a secret", encoding="utf-8")
    (repository.root / "content/posts/2022/link.md").symlink_to("../../../secret.md")
    repository.git("add", "--all")

    code, said = repository.hooks(check=True)

    assert code == 1
    assert "content/posts/2022/link.md: is a link to another place" in said
    assert "a secret" not in said


def test_all_of_the_content_may_go(repository: Repository) -> None:
    repository.git("rm", "-r", "--quiet", "content")

    code, _ = repository.hooks(check=True)

    assert code in (0, 1)
    assert staged(repository) == {}


def test_a_project_may_lie_below_its_repository(site: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    site.rename(outer / "the hub")
    repository = Repository(outer)
    hub = outer / "the hub"
    path = hub / "content/posts/2022/three.md"
    path.write_text(path.read_text(encoding="utf-8").replace(GOOD, BAD), encoding="utf-8")
    repository.git("add", "--all")

    assert hooks(hub, Namespace(remove=False, check=True), lambda _: None) == 1


def test_what_was_wrong_before_stops_nobody(repository: Repository) -> None:
    repository.write(GOOD, BAD)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "wrong")
    repository.write("Some words.", "Other words.", "content/posts/2023/more-1.md")
    repository.git("add", "--all")

    assert repository.hooks(check=True) == (0, "")


def test_a_file_that_goes_may_break_others(repository: Repository) -> None:
    repository.git("rm", "--quiet", "content/posts/2021/one.md")

    code, said = repository.hooks(check=True)

    assert code == 1
    assert "content/pages/about.md:5: links to 'posts/2021/one.md', which is not there" in said


def test_nothing_of_the_content_costs_nothing(repository: Repository) -> None:
    (repository.root / "README.md").write_text("x", encoding="utf-8")
    repository.git("add", "--all")

    assert repository.hooks(check=True) == (0, "")
    assert not (repository.root / ".hub/staged").exists()


def test_a_small_change_is_checked_in_under_a_second(repository: Repository) -> None:
    repository.write("Some words.", "Other words.")
    repository.git("add", "--all")
    repository.hooks(check=True)  # what a first run has to lay out and convert
    repository.write("Other words.", "More words.")
    repository.git("add", "--all")
    began = time.process_time()

    assert repository.hooks(check=True) == (0, "")

    assert time.process_time() - began < 1


def test_the_hook_is_installed_once_and_can_be_removed(repository: Repository) -> None:
    path = repository.root / ".git/hooks/pre-commit"

    for _ in range(2):
        assert repository.hooks()[0] == 0
        assert os.access(path, os.X_OK)
    assert repository.hooks(remove=True) == (0, "The hook is removed.")
    assert not path.exists()
    assert repository.hooks(remove=True) == (0, "There is no hook of ours.")


def test_a_hook_of_somebody_else_stays(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    path = repository.root / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\ntrue\n", encoding="utf-8")

    assert repository.hooks()[0] == 2
    assert capsys.readouterr().err == (
        f"'{path}' is a hook of your own, and stays; add this line to it: "
        "python3 tasks.py hooks --check || exit 1\n"
    )
    assert repository.hooks(remove=True)[1] == "There is no hook of ours."
    assert path.read_text(encoding="utf-8") == "#!/bin/sh\ntrue\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")
def test_git_runs_it_and_a_wrong_commit_is_not_made(repository: Repository) -> None:
    """The real hook, the real Git; `tasks.py` of the project stands in for its own set-up."""
    install(repository)
    repository.write(GOOD, BAD)

    wrong = repository.git("commit", "--all", "--message", "second")
    repository.write(BAD, GOOD)
    repository.write("Some words.", "Other words.")
    right = repository.git("commit", "--all", "--message", "second")

    assert wrong.returncode == 1
    assert "topics names an unknown topic 'medicine'" in wrong.stdout + wrong.stderr
    assert right.returncode == 0, right.stdout + right.stderr
    assert repository.git("log", "--format=%s").stdout == "second\nfirst\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")
def test_a_partial_commit_is_checked_by_what_it_holds(repository: Repository) -> None:
    """`git commit PATH` has an index of its own, and leaves what else is staged for later."""
    install(repository)
    repository.write(GOOD, BAD)
    repository.git("add", "--all")
    repository.write("Some words.", "Other words.", "content/posts/2023/more-1.md")

    right = repository.git("commit", "-m", "part", "content/posts/2023/more-1.md")
    wrong = repository.git("commit", "-m", "rest")

    assert right.returncode == 0, right.stdout + right.stderr
    assert wrong.returncode == 1
    assert "topics names an unknown topic 'medicine'" in wrong.stdout + wrong.stderr
    assert repository.git("show", "--name-only", "--format=").stdout == (
        "content/posts/2023/more-1.md\n"
    )
    waiting = repository.git("diff", "--cached", "--name-only").stdout.split()
    assert "content/posts/2022/three.md" in waiting


@pytest.mark.server
@pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")
def test_a_preview_that_runs_meanwhile_shows_what_lies_in_the_folder(
    repository: Repository,
) -> None:
    install(repository)
    with start(repository.root) as preview:
        repository.write("Some words.", "Other words.")
        repository.git("add", "--all")
        repository.write("Other words.", "Words of the folder.")
        done = repository.git("commit", "-m", "while it runs")
        end = time.monotonic() + 20
        while time.monotonic() < end and "Words of the folder." not in preview.get(PAGE)[2]:
            time.sleep(0.05)

        assert done.returncode == 0, done.stdout + done.stderr
        assert "Words of the folder." in preview.get(PAGE)[2]
        assert b"Other words." in staged(repository)["posts/2022/three.md"]
        repository.write(GOOD, BAD, "content/posts/2021/two.md")
        assert repository.git("commit", "--all", "-m", "x").returncode in (0, 1)
        assert preview.get(PAGE)[0] == 200


PAGE = "/blog/2022/three/"


def install(repository: Repository) -> None:
    """Install the hook, with a `tasks.py` that needs no set-up of its own."""
    start = (
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom argparse import Namespace\n"
        "from pathlib import Path\nfrom plugins.commands.hooks import hooks\n"
        "sys.exit(hooks(Path(__file__).parent, Namespace(check=True, remove=False)))\n"
    )
    (repository.root / "tasks.py").write_text(start, encoding="utf-8")
    repository.hooks()
    hook = repository.root / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text().replace("python3", shutil.which(sys.executable) or "python3"))


def test_without_a_repository_it_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hooks(site, Namespace(check=False, remove=False), print) == 2
    assert capsys.readouterr().err.startswith("Git refuses: ")
