"""The guides: their links lead somewhere, and what they say to type and to write works."""

from __future__ import annotations

import ast
import json
import re
import shlex
from argparse import Namespace
from pathlib import Path
from urllib.parse import unquote

import pytest

import tasks
from plugins.checks.catalogue import explained
from plugins.commands.check import check
from plugins.content.front_matter import parse
from plugins.content.markdown.convert import convert
from plugins.content.markdown.html_pass import heading_name
from plugins.content.schema import post_header, validate
from tests.conftest import ROOT, write_post
from tests.support.dialects import assert_alike

GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_FENCED = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose_of(path: Path) -> str:
    return re.sub(r"`[^`\n]*`", "", _FENCED.sub("", text_of(path)))


def anchors(path: Path) -> set[str]:
    taken: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", _FENCED.sub("", text_of(path)), re.MULTILINE):
        heading_name(re.sub(r"[`*]", "", heading), taken)
    return taken


def commands() -> list[tuple[str, str]]:
    """Return every command of `tasks.py` that a guide names, with the guide."""
    found = set()
    for path in GUIDES:
        said = text_of(path)
        lines = [line for _, _, body in _FENCED.findall(said) for line in body.splitlines()]
        lines += re.findall(r"`(python3 tasks\.py [^`\n]+)`", said)
        for line in lines:
            if command := re.match(r"\s*(?:\w+=\S+ )*python3 tasks\.py\b(.*)", line):
                words = command[1].partition(" #")[0].strip()
                if words and not re.search(r"\b(?:COMMAND|RULE|ID|TARGET)\b|[<|&>]", words):
                    found.add((words, path.name))
    return sorted(found)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_links_between_guides_lead_somewhere(path: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)[^)]*\)", prose_of(path)):
        if link.startswith(("http", "mailto:")):
            continue
        name, _, fragment = link.partition("#")
        target = (path.parent / unquote(name)).resolve() if name else path
        if not target.exists() or (fragment and fragment not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_there_are_commands_to_try() -> None:
    assert len(commands()) > 25


@pytest.mark.parametrize(("words", "guide"), commands())
def test_a_command_of_a_guide_is_one_that_the_program_takes(
    words: str, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, *rest = shlex.split(words)

    if name not in tasks.COMMANDS:  # some are there in a hub of one's own only
        monkeypatch.setattr(tasks, "COMMANDS", {**tasks.COMMANDS, **tasks.IN_A_HUB})
    assert name in tasks.COMMANDS, guide
    if "--help" in rest:
        return
    tasks.parse(name, rest)


def test_every_command_is_in_a_guide() -> None:
    named = {words.split()[0] for words, _ in commands()}

    assert set(tasks.COMMANDS) - named == set()


def test_a_message_names_no_file_that_a_hub_has_not() -> None:
    """The guides lie in the engine there: `python3 tasks.py guide NAME` shows one."""
    named = []
    for path in (*sorted((ROOT / "plugins").rglob("*.py")), ROOT / "tasks.py"):
        tree = ast.parse(text_of(path))
        notes = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        named += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and re.search(r"docs/[\w-]+\.md", node.value) and id(node) not in notes
            and node.value != "put the table into docs/performance.md"  # by `bench`, in a clone
            and node.value != "docs/checks.md"  # which is read, and named to nobody
        ]  # fmt: skip

    assert named == []


def test_what_a_message_means_can_be_asked() -> None:
    for rule in re.findall(r"--explain ([\w-]+)", text_of(ROOT / "docs/editing.md")):
        assert explained(rule)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_header_of_a_guide_passes_the_schema(path: Path) -> None:
    for _, kind, body in _FENCED.findall(text_of(path)):
        records = path.name == "record.md"  # they are checked beside each other, below
        if kind == "markdown" and body.startswith("---\n") and not records:
            header, problems = parse("posts/x.md", body)
            assert (
                problems + validate.checked("posts/x.md", header, post_header.PostHeader)[1] == []
            )


def test_fields_and_images_of_the_editors_guide_are_as_the_hub_wants_them() -> None:
    tried = 0
    for _, kind, body in _FENCED.findall(text_of(ROOT / "docs/editing.md")):
        if kind != "markdown" or body.startswith("---\n"):
            continue
        tried += 1
        if body.startswith("!["):
            for engine in ("markdown", "cmarkgfm"):
                assert convert("posts/2026/x.md", body, 1, engine).problems == []
            continue
        header, problems = parse("posts/x.md", f"---\n{body}---\n")
        found = validate.checked("posts/x.md", header, post_header.PostHeader)[1]
        # What other examples show may be missing here; within a group nothing may.
        found = [each for each in found if re.match(r"\w+ is missing", each.message) is None]
        assert problems + found == []
    assert tried >= 3


def test_the_picture_of_markdown_is_of_a_text_that_both_engines_read_alike() -> None:
    _, _, rest = text_of(ROOT / "docs/markdown.md").partition("It was made of this text:")
    found = _FENCED.search(rest)
    assert found is not None

    assert_alike(found[3])
    made = convert("posts/2025/x.md", found[3], 1, "markdown")
    assert made.problems == []
    kinds = {each.kind for each in made.references}
    assert kinds >= {"source", "figure", "number", "cite"}


def test_the_records_of_the_guide_stand_beside_each_other(site: Path) -> None:
    text = text_of(ROOT / "docs/record.md")
    named = re.compile(
        r"[`/](content/[\w./-]+)`[^`]*\n\n```(?:markdown|yaml)\n(.*?)^```$", re.M | re.S
    )
    written = dict(named.findall(text))
    assert len(written) == 7
    for name, body in written.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        with (site / name).open("a", encoding="utf-8") as file:
            file.write(body)
    first, second = re.findall(r"^(.*\[@.*)$", text, re.MULTILINE)
    cited = f"{first}\n\n{second.replace('`', '')}"
    called = " ".join(re.findall(r"`(\{fig:[^`]*\})`", text))
    rules = re.findall(r"`(rules: .*?)`, `(applies_to: .*?)`", text)
    write_post(
        site / "content",
        "2026/example.md",
        "R",
        "2026-03-01",
        more="".join(f"{each}\n" for each in rules[0]),
        body=f"{cited}\n\n{called} RBK.",
    )
    options = Namespace(
        content=str(site / "content"), output=None, siteurl=None, explain=None, exceptions=False,
        format="json", now="2026-06-01T12:00", paths=[],
    )  # fmt: skip
    said: list[str] = []

    check(site, options, said.append)
    assert json.loads(said[0])["errors"] == []
