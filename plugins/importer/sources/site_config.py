"""Where the posts of a generator were public, as its settings say.

Read are the settings of Jekyll, Hugo, Zola and Pelican at the top of a source. They are read as
text: nothing in them is run.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import yaml

from plugins.importer.found import Found
from plugins.importer.sources.inherited import Inherited, plain_values

_LARGEST = 1_000_000
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_SIGN = re.compile(r":(\w+)|\{(\w+)(?::%([a-zA-Z]))?\}")
_BY_LETTER = {"Y": "year", "m": "month", "d": "day", "b": "month"}


@dataclass(frozen=True)
class Site:
    """The address of the old site, and the patterns of its posts and pages.

    A pattern has words such as `:year` or `{slug}`; it is empty where nothing is known.
    """

    home: str = ""
    posts: str = ""
    pages: str = ""
    by_folder: bool = False  # Hugo and Zola: the folder of a file is a part of its address
    sections: tuple[tuple[str, str], ...] = ()
    inherited: Inherited = field(default_factory=Inherited)

    def address(self, found: Found, name: PurePosixPath) -> str:
        """Return where a post of the file `name` was, or nothing if that is not known."""
        folder = _folder(name)
        own = dict(self.sections).get(folder.partition("/")[0], "")
        pattern = own or (self.pages if found.kind == "page" else self.posts)
        if self.by_folder and not own:
            pattern = f"/{folder}/:slug/" if folder else "/:slug/"
        if not pattern:
            return ""
        year, month, day = [*found.day.split("-"), "", "", ""][:3]
        if not found.date and re.search(r"year|month|day|%", pattern):
            return ""
        words = {
            "year": year, "month": month, "day": day, "i_month": month.lstrip("0"),
            "i_day": day.lstrip("0"), "short_year": year[2:], "title": found.slug,
            "slug": found.slug, "slugorfilename": found.slug, "filename": name.stem,
            "contentbasename": name.stem, "name": name.stem, "section": folder.partition("/")[0],
            "sections": folder, "path": f"{folder}/{found.slug}".strip("/"),
            "categories": "/".join(each.text.lower() for each in found.categories if each.sure),
            "category": next((each.text.lower() for each in found.categories), ""),
            "output_ext": ".html", "lang": "", "collection": folder.partition("/")[0],
        }  # fmt: skip
        unknown = False

        def put(sign: re.Match[str]) -> str:
            nonlocal unknown
            key = sign[1] or sign[2]
            if key == "date":
                key = _BY_LETTER.get(sign[3] or "", "")
            unknown |= key not in words
            return words.get(key, "")

        path = re.sub(r"/{2,}", "/", "/" + _SIGN.sub(put, pattern).lstrip("/"))
        path = path.removesuffix("index.html")
        return "" if unknown else f"{self.home.rstrip('/')}{quote(path, safe='/%')}"


def _folder(name: PurePosixPath) -> str:
    """Return the folder of a file below the one that holds all texts."""
    parts = list(name.parts[:-1])
    if parts and name.stem == "index":
        parts = parts[:-1]  # a bundle: the file stands for its folder
    if "content" in parts:
        parts = parts[parts.index("content") + 1 :]
    return "/".join(parts)


def site_of(root: Path) -> Site:
    """Return what the settings of a folder say; nothing is known where it has none."""
    if not root.is_dir():
        return Site()
    return replace(_site_of(root), inherited=Inherited(root))


def _site_of(root: Path) -> Site:
    inner = root.name in ("content", "posts", "_posts")
    for folder in (root, root.parent) if inner else (root,):
        for name, read in _READERS.items():
            path = folder / name
            if path.is_file() and not path.is_symlink() and path.stat().st_size < _LARGEST:
                try:
                    return read(path.read_text(encoding="utf-8-sig"))
                except (ValueError, yaml.YAMLError, SyntaxError, RecursionError, AttributeError):
                    continue
    return Site()


def _text(values: Mapping[str, Any], *names: str) -> str:
    return next((str(values[name]) for name in names if isinstance(values.get(name), str)), "")


def _jekyll(text: str) -> Site:
    values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only
    home = _text(values, "url").rstrip("/") + "/" + _text(values, "baseurl").strip("/")
    said = _text(values, "permalink") or "date"
    pattern = _STYLES.get(said, said)
    return Site(home.rstrip("/"), pattern, "/:path/" if pattern.endswith("/") else "/:path.html")


def _hugo(values: Mapping[str, Any]) -> Site:
    lower = {str(name).lower(): value for name, value in values.items()}
    home = _text(lower, "baseurl")
    if not home and isinstance(values.get("base_url"), str):  # Zola
        home = values["base_url"]
    links = lower.get("permalinks") or {}
    links = links.get("page", links) if isinstance(links, Mapping) else {}
    sections = tuple((str(key), str(value)) for key, value in links.items() if key and value)
    return Site(home, by_folder=True, sections=sections)


def _pelican(text: str) -> Site:
    if "PELICAN_CLASS" in text:  # a hub of this kind: its pages know their addresses
        return Site()
    values = {name: str(value) for name, value in plain_values(text).items() if value}
    posts = values.get("ARTICLE_URL") or values.get("ARTICLE_SAVE_AS") or "{slug}.html"
    pages = values.get("PAGE_URL") or values.get("PAGE_SAVE_AS") or "pages/{slug}.html"
    return Site(values.get("SITEURL", ""), posts, pages)


def _of_text(load: Callable[[str], Any]) -> Callable[[str], Site]:
    return lambda text: _hugo(load(text))


_READERS: dict[str, Callable[[str], Site]] = {
    "_config.yml": _jekyll,
    "_config.yaml": _jekyll,
    "hugo.toml": _of_text(tomllib.loads),
    "config.toml": _of_text(tomllib.loads),
    "hugo.yaml": _of_text(lambda text: yaml.load(text, Loader=yaml.BaseLoader)),  # noqa: S506
    "config.yaml": _of_text(lambda text: yaml.load(text, Loader=yaml.BaseLoader)),  # noqa: S506
    "hugo.json": _of_text(json.loads),
    "pelicanconf.py": _pelican,
}
