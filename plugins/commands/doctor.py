"""What the machine and the hub have and lack, for whoever looks after them. Nothing is changed."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from plugins.base import clock
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.commands.hooks import git
from plugins.model import post_ids
from plugins.model.publication import state_of
from plugins.pipeline import settings_file
from plugins.pipeline.build_state import BuildState
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import counted

# A build holds two trees of the site, and a release a third: so many bytes are soon used.
TIGHT, FULL = 2_000_000_000, 200_000_000
# Seconds by which a file may be newer than the clock before the clock is doubted.
AHEAD = 120
# Which program each target of `PUBLISH_TO` calls; a folder needs none.
PROGRAMS = {"ssh": ("rsync", "ssh"), "store": ("rclone",), "branch": ("git",)}
GOOD, LOOK, MEND = "good", "look", "mend"
MARKS = {GOOD: "  ", LOOK: "? ", MEND: "! "}


class Found(NamedTuple):
    """One thing that was looked at. `do` says what to do where it is not as it should be."""

    state: str
    what: str
    do: str = ""

    @property
    def line(self) -> str:
        return MARKS[self.state] + self.what + (f"; {self.do}" if self.do else "") + "."


def doctor(root: Path, options: Namespace, tell: Say = say) -> int:
    """Say what machine and hub lack; return 1 where something has to be mended."""
    try:
        now = moment(options.now)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    count = dict.fromkeys(MARKS, 0)
    for title, found in (
        ("Machine", machine(root, now)),
        ("Hub", hub(root, options, now)),
        ("Publishing", publishing(root)),
    ):
        tell(title)
        for each in found:
            count[each.state] += 1
            tell(each.line)
    tell(f"{count[MEND]} to mend, {count[LOOK]} to look at, {count[GOOD]} as they should be.")
    return 1 if count[MEND] else 0


# -- The machine


def machine(root: Path, now: dt.datetime) -> Iterator[Found]:
    """Yield what this machine has: programs, room, rights, zone and clock."""
    yield Found(GOOD, f"Python {platform.python_version()} on {platform.system()}")
    if shutil.which("git") is None:
        yield Found(LOOK, "Git is missing, so nothing keeps what editors wrote", _install("git"))
    elif not _git(root, "rev-parse", "--is-inside-work-tree"):
        do = "make it one: git init, git add -A, git commit"
        yield Found(LOOK, "This folder is no Git repository, so no edit can be taken back", do)
    else:
        yield Found(GOOD, f"Git {_git(root, '--version').rpartition(' ')[2]}")
    free = shutil.disk_usage(root).free
    room = f"{free / 1e9:.1f} GB free"
    if free < FULL:
        yield Found(MEND, f"The disk is nearly full: {room}", "make room, or builds will stop")
    elif free < TIGHT:
        yield Found(LOOK, f"The disk is filling: {room}", "make room before it is full")
    else:
        yield Found(GOOD, f"Disk: {room}")
    for name in ("content", "output", ".hub"):
        path = root / name
        there = path if path.exists() else root
        if not os.access(there, os.W_OK | os.X_OK):
            do = f"give it to the account that builds: chown -R {_account()} {name}"
            yield Found(MEND, f"{name}/ cannot be written", do)
    yield from _clock(root, now)


def _clock(root: Path, now: dt.datetime) -> Iterator[Found]:
    newest = max(
        (path.stat().st_mtime for path in (root / "content").rglob("*.md") if path.is_file()),
        default=0.0,
    )
    written = dt.datetime.fromtimestamp(newest, clock.now().tzinfo)
    if newest > clock.now().timestamp() + AHEAD:
        said = f"{clock.now():%Y-%m-%d %H:%M}"
        what = f"The clock says {said}, and a post was saved {written:%Y-%m-%d %H:%M}"
        yield Found(MEND, what, "set the clock (timedatectl set-ntp true), or posts appear late")
    else:
        yield Found(GOOD, f"Clock: {now:%Y-%m-%d %H:%M} {now.tzname()}")


def _account() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "NAME"


def _install(name: str) -> str:
    return f"install it (apt install {name}, or brew install {name})"


def _git(root: Path, *words: str) -> str:
    """Return what Git says, or nothing where it refuses or is not there."""
    try:
        return git(root, *words).strip()
    except SiteFault:
        return ""


# -- The hub


def hub(root: Path, options: Namespace, now: dt.datetime) -> Iterator[Found]:
    """Yield what the content is like, whether its ids are kept, what is to come, the last build."""
    try:
        found = survey(root / "pelicanconf.py", overrides(root, options), now)
    except SiteFault as fault:
        yield Found(MEND, f"The settings or the theme have a fault: {fault}".rstrip("."), "mend it")
        return
    from plugins.checks.catalogue import is_advice

    errors = sum(not is_advice(each.check_id) for each in found.findings)
    if errors:
        do = "python3 tasks.py check names each"
        yield Found(MEND, f"Nothing can be built: {counted(errors, 'error')} in the content", do)
    else:
        yield Found(GOOD, f"{counted(len(found.assembled.posts), 'post')} without an error")
    yield Found(GOOD, f"Days and hours are those of {found.settings['TIMEZONE']}")
    yield from _ids(root)
    coming = [post for post in found.assembled.posts if state_of(post, now) == "future"]
    if coming:
        yield _timer(root, len(coming), min(post.date for post in coming))
    yield _last_build(Path(overrides(root, options)["OUTPUT_PATH"]))
    for name in sorted(each for each in os.environ if each.startswith("HUB_")):
        do = "unset it where that is not meant"
        yield Found(LOOK, f"The variable {name} is set here, and counts more than a setting", do)


def _ids(root: Path) -> Iterator[Found]:
    """Yield whether the permanent ids are kept: lost ones would show every post anew in readers."""
    name = f"content/{post_ids.FILE}"
    if not (root / name).is_file():
        do = "build once there is a post with a date, and commit the file"
        yield Found(LOOK, "No post has a permanent id yet", do)
    elif _git(root, "rev-parse", "--is-inside-work-tree"):
        if _git(root, "status", "--porcelain", "--", name):
            do = f"git add {name}, and commit it, before another machine gives other ids"
            yield Found(MEND, "Permanent ids are not committed", do)
        else:
            yield Found(GOOD, "Permanent ids are committed")


def _timer(root: Path, count: int, first: dt.datetime) -> Found:
    """Return whether something publishes by itself: CI, cron or systemd."""
    what = f"{counted(count, 'post')} scheduled, the next for {first:%Y-%m-%d %H:%M}"
    workflows = (root / ".github/workflows").glob("*.yml")
    scheduled = [
        path.name for path in workflows if "schedule:" in path.read_text("utf-8", "replace")
    ]
    if scheduled and "github.com" in _git(root, "remote", "-v"):
        return Found(GOOD, f"{what}; {scheduled[0]} publishes by the hour")
    for argv in (["crontab", "-l"], ["systemctl", "cat", "--no-pager", "*.service"]):
        if str(root) in _said(argv):
            return Found(GOOD, f"{what}; {argv[0]} knows this folder")
    do = "let a timer publish every hour, see python3 tasks.py guide publishing"
    return Found(LOOK, f"{what}, and no timer was found that publishes them", do)


def _said(argv: list[str]) -> str:
    try:
        done = subprocess.run(
            argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _last_build(output: Path) -> Found:
    memory = BuildState(output)
    if memory.state() is None or memory.live() is None:
        return Found(LOOK, "Nothing was built here yet", "python3 tasks.py build")
    when = dt.datetime.fromtimestamp(memory.state_path.stat().st_mtime, clock.now().tzinfo)
    return Found(GOOD, f"Last build: {when:%Y-%m-%d %H:%M}")


# -- Publishing


def publishing(root: Path) -> Iterator[Found]:
    """Yield what going live needs, and when it was done last from here."""
    try:
        public = settings_file.read(root / "publishconf.py")
    except SiteFault as fault:
        yield Found(MEND, f"publishconf.py: {fault}".rstrip("."), "mend it")
        return
    local = _stated(root / "pelicanconf.py")
    both = _stated(root / "publishconf.py")
    other = sorted(name for name, value in both.items() if local.get(name, value) != value)
    if other:
        yield Found(GOOD, f"publishconf.py has other values for {', '.join(other)}")
    address = str(public.get("SITEURL", ""))
    if address.endswith((".example", "example.org", "example.com")) or not address:
        do = "write the address of the site into SITEURL of publishconf.py"
        yield Found(LOOK, f"The public address is that of an example ({address})", do)
    else:
        yield Found(GOOD, f"Public address: {address}")
    words = os.environ.get("HUB_PUBLISH_TO") or str(public.get("PUBLISH_TO", ""))
    kind = words.partition(":")[0]
    if not words:
        do = "set PUBLISH_TO in publishconf.py, see python3 tasks.py guide publishing"
        yield Found(LOOK, "No place to publish to is named", do)
    for name in PROGRAMS.get(kind, ()):
        if shutil.which(name) is None:
            yield Found(
                MEND, f"{name} is missing, and publishing to '{kind}:' needs it", _install(name)
            )
        else:
            yield Found(GOOD, f"{name} is there, which publishing to '{kind}:' needs")
    yield last_publish(root)


def _stated(path: Path) -> Mapping[str, Any]:
    """Return the simple values that a settings file states."""
    found = settings_file.stated(path)
    return {
        name: value
        for name, value in found.items()
        if name.isupper() and isinstance(value, (str, int, float, bool, tuple, list))
    }


def last_publish(root: Path) -> Found:
    """Return when this folder was published from last; a rehearsal counts for nothing."""
    from plugins.publish.command import LAST

    try:
        last = (root / ".hub/publish" / LAST).read_text(encoding="utf-8").strip()
    except OSError:
        do = "python3 tasks.py publish --dry-run says what would go live"
        return Found(LOOK, "No publishing from here is on record", do)
    return Found(GOOD, f"Last published: {last}")
