"""Notes: what a reader must know of a post beside its text."""

from __future__ import annotations

from typing import Any

from plugins.model.library import Library
from plugins.model.post import Review, Update
from plugins.model.records import Cited, Rule, UsedFigure
from plugins.presentation.post_notes import Note, notes_of
from plugins.presentation.views import Link
from tests.support.examples import a_figure, a_library, a_post, a_rule, a_source, a_version, on


def notes(library: Library) -> list[tuple[str, str]]:
    return [(note.label, note.text) for note in notes_of(library.posts[0], library)]


def test_a_post_without_a_story_has_no_notes() -> None:
    assert notes(a_library([a_post()])) == []


def test_updates_stand_newest_first_and_slips_of_the_pen_nowhere() -> None:
    updates = (
        Update(date=on(2022), kind="correction", wrong="It was 5", right="It is 6.", by="Ann"),
        Update(date=on(2022, 2), kind="minor", what="A comma."),
        Update(date=on(2023), kind="major", what="Written anew"),
    )

    assert notes(a_library([a_post(updates=updates)])) == [
        ("Major update, 1 January 2023", "Written anew."),
        (
            "Correction, 1 January 2022",
            "This was wrong: It was 5. This is right: It is 6. (Ann)",
        ),
    ]


def test_a_superseded_figure_leaves_a_dated_note_and_the_way_to_the_register() -> None:
    old = a_figure(superseded_by="slips-2023")
    new = a_figure(name="slips-2023", value="987", as_of="2023-05-31", source="second-2023")
    sources = (a_source(), a_source(key="second-2023", date="2023-06-30"))
    post = a_post(figures=(UsedFigure(name=old.name),), references=(Cited(key=old.source),))

    library = a_library([post], figures=(old, new), sources=sources)

    assert notes_of(post, library) == (
        Note(
            label="Later figure, 30 June 2023",
            text="In October 2021 the figure was 1,234 slips; later: 987, 31 May 2023. "
            "It counts slips in one ward, England.",
            more=Link(url=old.url, text="About this figure"),
            kind="figure",
        ),
    )


def test_a_withdrawn_source_is_named_by_its_number() -> None:
    sources = (a_source(key="good"), a_source(key="bad", status="withdrawn", withdrawn="2024-05"))
    post = a_post(references=(Cited(key="good"), Cited(key="bad")))

    assert notes(a_library([post], sources=sources)) == [
        ("A source was withdrawn", "Source 2, “Bad”. Withdrawn in May 2024.")
    ]


def with_rule(rule: Rule, **changes: Any) -> list[tuple[str, str]]:
    post = a_post(date=on(2024, 3), rules=(rule.slug,), **changes)
    return notes(a_library([post], rules=(rule,), sources=(a_source(),)))


OLD, NEW = a_version(on(2024, 1, 31)), a_version(on(2025, 2), since="2025-02")


def test_a_rule_that_changed_says_so_and_where_to_read_on() -> None:
    rule = a_rule(OLD, NEW)
    post = a_post(date=on(2024, 3), rules=(rule.slug,))

    (note,) = notes_of(post, a_library([post], rules=(rule,)))

    assert note == Note(
        label="A rule in this post has changed",
        text="Two checks: it changed in February 2025. Since then: What applies from 2025 on.",
        more=Link(url=rule.url, text="Read on: Two checks"),
        kind="rule",
    )


def test_a_rule_that_did_not_change_since_the_post_needs_no_note() -> None:
    assert with_rule(a_rule(OLD)) == []
    assert with_rule(a_rule(a_version(on(2020)), OLD)) == []


def test_a_change_that_is_to_come_is_no_change() -> None:
    assert with_rule(a_rule(OLD, NEW, current=1)) == []


def test_a_post_that_was_written_anew_after_the_change_gives_the_new_rule() -> None:
    anew = Update(date=on(2025, 3), kind="major", what="The new rule.")
    corrected = Update(date=on(2025, 3), kind="clarification", what="A word.")

    assert len(with_rule(a_rule(OLD, NEW), updates=(anew,))) == 1  # the update's own note
    assert len(with_rule(a_rule(OLD, NEW), updates=(corrected,))) == 2


def test_a_rule_that_ended_says_so() -> None:
    rule = a_rule(OLD, ended="2025-06", ends=on(2025, 6), over=True)

    assert with_rule(rule) == [
        ("A rule in this post has ended", "Two checks: it no longer applies since June 2025.")
    ]


def test_a_post_that_tells_of_a_rule_before_it_applied_is_told_of_later_changes_only() -> None:
    assert with_rule(a_rule(a_version(on(2024, 6)), current=1)) == []
    assert len(with_rule(a_rule(a_version(on(2024, 6)), NEW))) == 1


def test_an_overdue_post_says_when_it_was_last_checked() -> None:
    late = {"review_by": on(2025, 3, 1), "overdue": True}

    assert notes(a_library([a_post(**late)])) == [
        (
            "Due for review",
            "This post was to be checked by 1 March 2025. Some of it may no longer be right.",
        )
    ]
    checked = a_post(**late, reviewed=Review(date=on(2024, 2, 1), by="safety-team"))
    assert notes(a_library([checked]))[0][1] == (
        "This post was to be checked by 1 March 2025. It was last checked on 1 February 2024. "
        "Some of it may no longer be right."
    )
    assert notes(a_library([a_post(review_by=on(2025, 3, 1))])) == []
