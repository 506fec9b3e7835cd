"""A newsletter of what was published, for a mail program. Nothing is sent.

Mail programs know tables and inline styles, and little else. So the look is written into every
element, pictures have texts in their place, and a plain text says the same.
"""

from __future__ import annotations

import datetime as dt
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from textwrap import fill

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault, did_you_mean
from plugins.base.safe_write import replace
from plugins.checks.catalogue import is_advice
from plugins.language.claims import EVENTS
from plugins.language.dates import in_words
from plugins.language.ordinals import ordinal
from plugins.model import disclosure
from plugins.model.library import Library
from plugins.model.post import Post, Update
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.pipeline.templates import environment
from plugins.presentation.accent import palette
from plugins.presentation.fixed_words import Words, fixed_words, in_language
from plugins.presentation.helplines import help_for, told_in_line
from plugins.presentation.post_notes import UPDATE_WORDS
from plugins.presentation.theme_assets import theme_scan
from plugins.presentation.views import Day, Link, counted

SETTINGS = "publishconf.py"
LINK = "#0b5a55"  # the colour of links where the hub has none of its own
TEMPLATES = Path(__file__).parent / "templates"
# Pixels. What a mail program shows without scrolling to the side.
WIDTH = 600
RASTERS = ("image/png", "image/jpeg", "image/gif")

# Yearly days that readers keep: name, month, day. `language/claims` knows the year of the first.
DAYS = (("World Patient Safety Day", 9, 17),)
# Days before such a day in which a newsletter names it.
AHEAD = 45


@dataclass(frozen=True, kw_only=True)
class DigestItem:
    """A post, or a change of one, as the newsletter shows it."""

    title: str
    url: str
    texts: tuple[str, ...]  # paragraphs
    line: str  # who and when, or what kind of change
    declared: str = ""  # who paid for the post, and what its authors have to declare
    image: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One newsletter. Addresses are whole."""

    site: str
    home: str
    title: str
    about: str
    notice: str
    posts: tuple[DigestItem, ...]
    changes: tuple[DigestItem, ...]
    accent: str = ""
    withdrawn: tuple[Link, ...] = ()  # what their notices say, and where they are, if anywhere
    events: tuple[str, ...] = ()

    @property
    def parts(self) -> Iterator[tuple[str, tuple[DigestItem, ...]]]:
        for name, pieces in (("New posts", self.posts), ("Changed and corrected", self.changes)):
            if pieces:
                yield name, pieces


def digest(root: Path, options: Namespace, tell: Say = say) -> int:
    """Write the newsletter of a time, a topic or a series; return the exit code."""
    try:
        return _digest(root, options, tell)
    except SiteFault as fault:
        complain(fault)
        return fault.code


def _digest(root: Path, options: Namespace, tell: Say) -> int:
    from plugins.pipeline.pelican_adapter import settings_of

    first, last, name = span_of(options.month, options.since, options.until)
    settings = settings_of(root / SETTINGS)
    override = {**overrides(root, options), "SITEURL": settings["SITEURL"]}
    found = survey(root / "pelicanconf.py", override, moment(options.now))
    errors = sum(not is_advice(each.check_id) for each in found.findings)
    if errors:  # a post that cannot be read would be left out without a word
        named = f"names {counted(errors, 'problem')} to mend first"
        raise SiteFault(f"Nothing was written: python3 tasks.py check {named}.")
    library = found.assembled.public
    chosen = selected(library, first, last, options.topic or "", options.series or "")
    name = "-".join(filter(None, (name, options.topic, options.series))) or "all"
    words = fixed_words(theme_scan(Path(settings["THEME"])))
    made = digest_of(library, chosen, first, last, settings, name, words)
    if not made.posts and not made.changes:
        raise SiteFault("Nothing was published then; there is nothing to write about.", 1)
    folder = Path(options.into or root / "newsletter")
    for ending, content in (
        ("html", as_html(made).encode()),
        ("txt", as_text(made).encode()),
        ("eml", as_mail(made)),
    ):
        replace(folder / f"{name}.{ending}", content)
    tell(
        f"{counted(len(made.posts), 'post')} and {counted(len(made.changes), 'change')}: "
        f"{folder / name}.html, .txt, and .eml for a mail program. Nothing was sent."
    )
    return 0


def span_of(
    month: str | None, since: str | None, until: str | None
) -> tuple[dt.date | None, dt.date | None, str]:
    """Return the first and the last day, and a name for the files. Raises SiteFault."""
    if month and (since or until):
        raise SiteFault("digest: give --month, or --since and --until.", 2)
    if month:
        found = re.fullmatch(r"(\d{4})-(\d{2})", month)
        try:
            first = dt.date(int(found[1]), int(found[2]), 1) if found else None
        except ValueError:
            first = None
        if first is None:
            raise SiteFault(f"digest: --month is '{month}'; write it as 2021-12.", 2)
        after = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return first, after - dt.timedelta(days=1), month
    days = []
    for name, text in (("since", since), ("until", until)):
        try:
            days.append(dt.date.fromisoformat(text) if text else None)
        except ValueError:
            raise SiteFault(
                f"digest: --{name} is '{text}'; write a day as 2021-12-16.", 2
            ) from None
    return days[0], days[1], "-".join(str(day) for day in days if day)


def selected(
    library: Library, first: dt.date | None, last: dt.date | None, topic: str, series: str
) -> list[Post]:
    """Return the public posts of a topic and a series, whenever they were published."""
    for name, value, known in (
        ("topic", topic, library.topic_of), ("series", series, library.series_of)
    ):  # fmt: skip
        if value and value not in known:
            hint = did_you_mean(value, known)
            raise SiteFault(f"digest: --{name} names '{value}', which is not here; {hint}", 2)
    posts: Sequence[Post] = library.posts
    if topic:
        posts = library.by_topic.get(topic, ())
    return [post for post in posts if not series or post.series == series]


def _within(when: dt.datetime, first: dt.date | None, last: dt.date | None) -> bool:
    day = when.date()
    return (first is None or day >= first) and (last is None or day <= last)


def digest_of(
    library: Library,
    posts: Sequence[Post],
    first: dt.date | None,
    last: dt.date | None,
    settings: dict[str, str],
    name: str,
    words: tuple[Words, ...],
) -> Digest:
    """Return the newsletter: posts oldest first, as they are read; then what was changed."""
    new = [post for post in posts if _within(post.date, first, last)]
    changed = [
        (update, post)
        for post in posts
        for update in post.updates
        if update.notifies and _within(update.date, first, last)
    ]
    root = library.root
    gone = [each for each in library.notices if _within(each.withdrawn, first, last)]
    return Digest(
        site=settings["SITENAME"],
        home=root.absolute(root.url("")),
        title=f"{settings['SITENAME']}: {_named(first, last, name)}",
        about=settings["SITE_DESCRIPTION"],
        accent=settings.get("ACCENT", ""),
        notice=settings.get("SITE_NOTICE", ""),
        posts=tuple(_piece(post, library, words) for post in reversed(new)),
        changes=tuple(
            _change(update, post, library)
            for update, post in sorted(changed, key=lambda pair: (pair[0].date, pair[1].document))
        ),
        withdrawn=tuple(
            Link(url=root.absolute(each.url) if each.url else "", text=each.text) for each in gone
        ),
        events=tuple(events_in(first, last)),
    )


def events_in(first: dt.date | None, last: dt.date | None) -> Iterator[str]:
    """Yield the yearly days of a time and of the weeks after it."""
    if first is None or last is None:
        return
    end = last + dt.timedelta(days=AHEAD)
    for year in range(first.year, end.year + 1):
        for name, month, day in DAYS:
            when, number = dt.date(year, month, day), year - EVENTS[name] + 1
            if first <= when <= end and number > 0:
                yield f"{in_words(str(when))}: the {ordinal(number)} {name}"


def _named(first: dt.date | None, last: dt.date | None, name: str) -> str:
    if first and last and span_of(f"{first:%Y-%m}", None, None)[:2] == (first, last):
        return in_words(f"{first:%Y-%m}")
    days = [in_words(str(day)) for day in (first, last) if day]
    if first and last:
        return " to ".join(days)
    return f"since {days[0]}" if first else f"until {days[0]}" if last else name


def _piece(post: Post, library: Library, words: tuple[Words, ...]) -> DigestItem:
    names = ", ".join(library.author_of[slug].name for slug in post.authors)
    shown = post.image if post.image and post.image.type in RASTERS else None
    say = in_language(words, post.lang or library.language)
    said = say.note(post.sensitive, post.content_note)
    note = f"{say.content_note}: {said}" if said else ""
    first, more = help_for((post,), library)
    help = f"Help: {'; '.join(map(told_in_line, (*first, *more)))}." if first else ""
    return DigestItem(
        title=post.title,
        url=library.root.absolute(post.url),
        texts=tuple(filter(None, (note, help, post.summary))),
        line=f"{Day.of(post.date).text}, by {names}",
        declared=disclosure.in_short(post),
        image=library.root.absolute(shown.url) if shown else "",
        alt=shown.alt if shown else "",
    )


def _change(update: Update, post: Post, library: Library) -> DigestItem:
    return DigestItem(
        title=post.title,
        url=library.root.absolute(post.url),
        texts=(update.text,),
        line=f"{UPDATE_WORDS[update.kind]}, {Day.of(update.date).text}",
        declared=disclosure.in_short(post),
    )


# -- Forms


def as_html(made: Digest) -> str:
    """Return the newsletter as mail programs show it."""
    template = environment(TEMPLATES).get_template("newsletter.html")
    link = palette(made.accent).light["link"] if made.accent else LINK
    withdrawn = _withdrawn(made)
    return template.render(made=made, width=WIDTH, withdrawn=withdrawn, link=link)


def _withdrawn(made: Digest) -> str:
    count = len(made.withdrawn)
    return f"{count:,} post{' was' if count == 1 else 's were'} withdrawn."


def as_text(made: Digest) -> str:
    """Return the same in plain text."""
    lines = [made.title, "=" * min(len(made.title), 72), "", fill(made.about, 72), ""]
    for name, pieces in made.parts:
        lines += [name, "-" * len(name), ""]
        for piece in pieces:
            declared = [fill(piece.declared, 72)] if piece.declared else []
            lines += [fill(piece.title, 72), piece.line, *declared, ""]
            lines += [*map(_filled, piece.texts), piece.url, ""]
    if made.events:
        lines += ["Days to keep", "------------", "", *made.events, ""]
    if made.withdrawn:
        lines += [_withdrawn(made), ""]
        for notice in made.withdrawn:
            lines += [_filled(notice.text), *([notice.url] if notice.url else []), ""]
    lines += ["-- ", made.site, made.home, *([made.notice] if made.notice else [])]
    return "\n".join([*lines, ""])


def _filled(text: str) -> str:
    """Return a paragraph in lines; an address stays whole, for it could not be followed."""
    return fill(text, 72, break_long_words=False, break_on_hyphens=False)


def as_mail(made: Digest) -> bytes:
    """Return a draft that mail programs open: the plain text, and the HTML beside it."""
    mail = EmailMessage()
    mail["Subject"] = made.title
    mail["X-Unsent"] = "1"  # some programs open such a file to be sent, not to be read
    mail.set_content(as_text(made))
    mail.add_alternative(as_html(made), subtype="html")
    mail.set_boundary("=_hub_newsletter")  # or it would be another one each time
    return mail.as_bytes()
