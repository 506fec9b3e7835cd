"""Terms: which words are abbreviations, and that only the first use of each is explained."""

from __future__ import annotations

import re

import pytest

from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import TERM
from plugins.language.abbreviations import CANDIDATE, MOST, key_of, markup


@pytest.mark.parametrize("word", ["CQC", "NHS", "LfPSE", "SSIs", "A2B", "PSIRF"])
def test_words_of_two_capitals_are_abbreviations(word: str) -> None:
    assert CANDIDATE.fullmatch(word)
    assert [each[0] for each in CANDIDATE.finditer(f"The {word}, ({word}) and {word}.")] == [
        word
    ] * 3


@pytest.mark.parametrize(
    "text",
    ["Ward", "I", "A", "&AMP;", "https://example.org/CQC", "x@NHS", "NHS@x", "pre-CQC", "CQC-led",
     "#CQC", "a.CQC", "ABCDEFGHIJKLMN", "x_CQC"],
)  # fmt: skip
def test_other_words_and_parts_of_words_are_none(text: str) -> None:
    assert CANDIDATE.search(text) is None


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
def test_the_first_use_in_running_text_is_left_open(engine: str) -> None:
    text = (
        "## The CQC\n\n[CQC](https://example.org/) and `CQC`.\n\nThe *CQC* asked the CQC; SSIs "
        "rose.\n\n<abbr title='x'>HSIB</abbr> HSIB\n"
    )

    made = convert("posts/x.md", text, 1, engine)

    found = [each.target for each in made.references if each.kind == TERM]
    assert found == ["CQC", "SSIs", "HSIB"]
    plain = re.sub(
        "\x1f(\\d+)\x1f", lambda gap: f"[{made.references[int(gap[1])].target}]", made.html
    )
    assert "<em>[CQC]</em> asked the CQC; [SSIs] rose" in plain
    assert '<h2 id="the-cqc">The CQC</h2>' in plain
    assert "<code>CQC</code>" in plain
    assert "HSIB</abbr> [HSIB]" in plain


def test_there_is_an_end_to_what_is_left_open() -> None:
    words = [f"A{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(MOST + 10)]

    made = convert("posts/x.md", " ".join(words), 1, "markdown")

    assert len(made.references) == MOST
    assert made.html.endswith(f"{' '.join(words[-10:])}</p>")


def test_a_plural_is_explained_as_its_word() -> None:
    known = {"SSI": "surgical-site-infection"}

    assert [key_of(word, known) for word in ("SSI", "SSIs", "SSIS", "CQC")] == [
        "SSI",
        "SSI",
        "",
        "",
    ]
    assert markup("SSIs", "SSI", 'surgical "site" infection', "/glossary/#ssi", "_met-ssi") == (
        '<a class="term" id="_met-ssi" href="/glossary/#ssi" role="doc-glossref">'
        '<abbr title="surgical &quot;site&quot; infection">SSI</abbr></a>s'
    )
