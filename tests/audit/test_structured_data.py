"""Data for search engines: only words that schema.org has, and each where it may stand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from plugins.audit import structured_data
from plugins.audit.structured_data import faults, properties
from tests.support.vocabulary import needs_vocabulary, text, vocabulary, without_vocabulary

GOOD = {
    "@context": "https://schema.org",
    "@type": "BlogPosting",
    "headline": "A title",
    "url": "https://example.org/",
    "datePublished": "2026-01-02T03:04:05+00:00",
    "author": [{"@type": "Person", "name": "Ann Example"}, {"@id": "https://example.org/#ann"}],
    "comment": {"@type": "CorrectionComment", "text": "It was five."},
}


def test_good_data_has_no_fault() -> None:
    assert list(faults(json.dumps(GOOD))) == []
    assert list(faults(json.dumps({"@context": "https://schema.org/", "@graph": [GOOD]}))) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"@type": "BlogPost"}, "says 'BlogPost', which schema.org does not know"),
        ({"headlines": "x"}, "says 'headlines' of a BlogPosting, which has no such property"),
        ({"author": {"@type": "Person", "headline": "x"}},
         "says 'headline' of a Person, which has no such property"),
        ({"@context": "https://example.org"},
         "has data that does not name schema.org as its context"),
        ({"url": "/a/"}, "has half an address as 'url': /a/"),
        ({"datePublished": "2 January 2026"},
         "has a date as 'datePublished' that is not of ISO 8601: 2 January 2026"),
        ({"headline": ""}, "leaves 'headline' empty"),
        ({"author": {"name": "x"}}, "has data without a type: name"),
    ],
)  # fmt: skip
def test_each_fault_is_named(changed: dict[str, object], fault: str) -> None:
    assert list(faults(json.dumps({**GOOD, **changed}))) == [fault]


@pytest.mark.parametrize("broken", ["{", "3", '["x"]'])
def test_what_is_no_description_is_told(broken: str) -> None:
    assert len(list(faults(broken))) == 1


def test_a_type_has_what_its_ancestors_have() -> None:
    assert {"headline", "name", "articleBody"} <= properties("BlogPosting")
    assert "birthDate" not in properties("BlogPosting")


@needs_vocabulary
def test_the_words_are_those_of_the_vocabulary() -> None:
    assert without_vocabulary() == ""
    typings = Path(os.environ["SCHEMA_DTS"]).read_text(encoding="utf-8")
    own = Path(structured_data.__file__).with_name("schema_org.json")

    assert own.read_text(encoding="utf-8") == text(vocabulary(typings))
