"""All public posts for other programs, as JSON, with the schema that it keeps to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plugins.model import addresses
from plugins.model.disclosure import FIELDS, declared
from plugins.model.library import Library
from plugins.model.post import EVERYONE, Post
from plugins.model.records import Figure, Rule, Source, Term
from plugins.model.taxonomy import Author, Topic
from plugins.model.values import Shared
from plugins.presentation.citations import link_of
from plugins.presentation.contracts import BuildContext, OutputFile, files
from plugins.presentation.format_lines import format_lines
from plugins.presentation.post_notes import told
from plugins.presentation.views import once

# Raised when a field goes, or comes to mean something else. A new field leaves it as it is.
VERSION = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Named(Shared):
    """Something with a name and a whole address: a topic, an author."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a post stands in a series: `part` is a number, "introduction" or "closing"."""

    name: str
    url: str
    part: int | str
    parts: int


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The picture of a post, and who made it; width and height in pixels."""

    url: str
    alt: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a post declares: words, "none declared", or nothing where it does not say."""

    sponsor: str
    funding: str
    interests: str


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A change of a post after it was published, as its page tells it; minor ones are not told."""

    date: str
    kind: str
    text: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Replied:
    """An organisation that a concern names: when it was asked, until when it could reply, when it
    replied, and what; the last two are empty where it did not."""

    named: str
    asked: str
    due: str
    replied: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A response to a post: by whom, on which day, and where it stands."""

    by: str
    date: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """When a post was last found to be right, and by whom."""

    date: str
    by: Named


@dataclass(frozen=True, kw_only=True)
class Translated:
    """The same post in another language, by its tag (BCP 47)."""

    lang: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Formatted:
    """The post in another format: easy-read, large-print, audio or bsl.

    `type` and `length`, in bytes, are those of a file of the hub; a page has neither.
    """

    kind: str
    words: str
    url: str
    type: str
    length: int


@dataclass(frozen=True, kw_only=True, repr=False)
class CitedSource(Shared):
    """A source that a post cites: `url` is its page here, `link` where it stands itself.

    `date` is as exact as it is known, such as 2022-03; `status` is current, replaced or withdrawn.
    """

    title: str
    publisher: str
    date: str
    status: str
    url: str
    link: str


@dataclass(frozen=True, kw_only=True, repr=False)
class GivenFigure(Shared):
    """A number that a post gives, as its source prints it; `url` is its place in the register."""

    value: str
    unit: str
    counts: str
    place: str
    period: str
    as_of: str
    url: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Listed(Shared):
    """One post. Addresses are whole; dates are ISO 8601 with an offset.

    `lang` is the tag of its language (BCP 47), `translations` are the same post in all others, and
    `translation_of` is the address of the original where this is a translation.
    `id` is permanent, whatever becomes of title and address. `updated` is when subscribers were
    last told of a change, `canonical` where the post was published first, if that was elsewhere;
    `review_by` is the day by which it is checked again, `rules` are those that it is about,
    `support` the subjects on which its readers may want help, `reporting` the ways to report that
    it shows, and `facts` the texts of other fields
    of its header that its page shows. `sources` and `figures` are in the order of its text, and so
    are `terms`, the words of the glossary that it abbreviates; `aliases` are addresses that lead
    to it.
    """

    id: str
    url: str
    title: str
    summary: str
    published: str
    updated: str
    authors: tuple[Named, ...]
    topics: tuple[Named, ...]
    series: Place | None = None
    image: Shown | None = None
    applies_to: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    audience: tuple[str, ...] = (EVERYONE,)
    content_note: str = ""
    discussion: str = ""
    canonical: str = ""
    disclosure: Declared
    changes: tuple[Changed, ...] = ()
    replies: tuple[Replied, ...] = ()
    responses: tuple[Answered, ...] = ()
    reviewed: Checked | None = None
    review_by: str = ""
    lang: str = ""
    translations: tuple[Translated, ...] = ()
    translation_of: str = ""
    formats: tuple[Formatted, ...] = ()
    kind: str = "post"
    rules: tuple[Named, ...] = ()
    support: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    learning_point: str = ""
    evidence: tuple[str, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    figures: tuple[GivenFigure, ...] = ()
    terms: tuple[Named, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Listing:
    """All public posts, newest first."""

    version: int
    name: str
    url: str
    language: str
    posts: tuple[Listed, ...]


@dataclass(frozen=True, kw_only=True)
class ListingFile:
    save_as: str
    schema: str
    listing: Listing

    def render(self) -> bytes:
        found = {"$schema": self.schema, **_fields(self.listing)}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=_fields)
        return text.encode()


def _fields(value: object) -> dict[str, object]:
    """Return the fields of a value; what is kept with it besides begins with an underscore."""
    return {name: each for name, each in vars(value).items() if name[0] != "_"}


@dataclass(frozen=True, kw_only=True)
class SchemaFile:
    """The JSON Schema of the listing, from its classes."""

    save_as: str
    url: str

    def render(self) -> bytes:
        from pydantic import TypeAdapter

        told = TypeAdapter(Listing).json_schema()
        named = {
            "$id": self.url,
            **told,
            "properties": {"$schema": {"type": "string"}, **told["properties"]},
        }
        return json.dumps(named, indent=1).encode()


def listing_documents(library: Library, name: str, language: str) -> Iterator[OutputFile]:
    """Yield the listing and its schema."""
    root = library.root
    schema = root.absolute(root.url(addresses.LISTING_SCHEMA))
    yield ListingFile(
        save_as=addresses.LISTING,
        schema=schema,
        listing=Listing(
            version=VERSION,
            name=name,
            url=root.absolute(root.url(addresses.HOME)),
            language=language,
            posts=tuple(listed(post, library) for post in library.posts),
        ),
    )
    yield SchemaFile(save_as=addresses.LISTING_SCHEMA, url=schema)


@once
def listed(post: Post, library: Library) -> Listed:
    whole = library.root.absolute
    versions = library.versions_of.get(post.document, ())
    series, image = library.series_of.get(post.series), post.image
    return Listed(
        id=post.id,
        url=whole(post.url),
        title=post.title,
        summary=post.summary,
        published=post.date.isoformat(),
        updated=(post.updated or post.date).isoformat(),
        authors=tuple(named(library.author_of[slug], library) for slug in post.authors),
        topics=tuple(named(library.topic_of[slug], library) for slug in post.topics),
        series=Place(
            name=series.title, url=whole(series.url), part=post.part, parts=len(series.parts)
        )
        if series
        else None,
        image=Shown(
            url=whole(image.url),
            alt=image.alt,
            credit=image.credit,
            width=image.width,
            height=image.height,
        )
        if image
        else None,
        applies_to=post.applies_to,
        sensitive=post.sensitive,
        audience=post.audience,
        content_note=post.content_note,
        discussion=post.discussion,
        canonical=post.canonical,
        disclosure=Declared(**_stated(post)),
        changes=tuple(
            Changed(date=each.date.isoformat(), kind=each.kind, text=each.text, by=each.by)
            for each in sorted(told(post), key=lambda each: each.date)
        ),
        replies=tuple(Replied(**vars(each)) for each in post.replies),
        responses=tuple(
            Answered(
                by=each.by,
                date=each.date.date().isoformat(),
                url=f"{whole(post.url)}#{each.id}",
            )
            for each in library.responses_to.get(post.document, ())
        ),
        reviewed=_checked(post, library),
        review_by=post.review_by.date().isoformat() if post.review_by else "",
        lang=post.lang or library.language,
        translations=tuple(
            Translated(lang=each.lang or library.language, url=whole(each.url))
            for each in versions
            if each is not post
        ),
        translation_of=whole(versions[0].url) if versions and versions[0] is not post else "",
        formats=tuple(
            Formatted(
                kind=each.kind,
                words=each.words,
                url=whole(each.url),
                type=each.type,
                length=each.length,
            )
            for each in format_lines(post, library)
        ),
        kind=post.kind,
        rules=tuple(named(library.rule_of[slug], library) for slug in post.rules),
        support=post.support,
        reporting=post.reporting,
        facts={fact.name: fact.text for fact in post.facts},
        learning_point=post.learning_point,
        evidence=tuple(
            whole(library.url_of[name]) for name in post.evidence if name in library.post_of
        ),
        sources=tuple(_source(library.source_of[each.key], library) for each in post.references),
        figures=tuple(_figure(library.figure_of[each.name], library) for each in post.figures),
        terms=tuple(named(library.term_of[key], library) for key in post.terms),
        aliases=tuple(whole(library.root.url(each)) for each in post.aliases),
    )


@once
def _source(source: Source, library: Library) -> CitedSource:
    return CitedSource(
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        status=source.status,
        url=library.root.absolute(source.url),
        link=link_of(source),
    )


@once
def _figure(figure: Figure, library: Library) -> GivenFigure:
    return GivenFigure(
        value=figure.value,
        unit=figure.unit,
        counts=figure.counts,
        place=figure.place,
        period=figure.period,
        as_of=figure.as_of,
        url=library.root.absolute(figure.url),
    )


@once
def named(each: Author | Topic | Rule | Term, library: Library) -> Named:
    return Named(name=each.name, url=library.root.absolute(each.url))


def _stated(post: Post) -> dict[str, str]:
    stated = {each.label.lower(): each.text for each in declared(post)}
    return {name: stated.get(name, "") for name in FIELDS}


def _checked(post: Post, library: Library) -> Checked | None:
    if post.reviewed is None:
        return None
    by = named(library.author_of[post.reviewed.by], library)
    return Checked(date=post.reviewed.date.date().isoformat(), by=by)


def _files(build: BuildContext) -> Iterable[OutputFile]:
    return listing_documents(build.library, build.settings["SITENAME"], build.site.language)


register = files(_files)
