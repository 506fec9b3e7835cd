"""JSON Feed: its head and its items."""

from __future__ import annotations

import json

import pytest

from plugins.outputs.feeds.json_feed import json_item, json_text, render_json
from tests.support.feed_examples import a_head, an_entry


def test_a_head_says_where_the_feed_is_and_goes_on() -> None:
    head = a_head(older="https://example.org/hub/feeds/all/1.json", hub="https://hub.example/")

    assert json.loads(render_json(head, [])) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Hub: all posts",
        "home_page_url": "https://example.org/hub/",
        "feed_url": "https://example.org/hub/feeds/all.rss",
        "description": "Safer care.",
        "language": "en-GB",
        "authors": [{"name": "Hub", "url": "https://example.org/hub/"}],
        "next_url": "https://example.org/hub/feeds/all/1.json",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [],
    }


def test_an_item_has_its_text_or_its_summary() -> None:
    entry = an_entry(summary='A "b" \\ & \u2028c')

    parts = json_item(entry)
    whole = json.loads(parts.whole(json_text('<p>"x" \\\n🩺</p>'.encode())))
    short = json.loads(parts.short())

    assert whole["content_html"] == '<p>"x" \\\n🩺</p>'
    assert "content_text" not in whole
    assert short["content_text"] == short["summary"] == entry.summary
    assert "content_html" not in short


@pytest.mark.parametrize("text", ["", "plain", '"\\"', "\t\r\n\\n", "\x7f\u2028 é 🩺 </script>"])
def test_a_text_is_written_as_the_library_writes_it(text: str) -> None:
    assert b'"%s"' % json_text(text.encode()) == json.dumps(text, ensure_ascii=False).encode()
