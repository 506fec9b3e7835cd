"""What preview and desk share, over real sockets: bounds on heads, bodies, idle and many clients."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from plugins.base import local_server
from plugins.base.local_server import Guard, Own, listen, serve
from plugins.base.problems import SiteFault

pytestmark = pytest.mark.server
LARGEST = 1000


async def echo(request: Request) -> Response:
    sent = await local_server.body(request, LARGEST) if request.method == "POST" else b"hello"
    return PlainTextResponse(sent)


class Server:
    """A server in a thread, for the bounds are the module's own; ended by its own handle."""

    def __init__(self, port: int) -> None:
        self.port = port

    def open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def head(self, method: str = "GET", *more: str) -> bytes:
        lines = (f"{method} / HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *more)
        return "".join(f"{line}\r\n" for line in lines).encode()

    def raw(self, sent: bytes) -> bytes:
        """Send bytes, wait for the server to close the line, and return all that came back."""
        with self.open() as line:
            line.sendall(sent)
            return rest(line)


def rest(line: socket.socket) -> bytes:
    found = b""
    with contextlib.suppress(ConnectionResetError):
        while part := line.recv(65536):
            found += part
    return found


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(local_server, "PATIENCE", 0.4)
    monkeypatch.setattr(local_server, "BODY_PATIENCE", 0.4)
    monkeypatch.setattr(local_server, "IDLE", 1)
    monkeypatch.setattr(local_server, "CONNECTIONS", 20)
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    guard = Middleware(Guard, own=Own(port), name="server", headers={"X-Ours": "yes"},
                       methods=("GET", "HEAD", "POST"), largest=LARGEST)  # fmt: skip
    app = Starlette(routes=[Route("/", echo, methods=["GET", "POST"])], middleware=[guard])
    loop = asyncio.new_event_loop()
    task = loop.create_task(serve(app, listening))
    thread = threading.Thread(target=lambda: loop.run_until_complete(asyncio.wait([task])))
    thread.start()
    try:
        yield Server(port)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(timeout=10)
        listening.close()
        loop.close()


def test_an_answer_has_the_headers_of_all_answers(server: Server) -> None:
    answer = server.raw(server.head("GET", "Connection: close") + b"\r\n")

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"x-ours: yes" in answer.lower()
    assert answer.endswith(b"hello")


@pytest.mark.parametrize("before", [b"", b"whole"])
@pytest.mark.parametrize("sent", [b"", b"G", b"GET / HTTP/1.1\r\nHost: "])
def test_a_head_that_never_ends_ends_the_line(server: Server, before: bytes, sent: bytes) -> None:
    with server.open() as line:
        if before:
            line.sendall(server.head() + b"\r\n")
            assert line.recv(65536).startswith(b"HTTP/1.1 200 ")
        line.sendall(sent)
        for _ in range(40):  # letter by letter makes it no longer
            with contextlib.suppress(OSError):
                line.sendall(b"a" if sent else b"")
            time.sleep(0.02)

        assert not rest(line).startswith(b"HTTP/1.1 200 ")


def test_a_body_that_never_comes_ends_the_line(server: Server) -> None:
    answer = server.raw(server.head("POST", "Content-Length: 100") + b"\r\npart")

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        (("POST", "Content-Length: 5"), b"12345", b"200"),
        (("POST", f"Content-Length: {LARGEST + 1}"), b"", b"413"),  # refused before it is read
        (("POST", "Transfer-Encoding: chunked"), b"7d0\r\n" + b"a" * 2000, b"413"),
        (("POST", "Content-Length: 5", "Transfer-Encoding: chunked"), b"0\r\n\r\n", b"400"),
        (("POST", "Content-Length: -5"), b"", b"400"),
        (("GET", "Content-Length: 5"), b"12345", b"413"),
        (("GET", "Transfer-Encoding: chunked"), b"0\r\n\r\n", b"413"),
        (("GET", "X: " + "a" * 20_000), b"", b"431"),
        (("PUT",), b"", b"405"),
    ],
)
def test_what_is_too_much_is_refused(
    server: Server, head: tuple[str, ...], body: bytes, status: bytes
) -> None:
    answer = server.raw(server.head(*head) + b"Connection: close\r\n\r\n" + body)

    found = answer.split(b" ")[1]
    assert found == status or (status == b"431" and found == b"400")  # as the pieces fall


def test_a_head_in_many_pieces_is_bounded(server: Server) -> None:
    with server.open() as line:
        with contextlib.suppress(OSError):
            line.sendall(server.head())
            for _ in range(100):
                line.sendall(b"X: " + b"a" * 1000 + b"\r\n")
        assert rest(line)[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 431 ", b"")


def test_one_client_cannot_take_all_lines(server: Server) -> None:
    lines = [server.open() for _ in range(30)]
    try:
        ended = 0
        for line in lines:
            line.settimeout(20)
            ended += rest(line) == b""
        assert ended == 30
        assert server.raw(server.head("GET", "Connection: close") + b"\r\n").endswith(b"hello")
    finally:
        for line in lines:
            line.close()


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:80", True), ("localhost:80", True), ("[::1]:80", True), ("127.0.0.1", False),
        ("127.0.0.1:81", False), ("localhost.:80", False), ("127.0.0.1.x:80", False),
        ("127.0.0.1:80:80", False), ("", False), (":80", False), ("192.168.0.9:80", False),
        ("user@127.0.0.1:80", False), ("127.0.0.1:080", False),
    ],
)  # fmt: skip
def test_a_host_is_one_of_its_own_names_with_its_port(host: str, ours: bool) -> None:
    assert Own(80).is_host(host) is ours


def test_what_was_opened_to_others_has_their_name_or_an_address() -> None:
    own = Own(80, "hub.local")

    hosts = ("hub.local:80", "192.168.0.9:80", "evil.example:80")
    assert [own.is_host(host) for host in hosts] == [True, True, False]


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"origin": "http://127.0.0.1:80"}, False),
        ({"origin": "https://127.0.0.1:80"}, True),
        ({"origin": "null"}, True),
        ({"origin": "http://127.0.0.1:81"}, True),
        ({"origin": "http://evil.example"}, True),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site", "sec-fetch-dest": "document"}, False),
        ({"sec-fetch-site": "cross-site", "sec-fetch-dest": "iframe"}, True),
        ({"origin": "http://evil.example", "sec-fetch-dest": "document"}, True),
    ],
)
def test_a_page_of_another_site_is_foreign(headers: dict[str, str], foreign: bool) -> None:
    assert Own(80).is_foreign(Headers(headers)) is foreign


def test_a_taken_port_is_told_with_a_free_one() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SiteFault, match=rf"^Port {port} is taken; try --port \d+\.$"):
            listen("127.0.0.1", port)


def test_an_address_that_is_not_here_is_told() -> None:
    with pytest.raises(SiteFault, match=r"^192\.0\.2\.1, port 8000, cannot be listened at: "):
        listen("192.0.2.1", 8000)
