"""Whether what the content links to is still there. No part of the build; nothing is mended."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from plugins.base.lock import held
from plugins.base.printing import Say, complain, one_line, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.checks.check_context import CheckContext
from plugins.commands.link_answers import Answer, Asker
from plugins.content.parsed import valid
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import counted

CACHE = Path(".hub", "links.json")
HOSTS = 4  # that are asked side by side
# Days for which an answer is taken for granted: a bad one may be a bad day of the host.
KEPT = {"well": 30, "moved": 30, "gone": 2, "odd": 2, "not asked": 7}
ORDER = ("gone", "moved", "odd", "not asked")


@dataclass(frozen=True)
class Place:
    """Where an address stands: a file and a line, which is 0 where a header or register has it."""

    path: str
    line: int = 0

    def text(self) -> str:
        return f"content/{self.path}:{self.line}" if self.line else f"content/{self.path}"


def links(root: Path, options: Namespace, tell: Say = say, asker: Asker | None = None) -> int:
    """Ask every outside address; return 1 if one is gone, else 0."""
    try:
        now = moment(options.now)
        found = survey(root / "pelicanconf.py", overrides(root, options), now)
        with held(root / ".hub" / "links", "links", tell):
            return _links(root, options, found, now.date(), tell, asker)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _links(
    root: Path,
    options: Namespace,
    found: CheckContext,
    today: dt.date,
    tell: Say,
    asker: Asker | None,
) -> int:
    places, archives = addresses(found), archived(found)
    known = {} if options.again else _remembered(root / CACHE)
    fresh = {each: known[each] for each in places if each in known and _holds(known[each], today)}
    site = str(found.settings.get("SITEURL") or "")
    agent = "patient-safety-hub-links/1" + (f" (+{site})" if site.startswith("http") else "")
    asker = asker or Asker(agent, private=options.private)
    to_ask = [each for each in places if each not in fresh]
    if to_ask:
        tell(f"Addresses to ask: {len(to_ask):,}, at most one a second a host.")
    try:
        for address, answer in _asked(asker, to_ask):
            fresh[address] = {"on": today.isoformat(), **asdict(answer)}
    finally:  # what was answered before a Ctrl-C need not be asked again
        replace(root / CACHE, (json.dumps(fresh, indent=1, sort_keys=True) + "\n").encode())
    if options.format == "json":
        tell(json.dumps([*_plain(fresh, places, archives)], ensure_ascii=False, indent=1))
    else:
        for line in report(fresh, places, archives):
            tell(line)
    return int(any(each["state"] == "gone" for each in fresh.values()))


def addresses(found: CheckContext) -> dict[str, list[Place]]:
    """Return every outside address of posts, pages, sources and registers, and where it stands.

    What a withdrawn post linked to is nobody's concern any more.
    """
    places: dict[str, list[Place]] = defaultdict(list)

    def add(address: str, place: Place) -> None:
        bare = urldefrag(address)[0]
        if urlsplit(bare).scheme in ("http", "https") and place not in places[bare]:
            places[bare].append(place)

    for source in valid(found.content.documents):
        if source.values.get("status") == "withdrawn" and source.kind == "post":
            continue
        for address, line, _ in source.outward:
            add(address, Place(source.path, line))
        if source.kind == "source":
            for name in ("url", "archive"):
                if value := source.values[name]:
                    add(value, Place(source.path))
            if (doi := source.values["doi"]) and not source.values["url"]:
                add(f"https://doi.org/{doi}", Place(source.path))
    for name, records in found.content.registers.items():
        for record in records.values():
            if isinstance(record, Mapping) and record.get("url"):
                add(str(record["url"]), Place(name))
    return {
        address: sorted(each, key=lambda place: (place.path, place.line))
        for address, each in sorted(places.items())
        if each
    }


def archived(found: CheckContext) -> dict[str, str]:
    """Return by address the copy in an archive that a source names."""
    return {
        urldefrag(source.values["url"])[0]: source.values["archive"]
        for source in valid(found.content.of("source"))
        if source.values["url"] and source.values["archive"]
    }


def _asked(asker: Asker, to_ask: list[str]) -> Iterator[tuple[str, Answer]]:
    """Yield answers; a host's addresses follow each other, and few hosts are asked at once."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in to_ask:
        by_host[urlsplit(address).netloc.lower()].append(address)
    with ThreadPoolExecutor(HOSTS) as pool:
        jobs = [
            pool.submit(lambda own: [(each, asker.ask(each)) for each in own], own)
            for own in by_host.values()
        ]
        try:
            for job in jobs:
                yield from job.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def report(
    answers: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, list[Place]],
    archives: Mapping[str, str],
) -> Iterator[str]:
    """Yield a line for each address that is not well, the worst first, and one that counts."""
    for state in ORDER:
        for address, answer in sorted(answers.items()):
            if answer["state"] != state:
                continue
            first, *more = places[address]
            rest = f" (and in {counted(len(more), 'place')} more)" if more else ""
            line = f"{first.text()}{rest}: {state}: {address}: {answer['why']}"
            if answer["to"]:
                line += f"; it is at {answer['to']} now"
            copy = archives.get(address)
            if copy and state in ("gone", "odd"):
                line += f"; the source names a copy: {copy}"
            yield one_line(f"{line} (asked {answer['on']})")
    counts = Counter(each["state"] for each in answers.values())
    words = ", ".join(f"{counts[state]:,} {state}" for state in ("well", *ORDER) if counts[state])
    yield f"{len(answers):,} outside: {words or 'none'}. Nothing in the content was changed."


def _plain(
    answers: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, list[Place]],
    archives: Mapping[str, str],
) -> Iterator[dict[str, object]]:
    for address, answer in sorted(answers.items()):
        stands = [each.text() for each in places[address]]
        yield {"address": address, **answer, "archive": archives.get(address, ""), "in": stands}


def _remembered(path: Path) -> dict[str, dict[str, Any]]:
    """Return what was answered before; a damaged file is as good as none."""
    try:
        found = json.loads(path.read_bytes())
        return {
            str(address): {"on": dt.date.fromisoformat(each["on"]).isoformat(), **asdict(
                Answer(each["state"], str(each["why"]), str(each["to"]))
            )}
            for address, each in found.items()
            if each["state"] in KEPT
        }  # fmt: skip
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def gone(root: Path, found: CheckContext) -> dict[str, list[str]]:
    """Return by document the addresses that were gone when `links` last asked. Asks nothing."""
    known = _remembered(root / CACHE)
    lost: dict[str, list[str]] = defaultdict(list)
    if known:
        for address, places in addresses(found).items():
            if address in known and known[address]["state"] == "gone":
                for path in dict.fromkeys(place.path for place in places):
                    lost[path].append(address)
    return lost


def _holds(answer: Mapping[str, Any], today: dt.date) -> bool:
    age = (today - dt.date.fromisoformat(answer["on"])).days
    return 0 <= age < KEPT[answer["state"]]
