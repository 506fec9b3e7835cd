"""Problems: the lines that an editor sees."""

from __future__ import annotations

import pytest

from plugins.base.problems import Problem, SiteFault, did_you_mean, report


def test_a_problem_says_where_what_how_to_mend_it_and_which_rule() -> None:
    problem = Problem("posts/2021/x.md", 5, "topics is empty", "write a list", "bad-topics")

    text = problem.text()

    assert text == "content/posts/2021/x.md:5: topics is empty; write a list [bad-topics]"


def test_a_problem_without_line_hint_and_rule_says_only_where_and_what() -> None:
    problem = Problem("images/x.png", 0, "cannot be read as an image")

    text = problem.text()

    assert text == "content/images/x.png: cannot be read as an image"


@pytest.mark.parametrize("prefix", ["", "/srv/other content/", "../hub/"])
def test_the_place_begins_where_the_editor_stands(prefix: str) -> None:
    problem = Problem("posts/x.md", 1, "has no header")

    text = problem.text(prefix)

    assert text == f"{prefix}posts/x.md:1: has no header"


def test_a_report_is_sorted_by_file_and_line_and_counts_its_lines() -> None:
    found = [
        Problem("topics/a.md", 1, "one"),
        Problem("posts/b.md", 10, "two"),
        Problem("posts/b.md", 9, "three"),
    ]

    text = report(found)

    assert text == (
        "content/posts/b.md:9: three\n"
        "content/posts/b.md:10: two\n"
        "content/topics/a.md:1: one\n"
        "3 problems; nothing was built."
    )


def test_a_problem_found_twice_is_reported_once() -> None:
    found = [Problem("posts/b.md", 9, "three"), Problem("posts/b.md", 9, "three")]

    text = report(found, "")

    assert text == "posts/b.md:9: three\n1 problem; nothing was built."


def test_the_order_of_finding_does_not_change_the_report() -> None:
    found = [Problem(f"posts/{n % 3}.md", n, "wrong") for n in range(9)]

    assert report(found) == report(reversed(found))


@pytest.mark.parametrize(
    ("given", "known", "hint"),
    [
        ("medicaton", ["medication", "falls"], "did you mean 'medication'?"),
        ("Medication", ["medication", "falls"], "did you mean 'medication'?"),
        ("ANN", ["Ann", "Bob"], "did you mean 'Ann'?"),
        ("zzz", ["medication", "falls"], "write one of: falls, medication"),
        ("zzz", ["b", "a", "b"], "write one of: a, b"),
        ("zzz", [], "there is none yet"),
        (
            "zzz",
            [f"topic{n:02}" for n in range(13)],
            "write one of: topic00, topic01, topic02, topic03, topic04, topic05, topic06, "
            "topic07, topic08, topic09, topic10, topic11, ...",
        ),
    ],
)
def test_a_hint_names_the_nearest_known_word_or_else_the_known_words(
    given: str, known: list[str], hint: str
) -> None:
    assert did_you_mean(given, known) == hint


def test_a_hint_does_not_follow_the_order_of_a_set() -> None:
    known = ["ward-a", "ward-b", "ward-c"]

    assert did_you_mean("ward-x", known) == did_you_mean("ward-x", known[::-1])


def test_a_site_fault_carries_a_sentence_and_an_exit_code() -> None:
    content, use = SiteFault("The theme has no file."), SiteFault("The output is a file.", 2)

    assert (str(content), content.code) == ("The theme has no file.", 1)
    assert (str(use), use.code) == ("The output is a file.", 2)
