from __future__ import annotations

import pytest
from pydantic import create_model

from plugins.admin.merging import Unreadable, merged, merged_record, records, shown
from plugins.content.front_matter import parse
from plugins.content.schema.model import Model
from plugins.content.schema.post_header import PostHeader

OLD = """\
---
title: 'Labels: one ward'   # kept as it was
date: 2021-12-16 09:30
summary: "What changed."
authors: [ann-example]
topics:
    - culture   # first
    - medicines
series:
image:
  src: images/ward.svg
  alt: "A ward"
---

The text, with   odd spaces.

"""
FORM = """\
---
title: "Labels: one ward"
date: 2021-12-16 09:30
summary: What changed.
authors:
  - ann-example
topics:
  - culture
  - medicines
series: ""
image:
  src: images/ward.svg
  alt: A ward
sponsor: ""
updates: []
---

The text, with   odd spaces.
"""


def test_a_form_that_changed_nothing_changes_no_byte() -> None:
    assert merged("posts/x.md", OLD, FORM, PostHeader) == OLD


@pytest.mark.parametrize(
    ("form", "was", "now"),
    [
        ('title: "Labels: one ward"', "title: 'Labels: one ward'   # kept as it was",
         'title: "New: title"'),
        ("  - medicines\n", "topics:\n    - culture   # first\n    - medicines", "topics: [culture]"),
        ("  alt: A ward", 'image:\n  src: images/ward.svg\n  alt: "A ward"',
         'image:\n  src: images/ward.svg\n  alt: "Other"'),
        ('series: ""', "series:", "series: 2021-in-review"),
        ("The text, with   odd spaces.", "The text, with   odd spaces.", "Other text."),
    ],
)  # fmt: skip
def test_only_what_was_changed_is_written_anew(form: str, was: str, now: str) -> None:
    put = {
        'title: "Labels: one ward"': 'title: "New: title"', "  - medicines\n": "",
        "  alt: A ward": "  alt: Other", 'series: ""': "series: 2021-in-review",
        "The text, with   odd spaces.": "Other text.",
    }[form]  # fmt: skip

    made = merged("posts/x.md", OLD, FORM.replace(form, put), PostHeader)

    if was == "series:":
        assert made == OLD.replace("series:\n", "series: 2021-in-review\n")
    else:
        assert made == OLD.replace(was, now)


def test_what_is_added_goes_behind_in_the_order_of_the_schema() -> None:
    form = FORM.replace('sponsor: ""', "part: 4\nstatus: draft\nsponsor: none")

    made = merged("posts/x.md", OLD, form, PostHeader)

    assert made == OLD.replace(
        '  alt: "A ward"\n', '  alt: "A ward"\npart: 4\nstatus: draft\nsponsor: none\n'
    )


def test_what_is_taken_out_is_gone() -> None:
    form = FORM.replace("image:\n  src: images/ward.svg\n  alt: A ward\n", "")

    made = merged("posts/x.md", OLD, form, PostHeader)

    assert made == OLD.replace('image:\n  src: images/ward.svg\n  alt: "A ward"\n', "")


def test_a_new_file_looks_as_a_person_would_write_it() -> None:
    form = FORM.replace('series: ""', 'series: ""\nstatus: published')

    assert merged("posts/x.md", "", form, PostHeader) == (
        '---\ntitle: "Labels: one ward"\ndate: "2021-12-16 09:30"\nsummary: "What changed."\n'
        "authors: [ann-example]\ntopics: [culture, medicines]\nimage:\n  src: images/ward.svg\n"
        '  alt: "A ward"\n---\nThe text, with   odd spaces.\n'
    )


# -- Records of a register

REGISTER = """\
# The figures. A value stands as its source prints it.

slips-2021:
  value: 1,234   # as printed
  unit: "slips"
  counts: slips in one ward
  steps:
    - Call 0800 917 2127, from nine to five.
    - Wait.
  # Of the months before the change.
  period: October 2021
  nations: [England, Northern Ireland]

# -- Later

slips-2023:
  value: 987
  phone: 0800
"""
NO_NAMES = create_model("NoNames", __base__=Model)


def edited(name: str, **changes: object) -> str:
    values = dict(parse("x", shown(name, records("f.yaml", REGISTER)[name]))[0].values)
    assert values.pop("key") == name
    return merged_record("f.yaml", REGISTER, name, values | changes, NO_NAMES)


@pytest.mark.parametrize("name", ["slips-2021", "slips-2023"])
def test_a_record_that_a_form_left_as_it_was_changes_no_byte(name: str) -> None:
    assert edited(name) == REGISTER


@pytest.mark.parametrize(
    ("name", "field", "value", "old", "new"),
    [
        ("slips-2021", "value", "1,235", "value: 1,234   #", "value: 1,235   #"),
        ("slips-2021", "unit", "falls", 'unit: "slips"', 'unit: "falls"'),
        ("slips-2021", "counts", "a: b # c", "counts: slips in one ward", 'counts: "a: b # c"'),
        ("slips-2021", "period", "May 2022", "October 2021", "May 2022"),
        ("slips-2021", "nations", ["England", "Northern Ireland", "Wales"],
         "Northern Ireland]", "Northern Ireland, Wales]"),
        ("slips-2021", "steps", ["Call 0800 917 2127, from nine to five.", "Ask."],
         "    - Wait.", "    - Ask."),
        ("slips-2021", "unit", "", '  unit: "slips"\n', ""),
        ("slips-2021", "period", "", "  period: October 2021\n", ""),
        ("slips-2023", "value", "0988", "value: 987", "value: 0988"),
        ("slips-2023", "phone", "", "  phone: 0800\n", ""),
    ],
)  # fmt: skip
def test_of_a_register_one_line_is_changed_and_comments_stay(
    name: str, field: str, value: object, old: str, new: str
) -> None:
    assert REGISTER.count(old) == 1
    assert edited(name, **{field: value}) == REGISTER.replace(old, new)


def test_a_new_record_comes_last_and_is_read_as_it_was_given() -> None:
    values: dict[str, object] = {"value": "4,906", "nations": ["England"], "note": "A: b"}

    made = merged_record("f.yaml", REGISTER, "falls", values, NO_NAMES)

    assert made == f'{REGISTER}\nfalls:\n  value: 4,906\n  nations: [England]\n  note: "A: b"\n'
    assert records("f.yaml", made)["falls"] == values
    assert merged_record("f.yaml", "", "falls", {"value": "1"}, NO_NAMES) == "falls:\n  value: 1\n"


def test_a_register_that_cannot_be_read_is_left_alone() -> None:
    with pytest.raises(Unreadable, match=r"content/f\.yaml:2: "):
        merged_record("f.yaml", 'a:\n  value: "4\n', "a", {"value": "5"}, NO_NAMES)


def test_a_comment_below_a_changed_field_stays() -> None:
    old = OLD.replace('"What changed."\n', '"What changed."\n# By whom?\n')

    made = merged("posts/x.md", old, FORM.replace("What changed.", "Another."), PostHeader)

    assert made == old.replace("What changed.", "Another.")
