"""A picture for each post where it is shared, and one for all other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from plugins.base.hashing import digest
from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.model.library import Library
from plugins.presentation.accent import palette, plain_mark
from plugins.presentation.contracts import BuildContext, files
from plugins.presentation.social_cards import GROUND, PLAIN, Card, Look, card_path, draw, mark_of
from plugins.presentation.theme_assets import PLAIN_MARK, STATIC

FONT = "fonts/SourceSerifPro-Bold.ttf"


@dataclass(frozen=True, kw_only=True)
class CardFile:
    """One card. The digests of font and mark are part of what it is made from."""

    save_as: str
    card: Card
    font: str
    ground: str = GROUND
    mark: str = ""
    origin: str = field(repr=False, compare=False)
    look: Look = field(default=PLAIN, repr=False, compare=False)

    def render(self) -> bytes:
        return draw(self.card, self.origin, self.look)


def card_files(
    library: Library, hub: str, tagline: str, font: str, origin: str, look: Look = PLAIN
) -> Iterator[CardFile]:
    """Yield the card of the hub, then that of each post. `origin` is where the font lies."""
    mark = digest(look.mark)
    card = partial(CardFile, font=font, origin=origin, ground=look.ground, mark=mark, look=look)
    yield card(save_as=addresses.HUB_CARD, card=Card(title=tagline, hub=hub))
    for post in library.posts:
        topic = library.topic_of[post.topics[0]].name
        yield card(
            save_as=card_path(post, library), card=Card(title=post.title, topic=topic, hub=hub)
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
        str(build.theme.place(FONT)),
        look_of(build),
    )


def look_of(build: BuildContext) -> Look:
    """Return the ground and the mark of all cards."""
    accent, mark = build.settings["ACCENT"], build.settings["MARK"]
    ground = palette(accent).hero if accent else GROUND
    content = build.theme.read(STATIC + mark) if mark else plain_mark(accent).encode()
    font = str(build.theme.place(FONT))
    return Look(ground=ground, mark=mark_of(mark or PLAIN_MARK, content, font, ours=not mark))


register = files(_files)
