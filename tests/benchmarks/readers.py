"""Readers: what a page, and the first result of a search, cost on the wire, in a real browser."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.report import READ, Paid
from tests.support.browsers import CHROME, browsing

# Address and size of all that the page has asked for, itself among them.
ASKED = """() => performance.getEntriesByType('navigation')
    .concat(performance.getEntriesByType('resource'))
    .map(each => [each.name, each.transferSize])"""


def reading(output: Path, post: str, words: str) -> dict[str, Paid]:
    """Return what the home page, a post and a search for words cost; nothing without a browser."""
    if not CHROME:
        return {}
    found = []
    with browsing(output, "http://127.0.0.1") as (browser, origin):
        for path in ("", f"{post}/", "search/"):
            page = browser.new_context().new_page()
            page.goto(f"{origin}/{path}")
            page.wait_for_load_state("networkidle")
            before = dict(page.evaluate(ASKED))
            if path == "search/":
                page.locator("#_words").fill(words)
                page.keyboard.press("Enter")
                page.locator("#_found h3").first.wait_for()
                after = dict(page.evaluate(ASKED))
                before = {url: size for url, size in after.items() if url not in before}
            found.append(Paid(len(before), sum(before.values())))
    return dict(zip(READ, found, strict=True))
