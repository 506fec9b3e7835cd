"""The fields of a support service."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    create_model,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import (
    Key,
    Line,
    OptionalLine,
    WholeDay,
    known_nation,
    web_address,
)


class _Service(Model):
    name: Line = Field(max_length=120, description="the name of the service")
    subjects: tuple[Key, ...] = Field(
        min_length=1, description="a list of what it helps with, such as baby-loss"
    )
    nations: tuple[Annotated[str, BeforeValidator(known_nation)], ...] = Field(
        min_length=1, description="a list of nations, such as [England, Wales], or [UK]"
    )
    phone: OptionalLine = Field("", max_length=40, description="the number to call")
    hours: OptionalLine = Field("", max_length=120, description="when somebody answers")
    url: Annotated[str, AfterValidator(web_address)] = Field(
        max_length=500, description="the whole address of its page"
    )
    checked: WholeDay = Field(
        description="the day on which somebody last looked that all of it is right"
    )


# A service that a reader in distress may turn to. `for` is a word of Python's own, so this field
# cannot stand in a class.
ServiceHeader = create_model(
    "ServiceHeader",
    __base__=_Service,
    **{"for": (Line, Field(max_length=300, description="for whom it is, in a sentence"))},  # type: ignore[call-overload]
)
