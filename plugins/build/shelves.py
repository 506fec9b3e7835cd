"""Shelves: sources are put together to the library, and every gap in a body is filled.

Faults that show only when files are seen side by side are found in `gate`; here a target that
does not exist leaves its gap unfilled, and nothing is built then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from plugins.build.reader import Content, Source, address_of, sound
from plugins.core import clock
from plugins.core.addresses import Root
from plugins.core.library import (
    Author,
    Body,
    File,
    Heading,
    Library,
    Page,
    Picture,
    Post,
    Series,
    Topic,
    is_public,
    notice_of,
    order,
)
from plugins.core.markdown import Reference, figure_markup, image_markup


class Shelves:
    """All posts, public or not, and the library made of those that are public."""

    def __init__(
        self, content: Content, root: Root, now: dt.datetime, zone: str, load: Callable[[str], str]
    ) -> None:
        self.content, self.root, self.load = content, root, load
        self.zone = zone
        self.urls = {source.path: root.url(address_of(source)) for source in sound(content.sources)}
        posts = [self._post(source) for source in sound(content.of("post"))]
        self.posts = tuple(sorted(posts, key=order))
        public = tuple(post for post in self.posts if is_public(post, now))
        topics = map(self._topic, sound(content.of("topic")))
        series = map(self._series, sound(content.of("series")))
        authors = map(self._author, sound(content.of("author")))
        pages = map(self._page, sound(content.of("page")))
        self.library = Library(
            root=root,
            posts=public,
            topics=tuple(sorted(topics, key=lambda topic: (topic.name.casefold(), topic.slug))),
            series=tuple(sorted(series, key=lambda each: (-(each.year or 0), each.slug))),
            authors=tuple(
                sorted(authors, key=lambda author: (author.name.casefold(), author.slug))
            ),
            pages=tuple(sorted(pages, key=lambda page: (page.order, page.slug))),
            files=self._files({post.source for post in public}),
            notices=tuple(found for post in self.posts if (found := notice_of(post, now))),
        )

    def _files(self, public: set[str]) -> tuple[File, ...]:
        """Return the images that public pages show or link to; no other leaves the content."""
        named: set[str] = set()
        for source in sound(self.content.sources):
            if source.kind != "post" or source.path in public:
                named.update(reference.target for reference in source.references)
                if image := source.values.get("image"):
                    named.add(image["src"])
        folder = self.content.folder
        return tuple(
            File(path=name, digest=folder.files[name].digest, origin=str(folder.root / name))
            for name in sorted(named & self.content.images.keys())
        )

    def _post(self, source: Source) -> Post:
        values = source.values
        return Post(
            source=source.path,
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
            content_note=values["content_note"],
            learning_point=values["learning_point"],
            updated=self._day(values["updated"]),
            withdrawn=self._day(values["withdrawn"]),
            ends=self._ends(values["consent"]),
            gone=values["gone"],
            body=self._body(source),
        )

    def _day(self, stated: str) -> dt.datetime | None:
        return clock.instant(stated, self.zone) if stated else None

    def _ends(self, consent: dict[str, str] | None) -> dt.datetime | None:
        """Return when a consent ends: on the day agreed, or earlier if it was taken back."""
        days = [consent["expires"], consent["withdrawn"]] if consent else []
        moments = [clock.instant(day, self.zone) for day in days if day]
        return min(moments, default=None)

    def _topic(self, source: Source) -> Topic:
        values = source.values
        return Topic(
            slug=source.slug,
            url=self.urls[source.path],
            name=values["name"],
            description=values["description"],
            parent=values["parent"],
            synonyms=tuple(values["synonyms"]),
            introduction=self._body(source),
        )

    def _series(self, source: Source) -> Series:
        values = source.values
        return Series(
            slug=source.slug,
            url=self.urls[source.path],
            title=values["title"],
            parts=tuple(values["parts"]),
            year=values["year"],
            complete=values["complete"],
            introduction=self._body(source),
        )

    def _author(self, source: Source) -> Author:
        values = source.values
        return Author(
            slug=source.slug,
            url=self.urls[source.path],
            name=values["name"],
            role=values["role"],
            organisation=values["organisation"],
            guest=values["guest"],
            introduction=self._body(source),
        )

    def _page(self, source: Source) -> Page:
        values = source.values
        return Page(
            slug=source.slug,
            url=self.urls[source.path],
            path=address_of(source),
            title=values["title"],
            summary=values["summary"],
            order=values["order"],
            body=self._body(source),
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
        )

    def _body(self, source: Source) -> Body:
        return Body(
            key=source.key,
            fills=tuple(map(self._fill, source.references)),
            words=source.words,
            headings=tuple(
                Heading(level=level, id=name, text=text) for level, name, text in source.headings
            ),
            load=self.load,
        )

    def _fill(self, reference: Reference) -> str:
        """Return what stands in a body for something that it points at."""
        if reference.kind in ("image", "figure"):
            return self._image(reference)
        if reference.kind == "source" and reference.target in self.urls:
            url = self.urls[reference.target]
        else:
            url = self.root.url(reference.target)
        return escape(f"{url}#{quote(reference.fragment)}" if reference.fragment else url)

    def _image(self, reference: Reference) -> str:
        image = self.content.images.get(reference.target)
        width, height = (image.width, image.height) if image else (0, 0)
        markup = image_markup(self.root.url(reference.target), reference.alt, width, height)
        return figure_markup(markup, reference.caption) if reference.kind == "figure" else markup
