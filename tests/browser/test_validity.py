"""Validity: every page is HTML by the standard, and its headings and names are in order."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from tinyhtml5.parser import HTMLParser

from plugins.pages import notices
from tests.conftest import Tree, tree
from tests.support.checkers import html_checker, needs_html_checker


@pytest.fixture(scope="module")
def output(built: Path) -> Path:
    return built / "output"


@pytest.fixture(scope="module")
def pages(output: Path) -> Tree:
    return {name: page for name, page in tree(output).items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def soups(pages: Tree) -> dict[str, BeautifulSoup]:
    return {name: BeautifulSoup(page, "html.parser") for name, page in pages.items()}


def test_a_strict_parser_finds_no_fault(pages: Tree) -> None:
    for name, page in pages.items():
        parser = HTMLParser()
        parser.parse(page, transport_encoding="utf-8")
        assert parser.errors == [], name


def test_every_page_has_one_title_and_its_headings_go_down_step_by_step(
    soups: dict[str, BeautifulSoup],
) -> None:
    for name, soup in soups.items():
        levels = [int(each.name[1]) for each in soup.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert jumps == [], name


def test_no_two_pages_have_the_same_title(soups: dict[str, BeautifulSoup]) -> None:
    titles: dict[str, str] = {}
    for name, soup in soups.items():
        if soup.select_one("meta[http-equiv=refresh]"):
            continue  # a page that only leads on to another
        if soup.title and str(soup.title.string).startswith(notices.TITLE):
            continue  # a notice says nothing of its post, not even by its title
        title = str(soup.title.string if soup.title else "")
        assert title, name
        assert titles.setdefault(title, name) == name, title


def test_what_refers_to_an_id_finds_exactly_one(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        ids = [str(each["id"]) for each in soup.select("[id]")]
        assert len(ids) == len(set(ids)), name
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for each in soup.select(f"[{attribute}]"):
                for wanted in str(each[attribute]).split():
                    assert wanted in ids, (name, attribute, wanted)


def test_landmarks_of_one_kind_have_names_of_their_own(soups: dict[str, BeautifulSoup]) -> None:
    def named(page: BeautifulSoup, each: Tag) -> str:
        by = page.find(id=str(each.get("aria-labelledby", "")))
        return str(each.get("aria-label") or (by.get_text(" ", strip=True) if by else ""))

    for name, soup in soups.items():
        names = [named(soup, each) for each in soup.find_all("nav")]
        assert "" not in names, name
        assert len(names) == len(set(names)), name


def complaints(files: Path) -> Iterator[str]:
    """Yield what the W3C's checker says of all pages and drawings below a folder."""
    asked = ["java", "-jar", str(html_checker()), "--errors-only", "--format", "json",
             "--skip-non-html", str(files)]  # fmt: skip
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(found.stderr)["messages"]
    except ValueError:
        pytest.fail(f"The checker of HTML does not run here: {found.stderr.strip()[:300]}")
    for said in messages:
        yield f"{said['url'].rpartition(str(files))[2]}:{said.get('lastLine')}: {said['message']}"


@needs_html_checker
def test_the_checker_of_the_w3c_finds_no_fault(output: Path) -> None:
    assert list(complaints(output.resolve())) == []


@needs_html_checker
def test_the_checker_of_the_w3c_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><title>Bad</title><p><div></p>", "utf-8")

    assert any("No “p” element in scope" in said for said in complaints(tmp_path))
