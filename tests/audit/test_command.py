"""`audit` as it is called: forms, exit codes, words that must not be there, a server."""

from __future__ import annotations

import json
import threading
from argparse import Namespace
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.audit import command, live_server
from plugins.base.printing import quiet
from tests.conftest import Build, write_post
from tests.support.servers import free_port, needs, running

LINK = '<a href="/blog/none/">x</a></main>'


@pytest.fixture
def output(site: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("AXE_JS", raising=False)
    write_post(
        site / "content", "2024/hidden.md", "A draft", more="status: draft\n",
        body="Nobody may read of the purple elephant in the corridor.",
    )  # fmt: skip
    build(siteurl="https://a-hub.org")
    return site / "output"


def ask(site: Path, **options: object) -> tuple[int, str]:
    said: list[str] = []
    given = {
        "content": None, "output": None, "now": "2026-06-01T12:00", "format": "text", "into": None,
        "jobs": 1,
    }  # fmt: skip
    code = command.run(site, Namespace(**given | options), said.append)
    return code, "\n".join(said)


def spoil(page: Path, new: str) -> None:
    text = page.read_text("utf-8")
    page.write_text(text.replace("</main>", new, 1), "utf-8")


def test_a_good_site_ends_with_nothing(site: Path, output: Path) -> None:
    code, said = ask(site)

    assert code == 0
    assert "  Links, anchors and files: good" in said
    assert "  Words of what is not public: good" in said
    assert "- Access, by axe: not looked at: " in said
    assert said.splitlines()[-1].startswith("0 errors, ")


def test_an_error_says_where_what_and_how_to_mend_it(site: Path, output: Path) -> None:
    pages = sorted(output.glob("blog/20*/*/index.html"))[:6]
    for page in pages:
        spoil(page, LINK)

    code, said = ask(site)

    assert code == 1
    lines = said.splitlines()
    at = lines.index("! Links, anchors and files: 6; mend the link, or bring back its target.")
    name = pages[0].relative_to(output).as_posix()
    assert lines[at + 1] == f"    {name}: leads to /blog/none/, and nothing is there"
    assert lines[at + 6] == "    ... and 1 more: --format html --into audit.html"


def test_a_draft_that_went_out_is_found_by_its_file_and_not_by_its_words(
    site: Path, output: Path
) -> None:
    spoil(output / "about/index.html", "<p>the purple elephant in the corridor</p></main>")
    text = "Nobody may read of the purple elephant in the corridor."
    spoil(output / "blog/index.html", f"<p>{text}</p></main>")

    code, said = ask(site)

    assert code == 1
    assert (
        "    blog/index.html: would show words of posts/2024/hidden.md:9, which is a draft"
    ) in said
    assert "elephant" not in said


def test_all_findings_are_in_the_forms_for_programs_and_browsers(
    site: Path, output: Path, tmp_path: Path
) -> None:
    spoil(output / "blog/2021/two/index.html", '<a href="/&lt;b>&amp;c/">x</a></main>')

    code, said = ask(site, format="json")
    data = json.loads(said)
    assert (code, data["errors"], data["checks"]["links"]) == (1, 1, 1)
    (finding,) = (each for each in data["findings"] if each["severity"] == "error")
    assert finding == {
        "check": "links", "name": "blog/2021/two/index.html", "severity": "error",
        "what": "leads to /<b>&c/, and nothing is there",
    }  # fmt: skip

    code, said = ask(site, format="html", into=str(tmp_path / "audit.html"))
    page = BeautifulSoup((tmp_path / "audit.html").read_text("utf-8"), "html.parser")
    assert said.splitlines()[-1].startswith("1 error, ")
    assert "leads to /<b>&c/, and nothing is there" in page.get_text()
    assert page.select("section.error h2")[0].get_text() == "Links, anchors and files: 1"


def test_what_cannot_be_looked_at_is_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, why in {
        str(tmp_path): "There is no finished site in",
        "https://example.org/": "is not on this machine",
        "http://192.0.2.1/": "is not on this machine",
        f"http://127.0.0.1:{free_port()}/": "does not answer",
        "https://127.0.0.1/": "begins with https",
    }.items():
        code, _ = ask(site, output=place)
        assert (code, why in capsys.readouterr().err) == (2, True), place


def test_content_that_cannot_be_read_leaves_one_check_out(
    site: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = ask(site, content=str(site / "none"), output=str(output))

    assert code == 0
    assert "- Words of what is not public: not looked at: the content cannot be read." in said
    assert "There is no content folder" in capsys.readouterr().err


# -- A server


@pytest.fixture
def server(output: Path) -> Iterator[str]:
    import sys

    from tests.conftest import ROOT

    port = free_port()
    argv = [sys.executable, str(ROOT / "tests/support/serving.py"), str(output),
            "https://a-hub.org", "", str(port)]  # fmt: skip
    with running(argv, port, env={"PYTHONPATH": str(ROOT)}):
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.server
def test_a_server_is_asked_for_all_pages_and_its_headers_are_looked_at(
    site: Path, output: Path, server: str
) -> None:
    code, said = ask(site, output=server)

    assert code == 0, said
    pages = len(list(output.rglob("*.html")))
    assert f"https://a-hub.org/: {pages} pages" in said
    assert "  Answers of the server: good" in said


@pytest.mark.server
@needs("python3", "python3")
def test_a_server_without_the_headers_is_told_which(site: Path, output: Path) -> None:
    import sys

    port = free_port()
    argv = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1",
            "--directory", str(output)]  # fmt: skip
    with running(argv, port):
        code, said = ask(site, output=f"http://127.0.0.1:{port}/", format="json")

    assert code == 1
    whats = {
        each["what"] for each in json.loads(said)["findings"]
        if (each["check"], each["name"]) == ("headers", "index.html")
    }  # fmt: skip
    assert "X-Frame-Options is nothing, 'DENY' is meant" in whats
    assert "its type is 'text/html', 'text/html; charset=utf-8' is meant" in whats


@pytest.mark.server
class Hostile(BaseHTTPRequestHandler):
    """Answers 200 to whatever it is asked for, with a page that asks for what lies elsewhere."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.server
def test_a_hostile_server_writes_nothing_outside_the_folder(tmp_path: Path) -> None:
    whole = str(tmp_path / "whole.html").replace("/", "%2F")
    links = [
        "/%2e%2e/up.html",
        "/a/%2e%2e/%2e%2e/up.html",
        f"/{whole}",
        "/%5c..%5cup.html",
        "//[::1",
    ]
    Hostile.page = (
        b'<link rel="canonical" href="https://a-hub.org/">'
        + "".join(f'<a href="{each}">x</a>' for each in (*links, "/in/")).encode()
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            place = f"http://127.0.0.1:{server.server_address[1]}/"
            site = live_server.fetched(place, tmp_path / "in" / "fetched", quiet)
        finally:
            server.shutdown()
            thread.join()

    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in written if site.folder not in path.parents] == []
    assert "in/index.html" in site.names
