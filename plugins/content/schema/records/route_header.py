"""The fields of a way to report something."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, create_model

from plugins.content.schema.model import Model
from plugins.content.schema.values import (
    Key,
    Line,
    PostKind,
    WholeDay,
    known_nation,
    web_address,
)


class _Route(Model):
    name: Line = Field(max_length=120, description="what it is called")
    audience: Literal["public", "staff"] = Field(
        description="public (patients, families, carers) or staff (who work in health and care)"
    )
    nations: tuple[Annotated[str, BeforeValidator(known_nation)], ...] = Field(
        min_length=1, description="a list of nations, such as [England, Wales], or [UK]"
    )
    steps: tuple[Annotated[Line, Field(max_length=300)], ...] = Field(
        min_length=1, max_length=9, description="a list of what to do, one sentence each"
    )
    url: Annotated[str, AfterValidator(web_address)] = Field(
        max_length=500, description="the whole address of its page"
    )
    topics: tuple[Key, ...] = Field((), description="a list of topics whose posts show it")
    kinds: tuple[PostKind, ...] = Field(
        (), description="a list of kinds of post that show it, such as [story]"
    )
    checked: WholeDay = Field(
        description="the day on which somebody last looked that all of it is right"
    )


# `for` is a word of Python's own, so this field cannot stand in a class.
RouteHeader = create_model(
    "RouteHeader",
    __base__=_Route,
    **{"for": (Line, Field(max_length=300, description="what it is for, in a sentence"))},  # type: ignore[call-overload]
)
