"""The content is read and put together, for a build, a preview or a check of problems."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.base import clock
from plugins.base.file_state import FolderScan
from plugins.base.problems import Problem, SiteFault, report
from plugins.content.assemble import AssembledContent
from plugins.content.conversion_cache import ConversionCache
from plugins.content.markdown.engines import ENGINES
from plugins.content.parsed import Content
from plugins.content.read import forget_failures, read_content
from plugins.content.site_settings import SiteSettings
from plugins.language.words import beginnings
from plugins.model.addresses import Root
from plugins.model.publication import Readers
from plugins.model.records import LayWord
from plugins.pipeline.build_state import BuildState, LastBuild
from plugins.pipeline.leak_check import LeakCheck
from plugins.pipeline.options import BuildOptions, Paths
from plugins.pipeline.site_view import site_view
from plugins.presentation.contracts import BuildContext
from plugins.presentation.fixed_words import fixed_words
from plugins.presentation.theme_assets import assets, generated, generated_names, theme_scan


class Refused(SystemExit):
    """The content has problems. A bare `pelican` prints them as plain lines and exits with 1."""

    def __init__(self, found: list[Problem], prefix: str) -> None:
        super().__init__(report(found, prefix))
        self.problems = found


@dataclass
class Prepared:
    """The content as it is at one moment, put together and not yet checked."""

    store: ConversionCache
    content: Content
    theme: FolderScan
    assembled: AssembledContent
    proof: LeakCheck
    about: dict[str, Any]
    context: BuildContext


def prepare(
    settings: Mapping[str, Any],
    options: BuildOptions,
    paths: Paths,
    memory: BuildState,
    readers: Readers | None = None,
    banner: str = "",
    store: ConversionCache | None = None,
    before: LastBuild | None = None,
) -> Prepared:
    """Read content and theme, and put them together. `readers` is for whom; a preview has its own.

    `store` and `before` are what a caller that goes on living has of an earlier build.
    """
    looked = memory.looked
    before = before or (looked.state if looked else memory.state()) or LastBuild()
    store = store or ConversionCache(memory.store, options.report)
    content = read(settings, options, paths, memory, store, before)
    theme = (looked and looked.at(paths.theme)) or theme_scan(
        paths.theme, before.theme, before.scanned_at_ns
    )
    assembled = put_together(settings, options, content, store, readers)
    stated = SiteSettings.of(settings)
    names = assets(theme) | generated_names(generated(stated.accent, stated.mark))
    site = site_view(stated, assembled.library, names, fixed_words(theme), banner, options.released)
    proof = LeakCheck(assembled, options.now, options.workers)
    about = {
        "engine": engine_name(settings),
        "limit": stated.post_time_limit,
        "zone": stated.timezone,
        "meant": meant(assembled.records.words),
    }
    context = BuildContext(
        assembled.library, settings, site, theme, memory.made, options.report, options.workers
    )
    return Prepared(store, content, theme, assembled, proof, about, context)


def read(
    settings: Mapping[str, Any],
    options: BuildOptions,
    paths: Paths,
    memory: BuildState,
    store: ConversionCache,
    before: LastBuild,
) -> Content:
    """Read the content folder; convert what the store lacks."""
    looked = memory.looked
    return read_content(
        paths.content,
        store,
        engine_name(settings),
        before.content,
        before.scanned_at_ns,
        options.workers,
        SiteSettings.of(settings).post_time_limit,
        options.report,
        looked.at(paths.content) if looked else None,
    )


def put_together(
    settings: Mapping[str, Any],
    options: BuildOptions,
    content: Content,
    store: ConversionCache,
    readers: Readers | None = None,
) -> AssembledContent:
    """Return all posts, public or not, and the library of those that `readers` may see."""
    stated = SiteSettings.of(settings)
    return AssembledContent(
        content,
        Root.of(stated.siteurl),
        options.now,
        stated.timezone,
        store.html,
        stated.id_authority,
        readers,
        stated.image_formats,
        stated.default_lang,
        max(options.now, clock.now()),
    )


def refuse(prepared: Prepared, found: list[Problem], prefix: str) -> None:
    """End the build when there are problems. Raises Refused.

    What was converted is kept, and so is what the last good state had: it may come back.
    """
    if found:
        forget_failures(prepared.content, prepared.store)
        prepared.store.save(tuple(prepared.store.records))
        prepared.store.close()
        raise Refused(found, prefix)


def meant(words: Iterable[LayWord]) -> list[str]:
    """Return how what the hub's own list of words means begins: some of it may be in one text."""
    return sorted({each for word in words for text in word.means for each in beginnings(text)})


def engine_name(settings: Mapping[str, Any]) -> str:
    """Return the Markdown engine that the settings or HUB_MARKDOWN_ENGINE name."""
    name = os.environ.get("HUB_MARKDOWN_ENGINE") or SiteSettings.of(settings).markdown_engine
    if name not in ENGINES:
        known = " or ".join(sorted(ENGINES))
        raise SiteFault(f"HUB_MARKDOWN_ENGINE is {name!r}; write {known}.", 2)
    return name
