"""Posts in several languages: what pages, lists, feeds and programs say of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from plugins.outputs.sitemap import XHTML
from tests.conftest import Build, Tree, write_post

SITE = "http://127.0.0.1:8000"
THREE, TRI, TRZY = (f"{SITE}/blog/{path}/" for path in ("2022/three", "2024/tri", "2024/trzy"))
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"


def write(content: Path, name: str, title: str, lang: str, **changes: str) -> None:
    more = f"lang: {lang}\ntranslation_of: posts/2022/three.md\n" + changes.pop("more", "")
    write_post(content, name, title, more=more, **changes)


@pytest.fixture
def tongues(site: Path) -> Path:
    """Return a hub with a post in English, Welsh, Polish and Urdu."""
    content = site / "content"
    write(content, "2024/tri.md", "Tabledi mwy diogel", "cy", more=(
        "series: 2021-in-review\npart: 3\nsensitive: [death]\ncontent_note: Am farwolaeth.\nlearning_point: Holwch.\n"
        "sponsor: none\ninterests: Dim byd.\napplies_to: [Wales]\n"
        "updates:\n  - {date: 2024-05-02, kind: correction, wrong: Pump., right: Chwech., by: Ann}\n"
        "  - {date: 2024-06-03, kind: clarification, what: Yn gliriach.}\n"
    ), body="Gair. [@second-count-2023]")  # fmt: skip
    write(content, "2024/trzy.md", "Bezpieczne tabletki", "pl")
    write(content, "2024/teen.md", "محفوظ گولیاں", "ur")
    return content


def page(tree: Tree, path: str) -> str:
    return tree[f"{path}index.html"].decode()


def alternates(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html)


def test_every_version_leads_to_all_versions_and_to_itself(tongues: Path, build: Build) -> None:
    tree = build()
    assert build.code == 0, build.said

    expected = [("en-gb", THREE), ("x-default", THREE), ("cy", TRI), ("pl", TRZY),
                ("ur", f"{SITE}/blog/2024/teen/")]  # fmt: skip
    for path in ("2022/three", "2024/tri", "2024/trzy", "2024/teen"):
        assert alternates(page(tree, f"blog/{path}/")) == expected
    assert alternates(page(tree, "blog/2021/one/")) == []


def test_sitemap_and_search_name_the_languages_too(tongues: Path, build: Build) -> None:
    settings = tongues.parent / "pelicanconf.py"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("SEARCH = False", "SEARCH = True"), "utf-8")

    tree = build()

    assert build.code == 0, build.said
    sitemap = etree.fromstring(tree["sitemap.xml"])
    links = {
        str(url[0].text): [
            (link.get("hreflang"), link.get("href")) for link in url.iter(f"{{{XHTML}}}link")
        ]
        for url in sitemap
    }
    all_versions = [("en-gb", THREE), ("cy", TRI), ("pl", TRZY), ("ur", f"{SITE}/blog/2024/teen/")]
    for address in (THREE, TRI, TRZY, f"{SITE}/blog/2024/teen/"):
        assert links.pop(address) == all_versions
    assert not any(links.values())
    rows = {row[1]: row[4:] for row in json.loads(tree["search/index/posts-0.json"])}
    assert rows["Tabledi mwy diogel"] == ["cy"]
    assert rows["Safer tablets"] == []


def also(html: str) -> str:
    (found,) = re.findall(r'<p class="versions">(.*?)</p>', html, re.DOTALL)
    return " ".join(str(found).split())


def test_the_head_of_a_post_leads_to_its_other_languages(tongues: Path, build: Build) -> None:
    tree = build()

    assert also(page(tree, "blog/2022/three/")) == (
        f'Also in <a href="{TRI}" rel="alternate" hreflang="cy" lang="cy">Cymraeg</a>, '
        f'<a href="{TRZY}" rel="alternate" hreflang="pl" lang="pl">Polski</a>, '
        f'<a href="{SITE}/blog/2024/teen/" rel="alternate" hreflang="ur" lang="ur" dir="rtl">اردو</a>'
    )
    assert also(page(tree, "blog/2024/tri/")).startswith(
        f'Ar gael hefyd yn <a href="{THREE}" rel="alternate" hreflang="en-gb" lang="en-gb">English</a>,'
    )
    assert also(page(tree, "blog/2024/trzy/")).startswith(f'Also in <a href="{THREE}"')


def test_a_page_with_fixed_words_is_in_its_language(tongues: Path, build: Build) -> None:
    html = page(build(), "blog/2024/tri/")

    assert '<html lang="cy">' in html
    assert "<h1>Tabledi mwy diogel</h1>" in html
    for words in (
        '<a class="skip" href="#main" lang="en-gb">',
        '<header class="masthead" lang="en-gb">',
        '<nav class="crumbs wrap" aria-label="You are here" lang="en-gb">',
        '<li aria-current="page" lang="cy">Tabledi mwy diogel</li>',
        '<footer class="foot" lang="en-gb">',
        'aria-label="Nodyn am y cynnwys"', "<strong>Nodyn am y cynnwys:</strong> Mae rhywun yn marw yn yr erthygl hon. Am farwolaeth.",
        'Rhan 3 o 3 o <span lang="en-gb">2021 in review</span>', "<span>Gan ",
        '<dt>Cyhoeddwyd</dt> <dd><time datetime="2024-03-01T00:00:00+00:00">1 Mawrth 2024</time>',
        '<dt>Diweddarwyd</dt> <dd><a href="#_changes"><time datetime="2024-06-03T00:00:00+01:00">3 Mehefin 2024</time>',
        '<strong>Yn berthnasol i:</strong> <span lang="en-gb">Wales</span>',
        '<span class="away">Pynciau:</span>\n<ul lang="en-gb">',
        "<strong>Cywiriad, 2 Mai 2024:</strong>", "<strong>Eglurhad, 3 Mehefin 2024:</strong>",
        '<p class="callout-label">Y brif neges</p><p>Holwch.</p>',
        '<h2 id="_sources">Ffynonellau</h2>\n<ol lang="en-gb">',
        "<dt>Noddwr</dt><dd class=\"none\">dim i&#39;w ddatgan</dd>", "<dt>Buddiannau</dt><dd>Dim byd.</dd>",
        '<section class="series panel" aria-labelledby="_series" lang="en-gb">',
        '"inLanguage": "cy"', "Beth i&#39;w ddarllen nesaf",
    ):  # fmt: skip
        assert words in html, words
    main = (
        html.partition("<main")[2]
        .partition('<section class="newsletter')[0]
        .partition("</main>")[0]
    )
    for words in ("Published", "Updated", "Correction", "On this page", "Read next", "minute"):
        assert words not in main
    assert "og:locale" not in html


def test_the_words_of_kinds_and_letters_are_in_the_language_of_the_page(
    tongues: Path, build: Build
) -> None:
    welsh = "lang: cy\nkind: {}\nsponsor: none\ninterests: none\n"
    write_post(
        tongues, "2024/pryder.md", "Pryder", body="Ysbyty Enghraifft, Cyngor Enghraifft.",
        more=welsh.format("concern")
        + "replies:\n  - {named: Ysbyty Enghraifft, asked: 2024-01-05, due: 2024-02-01, "
        "replied: 2024-01-20, text: Diolch.}\n"
        "  - {named: Cyngor Enghraifft, asked: 2024-01-05, due: 2024-02-01}\n",
    )  # fmt: skip
    write_post(
        tongues, "2024/cyfweliad.md", "Siarad",
        more=welsh.format("interview") + "interview: {asked: Ann, answered: Gwen, agreed_by: Gwen}\n",
    )  # fmt: skip
    write_post(
        tongues, "2024/ateb.md", "Ateb",
        more=welsh.format("consultation") + "consultation: {asked_by: Swyddfa, about: Cynllun, "
        "sent: 2024-02-03, url: 'https://example.org/x'}\n",
    )  # fmt: skip
    (tongues / "responses").mkdir()
    (tongues / "responses/llythyr.md").write_text(
        "---\npost: posts/2024/ateb.md\nby: Nyrs\npseudonym: true\ndate: 2024-03-05\nconsent:\n"
        "  holder: File 1\n  date: 2024-03-05\n  scope: All\n  expires: 2034-01-01\n---\nLlythyr.\n",
        "utf-8",
    )

    files = build()
    assert build.code == 0, build.said
    concern, interview, answer = (
        page(files, f"blog/2024/{name}/") for name in ("pryder", "cyfweliad", "ateb")
    )

    for words in (
        '<h2 id="_reply-1">Ymateb Ysbyty Enghraifft</h2>\n<p>Diolch.</p>',
        "<p>Gofynnwyd i Ysbyty Enghraifft am ymateb ar 5 Ionawr 2024, a daeth ymateb ar "
        "20 Ionawr 2024.</p>",
        "<p>Gofynnwyd i Cyngor Enghraifft am ymateb ar 5 Ionawr 2024, gyda chyfle i ymateb tan "
        "1 Chwefror 2024. Ni ddaeth ymateb.</p>",
    ):
        assert words in concern
    assert (
        '<p class="fact"><strong>Cyfweliad:</strong> Holwyd gan Ann, atebwyd gan Gwen. Cytunwyd ar '
        "y testun gan Gwen.</p>"
    ) in interview
    assert (
        '<p class="fact"><strong>Ymateb i ymgynghoriad:</strong> <a href="https://example.org/x" '
        'rel="noopener">Cynllun</a>, gan Swyddfa. Anfonwyd ar 3 Chwefror 2024.</p>'
    ) in answer
    assert "Nid enw&#39;r awdur ei hun yw hwn." in answer
    assert '<h2 id="_responses">Llythyrau</h2>' in answer
    assert b"Ymateb Ysbyty Enghraifft" in files["feeds/all.atom"]


def test_a_page_without_fixed_words_marks_its_text_alone(tongues: Path, build: Build) -> None:
    html = page(build(), "blog/2024/trzy/")

    assert '<html lang="en-gb">' in html
    assert '<header class="masthead">' in html
    assert '<h1 lang="pl">Bezpieczne tabletki</h1>' in html
    assert '<p class="standfirst" lang="pl">' in html
    assert '<div lang="pl">\n<p>Some words.</p>' in html
    assert "<dt>Published</dt>" in html
    assert '"inLanguage": "pl"' in html


def test_lists_mark_title_and_summary(tongues: Path, build: Build) -> None:
    tree = build()

    for path in ("", "blog/", "topics/culture/", "authors/ann-example/", "blog/2024/"):
        html = page(tree, path)
        assert re.search(r'<h\d class="card-title" lang="cy"><a href="/blog/2024/tri/">', html)
        assert '<h3 class="card-title" lang="ur" dir="rtl">' in html.replace("<h2", "<h3")
        assert '<p class="summary" lang="cy">' in html
    assert '<span class="part-title"' not in page(tree, "series/2021-in-review/")
    assert '<a class="part-title" href="/blog/2024/tri/" lang="cy">' in page(
        tree, "series/2021-in-review/"
    )


def test_an_entry_says_what_comes_before_its_text_in_its_language(
    tongues: Path, build: Build
) -> None:
    feed = etree.fromstring(build()["feeds/all.atom"])
    (text,) = (
        str(each.findtext(f"{ATOM}content"))
        for each in feed.iter(f"{ATOM}entry")
        if each.findtext(f"{ATOM}title") == "Tabledi mwy diogel"
    )

    for words in (
        "<strong>Nodyn am y cynnwys:</strong> Mae rhywun yn marw yn yr erthygl hon. Am farwolaeth.",
        "<strong>Cywiriad, 2 Mai 2024:</strong>",
        "<strong>Eglurhad, 3 Mehefin 2024:</strong> Yn gliriach.",
        "<strong>Datgan buddiannau:</strong> noddwr: dim i'w ddatgan; buddiannau: Dim byd.",
    ):
        assert words in text, words
    for words in ("Content note", "Correction", "Disclosure", "none declared"):
        assert words not in text


def test_feeds_say_the_language_of_an_entry(tongues: Path, build: Build) -> None:
    tree = build()

    feed = etree.fromstring(tree["feeds/all.atom"])
    found = {each.findtext(f"{ATOM}title"): each.get(LANG) for each in feed.iter(f"{ATOM}entry")}
    assert found["Tabledi mwy diogel"] == "cy"
    assert found["Safer tablets"] is None
    items = etree.fromstring(tree["feeds/all.rss"]).iter("item")
    named = {each.findtext("title"): each.findtext(f"{DUBLIN}language") for each in items}
    assert (named["Bezpieczne tabletki"], named["Safer tablets"]) == ("pl", None)
    said = {
        each["title"]: each.get("language") for each in json.loads(tree["feeds/all.json"])["items"]
    }
    assert (said["محفوظ گولیاں"], said["Safer tablets"]) == ("ur", None)


def test_programs_are_told_of_languages(tongues: Path, build: Build) -> None:
    posts = {each["url"]: each for each in json.loads(build()["index.json"])["posts"]}

    assert (posts[THREE]["lang"], posts[THREE]["translation_of"]) == ("en-gb", "")
    assert posts[THREE]["translations"][0] == {"lang": "cy", "url": TRI}
    assert (posts[TRI]["lang"], posts[TRI]["translation_of"]) == ("cy", THREE)
    assert {"lang": "en-gb", "url": THREE} in posts[TRI]["translations"]


def test_a_search_finds_a_post_by_its_language(tongues: Path, site: Path, build: Build) -> None:
    from plugins.outputs.search.terms import terms

    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\nSEARCH = False", "\nSEARCH = True"), encoding="utf-8")
    tree = build()
    assert build.code == 0, build.said

    shown = b"".join(text for name, text in tree.items() if name.startswith("search/index/"))
    assert b"1 March 2024, Cymraeg" in shown
    assert "wyr" in terms("<p>Ŵyr y tŷ</p>")


def test_a_draft_in_another_language_is_named_nowhere(tongues: Path, build: Build) -> None:
    path = tongues / "posts/2024/trzy.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lang: pl", "lang: pl\nstatus: draft"), encoding="utf-8")

    tree = build()

    assert build.code == 0, build.said
    assert b"Polski" not in b"".join(tree.values())
    assert b"trzy" not in b"".join(tree.values())


def test_a_page_of_its_own_has_its_languages(site: Path, build: Build) -> None:
    (site / "content/pages/ynghylch.md").write_text(
        "---\ntitle: Ynghylch\nsummary: Beth yw hyn.\nlang: cy\ntranslation_of: pages/about.md\n"
        "---\nGair.\n", encoding="utf-8",
    )  # fmt: skip
    tree = build()

    about, welsh = page(tree, "about/"), page(tree, "ynghylch/")
    assert also(about) == (
        f'Also in <a href="{SITE}/ynghylch/" rel="alternate" hreflang="cy" lang="cy">Cymraeg</a>'
    )
    assert alternates(about) == alternates(welsh) != []
    assert '<html lang="cy">' in welsh
    assert "Ynghylch" not in about.partition("<footer")[2]


def test_a_translation_that_comes_or_goes_changes_all_its_versions(
    tongues: Path, build: Build
) -> None:
    build()
    (tongues / "posts/2024/trzy.md").write_text(
        (tongues / "posts/2024/trzy.md")
        .read_text(encoding="utf-8")
        .replace("lang: pl", "lang: ga"),
        encoding="utf-8",
    )
    after = build()

    assert build.code == 0, build.said
    assert "Gaeilge" in also(page(after, "blog/2022/three/"))
    assert after == build.clean()


def test_an_edit_of_welsh_words_keeps_the_page_welsh(tongues: Path, build: Build) -> None:
    build()
    path = tongues / "posts/2024/tri.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Gair.", "Gair arall."), encoding="utf-8")
    after = build()

    assert "Gair arall." in page(after, "blog/2024/tri/")
    assert after == build.clean()
