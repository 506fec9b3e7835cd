"""The fields of an author."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    StrictBool,
)

from plugins.content.schema.model import Between, Model
from plugins.content.schema.values import (
    Line,
    LineOrNothing,
    Slug,
    known_orcid,
)


class AuthorHeader(Model):
    """Who wrote a post."""

    name: Line = Field(max_length=80, description="the name to print")
    role: Line = Field(max_length=120, description="what the author does, such as Editor")
    organisation: LineOrNothing = Field(
        "", max_length=120, description="where the author works, if it matters"
    )
    guest: StrictBool = Field(False, description="true for somebody who is not of the house")
    kind: Literal["person", "team"] = Field(
        "person", description="person, or team for several who sign as one"
    )
    interests: LineOrNothing = Field(
        "", max_length=500, description="what readers should know of the author, or 'none'"
    )
    orcid: Annotated[str, AfterValidator(known_orcid)] = Field(
        "", description="the author's ORCID iD, such as 0000-0002-1825-0097"
    )
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )

    def between(self) -> Iterator[Between]:
        if self.kind == "team" and self.orcid:
            what = "orcid is of one person, and this author is a team"
            yield Between(("orcid",), what, "delete the line, or write kind: person", "author-kind")
