"""A process of its own that says which files were saved, one line of JSON for each time.

It is a process because a build forks its workers, and forks only while no other thread is alive.
One watcher is open all the time, so nothing that is saved during a build is lost.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

# Milliseconds: how long no file may change before a save counts as done, and the longest wait.
QUIET, LONGEST = 20, 400


def watch(folders: list[Path], deep: bool, parent: int, ready: threading.Event) -> None:
    """Print the paths that change below some folders, until the parent is gone."""
    import watchfiles

    changes = watchfiles.watch(
        *folders,
        recursive=deep,
        step=QUIET,
        debounce=LONGEST,
        rust_timeout=2000,
        yield_on_timeout=True,
        raise_interrupt=False,
        stop_event=_Gone(parent),
    )
    ready.set()
    for found in changes:
        if found:
            line = json.dumps(sorted({path for _, path in found}))
            try:
                print(line, flush=True)
            except OSError:
                os._exit(0)
    os._exit(0)


class _Gone:
    """Is set when the process that started this one has ended."""

    def __init__(self, parent: int) -> None:
        self.parent = parent

    def is_set(self) -> bool:
        return os.getppid() != self.parent


def main(arguments: list[str]) -> None:
    root, *folders = map(Path, arguments)
    parent = os.getppid()
    ready = threading.Event()
    threading.Thread(target=watch, args=([root], False, parent, ready), daemon=True).start()
    ready.wait()
    watch(folders, True, parent, threading.Event())


if __name__ == "__main__":
    main(sys.argv[1:])
