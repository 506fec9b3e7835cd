"""Every page in Chromium, looked at by axe: narrow and wide, light and dark.

A page of our own opens each page of the site in a frame, runs axe in it and sends what it finds
back, so nothing is needed but a browser and the file of axe-core.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite
from plugins.base import local_server
from plugins.base.printing import Say
from plugins.pipeline import http_headers

OWN = "/audit-by-axe/"
_HARNESS = Path(__file__).with_name("axe.html")
# How many ways there are to look at a page.
MODES = 4
# Seconds without a page that is done, after which the browser is taken for stuck; bytes of what is
# found on one page.
STUCK, LARGEST = 60.0, 4_000_000
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--force-prefers-reduced-motion", "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding", "--window-size=1400,900",
    "--blink-settings=imagesEnabled=false",
)  # fmt: skip


def browser() -> str | None:
    """Return the program: CHROME_PATH, chromium, or Google Chrome."""
    return os.environ.get("CHROME_PATH") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def axe() -> str:
    return os.environ.get("AXE_JS", "")


def lacking() -> str:
    """Return what is missing for this check, in words for whoever may bring it, or nothing."""
    if sys.platform == "win32":
        return "axe is run on Linux and macOS only"
    if not browser():
        return "Chromium is missing (apt install chromium, or set CHROME_PATH)"
    if not Path(axe()).is_file():
        return "AXE_JS names no file of npm's axe-core, see python3 tasks.py guide publishing"
    return ""


def faults(site: FinishedSite, names: Sequence[str], workers: int, tell: Say) -> Iterator[Finding]:
    """Yield what axe finds on some pages. Raises OSError or TimeoutError where no browser runs."""
    found = asyncio.run(_looked(site, names, workers, tell))
    merged: dict[tuple[str, str, str], set[str]] = {}
    for name, mode, rule, said, html in found:
        merged.setdefault((name, f"{rule}: {said}", html), set()).add(mode)
    for (name, what, html), modes in sorted(merged.items()):
        where = f" ({', '.join(sorted(modes))})" if "" not in modes and len(modes) < MODES else ""
        yield Finding("access", name, f"{what}{where}: {html}")


Said = tuple[str, str, str, str, str]


async def _looked(site: FinishedSite, names: Sequence[str], workers: int, tell: Say) -> list[Said]:
    found: list[Said] = []
    workers = max(1, min(workers, len(names) // 8))
    left = set(names)
    failed: list[str] = []
    listening = local_server.listen("127.0.0.1", 0)
    own = local_server.Own(listening.getsockname()[1])
    moved = asyncio.Event()

    async def script(_: Request) -> Response:
        return PlainTextResponse(
            Path(axe()).read_bytes(), media_type="text/javascript; charset=utf-8"
        )

    async def harness(request: Request) -> Response:
        return HTMLResponse(_HARNESS.read_text(encoding="utf-8"))

    async def job(request: Request) -> Response:
        part = int(request.query_params.get("part", "0"))
        mine = names[part::workers]
        return JSONResponse([(name, urlsplit(site.url(name)).path) for name in mine])

    async def result(request: Request) -> Response:
        told = json.loads(await local_server.body(request, LARGEST))
        name = str(told["name"])
        left.discard(name)
        if told.get("failed"):
            failed.append(f"{name}: {told['failed']}")
        found.extend(
            (name, str(mode), str(rule), str(said), str(html))
            for mode, rule, said, html in told["found"]
        )
        moved.set()
        return Response(status_code=204)

    async def file(request: Request) -> Response:
        target = site.target("index.html", str(request.url.path))
        if target is None or not site.has(target):
            return PlainTextResponse("", 404)
        name = target.name
        return Response(site.read(name), media_type=http_headers.media_type(name))

    app = Starlette(
        routes=[
            Route(f"{OWN}axe.js", script),
            Route(f"{OWN}pages.json", job),
            Route(f"{OWN}result", result, methods=["POST"]),
            Route(OWN, harness),
            Route("/{path:path}", file),
        ]
    )
    guarded = local_server.Guard(app, own, "audit", {}, ("GET", "HEAD", "POST"), largest=LARGEST)
    serving = asyncio.create_task(local_server.serve(guarded, listening))
    try:
        async with _browsers(own.port, workers):
            done = 0
            while left:
                moved.clear()
                await asyncio.wait_for(moved.wait(), STUCK)
                now = len(names) - len(left)
                if now // 100 > done // 100:
                    tell(f"Looking by axe: {now:,} of {len(names):,} pages")
                done = now
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        listening.close()
    if failed:
        raise OSError(f"{len(failed)} pages could not be looked at, such as {failed[0]}")
    return found


@contextlib.asynccontextmanager
async def _browsers(port: int, workers: int) -> AsyncIterator[None]:
    """Run browsers with nothing remembered."""
    program = browser()
    assert program
    running: list[Any] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        try:
            for part in range(workers):
                flags = [*_FLAGS, f"--user-data-dir={home}/{part}"]
                if hasattr(os, "geteuid") and os.geteuid() == 0:
                    flags.append("--no-sandbox")  # Chromium has none for root
                running.append(
                    await asyncio.create_subprocess_exec(
                        program, *flags, f"http://127.0.0.1:{port}{OWN}?part={part}",
                        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
                        stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
                    )
                )  # fmt: skip
            yield
        finally:
            for process in running:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, 9)  # it has processes of its own
                await process.wait()
