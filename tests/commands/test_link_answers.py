"""Links: a server on loopback that behaves badly in every way, and what is said of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plugins.commands.link_answers import Answer, Asker, Pace, _is_of_the_internet

ROBOTS = "User-agent: *\nDisallow: /closed/\nCrawl-delay: 0\n"


class Server(ThreadingHTTPServer):
    """Answers by its path, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self, robots: tuple[int, str] = (200, ROBOTS)) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.robots, self.asked = robots, list[str]()
        self.agents, self.cookies = set[str](), set[str]()
        self.ended = threading.Event()

    @property
    def at(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        server, (_, word, *rest) = self.server, self.path.split("/")
        server.asked.append(f"{self.command} {self.path}")
        server.agents.add(self.headers["User-Agent"])
        server.cookies.add(self.headers["Cookie"] or "")
        if word == "robots.txt":
            self.send(server.robots[0], server.robots[1].encode())
        elif word.isdigit():
            self.send(int(word))
        elif word == "no-head":
            self.send(405 if self.command == "HEAD" else 200)
        elif word == "head-lies":
            self.send(404 if self.command == "HEAD" else 200)
        elif word == "to":
            self.send(int(rest[0]), location="/" + "/".join(rest[1:]))
        elif word == "circle":
            self.send(302, location="/circle")
        elif word == "on":
            self.send(302, location=f"/on/{int(rest[0]) + 1}")
        elif word == "script":
            self.send(301, location="javascript:alert(1)")
        elif word == "slow":
            server.ended.wait(30)
        elif word == "drips":  # a byte now and then, so that no time limit of a socket is met
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
            while not server.ended.wait(0.05):
                self.wfile.write(b"a")
                self.wfile.flush()
        elif word == "endless":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not server.ended.wait(0):
                self.wfile.write(b"X-More: and more\r\n")
        elif word == "rubbish":
            self.wfile.write(b"\x00\xff\xfe rubbish\r\n\r\n")
        elif word == "closes":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif word == "later":
            self.send(503, more=("Retry-After", "3600"))
        else:
            self.send(200, more=("Set-Cookie", "a=b"))

    def send(
        self,
        status: int,
        body: bytes = b"",
        location: str = "",
        more: tuple[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if more:
            self.send_header(*more)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield from running(found)


def running(found: Server) -> Iterator[Server]:
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.ended.set()
    found.shutdown()
    found.server_close()


def asker(limit: float = 5.0) -> Asker:
    return Asker("hub-links/1", Pace(0.0), private=True, limit=limit)


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("/fine", "well", "the answer is 200"),
        ("/no-head", "well", "the answer is 200"),
        ("/head-lies", "well", "the answer is 200"),
        ("/404", "gone", "the answer is 404"),
        ("/410", "gone", "the answer is 410"),
        ("/to/302/fine", "well", "the answer is 200"),
        ("/to/301/404", "gone", "the answer is 404, where it leads ('{at}/404')"),
        ("/circle", "odd", "it leads round in a circle"),
        ("/on/1", "odd", "it leads on more than 5 times"),
        ("/script", "odd", "it leads to an address of another kind ('javascript:alert(1)')"),
        ("/500", "odd", "the answer is 500"),
        ("/403", "odd", "the answer is 403"),
        ("/429", "odd", "the answer is 429"),
        ("/rubbish", "odd", "no answer of the web (BadStatusLine)"),
        ("/closes", "odd", "no answer of the web (RemoteDisconnected)"),
        ("/endless", "odd", "no answer of the web (HTTPException)"),
        ("/closed/room", "not asked", "its robots.txt asks programs to stay away"),
    ],
)
def test_an_answer_is_put_in_words(server: Server, path: str, state: str, why: str) -> None:
    found = asker().ask(f"{server.at}{path}")

    assert (found.state, found.why, found.to) == (state, why.format(at=server.at), "")


@pytest.mark.parametrize("path", ["/slow", "/drips"])
def test_a_host_that_never_ends_is_left(server: Server, path: str) -> None:
    assert asker(0.5).ask(f"{server.at}{path}") == Answer("odd", "no answer within 0.5 seconds")


def test_what_moved_for_good_says_where_it_is_now(server: Server) -> None:
    found = asker().ask(f"{server.at}/to/301/to/308/fine?a=%20b#part")
    assert found == Answer("moved", "it has moved for good", f"{server.at}/fine?a=%20b")
    mixed = asker().ask(f"{server.at}/to/301/to/302/fine")
    assert mixed.state == "well"


def test_a_host_is_asked_as_little_as_can_be_and_told_who_asks(server: Server) -> None:
    own = asker()
    for path in ("/fine", "/also", "/404", "/410", "/closed/room"):
        own.ask(f"{server.at}{path}")

    assert server.asked == [
        "GET /robots.txt", "HEAD /fine", "HEAD /also", "HEAD /404", "GET /404", "HEAD /410",
    ]  # fmt: skip
    assert server.agents == {"hub-links/1"}
    assert server.cookies == {""}


@pytest.mark.parametrize("path", ["/429", "/later"])
def test_a_host_that_asks_for_a_pause_is_asked_no_more(server: Server, path: str) -> None:
    own = asker()
    assert own.ask(f"{server.at}{path}").state == "odd"
    asked = [*server.asked]

    assert own.ask(f"{server.at}/fine") == Answer("not asked", "its host asked for a pause")
    assert server.asked == asked


@pytest.mark.parametrize(
    ("status", "state"), [(404, "well"), (403, "well"), (500, "not asked"), (429, "not asked")]
)
def test_robots_that_cannot_be_read_close_a_host_only_where_it_is_ill(
    status: int, state: str
) -> None:
    for server in running(Server((status, "User-agent: *\nDisallow: /"))):
        assert asker().ask(f"{server.at}/fine").state == state


def test_hosts_that_are_not_there(server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        refused = asker().ask(f"http://127.0.0.1:{port}/")
    assert refused == Answer("odd", "the host refuses to be asked")
    assert asker().ask("https://" + server.at.removeprefix("http://")).state == "odd"


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/",
    "http://169.254.169.254/latest/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
    "http://192.168.1.1:8080/", "http://2130706433/"])  # fmt: skip
def test_what_is_not_public_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connects(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connects)

    assert Asker("hub-links/1", Pace(0.0)).ask(address) == Answer(
        "not asked", "it is an address of this machine or its network"
    )


def test_nor_is_what_a_public_page_leads_to(server: Server) -> None:
    """A page of the web that leads to this machine: the second step is looked at like the first."""
    own = Asker("hub-links/1", Pace(0.0), private=True)
    own.ask(f"{server.at}/fine")
    own.private = False

    assert own.ask(f"{server.at}/to/302/fine").state == "not asked"
    assert not _is_of_the_internet("100.64.0.1")
    assert not _is_of_the_internet("2002:7f00:1::")
    assert _is_of_the_internet("193.0.6.139")


@pytest.mark.parametrize("host", ["example.org", "www.example.com", "hub.example", "a.test"])
def test_names_for_examples_are_nobodys(host: str) -> None:
    found = Asker("hub-links/1", Pace(0.0)).ask(f"https://{host}/page")

    assert found == Answer("not asked", "its name is kept for examples")


def test_a_host_has_a_second_between_two_questions_and_another_host_has_its_own() -> None:
    now, slept = [100.0], list[float]()
    pace = Pace(1.0, lambda: now[0], slept.append)

    pace.turn("a")
    pace.turn("a")
    pace.turn("b")
    pace.turn("a", 5.0)
    pace.turn("a")

    assert slept == [1.0, 2.0, 7.0]
