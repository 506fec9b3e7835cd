"""Sitemap and robots.txt."""

from __future__ import annotations

from lxml import etree

from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.outputs.sitemap import NAMESPACE, sitemap_documents
from tests.support.examples import (
    a_library,
    a_page,
    a_post,
    a_topic,
    an_author,
    an_update,
    on,
    posts_of,
)


def pages_of(library: Library) -> dict[str, str]:
    """Return the address and the day of every page in a sitemap."""
    sitemap, _ = sitemap_documents(library)
    tree = etree.fromstring(sitemap.render())
    assert tree.tag == f"{{{NAMESPACE}}}urlset"
    return {
        str(page.findtext(f"{{{NAMESPACE}}}loc")): page.findtext(f"{{{NAMESPACE}}}lastmod") or ""
        for page in tree
    }


def test_a_sitemap_has_every_page_of_the_library_and_no_other() -> None:
    library = a_library(
        [*posts_of(25), a_post(series="2021-in-review", part=1, rules=("two-checks",))],
        pages=(a_page(),),
        topics=[a_topic(slug="quiet")],
        authors=[an_author(slug="ann")],
    )

    addresses = set(pages_of(library))

    gathered = {"series/2021-in-review/all/", "topics/patient-engagement/rules/"}
    assert gathered == set(site_map(library).gathered)
    assert addresses == {
        f"https://example.org/hub/{path}"
        for path in site_map(library).paths - gathered
        if path == "" or path.endswith("/")
    }
    assert "https://example.org/hub/blog/page/2/" in addresses
    assert not any(address.endswith((".html", ".rss")) for address in addresses)


def test_a_page_has_the_day_of_its_content() -> None:
    library = a_library(
        [a_post(), a_post(title="New", date=on(2025, 6, 1), topics=("medication",))]
    )

    days = pages_of(library)

    root = "https://example.org/hub/"
    assert days[root] == days[f"{root}blog/"] == "2025-06-01"
    assert days[f"{root}blog/2021/patients-as-partners/"] == "2021-12-16"
    assert days[f"{root}topics/patient-engagement/"] == "2021-12-16"
    assert days[f"{root}blog/2021/"] == "2021-12-16"
    assert days[f"{root}authors/safety-team/"] == "2025-06-01"
    assert days[f"{root}authors/"] == days[f"{root}corrections/"] == ""


def test_an_update_moves_the_day_of_its_post_unless_it_is_minor() -> None:
    corrected = a_post(series="2021-in-review", part=1, updates=(an_update(),))
    minor = a_post(title="Minor", updates=(an_update(kind="minor", date=on(2023)),))

    days = pages_of(a_library([corrected, minor]))

    root = "https://example.org/hub/"
    assert days[f"{root}blog/2021/patients-as-partners/"] == "2022-01-05"
    assert days[f"{root}corrections/"] == "2022-01-05"
    assert days[f"{root}blog/2021/minor/"] == days[f"{root}series/2021-in-review/"] == "2021-12-16"


def test_addresses_are_in_order_and_once() -> None:
    sitemap, _ = sitemap_documents(a_library(posts_of(25)))

    addresses = [str(page[0].text) for page in etree.fromstring(sitemap.render())]

    assert len(addresses) == len(set(addresses))
    assert addresses == sorted(addresses)


def test_letters_that_xml_keeps_are_escaped() -> None:
    addresses = pages_of(a_library(topics=[a_topic(slug="café")]))

    assert "https://example.org/hub/topics/caf%C3%A9/" in addresses


def test_an_empty_hub_has_a_sitemap() -> None:
    days = pages_of(a_library())

    assert days["https://example.org/hub/"] == ""
    assert len(days) == 14


def test_a_sitemap_rendered_twice_has_the_same_bytes() -> None:
    one, other = (next(sitemap_documents(a_library(posts_of(5)))).render() for _ in range(2))

    assert one == other


def test_robots_may_read_all_and_find_the_sitemap() -> None:
    _, robots = sitemap_documents(a_library())

    assert robots.save_as == "robots.txt"
    assert robots.render() == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/hub/sitemap.xml\n"
    )
