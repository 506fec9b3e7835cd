"""The round trip: the sample site is built, and its own pages and feeds are brought in again."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.build.command import build
from plugins.core.header import Header, parse
from plugins.core.identity import read
from plugins.core.markdown import Converted, convert
from plugins.desk.importing.command import run_import
from tests.conftest import ROOT

BASE = "https://example.org/hub"
FIELDS = ("title", "date", "summary", "authors", "topics", "series", "part", "content_note",
          "sponsor")  # fmt: skip


# What a site of another make does not know: calls for records, and fields that tell of them.
RECORDS = re.compile(r" ?\[@[^\]]*\]|```chart\n.*?```\n", re.DOTALL)
UNKNOWN = re.compile(
    r"(?:sponsor|funding|interests|kind|learning_point|rules|reviewed|review_by|owner): .*\n"
    r"|(?:updates|consent):\n(?: .*\n)+"
)


def write_older(content: Path) -> None:
    """Write the sample as an older site would have it: the same prose, and no record behind it."""
    shutil.copytree(ROOT / "content", content)
    for name in ("sources", "rules"):
        shutil.rmtree(content / name, ignore_errors=True)
    for name in ("figures.yaml", "events.yaml"):
        (content / name).unlink(missing_ok=True)
    ids = (content / "ids.yaml").read_text(encoding="utf-8")
    ids = re.sub(r"- id: .*\n(?:  .*\n)*  withdrawn: .*\n|  updated: .*\n", "", ids)
    (content / "ids.yaml").write_text(ids, encoding="utf-8")
    for path in content.rglob("*.md"):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        if "status: withdrawn\n" in head:
            path.unlink()
            continue
        body = re.sub(r"\{fig:[^}]*\}", "some", RECORDS.sub("", body))
        body = body.replace("## Note added, ", "## Added on ")
        body = re.sub(r"\]\(/(?:sources|figures|rules|corrections)/\)", "](/blog/)", body)
        path.write_text(f"---\n{UNKNOWN.sub('', head)}---\n{body}", encoding="utf-8")


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("older") / "content"
    write_older(content)
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
                        draft=False, address=None)  # fmt: skip
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
    return re.findall(r"[^\W_]+", re.sub(r"<[^>]*>|\x1f\d+\x1f", " ", made.html).casefold())


def pointed_at(made: Converted) -> list[tuple[str, ...]]:
    """Return every link within the site and every image, wherever its line is now."""
    return [(each.kind, each.target, each.fragment, each.alt) for each in made.references]


def said(header: Header, field: str) -> object:
    value = header.values.get(field)
    return str(value).replace(" ", "T") if field == "date" else value


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
        assert {field: said(again, field) for field in FIELDS} == {
            field: said(header, field) for field in FIELDS
        }, name
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
        if isinstance(image, dict):
            assert (tmp_path / "content" / image["src"]).is_file()


def test_the_ids_of_the_feeds_are_those_of_before(
    older: Path, output: Path, tmp_path: Path
) -> None:
    content = bring(tmp_path, older, output / "feeds")

    came, _ = read((content / "ids.yaml").read_text(encoding="utf-8"))
    was, _ = read((older / "ids.yaml").read_text(encoding="utf-8"))

    assert {(each.id, each.post, each.updated) for each in came} == {
        (each.id, each.post, each.updated) for each in was
    }
