"""A site with a manifest of hashes, kept whole and known by what it holds.

`site/` is what a web server serves, `server/` what it reads, `release.json` the manifest.
"""

from __future__ import annotations

import datetime as dt
import errno
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from plugins.base import worker_pool
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.model.addresses import ERRORS, PACKED
from plugins.pipeline import http_headers

FORMAT = 1
MANIFEST = "release.json"
SITE, SERVER = "site", "server"
# Below this many bytes a packed copy saves no packet of the network.
SMALLEST = 1024
# Brotli's level 10 takes a third of the time of level 11, for 2.6 % more bytes of the sample's
# pages. From so many bytes on a file is packed at level 9, a twentieth of that time for 5 % more
# bytes: what is so large (feeds, lists) changes with most edits.
LARGE = 100_000
_SECOND = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, kw_only=True)
class Release:
    """What is known of a release. `files` are SHA-256 and bytes by name; `items` the digests of
    feed items, by feed and id.

    `taken` are the addresses at which a post was taken back, each with "withdrawn" or "removed";
    `corrected` says how often each page was corrected; `answers` are old addresses that redirect
    or say that they are gone. All of them are below the root, with a slash before them.
    """

    id: str
    date: str
    posts: int
    changed: str = ""
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, int] = field(default_factory=dict)
    answers: tuple[str, ...] = ()

    @property
    def pages(self) -> list[str]:
        """Return the names of the pages for readers."""
        return sorted(n for n in self.served if n.endswith(".html") and n not in ERRORS)

    @property
    def served(self) -> dict[str, str]:
        """Return the digests of what is served, by name, without packed copies."""
        found = {}
        for name, (digest, _) in self.files.items():
            if name.startswith(f"{SITE}/") and not name.endswith(PACKED):
                found[name.removeprefix(f"{SITE}/")] = digest
        return found

    @property
    def size(self) -> int:
        return sum(size for _, size in self.files.values())

    def text(self) -> str:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True) + "\n"

    @classmethod
    def parse(cls, text: str | bytes) -> Release | None:
        """Return a release, or nothing for what is no manifest of ours."""
        try:
            found = json.loads(text)
            if found.pop("format") != FORMAT:
                return None
            found["files"] = {name: (str(d), int(s)) for name, (d, s) in found["files"].items()}
            found["answers"] = tuple(found.get("answers", ()))
            return cls(**found)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def stamp(live: Release | None, now: dt.datetime) -> str:
    """Return the time that begins a new release's id: its second, or one behind the live release.

    Releases sort by their ids, and a clock may have been set back.
    """
    made = f"{now:{_SECOND}}"
    if live is None or live.id[: len(made)] < made:
        return made
    try:
        before = dt.datetime.strptime(live.id[: len(made)], _SECOND)  # noqa: DTZ007 - both are UTC
    except ValueError:
        return made
    return f"{before + dt.timedelta(seconds=1):{_SECOND}}"


def load(folder: Path) -> Release | None:
    try:
        return Release.parse((folder / MANIFEST).read_bytes())
    except OSError:
        return None


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stage(folder: Path, tree: Path, names: Iterable[str], more: Mapping[str, bytes]) -> None:
    """Bring a folder to hold `site/` and `server/`: the tree, and what is written for servers.

    Packed copies of files that did not change are kept from the last time. What an earlier run
    left in the way, such as a folder where a file has to be, costs no more than those.
    """
    try:
        _stage(folder, tree, names, more)
    except OSError as error:
        if error.errno not in _IN_THE_WAY:
            raise
        shutil.rmtree(folder)
        _stage(folder, tree, names, more)


_IN_THE_WAY = (errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY, errno.ELOOP)


def _stage(folder: Path, tree: Path, names: Iterable[str], more: Mapping[str, bytes]) -> None:
    before = load(folder)
    known = dict(before.files) if before is not None else {}
    (folder / MANIFEST).unlink(missing_ok=True)
    wanted = {f"{SITE}/{name}": tree / name for name in names}
    digests = {name: sha256(path) for name, path in wanted.items()}
    digests |= {name: hashlib.sha256(content).hexdigest() for name, content in more.items()}
    kept = {
        name
        for name, digest in digests.items()
        if known.get(name, ("",))[0] == digest
        and (folder / name).is_file()
        and not (folder / name).is_symlink()
        and (folder / name).stat().st_size == known[name][1]
    }
    packed = {
        f"{name}{ending}"
        for name in kept
        for ending in PACKED
        if name.startswith(SITE) and f"{name}{ending}" in known
    }
    stays = kept | packed
    for path in list(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (path.is_file() and name not in stays):
            path.unlink()
    _without_empty_folders(folder)
    for name in digests.keys() - kept:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name in more:
            (folder / name).write_bytes(more[name])
        else:
            shutil.copyfile(wanted[name], folder / name)
    fresh = sorted(
        name
        for name in digests.keys() - kept
        if name.startswith(SITE) and http_headers.is_text(name) and "/_" not in name
    )
    for _ in worker_pool.each(pack, [str(folder / name) for name in fresh], worker_pool.cores()):
        pass


def _without_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def pack(name: str) -> None:
    """Write the packed copies of a file that are smaller than it. The same bytes each time."""
    import brotli

    path = Path(name)
    content = path.read_bytes()
    if len(content) < SMALLEST:
        return
    for ending, small in (
        (".gz", gzip.compress(content, 9, mtime=0)),
        (".br", brotli.compress(content, quality=10 if len(content) < LARGE else 9)),
    ):
        if len(small) < len(content):
            Path(name + ending).write_bytes(small)


def manifest(folder: Path) -> dict[str, tuple[str, int]]:
    """Return digest and size of every file of a release, read anew."""
    found = {}
    for path in sorted(_files(folder)):
        name = path.relative_to(folder).as_posix()
        if name != MANIFEST:
            found[name] = (sha256(path), path.stat().st_size)
    return found


def verify(folder: Path, release: Release) -> None:
    """Compare every file with the manifest. Raises SiteFault."""
    there = manifest(folder)
    if there == dict(release.files):
        return
    wrong = [n for n in there.keys() | release.files.keys() if there.get(n) != release.files.get(n)]
    raise SiteFault(
        f"{len(wrong)} files of release {release.id} are not as they were made, such as "
        f"'{min(wrong)}'; nothing went live. Publish again.",
        2,
    )


def finish(folder: Path, release: Release) -> None:
    """Write the manifest."""
    replace(folder / MANIFEST, release.text().encode())


def copy(source: Path, target: Path, release: Release, earlier: Path | None) -> None:
    """Copy a release; a file that an earlier one has too becomes a second name for it."""
    known = load(earlier) if earlier is not None else None
    for name, (digest, _) in release.files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if known is not None and earlier is not None and known.files.get(name, ("",))[0] == digest:
            try:
                os.link(earlier / name, path)
                continue
            except OSError:
                pass
        shutil.copyfile(source / name, path)
        sync(path)
    finish(target, release)
    sync(target / MANIFEST)
    for folder in [target, *(path for path in target.rglob("*") if path.is_dir())]:
        sync(folder)


def sync(path: Path) -> None:
    """Have the disk keep a file or the names of a folder. Raises OSError."""
    if os.name == "nt" and path.is_dir():
        return
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
