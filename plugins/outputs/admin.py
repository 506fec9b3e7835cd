"""Admin: the editing page at `/admin/`, where a setting turns it on.

Without `CMS` in the settings nothing of it is published. See docs/editing.md on what to set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.core.addresses import Root
from plugins.core.output import Document, Output


@dataclass(frozen=True, kw_only=True)
class Part:
    """A file of the page as it is. Its text says all there is to know of it."""

    save_as: str
    text: str

    def render(self) -> bytes:
        return self.text.encode()


@dataclass(frozen=True, kw_only=True)
class Program:
    """The program of the page; its version says all there is to know of it."""

    save_as: str
    version: str

    def render(self) -> bytes:
        from plugins.core import cms

        return cms.bundle()


def admin_documents(
    root: Root, sitename: str, stylesheet: str, backend: Mapping[str, Any]
) -> Iterator[Document]:
    """Yield the files of the page, or nothing where no backend is set."""
    if not backend:
        return
    from plugins.core import cms  # with all models behind it, which most builds do not need

    found = cms.settings(root, sitename, backend)
    yield Part(save_as=f"{cms.ADMIN}config.yml", text=cms.written(found).decode())
    yield Program(save_as=f"{cms.ADMIN}{cms.BUNDLE}", version=cms.VERSION)
    for name in cms.OWN:
        text = cms.own(name).decode().replace("/static/site.css", stylesheet)
        yield Part(save_as=f"{cms.ADMIN}{name}", text=text)


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_admin(generator: ArticlesGenerator, writer: Output) -> None:
    settings = generator.settings
    site = settings["HUB_SITE"]
    writer.write_documents(
        admin_documents(
            Root.of(settings["SITEURL"]), site.name, site.stylesheet, settings.get("CMS") or {}
        )
    )


def register() -> None:
    signals.article_writer_finalized.connect(write_admin)
