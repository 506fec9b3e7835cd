"""The citations, figures and charts that a text calls for, each left as a gap.

Looked for in the finished HTML, so that both engines agree and code stays as it is. Which number
a source gets and what a figure says is decided where all records are known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Protocol

from plugins.base.problems import did_you_mean, shown
from plugins.content.front_matter import parse_data
from plugins.content.markdown.draft import Place
from plugins.language.dates import written_day

CHART_FIELDS = ("title", "kind", "figures", "labels")
CHART_KINDS = ("bars", "line")
MOST_IN_CHART = 40
# Headings of this level, with a day at their end, begin what was added on that day.
NOTE_LEVEL = 2

# Stands behind a sign that a backslash made text, until all signs are found.
TEXT = "\x0e"
_MADE_TEXT = re.compile(r"\\\[(?=@)|\\\{(?=\s*[Ff]ig)")
# What a text must hold before anything is looked for.
_HINTS = ("[@", "{fig", "{Fig", "{ fig", "```chart", "~~~chart", "``` chart")
_SCAN = re.compile(
    # A chart; other code, which is left alone; the beginning or end of a heading; any other tag.
    r'<pre><code class="language-chart">(?P<chart>.*?)</code></pre>'
    r"|<(?P<skip>pre|code|kbd|samp|var|script|style|math|time)\b[^>]*>.*?</(?P=skip)>"
    r"|<(?P<close>/?)h(?P<level>[1-6])\b[^>]*>"
    r'|<[^>"]*(?:"[^"]*"[^>"]*)*>'
    r"|\[@(?P<cite>[^\[\]<>\x1f]*)(?P<cited>\])?"
    r"|\{\s*(?P<word>[Ff]ig(?:ure)?s?)\s*:(?P<figure>[^{}<>\x1f]*)(?P<closed>\})?",
    re.DOTALL,
)
_FOOTNOTE = re.compile(r'<(?:a href="#fn-(?P<mention>\d+)"|li id="fn-(?P<note>\d+)")')
_TAG = re.compile(r"<[^>]*>")
_DATED = re.compile(
    r"(?:Note|Update|Correction|Addendum|Amendment|Clarification|Erratum|Edit|Postscript)(?:e?d|s)?\b"
    r"(?=.*\d{4})",
    re.DOTALL | re.IGNORECASE,
)
# Behind the day of a note stands nothing but signs, or it is a heading about something else.
_ENDS_DATED = re.compile(r"\d{4}\W*$|\b\d{1,2}\W*$")
_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.ASCII)


class Hands(Protocol):
    """The draft of a body, as this part of the pass uses it."""

    def place(self, needle: str) -> Place: ...
    def problem(self, place: Place, message: str, hint: str, rule: str) -> None: ...
    def leave(self, kind: str, target: str, place: Place, day: str, alt: str = "") -> str: ...


def note_day(heading: str) -> str:
    """Return the day of a dated note, such as "Note added, 15 September 2025", or nothing."""
    dated = _DATED.match(heading) and _ENDS_DATED.search(heading)
    day = written_day(heading) if dated else None
    return day.isoformat() if day else ""


def calls_for(source: str) -> bool:
    """Return whether a text may call for any record; most do not, and pay for nothing."""
    if "[@" in source:
        return True
    return ("{" in source or "chart" in source) and any(hint in source for hint in _HINTS)


def kept_as_text(source: str) -> str:
    """Return a text in which a sign with a backslash before it calls for nothing.

    The engines drop the backslash, so a mark stands in its place; code keeps both for a while.
    """
    return _MADE_TEXT.sub(lambda found: f"{found[0]}{TEXT}", source)


def marked(html: str, draft: Hands) -> str:
    """Return the HTML of a body with a gap for each record that it calls for."""
    return _Reading(html, draft).result()


class _Reading:
    def __init__(self, html: str, draft: Hands) -> None:
        self.html, self.draft = html, draft
        self.day = ""  # of the dated note that is being read
        self.footnotes: dict[str, str] = {}
        self.heading = 0  # where the heading that is being read begins

    def result(self) -> str:
        return _SCAN.sub(self._found, self.html).replace(TEXT, "")

    def _found(self, found: re.Match[str]) -> str:
        if found["level"]:
            return self._heading(found)
        if found["chart"] is not None:
            return self._chart(unescape(found["chart"]))
        if found["cite"] is not None:
            return self._citation(found, unescape(found["cite"]))
        if found["figure"] is not None:
            return self._figure(found, unescape(found["figure"]))
        if number := _FOOTNOTE.match(found[0]):
            # A footnote is of the day of the text that mentions it.
            if number["mention"]:
                self.footnotes.setdefault(number["mention"], self.day)
            else:
                self.day = self.footnotes.get(number["note"], "")
        return found[0]

    def _heading(self, found: re.Match[str]) -> str:
        if not found["close"]:
            self.heading = found.end()
            return found[0]
        words = unescape(_TAG.sub("", self.html[self.heading : found.start()]))
        self.heading = 0
        if found["level"] == str(NOTE_LEVEL):
            self.day = note_day(words)
        return found[0]

    # -- Citations

    def _citation(self, found: re.Match[str], inner: str) -> str:
        draft, raw = self.draft, unescape(found[0])
        name = _NAME.match(inner)
        place = draft.place(f"[@{name[0] if name else ''}")
        if found["cited"] is None:
            hint = "close it with ']'; it may hold no brackets, links or emphasis"
            draft.problem(place, f"the citation '{raw[:40]}' is not closed", hint, "bad-citation")
            return found[0]
        if self._in_heading(place, raw):
            return found[0]
        pieces = []
        for part in f"@{inner}".split(";"):
            key, _, page = (each.strip() for each in part.partition(","))
            if not key.startswith("@") or not _NAME.fullmatch(key[1:]):
                what = f"cannot read the citation '{raw[:60]}'"
                hint = "write [@name], [@name, p. 12] or [@name; @other]"
                draft.problem(place, what, hint, "bad-citation")
                return found[0]
            gap = draft.leave("cite", key[1:], place, self.day)
            pieces.append(f"{gap}, {_escaped(page)}" if page else gap)
        return f'<sup class="cite">[{"; ".join(pieces)}]</sup>'

    # -- Figures

    def _figure(self, found: re.Match[str], inner: str) -> str:
        draft, raw = self.draft, unescape(found[0])
        place = draft.place(raw[:40])
        name, comma, way = (part.strip() for part in inner.partition(","))
        wrong_way = bool(comma) and way != "bare"
        if found["closed"] is None or not _NAME.fullmatch(name) or wrong_way:
            what = f"cannot read the figure '{raw[:60]}'"
            hint = "write {fig:name}, or {fig:name, bare} for the number without its date"
            draft.problem(place, what, hint, "bad-figure")
            return found[0]
        if found["word"] != "fig":
            what = f"calls for a figure as '{raw[:60]}'"
            draft.problem(place, what, f"write {{fig:{name}}}", "bad-figure")
            return found[0]
        if self._in_heading(place, raw):
            return found[0]
        return draft.leave("number", name, place, self.day, way)

    def _in_heading(self, place: Place, raw: str) -> bool:
        if self.heading:
            what = f"'{raw[:60]}' stands in a heading"
            hint = "put it into the text below, so that the heading can be listed and linked"
            self.draft.problem(place, what, hint, "record-in-heading")
        return bool(self.heading)

    # -- Charts

    def _chart(self, text: str) -> str:
        draft = self.draft
        first = draft.place(text.strip("\n"))  # of the lines within the fence
        header, faults = parse_data("", text, first.line)
        if " #" in text:
            from plugins.content.schema import header_words

            faults += [fault for _, fault in header_words.faults("", header)]
        for fault in faults:
            draft.problem(Place(fault.line, fault.column), fault.message, fault.hint, "bad-chart")
        if not faults:
            faulty = False
            for field, what, hint in chart_faults(header.values):
                faulty = True
                known = field in header.values
                place = Place(header.line((field,)), 0) if known else first
                draft.problem(place, f"the chart's {what}", hint, "bad-chart")
            if not faulty:
                values = header.values
                figures = values["figures"]
                assert isinstance(figures, list)
                spec = {
                    "title": str(values["title"]),
                    "kind": str(values.get("kind", CHART_KINDS[0])),
                    "labels": values.get("labels", []),
                }
                place = Place(header.line(("figures",)), 0)
                return draft.leave("chart", " ".join(figures), place, self.day, json.dumps(spec))
        return ""


def chart_faults(values: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the fields of a chart: field, what, how to mend it."""
    for field in values:
        if field not in CHART_FIELDS:
            yield field, f"field '{field}' is unknown", did_you_mean(field, CHART_FIELDS)
    title = values.get("title")
    if not isinstance(title, str) or not title.strip():
        yield "title", "title is missing", "add 'title:' with what it shows, in one line"
    kind = values.get("kind", CHART_KINDS[0])
    if kind not in CHART_KINDS:
        yield "kind", f"kind is not known ({shown(kind)})", did_you_mean(str(kind), CHART_KINDS)
    figures = values.get("figures")
    if not isinstance(figures, list) or len(figures) < 2:
        hint = "add 'figures: [one, other]' with names from figures.yaml"
        yield "figures", "figures are fewer than two", hint
    elif len(figures) > MOST_IN_CHART:
        what = f"figures are too many ({len(figures)}, at most {MOST_IN_CHART})"
        yield "figures", what, "draw two charts"
    elif not all(isinstance(name, str) and _NAME.fullmatch(name) for name in figures):
        yield "figures", "figures are not names", "write names from figures.yaml"
    labels = values.get("labels", [])
    if not isinstance(labels, list) or not all(isinstance(each, str) for each in labels):
        yield "labels", "labels are not a list of texts", "write 'labels: [one, other]'"
    elif labels and isinstance(figures, list) and len(labels) != len(figures):
        what = f"labels are {len(labels)}, and its figures {len(figures)}"
        yield "labels", what, "write one label for each figure"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
