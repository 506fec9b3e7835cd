"""What checks compare between the texts of several files: one list, for a build and for a preview.

`text_only.only_words` says whether an edit changed anything that the file's own header, links or
records tell; what is left are the checks that set one text beside those of other files. A new check
of that kind is named in `seen_by_checks`, and both fast paths follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from plugins.base.file_state import FileState
from plugins.content.conversion_cache import CachedRow
from plugins.content.file_kinds import is_sealed
from plugins.language.words import lost, words_of


class Change(NamedTuple):
    """A post that was read again: how it looks, its new row, and whether only its words changed.

    It comes from a worker, so it is here: who reads it need not know how a file is converted.
    """

    look: FileState
    row: CachedRow
    only_words: bool


class Text(NamedTuple):
    """What such checks know of one post: its file, the opening of its text, its series and date."""

    path: str
    opening: str
    series: str
    date: str
    html: Callable[[], str]

    @classmethod
    def of(cls, path: str, record: Mapping[str, Any], html: Callable[[], str]) -> Text:
        """Return the text of a post from the record of its conversion."""
        values = record["values"]
        return cls(path, record["opening"], values["series"], values["date"], html)


@dataclass(frozen=True)
class OtherTexts:
    """The other files, as far as such checks ask: who has an opening, which years are closed,
    and how the words begin that `content/words.yaml` means."""

    has_opening: Callable[[str], bool]
    years: Mapping[int, Mapping[str, Any]]
    meant: Collection[str] = ()


def seen_by_checks(before: Text, after: Text, others: OtherTexts, ids: Collection[str]) -> bool:
    """Return whether a check over several files may see that a text is another now.

    `ids` are the permanent ids under which the post was published.
    """
    told = after.opening and after.series and after.opening != before.opening
    if told and others.has_opening(after.opening):
        return True  # parts of a series that begin alike must differ in their summaries
    if others.meant and lost(
        others.meant, *(set(words_of(each.html())) for each in (before, after))
    ):
        return True  # the hub's list of words means something that some text has to say
    return any(is_sealed(others.years, after.path, after.date, each) for each in (ids or {""}))
