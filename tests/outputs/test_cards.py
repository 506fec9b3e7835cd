"""Which cards there are, and from what they are made."""

from __future__ import annotations

from plugins.outputs.cards import card_files
from plugins.presentation.views import fingerprint
from tests.conftest import ROOT
from tests.support.examples import a_library, a_post

FONT = str(ROOT / "theme/fonts/SourceSerifPro-Bold.ttf")


def test_the_hub_and_every_post_have_a_card() -> None:
    library = a_library([a_post(title="One"), a_post(title="Two")])

    found = list(card_files(library, "Hub", "We learn", "digest", FONT))

    assert [(each.card.title, each.card.topic, each.card.hub) for each in found] == [
        ("We learn", "", "Hub"),
        ("One", "Patient engagement", "Hub"),
        ("Two", "Patient engagement", "Hub"),
    ]
    assert found[0].save_as == "cards/hub.png"
    assert all(each.render().startswith(b"\x89PNG") for each in found)


def test_another_font_is_another_card_and_another_place_of_it_is_not() -> None:
    library = a_library([a_post()])

    keys = [
        [fingerprint(each) for each in card_files(library, "Hub", "T", font, origin)]
        for font, origin in (("a", "/x"), ("a", "/y"), ("b", "/x"))
    ]

    assert keys[0] == keys[1]
    assert not set(keys[0]) & set(keys[2])
