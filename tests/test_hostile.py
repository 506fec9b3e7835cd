"""Hostile strings in every field of a header: refused, or live in nothing that comes of them.

Each of `HOSTILE` stands in each field of a file of each kind. What the check refuses is taken back,
the rest is built, and parsers of others judge what came of it.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import shutil
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rispy
import yaml
from bs4 import BeautifulSoup, Comment
from lxml import etree
from pybtex.database import parse_string

from plugins.base import clock
from plugins.base.printing import plain
from plugins.checks.catalogue import is_advice
from plugins.commands.digest import digest
from plugins.content.schema.headers import GROUPS, HEADERS
from plugins.content.schema.model import fields_of
from plugins.model.addresses import references
from plugins.pipeline.load import survey
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from plugins.publish.command import serving_of
from plugins.publish.server import nginx_maps, redirects_file
from tests.conftest import ROOT, Tree, tree, write_content, write_settings

pytestmark = pytest.mark.slow
# A word that no text of ours has: where it is live, one of these got through.
SIGN = "zqx"
HOSTILE = (
    f"<script>{SIGN}()</script>", f"</script><script>{SIGN}()</script>", f"<img src={SIGN} onerror={SIGN}()>",
    f"\"><svg onload={SIGN}()>", f"' onmouseover='{SIGN}()", f"\" autofocus onfocus=\"{SIGN}()", f"`onclick={SIGN}()`",
    f"javascript:{SIGN}()", f"JaVaScRiPt:{SIGN}()", f"data:text/html,<script>{SIGN}()</script>", f"vbscript:{SIGN}",
    f"</title><script>{SIGN}()</script>", f"</style><script>{SIGN}()</script>", f"--><script>{SIGN}()</script>",
    f"]]><script>{SIGN}()</script>", f"<!--{SIGN}", f"<![CDATA[{SIGN}", f"</textarea><iframe src={SIGN}>",
    f"&lt;script&gt;{SIGN}()&lt;/script&gt;", f"&#60;img src=x onerror={SIGN}()&#62;", f"<a href='javascript:{SIGN}()'>a</a>",
    f"[a](javascript:{SIGN})", f"![a](x){{onerror={SIGN}}}", f"<style>@import '{SIGN}'</style>", f"<base href={SIGN}>",
    f"{{{{ {SIGN} }}}}", f"{{% include '{SIGN}' %}}", f"${{{SIGN}}}", f"=cmd|'/C {SIGN}'!A0", f"+{SIGN}", f"-{SIGN}()",
    f"@{SIGN}", f"\"; drop table {SIGN}; --", f"}} , {SIGN} = {{", f"\\input{{{SIGN}}}", f"a, b, c, {SIGN}", f"A and {SIGN}",
    f"ER  - {SIGN}", f"../../{SIGN}", f"/_headers/{SIGN}", f"%00{SIGN}", f"{SIGN}\\", f"a\"b'c`{SIGN}", f"https://{SIGN}.example/\"onx=\"",
    f"http://{SIGN}.example/<x>", f"//{SIGN}.example", f"::error::{SIGN}", f"##[error]{SIGN}", f"{SIGN}; return 200", f"\u201c{SIGN}\u201d\u2028",
)  # fmt: skip
# A file of each kind that has no fault. "N" is its number.
GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "post": ("posts/2024/hN.md", {
        "title": "Title N", "date": "2024-03-01", "summary": "Summary N.", "authors": ["ann-example"], "topics": ["hN"],
        "series": "hN", "part": 1,
        "image": {"src": "images/ward.svg", "alt": "A ward"}, "aliases": ["/old/hN/"],
        "updates": [{"date": "2024-04-01", "kind": "correction", "wrong": "It was N.", "right": "It is N.", "by": "Ann Example"}],
    }),
    "page": ("pages/hN.md", {"title": "Page N", "summary": "Page N."}),
    "topic": ("topics/hN.md", {"name": "Topic N", "description": "Topic N.", "synonyms": ["word N"]}),
    "author": ("authors/hN.md", {"name": "Author N", "role": "Role N"}),
    "series": ("series/hN.md", {"title": "Series N", "parts": ["Part one of N", "Part two of N"]}),
    "source": ("sources/hN.md", {"title": "Source N", "publisher": "Publisher N", "date": "2022", "kind": "report", "url": "https://example.org/N"}),
    "rule": ("rules/hN.md", {"name": "Rule N", "summary": "Rule N.", "place": "England",
                             "versions": [{"from": "2024", "text": "Text N.", "source": "hN"}]}),
    "response": ("responses/rN.md", {
        "post": "posts/2024/hN.md", "by": "Reader N", "date": "2024-03-02",
        "consent": {"holder": "Office", "date": "2024-03-02", "scope": "All", "expires": "2031-03-02"},
    }),
    "recommendation": ("recommendations/rN.md", {
        "report": "hN", "number": "N", "text": "Text N.", "addressees": ["Wards"],
        "response": [{"date": "2022", "kind": "accepted", "source": "hN"}],
        "progress": [{"date": "2022", "kind": "done", "source": "hN"}],
    }),
}  # fmt: skip
NOW = clock.instant("2026-06-01T12:00")
# How often a refused field is taken back before the rest has to be right.
ROUNDS = 8


def numbered(value: Any, number: int) -> Any:
    """Return a value with a file's number in it."""
    if isinstance(value, dict):
        return {name: numbered(below, number) for name, below in value.items()}
    if isinstance(value, list):
        return [numbered(below, number) for below in value]
    if not isinstance(value, str):
        return value
    return re.sub(r"\bN\b|(?<=h)N", str(number), value)


@dataclass
class File:
    """A file without a fault, and the same with a hostile string in all fields that take one."""

    kind: str
    good: dict[str, Any]
    bad: dict[str, Any]

    @classmethod
    def of(cls, kind: str, number: int, text: str) -> File:
        good = numbered(GOOD[kind][1], number)
        bad = dict(good)
        for name in fields_of(HEADERS[kind]):
            given = good.get(name)
            if name not in GROUPS:
                bad[name] = [text] if isinstance(given, list) else text
            elif given is not None:
                group = dict.fromkeys(fields_of(GROUPS[name]), text)
                bad[name] = [group] if isinstance(given, list) else group
        return cls(kind, good, bad)

    @property
    def strings(self) -> int:
        return sum(SIGN in each for each in _texts(self.bad))

    def take_back(self, message: str) -> None:
        """Take back the field that a message names; all of them where it names none."""
        named = re.match(r"(?:unknown field ')?([a-z_]+)(?:\.([a-z_]+))?", message)
        name, inner = (named[1], named[2]) if named else ("", "")
        bad, good = self.bad.get(name), self.good.get(name)
        if bad == good:
            self.bad = dict(self.good)  # it is of what one field asks of another
        elif good is None:
            del self.bad[name]
        elif inner and isinstance(good, (dict, list)):
            group: dict[str, Any] = bad[0] if isinstance(bad, list) else dict(bad or {})
            whole: dict[str, Any] = good[0] if isinstance(good, list) else dict(good)
            if not isinstance(bad, list):
                self.bad[name] = group
            if inner in whole:
                group[inner] = whole[inner]
            else:
                group.pop(inner, None)
        else:
            self.bad[name] = good


def _texts(value: Any) -> Iterator[str]:
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, (dict, list)):
            yield from _texts(each)
        else:
            yield str(each)


class HostileHub:
    """A hub whose every field holds a hostile string, but for those that the check refuses."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {
            path.replace("N", str(number)): File.of(kind, number, text)
            for number, text in enumerate(HOSTILE)
            for kind, (path, _) in GOOD.items()
        }
        self.tried = sum(file.strings for file in self.files.values())
        self.said: list[str] = []

    def write(self) -> None:
        for path, file in self.files.items():
            target = self.root / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            header = yaml.safe_dump(file.bad, allow_unicode=True, sort_keys=False, width=10_000)
            body = f"Words with a source [@{target.stem}]." if file.kind == "post" else "Words."
            target.write_text(f"---\n{header}---\n{body}\n", encoding="utf-8")

    def settle(self) -> None:
        """Take back what the check refuses, until it refuses nothing."""
        override = {"PATH": str(self.root / "content"), "OUTPUT_PATH": str(self.root / "output")}
        for _ in range(ROUNDS):
            self.write()
            found = survey(self.root / "pelicanconf.py", override, NOW).findings
            self.said += [each.text() for each in found]
            refused = [each for each in found if not is_advice(each.check_id)]
            if not refused:
                return
            for each in refused:
                self.files[each.path].take_back(each.message)
        raise AssertionError("\n".join(each.text() for each in refused[:20]))


@dataclass
class Made:
    """What was built, and what was said meanwhile."""

    hub: HostileHub
    files: Tree
    built: Any
    said: list[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("hostile")
    write_settings(root)
    shutil.copytree(ROOT / "theme", root / "theme")
    write_content(root / "content")
    hub = HostileHub(root)
    hub.settle()
    said: list[str] = []
    override = {"PATH": str(root / "content"), "OUTPUT_PATH": str(root / "output")}
    built = build_site(root / "pelicanconf.py", override, BuildOptions(now=NOW, report=said.append))
    return Made(hub, tree(root / "output"), built, [*hub.said, *said])


def live(html: str) -> list[str]:
    """Return what of a document would act and is not of our theme."""
    soup = BeautifulSoup(f"<div>{html}</div>" if "<html" not in html else html, "lxml")
    found = [
        f"comment: {each}"
        for each in soup.find_all(string=lambda t: isinstance(t, Comment))
        if SIGN in each
    ]
    for tag in soup.find_all(True):
        found += [f"{tag.name} {name}" for name in tag.attrs if name.startswith("on")]
        for name in ("href", "src", "action", "srcset", "data", "formaction"):
            address = re.sub(r"[\s\x00-\x1f]", "", str(tag.get(name, ""))).lower()
            if address.startswith(("javascript:", "vbscript:", "data:text")) or address == SIGN:
                found.append(f"{tag.name} {name}={address}")
        if tag.name in ("iframe", "base", "object", "embed", "textarea"):
            found.append(tag.name)
        if tag.name in ("script", "style") and SIGN in tag.get_text():
            if tag.get("type") != "application/ld+json":
                found.append(f"{tag.name}: {tag.get_text()[:60]}")
            else:
                json.loads(tag.get_text())
    return found


def test_two_thousand_strings_were_tried_and_many_were_shown(made: Made) -> None:
    kept = sum(file.strings for file in made.hub.files.values())

    assert made.hub.tried >= 2000
    assert kept >= 300


def test_nothing_is_live_in_a_page(made: Made) -> None:
    pages = {
        name: content.decode() for name, content in made.files.items() if name.endswith(".html")
    }

    assert sum(SIGN in html for html in pages.values()) > 100
    assert {name: found for name, html in pages.items() if (found := live(html))} == {}


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_nothing_is_live_in_a_feed(made: Made, form: str) -> None:
    found = []
    for name, content in made.files.items():
        if name.endswith(f".{form}"):
            read = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
            assert not read.bozo, name
            for item in [read.feed, *read.entries]:
                texts = [item.get("summary", ""), *(each.value for each in item.get("content", ()))]
                if form == "atom":
                    texts = texts[1:]  # a summary is a text there
                found += [f"{name}: {each}" for text in texts for each in live(text)]
    assert found == []


def test_nothing_is_live_in_json(made: Made) -> None:
    found = []
    for name, content in made.files.items():
        if name.endswith(".json"):
            read = json.loads(content)
            items = read.get("items", ()) if isinstance(read, dict) else ()
            found += [
                f"{name}: {each}" for item in items for each in live(item.get("content_html", ""))
            ]
    assert found == []


def test_lists_of_feeds_and_the_map_of_the_site_are_whole(made: Made) -> None:
    for name, content in made.files.items():
        if name.endswith((".opml", ".xml", ".svg")):
            root = etree.fromstring(content)
            assert not [each for each in root.iter() if etree.QName(each).localname == "script"], (
                name
            )


def test_no_cell_of_a_table_is_a_formula(made: Made) -> None:
    tables = [content for name, content in made.files.items() if name.endswith(".csv")]

    cells = [
        cell for each in tables for row in csv.reader(io.StringIO(each.decode())) for cell in row
    ]

    assert tables
    assert [each for each in cells if re.match(r"\s*[=+@|-](?![\d.,]+%?$)", each)] == []


def test_reference_managers_read_every_source_and_no_other(made: Made) -> None:
    for number in range(len(HOSTILE)):
        bib, ris = (
            made.files[references(f"sources/h{number}/", kind)].decode() for kind in ("bib", "ris")
        )

        assert list(parse_string(bib, "bibtex").entries) == [f"h{number}"], bib
        (record,) = rispy.loads(ris)
        assert record["id"] == f"h{number}"


def test_nothing_is_live_in_a_newsletter(made: Made) -> None:
    options = Namespace(month="2024-03", since=None, until=None, topic=None, series=None, into=None,
                        content=None, output=None, siteurl=None, now="2026-06-01T12:00")  # fmt: skip
    assert digest(made.hub.root, options, made.said.append) == 0

    for path in (made.hub.root / "newsletter").iterdir():
        if path.suffix == ".html":
            assert live(path.read_text("utf-8")) == []
        if path.suffix == ".eml":
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            assert not [name for name in mail if SIGN in name]


def test_a_server_reads_one_rule_a_line(made: Made) -> None:
    serving = serving_of(made.built)

    for line in nginx_maps(serving).splitlines():
        assert SIGN not in line or re.fullmatch(r' *"[^"\\$]*" "?[^"\\$]*"?;', line), line
    for line in redirects_file(serving).splitlines():
        assert re.fullmatch(r"/\S* /\S* 301", line), line


def test_what_is_said_holds_nothing_that_acts(made: Made) -> None:
    for line in made.said:
        assert plain(line).replace("\n", "").isprintable()
        assert not re.search(r"(?m)^[ \t]*::|(?<!\|)##\[", plain(line)), line
