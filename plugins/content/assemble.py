"""Sources are put together to the library, and every gap in a body is filled.

Faults that show only when files are seen side by side are found in `gate`; here a target that
does not exist leaves its gap unfilled, and nothing is built then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from plugins.base import clock
from plugins.base.problems import Problem
from plugins.content.front_matter import read_text
from plugins.content.markdown.draft import TABLE, Reference
from plugins.content.markdown.image_markup import figure_markup, image_markup
from plugins.content.markdown.tables import csv_link
from plugins.content.parsed import Content, Document, address_of, paged, valid
from plugins.content.record_texts import Mentions, Records
from plugins.images.variants import alternatives, renditions
from plugins.language.dates import in_words
from plugins.model import addresses, post_ids
from plugins.model.addresses import Root
from plugins.model.closed_years import closed_from
from plugins.model.image import Alternative, File, Picture
from plugins.model.library import Library
from plugins.model.post import (
    ENDING,
    Fact,
    Format,
    Page,
    Post,
    Reply,
    Response,
    Review,
    Update,
    audiences,
    media_type,
    nations,
    next_day,
    order,
)
from plugins.model.publication import Readers, ended_at, is_public, is_shown, notice_of, state_of
from plugins.model.taxonomy import Author, Series, Topic
from plugins.model.text import Body, Heading


class AssembledContent:
    """All posts, public or not, and the library made of those that are public."""

    def __init__(
        self,
        content: Content,
        root: Root,
        now: dt.datetime,
        zone: str,
        load: Callable[[str], str],
        authority: str = "",
        readers: Readers | None = None,
        image_formats: Sequence[str] = (),
        language: str = "en-GB",
        present: dt.datetime | None = None,
    ) -> None:
        self.image_formats, self.language = image_formats, language
        self.alternatives: dict[str, tuple[Alternative, ...]] = {}
        self.content, self.root, self.load = content, root, load
        self.zone, self.now, self.present = zone, now, present or now
        self.readers = readers or Readers()
        authority = authority or host_of(root)
        self.records = Records(content, root, zone, now, self.body, authority)
        self.urls = {
            source.path: root.url(address_of(source)) for source in paged(content.documents)
        }
        posts = _ending([self._post(source) for source in valid(content.of("post"))])
        self.identity = self._settled(posts, now, authority)
        self.posts = tuple(sorted(map(self._identified, posts), key=order))
        self.responses = tuple(
            sorted(
                map(self._response, valid(content.of("response"))),
                key=lambda each: (each.date, each.slug),
            )
        )
        self.library = self._library(self.readers)

    @cached_property
    def public(self) -> Library:
        """The library of what readers see, whoever this one is for."""
        return self.library if type(self.readers) is Readers else self._library(Readers())

    def _library(self, readers: Readers) -> Library:
        shown = tuple(
            replace(post, mark=mark) if (mark := readers.mark(post, self.now)) else post
            for post in self.posts
            if readers.see(post, self.now)
        )
        public = {post.document for post in shown}
        letters = tuple(each for each in self.responses if is_shown(each, public, self.now))
        public |= {each.document for each in letters}
        topics = map(self._topic, valid(self.content.of("topic")))
        series = map(self._series, valid(self.content.of("series")))
        authors = map(self._author, valid(self.content.of("author")))
        pages = map(self._page, valid(self.content.of("page")))
        return Library(
            root=self.root,
            posts=shown,
            responses=letters,
            topics=tuple(sorted(topics, key=lambda topic: (topic.name.casefold(), topic.slug))),
            series=tuple(sorted(series, key=lambda each: (-(each.year or 0), each.slug))),
            authors=tuple(
                sorted(authors, key=lambda author: (author.name.casefold(), author.slug))
            ),
            pages=tuple(sorted(pages, key=lambda page: (page.order, page.slug))),
            sources=tuple(self.records.sources.values()),
            figures=tuple(self.records.figures.values()),
            rules=tuple(self.records.rules.values()),
            recommendations=tuple(self.records.recommendations.values()),
            parts=tuple(self.records.parts.values()),
            events=self.records.events,
            closed=tuple(
                closed_from(year, values) for year, values in sorted(self.content.years.items())
            ),
            terms=tuple(self.records.terms.values()),
            attachments=self._attachments({post.document for post in shown}),
            services=tuple(each for each in self.records.services if self.now < each.stale),
            routes=tuple(each for each in self.records.routes if self.now < each.stale),
            words=self.records.words,
            language=self.language,
            files=self._files(public),
            notices=tuple(
                found
                for post in self.posts
                if not readers.see(post, self.now) and (found := notice_of(post, self.now))
            ),
            removed=tuple(
                addresses.post(int(record.date[:4]), record.slug)
                for record in self.identity.records
                if record.removed
            ),
        )

    def _settled(self, posts: list[Post], now: dt.datetime, authority: str) -> post_ids.Settled:
        """Return the ids of all posts, as `content/ids.yaml` and the headers give them."""
        records: list[post_ids.Record] = []
        problems: list[Problem] = []
        if post_ids.FILE in self.content.folder.files:
            text, problems = read_text(post_ids.FILE, self.content.folder.read(post_ids.FILE))
            records, faults = post_ids.read(text)
            problems += faults
        known = [self._known(post, is_public(post, now)) for post in posts]
        sources = self.content.of("post")
        unread = frozenset(source.path for source in sources if not source.values)
        found = post_ids.settle(records, known, unread, authority, self.zone, now, self.present)
        found.problems = problems or found.problems
        return found

    def _known(self, post: Post, public: bool) -> post_ids.Known:
        told = [each.date for each in post.updates if each.notifies and each.kind != ENDING]
        state = state_of(post, self.now)
        status = {"public": "published", "ended": "withdrawn"}.get(state, post.status)
        return post_ids.Known(
            source=post.document,
            title=post.title,
            date=post.date,
            slug=post.slug,
            status=status,
            public=public,
            id=post.id,
            told=max(told, default=None),
            ended=ended_at(post) if status == "withdrawn" else None,
        )

    def _identified(self, post: Post) -> Post:
        """Return a post with its id and feed date; before that, `id` is what its header says."""
        made = copy(post)  # and not replace(), which takes its time
        vars(made).update(
            id=self.identity.ids.get(post.document, ""),
            updated=self.identity.updated.get(post.document),
            quiet=post.document in self.identity.quiet,
        )
        return made

    def _updates(self, source: Document) -> tuple[Update, ...]:
        return tuple(
            Update(
                date=clock.instant(each["date"], self.zone),
                kind=each["kind"],
                what=each["what"],
                wrong=each["wrong"],
                right=each["right"],
                by=each["by"],
            )
            for each in source.values["updates"]
        )

    def _files(self, public: set[str]) -> tuple[File, ...]:
        """Return the images that public pages show or link to; no other leaves the content."""
        named: set[str] = set()
        shown: set[str] = set()
        for source in valid(self.content.documents):
            if source.kind not in ("post", "response") or source.path in public:
                for each in source.references:
                    (shown if each.kind in ("image", "figure") else named).add(each.target)
                if image := source.values.get("image"):
                    shown.add(image["src"])
        images = self.content.images
        folder = self.content.folder
        return tuple(
            File(
                path=name,
                digest=folder.files[name].digest,
                type=images[name].type,
                width=images[name].width,
                height=images[name].height,
                moving=images[name].moving,
                shown=name in shown,
                origin=str(folder.root / name),
            )
            for name in sorted((named | shown) & images.keys())
        )

    def _attachments(self, public: set[str]) -> tuple[File, ...]:
        """Return the files that public posts have in other formats; no other leaves the content."""
        folder = self.content.folder
        named = {
            each["file"]
            for source in valid(self.content.of("post"))
            if source.path in public
            for each in source.values["formats"]
        }
        return tuple(
            File(path=name, digest=folder.files[name].digest, type=media_type(name),
                 origin=str(folder.root / name))
            for name in sorted(named & folder.files.keys())
        )  # fmt: skip

    def _format(self, values: dict[str, str]) -> Format:
        name = values["file"]
        look = self.content.folder.files.get(name)
        return Format(
            kind=values["kind"],
            words=values["words"],
            link=values["link"],
            document=values["post"],
            url=self.root.url(name) if look else "",
            type=media_type(name or urlsplit(values["link"]).path),
            length=look.size if look else 0,
        )

    def _post(self, source: Document) -> Post:
        values = source.values
        mentions = self.records.mentions(source)
        review_by = self._day(values["review_by"])
        return Post(
            document=source.path,
            url=self.urls[source.path],
            path=address_of(source),
            slug=source.slug,
            title=values["title"],
            summary=values["summary"],
            date=clock.instant(values["date"], self.zone),
            authors=tuple(values["authors"]),
            topics=tuple(values["topics"]),
            status=values["status"],
            series=values["series"],
            part=values["part"] or 0,
            image=self._picture(values["image"]),
            kind=values["kind"],
            sensitive=tuple(values["sensitive"]),
            content_note=values["content_note"],
            learning_point=values["learning_point"],
            evidence=tuple(values["evidence"]),
            sponsor=values["sponsor"],
            funding=values["funding"],
            interests=values["interests"],
            facts=(*source.facts, *_of_its_kind(values)),
            replies=tuple(Reply(**each) for each in values["replies"]),
            reviewed=self._review(values["reviewed"]),
            review_by=review_by,
            overdue=review_by is not None and next_day(review_by) <= self.now,
            owner=values["owner"] or values["authors"][0],
            references=mentions.references,
            figures=mentions.figures,
            rules=tuple(values["rules"]),
            id=values["id"],
            updates=self._updates(source) if values["updates"] else (),
            withdrawn=self._day(values["withdrawn"]),
            withdrawn_because=values["withdrawn_because"],
            replaced_by=values["replaced_by"],
            ends=self._ends(values["consent"]),
            gone=values["gone"],
            aliases=tuple(values["aliases"]),
            terms=self.records.explained(source),
            support=tuple(values["support"]),
            reporting=tuple(values["reporting"]),
            applies_to=nations(values["applies_to"]),
            audience=audiences(values["audience"]),
            discussion=values["discussion"],
            lang=values["lang"] or self.language,
            translation_of=values["translation_of"],
            formats=tuple(map(self._format, values["formats"])),
            canonical=values["canonical"],
            body=self.body(source, mentions),
        )

    def _day(self, stated: str) -> dt.datetime | None:
        return clock.instant(stated, self.zone) if stated else None

    def _ends(self, consent: dict[str, str] | None) -> dt.datetime | None:
        """Return when a consent ends: on the day agreed, or earlier if it was taken back."""
        days = [consent["expires"], consent["withdrawn"]] if consent else []
        moments = [clock.instant(day, self.zone) for day in days if day]
        return min(moments, default=None)

    def _review(self, values: dict[str, str] | None) -> Review | None:
        if values is None:
            return None
        return Review(date=clock.instant(values["date"], self.zone), by=values["by"])

    def _response(self, source: Document) -> Response:
        values = source.values
        ends = self._ends(values["consent"])
        assert ends is not None  # a consent says when it expires
        return Response(
            document=source.path,
            slug=source.slug,
            date=clock.instant(values["date"], self.zone),
            ends=ends,
            body=self.body(source),
            **{name: values[name] for name in ("post", "by", "pseudonym", "edited", "led_to")},
        )

    def _topic(self, source: Document) -> Topic:
        values = source.values
        return Topic(
            slug=source.slug,
            url=self.urls[source.path],
            name=values["name"],
            description=values["description"],
            parent=values["parent"],
            start_here=tuple(values["start_here"]),
            synonyms=tuple(values["synonyms"]),
            aliases=tuple(values["aliases"]),
            introduction=self.body(source),
        )

    def _series(self, source: Document) -> Series:
        values = source.values
        return Series(
            slug=source.slug,
            url=self.urls[source.path],
            title=values["title"],
            parts=tuple(values["parts"]),
            year=values["year"],
            complete=values["complete"],
            aliases=tuple(values["aliases"]),
            introduction=self.body(source),
        )

    def _author(self, source: Document) -> Author:
        values = source.values
        return Author(
            slug=source.slug,
            url=self.urls[source.path],
            name=values["name"],
            role=values["role"],
            organisation=values["organisation"],
            guest=values["guest"],
            kind=values["kind"],
            interests=values["interests"],
            orcid=values["orcid"],
            aliases=tuple(values["aliases"]),
            introduction=self.body(source),
        )

    def _page(self, source: Document) -> Page:
        values = source.values
        return Page(
            document=source.path,
            lang=values["lang"] or self.language,
            translation_of=values["translation_of"],
            slug=source.slug,
            url=self.urls[source.path],
            path=address_of(source),
            title=values["title"],
            summary=values["summary"],
            order=values["order"],
            aliases=tuple(values["aliases"]),
            body=self.body(source),
        )

    def _picture(self, values: dict[str, str] | None) -> Picture | None:
        if values is None or values["src"] not in self.content.images:
            return None
        image = self.content.images[values["src"]]
        return Picture(
            url=self.root.url(values["src"]),
            alt=values["alt"],
            credit=values["credit"],
            width=image.width,
            height=image.height,
            type=image.type,
            length=image.size,
            alternatives=self._others(values["src"]),
        )

    def _others(self, name: str) -> tuple[Alternative, ...]:
        if name not in self.alternatives:  # a drawing may stand in a thousand posts
            image = self.content.images[name]
            formats = () if image.moving else self.image_formats  # a smaller one would stand still
            made = renditions(name, image.digest, image.type, image.width, image.height, formats)
            self.alternatives[name] = alternatives(made, self.root)
        return self.alternatives[name]

    def body(self, source: Document, mentions: Mentions | None = None) -> Body:
        """Return the text of a source, its gaps filled."""
        mentions = mentions or self.records.mentions(source)
        given = mentions.substitutions | self.records.explanations(source)
        return Body(
            key=source.key,
            substitutions=tuple(
                given[number] if number in given else self._fill(each, source)
                for number, each in enumerate(source.references)
            ),
            charts=mentions.charts,
            tables=tuple(
                (int(each.target), each.alt)
                for each in source.references
                if each.kind == TABLE and source.kind == "post"
            ),
            words=source.words,
            headings=tuple(
                Heading(level=level, id=name, text=text) for level, name, text in source.headings
            ),
            load=self.load,
        )

    def _fill(self, reference: Reference, source: Document) -> str:
        """Return what stands in a body for something that it points at."""
        if reference.kind in ("image", "figure"):
            return self._image(reference)
        if reference.kind == TABLE:
            number = int(reference.target)
            url = self.root.url(addresses.table(address_of(source), number))
            return csv_link(url, number) if source.kind == "post" else ""
        if reference.kind == "source" and reference.target in self.urls:
            url = self.urls[reference.target]
        else:
            url = self.root.url(reference.target)
        return escape(f"{url}#{quote(reference.fragment)}" if reference.fragment else url)

    def _image(self, reference: Reference) -> str:
        image = self.content.images.get(reference.target)
        width, height = (image.width, image.height) if image else (0, 0)
        others = self._others(reference.target) if image else ()
        url = self.root.url(reference.target)
        markup = image_markup(url, reference.alt, width, height, others)
        return figure_markup(markup, reference.caption) if reference.kind == "figure" else markup


def _of_its_kind(values: dict[str, Any]) -> Iterator[Fact]:
    """Yield what readers of an interview or a response to a consultation are told of it."""
    if values["kind"] == "interview" and (said := values["interview"]):
        text = f"Asked by {said['asked']}, answered by {said['answered']}. "
        text += f"Text agreed by {said['agreed_by']}."
        yield Fact("interview", "Interview", text, tuple(said.items()))
    if values["kind"] == "consultation" and (said := values["consultation"]):
        about = f"[{said['about']}]({said['url']})" if said["url"] else said["about"]
        text = f"{about}, by {said['asked_by']}. Sent on {in_words(said['sent'])}."
        yield Fact("consultation", "Response to a consultation", text, tuple(said.items()))


def _ending(posts: list[Post]) -> list[Post]:
    """Return posts of which a translation ends with the consent to the story that it translates."""
    ends = {post.document: post.ends for post in posts if post.ends}
    return [
        replace(post, ends=min(filter(None, (post.ends, ends[post.translation_of]))))
        if post.translation_of in ends
        else post
        for post in posts
    ]


def host_of(root: Root) -> str:
    """Return the name of a site's host, for ids where the settings name no other."""
    return root.origin.partition("://")[2].partition(":")[0].lower()
