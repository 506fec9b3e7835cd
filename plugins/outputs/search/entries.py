"""What can be found by searching: every public page, and every record that has a place on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from plugins.base.hashing import digest
from plugins.language.claims import capitalised
from plugins.language.dates import in_words
from plugins.language.tongues import english_name
from plugins.model import addresses
from plugins.model.feeds import Change, changes_of, in_order
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.records import Figure, Route, Service, Source
from plugins.model.source_labels import label
from plugins.model.text import Body
from plugins.outputs.search.terms import EVERYWHERE, strong_words, terms
from plugins.presentation.helplines import group_id, group_name
from plugins.presentation.record_lines.recommendations import title_of
from plugins.presentation.report_routes import nation_id
from plugins.presentation.search_kinds import FILTERS, POST
from plugins.presentation.series_box import whole_url
from plugins.presentation.views import Day, tongue_of


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page or record as the index holds it.

    `id` is its own for as long as it has its address. `names` are words for it that count more
    than its text: what it belongs to, and what else it is called. `aside` is what a list says of
    it beside its kind: a date in words, or a telephone number. `lang` is the language of title and
    summary, where that is not the site's.
    """

    id: str
    kind: str
    url: str
    title: str
    summary: str = ""
    lang: str = ""
    names: tuple[str, ...] = ()
    aside: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    body: Body = field(default_factory=lambda: Body(key=""))

    @cached_property
    def rest(self) -> str:
        """The key of everything that the terms follow from, but for the words of the text."""
        headings = (heading.text for heading in self.body.headings)
        parts = (self.title, self.summary, *self.names, "", *headings, "", *self.body.substitutions)
        return digest(*(part.encode() for part in parts))

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.body.headings)

    def terms(self) -> dict[str, tuple[int, int]]:
        """Return its words: see `terms.terms`."""
        html = self.body.__html__() if self.body.key else ""
        found = terms(html, self.title, (self.summary, *self.names), self.headings)
        if self.kind == POST:
            return found
        return {word: (kind, EVERYWHERE) for word, (kind, _) in found.items()}  # it is short

    @property
    def title_words(self) -> int:
        """How many words of the title say something: who asks for all of them means this page."""
        return len(strong_words((self.title,)))


def posts(library: Library) -> Iterator[Entry]:
    """Yield every public post, the oldest first."""
    for post in reversed(library.posts):
        yield _post(post, library)


def _post(post: Post, library: Library) -> Entry:
    topics = sorted({*post.topics, *(library.topic_of[slug].parent for slug in post.topics)} - {""})
    authors = [library.author_of[slug].name for slug in post.authors]
    series = [library.series_of[post.series].title] if post.series else []
    topic_names = [library.topic_of[slug].name for slug in topics]
    tongue = tongue_of(post, library)
    languages = (tongue.name, english_name(tongue.lang)) if tongue else ()
    date = Day.of(post.date).text
    return Entry(
        id=post.document,
        kind=POST,
        url=post.url,
        title=post.title,
        summary=post.summary,
        lang=tongue.lang if tongue else "",
        names=(
            *(library.topic_of[slug].name for slug in post.topics),
            *series,
            *authors,
            *languages,
        ),
        aside=f"{date}, {tongue.name}" if tongue else date,
        filters=(
            *(("topic", name) for name in topic_names),
            ("year", str(post.date.year)),
            *(("series", name) for name in series),
            *(("author", name) for name in authors),
            *(("nation", name) for name in post.applies_to),
            *(
                (each.field, each.name)
                for each in library.by_facet
                if each.field == "audience" and each.value in post.audience
            ),
        ),
        body=post.body,
    )


def others(library: Library) -> Iterator[Entry]:
    """Yield everything that is not a post, in an order of its own."""
    for page in library.pages:
        tongue = tongue_of(page, library)
        yield Entry(
            id=page.url, kind="Page", url=page.url, title=page.title, summary=page.summary,
            lang=tongue.lang if tongue else "", body=page.body,
        )  # fmt: skip
    for number, service in enumerate(library.services):
        yield _service(service, number, library)
    for route in library.routes:
        yield _route(route, library)
    for topic in library.topics:
        yield Entry(
            id=topic.url, kind="Topic", url=topic.url, title=topic.name, summary=topic.description,
            names=topic.synonyms, filters=(("topic", topic.name),), body=topic.introduction,
        )  # fmt: skip
    for series in library.series:
        yield Entry(
            id=series.url, kind="Series", url=series.url, title=series.title, names=series.parts,
            filters=(("series", series.title),), body=series.introduction,
        )  # fmt: skip
        if url := whole_url(series, library):
            yield Entry(
                id=url, kind="Series", url=url, title=f"{series.title}: the whole series",
                summary="All its parts as one document, to read at a stretch or to print.",
                names=("complete full series in one page print pdf",),
                filters=(("series", series.title),),
            )  # fmt: skip
    for year in library.reviewed_years:
        url = library.root.url(addresses.review_year(year))
        yield Entry(
            id=url, kind="Year in review", url=url, title=f"The year {year} in review",
            names=("annual review of the year in numbers",), filters=(("year", str(year)),),
        )  # fmt: skip
    for rule in library.rules:
        said = tuple(version.text for version in rule.versions)
        yield Entry(
            id=rule.url, kind="Rule", url=rule.url, title=rule.name, summary=rule.summary,
            names=(*said, "rule guidance"), aside=rule.place, body=rule.text,
        )  # fmt: skip
    yield from _recommendations(library)
    for term in library.terms:
        name = f"{capitalised(term.name)} ({term.short})" if term.short else capitalised(term.name)
        yield Entry(
            id=term.url, kind="Glossary", url=term.url, title=name, summary=term.means,
            aside=term.place,
        )  # fmt: skip
    for author in library.authors:
        about = ", ".join(filter(None, (author.role, author.organisation)))
        yield Entry(
            id=author.url, kind="Author", url=author.url, title=author.name, summary=about,
            filters=(("author", author.name),), body=author.introduction,
        )  # fmt: skip
    yield from (_source(source) for source in library.sources)
    yield from (_figure(figure) for figure in library.figures)
    yield from _corrections(library)
    for letter in library.responses:
        post = library.post_of[letter.post]
        yield Entry(
            id=letter.document, kind="Response", url=f"{post.url}#{letter.id}",
            title=f"{letter.by} on {post.title}", names=("letter response",),
            aside=Day.of(letter.date).text, body=letter.body,
        )  # fmt: skip


def _route(route: Route, library: Library) -> Entry:
    """Return a way to report something."""
    whom = "patient family relative carer" if route.audience == "public" else "nurse doctor staff"
    return Entry(
        id=f"route {route.key}",
        kind="Support",
        url=f"{library.root.url(addresses.REPORT)}#{nation_id(route.nations[0])}",
        title=route.name,
        summary=route.what,
        names=(*route.steps, *route.nations, whom,
               "report a concern complain complaint complaints incident something went wrong"),
        aside=f"Report, {route.nations[0]}" if len(route.nations) == 1 else "Report",
        filters=tuple(("nation", name) for name in route.nations),
    )  # fmt: skip


def _service(service: Service, number: int, library: Library) -> Entry:
    """Return a service; who dials may have written its number without gaps."""
    joined = service.phone.replace(" ", "")
    said = f"{service.phone}, {service.hours}" if service.hours else service.phone
    return Entry(
        id=f"service {number}",
        kind="Support",
        url=library.root.url(addresses.SUPPORT) + "#" + group_id(group_name(service)),
        title=service.name,
        summary=service.whom,
        names=(*(name.replace("-", " ") for name in service.subjects), service.phone, joined,
               *service.nations, "help support advice helpline phone number someone to talk to"),
        aside=said,
        filters=tuple(("nation", name) for name in service.nations),
    )  # fmt: skip


def _source(source: Source) -> Entry:
    about = ", ".join(filter(None, (source.container, source.publisher, in_words(source.date))))
    return Entry(
        id=source.url,
        kind="Source",
        url=source.url,
        title=source.title,
        summary=about,
        names=(label(source), *source.authors, source.doi, source.isbn),
        aside=in_words(source.date),
        body=source.note,
    )


def _figure(figure: Figure) -> Entry:
    return Entry(
        id=figure.url,
        kind="Figure",
        url=figure.url,
        title=f"{capitalised(figure.counts)}: {figure.value} {figure.unit}".strip(),
        summary=" ".join(filter(None, (f"{figure.place}, {figure.period}.", figure.note))),
        names=(figure.label,),
        aside=f"as of {in_words(figure.as_of)}",
    )


def _recommendations(library: Library) -> Iterator[Entry]:
    """Yield their list, and those whose words are known: the others would only be found by the name
    of their report, and stand before what is written about it.
    """
    if library.recommendations:
        url = library.root.url(addresses.RECOMMENDATIONS)
        yield Entry(
            id=url, kind="Recommendation", url=url, title="Recommendations",
            summary="What inquiries and reports recommend, and what came of it.",
            names=("inquiry public inquiries responses status waiting for an answer",),
        )  # fmt: skip
    for made in library.recommendations:
        if made.words:
            yield Entry(
                id=made.url, kind="Recommendation", url=made.url, title=title_of(made, library),
                summary=made.words, body=made.text, aside=made.state or made.answer,
                names=(*made.addressees, *made.nations, made.answer, made.state),
            )  # fmt: skip


def _corrections(library: Library) -> Iterator[Entry]:
    """Yield what the page of corrections says, newest first: withdrawals by their notices."""
    page = library.root.url(addresses.CORRECTIONS)
    yield Entry(
        id=page, kind="Correction", url=page, title="Corrections",
        summary="What was put right, rewritten, or taken back, newest first.",
        names=("corrections and withdrawals, errors, mistakes, retractions",),
    )  # fmt: skip
    for notice in library.notices:
        year = notice.withdrawn.year
        yield Entry(
            id=f"withdrawal {notice.path}",
            kind="Correction",
            url=f"{page}#year-{year}",
            title=notice.title,
            summary=notice.text,
            names=("withdrawal withdrawn retraction retracted removed taken down",),
            aside=Day.of(notice.withdrawn).text,
            filters=(("year", str(year)),),
        )
    for item in in_order(changes_of(library.posts)):
        if isinstance(item, Change):
            year = item.update.date.year
            yield Entry(
                id=f"{item.post.document} {item.number}",
                kind="Correction",
                url=f"{page}#year-{year}",
                title=f"Put right: {item.post.title}",
                summary=item.update.text,
                names=("correction update",),
                aside=Day.of(item.update.date).text,
                filters=(("year", str(year)),),
            )


def filter_values(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Return the names that narrow a search, by filter, in an order that an edit leaves alone."""
    found: dict[str, set[str]] = {name: set() for name in FILTERS[:-1]}
    for entry in entries:
        for name, value in entry.filters:
            found[name].add(value)
    return {name: sorted(values) for name, values in found.items()}
