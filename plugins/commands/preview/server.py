"""The site while it is written, on this machine alone, with drafts and problems shown.

What an editor saves is on screen when the resident site has taken it over.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from plugins.base import clock
from plugins.base.code_version import PROJECT
from plugins.base.local_server import listen, serve
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.commands.preview.application import Preview

PORT = 8000


def preview(root: Path, options: Namespace, tell: Say = say) -> int:
    """Serve the preview of the project at `root` until it is ended; return the exit code."""
    try:
        host = options.bind or "127.0.0.1"
        listening = listen(host, options.port or PORT)
        return _serve(root, options, listening, host, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


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
        await serve(app.asgi, listening)

    asyncio.run(main())


def _matters(path: Path) -> bool:
    """Return whether a change of a file can change the site: not what editors leave beside it."""
    name = path.name
    return not (name.startswith(".") or name.endswith(("~", ".swp", ".tmp", ".lock")))
