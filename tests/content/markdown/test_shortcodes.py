"""Mentions: what a text calls for becomes gaps, the same with both engines."""

from __future__ import annotations

import re

import pytest

from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import Converted
from plugins.content.markdown.shortcodes import chart_faults, note_day
from plugins.model.text import PLACEHOLDER


def converted(text: str) -> Converted:
    """Convert with both engines, which must agree."""
    one, other = (convert("posts/x.md", text, 5, name) for name in ("markdown", "cmarkgfm"))
    assert re.sub(r"\s+", " ", one.html) == re.sub(r"\s+", " ", other.html)
    assert one.references == other.references
    assert one.problems == other.problems
    return one


def called(text: str) -> list[tuple[str, str, int, str, str]]:
    found = converted(text)
    assert found.problems == []
    return [(each.kind, each.target, each.line, each.alt, each.day) for each in found.references]


def test_citations_and_figures_become_gaps_in_the_order_of_the_text() -> None:
    text = "One [@b-1].\n\nTwo {fig:n-1} and [@a; @b-1, p. 2 & 3] {fig:n-2, bare}."

    assert called(text) == [
        ("cite", "b-1", 5, "", ""),
        ("number", "n-1", 7, "", ""),
        ("cite", "a", 7, "", ""),
        ("cite", "b-1", 7, "", ""),
        ("number", "n-2", 7, "bare", ""),
    ]
    assert converted(text).html == (
        f'<p>One <sup class="cite">[{PLACEHOLDER}0{PLACEHOLDER}]</sup>.</p>\n'
        f'<p>Two {PLACEHOLDER}1{PLACEHOLDER} and <sup class="cite">[{PLACEHOLDER}2{PLACEHOLDER}; {PLACEHOLDER}3{PLACEHOLDER}, p. 2 &amp; 3]</sup> '
        f"{PLACEHOLDER}4{PLACEHOLDER}.</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Write `[@a]` and `{fig:b}`.",
        "```\n[@a] {fig:b}\n```",
        "    [@a] {fig:b}",
        'A word <abbr title="[@b] > {fig:a}">x</abbr>.',
        "As text: \\[@a\\], \\{fig:b} and \\{ Figure: b}.",
        "An e-mail to [team@example.org](mailto:team@example.org), and a set {x: 1}.",
    ],
    ids=["span", "fence", "indented", "attribute", "escaped", "other"],
)
def test_code_and_addresses_are_left_alone(text: str) -> None:
    assert called(text) == []


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
def test_a_backslash_makes_text_of_one_sign_and_not_of_the_next(engine: str) -> None:
    made = convert("posts/x.md", "\\[@a\\] \\{fig:b} [@c] `\\[@d]`", 1, engine)

    assert [each.target for each in made.references] == ["c"]
    assert made.html == (
        f'<p>[@a] {{fig:b}} <sup class="cite">[{PLACEHOLDER}0{PLACEHOLDER}]</sup> <code>\\[@d]</code></p>'
    )
    assert made.problems == []


def test_they_work_in_lists_tables_callouts_and_notes() -> None:
    text = (
        "- [@a]\n\n| x | y |\n| --- | --- |\n| [@b] | {fig:c, bare} |\n\n"
        "> [!NOTE]\n> Take care [@d].\n\nEnd[^1].\n\n[^1]: See [@e].\n"
    )

    assert [target for _, target, *_ in called(text)] == ["a", "b", "c", "d", "e"]


def test_a_record_in_a_dated_note_knows_its_day_and_so_does_its_footnote() -> None:
    text = (
        "Old [@a][^1].\n\n## Note added, 15 September 2025\n\nNew [@b][^2] {fig:c}.\n\n"
        "## More\n\nOld again [@d].\n\n[^1]: Old note [@e].\n[^2]: New note [@f].\n"
    )

    assert {target: day for _, target, _, _, day in called(text)} == {
        "a": "", "b": "2025-09-15", "c": "2025-09-15", "d": "", "e": "", "f": "2025-09-15",
    }  # fmt: skip
    assert converted(text).notes == [("2025-09-15", 7)]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Note added, 15 September 2025", "2025-09-15"),
        ("Update, 1 May 2024", "2024-05-01"),
        ("Correction of 3 June 2021", "2021-06-03"),
        ("Notes on September 2025", ""),
        ("What happened on 15 September 2025", ""),
        ("Note added, 15 September 2025, by Ann", ""),
    ],
)
def test_a_dated_note_is_a_heading_that_ends_in_a_day(heading: str, day: str) -> None:
    assert note_day(heading) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x [@a", "5: the citation '[@a' is not closed; close it with ']'; it may hold no brackets, links or emphasis [bad-citation]"),
        ("x [@a, *b*]", "5: the citation '[@a, ' is not closed; close it with ']'; it may hold no brackets, links or emphasis [bad-citation]"),
        ("x [@]", "5: cannot read the citation '[@]'; write [@name], [@name, p. 12] or [@name; @other] [bad-citation]"),
        ("x [@a; b]", "5: cannot read the citation '[@a; b]'; write [@name], [@name, p. 12] or [@name; @other] [bad-citation]"),
        ("x {fig:}", "5: cannot read the figure '{fig:}'; write {fig:name}, or {fig:name, bare} for the number without its date [bad-figure]"),
        ("x {fig:a, big}", "5: cannot read the figure '{fig:a, big}'; write {fig:name}, or {fig:name, bare} for the number without its date [bad-figure]"),
        ("x {fig:a", "5: cannot read the figure '{fig:a'; write {fig:name}, or {fig:name, bare} for the number without its date [bad-figure]"),
        ("x {figure:a}", "5: calls for a figure as '{figure:a}'; write {fig:a} [bad-figure]"),
        ("## On [@a]", "5: '[@a]' stands in a heading; put it into the text below, so that the heading can be listed and linked [record-in-heading]"),
        ("## Some {fig:a}", "5: '{fig:a}' stands in a heading; put it into the text below, so that the heading can be listed and linked [record-in-heading]"),
        ('![x](../images/x.png "After [@a]")\n\n[@a]', "5: the words of the image 'images/x.png' call for a source or a figure; put it into the text beside the image [record-in-heading]"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_line(text: str, message: str) -> None:
    assert [each.text() for each in converted(text).problems] == [f"content/posts/x.md:{message}"]


CHART = "```chart\ntitle: Slips\nfigures: [a, b]\n{}```\n"


def test_a_chart_calls_for_its_figures_once() -> None:
    text = "Before.\n\n" + CHART.format("kind: line\nlabels: [One, Two]\n") + "\nAfter [@c]."

    kinds = [(kind, target, line, alt) for kind, target, line, alt, _ in called(text)]

    assert kinds == [
        ("chart", "a b", 9, '{"title": "Slips", "kind": "line", "labels": ["One", "Two"]}'),
        ("cite", "c", 14, ""),
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("kind: pie\n", "10: the chart's kind is not known ('pie'); write one of: bars, line [bad-chart]"),
        ("labls: [x]\n", "10: the chart's field 'labls' is unknown; did you mean 'labels'? [bad-chart]"),
        ("labels: [x]\n", "10: the chart's labels are 1, and its figures 2; write one label for each figure [bad-chart]"),
        ("labels: x\n", "10: the chart's labels are not a list of texts; write 'labels: [one, other]' [bad-chart]"),
        ("title: Again\n", "10: title is given twice (lines 8 and 10); delete one of them [bad-chart]"),
    ],
)  # fmt: skip
def test_a_fault_of_a_chart_is_said_with_its_line(more: str, message: str) -> None:
    found = converted("x\n\n" + CHART.format(more) + "\n")

    assert [each.text() for each in found.problems] == [f"content/posts/x.md:{message}"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"figures": ["a", "b"]}, [("title", "title is missing", "add 'title:' with what it shows, in one line")]),
        ({"title": "T"}, [("figures", "figures are fewer than two", "add 'figures: [one, other]' with names from figures.yaml")]),
        ({"title": "T", "figures": ["a"]}, [("figures", "figures are fewer than two", "add 'figures: [one, other]' with names from figures.yaml")]),
        ({"title": "T", "figures": ["a"] * 41}, [("figures", "figures are too many (41, at most 40)", "draw two charts")]),
        ({"title": "T", "figures": ["a", "b c"]}, [("figures", "figures are not names", "write names from figures.yaml")]),
        ({"title": "T", "figures": ["a", "b"]}, []),
    ],
)  # fmt: skip
def test_a_chart_needs_a_title_and_figures(
    values: dict[str, object], found: list[tuple[str, str, str]]
) -> None:
    assert list(chart_faults(values)) == found


@pytest.mark.parametrize(
    "text", ["[@a" * 20_000, "{fig:" * 20_000, "[@a] " * 20_000, "`[@" * 9_000]
)
def test_no_text_takes_long(text: str) -> None:
    """Quadratic work on 100 kB would take minutes, and the limit of a test is seconds."""
    found = convert("posts/x.md", f"x {text}", 1, "cmarkgfm")

    assert found.references or found.problems or "`" in text
