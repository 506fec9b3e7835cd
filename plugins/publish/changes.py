"""What an edit changes for readers and subscribers, before it is committed or merged.

The content of an earlier revision is built beside today's, both by today's program, theme and
settings and at the same moment, so that what differs follows from the content alone.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from plugins.base.lock import held
from plugins.base.printing import Say, complain, quiet, say
from plugins.base.problems import SiteFault
from plugins.pipeline.command import moment
from plugins.publish import report
from plugins.publish.command import about, as_markdown
from plugins.publish.releases import SITE, Release, sha256

SETTINGS = "publishconf.py"


def changes(root: Path, options: Namespace, tell: Say = say) -> int:
    """Say what changed since a revision; return the exit code."""
    try:
        return _changes(root, options, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _changes(root: Path, options: Namespace, tell: Say) -> int:
    from plugins.pipeline.prepare import Refused

    now = moment(options.now)
    home = root / ".hub" / "changes"
    with held(home, "changes", tell):
        earlier = home / "earlier" / "content"
        _take_out(root, options.since, earlier)
        present = root / "content"
        built = []
        for name, content in (("earlier", earlier), ("present", present)):
            try:
                built.append(_built(root, home / name, content, now))
            except Refused as refused:
                if name == "present":
                    tell(str(refused.code))
                    return 1
                raise SiteFault(
                    f"The content of {options.since} cannot be built by today's program, so there "
                    "is nothing to compare with; give --since a later revision.\n"
                    f"{refused.code}",
                    1,
                ) from None
        before, after = built
        found = report.changes(before, after)
        if found.nothing:
            tell(f"Nothing differs from {options.since} for readers.")
        else:
            tell("\n".join(report.words(found)))
        if options.report:
            Path(options.report).write_text(as_markdown(found), encoding="utf-8")
    return 0


def _built(root: Path, home: Path, content: Path, now: Any) -> Release:
    """Build a content folder; return the release that it would be."""
    from plugins.pipeline.options import BuildOptions
    from plugins.pipeline.pelican_adapter import build_site

    override = {"OUTPUT_PATH": str(home / "site"), "PATH": str(content)}
    # This is nobody's publication.
    asked = BuildOptions(now=now, keep_ids=False, report=quiet)
    hub = build_site(root / SETTINGS, override, asked)
    tree = hub.tree
    names = sorted(hub.written.claimed)
    files = {f"{SITE}/{name}": (sha256(tree / name), 0) for name in names}
    posts = len(hub.assembled.public.posts)
    items = report.feed_items(tree, names)
    return Release(id=home.name, date="", posts=posts, files=files, items=items, **about(hub))


def _take_out(root: Path, revision: str, target: Path) -> None:
    """Write the content of a revision to a folder. Raises SiteFault."""
    if revision.startswith("-"):
        raise SiteFault(f"--since is '{revision}', which is no revision.", 2)
    git = ["git", "-C", str(root)]
    try:
        known = subprocess.run(
            [
                *git,
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                f"{revision}^{{commit}}",
            ],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise SiteFault("Git is missing; it keeps the revisions to compare with.", 2) from None
    if known.returncode:
        message = f"There is no revision '{revision}' here; see git log --oneline."
        raise SiteFault(message, 2)
    commit = known.stdout.decode().strip()
    packed = subprocess.run(
        [*git, "archive", "--format=tar", commit, "--", "content"], capture_output=True, check=False
    )
    if packed.returncode:
        raise SiteFault(f"Revision '{revision}' has no folder content/.", 2)
    shutil.rmtree(target.parent / "fresh", ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(target.parent / "fresh", filter="data")
    shutil.rmtree(target, ignore_errors=True)
    (target.parent / "fresh" / "content").rename(target)
