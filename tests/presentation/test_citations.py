"""Citations: how a source is printed, and what reference managers make of our files."""

from __future__ import annotations

import re

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from plugins.content.schema.values import SOURCE_KINDS
from plugins.model.records import Cited
from plugins.model.source_labels import label, names
from plugins.presentation.citations import KINDS, details, link_of, references, source_line
from plugins.presentation.reference_formats import bibtex, ris
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_source

PAPER = a_source(
    key="elliott-2021",
    title="Economic analysis of errors & harm: 5% of {all} costs_in £",
    publisher="BMJ",
    date="2021-02",
    kind="article",
    authors=("Elliott, Rachel Ann", "Camacho, Elizabeth", "NHS Example"),
    link="https://example.org/a_b?c=1&d=%20#e",
    doi="10.1136/bmjqs-2019-010206",
    container="BMJ Quality & Safety",
    volume="30",
    issue="2",
    pages="96-105",
    recorded="2026-11-20",
)


@pytest.mark.parametrize(
    ("authors", "printed", "short"),
    [
        ((), "", "Example Office 2021"),
        (("Example Office",), "", "Example Office 2021"),
        (("Ockenden, Donna",), "Ockenden D", "Ockenden 2021"),
        (("Elliott, Rachel Ann", "Ward, J.-P."), "Elliott RA, Ward JP", "Elliott and Ward 2021"),
        (tuple(f"Name{n}, A" for n in range(7)),
         "Name0 A, Name1 A, Name2 A, Name3 A, Name4 A, Name5 A, et al", "Name0 et al 2021"),
    ],
)  # fmt: skip
def test_authors_are_printed_in_the_vancouver_style(
    authors: tuple[str, ...], printed: str, short: str
) -> None:
    source = a_source(authors=authors)

    assert (names(source), label(source)) == (printed, short)


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"container": "BMJ", "volume": "30", "issue": "2", "pages": "96-105"}, "BMJ 30(2):96-105"),
        ({"container": "BMJ", "volume": "30"}, "BMJ 30"),
        ({"container": "BMJ", "issue": "2", "pages": "7"}, "BMJ (2):7"),
        ({"pages": "12-19"}, "pages 12-19"),
        ({"edition": "second"}, "second edition"),
        ({"container": "A book", "edition": "second"}, "A book, second edition"),
        ({}, ""),
    ],
)
def test_the_place_in_a_journal_is_printed_as_far_as_it_is_known(
    changes: dict[str, str], printed: str
) -> None:
    assert details(a_source(**changes)) == printed


def test_a_doi_is_an_address_where_there_is_no_other() -> None:
    assert link_of(a_source(link="", doi="10.1000/182")) == "https://doi.org/10.1000/182"
    assert link_of(a_source(link="https://x.org/", doi="10.1000/182")) == "https://x.org/"
    assert link_of(a_source(link="", isbn="978-3-16-148410-0")) == ""


def test_a_replaced_source_leads_to_the_one_that_stands() -> None:
    old = a_source(status="replaced", replaced_by="new-2023")
    new = a_source(key="new-2023", title="The new one")

    line = source_line(old, a_library(sources=(old, new)))

    assert (line.state, line.instead) == ("Replaced", Link(url=new.url, text="The new one"))


def test_a_withdrawn_source_says_when() -> None:
    for date, words in (("2024-05-01", "Withdrawn on 1 May 2024"), ("2024", "Withdrawn in 2024")):
        old = a_source(status="withdrawn", withdrawn=date)
        assert source_line(old, a_library(sources=(old,))).state == words


def test_references_are_numbered_in_the_order_of_the_text() -> None:
    one, two = a_source(key="one"), a_source(key="two")
    cited = (Cited(key="two", backs=("_cite-1-1",)), Cited(key="one"))

    found = references(cited, a_library(sources=(one, two)))

    assert [(each.number, each.source.page, each.backs) for each in found] == [
        (1, two.url, ("_cite-1-1",)),
        (2, one.url, ()),
    ]


def test_every_kind_of_source_has_a_name_and_a_place_in_every_format() -> None:
    assert set(KINDS) == set(SOURCE_KINDS)
    for kind in SOURCE_KINDS:
        source = a_source(kind=kind, key=f"x-{kind}")
        assert list(parse_string(bibtex(source), "bibtex").entries) == [source.key]
        assert len(rispy.loads(ris(source))) == 1


def test_bibtex_is_read_back_as_it_was_meant() -> None:
    entry = parse_string(bibtex(PAPER), "bibtex").entries["elliott-2021"]

    assert entry.type == "article"
    people = [(person.last_names, person.first_names) for person in entry.persons["author"]]
    assert people == [
        (["Elliott"], ["Rachel"]),
        (["Camacho"], ["Elizabeth"]),
        (["{NHS Example}"], []),
    ]
    assert entry.persons["author"][0].middle_names == ["Ann"]
    assert dict(entry.fields) == {
        "title": r"{Economic analysis of errors \& harm: 5\% of \textbraceleft{}all\textbraceright{} costs\_in £}",
        "journal": r"BMJ Quality \& Safety",
        "volume": "30",
        "number": "2",
        "pages": "96--105",
        "year": "2021",
        "month": "February",
        "doi": "10.1136/bmjqs-2019-010206",
        "url": "https://example.org/a_b?c=1&d=%20#e",
        "urldate": "2026-11-20",
    }


def test_ris_is_read_back_as_it_was_meant() -> None:
    (record,) = rispy.loads(ris(PAPER))

    assert record == {
        "type_of_reference": "JOUR",
        "id": "elliott-2021",
        "authors": ["Elliott, Rachel Ann", "Camacho, Elizabeth", "NHS Example"],
        "title": "Economic analysis of errors & harm: 5% of {all} costs_in £",
        "year": "2021",
        "date": "2021/02//",
        "secondary_title": "BMJ Quality & Safety",
        "publisher": "BMJ",
        "volume": "30",
        "number": "2",
        "start_page": "96",
        "end_page": "105",
        "doi": "10.1136/bmjqs-2019-010206",
        "urls": ["https://example.org/a_b?c=1&d=%20#e"],
        "access_date": "2026/11/20/",
    }


def test_a_file_of_a_withdrawn_source_says_so() -> None:
    source = a_source(status="withdrawn", withdrawn="2024-05", archive="https://a.example/x")

    assert parse_string(bibtex(source), "bibtex").entries[source.key].fields["note"] == (
        "Withdrawn in May 2024"
    )
    (record,) = rispy.loads(ris(source))
    assert record["notes"] == ["Withdrawn in May 2024"]


# What a header can hold in a line, as far as a reader of another program shows it.
A_LINE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


@given(A_LINE, st.lists(A_LINE, max_size=3), A_LINE)
def test_any_title_author_and_pages_come_back(title: str, authors: list[str], pages: str) -> None:
    source = a_source(title=title, authors=tuple(authors), pages=pages)

    entry = parse_string(bibtex(source), "bibtex").entries[source.key]
    (record,) = rispy.loads(ris(source))

    assert unlatexed(entry.fields["title"]) == title
    people = [unlatexed(str(person)) for person in entry.persons["author"]]
    assert people == [
        ", ".join(part.strip() for part in name.split(",")) if is_person(name) else name
        for name in authors or [source.publisher]
    ]
    assert without_dashes(unlatexed(entry.fields["pages"])) == without_dashes(pages)
    assert record["title"] == title
    assert record["authors"] == list(authors or [source.publisher])
    span = record["start_page"] + record.get("end_page", "")
    assert without_dashes(span) == without_dashes(pages)


def is_person(name: str) -> bool:
    family, comma, given_name = name.partition(",")
    plain = bool(comma and family.strip() and given_name.strip()) and "," not in given_name
    return plain and not re.search(r"(?i)\band\b", name)


def without_dashes(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]", "", text)


def unlatexed(text: str) -> str:
    """Return what LaTeX would print of a field."""
    words = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
             "textasciitilde": "~", "textasciicircum": "^"}  # fmt: skip
    text = re.sub(r"\\(text\w+)\{\}", lambda found: chr(0xE000 + list(words).index(found[1])), text)
    text = re.sub(r"\\([&%$#_])", r"\1", text).replace("{", "").replace("}", "")
    for number, sign in enumerate(words.values()):
        text = text.replace(chr(0xE000 + number), sign)
    return text
