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
from tests.conftest import ROOT

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
    start = (
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom argparse import Namespace\n"
        "from pathlib import Path\nfrom plugins.commands.hooks import hooks\n"
        "sys.exit(hooks(Path(__file__).parent, Namespace(check=True, remove=False)))\n"
    )
    (repository.root / "tasks.py").write_text(start, encoding="utf-8")
    repository.hooks()
    hook = repository.root / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text().replace("python3", shutil.which(sys.executable) or "python3"))
    repository.write(GOOD, BAD)

    wrong = repository.git("commit", "--all", "--message", "second")
    repository.write(BAD, GOOD)
    repository.write("Some words.", "Other words.")
    right = repository.git("commit", "--all", "--message", "second")

    assert wrong.returncode == 1
    assert "topics names an unknown topic 'medicine'" in wrong.stdout + wrong.stderr
    assert right.returncode == 0, right.stdout + right.stderr
    assert repository.git("log", "--format=%s").stdout == "second\nfirst\n"


def test_without_a_repository_it_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hooks(site, Namespace(check=False, remove=False), print) == 2
    assert capsys.readouterr().err.startswith("Git refuses: ")
