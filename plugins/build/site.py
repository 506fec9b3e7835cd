"""Site: Pelican with lean generators, and the one function that builds.

`Hub` is what `PELICAN_CLASS` names. It reads the content once, lets the gate decide, puts the
library where the rooms find it, and ends a run by closing the writer.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from plugins.build import fresh, pool
from plugins.build.ids import IdsFile
from plugins.build.leakproof import LeakProof
from plugins.build.lock import Lock
from plugins.build.memory import GENERATOR, Memory, State
from plugins.build.reader import LONGEST, forget_failures, read_content, used_keys
from plugins.build.shelves import Shelves
from plugins.build.writer import Pages
from plugins.core import addresses, clock, code
from plugins.core.addresses import MEDIA_TYPES, Root
from plugins.core.engines import ENGINES
from plugins.core.files import Folder
from plugins.core.library import Library, Readers, next_change
from plugins.core.problems import Problem, SiteFault, report
from plugins.core.progress import Say, say
from plugins.core.store import Damaged, Store
from plugins.core.theme import assets
from plugins.core.views import FeedLink, Link, SiteView

# What the hub keeps of its own work, at the foot of every page.
RECORD = (
    ("Sources", addresses.SOURCES),
    ("Figures", addresses.FIGURES),
    ("Rules", addresses.RULES),
    ("Corrections", addresses.CORRECTIONS),
)


class Refused(SystemExit):
    """The content has problems. A bare `pelican` prints them as plain lines and exits with 1."""

    def __init__(self, problems: list[Problem], prefix: str) -> None:
        super().__init__(report(problems, prefix))
        self.problems = problems


def engine_name(settings: Mapping[str, Any]) -> str:
    name = os.environ.get("HUB_MARKDOWN_ENGINE") or settings.get("MARKDOWN_ENGINE", "markdown")
    if name not in ENGINES:
        known = " or ".join(sorted(ENGINES))
        raise SiteFault(f"MARKDOWN_ENGINE is {name!r}; write {known}.", 2)
    return str(name)


def site_view(
    settings: Mapping[str, Any], library: Library, names: Mapping[str, str], preview: str = ""
) -> SiteView:
    """Return what every page shares, from the settings and the pages of the footer."""
    root = library.root

    def asset(name: str) -> str:
        if name not in names:
            raise SiteFault(f"The theme has no file static/{name}; add it.")
        return root.url(names[name])

    menu = [("Blog", addresses.BLOG), ("Topics", addresses.TOPICS), ("Series", addresses.SERIES)]
    menu += [("Year in review", addresses.YEARS), ("Authors", addresses.AUTHORS)]
    home, directory = root.url(addresses.HOME), root.url(addresses.FEEDS)
    search = root.url(addresses.SEARCH)
    lists = [
        tuple(Link(url=root.url(path), text=text) for text, path in menu),
        tuple(footer(library)),
        tuple(Link(url=root.url(path), text=text) for text, path in RECORD),
    ]
    return SiteView(
        name=settings["SITENAME"],
        tagline=settings["SITE_TAGLINE"],
        description=settings["SITE_DESCRIPTION"],
        language=settings.get("DEFAULT_LANG", "en"),
        generator=GENERATOR,
        home=home,
        absolute_home=root.absolute(home),
        origin=root.origin,
        stylesheet=asset("site.css"),
        icon=asset("icon.svg"),
        menu=lists[0],
        footer=lists[1],
        record=lists[2],
        places=(directory, search, *(link.url for links in lists for link in links)),
        notice=settings["SITE_NOTICE"],
        licence=settings["CONTENT_LICENCE"],
        newsletter_action=settings["NEWSLETTER_ACTION"],
        feeds=site_feeds(settings["SITENAME"], library),
        directory=directory,
        search=search,
        card=root.absolute(root.url(addresses.HUB_CARD)) if settings["SOCIAL_CARDS"] else "",
        share_story=settings["SHARE_STORY"],
        discussion=settings["DISCUSSION"],
        locale=locale_of(settings.get("DEFAULT_LANG", "en")),
        preview=preview,
    )


def footer(library: Library) -> Iterator[Link]:
    """Yield what the foot of every page leads to: help first, then the pages."""
    root = library.root
    if library.services:
        yield Link(url=root.url(addresses.SUPPORT), text="Find support")
    for page in library.pages:
        yield Link(url=page.url, text=page.title)
    if library.terms:
        yield Link(url=root.url(addresses.GLOSSARY), text="Glossary")


def locale_of(language: str) -> str:
    """Return a language as those who show links write it: `en_GB`."""
    name, _, country = language.partition("-")
    return f"{name.lower()}_{country.upper()}" if country else name.lower()


def site_feeds(name: str, library: Library) -> tuple[FeedLink, ...]:
    """Return the feed of all posts in every format; a site without posts has none."""
    if not library.posts:
        return ()
    return tuple(
        FeedLink(
            url=library.root.url(addresses.feed(addresses.ALL_FEED, form)),
            text=f"{name}: all posts ({word})",
            type=MEDIA_TYPES[f".{form}"],
        )
        for form, word in (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed"))
    )


# -- Pelican ---------------------------------------------------------------------

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.log import console
from pelican.settings import read_settings


class PostsGenerator(ArticlesGenerator):
    """Gives Pelican the posts that were read, and lets the rooms write."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **paths: Any) -> None:
        self.context, self.settings = context, settings
        self.path, self.theme = paths["path"], paths["theme"]
        self.output_path = paths["output_path"]
        self.articles: list[Any] = []
        self.drafts: list[Any] = []
        self.translations = self.drafts_translations = ()
        self.hidden_articles = self.hidden_translations = ()
        signals.article_generator_init.send(self)

    def generate_context(self) -> None:
        library: Library = self.context["HUB_LIBRARY"]
        self.context["library"] = library
        self.articles = list(library.posts)
        signals.article_generator_finalized.send(self)

    def check_disabled_readers(self) -> None:
        """Nothing is read by Pelican's readers."""

    def refresh_metadata_intersite_links(self) -> None:
        """Links were resolved when the shelves were filled."""

    def generate_output(self, writer: Pages) -> None:
        signals.article_writer_finalized.send(self, writer=writer)


class StandaloneGenerator(PagesGenerator):
    """Gives Pelican the pages that stand alone, for its own count."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **paths: Any) -> None:
        self.context, self.settings = context, settings
        self.pages: list[Any] = []
        self.translations = self.hidden_pages = self.hidden_translations = ()
        self.draft_pages = self.draft_translations = ()
        signals.page_generator_init.send(self)

    def generate_context(self) -> None:
        self.pages = list(self.context["HUB_LIBRARY"].pages)

    def check_disabled_readers(self) -> None:
        """Nothing is read by Pelican's readers."""

    def refresh_metadata_intersite_links(self) -> None:
        """Links were resolved when the shelves were filled."""

    def generate_output(self, writer: Pages) -> None:
        """The room `pages.pages` writes them."""


class Hub(Pelican):
    """Pelican for the hub: strict about plugins, lean, incremental."""

    # No setting says otherwise: only a preview is made for somebody else, and says so.
    readers = Readers()
    banner = ""
    writes = True

    def __init__(self, settings: dict[str, Any]) -> None:
        self.began = time.perf_counter()
        self.tell: Say = settings.setdefault("HUB_TELL", say)
        self.now: dt.datetime = settings.get("HUB_NOW") or clock.now()
        self.memory: Memory = settings.get("HUB_MEMORY") or Memory(Path(settings["OUTPUT_PATH"]))
        content = Path(settings["PATH"]).resolve()
        try:
            if not content.is_dir():
                raise SiteFault(f"There is no content folder '{settings['PATH']}'.", 2)
            self.memory.check_place(content, Path(settings["THEME"]).resolve())
            self.lock: Lock = settings.get("HUB_LOCK") or Lock(self.memory.home)
            self.lock.take(self.tell)
            if settings.get("HUB_CLEAN"):
                self.memory.forget()
            self._read(settings, content)
            super().__init__(settings)
        except SiteFault as fault:
            _leave(fault, settings)

    def _read(self, settings: dict[str, Any], content: Path) -> None:
        """Read content and theme, and put into the settings what the writer needs."""
        looked = self.memory.looked
        before = looked.state if looked else self._before()
        settings["HUB_MEMORY"] = self.memory
        settings["HUB_WRITES"] = self.writes
        settings["HUB_JOBS"] = settings.get("HUB_JOBS") or pool.cores()
        self.store = self._store()
        engine = engine_name(settings)
        limit: float = settings.get("POST_TIME_LIMIT", LONGEST)
        self.content = read_content(
            content,
            self.store,
            engine,
            before.content,
            before.taken,
            settings["HUB_JOBS"],
            limit,
            self.tell,
            looked.at(content) if looked else None,
        )
        theme = Path(settings["THEME"]).resolve()
        self.themed = (looked and looked.at(theme)) or Folder(theme, before.theme, before.taken)
        root = Root.of(settings["SITEURL"])
        self.shelves = Shelves(
            self.content,
            root,
            self.now,
            settings["TIMEZONE"],
            self.store.html,
            settings.get("ID_AUTHORITY", ""),
            self.readers,
            settings.get("IMAGE_FORMATS", ()),
        )
        # A day to come is only looked at, and a preview is nobody's publication.
        keeps = settings.get("HUB_KEEP_IDS", True) and self.now <= clock.now()
        self.ids = IdsFile(content, self.content.folder, self.shelves.identity) if keeps else None
        settings["HUB_LIBRARY"] = self.shelves.library
        settings["HUB_THEME"] = self.themed
        site = site_view(settings, self.shelves.library, assets(self.themed), self.banner)
        settings["HUB_SITE"] = site
        settings["HUB_PROOF"] = LeakProof(
            self.shelves, self.now, settings["HUB_JOBS"], self.themed, repr(site)
        )
        settings["HUB_ABOUT"] = {
            "engine": engine,
            "limit": limit,
            "zone": settings["TIMEZONE"],
        }

    def _before(self) -> State:
        """Return what is known from an earlier build."""
        return self.memory.state() or State()

    def _store(self) -> Store:
        return Store(self.memory.store, self.tell)

    def init_plugins(self) -> None:
        for name in self.settings["PLUGINS"]:
            try:
                importlib.import_module(name)
            except Exception as error:
                raise SiteFault(
                    f"The plugin '{name}' cannot be loaded ({type(error).__name__}: {error})."
                ) from error
        wanted = list(self.settings["PLUGINS"])
        super().init_plugins()
        for name in wanted:
            if name not in self.settings["PLUGINS"]:
                raise SiteFault(f"The plugin '{name}' did not register.")

    def refuse(self, found: list[Problem]) -> None:
        """End the build when there are problems. Raises Refused.

        What was converted is kept, and so is what the last good state had: it may come back.
        """
        if found:
            forget_failures(self.content, self.store)
            self.store.save(tuple(self.store.records))
            raise Refused(found, self.settings.get("HUB_PREFIX", "content/"))

    def _get_generator_classes(self) -> list[type]:
        return [PostsGenerator, StandaloneGenerator]

    def _get_writer(self) -> Pages:
        writer = super()._get_writer()
        assert isinstance(writer, Pages), "PLUGINS must name plugins.build.writer."
        self.writer = writer
        return writer

    def run(self) -> None:
        try:
            if self.ids is not None:
                self.ids.check()
            self._publish()
            if self.ids is not None:
                self.ids.write()
        except SiteFault as fault:
            _leave(fault, self.settings)
        self._remember()
        edited = self.ids is not None and (self.ids.changed or self.content.converted > 0)
        if self.ids is not None and edited and (effects := self.ids.effects()):
            self.tell(effects)
        self.tell(self.summary())

    def prove(self, tree: Path) -> None:
        """Search a copy of the site, packed files and all, for what is not public."""
        proof: LeakProof = self.settings["HUB_PROOF"]
        proof.prove(tree)

    def _publish(self) -> None:
        try:
            super().run()
            self.written = self.writer.close()
        except BaseException:
            if hasattr(self, "writer"):
                self.writer.give_up()
            raise

    def _remember(self) -> None:
        forget_failures(self.content, self.store)
        self.store.save(used_keys(self.content))
        self.store.close()
        since, until = next_change(
            self.shelves.posts,
            self.now,
            self.shelves.library.rules,
            self.shelves.records.services,
        )
        state = State(
            request=fresh.request_of(self.settings),
            code=code.key(),
            taken=min(self.content.folder.taken, self.themed.taken),
            since=since,
            until=until,
            content=self.content.folder.files,
            theme=self.themed.files,
            told=self._counts(),
        )
        self.memory.remember(state)

    def _counts(self) -> str:
        names = self.written.claimed
        pages = sum(name.endswith(".html") for name in names)
        feeds = sum(
            name.startswith("feeds/") and name.endswith(addresses.FORMATS) for name in names
        )
        return f"{len(self.shelves.library.posts):,} posts, {pages:,} pages, {feeds:,} feeds"

    def summary(self) -> str:
        return self.written.summary(self._counts(), time.perf_counter() - self.began)


def _leave(fault: SiteFault, settings: Mapping[str, Any]) -> NoReturn:
    """Pass a fault on to our own command; end a bare `pelican` with one line."""
    if settings.get("HUB_COMMAND"):
        raise fault
    print(fault, file=sys.stderr)
    sys.exit(fault.code)


def settings_of(path: Path) -> dict[str, Any]:
    """Return all settings, as a settings file and Pelican's defaults give them."""
    return dict(read_settings(str(path)))


def build_site(settings_path: Path, override: Mapping[str, Any]) -> Hub:
    """Build once, as `pelican -s SETTINGS` does. Raises Refused and SiteFault.

    A store that turns out damaged half-way costs a second try, without it.
    """
    try:
        return _build_once(settings_path, override)
    except Damaged:
        return _build_once(settings_path, {**override, "HUB_CLEAN": True})


def _build_once(settings_path: Path, override: Mapping[str, Any]) -> Hub:
    settings = read_settings(str(settings_path), override={**override, "HUB_COMMAND": True})
    own = None if settings.get("HUB_LOCK") else Lock(Memory(Path(settings["OUTPUT_PATH"])).home)
    settings.setdefault("HUB_LOCK", own)
    shown, console.quiet = console.quiet, True  # one summary, ours
    # A build makes hundreds of thousands of lasting values and hardly a cycle: looking for
    # garbage all the while took a third of its time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        hub = settings["PELICAN_CLASS"](settings)
        assert isinstance(hub, Hub)
        hub.run()
    finally:
        console.quiet = shown
        if collecting:
            gc.enable()
        if own is not None:
            own.release()
    return hub
