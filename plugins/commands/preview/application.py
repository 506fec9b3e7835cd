"""What the preview answers: the pages of a resident site, from memory, with a script that reloads.

No request ever names a file.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import secrets
from collections.abc import AsyncIterator, Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from plugins.base import clock
from plugins.base.local_server import Guard, Own, refusal
from plugins.base.printing import Say, say
from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.pipeline import http_headers

FILES = Path(__file__).parent / "files"
OWN = "/-preview/"
STREAMS = 32  # open pages
# No other page may load anything from here: drafts are here, too.
PRIVATE = {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}


class Preview:
    """An application over a resident site; `asgi` is what a server runs."""

    def __init__(
        self,
        resident: Any,
        port: int,
        bind: str = "",
        now: Callable[[], dt.datetime] = clock.now,
        forms: str = "",
        tell: Say = say,
    ) -> None:
        self.resident, self.now, self.tell = resident, now, tell
        self.token = secrets.token_urlsafe(24)
        self.run, self.serial = secrets.token_hex(4), 0
        self.general = {**http_headers.security("http://127.0.0.1", forms), **PRIVATE}
        self.streams: set[asyncio.Queue[tuple[str, object]]] = set()
        self.asgi = Starlette(
            routes=[
                Route(f"{OWN}events", self._events),
                Route(f"{OWN}{{name:path}}", self._own),
                Route("/{path:path}", self._page),
            ],
            middleware=[
                Middleware(Guard, own=Own(port, bind), name="preview", headers=self.general)
            ],
            exception_handlers={SiteFault: self._failed, OSError: self._missing},
        )

    # -- Changes

    def update(self, paths: Iterable[Path] | None = None) -> None:
        """Take over what was saved; tell the terminal and every open page."""
        was_sound = self.resident.last.sound
        found = self.resident.update(self.now(), paths)
        if found.sound:
            if found.changed or not was_sound:
                self.serial += 1
                many = not found.whole and len(found.changed) < 50
                shown = [_address(name) for name in found.changed] if many else []
                self._send("changed", {"all": not many, "paths": shown})
                self.tell(_summary(found.changed))
            return
        self.tell("\n".join([*(each.text() for each in found.problems), found.fault]).strip())
        self._send("problems", self.problems())

    def problems(self) -> list[dict[str, str]]:
        """Return what the overlay shows."""
        found = self.resident.last
        listed = [
            {
                "place": f"content/{each.path}:{each.line}"
                if each.line
                else f"content/{each.path}",
                "what": f"{each.message}.",
                "mend": each.hint,
            }
            for each in found.problems
        ]
        return listed + ([{"place": "", "what": found.fault, "mend": ""}] if found.fault else [])

    def _send(self, event: str, value: object) -> None:
        for stream in list(self.streams):
            stream.put_nowait((event, value))

    # -- Pages

    async def _page(self, request: Request) -> Response:
        path = _path(request.scope["raw_path"].partition(b"?")[0])
        if path is None:
            return self._not_found()
        if self.now().timestamp() >= self.resident.until:
            self.update()
        name = path[1:]
        known = f"{name}index.html" if name == "" or name.endswith("/") else name
        content = self.resident.file(known)
        if content is not None:
            return self._file(200, known, content)
        if f"{name}/index.html" in self.resident.claimed:
            return RedirectResponse(f"/{quote(name)}/", 301)
        if self.resident.is_gone(name):
            return self._file(410, addresses.GONE, self.resident.file(addresses.GONE) or b"")
        return self._not_found()

    def _file(self, status: int, name: str, content: bytes) -> Response:
        headers = {**http_headers.headers_of(name, self.general), **PRIVATE}
        headers.pop("Access-Control-Allow-Origin", None)
        headers["Content-Type"] = http_headers.media_type(name)
        if name.endswith(".html"):
            content = self._with_script(content)
        return Response(content, status, headers)

    def _with_script(self, page: bytes) -> bytes:
        script = f'<script src="{OWN}client.js" data-token="{self.token}"></script></body>'
        page = page.replace(b"<html ", f'<html data-preview-serial="{self.serial}" '.encode(), 1)
        return page.replace(b"</body>", script.encode(), 1)

    async def _own(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ("client.js", "overlay.css"):
            return self._not_found()
        kind = {"Content-Type": http_headers.media_type(name)}
        return Response((FILES / name).read_bytes(), headers=kind)

    def _not_found(self) -> Response:
        try:
            page = self.resident.file("404.html")
        except (SiteFault, OSError):
            page = None
        if page is not None:
            return self._file(404, "404.html", page)
        if self.resident.last.sound:
            return PlainTextResponse("There is no such page.\n", 404)
        return self._fault("The site cannot be built yet; what has to be mended stands above.")

    async def _missing(self, _request: Request, _error: Exception) -> Response:
        return self._not_found()

    async def _failed(self, _request: Request, error: Exception) -> Response:
        return self._fault(str(error))

    def _fault(self, words: str) -> Response:
        """Return a page for a site that cannot be shown at all; the script lists the problems."""
        items = "".join(
            f"<li><code>{escape(each['place'])}</code> "
            f"{escape(each['what'])} {escape(each['mend'])}"
            for each in self.problems()
        )
        page = (
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Preview: to mend</title>'
            f"<body><h1>Preview: something has to be mended</h1><p>{escape(words)}</p>"
            f"<ol>{items}</ol></body></html>"
        )
        return self._file(500, "fault.html", page.encode())

    # -- The event stream

    async def _events(self, request: Request) -> Response:
        given = request.query_params.get("token", "")
        elsewhere = request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
        if elsewhere or not secrets.compare_digest(given.encode(), self.token.encode()):
            return refusal(403, "This stream is for the preview's own pages.\n")
        if len(self.streams) >= STREAMS:
            return refusal(503, "Too many pages are open.\n")
        stream: asyncio.Queue[tuple[str, object]] = asyncio.Queue()
        hello = {"run": self.run, "serial": self.serial, "problems": self.problems()}
        stream.put_nowait(("hello", hello))
        return StreamingResponse(self._told(stream), media_type="text/event-stream")

    async def _told(self, stream: asyncio.Queue[tuple[str, object]]) -> AsyncIterator[str]:
        self.streams.add(stream)
        try:
            while True:
                try:
                    event, value = await asyncio.wait_for(stream.get(), 15)
                    yield f"event: {event}\ndata: {json.dumps(value)}\n\n"
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self.streams.discard(stream)


def _path(raw: bytes) -> str | None:
    """Return the path that a request names, or nothing when it tries to be clever."""
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    parts = path.split("/")
    if not path.startswith("/") or "\\" in path or "\0" in path or "%" in path:
        return None
    return None if {".", ".."} & set(parts) or "" in parts[1:-1] else path


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html") if name.endswith("index.html") else f"/{name}"


def _summary(changed: tuple[str, ...]) -> str:
    pages = [name for name in changed if name.endswith(".html")]
    if len(pages) == 1:
        return f"Changed: {_address(pages[0])}"
    return f"Changed: {len(pages):,} pages."
