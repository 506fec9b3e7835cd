"""A build in which only the words of some posts changed.

Nearly every edit is one. It converts these posts and makes anew the few files that hold their text,
from the recipes of the last build; the library is not read, no room is asked, and Pelican is not
loaded. Whatever is not certain is a reason to give up here and to build as always: another field or
heading, a link more or less, a sign of a person, an output that was touched.
"""

from __future__ import annotations

import datetime as dt
import importlib
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from plugins.base import clock, worker_pool
from plugins.base.printing import Say
from plugins.base.problems import SiteFault
from plugins.base.text_search import finder
from plugins.content.conversion_cache import ConversionCache, Damaged
from plugins.content.file_kinds import closed_years, kind_of, store_key, year_keys
from plugins.content.text_rule import Change, OtherTexts, Text, seen_by_checks
from plugins.model import post_ids
from plugins.pipeline.build_state import BuildState, ScanResult
from plugins.pipeline.manifest import Manifest, Written
from plugins.pipeline.renderer import Renderer
from plugins.pipeline.replace_in_place import replace_in_place
from plugins.presentation.codec import Decoder
from plugins.presentation.contracts import OutputFile
from plugins.presentation.recipes import Recipes, bodies_in, reword
from plugins.presentation.views import SiteView, View

# So many posts at a time; who changes more of them may wait for a whole build.
MOST = 8
# Where the classes of what is made again come from.
ROOMS = ("plugins.pages.", "plugins.outputs.")


class _Unsure(Exception):
    """It may be that something else changes, too."""


def reworded(memory: BuildState, now: dt.datetime, tell: Say) -> tuple[str, Written] | None:
    """Bring the output up to date when only words changed; return the counts and what was done.

    Nothing is returned when that is not certain. A whole build then does it all, and also what was
    begun here when the disk failed.
    """
    looked = memory.looked
    if looked is None or not worker_pool.can_fork():
        return None
    changed = _changed(looked)
    if not changed:
        return None
    recipes = Recipes(memory.recipes)
    try:
        return _Rewording(memory, looked, recipes, now).done(changed, tell)
    except (_Unsure, Damaged, SiteFault, OSError, LookupError, ValueError, TypeError, RuntimeError):
        return None  # a fault is told by the whole build, which meets it again
    finally:
        recipes.close()


def _changed(looked: ScanResult) -> list[str]:
    """Return the posts that changed, or nothing when anything else did."""
    before, files = looked.state.content, looked.content.files
    if looked.content.odd or looked.theme.odd or files.keys() != before.keys():
        return []
    theme = looked.theme.files
    if theme.keys() != looked.state.theme.keys():
        return []
    if any(look.digest != looked.state.theme[name].digest for name, look in theme.items()):
        return []
    found = [name for name, look in files.items() if look.digest != before[name].digest]
    posts = all(kind_of(name) == "post" for name in found)
    return found if posts and len(found) <= MOST else []


def _class(kind: str) -> Any:
    """Return a class of a room by what `recipes.kind_of` says of it."""
    module, _, name = kind.partition(":")
    if not module.startswith(ROOMS):
        raise _Unsure
    return getattr(importlib.import_module(module), name)


class _Rewording:
    """One such build: what was there, what a worker finds, and what comes of both."""

    def __init__(
        self, memory: BuildState, looked: ScanResult, recipes: Recipes, now: dt.datetime
    ) -> None:
        self.memory, self.looked, self.recipes, self.now = memory, looked, recipes, now
        self.about = recipes.about()
        live = memory.live_ledger()
        if not self.about or live is None or live.proof != self.about["proof"]:
            raise _Unsure
        self.live: Manifest = live
        self.scanned_at_ns = time.time_ns()
        self.shared: dict[str, Any] = {}
        self.openings: set[str] = set()  # of the posts that were edited together

    def done(self, changed: list[str], tell: Say) -> tuple[str, Written]:
        before = self.looked.state.content
        engine: str = self.about["engine"]
        old = {name: store_key(name, before[name].digest, engine) for name in changed}
        years = [key for _, key in year_keys(self.looked.content)]
        self.store = ConversionCache(self.memory.store, only=[*old.values(), *years])
        working = worker_pool.Ahead(partial(self._work, engine), [*old.items()])
        try:  # meanwhile the rest gets ready
            decoder = Decoder(self.about["zone"], self.store.html)
            site: SiteView = decoder.value(SiteView, self.about["site"])
            printer = Renderer(site, self.looked.theme)
            held = {name: self._held(printer, decoder, key) for name, key in old.items()}
            for template in {each.template for files in held.values() for each in files.values()
                             if isinstance(each, View)}:  # fmt: skip
                printer.load(template)
            if not self.live.is_whole():
                raise _Unsure
            new = self._changes(working, changed)
        finally:
            working.end()
        made: dict[str, View | OutputFile] = {}
        for name, change in new.items():
            self._be_sure(name, old[name], change, held[name])
            for file, found in held[name].items():
                now = made.get(file, found)  # one file may hold the words of several
                words = self.store.records[change.row.key]["words"]
                again = reword(now, old[name], change.row.key, words)
                if again is None:
                    raise _Unsure
                made[file] = again
        made.update(self._summed_up(old, new, made.values()))
        written = {n: (printer.key(each), printer.rendered(each)) for n, each in made.items()}
        secret = finder(self.about["secrets"])
        if any(secret(text) or secret(name.encode()) for name, (_, text) in written.items()):
            raise _Unsure
        gone = [self.live.entries[name].key for name in made]
        replace_in_place(self.live, self.memory.home, written, self.scanned_at_ns)
        self.memory.keep(self.live)
        self.recipes.keep((written[name][0], name, each) for name, each in made.items())
        self.recipes.forget(gone, old.values())
        self._remember({*(change.row.key for change in new.values()), *years})
        if self.now <= clock.now():
            tell(post_ids.effects((), ()))
        names = tuple(sorted(self.live.entries))
        return self.looked.state.told, Written(names, tuple(sorted(made)), ())

    # -- In a worker

    def _work(self, engine: str, job: tuple[str, str]) -> Change | None:
        """Convert a post and compare it with what it was."""
        from plugins.content.parse import Job
        from plugins.content.text_only import compared

        name, key = job
        return compared(Job(str(self.looked.content.root), name, "post", engine), key, self.store)

    def _changes(
        self, working: worker_pool.Ahead[Any, Any], changed: list[str]
    ) -> dict[str, Change]:
        """Return what the worker found. A post that takes too long is left to a whole build."""
        if not working.is_done(self.about["limit"]):
            raise _Unsure
        changes = [result for _, result in working.results()]
        if not all(change is not None and change.only_words for change in changes):
            raise _Unsure
        found: dict[str, Change] = dict(zip(changed, changes, strict=True))
        for name, change in found.items():
            if change.look.digest != self.looked.content.files[name].digest:
                raise _Unsure  # it was saved again just now
            self.looked.content.files[name] = change.look
            self.store.put(change.row)
        return found

    # -- What was there

    def _held(self, printer: Renderer, decoder: Decoder, body: str) -> dict[str, View | OutputFile]:
        """Return all files that hold a text, by name, as what they were made from."""
        found = {}
        for key, name in self.recipes.holders(body).items():
            if name not in self.live.entries or self.live.entries[name].key != key:
                raise _Unsure
            found[name] = made = self._made(key, decoder)
            if printer.key(made) != key:
                raise _Unsure
        if not any(isinstance(made, View) for made in found.values()):
            raise _Unsure  # a draft, for one: it has no page, and its words are secrets
        return found

    def _made(self, key: str, decoder: Decoder) -> View | OutputFile:
        found = self.recipes.load(key)
        if found is None:
            raise _Unsure
        kind, recipe = found
        if not recipe.data:
            raise _Unsure
        made: View | OutputFile = _class(kind).from_recipe(recipe, decoder, self.shared)
        return made

    def _summed_up(
        self, old: dict[str, str], new: dict[str, Change], made: Iterable[View | OutputFile]
    ) -> dict[str, OutputFile]:
        """Return the files that are made of all texts and change with these, by name."""
        texts = {body.key: body for each in made for body in bodies_in(each)}
        changes = [(old[name], texts[change.row.key]) for name, change in new.items()]
        kinds: list[str] = self.about["sums_up"]
        found = (
            each for kind in kinds for each in _class(kind).with_texts(self.memory.made, changes)
        )
        return {document.save_as: document for document in found}

    def _be_sure(
        self, name: str, old: str, change: Change, files: dict[str, View | OutputFile]
    ) -> None:
        """Raise when a check might see what changed, or what nobody may change unsaid did."""
        records = self.store.records
        before, after = (
            Text.of(name, records[key], partial(self.store.html, key))
            for key in (old, change.row.key)
        )
        entries = (each for made in files.values() for each in getattr(made, "entries", ()))
        ids = {each.id for each in entries if each.body is not None and each.body.key == old}
        years = closed_years(self.looked.content, self.store)
        others = OtherTexts(self._has_opening, years, self.about["meant"])
        if seen_by_checks(before, after, others, ids):
            raise _Unsure
        self.openings.add(after.opening)

    def _has_opening(self, opening: str) -> bool:
        return opening in self.openings or self.store.holds("opening", opening)

    def _remember(self, used: set[str]) -> None:
        self.store.save(used)
        self.store.close()
        content, theme = self.looked.content, self.looked.theme
        scanned_at_ns = min(content.scanned_at_ns, theme.scanned_at_ns)
        state = replace(
            self.looked.state, content=content.files, theme=theme.files, scanned_at_ns=scanned_at_ns
        )
        self.memory.remember(state)
