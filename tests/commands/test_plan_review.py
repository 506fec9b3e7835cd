"""Planning: the series that looks back on a year, proposed from what was written in it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.commands.check import check
from plugins.commands.plan_review import areas_of, days_of, plan
from plugins.pipeline.command import build as build_site
from tests.conftest import ROOT, Build, write_post
from tests.support.examples import a_library, a_post, a_series, a_topic, on


def review(site: Path, year: int, **options: object) -> tuple[int, list[str]]:
    given: dict[str, object] = {"year": year, "areas": 5, "series": None, "content": None, "output": None,
             "siteurl": None, "now": "2026-06-01T12:00"}  # fmt: skip
    said: list[str] = []
    return plan(site, Namespace(**{**given, **options}), said.append), said


def checked(site: Path, content: Path) -> tuple[int, list[str]]:
    given: dict[str, object] = {"content": str(content), "output": None, "siteurl": None, "explain": None,
             "exceptions": False, "format": "text", "now": "2026-06-01T12:00", "paths": []}  # fmt: skip
    said: list[str] = []
    code = check(site, Namespace(**given), said.append)
    return code, "\n".join(said).split("\n")


DRAFT = """\
---
title: "2023 in review: Culture"
date: 2023-12-14
summary: "TODO: what the year brought for Culture, in one or two sentences."
authors: [ann-example]
topics: [culture]
series: 2023-in-review
part: 1
status: draft
sponsor: none
funding: none
interests: none
---
TODO: begin with what a reader should take away. This is part 1 of 2.

TODO: see whether sponsor, funding and interests in the header are right.

## What we wrote

- [More 1](more-1.md), 1 January 2023: What More 1 says.
- [More 2](more-2.md), 1 February 2023: What More 2 says.
- [More 3](more-3.md), 1 March 2023: What More 3 says.
- [More 4](more-4.md), 1 April 2023: What More 4 says.
- [More 5](more-5.md), 1 May 2023: What More 5 says.

TODO: make a text of this list.

## What it rests on

- A first count, Example Office [@first-count-2021] (TODO: this source was replaced)

## The figures

- {fig:slips-2023}: slips in one ward (England; May 2023)

## What is still open

TODO: what did the year leave undone, and who is waiting?
"""
SERIES = """\
---
title: "2023 in review"
parts:
  - "2023 in review: Culture"
  - "2023 in review: Medicines"
year: 2023
---
"""


@pytest.fixture
def there(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a hub with two areas in 2023, and a post that belongs to none."""
    monkeypatch.chdir(site)
    content = site / "content"
    (content / "topics/falls.md").write_text("---\nname: Falls\ndescription: D.\n---\n", "utf-8")
    for name, month in (("tablets", 6), ("labels", 7)):
        write_post(content, f"2023/{name}.md", name.capitalize(), f"2023-0{month}-01", "medicines")
    write_post(content, "2023/alone.md", "Alone", "2023-08-01", topic="falls")
    return site


def test_a_plan_is_a_series_and_a_draft_for_each_area(there: Path) -> None:
    assert review(there, 2023) == (0, [
        "content/series/2023-in-review.md",
        "content/posts/2023/2023-in-review-culture.md",
        "content/posts/2023/2023-in-review-medicines.md",
        "2023 in 2 parts, as drafts. They cover 7 posts; 1 other in none:\n"
        "  content/posts/2023/alone.md",
        "Look for TODO in the drafts: check lists every place that is still to be written.",
        "Readers see the plan from the next build on; content/series/2023-in-review.md takes a few "
        "words.",
    ])  # fmt: skip
    assert (there / "content/series/2023-in-review.md").read_text("utf-8") == SERIES
    path = there / "content/posts/2023/2023-in-review-culture.md"
    assert path.read_text("utf-8") == DRAFT


def test_it_passes_the_check_but_for_its_gaps_and_nothing_of_it_gets_out(
    there: Path, build: Build
) -> None:
    before = checked(there, there / "content")[1]
    review(there, 2023)

    code, said = checked(there, there / "content")
    files = build()

    assert code == 0
    new = [line for line in said if line not in before and not line.endswith("of advice.")]
    drafts = [line for line in new if "2023-in-review" in line and "outdated-source" not in line]
    assert drafts
    assert [line for line in drafts if not line.endswith("[open-gap]")] == []
    assert (
        "content/posts/2023/2023-in-review-culture.md:4: is still to be written: what the year "
        "brought for Culture, in one or two sentences; write it [open-gap]"
    ) in drafts
    assert build.code == 0, build.said
    assert [name for name, page in files.items() if b"TODO" in page] == []


def test_a_part_that_is_published_with_gaps_is_refused(there: Path, build: Build) -> None:
    review(there, 2023)
    path = there / "content/posts/2023/2023-in-review-culture.md"
    path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")

    build()

    name = "content/posts/2023/2023-in-review-culture.md"
    assert build.code == 1
    assert build.said[0].split("\n")[0] == (
        f"{name}:4: is still to be written: what the year brought for Culture, in one or two "
        "sentences; write it, or let the post be a draft [published-gap]"
    )


def test_a_year_that_has_its_review_gets_another_name_and_its_parts_are_left_out(
    there: Path,
) -> None:
    write_post(there / "content", "2021/other.md", "Other", "2021-03-01")
    write_post(there / "content", "2021/more.md", "More", "2021-04-01")

    code, said = review(there, 2021)

    assert code == 0
    assert said[:2] == ["content/series/2021-by-area.md", "content/posts/2021/2021-by-area-culture.md"]  # fmt: skip
    text = (there / said[1]).read_text("utf-8")
    assert 'title: "2021 by area: Culture"' in text
    assert "More" in text
    assert "First part" not in text


def test_fewer_areas_and_a_name_of_its_own_can_be_asked_for(there: Path) -> None:
    code, said = review(there, 2023, areas=1, series="our-2023")

    assert code == 0
    assert said[:3] == [
        "content/series/our-2023.md", "content/posts/2023/our-2023-culture.md",
        "2023 in 1 part, as drafts. They cover 5 posts; 3 others in none:\n"
        "  content/posts/2023/tablets.md\n  content/posts/2023/labels.md\n"
        "  content/posts/2023/alone.md",
    ]  # fmt: skip


def test_a_year_of_one_post_is_one_part(there: Path) -> None:
    code, said = review(there, 2022)

    assert code == 0
    assert said[2:3] == ["2022 in 1 part, as drafts. They cover 1 post."]
    assert "This is part" not in (there / said[1]).read_text("utf-8")


@pytest.mark.parametrize(
    ("year", "options", "code", "message"),
    [
        (2010, {}, 2, "No post of 2010 is public: there is nothing to review.\n"),
        (2021, {}, 2, "Every post of 2021 is a part of a review of it: there is nothing to plan.\n"),
        (2023, {"series": "2021-in-review"}, 2,
         "content/series/2021-in-review.md is there already; give --series another name.\n"),
        (2023, {"series": "../x"}, 2,
         "--series cannot be part of an address ('../x'); write a name such as 2026-in-review.\n"),
    ],
    ids=["no post", "only its review", "taken", "no name"],
)  # fmt: skip
def test_what_cannot_be_planned_is_said_and_nothing_is_written(
    there: Path,
    capsys: pytest.CaptureFixture[str],
    year: int,
    options: dict[str, object],
    code: int,
    message: str,
) -> None:
    before = sorted((there / "content").rglob("*"))

    assert review(there, year, **options) == (code, [])
    assert capsys.readouterr().err == message
    assert sorted((there / "content").rglob("*")) == before


def test_content_with_a_fault_is_not_planned_upon(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_post(there / "content", "2023/bad.md", "Bad", topic="cultrue")

    assert review(there, 2023) == (1, [])
    assert capsys.readouterr().err == (
        "Nothing was planned: python3 tasks.py check names 1 problem to mend first.\n"
    )


def test_a_post_goes_to_the_first_area_and_what_is_left_to_the_topic_above() -> None:
    def post(n: int, *topics: str) -> object:
        return a_post(title=f"P{n}", date=on(2023, n), topics=topics)

    posts = [post(1, "a", "b"), post(2, "a"), post(3, "b"), post(4, "c1"), post(5, "c2")]
    topics = [a_topic(slug="c1", parent="c"), a_topic(slug="c2", parent="c"), a_topic(slug="c")]
    library = a_library(posts, topics=topics)  # type: ignore[arg-type]

    areas = areas_of(library, 2023, 5)

    assert [(area.topic.slug, [p.title for p in area.posts]) for area in areas] == [
        ("a", ["P1", "P2"]),
        ("c", ["P4", "P5"]),
        ("b", ["P1", "P3"]),
    ]


def test_what_is_left_joins_an_area_that_is_there_already() -> None:
    posts = [
        a_post(title=f"P{n}", date=on(2023, n), topics=(topic,))
        for n, topic in enumerate(("c", "c1", "c"), 1)
    ]
    topics = [a_topic(slug="c1", parent="c"), a_topic(slug="c")]

    (area,) = areas_of(a_library(posts, topics=topics), 2023, 5)

    assert [post.title for post in area.posts] == ["P1", "P2", "P3"]


def test_parts_of_the_review_itself_are_no_part_of_it() -> None:
    posts = [
        a_post(title="Part", series="2021-in-review", part=1),
        a_post(title="Other", series="another", part=1),
    ]
    library = a_library(posts, series=[a_series(), a_series(slug="another")])

    (area,) = areas_of(library, 2021, 5)

    assert [post.title for post in area.posts] == ["Other"]


@pytest.mark.parametrize(("year", "count"), [(2021, 5), (2022, 3), (2023, 1), (2026, 10)])
def test_parts_appear_on_weekdays_one_after_the_other(year: int, count: int) -> None:
    days = days_of(year, count)

    assert len(days) == count
    assert days == sorted(set(days))
    assert all(day.weekday() < 5 and day <= dt.date(year, 12, 17) for day in days)


def test_the_sample_of_this_repository_can_be_planned_and_built(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "output"
    shutil.copytree(ROOT / "content", content)
    before = checked(ROOT, content)[1]

    for year in (2019, 2020, 2022, 2023, 2024, 2025):
        code, said = review(
            ROOT, year, content=str(content), series=f"look-{year}", output=str(output)
        )
        assert code == 0, said

    code, said = checked(ROOT, content)
    assert code == 0
    new = [line for line in said if re.search(r"posts/\d+/look-.*:\d+: ", line) and line not in before]  # fmt: skip
    assert len(new) > 20  # lines alike are told in one
    assert {line.rpartition("[")[2] for line in new} <= {
        "open-gap]",
        "abbreviation]",
        "spelling]",
        "copied-text]",
        "content-note]",  # of figures on deaths: a year that tells of them is to say so on top
        "no-help]",
    }
    options = Namespace(content=str(content), output=str(output), siteurl=None, clean=True,
                        now="2026-06-01", jobs=2)  # fmt: skip
    assert build_site(ROOT, options, print) == 0, "no word of a draft gets out"
