"""Search: what a reader types, narrows and hears, and what nobody may find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import HIDDEN, Hub, Tab
from tests.support.browser_pages import weighed
from tests.support.browsers import needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = needs_browser

SEARCH = "search/index.html"
INDEX = "/search/index/"
QUESTIONS = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("questions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture
def tab(hub: Hub) -> Iterator[Tab]:
    with hub.tab() as found:
        yield found


def ask(page: Page, words: str, **choices: str) -> str:
    """Type words, choose, and return what is announced."""
    said = page.get_by_role("status")
    page.locator("#_words").fill(words)
    if choices:
        page.locator("summary").click()
    for name, choice in choices.items():
        page.locator(f"select[name={name}]").select_option(choice)
    page.keyboard.press("Enter")
    page.locator("#_found:not([aria-busy])").wait_for(state="attached")
    assert re.search("result|Nothing|could not", said.inner_text())
    return said.inner_text()


def urls(page: Page) -> list[str]:
    """Return the addresses of what was found, below the root."""
    found = page.eval_on_selector_all("#_found h3 a", "links => links.map(a => a.href)")
    return ["/" + url.split("/", 3)[3] for url in found]


def titles(page: Page) -> list[str]:
    return page.locator("#_found h3").all_inner_texts()


@pytest.mark.parametrize(
    "words", ["afraid to speak up", "medical error deaths", "emergency department"]
)
def test_beside_services_there_is_something_to_read(tab: Tab, words: str) -> None:
    page = tab.open(SEARCH)

    ask(page, words)

    services = [url.startswith("/support/") for url in urls(page)]
    assert services[0]
    assert not all(services[:4])


def test_words_find_the_post_that_has_them(tab: Tab) -> None:
    page = tab.open(SEARCH)

    assert ask(page, "donaudampfschiff") == "1 result for “donaudampfschiff”."
    assert titles(page) == ["Everything a post can hold"]
    card = page.locator("#_found li")
    assert card.locator(".byline").inner_text() == "Post, 3 February 2026"
    card.locator("mark").first.wait_for()  # a sentence of the page, which comes a little later
    assert card.locator("mark").first.inner_text().startswith("Donaudampfschiff")
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
    assert page.locator("#_words").input_value() == "everything a post can hold"


def test_nothing_of_a_draft_is_found(hub: Hub, tab: Tab) -> None:
    page = tab.open(SEARCH)

    assert ask(page, f'"{HIDDEN}"') == f'Nothing found for “"{HIDDEN}"”.'
    files = [path.read_text("utf-8") for path in (hub.output / "search/index").iterdir()]
    assert any("donaudampf" in text for text in files)
    assert not any(HIDDEN.casefold() in text.casefold() for text in files)


def test_letters_of_subjects_take_no_name_of_the_form(hub: Hub) -> None:
    """A hub may have subjects of every letter; their headings have names such as "_q"."""
    page = (hub.output / SEARCH).read_text("utf-8")
    names = re.findall(r'\bid="(_[^"]*)"', page)

    headings = re.findall(r'<h\d id="(_[^"]*)"', page)
    assert "_m" in headings
    assert not [name for name in set(names) - set(headings) if re.fullmatch("_.", name)]


# -- What people mean


@pytest.fixture(scope="module")
def asked(hub: Hub) -> Iterator[Page]:
    """One page on which all questions are asked, as a reader does who looks for many things."""
    with hub.tab() as tab:
        yield tab.open(SEARCH)
        assert tab.complaints == []


@pytest.mark.parametrize(("words", "meant"), QUESTIONS, ids=[words for words, _ in QUESTIONS])
def test_the_page_that_is_meant_is_among_the_first_three(
    asked: Page, words: str, meant: str
) -> None:
    said = ask(asked, words)

    first = urls(asked)[:3]
    wanted = tuple(each.strip() for each in meant.split(","))
    assert any(url.startswith(wanted) for url in first), (said, first)


def test_there_are_questions_of_all_kinds_of_readers() -> None:
    assert len(QUESTIONS) >= 60
    assert len({words.casefold() for words, _ in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("words", ["Samaritans", "my baby died", "how do I complain", "lonely"])
def test_who_needs_help_sees_a_service_first(tab: Tab, words: str) -> None:
    page = tab.open(SEARCH)

    ask(page, words)

    assert page.locator("#_found .byline").first.inner_text().startswith("Support")


def test_a_service_says_its_number_in_the_list(tab: Tab) -> None:
    page = tab.open(SEARCH)

    ask(page, "samaritans")

    assert page.locator("#_found .byline").first.inner_text() == (
        "Support, 116 123, day and night, free"
    )


def test_slips_of_the_pen_are_put_right_and_there_is_a_way_back(tab: Tab) -> None:
    page = tab.open(SEARCH)

    said = ask(page, "medication erors")

    assert said.endswith(" results for “medication errors”.")
    meant = page.locator("#_meant")
    assert meant.inner_text() == (
        "Showing results for medication errors. Search for “medication erors” instead"
    )
    meant.get_by_role("button").click()
    page.get_by_role("status").filter(has_text="No page has “erors”.").wait_for()
    assert (
        page.get_by_role("status")
        .inner_text()
        .endswith(" for “medication erors”. No page has “erors”.")
    )
    assert not meant.is_visible()
    assert page.url.endswith("?q=medication+erors&exact=1")
    assert ask(page, "medication errors").endswith("for “medication errors”.")
    assert page.url.endswith("?q=medication+errors")


@pytest.mark.parametrize("word", ["sore", "limp", "wart"])
def test_a_short_word_of_no_page_is_not_taken_for_a_slip(tab: Tab, word: str) -> None:
    page = tab.open(SEARCH)

    said = ask(page, f"bed {word}")

    assert said.endswith(f"No page has “{word}”.")
    assert not page.locator("#_meant").is_visible()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("complaint", "complaints"),
        ("organisational learning", "organizational learning"),
        ("duty of candour", "duty of candor"),
        ("psirf", "PSIRF"),
        ("martha's rule", "Martha\u2019s Rule"),
    ],
)
def test_forms_and_spellings_of_a_word_find_alike(tab: Tab, one: str, other: str) -> None:
    page = tab.open(SEARCH)
    ask(page, one)
    first = urls(page)
    ask(page, other)

    # Services and ways of several nations fit as well as each other, and may change places.
    pages = [[url.partition("#")[0] for url in found[:3]] for found in (first, urls(page))]
    assert sorted(pages[0]) == sorted(pages[1])


def test_words_that_every_page_has_drag_in_none_that_lacks_the_rest(tab: Tab) -> None:
    page = tab.open(SEARCH)

    ask(page, "patient safety hysteroscopy")

    while page.locator("#_more").is_visible():
        page.locator("#_more").click()
        page.wait_for_timeout(200)
    pages = [url for url in urls(page) if "#" not in url]
    assert pages
    for url in pages:
        assert "hysteroscopy" in page.evaluate(
            "url => fetch(url).then(answer => answer.text())", url
        ).casefold(), url  # fmt: skip


def test_topic_and_year_narrow_what_is_found(tab: Tab) -> None:
    page = tab.open(SEARCH)
    ask(page, "patients")
    before = len(titles(page))

    said = ask(page, "patients", topic="Patient engagement", year="2021")

    assert re.fullmatch(r"\d+ results? for “patients” in Patient engagement, 2021\.", said)
    dates = page.locator("#_found .byline").all_inner_texts()
    assert 0 < len(dates) < before
    assert all(date.endswith(" 2021") for date in dates)


def test_every_choice_finds_something_and_says_how_much(tab: Tab) -> None:
    """The page offers what the index knows, by the same names; a count is what a choice leaves."""
    page = tab.open(SEARCH)
    ask(page, "safety")
    page.locator("summary").click()
    names = page.eval_on_selector_all(
        "select:not([name=sort])", "all => all.map(choice => choice.name)"
    )
    assert names == ["topic", "year", "series", "author", "nation", "audience", "kind"]

    for name in names:
        options: list[list[str]] = page.eval_on_selector_all(
            f"select[name={name}] option", "all => all.map(o => [o.value, o.text])"
        )
        counted = [(value, text) for value, text in options if value]
        assert all(re.fullmatch(rf"{re.escape(value)} \(\d+\)", text) for value, text in counted)
        value, text = max(counted, key=lambda each: int(each[1].rpartition("(")[2][:-1]))
        number = int(text.rpartition("(")[2][:-1])
        assert number > 0
        page.locator(f"select[name={name}]").select_option(value)
        page.get_by_role("status").filter(has_text=f"in {value}").wait_for()
        assert page.get_by_role("status").inner_text().startswith(f"{number} result")
        page.locator(f"select[name={name}]").select_option("")
        page.get_by_role("status").filter(has_text=re.compile("for “safety”")).wait_for()
    assert tab.complaints == []


def test_all_of_a_topic_are_listed_without_a_word(tab: Tab) -> None:
    page = tab.open(f"{SEARCH}?topic=Redress&kind=Post")
    page.locator("#_found h3").first.wait_for()

    assert re.fullmatch(r"\d+ results? in Redress, Post\.", page.get_by_role("status").inner_text())


def test_results_are_sorted_by_date(tab: Tab) -> None:
    page = tab.open(SEARCH)
    first = {}
    for order in ("desc", "asc"):
        ask(page, "safety", sort=order)

        bylines = page.locator("#_found .byline").all_inner_texts()
        assert all(byline.startswith("Post, ") for byline in bylines), "what has a date comes first"
        years = [int(text[-4:]) for text in bylines]
        assert years == sorted(years, reverse=order == "desc")
        first[order] = years[0]

    assert first["desc"] > first["asc"]


def test_where_nothing_is_found_the_page_says_what_to_try(tab: Tab) -> None:
    page = tab.open(SEARCH)

    assert ask(page, '"xylophone orchestra"') == 'Nothing found for “"xylophone orchestra"”.'
    assert page.get_by_role("heading", name="What you can try").is_visible()
    assert page.get_by_role("heading", name="A to Z").is_visible()
    page.get_by_role("button", name="Begin a new search").click()
    assert page.locator("#_words").input_value() == ""
    assert page.evaluate("document.activeElement.id") == "_words"
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
    page.locator("#_words").focus()
    page.keyboard.type("safety")
    page.locator("#_found h3").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "_words", "typing keeps its place"

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


def test_nothing_is_fetched_before_the_box_is_used(tab: Tab) -> None:
    page = tab.open(SEARCH)
    page.wait_for_load_state("networkidle")

    assert [url for url in tab.requests if INDEX in url] == []


@pytest.mark.parametrize("words", [words for words, _ in QUESTIONS[::4]])
def test_the_first_result_is_light(hub: Hub, words: str) -> None:
    """At most 60 kB and 6 requests from the first use of the box to the first result."""
    with hub.tab(cold=True) as tab:
        page = tab.open(SEARCH)
        page.evaluate(
            """() => new MutationObserver(() => {
                if (document.querySelector('#_found h3')) {
                    window.cost ??= performance.getEntriesByType('resource')
                        .filter(each => each.name.includes('/search/index/'))
                        .map(each => [each.name, each.transferSize]);
                }
            }).observe(document.querySelector('#_found'), {childList: true, subtree: true})"""
        )
        ask(page, words)
        cost: dict[str, int] = dict(page.evaluate("window.cost"))

    assert 3 <= len(cost) <= 6, cost
    assert 5_000 < sum(cost.values()) <= 60_000, cost


def test_the_scripts_of_the_page_are_small(hub: Hub) -> None:
    with hub.tab(cold=True) as tab:
        found = weighed(tab, SEARCH)

    assert sum(size for url, size in found.items() if url.endswith(".js")) <= 20_000


# -- What goes wrong


@pytest.mark.parametrize(
    "words",
    [
        "x" * 10_000,
        "word " * 2_000,
        "\u6f22\u5b57 \u043c\u0438\u0440 \u0645\u0633\u0627\u0639\u062f\u0629",
        "%$&/()=?!",
        "<img src=x onerror=alert(1)>",
        "__proto__ constructor toString",
        "\u202e\u0000\ud83d\ude00",
        "the and of",
    ],
    ids=["long", "many", "scripts", "signs", "markup", "names", "odd", "stop"],
)
def test_whatever_is_typed_there_is_an_answer_and_no_markup(tab: Tab, words: str) -> None:
    page = tab.open(SEARCH)
    page.evaluate("() => { window.alert = () => (window.alerted = true); }")

    page.evaluate(
        """words => { const box = document.querySelector('#_words'); box.value = words;
           box.dispatchEvent(new Event('input')); box.form.requestSubmit(); }""",
        words,
    )

    said = page.get_by_role("status").filter(has_text=re.compile("result|Nothing"))
    said.wait_for()
    assert page.locator("#_found img").count() == 0
    assert not page.evaluate("window.alerted")
    shown = page.locator("#_found h3").count()
    assert shown or page.get_by_role("heading", name="A to Z").is_visible()
    assert tab.complaints == []


def test_an_address_with_markup_and_ten_thousand_letters_is_text(tab: Tab) -> None:
    page = tab.open(f"{SEARCH}?q=%3Cb%3E{'x' * 6000}&topic=Nothing&exact=7")

    page.get_by_role("status").filter(has_text=re.compile("result|Nothing")).wait_for()
    assert len(page.locator("#_words").input_value()) == 200
    assert page.locator("main b").count() == 0


@pytest.mark.parametrize("name", ["start", "new-2", "posts-0", "spelling"])
@pytest.mark.parametrize("fault", ["broken", "missing", "cut off"])
def test_a_file_that_is_not_whole_is_said_and_leaves_the_list(
    tab: Tab, name: str, fault: str
) -> None:
    def answer(route: Route) -> None:
        if fault == "missing":
            route.fulfill(status=404, body="not here")
        elif fault == "broken":
            route.fulfill(status=200, body='{"a":', content_type="application/json")
        else:
            route.abort()

    tab.page.route(re.compile(rf"{INDEX}{name}\.json"), answer)
    page = tab.open(SEARCH)

    assert ask(page, "tired wardd").startswith("The search could not be loaded.")
    assert page.get_by_role("heading", name="A to Z").is_visible()
    tab.page.unroute(re.compile(rf"{INDEX}{name}\.json"))
    assert "result" in ask(page, "tired ward"), "the next question asks for it again"


def test_a_slow_network_is_told_of(tab: Tab) -> None:
    def answer(route: Route) -> None:
        tab.page.wait_for_timeout(1_500)
        route.continue_()

    tab.page.route(f"**{INDEX}start.json", answer)
    page = tab.open(SEARCH)
    page.locator("#_words").fill("ward")

    page.get_by_role("status").filter(has_text="Searching").wait_for()
    page.get_by_role("status").filter(has_text="results").wait_for()


def test_a_search_that_cannot_be_loaded_says_so_and_leaves_the_list(tab: Tab) -> None:
    tab.page.route(f"**{INDEX}**", lambda route: route.abort())
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
