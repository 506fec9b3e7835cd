"""Schema: what a header may say, and the whole message for all else."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from plugins.core.header import parse
from plugins.core.schema import (
    AuthorHeader,
    Model,
    PageHeader,
    PostHeader,
    SeriesHeader,
    TopicHeader,
    checked,
    slug_from,
)

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
    ],
)
def test_only_these_fields_are_required(fields: str, model: type[Model]) -> None:
    required = {name for name, field in model.model_fields.items() if field.is_required()}

    assert report(f"---\n{fields}\n---\n", model) == ""
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
            "2: title is not text (1999); write a title in sentence case, at most 120 letters",
            "title-number",
        ),
        wrong(
            TITLE,
            "title: true",
            "2: title is not text (True); write a title in sentence case, at most 120 letters",
            "title-bool",
        ),
        wrong(
            TITLE,
            "title: [Labels]",
            "2: title is not text (['Labels']); "
            "write a title in sentence case, at most 120 letters",
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
            f"3: date is not a date ('16 December 2021'); {DAY}",
            "date-in-words",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 86400",
            f"3: date is not a date ('86400'); {DAY}",
            "date-seconds",
        ),
        wrong("date: 2021-12-16", "date: 2021", f"3: date is not a date ('2021'); {DAY}", "year"),
        wrong(
            "date: 2021-12-16",
            "date: 2021-1-6",
            f"3: date is not a date ('2021-1-6'); {DAY}",
            "date-without-noughts",
        ),
        wrong(
            "date: 2021-12-16",
            "date: 2021-12-16T09:30Z",
            f"3: date is not a date ('2021-12-16T09:30Z'); {DAY}",
            "date-with-a-zone",
        ),
        wrong(
            "date: 2021-12-16",
            "date: ２０２１-12-16",  # noqa: RUF001 - wide digits, as some keyboards give them
            f"3: date is not a date ('２０２１-12-16'); {DAY}",  # noqa: RUF001
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
        wrong(SUMMARY, "summary: 3.5", f"4: summary is not text (3.5); write {WORDS}", "decimal"),
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
            "5: authors is not a list ('safety-team'); write a list of one or more authors",
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
            "5: authors is not text (1); write a list of one or more authors",
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
            "8: topics is not text (12); write a list of one to six topics",
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
            "8: topics is not text ({'medication': 'dose'}); write a list of one to six topics",
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
            "9: series is not text (2021); write the name of the series it belongs to, if any",
            "series-number",
        ),
        *(
            wrong(
                "part: 4",
                f"part: {given}",
                f"10: part is not a place in a series ({shown}); {PLACE}",
                f"part-{given}",
            )
            for given, shown in [
                ("0", "0"),
                ("-1", "-1"),
                ("100", "100"),
                ("four", "'four'"),
                ("4.5", "4.5"),
                ('"4"', "'4'"),
                ("true", "True"),
                ("[4]", "[4]"),
                ("Closing", "'Closing'"),
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
            "status: hidden",
            "11: status is not known ('hidden'); write one of: draft, published, withdrawn",
            "status-unknown",
        ),
        wrong(
            "status: published",
            "status: true",
            "11: status is not known (True); write one of: draft, published, withdrawn",
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
            f"14: image.src is not text (5); write {PATH}",
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
            "16: image.credit is not text (5); write who made the picture",
            "credit-number",
        ),
        wrong(
            "image:\n  src: images/ward-round.png\n  alt: A ward round, drawn\n"
            "  credit: Drawn by the project\n",
            "image: images/ward-round.png\n",
            "13: image is not a group of fields ('images/ward-round.png'); "
            "write a picture with src, alt and credit",
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
            "11: applies_to is not a list ('England'); "
            "write a list of nations, such as [England, Wales], or [UK]",
            "nation-alone",
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
         "4: parent is not text (5); write the topic that this one is a part of, if any"),
        (TOPIC, TopicHeader, "parent: foundations", "parant: foundations",
         "4: unknown field 'parant'; did you mean 'parent'?"),
        (TOPIC, TopicHeader, "[patient involvement]", "patient involvement",
         "5: synonyms is not a list ('patient involvement'); "
         "write a list of other words for the topic"),
        (AUTHOR, AuthorHeader, "role: Editor\n", "",
         "1: role is missing; add what the author does, such as Editor"),
        (AUTHOR, AuthorHeader, "guest: true", "guest: yes",
         "5: guest is neither true nor false ('yes'); "
         "write true for somebody who is not of the house"),
        (AUTHOR, AuthorHeader, "organisation: Example Trust", "organisation: 5",
         "4: organisation is not text (5); write where the author works, if it matters"),
        (SERIES, SeriesHeader, "parts: [One, Two, Three]\n", "",
         "1: parts is missing; add a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "[One, Two, Three]", "[]",
         "3: parts is empty; write a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "[One, Two, Three]", "[One, 2]",
         "3: parts is not text (2); write a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "[One, Two, Three]", f"[{', '.join(['a'] * 100)}]",
         "3: parts names too many (100, at most 99); "
         "write a list of the titles of all parts, in order"),
        (SERIES, SeriesHeader, "year: 2021", 'year: "2021"',
         "4: year is not a whole number ('2021'); "
         "write the year that it looks back on, such as 2021"),
        (SERIES, SeriesHeader, "year: 2021", "year: 1",
         "4: year is too small (1, at least 1900); "
         "write the year that it looks back on, such as 2021"),
        (SERIES, SeriesHeader, "year: 2021", "year: 3000",
         "4: year is too large (3000, at most 2200); "
         "write the year that it looks back on, such as 2021"),
        (SERIES, SeriesHeader, "complete: true", "complete: 1",
         "5: complete is neither true nor false (1); write true when every planned part is there"),
        (PAGE, PageHeader, "summary: What this site is.\n", "",
         "1: summary is missing; add one sentence on the page"),
        (PAGE, PageHeader, "order: 10", "order: first",
         "4: order is not a whole number ('first'); "
         "write a whole number; smaller ones come first in the footer"),
        (PAGE, PageHeader, "order: 10", "order: 1.5",
         "4: order is not a whole number (1.5); "
         "write a whole number; smaller ones come first in the footer"),
        (PAGE, PageHeader, "order: 10", "order: true",
         "4: order is not a whole number (True); "
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

    rules = {problem.rule for problem in checked("x.md", header, PostHeader)[1]}

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


@pytest.mark.parametrize("model", [PostHeader, TopicHeader, AuthorHeader, SeriesHeader, PageHeader])
def test_every_field_says_what_to_write_in_a_phrase_that_follows_write(model: type[Model]) -> None:
    for name, field in model.model_fields.items():
        said = field.description or ""

        assert said, name
        assert not said.endswith("."), name
        assert said[0].islower(), name
