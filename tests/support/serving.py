"""Serving: a folder as the public gets it: packed, with the types and headers that we ship.

`python serving.py FOLDER SITEURL FORMS [PORT]` serves on this machine and prints the port. It is
a process of its own, because a thread would keep the tests' own process from forking workers.
"""

from __future__ import annotations

import gzip
import sys
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.pipeline import http_headers


@lru_cache(maxsize=512)
def packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    siteurl: str
    forms: str

    def do_GET(self) -> None:
        base = urlsplit(self.siteurl).path
        path = unquote(urlsplit(self.path).path).removeprefix(base).lstrip("/")
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        status = 200 if (self.folder / name).is_file() else 404
        name = name if status == 200 else "404.html"
        content = (self.folder / name).read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", http_headers.media_type(name))
        for header, value in http_headers.headers_of(
            name, http_headers.security(self.siteurl, self.forms)
        ).items():
            self.send_header(header, value)
        if http_headers.is_text(name) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = packed(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what a test wants to know it asks the browser."""


if __name__ == "__main__":
    Handler.folder, Handler.siteurl, Handler.forms = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    port = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
