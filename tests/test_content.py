"""The content of this repository, built as it stands: what readers and feed readers get."""

from __future__ import annotations

import csv
import io
import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
import yaml
from bs4 import BeautifulSoup
from bs4.element import Tag

from plugins.language.claims import capitalised
from plugins.language.dates import MONTHS
from plugins.pipeline.command import build
from tests.conftest import ROOT, Tree, tree
from tests.support.recount import recount

BASE = "https://example.org/hub"
# After the last dated note, and before the post that is scheduled.
NOW = "2026-06-01"
CONTENT = ROOT / "content"
WITHDRAWN = "a-quarter-of-an-hour"
NATIONS = {"England", "Scotland", "Wales", "Northern Ireland"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Return the whole site, below a path of its host."""
    into = tmp_path_factory.mktemp("content") / "output"
    options = Namespace(content=None, output=str(into), siteurl=BASE, clean=True, now=NOW, jobs=2)
    assert build(ROOT, options, print) == 0
    return tree(into)


def soup(output: Tree, name: str) -> BeautifulSoup:
    return BeautifulSoup(output[name], "html.parser")


def target_of(link: str) -> str:
    """Return the file that answers for an address of the site."""
    path = unquote(urlsplit(link).path).removeprefix("/hub/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def test_no_other_site_gets_a_hold_on_the_page_that_links_to_it(output: Tree) -> None:
    pages = [name for name in output if name.endswith(".html") and not name.startswith("admin/")]
    places = set()
    for name in pages:
        for link in soup(output, name).select("a[href]"):
            if urlsplit(str(link["href"])).netloc not in ("", urlsplit(BASE).netloc):
                assert "noopener" in (link.get("rel") or []), (name, link)
                places |= {(name.partition("/")[0], tuple(link.get("class") or ()))}

    assert {("blog", ()), ("sources", ("address",))} <= places, "links of texts and of templates"


def listed(output: Tree, name: str) -> Iterator[str]:
    """Yield the post or the change of each line of a list, over all its pages; not once more where
    a topic says where to start.
    """
    while name:
        page = soup(output, name)
        parts = "main .whole .parts > li:has(a.part-title)"  # not announced, not withdrawn
        for line in page.select(f"main :not(.start) > .cards > .card, {parts}, main .rows > li"):
            yield line.get_text()
        older = page.select_one("nav.turn a.older")
        name = target_of(str(older["href"])) if older else ""


def test_the_page_of_feeds_counts_what_the_page_of_each_lists(output: Tree) -> None:
    """A withdrawn post stands in feeds, and is counted nowhere, for no page lists it."""
    said, found = {}, {}
    for line in soup(output, "feeds/index.html").select("main li"):
        link = line.select_one("strong a")
        assert link is not None
        name = target_of(str(link["href"]))
        number = re.search(r"\((\d+) (?:post|update|recommendation)s?\)", line.get_text())
        assert number is not None, name
        said[name], found[name] = int(number[1]), len(list(listed(output, name)))

    assert said == found
    assert len(said) > 40
    assert {
        "blog/index.html", "corrections/index.html", "audience/staff/index.html",
        "kind/story/index.html", "nation/scotland/index.html", "series/2021-in-review/index.html",
        "authors/ann-example/index.html", "topics/staff-safety/index.html",
    } <= said.keys()  # fmt: skip
    assert said["audience/everyone/index.html"] < said["blog/index.html"]
    items = feedparser.parse(output["feeds/topics/staff-safety.rss"]).entries
    assert len(items) == said["topics/staff-safety/index.html"] + 1


def test_every_address_of_the_contract_answers(output: Tree) -> None:
    expected = [
        "index.html", "blog/index.html", "blog/page/2/index.html", "blog/2021/index.html",
        "blog/2021/patients-as-partners/index.html", "topics/index.html",
        "topics/patient-engagement/index.html", "series/index.html",
        "series/2021-in-review/index.html", "year-in-review/index.html",
        "year-in-review/2021/index.html", "authors/index.html", "authors/ann-example/index.html",
        "about/index.html", "contact/index.html", "feeds/all.rss",
        "feeds/topics/patient-engagement.rss", "feeds/series/2021-in-review.rss", "sitemap.xml",
        "robots.txt", "404.html",
    ]  # fmt: skip

    assert [name for name in expected if name not in output] == []


def test_every_link_anchor_and_image_is_there(output: Tree) -> None:
    pages = {name: soup(output, name) for name in output if name.endswith(".html")}
    ids = {name: {str(each["id"]) for each in page.select("[id]")} for name, page in pages.items()}

    broken = []
    for name, page in pages.items():
        for node in page.select("[href], [src]"):
            link = str(node.get("href") or node.get("src"))
            if link.startswith(BASE):
                link = link.removeprefix("https://example.org")
            if link.startswith("#"):
                target, fragment = name, link[1:]
            elif link.startswith("/"):
                assert link.startswith("/hub/"), (name, link)
                target, fragment = target_of(link), unquote(urlsplit(link).fragment)
            else:
                assert link.startswith(("https://", "http://", "mailto:", "tel:")), (name, link)
                continue
            if target not in output or (fragment and fragment not in ids.get(target, set())):
                broken.append((name, link))

    assert len(pages) > 80
    assert broken == []


def test_every_picture_has_a_text_a_size_and_no_page_has_two_first_headings(output: Tree) -> None:
    for name in output:
        if name.endswith(".html"):
            page = soup(output, name)
            assert len(page.select("h1")) == 1, name
            for image in page.select("main article img"):
                assert image.get("alt") is not None, name
                assert image.get("width"), name
                assert image.get("height"), name


def test_headings_skip_no_level_and_no_id_comes_twice(output: Tree) -> None:
    for name in output:
        if name.endswith(".html"):
            page = soup(output, name)
            levels = [int(heading.name[1]) for heading in page.select("h1,h2,h3,h4,h5,h6")]
            steps = [after - before for before, after in pairwise(levels)]
            assert max(steps, default=0) <= 1, (name, levels)
            ids = [str(each["id"]) for each in page.select("[id]")]
            assert len(ids) == len(set(ids)), name


def feeds_of(output: Tree) -> list[str]:
    return [name for name in output if name.endswith(".rss")]


def test_a_feed_reader_takes_every_feed_without_complaint(output: Tree) -> None:
    assert len(feeds_of(output)) > 20
    for name in feeds_of(output):
        feed = feedparser.parse(output[name])
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        assert feed.feed.title, name
        assert feed.entries, name
        for entry in feed.entries:
            if entry.title == "A post was withdrawn":
                continue  # a notice without a word of the post
            of = "recommendations" if name.startswith("feeds/recommendations") else "blog"
            assert entry.link.startswith(f"{BASE}/{of}/"), name
            assert not entry.guidislink, name
            if re.search(r"/\d+\.rss$", name) and not name.startswith("feeds/all/"):
                assert entry.summary, name  # older items of topics and authors: see docs/feeds.md
                continue
            (content,) = entry.content
            words = BeautifulSoup(content.value, "html.parser").get_text().split()
            assert len(words) > (100 if of == "blog" else 10), name  # the whole post, or short news
            for link in re.findall(r'(?:href|src)="([^"]*)"', content.value):
                assert re.match(r"https?://|mailto:", link), (name, link)


def test_feeds_run_from_the_newest_to_the_oldest(output: Tree) -> None:
    for name in feeds_of(output):
        dates = [entry.published_parsed for entry in feedparser.parse(output[name]).entries]
        assert dates == sorted(dates, reverse=True), name


def test_the_series_of_2021_lists_five_parts(output: Tree) -> None:
    page = soup(output, "series/2021-in-review/index.html")

    titles = [heading.get_text(" ", strip=True) for heading in page.select("main ol > li a")]

    assert len(titles) == 5
    assert titles[3] == "2021 in review: working with patients, not around them"


def test_part_four_says_where_it_stands(output: Tree) -> None:
    page = soup(output, "blog/2021/patients-as-partners/index.html")

    assert "Part 4 of 5" in page.get_text(" ", strip=True)


def test_an_announced_part_is_named_without_a_link(output: Tree) -> None:
    page = soup(output, "series/2025-in-review/index.html")

    (announced,) = [
        item
        for item in page.select("main ol > li")
        if "2025 in review: what we will carry into next year" in item.get_text()
    ]

    assert "not published yet" in announced.get_text()
    assert announced.select("a") == []


def test_no_word_of_a_hidden_post_is_anywhere(output: Tree) -> None:
    hidden = [post for post in written() if not post.public]
    sentences = [
        line.encode()
        for post in hidden
        for line in [post.header["summary"], *post.body.splitlines()]
        if len(line) > 40
    ]

    assert sorted(post.name for post in hidden) == [
        WITHDRAWN, "draft-corridor-notes", "next-year-plans",
    ]  # fmt: skip
    assert len(sentences) > 20
    for name, page in output.items():
        for word in (b"draft-corridor-notes", b"next-year-plans", *sentences):
            assert word not in page, (name, word)
        assert "draft-corridor-notes" not in name
        assert "next-year-plans" not in name


@dataclass(frozen=True)
class Written:
    """A post as its file has it, read without the engine."""

    name: str
    header: dict[str, Any]
    body: str

    @property
    def public(self) -> bool:
        status = self.header.get("status", "published")
        return status == "published" and str(self.header["date"]) < NOW

    @property
    def page(self) -> str:
        return f"blog/{str(self.header['date'])[:4]}/{self.name}/index.html"


def parsed(path: Path) -> Written:
    head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    return Written(path.stem, yaml.safe_load(head), body)


def written() -> list[Written]:
    return [parsed(path) for path in sorted((CONTENT / "posts").rglob("*.md"))]


def public() -> list[Written]:
    return [post for post in written() if post.public]


def register(name: str) -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = yaml.safe_load((CONTENT / name).read_text("utf-8"))
    return records


def stems(folder: str) -> set[str]:
    return {path.stem for path in (CONTENT / folder).glob("*.md")}


def words(body: str) -> list[str]:
    """Return what a person would call the words of a text: no marks, addresses or charts."""
    prose = re.sub(r"```.*?```|\]\([^)]*\)|\[@[^\]]*\]", " ", body, flags=re.DOTALL)
    return [word for word in prose.split() if re.search(r"\w", word)]


# What is meant to be short: an Easy Read post, and one that is there in two languages.
SHORT = ("more-than-one-in-four-easy-read", "a-day-in-wales-too", "diwrnod-yng-nghymru-hefyd")
WELSH = {"Sponsor": "Noddwr", "Funding": "Cyllid", "Interests": "Buddiannau"}


def test_there_is_enough_to_read_and_nothing_is_long() -> None:
    posts = public()

    assert len(posts) >= 30
    assert {str(post.header["date"])[:4] for post in posts} == {str(y) for y in range(2019, 2026)}
    assert [
        (p.name, len(words(p.body)))
        for p in posts
        if not (100 if p.name in SHORT else 250) <= len(words(p.body)) <= 720
    ] == []
    assert len(stems("authors")) >= 5
    assert len([path for path in (CONTENT / "images").iterdir() if path.is_file()]) >= 6


def test_the_record_is_as_large_as_planned() -> None:
    figures = register("figures.yaml")
    rules = [yaml.safe_load(p.read_text("utf-8").split("---\n")[1]) for p in
             sorted((CONTENT / "rules").glob("*.md"))]  # fmt: skip
    kinds = Counter(
        update["kind"] for post in written() for update in post.header.get("updates", ())
    )

    assert len(stems("sources")) >= 40
    assert len(figures) >= 25
    assert len([each for each in figures.values() if "superseded_by" in each]) >= 3
    assert len([rule for rule in rules if len(rule["versions"]) >= 2]) >= 2
    assert kinds["correction"] >= 2
    assert {"minor", "clarification", "correction", "major", "superseded"} == {*kinds}
    (gone,) = (post for post in written() if post.header.get("status") == "withdrawn")
    assert gone.name == WITHDRAWN
    assert gone.header["withdrawn_because"], "readers are told why"
    assert [post.name for post in public() if post.header["title"].startswith("Interview")] == [
        "interview-the-second-page"
    ]


def test_stories_have_their_consent_and_all_other_posts_rest_on_sources() -> None:
    stories = [post for post in written() if post.header.get("kind") == "story"]
    told = {post.name for post in stories} | {"interview-the-second-page"}

    assert len(stories) >= 2
    for story in stories:
        assert {"holder", "date", "scope", "expires"} <= {*story.header["consent"]}, story.name
    assert [p.name for p in public() if p.name not in told and "[@" not in p.body] == []


def test_every_source_and_every_figure_serves_somebody() -> None:
    texts = [
        path.read_text("utf-8") for path in CONTENT.rglob("*.md") if path.parent.name != "sources"
    ]
    text = "\n".join(texts)
    figures = register("figures.yaml")
    cited = set(re.findall(r"@([a-z0-9-]+)", " ".join(re.findall(r"\[@[^\]]*\]", text))))
    cited |= {each["source"] for each in figures.values()}
    cited |= set(re.findall(r"^ +source: (\S+)$", text, re.MULTILINE))
    used = set(re.findall(r"\{fig:([a-z0-9-]+)", text))
    for chart in re.findall(r"^figures: \[(.*)\]$", text, re.MULTILINE):
        used |= {name.strip() for name in chart.split(",")}

    assert sorted(stems("sources") - cited) == []
    assert (
        sorted({*figures} - used - {each.get("superseded_by") for each in figures.values()}) == []
    )


def test_no_number_of_weight_is_typed_by_hand() -> None:
    """A share, a sum or a large count comes from the register, where its age is known."""
    records = re.compile(r"\{fig:[^}]*\}|```.*?```|\]\([^)]*\)", re.DOTALL)
    weighty = re.compile(r"\d[\d.,]*\s?(?:%|per cent|million|billion)|[£$]\d|\d,\d{3}")

    typed = [
        (p.name, each) for p in written() for each in weighty.findall(records.sub(" ", p.body))
    ]

    assert typed == []


def test_every_post_says_who_paid_and_for_whom_it_speaks(output: Tree) -> None:
    for post in public():
        page = soup(output, post.page).get_text(" ", strip=True)
        for field in ("Sponsor", "Funding", "Interests"):
            stated, none = post.header[field.lower()], "none declared"
            if post.header.get("lang") == "cy":
                field, none = WELSH[field], "dim i'w ddatgan"
            assert f"{field} {none if stated == 'none' else stated}" in page, post.name


def test_painful_posts_begin_with_a_content_note(output: Tree) -> None:
    painful = re.compile(r"\b(?:deaths? of babies|loss of babies|lost a baby|deaths? of a baby)\b")
    noted = [post for post in public() if "content_note" in post.header]

    for post in public():
        if painful.search(post.body):
            assert post in noted, post.name
    assert len(noted) >= 8
    for post in noted:
        page = output[post.page].decode()
        first_heading = re.search(r"^## ([\w ]{3,9})", post.body, re.MULTILINE)
        assert first_heading is not None
        assert 0 < page.index("Content note") < page.index(f">{first_heading[1]}"), post.name


def test_posts_that_show_an_older_figure_name_the_newer_one(output: Tree) -> None:
    page = soup(output, "blog/2024/marthas-rule-first-counts/index.html").get_text(" ", strip=True)

    assert "In October 2024 the figure was 573 calls; later: 10,119, December 2025." in page
    assert "Calls made 573" in page


def test_posts_that_give_an_older_rule_say_that_it_changed(output: Tree) -> None:
    redress = soup(output, "blog/2024/options-for-redress/index.html").get_text(" ", strip=True)
    good = soup(output, "blog/2021/what-good-looks-like/index.html").get_text(" ", strip=True)
    later = soup(output, "blog/2025/valproate-rule-changed/index.html").get_text(" ", strip=True)

    assert "review by two specialists: it changed in February 2025. Since then:" in redress
    assert "standards for invasive procedures: it changed in January 2023. Since then:" in good
    assert "it changed in" not in later


def test_world_patient_safety_day_is_counted_from_2019() -> None:
    ordinals = "first second third fourth fifth sixth seventh".split()
    days = [post for post in public() if str(post.header["date"]).endswith("-09-17")]
    days = [post for post in days if "lang" not in post.header]

    assert len(days) == 6
    for post in days:
        year = int(str(post.header["date"])[:4])
        assert ordinals[year - 2019] in f"{post.header['title']} {post.header['summary']}".lower()


def test_a_service_answers_for_each_subject_in_each_nation() -> None:
    services = register("support.yaml")
    subjects = {subject for each in services.values() for subject in each["subjects"]}

    for subject in subjects:
        nations = {
            n for each in services.values() if subject in each["subjects"] for n in each["nations"]
        }
        assert nations == NATIONS, subject
    for name, each in services.items():
        assert {"name", "for", "url", "checked"} <= {*each}, name
        assert each["url"].startswith("https://"), name


def test_the_glossary_explains_sixty_terms_in_words() -> None:
    terms = register("glossary.yaml")

    assert len(terms) >= 60
    for name, each in terms.items():
        assert each["means"][0].isupper(), name
        assert each["means"].endswith("."), name
        assert {*each.get("see", ())} <= {*terms}, name
        assert each.get("source") in {None, *stems("sources")}, name


def told(page: BeautifulSoup) -> list[dict[str, Any]]:
    """Return what a page tells search engines."""
    return [
        item
        for each in page.select('script[type="application/ld+json"]')
        for item in json.loads(str(each.string))["@graph"]
    ]


def test_every_page_says_what_it_is_where_it_is_shared(output: Tree) -> None:
    for name in output:
        if not name.endswith(".html"):
            continue
        page = soup(output, name)
        meta = {
            str(each["property"]): str(each["content"]) for each in page.select("meta[property]")
        }
        canonical = page.select_one("link[rel=canonical]")
        assert canonical is not None, name
        assert meta["og:url"] == canonical["href"], name
        assert meta["og:title"], name
        assert 20 < len(meta["og:description"]) <= 300, name
        foreign = page.html is not None and page.html["lang"] == "cy"
        assert meta.get("og:locale") == (None if foreign else "en_GB"), name
        assert meta["og:image:alt"], name
        assert meta["og:image"].removeprefix(f"{BASE}/") in output, name
        a_post = re.match(r"blog/\d+/[^/]+/", name) and WITHDRAWN not in name
        assert meta["og:type"] == ("article" if a_post else "website"), name


def test_posts_pages_and_the_site_say_to_programs_what_they_say_to_people(output: Tree) -> None:
    (post, trail) = told(soup(output, "blog/2021/patients-as-partners/index.html"))
    (site,) = told(soup(output, "index.html"))

    assert post["@type"] == "BlogPosting"
    assert post["headline"] == "2021 in review: working with patients, not around them"
    assert post["datePublished"] == "2021-12-16T00:00:00+00:00"
    assert [each["name"] for each in post["author"]] == ["Ann Example", "Morag Tarn"]
    assert post["isPartOf"] == {
        "@type": "CreativeWorkSeries", "name": "2021 in review",
        "url": f"{BASE}/series/2021-in-review/",
    }  # fmt: skip
    assert [each["name"] for each in trail["itemListElement"]] == [
        "Home", "Blog", "2021", "2021 in review: working with patients, not around them"
    ]  # fmt: skip
    assert [each["position"] for each in trail["itemListElement"]] == [1, 2, 3, 4]
    (checked, _) = told(soup(output, "blog/2023/theatre-checks/index.html"))
    assert checked["mainEntityOfPage"] == {
        "@type": "WebPage",
        "url": f"{BASE}/blog/2023/theatre-checks/",
        "lastReviewed": "2025-06-20",
        "reviewedBy": {
            "@type": "Person", "name": "Priya Lindqvist", "url": f"{BASE}/authors/priya-lindqvist/"
        },
    }  # fmt: skip
    corrected = told(soup(output, "blog/2020/infection-after-surgery/index.html"))[0]
    assert corrected["correction"]
    assert {each["@type"] for each in corrected["correction"]} == {"CorrectionComment"}
    assert corrected["dateModified"] > corrected["datePublished"]
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/search/?q={{words}}"


def test_every_address_that_programs_are_told_answers(output: Tree) -> None:
    def addresses(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("url", "item", "image", "mainEntityOfPage") and isinstance(inner, str):
                    yield inner
                yield from addresses(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from addresses(inner)

    found = {
        address
        for name in output
        if name.endswith(".html")
        for address in addresses(told(soup(output, name)))
    }
    assert len(found) > 50
    assert [each for each in found if target_of(each) not in output] == []


def test_a_response_stands_below_its_post_and_beside_what_it_led_to(output: Tree) -> None:
    page = soup(output, "blog/2023/elevating-patients-voices/index.html")
    letter = page.select_one("section.responses article")
    assert letter is not None
    assert [each.get_text() for each in letter.select("h3")] == [
        "A district nurse, 18 September 2023"
    ]
    assert "The name is not the writer's own." in letter.get_text()
    line = soup(output, "corrections/index.html").select_one(f"a[href$='#{letter['id']}']")
    assert line is not None
    assert line.get_text() == "a letter by A district nurse"
    told = json.loads(output["index.json"])["posts"]
    assert [each["responses"] for each in told if each["responses"]] == [[{
        "by": "A district nurse", "date": "2023-09-18",
        "url": f"{BASE}/blog/2023/elevating-patients-voices/#{letter['id']}",
    }]]  # fmt: skip
    assert b"Editors&#39; office, sample file 7" not in output["feeds/all.atom"]


# -- Years, counted a second time


YEARS = recount(CONTENT, NOW)
UPDATES = {"Clarifications": "clarification", "Corrections": "correction", "Withdrawals": "withdrawal",
           "Major updates": "major", "Superseded": "superseded"}  # fmt: skip


def section(page: BeautifulSoup, name: str) -> Tag | None:
    heading = page.find(id=name)
    return heading.find_parent("section") if isinstance(heading, Tag) else None


def counted_in(part: Tag | None) -> dict[str, int]:
    """Return the things of a list with their counts."""
    found = {}
    for item in part.select("li") if part else ():
        count = item.select_one(".count")
        assert count is not None
        for hidden in count.select(".away"):
            hidden.decompose()
        number = re.match(r"\d+", count.get_text(strip=True))
        assert number is not None
        count.extract()
        found[item.get_text(" ", strip=True)] = int(number[0])
    return found


def names_of(folder: str, field: str) -> dict[str, str]:
    return {path.stem: parsed(path).header[field] for path in (CONTENT / folder).glob("*.md")}


def test_years_are_recounted_from_the_files_alone() -> None:
    source = (ROOT / "tests/support/recount.py").read_text("utf-8")

    assert set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE)) == {
        "__future__", "collections", "dataclasses", "json", "pathlib", "re", "sys", "typing", "yaml",
    }  # fmt: skip
    assert [*YEARS] == [*range(2019, 2026)]
    assert sum(len(year["posts"]) for year in YEARS.values()) == len(public())


@pytest.mark.parametrize("year", YEARS)
def test_every_number_of_a_year_is_the_one_in_the_files(output: Tree, year: int) -> None:
    page, told = soup(output, f"year-in-review/{year}/index.html"), YEARS[year]
    topics, sources = names_of("topics", "name"), names_of("sources", "title")

    numbers = section(page, "_numbers")
    assert numbers is not None
    shown = [item.get_text(" ", strip=True).split(" ", 1) for item in numbers.select("li")]
    people = {name for role in told["roles"].values() for name in role}
    expected = [
        (len(told["posts"]), "post"), (len(told["topics"]), "topic"), (len(people), "contributor"),
        (len(told["sources"]), "source"), (len(told["figures"]), "figure"),
    ]  # fmt: skip
    assert [(int(count), words.split()[0].rstrip("s")) for count, words in shown] == [
        each for each in expected if each[0]
    ]
    standfirst = page.select_one(".standfirst")
    assert standfirst is not None
    assert standfirst.get_text().split()[0] == str(len(told["posts"]))

    assert counted_in(section(page, "_new")) == {
        topics[slug]: len(told["topics"][slug]) for slug in told["new topics"]
    }
    assert {UPDATES[name]: n for name, n in counted_in(section(page, "_updates")).items()} == told[
        "updates"
    ]
    cited = sorted(told["sources"].items(), key=lambda each: (-len(each[1]), each[0]))[:10]
    assert counted_in(section(page, "_sources")) == {sources[key]: len(who) for key, who in cited}
    wrote = section(page, "_roles")
    assert wrote is not None
    assert {
        heading.get_text(): counted_in(heading.find_next("ul")) for heading in wrote.select("h3")
    } == {
        role: {name: len(titles) for name, titles in people.items()}
        for role, people in told["roles"].items()
    }
    changed = section(page, "_figures")
    lines = changed.select("li") if changed else []
    register_of = register("figures.yaml")
    assert sorted(line.get_text(" ", strip=True).split(":")[0].strip() for line in lines) == sorted(
        capitalised(f"{register_of[old]['counts']}, {register_of[old]['place']}")
        for old, _ in told["changed"]
    )
    complete = [each.get_text() for each in page.select(".completeness")]
    assert complete == [
        f"Complete: {planned} parts"
        if there == planned
        else f"{there} of {planned} parts published"
        for there, planned in told["series"].values()
    ]


ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


@pytest.mark.parametrize("year", YEARS)
def test_days_of_a_year_have_their_right_number(output: Tree, year: int) -> None:
    part = section(soup(output, f"year-in-review/{year}/index.html"), "_events")
    said = [each.get_text(" ", strip=True) for each in part.select("li")] if part else []
    yearly = {each["name"] for each in register("events.yaml").values() if each.get("yearly")}

    assert len(said) == len(YEARS[year]["events"])
    for name, past in YEARS[year]["events"].items():
        (line,) = [each for each in said if name.casefold() in each.casefold()]
        if name in yearly:
            assert f"The {ORDINALS[past]} {name}" in line
        elif past:
            assert f"The {ORDINALS[past - 1]} anniversary of " in line
        else:
            assert "anniversary" not in line


@pytest.mark.parametrize("year", YEARS)
def test_charts_tables_and_files_of_a_year_hold_what_the_files_say(output: Tree, year: int) -> None:
    page, told = soup(output, f"year-in-review/{year}/index.html"), YEARS[year]
    topics = names_of("topics", "name")
    newest = max(YEARS)
    months = told["months"]
    if year == newest:  # months to come are not told
        months = months[: max(n for n, count in enumerate(months, 1) if count)]
    expected = {
        "months": [(name, str(n)) for name, n in zip(MONTHS[1:], months, strict=False)],
        "topics": sorted(
            ((topics[slug], str(len(posts))) for slug, posts in told["topics"].items()),
            key=lambda row: (-int(row[1]), row[0]),
        ),
    }
    for name, rows in expected.items():
        chart = page.find(id=f"_{name}")
        assert isinstance(chart, Tag)
        table = [
            (row.th.get_text(strip=True), row.td.get_text(strip=True))  # type: ignore[union-attr]
            for row in chart.select("tbody tr")
        ]
        text = output[f"year-in-review/{year}/{name}.csv"].decode()
        written = [tuple(row) for row in csv.reader(io.StringIO(text))][1:]
        drawn = [each.get_text(strip=True) for each in chart.select("text.value")]
        points = chart.select("circle.point")
        assert written == table
        assert sorted(table) == sorted(rows)
        if name == "topics":
            assert drawn == [count for _, count in table]
            assert [n for _, n in table] == sorted((n for _, n in table), key=int, reverse=True)
        else:
            heights = [float(str(each["cy"]).removesuffix("em")) for each in points]
            assert len(heights) == len(table)
            most = max(int(count) for _, count in table)
            foot, top = max(heights), min(heights)
            for height, (_, count) in zip(heights, table, strict=True):
                assert (foot - height) * most == pytest.approx((foot - top) * int(count), abs=0.1)


@pytest.mark.parametrize("year", YEARS)
def test_what_came_of_recommendations_in_a_year_is_in_the_files(output: Tree, year: int) -> None:
    part = section(soup(output, f"year-in-review/{year}/index.html"), "_moved")

    links = [str(a["href"]) for a in part.select("a[href*='recommendations/']")] if part else []

    assert links == [f"/hub/recommendations/{each}" for each in YEARS[year]["recommendations"]]


@pytest.mark.parametrize("year", YEARS)
def test_letters_and_replies_of_a_year_are_those_in_the_files(output: Tree, year: int) -> None:
    part = section(soup(output, f"year-in-review/{year}/index.html"), "_voices")
    found = []
    for line in part.select("li") if part else ():
        time, link = line.time, line.a
        assert time is not None
        assert link is not None
        page, _, anchor = str(link["href"]).removeprefix("/hub/").partition("#")
        assert soup(output, f"{page}index.html").find(id=anchor)
        said = line.get_text(" ", strip=True).partition(": ")[2].partition(", on ")[0]
        found.append((str(time["datetime"])[:10], said, link.get_text()))

    assert found == YEARS[year]["letters and replies"]


def test_the_sample_has_letters_and_replies_to_count() -> None:
    assert sum(len(each["letters and replies"]) for each in YEARS.values()) == 2


def test_the_sample_keeps_at_least_twenty_recommendations() -> None:
    files = sorted((CONTENT / "recommendations").glob("*.md"))
    steps = [
        step for path in files
        for field in ("response", "progress") for step in parsed(path).header.get(field, ())
    ]  # fmt: skip

    assert len(files) >= 20
    assert len(steps) == 11
    assert all((CONTENT / f"sources/{step['source']}.md").is_file() for step in steps)


@pytest.mark.parametrize("year", YEARS)
def test_every_list_of_a_year_holds_the_posts_that_were_counted(output: Tree, year: int) -> None:
    page, told = soup(output, f"year-in-review/{year}/lists/index.html"), YEARS[year]

    def listed(anchor: str) -> list[str]:
        heading = page.find(id=anchor)
        assert isinstance(heading, Tag), anchor
        following = heading.find_next("ul")
        assert isinstance(following, Tag)
        return sorted(link.get_text(strip=True) for link in following.select("a"))

    for number, count in enumerate(told["months"], 1):
        assert bool(page.find(id=f"month-{number}")) == bool(count)
        if count:
            assert len(listed(f"month-{number}")) == count
    for prefix, kind in (("topic-", "topics"), ("source-", "sources"), ("figure-", "figures")):
        for name, titles in told[kind].items():
            assert listed(f"{prefix}{name}") == titles, name
    slugs = {name: slug for slug, name in names_of("authors", "name").items()}
    for role in told["roles"].values():
        for name, titles in role.items():
            assert listed(f"by-{slugs[name]}") == sorted(titles)


def test_years_side_by_side_are_those_of_the_files(output: Tree) -> None:
    text = output["year-in-review/years.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [
        [int(row[name]) for name in ("Year", "Posts", "Topics", "Contributors", "Sources cited",
                                     "Figures given", "Corrections and updates")]
        for row in rows if int(row["Year"]) in YEARS
    ] == [
        [year, len(told["posts"]), len(told["topics"]),
         len({name for role in told["roles"].values() for name in role}), len(told["sources"]),
         len(told["figures"]), sum(told["updates"].values())]
        for year, told in sorted(YEARS.items(), reverse=True)
    ]  # fmt: skip
    text = output["year-in-review/months.csv"].decode()
    months = [int(row["Posts"]) for row in csv.DictReader(io.StringIO(text))]
    every = [count for told in YEARS.values() for count in told["months"]]
    assert months == every[: len(months)]
    assert sum(months) == len(public())
