""" "checked, no change" for many posts at once. Nothing that readers are told of moves.

Only two fields of each header are written; every other byte of a file stays as it is.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic_core import PydanticCustomError

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault, did_you_mean
from plugins.base.safe_write import replace
from plugins.checks.check_context import CheckContext
from plugins.commands.check import wanted_paths
from plugins.content.schema.values import whole_day
from plugins.model.post import ADVISING, Post
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import Day, counted

_HEADER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<fields>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE
)


def reviewed(root: Path, options: Namespace, tell: Say = say) -> int:
    """Mark posts as checked; return the exit code, which is 2 where none could be marked.

    A post that cannot be marked is left out and told. Where the reviewer or a day may not be, none
    is marked.
    """
    try:
        now = moment(options.now)
        override = overrides(root, options)
        content = Path(override["PATH"]).resolve()
        wanted = wanted_paths(content, options.paths)
        found = survey(root / "pelicanconf.py", override, now)
        by = _author(found, options.by)
        day = _day(options.on or "", "--on") or found.today
        following = _day(options.next or "", "--next") or later(day, options.months)
        _refuse(day, following, found)
        left = dict(_unread(found, wanted))
        fit: list[Post] = []
        for post in _posts(found, wanted):
            if why := _unfit(post, day, by, following, found):
                left[post.document] = why
            else:
                fit.append(post)
        for name, why in sorted(left.items()):
            tell(f"content/{name} is left out: {why}.")
        if not fit:
            raise SiteFault("No post was marked.", 2)
        texts = {
            post.document: marked((content / post.document).read_bytes(), day, by, following)
            for post in fit
        }
    except SiteFault as fault:
        complain(fault)
        return fault.code
    for source, text in texts.items():
        replace(content / source, text)
    tell(
        f"{counted(len(fit), 'post')} marked as checked on {day} by {by}; to be checked again by "
        f"{following}. No feed changes."
    )
    return 0


def _author(found: CheckContext, name: str) -> str:
    """Return who checked, if somebody of that name may. Raises SiteFault."""
    known = {author.slug: author for author in found.assembled.library.authors}
    if name not in known:
        raise SiteFault(f"There is no author '{name}'; {did_you_mean(name, known)}", 2)
    if known[name].guest:
        raise SiteFault(f"'{name}' is a guest; name somebody of the house, who answers for it.", 2)
    return name


def _posts(found: CheckContext, wanted: Iterable[str]) -> Iterable[Post]:
    """Return the posts below the paths that were named. Raises SiteFault for a path without any."""
    named = {}
    for path in wanted:
        below = [post for post in found.assembled.posts if _is_below(post.document, path)]
        if not below and not any(_unread(found, (path,))):
            raise SiteFault(f"'{path}' holds no post that can be read; run check first.", 2)
        named.update({post.document: post for post in below})
    return named.values()


def _unread(found: CheckContext, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the posts below the paths that have faults of their own, and what to do."""
    for source in found.content.of("post"):
        if not source.values and any(_is_below(source.path, path) for path in wanted):
            yield source.path, "it cannot be read; run check first"


def _unfit(post: Post, day: dt.date, by: str, following: dt.date, found: CheckContext) -> str:
    """Return why a post cannot be marked, or nothing."""
    if day < post.date.date():
        return f"it is of {Day.of(post.date).text}, and cannot be checked before that"
    if post.status == "withdrawn":
        return "it is withdrawn"
    if post.kind in ADVISING and by in post.authors:
        return f"{by} is an author of it, and it gives advice; somebody else has to read it"
    longest = int(found.settings.get("REVIEW_YEARS", 3))
    if post.kind in ADVISING and following > later(day, 12 * longest):
        return f"{following} is more than {longest} years ahead, and it gives advice"
    return ""


def _is_below(source: str, path: str) -> bool:
    return path in (".", source) or source.startswith(f"{path}/")


def _day(given: str, option: str) -> dt.date | None:
    if not given:
        return None
    try:
        return dt.date.fromisoformat(whole_day(given))
    except PydanticCustomError as error:
        said = (error.context or {})["said"]
        raise SiteFault(f"{option} {said}; write a day such as 2026-03-14.", 2) from None


def later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of a month that is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _refuse(day: dt.date, following: dt.date, found: CheckContext) -> None:
    """Raise SiteFault for a day that cannot be."""
    if day > found.today:
        raise SiteFault(f"--on is a day to come ({day}).", 2)
    if following <= day:
        raise SiteFault(f"--next is {following}, which is not after the check ({day}).", 2)


def marked(content: bytes, day: dt.date, by: str, following: dt.date) -> bytes:
    """Return a file whose header says when it was checked, and by when it is checked again."""
    text = content.decode("utf-8")
    found = _HEADER.match(text)
    assert found is not None, "only files with a header become posts"
    fields = found["fields"]
    end = "\r\n" if "\r\n" in fields else "\n"
    fields = with_field(fields, "reviewed", f"{{date: {day}, by: {by}}}", end)
    fields = with_field(fields, "review_by", str(following), end)
    return f"{text[: found.start('fields')]}{fields}{text[found.end('fields') :]}".encode()


def with_field(fields: str, name: str, value: str, end: str) -> str:
    """Return the lines of a header with one field set, in its place or as the last one."""
    line = f"{name}: {value}{end}"
    own = re.compile(rf"^{name}[ \t]*:.*?(?=^\S|\Z)", re.DOTALL | re.MULTILINE)
    return own.sub(lambda _: line, fields, count=1) if own.search(fields) else fields + line
