"""Signs that came to harm on the way, and signs that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.language.garbled import places

WRONG = "holds '{}', which was '{}' before it was read in a wrong encoding; write '{}'; look at the whole text, and save it as UTF-8"


def told(text: str) -> list[str]:
    return [f"{at} {message}; {hint}" for at, message, hint in places(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Don\ufffdt give", "0 holds a sign that could not be read ('Don\ufffdt', U+FFFD); write the sign that stood there"),
        ("The fi\ufb01rst", "6 holds '\ufb01', one sign for 'fi', so that no search finds the word; write 'fi'"),
        ("A p\u0430tient", "3 holds 'p\u0430tient', in which '\u0430' is the cyrillic small letter a; write the word anew"),
        ("The \u039dHS", "4 holds '\u039dHS', in which '\u039d' is the greek capital letter nu; write the word anew"),
        ("Up \uf0e0 down", "3 holds a sign that only one font has (U+F0E0); write a sign that every device can show, or a word"),
        ("the patient?s choice", "4 holds 'patient?s', in which a '?' stands for an apostrophe; write 'patient\u2019s'"),
    ],
)  # fmt: skip
def test_it_is_told_where_what_and_how_to_mend_it(text: str, said: str) -> None:
    (line,) = told(text)

    assert line.split(" ", 1)[1] == said.split(" ", 1)[1]


@pytest.mark.parametrize("meant", "’ “ – … £ µ é ü ñ ° € ½ ™ \u00a0 ł".split(" "))
def test_what_was_read_in_a_wrong_encoding_is_read_back(meant: str) -> None:
    read = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in meant.encode())

    assert told(f"Take 5{read} now") == [f"6 {WRONG.format(read, meant, meant)}"]


@pytest.mark.parametrize(
    "text",
    ["5 \u00b5g and 5 \u03bcg", "TNF\u03b1 and \u03b2-blockers", "caf\u00e9, na\u00efve, \u0141\u00f3d\u017a",
     "\u041c\u043e\u0441\u043a\u0432\u0430", "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1", "\u00c3 and \u00e2 alone", "\u00a35, 5\u00b0 and \u00bd",
     "\u201cS\u00e3o Paulo\u201d", "Why? so that", "x.org/?s=a and x.org/a?d=1", "M\u00e9d. \u2013 L\u2019\u00c2ge"],
)  # fmt: skip
def test_signs_of_real_words_are_left_alone(text: str) -> None:
    assert told(text) == []


@given(st.text("aé–’ €µ\u00a0xÂâ£°½ł", max_size=8))
def test_every_text_that_was_misread_whole_is_found(text: str) -> None:
    read = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())

    assert bool(told(read)) == (read != text)
