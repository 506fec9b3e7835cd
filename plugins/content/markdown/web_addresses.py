"""An address of another site as it was written by hand, and as it should be."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from plugins.language.web_address import can_be_host, has_port


class Better(NamedTuple):
    """What is wrong with an address, as the end of a sentence, and what to write."""

    why: str
    address: str


_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+(?:\?\S*)?")
_TELEPHONE = re.compile(r"\+?[\d(][\d ()-]{6,}\d")
# Endings of names that people link to here, and of no file.
_ENDINGS = (
    "org com net uk eu gov edu info int ie scot wales cymru london health care blog online news "
    "io co de fr nl au nz ca us tv"
).split()
_HOST = re.compile(
    rf"(?:www\.\S+|(?:[a-z0-9-]+\.)+(?:{'|'.join(_ENDINGS)})(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE
)
# What was meant to be 'https://'.
_SCHEME = re.compile(r"(?:h+t+p+(s?)|ttps?)\s*(?::[/\\\\]*|[;.]?/{2,}:?/*)", re.IGNORECASE)


def better(href: str) -> Better | None:
    """Return what is wrong with an address and how to write it, or nothing for one that can be."""
    if href.startswith(("#", "{", "|")):
        return None
    if re.match(r"https?://", href, re.IGNORECASE) is None:
        if href.startswith("//"):
            return Better("which has no 'https:'", f"https:{href}")
        if (found := _SCHEME.match(href)) and href[found.end() :]:
            return Better("whose beginning is odd", _whole(href))
        if _MAIL.fullmatch(href):
            return Better("an e-mail address without 'mailto:'", f"mailto:{href}")
        if _TELEPHONE.fullmatch(href):
            number = re.sub(r"[^\d+]", "", href.replace("(0)", ""))
            return Better("a telephone number without 'tel:'", f"tel:{number}")
        if _HOST.fullmatch(href):
            return Better("which has no 'https://'", f"https://{href}")
        return None
    rest = re.sub(r"^https?://", "", href, flags=re.IGNORECASE)
    if _SCHEME.match(rest) or rest.startswith(("/", "\\")):
        return Better("whose beginning is odd", _whole(href))
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not can_be_host(host):
        return Better(f"but '{host}' can be no site", "")
    if not has_port(parts):
        return Better("but what follows its ':' can be no port (1 to 65535)", "")
    return None


# Programs that look at an address before they lead on to it, and where it stands within theirs.
_WRAPPERS = (
    (re.compile(r"https?://[\w.-]+\.safelinks\.protection\.outlook\.com/.*?[?&]url=(?P<to>[^&]+)"), "Outlook"),
    (re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?(?:.*?&)?(?:q|url)=(?P<to>http[^&]+)"), "Google"),
    (re.compile(r"https?://lm?\.facebook\.com/l\.php\?(?:.*?&)?u=(?P<to>[^&]+)"), "Facebook"),
    (re.compile(r"https?://(?:www\.)?linkedin\.com/redir/redirect\?(?:.*?&)?url=(?P<to>[^&]+)"), "LinkedIn"),
    (re.compile(r"https?://slack-redir\.net/link\?(?:.*?&)?url=(?P<to>[^&]+)"), "Slack"),
    (re.compile(r"https?://linkprotect\.cudasvc\.com/url\?(?:.*?&)?a=(?P<to>[^&]+)"), "Barracuda"),
    (re.compile(r"https?://urldefense(?:\.proofpoint)?\.com/v3/__(?P<to>http.+?)__;"), "Proofpoint"),
    (re.compile(r"https?://urldefense\.proofpoint\.com/v[12]/url\?(?:.*?&)?u=(?P<proofpoint>[^&]+)"), "Proofpoint"),
    (re.compile(r"https?://[\w.-]+\.mimecast(?:protect)?\.com/s/"), "Mimecast"),
)  # fmt: skip


def unwrapped(href: str) -> Better | None:
    """Return the address to which one of a mail program or a search engine leads, or nothing.

    The whole of it often holds the e-mail address of whoever got the message.
    """
    for pattern, whose in _WRAPPERS:
        if found := pattern.match(href):
            parts = found.groupdict()
            to = parts.get("to") or (parts.get("proofpoint") or "").translate(_PROOFPOINT)
            why = f"which leads through {whose}, and may hold the address of who got it"
            return Better(why, unquote(to))
    return None


_PROOFPOINT = str.maketrans("-_", "%/")


def _whole(href: str) -> str:
    """Return an address with one beginning instead of several, or of an odd one."""
    scheme = "https"
    while found := _SCHEME.match(href):
        scheme = "http" if found[0].lower().startswith("http:") else "https"
        href = href[found.end() :]
    return f"{scheme}://{href.lstrip('/:')}"
