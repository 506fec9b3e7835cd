"""An object store, by rclone."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.pipeline import http_headers
from plugins.publish import releases
from plugins.publish.releases import MANIFEST, SITE, Release
from plugins.publish.targets.folder import Folder
from plugins.publish.targets.place import MARKED, MARKER, without_secrets

# Exit codes of rclone: of a place that is not there, and all that there are.
NOT_THERE, ANY = 3, range(256)
# What the marker says while files are sent.
GOING_ON = MARKED.encode() + b"A publish is going on, or was interrupted.\n"


class Store:
    """An object store, through rclone. Its releases are kept here, and sent again to go back.

    A store knows no rename, so pages change one after the other: what they need is there before,
    and what nobody needs goes afterwards. The marker says so while that is going on, and until a
    publish that was interrupted is completed by the next one, whatever that has to show.
    """

    served, network = False, True

    def __init__(self, remote: str, mirror: Path, keep: int) -> None:
        self.remote, self.folder = remote, Folder(mirror, keep)

    def live(self) -> Release | None:
        done = _rclone(["cat", f"{self.remote}/{MANIFEST}"], fine=ANY)
        found = Release.parse(done.stdout)
        if found is None:
            listed = _rclone(["lsf", "--max-depth", "1", self.remote], fine=(0, NOT_THERE))
            names = listed.stdout.decode().split()
            if names and MARKER not in names:
                raise SiteFault(
                    f"Nothing is published to '{self.remote}': it holds files that no publish "
                    "made; name an empty place.",
                    2,
                )
        elif _rclone(["cat", f"{self.remote}/{MARKER}"]).stdout == GOING_ON:
            unknown = {name: ("", size) for name, (_, size) in found.files.items()}
            return replace(found, files=unknown)
        return found

    def kept(self) -> list[Release]:
        return self.folder.kept()

    def put(self, stage: Path, release: Release) -> None:
        live = self.live()
        self.folder.put(stage, release)
        self._send(self.folder.releases / release.id, release, live)

    def back(self, id: str) -> None:
        live = self.live()
        self.folder.back(id)
        found = releases.load(self.folder.releases / id)
        assert found is not None
        self._send(self.folder.releases / id, found, live)

    def _send(self, folder: Path, release: Release, live: Release | None) -> None:
        new, old = release.served, live.served if live else {}
        hidden = ("_headers", "_redirects")
        fresh = [n for n, digest in new.items() if old.get(n) != digest and n not in hidden]
        self._mark(GOING_ON)
        last = [name for name in fresh if _is_last(name)]
        self._copy(folder / SITE, [name for name in fresh if not _is_last(name)])
        self._copy(folder / SITE, last)
        type_of = "Content-Type: application/json; charset=utf-8"
        _rclone(["copyto", str(folder / MANIFEST), f"{self.remote}/{MANIFEST}", "--ignore-times",
                 "--header-upload", type_of,
                 "--header-upload", "Cache-Control: no-store"])  # fmt: skip
        there = _rclone(["lsf", "-R", "--files-only", self.remote]).stdout.decode().splitlines()
        known = {*new, MANIFEST, MARKER}
        self._delete([name for name in there if name not in known])
        self._mark(MARKED.encode())

    def _mark(self, content: bytes) -> None:
        _rclone(["rcat", f"{self.remote}/{MARKER}"], content)

    def _copy(self, site: Path, names: list[str]) -> None:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in names:
            groups[http_headers.media_type(name), http_headers.cache_control(name)].append(name)
        for (kind, cache), listed in groups.items():
            _rclone(
                ["copy", str(site), self.remote, "--ignore-times", "--no-traverse",
                 "--files-from-raw", "-", "--header-upload", f"Content-Type: {kind}",
                 "--header-upload", f"Cache-Control: {cache}"],
                _lines(listed),
            )  # fmt: skip

    def _delete(self, names: list[str]) -> None:
        if names:
            _rclone(["delete", self.remote, "--files-from-raw", "-"], _lines(names))


def _lines(names: list[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _is_last(name: str) -> bool:
    """Return whether a file is what readers ask for first, and so is sent last."""
    return name.endswith((".html", ".xml", ".rss", ".atom", ".json", ".opml", ".txt"))


def _rclone(
    words: list[str], given: bytes = b"", fine: Container[int] = (0,)
) -> subprocess.CompletedProcess[bytes]:
    found = shutil.which("rclone")
    if found is None:
        raise SiteFault("rclone is missing: install it (apt install rclone), and try again.", 2)
    done = subprocess.run([found, *words], input=given, capture_output=True)
    if done.returncode not in fine:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason"]
        raise SiteFault(
            f"rclone says: {without_secrets(reason[0])}; publish again to complete it.", 2
        )
    return done
