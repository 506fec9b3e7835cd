"""Settings files: each fault is one line with file, line and setting, before anything is built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import publishconf
from plugins.commands.check import check
from plugins.content.site_settings import declared
from plugins.pipeline import settings_file
from plugins.pipeline.settings_file import SettingsFault, hint_for, lines_of
from plugins.publish.command import publish
from tests.conftest import ROOT, Build

ADDRESS = (
    'write the whole address without a slash at its end, such as SITEURL = "https://hub.example"'
)
HTTPS = 'write the whole address, which begins with https://, or an empty text, such as {} = "{}"'
NEWS = HTTPS.format("NEWSLETTER_ACTION", "https://newsletter.example/subscribe")
MAIL = "write an address that begins with mailto: or https://, or an empty text, such as {}"
STORY = MAIL.format('SHARE_STORY = "mailto:stories@hub.example"')
TALK = MAIL.format('DISCUSSION = "https://community.example/"')
SECONDS = "write seconds from 0.1 to 600, such as POST_TIME_LIMIT = 10.0"
ZONE = "write a zone such as Europe/London"
LANGUAGE = "write its short name, such as en-GB"
FORMATS = 'write a list of avif, webp, or none, such as IMAGE_FORMATS = ("avif", "webp")'
KEPT = "write a whole number from 2 to 1000, such as PUBLISH_KEEP = 5"
NAME = 'write a name of at most 80 letters, such as SITENAME = "Patient Safety Hub"'
OWN = (
    "python3 tasks.py guide settings lists all; begin a name of your own with '_', and add one that a plugin "
    "reads to PLUGIN_SETTINGS"
)
EASE = (
    "write a dict of everyone, staff or safety-leads, each with a number from 0 to 100, such as "
    'READING_EASE = {"everyone": 55, "staff": 40}'
)
TARGET = "write folder:PATH, ssh:USER@HOST:/PATH, store:REMOTE:BUCKET or branch:REMOTE/BRANCH"

# A line as somebody writes it, and all that is said of it.
FAULTS = [
    ('SITEURL = "not a url"', f"SITEURL is not an address ('not a url'); {ADDRESS}"),
    ('SITEURL = "hub.example"', "SITEURL does not begin with https:// or http:// ('hub.example'); write https://hub.example"),
    ('SITEURL = "//hub.example/a"', "SITEURL does not begin with https:// or http:// ('//hub.example/a'); write https://hub.example/a"),
    ('SITEURL = "http:/hub.example"', "SITEURL does not begin with https:// or http:// ('http:/hub.example'); write https://hub.example"),
    ('SITEURL = "https://https://hub.example"', "SITEURL begins twice ('https://https://hub.example'); write https://hub.example"),
    ('SITEURL = "https://hub"', f"SITEURL has a host that cannot be one ('hub'); {ADDRESS}"),
    ('SITEURL = "https://hub..example"', f"SITEURL has a host that cannot be one ('hub..example'); {ADDRESS}"),
    ('SITEURL = "https://hub_1.example"', f"SITEURL has a host that cannot be one ('hub_1.example'); {ADDRESS}"),
    ('SITEURL = "https://hub.example:99999"', f"SITEURL has a port or a host that cannot be one ('https://hub.example:99999'); {ADDRESS}"),
    ('SITEURL = "https://hub.example/?page=1"', "SITEURL has more than a host and a path ('https://hub.example/?page=1'); write https://hub.example"),
    ('SITEURL = "https://h\u00fcb.example"', "SITEURL has letters in its host that addresses lack ('h\u00fcb.example'); write https://xn--hb-xka.example"),
    ('SITEURL = "ftp://hub.example"', f"SITEURL is not an address that begins with https:// or http:// ('ftp://hub.example'); {ADDRESS}"),
    ('SITEURL = "https://me:pass@hub.example"', "SITEURL holds a login, which all readers would see; write https://hub.example"),
    ('SITEURL = ""', f"SITEURL is not an address that begins with https:// or http:// (''); {ADDRESS}"),
    ("SITEURL = None", f"SITEURL is not text (None); {ADDRESS}"),
    ('SHARE_STORY = "mailto://stories@hub.example"', "SHARE_STORY is not an e-mail address ('mailto://stories@hub.example'); write mailto:stories@hub.example"),
    ('SHARE_STORY = "mailto: stories@hub.example"', "SHARE_STORY is not an e-mail address ('mailto: stories@hub.example'); write mailto:stories@hub.example"),
    ('CMS = {"nam": "github"}', 'CMS has no name; write {"name": "github", "repo": "OWNER/NAME"}'),
    ('CMS = {"name": "githup", "repo": "a/b"}', "CMS names 'githup', which is no backend; did you mean 'github'?"),
    ('CMS = {"name": "github"}', 'CMS has no repo; write "repo": "OWNER/NAME"'),
    ('CMS = {"name": "github", "repo": "https://github.com/charity/hub.git"}', "CMS has a repo that is none ('https://github.com/charity/hub.git'); write \"repo\": \"charity/hub\""),
    ('PLUGINS = []', "PLUGINS names no room of the engine, so that the site would be empty; delete the line, or begin it with *_ROOMS"),
    ('PLUGINS = [*_ROOMS, "plugins.pages.hoem"]', "PLUGINS names 'plugins.pages.hoem', which is not there; did you mean 'plugins.pages.home'?"),
    ('MARK = "logo.svg"', "MARK names 'logo.svg', which is no file of theme/static/; put it there, or mend the name"),
    ('REVIEW_YEARS = "2"', "REVIEW_YEARS is not a whole number ('2'); write REVIEW_YEARS = 2"),
    ("raise SystemExit(0)", "this line ends the program; delete it"),
    ("import nothing_here", "this line cannot be run (ModuleNotFoundError: No module named 'nothing_here'); look at the name, or install what it names"),
    ("SERCH = False", "SERCH is no setting; did you mean SEARCH?"),
    ('SITE_URL = "https://hub.example"', "SITE_URL is no setting; did you mean SITEURL?"),
    ('TIME_ZONE = "Europe/London"', "TIME_ZONE is no setting; did you mean TIMEZONE?"),
    ('LANGUAGE = "en"', "LANGUAGE is no setting; did you mean DEFAULT_LANG?"),
    ('BASEURL = "https://hub.example"', "BASEURL is no setting; did you mean SITEURL?"),
    ("STATIC_PATH = []", "STATIC_PATH is no setting; did you mean STATIC_PATHS?"),
    ("COLOURS = 3", f"COLOURS is no setting; {OWN}"),
    ("search = False", "search is no setting: their names are in capitals; write SEARCH"),
    ('SiteUrl = "x"', "SiteUrl is no setting: their names are in capitals; write SITEURL"),
    ('TIMEZONE = "Europe/Londn"', "TIMEZONE is not a time zone ('Europe/Londn'); did you mean 'Europe/London'?"),
    ('TIMEZONE = "europe/london"', "TIMEZONE is not a time zone ('europe/london'); did you mean 'Europe/London'?"),
    ('TIMEZONE = "BST"', f"TIMEZONE is not a time zone ('BST'); {ZONE}"),
    ('TIMEZONE = "localtime"', f"TIMEZONE is not a time zone ('localtime'); {ZONE}"),
    ('TIMEZONE = "London"', f"TIMEZONE is not a time zone ('London'); {ZONE}"),
    ('POST_TIME_LIMIT = "ten"', f"POST_TIME_LIMIT is not a number ('ten'); {SECONDS}"),
    ('POST_TIME_LIMIT = "10"', "POST_TIME_LIMIT is not a number ('10'); write POST_TIME_LIMIT = 10"),
    ("POST_TIME_LIMIT = True", f"POST_TIME_LIMIT is not a number (True); {SECONDS}"),
    ("POST_TIME_LIMIT = 0", f"POST_TIME_LIMIT is too small (0, at least 0.1); {SECONDS}"),
    ("POST_TIME_LIMIT = 1e9", f"POST_TIME_LIMIT is too large (1000000000.0, at most 600.0); {SECONDS}"),
    ('POST_TIME_LIMIT = float("nan")', f"POST_TIME_LIMIT is not a number (nan); {SECONDS}"),
    ('READING_EASE = {"staf": 40}', "READING_EASE names 'staf', which is no audience; did you mean 'staff'?"),
    ('READING_EASE = {"staff": 140}', f"READING_EASE has no number from 0 to 100 for staff (140); {EASE}"),
    ('READING_EASE = 50', f"READING_EASE is no dict (50); {EASE}"),
    ('REQUIRE_DISCLOSURE = "no"', "REQUIRE_DISCLOSURE is neither True nor False ('no'); write REQUIRE_DISCLOSURE = False"),
    ('SEARCH = "false"', "SEARCH is neither True nor False ('false'); write SEARCH = False"),
    ("SOCIAL_CARDS = 1", "SOCIAL_CARDS is neither True nor False (1); write SOCIAL_CARDS = True"),
    ('SEARCH = "perhaps"', "SEARCH is neither True nor False ('perhaps'); write True or False, such as SEARCH = True"),
    ('DEFAULT_LANG = "English"', "DEFAULT_LANG is not the short name of a language ('English'); write en-GB"),
    ('DEFAULT_LANG = "en_GB"', "DEFAULT_LANG is not the short name of a language ('en_GB'); write en-GB"),
    ('DEFAULT_LANG = "en-UK"', "DEFAULT_LANG names a country that the standard calls GB ('en-UK'); write en-GB"),
    ('DEFAULT_LANG = "Klingon"', f"DEFAULT_LANG is not the short name of a language ('Klingon'); {LANGUAGE}"),
    ('NEWSLETTER_ACTION = "javascript:alert(1)"', f"NEWSLETTER_ACTION is not an address that begins with https:// ('javascript:alert(1)'); {NEWS}"),
    ('NEWSLETTER_ACTION = "data:text/html,x"', f"NEWSLETTER_ACTION is not an address that begins with https:// ('data:text/html,x'); {NEWS}"),
    ('NEWSLETTER_ACTION = "/subscribe"', f"NEWSLETTER_ACTION is not an address that begins with https:// ('/subscribe'); {NEWS}"),
    ('NEWSLETTER_ACTION = "news.example/subscribe"', "NEWSLETTER_ACTION does not begin with https:// ('news.example/subscribe'); write https://news.example/subscribe"),
    ('FEED_HUB = "http://websub.example/"', "FEED_HUB is not encrypted ('http://websub.example/'); write https://websub.example/"),
    ('SHARE_STORY = "stories@hub.example"', "SHARE_STORY does not say what it is ('stories@hub.example'); write mailto:stories@hub.example"),
    ('SHARE_STORY = "mailto:stories"', f"SHARE_STORY is not an e-mail address ('mailto:stories'); {STORY}"),
    ('DISCUSSION = "tel:123"', f"DISCUSSION is not an address that begins with https:// ('tel:123'); {TALK}"),
    ('CONTACTS = "020 7946 0000"', 'CONTACTS is not a list (\'020 7946 0000\'); write CONTACTS = ("020 7946 0000",)'),
    ('CONTACTS = ("a@hub.example")', 'CONTACTS is not a list (\'a@hub.example\'); write CONTACTS = ("a@hub.example",)'),
    ("CONTACTS = (2079460000,)", 'CONTACTS is not text (2079460000); write a list of texts, such as CONTACTS = ("020 7946 0000",)'),
    ('IMAGE_FORMATS = "avif"', "IMAGE_FORMATS is not a list ('avif'); write IMAGE_FORMATS = (\"avif\",)"),
    ('IMAGE_FORMATS = ("jpg",)', "IMAGE_FORMATS is not known ('jpg'); write one of: avif, webp"),
    ('IMAGE_FORMATS = ("avfi",)', "IMAGE_FORMATS is not known ('avfi'); did you mean 'avif'?"),
    ("IMAGE_FORMATS = True", f"IMAGE_FORMATS is not a list (True); {FORMATS}"),
    ('MARKDOWN_ENGINE = "cmark"', "MARKDOWN_ENGINE is not known ('cmark'); did you mean 'cmarkgfm'?"),
    ('SITENAME = ""', f"SITENAME is empty; {NAME}"),
    ("SITENAME = 2024", f"SITENAME is not text (2024); {NAME}"),
    (f'SITENAME = "{"x" * 81}"', f"SITENAME is too long (81 letters, at most 80); {NAME}"),
    ('ID_AUTHORITY = "https://hub.example/"', "ID_AUTHORITY is more than a domain ('https://hub.example/'); write hub.example"),
    ('ID_AUTHORITY = "hub"', "ID_AUTHORITY is not a domain ('hub'); write a domain, such as ID_AUTHORITY = \"hub.example\""),
    ('CMS = "github"', 'CMS is not a dict (\'github\'); write a dict with a name and what that backend needs, such as CMS = {"name": "github", "repo": "charity/hub", "branch": "main"}'),
    ('THEME = "thme"', "THEME names 'thme', which is no folder; look at the name; it begins at this file's folder"),
    ('PATH = ""', 'PATH is empty; write the name of a folder, such as PATH = "content"'),
    ('PLUGINS = "plugins.pages.home"', "PLUGINS is not a list ('plugins.pages.home'); write PLUGINS = (\"plugins.pages.home\",)"),
    ('PELICAN_CLASS = "Hub"', "PELICAN_CLASS is not a class ('Hub'); write the class Hub of plugins.pipeline.pelican_adapter, such as PELICAN_CLASS = Hub"),
    ('PUBLISH_KEEP = "5"', "PUBLISH_KEEP is not a whole number ('5'); write PUBLISH_KEEP = 5"),
    ("PUBLISH_KEEP = 0", f"PUBLISH_KEEP is too small (0, at least 2); {KEPT}"),
    ("PUBLISH_KEEP = 2.5", f"PUBLISH_KEEP is not a whole number (2.5); {KEPT}"),
    ('PUBLISH_TO = "fodler:www"', "PUBLISH_TO is no place that releases can go to; did you mean 'folder'?"),
    ('PUBLISH_TO = "https://me:s3cret@host/x"', f"PUBLISH_TO is no place that releases can go to; {TARGET}"),
    ("PUBLISH_SSH = 22", 'PUBLISH_SSH is not text (not shown here); write a command, such as PUBLISH_SSH = "ssh -p 2222"'),
    ('SECURITY_CONTACT = "security@hub.example"', "SECURITY_CONTACT does not say what it is ('security@hub.example'); write mailto:security@hub.example"),
    ('SITENAME = "Hub', "this line is no Python (unterminated string literal (detected at line {line})); look at quotes, brackets and commas"),
    ("CONTACTS = (1, 2]", "this line is no Python (closing parenthesis ']' does not match opening parenthesis '('); look at quotes, brackets and commas"),
    ("SEARCH = Ture", "this line cannot be run (NameError: name 'Ture' is not defined); look at names, quotes and commas"),
    ("import nothing_of_that_name", "this line cannot be run (ModuleNotFoundError: No module named 'nothing_of_that_name'); look at the name, or install what it names"),
    ("SEARCH = 1 / 0", "this line cannot be run (ZeroDivisionError: division by zero); look at names, quotes and commas"),
]  # fmt: skip


def said(path: Path, override: dict[str, Any] | None = None) -> str:
    """Return what is said of a settings file, and nothing when it is right."""
    try:
        settings_file.read(path, override)
    except SettingsFault as fault:
        return str(fault)
    return ""


def add(path: Path, line: str) -> int:
    """Add a line to a settings file; return its number."""
    text = path.read_text(encoding="utf-8") + f"{line}\n"
    path.write_text(text, encoding="utf-8")
    return text.count("\n")


@pytest.mark.parametrize(("line", "message"), FAULTS, ids=[line for line, _ in FAULTS])
def test_a_wrong_setting_is_told_with_its_line(site: Path, line: str, message: str) -> None:
    number = add(site / "pelicanconf.py", line)

    expected = message.replace("{line}", str(number))
    assert said(site / "pelicanconf.py") == f"pelicanconf.py:{number}: {expected}"


@pytest.mark.parametrize(
    "line",
    [
        "DEFAULT_PAGINATION = 10", "FEED_DOMAIN = 'x'", "LINKS = ()", "ARTICLE_URL = '{slug}'",
        "_OWN = 1", "own = 1", "from os import F_OK", "import os as OS_NAMES",
        "PLUGIN_SETTINGS = ['SITEMAP']\nSITEMAP = {'format': 'xml'}",
        "IMAGE_FORMATS = ['webp']", "POST_TIME_LIMIT = 4", "SITEURL = 'https://hub.example/'",
        "DEFAULT_LANG = 'cy'", "TIMEZONE = 'UTC'", "CONTACTS = ['020 7946 0000']",
        "NEWSLETTER_ACTION = 'http://127.0.0.1:9000/'",
    ],
)  # fmt: skip
def test_what_is_right_is_let_through(site: Path, line: str) -> None:
    add(site / "pelicanconf.py", line)

    assert said(site / "pelicanconf.py") == ""


def test_a_setting_of_pelican_that_does_nothing_is_told_and_stops_nothing(
    site: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "pelicanconf.py"
    add(path, "PLUGIN_SETTINGS = ['DEFAULT_ORPHANS']")
    first = add(path, "ARTICLE_URL = '{slug}.html'")
    for line in ("DEFAULT_PAGINATION = 10", "DEFAULT_ORPHANS = 1", "PLUGIN_PATHS = []"):
        add(path, line)
    told = (
        f"pelicanconf.py:{first}: ARTICLE_URL is a setting of Pelican that does nothing here; "
        "addresses follow from kind, year and slug, and `aliases:` in a header keeps an old one; "
        "delete the line, or add the name to PLUGIN_SETTINGS where a plugin reads it\n"
        f"pelicanconf.py:{first + 1}: DEFAULT_PAGINATION is a setting of Pelican that does nothing "
        "here; delete the line, or add the name to PLUGIN_SETTINGS where a plugin reads it\n"
    )

    after = build()

    assert build.code == 0
    assert after
    assert capsys.readouterr().err == told
    assert asked(site)[0] == 0
    assert capsys.readouterr().err == told
    bare = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "bare"],
        cwd=site, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert told in bare.stderr


def test_every_setting_of_pelican_works_here_or_is_said_to_do_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pelicanconf.py"
    path.write_text("".join(f"{name} = 0\n" for name in sorted(settings_file.PELICAN)))
    # What becomes of these is tried elsewhere: they are ours, or decide how Pelican is started.
    works = {*declared(), "BIND", "LOG_FILTER", "PLUGIN_PATHS", "PORT"}

    assert [*settings_file.idle(path, {})] == sorted(settings_file.PELICAN - works)


@pytest.mark.parametrize("value", ["false", "no", "2"])
def test_a_variable_that_says_neither_yes_nor_no_is_told(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    value: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("HUB_EXTRAS", value)

    build()

    assert build.code == 2
    assert capsys.readouterr().err == f"HUB_EXTRAS is '{value}'; write 0 to do without them.\n"


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(site: Path, build: Build,
                                                               capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    path = site / "pelicanconf.py"
    first = add(path, "SERCH = False")
    add(path, "if True:")
    add(path, "    SEARCH = 'no'")
    add(path, "TIMEZONE: str = 'Europe/Paris '")

    after = build()

    assert (build.code, after) == (1, {})
    assert capsys.readouterr().err == (
        f"pelicanconf.py:{first}: SERCH is no setting; did you mean SEARCH?\n"
        f"pelicanconf.py:{first + 2}: SEARCH is neither True nor False ('no'); "
        "write SEARCH = False\n"
        f"pelicanconf.py:{first + 3}: TIMEZONE is not a time zone ('Europe/Paris '); "
        "did you mean 'Europe/Paris'?\n"
    )
    assert not (site / ".hub").exists()


@pytest.mark.parametrize("name", ["SITENAME", "SITE_DESCRIPTION", "SITE_TAGLINE"])
def test_a_setting_that_every_site_needs_is_missed(site: Path, name: str) -> None:
    path = site / "pelicanconf.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\ndel {name}\n", encoding="utf-8")

    assert said(path).startswith(f"pelicanconf.py: {name} is missing; it says ")


def test_a_setting_that_is_left_out_has_its_default(site: Path) -> None:
    path = site / "pelicanconf.py"
    text = path.read_text(encoding="utf-8")
    gone = [name for name, about in declared().items() if not about.is_required()]
    kept = "".join(f"\nglobals().pop({name!r}, None)" for name in gone)
    path.write_text(f"{text}{kept}\n", encoding="utf-8")

    found = settings_file.read(path)

    assert (found["SEARCH"], found["POST_TIME_LIMIT"], found["CONTACTS"]) == (True, 10.0, ())
    assert (found["PATH"], found["THEME"]) == (str(site / "content"), str(site / "theme"))


def test_an_option_of_a_command_has_no_line_and_is_no_setting(site: Path) -> None:
    add(site / "pelicanconf.py", "SITEURL = 'nowhere'")

    assert said(site / "pelicanconf.py", {"SITEURL": "https://hub.example", "HUB_BUILD": 1}) == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [("http://localhost:8000", "http://localhost:8000"), ("http://127.0.0.1", "http://127.0.0.1"),
     ("https://hub.localhost/x", "https://hub.localhost/x")],
)  # fmt: skip
def test_the_public_site_is_where_readers_can_go(site: Path, value: str, shown: str) -> None:
    assert said(site / "publishconf.py") == ""
    number = add(site / "publishconf.py", f"SITEURL = {value!r}")

    assert said(site / "publishconf.py") == (
        f"publishconf.py:{number}: SITEURL leads readers to their own machine ('{shown}'); "
        'write the public address, such as SITEURL = "https://hub.example"'
    )


@pytest.mark.parametrize(
    "value", ["https://192.168.1.10", "https://hub.local", "https://10.0.0.7:8443"]
)
def test_a_machine_of_one_s_own_network_is_no_public_place(site: Path, value: str) -> None:
    number = add(site / "publishconf.py", f"SITEURL = {value!r}")

    assert said(site / "publishconf.py") == (
        f"publishconf.py:{number}: SITEURL leads to a machine that only your own network knows "
        f"('{value}'); write the public address, such as SITEURL = \"https://hub.example\""
    )


def test_public_settings_that_take_nothing_over_are_told_in_one_line(site: Path) -> None:
    path = site / "publishconf.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("from pelicanconf import *", "#"), "utf-8")

    assert said(path) == (
        "publishconf.py:1: takes nothing over from pelicanconf.py; put 'from pelicanconf import *' "
        "back at its top"
    )


@pytest.mark.parametrize(
    "address", ["https://hub.org.uk ", "https://hub", "https://localhost:8000", "https://[hub", 7]
)
def test_a_wrong_public_address_is_told_by_its_line(
    site: Path, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site)
    number = add(site / "publishconf.py", f"SITEURL = {address!r}")
    asked: dict[str, object] = {
             "content": None, "output": None, "siteurl": None, "explain": None, "exceptions": False,
             "format": "text", "now": "2026-06-01T12:00", "paths": []}  # fmt: skip

    code = check(site, Namespace(**asked, publish=True), print)

    assert code == 1
    assert capsys.readouterr().err.startswith(f"publishconf.py:{number}: SITEURL ")


def test_the_line_of_a_setting_is_where_it_was_given_last(site: Path) -> None:
    inner = add(site / "pelicanconf.py", "SEARCH = 'no'")
    own = add(site / "publishconf.py", "PUBLSH_KEEP = 3")

    assert said(site / "publishconf.py") == (
        f"pelicanconf.py:{inner}: SEARCH is neither True nor False ('no'); write SEARCH = False\n"
        f"publishconf.py:{own}: PUBLSH_KEEP is no setting; did you mean PUBLISH_KEEP?"
    )
    assert lines_of(site / "publishconf.py")["PUBLISH_KEEP"][0] == "publishconf.py"


def test_a_file_that_another_imports_is_read_as_it_is_now(site: Path, tmp_path: Path) -> None:
    public, name = site / "publishconf.py", "SITENAME"
    first = settings_file.read(public)[name]
    add(site / "pelicanconf.py", "SITENAME = 'Its second name'")
    second = settings_file.read(public)[name]
    other = tmp_path / "other"
    other.mkdir()
    for each in (site / "pelicanconf.py", public):
        text = each.read_text("utf-8").replace("Its second name", "Another hub")
        (other / each.name).write_text(text, "utf-8")
    for folder in ("content", "theme"):
        (other / folder).symlink_to(site / folder)

    assert first != second == "Its second name"
    assert settings_file.read(other / "publishconf.py")[name] == "Another hub"
    assert settings_file.read(public)[name] == second


def asked(site: Path, **options: object) -> tuple[int, str]:
    given: dict[str, object] = {"content": str(site / "content"), "output": None, "siteurl": None, "explain": None,
             "exceptions": False, "format": "text", "now": "2026-06-01T12:00", "paths": [],
             "publish": False}  # fmt: skip
    told: list[str] = []
    code = check(site, Namespace(**{**given, **options}), told.append)
    return code, "\n".join(told)


def test_check_looks_at_the_public_settings_when_it_is_asked_to(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(site, publish=True)[0] == 0
    number = add(site / "publishconf.py", "SERCH = False")

    assert asked(site)[0] == 0
    assert asked(site, publish=True) == (1, "")
    line = f"publishconf.py:{number}: SERCH is no setting; did you mean SEARCH?"
    assert capsys.readouterr().err == f"{line}\n"


def test_programs_learn_of_settings_in_their_own_form(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    number = add(site / "pelicanconf.py", "SERCH = False")

    code, said = asked(site, format="json")
    assert (code, json.loads(said)["errors"][0]["path"]) == (1, "pelicanconf.py")
    assert asked(site, format="github")[1].splitlines()[0] == (
        f"::error file=pelicanconf.py,line={number},title=::"
        "SERCH is no setting; did you mean SEARCH?"
    )


def test_publishing_begins_with_the_public_settings(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = add(site / "publishconf.py", "SITEURL = 'http://localhost:8000'")

    options = Namespace(
        now=None, to=None, dry_run=True, report=None, yes=True, allow_shrink=False, sample=True
    )
    code = publish(site, options, print)

    assert code == 1
    assert capsys.readouterr().err == (
        f"publishconf.py:{number}: SITEURL leads readers to their own machine "
        "('http://localhost:8000'); write the public address, such as "
        'SITEURL = "https://hub.example"\n'
    )
    assert not (site / ".hub/publish/site").exists()


def test_a_bare_pelican_checks_its_settings_too(site: Path) -> None:
    number = add(site / "pelicanconf.py", "SERCH = False")

    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "bare"],
        cwd=site, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr == (f"pelicanconf.py:{number}: SERCH is no setting; did you mean SEARCH?\n")
    assert not (site / "bare").exists()


def test_likeness_leads_to_no_setting_that_has_nothing_to_do_with_it() -> None:
    assert [name for name in ("COLOURS", "HEADER", "API_TOKEN") if "mean" in hint_for(name)] == []


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.binary(max_size=9),
    st.lists(st.one_of(st.text(max_size=9), st.integers(), st.none()), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(declared())), value=VALUES)
@example(name="SITEURL", value="https://[::1")
@example(name="SITEURL", value="https://\u2100.example")
@example(name="SITEURL", value="https://a.example:\u0663")
@example(name="DISCUSSION", value="mailto:")
@example(name="DEFAULT_LANG", value="\n")
@example(name="PLUGINS", value=["0"])
def test_any_value_is_right_or_told_in_one_line_that_names_it(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "pelicanconf.py"
    path.write_text(f"\n{name} = ...\n", encoding="utf-8")
    good = {key: item for key, item in vars(publishconf).items() if key.isupper()}
    (tmp_path / "theme/templates").mkdir(parents=True, exist_ok=True)

    try:
        settings_file.check(path, {**good, name: value}, {})
    except SettingsFault as fault:
        (line,) = str(fault).split("\n")
        assert line.startswith(f"pelicanconf.py:2: {name} ")
        assert "; " in line
        assert "pydantic" not in line.casefold()


def test_reading_settings_again_leaves_the_path_of_imports_as_long_as_it_was(site: Path) -> None:
    settings_file.read(site / "publishconf.py")
    before = list(sys.path)

    settings_file.read(site / "publishconf.py")

    assert sys.path == before
    assert before.count(str(site)) == 1
