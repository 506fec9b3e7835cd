"""What of a source may be public. What is not known to have been public is not.

All words that open something are listed here, and only here; every other word closes it. They are
compared in small letters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from plugins.base.clock import instant
from plugins.importer.sources.page.written_dates import written_date

# Kinds of items that are posts or pages, in all programs that are known.
POSTS = frozenset("post posts article articles blog blogs blogpost news story".split())
PAGES = frozenset("page pages static".split())

# States in which a program shows an item to everybody.
_PUBLIC = frozenset("publish published public live visible".split())
_EVERYBODY = frozenset("public everyone everybody all anyone anybody world open".split())

_YES = frozenset("true yes on 1".split())
_NO = frozenset("false no off 0 none null never".split()) | {""}

# Fields of a header by what they must say for a post to be public. A field that is not there says
# nothing; of the others every value that is not listed closes.
_STATES = ("status", "state", "post_status", "publish_status", "publication_status", "workflow")
_FOR_WHOM = ("visibility", "access", "audience", "accessibility", "privacy")
_CLOSING = (
    "draft isdraft is_draft private is_private hidden hide is_hidden unlisted protected secret "
    "members member members_only membersonly member_only subscribers_only paid premium restricted "
    "password post_password passphrase encrypted trash trashed deleted is_deleted removed pending "
    "future scheduled unpublished unpublish skip ignore ignored exclude excluded internal staff "
    "staff_only login login_required require_login email_only headless embargo embargoed "
    "exclude_from_collections eleventyexcludefromcollections"
).split()
_OPENING = (
    "published publish public is_published ispublished is_public ispublic listed render visible "
    "is_visible enabled is_enabled active is_active online"
).split()
_BUILD = ("_build", "build")  # Hugo: whether a page is written, and stands in lists
_UNTIL = ("expirydate", "expiry_date", "expires", "unpublishdate", "unpublish_date", "unpublish_on")
_FROM = ("publishdate", "publish_date", "publish_on", "pubdate", "published_at", "scheduled_for")

PRIVATE_BLOG = "the whole blog was private"

# Folders whose files no program shows.
_FOLDERS = frozenset(
    "draft drafts _draft _drafts trash _trash bin private _private unpublished _unpublished "
    "pending _pending scheduled _scheduled hidden _hidden internal archive_private".split()
)


def word(value: Any) -> str:
    """Return a value of a header as the one word that it most likely is."""
    if value is None:
        return ""
    return str(value).strip().strip("\"'").strip().casefold()


def why_state(state: str) -> str:
    """Return why a state of an item closes it, or nothing."""
    said = word(state)
    if said in _PUBLIC:
        return ""
    return f"its state is '{said[:40]}'" if said else "it has no state"


def why_word(said: Any) -> str:
    """Return why a word closes an item, whether it names its state or its readers, or nothing."""
    return "" if word(said) in _PUBLIC | _EVERYBODY else why_state(str(said))


def why_audience(audience: str) -> str:
    """Return why what is said of an item's readers closes it, or nothing."""
    said = word(audience)
    return "" if said in _EVERYBODY else f"it was for '{said[:40]}' only"


def why_date(date: str, zone: str, now: dt.datetime) -> str:
    """Return why the date of an item closes it: it is to come."""
    try:
        return f"its date, {date}, is to come" if date and instant(date, zone) > now else ""
    except ValueError:
        return "its date cannot be read"


def why_header(values: Mapping[str, Any], now: dt.datetime) -> str:
    """Return why the header of a file closes it, or nothing. Names are in small letters."""
    for name in _STATES:
        if name in values and (why := why_state(values[name])):
            return why
    for name in _FOR_WHOM:
        if name in values and word(values[name]) and (why := why_audience(values[name])):
            return why
    for name in _CLOSING:
        if name in values and _closes(values[name]):
            return "it had a password" if "pass" in name else f"its header says '{name}'"
    for name in _OPENING:
        if name in values and not _opens(values[name]):
            return f"its header says '{name}: {word(values[name])[:40]}'"
    if "permalink" in values and word(values["permalink"]) in _NO:
        return "it had no address"
    for name in _BUILD:
        if name in values and not _is_built(values[name]):
            return "its program did not show it"
    for name in _FROM:
        written, said = _moment(values.get(name)), word(values.get(name))
        if said not in _NO and (written is None or written > now):
            return f"its header says '{name}: {said[:40]}', which is to come or cannot be read"
    for name in _UNTIL:
        said = word(values.get(name))
        written = _moment(values.get(name))
        if said not in _NO and (written is None or written <= now):
            return f"its header says '{name}: {said[:40]}'"
    return ""


def why_folder(file: str) -> str:
    """Return why the folder of a file closes it, or nothing."""
    for part in PurePosixPath(file).parts[:-1]:
        if part.casefold() in _FOLDERS:
            return f"it lies in the folder '{part}'"
    return ""


def _closes(value: Any) -> bool:
    if isinstance(value, (list, tuple, dict)):
        return bool(value)
    return word(value) not in _NO


def _opens(value: Any) -> bool:
    """Return whether a field such as `published` says yes, or says on which day."""
    said = word(value)
    return said in _YES or said in _PUBLIC or _moment(value) is not None


def _is_built(value: Any) -> bool:
    said = value if isinstance(value, Mapping) else {"render": value}
    return all(word(each) in _YES | {"always", "local"} for each in said.values())


def _moment(value: Any) -> dt.datetime | None:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value or "")
    written = written_date(re.sub(r"(\d) ([+-]\d{4})$", r"\1\2", text)) if text else None
    return instant(written.stated, "Europe/London") if written else None
