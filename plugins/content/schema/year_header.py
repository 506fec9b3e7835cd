"""The fields of a closed year."""

from __future__ import annotations

from pydantic import (
    Field,
)

from plugins.content.schema.model import Model
from plugins.content.schema.values import Count, Line, Slugs, WholeDay


class SeriesCountHeader(Model):
    """A series of a closed year."""

    slug: Line = Field(description="the name of the series")
    planned: Count = Field(description="how many parts it planned")
    published: Count = Field(description="how many of them were there")


class ContributorHeader(Model):
    """Somebody who wrote in a closed year."""

    author: Line = Field(description="the name of the author's file")
    role: Line = Field(description="the author's role at that time")
    posts: Count = Field(description="how many posts they wrote")


class SealedHeader(Model):
    """A post of a closed year, as it was then."""

    post: Line = Field(description="the file of the post")
    id: str = Field(description="the permanent id of the post")
    updates: Count = Field(description="how many updates it declared")
    head: Line = Field(description="the digest of what its header said")
    text: Line = Field(description="the digest of its text")
    topics: Slugs = Field(description="a list of its topics")
    authors: Slugs = Field(description="a list of its authors")


class YearHeader(Model):
    """A closed year: its numbers on the day of closing, and what seals its posts."""

    closed: WholeDay = Field(description="the day on which it was closed")
    posts: Count = Field(description="how many posts it had")
    months: tuple[Count, ...] = Field(
        min_length=12, max_length=12, description="a list of the number of posts of each month"
    )
    topics: dict[str, Count] = Field(description="the number of posts of each topic")
    new_topics: Slugs = Field(description="a list of topics that had their first post")
    series: tuple[SeriesCountHeader, ...] = Field(description="a list of the year's series")
    updates: dict[str, Count] = Field(description="the number of updates of each kind")
    cited: Count = Field(description="how many sources were cited")
    sources: dict[str, Count] = Field(description="the number of posts that cite each source")
    given: Count = Field(description="how many figures were given")
    figures: dict[str, str] = Field(description="the figures that were superseded, and by which")
    recommendations: Slugs = Field(
        (), description="a list of what was answered to recommendations, and what changed"
    )
    contributors: tuple[ContributorHeader, ...] = Field(description="a list of who wrote")
    sealed: tuple[SealedHeader, ...] = Field(description="a list of the posts as they were")
