"""A body of Markdown becomes safe HTML with numbered placeholders.

An engine turns Markdown into HTML. The pass then makes that HTML safe and adds what is the hub's
own, so that both engines give the same page. What other files decide (where a link leads, how
large an image is) stays open as a numbered placeholder, so that a conversion depends on one file.
"""

from __future__ import annotations

import re

from plugins.base.problems import Problem
from plugins.content.markdown import lint, shortcodes
from plugins.content.markdown.draft import TERM, Converted, Draft, Reference
from plugins.content.markdown.engines import TooDeep, engine
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
    problems = [
        Problem(path, first_line + text.count("\n", 0, at), message, hint, rule)
        for at, message, hint, rule in lint.faults(written)
    ]
    draft = Draft(path, text, first_line, html)
    if "<" in text:  # without it no HTML of the author's own can be in the result
        refuse(draft)
        problems += draft.made.problems
        draft = Draft(path, text, first_line, cleaned(html))
    for step in PASS:
        step(draft)
    made = draft.made
    made.problems += problems
    pieces = _TAG.split((draft.body.inner_html or "").strip(" \t\n"))
    made.words = len(" ".join(pieces[::2]).replace("&nbsp;", " ").split())
    if typography.needs(text):
        typography.in_html(pieces)  # here, not in an engine, so that both agree
    if abbreviations.may_hold_some(text):
        abbreviations.marked(pieces, lambda word: draft.gap(Reference(TERM, word, "", 0)))
    made.html = "".join(pieces)
    made.notes = [
        (day, draft.line(words.split(",")[0]))
        for level, _, words in made.headings
        if level == shortcodes.NOTE_LEVEL and (day := shortcodes.note_day(words))
    ]
    if calls:
        made.html = shortcodes.marked(made.html, draft)
        _in_pictures(draft)
    return made


def _in_pictures(draft: Draft) -> None:
    """Report records that are called for where only words can stand."""
    for each in draft.made.references:
        for words in (each.alt, each.caption) if each.kind in ("image", "figure") else ():
            if "[@" in words or "{fig" in words:
                draft.problem(
                    each.line,
                    f"the words of the image '{each.target}' call for a source or a figure",
                    "put it into the text beside the image",
                    "record-in-heading",
                )
