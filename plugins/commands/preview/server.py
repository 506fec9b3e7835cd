"""The site while it is written, on this machine alone, with drafts and problems shown.

Everything is served from memory; no request ever names a file. What an editor saves is on screen
when the resident site has taken it over.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import json
import os
import secrets
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote_to_bytes

from plugins.base import clock
from plugins.base.code_version import PROJECT
from plugins.base.problems import SiteFault
from plugins.base.progress import Say, say
from plugins.model import addresses
from plugins.pipeline import http_headers

HERE = Path(__file__).parent
FILES = HERE / "files"
OWN = "/-preview/"
PORT = 8000
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# Bounds against slow and greedy clients: open connections, open event streams, bytes of a request's
# head, seconds that a client may take to send it.
CONNECTIONS, STREAMS, HEAD, PATIENCE = 256, 32, 16_384, 5.0

Send = Callable[[dict[str, Any]], Any]


@dataclass
class Answer:
    status: int
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def plain(status: int, words: str) -> Answer:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Answer(status, words.encode(), {**headers, "X-Content-Type-Options": "nosniff"})


class Preview:
    """An ASGI application over a resident site."""

    def __init__(
        self,
        resident: Any,
        port: int,
        bind: str = "",
        now: Callable[[], dt.datetime] = clock.now,
        forms: str = "",
        tell: Say = say,
    ) -> None:
        self.resident, self.port, self.now, self.tell = resident, port, now, tell
        self.open_to = bind
        self.token = secrets.token_urlsafe(24)
        self.run, self.serial = secrets.token_hex(4), 0
        self.general = dict(http_headers.security("http://127.0.0.1", forms))
        self.streams: set[asyncio.Queue[tuple[str, object]]] = set()

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

    # -- Requests

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = _headers(scope["headers"])
        answer = self._refused(scope, headers)
        if answer is None and scope["path"] == f"{OWN}events":
            await self._events(scope, headers, receive, send)
            return
        if answer is None:
            answer = self._answer(scope["raw_path"].partition(b"?")[0])
        head = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
        head.append((b"content-length", str(len(answer.content)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": head})
        body = b"" if scope["method"] == "HEAD" else answer.content
        await send({"type": "http.response.body", "body": body})

    def _refused(self, scope: dict[str, Any], headers: dict[str, str]) -> Answer | None:
        if not self._ours(headers.get("host", "")):
            return plain(403, "This preview answers to its own address only.\n")
        if scope["method"] not in ("GET", "HEAD"):
            answer = plain(405, "Only GET and HEAD.\n")
            answer.headers["Allow"] = "GET, HEAD"
            return answer
        # h11 bounds a head that comes in pieces; one that comes at once is bounded here.
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD:
            return plain(431, "The head of this request is too large.\n")
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return plain(413, "No request has a body here.\n")
        return None

    def _ours(self, host: str) -> bool:
        """Return whether a Host header names this preview; no name that DNS could turn to it."""
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

    def _answer(self, raw: bytes) -> Answer:
        path = _path(raw)
        if path is None:
            return self._not_found()
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN))
        if self.now().timestamp() >= self.resident.until:
            self.update()
        name = path[1:]
        try:
            known = f"{name}index.html" if name == "" or name.endswith("/") else name
            content = self.resident.file(known)
            if content is None and f"{name}/index.html" in self.resident.claimed:
                return Answer(
                    301, b"", {"Location": f"/{_quoted(name)}/", "Cache-Control": "no-store"}
                )
            if content is None and self.resident.is_gone(name):
                content = self.resident.file(addresses.GONE)
                return self._file(410, addresses.GONE, content or b"")
            if content is None:
                return self._not_found()
            return self._file(200, known, content)
        except SiteFault as fault:
            return self._fault(str(fault))
        except OSError:
            return self._not_found()

    def _file(self, status: int, name: str, content: bytes) -> Answer:
        headers = http_headers.headers_of(name, self.general)
        headers["Content-Type"] = http_headers.media_type(name)
        headers["Cache-Control"] = "no-store"
        if name.endswith(".html"):
            content = self._with_script(content)
        return Answer(status, content, headers)

    def _with_script(self, page: bytes) -> bytes:
        script = f'<script src="{OWN}client.js" data-token="{self.token}"></script></body>'
        page = page.replace(b"<html ", f'<html data-preview-serial="{self.serial}" '.encode(), 1)
        return page.replace(b"</body>", script.encode(), 1)

    def _own(self, name: str) -> Answer:
        if name not in ("client.js", "overlay.css"):
            return self._not_found()
        headers = {**self.general, "Content-Type": http_headers.media_type(name)}
        return Answer(200, (FILES / name).read_bytes(), {**headers, "Cache-Control": "no-store"})

    def _not_found(self) -> Answer:
        try:
            page = self.resident.file("404.html")
        except (SiteFault, OSError):
            page = None
        if page is None:
            if self.resident.last.sound:
                return plain(404, "There is no such page.\n")
            return self._fault("The site cannot be built yet; what has to be mended stands above.")
        return self._file(404, "404.html", page)

    def _fault(self, words: str) -> Answer:
        """Return a page for a site that cannot be shown at all; the script lists the problems."""
        from html import escape

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

    async def _events(
        self, scope: dict[str, Any], headers: dict[str, str], receive: Any, send: Send
    ) -> None:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        own = {f"http://{headers.get('host')}"}
        foreign = headers.get("origin") not in (None, *own)
        foreign |= headers.get("sec-fetch-site") not in (None, "same-origin", "none")
        answer = None
        if foreign or not secrets.compare_digest(given.encode(), self.token.encode()):
            answer = plain(403, "This stream is for the preview's own pages.\n")
        elif len(self.streams) >= STREAMS:
            answer = plain(503, "Too many pages are open.\n")
        if answer is not None:
            head = [
                (name.lower().encode(), value.encode()) for name, value in answer.headers.items()
            ]
            await send({"type": "http.response.start", "status": answer.status, "headers": head})
            await send({"type": "http.response.body", "body": answer.content})
            return
        head = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        head.append((b"x-content-type-options", b"nosniff"))
        await send({"type": "http.response.start", "status": 200, "headers": head})
        stream: asyncio.Queue[tuple[str, object]] = asyncio.Queue()
        hello = {"run": self.run, "serial": self.serial, "problems": self.problems()}
        stream.put_nowait(("hello", hello))
        self.streams.add(stream)
        gone = asyncio.ensure_future(_left(receive))
        try:
            while not gone.done():
                next_event = asyncio.ensure_future(stream.get())
                await asyncio.wait({gone, next_event}, timeout=15, return_when="FIRST_COMPLETED")
                if next_event.done():
                    event, value = next_event.result()
                    text = f"event: {event}\ndata: {json.dumps(value)}\n\n"
                else:
                    next_event.cancel()
                    text = ": still here\n\n"
                await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
        finally:
            self.streams.discard(stream)
            gone.cancel()


async def _left(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _headers(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in given}


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


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html") if name.endswith("index.html") else f"/{name}"


def _summary(changed: tuple[str, ...]) -> str:
    pages = [name for name in changed if name.endswith(".html")]
    if len(pages) == 1:
        return f"Changed: {_address(pages[0])}"
    return f"Changed: {len(pages):,} pages."


# -- The command


def preview(root: Path, options: Namespace, tell: Say = say) -> int:
    """Serve the preview of the project at `root` until it is ended; return the exit code."""
    try:
        host = options.bind or "127.0.0.1"
        listening = listen(host, options.port or PORT)
        return _serve(root, options, listening, host, tell)
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises SiteFault, which names a free port if this is not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for offset in range(100):
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port + offset))
        except OSError as error:
            found.close()
            if offset == 0 and error.errno not in (98, 48, 10048):  # "in use", on three systems
                message = f"The preview cannot listen at {host}, port {port}: {error.strerror}."
                raise SiteFault(message, 2) from None
            continue
        if offset == 0:
            return found
        found.close()
        raise SiteFault(f"Port {port} is taken; try --port {port + offset}.", 2)
    raise SiteFault(f"Port {port} and the hundred after it are taken.", 2)


def _serve(root: Path, options: Namespace, listening: socket.socket, host: str, tell: Say) -> int:
    from plugins.pipeline.command import moment
    from plugins.pipeline.live_site import LiveSite

    port = listening.getsockname()[1]
    shown = "127.0.0.1" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104 - a word
    url = f"http://{shown}:{port}"
    fixed = moment(options.now) if options.now else None
    content = Path(options.content or root / "content").absolute()
    home = content.parent / ".hub" / "preview"
    lend_store(root / ".hub" / "output", home / ".hub" / "site")
    override = {"PATH": str(content), "SITEURL": url}
    settings = root / "pelicanconf.py"
    resident = LiveSite(settings, override, home, options.as_public, tell)
    app = Preview(resident, port, options.bind or "", lambda: fixed or clock.now(), tell=tell)
    try:
        watcher = _watcher(root, [content, root / "theme"])
        try:
            app.update()
            if options.bind:
                tell(f"Warning: --bind {host} lets other machines see drafts.")
            tell(f"Preview: {url}/ (Ctrl-C ends it)")
            if options.open:
                import webbrowser

                webbrowser.open(f"{url}/")
            run_server(app, listening, watcher)
        finally:
            watcher.kill()
            watcher.wait()
    finally:
        resident.close()
    return 0


def lend_store(public: Path, home: Path) -> None:
    """Copy the conversions of the last build, so that the first preview is quick."""
    import shutil

    from plugins.base.lock import held

    source, target = public / "store.sqlite", home / "store.sqlite"
    if not source.is_file() or target.exists():
        return
    with held(public, "preview"):
        home.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name("store.new")
        shutil.copyfile(source, fresh)
        fresh.replace(target)


def _watcher(root: Path, folders: list[Path]) -> subprocess.Popen[bytes]:
    there = [str(folder) for folder in folders if folder.is_dir()]
    return subprocess.Popen(
        [sys.executable, "-m", "plugins.commands.preview.watch", str(root), *there],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd=PROJECT,
        start_new_session=True,  # Ctrl-C is for the preview, which ends its watcher itself
    )


def run_server(app: Preview, listening: socket.socket, watcher: subprocess.Popen[bytes]) -> None:
    """Serve and heed the watcher, in one thread."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http=_bounded(),
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=HEAD,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert watcher.stdout
        file = watcher.stdout.fileno()
        os.set_blocking(file, False)
        rest = b""

        def heed() -> None:
            nonlocal rest
            try:
                read = os.read(file, 1 << 20)
            except BlockingIOError:
                return
            if not read:
                loop.remove_reader(file)
                app.tell("The watcher has ended; start the preview again.")
                return
            *lines, rest = (rest + read).split(b"\n")
            paths = {path for line in lines for path in json.loads(line)}
            if paths := {path for path in paths if _matters(Path(path))}:
                app.update(map(Path, sorted(paths)))

        loop.add_reader(file, heed)
        await server.serve(sockets=[listening])

    asyncio.run(main())


def _matters(path: Path) -> bool:
    """Return whether a change of a file can change the site: not what editors leave beside it."""
    name = path.name
    return not (name.startswith(".") or name.endswith(("~", ".swp", ".tmp", ".lock")))


def _bounded() -> Any:
    """Return uvicorn's protocol with bounds on how many clients there are and how slow they are."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Bounded(H11Protocol):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            if len(self.connections) > CONNECTIONS:
                transport.close()
                return
            self.loop.call_later(PATIENCE, self._hurry)

        def _hurry(self) -> None:
            asked: Any = self.cycle  # uvicorn declares it as always there
            if asked is None and not self.transport.is_closing():
                self.transport.abort()

    return Bounded
