"""Audit: what is spoilt in a finished site is found, and nothing is where nothing is spoilt."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.audit import access
from plugins.audit.audit import audit, quickly
from plugins.audit.findings import CHECKS, Finding
from plugins.audit.finished_site import FinishedSite
from plugins.base import clock
from plugins.base.problems import SiteFault
from plugins.publish.server import security_txt
from tests.conftest import ROOT, Build, write_content, write_settings

NOW = clock.instant("2026-06-01T12:00")
PAGE = "blog/2021/two/index.html"
Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("audited")
    write_settings(root)
    shutil.copytree(ROOT / "theme", root / "theme")
    write_content(root / "content")
    build = Build(root)
    build(siteurl="https://a-hub.org/news")
    assert build.code == 0, build.said
    return root / "output"


@pytest.fixture
def output(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("AXE_JS", raising=False)  # its own tests look at that part
    copied = tmp_path / "output"
    shutil.copytree(finished, copied)
    (copied / ".well-known").mkdir()
    text = security_txt("mailto:a@a-hub.org", NOW, "https://a-hub.org/news")
    (copied / ".well-known/security.txt").write_text(text, "utf-8")
    return copied


def found(output: Path) -> list[tuple[str, str, str]]:
    result = audit(FinishedSite(output), NOW)
    return [tuple(each) for each in result.findings if each.check != "sample"]  # type: ignore[misc]


def test_a_site_as_it_is_built_has_nothing(output: Path) -> None:
    result = audit(FinishedSite(output), NOW)

    assert found(output) == []
    assert result.errors == 0
    assert set(result.looked) | set(result.omitted) == set(CHECKS)
    assert set(result.omitted) == {"access", "headers", "hidden"}


def change(name: str, old: str, new: str) -> Spoil:
    def spoil(output: Path) -> None:
        text = (output / name).read_text("utf-8")
        assert old in text, (name, old)
        (output / name).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def drop(name: str) -> Spoil:
    return lambda output: next(output.glob(name)).unlink()


def write(name: str, content: bytes) -> Spoil:
    def spoil(output: Path) -> None:
        (output / name).write_bytes(content)

    return spoil


def copy(name: str, to: str) -> Spoil:
    def spoil(output: Path) -> None:
        (output / to).parent.mkdir(parents=True)
        shutil.copy(output / name, output / to)

    return spoil


ADDRESS = "https://a-hub.org/news/"
WORDS = "".join(f"<p>{hashlib.shake_256(bytes([n])).hexdigest(600)}</p>" for n in range(100))
SPOILT: list[tuple[Spoil, str, str, str]] = [
    (change(PAGE, "</main>", '<a href="/news/blog/none/">x</a></main>'), "links", PAGE,
     "leads to /news/blog/none/, and nothing is there"),
    (change(PAGE, "</main>", '<a href="../../#none">x</a></main>'), "links", PAGE,
     "leads to ../../#none, a place that is not there"),
    (change(PAGE, "</main>", '<img src="/news/images/none.png" alt="x"></main>'), "links", PAGE,
     "needs /news/images/none.png, and it is not there"),
    (change(PAGE, "</main>", '<a href="//[::1">x</a></main>'), "links", PAGE,
     "leads to //[::1, and nothing is there"),
    (drop("static/site.*.css"), "links", "index.html", "and it is not there"),
    (change(PAGE, "</main>", "<h5>Deep</h5></main>"), "headings", PAGE,
     "leaves out a level: a heading of level 5 follows one of 3"),
    (copy(PAGE, "copied/index.html"), "headings", "copied/index.html", f"has the title of {PAGE}: "),
    (lambda output: None, "files", "sitemap.xml", f"leaves out {ADDRESS}copied/"),
    (change("sitemap.xml", "<lastmod>", "<lastmod>about "), "files", "sitemap.xml",
     "has a day that is not of ISO 8601: about "),
    (change("robots.txt", "Sitemap: ", "# "), "files", "robots.txt", "names no sitemap"),
    (change("robots.txt", "Allow: /", "Disallow: /"), "files", "robots.txt",
     "keeps search engines from the home page"),
    (change("feeds/all.opml", 'version="2.0"', 'version="1.0"'), "files", "feeds/all.opml",
     "is not OPML 2.0"),
    (change("feeds/all.opml", "feeds/all.rss", "feeds/none.rss"), "files", "feeds/all.opml",
     f"leads to {ADDRESS}feeds/none.rss, and nothing is there"),
    (change("index.json", "blog/2021/two/", "blog/2021/none/"), "files", "index.json",
     f"names {ADDRESS}blog/2021/none/, and nothing is there"),
    (change(".well-known/security.txt", "Contact", "Contakt"), "files",
     ".well-known/security.txt", "has an unknown field: Contakt"),
    (change(".well-known/security.txt", "Expires: 2027", "Expires: 2025"), "files",
     ".well-known/security.txt", "has ended: Expires 2025"),
    (change("feeds/all.rss", "<title>", "<title></title><title>"), "feeds", "feeds/all.rss", ""),
    (change(PAGE, '"BlogPosting"', '"BlogPosted"'), "data", PAGE,
     "says 'BlogPosted', which schema.org does not know"),
    (write("images/big.png", bytes(500_000)), "weight",
     "images/big.png", "is a picture of 500 kB"),
    (change(PAGE, "</main>", f"{WORDS}</main>"),
     "weight", PAGE, "weighs "),
]  # fmt: skip


# These hide or change what others show, so each stands alone.
ALONE: list[tuple[Spoil, str, str, str]] = [
    (drop(PAGE), "files", "sitemap.xml", f"names {ADDRESS}blog/2021/two/, which is no page"),
    (change("sitemap.xml", "</urlset>", ""), "files", "sitemap.xml", "is no XML: "),
    (drop("robots.txt"), "files", "robots.txt", "is missing"),
    (change("index.json", '"posts"', '"post"'), "files", "index.json", "cannot be read as a list"),
]  # fmt: skip


@pytest.mark.parametrize("spoilt", [SPOILT, *([each] for each in ALONE)])
def test_what_is_spoilt_is_found(output: Path, spoilt: list[tuple[Spoil, str, str, str]]) -> None:
    for spoil, _, _, _ in spoilt:
        spoil(output)

    said = found(output)

    for _, check, name, what in spoilt:
        assert any((one, of) == (check, name) and what in why for one, of, why in said), what


def test_a_quick_look_is_at_what_changed_alone(output: Path) -> None:
    site = FinishedSite(output)
    for name in (PAGE, "blog/index.html"):
        change(name, "</main>", '<img src="/news/none.png"></main>')(output)

    said = quickly(site, [PAGE], NOW)

    assert [tuple(each) for each in said] == [
        ("links", PAGE, "needs /news/none.png, and it is not there"),
        ("names", PAGE, "has a picture without alt: /news/none.png"),
    ]
    assert quickly(site, ["about/index.html"], NOW) == ()
    assert quickly(site, [], NOW) == ()


def test_names_and_words_of_the_sample_are_told_once_each(output: Path) -> None:
    change("index.html", "</main>", "<p>Example Valley Hospital</p></main>")(output)
    change(PAGE, "</main>", "<p>Example Valley Hospital</p></main>")(output)
    for name in ("index.html", PAGE):
        change(name, "</main>", '<a href="https://b.hub.example/x">x</a></main>')(output)

    said = [each for each in audit(FinishedSite(output), NOW).findings if each.check == "sample"]

    words = [each for each in said if "Valley" in each.what]
    assert words == [Finding("sample", "index.html", "says 'Example Valley Hospital'")]
    names = [each.what for each in said if "b.hub.example" in each.what]
    assert names == ["names the example address https://b.hub.example/x"]


def test_packed_copies_and_the_editing_page_are_no_pages_of_their_own(output: Path) -> None:
    (output / "index.html.gz").write_bytes(b"x")
    (output / "admin").mkdir()
    (output / "admin/index.html").write_text("<p>no page", "utf-8")

    assert found(output) == []


def test_a_folder_without_a_site_is_refused(tmp_path: Path, output: Path) -> None:
    with pytest.raises(SiteFault, match="There is no finished site in"):
        audit(FinishedSite(tmp_path), NOW)
    change("index.html", 'rel="canonical"', 'rel="next"')(output)
    with pytest.raises(SiteFault, match="does not state its address"):
        audit(FinishedSite(output), NOW)


def test_a_browser_that_does_not_run_is_told(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    axe, browser = tmp_path / "axe.js", tmp_path / "browser"
    axe.write_text("")
    browser.write_text("#!/bin/sh\nexit 1\n")
    browser.chmod(0o755)
    monkeypatch.setenv("AXE_JS", str(axe))
    monkeypatch.setenv("CHROME_PATH", str(browser))
    monkeypatch.setattr(access, "STUCK", 0.5)

    result = audit(FinishedSite(output), NOW)

    assert result.omitted["access"].startswith("Chromium does not run here")
    assert json.dumps(result.omitted["access"])
