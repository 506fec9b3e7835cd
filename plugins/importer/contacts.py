"""E-mail addresses, telephone numbers and postcodes in the texts of a source.

`check` asks for each, because it may be a person's. Here they are found first, and taken out of all
texts at once where map.yaml says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from plugins.importer.found import Notes, Task
from plugins.importer.mapping import CONTACTS, Mapping
from plugins.language.personal_data import signs

_ONE = {
    "email-address": "e-mail address",
    "phone-number": "telephone number",
    "postcode": "postcode",
}
GONE = "(taken out)"
_SCHEMES = {"mailto": "email-address", "tel": "phone-number"}


class Contacts:
    """What the mapping takes out of all texts."""

    def __init__(self, mapping: Mapping) -> None:
        self.out = {rule: what for what, rule in CONTACTS.items() if mapping.takes_out(what)}

    def in_address(self, address: str) -> bool:
        """Return whether a link leads to what is taken out; its words stay without it."""
        if not self.out:
            return False
        scheme = address.partition(":")[0].lower()
        found = {each.check_id for each in signs(unquote(address))} | {_SCHEMES.get(scheme, "")}
        return not found.isdisjoint(self.out)

    def without(self, text: str, notes: Notes) -> str:
        """Return a text without what is taken out, and note how much that is."""
        found = [each for each in signs(text) if each.check_id in self.out] if self.out else []
        for each in sorted(found, key=lambda each: -each.start):
            text = text[: each.start] + GONE + text[each.start + len(each.text) :]
        for rule, what in self.out.items():
            if count := sum(each.check_id == rule for each in found):
                notes.lost.append(
                    f"{count:,} {_ONE[rule] if count == 1 else what}, as map.yaml says"
                )
        return text


def tasks(text: str) -> Iterator[Task]:
    """Yield what a whole file asks of a person. The words themselves come nowhere."""
    for each in signs(text):
        if each.check_id in _ONE:
            line = text.count("\n", 0, each.start) + 1
            what = _ONE[each.check_id]
            yield Task("contact", f"line {line}: {'an' if what[0] == 'e' else 'a'} {what}")
