"""Browsers: where Chromium is, and the mark of tests that need one.

Looked for are `CHROME_PATH`, `chromium` and `google-chrome`. Without one such tests are left out
with one line; in CI they fail instead, so that nothing is left out there unseen.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plugins.audit.access import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent.parent

CHROME = browser()
IN_CI = os.environ.get("CI") == "true"
# No sandbox: CI runs as root, and only pages of our own are opened.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]

needs_browser = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.skipif(
        not CHROME and not IN_CI, reason="no Chromium: apt install chromium, or set CHROME_PATH"
    ),
]


@contextlib.contextmanager
def browsing(output: Path, siteurl: str, forms: str = "") -> Iterator[tuple[Browser, str]]:
    """Serve a folder as the public gets it; yield a browser and the address of the server.

    `siteurl` and `forms` are the site's own address and that of its form, for the headers.
    """
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/support/serving.py"), str(output), siteurl, forms],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert server.stdout
        origin = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROME, args=ARGUMENTS)
            try:
                yield browser, origin
            finally:
                browser.close()
    finally:
        server.kill()
        server.communicate()
