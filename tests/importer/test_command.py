"""Whole imports: from a source on disk to posts in the content."""

from __future__ import annotations

import base64
import re
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.audit import feeds
from plugins.base.printing import quiet
from plugins.content.front_matter import parse
from plugins.importer.command import run_import
from plugins.language.unseen_signs import places
from plugins.model.post_ids import read
from plugins.model.site_map import site_map
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from tests.conftest import Build, tree, write_post
from tests.support.exports import ALL, COPIED, WXR, Input, rss, wxr, wxr_item

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Import:
    """Imports into a project; remembers what was said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.said: list[str] = []
        self.code = 0

    def __call__(self, source: Path, **options: object) -> list[str]:
        """Import; return the new files below the content."""
        before = set(tree(self.content))
        asked = {"source": str(source), "content": None, "dry_run": False, "author": None,
                 "topic": None, "draft": False, "address": None, "kind": None,
                 "as_far_as_it_goes": False, "no_notices": False}  # fmt: skip
        self.said = []
        self.code = run_import(self.root, Namespace(**{**asked, **options}), self.said.append)
        return sorted(set(tree(self.content)) - before)

    def work(self, source: Path, name: str) -> str:
        return (self.root / "imports" / source.stem / name).read_text(encoding="utf-8")


@pytest.fixture
def bring(site: Path) -> Import:
    return Import(site)


def source_of(tmp_path: Path, content: str | bytes, name: str) -> Path:
    path = tmp_path / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only_post(new: list[str]) -> str:
    (post,) = [name for name in new if name.startswith("posts/")]
    return post


def in_report(report: str, kind: str) -> str:
    """Return what a report says under "Kept", "Guessed", "Lost" or "For a person"."""
    found = re.search(rf"- \*\*{kind}:\*\*(.*?)(?=\n- \*\*|\n\n|\Z)", report, re.DOTALL)
    return found[1] if found else ""


def test_there_are_sixty_inputs_and_no_two_are_the_same() -> None:
    assert len({given.file for given in ALL}) == len(ALL) >= 60
    assert len({given.content for given in ALL}) == len(ALL)


@pytest.mark.parametrize("given", ALL, ids=lambda given: given.file)
def test_a_source_becomes_the_post_that_it_is(given: Input, bring: Import, tmp_path: Path) -> None:
    source = source_of(tmp_path, given.content, given.file)

    new = bring(source)

    assert bring.code == 0, bring.said
    name = only_post(new)
    header, problems = parse(name, (bring.content / name).read_text(encoding="utf-8"))
    assert problems == []
    assert {key: header.values.get(key) for key in given.header} == given.header
    if given.text:
        assert header.body == given.text
    report = bring.work(source, "report.md")
    for kind, words in (
        ("Lost", given.lost),
        ("Guessed", given.guessed),
        ("For a person", given.person),
    ):
        for each in words:
            assert each in in_report(report, kind), report
    if given.id:
        records, _ = read((bring.content / "ids.yaml").read_text(encoding="utf-8"))
        assert [(record.id, record.post) for record in records] == [(given.id, name)]


# -- What an import leaves alone


def test_a_second_run_adds_nothing(bring: Import, tmp_path: Path) -> None:
    source = source_of(tmp_path, wxr("<p>Words.</p>"), "old.xml")
    bring(source)
    before = tree(bring.content)

    assert bring(source) == []
    assert tree(bring.content) == before
    assert bring.said[0] == (
        "1 item = 0 posts + 0 merged + 1 here already + 0 left out.\n"
        "1 post says nothing of sponsor, funding and interests.\n1 text has no summary."
    )


def test_a_second_run_adds_nothing_after_an_editor_changed_title_date_and_file(
    bring: Import, tmp_path: Path
) -> None:
    """A copied text has no id and no address: what the first run wrote is remembered."""
    source = source_of(tmp_path, COPIED, "copied.txt")
    name = only_post(bring(source))
    text = (bring.content / name).read_text(encoding="utf-8")
    (bring.content / name).unlink()
    edited = text.replace("being asked", "asking first").replace("2021-12-16", "2021-12-15")
    (bring.content / "posts/2021/asking.md").write_text(edited, encoding="utf-8")

    assert bring(source) == []


def test_a_post_that_is_here_under_its_old_address_is_not_brought_in_again(
    bring: Import, tmp_path: Path
) -> None:
    post = bring.content / "posts/2023/more-1.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("\n---\n", "\naliases: [/2021/12/asked-first/]\n---\n", 1))

    assert bring(source_of(tmp_path, wxr(), "old.xml")) == []
    assert "`posts/2023/more-1.md`" in bring.work(Path("old.xml"), "report.md")


def test_another_post_of_the_same_name_is_written_beside_and_none_over_it(
    bring: Import, tmp_path: Path
) -> None:
    before = tree(bring.content)
    item = wxr_item(title="Quite another", slug="one", number=9)

    new = bring(source_of(tmp_path, WXR.format(items=item), "old.xml"))

    assert new == ["ids.yaml", "posts/2021/one-2.md"]
    after = tree(bring.content)
    assert {name: after[name] for name in before} == before


def test_a_dry_run_reports_and_writes_nothing_into_the_content(
    bring: Import, tmp_path: Path
) -> None:
    source = source_of(tmp_path, wxr(), "old.xml")
    before = tree(bring.content)

    bring(source, dry_run=True)

    assert tree(bring.content) == before
    assert bring.said[-1] == "Nothing was written into the content (--dry-run)."
    assert "### Asked first" in bring.work(source, "report.md")
    assert '"Culture": culture' in bring.work(source, "map.yaml")
    assert only_post(bring(source)) == "posts/2021/asked-first.md"


def test_a_name_in_the_mapping_decides_on_the_topic(bring: Import, tmp_path: Path) -> None:
    more = '<category domain="category" nicename="falls"><![CDATA[Falls]]></category>'
    source = source_of(tmp_path, wxr(more=more), "old.xml")
    bring(source, dry_run=True)
    mapping = bring.root / "imports/old/map.yaml"
    text = mapping.read_text(encoding="utf-8")
    assert '  "Falls": +falls  # not here yet: it will be added\n' in text
    mapping.write_text(text.replace("+falls", "[medicines, speaking-up]"), encoding="utf-8")

    name = only_post(bring(source))

    header, _ = parse(name, (bring.content / name).read_text(encoding="utf-8"))
    assert header.values["topics"] == ["culture", "medicines", "speaking-up"]
    assert not (bring.content / "topics/falls.md").exists()


def test_a_mapping_that_cannot_be_read_is_said_with_its_line(
    bring: Import, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = source_of(tmp_path, wxr(), "old.xml")
    bring(source, dry_run=True)
    mapping = bring.root / "imports/old/map.yaml"
    mapping.write_text("topics:\n  Culture culture\n", encoding="utf-8")

    assert bring(source) == []
    assert bring.code == 1
    assert capsys.readouterr().err == (
        f'{mapping}:2: cannot be read; write a line as the others, such as   "Falls": +falls\n'
    )


def test_contacts_are_named_and_taken_out_where_the_mapping_says_so(
    bring: Import, tmp_path: Path
) -> None:
    html = (
        '<p>Write to ann@old.example, or <a href="mailto:bob@old.example">to Bob</a>, or ring '
        "020 7946 0018.</p><p>Ann was there.</p>"
    )
    source = source_of(tmp_path, wxr(html), "old.xml")
    bring(source, dry_run=True)
    assert "4 contacts of people stand in texts" in "\n".join(bring.said)
    report = bring.work(source, "report.md")
    assert "line 10: an e-mail address" in report
    assert "@old.example" not in report
    mapping = bring.root / "imports/old/map.yaml"
    text = mapping.read_text(encoding="utf-8")
    for what in ("e-mail addresses", "telephone numbers"):
        assert f'  "{what}": ""\n' in text
        text = text.replace(f'"{what}": ""', f'"{what}": "out"')
    mapping.write_text(text, encoding="utf-8")

    written = (bring.content / only_post(bring(source))).read_text(encoding="utf-8")

    assert written.endswith(
        "---\nWrite to (taken out), or to Bob, or ring (taken out).\n\nAnn was there.\n"
    )
    assert 'summary: "Write to (taken out), or to Bob, or ring (taken out)."' in written
    assert not re.search("contacts? of|lost words", "\n".join(bring.said))
    assert "as map.yaml says" in in_report(bring.work(source, "report.md"), "Lost")


def test_pictures_that_are_not_there_are_taken_out_where_the_mapping_says_so(
    bring: Import, tmp_path: Path
) -> None:
    html = (
        '<p>A <img src="https://old.example/a.png" alt="A ward"> b '
        '<a href="https://ward.example/"><img src="https://old.example/b.png" alt="B"></a> c.</p>'
    )
    source = source_of(tmp_path, wxr(html), "old.xml")
    bring(source, dry_run=True)
    assert "2 pictures are not beside the source." in "\n".join(bring.said)
    mapping = bring.root / "imports/old/map.yaml"
    text = mapping.read_text(encoding="utf-8")
    asked = '"pictures that are not there": '
    mapping.write_text(text.replace(f'{asked}""', f'{asked}"out"'), encoding="utf-8")

    written = (bring.content / only_post(bring(source))).read_text(encoding="utf-8")

    assert written.rpartition("---\n")[2].split() == ["A", "b", "c."]
    assert "pictures are not beside" not in "\n".join(bring.said)


def test_an_answer_of_the_mapping_that_says_nothing_known_is_said(
    bring: Import, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = source_of(tmp_path, wxr(), "old.xml")
    bring(source, dry_run=True)
    mapping = bring.root / "imports/old/map.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('"postcodes": ""', '"postcodes": "yes"'), encoding="utf-8")

    assert bring(source) == []
    assert bring.code == 1
    assert capsys.readouterr().err == (
        'map.yaml: "postcodes" is "yes"; write "out" to take them out of all texts, or ""\n'
    )


def test_what_the_hub_lacks_is_added_with_its_gaps_marked(bring: Import, tmp_path: Path) -> None:
    item = wxr_item(more='<category domain="category" nicename="falls">Falls</category>')
    text = WXR.format(items=item).replace("Ann Example", "Zoe Newcomer").replace(">ann<", ">zoe<")

    new = bring(source_of(tmp_path, text, "old.xml"))

    assert new == [
        "authors/zoe-newcomer.md",
        "ids.yaml",
        "posts/2021/asked-first.md",
        "topics/falls.md",
    ]
    assert (bring.content / "topics/falls.md").read_text(encoding="utf-8") == (
        '---\nname: "Falls"\ndescription:  # one sentence on the topic\n---\n'
    )
    assert (bring.content / "authors/zoe-newcomer.md").read_text(encoding="utf-8") == (
        '---\nname: "Zoe Newcomer"\nrole:  # what the author does, such as Editor\n---\n'
    )


# -- The copied page of the first promise


def fill(content: Path, name: str, **values: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    for field, value in values.items():
        text, count = re.subn(rf"^{field}:  # .*$", f"{field}: {value}", text, flags=re.MULTILINE)
        assert count == 1, (field, text)
    path.write_text(text, encoding="utf-8")


def test_a_copied_page_passes_once_the_gaps_that_are_named_are_filled(
    bring: Import, build: Build, tmp_path: Path
) -> None:
    source = source_of(tmp_path, COPIED, "copied.txt")

    name = only_post(bring(source))

    report = in_report(bring.work(source, "report.md"), "For a person")
    assert re.findall(r"(?m)^    - (.*)$", report) == [
        "part 3 of series/2021-in-review.md is not here: bring it in, or write it",
        "series/2021-in-review.md plans 3 parts: add the titles up to part 4",
        "line 5: authors is empty; add a list of one or more authors",
        "line 6: topics is empty; add a list of one to six topics",
        "nothing is said of sponsor, funding and interests",
    ]
    fill(bring.content, name, authors="[ann-example]", topics="[culture]")
    series = bring.content / "series/2021-in-review.md"
    series.write_text(
        series.read_text().replace("Third part]", "Third part, Fourth part, Fifth part]")
    )
    third = bring.content / "posts/2021/three.md"
    part = (bring.content / "posts/2021/two.md").read_text().replace("part: 2", "part: 3")
    third.write_text(part.replace("Second part", "Third part").replace("12-14", "12-15"))

    output = build()

    assert build.code == 0, build.said
    page = output["blog/2021/2021-the-importance-of-being-asked/index.html"].decode()
    assert "<h1>2021: The importance of being asked</h1>" in page
    assert '<time datetime="2021-12-16T00:00:00+00:00">16 December 2021</time>' in page
    assert "Part 4 of 5" in page
    for boilerplate in ("Skip to content", "Sign up to our newsletter", "Registered charity"):
        assert boilerplate not in page.partition("<article")[2].partition("</article>")[0]


def test_signs_that_nobody_sees_stay_behind(bring: Import, tmp_path: Path) -> None:
    hidden = "A \u202eti\u200btle\u2028of\u00ad two"
    head = f'title: "{hidden}"\ndate: 2021-03-04\ndescription: "{hidden}."\nauthor: "{hidden}"'
    source = source_of(tmp_path, f"---\n{head}\n---\nWords.\n", "hidden.md")

    new = bring(source)

    for name in new:
        text = (bring.content / name).read_text(encoding="utf-8")
        assert not list(places(text)), name
        assert "\u2028" not in text
    assert "A title of two" in (bring.content / only_post(new)).read_text(encoding="utf-8")


# -- What subscribers and old links rely on


def test_readers_of_the_old_feed_are_told_nothing(
    bring: Import, build: Build, tmp_path: Path
) -> None:
    build()
    bring(source_of(tmp_path, wxr(excerpt="What it says."), "old.xml"))

    output = build()

    assert build.code == 0, build.said
    assert "This edit re-notifies nobody." in build.said
    assert b'<guid isPermaLink="false">https://old.example/?p=7</guid>' in output["feeds/all.rss"]
    assert b"<id>https://old.example/?p=7</id>" in output["feeds/all.atom"]


def test_the_old_address_leads_to_the_post(bring: Import, tmp_path: Path) -> None:
    """A page and the server forward readers; see `pages/redirects.py` and `publish/server.py`."""
    bring(source_of(tmp_path, wxr(excerpt="What it says."), "old.xml"))

    override = {"OUTPUT_PATH": str(tmp_path / "out"), "PATH": str(bring.content)}
    hub = build_site(bring.root / "pelicanconf.py", override, BuildOptions(report=quiet))

    assert [(each.old, each.new) for each in site_map(hub.assembled.library).redirects] == [
        ("2021/12/asked-first/", "blog/2021/asked-first/")
    ]


def test_an_id_of_the_feed_reaches_the_post_of_the_export(bring: Import, tmp_path: Path) -> None:
    """Jekyll's posts do not know their ids; the feed beside them does."""
    folder = tmp_path / "source"
    source_of(tmp_path, "---\ntitle: Asked first\n---\nAll the words of the post.\n",
              "_posts/2021-12-16-asked-first.md")  # fmt: skip
    item = ("<title>Asked first</title><link>https://old.example/asked/</link>"
            "<guid>https://old.example/asked/</guid>"
            "<pubDate>Thu, 16 Dec 2021 00:00:00 GMT</pubDate><description>All.</description>")  # fmt: skip
    source_of(tmp_path, rss(item), "feed.xml")

    name = only_post(bring(folder))

    records, _ = read((bring.content / "ids.yaml").read_text(encoding="utf-8"))
    assert [record.id for record in records] == ["https://old.example/asked/"]
    header, _ = parse(name, (bring.content / name).read_text(encoding="utf-8"))
    assert header.values["aliases"] == ["/asked/"]
    assert header.body == "All the words of the post.\n"


def test_a_pattern_says_where_markdown_posts_were(bring: Import, tmp_path: Path) -> None:
    source = source_of(tmp_path, "---\ntitle: A\ndate: 2021-12-06\nslug: b\n---\nWords.\n", "a.md")

    name = only_post(bring(source, address="https://old.example/{year}/{month}/{slug}.html"))

    header, _ = parse(name, (bring.content / name).read_text(encoding="utf-8"))
    assert header.values["aliases"] == ["/2021/12/b.html"]


# -- Links and images


def test_links_between_old_posts_lead_to_the_new_ones(bring: Import, tmp_path: Path) -> None:
    first = wxr_item(
        '<h3 id="why-us">Why us?</h3><p>Words.</p>', title="First", slug="first", number=1,
        gmt="2020-12-16 09:30:00",
    )  # fmt: skip
    links = (
        ('<a href="https://old.example/2021/12/first/">one</a>', "[one](../2020/first.md)"),
        ('<a href="/2021/12/first/#why-us">two</a>', "[two](../2020/first.md#why-us)"),
        ('<a href="http://www.old.example/2021/12/first">three</a>', "[three](../2020/first.md)"),
        ('<a href="/category/culture/">four</a>', "[four](../../topics/culture.md)"),
        ('<a href="https://old.example/gone/">five</a>', "[five](https://old.example/gone/)"),
        ('<a href="https://else.example/">six</a>', "[six](https://else.example/)"),
        ('<a href="/about/">seven</a>', "[seven](../../pages/about.md)"),
        ('<a href="mailto:ann@example.org">eight</a>', "[eight](mailto:ann@example.org)"),
    )
    html = "".join(f"<p>{link}</p>" for link, _ in links)
    second = wxr_item(html, title="Second", slug="second", number=2)
    source = source_of(tmp_path, WXR.format(items=first + second), "old.xml")

    bring(source)

    text = (bring.content / "posts/2021/second.md").read_text(encoding="utf-8")
    assert text.partition("---\n")[2].partition("---\n")[2].split("\n\n") == [
        *(given for _, given in links[:-1]), links[-1][1] + "\n"]  # fmt: skip
    assert "the link to https://old.example/gone/ stays" in bring.work(source, "report.md")


def test_images_beside_a_page_come_along_and_the_same_one_only_once(
    bring: Import, tmp_path: Path
) -> None:
    images = "".join(
        f'<p><img src="{src}" alt="{src}"></p>'
        for src in (
            "saved_files/Ward%20Round.PNG",
            "saved_files/again.jpg",
            "https://x.example/a.png",
        )
    )
    text = (
        '<article><h1>Saved</h1><time datetime="2021-12-16">x</time>'
        f'<div class="entry-content">{images}</div></article>'
    )
    source = source_of(tmp_path, text, "saved.html")
    source_of(tmp_path, PNG, "saved_files/Ward Round.PNG")
    source_of(tmp_path, PNG, "saved_files/again.jpg")  # the same, and a PNG by its bytes

    new = bring(source)

    assert [name for name in new if name.startswith("images/")] == ["images/ward-round.png"]
    body = (bring.content / only_post(new)).read_text(encoding="utf-8")
    assert body.count("(../../images/ward-round.png)") == 2
    assert "![https://x.example/a.png](../../images/a.png)" in body
    report = bring.work(source, "report.md")
    assert "- <https://x.example/a.png>: `content/images/a.png`" in report


# -- Hostile sources

BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + rss("<title>&b;</title>")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bomb.xml", BOMB.replace('<?xml version="1.0"?>', ""),
         "bomb.xml declares the entity 'a', which no export needs: it is refused."),
        ("outside.xml", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
         "outside.xml declares the entity 'x', which no export needs: it is refused."),
        ("binary.txt", b"\x00\x01\x02" * 100, "binary.txt is not text."),
        ("other.xml", "<urlset><url/></urlset>",
         "other.xml is neither an export nor a feed (it begins with <urlset>)."),
        ("broken.json", '{"items": [', "broken.json is neither a JSON Feed nor an export of Ghost that can be read."),
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_is_refused_with_a_line(
    bring: Import, tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    assert bring(source_of(tmp_path, content, name)) == []
    assert bring.code == 1
    assert said in bring.said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("posts.zip", "is an archive: unpack it and give the folder."),
        ("posts.docx", "is a Word file: save it there as a web page (filtered), and give that."),
        ("posts.xyz", "is none of the kinds that can be read."),
    ],
)
def test_a_kind_that_cannot_be_read_is_said_with_the_way_out(
    bring: Import, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    source = source_of(tmp_path, b"PK\x03\x04", name)

    assert bring(source) == []
    assert bring.code == 2
    assert capsys.readouterr().err == f"'{source}' {said}\n"


def test_nothing_outside_the_source_is_read(bring: Import, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG + b"secret")
    images = "".join(
        f'<p><img src="{src}" alt="An image"></p>'
        for src in ("../secret.png", "../../secret.png", "/../secret.png", "linked.png",
                    "file:///etc/passwd", "..%2fsecret.png")
    )  # fmt: skip
    text = (
        '<article><h1>Out</h1><time datetime="2021-12-16">x</time>'
        f'<div class="entry-content"><p>Words.</p>{images}</div></article>'
    )
    source_of(tmp_path, text, "page.html")
    (tmp_path / "source/linked.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "source/linked.html").symlink_to("/etc/passwd")

    new = bring(tmp_path / "source")

    assert new == ["posts/2021/out.md"]
    assert "`linked.html` is a link to another place" in bring.work(
        tmp_path / "source", "report.md"
    )


def test_a_name_cannot_lead_out_of_the_content(bring: Import, tmp_path: Path) -> None:
    header = "title: Out\ndate: 2021-12-16\nslug: ../../../../tmp/out\nauthor: ../../ann\n"
    header += "categories: ['../../x']\nseries: /etc/passwd\n"

    new = bring(source_of(tmp_path, f"---\n{header}---\nSome more words.\n", "x.md"))

    assert new == ["authors/ann.md", "posts/2021/tmp-out.md", "series/etc-passwd.md",
                   "topics/x.md"]  # fmt: skip


def test_a_drawing_with_a_program_in_it_is_left_out(bring: Import, tmp_path: Path) -> None:
    text = (
        '<article><h1>Draw</h1><time datetime="2021-12-16">x</time><div class="entry-content">'
        '<p>Words.</p><p><img src="x.svg" alt="x"></p></div></article>'
    )
    source = source_of(tmp_path, text, "page.html")
    source_of(tmp_path, '<svg xmlns="x" onload="alert(1)"></svg>', "x.svg")

    new = bring(source)

    assert new == ["posts/2021/draw.md"]
    assert (bring.content / new[0]).read_text(encoding="utf-8").endswith("---\nWords.\n")
    assert "the drawing 'x.svg' holds a program" in bring.work(source, "report.md")


def test_what_is_nested_beyond_reason_keeps_its_words(bring: Import, tmp_path: Path) -> None:
    deep = "<div>" * 3000 + "<p>Words far below.</p>" + "</div>" * 3000
    listed = "<ul><li>" * 400 + "Deep." + "</li></ul>" * 400

    name = only_post(bring(source_of(tmp_path, wxr(f"<p>Above.</p>{deep}{listed}"), "old.xml")))

    assert "Above." in (bring.content / name).read_text(encoding="utf-8")


def test_a_file_beyond_the_limit_is_refused(
    bring: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.importer.sources.page.opening.LARGEST_FILE", 1000)
    source_of(tmp_path, "Large\n\n" + "words " * 400, "large.txt")
    source_of(tmp_path, "Small\n16 December 2021\n\nSome words.\n", "small.txt")

    new = bring(tmp_path / "source")

    assert new == ["posts/2021/small.md"]
    assert "`large.txt` is too large (0 MB, at most 0 MB)" in bring.work(
        tmp_path / "source", "report.md"
    )


def test_a_long_import_says_how_far_it_is(bring: Import, tmp_path: Path) -> None:
    html = "".join(
        f"<h2>Part {n}</h2><p>{'Some <b>bold</b> words here. ' * 20}</p>" for n in range(8)
    )
    items = [
        wxr_item(html, title=f"Post {n}", slug=f"post-{n}", number=n, date="", more="",
                 gmt=f"2021-{n % 12 + 1:02}-{n % 28 + 1:02} 09:30:00")
        for n in range(100)
    ]  # fmt: skip
    source = source_of(tmp_path, WXR.format(items="".join(items)), "old.xml")

    new = bring(source)

    assert len([name for name in new if name.startswith("posts/")]) == 100
    assert bring.said[:2] == ["Converting: 100", "Checking: 100"]


def test_a_folder_of_many_saved_pages_is_read_whole(bring: Import, tmp_path: Path) -> None:
    words = "".join(f"<h2>Part {n}</h2><p>{'Some <b>bold</b> words. ' * 20}</p>" for n in range(8))
    menu = "".join(f'<li class="item"><a href="/x/{n}">Menu {n}</a></li>' for n in range(60))
    for number in range(100):
        text = (
            f"<html><body><nav><ul>{menu}</ul></nav><article><h1>Post {number}</h1>"
            f'<time datetime="2021-12-{number % 28 + 1:02}">x</time>'
            f'<div class="entry-content">{words}</div></article></body></html>'
        )
        source_of(tmp_path, text, f"post-{number}.html")

    new = bring(tmp_path / "source")

    assert len(new) == 100


# -- What subscribers are told


TEXT = "What was seen on the wards, and what was done about it, in a few words of that year."


def old_blog(tmp_path: Path, number: int) -> Path:
    for each in range(number):
        text = f"---\ntitle: Old {each}\ndate: 2024-{1 + each % 12:02}-01\nsummary: Of old.\n---\n{TEXT}\n"
        source_of(tmp_path, text, f"_posts/2024-{1 + each % 12:02}-01-old-{each}.md")
    return tmp_path / "source"


def in_feed(site: Path, name: str) -> list[str]:
    found = feeds.read(name, (site / "output/feeds" / name).read_bytes())
    return [item.title for item in found.items]


def test_old_posts_make_no_notice_where_that_is_asked_for(
    bring: Import, build: Build, tmp_path: Path
) -> None:
    site = bring.root
    build()
    subscribed = in_feed(site, "all.rss")

    new = bring(old_blog(tmp_path, 30), author=["ann-example"], topic=["culture"], no_notices=True)
    assert len([name for name in new if name.startswith("posts/")]) == 30
    assert any(
        line == "30 posts with a new id: no feed has them among its newest items, so no subscriber "
        "is told of them."
        for line in "\n".join(bring.said).splitlines()
    ), bring.said

    build()
    assert build.code == 0, build.said
    assert "This edit re-notifies nobody." in build.said
    assert set(in_feed(site, "all.rss")) <= set(subscribed)
    assert {title.split()[0] for title in in_feed(site, "all/1.rss")} & {"Old"}
    assert (site / "output/blog/2024/old-1/index.html").is_file()
    assert "Old" not in str(in_feed(site, "topics/culture.json"))

    write_post(bring.content, "2025/news.md", "News", "2025-01-01")
    first = build()
    assert in_feed(site, "all.atom")[0] == "News"
    assert not [title for title in in_feed(site, "all.atom") if title.startswith("Old")]
    assert first == build.clean()


def test_a_feed_of_nothing_but_old_posts_is_whole_and_empty(
    bring: Import, build: Build, tmp_path: Path
) -> None:
    for path in (bring.content / "posts").rglob("*.md"):
        path.unlink()
    for name in ("pages/about.md", "series/2021-in-review.md"):
        (bring.content / name).unlink()
    bring(old_blog(tmp_path, 3), author=["ann-example"], topic=["culture"], no_notices=True)

    build()

    assert build.code == 0, build.said
    for name in ("all.rss", "all.atom", "all.json"):
        content = (bring.root / "output/feeds" / name).read_bytes()
        assert (in_feed(bring.root, name), list(feeds.faults(name, content))) == ([], [])


def test_a_part_of_no_known_series_is_asked_for_and_stops_nothing(
    bring: Import, build: Build, tmp_path: Path
) -> None:
    """A text that counts may count reasons: without a series nobody has to delete a field."""
    text = (
        "---\ntitle: Two reasons\ndate: 2024-05-06\nsummary: Why.\n---\nThe first of two reasons "
        "was that nobody had the time to look, and the second that nobody was asked to look.\n"
    )
    source = source_of(tmp_path, text, "_posts/2024-05-06-two-reasons.md")

    (name,) = bring(source, author=["ann-example"], topic=["culture"])

    assert {"series", "part"}.isdisjoint(parse(name, (bring.content / name).read_text())[0].values)
    assert "it may be part 1 of a series: if so, write 'series' and 'part' into its header" in (
        bring.work(source, "report.md")
    )
    build()
    assert build.code == 0, build.said
