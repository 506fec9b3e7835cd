"""Every short name that a message may end in, and what an editor should know of it.

`docs/checks.md` is the list, and the only one: an entry is read from it, and
`check --explain NAME` prints it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.base.code_version import CHECKS_GUIDE
from plugins.base.problems import did_you_mean

# The signs of a person, which an exception in a header may let pass.
PERSONAL = (
    *("nhs-number", "chi-number", "phone-number", "email-address", "postcode", "birth-date"),
    "record-number",
    "insurance-number",
)
_ENTRY = re.compile(
    r"### (?P<name>\S+)\n\n\*(?P<kind>Error|Advice)\.\* (?P<finds>.+)\nWhy: (?P<why>.+)\n"
    r"How to mend it: (?P<mend>.+)\nExample: (?P<example>.+)\n"
)
# An example that would be read as markup stands between as many backquotes as it needs.
_CODE = re.compile(r"(?P<marks>`+)(?!`)(?P<words>(?:(?!(?P=marks)).)+)(?P=marks)")


@dataclass(frozen=True)
class Check:
    """One entry. `finds`, `why` and `mend` are sentences; `example` is what would be found."""

    name: str
    kind: str
    finds: str
    why: str
    mend: str
    example: str

    def text(self) -> str:
        """Return the entry as `check --explain` prints it."""
        return (
            f"{self.name} ({self.kind})\n\nFinds: {self.finds}\nWhy: {self.why}\n"
            f"Mend: {self.mend}\nExample: {self.example}"
        )


def entries(guide: str) -> list[Check]:
    """Return the entries of a guide in their order.

    Raises ValueError for one that has not its five lines: what it finds would be an error to all.
    """
    found = []
    for part in re.split(r"^(?=### )", guide, flags=re.M)[1:]:
        entry = _ENTRY.match(part)
        if entry is None:
            raise ValueError(f"the guide of checks: '{part.partition(chr(10))[0]}' is not whole")
        said = entry.groupdict()
        code = _CODE.fullmatch(said["example"])
        example = code["words"] if code else said["example"]
        found.append(Check(**{**said, "kind": said["kind"].lower(), "example": example}))
    return found


CHECKS = {each.name: each for each in entries(CHECKS_GUIDE.read_text(encoding="utf-8"))}


def rule(name: str) -> Check:
    """Return the check of that name. Raises KeyError."""
    if name not in CHECKS and name.startswith("bad-"):
        return CHECKS["bad-FIELD"]
    return CHECKS[name]


def is_advice(name: str) -> bool:
    """Return whether what a check finds is advice. What no check is known for is an error."""
    found = CHECKS.get(name)
    return found is not None and found.kind == "advice"


def advice_names() -> list[str]:
    return [name for name in CHECKS if is_advice(name)]


def explained(name: str) -> str:
    """Return an entry for a terminal. Raises KeyError with a hint for a name that is unknown."""
    try:
        return rule(name).text()
    except KeyError:
        raise KeyError(did_you_mean(name, CHECKS)) from None
