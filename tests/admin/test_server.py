from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.types import Message

from plugins.admin import server
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

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(dict(message))

    scope = {
        "type": "http", "method": method, "raw_path": path.encode(), "path": unquote(path),
        "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 8001),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(app.asgi(scope, receive, send))
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


@pytest.mark.parametrize(
    "path", ["/images/" + "a" * 300 + ".png", "/images/x.png/y.png", "/images/%0a.png",
             "/images/.hidden.png", "/images/.git/x.png", "/images/%e2%80%ae.png", "/images/%00.png"],
)  # fmt: skip
def test_a_name_that_cannot_be_is_the_fault_of_who_asks(site: Path, app: Desk, path: str) -> None:
    (site / "content/images/x.png").write_bytes(b"x")

    assert ask(app, "GET", path, {"host": HOST})[0] in (400, 403, 404)


def test_a_picture_opened_by_its_address_runs_nothing(site: Path, app: Desk) -> None:
    for name in ("ward.svg", "ward.SVG", "x.png"):
        (site / "content/images" / name).write_bytes(b"<svg><script>1</script></svg>")
        status, headers, _ = ask(app, "GET", f"/images/{name}", {"host": HOST})
        assert status == 200
        assert headers["content-security-policy"].endswith("; sandbox")
        assert "script" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    "params",
    [
        {"path": "content/posts/2021/" + "a" * 300 + ".md"},
        {"path": "content/posts/2021/one.md/x.md"},
        {"path": "content/posts/\ud800.md"},
        {"path": {"a": 1}},
        {"path": None},
        {"folder": "content/posts", "depth": "deep"},
    ],
)
def test_odd_values_are_answered_with_their_own_status(
    app: Desk, params: dict[str, object]
) -> None:
    for action in ("getEntry", "persistEntry", "persistMedia", "deleteFile", "entriesByFolder"):
        body = json.dumps(
            {"action": action, "params": {**params, "entry": params, "asset": params}}
        )
        status, headers, answer = ask(app, "POST", "/api/v1", OWN, body.encode())
        assert 400 <= status < 500 or action == "deleteFile", (action, status)
        assert headers["content-type"].startswith("application/json")
        assert json.loads(answer)


def test_too_much_at_once_is_refused(app: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LARGEST_REQUEST", 1000)

    assert ask(app, "POST", "/api/v1", OWN, b" " * 1001)[0] == 413
    assert ask(app, "POST", "/api/v1", {**OWN, "content-length": str(10**12)})[0] == 413
    assert ask(app, "GET", "/admin/", {"host": HOST, "x": "a" * 20_000})[0] == 431


def test_a_fault_of_its_own_is_told_in_the_terminal(site: Path) -> None:
    said: list[str] = []
    desk = Desk(site, 8001, tell=said.append)
    desk.proxy.actions["info"] = lambda _: 1 / 0
    body = json.dumps({"action": "info", "params": {}}).encode()

    with pytest.raises(ZeroDivisionError):  # what the server logs
        ask(desk, "POST", "/api/v1", OWN, body)

    assert said == [
        "A fault of the desk, not of what you wrote: ZeroDivisionError('division by zero')"
    ]
