"""Progress: what a person sees while something long goes on."""

from __future__ import annotations

import io
import sys

import pytest

from plugins.base.printing import quiet, say
from plugins.base.progress import FEW, tracked


class Terminal(io.StringIO):
    """A terminal, as far as a program can tell."""

    def isatty(self) -> bool:
        return True


def test_a_line_is_printed_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    say("21 posts.")

    assert capsys.readouterr().out == "21 posts.\n"


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    quiet("21 posts.")

    assert capsys.readouterr().out == ""


def test_a_few_items_pass_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    items = list(tracked(range(FEW - 1), FEW - 1, "Reading"))

    assert items == list(range(FEW - 1))
    assert capsys.readouterr().out == ""


def test_many_items_are_one_plain_line_where_nobody_watches(
    capsys: pytest.CaptureFixture[str],
) -> None:
    items = list(tracked(range(1200), 1200, "Reading"))

    assert items == list(range(1200))
    assert capsys.readouterr().out == "Reading: 1,200\n"


def test_what_is_told_goes_where_it_is_wanted() -> None:
    lines: list[str] = []

    items = list(tracked("x" * FEW, FEW, "Rendering", lines.append))

    assert len(items) == FEW
    assert lines == [f"Rendering: {FEW}"]


def test_a_dumb_terminal_gets_a_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "dumb")

    list(tracked(range(FEW), FEW, "Reading"))

    assert terminal.getvalue() == f"Reading: {FEW}\n"


def test_a_terminal_shows_a_bar_and_every_item_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")

    items = list(tracked(range(200), 200, "Reading"))

    assert items == list(range(200))
    assert "Reading" in terminal.getvalue()
    assert "200/200" in terminal.getvalue()
