"""What a feed document says of itself, in every format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a feed document says of itself. Addresses are whole, and empty where there is none.

    `url` is the document's own; `current` that of the newest items, given in archives only;
    `older` and `newer` are the archives next to it.
    """

    id: str
    url: str
    page: str
    site: str
    title: str
    description: str
    author: str
    language: str
    hub: str
    updated: dt.datetime
    current: str = ""
    older: str = ""
    newer: str = ""

    @property
    def archive(self) -> bool:
        return bool(self.current)
