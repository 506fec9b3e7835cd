"""Pictures without what cameras and programs note in them: the place, names, serial numbers."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.base.file_state import read
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.commands.check import is_wanted, wanted_paths
from plugins.commands.hooks import git
from plugins.images.inspection import RASTERS, look_into
from plugins.images.plain_copy import bare
from plugins.pipeline.command import overrides
from plugins.presentation.views import counted

Ask = Callable[[str], str]


@dataclass(frozen=True)
class Talker:
    """A picture that tells something: its path in the content, what, and its bytes without that.

    `copy` is empty where it could not be taken out.
    """

    path: str
    tells: tuple[str, ...]
    copy: bytes


def clean_images(root: Path, options: Namespace, tell: Say = say, ask: Ask = input) -> int:
    """Show what pictures tell of themselves, ask, and take it out; return the exit code."""
    try:
        return _clean(root, options, tell, ask)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _clean(root: Path, options: Namespace, tell: Say, ask: Ask) -> int:
    content = Path(overrides(root, options)["PATH"]).resolve()
    found = [*talkers(content, wanted_paths(content, options.paths))]
    for each in found:
        tell(f"content/{each.path} holds {', '.join(each.tells)}")
    left = [each for each in found if not each.copy]
    found = [each for each in found if each.copy]
    for each in left:
        tell(f"content/{each.path}: cannot be cleaned; save the picture again in another program.")
    if not found:
        tell("No picture can be cleaned." if left else "No picture tells more than it shows.")
        return 1 if left else 0
    if options.dry_run:
        tell("Nothing was written: this was a rehearsal.")
        return 0
    if not options.yes and not _agreed(len(found), ask):
        tell("Nothing was written.")
        return 1
    for each in found:
        replace(content / each.path, each.copy)
    tell(f"{counted(len(found), 'picture')} cleaned; what they show is as it was.")
    if kept := [each.path for each in found if _committed(content / each.path)]:
        tell(
            f"Git's history still has the original of {', '.join(kept)}; python3 tasks.py guide "
            "withdrawal says what to do."
        )
    return 1 if left else 0


def talkers(content: Path, wanted: tuple[str, ...] = ()) -> Iterator[Talker]:
    """Yield the pictures of the content, or of some of its files and folders, that tell of more
    than they show."""
    for path in sorted(content.rglob("*")):
        name = path.relative_to(content).as_posix()
        if path.suffix.lower() not in (*RASTERS, ".svg") or path.is_symlink():
            continue
        if not is_wanted(name, wanted):
            continue
        before = read(path)
        found = look_into(name, before)
        tells = [each.message for each in found.problems if each.check_id == "image-metadata"]
        if tells:
            copy = bare(found.type, before)
            after = look_into(name, copy).problems
            if any(each.check_id == "image-metadata" for each in after):
                copy = b""
            yield Talker(name, tuple(each.removeprefix("holds ") for each in tells), copy)


def _committed(path: Path) -> bool:
    try:
        return bool(git(path.parent, "log", "--all", "--oneline", "-1", "--", path.name))
    except SiteFault:  # no Git, or no repository, or one without a commit
        return False


def _agreed(count: int, ask: Ask) -> bool:
    if ask is input and not sys.stdin.isatty():
        raise SiteFault("Nobody is here to ask; say --yes to clean without a question.", 2)
    said = ask(f"Write {counted(count, 'picture')} without these, in place of the original? [y/N] ")
    return said.strip().lower() in ("y", "yes")
