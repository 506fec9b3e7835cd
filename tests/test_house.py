"""The house: who may import whom, and other rules of section 4 that no other test keeps."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

import pelicanconf

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
PLUGINS = ROOT / "plugins"
LINE = "# -- Pelican"
ROOMS = ("pages", "outputs", "desk", "publish")

# The parts of `build/`, from above downwards: each may import those below it.
DOWNWARDS = [
    "command",
    "resident",
    "survey",
    "site",
    "gate",
    "words",
    "writer",
    "leakproof",
    "ids",
    "places",
    "shelves",
    "closing",
    "guests",
    "evidence",
    "records",
    "reader",
    "finder",
    "kinds",
    "fresh",
    "memory",
    "templates",
    "lock",
    "pool",
]

# What a command may know of the build: what checks, what builds, and what both need.
KNOWN = {"command", "gate", "lock", "pool", "reader", "resident", "site", "survey"}

# What a test module without a module of its own is about.
WHOLE = {"test_docs", "test_house", "test_site", "test_theme", "test_tasks", "test_content",
         "test_faults", "test_leaks", "core/test_dialects", "core/test_unsafe",
         "desk/importing/test_round_trip", "build/test_gate_promises", "build/test_faults",
         "desk/test_preview_page", "publish/test_nginx", "publish/test_workflows"}  # fmt: skip


def modules(folder: str = "") -> list[Path]:
    """Return our modules; the sites that the benchmark builds with other programs are not ours."""
    found = (path for path in (PLUGINS / folder).rglob("*.py") if path.name != "__init__.py")
    return sorted(path for path in found if "sites" not in path.relative_to(PLUGINS).parts)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a file imports, with its line; `from a import b` may be a.b."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for each in node.names:
                yield each.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: a relative import"
            module = str(node.module)
            for each in node.names:
                below = PLUGINS.parent.joinpath(*module.split("."), each.name)
                is_module = below.with_suffix(".py").is_file() or below.is_dir()
                yield f"{module}.{each.name}" if is_module else module, node.lineno


def line_of_pelican(path: Path) -> int:
    """Return the line from which on Pelican may be imported, or one that no file has."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith(LINE):
            return number
    return 1_000_000


def registers(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == "register"
               for node in tree_of(path).body)  # fmt: skip


ALL = pytest.mark.parametrize("path", modules(), ids=name_of)


def test_there_is_something_to_look_at() -> None:
    assert {name_of(path) for path in modules()} >= {"plugins.core.library", "plugins.build.site"}


# -- Who may import whom


@pytest.mark.parametrize("path", modules("core"), ids=name_of)
def test_core_knows_neither_pelican_nor_the_rooms(path: Path) -> None:
    foreign = [
        name
        for name, _ in imports_of(path)
        if name.split(".")[0] in ("pelican", "blinker")
        or (name.startswith("plugins") and not name.startswith("plugins.core"))
    ]

    assert foreign == []


@pytest.mark.parametrize("path", [*modules("pages"), *modules("outputs")], ids=name_of)
def test_a_room_imports_core_and_no_other_room(path: Path) -> None:
    """A room that is a folder may import its own parts."""
    room = ".".join(name_of(path).split(".")[:3])
    foreign = [
        name
        for name, _ in imports_of(path)
        if name.startswith("plugins") and not name.startswith(("plugins.core.", f"{room}."))
    ]

    assert [name for name in foreign if name != "plugins.core"] == []


@pytest.mark.parametrize("path", [*modules("desk"), *modules("publish")], ids=name_of)
def test_desk_and_publish_know_of_build_only_what_checks_and_builds(path: Path) -> None:
    room = ".".join(name_of(path).split(".")[:2])
    foreign = {
        name
        for name, _ in imports_of(path)
        if name.startswith("plugins.") and not name.startswith(("plugins.core", room))
    }

    assert foreign <= {f"plugins.build.{part}" for part in KNOWN}


@pytest.mark.parametrize("path", modules("build"), ids=name_of)
def test_the_parts_of_build_import_downwards(path: Path) -> None:
    here = DOWNWARDS.index(path.stem)

    for name, line in imports_of(path):
        assert not name.startswith(tuple(f"plugins.{room}" for room in ROOMS)), f"{name}:{line}"
        if name.startswith("plugins.build."):
            part = name.split(".")[2]
            assert DOWNWARDS.index(part) > here or _only_for_types(path, line), f"{name}:{line}"


def _only_for_types(path: Path, line: int) -> bool:
    """Return whether a line stands below `if TYPE_CHECKING:`."""
    return any(
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        and node.lineno <= line <= (node.end_lineno or line)
        for node in ast.walk(tree_of(path))
    )


@ALL
def test_pelican_stands_below_its_line(path: Path) -> None:
    first = line_of_pelican(path)

    early = [
        line for name, line in imports_of(path) if name.split(".")[0] == "pelican" and line < first
    ]

    assert early == []


@ALL
def test_a_line_for_pelican_is_there_for_pelican(path: Path) -> None:
    has_line = line_of_pelican(path) < 1_000_000
    imports = any(name.split(".")[0] == "pelican" for name, _ in imports_of(path))

    assert has_line == imports


@ALL
def test_no_module_imports_the_tests(path: Path) -> None:
    assert not [name for name, _ in imports_of(path) if name.split(".")[0] == "tests"]


def test_the_settings_import_the_class_of_the_site_and_nothing_else_of_ours() -> None:
    names = {name for name, _ in imports_of(ROOT / "pelicanconf.py") if name.startswith("plugins")}

    assert names == {"plugins.build.site"}


# -- Plugins


def test_what_registers_is_in_the_table_of_contents_and_the_other_way_round() -> None:
    registering = {name_of(path) for path in modules() if registers(path)}

    assert registering == set(pelicanconf.PLUGINS)
    assert len(pelicanconf.PLUGINS) == len(registering)


@pytest.mark.parametrize("name", pelicanconf.PLUGINS)
def test_every_plugin_can_be_registered(name: str) -> None:
    assert callable(importlib.import_module(name).register)


@pytest.mark.parametrize("path", [path for path in modules() if registers(path)], ids=name_of)
def test_a_plugin_ends_in_register(path: Path) -> None:
    last = tree_of(path).body[-1]

    assert isinstance(last, ast.FunctionDef)
    assert last.name == "register"


def test_the_gate_comes_first_and_then_the_writer() -> None:
    assert pelicanconf.PLUGINS[:2] == ["plugins.build.gate", "plugins.build.writer"]


# -- Time


CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"),
          ("time", "time"), ("time", "localtime"), ("time", "gmtime"), ("time", "strftime")}  # fmt: skip


@pytest.mark.parametrize(
    "path", [path for path in modules() if path != PLUGINS / "core/clock.py"], ids=name_of
)
def test_nothing_reads_the_clock_but_the_clock(path: Path) -> None:
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.attr) in CLOCKS:
                found.append(f"{name}.{node.attr} on line {node.lineno}")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [each.name for each in node.names if ("time", each.name) in CLOCKS]

    assert found == []


@pytest.mark.parametrize(
    "path", [*modules("core"), *modules("pages"), *modules("outputs")], ids=name_of
)
def test_only_who_starts_a_build_asks_for_the_present(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "now"
        and getattr(node.value, "id", "") == "clock"
    ]

    assert calls == []


# -- Words and shape


@ALL
def test_a_module_says_what_it_gives_the_site(path: Path) -> None:
    said = ast.get_docstring(tree_of(path)) or ""

    first, _, rest = said.partition(":")
    assert first.casefold().replace(" ", "_") == path.stem
    assert rest.strip().endswith(".")


@ALL
def test_nothing_is_called_utils_helpers_or_manager(path: Path) -> None:
    words = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}

    assert path.stem not in words


# -- Tests mirror the rooms


def test_every_module_of_tests_mirrors_a_module() -> None:
    astray = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        place = path.relative_to(ROOT / "tests")
        if place.with_suffix("").as_posix() in WHOLE or place.parts[0] == "browser":
            continue  # those in `browser/` look at the whole site as readers do
        module = PLUGINS / place.parent / path.name.removeprefix("test_")
        if not module.exists() and not module.with_suffix("").is_dir():
            astray.append(str(place))

    assert astray == []


@pytest.mark.parametrize(
    "path",
    [*(path for path in modules("core") if path.stem != "output"), *modules("pages"),
     *modules("outputs")],
    ids=name_of,
)  # fmt: skip
def test_every_room_has_its_tests(path: Path) -> None:
    place = path.relative_to(PLUGINS)

    assert (ROOT / "tests" / place.with_name(f"test_{place.name}")).is_file()


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    passed = request.config.getini("norecursedirs")

    folders = {part for path in TESTS.rglob("test_*.py") for part in path.relative_to(TESTS).parts}

    assert folders
    assert [name for name in folders if any(fnmatch(name, pattern) for pattern in passed)] == []
