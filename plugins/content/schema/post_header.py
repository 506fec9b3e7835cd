"""The fields of a post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
)

from plugins.content.schema.model import EDITORS, GUEST, OPEN, SEALED, Between, Model, Use
from plugins.content.schema.values import (
    LONGEST_SUMMARY,
    Day,
    Key,
    Language,
    Line,
    LineOrNothing,
    OptionalLine,
    PostKind,
    Slug,
    Slugs,
    Title,
    WholeDay,
    attached_file,
    image_path,
    known_audience,
    known_nation,
    known_note,
    known_part,
    known_status,
    old_address,
    permanent_id,
    web_address,
    with_links,
)
from plugins.language.content_notes import NOTES
from plugins.model.post import EVERYONE, FORMATS

MOST_TOPICS = 6


class ImageHeader(Model):
    """A picture and what it shows."""

    src: Annotated[Line, AfterValidator(image_path), OPEN] = Field(
        description="the path of an image, such as images/ward-round.png"
    )
    alt: Line = Field(
        max_length=300, description="what the picture shows, for those who cannot see it"
    )
    credit: LineOrNothing = Field("", max_length=200, description="who made the picture")


class FormatHeader(Model):
    """The post in another format: a file of the hub, a place elsewhere, or a post of its own. Type
    and size of a file are found in the file.
    """

    kind: Annotated[Literal["easy-read", "large-print", "audio", "bsl"], OPEN] = Field(
        description="easy-read, large-print, audio or bsl (British Sign Language video)"
    )
    file: Annotated[OptionalLine, AfterValidator(attached_file), OPEN] = Field(
        "", description="the path of a file, such as files/name.pdf"
    )
    link: Annotated[str, AfterValidator(web_address), OPEN] = Field(
        "", max_length=500, description="the whole address where it is, if that is elsewhere"
    )
    post: Annotated[OptionalLine, OPEN] = Field(
        "", description="the post that it is, such as posts/2024/name.md"
    )
    words: OptionalLine = Field(
        "", max_length=60, description="a few words to tell it from others, such as its language"
    )


class UpdateHeader(Model):
    """A change after publication. Subscribers hear of a correction, a major update, superseded
    advice and a withdrawal; of a minor change or a clarification nobody is told.
    """

    date: Annotated[Day, OPEN] = Field(
        description="the day on which the post was changed, such as 2026-03-14"
    )
    kind: Annotated[
        Literal["minor", "clarification", "correction", "major", "superseded", "withdrawal"],
        OPEN,
    ] = Field(
        description="minor, clarification, correction, major, superseded or withdrawal",
    )
    what: Annotated[OptionalLine, AfterValidator(with_links)] = Field(
        "", max_length=500, description="what changed, in one or two sentences"
    )
    wrong: Annotated[OptionalLine, AfterValidator(with_links)] = Field(
        "", max_length=500, description="what was wrong, in one or two sentences"
    )
    right: Annotated[OptionalLine, AfterValidator(with_links)] = Field(
        "", max_length=500, description="what is right, in one or two sentences"
    )
    by: Annotated[OptionalLine, OPEN] = Field("", max_length=120, description="who made the change")


class ReviewedHeader(Model):
    """When a post was last read by somebody who can tell, and found right."""

    date: WholeDay = Field(description="the day on which it was checked, such as 2026-03-14")
    by: Line = Field(description="the author who checked it")


class ConsentHeader(Model):
    """The record that somebody agreed to their story being told. Never their name."""

    holder: Annotated[Line, EDITORS] = Field(
        max_length=120, description="who keeps the signed form, such as an office and a file"
    )
    date: Annotated[Day, OPEN] = Field(description="the day on which consent was given")
    scope: Annotated[Line, EDITORS] = Field(
        max_length=300, description="what may be told, and where"
    )
    expires: Annotated[Day, OPEN] = Field(
        description="the day from which the consent no longer stands"
    )
    withdrawn: Annotated[Day, OPEN] = Field(
        "", description="the day from which the consent is withdrawn"
    )


class InterviewHeader(Model):
    """Who asked and who answered in an interview, and who agreed to its text."""

    asked: Line = Field(max_length=120, description="who asked")
    answered: Line = Field(max_length=120, description="who answered")
    agreed_by: Line = Field(max_length=120, description="who agreed to the text as it stands")


class ConsultationHeader(Model):
    """The consultation that a post responds to."""

    asked_by: Line = Field(max_length=120, description="who consulted")
    about: Line = Field(max_length=200, description="what it was called")
    sent: WholeDay = Field(description="the day on which the response was sent")
    url: Annotated[str, AfterValidator(web_address)] = Field(
        "", max_length=500, description="the whole address of the consultation"
    )


class ReplyHeader(Model):
    """The right of reply of an organisation that a concern names."""

    named: Line = Field(max_length=120, description="who is named, as the text says it")
    asked: WholeDay = Field(description="the day on which they were asked")
    due: WholeDay = Field(description="the day until which they could reply")
    replied: WholeDay = Field("", description="the day of their reply, if there is one")
    text: OptionalLine = Field("", max_length=5000, description="their reply, in their own words")

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Yield the field, what is wrong, and how to mend it."""
        if self.due < self.asked:
            yield "due", f"due is {self.due}, before they were asked ({self.asked})", "mend a date"
        if self.replied and self.replied < self.asked:
            what = f"replied is {self.replied}, before they were asked ({self.asked})"
            yield "replied", what, "mend one of the dates"
        if bool(self.replied) != bool(self.text):
            lacking = "text" if self.replied else "replied"
            hint = f"add {ReplyHeader.model_fields[lacking].description}"
            yield lacking, f"{lacking} is missing from a reply", hint


class ExceptionHeader(Model):
    """Why a sign of a person may stay in a post."""

    rule: Annotated[Line, OPEN] = Field(
        description="the rule that it is an exception from, such as phone-number"
    )
    text: Annotated[Line, OPEN] = Field(
        max_length=120, description="the words that may stay, as they stand"
    )
    by: Annotated[Line, EDITORS] = Field(
        max_length=80, description="the name of the editor who decided"
    )
    date: Annotated[Day, OPEN] = Field(description="the day of the decision")
    reason: Annotated[Line, EDITORS] = Field(
        max_length=300, description="one sentence that says why"
    )


class SilenceHeader(Model):
    """Advice that does not fit one post."""

    rule: Annotated[Line, OPEN] = Field(description="the name of the advice, such as reading-ease")
    reason: Annotated[Line, EDITORS] = Field(
        max_length=300, description="one sentence that says why"
    )


class PostHeader(Model):
    """What an author states about a post."""

    title: Annotated[Title, GUEST, SEALED] = Field(
        description="a title in sentence case, at most 120 letters"
    )
    date: Annotated[Day, GUEST, SEALED, OPEN] = Field(
        description="the day of publication, such as 2026-03-14"
    )
    summary: Annotated[Line, GUEST, SEALED] = Field(
        max_length=LONGEST_SUMMARY,
        description="one or two sentences, shown in lists and feeds, at most 300 letters",
    )
    authors: Annotated[Slugs, GUEST, OPEN] = Field(
        min_length=1, description="a list of one or more authors"
    )
    topics: Annotated[Slugs, GUEST, OPEN] = Field(
        min_length=1, max_length=MOST_TOPICS, description="a list of one to six topics"
    )
    series: Annotated[str, SEALED, OPEN] = Field(
        "", description="the name of the series it belongs to, if any"
    )
    part: Annotated[int | str, BeforeValidator(known_part), SEALED, OPEN] = Field(
        "", description="a whole number, 'introduction' or 'closing'"
    )
    status: Annotated[
        Literal["draft", "published", "withdrawn"], BeforeValidator(known_status), GUEST, OPEN
    ] = Field("published", description="draft, published or withdrawn")
    slug: Annotated[Slug, OPEN] = Field(
        "", description="the last word of the address, if not the file's name"
    )
    lang: Annotated[Language, GUEST, OPEN] = Field(
        "", description="the language of the post, such as cy, if it is not the site's own"
    )
    translation_of: Annotated[OptionalLine, GUEST, OPEN] = Field(
        "", description="the post that it translates, such as posts/2024/name.md"
    )
    image: Annotated[ImageHeader | None, GUEST] = Field(
        None, description="a picture with src, alt and credit"
    )
    sensitive: Annotated[tuple[Annotated[str, BeforeValidator(known_note)], ...], GUEST, OPEN] = (
        Field(
            (),
            max_length=6,
            description=f"a list of what may be painful in it, of: {', '.join(NOTES)}",
        )
    )
    content_note: Annotated[OptionalLine, GUEST] = Field(
        "",
        max_length=LONGEST_SUMMARY,
        description="what else a reader should know before distressing text, in one or two "
        "sentences",
    )
    learning_point: Annotated[OptionalLine, GUEST] = Field(
        "",
        max_length=LONGEST_SUMMARY,
        description="what a reader can take away, in one or two sentences",
    )
    safety_issue: Annotated[OptionalLine, Use(shown="Safety issue"), GUEST] = Field(
        "", max_length=300, description="what made harm possible, in a few words, for a story"
    )
    evidence: Annotated[tuple[Line, ...], GUEST, OPEN] = Field(
        (),
        max_length=6,
        description="a list of posts on what is known of it, such as posts/2024/name.md",
    )
    kind: Annotated[PostKind, GUEST, OPEN] = Field(
        "post",
        description="post, story (of lived experience), interview, policy (and advice), "
        "consultation (a response to one), or concern",
    )
    interview: InterviewHeader | None = Field(
        None, description="a group with asked, answered and agreed_by, for an interview"
    )
    consultation: ConsultationHeader | None = Field(
        None, description="a group with asked_by, about, sent and url, for a consultation"
    )
    replies: tuple[ReplyHeader, ...] = Field(
        (), max_length=20, description="a list of groups, one for each that a concern names"
    )
    consent: ConsentHeader | None = Field(
        None, description="a group with holder, date, scope and expires"
    )
    sponsor: Annotated[OptionalLine, GUEST, SEALED] = Field(
        "", max_length=LONGEST_SUMMARY, description="who paid for the post, or 'none'"
    )
    funding: Annotated[OptionalLine, GUEST, SEALED] = Field(
        "", max_length=LONGEST_SUMMARY, description="who funded the work behind it, or 'none'"
    )
    interests: Annotated[OptionalLine, GUEST, SEALED] = Field(
        "", max_length=500, description="what its authors have to declare, or 'none'"
    )
    reviewed: Annotated[ReviewedHeader | None, OPEN] = Field(
        None, description="a group that says when it was last checked (date) and by whom (by)"
    )
    review_by: Annotated[WholeDay, OPEN] = Field(
        "", description="the day by which somebody checks it again"
    )
    owner: Annotated[str, OPEN] = Field("", description="the author who answers for the next check")
    rules: Annotated[tuple[Key, ...], GUEST, OPEN] = Field(
        (), max_length=20, description="a list of the rules that it tells readers of"
    )
    updates: tuple[UpdateHeader, ...] = Field(
        (), max_length=50, description="a list of changes after publication"
    )
    withdrawn: Annotated[Day, GUEST, OPEN] = Field(
        "", description="the day on which the post was withdrawn"
    )
    withdrawn_because: Annotated[OptionalLine, GUEST, OPEN] = Field(
        "", max_length=300, description="why it was withdrawn, for readers, without a word of it"
    )
    replaced_by: Annotated[OptionalLine, GUEST, OPEN] = Field(
        "", description="the post to read instead, such as posts/2024/name.md"
    )
    gone: StrictBool = Field(
        False, description="true when a withdrawn post leaves no notice at its address"
    )
    applies_to: Annotated[
        tuple[Annotated[str, BeforeValidator(known_nation)], ...], GUEST, OPEN
    ] = Field((), max_length=4, description="a list of nations, such as [England, Wales], or [UK]")
    audience: Annotated[
        tuple[
            Annotated[
                Literal["everyone", "staff", "safety-leads"], BeforeValidator(known_audience)
            ],
            ...,
        ],
        GUEST,
        OPEN,
    ] = Field(
        (),
        max_length=3,
        description="a list of those it is written for: everyone (as without it), staff, or "
        "safety-leads",
    )
    support: Annotated[tuple[Key, ...], GUEST, OPEN] = Field(
        (), max_length=6, description="a list of subjects of content/support.yaml"
    )
    reporting: Annotated[tuple[Key, ...], GUEST, OPEN] = Field(
        (), max_length=6, description="a list of ways of content/reporting.yaml to show"
    )
    formats: tuple[FormatHeader, ...] = Field(
        (), max_length=12, description="a list of groups with kind and file, link or post"
    )
    discussion: Annotated[str, AfterValidator(web_address), OPEN] = Field(
        "", max_length=500, description="the whole address where readers talk about the post"
    )
    canonical: Annotated[str, AfterValidator(web_address), OPEN] = Field(
        "",
        max_length=500,
        description="the whole address where it was published first, if that was elsewhere",
    )
    id: Annotated[str, Field(max_length=200), AfterValidator(permanent_id), OPEN] = Field(
        "", description="the permanent id of the post, if content/ids.yaml cannot know it"
    )
    aliases: Annotated[tuple[Annotated[Line, AfterValidator(old_address)], ...], OPEN] = Field(
        (), max_length=20, description="a list of addresses at which it was found before"
    )
    exceptions: tuple[ExceptionHeader, ...] = Field(
        (), max_length=50, description="a list of groups with rule, text, by, date and reason"
    )
    silence: tuple[SilenceHeader, ...] = Field(
        (), max_length=50, description="a list of groups with rule and reason"
    )

    def between(self) -> Iterator[Between]:
        for number, update in enumerate(self.updates):
            yield from _untold(number, update)
        for number, each in enumerate(self.formats):
            yield from _misplaced(number, each)
        for number, reply in enumerate(self.replies):
            for field, said, mend in reply.faults():
                yield Between(("replies", number, field), f"replies.{said}", mend, "reply-order")
        if self.review_by:
            since, field = self.date[:10], "date"
            if self.reviewed and self.reviewed.date > since:
                since, field = self.reviewed.date, "reviewed.date"
            if self.review_by <= since:
                what = f"review_by is {self.review_by}, which is not after {field} ({since})"
                yield Between(("review_by",), what, "write a later day", "review-order")
        if self.rules and not self.applies_to:
            what = "applies_to is missing from a post that tells of a rule"
            hint = f"add {PostHeader.model_fields['applies_to'].description}"
            yield Between(("rules",), what, hint, "missing-nation")
        if EVERYONE in self.audience and len(self.audience) > 1:
            place = ("audience", self.audience.index(EVERYONE))
            what = "audience names 'everyone', and others beside it"
            hint = "delete the others, or 'everyone' if it is for these alone"
            yield Between(place, what, hint, "audience-everyone")
        if self.reviewed and self.reviewed.date < self.date[:10]:
            what = f"reviewed.date is {self.reviewed.date}, before the post itself"
            hint = "write the day on which somebody checked the post"
            yield Between(("reviewed", "date"), what, hint, "review-order")


class ResponseHeader(Model):
    """A letter to the hub that answers a post, published with the consent of whoever wrote it."""

    post: Annotated[Line, OPEN] = Field(
        description="the post that it answers, such as posts/2024/name.md"
    )
    by: Line = Field(max_length=120, description="the name to publish: the writer's, or another")
    pseudonym: Annotated[StrictBool, OPEN] = Field(
        False, description="true when that is not the writer's own name"
    )
    date: Annotated[WholeDay, OPEN] = Field(description="the day of the letter, such as 2026-03-14")
    edited: OptionalLine = Field(
        "", max_length=300, description="how it was edited, in a sentence, if it was"
    )
    consent: ConsentHeader = Field(description="a group with holder, date, scope and expires")
    led_to: Annotated[WholeDay, OPEN] = Field(
        "", description="the day of the update of the post that it led to"
    )
    exceptions: tuple[ExceptionHeader, ...] = Field(
        (), max_length=50, description="a list of groups with rule, text, by, date and reason"
    )

    def between(self) -> Iterator[Between]:
        if self.led_to and self.led_to < self.date:
            what = f"led_to is {self.led_to}, before the letter itself ({self.date})"
            yield Between(("led_to",), what, "mend one of the dates", "response-correction")


def _misplaced(number: int, made: FormatHeader) -> Iterator[Between]:
    """Yield why nobody can tell where a format is, or that its file is of no fitting kind."""
    given = [name for name in ("file", "link", "post") if getattr(made, name)]
    place = ("formats", number)
    if len(given) != 1:
        what = f"formats has {' and '.join(given) if given else 'no file, link or post'}"
        hint = "keep one of them" if given else "add one of them, such as file: files/name.pdf"
        yield Between(place, f"{what} for {made.kind}", hint, "format-place")
    endings = FORMATS[made.kind]
    if made.file and PurePosixPath(made.file).suffix.lower() not in endings:
        what = f"formats.file names '{made.file}', which cannot be {made.kind}"
        hint = f"name a file that ends in {', '.join(endings)}"
        yield Between((*place, "file"), what, hint, "format-file")


def _untold(number: int, update: UpdateHeader) -> Iterator[Between]:
    """Yield what an update fails to say. A correction names what was wrong and what is right."""
    place = ("updates", number)
    if update.kind == "correction":
        for field in ("wrong", "right", "by"):
            if not getattr(update, field):
                what = f"updates.{field} is missing from a correction"
                hint = f"add {UpdateHeader.model_fields[field].description}"
                yield Between(place, what, hint, "missing-field")
    elif not update.what:
        hint = f"add {UpdateHeader.model_fields['what'].description}"
        yield Between(place, "updates.what is missing", hint, "missing-field")
