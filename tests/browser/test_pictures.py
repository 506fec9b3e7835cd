"""Pictures: a browser takes the size that fits and the format that it knows best."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Hub
from tests.support.browsers import needs_browser

pytestmark = needs_browser


@pytest.mark.parametrize(
    ("width", "density", "taken"), [(390, 1, 480), (390, 2, 800), (1280, 1, 800), (1280, 2, 1200)]
)
def test_the_size_fits_the_screen(hub: Hub, width: int, density: int, taken: int) -> None:
    with hub.tab(width, cold=True, device_scale_factor=density) as tab:
        page = tab.open(hub.example("post"))

        lead = page.locator("figure.lead img")
        lead.evaluate("image => image.decode()")
        assert lead.evaluate("image => image.currentSrc").endswith(f"-{taken}.avif")
        assert [url for url in tab.requests if "ward-round" in url] == [
            lead.evaluate("image => image.currentSrc")
        ], "one file, and no other size beside it"


def test_the_first_picture_comes_at_once_and_the_others_when_they_are_near(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open(hub.example("post"))

        assert page.locator("figure.lead img").get_attribute("loading") is None
        later = page.locator(".prose figure:not(.lead) img")
        assert later.evaluate_all("all => all.map(each => each.loading)") == ["lazy"]
        assert later.first.evaluate("image => image.naturalWidth > 0 || !image.complete")


def test_nothing_jumps_when_pictures_come(hub: Hub) -> None:
    """Every image keeps its room before its file is there."""
    for kind in ("post", "home", "blog", "page"):
        for width in (390, 1280):
            rooms = []
            for pending in (False, True):
                with hub.tab(width) as tab:
                    if pending:  # asked for, and never answered
                        tab.page.route("**/images/**", lambda route: None)
                    wait = "domcontentloaded" if pending else "load"
                    tab.page.goto(hub.url(hub.example(kind)), wait_until=wait)  # type: ignore[arg-type]
                    tab.page.evaluate(
                        """() => new Promise(done => {
                            const style = document.querySelector('link[rel=stylesheet]');
                            style.sheet ? done() : style.addEventListener('load', done);
                        })"""
                    )
                    rooms.append(
                        tab.page.evaluate(
                            """() => [...document.querySelectorAll('main img')].map(image => {
                                const box = image.getBoundingClientRect();
                                return [Math.round(box.width), Math.round(box.height)];
                            })"""
                        )
                    )

            assert rooms[0] == rooms[1], (kind, width)
            assert rooms[0] or kind != "post"
