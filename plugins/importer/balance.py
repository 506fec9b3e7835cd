"""That every item of a source is somewhere: a sum that adds up, or the import fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.base.problems import SiteFault
from plugins.importer.found import Refused


@dataclass(frozen=True)
class Balance:
    """How many items a source has, and what became of them."""

    items: int
    posts: int
    drafts: int
    pages: int
    merged: int
    here: int
    left: tuple[tuple[str, int], ...]  # what was left out, the most first

    def line(self) -> str:
        """Return the sum, such as "224 items = 219 posts + 0 merged + 5 left out (5 menus)"."""
        drafts = f" ({counted(self.drafts, 'draft')} among them)" if self.drafts else ""
        parts = [counted(self.posts, "post") + drafts]
        parts += [counted(self.pages, "page")] if self.pages else []
        parts += [f"{self.merged:,} merged"]
        parts += [f"{self.here:,} here already"] if self.here else []
        count = sum(number for _, number in self.left)
        names = ", ".join(counted(number, what) for what, number in self.left)
        parts += [f"{count:,} left out" + (f" ({names})" if names else "")]
        return f"{counted(self.items, 'item')} = {' + '.join(parts)}"

    def check(self) -> None:
        """Raise SiteFault if an item is nowhere, or twice."""
        left = sum(number for _, number in self.left)
        total = self.posts + self.pages + self.merged + self.here + left
        if total != self.items:
            raise SiteFault(
                f"{self.line()}: that does not add up ({total:,}), so nothing was written. This "
                "is a fault of the program: please tell its makers, with the file if you may."
            )


def by_kind(left: Iterable[Refused]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for each in left:
        counts[each.what] += each.count
    found = [(what, count) for what, count in counts.items() if count]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


def counted(number: int, what: str) -> str:
    """Return a number of things: the first noun of a phrase gets its plural."""
    if number == 1:
        return f"1 {what}"
    for link in (" of ", " that "):
        if link in what:
            head, _, rest = what.partition(link)
            rest = rest.replace("was not", "were not")
            return f"{number:,} {head}s{link}{rest}"
    return f"{number:,} {what}{'es' if what.endswith(('x', 'ss')) else 's'}"
