"""One fixture: `hub`, the sample site with two posts more, served as in public, in a browser."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import publishconf
from plugins.base import clock
from plugins.base.printing import quiet
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from plugins.presentation.views import View
from tests.conftest import ROOT, write_post
from tests.support.browsers import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

EVERYTHING = "blog/2026/everything-a-post-can-hold/index.html"
# A word of the draft that readers must not find.
HIDDEN = "Quetzalcoatlus"

BODY = """
A first paragraph with a [link outside](https://example.org/somewhere) and a note.[^1]

## A table

| Ward | Falls | Change |
| --- | ---: | ---: |
| A long name of a ward that needs room | 12 | -3 |
| Another ward | 4 | 1 |

## A picture

![Two paths](../../images/two-paths.svg "Two paths that part.")

## Evidence

There were {fig:example-slips-2021} slips [@example-count-2021], then {fig:example-slips-2023, bare}
[@example-count-2023, p. 7; @example-count-2021].

```chart
title: Slips in one ward
figures: [example-slips-2021, example-slips-2023]
```

```chart
title: Slips in one ward, as a line
kind: line
figures: [example-slips-2021, example-slips-2023]
labels: [Before, After]
```

## Boxes

> [!NOTE]
> Something not to miss.

> [!WARNING]
> Something to be careful with.

- [x] done
- [ ] to do

### A smaller heading

> A quotation of somebody.

1. First
2. Second

`code` and a word of sixty letters: Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbau.

```
a line of code that is long enough to be broken somewhere on a narrow screen, or it would scroll
```

## Words

""" + "\n\n".join(f"Paragraph {n} says little but needs its room on the page." for n in range(70))

SOURCES = {
    "example-count-2021": "date: 2021-11\nkind: statistics\nurl: https://example.org/a-long/address/of"
    "/a-source/that/has/to/be/broken/somewhere\nstatus: withdrawn\nwithdrawn: 2024-05\n",
    "example-count-2023": "date: 2023-06-30\nkind: article\nauthors: ['Fenwick, Idris']\n"
    "doi: 10.1000/182\nurl: https://example.org/second\narchive: https://archive.example/second\n"
    "container: A Journal\nvolume: 3\npages: 7-9\nrecorded: 2024-01-02\n",
}
FIGURES = """
example-slips-2021:
  value: 1,234
  unit: slips
  counts: slips in one ward
  place: England
  period: October 2021
  as_of: 2021-10
  source: example-count-2021
  superseded_by: example-slips-2023
example-slips-2023:
  value: 987
  unit: slips
  counts: slips in one ward
  place: England
  period: May 2023
  as_of: 2023-05-31
  source: example-count-2023
  comparable_with: [example-slips-2021]
  note: Counted by hand.
"""
RULE = """---
name: Two people check
summary: Two people check each tablet.
place: England
versions:
  - {from: 2021-12, text: Two people check., source: example-count-2021}
  - {from: 2026-03, text: One person checks., source: example-count-2023}
---
Why it changed.
"""
HEADER = """\
image: {src: images/ward-round.png, alt: "A ward round", credit: "Drawn"}
content_note: "A note before the text."
support: [distress]
sponsor: A sponsor, named
funding: none
interests: none
rules: [example-two-checks]
reviewed: {date: 2026-02-04, by: ann-example}
review_by: 2026-05-01
updates:
  - {date: 2026-02-05, kind: correction, wrong: It was five., right: It is six., by: Ann Example}
  - {date: 2026-02-04, kind: clarification, what: A word was made plainer.}
aliases: [/old/everything/]
applies_to: [England, Wales]
discussion: https://community.example.org/everything
"""

NOTE = "\n\n[^1]: The note, with a [link](https://example.org/note).\n"


# What a page says of its reader, and what is usual.
MEDIA: dict[str, Any] = {
    "media": "screen",
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}


class Hub:
    """The site in a browser: its pages by kind, and new tabs that watch what goes wrong."""

    def __init__(self, browser: Browser, origin: str, output: Path, kinds: dict[str, list[str]]):
        self.browser, self.origin, self.output, self.kinds = browser, origin, output, kinds
        self._idle: dict[str, Page] = {}

    def url(self, name: str) -> str:
        return f"{self.origin}/{name.removesuffix('index.html')}"

    def example(self, kind: str) -> str:
        """Return the page of a kind that shows most."""
        if kind == "post":
            return EVERYTHING
        return max(self.kinds[kind], key=lambda name: (self.output / name).stat().st_size)

    @contextlib.contextmanager
    def tab(
        self, width: int = 1280, height: int = 800, *, cold: bool = False, **options: Any
    ) -> Iterator[Tab]:
        """Open a page with nothing remembered; a cold one takes nothing from the browser's cache.

        To open a window takes longer than the page that it then shows, so one that is not in use is
        used again.
        """
        media = {name: options.pop(name, usual) for name, usual in MEDIA.items()}
        key = repr((cold, sorted(options.items())))
        page = self._idle.pop(key, None)
        if page is None:
            context = self.browser.new_context(**options)
            context.set_default_timeout(15_000)
            page = context.new_page()
            if cold:
                line = context.new_cdp_session(page)
                line.send("Network.enable")
                line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        tab = Tab(page, self)
        try:
            yield tab
        finally:
            tab.let_go()
            self._idle[key] = page


class Tab:
    """One page, what it asked for, and what the browser complained about."""

    def __init__(self, page: Page, hub: Hub) -> None:
        self.page, self.hub = page, hub
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._asked)
        page.on("pageerror", self._failed)
        page.on("console", self._said)

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def open(self, name: str) -> Page:
        self.page.goto(self.hub.url(name))
        return self.page

    def let_go(self) -> None:
        """Leave the page as if it had never been opened."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.context.clear_cookies()
        if self.page.url.startswith(self.hub.origin):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.remove_listener("request", self._asked)
        self.page.remove_listener("pageerror", self._failed)
        self.page.remove_listener("console", self._said)


def write_site(content: Path) -> None:
    """Write the sample content, an address that moved, a post that has everything, one that was
    withdrawn, a draft.
    """
    shutil.copytree(ROOT / "content", content)
    topic = content / "topics/medicines-safety.md"
    moved = topic.read_text(encoding="utf-8").replace("name:", "aliases: [medication]\nname:", 1)
    topic.write_text(moved, encoding="utf-8")
    write_post(
        content, "2026/everything-a-post-can-hold.md", "Everything a post can hold", "2026-02-03",
        body=BODY + NOTE,
        more=HEADER,
    )  # fmt: skip
    (content / "sources").mkdir(exist_ok=True)
    for key, more in SOURCES.items():
        head = f"title: {key}\npublisher: Example Office\n{more}"
        (content / f"sources/{key}.md").write_text(f"---\n{head}---\nA note.\n", "utf-8")
    figures = content / "figures.yaml"
    before = figures.read_text("utf-8") if figures.exists() else ""
    figures.write_text(f"{before}\n{FIGURES}", "utf-8")
    (content / "rules").mkdir(exist_ok=True)
    (content / "rules/example-two-checks.md").write_text(RULE, "utf-8")
    write_post(
        content, "2026/taken-back.md", f"Taken back by {HIDDEN}", "2026-02-03",
        more="status: withdrawn\nwithdrawn: 2026-02-05\n", body=f"{HIDDEN} was on the ward.",
    )  # fmt: skip
    write_post(
        content, "2026/a-draft.md", f"A draft on {HIDDEN}", "2026-02-04",
        more="status: draft\n", body=f"{HIDDEN} flies over the ward.",
    )  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, which the first of all workers builds for all of them."""
    temporary = tmp_path_factory.getbasetemp()
    shared = temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary
    root = shared / "browser-site"
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "kinds.json").exists():
            write_site(root / "content")
            site = build_site(
                ROOT / "publishconf.py",
                {"PATH": str(root / "content"), "OUTPUT_PATH": str(root / "output"),
                 "THEME": str(ROOT / "theme")},
                BuildOptions(now=clock.instant("2026-06-01T12:00"), report=quiet),
            )  # fmt: skip
            kinds: dict[str, list[str]] = {}
            for name, (_, made) in site.writer.claims.items():
                if isinstance(made, View):
                    kinds.setdefault(made.template, []).append(name)
            (root / "kinds.json").write_text(json.dumps(kinds), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def hub(built: Path) -> Iterator[Hub]:
    kinds = json.loads((built / "kinds.json").read_text(encoding="utf-8"))
    output, form = built / "output", publishconf.NEWSLETTER_ACTION
    with browsing(output, publishconf.SITEURL, form) as (browser, origin):
        yield Hub(browser, origin, output, kinds)
