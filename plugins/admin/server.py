"""What `python3 tasks.py desk` does: the editing page, served on this machine alone."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from plugins.admin import cms_settings
from plugins.admin.proxy import LARGEST_PICTURE, Proxy, Refusal
from plugins.base.problems import SiteFault
from plugins.base.progress import Say, say
from plugins.model import addresses
from plugins.model.addresses import Root
from plugins.pipeline import http_headers

PORT = 8001
API = "/api/v1"
LARGEST_REQUEST = LARGEST_PICTURE * 4 // 3 * 3  # three pictures at once, in base64

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def desk(root: Path, options: Namespace, tell: Say = say) -> int:
    """Serve the desk of the project at `root` until it is stopped; return the exit code."""
    try:
        port = options.port or PORT
        listening = _listening(port)
        app = Desk(root, port, options.workflow)
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code
    address = f"http://127.0.0.1:{port}/{addresses.ADMIN}"
    tell(f"The editors' desk: {address}\nWhat you save is written into content/. Ctrl-C ends it.")
    if options.open:
        _open(address)
    asyncio.run(_serve(app, listening))
    return 0


def _listening(port: int) -> socket.socket:
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
        found.listen(64)  # who is told the address may ask at once
    except OSError:
        found.close()
        raise SiteFault(f"Port {port} is taken; give --port another.", 2) from None
    return found


async def _serve(app: Desk, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, log_level="warning", lifespan="off", server_header=False, ws="none"
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def _open(address: str) -> None:
    import webbrowser

    try:
        webbrowser.open(address)
    except (OSError, subprocess.SubprocessError):
        return


class Desk:
    """An ASGI application: the page, the pictures of the content, and the proxy behind the page."""

    def __init__(self, root: Path, port: int, workflow: bool = False) -> None:
        from plugins.pipeline.pelican_adapter import settings_of

        self.root, self.port = root, port
        waiting = root / ".hub" / "desk" if workflow else None
        self.proxy = Proxy(root, waiting)
        site = settings_of(root / "pelicanconf.py")
        own = f"http://127.0.0.1:{port}"
        settings = cms_settings.settings(
            Root.of(own), site["SITENAME"], {"name": "proxy", "proxy_url": f"{own}{API}"},
            workflow=workflow,
        )  # fmt: skip
        stylesheet = root / site["THEME"] / "static" / "site.css"
        self.files = {
            f"/{addresses.ADMIN}": ("index.html", cms_settings.own("index.html")),
            f"/{addresses.ADMIN}config.yml": ("config.yml", cms_settings.written(settings)),
            f"/{addresses.ADMIN}{cms_settings.BUNDLE}": (
                cms_settings.BUNDLE,
                cms_settings.bundle(),
            ),
            "/static/site.css": ("site.css", stylesheet.read_bytes()),
        }
        self.files |= {
            f"/{addresses.ADMIN}{name}": (name, cms_settings.own(name))
            for name in cms_settings.OWN[1:]
        }
        self.headers = {
            **http_headers.security(own),
            "Content-Security-Policy": http_headers.editing_policy(),
            "X-Frame-Options": "SAMEORIGIN",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        status, kind, content = await self._answer(scope, headers, receive)
        sent = {**self.headers, "Content-Type": kind, "Content-Length": str(len(content))}
        if status in (301, 308):
            sent["Location"] = f"/{addresses.ADMIN}"
        encoded = [(name.lower().encode(), value.encode()) for name, value in sent.items()]
        await send({"type": "http.response.start", "status": status, "headers": encoded})
        body = b"" if scope["method"] == "HEAD" else content
        await send({"type": "http.response.body", "body": body})

    async def _answer(
        self, scope: Scope, headers: dict[str, str], receive: Receive
    ) -> tuple[int, str, bytes]:
        plain = "text/plain; charset=utf-8"
        if why := self._refused(scope["method"], headers):
            return 403, plain, why.encode()
        path = unquote_to_bytes(scope["raw_path"].partition(b"?")[0]).decode("utf-8", "replace")
        if scope["method"] == "POST" and path == API:
            return await self._ask(receive)
        if scope["method"] not in ("GET", "HEAD"):
            return 405, plain, b"Only GET is answered here."
        if path in ("/", f"/{addresses.ADMIN.rstrip('/')}", f"/{addresses.ADMIN}index.html"):
            return 308, plain, b""
        if path in self.files:
            name, content = self.files[path]
            return 200, http_headers.media_type(name), content
        if path.startswith("/images/"):
            try:
                picture = self.proxy.get_picture(f"content{path}")
            except Refusal as refusal:
                return refusal.status, plain, str(refusal).encode()
            return 200, http_headers.media_type(path), picture
        return 404, plain, b"There is no such page here."

    def _refused(self, method: str, headers: dict[str, str]) -> str:
        """Return why a request is not from a page of ours, or nothing.

        Another site's page can send requests here too, and a name can be made to lead here.
        """
        own = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        if headers.get("host") not in own:
            return "The desk is for this machine alone."
        origin = headers.get("origin", "")
        foreign = origin and origin not in {f"http://{each}" for each in own}
        if foreign or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "Another site's page may not use the desk."
        if method == "POST" and (
            not origin or not headers.get("content-type", "").startswith("application/json")
        ):
            return "Only the desk's own page may write."
        return ""

    async def _ask(self, receive: Receive) -> tuple[int, str, bytes]:
        parts, size = [], 0
        while True:
            message = await receive()
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > LARGEST_REQUEST:
                return 413, http_headers.media_type("x.json"), b'{"error": "that is too large"}'
            if not message.get("more_body"):
                break
        try:
            status, found = 200, self.proxy.answer(json.loads(b"".join(parts)))
        except Refusal as refusal:
            status, found = refusal.status, {"error": str(refusal)}
        except (ValueError, RecursionError):
            status, found = 422, {"error": "that is no JSON"}
        return status, http_headers.media_type("x.json"), json.dumps(found).encode()
