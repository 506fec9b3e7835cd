"""A topic, an author or a series gets another name: its file, and all that names it, in one step.

Old addresses and feeds lead on, because the old name becomes an alias. What would be written is
put together beside the content and checked there first; then all of it is written, or nothing.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from plugins.base.lock import held
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault, did_you_mean
from plugins.base.safe_write import replace
from plugins.checks.catalogue import is_advice
from plugins.checks.check_context import CheckContext
from plugins.commands.reviewed import with_field
from plugins.content.front_matter import FieldPath, Header, parse
from plugins.content.markdown.lint import without_code
from plugins.content.schema.values import known_slug
from plugins.model.guests import FOLDER
from plugins.model.post_ids import FILE as IDS
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import counted

FOLDERS = {"topic": "topics", "author": "authors", "series": "series"}
# Where headers hold the name of such a file; "*" is every entry of a list.
_NAMED: dict[str, tuple[tuple[str, ...], ...]] = {
    "topic": (("topics", "*"), ("parent",)),
    "series": (("series",),),
    "author": (
        ("authors", "*"), ("owner",), ("reviewed", "by"), ("updates", "*", "by"),
        ("exceptions", "*", "by"),
    ),
}  # fmt: skip
# The authors of a source are people's names, whatever they look like.
_NOT_OURS = {("sources", "authors")}
_TARGET = re.compile(r"(\]\(\s*<?|\]:[ \t]+<?|\bhref=[\"']?)([^()\s<>\"']+)")
Ask = Callable[[str], str]


def rename(root: Path, options: Namespace, tell: Say = say, ask: Ask = input) -> int:
    """Show what a new name changes, ask, and write it; return the exit code."""
    try:
        return _rename(root, options, tell, ask)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _rename(root: Path, options: Namespace, tell: Say, ask: Ask) -> int:
    override = overrides(root, options)
    content = Path(override["PATH"]).resolve()
    now = moment(options.now)
    with held(root / ".hub" / "rename", "rename", tell):
        before = survey(root / "pelicanconf.py", override, now)
        plan = planned(before, content, options.kind, options.old, options.new, options.merge)
        beside = root / ".hub" / "rename" / "content"
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(content, beside, symlinks=True)
        plan.write(beside)
        after = survey(root / "pelicanconf.py", {**override, "PATH": str(beside)}, now)
        refuse_new_errors(before, after, plan)
        shutil.rmtree(beside)
        tell("\n".join(plan.words()))
        if options.dry_run:
            tell("Nothing was written: this was a rehearsal.")
            return 0
        if not options.yes and not _agreed(ask):
            tell("Nothing was written.")
            return 1
        plan.write(content)
    tell(f"'{options.old}' is '{options.new}' now. Old addresses and feeds lead on to it.")
    return 0


def _agreed(ask: Ask) -> bool:
    if ask is input and not sys.stdin.isatty():
        raise SiteFault("Nobody is here to ask; say --yes to rename without a question.", 2)
    return ask("Rename? [y/N] ").strip().lower() in ("y", "yes")


class Plan:
    """Files as they will be, by their new path, and which files move."""

    def __init__(self, moves: Mapping[str, str], old: Mapping[str, bytes]) -> None:
        self.moves, self.old = dict(moves), dict(old)
        self.new: dict[str, bytes] = {}
        self.gone: list[str] = []  # files that leave, because another one says what they said

    def path(self, name: str) -> str:
        """Return where a file lies afterwards."""
        return self.moves.get(name, name)

    @property
    def changed(self) -> list[str]:
        """Return the files that are written anew or moved, by their present path."""
        return sorted(
            name for name in self.new if name in self.moves or self.new[name] != self.old[name]
        )

    def words(self) -> Iterator[str]:
        """Yield what changes: each file that moves, and each line."""
        for name in self.changed:
            if name in self.moves:
                yield f"content/{name} -> content/{self.moves[name]}"
            lines = self.old[name].decode().split("\n")
            fresh = self.new[name].decode().split("\n")
            added = len(fresh) - len(lines)
            if added > 0:  # the line of the aliases, which is the only one that is added
                at = next(n for n, line in enumerate(fresh) if line.startswith("aliases:"))
                yield f"content/{name}: + {fresh.pop(at).rstrip()}"
            for number, (was, is_) in enumerate(zip(lines, fresh, strict=False), 1):
                if was != is_:
                    yield f"content/{name}:{number}: {_around(was, is_)}"
        for name in self.gone:
            yield f"content/{name} would go; its text is not kept, so move what is worth it first."
        yield f"{counted(len(self.changed) + len(self.gone), 'file')} would change."

    def write(self, content: Path) -> None:
        """Write all of it, or nothing: what was written is put back if a file cannot be."""
        changed = self.changed
        for name in changed:
            there = content / name
            if not there.is_file() or there.read_bytes() != self.old[name]:
                raise SiteFault(f"'{name}' was changed meanwhile; nothing was written.", 2)
        done: list[str] = []
        try:
            for name in changed:
                done.append(name)
                replace(content / self.path(name), self.new[name])
            for name in (*changed, *self.gone):
                if name in self.moves or name in self.gone:
                    (content / name).unlink()
        except OSError as error:
            for name in (*done, *self.gone):
                replace(content / name, self.old[name])
                if name in self.moves:
                    (content / self.moves[name]).unlink(missing_ok=True)
            why = error.strerror or error
            raise SiteFault(f"Nothing was renamed: {why} ('{error.filename}').", 2) from None
        for name in self.moves:
            folder = (content / name).parent
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


_WHOLE = 100  # letters of a line that is shown whole


def _around(was: str, is_: str) -> str:
    """Return how two lines differ; of long ones what stands round the difference."""
    if max(len(was), len(is_)) <= _WHOLE:
        return f"{was.strip()} -> {is_.strip()}"
    start = next((n for n, (a, b) in enumerate(zip(was, is_, strict=False)) if a != b), 0)
    end = 0
    while end < min(len(was), len(is_)) - start and was[-1 - end] == is_[-1 - end]:
        end += 1
    first, last = max(0, start - 20), max(0, end - 20)
    return f"...{was[first : len(was) - last]}... -> ...{is_[first : len(is_) - last]}..."


def planned(
    found: CheckContext, content: Path, kind: str, old: str, new: str, merge: bool = False
) -> Plan:
    """Return what a new name changes. Raises SiteFault for a name that cannot be.

    With `merge` the new name is there already: its file stays, and the old one goes.
    """
    folder = FOLDERS[kind]
    known = {each.slug: each for each in found.content.of(kind) if each.slug}
    if old not in known:
        raise SiteFault(f"There is no {kind} '{old}'; {did_you_mean(old, known)}", 2)
    try:
        known_slug(new)
    except PydanticCustomError as error:
        said = (error.context or {})["said"]
        raise SiteFault(
            f"The new name {said}; {(error.context or {}).get('hint', '')}", 2
        ) from None
    if new in known and not merge:
        do = "choose another name, or add --merge to make one of the two"
        raise SiteFault(f"There is a {kind} '{new}' already; {do}.", 2)
    if merge and (new not in known or new == old):
        raise SiteFault(f"There is no other {kind} '{new}' to merge with.", 2)
    if new in known[old].values.get("aliases", ()):
        what = (
            f"'{new}' was the name of this {kind} before, and its old addresses lead on from there"
        )
        raise SiteFault(f"{what}; choose another name.", 2)
    years = [name for name in found.content.folder.files if name.startswith("years/")]
    closed = [n for n in years if re.search(_word(old), (content / n).read_text("utf-8"))]
    if closed:
        what = f"'{old}' stands in content/{closed[0]}, and a closed year keeps its names"
        raise SiteFault(f"{what}; nothing was renamed.", 1)
    texts = sorted(
        name for name in found.content.folder.files if name.endswith((".md", ".yaml", ".yml"))
    )
    moves = {known[old].path: f"{folder}/{new}.md"}
    if kind == "author":
        own = f"{FOLDER}{old}/"
        moves |= {
            name: f"{FOLDER}{new}/{name.removeprefix(own)}"
            for name in found.content.folder.files
            if name.startswith(own)
        }
    plan = Plan(moves, {name: (content / name).read_bytes() for name in {*texts, *moves}})
    for name in plan.old:
        plan.new[name] = plan.old[name]
        if name in texts and name != IDS and not name.startswith("years/"):
            text = plan.old[name].decode("utf-8")
            if old in text or name in moves:
                plan.new[name] = _renamed(name, text, plan, kind, old, new).encode()
    if merge:
        _merged(plan, known[old].path, moves[known[old].path])
    if IDS in plan.new:
        text = plan.old[IDS].decode()
        for was, will in moves.items():
            text = re.sub(rf"(?m)(: ['\"]?){re.escape(was)}(?=['\"]?\s*$)", rf"\g<1>{will}", text)
        plan.new[IDS] = text.encode()
    return plan


def _merged(plan: Plan, old: str, new: str) -> None:
    """Let the file of the new name stay as it is, with the old names as its own old ones."""
    taken = sorted(name for name, path in plan.moves.items() if name != old and path in plan.old)
    if taken:
        raise SiteFault(f"'{plan.moves[taken[0]]}' is there already; rename one of the files.", 2)
    gone, kept = (
        parse(name, plan.new[name].decode("utf-8-sig").replace("\r\n", "\n"))[0].values
        for name in (old, new)
    )
    names = [*_listed(kept.get("aliases")), *_listed(gone.get("aliases"))]
    text = plan.new[new].decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    first, _, rest = text.partition(end)
    head, line, body = rest.partition(f"{end}---")
    head = with_field(head + end, "aliases", f"[{', '.join(dict.fromkeys(names))}]", end)
    plan.new[new] = f"{first}{end}{head.removesuffix(end)}{line}{body}".encode()
    del plan.new[old]
    del plan.moves[old]
    plan.gone.append(old)


def _listed(value: object) -> list[str]:
    return [*map(str, value)] if isinstance(value, list) else []


def _renamed(name: str, text: str, plan: Plan, kind: str, old: str, new: str) -> str:
    """Return a file with the new name in its header and its links."""
    if not name.endswith(".md"):
        return _linked(name, text, text, plan, kind, old, new)
    sign = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix(sign).replace("\r\n", "\n")
    header, _ = parse(name, text)
    lines = text.split("\n")
    head = "\n".join(lines[: header.body_line - 1])
    body = text[len(head) + 1 :] if header.body_line > 1 else text
    fields = [
        field for field in _NAMED[kind] if (name.partition("/")[0], field[0]) not in _NOT_OURS
    ]
    places = [place for field in fields for place in _places(header.values, field, old)]
    head = _put(head, header, places, old, new)
    for was, will in plan.moves.items():
        head = re.sub(rf"(?<![\w./-]){re.escape(was)}(?![\w./-])", will, head)
    head = _linked(name, head, head, plan, kind, old, new)
    body = _linked(name, body, without_code(body), plan, kind, old, new)
    if name == next(iter(plan.moves)):
        known = header.values.get("aliases") or ()
        aliases = ", ".join([*map(str, known if isinstance(known, list) else ()), old])
        first, _, rest = head.partition("\n")
        own = rest.removesuffix("---")
        head = f"{first}\n{with_field(own, 'aliases', f'[{aliases}]', chr(10))}---"
    made = f"{head}\n{body}" if header.body_line > 1 else body
    return sign + made.replace("\n", end)


def _places(
    value: Any, field: tuple[str, ...], old: str, at: FieldPath = ()
) -> Iterator[FieldPath]:
    """Yield each place of a header where a field holds the old name."""
    if not field:
        if value == old:
            yield at
        return
    step, *rest = field
    if step == "*":
        for number, each in enumerate(value if isinstance(value, (list, tuple)) else ()):
            yield from _places(each, tuple(rest), old, (*at, number))
    elif isinstance(value, Mapping) and step in value:
        below = value[step]
        many = isinstance(below, (list, tuple)) and not rest  # a series that is written as a list
        more = ("*",) if many else tuple(rest)
        yield from _places(below, more, old, (*at, step))


def _put(head: str, header: Header, places: list[FieldPath], old: str, new: str) -> str:
    """Return the header with the new name in these places, and every other byte as it was."""
    lines = head.split("\n")
    nodes = [node for each in places if (node := header.node(each)) is not None]
    marks = [(node.start_mark.line + 1 - header.added, node.start_mark.column) for node in nodes]
    for at, column in sorted(set(marks), reverse=True):
        before, value = lines[at][:column], lines[at][column:]
        lines[at] = before + value.replace(old, new, 1)
    return "\n".join(lines)


def _word(name: str) -> str:
    return rf"(?<![\w./-]){re.escape(name)}(?![\w/-])(?!\.\w)"


def _linked(name: str, text: str, prose: str, plan: Plan, kind: str, old: str, new: str) -> str:
    """Return a text whose links name files by their new paths. Links are looked for in `prose`."""
    folder, after = posixpath.dirname(name), posixpath.dirname(plan.path(name))
    pieces, last = [], 0
    for found in _TARGET.finditer(prose):
        start, end = found.span(2)
        target, sign, fragment = re.fullmatch(r"([^#?]*)([#?]?)(.*)", text[start:end]).groups()  # type: ignore[union-attr]
        if target.startswith(f"/{FOLDERS[kind]}/{old}/"):
            fresh = f"/{FOLDERS[kind]}/{new}/" + target.removeprefix(f"/{FOLDERS[kind]}/{old}/")
        elif target.startswith("/"):
            moved = plan.moves.get(target[1:])
            fresh = f"/{moved}" if moved else target
        elif moved := plan.moves.get(posixpath.normpath(posixpath.join(folder, target))):
            fresh = posixpath.relpath(moved, after or ".")
            fresh = f"./{fresh}" if target.startswith("./") else fresh
        else:
            continue
        pieces += [text[last:start], f"{fresh}{sign}{fragment}"]
        last = end
    return "".join([*pieces, text[last:]])


def refuse_new_errors(before: CheckContext, after: CheckContext, plan: Plan) -> None:
    """Refuse a name that brings errors which were not there. Raises SiteFault."""

    def counts(found: CheckContext, path: Callable[[str], str]) -> Counter[tuple[str, str]]:
        errors = (each for each in found.findings if not is_advice(each.check_id))
        return Counter((path(each.path), each.check_id) for each in errors)

    old, new = counts(before, plan.path), counts(after, str)
    fresh = new - old
    if fresh:
        lines = [
            each.text() for each in after.findings if (each.path, each.check_id) in fresh
        ]  # what the new name would break, in the words of check
        raise SiteFault("\n".join([*lines[:10], "So nothing was renamed."]), 1)
