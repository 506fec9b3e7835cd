"""The engine as one file that pip installs: a wheel, the same bytes for the same sources.

All of it lies under one name, `patient_safety_hub`: nothing called `plugins` comes to the top of an
environment. One module lies where Pelican looks for plugins: the settings of a hub do not name our
class, so a bare `pelican` would build another site over it. Only the standard library is used, so
that a clone packs it without set-up.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import tarfile
import tomllib
import zipfile
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace

PACKAGE = "patient_safety_hub"
# What the commands read while they run.
FOLDERS = ("plugins/", "theme/")
FILES = ("tasks.py", "pyproject.toml", "requirements.lock", "requirements-test.lock",
         "docs/checks.md")  # fmt: skip
_GUIDE = re.compile(r"docs/[\w-]+\.md")
# And the mark of the sample.
_LEFT_OUT = ("/__pycache__/", ".pyc", ".pyo", "/.DS_Store", "/theme/static/icon.svg")
_INIT = '''"""The engine of a hub. Its packages lie here; `tasks` runs its commands."""

__version__ = "{version}"
'''
# Pelican takes an exception of a plugin for a word in its log, and goes on.
_BARE = '''"""Stops a bare `pelican`, before it has written anything."""

import sys


def register():
    sys.exit("This hub is made by its engine: run python3 tasks.py build.")
'''


def wheel(root: Path, options: Namespace, tell: Say = say) -> int:
    """Write the wheel of the engine in a clone at `root`; return the exit code."""
    try:
        name, content = packed(sources(root, options.reference or ""))
    except SiteFault as fault:
        complain(fault)
        return fault.code
    place = Path(options.into or root / "dist") / name
    replace(place, content)
    tell(f"{place} is written. A hub pins it by: {pin(name, content)}")
    return 0


def pin(name: str, content: bytes, folder: str = "engine") -> str:
    """Return the line of a lock by which a hub takes a wheel from a folder of its own."""
    return f"./{folder}/{name} --hash=sha256:{hashlib.sha256(content).hexdigest()}"


# -- What goes in


def sources(root: Path, reference: str = "") -> dict[str, bytes]:
    """Return the files of the engine by their names: of a commit, or as they lie in a clone.

    Raises SiteFault for a reference that Git does not know, and where the engine is not whole.
    """
    found = _committed(root, reference) if reference else _as_they_lie(root)
    for name in (*FILES, "plugins/__init__.py", "theme/templates/base.html"):
        if name not in found:
            where = f"'{reference}'" if reference else f"'{root}'"
            raise SiteFault(f"There is no whole engine in {where}: {name} is missing.", 2)
    return found


def _belongs(name: str) -> bool:
    inside = name in FILES or name.startswith(FOLDERS) or bool(_GUIDE.fullmatch(name))
    return inside and not any(each in f"/{name}" for each in _LEFT_OUT)


def _committed(root: Path, reference: str) -> dict[str, bytes]:
    if reference.startswith("-"):
        raise SiteFault(f"'{reference}' is no commit, branch or tag.", 2)
    archive = _git(root, "-c", "core.autocrlf=false", "archive", "--format=tar", reference)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        found = {}
        for each in tar.getmembers():
            file = tar.extractfile(each) if each.isfile() and _belongs(each.name) else None
            if file is not None:
                found[each.name] = file.read()
        return found


def _as_they_lie(root: Path) -> dict[str, bytes]:
    try:
        words = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        listed = _git(root, *words).decode("utf-8", "surrogateescape").split("\0")
    except SiteFault:  # a clone without its Git, such as an archive that was unpacked
        listed = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    names = sorted(name for name in {*listed} if _belongs(name))
    return {name: (root / name).read_bytes() for name in names if (root / name).is_file()}


def _git(root: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise SiteFault("Git is missing (apt install git).", 2) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise SiteFault(f"Git refuses: {said}", 2)
    return done.stdout


# -- The wheel


def packed(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name of the wheel that holds these files, and its bytes."""
    project = tomllib.loads(files["pyproject.toml"].decode())["project"]
    version = project["version"]
    about = f"{PACKAGE}-{version}.dist-info"
    inside = {f"{PACKAGE}/{name}": content for name, content in files.items()}
    inside[f"{PACKAGE}/__init__.py"] = _INIT.format(version=version).encode()
    inside[f"pelican/plugins/{PACKAGE}/__init__.py"] = _BARE.encode()
    inside[f"{about}/METADATA"] = _metadata(project).encode()
    inside[f"{about}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: patient-safety-hub\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = "".join(
        f"{name},sha256={_digest(content)},{len(content)}\n"
        for name, content in sorted(inside.items())
    )
    inside[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n".encode()
    made = io.BytesIO()
    # Nothing is compressed: what zlib makes differs from one release of it to another.
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(inside.items(), key=lambda each: _place(each[0])):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return f"{PACKAGE}-{version}-py3-none-any.whl", made.getvalue()


def _place(name: str) -> tuple[bool, str]:
    """Return where a file stands in the archive: what says what it is comes last."""
    return ".dist-info/" in name, name


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _metadata(project: Mapping[str, Any]) -> str:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"License: {project['license']}",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {each}" for each in project["dependencies"]),
    ]
    return "\n".join(lines) + "\n"


def opened(content: bytes) -> dict[str, bytes]:
    """Return the files of the engine in a wheel, by their names in a clone.

    Raises SiteFault for what is no wheel of the engine.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = {
                name.removeprefix(f"{PACKAGE}/"): archive.read(name)
                for name in archive.namelist()
                if name.startswith(f"{PACKAGE}/")
            }
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SiteFault(f"This is no wheel ({error}).", 2) from None
    if "tasks.py" not in found or "requirements.lock" not in found:
        raise SiteFault("This is a wheel of something else, not of the engine.", 2)
    return found


PIN = re.compile(
    rf"^\./(?P<place>\S*?(?P<name>{PACKAGE}-(?P<version>[^-\s]+)-\S+\.whl))"
    r"\s+--hash=sha256:(?P<digest>[0-9a-f]{64})\s*$",
    re.MULTILINE,
)


def lock_of(name: str, content: bytes) -> bytes:
    """Return the lock of a hub: the packages of the engine, and the engine itself.

    Raises SiteFault for what is no wheel of the engine.
    """
    packages = opened(content)["requirements.lock"].decode().rstrip("\n")
    about = "# The engine: `python3 tasks.py upgrade` changes this pin."
    return f"{packages}\n{about}\n{pin(name, content)}\n".encode()
