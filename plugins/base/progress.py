"""What a person sees while something long goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from plugins.base.printing import Say, say

T = TypeVar("T")

# Below this many items nothing takes long enough to be worth a bar.
FEW = 50


def tracked(items: Iterable[T], total: int, what: str, tell: Say = say) -> Iterator[T]:
    """Pass items on; meanwhile show a bar on a terminal, or one plain line elsewhere."""
    if total < FEW:
        yield from items
        return
    if tell is not say or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        tell(f"{what}: {total:,}")
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # No refreshing thread: workers are forked while the bar is shown.
    with Progress(*columns, auto_refresh=False, transient=True) as bar:
        task = bar.add_task(what, total=total)
        step = max(1, total // 100)
        for number, item in enumerate(items, 1):
            yield item
            if number % step == 0 or number == total:
                bar.update(task, completed=number, refresh=True)
