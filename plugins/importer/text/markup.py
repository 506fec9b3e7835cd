"""HTML of any origin becomes Markdown that both engines read alike.

Addresses of links and images stay open as numbered marks, because where a link leads is known only
when all posts were read. What has no place in a post is left out, and `Made.lost` says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from bs4.element import PageElement, PreformattedString, Tag

from plugins.content.front_matter import CONTROL
from plugins.content.markdown.html_pass import CALLOUTS, heading_name
from plugins.content.markdown.tables import CAPTION
from plugins.importer.text import tables
from plugins.importer.text.cleaning import (
    classes_of,
    tags_of,
    take_out_what_is_no_text,
    text_of,
    words_of,
)
from plugins.importer.text.inline import DEEPEST, Inline, LinkReference, is_safe
from plugins.importer.text.notes import take_notes
from plugins.importer.text.records import unmarked
from plugins.importer.text.signs import BREAK, CLOSE, IMAGE, OPEN, clean, escaped, lines_of, target

FRAMES = frozenset(("iframe", "embed", "video", "audio"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | FRAMES | frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer header hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)  # fmt: skip

_FILL = re.compile(rf"([{OPEN}{CLOSE}{IMAGE}])(\d+)\1")
_PICTURE = re.compile(rf"!\[.*\]\({IMAGE}\d+{IMAGE}[^)]*\)")
_MARKED = re.compile(rf"\\\[!(?:{'|'.join(mark[2:-1] for mark in CALLOUTS)})\\?\]", re.IGNORECASE)
_VIDEO = (
    (re.compile(r"youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})"), "www.youtube.com/watch?v="),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "vimeo.com/"),
)


@dataclass
class Made:
    """What became of some HTML. `text` holds marks where `references` have to be filled in.

    `anchors` are the new names of headings by their old ones, and `words` those of the HTML,
    with a space between two: a list of them would take ten times the memory.
    """

    text: str = ""
    references: list[LinkReference] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    guessed: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    words: str = ""

    def filled(self, answer: Callable[[LinkReference], str | None]) -> str:
        """Return the Markdown; a link without an answer leaves its words behind."""
        answers = [
            each.address if each.kind == "anchor" else answer(each) for each in self.references
        ]

        def put(found: re.Match[str]) -> str:
            address = answers[int(found[2])] or ""
            if found[1] == IMAGE:
                return target(address)
            if not address:
                return ""
            return "[" if found[1] == OPEN else f"]({target(address)})"

        return _FILL.sub(put, self.text)


def markdown_of(root: Tag, here: str = "") -> Made:
    """Return the Markdown of all below an element, and use the tree up.

    `here` is the address of the page, so that a link to a heading of its own is known as one.
    """
    writer = _Writer(here)
    text = writer.write(root)
    return Made(
        text, writer.references, writer.lost, writer.guessed, writer.anchors, " ".join(writer.words)
    )


_TO_ITSELF = re.compile(r"\s*[\u00b6\u00a7#]\s*")
_BLOCK_TAGS = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|center|dd|details|dialog|div|dl|dt|fieldset|"
    r"figcaption|figure|footer|header|h[1-6]|hr|html|img|li|main|nav|ol|p|pre|section|summary|"
    r"table|tbody|td|tfoot|th|thead|tr|ul|caption)\b[^>]*>"
)
_PLAYED = re.compile(r"<(audio|video|iframe|embed)\b.*?</\1>", re.DOTALL)


def words_shown(html: str) -> list[str]:
    """Return the words that HTML shows; a tag within a word does not part it."""
    text = re.sub(r"<[^>]*>", "", _BLOCK_TAGS.sub(" ", _PLAYED.sub(" ", html)))
    return words_in(clean(unescape(text)))


def _words_of_tree(root: Tag) -> list[str]:
    """Return what `words_shown` would of the HTML of a tree, however deep it is."""
    parts: list[str] = []
    before: PageElement | None = None
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name in ("br", "img"):
                parts.append(" ")
            continue
        if isinstance(node, PreformattedString):
            continue
        block = node.parent
        while block is not None and block is not root and block.name not in BLOCKS:
            block = block.parent
        if block is not before:
            parts.append(" ")
            before = block
        if block is None or block.name not in FRAMES:
            parts.append(str(node))
    return words_in(clean(unmarked("".join(parts))))


def words_in(text: str) -> list[str]:
    """Return the bare words of a text, so that two texts can be compared."""
    return re.findall(r"[^\W_]+", text.casefold())


class _Writer(Inline):
    def __init__(self, here: str) -> None:
        super().__init__(here)
        self.anchors: dict[str, str] = {}
        self.taken = {"main"}
        self.level, self.offset = 1, 0
        self.holders: set[int] = set()
        self.words: list[str] = []

    def write(self, root: Tag) -> str:
        self.lost += take_out_what_is_no_text(root)
        notes = take_notes(root)
        if any(note.guessed for note in notes):
            self.guessed.append("which list holds the notes")
        for tree in (root, *(note.element for note in notes)):
            self._look_over(tree)
            self.words += _words_of_tree(tree)
        blocks = self._blocks(root, 0)
        while blocks and blocks[-1] == ["---"]:
            blocks.pop()
        for number, note in enumerate(notes, 1):
            first, *rest = _joined(self._blocks(note.element, 0)) or [""]
            blocks.append([f"[^{number}]: {first}".rstrip(), *_indented(rest)])
        self._close_anchors()
        return "\n".join(_joined(blocks)) + ("\n" if blocks else "")

    def _look_over(self, tree: Tag) -> None:
        """Find the highest heading, and every element that holds a block."""
        levels = []
        for tag in tags_of(tree):
            if tag.name in HEADINGS and words_of(tag):
                levels.append(int(tag.name[1]))
            if tag.name in BLOCKS:
                for parent in tag.parents:
                    if id(parent) in self.holders:
                        break
                    self.holders.add(id(parent))
                    if parent is tree:
                        break
        self.offset = 2 - min(levels, default=2 - self.offset)

    def _close_anchors(self) -> None:
        """Let links within the text lead to the headings' new names."""
        for number, each in enumerate(self.references):
            if each.kind == "anchor":
                name = self.anchors.get(each.address, "")
                if not name and each.address not in ("", "top"):
                    self.lost["link to a place in the page"] += 1
                self.references[number] = each._replace(address=f"#{name}" if name else "")

    # -- Blocks

    def _blocks(self, node: Tag, depth: int) -> list[list[str]]:
        """Return the blocks below an element, each as its lines."""
        if depth > DEEPEST:
            self.lost["nest that is too deep"] = 1
            return [lines_of(escaped(words_of(node)))] if words_of(node) else []
        out: list[list[str]] = []
        run: list[PageElement] = []
        for child in list(node.children):
            if isinstance(child, Tag) and (child.name in BLOCKS or id(child) in self.holders):
                out += self._paragraphs(run)
                run = []
                out += self._block(child, depth + 1)
            else:
                run.append(child)
        return out + self._paragraphs(run)

    def _paragraphs(self, run: Sequence[PageElement]) -> list[list[str]]:
        """Return the paragraphs of a run; images that stand alone are one each."""
        text = self.inline(run).strip(f" {BREAK}") if run else ""
        if not text:
            return []
        found = []
        for paragraph in re.split(rf" *{BREAK} *(?:{BREAK} *)+", text):
            each = [paragraph]
            if paragraph.startswith("!["):
                pictures = re.split(rf"[ {BREAK}]+(?=!\[)", paragraph)
                each = pictures if all(map(_PICTURE.fullmatch, pictures)) else each
            found += [lines_of(part) for part in each]
        return [lines for lines in found if lines and lines != ["\xa0"]]

    def _block(self, tag: Tag, depth: int) -> list[list[str]]:
        name = tag.name
        if name in HEADINGS:
            return self._heading(tag, depth)
        if name in ("ul", "ol"):
            return self._list(tag, depth)
        if name == "hr":
            return [["---"]]
        if name == "pre":
            return [_code_block(tag)]
        if name == "table":
            return self._table(tag, depth)
        if name in FRAMES:
            return self._frame(tag)
        if name == "figure" or "wp-caption" in classes_of(tag):
            return self._figure(tag, depth)
        if name == "dl":
            return _some(self._terms(tag, depth))
        if name == "aside" or "markdown-alert" in classes_of(tag):
            return self._callout(tag, depth)
        if name == "blockquote":
            lines = _joined(self._blocks(tag, depth))
            if lines and (said := _MARKED.match(lines[0])):  # [!NOTE], as it was before
                rest = lines[0][said.end() :].strip("\\ ")
                lines = [said[0].replace("\\", "").upper(), *([rest] if rest else []), *lines[1:]]
            return _some(_quoted(lines))
        if name == "details":
            return self._folded(tag, depth)
        if name == "a" and tag.get("href"):
            self._push_down(tag)
        return self._blocks(tag, depth)

    def _push_down(self, link: Tag) -> None:
        """Let a link round blocks be a link round the words of the first one."""
        for block in tags_of(link):
            if block.name in BLOCKS and id(block) not in self.holders and words_of(block):
                inner = Tag(name="a", attrs={"href": str(link["href"])})
                for child in list(block.children):
                    inner.append(child.extract())
                block.append(inner)
                return

    def _heading(self, tag: Tag, depth: int) -> list[list[str]]:
        names = {str(tag.get("id") or "")}
        for each in tag.find_all("a", string=_TO_ITSELF):
            each.decompose()
        for each in tags_of(tag):
            names.add(str(each.get("id") or each.get("name") or ""))
            if each.name in ("b", "strong") and words_of(each) == words_of(tag):
                each.unwrap()
        words = " ".join(tag.get_text().split())
        if not words:
            return self._paragraphs(list(tag.children))
        self.level = min(int(tag.name[1]) + self.offset, self.level + 1, 6)
        said = heading_name(clean(words), self.taken)
        self.anchors |= dict.fromkeys(names - {""}, said)
        text = " ".join(self.inline(tag.children).replace(BREAK, " ").split())
        text = re.sub(r"#+$", lambda end: r"\#" * len(end[0]), text)
        return [[f"{'#' * self.level} {text}"]]

    def _list(self, tag: Tag, depth: int) -> list[list[str]]:
        """Return a list. Code in an item ends it, for the engines disagree on code in lists."""
        numbered = tag.name == "ol"
        start = str(tag.get("start") or "1")
        first = number = int(start) if start.isdecimal() and len(start) < 7 else 1
        if numbered and tag.get("type") not in (None, "1"):
            self.lost["letters of a list, which are numbers now"] += 1
        items = self._items(tag, depth)
        out: list[list[str]] = []
        since: list[list[list[str]]] = []  # the items since the last code
        for at, blocks in enumerate(items):
            code = next((n for n, block in enumerate(blocks) if _is_code(block)), None)
            if code is None:
                since.append(blocks)
                continue
            since += [blocks[:code]] if code else []
            out += [*_some(_listed(since, numbered, number)), *blocks[code:]]
            since, number = [], first + at + 1
        return [*out, *_some(_listed(since, numbered, number))]

    def _items(self, tag: Tag, depth: int) -> list[list[list[str]]]:
        """Return the items of a list, each as its blocks."""
        items: list[list[list[str]]] = []
        for child in list(tag.children):
            if not isinstance(child, Tag):
                items += [self._paragraphs([child])] if str(child).strip() else []
            elif child.name in ("ul", "ol") and items and depth <= DEEPEST:
                items[-1] += self._list(child, depth + 1)
            else:
                box = _box(child)
                blocks = self._blocks(child, depth + 1)
                if box and blocks:
                    blocks[0][0] = f"{box} {blocks[0][0]}"
                items += [blocks] if blocks else []
        return items

    def _terms(self, tag: Tag, depth: int) -> list[str]:
        """Return a list of terms as points, because the two engines share no list of terms."""
        lines: list[str] = []
        in_point = False
        for child in tag.find_all(["dt", "dd"]):
            blocks = self._blocks(child, depth + 1)
            inner = _joined(blocks)
            if child.find_parent("dl") is not tag or not inner:
                continue
            if any(map(_is_code, blocks)):  # as in `_list`: it ends the list
                lines += [*([""] if lines else []), *inner]
                in_point = False
                continue
            if child.name == "dt" and len(inner) == 1:
                lines += [*([""] if lines else []), f"- **{inner[0]}**"]
            elif in_point:
                lines += ["", *_indented(inner)]
            else:
                lines += [*([""] if lines else []), f"- {inner[0]}", *_indented(inner[1:])]
            in_point = True
        return lines

    def _folded(self, tag: Tag, depth: int) -> list[list[str]]:
        head = tag.find("summary", recursive=False)
        title = self.inline(head.extract().children).strip() if isinstance(head, Tag) else ""
        self.lost["folding of a part that folds"] += 1
        return [*([lines_of(f"**{title}**")] if title else []), *self._blocks(tag, depth)]

    def _callout(self, tag: Tag, depth: int) -> list[list[str]]:
        classes = {each.removeprefix("markdown-alert-") for each in classes_of(tag)}
        mark = next((mark for mark in CALLOUTS if mark[2:-1].lower() in classes), None)
        first = tag.find(True, recursive=False)
        if isinstance(first, Tag) and first.name == "p":
            said = words_of(first).rstrip(":")
            named = next((mark for mark, label in CALLOUTS.items() if label == said), None)
            if named and (mark or first.find("strong")):
                mark = named
                first.decompose()
        lines = _joined(self._blocks(tag, depth))
        return _some(_quoted([mark, *lines] if mark and lines else lines))

    def _figure(self, tag: Tag, depth: int) -> list[list[str]]:
        # A gallery holds figures, each with a caption of its own.
        outer = tag.find("figure") is not None
        caption = tag.find("figcaption", recursive=not outer)
        caption = caption or (None if outer else tag.find(class_="wp-caption-text"))
        images = tag.find_all("img")
        if not isinstance(caption, Tag):
            return self._blocks(tag, depth)
        caption.extract()
        if len(images) == 1 and not caption.find("a", href=True) and not words_of(tag):
            picture = self.image(images[0], text_of(caption))
            return _some([picture] if picture else [])
        return [*self._blocks(tag, depth), *self._paragraphs(list(caption.children))]

    def _frame(self, tag: Tag) -> list[list[str]]:
        """Return a link to what was embedded: a post embeds nothing of other sites."""
        inside = tag.find("source")
        address = str(tag.get("src") or tag.get("data-src") or "")
        if not address and isinstance(inside, Tag):
            address = str(inside.get("src") or "")
        what = {"video": "Video", "audio": "Sound"}.get(tag.name, "Embedded page")
        for pattern, place in _VIDEO:
            if found := pattern.search(address):
                what, address = "Video", f"https://{place}{found[1]}"
        if not address or not is_safe(address):
            self.lost["embedded page"] += 1
            return []
        self.lost["embedded page, now a link"] += 1
        title = escaped(clean(str(tag.get("title") or "")).strip(), in_link=True)
        return [[self.linked(f"{what}: {title}" if title else what, address)]]

    def _table(self, tag: Tag, depth: int) -> list[list[str]]:
        for each in tag.select("td.gutter, td:has(.lnt), .linenos"):  # the numbers beside code
            each.decompose()
        rows = [row for row in tables.rows_of(tag) if row]
        width = tables.width_of(rows)
        caption = tag.find("caption")
        above = list(caption.children) if isinstance(caption, Tag) else []
        if tables.is_layout(tag, width):
            out = self._paragraphs(above)
            inside = [self._blocks(cell, depth) for row in rows for cell in row]
            return out + [block for blocks in inside for block in blocks]
        said = re.sub(r"^Table(?: \d+)?[:.] ?", "", self.inline(above).strip())
        out = [lines_of(f"{CAPTION} {said}")] if said else []
        if tables.is_merged(rows):
            self.lost["merging of table cells"] += 1
        self.in_table = True
        head, *body = tables.grid(rows, width, lambda cell: self._cell(cell, depth)) or [[]]
        self.in_table = False
        if not head:
            return out
        if not tables.has_heads(tag, rows):
            self.guessed.append("that the first row of a table names its columns")
        table = [head, tables.sides_of(rows, width), *body]
        return [*out, [tables.line_of(cells) for cells in table]]

    def _cell(self, cell: Tag, depth: int) -> str:
        if id(cell) not in self.holders:
            text = self.inline(cell.children).strip(f" {BREAK}")
        else:
            lines = [line for block in self._blocks(cell, depth + 1) for line in block]
            text = BREAK.join(
                re.sub(r"^[-+] ", "\u2022 ", line.rstrip("\\")) for line in lines if line
            )
        text = re.sub(rf" *{BREAK}[ {BREAK}]*", "<br>", text)
        return re.sub(r"\\.|\|", lambda sign: sign[0] if sign[0] != "|" else r"\|", text)


# Words that name no language; `chart` would draw one here.
_NO_LANGUAGE = ("plaintext", "text", "none", "source", "chart")


def _code_block(tag: Tag) -> list[str]:
    text = CONTROL.sub("", tag.get_text().replace("\r\n", "\n").replace("\r", "\n"))
    text = text.strip("\n").expandtabs(4)
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{_language(tag)}", *text.split("\n"), fence]


def _language(pre: Tag) -> str:
    """Return the programming language that a block of code names."""
    for tag in [pre, *pre.find_all("code"), *list(pre.parents)[:2]]:
        for name in classes_of(tag):
            found = re.fullmatch(r"(?:language|lang|highlight|brush)[-:]([\w+#-]+)", name)
            if found and found[1] not in _NO_LANGUAGE:
                return found[1]
    return ""


def _box(item: Tag) -> str:
    """Return the sign of a point that can be ticked off, and take its box away."""
    box = item.find("input") or item.find(class_="box", role="img")
    if isinstance(box, Tag) and box.find_parent("li") is item:
        ticked = box.has_attr("checked") or "done" in classes_of(box)
        box.decompose()
        return "[x]" if ticked else "[ ]"
    first = next((each for each in item.strings if each.strip()), None)
    if first is not None and first.strip()[0] in "\u2610\u2611\u2612":
        ticked = first.strip()[0] != "\u2610"
        first.replace_with(re.sub("[\u2610\u2611\u2612]", "", first, count=1))
        return "[x]" if ticked else "[ ]"
    return ""


def _listed(items: Sequence[list[list[str]]], numbered: bool, number: int) -> list[str]:
    """Return items as lines. With more than words in one of them, empty lines part them all."""
    loose = any(_is_loose(blocks) for blocks in items)
    lines: list[str] = []
    for at, blocks in enumerate(items):
        mark = f"{number + at}. " if numbered else "- "
        inner = _joined(blocks) if loose else [line for each in blocks for line in each]
        lines += [""] if loose and lines else []
        lines += [mark + inner[0], *_indented(inner[1:])]
    return lines


def _is_code(block: list[str]) -> bool:
    return block[0].startswith("```")


def _is_loose(blocks: Sequence[list[str]]) -> bool:
    """Return whether an item holds more than its words and the lists below them."""
    return any(not re.match(r"- |\d+\. ", block[0]) for block in blocks[1:])


def _joined(blocks: Iterable[list[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines else block
    return lines


def _some(lines: list[str]) -> list[list[str]]:
    return [lines] if lines else []


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


def _quoted(lines: Iterable[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines]
