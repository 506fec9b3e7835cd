"""Settings: each with its value, and the place that it comes from."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.content.site_settings import declared
from plugins.hubs.settings_list import settings_list


def said(root: Path, *names: str, public: bool = False, form: str = "text") -> tuple[int, str]:
    told: list[str] = []
    options = Namespace(names=[*names], publish=public, format=form)
    return settings_list(root, options, told.append), "\n".join(told)


def test_every_setting_is_shown(hub: Path) -> None:
    code, text = said(hub)

    assert code == 0
    *lines, last = text.splitlines()
    assert {line.partition(" = ")[0] for line in lines} == declared().keys()
    assert last == "In public otherwise: SITEURL, PUBLISH_TO; python3 tasks.py settings --publish"
    assert 'SITENAME = "Safer Ward"  # pelicanconf.py:3' in text
    assert 'SITEURL = "http://127.0.0.1:8000"  # the engine' in text
    assert "PLUGINS = (32 names)  # the engine" in text


def test_the_public_ones_say_which_of_two_files(hub: Path) -> None:
    _, text = said(hub, "SITEURL", "sitename", "PUBLISH_TO", public=True)

    assert text.splitlines() == [
        'SITENAME = "Safer Ward"  # pelicanconf.py:3',
        'SITEURL = "https://safer.ward.org.uk"  # publishconf.py:10',
        "PUBLISH_TO = (not shown)  # publishconf.py:12",
    ]


def test_a_variable_that_counts_more_is_named(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_EXTRAS", "0")

    assert said(hub, "SEARCH")[1] == "SEARCH = False  # HUB_EXTRAS"


def test_programs_read_the_same(hub: Path) -> None:
    _, text = said(hub, "TIMEZONE", form="json")

    assert json.loads(text) == [
        {"name": "TIMEZONE", "value": "Europe/London", "from": "pelicanconf.py:7",
         "means": "the zone in which dates of the content are read"}
    ]  # fmt: skip


def test_a_name_that_is_none_is_told(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(hub, "SITNAME") == (2, "")
    assert capsys.readouterr().err == "SITNAME is no setting; did you mean SITENAME?\n"
