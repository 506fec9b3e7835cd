"""Quotes: typographic quotes, dashes and ellipses, in text and nowhere else."""

from __future__ import annotations

import re

import pytest

from plugins.language.typography import CODE, CUT, educate, in_html, needs

FEET, INCHES = "\u2032", "\u2033"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Ask first"', "“Ask first”"),
        ("'Ask first'", "‘Ask first’"),
        ('She said: "Ask."', "She said: “Ask.”"),
        ('("Ask")', "(“Ask”)"),
        ('"Ask", he said.', "“Ask”, he said."),
        ("\"'Ask', she said\"", "“‘Ask’, she said”"),
        ("'\"Ask\", she said'", "‘“Ask”, she said’"),
        ("don't", "don’t"),
        ("patients' own", "patients’ own"),
        ("the ward's", "the ward’s"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("the '90s", "the ’90s"),
        ("in '21", "in ’21"),
        ("'Tis so", "’Tis so"),
        ("'twas", "’twas"),
        ("get 'em", "get ’em"),
        ("'til then", "’til then"),
        ("5'10\"", f"5{FEET}10{INCHES}"),
        ("5'10\" tall", f"5{FEET}10{INCHES} tall"),
        ("5'1\" or 6'2\"", f"5{FEET}1{INCHES} or 6{FEET}2{INCHES}"),
        ("2019--2021", "2019–2021"),
        ("wait---what", "wait—what"),
        ("and so on...", "and so on…"),
        ('"Well..."', "“Well…”"),
        ('--"Ask"', "–“Ask”"),
        ("O'Neill", "O’Neill"),
        ('"21 wards"', "“21 wards”"),
        ('either/"or"', "either/“or”"),
        ('a "b" c "d" e', "a “b” c “d” e"),
        ("l'hôpital", "l’hôpital"),
        ("no signs", "no signs"),
        ("", ""),
        ("“done” ‘already’", "“done” ‘already’"),
        ('\u00a0"Ask"', "\u00a0“Ask”"),
        ("1990's", "1990’s"),
        ('well-"known"', "well-“known”"),
    ],
)
def test_typed_signs_become_printed_ones(typed: str, printed: str) -> None:
    assert educate([typed]) == [printed]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (['"', "Ask", '" first'], ["“", "Ask", "” first"]),
        (["He said ", '"ask"', "."], ["He said ", "“ask”", "."]),
        (['She asked "', "why", '"?'], ["She asked “", "why", "”?"]),
        (["don", "'t"], ["don", "’t"]),
        (["the ", "ward", "'s round"], ["the ", "ward", "’s round"]),
        ([CODE, "'s value"], [CODE, "’s value"]),
        (['"', CODE, '"'], ["“", CODE, "”"]),
        (["(", '"a"', ")"], ["(", "“a”", ")"]),
        (["a ", '"b', '"'], ["a ", "“b", "”"]),
        (["one", "two"], ["one", "two"]),
        (["a", "", "'s"], ["a", "", "’s"]),
    ],
)
def test_a_quote_looks_across_inline_tags(typed: list[str], printed: list[str]) -> None:
    assert educate(typed) == printed


def test_there_are_as_many_pieces_after_as_before() -> None:
    pieces = ['"a', "", ' b"', "c--", "-d", "..", ".", "'"]

    assert len(educate(pieces)) == len(pieces)


def test_feet_and_inches_are_seen_across_no_tag() -> None:
    assert educate(["5'10", '"']) == ["5’10", "”"]


@pytest.mark.parametrize("text", ["a'b", 'a"b', "a--b", "a...b"])
def test_a_text_with_a_sign_needs_a_look(text: str) -> None:
    assert needs(text)


@pytest.mark.parametrize("text", ["", "plain", "well-known", "a.b", f"a{CUT}b", "‘done’"])
def test_a_text_without_signs_needs_none(text: str) -> None:
    assert not needs(text)


def test_educating_twice_changes_nothing_more() -> None:
    once = educate(["\"It's 5'10\" -- 'done'...\""])

    assert educate(once) == once


def educated(html: str) -> str:
    """Return HTML with typographic signs in its texts."""
    pieces = re.split("(<[^>]*>)", html)
    in_html(pieces)
    return "".join(pieces)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("<p>\"It's\"</p>", "<p>“It’s”</p>", id="text"),
        pytest.param('<p>"<em>It</em>"</p>', "<p>“<em>It</em>”</p>", id="across-a-tag"),
        pytest.param('<a title="a--b" href="/x...y">"</a>a', '<a title="a--b" href="/x...y">“</a>a',
                     id="attributes-stay"),
        pytest.param("<p>\"One</p><p>Two\"</p>", "<p>“One</p><p>Two”</p>", id="not-across-blocks"),
        pytest.param('<p>a <br>"b"</p>', "<p>a <br>“b”</p>", id="a-break-begins-anew"),
        pytest.param('<li>"a"<ul><li>b</li></ul>"c"</li>', "<li>“a”<ul><li>b</li></ul>“c”</li>",
                     id="behind-an-inner-list"),
        pytest.param('<p><code>a"b--c</code>\'s</p>', "<p><code>a\"b--c</code>’s</p>", id="code"),
        pytest.param('<code><em>"a"</em></code> "b"', '<code><em>"a"</em></code> “b”',
                     id="tags-within-code"),
        pytest.param("<pre>\"a\"\n'b'</pre><p>'c'</p>", "<pre>\"a\"\n'b'</pre><p>‘c’</p>", id="pre"),
        pytest.param('<p>a <pre>"x"</pre>"b"</p>', '<p>a <pre>"x"</pre>“b”</p>', id="behind-pre"),
        pytest.param('<time datetime="2021">\'21</time>', '<time datetime="2021">\'21</time>',
                     id="an-element-with-attributes"),
        pytest.param('<p>&nbsp;"a"</p>', "<p>&nbsp;“a”</p>", id="behind-a-hard-space"),
        pytest.param('<p>&lt;"a"&gt; &amp;amp; "b"</p>', "<p>&lt;“a”&gt; &amp;amp; “b”</p>",
                     id="named-characters"),
        pytest.param("<div>\n<em>a</em> 'b'\n</div>", "<div>\n<em>a</em> ‘b’\n</div>", id="own-line"),
        pytest.param("no tags, 'only' text", "no tags, ‘only’ text", id="no-tags"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_in_html_only_prose_changes(typed: str, printed: str) -> None:
    assert educated(typed) == printed
