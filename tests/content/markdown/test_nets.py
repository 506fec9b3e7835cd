"""Nets: whatever is taken away between a text and its page is told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.content.markdown import convert as conversion
from plugins.content.markdown import html_pass, nets
from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import Draft
from plugins.content.markdown.engines import ENGINES, Engine
from plugins.content.markdown.lint import without_code

BOTH = sorted(ENGINES)

WORDS = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=3, max_size=9).filter(
    lambda word: word not in ("www", "http", "https", "fig", "www.")
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=12).map(
    lambda words: " ".join(words).capitalize() + "."
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    columns = draw(st.integers(2, 4))
    rows = draw(
        st.lists(st.lists(WORDS, min_size=columns, max_size=columns), min_size=2, max_size=4)
    )
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * columns}", *lines[1:]])


BLOCK = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda words: f"## {words[:-1]}"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"- {each}" for each in items)
    ),
    SENTENCE.map(lambda words: f"> [!NOTE]\n> {words}"),
    st.tuples(SENTENCE, WORDS).map(
        lambda two: f"{two[0]} See [{two[1]}](https://example.org/{two[1]})."
    ),
    tables(),
    SENTENCE.map(lambda words: f"```\n{words}\n```"),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(BLOCK, min_size=1, max_size=6))
    notes = draw(st.lists(SENTENCE, max_size=2))
    for number, _ in enumerate(notes, 1):
        blocks.append(f"A mention[^{number}] of it.")
    blocks += [f"[^{number}]: {words}" for number, words in enumerate(notes, 1)]
    return "\n\n".join(blocks)


class Forgetful:
    """An engine that loses something of what it renders."""

    def __init__(self, engine: Engine, pattern: str, number: int, instead: str = "") -> None:
        self.engine, self.pattern, self.number, self.instead = engine, pattern, number, instead
        self.name, self.lost = engine.name, ""

    def render(self, text: str) -> str:
        html = self.engine.render(text)
        found = [*re.finditer(self.pattern, html, re.DOTALL)]
        if not found:
            return html
        each = found[self.number % len(found)]
        self.lost = each[0]
        return html[: each.start()] + each.expand(self.instead) + html[each.end() :]


LOST = {
    "word": (r"(?<=[>\s])[^\W\d_]{3,}(?=[\s.<])(?![^<]*>)", ""),
    "cell": (r"<td>[^<]+</td>", "<td></td>"),
    "note": (
        r"(?<=<p>)[^<]+(?=\s*(?:&#160;)?<a[^>]*backref)|(?<=<p>)[A-Z][^<]*\.(?=&#160;<a class=.footnote-backref)",
        "",
    ),
    "link": (r"<a href=.https[^>]*>([^<]*)</a>", r"\1"),
}


@pytest.mark.parametrize("engine", BOTH)
@given(text=texts())
@settings(max_examples=60, deadline=None)
def test_a_text_that_is_whole_is_left_alone(engine: str, text: str) -> None:
    made = convert("posts/x.md", text, 1, engine)

    assert [each for each in made.problems if each.check_id in ("lost-words", "link-form")] == []
    assert made.advice == []


@pytest.mark.parametrize("what", LOST)
@pytest.mark.parametrize("engine", BOTH)
@given(text=texts(), number=st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_what_is_taken_away_is_told(engine: str, what: str, text: str, number: int) -> None:
    pattern, instead = LOST[what]
    forgetful = Forgetful(ENGINES[engine](), pattern, number, instead)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversion, "engine", lambda name: forgetful)
        made = convert("posts/x.md", text, 1, engine)

    told = {each.check_id for each in made.problems}
    assert not forgetful.lost or told & {"lost-words", "link-form", "link-empty"}, (
        forgetful.lost,
        made.html,
    )


@pytest.mark.parametrize("engine", BOTH)
def test_a_lost_word_is_told_with_its_line_and_its_words(engine: str) -> None:
    forgetful = Forgetful(ENGINES[engine](), "never more", 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversion, "engine", lambda name: forgetful)
        made = convert("posts/x.md", "## Doses\n\nGive five, never more than ten.\n", 8, engine)

    assert [(each.text(""), each.column) for each in made.problems] == [
        (
            "posts/x.md:10: 'never more' is not shown on the page; put an empty line above and below "
            "this paragraph, and begin it at the start of the line [lost-words]",
            12,
        )
    ]


@pytest.mark.parametrize(
    ("sign", "rule"),
    [("](https://x.org)", "link-form"), ("[^a b]", "missing-note"), ("**Word", "left-over-sign")],
)
def test_a_sign_on_a_page_is_told_and_one_in_code_is_not(sign: str, rule: str) -> None:
    text = f"Here [a{sign}" if sign.startswith("]") else f"Here {sign} is"

    assert [each.check_id for each in nets.left_over(f"<p>{text}</p>", text)] == [rule]
    assert [*nets.left_over(f"<p><code>{text}</code></p>", text)] == []
    assert [
        *nets.left_over(f"<p>{text}</p>", text.replace("[", "\\[").replace("**", "\\*\\*"))
    ] == []


def test_the_pass_is_what_the_nets_look_at() -> None:
    """What a step of the pass drops is found too, not only what an engine does."""

    def drop(draft: Draft) -> None:
        for node in draft.body.css("strong"):
            node.decompose()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversion, "PASS", (*html_pass.PASS, drop))
        made = convert("posts/x.md", "Give **five milligrams** a day.\n", 1, "cmarkgfm")

    assert [each.message for each in made.problems] == [
        "'five milligrams' is not shown on the page"
    ]


def test_without_code_is_what_signs_are_looked_for_in() -> None:
    assert without_code("`[a](b`").strip() == ""


WHOLE = (
    "Some words and [more](https://example.org/a).\n\n| a | b |\n| --- | --- |\n| one | two |\n\n"
    "A mention[^1].\n\n[^1]: The words of a note.\n"
)


@pytest.mark.parametrize("what", LOST)
@pytest.mark.parametrize("engine", BOTH)
def test_each_kind_of_loss_is_tried(what: str, engine: str) -> None:
    forgetful = Forgetful(ENGINES[engine](), LOST[what][0], 0, LOST[what][1])

    forgetful.render(WHOLE)

    assert forgetful.lost
