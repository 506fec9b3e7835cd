"""Source: faults that show in the Markdown itself, and would not show in its HTML."""

from __future__ import annotations

import pytest

from plugins.content.markdown.lint import faults, harmless, without_code


def report(text: str) -> list[str]:
    """Return what is wrong, each with its line, in order."""
    found = sorted(faults(text))
    return [f"{text.count(chr(10), 0, each.at) + 1}: {each.message}; {each.hint}" for each in found]


COMMENT = "a comment is opened with '<!--' and never closed; close it with '-->'"
UNUSED = "the note [^{0}] is mentioned nowhere; write [^{0}] where it belongs, or delete the note"
NUMBERED = "holds the control character U+{} by its number ('{}'); delete it"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("One\n\n<!-- two\n\nThree", [f"3: {COMMENT}"], id="open-comment"),
        pytest.param("<!-- a -->\n\n<!-- b", [f"3: {COMMENT}"], id="second-comment"),
        pytest.param("<!-- a --> b <!-- c -->", [], id="closed-comments"),
        pytest.param("One\n\n[^a]: Note.", [f"3: {UNUSED.format('a')}"], id="unused-note"),
        pytest.param(
            "One[^a].\n\n[^a]: A.\n[^b]: B.\n[^c]: C.",
            [f"4: {UNUSED.format('b')}", f"5: {UNUSED.format('c')}"],
            id="two-unused-notes",
        ),
        pytest.param(
            "One `[^a]`\n\n[^a]: A.", [f"3: {UNUSED.format('a')}"], id="mentioned-in-code-only"
        ),
        pytest.param("a &#31; b", [f"1: {NUMBERED.format('001F', '&#31;')}"], id="by-number"),
        pytest.param("a\n&#x1F;", [f"2: {NUMBERED.format('001F', '&#x1F;')}"], id="by-hex-number"),
        pytest.param("a &#0;", [f"1: {NUMBERED.format('0000', '&#0;')}"], id="nought"),
        pytest.param("a &#xD800;", [f"1: {NUMBERED.format('D800', '&#xD800;')}"], id="surrogate"),
        pytest.param("a &#xFFFE;", [f"1: {NUMBERED.format('FFFE', '&#xFFFE;')}"], id="no-letter"),
        pytest.param(
            "a &#9999999;", [f"1: {NUMBERED.format('98967F', '&#9999999;')}"], id="beyond-all"
        ),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(text: str, lines: list[str]) -> None:
    assert report(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain.",
        "A &copy; &#169; &#x1F600; &#10; &#9;",
        "One[^a] two[^a].\n\n[^a]: A.",
        "> One[^a].\n\n[^a]: A.",
        "| A[^a] |\n|---|\n| b |\n\n[^a]: A.",
        "One[^a].\n\n[^a]: A[^b].\n[^b]: B.",
        "\\<!-- a",
        "a < b -- c",
    ],
)
def test_what_is_right_is_no_fault(text: str) -> None:
    assert report(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- a\n\n    more[^1]\n\n[^1]: Note.", id="in-a-paragraph-of-a-list"),
        pytest.param("1. a\n\n    more[^1]\n\n[^1]: Note.", id="in-a-paragraph-of-a-numbered-list"),
        pytest.param(
            "One[^1].\n\n[^1]: A.\n\n    See[^2].\n\n[^2]: B.", id="in-a-paragraph-of-a-note"
        ),
        pytest.param("As it says[^1]: labels.\n\n[^1]: Note.", id="before-a-colon"),
    ],
)
def test_a_note_that_is_mentioned_is_no_fault(text: str) -> None:
    assert report(text) == []


def test_a_note_that_is_given_twice_is_a_fault() -> None:
    (line,) = report("One[^1].\n\n[^1]: A.\n[^1]: B.")

    assert line.startswith("4: the note [^1] is given twice")


def test_a_comment_in_a_paragraph_of_a_list_must_be_closed_too() -> None:
    assert report("- a\n\n    <!-- b\n\nlost") == [f"3: {COMMENT}"]


@pytest.mark.parametrize(
    "code",
    ["`{}`", "``a ` {}``", "```\n{}\n```", "~~~\n{}\n~~~", "```html\n{}\n```", "Text\n\n    {}\n",
     "    {}", "````\n```\n{}\n```\n````", "- ```\n  {}\n  ```", "> ```\n> {}\n> ```"],
)  # fmt: skip
@pytest.mark.parametrize("sign", ["<!-- a", "&#31;"])
def test_code_may_show_what_text_may_not(code: str, sign: str) -> None:
    assert report(code.replace("{}", sign)) == []


@pytest.mark.parametrize("sign", ["<!-- a", "&#31;", "words"])
def test_code_that_never_ends_is_told_and_still_code(sign: str) -> None:
    (line,) = report(f"```\n{sign}")

    assert line == (
        "1: '```' begins a passage of code that never ends; write '```' in a line of its own where "
        "it ends, or delete it here"
    )


@pytest.mark.parametrize("code", ["`a", "a ` b ", "\\`", "```\nx\n```\n", "`a` "])
def test_what_stands_beside_code_is_text(code: str) -> None:
    (line,) = report(f"{code}<!-- b")

    assert line.endswith(COMMENT)


@pytest.mark.parametrize(
    "text", ["a `b` c", "```\nx\n```\ny", "Text\n\n    code\n\nmore", "no code", "`open"]
)
def test_without_code_every_place_stays_where_it_was(text: str) -> None:
    prose = without_code(text)

    assert len(prose) == len(text)
    assert [n for n, sign in enumerate(prose) if sign == "\n"] == [
        n for n, sign in enumerate(text) if sign == "\n"
    ]
    assert all(sign in (" ", text[n]) for n, sign in enumerate(prose))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("plain &amp; &#169;", "plain &amp; &#169;"),
        ("a\x1f0\x1fb", "a 0 b"),
        ("a&#31;b", "a     b"),
        ("a&#x1e;b", "a      b"),
        ("a&#31b", "a    b"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_what_is_harmless_keeps_its_length_and_loses_control_characters(
    text: str, after: str
) -> None:
    assert harmless(text) == after
    assert len(harmless(text)) == len(text)
