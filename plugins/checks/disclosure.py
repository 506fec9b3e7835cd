"""Who paid for a post, and what its authors declare."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.base.problems import Problem, joined
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import valid
from plugins.model.disclosure import FIELDS


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
