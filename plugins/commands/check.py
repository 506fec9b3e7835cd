"""What `python3 tasks.py check` says about the content. Nothing is built."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from plugins.base.file_state import read
from plugins.base.printing import Say, annotate, complain, one_line, say
from plugins.base.problems import Problem, SiteFault
from plugins.checks import catalogue
from plugins.checks.check_context import CheckContext
from plugins.content.front_matter import read_text
from plugins.pipeline import settings_file
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.pipeline.settings_file import SettingsFault

FORMATS = ("text", "json", "github")
RED, YELLOW, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[0m"


def check(root: Path, options: Namespace, tell: Say = say) -> int:
    """Check the content of the project at `root`; return the exit code."""
    if options.explain:
        return _explain(options.explain, tell)
    try:
        # With --publish its address is checked where it stands, by file and line.
        public = {} if getattr(options, "publish", False) else _public(root)
        override = public | overrides(root, options)
        content = Path(override["PATH"]).resolve()
        wanted = wanted_paths(content, options.paths)
        name = "publishconf.py" if getattr(options, "publish", False) else "pelicanconf.py"
        found = survey(root / name, override, moment(options.now))
        settings_file.tell_idle(root / name, found.settings)
    except SettingsFault as fault:
        if options.format == "text":
            complain(fault)
        else:
            beside = f"{os.path.relpath(root)}/".removeprefix("./").replace(os.sep, "/")
            _told(options.format, fault.problems, [], beside, tell)
        return fault.code
    except SiteFault as fault:
        complain(fault)
        return fault.code
    if options.exceptions:
        for line in exceptions(found):
            tell(line)
        return 0
    problems = [*found.findings, *_advice(found, content)]
    problems = sorted(each for each in set(problems) if is_wanted(each.path, wanted))
    errors = [each for each in problems if not catalogue.is_advice(each.check_id)]
    advice = [each for each in problems if catalogue.is_advice(each.check_id)]
    prefix = f"{os.path.relpath(content).replace(os.sep, '/')}/"
    if options.format != "text":  # a terminal shows no columns
        errors, advice = ([*_with_columns(content, each)] for each in (errors, advice))
    if options.format == "text" and getattr(options, "all", False):
        tell("\n".join(as_text(errors, advice, prefix, whole=True)))
    else:
        _told(options.format, errors, advice, prefix, tell)
    if getattr(options, "publish", False) and options.format == "text":
        _tell_leftovers(root, content, tell)
    return 1 if errors else 0


def _tell_leftovers(root: Path, content: Path, tell: Say) -> None:
    """Say what of the sample, and which gaps, would keep a site from going live."""
    from plugins.pipeline.pelican_adapter import settings_of
    from plugins.presentation.theme_assets import theme_scan
    from plugins.publish.leftovers import leftovers, lines_of

    path = root / "publishconf.py"
    settings = settings_of(path)
    left = [*leftovers(path, settings, content, theme_scan(Path(settings["THEME"])))]
    if left:
        tell("\n".join(["Before this can go live:", *lines_of(left)]))


def _with_columns(content: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems, each with the column of what it quotes from its line, where that is known."""
    texts: dict[str, list[str]] = {}
    for each in problems:
        if each.column or not each.line:
            yield each
            continue
        if each.path not in texts:
            texts[each.path] = read_text(each.path, read(content / each.path))[0].split("\n")
        lines = texts[each.path]
        line = lines[each.line - 1] if each.line <= len(lines) else ""
        quoted = (line.find(words) for words in re.findall(r"'([^']+)'", each.message))
        yield replace(each, column=next((at + 1 for at in quoted if at >= 0), 0))


def _public(root: Path) -> dict[str, str]:
    """Return the address at which the hub is public: a link to it is one within the hub.

    What else is wrong in that file is for `check --publish` to say.
    """
    found = ""
    with contextlib.suppress(SiteFault):
        found = str(settings_file.stated(root / "publishconf.py").get("SITEURL", ""))
    is_right = not settings_file.fault_of("SITEURL", found)
    return {"SITEURL": found} if is_right and found.startswith("http") else {}


def _explain(name: str, tell: Say) -> int:
    try:
        tell(catalogue.explained(name))
    except KeyError as error:
        complain(f"There is no rule '{name}'; {error.args[0]}")
        return 2
    return 0


def _advice(found: CheckContext, content: Path) -> Iterator[Problem]:
    from plugins.checks.advice import advice

    return advice(found, content)


def wanted_paths(content: Path, given: Iterable[str]) -> tuple[str, ...]:
    """Return what the command line names, relative to the content. Raises SiteFault."""
    found = []
    for name in given:
        path = Path(name).absolute()
        path = path.parent.resolve() / path.name  # a link is named, not followed
        if not path.is_relative_to(content):
            raise SiteFault(f"'{name}' is not in the content folder '{content.name}'.", 2)
        if not os.path.lexists(path):
            raise SiteFault(f"'{name}' is not there; look at the path.", 2)
        found.append(path.relative_to(content).as_posix())
    return tuple(found)


def is_wanted(path: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(each in (".", path) or path.startswith(f"{each}/") for each in wanted)


def exceptions(found: CheckContext) -> Iterator[str]:
    """Yield each exception that a header makes: what, by whom, when, why."""
    count = 0
    for source in found.content.documents:
        for each in source.values.get("exceptions", ()):
            count += 1
            yield (
                f"content/{source.path}: {each['rule']} '{each['text']}', by {each['by']} on "
                f"{each['date']}: {each['reason']}"
            )
    yield f"{count} exception{'' if count == 1 else 's'}."


# -- Formats


def as_text(
    errors: list[Problem], advice: list[Problem], prefix: str, whole: bool = False
) -> Iterator[str]:
    """Yield one line for each problem, errors first, and a line that counts them.

    What many places have alike is one line, unless the `whole` list is asked for.
    """
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for title, found, colour in (("Errors", errors, RED), ("Advice", advice, YELLOW)):
        if found:
            yield f"{colour}{title}{PLAIN}" if colours else title
            yield from _grouped(found, prefix, whole)
            yield ""
    yield f"{_counted(len(errors), 'error')}, {len(advice):,} of advice."


_QUOTED = re.compile(r"'[^']*'")
MANY = 6  # lines that say the same, from which on one line counts them
MANY_KINDS = 30  # lines that say the same of different words
FIRST = 3


def _grouped(found: list[Problem], prefix: str, whole: bool) -> Iterator[str]:
    """Yield one line a problem; what many places have alike is one line with the first of them,
    unless all are to be listed.
    """
    kinds: dict[tuple[str, ...], dict[tuple[str, ...], list[Problem]]] = {}
    for each in found:
        kind = kinds.setdefault((_QUOTED.sub("", each.message), each.hint, each.check_id), {})
        kind.setdefault((each.message, each.hint), []).append(each)
    single: list[Problem] = []
    for kind in kinds.values():
        every = sorted(each for group in kind.values() for each in group)
        groups = [every] if len(every) >= MANY_KINDS else kind.values()
        for group in groups:
            if whole or len(group) < MANY:
                single += group
                continue
            places = [each.text(prefix).partition(": ")[0] for each in group[:FIRST]]
            said = group[0].text(prefix).partition(": ")[2]
            rest = f"and {len(group) - FIRST:,} more" + ("; --all" if len(kind) > 1 else "")
            yield f"{len(group):,} times: {said} ({', '.join(places)} {rest})"
    for each in sorted(single):
        yield each.text(prefix)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def as_json(errors: list[Problem], advice: list[Problem], prefix: str) -> Iterator[str]:
    """Yield one JSON object with two lists."""
    found = {
        "errors": [_plain(each, prefix) for each in errors],
        "advice": [_plain(each, prefix) for each in advice],
    }
    yield json.dumps(found, ensure_ascii=False, indent=1)


def _plain(each: Problem, prefix: str) -> dict[str, object]:
    return {
        "path": f"{prefix}{each.path}",
        "line": each.line,
        "column": each.column,
        "rule": each.check_id,
        "message": each.message,
        "hint": each.hint,
    }


def as_github(errors: list[Problem], advice: list[Problem], prefix: str) -> Iterator[str]:
    """Yield GitHub's workflow commands, which it shows beside the lines of a pull request."""
    for kind, found in (("error", errors), ("notice", advice)):
        for each in found:
            where = f"file={_escaped(prefix + each.path, True)},"
            where += f"line={each.line}," if each.line else ""
            where += f"col={each.column}," if each.column else ""
            message = f"{each.message}; {each.hint}" if each.hint else each.message
            yield f"::{kind} {where}title={_escaped(each.check_id, True)}::{_escaped(message)}"
    yield f"{_counted(len(errors), 'error')}, {len(advice):,} of advice."


def _escaped(text: str, in_property: bool = False) -> str:
    """Escape as GitHub asks, so that no text of a post can give a command of its own."""
    signs = {"%": "%25", "\r": "%0D", "\n": "%0A"} | (
        {":": "%3A", ",": "%2C"} if in_property else {}
    )
    for sign, code in signs.items():
        text = text.replace(sign, code)
    return one_line(text)


def _told(name: str, errors: list[Problem], advice: list[Problem], prefix: str, tell: Say) -> None:
    """Say a report; the lines of GitHub's are commands, which nothing else may print."""
    out = annotate if name == "github" and tell is say else tell
    out("\n".join(REPORTS[name](errors, advice, prefix)))


REPORTS = {"text": as_text, "json": as_json, "github": as_github}
