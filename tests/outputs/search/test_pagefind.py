"""The index: equal bytes for equal pages, read back by what we know of its form."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plugins.base.problems import SiteFault
from plugins.outputs.search.pagefind import MAGIC, Files, index, ordered, packed, unpacked


def fragments(folder: Path) -> list[dict[str, Any]]:
    """Return what an index says of each page, in words."""
    return [
        json.loads(gzip.decompress(path.read_bytes()).removeprefix(MAGIC))
        for path in sorted(folder.glob("fragment/*.pf_fragment"))
    ]


def pages(count: int = 12) -> list[tuple[str, str]]:
    return [
        (
            f"/blog/{n}/",
            f"<html><body data-pagefind-body><h1>Post {n}</h1><p>Word{n} and safety.</p>"
            f'<div data-pagefind-ignore><span data-pagefind-filter="year">20{n % 7 + 10}</span>'
            f'<span data-pagefind-filter="topic">Topic {n % 5}</span>'
            f'<span data-pagefind-filter="author">Author {n % 6}</span>'
            f'<span data-pagefind-sort="date">20{n % 3 + 10}-01-01</span></div></body></html>',
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def made() -> Files:
    return index(pages(), "en")


def test_equal_pages_give_equal_bytes(made: Files) -> None:
    """The program alone puts filters in an order of chance; four runs would hardly agree."""
    for _ in range(3):
        assert index(pages(), "en") == made


def test_other_words_give_another_index(made: Files) -> None:
    changed = [*pages()[:-1], ("/blog/last/", "<html><body data-pagefind-body>New</body></html>")]

    other = index(changed, "en")

    assert other["pagefind-entry.json"] != made["pagefind-entry.json"]


def test_the_names_lead_from_one_file_to_the_next(made: Files) -> None:
    told = json.loads(made["pagefind-entry.json"])["languages"]["en"]
    _, found, chunks, filters, sorts, *_ = unpacked(made[f"pagefind.{told['hash']}.pf_meta"])

    assert told["page_count"] == len(found) == 12
    assert {f"fragment/{name}.pf_fragment" for name, *_ in found} <= made.keys()
    assert {f"index/{chunk[-1]}.pf_index" for chunk in chunks} <= made.keys()
    assert [name for name, _ in filters] == ["author", "topic", "year"]
    assert [name for name, _ in sorts] == ["date"]
    years = dict(unpacked(made[f"filter/{filters[2][1]}.pf_filter"])[1])
    assert list(years) == ["2010", "2011", "2012", "2013", "2014", "2015", "2016"]
    assert sum(map(len, years.values())) == 12


def test_what_is_in_order_stays_as_it_is(made: Files) -> None:
    assert ordered(made) == made


def test_the_program_is_fetched_without_its_own_boxes(made: Files) -> None:
    loose = {name for name in made if "/" not in name and not name.endswith(".pf_meta")}

    assert loose == {"pagefind-entry.json", "pagefind.js", "pagefind-worker.js", "wasm.en.pagefind"}


values = some.recursive(
    some.integers(-(2**63), 2**63) | some.text(), lambda inner: some.lists(inner, max_size=40)
)


@given(values)
def test_what_is_packed_is_unpacked_the_same(value: Any) -> None:
    assert unpacked(packed(value)) == value


def test_files_of_another_form_are_refused() -> None:
    for content in (gzip.compress(b"other"), gzip.compress(MAGIC + b"\x01\x02"),
                    gzip.compress(MAGIC + b"\xa1\x01\x02")):  # fmt: skip
        with pytest.raises(SiteFault, match="not of the form that is known"):
            unpacked(content)


def test_a_program_that_is_not_there_is_a_plain_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: Path("/nowhere/pagefind"))

    with pytest.raises(SiteFault) as fault:
        index(pages(), "en")

    assert str(fault.value) == (
        "The search index cannot be made ([Errno 2] No such file or directory: "
        "'/nowhere/pagefind'); mend that, or set SEARCH = False in pelicanconf.py to go without."
    )
