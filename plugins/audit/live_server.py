"""A site as a server on this machine answers with it, fetched into a folder."""

from __future__ import annotations

import http.client
import ipaddress
import re
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from lxml import etree

from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite
from plugins.audit.pages import look
from plugins.audit.program_files import SECURITY
from plugins.base.printing import Say
from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.pipeline import http_headers

# Seconds for one answer; how many files, and how many bytes one may have.
PATIENCE, MOST, LARGEST = 10.0, 100_000, 100_000_000
NOWHERE = "no-such-page-5f3a/"
_IN_STYLES = re.compile(rb"url\(\s*[\"']?([^\"')]+)")

Answer = tuple[int, Mapping[str, str]]


def is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def fetched(place: str, folder: Path, tell: Say) -> FinishedSite:
    """Fetch what a server answers with, from its home page on; return it as a site.

    Raises SiteFault for a server elsewhere, or one that does not answer.
    """
    parts = urlsplit(place)
    host = parts.hostname or ""
    if not _is_loopback(host):
        message = f"'{place}' is not on this machine; serve the site here, such as at"
        raise SiteFault(f"{message} http://127.0.0.1:8080/, or give a folder.", 2)
    if parts.scheme != "http":
        raise SiteFault(f"'{place}' begins with https; on this machine http:// is asked.", 2)
    line = _Line(host, parts.port or 80, parts.path.rstrip("/"))
    answers: dict[str, Answer] = {}
    waiting = deque(["index.html", "robots.txt", "sitemap.xml", addresses.OPML, "index.json"])
    waiting += [SECURITY, addresses.NOT_FOUND]
    asked = set(waiting)
    site = FinishedSite(folder, answers)
    while waiting:
        name = waiting.popleft()
        status, headers, content = line.get(name)
        if status != 200:
            if name == "index.html":
                raise SiteFault(f"'{place}' answers {status}, not with a home page.", 2)
            continue
        answers[name] = (status, headers)
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:  # such as a server that answers 200 at a, and at a/b
            why = f"What answers at '{name}' cannot be kept: {error.strerror}."
            raise SiteFault(why, 2) from None
        if len(answers) % 500 == 0:
            tell(f"Fetching: {len(answers):,} files")
        for link in _leads(name, content):
            target = site.target(name, link)
            if target and target.name and target.name not in asked and len(asked) < MOST:
                asked.add(target.name)
                waiting.append(target.name)
    line.close()
    return FinishedSite(folder, answers)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _leads(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(".html"):
        page = look(name, content, thoroughly=False)
        yield from page.links
        yield from page.files
    elif name.endswith(".css"):
        for found in _IN_STYLES.findall(content):
            if not found.startswith(b"data:"):
                yield found.decode("utf-8", "replace")
    elif name in ("sitemap.xml", addresses.OPML):
        try:
            root = etree.fromstring(content)
        except etree.XMLSyntaxError:
            return
        for each in root.iter():
            yield from (str(each.get(a)) for a in ("xmlUrl", "htmlUrl") if each.get(a))
            if str(each.tag).endswith("}loc") and each.text:
                yield each.text


class _Line:
    """One connection that is kept."""

    def __init__(self, host: str, port: int, base: str) -> None:
        self.host, self.port, self.base = host, port, base
        self.connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)

    def get(self, name: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (names small) and body. Raises SiteFault."""
        path = name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name
        for again in (True, False):
            try:
                self.connection.request(method, f"{self.base}/{quote(path)}")
                answer = self.connection.getresponse()
                content = answer.read(LARGEST)
            except (OSError, http.client.HTTPException) as error:
                self.connection.close()
                if again and isinstance(error, (http.client.HTTPException, ConnectionError)):
                    continue  # it may have ended a line that was idle
                said = f"http://{self.host}:{self.port}{self.base}/{path} does not answer"
                raise SiteFault(f"{said}: {error or type(error).__name__}.", 2) from None
            return answer.status, {n.lower(): v for n, v in answer.getheaders()}, content
        raise AssertionError("the second try returns or raises")

    def close(self) -> None:
        self.connection.close()


# -- What it answers


def faults(site: FinishedSite, place: str) -> Iterator[Finding]:
    """Yield what a live server sends otherwise than `http_headers` has it."""
    general = http_headers.security(site.address)
    for name, (_, headers) in sorted(site.answers.items()):
        if name in (addresses.NOT_FOUND, addresses.GONE):
            continue
        for header, value in http_headers.headers_of(name, general).items():
            sent = headers.get(header.lower())
            if header == http_headers.HSTS:
                continue  # for how long is the owner's decision
            if header == "Content-Security-Policy" and sent and _same_policy(sent, value):
                continue
            if header == "Cache-Control" and sent == http_headers.cache_control("images/x.png"):
                continue  # a web server's rules cannot tell an image whose name holds a digest
            if sent != value:
                how = f"'{sent}'" if sent else "nothing"
                yield Finding("headers", name, f"{header} is {how}, '{value}' is meant")
        kind, sent = http_headers.media_type(name), headers.get("content-type", "")
        if sent.replace(" ", "").lower() != kind.replace(" ", "").lower():
            yield Finding("headers", name, f"its type is '{sent}', '{kind}' is meant")
    parts = urlsplit(place)
    line = _Line(parts.hostname or "", parts.port or 80, parts.path.rstrip("/"))
    status, headers, _ = line.get(NOWHERE)
    if status != 404:
        yield Finding("headers", NOWHERE, f"a page that is not there is answered {status}, not 404")
    if "content-security-policy" not in headers:
        yield Finding("headers", NOWHERE, "the answer to a wrong address has no policy")
    line.close()


def _same_policy(sent: str, meant: str) -> bool:
    """Return whether two policies differ in no more than where the form sends its data."""

    def parts(policy: str) -> set[str]:
        return {" ".join(p.split()) for p in policy.split(";") if "form-action" not in p}

    return parts(sent) == parts(meant)
