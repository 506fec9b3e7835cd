"""The fixed words round a text, in each language that has a file of them in the theme.

`theme/words/cy.yaml` holds those of Welsh. The fields below are the only list of them: a file that
lacks one, or has one more, stops the build with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Protocol

from plugins.base.file_state import FolderScan
from plugins.base.problems import SiteFault, did_you_mean, joined
from plugins.language import tongues
from plugins.language.content_notes import NOTES
from plugins.model.post import Fact
from plugins.model.values import Shared

FOLDER = "words/"
MONTHS = 12
# What stands in gaps of a text.
GAPS = {
    "part": ("part", "total"),
    "reply_of": ("named",),
    "replied": ("asked", "named", "replied"),
    "not_replied": ("asked", "due", "named"),
    "interviewed": ("agreed_by", "answered", "asked"),
    "consulted": ("about", "asked_by", "sent"),
}


class Stated(Protocol):
    """A day as `iso`, such as 2026-03-14."""

    @property
    def iso(self) -> str: ...


class Asked(Protocol):
    """When an organisation was asked to reply, until when it could, and when it did."""

    @property
    def named(self) -> str: ...
    @property
    def asked(self) -> Stated: ...
    @property
    def due(self) -> Stated: ...
    @property
    def replied(self) -> Stated | None: ...


@dataclass(frozen=True, kw_only=True, repr=False)
class Words(Shared):
    """The words of one language. `tag` says which; those in GAPS have gaps, such as {part}.

    `notes` has a sentence for each word of `language/content_notes`.
    """

    tag: str
    months: tuple[str, ...]
    notes: dict[str, str]
    also_in: str
    other_formats: str
    version_of: str
    on_site: str
    easy_read: str
    large_print: str
    audio: str
    bsl: str
    content_note: str
    read_post: str
    leave_post: str
    find_support: str
    by: str
    reviewed_by: str
    minute_read: str
    published: str
    updated: str
    reviewed: str
    next_review: str
    first_published: str
    applies_to: str
    written_for: str
    report: str
    all_reports: str
    topics: str
    contents: str
    image: str
    part: str
    introduction: str
    closing: str
    part_of: str
    evidence: str
    stories: str
    take_away: str
    get_help: str
    more_help: str
    all_help: str
    figures: str
    references: str
    downloads: str
    joined: str
    disclosure: str
    sponsor: str
    funding: str
    interests: str
    none_declared: str
    changes: str
    responses: str
    not_own_name: str
    led_to: str
    reply_of: str
    replied: str
    not_replied: str
    interview: str
    interviewed: str
    consultation: str
    consulted: str
    clarification: str
    correction: str
    major: str
    superseded: str
    abbreviations: str
    cite: str
    cite_updated: str
    read_next: str
    neighbours: str
    older: str
    newer: str
    share: str
    share_text: str
    share_action: str
    discussion: str
    discussed: str
    discussions: str
    elsewhere: str
    discussion_action: str

    def day(self, iso: str) -> str:
        """Return a whole date in words, such as "16 Rhagfyr 2021"."""
        year, month, day = iso[:10].split("-")
        return f"{int(day)} {self.months[int(month) - 1]} {year}"

    def place(self, part: int | str, total: int) -> str:
        """Return "Part 4 of 5", or what an introduction or a closing is called."""
        if isinstance(part, str):
            return self.introduction if part == "introduction" else self.closing
        return self.part.format(part=part, total=total)

    def note(self, sensitive: Iterable[str], said: str = "") -> str:
        """Return a content note: the sentences on the words of a post, then what else is said."""
        return " ".join(filter(None, [*(self.notes[word] for word in sensitive), said]))

    def noted(self, note: str) -> tuple[list[str], str]:
        """Return the words and what else is said, of a note as `note` makes it."""
        found: list[str] = []
        while word := next((each for each in NOTES if note.startswith(self.notes[each])), ""):
            found.append(word)
            note = note.removeprefix(self.notes[word]).lstrip()
        return found, note

    def update(self, kind: str) -> str:
        """Return what a kind of update is called, or nothing for what is no update."""
        words = {"clarification": self.clarification, "correction": self.correction,
                 "major": self.major, "superseded": self.superseded}  # fmt: skip
        return words.get(kind, "")

    def disclosed(self, label: str) -> str:
        """Return what a line of a disclosure is called, by its label in English."""
        words = {"sponsor": self.sponsor, "funding": self.funding, "interests": self.interests}
        return words[label.lower()]

    def asked(self, reply: Asked) -> str:
        """Return when an organisation was asked to reply, and whether it did."""
        days = {"asked": self.day(reply.asked.iso), "due": self.day(reply.due.iso)}
        if reply.replied is None:
            return self.not_replied.format(named=reply.named, **days)
        return self.replied.format(
            named=reply.named, asked=days["asked"], replied=self.day(reply.replied.iso)
        )

    def fact(self, fact: Fact | None) -> tuple[str, str] | None:
        """Return the label and the text of what a kind of post tells, or nothing for other facts.

        Its text holds a link as `[words](address)`.
        """
        if fact is None or not fact.said:
            return None
        said = dict(fact.said)
        if fact.name == "interview":
            return self.interview, self.interviewed.format(**said)
        about = f"[{said['about']}]({said['url']})" if said["url"] else said["about"]
        sent = self.day(said["sent"])
        return self.consultation, self.consulted.format(
            about=about, asked_by=said["asked_by"], sent=sent
        )

    def format(self, kind: str) -> str:
        """Return what a format is called, by its kind in a header."""
        words = {"easy-read": self.easy_read, "large-print": self.large_print,
                 "audio": self.audio, "bsl": self.bsl}  # fmt: skip
        return words[kind]


def spoken(words: tuple[Words, ...], tag: str) -> Words | None:
    """Return the words of a language: those of cy serve cy-GB, too. Nothing where it has none."""
    parts = tag.casefold().split("-")
    by_tag = {each.tag.casefold(): each for each in words}
    ways = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((by_tag[way] for way in ways if way in by_tag), None)


def in_language(words: tuple[Words, ...], tag: str) -> Words:
    """Return the words of a language, or those of English where it has none."""
    found = spoken(words, tag) or spoken(words, tongues.ENGLISH)
    assert found is not None  # see `fixed_words`
    return found


def fixed_words(theme: FolderScan) -> tuple[Words, ...]:
    """Return the words of every language of a theme, by their files. Raises SiteFault."""
    names = sorted(name for name in theme.files if name.startswith(FOLDER))
    found = tuple(read(name, theme.read(name).decode("utf-8", "replace")) for name in names)
    if spoken(found, tongues.ENGLISH) is None:
        raise SiteFault(f"The theme has no {FOLDER}en.yaml; add it: other languages lean on it.")
    return found


def read(name: str, text: str) -> Words:
    """Return the words of one file. Raises SiteFault for what is missing, wrong or too much."""
    import yaml  # an edit of words needs none of it

    path = f"theme/{name}"
    try:
        # libyaml where PyYAML has it: the same answers in a tenth of the time
        given = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line + 1, len(text.splitlines())) if mark else 1  # not below the end
        raise SiteFault(f"{path}:{line}: cannot be read as YAML; mend the line.") from None
    if not isinstance(given, dict):
        raise SiteFault(f"{path}:1: holds no words; write them as en.yaml does.")
    if faults := [*_faults(given)]:
        said = [f"{path}:{_line(text, key)}: {what}" for key, what in faults]
        raise SiteFault("\n".join(said))
    return Words(**{**given, "months": tuple(given["months"])})


def _faults(given: dict[object, object]) -> Iterator[tuple[str, str]]:
    known = [each.name for each in fields(Words)]
    for key in given:
        if key not in known:
            yield str(key), f"'{key}' is shown nowhere; {did_you_mean(str(key), known)}."
    for key in known:
        value = given.get(key)
        if key not in given:
            yield key, f"'{key}' is missing; add it in the language of the file."
        elif key == "months":
            if not isinstance(value, list) or len(value) != MONTHS or not all(map(_said, value)):
                yield key, "'months' is not a list of the names of twelve months; write them all."
        elif key == "notes":
            if (
                not isinstance(value, dict)
                or {*value} != {*NOTES}
                or not all(map(_said, value.values()))
            ):
                what = f"'notes' has not one sentence for each of: {', '.join(NOTES)}"
                yield key, f"{what}; write them all."
        elif not _said(value):
            yield key, f"'{key}' is no text; write its words, in quotes if need be."
        elif key == "tag" and tongues.canonical(str(value)) != value:
            yield key, f"'tag' is not the tag of a language ('{value}'); write one such as cy."
        elif (gaps := GAPS.get(key)) and sorted(re.findall(r"\{(.*?)\}", str(value))) != [*gaps]:
            wanted = joined([f"{{{gap}}}" for gap in gaps])
            yield key, f"'{key}' has other gaps than {wanted}; write each of them once."


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _line(text: str, key: str) -> int:
    """Return the line of a key, or the last line for one that is missing."""
    lines = text.rstrip("\n").split("\n")
    found = [number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")]
    return found[0] if found else len(lines)
