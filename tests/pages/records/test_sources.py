"""Sources: what each is, whether it stands, and who rests on it."""

from __future__ import annotations

from plugins.model.records import Cited
from plugins.pages.records.sources import SourcesView, SourceView, source_views
from plugins.presentation.views import Link, View
from tests.support.examples import (
    ROOT,
    a_figure,
    a_library,
    a_post,
    a_rule,
    a_source,
    a_version,
    on,
)

REPORT = a_source(key="report-2022", publisher="B Office", date="2022-03-30", kind="report")
COUNT = a_source(key="count-2021", publisher="A Office", date="2021", kind="statistics")
PAPER = a_source(key="paper-2022", publisher="B Office", date="2022-05", kind="article")


def pages_of(*views: View) -> dict[str, View]:
    return {view.save_as: view for view in views}


def test_a_source_lists_every_post_that_cites_it_newest_first() -> None:
    cited = (Cited(key=REPORT.key),)
    old = a_post(title="Old", date=on(2022, 4), references=cited)
    new = a_post(title="New", date=on(2023), references=cited)
    other = a_post(title="Other", date=on(2024), references=(Cited(key=COUNT.key),))

    pages = pages_of(*source_views(a_library([old, new, other], sources=(COUNT, REPORT))))
    page = pages["sources/report-2022/index.html"]

    assert isinstance(page, SourceView)
    assert page.count == "2 posts"
    assert [(each.post, each.date.text) for each in page.posts] == [
        (Link(url=new.url, text="New"), "1 January 2023"),
        (Link(url=old.url, text="Old"), "1 April 2022"),
    ]
    assert page.downloads == (
        Link(url="/hub/sources/report-2022/references.bib", text="BibTeX"),
        Link(url="/hub/sources/report-2022/references.ris", text="RIS"),
    )


def test_a_source_that_no_post_cites_has_its_page() -> None:
    *_, page = source_views(a_library(sources=(REPORT,)))

    assert isinstance(page, SourceView)
    assert (page.posts, page.count) == ((), "0 posts")


def test_a_source_knows_its_figures_its_rules_and_what_it_replaces() -> None:
    figure = a_figure(source=REPORT.key)
    rule = a_rule(a_version(on(2022), source=REPORT.key), a_version(on(2023), source=REPORT.key))
    old = a_source(key="report-2020", status="replaced", replaced_by=REPORT.key)

    pages = pages_of(
        *source_views(a_library(sources=(old, REPORT), figures=(figure,), rules=(rule,)))
    )
    page = pages["sources/report-2022/index.html"]

    assert isinstance(page, SourceView)
    assert [each.name for each in page.figures] == [figure.name]
    assert page.rules == (Link(url=rule.url, text="Two checks"),)
    assert page.replaces == (Link(url=old.url, text="Report 2020"),)


def test_the_lists_group_by_publisher_by_year_and_by_kind() -> None:
    views = list(source_views(a_library(sources=(COUNT, PAPER, REPORT))))
    lists = [view for view in views if isinstance(view, SourcesView)]

    found = {
        view.url: {group.name: [each.title for each in group.sources] for group in view.groups}
        for view in lists
    }

    assert found == {
        "/hub/sources/": {"A Office": ["Count 2021"], "B Office": ["Paper 2022", "Report 2022"]},
        "/hub/sources/by-year/": {"2022": ["Paper 2022", "Report 2022"], "2021": ["Count 2021"]},
        "/hub/sources/by-kind/": {
            "Journal article": ["Paper 2022"],
            "Report": ["Report 2022"],
            "Statistics": ["Count 2021"],
        },
    }
    assert [link.url for link in lists[0].orders] == list(found)
    assert [view.crumbs for view in lists] == [
        (), (Link(url=ROOT.url("sources/"), text="Sources"),),
        (Link(url=ROOT.url("sources/"), text="Sources"),),
    ]  # fmt: skip


def test_a_hub_without_sources_still_has_the_lists() -> None:
    views = list(source_views(a_library()))

    assert [view.save_as for view in views] == [
        "sources/index.html", "sources/by-year/index.html", "sources/by-kind/index.html",
    ]  # fmt: skip
