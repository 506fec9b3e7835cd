"""Another engine for a hub: the pin changes, the site is built beside the one before, and it stays
or goes back.

Only the standard library is used: the environment of the hub is made anew while this runs.
"""

from __future__ import annotations

import ast
import hashlib
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.hubs.page_words import differences
from plugins.hubs.wheel import PIN, lock_of, opened
from plugins.publish.report import NOTHING, REHEARSED

Ask = Callable[[str], str]
# Runs a command of the hub by the engine that it pins; gives the exit code and what was said.
Call = Callable[..., tuple[int, str]]
HOME = Path(".hub/upgrade")
LOCK = "requirements.lock"
_BEFORE = f"folder:{(HOME / 'before').as_posix()}"
# Where `publish` lays out what it would show, and what it has shown there.
_AFTER, _SHOWN = Path(".hub/publish/stage/site"), HOME / "before/current/site"
_PUBLISH = ("publish", "--sample", "--allow-shrink", "--to", _BEFORE)


def upgrade(
    root: Path, options: Namespace, call: Call, tell: Say = say, ask: Ask | None = None
) -> int:
    """Give the hub at `root` another engine; return the exit code."""
    if ask is None and sys.stdin.isatty():
        ask = input
    try:
        if options.back:
            _restore(root)
            tell(f"The engine before is back. Commit it: git add -A engine {LOCK}")
            return 0
        if not options.wheel:
            raise SiteFault("upgrade: give a wheel, a version that lies in engine/, or --back.", 2)
        if not (options.yes or options.dry_run or ask):
            raise SiteFault("Nobody is here to ask; say --yes to keep it, or --dry-run.", 2)
        return _upgrade(root, options, call, tell, ask)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _upgrade(root: Path, options: Namespace, call: Call, tell: Say, ask: Ask | None) -> int:
    name, content = _wanted(root, options.wheel)
    old = _pinned(root)
    if content == old.read_bytes():
        tell(f"{with_digest(name, content)} is the engine of this hub already.")
        return 0
    new, before = opened(content), opened(old.read_bytes())
    for line in met(root / "theme", before, new):
        tell(line)
    tell("Building the site as it is now, to compare.")
    code, said = call(*_PUBLISH, "--yes")
    if code:
        tell(_compared(said))
        raise SiteFault("Nothing was changed: the hub has a fault as it is; mend it first.", 1)
    _keep(root, old)
    kept = False
    try:
        replace(root / "engine" / name, content)
        replace(root / LOCK, lock_of(name, content))
        tell(f"The site by {with_digest(name, content)}:")
        stands = _stands(call, tell)
        if stands:
            for line in differences(root / _SHOWN, root / _AFTER):
                tell(line)
        kept = stands and not options.dry_run and (options.yes or _agreed(ask))
    finally:
        if not kept:
            _restore(root)
            tell("The engine before is back.")
    if kept:
        if old.name != name:
            old.unlink()
        tell(f"{with_digest(name, content)} is the engine now. Commit it: git add -A engine {LOCK}")
    return 0 if kept or options.dry_run else 1


def _stands(call: Call, tell: Say) -> bool:
    """Return whether the content passes the new engine's checks and becomes a site."""
    for words in (("check",), (*_PUBLISH, "--dry-run")):
        code, said = call(*words)
        tell(_compared(said))
        if code:
            return False
    return True


def _compared(said: str) -> str:
    """Return what a command said of a copy of the site, without that it is live or is not."""
    lines = said.split("\n")
    kept = [each for each in lines if " is live: " not in each and each != REHEARSED]
    return "\n".join("No page changes." if each == NOTHING else each for each in kept)


def _agreed(ask: Ask | None) -> bool:
    return ask is not None and ask("Keep it? [y/N] ").strip().lower() in ("y", "yes")


# -- The wheels


def _wanted(root: Path, given: str) -> tuple[str, bytes]:
    """Return the wheel that is meant: a file, or a version that lies in `engine/`."""
    path = Path(given)
    if not path.is_file():
        found = sorted((root / "engine").glob(f"*-{given}-*.whl")) if "/" not in given else []
        if not found:
            raise SiteFault(f"'{given}' is no wheel, and no version that lies in engine/.", 2)
        path = found[0]
    content = path.read_bytes()
    opened(content)
    if not PIN.search(f"./engine/{path.name} --hash=sha256:{'0' * 64}"):
        raise SiteFault(f"'{path.name}' is not the name of a wheel of the engine.", 2)
    return path.name, content


def with_digest(name: str, content: bytes) -> str:
    """Return what tells a wheel from another of its name: its name and the start of its hash."""
    return f"{name} (sha256 {hashlib.sha256(content).hexdigest()[:8]})"


def _pinned(root: Path) -> Path:
    """Return where the wheel of the hub lies. Raises SiteFault unless it is the one of the pin."""
    found = PIN.search((root / LOCK).read_text(encoding="utf-8"))
    place = root / found["place"] if found else None
    if found is None or place is None or not place.is_file():
        raise SiteFault(f"{LOCK} pins no engine that is there: get both back with Git.", 2)
    if hashlib.sha256(place.read_bytes()).hexdigest() != found["digest"]:
        raise SiteFault(f"{found['place']} is not the engine that {LOCK} pins.", 2)
    return place


# -- What lets go back


def _keep(root: Path, wheel: Path) -> None:
    """Lay aside the pin, the wheel and the environment."""
    last = root / HOME / "last"
    shutil.rmtree(last, ignore_errors=True)
    last.mkdir(parents=True)
    shutil.copy2(root / LOCK, last / LOCK)
    shutil.copy2(wheel, last / wheel.name)
    if (root / ".venv").is_dir():
        (root / ".venv").replace(last / "venv")


def _restore(root: Path) -> None:
    """Put back what was laid aside. Raises SiteFault where there is nothing."""
    last = root / HOME / "last"
    wheels = [*last.glob("*.whl")] if last.is_dir() else []
    if len(wheels) != 1 or not (last / LOCK).is_file():
        raise SiteFault("There is no engine to go back to; take one back with Git.", 2)
    for path in (root / "engine").glob("*.whl"):
        path.unlink()
    replace(root / "engine" / wheels[0].name, wheels[0].read_bytes())
    replace(root / LOCK, (last / LOCK).read_bytes())
    if (last / "venv").is_dir():
        shutil.rmtree(root / ".venv", ignore_errors=True)
        (last / "venv").replace(root / ".venv")
    shutil.rmtree(last, ignore_errors=True)


# -- What a theme of one's own meets


def met(theme: Path, before: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each file of a hub's theme whose view, or like in the engine, changed."""
    old_views, new_views = views(before), views(new)
    for path in sorted(each for each in theme.rglob("*") if each.is_file()):
        name = f"theme/{path.relative_to(theme).as_posix()}"
        if name not in before:
            continue
        if name not in new:
            yield f"{name}: the engine has no file of this name any more."
            continue
        if path.suffix == ".html":
            was, now = old_views.get(path.stem, set()), new_views.get(path.stem, set())
            for what, fields in (("lost", was - now), ("gained", now - was)):
                if fields:
                    yield f"{name}: its view {what} {', '.join(sorted(fields))}."
        if before[name] != new[name]:
            yield f"{name}: the engine's own is another now; look at what is new in it."


def views(files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Return the fields of the view of each template, by the template's name."""
    found: dict[str, set[str]] = {}
    shared: set[str] = set()
    for name, content in files.items():
        if not name.startswith(("plugins/pages/", "plugins/presentation/views.py")):
            continue
        if not name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.ClassDef):
                stated = [each for each in node.body if isinstance(each, ast.AnnAssign)]
                fields = {each.target.id: each.value for each in stated
                          if isinstance(each.target, ast.Name)}  # fmt: skip
                template = fields.pop("template", None)
                if node.name == "View":
                    shared = set(fields)
                elif isinstance(template, ast.Constant):
                    found.setdefault(str(template.value), set()).update(fields)
    return {template: fields | shared for template, fields in found.items()}
