"""The editing page at `/admin/`, where a setting turns it on.

Without `CMS` in the settings nothing of it is published. See docs/editing.md on what to set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.model import addresses
from plugins.model.addresses import Root
from plugins.presentation.contracts import BuildContext, OutputFile, files


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
        from plugins.admin import cms_settings

        return cms_settings.bundle()


def admin_documents(
    root: Root,
    sitename: str,
    stylesheet: str,
    backend: Mapping[str, Any],
    disclosure: bool = False,
) -> Iterator[OutputFile]:
    """Yield the files of the page, or nothing where no backend is set."""
    if not backend:
        return
    from plugins.admin import (
        cms_settings,  # with all models behind it, which most builds do not need
    )

    found = cms_settings.settings(root, sitename, backend, disclosure=disclosure)
    yield Part(save_as=f"{addresses.ADMIN}config.yml", text=cms_settings.written(found).decode())
    yield Program(save_as=f"{addresses.ADMIN}{cms_settings.BUNDLE}", version=cms_settings.VERSION)
    for name in cms_settings.OWN:
        text = cms_settings.own(name).decode().replace("/static/site.css", stylesheet)
        yield Part(save_as=f"{addresses.ADMIN}{name}", text=text)


def _files(build: BuildContext) -> Iterable[OutputFile]:
    root = Root.of(build.settings["SITEURL"])
    return admin_documents(
        root,
        build.site.name,
        build.site.stylesheet,
        build.settings.get("CMS") or {},
        bool(build.settings.get("REQUIRE_DISCLOSURE")),
    )


register = files(_files)
