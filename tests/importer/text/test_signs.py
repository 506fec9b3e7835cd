from __future__ import annotations

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.content.markdown.convert import convert
from plugins.importer.text.cleaning import parsed
from plugins.importer.text.markup import markdown_of
from plugins.importer.text.signs import escaped
from plugins.language.typography import educate
from plugins.model.text import PLACEHOLDER

# What means something to one engine or the other, in any mixture.
SIGNS = [
    *"ab1 .,*_`[]()<>&#+-!|~=:;\\\"'^{}/@$%", "http://x.org/a_b", "**", "__", "1. ", "- ", "# ", "> ",
    "&amp;", "&lt;b&gt;", "<b>", "[x](y)", "![a](b)", "---", "===", "***", "\u00dcn\u00ef", "[^1]",
    "a@b.org", "www.x.org", "    ", "|a|b|", "{: .x}", "*[HTML]:",
    "[@x]", "[@x; @y, p. 2]", "{fig:x}", "{Figure: x, bare}", "{ fig", "[!NOTE]",
]  # fmt: skip


def shown(html: str) -> str:
    """Return the text that a page shows, with all quotes alike."""
    spaced = re.sub(r"(<br>|</t[dh]>|</p>)", r" \1", html)
    text = educate([BeautifulSoup(spaced, "lxml").get_text()])[0]
    return " ".join(re.sub("[\u2018\u2019\u201c\u201d\u2032\u2033'\"]", "Q", text).split())


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
@pytest.mark.parametrize(
    "around",
    [
        "<p>{0}</p>",
        "<p>{0}<br>{0}</p>",
        "<h2>{0}</h2>",
        "<ul><li>{0}</li></ul>",
        "<table><tr><th>{0}</th><th>b</th></tr><tr><td>c</td><td>{0}</td></tr></table>",
        "<p>a<a href='http://y.org/'>{0}</a>!</p>",
        "<p><b>{0}</b>x</p>",
        "<p><code>{0}</code> {0}</p>",
        "<pre>{0}</pre>",
    ],
)
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join))
def test_what_was_text_is_text_in_both_engines(around: str, engine: str, text: str) -> None:
    html = around.format(escape(text))

    made = markdown_of(parsed(html))
    page = convert("posts/x.md", made.filled(lambda each: each.address), 1, engine)

    terms = [f"{{{each.kind}}}" if each.kind != "term" else each.target for each in page.references]
    assert shown(
        re.sub(f"{PLACEHOLDER}(\\d+){PLACEHOLDER}", lambda gap: terms[int(gap[1])], page.html)
    ) == shown(html)
    assert page.problems == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("snake_case and _lean_", r"snake_case and \_lean\_"),
        ("a < b, <b>", "a < b, &lt;b>"),
        ("AT&T; &amp;", "AT&amp;T; &amp;amp;"),
        ("https://x.org/a*b.", "<https://x.org/a*b>."),
        ("www.x.org", r"www\.x.org"),
        ("[@x] {fig:y} {x}", r"\[@x\] \{fig:y} {x}"),
        ("[x](/y), [x]", r"\[x\](/y), \[x]"),
    ],
)
def test_only_what_would_be_a_sign_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written
