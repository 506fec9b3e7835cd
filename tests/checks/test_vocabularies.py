"""Topics: which of them are thin, stale, of one voice, bare, or nearly the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.checks.vocabularies import topic_health
from plugins.pipeline.load import survey
from tests.conftest import write_post

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Europe/London"))


def told(site: Path, name: str) -> list[str]:
    override = {
        "PATH": str(site / "content"),
        "OUTPUT_PATH": str(site / "output"),
        "SITEURL": "https://hub.example",
    }
    found = survey(site / "pelicanconf.py", override, NOW)
    return [each.text() for each in topic_health(found) if each.path == f"topics/{name}.md"]


def write_topic(site: Path, name: str, body: str = "What it is about.") -> None:
    head = f"---\nname: {name.capitalize()}\ndescription: On {name}.\n---\n{body}\n"
    (site / f"content/topics/{name}.md").write_text(head, encoding="utf-8")


def write_posts(site: Path, count: int, topics: str, author: str = "ann-example") -> None:
    year = 2024 if author == "ann-example" else 2023
    for number in range(count):
        name = f"{year}/{topics.partition(',')[0]}-{number}.md"
        write_post(site / "content", name, f"{topics} {number}", f"{year}-02-{number + 1:02}",
                   topics, author)  # fmt: skip


def test_a_topic_of_few_posts_is_thin_and_one_of_old_posts_is_stale(site: Path) -> None:
    write_topic(site, "falls")
    assert told(site, "falls") == [
        "content/topics/falls.md:1: has 0 public posts; write for it, or make it part of another topic "
        "[thin-topic]"
    ]
    for number in (1, 2):
        write_post(site / "content", f"2022/f{number}.md", f"F{number}", "2022-05-01", "falls")
    assert told(site, "falls") == [
        "content/topics/falls.md:1: has no post since 2022-05-01; write for it, or say on its page why "
        "there is nothing new [stale-topic]"
    ]


def test_a_topic_of_several_posts_has_several_voices(site: Path) -> None:
    write_topic(site, "falls")
    write_posts(site, 4, "falls")
    assert told(site, "falls") == []
    write_posts(site, 5, "falls")
    assert told(site, "falls") == [
        "content/topics/falls.md:1: has 5 posts, all by ann-example; ask somebody else to write for it "
        "[one-voice-topic]"
    ]
    write_posts(site, 1, "falls", "jo-guest")
    assert told(site, "falls") == []


def test_a_topic_has_an_introduction(site: Path) -> None:
    write_topic(site, "falls", body="<!-- to come -->")
    write_posts(site, 2, "falls")
    assert told(site, "falls") == [
        "content/topics/falls.md:1: has no introduction; write below the header what readers find here "
        "[bare-topic]"
    ]


def test_two_topics_that_share_nearly_all_posts_may_be_one(site: Path) -> None:
    for name in ("falls", "slips"):
        write_topic(site, name)
    write_posts(site, 4, "falls, slips")
    write_post(site / "content", "2024/s.md", "S", "2024-03-01", "slips", "jo-guest")
    assert told(site, "falls") == []
    assert told(site, "slips") == [
        "content/topics/slips.md:1: shares 4 of 5 posts with topics/falls.md; if they are one, "
        "python3 tasks.py rename topic slips falls --merge [like-topics]"
    ]
    write_post(site / "content", "2024/t.md", "T", "2024-03-02", "falls", "jo-guest")
    assert told(site, "slips") == []
