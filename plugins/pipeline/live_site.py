"""A whole site kept in memory, and brought up to date when files are saved.

A saved body converts one file and changes one page. Whatever else may have happened is found out by
running the whole build again in this process, without writing anything. Both give what a build from
nothing gives. Pages are rendered when somebody asks for them.
"""

from __future__ import annotations

import datetime as dt
import gc
import typing
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from plugins.base.lock import Lock
from plugins.base.printing import Say, quiet
from plugins.base.problems import Problem, SiteFault
from plugins.checks.check_context import CheckContext
from plugins.checks.findings import problems
from plugins.content import parse, parsed, text_only
from plugins.content.assemble import AssembledContent
from plugins.content.conversion_cache import ConversionCache, Damaged
from plugins.content.parsed import Document
from plugins.content.read import forget_failures, used_keys
from plugins.content.site_settings import SiteSettings
from plugins.content.text_only import only_words
from plugins.content.text_rule import OtherTexts, Text, seen_by_checks
from plugins.model.addresses import spellings
from plugins.model.post import Post
from plugins.model.publication import Readers, is_public, next_change
from plugins.model.site_map import site_map
from plugins.pipeline.build_state import BuildState, LastBuild
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.prepare import Prepared, engine_name, meant, prepare
from plugins.pipeline.site_writer import SiteWriter
from plugins.presentation.recipes import bodies_in, reword
from plugins.presentation.theme_assets import templates_key
from plugins.presentation.views import Day, View

# What a preview says on top of every page.
EVERYTHING = "Preview: drafts and posts of later days are shown. Only you see this."
AS_PUBLIC = "Preview, as readers would see it. Only you see this."


FIRST = b"---\ntitle: First\n---\nSome words.\n"


class Editors(Readers):
    """The view-point of those who write: every post, and why readers do not see it."""

    def see(self, post: Post, now: dt.datetime) -> bool:
        return True

    def mark(self, post: Post, now: dt.datetime) -> str:
        if is_public(post, now):
            return ""
        if post.status == "published":
            return f"Not public: appears on {Day.of(post.date).text}"
        return f"Not public: {post.status}"


@dataclass(frozen=True)
class Update:
    """What came of an update: the files that changed, or what has to be mended.

    `problems` are those of the content; `fault` is a sentence about theme, settings or machine.
    With either, the site in memory stays as it was.
    """

    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    whole: bool = True

    @property
    def sound(self) -> bool:
        return not self.problems and not self.fault


class LiveSite:
    """A site in memory. Nothing is written but the store of conversions.

    `settings` is the settings file; `override` are settings that count more, such as SITEURL.
    """

    def __init__(
        self,
        settings: Path,
        override: Mapping[str, Any],
        home: Path,
        as_public: bool = False,
        tell: Say = quiet,
        jobs: int = 0,
    ) -> None:
        self.settings, self.tell, self.jobs = settings, tell, jobs
        self.override = {**override, "OUTPUT_PATH": str(home / "site")}
        # An index of everything and ten files for each picture at every save would be too slow.
        self.override |= {"SEARCH": False, "IMAGE_FORMATS": ()}
        self.readers = Readers() if as_public else Editors()
        self.banner = AS_PUBLIC if as_public else EVERYTHING
        self.store: ConversionCache | None = None
        self.content: parsed.Content | None = None
        self.assembled: AssembledContent | None = None
        self.pages: SiteWriter | None = None
        self.until = float("-inf")
        self.engine, self.limit = "", parse.LONGEST
        self.templates = ""  # the key of those that are compiled
        self.last = Update()
        self._bodies: dict[str, list[str]] = {}
        self._runs = 0
        self._stale: set[str] = set()
        self._rendered: dict[str, bytes] = {}
        self._lock = Lock(BuildState(home / "site").home, "preview")
        self._lock.take(tell)

    def close(self) -> None:
        """Let go of the lock and the store."""
        if self.store is not None:
            self.store.close()
        self._lock.release()

    # -- The site

    def names(self) -> list[str]:
        """Return the names of all files of the site."""
        return sorted(self.pages.claims) if self.pages is not None else []

    @property
    def claimed(self) -> typing.Container[str]:
        """The names of all files, to look one up."""
        return self.pages.claims if self.pages is not None else ()

    def is_gone(self, name: str) -> bool:
        """Return whether a post stood at this path, and nothing is to stand there any more."""
        if self.assembled is None:
            return False
        return any(name in spellings(path) for path in site_map(self.assembled.library).gone)

    def file(self, name: str) -> bytes | None:
        """Return a file of the site, or nothing when there is none. Raises SiteFault."""
        if self.pages is None or name not in self.pages.claims:
            return None
        if name in self._stale:
            self._whole()
            assert self.pages is not None
            if name not in self.pages.claims:
                return None
        if name not in self._rendered:
            self._rendered[name] = self._render(name)
        return self._rendered[name]

    def _render(self, name: str) -> bytes:
        assert self.pages is not None
        try:
            return self.pages.file(name)
        except Damaged:
            self.store = None
            self._whole()
            return self.pages.file(name)

    # -- Changes

    def update(self, now: dt.datetime, paths: Iterable[Path] | None = None) -> Update:
        """Bring the site up to date. Without paths all is looked at."""
        found = self._one_body(now, paths) if paths is not None else None
        if found is None:
            found = self._all(now)
        self.last = found
        return found

    def _whole(self) -> None:
        """Run the rooms again for the same moment."""
        assert self.assembled is not None
        found = self._all(self.assembled.now)
        if not found.sound:
            raise SiteFault(found.fault or found.problems[0].text())

    def _all(self, now: dt.datetime) -> Update:
        # A site is millions of values that stay: looking through them for cycles takes seconds.
        gc.disable()
        try:
            return self._anew(now)
        finally:
            self._runs += 1
            if self._runs % 20 == 0:
                gc.unfreeze()
                gc.collect()
            gc.freeze()
            gc.enable()

    def _anew(self, now: dt.datetime) -> Update:
        before = self.pages
        try:
            made = self._rehearse(now)
        except SiteFault as fault:
            return Update(fault=str(fault))
        except Damaged:
            self.store = None
            return self._anew(now)
        if isinstance(made, Update):
            return made
        assembled = made.assembled
        self.content, self.assembled = made.content, assembled
        library = assembled.library
        self.until = next_change(
            assembled.posts,
            now,
            library.rules,
            assembled.records.checked,
            library.recommendations,
            assembled.responses,
        )[1]
        assert self.pages is not None
        old = before.claims if before is not None else {}
        new = self.pages.claims
        changed = {name for name in old.keys() | new.keys() if _key(old, name) != _key(new, name)}
        changed |= self._stale & new.keys()
        self._rendered = {n: made for n, made in self._rendered.items() if n not in changed}
        self._stale = set()
        self._bodies = {}
        if before is None:
            # Loads the engine here, so that no worker that is forked later has to.
            parse.parse_document("posts/first.md", "post", FIRST, self.engine)
            self._holders("")
        return Update(changed=tuple(sorted(changed)))

    def _rehearse(self, now: dt.datetime) -> Prepared | Update:
        """Run a build up to the claims of the rooms; nothing is written. Raises SiteFault."""
        from plugins.pipeline.pelican_adapter import load

        options = BuildOptions(now=now, report=self.tell, lock=self._lock, jobs=self.jobs)
        site = load(self.settings, self.override, options)
        self.engine = engine_name(site.settings)
        self.limit = SiteSettings.of(site.settings).post_time_limit
        memory = BuildState(site.paths.output)
        memory.check_place(site.paths.content, site.paths.theme)
        before = None
        if self.content is not None:
            before = LastBuild(
                scanned_at_ns=self.content.folder.scanned_at_ns, content=self.content.folder.files
            )
        self.store = self.store or ConversionCache(memory.store, self.tell)
        made = prepare(
            site.settings,
            options,
            site.paths,
            memory,
            self.readers,
            self.banner,
            self.store,
            before,
        )
        if found := problems(CheckContext(made.assembled, now, site.settings)):
            return Update(problems=tuple(found))
        workers = options.workers
        pages = SiteWriter(made.context, made.proof, memory, made.about, workers, may_begin=False)
        site.claim_files(made.context, pages)
        forget_failures(made.content, self.store)
        self.store.save(used_keys(made.content))
        self._compile(pages, templates_key(made.theme))
        self.pages = pages
        return made

    def _compile(self, pages: SiteWriter, key: str) -> None:
        """Take over the templates that are compiled, or compile those that are used."""
        if self.pages is not None and self.templates == key:
            pages.templates = self.pages.templates
            return
        self.templates = ""
        made = [each for _, each in pages.claims.values()]
        for template in sorted({each.template for each in made if isinstance(each, View)}):
            pages.load(template)
        self.templates = key

    # -- One body

    def _one_body(self, now: dt.datetime, paths: Iterable[Path]) -> Update | None:
        """Take over files in which only the text changed; nothing when that is not sure."""
        content, assembled, pages, store = self.content, self.assembled, self.pages, self.store
        if content is None or assembled is None or pages is None or store is None:
            return None
        if not self.last.sound or now.timestamp() >= self.until or now < assembled.now:
            return None
        pairs: list[tuple[Document, Document]] = []
        sources = {source.path: source for source in content.documents}
        for path in set(paths):
            old = sources.get(_name(path, content.folder.root))
            if old is None or not old.values:
                return None
            new = text_only.reread(content, old, store, self.engine, self.limit)
            if new is None or not self._is_only_words(old, new, [each for _, each in pairs]):
                return None
            pairs.append((old, new))
        changed: set[str] = set()
        for old, new in pairs:
            if old is new:
                continue
            names = self._holders(old.key)
            for name in names:
                made = pages.claims[name][1]
                again = reword(made, old.key, new.key, new.words)
                if again is not None:
                    pages.claims[name] = (pages.key(again), again)
                else:
                    self._stale.add(name)
            content.documents[content.documents.index(old)] = new
            self._bodies[new.key] = names
            changed.update(names)
        for name in changed:
            self._rendered.pop(name, None)
        return Update(changed=tuple(sorted(changed)), whole=False)

    def _is_only_words(self, old: Document, new: Document, saved: Sequence[Document]) -> bool:
        """Return whether no other file and no check can see that a file is another now.

        `saved` are those that were saved together with it.
        """
        assert self.content is not None
        assert self.assembled is not None
        assert self.store is not None
        if old is new:
            return True
        if not only_words(old, new):
            return False
        if new.kind != "post":
            return True
        beside = [*(each for each in self.content.of("post") if each is not old), *saved]
        others = OtherTexts(
            lambda opening: any(each.opening == opening for each in beside),
            self.content.years,
            meant(self.assembled.records.words),
        )
        html = self.store.html
        before, after = (
            Text.of(each.path, vars(each), partial(html, each.key)) for each in (old, new)
        )
        ids = {self.assembled.identity.ids.get(new.path, "")}
        return not seen_by_checks(before, after, others, ids)

    def _holders(self, key: str) -> list[str]:
        """Return the names of the files that hold a body."""
        assert self.pages is not None
        if not self._bodies:
            found: dict[str, list[str]] = defaultdict(list)
            for name, (_, made) in self.pages.claims.items():
                for body in bodies_in(made):
                    found[body.key].append(name)
            self._bodies = dict(found)
        return self._bodies.get(key, [])


def _name(path: Path, root: Path) -> str:
    """Return the path of a file below the content folder, or nothing for one elsewhere."""
    path = path.parent.resolve() / path.name
    return path.relative_to(root).as_posix() if root in path.parents else ""


def _key(claims: Mapping[str, tuple[str, object]], name: str) -> str:
    return claims[name][0] if name in claims else ""
