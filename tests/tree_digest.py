"""Print one digest of a whole tree: `python3 tests/tree_digest.py output`.

A commit that only moves or renames leaves the digest of the sample as it was. Build it for one
moment: `python3 tasks.py build --clean --now 2026-11-29T09:00 --output DIR`.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path


def tree_digest(root: Path) -> str:
    """Return the SHA-256 of all names and bytes below a folder, in the order of the names."""
    made = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name, content = path.relative_to(root).as_posix().encode(), path.read_bytes()
        for part in (name, content):
            made.update(len(part).to_bytes(8, "big"))
            made.update(part)
    return made.hexdigest()


if __name__ == "__main__":
    print(tree_digest(Path(sys.argv[1])))
