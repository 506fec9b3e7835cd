from __future__ import annotations

import pytest

from plugins.admin.merging import merged
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
