"""What an audit looks for, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

ERROR, ADVICE = "error", "advice"


class Check(NamedTuple):
    """One thing that is looked for: what it is called, how much it weighs, and what mends it."""

    title: str
    severity: str
    do: str


_THEME = "mend the template of this kind of page, or the post that is shown on it"
_PROGRAM = "if the theme and the settings are as they came, tell those who look after the program"

CHECKS: Mapping[str, Check] = {
    "links": Check("Links, anchors and files", ERROR, "mend the link, or bring back its target"),
    "html": Check("HTML that a browser has to mend", ERROR, _THEME),
    "headings": Check("Titles and order of headings", ERROR, _THEME),
    "names": Check("Names for those who listen", ERROR, _THEME),
    "access": Check("Access, by axe", ERROR, _THEME),
    "feeds": Check("Feeds", ERROR, _PROGRAM),
    "data": Check("Data for search engines", ERROR, _PROGRAM),
    "files": Check("Sitemap and other files for programs", ERROR, _PROGRAM),
    "headers": Check(
        "Answers of the server", ERROR, "take over what publishing writes into server/"
    ),
    "hidden": Check("Words of what is not public", ERROR, "take the site down, and build it anew"),
    "weight": Check("Weight", ADVICE, "make pictures smaller, or split the page"),
    "sample": Check("Left of the sample", ADVICE, "put your own in its place"),
}


class Finding(NamedTuple):
    """One thing that is not as it should be: which check found it, in which file, and what."""

    check: str
    name: str
    what: str

    @property
    def severity(self) -> str:
        return CHECKS[self.check].severity

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR


@dataclass(frozen=True)
class Result:
    """What an audit found: of which checks, in how many files, and what it could not look at.

    `omitted` has the reason for each check that was left out.
    """

    address: str
    files: int
    pages: int
    looked: tuple[str, ...]
    omitted: Mapping[str, str]
    findings: tuple[Finding, ...]

    def of(self, check: str) -> list[Finding]:
        return [each for each in self.findings if each.check == check]

    @property
    def errors(self) -> int:
        return sum(each.is_error for each in self.findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by check, as the table has them, then by file."""
    place = {name: number for number, name in enumerate(CHECKS)}
    return tuple(sorted(set(findings), key=lambda each: (place[each.check], *each)))
