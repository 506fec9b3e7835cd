"""YAML files of many records, such as figures and terms."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePosixPath
from typing import Any

from plugins.base.problems import Problem
from plugins.content.conversion_cache import CachedRow, ConversionCache, Record
from plugins.content.file_kinds import (
    REGISTERS,
    WORDS,
    register_key,
)
from plugins.content.front_matter import parse_data, read_text
from plugins.content.parse import LARGEST
from plugins.content.parsed import Content

# -- Registers


def read_register(content: Content, store: ConversionCache, name: str) -> None:
    key = register_key(name, content.folder.files[name])
    record = store.records.get(key)
    if record is None:
        store.put(CachedRow.of(key, _registered(name, content.folder.read(name)), ""))
        record = store.records[key]
    if name in REGISTERS:
        content.registers[name] = record["records"]
    elif record["records"]:
        content.years[int(PurePosixPath(name).stem)] = record["records"]
    content.problems += [Problem(*each) for each in record["problems"]]


def _registered(name: str, content: bytes) -> Record:
    """Return the sound records of a register, and what is wrong with it."""
    from plugins.content.schema import header_words, headers, validate, year_header

    if len(content) > LARGEST:
        what = f"is too large ({len(content):,} bytes, at most {LARGEST:,})"
        problem = Problem(name, 0, what, "take out what no post needs any more", "file-size")
        return {"records": {}, "problems": [dataclasses.astuple(problem)]}
    text, problems = read_text(name, content)
    header, faults = parse_data(name, text)
    problems += faults
    bent = [each for _, each in header_words.faults(name, header)]
    problems += [each for each in bent if each.check_id != header_words.ADVICE]
    records: dict[str, Any] = {}
    if name not in REGISTERS:
        if not re.fullmatch(r"years/(?:19|20)\d\d\.yaml", name):
            hint = "such files are written by close-year, and named 2021.yaml"
            problems = [Problem(name, 0, "is not the file of a year", hint, "unknown-file")]
        if not problems:
            records, problems = validate.checked(name, header, year_header.YearHeader)
    elif name == WORDS:
        for word, value in header.values.items():
            means, faults = validate.checked_word(name, header, word, value)
            problems += faults
            if means:
                records[word] = {"means": means}
    elif not problems:
        model = headers.RECORDS[name]
        for record in header.values:
            values, faults = validate.checked_record(name, header, record, model)
            problems += faults
            if values:
                records[record] = values
    problems += [each for each in bent if each.check_id == header_words.ADVICE]
    return {"records": records, "problems": [dataclasses.astuple(each) for each in problems]}
