"""What `python3 tasks.py import` does, and what it says."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from plugins.base import clock
from plugins.base.problems import SiteFault
from plugins.base.progress import Say, say
from plugins.base.safe_write import replace
from plugins.content.vocabulary_index import VocabularyIndex, vocabulary_index_of
from plugins.content.write_file import write_new
from plugins.importer.account import account, totals
from plugins.importer.found import Found, Refused
from plugins.importer.headers import Headers, Wishes
from plugins.importer.mapping import Mapping, read_mapping
from plugins.importer.merging import merged
from plugins.importer.naming import Naming
from plugins.importer.pictures import Gallery
from plugins.importer.planning import Plan, Planner
from plugins.importer.sources.kinds import posts_in
from plugins.importer.sources.opening import opened
from plugins.model import post_ids
from plugins.model.addresses import Root

SETTINGS = "publishconf.py"


def run_import(root: Path, options: Namespace, tell: Say = say) -> int:
    """Import a source into the content of the project at `root`; return the exit code."""
    try:
        return _run(root, options, tell)
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code


def _run(root: Path, options: Namespace, tell: Say) -> int:
    content = Path(options.content or root / "content").absolute()
    if not content.is_dir():
        raise SiteFault(f"There is no content folder '{content}'; give --content another.", 2)
    source = Path(options.source)
    work = content.parent / "imports" / (source.absolute().stem or "source")
    public, zone = _site(root)
    opening = opened(source)
    shelf = vocabulary_index_of(content)
    wishes = _wishes(options, shelf)
    found: list[Found] = []
    refused: list[Refused] = []
    for each in posts_in(opening, tell):
        found.append(each) if isinstance(each, Found) else refused.append(each)
    mapping = read_mapping(work / "map.yaml")
    gallery = Gallery(opening, content)
    done = _done(work)
    naming = Naming(shelf, mapping)
    headers = Headers(naming, gallery, shelf, public, clock.now(), zone, wishes)
    plan = Planner(shelf, headers, done).plan(merged(found), tell)
    report = account(source.name, plan, refused, gallery, options.dry_run)
    work.mkdir(parents=True, exist_ok=True)
    replace(work / "map.yaml", mapping.text().encode())
    replace(work / "report.md", report.encode())
    if not options.dry_run:
        _write(content, shelf, plan, gallery)
        _remember(work, plan, done)
    _tell(tell, plan, refused, gallery, mapping, work, options.dry_run)
    return 0 if found else 1


def _site(root: Path) -> tuple[Root, str]:
    """Return where the hub is public, and its time zone."""
    from plugins.pipeline.pelican_adapter import settings_of

    settings = settings_of(root / SETTINGS)
    return Root.of(settings["SITEURL"]), str(settings["TIMEZONE"])


def _wishes(options: Namespace, shelf: VocabularyIndex) -> Wishes:
    """Return what the options ask for. Raises SiteFault for a name that is not here."""
    from plugins.base.problems import did_you_mean

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
    return Wishes(authors, topics, options.draft, pattern)


def _done(work: Path) -> dict[str, str]:
    """Return what earlier runs wrote: the file of each post, by its key."""
    try:
        found = json.loads((work / "done.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(path) for key, path in found.items()} if isinstance(found, dict) else {}


def _remember(work: Path, plan: Plan, done: dict[str, str]) -> None:
    known = {**done, **{post.key: post.path for post in plan.posts}}
    text = json.dumps(known, ensure_ascii=False, indent=0, sort_keys=True)
    replace(work / "done.json", f"{text}\n".encode())


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


def _tell(
    tell: Say,
    plan: Plan,
    refused: list[Refused],
    gallery: Gallery,
    mapping: Mapping,
    work: Path,
    dry: bool,
) -> None:
    lines = totals(plan, refused, gallery)
    tell("\n".join([*(f"{line}." for line in lines)]))
    guesses = len(mapping.why)
    if guesses:
        tell(f"{guesses:,} names were guessed: see {work / 'map.yaml'}")
    tell(f"Post by post: {work / 'report.md'}")
    if dry:
        tell("Nothing was written into the content (--dry-run).")
    elif plan.posts:
        tell("Now run: python3 tasks.py check")
    if not plan.posts and not plan.here and refused:
        tell("\n".join(f"{each.file} {each.why}." for each in refused[:10]))
