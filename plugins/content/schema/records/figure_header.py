"""The fields of a figure of the register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import (
    BeforeValidator,
    Field,
)

from plugins.content.schema.model import Between, Model
from plugins.content.schema.values import (
    Key,
    Line,
    OptionalKey,
    OptionalLine,
    PartialDay,
    printed_number,
)


class FigureHeader(Model):
    """A number that posts give, with all that must be known to read it."""

    value: Annotated[str, BeforeValidator(printed_number)] = Field(
        description="the number as the source prints it, such as 4,906 or 1.2 million"
    )
    unit: Line = Field(max_length=60, description="what one of it is, such as calls, or %")
    counts: Line = Field(max_length=200, description="what it counts")
    place: Line = Field(max_length=80, description="the place it is for, such as England")
    period: Line = Field(max_length=120, description="the period it is for, in words")
    as_of: PartialDay = Field(description="when it was true, such as 2025-06-30 or 2025-06")
    source: Key = Field(description="the name of the source that gives it")
    label: OptionalLine = Field("", max_length=60, description="a few words for charts")
    note: OptionalLine = Field("", max_length=300, description="what else a reader should know")
    superseded_by: OptionalKey = Field("", description="the name of the figure that replaces it")
    comparable_with: tuple[Key, ...] = Field(
        (), max_length=50, description="a list of figures that it may be set beside"
    )
    not_comparable_with: tuple[Key, ...] = Field(
        (), max_length=50, description="a list of figures that it may not be set beside"
    )
    why: OptionalLine = Field(
        "", max_length=300, description="one sentence that says why they cannot be compared"
    )

    def between(self) -> Iterator[Between]:
        if self.not_comparable_with and not self.why:
            hint = f"add {FigureHeader.model_fields['why'].description}"
            yield Between(("not_comparable_with",), "why is missing", hint, "missing-field")
        both = sorted({*self.comparable_with} & {*self.not_comparable_with})
        for name in both:
            place = ("not_comparable_with", self.not_comparable_with.index(name))
            what = f"not_comparable_with names '{name}', and so does comparable_with"
            yield Between(place, what, "delete one of them", "figure-comparison")
