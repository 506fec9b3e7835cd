"""What other systems call the fields of a header, and what their values are here.

The check takes its hints from this table, and the importer the names that it reads: those of
Jekyll, Hugo, Pelican, WordPress, Ghost, Eleventy and Nikola. Names are compared without case,
hyphens and underlines, so that `publishDate`, `publish_date` and `publish-date` are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from plugins.content.yaml_faults import LONGEST_SHOWN, quoted
from plugins.language import tongues
from plugins.language.day_readings import readings

# Our fields, and what others call them, the surest name first.
NAMES: dict[str, str] = {
    "title": "headline posttitle heading name seotitle",
    "name": "title label",
    "date": (
        "publishdate pubdate published publishedat datepublished publishedon publishedtime "
        "postdate dateposted postdategmt created createdat datecreated creationdate"
    ),
    "summary": (
        "description excerpt subtitle customexcerpt postexcerpt abstract metadescription "
        "seodescription ogdescription teaser intro lead dek standfirst"
    ),
    "description": "summary excerpt about",
    "authors": "author writer writers byline creator postauthor primaryauthor contributors",
    "topics": "topic category categories tags tag keywords primarytag taxonomies subjects",
    "series": "seriestitle seriesname seriesslug collection",
    "part": "seriesindex seriesorder seriesweight seriespart partnumber episode chapter",
    "order": "weight menuorder navorder sortorder position",
    "image": (
        "cover featuredimage headercover images featureimage coverimage heroimage hero banner "
        "thumbnail headerimage ogimage postimage imageurl picture photo previewimage socialimage"
    ),
    "aliases": "alias redirectfrom redirects oldurls oldurl redirect",
    "lang": "language locale",
    "canonical": "canonicalurl originalurl crosspost canonicallink",
    "discussion": "commentsurl discussionurl commenturl",
    "content_note": "contentwarning contentwarnings triggerwarning triggerwarnings cw tw",
    "learning_point": "takeaway keymessage keypoint lessonlearned",
    "role": "jobtitle position title",
    "organisation": "organization employer company affiliation",
    "publisher": "publishedby institution organisation organization",
    "container": "journal containertitle booktitle journaltitle",
    "url": "link href website",
}
# Where a text was public: the importer makes aliases of them, and nobody writes them here.
ADDRESSES = "permalink url saveas aliases alias redirectfrom"
# Names whose value decides: true, false, or a word.
_DRAFT = frozenset("draft isdraft wip".split())
_PUBLIC = frozenset("published ispublished public publish live".split())
_HIDDEN = frozenset("hidden private unlisted eleventyexcludefromcollections".split())
_STATE = frozenset("visibility poststatus state publishstatus".split())
_CHANGED = frozenset(
    "lastmod modified updated lastmodified lastmodifiedat updatedat datemodified dateupdated "
    "lastupdated lastupdate postmodified update revised".split()
)
_PLACED = frozenset("permalink url saveas path basename postname link".split())
_ALT = frozenset("imagealt featureimagealt coveralt alttext alt imagecaption".split())
_BY_PLACE = frozenset("layout type template posttype kind format section outputs".split())
_IDS = frozenset("guid uuid postid".split())
_ENDS = frozenset("expirydate unpublishdate expires expiredate unpublish".split())
_NOTHING = frozenset(
    "toc comments commentstatus pingstatus disqus math mathjax katex sitemap menu cascade markup "
    "featured sticky pinned pin share sharing socialshare readingtime wordcount robots noindex "
    "weight order menuorder navorder sortorder position "
    "eleventynavigation css js scripts styles sidebar related translationkey".split()
)
_LANGUAGE = frozenset("lang language locale".split())  # of kinds of files without a language
# What others write as the state of a post, and ours.
STATUSES = {
    "publish": "published", "live": "published", "public": "published", "future": "published",
    "scheduled": "published", "sent": "published", "final": "published",
    "pending": "draft", "private": "draft", "hidden": "draft", "unlisted": "draft",
    "unpublished": "draft", "autodraft": "draft", "review": "draft", "wip": "draft",
    "internal": "draft", "trash": "withdrawn", "archived": "withdrawn", "retracted": "withdrawn",
    "deleted": "withdrawn",
}  # fmt: skip
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
PUBLIC_ANYWAY = "a post is public unless its status says otherwise; delete the line"
NO_COUNTERPART = "nothing here answers to it; delete the line"


def normal(name: str) -> str:
    """Return a name as the table has it."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


@cache
def _names(field: str) -> tuple[str, ...]:
    own = (normal(field),)
    return own + tuple(each for each in NAMES.get(field, "").split() if each not in own)


def theirs(field: str, given: Iterable[str]) -> list[str]:
    """Return the names among those given that stand for one of our fields, the surest first."""
    wanted = ADDRESSES.split() if field == "address" else _names(field)
    found = [(wanted.index(normal(name)), name) for name in given if normal(name) in wanted]
    return [name for _, name in sorted(found)]


def our_status(word: str) -> str:
    """Return our word for the state of a post elsewhere, or nothing."""
    return STATUSES.get(normal(word), "")


def hint_for(name: str, value: object, fields: Iterable[str]) -> str:
    """Return what to write in place of a field of another system, or nothing of an unknown name.

    `fields` are those that such a file may have.
    """
    key, known = normal(name), set(fields)
    if "status" in known and (found := _status(key, value)):
        return found
    if "image" in known and key in _ALT:
        return "write it below 'image:', as 'alt:'"
    if key in _CHANGED and "updates" in known:
        return "write what changed below 'updates:', with date, kind and what"
    if key in _ENDS and "status" in known:
        return "no post ends by itself; write status: withdrawn when its day has come"
    for field in NAMES:
        if field in known and key in _names(field):
            return _line(field, value)
    if key in _PLACED and "slug" in known:
        last = str(value).split("?")[0].strip("/").rpartition("/")[2]
        slug = re.sub(r"\.\w+$", "", last)
        made = f"write slug: {slug}" if re.fullmatch(r"[a-z0-9-]+", slug) else "write slug:"
        return f"{made}, for the rest of an address follows from the date"
    if key in _IDS and "id" in known:
        is_uri = re.match(r"[a-z][a-z0-9+.-]*:", str(value)) is not None
        return f"write id: {value}" if is_uri else NO_COUNTERPART
    if key in _BY_PLACE:
        return "the folder of a file says what it is; delete the line"
    if key in _LANGUAGE:
        return "the language is a setting of the site (DEFAULT_LANG); delete the line"
    return NO_COUNTERPART if key in _NOTHING or key in _IDS else ""


def _status(key: str, value: object) -> str:
    """Return what says the state of a text, and nothing of fields that say none."""
    word = _word(value)
    if key in _DRAFT | _HIDDEN:
        draft = word in _YES
    elif key in _PUBLIC and word in (*_YES, *_NO):
        draft = word in _NO
    elif key in _STATE:
        ours = our_status(word) or (word if word in ("draft", "published", "withdrawn") else "")
        return f"write status: {ours or 'draft'}"
    else:
        return ""
    return "write status: draft" if draft else PUBLIC_ANYWAY


def _word(value: object) -> str:
    return str(value).strip().casefold()


def _line(field: str, value: object) -> str:
    """Return the line to write, with the value where it can be taken over."""
    made = _VALUES.get(field, _text)(value)
    line = f"write {field}: {made}".rstrip()
    return line if made and len(line) <= LONGEST_SHOWN + 30 else f"write {field}:"


def _text(value: object) -> str:
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    text = " ".join(str(value).split())
    return text if re.fullmatch(r"[A-Za-z][\w ,.'()-]*", text) else quoted(text)


def _date(value: object) -> str:
    found = readings(str(value))
    return found[0].stated if len(found) == 1 else ""


def _list(value: object) -> str:
    """Return names as a list of the names of files, however the other system lists them."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("slug")
    if isinstance(value, str):
        value = re.split(r"[;,]", value.strip(" []"))
    if not isinstance(value, list):
        return ""
    names = [each.get("name") if isinstance(each, dict) else each for each in value]
    slugs = [_slug(str(each)) for each in names if each]
    return f"[{', '.join(each for each in slugs if each)}]" if any(slugs) else ""


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


def _image(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = next((value[key] for key in ("src", "image", "url", "path") if key in value), "")
    name = str(value).split("?")[0].rpartition("/")[2]
    alt = '"what the picture shows"'
    return f"{{src: images/{name}, alt: {alt}}}" if name and " " not in name else ""


def _number(value: object) -> str:
    return str(value).strip() if str(value).strip().isdecimal() else ""


def _addresses(value: object) -> str:
    given = value if isinstance(value, list) else [value]
    paths = [re.sub(r"^https?://[^/]+", "", str(each)) for each in given]
    rooted = ["/" + path.lstrip("/") for path in paths]
    return f"[{', '.join(rooted)}]" if all(paths) else ""


_VALUES: dict[str, Callable[[object], str]] = {
    "date": _date, "authors": _list, "topics": _list, "image": _image, "part": _number,
    "order": _number, "aliases": _addresses,
    "lang": lambda value: tongues.canonical(str(value)) or tongues.meant(str(value)),
    "series": lambda value: _list(value).strip("[]").partition(",")[0],
}  # fmt: skip
