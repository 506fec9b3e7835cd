"""Another engine: the pin changes, what readers would notice is told, and it goes back when told."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.hubs.upgrade import met, upgrade, views
from plugins.hubs.wheel import PIN, packed, sources
from tests.conftest import ROOT, tree
from tests.hubs.conftest import RUN


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of a later engine, in which each page that stands alone says one word more."""
    files = sources(ROOT)
    files["pyproject.toml"] = files["pyproject.toml"].replace(b'"0.1.0"', b'"0.2.0"', 1)
    page = files["theme/templates/page.html"]
    assert b"{% block main %}" in page
    files["theme/templates/page.html"] = page.replace(
        b"{% block main %}", b"{% block main %}<p>Later</p>"
    )
    name, content = packed(files)
    place = tmp_path_factory.mktemp("newer") / name
    place.write_bytes(content)
    return place


@pytest.fixture(scope="module")
def broken(newer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of an engine with a fault in a template."""
    files = sources(ROOT)
    files["pyproject.toml"] = files["pyproject.toml"].replace(b'"0.1.0"', b'"0.3.0"', 1)
    files["theme/templates/page.html"] = b"{% extends %}"
    name, content = packed(files)
    place = tmp_path_factory.mktemp("broken") / name
    place.write_bytes(content)
    return place


class Upgrade:
    """Upgrades a hub; the environment of the tests runs whatever engine is pinned."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said = ""
        self.asked: list[str] = []

    def call(self, *words: str) -> tuple[int, str]:
        found = PIN.search((self.root / "requirements.lock").read_text("utf-8"))
        assert found
        place = self.root.parent / "installed" / found["digest"]
        with zipfile.ZipFile(self.root / found["place"]) as archive:
            archive.extractall(place)
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(place), str(self.root), *words],
            cwd=self.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.rstrip("\n")

    def __call__(self, wheel: str = "", answer: str = "", **options: bool) -> int:
        told: list[str] = []
        given = Namespace(
            **{"wheel": wheel, "yes": False, "dry_run": False, "back": False, **options}
        )

        def ask(question: str) -> str:
            self.asked.append(question)
            return answer

        code = upgrade(self.root, given, self.call, told.append, ask if answer else None)
        self.said = "\n".join(told)
        return code

    @property
    def state(self) -> dict[str, bytes]:
        return {
            name: content
            for name, content in tree(self.root).items()
            if not name.startswith((".git/", ".hub/"))
        }


@pytest.mark.slow
def test_it_stays_when_told_and_goes_back_when_told(hub: Path, newer: Path) -> None:
    change = Upgrade(hub)
    (hub / ".venv").mkdir()
    (hub / ".venv/mine").write_text("the environment before")
    before = change.state

    assert change(str(newer), "n") == 1
    assert change.asked == ["Keep it? [y/N] "]
    assert change.said.endswith("The engine before is back.")
    assert change.state == before

    assert change(str(newer), "y") == 0
    assert re.search(r"^\d+ pages changed:\n(?:  /\S+\n)*  /about/$", change.said, re.M)
    assert re.search(r"^  \d+ pages, such as /about/:\n    \+ Later$", change.said, re.M)
    assert re.search(
        rf"^{re.escape(newer.name)} \(sha256 [0-9a-f]{{8}}\) is the", change.said, re.M
    )
    lock = (hub / "requirements.lock").read_text("utf-8")
    assert [path.name for path in (hub / "engine").iterdir()] == [newer.name]
    assert f"./engine/{newer.name} --hash=sha256:" in lock
    untouched = {name for name in before if not name.startswith((".venv", "engine", "require"))}
    assert {name: change.state[name] for name in untouched} == {n: before[n] for n in untouched}

    assert change(back=True) == 0
    assert change.state == before


@pytest.mark.slow
def test_an_engine_that_does_not_work_is_put_back(hub: Path, broken: Path) -> None:
    change = Upgrade(hub)
    before = change.state

    assert change(str(broken), yes=True) == 1

    assert "theme/templates/page.html:1: " in change.said
    assert change.said.endswith("The engine before is back.")
    assert change.state == before


@pytest.mark.slow
def test_a_rehearsal_changes_nothing(hub: Path, newer: Path) -> None:
    change = Upgrade(hub)
    before = change.state
    (hub / "theme/templates").mkdir()
    shutil.copy(ROOT / "theme/templates/page.html", hub / "theme/templates/page.html")

    assert change(str(newer), dry_run=True) == 0

    assert change.said.startswith(
        "theme/templates/page.html: the engine's own is another now; look at what is new in it.\n"
    )
    assert change.state == {
        **before,
        "theme/templates/page.html": (ROOT / "theme/templates/page.html").read_bytes(),
    }


@pytest.mark.parametrize(
    ("wheel", "options", "told"),
    [
        ("", {}, "upgrade: give a wheel, a version that lies in engine/, or --back."),
        ("9.9", {"yes": True}, "'9.9' is no wheel, and no version that lies in engine/."),
        ("tasks.py", {}, "Nobody is here to ask; say --yes to keep it, or --dry-run."),
        ("HUB/tasks.py", {"yes": True}, "This is no wheel (File is not a zip file)."),
        ("", {"back": True}, "There is no engine to go back to; take one back with Git."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(
    hub: Path, wheel: str, options: dict[str, bool], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change = Upgrade(hub)
    before = change.state

    assert change(wheel.replace("HUB", str(hub)), "", **options) == 2

    assert capsys.readouterr().err == f"{told}\n"
    assert change.state == before


def test_the_engine_that_is_there_already_is_told(hub: Path) -> None:
    change = Upgrade(hub)

    assert change("0.1.0", yes=True) == 0
    assert re.fullmatch(
        r"patient_safety_hub-0\.1\.0-py3-none-any\.whl \(sha256 [0-9a-f]{8}\) is the engine of "
        r"this hub already\.",
        change.said,
    )


def test_a_wheel_that_is_not_the_one_of_the_pin_stops_it(
    hub: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (wheel,) = (hub / "engine").iterdir()
    wheel.write_bytes(wheel.read_bytes() + b"x")

    assert Upgrade(hub)(str(newer), yes=True) == 2

    said = capsys.readouterr().err
    assert said == f"engine/{wheel.name} is not the engine that requirements.lock pins.\n"


@pytest.mark.parametrize("module", ["plugins.hubs.upgrade", "plugins.hubs.wheel"])
def test_what_makes_environments_needs_none(module: str) -> None:
    """The hub's environment is made anew meanwhile, and a new one may not be there yet."""
    words = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {module}"

    subprocess.run([sys.executable, "-I", "-S", "-c", words], check=True)


# -- What a theme of one's own meets


def test_the_views_are_those_of_the_engine() -> None:
    found = views(sources(ROOT))

    templates = {path.stem for path in (ROOT / "theme/templates").glob("[a-z]*.html")} - {"base"}
    assert found.keys() == templates
    assert {"body", "title", "crumbs"} <= found["post"]


def test_a_template_whose_view_changed_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    for name in ("page.html", "gone.html", "own.html"):
        (tmp_path / "templates" / name).write_text("mine")
    view = "class Page:\n    template: str = 'page'\n    {}: int\n"
    same = {"theme/templates/page.html": b"x", "theme/templates/gone.html": b"x"}
    before = {**same, "plugins/pages/pages.py": view.format("old").encode()}
    new = {
        "theme/templates/page.html": b"x",
        "plugins/pages/pages.py": view.format("fresh").encode(),
    }

    assert [*met(tmp_path, before, new)] == [
        "theme/templates/gone.html: the engine has no file of this name any more.",
        "theme/templates/page.html: its view lost old.",
        "theme/templates/page.html: its view gained fresh.",
    ]
    assert [*met(tmp_path, before, before)] == []
