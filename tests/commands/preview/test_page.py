"""An open page of the preview, in Chromium: it follows what is saved, and says what to mend."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import write_post
from tests.support.browsers import ARGUMENTS, CHROME, needs_browser
from tests.support.previews import start

pytestmark = needs_browser


def test_a_page_follows_its_post_and_shows_what_to_mend(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    body = "\n\n".join(f"Paragraph {number}." for number in range(80))
    path = write_post(site / "content", "2024/long.md", "Long", body=body)
    good = path.read_text(encoding="utf-8")
    with start(site) as running, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROME, args=ARGUMENTS)
        page = browser.new_page()
        complaints: list[str] = []
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        page.goto(f"http://127.0.0.1:{running.port}/blog/2024/long/")
        page.evaluate("scrollTo(0, 700)")

        path.write_text(good.replace("Paragraph 3.", "A paragraph that is new."), encoding="utf-8")
        page.get_by_text("A paragraph that is new.").wait_for()
        for _ in range(100):  # wait_for_function would need what the page's policy forbids
            if page.evaluate("scrollY") == 700:
                break
            page.wait_for_timeout(50)
        assert page.evaluate("scrollY") == 700

        path.write_text(good.replace("[culture]", "[cultrue]"), encoding="utf-8")
        alert = page.get_by_role("alert")
        alert.wait_for()
        lines = "all => [...all.shadowRoot.querySelectorAll('h1, p, code')].map(e => e.textContent)"
        assert alert.evaluate(lines) == [
            "1 problem to mend",
            "Below is the last good page. This note goes when all is mended.",
            "content/posts/2024/long.md:6",
            "topics names an unknown topic 'cultrue'.",
            "How to mend it: did you mean 'culture'?",
        ]
        assert page.get_by_text("A paragraph that is new.").count() == 1

        path.write_text(good, encoding="utf-8")
        alert.wait_for(state="detached")
        page.get_by_text("Paragraph 3.", exact=True).wait_for()
        browser.close()

    assert complaints == []
