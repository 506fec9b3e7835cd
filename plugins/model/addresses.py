"""Where every page and file of the site is found. The only place that says so.

A path is relative to the site's root, without a slash in front: `blog/2021/patients/`.
A path that ends in a slash is a page, and is written to the `index.html` below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

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
REPORT = "report/"
LISTING = "index.json"
LISTING_SCHEMA = "index.schema.json"
CARDS = "cards/"
# Texts in other formats, under the names that they have in the content.
FILES = "files/"
HUB_CARD = "cards/hub.png"
SOURCES = "sources/"
SOURCES_BY_YEAR = "sources/by-year/"
SOURCES_BY_KIND = "sources/by-kind/"
FIGURES = "figures/"
FIGURES_TABLE = "figures/figures.csv"
RULES = "rules/"
RECOMMENDATIONS = "recommendations/"
RECOMMENDATIONS_BY_ADDRESSEE = "recommendations/by-addressee/"
RECOMMENDATIONS_BY_STATUS = "recommendations/by-status/"
CORRECTIONS = "corrections/"
# The formats of references, and what they are called.
REFERENCES = (("bib", "BibTeX"), ("ris", "RIS"))
YEARS_TABLE = "year-in-review/years.csv"
MONTHS_TABLE = "year-in-review/months.csv"
# The tables of one year: what is counted by month and by topic.
YEAR_TABLES = ("months", "topics")
# The lists of what was released; `publish` writes them.
RELEASES = "releases/"
RELEASES_INDEX = "releases/index.txt"
ADMIN = "admin/"
NOT_FOUND = "404.html"
GONE = "410.html"
# Pages that answer at other addresses than their own.
ERRORS = (NOT_FOUND, GONE)
# What the names of copies end in that are packed for readers' browsers.
PACKED = (".gz", ".br")
# Feeds. Each has one base, such as `feeds/topics/culture`, and one file in each format.
FEEDS = "feeds/"
ALL_FEED = "feeds/all"
UPDATES_FEED = "feeds/updates"
RECOMMENDATIONS_FEED = "feeds/recommendations"
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
    "blog topics series year-in-review authors feeds files images static sources figures rules "
    "recommendations corrections glossary support report audience kind nation search admin cards "
    "index page releases sitemap robots 404 410 index.json index.schema.json".split()
)


def spellings(path: str) -> tuple[str, ...]:
    """Return all ways in which a page is asked for: with its slash, without it, and by its file."""
    return (path, path[:-1], f"{path}index.html") if path.endswith("/") else (path,)


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


def topic_records(slug: str) -> str:
    """Return where the rules and figures of a topic stand on one page."""
    return f"{TOPICS}{slug}/rules/"


def series(slug: str) -> str:
    return f"{SERIES}{slug}/"


def whole_series(slug: str) -> str:
    """Return where all parts of a series stand as one document."""
    return f"{SERIES}{slug}/all/"


def review_year(year: int) -> str:
    return f"{YEARS}{year}/"


def year_lists(year: int) -> str:
    """Return where the lists behind the numbers of a year are."""
    return f"{YEARS}{year}/lists/"


def year_table(year: int, name: str) -> str:
    return f"{YEARS}{year}/{name}.csv"


def author(slug: str) -> str:
    return f"{AUTHORS}{slug}/"


def facet(field: str, slug: str) -> str:
    """Return where the posts of an audience, a kind or a nation are: `audience/staff/`."""
    return f"{field}/{slug}/"


def source(key: str) -> str:
    return f"{SOURCES}{key}/"


def rule(slug: str) -> str:
    return f"{RULES}{slug}/"


def recommendation(key: str) -> str:
    return f"{RECOMMENDATIONS}{key}/"


def references(path: str, form: str) -> str:
    """Return where the references of a page are, for reference managers: `bib` or `ris`."""
    return f"{path}references.{form}"


def chart_table(path: str, number: int) -> str:
    """Return where the values of chart `number` of a page are."""
    return f"{path}chart-{number}.csv"


def table(path: str, number: int) -> str:
    """Return where the values of table `number` of a page are."""
    return f"{path}table-{number}.csv"


def page(slug: str) -> str:
    return f"{slug}/"


def topic_feed(slug: str, form: str = "rss") -> str:
    return f"feeds/topics/{slug}.{form}"


def series_feed(slug: str, form: str = "rss") -> str:
    return f"feeds/series/{slug}.{form}"


def author_feed(slug: str, form: str = "rss") -> str:
    return f"feeds/authors/{slug}.{form}"


def facet_feed(field: str, slug: str, form: str = "rss") -> str:
    return f"feeds/{field}/{slug}.{form}"


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
