"""Settings: one declaration, and what each of them may hold."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import publishconf
from plugins.content.schema.setting_values import is_own_machine
from plugins.content.site_settings import SiteSettings, declared, example_of, form_of

GOOD = {name: value for name, value in vars(publishconf).items() if name.isupper()}


def accepts(**given: object) -> bool:
    try:
        SiteSettings.of({**GOOD, **given})
    except ValidationError:
        return False
    return True


def test_the_settings_of_this_repository_are_declared_and_typed() -> None:
    found = SiteSettings.of(GOOD)

    assert GOOD.keys() <= declared().keys()
    assert (found.siteurl, found.search) == (publishconf.SITEURL, publishconf.SEARCH)


@pytest.mark.parametrize("name", [name for name in declared() if name != "PELICAN_CLASS"])
def test_every_setting_has_an_example_that_is_right(name: str) -> None:
    about = declared()[name]

    assert accepts(**{name: ast.literal_eval(example_of(about))})
    assert form_of(about)
    assert about.description
    assert about.is_required() or accepts(**{name: about.default})


@pytest.mark.parametrize(
    "address",
    ["https://hub.example", "http://127.0.0.1:8000", "http://localhost:8000", "https://a.b.nhs.uk",
     "https://example.org/hub", "https://xn--hb-xka.example", "http://[::1]:8000",
     "https://example.org/hub/", "https://hub-2.example:8443/a_b/c~d"],
)  # fmt: skip
def test_a_site_can_be_there(address: str) -> None:
    assert SiteSettings.of({**GOOD, "SITEURL": address}).siteurl == address.rstrip("/")


@pytest.mark.parametrize(
    ("address", "own"),
    [("http://127.0.0.1:8000", True), ("http://localhost", True), ("http://[::1]:80", True),
     ("http://127.1.2.3/x", True), ("https://hub.example", False),
     ("https://localhost.example", False)],
)  # fmt: skip
def test_the_own_machine_is_known(address: str, own: bool) -> None:
    assert is_own_machine(address) is own


@given(st.text(max_size=40))
def test_what_is_taken_for_an_address_has_a_scheme_and_a_host(text: str) -> None:
    if accepts(SITEURL=text):
        scheme, _, rest = text.partition("://")
        assert scheme.lower() in ("http", "https")
        assert rest
        assert not set(rest) & set(" \t\n\"'<>\\?#")
