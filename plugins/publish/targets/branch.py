"""A branch of a Git repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.model.addresses import PACKED
from plugins.publish import releases
from plugins.publish.releases import MANIFEST, SITE, Release
from plugins.publish.targets.place import without_secrets

# -- A branch of Git


class Branch:
    """A branch that a static host shows. Each release is a commit."""

    served, network = False, False

    def __init__(self, remote: str, branch: str, mirror: Path, keep: int) -> None:
        self.remote, self.branch, self.keep = remote, branch, keep
        self.home = mirror / "git"

    def _git(
        self,
        *words: str,
        check: bool = True,
        tree: Path | None = None,
        more: Mapping[str, str] | None = None,
    ) -> str:
        environ = {
            **os.environ,
            "GIT_DIR": str(self.home),
            "GIT_TERMINAL_PROMPT": "0",
            **(more or {}),
        }
        environ |= {"GIT_WORK_TREE": str(tree)} if tree else {}
        environ.pop("GIT_INDEX_FILE", None)
        done = subprocess.run(["git", *words], env=environ, capture_output=True, cwd=tree)
        if check and done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [
                "no reason"
            ]
            raise SiteFault(f"git says: {without_secrets(reason[0])}; nothing went live.", 2)
        return done.stdout.decode("utf-8", "replace") if not done.returncode else ""

    def _fetch(self) -> str:
        """Return the commit that the branch shows over there, or nothing."""
        if not (self.home / "HEAD").is_file():
            self.home.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare", str(self.home))
        ref = f"refs/heads/{self.branch}"
        if not self._git("ls-remote", self.remote, ref).strip():
            return ""
        self._git("fetch", "--quiet", self.remote, f"+{ref}:refs/hub/live")
        return self._git("rev-parse", "refs/hub/live").strip()

    def live(self) -> Release | None:
        commit = self._fetch()
        if not commit:
            return None
        found = Release.parse(self._git("show", f"{commit}:{MANIFEST}", check=False))
        if found is None:
            raise SiteFault(
                f"Nothing is published to the branch '{self.branch}': it holds files that no "
                "publish made; name another branch.",
                2,
            )
        return found

    def put(self, stage: Path, release: Release) -> None:
        parent = self._fetch()
        site = stage / SITE
        releases.finish(site, release)
        (site / ".nojekyll").write_bytes(b"")
        try:
            self._git("read-tree", "--empty")
            self._git("-c", "core.autocrlf=false", "add", "-A", "-f", ".", tree=site)
            packed = [n for n in self._git("ls-files", "-z").split("\0") if n.endswith(PACKED)]
            for start in range(0, len(packed), 500):
                self._git(
                    "rm", "--cached", "--quiet", "--", *packed[start : start + 500], tree=site
                )
            tree = self._git("write-tree").strip()
        finally:
            (site / MANIFEST).unlink()
            (site / ".nojekyll").unlink()
        self._push(tree, parent, release)

    def _push(self, tree: str, parent: str, release: Release) -> None:
        who: dict[str, str] = {}
        for role in ("AUTHOR", "COMMITTER"):
            who |= {f"GIT_{role}_NAME": "patient-safety-hub", f"GIT_{role}_EMAIL": "hub@localhost"}
        words = ["commit-tree", tree, "-m", f"Release {release.id}"]
        commit = self._git(*words, *(["-p", parent] if parent else []), more=who).strip()
        self._git("push", "--quiet", self.remote, f"{commit}:refs/heads/{self.branch}")

    def _history(self) -> list[tuple[str, Release]]:
        commit = self._fetch()
        listed = self._git("log", "--format=%H", "-n", "50", commit).split() if commit else []
        found: dict[str, tuple[str, Release]] = {}
        for each in listed:
            release = Release.parse(self._git("show", f"{each}:{MANIFEST}", check=False))
            if release is not None:
                found.setdefault(release.id, (each, release))
        newest = sorted(found.values(), key=lambda pair: pair[1].id)
        return newest[-self.keep :]

    def kept(self) -> list[Release]:
        return [release for _, release in self._history()]

    def back(self, id: str) -> None:
        commit, release = next(pair for pair in self._history() if pair[1].id == id)
        tree = self._git("rev-parse", f"{commit}^{{tree}}").strip()
        self._push(tree, self._fetch(), release)
