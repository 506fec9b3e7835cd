"""Web addresses: what can be one, by RFC 3986 and RFC 1123."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from plugins.language.web_address import can_be_host, has_port, is_url


@pytest.mark.parametrize(
    "text",
    ["https://example.org", "https://example.org/a?b=c&d=e#f", "http://a-b.example.org:8080/", "https://b\u00fccher.example/x",
     "https://example.org:65535/", "https://example.org/%20a", "https://192.0.2.1/", "https://example.org./", "http://localhost:80/"],
)  # fmt: skip
def test_an_address_that_can_be_one_is_taken(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize(
    "text",
    ["https://example.org:65536/", "https://example.org:0/", "https://example.org:/", "https://a@example.org/",
     "https://a:b@example.org/", "https://exa mple.org/", "https://example.org/\"x", "https://example.org/'x", "https://example.org/<x>",
     "https://example.org/[x]", "https://example.org/{x}", "https://example.org/a|b", "https://example.org/a^b", "https://example.org/`",
     "https://example.org/a\\b", "https://example.org/%zz", "https://example.org/%", "https://-a.example/", "https://a..example/",
     "https://example/", "https://[::1/", "https:///x"],
)  # fmt: skip
def test_an_address_that_can_be_none_is_refused(text: str) -> None:
    assert not is_url(text)


def test_a_label_has_at_most_sixty_three_letters() -> None:
    assert can_be_host(f"{'a' * 63}.example")
    assert not can_be_host(f"{'a' * 64}.example")


@pytest.mark.parametrize(
    ("port", "there"), [("", True), (":1", True), (":", False), (":65536", False)]
)
def test_a_port_is_between_1_and_65535(port: str, there: bool) -> None:
    assert has_port(urlsplit(f"https://example.org{port}/")) is there
