"""A guest's file names its guest alone, and no guest decides for the hub.

What a guest's file may state is checked when it is read, in `content/guest_fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import Content, Document, valid
from plugins.model.guests import FOLDER, guest_of, is_guests, own_folder


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield every overreach of a guest."""
    content = site.content
    checks = _Guests(content, site.line)
    for source in content.of("post"):
        yield from checks.place(source)
        yield from checks.decisions(source)


class _Guests:
    def __init__(self, content: Content, line: Callable[..., int]) -> None:
        self.line = line
        authors = valid(content.of("author"))
        self.guests = {each.slug for each in authors if each.values["guest"]}
        self.house = {each.slug for each in authors} - self.guests
        # Authors whose files have faults of their own: nobody knows what they are.
        self.unread = {each.slug for each in content.of("author")} - self.house - self.guests
        called = [(each, name) for each in authors for name in (each.slug, each.values["name"])]
        ours = {_folded(name) for each, name in called if each.slug in self.house}
        self.called = {_folded(name) for each, name in called if each.slug in self.guests} - ours

    def place(self, source: Document) -> Iterator[Problem]:
        """A guest's file is in the folder of its guest, and names nobody else."""
        folder = source.path.split("/")[1]
        if folder != "guests" and folder.casefold() in ("guest", "guests"):
            what = f"is in '{folder}', which is not the folder of guests"
            yield Problem(source.path, 0, what, "rename the folder to 'guests'", "guest-folder")
        if not is_guests(source.path):
            return
        given: Mapping[str, Any] = source.named or source.values
        names, own = given.get("authors", ()), own_folder(source.values.get("date"))
        guest = guest_of(source.path)
        if not guest:
            meant = next((name for name in names if name in self.guests), "NAME")
            what = "is in the folder of guests, but in that of no guest"
            hint = f"move it to content/{FOLDER}{meant}/"
            yield Problem(source.path, 0, what, hint, "guest-folder")
        elif guest in self.house:
            what = f"is in the folder of '{guest}', who is no guest"
            hint = f"move it to {own}, or write 'guest: true' in content/authors/{guest}.md"
            yield Problem(source.path, 0, what, hint, "guest-folder")
        elif guest not in self.guests and guest not in self.unread:
            what = f"is in the folder of an unknown guest '{guest}'"
            hint = did_you_mean(guest, self.guests)
            yield Problem(source.path, 0, what, hint, "guest-folder")
        else:
            for number, name in enumerate(names):
                if name != guest and name in self.house | self.guests | self.unread:
                    where = self.line(source.path, "authors", number)
                    what = f"authors names '{name}', but the file is in the folder of '{guest}'"
                    hint = f"write 'authors: [{guest}]', or move the file to {own} to take it over"
                    yield Problem(source.path, where, what, hint, "guest-author")

    def decisions(self, source: Document) -> Iterator[Problem]:
        """Who answers for a post, a check or a change is of the house."""
        values = source.values
        if not values:
            return
        people: dict[tuple[str | int, ...], str] = {("owner",): values["owner"]}
        if values["reviewed"]:
            people["reviewed", "by"] = values["reviewed"]["by"]
        for field in ("exceptions", "updates"):
            for number, each in enumerate(values[field]):
                people[field, number, "by"] = each["by"]
        for place, name in people.items():
            if name and _folded(name) in self.called:
                field = ".".join(step for step in place if isinstance(step, str))
                what = f"{field} names '{name}', who is a guest"
                hint = "name somebody of the house, who answers for it"
                where = self.line(source.path, *place)
                yield Problem(source.path, where, what, hint, "guest-decides")


def _folded(name: str) -> str:
    """Return a name as it is compared: `jo-guest` and `Jo Guest` are one."""
    return " ".join(name.casefold().replace("-", " ").split())
