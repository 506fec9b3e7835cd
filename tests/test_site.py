"""Whole builds: incremental equals clean, the output is whole, nothing depends on the machine."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from plugins.base import code_version
from plugins.model.site_map import site_map
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from tests.conftest import ROOT, Build, Tree, tree, write_post
from tests.support.edits import (
    EDITS,
    Dice,
    change,
    change_text,
    mend,
    remove_on_purpose,
    spoil_output,
)

# -- Edits: what an editor, a script or an accident may do


@pytest.mark.parametrize("seed", range(20))
def test_incremental_builds_equal_clean_ones(
    site: Path, build: Build, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The 200 steps of the suite; a state that cannot be built must leave the output alone.

    Every other seed has the other engine, every fourth four workers, every fifth a search index and
    cards;
    the clean build has one worker.
    """
    dice = Dice(seed)
    if seed % 5 == 0:
        change(site / "pelicanconf.py", "^SEARCH = .*$", "SEARCH = True")
        change(site / "pelicanconf.py", "^SOCIAL_CARDS = .*$", "SOCIAL_CARDS = True")
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", ("markdown", "cmarkgfm")[seed % 2])
    jobs = 4 if seed % 4 == 3 else 1
    shutil.copytree(site / "content", site / "good")
    live = build()
    assert build.code == 0, build.said

    for _ in range(10):
        edit = dice.choice(EDITS)
        edit(site, dice)

        after = build(jobs=jobs)
        ended, said = build.code, build.said

        clean = build.clean()
        assert build.code == ended, (edit.__name__, said, build.said)
        if ended == 0:
            assert after == clean, edit.__name__
            live = after
            shutil.rmtree(site / "good")
            shutil.copytree(site / "content", site / "good")
        else:
            assert said == build.said, edit.__name__
            assert after == live or edit is spoil_output, edit.__name__
            mend(site, dice)


# -- The record


FEEDS_OF_MORE_5 = {
    f"feeds/{name}.{form}"
    for name in ("all", "topics/culture", "nation/england", "authors/ann-example")
    for form in ("rss", "atom", "json")
}


def test_a_superseding_value_changes_what_gives_the_old_one_and_nothing_else(
    site: Path, build: Build
) -> None:
    """One post gives slips-2021 alone, one gives the newer value, one gives neither."""
    write_post(site / "content", "2023/newer.md", "Newer", "2023-07-01", body="{fig:slips-2023}")
    write_post(site / "content", "2023/cites.md", "Cites", "2023-07-02", body="[@first-count-2021]")
    register = site / "content/figures.yaml"
    whole = register.read_text(encoding="utf-8")
    register.write_text(whole.replace("  superseded_by: slips-2023\n", ""), "utf-8")
    before = build()
    assert build.code == 0, build.said

    register.write_text(whole, "utf-8")
    after = build()

    assert {
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    } == {
        "blog/2023/more-5/index.html",
        "figures/index.html",
        "figures/figures.csv",
        "topics/culture/rules/index.html",
        "sources/first-count-2021/index.html",  # it lists the figures that it gives
        "year-in-review/2023/index.html",  # the year that brought the newer value
        *FEEDS_OF_MORE_5,
    }
    page = after["blog/2023/more-5/index.html"].decode()
    assert (
        "<strong>Later figure, 30 June 2023:</strong> In October 2021 the figure was 1,234 slips; "
        "later: 987, 31 May 2023."
    ) in page
    assert "There were" in page
    assert ">1,234</data>" in page, "the old value stands"
    assert "subscriber notice" not in str(build.said)


def test_a_source_that_changes_changes_what_cites_it_and_nothing_else(
    site: Path, build: Build
) -> None:
    before = build()

    change(
        site / "content/sources/first-count-2021.md", "^title: .*$", "title: The first of counts"
    )
    after = build()

    assert {name for name in after if before.get(name) != after[name]} == {
        "blog/2023/more-5/index.html", "blog/2023/more-5/references.bib",
        "blog/2023/more-5/references.ris", "sources/index.html", "sources/by-year/index.html",
        "sources/by-kind/index.html", "sources/first-count-2021/index.html",
        "sources/first-count-2021/references.bib", "sources/first-count-2021/references.ris",
        "sources/second-count-2023/index.html",  # which replaces it
        "figures/index.html", "rules/two-checks/index.html", "topics/culture/rules/index.html",
        "year-in-review/2023/index.html", "year-in-review/2023/lists/index.html",  # cited then
        "index.json",
        *FEEDS_OF_MORE_5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "day", "words"),
    [
        ("review_by: 2026-07-01\n", "2026-07-02T00:00+01:00", b"<strong>Due for review:</strong>"),
        ("rules: [two-checks]\napplies_to: [England]\n", "2026-07-01T00:00+01:00", b"<strong>A rule in this post has changed:</strong>"),
    ],
    ids=["review", "rule"],
)  # fmt: skip
def test_a_day_that_passes_is_noticed_without_any_edit(
    site: Path, build: Build, more: str, day: str, words: bytes
) -> None:
    version = "  - from: 2026-07\n    text: One person.\n    source: second-count-2023\n---\nSee"
    change(site / "content/rules/two-checks.md", "^---\nSee", version)
    write_post(site / "content", "2024/x.md", "X", more=more)
    when = dt.datetime.fromisoformat(day)
    minute = dt.timedelta(minutes=1)

    before = build(now=(when - minute).isoformat())
    after = build(now=when.isoformat())
    clean = build("clean", now=when.isoformat())
    again = build(now=(when + minute).isoformat())
    back = build(now=(when - minute).isoformat())

    assert words not in before["blog/2024/x/index.html"]
    assert words in after["blog/2024/x/index.html"]
    assert after == clean == again
    assert "Nothing has changed; nothing was written." in build.said or back == before
    assert back == before


def test_whenever_it_is_built_the_site_is_that_of_a_clean_build(site: Path, build: Build) -> None:
    """Whatever follows from the day is named in `next_change`, or the old site would stay."""
    write_post(
        site / "content", "2027/later.md", "Later", "2027-03-01", more="review_by: 2028-03-01\n"
    )
    for now in ("2026-06-01T12:00", "2026-06-02T00:00", "2026-07-01T00:00", "2026-12-31T23:59",
                "2027-01-01T00:00", "2027-03-01T00:00", "2031-01-02T00:00"):  # fmt: skip
        assert build(now=now) == build("clean", clean=True, now=now), now
        assert build.code == 0, build.said


RECOMMENDED = """---
report: first-count-2021
number: 1
text: Count each slip.
date: 2021-11-15
response: [{date: 2023-06, kind: none yet, source: second-count-2023}]
---
"""


def test_each_day_of_waiting_for_a_response_is_counted_without_any_edit(
    site: Path, build: Build
) -> None:
    (site / "content/recommendations").mkdir()
    (site / "content/recommendations/count-1.md").write_text(RECOMMENDED, "utf-8")
    write_post(site / "content", "2024/x.md", "X", body="Nobody answered [@count-1].")

    before = build(now="2023-01-01T23:59+00:00")
    assert build.code == 1, "a response of a later day"
    before = build(now="2024-06-01T23:59+01:00")
    after = build(now="2024-06-02T00:00+01:00")
    clean = build("clean", now="2024-06-02T00:00+01:00")

    assert (
        b"Still waiting: 929 days, by our last source, of" in before["recommendations/index.html"]
    )
    assert b"Still waiting: 930 days, by our last source, of" in after["recommendations/index.html"]
    assert after == clean
    assert {name for name in after if after[name] != before[name]} == {
        "recommendations/index.html", "recommendations/by-addressee/index.html",
        "recommendations/by-status/index.html", "recommendations/count-1/index.html",
    }  # fmt: skip
    page = after["blog/2024/x/index.html"].decode()
    assert 'href="/recommendations/count-1/"' in page
    assert "Recommendation 1: Count each slip." in page
    assert b"blog/2024/x/" in after["recommendations/count-1/index.html"]
    assert b"Response: none yet" in after["feeds/recommendations.atom"]


def test_a_reply_has_its_place_below_a_concern_and_an_interview_its_people(
    site: Path, build: Build
) -> None:
    asked = "    asked: 2024-02-01\n    due: 2024-02-20\n"
    more = (
        f"kind: concern\nreplies:\n  - named: Example Trust\n{asked}"
        "    replied: 2024-02-09\n    text: We rang back.\n"
        f"  - named: Example Clinic\n{asked}"
    )
    body = "The Example Trust did not ring back, nor did the Example Clinic."
    write_post(site / "content", "2024/c.md", "C", more=more, body=body)
    more = "kind: interview\ninterview: {asked: Ann, answered: Jo, agreed_by: Both}\n"
    write_post(site / "content", "2024/i.md", "I", more=more)

    files = build()

    assert build.code == 0, build.said
    page, feed = files["blog/2024/c/index.html"].decode(), files["feeds/kind/concern.atom"].decode()
    assert re.findall(r'<h2 id="_reply-\d">(.*?)</h2>', page) == [
        "Reply of Example Trust", "Reply of Example Clinic"
    ]  # fmt: skip
    assert "<p>We rang back.</p>" in page
    for text in (page, feed):
        assert "Example Trust was asked on 1 February 2024, and replied on 9 February 2024." in text
        assert (
            "Example Clinic was asked on 1 February 2024, and could reply until "
            "20 February 2024. There was no reply."
        ) in text
    said = "Asked by Ann, answered by Jo. Text agreed by Both."
    assert said in files["blog/2024/i/index.html"].decode()
    assert said in files["feeds/kind/interview.rss"].decode()
    assert b"Interviews" in files["kind/interview/index.html"]


# -- No work twice


def test_a_second_build_writes_nothing(site: Path, build: Build) -> None:
    build()
    looked = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")}

    build()

    assert "Nothing has changed; nothing was written." in build.last
    assert {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")} == looked


def test_an_edited_body_changes_its_page_and_the_feeds_that_hold_it(
    site: Path, build: Build
) -> None:
    before = build()
    path = site / "content/posts/2021/one.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more word.\n", encoding="utf-8")

    after = build()

    assert {name for name in after if after[name] != before[name]} == {
        "blog/2021/one/index.html",
        "series/2021-in-review/all/index.html",
        *(
            f"feeds/{name}.{form}"
            for name in ("all", "topics/culture", "series/2021-in-review", "authors/ann-example")
            for form in ("rss", "atom", "json")
        ),
    }
    assert "14 files rendered" in build.last
    assert build.said[-2] == "This edit re-notifies nobody."


def test_other_code_makes_every_file_anew(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build()
    monkeypatch.setattr(code_version, "key", lambda: "other code")

    after = build()

    assert after == before
    assert f"{len(after)} files rendered, 0 current" in build.last


def test_a_post_that_goes_leaves_no_trace(site: Path, build: Build) -> None:
    path = write_post(site / "content", "2020/gone.md", "Xylophone", body="Xylophone words.")
    assert any(b"Xylophone" in page for page in build().values())

    remove_on_purpose(site, path)
    after = build()

    assert not any(b"Xylophone" in page for page in after.values())
    assert "blog/2020/gone/index.html" not in after
    assert not (site / "output/blog/2020").exists()


@pytest.mark.parametrize(
    "change", ["status: draft", "status: withdrawn\ngone: true", "date: 2031-01-01"], ids=repr
)
def test_what_is_not_public_is_nowhere(site: Path, build: Build, change: str) -> None:
    word = "Xylophone"
    write_post(site / "content", "2020/hidden-xylophone.md", word, body=word)
    path = site / "content/posts/2020/hidden-xylophone.md"
    text = path.read_text(encoding="utf-8")
    field = change.split(":")[0]
    text = re.sub(f"^{field}: .*\n", "", text, flags=re.MULTILINE)
    path.write_text(text.replace("summary:", f"{change}\nsummary:"), encoding="utf-8")

    after = build()

    assert build.code == 0, build.said
    for name, page in after.items():
        assert word.lower().encode() not in page.lower(), name
        assert word.lower() not in name.lower()


def test_a_scheduled_post_appears_when_its_time_has_come(site: Path, build: Build) -> None:
    """00:30 in London is 23:30 of the day before in UTC while summer time lasts."""
    write_post(site / "content", "2025/later.md", "Later", "2025-07-01 00:30")

    before = build(now="2025-06-30T23:29+00:00")
    after = build(now="2025-06-30T23:30+00:00")
    back = build(now="2025-06-30T23:29+00:00")

    assert "blog/2025/later/index.html" not in before
    assert "blog/2025/later/index.html" in after
    assert back == before


# -- The output is whole, and ours alone


def test_a_failed_build_leaves_the_output_alone(site: Path, build: Build) -> None:
    before = build()
    write_post(site / "content", "2020/bad.md", "Bad", topic="cultrue")

    after = build()

    assert build.code == 1
    assert after == before


@pytest.mark.parametrize(
    ("template", "text", "message"),
    [
        pytest.param(
            "post.html",
            "{{ view.tittle }}",
            "theme/templates/post.html:1: "
            "'plugins.pages.posts.PostView object' has no attribute 'tittle'; mend the template.",
            id="undefined name",
        ),
        pytest.param(
            "post.html",
            "{% if %}",
            "theme/templates/post.html:1: Expected an expression, got 'end of statement block'; "
            "mend the template.",
            id="syntax",
        ),
        pytest.param(
            "post.html",
            '{% extends "bsae.html" %}',
            "The theme has no template 'bsae.html'; add theme/templates/bsae.html.",
            id="missing base",
        ),
    ],
)
def test_a_fault_of_the_theme_stops_the_build(
    site: Path,
    build: Build,
    capsys: pytest.CaptureFixture[str],
    template: str,
    text: str,
    message: str,
) -> None:
    before = build()
    path = site / "theme/templates" / template
    path.write_text(text, encoding="utf-8")

    after = build()

    assert build.code == 1
    assert capsys.readouterr().err.strip() == message
    assert after == before


def test_a_plugin_that_is_not_there_stops_the_build(
    site: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    change(site / "pelicanconf.py", r"\[\*_ROOMS\]", '[*_ROOMS, "plugins.pages.hoem"]')

    build()

    assert build.code == 1
    told = capsys.readouterr().err.strip()
    assert told.partition(": ")[2] == (
        "PLUGINS names 'plugins.pages.hoem', which is not there; did you mean 'plugins.pages.home'?"
    )
    assert re.match(r"pelicanconf\.py:\d+: ", told)


def test_a_plugin_that_cannot_be_loaded_stops_the_build(
    site: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "broken_plugin.py").write_text("import nothing_of_the_kind\n", encoding="utf-8")
    change(
        site / "pelicanconf.py",
        r"PLUGINS = \[\*_ROOMS\]",
        'PLUGIN_PATHS = ["."]\nPLUGINS = [*_ROOMS, "broken_plugin"]',
    )

    build()

    assert build.code == 1
    assert capsys.readouterr().err.strip() == (
        "The plugin 'broken_plugin' cannot be loaded "
        "(ModuleNotFoundError: No module named 'nothing_of_the_kind')."
    )


def test_another_content_folder_leaves_this_output_alone(
    site: Path, build: Build, tmp_path: Path
) -> None:
    before = build()
    other = tmp_path / "ä b" / "content"
    shutil.copytree(site / "content", other)
    write_post(other, "2020/only-there.md", "Only there")

    there = build(into="elsewhere", content=str(other))

    assert "blog/2024/only-there/index.html" in there
    assert tree(site / "output") == before


# -- The same bytes everywhere


def test_the_same_bytes_come_by_the_slower_ways(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without fork, without links, with eight workers; and once more after an edit."""
    expected = build.clean()

    for jobs, fork, links in ((8, "1", "1"), (2, "0", "1"), (1, "1", "0"), (2, "0", "0")):
        monkeypatch.setenv("HUB_FORK", fork)
        monkeypatch.setenv("HUB_LINKS", links)
        name = f"way-{jobs}-{fork}-{links}"
        made = build(name, jobs=jobs)
        assert build.code == 0, build.said
        assert made == expected, name
        assert (site / name).is_symlink() is (links == "1")
    change_text(site, Dice(1))
    edited = build.clean()
    for path in sorted(site.glob("way-*")):
        _, workers, fork, links = path.name.split("-")
        monkeypatch.setenv("HUB_FORK", fork)
        monkeypatch.setenv("HUB_LINKS", links)
        assert build(path.name, jobs=int(workers)) == edited, path.name


def test_a_project_that_moves_keeps_its_output(site: Path, build: Build, tmp_path: Path) -> None:
    before = build()

    moved = site.rename(tmp_path / "moved elsewhere")
    after = Build(moved)()

    assert after == before
    assert (moved / "output").resolve().is_relative_to(moved)


def run_build(site: Path, into: str, **environment: str) -> Tree:
    """Build in a process of its own."""
    script = (
        "import sys, argparse; from pathlib import Path; from plugins.pipeline.command import build;"
        "sys.exit(build(Path(sys.argv[1]), argparse.Namespace(content=None, output=sys.argv[2], "
        "siteurl=None, clean=True, now='2026-06-01T12:00', jobs=2)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(site), str(site / into)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, timeout=120, cwd=site.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(site / into)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "Etc/GMT+12", "PYTHONHASHSEED": "2", "LANG": "de_DE.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["ahead", "behind"],
)
def test_the_machine_changes_no_byte(site: Path, build: Build, environment: dict[str, str]) -> None:
    expected = build()

    assert run_build(site, "other", **environment) == expected


def test_the_bare_pelican_command_gives_the_same_bytes(site: Path, build: Build) -> None:
    expected = build()

    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "bare"],
        cwd=site, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1780311600"},
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(site / "bare") == expected


def test_the_bare_pelican_command_refuses_bad_content_in_plain_lines(site: Path) -> None:
    write_post(site / "content", "2020/bad.md", "Bad", topic="cultrue")

    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "bare"],
        cwd=site, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.strip() == (
        "content/posts/2020/bad.md:6: topics names an unknown topic 'cultrue'; "
        "did you mean 'culture'? [unknown-topic]\n1 problem; nothing was built."
    )
    assert not (site / "bare").exists()


def test_two_clocks_give_the_same_bytes_when_the_same_posts_are_public(
    site: Path, build: Build
) -> None:
    assert build(now="2026-01-01T00:00") == build("other", now="2030-12-31T23:59")


def test_the_running_build_can_be_asked_what_it_did(site: Path, build: Build) -> None:
    build()

    hub = build_site(
        site / "pelicanconf.py",
        {"OUTPUT_PATH": str(site / "output")},
        BuildOptions(report=build.said.append),
    )

    assert hub.written.rendered == ()
    assert "Nothing was written: all is current." in build.last


# -- Addresses


def test_the_library_knows_every_address_of_the_output(site: Path, build: Build) -> None:
    files = set(build())

    hub = build_site(
        site / "pelicanconf.py",
        {"OUTPUT_PATH": str(site / "output")},
        BuildOptions(report=build.said.append),
    )

    known = {
        f"{path}index.html" if path == "" or path.endswith("/") else path
        for path in site_map(hub.assembled.library).paths
    }
    assert known == {
        name
        for name in files
        if not name.startswith(("static/", "images/", "search/index/", "cards/"))
    }


def test_every_link_of_the_output_leads_somewhere_also_below_a_path(
    site: Path, build: Build
) -> None:
    from bs4 import BeautifulSoup

    files = build(siteurl="https://example.org/hub")

    links: set[str] = set()
    for name, page in files.items():
        if name.endswith(".html"):
            soup = BeautifulSoup(page, "html.parser")
            for tag, attribute in (("a", "href"), ("link", "href"), ("img", "src")):
                links |= {
                    str(each[attribute]) for each in soup.find_all(tag) if each.get(attribute)
                }
    inside = {link for link in links if link.startswith("/")}
    assert inside
    for link in inside:
        path, _, fragment = link.partition("#")
        assert path.startswith("/hub/"), link
        target = path.removeprefix("/hub/")
        target += "index.html" if target == "" or target.endswith("/") else ""
        assert target in files, link
        if fragment:
            assert f'id="{fragment}"'.encode() in files[target], link


# -- Words and help


def test_the_first_use_of_an_abbreviation_is_explained_and_follows_the_glossary(
    site: Path, build: Build
) -> None:
    write_post(site / "content", "2020/x.md", "X", body="The QRX, QRXs and the QRX.")
    write_post(
        site / "content", "2020/y.md", "Y", body="By hand: <abbr title='By hand'>QRX</abbr>."
    )
    about = site / "content/pages/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nThe QRX.\n", encoding="utf-8")
    name, glossary = "blog/2024/x/index.html", site / "content/glossary.yaml"
    record = "qrx:\n  term: {}\n  short: QRX\n  means: A commission.\n"

    first = build()
    assert build.code == 0, build.said
    before = first[name].decode()
    glossary.write_text(record.format("Quick Review"), "utf-8")
    after = build()
    assert build.code == 0, build.said
    glossary.write_text(record.format("Quiet Review"), "utf-8")
    later = build()

    assert "The QRX, QRXs and the QRX." in before
    assert "<abbr" not in before
    assert 'class="shorts"' not in before
    page = after[name].decode()
    assert (
        'The <a class="term" id="_met-qrx" href="#_term-qrx" role="doc-glossref">'
        '<abbr title="Quick Review">QRX</abbr></a>, QRXs and the QRX.'
    ) in page
    listed = Html(page).css_first("section.shorts #_term-qrx")
    assert listed is not None
    assert [node.text() for node in listed.css("dt")] == ["QRX"]
    assert [a.attributes["href"] for a in listed.css("dd a")] == ["/glossary/#qrx", "#_met-qrx"]
    assert '<a class="term" href="/glossary/#qrx" role="doc-glossref">' in (
        after["about/index.html"].decode()
    )
    by_hand = after["blog/2024/y/index.html"].decode()
    assert 'By hand: <abbr title="By hand">QRX</abbr>.' in by_hand
    assert 'class="shorts"' not in by_hand
    assert b'id="qrx"' in after["glossary/index.html"]
    assert 'title="Quiet Review"' in later[name].decode()
    assert build.clean() == later


def test_help_is_shown_for_a_year_after_somebody_looked_at_it(site: Path, build: Build) -> None:
    (site / "content/support.yaml").write_text(
        "line:\n  name: A listening line\n  for: Anyone.\n  subjects: [distress]\n"
        "  nations: [Scotland]\n  phone: 0800 83 85 87\n  url: https://example.org/\n"
        "  checked: 2025-06-02\n",
        "utf-8",
    )
    note = 'content_note: "On loss."\nsupport: [distress]\n'
    write_post(site / "content", "2020/x.md", "X", more=note)
    write_post(site / "content", "2020/y.md", "Y", more=f"{note}applies_to: [England]\n")

    fresh = build(now="2026-06-01T23:59")
    assert build.code == 0, build.said
    stale = build(now="2026-06-02T00:00")

    page = fresh["blog/2024/x/index.html"].decode()
    assert '<a class="number" href="tel:0800838587">0800 83 85 87</a>' in page
    assert '<a href="#_support">Find support</a>' in page
    assert "Checked on" in page
    assert "A listening line" not in fresh["blog/2024/y/index.html"].decode()
    assert b"A listening line" in fresh["support/index.html"]
    assert not any(b"A listening line" in page for page in stale.values())
    assert "support/index.html" not in stale
