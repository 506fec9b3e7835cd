"""What of the sample is left in a hub of one's own: names that nobody owns, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite

# Names for examples, which lead nowhere (RFC 2606, RFC 6761).
_NAME = re.compile(
    rb"(?:[\w-]+\.)*(?:[\w-]+\.(?:example|invalid|test)|example\.(?:com|net|org))\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    rb"[a-z][a-z0-9+.-]*:(?://)?[^\s\"'<>/@]*@?" + _NAME.pattern + rb"[^\s\"'<>]*", re.IGNORECASE
)
# What the sample says of itself.
_WORDS = (b"Patient Safety Hub", b"Sample content:", b"Example Valley Hospital")


def faults(site: FinishedSite) -> Iterator[Finding]:
    """Yield once for each word and each name, with the first file that has it."""
    told: set[bytes] = set()
    for name in sorted(site.names, key=lambda each: (each.count("/"), each)):
        if not name.endswith((".html", ".rss", ".txt")):
            continue
        content = site.read(name)
        for words in _WORDS:
            if words not in told and words in content:
                told.add(words)
                yield Finding("sample", name, f"says '{words.decode()}'")
        for found in _ADDRESS.findall(content):
            host = _host(found)
            if host not in told:
                told.add(host)
                what = "names the example address"
                yield Finding("sample", name, f"{what} {found.decode('utf-8', 'replace')[:80]}")


def _host(address: bytes) -> bytes:
    """Return the name that nobody owns."""
    found = _NAME.search(address)
    assert found
    return found[0].lower()
