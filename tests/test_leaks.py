"""Leaks: nothing of what is not public is in any byte of the output, in any state, on any surface.

How the guards were tried: `GUARDS` takes each of them out, one at a time, and the search that the
first test relies on must then find something. What stands behind them all, the proof before a tree
goes live, is tried the other way round: with a guard out, it must stop the build.
"""

from __future__ import annotations

import gzip
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import brotli
import feedparser
import pytest
from PIL import Image

import plugins.content.assemble as assembled
import plugins.outputs.sitemap as sitemap
import plugins.pages.notices as notices
from plugins.content.assemble import AssembledContent
from plugins.images.plain_copy import plain
from plugins.model import publication
from plugins.model.library import Library
from plugins.model.post import Page, Post
from plugins.model.text import Body
from plugins.outputs import cards
from plugins.pipeline.leak_check import LeakCheck
from plugins.pipeline.manifest import Manifest
from plugins.pipeline.site_writer import SiteWriter
from plugins.presentation.social_cards import Card
from plugins.publish import releases
from tests.conftest import Build, Tree, tree, write_post
from tests.support.servers import Publish

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><title>{}</title></svg>\n'
CONSENT = (
    "kind: story\nconsent:\n  holder: Xylophone holder\n  date: 2020-01-01\n"
    "  scope: Xylophone scope\n  expires: {}\n{}"
)
STATES = {
    "draft": "status: draft\n",
    "future": "",
    "withdrawn": "status: withdrawn\nwithdrawn: 2024-06-01\n",
    "gone": "status: withdrawn\nwithdrawn: 2024-06-01\ngone: true\n",
    "consent-withdrawn": CONSENT.format("2030-01-01", "  withdrawn: 2025-01-01\n"),
    "consent-expired": CONSENT.format("2025-01-01", ""),
}
NOTICED = ("withdrawn", "consent-withdrawn", "consent-expired")
BODY = """Xylophone opening words stand in this first line of the text.

## Xylophone heading

- xylophone item

> [!NOTE]
> Xylophone note.

| xylophone | cell |
| --- | --- |
| one | two |

![xylophone alt](../../images/xylophone-figure.svg "Xylophone caption")

See [xylophone link](https://example.org/xylophone) and a note.[^x]
It is {fig:slips-2023} [@second-count-2023, xylophone place; @count-1].

[^x]: Xylophone footnote.
"""
ADDRESS = "blog/2024/xylophone-post/"
# Where the word stands while the post is public: each surface by the files that show it.
SURFACES = {
    "its page, with data for programs": "blog/2024/xylophone-post/index.html",
    "the page of a neighbour": "blog/2023/more-5/index.html",
    "a page that it is related to": "blog/2021/two/index.html",
    "home": "index.html",
    "the archive": "blog/index.html",
    "the archive of a year": "blog/2024/index.html",
    "its topic": "topics/speaking-up/index.html",
    "the topic above": "topics/culture/index.html",
    "its series": "series/2021-in-review/index.html",
    "its author": "authors/ann-example/index.html",
    "the year in review": "year-in-review/2024/index.html",
    "an old address": "old/place/index.html",
    "a source that it cites": "sources/second-count-2023/index.html",
    "all figures": "figures/index.html",
    "a rule that it gives": "rules/two-checks/index.html",
    "a recommendation that it cites": "recommendations/count-1/index.html",
    "all corrections": "corrections/index.html",
    "its references, for programs": "blog/2024/xylophone-post/references.bib",
    "the list for programs": "index.json",
    **{
        f"feeds/{name}.{form}": f"feeds/{name}.{form}"
        for name in ("all", "updates", "topics/culture", "topics/speaking-up",
                     "series/2021-in-review", "authors/ann-example")
        for form in ("rss", "atom", "json")
    },
    "the sitemap": "sitemap.xml",
    "the search index": "search/index/new-",
    "the list of what is found": "search/index/posts-",
    "a card": "cards/2024/xylophone-post.",
    "a drawing": "images/xylophone-figure.svg",
    "a photograph": "images/xylophone-lead.png",
    "a smaller one": "images/xylophone-lead.",
}  # fmt: skip


def recommend(content: Path) -> None:
    (content / "recommendations").mkdir(exist_ok=True)
    (content / "recommendations/count-1.md").write_text(
        "---\nreport: first-count-2021\nnumber: 1\n---\n", encoding="utf-8"
    )


def plant(content: Path, state: str, public: bool = False) -> Path:
    """Write a post that says the word on every surface; `public` is how it was before."""
    recommend(content)
    drawing = content / "images/xylophone-figure.svg"
    drawing.write_text(SVG.format("xylophone figure"), encoding="utf-8")
    Image.new("RGB", (600, 300), "teal").save(content / "images/xylophone-lead.png")
    more = (
        "series: 2021-in-review\npart: 3\nimage:\n  src: images/xylophone-lead.png\n"
        "  alt: Xylophone picture\n  credit: Xylophone painter\ncontent_note: Xylophone warning.\n"
        "learning_point: Xylophone lesson.\nsponsor: Xylophone sponsor\naliases: [/old/place/]\n"
        "funding: Xylophone funding\ninterests: Xylophone interests\nrules: [two-checks]\napplies_to: [UK]\n"
        "discussion: https://example.org/xylophone-talk\n"
        "updates:\n  - date: 2024-05-05\n    kind: correction\n    wrong: Xylophone error.\n"
        "    right: Xylophone correction.\n    by: Xylophone mender\n"
    )
    date = "2031-01-01" if state == "future" and not public else "2024-02-02"
    return write_post(
        content, "2024/xylophone-post.md", "Xylophone title of some length", date, "speaking-up",
        more=more + ("" if public else STATES[state]), body=BODY,
    )  # fmt: skip


LETTER = """---
post: posts/{post}.md
by: Xylophone of the ward
date: 2024-04-01
edited: Xylophone words were cut.
consent: {{holder: Office, date: 2024-04-01, scope: This letter, expires: 2031-04-01{ends}}}
---
The xylophone stood in the corridor for a year.

![xylophone alt](../images/xylophone-figure.svg)
"""


def write_letter(content: Path, post: str = "2023/more-5", ends: str = "") -> None:
    drawing = SVG.format("xylophone figure")
    (content / "images/xylophone-figure.svg").write_text(drawing, encoding="utf-8")
    (content / "responses").mkdir(exist_ok=True)
    (content / "responses/letter-1.md").write_text(LETTER.format(post=post, ends=ends), "utf-8")


def hide(content: Path, state: str) -> Path:
    """Hide what was public. Builds refuse what was published as a draft, unless they forgot it."""
    if state in ("draft", "future"):
        (content / "ids.yaml").unlink()
    return plant(content, state)


def turn_on(site: Path) -> None:
    """Have the search index, cards and smaller images, which most tests do without."""
    path = site / "pelicanconf.py"
    text = path.read_text(encoding="utf-8")
    for name in ("SEARCH", "SOCIAL_CARDS"):
        assert f"\n{name} = False" in text
        text = text.replace(f"\n{name} = False", f"\n{name} = True")
    path.write_text(text.replace('("avif", "webp")', '("webp",)'), encoding="utf-8")


def opened(name: str, content: bytes) -> bytes:
    """Return a file with what is packed in it."""
    if name.endswith(".br"):
        return content + bytes(brotli.decompress(content))
    return content + gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def found_in(files: Tree, state: str) -> list[str]:
    """Return the files that hold the word, packed ones opened, or are called by it."""
    found = []
    for name, content in files.items():
        text = opened(name, content)
        called = name.encode()
        if state in NOTICED:  # its notice says where it stands, and so do feeds and old addresses
            if name.startswith((ADDRESS, "feeds/", "old/place/")):
                text = text.replace(ADDRESS.encode(), b"")
            called = called.replace(ADDRESS.encode(), b"")
        if b"xylophone" in (called + b"\n" + text).lower():
            found.append(name)
    return found


@pytest.mark.parametrize("state", STATES)
def test_nothing_of_a_hidden_post_is_in_any_byte(site: Path, build: Build, state: str) -> None:
    """From nothing, and after it was public, so that every left-over would show."""
    turn_on(site)
    recommend(site / "content")
    without = build()
    path = plant(site / "content", state)
    fresh = build()
    assert build.code == 0, build.said
    assert found_in(fresh, state) == []
    if state in ("draft", "future"):  # no count, no page number, no neighbour tells of it
        assert fresh == without

    assert path == plant(site / "content", state, public=True)
    public = build()
    assert build.code == 0, build.said
    places = found_in(public, "")
    for surface, place in SURFACES.items():
        assert any(each.startswith(place) for each in places), surface

    hide(site / "content", state)
    hidden = build()
    assert build.code == 0, build.said
    assert found_in(hidden, state) == []
    assert hidden == build.clean()
    assert hidden == build()


LETTERS = {
    "its post is a draft": ("2024/draft", ""),
    "its consent was withdrawn": ("2023/more-5", ", withdrawn: 2026-05-31"),
    "its consent expired": ("2023/more-5", ", withdrawn: 2026-06-01"),
}


@pytest.mark.parametrize(("post", "ends"), LETTERS.values(), ids=LETTERS)
def test_nothing_of_a_hidden_letter_is_in_any_byte(
    site: Path, build: Build, post: str, ends: str, capsys: pytest.CaptureFixture[str]
) -> None:
    turn_on(site)
    write_post(site / "content", "2024/draft.md", "Draft", more="status: draft\n")
    write_letter(site / "content")
    public = build()
    assert build.code == 0, build.said
    places = found_in(public, "")
    for place in (
        "blog/2023/more-5/index.html", "feeds/all.rss", "feeds/all.atom", "feeds/all.json",
        "index.json", "images/xylophone-figure.svg", "search/index/",
    ):  # fmt: skip
        assert any(each.startswith(place) for each in places), place

    write_letter(site / "content", post, ends)
    hidden = build()

    assert build.code == 0, build.said
    assert found_in(hidden, "") == []
    assert hidden == build.clean()
    theme = site / "theme/templates/base.html"
    theme.write_text(
        theme.read_text("utf-8").replace("</body>", "Xylophone words were cut</body>"), "utf-8"
    )
    build()
    assert build.code == 1
    assert "responses/letter-1.md:1, which is not shown" in capsys.readouterr().err


def test_a_letter_leaves_at_the_moment_its_consent_ends(site: Path, build: Build) -> None:
    write_letter(site / "content")

    before = build(now="2031-03-31T23:59+01:00")
    after = build(now="2031-04-01T00:00+01:00")

    assert found_in(before, "") != []
    assert found_in(after, "") == []
    assert after == build("clean", now="2031-04-01T00:00+01:00")


@pytest.mark.parametrize("state", NOTICED)
def test_a_withdrawn_post_leaves_a_neutral_notice(site: Path, build: Build, state: str) -> None:
    plant(site / "content", state)

    files = build()

    notice = files["blog/2024/xylophone-post/index.html"].decode()
    assert "<h1>This post was withdrawn</h1>" in notice
    assert '<meta name="robots" content="noindex">' in notice
    day = {"withdrawn": "1 June 2024"}.get(state, "1 January 2025")
    assert day in notice
    assert b"xylophone" not in files["sitemap.xml"]
    assert b"This part was withdrawn" in files["series/2021-in-review/index.html"]
    assert b"This part was withdrawn" in files["series/2021-in-review/all/index.html"]
    assert b'href="/blog/2024/xylophone-post/"' in files["old/place/index.html"]


@pytest.mark.parametrize("state", NOTICED)
def test_subscribers_learn_of_a_withdrawal_and_nothing_else(
    site: Path, build: Build, state: str
) -> None:
    plant(site / "content", state, public=True)
    before = re.findall(rb"<id>([^<]+)</id>", build()["feeds/all.atom"])
    hide(site / "content", state)

    feed = build()["feeds/all.atom"]

    assert re.findall(rb"<id>([^<]+)</id>", feed) == before
    entry = next(each for each in feed.split(b"<entry>") if b"A post was withdrawn" in each)
    assert b"/blog/2024/xylophone-post/" in entry
    assert b"Its words are no longer published here." in entry


def test_a_post_that_is_gone_leaves_no_page_and_servers_say_so(site: Path, build: Build) -> None:
    plant(site / "content", "gone", public=True)
    # It goes at once, whoever leads to it; `check` tells of the link.
    body = "As [we said](xylophone-post.md)."
    write_post(site / "content", "2024/leads-there.md", "One that leads there", body=body)
    build()
    hide(site / "content", "gone")

    files = build()

    assert "blog/2024/xylophone-post/index.html" not in files
    assert "old/place/index.html" not in files
    assert b"<h1>This page is gone</h1>" in files["410.html"]
    entry = next(
        each
        for each in files["feeds/all.atom"].split(b"<entry>")
        if b"A post was withdrawn" in each
    )
    assert b"<link" not in entry


def test_a_notice_says_why_in_page_feeds_and_corrections(site: Path, build: Build) -> None:
    content = site / "content"
    plant(content, "withdrawn", public=True)
    build()
    hide(content, "withdrawn")
    post = next(
        path
        for path in (content / "posts").rglob("*.md")
        if "status: withdrawn" in path.read_text("utf-8")
    )
    why = "withdrawn_because: Its count was not right & we missed it.\nreplaced_by: posts/2021/one.md\n"
    post.write_text(
        post.read_text("utf-8").replace("status: withdrawn\n", f"status: withdrawn\n{why}"), "utf-8"
    )

    files = build()

    assert build.code == 0, build.said
    notice = f"blog/{post.parent.name}/{post.stem}/index.html"
    said = "Its count was not right &amp; we missed it."
    for name in (notice, "corrections/index.html"):
        page = files[name].decode()
        assert said in page, name
        assert '<strong>Read instead:</strong> <a href="/blog/2021/one/">First part</a>' in page, (
            name
        )
    feed = feedparser.parse(files["feeds/all.atom"])
    (entry,) = [each for each in feed.entries if each.title == "A post was withdrawn"]
    assert entry.summary.endswith("Why: Its count was not right & we missed it.")
    assert "First part</a>" in entry.content[0].value


def test_words_that_the_glossary_has_hold_no_withdrawal_up(site: Path, build: Build) -> None:
    content = site / "content"
    term = "term: harmful medication error\n  means: A slip in which somebody is harmed.\n"
    (content / "glossary.yaml").write_text(f"harmful-error:\n  {term}", "utf-8")
    (site / "pelicanconf.py").write_text(
        (site / "pelicanconf.py").read_text("utf-8").replace("\nSEARCH = False", "\nSEARCH = True"),
        "utf-8",
    )
    body = "| Word | Meaning |\n| --- | --- |\n| Harmful medication error | One of many |\n\nMore.\n\nWords.\n"
    write_post(
        content,
        "2024/terms.md",
        "Terms",
        more="status: withdrawn\nwithdrawn: 2024-06-01\n",
        body=body,
    )

    files = build()

    assert build.code == 0, build.said
    assert any(b"Harmful medication error" in files[name] for name in files if "search/" in name)


# -- Without one guard

Patch = pytest.MonkeyPatch


def decide(patch: Patch, public: Callable[[Post, Any], bool]) -> None:
    """Let this decide what is public, wherever that is asked."""
    patch.setattr(publication, "is_public", public)
    patch.setattr(assembled, "is_public", public)


def let_all_be_public(patch: Patch) -> None:
    """And leave no notice: two pages at one address would stop the build by themselves."""
    patch.setattr(assembled, "notice_of", lambda post, now: None)
    decide(patch, lambda post, now: True)


def forget_the_status(patch: Patch) -> None:
    """Only the date decides."""

    decide(patch, lambda post, now: bool(post.date <= now))


def forget_the_date(patch: Patch) -> None:
    decide(patch, lambda post, now: post.status == "published")


def forget_the_consent(patch: Patch) -> None:
    patch.setattr(assembled, "notice_of", lambda post, now: None)
    decide(patch, lambda post, now: post.status == "published" and bool(post.date <= now))


def publish_all_images(patch: Patch) -> None:
    own = AssembledContent._files
    patch.setattr(
        AssembledContent,
        "_files",
        lambda self, public: own(self, {s.path for s in self.content.documents}),
    )


def keep_left_overs(patch: Patch) -> None:
    """Remove nothing, and do not ask whether something lies where nothing should."""
    patch.setattr(SiteWriter, "_clear", lambda self, spare: None)


def list_notices(patch: Patch) -> None:
    own = sitemap.sitemap_documents
    patch.setattr(sitemap, "sitemap_documents", lambda library: own(Listed(**vars_of(library))))


def name_notices(patch: Patch) -> None:
    patch.setattr(notices, "TITLE", "Xylophone title was withdrawn")


def announce_withdrawn_parts(patch: Patch) -> None:
    patch.setattr(Library, "withdrawn_parts", frozenset())


def give_gone_posts_a_notice(patch: Patch) -> None:
    own = publication.notice_of
    patch.setattr(assembled, "notice_of", lambda post, now: own(with_notice(post), now))


def with_notice(post: Post) -> Post:
    import dataclasses

    return dataclasses.replace(post, gone=False)


class Listed(Library):
    """A library that has forgotten what its notices are."""


def vars_of(library: Library) -> dict[str, Any]:
    import dataclasses

    names = [field.name for field in dataclasses.fields(library)]
    values = {name: getattr(library, name) for name in names}
    return {**values, "notices": (), "posts": values["posts"], "pages": (
        *values["pages"], *(page_at(notice.path, notice.url) for notice in values["notices"])
    )}  # fmt: skip


def page_at(path: str, url: str) -> Page:
    return Page(slug="x", url=url, path=path, title="", summary="", body=Body(key="x"))


GUARDS: tuple[tuple[Callable[[Patch], None], str], ...] = (
    *((let_all_be_public, state) for state in STATES),
    (forget_the_status, "draft"),
    (forget_the_status, "gone"),
    (forget_the_date, "future"),
    (forget_the_consent, "consent-withdrawn"),
    (forget_the_consent, "consent-expired"),
    *((publish_all_images, state) for state in STATES),
    (keep_left_overs, "draft"),
    (list_notices, "withdrawn"),
    (name_notices, "withdrawn"),
    (announce_withdrawn_parts, "withdrawn"),
    (give_gone_posts_a_notice, "gone"),
)


@pytest.mark.parametrize(("remove", "state"), GUARDS)
def test_without_a_guard_the_search_finds_the_word(
    site: Path,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    remove: Callable[[Patch], None],
    state: str,
) -> None:
    """The last wall, the proof, is out as well: it would stop the build before anything shows."""
    if remove is announce_withdrawn_parts:
        path = site / "content/series/2021-in-review.md"
        text = path.read_text(encoding="utf-8").replace("Third part", "Xylophone part")
        path.write_text(text, encoding="utf-8")
    plant(site / "content", state, public=True)
    build()
    hide(site / "content", state)
    monkeypatch.setattr(LeakCheck, "prove", lambda *given, **named: None)
    remove(monkeypatch)

    files = build()
    if remove is keep_left_overs:  # the first tree is written again two builds later
        write_post(site / "content", "2020/other.md", "Other")
        files = build()

    assert build.code == 0, build.said
    assert found_in(files, state) != []


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_the_proof_stops_a_build_that_would_show_the_words(
    site: Path,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    state: str,
    packed: bool,
) -> None:
    """A room that skips the library stands for every guard that anybody may forget."""
    before = build()
    path = plant(site / "content", state)
    own = SiteWriter.rendered

    def leaking(self: SiteWriter, made: Any) -> bytes:
        page = own(self, made)
        if made.save_as != "robots.txt":
            return page
        words = path.read_bytes().split(b"---")[-1]
        return gzip.compress(page + words) if packed else page + words

    monkeypatch.setattr(SiteWriter, "rendered", leaking)
    after = build(clean=True)

    assert build.code == 1
    assert after == before
    words = {
        "draft": "is a draft", "future": "is not yet due", "withdrawn": "is withdrawn",
        "gone": "is withdrawn", "consent-withdrawn": "has lost its consent",
        "consent-expired": "has lost its consent",
    }[state]  # fmt: skip
    said = capsys.readouterr().err
    line = (
        r"robots\.txt: would show (words|an image) of posts/2024/xylophone-post\.md(:\d+)?, which "
    )
    assert re.match(line + words, said), said
    assert "Nothing was published." in said
    assert "xylophone opening" not in said.lower()


def test_the_proof_finds_slugs_and_images_too(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = build()
    plant(site / "content", "draft")
    own = SiteWriter.rendered
    for words, what in (
        (b"see /blog/2024/xylophone-post/", "the address"),
        (b"src=/cards/2024/xylophone-post.png", "the address"),
        (b"src=/images/xylophone-lead.0123456789-640.webp", "an image"),
        ((site / "content/images/xylophone-lead.png").read_bytes(), "an image"),
        (
            plain("image/svg+xml", (site / "content/images/xylophone-figure.svg").read_bytes()),
            "an image",
        ),
    ):
        monkeypatch.setattr(
            SiteWriter,
            "rendered",
            lambda self, made, words=words: (
                words if made.save_as == "robots.txt" else own(self, made)
            ),
        )

        assert build(clean=True) == before

        assert build.code == 1
        said = capsys.readouterr().err
        assert said.startswith(f"robots.txt: would show {what} of posts/2024/xylophone-post.md"), (
            said
        )


@pytest.mark.parametrize("state", STATES)
def test_what_is_public_may_be_called_as_what_is_hidden(
    site: Path, build: Build, state: str
) -> None:
    """An author, a topic or a page has the name of a post that is not public, or of its image."""
    content = site / "content"
    (content / "images/ann-example.svg").write_text(SVG.format("An oboe"), encoding="utf-8")
    image = "image:\n  src: images/ann-example.svg\n  alt: A drawing.\n  credit: Us\n"
    date = "2031-02-02" if state == "future" else "2024-02-02"
    for slug in ("search", "culture", "ann-example"):
        write_post(content, f"2024/{slug}.md", f"Oboe, and more on {slug}", date, "speaking-up",
                   more=image + STATES[state], body="An oboe stood in the corridor for a year.")  # fmt: skip

    build()

    assert build.code == 0, build.said


def test_what_is_said_in_a_picture_is_found_by_what_it_was_drawn_from(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The title on a card is in none of its bytes."""
    turn_on(site)
    before = build()
    plant(site / "content", "draft")
    drawn = partial(Card, title="Xylophone title of some length")
    monkeypatch.setattr(cards, "Card", lambda title, **more: drawn(**more))

    assert build() == before

    assert build.code == 1
    assert capsys.readouterr().err.startswith(
        "cards/2021/one.b8f4b20ab5.png: would show words of posts/2024/xylophone-post.md:1, which is a draft\n"
    )


@dataclass(frozen=True)
class Code:
    """A document that shows its words neither in its bytes nor in its fields."""

    save_as: str = "code.bin"

    def render(self) -> bytes:
        return b"\x00\x01"

    def words(self) -> list[str]:
        return ["Then xylophone opening words stand in this first line of the text."]


def test_a_room_can_say_what_a_file_holds_in_a_code_of_its_own(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(site / "content", "draft")
    body = BODY.replace("Xylophone opening", "Then xylophone opening")
    (path,) = (site / "content/posts/2024").glob("xylophone*")
    path.write_text(path.read_text("utf-8").replace(BODY, body), "utf-8")
    own = sitemap.sitemap_documents
    monkeypatch.setattr(sitemap, "sitemap_documents", lambda library: (Code(), *own(library)))

    build()

    assert build.code == 1
    assert capsys.readouterr().err.startswith("code.bin: would show words of posts/2024/xylophone")


def test_what_a_header_says_to_editors_only_is_secret_in_public_posts_too(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = "The xylophone office on the third floor"
    consent = CONSENT.format("2030-01-01", "").replace("Xylophone holder", holder)
    write_post(site / "content", "2024/story.md", "Story", more=consent)
    files = build()
    assert b"Story" in files["blog/2024/story/index.html"]
    assert not any(holder.encode() in content for content in files.values())
    own = SiteWriter.rendered
    monkeypatch.setattr(
        SiteWriter,
        "rendered",
        lambda self, made: own(self, made) + holder.encode() * (made.save_as == "robots.txt"),
    )

    assert build(clean=True) == files

    assert capsys.readouterr().err.startswith(
        "robots.txt: would show a private field of posts/2024/story.md\n"
    )


def test_what_is_published_is_searched_with_its_packed_copies(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plant(site / "content", "draft")
    write_post(site / "content", "2020/long.md", "Long", body="Enough to be packed. " * 90)
    publish = Publish(site, f"folder:{tmp_path / 'www'}")
    publish()
    assert publish.code == 0, publish.said
    served = {n: c for n, c in tree(tmp_path / "www/current/site").items() if "/_" not in n}
    assert {Path(name).suffix for name in served} >= {".br", ".gz"}
    assert found_in(served, "draft") == []
    write_post(site / "content", "2020/more.md", "More", body="Enough to be packed, too. " * 90)

    def pack(name: str) -> None:
        Path(f"{name}.br").write_bytes(brotli.compress(path.read_bytes().split(b"---")[-1]))

    monkeypatch.setattr(releases, "pack", pack)
    live = (tmp_path / "www/current").readlink()

    publish()

    assert publish.code == 1
    said = capsys.readouterr().err
    assert re.match(
        r"[\w./-]+\.br: would show (words|an image) of posts/2024/xylophone-post\.md(:\d+)?, ", said
    )
    assert (tmp_path / "www/current").readlink() == live


def test_what_a_public_text_says_too_is_no_secret(site: Path, build: Build) -> None:
    shared = "Care becomes safer in many small places at once, from Monday to Friday."
    write_post(site / "content", "2020/open.md", "Open", body=shared)
    write_post(site / "content", "2020/closed.md", "Closed", more="status: draft\n", body=shared)

    build()

    assert build.code == 0, build.said


def test_what_a_public_text_says_is_no_secret_in_any_spelling(site: Path, build: Build) -> None:
    """What programs read has signs beyond ASCII by their numbers."""
    said = "Mae eleni ymwneud \u00e2 babanod newydd"
    write_post(site / "content", "2024/cy.md", said, body="Words.")
    write_post(site / "content", "2024/plan.md", "Plan", more="status: draft\n", body=f"- {said}")

    files = build()

    assert build.code == 0, build.said
    assert b"\\u00e2" in files["blog/2024/cy/index.html"]


def test_a_secret_that_is_new_is_looked_for_in_old_files_too(
    site: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output was never searched for these words: it must be, although no file changes."""
    words = "A sentence that the theme has shown for a year, and nobody minded at all."
    path = site / "theme/static/site.css"
    path.write_text(path.read_text(encoding="utf-8") + f"/* {words} */", encoding="utf-8")
    before = build()
    write_post(site / "content", "2020/new.md", "New", more="status: draft\n", body=words)

    after = build()

    assert build.code == 1
    assert after == before
    assert re.match(
        r"static/site\.\w+\.css: would show words of posts/2020/new\.md:9, which is a draft",
        capsys.readouterr().err,
    )


# -- The clock


@pytest.mark.parametrize(
    ("date", "before", "after"),
    [
        ("2025-03-30", "2025-03-29T23:59:59+00:00", "2025-03-30T00:00:00+00:00"),
        ("2025-03-30 01:30", "2025-03-30T01:29:59+00:00", "2025-03-30T01:30:00+00:00"),
        ("2025-10-26 01:30", "2025-10-26T00:29:59+00:00", "2025-10-26T00:30:00+00:00"),
        ("2025-10-26", "2025-10-25T22:59:59+00:00", "2025-10-25T23:00:00+00:00"),
        ("2025-10-27", "2025-10-26T23:59:59+00:00", "2025-10-27T00:00:00+00:00"),
        ("2025-07-01", "2025-06-30T22:59:59+00:00", "2025-06-30T23:00:00+00:00"),
        ("2024-02-29", "2024-02-28T23:59:59+00:00", "2024-02-29T00:00:00+00:00"),
        ("2026-01-01", "2025-12-31T23:59:59+00:00", "2026-01-01T00:00:00+00:00"),
        ("2038-01-20", "2038-01-19T23:59:59+00:00", "2038-01-20T00:00:00+00:00"),
        ("2025-07-01", "2025-06-30T10:59:59-12:00", "2025-06-30T11:00:00-12:00"),
        ("2025-07-01", "2025-07-01T12:59:59+14:00", "2025-07-01T13:00:00+14:00"),
    ],
)
def test_a_post_appears_at_its_moment_in_london(
    site: Path, build: Build, date: str, before: str, after: str
) -> None:
    """A skipped hour is read as if the clocks had not changed; a doubled one the first time."""
    write_post(site / "content", "2025/later.md", "Later words of some length", date)
    page = f"blog/{date[:4]}/later/index.html"

    assert page not in build(now=before)
    assert page in build(now=after)
    assert page not in build(now=before)


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14", "America/New_York"])
def test_the_zone_of_the_machine_decides_nothing(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """In Etc/GMT+12 it is UTC-12, where the day is still yesterday's, and the other way round."""
    write_post(site / "content", "2025/due.md", "Due words of some length", "2025-07-01")
    write_post(site / "content", "2025/later.md", "Later words of some length", "2025-07-02")
    (site / "content/ids.yaml").unlink(missing_ok=True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1751324400")  # midnight in London, in summer
    here = build(now=None)
    shutil.rmtree(site / ".hub")
    (site / "content/ids.yaml").unlink()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        there = build("there", now=None)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert there == here
    assert "blog/2025/due/index.html" in there
    assert "blog/2025/later/index.html" not in there


def test_a_story_leaves_at_the_moment_its_consent_ends(site: Path, build: Build) -> None:
    consent = CONSENT.format("2025-07-01", "")
    write_post(site / "content", "2024/story.md", "Story", more=consent, body="Xylophone words.")

    public = build(now="2025-06-30T22:59:59+00:00")
    ended = build(now="2025-06-30T23:00:00+00:00")

    assert b"Xylophone words." in public["blog/2024/story/index.html"]
    assert not any(b"xylophone" in page.lower() for page in ended.values())
    assert b"This post was withdrawn" in ended["blog/2024/story/index.html"]


def test_a_ledger_of_another_proof_is_searched_again(tmp_path: Path) -> None:
    ledger = Manifest(tmp_path, proof="abc")
    ledger.save(tmp_path / "ledger.json")

    assert Manifest.load(tmp_path / "ledger.json", tmp_path).proof == "abc"


# -- Every text of the header, and words typed elsewhere

HEADER_TEXTS = {
    "sponsor": "sponsor: Quillon Trust for the counting of tablets\n",
    "funding": "funding: Quillon Trust for the counting of tablets\n",
    "interests": "interests: Quillon Trust for the counting of tablets\n",
    "update": (
        "updates:\n  - date: 2024-05-05\n    kind: major\n"
        "    what: Quillon Trust for the counting of tablets\n"
    ),
}


@pytest.mark.parametrize("field", HEADER_TEXTS)
@pytest.mark.parametrize("place", ["template", "setting"])
def test_words_of_a_hidden_header_are_found_where_they_were_typed(
    site: Path, build: Build, field: str, place: str
) -> None:
    build()
    path = site / {"template": "theme/templates/base.html", "setting": "pelicanconf.py"}[place]
    before = path.read_text(encoding="utf-8")
    words = "Quillon Trust for the counting of tablets"
    if place == "template":
        path.write_text(before.replace("<footer", f"<p>{words}</p><footer", 1), encoding="utf-8")
    else:
        path.write_text(f"{before}\nSITE_NOTICE = '{words}.'\n", encoding="utf-8")
    write_post(
        site / "content", "2024/hidden.md", "Hidden", "2024-01-03",
        more="status: draft\n" + HEADER_TEXTS[field],
    )  # fmt: skip
    shown = tree(site / "output")

    build()

    assert build.code == 1
    assert tree(site / "output") == shown


def test_words_that_a_public_text_says_may_stand_in_the_theme(site: Path, build: Build) -> None:
    path = site / "theme/templates/base.html"
    words = "Quillon Trust for the counting of tablets"
    text = path.read_text(encoding="utf-8").replace("<footer", f"<p>{words}</p><footer", 1)
    path.write_text(text, encoding="utf-8")
    write_post(site / "content", "2024/shown.md", "Shown", "2024-01-02", body=f"The {words}.\n")
    write_post(
        site / "content", "2024/hidden.md", "Hidden", "2024-01-03",
        more=f"status: draft\nsponsor: {words}\n",
    )  # fmt: skip

    build()

    assert build.code == 0, build.said
