"""What every kind of source does with the HTML of a post."""

from __future__ import annotations

import re

from bs4.element import Tag

from plugins.importer.found import Found, Name, Picture, joined_address, place_of
from plugins.importer.sources.page.furniture import take_boilerplate
from plugins.importer.sources.page.parts import place_in, says_its_part
from plugins.importer.text.cleaning import parsed, take_out_what_is_no_text, text_of, words_of
from plugins.importer.text.inline import address_of
from plugins.importer.text.markup import markdown_of, words_in
from plugins.importer.text.records import Kept, hub_words, take_note, take_records

# A post of a hundred pages has some 0.3 MB; the hub refuses what is larger than this.
LARGEST = 1_000_000
_SUMMARY = 300

_WARNING = re.compile(r"(?:content|trigger)[ -](?:note|warning|advice)s?\s*[:.\u2013-]\s*", re.I)
_SPONSOR = re.compile(r"sponsor(?:ed by)?\s*[:.\u2013-]\s*", re.IGNORECASE)
_CUT = re.compile(
    r"(?:\u2026|\.\.\.|\[\u2026\]|\[&hellip;\])\s*(?:\[?(?:read|continue)[^.]{0,40})?$", re.I
)


def take_html(found: Found, html: str, base: str = "") -> None:
    """Let a post have its HTML. It is converted when it is known that the post is wanted."""
    if len(html) > LARGEST:
        found.close("its text is too large and is left out")
        found.notes.ask(
            "words",
            f"the text is too large ({len(html):,} characters, at most {LARGEST:,}) and left out",
        )
        return
    found.html, found.base = html, base


def complete(found: Found) -> Found:
    """Convert what waits in a post; return the post."""
    if found.html:
        tree = parsed(found.html)
        found.html = ""
        take_tree(found, tree.body or tree, found.base)
        tree.decompose()  # it is a ring of references, which would wait for the collector
    return found


def take_tree(found: Found, root: Tag, base: str = "") -> None:
    """Fill a post with what is below an element, and use the tree up."""
    unseen = take_out_what_is_no_text(root)
    kept = take_records(root)
    found.notes.lost += take_boilerplate(root, found.title)
    here = base or (found.addresses[0] if found.addresses else "")
    _take_lead(found, root, kept, here)
    paragraphs = [text_of(each) for each in root.find_all(["p", "li", "h2"], limit=400)]
    paragraphs = [each for each in paragraphs if each] or [words_of(root)[:2000]]
    if not found.part:
        place = place_in(found.title, paragraphs)
        take_place(found, place.part, place.total, place.series, place.year, place.said)
    if not found.summary:
        found.summary = first_sentences(paragraphs)
        if found.summary:
            found.notes.guessed.append("summary: the first sentences of the text")
    found.made = markdown_of(root, here)
    found.made.lost += unseen
    found.made.text = kept.filled(found.made.text)
    for name, said in kept.disclosure.items():
        setattr(found, name, getattr(found, name) or said)
    found.facts = kept.facts | found.facts
    found.learning_point = found.learning_point or kept.learning_point
    # The newest stands first on a page, and some stand above its text, others below.
    stated = [*found.updates, *kept.updates[::-1]]
    stated = [each for n, each in enumerate(stated) if each not in stated[:n]]
    found.updates = sorted(stated, key=lambda each: each["date"])


def take_place(
    found: Found, part: int | str, total: int, series: str, year: int, said: str
) -> None:
    """Remember where a post says it stands in a series."""
    if part:
        found.part, found.total = part, total
        named = f"part {part}" if isinstance(part, int) else part
        found.notes.guessed.append(f"{named} of a series: the text says '{said}'")
    if found.series is None and (part or series):
        name = series or (f"{year} in review" if year else "")
        if name:
            found.series = Name(name, sure=False)


def first_sentences(paragraphs: list[str]) -> str:
    """Return the first one or two sentences, as long as a summary may be."""
    for paragraph in paragraphs:
        text = re.sub(r"^\[!\w+\]\s*", "", " ".join(paragraph.split()))
        if len(words_in(text)) < 6:
            continue
        sentences = re.split(r"(?<=[.!?])\s+", text)
        while sentences and says_its_part(sentences[0]):
            del sentences[0]  # other parts begin alike
        if not sentences:
            continue
        summary = sentences[0]
        if len(sentences) > 1 and len(summary) + len(sentences[1]) < 200:
            summary = f"{summary} {sentences[1]}"
        return shortened(summary)
    return ""


def shortened(text: str, longest: int = _SUMMARY) -> str:
    """Return a text cut at a word, if it is too long for a summary."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:\u2013-") + "\u2026"


def is_cut_short(text: str) -> bool:
    """Return whether a text ends as a teaser does."""
    return bool(_CUT.search(text.strip()[-80:]))


def _take_lead(found: Found, root: Tag, kept: Kept, here: str) -> None:
    """Take what stands above a text and is a field of a header: notes, and the lead picture."""
    while isinstance(first := root.find(True, recursive=False), Tag):
        if first.name in ("div", "article", "section") and not _own_words(first):
            inside = first.find(True, recursive=False)
            only = len(root.find_all(True, recursive=False)) == 1 and isinstance(inside, Tag)
            if only:
                first.unwrap()
                continue
        if first.name != "p":
            break
        words = words_of(first)
        if any(words == f"{say.get_help}:" for say in hub_words()) and isinstance(
            services := first.find_next_sibling(), Tag
        ):
            services.decompose()  # the header's own fields lead to them
            first.decompose()
            continue
        if (warned := warning_in(words)) and _is_news(found.content_note, warned):
            found.content_note = shortened(warned)
        elif (
            (said := _SPONSOR.match(words))
            and first.find("strong")
            and _is_news(found.sponsor, words[said.end() :])
        ):
            found.sponsor = shortened(words[said.end() :])
        elif not (first.find("strong") and take_note(words, kept)):
            break
        found.notes.kept.append("the note above the text, as a field of the header")
        first.decompose()
    _take_picture(found, root, here)


def warning_in(words: str) -> str:
    """Return what a warning above a text says, or nothing for another paragraph."""
    if said := _WARNING.match(words):
        return words[said.end() :]
    label, _, said_so = words.partition(": ")
    return said_so if any(label == say.content_note for say in hub_words()) else ""


def _is_news(known: str, said: str) -> bool:
    """Return whether a note may be taken: nothing is known yet, or just that."""
    return not known or known == shortened(said)


def _own_words(tag: Tag) -> bool:
    return any(str(each).strip() for each in tag.find_all(string=True, recursive=False))


def _take_picture(found: Found, root: Tag, here: str) -> None:
    """Take the first picture out of the text where it is the lead picture already."""
    if found.picture is None:
        return
    first = root.find(True, recursive=False)
    image = first.find("img") if isinstance(first, Tag) and first.name in ("p", "figure") else None
    if not isinstance(image, Tag) or not isinstance(first, Tag):
        return
    if _place(image, here) != place_of(joined_address(here, found.picture.address)):
        return
    found.picture.alt = found.picture.alt or str(image.get("alt") or "")
    caption = first.find("figcaption")
    credit = text_of(caption) if isinstance(caption, Tag) else ""
    found.picture.credit = found.picture.credit or credit
    first.decompose()


def _place(image: Tag, here: str) -> str:
    return place_of(joined_address(here, address_of(image)))


def picture_from(address: str, alt: str = "") -> Picture | None:
    return Picture(address, alt) if address else None
