"""Run: the blog is made, built by every tool in turn, and the times are written down.

`bench` is what `python3 tasks.py bench` does. Every build is looked at afterwards: a tool that is
fast because it did not do the work is not measured but left out with a line.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from plugins.base import clock, code_version
from plugins.base.file_state import FolderScan
from plugins.base.printing import say
from plugins.base.problems import SiteFault
from plugins.base.progress import tracked
from plugins.presentation.views import counted
from tests.benchmarks.conversion import conversions
from tests.benchmarks.corpus import Corpus, post_file, put, topic_file, write
from tests.benchmarks.peers import Builder, Hub, builders
from tests.benchmarks.processes import Failed, environment, last_line, peak, running, timed
from tests.benchmarks.readers import reading
from tests.benchmarks.report import (
    CASES,
    OURS,
    PUBLISHED,
    STAGED,
    TEMPLATE,
    Measured,
    Named,
    Results,
    plot,
    table,
)
from tests.benchmarks.watch import Preview

SIZES = "100,1000,10000"
SMALLEST, LARGEST = 20, 200_000
# Stock Pelican takes minutes from here on.
PATIENT = 2_000
# From here on only what tells where one machine ends.
HUGE = 20_000
# Posts that are converted to see what one takes.
CONVERTED = 200
HUGE_CASES = ("cold", "no change", "one edit")
# Seconds for one build, and for one page of a preview.
BUILD_LIMIT, WATCH_LIMIT = 3600.0, 180.0
# Where our own site is published to, as the project's settings have it.
PUBLIC = ".hub/public/current/site"
# Between two looks whether a page is ready.
LOOK = 0.005


def bench(root: Path, options: argparse.Namespace) -> int:
    """Measure and report; return 1 if our own site could not be built, and 0 otherwise."""
    sizes = _sizes(options.sizes)
    if options.runs < 1:
        raise SiteFault(f"--runs is {options.runs}; write a whole number above 0.", 2)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    tools = builders(root, options.engines, options.peers, options.lean, options.records, say)
    record = _place_of(root, options.sizes) if options.record else None
    into = Path(options.into or tempfile.mkdtemp(prefix="hub-bench-")).absolute()
    into.mkdir(parents=True, exist_ok=True)
    say(f"Table and plot go to {into}.")
    results = Results(
        sizes=sizes,
        builders=[Named(each.name, each.label, each.version, each.less) for each in tools],
        machine=machine(),
        date=f"{clock.now({}):%Y-%m-%d %H:%M} UTC",
        command=f"python3 tasks.py bench --sizes {options.sizes} --runs {options.runs}",
    )
    if load > 0.5:
        results.notes.append(f"The machine was busy when this began: load {load:.1f}.")
    results.notes.append(f"{counted(options.runs, 'run')} of each, corpus seed {options.seed!r}.")
    before = _code(root)
    with _workplace(options.keep) as work:
        failed = [name for n in sizes for name in measure(n, tools, results, work, options)]
    results.converted = conversions(Corpus(CONVERTED, options.seed), options.engines)
    if _code(root) != before:
        line = "The code or the theme was edited meanwhile: the figures mix two versions of them."
        results.notes.insert(0, line)
    text = table(results)
    (into / "bench.md").write_text(text, encoding="utf-8")
    picture = plot(results)
    (into / "bench.svg").write_text(picture, encoding="utf-8")
    if record is not None:
        record.write(text, picture)
    say(f"\n{text}\nWritten: {into / 'bench.md'} and {into / 'bench.svg'}.")
    return 1 if any(name.startswith("hub-") for name in failed) else 0


@dataclass(frozen=True)
class Place:
    """Where the guide holds the last table of a run of some sizes, between two comments."""

    page: Path
    sizes: str

    @property
    def marks(self) -> tuple[str, str]:
        return f"<!-- bench {self.sizes} -->\n", f"<!-- end of bench {self.sizes} -->\n"

    def write(self, text: str, picture: str) -> None:
        """Put the table and the plot in the place of the last ones."""
        begin, end = self.marks
        before, _, rest = self.page.read_text(encoding="utf-8").partition(begin)
        after = rest.partition(end)[2]
        image = self.page.parent / "images" / f"bench-{self.sizes.replace(',', '-')}.svg"
        image.write_text(picture, encoding="utf-8")
        table = text.partition("\n")[2].replace("\n## ", "\n### ").strip()
        shown = f"![The table as a plot](images/{image.name})"
        self.page.write_text(f"{before}{begin}{table}\n\n{shown}\n{end}{after}", encoding="utf-8")


def _place_of(root: Path, sizes: str) -> Place:
    """Return the place of a run. Raises SiteFault when the guide has none."""
    place = Place(root / "docs" / "performance.md", sizes)
    text = place.page.read_text(encoding="utf-8")
    if not all(mark in text for mark in place.marks):
        known = ", ".join(re.findall("<!-- bench ([0-9,]+) -->", text))
        message = f"docs/performance.md has no place for --sizes {sizes}; write one of {known}."
        raise SiteFault(message, 2)
    return place


@contextmanager
def _workplace(keep: bool) -> Iterator[Path]:
    """Give a folder that is removed in the end, also when the run is ended from outside."""

    def leave(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    work = Path(tempfile.mkdtemp(prefix="hub-bench-work-"))
    before = signal.signal(signal.SIGTERM, leave)  # what is running then is ended as well
    try:
        yield work
    finally:
        signal.signal(signal.SIGTERM, before)
        if keep:
            say(f"The blogs are kept in {work}.")
        else:
            shutil.rmtree(work, ignore_errors=True)


def _code(root: Path) -> tuple[str, ...]:
    """Return what tells one version of our code and theme from another."""
    return code_version.key.__wrapped__(), FolderScan(root / "theme").key()


def machine() -> str:
    """Return what the times depend on, in one line."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        memory = f", {pages / 2**30:.0f} GiB"
    return f"{os.cpu_count()} cores, {model}{memory}, {platform.system()} {platform.release()}"


def _sizes(given: str) -> list[int]:
    words = [word.strip().replace("_", "") for word in given.split(",") if word.strip()]
    if not words or not all(word.isdecimal() for word in words):
        raise SiteFault(f"--sizes is {given!r}; write numbers such as 1000,10000.", 2)
    found = sorted(set(map(int, words)))
    if found[0] < SMALLEST or found[-1] > LARGEST:
        message = f"--sizes is {given!r}; write numbers from {SMALLEST} to {LARGEST:,}."
        raise SiteFault(message, 2)
    return found


# -- One size ----------------------------------------------------------------------


@dataclass
class Site:
    """One tool's copy of the blog. `ended` is when its last build did."""

    builder: Builder
    folder: Path
    corpus: Corpus
    ended: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def page(self, path: str, published: str = "") -> str:
        """Return a finished page of the output, or of where it is published, or an empty text."""
        folder = self.folder / published if published else self.builder.output(self.folder)
        try:
            made = folder / path / "index.html"
            return made.read_text(encoding="utf-8")
        except OSError:
            return ""

    def save(self, number: int, word: str) -> Path:
        """Save a post whose first word is another one; return the file."""
        name, content = post_file(self.corpus.post(number).edited(word), self.builder.flavour)
        put(self.folder, [(name, content)])
        return self.folder / name

    def rename_topic(self, name: str) -> str:
        """Give the first topic another name; return the path of its page."""
        topic = self.corpus.topics[0]
        if self.builder.flavour != "pelican":
            renamed = type(topic)(slug=topic.slug, name=name, line=topic.line)
            put(self.folder, [topic_file(renamed, self.builder.flavour)])
            return f"topics/{topic.slug}"
        for path in sorted((self.folder / "content" / "posts").rglob("*.md")):
            lines = path.read_text(encoding="utf-8").split("\n")
            at = next(n for n, line in enumerate(lines) if line.startswith("Tags:"))
            names = lines[at].removeprefix("Tags: ").split(", ")
            if any(each.startswith(topic.name) for each in names):
                new = [name if each.startswith(topic.name) else each for each in names]
                lines[at] = f"Tags: {', '.join(new)}"
                path.write_text("\n".join(lines), encoding="utf-8")
        return f"topics/{name.lower().replace(' ', '-')}"

    def change_template(self, words: str) -> None:
        """Write some words into the template that every page has."""
        path = self.builder.base(self.folder)
        text = re.sub("<p hidden>.*</p>\n", "", path.read_text(encoding="utf-8"))
        text = text.replace("</body>", f"<p hidden>{words}</p>\n</body>")
        path.write_text(text, encoding="utf-8")

    def stage(self, number: int, word: str) -> Path:
        """Save a post as `save` does, and put it into the index of a Git repository."""
        git = ["git", "-C", str(self.folder), "-c", "user.name=A", "-c", "user.email=a@b.example"]
        if not (self.folder / ".git").exists():
            for words in (
                ["init", "--quiet"],
                ["add", "content"],
                ["commit", "--quiet", "-m", "All"],
            ):
                subprocess.run([*git, *words], check=True, capture_output=True)
        saved = self.save(number, word)
        subprocess.run([*git, "add", str(saved)], check=True, capture_output=True)
        return saved

    def put_aside(self) -> None:
        """Take away the output and all that earlier builds left.

        It is moved, not deleted: for minutes after, a file system may be slow to give new files
        the places of those that went.
        """
        for number in range(1000):
            aside = self.folder / f"aside-{number}"
            if not aside.exists():
                break
        aside.mkdir()
        for path in self.builder.left(self.folder):
            if path.is_symlink():
                path.unlink()
            elif path.exists():
                path.rename(aside / path.name)

    def count(self) -> tuple[int, int]:
        """Return how many pages and feeds were made."""
        output = self.builder.output(self.folder).resolve()
        names = [name for _, _, files in os.walk(output) for name in files]
        pages = sum(name.endswith(".html") for name in names)
        feeds = sum(name.endswith((".rss", ".xml")) and name != "sitemap.xml" for name in names)
        return pages, feeds


def measure(
    size: int, tools: list[Builder], results: Results, work: Path, options: argparse.Namespace
) -> list[str]:
    """Add the figures of one size; return the names of the tools that failed.

    A tool that fails is left out from there on, with a line.
    """
    chosen = [each for each in tools if _takes_part(each, size, results, options)]
    corpus = Corpus(size, options.seed)
    sites = [Site(each, work / f"{size}-{each.name}", corpus) for each in chosen]
    folders = {site.folder: site.builder.flavour for site in sites}
    for _ in tracked(write(corpus, folders), size, "Writing posts"):
        pass
    for site in sites:
        site.builder.furnish(site.folder)
    cases = [case for case in (HUGE_CASES if size >= HUGE else CASES) if case != "watch"]
    steps = options.runs * len(cases)
    for step in range(steps):
        number, case = step // len(cases), cases[step % len(cases)]
        turn = number % max(1, len(sites))
        for site in sites[turn:] + sites[:turn]:
            passed = case not in site.builder.cases or (site.builder.brief and number)
            if site.faults or passed:
                continue
            with _told(site, results, size, case):
                found = _build(site, case, number, options.pause)
                results.add(size, case, site.builder.name, found)
                if case == "cold" and not number:
                    results.counted[size, site.builder.name] = site.count()
                _tell(size, f"{case}, run {number + 1} of {options.runs}", site, found.wall)
    if size < HUGE:
        for site in sites:
            if not site.faults and "watch" in site.builder.cases:
                with _told(site, results, size, "watch"):
                    _watch(site, size, results, options)
    ours = [site for site in sites if isinstance(site.builder, Hub) and not site.faults]
    if ours and size < HUGE:
        post = corpus.post(size // 2)
        results.paid |= {
            (size, what): paid
            for what, paid in reading(ours[0].folder / "output", post.path, post.title).items()
        }
    if not options.keep:
        for site in sites:
            shutil.rmtree(site.folder, ignore_errors=True)
    return [site.builder.name for site in sites if site.faults]


def _takes_part(builder: Builder, size: int, results: Results, options: argparse.Namespace) -> bool:
    if size >= HUGE and builder.name not in ("hub-cmarkgfm", "hugo"):
        why = f"not measured from {HUGE:,} posts on"
    elif builder.name == "pelican" and size > PATIENT and options.runs > 1 and not options.peers:
        why = "it takes minutes; measured with --runs 1 or --peers hugo,pelican"
    else:
        return True
    _note(results, f"{size:,} posts: {builder.label} is left out ({why}).")
    return False


@contextmanager
def _told(site: Site, results: Results, size: int, case: str) -> Iterator[None]:
    """Let a tool's failure be a line, and the end of its part in this size."""
    try:
        yield
    except Failed as failed:
        site.faults.append(str(failed))
        line = f"{size:,} posts, {case}: {site.builder.label} {failed}; left out from there on."
        _note(results, line)


def _note(results: Results, line: str) -> None:
    results.notes.append(line)
    say(line)


def _tell(size: int, what: str, site: Site, seconds: float) -> None:
    say(f"{size:,} posts, {what}: {site.builder.label} {seconds:.3f} s")


def _build(site: Site, case: str, number: int, pause: float) -> Measured:
    """Do what the case says, build, and look whether it shows. Raises Failed."""
    size = site.corpus.size
    path, word = site.corpus.post(size // 2).path, ""
    if case == "cold":
        site.put_aside()
    elif case == "one edit":
        word = f"Edited{number}"
        site.save(size // 2, word)
    elif case == "one new post":
        word, path = f"Added{number}", site.corpus.post(size + number).path
        site.save(size + number, word)
    elif case == "one renamed topic":
        word = f"{site.corpus.topics[0].name} renamed {number}"
        path = site.rename_topic(word)
    elif case == TEMPLATE:
        word = f"Changed {number}"
        site.change_template(word)
    elif case in OURS:  # what the first run of it does, later ones need not
        put_edit = site.stage if case == STAGED else site.save
        put_edit(size // 2, f"Begun{number}")
        _run(site, case)
        word = f"Edited again {number}"
        put_edit(size // 2, word)
    # Files that were written a moment ago are no tool's usual fare: their times say little.
    time.sleep(max(0.0, site.ended + pause - time.monotonic()))
    try:
        found = _run(site, case)
    finally:
        site.ended = time.monotonic()
    shown = site.page(path, PUBLIC if case == PUBLISHED else "")
    if case == STAGED:
        return found  # it writes nothing; a fault would have ended it otherwise
    if not shown or word not in shown:
        raise Failed(f"did not show the change on /{path}")
    return found


def _run(site: Site, case: str) -> Measured:
    command, environ = site.builder.command(site.folder, case), site.builder.environ()
    return timed(command, site.folder, environment(environ), site.log, BUILD_LIMIT)


# -- Watch -------------------------------------------------------------------------


def _watch(site: Site, size: int, results: Results, options: argparse.Namespace) -> None:
    preview = site.builder.preview(site.folder)
    post = site.corpus.post(size // 2 + 1)
    site.save(post.number, "Ready")
    environ = environment(site.builder.environ())
    with running(preview.argv, preview.folder, environ, site.log) as process:
        _until(preview, process, post.path, "Ready", BUILD_LIMIT, site.log)
        for number in range(options.runs):
            time.sleep(max(1.0, options.pause))
            word = f"Watched{number}"
            site.save(post.number, word)
            began = time.perf_counter()
            _until(preview, process, post.path, word, WATCH_LIMIT, site.log)
            found = Measured(time.perf_counter() - began, None, peak(process))
            results.add(size, "watch", site.builder.name, found)
            _tell(size, f"watch, run {number + 1} of {options.runs}", site, found.wall)


def _until(
    preview: Preview,
    process: subprocess.Popen[bytes],
    path: str,
    word: str,
    limit: float,
    log: Path,
) -> None:
    """Wait until a page shows a word. Raises Failed when that takes too long."""
    end = time.monotonic() + limit
    while not preview.is_ready(path, word):
        if process.poll() is not None:
            raise Failed(f"ended while it watched: {last_line(log)}")
        if time.monotonic() > end:
            raise Failed(f"showed no change within {limit:g} s")
        time.sleep(LOOK)
