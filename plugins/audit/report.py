"""What an audit found, on one page: for a terminal, for a program, for a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from plugins.audit.findings import CHECKS, ERROR, Result
from plugins.base.printing import one_line
from plugins.pipeline.templates import environment
from plugins.presentation.views import counted

TEMPLATES = Path(__file__).parent / "templates"
# Findings of one check that a terminal shows; the other two forms have all of them.
SHOWN = 5


def as_text(result: Result) -> str:
    return "\n".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    pages, files = counted(result.pages, "page"), counted(result.files, "file")
    yield f"{result.address}/: {pages}, {files}"
    for check in result.looked:
        found = result.of(check)
        title, severity, do = CHECKS[check]
        if not found:
            yield f"  {title}: good"
            continue
        yield f"{'!' if severity == ERROR else '?'} {title}: {len(found):,}; {do}."
        for each in found[:SHOWN]:
            yield f"    {one_line(each.name)}: {one_line(each.what)}"
        if len(found) > SHOWN:
            yield f"    ... and {len(found) - SHOWN:,} more: --format html --into audit.html"
    for check, reason in result.omitted.items():
        yield f"- {CHECKS[check].title}: not looked at: {reason}."
    yield summary(result)


def summary(result: Result) -> str:
    advice = len(result.findings) - result.errors
    said = f"{counted(result.errors, 'error')}, {advice:,} to look at"
    return f"{said}." if not result.omitted else f"{said}, {len(result.omitted)} not looked at."


def as_json(result: Result) -> str:
    """Return all findings, with the number of each check that was made."""
    made = {
        "address": result.address,
        "pages": result.pages,
        "files": result.files,
        "errors": result.errors,
        "checks": {check: len(result.of(check)) for check in result.looked},
        "omitted": dict(result.omitted),
        "findings": [{**each._asdict(), "severity": each.severity} for each in result.findings],
    }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def as_html(result: Result) -> str:
    parts = [
        {"title": CHECKS[check].title, "do": CHECKS[check].do, "findings": result.of(check),
         "is_error": CHECKS[check].severity == ERROR}
        for check in result.looked
    ]  # fmt: skip
    omitted = {CHECKS[check].title: reason for check, reason in result.omitted.items()}
    return environment(TEMPLATES).get_template("audit.html").render(
        result=result, summary=summary(result), parts=parts, omitted=omitted,
    )  # fmt: skip
