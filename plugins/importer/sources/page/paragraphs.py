"""The paragraphs of WordPress's older posts, in which an empty line ends one."""

from __future__ import annotations

import re

_KEPT_WHOLE = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_BLOCKS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe li main nav ol p section "
    "summary table tbody td tfoot th thead tr ul video audio"
).split()
_TAG = re.compile(rf"<(/?)({'|'.join(_BLOCKS)})\b[^<>]*?(/?)>", re.IGNORECASE)
# Elements in which an empty line ends a paragraph. In all others text stands as it is.
_HOLDERS = frozenset(
    "article aside blockquote body center details div fieldset footer header main nav "
    "section".split()
)
_EMPTY = frozenset(("hr",))


def with_paragraphs(html: str) -> str:
    """Return HTML whose paragraphs are elements, as WordPress reads its older posts."""
    out: list[str] = []
    open_tags: list[str] = []
    for number, part in enumerate(_KEPT_WHOLE.split(html)):
        if number % 3 == 1:
            out.append(part)
        elif number % 3 == 0:  # of three parts one is the name of the element
            at = 0
            for tag in _TAG.finditer(part):
                out.append(_run(part[at : tag.start()], open_tags))
                at = tag.end()
                _turn(tag, open_tags)
                out.append(tag[0])
            out.append(_run(part[at:], open_tags))
    return "\n".join(each for each in out if each)


def _turn(tag: re.Match[str], open_tags: list[str]) -> None:
    name = tag[2].lower()
    if tag[1]:
        if name in open_tags:
            del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name) :]
        return
    if open_tags and open_tags[-1] == "p":  # the next block ends a paragraph
        open_tags.pop()
    if not tag[3] and name not in _EMPTY:
        open_tags.append(name)


def _run(text: str, open_tags: list[str]) -> str:
    """Return text between two blocks, as paragraphs where it stands alone."""
    if not text.strip():
        return ""
    if any(name not in _HOLDERS for name in open_tags):
        return text
    paragraphs = [each.strip() for each in re.split(r"\n\s*\n", text) if each.strip()]
    return "".join("<p>{}</p>".format(re.sub(r"\s*\n\s*", "<br>", each)) for each in paragraphs)
