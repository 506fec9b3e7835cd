"""What every server on this machine has in common: whom it answers, how much, with which headers.

An application of Starlette stands behind a `Guard` and is served by `serve`. Its endpoints and
handlers are coroutines all: a plain function would run in a thread, and a build forks its workers
only while no other thread is alive.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plugins.base.problems import SiteFault

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Bounds against slow and greedy clients: open connections; bytes of the head of a request; seconds
# in which a head, and after it a body, has to be here; seconds for which an idle line is kept.
CONNECTIONS, HEAD = 256, 16_384
PATIENCE, BODY_PATIENCE, IDLE = 5.0, 30.0, 5
# An answer to a request that may not have been read to its end ends the connection, too.
LAST = {"Connection": "close"}


@dataclass(frozen=True)
class Own:
    """The addresses of a server: its port, and the other address that it was opened to, if any."""

    port: int
    open_to: str = ""

    def is_host(self, host: str) -> bool:
        """Return whether a Host header names this server; no name that DNS could turn to it."""
        name, _, port = host.rpartition(":")
        if port != str(self.port):
            return False
        if name in LOOPBACK:
            return True
        if not self.open_to:
            return False
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return name == self.open_to
        return True

    def is_foreign(self, headers: Headers) -> bool:
        """Return whether a request comes from a page of another site; a link to here may be."""
        scheme, _, host = headers.get("origin", "").partition("://")
        if scheme and not (scheme == "http" and self.is_host(host)):
            return True
        same = headers.get("sec-fetch-site", "none") in ("same-origin", "none")
        return not same and headers.get("sec-fetch-dest") != "document"


class Guard:
    """Lets requests to an application that are for this server, from its own pages, and bounded.

    `headers` are those of every answer that does not set them itself. `largest` bounds a body, in
    bytes; the application reads one by `body`.
    """

    def __init__(
        self,
        app: ASGIApp,
        own: Own,
        name: str,
        headers: Mapping[str, str],
        methods: Collection[str] = ("GET", "HEAD"),
        largest: int = 0,
    ) -> None:
        self.app, self.own, self.name = app, own, name
        self.headers, self.methods, self.largest = headers, methods, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    found.setdefault(name, value)
            await send(message)

        app = self._refusal(scope["method"], Headers(scope=scope)) or self.app
        await app(scope, receive, complete)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if not self.own.is_host(headers.get("host", "")):
            return refusal(403, f"This {self.name} answers to its own address only.\n")
        if self.own.is_foreign(headers):
            return refusal(403, f"A page of another site may not use this {self.name}.\n")
        if method not in self.methods:
            allowed = ", ".join(self.methods)
            return refusal(405, f"Only {allowed}.\n", {"Allow": allowed})
        # h11 bounds a head that comes in pieces; one that comes at once is bounded here.
        if sum(len(name) + len(value) for name, value in headers.raw) > HEAD:
            return refusal(431, "The head of this request is too large.\n")
        largest = self.largest if method == "POST" else 0
        chunked = "transfer-encoding" in headers
        if chunked and "content-length" in headers:  # who believes which, is how one smuggles
            return refusal(400, "A request states the length of its body once.\n")
        if int(headers.get("content-length", "0")) > largest or (chunked and not largest):
            return refusal(413, "The body of this request is too large.\n")
        return None


def refusal(status: int, words: str, headers: Mapping[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(words, status, {**(headers or {}), **LAST})


async def body(request: Request, largest: int) -> bytes:
    """Return the body of a request. Raises HTTPException for one that is too large or too slow."""
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            async for part in request.stream():
                found += part
                if len(found) > largest:
                    raise HTTPException(413, "that is too large", LAST)
    except TimeoutError:
        raise HTTPException(408, "that took too long", LAST) from None
    return bytes(found)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises SiteFault, which names a free port if this is not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for offset in range(100):
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port + offset))
            found.listen(64)  # who is told the address may ask at once
        except OSError as error:
            found.close()
            if offset == 0 and error.errno not in (errno.EADDRINUSE, 10048):  # so says Windows
                message = f"{host}, port {port}, cannot be listened at: {error.strerror}."
                raise SiteFault(message, 2) from None
            continue
        if offset == 0:
            return found
        found.close()
        raise SiteFault(f"Port {port} is taken; try --port {port + offset}.", 2)
    raise SiteFault(f"Port {port} and the hundred after it are taken.", 2)


async def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until the process is asked to end."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http=_bounded(),
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=HEAD,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=1,
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def _bounded() -> Any:
    """Return uvicorn's protocol with bounds on how many clients there are and how slow they are.

    What uvicorn has itself bounds neither: `limit_concurrency` answers 503 and keeps the
    connection, and no setting ends one on which a head never does.
    """
    import h11
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Bounded(H11Protocol):
        hurry: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            if len(self.connections) > CONNECTIONS:
                transport.close()
            else:
                self._time_the_head()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._time_the_head()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self.hurry:
                self.hurry.cancel()

        def _time_the_head(self) -> None:
            awaited = self.conn.their_state is h11.IDLE
            if awaited and self.hurry is None:
                self.hurry = self.loop.call_later(PATIENCE, self.transport.abort)
            elif not awaited and self.hurry:
                self.hurry.cancel()
                self.hurry = None

    return Bounded
