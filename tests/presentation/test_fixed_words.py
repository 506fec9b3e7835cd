"""The fixed words of pages: each language has them all, and templates show each of them."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from plugins.base.file_state import FolderScan
from plugins.base.problems import SiteFault
from plugins.language.content_notes import NOTES
from plugins.presentation import fixed_words
from plugins.presentation.fixed_words import Words, in_language, read, spoken
from tests.conftest import ROOT

THEME = ROOT / "theme"
FILES = sorted((THEME / "words").iterdir())
WORDS = fixed_words.fixed_words(FolderScan(THEME))
ENGLISH = (THEME / "words/en.yaml").read_text(encoding="utf-8")


def words(tag: str) -> Words:
    found = spoken(WORDS, tag)
    assert found is not None
    return found


def fault(text: str) -> str:
    with pytest.raises(SiteFault) as caught:
        read("words/xx.yaml", text)
    return str(caught.value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_has_all_words_under_its_own_tag(path: Path) -> None:
    found = read(f"words/{path.name}", path.read_text(encoding="utf-8"))

    assert found.tag == path.stem
    assert len(found.months) == len(set(found.months)) == 12


def test_there_are_english_and_welsh() -> None:
    assert {"en", "cy"} <= {each.tag for each in WORDS}


def test_welsh_is_not_left_in_english() -> None:
    english, welsh = words("en"), words("cy")
    same = {
        each.name
        for each in fields(Words)
        if getattr(english, each.name) == getattr(welsh, each.name)
    }
    assert same == set()


def test_no_word_is_there_that_nothing_shows() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (THEME / "templates").iterdir())
    text += Path(fixed_words.__file__).read_text(encoding="utf-8").partition("def day(")[2]
    used = {*re.findall(r"\bsay\.(\w+)", text), *re.findall(r"\bself\.(\w+)", text)}

    assert {each.name for each in fields(Words)} - used == {"tag"}


def test_a_missing_an_unknown_and_an_empty_word_are_told_with_their_lines() -> None:
    text = ENGLISH.replace("published: Published\n", "").replace("by: By", "buy: By", 1)
    text = text.replace("read_next: Read next", "read_next:").replace("tag: en", "tag: English")
    last = len(text.rstrip("\n").split("\n"))

    assert fault(text).split("\n") == [
        f"theme/words/xx.yaml:{line(text, 'buy')}: 'buy' is shown nowhere; did you mean 'by'?.",
        "theme/words/xx.yaml:2: 'tag' is not the tag of a language ('English'); write one such as cy.",
        f"theme/words/xx.yaml:{last}: 'by' is missing; add it in the language of the file.",
        f"theme/words/xx.yaml:{last}: 'published' is missing; add it in the language of the file.",
        f"theme/words/xx.yaml:{line(text, 'read_next')}: 'read_next' is no text; write its words, in quotes if need be.",
    ]  # fmt: skip


def line(text: str, key: str) -> int:
    return next(n for n, each in enumerate(text.split("\n"), 1) if each.startswith(f"{key}:"))


@pytest.mark.parametrize(("old", "new", "what"), [
    ("Part {part} of {total}", "Part {part}", "'part' has other gaps than {part} and {total}; write each of them once."),
    ("[January, ", "[", "'months' is not a list of the names of twelve months; write them all."),
    ("  abuse:", "  abused:", f"'notes' has not one sentence for each of: {', '.join(NOTES)}; write them all."),
    ("  death: Somebody dies in this post.\n", "", f"'notes' has not one sentence for each of: {', '.join(NOTES)}; write them all."),
])  # fmt: skip
def test_gaps_and_months_are_whole(old: str, new: str, what: str) -> None:
    text = ENGLISH.replace(old, new)
    assert fault(text) == f"theme/words/xx.yaml:{line(text, what.split(chr(39))[1])}: {what}"


@pytest.mark.parametrize("tag", ["en", "cy"])
@pytest.mark.parametrize("word", NOTES)
def test_every_word_of_a_content_note_is_known_again_by_its_sentence(tag: str, word: str) -> None:
    say = words(tag)
    assert say.noted(say.note((word, "death"), "More.")) == ([word, "death"], "More.")
    assert say.noted("A story of loss.") == ([], "A story of loss.")
    assert not [
        (one, other)
        for one in say.notes.values()
        for other in say.notes.values()
        if one != other and other.startswith(one)
    ]


def test_a_note_is_the_sentences_of_its_words_and_what_else_is_said() -> None:
    assert words("en").note(("baby-loss", "harm-in-care"), "It names no family.") == (
        "The loss of a baby is told of here. People are harmed by their care. It names no family."
    )
    assert words("cy").note(("death",)) == "Mae rhywun yn marw yn yr erthygl hon."
    assert words("en").note((), "It is sad.") == "It is sad."
    assert words("en").note(()) == ""


def test_what_is_no_list_of_words_is_refused() -> None:
    assert fault("- a") == "theme/words/xx.yaml:1: holds no words; write them as en.yaml does."
    assert fault("a: [") == "theme/words/xx.yaml:1: cannot be read as YAML; mend the line."


def test_a_theme_needs_the_words_of_english(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/cy.yaml").write_bytes((THEME / "words/cy.yaml").read_bytes())
    with pytest.raises(SiteFault, match=r"^The theme has no words/en\.yaml; add it: "):
        fixed_words.fixed_words(FolderScan(tmp_path))


def test_words_serve_all_countries_of_a_language_and_english_the_rest() -> None:
    assert in_language(WORDS, "cy-GB").tag == in_language(WORDS, "cy").tag == "cy"
    assert in_language(WORDS, "en-gb").tag == in_language(WORDS, "pl").tag == "en"
    assert spoken(WORDS, "cyx") is None


def test_days_places_and_kinds_are_said_in_the_language() -> None:
    welsh = words("cy")
    assert welsh.day("2021-12-16T09:00:00+00:00") == "16 Rhagfyr 2021"
    assert [welsh.place(part, 5) for part in (4, "introduction", "closing")] == [
        "Rhan 4 o 5", "Cyflwyniad", "Diweddglo",
    ]  # fmt: skip
    assert (welsh.update("correction"), welsh.update("rule")) == ("Cywiriad", "")
    assert welsh.disclosed("Funding") == "Cyllid"
    assert welsh.format("easy-read") == "Hawdd ei Ddeall"
