"""Readers: what a page, and the first result of a search, cost on the wire, in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.report import READ, Paid
from tests.support.browsers import ARGUMENTS, CHROME

ROOT = Path(__file__).parent.parent.parent
SERVING = ROOT / "tests/support/serving.py"
# Address and size of all that the page has asked for, itself among them.
ASKED = """() => performance.getEntriesByType('navigation')
    .concat(performance.getEntriesByType('resource'))
    .map(each => [each.name, each.transferSize])"""


def reading(output: Path, post: str, words: str) -> dict[str, Paid]:
    """Return what the home page, a post and a search for words cost; nothing without a browser."""
    if not CHROME:
        return {}
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        [sys.executable, str(SERVING), str(output), "http://127.0.0.1", ""],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert server.stdout
        origin = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROME, args=ARGUMENTS)
            found = []
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
            browser.close()
    finally:
        server.kill()
        server.communicate()
    return dict(zip(READ, found, strict=True))
