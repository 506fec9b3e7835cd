"""What a saved web page says of itself to programs, in its head and in attributes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

_ARTICLES = frozenset(
    "Article BlogPosting NewsArticle Report ScholarlyArticle MedicalWebPage SocialMediaPosting "
    "TechArticle".split()
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")


@dataclass
class PageData:
    """The head of a page. `meta` has every value of each name, in order."""

    meta: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    article: dict[str, Any] = field(default_factory=dict)
    canonical: str = ""
    short: str = ""
    title: str = ""

    def first(self, *names: str) -> str:
        """Return the first value that any of these names has."""
        return next((text for name in names for text in self.meta.get(name, ()) if text), "")

    def names(self, key: str) -> list[str]:
        """Return the names that the article's data give: of authors, for example."""
        return [*_names(self.article.get(key))]

    def said(self, key: str) -> str:
        value = self.article.get(key)
        return value.strip() if isinstance(value, str) else ""


def page_data(soup: BeautifulSoup) -> PageData:
    """Return what the head of a page and its linked data say."""
    data = PageData()
    for tag in soup.find_all(["meta", "link", "title", "script"]):
        if tag.name == "meta":
            name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
            if name and tag.get("content"):
                data.meta[name].append(" ".join(str(tag["content"]).split()))
        elif tag.name == "link":
            relations = str(tag.get("rel") or "")
            if "canonical" in relations:
                data.canonical = data.canonical or str(tag.get("href") or "").strip()
            elif "shortlink" in relations:
                data.short = str(tag.get("href") or "").strip()
        elif tag.name == "title" and tag.find_parent("svg") is None:
            data.title = data.title or " ".join(tag.get_text().split())
        elif tag.get("type") == "application/ld+json":
            data.article = data.article or _article_in(tag)
    if not data.canonical:
        data.canonical = data.first("og:url") or _saved_from(soup)
    return data


def _saved_from(soup: BeautifulSoup) -> str:
    """Return the address that a browser notes when it saves a page."""
    for text in soup.find_all(string=lambda each: isinstance(each, Comment), limit=20):
        if found := _SAVED_FROM.search(str(text)):
            return found[1]
    return ""


def _article_in(script: Tag) -> dict[str, Any]:
    try:
        found = json.loads(script.get_text())
    except (ValueError, RecursionError):
        return {}
    for each in _objects(found, 0):
        kinds = each.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if _ARTICLES.intersection(kind for kind in kinds if isinstance(kind, str)):
            return each
    return {}


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, dict):
        yield value
        for inner in (value.get("@graph"), value.get("mainEntity")):
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for each in value[:200]:
            yield from _objects(each, depth + 1)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part.strip() for part in value.split(",") if part.strip())
    elif isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, str) and name.strip():
            yield name.strip()
    elif isinstance(value, list):
        for each in value[:50]:
            if isinstance(each, str):  # a list has no commas between its names
                yield each.strip()
            else:
                yield from _names(each)
