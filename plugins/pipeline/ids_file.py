"""`content/ids.yaml` as a build leaves it, the one thing that a build writes into content."""

from __future__ import annotations

import os
from pathlib import Path

from plugins.base.file_state import FolderScan, scan_file
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.model import post_ids


class IdsFile:
    """The file before a build and after it."""

    def __init__(self, content: Path, folder: FolderScan, settled: post_ids.Settled) -> None:
        self.path = content / post_ids.FILE
        self.folder = folder
        self.settled = settled
        self.text = post_ids.written(settled.records).encode()
        seen = folder.files.get(post_ids.FILE)
        self.before = folder.read(post_ids.FILE) if seen else b""
        self.current = (self.text == self.before) if settled.records else not self.before
        known = {record.id: record for record in settled.before}
        self.changed = any(known.get(record.id) != record for record in settled.records)

    def check(self) -> None:
        """Refuse to begin what could not be kept: a folder that may not be written."""
        if self.current:
            return
        probe = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            new = len(self.settled.records) - len(self.settled.before)
            what = f"the ids of {new:,} new posts" if new != 1 else "the id of 1 new post"
            what = what if new > 0 else "what changed in published posts"
            raise SiteFault(
                f"'{self.path}' cannot be written ({error.strerror}), and {what} would be lost; "
                "build once where it can be written, and commit the file.",
                2,
            ) from None

    def write(self) -> None:
        """Keep the ids, unless all are kept already. Raises SiteFault, also for another's change.

        The folder then knows the file as it looks now, so that the next build finds it unchanged.
        """
        if self.current:
            return
        now = self.path.read_bytes() if self.path.exists() else b""
        if now not in (self.before, self.text):
            raise SiteFault(f"'{self.path}' was changed while the build ran; build again.")
        try:
            replace(self.path, self.text)
            self.folder.files[post_ids.FILE] = scan_file(self.path)
        except OSError as error:
            raise SiteFault(
                f"The site is built, but '{self.path}' could not be written ({error.strerror}); "
                "mend that and build again.",
                2,
            ) from None
