"""Sources, figures, rules, recommendations, events, and what fills the places that call for them.

A post has its sources numbered in the order of its text. Any other text links to the record itself.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Any

from plugins.base import clock
from plugins.content.markdown.draft import RECORDS, TERM, Reference
from plugins.content.parsed import Content, Document, address_of, valid
from plugins.language import abbreviations
from plugins.language.dates import first_day, in_words, last_day
from plugins.language.numerals import read_number, shown
from plugins.model import addresses
from plugins.model.addresses import Root
from plugins.model.charts import Chart, as_table
from plugins.model.figure_charts import figure_chart
from plugins.model.post import nations
from plugins.model.records import (
    NO_RESPONSE,
    SUPERSEDED,
    Cited,
    Event,
    Figure,
    LayWord,
    Recommendation,
    Route,
    Rule,
    Service,
    Source,
    Step,
    Term,
    UsedFigure,
    Version,
)
from plugins.model.source_labels import label
from plugins.model.text import Body

# The names of places in a post begin with a sign that no heading's does.
SOURCE_ID, CITE_ID, FIGURE_ID, USE_ID, CHART_ID = "_source", "_cite", "_figure", "_use", "_chart"
TERM_ID, MET_ID = "_term", "_met"


@dataclass(frozen=True)
class Mentions:
    """What the text of a source calls for, and what fills those gaps, by their number."""

    references: tuple[Cited, ...] = ()
    figures: tuple[UsedFigure, ...] = ()
    charts: tuple[tuple[int, Chart], ...] = ()
    substitutions: dict[int, str] = field(default_factory=dict)


NONE = Mentions()


def a_year_after(day: str) -> str:
    """Return the same day of the next year; what has none is the first of March."""
    year, rest = int(day[:4]) + 1, day[4:]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year}-03-01" if rest == "-02-29" and not leap else f"{year}{rest}"


class Records:
    """All records that have no fault of their own."""

    def __init__(
        self,
        content: Content,
        root: Root,
        zone: str,
        now: dt.datetime,
        body: Callable[[Document], Body],
        authority: str = "",
    ) -> None:
        self.content, self.root, self.zone, self.now = content, root, zone, now
        self.body, self.authority = body, authority

    @cached_property
    def sources(self) -> dict[str, Source]:
        found = sorted(valid(self.content.of("source")), key=lambda each: each.slug)
        return {each.slug: self._evidence(each) for each in found}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The register, in its own order."""
        url = self.root.url(addresses.FIGURES)
        found = self.content.registers.get("figures.yaml", {})
        return {name: _figure(name, f"{url}#{name}", values) for name, values in found.items()}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        found = sorted(valid(self.content.of("rule")), key=lambda each: each.slug)
        return {each.slug: self._ruling(each) for each in found}

    @cached_property
    def recommendations(self) -> dict[str, Recommendation]:
        """What reports that are there recommend, in the order of report and number."""
        found = valid(self.content.of("recommendation"))
        made = [self._recommended(each) for each in found if each.values["report"] in self.sources]
        return {each.key: each for each in sorted(made, key=_in_report)}

    @cached_property
    def parts(self) -> dict[str, Source]:
        """Recommendations as texts cite them: each is a part of its report."""
        return {key: self._part(each) for key, each in self.recommendations.items()}

    @cached_property
    def citable(self) -> dict[str, Source]:
        """What a text may cite, by the key that it is cited by."""
        return self.parts | self.sources

    @cached_property
    def events(self) -> tuple[Event, ...]:
        found = self.content.registers.get("events.yaml", {})
        return tuple(map(_event, found.values()))

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The glossary, by the keys of its terms."""
        url = self.root.url(addresses.GLOSSARY)
        found = self.content.registers.get("glossary.yaml", {})
        return {
            key: Term(
                key=key,
                url=f"{url}#{key}",
                name=values["term"],
                see=tuple(values["see"]),
                **{name: values[name] for name in ("short", "means", "place", "source")},
            )
            for key, values in found.items()
        }

    @cached_property
    def shorts(self) -> dict[str, str]:
        """The keys of terms by their abbreviations."""
        return {term.short: term.key for term in self.terms.values() if term.short}

    @cached_property
    def words(self) -> tuple[LayWord, ...]:
        """What readers say, with what posts call it."""
        found = self.content.registers.get("words.yaml", {})
        return tuple(
            LayWord(word=word, means=tuple(values["means"])) for word, values in found.items()
        )

    @cached_property
    def services(self) -> tuple[Service, ...]:
        found = self.content.registers.get("support.yaml", {})
        return tuple(map(self._service, found.values()))

    def _service(self, values: dict[str, Any]) -> Service:
        checked = self.moment(values["checked"])
        return Service(
            name=values["name"],
            whom=values["for"],
            subjects=tuple(values["subjects"]),
            nations=nations(values["nations"]),
            phone=values["phone"],
            hours=values["hours"],
            link=values["url"],
            checked=checked,
            stale=self.moment(a_year_after(values["checked"])),
        )

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        found = self.content.registers.get("reporting.yaml", {})
        return tuple(self._route(key, values) for key, values in found.items())

    @cached_property
    def checked(self) -> tuple[Service | Route, ...]:
        """What is shown for a year after somebody looked that it is right."""
        return (*self.services, *self.routes)

    def _route(self, key: str, values: dict[str, Any]) -> Route:
        return Route(
            key=key,
            what=values["for"],
            nations=nations(values["nations"]),
            link=values["url"],
            checked=self.moment(values["checked"]),
            stale=self.moment(a_year_after(values["checked"])),
            steps=tuple(values["steps"]),
            topics=tuple(values["topics"]),
            kinds=tuple(values["kinds"]),
            **{name: values[name] for name in ("name", "audience")},
        )

    def explained(self, source: Document) -> tuple[str, ...]:
        """Return the keys of the terms whose abbreviations a text uses, in its order."""
        words = (each.target for each in source.references if each.kind == TERM)
        found = (abbreviations.key_of(word, self.shorts) for word in words)
        return tuple(dict.fromkeys(self.shorts[short] for short in found if short))

    def explanations(self, source: Document) -> dict[int, str]:
        """Return what stands for each word that may be an abbreviation, by the number of its gap.

        The first use leads on: in a post to its own list of abbreviations, elsewhere to the
        glossary. A plural that comes after its word is no first use.
        """
        found: dict[int, str] = {}
        seen: set[str] = set()
        for number, each in enumerate(source.references):
            if each.kind != TERM:
                continue
            word = each.target
            short = abbreviations.key_of(word, self.shorts)
            if not short or short in seen:
                found[number] = word
                continue
            seen.add(short)
            term = self.terms[self.shorts[short]]
            href, name = term.url, ""
            if source.kind == "post":
                href, name = f"#{TERM_ID}-{term.key}", f"{MET_ID}-{term.key}"
            found[number] = abbreviations.markup(word, short, term.name, href, name)
        return found

    def _evidence(self, source: Document) -> Source:
        values = source.values
        path = address_of(source)
        same = (
            "title publisher date kind doi isbn archive recorded container volume issue pages "
            "edition status replaced_by withdrawn"
        ).split()
        return Source(
            key=source.slug,
            url=self.root.url(path),
            path=path,
            authors=tuple(values["authors"]),
            link=values["url"],
            note=self.body(source),
            **{name: values[name] for name in same},
        )

    def _ruling(self, source: Document) -> Rule:
        values = source.values
        path = address_of(source)
        versions = tuple(
            Version(
                since=each["since"],
                text=each["text"],
                source=each["source"],
                moment=self.moment(each["since"]),
            )
            for each in values["versions"]
        )
        ends = self.moment(values["ended"]) if values["ended"] else None
        return Rule(
            slug=source.slug,
            url=self.root.url(path),
            path=path,
            name=values["name"],
            summary=values["summary"],
            place=values["place"],
            versions=versions,
            current=sum(each.moment <= self.now for each in versions),
            ended=values["ended"],
            ends=ends,
            over=ends is not None and ends <= self.now,
            text=self.body(source),
        )

    def _recommended(self, source: Document) -> Recommendation:
        values = source.values
        path = address_of(source)
        date = values["date"] or self.sources[values["report"]].date
        response = tuple(self._step("response", each) for each in values["response"])
        progress = tuple(self._step("progress", each) for each in values["progress"])
        unanswered = bool(response) and response[-1].kind == NO_RESPONSE
        if progress and progress[-1].kind == SUPERSEDED:
            unanswered = False
        today = self.now.astimezone(clock.instant("2000-01-01", self.zone).tzinfo).date()
        return Recommendation(
            key=source.slug,
            url=self.root.url(path),
            path=path,
            id=f"tag:{self.authority},{date[:4]}:recommendations/{source.slug}",
            words=values["text"],
            date=date,
            addressees=tuple(values["addressees"]),
            nations=nations(values["nations"]),
            response=response,
            progress=progress,
            # Of a date that is known in part, the last day: so long at least somebody waited.
            waiting=max(0, (today - last_day(date)).days) if unanswered else 0,
            reckoned=self.moment(today.isoformat()) if unanswered else None,
            text=self.body(source),
            **{name: values[name] for name in ("report", "number", "superseded_by")},
        )

    def _step(self, field: str, values: dict[str, str]) -> Step:
        return Step(field=field, moment=self.moment(values["date"]), **values)

    def _part(self, made: Recommendation) -> Source:
        """Return a recommendation as a source that texts cite."""
        report = self.sources[made.report]
        superseded = made.state == SUPERSEDED and made.superseded_by in self.recommendations
        return replace(
            report,
            key=made.key,
            url=made.url,
            path=made.path,
            title=f"{made.name}: {made.words}" if made.words else made.name,
            date=made.date,
            container=report.title,
            status="replaced" if superseded else report.status,
            replaced_by=made.superseded_by if superseded else report.replaced_by,
            note=made.text,
        )

    def moment(self, stated: str) -> dt.datetime:
        """Return the first moment of a date that may be known in part."""
        return clock.instant(first_day(stated).isoformat(), self.zone)

    # -- In a text

    def mentions(self, source: Document) -> Mentions:
        """Return what a text calls for; what has no record fills its gap with nothing."""
        if not any(each.kind in RECORDS for each in source.references):
            return NONE
        if source.kind == "post":
            return _Numbering(self, address_of(source)).of(source.references)
        substitutions = {
            number: self._linked(each)
            for number, each in enumerate(source.references)
            if each.kind in RECORDS
        }
        return Mentions(substitutions=substitutions)

    def _linked(self, reference: Reference) -> str:
        if reference.kind == "cite" and reference.target in self.citable:
            found = self.citable[reference.target]
            return f'<a href="{escape(found.url)}">{escape(label(found))}</a>'
        if reference.kind == "number" and reference.target in self.figures:
            figure = self.figures[reference.target]
            return figure_markup(figure, figure.url, "", bool(reference.alt), self._old(figure))
        return ""

    def _old(self, figure: Figure) -> bool:
        return bool(figure.superseded_by)

    def chart(self, reference: Reference, number: int, path: str) -> Chart | None:
        """Return a chart of figures, or nothing where one of them has no record."""
        names = reference.target.split()
        if not all(name in self.figures for name in names):
            return None
        figures = []
        for name in names:
            figure = self.figures[name]
            source = self.sources.get(figure.source)
            words = label(source) if source else ""
            figures.append((figure, in_words(figure.as_of), words))
        spec: dict[str, Any] = json.loads(reference.alt)
        csv_url = self.root.url(addresses.chart_table(path, number))
        return figure_chart(f"{CHART_ID}-{number}", spec, figures, csv_url)


class _Numbering:
    """Numbers the sources and figures of one post in the order of its text."""

    def __init__(self, records: Records, path: str) -> None:
        self.records, self.path = records, path
        self.cited: dict[str, list[str]] = {}
        self.used: dict[str, list[str]] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.charts: list[tuple[int, Chart]] = []
        self.substitutions: dict[int, str] = {}

    def of(self, references: list[Reference]) -> Mentions:
        for gap, reference in enumerate(references):
            if reference.kind == "cite":
                self.substitutions[gap] = self._cite(reference.target)
            elif reference.kind == "number":
                self.substitutions[gap] = self._number(reference)
            elif reference.kind == "chart":
                self.substitutions[gap] = self._chart(gap, reference)
        return Mentions(
            references=tuple(
                Cited(key=key, backs=tuple(backs)) for key, backs in self.cited.items()
            ),
            figures=tuple(
                UsedFigure(name=name, backs=tuple(backs)) for name, backs in self.used.items()
            ),
            charts=tuple(self.charts),
            substitutions=self.substitutions,
        )

    def _mention(self, key: str, back: str = "") -> tuple[int, str]:
        """Return the number of a source, and the id of this mention of it."""
        backs = self.cited.setdefault(key, [])
        number = self.numbers.setdefault(("source", key), len(self.cited))
        back = back or f"{CITE_ID}-{number}-{len(backs) + 1}"
        if back not in backs:
            backs.append(back)
        return number, back

    def _cite(self, key: str) -> str:
        source = self.records.citable.get(key)
        if source is None:
            return ""
        number, back = self._mention(key)
        words = escape(f"Source {number}: {label(source)}")
        state = ""
        if source.status == "withdrawn":
            state = ' <em class="withdrawn">withdrawn</em>'
        return (
            f'<a id="{back}" href="#{SOURCE_ID}-{number}" role="doc-biblioref" '
            f'aria-label="{words}">{number}</a>{state}'
        )

    def _use(self, figure: Figure, back: str = "") -> tuple[int, str]:
        backs = self.used.setdefault(figure.name, [])
        number = self.numbers.setdefault(("figure", figure.name), len(self.used))
        back = back or f"{USE_ID}-{number}-{len(backs) + 1}"
        backs.append(back)
        if figure.source in self.records.sources:
            self._mention(figure.source, back)
        return number, back

    def _number(self, reference: Reference) -> str:
        figure = self.records.figures.get(reference.target)
        if figure is None:
            return ""
        number, back = self._use(figure)
        old = bool(figure.superseded_by)
        return figure_markup(figure, f"#{FIGURE_ID}-{number}", back, bool(reference.alt), old)

    def _chart(self, gap: int, reference: Reference) -> str:
        number = len(self.charts) + 1
        chart = self.records.chart(reference, number, self.path)
        if chart is None:
            return ""
        for name in reference.target.split():
            self._use(self.records.figures[name], chart.id)
        self.charts.append((gap, chart))
        return as_table(chart)


def figure_markup(figure: Figure, href: str, name: str, bare: bool, old: bool) -> str:
    """Return a figure in a text: its value, which leads to all that must be known to read it."""
    found = read_number(figure.value)
    worth = f"{found.value:.12g}" if found else ""
    value = escape(shown(figure.value, figure.unit))
    place = f' id="{name}"' if name else ""
    state = " old" if old else ""
    said = escape(f"{shown(figure.value, figure.unit)}, about this figure")
    link = (
        f'<a class="figure{state}"{place} href="{escape(href)}" aria-label="{said}">'
        f'<data value="{worth}">{value}</data></a>'
    )
    day = f'<time datetime="{figure.as_of}">{in_words(figure.as_of)}</time>'
    return link if bare else f'{link} <small class="as-of">({day})</small>'


def _figure(name: str, url: str, values: dict[str, Any]) -> Figure:
    lists = ("comparable_with", "not_comparable_with")
    given: dict[str, Any] = {
        key: tuple(value) if key in lists else value for key, value in values.items()
    }
    return Figure(name=name, url=url, **given)


def _in_report(made: Recommendation) -> tuple[str, list[tuple[int, str]], str]:
    """Return where a recommendation stands: by its report and number, 4a between 4 and 5."""
    pieces = re.findall(r"(\d+)|(\D+)", made.number)
    return made.report, [(int(digits or 0), rest) for digits, rest in pieces], made.key


def _event(values: dict[str, Any]) -> Event:
    return Event(
        name=values["name"],
        date=dt.date.fromisoformat(values["date"]),
        yearly=values["yearly"],
        source=values["source"],
        themes=tuple(sorted((int(year), theme) for year, theme in values["themes"].items())),
    )
