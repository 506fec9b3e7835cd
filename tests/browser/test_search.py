"""Search: what a reader types, narrows and hears, and what nobody may find."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import HIDDEN, Hub, Tab
from tests.outputs.search.test_pagefind import fragments
from tests.support.browsers import needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_browser

SEARCH = "search/index.html"


@pytest.fixture
def tab(hub: Hub) -> Iterator[Tab]:
    with hub.tab() as found:
        yield found


def ask(page: Page, words: str, **choices: str) -> str:
    """Type words, choose, and return what is announced."""
    said = page.get_by_role("status")
    page.locator("#_q").fill(words)
    if choices:
        page.locator("summary").click()
    for name, choice in choices.items():
        page.locator(f"select[name={name}]").select_option(choice)
    page.keyboard.press("Enter")
    said.filter(has_text=re.compile("result|Nothing|could not")).wait_for()
    page.wait_for_timeout(350)  # longer than the pause after the last key
    return said.inner_text()


def titles(page: Page) -> list[str]:
    return page.locator("#_found h3").all_inner_texts()


def test_words_find_the_post_that_has_them(tab: Tab) -> None:
    page = tab.open(SEARCH)

    assert ask(page, "donaudampfschiff") == "1 result for “donaudampfschiff”."
    assert titles(page) == ["Everything a post can hold"]
    card = page.locator("#_found li")
    assert card.locator(".byline").inner_text() == "Post, 3 February 2026"
    assert card.locator("mark").count() >= 1
    card.locator("a").click()
    page.wait_for_url("**/blog/2026/everything-a-post-can-hold/")
    assert tab.complaints == []


def test_the_box_at_the_head_of_every_page_leads_to_the_answer(tab: Tab) -> None:
    page = tab.open("index.html")
    page.get_by_role("search").get_by_role("searchbox").fill("everything a post can hold")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=everything*")
    page.locator("#_found h3").first.wait_for()
    assert titles(page)[0] == "Everything a post can hold"
    assert page.locator("#_q").input_value() == "everything a post can hold"


def test_nothing_of_a_draft_is_found(hub: Hub, tab: Tab) -> None:
    page = tab.open(SEARCH)

    assert ask(page, f'"{HIDDEN}"') == f'Nothing found for “"{HIDDEN}"”.'
    packed = json.dumps(fragments(hub.output / "pagefind"))
    assert "Donaudampf" in packed
    assert HIDDEN not in packed


def test_topic_and_year_narrow_what_is_found(tab: Tab) -> None:
    page = tab.open(SEARCH)
    ask(page, "patients")
    before = len(titles(page))

    said = ask(page, "patients", topic="Patient engagement", year="2021")

    assert re.fullmatch(r"\d+ results? for “patients” in Patient engagement, 2021\.", said)
    dates = page.locator("#_found .byline").all_inner_texts()
    assert 0 < len(dates) < before
    assert all(date.endswith(" 2021") for date in dates)


def test_every_choice_finds_something(hub: Hub, tab: Tab) -> None:
    """The page offers what the index knows, by the same names."""
    page = tab.open(SEARCH)
    page.locator("#_q").focus()
    page.wait_for_load_state("networkidle")
    known = page.evaluate(
        "import(document.querySelector('#_search').dataset.index + 'pagefind.js')"
        ".then(m => m.filters())"
    )
    offered = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('select:not([name=sort])')].map(
            e => [e.name, [...e.options].map(o => o.value).filter(v => v).sort()]))"""
    )

    assert offered == {name: sorted(values) for name, values in known.items()}


@pytest.mark.parametrize(("order", "newest_first"), [("desc", True), ("asc", False)])
def test_results_are_sorted_by_date(tab: Tab, order: str, newest_first: bool) -> None:
    page = tab.open(SEARCH)

    ask(page, "safety", sort=order)

    years = [int(text[-4:]) for text in page.locator("#_found .byline").all_inner_texts()]
    assert len(set(years)) > 1
    assert years == sorted(years, reverse=newest_first)


def test_where_nothing_is_found_the_page_says_what_to_try(tab: Tab) -> None:
    page = tab.open(SEARCH)

    assert ask(page, '"xylophone orchestra"') == 'Nothing found for “"xylophone orchestra"”.'
    assert page.get_by_role("heading", name="What you can try").is_visible()
    assert page.get_by_role("heading", name="A to Z").is_visible()
    page.get_by_role("button", name="Begin a new search").click()
    assert page.locator("#_q").input_value() == ""
    assert page.evaluate("document.activeElement.id") == "_q"
    assert page.url.endswith("/search/")


def test_a_search_can_be_kept_as_an_address_and_gone_back_to(tab: Tab) -> None:
    page = tab.open(SEARCH)
    ask(page, "patients", topic="Patient engagement")
    address, before = page.url, titles(page)

    assert address.endswith("?q=patients&topic=Patient+engagement")
    page.goto("about:blank")
    page.goto(address)
    page.locator("#_found h3").first.wait_for()
    assert titles(page) == before
    assert page.locator("select[name=topic]").input_value() == "Patient engagement"


@pytest.mark.parametrize(("width", "shown"), [(1280, True), (320, False)])
def test_a_kept_search_shows_its_choices_where_there_is_room(
    hub: Hub, width: int, shown: bool
) -> None:
    with hub.tab(width) as tab:
        page = tab.open("search/index.html?q=patients&topic=Patient+engagement")
        page.locator("#_found h3").first.wait_for()

        assert page.locator("select[name=topic]").is_visible() == shown
        assert "in Patient engagement" in page.get_by_role("status").inner_text()


def test_all_of_it_works_by_keyboard(tab: Tab) -> None:
    page = tab.open(SEARCH)
    page.locator("#_q").focus()
    page.keyboard.type("safety")
    page.locator("#_found h3").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "_q", "typing keeps its place"

    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('#_found li')")
    count = len(titles(page))
    page.get_by_role("button", name="Show more results").focus()
    page.keyboard.press("Enter")
    page.locator("#_found li").nth(count).wait_for()
    number = (
        "[...document.querySelectorAll('#_found li')].indexOf(document.activeElement.closest('li'))"
    )
    assert page.evaluate(number) == count, "the first of the new results has the focus"


def test_nothing_is_fetched_before_the_box_is_used_and_little_after(hub: Hub, tab: Tab) -> None:
    page = tab.open(SEARCH)
    page.wait_for_load_state("networkidle")
    assert [url for url in tab.requests if "/pagefind/" in url] == []

    ask(page, "safety")

    names = {url.partition("/pagefind/")[2] for url in tab.requests if "/pagefind/" in url}
    sizes = {}
    for name in names:
        content = (hub.output / "pagefind" / name.partition("?")[0]).read_bytes()
        sizes[name] = len(gzip.compress(content) if name.endswith((".js", ".json")) else content)
    print(sizes)
    assert "wasm.en.pagefind" in sizes
    assert sum(sizes.values()) <= 500_000, sizes
    assert tab.complaints == []


def test_a_search_that_cannot_be_loaded_says_so_and_leaves_the_list(tab: Tab) -> None:
    tab.page.route("**/pagefind/**", lambda route: route.abort())
    page = tab.open(SEARCH)

    assert ask(page, "safety").startswith("The search could not be loaded.")
    assert page.get_by_role("heading", name="A to Z").is_visible()


def test_without_scripts_there_is_the_list_and_no_box_that_does_nothing(hub: Hub) -> None:
    with hub.tab(java_script_enabled=False) as tab:
        page = tab.open(SEARCH)

        assert not page.locator("#_search").is_visible()
        assert page.get_by_text("Searching by words needs JavaScript.").is_visible()
        assert page.get_by_role("heading", name="Topics").is_visible()
        assert page.get_by_role("link", name="Patient engagement").first.is_visible()
