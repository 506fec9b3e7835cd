"""One page of each kind, opened in a browser and weighed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Tab
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


KINDS = sorted(
    path.stem
    for path in (ROOT / "theme/templates").glob("*.html")
    if not path.name.startswith("_") and path.stem != "base"
)


every_kind = pytest.mark.parametrize("kind", KINDS)


def opened(tab: Tab, kind: str) -> Page:
    """Open the page of a kind; the one that leads on by itself is kept from doing so."""
    name = tab.hub.example(kind)
    if kind == "redirect":

        def stay(route: Route) -> None:
            answer = route.fetch()
            text = re.sub("<meta http-equiv=.refresh[^>]*>", "", answer.text())
            route.fulfill(response=answer, body=text)

        tab.page.route(tab.hub.url(name), stay)
    return tab.open(name)


def weighed(tab: Tab, name: str) -> dict[str, int]:
    """Open a page and return the bytes of every answer on the wire, by address."""
    line = tab.page.context.new_cdp_session(tab.page)
    line.send("Network.enable")
    urls: dict[str, str] = {}
    found: dict[str, int] = {}

    def asked(event: Any) -> None:
        urls[event["requestId"]] = event["request"]["url"]

    def came(event: Any) -> None:
        found[urls[event["requestId"]]] = int(event["encodedDataLength"])

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", came)
    tab.open(name)
    tab.page.wait_for_load_state("networkidle")
    return found
