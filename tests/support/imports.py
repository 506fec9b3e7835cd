"""An import of a source, and what it wrote and said."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from plugins.content.front_matter import Header, parse
from plugins.importer.command import run_import
from tests.conftest import tree


class Outcome:
    """What one import wrote and said."""

    def __init__(self, root: Path, source: Path, **options: object) -> None:
        asked = {"source": str(source), "content": None, "dry_run": False, "author": None,
                 "topic": None, "draft": False, "address": None, "kind": None,
                 "as_far_as_it_goes": False, "no_notices": False}  # fmt: skip
        before = set(tree(root / "content"))
        self.content = root / "content"
        self.said: list[str] = []
        self.code = run_import(root, Namespace(**{**asked, **options}), self.said.append)
        self.new = sorted(set(tree(self.content)) - before)
        self.report = (root / "imports" / source.stem / "report.md").read_text(encoding="utf-8")

    def file(self, name: str) -> Header:
        return parse(name, (self.content / name).read_text(encoding="utf-8"))[0]

    @property
    def posts(self) -> list[str]:
        return [name for name in self.new if name.startswith("posts/")]

    @property
    def balance(self) -> str:
        return next(line for line in "\n".join(self.said).splitlines() if " = " in line)


def given(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
