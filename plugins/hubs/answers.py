"""The answers to `start`: what a new hub is to be, each looked at as the setting it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.base.printing import Say, one_line
from plugins.base.problems import SiteFault
from plugins.content.schema.setting_values import is_own_machine
from plugins.images import inspection
from plugins.pipeline import settings_file

Ask = Callable[[str], str]
Questions = Sequence[tuple[str, str, str]]

# The setting that an answer becomes; `contact` and `mark` become files.
SETTING = {
    "name": "SITENAME", "tagline": "SITE_TAGLINE", "address": "SITEURL", "time-zone": "TIMEZONE",
    "language": "DEFAULT_LANG", "colour": "ACCENT", "contact": "SECURITY_CONTACT",
    "security": "SECURITY_CONTACT", "licence": "CONTENT_LICENCE",
    "newsletter": "NEWSLETTER_ACTION", "community": "DISCUSSION", "stories": "SHARE_STORY",
}  # fmt: skip
_MAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")
REQUIRED = ("name", "tagline", "address")
DEFAULTS = {"time-zone": "Europe/London", "language": "en-GB"}
MARKS = (".svg", ".png")


@dataclass
class Answers:
    """What was answered, by the name of the question; what was left out is not there."""

    given: dict[str, str] = field(default_factory=dict)
    mark: bytes = b""

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")


def answers(
    stated: Mapping[str, str | None], questions: Questions, tell: Say, ask: Ask | None
) -> Answers:
    """Return all answers: those that were given as options, and those that somebody is asked for.

    Raises SiteFault for an option that cannot stand, and where one is missing and nobody is there.
    """
    found = Answers()
    for name, _, question in questions:
        said = stated.get(name)
        if said is not None:
            if fault := _taken(found, name, said.strip()):
                raise SiteFault(f"start: --{fault}", 2)
        elif ask is not None:
            _asked(found, name, question, tell, ask)
    missing = [f"--{name}" for name in REQUIRED if not found[name]]
    if missing:
        raise SiteFault(f"start: give {', '.join(missing)}.", 2)
    found.given = {**DEFAULTS, **found.given}
    return found


def _asked(found: Answers, name: str, question: str, tell: Say, ask: Ask) -> None:
    left = "" if name in REQUIRED else "; Enter for none"
    left = f"; Enter for {DEFAULTS[name]}" if name in DEFAULTS else left
    while True:
        said = ask(f"{name} ({question}{left}): ").strip()
        if not said and name not in REQUIRED:
            return
        fault = _taken(found, name, said)
        if not fault:
            return
        tell(one_line(fault))


def _taken(found: Answers, name: str, said: str) -> str:
    """Take over an answer; return what is wrong with it, or nothing."""
    said = _meant(name, said)
    if name == "mark":
        fault = _mark(found, said) if said else ""
    else:
        fault = _wrong(name, said) if said else ("name is empty." if name in REQUIRED else "")
        fault = fault.replace("name is", f"{name} is", 1)
    if said and not fault:
        found.given[name] = said
    return fault


def _meant(name: str, said: str) -> str:
    """Return an answer as its setting is written: an address without a slash at its end, and an
    e-mail address as a link.
    """
    if name == "address":
        return said.rstrip("/")
    if name in ("contact", "security") and _MAIL.fullmatch(said):
        return f"mailto:{said}"
    return said


def _wrong(name: str, said: str) -> str:
    setting = SETTING[name]
    fault = settings_file.fault_of(setting, said).replace(setting, name)
    # Nobody writes a line of settings here, and who has no answer presses Enter.
    fault = re.sub(rf", such as {re.escape(name)} = .*$", ".", fault).replace(
        ", or an empty text", ""
    )
    if not fault and name == "address" and is_own_machine(said):
        fault = f"{name} leads readers to their own machine ('{said}'); write the public one."
    return fault


def _mark(found: Answers, said: str) -> str:
    """Read the file of the mark: a drawing that is only drawn, or a picture."""
    path = Path(said)
    if path.suffix.lower() not in MARKS:
        return f"mark names '{said}'; give an SVG or a PNG."
    try:
        found.mark = path.read_bytes()
    except OSError as error:
        return f"mark names '{said}', which cannot be read ({error.strerror})."
    look = inspection.look_into(f"images/{path.name}", found.mark)
    if look.problems:
        first = look.problems[0]
        return f"mark: {path.name} {first.message}; {first.hint}."
    return ""
