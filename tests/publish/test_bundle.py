"""A bundle opens without a server, holds nothing that is not public, and proves what it is."""

from __future__ import annotations

import re
import subprocess
import zipfile
from argparse import Namespace
from pathlib import Path
from urllib.parse import unquote

import pytest

from plugins.content.schema.headers import GROUPS, HEADERS, RECORDS
from plugins.content.schema.model import Model, fields_of, names_with
from plugins.publish.bundle import bundle, readable
from plugins.publish.public_content import public_values
from plugins.publish.verify import verify
from tests.conftest import write_post
from tests.support.servers import Publish

NOW = "2026-06-01T12:00"


def made(site: Path, name: str = "bundle.zip") -> tuple[int, Path, list[str]]:
    said: list[str] = []
    code = bundle(site, Namespace(file=str(site / name), now=NOW), said.append)
    return code, site / name, said


def unpacked(archive: Path, folder: Path) -> Path:
    with zipfile.ZipFile(archive) as found:
        found.extractall(folder)
    return folder


def verified(site: Path, place: Path) -> tuple[int, list[str]]:
    said: list[str] = []
    return verify(site, Namespace(place=str(place)), said.append), said


def test_a_bundle_is_the_same_each_time_and_proves_what_it_is(site: Path, tmp_path: Path) -> None:
    code, first, said = made(site)
    assert (code, said[-1].endswith(" MB.")) == (0, True)
    _, second, _ = made(site, "again.zip")
    assert first.read_bytes() == second.read_bytes()

    folder = unpacked(first, tmp_path / "un packed")
    assert {each.name for each in folder.iterdir()} == {
        "READ-ME.txt", "content", "hashes.txt", "read", "site",
    }  # fmt: skip
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "hashes.txt"], cwd=folder, capture_output=True
    )
    assert (done.returncode, done.stdout) == (0, b"")
    code, said = verified(tmp_path, folder)
    assert (code, said[-1][-42:]) == (0, "pages and feeds are as released, by its own list."[-42:])


def test_what_was_changed_in_a_bundle_is_named(site: Path, tmp_path: Path) -> None:
    folder = unpacked(made(site)[1], tmp_path / "unpacked")
    (folder / "site/blog/2021/one/index.html").write_text("other words", encoding="utf-8")
    (folder / "content/posts/2021/one.md").write_text("other words", encoding="utf-8")
    (folder / "content/pages/about.md").unlink()
    (folder / "content/more.md").write_text("more", encoding="utf-8")
    (folder / "read/index.html").write_text("other words", encoding="utf-8")

    code, said = verified(tmp_path, folder)

    assert code == 1
    assert said[:-1] == [
        "blog/2021/one/index.html: not as it was released",
        "content/more.md: did not come with the bundle",
        "content/pages/about.md: not there",
        "content/posts/2021/one.md: not as it came with the bundle",
        "read/index.html: not as it came with the bundle",
    ]
    assert said[-1] == "This is not what was packed: 5 files of it differ."


def test_a_bundle_of_what_is_live_is_that_release(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    Publish(site, f"folder:{www}")("y")
    folder = unpacked(made(site)[1], tmp_path / "unpacked")

    code, said = verified(site, folder)

    assert (code, "by the list that this machine kept" in said[-1]) == (0, True)
    name = said[-1].split()[3].rstrip(":")
    assert (www / f"current/site/releases/{name}.txt").is_file()


def test_all_its_pages_lead_on_without_a_server(site: Path, tmp_path: Path) -> None:
    folder = unpacked(made(site)[1], tmp_path / "unpacked")
    pages = sorted((folder / "read").rglob("*.html"))
    assert len(pages) > 30
    links = 0
    for page in pages:
        for url in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|#", url):
                continue
            links += 1
            assert not url.startswith("/"), (page, url)
            there = page.parent / unquote(re.split("[?#]", url)[0] or page.name)
            assert there.resolve().is_file(), (page, url)
    assert links > 500
    assert 'href="../site/releases/index.txt"' in (folder / "read/index.html").read_text("utf-8")


def test_links_below_a_path_and_sets_of_pictures_lead_on_too() -> None:
    page = (
        '<a href="/hub/">home</a><a href="/hub/blog/2021/one/?a=b#c">one</a><a href="/other/">x</a>'
        '<img srcset="/hub/images/a-1.webp 1w, /hub/images/a-2.webp 2w" src="/hub/images/a.png">'
        '<meta http-equiv="refresh" content="0; url=/hub/blog/">'
    )
    assert readable(page, "blog/index.html", "/hub") == (
        '<a href="../index.html">home</a><a href="2021/one/index.html?a=b#c">one</a>'
        '<a href="/other/">x</a>'
        '<img srcset="../../site/images/a-1.webp 1w, ../../site/images/a-2.webp 2w"'
        ' src="../../site/images/a.png">'
        '<meta http-equiv="refresh" content="0; url=index.html">'
    )


CONSENT = (
    "kind: story\nconsent:\n  holder: Xylophone holder\n  date: 2020-01-01\n"
    "  scope: Xylophone scope\n  expires: 2031-01-01\n"
)
STATES = {
    "draft": "status: draft\n",
    "future": "",
    "gone": "status: withdrawn\nwithdrawn: 2024-06-01\ngone: true\n",
    "ended": f"{CONSENT}  withdrawn: 2025-01-01\n",
}
LINK = "[link to what is hidden](../2024/xylophone-post.md)"  # an error while that is a draft
HIDING = f"""Words for all to read, and a {LINK}.

<!-- Xylophone comment
over two lines -->
<!-- xylophone -->
[//]: # (A xylophone comment of another kind)
[unused]: https://example.org/ "xylophone title of it"

```chart
# A xylophone comment in a chart
title: Slips in one ward
figures: [slips-2021, slips-2023]
```

Code may show `<!-- what a comment is -->` to all.
"""


@pytest.mark.parametrize("state", STATES)
def test_nothing_that_is_not_public_is_in_a_bundle(site: Path, tmp_path: Path, state: str) -> None:
    content = site / "content"
    date = "2031-01-01" if state == "future" else "2024-02-02"
    write_post(
        content, "2024/xylophone-post.md", "Xylophone title of some length", date,
        more="content_note: Xylophone warning.\naliases: [/old/xylophone/]\n" + STATES[state],
        body="Xylophone opening words.",
    )  # fmt: skip
    write_post(
        content, "2024/shown.md", "A public title",
        more=f"# xylophone in a header\n{CONSENT}"
        "silence:\n  - rule: reading-ease\n    reason: Xylophone reason\n",
        body=HIDING if state not in ("draft", "future") else HIDING.replace(LINK, LINK[1:22]),
    )  # fmt: skip
    with (content / "figures.yaml").open("a", encoding="utf-8") as file:
        file.write("# xylophone in a register\n")

    code, archive, said = made(site)

    assert code == 0, said
    folder = unpacked(archive, tmp_path / "unpacked")
    # What stays in a site of what was public once is tried in tests/test_leaks.py.
    tried = folder if state in ("draft", "future") else folder / "content"
    for path in tried.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace").lower()
            assert "xylophone" not in text, path
    shown = (folder / "content/posts/2024/shown.md").read_text(encoding="utf-8")
    assert "Words for all to read, and a " in shown
    assert "Code may show `<!-- what a comment is -->` to all." in shown
    assert "title: Slips in one ward" in shown


MODELS = {**HEADERS, **RECORDS, **GROUPS}


def filled(model: type[Model]) -> dict[str, object]:
    """Return a header in which every text says whose it is."""
    return {
        name: [filled(GROUPS[name])] if name in GROUPS else f"words of {name}"
        for name in fields_of(model)
    }


@pytest.mark.parametrize("name", MODELS)
def test_of_each_header_all_is_given_but_what_is_for_editors(name: str) -> None:
    model = MODELS[name]
    private = set(names_with(model, "editors"))
    groups = {
        field
        for field in fields_of(model)
        if field in GROUPS and names_with(GROUPS[field], "editors")
    }
    found = public_values(model, filled(model))
    assert found.keys() == fields_of(model).keys() - private - groups


def test_the_guards_above_have_something_to_guard() -> None:
    private = {name: names_with(model, "editors") for name, model in MODELS.items()}
    assert {name: found for name, found in private.items() if found} == {
        "consent": ("holder", "scope"),
        "exceptions": ("by", "reason"),
        "silence": ("reason",),
    }


def test_content_with_a_fault_makes_no_bundle(site: Path) -> None:
    write_post(site / "content", "2024/odd.md", "Odd", topic="no-such-topic")
    code, archive, said = made(site)
    assert (code, archive.exists()) == (1, False)
    assert "names an unknown topic 'no-such-topic'" in said[-1]
    code, _, said = made(site, "content")
    assert code == 2


def test_no_list_names_what_is_hidden() -> None:
    hidden, shown = "posts/2024/xylophone-post.md", "posts/2024/shown.md"
    stated = {"title": "A story", "evidence": [hidden, shown], "replaced_by": hidden}

    found = public_values(HEADERS["post"], stated, {hidden})

    assert found == {"title": "A story", "evidence": [shown]}
    assert "evidence" not in public_values(HEADERS["post"], {"evidence": [hidden]}, {hidden})
