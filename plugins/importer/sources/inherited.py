"""What closes a file of a generator though its own header does not: its folders and the settings.

Read are `cascade` of Hugo, the data files and `.eleventyignore` of Eleventy, and of Jekyll the
`defaults`, the collections that have no pages and what is excluded. Nothing of it is run: where a
data file is a program that speaks of drafts, what it decides is not known to be public.
"""

from __future__ import annotations

import datetime as dt
import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from plugins.content.front_matter import parse
from plugins.importer.sources.states import why_header

LARGEST = 1_000_000
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_SPEAKS = re.compile(
    r"\bdraft|\bpermalink\b\s*[:=]\s*false|eleventyExcludeFromCollections|\bpublished\b"
)
_SETTINGS = ("_config.yml", "_config.yaml")


@dataclass(frozen=True)
class Inherited:
    """What the folders of a source decide. Without a root nothing is decided."""

    root: Path | None = None

    def why(self, file: str, now: dt.datetime) -> str:
        """Return why a file may not be public, or nothing."""
        if self.root is None:
            return ""
        for values, where in (*self._above(file), *self._by_jekyll(file)):
            small = {str(name).casefold(): value for name, value in values.items()}
            if why := why_header(small, now):
                return f"{why} ({where})"
        name = PurePosixPath(file)
        for pattern, where in self._ignored:
            if any(fnmatch.fnmatch(str(each), pattern) for each in (name, *name.parents)):
                return f"'{where}' leaves it out"
        return ""

    def _read(self, name: str) -> str:
        path = (self.root or Path()) / name
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return ""
        return path.read_text(encoding="utf-8-sig", errors="replace")

    def _above(self, file: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Yield what each folder above a file, and the data file beside it, say of it."""
        name = PurePosixPath(file)
        for folder in reversed(name.parents):
            for index in ("_index.md", "_index.html"):
                where = str(folder / index)
                if where != file:
                    yield from ((each, where) for each in _cascade(where, self._read(where)))
            if folder.name:
                yield from self._data(str(folder / folder.name))
        yield from self._data(str(name.with_suffix("")))

    def _data(self, stem: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        for ending in (".json", ".11tydata.json"):
            where = stem + ending
            try:
                values = json.loads(self._read(where) or "{}")
            except (ValueError, RecursionError):
                values = {"hidden": f"{where} cannot be read"}
            if isinstance(values, dict):
                yield values, where
        for ending in (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs"):
            if _SPEAKS.search(self._read(stem + ending)):
                yield {"draft": "perhaps"}, f"{stem}{ending} is a program, which is not run"

    @cached_property
    def _jekyll(self) -> tuple[Mapping[str, Any], str]:
        for folder in ("", "../") if self.root and self.root.name == "_posts" else ("",):
            for name in _SETTINGS:
                try:
                    found = yaml.load(self._read(folder + name), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
                except (yaml.YAMLError, RecursionError):
                    continue
                if isinstance(found, dict):
                    return found, name
        return {}, ""

    def _by_jekyll(self, file: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        values, where = self._jekyll
        if self.root and self.root.name == "_posts":  # the settings lie above it
            file = f"_posts/{file}"
        for each in _listed(values.get("defaults")):
            scope, said = each.get("scope"), each.get("values")
            if isinstance(said, Mapping) and _is_in(file, scope if isinstance(scope, dict) else {}):
                yield said, where
        collections = values.get("collections")
        for name, about in collections.items() if isinstance(collections, dict) else ():
            own = isinstance(about, Mapping) and str(about.get("output", "false"))
            if f"_{name}" in PurePosixPath(file).parts[:-1] and name != "posts" and own != "true":
                yield {"render": "no"}, f"{where}: the collection '{name}' has no pages"

    @cached_property
    def _ignored(self) -> list[tuple[str, str]]:
        values, where = self._jekyll
        stated = values.get("exclude")
        found = [(str(each), where) for each in stated] if isinstance(stated, list) else []
        lines = self._read(".eleventyignore").split("\n")
        found += [(line.strip(), ".eleventyignore") for line in lines]
        patterns = (
            (each.strip("/"), where) for each, where in found if each[:1] not in ("", "#", "!")
        )
        return [(each, where) for each, where in patterns if each]


def _listed(found: Any) -> list[Mapping[str, Any]]:
    found = found if isinstance(found, list) else [found]
    return [each for each in found if isinstance(each, Mapping)]


def _is_in(file: str, scope: Mapping[str, Any]) -> bool:
    """Return whether a default of Jekyll is for a file."""
    path, kind = str(scope.get("path") or "").strip("/"), str(scope.get("type") or "")
    parts = PurePosixPath(file).parts
    is_page = not any(part.startswith("_") for part in parts[:-1])
    is_kind = not kind or f"_{kind}" in parts or (kind == "pages" and is_page)
    return is_kind and (not path or file.startswith(f"{path}/") or fnmatch.fnmatch(file, path))


def _cascade(file: str, text: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the index of a folder of Hugo says of all that lies below it."""
    if "cascade" not in text:
        return
    values: Mapping[str, Any]
    if found := _TOML.match(text):
        import tomllib

        try:
            values = tomllib.loads(found[1])
        except ValueError:
            values = {"cascade": {"hidden": "it cannot be read"}}
    else:
        header, problems = parse(file, text)
        values = header.values or ({"cascade": {"hidden": "it cannot be read"}} if problems else {})
    for each in _listed(values.get("cascade")):
        yield {name: said for name, said in each.items() if name not in ("_target", "target")}
        params = each.get("params")
        if isinstance(params, Mapping):
            yield params
