"""Cards: a picture for each post where it is shared, and one for all other pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.core import addresses
from plugins.core.cards import Card, card_path, draw
from plugins.core.library import Library, library_of
from plugins.core.output import Output
from plugins.core.problems import SiteFault

FONT = "fonts/SourceSerifPro-Bold.ttf"


@dataclass(frozen=True, kw_only=True)
class CardFile:
    """One card. The digest of the font file is part of what it is made from."""

    save_as: str
    card: Card
    font: str
    origin: str = field(repr=False, compare=False)

    def render(self) -> bytes:
        return draw(self.card, self.origin)


def card_files(
    library: Library, hub: str, tagline: str, font: str, origin: str
) -> Iterator[CardFile]:
    """Yield the card of the hub, then that of each post. `origin` is where the font lies."""
    yield CardFile(
        save_as=addresses.HUB_CARD, card=Card(title=tagline, hub=hub), font=font, origin=origin
    )
    for post in library.posts:
        topic = library.topic_of[post.topics[0]].name
        yield CardFile(
            save_as=card_path(post, library),
            card=Card(title=post.title, topic=topic, hub=hub),
            font=font,
            origin=origin,
        )


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_cards(generator: ArticlesGenerator, writer: Output) -> None:
    settings = generator.settings
    if not settings["SOCIAL_CARDS"]:
        return
    theme = settings["HUB_THEME"]
    if FONT not in theme.files:
        raise SiteFault(f"The theme has no file {FONT}; add it, or set SOCIAL_CARDS = False.")
    writer.write_documents(
        card_files(
            library_of(generator.context),
            settings["SITENAME"],
            settings["SITE_TAGLINE"],
            theme.files[FONT].digest,
            str(theme.root / FONT),
        )
    )


def register() -> None:
    signals.article_writer_finalized.connect(write_cards)
