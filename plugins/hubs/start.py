"""Starts a hub of one's own: a folder with its settings, first texts and the engine by a pin.

Nothing of the sample comes with it: neither posts nor ids, sources, figures, services and names.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from plugins.base import clock
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.content.schema.setting_values import TARGETS, colour
from plugins.content.site_settings import literal
from plugins.hubs.answers import Answers, Ask, Questions, answers
from plugins.hubs.wheel import lock_of, packed, sources
from plugins.outputs.cards import FONT
from plugins.presentation.accent import said_of
from plugins.presentation.social_cards import mark_of
from plugins.publish.leftovers import RESERVED

FIRST = Path(__file__).with_name("first")
# Files of the first hub whose names would mean something in here.
NAMES = {
    "tasks.txt": "tasks.py", "README.txt": "README.md", "gitignore.txt": ".gitignore",
    "gitattributes.txt": ".gitattributes", "theme/README.txt": "theme/README.md",
}  # fmt: skip
WORKFLOWS = (".github/workflows/check.yml", ".github/workflows/publish.yml")
DESCRIPTION = "Posts on safer care, for patients, families, staff and all who shape care."
_OWN_TEST = """\
# This hub, looked at after each change: settings, content, build, links and feeds.
name: test
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
{steps}
      - run: python3 tasks.py test
"""
_HEAD = '''"""What differs from the engine's settings; `python3 tasks.py settings` shows all."""
'''
_PUBLIC = '''"""What differs in public."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *

'''


def start(
    root: Path, options: Namespace, questions: Questions, tell: Say = say, ask: Ask | None = None
) -> int:
    """Write a new hub with the engine of the clone at `root`; return the exit code."""
    if ask is None and sys.stdin.isatty() and not options.no_questions:
        ask = input
    try:
        folder = _empty(root, Path(options.folder))
        stated = {name: getattr(options, name.replace("-", "_")) for name, _, _ in questions}
        found = answers(stated, questions, tell, ask)
        _write(root, folder, found, options.engine or "")
    except SiteFault as fault:
        complain(fault)
        return fault.code
    if found["colour"] and (mended := said_of(colour(found["colour"]))):
        tell(f"The colour: {mended}.")
    if found.mark and not mark_of(found["mark"], found.mark, str(root / "theme" / FONT)):
        tell(
            f"The mark: {Path(found['mark']).name} cannot be drawn on cards, where there is none "
            "now: a picture within it, or far too much in it? Save it as plain SVG, or give a PNG."
        )
    if reserved := RESERVED.search(found["address"]):
        tell(
            f"The address: '{reserved[0]}' is for examples and leads nowhere; publish asks for the "
            "public one, in SITEURL and ID_AUTHORITY and in the page on contact."
        )
    tell(f"{folder} is your hub. Begin there:")
    tell("  python3 tasks.py preview --open    # README.md says what to write first")
    tell('  git add -A && git commit -m "A hub of our own"')
    return 0


def _empty(root: Path, folder: Path) -> Path:
    """Return the folder of the hub, which is new or empty. Raises SiteFault."""
    whole = Path(os.path.normpath(folder.absolute()))
    if whole.is_symlink() or (whole.exists() and not whole.is_dir()):
        raise SiteFault(f"'{folder}' is no folder; give one that is new or empty.", 2)
    if whole.is_dir() and any(whole.iterdir()):
        raise SiteFault(f"'{folder}' holds something already, and stays as it is.", 2)
    if root.resolve() in (whole.resolve(), *whole.resolve().parents):
        raise SiteFault(f"'{folder}' lies in the engine's own folder; choose one outside.", 2)
    return whole


def _write(root: Path, folder: Path, found: Answers, reference: str) -> None:
    name, content = packed(sources(root, reference))
    today = clock.now().date()
    for path, text in {**files(found, today), **_workflows(root)}.items():
        replace(folder / path, text.encode())
    if found.mark:
        replace(folder / "theme/static" / _mark_name(found), found.mark)
    replace(folder / "engine" / name, content)
    replace(folder / "requirements.lock", lock_of(name, content))
    if shutil.which("git"):
        words = ["git", "init", "--quiet", "--initial-branch=main", str(folder)]
        subprocess.run(words, check=False, stdin=subprocess.DEVNULL)


def files(found: Answers, today: dt.date) -> dict[str, str]:
    """Return the texts of a new hub by the names of their files."""
    gaps = {
        "name": _in_markdown(found["name"]),
        "today": f"{today:%Y-%m-%d}",
        "contact": _contact(found["contact"]),
        "licence": f"Licence: {_in_markdown(found['licence'])}." if found["licence"] else "",
    }
    made = {}
    for path in sorted(each for each in FIRST.rglob("*") if each.is_file()):
        place = path.relative_to(FIRST).as_posix()
        place = NAMES.get(place, place)
        if place.startswith("content/posts/"):
            place = f"content/posts/{today.year}/{path.name}"
        text = path.read_text(encoding="utf-8")
        made[place] = text if place == "tasks.py" else Template(text).safe_substitute(gaps)
    made["pelicanconf.py"] = _settings(found)
    made["publishconf.py"] = _public(found)
    return made


def _settings(found: Answers) -> str:
    host = urlsplit(found["address"]).hostname or ""
    lines = [
        ("SITENAME", found["name"], ""),
        ("SITE_TAGLINE", found["tagline"], ""),
        ("SITE_DESCRIPTION", DESCRIPTION, "What the hub is, in a sentence or two."),
        ("TIMEZONE", found["time-zone"], ""),
        ("DEFAULT_LANG", found["language"], ""),
        ("ID_AUTHORITY", host, "In the permanent ids of posts: leave it, whatever the address."),
        ("ACCENT", found["colour"], "All colours follow from it, light and dark."),
        ("MARK", _mark_name(found), "Its file in theme/static/."),
        ("CONTENT_LICENCE", found["licence"], ""),
        ("NEWSLETTER_ACTION", found["newsletter"], ""),
        ("DISCUSSION", found["community"], ""),
        ("SHARE_STORY", found["stories"], ""),
    ]
    text = _HEAD + "\n"
    for name, value, about in lines:
        if value:
            text += (f"# {about}\n" if about else "") + f"{name} = {literal(value)}\n"
    if contact := _own_address(found["contact"]):
        text += "# Addresses of the hub itself, which are no signs of a patient.\n"
        text += f"CONTACTS = {literal((contact,))}\n"
    return text


def _public(found: Answers) -> str:
    text = f"{_PUBLIC}SITEURL = {literal(found['address'])}\n"
    text += f"# {TARGETS}\n"
    text += 'PUBLISH_TO = "folder:.hub/public"\n'
    if found["security"]:
        text += "# Where somebody reports a weakness of the site (RFC 9116).\n"
        text += f"SECURITY_CONTACT = {literal(found['security'])}\n"
    return text


def _mark_name(found: Answers) -> str:
    return f"mark{Path(found['mark']).suffix.lower()}" if found.mark else ""


def _own_address(contact: str) -> str:
    """Return the e-mail address or number in an address, or nothing."""
    kind, _, rest = contact.partition(":")
    return rest.partition("?")[0] if kind in ("mailto", "tel") else ""


def _contact(address: str) -> str:
    if not address:
        return "TODO: say how readers reach you."
    shown = _own_address(address)
    words = f"Write to us: {_in_markdown(shown)}" if "@" in shown else "Get in touch with us"
    words = f"Ring us: {_in_markdown(shown)}" if shown and "@" not in shown else words
    return f"[{words}](<{address}>)."


def _in_markdown(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]<>()#!|~&$:])", r"\\\1", text)


def _workflows(root: Path) -> dict[str, str]:
    """Return what lets GitHub and GitLab check and publish a hub: the engine's own files, but for
    the tests of the engine."""

    def text(name: str) -> str:
        return (root / name).read_text(encoding="utf-8").replace(" --sample", "")

    found = {name: text(name) for name in WORKFLOWS}
    steps = re.search(
        r"    steps:\n((?:      .*\n)+?)      - uses: actions/cache", found[WORKFLOWS[1]]
    )
    assert steps, "publish.yml begins with its checkout and its Python"
    found[".github/workflows/test.yml"] = _OWN_TEST.format(steps=steps[1].rstrip("\n"))
    gitlab, sign, _ = text(".gitlab-ci.yml").partition("\n# As `quick`")
    assert sign, ".gitlab-ci.yml ends with the tests of the engine"
    found[".gitlab-ci.yml"] = gitlab.replace(
        "# The same as .github/workflows/check.yml and publish.yml",
        "# The same as .github/workflows",
    )
    return found
