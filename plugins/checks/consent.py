"""Consent and withdrawal, and what an editor excepts from a check."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.catalogue import CHECKS, PERSONAL, advice_names
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import valid
from plugins.model.guests import is_guests, own_folder


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from consent(site)
    yield from silence(site)


def consent(site: CheckContext) -> Iterator[Problem]:
    for source in valid(site.content.of("post")):
        values = source.values
        hidden = values["status"] == "withdrawn"
        for field in ("withdrawn", "gone"):
            if values[field] and not hidden and not (field == "gone" and values["consent"]):
                line = site.line(source.path, field)
                what = f"{field} is given, but status is {values['status']}"
                hint = "write 'status: withdrawn', or delete the line"
                yield Problem(source.path, line, what, hint, "withdrawn-date")
        told = values["kind"] == "story" and values["status"] == "published"
        if told and not values["consent"]:
            line = site.line(source.path, "kind")
            what = "is a story, but says nothing of consent"
            hint = "add 'consent' with holder, date, scope and expires, and never a name"
            if is_guests(source.path):  # a record of consent is the hub's
                hint = (
                    "write 'status: draft' until an editor moves the file to "
                    f"{own_folder(values['date'])} and adds 'consent'"
                )
            yield Problem(source.path, line, what, hint, "missing-consent")


def silence(site: CheckContext) -> Iterator[Problem]:
    for source in valid(site.content.of("post")):
        for number, each in enumerate(source.values["silence"]):
            if each["rule"] in advice_names():
                continue
            line = site.line(source.path, "silence", number, "rule")
            what = f"silence names '{each['rule']}', which is no advice"
            hint = did_you_mean(each["rule"], advice_names())
            if each["rule"] in CHECKS:
                hint = "an error cannot be silenced; mend it"
            yield Problem(source.path, line, what, hint, "bad-silence")
        for number, each in enumerate(source.values["exceptions"]):
            if each["rule"] not in PERSONAL:
                line = site.line(source.path, "exceptions", number, "rule")
                what = f"exceptions names '{each['rule']}', which is no sign of a person"
                hint = did_you_mean(each["rule"], PERSONAL)
                yield Problem(source.path, line, what, hint, "bad-exception")
