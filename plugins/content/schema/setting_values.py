"""What the value of one setting may be: addresses, a zone, a language, a colour, a place."""

from __future__ import annotations

import ipaddress
import locale
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.base.problems import did_you_mean
from plugins.content.markdown.engines import ENGINES
from plugins.content.schema.values import wrong
from plugins.model.post import AUDIENCES

PICTURE_FORMATS = ("avif", "webp")
TARGETS = "folder:PATH, ssh:USER@HOST:/PATH, store:REMOTE:BUCKET or branch:REMOTE/BRANCH"

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)
# Language, script and region of RFC 5646; what a page in English needs, and no private tags.
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?", re.IGNORECASE)
_PATH = re.compile(r"(?:/[\w.~!$&'()*+,;=:@%-]*)*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LOOPBACK = ("localhost", "0.0.0.0", "[::1]", "[::]")  # noqa: S104 - refused, not listened to


def _host(host: str, address: str) -> None:
    """Raise what is wrong with the host of an address, if there is a fault."""
    bare = host.strip("[]")
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        pass
    else:
        return
    if host == "localhost":
        return
    if not host.isascii():
        try:
            spelt = host.encode("idna").decode()
        except UnicodeError:
            spelt = ""
        hint = f"write {address.replace(host, spelt)}" if spelt else ""
        raise wrong("address", f"has letters in its host that addresses lack ('{host}')", hint)
    labels = host.removesuffix(".").split(".")
    for label in labels:
        if not _LABEL.fullmatch(label):
            raise wrong("address", f"has a host that cannot be one ('{host}')")
    if len(labels) < 2 or len(host) > 253 or labels[-1].isdigit():
        raise wrong("address", f"has a host that cannot be one ('{host}')")


def web_place(given: str, schemes: tuple[str, ...] = ("https", "http")) -> str:
    """Return an address of the web with a host that can be one: no login, no spaces."""
    text = given.strip()
    if text != given or re.search(r"\s", text) or _CONTROL.search(text):
        raise wrong("address", f"is not an address ('{given}')")
    scheme, sign, _ = text.partition("://")
    if not sign or scheme.lower() not in schemes:
        kind = " or ".join(f"{each}://" for each in schemes)
        bare = re.sub(r"(?i)^(?:https?:?/*|//)", "", text)
        scheme_like = re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", bare, re.IGNORECASE)
        if re.match(r"[\w-]+(?:\.[\w-]+)+(?:[:/]|$)", bare) and not scheme_like:
            raise wrong(
                "address", f"does not begin with {kind} ('{text}')", f"write https://{bare}"
            )
        raise wrong("address", f"is not an address that begins with {kind} ('{text}')")
    if doubled := re.match(r"(?:https?:?/+)+(.+)", text.partition("://")[2], re.IGNORECASE):
        raise wrong("address", f"begins twice ('{text}')", f"write https://{doubled[1]}")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise wrong("address", f"has a port or a host that cannot be one ('{text}')") from None
    if parts.username is not None or parts.password is not None:
        raise wrong(
            "address",
            "holds a login, which all readers would see",
            f"write {scheme}://{parts.hostname}{parts.path}",
        )
    if port == 0 or parts.netloc.endswith(":"):
        raise wrong("address", f"has a port that cannot be one ('{text}')")
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    if not host:
        raise wrong("address", f"names no host ('{text}')")
    _host(host, text)
    return text


def site_address(given: object) -> str:
    """Return where the site stands, without a slash at its end: no question mark, no fragment."""
    text = web_place(_text(given))
    parts = urlsplit(text)
    if parts.query or parts.fragment or text[-1:] in "?#":
        short = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        raise wrong("address", f"has more than a host and a path ('{text}')", f"write {short}")
    if not _PATH.fullmatch(parts.path) or "//" in parts.path or ".." in parts.path.split("/"):
        raise wrong("address", f"has a path that cannot be one ('{text}')")
    return text.rstrip("/")


def ease_of_audiences(given: object) -> dict[str, float]:
    """Return the least reading ease of texts for some audiences."""
    if not isinstance(given, dict):
        raise wrong("ease", f"is no dict ({given!r})")
    for name, value in given.items():
        if name not in AUDIENCES:
            what = f"names '{name}', which is no audience"
            raise wrong("ease", what, did_you_mean(str(name), AUDIENCES))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
            raise wrong("ease", f"has no number from 0 to 100 for {name} ({value!r})")
    return {name: float(value) for name, value in given.items()}


def is_own_machine(address: str) -> bool:
    """Return whether an address leads to the machine of whoever opens it."""
    host = urlsplit(address).netloc.rpartition("@")[2]
    host = re.sub(r":\d*$", "", host).lower()
    return host in _LOOPBACK or host.endswith(".localhost") or host.startswith("127.")


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise wrong("text", f"is not text ({given!r})")
    return given


def _reached(given: object, *kinds: str) -> str:
    """Return a place that readers reach by one of some kinds of address, or nothing."""
    text = _text(given)
    if not text:
        return text
    kind, _, rest = text.partition(":")
    if kind == "mailto" and kind in kinds:
        bare = rest.strip().lstrip("/")
        if bare != rest and re.fullmatch(r"[^\s@<>,;?/]+@[^\s@<>,;?/]+", bare):
            raise wrong("address", f"is not an e-mail address ('{text}')", f"write mailto:{bare}")
        if not re.fullmatch(r"[^\s@<>,;?/]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\?[!-~]*)?", rest, re.I):
            raise wrong("address", f"is not an e-mail address ('{text}')")
        return text
    if kind == "tel" and kind in kinds:
        if not re.fullmatch(r"\+?[0-9][0-9().-]*", rest):
            raise wrong(
                "address", f"is not a telephone number ('{text}')", "write tel:+442079460000"
            )
        return text
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+", text) and "mailto" in kinds:
        raise wrong("address", f"does not say what it is ('{text}')", f"write mailto:{text}")
    if kind == "http" and is_own_machine(text):
        return web_place(text)
    if kind == "http":
        raise wrong("address", f"is not encrypted ('{text}')", f"write https:{rest}")
    return web_place(text, ("https",))


def form_target(given: object) -> str:
    return _reached(given)


def place_or_mail(given: object) -> str:
    return _reached(given, "mailto")


def contact(given: object) -> str:
    return _reached(given, "mailto", "tel")


@cache
def _zones() -> frozenset[str]:
    """Return the names of IANA's time zones. To list those of the machine opens 600 files."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(names.split())


def time_zone(given: object) -> str:
    text = _text(given)
    if text not in _zones():
        near = did_you_mean(text.replace(" ", "_"), _zones()) if "/" in text else ""
        hint = near if near.startswith("did") else "write a zone such as Europe/London"
        raise wrong("zone", f"is not a time zone ('{text}')", hint)
    return text


def language(given: object) -> str:
    """Return a language as pages name it (RFC 5646), such as en-GB."""
    text = _text(given)
    known = {name.partition("_")[0] for name in locale.locale_alias}
    found = _LANGUAGE.fullmatch(text)
    if found is None or found[1].lower() not in known:
        parts = re.fullmatch(r"([a-z]{2,3})_([a-z]{2})(?:\..*)?", text, re.IGNORECASE)
        near = _NAMES.get(text.casefold(), "")
        near = f"{parts[1].lower()}-{parts[2].upper()}" if parts else near
        hint = f"write {near}" if near else "write its short name, such as en-GB"
        raise wrong("language", f"is not the short name of a language ('{text}')", hint)
    if (found[3] or "").upper() == "UK":
        what = f"names a country that the standard calls GB ('{text}')"
        raise wrong("language", what, f"write {found[1]}-GB")
    return text


_NAMES = {"english": "en-GB", "british english": "en-GB", "british": "en-GB", "welsh": "cy",
          "uk": "en-GB", "gb": "en-GB", "cymraeg": "cy", "scottish gaelic": "gd", "irish": "ga",
          "french": "fr", "german": "de", "spanish": "es"}  # fmt: skip


def authority(given: object) -> str:
    """Return the domain of permanent ids (RFC 4151), without anything around it."""
    text = _text(given)
    if not text:
        return text
    bare = re.sub(r"(?i)^https?://", "", text).partition("/")[0]
    name = bare.rpartition("@")[2]
    if bare != text:
        raise wrong("authority", f"is more than a domain ('{text}')", f"write {bare}")
    if name.count(".") < 1 or not all(_LABEL.fullmatch(each) for each in name.split(".")):
        raise wrong("authority", f"is not a domain ('{text}')")
    return text


def engine(given: object) -> str:
    text = _text(given)
    if text not in ENGINES:
        raise wrong("engine", f"is not known ('{text}')", did_you_mean(text, ENGINES))
    return text


def picture_format(given: object) -> str:
    text = _text(given)
    if text not in PICTURE_FORMATS:
        raise wrong("format", f"is not known ('{text}')", did_you_mean(text, PICTURE_FORMATS))
    return text


def publish_target(given: object) -> str:
    """Return where releases go. What it holds is never shown: it may be a secret."""
    text = _text(given)
    kind, _, rest = text.partition(":")
    form = TARGET_FORMS.get(kind)
    if text and not (form and re.fullmatch(form, rest)):
        near = did_you_mean(kind, TARGET_FORMS)
        hint = near if near.startswith("did") and rest and not form else f"write {TARGETS}"
        raise wrong("target", "is no place that releases can go to", hint)
    return text


# What stands behind the kind of a target; one that begins with '-' would be an option.
TARGET_FORMS = {"folder": r".+", "ssh": r"[^-:\s][^:\s]*:/.+",
                "store": r"[^-].*:.*", "branch": r"[^-].*/.*"}  # fmt: skip


def backend(given: object) -> dict[str, Any]:
    """Return a backend of Decap CMS with what it needs, or nothing."""
    if not isinstance(given, dict):
        raise wrong("cms", f"is not a dict ({given!r})")
    if not given:
        return {}
    name, repo = str(given.get("name") or ""), str(given.get("repo") or "")
    if not name:
        raise wrong("cms", "has no name", 'write {"name": "github", "repo": "OWNER/NAME"}')
    if name not in _BACKENDS:
        raise wrong("cms", f"names '{name}', which is no backend", did_you_mean(name, _BACKENDS))
    if _BACKENDS[name] and not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+", repo):
        said = f"has a repo that is none ('{repo}')" if repo else "has no repo"
        tail = re.fullmatch(r"https?://[^/]+/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repo)
        raise wrong("cms", said, f'write "repo": "{tail[1] if tail else "OWNER/NAME"}"')
    return {str(key): value for key, value in given.items()}


# The backends of Decap CMS, and whether each needs the name of a repository.
_BACKENDS = {"github": True, "gitlab": True, "bitbucket": True, "gitea": True, "azure": True,
             "git-gateway": False, "proxy": False, "test-repo": False}  # fmt: skip


def colour(given: object) -> str:
    """Return a colour as # and six digits, or nothing."""
    text = _text(given).strip().lower()
    if not text:
        return text
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(2 * each for each in text[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        bare = re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", text)
        hint = f"write #{text}" if bare else "write # and six digits, such as #0f4c5c"
        raise wrong("colour", f"is not a colour ('{given}')", hint)
    return text


def drawing(given: object) -> str:
    """Return the name of a picture that browsers show in a tab, or nothing."""
    text = _text(given)
    if text and not re.fullmatch(r"[a-z0-9][\w.-]*\.(?:svg|png)", text, re.I | re.A):
        hint = "write the name of an SVG or PNG file in theme/static/"
        raise wrong("drawing", f"is not the name of a drawing ('{text}')", hint)
    return text


def folder(given: object) -> str:
    text = str(given) if isinstance(given, Path) else _text(given)
    if not text.strip():
        raise wrong("folder", "is empty")
    return text
