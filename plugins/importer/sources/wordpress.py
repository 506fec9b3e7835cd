"""The posts and pages of a WordPress export (WXR, versions 1.0 to 1.2).

Only posts and pages are taken, and of those only what everybody could read is public. What forms,
shops and themes keep in an export is counted by its kind.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from plugins.importer.found import Damage, Found, Name, Refused, joined_address
from plugins.importer.sources.page.paragraphs import with_paragraphs
from plugins.importer.sources.page.written_dates import written_date
from plugins.importer.sources.reading import picture_from, shortened, take_html
from plugins.importer.sources.safe_xml import Document, Element, elements
from plugins.importer.sources.shortcodes import Library, Media, filled
from plugins.importer.sources.states import PAGES, POSTS, why_audience, why_state, word
from plugins.importer.text.cleaning import parsed, plain_words, words_of

VERSIONS = ("1.0", "1.1", "1.2")
# Kinds that hold what readers or customers wrote: a draft, even if somebody asks for them.
_MESSAGES = re.compile(
    r"feedback|inbound|message|submission|entr(?:y|ies)|comment|order|refund|subscri|customer|"
    r"booking|appointment|ticket|donat|donor|request|payment|invoice|enquir|inquir|form|(?:^|_)sub$|"
    r"wpcf7|cf7|reply|topic|lead|contact|review|query|coupon",
    re.IGNORECASE,
)
# Kinds of texts that those who publish write themselves, by the words in their names.
_OWN = frozenset(
    "news article articles story stories blog blogs press release releases podcast podcasts "
    "episode episodes interview interviews column columns essay essays publication "
    "publications".split()
)
# Words beside those that make it something else: who told a story, who gets a newsletter.
_OTHERS = frozenset(
    "history interest recipient recipients list teller tellers letter letters of".split()
)
_NAMES = {
    "attachment": "file of the media library",
    "nav_menu_item": "menu item",
    "wp_block": "reusable block",
    "revision": "earlier version",
    "feedback": "message of a form",
    "flamingo_inbound": "message of a form",
    "shop_order": "order",
    "comment": "comment",
    "custom_css": "setting of the theme",
    "customize_changeset": "setting of the theme",
    "wp_global_styles": "setting of the theme",
    "wp_template": "template",
    "wp_template_part": "template",
    "wp_navigation": "menu",
}
# What plugins that keep readers out call themselves, their blocks, shortcodes and notes.
_PLUGINS = (
    r"mepr|pmpro|wlm|swpm|ihc|arm_|s2(?:member|If)|um_|wpmem|wpf\b|wpac|ppwp?\b|ppw_|passster|rcp|wcm_|"
    r"memberful|memberpress|leaky|pda_|premium-content|ultimate-?member|wpm_|wishlist"
)
_WORDS = (
    r"member|subscriber|restrict|private|protect|paywall|\bpaid|is_paid|_paid|premium|membership|"
    r"log(?:ged)?[_-]?in|require_login|visitor|visible_to|locker|content_lock|lock_content|password|"
    r"access[_-]|[_-]access|\baccess\b|groups_|hide_from|nonmember"
)
# What they note beside a post; some values let everybody in.
_MEMBERS = re.compile(
    rf"_?(?:{_PLUGINS}|\w*(?:{_WORDS})|groups-|wpf-settings|content_visibility|"
    r"um_content_restriction)[\w-]*",
    re.IGNORECASE,
)
# Notes of WordPress itself, or of those who write, that hold such a word.
_HARMLESS = re.compile(r"_?(?:edit_last|wp_\w+|oembed\w*|yoast\w*|rank_math\w*|elementor\w*)", re.I)
_OPEN_TO_ALL = frozenset(("", "0", "no", "false", "none", "off", "public", "all", "everyone",
                          "everybody", "free", "any", "a:0:{}", "[]", "1:0"))  # fmt: skip
_WALL = re.compile(
    rf"<!--\s*wp:(?:[\w-]*/)?[\w/-]*(?:{_PLUGINS}|{_WORDS})[\w/-]*\b|"
    r"<!--\s*wp:[\w/-]+\s+\{[^\n]*?\"(?:hideBlock\":\s*true|blockVisibility\":\s*\{[^\n]*?controlSets)|"
    rf"\[[\w-]*(?:{_PLUGINS})[\w-]*(?:[ =][^\]\n]*)?\](?!\()|"
    # A word in brackets is a shortcode where nothing or a value follows it.
    rf"\[[\w-]*(?:{_WORDS})[\w-]*(?:\s+[\w-]+=[^\]\n]*)?\](?!\()",
    re.IGNORECASE,
)
# Parts that a builder of pages switches off, or shows to some readers only.
_CONDITION = re.compile(
    r"\[[\w-]+[^\]\n]*\b(?:disabled=[\"']on|disabled_on=[\"']on\|on\|on|disable_element=[\"']yes|"
    r"display_conditions=[\"'][^\"']|status=[\"'](?:draft|private))|"
    r"<!--\s*wp:[^\n]*?\"(?:blockVisibility\":\s*false|otterConditions|UAGLogged(?:In|Out)|UAGDisplayConditions|"
    r"kadenceConditional|kadenceDynamic|editorskit\"[^\n]*?loggedin|vsdesk\":\s*true|extendedControls)|"
    r"\b(?:dce_visibility|visibility_display|ecs_condition|jet_condition|loggedin_only)\w*|"
    r"\[/?(?:eyesonly|hide|hidden_content|show_?to|hide_?from|ld_group|learndash_\w+|course_\w+|student|"
    r"visitor|guest|is_guest|user_only|loggedin|logged_?out|show_if|hide_if|if_user)\b[^\]\n]*\](?!\()",
    re.IGNORECASE,
)
# Taxonomies that are no topics: what plugins for languages, co-authors and search note.
_NO_TOPICS = re.compile(
    r"post_format|language|post_status|author|following_users|\w+_translations|translation_priority|"
    r"yst_\w+|nav_menu|link_category|wp_\w+|\w*_visibility|\w*_type|\w*membership\w*",
    re.IGNORECASE,
)
_MORE = re.compile(r"<!--\s*(?:more|nextpage)[^>]*-->")
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_BARE = re.compile(
    r"^[ \t]*(https?://(?:www\.)?(?:youtu\.be|youtube\.com|vimeo\.com|twitter\.com|x\.com|"
    r"soundcloud\.com|open\.spotify\.com|flickr\.com)/\S+)[ \t]*$",
    re.MULTILINE,
)
_REUSED = re.compile(r"<!--\s*wp:block\s+(\{.*?\})\s*/?-->(?:\s*<!--\s*/wp:block\s*-->)?")
# Blocks that are made anew each time somebody looks.
_DYNAMIC = re.compile(r"<!--\s*wp:([a-z][\w/-]*)\s*(?:\{.*?\}\s*)?/-->", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|-scaled(?=\.\w+$)")
_MARKUP = re.compile(r"<(?:\w+:)?(?:status|post_type|post_password)>")
_DEEPEST = 5  # reusable blocks within each other


@dataclass
class _Item:
    """One item of an export: its fields by their names without a namespace."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    categories: list[tuple[str, str, str]] = field(default_factory=list)  # domain, name, nicename
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: int = 0
    twice: bool = False

    def said(self, name: str) -> str:
        return self.fields.get(name, "")

    def noted(self, key: str) -> str:
        return next((value for name, value in self.meta if name == key), "")

    @property
    def kind(self) -> str:
        return self.said("post_type")


@dataclass
class _Export:
    file: str
    people: dict[str, str] = field(default_factory=dict)
    library: dict[str, Media] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    items: list[_Item] = field(default_factory=list)
    ruled: list[tuple[str, str]] = field(default_factory=list)  # MemberPress: kind, and of what


def posts_in_export(
    file: str, source: Document, kinds: Sequence[str] = ()
) -> Iterator[Found | Refused | Damage]:
    """Yield posts, pages and the kinds that are asked for; say of all others what they are."""
    export = _Export(file)
    for element in elements(source.text, frozenset(("{*}author", "{*}wxr_version", "{*}item"))):
        name = _local(element)
        if name == "wxr_version" and (version := _text(element)) not in VERSIONS:
            yield Damage(file, f"is version {version[:20]} of the export; 1.0 to 1.2 are known")
        elif name == "author" and len(element):
            person = {_local(each): _text(each) for each in element}
            login, shown = person.get("author_login", ""), person.get("author_display_name", "")
            if shown.casefold() == login.casefold():  # as WordPress sets it: no name of a person
                names = (person.get(f"author_{each}_name", "") for each in ("first", "last"))
                shown = " ".join(filter(None, names))
            if shown:
                export.people[login] = shown
        elif name == "item":
            _sort(_item(element, len(export.items) + 1), export)
    left: Counter[str] = Counter()
    for item in export.items:
        if item.kind in POSTS | PAGES or item.kind in kinds:
            yield _post(item, export)
            item.fields.clear()  # of 400 MB nothing is held twice
        else:
            left[item.kind] += 1
    for kind, count in sorted(left.items()):
        yield Refused(file, _why(kind, count), _NAMES.get(kind, _unknown(kind)), count)


def _unknown(kind: str) -> str:
    return f"item of the kind '{kind}'" if kind else "item of no kind"


def _why(kind: str, count: int) -> str:
    said = f"holds {count:,} of the kind '{kind}'" if kind else f"holds {count:,} of no kind"
    if kind in ("attachment", "wp_block"):
        return f"{said}: those that posts show come along with them"
    ask = kind and kind not in _NAMES and not _MESSAGES.search(kind)
    return f"{said}: neither posts nor pages" + (f" (--kind {kind})" if ask else "")


def _local(element: Element) -> str:
    """Return the name of an element without its namespace, which WordPress writes in many ways."""
    return re.split(r"[}:]", str(element.tag))[-1]


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _item(element: Element, number: int) -> _Item:
    item = _Item(number)
    for each in element:
        if not isinstance(each.tag, str):
            continue
        name = _local(each)
        if name == "category":
            nicename = unquote(str(each.get("nicename") or ""))
            item.categories.append((str(each.get("domain") or "category"), _text(each), nicename))
        elif name == "postmeta":
            pair = {_local(part): _text(part) for part in each}
            item.meta.append((pair.get("meta_key", ""), pair.get("meta_value", "")))
        elif name == "comment":
            approved = (_text(part) for part in each if _local(part) == "comment_approved")
            item.comments += "1" in approved
        elif name == "encoded":
            item.fields["excerpt" if "excerpt" in str(each.tag) else "content"] = _text(each)
        else:
            item.twice |= name in ("status", "post_type") and name in item.fields
            item.fields.setdefault(name, _text(each))
    return item


def _sort(item: _Item, export: _Export) -> None:
    export.items.append(item)
    number = item.said("post_id")
    if item.kind == "attachment":
        address = item.said("attachment_url") or item.said("guid")
        alt = item.noted("_wp_attachment_image_alt")
        title = item.said("title")
        export.library[number] = Media(address, alt, title, item.said("post_parent"))
    elif item.kind == "wp_block" and not (
        why_state(item.said("status")) or item.said("post_password")
    ):
        export.blocks[number] = item.said("content")
    elif item.kind == "memberpressrule" and not why_state(item.said("status")):
        export.ruled.append((item.noted("_mepr_rules_type"), item.noted("_mepr_rules_content")))


def _closed(item: _Item, export: _Export) -> str:
    """Return why not everybody could read an item, or nothing."""
    if item.said("post_password"):
        return "it was behind a password"
    if why := why_state(item.said("status")):
        return why
    if item.twice or _MARKUP.search(item.said("content")):
        return "the export is mixed up there: it says more than one state"
    for name, value in item.meta:
        keeps_out = _MEMBERS.fullmatch(name) and not _HARMLESS.fullmatch(name)
        if keeps_out and word(value) not in _OPEN_TO_ALL:
            return f"a plugin kept readers out ('{name[:40]}')"
        if name in ("visibility", "_visibility") and (why := why_audience(value)):
            return why
    for kind, of_what in export.ruled:
        by_number = kind.startswith(("single", "parent"))
        if not by_number or of_what in (item.said("post_id"), item.said("post_parent")):
            return f"a rule of MemberPress kept readers out ('{kind[:40]}')"
    html = _with_blocks(item.said("content"), export, Found(""), 0)
    if _WALL.search(html):
        return "a part of it was for members only"
    if _CONDITION.search(html) or any(_CONDITION.search(value) for _, value in item.meta):
        return "a part of it was switched off, or shown to some readers only"
    if item.kind not in POSTS | PAGES:
        if _MESSAGES.search(item.kind):
            return f"'{item.kind}' holds what was written to you, not by you"
        if not _is_own(item.kind):
            return f"'{item.kind}' is not known to be a kind of text that everybody could read"
    return ""


def _is_own(kind: str) -> bool:
    """Return whether a kind is named as texts are that those who publish write themselves."""
    words = set(re.split(r"[^a-z]+", kind.lower()))
    return not words.isdisjoint(_OWN) and words.isdisjoint(_OTHERS)


def _post(item: _Item, export: _Export) -> Found:
    number = item.said("post_id")
    origin = f"{export.file}, post {number or '?'}"
    found = Found(origin, file=export.file, kind="page" if item.kind in PAGES else "post")
    found.title = words_of(parsed(item.said("title"))) if item.said("title") else ""
    found.closed = _closed(item, export)
    link = item.said("link")
    if link and not re.search(r"[?&](?:p|page_id|post_type)=", link):
        found.addresses.append(link)
    found.id = item.said("guid") or link
    found.slug = unquote(item.said("post_name"))
    if found.addresses:
        here = found.addresses[0].rstrip("/")
        slugs = (value for name, value in item.meta if name == "_wp_old_slug" and value)
        found.addresses += [joined_address(here, slug) + "/" for slug in dict.fromkeys(slugs)]
    _take_dates(found, item)
    if name := export.people.get(creator := item.said("creator"), ""):
        found.authors = [Name(name, creator, private=True)]
    _take_categories(found, item)
    if item.comments:
        s = "" if item.comments == 1 else "s"
        found.notes.lost.append(f"{item.comments:,} comment{s}")
    if item.kind not in POSTS | PAGES:
        found.notes.guessed.append(f"that '{item.kind}' is a kind of post")
    html = item.said("content")
    excerpt = (
        item.said("excerpt")
        or item.noted("_yoast_wpseo_metadesc")
        or item.noted("rank_math_description")
    )
    if "%%" in excerpt:  # Yoast's own signs
        excerpt = ""
    if not excerpt and (more := _MORE.search(html)):
        excerpt = _CAPTION.sub("", html[: more.start()])
    if words := plain_words(excerpt) if excerpt else "":
        found.summary = shortened(words)
    if thumbnail := export.library.get(item.noted("_thumbnail_id")):
        found.picture = picture_from(thumbnail.address, thumbnail.alt)
    whole = _whole(html, item, export, found)
    if not found.closed and not _SHOWS.search(_TAG.sub(_kept, whole)):
        found.close("it has no text here: what made the page keeps it elsewhere")
    take_html(found, whole, found.addresses[0] if found.addresses else "")
    return found


_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SHOWS = re.compile(r"<(?:img|iframe|video|audio)\b|\w", re.IGNORECASE)


def _kept(tag: re.Match[str]) -> str:
    """Return a tag that shows something by itself, and nothing of others."""
    return tag[0] if _SHOWS.match(tag[0]) else ""


def _take_dates(found: Found, item: _Item) -> None:
    universal, local = item.said("post_date_gmt"), item.said("post_date")
    written = None
    if universal and not universal.startswith("0000"):
        written = written_date(f"{universal}Z")
    if written is None and local and not local.startswith("0000"):
        written = written_date(local)
    written = written or written_date(item.said("pubDate"))
    if written is not None:
        found.date = written.stated
    elif not found.closed:
        found.close("its date cannot be read")


def _take_categories(found: Found, item: _Item) -> None:
    for kind, name, slug in item.categories:
        if not name or _NO_TOPICS.fullmatch(kind):
            continue
        if kind in ("series", "post_series", "publishpress_series"):
            found.series = Name(name, slug)
        elif slug != "uncategorized":
            found.categories.append(Name(name, slug, sure=kind == "category"))


def _whole(html: str, item: _Item, export: _Export, found: Found) -> str:
    """Return the HTML that WordPress would make of what it stores."""
    html = _with_blocks(html, export, found, 0)
    for name in dict.fromkeys(_DYNAMIC.findall(html)):
        if name not in ("more", "nextpage", "separator", "spacer", "block"):
            found.notes.lost.append(f"the block '{name}', which a program filled")
    html = _CAPTION.sub(_captioned, html)
    text = filled(html, export.library, item.said("post_id"))
    found.notes.lost += text.lost
    html = _BARE.sub(r'\n\n<p><a href="\1">\1</a></p>\n\n', text.html)
    html = html if "<!-- wp:" in html else with_paragraphs(html)
    return _with_alts(html, export.library) + _footnotes(item.noted("footnotes"), found)


def _with_blocks(html: str, export: _Export, found: Found, depth: int) -> str:
    """Return a text with the reusable blocks that it shows in their places."""

    def put(sign: re.Match[str]) -> str:
        try:
            number = str(json.loads(sign[1]).get("ref", ""))
        except (ValueError, AttributeError, RecursionError):
            number = ""
        if number not in export.blocks or depth >= _DEEPEST:
            found.notes.lost.append(f"the reusable block {number or '?'}, which is not there")
            return ""
        return _with_blocks(export.blocks[number], export, found, depth + 1)

    return _REUSED.sub(put, html)


def _with_alts(html: str, library: Library) -> str:
    """Return HTML whose pictures say what the media library says that they show."""
    if not library or "<img" not in html.lower():
        return html
    by_address = {_SIZE.sub("", each.address): each for each in library.values() if each.alt}

    def put(image: re.Match[str]) -> str:
        alt = _ALT.search(image[0])
        if alt and (alt[1] or alt[2] or "").strip():
            return image[0]
        number = re.search(r"wp-image-(\d+)", image[0])
        source = re.search(r"""\bsrc\s*=\s*["']([^"']+)""", image[0], re.IGNORECASE)
        media = library.get(number[1]) if number else None
        if (media is None or not media.alt) and source:
            media = by_address.get(_SIZE.sub("", source[1]))
        if media is None or not media.alt:
            return image[0]
        plain = _ALT.sub("", image[0]).rstrip("/> ")
        return f'{plain} alt="{escape(media.alt)}">'

    return _IMAGE.sub(put, html)


def _captioned(found: re.Match[str]) -> str:
    image = re.search(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", found[1])
    if image is None:
        return found[1]
    words = (found[1][: image.start()] + found[1][image.end() :]).strip()
    return f"\n\n<figure>{image[0]}<figcaption>{words}</figcaption></figure>\n\n"


def _footnotes(stored: str, found: Found) -> str:
    """Return the list of notes that the block editor keeps beside the text."""
    try:
        notes = json.loads(stored) if stored else []
    except (ValueError, RecursionError):
        found.notes.lost.append("the notes below the text, which cannot be read")
        return ""
    points = [
        f'<li id="{escape(str(note.get("id")))}">{note.get("content")} '
        f'<a href="#{escape(str(note.get("id")))}-link">back</a></li>'
        for note in notes
        if isinstance(note, dict) and note.get("id")
    ]
    return f"<ol>{''.join(points)}</ol>" if points else ""
