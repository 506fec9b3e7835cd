"""Feeds: each kind of fault that a validator knows is named."""

from __future__ import annotations

import json

import pytest

from plugins.audit.feeds import faults

RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
<channel><title>All</title><link>https://a.org/</link><description>Words &amp;amp; more.</description>
<atom:link href="https://a.org/feeds/all.rss" rel="self" type="application/rss+xml"/>
<language>en-gb</language><lastBuildDate>Thu, 14 May 2026 00:00:00 +0100</lastBuildDate>
<item><title>One</title><link>https://a.org/one/</link><description>First.</description>
<content:encoded>&lt;p&gt;Text &lt;a href="https://a.org/"&gt;a&lt;/a&gt;&lt;/p&gt;</content:encoded>
<guid isPermaLink="false">tag:a.org,2026:1</guid><category>Culture</category>
<pubDate>Thu, 14 May 2026 00:00:00 +0100</pubDate></item>
<item><title>Two</title><link>https://a.org/two/</link><description>Second.</description>
<guid isPermaLink="false">tag:a.org,2026:2</guid>
<pubDate>Wed, 13 May 2026 00:00:00 +0100</pubDate></item>
</channel></rss>
"""
ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><id>tag:a.org,2026:feed</id><title>All</title>
<updated>2026-05-14T00:00:00+01:00</updated><author><name>The hub</name></author>
<link href="https://a.org/feeds/all.atom" rel="self"/><link href="https://a.org/" rel="alternate"/>
<entry><id>tag:a.org,2026:1</id><title>One</title><updated>2026-05-14T00:00:00+01:00</updated>
<content type="html">&lt;p&gt;Text&lt;/p&gt;</content><link href="https://a.org/one/" rel="alternate"/>
<published>2026-05-14T00:00:00+01:00</published><summary>First.</summary></entry></feed>
"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "All", "home_page_url": "https://a.org/",
    "feed_url": "https://a.org/feeds/all.json", "description": "Words.",
    "items": [{
        "id": "tag:a.org,2026:1", "url": "https://a.org/one/", "title": "One", "summary": "First.",
        "content_html": "<p>Text</p>", "date_published": "2026-05-14T00:00:00+01:00",
        "date_modified": "2026-05-14T00:00:00+01:00",
    }],
}  # fmt: skip


def test_good_feeds_have_no_fault() -> None:
    assert list(faults("feeds/all.rss", RSS.encode())) == []
    assert list(faults("feeds/all.atom", ATOM.encode())) == []
    assert list(faults("feeds/all.json", json.dumps(JSON).encode())) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2026:2<", "2026:1<", "has an id twice"),
        ("Wed, 13 May", "Fri, 15 May", "is not in order, newest first"),
        ("Wed, 13 May 2026", "13 May 2026", "has a pubDate that is not of RFC 822"),
        ("<link>https://a.org/</link>", "<link>/</link>", "has no whole address of its page"),
        ("https://a.org/two/", "/two/", "has half an address: /two/"),
        ("<title>Two</title>", "<title> </title>", "has no title"),
        ("First.", "&lt;b&gt;First&lt;/b&gt;", "has markup in a description: <b>First</b>"),
        ("<category>Culture", "<category>", "has an empty category"),
        ("<category>", "<topic>x</topic><category>", "has <topic>, which RSS does not know"),
        ("<item>", "<item><author>Ann</author>", "has an <author>, which must be an e-mail"),
        ("<language>en-gb", "<language>English (UK)", "has a language that is none"),
        ('isPermaLink="false"', "", "calls tag:a.org,2026:1 a permalink"),
        ('version="2.0"', 'version="0.91"', "is not RSS 2.0"),
        ('rel="self"', 'rel="via"', "needs one link to itself"),
        ("&lt;p&gt;", "&lt;script&gt;x&lt;/script&gt;", "holds <script>"),
        ("&lt;p&gt;", "&lt;p onclick='x'&gt;", "has the attribute onclick"),
        ('href="https://a.org/"&gt;', 'href="/a/"&gt;', "has a relative href: /a/"),
        ("Text ", "Te\ufffdxt ", "holds U+FFFD"),
        ("tag:a.org,2026:1<", "one<", "has an id that is no URI: one"),
        ("</channel>", "", "cannot be read: "),
    ],
)  # fmt: skip
def test_each_fault_of_rss_is_named(old: str, new: str, fault: str) -> None:
    assert old in RSS

    found = list(faults("feeds/all.rss", RSS.replace(old, new, 1).encode()))

    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<title>One</title>", "", "breaks the grammar"),
        ("<updated>2026-05-14T00:00:00+01:00", "<updated>14 May 2026", "breaks the grammar"),
        ('rel="self"', 'rel="via"', "needs one link to itself"),
        ("<author><name>The hub</name></author>", "", "has an entry without author"),
        ("<entry>", '<link href="https://b.org/" rel="alternate"/><entry>', "has two alternates"),
    ],
)  # fmt: skip
def test_each_fault_of_atom_is_named(old: str, new: str, fault: str) -> None:
    assert old in ATOM

    found = list(faults("feeds/all.atom", ATOM.replace(old, new, 1).encode()))

    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"version": "https://jsonfeed.org/version/1"}, "is not of version 1.1"),
        ({"author": "Ann"}, "has unknown fields ['author']"),
        ({"title": None, "items": 3}, "cannot be read: "),
    ],
)
def test_each_fault_of_json_feed_is_named(changed: dict[str, object], fault: str) -> None:
    found = list(faults("feeds/all.json", json.dumps({**JSON, **changed}).encode()))

    assert any(fault in each for each in found), found
