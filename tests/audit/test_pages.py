"""One page: each fault is named, and a page without one has none."""

from __future__ import annotations

import pytest

from plugins.audit.pages import look

GOOD = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/site.css"><link rel="canonical" href="https://a.org/p/">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebPage",
"name": "A page"}</script></head>
<body>
<nav aria-label="Menu"><a href="/">Home</a></nav>
<main id="main">
<h1>A page</h1>
<h2 id="part">A part</h2>
<p><a href="#part">To the part</a> <a href="mailto:a@b.org">Write</a> <img src="/a.png" alt=""></p>
<a href="/b/"><img src="/b.png" srcset="/b-1.png 480w, /b-2.png 960w" alt="A picture"></a>
<form action="/search/"><label for="q">Words</label><input id="q" name="q">
<label>Year <select name="y"><option>2026</option></select></label><button>Go</button>
<button hidden></button></form>
</main>
<nav aria-labelledby="part"><a href="/c/" aria-label="The next">&gt;</a></nav>
</body>
</html>
"""


def faults(page: str) -> list[tuple[str, str]]:
    return [(each.check, each.what) for each in look("p/index.html", page.encode()).faults]


def test_a_good_page_has_no_fault_and_says_what_it_needs() -> None:
    page = look("p/index.html", GOOD.encode())

    assert page.faults == ()
    assert (page.title, page.redirect, page.unlisted) == ("A page", False, False)
    assert page.ids == {"main", "part", "q"}
    assert set(page.links) == {"/", "#part", "/b/", "/c/", "/search/", "https://a.org/p/"}
    assert set(page.files) == {"/a.png", "/b.png", "/b-1.png", "/b-2.png", "/static/site.css"}


@pytest.mark.parametrize(
    ("old", "new", "check", "what"),
    [
        ("<p><a", "<p><div></p><a", "html",
         "line 13: unexpected end tag (p)"),
        (' lang="en-GB"', "", "html", "does not say its language (lang)"),
        ('<main id="main">', '<main id="part">', "html", "has the id 'part' twice"),
        ('labelledby="part"', 'labelledby="lost"', "html",
         "has no id 'lost', which aria-labelledby of <nav> names"),
        ('<label for="q">', '<label for="r">', "html", "has no id 'r', which for of <label> names"),
        ("<title>A page</title>", "<title> </title>", "headings", "has no title"),
        ("<h1>A page</h1>", "", "headings", "has 0 headings of the first level, not one"),
        ("<h1>A page</h1>", "", "headings", "begins with a heading of level 2"),
        ("</main>", "<h1>Two</h1></main>", "headings",
         "has 2 headings of the first level, not one"),
        ("</main>", "<h4>Deep</h4></main>", "headings",
         "leaves out a level: a heading of level 4 follows one of 2"),
        ("</main>", "<h3> </h3></main>", "headings", "has an empty heading of level 3"),
        ('src="/a.png" alt=""', 'src="/a.png"', "names", "has a picture without alt: /a.png"),
        ('alt="A picture"', 'alt=""', "names", "has a link without words: /b/"),
        ("<button>Go</button>", "<button></button>", "names", "has a <button> without words"),
        ('<label for="q">Words</label>', "", "names", "has a field without a label: q"),
        ("</main>", '<iframe src="/f/"></iframe></main>', "names",
         "has a frame without a title: /f/"),
        ("</main>", '<svg role="img"></svg></main>', "names", "has a drawing without a name"),
        ('<main id="main">', "<div>", "names", "has 0 main parts, not one"),
        (' aria-label="Menu"', "", "names", "has a menu without a name, beside others"),
        (' aria-label="Menu"', ' aria-label="A part"', "names",
         "has two menus of the name 'A part'"),
        ("initial-scale=1", "user-scalable = no", "names",
         "keeps readers from making it larger"),
        ('"WebPage"', '"Webpage"', "data", "says 'Webpage', which schema.org does not know"),
    ],
)  # fmt: skip
def test_each_fault_is_named(old: str, new: str, check: str, what: str) -> None:
    assert old in GOOD

    assert (check, what) in faults(GOOD.replace(old, new, 1))


def test_a_page_says_that_it_leads_on_or_is_not_to_be_listed() -> None:
    on = GOOD.replace("<title>", '<meta http-equiv="refresh" content="0; url=/b/"><title>', 1)
    shy = GOOD.replace("<title>", '<meta name="robots" content="noindex"><title>', 1)

    assert look("p/index.html", on.encode()).redirect
    assert look("p/index.html", shy.encode()).unlisted


def test_the_quick_look_leaves_out_only_the_slow_parser() -> None:
    bad = GOOD.replace("<p><a", "<p><div></p><a", 1).replace('alt=""', "", 1)

    quick = look("p/index.html", bad.encode(), thoroughly=False).faults

    assert [each.what for each in quick] == ["has a picture without alt: /a.png"]
