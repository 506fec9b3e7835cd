"""The fields of an event."""

from __future__ import annotations

from pydantic import (
    Field,
    StrictBool,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import Line, OptionalKey, ThemeYear, WholeDay


class EventHeader(Model):
    """Something whose day comes again: a yearly event, or what has anniversaries."""

    name: Line = Field(max_length=120, description="the name of the event")
    date: WholeDay = Field(description="the day of the first one, such as 2019-09-17")
    yearly: StrictBool = Field(False, description="true for an event that is held every year")
    source: OptionalKey = Field("", description="the name of the source that says so")
    themes: dict[ThemeYear, Line] = Field(
        default_factory=dict, max_length=100, description="the theme of each year"
    )
