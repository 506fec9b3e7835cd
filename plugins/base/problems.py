"""What an editor has to mend, each with its place and the way to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.base.printing import one_line


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one file.

    `path` is relative to the content folder; `line` and `column` count from 1. `line` is 0 where
    a fault has no line (an image, a folder), `column` where only the line is known. `rule` is the
    short name of what was broken.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    check_id: str = ""
    column: int = 0

    def text(self, prefix: str = "content/") -> str:
        """Return the line an editor sees; `prefix` leads from where they stand to the content."""
        place = f"{prefix}{self.path}:{self.line}" if self.line else f"{prefix}{self.path}"
        mend = f"; {self.hint}" if self.hint else ""
        rule = f" [{self.check_id}]" if self.check_id else ""
        return one_line(f"{place}: {self.message}{mend}{rule}")


class SiteFault(Exception):
    """The theme, a plugin, a setting or the machine stops the build: one sentence, and a code.

    The exit code is 1 when something in the site has to be mended, 2 when the command was used
    wrongly or the machine lacks something.
    """

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def ended(sentence: str) -> str:
    """Return a sentence with its stop; a question has its sign already."""
    return sentence if sentence.endswith("?") else f"{sentence}."


def did_you_mean(given: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return a hint that names the nearest known word, or else the known words.

    `cutoff` is how much of both words must be the same, from 0 to 1.
    """
    names = sorted(set(known))
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(given.casefold(), folded, n=1, cutoff=cutoff)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    if not names:
        return "there is none yet"
    shown = ", ".join(names[:12])
    return f"write one of: {shown}" + (", ..." if len(names) > 12 else "")


def shown(given: object) -> str:
    """Return a value as a header would have it; nobody who edits knows Python's way."""
    return shortened(_shown(given))


def _shown(given: object) -> str:
    if isinstance(given, str):
        return f"'{given}'"
    if given is None:
        return "nothing"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, (list, tuple)):
        return f"[{', '.join(_shown(each).strip(_QUOTE) for each in given)}]"
    if isinstance(given, dict):
        pairs = (f"{name}: {_shown(value).strip(_QUOTE)}" for name, value in given.items())
        return f"{{{', '.join(pairs)}}}"
    return str(given)


_QUOTE = "'"


def shortened(text: str) -> str:
    """Return the beginning of a text that a message has no room for."""
    return text if len(text) <= 60 else f"{text[:57]}..."


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: one, two and three."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def report(problems: Iterable[Problem], prefix: str = "content/") -> str:
    """Return all problems, sorted, one a line, and a last line that counts them."""
    lines = [each.text(prefix) for each in sorted(set(problems))]
    count = f"{len(lines)} problem{'' if len(lines) == 1 else 's'}"
    return "\n".join([*lines, f"{count}; nothing was built."])
