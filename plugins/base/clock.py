"""The one `now` of a build, and the one time zone of the site."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from zoneinfo import ZoneInfo

# Every date in the content is read in this zone; `TIMEZONE` in the settings names another.
SITE_ZONE = "Europe/London"


def now(environ: Mapping[str, str] = os.environ) -> dt.datetime:
    """Return the time of this build: SOURCE_DATE_EPOCH when it is set, else the present."""
    if stated := environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(stated), dt.UTC)
    return dt.datetime.now(dt.UTC)


def instant(stated: str, zone: str = SITE_ZONE) -> dt.datetime:
    """Return the moment that a date such as 2021-12-16 or 2021-12-16T09:30 names on site.

    A date alone is midnight. In the night when clocks go back, an hour that comes twice is
    taken the first time; in the night when they go forward, an hour that is skipped is read
    as if the clocks had not changed yet. Raises ValueError for what is not such a date.
    """
    return dt.datetime.fromisoformat(stated).replace(tzinfo=ZoneInfo(zone), fold=0)
