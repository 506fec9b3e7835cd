"""Closed by default: exports of every kind, of which only what everybody could read is public.

A generator writes sources with items of all states and kinds, and knows of each whether readers may
see it. What is closed is looked for by a word that no other item has.
"""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.base.printing import quiet
from plugins.content.front_matter import parse
from plugins.importer.command import run_import
from tests.conftest import tree


@dataclass(frozen=True)
class Item:
    """One item of a source. `word` stands in its text alone; `person` is beside the text."""

    number: int
    kind: str = "post"
    state: str = "publish"
    closed_by: str = ""
    title: str = "A ward round"
    same_id: bool = False
    nested: bool = False

    @property
    def word(self) -> str:
        return f"zq{self.number}xw"

    @property
    def open(self) -> bool:
        known = self.kind in ("post", "page")
        return (
            known and self.state in OPEN and self.closed_by not in ("password", "members", "future")
        )

    @property
    def html(self) -> str:
        words = f"<p>Words {self.word} on wards &amp; what nurses told us in spring.</p>"
        return f"<div><div>{words}</div></div>" if self.nested else words


OPEN = ("publish", "published", "LIVE")
PERSON = ("jo.private@invalid.example", "192.0.2.77", "jologin")
KINDS = ("post", "page", "feedback", "shop_order", "nav_menu_item", "wpcf7_contact_form", "revision",
         "tablepress_table", "attachment", "", "odd kind")  # fmt: skip
STATES = ("publish", "draft", "private", "pending", "future", "trash", "inherit", "auto-draft",
          "request-completed", "hidden", "", "unlisted", "Publish later")  # fmt: skip


@dataclass
class Source:
    """A written source: its name, its content, and how many items it has."""

    name: str
    content: str
    items: list[Item] = field(default_factory=list)


# -- Writers of exports


def wordpress(items: list[Item]) -> Source:
    space = "https" if len(items) % 2 else "http"
    out = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:excerpt="{space}://'
        'wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:wp="{space}://wordpress.org/export/1.2/"><channel><title>Old</title>'
        "<link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:author>"
        f"<wp:author_login>{PERSON[2]}</wp:author_login><wp:author_email>{PERSON[0]}"
        "</wp:author_email><wp:author_display_name>Jo Halloran</wp:author_display_name></wp:author>"
    ]
    for each in items:
        year = "2199" if each.closed_by == "future" else "2020"
        guid = "https://old.example/" if each.same_id else f"https://old.example/?p={each.number}"
        locked = (
            f"<wp:post_password>{each.word}</wp:post_password>"
            if each.closed_by == "password"
            else ""
        )
        if each.closed_by == "members":
            locked = ("<wp:postmeta><wp:meta_key>_members_access_role</wp:meta_key>"
                      "<wp:meta_value>editor</wp:meta_value></wp:postmeta>")  # fmt: skip
        out.append(
            f"<item><title>{escape(each.title)}</title>"
            f"<link>https://old.example/2020/02/post-{each.number}/</link>"
            f'<dc:creator>{PERSON[2]}</dc:creator><guid isPermaLink="false">{guid}</guid>'
            f"<content:encoded><![CDATA[{each.html}]]></content:encoded>"
            f"<wp:post_id>{each.number}</wp:post_id>"
            f"<wp:post_date_gmt>{year}-02-03 10:00:00</wp:post_date_gmt>"
            f"<wp:post_name>post-{each.number}</wp:post_name><wp:status>{each.state}</wp:status>"
            f"<wp:post_type>{each.kind}</wp:post_type>{locked}<wp:comment><wp:comment_author_email>"
            f"{PERSON[0]}</wp:comment_author_email><wp:comment_author_IP>{PERSON[1]}"
            "</wp:comment_author_IP><wp:comment_approved>1</wp:comment_approved><wp:comment_content>"
            "A comment.</wp:comment_content></wp:comment></item>"
        )
    return Source("old.xml", "".join(out) + "</channel></rss>", items)


def blogger(items: list[Item]) -> Source:
    out = ["<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' "
           "xmlns:app='http://purl.org/atom/app#'><title>B</title>"
           "<link rel='alternate' type='text/html' href='https://b.example/'/>"]  # fmt: skip
    for each in items:
        draft = "" if each.open or each.kind not in ("post", "page") else (
            "<app:control><app:draft>yes</app:draft></app:control>")  # fmt: skip
        out.append(
            f"<entry><id>tag:blogger.com,1999:blog-1.post-{each.number}</id>"
            "<published>2020-01-02T00:00:00Z</published>"
            "<category scheme='http://schemas.google.com/g/2005#kind' "
            f"term='http://schemas.google.com/blogger/2008/kind#{escape(each.kind)}'/>"
            f"<title type='text'>{escape(each.title)}</title>"
            f"<content type='html'>{escape(each.html)}</content>{draft}"
            f"<author><name>Jo Halloran</name><email>{PERSON[0]}</email></author>"
            f"<link rel='alternate' type='text/html' href='https://b.example/2020/01/p-{each.number}.html'/>"
            "</entry>"
        )
    return Source("blog.xml", "".join(out) + "</feed>", items)


def takeout(items: list[Item]) -> Source:
    out = ["<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
           "xmlns:blogger='http://schemas.google.com/blogger/2018'><title>B</title>"]  # fmt: skip
    for each in items:
        state = "LIVE" if each.open else ("DRAFT" if each.state in OPEN else each.state)
        out.append(
            f"<entry><id>tag:blogger.com,1999:blog-1.post-{each.number}</id>"
            f"<blogger:type>{escape(each.kind.upper())}</blogger:type><blogger:status>{state}"
            f"</blogger:status><author><name>Jo Halloran</name></author>"
            f"<title>{escape(each.title)}</title><content type='html'>{escape(each.html)}</content>"
            "<blogger:created>2020-01-02T00:00:00Z</blogger:created>"
            "<published>2020-01-02T00:00:00Z</published>"
            f"<link rel='alternate' type='text/html' href='https://b.example/2020/01/p-{each.number}.html'/>"
            f"<blogger:filename>/2020/01/p-{each.number}.html</blogger:filename></entry>"
        )
    return Source("feed.atom", "".join(out) + "</feed>", items)


def ghost(items: list[Item]) -> Source:
    posts = [
        {
            "id": f"5f{each.number:022x}", "title": each.title, "slug": f"post-{each.number}",
            "html": each.html, "type": each.kind,
            "status": "published" if each.state in OPEN else each.state,
            "visibility": {"members": "members", "password": "paid"}.get(each.closed_by, "public"),
            "published_at": f"{2199 if each.closed_by == 'future' else 2020}-05-03T09:00:00.000Z",
        }
        for each in items
    ]  # fmt: skip
    users = [{"id": "1", "name": "Jo Halloran", "slug": PERSON[2], "email": PERSON[0]}]
    pairs = [{"post_id": each["id"], "author_id": "1"} for each in posts]
    data = {"posts": posts, "users": users, "posts_authors": pairs, "tags": [], "posts_tags": []}
    text = json.dumps({"db": [{"meta": {"version": "5.80.0"}, "data": data}]})
    return Source("ghost.json", text, items)


WRITERS = (wordpress, blogger, takeout, ghost)


@st.composite
def item_lists(draw: st.DrawFn) -> list[Item]:
    count = draw(st.integers(1, 6))
    return [
        Item(
            number,
            draw(st.sampled_from(KINDS + ("post",) * 8)),
            draw(st.sampled_from(STATES + ("publish",) * 6)),
            draw(st.sampled_from(("", "", "", "password", "members", "future"))),
            draw(
                st.sampled_from(("A ward round", "Caf\u00e9 & <night>", "Zimmer \u4e2d", "Part 2"))
            ),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]


# -- Headers of files

HEADERS = (
    ("status: published", True), ("draft: false", True), ("published: true", True), ("", True),
    ("published: 2020-05-03", True), ("visibility: public", True), ("private: false", True),
    ("password: ''", True), ("status: publish", True),
    ("status: private", False), ("status: later", False), ("status: Draft", False),
    ("draft: true", False), ("draft: yes", False), ("draft: 'True'", False), ("draft: maybe", False),
    ("published: no", False), ("published: false", False), ("published: '0'", False),
    ("visibility: members", False), ("password: secret", False), ("hidden: true", False),
    ("publishDate: 2199-01-01", False), ("expiryDate: 2020-06-01", False),
    ("unlisted: 1", False), ("private: true", False), ("members: [gold]", False),
    ("permalink: false", False), ("eleventyExcludeFromCollections: true", False),
    ("_build:\n  render: never", False), ("post_status: future", False), ("access: staff", False),
    ("state: trash", False), ("status:", False), ("render: false", False),
    ("DRAFT: TRUE", False), ("Status: in review", False), ("isDraft: true", False),
)  # fmt: skip


@pytest.mark.parametrize("text", ["yaml", "toml", "pelican", "json"])
@pytest.mark.parametrize(("line", "is_open"), HEADERS)
def test_only_a_header_that_says_nothing_else_is_public(
    tmp_path: Path, site: Path, text: str, line: str, is_open: bool
) -> None:
    written = _header(text, line)
    if written is None:
        return
    source = tmp_path / "source" / "2020-05-03-a-ward.md"
    source.parent.mkdir()
    source.write_text(f"{written}\nWords on wards and what nurses told us.\n", encoding="utf-8")

    new = bring(site, source)

    states = {name: _status(site, name) for name in new if name.startswith("posts/")}
    assert list(states.values()) == ["published" if is_open else "draft"], written


def _header(text: str, line: str) -> str | None:
    """Return a header in one of four forms, or nothing where the form cannot say it."""
    name, _, value = line.partition(":")
    value = value.strip()
    if text == "yaml":
        return f"---\ntitle: A ward\ndate: 2020-05-03\n{line}\n---\n"
    if "\n" in line or not line:
        return None
    if text == "pelican":
        return f"Title: A ward\nDate: 2020-05-03\n{name}: {value.strip(chr(39))}\nTags: x\n"
    if value.startswith("["):
        return None
    plain = value.strip("'")
    if text == "json":
        value = plain if plain in ("true", "false") else json.dumps(plain)
        return f'{{"title": "A ward", "date": "2020-05-03", "{name}": {value}}}\n'
    value = (
        plain
        if plain in ("true", "false") or re.fullmatch(r"\d{4}-\d\d-\d\d", plain)
        else json.dumps(plain)
    )
    return f'+++\ntitle = "A ward"\ndate = 2020-05-03\n{name} = {value}\n+++\n'


# -- The properties


def bring(root: Path, source: Path, **options: object) -> list[str]:
    """Import into a project; return the new files below its content."""
    content = root / "content"
    before = set(tree(content))
    asked = {"source": str(source), "content": None, "dry_run": False, "author": None, "topic": None,
             "draft": False, "address": None, "kind": None, "as_far_as_it_goes": True, "no_notices": False}  # fmt: skip
    run_import(root, Namespace(**{**asked, **options}), quiet)
    return sorted(set(tree(content)) - before)


def _status(root: Path, name: str) -> str:
    text = (root / "content" / name).read_text(encoding="utf-8")
    return str(parse(name, text)[0].values.get("status", "published"))


def _check(root: Path, source: Source, new: list[str], whole: bool) -> None:
    """Let nothing that is closed be open, and every item be somewhere."""
    content = root / "content"
    report = (root / "imports" / source.name.partition(".")[0] / "report.md").read_text("utf-8")
    texts = {name: (content / name).read_text("utf-8") for name in new if name.endswith(".md")}
    for item in source.items:
        public = [
            name
            for name, text in texts.items()
            if item.word in text and _status(root, name) == "published"
        ]
        if not item.open:
            assert public == [], item
        elif whole:
            assert public, item
    for person in PERSON:
        assert all(person not in text for text in [*texts.values(), report]), person
    line = re.search(r"(?m)^- (\d+) items? = (\d+) posts?.*? (?:\+ (\d+) pages? )?\+ (\d+) merged"
                     r"(?: \+ (\d+) here already)? \+ (\d+) left out", report)  # fmt: skip
    assert line is not None, report
    items, *parts = (int(each or 0) for each in line.groups())
    assert items == sum(parts)
    if whole:
        assert items == len(source.items)


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(items=item_lists())
def test_of_an_export_nothing_closed_is_open_and_nothing_is_nowhere(
    write: Callable[[list[Item]], Source],
    items: list[Item],
    tmp_path_factory: pytest.TempPathFactory,
    site: Path,
) -> None:
    source = write(items)
    root = _fresh(tmp_path_factory, site)
    path = root / "source" / source.name
    path.write_text(source.content, encoding="utf-8")

    new = bring(root, path)

    _check(root, source, new, whole=True)


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=60, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    items=item_lists(),
    share=st.floats(0, 1),
    encoding=st.sampled_from(("utf-8", "cp1252", "utf-16")),
)
def test_an_export_that_is_cut_anywhere_opens_nothing(
    write: Callable[[list[Item]], Source],
    items: list[Item],
    share: float,
    encoding: str,
    tmp_path_factory: pytest.TempPathFactory,
    site: Path,
) -> None:
    source = write(items)
    root = _fresh(tmp_path_factory, site)
    path = root / "source" / source.name
    content = source.content.encode(encoding, "replace")
    path.write_bytes(content[: int(len(content) * share)])

    new = bring(root, path)

    if (root / "imports").is_dir():
        _check(root, source, new, whole=False)
    else:
        assert new == []


@settings(max_examples=60, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    line=st.sampled_from([line for line, is_open in HEADERS if not is_open]),
    form=st.sampled_from(("yaml", "toml", "pelican", "json")),
    share=st.floats(0, 1),
)
def test_a_header_that_is_cut_anywhere_shows_none_of_its_text(
    line: str, form: str, share: float, tmp_path_factory: pytest.TempPathFactory, site: Path
) -> None:
    written = _header(form, line)
    if written is None:
        return
    root = _fresh(tmp_path_factory, site)
    path = root / "source" / "2020-05-03-a-ward.md"
    whole = f"{written}\nWords zq1xw on wards and what nurses told us.\n".encode()
    path.write_bytes(whole[: int(len(whole) * share)])

    new = bring(root, path)

    for name in new:
        if name.startswith("posts/") and _status(root, name) == "published":
            assert "zq1xw" not in (root / "content" / name).read_text("utf-8"), whole


_ROOMS = iter(range(10**6))


def _fresh(factory: pytest.TempPathFactory, site: Path) -> Path:
    """Return an empty project with the settings of another one."""
    root = factory.mktemp(f"project-{next(_ROOMS)}", numbered=False)
    for name in ("pelicanconf.py", "publishconf.py"):
        (root / name).write_bytes((site / name).read_bytes())
    for name in ("content", "source"):
        (root / name).mkdir()
    return root
