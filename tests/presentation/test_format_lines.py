"""Formats: what a line says of type and size."""

from __future__ import annotations

import pytest

from plugins.model.post import Format
from plugins.presentation.format_lines import format_lines, size
from tests.support.examples import a_library, a_post


@pytest.mark.parametrize(("length", "words"), [
    (1, "1 kB"), (1_499, "1 kB"), (120_400, "120 kB"), (999_499, "999 kB"), (1_000_000, "1.0 MB"),
    (3_449_999, "3.4 MB"),
])  # fmt: skip
def test_sizes_are_said_by_thousands(length: int, words: str) -> None:
    assert size(length) == words


def test_a_post_that_nobody_sees_is_left_out() -> None:
    formats = (Format(kind="easy-read", document="posts/2021/hidden.md"),)
    post = a_post(formats=formats)

    assert format_lines(post, a_library([post])) == ()


def test_files_are_called_what_readers_call_them() -> None:
    formats = (
        Format(kind="easy-read", url="/files/a.docx", type="x", length=2_000),
        Format(kind="bsl", link="https://www.example.org/watch?v=1"),
    )
    post = a_post(formats=formats)

    first, second = format_lines(post, a_library([post]))
    assert (first.about, first.host) == ("Word, 2 kB", "")
    assert (second.about, second.host) == ("", "example.org")
