"""Blocks that Python-Markdown reads otherwise than GitHub and most previewers, read as they do.

A list and a table may begin directly below a line of text, `1)` numbers a list as `1.` does, and a
heading needs a space behind its signs (GitHub Flavored Markdown 0.29, sections 4.2, 4.10, 5.2).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor, HashHeaderProcessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.inlinepatterns import SubstituteTagInlineProcessor

# Only a list that begins with 1 may begin below text, or a year at the start of a line would be one.
_LIST = re.compile(r"\n(?= {0,3}(?:[-*+]|1[.)])[ \t]+\S)")
_DASHES = re.compile(r"\n(?=[^\n]*\|[^\n]*\n {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(?:\n|\Z))")  # fmt: skip
_OWN_BLOCK = re.compile(r" {0,3}(?:[-*+>]|\d{1,9}[.)])(?:\s|$)| {4}| {0,3}>")


class _Below(BlockProcessor):
    """A block that begins in the middle of a paragraph."""

    def __init__(self, markdown: Markdown, beginning: re.Pattern[str]) -> None:
        super().__init__(markdown.parser)
        self.beginning = beginning

    def test(self, parent: Element, block: str) -> bool:
        return (
            parent.tag != "li"
            and self.beginning.search(block) is not None
            and not _OWN_BLOCK.match(block)
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = self.beginning.search(block)
        assert found is not None
        self.parser.parseBlocks(parent, [block[: found.start()]])
        blocks.insert(0, block[found.end() :])


class _Numbers(SaneOListProcessor):
    """A numbered list, with a full stop or a bracket behind its numbers."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown.parser)
        self.RE = re.compile(r"^[ ]{0,3}\d{1,9}[.)][ ]+(.*)")
        self.CHILD_RE = re.compile(r"^[ ]{0,3}((\d{1,9}[.)]))[ ]+(.*)")
        self.INDENT_RE = re.compile(r"^[ ]{4,7}((\d{1,9}[.)])|[*+-])[ ]+.*")


class _Heading(HashHeaderProcessor):
    """A heading; '#word' without a space is a word, as people write it elsewhere."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=[ \t\n]|$)"
        r"(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
    )


class _Quotation(BlockQuoteProcessor):
    """A quotation that an empty line ends: of two boxes in a row, the second is no text of the
    first."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: N802 - Python-Markdown's name
        return None


def register(markdown: Markdown) -> None:
    """Let an instance of Python-Markdown read these blocks as GitHub does."""
    blocks = markdown.parser.blockprocessors
    blocks.register(_Heading(markdown.parser), "hashheader", 70)
    blocks.register(_Numbers(markdown), "olist", 40)
    blocks.register(_Quotation(markdown.parser), "quote", 20)
    blocks.register(_Below(markdown, _DASHES), "table_below", 18)
    blocks.register(_Below(markdown, _LIST), "list_below", 17)
    # A backslash at the end of a line breaks it. Before `escape` (180).
    hard_break = SubstituteTagInlineProcessor(r"\\\n", "br")
    markdown.inlinePatterns.register(hard_break, "hard_break", 185)
