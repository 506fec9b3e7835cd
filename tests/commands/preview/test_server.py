"""The preview: what it answers, what it refuses over a raw socket, what an open page hears."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, write_post
from tests.support.previews import SCRIPT, Running, start

pytestmark = pytest.mark.server


@pytest.fixture
def running(site: Path) -> Iterator[Running]:
    write_post(site / "content", "2026/a-draft.md", "A draft", "2026-05-01", more="status: draft\n")
    (site / "secret.txt").write_text("the-secret", encoding="utf-8")
    with start(site) as found:
        yield found


class Stream:
    """The event stream of an open page."""

    def __init__(self, running: Running) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
        self.connection.request("GET", f"/-preview/events?token={running.token()}")
        self.answer = self.connection.getresponse()

    def next(self) -> tuple[str, object]:
        event = ""
        while True:
            line = self.answer.readline().decode().strip()
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: "):
                return event, json.loads(line.removeprefix("data: "))

    def close(self) -> None:
        self.connection.close()


# -- Pages


def test_a_page_has_a_banner_the_script_and_the_headers_of_production(running: Running) -> None:
    status, headers, page = running.get("/")

    assert status == 200
    assert "Preview: drafts and posts of later days are shown." in page
    assert page.count("/-preview/client.js") == 1
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers
    assert "strict-transport-security" not in headers
    assert running.get("/feeds/all.rss")[1]["content-type"] == "application/rss+xml; charset=utf-8"
    assert running.get("/blog")[0] == 301
    status, _, page = running.get("/nope/")
    assert status == 404
    assert "The address may be mistyped" in page
    assert running.get("/blog/2026/a-draft/")[0] == 200


def test_as_public_has_no_drafts(site: Path) -> None:
    write_post(site / "content", "2026/a-draft.md", "A draft", "2026-05-01", more="status: draft\n")
    with start(site, "public") as running:
        assert running.get("/blog/2026/a-draft/")[0] == 404
        assert "Preview, as readers would see it." in running.get("/")[2]


# -- An open page


def test_a_saved_post_is_told_to_open_pages_and_problems_come_and_go(
    site: Path, running: Running
) -> None:
    stream = Stream(running)
    assert stream.next()[0] == "hello"
    path = site / "content/posts/2021/one.md"
    good = path.read_text(encoding="utf-8")
    title = "/blog/2021/one/"

    path.write_text(good + "\nOne more word.\n", encoding="utf-8")
    event, found = stream.next()
    assert event == "changed"
    assert isinstance(found, dict)
    assert title in found["paths"]
    assert "One more word." in running.get(title)[2]

    path.write_text(good.replace("topics: [culture]", "topics: [<b>cultur]"), encoding="utf-8")
    event, problems = stream.next()
    assert (event, problems) == (
        "problems",
        [
            {
                "place": "content/posts/2021/one.md:6",
                "what": "topics names an unknown topic '<b>cultur'.",
                "mend": "did you mean 'culture'?",
            }
        ],
    )
    assert "One more word." in running.get(title)[2]

    path.write_text(good, encoding="utf-8")
    event, _ = stream.next()
    assert event == "changed"
    assert "One more word." not in running.get(title)[2]
    stream.close()


def test_no_edit_is_lost_while_a_build_runs(site: Path, running: Running) -> None:
    stream = Stream(running)
    stream.next()
    for number in range(20):
        write_post(site / "content", f"2024/n-{number}.md", f"Number {number}")
        time.sleep(0.03)

    end = time.monotonic() + 20
    while time.monotonic() < end and running.get("/blog/2024/n-19/")[0] != 200:
        time.sleep(0.05)

    assert [running.get(f"/blog/2024/n-{n}/")[0] for n in range(20)] == [200] * 20
    stream.close()


def test_a_site_that_cannot_be_built_at_first_says_what_to_mend(site: Path) -> None:
    path = write_post(site / "content", "2024/bad.md", "Bad", topic="<i>cultrue")
    with start(site) as running:
        status, _, page = running.get("/")
        assert status == 500
        assert "content/posts/2024/bad.md:6" in page
        assert "&lt;i&gt;cultrue" in page
        path.unlink()
        end = time.monotonic() + 10
        while time.monotonic() < end and running.get("/")[0] != 200:
            time.sleep(0.05)
        assert running.get("/")[0] == 200


# -- Attacks

TRICKS = [
    b"/../secret.txt", b"/..%2fsecret.txt", b"/%2e%2e/secret.txt", b"/%2e%2e%2fsecret.txt",
    b"/..%5csecret.txt", b"/..\\secret.txt", b"//etc/passwd", b"/etc/passwd", b"/%00", b"/a%00b",
    b"/.git/config", b"/.hub/output/store.sqlite", b"/content/posts/2021/one.md", b"/%ff%fe",
    b"/static/../../secret.txt", b"/static/..%252f..%252fsecret.txt", b"/pelicanconf.py",
    b"/-preview/../../../etc/passwd", b"/-preview/..%2fpreview.py", b"/index.html/../secret.txt",
    b"/images/link.svg",
]  # fmt: skip


def test_no_path_leaves_the_site(site: Path, running: Running) -> None:
    link = site / "content/images/link.svg"
    link.symlink_to(site / "secret.txt")

    for path in TRICKS:
        answer = running.ask(path)
        assert answer.split(b" ")[1] in (b"404", b"400"), path
        for secret in (b"the-secret", b"root:", b"SQLite", b"SITENAME"):
            assert secret not in answer, path


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:{port}",
        "192.168.0.9:{port}",
        "",
    ],
)
def test_another_host_is_refused(running: Running, host: str) -> None:
    status, _, page = running.get("/", Host=host.format(port=running.port))

    assert (status, page) == (403, "This preview answers to its own address only.\n")


def test_its_own_names_are_answered(running: Running) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        assert running.get("/", Host=f"{host}:{running.port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_only_reading_is_allowed(running: Running, method: str) -> None:
    status, headers, _ = running.get("/", method)

    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_the_event_stream_is_for_its_own_pages(running: Running) -> None:
    good = f"/-preview/events?token={running.token()}"
    assert running.get("/-preview/events")[0] == 403
    assert running.get("/-preview/events?token=wrong")[0] == 403
    assert running.get(good, Origin="https://evil.example")[0] == 403
    assert running.get(good, Origin="null")[0] == 403
    assert running.get(good, Sec_Fetch_Site="cross-site")[0] == 403


def test_no_other_page_may_load_anything(running: Running) -> None:
    for path in ("/", "/feeds/all.rss", "/index.json", "/images/ward.svg", "/-preview/client.js"):
        _, headers, _ = running.get(path)
        assert headers["cross-origin-resource-policy"] == "same-origin", path
        assert "access-control-allow-origin" not in headers, path
        for way in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"},
                    {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Dest": "iframe"}):  # fmt: skip
            assert running.get(path, **way)[0] == 403, (path, way)
    linked = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "document"}
    assert running.get("/", **linked)[0] == 200
    assert running.get("/images/ward.svg")[1]["content-security-policy"].endswith("; sandbox")


def test_oversized_requests_are_refused(running: Running) -> None:
    host = f"Host: 127.0.0.1:{running.port}\r\n".encode()
    big = running.raw(b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 60_000 + b"\r\n\r\n")
    assert big.startswith(b"HTTP/1.1 431 ")
    assert running.get("/", Content_Length="5")[0] == 413
    assert running.get("/")[0] == 200


def test_slow_and_many_clients_leave_others_served(running: Running) -> None:
    lines = [socket.create_connection(("127.0.0.1", running.port), timeout=10) for _ in range(200)]
    for line in lines:
        line.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")  # and no end

    assert running.get("/")[0] == 200
    lines[0].settimeout(15)
    with contextlib.suppress(ConnectionResetError):
        assert lines[0].recv(10) == b""  # after a while they are shown the door
    for line in lines:
        line.close()


def test_a_taken_port_is_told_with_a_free_one(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(site), str(port)], text=True, timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        )  # fmt: skip

    assert done.returncode == 2
    found = re.fullmatch(rf"Port {port} is taken; try --port (\d+)\.\n", done.stderr)
    assert found
    with socket.socket() as free:
        free.bind(("127.0.0.1", int(found[1])))


def test_the_preview_writes_nothing_into_the_public_output(site: Path, running: Running) -> None:
    assert running.get("/blog/2026/a-draft/")[0] == 200

    assert not (site / "output").exists()
    assert not list(site.rglob("*.html")) or all(
        "theme" in str(each) for each in site.rglob("*.html")
    )
