"""Targets: where a release goes. Each goes live in one step, and can go back.

A target is a text of the settings: `folder:/srv/www/hub`, `ssh:user@host:/srv/www/hub`,
`store:remote:bucket/path` for rclone, `branch:origin/gh-pages` for Git.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from plugins.core import served
from plugins.core.files import replace
from plugins.core.problems import SiteFault
from plugins.publish import releases
from plugins.publish.releases import MANIFEST, PACKED, SITE, Release

# Says that a folder is ours. Nothing is deleted where it is missing.
MARKER = ".patient-safety-hub"
MARKED = "The patient safety hub publishes here. Do not put files of your own into this folder.\n"
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
COMING = ".coming"


class Target(Protocol):
    """A place that shows one release and remembers some."""

    def live(self) -> Release | None:
        """Return what is shown. Raises SiteFault when the place is not ours."""
        ...

    def put(self, stage: Path, release: Release) -> None:
        """Take over a release and show it, in one step where the place can do that."""
        ...

    def kept(self) -> list[Release]:
        """Return the releases that can be gone back to, oldest first."""
        ...

    def back(self, id: str) -> None: ...


def target(words: str, home: Path, keep: int, options: Mapping[str, str]) -> Target:
    """Return the target that a setting names. Raises SiteFault with exit code 2."""
    kind, _, place = words.partition(":")
    if kind == "folder" and place:
        return Folder(Path(place), keep)
    if kind == "ssh" and re.fullmatch(r"[^-:\s][^:\s]*:/.+", place):
        host, _, path = place.partition(":")
        return Ssh(host, path, keep, options.get("ssh", "ssh"))
    if kind == "store" and ":" in place and not place.startswith("-"):
        return Store(place.rstrip("/"), _mirror(home, words), keep)
    if kind == "branch" and "/" in place and not place.startswith("-"):
        remote, _, branch = place.rpartition("/")
        return Branch(remote, branch, _mirror(home, words), keep)
    raise SiteFault(
        f"PUBLISH_TO is '{words}'; write folder:PATH, ssh:USER@HOST:/PATH, store:REMOTE:BUCKET or "
        "branch:REMOTE/BRANCH.",
        2,
    )


def _mirror(home: Path, words: str) -> Path:
    return home / "mirrors" / hashlib.sha256(words.encode()).hexdigest()[:12]


def choose(kept: list[Release], live: Release | None, id: str) -> str:
    """Return the release to go back to: the one named, or else the one before what is live."""
    names = [each.id for each in kept]
    if id:
        if id not in names:
            known = ", ".join(names) or "none"
            raise SiteFault(f"There is no release '{id}'; there are: {known}.", 1)
        return id
    place = names.index(live.id) if live and live.id in names else 0
    if place == 0:
        raise SiteFault("There is no earlier release to go back to.", 1)
    return names[place - 1]


# -- A folder


class Folder:
    """`releases/<id>`, and `current`, a link to the one that is shown."""

    def __init__(self, root: Path, keep: int) -> None:
        self.root, self.keep = Path(os.path.abspath(root)), keep  # noqa: PTH100 - links stay
        self.releases = self.root / "releases"
        self.current = self.root / "current"

    def check(self, project: Path) -> None:
        """Refuse a place where deleting could hurt. Raises SiteFault."""
        place = self.root.resolve()
        shown = f"'{self.root}'"
        hurt = {
            Path("/"),
            Path.home().resolve(),
            project.resolve(),
            (project / "content").resolve(),
        }
        if place in hurt or any(place in each.parents for each in hurt):
            raise SiteFault(f"Nothing is published to {shown}: it holds more than a site.", 2)
        if (project / "content").resolve() in place.parents:
            raise SiteFault(f"Nothing is published to {shown}: it lies in the content.", 2)
        if self.root.is_symlink():
            raise SiteFault(f"Nothing is published to {shown}: it is a link; name its target.", 2)
        if self.root.exists() and not self.root.is_dir():
            raise SiteFault(f"Nothing is published to {shown}: it is a file.", 2)
        if self.root.is_dir() and any(self.root.iterdir()) and not self._marked():
            raise SiteFault(
                f"Nothing is published to {shown}: it holds files that no publish made; name an "
                "empty folder.",
                2,
            )

    def _marked(self) -> bool:
        marker = self.root / MARKER
        return marker.is_file() and not marker.is_symlink()

    def live(self) -> Release | None:
        return releases.load(self.current) if self.current.is_symlink() else None

    def kept(self) -> list[Release]:
        if not self.releases.is_dir():
            return []
        folders = sorted(each for each in self.releases.iterdir() if ID.fullmatch(each.name))
        return [found for each in folders if (found := releases.load(each)) is not None]

    def put(self, stage: Path, release: Release) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        if not self._marked():
            replace(self.root / MARKER, MARKED.encode())
        self.releases.mkdir(exist_ok=True)
        coming = self.releases / COMING
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir()
        live = self.current.resolve() if self.current.is_symlink() else None
        releases.copy(stage, coming, release, live)
        releases.verify(coming, release)
        coming.rename(self.releases / release.id)
        releases.sync(self.releases)
        self._show(release.id)
        self._prune(release.id)

    def back(self, id: str) -> None:
        found = releases.load(self.releases / id)
        if found is None:
            raise SiteFault(f"Release '{id}' has no manifest any more; choose another.", 1)
        releases.verify(self.releases / id, found)
        self._show(id)

    def _show(self, id: str) -> None:
        fresh = self.root / ".current"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("releases") / id, target_is_directory=True)
        fresh.replace(self.current)
        releases.sync(self.root)

    def _prune(self, live: str) -> None:
        """Remove the oldest releases, never the one that is shown nor the one before it."""
        names = sorted(each.name for each in self.releases.iterdir() if ID.fullmatch(each.name))
        place = names.index(live)
        spared = {live, *names[max(0, place - 1) : place], *names[-self.keep :]}
        if not self._marked():
            return
        for name in names:
            if name not in spared and not (self.releases / name).is_symlink():
                shutil.rmtree(self.releases / name)


# -- The same over SSH


class Ssh:
    """A folder on another machine that has a shell, rsync and sha256sum."""

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
            raise SiteFault(f"{self.host} says: {_safe(reason[0])}; nothing went live there.", 2)
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
        _call(argv, "rsync")
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


# -- An object store


class Store:
    """An object store, through rclone. Its releases are kept here, and sent again to go back.

    A store knows no rename, so pages change one after the other: what they need is there before,
    and what nobody needs goes afterwards.
    """

    def __init__(self, remote: str, mirror: Path, keep: int) -> None:
        self.remote, self.folder = remote, Folder(mirror, keep)

    def live(self) -> Release | None:
        done = _rclone(["cat", f"{self.remote}/{MANIFEST}"], check=False)
        found = Release.parse(done.stdout)
        if found is None:
            listed = _rclone(["lsf", "--max-depth", "1", self.remote], check=False).stdout.split()
            if listed and f"{MARKER}" not in [each.decode() for each in listed]:
                raise SiteFault(
                    f"Nothing is published to '{self.remote}': it holds files that no publish "
                    "made; name an empty place.",
                    2,
                )
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
        marker = folder.parent / MARKER
        marker.write_text(MARKED, encoding="utf-8")
        _rclone(["copyto", str(marker), f"{self.remote}/{MARKER}"])
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

    def _copy(self, site: Path, names: list[str]) -> None:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in names:
            groups[served.media_type(name), served.cache_control(name)].append(name)
        for (kind, cache), listed in groups.items():
            _rclone(
                ["copy", str(site), self.remote, "--ignore-times", "--no-traverse",
                 "--files-from-raw", "-", "--header-upload", f"Content-Type: {kind}",
                 "--header-upload", f"Cache-Control: {cache}"],
                listed,
            )  # fmt: skip

    def _delete(self, names: list[str]) -> None:
        if names:
            _rclone(["delete", self.remote, "--files-from-raw", "-"], names)


def _is_last(name: str) -> bool:
    """Return whether a file is what readers ask for first, and so is sent last."""
    return name.endswith((".html", ".xml", ".rss", ".atom", ".json", ".opml", ".txt"))


def _rclone(
    words: list[str], names: list[str] | None = None, check: bool = True
) -> subprocess.CompletedProcess[bytes]:
    found = shutil.which("rclone")
    if found is None:
        raise SiteFault("rclone is missing: install it (apt install rclone), and try again.", 2)
    given = "".join(f"{name}\n" for name in names or []).encode()
    done = subprocess.run([found, *words], input=given, capture_output=True)
    if check and done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason"]
        raise SiteFault(f"rclone says: {_safe(reason[0])}; publish again to complete it.", 2)
    return done


# -- A branch of Git


class Branch:
    """A branch that a static host shows. Each release is a commit."""

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
            raise SiteFault(f"git says: {_safe(reason[0])}; nothing went live.", 2)
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
            who |= {f"GIT_{role}_NAME": "Patient Safety Hub", f"GIT_{role}_EMAIL": "hub@localhost"}
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


def _call(argv: list[str], name: str) -> None:
    if shutil.which(name) is None:
        raise SiteFault(f"{name} is missing: install it (apt install {name}), and try again.", 2)
    done = subprocess.run(argv, capture_output=True)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason"]
        raise SiteFault(f"{name} says: {_safe(reason[0])}; publish again to complete it.", 2)


def _safe(words: str) -> str:
    """Return another program's words without what may be a secret: credentials in an address."""
    words = re.sub(r"(\w+://)[^/@\s]+@", r"\1", words)
    for name, value in os.environ.items():
        if len(value) > 7 and re.search(r"KEY|TOKEN|SECRET|PASS", name, re.IGNORECASE):
            words = words.replace(value, "***")
    return words
