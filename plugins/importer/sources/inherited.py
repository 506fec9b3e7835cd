"""What closes a file of a generator though its own header does not: its folders and the settings.

Read are `cascade` of Hugo, the data files and `.eleventyignore` of Eleventy, of Jekyll the
`defaults` and the collections that have no pages, the drafts of Pelican's settings, and of all what
they exclude. Nothing of it is run: where a data file is a program that speaks of drafts, what it
decides is not known to be public.
"""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import fnmatch
import json
import re
import tomllib
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
# Settings of Hugo and Zola; those that list what is left out; Eleventy's programs, and what they
# ignore.
_HUGO = ("hugo.toml", "config.toml", "hugo.yaml", "config.yaml", "config/_default/hugo.toml")
_EXCLUDED = (
    "exclude",
    "ignore",
    "ignored_content",
    "IGNORE_FILES",
    "ARTICLE_EXCLUDES",
    "PAGE_EXCLUDES",
)
_ELEVENTY = (".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs")
_IGNORES = re.compile(r"ignores\.add\(\s*[\"'`]([^\"'`]+)")
_NOT_OWN = frozenset(("vendor", "node_modules", "bower_components"))
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
            ways = (str(each) for each in (name, *name.parents, PurePosixPath(name.name)))
            if any(fnmatch.fnmatch(each, pattern) for each in ways):
                return f"'{where}' leaves it out"
        for expression, where in self._expressions:
            if expression.search(file):
                return f"'{where}' leaves it out"
        return self._why_name(name)

    def _why_name(self, name: PurePosixPath) -> str:
        """Return why a program does not show a file by its name or where it lies, or nothing."""
        values, where = self._jekyll
        collections = values.get("collections")
        named = collections if isinstance(collections, (dict, list)) else ()
        shown = {"_posts", *(f"_{each}" for each in named)}
        shown |= {each.strip("/") for each in _texts(values.get("include"))}
        for part in name.parts:
            if part.startswith("_") and part not in shown and name.stem != "_index":
                return f"'{part}' begins with '_', and no program shows such a file"
            if part.casefold() in _NOT_OWN:
                return f"it lies in the folder '{part}'"
        by_jekyll = where and name.parts[0] == "_posts"
        if by_jekyll and not re.match(r"\d{4}-\d{1,2}-\d{1,2}-", name.name):
            return "the name of its file has no date, and Jekyll shows no such post"
        if self._hugo and name.stem != "index" and self._read(str(name.with_name("index.md"))):
            return "it belongs to the page of its folder, and has no page of its own"
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
            for where in self._indexes(folder):
                if where != file:
                    yield from ((each, where) for each in _cascade(where, self._read(where)))
            if folder.name:
                yield from self._data(str(folder / folder.name))
        yield from self._data(str(name.with_suffix("")))

    def _indexes(self, folder: PurePosixPath) -> list[str]:
        """Return the files that introduce a folder, in every language."""
        found = sorted((self.root or Path()).joinpath(folder).glob("_index*"))
        return [str(folder / each.name) for each in found if each.suffix in (".md", ".html")]

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
        yield from self._by_settings()
        for each in _listed(values.get("defaults")):
            scope, said = each.get("scope"), each.get("values")
            if isinstance(said, Mapping) and _is_in(file, scope if isinstance(scope, dict) else {}):
                yield said, where
        collections = values.get("collections")
        for name, about in collections.items() if isinstance(collections, dict) else ():
            own = isinstance(about, Mapping) and str(about.get("output", "false"))
            if f"_{name}" in PurePosixPath(file).parts[:-1] and name != "posts" and own != "true":
                yield {"render": "no"}, f"{where}: the collection '{name}' has no pages"

    def _by_settings(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Yield what the settings of Hugo and Pelican say of every file."""
        for values, where in self._hugo:
            for each in _listed(values.get("cascade")):
                aimed = each.get("_target") or each.get("target")
                yield {**each, **({"draft": "perhaps"} if aimed and len(each) > 1 else {})}, where
        found = self._pelican.get("DEFAULT_METADATA")
        if isinstance(found, dict):
            yield found, "pelicanconf.py"

    @cached_property
    def _hugo(self) -> list[tuple[Mapping[str, Any], str]]:
        """Return the settings of Hugo or Zola that are there, each with its file."""
        found: list[tuple[Mapping[str, Any], str]] = []
        for name in _HUGO:
            if not (text := self._read(name)):
                continue
            try:
                if name.endswith(".toml"):
                    values = tomllib.loads(text)
                else:
                    values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
            except (ValueError, yaml.YAMLError, RecursionError):
                values = {}
            found.append((values if isinstance(values, dict) else {}, name))
        return found

    @cached_property
    def _pelican(self) -> dict[str, Any]:
        try:
            return plain_values(self._read("pelicanconf.py"))
        except (SyntaxError, ValueError, RecursionError):
            return {}

    @cached_property
    def _expressions(self) -> list[tuple[re.Pattern[str], str]]:
        """Return the regular expressions by which Hugo leaves files out."""
        found = []
        for values, where in self._hugo:
            for each in _texts(values.get("ignoreFiles")):
                with contextlib.suppress(re.error):
                    found.append((re.compile(each), where))
        return found

    @cached_property
    def _ignored(self) -> list[tuple[str, str]]:
        values, where = self._jekyll
        settings = [
            (values, where),
            (self._pelican, "pelicanconf.py"),
            *self._hugo,
        ]
        found = []
        for said, place in settings:
            for key in _EXCLUDED:
                found += [(each, place) for each in _texts(said.get(key))]
        for ignored in (".eleventyignore", ".gitignore", ".hugoignore"):
            found += [(line.strip(), ignored) for line in self._read(ignored).split("\n")]
        for program in _ELEVENTY:
            found += [(each, program) for each in _IGNORES.findall(self._read(program))]
        patterns = (
            (each.removeprefix("./").strip("/").removesuffix("/**"), where)
            for each, where in found
            if each[:1] not in ("", "#", "!")
        )
        return [(each, where) for each, where in patterns if each]


def plain_values(text: str) -> dict[str, Any]:
    """Return the plain values of a settings file in Python. Raises SyntaxError and ValueError."""
    found: dict[str, Any] = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            with contextlib.suppress(ValueError, TypeError):
                found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def _texts(stated: Any) -> list[str]:
    """Return the texts of a setting that is one or a list of them."""
    stated = [stated] if isinstance(stated, str) else stated
    return [str(each) for each in stated] if isinstance(stated, (list, tuple)) else []


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
