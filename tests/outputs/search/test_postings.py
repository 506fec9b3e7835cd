"""What is written of a word can be read again, and follows a change of one page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.outputs.search.files import GROUPS, SHARES, group_of, older, prefixes, shard_of
from plugins.outputs.search.postings import (
    SLICE,
    Slice,
    count,
    decoded,
    is_name,
    joined,
    number,
    with_page,
)

PAGES = st.dictionaries(
    st.integers(0, 40_000), st.tuples(st.integers(0, 3), st.integers(0, 63)), max_size=30
)
A_PAGE = st.tuples(
    st.integers(0, 40_000), st.none() | st.tuples(st.integers(0, 3), st.integers(0, 63))
)


def encoded(pages: dict[int, tuple[int, int]], base: int = 0, size: int = SLICE) -> str:
    """Return what is written of a word that these pages have, counted in slices."""
    slices: dict[int, Slice] = {}
    for page in sorted(pages):
        start = page - (page - base) % size
        slices.setdefault(start, Slice(start)).add(page, {"word": pages[page]})
    return joined([each.packed()["word"] for each in slices.values()], base)


def test_what_is_written_stays_as_the_script_reads_it() -> None:
    assert encoded({0: (0, 1), 33: (0, 63), 5: (2, 0)}) == "BBhB_,,GA"
    assert number(31) == "f"
    assert number(32) == "gB"
    assert number(1024) == "ggB"
    assert encoded({64: (3, 2)}, base=64) == ",,,BC"
    assert encoded({}) == ""


@given(PAGES)
def test_pages_are_read_as_they_were_written(pages: dict[int, tuple[int, int]]) -> None:
    text = encoded(pages)

    assert decoded(text) == pages
    assert count(text) == len(pages)
    assert is_name(text) == any(kind >= 2 for kind, _ in pages.values())


@given(PAGES, st.lists(A_PAGE, max_size=8))
def test_a_run_of_changes_gives_what_is_written_anew(
    pages: dict[int, tuple[int, int]], changes: list[tuple[int, tuple[int, int] | None]]
) -> None:
    text = encoded(pages)
    for page, term in changes:
        text = with_page(text, 0, page, term)
        if term is None:
            pages.pop(page, None)
        else:
            pages[page] = term

    assert text == encoded(pages)


@given(PAGES, st.integers(1, 9))
def test_slices_are_joined_to_what_is_written_at_once(
    pages: dict[int, tuple[int, int]], size: int
) -> None:
    assert encoded(pages, size=size) == encoded(pages)


# -- Files


def test_older_posts_join_in_blocks_so_that_a_new_one_moves_none() -> None:
    assert [older(posts) for posts in (0, 63, 64, 127, 128)] == [0, 0, 64, 64, 128]


def test_a_larger_hub_has_more_files_and_each_word_has_one() -> None:
    counts = [len(prefixes(posts)) for posts in (0, 64, 1_000, 10_000, 100_000)]

    assert counts == sorted(counts)
    assert counts[0] == 0
    assert 400 < counts[-1] <= len(SHARES) + 1
    divided = prefixes(10_000)
    assert shard_of("patients", divided) == "old-pati"
    assert shard_of("\u043c\u0438\u0440", divided) == "old-_"
    assert len(prefixes(900)) == len(prefixes(1_000)), "an edit of the number seldom moves any"


def test_what_is_new_has_few_files_with_other_scripts_in_the_last() -> None:
    assert {group_of(word) for word in ("apple", "0808", "g", "zebra")} == {
        "new-0", "new-1", "new-2",
    }  # fmt: skip
    assert group_of("\u043c\u0438\u0440") == f"new-{len(GROUPS) - 1}"
    letters = "".join(GROUPS)
    assert len(letters) == len(set(letters)) == 36
