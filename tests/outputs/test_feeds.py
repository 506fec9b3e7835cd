"""Feeds: RSS that feed readers understand, with the whole text, and no time of the build."""

from __future__ import annotations

import re
from dataclasses import replace

import feedparser
import pytest
from lxml import etree

from plugins.core.addresses import Root
from plugins.core.library import GAP, Library
from plugins.outputs.feeds import MOST, Feed, feeds
from tests.examples import (
    a_body,
    a_library,
    a_picture,
    a_post,
    a_series,
    a_topic,
    an_author,
    on,
    posts_of,
)

NAMED = ("Patient Safety Hub", "Posts on safer care.", "en-GB")


def feeds_of(library: Library) -> dict[str, Feed]:
    return {feed.save_as: feed for feed in feeds(library, *NAMED)}


def read(library: Library, save_as: str = "feeds/all.rss") -> feedparser.FeedParserDict:
    """Read a feed as a feed reader does, and hold it to what it promises."""
    found = feedparser.parse(feeds_of(library)[save_as].render())
    assert not found.bozo, found.get("bozo_exception")
    return found


def content_of(library: Library) -> str:
    (entry,) = read(library).entries
    return str(entry.content[0].value)


def test_a_feed_reader_reads_the_feed_of_all_posts() -> None:
    found = read(a_library([a_post()]))

    assert found.version == "rss20"
    assert found.feed.title == "Patient Safety Hub: all posts"
    assert found.feed.subtitle == "Posts on safer care."
    assert found.feed.language == "en-GB"
    assert found.feed.link == "https://example.org/hub/"
    own = [link.href for link in found.feed.links if link.rel == "self"]
    assert own == ["https://example.org/hub/feeds/all.rss"]


def test_an_entry_has_all_that_a_reader_needs() -> None:
    (entry,) = read(a_library([a_post(topics=("culture", "insight"))])).entries

    assert entry.title == "Patients as partners"
    assert entry.link == "https://example.org/hub/blog/2021/patients-as-partners/"
    assert entry.summary == "What changes when patients are asked first."
    assert entry.published_parsed[:5] == (2021, 12, 16, 0, 0)
    assert [tag.term for tag in entry.tags] == ["Culture", "Insight"]
    assert entry.content[0].value == "<p>Ask first, then listen.</p>"


def test_all_authors_are_named() -> None:
    library = a_library(
        [a_post(authors=("ann", "bob"))], authors=[an_author(slug="ann", name="Ann A")]
    )

    content = feeds_of(library)["feeds/all.rss"].render().decode()

    assert re.findall("<dc:creator>(.*?)</dc:creator>", content) == ["Ann A", "Bob"]


def test_entries_come_newest_first() -> None:
    found = read(a_library(posts_of(5)))

    assert [entry.title for entry in found.entries] == [f"Post {n}" for n in (5, 4, 3, 2, 1)]


def test_a_feed_holds_the_newest_twenty() -> None:
    found = read(a_library(posts_of(MOST + 5)))

    assert len(found.entries) == MOST == 20
    assert found.entries[0].title == "Post 25"


def test_an_id_is_no_address_and_stays_when_title_date_and_slug_change() -> None:
    before = a_post(source="posts/2021/x.md")
    after = a_post(source="posts/2021/x.md", title="Other", slug="other", date=on(2021, 5))

    one, other = (read(a_library([post])).entries[0] for post in (before, after))

    assert one.id == other.id
    assert one.id.startswith("tag:example.org,")
    assert not one.guidislink


def test_an_id_does_not_change_when_a_post_moves_to_another_year() -> None:
    one, other = (
        read(a_library([a_post(source="posts/x.md", date=on(year))])).entries[0].id
        for year in (2020, 2021)
    )

    assert one == other


def test_two_posts_have_two_ids() -> None:
    found = read(a_library(posts_of(MOST)))

    assert len({entry.id for entry in found.entries}) == MOST


def test_links_in_the_text_are_whole_under_a_sub_path() -> None:
    html = (
        '<p><a href="/hub/blog/2020/x/">a</a> <img src="/hub/images/a.png" alt="A"> '
        '<a href="#two">b</a> <a href="https://other.example/">c</a> '
        '<a href="mailto:ann@example.org">d</a></p>'
    )

    content = content_of(a_library([a_post(body=a_body(html))]))

    assert re.findall('(?:href|src)="([^"]*)"', content) == [
        "https://example.org/hub/blog/2020/x/",
        "https://example.org/hub/images/a.png",
        "https://example.org/hub/blog/2021/patients-as-partners/#two",
        "https://other.example/",
        "mailto:ann@example.org",
    ]


def test_links_that_other_files_decide_are_whole_too() -> None:
    body = a_body(f'<p><a href="{GAP}0{GAP}">a</a></p>', fills=("/hub/blog/2020/x/",))

    content = content_of(a_library([a_post(body=body)]))

    assert 'href="https://example.org/hub/blog/2020/x/"' in content


def test_words_that_look_like_an_attribute_are_left_alone() -> None:
    html = '<pre><code>a href="/x" id="y" src="#z"</code></pre>'

    content = content_of(a_library([a_post(body=a_body(html))]))

    assert content == html


def test_the_text_has_no_ids_and_nothing_for_keyboards() -> None:
    html = (
        '<h2 id="two">Two</h2><div class="table" role="region" tabindex="0" aria-label="Table 1">'
        '<table></table></div><img src="/a.png" alt="A" loading="lazy" decoding="async">'
    )

    content = content_of(a_library([a_post(body=a_body(html))]))

    assert not re.search(r"\b(?:id|tabindex|role|aria-label|loading|decoding)=", content)
    assert 'alt="A"' in content


def test_the_picture_of_a_post_stands_first_and_is_an_enclosure() -> None:
    library = a_library([a_post(image=a_picture(alt='A "ward" & more'))])

    (entry,) = read(library).entries
    written = etree.fromstring(feeds_of(library)["feeds/all.rss"].render())

    text = written.findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded")
    assert str(text).startswith(
        '<p><img src="https://example.org/hub/images/ward-round.png" '
        'alt="A &quot;ward&quot; &amp; more" width="1200" height="630"></p>\n<p>Ask'
    )
    (enclosure,) = entry.enclosures
    assert enclosure.href == "https://example.org/hub/images/ward-round.png"
    assert (enclosure.type, enclosure.length) == ("image/png", "48213")


def test_signs_of_xml_in_titles_and_texts_come_through() -> None:
    post = a_post(title='A < B & "C" ]]>', slug="x", body=a_body("<p>1 &lt; 2 &amp; ]]&gt;</p>"))

    (entry,) = read(a_library([post])).entries

    assert entry.title_detail.value in ('A < B & "C" ]]>', 'A &lt; B &amp; "C" ]]&gt;')
    assert entry.content[0].value == "<p>1 &lt; 2 &amp; ]]&gt;</p>"


def test_a_feed_is_whole_xml_with_the_text_in_content_encoded() -> None:
    content = feeds_of(a_library([a_post()]))["feeds/all.rss"].render()

    tree = etree.fromstring(content)

    found = tree.find("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded")
    assert found is not None
    assert found.text == "<p>Ask first, then listen.</p>"
    guid = tree.find("channel/item/guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"


def test_the_date_of_a_feed_is_that_of_its_newest_post() -> None:
    library = a_library([a_post(date=on(2021, 12, 16, 9, 30)), a_post(title="Old", date=on(2020))])

    content = feeds_of(library)["feeds/all.rss"].render().decode()

    date = "Thu, 16 Dec 2021 09:30:00 +0000"
    assert f"<lastBuildDate>{date}</lastBuildDate>" in content
    assert f"<pubDate>{date}</pubDate>" in content


def test_a_feed_rendered_twice_has_the_same_bytes() -> None:
    posts = [a_post(image=a_picture()), *posts_of(10)]

    one, other = ([feed.render() for feed in feeds_of(a_library(posts)).values()] for _ in range(2))

    assert one == other


def test_every_topic_and_series_with_posts_has_a_feed() -> None:
    library = a_library(
        [a_post(series="2021-in-review", part=1)],
        topics=[a_topic(slug="quiet")],
        series=[a_series(slug="labels")],
    )

    assert list(feeds_of(library)) == [
        "feeds/all.rss",
        "feeds/topics/patient-engagement.rss",
        "feeds/series/2021-in-review.rss",
    ]


def test_the_feed_of_a_topic_goes_with_its_page() -> None:
    library = a_library([a_post(), a_post(title="Other", topics=("medication",))])

    found = read(library, "feeds/topics/patient-engagement.rss")

    assert found.feed.title == "Patient engagement: Patient Safety Hub"
    assert found.feed.link == "https://example.org/hub/topics/patient-engagement/"
    assert [entry.title for entry in found.entries] == ["Patients as partners"]


def test_the_feed_of_a_parent_topic_has_its_children_s_posts() -> None:
    topics = [a_topic(slug="culture"), a_topic(slug="speaking-up", parent="culture")]

    found = read(
        a_library([a_post(topics=("speaking-up",))], topics=topics), "feeds/topics/culture.rss"
    )

    assert len(found.entries) == 1


def test_the_feed_of_a_series_has_its_parts_newest_first() -> None:
    parts = [
        a_post(title=f"T{n}", series="2021-in-review", part=n, date=on(2021, 12, 12 + n))
        for n in (1, 2, 3)
    ]

    found = read(a_library(parts), "feeds/series/2021-in-review.rss")

    assert [entry.title for entry in found.entries] == ["T3", "T2", "T1"]


def test_a_hub_without_posts_has_no_feed() -> None:
    assert feeds_of(a_library(topics=[a_topic()])) == {}


@pytest.mark.parametrize(
    "siteurl", ["https://example.org", "http://127.0.0.1:8000", "https://example.org/a/b"]
)
def test_a_feed_says_where_it_stands(siteurl: str) -> None:
    root = Root.of(siteurl)
    post = a_post(url=root.url("blog/2021/x/"))

    found = read(replace(a_library([post]), root=root))

    assert found.feed.link == f"{siteurl}/"
    assert found.entries[0].link == f"{siteurl}/blog/2021/x/"


def test_feeds_share_what_they_say_of_a_post() -> None:
    library = a_library([a_post()])

    all_posts, topic = feeds_of(library).values()

    assert all_posts.entries[0] is topic.entries[0]
