"""Two dialects: a hundred texts that both engines read alike, and the places where they differ."""

from __future__ import annotations

import pytest

from plugins.content.front_matter import parse, read_text
from tests.conftest import ROOT
from tests.support.dialects import ALIKE, DIFFERENT, assert_alike, both, shown


@pytest.mark.parametrize("name", ALIKE)
def test_both_engines_read_it_alike(name: str) -> None:
    assert_alike(ALIKE[name])


CONTENT = sorted((ROOT / "content").rglob("*.md"))


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_engines_read_our_content_alike(path: object) -> None:
    text, _ = read_text("x.md", path.read_bytes())  # type: ignore[attr-defined]
    header, _ = parse("x.md", text)

    assert_alike(header.body)


@pytest.mark.parametrize("name", DIFFERENT)
def test_the_engines_differ_only_where_the_guide_says(name: str) -> None:
    written, instead = DIFFERENT[name]

    one, other = both(written)

    assert shown(one) != shown(other)
    assert_alike(instead)


def test_the_guide_shows_every_difference() -> None:
    guide = (ROOT / "docs/markdown.md").read_text(encoding="utf-8")

    _, _, cases = guide.partition("## Where the dialects differ")

    assert cases.split("\n\n", 2)[2] == "\n".join(
        f"### {name}\n\nNot:\n\n`````markdown\n{written}\n`````\n\n"
        f"But:\n\n`````markdown\n{instead}\n`````\n"
        for name, (written, instead) in DIFFERENT.items()
    )
