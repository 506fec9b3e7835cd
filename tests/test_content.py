"""The content of this repository, built as it stands: what readers and feed readers get."""

from __future__ import annotations

import re
from argparse import Namespace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from plugins.build.command import build
from tests.conftest import ROOT, Tree, tree

BASE = "https://example.org/hub"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Return the whole site, below a path of its host."""
    into = tmp_path_factory.mktemp("content") / "output"
    options = Namespace(
        content=None, output=str(into), siteurl=BASE, clean=True, now="2026-06-01", jobs=2
    )
    assert build(ROOT, options, print) == 0
    return tree(into)


def soup(output: Tree, name: str) -> BeautifulSoup:
    return BeautifulSoup(output[name], "html.parser")


def target_of(link: str) -> str:
    """Return the file that answers for an address of the site."""
    path = unquote(urlsplit(link).path).removeprefix("/hub/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def test_every_address_of_the_contract_answers(output: Tree) -> None:
    expected = [
        "index.html", "blog/index.html", "blog/page/2/index.html", "blog/2021/index.html",
        "blog/2021/patients-as-partners/index.html", "topics/index.html",
        "topics/patient-engagement/index.html", "series/index.html",
        "series/2021-in-review/index.html", "year-in-review/index.html",
        "year-in-review/2021/index.html", "authors/index.html", "authors/ann-example/index.html",
        "about/index.html", "contact/index.html", "feeds/all.rss",
        "feeds/topics/patient-engagement.rss", "feeds/series/2021-in-review.rss", "sitemap.xml",
        "robots.txt", "404.html",
    ]  # fmt: skip

    assert [name for name in expected if name not in output] == []


def test_every_link_anchor_and_image_is_there(output: Tree) -> None:
    pages = {name: soup(output, name) for name in output if name.endswith(".html")}
    ids = {name: {str(each["id"]) for each in page.select("[id]")} for name, page in pages.items()}

    broken = []
    for name, page in pages.items():
        for node in page.select("[href], [src]"):
            link = str(node.get("href") or node.get("src"))
            if link.startswith(BASE):
                link = link.removeprefix("https://example.org")
            if link.startswith("#"):
                target, fragment = name, link[1:]
            elif link.startswith("/"):
                assert link.startswith("/hub/"), (name, link)
                target, fragment = target_of(link), unquote(urlsplit(link).fragment)
            else:
                assert link.startswith(("https://", "http://", "mailto:")), (name, link)
                continue
            if target not in output or (fragment and fragment not in ids.get(target, set())):
                broken.append((name, link))

    assert len(pages) > 80
    assert broken == []


def test_every_picture_has_a_text_a_size_and_no_page_has_two_first_headings(output: Tree) -> None:
    for name in output:
        if name.endswith(".html"):
            page = soup(output, name)
            assert len(page.select("h1")) == 1, name
            for image in page.select("main article img"):
                assert image.get("alt") is not None, name
                assert image.get("width"), name
                assert image.get("height"), name


def test_headings_skip_no_level_and_no_id_comes_twice(output: Tree) -> None:
    for name in output:
        if name.endswith(".html"):
            page = soup(output, name)
            levels = [int(heading.name[1]) for heading in page.select("h1,h2,h3,h4,h5,h6")]
            steps = [after - before for before, after in pairwise(levels)]
            assert max(steps, default=0) <= 1, (name, levels)
            ids = [str(each["id"]) for each in page.select("[id]")]
            assert len(ids) == len(set(ids)), name


def feeds_of(output: Tree) -> list[str]:
    return [name for name in output if name.endswith(".rss")]


def test_a_feed_reader_takes_every_feed_without_complaint(output: Tree) -> None:
    assert len(feeds_of(output)) > 20
    for name in feeds_of(output):
        feed = feedparser.parse(output[name])
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        assert feed.feed.title, name
        assert feed.entries, name
        for entry in feed.entries:
            assert entry.link.startswith(f"{BASE}/blog/"), name
            assert not entry.guidislink, name
            (content,) = entry.content
            assert len(BeautifulSoup(content.value, "html.parser").get_text().split()) > 200, name
            for link in re.findall(r'(?:href|src)="([^"]*)"', content.value):
                assert re.match(r"https?://|mailto:", link), (name, link)


def test_feeds_run_from_the_newest_to_the_oldest(output: Tree) -> None:
    for name in feeds_of(output):
        dates = [entry.published_parsed for entry in feedparser.parse(output[name]).entries]
        assert dates == sorted(dates, reverse=True), name


def test_the_series_of_2021_lists_five_parts(output: Tree) -> None:
    page = soup(output, "series/2021-in-review/index.html")

    titles = [heading.get_text(" ", strip=True) for heading in page.select("main ol > li a")]

    assert len(titles) == 5
    assert titles[3] == "2021 in review: working with patients, not around them"


def test_part_four_says_where_it_stands(output: Tree) -> None:
    page = soup(output, "blog/2021/patients-as-partners/index.html")

    assert "Part 4 of 5" in page.get_text(" ", strip=True)


def test_an_announced_part_is_named_without_a_link(output: Tree) -> None:
    page = soup(output, "series/2025-in-review/index.html")

    (announced,) = [
        item
        for item in page.select("main ol > li")
        if "2025 in review: what we will carry into next year" in item.get_text()
    ]

    assert "not published yet" in announced.get_text()
    assert announced.select("a") == []


def test_draft_and_scheduled_posts_are_nowhere(output: Tree) -> None:
    for name, page in output.items():
        for word in (b"draft-corridor-notes", b"next-year-plans"):
            assert word not in page, name
            assert word.decode() not in name


def test_there_is_enough_to_read() -> None:
    posts = sorted((ROOT / "content/posts").rglob("*.md"))
    bodies = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in posts]

    public = [body for body in bodies if len(body.split()) >= 500]

    assert len(public) >= 20
    assert all(len(body.split()) <= 1100 for body in bodies)
    assert len(list((ROOT / "content/authors").glob("*.md"))) >= 5
    assert len([path for path in Path(ROOT / "content/images").iterdir() if path.is_file()]) >= 6
