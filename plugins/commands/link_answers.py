"""One address of the web is asked, politely, and what it answers is put in a word.

Only public addresses are asked, at one second or more a host, with a time limit for each answer,
and only where the host's robots.txt lets us. Nothing that comes back is kept but the word.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

State = Literal["well", "moved", "gone", "odd", "not asked"]
HOPS = 5
GAP = 1.0  # seconds between two questions to a host
LONGEST_GAP = 30.0  # what a host may ask for in robots.txt
LIMIT = 15.0  # seconds for one answer
MOST = 500_000  # bytes of a robots.txt, and of a page when only GET is answered
# Names that are kept for examples (RFC 2606, RFC 6761) and are nobody's.
RESERVED = (
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
    "example.org",
    "example.com",
    "example.net",
)


@dataclass(frozen=True)
class Answer:
    """What an address answers: `why` in words; `to` is where it has moved for good."""

    state: State
    why: str
    to: str = ""


class _NotAsked(Exception):
    """The address is not to be asked."""


class _Odd(Exception):
    """The answer is none that a reader could use."""


@dataclass(frozen=True)
class _Reply:
    status: int
    location: str
    body: bytes
    wait: bool


class Pace:
    """Lets questions to one host follow each other slowly, whichever thread has them."""

    def __init__(
        self,
        gap: float = GAP,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.gap, self.clock, self.sleep = gap, clock, sleep
        self.next: dict[str, float] = {}
        self.lock = threading.Lock()

    def turn(self, host: str, gap: float = 0.0) -> None:
        """Wait until a host may be asked."""
        with self.lock:
            now = self.clock()
            at = max(now, self.next.get(host, now))
            self.next[host] = at + max(self.gap, gap)
        if at > now:
            self.sleep(at - now)


class Asker:
    """Asks addresses. `private` lets it ask this machine and its network, for tests alone."""

    def __init__(
        self, agent: str, pace: Pace | None = None, private: bool = False, limit: float = LIMIT
    ) -> None:
        self.agent, self.pace = agent, pace or Pace()
        self.private, self.limit = private, limit
        self.rules: dict[str, RobotFileParser | str] = {}
        self.paused: set[str] = set()

    def ask(self, address: str) -> Answer:
        """Return what an address answers. Never raises."""
        try:
            return self._follow(address)
        except _NotAsked as reason:
            return Answer("not asked", str(reason))
        except _Odd as reason:
            return Answer("odd", str(reason))
        except socket.gaierror:
            return Answer("gone", "no host of that name")
        except TimeoutError:
            return Answer("odd", f"no answer within {self.limit:g} seconds")
        except ssl.SSLCertVerificationError as error:
            return Answer("odd", f"its certificate is not good ({error.verify_message})")
        except ConnectionRefusedError:
            return Answer("odd", "the host refuses to be asked")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer("odd", f"no answer of the web ({type(error).__name__})")

    def _follow(self, address: str) -> Answer:
        permanent, at, seen = True, address, set[str]()
        for _ in range(HOPS + 1):
            if at in seen:
                raise _Odd("it leads round in a circle")
            seen.add(at)
            reply = self._reply(at)
            if reply.status in (301, 302, 303, 307, 308) and reply.location:
                permanent = permanent and reply.status in (301, 308)
                at = urljoin(at, reply.location)
                if urlsplit(at).scheme not in ("http", "https"):
                    raise _Odd(f"it leads to an address of another kind ('{at[:60]}')")
                continue
            if reply.status in (404, 410):
                led = f", where it leads ('{at[:200]}')" if at != address else ""
                return Answer("gone", f"the answer is {reply.status}{led}")
            if not 200 <= reply.status < 300:
                raise _Odd(f"the answer is {reply.status}")
            if at != address and permanent:
                return Answer("moved", "it has moved for good", at)
            return Answer("well", f"the answer is {reply.status}")
        raise _Odd(f"it leads on more than {HOPS} times")

    def _reply(self, address: str) -> _Reply:
        parts = urlsplit(address)
        host = _host(parts)
        if host in self.paused:
            raise _NotAsked("its host asked for a pause")
        delay = self._allowed(parts, address)
        reply = self._send("HEAD", parts, delay)
        if not 200 <= reply.status < 400 and reply.status != 410 and not reply.wait:
            reply = self._send("GET", parts, delay)  # some answer no HEAD, or answer it wrongly
        if reply.wait:
            self.paused.add(host)
        return reply

    # -- robots.txt

    def _allowed(self, parts: SplitResult, address: str) -> float:
        """Return the seconds that a host wants between two questions. Raises _NotAsked."""
        place = f"{parts.scheme}://{_host(parts)}"
        if place not in self.rules:
            self.rules[place] = self._robots(parts)
        rules = self.rules[place]
        if isinstance(rules, str):
            raise _NotAsked(rules)
        if not rules.can_fetch(self.agent, address):
            raise _NotAsked("its robots.txt asks programs to stay away")
        delay = rules.crawl_delay(self.agent)
        return min(float(delay), LONGEST_GAP) if delay else 0.0

    def _robots(self, parts: SplitResult) -> RobotFileParser | str:
        """Return the rules of a host, or why nobody may ask it (RFC 9309, 2.3.1)."""
        at = parts._replace(path="/robots.txt", query="", fragment="")
        for _ in range(HOPS + 1):
            reply = self._send("GET", at, 0.0)
            if reply.status not in (301, 302, 303, 307, 308) or not reply.location:
                break
            at = urlsplit(urljoin(at.geturl(), reply.location))
            if at.scheme not in ("http", "https"):
                break
        rules = RobotFileParser()
        rules.modified()
        if reply.status >= 500 or reply.status == 429:
            return f"its robots.txt answers {reply.status}"
        text = reply.body.decode("utf-8", "replace") if 200 <= reply.status < 300 else ""
        rules.parse(text.splitlines())
        return rules

    # -- One request

    def _send(self, method: str, parts: SplitResult, delay: float) -> _Reply:
        """Send one request and return the reply. Nothing is sent to what is not public."""
        name, port, numbers = self._place(parts)
        self.pace.turn(_host(parts), delay)
        raw = self._connected(numbers, port)
        # A time limit of a socket begins anew with each byte; this one ends all.
        late = threading.Event()
        timer = threading.Timer(self.limit, _end, (raw, late))
        timer.daemon = True
        timer.start()
        connection = http.client.HTTPConnection(name, port)
        try:
            connection.sock = raw
            if parts.scheme == "https":
                connection.sock = ssl.create_default_context().wrap_socket(
                    raw, server_hostname=name
                )
            target = quote(parts.path or "/", "/%:@!$&'()*+,;=~-._")
            target += f"?{quote(parts.query, '/%:@!$&()*+,;=~-._?')}" if parts.query else ""
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            default = 443 if parts.scheme == "https" else 80
            connection.putheader("Host", name if port == default else f"{name}:{port}")
            connection.putheader("User-Agent", self.agent)
            connection.putheader("Accept", "*/*")
            connection.putheader("Connection", "close")
            connection.endheaders()
            found = connection.getresponse()
            body = found.read(MOST) if method == "GET" else b""
            if late.is_set():  # what was read is half an answer
                raise TimeoutError
            wait = found.status == 429 or (
                found.status == 503 and bool(found.getheader("Retry-After"))
            )
            return _Reply(found.status, found.getheader("Location") or "", body, wait)
        except (OSError, http.client.HTTPException, ValueError):
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
            connection.close()
            raw.close()

    def _connected(self, numbers: list[str], port: int) -> socket.socket:
        """Return a connection to the first of some numbers that takes one."""
        for number in numbers[:-1]:
            with contextlib.suppress(OSError):
                return socket.create_connection((number, port), self.limit)
        return socket.create_connection((numbers[-1], port), self.limit)

    def _place(self, parts: SplitResult) -> tuple[str, int, list[str]]:
        """Return name, port and numbers of a host that may be asked. Raises _NotAsked."""
        given = (parts.hostname or "").rstrip(".")
        if not given:
            raise _Odd("it names no host")
        name = given if ":" in given else given.encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if not self.private and f".{name}".endswith(tuple(f".{each}" for each in RESERVED)):
            raise _NotAsked("its name is kept for examples")
        numbers = [
            str(each[4][0]) for each in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        ]
        for number in numbers:
            if not self.private and not _is_of_the_internet(number):
                raise _NotAsked("it is an address of this machine or its network")
        return name, port, numbers[:3]


def _is_of_the_internet(number: str) -> bool:
    found = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def _host(parts: SplitResult) -> str:
    name = f"{parts.hostname or ''}".lower()
    return f"{name}:{parts.port}" if parts.port else name


def _end(raw: socket.socket, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)
