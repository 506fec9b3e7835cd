"""Access: every kind of page by axe-core, the keyboard, large text, small screens, other eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import Hub
from tests.support.browser_pages import every_kind, opened
from tests.support.browsers import needs_browser
from tests.support.checkers import axe, needs_axe

if TYPE_CHECKING:
    pass

pytestmark = needs_browser


FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    const hides = style.overflowX == 'hidden' || style.overflowX == 'clip';
    return hides && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 90))"""

MOVING = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    return style.animationName != 'none' || style.transitionDuration.split(', ').some(d => d != '0s');
}).length"""


# What axe cannot decide: text over a gradient or a drawing, or of one sign. Reckoned here from the
# colours of the text and of all that lies below it, by WCAG's own formula (2.2, "relative luminance").
UNDECIDED = """async tags => {
    const rgb = text => (text.match(/rgba?\\([^)]+\\)/g) || [])
        .map(each => each.match(/[\\d.]+/g).map(Number)).filter(each => each[3] !== 0);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const over = (top, below) => (top[3] ?? 1) == 1 ? top
        : [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
    const found = await axe.run({runOnly: {type: 'rule', values: ['color-contrast']},
        resultTypes: ['incomplete']});
    const poor = [];
    for (const node of found.incomplete.flatMap(rule => rule.nodes)) {
        const element = document.querySelector(node.target[0]), style = getComputedStyle(element);
        const [text] = rgb(element.closest('svg') ? style.fill : style.color);
        const chain = [];
        for (let at = element; at; at = at.parentElement) chain.push(getComputedStyle(at));
        const solid = chain.map(each => rgb(each.backgroundColor)[0]).find(each => each)
            || [255, 255, 255];
        const stops = chain.flatMap(each => rgb(each.backgroundImage));
        for (const below of [solid, ...stops.map(each => over(each, solid))]) {
            const [high, low] = [light(text), light(below)].sort((a, b) => b - a);
            const ratio = (high + 0.05) / (low + 0.05);
            if (ratio < 4.5) poor.push([node.html.slice(0, 90), String(text), String(below), ratio]);
        }
    }
    return [found.incomplete.flatMap(rule => rule.nodes).length, poor];
}"""


@needs_axe
def test_what_axe_cannot_decide_can_be_read_too(hub: Hub) -> None:
    looked = 0
    with hub.tab(reduced_motion="reduce") as tab:
        for kind in ("post", "year", "home", "figures"):
            page = opened(tab, kind)
            page.evaluate(axe())
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                number, poor = page.evaluate(UNDECIDED)
                assert poor == [], (kind, scheme)
                looked += number

    assert looked > 20


@every_kind
def test_nothing_scrolls_sideways_and_nothing_is_cut(hub: Hub, kind: str) -> None:
    """At 320 and 768 pixels, and at 640 with text of twice the size."""
    with hub.tab() as tab:
        page = opened(tab, kind)
        for width, text in ((320, 100), (768, 100), (640, 200)):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")

            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate(CUT) == []


# What has the focus when a key is let go, until nothing has it.
REACHED = """known => {
    window.reached = [];
    addEventListener('keyup', () => {
        const e = document.activeElement;
        if (e == document.body) return;
        e.dataset.seen = Number(e.dataset.seen || 0) + 1;
        const style = getComputedStyle(e), box = e.getClientRects()[0];
        const x = box.x + box.width / 2, y = box.y + box.height / 2;
        const top = document.elementFromPoint(x, y);
        window.reached.push({
            what: e.outerHTML.slice(0, 120),
            known: e.matches(known),
            times: Number(e.dataset.seen),
            outline: style.outlineStyle == 'solid' && parseFloat(style.outlineWidth) >= 2,
            inside: x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight,
            shown: !!top && (e.contains(top) || top.contains(e)),
        });
    }, true);
}"""


@every_kind
def test_every_control_is_reached_by_keyboard_and_shows_it(hub: Hub, kind: str) -> None:
    with hub.tab() as tab:
        page = opened(tab, kind)
        known = page.evaluate(
            f"""() => [...document.querySelectorAll("{FOCUSABLE}")]
                .filter(e => e.checkVisibility()).length"""
        )
        page.evaluate(REACHED, FOCUSABLE)
        for _ in range(known):
            page.keyboard.press("Tab")
        reached = page.evaluate("window.reached")

    assert len(reached) == known
    assert [at["what"] for at in reached if at["times"] > 1 or not at["known"]] == []
    assert [at for at in reached if not (at["outline"] and at["inside"] and at["shown"])] == []


def test_the_first_key_offers_the_way_past_the_menu(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.innerText") == "Skip to the text"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")


def test_the_list_of_contents_leads_to_its_headings(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))
        link = page.locator(".contents a").nth(1)
        words = link.inner_text()
        link.focus()
        page.keyboard.press("Enter")

        heading = page.locator(":target")
        assert heading.inner_text() == words
        assert heading.evaluate(
            "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
        )


@every_kind
def test_without_scripts_every_page_has_its_words(hub: Hub, kind: str) -> None:
    with hub.tab(java_script_enabled=False) as tab:
        page = opened(tab, kind)

        assert len(page.locator("main").inner_text()) > 40
        assert page.locator("h1").count() == 1


@every_kind
def test_forced_colours_keep_what_colours_said(hub: Hub, kind: str) -> None:
    """Panels, boxes and labels lose their background, and get a line instead."""
    with hub.tab(forced_colors="active") as tab:
        page = opened(tab, kind)
        bare = page.evaluate(
            """() => [...document.querySelectorAll('.tags a, .panel, .callout, .hero, .skip, .mark')]
                .filter(e => e.checkVisibility())
                .filter(e => !(parseFloat(getComputedStyle(e).borderTopWidth) >= 1))
                .map(e => e.className)"""
        )
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert [name for name in bare if name != "skip"] == []
    assert outline == "solid"


@every_kind
def test_nothing_moves_for_those_who_asked_for_that(hub: Hub, kind: str) -> None:
    with hub.tab(reduced_motion="reduce") as tab:
        page = opened(tab, kind)

        assert page.evaluate(MOVING) == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(MOVING) > 0


def test_paper_has_the_text_and_the_addresses_of_links_and_no_menu(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))
        page.emulate_media(media="print")

        link = page.locator(".prose a[href='https://example.org/somewhere']")
        assert link.evaluate("e => getComputedStyle(e, '::after').content") == (
            '" (https://example.org/somewhere)"'
        )
        for gone in (".menu", ".crumbs", ".contents", ".neighbours", ".related", ".newsletter"):
            assert not page.locator(gone).first.is_visible(), gone
        assert page.locator(".printed").is_visible()
        assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_without_styles_the_page_still_reads_from_above_to_below(hub: Hub) -> None:
    """Nothing but the order of the document: first the way past the menu, then title, then text."""
    with hub.tab() as tab:
        tab.page.route("**/*.css", lambda route: route.abort())
        page = tab.open(hub.example("post"))

        words = page.locator("body").inner_text()
        order = ["Skip to the text", "A note before the text.", "By Ann Example",
                 "On this page", "A first paragraph", "Accessibility"]  # fmt: skip
        at = [words.find(each) for each in order]
        assert at == sorted(at)
        assert -1 not in at


def test_without_images_their_words_stand_in_their_place(hub: Hub) -> None:
    with hub.tab() as tab:
        tab.page.route("**/images/**", lambda route: route.abort())
        page = tab.open(hub.example("post"))

        picture = page.locator("figure.lead img")
        assert picture.get_attribute("alt") == "A ward round"
        assert picture.evaluate("e => e.complete && e.naturalWidth") == 0
        assert page.get_by_role("img", name="A ward round").is_visible()


def test_a_content_note_comes_first_with_two_ways_on(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))
        main = page.get_by_role("main")
        note = page.get_by_role("complementary", name="Content note")

        assert main.inner_text().startswith("Content note: A note before the text.")
        note.get_by_role("link", name="Read the post").click()
        assert page.locator(":target h1").inner_text() == "Everything a post can hold"
        note.get_by_role("link", name="Leave it, and see other posts").click()
        page.wait_for_url("**/blog/")


def test_readers_are_asked_to_take_part_at_the_post_s_own_place(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))

        links = [page.get_by_role("link", name=name).get_attribute("href")
                 for name in ("Tell us what happened", "Read and reply")]  # fmt: skip
        assert links == [
            "mailto:stories@patient-safety-hub.example",
            "https://community.example.org/everything",
        ]
        assert page.get_by_text("Applies to: England and Wales").is_visible()


def test_the_dates_of_a_post_are_told_apart(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))

        assert page.locator(".dates > div").all_inner_texts() == [
            "Published 3 February 2026",
            "Updated 5 February 2026",
            "Reviewed 4 February 2026 by Ann Example",
            "Next review by 1 May 2026",
        ]
        page.locator(".dates").get_by_role("link", name="5 February 2026").click()
        assert page.locator(":target").inner_text() == "Changes to this post"


def test_help_comes_straight_after_the_text_and_before_what_it_rests_on(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))
        names = page.get_by_role("article").locator("h2").all_inner_texts()

        assert names[:2] == ["On this page", "A table"]
        assert names[names.index("Words") + 1 :] == [
            "If you want to talk to somebody",
            "Figures in this post",
            "Sources",
            "Disclosure",
            "Changes to this post",
        ]
        page.get_by_role("link", name="Find support").first.click()
        assert page.locator(":target").inner_text() == "If you want to talk to somebody"


def test_words_of_a_chart_stand_clear_of_its_line(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("year"))
        edges = page.locator(".drawing:has(.foot)").first.evaluate(
            """drawing => ['.point', '.foot'].map(name =>
                [...drawing.querySelectorAll(name)].map(e => e.getBoundingClientRect()))"""
        )

        points, words = edges
        assert max(box["bottom"] for box in points) < min(box["top"] for box in words)
