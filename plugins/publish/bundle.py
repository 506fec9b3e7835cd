"""`bundle`: the site, the public part of the content and their hashes in one archive to keep.

The same content and releases give the same bytes. `site/` is what a server would serve, byte for
byte, so that the lists of hashes hold for it; `read/` has its pages once more, with links that a
browser follows without a server.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import zipfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.base.lock import held
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.pipeline.command import moment
from plugins.publish import proof, releases
from plugins.publish.command import SETTINGS, lists_of
from plugins.publish.public_content import public_content
from plugins.publish.releases import SITE

READ, CONTENT, READ_ME = "read", "content", "READ-ME.txt"
_LINKED = re.compile(r'((?:href|src|action|poster)="|content="\d+;\s*url=)(/(?!/)[^"]*)"')
_SET = re.compile(r'(srcset=")([^"]*)"')

WORDS = """\
{name}
{address}

This is the whole site in one folder, to be read and kept without a network.

To read it, open the file index.html in the folder "read" with a browser.
Without a server the search does not work, and the feeds are there to be looked at only.

read     the pages, with links that work from a disk
site     the same pages, and all else, byte for byte as a server sends them
content  what the pages were written from: their public part, as Markdown and YAML.
         What is for editors only, drafts, comments and withdrawn texts are not in it.
         The pictures are in the folder "site".

To see whether anything was changed since it was made, compare all files with their hashes:

    sha256sum --check --quiet {hashes}

or, with the program of this hub: python3 tasks.py verify FOLDER. It also says which release this
is; the lists of all releases are in site/releases.
"""


def bundle(root: Path, options: Namespace, tell: Say = say) -> int:
    """Build the public site and write the archive; return the exit code."""
    try:
        return _bundle(root, options, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _bundle(root: Path, options: Namespace, tell: Say) -> int:
    from plugins.pipeline.options import BuildOptions
    from plugins.pipeline.pelican_adapter import build_site
    from plugins.pipeline.prepare import Refused

    target = Path(options.file) if options.file else root / "bundle.zip"
    if target.is_dir():
        raise SiteFault(f"'{target}' is a folder; name a file, such as bundle.zip.", 2)
    home = root / ".hub" / "publish"
    with held(home, "publish", tell):
        override = {"OUTPUT_PATH": str(home / "site"), "PATH": str(root / "content")}
        asked = BuildOptions(now=moment(options.now), report=tell, keep_ids=False, released=True)
        try:
            hub = build_site(root / SETTINGS, override, asked)
        except Refused as refused:
            tell(str(refused.code))
            return 1
        stage = home / "bundle"
        shutil.rmtree(stage, ignore_errors=True)
        try:
            _lay_out(hub, stage, lists_of(hub, home / "lists"))
            hub.prove(stage)
            files = {each.relative_to(stage).as_posix(): each for each in _files(stage)}
            files |= {f"{SITE}/{name}": hub.tree / name for name in hub.written.claimed}
            hashes = proof.written({name: releases.sha256(path) for name, path in files.items()})
            (stage / proof.HASHES).write_text(hashes, encoding="utf-8")
            _pack({**files, proof.HASHES: stage / proof.HASHES}, target)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    size = target.stat().st_size / 1e6
    tell(f"{target}: {len(files) + 1:,} files, {size:,.1f} MB.")
    return 0


def _lay_out(hub: Any, stage: Path, lists: Mapping[str, str]) -> None:
    """Write what the archive has beside the files of the build."""
    found = {f"{SITE}/{proof.FOLDER}{name}": text for name, text in lists.items()}
    found |= {f"{CONTENT}/{name}": text for name, text in public_content(hub.assembled)}
    settings = hub.settings
    about = {"name": settings["SITENAME"], "address": settings["SITEURL"], "hashes": proof.HASHES}
    found[READ_ME] = WORDS.format(**about)
    for name, text in found.items():
        _write(stage / name, text)
    base = hub.assembled.public.root.base
    for name in hub.written.claimed:
        if name.endswith(".html"):
            page = (hub.tree / name).read_text(encoding="utf-8")
            _write(stage / READ / name, readable(page, name, base))


def readable(page: str, name: str, base: str = "") -> str:
    """Return a page of the site as it is read from a disk: each link leads to a file.

    Other pages lie beside it in `read/`, all else in `site/`. `base` is the path of the site.
    """
    here = posixpath.dirname(f"{READ}/{name}")

    def to_file(url: str) -> str:
        if url != base and not url.startswith(f"{base}/"):
            return url
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", url.removeprefix(base)[1:]).groups()  # type: ignore[union-attr]
        path += "index.html" if path == "" or path.endswith("/") else ""
        whole = f"{READ if path.endswith('.html') else SITE}/{path}"
        return posixpath.relpath(whole, here) + mark + rest

    def several(found: re.Match[str]) -> str:
        each = (one.strip().partition(" ") for one in found[2].split(","))
        return found[1] + ", ".join(f"{to_file(url)}{gap}{size}" for url, gap, size in each) + '"'

    page = _LINKED.sub(lambda found: f'{found[1]}{to_file(found[2])}"', page)
    return _SET.sub(several, page)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _files(folder: Path) -> Iterator[Path]:
    return (each for each in folder.rglob("*") if each.is_file())


def _pack(files: Mapping[str, Path], target: Path) -> None:
    """Write an archive whole or not at all, with nothing in it of this machine or this moment."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in sorted(files.items()):
                entry = zipfile.ZipInfo(name)  # of 1980
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
