"""Bench: the blog is always the same and has no problems; the report is right. No times here."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

import tasks
from plugins.base.problems import SiteFault
from plugins.checks.check_context import CheckContext
from plugins.checks.findings import problems
from plugins.content.assemble import AssembledContent
from plugins.content.conversion_cache import ConversionCache
from plugins.content.read import read_content
from plugins.model.addresses import Root
from plugins.model.library import Library
from tests.benchmarks import run
from tests.benchmarks.corpus import FLAVOURS, SEED, Corpus, post_file, write
from tests.benchmarks.peers import Builder, Hub
from tests.benchmarks.processes import Failed, environment, running, timed
from tests.benchmarks.readers import reading
from tests.benchmarks.report import CASES, READ, Measured, Named, Paid, Results, plot, table
from tests.conftest import Build
from tests.support.browsers import needs_browser

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"


def written(folder: Path, size: int = 60, seed: str = SEED) -> dict[str, bytes]:
    """Write a corpus in each flavour below a folder; return all its files."""
    list(write(Corpus(size, seed), {folder / flavour: flavour for flavour in FLAVOURS}))
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def library(content: Path, engine: str) -> tuple[list[str], Library]:
    """Return what the checks say of a content, and the library made of it."""
    read = read_content(content, ConversionCache(None), engine)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assembled = AssembledContent(read, Root.of("https://hub.example"), now, "Europe/London", str)
    return [problem.text() for problem in problems(CheckContext(assembled, now))], assembled.library


# -- The corpus --------------------------------------------------------------------


def test_the_same_seed_gives_the_same_blog_and_another_seed_another(tmp_path: Path) -> None:
    one = written(tmp_path / "one")
    two = written(tmp_path / "two")
    three = written(tmp_path / "three", seed="other")

    assert one == two
    assert one.keys() != three.keys()


@pytest.mark.parametrize("engine", ["cmarkgfm", "markdown"])
def test_the_blog_passes_our_own_checks(tmp_path: Path, engine: str) -> None:
    written(tmp_path)

    found, made = library(tmp_path / "hub" / "content", engine)

    assert found == []
    assert len(made.posts) == 60
    assert (len(made.topics), len(made.authors), len(made.series)) == (30, 40, 3)
    assert {len(posts) for posts in made.by_series.values()} == {5, 2}


def test_a_post_has_about_nine_hundred_words_and_what_posts_have() -> None:
    posts = list(Corpus(120).posts())

    words = [len(re.findall(r"\w+", post.body)) for post in posts]
    assert 850 < sum(words) / len(words) < 1000
    assert sum("| --- |" in post.body for post in posts) == 24
    assert sum("[^note]: " in post.body for post in posts) == 40
    assert all(post.body.count("](/blog/") == 2 for post in posts[1:])
    assert all(post.body.count("![") == 1 for post in posts)


def test_links_between_posts_lead_to_earlier_ones() -> None:
    posts = list(Corpus(60).posts())

    earlier: set[str] = set()
    for post in posts:
        assert set(re.findall(r"\(/(blog/[^)]+)\)", post.body)) <= earlier
        earlier.add(post.path)


def test_every_flavour_holds_the_same_posts() -> None:
    for post in Corpus(60).posts():
        texts = {flavour: post_file(post, flavour)[1].decode() for flavour in FLAVOURS}

        assert all(text.endswith(f"\n{post.body}") for text in texts.values())
        hub, hugo = (yaml.safe_load(texts[each].split("---\n")[1]) for each in ("hub", "hugo"))
        stock = dict(line.split(": ", 1) for line in texts["pelican"].split("\n\n")[0].split("\n"))
        assert hub["title"] == hugo["title"] == stock["Title"]
        assert hub["summary"] == hugo["summary"] == stock["Summary"]
        assert hub["date"] == f"{hugo['date']:%Y-%m-%d %H:%M}" == stock["Date"]
        assert hub["topics"] == hugo["topics"] == stock["Tags"].lower().split(", ")
        assert hub.get("part") == hugo.get("part")
        assert [hub["series"]] == hugo["series"] if post.series else "series" not in hugo


def test_a_new_post_is_newer_than_all_and_in_no_series() -> None:
    corpus = Corpus(50)

    new = corpus.post(50)

    assert new.series is None
    assert new.date > max(post.date for post in corpus.posts())


# -- The report --------------------------------------------------------------------

HUB = Named("hub-cmarkgfm", "This project, cmarkgfm")
LEAN = Named("hub-cmarkgfm-lean", "This project, cmarkgfm, switched off")
SAME = Named("hugo-same", "Hugo, doing the same")
HUGO = Named("hugo", "Hugo", "0.1", "no checks")


def some_results() -> Results:
    results = Results([1_000, 10_000], [HUB, LEAN, SAME, HUGO], counted={(1_000, "hugo"): (13, 71)})
    for wall in (3.0, 1.0, 2.0):
        results.add(1_000, "one edit", "hub-cmarkgfm", Measured(wall, 4.0, 100 * 2**20))
        results.add(1_000, "one edit", "hub-cmarkgfm-lean", Measured(wall / 2, 4.0, 50 * 2**20))
        results.add(1_000, "one edit", "hugo", Measured(wall * 2, 5.0, 300 * 2**20))
        results.add(1_000, "one edit", "hugo-same", Measured(wall * 4, 5.0, 400 * 2**20))
    results.add(10_000, "cold", "hub-cmarkgfm", Measured(30.0, None, 300 * 2**20))
    results.add(10_000, "cold", "hugo-same", Measured(40.0, 25.0, 400 * 2**20))
    results.add(10_000, "one edit", "hub-cmarkgfm", Measured(30.0, None, 300 * 2**20))
    results.paid = {(1_000, "home page"): Paid(4, 31_400), (1_000, READ[2]): Paid(6, 58_000)}
    results.converted = {"cmarkgfm": (1.9, 0.31), "markdown": (8.0, 0.52)}
    results.notes.append("Stock Pelican is left out: it could not be installed.")
    return results


def test_a_row_has_median_spread_ratios_and_targets() -> None:
    lines = table(some_results()).splitlines()

    assert (
        "| one edit | This project, cmarkgfm | 2.00 (1.00 to 3.00) | 4.00 | 100 | 0.25 | 0.50 "
        "| 0.25 | at most 0.12: missed; at most 0.6 of the leanest: met |" in lines
    )
    assert (
        "| cold | This project, cmarkgfm | 30.0 | - | 300 | 0.75 | - | 0.75 "
        "| at most 0.5: missed; memory at most 0.5: missed |" in lines
    )


def test_what_is_switched_off_has_a_table_of_its_own_that_says_so() -> None:
    first, _, second = table(some_results()).partition("cards switched off")

    assert "cmarkgfm, switched off" not in first.split("## What is measured")[0]
    rows = second.partition("##")[0]
    assert "| one edit | This project, cmarkgfm, switched off | 1.00 (0.50 to 1.50) |" in rows
    assert "| one edit | Hugo, doing the same |" in rows


def test_what_readers_pay_and_what_a_post_takes_are_tables() -> None:
    lines = table(some_results()).splitlines()

    assert "| Posts | home page | a post | first result of a search |" in lines
    assert "| 1,000 | 4, 31 kB | - | 6, 58 kB |" in lines
    assert "| cmarkgfm | 1.90 | 0.31 | at most 0.4: met |" in lines
    assert "| markdown | 8.00 | 0.52 | at most 0.4: missed |" in lines


def test_growth_is_told_with_its_target() -> None:
    lines = table(some_results()).splitlines()

    assert "| one edit | This project, cmarkgfm | 1,000 | 10,000 | 15.0 | - | missed |" in lines


def test_the_table_says_who_is_missing_and_who_does_less() -> None:
    text = table(some_results())

    assert "- Stock Pelican is left out: it could not be installed." in text
    assert "- Hugo (0.1); 13 pages and 71 feeds at 1,000 posts; does less: no checks." in text


def test_without_hugo_there_are_no_ratios() -> None:
    results = Results([100], [HUB])
    results.add(100, "cold", "hub-cmarkgfm", Measured(1.0, 1.0, 2**20))

    text = table(results)

    assert "| cold | This project, cmarkgfm | 1.00 | 1.00 | 1 | - | - | - |  |" in text
    assert "Hugo was not measured, so there are no ratios." in text


@pytest.mark.parametrize("results", [some_results(), Results([100], [])], ids=["full", "empty"])
def test_the_plot_is_a_picture_with_a_title_and_a_description(results: Results) -> None:
    root = ET.fromstring(plot(results))  # noqa: S314 - our own text

    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    title, words = list(root)[:2]
    assert (title.tag, words.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert title.text
    assert words.text


def test_the_description_of_the_plot_holds_the_figures() -> None:
    text = plot(some_results())

    assert (
        "1,000 posts, one edit: This project, cmarkgfm 2.00 s, This project, cmarkgfm, switched off "
        "1.00 s, Hugo, doing the same 8.00 s, Hugo 4.00 s." in text
    )


# -- Where the guide keeps the last table


def test_a_new_table_takes_the_place_of_the_last_one_and_of_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    (tmp_path / "images").mkdir()
    small, large = (run.Place(page, sizes) for sizes in ("1000,10000", "100000"))
    page.write_text(f"# Speed\n\n{''.join(small.marks)}\nMore.\n{''.join(large.marks)}End.\n")

    large.write("# Benchmark\n\nOnce.\n\n## 100,000 posts\n\n| a |\n", "<svg>1</svg>\n")
    small.write("# Benchmark\n\nFirst.\n\n## 1,000 posts\n", "<svg>2</svg>\n")
    small.write("# Benchmark\n\nAgain.\n\n## 1,000 posts\n", "<svg>3</svg>\n")

    assert page.read_text() == (
        "# Speed\n\n<!-- bench 1000,10000 -->\nAgain.\n\n### 1,000 posts\n\n"
        "![The table as a plot](images/bench-1000-10000.svg)\n<!-- end of bench 1000,10000 -->\n"
        "\nMore.\n<!-- bench 100000 -->\nOnce.\n\n### 100,000 posts\n\n| a |\n\n"
        "![The table as a plot](images/bench-100000.svg)\n<!-- end of bench 100000 -->\nEnd.\n"
    )
    assert (tmp_path / "images/bench-1000-10000.svg").read_text() == "<svg>3</svg>\n"


# -- The tools


def a_site(folder: Path, builder: Builder) -> run.Site:
    return run.Site(builder, folder, Corpus(20))


def test_what_earlier_builds_left_is_moved_out_of_the_way(tmp_path: Path) -> None:
    site = a_site(tmp_path, Hub(ROOT, "cmarkgfm"))
    for number in range(2):
        (tmp_path / ".hub/output/a").mkdir(parents=True)
        (tmp_path / ".hub/output/a/index.html").write_text(f"{number}")
        (tmp_path / "output").symlink_to(".hub/output/a")

        site.put_aside()

        assert not (tmp_path / ".hub").exists()
        assert not (tmp_path / "output").is_symlink()
    kept = sorted(path.read_text() for path in tmp_path.glob("aside-*/.hub/output/a/*"))
    assert kept == ["0", "1"]


def test_everything_is_on_unless_it_is_switched_off() -> None:
    whole, lean = Hub(ROOT, "cmarkgfm"), Hub(ROOT, "cmarkgfm", lean=True)

    assert (whole.environ()["HUB_EXTRAS"], lean.environ()["HUB_EXTRAS"]) == ("1", "0")
    assert (whole.less, lean.name) == ("", "hub-cmarkgfm-lean")
    assert set(lean.cases) < set(whole.cases)


@pytest.mark.parametrize("what", [pytest.param(READ, marks=needs_browser)])
def test_what_a_search_costs_is_weighed_in_a_browser(
    site: Path, build: Build, what: tuple[str, ...]
) -> None:
    shutil.rmtree(site / "content")
    corpus = Corpus(20)
    list(write(corpus, {site: "hub"}))
    path = site / "pelicanconf.py"
    path.write_text(path.read_text("utf-8").replace("SEARCH = False", "SEARCH = True"), "utf-8")
    build()
    post = corpus.post(10)

    found = reading(site / "output", post.path, post.title)

    assert tuple(found) == what
    assert all(paid.requests >= 2 and 2_000 < paid.size < 200_000 for paid in found.values()), found


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    hold = "held = bytearray(range(256)) * 200_000; import time; time.sleep(1)"
    fork = f"import os; os.fork(); {hold}"

    found = timed([sys.executable, "-c", fork], tmp_path, environment({}), tmp_path / "log", 60)

    assert found.memory
    assert found.memory > 2 * 51_200_000


def test_every_third_post_rests_on_sources_where_that_is_measured(site: Path, build: Build) -> None:
    shutil.rmtree(site / "content")
    list(write(Corpus(30), {site: "record"}))

    files = build()

    assert build.code == 0, build.said
    pages = [
        page.decode() for name, page in files.items() if re.match(r"blog/\d+/\d{6}-.*html", name)
    ]
    citing = [page for page in pages if 'role="doc-biblioref"' in page]
    assert (len(pages), len(citing)) == (30, 10)
    assert any("Later figure" in page for page in citing)


# -- Processes ---------------------------------------------------------------------


def test_a_program_that_hangs_is_ended_and_named(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"^was ended after 0\.2 s$"):
        timed(["sleep", "60"], tmp_path, environment({}), tmp_path / "log", 0.2)


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    argv = ["sh", "-c", "echo first; echo last words; exit 3"]

    with pytest.raises(Failed, match=r"^ended with code 3: last words$"):
        timed(argv, tmp_path, environment({}), tmp_path / "log", 60)


def test_a_program_that_runs_on_ends_with_its_block(tmp_path: Path) -> None:
    with running(["sleep", "60"], tmp_path, environment({}), tmp_path / "log") as process:
        assert process.poll() is None

    assert process.poll() is not None


# -- The command -------------------------------------------------------------------


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    tasks.bench_options(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--sizes", "many"], "--sizes is 'many'; write numbers such as 1000,10000."),
        (["--sizes", "5"], "--sizes is '5'; write numbers from 20 to 200,000."),
        (["--runs", "0"], "--runs is 0; write a whole number above 0."),
        (
            ["--peers", "jekyll"],
            "--peers names 'jekyll'; write one or more of hugo-same, hugo, pelican.",
        ),
        (["--engines", "x"], "--engines names 'x'; write one or more of cmarkgfm, markdown."),
        (
            ["--sizes", "20,30", "--record", "--peers", "none"],
            "docs/performance.md has no place for --sizes 20,30; write one of 1000, 10000, 100000.",
        ),
    ],
)
def test_wrong_options_are_told_in_words(words: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(SiteFault) as fault:
        run.bench(ROOT, options(*words, "--into", str(tmp_path)))

    assert (str(fault.value), fault.value.code) == (message, 2)


@pytest.mark.slow
def test_a_tiny_run_of_our_own_gives_table_and_plot(tmp_path: Path) -> None:
    words = ["--sizes", "20", "--runs", "1", "--peers", "none", "--engines", "cmarkgfm"]
    asked = options(*words, "--pause", "0", "--into", str(tmp_path))

    code = run.bench(ROOT, asked)

    text = (tmp_path / "bench.md").read_text(encoding="utf-8")
    assert code == 0
    for case in CASES:
        assert f"| {case} | This project, cmarkgfm | " in text
    assert "left out from there on" not in text
    ET.parse(tmp_path / "bench.svg")  # noqa: S314 - our own file
