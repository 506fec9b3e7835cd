"""Evidence: what is wrong between the records, and between texts and records, with whole messages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from plugins.checks.records import _loops
from plugins.pipeline.load import survey
from tests.conftest import Build, write_post

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
SOURCE = "---\ntitle: {title}\npublisher: Example Office\ndate: {date}\nkind: report\nurl: https://example.org/x\n{more}---\n"
FIGURE = (
    "{name}:\n  value: 12\n  unit: {unit}\n  counts: falls\n  place: England\n  period: {as_of}\n"
    "  as_of: {as_of}\n  source: {source}\n{more}"
)


def said(build: Build) -> list[str]:
    build()
    assert build.code == 1, build.said
    return build.said[0].split("\n")[:-1]


def write_source(site: Path, name: str, date: str = "2020-01-01", more: str = "") -> None:
    path = site / f"content/sources/{name}.md"
    path.write_text(SOURCE.format(title=name, date=date, more=more), "utf-8")


def add_figure(
    site: Path, name: str, as_of: str = "2020", source: str = "first-count-2021",
    more: str = "", unit: str = "falls",
) -> None:  # fmt: skip
    path = site / "content/figures.yaml"
    text = FIGURE.format(name=name, as_of=as_of, source=source, more=more, unit=unit)
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def add_rule(site: Path, more: str) -> None:
    head = "---\nname: R\nsummary: S.\nplace: England\nversions:\n"
    (site / "content/rules/r.md").write_text(f"{head}{more}---\n", "utf-8")


X = "content/posts/2020/x.md"


@pytest.mark.parametrize(
    ("body", "date", "message"),
    [
        ("A [@first-count-2012].", "2024-01-01",
         f"{X}:8: cites an unknown source 'first-count-2012'; did you mean 'first-count-2021'? [unknown-source]"),
        ("A\n\n{{fig:slip-2021}}.", "2024-01-01",
         f"{X}:10: calls for an unknown figure 'slip-2021'; did you mean 'slips-2021'? [unknown-figure]"),
        ("A [@first-count-2021].", "2021-10-31",
         f"{X}:8: source 'first-count-2021' was published in November 2021, after the post (2021-10-31); "
         "put it into a dated note, such as '## Note added, 14 March 2026' [early-record]"),
        ("A {{fig:slips-2023}}.", "2023-06-29",
         f"{X}:8: figure 'slips-2023' was published on 30 June 2023, after the post (2023-06-29); "
         "put it into a dated note, such as '## Note added, 14 March 2026' [early-record]"),
        ("A\n\n## Note added, 1 June 2023\n\n[@second-count-2023].", "2022-01-01",
         f"{X}:12: source 'second-count-2023' was published on 30 June 2023, after the dated note (2023-06-01); "
         "put it into a dated note, such as '## Note added, 14 March 2026' [early-record]"),
        ("```chart\ntitle: T\nfigures: [slips-2021, other]\n```", "2024-01-01",
         f"{X}:10: nothing says that 'slips-2021' and 'other' can be compared; draw two charts, or add "
         "'comparable_with' to one of them in figures.yaml [not-comparable]"),
        ("```chart\ntitle: T\nfigures: [apart, slips-2021]\n```", "2024-01-01",
         f"{X}:10: the chart compares 'apart' and 'slips-2021', which cannot be; draw two charts; "
         "another list was used [not-comparable]"),
        ("```chart\ntitle: T\nfigures: [slips-2021, apart]\n```", "2024-01-01",
         f"{X}:10: the chart compares 'slips-2021' and 'apart', which cannot be; draw two charts; "
         "another list was used [not-comparable]"),
        ("```chart\ntitle: T\nfigures: [slips-2021, share]\n```", "2024-01-01",
         f"{X}:10: the chart mixes units: %, slips; draw a chart for each [chart-units]"),
        ("A.\n\n## Note added, 1 May 2024\n\nB.", "2024-01-01",
         f"{X}:10: holds a note of 2024-05-01, of which the header says nothing; add 'updates:' with "
         "'date: 2024-05-01', a kind and 'what:' [dated-note]"),
        ("A.\n\n## Note added, 1 May 2023\n\nB.", "2024-01-01",
         f"{X}:10: holds a note of 2023-05-01, before the post itself (2024-01-01); mend the day [dated-note]"),
        ("A.\n\n## Note added, 1 May 2027\n\nB.", "2024-01-01",
         f"{X}:10: holds a note of a day to come (2027-05-01); mend the day [dated-note]"),
    ],
    ids=[
        "source", "figure", "early source", "early figure", "early note", "chart undeclared",
        "chart declared", "chart declared other way", "chart units", "note untold", "note before",
        "note to come",
    ],
)  # fmt: skip
def test_a_text_that_calls_for_what_cannot_be_is_refused(
    site: Path, build: Build, body: str, date: str, message: str
) -> None:
    add_figure(site, "other", unit="slips")
    add_figure(site, "apart", unit="slips", more="  comparable_with: [other]\n"
               "  not_comparable_with: [slips-2021]\n  why: Another list was used.\n")  # fmt: skip
    add_figure(site, "share", unit='"%"', more="  comparable_with: [slips-2021]\n")
    write_post(site / "content", "2020/x.md", "X", date, body=body.replace("{{", "{").replace("}}", "}"))  # fmt: skip

    assert message in said(build)


def test_what_was_published_later_may_stand_in_a_dated_note_of_its_day(
    site: Path, build: Build
) -> None:
    updates = "updates:\n  - {date: 2023-07-01, kind: clarification, what: A newer count.}\n"
    body = (
        "A [@first-count-2021].\n\n## Note added, 1 July 2023\n\n"
        "Now {fig:slips-2023} [@second-count-2023]."
    )
    write_post(site / "content", "2020/x.md", "X", "2021-11-30", more=updates, body=body)

    build()

    assert build.code == 0, build.said


def test_figures_that_a_third_makes_comparable_may_share_a_chart(site: Path, build: Build) -> None:
    add_figure(site, "third", unit="slips", more="  comparable_with: [slips-2023]\n")
    body = "```chart\ntitle: T\nfigures: [third, slips-2021]\n```"
    write_post(site / "content", "2020/x.md", "X", body=body)

    files = build()

    assert build.code == 0, build.said
    assert files["blog/2024/x/chart-1.csv"].startswith(b"What,slips,As of,Source\r\n2020,12,")


@pytest.mark.parametrize(
    ("name", "date", "more", "messages"),
    [
        ("a", "2027-01-01", "", ["content/sources/a.md:4: date is to come (2027-01-01); add the source when it is published [future-record]"]),
        ("a", "2020", "recorded: 2027-01-01\n", ["content/sources/a.md:7: recorded is to come (2027-01-01); mend it [future-record]"]),
        ("a", "2020", "status: withdrawn\nwithdrawn: 2027\n", ["content/sources/a.md:8: withdrawn is to come (2027); mend it [future-record]"]),
        ("a", "2020", "status: replaced\nreplaced_by: second-count\n", ["content/sources/a.md:8: replaced_by names an unknown source 'second-count'; did you mean 'second-count-2023'? [unknown-source]"]),
        ("a", "2020", "status: replaced\nreplaced_by: a\n", ["content/sources/a.md:8: replaced_by goes round in a circle: a, a; delete 'replaced_by' and 'status' in the source that stands [record-loop]"]),
    ],
    ids=["to come", "recorded to come", "withdrawn to come", "unknown", "itself"],
)  # fmt: skip
def test_a_source_must_make_sense_beside_the_others(
    site: Path, build: Build, name: str, date: str, more: str, messages: list[str]
) -> None:
    write_source(site, name, date, more)

    assert said(build) == messages


def test_a_circle_of_sources_is_told_once(site: Path, build: Build) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        write_source(site, one, more=f"status: replaced\nreplaced_by: {other}\n")

    assert said(build) == [
        "content/sources/a.md:8: replaced_by goes round in a circle: a, b, c, a; "
        "delete 'replaced_by' and 'status' in the source that stands [record-loop]"
    ]


@pytest.mark.parametrize(
    ("figures", "messages"),
    [
        ([("a", "2020", "first-count", "")],
         ["content/figures.yaml:26: a: source names an unknown source 'first-count'; did you mean 'first-count-2021'? [unknown-source]"]),
        ([("a", "2021-12", "first-count-2021", "")],
         ["content/figures.yaml:25: a: as_of is 2021-12, after its source was published; first-count-2021 is of November 2021; mend one of the dates [figure-date]"]),
        ([("a", "2020", "first-count-2021", "  superseded_by: slip-2021\n")],
         ["content/figures.yaml:27: a: superseded_by names an unknown figure 'slip-2021'; did you mean 'slips-2021'? [unknown-figure]"]),
        ([("a", "2022", "second-count-2023", "  superseded_by: slips-2021\n")],
         ["content/figures.yaml:27: a: superseded_by names 'slips-2021', which is older; that is of October 2021; this of 2022 [figure-date]"]),
        ([("a", "2020", "first-count-2021", "  superseded_by: b\n"), ("b", "2020", "first-count-2021", "  superseded_by: a\n")],
         ["content/figures.yaml:27: a: superseded_by goes round in a circle: a, b, a; delete 'superseded_by' in the newest of them [record-loop]"]),
        ([("a", "2020", "first-count-2021", "  superseded_by: a\n")],
         ["content/figures.yaml:27: a: superseded_by goes round in a circle: a, a; delete 'superseded_by' in the newest of them [record-loop]"]),
        ([("a", "2020", "first-count-2021", "  comparable_with: [a]\n")],
         ["content/figures.yaml:27: a: comparable_with names the figure itself; delete it [figure-comparison]"]),
        ([("a", "2020", "first-count-2021", "  comparable_with: [slips-2021]\n  not_comparable_with: [slips-2023]\n  why: X.\n")],
         ["content/figures.yaml:28: a: not_comparable_with names 'slips-2023', but comparable_with of both leads to the same group; delete one of the names in comparable_with [figure-comparison]"]),
    ],
    ids=["source", "later than its source", "unknown", "older", "circle", "itself", "compares itself", "contradiction"],
)  # fmt: skip
def test_a_figure_must_make_sense_beside_the_others(
    site: Path, build: Build, figures: list[tuple[str, str, str, str]], messages: list[str]
) -> None:
    for name, as_of, source, more in figures:
        add_figure(site, name, as_of, source, more)

    assert said(build) == messages


def test_a_rule_names_sources_that_are_there(site: Path, build: Build) -> None:
    add_rule(site, "  - {from: 2020, text: T., source: first}\n")

    assert said(build) == [
        "content/rules/r.md:6: versions.source names an unknown source 'first'; "
        "write one of: first-count-2021, second-count-2023 [unknown-source]"
    ]


RECOMMENDED = "report: first-count-2021\nnumber: 1\n"
KNOWN = "write one of: first-count-2021, second-count-2023"


@pytest.mark.parametrize(
    ("header", "messages"),
    [
        ("report: first\nnumber: 1\n",
         [f"2: report names an unknown source 'first'; {KNOWN} [unknown-source]"]),
        ("report: first-count-2021\n",
         ["1: has neither a number nor a text; add its number, or its text [missing-field]"]),
        (RECOMMENDED + "owner: ann\n",
         ["4: unknown field 'owner'; write one of: addressees, date, nations, number, progress, report, response, superseded_by, text [unknown-field]"]),
        (RECOMMENDED + "response: [{date: 2023, kind: accept, source: second-count-2023}]\n",
         ["4: response.kind is not known ('accept'); did you mean 'accepted'? [unknown-kind]"]),
        (RECOMMENDED + "progress: [{date: 2023, kind: done}]\n",
         ["4: progress.source is missing; add the name of the source that says so [missing-field]"]),
        (RECOMMENDED + "progress: [{date: 2023, kind: done, source: third}]\n",
         [f"4: progress.source names an unknown source 'third'; {KNOWN} [unknown-source]"]),
        (RECOMMENDED + "progress:\n  - {date: 2023-05, kind: in progress, source: second-count-2023}\n"
         "  - {date: 2023-04, kind: done, source: second-count-2023}\n",
         ["6: progress.date is 2023-04, which is not after the one above (2023-05); "
          "put them in the order of their days, the oldest first [recommendation-dates]"]),
        (RECOMMENDED + "response: [{date: 2020, kind: accepted, source: second-count-2023}]\n",
         ["4: response.date is 2020, before the recommendation was made (2021-11); "
          "mend one of the dates [recommendation-dates]"]),
        (RECOMMENDED + "response: [{date: 2023-07, kind: accepted, source: second-count-2023}]\n",
         ["4: response.date is 2023-07, after its source was published; "
          "second-count-2023 is of 30 June 2023; mend one of the dates [recommendation-dates]"]),
        (RECOMMENDED + "response: [{date: 2027, kind: accepted, source: second-count-2023}]\n",
         ["4: response.date is 2027, which is to come; mend the date [recommendation-dates]"]),
        (RECOMMENDED + "date: 2022-01\n",
         ["4: date is 2022-01, after its report was published; "
          "first-count-2021 is of November 2021; mend one of the dates [recommendation-dates]"]),
        (RECOMMENDED + "superseded_by: b\n",
         ["4: superseded_by is given, but progress ends with 'not known'; add to progress when it "
          "was superseded and which source says so [recommendation-superseded]"]),
        (RECOMMENDED + "superseded_by: c\nprogress: [{date: 2023, kind: superseded, source: second-count-2023}]\n",
         ["4: superseded_by names an unknown recommendation 'c'; write one of: a, b [unknown-recommendation]"]),
        ("report: first-count-2021\nnumber: 2\n",
         ["b: number is 2, as in recommendations/a.md; mend the number, or delete one of the files "
          "[same-record]"]),
    ],
    ids=["report", "nothing", "unknown", "kind", "no source", "other source", "order", "too early",
         "no source can know", "to come", "older report", "no status", "successor", "twice"],
)  # fmt: skip
def test_what_a_recommendation_says_is_in_order(
    site: Path, build: Build, header: str, messages: list[str]
) -> None:
    folder = site / "content/recommendations"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\n{header}---\n", "utf-8")
    (folder / "b.md").write_text("---\nreport: first-count-2021\nnumber: 2\n---\n", "utf-8")

    named = [each if each.startswith("b:") else f"a.md:{each}" for each in messages]
    named = [each.replace("b: ", "b.md:3: ") for each in named]
    assert said(build) == [f"content/recommendations/{each}" for each in named]


def test_recommendations_do_not_supersede_each_other_in_a_circle(site: Path, build: Build) -> None:
    folder = site / "content/recommendations"
    folder.mkdir()
    for name, number, other in (("a", 1, "b"), ("b", 2, "a")):
        (folder / f"{name}.md").write_text(
            f"---\nreport: first-count-2021\nnumber: {number}\nsuperseded_by: {other}\n"
            "progress: [{date: 2023, kind: superseded, source: second-count-2023}]\n---\n", "utf-8"
        )  # fmt: skip

    assert said(build) == [
        "content/recommendations/a.md:4: superseded_by goes round in a circle: a, b, a; "
        "delete 'superseded_by' in the recommendation that stands [record-loop]"
    ]


def test_a_recommendation_is_not_called_as_a_source_is(site: Path, build: Build) -> None:
    folder = site / "content/recommendations"
    folder.mkdir()
    (folder / "first-count-2021.md").write_text(f"---\n{RECOMMENDED}---\n", "utf-8")

    assert said(build) == [
        "content/recommendations/first-count-2021.md: has the name of "
        "sources/first-count-2021.md, so nobody can tell which is cited; "
        "rename one of the files [same-record]"
    ]


def test_an_event_names_a_source_and_has_themes_only_when_it_is_yearly(
    site: Path, build: Build
) -> None:
    (site / "content/events.yaml").write_text(
        "a:\n  name: A\n  date: 2020-01-01\n  source: nowhere\n  themes: {2020: T}\n", "utf-8"
    )

    assert said(build) == [
        "content/events.yaml:4: a: source names an unknown source 'nowhere'; "
        "write one of: first-count-2021, second-count-2023 [unknown-source]",
        "content/events.yaml:5: a: themes are given, but the event is not yearly; "
        "write 'yearly: true', or delete the themes [event-themes]",
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("rules: [two-chekcs]\napplies_to: [UK]\n", "7: rules names an unknown rule 'two-chekcs'; did you mean 'two-checks'? [unknown-rule]"),
        ("owner: ann\n", "7: owner names an unknown author 'ann'; write one of: ann-example, jo-guest [unknown-author]"),
        ("reviewed: {date: 2024-05-01, by: nobody}\n", "7: reviewed.by names an unknown author 'nobody'; write one of: ann-example, jo-guest [unknown-author]"),
        ("reviewed: {date: 2027-05-01, by: ann-example}\n", "7: reviewed.date is to come (2027-05-01); write the day on which somebody checked the post [review-order]"),
    ],
    ids=["rule", "owner", "reviewer", "reviewed to come"],
)  # fmt: skip
def test_a_header_names_what_is_there(site: Path, build: Build, more: str, message: str) -> None:
    write_post(site / "content", "2020/x.md", "X", more=more)

    assert said(build) == [f"{X}:{message}"]


@pytest.mark.parametrize("name", ["figures.yml", "Figures.yaml", "events.md"])
def test_a_register_by_another_name_is_not_left_out_without_a_word(
    site: Path, build: Build, name: str
) -> None:
    right = f"{name.lower().rpartition('.')[0]}.yaml"
    (site / "content" / right).unlink()
    (site / "content" / name).write_text("", "utf-8")

    assert (
        f"content/{name}: is not read: the site knows it by another name; "
        f"rename it to {right} [unknown-file]"
    ) in said(build)


def test_a_register_that_cannot_be_read_is_told_once(site: Path, build: Build) -> None:
    """What posts call for from it is not reported as well."""
    path = site / "content/figures.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 1,234", "value: 218,00"), "utf-8")

    assert said(build) == [
        "content/figures.yaml:2: slips-2021: value is not how a number is written ('218,00'); write "
        "it as in 4,906, 71.9, 1.2 million, £5.1 billion, about 39,000 or 1 in 10 [number-format]"
    ]


def test_a_source_with_a_fault_of_its_own_is_not_called_unknown(site: Path, build: Build) -> None:
    path = site / "content/sources/first-count-2021.md"
    path.write_text(path.read_text("utf-8").replace("kind: statistics", "kind: statistic"), "utf-8")

    assert said(build) == [
        "content/sources/first-count-2021.md:5: kind is not known ('statistic'); "
        "did you mean 'statistics'? [unknown-kind]"
    ]


def test_circles_are_found_each_once_and_chains_are_none() -> None:
    after = {"a": "b", "b": "c", "c": "b", "d": "d", "e": "a", "f": "", "g": "f"}

    assert list(_loops(after)) == [["b", "c"], ["d"]]


# -- Words and help


TERM = "{key}:\n  term: {key}\n  short: {short}\n  means: What it is.\n{more}"
SERVICE = (
    "line:\n  name: A line\n  for: Anyone.\n  subjects: [{subject}]\n  nations: [UK]\n"
    "  url: https://example.org/\n  checked: 2026-05-01\n{more}"
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            TERM.format(key="one", short="ONE", more="  see: [tow]\n")
            + TERM.format(key="two", short="TWO", more=""),
            ["content/glossary.yaml:5: one: see names an unknown term 'tow'; did you mean 'two'? "
             "[unknown-term]"],
        ),
        (
            TERM.format(key="one", short="ONE", more="")
            + TERM.format(key="two", short="ONE", more=""),
            ["content/glossary.yaml:7: two: short is 'ONE', as of one; leave it out of one of them; "
             "a post cannot know which is meant [same-short]"],
        ),
        (
            TERM.format(key="one", short="One", more=""),
            ["content/glossary.yaml:3: one: short is not an abbreviation ('One'); write two capital "
             "letters or more, such as CQC, or leave it out [not-abbreviation]"],
        ),
        (
            TERM.format(key="one", short="ONE", more="  source: fist-count-2021\n"),
            ["content/glossary.yaml:5: one: source names an unknown source 'fist-count-2021'; "
             "did you mean 'first-count-2021'? [unknown-source]"],
        ),
        (
            "one:\n  term: one\n",
            ["content/glossary.yaml:1: one: means is missing; add what it means, in one or two "
             "sentences [missing-field]"],
        ),
    ],
    ids=["see", "short twice", "short", "source", "means"],
)  # fmt: skip
def test_a_word_of_the_glossary_must_make_sense(
    site: Path, build: Build, text: str, messages: list[str]
) -> None:
    (site / "content/glossary.yaml").write_text(text, "utf-8")

    assert said(build) == messages


def test_a_service_needs_all_that_a_reader_needs(site: Path, build: Build) -> None:
    text = SERVICE.format(subject="distress", more="").replace("  for: Anyone.\n", "")
    text = text.replace("[UK]", "[Englnd]").replace("https://", "http://")
    (site / "content/support.yaml").write_text(text, "utf-8")

    assert said(build) == [
        "content/support.yaml:1: line: for is missing; add for whom it is, in a sentence "
        "[missing-field]",
        "content/support.yaml:4: line: nations is not known ('Englnd'); did you mean 'England'? "
        "[unknown-nation]",
        "content/support.yaml:5: line: url is not a whole address of another site "
        "('http://example.org/'); write the whole address, such as https://example.org/a-post/ "
        "[web-address]",
    ]


def test_a_post_asks_for_help_that_some_service_gives(site: Path, build: Build) -> None:
    (site / "content/support.yaml").write_text(
        SERVICE.format(subject="baby-loss", more=""), "utf-8"
    )
    write_post(site / "content", "2020/x.md", "X", more="support: [babyloss]\n")

    (message,) = said(build)

    assert message.startswith(f"{X}:7: support names an unknown subject 'babyloss'")
    assert message.endswith("did you mean 'baby-loss'? [unknown-subject]")


WAY = (
    "way:\n  name: A way\n  for: To say what went wrong.\n  audience: {audience}\n"
    "  nations: [Wales]\n  steps: [Write to them.]\n  url: https://example.org/\n"
    "  topics: [{topic}]\n  checked: {checked}\n"
)


def test_a_way_to_report_must_make_sense(site: Path, build: Build) -> None:
    path = site / "content/reporting.yaml"
    path.write_text(WAY.format(audience="staf", topic="culture", checked="2026-05-01"), "utf-8")
    assert said(build) == [
        "content/reporting.yaml:4: way: audience is not known ('staf'); did you mean 'staff'? "
        "[unknown-kind]",
    ]

    path.write_text(WAY.format(audience="staff", topic="cultur", checked="2026-05-01"), "utf-8")
    write_post(site / "content", "2020/x.md", "X", more="reporting: [wy]\n")
    assert sorted(said(build)) == [
        f"{X}:7: reporting names an unknown route 'wy'; did you mean 'way'? [unknown-route]",
        "content/reporting.yaml:8: way: topics names an unknown topic 'cultur'; did you mean "
        "'culture'? [unknown-topic]",
    ]


def test_a_way_to_report_holds_where_the_post_does(site: Path, build: Build) -> None:
    path = site / "content/reporting.yaml"
    path.write_text(WAY.format(audience="staff", topic="culture", checked="2026-05-01"), "utf-8")
    write_post(site / "content", "2020/x.md", "X",
               more="applies_to: [Scotland, England]\nreporting: [way]\n")  # fmt: skip
    assert said(build) == [
        f"{X}:8: reporting names 'way', which holds in Wales alone; name a way of Scotland and "
        "England, or leave it out [route-elsewhere]",
    ]

    write_post(site / "content", "2020/x.md", "X",
               more="applies_to: [Wales, England]\nreporting: [way]\n")  # fmt: skip
    build()
    assert build.code == 0, build.said


def test_nobody_looked_at_anything_on_a_day_to_come(site: Path) -> None:
    way = WAY.format(audience="staff", topic="culture", checked="2027-05-01")
    (site / "content/reporting.yaml").write_text(way, "utf-8")
    service = SERVICE.format(subject="distress", more="").replace("2026-05-01", "2027-05-02")
    (site / "content/support.yaml").write_text(service, "utf-8")

    hint = "write the day on which somebody looked that all of it is right [future-check]"
    assert advised(site, "future-check") == [
        f"content/reporting.yaml:9: way: checked is to come (2027-05-01); {hint}",
        f"content/support.yaml:7: line: checked is to come (2027-05-02); {hint}",
    ]


def advised(site: Path, rule: str) -> list[str]:
    override = {
        "PATH": str(site / "content"),
        "OUTPUT_PATH": str(site / "output"),
        "SITEURL": "https://hub.example",
    }
    found = survey(site / "pelicanconf.py", override, NOW).findings
    return sorted(each.text("content/") for each in found if each.check_id == rule)


def test_what_nobody_looked_at_for_a_year_is_left_out_and_told(site: Path, build: Build) -> None:
    content = site / "content"
    (content / "reporting.yaml").write_text(
        WAY.format(audience="staff", topic="culture", checked="2025-05-01"), "utf-8"
    )
    (content / "support.yaml").write_text(
        SERVICE.format(subject="distress", more="").replace("2026-05-01", "2025-05-02"), "utf-8"
    )

    build()

    assert build.code == 0
    assert not (site / "output/report").exists()
    assert advised(site, "old-check")[::-1] == [
        "content/support.yaml:7: line: was last checked on 2025-05-02, and is no longer shown; "
        "look that all of it is right, and set 'checked' [old-check]",
        "content/reporting.yaml:9: way: was last checked on 2025-05-01, and is no longer shown; "
        "look that all of it is right, and set 'checked' [old-check]",
    ]


REPORT = SOURCE.format(title="A", date="2020", more="")


@pytest.mark.parametrize(
    ("name", "old", "new", "messages"),
    [
        ("figures.yaml", "  unit: slips\n", "",
         ["content/figures.yaml:1: slips-2021: unit is missing; add what one of it is, such as calls, "
          "or % [missing-field]"]),
        ("figures.yaml", "  as_of: 2021-10\n", "",
         ["content/figures.yaml:1: slips-2021: as_of is missing; add when it was true, such as "
          "2025-06-30 or 2025-06 [missing-field]"]),
        ("figures.yaml", "slips-2023:\n", "slips-2021:\n",
         ["content/figures.yaml:10: slips-2021 is given twice (lines 1 and 10); delete one of them "
          "[doubled-field]"]),
        ("events.yaml", "world-day:\n", "world-day:\n  name: A\n  date: 2020-01-01\nworld-day:\n",
         ["content/events.yaml:4: world-day is given twice (lines 1 and 4); delete one of them "
          "[doubled-field]"]),
        ("sources/First-Count-2021.md", "", REPORT,
         ["content/sources/First-Count-2021.md: the file's name 'First-Count-2021' cannot be the name "
          "of a record; rename the file with small letters from a to z, digits and single hyphens, "
          "such as ockenden-2022 [record-key]"]),
        ("sources/more/first-count-2021.md", "", REPORT,
         ["content/sources/more/first-count-2021.md: is in a folder of pages, but no page is made "
          "from it; give it the ending .md and no folder of its own, or move it elsewhere "
          "[unknown-file]"]),
        ("rules/two-checks.md", "versions:\n",
         "versions:\n  - {from: 2025, text: T., source: first-count-2021}\n",
         ["content/rules/two-checks.md:7: versions.from is 2021-12, which is not after the one above "
          "(2025); put the versions in order, the oldest first [rule-versions]"]),
        ("posts/2023/more-5.md", "sponsor:",
         "updates:\n  - {date: 2024-04-01, kind: major}\nsponsor:",
         ["content/posts/2023/more-5.md:9: updates.what is missing; add what changed, in one or two "
          "sentences [missing-field]"]),
        ("posts/2023/more-5.md", "sponsor:",
         "updates:\n  - {date: 2024-04-01, kind: correction, what: A., wrong: B.}\nsponsor:",
         ["content/posts/2023/more-5.md:9: updates.by is missing from a correction; add who made the "
          "change [missing-field]",
          "content/posts/2023/more-5.md:9: updates.right is missing from a correction; add what is "
          "right, in one or two sentences [missing-field]"]),
        ("years/21.yaml", "", "closed: 2022-01-01\n",
         ["content/years/21.yaml: is not the file of a year; such files are written by close-year, "
          "and named 2021.yaml [unknown-file]"]),
    ],
    ids=["no unit", "no as-of date", "figure twice", "event twice", "source by another spelling",
         "source in a folder", "versions out of order", "update without text",
         "correction without text", "year"],
)  # fmt: skip
def test_a_record_that_cannot_be_is_refused(
    site: Path, build: Build, name: str, old: str, new: str, messages: list[str]
) -> None:
    path = site / "content" / name
    path.parent.mkdir(exist_ok=True)
    text = path.read_text("utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else new, "utf-8")

    assert said(build) == messages


def test_a_year_may_have_one_post_or_none_and_no_series(site: Path, build: Build) -> None:
    content = site / "content"
    for path in (content / "posts").rglob("*.md"):
        path.unlink()
    for path in [*(content / "series").iterdir(), content / "pages/about.md"]:
        path.unlink()
    (content / "ids.yaml").unlink(missing_ok=True)

    empty = build()
    assert build.code == 0, build.said
    assert "year-in-review/index.html" in empty
    write_post(content, "2024/one.md", "One")
    write_post(content, "2020/long-ago.md", "Long ago", "2020-05-05")
    page = build()["year-in-review/2024/index.html"].decode()
    assert build.code == 0, build.said

    assert "1 post in 2024." in page
    assert "The year before" in page
    assert '<span class="way">The year before</span> <span>2020</span>' in page
