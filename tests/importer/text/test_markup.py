from __future__ import annotations

import re

import pytest

from plugins.content.markdown.convert import convert
from plugins.importer.text.cleaning import parsed
from plugins.importer.text.markup import Made, markdown_of


def made_of(html: str, here: str = "") -> Made:
    return markdown_of(parsed(html), here)


def text_of(html: str, here: str = "") -> str:
    return made_of(html, here).filled(lambda each: each.address)


CASES = [
    ("two paragraphs", "<p>One\n  two</p>\n\n<p>Three</p>", "One two\n\nThree"),
    ("a break", "<p>One<br>two</p>", "One\\\ntwo"),
    ("two breaks", "One<br><br>two", "One\n\ntwo"),
    ("headings from the second level on", "<h1>A</h1><h2>B</h2>", "## A\n\n### B"),
    ("no level is skipped", "<h2>A</h2><h5>B</h5><h2>C</h2>", "## A\n\n### B\n\n## C"),
    ("a bold heading", "<h2><strong>A</strong></h2>", "## A"),
    ("an empty heading", "<h2> </h2><p>A</p>", "A"),
    ("emphasis", "<p><b>A</b> <em>b</em> <del>c</del></p>", "**A** *b* ~~c~~"),
    ("spaces within emphasis", "<p>A<b> b </b>c</p>", "A **b** c"),
    ("emphasis within a word", "<p>A<b>b</b>c</p>", "A**b**c"),
    ("emphasis that signs cannot say", "<p>A<b>(b)</b>c</p>", "A<strong>(b)</strong>c"),
    ("both at once", "<p><b><i>A</i></b></p>", "<strong>*A*</strong>"),
    ("one beside the other", "<p><b>A</b><b>b</b></p>", "**Ab**"),
    ("empty emphasis", "<p>A<b> </b>b</p>", "A b"),
    ("small signs", "<p>H<sub>2</sub>O, 10<sup>3</sup></p>", "H<sub>2</sub>O, 10<sup>3</sup>"),
    ("an abbreviation", '<p><abbr title="A &amp; E">AE</abbr></p>',
     '<abbr title="A &amp; E">AE</abbr>'),
    ("another language", '<p><span lang="cy">Da</span></p>', '<span lang="cy">Da</span>'),
    ("code", "<p><code>a*b</code> <code>`c`</code></p>", "`a*b` `` `c` ``"),
    ("a block of code", '<pre><code class="language-sh">a\n  b</code></pre>', "```sh\na\n  b\n```"),
    ("a fence within code", "<pre>```\na\n```</pre>", "````\n```\na\n```\n````"),
    ("a link", '<p><a href="https://x.org/a_(b)">A</a></p>', "[A](https://x.org/a_(b))"),
    ("a link with what its site thinks of it",
     '<p><a href="https://x.org/a" rel="noopener nofollow ugc">A</a></p>', "[A](https://x.org/a)"),
    ("a link with odd signs", '<p><a href="https://x.org/a b)">A]</a></p>',
     r"[A\]](https://x.org/a%20b%29)"),
    ("a link after an exclamation", '<p>A!<a href="https://x.org">b</a></p>',
     r"A\![b](https://x.org)"),
    ("a link round blocks", '<a href="https://x.org"><h2>A</h2><p>B</p></a>',
     "## [A](https://x.org)\n\nB"),
    ("an empty link", '<p>A<a href="https://x.org"></a></p>', "A"),
    ("an image", '<p><img src="a.png" alt="A [b]"></p>', r"![A \[b\]](a.png)"),
    ("images in one paragraph", '<p><img src="a.png" alt="A"> <img src="b.png" alt="B"></p>',
     "![A](a.png)\n\n![B](b.png)"),
    ("a figure", '<figure><img src="a.png" alt="A"><figcaption>Say "b"</figcaption></figure>',
     '![A](a.png "Say \u201cb\u201d")'),
    ("figures within a figure", '<figure><figure><img src="a.png" alt="A"><figcaption>Say a</figcaption></figure>'
     '<figure><img src="b.png" alt="B"></figure><figcaption>Say both</figcaption></figure>',
     '![A](a.png "Say a")\n\n![B](b.png)\n\nSay both'),
    ("a figure with a link below", '<figure><img src="a.png" alt="A"><figcaption>By <a href='
     '"https://x.org">X</a></figcaption></figure>', "![A](a.png)\n\nBy [X](https://x.org)"),
    ("an image that opens larger", '<a href="b.jpg"><img src="a.jpg" alt="A"></a>', "![A](a.jpg)"),
    ("a lazy image", '<img src="data:," data-src="a.png" alt="A">', "![A](a.png)"),
    ("an image of a set", '<img srcset="a.png 1x, b.png 2x" alt="A">', "![A](a.png)"),
    ("a decoration", '<img src="a.png" alt="" role="presentation">', '![](a.png "decorative")'),
    ("an emoji", '<p>A <img class="emoji" src="x.svg" alt="\u2764"></p>', "A \u2764"),
    ("a list in a list", "<ul><li>A<ol><li>B</li></ol></li><li>C</li></ul>",
     "- A\n    1. B\n- C"),
    ("a list beside its item", "<ul><li>A</li><ul><li>B</li></ul></ul>", "- A\n    - B"),
    ("paragraphs in an item", "<ol start=3><li><p>A</p><p>B</p></li><li>C</li></ol>",
     "3. A\n\n    B\n\n4. C"),
    ("boxes to tick", '<ul><li><input type="checkbox" checked> A</li><li>\u2610 B</li></ul>',
     "- [x] A\n- [ ] B"),
    ("code in a list", "<ol><li>A<pre>b</pre>C</li><li>D</li></ol>",
     "1. A\n\n```\nb\n```\n\nC\n\n2. D"),
    ("code in a list in a list", "<ul><li>A<ul><li>B<pre>c</pre></li></ul></li></ul>",
     "- A\n    - B\n\n```\nc\n```"),
    ("code below a term ends the list",
     "<dl><dt>A</dt><dd>B<pre>c &lt;d&gt;\n\ne</pre></dd><dt>F</dt><dd>G</dd></dl>",
     "- **A**\n\nB\n\n```\nc <d>\n\ne\n```\n\n- **F**\n\n    G"),
    ("a description after code below a term",
     "<dl><dt>A</dt><dd><pre>b</pre></dd><dd>C</dd></dl>",
     "- **A**\n\n```\nb\n```\n\n- C"),
    ("a heading that links to itself", '<h2>A<a href="#a">\u00b6</a></h2>', "## A"),
    ("the caption of a table",
     "<table><caption>Table 3: Falls</caption><tr><th>A</th><th>B</th></tr>"
     "<tr><td>C</td><td>D</td></tr></table>", "Table: Falls\n\n| A | B |\n| --- | --- |\n| C | D |"),
    ("signs of code in a table",
     "<table><tr><th>A</th><th>B</th></tr><tr><td><code>a|`*</code></td><td>C</td></tr></table>",
     "| A | B |\n| --- | --- |\n| <code>a&#124;&#96;&#42;</code> | C |"),
    ("a list of terms", "<dl><dt>A</dt><dd>B</dd><dt>C</dt><dd>D</dd></dl>",
     "- **A**\n\n    B\n\n- **C**\n\n    D"),
    ("a quotation", "<blockquote><p>A</p><p>B</p></blockquote>", "> A\n>\n> B"),
    ("a box of the hub", '<aside class="callout tip"><p class="callout-label">Tip</p><p>A</p></aside>',
     "> [!TIP]\n> A"),
    ("a box of GitHub", '<div class="markdown-alert markdown-alert-note"><p>Note</p><p>A</p></div>',
     "> [!NOTE]\n> A"),
    ("a box of a feed", "<aside><p><strong>Warning</strong></p><p>A</p></aside>",
     "> [!WARNING]\n> A"),
    ("a table", "<table><thead><tr><th>A</th><th align=right>B</th></tr></thead>"
     "<tr><td>a|b</td><td>2</td></tr></table>", "| A | B |\n| --- | --: |\n| a\\|b | 2 |"),
    ("a table with lines in cells", "<table><tr><th>A</th><th>B</th></tr><tr><td><p>a</p><p>b</p>"
     "</td><td><ul><li>c</li><li>d</li></ul></td></tr></table>",
     "| A | B |\n| --- | --- |\n| a<br>b | \u2022 c<br>\u2022 d |"),
    ("merged cells", "<table><tr><th colspan=2>A</th></tr><tr><td rowspan=2>a</td><td>b</td></tr>"
     "<tr><td>c</td></tr></table>", "| A |  |\n| --- | --- |\n| a | b |\n|  | c |"),
    ("a table for the looks", '<table role="presentation"><tr><td>A</td><td>B</td></tr></table>',
     "A\n\nB"),
    ("a table in one column", "<table><tr><td>A</td></tr><tr><td>B</td></tr></table>", "A\n\nB"),
    ("a rule", "<p>A</p><hr><p>B</p><hr>", "A\n\n---\n\nB"),
    ("a part that folds", "<details><summary>A</summary><p>B</p></details>", "**A**\n\nB"),
    ("a film", '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
     "[Video](https://www.youtube.com/watch?v=abcdefghijk)"),
    ("a word processor's styles", '<p><span style="font-weight: 700">A</span> '
     '<b style="font-weight:normal">b</b></p>', "**A** b"),
    ("spaces that do not break", "<p>16\u00a0December &nbsp; B</p>", "16\u00a0December B"),
    ("what nobody sees", "<p>A\u200bb\u00ad</p><!-- c --><p hidden>d</p>", "Ab"),
    ("lines that would begin something", "<p># A</p><p>1. B</p><p>- C</p><p>&gt; D</p><p>+ E</p>",
     "\\# A\n\n1\\. B\n\n\\- C\n\n\\> D\n\n\\+ E"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_html_becomes_the_markdown_of_the_guide(html: str, markdown: str) -> None:
    assert text_of(html) == markdown + "\n"


@pytest.mark.parametrize(("html", "markdown"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_both_engines_read_it_alike_and_refuse_nothing(html: str, markdown: str) -> None:
    pages = [convert("posts/x.md", markdown, 1, engine) for engine in ("markdown", "cmarkgfm")]

    one, other = (re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", page.html) for page in pages)
    assert one == other
    assert [each.message for page in pages for each in page.problems] == []


def test_a_link_to_a_heading_follows_its_new_name() -> None:
    html = '<p><a href="#old">A</a> <a href="https://x.org/p/#old">B</a> <a href="#gone">C</a></p>'

    made = made_of(f'{html}<h3 id="old">The New Name</h3>', "https://x.org/p")

    text = "[A](#the-new-name) [B](#the-new-name) C\n\n## The New Name\n"
    assert made.filled(lambda each: each.address) == text
    assert made.lost == {"link to a place in the page": 1}


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    made = made_of('<p>See <a href="x.html">this <b>page</b></a>.</p>')

    assert made.filled(lambda _: None) == "See this **page**.\n"


def test_what_is_left_out_is_counted() -> None:
    html = (
        "<p>A<script>x</script></p><p>A<script>y</script></p><form><p>B</p></form><p style='display: none'>"
        "C</p><svg></svg><img src=a.png width=1><a href='javascript:x'>D</a><math>E</math>"
    )

    assert made_of(html).lost == {
        "script": 2, "form": 1, "hidden text": 1, "inline drawing": 1, "tracking pixel": 1,
        "unsafe link": 1, "formula": 1,
    }  # fmt: skip
