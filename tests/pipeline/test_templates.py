"""Templates: values are escaped as Jinja does; a block is written once for all it depends on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, Template, UndefinedError
from markupsafe import Markup

from plugins.base import code_version
from plugins.pipeline import templates
from plugins.pipeline.templates import environment
from plugins.presentation.views import Link

LINK = Link(url="/a/", text="A & <b>")


def template(text: str) -> Template:
    return environment(Path()).from_string(text)


class Marked:
    def __html__(self) -> str:
        return "<b>&</b>"

    def __repr__(self) -> str:  # it names tests, and has no address in it
        return "Marked()"


VALUES = ["", "plain", "<&>'\"", "é “x” 🩺 <", Markup("<i>&amp;</i>"), Marked(), 1, 1.5, None, True,
          ["<"], Link(url="/<", text="'")]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize(
    "text",
    [
        "{{ x }}",
        "<p>{{ x }}</p>{{ x }}",
        "{% macro m(y) %}<{{ y }}>{% endmacro %}{{ m(x) }}{{ m(m(x)) }}",
        '{{ "<" ~ x ~ ">" }}',
        "{% set y %}<{{ x }}{% endset %}{{ y }}",
        "{{ x | e }}{{ x | string | upper }}",
        "{% filter upper %}{{ x }}{% endfilter %}",
        "{{ [x, x] | join('<') }}",
        "{{ x | tojson }}",
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "{% macro m(y) %}<{{ y }}>{% endmacro %}{% autoescape false %}{{ m(x) }}{% endautoescape %}",
        "{% macro m(y, z='<') %}{{ z }}{{ y }}{% endmacro %}{{ m(x) }}{{ m(y=x, z='>') }}{{ m(*[x]) }}",
        "{% macro m(y) %}<p>{{ y }}{{ caller(y) }}</p>{% endmacro %}"
        "{% call(z) m(x) %}<b>{{ z }}</b>{% endcall %}",
        "{% for y in [x, x, x] %}{{ loop.cycle('<', '>') }}{{ y }}{% endfor %}",
        "{% for y in [[x, []]] recursive %}{{ y }}{% if loop.depth < 2 %}{{ loop([y]) }}{% endif %}"
        "{% endfor %}",
        "{% block b %}<{{ x }}>{% endblock %}{{ self.b() }}",
        "{% macro m(y) %}{{ varargs }}{{ kwargs }}{{ y }}{% endmacro %}{{ m(x, 1, z=2) }}",
    ],
)
def test_a_value_is_written_as_jinja_writes_it(value: object, text: str) -> None:
    plain = Environment(autoescape=True)
    if "tojson" in text and isinstance(value, Marked | Link):
        return  # what JSON does not know stays an error

    assert template(text).render(x=value) == plain.from_string(text).render(x=value)


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'x' is undefined"):
        template("{{ x }}").render()


def test_what_cannot_be_called_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'x' is undefined"):
        template("{{ x(1) }}").render()
    with pytest.raises(TypeError, match="not callable"):
        template("{{ x(1) }}").render(x="text")


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


def test_templates_of_the_same_text_are_compiled_once_and_name_their_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "{# only here #}\n{{ view.missing }}"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(text, encoding="utf-8")
    environment(tmp_path / "one").get_template("page.html")
    monkeypatch.setattr(Environment, "compile", None)

    found = environment(tmp_path / "two").get_template("page.html")

    assert found.filename == str(tmp_path / "two/page.html")
    with pytest.raises(UndefinedError) as caught:
        found.render(view=LINK)
    files = {entry.path for entry in caught.traceback}
    assert tmp_path / "two/page.html" in files
    assert tmp_path / "one/page.html" not in files


def test_another_text_is_compiled_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for text in ("one", "two", "one"):
        page.write_text(text, encoding="utf-8")
        assert environment(tmp_path).get_template("page.html").render() == text


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where compiled templates lie on disk; each environment begins as a new process."""
    folder = tmp_path / "environment/compiled-templates/now"
    monkeypatch.setattr(templates, "compiled_folder", lambda: folder)
    (tmp_path / "page.html").write_text("{{ 1 + 1 }}", encoding="utf-8")
    begin(tmp_path, monkeypatch)
    return folder


def begin(theme: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr(templates._Compiled, "_kept", {})
    return environment(theme)


def test_another_process_has_what_was_compiled(
    tmp_path: Path, beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path, monkeypatch).get_template("page.html")
    assert len(list(beside.iterdir())) == 1
    compiling = Environment.compile
    monkeypatch.setattr(Environment, "compile", None)

    assert begin(tmp_path, monkeypatch).get_template("page.html").render() == "2"

    monkeypatch.setattr(Environment, "compile", compiling)
    (tmp_path / "page.html").write_text("{{ 1 + 2 }}", encoding="utf-8")
    assert begin(tmp_path, monkeypatch).get_template("page.html").render() == "3"


@pytest.mark.parametrize("content", [b"", b"x" * 40, None], ids=["empty", "foreign", "a bit"])
def test_what_is_damaged_is_compiled_again(
    tmp_path: Path, beside: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    begin(tmp_path, monkeypatch).get_template("page.html")
    (file,) = beside.iterdir()
    sound = file.read_bytes()
    file.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]) if content is None else content)

    assert begin(tmp_path, monkeypatch).get_template("page.html").render() == "2"
    assert file.read_bytes() == sound


def test_what_other_code_compiled_goes(
    tmp_path: Path, beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = beside.with_name("before")
    before.mkdir(parents=True)

    begin(tmp_path, monkeypatch).get_template("page.html")

    assert not before.exists()
    assert beside.is_dir()


def test_a_disk_that_takes_nothing_is_no_fault(
    tmp_path: Path, beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside.parent.parent.write_text("a file in the way", encoding="utf-8")

    assert begin(tmp_path, monkeypatch).get_template("page.html").render() == "2"


def test_compiled_templates_lie_in_the_environment_and_never_in_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(sys, "prefix", "/hub/.venv")
    assert templates.compiled_folder() == Path("/hub/.venv/compiled-templates", code_version.key())
    monkeypatch.setattr(sys, "prefix", "/usr")
    assert templates.compiled_folder() is None
