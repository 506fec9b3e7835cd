"""The round trip: the sample site is built, and its own pages and feeds are brought in again."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.content.front_matter import Header, parse
from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import TERM, Converted
from plugins.importer.command import run_import
from plugins.model.post_ids import read
from plugins.pipeline.command import build
from tests.conftest import ROOT

BASE = "https://example.org/hub"
FIELDS = ("title", "date", "summary", "authors", "topics", "series", "part", "content_note",
          "sponsor", "funding", "interests")  # fmt: skip
# Kinds whose records say who was asked and who agreed: they come back as plain posts, with replies
# as a part of the text, for editors to look at.
ASKED = ("interview", "consultation", "concern")
# What no page says as a header has it: `index.json` does.
LISTED = (
    "kind", "rules", "support", "applies_to", "audience", "reviewed", "review_by", "lang",
    "translation_of",
    "formats",
)  # fmt: skip


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample with all that its posts rest on: sources, figures, rules, words, help."""
    content = tmp_path_factory.mktemp("older") / "content"
    shutil.copytree(ROOT / "content", content)
    return content


@pytest.fixture(scope="module")
def output(older: Path) -> Path:
    """Return the sample site, built below a path of its host."""
    into = older.parent / "output"
    options = Namespace(
        content=str(older), output=str(into), siteurl=BASE, clean=True, now="2026-06-01", jobs=2
    )
    assert build(ROOT, options, print) == 0
    return into


def bring(root: Path, older: Path, source: Path) -> Path:
    """Import into a hub that has the sample's topics, authors and series, and no post.

    What is imported has the pictures with it, or else they are here already.
    """
    shutil.copytree(older, root / "content")
    shutil.rmtree(root / "content/posts")
    if (source / "images").is_dir():
        shutil.rmtree(root / "content/images")
    (root / "content/ids.yaml").unlink()
    for name in ("pelicanconf.py", "publishconf.py"):
        text = (ROOT / name).read_text(encoding="utf-8")
        text = re.sub(r"^SITEURL = .*$", f'SITEURL = "{BASE}"', text, flags=re.MULTILINE)
        (root / name).write_text(text, encoding="utf-8")
    options = Namespace(source=str(source), content=None, dry_run=False, author=None, topic=None,
                        draft=False, address=None, kind=None, as_far_as_it_goes=False, no_notices=False)  # fmt: skip
    assert run_import(root, options, print) == 0
    return root / "content"


def posts_of(content: Path) -> dict[str, tuple[Header, Converted]]:
    """Return header and converted text of every post that readers saw in the built site."""
    found = {}
    for path in sorted((content / "posts").rglob("*.md")):
        name = path.relative_to(content).as_posix()
        header, _ = parse(name, path.read_text(encoding="utf-8"))
        scheduled = str(header.values["date"]) > "2026-06-01"
        if header.values.get("status", "published") == "published" and not scheduled:
            found[name] = header, convert(name, header.body, 1, "markdown")
    return found


def words(made: Converted) -> list[str]:
    """Return the words of a text; an abbreviation is one, though it leaves a gap for a page."""
    terms = {n: each.target for n, each in enumerate(made.references) if each.kind == TERM}
    html = re.sub(r"\x1f(\d+)\x1f", lambda gap: terms.get(int(gap[1]), " "), made.html)
    return re.findall(r"[^\W_]+", re.sub("<[^>]*>", " ", html).casefold())


def pointed_at(made: Converted) -> list[tuple[str, ...]]:
    """Return every link, record and image, wherever its line is now.

    Abbreviations are left out: what a page explained comes back with its explanation.
    """
    return [
        (each.kind, each.target, each.fragment, each.alt)
        for each in made.references
        if each.kind != TERM
    ]


def said(header: Header, field: str) -> object:
    value = header.values.get(field)
    if isinstance(value, dict):
        return {name: str(each) for name, each in value.items()}
    if field == "review_by":
        return str(value)
    if field == "interests":  # a feed joins what is declared to one sentence
        return str(value).rstrip(".")
    return str(value).replace(" ", "T") if field == "date" else value


def updates(header: Header) -> list[dict[str, str]]:
    """Return the changes that readers are shown."""
    stated = header.values.get("updates", [])
    assert isinstance(stated, list)
    return [each for each in stated if each["kind"] != "minor"]


@pytest.mark.parametrize("source", ["blog", "feeds", "."])
def test_what_was_built_comes_back_as_it_was(
    older: Path, output: Path, tmp_path: Path, source: str
) -> None:
    came = posts_of(bring(tmp_path, older, output / source))
    was = posts_of(older)

    assert sorted(came) == sorted(was)
    assert len(was) > 30
    for name, (header, made) in was.items():
        again, remade = came[name]
        if header.values.get("kind") in ASKED:
            assert again.values["title"] == header.values["title"]
            continue
        assert {field: said(again, field) for field in FIELDS} == {
            field: said(header, field) for field in FIELDS
        }, name
        if source == ".":
            assert {field: said(again, field) for field in LISTED} == {
                field: said(header, field) for field in LISTED
            }, name
            # The rest of a header is for editors alone, or is stated otherwise by a built site.
            others = header.values.keys() - again.values.keys() - {"aliases", "id", "updates"}
            assert others <= {"consent", "owner", "evidence"}, name
        assert words(remade) == words(made), name
        assert [each[:2] for each in remade.headings] == [each[:2] for each in made.headings]
        assert pointed_at(remade) == pointed_at(made), name
        outside = r'href="(http[^"]*)"'
        assert re.findall(outside, remade.html) == re.findall(outside, made.html), name
        assert remade.problems == [], name
        image, original = again.values.get("image"), header.values.get("image")
        if source == "feeds":  # a feed does not say who drew it
            assert isinstance(image, dict) == isinstance(original, dict)
            original = {key: value for key, value in (original or {}).items() if key != "credit"}  # type: ignore[attr-defined]
        assert (image or {}) == (original or {}), name
        assert updates(again) == updates(header), name
        if source != "feeds":  # only a page shows it
            assert again.values.get("learning_point") == header.values.get("learning_point"), name
        if isinstance(image, dict):
            assert (tmp_path / "content" / image["src"]).is_file()


def test_the_ids_of_the_feeds_are_those_of_before(
    older: Path, output: Path, tmp_path: Path
) -> None:
    content = bring(tmp_path, older, output / "feeds")

    came, _ = read((content / "ids.yaml").read_text(encoding="utf-8"))
    was, _ = read((older / "ids.yaml").read_text(encoding="utf-8"))

    assert {(each.id, each.post, each.updated) for each in came} == {
        (each.id, each.post, each.updated)
        for each in was
        # Of those that were withdrawn, or are still to come, no word was published.
        if not each.withdrawn and str(each.date)[:10] <= "2026-06-01"
    }


def test_no_word_of_a_hub_is_taken_for_lost(older: Path, output: Path, tmp_path: Path) -> None:
    """Numbers of sources and figures are not words: the new page counts its own."""
    bring(tmp_path, older, output / "blog")

    report = (tmp_path / "imports/blog/report.md").read_text(encoding="utf-8")
    assert "may have lost words" not in report
