"""A body of Markdown becomes safe HTML with numbered placeholders.

An engine turns Markdown into HTML. The pass then makes that HTML safe and adds what is the hub's
own, so that both engines give the same page. What other files decide (where a link leads, how
large an image is) stays open as a numbered placeholder, so that a conversion depends on one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.base.problems import Problem
from plugins.content.markdown import lint, nets, shortcodes
from plugins.content.markdown.draft import TERM, Converted, Draft, Place, Reference
from plugins.content.markdown.engines import TooDeep, engine
from plugins.content.markdown.fault import Fault
from plugins.content.markdown.html_pass import PASS
from plugins.content.markdown.sanitise import cleaned, refuse
from plugins.language import abbreviations, typography

# One tag, as a serialiser writes it: '<' and '>' are names everywhere else.
_TAG = re.compile("(<[^>]*>)")


def convert(path: str, text: str, first_line: int, engine_name: str) -> Converted:
    """Convert the body of the file `path`, whose first line is line `first_line` of that file."""
    written, text = text, lint.harmless(text)
    try:
        calls = shortcodes.calls_for(text)
        html = engine(engine_name).render(shortcodes.kept_as_text(text) if calls else text)
    except TooDeep:
        hint = "use fewer levels of lists and quotations"
        problem = Problem(path, first_line, "is nested too deep to be converted", hint, "too-deep")
        return Converted(problems=[problem])
    # Two backslashes are one that is shown, and take nothing from the sign behind them.
    said = written.replace("\\\\", "\u2044\u2044")
    prose = lint.without_code(said)
    faults = [*lint.faults(said, prose)]
    draft = Draft(path, text, first_line, html)
    problems: list[Problem] = []
    if "<" in text:  # without it no HTML of the author's own can be in the result
        refuse(draft)
        problems += draft.made.problems
        draft = Draft(path, text, first_line, cleaned(html))
    for step in PASS:
        step(draft)
    made = draft.made
    made.problems += problems
    body = draft.body.inner_html or ""
    faults += _netted(draft, faults, body, prose)
    for fault in faults:
        line, column = draft.place_at(fault.at)
        problem = Problem(path, line, fault.message, fault.hint, fault.check_id, column)
        (made.advice if fault.advice else made.problems).append(problem)
    pieces = _TAG.split(body.strip(" \t\n"))
    made.words = len(" ".join(pieces[::2]).replace("&nbsp;", " ").split())
    if typography.needs(text):
        typography.in_html(pieces)  # here, not in an engine, so that both agree
    if abbreviations.may_hold_some(text):
        abbreviations.marked(pieces, lambda word: draft.gap(Reference(TERM, word, "", 0)))
    made.html = "".join(pieces)
    made.notes = [*_dated_notes(draft, prose)]
    if calls:
        made.html = shortcodes.marked(made.html, draft)
        _in_pictures(draft)
    return made


# A paragraph that begins as a dated note does: "Update: 14/03/2025", "**Correction, 2 May 2024.**"
_DATED_LINE = re.compile(
    r"\n[> \t]*[*_]{0,2}((?:Note|Update|Correction|Addendum|Amendment|Clarification|Erratum|Edit)"
    r"(?:e?d|s)?\b[^\n]{0,60}?(?:\b\d{4}\b|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}))(?=[)\]:.,*_ \t-]*(?:[*_:.\n\u2013\u2014)]|[ \t]-[ \t]|\Z))",
    re.IGNORECASE,
)


def _dated_notes(draft: Draft, prose: str) -> Iterator[tuple[str, int]]:
    """Yield the days of dated notes with their lines: headings, and paragraphs that begin as one."""
    lines = set[int]()
    for _, _, words in draft.made.headings:
        if day := shortcodes.note_day(words):
            line = draft.place(words.split(",")[0]).line
            lines.add(line)
            yield day, line
    for found in _DATED_LINE.finditer(f"\n{prose}"):
        day, line = shortcodes.note_day(found[1]), draft.place_at(found.start(1) - 1).line
        if day and line not in lines:
            yield day, line


# Once one of these is there, words are missing for that reason.
_SWALLOW = frozenset(("open-comment", "unsafe-html", "open-html"))


def _netted(draft: Draft, told: list[Fault], html: str, prose: str) -> Iterator[Fault]:
    """Yield what the nets find, unless what is told already says why: one fault, one finding."""
    source, made = draft.source, draft.made
    found = [
        *nets.left_over(html, prose),
        *nets.lost_signs(html, prose),
        *nets.stars_within_words(html, prose),
        *nets.long_addresses(html, prose),
        *nets.lost_links(html, prose, made.references),
    ]
    if not _SWALLOW.intersection(
        [each.check_id for each in told] + [each.check_id for each in made.problems]
    ):
        found += nets.lost(source.replace("\\\\", "\u2044\u2044"), html, made.references)
    lines = {source.count("\n", 0, each.at) + draft.first_line for each in told}
    same: set[tuple[int, str]] = set()
    lines.update(each.line for each in made.problems)
    for each in found:
        begin = source.rfind("\n\n", 0, each.at) + 2 if "\n\n" in source[: each.at] else 0
        end = source.find("\n\n", each.at)
        first = source.count("\n", 0, begin) + draft.first_line
        last = first + source.count("\n", begin, end if end >= 0 else len(source))
        line = source.count("\n", 0, each.at)
        if each.check_id.startswith("table-") and any(
            fault.check_id.startswith("table-") and each.at < fault.at for fault in told
        ):
            continue  # an empty line stands between the head and the rest
        if lines.isdisjoint(range(first, last + 1)) and (line, each.check_id) not in same:
            same.add((line, each.check_id))
            yield each


def _in_pictures(draft: Draft) -> None:
    """Report records that are called for where only words can stand."""
    for each in draft.made.references:
        for words in (each.alt, each.caption) if each.kind in ("image", "figure") else ():
            if "[@" in words or "{fig" in words:
                draft.problem(
                    Place(each.line, each.column),
                    f"the words of the image '{each.target}' call for a source or a figure",
                    "put it into the text beside the image",
                    "record-in-heading",
                )
