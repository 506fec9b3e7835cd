"""Once: a block is written once for a value, with all that it depends on."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Template

from plugins.build.writer import environment
from plugins.core.views import Link

LINK = Link(url="/a/", text="A & <b>")


def template(text: str) -> Template:
    return environment(Path()).from_string(text)


def test_a_block_is_written_once_and_shown_everywhere() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    link = Link(url="/a/", text="A")
    page = template("{% for each in 'xy' %}{% once link %}<{{ ask() }}>{% endonce %}{% endfor %}")

    assert page.render(link=link, ask=ask) + page.render(link=link, ask=ask) == "<1>" * 4


def test_what_is_written_is_escaped_once() -> None:
    page = template("{% once link %}<p>{{ link.text }}</p>{% endonce %}")

    assert [page.render(link=LINK) for _ in range(2)] == ["<p>A &amp; &lt;b&gt;</p>"] * 2


def test_another_value_another_block_and_another_place_have_texts_of_their_own() -> None:
    page = template(
        "{% for level in (2, 3, 2) %}{% once link, level %}{{ level }}{{ link.text }} {% endonce %}"
        "{% endfor %}\n{% once link %}else{% endonce %}"
    )

    links = [Link(url="/a/", text=text) for text in ("A", "B")]

    assert [page.render(link=link) for link in links] == ["2A 3A 2A else", "2B 3B 2B else"]


def test_a_value_that_may_change_is_refused() -> None:
    page = template("{% once words %}{{ words }}{% endonce %}")

    with pytest.raises(TypeError, match=r"^\{% once %\} needs a Shared value first, not 'text'$"):
        page.render(words="text")
