"""What `python3 tasks.py import` does, and what it says."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plugins.base import clock
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault, did_you_mean
from plugins.base.safe_write import replace
from plugins.content.front_matter import read_text
from plugins.content.vocabulary_index import VocabularyIndex, vocabulary_index_of
from plugins.content.write_file import write_new
from plugins.importer.account import Outcome, report, totals
from plugins.importer.balance import Balance, by_kind
from plugins.importer.found import Task
from plugins.importer.headers import Headers, Wishes
from plugins.importer.jobs import JOBS, LASTING
from plugins.importer.mapping import Mapping, read_mapping
from plugins.importer.merging import hide_names, merged
from plugins.importer.naming import Naming
from plugins.importer.pictures import Gallery
from plugins.importer.planning import Plan, Planner, looked_at
from plugins.importer.sources.kinds import Reading, read_source
from plugins.importer.sources.page.opening import opened
from plugins.model import post_ids
from plugins.model.addresses import Root

SETTINGS = "publishconf.py"
_OF_KIND = re.compile(r"of the kind '([^']+)'")


def run_import(root: Path, options: Namespace, tell: Say = say) -> int:
    """Import a source into the content of the project at `root`; return the exit code."""
    try:
        return _run(root, options, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _run(root: Path, options: Namespace, tell: Say) -> int:
    content = Path(options.content or root / "content").absolute()
    if not content.is_dir():
        raise SiteFault(f"There is no content folder '{content}'; give --content another.", 2)
    source = Path(options.source)
    work = content.parent / "imports" / (source.absolute().stem or "source")
    public, zone, authority = _site(root)
    opening = opened(source)
    shelf = vocabulary_index_of(content)
    wishes = _wishes(options, shelf, authority)
    reading = read_source(opening, options.kind or (), tell)
    _refuse_kinds(options.kind or (), reading)
    mapping = read_mapping(work / "map.yaml")
    gallery = Gallery(opening, content)
    done = _done(work)
    naming = Naming(shelf, mapping)
    headers = Headers(naming, gallery, shelf, public, clock.now(), zone, wishes)
    posts, merges, bare = merged(reading.found)
    hide_names(posts, naming.is_here)
    plan = Planner(shelf, headers, done).plan(posts, tell)
    left = [*reading.left, *bare, *plan.left]
    balance = Balance(
        reading.items,
        sum(post.found.kind == "post" for post in plan.posts),
        sum(post.found.kind == "post" and bool(post.found.closed) for post in plan.posts),
        sum(post.found.kind == "page" for post in plan.posts),
        len(merges),
        len(plan.here),
        by_kind(left),
    )
    balance.check()
    stop = bool(reading.damage) and not options.as_far_as_it_goes
    dry = options.dry_run or stop
    outcome = Outcome(source.name, balance, reading.damage, left, merges, plan, gallery, dry)
    outcome.tasks = _tasks(work, content, plan)
    work.mkdir(parents=True, exist_ok=True)
    replace(work / "map.yaml", mapping.text().encode())
    replace(work / "report.md", report(outcome).encode())
    if not dry:
        _write(content, shelf, plan, gallery)
        _remember(work, plan, done, outcome)
    _tell(tell, outcome, mapping, work, stop)
    return 1 if stop or not reading.found else 0


def _refuse_kinds(wanted: Sequence[str], reading: Reading) -> None:
    """Raise SiteFault for a kind that the source has not."""
    known = {found[1] for each in reading.left if (found := _OF_KIND.search(each.why))}
    for kind in wanted:
        taken = any(f"'{kind}'" in said for each in reading.found for said in each.notes.guessed)
        if not taken:
            hint = did_you_mean(kind, known)
            raise SiteFault(f"--kind names '{kind}', which the source does not hold; {hint}", 2)


def _tasks(work: Path, content: Path, plan: Plan) -> dict[str, list[Task]]:
    """Return what is left to do for the posts of this run and, as they stand, of earlier ones."""
    tasks = dict(plan.tasks)
    for path, asked in _saved(work, "tasks.json").items():
        file = content / path
        if path in tasks or not isinstance(asked, list) or not file.is_file():
            continue
        old = [Task(str(job), str(said)) for job, said in asked if job in JOBS]
        now = looked_at(path, read_text(path, file.read_bytes())[0])[1]
        reasons = [each for each in old if each.job == "closed"]
        kept = [each for each in now if each.job != "closed" or not reasons]
        if any(each.job == "closed" for each in now):
            kept += reasons
        kept += [each for each in old if each.job in LASTING and not _is_done(each, content)]
        if kept:
            tasks[path] = kept
    return tasks


def _is_done(task: Task, content: Path) -> bool:
    """Return whether a picture that was missing is there now."""
    found = re.search(r"save it as content/(\S+)$", task.said) if task.job == "picture" else None
    return found is not None and (content / found[1]).is_file()


def _site(root: Path) -> tuple[Root, str, str]:
    """Return where the hub is public, its time zone, and the domain of new ids."""
    from plugins.pipeline.pelican_adapter import settings_of

    settings = settings_of(root / SETTINGS)
    return Root.of(settings["SITEURL"]), str(settings["TIMEZONE"]), str(settings["ID_AUTHORITY"])


def _wishes(options: Namespace, shelf: VocabularyIndex, authority: str) -> Wishes:
    """Return what the options ask for. Raises SiteFault for a name that is not here."""
    for kind, names in (("authors", options.author), ("topics", options.topic)):
        for name in names or ():
            if name not in shelf.of(kind):
                hint = did_you_mean(name, shelf.of(kind))
                raise SiteFault(f"--{kind[:-1]} names '{name}', which is not here; {hint}", 2)
    pattern = options.address or ""
    try:
        pattern.format(year="2021", month="12", day="16", slug="x")
    except (KeyError, IndexError, ValueError):
        message = f"--address is '{pattern}'; use {{year}}, {{month}}, {{day}} and {{slug}} only."
        raise SiteFault(message, 2) from None
    topics, authors = tuple(options.topic or ()), tuple(options.author or ())
    return Wishes(authors, topics, options.draft, pattern, options.no_notices, authority)


def _saved(work: Path, name: str) -> dict[str, Any]:
    """Return what earlier runs kept under a name, or nothing."""
    try:
        found = json.loads((work / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _done(work: Path) -> dict[str, str]:
    """Return what earlier runs wrote: the file of each post, by its key."""
    return {str(key): str(path) for key, path in _saved(work, "done.json").items()}


def _remember(work: Path, plan: Plan, done: dict[str, str], outcome: Outcome) -> None:
    known = {**done, **{post.key: post.path for post in plan.posts}}
    for name, values in (("done.json", known), ("tasks.json", outcome.tasks)):
        text = json.dumps(values, ensure_ascii=False, indent=0, sort_keys=True)
        replace(work / name, f"{text}\n".encode())


def _write(content: Path, shelf: VocabularyIndex, plan: Plan, gallery: Gallery) -> None:
    """Write all files, none over another, and last the permanent ids."""
    files = {path: text.encode() for path, text in plan.files.items()}
    files |= {post.path: post.text.encode() for post in plan.posts}
    for path, made in {**gallery.new, **files}.items():
        if not write_new(content / path, made):
            raise SiteFault(
                f"'{content / path}' came into being while the import ran; nothing was written "
                "over it. Run the import again.",
            )
    if plan.records:
        records = [*shelf.records, *plan.records]
        replace(content / post_ids.FILE, post_ids.written(records).encode())


def _tell(tell: Say, outcome: Outcome, mapping: Mapping, work: Path, stop: bool) -> None:
    for each in outcome.damage:
        tell(f"{each.file} {each.why}.")
    tell("\n".join(f"{line}." for line in totals(outcome)))
    if stop:
        tell(
            "Nothing was written into the content. Ask for the export again, or take what there "
            "is with --as-far-as-it-goes."
        )
    if guesses := len(mapping.why):
        names = "1 name was guessed" if guesses == 1 else f"{guesses:,} names were guessed"
        tell(f"{names}: see {work / 'map.yaml'}")
    tell(f"Post by post: {work / 'report.md'}")
    plan = outcome.plan
    if not plan.posts and not plan.here:
        tell("\n".join(f"{each.file} {each.why}." for each in outcome.left[:10]))
    if outcome.dry and not stop:
        tell("Nothing was written into the content (--dry-run).")
    elif plan.posts and not stop:
        tell("Now run: python3 tasks.py check")
