"""Corpus: a blog of any size, made of chance and the same every time.

Post number i of a corpus of N posts has the same words in every flavour; only the header and the
place of its file differ. Dates are spread evenly over ten years, whatever the size, so that a
larger hub has more posts a year and not more years.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

SEED = "patient-safety"
TOPICS, AUTHORS, IMAGES, PARTS = 30, 40, 20, 5
# Every fifth post is a part of a series of five, so that 25 posts have one series.
SPACING = 5
START = dt.datetime(2015, 1, 1, 8)  # noqa: DTZ001 - headers hold dates without a zone
MINUTES = 10 * 365 * 24 * 60
FLAVOURS = ("hub", "record", "hugo", "pelican")
# In the flavour `record` every third post rests on these; a tenth of the figures is superseded.
SOURCES, FIGURES = 60, 40

# The commonest come first: the weights fall as they do in English.
WORDS = """
the of and to a in that is it for was on with as at by we they this from or had but not are what
all were when there can an one which their if will each about how up out them then she many some
so these would other into has more her two like him see time could no make than first been its who
now people my made over did down only way find use may water long little very after words called
just where most know ward nurse patient team care report safety shift night handover error doctor
family question list check record event harm risk rule chart dose tablet label syringe pump bed
alarm note letter clinic theatre surgeon checklist pause briefing round lesson review finding
change measure count figure year month week day morning hand glove mask door room corridor desk
phone call answer voice story listen speak ask learn share plan act wait look read write tell show
keep give take bring hold turn move open close start stop begin end late early slow quick small
large short plain clear quiet loud safe sharp clean wrong right new old good better best same
different urgent local national common rare likely simple hard easy near far high low whole half
colleague manager leader student midwife pharmacist porter carer parent child daughter brother
neighbour visitor volunteer researcher auditor inspector board council charity college service
hospital surgery practice home unit centre network region office system process method standard
guide policy protocol form screen device monitor sensor battery cable tube line vein wound fall
ulcer infection sepsis bleeding allergy reaction fever pain breath pulse pressure weight height
sample result scan image diagnosis treatment transfer discharge admission referral appointment
waiting staffing training culture candour apology trust blame pride doubt habit routine memory
""".split()

TOPIC_NAMES = """
Medicines,Maternity,Surgery,Infection,Falls,Sepsis,Handover,Diagnosis,Discharge,Staffing,Culture,
Candour,Learning,Reporting,Redress,Leadership,Training,Devices,Records,Screening,Dementia,Children,
Ambulances,Pharmacy,Nutrition,Pain,Consent,Complaints,Research,Policy
""".replace("\n", "").split(",")

FIRST = "Ada Bea Cal Dot Eli Fay Gus Hal Ida Jon Kit Lou Mae Nan Oz Pia Quin Ray Sue Tom".split()
LAST = "Marsh Field".split()


@dataclass(frozen=True, kw_only=True)
class Term:
    """A topic, an author or a series: something that posts name."""

    slug: str
    name: str
    line: str
    parts: tuple[str, ...] = ()
    complete: bool = False


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One post, before any tool's syntax."""

    number: int
    slug: str
    title: str
    date: dt.datetime
    summary: str
    author: Term
    topics: tuple[Term, ...]
    series: Term | None
    part: int
    body: str

    @property
    def path(self) -> str:
        """Return where every tool publishes it."""
        return f"blog/{self.date.year}/{self.slug}/"

    def edited(self, word: str) -> Sample:
        """Return the post with its first word changed for another."""
        _, rest = self.body.split(" ", 1)
        return replace(self, body=f"{word} {rest}")


def _chance(*seeds: object) -> random.Random:
    return random.Random("-".join(map(str, seeds)))  # noqa: S311 - nothing here is a secret


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


_WEIGHTS = list(accumulate(1 / (rank + 4) for rank in range(len(WORDS))))


class Corpus:
    """`size` posts and what they name. Posts from number `size` on are new ones, outside series."""

    def __init__(self, size: int, seed: str = SEED) -> None:
        self.size, self.seed = size, seed
        self.topics = tuple(
            Term(slug=_slug(name), name=name, line=f"{name}: what was seen and what was changed.")
            for name in TOPIC_NAMES
        )
        names = [f"{first} {last}" for last in LAST for first in FIRST]
        self.authors = tuple(Term(slug=_slug(name), name=name, line="Editor") for name in names)

    @cached_property
    def series(self) -> tuple[Term, ...]:
        found = []
        for first in range(0, self.size, SPACING * PARTS):
            number = first // (SPACING * PARTS)
            there = len(range(first, min(self.size, first + SPACING * PARTS), SPACING))
            words = " ".join(self._words(_chance(self.seed, "series", number), 2))
            found.append(
                Term(
                    slug=f"series-{number:05}",
                    name=f"Series {number:05} on {words}",
                    line="Five posts that belong together.",
                    parts=tuple(f"Part {part} on {words}" for part in range(1, PARTS + 1)),
                    complete=there == PARTS,
                )
            )
        return tuple(found)

    def posts(self) -> Iterator[Sample]:
        return map(self.post, range(self.size))

    def post(self, number: int) -> Sample:
        chance = _chance(self.seed, number)
        title = self._sentence_case(chance, chance.randint(4, 8))
        author = chance.choice(self.authors)
        chosen = sorted(chance.sample(range(TOPICS), chance.randint(2, 4)))
        series, part = None, 0
        if number % SPACING == 0 and number < self.size:
            series = self.series[number // (SPACING * PARTS)]
            part = number % (SPACING * PARTS) // SPACING + 1
        return Sample(
            number=number,
            slug=self._slug_of(number),
            title=title,
            date=self._date_of(number),
            summary=f"{self._sentence_case(chance, chance.randint(12, 24))}.",
            author=author,
            topics=tuple(self.topics[each] for each in chosen),
            series=series,
            part=part,
            body=self._body(chance, number),
        )

    def _date_of(self, number: int) -> dt.datetime:
        if number < self.size:
            return START + dt.timedelta(minutes=number * MINUTES // self.size)
        return START + dt.timedelta(minutes=MINUTES, hours=number - self.size)

    def _slug_of(self, number: int) -> str:
        words = _chance(self.seed, "slug", number).choices(WORDS[90:], k=3)
        return f"{number:06}-{'-'.join(words)}"

    # -- Words

    def _words(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(WORDS, cum_weights=_WEIGHTS, k=count)

    def _sentence_case(self, chance: random.Random, count: int) -> str:
        return " ".join(self._words(chance, count)).capitalize()

    def _sentence(self, chance: random.Random, links: list[str]) -> str:
        """Return a sentence, with one piece of Markdown in it about every other time."""
        words = self._words(chance, chance.randint(8, 22))
        words[0] = words[0].capitalize()
        at = chance.randrange(1, len(words) - 2)
        pair = f"{words[at]} {words[at + 1]}"
        kind = chance.random()
        if kind < 0.10:
            words[at : at + 2] = [f"*{pair}*"]
        elif kind < 0.18:
            words[at] = f"**{words[at]}**"
        elif kind < 0.22:
            words[at] = f"`{words[at]}_{at}()`"
        elif kind < 0.30:
            words[at : at + 2] = [f'"{pair}"']
        elif kind < 0.36:
            words[at] += " --"
        elif kind < 0.46 and links:
            words[at : at + 2] = [f"[{pair}]({links.pop()})"]
        return f"{' '.join(words)}."

    def _paragraph(self, chance: random.Random, count: int, links: list[str]) -> str:
        sentences: list[str] = []
        while count > 0:
            sentences.append(self._sentence(chance, links))
            count -= sentences[-1].count(" ") + 1
        return " ".join(sentences)

    def _links(self, chance: random.Random, number: int) -> list[str]:
        links = [f"https://example.org/{'/'.join(self._words(chance, 2))}" for _ in range(5)]
        for _ in range(2 if number else 0):
            earlier = chance.randrange(number)
            links.append(f"/blog/{self._date_of(earlier).year}/{self._slug_of(earlier)}/")
        chance.shuffle(links)
        return links

    def _body(self, chance: random.Random, number: int) -> str:
        links, sections = self._links(chance, number), chance.randint(4, 6)
        each = 620 // sections
        blocks = [self._paragraph(chance, 60, links)]
        if number % 3 == 0:
            blocks[0] += "[^note]"
        for section in range(sections):
            blocks.append(f"## {self._sentence_case(chance, chance.randint(2, 5))}")
            blocks.append(self._paragraph(chance, each // 2, links))
            if section == 0:
                blocks.append("\n".join(f"- {self._sentence(chance, links)}" for _ in range(4)))
            elif section == 1:
                blocks.append(f"> {self._paragraph(chance, 30, links)}")
            elif section == 2:
                shown = self._sentence_case(chance, 3)
                blocks.append(f"![{shown}](/images/photo-{number % IMAGES:02}.png)")
            elif section == 3 and number % 5 == 0:
                blocks.append(self._table(chance))
            blocks.append(self._paragraph(chance, each // 2, links))
        while links:  # what chance has not placed
            blocks[-1] += f" See [{self._words(chance, 1)[0]}]({links.pop()})."
        if number % 3 == 0:
            blocks.append(f"[^note]: {self._sentence(chance, [])}")
        return "\n\n".join(blocks) + "\n"

    def _table(self, chance: random.Random) -> str:
        rows = ["| Name | Value | Note |", "| --- | ---: | --- |"]
        for _ in range(4):
            name, *note = self._words(chance, 4)
            rows.append(f"| {name} | {chance.randrange(1000)} | {' '.join(note)} |")
        return "\n".join(rows)


# -- Flavours ----------------------------------------------------------------------


def post_file(post: Sample, flavour: str) -> tuple[str, bytes]:
    """Return the path and the content of a post in one tool's syntax."""
    folder = "blog" if flavour == "hugo" else "posts"
    header = {"hugo": _hugo_header, "pelican": _pelican_header}.get(flavour, _hub_header)(post)
    rests = f"{_rests_on(post.number)}\n\n" if flavour == "record" and not post.number % 3 else ""
    path = f"content/{folder}/{post.date.year}/{post.slug}.md"
    return path, f"{header}\n{rests}{post.body}".encode()


def _rests_on(number: int) -> str:
    """Return what a post says of its sources, with two figures and three citations."""
    source, figure, other = number % SOURCES, number % FIGURES, (number + 7) % FIGURES
    return (
        f"They counted {{fig:count-{figure:02}}} and {{fig:count-{other:02}, bare}} "
        f"[@report-{source:02}]. Two more reports say why "
        f"[@report-{(source + 11) % SOURCES:02}, p. {number % 90 + 1}; "
        f"@report-{(source + 23) % SOURCES:02}]."
    )


def record_files() -> Iterator[tuple[str, bytes]]:
    """Yield the sources and the register of figures: older than all posts, but for later values."""
    for number in range(SOURCES + 1):
        day = "2026-01-05" if number == SOURCES else "2014-06-01"
        fields = [f"title: Report {number:02} on safety", "publisher: Example Office"]
        fields += [f"date: {day}", "kind: report", f"url: https://example.org/report-{number:02}"]
        yield f"content/sources/report-{number:02}.md", _fenced(fields).encode()
    records = []
    for number in range(FIGURES):
        later = f"  superseded_by: count-{number:02}-later\n" if number % 10 == 0 else ""
        records.append(_figure(f"count-{number:02}", 1000 + number, "2014", number) + later)
        if later:
            records.append(_figure(f"count-{number:02}-later", 2000 + number, "2025", SOURCES))
    yield "content/figures.yaml", "".join(records).encode()


def _figure(name: str, value: int, year: str, source: int) -> str:
    return (
        f"{name}:\n  value: {value:,}\n  unit: events\n  counts: events on record\n"
        f"  place: England\n  period: the year {year}\n  as_of: {year}\n"
        f"  source: report-{source:02}\n"
    )


def _hub_header(post: Sample) -> str:
    lines = [f'title: "{post.title}"', f"date: {post.date:%Y-%m-%d %H:%M}"]
    lines += [f'summary: "{post.summary}"', f"authors: [{post.author.slug}]"]
    lines += [f"topics: [{', '.join(topic.slug for topic in post.topics)}]"]
    if post.series:
        lines += [f"series: {post.series.slug}", f"part: {post.part}"]
    lines += [f"{name}: none" for name in ("sponsor", "funding", "interests")]  # the hub asks
    return _fenced(lines)


def _hugo_header(post: Sample) -> str:
    lines = [f'title: "{post.title}"', f"date: {post.date:%Y-%m-%dT%H:%M:%SZ}"]
    lines += [f'summary: "{post.summary}"', f"authors: [{post.author.slug}]"]
    lines += [f"topics: [{', '.join(topic.slug for topic in post.topics)}]"]
    lines += [f'slug: "{post.slug}"', f'years: ["{post.date.year}"]']
    if post.series:
        lines += [f"series: [{post.series.slug}]", f"part: {post.part}"]
    return _fenced(lines)


def _pelican_header(post: Sample) -> str:
    lines = [f"Title: {post.title}", f"Date: {post.date:%Y-%m-%d %H:%M}", f"Slug: {post.slug}"]
    lines += [f"Author: {post.author.name}"]
    lines += [f"Tags: {', '.join(topic.name for topic in post.topics)}"]
    if post.series:
        lines += [f"Series: {post.series.slug}", f"Series_index: {post.part}"]
    lines += [f"Summary: {post.summary}"]
    return "\n".join(lines) + "\n"


def _fenced(lines: list[str]) -> str:
    return "\n".join(["---", *lines, "---", ""])


def topic_file(topic: Term, flavour: str) -> tuple[str, bytes]:
    """Return the path and the content of a topic's own file, where the tool has one."""
    if flavour == "hugo":
        fields = [f"title: {_quoted(topic.name)}", f"summary: {_quoted(topic.line)}"]
        return f"content/topics/{topic.slug}/_index.md", _fenced(fields).encode()
    fields = [f"name: {_quoted(topic.name)}", f"description: {_quoted(topic.line)}"]
    return f"content/topics/{topic.slug}.md", _fenced(fields).encode()


def _quoted(text: str) -> str:
    return json.dumps(text)


def other_files(corpus: Corpus, flavour: str) -> Iterator[tuple[str, bytes]]:
    """Yield all that is no post: images, topics, authors and series."""
    if flavour == "record":
        yield from record_files()
    images = "static/images" if flavour == "hugo" else "content/images"
    for number in range(IMAGES):
        yield f"{images}/photo-{number:02}.png", _png(number)
    if flavour == "pelican":  # it knows them by name only
        return
    for topic in corpus.topics:
        yield topic_file(topic, flavour)
    for author in corpus.authors:
        if flavour == "hugo":
            fields = [f"title: {_quoted(author.name)}", f"summary: {_quoted(author.line)}"]
            yield f"content/authors/{author.slug}/_index.md", _fenced(fields).encode()
        else:
            fields = [f"name: {_quoted(author.name)}", f"role: {_quoted(author.line)}"]
            yield f"content/authors/{author.slug}.md", _fenced(fields).encode()
    for series in corpus.series:
        fields = [f"title: {_quoted(series.name)}"]
        if flavour == "hugo":
            yield f"content/series/{series.slug}/_index.md", _fenced(fields).encode()
            continue
        fields += [f"parts: {json.dumps(series.parts)}"]
        fields += ["complete: true"] if series.complete else []
        text = f"{_fenced(fields)}{series.line}\n"
        yield f"content/series/{series.slug}.md", text.encode()


def write(corpus: Corpus, folders: Mapping[Path, str]) -> Iterator[int]:
    """Write a corpus into each folder, in that folder's flavour; yield after every post."""
    for folder, flavour in folders.items():
        put(folder, other_files(corpus, flavour))
    made: set[Path] = set()
    for post in corpus.posts():
        for folder, flavour in folders.items():
            name, content = post_file(post, flavour)
            path = folder / name
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(content)
        yield post.number


def put(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _png(number: int, side: int = 48) -> bytes:
    chance = _chance("photo", number)
    rows = b"".join(b"\0" + chance.randbytes(side * 3) for _ in range(side))
    shape = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", shape), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
        for tag, data in chunks
    )
