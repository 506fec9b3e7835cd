"""Two fixtures: `site`, a small hub on disk, and `build`, which builds it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import settings

from plugins.pipeline import command

# No test asserts a time: a machine may be busy.
settings.register_profile("hub", deadline=None)
settings.load_profile("hub")

# Under nohup, and in some shells' background, signals are ignored, and whoever is started from there
# inherits that. Tests send signals to what they start.
for _name in ("SIGINT", "SIGHUP", "SIGTERM"):
    _signal = getattr(signal, _name, None)
    if _signal is not None and signal.getsignal(_signal) == signal.SIG_IGN:
        signal.signal(_signal, signal.default_int_handler if _name == "SIGINT" else signal.SIG_DFL)

ROOT = Path(__file__).parent.parent
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Return every file below a folder, by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say which files of two trees differ, and where first, instead of all their bytes."""
    trees = [each for each in (left, right) if isinstance(each, dict)]
    values = [value for each in trees for value in each.values()]
    if op != "==" or len(trees) < 2 or not values or not all(type(v) is bytes for v in values):
        return None
    return [f"two trees of {len(trees[0])} and {len(trees[1])} files", *_differences(*trees)]


def _differences(left: Tree, right: Tree) -> list[str]:
    lines = []
    for name in sorted({*left, *right}):
        if name not in left or name not in right:
            lines.append(f"{name}: only {'left' if name in left else 'right'}")
        elif left[name] != right[name]:
            ends = (
                n
                for n, (one, two) in enumerate(zip(left[name], right[name], strict=False))
                if one != two
            )
            at = next(ends, min(len(left[name]), len(right[name])))
            lines.append(
                f"{name}: {left[name][max(0, at - 40) : at + 60]!r} {right[name][at:][:60]!r}"
            )
    return lines[:20]


POST = """---
title: "{title}"
date: {date}
summary: "What {title} says."
authors: [{author}]
topics: [{topic}]
{more}---
{body}
"""


def remove_post(content: Path, name: str) -> None:
    """Remove a published post on purpose: its file, with the day noted below its id."""
    (content / "posts" / name).unlink()
    ids = content / "ids.yaml"
    line = f"  post: posts/{name}\n"
    text = ids.read_text(encoding="utf-8")
    assert line in text
    ids.write_text(text.replace(line, f"{line}  removed: 2026-06-01\n"), encoding="utf-8")


def write_post(
    content: Path,
    name: str,
    title: str,
    date: str = "2024-03-01",
    topic: str = "culture",
    author: str = "ann-example",
    more: str = "",
    body: str = "Some words.",
) -> Path:
    path = content / "posts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = POST.format(title=title, date=date, author=author, topic=topic, more=more, body=body)
    path.write_text(text, encoding="utf-8")
    return path


def write_content(content: Path) -> None:
    """Write a small hub that has one of everything."""
    files = {
        "topics/culture.md": "---\nname: Culture\ndescription: How people work.\n---\nOn culture.\n",
        "topics/speaking-up.md": (
            "---\nname: Speaking up\ndescription: Saying it.\nparent: culture\n---\n"
        ),
        "topics/medicines.md": (
            "---\nname: Medicines\ndescription: Safer medicines.\nsynonyms: [drugs]\n---\n"
        ),
        "authors/ann-example.md": "---\nname: Ann Example\nrole: Editor\n---\nAnn edits.\n",
        "authors/jo-guest.md": "---\nname: Jo Guest\nrole: Campaigner\nguest: true\n---\n",
        "series/2021-in-review.md": (
            "---\ntitle: 2021 in review\nyear: 2021\nparts: [First part, Second part, Third part]\n"
            "---\nA look back.\n"
        ),
        "pages/about.md": (
            "---\ntitle: About\nsummary: What this is.\n---\nSee [a post](../posts/2021/one.md).\n"
        ),
        "sources/first-count-2021.md": (
            "---\ntitle: A first count\npublisher: Example Office\ndate: 2021-11\nkind: statistics\n"
            "url: https://example.org/first\nstatus: replaced\nreplaced_by: second-count-2023\n---\n"
        ),
        "sources/second-count-2023.md": (
            "---\ntitle: A second count\npublisher: Example Office\ndate: 2023-06-30\n"
            "kind: statistics\nauthors: ['Fenwick, Idris']\ndoi: 10.1000/182\n---\nWhat it counts.\n"
        ),
        "rules/two-checks.md": (
            "---\nname: Two checks\nsummary: Two people check.\nplace: England\nversions:\n"
            "  - from: 2021-12\n    text: Two people check each tablet.\n"
            "    source: first-count-2021\n---\nSee [@second-count-2023].\n"
        ),
        "figures.yaml": (
            "slips-2021:\n  value: 1,234\n  unit: slips\n  counts: slips in one ward\n"
            "  place: England\n  period: October 2021\n  as_of: 2021-10\n"
            "  source: first-count-2021\n  superseded_by: slips-2023\n"
            "slips-2023:\n  value: 987\n  unit: slips\n  counts: slips in one ward\n"
            "  place: England\n  period: May 2023\n  as_of: 2023-05-31\n"
            "  source: second-count-2023\n  comparable_with: [slips-2021]\n"
        ),
        "events.yaml": (
            "world-day:\n  name: World Day\n  date: 2019-09-17\n  yearly: true\n"
            "  themes:\n    2021: Safe tablets\n"
        ),
        "images/ward.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>\n',
    }
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    series = "series: 2021-in-review\npart: {}\n"
    write_post(content, "2021/one.md", "First part", "2021-12-13", more=series.format(1))
    write_post(
        content,
        "2021/two.md",
        "Second part",
        "2021-12-14 09:30",
        "speaking-up",
        "jo-guest",
        series.format(2),
        "## A heading\n\nAfter [the first](one.md), [all](/topics/culture/).\n\n"
        "![A ward](../../images/ward.svg)\n\n> [!NOTE]\n> Take care.\n",
    )
    write_post(content, "2022/three.md", "Safer tablets", "2022-02-03", "medicines")
    for number in range(1, 5):
        write_post(content, f"2023/more-{number}.md", f"More {number}", f"2023-0{number}-01")
    write_post(
        content,
        "2023/more-5.md",
        "More 5",
        "2023-05-01",
        more="rules: [two-checks]\nsponsor: none\napplies_to: [England]\nreviewed: {date: 2023-07-01, by: ann-example}\n",
        body="There were {fig:slips-2021} slips [@first-count-2021, p. 2].",
    )


def write_settings(root: Path) -> None:
    """Write the settings of this repository, for posts that say nothing of their sponsor.

    Cards take longer than all the rest of a small site, and an index of words would be named by every
    test that counts files; who needs them sets SEARCH and SOCIAL_CARDS.
    """
    shutil.copy(ROOT / "publishconf.py", root / "publishconf.py")
    text = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    for name, value in (
        ("SEARCH", "EXTRAS"), ("SOCIAL_CARDS", "EXTRAS"), ("REQUIRE_DISCLOSURE", "True"),
    ):  # fmt: skip
        assert f"\n{name} = {value}" in text
        text = text.replace(f"\n{name} = {value}", f"\n{name} = False")
    (root / "pelicanconf.py").write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a project of its own: settings, the real theme, a small content."""
    (tmp_path / "site").mkdir()
    root = tmp_path / "site"
    write_settings(root)
    shutil.copytree(ROOT / "theme", root / "theme")
    write_content(root / "content")
    return root


class Build:
    """Builds a project; remembers the exit code and what was said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.code = 0
        self.said: list[str] = []

    @property
    def last(self) -> str:
        return self.said[-1] if self.said else ""

    def __call__(self, into: str = "output", **options: object) -> Tree:
        """Build into `into` and return the tree that is live afterwards."""
        asked: dict[str, object] = {
            "content": None, "output": str(self.root / into), "siteurl": None,
            "clean": False, "now": "2026-06-01T12:00", "jobs": 1,
        }  # fmt: skip
        self.said = []
        self.code = command.build(self.root, Namespace(**{**asked, **options}), self.said.append)
        return tree(self.root / into) if (self.root / into).is_dir() else {}

    def clean(self) -> Tree:
        """Return what a build without any memory gives."""
        shutil.rmtree(self.root / ".hub" / "clean", ignore_errors=True)
        (self.root / "clean").unlink(missing_ok=True)
        return self("clean")


@pytest.fixture
def build(site: Path) -> Build:
    return Build(site)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine reach a test."""
    for name in list(os.environ):
        if name.startswith("HUB_") or name == "SOURCE_DATE_EPOCH":
            monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "path", [*sys.path])  # settings files put their folder into it
