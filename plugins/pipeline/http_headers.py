"""How a web server sends each file: its type, its headers, and how long it may be kept.

The one source of every headers file and server configuration, and of what the preview sends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from plugins.model.addresses import ADMIN, FEEDS, FORMATS, MEDIA_TYPES

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".yml": "text/yaml; charset=utf-8",
    ".xsl": "application/xml; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
FEED_TYPES = {ending: f"{kind}; charset=utf-8" for ending, kind in MEDIA_TYPES.items()}
TYPES |= {ending: kind for ending, kind in FEED_TYPES.items() if ending not in TYPES}
UNKNOWN = "application/octet-stream"

FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300, must-revalidate"
# Images keep their names when they change, so they are asked for again after a day.
A_DAY = "public, max-age=86400"

_HASHED = re.compile(r"\.[0-9a-f]{8,64}(?:-[0-9]+)?\.[a-z0-9]+$")


def media_type(name: str) -> str:
    """Return the type of a file, by its name."""
    last = name.rpartition("/")[2]
    dot = last.rfind(".")
    if name.startswith(FEEDS) and last[dot:] in FEED_TYPES:
        return FEED_TYPES[last[dot:]]
    return TYPES.get(last[dot:].lower(), UNKNOWN) if dot >= 0 else UNKNOWN


def is_text(name: str) -> bool:
    """Return whether a file shrinks when it is packed."""
    kind = media_type(name)
    return "charset=" in kind or kind in ("image/svg+xml", "image/x-icon")


def is_hashed(name: str) -> bool:
    """Return whether a file's name holds a digest of its content, so that it never changes."""
    return name.startswith(("static/", "images/")) and bool(_HASHED.search(name))


def cache_control(name: str) -> str:
    if is_hashed(name):
        return FOR_EVER
    return A_DAY if media_type(name).startswith(("image/", "font/")) else SHORT


HSTS = "Strict-Transport-Security"


def security(siteurl: str, forms: str = "", hsts_days: int = 365) -> Mapping[str, str]:
    """Return the headers of every answer. `forms` is where the sign-up form sends its data;
    so many days a browser that was here comes by https alone, to this host and no other of its
    domain (RFC 6797).

    By the figures of the MDN Observatory: 'none' as the default and nothing unsafe, no framing, no
    sniffing, no referrer beyond the own origin's.
    """
    target = " " + _origin(forms) if forms else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": f"'self'{target}",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if siteurl.startswith("https://"):
        policy["upgrade-insecure-requests"] = ""
    words = "; ".join(f"{name} {value}".rstrip() for name, value in policy.items())
    found = {
        "Content-Security-Policy": words,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "interest-cohort=()",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if siteurl.startswith("https://") and hsts_days:
        found[HSTS] = f"max-age={hsts_days * 86_400}"
    return found


# A drawing may hold a script of its own when somebody opens it by its address.
DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# What the editing page may talk to: where the content is kept, and what logs editors in.
FORGES = (
    "https://api.github.com https://github.com https://gitlab.com https://*.githubusercontent.com"
)
# Anybody's reader may fetch a feed, also one that runs in a browser.
FEED = {"Cross-Origin-Resource-Policy": "cross-origin"}
FEED_ENDINGS = tuple(f".{each}" for each in FORMATS)
LISTING = "index.json"
READABLE = {"Access-Control-Allow-Origin": "*"}


def headers_of(name: str, general: Mapping[str, str]) -> dict[str, str]:
    """Return all headers of one file; `general` is what `security` gave."""
    found = {**general, "Cache-Control": cache_control(name)}
    if name.lower().endswith(".svg"):
        found["Content-Security-Policy"] = DRAWING
    if name.startswith((FEEDS, "images/")):
        found |= FEED
    if name == LISTING or (name.startswith(FEEDS) and name.endswith(FEED_ENDINGS)):
        found |= READABLE
    if name.startswith(ADMIN):
        found |= {
            "Content-Security-Policy": editing_policy(FORGES),
            "X-Frame-Options": "SAMEORIGIN",
        }
    return found


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def editing_policy(connect: str = "") -> str:
    """Return the Content-Security-Policy of the editing page, and of nothing else of the site.

    Decap compiles the check of its settings ('unsafe-eval'), and writes its styles into the page.
    `connect` names what it may talk to besides its own origin: the forge that keeps the content.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob: https:",
            "font-src 'self' data:",
            f"connect-src 'self' blob: {connect}".rstrip(),
            "frame-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )
