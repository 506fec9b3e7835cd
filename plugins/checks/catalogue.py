"""Every short name that a message may end in, and what an editor should know of it.

`docs/checks.md` is made from this list, and `check --explain RULE` prints one entry of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plugins.base.problems import did_you_mean

ERROR: Literal["error"] = "error"
ADVICE: Literal["advice"] = "advice"


@dataclass(frozen=True)
class Check:
    """One rule. `finds`, `why` and `mend` are sentences; `example` is what would be found."""

    name: str
    finds: str
    why: str
    mend: str
    example: str
    kind: Literal["error", "advice"] = ERROR

    def text(self) -> str:
        """Return the entry as `check --explain` prints it."""
        return (
            f"{self.name} ({self.kind})\n\nFinds: {self.finds}\nWhy: {self.why}\n"
            f"Mend: {self.mend}\nExample: {self.example}"
        )


@dataclass(frozen=True)
class Chapter:
    """Rules that belong together in the guide."""

    title: str
    rules: tuple[Check, ...]


_PERSONAL_WHY = "A patient who can be recognised is harmed by the post that meant to help."
_PERSONAL_MEND = (
    "Take it out. If it must stay, add an entry to 'exceptions' in the header: rule, text, by, "
    "date and reason."
)


def _advice(name: str, finds: str, why: str, mend: str, example: str) -> Check:
    return Check(name, finds, why, mend, example, ADVICE)


CHAPTERS = (
    Chapter(
        "Files and headers",
        (
            Check(
                "no-header",
                "A file that does not begin with a header.",
                "Without a title and a date a post has no place on the site.",
                "Begin the file with a line '---', then the fields, then another line '---'.",
                "A file whose first line is '# My post'.",
            ),
            Check(
                "open-header",
                "A header without a second line '---'.",
                "The whole text would be read as fields.",
                "Put a line '---' after the last field.",
                "A file with '---' in its first line only.",
            ),
            Check(
                "yaml",
                "A header that cannot be read: a colon in an unquoted title, a tab, an open quote.",
                "A guess at what was meant could publish a post that was not meant.",
                "Do what the message says; most often, put double quotes round the whole text.",
                "title: Safety: what next",
            ),
            Check(
                "odd-sign",
                "A sign that looks like the right one where a program reads: a hard space, a curly "
                "quotation mark, a dash. In any field of one line, a sign that nobody sees: a "
                "tab, an end of a line, a mark of direction, a space without width, a tag.",
                "Word processors write them by themselves; the field is not read, or not as it "
                "looks.",
                "Write the line that the message gives, with the keys of the keyboard.",
                "title: \u201cSafety: what next\u201d",
            ),
            Check(
                "list-comma",
                "A text within brackets that is divided at a comma of its own.",
                "Commas part the items of such a list: a plan would have more parts than it has.",
                "Put quotes round the text that holds the comma.",
                "parts: [First, do no harm, Then listen]",
            ),
            _advice(
                "plain-field",
                "Markdown or HTML in a field of a header.",
                "Fields are shown as they are written, in lists, feeds and search results.",
                "Write the words without the signs.",
                "title: The *real* cause",
            ),
            Check(
                "header-size",
                "A header of more than 64 KB.",
                "A header of that size is an accident or an attack.",
                "Move the text below the header.",
                "A whole post pasted into 'summary'.",
            ),
            Check(
                "doubled-field",
                "A field that is given twice.",
                "Only one of the two can be meant, and nobody knows which.",
                "Delete one of them.",
                "Two lines that begin with 'title:'.",
            ),
            Check(
                "unknown-field",
                "A field that the site does not know.",
                "A misspelt field does nothing: 'sumary' leaves the post without a summary.",
                "Take the name that the message offers.",
                "sumary: What we learned.",
            ),
            Check(
                "missing-field",
                "A field that every such file needs, and that is missing or empty.",
                "Lists, feeds and search would show a gap.",
                "Add the field.",
                "A post without 'summary'.",
            ),
            Check(
                "bad-FIELD",
                "A value that does not fit its field. The name ends in the field, such as "
                "'bad-title'.",
                "What cannot be read as meant would be shown as not meant.",
                "Write what the message asks for.",
                "title: 1999",
            ),
            Check(
                "bad-date",
                "A date that does not exist or is not written as a date.",
                "A wrong date publishes too early, too late or never.",
                "Write year, month and day, such as 2026-03-14.",
                "date: 31 February",
            ),
            Check(
                "ambiguous-date",
                "A date that can be read in two ways.",
                "The third of April and the fourth of March are a month apart.",
                "Write the one that is meant, as the message shows.",
                "date: 03/04/2024",
            ),
            Check(
                "unknown-status",
                "A status that is none of draft, published and withdrawn.",
                "A misspelt 'draft' must never be published.",
                "Take the word that the message offers.",
                "status: drfat",
            ),
            Check(
                "bad-slug",
                "A name that cannot be part of an address.",
                "Some computers and browsers could not open the page.",
                "Use letters, digits and hyphens.",
                "slug: ../../home",
            ),
            Check(
                "language-tag",
                "A language that is not written as its tag (BCP 47).",
                "Screen readers choose the voice by it, and search engines the readers.",
                "Write the tag that the message offers, such as cy, gd, ga or pl.",
                "lang: Welsh",
            ),
            Check(
                "encoding",
                "A file that is not UTF-8.",
                "Quotation marks and accents would come out as rubbish.",
                "Save the file as UTF-8; the message names the first wrong byte.",
                "A file saved by an old Windows editor.",
            ),
            Check(
                "control-character",
                "A control character, which nobody can see.",
                "Feeds with such a character cannot be read at all.",
                "Delete it; the message names line, column and code point.",
                "A title pasted from a PDF, with U+000B in it.",
            ),
            Check(
                "file-size",
                "A file of more than one million bytes.",
                "No reader reads it, and it slows every build.",
                "Divide it into several posts.",
                "A thesis in one post.",
            ),
            Check(
                "odd-file",
                "A link, a device or anything else that is not a plain file.",
                "A link could publish a file from outside the content.",
                "Put a plain file there.",
                "content/posts/x.md as a symbolic link.",
            ),
            Check(
                "unknown-file",
                "A file that no page is made from, in a folder of posts, pages or vocabularies.",
                "It would be left out without a word, and a post with it.",
                "Give it the ending .md, or move it out of the folder.",
                "content/posts/2024/notes.txt",
            ),
            Check(
                "time-limit",
                "A text that takes longer than the time limit to convert.",
                "One such post would hold up the whole site.",
                "Look for long runs of brackets, stars or nested lists.",
                "Twenty thousand times '['.",
            ),
            Check(
                "too-deep",
                "Lists or quotations nested deeper than the converter can follow.",
                "Part of the text would be lost.",
                "Use fewer levels.",
                "Four hundred nested lists.",
            ),
        ),
    ),
    Chapter(
        "Names and addresses",
        (
            Check(
                "unknown-topic",
                "A topic that has no file in content/topics/.",
                "The post would be missing from the topic that was meant.",
                "Take the name that the message offers, or add a file for the topic.",
                "topics: [medicaton]",
            ),
            Check(
                "unknown-author",
                "An author who has no file in content/authors/.",
                "Readers would see no name, role or interests.",
                "Take the name that the message offers, or add a file for the author.",
                "authors: [ann-exampel]",
            ),
            Check(
                "unknown-series",
                "A series that has no file in content/series/.",
                "The post would stand outside its series.",
                "Take the name that the message offers, or add a file for the series.",
                "series: 2021-in-reveiw",
            ),
            Check(
                "link-address",
                "A link in a change that leads neither to another site nor to a document.",
                "Readers would be led nowhere.",
                "Write a whole https address, or the document, such as posts/2024/name.md.",
                "what: See [the report](www.example.org).",
            ),
            Check(
                "unknown-nation",
                "A nation that is none of England, Scotland, Wales, Northern Ireland and UK.",
                "Readers elsewhere would take the advice for their own.",
                "Take the word that the message offers.",
                "applies_to: [Englnd]",
            ),
            Check(
                "missing-nation",
                "A post that tells of a rule, and not in which nations it applies.",
                "A rule in one nation is often no rule in the next.",
                "Add 'applies_to' to the header, with [UK] for the whole.",
                "rules: [two-checks], without applies_to.",
            ),
            Check(
                "unknown-audience",
                "An audience that is none of everyone, staff and safety-leads.",
                "The post would stand in no list for those it is written for.",
                "Take the word that the message offers.",
                "audience: [staf]",
            ),
            Check(
                "audience-everyone",
                "A post for everyone that names others beside them.",
                "Only one of the two can be meant.",
                "Delete the others, or 'everyone' if the post is for these alone.",
                "audience: [everyone, staff]",
            ),
            Check(
                "doubled-name",
                "A topic or author that is named twice in one post.",
                "It would be printed twice.",
                "Delete one.",
                "topics: [culture, culture]",
            ),
            Check(
                "author-kind",
                "A team that has an ORCID iD.",
                "An ORCID iD stands for one person, and programs would take the team for that one.",
                "Delete the line, or write kind: person.",
                "kind: team, and orcid: 0000-0002-1825-0097",
            ),
            Check(
                "topic-parent",
                "A parent that is unknown, the topic itself, or a topic that has a parent.",
                "Topics have two levels; a third would be shown nowhere.",
                "Name a topic that has no parent.",
                "parent: speaking-up, which belongs to culture",
            ),
            Check(
                "start-here",
                "A post below 'start_here' of a topic that is not about that topic.",
                "A reader would begin with something else than what was asked for.",
                "Name a post that has the topic, or a topic below it.",
                "start_here: [posts/2024/payroll.md], a post about something else",
            ),
            _advice(
                "start-here-hidden",
                "A post below 'start_here' of a topic that readers cannot see, or not yet.",
                "It is left out, and the topic begins with fewer posts than were chosen.",
                "Name another post, or leave the line until the post is public.",
                "start_here: [posts/2024/name.md], a post that was withdrawn",
            ),
            Check(
                "one-address",
                "Two files of one address, also where only case or accents differ, or an address "
                "that is a folder in another.",
                "On many disks one would silently replace the other.",
                "Give one of them another slug, or another name.",
                "Two posts with 'slug: report' in one year.",
            ),
            Check(
                "reserved-address",
                "A page or an old address where the site itself has something, or one that a "
                "server, a host or Git reads: a part that begins with a dot or an underscore, "
                "'admin', signs such as ':', '*' and '$'.",
                "It would replace the list of topics, the feeds or the settings of a host.",
                "Rename the file, or delete the alias.",
                "content/pages/topics.md",
            ),
            Check(
                "file-name",
                "A file whose name holds a sign that nobody sees or an end of a line; an image "
                "whose name servers or hosts read in a way of their own.",
                "The name could pass for a line of the program that prints it, or for settings of "
                "the host, and the picture would not be found.",
                "Rename the file; letters, digits, hyphens and dots are safe.",
                "images/_headers.png",
            ),
            Check(
                "alias-taken",
                "An old address or name that something else has, or that is listed twice.",
                "It could lead to one of them only.",
                "Delete it in the file that has no right to it.",
                "aliases: [/topics/], the address of the list of topics",
            ),
        ),
    ),
    Chapter(
        "Guests",
        (
            Check(
                "guest-folder",
                "A file in the folder of guests that is in no guest's own folder.",
                "The folder says who may write there, so it has to be somebody.",
                "Do what the message says; a guest's author file says 'guest: true'.",
                "content/posts/guests/jo.md, which belongs into a folder below that",
            ),
            Check(
                "guest-author",
                "A guest's file that names another author.",
                "Words would be put into somebody's mouth.",
                "Name the guest alone; to write together, let an editor take the file over.",
                "authors: [ann-example] in content/posts/guests/jo-guest/labels.md",
            ),
            Check(
                "guest-field",
                "A field in a guest's file that is not a guest's to state; python3 tasks.py guide fields lists "
                "those that are.",
                "It would lift a check, send readers elsewhere or speak for the hub.",
                "Delete the field, or move the file out of the folder of guests.",
                "exceptions: in content/posts/guests/jo-guest/labels.md",
            ),
            Check(
                "guest-decides",
                "A guest who is named as the one that decided, checked or changed something.",
                "Somebody of the house has to answer for it.",
                "Name somebody of the house.",
                "owner: jo-guest",
            ),
        ),
    ),
    Chapter(
        "What subscribers rely on",
        (
            Check(
                "ids",
                "A line of content/ids.yaml that cannot be read, or an id that two posts have.",
                "Subscribers would get all posts again as new ones.",
                "Bring the line back as it was in an earlier version of the file.",
                "A merge of two branches that was not finished.",
            ),
            Check(
                "same-id",
                "Two posts with the same 'id'.",
                "Feed readers would show one of them only.",
                "Delete the line in the newer post.",
                "A post that was copied with its header.",
            ),
            Check(
                "published-id",
                "A published post that is no longer there.",
                "Its subscribers still have it, and its address still stands in their notes.",
                "Put the file back, or do what the message says.",
                "A post whose file was deleted.",
            ),
            Check(
                "published-draft",
                "A draft that was published already.",
                "What was sent cannot be unsent; subscribers should hear that it was withdrawn.",
                "Write 'status: withdrawn', and the day. If it never went live, delete its record.",
                "status: draft in a post that readers know",
            ),
            Check(
                "published-later",
                "A post that was published already and now has a day to come.",
                "It would vanish and come back; readers would take it for a withdrawal.",
                "Put the old date back, or withdraw the post. If it never went live, delete its record.",
                "The date of last week's post, changed to next month.",
            ),
            Check(
                "update-date",
                "An update that is to come, or that is dated before the post or like another one.",
                "Subscribers hear of an update only when it is later than all they have heard of.",
                "Write the day, and if need be the time, at which the post was changed.",
                "date: 2024-05-01, and an update of 2023-05-02",
            ),
            Check(
                "unknown-kind",
                "A kind of update that is none of those known.",
                "Subscribers are told of some kinds only.",
                "Take the word that the message offers.",
                "kind: corection",
            ),
        ),
    ),
    Chapter(
        "Links and images",
        (
            Check(
                "broken-link",
                "A link or image whose target is not there.",
                "Readers would land on 'Page not found'.",
                "Mend the path; it begins at the folder of the file.",
                "[the report](../2021/oen.md)",
            ),
            Check(
                "broken-anchor",
                "A link to a heading that is not there.",
                "The page would open at its top, and the reader would have to search.",
                "Take the heading that the message offers.",
                "[below](#what-hapened)",
            ),
            Check(
                "hidden-target",
                "A link to a post that is not public, or a translation of one.",
                "Readers would land nowhere, and learn that something is coming.",
                "Delete the link, or publish that post first.",
                "A link to a draft.",
            ),
            Check(
                "translation",
                "A translation of itself, of another translation, or into a language that is there.",
                "Readers who choose a language would not know which text they get.",
                "Name the original in 'translation_of', and the language of the text in 'lang'.",
                "translation_of: posts/2025/a-day-cy.md, where that is a translation itself",
            ),
            Check(
                "format-place",
                "Another format of a post with no file, link or post, or with more than one.",
                "Nobody could open it, or tell which of them is meant.",
                "Write one of 'file', 'link' and 'post'.",
                "formats: [{kind: easy-read}]",
            ),
            Check(
                "format-file",
                "A file of another format that is not there, or is no file of a fitting kind.",
                "Readers who need it would get nothing, or something that they cannot open.",
                "Put the file into content/files/; the message says which kinds fit.",
                "formats: [{kind: audio, file: files/notes.pdf}]",
            ),
            Check(
                "moved-link",
                "A link within the site to an address that was left.",
                "The reader is sent on, waits longer, and the old address never dies.",
                "Write the address that the message offers, or link to the file.",
                "[drugs](/topics/drugs/), where the topic is called medicines now",
            ),
            Check(
                "address-query",
                "A link within the site that ends in a question, such as '?page=2'.",
                "No page of this site answers one, and the link would work elsewhere by chance.",
                "Delete the part that begins with '?'.",
                "[the list](/blog/?page=2)",
            ),
            Check(
                "unused-note",
                "A footnote that nothing in the text mentions.",
                "One of the two engines shows it, the other drops it without a word.",
                "Mention it in the text, or delete it.",
                "[^3]: A note without '[^3]' in the text.",
            ),
            Check(
                "doubled-note",
                "Two footnotes of one name.",
                "Only one of them would be shown.",
                "Give the second another name.",
                "Two lines that begin with '[^1]:'.",
            ),
            Check(
                "link-form",
                "A link or an image that is none: a gap or a space in it, brackets swapped or not closed, a name without an address.",
                "Readers see brackets, and cannot follow the link.",
                "Write what the message shows.",
                "[the report] (https://example.org)",
            ),
            Check(
                "link-empty",
                "A link without words.",
                "Nobody sees it, and a screen reader reads out its address.",
                "Write what it leads to between '[' and ']'.",
                "[](https://example.org)",
            ),
            Check(
                "doubled-link",
                "Two addresses of links under one name.",
                "Only the first of them counts.",
                "Give one of them another name, or delete it.",
                "Two lines that begin with '[1]:'.",
            ),
            Check(
                "hidden-line",
                "A line that is read as the address of a link that nothing uses, though it looks like words.",
                "It is not shown.",
                "Put a backslash before its first bracket.",
                "[Update]: tomorrow",
            ),
            Check(
                "web-address",
                "An address without 'https://', 'mailto:' or 'tel:', with odd slashes, or of a site that cannot be.",
                "The link would lead to a page of this hub that is not there, or nowhere.",
                "Write what the message shows.",
                "[the charity](www.example.org)",
            ),
            Check(
                "own-address",
                "A page of this hub by its whole address, or the address of a preview on somebody's own computer.",
                "The preview's link works for its writer only; the other breaks when the hub moves.",
                "Write the path of the file, as the message does.",
                "[part one](http://127.0.0.1:8000/blog/2021/one/)",
            ),
            Check(
                "hidden-address",
                "A public text that names the address of a post that is not public.",
                "Readers would try it, and learn that something is coming; no build with it goes live.",
                "Delete the address, or publish that post first.",
                "'See /blog/2027/our-plan/' as plain text.",
            ),
            Check(
                "missing-note",
                "A mention of a note that has no text, or whose text has no colon.",
                "Readers see '[^2]', and what it was to say is missing or stands among the text.",
                "Write '[^2]: ' and the text, in a line of its own.",
                "[^2] The text, without a colon.",
            ),
            Check(
                "missing-alt",
                "An image without alternative text.",
                "Who cannot see it does not know what it shows.",
                "Write what it shows between '![' and ']'. For mere decoration, give it the "
                'title "decorative".',
                "![](../../images/ward.png)",
            ),
            Check(
                "foreign-image",
                "An image that lies on another site.",
                "That site learns who reads here, and may change the image.",
                "Save it in content/images/ and point there.",
                "![A ward](http://example.org/ward.png)",
            ),
            Check(
                "bad-image",
                "An image file that cannot be read, or is not what its name says.",
                "Browsers would show an empty frame.",
                "Save it again as PNG, JPEG, WebP, GIF or SVG, under the right ending.",
                "A PDF that is named ward.png.",
            ),
            Check(
                "image-size",
                "An image of more than 40 million pixels or 20 million bytes.",
                "A small file can unfold to a picture that fills a computer's memory.",
                "Save it smaller.",
                "A PNG of 50,000 by 50,000 pixels.",
            ),
            Check(
                "active-svg",
                "A drawing that holds a script, a link to another place, or what is no drawing.",
                "An SVG is a program when a browser opens it by itself.",
                "Export it again as plain SVG, or as PNG.",
                "<svg onload='...'>",
            ),
        ),
    ),
    Chapter(
        "The text of a post",
        (
            Check(
                "no-words",
                "A post whose text has no words and shows nothing, or holds a comment only.",
                "Readers would follow a link to an empty page.",
                "Write the text below the header.",
                "A header, and below it '<!-- to come -->'.",
            ),
            Check(
                "lost-words",
                "Words of a text that its page does not show, or of a field that are not read, "
                "because ' #' begins a remark.",
                "A reader acts on what is there: a limit that is dropped is a limit that nobody keeps.",
                "Do what the message says; it names the words, and what stands near them. Put "
                "quotes round a field that holds ' #'.",
                "A paragraph that a '<' swallows.",
            ),
            Check(
                "table-columns",
                "A table whose head has more or fewer cells than the line of dashes below it.",
                "It is no table then: its rows are printed as one line of words and bars.",
                "Write '---' as many times as the head has cells.",
                "'| dose | limit |' above '| --- |'.",
            ),
            Check(
                "table-cells",
                "A row with more cells than the table has columns.",
                "What is too many is dropped, and may be the limit.",
                "Delete a '|', write '\\|' for one that belongs to the text, or add a column.",
                "| 40 kg || 5 mg | 20 mg | in a table of three columns",
            ),
            Check(
                "table-dashes",
                "Rows of a table without a head, or without a line of dashes below it.",
                "Rows are printed as one line of words and bars, and nobody can tell which number belongs where.",
                "Write the line of dashes below the first row.",
                "Two lines '| a | b |' and nothing else.",
            ),
            Check(
                "table-blanks",
                "Two lines or more whose columns are divided by tabs or by many spaces, as from a spreadsheet, a word processor or an e-mail.",
                "They run together, and nobody can tell which dose belongs to which drug.",
                "Write '|' between the columns, and a line of dashes below the first row.",
                "'Morphine', a tab, '10 mg/ml', and the next drug below.",
            ),
            Check(
                "table-gap",
                "An empty line inside a table.",
                "The table ends there, and the rows below are printed as bars.",
                "Delete the empty line.",
                "A line of dashes with an empty line above it.",
            ),
            Check(
                "table-end",
                "A line or a heading directly below a table.",
                "It becomes a row of the table.",
                "Leave an empty line below the table.",
                "'Source: the ward.' directly below the last row.",
            ),
            Check(
                "list-sign",
                "Lines that begin with another sign than those that make a list: bullets of a word processor, dashes, letters, arrows.",
                "They run together to one paragraph.",
                "Begin each item with '- ', or with '1. '.",
                "• gloves",
            ),
            Check(
                "list-space",
                "A list whose signs have no space behind them, or a hard one, as text from Word and the web has.",
                "They run together to one paragraph.",
                "Put a plain space behind each sign.",
                "-gloves",
            ),
            Check(
                "list-gap",
                "A numbered list that does not begin with 1, directly below a line of text.",
                "It becomes part of the paragraph, since a year at the start of a line looks the same.",
                "Leave an empty line before the list.",
                "'2. gloves' directly below 'Take these:'.",
            ),
            Check(
                "list-number",
                "An item of a numbered list that a page shows with another number than was written.",
                "A list is numbered from its first number on: '2019.' and '2021.' become 2019 and 2020.",
                "Write the numbers one after the other; write '2021\\.' for one that is meant.",
                "'2021. It ended.' below '2019. It began.'",
            ),
            Check(
                "lost-sign",
                "A '>', or a star between numbers or before a line, that Markdown takes for its own.",
                "'>5 mg' becomes a quotation of '5 mg', and 2*3*4 is shown as 234.",
                "Write 'more than 5 mg', '2×3×4', or a note; '\\>' and '\\*' are the signs themselves.",
                "'>5 mg per kg' below 'The limit is'.",
            ),
            Check(
                "quotation-end",
                "A line directly below a quotation that does not begin with '>'.",
                "It becomes a part of the quotation, as if somebody else had said it.",
                "Leave an empty line between them, or write '> ' before it.",
                "'We agree.' directly below '> Nobody asked.'",
            ),
            Check(
                "broken-word",
                "A word that the end of a line divides, as text from a PDF has.",
                "A page shows a space in it, and a search does not find it.",
                "Write the word in one line.",
                "'trans-' at the end of a line, and 'ferred' below.",
            ),
            Check(
                "open-code",
                "Three backquotes that begin a passage of code which never ends.",
                "One engine shows the signs, the other all the rest of the text as code.",
                "Write three backquotes where it ends, or delete them.",
                "``` without another ``` below.",
            ),
            Check(
                "garbled-sign",
                "Signs that came to harm on the way: read in a wrong encoding, joined by a printer, or a letter of another alphabet in a word.",
                "Readers see nonsense, and a search does not find the word.",
                "Do what the message says; it says what stood there.",
                "Donâ€™t",
            ),
            Check(
                "heading-space",
                "Signs of a heading without a space behind them, or with a hard one.",
                "They are printed as they stand, and the heading is missing from the list of contents.",
                "Put a plain space behind the '#'.",
                "##What happened",
            ),
            Check(
                "heading-empty",
                "A heading without words.",
                "Screen readers announce a heading and then nothing.",
                "Write its words, or delete the line.",
                "A line '##' and nothing else.",
            ),
            Check(
                "unknown-box",
                "A box of a name that the hub does not know, or outside a quotation.",
                "The warning would be printed as '[!INFO]' and look like a mistake.",
                "Write NOTE, TIP, IMPORTANT, WARNING or CAUTION, in the first line of a quotation.",
                "> [!INFO]",
            ),
            Check(
                "other-system",
                "A sign of another system (WordPress, Hugo, Jekyll, MkDocs, Pandoc, Obsidian and others).",
                "Here it is printed as it stands.",
                "Do what the message says; it names the system.",
                "{{< youtube x >}}",
            ),
            Check(
                "escaped-signs",
                "A citation, a box or a link with a backslash before its bracket, as rich-text editors write it.",
                "The page would print the signs, and the source, the warning or the link would be lost.",
                "Delete the backslash. Put signs that are meant as signs in backquotes.",
                r"\[@some-report-2024]",
            ),
        ),
    ),
    Chapter(
        "HTML in a post",
        (
            Check(
                "unsafe-html",
                "An element or attribute that posts may not hold. Nothing is dropped silently.",
                "Scripts and forms in a post could harm its readers.",
                "Write it in Markdown, or leave it out.",
                "<img src=x onerror=alert(1)>",
            ),
            Check(
                "unsafe-address",
                "A link that runs a program, or half an address.",
                "A click would do something else than open a page.",
                "Write an address that begins with https://.",
                "[click](javascript:alert(1))",
            ),
            Check(
                "open-comment",
                "A comment that is opened and never closed.",
                "It swallows the rest of the page.",
                "Close it with '-->'.",
                "<!-- to be checked",
            ),
            Check(
                "open-html",
                "An element of HTML that is opened and never closed, or closed and never opened.",
                "A browser closes it somewhere: the rest of the page may stay folded away.",
                "Write the end where it belongs.",
                "<details> without </details>",
            ),
            Check(
                "heading-level",
                "A heading of level 1 in a text.",
                "The title is the only heading of level 1.",
                "Begin the heading with '##'.",
                "# What happened",
            ),
        ),
    ),
    Chapter(
        "Series",
        (
            Check(
                "series-part",
                "A part without a series, a series without a part, or a part that is there twice.",
                "The order of the series would be wrong.",
                "Give each post of the series a part of its own.",
                "Two posts with 'part: 2'.",
            ),
            Check(
                "series-plan",
                "A part beyond the plan of its series.",
                "The series would say 'part 6 of 5'.",
                "Add its title to 'parts' of the series, or mend the number.",
                "part: 6 in a series of five",
            ),
            Check(
                "series-gap",
                "A part whose forerunner is missing.",
                "Readers would look for part 2 in vain.",
                "Write the part that is missing first, or mend the numbers.",
                "Parts 1 and 3.",
            ),
            Check(
                "series-complete",
                "A series that is marked complete and is not.",
                "Readers would be told that nothing more comes.",
                "Write the part, or delete 'complete'.",
                "complete: true, with four of five parts",
            ),
            Check(
                "series-dates",
                "A part that is dated before the part it follows.",
                "Lists by date and by part would contradict each other.",
                "Mend one of the dates.",
                "Part 2 dated a day before part 1.",
            ),
            Check(
                "series-year",
                "A title that names another year than its series.",
                "Titles are reused each December, and the old year stays.",
                "Mend the title, or the series that the post names.",
                "title: '2021: what next' in the series 2022-in-review",
            ),
            _advice(
                "series-empty",
                "A series that no post names.",
                "Readers see its plan, and perhaps wait for it.",
                "Name it in its first post, or delete the file.",
                "A file in content/series/ that is left over, or a series that was just planned.",
            ),
            Check(
                "series-words",
                "Words such as 'the fourth of five', 'final' or 'penultimate' that disagree with "
                "the part and the plan of the series.",
                "The words are copied from year to year, and the numbers change.",
                "Mend the words, or the part.",
                "'This is the fourth of five' in part 3.",
            ),
            Check(
                "shared-summary",
                "A summary that is the opening which several parts share, or that of another part.",
                "Lists and feeds would show the same words again and again.",
                "Say in one sentence what this part brings.",
                "The greeting of the series as the summary of part 2.",
            ),
        ),
    ),
    Chapter(
        "Time and numbers",
        (
            Check(
                "later-source",
                "A source in the list of sources that is dated later than the post.",
                "Nobody can have read it then; a date is wrong, or an update is not marked.",
                "Mend the date, or say under 'updates' when it was added.",
                "A post of March 2021 that cites a report of 14 May 2021.",
            ),
            Check(
                "event-number",
                "A yearly event with the wrong ordinal for its year: World Patient Safety Day, and what "
                "content/events.yaml calls yearly. A title or a summary that names no year means its own.",
                "Ordinals are copied forward and go wrong: World Patient Safety Day 2019 was the "
                "first.",
                "Count from the first year, as the message does.",
                "the fifth World Patient Safety Day in 2024",
            ),
            Check(
                "number-format",
                "A number whose commas do not stand before groups of three digits.",
                "'218,00' may mean 218 or 21,800 or 218,000.",
                "Write it as 218,000 or 218.00; leave a space between the items of a list.",
                "218,00 events",
            ),
        ),
    ),
    Chapter(
        "Withdrawal and consent",
        (
            Check(
                "withdrawn-date",
                "Fields of a withdrawal in a post that is not withdrawn.",
                "The post would stay public although somebody wanted it gone.",
                "Write 'status: withdrawn', or delete the field.",
                "withdrawn: 2024-05-01 with status: published",
            ),
            Check(
                "withdrawal-date",
                "A withdrawn post that was published and does not say when it was withdrawn.",
                "Subscribers get a notice, and a notice has a day.",
                "Add 'withdrawn' with the day.",
                "status: withdrawn, and nothing more",
            ),
            Check(
                "withdrawal-words",
                "A reason for a withdrawal that repeats the post, or one of a post that is public.",
                "The notice would say again what was taken back; of a public post nobody reads it.",
                "Say why in other words, or delete the line.",
                "withdrawn_because: We wrote that the ward had lost three records, which was wrong.",
            ),
            Check(
                "missing-consent",
                "A story (kind: story) that is to be public without a record of consent.",
                "A story belongs to the person who tells it.",
                "Add 'consent' with holder, date, scope and expires. Never write the name behind a "
                "pseudonym.",
                "kind: story without consent",
            ),
            Check(
                "response-correction",
                "A response that led to an update which its post does not declare.",
                "Readers would look for a correction that is not there.",
                "Add it to 'updates' of the post, or mend the day.",
                "led_to: 2026-03-14, and no update of that day.",
            ),
            Check(
                "bad-exception",
                "An exception from a rule that finds no sign of a person.",
                "A list of exceptions is only worth something if each is meant.",
                "Mend the rule and the text, or delete the entry.",
                "rule: phone-numbr",
            ),
            Check(
                "bad-silence",
                "An entry in 'silence' that names no advice.",
                "Errors cannot be silenced, only mended.",
                "Name a rule of the kind 'advice', or delete the entry.",
                "rule: broken-link",
            ),
        ),
    ),
    Chapter(
        "Personal data",
        (
            Check(
                "nhs-number",
                "Ten digits that pass the check of an NHS number (modulus 11).",
                _PERSONAL_WHY,
                _PERSONAL_MEND,
                "NHS number 999 000 0018",
            ),
            Check(
                "chi-number",
                "Ten digits that begin with a date and pass the check of a CHI number.",
                _PERSONAL_WHY,
                _PERSONAL_MEND,
                "A CHI number from a Scottish letter.",
            ),
            Check(
                "phone-number",
                "A telephone number that the hub does not list itself.",
                _PERSONAL_WHY,
                "List the organisation's number in CONTACTS of the settings or in "
                "content/support.yaml, or take it out.",
                "Ring 01632 960001.",
            ),
            Check(
                "email-address",
                "An e-mail address that the hub does not list itself.",
                _PERSONAL_WHY,
                "List the organisation's address in CONTACTS of the settings or in "
                "content/support.yaml, or take it out.",
                "Write to patient.name@example.org.",
            ),
            Check(
                "postcode",
                "A UK postcode that the hub does not list itself.",
                "A postcode can name a street of five houses.",
                _PERSONAL_MEND,
                "She lives at ZZ99 9ZZ.",
            ),
            Check(
                "birth-date",
                "A date near 'born', 'DOB' or 'date of birth'.",
                "Date of birth and a place are enough to find a person.",
                "Give an age or a decade instead.",
                "DOB 31/02/1950",
            ),
            Check(
                "record-number",
                "A hospital, patient or case-note number.",
                _PERSONAL_WHY,
                _PERSONAL_MEND,
                "MRN EX-0000001",
            ),
            Check(
                "insurance-number",
                "A National Insurance number.",
                _PERSONAL_WHY,
                _PERSONAL_MEND,
                "QQ 12 34 56 C, with letters that are in use",
            ),
            Check(
                "image-metadata",
                "A place, a serial number, a name or a comment inside an image file.",
                "A photograph remembers where and by whom it was taken.",
                "Run python3 tasks.py clean-images, or export the image with metadata off.",
                "A phone photograph with GPS.",
            ),
            Check(
                "document-metadata",
                "The name of an author inside a PDF or office file.",
                "The file names who wrote it, and where.",
                "Clear the properties of the document before you save it.",
                "A PDF with 'Author: Example Person'.",
            ),
        ),
    ),
    Chapter(
        "The record: sources, figures, rules, closed years",
        (
            Check(
                "record-key",
                "A name of a record that texts could not call it by.",
                "Citations are written by hand, by many people, on many keyboards.",
                "Use small letters from a to z, digits and single hyphens.",
                "content/sources/Ockenden_2022.md",
            ),
            Check(
                "bad-record",
                "A record of a register that has no fields.",
                "A number without what it counts can be read in many ways.",
                "Write its fields below its name, indented by two.",
                "martha-calls: 4906",
            ),
            Check(
                "unknown-source",
                "A source that has no file.",
                "Readers could not see what a claim rests on.",
                "Take the name that the message offers, or add a file in content/sources/.",
                "[@ockenden-2202]",
            ),
            Check(
                "unknown-figure",
                "A figure that is not in the register.",
                "Numbers without a record go stale without anybody seeing it.",
                "Take the name that the message offers, or add it to content/figures.yaml.",
                "{fig:martha-calls-2052}",
            ),
            Check(
                "unknown-rule",
                "A rule that has no file.",
                "Readers could not be told when it changes.",
                "Take the name that the message offers, or add a file in content/rules/.",
                "rules: [valporate]",
            ),
            Check(
                "unknown-term",
                "A term that the glossary does not have.",
                "The word would lead nowhere.",
                "Take the name that the message offers, or add it to content/glossary.yaml.",
                "see: [near-mis]",
            ),
            Check(
                "not-abbreviation",
                "A short form that is no abbreviation.",
                "Posts explain words of two capital letters or more.",
                "Write two capital letters or more, such as CQC, or leave it out.",
                "short: Report",
            ),
            Check(
                "unknown-subject",
                "A subject that no service of content/support.yaml helps with.",
                "Readers in distress would be led to nobody.",
                "Take the name that the message offers, or add a service.",
                "support: [babyloss]",
            ),
            Check(
                "unknown-route",
                "A way to report that content/reporting.yaml does not have.",
                "Readers would not be told where to report.",
                "Take the name that the message offers, or add it there.",
                "reporting: [yelow-card]",
            ),
            Check(
                "route-elsewhere",
                "A way to report that holds in no nation to which the post applies.",
                "It is not shown, and readers are not told where to report.",
                "Name a way of the post's nations, or leave it out.",
                "reporting: [pals-england] in a post with applies_to: [Scotland]",
            ),
            Check(
                "unknown-reporter",
                "Somebody who reports, of a kind that is not known.",
                "The page of all ways tells patients and staff apart.",
                "Write public or staff.",
                "audience: nurses",
            ),
            Check(
                "unknown-content-note",
                "A word for what may be painful that is not known.",
                "Each word is a sentence for readers, and leads to the help that fits.",
                "Take one of the words that the message offers; say other things in 'content_note'.",
                "sensitive: [sad]",
            ),
            Check(
                "bad-citation",
                "A citation that cannot be read.",
                "It would be printed as brackets.",
                "Write [@name], [@name, p. 12] or [@name; @other].",
                "[@ockenden-2022; east-kent]",
            ),
            Check(
                "bad-figure",
                "A figure in a text that cannot be read.",
                "It would be printed as braces.",
                "Write {fig:name}, or {fig:name, bare} for the number without its date.",
                "{figure:martha-calls}",
            ),
            Check(
                "bad-chart",
                "A chart that cannot be drawn.",
                "A chart with a wrong field would show less than was meant.",
                "Give it a title and two or more figures; see python3 tasks.py guide record.",
                "A block 'chart' without 'figures:'.",
            ),
            Check(
                "record-in-heading",
                "A citation or a figure in a heading, a caption or an alternative text.",
                "Headings are listed and linked, where a number in brackets says nothing.",
                "Put it into the text below or beside it.",
                "## What was found [@ockenden-2022]",
            ),
            Check(
                "early-record",
                "A source or a figure that was published after the post that has it.",
                "Nobody could know it on that day; the post was changed without a word.",
                "Put it into a dated note: '## Note added, 14 March 2026'.",
                "A post of 2021 that cites a report of 2022.",
            ),
            Check(
                "future-record",
                "A source or a figure that is dated in the future.",
                "Nobody has read it yet.",
                "Mend the date, or add the record when it is published.",
                "date: 2062-03-30",
            ),
            Check(
                "record-loop",
                "Records that replace each other in a circle.",
                "Readers would be sent round and round for the newest value.",
                "Delete 'superseded_by' or 'replaced_by' in the one that stands.",
                "a is superseded by b, and b by a.",
            ),
            Check(
                "figure-date",
                "A figure that is younger than its source, or superseded by an older one.",
                "One of the dates is wrong, and a stale number could look fresh.",
                "Mend one of the dates.",
                "as_of: 2025-12, from a source of June 2025.",
            ),
            Check(
                "figure-comparison",
                "A figure that may and may not be set beside another.",
                "Only one of the two can be true.",
                "Delete one of the names.",
                "The same name in comparable_with and not_comparable_with.",
            ),
            Check(
                "not-comparable",
                "A chart of figures that cannot be compared, or of which nothing says they can.",
                "A line between two surveys shows a change that never was.",
                "Draw two charts; or, if they do compare, say so in content/figures.yaml.",
                "Event counts of the old and the new reporting system in one chart.",
            ),
            Check(
                "chart-units",
                "A chart of figures with different units.",
                "Its lengths would mean different things.",
                "Draw a chart for each.",
                "Percentages and counts in one chart.",
            ),
            Check(
                "source-place",
                "A source without address, DOI or ISBN.",
                "Nobody could look it up.",
                "Add url, doi or isbn.",
                "A file in content/sources/ with a title alone.",
            ),
            Check(
                "source-status",
                "A source whose status and fields disagree.",
                "Readers must know by what it was replaced, and when it was withdrawn.",
                "Do what the message says.",
                "status: replaced, without replaced_by.",
            ),
            Check(
                "rule-versions",
                "Versions of a rule that are out of order.",
                "The version that applies is found by the order of the dates.",
                "Put the oldest first.",
                "from: 2024-01-31 below from: 2025-02.",
            ),
            Check(
                "recommendation-dates",
                "A response or a status that is out of order, to come, older than the "
                "recommendation, or younger than the source that tells of it.",
                "The last of them is what readers are told, and no source knows what came later.",
                "Put the oldest first, and mend the dates.",
                "date: 2024-01-31 below date: 2025-02.",
            ),
            Check(
                "recommendation-superseded",
                "A recommendation that names its successor, while its status is another.",
                "Readers would be told two things, one of them without a source.",
                "Add 'superseded' to 'progress', with its date and its source.",
                "superseded_by: dash-2025-3, and no progress.",
            ),
            Check(
                "same-record",
                "A recommendation with the name of a source, or the number of another one of its "
                "report.",
                "A citation could mean either, and one recommendation would be counted twice.",
                "Rename one of the files, or mend the number.",
                "number: 3 in two files with report: ockenden-2022.",
            ),
            Check(
                "unknown-recommendation",
                "'superseded_by' names a recommendation that has no file.",
                "Readers would be sent to nothing.",
                "Choose one that exists, or add a file to content/recommendations/.",
                "superseded_by: immds-2002-3",
            ),
            Check(
                "same-short",
                "An abbreviation that two terms of the glossary share.",
                "A post that uses it cannot know which of them is meant.",
                "Leave 'short' out of one of them.",
                "short: CQC in two terms of content/glossary.yaml.",
            ),
            Check(
                "bad-word",
                "A line of content/words.yaml that is not a word and what it means.",
                "A search looks for what the line says beside what a reader typed.",
                "Write: bed sore: pressure ulcer.",
                "bed sore: with nothing behind the colon.",
            ),
            Check(
                "word-cycle",
                "A word of content/words.yaml that leads back to itself.",
                "Each of the words would mean the other, and neither says what posts call it.",
                "Delete one of the lines.",
                "sack: dismissal, and dismissal: sack.",
            ),
            Check(
                "unknown-word",
                "A word of content/words.yaml that means what nothing public speaks of.",
                "A search for it finds nothing, and nobody learns why.",
                "Write what posts, topics or the glossary call it.",
                "bed sore: pressure ulser.",
            ),
            Check(
                "event-themes",
                "Themes of an event that does not come back each year.",
                "A theme belongs to one of many days.",
                "Write 'yearly: true', or delete the themes.",
                "themes below an event without 'yearly'.",
            ),
            Check(
                "dated-note",
                "A dated note that the header says nothing of, or whose day cannot be.",
                "A change that only the text tells of is missed by feeds and lists.",
                "Add an entry of that day to 'updates'.",
                "## Note added, 15 September 2025, without an update of that day.",
            ),
            Check(
                "review-order",
                "A review before its post, in the future, or due before it was made.",
                "Readers trust a post more when it was checked.",
                "Mend the day.",
                "reviewed of 2020 in a post of 2021.",
            ),
            Check(
                "kind-field",
                "A published post without a field that its kind asks for: 'interview' in an "
                "interview, 'consultation' in a response to one, 'applies_to', 'review_by' and "
                "'reviewed' in a post of the kind 'policy'.",
                "Readers act on such a post, and have to know where it holds and who stands for it.",
                "Add the field, or write another kind.",
                "kind: interview without who asked and who answered.",
            ),
            Check(
                "own-review",
                "Advice that was reviewed by one of its authors.",
                "Nobody sees their own mistakes.",
                "Have it read by somebody who did not write it.",
                "authors: [ann-example] with reviewed: {date: 2026-03-14, by: ann-example}",
            ),
            Check(
                "review-far",
                "Advice whose next review is further away than REVIEW_YEARS allows.",
                "Advice that nobody looks at for years goes wrong in silence.",
                "Write an earlier day.",
                "date: 2026-03-14 with review_by: 2032-03-14",
            ),
            Check(
                "reply-order",
                "A reply before the question, a day to reply by before it, or a reply without its "
                "day or its words.",
                "The record is there to show that the reply was asked for, and when.",
                "Mend the days, or add what is missing.",
                "asked: 2026-03-14 with replied: 2026-03-01",
            ),
            Check(
                "right-of-reply",
                "A concern that names an organisation and has no record of its right of reply, or "
                "is published before the day until which that could reply; or a record of "
                "somebody whom the text does not name.",
                "Whoever is criticised is heard first.",
                "Ask them, add a record to 'replies', and publish the post when they replied or "
                "the day has passed.",
                "kind: concern on Example Valley Hospital, and no replies.",
            ),
            Check(
                "missing-disclosure",
                "A post that does not say who paid, who funded and what its authors declare, where "
                "the settings of the hub ask for it.",
                "Readers must know whose interest a text serves.",
                "Add sponsor, funding and interests; 'none' is an answer.",
                "A post without 'interests'.",
            ),
            Check(
                "closed-year",
                "A post of a closed year that was changed without an update.",
                "Whoever cites a closed year must find it as it was.",
                "Declare the change in 'updates', or bring back what was there.",
                "A sentence rewritten in a post of 2021, which was closed in 2022.",
            ),
            Check(
                "year-members",
                "A post that came to a closed year, or went from it.",
                "Whoever cites a closed year must find the same posts in it.",
                "Date it anew or bring it back; or close the year again, with --again.",
                "A post dated 2021-05-06 that was written in 2023.",
            ),
            Check(
                "published-gap",
                "A place that is still to be written, in a post that readers see.",
                "TODO is no word for readers.",
                "Write it, or let the post be a draft.",
                "TODO: say what changed.",
            ),
        ),
    ),
    Chapter(
        "Advice",
        (
            _advice(
                "undisclosed",
                "A post that does not say who paid, who funded and what its authors declare.",
                "Readers must know whose interest a text serves.",
                "Add sponsor, funding and interests; 'none' is an answer.",
                "A post without 'interests'.",
            ),
            _advice(
                "open-gap",
                "A place that is still to be written, in a draft.",
                "It shows how much there is left to do.",
                "Write it.",
                "TODO: say what changed.",
            ),
            _advice(
                "uncited-source",
                "A source that no text, figure, rule or event rests on.",
                "It may be a source that was forgotten when a post was written.",
                "Cite it, or delete the file.",
                "A file in content/sources/ that nobody calls.",
            ),
            _advice(
                "outdated-source",
                "A source that was replaced or withdrawn, and is still cited.",
                "What rested on it may no longer be right.",
                "Read the posts again, and declare what changed.",
                "A report whose second edition is out.",
            ),
            _advice(
                "unsealed-year",
                "A post of a closed year that declared a change since.",
                "Until the year is sealed again, a further change would not be seen.",
                "Run python3 tasks.py close-year with --again.",
                "A correction of 2023 in a post of 2021.",
            ),
            _advice(
                "reading-ease",
                "A text that is hard to read for those whom it is written for (Flesch reading ease "
                "below 45, or what READING_EASE says of its audience), with its five hardest "
                "sentences, each on its line.",
                "Patients and tired staff read it on a phone.",
                "Cut the sentences that are named in two; choose shorter words.",
                "A sentence of sixty words.",
            ),
            _advice(
                "abbreviation",
                "An abbreviation that is not written out in the post.",
                "A reader who does not know it is shut out.",
                "Write it out once: 'Care Quality Commission (CQC)'.",
                "The CQC said ...",
            ),
            _advice(
                "wording",
                "Wording that blames or hurts. Quoted speech is left alone.",
                "Who is blamed does not report the next time.",
                "Take the words that the message offers.",
                "The patient was non-compliant.",
            ),
            _advice(
                "small-number",
                "Fewer than ten people, with a place and a day in the same sentence.",
                "Who was there knows who is meant, and so do the family and the neighbours.",
                "Leave one of the three out: the number, the place or the day. A month or a region often does.",
                "Two of the three women treated at the unit in Sandham on 3 May told us why.",
            ),
            _advice(
                "copied-text",
                "Forty words or more in a row that another post has, too. Quotations are left alone.",
                "Two texts that say the same are mended in one place only, and readers find both.",
                "Let one link to the other; a post that stood elsewhere first names that address in "
                "'canonical'.",
                "A post that was saved under two titles.",
            ),
            _advice(
                "future-check",
                "A service or a way to report that was checked on a day to come.",
                "Nobody can have looked yet, and it would be shown for longer than a year.",
                "Write the day on which somebody looked.",
                "checked: 2062-01-01",
            ),
            _advice(
                "unknown-language",
                "A language whose own name is not known here.",
                "'Also in xx' tells nobody which language it is.",
                "Look whether the tag is right.",
                "lang: xx",
            ),
            _advice(
                "double-topic",
                "Two topics whose names or synonyms differ in a plural, a hyphen, the order of words or a slip.",
                "Half of the posts are listed under each, and a reader of one misses the others.",
                "If they are one, `python3 tasks.py rename topic OLD NEW --merge` puts all posts of "
                "one under the other, and old addresses and feeds lead on.",
                "'Medicine safety' beside 'Medicines safety'.",
            ),
            _advice(
                "double-author",
                "Two authors whose names differ in a hyphen, the order of words or a slip.",
                "Each page lists a part of what somebody wrote.",
                "If they are one, `python3 tasks.py rename author OLD NEW --merge`. If they are two, say "
                "so in their names, such as by a second initial.",
                "'Ann Example-Jones' beside 'Ann Example Jones'.",
            ),
            _advice(
                "double-series",
                "Two series whose titles differ in a plural, a hyphen, the order of words or a slip.",
                "Each of them looks as if it had gaps.",
                "If they are one, `python3 tasks.py rename series OLD NEW --merge`.",
                "'Learning from incidents' beside 'Learning from incident'.",
            ),
            _advice(
                "double-source",
                "Two sources with the same address or DOI, or with nearly the same title and one date.",
                "Each of them says only in part who cites it, and a withdrawal marks half of the posts.",
                "Cite one of them everywhere, and delete the other. An edition that took the place of "
                "another says so by 'replaced_by', and is left alone.",
                "https://www.example.org/report/ beside http://example.org/report?utm_source=mail.",
            ),
            _advice(
                "content-note",
                "A text about suicide, baby loss, abuse or sexual harm without a note on top.",
                "Readers who have lived through it should be able to choose.",
                "Add 'sensitive' to the header, such as 'sensitive: [baby-loss]', or words of your "
                "own in 'content_note'.",
                "A post on stillbirth without a note.",
            ),
            _advice(
                "no-help",
                "A text about suicide, baby loss, abuse or sexual harm that leads to no service.",
                "Who is reminded of the worst day should not have to look for somebody to talk to.",
                "Name the subject in the header, such as 'support: [baby-loss]'.",
                "A post on stillbirth without 'support', where content/support.yaml has services.",
            ),
            _advice(
                "learning-point",
                "A story that does not say what can be learned from it.",
                "A story should leave the reader with something to try or to ask.",
                "Add 'learning_point' to the header, or a heading such as 'What we learned'.",
                "A story that ends with the event.",
            ),
            _advice(
                "unkept-id",
                "A scheduled post whose day content/ids.yaml does not have yet, or has still.",
                "The server that publishes it would have to write its permanent id.",
                "Run python3 tasks.py build, and commit content/ids.yaml with the post.",
                "A post for next week that was written and not built.",
            ),
            _advice(
                "review-date",
                "A post whose day of review has passed.",
                "Old advice can be wrong advice.",
                "Read it again, and set a new day in 'review_by'.",
                "review_by: 2021-01-01",
            ),
            _advice(
                "review-budget",
                "More posts past their day of review than OVERDUE_REVIEWS allows.",
                "One old post is a task; many are a hub that nobody looks after.",
                "Read the oldest first; 'python3 tasks.py due' lists them all.",
                "12 posts are overdue, and 10 are allowed.",
            ),
            _advice(
                "old-check",
                "A service or a way to report that nobody looked at for a year. Readers no longer "
                "see it.",
                "A number that is no longer right is worse than none.",
                "Look that name, number and address are right, and write today's day in 'checked'.",
                "checked: 2021-01-01",
            ),
            _advice(
                "thin-topic",
                "A topic with fewer than two public posts.",
                "A page with one post is a promise that is not kept.",
                "Write for it, or make it part of another topic.",
                "A topic with one post.",
            ),
            _advice(
                "stale-topic",
                "A topic whose newest post is more than three years old.",
                "Readers take silence for peace.",
                "Write for it, or say on its page why there is nothing new.",
                "A topic whose last post is of 2019.",
            ),
            _advice(
                "one-voice-topic",
                "A topic of five posts or more, all by the same authors.",
                "Readers meet one view of it.",
                "Ask somebody else to write for it.",
                "Six posts on falls, all by one nurse.",
            ),
            _advice(
                "bare-topic",
                "A topic without an introduction.",
                "Readers do not learn what the topic is about, and where to begin.",
                "Write a paragraph below the header of its file.",
                "A file in content/topics/ that ends with its header.",
            ),
            _advice(
                "like-topics",
                "Two topics that have nearly the same posts.",
                "Readers cannot tell which of the two to follow.",
                "If they are one, `python3 tasks.py rename topic OLD NEW --merge`; if not, take posts "
                "out of one of them.",
                "'Medicines' and 'Prescribing', with five of their six posts in both.",
            ),
            _advice(
                "heading-line",
                "A line of text directly above '---', which makes a heading of it.",
                "A sentence looks like a heading, and stands in the list of contents.",
                "Leave an empty line between them.",
                "'Sources' with '---' in the next line.",
            ),
            _advice(
                "left-over-sign",
                "A sign of emphasis that is printed as it stands.",
                "Readers see stars where words should stand out.",
                "Let no space stand between the sign and the words.",
                "**words **",
            ),
            _advice(
                "run-together",
                "Lines that were meant to stand below each other: speakers, verses, an address, notes numbered by hand.",
                "A page shows lines of one paragraph as one line.",
                "Put two spaces at the end of each line, or an empty line between them.",
                "'Nurse: What is it?' above 'Doctor: Five.'",
            ),
            _advice(
                "item-end",
                "A sentence directly below the last item of a list.",
                "It becomes a part of that item.",
                "Leave an empty line between them, or indent it if it belongs to the item.",
                "'Thank you.' directly below '- gloves'.",
            ),
            _advice(
                "dose-form",
                "A dose as .5 mg, 5.0 mg, 5 µg or 5 U.",
                "Each of them has been misread for ten times as much, or for a thousand; the BNF asks for other forms.",
                "Write 0.5 mg, 5 mg, 5 micrograms, 5 units.",
                "'10.0 mg' for '10 mg'.",
            ),
            _advice(
                "impossible-day",
                "A day that no calendar has.",
                "A date with a slip in it is taken for the record.",
                "Look it up, and write the day that is meant.",
                "30 February 2024",
            ),
            _advice(
                "indented-words",
                "A sentence with four spaces or a tab before it.",
                "It is shown as code is: in one line that is cut at the edge of a phone.",
                "Begin it at the start of the line, or write '> ' before a quotation.",
                "A tab before 'We were lucky, said the ward manager.'",
            ),
            _advice(
                "list-indent",
                "A list inside a list, or a paragraph of an item, that is indented by fewer than four spaces.",
                "One of the two engines, and some editors, take the inner list for items of the outer one.",
                "Indent by four.",
                "'- one' above '  - below'.",
            ),
            _advice(
                "list-signs",
                "Two signs in one list.",
                "Some programs begin a new list at the other sign.",
                "Begin all items with the same sign.",
                "'- one' above '* two'.",
            ),
            _advice(
                "code-in-list",
                "Code inside a list.",
                "The engines do not agree on where it begins.",
                "Put it between two lines of three backticks at the start of the line, below the list.",
                "Three backticks that are indented.",
            ),
            _advice(
                "code-bar",
                "A bar in code in a table.",
                "Some programs show the backslash before it.",
                "Leave it out of the code.",
                "| `a\\|b` |",
            ),
            _advice(
                "quotations-apart",
                "Two quotations or boxes in a row.",
                "Some programs join them to one.",
                "Write words between them.",
                "Two boxes with an empty line between them.",
            ),
            _advice(
                "fence-words",
                "More than one word behind the sign that begins code.",
                "Some programs do not take it for code then.",
                "Write one plain word, or none.",
                "```toml example",
            ),
            _advice(
                "bare-address",
                "A bare address that ends in a bracket.",
                "Some programs leave the bracket out of the link.",
                "Put '<' and '>' round it.",
                "https://example.org/a_(b)",
            ),
            _advice(
                "html-block",
                "Markdown between HTML tags.",
                "Some programs read no Markdown there, and show its signs.",
                "Write the passage in Markdown alone.",
                "<div> above '*words*'",
            ),
            _advice(
                "slow-text",
                "A text that takes too long to be looked at for advice.",
                "It may hold a slip that repeats a sign thousands of times.",
                "Look for long runs of brackets or stars.",
                "Twenty thousand times '['.",
            ),
            _advice(
                "withdrawn-target",
                "A link to a post that was withdrawn.",
                "The reader finds a notice instead of the text. It is no error, because a "
                "withdrawal must never have to wait.",
                "Delete the link.",
                "A link to a post with 'status: withdrawn'.",
            ),
            _advice(
                "heading-skip",
                "A heading that skips a level.",
                "Screen readers announce a section that is not there.",
                "Use the next level.",
                "'####' below '##'",
            ),
            _advice(
                "link-text",
                "A link whose words do not say where it leads.",
                "Screen readers list links without the text around them.",
                "Use the name of the page as the words of the link.",
                "[click here](https://example.org)",
            ),
            _advice(
                "invisible-character",
                "A character that nobody sees and that changes how text is shown.",
                "It can make a text read differently from what it says.",
                "Delete it; the message names its code point.",
                "A zero-width space pasted from a web page.",
            ),
            _advice(
                "spelling",
                "A likely misspelling, or American spelling.",
                "The site is written in British English.",
                "Take the spelling that the message offers.",
                "organization",
            ),
        ),
    ),
)

CHECKS = {rule.name: rule for chapter in CHAPTERS for rule in chapter.rules}
# The signs of a person, which an exception in a header may let pass.
PERSONAL = (
    *("nhs-number", "chi-number", "phone-number", "email-address", "postcode", "birth-date"),
    "record-number",
    "insurance-number",
)


def rule(name: str) -> Check:
    """Return the rule of that name. Raises KeyError."""
    if name not in CHECKS and name.startswith("bad-"):
        return CHECKS["bad-FIELD"]
    return CHECKS[name]


def is_advice(name: str) -> bool:
    """Return whether what a rule finds is advice. What no rule is known for is an error."""
    found = CHECKS.get(name)
    return found is not None and found.kind == ADVICE


def advice_names() -> list[str]:
    return [name for name in CHECKS if is_advice(name)]


def explained(name: str) -> str:
    """Return an entry for a terminal. Raises KeyError with a hint for a name that is unknown."""
    try:
        return rule(name).text()
    except KeyError:
        raise KeyError(did_you_mean(name, CHECKS)) from None


def page() -> str:
    """Return `docs/checks.md`."""
    return "\n".join([*_lines(), ""])


def _lines() -> Iterator[str]:
    yield from (
        "# Checks",
        "",
        "This page is made from the rules by `python3 tasks.py derive`.",
        "",
        "`python3 tasks.py check` reads every post and says what has to be mended.",
        "Each message ends in the short name of its rule, such as `[broken-link]`.",
        "`python3 tasks.py check --explain broken-link` prints the entry below.",
        "",
        "An **error** stops the build; it can be mended, not silenced.",
        "**Advice** never stops anything.",
        "For one post it can be silenced by name, with a reason, in the header:",
        "",
        "```yaml",
        "silence:",
        "  - rule: reading-ease",
        "    reason: It quotes a law word for word.",
        "```",
        "",
        "A sign of a person is an error; an exception says what may stay, who decided, when and "
        "why.",
        "`python3 tasks.py check --exceptions` lists them all.",
        "",
        "```yaml",
        "exceptions:",
        "  - rule: phone-number",
        '    text: "01632 960001"',
        "    by: Ann Example",
        "    date: 2026-03-14",
        "    reason: The number of the ward in the story, which no longer exists.",
        "```",
        "",
        "The check for personal data is an aid.",
        "It knows the shapes of numbers, and nothing of people:",
        "a rare illness, a village and a month can name somebody without a single digit.",
        "**It does not replace a person who reads the post with the patient in mind.**",
    )
    for chapter in CHAPTERS:
        yield from ("", f"## {chapter.title}")
        for each in chapter.rules:
            yield from ("", f"### {each.name}", "")
            yield f"*{each.kind.capitalize()}.* {each.finds}"
            yield f"Why: {each.why}"
            yield f"How to mend it: {each.mend}"
            yield f"Example: {_code(each.example)}"


def _code(example: str) -> str:
    """Return an example that would be read as markup as code."""
    return f"`{example}`" if any(sign in example for sign in "<[_*#|:") else example
