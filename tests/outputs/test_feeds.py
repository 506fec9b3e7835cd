"""Every feed of whole sites, read as readers and validators read them."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from plugins.audit.feeds import Item, faults, read
from tests.conftest import ROOT, Build, Tree, tree, write_content, write_post

URL = "https://example.org/hub"
FORMS = ("rss", "atom", "json")
POSTS = 500
UPDATE = 'updates:\n  - date: {}\n    kind: {}\n    what: The dose & the "unit" were <wrong>.\n'
TEXTS = "    wrong: It was 5.\n    right: It is 6.\n    by: Ann Example\n"
BODY = """\
Read [the first](../2021/one.md), [all](/topics/culture/), [below](#more) and [x](https://x.org/).[^1]

## More

![A ward](../../images/ward.svg)

| Ward | Falls |
| ---- | ----: |
| One  | 3     |

- [x] asked
- [ ] answered

> [!WARNING]
> `<a id="x" href="/y">` stays text, and so does ]]> here.

A note, مرحبا, 漢字, 🩺 and \U00010348.

[^1]: The note itself.
"""


def write_many(content: Path) -> None:
    """Write posts with everything that may stand in a feed."""
    for number in range(POSTS):
        day = dt.date(2015, 1, 1) + dt.timedelta(days=7 * number)
        more = ""
        if number % 7 == 0:
            more += "content_note: This post is about loss & grief.\nsponsor: none\n"
        if number % 11 == 0:
            more += 'image:\n  src: images/ward.svg\n  alt: A "ward" & more\n'
        if number % 13 == 0:
            more += (
                UPDATE.format("2025-03-01", ("correction", "minor", "major")[number % 3]) + TEXTS
            )
        title = f"Number {number} ]]> &amp; <b> “x” 🩺"
        topic = ("culture", "speaking-up", "medicines")[number % 3]
        write_post(
            content, f"many/number-{number}.md", title, f"{day}", topic,
            ("ann-example", "jo-guest")[number % 2], more, BODY if number % 5 == 0 else "Words.",
        )  # fmt: skip
    medicines = content / "topics/medicines.md"
    medicines.write_text(
        medicines.read_text("utf-8").replace("synonyms:", "aliases: [drugs, pills]\nsynonyms:"),
        "utf-8",
    )


def project(root: Path) -> Path:
    root.mkdir()
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "theme", root / "theme")
    return root


@pytest.fixture(scope="module", params=["sample", "generated"])
def feeds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Return the whole output of one of two sites, below a path."""
    root = project(tmp_path_factory.mktemp("feeds") / request.param)
    if request.param == "sample":
        shutil.copytree(ROOT / "content", root / "content")
    else:
        settings = root / "pelicanconf.py"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace("\nREQUIRE_DISCLOSURE = True", ""), "utf-8")
        write_content(root / "content")
        write_many(root / "content")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HUB_MARKDOWN_ENGINE", "cmarkgfm")
            Build(root)(siteurl=URL)
        for number in (3, 250, 499):
            withdraw(root / f"content/posts/many/number-{number}.md")
    build = Build(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_MARKDOWN_ENGINE", "cmarkgfm")
        made = build(siteurl=URL)
    assert build.code == 0, build.said
    return made


def withdraw(path: Path) -> None:
    ended = (
        "status: withdrawn\nupdates:\n  - date: 2026-02-03\n    kind: withdrawal\n    what: W.\n"
    )
    path.write_text(path.read_text("utf-8").replace("summary:", f"{ended}summary:"), "utf-8")


def all_feeds(files: Tree) -> dict[str, bytes]:
    return {
        name: content
        for name, content in files.items()
        if name.startswith("feeds/") and name.endswith(FORMS)
    }


def own_feeds(files: Tree) -> Iterator[str]:
    """Yield the base of every feed that readers subscribe to."""
    for name in all_feeds(files):
        if name.endswith(".rss") and not re.search(r"/\d+\.rss$", name):
            yield name.removesuffix(".rss")


def test_no_feed_has_a_fault(feeds: Tree) -> None:
    found = {name: list(faults(name, content))[:3] for name, content in all_feeds(feeds).items()}

    assert len(found) >= 90
    assert {name: what for name, what in found.items() if what} == {}
    assert [
        name for name, content in all_feeds(feeds).items() if not read(name, content).items
    ] == []


def test_a_reader_of_feeds_takes_each_without_complaint(feeds: Tree) -> None:
    for name, content in all_feeds(feeds).items():
        if name.endswith("json"):
            continue
        parsed = feedparser.parse(content)
        expected = read(name, content)

        assert not parsed.bozo, (name, parsed.get("bozo_exception"))
        assert [entry.id for entry in parsed.entries] == [item.id for item in expected.items], name
        for entry, item in zip(parsed.entries, expected.items, strict=True):
            # Where there is no address, feedparser takes the id of an Atom entry for one.
            assert entry.get("link", item.id) == (item.url or item.id), name
        assert all(entry.get("published_parsed") for entry in parsed.entries), name


def test_the_three_formats_agree(feeds: Tree) -> None:
    names = {name.rpartition(".")[0] for name in all_feeds(feeds)}

    for name in names:
        rss, atom, json_feed = (read(f"{name}.{form}", feeds[f"{name}.{form}"]) for form in FORMS)
        assert rss.items == atom.items == json_feed.items, name
        assert (rss.title, rss.description, rss.page) == (atom.title, atom.description, atom.page)
        assert (rss.title, rss.description, rss.page) == (
            json_feed.title, json_feed.description, json_feed.page,
        )  # fmt: skip


def walk(files: Tree, base: str, form: str) -> list[str]:
    """Return the ids that a client meets on its way through the archives."""
    ids, name = [], f"{base}.{form}"
    while name:
        found = read(name, files[name])
        ids += [item.id for item in found.items]
        name = found.older.removeprefix(f"{URL}/")
    return ids


def test_a_walk_through_the_archives_meets_every_post_once(feeds: Tree) -> None:
    pages = {name for name in feeds if re.fullmatch(r"blog/\d+/[^/]+/index.html", name)}
    for form in FORMS:
        ids = walk(feeds, "feeds/all", form)
        assert len(ids) == len(set(ids)) == len(pages), form


def test_every_walk_gives_the_same_in_each_format_and_repeats_nothing(feeds: Tree) -> None:
    for base in own_feeds(feeds):
        rss, atom, json_feed = (walk(feeds, base, form) for form in FORMS)

        assert rss == atom == json_feed, base
        assert len(set(rss)) == len(rss), base


def test_the_newest_document_has_twenty_items_and_archives_are_chained_both_ways(
    feeds: Tree,
) -> None:
    for base in own_feeds(feeds):
        atom = etree.fromstring(feeds[f"{base}.atom"])
        links = {each.get("rel"): each.get("href") for each in atom.findall("{*}link")}
        count = len(atom.findall("{*}entry"))
        assert count == 20 or (count < 20 and "prev-archive" not in links), base
        newer = ""
        name = links.get("prev-archive", "")
        while name:
            root = etree.fromstring(feeds[name.removeprefix(f"{URL}/")])
            links = {each.get("rel"): each.get("href") for each in root.findall("{*}link")}
            assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
            assert links["self"] == name
            assert links["current"].endswith(".atom")
            assert links.get("next-archive", "") == newer
            newer, name = name, links.get("prev-archive", "")


def test_every_page_leads_to_feeds_that_are_there_each_with_a_name_of_its_own(feeds: Tree) -> None:
    pattern = re.compile(rb'<link rel="alternate" type="([^"]+)" href="([^"]+)" title="([^"]+)">')
    kinds = {".rss": b"application/rss+xml", ".atom": b"application/atom+xml"}
    kinds[".json"] = b"application/feed+json"

    for name, page in feeds.items():
        if not name.endswith(".html"):
            continue
        links = pattern.findall(page)
        assert len(links) >= 3, name
        assert len({title for _, _, title in links}) == len(links), name
        for kind, address, _ in links:
            path = address.decode().removeprefix("/hub/")
            assert path in feeds, (name, path)
            assert kind == kinds[Path(path).suffix]


def test_the_list_of_feeds_and_the_opml_name_every_feed(feeds: Tree) -> None:
    outlines = etree.fromstring(feeds["feeds/all.opml"]).findall(".//outline[@type='rss']")
    listed = {each.get("xmlUrl").removeprefix(f"{URL}/") for each in outlines}
    page = feeds["feeds/index.html"].decode()
    old = {f"feeds/topics/{slug}.rss" for slug in ("drugs", "pills")}

    assert listed == {f"{base}.rss" for base in own_feeds(feeds)} - old
    for path in listed:
        for form in FORMS:
            assert f'href="/hub/{path.removesuffix("rss")}{form}"' in page
    assert 'href="/hub/feeds/all.opml"' in page


def test_every_post_is_in_a_feed_with_its_whole_text(feeds: Tree) -> None:
    for name, content in all_feeds(feeds).items():
        if re.fullmatch(r"feeds/all(/\d+)?\.json", name) or "/all" in name:
            for item in read(name, content).items:
                assert item.content, (name, item.title)


def test_no_byte_tells_the_time_of_the_build(feeds: Tree) -> None:
    """The builds ran as on 2026-06-01, long after the newest date of the content."""
    today = dt.datetime.now(dt.UTC)
    stamps = [b"2026-06", b"Jun 2026", today.strftime("%Y-%m-%d").encode()]
    stamps.append(today.strftime("%d %b %Y").encode())

    for name, content in all_feeds(feeds).items():
        for stamp in stamps:
            assert stamp not in content, name


def test_old_addresses_of_a_topic_answer_with_the_same_items(site: Path, build: Build) -> None:
    topic = site / "content/topics/medicines.md"
    topic.write_text(
        topic.read_text("utf-8").replace("name:", "aliases: [drugs]\nname:", 1), "utf-8"
    )

    files = build(siteurl=URL)

    for form in FORMS:
        old, new = (files[f"feeds/topics/{slug}.{form}"] for slug in ("drugs", "medicines"))
        assert old == new
        assert read(f"x.{form}", old).self == f"{URL}/feeds/topics/medicines.{form}"
    page = files["topics/drugs/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=/hub/topics/medicines/">' in page
    assert f'<link rel="canonical" href="{URL}/topics/medicines/">' in page
    assert b"topics/drugs" not in files["sitemap.xml"]


def test_a_feed_without_posts_is_neither_written_nor_linked(site: Path, build: Build) -> None:
    (site / "content/topics/quiet.md").write_text(
        "---\nname: Quiet\ndescription: Nothing yet.\n---\n", "utf-8"
    )
    (site / "content/authors/new.md").write_text("---\nname: New\nrole: Editor\n---\n", "utf-8")

    files = build()

    assert "topics/quiet/index.html" in files
    assert not [
        name for name in files if name.startswith(("feeds/topics/quiet", "feeds/authors/new"))
    ]
    assert not [name for name, content in files.items() if b"feeds/topics/quiet" in content]


def test_a_site_without_posts_has_no_feed_and_says_so(site: Path, build: Build) -> None:
    shutil.rmtree(site / "content/posts")
    (site / "content/series/2021-in-review.md").unlink()
    (site / "content/pages/about.md").unlink()

    files = build()

    assert build.code == 0, build.said
    assert all_feeds(files) == {}
    assert b"There are no feeds yet" in files["feeds/index.html"]
    assert not [name for name, page in files.items() if b'rel="alternate"' in page]


def test_a_new_post_leaves_closed_archives_as_they_are(site: Path, build: Build) -> None:
    for number in range(150):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number)
        write_post(site / "content", f"2024/n-{number}.md", f"N {number}", f"{day}")
    before = build()
    write_post(site / "content", "2025/newest.md", "Newest", "2025-05-05")

    after = build()

    changed = {
        name for name in all_feeds(after) if after[name] != before.get(name) and "/all" in name
    }
    assert changed == {f"feeds/{name}.{form}" for name in ("all", "all/2") for form in FORMS}


def test_a_correction_moves_one_date_and_a_slip_of_the_pen_none(site: Path, build: Build) -> None:
    path = site / "content/posts/2022/three.md"
    before = build()
    path.write_text(path.read_text("utf-8").replace("Some words", "Some better words"), "utf-8")
    minor = build()
    said = build.said[-2]
    update = UPDATE.format("2026-01-02", "correction") + TEXTS
    path.write_text(path.read_text("utf-8").replace("summary:", f"{update}summary:"), "utf-8")
    major = build()

    def dates(files: Tree) -> dict[str, dt.datetime]:
        return {item.id: item.updated for item in read_all(files)}

    assert said == "This edit re-notifies nobody."
    assert dates(minor) == dates(before)
    assert build.said[-2] == "1 subscriber notice (updated: 'Safer tablets')."
    moved = {name for name, date in dates(major).items() if date != dates(before)[name]}
    assert len(moved) == 1
    (item,) = (item for item in read_all(major) if item.id in moved)
    assert item.content.startswith(
        "<p><strong>Correction, 2 January 2026:</strong> "
        'The dose &amp; the "unit" were &lt;wrong&gt;. This was wrong: It was 5. '
        "This is right: It is 6. (Ann Example)</p>\n"
    )
    updates = read("x.atom", major["feeds/updates.atom"])
    assert [(one.id, one.title) for one in updates.items] == [
        (f"{item.id}#update-1", "Correction: Safer tablets")
    ]
    assert "feeds/updates.rss" not in minor


def read_all(files: Tree) -> tuple[Item, ...]:
    return read("x.atom", files["feeds/all.atom"]).items


def test_a_withdrawn_post_keeps_its_entry_and_loses_every_word(site: Path, build: Build) -> None:
    path = write_post(
        site / "content", "2022/withdrawn.md", "Xylophone", "2022-02-04", "medicines",
        body="Xylophone words.",
    )  # fmt: skip
    before = {item.id for item in read_all(build())}
    withdraw(path)

    files = build()

    assert build.code == 0, build.said
    assert {item.id for item in read_all(files)} == before
    assert not [name for name, content in files.items() if b"xylophone" in content.lower()]
    for name in ("all", "topics/medicines", "authors/ann-example"):
        found = [
            item
            for item in read("x.json", files[f"feeds/{name}.json"]).items
            if item.title == "A post was withdrawn"
        ]
        assert [(item.url, item.authors, item.content) for item in found] == [
            (
                "http://127.0.0.1:8000/blog/2022/withdrawn/",
                (),
                "<p>This post was withdrawn. Its words are no longer published here. "
                "(3 February 2026)</p>\n",
            )
        ]  # fmt: skip
    assert build.said[-2] == "1 subscriber notice (withdrawn: 'Xylophone')."
    (news,) = read("x.rss", files["feeds/updates.rss"]).items
    assert news.id.endswith("#withdrawn")


def test_a_hub_for_news_at_once_is_named_in_every_format(site: Path, build: Build) -> None:
    settings = site / "pelicanconf.py"
    hub = "https://hub.example/"
    settings.write_text(
        settings.read_text("utf-8").replace('FEED_HUB = ""', f'FEED_HUB = "{hub}"'), "utf-8"
    )

    files = build()

    for form in ("rss", "atom"):
        found = etree.fromstring(files[f"feeds/all.{form}"]).iter(
            "{http://www.w3.org/2005/Atom}link"
        )
        assert [link.get("href") for link in found if link.get("rel") == "hub"] == [hub]
    assert json.loads(files["feeds/all.json"])["hubs"] == [{"type": "WebSub", "url": hub}]


def test_ids_outlive_every_edit(site: Path, build: Build) -> None:
    """Re-dated, re-titled, moved, renamed, on a new host, by another engine."""
    path = site / "content/posts/2022/three.md"

    def ids(files: Tree) -> list[str]:
        return sorted(item.id for item in read_all(files))

    def changed(old: str, new: str) -> None:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    before = ids(build())
    changed("date: 2022-02-03", "date: 2020-05-06")
    assert ids(build()) == before
    changed('title: "Safer tablets"', 'title: "Safer by far"')
    assert ids(build()) == before
    moved = site / "content/posts/elsewhere/three.md"
    moved.parent.mkdir()
    path = path.rename(moved)
    assert ids(build()) == before
    path = path.rename(path.with_name("another-name.md"))
    assert ids(build()) == before
    assert ids(build(siteurl="https://elsewhere.example/blog")) == before
    settings = site / "pelicanconf.py"
    text = settings.read_text("utf-8").replace("patient-safety-hub.example", "other.example")
    settings.write_text(text.replace('ENGINE = "markdown"', 'ENGINE = "cmarkgfm"'), "utf-8")
    assert ids(build()) == before
    assert ids(build.clean()) == before
    assert tree(site / "clean") == build()
