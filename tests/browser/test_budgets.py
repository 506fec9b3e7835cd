"""Budgets: what a page costs, what it asks for, and that nobody else hears of it."""

from __future__ import annotations

import gzip

from tests.browser.conftest import Hub
from tests.support.browser_pages import every_kind, opened, weighed
from tests.support.browsers import needs_browser

pytestmark = needs_browser


def test_a_post_without_images_is_light(hub: Hub) -> None:
    """At most 60 kB and 6 requests; the drawing in the head of every page is among them."""
    posts = [name for name in hub.kinds["post"] if name != hub.example("post")]
    longest = max(
        (name for name in posts if b"<figure" not in (hub.output / name).read_bytes()),
        key=lambda name: (hub.output / name).stat().st_size,
    )
    with hub.tab(cold=True) as tab:
        found = weighed(tab, longest)

    assert len(found) <= 6, found
    assert sum(found.values()) <= 60_000, found
    assert sum(found.values()) > 5_000, "nothing was weighed"


def test_the_style_sheet_is_small(hub: Hub) -> None:
    (sheet,) = (hub.output / "static").glob("site.*.css")

    assert len(gzip.compress(sheet.read_bytes(), 9)) <= 20_000


def test_the_home_page_is_light_with_its_images(hub: Hub) -> None:
    with hub.tab(cold=True) as tab:
        found = weighed(tab, "index.html")

    assert 5_000 < sum(found.values()) <= 100_000, found


@every_kind
def test_nobody_else_is_asked_nothing_is_kept_and_the_policy_holds(hub: Hub, kind: str) -> None:
    """A browser says in its console when a page breaks the policy that is shipped."""
    with hub.tab() as tab:
        page = opened(tab, kind)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        policy = page.evaluate(
            "fetch(location).then(answer => answer.headers.get('content-security-policy'))"
        )

        assert [url for url in tab.requests if not url.startswith(f"{hub.origin}/")] == []
        assert page.context.cookies() == []
        kept = "[localStorage.length, sessionStorage.length, document.cookie]"
        assert page.evaluate(kept) == [0, 0, ""]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert tab.complaints == []


def test_the_policy_would_complain(hub: Hub) -> None:
    with hub.tab() as tab:
        page = tab.open("index.html")
        page.evaluate(
            "() => { const s = document.createElement('style'); s.textContent = 'p { color: red }';"
            "document.head.append(s) }"
        )

        assert any("Content Security Policy" in said for said in tab.complaints)
