from __future__ import annotations

import json
from pathlib import Path

from plugins.admin import cms_settings
from plugins.admin.page import admin_documents
from plugins.model.addresses import Root
from plugins.pipeline import http_headers
from plugins.publish.server import Serving, caddy, headers_file, nginx_maps
from tests.conftest import Build
from tests.support.examples import ROOT

BACKEND = {"name": "github", "repo": "charity/hub"}


def test_nothing_of_it_is_published_by_default(build: Build) -> None:
    assert [name for name in build() if name.startswith("admin/")] == []
    assert list(admin_documents(ROOT, "Hub", "/static/site.css", {})) == []


def test_a_setting_publishes_the_page_with_the_settings_of_the_schema(
    build: Build, site: Path
) -> None:
    conf = site / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(text.replace("CMS: dict[str, str] = {}", f"CMS = {BACKEND!r}"), "utf-8")

    output = build()

    names = {name for name in output if name.startswith("admin/")}
    own = {f"admin/{name}" for name in (*cms_settings.OWN, "config.yml", cms_settings.BUNDLE)}
    assert names == own
    settings = json.loads(output["admin/config.yml"])
    assert settings["backend"] == BACKEND
    assert settings["publish_mode"] == "editorial_workflow"
    (stylesheet,) = [name for name in output if name.startswith("static/site.")]
    assert f'"/{stylesheet}"'.encode() in output["admin/admin.js"]
    assert b"admin" not in output["sitemap.xml"]


def test_the_page_has_a_policy_of_its_own_and_no_other_page_has_it() -> None:
    general = http_headers.security("https://example.org")
    page = http_headers.headers_of("admin/index.html", general)["Content-Security-Policy"]

    assert "'unsafe-eval'" in page
    assert "https://api.github.com" in page
    for name in ("index.html", "images/x.png", "static/x.css", "feeds/all.rss"):
        assert (
            "'unsafe-eval'" not in http_headers.headers_of(name, general)["Content-Security-Policy"]
        )


def test_servers_are_told_of_it_only_where_it_is_published() -> None:
    general = http_headers.security("https://example.org")
    root = Root.of("https://example.org/hub")
    off, on = (Serving(root=root, general=general, admin=admin) for admin in (False, True))

    for write in (headers_file, nginx_maps, caddy):
        assert "'unsafe-eval'" not in write(off)
        assert "'unsafe-eval'" in write(on)
    rule = headers_file(on).partition("/hub/admin/*\n")[2].splitlines()[:2]
    assert rule[0] == "  ! Content-Security-Policy"
    assert rule[1].startswith(
        "  Content-Security-Policy: default-src 'none'; script-src 'self' 'unsafe-eval'"
    )
