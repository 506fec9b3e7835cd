"""Feeds: RSS, Atom and JSON Feed of the same lists, with their whole history, and OPML.

`entries` says what an item is, `xml` and `json_feed` how each format writes it, `documents` which
files there are.
"""

from __future__ import annotations

# -- Pelican ---------------------------------------------------------------------
from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.core.library import library_of
from plugins.core.output import Output
from plugins.outputs.feeds.documents import Names, documents


def write_feeds(generator: ArticlesGenerator, writer: Output) -> None:
    library = library_of(generator.context)
    writer.write_documents(documents(library, Names.of(generator.settings)))


def register() -> None:
    signals.article_writer_finalized.connect(write_feeds)
