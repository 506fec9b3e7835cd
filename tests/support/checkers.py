"""Checkers that no package of Python brings: one file each, which `.ci/run` fetches from npm.

Outside CI their tests are left out with one line where the file is missing; in CI they fail, with
a line that says what is.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.browsers import IN_CI


def lacking(variable: str, package: str, program: str = "") -> str:
    """Return what is missing for a checker, or nothing."""
    named = os.environ.get(variable, "")
    if not named:
        return f"{variable} names no file of npm's {package}: see docs/readers.md"
    if not Path(named).is_file():
        return f"{variable} names {named}, which is not there: see docs/readers.md"
    if program and shutil.which(program) is None:
        return f"{program} is missing, which runs npm's {package}: see docs/readers.md"
    return ""


def without_html_checker() -> str:
    return lacking("VNU_JAR", "vnu-jar", "java")


def without_axe() -> str:
    return lacking("AXE_JS", "axe-core")


def left_out(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(bool(reason) and not IN_CI, reason=reason)


needs_html_checker = left_out(without_html_checker())
needs_axe = left_out(without_axe())


def html_checker() -> Path:
    """Return the W3C's checker, which Java runs."""
    if reason := without_html_checker():
        pytest.fail(reason, pytrace=False)
    return Path(os.environ["VNU_JAR"])


def axe() -> str:
    """Return axe-core, a script for a page."""
    if reason := without_axe():
        pytest.fail(reason, pytrace=False)
    return Path(os.environ["AXE_JS"]).read_text(encoding="utf-8")
