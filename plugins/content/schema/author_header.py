"""The fields of an author."""

from __future__ import annotations

from pydantic import (
    Field,
    StrictBool,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import Line, LineOrNothing, Slug


class AuthorHeader(Model):
    """Who wrote a post."""

    name: Line = Field(max_length=80, description="the name to print")
    role: Line = Field(max_length=120, description="what the author does, such as Editor")
    organisation: LineOrNothing = Field(
        "", max_length=120, description="where the author works, if it matters"
    )
    guest: StrictBool = Field(False, description="true for somebody who is not of the house")
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )
