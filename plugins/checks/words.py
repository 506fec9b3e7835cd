"""The words of readers in `content/words.yaml`: each means something that can be found here."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.content.front_matter import parse_data, read_text
from plugins.language.words import beginnings, words_of
from plugins.model.library import Library

FILE = "words.yaml"


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield every word that leads back to itself, or means what nothing public speaks of."""
    words = {each.word: each.means for each in site.assembled.records.words}
    if not words:
        return
    ways = {_key(word): [_key(meant) for meant in means] for word, means in words.items()}
    for word in words:
        if (way := _way_back(_key(word), ways)) is not None:
            shown = " \u2192 ".join(f"'{each}'" for each in way)
            what = f"'{word}' leads back to itself ({shown})"
            hint = "delete one of these lines; a search looks for both words anyway"
            yield Problem(FILE, _line(site, word), what, hint, "word-cycle")
    wanted = {meant: beginnings(meant) for means in words.values() for meant in means}
    known = _known({each for parts in wanted.values() for each in parts}, site.assembled.public)
    for word, means in words.items():
        for meant in means:
            # A word that this file explains itself is known by that.
            if _key(meant) in ways or all(each in known for each in wanted[meant]):
                continue
            what = f"'{word}' means '{meant}', which nothing public speaks of"
            hint = "write what posts, topics or the glossary call it"
            yield Problem(FILE, _line(site, word), what, hint, "unknown-word")


def _line(site: CheckContext, word: str) -> int:
    text, _ = read_text(FILE, site.content.folder.read(FILE))
    return parse_data(FILE, text)[0].line((word,))


def _key(phrase: str) -> str:
    return " ".join(words_of(phrase))


def _way_back(word: str, ways: dict[str, list[str]]) -> list[str] | None:
    """Return the way from a word to itself, if there is one."""
    line: list[list[str]] = [[word]]
    seen: set[str] = set()
    while line:
        way = line.pop(0)
        for other in ways.get(way[-1], ()):
            if other == word:
                return [*way, word]
            if other not in seen:
                seen.add(other)
                line.append([*way, other])
    return None


def _known(wanted: set[str], library: Library) -> set[str]:
    """Return which of some beginnings of words are in what is public: names first, then texts."""
    left = set(wanted)
    for text in _texts(library):
        found = words_of(text)
        left -= {each for each in left if any(word.startswith(each) for word in found)}
        if not left:
            break
    return wanted - left


def _texts(library: Library) -> Iterator[str]:
    for topic in library.topics:
        yield " ".join((topic.name, topic.description, *topic.synonyms))
    for term in library.terms:
        yield " ".join((term.name, term.short, term.means))
    for service in library.services:
        yield " ".join((service.name, service.whom, *service.subjects))
    for route in library.routes:
        yield " ".join((route.name, route.what, *route.steps))
    for post in library.posts:
        yield f"{post.title} {post.summary}"
    for source in library.sources:
        yield source.title
    for page in library.pages:
        yield f"{page.title} {page.summary}"
    for rule in library.rules:
        yield f"{rule.name} {rule.summary}"
    for made in library.recommendations:
        yield f"{made.name} {made.words}"
    bodies = [each.introduction for each in library.topics]
    bodies += [each.introduction for each in library.series]
    bodies += [each.introduction for each in library.authors]
    bodies += [each.body for each in library.pages]
    bodies += [each.body for each in library.posts]
    for body in bodies:
        yield body.__html__()
