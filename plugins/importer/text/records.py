"""What a hub of this kind adds to a text is taken out, and what it stands for is put back.

Citations, figures and charts become again what an author wrote; the lists at the end, the notes
above the text and the disclosure go, and what they say of the post is kept for its header.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote

from bs4.element import NavigableString, Tag

from plugins.content.schema.model import shown_fields
from plugins.content.schema.post_header import PostHeader
from plugins.importer.text.cleaning import classes_of, tags_of, words_of
from plugins.model.disclosure import FIELDS, NONE, nothing
from plugins.outputs.feeds.entries import LETTERS
from plugins.presentation.fixed_words import Words, fixed_words
from plugins.presentation.post_notes import UPDATE_WORDS
from plugins.presentation.theme_assets import THEME, theme_scan

# Marks that no text has stand for what may not be taken for Markdown's own signs.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

_SOURCE = re.compile(r"#_source-(\d+)$")
_FIGURE = re.compile(r"#_figure-(\d+)$")
_SOURCE_PAGE = re.compile(r"/sources/([a-z0-9-]+)/(?:index\.html)?$")
_REGISTER = re.compile(r"/figures/(?:index\.html)?#([a-z0-9-]+)$")
_OWN = (
    "section.references, section.figures, section.disclosure, section.changes, section.behind, "
    "section.help, section.responses, p.downloads, details.cite-this, .shorts"
)
_CLASSES = frozenset(
    "references figures disclosure changes behind responses cite-this shorts chart callout "
    "downloads".split()
)
_LEARNED = 'aside.callout[aria-label="What to take away"]'
_UPDATE = re.compile(r"([^:,]+), (\d{1,2}) (\w+) (\d{4}):\s*(.+)", re.DOTALL)
_CORRECTION = re.compile(
    r"(?:(?P<what>.*?)\s+)??This was wrong: (?P<wrong>.*?) This is right: (?P<right>.*?)"
    r" \((?P<by>[^()]+)\)",
    re.DOTALL,
)
_NOTED = re.compile(
    r"(?:Later figure, |A source was withdrawn:|A rule in this post has (?:changed|ended):|"
    r"Due for review:)"
)


# What kinds of posts say of those whom they asked: their records are for editors to write.
_ASKED = ("Interview", "Response to a consultation")


@dataclass
class Kept:
    """What a text said of its post, as a header has it: updates, disclosure, what to take away."""

    updates: list[dict[str, str]] = field(default_factory=list)
    disclosure: dict[str, str] = field(default_factory=dict)
    learning_point: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def filled(self, text: str) -> str:
        """Return a text with what its marks stand for."""
        return _MARK.sub(lambda found: self.texts[int(found[1])], text) if self.texts else text

    def mark(self, text: str) -> str:
        self.texts.append(text)
        return f"{_OPEN}{len(self.texts) - 1}{_CLOSE}"


@cache
def shown_as() -> dict[str, str]:
    """Return the names of fields that readers see as they are, by their labels."""
    return {label: name for name, label in shown_fields(PostHeader).items()}


@cache
def hub_words() -> tuple[Words, ...]:
    """Return the fixed words of a hub, in each language that the engine has."""
    return fixed_words(theme_scan(THEME))


def take_records(root: Tag) -> Kept:
    """Take out of a tree what a hub added to the text of a post."""
    kept = Kept()
    if not any(map(_is_of_a_hub, tags_of(root))):
        return kept
    for heading in [each for each in root.find_all("h2") if words_of(each) == LETTERS]:
        for each in [*heading.next_siblings, heading]:
            each.extract()
    sources = _numbered(root, _SOURCE_PAGE, "_source-", "Sources")
    figures = _numbered(root, _REGISTER, "_figure-", "Figures")
    _take_charts(root, kept)
    _take_citations(root, sources, kept)
    _take_figures(root, figures, kept)
    for each in root.select('a[href*="#_term-"]'):
        each.unwrap()
    for each in root.select("section.disclosure div"):
        name, said = each.find("dt"), each.find("dd")
        if isinstance(name, Tag) and isinstance(said, Tag):
            # A page in another language says by classes what its words are in English.
            label = "".join(classes_of(each)) or words_of(name)
            _declare(kept, label, NONE if "none" in classes_of(said) else words_of(said))
    for each in root.select("section.changes p"):
        take_note(words_of(each), kept)
    for each in root.select(_LEARNED):
        paragraphs = each.find_all("p")
        kept.learning_point = words_of(paragraphs[-1]) if paragraphs else ""
        each.decompose()
    for each in root.select(_OWN):
        each.decompose()
    return kept


def _is_of_a_hub(tag: Tag) -> bool:
    """Return whether an element is one that a hub adds. (Selectors for all take far longer.)"""
    attributes = tag.attrs
    if not attributes:
        return False
    href = str(attributes.get("href", ""))
    return (
        str(attributes.get("id", "")).startswith("_")
        or any(
            sign in href for sign in ("#_source-", "#_figure-", "#_term-", "/sources/", "/figures/")
        )
        or ("class" in attributes and not _CLASSES.isdisjoint(classes_of(tag)))
    )


def unmarked(text: str) -> str:
    """Return a text without the marks for what was taken out of it."""
    return _MARK.sub(" ", text)


def take_note(words: str, kept: Kept) -> bool:
    """Take a paragraph above the text, if a hub wrote it there; return whether it did."""
    return any(_take(words, say, kept) for say in hub_words()) or bool(_NOTED.match(words))


def _take(words: str, say: Words, kept: Kept) -> bool:
    """Take what a hub says with the words of one language."""
    label, _, said = words.partition(": ")
    if name := shown_as().get(label):
        kept.facts[name] = said
        return True
    if label in _ASKED:
        return True
    if label == say.disclosure:
        names = {say.disclosed(each).lower(): each for each in FIELDS}
        for part in said.rstrip(".").split("; "):
            label, _, text = part.partition(": ")
            _declare(kept, names.get(label, ""), NONE if text == say.none_declared else text)
        return True
    if label == say.other_formats:
        return True
    kinds = {say.update(kind) or name: kind for kind, name in UPDATE_WORDS.items()}
    found = _UPDATE.match(words)
    if found is None or found[1] not in kinds or found[3] not in say.months:
        return False
    try:
        day = dt.date(int(found[4]), say.months.index(found[3]) + 1, int(found[2]))
    except ValueError:
        return False
    update = {"date": day.isoformat(), "kind": kinds[found[1]]}
    if stated := _CORRECTION.fullmatch(found[5].strip()):
        update |= {name: value for name, value in stated.groupdict().items() if value}
    else:
        update["what"] = found[5].strip()
    kept.updates.append(update)
    return True


def _declare(kept: Kept, name: str, said: str) -> None:
    if name.lower() in FIELDS and said:
        kept.disclosure[name.lower()] = NONE if nothing(said) else said


def _numbered(root: Tag, page: re.Pattern[str], prefix: str, title: str) -> dict[str, str]:
    """Return the names of records by their numbers, from the list at the end of a text.

    A feed has the list without ids, below a heading of its own; it is taken out here.
    """
    found = {}
    for item in root.select(f"li[id^={prefix}]"):
        if name := _name_in(item, page):
            found[str(item["id"]).removeprefix(prefix)] = name
    if found:
        return found
    headings = [each for each in root.find_all("h2") if words_of(each) == title]
    heading = headings[-1] if headings else None
    listed = heading.find_next_sibling() if heading is not None else None
    if heading is None or not isinstance(listed, Tag) or listed.name not in ("ol", "ul"):
        return {}
    names = [_name_in(item, page) for item in listed.find_all("li", recursive=False)]
    if not names or not all(names):
        return {}
    heading.decompose()
    listed.decompose()
    return {str(number): name for number, name in enumerate(names, 1)}


def _name_in(item: Tag, page: re.Pattern[str]) -> str:
    """Return the record that an item leads to: the last, for others stand before its own page."""
    named = ""
    for link in item.find_all("a", href=True):
        if found := page.search(unquote(str(link["href"]))):
            named = found[1]
    return named


def _take_citations(root: Tag, sources: dict[str, str], kept: Kept) -> None:
    for holder in root.find_all("sup"):
        links = holder.find_all("a", href=_SOURCE)
        if not links or not all(_number(link, _SOURCE) in sources for link in links):
            continue
        for state in holder.select("em.withdrawn, em"):
            state.decompose()
        for link in links:
            link.replace_with(f"@{sources[_number(link, _SOURCE)]}")
        words = " ".join(holder.get_text().split())
        holder.replace_with(kept.mark(re.sub(r" (?=[,;\]])", "", words)))


def _take_figures(root: Tag, figures: dict[str, str], kept: Kept) -> None:
    for link in root.find_all("a", href=_FIGURE):
        name = figures.get(_number(link, _FIGURE))
        if name is None or link.find("data") is None:
            continue
        after = link.next_sibling
        blank = after if isinstance(after, NavigableString) and not after.strip() else None
        small = blank.next_sibling if blank is not None else after
        dated = isinstance(small, Tag) and small.name == "small" and small.find("time") is not None
        if dated and isinstance(small, Tag):
            small.decompose()
            if blank is not None:
                blank.extract()
        link.replace_with(kept.mark(f"{{fig:{name}}}" if dated else f"{{fig:{name}, bare}}"))


def _number(link: Tag, pattern: re.Pattern[str]) -> str:
    found = pattern.search(str(link["href"]))
    return found[1] if found else ""


def _take_charts(root: Tag, kept: Kept) -> None:
    """Put back what a chart was drawn from, if its table says which figures they are."""
    for chart in root.select("figure.chart, table:has(> caption)"):
        if chart.find_parent("figure", class_="chart"):
            continue
        rows = [row for row in chart.find_all("tr") if row.find("td")]
        names = [_name_in(row, _REGISTER) for row in rows]
        title = chart.find(["figcaption", "caption"])
        if not rows or not all(names) or not isinstance(title, Tag):
            continue
        labels = [words_of(label) for row in rows if isinstance(label := row.find("th"), Tag)]
        kind = "line" if chart.select("line.stroke") else "bars"
        lines = [f"title: {_quoted(words_of(title))}", f"kind: {kind}"]
        lines += [f"figures: [{', '.join(names)}]"]
        lines += [f"labels: [{', '.join(map(_quoted, labels))}]"]
        fence = "\n".join(["```chart", *lines, "```"])
        holder = chart.find_parent("div", class_="table") or chart
        holder.replace_with(_paragraph(kept.mark(fence)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _paragraph(text: str) -> Tag:
    made = Tag(name="p")
    made.string = text
    return made
