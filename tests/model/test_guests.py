"""Guests: what follows from where a file is, and what a guest may state."""

from __future__ import annotations

import pytest

from plugins.content.front_matter import parse
from plugins.content.guest_fields import beyond_role
from plugins.content.schema.model import names_with
from plugins.content.schema.post_header import PostHeader
from plugins.model.guests import guest_of, is_guests, own_folder, rel

PATH = "posts/guests/jo-guest/x.md"
GUEST_FIELDS = names_with(PostHeader, "guest")
OTHERS = [name for name in PostHeader.model_fields if name not in GUEST_FIELDS]


def beyond(fields: str, path: str = PATH) -> list[str]:
    header, problems = parse(path, f"---\ntitle: T\n{fields}---\nWords.\n")
    assert problems == []
    return [problem.text("") for problem in beyond_role(path, header)]


@pytest.mark.parametrize(
    ("path", "guests", "guest"),
    [
        ("posts/guests/jo-guest/x.md", True, "jo-guest"),
        ("posts/guests/jo-guest/2024/x.md", True, "jo-guest"),
        ("posts/guests/x.md", True, ""),
        ("posts/2024/x.md", False, None),
        ("posts/guests.md", False, None),
        ("posts/2024/guests/x.md", False, None),
        ("pages/guests/x.md", False, None),
    ],
)
def test_the_folder_says_whose_a_file_is(path: str, guests: bool, guest: str | None) -> None:
    assert is_guests(path) is guests
    assert rel(path) == ("noopener nofollow ugc" if guests else "noopener")
    if guests:
        assert guest_of(path) == guest


def test_a_post_of_the_hub_is_in_the_folder_of_its_year() -> None:
    assert own_folder("2024-05-01") == "content/posts/2024/"
    assert own_folder("1 May 2024") == own_folder(None) == "content/posts/YEAR/"


def test_what_a_guest_may_state_are_fields_of_a_post() -> None:
    assert len(set(GUEST_FIELDS)) == len(GUEST_FIELDS)
    assert set(GUEST_FIELDS) < set(PostHeader.model_fields)


def test_a_guest_states_neither_what_lifts_a_check_nor_what_speaks_for_the_hub() -> None:
    """Who adds a field to the list sees it here, and thinks twice."""
    assert set(OTHERS) == {
        "series", "part", "slug", "consent", "reviewed", "review_by", "owner", "updates", "gone",
        "discussion", "canonical", "id", "aliases", "exceptions", "silence",
        "formats", "interview", "consultation", "replies",
    }  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_any_other_field_is_named_with_its_line(name: str) -> None:
    assert beyond(f"date: 2024-05-01\n{name}: x\n") == [
        f"{PATH}:4: {name} is not for a guest to state; delete the field, or move the file to "
        "content/posts/2024/ to take it over [guest-field]"
    ]


@pytest.mark.parametrize("name", GUEST_FIELDS)
def test_what_is_on_the_list_is_a_guest_s_to_state(name: str) -> None:
    assert beyond("" if name == "title" else f"{name}: x\n") == []


@pytest.mark.parametrize(
    "field", ["exceptions: []", "gone: false", "slug:", "slug: ''", "consent: {}", "unheard: x"]
)
def test_what_says_nothing_and_what_nobody_knows_is_left_to_others(field: str) -> None:
    assert beyond(f"{field}\n") == []


def test_a_group_is_named_once_and_a_date_need_not_be_there() -> None:
    assert beyond("exceptions:\n  - rule: postcode\n  - rule: postcode\n") == [
        f"{PATH}:3: exceptions is not for a guest to state; delete the field, or move the file to "
        "content/posts/YEAR/ to take it over [guest-field]"
    ]
