from __future__ import annotations

from pathlib import Path

import pytest

from plugins.base import checked_json


def test_what_was_written_is_read(tmp_path: Path) -> None:
    value = {"a": [1, "é", None], "b": {"c": True}}

    checked_json.write(tmp_path / "file", value)

    assert checked_json.read(tmp_path / "file") == value


def test_every_other_byte_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "file"
    checked_json.write(path, {"a": 1})
    sound = path.read_bytes()

    for at in range(len(sound)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(ValueError, match=r"is not as it was written|codec can't decode"):
            checked_json.read(path)
    for end in range(len(sound)):
        path.write_bytes(sound[:end])
        with pytest.raises(ValueError, match="is not as it was written"):
            checked_json.read(path)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        checked_json.read(tmp_path / "none")
