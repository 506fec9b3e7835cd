"""The content of this repository, built as it stands: what readers and feed readers get."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
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


def told(page: BeautifulSoup) -> list[dict[str, Any]]:
    """Return what a page tells search engines."""
    return [
        item
        for each in page.select('script[type="application/ld+json"]')
        for item in json.loads(str(each.string))["@graph"]
    ]


def test_every_page_says_what_it_is_where_it_is_shared(output: Tree) -> None:
    for name in output:
        if not name.endswith(".html"):
            continue
        page = soup(output, name)
        meta = {
            str(each["property"]): str(each["content"]) for each in page.select("meta[property]")
        }
        canonical = page.select_one("link[rel=canonical]")
        assert canonical is not None, name
        assert meta["og:url"] == canonical["href"], name
        assert meta["og:title"], name
        assert 20 < len(meta["og:description"]) <= 300, name
        assert meta["og:locale"] == "en_GB"
        assert meta["og:image:alt"], name
        assert meta["og:image"].removeprefix(f"{BASE}/") in output, name
        assert meta["og:type"] == ("article" if re.match(r"blog/\d+/[^/]+/", name) else "website")


def test_posts_pages_and_the_site_say_to_programs_what_they_say_to_people(output: Tree) -> None:
    (post, trail) = told(soup(output, "blog/2021/patients-as-partners/index.html"))
    (site,) = told(soup(output, "index.html"))

    assert post["@type"] == "BlogPosting"
    assert post["headline"] == "2021 in review: working with patients, not around them"
    assert post["datePublished"] == "2021-12-16T00:00:00+00:00"
    assert [each["name"] for each in post["author"]] == ["Ann Example", "Morag Tarn"]
    assert post["isPartOf"] == {
        "@type": "CreativeWorkSeries", "name": "2021 in review",
        "url": f"{BASE}/series/2021-in-review/",
    }  # fmt: skip
    assert [each["name"] for each in trail["itemListElement"]] == [
        "Home", "Blog", "2021", "2021 in review: working with patients, not around them"
    ]  # fmt: skip
    assert [each["position"] for each in trail["itemListElement"]] == [1, 2, 3, 4]
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/search/?q={{words}}"


def test_every_address_that_programs_are_told_answers(output: Tree) -> None:
    def addresses(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("url", "item", "image", "mainEntityOfPage") and isinstance(inner, str):
                    yield inner
                yield from addresses(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from addresses(inner)

    found = {
        address
        for name in output
        if name.endswith(".html")
        for address in addresses(told(soup(output, name)))
    }
    assert len(found) > 50
    assert [each for each in found if target_of(each) not in output] == []
