"""The house: packages, directions, sizes and other rules that no other test keeps."""

from __future__ import annotations

import ast
import importlib
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

import pelicanconf
from plugins.base.code_version import PACKAGE, PROJECT
from plugins.presentation.contracts import Room

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
PLUGINS = ROOT / "plugins"

# From below upwards. A package may import those of the lines above its own, and none beside it.
LAYERS = (
    ("base",),
    ("language",),
    ("model",),
    ("images",),
    ("presentation", "content"),
    ("checks",),
    ("pages", "outputs"),
    ("pipeline",),
    ("audit",),
    ("admin", "publish", "importer"),
    ("commands",),
    ("hubs",),
)
LEVEL = {package: level for level, layer in enumerate(LAYERS) for package in layer}
ROOMS = ("pages", "outputs")
# What a package below may nevertheless not know.
HIDDEN_FROM = {
    "pages": {"content", "checks"},
    "outputs": {"content", "checks"},
    "pipeline": set(ROOMS),
}
# The only packages whose modules know Pelican.
KNOW_PELICAN = {"plugins.pipeline.pelican_adapter", "plugins.pipeline.settings_file"}
MOST_MODULES = 20
MOST_LINES = 600

WITHOUT_CLOCK = ("language", "model", "images", "presentation", "content", "checks", *ROOMS)

# What a test module without a module of its own is about.
WHOLE = {
    "test_content", "test_dependencies", "test_docs", "test_faults", "test_formats", "test_hostile", "test_house", "test_languages", "test_leaks", "test_linked_changes", "test_site",
    "test_tasks", "test_theme", "checks/test_gate", "checks/test_gate_promises",
    "content/markdown/test_dialects", "content/markdown/test_readings",
    "content/markdown/test_unsafe", "content/markdown/test_texts", "commands/preview/test_page", "importer/test_round_trip",
    "pipeline/test_faults", "publish/test_nginx", "publish/test_taken_back", "publish/test_two_people", "publish/test_workflows",
    "content/schema/test_headers", "outputs/test_feeds",
}  # fmt: skip


def modules(folder: str = "") -> list[Path]:
    found = (path for path in (PLUGINS / folder).rglob("*.py") if path.name != "__init__.py")
    return sorted(found)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> tuple[tuple[str, int], ...]:
    """Return every module that a file imports, with its line; `from a import b` may be a.b."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [(each.name, node.lineno) for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            module = str(node.module)
            names = (each.name for each in node.names)
            found += [(f"{module}.{n}" if is_module(f"{module}.{n}") else module, node.lineno)
                      for n in names]  # fmt: skip
    return tuple(found)


@cache
def is_module(name: str) -> bool:
    """Return whether a dotted name is a module or a package of ours."""
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def package_of(module: str) -> str:
    """Return the package of one of our modules, such as `model`."""
    return module.split(".")[1]


def test_there_is_something_to_look_at() -> None:
    assert {name_of(path) for path in modules()} >= {"plugins.model.library"}
    assert {path.name for path in PLUGINS.iterdir() if (path / "__init__.py").is_file()} == set(
        LEVEL
    )


# -- Directions


def wrong_way(module: str, imported: str) -> bool:
    """Return whether one of our modules may not import another."""
    here, there = package_of(module), package_of(imported)
    if here == there:
        inner = module.rpartition(".")[0]
        # No room knows another; a room that is a folder knows its own parts.
        return (
            here in ROOMS
            and not imported.startswith(f"{inner}.feeds.")
            and (inner.count(".") == 1 or not imported.startswith(f"{inner}."))
        )
    return LEVEL[there] >= LEVEL[here] or there in HIDDEN_FROM.get(here, ())


@pytest.mark.parametrize(
    ("module", "imported", "wrong"),
    [
        ("plugins.model.library", "plugins.base.clock", False),
        ("plugins.model.library", "plugins.content.read", True),
        ("plugins.content.read", "plugins.presentation.views", True),
        ("plugins.pages.home", "plugins.presentation.views", False),
        ("plugins.pages.home", "plugins.content.read", True),
        ("plugins.pages.home", "plugins.pages.blog", True),
        ("plugins.outputs.cards", "plugins.pages.blog", True),
        ("plugins.outputs.feeds.xml", "plugins.outputs.feeds.head", False),
        ("plugins.outputs.search.bundle", "plugins.outputs.feeds.head", True),
        ("plugins.pipeline.build", "plugins.pages.home", True),
        ("plugins.publish.command", "plugins.importer.command", True),
        ("plugins.commands.new", "plugins.pipeline.load", False),
    ],
)
def test_the_rule_of_directions_is_right(module: str, imported: str, wrong: bool) -> None:
    assert wrong_way(module, imported) is wrong


def test_imports_go_one_way() -> None:
    assert [
        f"{name_of(path)}:{line}: {name}"
        for path in modules()
        for name, line in imports_of(path)
        if name.startswith("plugins.") and wrong_way(name_of(path), name)
    ] == []


def circles(edges: dict[str, set[str]]) -> list[set[str]]:
    """Return every set of modules that import one another, directly or by others (Tarjan)."""
    found: list[set[str]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(edges.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            place = stack.index(node)
            if len(stack) - place > 1:
                found.append(set(stack[place:]))
            del stack[place:]

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return found


def test_circles_are_found() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}

    assert circles(edges) == [{"a", "b", "c"}]


def test_no_modules_import_one_another_not_even_for_types() -> None:
    edges = {
        name_of(path): {name for name, _ in imports_of(path) if name.startswith("plugins.")}
        for path in modules()
    }

    assert circles(edges) == []


def importing(*roots: str) -> set[str]:
    """Return the modules that import one of these packages."""
    return {
        name_of(path)
        for path in modules()
        if any(name.split(".")[0] in roots for name, _ in imports_of(path))
    }


def test_pelican_is_known_in_one_place() -> None:
    assert importing("pelican", "blinker") == KNOW_PELICAN


def test_no_module_imports_the_tests() -> None:
    assert importing("tests") == set()


def test_the_settings_import_the_class_and_the_rooms_of_the_site_and_nothing_else_of_ours() -> None:
    names = {name for name, _ in imports_of(ROOT / "pelicanconf.py") if name.startswith("plugins")}

    assert names == {"plugins.content.rooms", "plugins.pipeline.pelican_adapter"}


# -- Sizes


def packages() -> list[Path]:
    return sorted(path.parent for path in PLUGINS.rglob("__init__.py"))


def test_a_package_can_be_taken_in_at_a_glance() -> None:
    inside = {folder: len([*folder.glob("*.py")]) - 1 for folder in packages()}

    assert {folder: count for folder, count in inside.items() if count > MOST_MODULES} == {}


def test_a_module_holds_one_thing() -> None:
    lines = {name_of(path): path.read_text("utf-8").count("\n") for path in modules()}

    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_packages_and_modules_say_what_they_are() -> None:
    said = {path: ast.get_docstring(tree_of(path)) or "" for path in PLUGINS.rglob("*.py")}

    assert [
        path for path, text in said.items() if not text.partition("\n\n")[0].endswith(".")
    ] == []


def test_no_folder_is_called_as_generated_output_is() -> None:
    """Many tools pass over such folders: pytest once never collected `tests/build`."""
    generated = {"build", "dist", "target", "out", "lib", "core"}
    folders = {part for root in (PLUGINS, TESTS) for path in root.rglob("*.py")
               for part in path.relative_to(root).parts[:-1]}  # fmt: skip

    assert folders & generated == set()


def test_the_place_of_the_code_is_where_the_code_is() -> None:
    """Whoever reckons from its own depth in the tree covers less when it moves."""
    assert (PACKAGE, PROJECT) == (PLUGINS, ROOT)


# -- Plugins


def room_of(path: Path) -> bool:
    return any(
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "register"
        for node in tree_of(path).body
    )


def test_every_room_is_in_the_table_of_contents_and_the_other_way_round() -> None:
    assert {name_of(path) for path in modules() if room_of(path)} == set(pelicanconf.PLUGINS)
    assert len(pelicanconf.PLUGINS) == len(set(pelicanconf.PLUGINS))


@pytest.mark.parametrize("name", pelicanconf.PLUGINS)
def test_every_plugin_is_a_room_in_one_line_at_its_end(name: str) -> None:
    last = tree_of(ROOT.joinpath(*name.split(".")).with_suffix(".py")).body[-1]

    assert isinstance(importlib.import_module(name).register, Room)
    assert isinstance(last, ast.Assign)
    assert last.lineno == last.end_lineno


# -- Time


CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"),
          ("time", "time"), ("time", "localtime"), ("time", "gmtime"), ("time", "strftime")}  # fmt: skip


@cache
def attributes_of(path: Path) -> list[tuple[str, str, str]]:
    """Return every attribute that is read, such as `dt.datetime.now`: owner, name and place."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            found.append((name, node.attr, f"{name_of(path)}:{node.lineno}"))
        if isinstance(node, ast.ImportFrom):
            place = f"{name_of(path)}:{node.lineno}"
            found += [(str(node.module), each.name, place) for each in node.names]
    return found


def test_nothing_reads_the_clock_but_the_clock() -> None:
    others = [path for path in modules() if path != PLUGINS / "base/clock.py"]

    assert [
        at for path in others for *asked, at in attributes_of(path) if (*asked,) in CLOCKS
    ] == []


def test_only_who_starts_a_build_asks_for_the_present() -> None:
    below = [path for package in WITHOUT_CLOCK for path in modules(package)]

    assert [
        at for path in below for *asked, at in attributes_of(path) if asked == ["clock", "now"]
    ] == []


# -- Words and shape


def test_nothing_is_called_utils_helpers_or_manager() -> None:
    words = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}

    assert {path.stem for path in modules()} & words == set()


# -- Tests


def test_modules() -> list[Path]:
    return sorted(TESTS.rglob("test_*.py"))


test_modules.__test__ = False  # type: ignore[attr-defined]


def test_no_test_module_imports_another() -> None:
    """What two of them need lies in `tests/support`."""
    assert [
        f"{path}:{line}: {name}"
        for path in TESTS.rglob("*.py")
        for name, line in imports_of(path)
        if ".test_" in name
    ] == []


def test_every_module_of_tests_mirrors_a_module() -> None:
    astray = []
    for path in test_modules():
        place = path.relative_to(TESTS)
        if place.with_suffix("").as_posix() in WHOLE or place.parts[0] in ("browser", "benchmarks"):
            continue  # those in `browser/` look at the whole site as readers do
        module = PLUGINS / place.parent / path.name.removeprefix("test_")
        if not module.exists() and not module.with_suffix("").is_dir():
            astray.append(str(place))

    assert astray == []


def test_a_room_and_what_it_shows_have_tests_of_their_own() -> None:
    asked = [*modules("pages"), *modules("language"), *modules("model")]
    places = [path.relative_to(PLUGINS) for path in asked if path.stem not in PARTS_OF_THE_LIBRARY]

    assert [
        each for each in places if not (TESTS / each.with_name(f"test_{each.name}")).is_file()
    ] == []


# Frozen values, and what is tested with the module that uses them.
PARTS_OF_THE_LIBRARY = {
    "values", "text", "image", "post", "taxonomy", "publication", "site_map", "records",
    "figure_charts", "year_counts", "closed_years", "source_labels", "yearbook",
}  # fmt: skip


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    passed = request.config.getini("norecursedirs")

    folders = {part for path in test_modules() for part in path.relative_to(TESTS).parts}

    assert folders
    assert [name for name in folders if any(fnmatch(name, pattern) for pattern in passed)] == []


def test_all_is_printed_by_one_module() -> None:
    """`watch` writes its own protocol to the process that reads it."""
    found = {
        name_of(path)
        for path in modules()
        if re.search(r"(?<![\w.])print\(|std(?:out|err)\.write", path.read_text("utf-8"))
    }

    assert found == {"plugins.base.printing", "plugins.commands.preview.watch"}
