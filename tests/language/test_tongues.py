"""Languages by their tags."""

from __future__ import annotations

import pytest

from plugins.language import tongues


@pytest.mark.parametrize(("given", "tag"), [
    ("cy", "cy"), ("CY", "cy"), ("en-gb", "en-GB"), ("zh-hans", "zh-Hans"), ("sco", "sco"),
    ("es-419", "es-419"), ("sl-rozaj", "sl-rozaj"), ("zh-HANT-hk", "zh-Hant-HK"),
    ("", ""), ("Welsh", ""), ("cym", ""), ("en_GB", ""), ("en-UK", ""), ("c", ""), ("cy-", ""),
    ("cy GB", ""), ("cỳ", ""),
])  # fmt: skip
def test_a_tag_is_written_as_the_standard_recommends(given: str, tag: str) -> None:
    assert tongues.canonical(given) == tag


@pytest.mark.parametrize(("given", "tag"), [
    ("Welsh", "cy"), ("cymraeg", "cy"), ("cym", "cy"), ("wel", "cy"), ("en_GB", "en-GB"),
    ("en-UK", "en-GB"), ("Gaelic", "gd"), ("Irish ", "ga"), ("pt_br", "pt-BR"), ("Klingon", ""),
    ("", ""),
])  # fmt: skip
def test_what_was_meant_is_found(given: str, tag: str) -> None:
    assert tongues.meant(given) == tag


def test_a_language_is_named_as_its_readers_do_and_in_english() -> None:
    assert (tongues.own_name("cy"), tongues.english_name("cy-GB")) == ("Cymraeg", "Welsh")
    assert tongues.own_name("zh-Hant-HK") == "繁體中文"
    assert (tongues.own_name("nah"), tongues.english_name("nah")) == ("nah", "nah")


def test_every_name_stands_under_a_tag_that_the_standard_has() -> None:
    for tag in tongues._NAMES:
        assert tongues.canonical(tag).casefold() == tag
        assert all(tongues._NAMES[tag])


def test_languages_are_the_same_when_one_is_part_of_the_other() -> None:
    assert tongues.same("en", "en-GB")
    assert tongues.same("CY", "cy")
    assert not tongues.same("zh-Hans", "zh-Hant")
    assert not tongues.same("e", "en")


def test_english_is_known_in_every_country() -> None:
    assert tongues.is_english("EN-gb")
    assert not tongues.is_english("enm")
    assert not tongues.is_english("cy")


def test_the_direction_follows_from_language_or_script() -> None:
    assert tongues.direction("ur") == tongues.direction("ku-Arab") == "rtl"
    assert tongues.direction("pa-Guru") == tongues.direction("cy") == tongues.direction("pa") == ""
