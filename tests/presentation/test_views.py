"""Views: the one value a template may see, and the key that says it changed."""

from __future__ import annotations

import dataclasses
import locale
import os
import subprocess
import sys

import pytest

from plugins.presentation.views import (
    AuthorLink,
    Day,
    card,
    counted,
    fingerprint,
    located,
    place_in_words,
    topic_card,
    turns,
)
from tests.support.examples import (
    ROOT,
    a_body,
    a_library,
    a_post,
    a_series,
    a_topic,
    an_author,
    an_update,
    on,
    posts_of,
)


def test_a_date_is_written_for_people_and_for_machines() -> None:
    day = Day.of(on(2021, 12, 16, 9, 30))

    assert day == Day(iso="2021-12-16T09:30:00+00:00", text="16 December 2021")


def test_a_list_says_that_a_post_was_superseded() -> None:
    superseded = a_post(updates=(an_update(kind="superseded"),))
    corrected = a_post(updates=(an_update(kind="correction"),))
    hidden = a_post(updates=(an_update(kind="superseded"),), mark="Not public: draft")

    marks = [card(post, a_library([post])).mark for post in (superseded, corrected, hidden)]

    assert marks == ["Superseded", "", "Not public: draft"]


def test_a_list_says_for_whom_a_post_is_unless_it_is_for_everyone() -> None:
    leads, both = ("safety-leads",), ("staff", "safety-leads")
    posts = [a_post(title="A"), a_post(title="B", audience=leads), a_post(title="C", audience=both)]
    library = a_library(posts)

    assert [card(post, library).audience for post in posts] == [
        "", "patient safety leads", "health and care staff and patient safety leads",
    ]  # fmt: skip


def test_a_date_in_summer_says_its_offset() -> None:
    assert Day.of(on(2021, 6, 1)) == Day(iso="2021-06-01T00:00:00+01:00", text="1 June 2021")


def test_the_name_of_a_month_does_not_follow_the_machine() -> None:
    known = {name.lower() for name in locale.locale_alias}
    before = locale.setlocale(locale.LC_TIME)
    chosen = next(
        (name for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C") if name.lower() in known), "C"
    )
    try:
        locale.setlocale(locale.LC_TIME, chosen)
    except locale.Error:
        locale.setlocale(locale.LC_TIME, "C")

    texts = [Day.of(on(2021, month)).text.split()[1] for month in (3, 5, 12)]

    locale.setlocale(locale.LC_TIME, before)
    assert texts == ["March", "May", "December"]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (10_000, "10,000 posts")]
)
def test_a_count_knows_one_from_many(number: int, words: str) -> None:
    assert counted(number, "post") == words


# -- Cards


def test_a_card_shows_a_post_in_short() -> None:
    post = a_post(authors=("ann", "bob"), topics=("culture", "insight"))

    shown = card(post, a_library([post]))

    assert shown.url == "/hub/blog/2021/patients-as-partners/"
    assert shown.title == "Patients as partners"
    assert shown.date.text == "16 December 2021"
    assert shown.authors == (
        AuthorLink(url="/hub/authors/ann/", text="Ann", type="Person", same=""),
        AuthorLink(url="/hub/authors/bob/", text="Bob", type="Person", same=""),
    )
    assert [topic.text for topic in shown.topics] == ["Culture", "Insight"]
    assert shown.place == ""


def test_an_edit_of_the_text_leaves_the_card_as_it_was() -> None:
    before, after = a_post(), a_post(body=a_body("<p>Another text.</p>"))

    assert card(before, a_library([before])) == card(after, a_library([after]))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"series": "2021-in-review", "part": 4}, "Part 4 of 5 of 2021 in review"),
        ({"series": "2021-in-review", "part": "introduction"}, "Introduction of 2021 in review"),
        ({"series": "2021-in-review", "part": "closing"}, "Closing of 2021 in review"),
    ],
)
def test_a_card_says_the_place_of_a_post_in_its_series(
    changes: dict[str, object], words: str
) -> None:
    post = a_post(**changes)

    assert place_in_words(post, a_library([post])) == words


def test_the_total_of_a_series_is_its_plan_and_not_what_is_public() -> None:
    post = a_post(series="labels", part=1)
    library = a_library([post], series=[a_series(slug="labels", parts=("A", "B", "C"))])

    assert place_in_words(post, library) == "Part 1 of 3 of Labels"


def test_a_topic_s_card_counts_its_posts_and_holds_its_children() -> None:
    topics = [a_topic(slug="foundations"), a_topic(slug="culture", parent="foundations")]
    library = a_library([a_post(topics=("culture",))], topics=topics)

    shown = topic_card(library.topic_of["foundations"], library)

    assert shown.count == "1 post"
    assert [(child.name, child.count) for child in shown.children] == [("Culture", "1 post")]


def test_links_use_the_names_of_the_vocabulary() -> None:
    post = a_post()
    library = a_library(
        [post], authors=[an_author(name="The Team")], topics=[a_topic(name="Partners in care")]
    )

    shown = card(post, library)

    assert (shown.authors[0].text, shown.topics[0].text) == ("The Team", "Partners in care")


# -- Pages of a list


def test_a_list_without_posts_has_one_page() -> None:
    ((turn, shown),) = turns(ROOT, "blog/", ())

    assert (turn.number, turn.total, turn.newer, turn.older) == (1, 1, "", "")
    assert shown == ()


@pytest.mark.parametrize(
    ("count", "sizes"), [(1, [1]), (20, [20]), (21, [20, 1]), (45, [20, 20, 5])]
)
def test_a_list_has_twenty_posts_a_page(count: int, sizes: list[int]) -> None:
    posts = posts_of(count)

    found = turns(ROOT, "blog/", posts)

    assert [len(shown) for _, shown in found] == sizes
    assert [post for _, shown in found for post in shown] == list(posts)


def test_each_page_of_a_list_leads_to_the_next_and_back() -> None:
    first, second, third = (turn for turn, _ in turns(ROOT, "blog/", posts_of(45)))

    assert (first.newer, first.older) == ("", "/hub/blog/page/2/")
    assert (second.newer, second.older) == ("/hub/blog/", "/hub/blog/page/3/")
    assert (third.newer, third.older) == ("/hub/blog/page/2/", "")


# -- Places and keys


@pytest.mark.parametrize(
    ("path", "save_as", "url"),
    [
        ("", "index.html", "/hub/"),
        ("blog/2021/x/", "blog/2021/x/index.html", "/hub/blog/2021/x/"),
        ("404.html", "404.html", "/hub/404.html"),
        ("topics/café/", "topics/café/index.html", "/hub/topics/caf%C3%A9/"),
    ],
)
def test_the_place_of_a_view_follows_from_its_path(path: str, save_as: str, url: str) -> None:
    assert located(ROOT, path) == {
        "save_as": save_as,
        "url": url,
        "canonical": f"https://example.org{url}",
    }


def test_equal_views_have_one_fingerprint() -> None:
    one, two = a_post(), a_post()

    assert fingerprint("build", card(one, a_library([one]))) == fingerprint(
        "build", card(two, a_library([two]))
    )


def test_whatever_changes_in_a_card_changes_its_fingerprint() -> None:
    post = a_post()
    shown = card(post, a_library([post]))
    seen = {fingerprint(shown)}

    for name in ("url", "title", "summary", "place"):
        seen.add(fingerprint(dataclasses.replace(shown, **{name: "other"})))  # type: ignore[arg-type]

    assert len(seen) == 5


def test_where_one_part_of_a_key_ends_matters() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_a_fingerprint_does_not_follow_the_seed_of_hashes() -> None:
    script = (
        "from plugins.presentation.views import Link, fingerprint;"
        "print(fingerprint(('a', 1, None), Link(url='/x/', text='x')))"
    )

    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(found) == 1


def test_a_text_with_half_a_letter_still_has_a_fingerprint() -> None:
    assert fingerprint("\ud800") != fingerprint("\ud801")
