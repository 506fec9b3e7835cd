from __future__ import annotations

import pytest

from plugins.admin import cms_settings
from plugins.commands.derive_docs import pages
from tests.conftest import ROOT


@pytest.mark.parametrize("name", pages())
def test_what_derives_from_the_code_is_current(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert written == pages()[name], f"docs/{name} is out of date: run python3 tasks.py derive."


def test_every_field_of_every_kind_is_in_the_table() -> None:
    page = pages()["fields.md"]

    for model in cms_settings.kinds().values():
        for name, about in model.model_fields.items():
            assert f"| `{name}` | {about.description} |" in page
