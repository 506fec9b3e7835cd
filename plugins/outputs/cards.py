"""A picture for each post where it is shared, and one for all other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.model.library import Library
from plugins.presentation.contracts import BuildContext, files
from plugins.presentation.social_cards import Card, card_path, draw

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


def _files(build: BuildContext) -> Iterable[CardFile]:
    settings = build.settings
    if not settings["SOCIAL_CARDS"]:
        return ()
    if FONT not in build.theme.files:
        raise SiteFault(f"The theme has no file {FONT}; add it, or set SOCIAL_CARDS = False.")
    return card_files(
        build.library,
        settings["SITENAME"],
        settings["SITE_TAGLINE"],
        build.theme.files[FONT].digest,
        str(build.theme.root / FONT),
    )


register = files(_files)
