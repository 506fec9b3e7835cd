"""Signs that look like those of a keyboard: each has a name, and one that is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.language.odd_signs import first_odd, name_of, plain


@pytest.mark.parametrize(
    ("text", "meant", "name"),
    [
        ("\u00a0a", " a", "a hard space (U+00A0)"),
        ("a\u2009b", "a b", "a thin space (U+2009)"),
        ("a\u200bb", "ab", "a space without width (U+200B)"),
        ("\ufeffa", "a", "a byte order mark (U+FEFF)"),
        ("\u201ca\u201d", '"a"', "a curly quotation mark ('\u201c', U+201C)"),
        ("\u00aba\u00bb", '"a"', "a curly quotation mark ('\u00ab', U+00AB)"),
        ("it\u2019s", "it's", "a curly apostrophe ('\u2019', U+2019)"),
        ("a\u2013b", "a-b", "a dash ('\u2013', U+2013)"),
        ("a\u2014b", "a-b", "a long dash ('\u2014', U+2014)"),
        ("a\u2011b", "a-b", "a hard hyphen ('\u2011', U+2011)"),
        ("\u22125", "-5", "a minus sign ('\u2212', U+2212)"),
        ("a\uff1ab", "a:b", "a wide colon ('\uff1a', U+FF1A)"),
    ],
)
def test_a_sign_has_a_name_and_one_that_is_meant(text: str, meant: str, name: str) -> None:
    assert plain(text) == meant
    assert name_of(first_odd(text)) == name


@given(st.text(st.characters(codec="ascii")))
def test_the_signs_of_a_keyboard_are_never_odd(text: str) -> None:
    assert (plain(text), first_odd(text)) == (text, "")


@given(st.text())
def test_nothing_odd_is_left(text: str) -> None:
    assert first_odd(plain(text)) == ""
