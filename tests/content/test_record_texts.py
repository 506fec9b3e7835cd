"""Records: how the places of a text that call for records are filled."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from tests.conftest import Build, write_post

TEXT = (
    "A [@second-count-2023], {fig:slips-2021} and [@first-count-2021; @second-count-2023, p. 7].\n\n"
    "| x |\n| --- |\n| {fig:slips-2023, bare} |\n"
)


def page(site: Path, build: Build, body: str = TEXT, **changes: str) -> str:
    write_post(site / "content", "2020/x.md", "X", body=body, **changes)
    files = build()
    assert build.code == 0, build.said
    return files["blog/2024/x/index.html"].decode()


def test_sources_are_numbered_in_the_order_of_the_text(site: Path, build: Build) -> None:
    html = page(site, build)

    assert (
        '<p>A <sup class="cite">[<a id="_cite-1-1" href="#_source-1" role="doc-biblioref" '
        'aria-label="Source 1: Fenwick 2023">1</a>]</sup>, '
    ) in html
    assert (
        '<sup class="cite">[<a id="_cite-2-2" href="#_source-2" role="doc-biblioref" '
        'aria-label="Source 2: Example Office 2021">2</a>; <a id="_cite-1-2" href="#_source-1" '
        'role="doc-biblioref" aria-label="Source 1: Fenwick 2023">1</a>, p. 7]</sup>'
    ) in html


def test_a_figure_shows_its_value_and_its_day_and_leads_to_the_rest(
    site: Path, build: Build
) -> None:
    html = page(site, build)

    assert (
        '<a class="figure old" id="_use-1-1" href="#_figure-1" aria-label="1,234, about this figure">'
        '<data value="1234">1,234</data></a> '
        '<small class="as-of">(<time datetime="2021-10">October 2021</time>)</small> and'
    ) in html
    assert (
        '<td><a class="figure" id="_use-2-1" href="#_figure-2" '
        'aria-label="987, about this figure"><data value="987">987</data></a></td>'
    ) in html


def test_every_way_leads_to_a_place_and_back(site: Path, build: Build) -> None:
    soup = BeautifulSoup(page(site, build), "html.parser")

    ids = [str(each["id"]) for each in soup.select("[id]")]
    ways = [str(each["href"])[1:] for each in soup.select('main a[href^="#"]')]
    assert len(ids) == len(set(ids))
    assert set(ways) <= set(ids)
    marks = [name for name in ids if name.startswith(("_cite", "_use", "_source-", "_figure-"))]
    assert set(marks) <= set(ways), "every mark is led to, and every mention has its way back"
    backs = {
        str(item["id"]): [str(a["href"]) for a in item.select("a.back")]
        for item in soup.select("[id^=_source-], [id^=_figure-]")
    }
    assert backs == {
        "_figure-1": ["#_use-1-1"],
        "_figure-2": ["#_use-2-1"],
        "_source-1": ["#_cite-1-1", "#_cite-1-2", "#_use-2-1"],
        "_source-2": ["#_use-1-1", "#_cite-2-2"],
    }


def test_a_withdrawn_source_is_marked_where_it_is_cited(site: Path, build: Build) -> None:
    path = site / "content/sources/second-count-2023.md"
    text = path.read_text("utf-8").replace(
        "title:", "status: withdrawn\nwithdrawn: 2024-05\ntitle:", 1
    )
    path.write_text(text, "utf-8")

    html = page(site, build)

    assert '>1</a> <em class="withdrawn">withdrawn in may 2024</em>' not in html
    assert '>1</a> <em class="withdrawn">withdrawn</em>' in html
    assert "<strong>A source was withdrawn:</strong> Source 1, “A second count”." in html


def test_a_chart_is_drawn_and_is_a_table_in_feeds(site: Path, build: Build) -> None:
    chart = "```chart\ntitle: Slips & falls\nfigures: [slips-2021, slips-2023]\n```\n"
    write_post(site / "content", "2020/x.md", "X", body=f"Before.\n\n{chart}\nAfter.")

    files = build()

    html = files["blog/2024/x/index.html"].decode()
    assert html.index("<p>Before.</p>") < html.index('<figure class="chart" id="_chart-1">')
    assert html.index('<figure class="chart" id="_chart-1">') < html.index("<p>After.</p>")
    assert "<svg" in html
    feed = files["feeds/all.json"].decode()
    assert "<table><caption>Slips &amp; falls</caption>" in feed
    assert "<svg" not in feed
    assert files["blog/2024/x/chart-1.csv"].decode().splitlines() == [
        "What,slips,As of,Source",
        "October 2021,1234,2021-10,first-count-2021",
        "May 2023,987,2023-05-31,second-count-2023",
    ]


def test_other_texts_link_to_the_records_themselves(site: Path, build: Build) -> None:
    path = site / "content/topics/culture.md"
    path.write_text(path.read_text("utf-8") + "\nSee [@first-count-2021] and {fig:slips-2023}.\n", "utf-8")  # fmt: skip

    html = build()["topics/culture/index.html"].decode()

    assert (
        '<sup class="cite">[<a href="/sources/first-count-2021/">Example Office 2021</a>]</sup>'
        in html
    )
    assert '<a class="figure" href="/figures/#slips-2023"' in html


def test_the_item_of_a_feed_holds_what_the_text_rests_on(site: Path, build: Build) -> None:
    write_post(site / "content", "2020/x.md", "X", body=TEXT, more="sponsor: Example Ltd\n")

    feed = build(siteurl="https://example.org/hub")["feeds/topics/culture.atom"].decode()

    assert "&lt;strong&gt;Disclosure:&lt;/strong&gt; sponsor: Example Ltd." in feed
    assert (
        '&lt;li&gt;Fenwick I. &lt;a href="https://doi.org/10.1000/182"&gt;A second count&lt;/a&gt;. '
        'Example Office, 30 June 2023. &lt;a href="https://example.org/hub/sources/second-count-2023/"&gt;'
        "About this source&lt;/a&gt;&lt;/li&gt;"
    ) in feed
    assert (
        "&lt;li&gt;1,234 slips: slips in one ward, England, October 2021; as of October 2021."
        in feed
    )
    assert 'href="https://example.org/hub/blog/2024/x/#_source-1"' in feed


def test_what_a_post_declares_is_on_every_surface(site: Path, build: Build) -> None:
    more = "sponsor: Example Ltd\nfunding: none\ninterests: She sits on its board.\n"
    write_post(site / "content", "2026/x.md", "X", "2026-05-01", more=more)

    files = build(siteurl="https://example.org/hub")

    page = BeautifulSoup(files["blog/2026/x/index.html"], "html.parser")
    (section,) = page.select("section.disclosure")
    assert [
        (row.dt.get_text(), row.dd.get_text())  # type: ignore[union-attr]
        for row in section.select("dl > div")
    ] == [("Sponsor", "Example Ltd"), ("Funding", "none declared"),
          ("Interests", "She sits on its board.")]  # fmt: skip
    short = "Sponsor: Example Ltd. Interests declared."
    for name in ("index.html", "blog/index.html", "topics/culture/index.html",
                 "authors/ann-example/index.html", "year-in-review/2026/index.html"):  # fmt: skip
        assert short in files[name].decode(), name
    whole = "sponsor: Example Ltd; funding: none declared; interests: She sits on its board."
    for form in ("rss", "atom", "json"):
        assert whole in files[f"feeds/all.{form}"].decode(), form
