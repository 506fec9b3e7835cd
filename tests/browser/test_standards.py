"""Standards: every page of the sample, and of a hub of 300 posts with every feature, has no fault."""

from __future__ import annotations

import fcntl
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from plugins.audit import access
from plugins.audit.audit import audit
from plugins.audit.finished_site import FinishedSite
from plugins.base import clock
from plugins.base.printing import quiet
from plugins.model import addresses
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from plugins.publish.server import security_txt
from tests.conftest import ROOT
from tests.support import large_hub
from tests.support.checkers import axe, html_checker, needs_axe, needs_html_checker

pytestmark = pytest.mark.slow

NOW = clock.instant("2026-06-01T12:00")
every_site = pytest.mark.parametrize("name", ["sample", "large"])


@pytest.fixture(scope="module")
def sites(built: Path) -> dict[str, Path]:
    """Return the finished trees; the large hub is built by whoever asks first."""
    root = built / "large"
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "done").exists():
            large_hub.write(root / "content")
            where = {"PATH": str(root / "content"), "OUTPUT_PATH": str(root / "output"),
                     "THEME": str(ROOT / "theme"), "REQUIRE_DISCLOSURE": False}  # fmt: skip
            site = build_site(ROOT / "publishconf.py", where, BuildOptions(now=NOW, report=quiet))
            told = root / "output/.well-known/security.txt"
            told.parent.mkdir()
            address = site.settings["SITEURL"]
            told.write_text(security_txt("mailto:a@example.org", NOW, address), "utf-8")
            (root / "done").touch()
    return {"sample": (built / "output").resolve(), "large": (root / "output").resolve()}


def test_the_hubs_are_large_enough(sites: dict[str, Path]) -> None:
    pages = {name: FinishedSite(folder).pages for name, folder in sites.items()}

    assert len([name for name in pages["large"] if name.startswith("blog/2")]) > 300
    assert len(pages["sample"]) > 190


@every_site
def test_an_audit_finds_no_error(
    sites: dict[str, Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTML, headings, names, feeds, data, maps: all that needs no browser."""
    monkeypatch.delenv("AXE_JS", raising=False)
    result = audit(FinishedSite(sites[name]), NOW)

    assert [each for each in result.findings if each.is_error] == []


@needs_axe
@pytest.mark.browser
@pytest.mark.server
@every_site
def test_axe_finds_nothing_on_any_page(sites: dict[str, Path], name: str) -> None:
    """At 320 and 1,280 pixels, light and dark: of the sample's topics and records, which are alike, a
    third; of the large hub, whose pages are alike, a tenth.
    """
    axe()
    site = FinishedSite(sites[name])
    shown = [each for each in site.pages if each not in site.redirects]
    alike = ("sources/", "topics/", "recommendations/") if name == "sample" else ("",)
    some = [each for each in shown if each.startswith(alike)][:: 3 if name == "sample" else 10]
    shown = [each for each in shown if not each.startswith(alike)] + some
    assert len(shown) > 30

    assert list(access.faults(site, shown, 1, quiet)) == []


@needs_axe
@pytest.mark.browser
@pytest.mark.server
def test_axe_finds_what_only_some_readers_meet(tmp_path: Path) -> None:
    """Pale in the dark, too small on a telephone, and a button without a name for all."""
    axe()
    style = (
        ":root { color-scheme: light dark; background: light-dark(#fff, #000) } a { display: block; width: 60px; height: 60px }"
        "@media (prefers-color-scheme: dark) { p { color: #444 } }"
        "@media (max-width: 400px) { a { width: 9px; height: 9px; overflow: hidden } }"
    )
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><html lang="en"><head><title>A page</title><meta name="viewport" '
        'content="width=device-width"><link rel="canonical" href="https://a.org/"><style>'
        f'{style}</style></head><body><main><h1>A page</h1><p>Some words.</p><a href="/">A</a>'
        '<a href="/">B</a><button></button></main></body></html>', "utf-8",
    )  # fmt: skip
    site = FinishedSite(tmp_path)

    found = [each.what for each in access.faults(site, site.pages, 1, quiet)]

    assert [what.split(":")[0] for what in found] == [
        "button-name", "color-contrast", "target-size", "target-size",
    ]  # fmt: skip
    assert "(1280 px, dark, 320 px, dark): <p>Some words.</p>" in found[1]
    assert '(320 px, light): <a href="/">' in found[2]


def complaints(files: Path) -> Iterator[str]:
    """Yield what the W3C's checker says of all pages and drawings below a folder."""
    asked = ["java", "-jar", str(html_checker()), "--format", "json",
             "--skip-non-html", str(files)]  # fmt: skip
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(found.stderr)["messages"]
    except ValueError:
        pytest.fail(f"The checker of HTML does not run here: {found.stderr.strip()[:300]}")
    for said in messages:
        yield f"{said['url'].rpartition(str(files))[2]}:{said.get('lastLine')}: {said['message']}"


@needs_html_checker
@every_site
def test_the_checker_of_the_w3c_finds_no_fault(sites: dict[str, Path], name: str) -> None:
    assert list(complaints(sites[name])) == []


@needs_html_checker
def test_the_checker_of_the_w3c_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><title>Bad</title><p><div></p>", "utf-8")

    assert any("No “p” element in scope" in said for said in complaints(tmp_path))


@every_site
def test_help_is_one_tap_from_every_page(sites: dict[str, Path], name: str) -> None:
    """In the menu above the text, for those who will not look for it at the foot."""
    site = FinishedSite(sites[name])
    help_page = f"{site.root.url(addresses.SUPPORT)}"

    for each in site.pages:
        if each not in site.redirects:
            menu = Html(site.read(each)).css("header nav a")
            assert [a.text() for a in menu if a.attributes["href"] == help_page] == ["Get help"], (
                each
            )
