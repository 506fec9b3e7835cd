"""What WordPress and its plugins write into a text in brackets, as the HTML that readers saw.

What has a place in a post is kept: pictures, sounds, films, buttons, quotations, boxes, headings. A
wrapper goes and its words stay. What only a program could fill is left out and named. Brackets
that are none of these are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote


@dataclass(frozen=True)
class Media:
    """A file of the media library: where it lies, what it shows, and the item that it hangs on."""

    address: str
    alt: str = ""
    title: str = ""
    parent: str = ""


Library = Mapping[str, Media]  # by the number of the file


@dataclass
class Filled:
    """A text without shortcodes. `lost` names those that nothing stands for."""

    html: str
    lost: list[str] = field(default_factory=list)


_SIGN = re.compile(
    r"(?P<tag><[a-zA-Z/][^<>]*>)|"
    r"\[(?P<escaped>\[)?(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)"
    r"(?P<said>(?:\s+(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*)?)\s*/?\](?P<end>\])?"
)
_VALUE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|(\S+)""")
_VIDEO = re.compile(r"\[(youtube|vimeo|embed|audio|video|fusion_imageframe|fusion_youtube)"
                    r"([^\]]*)\]\s*([^\s\[\]<>]+)\s*\[/\1\]")  # fmt: skip
# Shortcodes of WordPress and of the plugins that most blogs have, and that only they can fill.
_PROGRAMS = frozenset(
    "playlist contact-form-7 contact-form gravityform gravityforms mc4wp_form toc footnotes "
    "ninja_form ninja_forms wpforms newsletter newsletter_form social_share addtoany sharethis "
    "recent_posts display-posts sc_embed_player table tablepress more googlemaps formidable "
    "jetpack_subscription_form subscribe2 wpdm_package rev_slider layerslider map caldera_form "
    "ultimate_member events_list tribe_events advanced_iframe do_widget polldaddy poll quiz".split()
)
_WRAPPERS = frozenset(
    "row column columns one_half one_third two_third one_fourth three_fourth one_half_last "
    "one_third_last two_third_last section container text tabs tab accordion accordions clear "
    "center dropcap highlight caption".split()
)
_BUILDERS = re.compile(
    r"(?:vc|et_pb|fusion|av|su|cs|tatsu|mk|dt|nectar|tagdiv|td|themify|x|fl|wpb|thrive|siteorigin|"
    r"mgl|ult|bsf|stm|eltdf|qode|edgtf|mkdf|heading|kc|minti|gdlr|ux|vcex)_\w+"
)
_QUOTES = frozenset("quote blockquote pullquote su_quote su_pullquote dt_quote av_quote".split())
_BOXES = frozenset("note box info su_note su_box alert message vc_message infobox".split())
_TITLED = frozenset(
    "toggle accordion_item accordion-item su_spoiler su_tab vc_tta_section vc_toggle tab "
    "et_pb_toggle et_pb_tab et_pb_accordion_item et_pb_blurb et_pb_cta fusion_toggle fusion_tab "
    "av_toggle av_tab vc_tab vc_accordion_tab collapse expand".split()
)
_BUTTONS = re.compile(r"(?:\w+_)?(?:button|btn)")


def filled(html: str, library: Library, number: str) -> Filled:
    """Return a text of the item `number` with what its shortcodes stand for."""
    out = Filled(html)
    names: dict[str, None] = {}

    def enclosed(found: re.Match[str]) -> str:
        address = unescape(found[3])
        made = _of(found[1].removeprefix("fusion_"), {**_values(found[2]), "": address}, library,
                   number)  # fmt: skip
        return found[0] if made is None else made

    def put(sign: re.Match[str]) -> str:
        if sign["tag"]:  # what stands in an attribute is text
            return sign[0]
        if sign["escaped"]:
            return sign[0] if not sign["end"] else sign[0][1:-1]
        name = sign["name"].lower()
        end = sign["end"] or ""
        said = _values(sign["said"])
        known = name in _WRAPPERS or _BUILDERS.fullmatch(name)
        if sign["close"]:
            made = _closing(name, bool(known))
        else:
            made = _of(name, said, library, number)
            if made is None and known:
                made = _titled(name, said)
            elif made is None and (name in _PROGRAMS or (said.keys() - {""} and "=" in sign[0])):
                names[name] = None
                made = "\n\n"
        return sign[0] if made is None else made + end

    if "[" in html:
        out.html = _SIGN.sub(put, _VIDEO.sub(enclosed, html))
    out.lost = [f"the shortcode [{name}]" for name in sorted(names)]
    return out


def _values(said: str) -> dict[str, str]:
    """Return what a shortcode says; the first word without a name has the name ""."""
    values: dict[str, str] = {}
    for each in _VALUE.finditer(unescape(said or "")):
        name = (each[1] or "").lower()
        value = each[5] if each[5] is not None else (each[2] or each[3] or each[4] or "")
        values.setdefault(name, value.strip("\u201c\u201d\u2033\"'= "))
    return values


def _closing(name: str, known: bool) -> str | None:
    if name in _QUOTES:
        return "</blockquote>\n\n"
    if name in _BOXES:
        return "</aside>\n\n"
    if _BUTTONS.fullmatch(name):
        return "</a>\n\n"
    known = known or name in _PROGRAMS or name in _TITLED or name in _MADE
    return "\n\n" if known else None


def _of(name: str, said: Mapping[str, str], library: Library, number: str) -> str | None:
    """Return what a shortcode stands for, or nothing if it is none that shows something."""
    if name in _QUOTES:
        return "\n\n<blockquote>"
    if name in _BOXES:
        return '\n\n<aside class="note">'
    if _BUTTONS.fullmatch(name):
        address = said.get("link") or said.get("url") or said.get("href") or said.get("button_url")
        address = _address(address or "")
        words = said.get("title") or said.get("button_text") or said.get("text") or ""
        return f'\n\n<a href="{escape(address)}">{escape(words)}' if address else "\n\n<a>"
    if name in _TITLED:
        return _titled(name, said)
    make: Callable[[Mapping[str, str], Library, str], str | None] | None = _MADE.get(name)
    return make(said, library, number) if make else None


def _titled(name: str, said: Mapping[str, str]) -> str:
    title = said.get("title") or said.get("heading") or (said.get("text") or "" if
            name.endswith("heading") else "")  # fmt: skip
    return f"\n\n<h3>{escape(title)}</h3>\n\n" if title else "\n\n"


def _address(said: str) -> str:
    """Return an address; WPBakery packs it as `url:https%3A%2F%2F...|title:...`."""
    packed = re.match(r"url:([^|]*)", said)
    return unquote(packed[1]) if packed else said


def _link(address: str, words: str = "") -> str:
    return f'\n\n<p><a href="{escape(address)}">{escape(words or address)}</a></p>\n\n'


def _image(media: Media) -> str:
    return f'<p><img src="{escape(media.address)}" alt="{escape(media.alt)}"></p>'


def _gallery(said: Mapping[str, str], library: Library, number: str) -> str | None:
    wanted = re.findall(r"\d+", said.get("ids") or said.get("include") or said.get("images")
                        or said.get("gallery_ids") or said.get("image_ids") or "")  # fmt: skip
    if not wanted:
        wanted = [key for key, media in library.items() if number and media.parent == number]
    made = [_image(library[each]) for each in wanted if each in library]
    return f"\n\n{''.join(made)}\n\n" if made else None


def _single(said: Mapping[str, str], library: Library, _: str) -> str | None:
    number = said.get("image") or said.get("id") or said.get("image_id") or ""
    if number in library:
        return f"\n\n{_image(library[number])}\n\n"
    address = said.get("src") or said.get("url") or said.get("") or said.get("image") or ""
    if not re.match(r"https?://|/", address):
        return None
    return f"\n\n{_image(Media(address, said.get('alt', '')))}\n\n"


def _sound(said: Mapping[str, str], library: Library, number: str) -> str | None:
    kinds = ("src", "mp3", "m4a", "ogg", "wav", "wma", "url", "")
    address = next((said[each] for each in kinds if said.get(each)), "")
    return f'\n\n<audio src="{escape(address)}"></audio>\n\n' if "/" in address else None


def _film(said: Mapping[str, str], library: Library, number: str) -> str | None:
    kinds = ("src", "mp4", "m4v", "webm", "ogv", "flv", "mov", "url", "link", "")
    address = next((said[each] for each in kinds if said.get(each)), "")
    if re.search(r"youtu\.?be|vimeo", address):
        return _link(address)
    return f'\n\n<video src="{escape(address)}"></video>\n\n' if "/" in address else None


def _tube(said: Mapping[str, str], library: Library, number: str) -> str | None:
    given = (said.get("") or said.get("id") or said.get("url") or said.get("src") or "").strip()
    if given.startswith("http"):
        return _link(given)
    known = re.fullmatch(r"[\w-]{6,20}", given)
    return _link(f"https://www.youtube.com/watch?v={given}") if known else None


def _vimeo(said: Mapping[str, str], library: Library, number: str) -> str | None:
    given = said.get("") or said.get("id") or said.get("url") or ""
    if given.startswith("http"):
        return _link(given)
    return _link(f"https://vimeo.com/{given}") if given.isdecimal() else None


def _tweet(said: Mapping[str, str], library: Library, number: str) -> str | None:
    given = said.get("") or said.get("id") or said.get("url") or ""
    if given.startswith("http"):
        return _link(given)
    return _link(f"https://twitter.com/i/status/{given}") if given.isdecimal() else None


def _embed(said: Mapping[str, str], library: Library, number: str) -> str | None:
    given = said.get("") or said.get("src") or said.get("url") or ""
    return _link(given) if given.startswith("http") else None


def _heading(said: Mapping[str, str], library: Library, number: str) -> str | None:
    text = said.get("text") or said.get("title") or ""
    return f"\n\n<h2>{escape(text)}</h2>\n\n" if text else None


_MADE: dict[str, Callable[[Mapping[str, str], Library, str], str | None]] = {
    **dict.fromkeys("gallery vc_gallery et_pb_gallery fusion_gallery av_gallery".split(), _gallery),
    **dict.fromkeys("vc_single_image et_pb_image av_image image imageframe img".split(), _single),
    **dict.fromkeys(("audio", "et_pb_audio", "fusion_audio"), _sound),
    **dict.fromkeys("video vc_video et_pb_video av_video wpvideo fusion_video".split(), _film),
    **dict.fromkeys(("youtube", "fusion_youtube", "su_youtube"), _tube),
    **dict.fromkeys(("vimeo", "fusion_vimeo", "su_vimeo"), _vimeo),
    **dict.fromkeys(("tweet", "twitter"), _tweet),
    **dict.fromkeys(("embed", "instagram", "facebook", "soundcloud", "spotify"), _embed),
    **dict.fromkeys(("vc_custom_heading", "heading", "su_heading", "av_heading"), _heading),
}  # fmt: skip
