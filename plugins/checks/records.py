"""What is wrong between the records, and between texts and the records they call for.

A source, a figure or a chart is weighed by the day of the post that has it, or of the dated note in
which it stands: nobody could know on a day what was published after it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import combinations

from plugins.base.problems import Problem, did_you_mean, joined
from plugins.checks.check_context import CheckContext
from plugins.checks.vocabularies import renamed
from plugins.content.file_kinds import REGISTERS
from plugins.content.front_matter import FieldPath, parse_data, read_text
from plugins.content.markdown.draft import RECORDS, Reference
from plugins.content.parsed import Content, Document, valid
from plugins.content.record_texts import Records, a_year_after
from plugins.language.dates import first_day, in_words, last_day, moment
from plugins.model.post import Post
from plugins.model.records import Figure

FIGURES, EVENTS = "figures.yaml", "events.yaml"
GLOSSARY, SUPPORT, REPORTING = "glossary.yaml", "support.yaml", "reporting.yaml"


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield every problem of the records."""
    content = site.content
    checks = _RecordChecks(
        content, site.assembled.records, site.assembled.posts, site.now, site.line
    )
    yield from checks.files()
    yield from checks.sources()
    yield from checks.figures()
    yield from checks.rules()
    yield from checks.recommendations()
    yield from checks.events()
    yield from checks.glossary()
    yield from checks.routes()
    for source in content.documents:
        yield from checks.text(source)
    for source in valid(content.of("post")):
        yield from checks.header(source)
        yield from checks.help_wanted(source)
        yield from checks.routes_wanted(source)
    yield from checks.advice()


class _RecordChecks:
    def __init__(
        self,
        content: Content,
        records: Records,
        posts: Iterable[Post],
        now: dt.datetime,
        line: Callable[..., int],
    ) -> None:
        self.content, self.records, self.now, self.line = content, records, now, line
        self.posts = {post.document: post for post in posts}
        self.keys = {source.slug or _stem(source) for source in content.of("source")}
        self.recommended = {source.slug or _stem(source) for source in content.of("recommendation")}
        self.rule_names = {source.slug or _stem(source) for source in content.of("rule")}
        self.topics = {source.slug or _stem(source) for source in content.of("topic")}
        self.authors = {source.slug or _stem(source) for source in content.of("author")}
        broken = {problem.path for problem in content.problems}
        self.broken_figures = FIGURES in broken
        self._days: dict[str, dt.date] = {}

    @cached_property
    def today(self) -> dt.date:
        return self.now.astimezone(self.records.moment("2000").tzinfo).date()

    def in_register(self, path: str, *place: str | int) -> int:
        text, _ = read_text(path, self.content.folder.read(path))
        header, _ = parse_data(path, text)
        where: FieldPath = place
        return header.line(where)

    def first(self, stated: str) -> dt.date:
        found = self._days.get(stated)
        if found is None:
            found = self._days[stated] = first_day(stated)
        return found

    # -- Files

    def files(self) -> Iterator[Problem]:
        """A register by another name would be left out without a word."""
        for name in self.content.folder.files:
            for register in REGISTERS:
                stem = register.removesuffix(".yaml")
                if name != register and name.casefold() in (f"{stem}.yml", register, f"{stem}.md"):
                    what = "is not read: the site knows it by another name"
                    yield Problem(name, 0, what, f"rename it to {register}", "unknown-file")

    # -- Records by themselves

    def sources(self) -> Iterator[Problem]:
        for source in valid(self.content.of("source")):
            values = source.values
            for field in ("date", "withdrawn", "recorded"):
                if values[field] and self.first(values[field]) > self.today:
                    line = self.line(source.path, field)
                    what = f"{field} is to come ({values[field]})"
                    hint = "add the source when it is published" if field == "date" else "mend it"
                    yield Problem(source.path, line, what, hint, "future-record")
            other = values["replaced_by"]
            if other and other not in self.keys:
                line = self.line(source.path, "replaced_by")
                yield self._unknown("replaced_by", "source", other, self.keys, source.path, line)
        after = {key: each.replaced_by for key, each in self.records.sources.items()}
        for loop in _loops(after):
            path = f"sources/{loop[0]}.md"
            what = f"replaced_by goes round in a circle: {', '.join([*loop, loop[0]])}"
            hint = "delete 'replaced_by' and 'status' in the source that stands"
            yield Problem(path, self.line(path, "replaced_by"), what, hint, "record-loop")

    def figures(self) -> Iterator[Problem]:
        figures = self.records.figures
        for name, figure in figures.items():
            if figure.source not in self.keys:
                line = self.in_register(FIGURES, name, "source")
                yield self._unknown(
                    f"{name}: source", "source", figure.source, self.keys, FIGURES, line
                )
            elif figure.source in self.records.sources:
                published = self.records.sources[figure.source].date
                if self.first(figure.as_of) > last_day(published):
                    line = self.in_register(FIGURES, name, "as_of")
                    what = f"{name}: as_of is {figure.as_of}, after its source was published"
                    hint = f"{figure.source} is of {in_words(published)}; mend one of the dates"
                    yield Problem(FIGURES, line, what, hint, "figure-date")
            if self.first(figure.as_of) > self.today:
                line = self.in_register(FIGURES, name, "as_of")
                what = f"{name}: as_of is to come ({figure.as_of})"
                yield Problem(FIGURES, line, what, "mend the date", "future-record")
            yield from self._names(figure)
        after = {name: each.superseded_by for name, each in figures.items()}
        for loop in _loops(after):
            line = self.in_register(FIGURES, loop[0], "superseded_by")
            what = f"{loop[0]}: superseded_by goes round in a circle: {', '.join([*loop, loop[0]])}"
            hint = "delete 'superseded_by' in the newest of them"
            yield Problem(FIGURES, line, what, hint, "record-loop")
        yield from self._contradictions()

    def _names(self, figure: Figure) -> Iterator[Problem]:
        """Yield what is wrong with the figures that a figure names."""
        known = self.records.figures
        lists = {
            "comparable_with": figure.comparable_with,
            "not_comparable_with": figure.not_comparable_with,
        }
        named = [("superseded_by", 0, figure.superseded_by)] if figure.superseded_by else []
        named += [
            (field, n, name) for field, names in lists.items() for n, name in enumerate(names)
        ]
        for field, number, name in named:
            place = (figure.name, field) if field == "superseded_by" else (
                figure.name, field, number)  # fmt: skip
            if name == figure.name and field != "superseded_by":
                line = self.in_register(FIGURES, *place)
                what = f"{figure.name}: {field} names the figure itself"
                yield Problem(FIGURES, line, what, "delete it", "figure-comparison")
            elif name not in known and not self.broken_figures:
                line = self.in_register(FIGURES, *place)
                yield self._unknown(
                    f"{figure.name}: {field}", "figure", name, set(known), FIGURES, line
                )
        newer = known.get(figure.superseded_by)
        if newer and self.first(newer.as_of) < self.first(figure.as_of):
            line = self.in_register(FIGURES, figure.name, "superseded_by")
            what = f"{figure.name}: superseded_by names '{newer.name}', which is older"
            hint = f"that is of {in_words(newer.as_of)}; this of {in_words(figure.as_of)}"
            yield Problem(FIGURES, line, what, hint, "figure-date")

    def _contradictions(self) -> Iterator[Problem]:
        """What others make comparable may not be declared not comparable."""
        for figure in self.records.figures.values():
            for number, other in enumerate(figure.not_comparable_with):
                if other != figure.name and self.groups.get(other) == self.groups[figure.name]:
                    line = self.in_register(FIGURES, figure.name, "not_comparable_with", number)
                    what = (
                        f"{figure.name}: not_comparable_with names '{other}', but comparable_with "
                        "of both leads to the same group"
                    )
                    hint = "delete one of the names in comparable_with"
                    yield Problem(FIGURES, line, what, hint, "figure-comparison")

    @cached_property
    def groups(self) -> dict[str, str]:
        """The group of each figure: those that comparable_with leads to, either way and through."""
        known = self.records.figures
        near: dict[str, set[str]] = {name: set() for name in known}
        for name, figure in known.items():
            for other in figure.comparable_with:
                if other in known:
                    near[name].add(other)
                    near[other].add(name)
        found: dict[str, str] = {}
        for name in known:
            waiting = [name]
            while waiting:
                here = waiting.pop()
                if here not in found:
                    found[here] = name
                    waiting += near[here]
        return found

    def rules(self) -> Iterator[Problem]:
        for source in valid(self.content.of("rule")):
            for number, version in enumerate(source.values["versions"]):
                if version["source"] not in self.keys:
                    line = self.line(source.path, "versions", number, "source")
                    yield self._unknown(
                        "versions.source", "source", version["source"], self.keys, source.path, line
                    )

    def recommendations(self) -> Iterator[Problem]:
        """A recommendation has a report, a name of its own, and sources that can know its steps."""
        numbers: dict[tuple[str, str], str] = {}
        for source in valid(self.content.of("recommendation")):
            path, values = source.path, source.values
            report, number = values["report"], values["number"]
            if report not in self.keys:
                line = self.line(path, "report")
                yield self._unknown("report", "source", report, self.keys, path, line)
            if source.slug in self.keys:
                what = (
                    f"has the name of sources/{source.slug}.md, so nobody can tell which is cited"
                )
                yield Problem(path, 0, what, "rename one of the files", "same-record")
            if number and numbers.setdefault((report, number), path) != path:
                what = f"number is {number}, as in {numbers[report, number]}"
                hint = "mend the number, or delete one of the files"
                yield Problem(path, self.line(path, "number"), what, hint, "same-record")
            yield from self._steps(source)
            other = values["superseded_by"]
            if other and other not in self.recommended:
                line = self.line(path, "superseded_by")
                yield self._unknown(
                    "superseded_by", "recommendation", other, self.recommended, path, line
                )
        after = {key: each.superseded_by for key, each in self.records.recommendations.items()}
        for loop in _loops(after):
            path = f"recommendations/{loop[0]}.md"
            what = f"superseded_by goes round in a circle: {', '.join([*loop, loop[0]])}"
            hint = "delete 'superseded_by' in the recommendation that stands"
            yield Problem(path, self.line(path, "superseded_by"), what, hint, "record-loop")

    def _steps(self, source: Document) -> Iterator[Problem]:
        """Yield what is wrong with the days and the sources of what came of a recommendation."""
        path, values, sources = source.path, source.values, self.records.sources
        report = sources.get(values["report"])
        made = values["date"] or (report.date if report else "")
        if report and self.first(made) > last_day(report.date):
            what = f"date is {made}, after its report was published"
            hint = f"{report.key} is of {in_words(report.date)}; mend one of the dates"
            yield Problem(path, self.line(path, "date"), what, hint, "recommendation-dates")
        for field in ("response", "progress"):
            for number, step in enumerate(values[field]):
                if step["source"] not in self.keys:
                    line = self.line(path, field, number, "source")
                    yield self._unknown(
                        f"{field}.source", "source", step["source"], self.keys, path, line
                    )
                day, stated = self.first(step["date"]), f"{field}.date is {step['date']}"
                said = sources.get(step["source"])
                what = hint = ""
                if day > self.today:
                    what, hint = f"{stated}, which is to come", "mend the date"
                elif made and last_day(step["date"]) < self.first(made):
                    what = f"{stated}, before the recommendation was made ({made})"
                    hint = "mend one of the dates"
                elif said and day > last_day(said.date):
                    what = f"{stated}, after its source was published"
                    hint = f"{said.key} is of {in_words(said.date)}; mend one of the dates"
                if what:
                    line = self.line(path, field, number, "date")
                    yield Problem(path, line, what, hint, "recommendation-dates")

    def events(self) -> Iterator[Problem]:
        for name, values in self.content.registers.get(EVENTS, {}).items():
            if values["source"] and values["source"] not in self.keys:
                line = self.in_register(EVENTS, name, "source")
                yield self._unknown(
                    f"{name}: source", "source", values["source"], self.keys, EVENTS, line
                )
            if values["themes"] and not values["yearly"]:
                line = self.in_register(EVENTS, name, "themes")
                what = f"{name}: themes are given, but the event is not yearly"
                hint = "write 'yearly: true', or delete the themes"
                yield Problem(EVENTS, line, what, hint, "event-themes")

    def glossary(self) -> Iterator[Problem]:
        """A term leads to others, has a source that is there, and an abbreviation of its own."""
        terms = self.content.registers.get(GLOSSARY, {})
        shorts: dict[str, str] = {}
        for key, values in terms.items():
            for number, other in enumerate(values["see"]):
                if other not in terms:
                    line = self.in_register(GLOSSARY, key, "see", number)
                    yield self._unknown(f"{key}: see", "term", other, set(terms), GLOSSARY, line)
            if values["source"] and values["source"] not in self.keys:
                line = self.in_register(GLOSSARY, key, "source")
                yield self._unknown(
                    f"{key}: source", "source", values["source"], self.keys, GLOSSARY, line
                )
            if values["short"] and shorts.setdefault(values["short"], key) != key:
                line = self.in_register(GLOSSARY, key, "short")
                what = f"{key}: short is '{values['short']}', as of {shorts[values['short']]}"
                hint = "leave it out of one of them; a post cannot know which is meant"
                yield Problem(GLOSSARY, line, what, hint, "same-short")

    def _unknown(
        self, field: str, kind: str, given: str, known: set[str], path: str, line: int
    ) -> Problem:
        hint = did_you_mean(given, known) if known else f"add it first: {_HOME[kind]}"
        if kind == "author":
            hint = renamed(self.content, kind, given) or hint
        what = f"{field} names an unknown {kind} '{given}'"
        return Problem(path, line, what, hint, f"unknown-{kind}")

    def help_wanted(self, source: Document) -> Iterator[Problem]:
        """What readers of a post may want help with is what some service helps with."""
        services = self.content.registers.get(SUPPORT, {}).values()
        known = {subject for values in services for subject in values["subjects"]}
        for number, subject in enumerate(source.values["support"]):
            if subject not in known:
                line = self.line(source.path, "support", number)
                yield self._unknown("support", "subject", subject, known, source.path, line)

    def routes_wanted(self, source: Document) -> Iterator[Problem]:
        """What a post asks for is a way to report that there is."""
        routes = self.content.registers.get(REPORTING, {})
        known = set(routes)
        wanted = set(source.values["applies_to"])
        for number, key in enumerate(source.values["reporting"]):
            line = self.line(source.path, "reporting", number)
            if key not in known:
                yield self._unknown("reporting", "route", key, known, source.path, line)
            elif wanted and wanted.isdisjoint(held := routes[key]["nations"]):
                what = f"reporting names '{key}', which holds in {joined(held)} alone"
                hint = f"name a way of {joined(source.values['applies_to'])}, or leave it out"
                yield Problem(source.path, line, what, hint, "route-elsewhere")

    def routes(self) -> Iterator[Problem]:
        """The topics of a way to report are topics of the hub."""
        for key, values in self.content.registers.get(REPORTING, {}).items():
            for number, topic in enumerate(values["topics"]):
                if topic not in self.topics:
                    line = self.in_register(REPORTING, key, "topics", number)
                    yield self._unknown(
                        f"{key}: topics", "topic", topic, self.topics, REPORTING, line
                    )

    # -- Texts

    def text(self, source: Document) -> Iterator[Problem]:
        """Yield what is wrong with the records that a text calls for."""
        post = self.posts.get(source.path)
        for each in source.references:
            if each.kind not in RECORDS:
                continue
            names = each.target.split()
            if each.kind == "cite":
                yield from self._cited(source, each, post)
                continue
            figures = [self.records.figures.get(name) for name in names]
            for name, figure in zip(names, figures, strict=True):
                if figure is None:
                    if not self.broken_figures:
                        known = set(self.records.figures)
                        what = f"calls for an unknown figure '{name}'"
                        hint = did_you_mean(name, known) if known else f"add it: {_HOME['figure']}"
                        yield Problem(source.path, each.line, what, hint, "unknown-figure")
                elif post is not None:
                    yield from self._early(source, each, post, figure.source, f"figure '{name}'")
            if each.kind == "chart":
                if source.kind != "post":
                    what, hint = "holds a chart, which only posts can", "move it into a post"
                    yield Problem(source.path, each.line, what, hint, "bad-chart")
                yield from self._charted(source, each, [f for f in figures if f is not None])

    def _cited(self, source: Document, each: Reference, post: Post | None) -> Iterator[Problem]:
        if each.target not in self.keys | self.recommended:
            hint = did_you_mean(each.target, self.keys | self.recommended)
            if not self.keys:
                hint = f"add it: {_HOME['source']}"
            what = f"cites an unknown source '{each.target}'"
            yield Problem(source.path, each.line, what, hint, "unknown-source")
        elif post is not None:
            yield from self._early(source, each, post, each.target, f"source '{each.target}'")

    def _early(
        self, source: Document, each: Reference, post: Post, key: str, what: str
    ) -> Iterator[Problem]:
        """Nobody could know on the day of a text what was published after it."""
        record = self.records.citable.get(key)
        if record is None:
            return
        day = dt.date.fromisoformat(each.day) if each.day else post.date.date()
        if self.first(record.date) > day:
            place = "the dated note" if each.day else "the post"
            what = f"{what} was published {moment(record.date)}, after {place} ({day})"
            hint = "put it into a dated note, such as '## Note added, 14 March 2026'"
            yield Problem(source.path, each.line, what, hint, "early-record")

    def _charted(
        self, source: Document, each: Reference, figures: list[Figure]
    ) -> Iterator[Problem]:
        """One chart holds what has one unit and may be compared."""
        units = sorted({figure.unit for figure in figures})
        if len(units) > 1:
            what = f"the chart mixes units: {', '.join(units)}"
            yield Problem(source.path, each.line, what, "draw a chart for each", "chart-units")
        for one, other in combinations(figures, 2):
            against = [
                a for a, b in ((one, other), (other, one)) if b.name in a.not_comparable_with
            ]
            if against:
                what = f"the chart compares '{one.name}' and '{other.name}', which cannot be"
                hint = f"draw two charts; {_lowered(against[0].why)}"
                yield Problem(source.path, each.line, what, hint, "not-comparable")
                return
        for one, other in combinations(figures, 2):
            if self.groups[one.name] != self.groups[other.name]:
                what = f"nothing says that '{one.name}' and '{other.name}' can be compared"
                hint = f"draw two charts, or add 'comparable_with' to one of them in {FIGURES}"
                yield Problem(source.path, each.line, what, hint, "not-comparable")
                return

    # -- Headers

    def header(self, source: Document) -> Iterator[Problem]:
        """Yield what is wrong with what a post says of rules, reviews and dated notes."""
        values = source.values
        for number, slug in enumerate(values["rules"]):
            if slug not in self.rule_names:
                line = self.line(source.path, "rules", number)
                yield self._unknown("rules", "rule", slug, self.rule_names, source.path, line)
        people: dict[tuple[str, ...], str] = {("owner",): values["owner"]}
        if values["reviewed"]:
            people["reviewed", "by"] = values["reviewed"]["by"]
            if self.first(values["reviewed"]["date"]) > self.today:
                line = self.line(source.path, "reviewed", "date")
                what = f"reviewed.date is to come ({values['reviewed']['date']})"
                hint = "write the day on which somebody checked the post"
                yield Problem(source.path, line, what, hint, "review-order")
        for place, name in people.items():
            if name and name not in self.authors:
                line, field = self.line(source.path, *place), ".".join(place)
                yield self._unknown(field, "author", name, self.authors, source.path, line)
        yield from self._notes(source)

    def _notes(self, source: Document) -> Iterator[Problem]:
        """A dated note says in the text what an update says in the header."""
        told = {each["date"][:10] for each in source.values["updates"]}
        for day, line in source.notes:
            if dt.date.fromisoformat(day) > self.today:
                what, hint = f"holds a note of a day to come ({day})", "mend the day"
            elif day < source.values["date"][:10]:
                what = f"holds a note of {day}, before the post itself ({source.values['date']})"
                hint = "mend the day"
            elif day not in told:
                what = f"holds a note of {day}, of which the header says nothing"
                hint = f"add 'updates:' with 'date: {day}', a kind and 'what:'"
            else:
                continue
            yield Problem(source.path, line, what, hint, "dated-note")

    def advice(self) -> Iterator[Problem]:
        """Yield what is worth a look: what nobody cites, and what is cited and no longer stands."""
        yield from self._unchecked()
        citing: dict[str, list[str]] = {}
        for source in self.content.documents:
            figures = self.records.figures
            for each in source.references:
                if each.kind == "cite":
                    citing.setdefault(each.target, []).append(source.path)
                elif each.kind in RECORDS:
                    named = (figures.get(name) for name in each.target.split())
                    for figure in named:
                        if figure is not None:
                            citing.setdefault(figure.source, []).append(source.path)
        resting = {figure.source for figure in self.records.figures.values()}
        resting |= {each.source for rule in self.records.rules.values() for each in rule.versions}
        resting |= {event.source for event in self.records.events}
        for made in self.records.recommendations.values():
            resting |= {made.report, *(step.source for step in made.steps)}
        for key, record in self.records.sources.items():
            path = f"sources/{key}.md"
            posts = list(dict.fromkeys(citing.get(key, [])))
            if not posts and key not in resting:
                what, hint = "is cited nowhere", f"cite it with [@{key}], or delete the file"
                yield Problem(path, 1, what, hint, "uncited-source")
            elif posts and record.status != "current":
                what = f"no longer stands, and is cited by {_listed(posts)}"
                hint = "see whether they still say what is right; declare a change as an update"
                yield Problem(path, self.line(path, "status"), what, hint, "outdated-source")

    def _unchecked(self) -> Iterator[Problem]:
        """Yield what readers no longer see, because nobody looked at it for a year, and what nobody
        can have looked at.
        """
        for path in (SUPPORT, REPORTING):
            for key, values in self.content.registers.get(path, {}).items():
                if self.first(values["checked"]) > self.today:
                    line = self.in_register(path, key, "checked")
                    what = f"{key}: checked is to come ({values['checked']})"
                    hint = "write the day on which somebody looked that all of it is right"
                    yield Problem(path, line, what, hint, "future-check")
                if self.now >= self.records.moment(a_year_after(values["checked"])):
                    line = self.in_register(path, key, "checked")
                    what = f"{key}: was last checked on {values['checked']}, and is no longer shown"
                    hint = "look that all of it is right, and set 'checked'"
                    yield Problem(path, line, what, hint, "old-check")


_HOME = {
    "source": "a file in content/sources/",
    "figure": f"a record in content/{FIGURES}",
    "rule": "a file in content/rules/",
    "recommendation": "a file in content/recommendations/",
    "author": "a file in content/authors/",
    "subject": f"a service in content/{SUPPORT}",
    "route": f"a way in content/{REPORTING}",
    "topic": "a file in content/topics/",
}


def _stem(source: Document) -> str:
    return source.path.rpartition("/")[2].removesuffix(".md")


def _listed(paths: list[str]) -> str:
    shown = ", ".join(paths[:3])
    return shown + (f" and {len(paths) - 3:,} more" if len(paths) > 3 else "")


def _lowered(sentence: str) -> str:
    words = sentence.rstrip(".")
    return words[:1].lower() + words[1:]


def _loops(after: dict[str, str]) -> Iterator[list[str]]:
    """Yield each circle that a chain of names goes round in, from its first name on."""
    seen: set[str] = set()
    for name in sorted(after):
        way: list[str] = []
        here = name
        while here in after and here not in seen:
            seen.add(here)
            way.append(here)
            here = after[here]
        if here in way:
            loop = way[way.index(here) :]
            start = loop.index(min(loop))
            yield loop[start:] + loop[:start]
