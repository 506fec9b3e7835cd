"""The fields of a page."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import (
    LONGEST_SUMMARY,
    Language,
    Line,
    OptionalLine,
    Title,
    old_address,
)


class PageHeader(Model):
    """What is stated about a page that stands alone, such as the one about the site."""

    title: Title = Field(description="a title in sentence case, at most 120 letters")
    summary: Line = Field(max_length=LONGEST_SUMMARY, description="one sentence on the page")
    aliases: tuple[Annotated[Line, AfterValidator(old_address)], ...] = Field(
        (), max_length=20, description="a list of addresses at which it was found before"
    )
    lang: Language = Field(
        "", description="the language of the page, such as cy, if it is not the site's own"
    )
    translation_of: OptionalLine = Field(
        "", description="the page that it translates, such as pages/name.md"
    )
    order: Annotated[int, Field(strict=True)] = Field(
        100, description="a whole number; smaller ones come first in the footer"
    )
