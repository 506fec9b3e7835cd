"""Posts out of saved web pages.

What a page says to programs comes first, then the marks that blog themes put on their parts, then
how the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Tag

from plugins.importer.found import Damage, Found, Name, Picture, Refused
from plugins.importer.sources.page.furniture import WITHDRAWN, is_notice, take_furniture
from plugins.importer.sources.page.page_data import PageData, page_data
from plugins.importer.sources.page.written_dates import Written, date_within, written_date
from plugins.importer.sources.reading import shortened, take_tree, warning_in
from plugins.importer.sources.states import why_state
from plugins.importer.text.cleaning import classes_of, is_gone, parsed, tags_of, text_of, words_of
from plugins.importer.text.inline import address_of
from plugins.importer.text.records import Kept, take_note
from plugins.language.web_address import parts_of


class Marks(NamedTuple):
    """How a theme marks a part of a page: by a class, an itemprop, a relation or an id."""

    classes: frozenset[str]
    itemprops: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def on(self, tag: Tag) -> bool:
        """Return whether an element is marked so. (A general selector takes ten times as long.)"""
        attributes = tag.attrs
        if not attributes:
            return False
        return (
            ("class" in attributes and not self.classes.isdisjoint(classes_of(tag)))
            or attributes.get("itemprop") in self.itemprops
            or ("rel" in attributes and not self.relations.isdisjoint(_words(attributes["rel"])))
            or attributes.get("id") in self.ids
        )

    def near(self, tag: Tag) -> bool:
        """Return whether an element or one closely round it is marked so."""
        return self.on(tag) or any(self.on(each) for each in islice(tag.parents, 3))


def _words(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else [str(each) for each in value or ()]  # type: ignore[attr-defined]


def _of(classes: str, **more: str) -> Marks:
    others = {name: frozenset(words.split()) for name, words in more.items()}
    return Marks(frozenset(classes.split()), **others)


# Where blog programs put the text: microformats, WordPress, HubSpot, Ghost, Drupal, Invision,
# Hugo's and Jekyll's themes, this hub.
_BODIES = _of(
    "e-content entry-content post-content post-body postbody blog-post__body article-body "
    "article__body article-content article__content gh-content post__content td-post-content "
    "field--name-body ipsType_richText single-content blog-content WordSection1 prose",
    itemprops="articleBody",
    ids="hs_cos_wrapper_post_body",
)
_TITLES = _of("p-name entry-title post-title article-title", itemprops="headline")
_DATES = _of(
    "dt-published entry-date published post-date blog-date date", itemprops="datePublished"
)
_AUTHORS = _of(
    "p-author author-name byline-author post-author fn", itemprops="author", relations="author"
)
_BYLINES = _of("byline")
_TOPICS = _of("p-category", relations="tag category")
_LISTS = _of("cat-links tags tag-links")
_LEADS = _of("lead post-thumbnail featured-image wp-post-image hero-image")
_ENTRIES = _of("hentry h-entry")
_PLACES = _of("place")
_PAGE_OF = re.compile(r"/(?:topics?|category|categories|tags?)/(?:.*/)?([^/]+)/?$")
_SERIES = re.compile(r"/series/([^/.]+)/?$")
_CARD = re.compile(r"(?:^|[-_])(?:card|teaser|excerpt|summary|related)(?:$|[-_])")
_PART = re.compile(r"\bPart (\d{1,2}) of (\d{1,2})\b|\b(Introduction|Closing)\b", re.IGNORECASE)
_SPONSOR = re.compile(r"sponsor\s*:\s*(.+)", re.IGNORECASE | re.S)
_BY = re.compile(r"^(?:written |posted |published )?by:?\s+(.{2,80})$", re.IGNORECASE)
# Who looked at a text afterwards did not write it.
_CHECKED = re.compile(
    r"(?:medically |last )?(?:checked|reviewed|approved|updated)\b", re.IGNORECASE
)

_FEWEST_WORDS = 25
_STATE = re.compile(r"^(?:status-\w+|post-password-required)$")
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def posts_in_page(file: str, text: str, alone: bool) -> Iterator[Found | Refused | Damage]:
    """Yield the post of a page. A page that is given by itself is taken for a post in any case."""
    soup = parsed(text)
    _take_out_remarks(soup)
    data = page_data(soup)
    body = _body(soup)
    if not alone and (why := _is_no_post(soup, body, data)):
        yield Refused(file, why)
        return
    heading = soup.find("h1")
    if isinstance(heading, Tag) and is_notice(words_of(heading)):
        yield Refused(file, WITHDRAWN)
        return
    found = Found(file, file=file, closed="")
    where = data.canonical
    found.addresses = [where] if where.startswith(("http://", "https://")) else []
    if re.search(r"[?&]p=\d+$", data.short):
        found.id = data.short
        found.notes.guessed.append(f"the permanent id, from the short address ({data.short})")
    article = _holder(soup, body)
    _take_series(found, article, body)
    _take_words(found, soup, article, body, data)
    _take_names(found, article, body, data)
    _take_lead(found, article, body)
    if body is None:
        body = _whole(soup, found)
    take_furniture(body)
    take_tree(found, body, where)
    found.closed = _closed(article) or _closed_by_data(file, data) or _closed_by_class(soup)
    if _breaks_off(text):
        yield Damage(file, "ends early: the page has no end")
    yield found


def _take_out_remarks(soup: BeautifulSoup) -> None:
    """Take out what people wrote beside a text: comments of Google Docs, and what Word deleted."""
    for tag in soup.find_all(id=re.compile(r"^cmnt(?:_ref)?\d+$")):
        holder = tag.find_parent(["div", "p"]) if not str(tag["id"]).startswith("cmnt_") else None
        (holder or tag.find_parent("sup") or tag).decompose()
    word = soup.find("meta", attrs={"content": re.compile("Microsoft Word", re.I)})
    for tag in soup.find_all("del") if word is not None else ():
        tag.decompose()
    sections = soup.find_all("div", class_=re.compile(r"^WordSection\d+$"))
    if len(sections) > 1 or (sections and soup.find(id=re.compile(r"^_?ftn\d+$"))):
        for section in sections:
            section.unwrap()
        if soup.body is not None:
            soup.body["class"] = "WordSection1"


def _closed(article: Tag) -> str:
    """Return why what a page shows was not for everybody: WordPress says it by classes."""
    for tag in (article, *article.find_all(class_=_STATE, limit=3)):
        for name in classes_of(tag):
            if name == "post-password-required":
                return "it was behind a password"
            if name.startswith("status-") and (why := why_state(name.removeprefix("status-"))):
                return why
    return ""


_DRAFT_FILE = re.compile(r"(?:^|/)draft[s]?[_-]", re.IGNORECASE)
_UNPUBLISHED = re.compile(r"(?:^|[-_])(?:node-+unpublished|unpublished|is-draft|draft-post)$")


def _closed_by_data(file: str, data: PageData) -> str:
    """Return why a page was not for everybody by its name, its address or its data, or nothing."""
    if _DRAFT_FILE.search(file):
        return "its file is called a draft"
    if re.search(r"[?&](?:preview|preview_id|draft)=", data.canonical):
        return "it was a look at a post before it was public"
    if str(data.article.get("isAccessibleForFree", "")).casefold() == "false":
        return "its data say that it was for those who pay"
    return ""


def _closed_by_class(soup: BeautifulSoup) -> str:
    marked = soup.find(class_=_UNPUBLISHED)
    return "its page marks it as not published" if isinstance(marked, Tag) else ""


def _breaks_off(text: str) -> bool:
    """Return whether a page ends before what it began: in a tag, or with a part still open."""
    end = text[-2000:].lower()
    if "</html" in end or "</body" in end:
        return False
    if re.search(r"<[a-z!/][^<>]*\Z", end) or "<!--" in end.rpartition("-->")[2]:
        return True
    plain = _UNSEEN.sub("", text).lower()
    return any(
        len(re.findall(rf"<{name}[\s>]", plain)) > len(re.findall(rf"</{name}\s*>", plain))
        for name in ("div", "article", "main", "section")
    )


def _is_no_post(soup: BeautifulSoup, body: Tag | None, data: PageData) -> str:
    """Return why a page is no post, or nothing."""
    kinds = data.meta.get("og:type", [])
    if data.article or "article" in kinds:
        return ""
    if soup.select_one("main .record"):
        return "is a record of this hub, such as a source: no post, but what posts rest on"
    if body is None and not soup.find("article"):
        return "holds no post: a list, or a page of another kind"
    holder = _holder(soup, body)
    if not _date(holder, body, data):
        return "gives no date, so it is taken for a page that stands alone, not for a post"
    if len(words_of(body if body is not None else holder).split()) < _FEWEST_WORDS:
        return "holds too few words for a post"
    if len(soup.find_all("article")) > 2 or sum(map(_ENTRIES.on, tags_of(soup))) > 1:
        return "is a list of posts"
    return ""


def _body(soup: BeautifulSoup) -> Tag | None:
    """Return the element that holds the text: the longest of those that themes mark so."""
    marked = [each for each in tags_of(soup) if _BODIES.on(each)]
    found = [each for each in marked if each.find_parent(["nav", "footer"]) is None]
    found = [each for each in found if "notes" not in classes_of(each)]
    lengths = [(len(each.get_text()), -number) for number, each in enumerate(found)]
    longest = max(lengths, default=(0, 0))
    if not longest[0]:
        return None
    body = found[-longest[1]]
    for other in found:  # some builders put a text into several parts that are marked alike
        alike = other.parent is body.parent and classes_of(other) == classes_of(body)
        if other is not body and alike and len(other.get_text()) > _FEWEST_WORDS:
            before = found.index(other) < found.index(body)
            body.insert(0, other.extract()) if before else body.append(other.extract())
    return body


def _outside(article: Tag, body: Tag | None) -> list[Tag]:
    """Return the elements of a post that are not within its text."""
    found: list[Tag] = []
    waiting = [article]
    while waiting:
        tag = waiting.pop()
        children = [each for each in tag.children if isinstance(each, Tag) and each is not body]
        found += [tag] if tag is not article else []
        waiting += reversed(children)
    return found


def _holder(soup: BeautifulSoup, body: Tag | None) -> Tag:
    """Return what holds a text with its title, date and names."""
    if body is not None:
        for parent in body.parents:
            if parent.name in ("article", "main") or "hentry" in classes_of(parent):
                return parent
            marks = parent.find_all(["h1", "time"]) if isinstance(parent, Tag) else []
            if any(body not in mark.parents for mark in marks):  # a text may name days itself
                return parent
    articles = soup.find_all("article")
    holder = max(articles, key=lambda each: len(each.get_text()), default=None)
    return holder or soup.find("main") or soup.body or soup


def _whole(soup: BeautifulSoup, found: Found) -> Tag:
    """Return the text of a page that marks none: what is left without furniture, title and date."""
    holder = _holder(soup, None)
    take_furniture(holder)
    for tag in holder.find_all(["h1", "time", "p", "div", "span", "li"], limit=40):
        if is_gone(tag) or tag.find(["p", "div", "ul"]):
            continue
        text = words_of(tag)
        names = " and ".join(each.text for each in found.authors)
        same = text.casefold() == found.title.casefold() or bool(names and _BY.match(text))
        if same or written_date(text):
            tag.decompose()
    return holder


# -- Words


def _take_words(
    found: Found, soup: BeautifulSoup, article: Tag, body: Tag | None, data: PageData
) -> None:
    outside = _outside(article, body)
    heading = next(filter(_TITLES.on, outside), None) or article.find("h1") or soup.find("h1")
    title = text_of(heading) if isinstance(heading, Tag) else ""
    title = title or data.said("headline") or data.first("og:title", "twitter:title")
    if not title and data.title:
        title = re.split(r"\s+[|\u2013\u2014\u00b7\u00bb]\s+|\s+-\s+(?=[^-]+$)", data.title)[0]
        found.notes.guessed.append("the title, from the title of the window")
    found.title = title
    if not title:
        found.notes.ask("title", "no title is given")
    summary = data.first("description", "og:description", "twitter:description")
    summary = summary or data.said("description")
    if summary and not summary.endswith(("...", "\u2026", "[\u2026]")):
        found.summary = shortened(summary)
    written = _date(article, body, data)
    if written is None:
        found.notes.ask("date", "no date is given")
    else:
        found.date = written[0]
        found.notes.guessed += [written[1]] if written[1] else []
    for note in (each for each in outside if each.name == "p"):
        words = words_of(note)
        if warned := warning_in(words):
            found.content_note = shortened(warned)
        elif said := _SPONSOR.match(words):
            found.sponsor = found.sponsor or shortened(said[1])
        elif "notes" in classes_of(note.parent) if isinstance(note.parent, Tag) else False:
            kept = Kept()
            take_note(words, kept)
            found.updates = [*kept.updates, *found.updates]
            found.facts |= kept.facts


def _date(article: Tag, body: Tag | None, data: PageData) -> tuple[str, str] | None:
    """Return the date of publication and why it is a guess, from the surest place to the least."""
    said = [
        data.first("article:published_time", "og:article:published_time", "datepublished"),
        data.said("datePublished"),
        data.first(
            "dc.date", "dc.date.issued", "dcterms.created", "date", "pubdate", "citation_date"
        ),
    ]
    for text in said:
        if text and (written := written_date(text)):
            return written
    around = _outside(article, body)
    outside = [each for each in around if _DATES.on(each)]
    outside += [each for each in around if each.name == "time"]
    outside = [each for each in outside if not _is_in_a_card(each)]
    for tag in outside:
        for text in (str(tag.get("datetime") or tag.get("content") or ""), words_of(tag)):
            if written := written_date(text):
                return written
    for tag in article.find_all(["p", "li", "span", "div", "h2", "h3"], limit=60):
        text = words_of(tag)
        written = written_date(text) or _in_byline(text) if len(text) < 120 else None
        if written and not _is_in_a_card(tag):
            return written.stated, written.guessed or f"the date, from the line '{text[:60]}'"
    return None


def _is_in_a_card(tag: Tag) -> bool:
    """Return whether something belongs to another post, which is shown as one of a list."""
    holder = tag.find_parent(["li", "nav", "aside"]) or tag.find_parent(class_=_CARD)
    if not isinstance(holder, Tag):
        return False
    if holder.find(["h2", "h3", "h4"]):
        return True
    links = [each for each in holder.find_all("a", href=True) if each not in tag.parents]
    return any(len(words_of(each).split()) > 2 for each in links)  # the title of a post


def _in_byline(text: str) -> Written | None:
    parts = re.split(r"\s*[|\u2022\u00b7\u2013]\s*|\s{2,}", text)
    if len(parts) > 1 or re.match(r"(?:posted|published|written|by|date)\b", text, re.IGNORECASE):
        return date_within(text)
    return None


# -- Names


def _take_names(found: Found, article: Tag, body: Tag | None, data: PageData) -> None:
    around = _outside(article, body)
    for tag in around:
        link = tag.name == "a" and "author" in str(tag.get("href") or "") and _BYLINES.near(tag)
        if not (link or _AUTHORS.on(tag)) or _is_checker(tag):
            continue
        named = _of("fn p-name", itemprops="name")
        tag = next(filter(named.on, tags_of(tag)), tag)
        name = re.sub(r"^by\s+", "", words_of(tag), flags=re.IGNORECASE).strip(" ,")
        slug = unquote(parts_of(str(tag.get("href") or "")).path).rstrip("/").rpartition("/")[2]
        if name and len(name) <= 80 and all(name != each.text for each in found.authors):
            found.authors.append(Name(name, slug))
    for name in data.names("author") or data.meta.get("author", []):
        if not found.authors and not name.startswith("http"):
            found.authors.append(Name(name))
    if not found.authors:
        for tag in article.find_all(["p", "span", "li", "div"], limit=40):
            if said := _BY.match(words_of(tag)):
                _take_byline(found, said[1])
                break
    for tag in around:
        if not (_TOPICS.on(tag) or (tag.name == "a" and _LISTS.near(tag))):
            continue
        address = parts_of(str(tag.get("href") or "")).path
        page = _PAGE_OF.search(unquote(address))
        text = words_of(tag)
        slug = page[1] if page else ""
        if text and all(text != each.text for each in found.categories):
            sure = "tag" not in (tag.get("rel") or []) or "category" in (tag.get("rel") or [])
            found.categories.append(Name(text, slug, sure=sure))
    if not found.categories:
        names = [*data.names("articleSection"), *data.meta.get("article:section", [])]
        tags = [*data.meta.get("article:tag", []), *data.names("keywords")]
        tags = tags or [part for each in data.meta.get("keywords", []) for part in each.split(",")]
        found.categories = [Name(each, sure=True) for each in dict.fromkeys(names)]
        found.categories += [
            Name(each.strip(), sure=False)
            for each in dict.fromkeys(tags)
            if each.strip() not in names
        ]


def _is_checker(tag: Tag) -> bool:
    return tag.parent is not None and bool(_CHECKED.match(words_of(tag.parent)))


def _take_byline(found: Found, text: str) -> None:
    """Take the names out of "Ann Example and Jo Guest, 16 December 2021"."""
    text = re.split(r"\s*[|\u2022\u00b7\u2013]\s*|\s+on\s+(?=\w)", text)[0]
    for name in re.split(r",\s*|\s+and\s+|\s*&\s*", text):
        if name and not re.search(r"\d", name) and len(name.split()) <= 5:
            found.authors.append(Name(name.strip()))
    if found.authors:
        found.notes.guessed.append(f"the authors, from the line 'By {text[:60]}'")


def _take_series(found: Found, article: Tag, body: Tag | None) -> None:
    """Take series and part from a box or a line that links to the page of a series."""
    for link in article.find_all("a", href=True):
        page = _SERIES.search(unquote(parts_of(str(link["href"])).path))
        if page is None or (body is not None and body in link.parents):
            continue
        found.series = Name(words_of(link), page[1])
        place = next(filter(_PLACES.on, tags_of(article)), link)
        said = _PART.search(words_of(place))
        if said:
            found.part = int(said[1]) if said[1] else said[3].lower()
            found.total = int(said[2] or 0)
        return


def _take_lead(found: Found, article: Tag, body: Tag | None) -> None:
    """Take the picture that stands above the text, or as the first thing in it."""
    first = body.find(True, recursive=False) if body is not None else None
    within = [first] if isinstance(first, Tag) and first.name != "p" and _LEADS.on(first) else []
    for holder in [*filter(_LEADS.on, _outside(article, body)), *within]:
        image = holder if holder.name == "img" else holder.find("img")
        if not isinstance(image, Tag):
            continue
        caption = holder.find("figcaption")
        credit = text_of(caption) if isinstance(caption, Tag) else ""
        credit = re.sub(r"^(?:image|photo|picture|credit)\s*:\s*", "", credit, flags=re.IGNORECASE)
        alt = " ".join(str(image.get("alt") or "").split())
        found.picture = Picture(address_of(image), alt, shortened(credit, 200))
        if holder is first:
            holder.decompose()
        return
