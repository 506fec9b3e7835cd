"""JSON in a file that knows when it was damaged: its digest stands in the line above it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from plugins.base.hashing import digest
from plugins.base.safe_write import replace


def read(path: Path) -> Any:
    """Return what was written. Raises ValueError for other bytes, and OSError."""
    check, _, text = path.read_text(encoding="utf-8").partition("\n")
    if check != digest(text.encode()):
        raise ValueError(f"{path} is not as it was written")
    return json.loads(text)


def write(path: Path, value: object) -> None:
    text = json.dumps(value, separators=(",", ":"))
    replace(path, f"{digest(text.encode())}\n{text}".encode())
