"""Browsers: where Chromium is, and the mark of tests that need one.

Looked for are `CHROME_PATH`, `chromium` and `google-chrome`. Without one such tests are left out
with one line; in CI they fail instead, so that nothing is left out there unseen.
"""

from __future__ import annotations

import os
import shutil

import pytest

CHROME = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
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
