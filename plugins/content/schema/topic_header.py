"""The fields of a topic."""

from __future__ import annotations

from pydantic import (
    Field,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import LONGEST_SUMMARY, Line, Slug, Slugs

# Posts that a topic may begin with: more of them is a list again.
MOST_FIRST = 5


class TopicHeader(Model):
    """A subject that posts are grouped by."""

    name: Line = Field(max_length=60, description="the name of the topic, at most 60 letters")
    description: Line = Field(max_length=LONGEST_SUMMARY, description="one sentence on the topic")
    parent: str = Field("", description="the topic that this one is a part of, if any")
    start_here: tuple[Line, ...] = Field(
        (),
        max_length=MOST_FIRST,
        description="a list of one to five posts to read first, such as posts/2024/name.md",
    )
    synonyms: Slugs = Field((), description="a list of other words for the topic")
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )
