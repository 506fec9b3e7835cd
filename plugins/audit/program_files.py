"""What a site has for programs besides its pages and feeds: maps, lists, and the way to report."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterator
from urllib.robotparser import RobotFileParser

from lxml import etree

from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite, Target
from plugins.model import addresses

_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# W3C's profile of ISO 8601, which sitemaps ask for.
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z))?)?)?")
# Addresses and bytes that one sitemap may have (sitemaps.org).
_MOST, _LARGEST = 50_000, 50_000_000
SECURITY = ".well-known/security.txt"
_FIELD = re.compile(r"([A-Za-z-]+): (.+)")
_CONTACT = re.compile(r"(https://|mailto:|tel:)\S+")
_KNOWN = {
    "acknowledgments", "canonical", "contact", "encryption", "expires", "hiring", "policy",
    "preferred-languages",
}  # fmt: skip
_OUTLINE = {"text", "title", "description", "type", "xmlUrl", "htmlUrl", "language", "version"}


def faults(
    site: FinishedSite, listed: Collection[str] | None, now: dt.datetime
) -> Iterator[Finding]:
    """Yield what is wrong; `listed` are the pages that search engines may list, if known."""
    there = set(site.names)
    looks: dict[str, Callable[[], Iterator[str]]] = {
        "sitemap.xml": lambda: _sitemap(site, listed),
        "robots.txt": lambda: _robots(site),
        addresses.OPML: lambda: _opml(site),
        "index.json": lambda: _listing(site),
        SECURITY: lambda: _security(site.read(SECURITY), now),
    }
    for name, look in looks.items():
        if name in there:
            yield from (Finding("files", name, fault) for fault in look())
        elif name in ("sitemap.xml", "robots.txt"):
            yield Finding("files", name, "is missing")


def _is_there(site: FinishedSite, address: str) -> bool:
    found = site.target("index.html", address)
    return found is not None and site.has(Target(found.name, ""))


def _sitemap(site: FinishedSite, listed: Collection[str] | None) -> Iterator[str]:
    content = site.read("sitemap.xml")
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        yield f"is no XML: {error}"
        return
    if root.tag != f"{_MAP}urlset":
        yield "is no map of pages"
        return
    if len(root) > _MOST or len(content) > _LARGEST:
        yield f"is too long: at most {_MOST:,} addresses and {_LARGEST // 1_000_000} MB"
    told: set[str] = set()
    for each in root:
        address = str(each.findtext(f"{_MAP}loc"))
        if address in told:
            yield f"has an address twice: {address}"
        told.add(address)
        target = site.target("index.html", address)
        if target is None or not site.has(target) or target.name not in (listed or (target.name,)):
            yield f"names {address}, which is no page that search engines may list"
        day = each.findtext(f"{_MAP}lastmod")
        if day is not None and not _DAY.fullmatch(day):
            yield f"has a day that is not of ISO 8601: {day}"
    for name in sorted(listed or ()):
        if name.endswith("index.html") and site.url(name) not in told:
            yield f"leaves out {site.url(name)}"


def _robots(site: FinishedSite) -> Iterator[str]:
    text = site.read("robots.txt").decode("utf-8", "replace")
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    maps = parser.site_maps() or []
    if not maps:
        yield "names no sitemap"
    for each in maps:
        if not _is_there(site, each):
            yield f"names the sitemap {each}, which is not there"
    if not parser.can_fetch("*", site.address + "/"):
        yield "keeps search engines from the home page"


def _opml(site: FinishedSite) -> Iterator[str]:
    try:
        root = etree.fromstring(site.read(addresses.OPML))
    except etree.XMLSyntaxError as error:
        yield f"is no XML: {error}"
        return
    if root.tag != "opml" or root.get("version") != "2.0":
        yield "is not OPML 2.0"
    if [each.tag for each in root] != ["head", "body"]:
        yield "has not one head and one body"
    for each in root.iter("outline"):
        if not each.get("text"):
            yield "has an outline without text"
        if extra := sorted(set(map(str, each.attrib)) - _OUTLINE):
            yield f"has unknown attributes: {', '.join(extra)}"
        if each.get("type") == "rss":
            for name in ("xmlUrl", "htmlUrl"):
                if not _is_there(site, str(each.get(name) or "")):
                    yield f"leads to {each.get(name)}, and nothing is there"
        elif not len(each):
            yield f"has an outline that is neither a feed nor a heading: {each.get('text')}"


def _listing(site: FinishedSite) -> Iterator[str]:
    try:
        posts = json.loads(site.read("index.json"))["posts"]
        urls = [str(each["url"]) for each in posts]
    except (ValueError, LookupError, TypeError) as error:
        yield f"cannot be read as a list of posts: {error!r}"
        return
    for url in urls:
        if not _is_there(site, url):
            yield f"names {url}, and nothing is there"


def _security(content: bytes, now: dt.datetime) -> Iterator[str]:
    """By RFC 9116."""
    fields: list[tuple[str, str]] = []
    for line in content.decode("utf-8", "replace").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _FIELD.fullmatch(line)
        if not found:
            yield f"has a line that is no field: {line}"
            continue
        fields.append((found[1].lower(), found[2]))
        if found[1].lower() not in _KNOWN:
            yield f"has an unknown field: {found[1]}"
    named = [name for name, _ in fields]
    if "contact" not in named:
        yield "has no Contact"
    for name in ("expires", "preferred-languages"):
        if named.count(name) > 1:
            yield f"has {name} twice"
    for name, value in fields:
        if name in ("contact", "encryption", "policy") and not _CONTACT.fullmatch(value):
            yield f"has a {name} that is no https, mailto or tel address: {value}"
    if "expires" not in named:
        yield "has no Expires"
        return
    try:
        end = dt.datetime.fromisoformat(dict(fields)["expires"])
        if end <= now:
            yield f"has ended: Expires {dict(fields)['expires']}"
    except (ValueError, TypeError):
        yield f"has an Expires that is not of RFC 3339: {dict(fields)['expires']}"
