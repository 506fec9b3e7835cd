from __future__ import annotations

import pytest

from plugins.importer.sources.opening import decoded


@pytest.mark.parametrize(
    ("content", "text", "said"),
    [
        ("Caf\u00e9".encode(), "Caf\u00e9", ""),
        ("Caf\u00e9".encode("utf-8-sig"), "Caf\u00e9", ""),
        ("Caf\u00e9".encode("utf-16"), "Caf\u00e9", ""),
        ("\u201cCaf\u00e9\u201d".encode("cp1252"), "\u201cCaf\u00e9\u201d",
         "read as Windows-1252, because it is not UTF-8"),
        ('<meta charset="iso-8859-2">\u0141'.encode("iso-8859-2"),
         '<meta charset="iso-8859-2">\u0141', "read as iso8859-2, because it is not UTF-8"),
        ("don\u00e2\u20ac\u2122t, Caf\u00c3\u00a9, \u00e2\u20ac\u0153x".encode(), "don\u2019t, Caf\u00e9, \u201cx",
         "letters that were encoded twice are mended"),
        (b"a\r\nb\rc\x00\x07" + b"d" * 5000, "", "is not text"),
        (b"a\r\nb\rc\x07", "a\nb\nc", ""),
    ],
)  # fmt: skip
def test_bytes_become_the_text_that_was_meant(content: bytes, text: str, said: str) -> None:
    if said == "is not text":
        with pytest.raises(ValueError, match=said):
            decoded(content)
    else:
        assert decoded(content) == (text, said)


def test_text_that_only_looks_as_if_it_was_encoded_twice_stays() -> None:
    assert decoded("\u00c2ngstr\u00f6m, \u00c3o, \u00e2me".encode()) == (
        "\u00c2ngstr\u00f6m, \u00c3o, \u00e2me",
        "",
    )
