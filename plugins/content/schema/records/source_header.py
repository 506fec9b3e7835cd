"""The fields of a cited source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
)

from plugins.content.schema.model import Between, Model
from plugins.content.schema.values import (
    SOURCE_KINDS,
    Line,
    OptionalKey,
    OptionalLine,
    PartialDay,
    Printed,
    Slugs,
    SourceKind,
    WholeDay,
    known_doi,
    known_isbn,
    source_address,
)


class SourceHeader(Model):
    """A report, paper or page that posts cite."""

    title: Line = Field(max_length=300, description="the title, as it is printed there")
    publisher: Line = Field(max_length=120, description="who published it")
    date: PartialDay = Field(
        description="when it was published, as exactly as it is known, such as 2022-03-30 or 2022"
    )
    kind: SourceKind = Field(description=f"one of {', '.join(SOURCE_KINDS)}")
    authors: Slugs = Field(
        (),
        max_length=30,
        description='a list of its authors: people as "Family, Given", organisations by name',
    )
    url: Annotated[Line, AfterValidator(source_address)] = Field(
        "", max_length=1000, description="where it is, an address that begins with https://"
    )
    doi: Annotated[Line, AfterValidator(known_doi)] = Field(
        "", max_length=200, description="its DOI, such as 10.1136/bmjqs-2019-010206"
    )
    isbn: Annotated[str, BeforeValidator(known_isbn)] = Field(
        "", description="its ISBN, such as 978-3-16-148410-0"
    )
    archive: Annotated[Line, AfterValidator(source_address)] = Field(
        "", max_length=1000, description="the address of a copy in an archive"
    )
    recorded: WholeDay = Field("", description="the day on which somebody read it there")
    container: OptionalLine = Field(
        "", max_length=200, description="the journal, newspaper or book that it is part of"
    )
    volume: Printed = Field("", description="the volume of the journal")
    issue: Printed = Field("", description="the issue of the journal")
    pages: Printed = Field("", description="its pages, such as 96-105")
    edition: Printed = Field("", description="which edition it is, such as second")
    status: Literal["current", "replaced", "withdrawn"] = Field(
        "current", description="current, replaced or withdrawn"
    )
    replaced_by: OptionalKey = Field("", description="the name of the source that replaces it")
    withdrawn: PartialDay = Field("", description="when it was withdrawn, such as 2024-05-01")

    def between(self) -> Iterator[Between]:
        if not (self.url or self.doi or self.isbn):
            hint = "add url, doi or isbn"
            yield Between((), "nothing says where to find the source", hint, "source-place")
        for status, field in (("replaced", "replaced_by"), ("withdrawn", "withdrawn")):
            given, stated = bool(getattr(self, field)), self.status == status
            if stated and not given:
                what = f"status is {status}, but {field} is missing"
                hint = f"add {SourceHeader.model_fields[field].description}"
                yield Between(("status",), what, hint, "source-status")
            elif given and not stated:
                what = f"{field} is given, but status is {self.status}"
                hint = f"write 'status: {status}', or delete the line"
                yield Between((field,), what, hint, "source-status")
