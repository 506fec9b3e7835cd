"""One list of fields: what is said of a field beside its type decides what the hub does with it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.content.schema.headers import GROUPS, HEADERS
from plugins.content.schema.model import fields_of, names_with, texts_of, uses
from plugins.content.schema.post_header import PostHeader
from tests.conftest import ROOT, write_content, write_post, write_settings

FIELD = """    method: Annotated[OptionalLine, Use(shown="How it was found"), GUEST, SEALED] = Field(
        "", max_length=300, description="how the authors found it"
    )
    sponsor:"""
WORDS = "Zephyr method of counting twice"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, whose posts have one field more."""
    root = tmp_path_factory.mktemp("field") / "hub"
    shutil.copytree(
        ROOT / "plugins", root / "plugins", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "docs").mkdir()
    shutil.copy(ROOT / "docs/checks.md", root / "docs")
    write_settings(root)
    write_content(root / "content")
    header = root / "plugins/content/schema/post_header.py"
    text = header.read_text(encoding="utf-8")
    assert text.count("    sponsor:") == 1
    text = text.replace("    sponsor:", FIELD).replace("import EDITORS", "import Use, EDITORS")
    header.write_text(text, encoding="utf-8")
    write_post(
        root / "content", "2024/counted.md", "Counted", "2024-01-02", more=f"method: {WORDS}\n"
    )
    return root


def run(root: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run some lines in the copy, with our Python."""
    environ = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environ, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


BUILD = """
from argparse import Namespace
from pathlib import Path
from plugins.pipeline.command import build
raise SystemExit(build(Path('.').resolve(), Namespace(content=None, output=None, siteurl=None,
    clean=False, now='2026-06-01T12:00', jobs=1)))
"""


@pytest.mark.slow
def test_a_field_that_is_declared_arrives_everywhere(project: Path) -> None:
    """One line of the schema is all that was written."""
    done = run(project, BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    output = project / "output"

    page = (output / "blog/2024/counted/index.html").read_text(encoding="utf-8")
    assert "How it was found" in page
    for form in ("rss", "atom", "json"):
        feed = (output / f"feeds/all.{form}").read_text(encoding="utf-8")
        assert "How it was found" in feed, form
        assert WORDS in feed, form
    listing = json.loads((output / "index.json").read_text(encoding="utf-8"))
    found = {post["title"]: post["facts"] for post in listing["posts"]}
    assert found["Counted"] == {"method": WORDS}

    table = run(project, """
from argparse import Namespace
from pathlib import Path
from plugins.commands.inventory import inventory
inventory(Path('.').resolve(), Namespace(content=None, output=None, siteurl=None, format='csv',
    now='2026-06-01T12:00', into=None))
""")  # fmt: skip
    rows = list(csv.DictReader(table.stdout.splitlines()))
    assert {row["title"]: row["method"] for row in rows}["Counted"] == WORDS

    derived = run(project, """
import json
from plugins.admin import cms_settings
from plugins.commands.derive_docs import fields_page
form = cms_settings.fields(cms_settings.kinds()['post'])
print(json.dumps([[each['name'] for each in form], fields_page()]))
""")  # fmt: skip
    names, page = json.loads(derived.stdout)
    assert "method" in names
    assert "how the authors found it" in page


def test_a_closed_year_and_a_guest_follow_too(project: Path) -> None:
    found = run(project, """
from plugins.content.schema.model import names_with
from plugins.content.schema.post_header import PostHeader
print('method' in names_with(PostHeader, 'sealed'), 'method' in names_with(PostHeader, 'guest'))
""")  # fmt: skip

    assert found.stdout.split() == ["True", "True"]


@pytest.mark.slow
def test_the_words_of_a_new_field_of_a_draft_are_looked_for(project: Path) -> None:
    write_post(
        project / "content", "2024/hidden.md", "Hidden", "2024-01-03",
        more="status: draft\nmethod: Quillon method of asking thrice\n",
    )  # fmt: skip
    template = project / "theme/templates/base.html"
    before = template.read_text(encoding="utf-8")
    template.write_text(before.replace("<footer", "<p>Quillon method of asking thrice</p><footer"))

    done = run(project, BUILD)
    template.write_text(before, encoding="utf-8")
    (project / "content/posts/2024/hidden.md").unlink()

    assert done.returncode == 1
    assert "would show words of posts/2024/hidden.md:1, which is a draft" in done.stderr


# -- The declarations themselves


def test_every_text_field_is_searched_for_unless_it_says_that_it_is_open() -> None:
    """What is open is a name, a choice, an address or a day; texts are not."""
    texts = {name for name, about in fields_of(PostHeader).items()
             if not any(use.open for use in uses(about))}  # fmt: skip

    assert texts >= {"title", "summary", "content_note", "learning_point", "sponsor", "funding",
                     "interests", "updates", "image", "consent", "exceptions", "silence"}  # fmt: skip
    names = {"authors", "topics", "series", "slug", "status", "kind", "id", "aliases", "date"}
    assert texts & names == set()


def test_texts_of_groups_are_texts_of_the_post() -> None:
    values = {
        "title": "A title",
        "date": "2021-01-01",
        "updates": [{"date": "2021-02-01", "kind": "correction", "wrong": "W", "right": "R"}],
        "image": {"src": "images/x.png", "alt": "An image", "credit": "C"},
        "consent": {"holder": "H", "scope": "S", "date": "2020-01-01"},
    }

    everything = set(texts_of(PostHeader, values, GROUPS))

    assert everything == {"A title", "W", "R", "An image", "C", "H", "S"}
    assert set(texts_of(PostHeader, values, GROUPS, "editors")) == {"H", "S"}


@pytest.mark.parametrize("use", ["guest", "sealed", "open", "editors"])
def test_every_use_is_used(use: str) -> None:
    models = [*HEADERS.values(), *GROUPS.values()]

    assert any(names_with(model, use) for model in models)
