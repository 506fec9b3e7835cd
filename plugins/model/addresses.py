"""Where every page and file of the site is found. The only place that says so.

A path is relative to the site's root, without a slash in front: `blog/2021/patients/`.
A path that ends in a slash is a page, and is written to the `index.html` below it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote, urlsplit

from plugins.language.odd_signs import name_of

HOME = ""
BLOG = "blog/"
TOPICS = "topics/"
SERIES = "series/"
YEARS = "year-in-review/"
AUTHORS = "authors/"
SEARCH = "search/"
# The files of the search index.
SEARCH_INDEX = "search/index/"
GLOSSARY = "glossary/"
SUPPORT = "support/"
LISTING = "index.json"
LISTING_SCHEMA = "index.schema.json"
CARDS = "cards/"
HUB_CARD = "cards/hub.png"
SOURCES = "sources/"
SOURCES_BY_YEAR = "sources/by-year/"
SOURCES_BY_KIND = "sources/by-kind/"
FIGURES = "figures/"
FIGURES_TABLE = "figures/figures.csv"
RULES = "rules/"
CORRECTIONS = "corrections/"
# The formats of references, and what they are called.
REFERENCES = (("bib", "BibTeX"), ("ris", "RIS"))
YEARS_TABLE = "year-in-review/years.csv"
MONTHS_TABLE = "year-in-review/months.csv"
# The tables of one year: what is counted by month and by topic.
YEAR_TABLES = ("months", "topics")
ADMIN = "admin/"
NOT_FOUND = "404.html"
GONE = "410.html"
# Feeds. Each has one base, such as `feeds/topics/culture`, and one file in each format.
FEEDS = "feeds/"
ALL_FEED = "feeds/all"
UPDATES_FEED = "feeds/updates"
FORMATS = ("rss", "atom", "json")
FEED = "feeds/all.rss"
OPML = "feeds/all.opml"
# What a web server must call them, or readers are offered a download. A `.json` file is a feed
# below `feeds/` only.
MEDIA_TYPES = {
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
    ".opml": "text/x-opml",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".csv": "text/csv",
}

# The first words of paths that are taken, so that no page of `content/pages/` may have them.
RESERVED = frozenset(
    "blog topics series year-in-review authors feeds images static sources figures rules "
    "corrections glossary support search admin cards index page sitemap robots 404 410 "
    "index.json index.schema.json".split()
)


# Names that Windows keeps for devices, whatever their ending.
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)))
)
# The desk, and what servers read or run at the top of a site.
_KEPT_AT_TOP = frozenset(("admin", "cgi-bin", "web.config", "cname", "server-status"))
# What stands for itself in a URL (RFC 3986, 2.2 and 3.3), and gives no server, host, shell or
# pattern anything to read: no ':', '*', '$', ';', '&', quote or bracket.
_IN_PART = re.compile(r"[^\w.~+,()!@=-]")


def kept_by_others(path: str) -> str:
    """Return why a path of the site is for a server, a host, Git or a computer to use, or "".

    Such are `_headers` of a host, `.well-known` and `.git`, patterns and variables of a server.
    """
    parts = unicodedata.normalize("NFKC", path).casefold().strip("/").split("/")
    for part in parts:
        if part.startswith((".", "_")):
            return f"has a part that begins with '{part[0]}', which servers, hosts and Git use"
        if found := _IN_PART.search(part):
            sign = found[0] if found[0].isprintable() else ""
            held = f"'{sign}'" if sign.strip() else name_of(found[0])
            return f"holds {held}, which servers or hosts read in a way of their own"
        if part.partition(".")[0] in DEVICES:
            return f"has '{part}', a name that some computers keep for themselves"
    if parts[0].partition(".html")[0] in _KEPT_AT_TOP:
        return f"begins with '{parts[0]}', which the editors' desk or a server uses"
    return ""


def spellings(path: str) -> tuple[str, ...]:
    """Return all ways in which a page is asked for: with its slash, without it, and by its file."""
    return (path, path[:-1], f"{path}index.html") if path.endswith("/") else (path,)


_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_NOT_IN_URL = re.compile(r"[\s\"'<>\[\]\\^`{|}]|%(?![0-9A-Fa-f]{2})")


def can_be_host(host: str) -> bool:
    """Return whether a name can be that of a site, or of this computer (RFC 1123, 2.1)."""
    host = unquote(host)  # one engine encodes the letters of other alphabets
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        labels = host.removesuffix(".").split(".")
        known = len(labels) > 1 and all(_LABEL.fullmatch(each) for each in labels)
        return known and not labels[-1].isdigit()
    return True


def has_port(parts: SplitResult) -> bool:
    """Return whether an address states a port that there is, or none."""
    try:
        return parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        return False


def is_url(text: str) -> bool:
    """Return whether a web address can be one: by RFC 3986, with letters of any language.

    Quotes, brackets and the like have to be escaped, and nobody logs in.
    """
    if _NOT_IN_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return "@" not in parts.netloc and can_be_host(parts.hostname or "") and has_port(parts)


@dataclass(frozen=True)
class Root:
    """Where the site stands: `https://example.org/hub` has the origin and the base `/hub`."""

    origin: str
    base: str

    @classmethod
    def of(cls, siteurl: str) -> Root:
        parts = urlsplit(siteurl)
        return cls(f"{parts.scheme}://{parts.netloc}", quote(parts.path.rstrip("/"), safe="/%"))

    def url(self, path: str) -> str:
        """Return what a link holds: an address that begins with a slash."""
        return f"{self.base}/{quoted(path)}"

    def absolute(self, url: str) -> str:
        """Return the whole address of what `url` gave."""
        return self.origin + url if url.startswith("/") else url


@cache
def quoted(path: str) -> str:
    return quote(path)


def is_page(path: str) -> bool:
    """Return whether a browser shows what answers at a path."""
    return path == "" or path.endswith(("/", ".html", ".htm"))


def post(year: int, slug: str) -> str:
    return f"{BLOG}{year}/{slug}/"


def blog_year(year: int) -> str:
    return f"{BLOG}{year}/"


def topic(slug: str) -> str:
    return f"{TOPICS}{slug}/"


def series(slug: str) -> str:
    return f"{SERIES}{slug}/"


def review_year(year: int) -> str:
    return f"{YEARS}{year}/"


def year_lists(year: int) -> str:
    """Return where the lists behind the numbers of a year are."""
    return f"{YEARS}{year}/lists/"


def year_table(year: int, name: str) -> str:
    return f"{YEARS}{year}/{name}.csv"


def author(slug: str) -> str:
    return f"{AUTHORS}{slug}/"


def source(key: str) -> str:
    return f"{SOURCES}{key}/"


def rule(slug: str) -> str:
    return f"{RULES}{slug}/"


def references(path: str, form: str) -> str:
    """Return where the references of a page are, for reference managers: `bib` or `ris`."""
    return f"{path}references.{form}"


def chart_table(path: str, number: int) -> str:
    """Return where the values of chart `number` of a page are."""
    return f"{path}chart-{number}.csv"


def page(slug: str) -> str:
    return f"{slug}/"


def topic_feed(slug: str, form: str = "rss") -> str:
    return f"feeds/topics/{slug}.{form}"


def series_feed(slug: str, form: str = "rss") -> str:
    return f"feeds/series/{slug}.{form}"


def author_feed(slug: str, form: str = "rss") -> str:
    return f"feeds/authors/{slug}.{form}"


def feed(base: str, form: str) -> str:
    """Return where the newest items of a feed are."""
    return f"{base}.{form}"


def archive(base: str, number: int, form: str) -> str:
    """Return where archive `number` of a feed is; 1 holds its oldest items."""
    return f"{base}/{number}.{form}"


def numbered(path: str, number: int) -> str:
    """Return the path of page `number` of a list that begins at `path`."""
    return path if number == 1 else f"{path}page/{number}/"


def save_as(path: str) -> str:
    """Return the file that answers for a path."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path
