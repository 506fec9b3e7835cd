"""The page of one recommendation: what came of it, newest first, and who cites it."""

from __future__ import annotations

from plugins.model.records import Cited
from plugins.pages.records.recommendations.one import recommendation_views
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_post, a_recommendation, a_source, a_step, on

SOURCE = a_source()


def test_what_came_of_it_is_told_newest_first_with_its_sources() -> None:
    made = a_recommendation(
        response=(a_step(on(2022, 3, 1), kind="none yet"), a_step(on(2023, 3, 1))),
        progress=(a_step(on(2022, 6, 1), field="progress", kind="in progress", note="A pilot."),),
    )

    (page,) = recommendation_views(a_library(sources=(SOURCE,), recommendations=(made,)))

    assert [(step.id, step.what, step.kind, step.note) for step in page.steps] == [
        ("response-2023-03-01", "Response", "accepted", ""),
        ("progress-2022-06-01", "Status", "in progress", "A pilot."),
        ("response-2022-03-01", "Response", "none yet", ""),
    ]
    assert {step.source.url for step in page.steps} == {SOURCE.url}
    assert (page.line.response, page.line.status) == ("accepted", "in progress")


def test_it_says_which_took_its_place_and_which_posts_cite_it() -> None:
    old = a_recommendation(superseded_by="new-1")
    new = a_recommendation(key="new-1", number="", words="Count twice.")
    post = a_post(references=(Cited(key=old.key),))

    first, second = recommendation_views(
        a_library(
            [post],
            sources=(SOURCE,),
            parts=(a_source(key=old.key),),
            recommendations=(old, new),
        )
    )

    assert first.instead == Link(url=new.url, text="Recommendation, Example Office 2021")
    assert second.replaces == (Link(url=old.url, text="Recommendation 1, Example Office 2021"),)
    assert first.posts == (Link(url=post.url, text=post.title),)
    assert second.posts == ()
