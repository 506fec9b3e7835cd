"""The fields of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pydantic import (
    Field,
)

from plugins.content.schema.model import Between, Model
from plugins.content.schema.values import LONGEST_SUMMARY, Key, Line, PartialDay
from plugins.language.dates import first_day


class VersionHeader(Model):
    """What a rule says from one day on."""

    since: PartialDay = Field(alias="from", description="from when it applies, such as 2024-01-31")
    text: Line = Field(max_length=600, description="what the rule says from then on")
    source: Key = Field(description="the name of the source that says so")


class RuleHeader(Model):
    """A rule that posts tell of, and that may change after they were written."""

    name: Line = Field(max_length=120, description="the name of the rule")
    summary: Line = Field(max_length=LONGEST_SUMMARY, description="one sentence on the rule")
    place: Line = Field(max_length=80, description="where it applies, such as England")
    versions: tuple[VersionHeader, ...] = Field(
        min_length=1, max_length=50, description="a list of what it says, the oldest first"
    )
    ended: PartialDay = Field("", description="from when it no longer applies")

    def between(self) -> Iterator[Between]:
        stated = [each.since for each in self.versions]
        for number, (before, after) in enumerate(pairwise(stated), 1):
            if first_day(after) <= first_day(before):
                what = f"versions.from is {after}, which is not after the one above ({before})"
                hint = "put the versions in order, the oldest first"
                yield Between(("versions", number, "from"), what, hint, "rule-versions")
        if self.ended and first_day(self.ended) <= first_day(stated[-1]):
            what = f"ended is {self.ended}, which is not after the last version ({stated[-1]})"
            yield Between(("ended",), what, "mend one of the dates", "rule-versions")
