"""Addresses of the web as such: whether they can be one."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_NOT_IN_URL = re.compile(r"[\s\"'<>\[\]\\^`{|}]|%(?![0-9A-Fa-f]{2})")


def can_be_host(host: str) -> bool:
    """Return whether a name can be that of a site, or of this computer (RFC 1123, 2.1)."""
    host = unquote(host)  # one engine encodes the letters of other alphabets
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        labels = host.removesuffix(".").split(".")
        known = len(labels) > 1 and all(_LABEL.fullmatch(each) for each in labels)
        return known and not labels[-1].isdigit()
    return True


def has_port(parts: SplitResult) -> bool:
    """Return whether an address states a port that there is, or none."""
    try:
        return parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        return False


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address; what is none has none."""
    try:
        parts = urlsplit(address)
        _ = parts.hostname
    except ValueError:
        return urlsplit("")
    return parts


def is_url(text: str) -> bool:
    """Return whether a web address can be one: by RFC 3986, with letters of any language.

    Quotes, brackets and the like have to be escaped, and nobody logs in.
    """
    if _NOT_IN_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return "@" not in parts.netloc and can_be_host(parts.hostname or "") and has_port(parts)
