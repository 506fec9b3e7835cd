"""What one item of a feed says, the same in every format and every feed.

An entry's text is derived from the body once and shared by all documents that hold it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape
from typing import NamedTuple

from plugins.language import linked_text
from plugins.language.dates import in_words
from plugins.model import disclosure
from plugins.model.feeds import Change, Development, End, Item
from plugins.model.guests import GUESTS_REL, REL
from plugins.model.image import Picture
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.publication import Notice
from plugins.model.text import Body
from plugins.presentation.citations import ReferenceLine, SourceLine, references
from plugins.presentation.codec import Decoder, encoded
from plugins.presentation.fixed_words import Words, in_language
from plugins.presentation.format_lines import format_lines
from plugins.presentation.helplines import help_for
from plugins.presentation.post_notes import (
    UPDATE_WORDS,
    Note,
    notes_of,
    reply_lines,
    response_lines,
)
from plugins.presentation.recipes import Part
from plugins.presentation.record_lines.figures import FigureLine, FigureText, figure_lines
from plugins.presentation.record_lines.recommendations import said, title_of
from plugins.presentation.views import (
    Day,
    audience_links,
    fingerprint,
    first_site,
    instead_of,
    tongue_of,
)

# What XML cannot hold. The gate refuses it with its line; this is the second wall.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOW = bytes(number for number in range(32) if number not in b"\t\n\r")
LONG = 200


# The last heading of an entry: what others wrote to its post.
LETTERS = "Replies and letters"


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Media:
    """An image with its whole address, media type and size in bytes."""

    url: str
    alt: str
    type: str
    length: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A text in another format, as a file: its whole address, media type and size in bytes."""

    url: str
    type: str
    length: int


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A response to a post: by whom and when, and its text as it stands in a feed."""

    heading: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item. `lead` comes before the text, and what it rests on after it. All addresses are
    whole. `first` is where it was published first, if that was elsewhere; `language` is that of
    its text, if it is another than the feed's.

    `key` is a digest of all the rest, so that a document's data are the keys of its entries.
    """

    id: str
    url: str
    title: str
    summary: str
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    image: Media | None = None
    attached: tuple[Attached, ...] = ()
    first: str = ""
    language: str = ""
    lead: str = ""
    body: Body | None = None
    references: tuple[ReferenceLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    letters: tuple[Letter, ...] = ()
    origin: str = ""
    key: str = field(default="", repr=False, compare=False)

    @property
    def enclosed(self) -> tuple[Attached | Media, ...]:
        """What comes with the item. RSS takes the first of it: the text has the image anyway."""
        return (*self.attached, *((self.image,) if self.image is not None else ()))

    def content(self) -> str:
        """Return the whole text as HTML that a reader can show anywhere; never empty."""
        text = plain(self.body.__html__(), self.url, self.origin) if self.body else ""
        found = self.lead + _picture(self.image) + text + self._tail()
        return clean(found or f"<p>{escape(self.summary, quote=False)}</p>")

    @cached_property
    def part(self) -> Part:
        """What this is, for the recipes of the documents that hold it.

        Charts are left out: a feed shows the tables that stand in their gaps.
        """
        return Part(self.key, self.body.key if self.body else "", encoded(self))

    @classmethod
    def from_part(cls, part: Part, decoder: Decoder) -> Entry:
        """Return the entry that gave a part. Raises ValueError when it is not the same."""
        made = _keyed(cls(**decoder.fields(cls, part.data)))
        if made.key != part.key:
            raise ValueError(part.key)
        return made

    def reworded(self, old: str, new: str, words: int) -> Entry:
        """Return the same entry with another text, if its text has the key `old`."""
        if self.body is None or self.body.key != old:
            return self
        return _keyed(_replaced(self, body=self.body.reworded(old, new, words)))

    def _tail(self) -> str:
        """Return what the text rests on: its sources, and what its figures are."""
        pieces = []
        if self.references:
            items = "\n".join(_source(each.source, self.origin) for each in self.references)
            pieces.append(f"\n<h2>Sources</h2>\n<ol>\n{items}\n</ol>")
        if self.figures:
            items = "\n".join(_figure(each.figure, self.origin) for each in self.figures)
            pieces.append(f"\n<h2>Figures</h2>\n<ul>\n{items}\n</ul>")
        if self.letters:
            items = "\n".join(
                f"<h3>{_text(each.heading)}</h3>\n{each.html}" for each in self.letters
            )
            pieces.append(f"\n<h2>{LETTERS}</h2>\n{items}")
        return "".join(pieces)


def _source(source: SourceLine, origin: str) -> str:
    return source.once(f"_item {origin}", lambda: _source_item(source, origin))


def _source_item(source: SourceLine, origin: str) -> str:
    authors = f"{_text(source.authors)}. " if source.authors else ""
    details = f"{_text(source.details)}. " if source.details else ""
    state = f" <strong>{_text(source.state)}.</strong>" if source.state else ""
    title = _text(source.title)
    title = f'<a href="{escape(source.link)}">{title}</a>' if source.link else title
    page = escape(whole(source.page, origin, origin))
    return (
        f"<li>{authors}{title}. {details}{_text(source.publisher)}, {source.date.text}.{state} "
        f'<a href="{page}">About this source</a></li>'
    )


def _figure(figure: FigureText, origin: str) -> str:
    return figure.once(f"_item {origin}", lambda: _figure_item(figure, origin))


def _figure_item(figure: FigureText, origin: str) -> str:
    source = f" Source: {_text(figure.source.text)}." if figure.source else ""
    later = f" <strong>{_text(figure.later)}</strong>" if figure.later else ""
    page = escape(whole(figure.page, origin, origin))
    return (
        f"<li>{_text(figure.value)}: {_text(figure.counts)}, {_text(figure.place)}, "
        f"{_text(figure.period)}; as of {figure.as_of.text}.{source}{later} "
        f'<a href="{page}">In the register</a></li>'
    )


class Parts(NamedTuple):
    """What a format writes of an entry round its text, and what stands there instead of one."""

    before: bytes
    instead: bytes
    opens: bytes
    closes: bytes
    after: bytes

    def whole(self, text: bytes) -> bytes:
        return b"".join((self.before, self.opens, text, self.closes, self.after))

    def short(self) -> bytes:
        return b"".join((self.before, self.instead, self.after))


def clean(text: str) -> str:
    """Return a text without what XML cannot hold."""
    if len(text) < LONG:
        return UNPRINTABLE.sub("", text)
    # A long text is nearly always clean, which its bytes show ten times as fast. Surrogates begin
    # with ED, and the two that are no characters with EF BF; so do some that are innocent.
    content = text.encode("utf-8", "surrogatepass")
    if b"\xed" in content or b"\xef\xbf" in content or content.translate(None, _LOW) != content:
        return UNPRINTABLE.sub("", text)
    return text


class Entries:
    """Makes the entries of a library, each of them once."""

    def __init__(self, library: Library, words: tuple[Words, ...]) -> None:
        self.library, self.words = library, words
        self.made: dict[str, Entry] = {}
        root = library.root
        self.people = {
            author.slug: Person(name=author.name, url=root.absolute(author.url))
            for author in library.authors
        }

    def of(self, item: Item) -> Entry:
        make: Callable[[], Entry]
        match item:
            case Post():
                name, make = item.document, partial(self._post, item)
            case Notice():
                name, make = item.document, partial(self._notice, item)
            case Change():
                name, make = f"{item.document}#{item.number}", partial(self._change, item)
            case End():
                name, make = f"{item.document}#end", partial(self._end, item)
            case Development():
                name, make = item.document, partial(self._development, item)
        if name not in self.made:
            self.made[name] = _keyed(make())
        return self.made[name]

    def _post(self, post: Post) -> Entry:
        library = self.library
        say = in_language(self.words, post.lang or library.language)
        return Entry(
            id=post.id,
            url=library.root.absolute(post.url),
            title=post.title,
            summary=post.summary,
            published=post.date,
            updated=post.updated or post.date,
            authors=tuple(self.people[slug] for slug in post.authors),
            categories=_categories(post, library),
            image=_media(post.image, library),
            attached=tuple(
                Attached(url=library.root.absolute(each.url), type=each.type, length=each.length)
                for each in format_lines(post, library)
                if each.length
            ),
            first=post.canonical,
            language=tongue.lang if (tongue := tongue_of(post, library)) else "",
            lead=lead(post, library, say) + _formats(post, library, say),
            body=post.body,
            references=references(post.references, library),
            figures=figure_lines(post, library),
            letters=tuple(self._letters(post)),
            origin=library.root.origin,
        )

    def _letters(self, post: Post) -> Iterator[Letter]:
        """Yield replies and responses to a post; they are few, so their texts are data too."""
        url, origin = self.library.root.absolute(post.url), self.library.root.origin
        say = in_language(self.words, post.lang or self.library.language)
        for reply in reply_lines(post):
            words = f"<p>{_text(reply.text)}</p>\n" if reply.text else ""
            yield Letter(
                heading=say.reply_of.format(named=reply.named),
                html=f"{words}<p>{_text(say.asked(reply))}</p>",
            )
        for each in response_lines(post, self.library):
            html = "".join(str(piece.html) for piece in each.text)
            about = f"<p><em>{_text(each.edited)}</em></p>" if each.edited else ""
            heading = f"{each.by}, {each.date.text}"
            yield Letter(heading=heading, html=f"{plain(html, url, origin)}\n{about}")

    def _change(self, change: Change) -> Entry:
        """An update as news: the whole post, under a name and an id of its own."""
        entry, update = self.of(change.post), change.update
        return _replaced(
            entry,
            id=f"{entry.id}#update-{change.number}",
            title=f"{UPDATE_WORDS[update.kind]}: {entry.title}",
            summary=update.text,
            published=update.date,
            updated=update.date,
        )

    def _notice(self, notice: Notice) -> Entry:
        day = Day.of(notice.withdrawn)
        lead = f"<p>{escape(notice.text, quote=False)} ({day.text})</p>\n"
        if instead := instead_of(notice, self.library):
            address = escape(self.library.root.absolute(instead.url))
            words = escape(instead.text, quote=False)
            lead += f'<p>Read instead: <a href="{address}">{words}</a></p>\n'
        return Entry(
            id=notice.id,
            url=self.library.root.absolute(notice.url) if notice.url else "",
            title=notice.title,
            summary=notice.text,
            published=notice.date,
            updated=notice.withdrawn,
            lead=lead,
        )

    def _development(self, item: Development) -> Entry:
        made, step, library = item.recommendation, item.step, self.library
        url = f"{library.root.absolute(made.url)}#{step.id}"
        source = library.source_of[step.source]
        words = f"<p>{_text(made.words)}</p>\n" if made.words else ""
        note = f" {_text(step.note)}" if step.note else ""
        page = escape(library.root.absolute(source.url))
        when = f"<p>{_text(said(step))}, {in_words(step.date)}.{note}</p>\n"
        return Entry(
            id=f"{made.id}#{step.id}",
            url=url,
            title=f"{said(step)}. {title_of(made, library)}",
            summary=f"{said(step)}, {in_words(step.date)}.",
            published=step.moment,
            updated=step.moment,
            lead=f'{words}{when}<p>Source: <a href="{page}">{_text(source.title)}</a></p>\n',
        )

    def _end(self, end: End) -> Entry:
        entry = self.of(end.notice)
        return _replaced(entry, id=f"{entry.id}#withdrawn", published=end.notice.withdrawn)


def _keyed(entry: Entry) -> Entry:
    object.__setattr__(entry, "key", fingerprint(entry))  # frozen, and still being made
    return entry


def _replaced(entry: Entry, **changes: object) -> Entry:
    return replace(entry, key="", **changes)  # type: ignore[arg-type]


def _categories(post: Post, library: Library) -> tuple[str, ...]:
    names = [library.topic_of[slug].name for slug in post.topics]
    names += [library.series_of[post.series].title] if post.series else []
    return (*names, *(each.text for each in audience_links(post, library)), *post.applies_to)


def _media(image: Picture | None, library: Library) -> Media | None:
    if image is None:
        return None
    return Media(
        url=library.root.absolute(image.url),
        alt=image.alt,
        type=image.type,
        length=image.length,
        width=image.width,
        height=image.height,
    )


def lead(post: Post, library: Library, say: Words) -> str:
    """Return what a reader must meet before the text, in the fixed words of its language."""
    whole = library.root.absolute
    first = say.note(post.sensitive, post.content_note)
    stated = [(_label(note, say), note.text) for note in notes_of(post, library)]
    if declared := disclosure.declared(post):
        words = "; ".join(
            f"{say.disclosed(each.label).lower()}: "
            f"{say.none_declared if each.nothing else each.text.rstrip('.')}"
            for each in declared
        )
        stated.append((say.disclosure, f"{words}."))
    noted = [(say.content_note, first)] if first else []
    found = [*_paragraphs(noted, whole), *_help(post, library, say), *_paragraphs(stated, whole)]
    if post.canonical:
        link = f'<a href="{escape(post.canonical)}">{_text(first_site(post))}</a>'
        found.append(f"<p>{_text(say.first_published)} {link}.</p>\n")
    return "".join(found)


def _label(note: Note, say: Words) -> str:
    name = say.update(note.kind)
    return f"{name}, {say.day(note.date.iso)}" if name and note.date else note.label


def _formats(post: Post, library: Library, say: Words) -> str:
    """Return the links to other formats: a reader of RSS is shown one enclosure at most."""
    links = []
    for each in format_lines(post, library):
        about = ", ".join(filter(None, (each.about, each.host)))
        name = ", ".join(filter(None, (say.format(each.kind), each.words)))
        address = escape(library.root.absolute(each.url))
        links.append(f'<a href="{address}">{_text(f"{name} ({about})" if about else name)}</a>')
    if not links:
        return ""
    return f"<p><strong>{_text(say.other_formats)}:</strong> {', '.join(links)}</p>\n"


def _paragraphs(stated: Iterable[tuple[str, str]], whole: Callable[[str], str]) -> Iterator[str]:
    for label, text in stated:
        said = linked_text.markup(linked_text.replaced(text, whole))
        yield f"<p><strong>{_text(label)}:</strong> {said}</p>\n"


def _help(post: Post, library: Library, say: Words) -> Iterator[str]:
    """Yield who listens and helps, of all nations that the post applies to."""
    first, more = help_for((post,), library)
    if not first:
        return
    yield f"<p><strong>{_text(say.get_help)}:</strong></p>\n<ul>\n"
    for each in (*first, *more):
        reached = _text(", ".join(filter(None, (each.phone, each.hours))))
        yield (
            f'<li><a href="{escape(each.link)}">{_text(each.name)}</a>, for {_text(each.nations)}'
            f"{': ' if reached else ''}{reached}</li>\n"
        )
    yield "</ul>\n"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _picture(image: Media | None) -> str:
    if image is None:
        return ""
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<p><img src="{escape(image.url)}" alt="{escape(image.alt)}"{size}></p>\n'


# -- A body for readers ------------------------------------------------------------

# What a reader's program understands of our markup; classes, ids and roles are the page's own.
KEPT = {
    "a": {"href", "title"},
    "img": {"src", "srcset", "alt", "title", "width", "height"},
    "source": {"src", "srcset", "type"},
    "video": {"src", "poster", "controls", "width", "height"},
    "audio": {"src", "controls"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "abbr": {"title"},
    "time": {"datetime"},
}
ALWAYS = {"lang", "dir"}
ADDRESSES = {"href", "src", "poster"}

_UNWANTED = re.compile(
    r"<(?:script|style|form|input|button|select|textarea|iframe|object|embed|link|meta)\b"
)
UNWANTED = "script style form input button select textarea iframe object embed link meta".split()
# Start tags with nothing but what is the page's own.
_OWN = re.compile(r'<([a-z][a-z0-9]*)(?: (?:id|class|role|aria-label|tabindex)="[^"]*")+>')
# Whole start tags with attributes, as a serialiser writes them; text between tags is left alone,
# and so are plain links to other sites.
_TAG = re.compile(
    r'<(?!a href="https?:[^"]*">)([a-z][a-z0-9]*)((?:\s[^\s=>"/]+(?:="[^"]*")?)+)\s*/?>'
)
_ATTRIBUTE = re.compile(r'\s([^\s=>"/]+)(?:="([^"]*)")?')
# The end of a link to another site: what it says of itself is the page's own, and without it the
# link is a plain one. Text holds no '>', so this is never a part of it.
_RELS = [f'" rel="{rel}">' for rel in (REL, GUESTS_REL)]
# The way back from a note is the browser's own in a reader.
_WAY_BACK = re.compile(r'<a class="footnote-backref"[^>]*>[^<]*</a>')
_LABEL = re.compile(r'<p class="callout-label">([^<]*)</p>')
_BOX = re.compile(r'<span class="box( done)?"[^>]*></span>')
_NOTES = '<section class="footnotes"'


def plain(html: str, url: str, origin: str) -> str:
    """Return a body without the page's own ids and roles, every address whole.

    `url` is the whole address of the post. A number of a footnote leads to the note on the page;
    the notes themselves stand at the end of the item, so that nobody has to go there.
    """
    for rel in _RELS:
        html = html.replace(rel, '">')
    if _UNWANTED.search(html):
        html = _without(html)
    if "footnote" in html:
        html = _WAY_BACK.sub("", html.replace(' <a class="footnote-b', '<a class="footnote-b'))
        html = html.replace(_NOTES, f"<hr>\n{_NOTES}")
    if "callout" in html:
        html = _LABEL.sub(r"<p><strong>\1</strong></p>", html)
    if 'class="box' in html:
        html = _BOX.sub(lambda box: "\u2611 " if box[1] else "\u2610 ", html)
    html = _OWN.sub(r"<\1>", html)
    base = url.partition("#")[0]

    def tag(found: re.Match[str]) -> str:
        name = found[1]
        kept = KEPT.get(name, ALWAYS)
        words = [f"<{name}"]
        for each in _ATTRIBUTE.finditer(found[2]):
            attribute, value = each[1], each[2]
            if attribute not in kept and attribute not in ALWAYS:
                continue
            if value is None:
                words.append(attribute)
                continue
            if attribute in ADDRESSES:
                value = whole(value, base, origin)
            elif attribute == "srcset":
                value = ", ".join(_candidate(part, base, origin) for part in value.split(","))
            words.append(f'{attribute}="{value}"')
        return f"{' '.join(words)}>"

    return _TAG.sub(tag, html)


def whole(address: str, base: str, origin: str) -> str:
    """Return an address with its scheme and host."""
    if address.startswith("/") and not address.startswith("//"):
        return origin + address
    if address.startswith("#"):
        return base + address
    if address.startswith("//"):
        return f"{origin.partition(':')[0]}:{address}"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return address
    from urllib.parse import urljoin

    return urljoin(base, address)


def _candidate(part: str, base: str, origin: str) -> str:
    address, _, size = part.strip().partition(" ")
    return f"{whole(address, base, origin)} {size}".strip()


def _without(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser as Tree

    body = Tree(f"<body>{html}").body
    assert body is not None
    for node in body.css(",".join(UNWANTED)):
        node.decompose()
    return body.inner_html or ""
