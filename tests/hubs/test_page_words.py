"""Two builds of one site: which words of which pages differ."""

from __future__ import annotations

from pathlib import Path

from plugins.hubs.page_words import differences, lines

PAGE = "<html><head><title>T</title><style>p { }</style></head><body>{}</body></html>"


def put(folder: Path, name: str, body: str) -> None:
    path = folder / name / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.replace("{}", body), encoding="utf-8")


def test_a_block_is_a_line_and_what_nobody_reads_is_none() -> None:
    html = PAGE.replace(
        "{}",
        "<h1>A <em>safe</em>\nward</h1><p>5&nbsp;mg &amp; water</p>"
        "<script>if (a < b) {}</script><svg><text>no</text></svg><ul><li>One<li>Two</ul>",
    )

    assert lines(html) == ["T", "A safe ward", "5 mg & water", "One", "Two"]


def test_each_change_is_told_once_and_looks_apart_from_words(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for name in ("a", "b", "c"):
        put(before, name, f"<h1>{name}</h1><p>Old foot</p>")
        put(after, name, f"<h1>{name}</h1><p>New foot</p><p>More</p>")
    put(before, "looks", "<p>Same</p>")
    put(after, "looks", "<div class=x>Same</div>")
    put(before, "same", "<p>Same</p>")
    put(after, "same", "<p>Same</p>")
    put(before, "less", f"<p>{'long ' * 60}</p><p>Stays</p>")
    put(after, "less", "<p>Stays</p>")
    put(after, "new", "<p>A page that was not there</p>")

    assert list(differences(before, after)) == [
        "Of these, 1 page in markup or looks alone, not in a word.",
        "Words that change:",
        "  3 pages, such as /a/:",
        "    - Old foot",
        "    + New foot / More",
        "  /less/:",
        f"    - {('long ' * 60)[:109].rstrip()}…",
    ]


def test_no_more_is_told_than_can_be_read(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path / "before", str(number), f"<p>Old {number}</p>")
        put(tmp_path / "after", str(number), f"<p>New {number}</p>")

    told = list(differences(tmp_path / "before", tmp_path / "after"))

    assert len(told) == 1 + 12 * 3 + 1
    assert told[-1] == "  and 8 more"
