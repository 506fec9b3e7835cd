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
    yield from responses(site)


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


def responses(site: CheckContext) -> Iterator[Problem]:
    """A response answers a post that is there, and led to what that post declares."""
    known = {source.path: source for source in site.content.of("post")}
    for source in valid(site.content.of("response")):
        name, day = source.values["post"], source.values["led_to"]
        if name not in known:
            line = site.line(source.path, "post")
            what = f"post names '{name}', which is not there"
            hint = did_you_mean(name, known) or "write its path, such as posts/2024/name.md"
            yield Problem(source.path, line, what, hint, "broken-link")
            continue
        post = known[name]
        declared = [each["date"][:10] for each in post.values.get("updates", ())]
        if day and post.values and day not in declared:
            line = site.line(source.path, "led_to")
            what = f"led_to is {day}, and {name} declares no update of that day"
            hint = "add it to 'updates' of the post, or mend the day"
            yield Problem(source.path, line, what, hint, "response-correction")


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
