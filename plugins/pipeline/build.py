"""A build, from files to a live tree. `build` is to be read from top to bottom."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from plugins.base import clock, code_version
from plugins.base.lock import Lock
from plugins.base.printing import quiet
from plugins.content.conversion_cache import Damaged
from plugins.model import addresses
from plugins.pipeline import up_to_date
from plugins.pipeline.build_state import BuildState, LastBuild
from plugins.pipeline.options import BuildOptions, Paths

if TYPE_CHECKING:
    from plugins.content.assemble import AssembledContent
    from plugins.content.parsed import Content
    from plugins.pipeline.manifest import Written
    from plugins.pipeline.prepare import Prepared
    from plugins.pipeline.site_writer import SiteWriter
    from plugins.presentation.contracts import BuildContext


class Generators(Protocol):
    """Pelican, as a build meets it: settings, and the rooms that claim files."""

    settings: dict[str, Any]

    def claim_files(self, context: BuildContext, writer: SiteWriter) -> None:
        """Let every room claim its files."""
        ...

    def announce_end(self) -> None:
        """Say that the new tree is live."""
        ...


@dataclass
class Build:
    """What a build that ran read, decided and wrote. `took` is in seconds."""

    prepared: Prepared
    writer: SiteWriter
    written: Written
    options: BuildOptions
    counts: str
    took: float

    @property
    def assembled(self) -> AssembledContent:
        return self.prepared.assembled

    @property
    def content(self) -> Content:
        return self.prepared.content

    @property
    def settings(self) -> Mapping[str, Any]:
        return self.prepared.context.settings

    @property
    def tree(self) -> Path:
        """The tree that is live now."""
        assert self.options.memory is not None
        live = self.options.memory.live()
        assert live is not None
        return live

    def prove(self, tree: Path) -> None:
        """Search a copy of the site, packed files and all, for what is not public."""
        self.prepared.proof.prove(tree)

    def summary(self) -> str:
        return self.written.summary(self.counts, self.took)


def run(options: BuildOptions, paths: Paths, start: Callable[[], Generators]) -> Build | None:
    """Build, and once more without the conversion cache where that turns out to be damaged.

    Lets go of the lock, unless the caller gave one. Raises what `build` raises.
    """
    memory = options.memory = options.memory or BuildState(paths.output)
    own = options.lock is None
    lock = options.lock = options.lock or Lock(memory.home)
    # A build makes hundreds of thousands of lasting values and hardly a cycle: looking for
    # garbage all the while took a third of its time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        try:
            return build(options, paths, start)
        except Damaged:
            options.clean, memory.looked = True, None
            return build(options, paths, start)
    finally:
        if collecting:
            gc.enable()
        if own:
            lock.release()


def build(options: BuildOptions, paths: Paths, start: Callable[[], Generators]) -> Build | None:
    """Bring the output up to date. Raises Refused for problems of the content, and SiteFault.

    `start` loads Pelican, which costs a quarter of a second: the first two steps do without.
    Nothing is returned when one of them was enough.
    """
    began = time.perf_counter()
    memory = options.memory = options.memory or BuildState(paths.output)
    lock = options.lock = options.lock or Lock(memory.home)
    if memory.home.is_dir():  # or else the place has to be found ours first
        lock.take(options.report)

    if not options.clean:
        # 1. Nothing changed since the last build: done.
        same = up_to_date.nothing_changed(
            memory, options.request, paths.content, paths.theme, options.now
        )
        if same:
            took = time.perf_counter() - began
            options.report(f"{same}. Nothing has changed; nothing was written. {took:.2f} s.")
            return None
        # 2. Only words of a few posts changed: the files that hold them are made again, and done.
        from plugins.pipeline.text_edit import reworded

        if done := reworded(memory, options.now, quiet if options.released else options.report):
            counts, edited = done
            options.report(edited.summary(counts, time.perf_counter() - began))
            return None

    # What is imported here takes longer than the steps above.
    from plugins.checks.check_context import CheckContext
    from plugins.checks.findings import problems
    from plugins.pipeline.ids_file import IdsFile
    from plugins.pipeline.prepare import prepare, refuse
    from plugins.pipeline.site_writer import SiteWriter

    # 3. Pelican reads the settings and loads the plugins.
    site = start()
    memory.check_place(paths.content, paths.theme)
    lock.take(options.report)
    if options.clean:
        memory.forget()

    # 4. The content is read, converted and put together; `is_public` decides what readers see.
    prepared = prepare(site.settings, options, paths, memory)

    # 5. One problem anywhere, and nothing is built.
    found = problems(CheckContext(prepared.assembled, options.now, site.settings))
    refuse(prepared, found, options.prefix)

    # 6. New posts get their permanent ids. A day to come is only looked at.
    ids = None
    if options.keep_ids and options.now <= clock.now():
        ids = IdsFile(paths.content, prepared.content.folder, prepared.assembled.identity)
        ids.check()

    # 7. Each room claims its pages and files; 8. what changed is rendered in a tree that nobody
    # sees, 9. searched for what is not public, and 10. shown in one step.
    writer = SiteWriter(prepared.context, prepared.proof, memory, prepared.about, options.workers)
    try:
        site.claim_files(prepared.context, writer)
        written = writer.close()
    except BaseException:
        writer.give_up()
        raise

    # 11. What the next build needs is remembered, and everybody is told.
    if ids is not None:
        ids.write()
    counts = counts_of(prepared.assembled, written)
    remember(prepared, options, memory, counts)
    if (
        ids is not None
        and not options.released  # what is published is compared with what is live
        and (ids.changed or prepared.content.converted)
        and (told := ids.settled.effects())
    ):
        options.report(told)
    site.announce_end()
    made = Build(prepared, writer, written, options, counts, time.perf_counter() - began)
    options.report(made.summary())
    return made


def remember(prepared: Prepared, options: BuildOptions, memory: BuildState, counts: str) -> None:
    """Leave for the next build what it need not find out again."""
    from plugins.content.read import forget_failures, used_keys
    from plugins.model.publication import next_change

    content, assembled = prepared.content, prepared.assembled
    forget_failures(content, prepared.store)
    prepared.store.save(used_keys(content))
    prepared.store.close()
    library = assembled.library
    since, until = next_change(
        assembled.posts,
        options.now,
        library.rules,
        assembled.records.checked,
        library.recommendations,
        assembled.responses,
    )
    state = LastBuild(
        request=options.request,
        code=code_version.key(),
        scanned_at_ns=min(content.folder.scanned_at_ns, prepared.theme.scanned_at_ns),
        since=since,
        until=until,
        content=content.folder.files,
        theme=prepared.theme.files,
        told=counts,
    )
    memory.remember(state)


def counts_of(assembled: AssembledContent, written: Written) -> str:
    """Say in a few words what the site holds."""
    from plugins.presentation.views import counted  # nothing else here needs it

    names = written.claimed
    pages = sum(name.endswith(".html") for name in names)
    feeds = sum(name.startswith("feeds/") and name.endswith(addresses.FORMATS) for name in names)
    posts = counted(len(assembled.library.posts), "post")
    return f"{posts}, {counted(pages, 'page')}, {counted(feeds, 'feed')}"
