"""The resident rebuild: it gives what a build from nothing gives, and one body costs one page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.base import clock
from plugins.pipeline.live_site import LiveSite, Update
from tests.conftest import Build, Tree, write_post
from tests.support.edits import EDITS, Dice, mend, spoil_output

NOW = clock.instant("2026-06-01T12:00")


def a_resident(site: Path, as_public: bool = False) -> LiveSite:
    """Return a site in memory, not read yet."""
    override = {"PATH": str(site / "content")}
    return LiveSite(site / "pelicanconf.py", override, site / ".hub/preview", as_public, jobs=1)


@pytest.fixture
def public(site: Path) -> Iterator[LiveSite]:
    """A resident that shows what readers see, without a word about being a preview."""
    found = a_resident(site, as_public=True)
    found.banner = ""
    yield found
    found.close()


@pytest.fixture
def resident(site: Path) -> Iterator[LiveSite]:
    found = a_resident(site)
    yield found
    found.close()


def all_of(resident: LiveSite) -> Tree:
    found = {}
    for name in resident.names():
        content = resident.file(name)
        assert content is not None
        found[name] = content
    return found


def looks(site: Path) -> dict[Path, tuple[int, bytes]]:
    """Return every file that a watcher would watch, as it is."""
    files = [*site.glob("*.py"), *(site / "content").rglob("*"), *(site / "theme").rglob("*")]
    return {each: (each.stat().st_mtime_ns, each.read_bytes()) for each in files if each.is_file()}


@pytest.mark.parametrize("seed", range(6))
def test_a_resident_equals_a_clean_build(
    site: Path, build: Build, public: LiveSite, seed: int
) -> None:
    """The watcher's word is taken as it comes: the paths that changed, and nothing else."""
    dice = Dice(seed)
    shutil.copytree(site / "content", site / "good")
    assert public.update(NOW).sound
    before = looks(site)

    for _ in range(10):
        edit = dice.choice([each for each in EDITS if each is not spoil_output] + [EDITS[0]] * 8)
        edit(site, dice)
        now = looks(site)
        paths = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}

        found = public.update(NOW, paths)

        clean = build.clean()
        assert found.sound is (build.code == 0), (edit.__name__, found)
        if found.sound:
            assert set(all_of(public)) == set(clean), edit.__name__
            assert all_of(public) == clean, edit.__name__
            shutil.rmtree(site / "good")
            shutil.copytree(site / "content", site / "good")
        else:
            mend(site, dice)
            assert public.update(NOW, [site / "content"]).sound
        before = looks(site)


def test_one_body_converts_one_post_and_renders_one_page(site: Path, resident: LiveSite) -> None:
    resident.update(NOW)
    all_of(resident)
    path = site / "content/posts/2021/one.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more word.\n", encoding="utf-8")
    before = dict(resident._rendered)

    found = resident.update(NOW, [path])

    assert not found.whole
    assert found.changed == (
        "blog/2021/one/index.html",
        *(
            f"feeds/{name}.{form}"
            for name in ("all", "authors/ann-example", "series/2021-in-review", "topics/culture")
            for form in ("atom", "json", "rss")
        ),
        "series/2021-in-review/all/index.html",
    )
    page = resident.file("blog/2021/one/index.html")
    assert page is not None
    assert b"One more word." in page
    kept = {name for name, made in resident._rendered.items() if before.get(name) is made}
    assert kept == before.keys() - set(found.changed)


def test_a_feed_is_made_anew_when_it_is_asked_for(site: Path, resident: LiveSite) -> None:
    resident.update(NOW)
    path = site / "content/posts/2021/one.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more word.\n", encoding="utf-8")
    resident.update(NOW, [path])

    feed = resident.file("feeds/all.rss")

    assert feed is not None
    assert b"One more word." in feed


def test_problems_leave_the_last_good_site_in_memory(site: Path, resident: LiveSite) -> None:
    resident.update(NOW)
    page = resident.file("index.html")
    path = write_post(site / "content", "2024/bad.md", "Bad", topic="cultrue")

    found = resident.update(NOW, [path])

    assert [each.text() for each in found.problems] == [
        "content/posts/2024/bad.md:6: topics names an unknown topic 'cultrue'; "
        "did you mean 'culture'? [unknown-topic]"
    ]
    assert resident.file("index.html") == page
    path.unlink()
    assert resident.update(NOW, [path]) == Update()


def test_a_fault_of_the_theme_is_told_and_the_site_stays(site: Path, resident: LiveSite) -> None:
    resident.update(NOW)
    path = site / "theme/templates/post.html"
    path.write_text("{% if %}", encoding="utf-8")

    found = resident.update(NOW, [path])

    assert found.fault == (
        "theme/templates/post.html:1: Expected an expression, got 'end of statement block'; "
        "mend the template."
    )
    assert resident.file("blog/2021/one/index.html") is not None


# -- Two view-points


def test_a_preview_shows_what_is_not_public_and_marks_it_in_every_list(
    site: Path, resident: LiveSite
) -> None:
    write_post(site / "content", "2026/a-draft.md", "A draft", "2026-05-01", more="status: draft\n")
    write_post(site / "content", "2026/later.md", "Later", "2026-07-09")
    part = "series: 2021-in-review\npart: 3\nstatus: draft\n"
    write_post(site / "content", "2021/last.md", "Third part", "2021-12-20", more=part)

    resident.update(NOW)

    tree = {name: page.decode() for name, page in all_of(resident).items() if "html" in name}
    for name, page in tree.items():
        assert "Preview: drafts and posts of later days are shown. Only you see this." in page, name
        assert page.count("A draft") == 0 or "Not public: draft" in page, name
        assert page.count(">Later<") == 0 or "Not public: appears on 9 July 2026" in page, name
    assert tree["blog/index.html"].count('<p class="mark">Not public: draft</p>') == 2
    assert '<span class="mark">Not public: draft</span>' in tree["series/2021-in-review/index.html"]
    assert "A draft (Not public: draft)" in tree["blog/2026/later/index.html"]
    assert '<p class="mark">Not public: draft</p>' in tree["blog/2026/a-draft/index.html"]


def test_as_public_shows_what_readers_see(site: Path, build: Build) -> None:
    write_post(site / "content", "2026/later.md", "Later", "2026-07-09")
    resident = a_resident(site, as_public=True)

    resident.update(NOW)
    shown = all_of(resident)
    resident.update(clock.instant("2026-07-10"))
    then = all_of(resident)
    resident.close()

    assert shown.keys() == build().keys()
    assert "blog/2026/later/index.html" not in shown
    assert "blog/2026/later/index.html" in then


def test_a_preview_finds_the_problems_that_a_build_finds(
    site: Path, build: Build, resident: LiveSite
) -> None:
    """The feed of a topic that has only a draft is there in the preview, and not in public."""
    write_post(
        site / "content", "2022/three.md", "T", "2022-02-03", "medicines", more="status: draft\n"
    )
    write_post(site / "content", "2024/link.md", "Link", body="[x](/feeds/topics/medicines.rss)")

    found = resident.update(NOW)

    build()
    assert [*(each.text() for each in found.problems), "1 problem; nothing was built."] == (
        build.last.splitlines()
    )


def test_a_public_build_cannot_be_made_for_editors(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site / "pelicanconf.py"
    more = '\nfrom plugins.pipeline.live_site import Editors\nREADERS = HUB_READERS = Editors()\nBANNER = "x"\n'
    more += 'PLUGIN_SETTINGS = ("HUB_READERS", "BANNER")\n'
    before = build.clean()
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    monkeypatch.setenv("HUB_READERS", "Editors")
    write_post(site / "content", "2026/a-draft.md", "A draft", "2026-05-01", more="status: draft\n")

    assert build.clean() == before


def test_the_moment_at_which_something_falls_due_is_known(site: Path, resident: LiveSite) -> None:
    write_post(site / "content", "2026/later.md", "Later", "2026-07-09")

    resident.update(NOW)

    assert dt.datetime.fromtimestamp(resident.until, dt.UTC) == clock.instant("2026-07-09")


def test_an_opening_that_two_saved_parts_share_is_found(site: Path, resident: LiveSite) -> None:
    """Both are saved at once, so neither is in memory as it is now."""
    paths = [site / f"content/posts/2021/{name}.md" for name in ("one", "two")]
    text = paths[0].read_text(encoding="utf-8").replace("What First part says.", "A look back.")
    paths[0].write_text(text, encoding="utf-8")
    assert resident.update(NOW).sound
    for path in paths:
        header, _, body = path.read_text(encoding="utf-8").rpartition("---\n")
        path.write_text(f"{header}---\nA look back.\n\n{body}", encoding="utf-8")

    found = resident.update(NOW, paths)

    assert [problem.check_id for problem in found.problems] == ["shared-summary"]
