"""What pages weigh on the wire, with what they load."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import cache

from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite
from plugins.audit.pages import Page
from plugins.model.addresses import ERRORS
from plugins.pipeline import http_headers

# Packed bytes: a page with its styles and scripts, and that of all of them with the pictures that
# it may load (each in its plain form); one picture. At 60 kB a page comes in a second on a slow 3G
# line (400 kbit/s, HTTP Archive); docs/readers.md promises it for posts.
PAGE, WITH_PICTURES, PICTURE = 60_000, 1_000_000, 400_000


def faults(site: FinishedSite, pages: Sequence[Page]) -> Iterator[Finding]:
    """Yield pages and pictures that are heavy."""

    @cache
    def packed(name: str) -> int:
        content = site.read(name)
        return len(gzip.compress(content, 6)) if http_headers.is_text(name) else len(content)

    there = set(site.names)
    for page in pages:
        if page.redirect or page.name in ERRORS:
            continue
        own, pictures = packed(page.name), 0
        for name in _needed(site, page) & there:
            if http_headers.media_type(name).startswith("image/"):
                pictures += 0 if name.endswith((".avif", ".webp")) else packed(name)
            else:
                own += packed(name)
        if own > PAGE:
            yield Finding(
                "weight", page.name, f"weighs {own / 1000:.0f} kB, meant are {PAGE // 1000}"
            )
        elif own + pictures > WITH_PICTURES:
            total = (own + pictures) / 1e6
            yield Finding("weight", page.name, f"weighs {total:.1f} MB with its pictures")
    for name in site.names:
        if http_headers.media_type(name).startswith("image/") and packed(name) > PICTURE:
            yield Finding("weight", name, f"is a picture of {packed(name) / 1000:.0f} kB")


def _needed(site: FinishedSite, page: Page) -> set[str]:
    found = (site.target(page.name, each) for each in page.files)
    return {target.name for target in found if target is not None}
