"""Pages at old addresses."""

from __future__ import annotations

from plugins.model.site_map import site_map
from plugins.pages.redirects import redirect_views
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
            ("series/review-2021/", "series/2021-in-review/"),
            ("authors/team/", "authors/safety-team/"),
            ("authors/we/", "authors/safety-team/"),
        )
    }
    assert {f"{old.removesuffix('index.html')}" for old in found} <= site_map(library).paths
