"""Where this engine meets Pelican: its class, its settings, and every signal that is sent.

Pelican reads the settings, loads the plugins, owns the command and sends the signals; the content
is read, checked and written by `pipeline/build`. The rooms that `PLUGINS` names are asked in that
order. A plugin of somebody else's may read `generator.articles`, and may act on `finalized`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, PagesGenerator

from plugins.base.printing import complain
from plugins.base.problems import SiteFault
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.pipeline import settings_file
from plugins.pipeline.build import Build, run
from plugins.pipeline.options import OPTIONS, BuildOptions, Paths
from plugins.pipeline.site_writer import SiteWriter
from plugins.presentation.contracts import BuildContext, Room

# Every signal: by whom it is sent, and what holds at that moment. None is listened to here.
SIGNALS = {
    "initialized": "Pelican, when the settings are read and the plugins are loaded",
    "article_generator_init": "PostsGenerator, when the content was checked; nothing is listed yet",
    "page_generator_init": "StandaloneGenerator, as for posts",
    "article_generator_finalized": "PostsGenerator, when `articles` holds all public posts",
    "page_generator_finalized": "StandaloneGenerator, when `pages` holds all pages",
    "all_generators_finalized": "Hub, before the first room claims a file",
    "article_writer_finalized": "PostsGenerator, when every room has claimed its files",
    "finalized": "Hub, when the new tree is live",
}


def send(name: str, sender: Any, **more: Any) -> None:
    """Send one of the signals above."""
    assert name in SIGNALS
    getattr(signals, name).send(sender, **more)


class Named(str):
    """A topic or an author, as plugins of others know them: a text with a slug and an address."""

    slug: str
    url: str

    @classmethod
    def of(cls, name: str, slug: str, url: str) -> Named:
        made = cls(name)
        made.slug, made.url = slug, url
        return made

    @property
    def name(self) -> str:
        return str(self)


class Article:
    """A public post with the names that Pelican's own articles have."""

    def __init__(self, post: Post, library: Library) -> None:
        self.post, self.library = post, library
        self.title, self.summary, self.slug = post.title, post.summary, post.slug
        self.date, self.modified = post.date, post.updated or post.date
        self.status, self.lang = post.status, post.lang
        self.url, self.save_as = post.path, f"{post.path}index.html"
        self.source_path = post.document
        self.relative_source_path = post.document
        self.tags = [
            Named.of(topic.name, topic.slug, topic.url)
            for topic in (library.topic_of[slug] for slug in post.topics)
        ]
        self.category = self.tags[0] if self.tags else Named.of("", "", "")
        self.authors = [
            Named.of(author.name, author.slug, author.url)
            for author in (library.author_of[slug] for slug in post.authors)
        ]
        self.author = self.authors[0]
        self.translations: list[Article] = []
        self.metadata = {
            name: getattr(self, name)
            for name in ("title", "date", "modified", "slug", "summary", "category", "tags",
                         "author", "authors", "status", "lang")
        }  # fmt: skip

    @cached_property
    def content(self) -> str:
        """The text as HTML, as its page has it."""
        return self.post.body.__html__()


class PostsGenerator(ArticlesGenerator):
    """Gives Pelican the public posts, and lets the rooms claim their files."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **paths: Any) -> None:
        self.context, self.settings = context, settings
        self.path, self.theme = paths["path"], paths["theme"]
        self.output_path = paths["output_path"]
        self.drafts: list[Any] = []
        self.translations = self.drafts_translations = ()
        self.hidden_articles = self.hidden_translations = ()
        send("article_generator_init", self)

    @cached_property
    def articles(self) -> list[Article]:
        """Public posts, newest first; made when a plugin asks for them."""
        library: Library = self.context["library"]
        return [Article(post, library) for post in library.posts]

    @cached_property
    def tags(self) -> dict[Named, list[Article]]:
        """Articles by topic, newest first."""
        return self._by(lambda article: article.tags)

    @cached_property
    def categories(self) -> list[tuple[Named, list[Article]]]:
        """Articles by the first of their topics, in the order of the topics' names."""
        return sorted(self._by(lambda article: [article.category]).items())

    @cached_property
    def authors(self) -> list[tuple[Named, list[Article]]]:
        """Articles by author, in the order of the authors' names."""
        return sorted(self._by(lambda article: article.authors).items())

    def _by(self, keys: Callable[[Article], list[Named]]) -> dict[Named, list[Article]]:
        found: dict[Named, list[Article]] = {}
        for article in self.articles:
            for key in keys(article):
                found.setdefault(key, []).append(article)
        return found

    def generate_context(self) -> None:
        send("article_generator_finalized", self)

    def generate_output(self, writer: SiteWriter) -> None:
        for room in rooms_of(self.settings["PLUGINS"]):
            room.claim(self.context["build"], writer)
        send("article_writer_finalized", self, writer=writer)


class StandaloneGenerator(PagesGenerator):
    """Gives Pelican the pages that stand alone. The room `pages.pages` writes them."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **paths: Any) -> None:
        self.context, self.settings = context, settings
        self.pages: list[Any] = []
        send("page_generator_init", self)

    def generate_context(self) -> None:
        self.pages = list(self.context["library"].pages)
        send("page_generator_finalized", self)

    def generate_output(self, writer: SiteWriter) -> None:
        """Nothing: a room has claimed them."""


class Hub(Pelican):
    """Pelican for the hub: strict about plugins, lean, incremental."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.options = BuildOptions.of(settings)
        self.paths = Paths.of(settings)
        try:
            if not self.options.command:
                settings = settings_file.completed(settings)
            if not self.paths.content.is_dir():
                raise SiteFault(f"There is no content folder '{settings['PATH']}'.", 2)
            super().__init__(settings)
        except SiteFault as fault:
            _leave(fault, self.options)

    def init_plugins(self) -> None:
        wanted = list(self.settings["PLUGINS"])
        for name in wanted:
            try:
                importlib.import_module(name)
            except Exception as error:
                raise SiteFault(
                    f"The plugin '{name}' cannot be loaded ({type(error).__name__}: {error})."
                ) from error
        super().init_plugins()
        for name in wanted:
            if name not in self.settings["PLUGINS"]:
                raise SiteFault(f"The plugin '{name}' did not register.")

    def run(self) -> None:
        """Build, as a bare `pelican` asks for it."""
        try:
            run(self.options, self.paths, lambda: self)
        except SiteFault as fault:
            _leave(fault, self.options)

    # -- What a build asks of Pelican

    def claim_files(self, context: BuildContext, writer: SiteWriter) -> None:
        shared = {**self.settings, "library": context.library, "build": context}
        paths = {"path": self.path, "theme": self.theme, "output_path": self.output_path}
        generators = [
            owner(shared, self.settings, **paths) for owner in (PostsGenerator, StandaloneGenerator)
        ]
        for generator in generators:
            generator.generate_context()
        send("all_generators_finalized", generators)
        for generator in generators:
            generator.generate_output(writer)

    def announce_end(self) -> None:
        send("finalized", self)


def rooms_of(plugins: list[str]) -> Iterator[Room]:
    """Yield the rooms among the plugins, in their order."""
    for name in plugins:
        found = getattr(sys.modules.get(name), "register", None)
        if isinstance(found, Room):
            yield found


def _leave(fault: SiteFault, options: BuildOptions) -> NoReturn:
    """Pass a fault on to our own command; end a bare `pelican` with one line."""
    if options.command:
        raise fault
    complain(fault)
    sys.exit(fault.code)


def settings_of(path: Path) -> dict[str, Any]:
    """Return all settings, as a settings file, our defaults and Pelican's give them, checked.

    Raises SettingsFault.
    """
    return settings_file.read(path)


def load(settings_path: Path, override: Mapping[str, Any], options: BuildOptions) -> Hub:
    """Return Pelican with its settings read and its plugins loaded. Raises SiteFault."""
    options.command = True
    settings = settings_file.read(settings_path, {**override, OPTIONS: options})
    settings_file.tell_idle(settings_path, settings)
    return Hub(settings)


def build_site(
    settings_path: Path, override: Mapping[str, Any], options: BuildOptions | None = None
) -> Build:
    """Build whole, whatever the last build left. Raises Refused and SiteFault."""
    hub = load(settings_path, override, options or BuildOptions())
    found = run(hub.options, hub.paths, lambda: hub)
    assert found is not None, "without a request every build is whole"
    return found
