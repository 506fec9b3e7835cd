"""The fields of a term of the glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import Key, Line, OptionalKey, OptionalLine, abbreviation


class TermHeader(Model):
    """A word that not every reader knows, and what it means."""

    term: Line = Field(max_length=100, description="the term as it stands in running text")
    short: Annotated[str, AfterValidator(abbreviation)] = Field(
        "", max_length=12, description="the abbreviation of it, such as CQC"
    )
    means: Line = Field(max_length=500, description="what it means, in one or two sentences")
    place: OptionalLine = Field(
        "", max_length=80, description="where the term holds, such as Wales"
    )
    see: tuple[Key, ...] = Field((), max_length=10, description="a list of other terms")
    source: OptionalKey = Field("", description="the name of the source that says so")
