"""Links and images that are none, and addresses of links that are given twice or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.content.markdown.fault import Fault, shortened

# What can be meant as an address: prose in brackets holds spaces, or no sign of one.
_ADDRESS = r"(?:https?:|www\.|mailto:|\.{0,2}/|#)[^\s()\[\]]*|[\w%.-]+(?:/[\w%.-]+)*\.(?:md|html?|png|jpe?g|gif|webp|svg|pdf)(?:#[\w-]*)?|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|uk|eu|gov|info|int)(?:/[^\s()\[\]]*)?"
_APART_FROM = re.compile(r"\]\s+\(")
_GAP = re.compile(rf"(!?)\[([^\[\]\n]+)\]\s+\(({_ADDRESS})\)")
_SWAPPED = re.compile(rf"(!?)\(([^()\[\]\n]+)\)\[({_ADDRESS})\]")
_PAIR = re.compile(
    r"(?<![\w\]])(!?)\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?)\]\[([^\[\]^]*)\](?![(:\[])"
)
_SPACED = re.compile(
    r"(!?)\[([^\[\]\n]*)\]\(\s*((?:https?:/|www\.|\.{0,2}/|[\w-]+/)?[^()<>\n\"']*?[^()<>\n\"'\s]\s+[^()<>\n\"']*?)\s*\)"
)
_APART = re.compile(r"!\s+\[([^\[\]\n]+)\]\(([^()\s]+)")
_OPEN = re.compile(
    rf"(?<!\\)(!?)\[([^\[\]\n]+)\]\(((?>{_ADDRESS}))(?=[ \t]*(?:$|[^\s\")'(]))", re.M
)
_DEFINED = re.compile(r"\n {0,3}\[([^\]\[^\n][^\]\[\n]*)\]:[ \t]*\n?[ \t]*(<[^<>\n]*>|\S+)([^\n]*)")
# Behind '](' and ']: ' an address between < and > may hold blanks; alone it may not.
_AUTOLINK = re.compile(
    r"(?<!\\)(?<!\]\()(?<!\]: )<(https?://[^\s<>\"']+(?:[ \t]+[^\s<>\"']+)+)[ \t]*>"
)
_TITLE = re.compile(r"\s*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))?\s*")
_SOME_ADDRESS = re.compile(r"[/.#:@]")


def faults(prose: str, text: str) -> Iterator[Fault]:
    """Yield what is wrong with the links of a text; `prose` is it without code, as long."""
    defined: dict[str, str] = {}
    if "]:" in prose:
        yield from _definitions(prose, text, defined)
    if _APART_FROM.search(prose):
        for found in _GAP.finditer(prose):
            if _name(found[2]) not in defined and not _escaped(prose, found):
                mark, words, address = found.groups()
                what = f"'{shortened(found[0])}' is no {_kind(mark)}: a space stands between ']' and '('"
                yield Fault(
                    found.start(),
                    what,
                    f"write '{mark}[{shortened(words)}]({address})'",
                    "link-form",
                )
    if ")[" in prose:
        for found in _SWAPPED.finditer(prose):
            mark, words, address = found.groups()
            what = f"'{shortened(found[0])}' is no {_kind(mark)}: its brackets are swapped"
            yield Fault(
                found.start(), what, f"write '{mark}[{shortened(words)}]({address})'", "link-form"
            )
    if "][" in prose:
        yield from _undefined(prose, text, defined)
    if "](" in prose:
        yield from _spaced(prose)
    if "! [" in prose:
        for found in _APART.finditer(prose):
            if re.search(r"\.(?:png|jpe?g|gif|webp|svg)$", found[2], re.IGNORECASE):
                what = "a space stands between '!' and '[', so that a link is shown and no image"
                yield Fault(
                    found.start(),
                    what,
                    f"write '![{shortened(found[1])}]({found[2]})'",
                    "link-form",
                )


def spaced_addresses(prose: str) -> Iterator[Fault]:
    """Yield each address that is written between < and > and holds blanks."""
    for found in _AUTOLINK.finditer(prose):
        what = f"the address '{shortened(found[1], 60)}' holds a space"
        hint = f"write '<{'%20'.join(found[1].split())}>'"
        yield Fault(found.start(), what, hint, "link-form")


def _escaped(prose: str, found: re.Match[str]) -> bool:
    return prose[max(found.start() - 1, 0) : found.start()] == "\\"


def _kind(mark: str) -> str:
    return "image" if mark else "link"


def _name(words: str) -> str:
    return " ".join(words.split()).casefold()


def _definitions(prose: str, text: str, defined: dict[str, str]) -> Iterator[Fault]:
    used = None
    for found in _DEFINED.finditer(f"\n{prose}"):
        if not _TITLE.fullmatch(found[3]):
            continue  # words follow: it is a sentence, and shown as one
        written, at = text[found.start(1) - 1 : found.end(1) - 1], found.start(1) - 2
        name = _name(written)
        if name in defined:
            what = f"the address of [{written}] is given twice, and the first of them counts"
            hint = (
                "give one of them another name"
                if defined[name] != found[2]
                else "delete one of them"
            )
            yield Fault(at, what, hint, "doubled-link")
        defined.setdefault(name, found[2])
        if not _SOME_ADDRESS.search(found[2]):
            used = used if used is not None else text.casefold()
            if used.count(f"[{written.casefold()}]") < 2:
                what = f"'{shortened(found[0])}' is taken for the address of a link, and not shown"
                yield Fault(
                    at, what, f"write '\\[{written}]:' with a backslash before it", "hidden-line"
                )


def _undefined(prose: str, text: str, defined: dict[str, str]) -> Iterator[Fault]:
    for found in _PAIR.finditer(prose):
        mark = found[1]
        words, name = (text[slice(*found.span(number))] for number in (2, 3))
        if _escaped(prose, found) or not words.strip():
            continue
        if _name(name or words) in defined or (words.isdigit() and name.isdigit()):
            continue
        if not name.strip() and not words.strip(" xX"):
            continue
        what = f"'{shortened(text[slice(*found.span())])}' is no {_kind(mark)}: no line '[{name or words}]: ...' gives its address"
        hint = f"add the line '[{name or words}]: https://...', or write '{mark}[{shortened(words)}](address)'"
        yield Fault(found.start(), what, hint, "link-form")


_TITLED = re.compile(r"\]\([^()\s\"]+[ \t]+\"")
_QUOTED_TITLE = re.compile(
    r"(!?)\[([^\[\]\n]*)\]\([^()\s\"]+[ \t]+\"[^\"\n]*\"[^\"\n)]+\"[^\n)]*\)"
)


def _spaced(prose: str) -> Iterator[Fault]:
    for found in _QUOTED_TITLE.finditer(prose) if _TITLED.search(prose) else ():
        what = f"the title of the {_kind(found[1])} '{shortened(found[2])}' holds quotation marks of its own"
        yield Fault(found.start(), what, "write “ and ” within it", "link-form")
    spaced = unclosed = False
    at = prose.find("](")
    while at >= 0:
        end, line = prose.find(")", at), prose.find("\n", at)
        if end < 0 or (0 <= line < end):
            unclosed = True
        elif " " in prose[at:end]:
            spaced = True
            unclosed = unclosed or "(" in prose[at + 2 : end]
        at = prose.find("](", at + 2)
    for found in _SPACED.finditer(prose) if spaced else ():
        mark, words, address = found.groups()
        if _escaped(prose, found) or not _SOME_ADDRESS.search(address):
            continue
        better = re.sub(r"\s+", "%20", address.strip())
        if size := re.search(r"\s+=\d*x\d*\Z", address.rstrip()):
            what = f"'{size[0].strip()}' gives the image '{shortened(words)}' a size, which makes it no image here"
            hint = "delete it; pages show each image as wide as there is room"
            yield Fault(found.start(), what, hint, "link-form")
            continue
        if re.search(r"https?://\S+\s+\S*[“”]|\s[“”]", address):
            what = f"the title of the {_kind(mark)} '{shortened(words)}' stands in curly quotes"
            yield Fault(found.start(), what, 'write it in straight quotes: "..."', "link-form")
            continue
        what = f"the address of the {_kind(mark)} '{shortened(words)}' holds a space"
        yield Fault(found.start(), what, f"write '{better}'", "link-form")
    for found in _OPEN.finditer(prose) if unclosed else ():
        mark, words, address = found.groups()
        what = f"the {_kind(mark)} '{shortened(words)}' is not closed"
        yield Fault(
            found.start(), what, f"write ')' behind '{shortened(address, 60)}'", "link-form"
        )
