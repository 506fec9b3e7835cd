"""What is left for a person, by job: what it is, how many, and what to type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from plugins.base.problems import Problem
from plugins.importer.found import Task


class Job(NamedTuple):
    """A kind of work. `one` and `many` go on after a number of posts; `how` says what to type."""

    one: str
    many: str
    how: str


JOBS: dict[str, Job] = {
    "alt": Job(
        "picture needs a description", "pictures need a description",
        "Write what each picture shows between `![` and `]`, or once for a kind of picture below "
        "`pictures:` in map.yaml.",
    ),
    "picture": Job(
        "picture is not beside the source", "pictures are not beside the source",
        "Save each under the name that its line says; nothing was fetched. Or take all out: "
        "`\"pictures that are not there\": \"out\"` below `gaps:` in map.yaml.",
    ),
    "disclosure": Job(
        "post says nothing of sponsor, funding and interests",
        "posts say nothing of sponsor, funding and interests",
        "Write it below `disclosure:` in map.yaml, for all posts or by author.",
    ),
    "topics": Job(
        "post has no topic", "posts have no topic",
        "Give one to all: `--topic NAME`; or say below `topics:` in map.yaml what a category is.",
    ),
    "authors": Job(
        "post has no author", "posts have no author",
        "Give one to all: `--author NAME`.",
    ),
    "role": Job(
        "author has no role", "authors have no role",
        "Write it below `roles:` in map.yaml, such as `\"ann-example\": \"Editor\"`.",
    ),
    "description": Job(
        "topic has no description", "topics have no description",
        "Write one sentence for each below `descriptions:` in map.yaml.",
    ),
    "closed": Job(
        "post was not public and is a draft", "posts were not public and are drafts",
        "Read each. To publish it, delete the line `status: draft`; else delete the file.",
    ),
    "words": Job(
        "text is not whole", "texts are not whole", "Copy what is missing from the old site.",
    ),
    "lost": Job(
        "post may have lost words", "posts may have lost words",
        "Compare each with the old site.",
    ),
    "date": Job(
        "post has no date", "posts have no date", "Write `date: 2021-12-16` in its header.",
    ),
    "title": Job("text has no title", "texts have no title", "Write `title:` in its header."),
    "summary": Job(
        "text has no summary", "texts have no summary",
        "Write `summary:` in its header: one or two sentences.",
    ),
    "series": Job(
        "part of a series needs a look", "parts of a series need a look",
        "Bring the missing part in, or change `part:` in the header.",
    ),
    "address": Job(
        "old address cannot be forwarded by this site",
        "old addresses cannot be forwarded by this site",
        "Forward each in the settings of the old site's server.",
    ),
    "contact": Job(
        "contact of somebody stands in a text", "contacts of people stand in texts",
        "Take each out, or all of a kind: `\"e-mail addresses\": \"out\"` below `gaps:` in "
        "map.yaml. An organisation's own may stay: ask whoever runs the hub to add it to "
        "`CONTACTS` in pelicanconf.py.",
    ),
    "check": Job(
        "line in a text has to be mended", "lines in texts have to be mended",
        "Mend each as its line says; `python3 tasks.py check` names it too.",
    ),
}  # fmt: skip

# Jobs that a file does not show by itself: they stay until their file is gone.
LASTING = frozenset(("picture", "words", "lost", "series", "address"))
_FIELDS = {"topics": "topics", "authors": "authors", "date": "date", "title": "title",
           "summary": "summary", "role": "role", "description": "description"}  # fmt: skip


def task_of(problem: Problem) -> Task:
    """Return what a problem of a new file asks for."""
    hint = f"; {problem.hint}" if problem.hint else ""
    said = f"line {problem.line}: {problem.message}{hint}"
    if "no alternative text" in problem.message or problem.message.startswith("image.alt"):
        return Task("alt", said)
    named = re.match(r"(\w+) is (?:empty|missing)", problem.message)
    return Task(_FIELDS.get(named[1], "check") if named else "check", said)


Tasks = Mapping[str, list[Task]]  # by the path of the file


def lines_of(tasks: Tasks) -> list[str]:
    """Return all jobs as Markdown, the largest first, with one line a file below each."""
    jobs: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for path, asked in sorted(tasks.items()):
        for task in dict.fromkeys(asked):
            jobs[task.job].setdefault(path, []).append(task.said)
    lines: list[str] = []
    for name, files in sorted(jobs.items(), key=lambda each: (-_count(each[1]), each[0])):
        lines += ["", f"### {heading(name, _count(files))}", "", JOBS[name].how, ""]
        lines += [f"- `{path}`: {_in_short(said)}" for path, said in files.items()]
    return lines


def heading(name: str, count: int) -> str:
    """Return a job with its number, such as "38 pictures need a description"."""
    return f"{count:,} {JOBS[name].one if count == 1 else JOBS[name].many}"


def counts(tasks: Tasks) -> list[tuple[str, int]]:
    """Return how often each job is asked for, the largest first."""
    found: defaultdict[str, int] = defaultdict(int)
    for asked in tasks.values():
        for task in dict.fromkeys(asked):
            found[task.job] += 1
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))


def _count(files: Mapping[str, list[str]]) -> int:
    return sum(map(len, files.values()))


def _in_short(said: Iterable[str]) -> str:
    """Return what is said of one file in one line: all of it, or how often and on which lines."""
    every = list(said)
    if len(every) == 1:
        return every[0]
    numbers = [found[1] for each in every if (found := re.match(r"line (\d+): ", each))]
    first = re.sub(r"^line \d+: ", "", every[0])
    if len(numbers) == len(every):
        shown = ", ".join(numbers[:8]) + (", ..." if len(numbers) > 8 else "")
        return f"{len(every)} times, on lines {shown}: {first}"
    return "; ".join(every[:4]) + (f"; and {len(every) - 4} more" if len(every) > 4 else "")
