"""What `start` asks: each answer is right, or told in words, and asked for again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import tasks
from plugins.base.problems import SiteFault
from plugins.hubs.answers import answers
from tests.hubs.conftest import ANSWERS

ACTIVE = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("address", "hub.example.org", "address does not begin with https:// or http:// ('hub.example.org'); write https://hub.example.org."),
        ("address", "http://localhost:8000", "address leads readers to their own machine ('http://localhost:8000'); write the public one."),
        ("address", "https://hub.org/?x=1", "address has more than a host and a path ('https://hub.org/?x=1'); write https://hub.org."),
        ("name", "x" * 81, 'name is too long (81 letters, at most 80); write a name of at most 80 letters.'),
        ("name", " ", "name is empty."),
        ("name", "Ward\u202e9", "name holds a direction mark (U+202E), which nobody sees; delete the line, and write it anew: Ward9."),
        ("time-zone", "London", "time-zone is not a time zone ('London'); write a zone such as Europe/London."),
        ("language", "English", "language is not the short name of a language ('English'); write en-GB."),
        ("colour", "teal", "colour is not a colour ('teal'); write # and six digits, such as #0f4c5c."),
        ("colour", "0f4c5c", "colour is not a colour ('0f4c5c'); write #0f4c5c."),
        ("contact", "hello at ward.org", "contact is not an address ('hello at ward.org'); write an address that begins with mailto:, https:// or tel:."),
        ("security", "http://ward.org", "security is not encrypted ('http://ward.org'); write https://ward.org."),
        ("newsletter", "javascript:alert(1)", "newsletter is not an address that begins with https:// ('javascript:alert(1)'); write the whole address, which begins with https://."),
        ("mark", "mark.gif", "mark names 'mark.gif'; give an SVG or a PNG."),
        ("mark", "no-such.svg", "mark names 'no-such.svg', which cannot be read (No such file or directory)."),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_stand_is_told(name: str, said: str, told: str) -> None:
    with pytest.raises(SiteFault) as fault:
        answers({**ANSWERS, name: said}, tasks.HUB_ANSWERS, print, None)

    assert (str(fault.value), fault.value.code) == (f"start: --{told}", 2)


@pytest.mark.parametrize(("name", "text"), [("a.svg", ACTIVE), ("a.png", "no picture")])
def test_a_mark_that_is_more_or_less_than_a_picture_is_told(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(SiteFault, match=rf"^start: --mark: {name} "):
        answers({**ANSWERS, "mark": str(tmp_path / name)}, tasks.HUB_ANSWERS, print, None)


def test_what_has_to_be_known_is_missed_together() -> None:
    with pytest.raises(SiteFault, match=r"^start: give --tagline, --address\.$"):
        answers({"name": "A hub"}, tasks.HUB_ANSWERS, print, None)


def replies(*given: str) -> tuple[Callable[[str], str], list[str]]:
    asked: list[str] = []
    waiting = list(given)

    def ask(question: str) -> str:
        asked.append(question)
        return waiting.pop(0)

    return ask, asked


def test_somebody_who_is_there_is_asked_until_it_can_stand() -> None:
    told: list[str] = []
    ask, asked = replies(
        "", "A hub", "We learn", "hub.org.uk", "https://hub.org.uk", *[""] * 10
    )  # fmt: skip

    found = answers({}, tasks.HUB_ANSWERS, told.append, ask)

    assert told == [
        "name is empty.",
        "address does not begin with https:// or http:// ('hub.org.uk'); write https://hub.org.uk.",
    ]
    assert asked[0] == "name (the name of the hub): "
    assert asked[5] == "time-zone (the zone of its days (Europe/London); Enter for Europe/London): "
    assert asked[7].endswith("; Enter for none): ")
    assert found.given == {
        "name": "A hub", "tagline": "We learn", "address": "https://hub.org.uk",
        "time-zone": "Europe/London", "language": "en-GB",
    }  # fmt: skip


def test_a_plain_mail_address_and_a_slash_at_the_end_are_meant_well() -> None:
    given = {**ANSWERS, "contact": "hello@ward.org", "address": "https://ward.org/"}

    found = answers(given, tasks.HUB_ANSWERS, print, None)

    assert (found["contact"], found["address"]) == ("mailto:hello@ward.org", "https://ward.org")
