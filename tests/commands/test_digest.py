from __future__ import annotations

import email
import email.policy
from argparse import Namespace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.commands.digest import digest, events_in, span_of
from tests.conftest import write_post

BASE = "https://patient-safety-hub.example"


class Digests:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []

    def __call__(self, **options: object) -> int:
        asked = {"month": None, "since": None, "until": None, "topic": None, "series": None,
                 "into": None, "content": None, "output": None, "siteurl": None,
                 "now": "2026-06-01T12:00"}  # fmt: skip
        self.said = []
        return digest(self.root, Namespace(**{**asked, **options}), self.said.append)

    def read(self, name: str) -> str:
        return (self.root / "newsletter" / name).read_text(encoding="utf-8")


@pytest.fixture
def digests(site: Path) -> Digests:
    return Digests(site)


def test_a_month_holds_its_posts_in_html_and_in_text(digests: Digests) -> None:
    assert digests(month="2021-12") == 0

    page = BeautifulSoup(digests.read("2021-12.html"), "html.parser")
    links = [(str(a["href"]), a.get_text()) for a in page.select("h3 a")]
    assert links == [(f"{BASE}/blog/2021/one/", "First part"),
                     (f"{BASE}/blog/2021/two/", "Second part")]  # fmt: skip
    assert page.h1 is not None
    assert page.h1.get_text() == "Patient Safety Hub: December 2021"
    text = digests.read("2021-12.txt")
    assert "First part\n13 December 2021, by Ann Example\n\nWhat First part says.\n" in text
    assert f"{BASE}/blog/2021/two/" in text
    assert "Safer tablets" not in text
    assert digests.said[0].endswith(".eml for a mail program. Nothing was sent.")


def test_who_paid_is_named_in_every_form(digests: Digests) -> None:
    more = "sponsor: Acme Trays Ltd\nfunding: none\ninterests: none\n"
    more += "updates:\n  - {date: 2022-01-02, kind: major, what: More is known.}\n"
    write_post(digests.root / "content", "2021/paid.md", "Paid", "2021-12-20", more=more)

    digests(month="2021-12")
    digests(month="2022-01")

    paid = "\n20 December 2021, by Ann Example\nSponsor: Acme Trays Ltd.\n\nWhat Paid says.\n"
    assert paid in digests.read("2021-12.txt")
    assert "\nMajor update, 2 January 2022\nSponsor: Acme Trays Ltd.\n" in digests.read(
        "2022-01.txt"
    )
    for name in ("2021-12", "2022-01"):
        page = BeautifulSoup(digests.read(f"{name}.html"), "html.parser")
        (line,) = [each for each in page.select("p") if "Sponsor" in each.get_text()]
        assert line.get_text().endswith("Sponsor: Acme Trays Ltd.")


def test_a_painful_post_says_so_and_who_helps(digests: Digests) -> None:
    (digests.root / "content/support.yaml").write_text(
        "line:\n  name: A line\n  for: Anyone.\n  subjects: [distress]\n  nations: [Wales]\n"
        "  phone: 111\n  url: https://example.org/\n  checked: 2026-01-01\n",
        encoding="utf-8",
    )
    more = "sensitive: [death]\ncontent_note: It is sad.\n"
    write_post(digests.root / "content", "2021/sad.md", "Sad", "2021-12-20", more=more)

    digests(month="2021-12")

    assert (
        "Content note: Somebody dies in this post. It is sad. Help: A line (Wales): 111. "
        "What Sad says."
    ) in " ".join(digests.read("2021-12.txt").split())


def test_mail_programs_find_nothing_that_they_do_not_know(digests: Digests) -> None:
    digests(month="2021-12")

    page = BeautifulSoup(digests.read("2021-12.html"), "html.parser")
    assert page.select("style, script, link, svg, video, form, [class], [id]") == []
    assert all(table.get("role") == "presentation" for table in page.select("table"))
    assert all(str(a["href"]).startswith("https://") for a in page.select("a"))
    assert all(image.get("alt") is not None and image.get("width") for image in page.select("img"))
    for tag in page.select("h1, h2, h3, p, td"):
        assert tag.get("style"), tag


def test_the_draft_of_a_mail_holds_both_and_is_the_same_each_time(digests: Digests) -> None:
    digests(month="2021-12")
    path = digests.root / "newsletter/2021-12.eml"
    first = path.read_bytes()
    digests(month="2021-12")

    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert path.read_bytes() == first
    assert mail["Subject"] == "Patient Safety Hub: December 2021"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "text/html"]  # fmt: skip


def test_corrections_are_told_in_their_month_and_slips_are_not(digests: Digests) -> None:
    updates = (
        "updates:\n  - {date: 2022-02-05, kind: correction, what: A figure was put right.,\n"
        "     wrong: 26.7%., right: 27.6%., by: Ann Example}\n"
        "  - {date: 2022-02-06, kind: minor, what: A comma.}\n"
    )
    write_post(digests.root / "content", "2021/one.md", "First part", "2021-12-13",
               more=f"series: 2021-in-review\npart: 1\n{updates}")  # fmt: skip

    assert digests(month="2022-02") == 0

    text = digests.read("2022-02.txt")
    assert "Changed and corrected" in text
    assert "First part\nCorrection, 5 February 2022\n\n" in text
    said = "A figure was put right. This was wrong: 26.7%. This is right: 27.6%."
    assert said in " ".join(text.split())
    assert "A comma" not in text


def test_content_with_a_fault_is_refused_and_no_post_is_left_out_in_silence(
    digests: Digests, capsys: pytest.CaptureFixture[str]
) -> None:
    write_post(digests.root / "content", "2021/bad.md", "Bad", "2021-12-20", topic="cultur")

    assert digests(month="2021-12") == 1

    assert capsys.readouterr().err == (
        "Nothing was written: python3 tasks.py check names 1 problem to mend first.\n"
    )
    assert not (digests.root / "newsletter").exists()


def test_nothing_that_is_not_public_is_told(digests: Digests) -> None:
    content = digests.root / "content"
    write_post(content, "2021/draft.md", "Draft", "2021-12-20", more="status: draft\n")
    write_post(content, "2031/later.md", "Later", "2031-12-20")

    digests(since="2021-01-01", until="2031-12-31")

    (path,) = (digests.root / "newsletter").glob("*.txt")
    assert "Draft" not in path.read_text(encoding="utf-8")
    assert "Later" not in path.read_text(encoding="utf-8")


def test_a_topic_and_a_series_choose(digests: Digests) -> None:
    digests(series="2021-in-review", topic="speaking-up")

    text = digests.read("speaking-up-2021-in-review.txt")
    assert "Second part" in text
    assert "First part" not in text


def test_what_somebody_wrote_is_no_markup(digests: Digests) -> None:
    write_post(digests.root / "content", "2021/odd.md", "A <b>&amp; 'c'", "2021-12-20")

    digests(month="2021-12")

    page = digests.read("2021-12.html")
    assert "A &lt;b&gt;&amp;amp; &#39;c&#39;" in page
    assert "A <b>" not in page


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ({"month": "2019-01"}, 1, "Nothing was published then; there is nothing to write about."),
        ({"month": "2019-13"}, 2, "digest: --month is '2019-13'; write it as 2021-12."),
        ({"month": "2021-12", "since": "2021-01-01"}, 2,
         "digest: give --month, or --since and --until."),
        ({"since": "yesterday"}, 2, "digest: --since is 'yesterday'; write a day as 2021-12-16."),
        ({"topic": "cultur"}, 2,
         "digest: --topic names 'cultur', which is not here; did you mean 'culture'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(
    digests: Digests,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, object],
    code: int,
    said: str,
) -> None:
    assert digests(**options) == code
    assert capsys.readouterr().err == said + "\n"
    assert not (digests.root / "newsletter").exists()


def test_days_to_keep_are_named_some_weeks_ahead() -> None:
    said = ["17 September 2025: the seventh World Patient Safety Day"]

    assert list(events_in(*span_of("2025-08", None, None)[:2])) == said
    assert list(events_in(*span_of("2025-09", None, None)[:2])) == said
    assert list(events_in(*span_of("2025-07", None, None)[:2])) == []
    assert list(events_in(*span_of("2018-09", None, None)[:2])) == []


def test_why_a_post_was_withdrawn_is_told_with_the_way_to_its_notice(digests: Digests) -> None:
    more = "status: withdrawn\nwithdrawn: 2021-12-28\nwithdrawn_because: A figure was wrong.\n"
    write_post(digests.root / "content", "2021/gone.md", "Gone", "2021-01-20", more=more)

    digests(month="2021-12")

    text = digests.read("2021-12.txt")
    assert "\n1 post was withdrawn.\n\nThis post was withdrawn. " in text
    assert "Why: A figure was wrong." in " ".join(text.split())
    assert f"\n{BASE}/blog/2021/gone/\n" in text
    page = BeautifulSoup(digests.read("2021-12.html"), "html.parser")
    (link,) = [each for each in page.select("a") if each.get_text() == "The notice"]
    assert link["href"] == f"{BASE}/blog/2021/gone/"


def test_an_address_stays_whole_in_plain_text(digests: Digests) -> None:
    link = f"https://example.org/{'-'.join(['a-long-way-to-help'] * 6)}/"
    (digests.root / "content/support.yaml").write_text(
        "line:\n  name: A line\n  for: Anyone.\n  subjects: [distress]\n  nations: [Wales]\n"
        f"  url: {link}\n  checked: 2026-01-01\n",
        encoding="utf-8",
    )
    write_post(
        digests.root / "content", "2021/sad.md", "Sad", "2021-12-20", more="sensitive: [death]\n"
    )

    digests(month="2021-12")

    assert link in digests.read("2021-12.txt")
