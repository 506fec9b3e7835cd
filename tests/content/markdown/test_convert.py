"""Markdown: two engines, one dialect; safe HTML, and nothing dropped without a word."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Iterator

import pytest
import tinyhtml5

from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import TERM, Converted
from plugins.content.markdown.engines import ENGINES, engine
from plugins.content.markdown.image_markup import figure_markup, image_markup
from plugins.content.markdown.sanitise import SCHEMES
from plugins.model.text import PLACEHOLDER, Body

PATH = "posts/2021/x.md"
FIRST = 10  # the line of the file on which each of these bodies begins
BOTH = sorted(ENGINES)

BLOCK = (
    r"</?(?:p|ul|ol|li|table|thead|tbody|tr|td|th|div|section|aside|blockquote|pre|h\d|hr|figure"
    r"|details|summary)\b[^>]*>"
)


def converted(text: str, engine: str = "markdown") -> Converted:
    return convert(PATH, text, FIRST, engine)


def plain(html: str) -> str:
    """Return HTML without white space that no reader sees, and gaps as {0}, {1}."""
    html = re.sub(f"{PLACEHOLDER}(\\d+){PLACEHOLDER}", r"{\1}", html)
    html = re.sub(r"\s+", " ", html)
    return re.sub(rf"\s*({BLOCK})\s*", r"\1", html).strip()


def html_of(text: str, engine: str = "markdown") -> str:
    made = converted(text, engine)
    assert made.problems == []
    html = made.html
    for number, each in enumerate(made.references):
        if each.kind == TERM:  # an abbreviation that no glossary knows is the word itself
            html = html.replace(f"{PLACEHOLDER}{number}{PLACEHOLDER}", each.target)
    return plain(html)


def report(text: str, engine: str = "markdown") -> list[str]:
    """Return the problems of a text, without the path and the rule."""
    lines = [problem.text("") for problem in converted(text, engine).problems]
    return [line.removeprefix(f"{PATH}:").rpartition(" [")[0] for line in lines]


def note(number: int, text: str, *mentions: str) -> str:
    ways = "".join(
        f' <a class="footnote-backref" href="#{name}" role="doc-backlink" '
        f'aria-label="Back to mention {count} of note {number}">\u21a9\ufe0e</a>'
        for count, name in enumerate(mentions, 1)
    )
    return f'<li id="fn-{number}">{text}{ways}</p></li>'


def notes(*items: str) -> str:
    inner = "".join(items)
    return f'<section class="footnotes" role="doc-endnotes" aria-label="Notes"><ol>{inner}</ol></section>'


def mention(number: int, name: str) -> str:
    return (
        f'<sup class="footnote-ref" id="{name}"><a href="#fn-{number}" role="doc-noteref">'
        f"{number}</a></sup>"
    )


def table(heads: str, inside: str) -> str:
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="Table of {heads}">'
        f"<table>{inside}</table></div>"
    )


def callout(kind: str, label: str, inside: str) -> str:
    return (
        f'<aside class="callout {kind}" aria-label="{label}">'
        f'<p class="callout-label">{label}</p>{inside}</aside>'
    )


def box(done: bool) -> str:
    mark = " done" if done else ""
    return f'<span class="box{mark}" role="img" aria-label="{"done" if done else "to do"}"></span>'


DIALECT = {
    # Text
    "paragraphs": ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    "soft-break": ("One\ntwo.", "<p>One two.</p>"),
    "hard-break": ("One  \ntwo.", "<p>One<br> two.</p>"),
    "emphasis": (
        "*a* **b** _d_ __e__",
        "<p><em>a</em> <strong>b</strong> <em>d</em> <strong>e</strong></p>",
    ),
    "underscores-in-a-word": ("a_b_c and 2 * 3 * 4", "<p>a_b_c and 2 * 3 * 4</p>"),
    "escapes": ("\\*not\\* \\[x\\] \\_", "<p>*not* [x] _</p>"),
    "entities": ("&copy; &amp; AT&T 5 < 6 > 4", "<p>© &amp; AT&amp;T 5 &lt; 6 &gt; 4</p>"),
    "strikethrough": ("~~gone~~ here", "<p><del>gone</del> here</p>"),
    "rule": ("One\n\n---\n\nTwo", "<p>One</p><hr><p>Two</p>"),
    "other-letters": ("Zażółć 患者 👩‍⚕️", "<p>Zażółć 患者 👩‍⚕️</p>"),
    # Headings
    "headings": (
        "## One two\n\nText.\n\n### Three",
        '<h2 id="one-two">One two</h2><p>Text.</p><h3 id="three">Three</h3>',
    ),
    "headings-of-one-name": (
        "## One\n\n## One\n\n## One",
        '<h2 id="one">One</h2><h2 id="one-2">One</h2><h2 id="one-3">One</h2>',
    ),
    "heading-with-code": (
        "## The `x` value",
        '<h2 id="the-x-value">The <code>x</code> value</h2>',
    ),
    "heading-with-signs": ('## What\'s "new"?', '<h2 id="whats-new">What’s “new”?</h2>'),
    "heading-of-other-letters": (
        "## Café\n\n## 患者",
        '<h2 id="café">Café</h2><h2 id="患者">患者</h2>',
    ),
    "heading-of-signs": ("## ???", '<h2 id="section">???</h2>'),
    "heading-underlined": ("One\n---\n\nText", '<h2 id="one">One</h2><p>Text</p>'),
    # Lists
    "list": ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    "list-of-stars": ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    "loose-list": ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "numbered-list": ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    "numbered-from-3": ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    "nested-by-four": (
        "- a\n    - b\n        - c\n- d",
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
    ),
    "nested-numbers": (
        "1. a\n    1. b\n2. c",
        "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>",
    ),
    "paragraph-in-a-list": (
        "- a\n\n    more\n\n- b",
        "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>",
    ),
    "two-kinds-of-list": (
        "- a\n\n1. b",
        "<ul><li>a</li></ul><ol><li>b</li></ol>",
    ),
    "list-after-a-heading": ("## H\n- a", '<h2 id="h">H</h2><ul><li>a</li></ul>'),
    "tasks": (
        "- [ ] a\n- [x] b\n- c",
        f'<ul><li class="task">{box(False)} a</li><li class="task">{box(True)} b</li>'
        "<li>c</li></ul>",
    ),
    # Tables
    "table": (
        "| A | B |\n|---|---|\n| 1 | *2* |",
        table(
            "A and B",
            '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            "<tbody><tr><td>1</td><td><em>2</em></td></tr></tbody>",
        ),
    ),
    "table-with-sides": (
        "| A | B | C |\n|:--|:-:|--:|\n| 1 | 2 | 3 |",
        table(
            "A, B and C",
            '<thead><tr><th scope="col">A</th><th scope="col" class="to-center">B</th>'
            '<th scope="col" class="to-right">C</th></tr></thead><tbody><tr><td>1</td>'
            '<td class="to-center">2</td><td class="to-right">3</td></tr></tbody>',
        ),
    ),
    "table-with-a-bar": (
        "| A |\n|---|\n| a \\| b |",
        table(
            "A",
            '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>a | b</td></tr></tbody>',
        ),
    ),
    "table-with-a-short-row": (
        "| A | B |\n|---|---|\n| 1 |",
        table(
            "A and B",
            '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            "<tbody><tr><td>1</td><td></td></tr></tbody>",
        ),
    ),
    # Code
    "code": ("Use `a < b`", "<p>Use <code>a &lt; b</code></p>"),
    "code-with-quotes": (
        '"Ask" `"ask"` \'it\'',
        '<p>“Ask” <code>"ask"</code> ‘it’</p>',
    ),
    "fence": ('```\n"a" -- b...\n```', '<pre><code>"a" -- b... </code></pre>'),
    "fence-with-a-language": (
        "```python\nprint('x')\n```",
        "<pre><code class=\"language-python\">print('x') </code></pre>",
    ),
    "indented-code": ('Text\n\n    "a"\n', '<p>Text</p><pre><code>"a" </code></pre>'),
    "address-in-code": ("`https://example.org`", "<p><code>https://example.org</code></p>"),
    # Quotations and callouts
    "quotation": ("> One\n> two", "<blockquote><p>One two</p></blockquote>"),
    "quotation-in-a-quotation": (
        "> One\n>\n> > Two",
        "<blockquote><p>One</p><blockquote><p>Two</p></blockquote></blockquote>",
    ),
    "note": ("> [!NOTE]\n> Take *care*.", callout("note", "Note", "<p>Take <em>care</em>.</p>")),
    "two-boxes-in-a-row": (
        "> [!NOTE]\n> One.\n\n> [!WARNING]\n> Two.",
        callout("note", "Note", "<p>One.</p>") + callout("warning", "Warning", "<p>Two.</p>"),
    ),
    "two-quotations-in-a-row": (
        "> One\n\n> Two",
        "<blockquote><p>One</p></blockquote><blockquote><p>Two</p></blockquote>",
    ),
    "tip-on-one-line": ("> [!TIP] Ask.", callout("tip", "Tip", "<p>Ask.</p>")),
    "warning-of-paragraphs": (
        "> [!WARNING]\n>\n> One.\n>\n> Two.",
        callout("warning", "Warning", "<p>One.</p><p>Two.</p>"),
    ),
    "caution-in-small-letters": (
        "> [!caution]\n> Hot.",
        callout("caution", "Caution", "<p>Hot.</p>"),
    ),
    "important": ("> [!IMPORTANT]\n> Ask.", callout("important", "Important", "<p>Ask.</p>")),
    # Footnotes
    "footnote": (
        "One[^1].\n\n[^1]: Note *a*.",
        f"<p>One{mention(1, 'fnref-1')}.</p>" + notes(note(1, "<p>Note <em>a</em>.", "fnref-1")),
    ),
    "footnote-mentioned-again": (
        "One[^a] two[^a] three[^b].\n\n[^a]: A.\n[^b]: B.",
        f"<p>One{mention(1, 'fnref-1')} two{mention(1, 'fnref-1-2')} "
        f"three{mention(2, 'fnref-2')}.</p>"
        + notes(note(1, "<p>A.", "fnref-1", "fnref-1-2"), note(2, "<p>B.", "fnref-2")),
    ),
    "footnotes-in-the-order-of-their-mentions": (
        "One[^b] two[^a].\n\n[^a]: A.\n\n[^b]: B.",
        f"<p>One{mention(1, 'fnref-1')} two{mention(2, 'fnref-2')}.</p>"
        + notes(note(1, "<p>B.", "fnref-1"), note(2, "<p>A.", "fnref-2")),
    ),
    "footnote-of-two-paragraphs": (
        "One[^a].\n\n[^a]: A.\n\n    More.",
        f"<p>One{mention(1, 'fnref-1')}.</p>" + notes(note(1, "<p>A.</p><p>More.", "fnref-1")),
    ),
    "footnote-in-a-heading": (
        "## What was found[^1]\n\n[^1]: Note.",
        f'<h2 id="what-was-found">What was found{mention(1, "fnref-1")}</h2>'
        + notes(note(1, "<p>Note.", "fnref-1")),
    ),
    # Links
    "link-elsewhere": (
        '[a](https://example.org/x "T")',
        '<p><a href="https://example.org/x" title="T" rel="noopener">a</a></p>',
    ),
    "link-to-a-file": ("[a](../2020/x.md)", '<p><a href="{0}">a</a></p>'),
    "link-to-an-address": ("[a](/blog/2020/x/)", '<p><a href="{0}">a</a></p>'),
    "link-by-name": (
        "[a][x]\n\n[x]: https://example.org",
        '<p><a href="https://example.org" rel="noopener">a</a></p>',
    ),
    "link-to-a-heading": (
        "## Part two\n\n[a](#part-two)",
        '<h2 id="part-two">Part two</h2><p><a href="#part-two">a</a></p>',
    ),
    "mail-and-telephone": (
        "[a](mailto:ann@example.org) [t](tel:+44)",
        '<p><a href="mailto:ann@example.org">a</a> <a href="tel:+44">t</a></p>',
    ),
    "bare-link": (
        "See https://example.org/x?a=1&b=2.",
        '<p>See <a href="https://example.org/x?a=1&amp;b=2" rel="noopener">https://example.org/x?a=1&amp;b=2</a>.</p>',
    ),
    "link-in-angles": (
        "<https://example.org>",
        '<p><a href="https://example.org" rel="noopener">https://example.org</a></p>',
    ),
    "link-with-inline-tags": (
        "[*a* `b`](https://example.org)",
        '<p><a href="https://example.org" rel="noopener"><em>a</em> <code>b</code></a></p>',
    ),
    # Images
    "image-alone": ("![A](../../images/a.png)", "{0}"),
    "image-first": ("![A](../../images/a.png)\n\nText", "{0} <p>Text</p>"),
    "image-last": ("Text\n\n![A](../../images/a.png)", "<p>Text</p> {0}"),
    "image-in-a-line": ("Text ![A](../../images/a.png) more", "<p>Text {0} more</p>"),
    "two-images": (
        "![A](../../images/a.png)\n![B](../../images/b.png)",
        "<p>{0} {1}</p>",
    ),
    "image-in-a-link": (
        "[![A](../../images/a.png)](https://example.org)",
        '<p><a href="https://example.org" rel="noopener">{0}</a></p>',
    ),
    "image-in-a-list": ("- ![A](../../images/a.png)", "<ul><li>{0}</li></ul>"),
    # Quotes
    "quotes": ('"It\'s", she said -- well...', "<p>“It’s”, she said – well…</p>"),
    "quotes-across-tags": (
        '"*Ask*" and *"ask"* and **don**\'t',
        "<p>“<em>Ask</em>” and <em>“ask”</em> and <strong>don</strong>’t</p>",
    ),
    "quotes-round-a-link": (
        '"[Ask](https://example.org)"',
        '<p>“<a href="https://example.org" rel="noopener">Ask</a>”</p>',
    ),
    "quotes-do-not-cross-paragraphs": ('"One\n\n"Two"', "<p>“One</p><p>“Two”</p>"),
    # HTML
    "inline-html": (
        'H<sub>2</sub>O <abbr title="National">NHS</abbr>',
        '<p>H<sub>2</sub>O <abbr title="National">NHS</abbr></p>',
    ),
    "comment": (
        "One <!-- hidden --> two.\n\n<!-- block -->\n\nThree",
        "<p>One two.</p><p>Three</p>",
    ),
}


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize("name", DIALECT)
def test_both_engines_speak_one_dialect(name: str, engine: str) -> None:
    text, html = DIALECT[name]

    assert html_of(text, engine) == plain(html)


@pytest.mark.parametrize("name", DIALECT)
def test_both_engines_find_the_same_headings_references_and_words(name: str) -> None:
    one, other = (converted(DIALECT[name][0], engine) for engine in BOTH)

    assert one.headings == other.headings
    assert one.references == other.references
    assert one.words == other.words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- [ ] a\n\n- [x] b", id="loose-tasks"),
        pytest.param('![A *ward* "x"](../../images/a.png)', id="emphasis-in-an-alt-text"),
        pytest.param("~one~", id="single-tildes"),
        pytest.param("One\\\ntwo.", id="backslash-at-the-end-of-a-line"),
        pytest.param("Text\n\n[^a]: A note that nothing mentions.", id="footnote-without-mention"),
    ],
)
def test_both_engines_agree_on_what_is_rare(text: str) -> None:
    one, other = (converted(text, engine) for engine in BOTH)

    assert plain(one.html) == plain(other.html)
    assert one.references == other.references


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    "link",
    [
        pytest.param("[a](https://example.org)", id="markdown"),
        pytest.param('<a href="https://example.org" title="T" lang="en">a</a>', id="own-html"),
        pytest.param("https://example.org", id="bare"),
        pytest.param("[a](HTTPS://EXAMPLE.ORG)", id="capitals"),
        pytest.param("[a](https://b\u00fccher.example/x)", id="foreign-letters"),
        pytest.param("[a](https://ann@example.org:8000/x)", id="user-and-port"),
        pytest.param("[a](<https://example.org/a b>)", id="space"),
        pytest.param("One[^1].\n\n[^1]: [a](https://example.org)", id="in-a-note"),
        pytest.param("| A |\n| --- |\n| [a](https://example.org) |", id="in-a-table"),
        pytest.param("> [!NOTE]\n> [a](https://example.org)", id="in-a-callout"),
    ],
)
@pytest.mark.parametrize(
    ("path", "rel"),
    [
        ("posts/2021/x.md", "noopener"),
        ("posts/guest-posts/x.md", "noopener"),
        ("posts/guests/jo-guest/x.md", "noopener nofollow ugc"),
        ("posts/guests/jo-guest/2021/x.md", "noopener nofollow ugc"),
    ],
)
def test_a_link_to_another_site_says_what_the_hub_makes_of_it(
    path: str, rel: str, link: str, engine: str
) -> None:
    made = convert(path, f"{link}\n", FIRST, engine)

    assert made.problems == []
    (tag,) = re.findall(r"<a href=\"(?i:https:)[^>]*>", made.html)
    assert tag.endswith(f'" rel="{rel}">'), "feeds drop it where it comes last"


@pytest.mark.parametrize("engine", BOTH)
def test_only_links_to_other_sites_say_what_the_hub_makes_of_them(engine: str) -> None:
    text = "## H\n\n[a](#h) [b](../2020/x.md) [c](/topics/) [d](mailto:a@example.org) "
    text += "[e](TEL:+44) [@first-2021] One[^1].\n\n[^1]: Two."

    assert "rel=" not in convert("posts/guests/jo-guest/x.md", text, FIRST, engine).html


def test_an_author_says_nothing_of_a_link_in_place_of_the_hub() -> None:
    assert report('<a href="https://example.org" rel="author">a</a>') == [
        "10: <a> has the attribute 'rel', which is not allowed; delete the attribute"
    ]


def test_a_conversion_gives_the_same_after_any_other() -> None:
    before = converted("One[^1].\n\n[^1]: A.\n\n[x]: https://example.org")

    converted("[x] and One[^1]")

    assert converted("[x] [^1]").html == "<p>[x] [^1]</p>"
    assert converted("One[^1].\n\n[^1]: A.\n\n[x]: https://example.org") == before


@pytest.mark.parametrize("engine", BOTH)
def test_a_text_that_is_nested_too_deep_does_no_harm_to_the_next(engine: str) -> None:
    text = "One[^1].\n\n- a\n- b\n\n[^1]: Note."
    before = converted(text, engine)

    converted("- " * 2000 + "x", engine)

    assert converted(text, engine) == before


def test_an_engine_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        engine("commonmark")


# -- What a body points at


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    ("text", "kind", "target", "fragment"),
    [
        ("[a](y.md)", "source", "posts/2021/y.md", ""),
        ("[a](../2020/y.md#part-two)", "source", "posts/2020/y.md", "part-two"),
        ("[a](../../topics/t.md)", "source", "topics/t.md", ""),
        ("[a](../2020/a%20b.md)", "source", "posts/2020/a b.md", ""),
        ("[a](<../2020/a b.md>)", "source", "posts/2020/a b.md", ""),
        ("[a](caf%C3%A9.md)", "source", "posts/2021/café.md", ""),
        ("[a](/blog/2020/y/)", "address", "blog/2020/y/", ""),
        ("[a](/blog/2020/y/#two)", "address", "blog/2020/y/", "two"),
        ("[a](/)", "address", "", ""),
        ("[a](/images/a.png)", "address", "images/a.png", ""),
        ("[a]({filename}y.md)", "source", "posts/2021/y.md", ""),
        ("[a]({filename}/posts/2020/y.md)", "source", "posts/2020/y.md", ""),
        ("[a]({static}/images/a.png)", "source", "images/a.png", ""),
    ],
)
def test_a_link_within_the_site_is_a_reference(
    text: str, kind: str, target: str, fragment: str, engine: str
) -> None:
    made = converted(f"One.\n\n{text}", engine)

    (found,) = made.references
    assert (found.kind, found.target, found.fragment) == (kind, target, fragment)
    assert found.line == FIRST + 2


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    ("text", "kind", "target", "alt", "caption"),
    [
        ("![A ward](../../images/a.png)", "figure", "images/a.png", "A ward", ""),
        ('![A ward](../../images/a.png "By us")', "figure", "images/a.png", "A ward", "By us"),
        ("x ![A ward](../../images/a.png)", "image", "images/a.png", "A ward", ""),
        ('![](../../images/a.png "decorative")', "figure", "images/a.png", "", ""),
    ],
)
def test_an_image_is_a_reference_with_its_words(
    text: str, kind: str, target: str, alt: str, caption: str, engine: str
) -> None:
    made = converted(text, engine)

    (found,) = made.references
    assert made.problems == []
    assert (found.kind, found.target, found.alt, found.caption) == (kind, target, alt, caption)


def test_an_image_may_be_named_from_the_root_of_the_site() -> None:
    (found,) = converted("![A](/images/a.png)").references

    assert found.target == "images/a.png"


def test_the_same_target_twice_has_two_lines() -> None:
    made = converted("[a](y.md)\n\n[b](y.md)\n\ntext\n[c](y.md)")

    assert [each.line for each in made.references] == [FIRST, FIRST + 2, FIRST + 5]


@pytest.mark.parametrize("engine", BOTH)
def test_the_query_of_an_address_of_the_site_is_not_lost(engine: str) -> None:
    made = converted("[a](/blog/?by=ann)", engine)

    assert made.problems or "by=ann" in str(made.references)


def test_words_and_headings_are_counted() -> None:
    made = converted("## One two\n\nThree *four* five.\n\n### Six")

    assert made.words == 6
    assert made.headings == [(2, "one-two", "One two"), (3, "six", "Six")]


def test_a_heading_named_like_a_footnote_has_another_id() -> None:
    jobs = [(PATH, "## fn 1\n\n## fnref 2\n\n## FN-x", FIRST, name) for name in BOTH]

    # In a process of its own: a conversion that does not end must not hold up the others.
    # Its start is most of the time on a machine that does other things.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        made = pool.starmap_async(convert, jobs).get(timeout=120)

    ids = [name for each in made for _, name, _ in each.headings]
    assert len(ids) == 6
    assert not any(name.startswith(("fn-", "fnref-")) for name in ids)


def test_markup_of_an_image_says_its_size_where_it_is_known() -> None:
    known = image_markup("/hub/a.png", 'A "ward" & <more>', 4, 3)
    unknown = image_markup("/hub/a.svg", "A", 0, 0)

    assert known == (
        '<img src="/hub/a.png" alt="A &quot;ward&quot; &amp; &lt;more&gt;" width="4" height="3" '
        'loading="lazy" decoding="async">'
    )
    assert unknown == '<img src="/hub/a.svg" alt="A" loading="lazy" decoding="async">'


def test_a_figure_has_its_caption_below() -> None:
    assert figure_markup("<img>", "") == "<figure><img></figure>"
    assert figure_markup("<img>", "a < b") == (
        "<figure><img><figcaption>a &lt; b</figcaption></figure>"
    )


# -- Problems

ELEMENT = "holds the HTML element <{}>, which is not allowed; write it in Markdown, or leave it out"
ATTRIBUTE = "<{}> has the attribute '{}', which is not allowed; delete the attribute"
COMMENT = "a comment is opened with '<!--' and never closed; close it with '-->'"
ALT = "the image '{}' has no alternative text; write what it shows between '![' and ']'"
FOREIGN = "shows an image from another site ('{}'); save it in content/images/ and point there"
LEVEL = "the heading '{}' is of level 1; begin it with '##', for the title is level 1; or write '\\#' for the sign itself"
UNSAFE = "{} '{}', which is not a safe address; write an address that begins with https://"
ANCHOR = "links to '#{}', but this post has no such heading; {}"
HALF = "links to '{0}', which has no 'https:'; write 'https:{0}'"


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("One\n\n<script>x</script>", [f"12:{ELEMENT.format('script')}"], id="script"),
        pytest.param("One <iframe></iframe>", [f"10:{ELEMENT.format('iframe')}"], id="iframe"),
        pytest.param(
            "One\n\n<i>a</i>\n\n<u>b</u> <blink>c</blink>",
            [f"14:{ELEMENT.format('blink')}"],
            id="blink",
        ),
        pytest.param(
            'One\n\n<div onclick="x">a</div>',
            [f"12:{ATTRIBUTE.format('div', 'onclick')}"],
            id="handler",
        ),
        pytest.param(
            '<p style="color: red">a</p>', [f"10:{ATTRIBUTE.format('p', 'style')}"], id="style"
        ),
        pytest.param('<p id="main">a</p>', [f"10:{ATTRIBUTE.format('p', 'id')}"], id="id"),
        pytest.param("One\n\n<!-- two\n\nThree", [f"12:{COMMENT}"], id="open-comment"),
        pytest.param("a <!-- b --> c\n\n<!-- d", [f"12:{COMMENT}"], id="second-comment"),
        pytest.param(
            "One\n\n![](../../images/a.png)", [f"12:{ALT.format('../../images/a.png')}"], id="no-alt"
        ),
        pytest.param("![ ](a.png)", [f"10:{ALT.format('a.png')}"], id="alt-of-a-space"),
        pytest.param(
            "![a](b.png)\n\n![](a.png)\n\n![](a.png)",
            [f"12:{ALT.format('a.png')}", f"14:{ALT.format('a.png')}"],
            id="no-alt-twice",
        ),
        pytest.param(
            "One\n![A](https://e.example/a.png)",
            [f"11:{FOREIGN.format('https://e.example/a.png')}"],
            id="foreign-image",
        ),
        pytest.param(
            "![A](//e.example/a.png)", [f"10:{FOREIGN.format('//e.example/a.png')}"], id="half-image"
        ),
        pytest.param("One\n\n# Two words", [f"12:{LEVEL.format('Two words')}"], id="level-1"),
        pytest.param("Two words\n===", [f"10:{LEVEL.format('Two words')}"], id="level-1-underlined"),
        pytest.param(
            "One\n\n[a](#nope)",
            ["12:" + ANCHOR.format("nope", "delete the part after '#'")],
            id="no-headings",
        ),
        pytest.param(
            "## Part two\n\n[a](#part-tow)",
            ["12:" + ANCHOR.format("part-tow", "did you mean 'part-two'?")],
            id="misspelt-heading",
        ),
        pytest.param(
            "[a](#One)\n\n## One",
            ["10:" + ANCHOR.format("One", "did you mean 'one'?")],
            id="heading-with-a-capital",
        ),
        pytest.param(
            "One\n\n[a](javascript:x)",
            [f"12:{UNSAFE.format('links to', 'javascript:x')}"],
            id="javascript",
        ),
        pytest.param("[a](ftp://e.example)", [f"10:{UNSAFE.format('links to', 'ftp://e.example')}"],
                     id="ftp"),
        pytest.param("![a](data:image/png;x)", [f"10:{UNSAFE.format('shows', 'data:image/png;x')}"],
                     id="data"),
        pytest.param("[a](//e.example/x)", [f"10:{HALF.format('//e.example/x')}"], id="half"),
        pytest.param("[a]()", ["10:links to nothing; write the whole address"], id="nothing"),
        pytest.param("![a]()", ["10:shows nothing; write the whole address"], id="no-image"),
    ],
)  # fmt: skip
def test_a_problem_says_where_what_and_how_to_mend_it(
    text: str, messages: list[str], engine: str
) -> None:
    assert [re.sub(r"^(\d+): ", r"\1:", line) for line in report(text, engine)] == messages


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<script>x</script>", "unsafe-html"),
        ('<p onclick="x">a</p>', "unsafe-html"),
        ("<!--", "open-comment"),
        ("![](a.png)", "missing-alt"),
        ("![a](https://e.example/a.png)", "foreign-image"),
        ("# One", "heading-level"),
        ("[a](#nope)", "broken-anchor"),
        ("[a](javascript:x)", "unsafe-address"),
    ],
)
def test_every_problem_names_its_rule(text: str, rule: str, engine: str) -> None:
    assert [problem.check_id for problem in converted(text, engine).problems] == [rule]


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    "text", ["`<!-- a`", "```\n<!-- a\n```", "Text\n\n    <!-- a\n", "\\<!-- a"]
)
def test_a_comment_in_code_is_no_comment(text: str, engine: str) -> None:
    assert report(text, engine) == []


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param('<a href="javascript:x">y</a>', id="unsafe-address-in-html"),
        pytest.param("<h1>One</h1>", id="heading-in-html"),
        pytest.param("a <td>b</td>", id="cell-without-a-table"),
        pytest.param("<![CDATA[<b>lost</b>]]> x", id="cdata"),
        pytest.param("<?php lost ?>\n\nx", id="processing-instruction"),
    ],
)
def test_html_that_is_not_kept_is_reported(text: str, engine: str) -> None:
    assert report(text, engine)


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize("code", [0, 8, 30, 31, 127, 0xFFFE])
@pytest.mark.parametrize("text", ['"a {}0{} b" c', "## a {}b", "[x](y.md) {}0{} {}99{} {}x{}"])
def test_a_control_character_by_number_never_reaches_a_page(
    text: str, code: int, engine: str
) -> None:
    made = converted(text.replace("{}", f"&#{code};"), engine)

    if not made.problems:
        substitutions = tuple("" for _ in made.references)
        shown = Body(key=made.html, substitutions=substitutions).__html__()
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", shown)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", repr(made.headings))


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    "text",
    ["> " * 2000 + "x", "- " * 2000 + "x", "".join(" " * 4 * n + "- x\n" for n in range(150))],
)
def test_no_depth_of_nesting_ends_the_program(text: str, engine: str) -> None:
    made = converted(text, engine)

    assert made.html or made.problems[0].check_id == "too-deep"


# -- Safety

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" alt="a" onload="alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '<div onclick="alert(1)">x</div>',
    "<p/onclick=alert(1)>x",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<th style="text-align:left;background:red">x</th>',
    '<style>@import "//x.example"</style>',
    '<base href="//x.example/">',
    '<meta http-equiv="refresh" content="0;url=//x.example">',
    '<form action="//x.example"><input name=a></form>',
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    '<button formaction="javascript:alert(1)">x</button>',
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<a href="x" title=\'"><script>alert(1)</script>\'>x</a>',
    '![a"><script>alert(1)</script>](../../images/x.png)',
    '![a](../../images/x.png "<script>alert(1)</script>")',
    '[a](../x.md "\\"><script>alert(1)</script>")',
    '```"><script>alert(1)</script>\nx\n```',
    "## <script>alert(1)</script>",
    "| <img src=x onerror=alert(1)> |\n|---|\n| x |",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "> [!NOTE]\n> <script>alert(1)</script>",
    "> [!NOTE\" onclick=alert(1)]\n> x",
    '<p class="x" data-x="javascript:alert(1)">y</p>',
    '<a href="{x}javascript:alert(1)">x</a>',
    "[x](|javascript:alert(1))",
    '<a id="fn" href="\x1f0\x1f" onclick="x">x</a>',
    '<xmp><p title="</xmp><script>alert(1)</script>">',
]  # fmt: skip


def dangers(html: str) -> Iterator[str]:
    """Yield what a browser would run or fetch, as the HTML standard reads this HTML."""
    for node in tinyhtml5.parse(html, namespace_html_elements=False).iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag.lower() in {"script", "style", "iframe", "object", "embed", "base", "meta",
                                "form", "svg", "math", "link", "template", "button"}:  # fmt: skip
            yield node.tag
        for name, value in node.attrib.items():
            if str(name).lower().startswith("on") or name in ("style", "srcdoc", "formaction"):
                yield f"{node.tag} {name}"
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value.lower()))
            if name in ("href", "src", "action") and scheme and scheme[1] not in SCHEMES:
                yield f"{node.tag} {name}={value}"


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_is_reported_or_comes_to_nothing(text: str, engine: str) -> None:
    made = converted(text, engine)

    if not made.problems:
        substitutions = tuple(
            figure_markup(image_markup("/images/x.png", each.alt, 0, 0), each.caption)
            if each.kind in ("image", "figure")
            else "/x/"
            for each in made.references
        )
        assert (
            list(dangers(f"<body>{Body(key=made.html, substitutions=substitutions).__html__()}"))
            == []
        )


def test_the_test_itself_knows_danger() -> None:
    found = dangers('<p onclick="x"><a href="java\tscript:x">y</a><script>z</script>')

    assert list(found) == ["p onclick", "a href=java\tscript:x", "script"]
