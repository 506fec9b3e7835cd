"""Words: an edit of words costs a few files, gives what a clean build gives, and is never a guess."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.base import clock
from plugins.outputs.feeds import documents
from plugins.pages.posts import post_views
from plugins.pipeline import command, replace_in_place, text_edit
from plugins.pipeline.build import Generators
from plugins.pipeline.build_state import BuildState
from plugins.pipeline.load import survey
from plugins.presentation.codec import Decoder
from plugins.presentation.contracts import OutputFile
from plugins.presentation.recipes import can_be_reworded
from plugins.presentation.views import View, fingerprint
from tests.conftest import ROOT, Build, Tree, tree, write_post
from tests.support.builds import command as started
from tests.support.builds import needs_strace
from tests.support.edits import change
from tests.support.examples import WORDS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")

ONE = "content/posts/2021/one.md"
TWO = "content/posts/2021/two.md"
PAGE = "blog/2021/one/index.html"


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the builds that read everything."""
    made: list[int] = []
    inner = command.start

    def count(*given: object) -> Generators:
        made.append(1)
        return inner(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "start", count)
    return made


def say(path: Path, more: str = "\nOne more word.\n") -> None:
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def rest(build: Build, whole: list[int]) -> Tree:
    """Build what is there, let a moment pass, and forget how it came about."""
    made = build()
    assert build.code == 0, build.said
    whole.clear()
    return made


def changed(before: Tree, after: Tree) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


# -- What it gives


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
def test_a_reworded_post_changes_its_page_and_its_feeds_and_reads_nothing_else(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", engine)
    before = rest(build, whole)
    say(site / ONE)

    after = build()

    assert whole == []
    assert changed(before, after) == {
        PAGE,
        "series/2021-in-review/all/index.html",
        *(
            f"feeds/{name}.{form}"
            for name in ("all", "authors/ann-example", "series/2021-in-review", "topics/culture")
            for form in ("atom", "json", "rss")
        ),
    }
    assert b"One more word." in after[PAGE]
    assert build.said[0] == "This edit re-notifies nobody."
    assert re.search(r"14 files rendered, \d+ current\. \d+\.\d\d s\.$", build.last)
    assert after == build.clean()


def test_what_it_says_is_what_a_whole_build_says(
    site: Path, build: Build, whole: list[int]
) -> None:
    rest(build, whole)
    say(site / ONE)
    build()
    said = build.said
    assert whole == []
    (site / ".hub/output/recipes.sqlite").unlink()
    say(site / ONE)

    build()

    assert whole
    without_times = [re.sub(r"[\d.]+ s\.", "", line) for line in (*said, *build.said)]
    assert without_times[:2] == without_times[2:]


@pytest.mark.parametrize("seed", range(4))
def test_any_run_of_edits_of_words_equals_a_clean_build(
    site: Path, build: Build, whole: list[int], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of any posts, some at a time, with whole builds, touched output and no change between."""
    dice = random.Random(seed)  # noqa: S311 - edits, not secrets
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", ("markdown", "cmarkgfm")[seed % 2])
    change(site / "pelicanconf.py", "^SEARCH = .*$", "SEARCH = True")
    (site / "content/images/ward.svg").touch()
    say(
        site / TWO,
        "\nA table:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nA note.[^1]\n\n[^1]: So.\n",
    )
    rest(build, whole)
    quick = 0

    for step in range(6):
        posts = sorted((site / "content/posts").rglob("*.md"))
        for path in dice.sample(posts, dice.randrange(1, 4)):
            say(
                path,
                f"\nWords {step} \N{LEFT DOUBLE QUOTATION MARK}so\N{RIGHT DOUBLE QUOTATION MARK}.\n",
            )
        spoilt = dice.random() < 0.2
        if spoilt:
            name = dice.choice(sorted((site / "output").rglob("*.html")))
            name.write_text("spoilt", encoding="utf-8")
        if dice.random() < 0.2:
            change(site / "content/topics/culture.md", "^name: .*$", f"name: Culture {step}")
        whole.clear()

        after = build(jobs=dice.choice([1, 2]))

        quick += not whole
        assert build.code == 0, build.said
        assert not (spoilt and not whole)
        assert after == build.clean()
        assert build() == after
        assert "Nothing has changed" in build.last
    assert quick >= 2


def test_what_it_left_is_enough_for_a_whole_build(
    site: Path, build: Build, whole: list[int]
) -> None:
    """Neither tree, ledger nor store was left in a state that only this way knows."""
    rest(build, whole)
    say(site / ONE)
    build()
    assert whole == []
    change(site / TWO, "^title: .*$", "title: Another title")

    after = build()

    assert whole
    assert after == build.clean()
    assert b"One more word." in after[PAGE]


def test_every_recipe_of_the_sample_gives_what_it_was_made_from(tmp_path: Path) -> None:
    """Whatever a post may have, some post of the sample has."""
    override = {"PATH": str(ROOT / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    library = survey(ROOT / "pelicanconf.py", override, clock.now()).assembled.library
    names = documents.Names(site="S", description="D", language="en", authority="example.org")
    made: list[View | OutputFile] = [
        *post_views(library),
        *documents.documents(library, names, WORDS),
    ]
    decoder, shared = Decoder("Europe/London", str), dict[str, object]()
    plain = 0

    for each in made:
        if not can_be_reworded(each):
            continue
        recipe = each.recipe()
        if recipe.data:
            again = type(each).from_recipe(recipe, decoder, shared)
            assert fingerprint(again) == fingerprint(each)
            assert again.recipe() == recipe
            plain += 1

    assert len(library.posts) - 5 <= plain < len(made)


# -- What it leaves to a whole build


def say_twice(path: Path) -> None:
    say(path)
    say(path.parents[2] / "pages/about.md")


EDITS: dict[str, Callable[[Path], object]] = {
    "title": lambda path: change(path, "^title: .*$", "title: Another"),
    "summary": lambda path: change(path, "^summary: .*$", "summary: Another."),
    "status": lambda path: change(path, "^summary:", "status: draft\nsummary:"),
    "update": lambda path: change(
        path, "^summary:", "updates:\n  - {date: 2026-05-02, kind: minor, what: Put right.}\nsummary:"
    ),
    "heading": lambda path: say(path, "\n## A heading\n"),
    "link": lambda path: say(path, "\n[All](/topics/culture/)\n"),
    "image": lambda path: say(path, "\n![A ward](../../images/ward.svg)\n"),
    "source": lambda path: say(path, "\nSo it is [@second-count-2023].\n"),
    "figure": lambda path: say(path, "\nThere were {fig:slips-2023}.\n"),
    "broken link": lambda path: say(path, "\n[Nothing](nothing.md)\n"),
    "sign of a person": lambda path: say(path, "\nWrite to pat.smith@example.com.\n"),
    "part": lambda path: say(path, "\nThis is part 9 of 12 of this series.\n"),
    "number": lambda path: say(path, "\nSome 12,34 people.\n"),
    "a file more": lambda path: shutil.copy(path, path.with_name("copy.md")),
    "no file": lambda path: path.unlink(),
    "another file too": say_twice,
    "a dated note": lambda path: say(path, "\n> [!UPDATE] 2026-05-02\n> So.\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_more_than_words_is_left_to_a_whole_build(
    site: Path, build: Build, whole: list[int], name: str
) -> None:
    before = rest(build, whole)
    EDITS[name](site / ONE)

    after = build()

    assert whole == [1]
    code, said = build.code, build.said
    clean = build.clean()
    assert build.code == code
    if code:
        assert after == before
        assert said == build.said
    else:
        assert after == clean


def test_an_opening_that_parts_share_is_left_to_a_whole_build(
    site: Path, build: Build, whole: list[int]
) -> None:
    """Which finds that a summary is what several parts begin with."""
    for path, word in ((ONE, "One"), (TWO, "Two")):
        text = (site / path).read_text(encoding="utf-8")
        header, _, _ = text.rpartition("---\n")
        (site / path).write_text(f"{header}---\n{word} look back.\n\nMore.\n", encoding="utf-8")
        change(site / path, "^summary: .*$", f"summary: {word} look back.")
    change(site / TWO, "^summary: .*$", "summary: Something else.")
    rest(build, whole)
    text = (site / TWO).read_text(encoding="utf-8")
    (site / TWO).write_text(text.replace("Two look back.", "One look back."), encoding="utf-8")

    build()

    assert whole == [1]
    assert build.code == 1
    assert "[shared-summary]" in build.last
    (site / TWO).write_text(text.replace("Two look back.", "Three look back."), encoding="utf-8")
    whole.clear()
    build()
    assert whole == []


def test_an_opening_that_two_edited_parts_share_is_left_to_a_whole_build(
    site: Path, build: Build, whole: list[int]
) -> None:
    """Neither of them is in the store as it is now."""
    change(site / ONE, "^summary: .*$", "summary: A new look back.")
    rest(build, whole)
    for path in (ONE, TWO):
        header, _, text = (site / path).read_text(encoding="utf-8").rpartition("---\n")
        words = f"{header}---\nA new look back.\n\n{text}"
        (site / path).write_text(words, encoding="utf-8")

    build()

    assert whole == [1]
    assert build.code == 1
    assert "[shared-summary]" in build.last


def test_a_draft_is_left_to_a_whole_build_for_its_words_are_secrets(
    site: Path, build: Build, whole: list[int]
) -> None:
    path = write_post(site / "content", "2024/d.md", "Draft", more="status: draft\n")
    rest(build, whole)
    say(path)

    build()

    assert whole == [1]


def test_words_of_a_draft_do_not_get_out_this_way(
    site: Path, build: Build, whole: list[int]
) -> None:
    """What is public then stands in a public source: a whole build weighs it, and lets it pass."""
    sentence = "Nobody knows of this sentence but those who wrote it."
    write_post(site / "content", "2024/d.md", "Draft", more="status: draft\n", body=sentence)
    rest(build, whole)
    say(site / ONE, f"\n{sentence}\n")

    after = build()

    assert whole == [1]
    assert after == build.clean()


@pytest.mark.parametrize("hold", ["date", "id"])
def test_a_post_of_a_closed_year_is_left_to_a_whole_build(
    site: Path, build: Build, whole: list[int], hold: str
) -> None:
    from tests.support.closing import close

    build()
    close(site, 2021)
    rest(build, whole)
    say(site / "content/posts/2022/three.md")
    build()
    assert whole == []
    if hold == "id":  # dated anew, and moved: it is told by its id alone
        year = site / "content/years/2021.yaml"
        change(year, "post: posts/2021/one.md", "post: posts/2021/once.md")
    say(site / ONE)

    build()

    assert whole == [1]
    assert build.code == 1
    assert "[closed-year]" in str(build.said)


def test_a_chart_is_drawn_by_a_whole_build(site: Path, build: Build, whole: list[int]) -> None:
    """But feeds, which show its table, do not keep the words of other posts in them waiting."""
    chart = "```chart\ntitle: T\nfigures: [slips-2021, slips-2023]\n```"
    path = write_post(site / "content", "2024/chart.md", "A chart", body=chart)
    before = rest(build, whole)
    say(site / ONE)

    after = build()

    assert whole == []
    assert b"<table>" in before["feeds/all.json"]
    assert "feeds/all.json" in changed(before, after)
    assert after == build.clean()
    whole.clear()
    say(path)
    assert build() == build.clean()
    assert whole == [1, 1]


def test_the_index_of_all_words_follows_an_edit_of_some(
    site: Path, build: Build, whole: list[int]
) -> None:
    change(site / "pelicanconf.py", "^SEARCH = .*$", "SEARCH = True")
    before = rest(build, whole)
    say(site / ONE, "\nA zebra.\n")
    say(site / TWO, "\nA zebra, too.\n")

    after = build()

    assert whole == []
    index = {name for name in changed(before, after) if name.startswith("search/")}
    assert index == {"search/index/new-2.json", "search/index/spelling.json"}
    assert b'"zebra":"' in after["search/index/new-2.json"]
    assert after == build.clean()


def test_an_index_that_is_lost_is_made_by_a_whole_build(
    site: Path, build: Build, whole: list[int]
) -> None:
    change(site / "pelicanconf.py", "^SEARCH = .*$", "SEARCH = True")
    rest(build, whole)
    shutil.rmtree(site / ".hub/output/made/search")
    say(site / ONE)

    after = build()

    assert whole == [1]
    assert after == build.clean()


def test_the_last_word_of_what_a_reader_means_is_missed_by_a_whole_build(
    site: Path, build: Build, whole: list[int]
) -> None:
    """Nothing else speaks of it, so a line of words.yaml means nothing any more."""
    say(site / ONE, "\nA zebra.\n")
    (site / "content/words.yaml").write_text("striped horse: zebras\n", "utf-8")
    rest(build, whole)
    change(site / ONE, "^A zebra", "A horse")

    build()

    assert whole == [1]
    assert build.code == 1
    assert "content/words.yaml:1: 'striped horse' means 'zebras'" in "\n".join(build.said)


def test_many_posts_at_once_are_left_to_a_whole_build(
    site: Path, build: Build, whole: list[int]
) -> None:
    for number in range(text_edit.MOST):
        write_post(site / "content", f"2024/many-{number}.md", f"Many {number}")
    rest(build, whole)
    for path in (site / "content/posts/2024").glob("many-*.md"):
        say(path)
    build()
    assert whole == []
    for path in (site / "content/posts").rglob("*.md"):
        say(path)

    build()

    assert whole == [1]


def test_another_setting_engine_or_theme_is_left_to_a_whole_build(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rest(build, whole)
    say(site / ONE)
    say(site / "theme/templates/base.html", "<!-- -->")
    assert build() == build.clean()
    assert whole == [1, 1]
    whole.clear()
    say(site / ONE)
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", "cmarkgfm")

    assert build() == build.clean()

    assert whole == [1, 1]


# -- Damage


def spoil(home: Path, statement: str) -> None:
    connection = sqlite3.connect(home / "recipes.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no recipes": lambda home: (home / "recipes.sqlite").unlink(),
    "cut": lambda home: os.truncate(home / "recipes.sqlite", 5_000),
    "noise": lambda home: (home / "recipes.sqlite").write_bytes(b"noise" * 999),
    "an empty file": lambda home: (home / "recipes.sqlite").write_bytes(b""),
    "a file altered": lambda home: spoil(home, "UPDATE file SET data = replace(data, 'a', 'b')"),
    "a part altered": lambda home: spoil(home, "UPDATE part SET data = replace(data, 'a', 'b')"),
    "a file less": lambda home: spoil(home, "DELETE FROM file WHERE name = 'feeds/all.rss'"),
    "no part": lambda home: spoil(home, "DELETE FROM part"),
    "another class": lambda home: spoil(home, "UPDATE file SET kind = 'os:system'"),
    "nothing noted": lambda home: spoil(home, "DELETE FROM about"),
    "another note": lambda home: spoil(home, "UPDATE about SET data = '{}'"),
    "no store": lambda home: (home / "store.sqlite").unlink(),
    "noise in the store": lambda home: (home / "store.sqlite").write_bytes(b"noise" * 999),
    "no ledger": lambda home: (home / "a.json").unlink(),
    "no state": lambda home: (home / "state.json").unlink(),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_damaged_is_made_again_by_a_whole_build(
    site: Path, build: Build, whole: list[int], name: str
) -> None:
    rest(build, whole)
    DAMAGE[name](site / ".hub/output")
    say(site / ONE)

    after = build()

    assert whole == [1]
    assert build.code == 0
    assert after == build.clean()
    say(site / ONE)  # and from then on it is quick again
    whole.clear()
    build()
    assert whole == []


def test_recipes_that_a_worker_could_not_write_are_not_gone_on_with(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of them would leave out files that hold the words."""
    from plugins.presentation.recipes import Recipes

    keep = Recipes._keep
    calls: list[int] = []

    def fail_once(self: Recipes, made: list[object]) -> None:
        calls.append(1)
        if len(calls) == 1:
            self.drop()
            return
        keep(self, made)  # type: ignore[arg-type]

    monkeypatch.setattr("plugins.presentation.recipes.BATCH", 5)
    monkeypatch.setattr(Recipes, "_keep", fail_once)
    rest(build, whole)
    assert len(calls) > 2
    say(site / ONE)

    after = build()

    assert whole == [1]
    assert after == build.clean()


# -- What a machine may do to it


class Killed(BaseException):
    """The end of a process, as far as one that goes on can have it."""


def ending(patch: pytest.MonkeyPatch, after: int, error: BaseException) -> None:
    """Let a build end when so many files have taken the places of others."""
    replace = os.replace
    done: list[str] = []

    def end(source: str, target: str) -> None:
        if f"/{replace_in_place.WAITING}/" in str(source):
            if len(done) == after:
                raise error
            done.append(target)
        replace(source, target)

    patch.setattr(os, "replace", end)


@pytest.mark.parametrize("after", [0, 4, 12])
def test_each_file_is_whole_when_it_ends_half_way(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before = rest(build, whole)
    say(site / ONE)

    with monkeypatch.context() as patch:
        ending(patch, after, Killed())
        with pytest.raises(Killed):
            build()

    half = tree(site / "output")
    clean = build.clean()
    assert len(changed(before, half)) == after
    assert all(half[name] in (before[name], clean[name]) for name in before)
    assert build() == clean
    assert not (site / ".hub/output" / replace_in_place.WAITING).exists()


@pytest.mark.parametrize("after", [0, 4, 12])
def test_what_a_disk_does_not_let_it_finish_a_whole_build_does(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    rest(build, whole)
    say(site / ONE)

    with monkeypatch.context() as patch:
        ending(patch, after, OSError(28, "No space left on device", "there"))
        made = build()

    assert build.code == 0
    assert whole == [1]
    assert made == build.clean()


@needs_strace
@pytest.mark.slow
def test_a_failing_call_leaves_whole_files(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_TEST_ROOT", str(ROOT))  # for both, or the requests would differ
    build()
    places = {"rename": (1, 7, 13, 14, 15), "write": (1, 8, 17), "unlink": (1,)}
    failed = 0
    for call, numbers in places.items():
        for when in numbers:
            before = tree(site / "output")
            say(site / ONE, f"\n{call} {when}.\n")
            process = started(
                site, "strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                "-e", f"inject={call}:error=EIO:when={when}",
            )  # fmt: skip
            _, errors = process.communicate(timeout=60)
            assert "Traceback" not in errors, errors
            failed += process.returncode != 0
            half = tree(site / "output")
            clean = build.clean()
            assert half.keys() == before.keys() == clean.keys()
            assert all(half[name] in (before[name], clean[name]) for name in before), (call, when)
            assert build() == clean, (call, when)
    assert failed


def test_the_other_tree_keeps_what_it_had(site: Path, build: Build, whole: list[int]) -> None:
    """Both trees share files: one that is replaced in the one may not change in the other."""
    build()
    change(site / TWO, "^title: .*$", "title: Another title")
    before = rest(build, whole)  # now there are two trees, most of whose files are one
    memory = BuildState(site / "output")
    other = memory.spare_ledger().tree
    kept = tree(other)
    say(site / ONE)

    after = build()

    assert whole == []
    assert tree(other) == kept
    assert changed(before, after)


def test_without_links_it_is_the_same(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LINKS", "0")
    rest(build, whole)
    say(site / ONE)

    after = build()

    assert whole == []
    assert after == build.clean()


def test_a_text_that_takes_too_long_is_told_of_by_a_whole_build(
    site: Path, build: Build, whole: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = site / "pelicanconf.py"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nPOST_TIME_LIMIT = 1.5\n", "utf-8")
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", "markdown")
    before = rest(build, whole)
    say(site / ONE, "\n" + "[" * 20_000 + "\n")

    after = build()

    assert whole == [1]
    assert build.code == 1
    assert "one.md:0" in build.last or "one.md:" in build.last
    assert "[time-limit]" in build.last
    assert after == before


# What only a whole build needs, or a worker.
HEAVY = "pelican bs4 docutils pydantic yaml plugins.content.parse plugins.pipeline.site_writer"
HEAVIER = f"{HEAVY} multiprocessing importlib.metadata jinja2 lxml plugins.pipeline.text_edit"


def test_what_is_not_needed_is_not_loaded(site: Path, build: Build, whole: list[int]) -> None:
    import subprocess
    import sys

    code = (
        "import sys, argparse; from pathlib import Path; from plugins.pipeline.command import build;"
        "build(Path(sys.argv[1]), argparse.Namespace(content=None, output=None, siteurl=None,"
        "clean=False, now='2026-06-01T12:00', jobs=1));"
        "print([name for name in sys.argv[2:] if name in sys.modules])"
    )

    def loaded(names: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", code, str(site), *names.split()], capture_output=True, text=True,
            cwd=ROOT, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()[-1], done.stdout + done.stderr

    # The options differ from those of the fixture, so the first is a whole build.
    loaded("")
    say(site / ONE)
    found, printed = loaded(HEAVY)
    assert found == "[]", printed
    assert "14 files rendered" in printed
    found, printed = loaded(HEAVIER)
    assert found == "[]", printed
    assert "nothing was written" in printed
