"""Peers: how each tool, ours among them, is set up and asked to build the blog."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PIL import Image

from plugins.base.hashing import digest
from plugins.base.printing import Say
from plugins.base.problems import SiteFault
from tests.benchmarks.report import CASES, OURS, PUBLISHED, STAGED
from tests.benchmarks.watch import Autoreload, Preview, Server

SITES = Path(__file__).parent / "sites"
LOCK = SITES / "requirements.lock"
ENGINES = ("cmarkgfm", "markdown")
PEERS = ("hugo-same", "hugo", "pelican")
INSTALLING = 600
LOCKS = ("requirements.lock", "requirements-test.lock", "pyproject.toml")


class Builder(Protocol):
    """One tool. `less` says what its blog lacks that ours has; `cases` are those it is asked for.

    One that is `brief` is measured once, whatever the number of runs.
    """

    name: str
    label: str
    flavour: str
    version: str
    less: str
    cases: tuple[str, ...]
    brief: bool

    def furnish(self, site: Path) -> None:
        """Put the tool's own files (settings, templates) beside the content."""

    def command(self, site: Path, case: str) -> list[str]:
        """Return what builds the site once, or does what else a case is about."""

    def base(self, site: Path) -> Path:
        """Return the template that every page has."""

    def environ(self) -> dict[str, str]:
        """Return the variables that it needs."""

    def left(self, site: Path) -> list[Path]:
        """Return the output and all else that earlier builds left."""

    def output(self, site: Path) -> Path:
        """Return the folder of the finished pages."""

    def preview(self, site: Path) -> Preview:
        """Return what keeps the site current while it is edited."""


class Hub:
    """This project, by its own command, as it comes.

    A `lean` one is without search index, image sizes and cards; with `records` the posts rest on
    sources and figures.
    """

    def __init__(self, root: Path, engine: str, lean: bool = False, records: bool = False) -> None:
        self.root, self.engine, self.lean = root, engine, lean
        self.flavour = "record" if records else "hub"
        self.name = f"hub-{engine}{'-lean' if lean else ''}{'-records' if records else ''}"
        self.label = f"This project, {'Python-Markdown' if engine == 'markdown' else engine}"
        self.label += ", with citations and figures in every third post" if records else ""
        self.label += ", switched off" if lean else ""
        self.version = f"Python {sys.version.split()[0]}"
        few = ("cold", "no change", "one edit")
        self.cases: tuple[str, ...] = few if lean or records else CASES
        self.brief = records
        self.less = "no search index, no images in other sizes, no cards" if lean else ""

    def furnish(self, site: Path) -> None:
        """Settings and theme are those of the project; the theme is a copy, for it is changed."""
        for name in ("tasks.py", "pelicanconf.py", "publishconf.py", *LOCKS):
            shutil.copy(self.root / name, site / name)
        shutil.copytree(self.root / "theme", site / "theme")
        for name in ("plugins", "docs", ".venv"):
            (site / name).symlink_to(self.root / name, target_is_directory=True)

    def command(self, site: Path, case: str) -> list[str]:
        words = {
            STAGED: ("hooks", "--check"),
            PUBLISHED: ("publish", "--yes", "--sample"),
        }.get(case, ("build",))
        return [sys.executable, str(site / "tasks.py"), *words]

    def base(self, site: Path) -> Path:
        return site / "theme/templates/base.html"

    def environ(self) -> dict[str, str]:
        return {"HUB_MARKDOWN_ENGINE": self.engine, "HUB_EXTRAS": "0" if self.lean else "1"}

    def left(self, site: Path) -> list[Path]:
        return [self.output(site), site / ".hub"]

    def output(self, site: Path) -> Path:
        return site / "output"

    def preview(self, site: Path) -> Preview:
        return Server([sys.executable, str(site / "tasks.py"), "preview"], site)


class Hugo:
    cases: tuple[str, ...] = tuple(case for case in CASES if case not in OURS)
    brief = False
    name = "hugo"
    label = "Hugo, leanest"
    flavour = "hugo"
    less = (
        "no search, no cards, no related posts, no second page for each year, feeds of the newest "
        "posts only and in one format, no data for search engines and for sharing, none of the "
        "checks"
    )

    def __init__(self, program: str) -> None:
        self.program = program
        self.version = _said([program, "version"]).split("-")[0].removeprefix("hugo v")

    def furnish(self, site: Path) -> None:
        shutil.copytree(SITES / "hugo", site, dirs_exist_ok=True)

    def command(self, site: Path, case: str) -> list[str]:
        return [self.program, "--quiet", "--cacheDir", str(site / "cache")]

    def base(self, site: Path) -> Path:
        return site / "layouts/_default/baseof.html"

    def environ(self) -> dict[str, str]:
        return {}

    def left(self, site: Path) -> list[Path]:
        return [site / name for name in ("public", "resources", "cache", ".hugo_build.lock")]

    def output(self, site: Path) -> Path:
        return site / "public"

    def preview(self, site: Path) -> Preview:
        serve = [self.program, "server", "--bind", "127.0.0.1"]
        return Server([*serve, "--cacheDir", str(site / "cache")], site)


class HugoSame(Hugo):
    """Hugo asked for what our pages hold, then Pagefind's program over its pages.

    It is measured once, and not while it watches: its server runs no other program.
    """

    cases: tuple[str, ...] = tuple(case for case in Hugo.cases if case != "watch")
    brief = True
    name = "hugo-same"
    label = "Hugo, doing the same"
    less = (
        "no second page for each year, no search for anything but pages, feeds of the newest "
        "posts only, none of the checks; it has related posts, data for search engines and for "
        "sharing, feeds in three formats, a card a post drawn by its own image filters, and "
        "Pagefind's search"
    )

    def __init__(self, program: str, pagefind: str) -> None:
        super().__init__(program)
        self.pagefind = pagefind
        self.version += f" and Pagefind {_said([pagefind, '--version']).removeprefix('pagefind ')}"

    def furnish(self, site: Path) -> None:
        super().furnish(site)
        shutil.copytree(SITES / "hugo-same", site, dirs_exist_ok=True)
        (site / "assets").mkdir()
        Image.new("RGB", (1200, 630), "#0b3954").save(site / "assets/card.png")

    def command(self, site: Path, case: str) -> list[str]:
        hugo = shlex.join(super().command(site, case))
        pages = shlex.join([self.pagefind, "--quiet", "--site", str(self.output(site))])
        return ["sh", "-c", f"{hugo} && {pages}"]


class StockPelican:
    cases: tuple[str, ...] = Hugo.cases
    brief = False
    name = "pelican"
    label = "Stock Pelican"
    flavour = "pelican"
    less = (
        "no search, no cards, no related posts, no contents of a post, no second page for each year, no list of "
        "series or years, no 404 page, feeds of the newest posts only and in one format, no data "
        "for search engines and for sharing, none of the checks; a topic has no file, so it is "
        "renamed in every post that names it"
    )

    def __init__(self, program: str) -> None:
        self.program = program
        self.version = _said([program, "--version"])

    def furnish(self, site: Path) -> None:
        shutil.copytree(SITES / "pelican", site, dirs_exist_ok=True)

    def command(self, site: Path, case: str) -> list[str]:
        return [self.program, "--settings", "pelicanconf.py", "--fatal", "errors"]

    def base(self, site: Path) -> Path:
        return site / "theme/templates/base.html"

    def environ(self) -> dict[str, str]:
        return {}

    def left(self, site: Path) -> list[Path]:
        return [site / "output", site / "cache"]

    def output(self, site: Path) -> Path:
        return site / "output"

    def preview(self, site: Path) -> Preview:
        return Autoreload(self.command(site, "watch"), site, self.output(site))


def builders(
    root: Path, engines: str, peers: str | None, lean: bool, records: bool, tell: Say
) -> list[Builder]:
    """Return the tools that are asked for and can be had; say which one is left out and why.

    `peers` is a list with commas, "none", or nothing for all. With `lean` our engines are also
    measured without what can be switched off, and with `records` our first one with posts that
    rest on sources.
    """
    wanted = _named("--peers", "" if peers == "none" else peers or ",".join(PEERS), PEERS)
    chosen = _named("--engines", engines, ENGINES)
    found: list[Builder] = [Hub(root, name) for name in chosen]
    found += [Hub(root, name, records=True) for name in chosen[:1] if records]
    found += [Hub(root, name, lean=True) for name in chosen if lean]
    if wanted:
        made: dict[str, Callable[..., Builder]] = {
            "hugo": Hugo,
            "hugo-same": HugoSame,
            "pelican": StockPelican,
        }
        home = root / ".venv" / "bench"
        why = install(home, tell)
        for name in wanted:
            needed = ["hugo", "pagefind"] if name == "hugo-same" else [name]
            programs = [_program(home, each) for each in needed]
            if None in programs:
                tell(f"{made[name].__name__} is left out: {why or 'its program is missing'}.")
            else:
                found.append(made[name](*programs))
    return found


def _named(option: str, given: str, known: tuple[str, ...]) -> list[str]:
    names = [name.strip() for name in given.split(",") if name.strip()]
    for name in names:
        if name not in known:
            message = f"{option} names {name!r}; write one or more of {', '.join(known)}."
            raise SiteFault(message, 2)
    return [name for name in known if name in names]


def install(home: Path, tell: Say) -> str:
    """Make the folder of the peers fit their lock; return why that failed, or an empty text."""
    stamp, wanted = home / "stamp", digest(LOCK.read_bytes(), sys.version.encode())
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return ""
    tell(f"Installing the peers into {home}; this takes a minute, and only once.")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = [
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [*pip, "--require-hashes", "--no-deps", "-r", str(LOCK)],
    ]
    for argv in steps:
        try:
            done = subprocess.run(
                argv,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=INSTALLING,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"it could not be installed ({error})"
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            return f"it could not be installed ({lines[-1] if lines else 'no reason given'})"
    stamp.write_text(wanted, encoding="utf-8")
    return ""


def _program(home: Path, name: str) -> str | None:
    """Return the program of a peer: its own one, not the script that starts it in Python."""
    places = {"hugo": "hugo/binaries/hugo*", "pagefind": "pagefind_bin/pagefind*"}
    if name in places:
        inside = sorted(home.glob(f"[Ll]ib/**/site-packages/{places[name]}"))
        return str(inside[0]) if inside else shutil.which(name)
    return shutil.which(name, path=str(home / ("Scripts" if os.name == "nt" else "bin")))


def _said(argv: list[str]) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip()
