"""What all headers share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
)
from pydantic.fields import FieldInfo

from plugins.content.front_matter import FieldPath


class Between(NamedTuple):
    """A fault between fields: where it is best mended, what is wrong, and how to mend it."""

    place: FieldPath
    message: str
    hint: str
    rule: str


class Model(BaseModel):
    """A header: nothing but the fields below, and nothing changes once it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def between(self) -> Iterator[Between]:
        """Yield what is wrong between fields that are right by themselves."""
        yield from ()


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that stand in a header."""
    return {about.alias or name: about for name, about in model.model_fields.items()}
