"""What `python3 tasks.py desk` does: the editing page, served on this machine alone."""

from __future__ import annotations

import asyncio
import json
import subprocess
from argparse import Namespace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from plugins.admin import cms_settings, state
from plugins.admin.proxy import LARGEST_PICTURE, Proxy, Refusal
from plugins.base.local_server import LAST, Guard, Own, body, listen, refusal, serve
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.model.addresses import ADMIN, Root
from plugins.pipeline import http_headers

PORT = 8001
API = "/api/v1"
LARGEST_REQUEST = LARGEST_PICTURE * 4 // 3 * 3  # three pictures at once, in base64
# A picture opened by its address runs nothing, whatever it turns out to be.
PICTURE = {"Content-Security-Policy": http_headers.DRAWING}


def desk(root: Path, options: Namespace, tell: Say = say) -> int:
    """Serve the desk of the project at `root` until it is stopped; return the exit code."""
    try:
        port = options.port or PORT
        listening = listen("127.0.0.1", port)
        app = Desk(root, port, options.workflow, tell).asgi
    except SiteFault as fault:
        complain(fault)
        return fault.code
    address = f"http://127.0.0.1:{port}/{addresses.ADMIN}"
    tell(f"The editors' desk: {address}\nWhat you save is written into content/. Ctrl-C ends it.")
    if options.open:
        _open(address)
    asyncio.run(serve(app, listening))
    return 0


def _open(address: str) -> None:
    import webbrowser

    try:
        webbrowser.open(address)
    except (OSError, subprocess.SubprocessError):
        return


def _with_state(page: bytes, workflow: bool) -> bytes:
    """Return the page, told where to ask for the state of a file and what saving means here."""
    mode = "workflow" if workflow else "files"
    told = f'<meta name="desk-api" content="{API}">\n<meta name="desk-mode" content="{mode}">\n'
    return page.replace(b"</head>", told.encode() + b"</head>")


class Desk:
    """The page, the pictures of the content, and the proxy behind the page, as an application."""

    def __init__(self, root: Path, port: int, workflow: bool = False, tell: Say = say) -> None:
        from plugins.pipeline.pelican_adapter import settings_of

        self.tell = tell
        self.proxy = Proxy(root, root / ".hub" / "desk" if workflow else None)
        site = settings_of(root / "pelicanconf.py")
        own = f"http://127.0.0.1:{port}"
        settings = cms_settings.settings(
            Root.of(own), site["SITENAME"], {"name": "proxy", "proxy_url": f"{own}{API}"},
            workflow=workflow, disclosure=bool(site.get("REQUIRE_DISCLOSURE")),
        )  # fmt: skip
        stylesheet = root / site["THEME"] / "static" / "site.css"
        self.looking = asyncio.Lock()
        self.files = {
            f"/{ADMIN}": ("index.html", _with_state(cms_settings.own("index.html"), workflow)),
            f"/{ADMIN}config.yml": ("config.yml", cms_settings.written(settings)),
            f"/{ADMIN}{cms_settings.BUNDLE}": (cms_settings.BUNDLE, cms_settings.bundle()),
            "/static/site.css": ("site.css", stylesheet.read_bytes()),
            **{f"/{ADMIN}{name}": (name, cms_settings.own(name)) for name in cms_settings.OWN[1:]},
        }
        headers = {
            **http_headers.security(own),
            "Content-Security-Policy": http_headers.editing_policy(),
            "X-Frame-Options": "SAMEORIGIN",
            "Cache-Control": "no-store",
        }
        guard = Middleware(
            Guard, own=Own(port), name="desk", headers=headers, largest=LARGEST_REQUEST,
            methods=("GET", "HEAD", "POST"),
        )  # fmt: skip
        elsewhere = ("/", f"/{ADMIN.rstrip('/')}", f"/{ADMIN}index.html")
        self.asgi = Starlette(
            routes=[
                Route(API, self._ask, methods=["POST"]),
                Route("/images/{name:path}", self._picture),
                *(Route(path, self._file) for path in self.files),
                *(Route(path, self._lead_on) for path in elsewhere),
            ],
            middleware=[guard],
            exception_handlers={
                Refusal: self._refused, HTTPException: self._refused, Exception: self._failed
            },
        )  # fmt: skip
        self.asgi.router.redirect_slashes = False

    async def _file(self, request: Request) -> Response:
        name, content = self.files[request.url.path]
        return Response(content, headers={"Content-Type": http_headers.media_type(name)})

    async def _lead_on(self, _request: Request) -> Response:
        return RedirectResponse(f"/{ADMIN}", 308)

    async def _picture(self, request: Request) -> Response:
        name = f"images/{request.path_params['name']}"
        content = self.proxy.get_picture(f"content/{name}")
        return Response(content, headers={**PICTURE, "Content-Type": http_headers.media_type(name)})

    async def _ask(self, request: Request) -> Response:
        """Answer the page. Another site's page cannot send such a request unasked."""
        kind = request.headers.get("content-type", "")
        if not request.headers.get("origin") or not kind.startswith("application/json"):
            return refusal(403, "Only the desk's own page may write.")
        sent = await body(request, LARGEST_REQUEST)
        try:
            asked = json.loads(sent)
        except (ValueError, RecursionError):
            raise Refusal(422, "that is no JSON") from None
        if isinstance(asked, dict) and asked.get("action") == "state":
            return JSONResponse(await self._state(asked))
        return JSONResponse(self.proxy.answer(asked))

    async def _state(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Answer what a file is to readers, and what check says of it: one look at a time."""
        params = asked.get("params")
        path = self.proxy.path(params.get("path") if isinstance(params, dict) else None)
        async with self.looking:
            name = path.relative_to(self.proxy.root).as_posix()
            return await run_in_threadpool(state.told, self.proxy.root, name)

    async def _refused(self, request: Request, error: Exception) -> Response:
        """Answer as the page expects: in JSON where it asked for data."""
        headers = None
        if isinstance(error, HTTPException):
            status, why, headers = error.status_code, error.detail, error.headers
        else:
            assert isinstance(error, Refusal)
            status, why = error.status, str(error)
        if request.method == "POST":
            return JSONResponse({"error": why}, status, headers)
        return PlainTextResponse(why, status, headers)

    async def _failed(self, _request: Request, error: Exception) -> Response:
        self.tell(f"A fault of the desk, not of what you wrote: {error!r}")
        return JSONResponse({"error": "the desk has a fault; its terminal says which"}, 500, LAST)
