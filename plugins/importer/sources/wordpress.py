"""The posts and pages of a WordPress export (WXR)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from plugins.importer.found import Found, Name, Refused
from plugins.importer.sources.reading import picture_from, shortened, take_html
from plugins.importer.sources.safe_xml import Element, Unsafe, elements, text_in
from plugins.importer.sources.written_dates import written_date
from plugins.importer.text.cleaning import parsed, words_of

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"

# What an export holds besides: the furniture of a site, and earlier states of its posts.
_LEFT_OUT = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request "
    "wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family".split()
)
_STATES = {"publish": "published", "future": "published", "inherit": "published"}
_EXCERPT = re.compile(r"\{http://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
_MORE = re.compile(r"<!--\s*(?:more|nextpage)[^>]*-->")
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_EMBED = re.compile(r"\[embed[^\]]*\]\s*(\S+?)\s*\[/embed\]")
_SHORTCODE = re.compile(r"\[/?([a-z][\w-]*)(?:\s+[^\]\n]*)?/?\]")
# Shortcodes of WordPress and of the plugins that most blogs have. Other brackets are text.
_SHORTCODES = frozenset(
    "gallery audio video playlist embed caption contact-form-7 contact-form gravityform mc4wp_form "
    "vc_row vc_column vc_column_text et_pb_section et_pb_row et_pb_column et_pb_text su_button "
    "button columns column one_half one_third toc footnotes ninja_form wpforms newsletter "
    "newsletter_form social_share addtoany sharethis recent_posts display-posts sc_embed_player "
    "table tablepress more googlemaps".split()
)
_BLOCK = re.compile(
    r"^\s*</?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|"
    r"figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|table|"
    r"tbody|td|tfoot|th|thead|tr|ul|video)\b",
    re.IGNORECASE,
)
_KEPT_WHOLE = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)


class _Attachment(NamedTuple):
    address: str
    alt: str
    title: str


def posts_in_export(file: str, text: str) -> Iterator[Found | Refused]:
    """Yield posts and pages; say at the end what else the export holds."""
    said: list[str] = []
    space = "{http://wordpress.org/export/1.2/}"
    if version := re.search(r"http://wordpress\.org/export/(1\.\d)/", text[:20_000]):
        space = f"{{http://wordpress.org/export/{version[1]}/}}"
    people: dict[str, str] = {}
    attachments: dict[str, _Attachment] = {}
    waiting: list[tuple[Found, str]] = []
    left: Counter[str] = Counter()
    wanted = frozenset((f"{space}author", "item"))
    try:
        for element in elements(text, wanted, said.append):
            if element.tag != "item":
                login = text_in(element, f"{space}author_login")
                people[login] = text_in(element, f"{space}author_display_name") or login
                continue
            kind = text_in(element, f"{space}post_type") or "post"
            if kind == "attachment":
                number, attachment = _attachment(element, space)
                attachments[number] = attachment
                left[kind] += 1
            elif kind in _LEFT_OUT or text_in(element, f"{space}status") in ("trash", "auto-draft"):
                left["post in the bin" if kind in ("post", "page") else kind] += 1
            else:
                number = text_in(element, f"{space}post_id") or "?"
                waiting.append(_post(element, space, f"{file}, post {number}", kind))
    except Unsafe as unsafe:
        yield Refused(file, str(unsafe))
        return
    for found, thumbnail in waiting:
        found.file = file
        found.authors = [
            Name(people.get(each.text, each.text), each.slug) for each in found.authors
        ]
        if picture := attachments.get(thumbnail):
            found.picture = picture_from(picture.address, picture.alt)
        yield found
    for line in said:
        yield Refused(file, line)
    for what, count in sorted(left.items()):
        if what != "attachment":
            yield Refused(file, f"holds {count:,} of the kind '{what}', which no post is made of")


def _attachment(item: Element, space: str) -> tuple[str, _Attachment]:
    address = text_in(item, f"{space}attachment_url") or text_in(item, "guid")
    alt = _meta(item, space).get("_wp_attachment_image_alt", "")
    return text_in(item, f"{space}post_id"), _Attachment(address, alt, text_in(item, "title"))


def _meta(item: Element, space: str) -> dict[str, str]:
    return {
        text_in(each, f"{space}meta_key"): text_in(each, f"{space}meta_value")
        for each in item.findall(f"{space}postmeta")
    }


def _post(item: Element, space: str, origin: str, kind: str) -> tuple[Found, str]:
    """Return a post, and the number of its featured picture."""
    found = Found(origin, kind="page" if kind == "page" else "post")
    found.title = words_of(parsed(text_in(item, "title"))) if item.find("title") is not None else ""
    meta = _meta(item, space)
    state = text_in(item, f"{space}status")
    found.status = _STATES.get(state, "draft")
    link = text_in(item, "link")
    if link and not re.search(r"[?&](?:p|page_id)=\d+", link):
        found.addresses.append(link)
    found.id = text_in(item, "guid") or link
    found.slug = unquote(text_in(item, f"{space}post_name"))
    for key in ("_wp_old_slug",):
        if (old := meta.get(key)) and found.addresses:
            found.addresses.append(urljoin(found.addresses[0].rstrip("/"), old) + "/")
    _take_dates(found, item, space)
    if creator := text_in(item, f"{DC}creator"):
        found.authors = [Name(creator, creator)]
    _take_categories(found, item)
    if text_in(item, f"{space}post_password"):
        found.status = "draft"
        found.notes.person.append("it was behind a password, and is a draft now")
    if state == "private":
        found.notes.person.append("it was private, and is a draft now")
    comments = [
        each
        for each in item.findall(f"{space}comment")
        if text_in(each, f"{space}comment_approved") == "1"
    ]
    if comments:
        found.notes.lost.append(f"{len(comments):,} comment{'' if len(comments) == 1 else 's'}")
    if kind not in ("post", "page"):
        found.notes.guessed.append(f"that '{kind}' is a kind of post")
    html = text_in(item, CONTENT)
    excerpt = next(("".join(e.itertext()) for e in item if _EXCERPT.fullmatch(str(e.tag))), "")
    excerpt = (
        excerpt or meta.get("_yoast_wpseo_metadesc", "") or meta.get("rank_math_description", "")
    )
    if not excerpt and (more := _MORE.search(html)):
        excerpt = html[: more.start()]
    if words := words_of(parsed(excerpt)) if excerpt else "":
        found.summary = shortened(words)
    base = found.addresses[0] if found.addresses else ""
    take_html(found, _whole(html, meta, found), base)
    return found, meta.get("_thumbnail_id", "")


def _take_dates(found: Found, item: Element, space: str) -> None:
    universal, local = text_in(item, f"{space}post_date_gmt"), text_in(item, f"{space}post_date")
    written = None
    if universal and not universal.startswith("0000"):
        written = written_date(f"{universal}Z")
    if written is None and local and not local.startswith("0000"):
        written = written_date(local)
    written = written or written_date(text_in(item, "pubDate"))
    if written is not None:
        found.date = written.stated
    elif found.status == "published":
        found.notes.person.append("no date is given")


def _take_categories(found: Found, item: Element) -> None:
    for each in item.findall("category"):
        name, slug = (each.text or "").strip(), unquote(str(each.get("nicename") or ""))
        kind = str(each.get("domain") or "category")
        if not name or kind in ("post_format", "language", "post_status"):
            continue
        if kind in ("series", "post_series", "publishpress_series"):
            found.series = Name(name, slug)
        elif slug != "uncategorized":
            found.categories.append(Name(name, slug, sure=kind != "post_tag"))


def _whole(html: str, meta: dict[str, str], found: Found) -> str:
    """Return the HTML that WordPress would make of what it stores."""
    html = _CAPTION.sub(_captioned, html)
    html = _EMBED.sub(r"\n\n\1\n\n", html)
    html = re.sub(r"^\s*(https?://(?:www\.)?(?:youtu\.be|youtube\.com|vimeo\.com)/\S+)\s*$",
                  r'\n\n<p><a href="\1">\1</a></p>\n\n', html, flags=re.MULTILINE)  # fmt: skip
    dropped: Counter[str] = Counter()

    def shortcode(sign: re.Match[str]) -> str:
        if sign[1] not in _SHORTCODES:
            return sign[0]
        dropped[sign[1]] += 1
        return "\n\n" if sign[1] in ("gallery", "vc_row", "et_pb_row") else ""

    html = _SHORTCODE.sub(shortcode, html)
    found.notes.lost += [f"the shortcode [{name}]" for name in sorted(dropped)]
    blocks = "<!-- wp:" in html
    html = html if blocks else with_paragraphs(html)
    return html + _footnotes(meta.get("footnotes", ""))


def _captioned(found: re.Match[str]) -> str:
    image = re.search(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", found[1])
    if image is None:
        return found[1]
    words = (found[1][: image.start()] + found[1][image.end() :]).strip()
    return f"\n\n<figure>{image[0]}<figcaption>{words}</figcaption></figure>\n\n"


def _footnotes(stored: str) -> str:
    """Return the list of notes that the block editor keeps beside the text."""
    try:
        notes = json.loads(stored) if stored else []
    except (ValueError, RecursionError):
        return ""
    points = [
        f'<li id="{escape(str(note.get("id")))}">{note.get("content")} '
        f'<a href="#{escape(str(note.get("id")))}-link">back</a></li>'
        for note in notes
        if isinstance(note, dict) and note.get("id")
    ]
    return f"<ol>{''.join(points)}</ol>" if points else ""


def with_paragraphs(html: str) -> str:
    """Return HTML in which an empty line ends a paragraph, as WordPress reads its older posts."""
    out = []
    for number, part in enumerate(_KEPT_WHOLE.split(html)):
        if number % 3 == 2:  # the name of the element
            continue
        if number % 3 == 1:
            out.append(part)
            continue
        for block in re.split(r"\n\s*\n", part):
            text = block.strip()
            if not text or _BLOCK.match(text):
                out.append(text)
            else:
                text = re.sub(r"\s*\n\s*", "<br>", text)
                out.append(f"<p>{text}</p>")
    return "\n".join(out)
