"""Stock Pelican: the settings of the peer, and the one plugin that it lacks."""

from __future__ import annotations

from typing import Any

# -- Pelican ---------------------------------------------------------------------
from pelican import signals


class SeriesPages:
    """A page and a feed for each series: pelican-series collects the parts and writes nothing."""

    __name__ = "series_pages"

    @staticmethod
    def write(generator: Any, writer: Any) -> None:
        template = generator.get_template("series")
        for name, parts in generator.context.get("article_series", {}).items():
            url = f"series/{name}/"
            writer.write_file(
                f"{url}index.html",
                template,
                generator.context,
                series_name=name,
                parts=parts,
                url=url,
            )
            writer.write_feed(parts, generator.context, f"{url}feed.xml", feed_type="rss")

    def register(self) -> None:
        signals.article_writer_finalized.connect(self.write)


AUTHOR = "Nobody"
SITENAME = "Bench"
SITEURL = "https://example.org"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%d %B %Y"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS: list[str] = []
STATIC_PATHS = ["images"]
ARTICLE_URL = "blog/{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = "blog/{date:%Y}/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
TAGS_SAVE_AS = "topics/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
YEAR_ARCHIVE_URL = "years/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}/index.html"
CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "authors"]
PAGINATED_TEMPLATES = {"index": 20, "tag": 20}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
FEED_RSS = "feed.xml"
TAG_FEED_RSS = "topics/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.toc": {},
        "markdown.extensions.smarty": {},
        "markdown.extensions.meta": {},
    },
    "output_format": "html5",
}
SITEMAP = {"format": "xml"}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
PLUGINS = [
    "pelican.plugins.neighbors",
    "pelican.plugins.series",
    "pelican.plugins.sitemap",
    SeriesPages(),
]
