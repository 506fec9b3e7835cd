"""Faults: bad inputs of every class, each with its whole message; the output stays as it was.

The classes are those of editors' mistakes and of hostile or unlucky content. Each case changes one
thing in a small hub that is sound, and everything that is then said is asserted.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.content.schema.post_header import PostHeader
from tests.conftest import ROOT, Build, Tree, write_content, write_post

GOOD = """---
title: "A good post"
date: 2024-05-01
summary: One sentence.
authors: [ann-example]
topics: [culture]
---
Some words.
"""
GUESTS = GOOD.replace("ann-example", "jo-guest")
POST = "posts/2024/bad.md"
# What a message names when no field is near: the first twelve.
FIELDS = ", ".join(sorted(PostHeader.model_fields)[:12])
Make = Callable[[Path], object]


def a_raster(kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 3)).save(made, kind, **options)
    return made.getvalue()


def a_jpeg(tag: int, value: str, folder: int = 0) -> bytes:
    """Return a JPEG with one property; `folder` is the EXIF directory that holds it."""
    exif = Image.Exif()
    (exif.get_ifd(folder) if folder else exif)[tag] = value
    return a_raster("JPEG", exif=exif)


def a_png_with_text() -> bytes:
    text = PngInfo()
    text.add_text("Author", "Example Person")
    return a_raster("PNG", pnginfo=text)


def a_bomb() -> bytes:
    """Return a PNG whose head says 50,000 by 50,000."""
    png = bytearray(a_raster("PNG"))
    png[16:24] = (50_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)


def a_docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("docProps/core.xml", "<x><dc:creator>Example Person</dc:creator></x>")
    return made.getvalue()


def with_header(more: str) -> bytes:
    return GOOD.replace("summary:", f"{more}\nsummary:").encode()


def a_link(path: Path) -> None:
    path.symlink_to(ROOT / "README.md")


def a_folder_link(path: Path) -> None:
    path.symlink_to(ROOT / "tests", target_is_directory=True)


def a_second_name(path: Path) -> None:
    os.link(path.parents[2] / "pages/about.md", path)


# One change in the header of a good post: what stood there, what stands there now, what is said.
HEADERS = [
    pytest.param("title: \"A good post\"\n", "", ["posts/2024/bad.md:1: title is missing; add a title in sentence case, at most 120 letters [missing-field]"], id="no title"),
    pytest.param("date: 2024-05-01\n", "", ["posts/2024/bad.md:1: date is missing; add the day of publication, such as 2026-03-14 [missing-field]"], id="no date"),
    pytest.param("summary: One sentence.\n", "", ["posts/2024/bad.md:1: summary is missing; add one or two sentences, shown in lists and feeds, at most 300 letters [missing-field]"], id="no summary"),
    pytest.param("authors: [ann-example]\n", "", ["posts/2024/bad.md:1: authors is missing; add a list of one or more authors [missing-field]"], id="no authors"),
    pytest.param("topics: [culture]\n", "", ["posts/2024/bad.md:1: topics is missing; add a list of one to six topics [missing-field]"], id="no topics"),
    pytest.param("title: \"A good post\"", "title:", ["posts/2024/bad.md:2: title is empty; add a title in sentence case, at most 120 letters [missing-field]"], id="empty title"),
    pytest.param("title: \"A good post\"", "title: \"  \"", ["posts/2024/bad.md:2: title is empty; write a title in sentence case, at most 120 letters [bad-title]"], id="blank title"),
    pytest.param("title: \"A good post\"", "title: 1999", ["posts/2024/bad.md:2: title is read as a number (1999); put quotes round it: title: \"1999\" [bad-title]"], id="title is a number"),
    pytest.param("title: \"A good post\"", "title: [a, b]", ["posts/2024/bad.md:2: title is read as a list ([a, b]); put quotes round it: title: \"[a, b]\" [bad-title]"], id="title is a list"),
    pytest.param("title: \"A good post\"", "title: |\n  one\n  two", ["posts/2024/bad.md:2: title runs over several lines; write a title in sentence case, at most 120 letters [bad-title]"], id="title on two lines"),
    pytest.param("title: \"A good post\"", "title: " + "x" * 121, ["posts/2024/bad.md:2: title is too long (121 letters, at most 120); write a title in sentence case, at most 120 letters [bad-title]"], id="title too long"),
    pytest.param("title: \"A good post\"", "title: " + "x" * 10000, ["posts/2024/bad.md:2: title is too long (10000 letters, at most 120); write a title in sentence case, at most 120 letters [bad-title]"], id="title absurd"),
    pytest.param("title: \"A good post\"", "title: Safety: what next", ["posts/2024/bad.md:2: title holds a colon; put double quotes round the whole text [yaml]"], id="colon in title"),
    pytest.param("title: \"A good post\"", "title: \"A good post", ["posts/2024/bad.md:2: title opens a quotation mark that is not closed; close it [yaml]"], id="open quote"),
    pytest.param("title: \"A good post\"", "title: \"A \"good\" post\"", ["posts/2024/bad.md:2: title holds quotation marks within quotation marks; put single quotes round the whole text, or write “ and ” within [yaml]"], id="quotes in quotes"),
    pytest.param("title: \"A good post\"", "title: 'It's good'", ["posts/2024/bad.md:2: title holds an apostrophe within single quotes; put double quotes round the whole text [yaml]"], id="apostrophe in quotes"),
    pytest.param("title: \"A good post\"\ndate: 2024-05-01\nsummary: One sentence.\nauthors: [ann-example]\ntopics: [culture]", "title: Safety: what next\ndate: 03/04/2024\nsummary: \"One \"good\" sentence.\"\nauthors: [ann-exampel]\ntopics: [cultrue, culture]\nstatus: drfat", [
        "posts/2024/bad.md:2: title holds a colon; put double quotes round the whole text [yaml]",
        "posts/2024/bad.md:3: date is ambiguous ('03/04/2024'); write 2024-04-03 or 2024-03-04 [ambiguous-date]",
        "posts/2024/bad.md:4: summary holds quotation marks within quotation marks; put single quotes round the whole text, or write “ and ” within [yaml]",
        "posts/2024/bad.md:5: authors names an unknown author 'ann-exampel'; did you mean 'ann-example'? [unknown-author]",
        "posts/2024/bad.md:6: topics names an unknown topic 'cultrue'; did you mean 'culture'? [unknown-topic]",
        "posts/2024/bad.md:7: status is not known ('drfat'); did you mean 'draft'? [unknown-status]",
    ], id="faults in six fields at once"),
    pytest.param("title: \"A good post\"", "title: \"A \\good post\"", ["posts/2024/bad.md:2: title holds a backslash; use single quotes round the text [yaml]"], id="backslash in quotes"),
    pytest.param("title: \"A good post\"", "title: @good", ["posts/2024/bad.md:2: title begins with a sign that has a meaning here; put quotes round the text [yaml]"], id="at sign first"),
    pytest.param("title: \"A good post\"", "title: *good", ["posts/2024/bad.md:2: '*', '&' and '!' have a meaning of their own at the start of a value; put quotes round the text [yaml]"], id="star first"),
    pytest.param("topics: [culture]", "topics: [culture", ["posts/2024/bad.md:6: topics opens a list with '[' that is not closed; close it with ']' [yaml]"], id="open list"),
    pytest.param("summary: One sentence.", "summary: One sentence.\n\tmore: x", ["posts/2024/bad.md:5: the line is indented with a tab; indent with spaces instead [yaml]"], id="tab"),
    pytest.param("summary: One sentence.", "summary: One sentence.\nwhat is this", ["posts/2024/bad.md:5: the line 'what is this' is not a field; write 'name: value', or put quotes round text that runs over several lines [yaml]"], id="not a field"),
    pytest.param("summary: One sentence.", "summary: One sentence.\n  slug: x", ["posts/2024/bad.md:5: the line is indented, but the field above it holds a text; begin each field at the start of a line [yaml]"], id="indented field"),
    pytest.param("summary: One sentence.", "summary: One sentence.\ntitle: \"Again\"", ["posts/2024/bad.md:5: title is given twice (lines 2 and 5); delete one of them [doubled-field]"], id="title twice"),
    pytest.param("summary: One sentence.", "summary: One sentence.\n[a, b]: c", ["posts/2024/bad.md:5: a field's name is not a word; write a word [yaml]"], id="key is a list"),
    pytest.param("summary:", "sumary:", ["posts/2024/bad.md:1: summary is missing; add one or two sentences, shown in lists and feeds, at most 300 letters [missing-field]", "posts/2024/bad.md:4: unknown field 'sumary'; did you mean 'summary'? [unknown-field]"], id="misspelt field"),
    pytest.param("summary: One sentence.", "summary: One sentence.\nsave_as: ../../x", ["posts/2024/bad.md:5: unknown field 'save_as'; write slug: x, for the rest of an address follows from the date [unknown-field]"], id="unknown field"),
    pytest.param("summary: One sentence.", "summary: One sentence.\ntemplate: evil.html", ["posts/2024/bad.md:5: unknown field 'template'; the folder of a file says what it is; delete the line [unknown-field]"], id="another unknown field"),
    pytest.param("2024-05-01", "2024-02-31", ["posts/2024/bad.md:3: date does not exist ('2024-02-31'); February 2024 has 29 days [bad-date]"], id="31 February"),
    pytest.param("2024-05-01", "2024-13-01", ["posts/2024/bad.md:3: date does not exist ('2024-13-01'); write a month from 01 to 12 [bad-date]"], id="month 13"),
    pytest.param("2024-05-01", "2024-02-30", ["posts/2024/bad.md:3: date does not exist ('2024-02-30'); February 2024 has 29 days [bad-date]"], id="30 February in a leap year"),
    pytest.param("2024-05-01", "2023-02-29", ["posts/2024/bad.md:3: date does not exist ('2023-02-29'); February 2023 has 28 days [bad-date]"], id="29 February in no leap year"),
    pytest.param("2024-05-01", "03/04/2024", ["posts/2024/bad.md:3: date is ambiguous ('03/04/2024'); write 2024-04-03 or 2024-03-04 [ambiguous-date]"], id="ambiguous date"),
    pytest.param("2024-05-01", "25/04/2024", ["posts/2024/bad.md:3: date is not written as a date ('25/04/2024'); write 2024-04-25 [bad-date]"], id="date with slashes"),
    pytest.param("2024-05-01", "1 May 2024", ["posts/2024/bad.md:3: date is not written as a date ('1 May 2024'); write 2024-05-01 [bad-date]"], id="date in words"),
    pytest.param("2024-05-01", "today", ["posts/2024/bad.md:3: date is not a date ('today'); write the day of publication, such as 2026-03-14 [bad-date]"], id="date is today"),
    pytest.param("2024-05-01", "24-05-01", ["posts/2024/bad.md:3: date is ambiguous ('24-05-01'); write 2001-05-24 or 2024-05-01 [ambiguous-date]"], id="two-digit year"),
    pytest.param("2024-05-01", "9999-01-01", ["posts/2024/bad.md:3: date is far from our time ('9999-01-01'); write the day of publication, such as 2026-03-14 [bad-date]"], id="year 9999"),
    pytest.param("2024-05-01", "2024-05-01 25:00", ["posts/2024/bad.md:3: date has a time that does not exist ('2024-05-01 25:00'); write hours from 00 to 23 and minutes from 00 to 59 [bad-date]"], id="hour 25"),
    pytest.param("2024-05-01", "86400", ["posts/2024/bad.md:3: date is not a date ('86400'); write the day of publication, such as 2026-03-14 [bad-date]"], id="date is a number"),
    pytest.param("summary:", "status: drfat\nsummary:", ["posts/2024/bad.md:4: status is not known ('drfat'); did you mean 'draft'? [unknown-status]"], id="misspelt status"),
    pytest.param("summary:", "status: true\nsummary:", ["posts/2024/bad.md:4: status is not known (true); write one of: draft, published, withdrawn [unknown-status]"], id="status in another language"),
    pytest.param("[culture]", "[cultrue]", ["posts/2024/bad.md:6: topics names an unknown topic 'cultrue'; did you mean 'culture'? [unknown-topic]"], id="misspelt topic"),
    pytest.param("[culture]", "[drugs]", ["posts/2024/bad.md:6: topics names an unknown topic 'drugs'; did you mean 'medicines'? [unknown-topic]"], id="topic by its synonym"),
    pytest.param("[culture]", "[culture, culture]", ["posts/2024/bad.md:6: topics names 'culture' twice; delete one [doubled-name]"], id="topic twice"),
    pytest.param("[culture]", "culture", ["posts/2024/bad.md:6: topics is not a list ('culture'); write topics: [culture] [bad-topics]"], id="topics is a text"),
    pytest.param("[culture]", "[]", ["posts/2024/bad.md:6: topics is empty; write a list of one to six topics [bad-topics]"], id="no topic in the list"),
    pytest.param("[culture]", "[a, b, c, d, e, f, g]", [*(f"posts/2024/bad.md:6: topics names an unknown topic '{name}'; write one of: culture, medicines, speaking-up [unknown-topic]" for name in "abcdefg"), "posts/2024/bad.md:6: topics names too many (7, at most 6); write a list of one to six topics [bad-topics]"], id="too many topics"),
    pytest.param("[culture]", "[7]", ["posts/2024/bad.md:6: topics is read as a number (7); put quotes round it: \"7\" [bad-topics]"], id="topic is a number"),
    pytest.param("[ann-example]", "[ann-exampel]", ["posts/2024/bad.md:5: authors names an unknown author 'ann-exampel'; did you mean 'ann-example'? [unknown-author]"], id="misspelt author"),
    pytest.param("summary:", "series: 2021-in-reveiw\npart: 1\nsummary:", ["posts/2024/bad.md:4: series names an unknown series '2021-in-reveiw'; did you mean '2021-in-review'? [unknown-series]"], id="misspelt series"),
    pytest.param("summary:", "part: 1\nsummary:", ["posts/2024/bad.md:4: part is given, but no series; add the name of the series [series-part]"], id="part without series"),
    pytest.param("summary:", "series: 2021-in-review\nsummary:", ["posts/2024/bad.md:4: belongs to series/2021-in-review.md but says no part; add 'part:' with a number up to 3, 'introduction' or 'closing' [series-part]"], id="series without part"),
    pytest.param("summary:", "series: 2021-in-review\npart: 2\nsummary:", ["posts/2024/bad.md:5: part 2 of series/2021-in-review.md is also posts/2021/two.md; give each part its own number [series-part]"], id="part taken"),
    pytest.param("summary:", "series: 2021-in-review\npart: 4\nsummary:", ["posts/2024/bad.md:5: part 4 is beyond the plan: series/2021-in-review.md plans 3 parts; add its title to 'parts' in series/2021-in-review.md, or mend the number [series-plan]"], id="part beyond the plan"),
    pytest.param("summary:", "series: 2021-in-review\npart: three\nsummary:", ["posts/2024/bad.md:5: part is not a place in a series ('three'); write a whole number, 'introduction' or 'closing' [bad-part]"], id="part in words"),
    pytest.param("summary:", "series: 2021-in-review\npart: 0\nsummary:", ["posts/2024/bad.md:5: part is not a place in a series (0); write a whole number, 'introduction' or 'closing' [bad-part]"], id="part nought"),
    pytest.param("summary:", "series: 2021-in-review\npart: 2.5\nsummary:", ["posts/2024/bad.md:5: part is not a place in a series (2.5); write a whole number, 'introduction' or 'closing' [bad-part]"], id="part with a half"),
    pytest.param("title: \"A good post\"", "title: \"2022: a good post\"\nseries: 2021-in-review\npart: 3", ["posts/2024/bad.md:2: title names 2022, but series/2021-in-review.md looks back on 2021; mend the title, or the series that the post names [series-year]"], id="title of another year"),
    pytest.param("summary:", "slug: ../../home\nsummary:", ["posts/2024/bad.md:4: slug cannot be part of an address ('../../home'); write letters, digits and hyphens, such as patients-as-partners [bad-slug]"], id="slug climbs out"),
    pytest.param("summary:", "slug: con\nsummary:", ["posts/2024/bad.md:4: slug cannot be the name of a file ('con'); some computers keep this name for themselves; choose another [bad-slug]"], id="slug is a device"),
    pytest.param("summary:", "slug: a/b\nsummary:", ["posts/2024/bad.md:4: slug cannot be part of an address ('a/b'); write letters, digits and hyphens, such as patients-as-partners [bad-slug]"], id="slug with a slash"),
    pytest.param("summary:", "slug: \"a\u202eb\"\nsummary:", ["posts/2024/bad.md:4: slug cannot be part of an address ('a?b'); it holds U+202E, which nobody sees; delete it [bad-slug]"], id="slug with a bidi mark"),
    pytest.param("summary:", "slug: \"a\u200bb\"\nsummary:", ["posts/2024/bad.md:4: slug holds a space without width (U+200B); write ab [odd-sign]"], id="slug with a zero-width space"),
    pytest.param("summary:", "slug: " + "a" * 101 + "\nsummary:", ["posts/2024/bad.md:4: slug cannot be part of an address ('" + "a" * 101 + "'); write letters, digits and hyphens, such as patients-as-partners [bad-slug]"], id="slug too long"),
    pytest.param("summary:", "image: {src: ../secret.png, alt: A}\nsummary:", ["posts/2024/bad.md:4: image.src is not in content/images/ ('../secret.png'); write images/name.png [bad-image]"], id="image elsewhere"),
    pytest.param("summary:", "image: {src: images/../../secret.png, alt: A}\nsummary:", ["posts/2024/bad.md:4: image.src is not in content/images/ ('images/../../secret.png'); write images/name.png [bad-image]"], id="image climbs out"),
    pytest.param("summary:", "image: {src: images/ward.svg}\nsummary:", ["posts/2024/bad.md:4: image.alt is missing; add what the picture shows, for those who cannot see it [missing-field]"], id="image without alt"),
    pytest.param("summary:", "image: images/ward.svg\nsummary:", ["posts/2024/bad.md:4: image is not a group of fields ('images/ward.svg'); write a picture with src, alt and credit, each on a line of its own below 'image:', indented by two [bad-image]"], id="image is a text"),
    pytest.param("summary:", "image: {src: images/wrad.svg, alt: A}\nsummary:", ["posts/2024/bad.md:4: image.src shows 'images/wrad.svg', which is not there; did you mean '../../images/ward.svg'? [broken-link]"], id="image not there"),
    pytest.param("summary:", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nsummary:", [f"posts/2024/bad.md:{line}: '*', '&' and '!' have a meaning of their own at the start of a value; put quotes round the text [yaml]" for line in (4, 5, 6)], id="alias bomb"),
    pytest.param("summary:", "slug: !!python/object/apply:os.system [id]\nsummary:", ["posts/2024/bad.md:4: '*', '&' and '!' have a meaning of their own at the start of a value; put quotes round the text [yaml]"], id="python tag"),
    pytest.param("summary:", "slug: !!binary aGk=\nsummary:", ["posts/2024/bad.md:4: '*', '&' and '!' have a meaning of their own at the start of a value; put quotes round the text [yaml]"], id="binary tag"),
    pytest.param("summary:", "slug: [[[[[[[[[[x]]]]]]]]]]\nsummary:", ["posts/2024/bad.md:4: the fields are nested too deep (at most 8 levels); write less [yaml]"], id="nested too deep"),
    pytest.param("summary:", "slug: " + "x" * 70000 + "\nsummary:", ["posts/2024/bad.md:2: the header is too long (70,109 characters, at most 65,536); move text below the header [header-size]"], id="header too long"),
    pytest.param("A good post", "A \u000bgood post", ["posts/2024/bad.md:2: holds the control character U+000B (column 11); put an empty line, or a space, in its place [control-character]"], id="vertical tab in title"),
    pytest.param("A good post", "A \u0000good post", ["posts/2024/bad.md:2: holds the control character U+0000 (column 11); delete it [control-character]"], id="NUL in title"),
    pytest.param("One sentence.", "One \u001bsentence.", ["posts/2024/bad.md:4: holds the control character U+001B (column 14); delete it [control-character]"], id="escape in summary"),
    pytest.param("One sentence.", "One \u009bsentence.", ["posts/2024/bad.md:4: holds the control character U+009B (column 14); delete it [control-character]"], id="C1 control"),
    pytest.param("One sentence.", "One \ufffesentence.", ["posts/2024/bad.md:4: holds the control character U+FFFE (column 14); delete it [control-character]"], id="non-character"),
    pytest.param("summary:", "updates:\n  - date: 2023-05-01\n    kind: minor\n    what: It changed.\nsummary:", ["posts/2024/bad.md:5: the date of an update is before the post itself (2024-05-01); write the day on which the post was changed [update-date]"], id="updated before date"),
    pytest.param("summary:", "review_by: soon\nsummary:", ["posts/2024/bad.md:4: review_by is not a date ('soon'); write the day by which somebody checks it again [bad-review_by]"], id="review is no date"),
    pytest.param("summary:", "kind: storey\nsummary:", ["posts/2024/bad.md:4: kind is not known ('storey'); did you mean 'story'? [unknown-kind]"], id="unknown kind"),
    pytest.param("summary:", "kind: story\nsummary:", ["posts/2024/bad.md:4: is a story, but says nothing of consent; add 'consent' with holder, date, scope and expires, and never a name [missing-consent]"], id="story without consent"),
    pytest.param("summary:", "kind: story\nconsent: {holder: Office, date: 2024-01-01, scope: This post}\nsummary:", ["posts/2024/bad.md:5: consent.expires is missing; add the day from which the consent no longer stands [missing-field]"], id="consent without expiry"),
    pytest.param("summary:", "kind: story\nconsent: {holder: Office, date: 2024-01-01, scope: This post, expires: 2030-01-01, name: Example Person}\nsummary:", ["posts/2024/bad.md:5: unknown field 'consent.name'; the name behind a story belongs in no file of the site; delete the line [unknown-field]"], id="consent with a name"),
    pytest.param("summary:", "withdrawn: 2024-06-01\nsummary:", ["posts/2024/bad.md:4: withdrawn is given, but status is published; write 'status: withdrawn', or delete the line [withdrawn-date]"], id="withdrawn but published"),
    pytest.param("summary:", "gone: true\nsummary:", ["posts/2024/bad.md:4: gone is given, but status is published; write 'status: withdrawn', or delete the line [withdrawn-date]"], id="gone but published"),
    pytest.param("summary:", "status: withdrawn\ngone: maybe\nsummary:", ["posts/2024/bad.md:5: gone is neither true nor false ('maybe'); write true when a withdrawn post leaves no notice at its address [bad-gone]"], id="gone is a word"),
    pytest.param("summary:", "silence: [{rule: broken-link, reason: I like it}]\nsummary:", ["posts/2024/bad.md:4: silence names 'broken-link', which is no advice; an error cannot be silenced; mend it [bad-silence]"], id="error silenced"),
    pytest.param("summary:", "silence: [{rule: reading-eas, reason: A law}]\nsummary:", ["posts/2024/bad.md:4: silence names 'reading-eas', which is no advice; did you mean 'reading-ease'? [bad-silence]"], id="misspelt silence"),
    pytest.param("summary:", "silence: [{rule: reading-ease}]\nsummary:", ["posts/2024/bad.md:4: silence.reason is missing; add one sentence that says why [missing-field]"], id="silence without reason"),
    pytest.param("summary:", "exceptions: [{rule: phone-numbr, text: x, by: Ann, date: 2024-01-01, reason: R}]\nsummary:", ["posts/2024/bad.md:4: exceptions names 'phone-numbr', which is no sign of a person; did you mean 'phone-number'? [bad-exception]"], id="exception from nothing"),
    pytest.param("summary:", "exceptions: [{rule: phone-number, text: x, date: 2024-01-01, reason: R}]\nsummary:", ["posts/2024/bad.md:4: exceptions.by is missing; add the name of the editor who decided [missing-field]"], id="exception without a name"),
    pytest.param("One sentence.", "Ring 01632 960001.", ["posts/2024/bad.md:4: holds what looks like a telephone number ('016...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [phone-number]"], id="personal data in the summary"),
    pytest.param("One sentence.", "There were 218,00 events.", ["posts/2024/bad.md:4: '218,00' is not how a number is written; put commas before groups of three digits, or a space between two numbers [number-format]"], id="number in the summary"),
    pytest.param("summary: One sentence.", "series: 2021-in-review\npart: 3\nsummary: What First part says.", ["posts/2024/bad.md:6: summary is the same as that of posts/2021/one.md; say in one sentence what this part brings [shared-summary]"], id="same summary as another part"),
]  # fmt: skip

# The text of a good post, and what is said of it.
BODIES = [
    pytest.param("<script>alert(1)</script>", ["posts/2024/bad.md:8: holds the HTML element <script>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]"], id="script"),
    pytest.param("<img src=x onerror=alert(1)>", ["posts/2024/bad.md:8: <img> has the attribute 'onerror', which is not allowed; delete the attribute [unsafe-html]", "posts/2024/bad.md:8: shows 'posts/2024/x', which is not there; look at the path; it begins at the folder of this file [broken-link]", "posts/2024/bad.md:8: the image 'x' has no alternative text; write what it shows between '![' and ']' [missing-alt]"], id="handler"),
    pytest.param("<iframe src=\"https://example.org/\"></iframe>", ["posts/2024/bad.md:8: holds the HTML element <iframe>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]"], id="iframe"),
    pytest.param("<object data=\"x.swf\"></object>", ["posts/2024/bad.md:8: holds the HTML element <object>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]"], id="object"),
    pytest.param("<form action=\"/x\"><button>Go</button></form>", ["posts/2024/bad.md:8: holds the HTML element <button>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]", "posts/2024/bad.md:8: holds the HTML element <form>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]"], id="form"),
    pytest.param("<style>body{display:none}</style>", ["posts/2024/bad.md:8: holds the HTML element <style>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]"], id="style element"),
    pytest.param("<p style=\"position:fixed\">x</p>", ["posts/2024/bad.md:8: <p> has the attribute 'style', which is not allowed; delete the attribute [unsafe-html]"], id="style attribute"),
    pytest.param("<meta http-equiv=\"refresh\" content=\"0;url=https://example.org/\">", ["posts/2024/bad.md:8: holds the HTML element <meta>, which is not allowed; write it in Markdown, or leave it out; write '&lt;meta&gt;' for words between these signs [unsafe-html]"], id="meta refresh"),
    pytest.param("<base href=\"https://example.org/\">", ["posts/2024/bad.md:8: holds the HTML element <base>, which is not allowed; write it in Markdown, or leave it out; write '&lt;base&gt;' for words between these signs [unsafe-html]"], id="base"),
    pytest.param("<svg onload=alert(1)></svg>", ["posts/2024/bad.md:8: holds the HTML element <svg>, which is not allowed; write it in Markdown, or leave it out [unsafe-html]"], id="svg inside"),
    pytest.param("[x](javascript:alert(1))", ["posts/2024/bad.md:8: links to 'javascript:alert(1)', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="javascript link"),
    pytest.param("[x](JaVaScRiPt:alert(1))", ["posts/2024/bad.md:8: links to 'JaVaScRiPt:alert(1)', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="JavaScript in capitals"),
    pytest.param("[x](data:text/html;base64,PHNjcmlwdD4=)", ["posts/2024/bad.md:8: links to 'data:text/html;base64,PHNjcmlwdD4=', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="data link"),
    pytest.param("[x](vbscript:msgbox)", ["posts/2024/bad.md:8: links to 'vbscript:msgbox', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="vbscript"),
    pytest.param("<a href=\"javascript:alert(1)\">x</a>", ["posts/2024/bad.md:8: holds 'javascript:alert(1)', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="javascript in HTML"),
    pytest.param("<a href=\"&#106;avascript:alert(1)\">x</a>", ["posts/2024/bad.md:8: holds 'javascript:alert(1)', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="javascript in an entity"),
    pytest.param("[x](//example.org/x)", ["posts/2024/bad.md:8: links to '//example.org/x', which has no 'https:'; write 'https://example.org/x' [web-address]"], id="half an address"),
    pytest.param("[x]()", ["posts/2024/bad.md:8: links to nothing; write the whole address [unsafe-address]"], id="link to nothing"),
    pytest.param("[x](file:///etc/passwd)", ["posts/2024/bad.md:8: links to 'file:///etc/passwd', which is not a safe address; write an address that begins with https:// [unsafe-address]"], id="file address"),
    pytest.param("[x](../../../../etc/passwd)", ["posts/2024/bad.md:8: links to '../../etc/passwd', which is not there; look at the path; it begins at the folder of this file [broken-link]"], id="link climbs out"),
    pytest.param("![x](../../../secret.png)", ["posts/2024/bad.md:8: shows '../secret.png', which is not there; look at the path; it begins at the folder of this file [broken-link]"], id="image climbs out"),
    pytest.param("One.\n\n<!-- two\n\nthree", ["posts/2024/bad.md:10: a comment is opened with '<!--' and never closed; close it with '-->' [open-comment]"], id="open comment"),
    pytest.param("# Head", ["posts/2024/bad.md:8: the heading 'Head' is of level 1; begin it with '##', for the title is level 1; or write '\\#' for the sign itself [heading-level]"], id="heading of level 1"),
    pytest.param("[x](oen.md)", ["posts/2024/bad.md:8: links to 'posts/2024/oen.md', which is not there; did you mean '../2021/one.md'? [broken-link]"], id="broken link"),
    pytest.param("[x](/topics/cultur/)", ["posts/2024/bad.md:8: links to '/topics/cultur/', which is not there; did you mean '/topics/culture/'? [broken-link]"], id="broken link by address"),
    pytest.param("[x](/feeds/al.rss)", ["posts/2024/bad.md:8: links to '/feeds/al.rss', which is not there; did you mean '/feeds/all.rss'? [broken-link]"], id="broken feed"),
    pytest.param("[x](/topics/culture)", ["posts/2024/bad.md:8: links to '/topics/culture', which is not there; did you mean '/topics/culture/'? [broken-link]"], id="address without its slash"),
    pytest.param("[x](#nope)", ["posts/2024/bad.md:8: links to '#nope', but this post has no such heading; delete the part after '#' [broken-anchor]"], id="broken anchor here"),
    pytest.param("[x](../2021/two.md#nope)", ["posts/2024/bad.md:8: links to '#nope', which posts/2021/two.md does not have; write one of: a-heading [broken-anchor]"], id="broken anchor there"),
    pytest.param("[x]({filename}/posts/2021/oen.md)", ["posts/2024/bad.md:8: links to 'posts/2021/oen.md', which is not there; did you mean '../2021/one.md'? [broken-link]"], id="filename link"),
    pytest.param("![x](../../images/wrad.svg)", ["posts/2024/bad.md:8: shows 'images/wrad.svg', which is not there; did you mean '../../images/ward.svg'? [broken-link]"], id="broken image"),
    pytest.param("![](../../images/ward.svg)", ["posts/2024/bad.md:8: the image '../../images/ward.svg' has no alternative text; write what it shows between '![' and ']' [missing-alt]"], id="image without alt"),
    pytest.param("![x](http://example.org/a.png)", ["posts/2024/bad.md:8: shows an image from another site ('http://example.org/a.png'); save it in content/images/ and point there [foreign-image]"], id="image of another site"),
    pytest.param("[x](../2020/draft.md)", ["posts/2024/bad.md:8: links to posts/2020/draft.md, which is a draft; delete the link, or publish that post first [hidden-target]"], id="link to a draft"),
    pytest.param("[x](../2020/future.md)", ["posts/2024/bad.md:8: links to posts/2020/future.md, which appears on 2031-01-01; delete the link, or publish that post first [hidden-target]"], id="link to a future post"),
    pytest.param("Her number is 999 000 0018.", ["posts/2024/bad.md:8: holds what looks like an NHS number ('999...'); take it out [nhs-number]"], id="NHS number"),
    pytest.param("NHS No: 9990000034", ["posts/2024/bad.md:8: holds what looks like an NHS number ('999...'); take it out [nhs-number]"], id="NHS number in one"),
    pytest.param("999-000-0042", ["posts/2024/bad.md:8: holds what looks like an NHS number ('999...'); take it out [nhs-number]"], id="NHS number with hyphens"),
    pytest.param("Ring 020 7946 0000 now.", ["posts/2024/bad.md:8: holds what looks like a telephone number ('020...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [phone-number]"], id="telephone"),
    pytest.param("Ring +44 7700 900123 now.", ["posts/2024/bad.md:8: holds what looks like a telephone number ('+44...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [phone-number]"], id="mobile"),
    pytest.param("Write to patient.name@example.org.", ["posts/2024/bad.md:8: holds what looks like an e-mail address ('pat...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [email-address]"], id="e-mail"),
    pytest.param("She lives at ZZ99 9ZZ.", ["posts/2024/bad.md:8: holds what looks like a postcode ('ZZ9...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [postcode]"], id="postcode"),
    pytest.param("DOB 31/02/1950", ["posts/2024/bad.md:8: holds what looks like a date of birth ('31/...'); take it out [birth-date]"], id="date of birth"),
    pytest.param("He was born 31 February 1950.", ["posts/2024/bad.md:8: holds what looks like a date of birth ('31 ...'); take it out [birth-date]"], id="born"),
    pytest.param("MRN EX-0000001", ["posts/2024/bad.md:8: holds what looks like a hospital or record number ('EX-...'); take it out [record-number]"], id="record number"),
    pytest.param("Hospital no. X000000", ["posts/2024/bad.md:8: holds what looks like a hospital or record number ('X00...'); take it out [record-number]"], id="hospital number"),
    pytest.param("![Letter to 01632 960001](../../images/ward.svg)", ["posts/2024/bad.md:8: holds what looks like a telephone number ('016...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [phone-number]"], id="personal data in an alt text"),
    pytest.param("![A ward](../../images/ward.svg \"ZZ1 1ZZ\")", ["posts/2024/bad.md:8: holds what looks like a postcode ('ZZ1...'); take it out; if it is an organisation's own, ask whoever runs the hub to add it to CONTACTS in pelicanconf.py [postcode]"], id="personal data in a caption"),
    pytest.param("There were 218,00 events.", ["posts/2024/bad.md:8: '218,00' is not how a number is written; put commas before groups of three digits, or a space between two numbers [number-format]"], id="number format"),
    pytest.param("Give 1,5 mg.", ["posts/2024/bad.md:8: '1,5' is not how a number is written; write '1.5' for a part of a whole [number-format]"], id="a comma for a point"),
    pytest.param("There were 1,2345 events.", ["posts/2024/bad.md:8: '1,2345' is not how a number is written; put commas before groups of three digits, or a space between two numbers [number-format]"], id="number format in thousands"),
    pytest.param("World Patient Safety Day 2019 was the second.", ["posts/2024/bad.md:8: 'World Patient Safety Day 2019 was the second' has the wrong number: World Patient Safety Day 2019 was the first; that of 2019 is the first [event-number]"], id="wrong ordinal of a day"),
    pytest.param("Today is the fifth World Patient Safety Day.", ["posts/2024/bad.md:8: 'fifth World Patient Safety Day' has the wrong number: World Patient Safety Day 2019 was the first; that of 2024 is the sixth [event-number]"], id="wrong ordinal of this year"),
    pytest.param("## Sources\n\n- [Report](https://example.org/r), 14 May 2025.", ["posts/2024/bad.md:10: cites a source of 14 May 2025, but the post is of 2024-05-01; mend the date, or say under 'updates' when it was added [later-source]"], id="later source"),
    pytest.param("<p onclick=\"x\">y</p>", ["posts/2024/bad.md:8: <p> has the attribute 'onclick', which is not allowed; delete the attribute [unsafe-html]"], id="bad quotes in HTML"),
]  # fmt: skip

# Other files: what is made, and what is said. A function makes what bytes cannot say.
FILES: list[object] = [
    pytest.param({POST: b'Just words.\n'}, ["posts/2024/bad.md:1: has no header; begin the file with a line '---', then the fields, then another line '---' [no-header]"], id="no header"),
    pytest.param({POST: b''}, ["posts/2024/bad.md:1: has no header; begin the file with a line '---', then the fields, then another line '---' [no-header]"], id="empty file"),
    pytest.param({POST: b'---\ntitle: X\n'}, ["posts/2024/bad.md:1: the header is not closed; put a line '---' after the last field [open-header]"], id="header not closed"),
    pytest.param({POST: b'---\n- a\n- b\n---\n'}, ["posts/2024/bad.md:2: the header is not a list of fields; write one field a line, such as 'title: A title' [yaml]"], id="header is a list"),
    pytest.param({POST: b'---\nword\n---\n'}, ["posts/2024/bad.md:2: the header is not a list of fields; write one field a line, such as 'title: A title' [yaml]"], id="header is a word"),
    pytest.param({POST: b'---\n---\nWords.\n'}, ["posts/2024/bad.md:1: authors is missing; add a list of one or more authors [missing-field]", "posts/2024/bad.md:1: date is missing; add the day of publication, such as 2026-03-14 [missing-field]", "posts/2024/bad.md:1: summary is missing; add one or two sentences, shown in lists and feeds, at most 300 letters [missing-field]", "posts/2024/bad.md:1: title is missing; add a title in sentence case, at most 120 letters [missing-field]", "posts/2024/bad.md:1: topics is missing; add a list of one to six topics [missing-field]"], id="empty header"),
    pytest.param({POST: b'---\ntitle: Caf\xe9\n---\n'}, ["posts/2024/bad.md:2: is not UTF-8 text (byte 0xE9 at offset 14); save the file as UTF-8 (in Notepad: Save as, Encoding) [encoding]"], id="Windows-1252"),
    pytest.param({POST: "---\ntitle: X\n---\n".encode("utf-16")}, ["posts/2024/bad.md:1: is not UTF-8 text (byte 0xFF at offset 0); save the file as UTF-8 (in Notepad: Save as, Encoding) [encoding]"], id="UTF-16"),
    pytest.param({POST: bytes(range(128, 256))}, ["posts/2024/bad.md:1: is not UTF-8 text (byte 0x80 at offset 0); save the file as UTF-8 (in Notepad: Save as, Encoding) [encoding]"], id="random bytes"),
    pytest.param({POST: b"---\ntitle: X\n---\n" + b"word " * 250_000}, ["posts/2024/bad.md: is too large (1,250,017 bytes, at most 1,000,000); divide it into several posts [file-size]"], id="huge"),
    pytest.param({"posts/2024/!!!.md": GOOD.encode()}, ["posts/2024/!!!.md: the file's name '!!!' cannot be part of an address; rename the file with letters, digits and hyphens [bad-slug]"], id="name that is no slug"),
    pytest.param({"posts/2024/con.md": GOOD.encode()}, ["posts/2024/con.md: the file's name 'con' cannot be part of an address; rename the file with letters, digits and hyphens [bad-slug]"], id="name is a device"),
    pytest.param({"posts/2024/999-000-0018.md": GOOD.encode()}, ["posts/2024/999-000-0018.md: has a name that holds what looks like an NHS number ('999...'); rename the file [nhs-number]"], id="name holds a number of a person"),
    pytest.param({"posts/2024/bad.txt": b'words'}, ["posts/2024/bad.txt: is in a folder of pages, but no page is made from it; give it the ending .md and no folder of its own, or move it elsewhere [unknown-file]"], id="wrong ending"),
    pytest.param({"topics/more/bad.md": b'---\nname: Bad\ndescription: D.\n---\n'}, ["topics/more/bad.md: is in a folder of pages, but no page is made from it; give it the ending .md and no folder of its own, or move it elsewhere [unknown-file]"], id="topic in a folder"),
    pytest.param({"topics/bad.md": b'---\ndescription: D.\n---\n'}, ["topics/bad.md:1: name is missing; add the name of the topic, at most 60 letters [missing-field]"], id="topic without name"),
    pytest.param({"topics/bad.md": b'---\nname: Bad\ndescription: D.\nparent: bad\n---\n'}, ["topics/bad.md:4: parent names the topic itself; delete the line [topic-parent]"], id="topic with itself as parent"),
    pytest.param({"authors/bad.md": b'---\nname: Bad\n---\n'}, ["authors/bad.md:1: role is missing; add what the author does, such as Editor [missing-field]"], id="author without role"),
    pytest.param({"authors/bad.md": b'---\nname: Bad\nrole: R\nguest: perhaps\n---\n'}, ["authors/bad.md:4: guest is neither true nor false ('perhaps'); write true for somebody who is not of the house [bad-guest]"], id="author who is a guest perhaps"),
    pytest.param({"series/bad.md": b'---\ntitle: Bad\nparts: []\n---\n'}, ["series/bad.md:3: parts is empty; write a list of the titles of all parts, in order [bad-parts]"], id="series without parts"),
    pytest.param({"pages/feeds.md": b'---\ntitle: F\nsummary: S.\n---\n'}, ["pages/feeds.md: the page would be at '/feeds/', which the site needs itself; rename the file [reserved-address]"], id="page at a reserved address"),
    pytest.param({"pages/bad.md": b'---\ntitle: F\nsummary: S.\norder: first\n---\n'}, ["pages/bad.md:4: order is not a whole number ('first'); write a whole number; smaller ones come first in the footer [bad-order]"], id="page order is a word"),
    pytest.param({"posts/2024/a.md": with_header("slug: same"), "posts/2024/b.md": with_header("slug: same")}, ["posts/2024/b.md:4: has the same address as posts/2024/a.md ('/blog/2024/same/'); give one of them another slug [one-address]"], id="two posts at one address"),
    pytest.param({"images/ward.SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>'}, ["images/ward.svg: has the same name as images/ward.SVG, but for case or accents; rename one of them [one-address]"], id="two images of one name"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/feeds/all.rss]")}, ["posts/2024/bad.md:4: aliases names '/feeds/all.rss', which is the address of the site itself ('/feeds/all.rss') already; delete it [alias-taken]"], id="alias of a feed"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/Blog/2021/Two/]")}, ["posts/2024/bad.md:4: aliases names '/Blog/2021/Two/', which is the address of posts/2021/two.md already; delete it [alias-taken]"], id="alias that differs by case"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/images/ward.svg]")}, ["posts/2024/bad.md:4: aliases names '/images/ward.svg', which is the address of images/ward.svg already; delete it [alias-taken]"], id="alias of an image"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/a/b/, /a/b/]")}, ["posts/2024/bad.md:4: aliases names '/a/b/', which is the address of posts/2024/bad.md already; delete it [alias-taken]"], id="alias twice"),
    *(
        pytest.param({"posts/2024/bad.md": with_header(f"aliases: ['{old}']")}, [f"posts/2024/bad.md:4: aliases cannot be '{old}': it {why}; delete it, or write the address without that [reserved-address]"], id=f"alias {old}")
        for old, why in (
            ("/_headers/x/", "has a part that begins with '_', which servers, hosts and Git use"),
            ("/old/_x", "has a part that begins with '_', which servers, hosts and Git use"),
            ("/\uff3fredirects", "has a part that begins with '_', which servers, hosts and Git use"),
            ("/.well-known/security.txt", "has a part that begins with '.', which servers, hosts and Git use"),
            ("/a/.git/config", "has a part that begins with '.', which servers, hosts and Git use"),
            ("/Admin/x/", "begins with 'admin', which the editors' desk or a server uses"),
            ("/cgi-bin/old", "begins with 'cgi-bin', which the editors' desk or a server uses"),
            ("/a:b/", "holds ':', which servers or hosts read in a way of their own"),
            ("/a*/", "holds '*', which servers or hosts read in a way of their own"),
            ("/{a}/", "holds '{', which servers or hosts read in a way of their own"),
            ("/$host/", "holds '$', which servers or hosts read in a way of their own"),
            ("/a;b/", "holds ';', which servers or hosts read in a way of their own"),
            ("/nul.html", "has 'nul.html', a name that some computers keep for themselves"),
        )
    ),
    *(
        pytest.param({f"images/{name}": b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"}, [f"images/{name}: has an address of its own, and {why}; rename the file, such as 'images/{better}' [file-name]"], id=f"image {name}")
        for name, better, why in (
            ("_x.svg", "x.svg", "has a part that begins with '_', which servers, hosts and Git use"),
            ("a b.svg", "a-b.svg", "holds a space (U+0020), which servers or hosts read in a way of their own"),
            ("x:y.svg", "x-y.svg", "holds ':', which servers or hosts read in a way of their own"),
            ("$x.svg", "x.svg", "holds '$', which servers or hosts read in a way of their own"),
            ("_d/x.svg", "d/x.svg", "has a part that begins with '_', which servers, hosts and Git use"),
        )
    ),
    *(
        pytest.param({f"posts/2024/a{sign}b.md": GOOD.encode()}, [f"posts/2024/a<U+{ord(sign):04X}>b.md: has a name that holds {name} (U+{ord(sign):04X}); rename the file [file-name]"], id=f"file name with {name}")
        for sign, name in (("\n", "an end of a line"), ("\x1b", "a sign without a look"), ("\u202e", "a direction mark"), ("\u200b", "a space without width"))
    ),
    pytest.param({"pages/cgi-bin.md": b"---\ntitle: A page\nsummary: S.\n---\nWords.\n"}, ["pages/cgi-bin.md: the page cannot be at '/cgi-bin/': it begins with 'cgi-bin', which the editors' desk or a server uses; rename the file [reserved-address]"], id="a page where servers run programs"),
    pytest.param({"posts/2024/bad.md": with_header("withdrawn_because: It was wrong.")}, ["posts/2024/bad.md:4: withdrawn_because is read when a post is withdrawn, and this one is public; delete the line, or write 'status: withdrawn' [withdrawal-words]"], id="a reason of a public post"),
    pytest.param({"posts/2024/bad.md": with_header("replaced_by: posts/2021/two.md")}, ["posts/2024/bad.md:4: replaced_by is read when a post is withdrawn, and this one is public; delete the line, or write 'status: withdrawn' [withdrawal-words]"], id="a public post that is replaced"),
    pytest.param({"posts/2024/bad.md": with_header("status: withdrawn\nwithdrawn: 2024-05-02\nreplaced_by: posts/2021/tow.md")}, ["posts/2024/bad.md:6: replaced_by names 'posts/2021/tow.md', which is not there; did you mean 'posts/2021/two.md'? [broken-link]"], id="replaced by nothing"),
    pytest.param({"posts/2024/bad.md": with_header("status: withdrawn\nwithdrawn: 2024-05-02\nreplaced_by: posts/2024/bad.md")}, ["posts/2024/bad.md:6: replaced_by names 'posts/2024/bad.md', which is not public; name a post that readers can see, or delete the line [broken-link]"], id="replaced by itself"),
    pytest.param({"posts/2024/bad.md": with_header("status: withdrawn\nwithdrawn: 2024-05-02\nwithdrawn_because: We called it a good post, and it was not.")}, ["posts/2024/bad.md:6: withdrawn_because repeats the post ('a good post'); say why in other words; nothing of the post is public any more [withdrawal-words]"], id="a reason with the title"),
    pytest.param({"posts/2024/bad.md": with_header("status: withdrawn\nwithdrawn: 2024-05-02\nwithdrawn_because: One nurse for twelve patients was not so.").replace(b"Some words.", b"There was one nurse for twelve patients.")}, ["posts/2024/bad.md:6: withdrawn_because repeats the post ('one nurse for twelve patients'); say why in other words; nothing of the post is public any more [withdrawal-words]"], id="a reason with words of the text"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/static/old.html]")}, ["posts/2024/bad.md:4: aliases names '/static/old.html', in a folder that the site fills itself; delete it [reserved-address]"], id="alias among the styles"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/old.html, /old.html/more/]")}, ["posts/2024/bad.md:4: would be at '/old.html/more/', and posts/2024/bad.md at '/old.html': one of them would have to be a folder; rename one of them [one-address]"], id="file and folder of one name"),
    pytest.param({"posts/2024/bad.md": with_header("aliases: [/robots.txt/]")}, ["posts/2024/bad.md:4: would be at '/robots.txt/', and the site itself ('/robots.txt') at '/robots.txt': one of them would have to be a folder; rename one of them [one-address]"], id="folder where a file of the site is"),
    pytest.param({"topics/drugs.md": b'---\nname: Drugs\ndescription: D.\naliases: [old-drugs]\n---\n', "posts/2024/bad.md": GOOD.replace("Some words.", "See [them](/topics/old-drugs/).").encode()}, ["posts/2024/bad.md:8: links to '/topics/old-drugs/', which moved to '/topics/drugs/'; write '/topics/drugs/' [moved-link]"], id="link that redirects"),
    pytest.param({"posts/2024/a.md": with_header("aliases: [/old/a/]"), "posts/2024/bad.md": GOOD.replace("Some words.", "See [it](/old/a/).").encode()}, ["posts/2024/bad.md:8: links to '/old/a/', which moved to '/blog/2024/a/'; write '/blog/2024/a/' [moved-link]"], id="link to an old post"),
    pytest.param({"posts/2024/a.md": with_header("slug: Same"), "posts/2024/b.md": with_header("slug: same")}, ["posts/2024/b.md:4: has the same address as posts/2024/a.md ('/blog/2024/same/'); give one of them another slug [one-address]"], id="two addresses but for case"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'}, ["images/bad.svg:1: holds the element <script>, which is not allowed; export it again as plain SVG, or as PNG [active-svg]"], id="SVG with a script"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'}, ["images/bad.svg:1: <svg> has the attribute 'onload', which runs a program; export it again as plain SVG, or as PNG [active-svg]"], id="SVG with a handler"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>'}, ["images/bad.svg:1: holds the element <foreignObject>, which is not allowed; export it again as plain SVG, or as PNG [active-svg]"], id="SVG with a page inside"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="http://example.org/x#y"/></svg>'}, ["images/bad.svg:1: <use> points to another place ('http://example.org/x#y'); export it again as plain SVG, or as PNG [active-svg]"], id="SVG with a link"),
    pytest.param({"images/bad.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'}, ["images/bad.svg:1: holds a document type, which can name other files; delete it [active-svg]"], id="SVG with entities"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(http://example.org/x.css)</style></svg>'}, ["images/bad.svg:1: has a style that loads something else; export it again as plain SVG, or as PNG [active-svg]"], id="SVG with an import"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><g>'}, ["images/bad.svg:1: cannot be read as a drawing; export it again as plain SVG, or as PNG [bad-image]"], id="SVG that is cut"),
    pytest.param({"images/bad.svg": b'<html></html>'}, ["images/bad.svg:1: is named .svg but holds no drawing; export it again as plain SVG, or as PNG [bad-image]"], id="SVG that is a page"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><text>Ring 01632 960001</text></svg>'}, ["images/bad.svg: holds what looks like a phone number ('016...'); take it out of the drawing [phone-number]"], id="SVG with a telephone number"),
    pytest.param({"images/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:creator>Example Person</dc:creator></metadata></svg>'}, ["images/bad.svg:1: names somebody in its properties (<creator>); export it again as plain SVG, or as PNG [image-metadata]"], id="SVG with an author"),
    pytest.param({"images/bad.png": b'not an image'}, ["images/bad.png: cannot be read as an image; save the image again, and look at it in a browser [bad-image]"], id="PNG that is no PNG"),
    pytest.param({"images/bad.png": a_raster("GIF")}, ["images/bad.png: is named .png but holds image/gif; give the file the ending of what it is [bad-image]"], id="GIF named PNG"),
    pytest.param({"images/bad.png": a_raster("PNG")[:48]}, ["images/bad.png: cannot be read as an image; save the image again, and look at it in a browser [bad-image]"], id="cut PNG"),
    pytest.param({"images/bad.png": a_bomb()}, ["images/bad.png: has 50,000 by 50,000 pixels (at most 40,000,000 in all); save it smaller [image-size]"], id="PNG of 50,000 by 50,000"),
    pytest.param({"images/bad.jpg": a_jpeg(1, "N", 0x8825)}, ["images/bad.jpg: holds the place where it was taken (GPS); run python3 tasks.py clean-images, which takes it out and leaves the picture as it is [image-metadata]"], id="JPEG with a place"),
    pytest.param({"images/bad.jpg": a_jpeg(0x13B, "Example Person")}, ["images/bad.jpg: holds the name of an artist; run python3 tasks.py clean-images, which takes it out and leaves the picture as it is [image-metadata]"], id="JPEG with an artist"),
    pytest.param({"images/bad.jpg": a_raster("JPEG", comment=b"Example Person")}, ["images/bad.jpg: holds a comment; run python3 tasks.py clean-images, which takes it out and leaves the picture as it is [image-metadata]"], id="JPEG with a comment"),
    pytest.param({"images/bad.jpg": a_jpeg(0xA431, "123", 0x8769)}, ["images/bad.jpg: holds a serial number; run python3 tasks.py clean-images, which takes it out and leaves the picture as it is [image-metadata]"], id="JPEG with a serial number"),
    pytest.param({"images/bad.png": a_png_with_text()}, ["images/bad.png: holds the text 'Author'; run python3 tasks.py clean-images, which takes it out and leaves the picture as it is [image-metadata]"], id="PNG with an author"),
    pytest.param({"images/patient_9990000034.png": a_raster("PNG")}, ["images/patient_9990000034.png: has a name that holds what looks like an NHS number ('999...'); rename the file [nhs-number]"], id="image with the name of a patient's number"),
    pytest.param({"images/bad.bmp": b'BM'}, ["images/bad.bmp: is not an image that browsers show ('.bmp'); save it as PNG, JPEG, WebP, GIF or SVG [bad-image]"], id="bitmap"),
    pytest.param({"documents/bad.pdf": b'%PDF-1.4\n1 0 obj\n<</Author (Example Person)>>\nendobj\n'}, ["documents/bad.pdf: holds the name of an author; clear the properties of the document before you save it [document-metadata]"], id="PDF with an author"),
    pytest.param({"documents/bad.docx": a_docx()}, ["documents/bad.docx: holds the name of an author; clear the properties of the document before you save it [document-metadata]"], id="DOCX with an author"),
    pytest.param({"posts/guests/bad.md": GUESTS.encode()}, ["posts/guests/bad.md: is in the folder of guests, but in that of no guest; move it to content/posts/guests/jo-guest/ [guest-folder]"], id="guest's post in no guest's folder"),
    pytest.param({"posts/guests/jo-gest/bad.md": GUESTS.encode()}, ["posts/guests/jo-gest/bad.md: is in the folder of an unknown guest 'jo-gest'; did you mean 'jo-guest'? [guest-folder]"], id="folder of an unknown guest"),
    pytest.param({"posts/guests/ann-example/bad.md": GOOD.encode()}, ["posts/guests/ann-example/bad.md: is in the folder of 'ann-example', who is no guest; move it to content/posts/2024/, or write 'guest: true' in content/authors/ann-example.md [guest-folder]"], id="editor in the folder of guests"),
    pytest.param({"posts/Guests/jo-guest/bad.md": GUESTS.encode()}, ["posts/Guests/jo-guest/bad.md: is in 'Guests', which is not the folder of guests; rename the folder to 'guests' [guest-folder]"], id="folder of guests by another name"),
    pytest.param({"posts/guests/jo-guest/bad.md": GOOD.encode()}, ["posts/guests/jo-guest/bad.md:5: authors names 'ann-example', but the file is in the folder of 'jo-guest'; write 'authors: [jo-guest]', or move the file to content/posts/2024/ to take it over [guest-author]"], id="guest who writes as somebody else"),
    *(
        pytest.param({"posts/guests/jo-guest/bad.md": GUESTS.replace("summary:", f"{field}\nsummary:").encode()}, [f"posts/guests/jo-guest/bad.md:4: {field.split(':')[0]} is not for a guest to state; delete the field, or move the file to content/posts/2024/ to take it over [guest-field]"], id=f"guest who states {field.split(':')[0]}")
        for field in (
            "exceptions: [{rule: postcode, text: None., by: Ann Example, date: 2024-05-01, reason: R.}]",
            "silence: [{rule: reading-ease, reason: R.}]",
            "consent: {holder: The office, date: 2024-05-01, scope: All., expires: 2034-05-01}",
            "id: tag:example.org,2021:3f2a", "aliases: [/old/]", "slug: one", "canonical: https://example.org/a/",
            "discussion: https://example.org/a/", "series: 2021-in-review", "gone: true",
            "updates: [{date: 2024-06-01, kind: major, what: News.}]", "owner: ann-example",
            "reviewed: {date: 2024-06-01, by: ann-example}", "review_by: 2030-01-01",
        )
    ),
    pytest.param({"posts/guests/jo-guest/bad.md": GUESTS.replace("summary:", "kind: story\nsummary:").encode()}, ["posts/guests/jo-guest/bad.md:4: is a story, but says nothing of consent; write 'status: draft' until an editor moves the file to content/posts/2024/ and adds 'consent' [missing-consent]"], id="guest's story without a record of consent"),
    pytest.param({"posts/2024/bad.docx": b"PK"}, ["posts/2024/bad.docx: is in a folder of pages, but no page is made from it; give it the ending .md and no folder of its own, or move it elsewhere [unknown-file]"], id="document among the posts"),
    pytest.param({POST: with_header("owner: jo-guest")}, ["posts/2024/bad.md:4: owner names 'jo-guest', who is a guest; name somebody of the house, who answers for it [guest-decides]"], id="guest who answers for a post"),
    pytest.param({POST: with_header("reviewed: {date: 2024-06-01, by: jo-guest}")}, ["posts/2024/bad.md:4: reviewed.by names 'jo-guest', who is a guest; name somebody of the house, who answers for it [guest-decides]"], id="guest who checked a post"),
    pytest.param({POST: with_header("updates: [{date: 2024-06-01, kind: correction, wrong: W., right: R., by: Jo Guest}]")}, ["posts/2024/bad.md:4: updates.by names 'Jo Guest', who is a guest; name somebody of the house, who answers for it [guest-decides]"], id="guest who corrected a post"),
    pytest.param({POST: with_header("exceptions: [{rule: postcode, text: EX1 1ZZ, by: Jo Guest, date: 2024-05-01, reason: R.}]")}, ["posts/2024/bad.md:4: exceptions.by names 'Jo Guest', who is a guest; name somebody of the house, who answers for it [guest-decides]"], id="guest who decided on an exception"),
    pytest.param({POST: a_link}, ["posts/2024/bad.md: is a link to another place; put a plain file there [odd-file]"], id="link to a file"),
    pytest.param({"posts/2029": a_folder_link}, ["posts/2029: is a link to another place; put a plain file there [odd-file]"], id="link to a folder"),
    pytest.param({POST: a_second_name}, ["pages/about.md: is a second name of another file (a hard link); put a plain file there [odd-file]", "posts/2024/bad.md: is a second name of another file (a hard link); put a plain file there [odd-file]"], id="second name of a file"),
    pytest.param({POST: os.mkfifo}, ["posts/2024/bad.md: is not a plain file; put a plain file there [odd-file]"], id="pipe"),
    pytest.param({POST: GOOD.encode() + b"[" * 20_000}, ["posts/2024/bad.md: is too deep or too repetitive to convert (4 s limit); look for long runs of brackets, stars or nested lists [time-limit]"], id="too many brackets"),
]  # fmt: skip


class Hub:
    """A small hub that was built once; every case changes it and puts it back."""

    def __init__(self, root: Path) -> None:
        self.content, self.build = root / "content", Build(root)
        self.live: Tree = self.build()
        assert self.build.code == 0, self.build.said

    def with_post(self, text: str) -> Tree:
        """Build with one post more; afterwards content and its ids are as they were."""
        path, ids = self.content / POST, (self.content / "ids.yaml").read_bytes()
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        after = self.build()
        path.unlink()
        path.parent.rmdir()
        (self.content / "ids.yaml").write_bytes(ids)
        return after

    def refused(self, files: dict[str, bytes | Make]) -> list[str]:
        """Build with these files too; return what is said, after the output was compared."""
        made = []
        try:
            for name, content in files.items():
                path = self.content / name
                path.parent.mkdir(parents=True, exist_ok=True)
                made.append(path)
                path.write_bytes(content) if isinstance(content, bytes) else content(path)
            after = self.build()
        finally:
            for path in made:
                path.unlink()
                for folder in path.parents:
                    if any(folder.iterdir()):
                        break
                    folder.rmdir()
        assert self.build.code == 1, self.build.said
        assert after == self.live
        *lines, last = self.build.last.split("\n")
        assert last == f"{len(lines)} problem{'' if len(lines) == 1 else 's'}; nothing was built."
        return [line.removeprefix("content/") for line in lines]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    root = tmp_path_factory.mktemp("faults")
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    assert "POST_TIME_LIMIT = 10.0" in settings
    settings = settings.replace("POST_TIME_LIMIT = 10.0", "POST_TIME_LIMIT = 4.0")
    settings = settings.replace("REQUIRE_DISCLOSURE = True", "REQUIRE_DISCLOSURE = False")
    (root / "pelicanconf.py").write_text(settings, encoding="utf-8")
    shutil.copytree(ROOT / "theme", root / "theme")
    write_content(root / "content")
    write_post(root / "content", "2020/draft.md", "Draft", more="status: draft\n")
    write_post(root / "content", "2020/future.md", "Future", "2031-01-01")
    return Hub(root)


@pytest.mark.parametrize(("right", "wrong", "messages"), HEADERS)
def test_a_bad_header_is_refused(hub: Hub, right: str, wrong: str, messages: list[str]) -> None:
    assert right in GOOD
    text = GOOD.replace(right, wrong, 1)

    assert hub.refused({POST: text.encode("utf-8", "surrogatepass")}) == messages


@pytest.mark.parametrize(("body", "messages"), BODIES)
def test_a_bad_body_is_refused(hub: Hub, body: str, messages: list[str]) -> None:
    assert hub.refused({POST: GOOD.replace("Some words.", body).encode()}) == messages


@pytest.mark.parametrize(("files", "messages"), FILES)
def test_a_bad_file_is_refused(
    hub: Hub, files: dict[str, bytes | Make], messages: list[str]
) -> None:
    assert hub.refused(files) == messages


def test_the_good_post_is_good(hub: Hub) -> None:
    after = hub.with_post(GOOD)

    assert hub.build.code == 0, hub.build.said
    assert b"A good post" in after["blog/2024/bad/index.html"]
    assert hub.build() == hub.live


def test_template_code_is_printed_as_text(hub: Hub) -> None:
    text = GOOD.replace("A good post", "A {{ 7*6 }} post").replace(
        "One sentence", "Say {% raise %}"
    )

    after = hub.with_post(text.replace("Some words.", "`{{ site }}` and `{# note #}`"))

    page = after["blog/2024/bad/index.html"]
    codes = (b"<code>{{ site }}</code>", b"<code>{# note #}</code>")
    for words in (b"A {{ 7*6 }} post", b"Say {% raise %}", *codes):
        assert words in page
    assert hub.build() == hub.live


def test_deep_lists_are_refused_or_whole_but_never_lost(hub: Hub) -> None:
    """How deep the converter can follow depends on where it is called from."""
    items = "".join(f"{' ' * 4 * n}- item {n}\n" for n in range(300))

    after = hub.with_post(GOOD + items)

    if hub.build.code:
        assert after == hub.live
        assert re.search(r"bad\.md(:8)?: is (nested )?too deep", hub.build.last), hub.build.last
    else:
        assert b"item 299" in after["blog/2024/bad/index.html"]
