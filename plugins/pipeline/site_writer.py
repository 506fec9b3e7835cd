"""Render what changed, remove what nothing claims, and go live in one step.

Whole trees are written here and nowhere else. Rooms claim files; nothing is public before all is
rendered. What stands is found by keys when all rooms have spoken; where nothing can stand, workers
begin at once with what there is most of.

Where nothing but words of a post changed, no page says of another what it does not say any more:
the few files that hold the words then change places one by one, each of them whole.
"""

from __future__ import annotations

import os
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import TemplateError

from plugins.base import worker_pool
from plugins.base.file_state import FileState, state_from
from plugins.base.hashing import digest
from plugins.base.problems import SiteFault
from plugins.base.progress import tracked
from plugins.base.safe_write import write_new
from plugins.content.conversion_cache import Damaged
from plugins.pipeline.build_state import BuildState, place_file
from plugins.pipeline.leak_check import LeakCheck
from plugins.pipeline.manifest import Manifest, ManifestLine, Written
from plugins.pipeline.renderer import Renderer, place_of_fault
from plugins.pipeline.replace_in_place import WAITING
from plugins.presentation.codec import encoded
from plugins.presentation.contracts import BuildContext, OutputFile
from plugins.presentation.recipes import Recipes, kind_of
from plugins.presentation.views import View

# So many files of one room are worth a worker of their own while the rooms go on.
MANY = 500
# The names of files with how they look; or what went wrong, as a fault or in words.
_Ahead = worker_pool.Ahead[int, list[tuple[str, ManifestLine]] | Exception | str]

Told = TypeVar("Told", ManifestLine, list[tuple[str, ManifestLine]])


class _Stopped(Exception):
    """A file could not be made: what went wrong, or in words."""

    def __init__(self, why: Exception | str) -> None:
        super().__init__()
        self.why = why


class SiteWriter(Renderer):
    """All claims of a build, and the way they become files."""

    def __init__(
        self,
        context: BuildContext,
        proof: LeakCheck,
        memory: BuildState,
        about: Mapping[str, Any],
        workers: int,
        may_begin: bool = True,
    ) -> None:
        """`about` is what a later edit of words must know; with `may_begin` workers may write
        before all is claimed."""
        super().__init__(context.site, context.theme)
        self.memory, self.proof, self.about = memory, proof, about
        self.workers, self.tell = workers, context.report
        self.recipes = Recipes(self.memory.recipes)
        # What is claimed, by name, with its key; a key that nothing can stand from is made with the
        # file. What workers made and wrote while the rooms spoke has its name in `written` alone.
        self.claims: dict[str, tuple[str, View | OutputFile]] = {}
        self.written: list[str] = []
        self._folded: dict[str, str] = {}
        self.ahead: list[_Ahead] = []
        self.begun: list[str] = []  # what was claimed and is written by one of these
        self.may_begin = may_begin

    # -- What rooms ask for

    def write_views(self, views: Iterable[View]) -> None:
        if self.blank and not self.ahead:  # two rooms apart would write the same cards twice
            views = iter(views)
            first = list(islice(views, MANY))
            if len(first) == MANY:
                self._begin(chain(first, views))
                return
            views = first
        for view in views:
            self._claim(view.save_as, "" if self.blank else self.key(view), view)

    def write_documents(self, documents: Iterable[OutputFile]) -> None:
        made = list(documents)
        for document in made:
            self._claim(document.save_as, "" if self.blank else self.key(document), document)
        if self.blank and len(made) >= MANY:
            self._begin(made)

    def _claim(self, save_as: str, key: str, made: View | OutputFile) -> None:
        self._reserve(save_as)
        self.claims[save_as] = (key, made)

    def _reserve(self, save_as: str) -> None:
        parts = save_as.split("/")
        if save_as.startswith("/") or "\\" in save_as or {"", ".", ".."} & set(parts):
            raise SiteFault(f"A page would be written outside the output: {save_as!r}.")
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", save_as).casefold())
        if folded in self._folded:
            raise SiteFault(f"Two pages claim {self._folded[folded]!r}.")
        self._folded[folded] = save_as

    # -- While rooms still speak

    @cached_property
    def blank(self) -> bool:
        """Whether nothing is there that could stand, and workers may begin before the end."""
        if not self.may_begin or self.workers < 2 or not worker_pool.can_fork():
            return False
        live, spare = self.memory.live_ledger(), self.memory.spare_ledger()
        return not (live is not None and live.entries) and not os.listdir(spare.tree)  # noqa: PTH208

    def _begin(self, files: Iterable[View | OutputFile]) -> None:
        """Let a worker make and write many files while the rooms go on."""
        tree = self.memory.spare_ledger().tree
        self.recipes.begin()

        def work(_: int) -> list[tuple[str, ManifestLine]] | Exception | str:
            written: list[tuple[str, ManifestLine]] = []

            def each() -> Iterator[tuple[str, str, View | OutputFile]]:
                for made in files:
                    entry = self._tried(tree, made.save_as, made)
                    if not isinstance(entry, ManifestLine):
                        raise _Stopped(entry)
                    written.append((made.save_as, entry))
                    yield entry.key, made.save_as, made

            try:
                self.recipes.keep(each())
            except _Stopped as stopped:
                return stopped.why
            return written

        self.ahead.append(worker_pool.Ahead(work, [0]))
        if isinstance(files, list):
            self.begun += [made.save_as for made in files]

    def give_up(self) -> None:
        """End what was begun, because there will be no end of the build."""
        while self.ahead:
            self.ahead.pop().end()

    # -- The end of a build

    def close(self) -> Written:
        """Write what changed into the tree that nobody sees, then show that tree."""
        shutil.rmtree(self.memory.home / WAITING, ignore_errors=True)  # of a build that was ended
        live = self.memory.live_ledger()
        if live is not None and self._stands(live):
            if live.proof != self.proof.key:
                self.proof.prove(live.tree, documents=self._documents())
            live.scanned_at_ns, live.proof = time.time_ns(), self.proof.key
            self.memory.keep(live)
            self._keep_recipes(live)
            return Written(tuple(sorted(self.claims)), (), ())
        spare = self.memory.spare_ledger()
        if not self.ahead:
            self._clear(spare)
        kept, linked, fresh = self._sorted_out(live, spare)
        clean = set(kept) if spare.proof == self.proof.key else set()
        if live is not None and live.proof == self.proof.key:
            clean.update(linked)
        if live is not None:
            kept.update(self._hard_linked(live, spare.tree, linked))
        made = self._render(spare.tree, fresh)
        kept.update(made)
        self.proof.prove(spare.tree, clean, self._documents())
        before = set(live.entries) if live is not None else set()
        spare.entries, spare.scanned_at_ns, spare.proof = kept, time.time_ns(), self.proof.key
        if live is not None:
            self.memory.keep(live)
        self.memory.keep(spare)
        self.memory.go_live(spare.tree)
        self._keep_recipes(spare)
        removed = sorted(before - kept.keys())
        names = sorted([*self.claims, *self.written])
        return Written(tuple(names), tuple(sorted(made)), tuple(removed))

    def _keep_recipes(self, ledger: Manifest) -> None:
        """Leave what a build needs in which only words change: see `pipeline/text_edit`."""
        self.recipes.begin()
        have, entries = self.recipes.keys(), ledger.entries
        made = ((entries[name].key, name, each) for name, (_, each) in self.claims.items())
        self.recipes.keep(each for each in made if each[0] not in have)
        proof = self.proof
        about = {
            **self.about,
            "site": encoded(self.site),
            "proof": proof.key,
            "secrets": [secret.text for secret in proof.secrets],
            "sums_up": sorted(
                {kind_of(each) for _, each in self.claims.values() if hasattr(each, "with_texts")}
            ),
        }
        self.recipes.settle({entry.key for entry in entries.values()}, about)
        self.recipes.close()

    def _documents(self) -> dict[str, OutputFile]:
        """Return what is made from data of its own; what a page says stands in its bytes."""
        return {n: made for n, (_, made) in self.claims.items() if not isinstance(made, View)}

    def _stands(self, live: Manifest) -> bool:
        if {name: entry.key for name, entry in live.entries.items()} != {
            name: key for name, (key, _) in self.claims.items()
        }:
            return False
        return all(
            live.is_current(name, key) for name, (key, _) in self.claims.items()
        ) and not any(live.untracked())

    def _clear(self, spare: Manifest) -> None:
        """Remove what the new site does not claim, and folders that are left empty."""
        spare.entries = {n: entry for n, entry in spare.entries.items() if n in self.claims}
        folders = set()
        for name in list(spare.untracked()):
            path = spare.tree / name
            if name.endswith("/"):
                folders.add(path)
            else:
                path.unlink()
                folders.update(parent for parent in path.parents if spare.tree in parent.parents)
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            if folder.is_dir() and not os.listdir(folder):  # noqa: PTH208 - a list is closed at once
                folder.rmdir()

    def _sorted_out(
        self, live: Manifest | None, spare: Manifest
    ) -> tuple[dict[str, ManifestLine], list[str], list[str]]:
        """Return what stands in the tree, what the live one can lend, and what must be made."""
        kept: dict[str, ManifestLine] = {}
        linked, fresh = [], []
        for name, (key, _) in self.claims.items():
            if spare.is_current(name, key):
                kept[name] = spare.entries[name]
                continue
            if name in spare.entries:
                (spare.tree / name).unlink(missing_ok=True)
            if live is not None and live.is_current(name, key):
                linked.append(name)
            else:
                fresh.append(name)
        return kept, linked, fresh

    def _hard_linked(self, live: Manifest, tree: Path, names: list[str]) -> dict[str, ManifestLine]:
        """Let files of the live tree lie in the other one too."""

        def hard_link(number: int) -> tuple[FileState, bool] | OSError:
            name = names[number]
            try:
                one_file = place_file(f"{live.tree}/{name}", f"{tree}/{name}")
                found = os.lstat(f"{tree}/{name}")
            except OSError as error:
                return error
            return state_from(found, live.entries[name].look.digest), one_file

        entries = {}
        with closing(worker_pool.each(hard_link, range(len(names)), self.workers)) as results:
            for number, lent in results:
                if not isinstance(lent, tuple):
                    assert isinstance(lent, OSError)
                    raise lent
                name, (look, one_file) = names[number], lent
                entries[name] = ManifestLine(live.entries[name].key, look)
                if one_file:  # its second name has moved its ctime
                    live.entries[name] = entries[name]
        return entries

    def _render(self, tree: Path, names: list[str]) -> dict[str, ManifestLine]:
        begun = set(self.begun)
        left = [name for name in names if name not in begun]
        made = [self.claims[name][1] for name in left]
        for template in sorted({each.template for each in made if isinstance(each, View)}):
            self.load(template)  # compiled once, before workers are forked
        heavy = [n for n, each in zip(left, made, strict=True) if getattr(each, "heavy", False)]
        light = [n for n, each in zip(left, made, strict=True) if not getattr(each, "heavy", False)]
        entries: dict[str, ManifestLine] = {}
        # What takes long begins first, so that no worker has to wait for it at the end.
        for what, some in (("Making images", heavy), ("Rendering", light)):
            work = self._writing(tree, some)
            with closing(worker_pool.each(work, range(len(some)), self.workers)) as results:
                for at, entry in tracked(results, len(some), what, self.tell):
                    assert not isinstance(entry, worker_pool.Failure), (
                        "without a limit there is none"
                    )
                    entries[some[at]] = _sound(entry)
        for ahead in self.ahead:
            for _, written in ahead.results():
                for name, entry in _sound(written):
                    entries[name] = entry
                    if name not in self.claims:
                        self._reserve(name)
                        self.written.append(name)
        self.ahead = []
        return entries

    def _writing(
        self, tree: Path, names: list[str]
    ) -> Callable[[int], ManifestLine | Exception | str]:
        """Return what writes the file of a number and says how it looks, or what is wrong."""

        def work(number: int) -> ManifestLine | Exception | str:
            return self._tried(tree, names[number], self.claims[names[number]][1])

        return work

    def _tried(
        self, tree: Path, name: str, made: View | OutputFile
    ) -> ManifestLine | Exception | str:
        """Write a file and say how it looks, or what is wrong."""
        try:
            return self._write(tree, name, made)
        except (TemplateError, TypeError, SiteFault) as error:
            return place_of_fault(error, self.themes)  # a missing template is an OSError, too
        except (OSError, Damaged) as error:
            return error

    def _write(self, tree: Path, name: str, made: View | OutputFile) -> ManifestLine:
        key = self.claims[name][0] if name in self.claims else ""
        content = self.rendered(made)
        return ManifestLine(
            key or self.key(made), state_from(write_new(f"{tree}/{name}", content), digest(content))
        )

    def file(self, name: str) -> bytes:
        """Return the bytes of a file that was claimed. Raises SiteFault."""
        try:
            return self.rendered(self.claims[name][1])
        except (TemplateError, TypeError) as error:
            raise SiteFault(place_of_fault(error, self.themes)) from None


def _sound(told: Told | Exception | str) -> Told:
    """Return what a worker says of its files. Raises what went wrong with one."""
    if isinstance(told, str):
        raise SiteFault(told)
    if isinstance(told, Exception):
        raise told
    return told
