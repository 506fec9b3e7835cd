"""Paths that no page or file of the site may have, because other programs use them."""

from __future__ import annotations

import re
import unicodedata

from plugins.language.odd_signs import name_of

# Names that Windows keeps for devices, whatever their ending.
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)))
)
# The desk, and what servers read or run at the top of a site.
_KEPT_AT_TOP = frozenset(("admin", "cgi-bin", "web.config", "cname", "server-status"))
# What stands for itself in a URL (RFC 3986, 2.2 and 3.3), and gives no server, host, shell or
# pattern anything to read: no ':', '*', '$', ';', '&', quote or bracket.
_IN_PART = re.compile(r"[^\w.~+,()!@=-]")


def kept_by_others(path: str) -> str:
    """Return why a path of the site is for a server, a host, Git or a computer to use, or "".

    Such are `_headers` of a host, `.well-known` and `.git`, patterns and variables of a server.
    """
    parts = unicodedata.normalize("NFKC", path).casefold().strip("/").split("/")
    for part in parts:
        if part.startswith((".", "_")):
            return f"has a part that begins with '{part[0]}', which servers, hosts and Git use"
        if found := _IN_PART.search(part):
            sign = found[0] if found[0].isprintable() else ""
            held = f"'{sign}'" if sign.strip() else name_of(found[0])
            return f"holds {held}, which servers or hosts read in a way of their own"
        if part.partition(".")[0] in DEVICES:
            return f"has '{part}', a name that some computers keep for themselves"
    if parts[0].partition(".html")[0] in _KEPT_AT_TOP:
        return f"begins with '{parts[0]}', which the editors' desk or a server uses"
    return ""
