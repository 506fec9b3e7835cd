"""Pelican as others know it: published plugins run unchanged beside our rooms."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.pipeline.pelican_adapter import SIGNALS, Hub, rooms_of, send
from tests.conftest import ROOT

SCRIPT = """
import json, sys
from pathlib import Path
from pelican import signals
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site

heard, seen = [], []
for name in {signals!r}:
    getattr(signals, name).connect(lambda sender, name=name, **_: heard.append(name), weak=False)

@signals.all_generators_finalized.connect
def look(generators):
    for article in generators[0].articles:
        seen.append({{
            "title": article.title, "slug": article.slug, "url": article.url,
            "save_as": article.save_as, "status": article.status, "lang": article.lang,
            "date": article.date.isoformat(), "modified": article.modified.isoformat(),
            "summary": article.summary, "content": article.content,
            "category": str(article.category), "tags": [str(tag) for tag in article.tags],
            "author": str(article.author), "authors": [each.slug for each in article.authors],
            "source_path": article.source_path, "metadata": sorted(article.metadata),
            "next": getattr(getattr(article, "next_article", None), "slug", None),
            "prev": getattr(getattr(article, "prev_article", None), "slug", None),
        }})

build_site(Path("pelicanconf.py").resolve(), {{"OUTPUT_PATH": str(Path("output").resolve())}},
           BuildOptions(report=str, jobs=1))
print(json.dumps([heard, seen]))
"""


def needs(name: str) -> None:
    """Skip without a plugin, but never in continuous integration."""
    if importlib.util.find_spec(name) is None and "CI" not in os.environ:
        pytest.skip(f"{name} is not installed; python3 tasks.py setup installs it")


def build(site: Path, *more: str) -> tuple[list[str], list[dict[str, object]]]:
    """Build a project with more plugins in its table of contents, in a process of its own."""
    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8").replace(
        "sys.path.insert(0, str(Path(__file__)",
        f"sys.path.insert(0, {str(ROOT)!r}); (str(Path(__file__)",
    )
    settings.write_text(f"{text}\nPLUGINS += {list(more)!r}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(signals=list(SIGNALS))],
        cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    heard, seen = json.loads(done.stdout.splitlines()[-1])
    return heard, seen


def test_a_published_plugin_reads_the_articles(site: Path) -> None:
    needs("pelican.plugins.neighbors")

    _, seen = build(site, "pelican.plugins.neighbors")

    slugs = [each["slug"] for each in seen]
    assert slugs[:2] == ["more-5", "more-4"]
    assert [each["prev"] for each in seen] == [*slugs[1:], None]
    assert [each["next"] for each in seen] == [None, *slugs[:-1]]
    two = next(each for each in seen if each["slug"] == "two")
    assert two["url"] == "blog/2021/two/"
    assert two["save_as"] == "blog/2021/two/index.html"
    assert (two["category"], two["tags"]) == ("Speaking up", ["Speaking up"])
    assert (two["author"], two["authors"]) == ("Jo Guest", ["jo-guest"])
    assert (two["status"], two["lang"]) == ("published", "en-gb")
    assert two["source_path"] == "posts/2021/two.md"
    assert '<a href="/blog/2021/one/">the first</a>' in str(two["content"])
    assert two["date"] == two["modified"] == "2021-12-14T09:30:00+00:00"
    assert set(two["metadata"]) >= {"title", "date", "tags", "authors", "summary"}  # type: ignore[call-overload]


def test_a_published_plugin_acts_on_the_finished_tree(site: Path) -> None:
    needs("pelican.plugins.precompress")

    heard, _ = build(site, "pelican.plugins.precompress")

    page = site / "output/index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert heard[-1] == "finalized"


def test_every_signal_of_the_table_is_sent_once_and_in_that_order(site: Path) -> None:
    heard, _ = build(site)

    assert heard == list(SIGNALS)


def test_no_signal_is_sent_that_is_not_in_the_table() -> None:
    with pytest.raises(AssertionError):
        send("content_object_init", None)


def test_a_plugin_of_others_is_no_room() -> None:
    assert list(rooms_of(["json", "not.loaded"])) == []


def test_the_settings_name_the_class() -> None:
    import pelicanconf

    assert pelicanconf.PELICAN_CLASS is Hub
