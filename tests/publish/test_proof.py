"""Proof: what a release was can be compared by anybody, and no list tells more than it has to."""

from __future__ import annotations

import hashlib
import http.server
import shutil
import subprocess
import threading
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from plugins.publish import proof
from plugins.publish.verify import verify
from tests.conftest import Build, remove_post, write_post
from tests.support.servers import Publish


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def publish(site: Path, www: Path) -> Publish:
    return Publish(site, f"folder:{www}")


def run(site: Path, place: object) -> tuple[int, list[str]]:
    said: list[str] = []
    return verify(site, Namespace(place=str(place)), said.append), said


def lists(shown: Path) -> dict[str, str]:
    found = sorted((shown / "releases").glob("0*.txt"))
    return {each.name: each.read_text(encoding="utf-8") for each in found}


def test_a_release_has_one_list_which_other_programs_read_too(
    site: Path, publish: Publish, www: Path
) -> None:
    write_post(site / "content", "2024/draft.md", "Secret plan", more="status: draft\n")
    publish("y")
    shown = www / "current/site"

    ((name, text),) = lists(shown).items()
    home = (shown / "index.html").read_text(encoding="utf-8")
    assert '<a href="/releases/index.txt">Released versions</a>' in home
    assert name in (shown / "releases/index.txt").read_text(encoding="utf-8")
    assert "blog/2021/one/index.html" in text
    assert "feeds/all.atom" in text
    assert "secret-plan" not in text
    assert "draft" not in text
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", f"releases/{name}"], cwd=shown, capture_output=True
    )
    assert (done.returncode, done.stdout) == (0, b"")
    count = len(text.splitlines())
    release = name.removesuffix(".txt")
    assert run(site, www) == (0, [
        f"This is release {release}: {count} pages and feeds are as released, by the list that "
        "this machine kept."
    ])  # fmt: skip
    assert publish("y").endswith("Nothing differs from what is live.")


def test_a_site_that_nobody_released_leads_to_no_list(build: Build) -> None:
    files = build()
    assert not [name for name in files if name.startswith("releases")]
    assert not [name for name, text in files.items() if b"releases/index.txt" in text]


def test_what_was_changed_added_or_taken_away_afterwards_is_named(
    site: Path, publish: Publish, www: Path, tmp_path: Path
) -> None:
    publish("y")
    copy = tmp_path / "copy"
    shutil.copytree(www / "current/site", copy)
    (copy / "blog/2021/one/index.html").write_text("other words", encoding="utf-8")
    (copy / "topics/culture/index.html").unlink()
    (copy / "extra.html").write_text("more", encoding="utf-8")

    code, said = run(site, copy)

    assert code == 1
    assert said[:-1] == [
        "blog/2021/one/index.html: not as it was released",
        "topics/culture/index.html: not there",
        "extra.html: was not released",
    ]
    assert said[-1].startswith("This is not release ")


def test_who_changes_pages_and_list_is_found_out_by_the_kept_one(
    site: Path, publish: Publish, www: Path, tmp_path: Path
) -> None:
    publish("y")
    copy = tmp_path / "copy"
    shutil.copytree(www / "current/site", copy)
    page = copy / "blog/2021/one/index.html"
    page.write_text("other words", encoding="utf-8")
    (name,) = lists(copy)
    path = copy / "releases" / name
    before = proof.read(path.read_text(encoding="utf-8"))
    forged = {**before, "blog/2021/one/index.html": hashlib.sha256(b"other words").hexdigest()}
    path.write_text(proof.written(forged), encoding="utf-8")

    code, said = run(site, copy)
    assert code == 1
    assert (
        said[0] == f"releases/{name} is not the list that this machine kept; the kept one counts."
    )
    assert "blog/2021/one/index.html: not as it was released" in said
    elsewhere, said = run(tmp_path, copy)
    assert elsewhere == 0
    assert said[-1].endswith("by its own list.")


def test_lists_stay_but_the_address_of_what_is_gone_does_not(
    site: Path, publish: Publish, www: Path
) -> None:
    publish("y")
    (first,) = lists(www / "current/site")
    line = next(
        each for each in lists(www / "current/site")[first].splitlines() if "2022/three" in each
    )
    remove_post(site / "content", "2022/three.md")
    publish("y", allow_shrink=True)

    found = lists(www / "current/site")

    assert len(found) == 2
    assert first in found
    assert not any("2022/three" in text for text in found.values())
    assert f"# {line.split()[0]}  taken away\n" in found[first]
    assert run(site, www)[0] == 0
    assert publish("y").endswith("Nothing differs from what is live.")


@pytest.fixture
def served(www: Path, publish: Publish) -> Iterator[str]:
    publish("y")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(www / "current/site"))
    handler.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_site_on_the_web_is_compared_as_readers_get_it(
    site: Path, served: str, www: Path
) -> None:
    assert run(site, served)[0] == 0

    (www / "current/site/blog/2021/one/index.html").write_text("other words", encoding="utf-8")

    code, said = run(site, served)
    assert (code, said[0]) == (1, "blog/2021/one/index.html: not as it was released")


def test_a_place_without_lists_says_so(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, tmp_path)[0] == 2
    assert (
        capsys.readouterr().err == f"'{tmp_path}' has no list of a release (releases/index.txt).\n"
    )
    assert run(site, tmp_path / "none")[0] == 2
    assert "There is no folder" in capsys.readouterr().err


def test_an_address_that_leads_on_to_a_page_of_the_release_is_no_fault(
    site: Path, publish: Publish, www: Path
) -> None:
    topic = site / "content/topics/culture.md"
    text = topic.read_text("utf-8")
    topic.write_text(text.replace("---\n", "---\naliases: [cultures]\n", 1), "utf-8")
    publish("y")

    class Leading(http.server.SimpleHTTPRequestHandler):
        to = "/topics/culture/"

        def do_GET(self) -> None:
            if self.path == "/topics/cultures/":
                self.send_response(301)
                self.send_header("Location", self.to)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Leading, directory=str(www / "current/site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        place = f"http://127.0.0.1:{server.server_port}"
        assert run(site, place)[0] == 0
        Leading.to = "/"
        code, said = run(site, place)
    finally:
        server.shutdown()
        server.server_close()
    assert code == 1
    assert said[0] == f"topics/cultures/index.html: leads to '{place}/'"


def test_no_list_says_where_what_is_gone_was_led_to() -> None:
    text = proof.written({"a/index.html": "0" * 64}, {"old/": "blog/2024/a%20b/", "o/": "p/"})

    assert proof.moved(text) == {"old/": "blog/2024/a%20b/", "o/": "p/"}
    assert proof.read(text) == {"a/index.html": "0" * 64}
    assert "".join(proof._without(text, {"blog/2024/a b"})).split("\n")[1:] == [
        "# o/ leads to p/", "# taken away", "",
    ]  # fmt: skip
