"""Nothing that is printed acts on a terminal, or passes for a line of our own."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.base.printing import annotate, complain, one_line, plain, say
from plugins.base.problems import Problem

ACTS = [
    "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\b\b", "\r", "\x85", "\u2028", "\u2029", "\u202e", "\u2066",
    "\u200b", "\ufeff", "\U000e0041", "\ud800", "\x00",
]  # fmt: skip


@pytest.mark.parametrize("sign", ACTS)
def test_a_sign_that_acts_is_printed_as_its_number(
    sign: str, capfd: pytest.CaptureFixture[str]
) -> None:
    say(f"content/a{sign}b.md")
    complain(f"content/a{sign}b.md")

    out, err = capfd.readouterr()

    assert out == err
    assert f"<U+{ord(sign[0]):04X}>" in out
    assert out.removesuffix("\n").isprintable()


def test_a_name_of_two_lines_is_one_line_of_a_report() -> None:
    problem = Problem(
        "posts/a\n::error::x.md", 1, "has a name\r\n##[error]x", "rename\tit", "file-name"
    )

    assert problem.text() == (
        "content/posts/a<U+000A>::error::x.md:1: has a name<U+000D><U+000A>##[error]x; rename<U+0009>it "
        "[file-name]"
    )


@pytest.mark.parametrize(
    "line", ["::error::x", "  ::set-env name=A::b", "a ##[error]x", "a ##vso[task.x]b"]
)
def test_no_line_is_a_command_of_a_ci_service(line: str, capfd: pytest.CaptureFixture[str]) -> None:
    say(f"One.\n{line}\nTwo.")

    out = capfd.readouterr().out

    assert not re.search(r"(?m)^[ \t]*::", out)
    assert not re.search(r"(?<!\|)##(?:vso)?\[", out)


def test_an_annotation_is_one(capfd: pytest.CaptureFixture[str]) -> None:
    annotate("::error file=a::x\x1b[0m\n::notice::y")

    assert capfd.readouterr().out == "::error file=a::x<U+001B>[0m\n::notice::y\n"


@pytest.mark.parametrize(
    "text", ["", "plain: 'words' \u2013 caf\u00e9 \U0001f469", "One.\n\n  Two."]
)
def test_what_is_seen_stays(text: str) -> None:
    assert plain(text) == text


@given(st.text(st.characters()))
def test_no_text_prints_what_acts(text: str) -> None:
    shown = one_line(text)

    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Zl", "Zp", "Cs"}
    assert plain(text).count("\n") == text.count("\n")
