from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from plugins.admin.server import Desk

HOST = "127.0.0.1:8001"
OWN = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json"}


@pytest.fixture
def app(site: Path) -> Desk:
    return Desk(site, 8001)


def ask(
    app: Desk, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> tuple[int, dict[str, str], bytes]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "raw_path": path.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, sent[1]["body"]


def test_the_page_and_its_parts_are_there_with_their_own_policy(app: Desk) -> None:
    for path in ("/admin/", "/admin/config.yml", "/admin/admin.js", "/static/site.css"):
        status, headers, body = ask(app, "GET", path, {"host": HOST})
        assert status == 200, path
        assert body
        assert "'unsafe-eval'" in headers["content-security-policy"]
    assert ask(app, "GET", "/", {"host": HOST})[1]["location"] == "/admin/"
    assert ask(app, "GET", "/images/ward.svg", {"host": HOST})[0] == 200
    settings = json.loads(ask(app, "GET", "/admin/config.yml", {"host": HOST})[2])
    assert settings["backend"] == {"name": "proxy", "proxy_url": f"http://{HOST}/api/v1"}


def test_its_own_page_may_write(app: Desk) -> None:
    body = json.dumps({"action": "info", "params": {}}).encode()

    status, _, answer = ask(app, "POST", "/api/v1", OWN, body)

    assert status == 200
    assert json.loads(answer)["publish_modes"] == ["simple"]


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "evil.example"},
        {"origin": "https://evil.example"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"content-type": "text/plain"},
    ],
)
def test_no_other_page_may(app: Desk, changes: dict[str, str]) -> None:
    body = json.dumps({"action": "info", "params": {}}).encode()

    assert ask(app, "POST", "/api/v1", {**OWN, **changes}, body)[0] == 403


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/images/../pelicanconf.py", b"", 403),
        ("GET", "/images/%2e%2e/%2e%2e/pelicanconf.py", b"", 403),
        ("GET", "/images/none.png", b"", 404),
        ("GET", "/none", b"", 404),
        ("PUT", "/admin/", b"", 405),
        ("POST", "/api/v1", b"{", 422),
        ("POST", "/api/v1", b"[" * 100_000, 422),
        ("POST", "/api/v1", b'{"action": "getEntry", "params": {"path": "x"}}', 403),
    ],
)
def test_what_is_not_there_or_not_allowed(
    app: Desk, method: str, path: str, body: bytes, status: int
) -> None:
    assert ask(app, method, path, OWN, body)[0] == status
