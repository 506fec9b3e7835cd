"""Pages at old addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.content.schema.values import old_address
from plugins.model.site_map import site_map
from plugins.pages.redirects import redirect_views
from tests.conftest import Build, write_post
from tests.support.examples import a_library, a_post, a_series, a_topic, an_author, posts_of


def test_each_old_page_leads_to_the_new_one() -> None:
    library = a_library(
        [*posts_of(21), a_post(aliases=("2021/12/asked/", "feeds/old.rss"))],
        topics=[a_topic(aliases=("patients",))],
        series=[a_series(aliases=("review-2021",))],
        authors=[an_author(aliases=("team", "we"))],
    )

    found = {view.save_as: (view.target, view.canonical) for view in redirect_views(library)}

    assert found == {
        f"{old}index.html": (f"/hub/{new}", f"https://example.org/hub/{new}")
        for old, new in (
            ("2021/12/asked/", "blog/2021/patients-as-partners/"),
            ("topics/patients/", "topics/patient-engagement/"),
            ("topics/patients/page/2/", "topics/patient-engagement/page/2/"),
            ("series/review-2021/", "series/2021-in-review/"),
            ("authors/team/", "authors/safety-team/"),
            ("authors/we/", "authors/safety-team/"),
        )
    }
    assert {f"{old.removesuffix('index.html')}" for old in found} <= site_map(library).paths


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/labels", "labels/"), ("/labels/", "labels/"), ("/2019/05/a-post", "2019/05/a-post/"),
        ("/old.html", "old.html"), ("/old.htm", "old.htm"), ("/feeds/old.rss", "feeds/old.rss"),
        ("/v1.2", "v1.2/"), ("/caf\u00e9", "caf\u00e9/"),
    ],
)  # fmt: skip
def test_an_old_address_without_a_closing_slash_is_that_of_a_page(written: str, path: str) -> None:
    assert old_address(written) == path


def test_a_page_answers_at_each_old_address(site: Path, build: Build) -> None:
    more = "aliases: [/labels, /old/place/, /was.htm]\n"
    write_post(site / "content", "2024/new.md", "New", more=more)

    made = build()

    for name in ("labels/index.html", "old/place/index.html", "was.htm"):
        assert b"/blog/2024/new/" in made[name]
