"""The test of a hub: its settings, content and site; the engine has a suite of its own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from plugins.audit.audit import audit
from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite
from plugins.audit.report import as_text
from plugins.base import worker_pool
from plugins.base.lock import held
from plugins.base.printing import Say, complain, quiet, say
from plugins.base.problems import SiteFault
from plugins.checks import catalogue
from plugins.pipeline import settings_file
from plugins.pipeline.command import moment
from plugins.pipeline.load import survey
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site

FILES = ("pelicanconf.py", "publishconf.py")


def own_test(root: Path, options: Namespace, tell: Say = say) -> int:
    """Check the hub at `root`, as readers would meet it; return 1 where something is wrong."""
    try:
        now = moment(options.now)
        home = root / ".hub" / "test"
        for name in FILES:
            settings_file.read(root / name)
        tell(f"Settings: {' and '.join(FILES)} are right.")
        public = root / FILES[-1]
        override = {"PATH": str(root / "content"), "OUTPUT_PATH": str(home / "site")}
        with held(home, "test", tell):
            found = survey(public, override, now).findings
            errors = sorted(each for each in found if not catalogue.is_advice(each.check_id))
            for each in errors:
                tell(each.text())
            if errors:
                tell(f"Content: {len(errors):,} to mend; the site was not built.")
                return 1
            tell("Content: no errors.")
            built = build_site(public, override, BuildOptions(now=now, report=tell, keep_ids=False))
            check = built.prepared.proof

            def leaks(site: FinishedSite) -> Iterator[Finding]:
                for name, what in check.leaks(site.folder).items():
                    yield Finding("hidden", name, what)

            workers = worker_pool.cores()
            result = audit(FinishedSite(built.tree), now, workers, quiet, leaks=leaks)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    tell(as_text(result).rstrip("\n"))
    tell("This hub has something to mend." if result.errors else "This hub is as it should be.")
    return 1 if result.errors else 0
