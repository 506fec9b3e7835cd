"""What of the sample does not go live, unless it is meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plugins.base.hashing import digest
from plugins.pipeline import settings_file
from plugins.presentation.theme_assets import theme_scan
from plugins.publish.leftovers import MARK, NAME, leftovers
from tests.conftest import ROOT, Build
from tests.support.servers import Publish


@pytest.fixture
def own(site: Path) -> Path:
    """Return a hub that has nothing of the sample left."""
    for name in ("pelicanconf.py", "publishconf.py"):
        path = site / name
        text = path.read_text("utf-8").replace("patient-safety-hub.example", "ward.org.uk")
        text = text.replace('"Patient Safety Hub"', '"Safer Ward"').replace('"icon.svg"', '""')
        text = text.replace("Sample content: people and hospitals in stories are invented. ", "")
        path.write_text(text, "utf-8")
    return site


def left(site: Path) -> list[str]:
    path = site / "publishconf.py"
    settings = settings_file.read(path)
    found = leftovers(path, settings, site / "content", theme_scan(site / "theme"))
    return [each.text("") for each in found]


def add(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}{text}\n", "utf-8")


def test_a_hub_of_one_s_own_has_nothing_left(own: Path) -> None:
    assert left(own) == []


def test_the_sample_s_own_settings_are_named_each_with_its_line(site: Path) -> None:
    names = re.findall(r"^(\w+\.py):\d+: (\w+) ", "\n".join(left(site)), re.M)

    assert names == [
        ("pelicanconf.py", "SITENAME"), ("pelicanconf.py", "SITE_NOTICE"),
        ("publishconf.py", "SITEURL"), ("pelicanconf.py", "ID_AUTHORITY"),
        ("publishconf.py", "NEWSLETTER_ACTION"), ("publishconf.py", "SHARE_STORY"),
        ("publishconf.py", "DISCUSSION"), ("publishconf.py", "SECURITY_CONTACT"),
        ("pelicanconf.py", "MARK"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('SITENAME = "Patient Safety Hub"', "SITENAME is that of the sample"),
        ('DISCUSSION = "https://community.patient-safety-hub.example/"', "DISCUSSION names 'patient-safety-hub.example'"),
        ('SHARE_STORY = "mailto:us@example.org"', "SHARE_STORY names 'example.org'"),
        ('CONTACTS = ("us@hub.test",)', "CONTACTS names 'hub.test'"),
        ('CMS = {"name": "github", "repo": "a/b", "base_url": "https://auth.example"}', "CMS names 'auth.example'"),
        ('MARK = "icon.svg"', "MARK is that of the sample"),
    ],
)  # fmt: skip
def test_a_setting_of_the_sample_is_named(own: Path, line: str, told: str) -> None:
    add(own / "publishconf.py", line)
    number = len((own / "publishconf.py").read_text("utf-8").splitlines())

    assert left(own) == [f"publishconf.py:{number}: {told}; put your own in its place"]


@pytest.mark.parametrize(
    "value", ["https://examples.org", "https://example.org.uk", "https://myexample.com"]
)
def test_a_name_that_somebody_may_own_is_none(own: Path, value: str) -> None:
    add(own / "publishconf.py", f'DISCUSSION = "{value}"')

    assert left(own) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("At Example Valley Hospital.", "names 'Example Valley Hospital' of the sample; put your own in its place"),
        ("See https://patient-safety-hub.example/.", "names 'patient-safety-hub.example' of the sample; put your own in its place"),
        ("TODO: say who we are.", "is still to be written: say who we are; write it"),
    ],
)  # fmt: skip
def test_a_text_of_the_sample_and_a_gap_are_named(own: Path, words: str, told: str) -> None:
    path = own / "content/pages/about.md"
    add(path, f"\n{words}")
    number = len(path.read_text("utf-8").splitlines())

    assert left(own) == [f"content/pages/about.md:{number}: {told}"]


def test_publishing_refuses_and_a_rehearsal_tells(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish = Publish(own, f"folder:{tmp_path / 'www'}")
    add(own / "content/pages/about.md", "\nTODO: say who we are.")

    rehearsed = publish(dry_run=True, sample=False)
    assert publish.code == 0
    assert "Before this can go live:\ncontent/pages/about.md:" in rehearsed
    publish(sample=False)

    assert publish.code == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Nothing went live. If all of this is meant, as in the sample, add --sample."
    )
    assert not (tmp_path / "www/current").exists()
    publish(sample=True)
    assert publish.code == 0
    assert (tmp_path / "www/current").exists()


def test_a_hub_without_posts_hears_first_what_is_to_be_written(own: Path, tmp_path: Path) -> None:
    publish = Publish(own, f"folder:{tmp_path / 'www'}")
    page = "---\ntitle: About\nsummary: What this is.\n---\nWords.\n\nTODO: say who we are.\n"
    (own / "content/pages/about.md").write_text(page, encoding="utf-8")
    for name in ("posts", "series"):
        shutil.rmtree(own / "content" / name)
    (own / "content/ids.yaml").unlink(missing_ok=True)

    said = publish(dry_run=True, sample=False)

    assert publish.code == 1
    assert "Before this can go live:\ncontent/pages/about.md:" in said


def test_the_untouched_sample_is_refused(
    site: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish = Publish(site, f"folder:{tmp_path / 'www'}")

    publish(sample=False)

    assert publish.code == 1
    assert "SITEURL names 'patient-safety-hub.example'" in capsys.readouterr().err


def test_what_is_looked_for_is_what_the_sample_says() -> None:
    settings = settings_file.stated(ROOT / "publishconf.py")

    assert settings["SITENAME"] == NAME
    assert digest((ROOT / "theme/static" / settings["MARK"]).read_bytes()) == MARK
