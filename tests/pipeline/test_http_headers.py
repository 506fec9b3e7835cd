"""Served: the type, the headers and the lifetime of every kind of file."""

from __future__ import annotations

import pytest

from plugins.model.addresses import FORMATS, MEDIA_TYPES
from plugins.pipeline import http_headers

SITE = "https://example.org/hub"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("blog/2021/patients/index.html", "text/html; charset=utf-8"),
        ("static/site.0123abcd.css", "text/css; charset=utf-8"),
        ("feeds/topics/culture.rss", "application/rss+xml; charset=utf-8"),
        ("feeds/topics/culture.atom", "application/atom+xml; charset=utf-8"),
        ("feeds/topics/culture.json", "application/feed+json; charset=utf-8"),
        ("feeds/all.opml", "text/x-opml; charset=utf-8"),
        ("index.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("images/WARD.JPG", "image/jpeg"),
        ("images.d/ward", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_file_has_the_type_of_its_name(name: str, kind: str) -> None:
    assert http_headers.media_type(name) == kind


@pytest.mark.parametrize("form", [*FORMATS, "opml"])
def test_feeds_have_the_types_that_the_addresses_state(form: str) -> None:
    assert http_headers.media_type(f"feeds/all.{form}").partition(";")[0] == MEDIA_TYPES[f".{form}"]


@pytest.mark.parametrize(
    ("name", "lifetime"),
    [
        ("static/site.0123abcd.css", "public, max-age=31536000, immutable"),
        ("static/site.css", "public, max-age=300, must-revalidate"),
        ("blog/site.0123abcd.css", "public, max-age=300, must-revalidate"),
        ("images/ward.jpg", "public, max-age=86400"),
        ("index.html", "public, max-age=300, must-revalidate"),
        ("feeds/all.rss", "public, max-age=300, must-revalidate"),
    ],
)
def test_only_what_never_changes_is_kept_for_ever(name: str, lifetime: str) -> None:
    assert http_headers.cache_control(name) == lifetime


def test_the_policy_allows_nothing_unsafe_and_no_other_host() -> None:
    words = http_headers.security(SITE)["Content-Security-Policy"]

    assert words.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in words
    assert "'unsafe-eval'" not in words
    assert "http" not in words.replace("upgrade-insecure-requests", "")


def test_the_sign_up_form_may_send_to_its_own_host_only() -> None:
    words = http_headers.security(SITE, "https://lists.example.org/join?list=1")

    assert "form-action 'self' https://lists.example.org;" in words["Content-Security-Policy"]


def test_a_site_without_encryption_does_not_ask_for_it() -> None:
    found = http_headers.security("http://127.0.0.1:8000")

    assert "Strict-Transport-Security" not in found
    assert "upgrade-insecure-requests" not in found["Content-Security-Policy"]


def test_how_long_browsers_insist_on_encryption_is_the_owners_decision() -> None:
    name = "Strict-Transport-Security"

    assert http_headers.security(SITE)[name] == "max-age=31536000", "no word of other hosts"
    assert http_headers.security(SITE, hsts_days=1)[name] == "max-age=86400"
    assert name not in http_headers.security(SITE, hsts_days=0)


@pytest.mark.parametrize("name", ["images/chart.svg", "images/CHART.SVG", "static/chart.Svg"])
def test_a_drawing_that_is_opened_by_its_address_runs_nothing(name: str) -> None:
    found = http_headers.headers_of(name, http_headers.security(SITE))

    assert found["Content-Security-Policy"].endswith("; sandbox")
    assert "script" not in found["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "policy"), [("feeds/all.rss", "cross-origin"), ("index.html", "same-origin")]
)
def test_feeds_may_be_fetched_from_elsewhere(name: str, policy: str) -> None:
    found = http_headers.headers_of(name, http_headers.security(SITE))

    assert found["Cross-Origin-Resource-Policy"] == policy


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("feeds/all.rss", True), ("feeds/topics/culture.atom", True), ("feeds/all.json", True),
        ("index.json", True), ("index.html", False), ("feeds/index.html", False),
        ("blog/index.json", False), ("images/ward.jpg", False), ("x/feeds/all.rss", False),
    ],
)  # fmt: skip
def test_only_feeds_and_the_listing_may_be_read_by_pages_of_others(
    name: str, readable: bool
) -> None:
    found = http_headers.headers_of(name, http_headers.security(SITE))

    assert found.get("Access-Control-Allow-Origin") == ("*" if readable else None)
