"""The fields of a recommendation of an inquiry or a report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from plugins.content.schema.model import Between, Model
from plugins.content.schema.values import (
    Key,
    Line,
    OptionalKey,
    OptionalLine,
    PartialDay,
    Printed,
    known_nation,
)
from plugins.language.dates import first_day
from plugins.model.records import PROGRESS, RESPONSES, SUPERSEDED


class AnsweredHeader(Model):
    """What was answered to a recommendation, and who says so."""

    date: PartialDay = Field(description="when that was answered, such as 2025-07-07")
    kind: Literal["accepted", "accepted in part", "rejected", "none yet"] = Field(
        description=f"one of {', '.join(RESPONSES)}"
    )
    source: Key = Field(description="the name of the source that says so")
    note: OptionalLine = Field("", max_length=300, description="what else it says, in a sentence")


class ProgressHeader(Model):
    """How far a recommendation was carried out from a day on, and who says so."""

    date: PartialDay = Field(description="from when that is so, such as 2025-07-07")
    kind: Literal["not started", "in progress", "done", "superseded"] = Field(
        description=f"one of {', '.join(PROGRESS)}"
    )
    source: Key = Field(description="the name of the source that says so")
    note: OptionalLine = Field("", max_length=300, description="what else it says, in a sentence")


class RecommendationHeader(Model):
    """What a report recommends, and what came of it. What is not known is left out."""

    report: Key = Field(description="the name of the source that recommends it")
    number: Printed = Field("", description="its number there, such as 3 or 4a")
    text: OptionalLine = Field("", max_length=1000, description="what it recommends, as it is told")
    date: PartialDay = Field(
        "", description="when it was made, if that was not on the day of its report"
    )
    addressees: tuple[Annotated[Line, Field(max_length=120)], ...] = Field(
        (), max_length=10, description="a list of those who are to carry it out"
    )
    nations: tuple[Annotated[str, BeforeValidator(known_nation)], ...] = Field(
        (), max_length=4, description="a list of nations, such as [England, Wales], or [UK]"
    )
    response: tuple[AnsweredHeader, ...] = Field(
        (), max_length=50, description="a list of what was answered, the oldest first"
    )
    progress: tuple[ProgressHeader, ...] = Field(
        (), max_length=50, description="a list of its states, the oldest first"
    )
    superseded_by: OptionalKey = Field(
        "", description="the name of the recommendation that took its place"
    )

    def between(self) -> Iterator[Between]:
        if not (self.number or self.text):
            hint = "add its number, or its text"
            yield Between((), "has neither a number nor a text", hint, "missing-field")
        for field in ("response", "progress"):
            stated = [each.date for each in getattr(self, field)]
            for number, (before, after) in enumerate(pairwise(stated), 1):
                if first_day(after) <= first_day(before):
                    what = f"{field}.date is {after}, which is not after the one above ({before})"
                    hint = "put them in the order of their days, the oldest first"
                    yield Between((field, number, "date"), what, hint, "recommendation-dates")
        last = self.progress[-1].kind if self.progress else "not known"
        if self.superseded_by and last != SUPERSEDED:
            what = f"superseded_by is given, but progress ends with '{last}'"
            hint = "add to progress when it was superseded and which source says so"
            yield Between(("superseded_by",), what, hint, "recommendation-superseded")
