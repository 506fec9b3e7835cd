"""Schema: what a header may say, and the whole message for all else."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

import pytest
from pydantic_core import PydanticCustomError

from plugins.content.front_matter import parse, parse_data
from plugins.content.schema.author_header import AuthorHeader
from plugins.content.schema.model import Model
from plugins.content.schema.page_header import PageHeader
from plugins.content.schema.post_header import FormatHeader, PostHeader, UpdateHeader
from plugins.content.schema.records.event_header import EventHeader
from plugins.content.schema.records.figure_header import FigureHeader
from plugins.content.schema.records.recommendation_header import (
    AnsweredHeader,
    ProgressHeader,
)
from plugins.content.schema.records.rule_header import RuleHeader
from plugins.content.schema.records.source_header import SourceHeader
from plugins.content.schema.series_header import SeriesHeader
from plugins.content.schema.topic_header import TopicHeader
from plugins.content.schema.validate import checked, checked_record
from plugins.content.schema.values import slug_from
from plugins.model import post, records

GOOD = """\
---
title: "2021: Patients as partners in safety"
date: 2021-12-16
summary: What changes when patients are asked first.
authors: [safety-team]
topics:
  - patient-engagement
  - medication
series: 2021-in-review
part: 4
status: published
slug: patients-as-partners
image:
  src: images/ward-round.png
  alt: A ward round, drawn
  credit: Drawn by the project
---
Text.
"""
TITLE = 'title: "2021: Patients as partners in safety"'
SUMMARY = "summary: What changes when patients are asked first."

TOPIC = """\
---
name: Patient engagement
description: How patients take part in their care.
parent: foundations
synonyms: [patient involvement]
---
"""
AUTHOR = """\
---
name: Ann Example
role: Editor
organisation: Example Trust
guest: true
---
"""
SERIES = """\
---
title: 2021 in review
parts: [One, Two, Three]
year: 2021
complete: true
---
"""
PAGE = """\
---
title: About
summary: What this site is.
order: 10
---
"""


SOURCE = """\
---
title: Final report of the Ockenden review
publisher: Department of Health
date: 2022-03-30
kind: report
authors: ["Ockenden, Donna"]
url: https://www.gov.uk/report
doi: 10.1000/182
isbn: 978-3-16-148410-0
archive: https://web.example/web/x
recorded: 2026-11-20
volume: 30
status: current
---
"""
RULE = """\
---
name: Two checks
summary: Two people check.
place: England
versions:
  - from: 2024-01-31
    text: Two people check.
    source: alert-2024
  - from: 2025-02
    text: One person checks.
    source: alert-2025
ended: 2026
---
"""
FIGURE = """\
---
value: 4,906
unit: calls
counts: calls under the rule
place: England
period: September 2024 to June 2025
as_of: 2025-06
source: nhs-2025
label: To June 2025
superseded_by: calls-2025-12
comparable_with: [a]
not_comparable_with: [b]
why: Different lists.
---
"""
EVENT = """\
---
name: World Patient Safety Day
date: 2019-09-17
yearly: true
source: who-2019
themes:
  "2020": Health worker safety
---
"""
CHECKED = GOOD.replace(
    "status: published\n",
    "status: published\nreviewed:\n  date: 2022-06-01\n  by: ann\nreview_by: 2023-06-01\n",
)


def report(text: str, model: type[Model] = PostHeader, path: str = "posts/labels.md") -> str:
    """Return the problems of a header, one a line, without their rules."""
    header, problems = parse(path, text)
    assert problems == []
    _, found = checked(path, header, model)
    return "\n".join(problem.text().rpartition(" [")[0] for problem in found)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        (GOOD, PostHeader),
        (TOPIC, TopicHeader),
        (AUTHOR, AuthorHeader),
        (SERIES, SeriesHeader),
        (PAGE, PageHeader),
        (SOURCE, SourceHeader),
        (RULE, RuleHeader),
        (FIGURE, FigureHeader),
        (EVENT, EventHeader),
        (CHECKED, PostHeader),
    ],
)
def test_a_whole_header_has_no_problems(text: str, model: type[Model]) -> None:
    assert report(text, model) == ""


@pytest.mark.parametrize(
    ("fields", "model"),
    [
        ("title: A\ndate: 2021-12-16\nsummary: B\nauthors: [a]\ntopics: [t]", PostHeader),
        ("name: A\ndescription: B", TopicHeader),
        ("name: A\nrole: B", AuthorHeader),
        ("title: A\nparts: [B]", SeriesHeader),
        ("title: A\nsummary: B", PageHeader),
        ("title: A\npublisher: B\ndate: 2022\nkind: report", SourceHeader),
        (
            "value: 5\nunit: calls\ncounts: A\nplace: B\nperiod: C\nas_of: 2022\nsource: d",
            FigureHeader,
        ),
        ("name: A\ndate: 2022-01-01", EventHeader),
    ],
)
def test_only_these_fields_are_required(fields: str, model: type[Model]) -> None:
    required = {name for name, field in model.model_fields.items() if field.is_required()}

    missing = "nothing says where to find the source; add url, doi or isbn"
    assert report(f"---\n{fields}\n---\n", model) in ("", f"content/posts/labels.md:1: {missing}")
    assert required == {line.partition(":")[0] for line in fields.split("\n")}


DAY = "write the day of publication, such as 2026-03-14"
WORDS = "one or two sentences, shown in lists and feeds, at most 300 letters"
PLACE = "write a whole number, 'introduction' or 'closing'"
SLUG = "write letters, digits and hyphens, such as patients-as-partners"
HOURS = "write hours from 00 to 23 and minutes from 00 to 59"
DEVICE = "some computers keep this name for themselves; choose another"
PATH = "the path of an image, such as images/ward-round.png"
ALT = "what the picture shows, for those who cannot see it"


def wrong(right: str, given: str, message: str, name: str) -> object:
    """Return a case: what stands in the good example, what stands there instead, the message."""
    return pytest.param(right, given, f"content/posts/labels.md:{message}", id=name)


@pytest.mark.parametrize(
    ("right", "given", "message"),
    [
        # title
        wrong(
            TITLE,
            "title: 1999",
            '2: title is read as a number (1999); put quotes round it: title: "1999"',
            "title-number",
        ),
        wrong(
            TITLE,
            "title: true",
            '2: title is read as true or false (true); put quotes round it: title: "true"',
            "title-bool",
        ),
        wrong(
            TITLE,
            "title: [Labels]",
            '2: title is read as a list ([Labels]); put quotes round it: title: "[Labels]"',
            "title-list",
        ),
        wrong(
            TITLE,
            'title: ""',
            "2: title is empty; write a title in sentence case, at most 120 letters",
            "title-empty",
        ),
        wrong(
            TITLE,
            'title: "  "',
            "2: title is empty; write a title in sentence case, at most 120 letters",
            "title-spaces",
        ),
        wrong(
            TITLE,
            "title:",
            "2: title is empty; add a title in sentence case, at most 120 letters",
            "title-nothing",
        ),
        wrong(
            TITLE + "\n",
            "",
            "1: title is missing; add a title in sentence case, at most 120 letters",
            "title-missing",
        ),
        wrong(
            TITLE,
            "title: " + "x" * 121,
            "2: title is too long (121 letters, at most 120); "
            "write a title in sentence case, at most 120 letters",
            "title-long",
        ),
        wrong(
            TITLE,
            'title: "a\\nb"',
            "2: title runs over several lines; write a title in sentence case, at most 120 letters",
            "title-lines",
        ),
        # date
        wrong(
            "date: 2021-12-16",
            "date: 16 December 2021",
            "3: date is not written as a date ('16 December 2021'); write 2021-12-16",
            "date-in-words",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 86400",
            f"3: date is not a date ('86400'); {DAY}",
            "date-seconds",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021",
            "3: date names no whole day ('2021'); add the day, such as 2026-03-14",
            "year",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-1-6",
            "3: date is not written as a date ('2021-1-6'); write 2021-01-06",
            "date-without-noughts",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-12-16T09:30Z",
            "3: date is not written as a date ('2021-12-16T09:30Z'); write 2021-12-16T09:30, which is that moment in Europe/London",
            "date-with-a-zone",
        ),
        wrong(
            "date: 2021-12-16",
            "date: ２０２１-12-16",  # noqa: RUF001 - wide digits, as some keyboards give them
            "3: date is not written as a date ('２０２１-12-16'); write 2021-12-16",  # noqa: RUF001
            "date-in-wide-digits",
        ),
        wrong("date: 2021-12-16", "date: []", f"3: date is not a date ('[]'); {DAY}", "date-list"),
        wrong(
            "date: 2021-12-16",
            "date:",
            "3: date is empty; add the day of publication, such as 2026-03-14",
            "date-nothing",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-02-30",
            "3: date does not exist ('2021-02-30'); February 2021 has 28 days",
            "february",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2023-02-29",
            "3: date does not exist ('2023-02-29'); February 2023 has 28 days",
            "no-leap-year",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-13-01",
            "3: date does not exist ('2021-13-01'); write a month from 01 to 12",
            "month-13",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 1066-10-14",
            f"3: date is far from our time ('1066-10-14'); {DAY}",
            "hastings",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 03/04/2021",
            "3: date is ambiguous ('03/04/2021'); write 2021-04-03 or 2021-03-04",
            "ambiguous",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 3.4.2021",
            "3: date is ambiguous ('3.4.2021'); write 2021-04-03 or 2021-03-04",
            "ambiguous-with-dots",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 13/04/2021",
            "3: date is not written as a date ('13/04/2021'); write 2021-04-13",
            "slashes",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 04/13/2021",
            "3: date is not written as a date ('04/13/2021'); write 2021-04-13",
            "american",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 04/04/2021",
            "3: date is not written as a date ('04/04/2021'); write 2021-04-04",
            "the-same-both-ways",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 31/02/2021",
            f"3: date is not a date ('31/02/2021'); {DAY}",
            "slashes-and-no-such-day",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-12-16 25:00",
            f"3: date has a time that does not exist ('2021-12-16 25:00'); {HOURS}",
            "hour-25",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-12-16 09:60",
            f"3: date has a time that does not exist ('2021-12-16 09:60'); {HOURS}",
            "minute-60",
        ),
        # summary
        wrong(SUMMARY + "\n", "", f"1: summary is missing; add {WORDS}", "summary-missing"),
        wrong(SUMMARY, "summary: ~", f"4: summary is empty; add {WORDS}", "summary-nothing"),
        wrong(
            SUMMARY,
            "summary: 3.5",
            '4: summary is read as a number (3.5); put quotes round it: summary: "3.5"',
            "decimal",
        ),
        wrong(
            SUMMARY,
            "summary: " + "y" * 301,
            f"4: summary is too long (301 letters, at most 300); write {WORDS}",
            "summary-long",
        ),
        # authors and topics
        wrong(
            "authors: [safety-team]",
            "authors: safety-team",
            "5: authors is not a list ('safety-team'); write authors: [safety-team]",
            "authors-text",
        ),
        wrong(
            "authors: [safety-team]",
            "authors: []",
            "5: authors is empty; write a list of one or more authors",
            "authors-empty",
        ),
        wrong(
            "authors: [safety-team]",
            "authors:",
            "5: authors is empty; add a list of one or more authors",
            "authors-nothing",
        ),
        wrong(
            "authors: [safety-team]",
            "authors: [1]",
            '5: authors is read as a number (1); put quotes round it: "1"',
            "the-only-author-is-a-number",
        ),
        wrong(
            "authors: [safety-team]",
            'authors: [""]',
            "5: authors is empty; write a list of one or more authors",
            "the-only-author-is-empty",
        ),
        wrong(
            "  - medication\n",
            "  - 12\n",
            '8: topics is read as a number (12); put quotes round it: "12"',
            "topic-number",
        ),
        wrong(
            "  - medication\n",
            "  -\n",
            "8: topics is empty; add a list of one to six topics",
            "topic-nothing",
        ),
        wrong(
            "  - medication\n",
            "  - medication: dose\n",
            '8: topics holds a colon (medication: dose); put quotes round it: "medication: dose"',
            "topic-group",
        ),
        wrong(
            "  - medication\n",
            "".join(f"  - {letter}\n" for letter in "abcdef"),
            "6: topics names too many (7, at most 6); write a list of one to six topics",
            "topics-too-many",
        ),
        # series and part
        wrong(
            "series: 2021-in-review",
            "series: 2021",
            '9: series is read as a number (2021); put quotes round it: series: "2021"',
            "series-number",
        ),
        *(
            wrong(
                "part: 4",
                f"part: {given}",
                f"10: part is not a place in a series ({shown}); {hint}",
                f"part-{given}",
            )
            for given, shown, hint in [
                ("0", "0", PLACE),
                ("-1", "-1", PLACE),
                ("100", "100", PLACE),
                ("four", "'four'", PLACE),
                ("4.5", "4.5", PLACE),
                ('"4"', "'4'", "write part: 4"),
                ("true", "true", PLACE),
                ("[4]", "[4]", PLACE),
                ("Closing", "'Closing'", "write part: closing"),
            ]
        ),
        # status
        wrong(
            "status: published",
            "status: publish",
            "11: status is not known ('publish'); did you mean 'published'?",
            "status-misspelt",
        ),
        wrong(
            "status: published",
            "status: Draft",
            "11: status is not known ('Draft'); did you mean 'draft'?",
            "status-capital",
        ),
        wrong(
            "status: published",
            "status: secret",
            "11: status is not known ('secret'); write one of: draft, published, withdrawn",
            "status-unknown",
        ),
        wrong(
            "status: published",
            "status: true",
            "11: status is not known (true); write one of: draft, published, withdrawn",
            "status-bool",
        ),
        # slug
        *(
            wrong(
                "slug: patients-as-partners",
                f"slug: '{given}'",
                f"12: slug cannot be part of an address ('{given}'); {SLUG}",
                f"slug-{name}",
            )
            for name, given in {
                "space": "a b",
                "slash": "a/b",
                "dots": "..",
                "up": "../x",
                "question": "a?",
                "hyphen-first": "-a",
                "two-hyphens": "a--b",
                "empty": "",
                "backslash": "a\\b",
                "hash": "a#b",
                "long": "a" * 101,
                "per-cent": "a%2e",
                "emoji": "a👍",
            }.items()
        ),
        *(
            wrong(
                "slug: patients-as-partners",
                f"slug: {given}",
                f"12: slug cannot be the name of a file ('{given}'); {DEVICE}",
                f"slug-{given}",
            )
            for given in ("CON", "nul", "com1.x")
        ),
        # image
        *(
            wrong(
                "  src: images/ward-round.png",
                f"  src: {given}",
                f"14: image.src is not in content/images/ ('{given}'); write images/name.png",
                f"image-{name}",
            )
            for name, given in {
                "elsewhere": "ward-round.png",
                "up": "images/../x.png",
                "foreign": "https://x.example/a.png",
                "backslash": "images\\x.png",
            }.items()
        ),
        wrong(
            "  src: images/ward-round.png\n",
            "",
            f"13: image.src is missing; add {PATH}",
            "image-without-src",
        ),
        wrong(
            "  src: images/ward-round.png",
            "  src: 5",
            '14: image.src is read as a number (5); put quotes round it: src: "5"',
            "image-src-number",
        ),
        wrong(
            "  alt: A ward round, drawn\n",
            "",
            f"13: image.alt is missing; add {ALT}",
            "alt-missing",
        ),
        wrong(
            "  alt: A ward round, drawn",
            '  alt: ""',
            f"15: image.alt is empty; write {ALT}",
            "alt-empty",
        ),
        wrong(
            "  alt: A ward round, drawn",
            "  alt: " + "z" * 301,
            f"15: image.alt is too long (301 letters, at most 300); write {ALT}",
            "alt-long",
        ),
        wrong(
            "  credit: Drawn by the project",
            "  credits: Ann",
            "16: unknown field 'image.credits'; did you mean 'credit'?",
            "image-field-misspelt",
        ),
        wrong(
            "  credit: Drawn by the project",
            "  credit: 5",
            '16: image.credit is read as a number (5); put quotes round it: credit: "5"',
            "credit-number",
        ),
        wrong(
            "image:\n  src: images/ward-round.png\n  alt: A ward round, drawn\n"
            "  credit: Drawn by the project\n",
            "image: images/ward-round.png\n",
            "13: image is not a group of fields ('images/ward-round.png'); "
            "write a picture with src, alt and credit, each on a line of its own below 'image:', "
            "indented by two",
            "image-text",
        ),
        # where it was published first
        *(
            wrong(
                "status: published",
                f"canonical: {given}",
                f"11: canonical is not a whole address of another site ('{given}'); "
                "write the whole address, such as https://example.org/a-post/",
                f"canonical {given}",
            )
            for given in ("example.org/post", "http://example.org/", "https://a b.org/", "/post/")
        ),
        # nations
        wrong(
            "status: published",
            "applies_to: [Englnd]",
            "11: applies_to is not known ('Englnd'); did you mean 'England'?",
            "nation-misspelt",
        ),
        wrong(
            "status: published",
            "applies_to: England",
            "11: applies_to is not a list ('England'); write applies_to: [England]",
            "nation-alone",
        ),
        wrong(
            "status: published",
            "rules: [two-checks]",
            "11: applies_to is missing from a post that tells of a rule; add a list of nations, such "
            "as [England, Wales], or [UK]",
            "nation-missing",
        ),
        # audiences
        wrong(
            "status: published",
            "audience: [staf]",
            "11: audience is not known ('staf'); did you mean 'staff'?",
            "audience-misspelt",
        ),
        wrong(
            "status: published",
            "audience: [Patient safety leads]",
            "11: audience is not known ('Patient safety leads'); did you mean 'safety-leads'?",
            "audience-by-its-name",
        ),
        wrong(
            "status: published",
            "audience: staff",
            "11: audience is not a list ('staff'); write audience: [staff]",
            "audience-alone",
        ),
        wrong(
            "status: published",
            "audience: [staff, everyone]",
            "11: audience names 'everyone', and others beside it; delete the others, or "
            "'everyone' if it is for these alone",
            "audience-everyone-and-others",
        ),
        # unknown fields
        wrong(
            "status: published",
            "staus: published",
            "11: unknown field 'staus'; did you mean 'status'?",
            "field-misspelt",
        ),
        wrong(
            "status: published",
            "Status: published",
            "11: unknown field 'Status'; did you mean 'status'?",
            "field-capital",
        ),
        wrong(
            "status: published",
            "colour: red",
            "11: unknown field 'colour'; write one of: "
            f"{', '.join(sorted(PostHeader.model_fields)[:12])}, ...",
            "field-unknown",
        ),
    ],
)
def test_a_problem_says_where_what_and_how_to_mend_it(right: str, given: str, message: str) -> None:
    assert right in GOOD

    assert report(GOOD.replace(right, given)) == message


@pytest.mark.parametrize(
    ("text", "model", "right", "given", "message"),
    [
        (TOPIC, TopicHeader, "name: Patient engagement\n", "",
         "1: name is missing; add the name of the topic, at most 60 letters"),
        (TOPIC, TopicHeader, "name: Patient engagement", "name: " + "n" * 61,
         "2: name is too long (61 letters, at most 60); "
         "write the name of the topic, at most 60 letters"),
        (TOPIC, TopicHeader, "parent: foundations", "parent: 5",
         "4: parent is read as a number (5); put quotes round it: parent: \"5\""),
        (TOPIC, TopicHeader, "parent: foundations", "parant: foundations",
         "4: unknown field 'parant'; did you mean 'parent'?"),
        (TOPIC, TopicHeader, "[patient involvement]", "patient involvement",
         "5: synonyms is not a list ('patient involvement'); "
         'write synonyms: ["patient involvement"]'),
        (AUTHOR, AuthorHeader, "role: Editor\n", "",
         "1: role is missing; add what the author does, such as Editor"),
        (AUTHOR, AuthorHeader, "guest: true", "guest: yes",
         "5: guest is neither true nor false ('yes'); write guest: true"),
        (AUTHOR, AuthorHeader, "organisation: Example Trust", "organisation: 5",
         "4: organisation is read as a number (5); put quotes round it: organisation: \"5\""),
        (SERIES, SeriesHeader, "parts: [One, Two, Three]\n", "",
         "1: parts is missing; add a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "[One, Two, Three]", "[]",
         "3: parts is empty; write a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "[One, Two, Three]", "[One, 2]",
         "3: parts is read as a number (2); put quotes round it: \"2\""),
        (SERIES, SeriesHeader, "[One, Two, Three]", f"[{', '.join(['a'] * 100)}]",
         "3: parts names too many (100, at most 99); "
         "write a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "year: 2021", 'year: "2021"',
         "4: year is not a whole number ('2021'); write year: 2021"),
        (SERIES, SeriesHeader, "year: 2021", "year: 1",
         "4: year is too small (1, at least 1900); "
         "write the year that it looks back on, such as 2021"),
        (SERIES, SeriesHeader, "year: 2021", "year: 3000",
         "4: year is too large (3000, at most 2200); "
         "write the year that it looks back on, such as 2021"),
        (SERIES, SeriesHeader, "complete: true", "complete: 1",
         "5: complete is neither true nor false (1); write complete: true"),
        (PAGE, PageHeader, "summary: What this site is.\n", "",
         "1: summary is missing; add one sentence on the page"),
        (PAGE, PageHeader, "order: 10", "order: first",
         "4: order is not a whole number ('first'); "
         "write a whole number; smaller ones come first in the footer"),
        (PAGE, PageHeader, "order: 10", "order: 1.5",
         "4: order is not a whole number (1.5); "
         "write a whole number; smaller ones come first in the footer"),
        (PAGE, PageHeader, "order: 10", "order: true",
         "4: order is not a whole number (true); "
         "write a whole number; smaller ones come first in the footer"),
    ],
)  # fmt: skip
def test_the_other_headers_speak_as_plainly(
    text: str, model: type[Model], right: str, given: str, message: str
) -> None:
    assert right in text

    assert report(text.replace(right, given), model, "x.md") == f"content/x.md:{message}"


def test_all_problems_of_a_header_are_shown() -> None:
    text = (
        GOOD.replace("title:", "titel:").replace("2021-12-16", "soon").replace("part: 4", "part: x")
    )

    lines = report(text).split("\n")

    assert sorted(lines) == [
        "content/posts/labels.md:10: part is not a place in a series ('x'); " + PLACE,
        "content/posts/labels.md:1: title is missing; "
        "add a title in sentence case, at most 120 letters",
        "content/posts/labels.md:2: unknown field 'titel'; did you mean 'title'?",
        f"content/posts/labels.md:3: date is not a date ('soon'); {DAY}",
    ]


LONDON = ", which is that moment in Europe/London"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("1st May 2024", "date is not written as a date ('1st May 2024'); write 2024-05-01"),
        ("2024\u201305\u201301", "date holds a dash ('\u2013', U+2013); write 2024-05-01"),
        ("\u201c2024-05-01\u201d", "date holds a curly quotation mark ('\u201c', U+201C); write 2024-05-01"),
        ("2024-05\u00a0-01", "date is not written as a date ('2024-05\u00a0-01'); write 2024-05-01"),
        ("1 May 2024 at 9am", "date is not written as a date ('1 May 2024 at 9am'); write 2024-05-01T09:00"),
        ("2024-05-01T09:00:00+01:00", f"date is not written as a date ('2024-05-01T09:00:00+01:00'); write 2024-05-01T09:00{LONDON}"),
        ("Wed, 01 May 2024 09:00:00 GMT", f"date is not written as a date ('Wed, 01 May 2024 09:00:00 GMT'); write 2024-05-01T10:00{LONDON}"),
        ("20240501", "date is not written as a date ('20240501'); write 2024-05-01"),
        ("Monday 1 May 2024", "date is not written as a date ('Monday 1 May 2024'); write 2024-05-01 if the number is right, which is a Wednesday"),
        ("01.05.24", "date is ambiguous ('01.05.24'); write 2024-05-01, 2024-01-05 or 2001-05-24"),
        ("03/04/2024", "date is ambiguous ('03/04/2024'); write 2024-04-03 or 2024-03-04"),
        ("31 June 2024", "date does not exist ('31 June 2024'); June 2024 has 30 days"),
        ("1 May", "date names no whole day ('1 May'); add the year, such as 2026-03-14"),
        ("May 2024", "date names no whole day ('May 2024'); add the day, such as 2026-03-14"),
        ("tomorrow", f"date is not a date ('tomorrow'); {DAY}"),
        ("[2024-05-01]", "date is not written as a date ('[2024-05-01]'); write 2024-05-01"),
        ("true", f"date is not a date ('true'); {DAY}"),
    ],
)  # fmt: skip
def test_a_date_in_another_form_is_answered_by_the_line_to_write(given: str, message: str) -> None:
    text = GOOD.replace("date: 2021-12-16", f"date: {given}")

    assert report(text) == f"content/posts/labels.md:3: {message}"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("1 May 2024 at 9am", "reviewed.date is not written as a date ('1 May 2024 at 9am'); write 2024-05-01"),
        ("2024-05-01T09:00:00Z", "reviewed.date is not written as a date ('2024-05-01T09:00:00Z'); write 2024-05-01"),
        ("2024-05-01T09:00", "reviewed.date has a time ('2024-05-01T09:00'); write 2024-05-01"),
    ],
)  # fmt: skip
def test_a_day_without_a_time_is_answered_without_one(given: str, message: str) -> None:
    text = CHECKED.replace("  date: 2022-06-01", f"  date: {given}")

    assert report(text) == f"content/posts/labels.md:13: {message}"


@pytest.mark.parametrize(
    ("right", "given", "message"),
    [
        ("slug: patients-as-partners", "slug: patients\u2013as\u2013partners", "12: slug holds a dash ('\u2013', U+2013); write patients-as-partners"),
        ("slug: patients-as-partners", "slug: \u201cpartners\u201d", "12: slug holds a curly quotation mark ('\u201c', U+201C); write partners"),
        ("status: published", "status: \u2018draft\u2019", "11: status holds a curly apostrophe ('\u2018', U+2018); write draft"),
        ("status: published", "status: draft\u200b", "11: status holds a space without width (U+200B); write draft"),
        ("part: 4", "part: \u201c4\u201d", "10: part is not a place in a series ('\u201c4\u201d'); write part: 4"),
        ("status: published", "\u00a0status: draft", "11: the name of the field 'status' holds a hard space (U+00A0); write status: anew"),
        ("status: published", "status\u00a0: draft", "11: the name of the field 'status' holds a hard space (U+00A0); write status: anew"),
        ("title:", "\u200btitle:", "2: the name of the field 'title' holds a space without width (U+200B); write title: anew"),
        ("  src: images/ward-round.png", "  src: images/ward\u2011round.png", ""),
    ],
)  # fmt: skip
def test_a_sign_that_is_another_is_told_by_its_name(right: str, given: str, message: str) -> None:
    assert right in GOOD

    found = report(GOOD.replace(right, given, 1))

    assert found == (f"content/posts/labels.md:{message}" if message else "")


@pytest.mark.parametrize(
    "given",
    ["title: {a: b}", "title: [a, b]", "title: [[a], {b: c}]", "title: true", "title: 5.0",
     "status: {a: true}", "status: [true, null]", "part: {a: b}", "date: {a: b}", "gone: {a: null}",
     "topics: {a: b}", "authors: [{a: b}]", "authors: [[a]]", "image: [a]", "applies_to: [true]",
     "kind: [null]", "updates: [a]", "updates: {a: b}"],
)  # fmt: skip
def test_no_message_shows_a_value_as_python_does(given: str) -> None:
    said = report(f"---\n{given}\n---\n")

    assert said
    for sign in ("{'", "['", "True", "False", "None", '{"', "': "):
        assert sign not in said, said


def test_a_year_nought_is_not_given_days() -> None:
    text = GOOD.replace("date: 2021-12-16", "date: 0000-01-01")

    assert "January 0 has" not in report(text)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("titel: A", "unknown-field"),
        ("date: soon", "bad-date"),
        ("date: 03/04/2021", "ambiguous-date"),
        ("status: publish", "unknown-status"),
        ("part: x", "bad-part"),
    ],
)
def test_every_problem_names_its_rule(given: str, rule: str) -> None:
    header, _ = parse("x.md", f"---\n{given}\n---\n")

    rules = {problem.check_id for problem in checked("x.md", header, PostHeader)[1]}

    assert rules == {rule, "missing-field"}


def test_a_value_that_is_very_long_is_shown_in_short() -> None:
    text = GOOD.replace("status: published", f"part: {'x' * 500}").replace("part: 4\n", "", 1)

    assert len(report(text)) < 250


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2021-12-16", "2021-12-16"),
        ('"2021-12-16"', "2021-12-16"),
        ("2021-12-16 09:30", "2021-12-16T09:30"),
        ("2021-12-16T09:30", "2021-12-16T09:30"),
        ("2021-12-16 09:30:15", "2021-12-16T09:30"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_date_has_one_form(given: str, date: str) -> None:
    header, _ = parse("x.md", GOOD.replace("date: 2021-12-16", f"date: {given}"))

    assert PostHeader.model_validate(header.values).date == date


@pytest.mark.parametrize("part", [1, 99, "introduction", "closing"])
def test_a_part_is_a_number_or_one_of_two_words(part: int | str) -> None:
    header, _ = parse("x.md", GOOD.replace("part: 4", f"part: {part}"))

    assert PostHeader.model_validate(header.values).part == part


def test_a_slug_is_kept_in_composed_form() -> None:
    header, _ = parse("x.md", GOOD.replace("slug: patients-as-partners", "slug: cafe\u0301"))

    assert PostHeader.model_validate(header.values).slug == "caf\u00e9"


def test_an_image_may_be_named_from_the_root_of_the_site() -> None:
    header, _ = parse("x.md", GOOD.replace("src: images", "src: /images"))

    image = PostHeader.model_validate(header.values).image

    assert image is not None
    assert image.src == "images/ward-round.png"


def test_a_title_and_a_summary_may_be_as_long_as_is_said() -> None:
    text = GOOD.replace(TITLE, "title: " + "x" * 120).replace(SUMMARY, "summary: " + "y" * 300)

    assert report(text) == ""


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("patients-as-partners", "patients-as-partners"),
        ("Patients as Partners", "patients-as-partners"),
        ("2021_review (final)", "2021_review-final"),
        ("a--b__c", "a-b-c"),
        ("Cafe\u0301", "caf\u00e9"),
        ("5.1 labels", "5.1-labels"),
        ("-x-", "x"),
        ("Ωmega", "ωmega"),
    ],
)
def test_the_name_of_a_file_becomes_a_slug(name: str, slug: str) -> None:
    assert slug_from(name) == slug


@pytest.mark.parametrize("name", ["", "---", "???", "con", "aux.2021", "x" * 101])
def test_a_name_that_no_address_can_hold_is_refused(name: str) -> None:
    with pytest.raises(PydanticCustomError, match="cannot be"):
        slug_from(name)


# -- Records

SOURCED = "add the name of the source that replaces it"
ITS_DAY = "when it was published, as exactly as it is known, such as 2022-03-30 or 2022"
KIND_OF = "did you mean 'report'?"
PRINTED = "write it as in 4,906, 71.9, 1.2 million, £5.1 billion, about 39,000 or 1 in 10"
NAMED = "write small letters from a to z, digits and single hyphens, such as ockenden-2022"


@pytest.mark.parametrize(
    ("text", "model", "right", "given", "message"),
    [
        (SOURCE, SourceHeader, "date: 2022-03-30", "date: March 2022", "4: date is not written as a date ('March 2022'); write 2022-03"),
        (SOURCE, SourceHeader, "date: 2022-03-30", "date: 2022-13", f"4: date is not a date ('2022-13'); write {ITS_DAY}"),
        (SOURCE, SourceHeader, "date: 2022-03-30", "date: 2022-02-30", "4: date does not exist ('2022-02-30'); February 2022 has 28 days"),
        (SOURCE, SourceHeader, "date: 2022-03-30", "date: 03/04/2022", "4: date is ambiguous ('03/04/2022'); write 2022-04-03 or 2022-03-04"),
        (SOURCE, SourceHeader, "date: 2022-03-30", "date: 1799-05", f"4: date is far from our time ('1799-05'); write {ITS_DAY}"),
        (SOURCE, SourceHeader, "kind: report", "kind: reprot", f"5: kind is not known ('reprot'); {KIND_OF}"),
        (SOURCE, SourceHeader, "url: https://www.gov.uk/report", "url: www.gov.uk", "7: url is not a web address ('www.gov.uk'); write where it is, an address that begins with https://"),
        (SOURCE, SourceHeader, "doi: 10.1000/182", "doi: https://doi.org/10.1000/182", "8: doi says more than the DOI ('https://doi.org/10.1000/182'); write 10.1000/182"),
        (SOURCE, SourceHeader, "doi: 10.1000/182", "doi: 11.1000/182", "8: doi is not a DOI ('11.1000/182'); write its DOI, such as 10.1136/bmjqs-2019-010206"),
        (SOURCE, SourceHeader, "978-3-16-148410-0", "978-3-16-148410-1", "9: isbn has a wrong digit ('978-3-16-148410-1'); copy the ISBN again"),
        (SOURCE, SourceHeader, "978-3-16-148410-0", "0-306-40615-3", "9: isbn has a wrong digit ('0-306-40615-3'); copy the ISBN again"),
        (SOURCE, SourceHeader, "978-3-16-148410-0", "12345", "9: isbn is not an ISBN ('12345'); write its ISBN, such as 978-3-16-148410-0"),
        (SOURCE, SourceHeader, "recorded: 2026-11-20", "recorded: 2026-11-20 10:00", "11: recorded has a time ('2026-11-20T10:00'); write 2026-11-20"),
        (SOURCE, SourceHeader, "status: current", "status: replcaed", "13: status is not known ('replcaed'); did you mean 'replaced'?"),
        (SOURCE, SourceHeader, "status: current", "status: replaced", f"13: status is replaced, but replaced_by is missing; {SOURCED}"),
        (SOURCE, SourceHeader, "status: current", "status: withdrawn", "13: status is withdrawn, but withdrawn is missing; add when it was withdrawn, such as 2024-05-01"),
        (SOURCE, SourceHeader, "status: current", "withdrawn: 2024", "13: withdrawn is given, but status is current; write 'status: withdrawn', or delete the line"),
        (SOURCE, SourceHeader, "status: current", "replaced_by: Other One", f"13: replaced_by cannot be the name of a record ('Other One'); {NAMED}"),
        (SOURCE, SourceHeader, "volume: 30", "volum: 30", "12: unknown field 'volum'; did you mean 'volume'?"),
        (RULE, RuleHeader, "from: 2025-02", "from: 2024-01", "9: versions.from is 2024-01, which is not after the one above (2024-01-31); put the versions in order, the oldest first"),
        (RULE, RuleHeader, "from: 2025-02", "form: 2025-02", "9: versions.from is missing; add from when it applies, such as 2024-01-31\ncontent/x.md:9: unknown field 'versions.form'; did you mean 'from'?"),
        (RULE, RuleHeader, "from: 2025-02", "from: soon", "9: versions.from is not a date ('soon'); write from when it applies, such as 2024-01-31"),
        (RULE, RuleHeader, "ended: 2026", "ended: 2025-01", "12: ended is 2025-01, which is not after the last version (2025-02); mend one of the dates"),
        (FIGURE, FigureHeader, "value: 4,906", "value: 218,00", f"2: value is not how a number is written ('218,00'); {PRINTED}"),
        (FIGURE, FigureHeader, "value: 4,906", 'value: "71.9%"', "2: value is not how a number is written ('71.9%'); write the number alone, and % as the unit"),
        (FIGURE, FigureHeader, "unit: calls\n", "", "1: unit is missing; add what one of it is, such as calls, or %"),
        (FIGURE, FigureHeader, "as_of: 2025-06\n", "", "1: as_of is missing; add when it was true, such as 2025-06-30 or 2025-06"),
        (FIGURE, FigureHeader, "why: Different lists.\n", "", "12: why is missing; add one sentence that says why they cannot be compared"),
        (FIGURE, FigureHeader, "not_comparable_with: [b]", "not_comparable_with: [a]", "12: not_comparable_with names 'a', and so does comparable_with; delete one of them"),
        (EVENT, EventHeader, '"2020"', '"20"', "7: themes.20 is not a year ('20'); write a year, such as 2025"),
        (EVENT, EventHeader, "yearly: true", "yearly: always", "4: yearly is neither true nor false ('always'); write true for an event that is held every year"),
        (CHECKED, PostHeader, "date: 2022-06-01", "date: 2021-12-15", "13: reviewed.date is 2021-12-15, before the post itself; write the day on which somebody checked the post"),
        (CHECKED, PostHeader, "review_by: 2023-06-01", "review_by: 2022-06-01", "15: review_by is 2022-06-01, which is not after reviewed.date (2022-06-01); write a later day"),
        (CHECKED, PostHeader, "  by: ann\n", "", "12: reviewed.by is missing; add the author who checked it"),
        (CHECKED, PostHeader, "review_by: 2023-06-01", "review_by: next June", "15: review_by is not a date ('next June'); write the day by which somebody checks it again"),
    ],
)  # fmt: skip
def test_the_headers_of_records_speak_as_plainly(
    text: str, model: type[Model], right: str, given: str, message: str
) -> None:
    assert right in text

    assert report(text.replace(right, given), model, "x.md") == f"content/x.md:{message}"


@pytest.mark.parametrize("field", ["wrong", "right", "by"])
def test_a_correction_says_what_was_wrong_what_is_right_and_by_whom(field: str) -> None:
    whole = {"wrong": "It was 5.", "right": "It is 6.", "by": "Ann"}
    lines = "".join(f"    {name}: {words}\n" for name, words in whole.items() if name != field)
    update = f"updates:\n  - date: 2022-01-01\n    kind: correction\n{lines}"

    said = report(GOOD.replace("status: published\n", update))

    texts = {
        "wrong": "what was wrong, in one or two sentences",
        "right": "what is right, in one or two sentences",
        "by": "who made the change",
    }
    assert said == (
        f"content/posts/labels.md:12: updates.{field} is missing from a correction; "
        f"add {texts[field]}"
    )


@pytest.mark.parametrize("kind", ["minor", "clarification", "major", "superseded", "withdrawal"])
def test_an_update_says_what_changed(kind: str) -> None:
    update = f"updates:\n  - date: 2022-01-01\n    kind: {kind}\n    wrong: X.\n"

    assert report(GOOD.replace("status: published\n", update)) == (
        "content/posts/labels.md:12: updates.what is missing; "
        "add what changed, in one or two sentences"
    )


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "0-306-40615-2", "0306406152", "080442957X"])
def test_an_isbn_is_held_against_its_last_digit(isbn: str) -> None:
    assert report(SOURCE.replace("978-3-16-148410-0", isbn), SourceHeader) == ""


ORCID_AUTHOR = AUTHOR.replace("guest: true", "orcid: {}")


@pytest.mark.parametrize(
    ("orcid", "message"),
    [
        ("0000-0002-1825-0097", ""),
        ("0000-0002-1694-233X", ""),
        ("0000-0001-5109-3700", ""),
        ("0000-0002-1825-0098", "has a wrong digit ('0000-0002-1825-0098'); copy the ORCID iD again"),
        ("0000-0002-1852-0097", "has a wrong digit ('0000-0002-1852-0097'); copy the ORCID iD again"),
        ("0000-0002-1694-2330", "has a wrong digit ('0000-0002-1694-2330'); copy the ORCID iD again"),
        ("0000-0002-1825", "is not an ORCID iD ('0000-0002-1825'); "
         "write the author's ORCID iD, such as 0000-0002-1825-0097"),
        ("0000000218250097", "is not an ORCID iD ('0000000218250097'); "
         "write the author's ORCID iD, such as 0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097",
         "says more than the ORCID iD ('https://orcid.org/0000-0002-1825-0097'); "
         "write 0000-0002-1825-0097"),
        ("0000-0002-1694-233x",
         "says more than the ORCID iD ('0000-0002-1694-233x'); write 0000-0002-1694-233X"),
    ],
)  # fmt: skip
def test_an_orcid_is_held_against_its_last_sign(orcid: str, message: str) -> None:
    """The first three are examples of ORCID's own documentation."""
    said = report(ORCID_AUTHOR.format(f"'{orcid}'"), AuthorHeader)

    assert said.partition(":")[2] == (f"5: orcid {message}" if message else "")


def test_a_team_has_no_orcid_and_an_author_is_a_person_or_a_team() -> None:
    team = ORCID_AUTHOR.format("0000-0002-1825-0097\nkind: team")

    assert report(team, AuthorHeader).partition(":")[2] == (
        "5: orcid is of one person, and this author is a team; "
        "delete the line, or write kind: person"
    )
    assert report(AUTHOR.replace("guest: true", "kind: teem"), AuthorHeader).partition(":")[2] == (
        "5: kind is not known ('teem'); did you mean 'team'?"
    )


def test_a_record_of_a_register_says_its_name_and_its_line() -> None:
    text = "a:\n  name: A\n  date: 2019\nB b:\n  name: B\nc: 5\nd:\n  name: D\n  date: 2020-01-01\n"
    header, problems = parse_data("events.yaml", text)
    assert problems == []

    found = [checked_record("events.yaml", header, name, EventHeader) for name in header.values]

    assert [problem.text() for _, faults in found for problem in faults] == [
        "content/events.yaml:3: a: date names no whole day ('2019'); "
        "add the day, such as 2026-03-14 [bad-date]",
        f"content/events.yaml:4: 'B b' cannot be the name of a record ('B b'); {NAMED} [record-key]",
        "content/events.yaml:6: 'c' has no fields; "
        "write its fields below it, each on a line of its own, indented by two [bad-record]",
    ]
    assert found[3][0] == {
        "name": "D", "date": "2020-01-01", "yearly": False, "source": "", "themes": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    "model",
    [
        PostHeader, TopicHeader, AuthorHeader, SeriesHeader, PageHeader, SourceHeader, RuleHeader,
        FigureHeader, EventHeader,
    ],
)  # fmt: skip
def test_every_field_says_what_to_write_in_a_phrase_that_follows_write(model: type[Model]) -> None:
    for name, field in model.model_fields.items():
        said = field.description or ""

        assert said, name
        assert not said.endswith("."), name
        assert said[0].islower(), name


@pytest.mark.parametrize(
    ("model", "field", "known"),
    [
        (PostHeader, "kind", post.KINDS),
        (UpdateHeader, "kind", post.UPDATE_KINDS),
        (FormatHeader, "kind", post.FORMATS),
        (AnsweredHeader, "kind", records.RESPONSES),
        (ProgressHeader, "kind", records.PROGRESS),
    ],
)
def test_a_field_may_be_what_the_model_has_a_name_for(
    model: type[Model], field: str, known: Collection[str]
) -> None:
    assert set(get_args(model.model_fields[field].annotation)) == set(known)
