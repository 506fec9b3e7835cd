"""The guides of the engine, where no folder of them is at hand: a hub has them in its wheel."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from plugins.base.printing import Say, complain, say
from plugins.base.problems import did_you_mean


def guide(folder: Path, options: Namespace, tell: Say = say) -> int:
    """Show a guide of the folder, or list all; return the exit code."""
    known = {path.stem: path for path in sorted(folder.glob("*.md"))}
    if not options.name:
        for name, path in known.items():
            title = path.read_text("utf-8").partition("\n")[0].lstrip("# ")
            tell(f"  {name:12} {title}")
        return 0
    name = Path(options.name).name.removesuffix(".md")
    if name not in known:
        complain(f"There is no guide '{options.name}'; {did_you_mean(name, known)}")
        return 2
    tell(known[name].read_text("utf-8").rstrip("\n"))
    return 0
