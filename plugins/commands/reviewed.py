""" "checked, no change" for many posts at once. Nothing that readers are told of moves.

Only two fields of each header are written; every other byte of a file stays as it is.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from pydantic_core import PydanticCustomError

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault, did_you_mean
from plugins.base.safe_write import replace
from plugins.checks.check_context import CheckContext
from plugins.commands.check import wanted_paths
from plugins.content.schema.values import whole_day
from plugins.model.post import Post
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import Day, counted

_HEADER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<fields>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE
)


def reviewed(root: Path, options: Namespace, tell: Say = say) -> int:
    """Mark posts as checked; return the exit code. Writes all of them or none."""
    try:
        now = moment(options.now)
        override = overrides(root, options)
        content = Path(override["PATH"]).resolve()
        wanted = wanted_paths(content, options.paths)
        found = survey(root / "pelicanconf.py", override, now)
        by = _author(found, options.by)
        posts = list(_posts(found, wanted))
        day = _day(options.on or "", "--on") or found.today
        following = _day(options.next or "", "--next") or later(day, options.months)
        _refuse(posts, day, following, found)
        texts = {
            post.document: marked((content / post.document).read_bytes(), day, by, following)
            for post in posts
        }
    except SiteFault as fault:
        complain(fault)
        return fault.code
    for source, text in texts.items():
        replace(content / source, text)
    tell(
        f"{counted(len(posts), 'post')} marked as checked on {day} by {by}; to be checked again by "
        f"{following}. No feed changes."
    )
    return 0


def _author(found: CheckContext, name: str) -> str:
    known = {author.slug for author in found.assembled.library.authors}
    if name not in known:
        raise SiteFault(f"There is no author '{name}'; {did_you_mean(name, known)}", 2)
    return name


def _posts(found: CheckContext, wanted: Iterable[str]) -> Iterable[Post]:
    """Return the posts below the paths that were named. Raises SiteFault for a path without any."""
    named = {}
    for path in wanted:
        below = [post for post in found.assembled.posts if _is_below(post.document, path)]
        if not below:
            raise SiteFault(f"'{path}' holds no post that can be read; run check first.", 2)
        unread = [
            source.path
            for source in found.content.of("post")
            if not source.values and _is_below(source.path, path)
        ]
        if unread:
            raise SiteFault(f"'{unread[0]}' cannot be read; run check first.", 2)
        named.update({post.document: post for post in below})
    return named.values()


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


def _refuse(posts: Iterable[Post], day: dt.date, following: dt.date, found: CheckContext) -> None:
    for post in posts:
        if day > found.today:
            raise SiteFault(f"--on is a day to come ({day}).", 2)
        if day < post.date.date():
            date = Day.of(post.date).text
            raise SiteFault(f"'{post.document}' is of {date}: it cannot be checked before that.", 2)
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
