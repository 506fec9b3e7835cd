from __future__ import annotations

from pathlib import Path

import pytest

from plugins.content.front_matter import parse
from plugins.content.schema.post_header import PostHeader
from plugins.content.schema.series_header import SeriesHeader
from plugins.content.write_file import GAP, write_new, written

VALUES = {
    "title": 'Say "no": twice',
    "date": "2021-12-16T09:30",
    "summary": "It's a \\ sign",
    "authors": ["ann-example", "2021"],
    "topics": GAP,
    "part": 4,
    "image": {"src": "images/a.png", "alt": GAP},
}


def test_a_header_is_read_back_as_it_was_meant() -> None:
    header, problems = parse("posts/x.md", written(PostHeader, VALUES, "Words.\n"))

    assert problems == []
    assert header.body == "Words.\n"
    assert header.values == {
        **VALUES, "topics": None, "image": {"src": "images/a.png", "alt": None}
    }  # fmt: skip


def test_a_header_looks_as_a_person_would_write_it() -> None:
    assert written(PostHeader, VALUES) == (
        "---\n"
        'title: "Say \\"no\\": twice"\n'
        "date: 2021-12-16T09:30\n"
        'summary: "It\'s a \\\\ sign"\n'
        "authors:\n  - ann-example\n"
        '  - "2021"\n'
        "topics:  # a list of one to six topics\n"
        "part: 4\n"
        "image:\n  src: images/a.png\n"
        "  alt:  # what the picture shows, for those who cannot see it\n"
        "---\n"
    )


def test_a_list_may_have_a_gap() -> None:
    text = written(SeriesHeader, {"title": "A", "parts": ["One part", GAP]})

    assert '  - "One part"\n  -  # a list of the titles of all parts, in order\n' in text


@pytest.mark.parametrize("links", [True, False])
def test_no_file_is_written_over_another(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    if not links:
        monkeypatch.setattr("os.link", refused)
    path = tmp_path / "a" / "b.md"

    assert write_new(path, b"one")
    assert not write_new(path, b"two")

    assert path.read_bytes() == b"one"
    assert [each.name for each in path.parent.iterdir()] == ["b.md"]
