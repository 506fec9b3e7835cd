"""What a post owes its readers: who paid, what its kind asks for, and a reply to a concern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.base.problems import Problem, joined
from plugins.checks.check_context import CheckContext
from plugins.content.front_matter import parse_all, read_text
from plugins.content.parsed import Document, valid
from plugins.model.disclosure import FIELDS
from plugins.model.post import ADVISING, PLAIN


def problems(site: CheckContext) -> Iterator[Problem]:
    """A post says who paid and what its authors have to declare, or that there is nothing."""
    required = bool(site.settings.get("REQUIRE_DISCLOSURE"))
    rule = "missing-disclosure" if required else "undisclosed"
    for source in valid(site.content.of("post")):
        values = source.values
        missing = [name for name in FIELDS if not values[name]]
        if missing and values["status"] == "published":
            what = f"says nothing of {joined(missing)}"
            hint = f"add '{missing[0]}:' with what there is to declare, or 'none'"
            if len(missing) > 1:
                hint = f"add a line for each, such as '{missing[0]}: none'"
            line = site.line(source.path, "authors")
            yield Problem(source.path, line, what, hint, rule)


# The fields that a post of a kind cannot be published without.
REQUIRED = {
    "interview": ("interview",),
    "policy": ("applies_to", "review_by", "reviewed"),
    "consultation": ("consultation",),
}
# What other checks ask of a kind: `consent.problems`, and `_replies` of whoever is named.
_ASKED_ELSEWHERE = {"story": ("consent",), "concern": ("replies",)}
# Names of organisations as they are written: words with capitals before one that says what it is.
_ORGANISATION = re.compile(
    r"(?:[A-Z][\w'\u2019-]+ (?:(?:of|and|for|the|&) )*){1,6}"
    r"(?:Hospitals?|Infirmary|Trust|Health Board|Commission|Council|Clinic|Surgery|Agency|Ltd)\b"
)


def owed(kind: str, disclosing: bool) -> tuple[str, ...]:
    """Return the fields without which a post of a kind cannot be published, beside those of all.

    `disclosing` says that posts have to declare sponsor, funding and interests.
    """
    own = (*REQUIRED.get(kind, ()), *_ASKED_ELSEWHERE.get(kind, ()))
    return (*own, *FIELDS) if disclosing else own


def kinds(site: CheckContext) -> Iterator[Problem]:
    """A post has what its kind asks for: fields, a second reader, and replies to a concern."""
    longest = int(site.settings.get("REVIEW_YEARS", 3))
    for source in valid(site.content.of("post")):
        values = source.values
        kind = values["kind"]
        if kind == PLAIN or values["status"] != "published":
            continue
        for field in REQUIRED.get(kind, ()):
            if not values[field]:
                what = f"{field} is missing from a post of the kind '{kind}'"
                from plugins.content.schema.post_header import PostHeader  # only faults need it

                hint = f"add {PostHeader.model_fields[field].description}"
                yield Problem(source.path, site.line(source.path, "kind"), what, hint, "kind-field")
        if kind in ADVISING:
            yield from _second(site, source, longest)
        if kind == "concern":
            yield from _replies(site, source)


def _second(site: CheckContext, source: Document, longest: int) -> Iterator[Problem]:
    """A second person has read what gives advice, and somebody does so again before long."""
    values = source.values
    reviewed, day = values["reviewed"], values["review_by"]
    if reviewed and reviewed["by"] in values["authors"]:
        line = site.line(source.path, "reviewed", "by")
        what = f"reviewed.by is {reviewed['by']}, who is an author of the post"
        hint = "have somebody read it who did not write it"
        yield Problem(source.path, line, what, hint, "own-review")
    since = max(values["date"][:10], reviewed["date"] if reviewed else "")
    last = f"{int(since[:4]) + longest}{since[4:]}"
    if day > last:
        line = site.line(source.path, "review_by")
        what = f"review_by is {day}, more than {longest} years after {since}"
        yield Problem(source.path, line, what, f"write {last} or an earlier day", "review-far")


def _replies(site: CheckContext, source: Document) -> Iterator[Problem]:
    """Whoever a concern names was asked before it was published, and had the time to reply."""
    values = source.values
    text, _ = read_text(source.path, site.content.folder.read(source.path))
    header, *_ = parse_all(source.path, text)
    body = " ".join(f"{values['title']} {values['summary']} {header.body}".split())
    for number, reply in enumerate(values["replies"]):
        if reply["named"] not in body:
            line = site.line(source.path, "replies", number, "named")
            what = f"replies.named is '{reply['named']}', whom the text does not name"
            yield Problem(source.path, line, what, "write it as the text does", "right-of-reply")
        if not reply["replied"] and values["date"][:10] <= reply["due"]:
            line = site.line(source.path, "replies", number, "due")
            what = f"is published before {reply['named']} had until {reply['due']} to reply"
            hint = "publish it on a later day, or add the reply"
            yield Problem(source.path, line, what, hint, "right-of-reply")
    asked = [reply["named"] for reply in values["replies"]]
    for name in dict.fromkeys(found[0] for found in _ORGANISATION.finditer(body)):
        if not any(each in name or name in each for each in asked):
            what = f"names {name}, and says nothing of their reply"
            hint = "add them to 'replies' with named, asked and due, and wait for that day"
            line = site.line(source.path, "kind")
            yield Problem(source.path, line, what, hint, "right-of-reply")
