"""Header: YAML between `---` lines, as values that know their lines."""

from __future__ import annotations

import pytest

from plugins.content.front_matter import DEEPEST, LONGEST, Header, parse, read_text

GOOD = """\
---
title: "2021: Patients as partners"   # the fourth
date: 2021-12-16
authors: [safety-team]
topics:
  - patient-engagement
  - medication
part: 4
guest: true
weight: 1.5
series:
image:
  src: images/ward-round.png
  alt: >
    A ward round,
    drawn
---
First line.

---
Not a header.
"""


def header_of(text: str) -> Header:
    header, problems = parse("posts/x.md", text)
    assert problems == []
    return header


def report(fields: str) -> list[str]:
    """Return the problems of a header with these fields."""
    _, problems = parse("posts/x.md", f"---\n{fields}\n---\nText.\n")
    return [problem.text("") for problem in problems]


def test_a_header_becomes_values_and_the_rest_is_the_body() -> None:
    header = header_of(GOOD)

    assert header.values == {
        "title": "2021: Patients as partners",
        "date": "2021-12-16",
        "authors": ["safety-team"],
        "topics": ["patient-engagement", "medication"],
        "part": 4,
        "guest": True,
        "weight": 1.5,
        "series": None,
        "image": {"src": "images/ward-round.png", "alt": "A ward round, drawn\n"},
    }
    assert header.body == "First line.\n\n---\nNot a header.\n"


def test_the_line_of_the_body_is_its_line_in_the_file() -> None:
    header = header_of(GOOD)

    assert GOOD.split("\n")[header.body_line - 1] == "First line."


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("date",), 3),
        (("authors",), 4),
        (("authors", 0), 4),
        (("topics",), 5),
        (("topics", 0), 6),
        (("topics", 1), 7),
        (("image",), 12),
        (("image", "src"), 13),
        (("image", "alt"), 14),
        pytest.param(("image", "credit"), 12, id="what-is-missing-has-the-line-of-its-holder"),
        pytest.param(("summary",), 1, id="what-is-missing-at-the-top-has-line-1"),
        pytest.param((), 1, id="the-header-itself"),
    ],
)
def test_every_value_knows_its_line(place: tuple[str | int, ...], line: int) -> None:
    assert header_of(GOOD).line(place) == line


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2021-12-16", "2021-12-16"),
        ("09:30", "09:30"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("012", 12),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("-4", -4),
        ("~", None),
        ("", None),
        ("False", False),
        ("99999999999999999999999", "99999999999999999999999"),
        ("Stop! Ask *why* & listen", "Stop! Ask *why* & listen"),
        ("'it''s'", "it's"),
        ('"caf\\u00e9"', "café"),
        ("{a: [1, two]}", {"a": [1, "two"]}),
        ("a # remark", "a"),
        ("a#b", "a#b"),
        ("ward\n  round", "ward round"),
    ],
)
def test_nothing_but_numbers_true_false_and_nothing_is_guessed(written: str, value: object) -> None:
    assert header_of(f"---\nfield: {written}\n---\n").values == {"field": value}


def test_a_header_without_fields_has_no_values() -> None:
    header = header_of("---\n---\nText.\n")

    assert (header.values, header.body, header.body_line) == ({}, "Text.\n", 3)


def test_a_header_that_ends_with_the_file_has_an_empty_body() -> None:
    header = header_of("---\ntitle: A\n---")

    assert (header.values, header.body) == ({"title": "A"}, "")


def test_spaces_behind_the_closing_line_do_not_matter() -> None:
    assert header_of("---\ntitle: A\n---  \nText.").body == "Text."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            text,
            "posts/x.md:1: has no header; begin the file with a line '---', then the fields, "
            "then another line '---' [no-header]",
            id=name,
        )
        for name, text in {
            "empty-file": "",
            "no-header": "Text.\n",
            "blank-line-first": "\n---\ntitle: A\n---\n",
            "four-dashes": "----\ntitle: A\n---\n",
            "two-dashes": "--\ntitle: A\n--\n",
        }.items()
    ]
    + [
        pytest.param(
            text,
            "posts/x.md:1: the header is not closed; put a line '---' after the last field "
            "[open-header]",
            id=name,
        )
        for name, text in {
            "open-header": "---\ntitle: A\n",
            "closed-by-dots": "---\ntitle: A\n...\nText.\n",
            "closing-line-indented": "---\ntitle: A\n ---\nText.\n",
        }.items()
    ],
)
def test_a_file_without_a_whole_header_is_a_problem(text: str, message: str) -> None:
    header, problems = parse("posts/x.md", text)

    assert [problem.text("") for problem in problems] == [message]
    assert header.values == {}


SIGN = (
    "posts/x.md:{line}: '*', '&' and '!' have a meaning of their own at the start of a value; "
    "put quotes round the text [yaml]"
)
KEPT = "posts/x.md:2: title begins with a sign that has a meaning here; put quotes round the text [yaml]"
QUOTE = "posts/x.md:2: title opens a quotation mark that is not closed; close it [yaml]"
LIST = "posts/x.md:2: topics opens a list with '[' that is not closed; close it with ']' [yaml]"
NO_FIELD = (
    "posts/x.md:3: the line 'just words' is not a field; write 'name: value', or put quotes "
    "round text that runs over several lines [yaml]"
)
NO_FIELDS = (
    "posts/x.md:2: the header is not a list of fields; write one field a line, such as "
    "'title: A title' [yaml]"
)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param(
            "title: 2021: Partners",
            "posts/x.md:2: title holds a colon; put double quotes round the whole text [yaml]",
            id="colon",
        ),
        pytest.param(
            "date: 2021-12-16\nsummary: First: ask\ntitle: A",
            "posts/x.md:3: summary holds a colon; put double quotes round the whole text [yaml]",
            id="colon-further-down",
        ),
        pytest.param('title: "A\ndate: 2021-12-16', QUOTE, id="open-double-quote"),
        pytest.param("title: 'A\ndate: 2021-12-16", QUOTE, id="open-single-quote"),
        pytest.param(
            'title: "A\\q"',
            "posts/x.md:2: title holds a backslash; use single quotes round the text [yaml]",
            id="backslash",
        ),
        pytest.param("title: %A", KEPT, id="per-cent"),
        pytest.param("title: @A", KEPT, id="at"),
        pytest.param("title: `A`", KEPT, id="backtick"),
        pytest.param("topics: [a, b\ndate: 2021-12-16", LIST, id="open-list"),
        pytest.param("topics: [a, b", LIST, id="open-list-at-the-end"),
        pytest.param("title: A\njust words\ndate: 2021-12-16", NO_FIELD, id="a-line-of-words"),
        pytest.param("just words", NO_FIELDS, id="nothing-but-words"),
        pytest.param("- a\n- b", NO_FIELDS, id="a-list"),
        pytest.param("title: *a", SIGN.format(line=2), id="alias"),
        pytest.param("title: A\nsummary: &a B", SIGN.format(line=3), id="anchor"),
        pytest.param("title: !A B", SIGN.format(line=2), id="tag"),
        pytest.param("title: !!python/object:os.system B", SIGN.format(line=2), id="python-tag"),
        pytest.param("a: &a [x]\nb: [*a, *a]", SIGN.format(line=2), id="bomb"),
        pytest.param("topics:\n  - !x a", SIGN.format(line=3), id="tag-in-a-list"),
        pytest.param(
            "topics:\n\t- a",
            "posts/x.md:3: the line is indented with a tab; indent with spaces instead [yaml]",
            id="tab",
        ),
        pytest.param(
            "title: A\ndate: 2021-12-16\ntitle: B",
            "posts/x.md:4: title is given twice (lines 2 and 4); delete one of them "
            "[doubled-field]",
            id="doubled-field",
        ),
        pytest.param(
            "image:\n  src: a\n  alt: b\n  src: c",
            "posts/x.md:5: image.src is given twice (lines 3 and 5); delete one of them "
            "[doubled-field]",
            id="doubled-field-inside",
        ),
        pytest.param(
            "[a, b]: c",
            "posts/x.md:2: a field's name is not a word; write a word [yaml]",
            id="a-list-as-a-name",
        ),
        pytest.param(
            "title: A\ntopics: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
            "posts/x.md:3: the fields are nested too deep (at most 8 levels); write less [yaml]",
            id="deep-lists",
        ),
        pytest.param(
            "title: A\nimage: " + "{a: " * 20 + "}" * 20,
            "posts/x.md:3: the fields are nested too deep (at most 8 levels); write less [yaml]",
            id="deep-groups",
        ),
        pytest.param(
            "summary: " + "x" * LONGEST,
            f"posts/x.md:2: the header is too long ({LONGEST + 10:,} characters, at most "
            f"{LONGEST:,}); move text below the header [header-size]",
            id="long",
        ),
    ],
)
def test_what_yaml_cannot_read_is_said_in_plain_words(fields: str, message: str) -> None:
    assert report(fields) == [message]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param("a: " + "{a: " * 5000 + "}" * 5000, id="groups"),
        pytest.param("a: " + "[" * 5000 + "]" * 5000, id="lists"),
        pytest.param("\n".join(" " * n + "a:" for n in range(300)), id="indented"),
        pytest.param("- " * 5000 + "a", id="dashes"),
        pytest.param("? " * 5000 + "a", id="questions"),
    ],
)
def test_no_depth_of_nesting_ends_the_program(fields: str) -> None:
    (line,) = report(fields)

    assert line.endswith("[yaml]")


@pytest.mark.parametrize(
    "fields",
    [
        "image: {src: a",
        "topics: [a,, b]",
        "topics: [a}",
        "topics: ]",
        "title: A\n  date: x",
        "  title: A\ndate: x",
        "topics: a\n- b",
        'title: "a"b',
        "title: |\nabc",
        "title: > abc",
        "title: A\n...\ndate: x",
        "%YAML 1.2\ntitle: x",
        "title: a\x00b",
    ],
)
def test_every_other_fault_of_yaml_is_one_problem_with_a_line_and_a_hint(fields: str) -> None:
    header, problems = parse("posts/x.md", f"---\n{fields}\n---\nText.\n")

    assert len(problems) == 1
    assert problems[0].line in range(2, fields.count("\n") + 3)
    assert problems[0].hint
    assert header.values == {}


def test_an_indented_field_is_not_called_a_colon() -> None:
    (line,) = report("title: A\n  date: 2021-12-16")

    assert "holds a colon" not in line


def test_all_doubled_fields_are_reported() -> None:
    found = report("a: 1\na: 2\na: 3\nb: 1\nb: 2")

    assert [line.split(";")[0] for line in found] == [
        "posts/x.md:3: a is given twice (lines 2 and 3)",
        "posts/x.md:4: a is given twice (lines 2 and 4)",
        "posts/x.md:6: b is given twice (lines 5 and 6)",
    ]


# -- Bytes


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_the_same_text(end: str) -> None:
    assert read_text("x.md", GOOD.replace("\n", end).encode()) == (GOOD, [])


def test_a_mark_at_the_start_of_the_file_is_not_text() -> None:
    assert read_text("x.md", b"\xef\xbb\xbf" + GOOD.encode()) == (GOOD, [])


def test_the_same_header_stands_in_every_form_of_the_file() -> None:
    forms = [GOOD.encode(), GOOD.replace("\n", "\r\n").encode(), GOOD.encode("utf-8-sig")]

    headers = [header_of(read_text("x.md", form)[0]) for form in forms]

    assert headers[0] == headers[1] == headers[2]
    assert [header.line(("topics", 1)) for header in headers] == [7, 7, 7]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "---\ntitle: Café\n".encode("latin-1"),
            "x.md:2: is not UTF-8 text (byte 0xE9 at offset 14); save the file as UTF-8 (in Notepad: Save as, Encoding) [encoding]",
        ),
        (
            "---\n".encode("utf-16"),
            "x.md:1: is not UTF-8 text (byte 0xFF at offset 0); save the file as UTF-8 (in Notepad: Save as, Encoding) [encoding]",
        ),
        (
            b"a\nb\nc\xed\xa0\x80\n",
            "x.md:3: is not UTF-8 text (byte 0xED at offset 5); save the file as UTF-8 (in Notepad: Save as, Encoding) [encoding]",
        ),
    ],
)
def test_bytes_that_are_not_text_are_reported_with_their_place(
    content: bytes, message: str
) -> None:
    text, problems = read_text("x.md", content)

    assert text == ""
    assert [problem.text("") for problem in problems] == [message]


@pytest.mark.parametrize(
    ("sign", "name"),
    [("\x00", "0000"), ("\x08", "0008"), ("\x1e", "001E"), ("\x1f", "001F"), ("\x7f", "007F"),
     ("\x9b", "009B"), ("\ufffe", "FFFE"), ("\uffff", "FFFF")],
)  # fmt: skip
def test_every_control_character_is_reported_with_line_and_column(sign: str, name: str) -> None:
    text = f"one\ntw{sign}o\n"

    _, problems = read_text("x.md", text.encode())

    assert [problem.text("") for problem in problems] == [
        f"x.md:2: holds the control character U+{name} (column 3); delete it [control-character]"
    ]


@pytest.mark.parametrize("text", ["tab\there", "caf\u00e9", "\u2028", "👩‍⚕️", "\u00a0", "عربي"])
def test_ordinary_signs_are_no_problem(text: str) -> None:
    assert read_text("x.md", text.encode()) == (text, [])


def test_a_fault_below_windows_line_ends_has_the_right_line() -> None:
    text, _ = read_text("posts/x.md", b"---\r\ntitle: A\r\ntitle: B\r\n---\r\n")

    _, problems = parse("posts/x.md", text)

    assert problems[0].line == 3


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_line(sign: str) -> None:
    text, _ = read_text("posts/x.md", f'---\ntitle: "A{sign}B"\ndate: x\ndate: y\n---\n'.encode())

    _, problems = parse("posts/x.md", text)

    assert [problem.line for problem in problems] == [4]


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x1e", "\\x1f", "\\x7f", "\\u009b", "\\uffff"])
def test_a_control_character_that_is_written_as_an_escape_is_reported(escape: str) -> None:
    (line,) = report(f'title: "A{escape}B"')

    assert line.startswith("posts/x.md:2: ")
