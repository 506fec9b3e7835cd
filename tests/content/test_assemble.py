"""Shelves: sources become the library, and every gap in a body is filled."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from plugins.content.assemble import AssembledContent
from plugins.content.conversion_cache import ConversionCache
from plugins.content.read import read_content
from plugins.model.addresses import Root
from plugins.model.library import Library
from plugins.model.post import Post
from tests.support.examples import NOW, ROOT

HEADER = """\
---
title: "{title}"
date: {date}
summary: What it says.
authors: [ann]
topics: [medication]
{more}---
"""
FILES = {
    "topics/medication.md": "---\nname: Medication\ndescription: Safer.\n---\nSee [it](../posts/2021/x.md).\n",
    "topics/culture.md": "---\nname: culture\ndescription: How.\nsynonyms: [habits]\n---\n",
    "authors/ann.md": "---\nname: Ann\nrole: Editor\norganisation: Trust\nguest: true\n---\n",
    "series/2021-in-review.md": "---\ntitle: Year 2021\nparts: [One, Two]\nyear: 2021\n---\n",
    "series/2025-in-review.md": "---\ntitle: Year 2025\nparts: [One]\nyear: 2025\n---\n",
    "series/labels.md": "---\ntitle: Labels\nparts: [One]\n---\n",
    "pages/about.md": "---\ntitle: About\nsummary: What.\norder: 20\n---\n![A](../images/b.svg)\n",
    "pages/contact.md": "---\ntitle: Contact\nsummary: How.\norder: 10\n---\n",
    "images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>',
    "images/b.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "images/c.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "images/unused.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def post(body: str = "Text.", title: str = "X", date: str = "2021-12-16", more: str = "") -> str:
    return HEADER.format(title=title, date=date, more=more) + body


def assembled(
    root: Path, posts: dict[str, str], siteroot: Root = ROOT, now: dt.datetime = NOW
) -> AssembledContent:
    for name, text in {**FILES, **posts}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    store = ConversionCache(None)
    content = read_content(root, store, "markdown", limit=30.0)
    faults = [problem.text() for source in content.documents for problem in source.problems]
    assert faults == []
    return AssembledContent(content, siteroot, now, "Europe/London", store.html)


def html_of(root: Path, body: str, siteroot: Root = ROOT, other: str = "") -> str:
    """Return the HTML of a post with this body, beside another post."""
    other = post(date="2020-05-01", more=other)
    posts = {"posts/2021/x.md": post(body), "posts/2020/y.md": other}
    library = assembled(root, posts, siteroot).library
    return next(p for p in library.posts if p.document == "posts/2021/x.md").body.__html__()


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("../2020/y.md", "/hub/blog/2020/y/"),
        ("../2020/y.md#part-two", "/hub/blog/2020/y/#part-two"),
        ("../../topics/medication.md", "/hub/topics/medication/"),
        ("../../authors/ann.md", "/hub/authors/ann/"),
        ("../../series/labels.md", "/hub/series/labels/"),
        ("../../pages/about.md", "/hub/about/"),
        ("/blog/2020/y/", "/hub/blog/2020/y/"),
        ("/topics/", "/hub/topics/"),
        ("/", "/hub/"),
        ("/images/a.svg", "/hub/images/a.svg"),
        ("../../images/a.svg", "/hub/images/a.svg"),
        ("x.md", "/hub/blog/2021/x/"),
        ("../2020/y.md#caf%C3%A9", "/hub/blog/2020/y/#caf%C3%A9"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_link_leads_to_the_address_of_its_target(tmp_path: Path, written: str, href: str) -> None:
    html = html_of(tmp_path, f"[a]({written})")

    away = "" if href.startswith("/") else ' rel="noopener"'
    assert html == f'<p><a href="{href}"{away}>a</a></p>'


@pytest.mark.parametrize(
    ("siteurl", "href"),
    [
        ("https://example.org", "/blog/2020/y/"),
        ("https://example.org/hub", "/hub/blog/2020/y/"),
        ("https://example.org/a/b/", "/a/b/blog/2020/y/"),
    ],
)
def test_links_follow_the_place_of_the_site(tmp_path: Path, siteurl: str, href: str) -> None:
    html = html_of(tmp_path, "[a](../2020/y.md)", Root.of(siteurl))

    assert html == f'<p><a href="{href}">a</a></p>'


def test_a_link_follows_the_slug_of_its_target(tmp_path: Path) -> None:
    html = html_of(tmp_path, "[a](../2020/y.md)", other="slug: other\n")

    assert html == '<p><a href="/hub/blog/2020/other/">a</a></p>'


def test_an_image_alone_is_a_figure_with_its_size_and_caption(tmp_path: Path) -> None:
    html = html_of(tmp_path, 'Text.\n\n![A "ward"](../../images/a.svg "By us")\n\nMore.')

    assert html.replace("\n", "") == (
        '<p>Text.</p><figure><img src="/hub/images/a.svg" alt="A &quot;ward&quot;" width="40" '
        'height="30" loading="lazy" decoding="async"><figcaption>By us</figcaption></figure>'
        "<p>More.</p>"
    )


@pytest.mark.parametrize("body", ["{}", "{}\n\nText.", "Text.\n\n{}", "{}\n\nText.\n\n{}"])
def test_an_image_is_a_figure_wherever_it_stands(tmp_path: Path, body: str) -> None:
    html = html_of(tmp_path, body.replace("{}", "![A](../../images/a.svg)"))

    assert html.count("<figure><img") == body.count("{}")
    assert html.count("<p>Text.</p>") == body.count("Text")


def test_an_image_in_a_line_stays_in_its_line(tmp_path: Path) -> None:
    html = html_of(tmp_path, "One ![A](../../images/b.svg) two.")

    assert html == (
        '<p>One <img src="/hub/images/b.svg" alt="A" loading="lazy" decoding="async"> two.</p>'
    )


def test_only_published_posts_that_are_due_are_in_the_library(tmp_path: Path) -> None:
    found = assembled(
        tmp_path,
        {
            "posts/a.md": post(title="A", date="2025-12-31"),
            "posts/b.md": post(title="B", date="2026-01-01 09:00"),
            "posts/c.md": post(title="C", date="2026-01-01 09:01"),
            "posts/d.md": post(title="D", more="status: draft\n"),
            "posts/e.md": post(title="E", more="status: withdrawn\n"),
        },
    )

    assert [each.title for each in found.library.posts] == ["B", "A"]
    assert sorted(each.title for each in found.posts) == ["A", "B", "C", "D", "E"]


def test_posts_are_in_the_order_of_lists_and_vocabularies_in_theirs(tmp_path: Path) -> None:
    library = assembled(
        tmp_path,
        {f"posts/{n}.md": post(title=str(n), date=f"202{n}-01-01") for n in (1, 3, 2)},
    ).library

    assert [each.title for each in library.posts] == ["3", "2", "1"]
    assert [each.name for each in library.topics] == ["culture", "Medication"]
    assert [each.slug for each in library.series] == ["2025-in-review", "2021-in-review", "labels"]
    assert [each.title for each in library.pages] == ["Contact", "About"]


def the_post(library: Library) -> Post:
    (found,) = library.posts
    return found


def test_every_field_of_a_header_reaches_the_library(tmp_path: Path) -> None:
    more = (
        "series: 2021-in-review\npart: 2\n"
        "image: {src: images/a.svg, alt: A ward, credit: Ann}\nslug: named\n"
    )
    found = assembled(tmp_path, {"posts/x.md": post(date="2021-06-16 09:30", more=more)}).library

    mine = the_post(found)
    assert (mine.document, mine.slug, mine.path) == ("posts/x.md", "named", "blog/2021/named/")
    assert mine.url == "/hub/blog/2021/named/"
    assert mine.date.isoformat() == "2021-06-16T09:30:00+01:00"
    assert (mine.series, mine.part) == ("2021-in-review", 2)
    assert (mine.authors, mine.topics) == (("ann",), ("medication",))
    assert mine.image is not None
    assert (mine.image.url, mine.image.alt, mine.image.credit) == (
        "/hub/images/a.svg", "A ward", "Ann"
    )  # fmt: skip
    assert (mine.image.width, mine.image.height, mine.image.type) == (40, 30, "image/svg+xml")
    assert mine.image.length == len(FILES["images/a.svg"])
    author, topic = found.author_of["ann"], found.topic_of["culture"]
    assert (author.role, author.organisation, author.guest) == ("Editor", "Trust", True)
    assert topic.synonyms == ("habits",)
    assert found.series_of["2021-in-review"].parts == ("One", "Two")


def test_only_images_that_public_pages_show_are_published(tmp_path: Path) -> None:
    found = assembled(
        tmp_path,
        {
            "posts/a.md": post("[drawing](../images/a.svg)"),
            "posts/b.md": post("![C](../images/c.svg)", more="status: draft\n"),
        },
    ).library

    assert [file.path for file in found.files] == ["images/a.svg", "images/b.svg"]
    assert Path(found.files[0].origin).read_text() == FILES["images/a.svg"]


def test_the_image_of_a_future_post_is_published_with_it(tmp_path: Path) -> None:
    more = "image: {src: images/c.svg, alt: A}\n"
    posts = {"posts/a.md": post(date="2026-06-01", more=more)}

    before = assembled(tmp_path, posts).library
    after = assembled(tmp_path, posts, now=dt.datetime(2026, 7, 1, tzinfo=dt.UTC)).library

    assert "images/c.svg" not in [file.path for file in before.files]
    assert "images/c.svg" in [file.path for file in after.files]


def test_an_introduction_has_its_links_too(tmp_path: Path) -> None:
    found = assembled(tmp_path, {"posts/2021/x.md": post()}).library

    assert found.topic_of["medication"].introduction.__html__() == (
        '<p>See <a href="/hub/blog/2021/x/">it</a>.</p>'
    )
    assert not found.topic_of["culture"].introduction


def test_the_key_of_a_body_says_all_but_what_fills_it(tmp_path: Path) -> None:
    posts = {
        "posts/2021/x.md": post("[a](../2020/y.md)"),
        "posts/2020/y.md": post(date="2020-05-01"),
    }
    before = assembled(tmp_path, posts).library

    posts["posts/2020/y.md"] = post(date="2020-05-01", more="slug: other\n")
    after = assembled(tmp_path, posts).library

    assert before.posts[0].body.key == after.posts[0].body.key
    assert before.posts[0].body != after.posts[0].body


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("[Wales, England]", ("England", "Wales")),
        ("[UK]", ("England", "Scotland", "Wales", "Northern Ireland")),
        ("[]", ()),
    ],
)
def test_nations_come_in_their_order_and_the_whole_is_all_of_them(
    tmp_path: Path, stated: str, known: tuple[str, ...]
) -> None:
    found = assembled(tmp_path, {"posts/x.md": post(more=f"applies_to: {stated}\n")}).library

    assert the_post(found).applies_to == known


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("audience: [safety-leads, staff]\n", ("staff", "safety-leads")),
        ("audience: [everyone]\n", ("everyone",)),
        ("", ("everyone",)),
    ],
)
def test_audiences_come_in_their_order_and_a_post_that_names_none_is_for_everyone(
    tmp_path: Path, header: str, known: tuple[str, ...]
) -> None:
    found = assembled(tmp_path, {"posts/x.md": post(more=header)}).library

    assert the_post(found).audience == known
