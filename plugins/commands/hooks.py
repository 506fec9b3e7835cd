"""A Git hook that checks what is about to be committed, before it is.

What is looked at is what was staged, not what lies in the folder: Git lays it out in
`.hub/staged/`.
"""

from __future__ import annotations

import os
import subprocess
from argparse import Namespace
from pathlib import Path

from plugins.base import clock
from plugins.base.lock import held
from plugins.base.printing import Say, complain, say
from plugins.base.problems import Problem, SiteFault
from plugins.base.safe_write import replace
from plugins.checks import catalogue

MARK = "# Written by: python3 tasks.py hooks"
SCRIPT = f"""#!/bin/sh
{MARK}
cd "$(git rev-parse --show-toplevel)/{{place}}" && exec python3 tasks.py hooks --check
"""
_MOST_SHOWN = 30


def hooks(root: Path, options: Namespace, tell: Say = say) -> int:
    """Install, remove or run the hook of the repository at `root`; return the exit code."""
    try:
        if options.check:
            return check_staged(root, tell)
        return _remove(root, tell) if options.remove else _install(root, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def git(root: Path, *words: str, **environ: str) -> str:
    """Return what Git says. Raises SiteFault."""
    env = {**os.environ, **environ}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX"):  # of whoever asked, from its own place
        env.pop(name, None)
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, env=env,
        )  # fmt: skip
    except FileNotFoundError:
        raise SiteFault("Git is missing; without it there is nothing to hook into.", 2) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise SiteFault(f"Git refuses: {said}", 2)
    return done.stdout.decode("utf-8", "surrogateescape")


# -- The hook itself


def _hook(root: Path) -> Path:
    return root / git(root, "rev-parse", "--git-path", "hooks").strip() / "pre-commit"


def _install(root: Path, tell: Say) -> int:
    place = git(root, "rev-parse", "--show-prefix").strip().rstrip("/") or "."
    path = _hook(root)
    if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
        line = "python3 tasks.py hooks --check || exit 1"
        raise SiteFault(
            f"'{path}' is a hook of your own, and stays; add this line to it: {line}", 2
        )
    replace(path, SCRIPT.format(place=place).encode())
    path.chmod(0o755)
    tell("The hook is installed: each commit is checked first. To remove it: hooks --remove")
    return 0


def _remove(root: Path, tell: Say) -> int:
    path = _hook(root)
    if not path.exists() or MARK not in path.read_text(encoding="utf-8", errors="replace"):
        tell("There is no hook of ours.")
        return 0
    path.unlink()
    tell("The hook is removed.")
    return 0


# -- What it does


def check_staged(root: Path, tell: Say) -> int:
    """Check the content that was staged; return 1 where it may not be committed."""
    index = os.environ.get("GIT_INDEX_FILE")
    if index and not Path(index).is_absolute():  # Git says it from where it stands itself
        top = git(root, "rev-parse", "--show-toplevel").strip()
        os.environ["GIT_INDEX_FILE"] = str(Path(top, index))
    changed, gone = _changes(root)
    if not changed and not gone:
        return 0
    folder = root / ".hub" / "staged" / "content"
    from plugins.pipeline.load import survey

    override = {"PATH": str(folder), "OUTPUT_PATH": str(root / "output")}
    with held(folder.parent, "check of what is staged", tell):
        lay_out(root, folder)
        found = survey(root / "pelicanconf.py", override, clock.now()).findings
    errors = [each for each in found if not catalogue.is_advice(each.check_id)]
    # What a file that is gone breaks stands in other files.
    mine = sorted({each for each in errors if gone or each.path in changed})
    if not mine:
        return 0
    _show(mine, tell)
    return 1


def _show(problems: list[Problem], tell: Say) -> None:
    for each in problems[:_MOST_SHOWN]:
        tell(each.text())
    if len(problems) > _MOST_SHOWN:
        tell(f"and {len(problems) - _MOST_SHOWN:,} more; python3 tasks.py check shows all")
    many = "" if len(problems) == 1 else "s"
    tell(
        f"{len(problems):,} problem{many} in what is to be committed; nothing was committed. "
        "To commit all the same: git commit --no-verify"
    )


def _changes(root: Path) -> tuple[set[str], set[str]]:
    """Return the files of the content that are staged, and those that are to go."""
    words = git(root, "diff", "--cached", "--name-status", "--no-renames", "-z", "--relative",
                "--", "content").split("\0")  # fmt: skip
    pairs = list(zip(words[::2], words[1::2], strict=False))
    changed = {name.removeprefix("content/") for kind, name in pairs if kind != "D"}
    return changed, {name.removeprefix("content/") for kind, name in pairs if kind == "D"}


# What a setting of the editor's Git could change about the files that are laid out.
_AS_STORED = ("-c", "core.autocrlf=false", "-c", "core.sparseCheckout=false",
              "-c", "core.hooksPath=", "-c", "core.symlinks=true")  # fmt: skip


def lay_out(root: Path, folder: Path) -> None:
    """Let a folder hold the content as it is staged: Git does it, with an index of our own.

    Git writes what changed since the last time, and leaves the index of the editor alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if git(root, "ls-files", "--", "content"):
        place = git(root, "rev-parse", "--show-prefix").strip("\n")
        staged = f"{git(root, 'write-tree').strip()}:{place}content"
    else:
        staged = git(root, "hash-object", "-w", "-t", "tree", "--stdin").strip()  # the empty one
    own = {"GIT_INDEX_FILE": str(folder.parent / "index")}
    (folder.parent / "index.lock").unlink(missing_ok=True)  # of a check that was killed
    git(root, *_AS_STORED, f"--work-tree={folder}", "read-tree", "--reset", "-u", staged, **own)
