"""What stands round a text on a page, and in the lines at its end.

Only short pieces that begin as such pieces do are furniture. A paragraph that speaks of a
newsletter in passing is not.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from plugins.importer.text.cleaning import classes_of, is_gone, tags_of, words_of

# A piece longer than this says something of its own.
_MOST_WORDS = 24
# How many blocks at the end of a text are looked at.
_TAIL = 14

_BOILERPLATE = re.compile(
    r"(?:sign[ -]?up|subscribe|register|join)\b.{0,60}\b(?:newsletter|mailing list|updates?|"
    r"e-?mails?|alerts?|hub)\b|"
    r"(?:sign up|subscribe|log in|sign in|register)\s*[!.]?$|"
    r"(?:get|receive) (?:our|the|new|latest).{0,40}(?:in)?(?: your)? (?:inbox|e-?mail|newsletter)|"
    r"(?:share|tweet|like|e-?mail|print)(?: this)?(?: (?:page|post|article|blog|story))?"
    r"(?: (?:on|via|by|with)\b.{0,60})?\s*:?$|"
    r"(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|pinterest|bluesky|mastodon|instagram|youtube"
    r"|threads|copy link)(?:[\s,|/\u2022\u00b7]+(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|"
    r"pinterest|bluesky|mastodon|instagram|youtube|threads|copy link))*$|"
    r"follow us\b|(?:find|like) us on\b|connect with us\b|"
    r"(?:recent|related|similar|popular|other|more|latest|previous|next)"
    r" (?:posts?|articles?|blogs?|stories|reading|news)\b.{0,40}$|"
    r"you (?:may|might) also (?:like|be interested)|read (?:more|next)\b.{0,40}$|"
    r"leave a (?:reply|comment)|post a comment|(?:\d+|no) comments?\b.{0,20}$|"
    r"comments? (?:are )?(?:closed|off)|add a comment|"
    r"back to (?:top|blog|all|news|home|the top)\b.{0,30}$|"
    r"(?:\u00a9|\(c\)|copyright)\s.{0,80}|all rights reserved|"
    r"registered (?:charity|company|office)\b|"
    r"(?:charity|company) (?:registration )?(?:number|no)\b|"
    r"(?:privacy|cookies?|terms)(?: (?:policy|notice|statement|and conditions|of use))?"
    r"(?:\s*[|\u2022\u00b7,]\s*.{0,60})?$|"
    r"(?:we use|this (?:web)?site uses) cookies\b|accept (?:all )?cookies|"
    r"(?:filed under|tagged(?: with)?|posted in|categories|tags)\s*:|"
    r"the post .{0,160} (?:appeared first|first appeared) on\b|"
    r"(?:skip to|jump to) (?:main )?content|(?:main )?menu$|search$|loading\b",
    re.IGNORECASE,
)
# The parts of a page that hold no text of a post, by element, role, class or id.
_ELEMENTS = frozenset("nav footer template".split())
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "dialog"))
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:share|sharing|sharedaddy|social|addtoany|jp-relatedposts|related|recommended|"
    r"comments?|respond|newsletter|subscribe|signup|sidebar|widget|breadcrumbs?|crumbs|pagination|"
    r"pager|post-?nav(?:igation)?|neighbours|navigation|site-?(?:header|footer)|masthead|cookie\w*|"
    r"consent|advert\w*|promo|author-?(?:bio|box)|toc|table-of-contents|contents|entry-footer|"
    r"hs-cta\w*|skip|print-only|popup|modal)(?:$|[-_ ])",
    re.IGNORECASE,
)


# Builders of pages, which call every part of a text a widget, a module or a promo.
_BUILDERS = ("elementor", "so-", "sow-", "panel", "et_pb", "fl-", "vc_", "wpb_")
# What stands where a post was withdrawn: a notice in its place, and no word of it.
_NOTICE = re.compile(r"(?:this|a) post was withdrawn\.?$", re.IGNORECASE)
WITHDRAWN = "says that a post was withdrawn, and has no word of it"


def is_notice(title: str) -> bool:
    """Return whether a title is that of a notice, not of a post."""
    return bool(_NOTICE.match(" ".join(title.split())))


def is_boilerplate(text: str) -> bool:
    """Return whether a line is of those that stand round every text."""
    words = text.split()
    return bool(words) and len(words) <= _MOST_WORDS and bool(_BOILERPLATE.match(" ".join(words)))


def take_furniture(root: Tag) -> None:
    """Take out the parts of a page that are no text."""
    for tag in tags_of(root):
        if not is_gone(tag) and _is_furniture(tag):
            tag.decompose()


def _is_furniture(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article"):
        return False
    if tag.name in _ELEMENTS or tag.get("role") in _ROLES:
        return not tag.find(class_=re.compile("^(?:prose|entry-content|post-content)$"))
    if tag.name not in ("div", "section", "aside", "ul", "ol", "header", "span", "p", "form", "a"):
        return False
    names = [*classes_of(tag), str(tag.get("id") or "")]
    if any(name.startswith(_BUILDERS) for name in names):
        names = [each for each in names if not each.startswith((*_BUILDERS, "widget"))]
    if not any(name and _NAMES.search(name) for name in names) or "callout" in names:
        return False
    return tag.find(["article", "main", "h1"]) is None


def take_boilerplate(root: Tag, title: str) -> list[str]:
    """Take the title and the furniture out of a text; return what of it is worth a word."""
    first = root.find(["h1", "h2"])
    same = isinstance(first, Tag) and words_of(first).casefold() == title.casefold() != ""
    if isinstance(first, Tag) and same and (first.name == "h1" or not _text_before(first, root)):
        first.decompose()
    lost: list[str] = []
    for block in reversed(_last_blocks(root)):
        text = words_of(block)
        if not text:
            continue
        if not is_boilerplate(text):
            break
        lost.append(f"'{text[:80]}', which stands round every text")
        block.decompose()
    return lost[::-1]


_BLOCKS = frozenset(("p", "li", "div", "h2", "h3", "h4", "h5", "h6"))


def _last_blocks(root: Tag) -> list[Tag]:
    """Return the elements that hold text and no other such element, in their order."""
    holders: set[int] = set()
    found: list[Tag] = []
    for tag in reversed(tags_of(root)):
        if id(tag) in holders or not (tag.name in _BLOCKS or tag.name in ("span", "a")):
            continue
        if tag.name not in _BLOCKS and any(each.name in _BLOCKS for each in _near(tag, root)):
            continue  # it belongs to the text of a block
        found.append(tag)
        if len(found) == _TAIL:
            break
        for parent in tag.parents:
            if id(parent) in holders:
                break
            holders.add(id(parent))
    return found[::-1]


def _near(tag: Tag, root: Tag) -> list[Tag]:
    """Return the two elements round one, below the root."""
    return [each for each in list(tag.parents)[:2] if each is not root]


def _text_before(tag: Tag, root: Tag) -> bool:
    before = tag.find_previous(string=lambda text: bool(text and text.strip()))
    return before is not None and any(parent is root for parent in before.parents)
