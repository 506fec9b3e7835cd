"""A folder of another machine, by rsync over SSH."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.publish import releases
from plugins.publish.releases import Release
from plugins.publish.targets.place import (
    COMING,
    MARKED,
    MARKER,
    run_program,
    without_secrets,
)

# -- The same over SSH


class Ssh:
    """A folder on another machine that has a shell, rsync and sha256sum."""

    served, network = True, False

    def __init__(self, host: str, path: str, keep: int, ssh: str) -> None:
        self.host, self.path, self.keep, self.ssh = host, path.rstrip("/"), keep, shlex.split(ssh)
        if self.path in ("", "/root", "/home") or re.fullmatch(r"/home/[^/]+", self.path):
            raise SiteFault(f"Nothing is published to '{path}': it holds more than a site.", 2)

    def _run(self, script: str, words: Iterable[str] = (), given: bytes = b"") -> bytes:
        """Run a script of the shell over there; `words` are its $1, $2 ... Raises SiteFault."""
        there = shlex.join(["sh", "-euc", script, "sh", self.path, *words])
        done = subprocess.run([*self.ssh, self.host, there], input=given, capture_output=True)
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [
                "no reason"
            ]
            raise SiteFault(
                f"{self.host} says: {without_secrets(reason[0])}; nothing went live there.", 2
            )
        return done.stdout

    def live(self) -> Release | None:
        return Release.parse(self._run('cat "$1/current/release.json" 2>/dev/null || true'))

    def kept(self) -> list[Release]:
        out = self._run(
            'for f in "$1"/releases/[0-9]*/release.json; do '
            'test -f "$f" && tr -d "\\n" < "$f" && echo; done; true'
        )
        found = [Release.parse(line) for line in out.splitlines()]
        return sorted((each for each in found if each), key=lambda each: each.id)

    def put(self, stage: Path, release: Release) -> None:
        self._run(
            f'if test -L "$1"; then echo "$1 is a link; name its target" >&2; exit 1; fi; '
            f'if test -d "$1" && test -n "$(ls -A "$1")" && ! test -f "$1/{MARKER}"; then '
            'echo "$1 holds files that no publish made; name an empty folder" >&2; exit 1; fi; '
            f'mkdir -p "$1/releases/{COMING}"; cat > "$1/{MARKER}"',
            given=MARKED.encode(),
        )
        releases.finish(stage, release)
        live = self.live()
        link = [f"--link-dest=../{live.id}"] if live else []
        argv = ["rsync", "-rt", "--checksum", "--delete", "--partial", *link, "-e"]
        argv += [shlex.join(self.ssh), f"{stage}/", f"{self.host}:{self.path}/releases/{COMING}/"]
        run_program(argv, "rsync")
        sums = "".join(f"{digest}  {name}\n" for name, (digest, _) in release.files.items())
        self._run(
            f'cd "$1/releases/{COMING}"; sha256sum --quiet --strict -c - >&2; '
            'test "$(find . -type f | wc -l)" -eq "$3"; sync; cd ..; '
            f'mv -T {COMING} "$2"; ln -sfn "releases/$2" ../.current; '
            "mv -T ../.current ../current; sync",
            [release.id, str(len(release.files) + 1)],
            sums.encode(),
        )
        self._prune(release.id)

    def back(self, id: str) -> None:
        found = next(each for each in self.kept() if each.id == id)
        sums = "".join(f"{digest}  {name}\n" for name, (digest, _) in found.files.items())
        self._run(
            'cd "$1/releases/$2"; sha256sum --quiet --strict -c - >&2; cd "$1"; '
            'ln -sfn "releases/$2" .current; mv -T .current current; sync',
            [id],
            sums.encode(),
        )

    def _prune(self, live: str) -> None:
        names = [each.id for each in self.kept()]
        place = names.index(live)
        spared = {live, *names[max(0, place - 1) : place], *names[-self.keep :]}
        old = [name for name in names if name not in spared]
        if old:
            self._run(f'test -f "$1/{MARKER}"; cd "$1/releases"; shift; rm -rf -- "$@"', old)
