"""Starts a post, a series, a topic, an author, a source, a rule or a page.

What is given is written, what is required and not known becomes a gap that `check` asks for. Every
field of a header is an option, because options and questions are made of the schema.
"""

from __future__ import annotations

import datetime as dt
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from plugins.admin.cms_settings import KINDS, VOCABULARIES, kinds, vocabulary
from plugins.base import clock
from plugins.base.printing import Say, complain, say
from plugins.base.problems import Problem, SiteFault, did_you_mean, ended, joined
from plugins.checks.disclosure import owed
from plugins.content.front_matter import parse
from plugins.content.past_disclosure import past_disclosure
from plugins.content.schema import header_words, validate
from plugins.content.schema.headers import GROUPS
from plugins.content.schema.model import Model, fields_of
from plugins.content.schema.records import source_header
from plugins.content.schema.values import slug_from
from plugins.content.vocabulary_index import VocabularyIndex, vocabulary_index_of
from plugins.content.write_file import GAP, write_new, written
from plugins.language.dates import WEEKDAYS, in_words, meant_day
from plugins.model import post_ids
from plugins.model.disclosure import FIELDS
from plugins.model.post import PLAIN

Ask = Callable[[str], str]

FOLDERS = {kind: about.folder for kind, about in KINDS.items()}
# Fields that are asked for though they may be left out.
OFFERED = {"post": ("series", "part", "kind"), "topic": ("parent",), "author": ("organisation",)}
BEGINNING = {"post": "<!-- The text begins here. Headings begin with ##. -->\n"}
_MOST_LISTED = 40


def new(root: Path, options: Namespace, tell: Say = say, ask: Ask | None = None) -> int:
    """Write a new file for the project at `root`; return the exit code.

    Questions are asked where somebody is there to answer.
    """
    if ask is None and sys.stdin.isatty() and not options.no_questions:
        ask = input
    try:
        return _new(root, options, tell, ask)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _new(root: Path, options: Namespace, tell: Say, ask: Ask | None) -> int:
    content = Path(options.content or root / "content")
    if not content.is_dir():
        raise SiteFault(f"There is no content folder '{content}'; give --content another.", 2)
    kind = _kind(options.kind, ask, tell)
    model = kinds()[kind]
    shelf = vocabulary_index_of(content)
    values = given(kind, model, options.rest)
    today = clock.now().astimezone(ZoneInfo(clock.SITE_ZONE)).date()
    required = kind == "post" and bool(_settings(root).get("REQUIRE_DISCLOSURE"))
    desk = _Desk(kind, model, shelf, today, tell, ask, values, required)
    if kind == "post" and "date" in values:
        values["date"] = desk.dated(values["date"])
    desk.complete()
    place = _place(kind, desk.values)
    prefix = Path(options.content or "content").as_posix().rstrip("/") + "/"
    name = f"{prefix}{place}"
    if _is_taken(content / place):
        how = "give it another title, or --slug and a name of its own"
        raise SiteFault(f"'{name}' is there already, and stays as it is; {how}.", 2)
    if "id" in model.model_fields and "id" not in desk.values and "date" in desk.values:
        desk.values["id"] = _id(root, place, shelf, desk.values)
    text = written(model, desk.values, BEGINNING.get(kind, ""))
    if not write_new(content / place, text.encode()):
        raise SiteFault(f"'{name}' came into being this moment; nothing was written over it.", 2)
    tell(f"{name} is written.")
    desk.say_what_was_remembered()
    gaps = _problems(place, text, model)
    for problem in gaps:
        tell(f"To fill: {problem.text(prefix)}")
    if desk.values.get("status") == "draft":
        first = "fill what is marked, " if gaps else ""
        tell(f"It is a draft. To publish it, {first}write its text and delete 'status: draft'.")
    return 0


def _kind(stated: str | None, ask: Ask | None, tell: Say) -> str:
    known = kinds()
    while stated is None and ask is not None:
        said = ask(f"What do you want to start ({', '.join(known)})? ").strip().lower() or "post"
        if said in known:
            return said
        tell(f"There is no '{said}'; {did_you_mean(said, known)}")
    if stated is None:
        raise SiteFault(f"new: say what to start: {', '.join(known)}.", 2)
    if stated not in known:
        raise SiteFault(f"new: unknown kind '{stated}'; {did_you_mean(stated, known)}", 2)
    return stated


# -- What the options say


def given(kind: str, model: type[Model], words: Sequence[str]) -> dict[str, Any]:
    """Return the fields that the options give. A list takes commas, or the option again."""
    values: dict[str, Any] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise SiteFault(f"new {kind}: '{word}' follows no option; put quotes round a text.", 2)
        name, sign, value = word[2:].partition("=")
        name = _field(kind, model, name.replace("-", "_"))
        if not sign:
            if not waiting:
                raise SiteFault(f"new {kind}: --{name} has no value.", 2)
            value = waiting.pop(0)
        if name == "slug":
            values["slug"] = value
            continue
        outer, _, inner = name.partition(".")
        if inner:
            values.setdefault(outer, {})[inner] = value
        elif is_list(model, name):
            between = (
                ";" if model is source_header.SourceHeader else ","
            )  # "Family, Given" is one name
            values.setdefault(name, []).extend(_listed(value, between))
        else:
            values[name] = typed(model, name, value)
    return values


def _field(kind: str, model: type[Model], name: str) -> str:
    """Return the name of a field; of a list, one may name what each item is."""
    known = [each for each in model.model_fields if each not in GROUPS]
    known += ["slug"] if "slug" not in known else []
    known += [
        f"{group}.{inner}"
        for group, inside in GROUPS.items()
        if group in model.model_fields and not is_list(model, group)
        for inner in inside.model_fields
    ]
    for each in (name, f"{name}s", f"{name[:-1]}ies" if name.endswith("y") else name):
        if each in known:
            return each
    if name in GROUPS:
        inside = ", ".join(f"--{name}.{inner}" for inner in GROUPS[name].model_fields)
        raise SiteFault(f"new {kind}: --{name} is a group of fields; give {inside}.", 2)
    hint = did_you_mean(name, known).replace("'", "'--", 1)
    raise SiteFault(f"new {kind}: unknown option '--{name}'; {hint}", 2)


def _schema_of(model: type[Model], name: str) -> dict[str, Any]:
    properties: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return properties[name]


def is_list(model: type[Model], name: str) -> bool:
    return _schema_of(model, name).get("type") == "array"


def typed(model: type[Model], name: str, text: str) -> object:
    """Return a text as the value that a header would hold: a number, true or false, or a text."""
    said = _schema_of(model, name)
    types = {said.get("type"), *(each.get("type") for each in said.get("anyOf", ()))}
    if "integer" in types and text.lstrip("-").isdecimal():
        return int(text)
    if "boolean" in types and text.lower() in ("true", "false", "yes", "no"):
        return text.lower() in ("true", "yes")
    return text


def _listed(value: str, between: str) -> list[str]:
    return [each.strip() for each in value.split(between) if each.strip()]


# -- What is asked


@dataclass
class _Desk:
    """One new file: what is known of it, and who may be asked for the rest."""

    kind: str
    model: type[Model]
    shelf: VocabularyIndex
    today: dt.date
    tell: Say
    ask: Ask | None
    values: dict[str, Any] = field(default_factory=dict)
    disclosing: bool = False  # whether a post has to declare sponsor, funding and interests
    remembered: dict[str, str] = field(default_factory=dict)  # field: where it was declared

    def complete(self) -> None:
        """Check what was given; ask for the rest, or leave gaps."""
        for name in list(self.values):
            if problem := self._wrong(name, self.values[name]):
                raise SiteFault(f"new {self.kind}: --{ended(problem)}", 2)
        for name, about in self.model.model_fields.items():
            if name in self.values:
                continue
            required = about.is_required() or self._is_owed(name)
            if required or name in OFFERED.get(self.kind, ()):
                self._find(name, required)
        for group in (each for each in self.values if each in GROUPS):
            for inner, about in fields_of(GROUPS[group]).items():
                if about.is_required() and isinstance(self.values[group], dict):
                    self.values[group].setdefault(inner, GAP)
        self.values = {
            name: self.values[name]
            for name in ("slug", *self.model.model_fields)
            if name in self.values and self.values[name] not in ("", [], None)
        }
        if self.values.get("kind") == PLAIN:  # as without the line
            del self.values["kind"]
        if self.kind == "post":
            self.values.setdefault("status", "draft")

    def _is_owed(self, name: str) -> bool:
        """Return whether a post of its kind cannot be published without a field."""
        if self.kind != "post":
            return False
        return name in owed(str(self.values.get("kind") or PLAIN), self.disclosing)

    def say_what_was_remembered(self) -> None:
        """Say what was declared as before, so that somebody looks whether it still holds."""
        for place in dict.fromkeys(self.remembered.values()):
            names = joined([name for name in self.remembered if self.remembered[name] == place])
            self.tell(f"Declared as in content/{place}: {names}. Look whether that still holds.")

    def _find(self, name: str, required: bool) -> None:
        known = self._declared(name) if name in FIELDS and required else ("", "")
        if name == "part":
            self._part()
        elif name in GROUPS:  # nobody can say a group in one line
            inside = fields_of(GROUPS[name]).items()
            gaps = {inner: GAP for inner, about in inside if about.is_required()}
            self.values[name] = [gaps] if is_list(self.model, name) else gaps
        elif self.ask is not None:
            self.values[name] = self._answer(name, required, *known)
        elif known[0]:
            self.values[name], self.remembered[name] = known
        elif name in ("title", "name"):
            raise SiteFault(f"new {self.kind}: give --{name}; the file is named by it.", 2)
        elif name == "date" and self.kind == "post":
            self.values[name] = f"{self.today:%Y-%m-%d}"
        elif required:
            self.values[name] = GAP

    def _declared(self, name: str) -> tuple[str, str]:
        """Return what the authors declared last, and the file that says so, or nothing."""
        authors = self.values.get("authors")
        if not isinstance(authors, list):
            return "", ""
        return past_disclosure(self.shelf.root, authors).get(name, ("", ""))

    def _answer(self, name: str, required: bool, known: str = "", where: str = "") -> object:
        """Return what somebody says, asked again until it can stand. `known` is offered."""
        assert self.ask is not None
        choices = self._choices(name)
        if choices is not None and not choices:
            if required:
                self.tell(
                    f"There are no {VOCABULARIES[name]} yet: add one with python3 tasks.py new."
                )
            return GAP if required else ""
        if choices:
            self._show(name, choices)
        hint = self.model.model_fields[name].description or name
        default = f"{self.today:%Y-%m-%d}" if name == "date" and self.kind == "post" else ""
        default = PLAIN if name == "kind" and self.kind == "post" else known or default
        left = f"Enter for {default}" if default else "Enter to fill it in later"
        left += f", as in content/{where}" if where else ""
        left = (
            "" if name in ("title", "name") else left if required or default else "Enter for none"
        )
        if is_list(self.model, name) and not choices:
            left = f"'{self._between}' between them; {left}"
        while True:
            said = self.ask(f"{name} ({hint}{'; ' if left else ''}{left}): ").strip() or default
            if not said and name not in ("title", "name"):
                return GAP if required else ""
            value = self._meant(name, said, choices)
            if name == "date" and self.kind == "post":
                value = self.dated(str(value))
            problem = self._wrong(name, value)
            if not problem:
                return value
            self.tell(ended(problem))

    def dated(self, said: str) -> str:
        """Return a day as a header states it, and say which one was understood of words."""
        day = meant_day(said, self.today)
        if day is None:
            return said
        self.tell(f"'{said}' is {WEEKDAYS[day.weekday()]} {in_words(day.isoformat())}.")
        return day.isoformat()

    def _meant(self, name: str, said: str, choices: list[str] | None) -> object:
        """Return an answer as a value; a number stands for a name in the list that was shown."""
        if not is_list(self.model, name):
            plain = self._by_number(said, choices)
            return plain if choices else typed(self.model, name, said)
        parts = said.split(self._between)
        return [self._by_number(each.strip(), choices) for each in parts if each.strip()]

    @property
    def _between(self) -> str:
        """Return what stands between the items of a list: titles and names may hold a comma."""
        return ";" if self.kind in ("series", "source") else ","

    def _by_number(self, said: str, choices: list[str] | None) -> str:
        if choices and said.isdecimal() and 1 <= int(said) <= len(choices):
            return choices[int(said) - 1]
        return said

    def _choices(self, name: str) -> list[str] | None:
        folder = vocabulary(self.model, name)
        return sorted(self.shelf.of(folder), reverse=folder == "series") if folder else None

    def _show(self, name: str, choices: list[str]) -> None:
        terms = self.shelf.of(VOCABULARIES[name])
        self.tell(f"There are these {VOCABULARIES[name]}:")
        for number, slug in enumerate(choices[:_MOST_LISTED], 1):
            self.tell(f"  {number:>3} {slug} ({terms[slug].name})")
        if len(choices) > _MOST_LISTED:
            self.tell(f"  and {len(choices) - _MOST_LISTED} more; write the name")

    def _part(self) -> None:
        """Offer the first part of the series that nobody has written."""
        series = self.values.get("series")
        if not series:
            return
        term = self.shelf.series.get(str(series))
        taken = {post.part for post in self.shelf.posts if post.series == series}
        planned = len(term.parts) if term else 0
        free = next((n for n in range(1, planned + 1) if str(n) not in taken), None)
        if self.ask is None:
            self.values["part"] = free or GAP
            return
        if term and free:
            self.tell(f"The next part is {free}, planned as '{term.parts[free - 1]}'.")
        said = self.ask(f"part (Enter for {free}): " if free else "part: ").strip()
        self.values["part"] = typed(self.model, "part", said) if said else free or GAP

    def _wrong(self, name: str, value: object) -> str:
        """Return what is wrong with a value, or nothing."""
        if name == "slug" and "slug" not in self.model.model_fields:
            return ""
        choices = self._choices(name)
        for each in (value if isinstance(value, list) else [value]) if choices is not None else ():
            if each and each not in (choices or ()):
                hint = did_you_mean(str(each), choices or ())
                return f"{name} names '{each}', which is not here; {hint}"
        text = written(self.model, {name: value})
        found = [
            each for each in _problems("x.md", text, self.model) if each.check_id != "missing-field"
        ]
        problem = next((each for each in found if _is_about(each, name)), None)
        return f"{problem.message}; {problem.hint}" if problem else ""


def _is_about(problem: Problem, name: str) -> bool:
    return problem.line > 1 and problem.message.split(" ")[0].split(".")[0].strip("'") == name


def _problems(place: str, text: str, model: type[Model]) -> list[Problem]:
    header, problems = parse(place, text)
    bent = (problem for _, problem in header_words.faults(place, header))
    return sorted([*problems, *bent, *validate.checked(place, header, model)[1]])


# -- Where it goes


def _place(kind: str, values: dict[str, Any]) -> str:
    stated = values.pop("slug", "") or values.get("title") or values.get("name") or ""
    stated = stated or "-".join(str(values.get(name, "")) for name in KINDS[kind].named)
    try:
        slug = slug_from(str(stated).replace("'", "").replace("\u2019", "")[:80])
    except PydanticCustomError:
        message = f"new {kind}: no file can be named after '{stated}'; give --slug a word."
        raise SiteFault(message, 2) from None
    folder = FOLDERS[kind]
    if kind == "post":
        folder = f"{folder}/{str(values['date'])[:4]}"
    return f"{folder}/{slug}.md"


def _is_taken(path: Path) -> bool:
    """Return whether a file of that name is there, on any disk."""
    there = path.parent.iterdir() if path.parent.is_dir() else ()
    return any(each.name.casefold() == path.name.casefold() for each in there)


def _id(root: Path, place: str, shelf: VocabularyIndex, values: dict[str, Any]) -> str:
    """Return the permanent id of a new post, which no move and no new title will change."""
    settings = _settings(root)
    taken = {record.id for record in shelf.records} | {post.id for post in shelf.posts}
    year = int(str(values["date"])[:4])
    return post_ids.made(str(settings["ID_AUTHORITY"]), year, place, taken)


def _settings(root: Path) -> dict[str, Any]:
    from plugins.pipeline.pelican_adapter import settings_of

    return settings_of(root / "pelicanconf.py")
