"""Short digests of bytes."""

from __future__ import annotations

import hashlib


def digest(*parts: bytes) -> str:
    """Return a short digest of some bytes; where one part ends matters."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()
