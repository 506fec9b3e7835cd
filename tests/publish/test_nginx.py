"""A published site as nginx serves it: codes, types, packed copies, headers; a switch under load."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.audit import live_server
from plugins.audit.audit import audit
from plugins.base import clock
from plugins.base.printing import quiet
from tests.conftest import write_post
from tests.support.servers import Publish, free_port, get, needs, running

pytestmark = [pytest.mark.server, needs("nginx", "nginx-light libnginx-mod-http-brotli-static")]

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@pytest.fixture
def www(site: Path, tmp_path: Path) -> Path:
    long = "A long enough text to be packed. " * 80
    write_post(site / "content", "2024/long.md", "Long", body=long, more="aliases: [/old/long/]\n")
    write_post(site / "content", "2024/gone.md", "Gone", more="status: withdrawn\ngone: true\n")
    write_post(site / "content", "2024/notice.md", "Told", more="status: withdrawn\n")
    return tmp_path / "www"


@pytest.fixture
def publish(site: Path, www: Path) -> Publish:
    found = Publish(site, f"folder:{www}")
    found()
    assert found.code == 0, found.said
    return found


@pytest.fixture
def port(publish: Publish, www: Path, tmp_path: Path) -> Iterator[int]:
    port = free_port()
    conf = tmp_path / "nginx.conf"
    conf.write_text(
        f"""
        {f"load_module {BROTLI};" if BROTLI.exists() else ""}
        daemon off; pid {tmp_path}/pid; error_log stderr; worker_processes 2;
        events {{ worker_connections 256; }}
        http {{
            access_log off;
            {"".join(f"{each}_temp_path {tmp_path}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))}
            include {www}/current/server/nginx-maps.conf;
            server {{
                listen 127.0.0.1:{port};
                set $hub {www}/current;
                {"brotli_static on;" if BROTLI.exists() else ""}
                include {www}/current/server/nginx-server.conf;
            }}
        }}
        """,
        encoding="utf-8",
    )
    for folder in (tmp_path, *tmp_path.parents):  # nginx's workers are not root
        if "pytest-" in str(folder):
            folder.chmod(0o755)
    with running(["nginx", "-p", str(tmp_path), "-c", str(conf)], port):
        yield port


def test_nginx_serves_a_release_as_it_should(port: int, www: Path) -> None:
    css = next((www / "current/site/static").glob("site.*.css")).name
    codes = {
        "/": 200, "/blog/2024/long/": 200, "/blog/2024/long": 301, "/nope/": 404,
        "/old/long/": 301, "/blog/2024/gone/": 410, "/blog/2024/gone": 410,
        "/blog/2024/gone/index.html": 410, "/blog/2024/notice/": 200, "/_headers": 404, "/release.json": 404,
        "/.well-known/security.txt": 200, "/feeds/all.rss": 200, "/robots.txt": 200,
    }  # fmt: skip
    assert {path: get(port, path)[0] for path in codes} == codes
    assert get(port, "/old/long/")[1]["location"] == "/blog/2024/long/"
    assert b"The address may be mistyped" in get(port, "/nope/")[2]
    assert b"This page is gone" in get(port, "/blog/2024/gone/")[2]
    assert b"This post was withdrawn" in get(port, "/blog/2024/notice/")[2]
    types = {
        "/": "text/html; charset=utf-8",
        "/feeds/all.rss": "application/rss+xml; charset=utf-8",
        "/sitemap.xml": "application/xml; charset=utf-8",
        f"/static/{css}": "text/css; charset=utf-8",
        "/images/ward.svg": "image/svg+xml",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
    }
    assert {path: get(port, path)[1]["content-type"] for path in types} == types
    caching = {
        "/": "public, max-age=300, must-revalidate",
        "/feeds/all.rss": "public, max-age=300, must-revalidate",
        f"/static/{css}": "public, max-age=31536000, immutable",
        "/images/ward.svg": "public, max-age=86400",
    }
    assert {path: get(port, path)[1]["cache-control"] for path in caching} == caching


def test_an_audit_of_nginx_finds_no_fault(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AXE_JS", raising=False)  # every page is looked at elsewhere
    place = f"http://127.0.0.1:{port}/"

    fetched = live_server.fetched(place, tmp_path / "fetched", quiet)
    result = audit(fetched, clock.instant("2026-06-01T12:00"), place=place)

    assert [each for each in result.findings if each.is_error] == []
    assert "blog/2024/long/index.html" in fetched.names
    assert ".well-known/security.txt" in fetched.names


def test_packed_copies_are_sent_and_caches_are_told(port: int) -> None:
    import gzip

    import brotli

    plain = get(port, "/blog/2024/long/")
    small = get(port, "/blog/2024/long/", {"Accept-Encoding": "gzip"})
    assert small[1]["content-encoding"] == "gzip"
    assert gzip.decompress(small[2]) == plain[2]
    if BROTLI.exists():
        smaller = get(port, "/blog/2024/long/", {"Accept-Encoding": "br"})
        assert smaller[1]["content-encoding"] == "br"
        assert brotli.decompress(smaller[2]) == plain[2]
        assert len(smaller[2]) < len(small[2]) < len(plain[2])
    for answer in (plain, small):
        assert answer[1]["vary"] == "Accept-Encoding"
    tag = plain[1]["etag"]
    status, headers, body = get(port, "/blog/2024/long/", {"If-None-Match": tag})
    assert (status, body, headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    "path", ["/", "/nope/", "/old/long/", "/feeds/all.rss", "/blog/2024/gone/"]
)
def test_every_answer_has_every_header(port: int, path: str) -> None:
    headers = get(port, path)[1]

    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    feed = path.startswith("/feeds/")
    assert headers["cross-origin-resource-policy"] == ("cross-origin" if feed else "same-origin")


def test_drawings_are_harmless_and_feeds_can_be_read_from_elsewhere(port: int, www: Path) -> None:
    images = www / "current/site/images"
    for name in ("ward.SVG", "ward.sVg"):
        (images / name).write_bytes((images / "ward.svg").read_bytes())

    for path in ("/images/ward.svg", "/images/ward.SVG", "/images/ward.sVg"):
        assert get(port, path)[1]["content-security-policy"].endswith("; sandbox"), path
    open_to_all = {
        path: get(port, path)[1].get("access-control-allow-origin")
        for path in ("/feeds/all.rss", "/feeds/topics/culture.json", "/index.json", "/", "/feeds/",
                     "/images/ward.svg", "/sitemap.xml", "/feeds/all.opml")
    }  # fmt: skip
    assert [path for path, value in open_to_all.items() if value] == [
        "/feeds/all.rss", "/feeds/topics/culture.json", "/index.json",
    ]  # fmt: skip


def observatory(headers: dict[str, str], page: bytes) -> int:
    """Return the score by the figures of the MDN Observatory: 100, less faults, plus extras.

    Its document "HTTP Observatory tests and scoring"; the redirect to https is the site's own
    server's, and is taken as there.
    """
    policy = {
        words.split()[0]: words.split()[1:]
        for words in headers.get("content-security-policy", "").split(";")
        if words.strip()
    }
    faults, extras = 0, 0
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    if not policy:
        faults -= 25
    elif {"'unsafe-inline'", "data:", "*", "https:", "http:"} & set(scripts):
        faults -= 20
    elif "'unsafe-eval'" in scripts:
        faults -= 10
    elif policy.get("default-src") == ["'none'"] and "'unsafe-inline'" not in str(policy):
        extras += 10
    if headers.get("access-control-allow-origin") == "*":
        faults -= 50
    age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    if not age or int(age[1]) < 15_768_000:
        faults -= 20 if not age else 10
    referrer = headers.get("referrer-policy", "")
    good = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")
    faults -= 5 if not referrer or referrer in ("unsafe-url", "origin-when-cross-origin") else 0
    extras += 5 if referrer in good else 0
    faults -= 0 if headers.get("x-content-type-options") == "nosniff" else 5
    framed = policy.get("frame-ancestors") == ["'none'"]
    if not framed and headers.get("x-frame-options") not in ("DENY", "SAMEORIGIN"):
        faults -= 20
    extras += 5 if framed else 0
    extras += (
        10 if headers.get("cross-origin-resource-policy") in ("same-origin", "same-site") else 0
    )
    foreign = re.findall(rb'<script[^>]+src="(?:https?:)?//', page)
    faults -= 5 * bool(foreign)
    score = 100 + faults
    return score + extras if score >= 90 else score


def test_the_headers_earn_the_highest_mark(port: int) -> None:
    _, headers, page = get(port, "/")

    assert observatory(headers, page) >= 115
    assert observatory({**headers, "content-security-policy": "default-src *"}, page) < 115


def test_a_switch_and_a_rollback_are_never_seen(port: int, publish: Publish, site: Path) -> None:
    """300 requests meanwhile: each is answered, and each from one release."""
    seen: list[tuple[int, bytes]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set() or len(seen) < 300:
            status, _, page = get(port, "/")
            brand = page.partition(b'height="40"><span>')[2].partition(b"</span>")[0]
            title = page.partition(b"<title>")[2].partition(b":")[0]
            seen.append((status, brand if brand == title else b"mixed"))

    path = site / "publishconf.py"
    path.write_text(path.read_text(encoding="utf-8") + '\nSITENAME = "New Hub"\n', encoding="utf-8")
    reader = threading.Thread(target=read)
    reader.start()
    publish()
    first = publish.code
    publish.back()
    stop.set()
    reader.join(timeout=60)

    assert (first, publish.code) == (0, 0)
    assert len(seen) >= 300
    assert {status for status, _ in seen} == {200}
    assert {brand for _, brand in seen} == {b"Patient Safety Hub", b"New Hub"}
