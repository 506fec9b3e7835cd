"""Engines: two that turn Markdown into HTML, each ready for the next text whatever the last was."""

from __future__ import annotations

import pytest

from plugins.content.markdown.engines import ENGINES, Engine, PythonMarkdown, TooDeep, engine

BOTH = sorted(ENGINES)
TEXT = "One[^1] and ~~two~~.\n\n- a\n- [x] b\n\n[^1]: Note."


@pytest.fixture(params=BOTH)
def either(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[str(request.param)]()


def test_there_are_two_engines_by_the_names_of_the_settings() -> None:
    assert BOTH == ["cmarkgfm", "markdown"]
    assert [ENGINES[name]().name for name in BOTH] == BOTH


def test_a_process_has_one_engine_of_a_name() -> None:
    assert engine("markdown") is engine("markdown")
    assert engine("markdown") is not engine("cmarkgfm")


def test_an_engine_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        engine("commonmark")


def test_a_text_becomes_html(either: Engine) -> None:
    html = either.render("## Head\n\nText with *stress*.")

    assert "<h2>Head</h2>" in html
    assert "<p>Text with <em>stress</em>.</p>" in html


def test_what_one_text_defines_is_unknown_to_the_next(either: Engine) -> None:
    either.render("[x]\n\n[x]: https://example.org\n\nA[^1]\n\n[^1]: Note.")

    html = either.render("[x] and A[^1]")

    assert html.strip() == "<p>[x] and A[^1]</p>"


def test_a_text_gives_the_same_html_each_time(either: Engine) -> None:
    before = either.render(TEXT)

    either.render("# Other\n\n[^1]: Other note.\n\n> - quoted")

    assert either.render(TEXT) == before


def test_python_s_engine_gives_up_on_a_text_that_is_nested_too_deep() -> None:
    with pytest.raises(TooDeep):
        PythonMarkdown().render("- " * 2000 + "x")


def test_giving_up_does_no_harm_to_the_next_text() -> None:
    made = PythonMarkdown()
    before = made.render(TEXT)

    with pytest.raises(TooDeep):
        made.render("- " * 2000 + "x")

    assert made.render(TEXT) == before


@pytest.mark.parametrize(
    "text",
    ["- " * 2000 + "x", "> " * 2000 + "x", "[" * 3000, "*a " * 2000, "`" * 2001, "<b>" * 500],
)
def test_github_s_engine_takes_any_depth(text: str) -> None:
    assert ENGINES["cmarkgfm"]().render(text)


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\u00a0", "-", "#", "|", "```", "[", "&", "<", "\\"]
)
def test_the_smallest_texts_are_no_trouble(either: Engine, text: str) -> None:
    assert isinstance(either.render(text), str)
