"""Topics, series, authors and facets: what posts are listed by."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.model.post import AUDIENCES, EVERYONE, KINDS, NATIONS, PLAIN
from plugins.model.text import Body


@dataclass(frozen=True, kw_only=True)
class Topic:
    slug: str
    url: str
    name: str
    description: str
    parent: str = ""
    start_here: tuple[str, ...] = ()  # documents of the posts to read first
    synonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Series:
    """A planned run of posts. `parts` are the planned titles, in order."""

    slug: str
    url: str
    title: str
    parts: tuple[str, ...]
    year: int | None = None
    complete: bool = False
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Author:
    slug: str
    url: str
    name: str
    role: str
    organisation: str = ""
    guest: bool = False
    kind: str = "person"  # or "team"
    interests: str = ""
    orcid: str = ""
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A value of a field that has few, known beforehand: an audience, a nation, a kind.

    `value` is what the header says, `name` what lists and filters call it, and `title` what its
    page and its feed are called. The default of its field is what a post has that does not say.
    """

    field: str
    value: str
    name: str
    title: str
    about: str  # what a reader finds there, in a sentence
    default: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.field, self.value

    @property
    def slug(self) -> str:
        return self.value.lower().replace(" ", "-")


def in_a_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: "health and care staff"."""
    return name[:1].lower() + name[1:]


# What the values of each field are together.
FIELDS = {"audience": "Audiences", "kind": "Kinds of posts", "nation": "Nations"}
_ABOUT = {
    EVERYONE: "Written for all readers, with no word that needs training.",
    "staff": "Written for those who work in health and care.",
    "safety-leads": "Written for those who lead the work on patient safety.",
    PLAIN: "What we found out, read and think.",
    "story": "What people lived through in care, as they tell it.",
    "interview": "Questions and answers, as those who answered agreed to them.",
    "policy": "What rules and advice say; a second person has checked each.",
    "consultation": "What we answered when others asked in public.",
    "concern": "What we ask of organisations in public, with their replies.",
}
# All facets, in the order in which they are listed.
FACETS = (
    *(
        Facet(
            field="audience",
            value=value,
            name=name,
            title=f"Posts for {in_a_sentence(name)}",
            about=_ABOUT[value],
            default=value == EVERYONE,
        )
        for value, name in AUDIENCES.items()
    ),
    *(
        Facet(
            field="kind",
            value=value,
            name=name,
            title="Stories of lived experience" if value == "story" else name,
            about=_ABOUT[value],
        )
        for value, name in KINDS.items()
        if value != PLAIN
    ),
    Facet(
        field="kind",
        value=PLAIN,
        name=KINDS[PLAIN],
        title=KINDS[PLAIN],
        about=_ABOUT[PLAIN],
        default=True,
    ),
    *(
        Facet(
            field="nation",
            value=name,
            name=name,
            title=f"Posts that apply to {name}",
            about=f"Rules, advice and news that hold in {name}.",
        )
        for name in NATIONS
    ),
)
