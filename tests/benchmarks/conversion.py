"""Conversion: the CPU that one post takes, and what of it the two nets take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from plugins.content.markdown import convert
from plugins.content.markdown.fault import Fault
from tests.benchmarks.corpus import Corpus

# A first round fills the caches of patterns.
WARM = 20


def conversions(corpus: Corpus, engines: str) -> dict[str, tuple[float, float]]:
    """Return the milliseconds of CPU that a post takes on average, by engine: all, and the nets."""
    texts = [post.body for post in corpus.posts()]
    found = {}
    for engine in engines.split(","):
        spent = 0.0
        nets = convert._netted

        def timed(*given: Any, nets: Any = nets) -> Iterator[Fault]:
            nonlocal spent
            began = time.process_time()
            faults = [*nets(*given)]
            spent += time.process_time() - began
            return iter(faults)

        with patch.object(convert, "_netted", timed):
            for text in texts[:WARM]:
                convert.convert("post.md", text, 1, engine)
            spent, began = 0.0, time.process_time()
            for text in texts:
                convert.convert("post.md", text, 1, engine)
            whole = time.process_time() - began
        found[engine] = (whole / len(texts) * 1000, spent / len(texts) * 1000)
    return found
