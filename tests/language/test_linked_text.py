"""Links in a line of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.language.linked_text import addresses, dialled, markup, plain, replaced

TEXT = "See [A & B](https://a.example/?b=1&c) and [c](posts/2024/c.md), not [d] (e)."


def test_a_link_has_words_and_an_address() -> None:
    assert [*addresses(TEXT)] == ["https://a.example/?b=1&c", "posts/2024/c.md"]
    assert plain(TEXT) == "See A & B and c, not [d] (e)."
    assert plain("No link, [x].") == "No link, [x]."


def test_an_address_is_another_and_without_one_the_words_stay() -> None:
    found = replaced(TEXT, lambda each: "/c/" if each.endswith(".md") else "")
    assert found == "See A & B and [c](/c/), not [d] (e)."


def test_as_html_everything_else_is_text() -> None:
    assert markup(f"<b> {TEXT}") == (
        '&lt;b&gt; See <a href="https://a.example/?b=1&amp;c" rel="noopener">A &amp; B</a> and '
        "[c](posts/2024/c.md), not [d] (e)."
    )
    assert markup('["<i>](https://a.example/"x)') == (
        '<a href="https://a.example/&quot;x" rel="noopener">"&lt;i&gt;</a>'
    )


@given(st.text(alphabet="[]()<>&\"'a/:.! ", max_size=40))
def test_no_text_makes_markup_of_its_own(text: str) -> None:
    safe = [each for each in addresses(text) if each.startswith("/") and each[:2] != "//"]
    assert markup(text).count("<") == 2 * len(safe)


@pytest.mark.parametrize("address", ["javascript:alert%281%29", "data:text/html,x", "//x.example/"])
def test_what_a_browser_would_run_is_no_link(address: str) -> None:
    assert markup(f"See [this]({address})") == f"See [this]({address})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call 0800 917 2127, from 9", 'Call <a class="number" href="tel:08009172127">0800 917 2127</a>, from 9'),
        ("020 7946 0000", '<a class="number" href="tel:02079460000">020 7946 0000</a>'),
        ("Form 0123, in 2024 & <b>", "Form 0123, in 2024 &amp; &lt;b&gt;"),
        ("+44 20 7946 0000 and 120 7946 0000", "+44 20 7946 0000 and 120 7946 0000"),
    ],
)  # fmt: skip
def test_a_telephone_number_can_be_tapped(text: str, expected: str) -> None:
    assert dialled(text) == expected
