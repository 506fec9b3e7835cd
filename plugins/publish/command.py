"""`publish`, `rollback` and `releases`: what they do, ask and say."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.audit.audit import quickly
from plugins.audit.finished_site import FinishedSite
from plugins.base import clock, worker_pool
from plugins.base.lock import held
from plugins.base.printing import Say, complain, one_line, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.model.addresses import ALL_FEED, quoted
from plugins.model.site_map import site_map
from plugins.pipeline import http_headers
from plugins.pipeline.command import moment
from plugins.presentation.views import counted
from plugins.publish import proof, releases, report
from plugins.publish.going_back import refuse_again, reload_words
from plugins.publish.leftovers import leftovers, lines_of, refuse_leftovers
from plugins.publish.releases import SITE, Release
from plugins.publish.server import (
    Serving,
    caddy,
    headers_file,
    nginx_maps,
    nginx_server,
    purge_list,
    redirects_file,
    security_txt,
)
from plugins.publish.targets.folder import Folder
from plugins.publish.targets.place import Target, choose
from plugins.publish.targets.target import target

if TYPE_CHECKING:
    from plugins.content.site_settings import SiteSettings

SETTINGS = "publishconf.py"
# What was published last, in a line; below .hub/publish/.
LAST = "last.txt"
# A site that loses more of its pages than this is taken for a mistake.
SHRINK = 0.30
Ask = Callable[[str], str]


def publish(root: Path, options: Namespace, tell: Say = say, ask: Ask = input) -> int:
    """Build, check, say what changes, and go live; return the exit code."""
    return _plainly(lambda: _publish(root, options, tell, ask))


def rollback(root: Path, options: Namespace, tell: Say = say, ask: Ask = input) -> int:
    """Show an earlier release again."""

    def run() -> int:
        with held(root / ".hub/publish", "publish", tell):
            place = _target(root, _settings(root), options)
            kept, live = place.kept(), place.live()
            id = choose(kept, live, options.id or "")
            earlier = next(each for each in kept if each.id == id)
            if live is not None:
                tell("\n".join(report.words(report.changes(live, earlier))))
                refuse_again(live, earlier, kept, options.show_again)
            if options.dry_run:
                tell(f"Release {id} would be live again.\n{report.REHEARSED}")
                return 0
            if not options.yes and not _agreed(ask):
                tell("Nothing changed.")
                return 1
            place.back(id)
        tell(f"Release {id} is live again.")
        if place.served and (reload := reload_words(live, earlier)):
            tell(reload)
        tell(
            "The next publish, also one by a timer, shows the newest content again: mend it first."
        )
        return 0

    return _plainly(run)


def list_releases(root: Path, options: Namespace, tell: Say = say) -> int:
    """Say which releases can be gone back to."""

    def run() -> int:
        place = _target(root, _settings(root), options)
        live = place.live()
        kept = place.kept()
        for each in kept:
            mark = "live" if live and each.id == live.id else ""
            counts = f"{counted(each.posts, 'post'):>12}  {each.size / 1e6:>7,.1f} MB"
            tell(f"{each.id}  {each.date}  {counts}  {each.changed}  {mark}".rstrip())
        if not kept:
            tell("Nothing was published yet.")
        return 0

    return _plainly(run)


def _plainly(run: Callable[[], int]) -> int:
    try:
        return run()
    except SiteFault as fault:
        complain(fault)
        return fault.code
    except OSError as error:
        where = f" at '{error.filename}'" if error.filename else ""
        complain(f"Nothing went live: {error.strerror or error}{where}.")
        return 2


def _settings(root: Path) -> SiteSettings:
    """Return the public settings. Raises SettingsFault before anything is built."""
    from plugins.content.site_settings import SiteSettings
    from plugins.pipeline.pelican_adapter import settings_of

    return SiteSettings.of(settings_of(root / SETTINGS))


def _target(root: Path, settings: SiteSettings, options: Namespace) -> Target:
    words = options.to or os.environ.get("HUB_PUBLISH_TO") or settings.publish_to
    home = root / ".hub" / "publish"
    kind, _, place = words.partition(":")
    if kind in ("folder",) and place:
        words = f"{kind}:{root / place}"
    found = target(words, home, settings.publish_keep, {"ssh": settings.publish_ssh})
    if isinstance(found, Folder):
        found.check(root)
    return found


def _publish(root: Path, options: Namespace, tell: Say, ask: Ask) -> int:
    from plugins.pipeline.options import BuildOptions
    from plugins.pipeline.pelican_adapter import build_site
    from plugins.pipeline.prepare import Refused

    now = moment(options.now)
    home = root / ".hub" / "publish"
    with held(home, "publish", tell):
        settings = _settings(root)
        place = _target(root, settings, options)
        live = place.live()
        override = {
            "OUTPUT_PATH": str(home / "site"),
            "PATH": str(root / "content"),
        }
        try:
            asked = BuildOptions(now=now, report=tell, released=True)
            hub = build_site(root / SETTINGS, override, asked)
        except Refused as refused:
            tell(str(refused.code))
            return 1
        left = [*leftovers(root / SETTINGS, hub.settings, root / "content", hub.prepared.theme)]
        if not options.dry_run:
            refuse_leftovers(left, options.sample)
        elif left and not options.sample:
            tell("\n".join(["Before this can go live:", *lines_of(left)]))
        lists = lists_of(hub, home / "lists")
        release = _staged(hub, hub.tree, home / "stage", live, now, lists)
        hub.prove(home / "stage" / SITE)
        refuse_faults(home / "stage" / SITE, live, release, now)
        found = report.changes(live, release)
        tell("\n".join(report.words(found)))
        if options.report:
            Path(options.report).write_text(as_markdown(found), encoding="utf-8")
        refuse_loss(found, release, options.allow_shrink)
        if live is not None and not options.allow_shrink:
            refuse_unknown(live, release, {each.id for each in hub.assembled.identity.records})
        if options.dry_run:
            tell(report.REHEARSED)
            return 0
        if found.nothing and live is not None:
            return 0
        if not options.yes and not _agreed(ask):
            tell("Nothing went live.")
            return 1
        release = Release(**{**vars(release), "changed": found.in_short})
        (home / "purge.txt").write_text(_purge(hub, live, release), encoding="utf-8")
        place.put(home / "stage", release)
        releases.finish(home / "stage", release)
        replace(home / LAST, f"{release.date}, {counted(release.posts, 'post')}\n".encode())
        proof.Lists(home / "lists").keep(lists)
    tell(f"Release {release.id} is live: {settings.siteurl}/")
    if place.served and (reload := reload_words(live, release)):
        tell(reload)
    if place.network:
        tell(f"What the delivery network must forget: {home / 'purge.txt'}")
    return 0


def refuse_faults(tree: Path, live: Release | None, release: Release, now: dt.datetime) -> None:
    """Refuse a site in which what changed has a fault that readers meet. Raises SiteFault."""
    old = live.served if live else {}
    changed = [name for name, digest in release.served.items() if old.get(name) != digest]
    site = FinishedSite(tree, given=tuple(release.served))
    found = [each for each in quickly(site, changed, now, worker_pool.cores()) if each.is_error]
    if found:
        lines = [f"{each.name}: {each.what}" for each in found[:10]]
        if len(found) > 10:
            lines.append(f"... and {len(found) - 10:,} more")
        do = "Nothing went live; python3 tasks.py audit looks at all of the site."
        raise SiteFault("\n".join([*lines, do]), 1)


def refuse_loss(found: report.Changes, release: Release, allowed: bool) -> None:
    """Refuse a site that is empty or that lost much. Raises SiteFault."""
    if allowed:
        return
    how = "if that is meant, add --allow-shrink"
    if release.posts == 0:
        raise SiteFault(f"The site has no posts: write one first; {how}.", 1)
    if found.lost > SHRINK:
        raise SiteFault(
            f"The site would lose {len(found.removed):,} of {found.before:,} pages "
            f"({found.lost:.0%}, at most {SHRINK:.0%}); {how}.",
            1,
        )


def refuse_unknown(live: Release, release: Release, known: Collection[str]) -> None:
    """Refuse a site without posts that are live and have no id here. Raises SiteFault.

    Somebody else published them from another copy, whose work is not here yet.
    """
    now, then = (each.items.get(ALL_FEED, {}).keys() for each in (release, live))
    lost = sorted(each for each in then - now if "#" not in each and each not in known)
    if lost:
        raise SiteFault(
            "\n".join([
                f"The live site has {counted(len(lost), 'post')} that this copy never had:",
                *(f"  {each}" for each in lost[:10]),
                "Nothing went live. Somebody else published it: get their work first, such as by "
                "git pull --rebase. If it is to go, add --allow-shrink.",
            ]),
            1,
        )  # fmt: skip


def _agreed(ask: Ask) -> bool:
    if ask is input and not sys.stdin.isatty():
        raise SiteFault("Nobody is here to ask; say --yes to go live without a question.", 2)
    return ask("Go live? [y/N] ").strip().lower() in ("y", "yes")


def serving_of(hub: Any) -> Serving:
    """Return what servers have to know of a build."""
    library = hub.assembled.public
    settings = hub.settings
    return Serving(
        root=library.root,
        general=http_headers.security(
            settings["SITEURL"], settings["NEWSLETTER_ACTION"], settings["HSTS_DAYS"]
        ),
        moved=tuple(
            sorted((f"/{each.old}", f"/{each.new}") for each in site_map(library).redirects)
        ),
        gone=tuple(f"/{path}" for path in site_map(library).gone),
        admin=bool(settings.get("CMS")),
    )


def about(hub: Any) -> dict[str, Any]:
    """Return what a release keeps of the library that it shows."""
    library, serving = hub.assembled.public, serving_of(hub)
    corrected = {
        f"/{post.path}": sum(update.kind == "correction" for update in post.updates)
        for post in library.posts
    }
    return {
        "taken": {
            **{f"/{path}": report.REMOVED for path in library.removed},
            **{f"/{notice.path}": report.WITHDRAWN for notice in library.notices},
        },
        "corrected": {address: times for address, times in corrected.items() if times},
        "answers": (*serving.gone, *(old for old, _ in serving.moved)),
    }


def lists_of(hub: Any, folder: Path) -> dict[str, str]:
    """Return the lists of what was released, with that of what this build has to show."""
    names = [name for name in hub.written.claimed if proof.is_listed(name)]
    serving = serving_of(hub)
    moved = {quoted(old[1:]): quoted(new[1:]) for old, new in serving.moved}
    text = proof.written({name: releases.sha256(hub.tree / name) for name in names}, moved)
    gone = {path.strip("/") for path in serving.gone}
    return proof.Lists(folder).with_release(text, gone)


def _staged(
    hub: Any,
    tree: Path,
    folder: Path,
    live: Release | None,
    now: dt.datetime,
    lists: Mapping[str, str],
) -> Release:
    """Lay a release ready, and return what is in it."""
    serving, settings = serving_of(hub), hub.settings
    more = {
        f"{SITE}/_headers": headers_file(serving),
        f"{SITE}/_redirects": redirects_file(serving),
        "server/nginx-maps.conf": nginx_maps(serving),
        "server/nginx-server.conf": nginx_server(serving),
        "server/Caddyfile": caddy(serving),
        **{f"{SITE}/{proof.FOLDER}{name}": text for name, text in lists.items()},
    }
    if contact := settings.get("SECURITY_CONTACT"):
        text = security_txt(contact, now, settings["SITEURL"])
        more[f"{SITE}/.well-known/security.txt"] = text
    names = hub.written.claimed
    releases.stage(folder, tree, names, {name: text.encode() for name, text in more.items()})
    files = releases.manifest(folder)
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:8]
    return Release(
        id=f"{releases.stamp(live, clock.now())}-{digest}",
        date=f"{now:%Y-%m-%d %H:%M}",
        posts=len(hub.assembled.public.posts),
        files=files,
        items=report.feed_items(tree, names),
        **about(hub),
    )


def _purge(hub: Any, live: Release | None, release: Release) -> str:
    old, new = live.served if live else {}, release.served
    changed = [
        n
        for n in old.keys() | new.keys()
        if old.get(n) != new.get(n) and not http_headers.is_hashed(n)
    ]
    paths = [n.removesuffix("index.html") if n.endswith("index.html") else n for n in changed]
    return purge_list(paths, hub.assembled.public.root)


def as_markdown(found: report.Changes) -> str:
    """Return the report as a pull request shows it."""
    lines = [
        f"  - `{line.strip().replace('`', chr(39))}`" if line.startswith("  ") else f"- {line}"
        for line in map(one_line, report.words(found))
    ]
    return "\n".join(["## What would change for readers", "", *lines, ""])
