"""OPML: every feed that pages lead to, each once."""

from __future__ import annotations

from lxml import etree

from plugins.model.publication import Notice
from plugins.outputs.feeds.opml import opml
from tests.support.examples import a_library, a_post, a_series, a_topic, on


def test_feeds_stand_below_what_they_follow() -> None:
    post = a_post(series="2021-in-review", part=1)

    root = etree.fromstring(opml(a_library([post], series=[a_series()]), "Hub").render())

    groups = {each.get("text"): [one.get("text") for one in each] for each in root.find("body")}
    assert root.get("version") == "2.0"
    assert groups == {
        "Hub: all posts": [],
        "Topics": ["Patient engagement (topic): Hub"],
        "Series": ["2021 in review (series): Hub"],
        "Authors": ["Posts by Safety Team: Hub"],
    }
    (first, *_) = root.iter("outline")
    assert dict(first.attrib) == {
        "type": "rss",
        "text": "Hub: all posts",
        "title": "Hub: all posts",
        "description": "Every post, newest first.",
        "xmlUrl": "https://example.org/hub/feeds/all.rss",
        "htmlUrl": "https://example.org/hub/",
    }


def test_a_feed_of_notices_alone_is_not_listed() -> None:
    notice = Notice(
        document="x.md", id="tag:a,2021:b", path="blog/2021/x/", date=on(2021), withdrawn=on(2022),
        topics=("patient-engagement",),
    )  # fmt: skip

    made = opml(a_library(topics=[a_topic()], notices=(notice,)), "Hub")

    assert [each.feed for each in made.outlines] == ["https://example.org/hub/feeds/updates.rss"]
