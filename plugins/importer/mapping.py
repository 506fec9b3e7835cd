"""What the words of a source (categories, authors, series) are called in the hub.

The file is proposed by the first run and kept by later ones, so that a person can change a line
before anything is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.content.vocabulary_index import VocabularyIndex
from plugins.importer.found import Name
from plugins.importer.places import slug_of
from plugins.model.disclosure import FIELDS

KINDS = ("topics", "authors", "series")
HEAD = """\
# What the words of the source become here. Change the right side, then run the import again:
# what it has not written yet follows this file.
#   a name of the hub      patient-engagement
#   several of them        [patient-engagement, culture]
#   one that is new        +falls
#   nothing                ""
"""
# What is said of new files and of all posts: texts in quotation marks.
TEXTS = {
    "roles": "what each new author does",
    "organisations": "where each new author works, if it matters",
    "descriptions": "one sentence on each new topic",
    "disclosure": 'of all posts, or of one author: "sponsor, ann-example"; "none" is an answer',
    "pictures": 'what pictures without a description show, by their names: "*logo*"',
    "gaps": 'what is taken out of all texts: "out"',
    "review": 'the day by which all posts are checked again: "by": "2027-06-01"',
}
MISSING = "pictures that are not there"
# What `check` finds of people and organisations in a text, and organisations may print, by rule.
CONTACTS = {
    "e-mail addresses": "email-address",
    "telephone numbers": "phone-number",
    "postcodes": "postcode",
}
_TEXT = re.compile(r'  ("(?:[^"\\]|\\.)*"): *("(?:[^"\\]|\\.)*")\s*(?:#.*)?')
_LINE = re.compile(r'  ("(?:[^"\\]|\\.)*"): *(""|\[[^\]]*\]|\+?[\w.-]+)\s*(?:#.*)?')


@dataclass
class Mapping:
    """For each kind: the names of the hub by the words of the source. A `+` marks a new name."""

    known: dict[str, dict[str, tuple[str, ...]]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    why: dict[tuple[str, str], str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(
        default_factory=lambda: {
            **{kind: {} for kind in TEXTS},
            "disclosure": dict.fromkeys(FIELDS, ""),
            "gaps": dict.fromkeys((MISSING, *CONTACTS), ""),
            "review": {"by": ""},
        }
    )

    def said(self, kind: str, word: str) -> str:
        """Return what the file says of a new name; an empty line is offered where it is silent."""
        return self.texts[kind].setdefault(word, "")

    def disclosed(self, field: str, authors: Sequence[str]) -> str:
        """Return what a post declares: what is said of one of its authors, or of all posts."""
        table = self.texts["disclosure"]
        own = (table.get(f"{field}, {author}", "") for author in authors)
        return next(filter(None, own), "") or table.get(field, "")

    def picture(self, path: str) -> str:
        """Return what a picture shows, by the first pattern that its name fits."""
        name = path.rpartition("/")[2]
        table = self.texts["pictures"]
        return next((said for pattern, said in table.items() if fnmatch(name, pattern)), "")

    def takes_out(self, what: str) -> bool:
        """Return whether something is taken out of all texts. Raises SiteFault if it is unclear."""
        said = self.texts["gaps"].get(what, "")
        if said not in ("", "out"):
            raise SiteFault(
                f'map.yaml: "{what}" is "{said}"; write "out" to take them out of all texts, or ""',
                1,
            )
        return said == "out"

    def names(self, kind: str, name: Name, shelf: VocabularyIndex) -> tuple[str, ...]:
        """Return what a word of the source becomes; propose it where the file does not say."""
        table = self.known[kind]
        if name.text not in table:
            table[name.text], why = proposed(kind, name, shelf)
            if why:
                self.why[kind, name.text] = why
        return table[name.text]

    def text(self) -> str:
        lines = [HEAD]
        for kind in KINDS:
            lines.append(f"{kind}:\n")
            for word in sorted(self.known[kind], key=str.casefold):
                names = self.known[kind][word]
                value = names[0] if len(names) == 1 else f"[{', '.join(names)}]" if names else '""'
                why = self.why.get((kind, word), "")
                comment = f"  # {why}" if why else ""
                lines.append(f"  {json.dumps(word, ensure_ascii=False)}: {value}{comment}\n")
        for kind, hint in TEXTS.items():
            lines.append(f"{kind}:  # {hint}\n")
            for pair in self.texts[kind].items():
                word, said = (json.dumps(each, ensure_ascii=False) for each in pair)
                lines.append(f"  {word}: {said}\n")
        return "".join(lines)


def read_mapping(path: Path) -> Mapping:
    """Return what the file says. Raises SiteFault for a line that cannot be read."""
    mapping = Mapping()
    if not path.is_file():
        return mapping
    kind = ""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        head = re.fullmatch(r"(\w+):\s*(?:#.*)?", line.rstrip())
        if head and head[1] in (*KINDS, *TEXTS):
            kind = head[1]
            continue
        if kind in TEXTS and (text := _TEXT.fullmatch(line.rstrip())):
            mapping.texts[kind][str(json.loads(text[1]))] = str(json.loads(text[2]))
            continue
        found = _LINE.fullmatch(line.rstrip()) if kind not in TEXTS else None
        if found is None or not kind:
            example = '"sponsor": "none"' if kind in TEXTS else '"Falls": +falls'
            hint = f"write a line as the others, such as   {example}"
            raise SiteFault(f"{path}:{number}: cannot be read; {hint}", 1)
        value = found[2].strip("[]").replace('""', "")
        names = tuple(each.strip() for each in value.split(",") if each.strip())
        mapping.known[kind][str(json.loads(found[1]))] = names
    return mapping


def proposed(kind: str, name: Name, shelf: VocabularyIndex) -> tuple[tuple[str, ...], str]:
    """Return what a word most likely means here, and why that is a guess."""
    terms = shelf.of(kind)
    for given in (name.slug, name.text) if not name.private else (name.text, slug_of(name.text)):
        if given.casefold() in terms:
            return (given.casefold(),), ""
    by_name = {
        each.casefold(): term.slug for term in terms.values() for each in (term.name, *term.others)
    }
    word = name.text.casefold()
    if word in by_name:
        return (by_name[word],), ""
    plain = re.sub(r"\W+", " ", word.replace("&", "and")).strip()
    loose = {
        re.sub(r"\W+", " ", each.replace("&", "and")).strip(): s for each, s in by_name.items()
    }
    if plain in loose:
        return (loose[plain],), ""
    if year := re.search(r"\b((?:19|20)\d\d)\b", word):
        same = [term.slug for term in terms.values() if term.year == int(year[1])]
        if len(same) == 1:
            return (same[0],), "the series of that year"
    if near := get_close_matches(plain, loose, n=1, cutoff=0.82):
        return (loose[near[0]],), f"close to '{near[0]}': is it the same?"
    # A login of the old site may be the word of an address there; it is written nowhere.
    slug = (slug_of(name.slug) if not name.private else "") or slug_of(name.text)
    if not slug or (kind == "topics" and not name.sure):
        return (), "a tag that the hub has no topic for"
    return (f"+{slug}",), "not here yet: it will be added"
