"""The command that closes a year."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from plugins.commands.close_year import close_year


def close(site: Path, year: int = 2021, **options: object) -> tuple[int, list[str]]:
    given: dict[str, object] = {"year": year, "again": False, "content": None, "output": None, "siteurl": None,
             "now": "2026-06-01T12:00"}  # fmt: skip
    said: list[str] = []
    return close_year(site, Namespace(**{**given, **options}), said.append), said
