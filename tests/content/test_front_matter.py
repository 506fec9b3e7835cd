"""Header: YAML between `---` lines, as values that know their lines."""

from __future__ import annotations

import pytest

from plugins.content.front_matter import DEEPEST, LONGEST, Header, parse, parse_all, read_text

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


NO_HEADER = (
    "1: has no header; begin the file with a line '---', then the fields, then another line '---'"
)
OPEN = "1: the header is not closed; put a line '---' after the last field"
CONVERT = "import it (python3 tasks.py import), or write 'name: value' between lines ---"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_HEADER),
        ("Text.\n", NO_HEADER),
        ("# A title\n\nText.\n", NO_HEADER),
        ("\n---\ntitle: A\n---\n", "1: the header begins on line 2: line 1 is blank; delete what stands above ---"),
        ("\n \n\t\n---\ntitle: A\n---\n", "1: the header begins on line 4: lines 1 to 3 are blank; delete what stands above ---"),
        ("\u00a0\n---\ntitle: A\n---\n", "1: the header begins on line 2: line 1 is blank; delete what stands above ---"),
        ("--- \ntitle: A\n---\n", "1: the first line has a space behind its three hyphens; write --- and nothing else"),
        ("---\t\ntitle: A\n---\n", "1: the first line has a space behind its three hyphens; write --- and nothing else"),
        ("---\u00a0\ntitle: A\n---\n", "1: the first line has a hard space (U+00A0) behind its three hyphens; write --- and nothing else"),
        ("---\u200b\ntitle: A\n---\n", "1: the first line has a space without width (U+200B) behind its three hyphens; write --- and nothing else"),
        ("\ufeff---\ntitle: A\n---\n", "1: begins with a byte order mark (U+FEFF) more than one; delete the first line, and write it anew"),
        (" ---\ntitle: A\n---\n", "1: the first line is indented; write --- at the start of the line"),
        ("----\ntitle: A\n---\n", "1: the first line is '----'; write three hyphens: ---"),
        ("--\ntitle: A\n--\n", "1: the first line is '--'; write three hyphens: ---"),
        ("\u2014\u2014\ntitle: A\n\u2014\u2014\n", "1: the first line is '\u2014\u2014'; write three hyphens: ---"),
        ("\u2013-\ntitle: A\n\u2013-\n", "1: the first line is '\u2013-'; write three hyphens: ---"),
        ("***\ntitle: A\n***\n", "1: the first line is '***'; write three hyphens: ---"),
        ("--- title: A\n---\n", "1: a field stands on the line of the three hyphens; write --- on a line of its own"),
        ("+++\ntitle = 'A'\n+++\n", f"1: has a header in TOML, as Hugo writes it; {CONVERT}"),
        ('{"title": "A"}\n\nText.\n', f"1: has a header in JSON; {CONVERT}"),
        ("```yaml\n---\ntitle: A\n---\n```\n", "1: the header stands in a fence of code; delete the lines of the fence"),
        ("Title: A\nDate: 2024-05-01\n\nText.\n", "1: begins with fields, and with no line ---; write --- on a line above them, and --- on a line below"),
        ("---\ntitle: A\n", OPEN),
        ("---\ntitle: A\n...\nText.\n", "3: the header is not closed: line 3 is '...'; write three hyphens there: ---"),
        ("---\ntitle: A\n\u2014\u2014\u2014\nText.\n", "3: the header is not closed: line 3 is '\u2014\u2014\u2014'; write three hyphens there: ---"),
        ("---\ntitle: A\n----\nText.\n", "3: the header is not closed: line 3 is '----'; write three hyphens there: ---"),
        ("---\ntitle: A\n ---\nText.\n", "3: the header is not closed: line 3 is indented, or has odd spaces; write three hyphens there: ---"),
        ("---\ntitle: A\n---\u00a0\nText.\n", "3: the header is not closed: line 3 is indented, or has odd spaces; write three hyphens there: ---"),
    ],
)  # fmt: skip
def test_a_file_without_a_whole_header_is_a_problem(text: str, message: str) -> None:
    header, problems = parse("posts/x.md", text)

    assert [problem.text("").rpartition(" [")[0] for problem in problems] == [
        f"posts/x.md:{message}"
    ]
    assert {problem.check_id for problem in problems} <= {"no-header", "open-header"}
    assert header.values == {}


# A line that YAML cannot read, and the line that is meant.
UNREADABLE = [
    ("title: [draft] Words", "title begins with '[', which opens a list; write title: \"[draft] Words\" [yaml]"),
    ("title: {draft} Words", "title begins with '{', which opens a group of fields; write title: \"{draft} Words\" [yaml]"),
    ("title: [sic]: a word", "title holds a colon; put double quotes round the whole text [yaml]"),
    ("title: \u201ca: b\u201d", "title begins with a curly quotation mark ('\u201c', U+201C), which opens nothing here; write title: \"a: b\" [odd-sign]"),
    ("title: \u2018a: b\u2019", "title begins with a curly apostrophe ('\u2018', U+2018), which opens nothing here; write title: \"a: b\" [odd-sign]"),
    ("title: \u00aba: b\u00bb", "title begins with a curly quotation mark ('\u00ab', U+00AB), which opens nothing here; write title: \"a: b\" [odd-sign]"),
    ("title:\u00a0Words", "the line holds a hard space (U+00A0) where a space belongs; write title: Words [odd-sign]"),
    ("title: \u00a0Words: more", "title holds a colon; put double quotes round the whole text [yaml]"),
    ("title:\u202fWords", "the line holds a narrow hard space (U+202F) where a space belongs; write title: Words [odd-sign]"),
    ("title:Words", "no space stands behind the colon of title; write title: Words [yaml]"),
    ("title:\"Words\"", "no space stands behind the colon of title; write title: \"Words\" [yaml]"),
    ("topics:[culture]", "no space stands behind the colon of topics; write topics: [culture] [yaml]"),
    ("title\uff1a Words", "title is followed by a wide colon ('\uff1a', U+FF1A), not by a colon; write title: Words [odd-sign]"),
    ("title = Words", "title is followed by '=', not by a colon; write title: Words [odd-sign]"),
    ("title; Words", "title is followed by ';', not by a colon; write title: Words [odd-sign]"),
    ("title: > Words", "title begins with '>', which has a meaning here; write title: \"> Words\" [yaml]"),
    ("title: - Words", "title begins with '-', which has a meaning here; write title: \"- Words\" [yaml]"),
    ("title: ? Words", "title begins with '?', which has a meaning here; write title: \"? Words\" [yaml]"),
    ("title: 'Twas the night", "title opens a quotation mark that is not closed; close it, or write title: \"'Twas the night\" if it is an apostrophe [yaml]"),
    ("topics: [a #b, c]", "topics holds ' #', and what follows is not read; put quotes round the text [lost-words]"),
    ("parts: [First #1, Second #2]", "parts holds ' #', and what follows is not read; put quotes round the text [lost-words]"),
    ("image: {src: a.png, alt: Bed #2}", "image holds ' #', and what follows is not read; put quotes round the text [lost-words]"),
    ("\u2014\u2014\u2014", "the line '\u2014\u2014\u2014' does not end the header; write three hyphens: --- [odd-sign]"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), UNREADABLE, ids=[line for line, _ in UNREADABLE])
def test_a_line_that_yaml_cannot_read_is_told_with_the_line_to_write(
    line: str, message: str
) -> None:
    _, problems, _ = parse_all(
        "posts/x.md", f"---\nslug: a\n{line}\ndate: 2021-12-16\n---\nText.\n"
    )

    assert [problem.text("") for problem in problems] == [f"posts/x.md:3: {message}"]


def test_what_looks_odd_within_a_text_of_several_lines_is_no_cause() -> None:
    text = "summary: >\n  \u2013 a dash\n  title:x\n  \u00a0- b\ndate: a: b"

    (line,) = report(text)

    assert line == "posts/x.md:6: date holds a colon; put double quotes round the whole text [yaml]"


SIGN = (
    "posts/x.md:{line}: '*', '&' and '!' have a meaning of their own at the start of a value; "
    "put quotes round the text [yaml]"
)
KEPT = "posts/x.md:2: title begins with a sign that has a meaning here; put quotes round the text [yaml]"
QUOTE = "posts/x.md:2: title opens a quotation mark that is not closed; close it [yaml]"
APOSTROPHE = QUOTE.replace(" [", ', or write title: "\'A" if it is an apostrophe [')
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
        pytest.param("title: 'A\ndate: 2021-12-16", APOSTROPHE, id="open-single-quote"),
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

    assert [(problem.line, problem.column, problem.check_id) for problem in problems] == [
        (2, 10, "odd-sign"), (4, 0, "doubled-field"),
    ]  # fmt: skip


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x1e", "\\x1f", "\\x7f", "\\u009b", "\\uffff"])
def test_a_control_character_that_is_written_as_an_escape_is_reported(escape: str) -> None:
    (line,) = report(f'title: "A{escape}B"')

    assert line.startswith("posts/x.md:2: ")
