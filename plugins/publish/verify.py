"""Whether a site, or a copy of it, shows what was released. Nothing is changed."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from plugins.base.printing import Say, complain, one_line, say
from plugins.base.problems import SiteFault
from plugins.model.addresses import PACKED
from plugins.presentation.views import counted
from plugins.publish import proof

LIMIT = 20.0  # seconds for one file
MOST = 50_000_000  # bytes of one file
SIDE_BY_SIDE = 4
SHOWN = 20

Read = Callable[[str], bytes | None]


def verify(root: Path, options: Namespace, tell: Say = say) -> int:
    """Compare a site with the list of its newest release; return 0 if it is what was released."""
    try:
        return _verify(root, options.place, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _verify(root: Path, place: str, tell: Say) -> int:
    web = place.startswith(("http://", "https://"))
    given = folder = Path(place)
    read_from: _Web | _Files
    if web:
        read_from = _Web(place)
    else:
        folder = next(
            (each for each in (folder / "site", folder / "current/site") if each.is_dir()), folder
        )
        if not folder.is_dir():
            raise SiteFault(
                f"There is no folder '{place}'; name a folder or an https:// address.", 2
            )
        read_from = _Files(folder)
    read = read_from.read
    name = proof.newest((read(proof.INDEX) or b"").decode("utf-8", "replace"))
    text = read(f"{proof.FOLDER}{name}") if name else None
    if text is None:
        raise SiteFault(f"'{place}' has no list of a release ({proof.INDEX}).", 2)
    known = root / ".hub" / "publish" / "lists" / name
    whose = "the list that this machine kept" if known.is_file() else "its own list"
    if known.is_file() and known.read_bytes() != text:
        tell(f"{proof.FOLDER}{name} is not the list that this machine kept; the kept one counts.")
        text = known.read_bytes()
        wrong = [f"{proof.FOLDER}{name}: changed"]
    else:
        wrong = []
    wanted = proof.read(text.decode("utf-8", "replace"))
    moved = proof.moved(text.decode("utf-8", "replace"))

    def look(file: str) -> str:
        content = read(file)
        if isinstance(read_from, _Web) and file in read_from.led:
            to = moved.get(quote(file.removesuffix("index.html")))
            same = to is not None and read_from.led[file] == read_from.address + to
            return "" if same else f"{file}: leads to '{read_from.led[file]}'"
        if content is None:
            return f"{file}: not there"
        same = hashlib.sha256(content).hexdigest() == wanted[file]
        return "" if same else f"{file}: not as it was released"

    beside: list[str] = []
    with ThreadPoolExecutor(SIDE_BY_SIDE if web else 1) as pool:
        wrong += [each for each in pool.map(look, wanted) if each]
    if not web:
        there = (
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        more = {each for each in there if proof.is_listed(each) and not each.endswith(PACKED)}
        wrong += [f"{each}: was not released" for each in sorted(more - wanted.keys())]
        beside = _beside(given)
        wrong += beside
    for line in wrong[:SHOWN]:
        tell(one_line(line))
    if len(wrong) > SHOWN:
        tell(f"... and {len(wrong) - SHOWN:,} more")
    release = name.removesuffix(".txt")
    if wrong:
        tell(
            f"This is not release {release}: {len(wrong):,} of {len(wanted):,} pages and feeds "
            f"differ, by {whose}."
            if not beside
            else f"This is not what was packed: {counted(len(wrong), 'file')} of it differ."
        )
        return 1
    tell(f"This is release {release}: {len(wanted):,} pages and feeds are as released, by {whose}.")
    return 0


def _beside(folder: Path) -> list[str]:
    """Return what differs of the other files of a bundle from the hashes that it came with."""
    read = _Files(folder).read
    hashes = read(proof.HASHES)
    if hashes is None:
        return []
    wanted = proof.read(hashes.decode("utf-8", "replace"))
    there = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    found = []
    for name in sorted((wanted.keys() | there) - {proof.HASHES}):
        if name.startswith("site/") and name in wanted and proof.is_listed(name[5:]):
            continue  # the list of its release has it
        content = read(name) if name in wanted else None
        if name not in wanted:
            found.append(f"{name}: did not come with the bundle")
        elif content is None:
            found.append(f"{name}: not there")
        elif hashlib.sha256(content).hexdigest() != wanted[name]:
            found.append(f"{name}: not as it came with the bundle")
    return found


class _Files:
    """The files of a folder; a link out of it is not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def read(self, name: str) -> bytes | None:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            return None
        return path.read_bytes()


class _Web:
    """The files of a site as readers get them."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/") + "/"
        self.led: dict[str, str] = {}  # where the server leads those who ask for a file

    def read(self, name: str) -> bytes | None:
        path = (
            name.removesuffix("index.html")
            if name.endswith("/index.html") or name == "index.html"
            else name
        )
        asked = urllib.request.Request(  # noqa: S310 - an address of the web, by whoever asks
            self.address + quote(path),
            headers={"Accept-Encoding": "identity", "Cache-Control": "no-cache"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=LIMIT) as answer:  # noqa: S310 - as above
                if answer.url != asked.full_url:
                    self.led[name] = answer.url
                return bytes(answer.read(MOST))
        except urllib.error.HTTPError as error:
            error.close()
            return None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise SiteFault(f"'{self.address}' does not answer: {reason}.", 2) from None
