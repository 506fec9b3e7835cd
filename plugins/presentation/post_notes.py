"""What a reader must know of a post beside its text, the same on its page and in feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.language.dates import in_words, moment
from plugins.language.linked_text import replaced
from plugins.model.library import Library
from plugins.model.post import Fact, Post, Update
from plugins.model.records import Rule
from plugins.presentation.citations import state_in_words
from plugins.presentation.record_lines.figures import later
from plugins.presentation.text_within import TextWithin
from plugins.presentation.views import AuthorLink, Day, Link, author_link

# What an update is called where it is shown; a minor one is shown nowhere.
UPDATE_WORDS = {
    "clarification": "Clarification",
    "correction": "Correction",
    "major": "Major update",
    "superseded": "Superseded",
    "withdrawal": "Withdrawal",
}
# Updates that leave the text right as it stands: told after it. All others come before it.
AFTER = ("clarification", "major")


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to know before the text: what it is, its words, and where to read on.

    Of an update `date` says when it was; its words are those of the post. `fact` is what a field
    of the header says.
    """

    label: str
    text: str
    more: Link | None = None
    kind: str = ""
    date: Day | None = None
    fact: Fact | None = None


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """When a post was last checked and by whom, and by when it is checked again."""

    date: Day | None
    by: AuthorLink | None
    next: Day | None


@dataclass(frozen=True, kw_only=True)
class Explained:
    """An abbreviation that a post uses, and its place in the glossary.

    `id` is where the post writes it out, and `back` where it uses it first.
    """

    id: str
    back: str
    short: str
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ResponseLine:
    """A letter below the post that it answers: by whom, when, and how it was edited.

    `led_to` is the day of the change that it led to.
    """

    id: str
    by: str
    pseudonym: bool
    date: Day
    edited: str
    led_to: Day | None
    text: TextWithin


@dataclass(frozen=True, kw_only=True)
class ReplyLine:
    """What an organisation that a concern names replied; `text` is empty where it did not."""

    named: str
    asked: Day
    due: Day
    replied: Day | None
    text: str


def reply_lines(post: Post) -> tuple[ReplyLine, ...]:
    """Return the replies of those that a post names, in the order of its header."""
    return tuple(
        ReplyLine(
            named=each.named,
            asked=Day.stated(each.asked),
            due=Day.stated(each.due),
            replied=Day.stated(each.replied) if each.replied else None,
            text=each.text,
        )
        for each in post.replies
    )


def response_lines(post: Post, library: Library) -> tuple[ResponseLine, ...]:
    """Return the letters to a post, the oldest first."""
    return tuple(
        ResponseLine(
            id=each.id,
            by=each.by,
            pseudonym=each.pseudonym,
            date=Day.of(each.date),
            edited=each.edited,
            led_to=Day.stated(each.led_to) if each.led_to else None,
            text=TextWithin(body=each.body, prefix=f"{each.id}-", name=f"response by {each.by}"),
        )
        for each in library.responses_to.get(post.document, ())
    )


def notes_of(post: Post, library: Library) -> tuple[Note, ...]:
    """Return what a reader must meet before the text, the most pressing first."""
    return tuple(_notes(post, library))


def _notes(post: Post, library: Library) -> Iterator[Note]:
    for each in sorted(told(post), key=_date, reverse=True):
        text = with_links(each.linked, library)
        words = f"{text} ({each.by})" if each.by else text
        label = f"{UPDATE_WORDS[each.kind]}, {Day.of(each.date).text}"
        yield Note(label=label, text=words, kind=each.kind, date=Day.of(each.date))
    for slug in post.rules:
        yield from _changed(library.rule_of[slug], post)
    for number, cited in enumerate(post.references, 1):
        source = library.source_of[cited.key]
        if source.status == "withdrawn":
            text = f"Source {number}, \u201c{source.title}\u201d. {state_in_words(source)}."
            more = Link(url=source.url, text="About this source")
            yield Note(label="A source was withdrawn", text=text, more=more, kind="source")
    for used in post.figures:
        figure = library.figure_of[used.name]
        if words := later(figure, library):
            newest = library.newest_of[figure.name]
            published = library.source_of[newest.source].date
            label = f"Later figure, {in_words(published)}"
            text = f"{words} It counts {figure.counts}, {figure.place}."
            more = Link(url=figure.url, text="About this figure")
            yield Note(label=label, text=text, more=more, kind="figure")
    if post.overdue and post.review_by is not None:
        since = (
            f" It was last checked on {Day.of(post.reviewed.date).text}." if post.reviewed else ""
        )
        text = (
            f"This post was to be checked by {Day.of(post.review_by).text}.{since} "
            "Some of it may no longer be right."
        )
        yield Note(label="Due for review", text=text, kind="review")
    for fact in post.facts:
        yield Note(label=fact.label, text=fact.text, kind="fact", fact=fact)


def with_links(text: str, library: Library) -> str:
    """Return a text whose links to documents lead to their pages, as far as those are public."""

    def address(given: str) -> str:
        return given if given.startswith("https://") else library.url_of.get(given, "")

    return replaced(text, address)


def told(post: Post) -> list[Update]:
    """Return the updates that readers are shown."""
    return [update for update in post.updates if update.kind in UPDATE_WORDS]


def explained(post: Post, library: Library, prefix: str = "") -> tuple[Explained, ...]:
    """Return what a post abbreviates, in its order; `prefix` begins the ids of its places."""
    terms = [library.term_of[key] for key in post.terms]
    return tuple(
        Explained(
            id=f"{prefix}_term-{term.key}",
            back=f"{prefix}_met-{term.key}",
            short=term.short,
            name=term.name,
            url=term.url,
        )
        for term in terms
    )


def modified(post: Post) -> dt.datetime:
    """Return when its meaning was changed last, or when it was published."""
    return max([post.date, *(update.date for update in told(post))])


def reviewed(post: Post, library: Library) -> Reviewed | None:
    """Return what a page says of the last check and the next, or nothing for neither."""
    if post.reviewed is None and post.review_by is None:
        return None
    by = author_link(library.author_of[post.reviewed.by], library) if post.reviewed else None
    return Reviewed(
        date=Day.of(post.reviewed.date) if post.reviewed else None,
        by=by,
        next=Day.of(post.review_by) if post.review_by else None,
    )


def updated(post: Post) -> Day | None:
    """Return the day of the last update that readers are shown, or nothing."""
    last = max((each.date for each in told(post)), default=None)
    return Day.of(last) if last else None


def _date(update: Update) -> dt.datetime:
    return update.date


def _changed(rule: Rule, post: Post) -> Iterator[Note]:
    """Yield what became of a rule since a post gave it, or since the post was last rewritten."""
    rewritten = [each.date for each in post.updates if each.kind == "major"]
    basis = max([post.date, *rewritten])
    more = Link(url=rule.url, text=f"Read on: {rule.name}")
    given = max(1, sum(version.moment <= basis for version in rule.versions))
    if rule.over and rule.ends is not None and rule.ends > basis:
        text = f"{rule.name}: it no longer applies since {in_words(rule.ended)}."
        yield Note(label="A rule in this post has ended", text=text, more=more, kind="rule")
    elif rule.current > given:
        newest = rule.versions[rule.current - 1]
        text = f"{rule.name}: it changed {moment(newest.since)}. Since then: {newest.text}"
        yield Note(label="A rule in this post has changed", text=text, more=more, kind="rule")
