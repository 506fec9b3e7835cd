"""What could be better in a text. Run by `check` only; it never stops a build."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from plugins.base import file_state, worker_pool
from plugins.base.code_version import PROJECT
from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.checks.findings import unsilenced
from plugins.checks.vocabularies import doubles, topic_health
from plugins.content.front_matter import parse, read_text
from plugins.content.markdown.dialects import blanked, two_readings
from plugins.content.parsed import Document, valid
from plugins.language import overlap, tongues, unseen_signs
from plugins.language.dates import impossible_days
from plugins.model import post_ids
from plugins.model.post import audiences

# Flesch, Journal of Applied Psychology 1948: 30 to 50 is "difficult", 50 to 60 "fairly difficult".
EASE = 45.0
# Sentences of a hard text that are named.
HARDEST = 5
# Below this many words the formula says little.
FEW_WORDS = 150
# Words that the parts of a series may share: what stands above each of them.
FIXED_WORDS = 100
# Seconds that one post may take.
LIMIT = 10.0

KNOWN = frozenset(
    "NHS UK GP GPS US EU UN WHO OK TV PDF FAQ DVD CD ID HTML URL RSS COVID AIDS HIV DNA BBC AM PM "
    "MP A&E II III IV VI VII VIII IX XI UTC GMT BST ISBN DOI GOV TODO".split()
)
_CAPITALS = re.compile(r"(?<![\w/&.-])[A-Z](?:[A-Z&]|[a-z](?=[A-Z])){1,6}(?:s)?(?![\w/-])")

# Fewer than ten people, a day and a place, which together point to somebody.
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|[1-9])"
_FEW = re.compile(
    rf"\b(?:(?:{_COUNT}|both|an? single|the only|a couple of)(?: (?:out )?of)?"
    rf"(?: (?:the|our|these|those|its))?(?: {_COUNT})?"
    r" (?:(?!in\b|after\b|before\b|per\b|hundred|thousand|million|years?\b|months?\b|weeks?\b|"
    r"days?\b|hours?\b)[\w-]+ )?(?:wom[ae]n|m[ae]n|mothers?|fathers?|parents?|patients?|people|"
    r"persons?|baby|babies|infants?|newborns?|twins|child(?:ren)?|teenagers?|residents?|family|"
    r"families|girls?|boys?|carers?|couples?|deaths?|nurses?|midwi(?:fe|ves)|doctors?|surgeons?|"
    r"porters?|colleagues?|members? of staff)"
    rf"|of the {_COUNT} (?:who|operated|treated|seen|admitted|born))\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ON_A_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    r"|\d{1,2}[./]\d{1,2}[./](?:20)?\d\d|20\d\d-\d\d-\d\d)\b"
)
_AT_A_PLACE = re.compile(
    rf"\b(?:in|at|from|near) (?:the )?(?!{_MONTH}\b|NHS\b|England\b|Wales\b|Scotland\b|Northern Ireland\b|Britain\b|UK\b)[A-Z][a-z]+"
    r"|\bon [Ww]ard [A-Z\d]"
)

# What blames or hurts, what to write instead, and why. House words, after NHS England's guidance
# "Language matters" and the NHS style guide.
_STAFF = r"(?:nurse|doctor|midwife|surgeon|clinician|pharmacist|porter|colleague|trainee|locum)"
WORDING: tuple[tuple[str, str, str], ...] = (
    (r"non-?complian(?:t|ce)", "did not take, or could not", "it blames the patient"),
    (r"refused (?:treatment|medication|care)", "declined", "a choice is no offence"),
    (r"failed to attend", "did not attend, or was not able to", "nobody asked why"),
    (r"commit(?:ted|s|ting)? suicide", "died by suicide", "suicide is no crime"),
    (r"(?:successful|failed) suicide(?: attempt)?", "died by suicide, or survived", "neither is a success"),
    (r"suffer(?:s|ed|ing)? from", "has, or lives with", "not everybody suffers"),
    (r"(?:diabetics|epileptics|schizophrenics|addicts|alcoholics)", "people with ...", "a person is not an illness"),
    (r"the (?:elderly|disabled|mentally ill|homeless|vulnerable)", "older people, people who ...", "it makes a group of persons"),
    (r"wheelchair[- ]bound|confined to a wheelchair", "uses a wheelchair", "a wheelchair sets free"),
    (r"bed[- ]blockers?", "people who wait to go home", "it blames the patient for the wait"),
    (r"frequent flyers?", "people who come often", "it makes fun of need"),
    (r"human errors?|(?:user|operator|nurs(?:e|ing)|doctor|staff) errors?", "what made the mistake likely", "it ends the question where it should begin"),
    (r"careless(?:ly|ness)?|negligent(?:ly)?", "say what happened", "it judges before it understands"),
    (r"(?:bad|rogue) apples?", "say what the system allowed", "it looks at persons, not conditions"),
    (r"(?:error|accident|mistake)s?[- ]prone|prone to (?:mak(?:e|ing) )?(?:errors?|mistakes?|slips?|accidents?)", "say what made the mistake likely", "it makes a trait of what happened"),
    (rf"(?:incompetent|sloppy|lazy|dangerous|clumsy|forgetful|reckless|unreliable|failing|guilty|problem|unsafe) (?:[\w-]+ )?{_STAFF}s?|poor performers?|weak(?:est)? links?|the culprit", "say what made the mistake likely", "it makes a trait of what happened"),
    (r"to blame|at fault|whose fault", "say what contributed", "blame keeps people from speaking up"),
    (r"should have known", "say what could be seen at the time", "it judges with hindsight"),
    (r"claimed (?:that )?(?:she|he|they|to)", "said", "it doubts the person"),
    (r"victims?", "people who were harmed", "some do not see themselves so"),
    (r"hysterical|attention[- ]seeking", "say what was seen", "it dismisses distress"),
)  # fmt: skip
_WORDING = [(re.compile(rf"\b(?:{w})\b", re.IGNORECASE), i, why) for w, i, why in WORDING]
_SAID = ("title", "summary", "learning_point")  # texts of a header that readers see first
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|(?m:^>.*$)")
SENSITIVE = {
    "suicide": r"suicid\w*|self[- ]harm\w*",
    "baby loss": r"stillb\w+|miscarriage\w*|neonatal deaths?|baby loss|bab(?:y|ies) (?:who )?died"
    r"|(?:deaths? of|(?:los[et]|losing|loss of)) (?:\w+ ){0,2}bab(?:y|ies)|bab(?:y|ies)['\u2019]s? deaths?",
    "abuse": r"domestic abuse|child abuse|abused|abusers?",
    "sexual harm": r"sexual (?:assault|abuse|violence|harm)\w*|\braped?\b",
}
_SENSITIVE = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in SENSITIVE.items()}
_LESSON = re.compile(r"learn|lesson|take away|to try|to ask|helped|different", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(")
_VAGUE = frozenset(
    ("click here", "here", "this link", "link", "read more", "more", "this", "this page", "click")
)
# Quotations are somebody else's words, and boxes of two posts may well be alike.
_NOT_OWN = re.compile(r"(?m)^[ \t]*>.*$")
# The name of a record in a register, and what else is copied letter by letter.
_KEY = re.compile(r"[a-z0-9-]+:\s*$")
_NO_WORDS = re.compile(
    r"https?://\S+|\]\([^)\s]*|\[@[^\]]*\]|\{fig:[^}]*\}"
    r"|<(?P<tag>\w+)[^<>]*\blang=[\"']?(?!en\b)\w[^<>]*>.*?</(?P=tag)>|<[^<>]*>"
)
# Words with capitals in a row: a name, which is spelt as in its country.
_PROPER = re.compile(r"[A-Z][\w'’-]*(?: (?:(?:for|of|and|the|in) )*[A-Z][\w'’-]*)+")
# How American spelling differs, by the British form of it.
_AMERICAN = (("our", "or"), ("tre", "ter"), ("ae", "e"), ("oe", "e"), ("ence", "ense"),
             ("is", "iz"), ("ys", "yz"), ("ll", "l"), ("ogue", "og"), ("mme", "m"))  # fmt: skip
_UNIT = r"(?:mg|g|kg|mcg|micrograms?|nanograms?|ml|mL|litres?|mmol|units?)\b"
# How doses are not to be written, each with what is. BNF, Guidance on prescribing: Prescription
# writing (unneeded points, a 0 before the point, no short forms of micrograms and units).
_DOSES = tuple(
    (re.compile(pattern), template, why)
    for pattern, template, why in (
        (rf"(?<![\w.,])\.(\d+) ?({_UNIT})", r"0.\1 \2", "a point without a 0 before it is overlooked"),
        (rf"(?<![\w.,])(\d+)\.0+ ?({_UNIT})", r"\1 \2", "who overlooks the point gives ten times as much"),
        (r"(?<![\w.,])([\d,.]*\d) ?(?:ug|\u00b5g|\u03bcg|mcg)\b", r"\1 micrograms", "its short form is taken for mg"),
        (r"(?<![\w.,])([\d,.]*\d) ?(?:U|u|IU|iu)\b(?!\.[A-Z])", r"\1 units", "a U is taken for a 0"),
    )
)  # fmt: skip
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+|\[![A-Z-]+\]")
_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.DOTALL)


def advice(found: CheckContext, content: Path) -> Iterator[Problem]:
    """Yield all advice on the content that its headers do not silence."""
    return unsilenced(found, _everything(found, content))


def _everything(found: CheckContext, content: Path) -> Iterator[Problem]:
    for each in found.content.documents:
        yield from each.advice
    posts = valid(found.content.of("post"))
    glossary = "".join(
        found.content.folder.read(name).decode("utf-8", "replace")
        for name in found.content.folder.files
        if name in ("glossary.yaml", "glossary.yml")
    )
    helps = not {"support.yaml", "support.yml"}.isdisjoint(found.content.folder.files)
    eases = dict(found.settings.get("READING_EASE") or {})
    work = partial(_on_post, str(content), glossary, helps, eases)
    for number, result in worker_pool.each(work, posts, worker_pool.cores(), LIMIT):
        if isinstance(result, worker_pool.Failure):
            what = f"could not be looked at for advice ({result.reason})"
            yield Problem(
                posts[number].path, 0, what, "look for long runs of brackets or stars", "slow-text"
            )
        else:
            yield from result
    today = f"{found.now:%Y-%m-%d}"
    yield from _budget(found, posts, today)
    for source in posts:
        review = source.values["review_by"]
        if review and review < today:
            what = f"was to be read again by {review}"
            hint = "read it, and set a new day in 'review_by'"
            yield Problem(source.path, 1, what, hint, "review-date")
    for unkept in found.assembled.identity.unkept:
        yield replace(unkept, line=unkept.line or found.line(unkept.path, "date"))
    yield from topic_health(found)
    named = {source.values["series"] for source in posts}
    for source in valid(found.content.of("series")):
        if source.slug not in named:
            what, hint = "no post names this series yet", f"write 'series: {source.slug}' in one"
            yield Problem(source.path, 1, what, hint, "series-empty")
    yield from doubles(found)
    yield from _copies(content, posts)
    yield from _spelling(found, content)


def _copies(content: Path, posts: Sequence[Document]) -> Iterator[Problem]:
    """Say which two posts have a long run of words in common, with both lines.

    What was taken back says nothing any more, and a post from elsewhere says so by `canonical`.
    """
    own = [each for each in posts if each.values["status"] != "withdrawn"]
    headers = []
    for each in own:
        text, _ = read_text(each.path, file_state.read(content / each.path))
        headers.append(parse(each.path, text)[0])
    texts = [blanked(header.body, _CODE, _NOT_OWN) for header in headers]
    for found in overlap.overlaps(texts):
        first, second = own[found.first], own[found.second]
        if first.values["canonical"] or second.values["canonical"]:
            continue
        series = first.values["series"]
        if series and series == second.values["series"] and found.words < FIXED_WORDS:
            continue
        lines = [
            headers[number].body_line + texts[number].count("\n", 0, at)
            for number, at in ((found.first, found.at_first), (found.second, found.at_second))
        ]
        begin = _short(texts[found.second][found.at_second : found.at_second + 100])
        what = f"has {found.words} words in a row of {first.path} (line {lines[0]}): '{begin}'"
        hint = "let one link to the other, or name where it stood first in 'canonical'"
        yield Problem(second.path, lines[1], what, hint, "copied-text")


def _budget(found: CheckContext, posts: list[Document], today: str) -> Iterator[Problem]:
    """More posts are past their review than the hub allows itself."""
    allowed = int(found.settings.get("OVERDUE_REVIEWS", 10))
    stated = ((each.values["review_by"], each.path) for each in posts)
    late = sorted((day, path) for day, path in stated if day and day < today)
    if len(late) > allowed:
        what = f"is the longest overdue of {len(late)} posts, and OVERDUE_REVIEWS allows {allowed}"
        hint = "read this one first; 'due' lists them all"
        yield Problem(late[0][1], 1, what, hint, "review-budget")


def _spelling(survey: CheckContext, content: Path) -> Iterator[Problem]:
    """Ask typos, where it is installed: it comes with the packages of the tests."""
    beside = Path(sys.executable).with_name("typos")
    program = str(beside) if beside.exists() else shutil.which("typos")
    if program is None:
        return
    config = PROJECT / "pyproject.toml"
    done = subprocess.run(
        [program, "--format", "json", "--config", str(config), "--exclude", post_ids.FILE,
         "--exclude", ".*", str(content)],
        capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=120,
        check=False,
    )  # fmt: skip
    names, texts = [*_printed(survey)], dict[str, list[bytes]]()
    garbled = {each.path for each in survey.findings if each.check_id == "encoding"}
    told = {(each.path, each.line) for each in survey.findings if each.check_id == "unknown-field"}
    foreign = {each.path for each in survey.content.documents if not _in_english(each)}
    for line in done.stdout.splitlines():
        found = json.loads(line)
        if found.get("type") != "typo" or "line_num" not in found:
            continue
        path = Path(os.path.relpath(found["path"], content)).as_posix()
        if path in garbled or path in foreign or (path, found["line_num"]) in told:
            continue
        if path not in texts:
            texts[path] = file_state.read(content / path).split(b"\n")
        written = texts[path][found["line_num"] - 1]
        before = written[: found["byte_offset"]].decode("utf-8", "replace")
        line, word = written.decode("utf-8", "replace"), found["typo"]
        if _is_name(names, line, len(before), word):
            continue
        if any(each.start() <= len(before) < each.end() for each in _PROPER.finditer(line)) and any(
            _alike(word) == _alike(better) for better in found["corrections"]
        ):
            continue
        better = " or ".join(f"'{word}'" for word in found["corrections"][:3])
        what = f"'{found['typo']}' may be misspelt"
        yield Problem(path, found["line_num"], what, f"write {better}", "spelling")


def _alike(word: str) -> str:
    """Return a word in a spelling of both sides of the Atlantic."""
    word = word.lower()
    for british, american in _AMERICAN:
        word = word.replace(british, american)
    return word


def _printed(survey: CheckContext) -> Iterator[str]:
    """Yield what others printed, and spelt as they do: sources, and who wrote and published them."""
    for source in valid(survey.content.of("source")):
        values = source.values
        yield from (values["title"], values["publisher"], values["container"], *values["authors"])


def _is_name(names: list[str], line: str, at: int, word: str) -> bool:
    """Return whether a word belongs to the name of a source or a record, or to an address."""
    if _KEY.match(line) or any(
        found.start() <= at < found.end() for found in _NO_WORDS.finditer(line)
    ):
        return True
    return any(
        found.start() <= at < found.end()
        for name in names
        if word in name
        for found in re.finditer(re.escape(name), line)
    )


# -- One post


def _on_post(
    content: str, glossary: str, helps: bool, eases: Mapping[str, float], source: Document
) -> list[Problem]:
    """Return the advice on one post. Runs in a worker. `helps` says that services are listed, and
    `eases` how easy a text has to be for an audience.
    """
    text, _ = read_text(source.path, file_state.read(Path(content, source.path)))
    header, _ = parse(source.path, text)
    looked = _Text(source, text, header.body, header.body_line, eases)
    found = [*looked.headings(), *looked.invisible(), *looked.engines(), *looked.language()]
    if not _in_english(source):
        return found  # all else looks for words of English
    for step in (
        looked.ease,
        looked.wording,
        looked.few,
        looked.notes,
        looked.links,
        looked.days,
        looked.doses,
    ):
        found += step()
    found += looked.abbreviations(glossary)
    return [*found, *looked.help()] if helps else found


def _in_english(source: Document) -> bool:
    """Return whether a text is in English, as one is that names no language."""
    return tongues.is_english(source.values.get("lang") or tongues.ENGLISH)


class _Text:
    """One post, and the ways to look at it."""

    def __init__(
        self, source: Document, text: str, body: str, first: int, eases: Mapping[str, float]
    ) -> None:
        self.source, self.text, self.body, self.first = source, text, body, first
        self.eases = eases
        self.values: dict[str, Any] = source.values

    def _line(self, position: int) -> int:
        return self.first + self.body.count("\n", 0, position)

    def _problem(self, line: int, what: str, hint: str, rule: str) -> Problem:
        return Problem(self.source.path, line, what, hint, rule)

    def language(self) -> Iterator[Problem]:
        tag = self.values.get("lang") or tongues.ENGLISH
        if tongues.own_name(tag) == tag:
            lines = enumerate(self.text.split("\n"), 1)
            line = next((number for number, said in lines if said.startswith("lang:")), 1)
            what = f"lang is '{tag}', whose name is not known here: readers are shown the tag"
            hint = "look whether it is right; cy is Welsh, gd Scottish Gaelic, ga Irish"
            yield self._problem(line, what, hint, "unknown-language")

    def ease(self) -> Iterator[Problem]:
        """A text is easy enough for those whom it is written for; if not, where to begin."""
        sentences = list(_sentences(self.body))
        words = sum(len(each.split()) for _, each in sentences)
        if words < FEW_WORDS:
            return
        score = _flesch([each for _, each in sentences])
        whom = audiences(self.values["audience"])
        least, audience = max((self.eases.get(each, EASE), each) for each in whom)
        if score >= least:
            return
        aim = f"{least:g} or more" + (f" for '{audience}'" if audience in self.eases else "")
        what = f"is hard to read (reading ease {score:.0f}, aim for {aim})"
        hint = "begin with the sentences that are named below"
        yield self._problem(self.first, what, hint, "reading-ease")
        hardest = sorted(
            (_flesch([each]), at, each) for at, each in sentences if each.count(" ") > 3
        )
        for ease, at, each in hardest[:HARDEST]:
            what = f"reading ease {ease:.0f}: '{' '.join(each.split())}'"
            hint = "cut it in two, or choose shorter words"
            yield self._problem(self._line(at), what, hint, "reading-ease")

    def abbreviations(self, glossary: str) -> Iterator[Problem]:
        bare = blanked(self.body, _CODE, _ADDRESS)
        seen = set()
        for found in _CAPITALS.finditer(bare):
            name = found[0].rstrip("s")
            if name in seen or name in KNOWN or found[0] in KNOWN:
                continue
            seen.add(name)
            explained = re.search(
                rf"\({name}s?\b|\b{name}s? ?\(|{name} (?:stands for|means)", self.text
            )
            if explained or re.search(rf"\b{name}\b", glossary):
                continue
            what = f"'{found[0]}' is not written out"
            hint = f"write it out once, with '({name})' behind it"
            yield self._problem(self._line(found.start()), what, hint, "abbreviation")

    def wording(self) -> Iterator[Problem]:
        bare = blanked(self.body, _QUOTED, _CODE)
        head = [(self._of(name), blanked(self.values[name], _QUOTED)) for name in _SAID]
        for pattern, instead, why in _WORDING:
            places = [(self._line(found.start()), found[0]) for found in pattern.finditer(bare)]
            places += [(line, found[0]) for line, said in head for found in pattern.finditer(said)]
            for line, words in places:
                what = f"'{words}' may hurt or blame: {why}"
                yield self._problem(line, what, f"write: {instead}", "wording")

    def _of(self, field: str) -> int:
        """Return the line of a field of the header."""
        return self.text.count("\n", 0, self.text.find(f"\n{field}:") + 1) + 1

    def few(self) -> Iterator[Problem]:
        for at, sentence in _sentences(self.body):
            found = _FEW.search(sentence)
            if found and _ON_A_DAY.search(sentence) and _AT_A_PLACE.search(sentence):
                what = f"'{found[0]}' with a place and a day may point to persons"
                hint = "leave one of the three out, or say it less exactly"
                yield self._problem(self._line(at), what, hint, "small-number")

    def notes(self) -> Iterator[Problem]:
        noted = self.values["content_note"] or self.values["sensitive"]
        for name, pattern in _SENSITIVE.items():
            found = pattern.search(self.body)
            if found and not noted:
                what = f"speaks of {name} ('{found[0]}'), but has no content note"
                line = self._line(found.start())
                yield self._problem(line, what, "add 'sensitive' to the header", "content-note")
        if self.values["kind"] == "story" and not self.values["learning_point"]:
            titles = [text for _, _, text in self.source.headings]
            if not any(_LESSON.search(title) for title in titles) and "[!TIP]" not in self.body:
                hint = "add 'learning_point' to the header, or a heading such as 'What we learned'"
                yield self._problem(
                    1, "is a story without a learning point", hint, "learning-point"
                )

    def help(self) -> Iterator[Problem]:
        if self.values["support"] or self.values["sensitive"]:
            return
        for name, pattern in _SENSITIVE.items():
            if found := pattern.search(self.body):
                what = f"speaks of {name} ('{found[0]}'), but leads to no help"
                hint = "name its subject of support.yaml in 'support'"
                yield self._problem(self._line(found.start()), what, hint, "no-help")
                return

    def headings(self) -> Iterator[Problem]:
        before = 2
        for number, (level, _, text) in enumerate(self.source.headings):
            if level > before + (1 if number else 0):
                words = re.escape(text.split(" ")[0]) if text else ""
                found = re.search(rf"^#{{{level}}}\s*{words}", self.body, re.MULTILINE)
                line = self._line(found.start()) if found else self.first
                what = f"the heading '{_short(text)}' skips from level {before} to {level}"
                if not number:
                    what = f"the first heading, '{_short(text)}', is of level {level}"
                hint = f"begin it with '{'#' * min(level, before + (1 if number else 0))}'"
                yield self._problem(line, what, hint, "heading-skip")
            before = level

    def links(self) -> Iterator[Problem]:
        for found in _LINK.finditer(self.body):
            if found[1].strip().strip("*_.").casefold() in _VAGUE:
                what = f"the link '{found[1]}' does not say where it leads"
                hint = "use the name of the page as its words"
                yield self._problem(self._line(found.start()), what, hint, "link-text")

    def days(self) -> Iterator[Problem]:
        for at, words in impossible_days(blanked(self.body, _CODE, _ADDRESS)):
            what = f"'{words}' is no day of the calendar, read as the British write it"
            hint = "look it up, and write it out, such as 28 February 2024"
            yield self._problem(self._line(at), what, hint, "impossible-day")

    def doses(self) -> Iterator[Problem]:
        bare = blanked(self.body, _QUOTED, _CODE, _ADDRESS)
        for pattern, template, why in _DOSES:
            for found in pattern.finditer(bare):
                what = f"'{found[0]}' can be misread: {why}"
                hint = f"write '{found.expand(template)}'"
                yield self._problem(self._line(found.start()), what, hint, "dose-form")

    def invisible(self) -> Iterator[Problem]:
        for at in unseen_signs.places(self.text):
            line = self.text.count("\n", 0, at) + 1
            column = at - (self.text.rfind("\n", 0, at) + 1) + 1
            what = f"holds the invisible character U+{ord(self.text[at]):04X} (column {column})"
            problem = self._problem(line, what, "delete it", "invisible-character")
            yield replace(problem, column=column)

    def engines(self) -> Iterator[Problem]:
        told = {each.line for each in (*self.source.advice, *self.source.problems)}
        for line, rule, what, hint in two_readings(self.source.path, self.body):
            if self.first + line not in told:
                yield self._problem(self.first + line, what, hint, rule)


def _sentences(body: str) -> Iterator[tuple[int, str]]:
    """Yield every sentence of the prose with its place; lists, tables and headings are left out."""
    bare = blanked(body, _CODE, re.compile(r"^(?:[#>|]|!\[|\s*[-*+] |\s*\d+[.)] |\[\^).*$", re.M))
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", bare):
        for found in re.finditer(r"[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]*", paragraph[0]):
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_]", r"\1", found[0]).strip()
            if len(words.split()) > 1:
                lead = len(found[0]) - len(found[0].lstrip())
                yield paragraph.start() + found.start() + lead, words


def reading_ease(body: str) -> float:
    """Return how easy a text is to read, by its sentences; see `_flesch`."""
    return _flesch([sentence for _, sentence in _sentences(body)])


def _flesch(sentences: list[str]) -> float:
    """Return the reading ease by Flesch's formula; higher is easier, 100 is a child's book."""
    words = [word for each in sentences for word in re.findall(r"[A-Za-z']+", each)]
    if not words:
        return 100.0
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    low = word.lower()
    count = len(re.findall(r"[aeiouy]+", low))
    silent = low.endswith("e") and not low.endswith(("le", "ee")) and count > 1
    past = low.endswith("ed") and not low.endswith(("ted", "ded")) and count > 1
    return max(1, count - silent - past)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 50 else f"{text[:47]}..."
