"""Texts that both Markdown engines read alike, and those that they do not."""

from __future__ import annotations

import re

from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import Converted

BLOCK = (
    r"</?(?:p|ul|ol|li|table|thead|tbody|tr|th|td|blockquote|pre|section|aside|div|h[1-6]|figure|"
    r"hr|br)\b[^>]*>"
)


def shown(made: Converted) -> str:
    """Return HTML without white space that no reader sees, and gaps as {0}."""
    html = re.sub("\x1f(\\d+)\x1f", r"{\1}", made.html)
    html = re.sub(r"\s+", " ", html)
    return re.sub(rf"\s*({BLOCK})\s*", r"\1", html).strip()


def both(text: str) -> tuple[Converted, Converted]:
    one, other = (
        convert("posts/2021/x.md", text, 10, engine) for engine in ("markdown", "cmarkgfm")
    )
    return one, other


def assert_alike(text: str) -> None:
    one, other = both(text)
    assert shown(one) == shown(other)
    assert one.headings == other.headings
    assert one.references == other.references
    assert one.words == other.words
    assert sorted(one.problems) == sorted(other.problems)


ALIKE = {
    "nest4": "- a\n    - b\n- c",
    "ol-start": "3. c\n4. d",
    "loose": "- a\n\n- b",
    "para-in-li": "- a\n\n    more\n\n- b",
    "quote-lazy": "> a\nb",
    "quote-nested": "> a\n>\n> > b",
    "quote-list": "> - a\n> - b",
    "quote-no-blank": "Text\n> a",
    "hr": "a\n\n---\n\nb",
    "hr-stars": "a\n\n***\n\nb",
    "setext": "Title\n-----\n\nx",
    "atx-close": "## Title ##",
    "heading-no-blank": "Text\n## Head\nMore",
    "table-short": "| a | b |\n| --- | --- |\n| 1 |",
    "table-long": "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |",
    "table-noedge": "a | b\n--- | ---\n1 | 2",
    "table-empty": "| a | b |\n| --- | --- |\n|  | 2 |",
    "table-inline": "| *a* | [b](https://x.org) |\n| --- | --- |\n| **1** | ~~2~~ |",
    "fence-lang": "```python\nx = 1\n```",
    "fence-tilde": "~~~\nx\n~~~",
    "fence-no-blank": "Text\n```\nx\n```\nMore",
    "indented": "Text\n\n    code\n\nMore",
    "emph-under-word": "snake_case_name",
    "emph-star-word": "un*frigging*believable",
    "nested-emph": "*a **b** c*",
    "strong-under": "__a__ and _b_",
    "escape": "\\*not\\* \\_x\\_ \\# \\[a\\]",
    "entity": "AT&amp;T &copy; 4 < 5 & 6 > 3",
    "autolink": "<https://x.org/a?b=c&d=e>",
    "bare": "See https://x.org/a_b_c. And www.x.org too.",
    "email": "Write to <a@example.org>.",
    "email-bare": "Write to a@example.org.",
    "reflink": "[a][1] and [b][]\n\n[1]: https://x.org\n[b]: https://y.org",
    "link-title": '[a](https://x.org "Title")',
    "link-angle": "[a](<https://x.org/a b>)",
    "link-code": "[`a`](https://x.org)",
    "img-ref": "![a][i]\n\n[i]: ../../images/a.png",
    "img-link": "[![a](../../images/a.png)](https://x.org)",
    "br-spaces": "a  \nb",
    "html-inline": "H<sub>2</sub>O and <kbd>x</kbd>",
    "comment": "a <!-- x --> b",
    "fn-long": "a[^1]\n\n[^1]: One.\n\n    Two.",
    "fn-order": "a[^b] c[^a]\n\n[^a]: A.\n[^b]: B.",
    "fn-word": "a[^my-note]\n\n[^my-note]: Text *b*.",
    "fn-in-list": "- a[^1]\n\n[^1]: One.",
    "fn-in-table": "| a | b |\n| --- | --- |\n| x[^1] | 2 |\n\n[^1]: One.",
    "task": "- [ ] a\n- [X] b",
    "callout": "> [!WARNING]\n> Text\n>\n> - a\n> - b",
    "callout-lower": "> [!note] Text",
    "callouts-two": "> [!NOTE]\n> a\n\nText\n\n> [!TIP]\n> b",
    "code-backtick": "`` a`b ``",
    "code-quote": '`"x"` and "`y`"',
    "strike": "~~a~~ and ~b~",
    "quotes-emph": '"*a*" and *"b"*',
    "dash": "a -- b --- c... d",
    "num-dot": "1986\\. A year",
    "star-list-deep": "- a\n    - b\n        - c",
    "ol-in-ul": "- a\n    1. b\n    2. c",
    "two-lists": "- a\n\ntext\n\n- b",
    "tabs": "-\ta\n-\tb",
    "tab-nest": "- a\n\t- b",
    "long-line": "word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word ",
    "unicode": "Ünï — “q” 日本 🎉",
    "empty": "",
    "link-brackets": "[a [b] c](https://x.org)",
    "em-punct": "*a*, **b**; (*c*)",
    "table-align": "| a | b | c |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |",
    "heading-code": "## The `x` of *y*",
    "heading-dup": "## A\n\n## A",
    "heading-link": "## [a](https://x.org)",
    "mailto": "[a](mailto:a@example.org)",
    "li-two-para-4": "1. a\n\n    b\n\n2. c",
    "li-hang": "- a\nb",
    "pipe-text": "a | b",
    "url-amp": "[a](https://x.org/?a=1&b=2)",
    "bold-colon": "**Note:** x",
    "nbsp": "a&nbsp;b",
    "quotations": "> One.\n\n> Two.",
    "boxes": "> [!NOTE]\n> One.\n\n> [!WARNING]\n> Two.",
    "list-below-text": "Text\n- one\n- two",
    "numbers-below-text": "Text\n1. one\n2. two",
    "table-below-text": "Text\n| a | b |\n| --- | --- |\n| 1 | 2 |",
    "numbers-with-a-bracket": "1) one\n2) two",
    "heading-without-a-space": "##Heading",
    "word-with-a-sign": "#PatientSafety is a word",
    "year-at-a-line-start": "It was in\n1999. We know.",
    "list-in-a-box": "> [!WARNING]\n> - a\n> - b",
    "table-in-a-box": "> [!NOTE]\n> | a | b |\n> | --- | --- |\n> | 1 | 2 |",
    "list-goes-on": "- a\n  more\n- b",
    "html-abbr": '<abbr title="x">y</abbr>',
}


# What is read in two ways, why, and how to write it so that it is read in one.
DIFFERENT = {
    "A list inside a list, indented by two": (
        "- one\n  - below\n- two",
        "- one\n    - below\n- two",
    ),
    "A list inside a numbered list, indented by three": (
        "1. one\n   - below\n2. two",
        "1. one\n    - below\n2. two",
    ),
    "Two signs in one list": (
        "- one\n* two",
        "- one\n- two",
    ),
    "Code in an item of a list": (
        "- one\n\n    ```\n    code\n    ```",
        "- one\n\n```\ncode\n```",
    ),
    "Two words behind the fence of code": (
        "```toml example\na = 1\n```",
        "```toml\na = 1\n```",
    ),
    "Indented code in an item of a list": (
        "- one\n\n        code",
        "- one\n\n```\ncode\n```",
    ),
    "A bar in the code of a table": (
        "| a | b |\n| --- | --- |\n| `x\\|y` | 2 |",
        "| a | b |\n| --- | --- |\n| `x` or `y` | 2 |",
    ),
    "A bare address that ends in a bracket": (
        "See https://example.org/a_(b)",
        "See <https://example.org/a_(b)>",
    ),
    "Markdown inside HTML": (
        "<div>\n\n*words*\n\n</div>",
        "*words*",
    ),
    "A paragraph inside details": (
        "<details><summary>More</summary>\n\nText\n\n</details>",
        "<details><summary>More</summary>Text</details>",
    ),
}
