"""Entries: a body as any reader can show it."""

from __future__ import annotations

import pytest

from plugins.content.markdown.convert import convert
from plugins.model.feeds import Change
from plugins.model.post import NATIONS, Update
from plugins.model.publication import Notice
from plugins.outputs.feeds import entries
from plugins.outputs.feeds.entries import LONG, UNPRINTABLE, Entries, clean, lead, plain
from tests.support.examples import (
    ENGLISH,
    WORDS,
    a_body,
    a_library,
    a_picture,
    a_post,
    a_series,
    a_service,
    an_update,
    on,
)

PAGE = "https://example.org/hub/blog/2021/x/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/hub/a/?b=1&amp;c">x</a>', '<a href="https://example.org/hub/a/?b=1&amp;c">x</a>'),
        ('<a href="#more">x</a>', f'<a href="{PAGE}#more">x</a>'),
        ('<a href="https://b.example/" rel="noopener">x</a>', '<a href="https://b.example/">x</a>'),
        ('<a href="https://b.example/" title="T" rel="noopener nofollow ugc">x</a>',
         '<a href="https://b.example/" title="T">x</a>'),
        ('<code>&lt;a href="x" rel="noopener"&gt;</code>', '<code>&lt;a href="x" rel="noopener"&gt;</code>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        ('<a href="../y/">x</a>', '<a href="https://example.org/hub/blog/2021/y/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        (
            '<img src="/hub/i.png" srcset="/hub/i.png 1x, /hub/j.png 2x" alt="" loading="lazy">',
            '<img src="https://example.org/hub/i.png" '
            'srcset="https://example.org/hub/i.png 1x, https://example.org/hub/j.png 2x" alt="">',
        ),
        (
            '<video src="/v.mp4" poster="/p.png" controls></video>',
            '<video src="https://example.org/v.mp4" poster="https://example.org/p.png" controls></video>',
        ),
        ('<h2 id="more" class="x" tabindex="0">M</h2>', "<h2>M</h2>"),
        ('<p lang="cy" dir="ltr" role="note" aria-label="x">M</p>', '<p lang="cy" dir="ltr">M</p>'),
        ("<p>a id=\"x\" href=\"/y\" &lt;a href=\"/y\"&gt;</p>",) * 2,
        ('<p>1 > 0 "and" style="x"</p>',) * 2,
        ('<p>a</p><script src="/x.js"></script><form><input name="q"></form>', "<p>a</p>"),
    ],
)  # fmt: skip
def test_a_body_is_freed_from_its_page(html: str, expected: str) -> None:
    assert plain(html, PAGE, "https://example.org") == expected


@pytest.mark.parametrize("rel", ["", ' rel="noopener"', ' rel="noopener nofollow ugc"'])
def test_a_plain_link_to_another_site_is_not_looked_into(
    rel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand posts have fifty thousand of them."""
    monkeypatch.setattr(entries, "whole", None)

    found = plain(f'<p>A <a href="https://b.example/"{rel}>x</a>.</p>', PAGE, "https://example.org")

    assert found == '<p>A <a href="https://b.example/">x</a>.</p>'


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
def test_footnotes_can_be_read_where_they_are(engine: str) -> None:
    """No way back, which would leave the reader; the number leads to the note on the page."""
    text = "Words.[^a] More.[^a]\n\n[^a]: The *note*.\n"

    html = plain(convert("posts/x.md", text, 1, engine).html, PAGE, "https://example.org")

    assert html.replace("\n", "") == (
        f'<p>Words.<sup><a href="{PAGE}#fn-1">1</a></sup> More.<sup><a href="{PAGE}#fn-1">1</a>'
        "</sup></p><hr><section><ol><li><p>The <em>note</em>.</p></li></ol></section>"
    )


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
def test_callouts_and_boxes_keep_their_meaning_without_style(engine: str) -> None:
    text = "> [!WARNING]\n> Stop.\n\n- [x] asked\n- [ ] answered\n"

    html = plain(convert("posts/x.md", text, 1, engine).html, PAGE, "https://example.org")

    assert "<p><strong>Warning</strong></p>" in html
    assert "\u2611 " in html
    assert "\u2610 " in html
    assert "class=" not in html


def test_help_comes_first_or_right_after_the_note() -> None:
    services = [
        a_service(name="Lines & more", nations=("Wales",), phone="111", hours="day and night"),
        a_service(name="All", nations=NATIONS, phone="", hours="", link="https://all.example/"),
    ]
    helped = (
        "<p><strong>If you want to talk to somebody:</strong></p>\n<ul>\n"
        '<li><a href="https://all.example/">All</a>, for the whole of the UK</li>\n'
        f'<li><a href="{services[0].link}">Lines &amp; more</a>, for Wales: 111, day and night</li>\n</ul>\n'
    )
    story = a_post(kind="story", sponsor="none")
    noted = a_post(sensitive=("death",), content_note="It is sad.", updates=(an_update(),))
    library = a_library([story, noted], services=services)

    assert lead(story, library, ENGLISH).startswith(f"{helped}<p><strong>Disclosure:")
    assert lead(noted, library, ENGLISH).startswith(
        "<p><strong>Content note:</strong> Somebody dies in this post. It is sad.</p>\n"
        f"{helped}<p><strong>Correction, "
    )
    assert lead(a_post(), library, ENGLISH) == ""


def test_what_a_reader_must_know_comes_before_the_text() -> None:
    post = a_post(
        content_note="About <loss> & grief.",
        sponsor="none",
        image=a_picture(),
        updates=(
            Update(date=on(2022, 1, 2), kind="correction", wrong="Five.", right="Six", by="Ann"),
            Update(date=on(2022, 3, 4), kind="minor", what="A comma."),
            Update(date=on(2023, 1, 2), kind="clarification", what="In England."),
        ),
        body=a_body("<p>The text.</p>"),
    )

    library = a_library([post])
    entry = Entries(library, WORDS).of(post)

    assert lead(post, library, ENGLISH) == (
        "<p><strong>Content note:</strong> About &lt;loss&gt; &amp; grief.</p>\n"
        "<p><strong>Clarification, 2 January 2023:</strong> In England.</p>\n"
        "<p><strong>Correction, 2 January 2022:</strong> This was wrong: Five. "
        "This is right: Six. (Ann)</p>\n"
        "<p><strong>Disclosure:</strong> sponsor: none declared.</p>\n"
    )
    assert entry.content() == lead(post, library, ENGLISH) + (
        '<p><img src="https://example.org/hub/images/ward-round.png" alt="A ward round, drawn" '
        'width="1200" height="630"></p>\n<p>The text.</p>'
    )


def test_an_entry_says_where_it_was_published_first_as_its_page_does() -> None:
    first = "https://www.example.com/a?b=1&c=2"
    post = a_post(canonical=first)
    library = a_library([post])

    entry = Entries(library, WORDS).of(post)

    assert entry.url == "https://example.org/hub/blog/2021/patients-as-partners/"
    assert entry.first == first
    assert lead(post, library, ENGLISH) == (
        '<p>First published on <a href="https://www.example.com/a?b=1&amp;c=2">example.com</a>.</p>\n'
    )


def test_an_entry_names_topics_and_series() -> None:
    post = a_post(series="2021-in-review", part=1)

    entry = Entries(a_library([post], series=[a_series()]), WORDS).of(post)

    assert entry.categories == ("Patient engagement", "2021 in review")


def test_an_entry_names_its_audience_and_its_nations() -> None:
    post = a_post(audience=("staff", "safety-leads"), applies_to=("Scotland",))

    entry = Entries(a_library([post]), WORDS).of(post)

    assert entry.categories == (
        "Patient engagement", "Health and care staff", "Patient safety leads", "Scotland",
    )  # fmt: skip


def test_an_update_is_news_of_its_own_with_the_whole_post() -> None:
    update = Update(date=on(2022, 1, 2), kind="superseded", what="Ask two people.")
    post = a_post(id="tag:a,2021:b", updates=(update,))
    entries = Entries(a_library([post]), WORDS)

    news = entries.of(Change(post=post, update=update, number=1))

    assert (news.id, news.title, news.summary, news.published) == (
        "tag:a,2021:b#update-1", "Superseded: Patients as partners", "Ask two people.", on(2022, 1, 2),
    )  # fmt: skip
    assert news.content() == entries.of(post).content()
    assert news.key != entries.of(post).key


def test_a_correction_as_news_says_what_was_wrong_and_what_is_right() -> None:
    update = Update(date=on(2022, 1, 2), kind="correction", wrong="It said 12", right="It is 21")
    post = a_post(updates=(update,))

    news = Entries(a_library([post]), WORDS).of(Change(post=post, update=update, number=1))

    assert news.summary == "This was wrong: It said 12. This is right: It is 21."


def test_a_notice_says_nothing_of_the_post() -> None:
    notice = Notice(
        document="posts/x.md",
        id="tag:a,2021:b",
        path="blog/2021/x/",
        date=on(2021),
        withdrawn=on(2022),
        topics=("t",),
    )

    entry = Entries(a_library(), WORDS).of(notice)

    assert (entry.url, entry.authors, entry.categories, entry.image) == ("", (), (), None)
    assert entry.content() == (
        "<p>This post was withdrawn. Its words are no longer published here. (1 January 2022)</p>\n"
    )


@pytest.mark.parametrize("length", [0, LONG * 2])
@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\x0b",
        "\x1f",
        "\ud800",
        "\ufffe",
        "\uffff",
        "\t\n\r",
        "\x7f",
        "한",
        "\uff21",
        "🩺",
    ],
)
def test_short_and_long_texts_lose_the_same(sign: str, length: int) -> None:
    text = f"{'x' * length}a{sign}b"

    assert clean(text) == UNPRINTABLE.sub("", text)
    assert clean(text).endswith("b" if sign.isprintable() or sign in "\t\n\r\x7f" else "ab")
