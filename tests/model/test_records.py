"""Records: values that never change, and that are equal when they say the same."""

from __future__ import annotations

import dataclasses

import pytest

from plugins.presentation.views import fingerprint
from tests.support.examples import a_figure, a_rule, a_source, a_version, on


@pytest.mark.parametrize(
    "record", [a_source(), a_figure(), a_version(on(2021)), a_rule(a_version(on(2021)))],
    ids=lambda each: type(each).__name__,
)  # fmt: skip
def test_a_record_is_frozen_and_every_field_counts(record: object) -> None:
    assert dataclasses.is_dataclass(record)
    for field in dataclasses.fields(record):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, field.name, None)
        changed = dataclasses.replace(record, **{field.name: "another"})  # type: ignore[type-var]
        assert fingerprint(changed) != fingerprint(record), field.name
