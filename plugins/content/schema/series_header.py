"""The fields of a series."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    Field,
    StrictBool,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import Slug, Title


class SeriesHeader(Model):
    """A short run of posts that belong together, planned beforehand."""

    title: Title = Field(description="the title of the series")
    parts: tuple[Title, ...] = Field(
        min_length=1, max_length=99, description="a list of the titles of all parts, in order"
    )
    year: Annotated[int, Field(ge=1900, le=2200, strict=True)] | None = Field(
        None, description="the year that it looks back on, such as 2021"
    )
    complete: StrictBool = Field(False, description="true when every planned part is there")
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )
