"""Guides: each is shown as it is, and a name that is not there is told."""

from __future__ import annotations

from argparse import Namespace

import pytest

from plugins.commands.guide import guide
from tests.conftest import ROOT


def asked(name: str | None) -> tuple[int, str]:
    said: list[str] = []
    return guide(ROOT / "docs", Namespace(name=name), said.append), "\n".join(said)


@pytest.mark.parametrize("name", ["publishing", "publishing.md", "docs/publishing.md"])
def test_a_guide_is_shown_as_it_is(name: str) -> None:
    assert asked(name) == (0, (ROOT / "docs/publishing.md").read_text("utf-8").rstrip("\n"))


def test_all_are_listed_with_their_titles() -> None:
    code, said = asked(None)

    assert code == 0
    assert "  editing      For editors\n" in said
    assert len(said.splitlines()) == len([*(ROOT / "docs").glob("*.md")])


def test_a_name_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("publish") == (2, "")
    assert capsys.readouterr().err == "There is no guide 'publish'; did you mean 'publishing'?\n"
