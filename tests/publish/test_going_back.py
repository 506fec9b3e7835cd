"""Going back never shows again, unasked, what was taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image

from plugins.publish import releases
from plugins.publish.going_back import reload_words, shown_again
from plugins.publish.releases import Release
from tests.conftest import remove_post, write_post
from tests.support.servers import Publish

WITHDRAWN = "status: withdrawn\nwithdrawn: 2026-05-30\n"
CORRECTED = (
    "updates:\n  - date: 2026-05-30\n    kind: correction\n    wrong: Five.\n    right: Six.\n"
    "    by: Ann\n"
)


@pytest.fixture
def publish(site: Path, tmp_path: Path) -> Publish:
    return Publish(site, f"folder:{tmp_path / 'www'}")


def put(path: Path, more: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("summary:", f"{more}summary:"), encoding="utf-8")


def test_going_back_refuses_what_was_taken_back_and_names_it(
    site: Path, publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = site / "content/posts"
    Image.new("RGB", (8, 6)).save(site / "content/images/bed.png")
    shown = write_post(site / "content", "2024/a.md", "A", body="![A bed](/images/bed.png)")
    assert "This is the first release" in publish()
    first = publish.releases()[0].split()[0]
    put(posts / "2022/three.md", WITHDRAWN)
    put(posts / "2023/more-1.md", CORRECTED)
    remove_post(site / "content", "2023/more-2.md")
    shown.write_text(shown.read_text("utf-8").replace("![A bed](/images/bed.png)", "No."), "utf-8")
    (site / "content/images/bed.png").unlink()

    said = publish()

    assert publish.code == 0, capsys.readouterr().err
    assert (
        "1 post withdrawn:\n  /blog/2022/three/\nFeed items: 2 new, 2 updated, 2 withdrawn." in said
    )
    live = (tmp_path / "www/current").readlink()
    capsys.readouterr()

    said = publish.back()

    assert publish.code == 1
    assert "  /blog/2022/three/" in said, "what would change is shown first"
    assert capsys.readouterr().err == (
        f"Release {first} would show again what was taken back since:\n"
        "  /blog/2022/three/ was withdrawn\n"
        "  /blog/2023/more-1/ was corrected\n"
        "  /blog/2023/more-2/ was removed\n"
        "  /images/bed.png is an image that was taken out\n"
        "Nothing changed. Mend the fault and publish instead; or name each of these that may be "
        "public again, such as --show-again /blog/2022/three/\n"
    )
    assert (tmp_path / "www/current").readlink() == live

    publish.back(None, "/blog/2022/three/", "/blog/2023/more-1/", "/images/bed.png")
    assert publish.code == 1
    assert capsys.readouterr().err.count("was ") == 2, "one is left, and the sentence above it"

    addresses = ("/blog/2022/three/", "/blog/2023/more-1/", "/blog/2023/more-2/", "/images/bed.png")
    said = publish.back(first, *addresses)
    assert publish.code == 0
    assert (
        f"Release {first} is live again.\nRedirects or withdrawn addresses changed: have the web "
        "server read them, such as by nginx -t && systemctl reload nginx\n"
    ) in said
    assert b"Some words." in (tmp_path / "www/current/site/blog/2022/three/index.html").read_bytes()


def test_a_release_with_the_same_notice_can_be_gone_back_to(site: Path, publish: Publish) -> None:
    publish()
    put(site / "content/posts/2022/three.md", WITHDRAWN)
    publish()
    write_post(site / "content", "2024/new.md", "New")
    publish()

    assert "is live again.\n" in publish.back()
    assert publish.code == 0


def test_where_the_site_is_to_be_seen_is_said(publish: Publish) -> None:
    said = publish()

    assert said.split("\n")[-1].endswith(" is live: https://patient-safety-hub.example/")
    assert "delivery network" not in said


def a_release(**changes: object) -> Release:
    return Release(**{"id": "x", "date": "", "posts": 1, **changes})  # type: ignore[arg-type]


PAGE = {"site/a/index.html": ("0", 1)}


@pytest.mark.parametrize(
    ("live", "earlier", "expected"),
    [
        ({"taken": {"/a/": "withdrawn"}}, {}, {"/a/": "was withdrawn"}),
        ({"taken": {"/a/": "withdrawn"}}, {"taken": {"/a/": "withdrawn"}}, {}),
        ({"taken": {"/b/": "withdrawn"}}, {}, {}),
        ({"corrected": {"/a/": 2}}, {"corrected": {"/a/": 1}}, {"/a/": "was corrected"}),
        ({"corrected": {"/a/": 1}}, {"corrected": {"/a/": 1}}, {}),
        ({}, {"taken": {"/a/": "withdrawn"}}, {}),
        ({}, {"files": {**PAGE, "site/images/w.0123456789-480.webp": ("1", 1)}}, {}),
    ],
    ids=["withdrawn", "withdrawn then", "not there", "corrected", "the same", "newer", "a size"],
)
def test_only_what_the_earlier_release_shows_otherwise_counts(
    live: dict[str, object], earlier: dict[str, object], expected: dict[str, str]
) -> None:
    now, then = a_release(files=PAGE, **live), a_release(**{"files": PAGE, **earlier})

    assert shown_again(now, then) == expected


def test_a_release_sorts_behind_the_live_one_whatever_the_clock_says() -> None:
    now = dt.datetime(2026, 6, 1, 23, 59, 59, tzinfo=dt.UTC)

    assert releases.stamp(None, now) == "20260601T235959Z"
    live = a_release(id="20260601T235958Z-ffffffff")
    assert releases.stamp(live, now) == "20260601T235959Z"
    for id in ("20260601T235959Z-00000000", "20260601T235959Z-ffffffff"):
        assert releases.stamp(a_release(id=id), now) == "20260602T000000Z"
    live = a_release(id="20301231T235959Z-00000000")
    assert releases.stamp(live, now) == "20310101T000000Z"


def test_what_a_release_knows_comes_back_from_its_manifest_and_old_ones_can_be_read(
    tmp_path: Path,
) -> None:
    made = a_release(taken={"/a/": "removed"}, corrected={"/b/": 2}, answers=("/c/",))
    assert Release.parse(made.text()) == made

    old = made.text().replace('"answers"', '"x"')
    assert Release.parse(old) is None, "a manifest of another kind is none"
    (tmp_path / releases.MANIFEST).write_text(
        '{"format": 1, "id": "x", "date": "", "posts": 1, "changed": "", "files": {}, "items": {}}'
    )
    assert releases.load(tmp_path) == a_release()


def test_nothing_is_said_of_the_server_when_it_has_nothing_to_read() -> None:
    one = a_release(files={"server/nginx-maps.conf": ("0", 1)})

    assert reload_words(one, one) == ""
    assert reload_words(None, one) == ""


def test_no_way_round_leads_back_to_what_was_taken_back(
    site: Path, publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    """First to a release that is older than the post, and from there to the one that shows it."""
    publish()
    write_post(site / "content", "2024/story.md", "A story")
    publish()
    write_post(site / "content", "2024/story.md", "A story", more=WITHDRAWN)
    publish()
    before, shows, _ = (line.split()[0] for line in publish.releases())

    publish.back(before)
    assert publish.code == 0
    capsys.readouterr()
    publish.back(shows)

    assert publish.code == 1
    assert "\n  /blog/2024/story/ was withdrawn\nNothing changed." in capsys.readouterr().err
    publish.back(shows, "/blog/2024/story/")
    assert publish.code == 0
    publish.back(before)
    assert publish.code == 0


def test_what_is_shown_again_with_right_is_not_taken_for_taken_back(
    site: Path, publish: Publish
) -> None:
    story = write_post(site / "content", "2024/story.md", "A story")
    publish()
    write_post(site / "content", "2024/story.md", "A story", more=WITHDRAWN)
    publish()
    write_post(site / "content", "2024/story.md", "A story", body="It may be told after all.")
    publish()

    publish.back(publish.releases()[0].split()[0])

    assert story.is_file()
    assert publish.code == 0


def test_a_rollback_asks_and_says_what_the_next_publish_does(
    site: Path, publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    write_post(site / "content", "2024/new.md", "New")
    publish()
    live = (tmp_path / "www/current").readlink()

    assert publish.back(answer="n").splitlines()[-1] == "Nothing changed."
    assert publish.code == 1
    assert (tmp_path / "www/current").readlink() == live
    publish.back(answer=None)
    assert publish.code == 2
    assert "Nobody is here to ask; say --yes" in capsys.readouterr().err
    assert (tmp_path / "www/current").readlink() == live

    said = publish.back(answer="y").splitlines()
    assert publish.code == 0
    assert said[-1] == (
        "The next publish, also one by a timer, shows the newest content again: mend it first."
    )
    assert (tmp_path / "www/current").readlink() != live
