"""A Git hook that checks what is about to be committed, before it is.

What is looked at is what was staged, not what lies in the folder: it is laid out in `.hub/staged/`,
where only what changed since the last time is written again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import NamedTuple

from plugins.base import clock
from plugins.base.problems import Problem, SiteFault
from plugins.base.progress import Say, say
from plugins.base.safe_write import replace
from plugins.checks import catalogue

MARK = "# Written by: python3 tasks.py hooks"
SCRIPT = f"""#!/bin/sh
{MARK}
cd "$(git rev-parse --show-toplevel)/{{place}}" && exec python3 tasks.py hooks --check
"""
_MOST_SHOWN = 30


class Staged(NamedTuple):
    """A file of the index: its path below the content, and the id that Git gives its bytes."""

    name: str
    id: str


def hooks(root: Path, options: Namespace, tell: Say = say) -> int:
    """Install, remove or run the hook of the repository at `root`; return the exit code."""
    try:
        if options.check:
            return check_staged(root, tell)
        return _remove(root, tell) if options.remove else _install(root, tell)
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code


def git(root: Path, *words: str) -> str:
    """Return what Git says. Raises SiteFault."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)
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
    lay_out(root, folder)
    from plugins.pipeline.load import survey

    override = {"PATH": str(folder), "OUTPUT_PATH": str(root / "output")}
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


def lay_out(root: Path, folder: Path) -> None:
    """Let a folder hold the content as it is staged."""
    listing = git(root, "ls-files", "--stage", "-z", "--", "content")
    wanted: dict[str, str] = {}
    for line in filter(None, listing.split("\0")):
        about, _, name = line.partition("\t")
        mode, id, stage = about.split(" ")
        if stage == "0" and mode.startswith("100"):  # plain files, and no half-finished merge
            wanted[name.removeprefix("content/")] = id
    record = folder.parent / "laid-out"
    known = _known(record)
    record.unlink(missing_ok=True)
    for name in known.keys() - wanted.keys():
        (folder / name).unlink(missing_ok=True)
    fresh = [
        name
        for name, id in wanted.items()
        if known.get(name) != id or not (folder / name).is_file()
    ]
    for name, content in zip(fresh, _contents(root, [wanted[name] for name in fresh]), strict=True):
        replace(folder / name, content)
    text = "".join(f"{id} {name}\n" for name, id in wanted.items())
    replace(record, text.encode("utf-8", "surrogateescape"))


def _known(record: Path) -> dict[str, str]:
    try:
        text = record.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return {}
    return {name: id for id, _, name in (line.partition(" ") for line in text.splitlines())}


def _contents(root: Path, ids: list[str]) -> list[bytes]:
    """Return the bytes of many objects, asked for in one call."""
    if not ids:
        return []
    asked = "".join(f"{id}\n" for id in ids).encode()
    done = subprocess.run(
        ["git", "-C", str(root), "cat-file", "--batch"],
        input=asked,
        capture_output=True,
        check=True,
    ).stdout
    found, at = [], 0
    for _ in ids:
        end = done.index(b"\n", at)
        size = int(done[at:end].rsplit(b" ", 1)[1])
        found.append(done[end + 1 : end + 1 + size])
        at = end + size + 2
    return found
