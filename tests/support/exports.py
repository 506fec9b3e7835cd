"""Inputs: whole sources as people have them, each with what has to come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class Input:
    """One source. `header` is what the post's header says, `text` the Markdown below it.

    `lost`, `guessed` and `person` are words that the report must hold in those lists.
    """

    file: str
    content: str | bytes
    header: dict[str, object] = field(default_factory=dict)
    text: str = ""
    lost: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    id: str = ""  # the permanent id that `ids.yaml` keeps


# -- WordPress

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old blog</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>ann</wp:author_login>
<wp:author_display_name><![CDATA[Ann Example]]></wp:author_display_name></wp:author>
{items}</channel></rss>
"""
_ITEM = """<item><title>{title}</title><link>https://old.example/2021/12/{slug}/</link>
<dc:creator>ann</dc:creator><guid isPermaLink="false">https://old.example/?p={number}</guid>
<content:encoded><![CDATA[{html}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{gmt}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<category domain="category" nicename="culture"><![CDATA[Culture]]></category>{more}</item>
"""


def wxr_item(html: str = "<p>Some words.</p>", **changes: object) -> str:
    given = {
        "title": "Asked first", "slug": "asked-first", "number": 7, "html": html, "excerpt": "",
        "date": "2021-12-16 09:30:00", "gmt": "2021-12-16 09:30:00", "status": "publish",
        "kind": "post", "more": "",
    }  # fmt: skip
    return _ITEM.format(**{**given, **changes})


def wxr(html: str = "<p>Some words.</p>", **changes: object) -> str:
    return WXR.format(items=wxr_item(html, **changes))


WORDPRESS = [
    Input(
        "blocks.xml",
        wxr(
            "<!-- wp:heading --><h2>Why</h2><!-- /wp:heading -->\n\n<!-- wp:paragraph -->"
            "<p>Because <strong>people </strong>know.</p><!-- /wp:paragraph -->\n\n"
            '<!-- wp:list --><ul class="wp-block-list"><li>One</li><li>Two<ul><li>Below</li></ul>'
            "</li></ul><!-- /wp:list -->"
        ),
        {"title": "Asked first", "date": "2021-12-16T09:30", "authors": ["ann-example"],
         "topics": ["culture"], "aliases": ["/2021/12/asked-first/"]},
        "## Why\n\nBecause **people** know.\n\n- One\n- Two\n    - Below\n",
        id="https://old.example/?p=7",
    ),
    Input(
        "classic.xml",
        wxr("First line\nsame paragraph.\n\n<b>Second</b> one.\n\n<ul>\n<li>A</li>\n</ul>\nLast."),
        text="First line\\\nsame paragraph.\n\n**Second** one.\n\n- A\n\nLast.\n",
    ),
    Input(
        "summer.xml",
        wxr(date="2021-06-30 23:30:00", gmt="2021-06-30 23:30:00"),
        {"date": "2021-07-01T00:30"},
    ),
    Input(
        "local-time.xml",
        wxr(gmt="0000-00-00 00:00:00", date="2021-12-16 08:00:00"),
        {"date": "2021-12-16T08:00"},
    ),
    Input("draft.xml", wxr(status="draft", gmt="0000-00-00 00:00:00"), {
        "status": "draft", "id": "https://old.example/?p=7"}),
    Input("private.xml", wxr(status="private"), {"status": "draft"}, person=("its state is 'private'",)),
    Input(
        "password.xml",
        wxr(more="<wp:post_password>secret</wp:post_password>"),
        {"status": "draft"},
        person=("behind a password",),
    ),
    Input("excerpt.xml", wxr(excerpt="What the post says.", html="<p>Much longer words.</p>"), {
        "summary": "What the post says."}),
    Input(
        "more.xml",
        wxr("<p>Before the cut there is this.</p><!--more--><p>After it, that.</p>"),
        {"summary": "Before the cut there is this."},
        "Before the cut there is this.\n\nAfter it, that.\n",
    ),
    Input(
        "caption.xml",
        wxr('[caption id="x" align="left" width="300"]<a href="https://old.example/a.jpg">'
            '<img src="https://old.example/a-300x200.jpg" alt="A ward"/></a> The ward at night'
            "[/caption]\n\nWords."),
        text='![A ward](../../images/a-300x200.jpg "The ward at night")\n\nWords.\n',
        person=("is not beside the source",),
    ),
    Input(
        "shortcodes.xml",
        wxr("Words [sic] and [gallery ids='1,2'] more.\n\n[contact-form-7 id=\"3\"]\n\nEnd."),
        text="Words \\[sic] and\n\nmore.\n\nEnd.\n",
        lost=("the shortcode [gallery]", "the shortcode [contact-form-7]"),
    ),
    Input(
        "notes.xml",
        wxr('<!-- wp:paragraph --><p>Said so<sup data-fn="ab-1" class="fn">'
            '<a href="#ab-1" id="ab-1-link">1</a></sup> here.</p><!-- /wp:paragraph -->',
            more="<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA["
            '[{"content":"In a <em>report</em>.","id":"ab-1"}]]]></wp:meta_value></wp:postmeta>'),
        text="Said so[^1] here.\n\n[^1]: In a *report*.\n",
    ),
    Input(
        "tags.xml",
        wxr(more='<category domain="post_tag" nicename="drugs">drugs</category>'
            '<category domain="post_tag" nicename="misc">misc</category>'),
        {"topics": ["culture", "medicines"]},
        lost=("the topics misc",),
    ),
    Input(
        "video.xml",
        wxr("<p>See:</p>\n\nhttps://www.youtube.com/watch?v=abcdef12345\n\n"
            '<iframe src="https://player.vimeo.com/video/77" title="A talk"></iframe>'),
        text="See:\n\n[https://www.youtube.com/watch?v=abcdef12345]"
        "(https://www.youtube.com/watch?v=abcdef12345)\n\n[Video: A talk](https://vimeo.com/77)\n",
        lost=("embedded page, now a link",),
    ),
]  # fmt: skip


# -- Feeds

_RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old blog</title>
<link>https://old.example/</link>{}</channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Old blog</title>
<link href="https://old.example/"/><id>tag:old.example,2020:blog</id>{}</feed>"""
_WORDS = "Every ward has a number that nobody answers after five. " * 8


def rss(item: str) -> str:
    return _RSS.format(f"<item>{item}</item>")


FEEDS = [
    Input(
        "full.rss",
        rss("<title>Asked &amp;amp; answered</title><link>https://old.example/asked</link>"
            '<guid isPermaLink="false">urn:uuid:6b0c</guid><dc:creator>Ann Example</dc:creator>'
            "<pubDate>Thu, 16 Dec 2021 00:00:00 GMT</pubDate><category>Culture</category>"
            "<description>Short.</description>"
            "<content:encoded>&lt;p&gt;The &lt;i&gt;whole&lt;/i&gt; text.&lt;/p&gt;</content:encoded>"),
        {"title": "Asked & answered", "date": "2021-12-16", "summary": "Short.",
         "authors": ["ann-example"], "topics": ["culture"], "aliases": ["/asked/"]},
        "The *whole* text.\n",
        id="urn:uuid:6b0c",
    ),
    Input(
        "summary-only.rss",
        rss("<title>Short</title><link>https://old.example/s</link><pubDate>Thu, 16 Dec 2021 "
            "10:00:00 +0000</pubDate><description>Only the beginning of it ...</description>"),
        {"date": "2021-12-16T10:00"},
        person=("the feed holds only 5 words",),
    ),
    Input(
        "description.rss",
        rss("<title>Long</title><link>https://old.example/l</link><pubDate>16 Dec 2021 10:00 +0000"
            f"</pubDate><description>{escape('<p>' + _WORDS + '</p>')}</description>"),
        text=_WORDS.strip() + "\n",
    ),
    Input(
        "mail-author.rss",
        rss("<title>By post</title><link>https://old.example/p</link>"
            "<author>ann@example.org (Ann Example)</author>"
            f"<description>{_WORDS}</description>"),
        {"authors": ["ann-example"]},
        person=("no date is given",),
    ),
    Input(
        "number-id.rss",
        rss('<title>A number</title><guid isPermaLink="false">5753</guid>'
            f"<pubDate>Fri, 17 Dec 2021 00:00:00 GMT</pubDate><description>{_WORDS}</description>"),
        lost=("the id '5753', which is no whole URI",),
    ),
    Input(
        "broken.rss",
        rss("<title>Caf&eacute; & more</title><link>https://old.example/c</link>"
            f"<pubDate>Fri, 17 Dec 2021 00:00:00 GMT</pubDate><description>{_WORDS}</description>"),
        {"title": "Caf\u00e9 & more"},
        guessed=("the XML is broken (line 3)",),
    ),
    Input(
        "rdf.rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<item rdf:about="https://old.example/r"><title>Old format</title>'
        "<link>https://old.example/r</link><dc:date>2010-05-04T00:00:00+01:00</dc:date>"
        f"<description>{_WORDS}</description></item></rdf:RDF>",
        {"title": "Old format", "date": "2010-05-04"},
    ),
    Input(
        "entry.atom",
        _ATOM.format(
            '<entry><title type="html">Two &amp;amp; two</title><id>tag:old.example,2021:x</id>'
            '<link href="/two/"/><published>2021-12-16T09:00:00Z</published>'
            "<updated>2022-01-05T10:00:00Z</updated><author><name>Ann Example</name></author>"
            '<category term="c" label="Culture"/>'
            '<content type="html">&lt;p&gt;Words.&lt;/p&gt;</content></entry>'
        ),
        {"title": "Two & two", "date": "2021-12-16T09:00", "aliases": ["/two/"]},
        "Words.\n",
        id="tag:old.example,2021:x",
    ),
    Input(
        "xhtml.atom",
        _ATOM.format(
            "<entry><title>Marked up</title><id>tag:old.example,2021:y</id>"
            '<updated>2021-12-16T09:00:00Z</updated><content type="xhtml">'
            '<div xmlns="http://www.w3.org/1999/xhtml"><h3>Head</h3><p>A <b>b</b>.</p></div>'
            "</content></entry>"
        ),
        {"date": "2021-12-16T09:00"},
        "## Head\n\nA **b**.\n",
    ),
    Input(
        "text.atom",
        _ATOM.format(
            "<entry><title>2 &lt; 3</title><id>tag:old.example,2021:z</id>"
            "<updated>2021-12-16T09:00:00Z</updated>"
            "<content>Not &lt;b&gt; here</content></entry>"
        ),
        {"title": "2 < 3"},
        "Not &lt;b> here\n",
    ),
    Input(
        "feed.json",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Old", "home_page_url": '
        '"https://old.example/", "items": [{"id": "https://old.example/j", "url": "/j", "title": '
        '"From JSON", "date_published": "2021-12-16T00:00:00+00:00", "tags": ["Culture"], '
        '"authors": [{"name": "Ann Example"}], "content_html": "<p>Words <em>here</em>.</p>"}]}',
        {"title": "From JSON", "date": "2021-12-16", "topics": ["culture"], "aliases": ["/j/"]},
        "Words *here*.\n",
        id="https://old.example/j",
    ),
    Input(
        "text.json",
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "tag:x.example,2021:1", '
        '"title": "Plain", "date_published": "2021-12-16T00:00:00Z", '
        '"content_text": "One * two.\\n\\nThree."}]}',
        text="One \\* two.\n\nThree.\n",
    ),
]  # fmt: skip


# -- Pages

_PAGE = "<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def page(body: str, head: str = "") -> str:
    return _PAGE.format(head=head, body=body)


PAGES = [
    Input(
        "theme.html",
        page('<nav>Menu</nav><article class="post hentry"><h1 class="entry-title">Asked first</h1>'
            '<div class="entry-meta">Posted on <time class="entry-date published" '
            'datetime="2021-12-16T09:30:00+00:00">16 December 2021</time> by <span class="author '
            'vcard"><a class="url fn n" href="/author/ann/">Ann Example</a></span></div>'
            '<div class="entry-content"><p>Some words.</p><div class="sharedaddy"><h3>Share</h3>'
            '</div></div><footer><a rel="category tag" href="/category/culture/">Culture</a></footer>'
            "</article><aside><h2>Recent posts</h2></aside>",
            '<title>Asked first | Old blog</title><link rel="canonical" '
            'href="https://old.example/2021/asked/"><link rel="shortlink" '
            'href="https://old.example/?p=7">'),
        {"title": "Asked first", "date": "2021-12-16T09:30", "authors": ["ann-example"],
         "topics": ["culture"], "aliases": ["/2021/asked/"]},
        "Some words.\n",
        id="https://old.example/?p=7",
    ),
    Input(
        "linked-data.html",
        page('<main><h1>Asked</h1><div class="post-body"><p>Some words here.</p></div></main>',
            '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": '
            '[{"@type": "WebSite"}, {"@type": "BlogPosting", "headline": "Asked", "datePublished": '
            '"2021-12-16", "author": [{"@type": "Person", "name": "Ann Example"}], '
            '"keywords": "drugs, other", "description": "What it says."}]}</script>'),
        {"title": "Asked", "date": "2021-12-16", "summary": "What it says.",
         "authors": ["ann-example"], "topics": ["medicines"]},
        "Some words here.\n",
    ),
    Input(
        "open-graph.html",
        page('<div class="blog-post__body"><p>Some words here.</p></div>',
            '<meta property="og:type" content="article"><meta property="og:title" content="Asked">'
            '<meta property="article:published_time" content="2021-12-16T00:00:00Z">'
            '<meta name="author" content="Ann Example"><meta property="article:section" '
            'content="Culture"><meta property="og:url" content="https://old.example/blog/asked">'),
        {"title": "Asked", "date": "2021-12-16", "authors": ["ann-example"],
         "topics": ["culture"], "aliases": ["/blog/asked/"]},
        "Some words here.\n",
    ),
    Input(
        "microdata.html",
        page('<div itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">Asked'
            '</h1><span itemprop="author" itemscope><span itemprop="name">Ann Example</span></span>'
            '<meta itemprop="datePublished" content="2021-12-16"><div itemprop="articleBody">'
            "<p>Some words here.</p></div></div>"),
        {"title": "Asked", "date": "2021-12-16", "authors": ["ann-example"]},
        "Some words here.\n",
    ),
    Input(
        "unmarked.html",
        page("<header>Old blog</header><h1>Asked</h1><p>By Ann Example | 16th December 2021</p>"
            "<p>Some words here, which go on.</p><p>And more.</p><div id='footer'>Foot</div>",
            "<title>Asked - Old blog</title>"),
        {"title": "Asked", "date": "2021-12-16", "authors": ["ann-example"]},
        guessed=("the date, from the line", "the authors, from the line"),
    ),
    Input(
        "saved.html",
        "<!DOCTYPE html>\n<!-- saved from url=(0037)https://old.example/2021/12/saved-page/ -->\n"
        "<html><head><title>Saved page</title></head><body><article><h1>Saved page</h1>"
        '<time datetime="2021-12-16">16 Dec</time><div class="entry-content"><p>Some words.</p>'
        '<p><img src="saved_files/ward.png" alt="A ward"></p></div></article></body></html>',
        {"aliases": ["/2021/12/saved-page/"]},
        "Some words.\n\n![A ward](../../images/ward.png)\n",
    ),
    Input(
        "word.html",
        page('<div class="WordSection1"><h1>Asked<o:p></o:p></h1><p class="MsoNormal">16 December '
            '2021</p><p class="MsoNormal"><b style="mso-bidi-font-weight:normal">Bold</b> and '
            '<span style="font-style:italic">italic</span> words.<o:p></o:p></p>'
            '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Noted'
            '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p></div><div><hr><div id="ftn1">'
            '<p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> The note.</p></div></div>'),
        {"title": "Asked", "date": "2021-12-16"},
    ),
    Input(
        "google-docs.html",
        page('<h1>Asked</h1><time datetime="2021-12-16">16 December 2021</time><b id="docs-internal-guid-1" '
            'style="font-weight:normal;"><p><span style="font-weight:700;">Bold</span><span> and '
            'plain.</span></p><p><span style="font-style:italic;">Leaning.</span></p></b>'),
        {"title": "Asked", "date": "2021-12-16"},
        "**Bold** and plain.\n\n*Leaning.*\n",
    ),
    Input(
        "series-box.html",
        page('<article><p class="place"><a href="/series/2021-in-review/">Part 3 of 3</a> of 2021 '
            'in review</p><h1>Third</h1><time datetime="2021-12-17">17 December</time>'
            '<div class="prose"><p>Some words here.</p></div></article>'),
        {"series": "2021-in-review", "part": 3},
    ),
    Input(
        "checked-later.html",
        page('<article><h1>Asked</h1><p class="byline"><time datetime="2021-12-17">x</time> by '
            '<a href="/authors/ann-example/">Ann Example</a> <span>Checked by '
            '<a href="/authors/jo-guest/">Jo Guest</a></span></p><div><div class="prose">'
            '<p>Some words of <time datetime="2020-01-02">2 January</time>.</p></div></div></article>'),
        {"authors": ["ann-example"], "date": "2021-12-17"},
    ),
    Input(
        "lead-within.html",
        page('<article><h1>Asked</h1><time datetime="2021-12-17">x</time><div class="prose">'
            '<figure class="lead"><img src="x.png" alt="A ward"><figcaption>Image: Ann</figcaption>'
            "</figure><p>Some words here.</p></div></article>"),
        {"image": {"src": "images/x.png", "alt": "A ward", "credit": "Ann"}},
        "Some words here.\n",
    ),
    Input(
        "content-note.html",
        page('<article><h1>Hard</h1><time datetime="2021-12-17">x</time><div class="entry-content">'
            "<p><strong>Content warning:</strong> It tells of the death of a child.</p>"
            "<p>Some words here.</p></div></article>"),
        {"content_note": "It tells of the death of a child."},
        "Some words here.\n",
    ),
    Input(
        "active.html",
        page('<article><h1>Active</h1><time datetime="2021-12-17">x</time><div class="entry-content">'
            "<script>alert(1)</script><p onclick=\"x()\">Some <a href=\"javascript:x()\">words</a> "
            '<img src=x onerror=alert(1) alt="An image"></p><form><input name=q></form>'
            '<p style="display:none">Buy pills</p></div></article>'),
        text="Some words ![An image](../../images/x.png)\n",
        lost=("1 script", "1 unsafe link", "1 form", "1 hidden text"),
    ),
    Input(
        "windows.html",
        page('<article><h1>Caf\u00e9</h1><time datetime="2021-12-17">x</time>'
            '<div class="entry-content"><p>\u201cQuoted\u201d words \u2013 here.</p></div></article>',
            '<meta charset="iso-8859-1">').encode("cp1252"),
        {"title": "Caf\u00e9"},
        "\u201cQuoted\u201d words \u2013 here.\n",
        guessed=("read as Windows-1252",),
    ),
    Input(
        "twice.html",
        page('<article><h1>Don\u00e2\u20ac\u2122t</h1><time datetime="2021-12-17">x</time>'
            '<div class="entry-content"><p>Caf\u00c3\u00a9 words here.</p></div></article>'),
        {"title": "Don\u2019t"},
        "Caf\u00e9 words here.\n",
        guessed=("letters that were encoded twice",),
    ),
]  # fmt: skip


# -- Plain text

COPIED = """\
Skip to content
Home > Blog
2021: The importance of being asked

\u2022 16th December 2021

Each day this week we are publishing a short blog on one area of our work. This blog is the fourth of a short series looking back at 2021.

In it we ask what changes when patients are asked first. We sat down with two people who do it.

What we heard

Three things came up again and again:

\u2022 Ask before the plan is printed.
\u2022 Pay the fare.
\u2022 Say what you did with the answer.

There is more in the report at https://example.org/report_2021.pdf. The third point costs nothing.

Looking ahead

Tomorrow, in the fifth and final blog, we look at standards.

Sign up to our newsletter
Share this page
Facebook Twitter LinkedIn
\u00a9 2021 Example Charity. Registered charity number 0000000
Privacy policy | Cookies
"""

TEXTS = [
    Input(
        "copied.txt",
        COPIED,
        {"title": "2021: The importance of being asked", "date": "2021-12-16",
         "series": "2021-in-review", "part": 4},
        COPIED.partition("2021\n\n")[2].partition("Sign up")[0]
        .replace("What we heard", "## What we heard").replace("Looking ahead", "## Looking ahead")
        .replace("\u2022 ", "- ").replace(
            "https://example.org/report_2021.pdf",
            "[https://example.org/report_2021.pdf](https://example.org/report_2021.pdf)")
        .rstrip("\n") + "\n",
        lost=("'Sign up to our newsletter'", "'Privacy policy | Cookies'"),
        guessed=("'fourth of a short series'", "which lines are headings"),
        person=("authors is empty", "topics is empty"),
    ),
    Input(
        "byline.txt",
        "Asked first\nBy Ann Example and Jo Guest | 16 December 2021 | Blog\n\nSome words.\n",
        {"title": "Asked first", "date": "2021-12-16", "authors": ["ann-example", "jo-guest"]},
        "Some words.\n",
    ),
    Input(
        "name-line.txt",
        "Asked first\n\nAnn Example\n\nThursday, December 16, 2021\n\nSome words that go on.\n",
        {"authors": ["ann-example"], "date": "2021-12-16"},
        "Some words that go on.\n",
        guessed=("the author, from the line 'Ann Example'",),
    ),
    Input(
        "fields.txt",
        "Title: Asked first\nDate: 16 Dec 2021\nAuthor: Ann Example\nTopics: Culture, drugs\n\n"
        "Some words.\n",
        {"title": "Asked first", "date": "2021-12-16", "authors": ["ann-example"],
         "topics": ["culture", "medicines"]},
        "Some words.\n",
    ),
    Input(
        "ambiguous.txt",
        "Asked first\n03/04/2021\n\nSome words.\n",
        {"date": "2021-04-03"},
        guessed=("read as day, month, year; it could be 2021-03-04",),
    ),
    Input(
        "american.txt",
        "Asked first\n12/16/2021\n\nSome words.\n",
        {"date": "2021-12-16"},
        guessed=("read as month, day, year",),
    ),
    Input("no-date.txt", "Asked first\n\nSome words that go on and on for a while.\n", {
        "title": "Asked first"}, person=("no date is given", "date is empty")),
    Input(
        "wrapped.txt",
        "Asked first\n16 December 2021\n\n"
        "This text was wrapped by an e-mail program, so that a line is no\n"
        "paragraph by itself, and only an empty line ends one of them here.\n"
        "\nThe second paragraph is wrapped as well, and it goes on for long\n"
        "enough to have a second line of its own, and then a third one that\n"
        "ends it.\n",
        text="This text was wrapped by an e-mail program, so that a line is no paragraph by "
        "itself, and only an empty line ends one of them here.\n\nThe second paragraph is wrapped "
        "as well, and it goes on for long enough to have a second line of its own, and then a "
        "third one that ends it.\n",
    ),
    Input(
        "signs.txt",
        "Asked * first *\n16 December 2021\n\n# not a heading, and <b>not bold</b>\n\n"
        "1) one\n2) two\n",
        {"title": "Asked * first *"},
        "\\# not a heading, and &lt;b>not bold&lt;/b>\n\n1. one\n2. two\n",
    ),
    Input(
        "last-but-one.txt",
        "Speaking up\n15 December 2020\n\nThis is the last but one in our series of five mini "
        "blogs looking back at 2021.\n",
        {"part": 4, "series": "2021-in-review"},
    ),
    Input(
        "numbered-title.txt",
        "Safer tablets, part 2\n16 December 2021\n\nSome words.\n",
        {"series": "safer-tablets", "part": 2},
    ),
    Input(
        "introduction.txt",
        "The year begins\n1 December 2021\n\nThis is the introduction to our series of three blogs "
        "looking back at 2021.\n",
        {"part": "introduction", "series": "2021-in-review"},
    ),
    Input(
        "in-passing.txt",
        "Asked first\n16 December 2021\n\nYou can sign up to the newsletter of the ward, and they "
        "will write to you each month with what they have changed since you told them of it.\n",
        text="You can sign up to the newsletter of the ward, and they will write to you each month "
        "with what they have changed since you told them of it.\n",
    ),
    Input(
        "utf-16.txt",
        "Asked first\n16 December 2021\n\nCaf\u00e9 words.\n".encode("utf-16"),
        {"title": "Asked first", "date": "2021-12-16"},
        "Caf\u00e9 words.\n",
    ),
]  # fmt: skip


# -- Other generators

GENERATORS = [
    Input(
        "pelican.md",
        "Title: Asked first\nDate: 2021-12-16 09:30\nCategory: Culture\nTags: drugs, misc\n"
        "Author: Ann Example\nSlug: asked\nSummary: What it says.\n\nSome *words* and\n"
        "[a file]({static}/files/x.pdf).\n\n[TOC]\n",
        {"title": "Asked first", "date": "2021-12-16T09:30", "authors": ["ann-example"],
         "topics": ["culture", "medicines"], "summary": "What it says."},
        "Some *words* and a file.\n",
        lost=("the link to 'source:/files/x.pdf'",),
    ),
    Input(
        "pelican-yaml.md",
        "---\ntitle: 'Asked: first'\ndate: 2021-12-16\nstatus: draft\n---\n## Head\n\nWords.\n",
        {"title": "Asked: first", "status": "draft"},
        "## Head\n\nWords.\n",
    ),
    Input(
        "admonition.md",
        "Title: Box\nDate: 2021-12-16\n\nBefore.\n\n!!! warning \"Take care\"\n    Inside *it*.\n\n"
        "After.\n",
        text="Before.\n\n> [!WARNING]\n> **Take care**\n>\n> Inside *it*.\n\nAfter.\n",
    ),
    Input(
        "article.rst",
        "Asked first\n###########\n\n:date: 2021-12-16 09:30\n:category: Culture\n:author: Ann Example\n"
        ":summary: What it says.\n\nSome *words* and ``code``.\n\nHead\n====\n\n- one\n- two\n",
        {"title": "Asked first", "date": "2021-12-16T09:30", "topics": ["culture"],
         "authors": ["ann-example"], "summary": "What it says."},
        "Some *words* and `code`.\n\n## Head\n\n- one\n- two\n",
    ),
    Input(
        "hugo.md",
        '+++\ntitle = "Asked first"\ndate = 2021-12-16T09:30:00Z\ndraft = false\n'
        'categories = ["Culture"]\nseries = ["2021 in review"]\naliases = ["/old/asked/"]\n'
        'description = "What it says."\n[params]\nauthor = "Ann Example"\n+++\n'
        'Some words.\n\n{{< figure src="/img/ward.png" alt="A ward" caption="At night" >}}\n\n'
        '{{< highlight go >}}\nfmt.Println("*")\n{{< /highlight >}}\n\n{{< tweet 1 >}}\n',
        {"title": "Asked first", "date": "2021-12-16T09:30", "topics": ["culture"],
         "series": "2021-in-review", "authors": ["ann-example"], "aliases": ["/old/asked/"],
         "summary": "What it says."},
        'Some words.\n\n![A ward](../../images/ward.png "At night")\n\n```go\nfmt.Println("*")\n```\n',
        lost=("the short form {{< tweet 1 >}}",),
    ),
    Input(
        "hugo-yaml.md",
        "---\ntitle: Asked first\ndate: 2021-06-16T09:30:00+01:00\ndraft: true\ntags: [drugs]\n---\n"
        "Some words.<!--more-->\n\nMore.\n",
        {"date": "2021-06-16T09:30", "status": "draft", "topics": ["medicines"],
         "summary": "Some words."},
        "Some words.\n\nMore.\n",
    ),
    Input(
        "hugo.json.md",
        '{"title": "Asked first", "date": "2021-12-16", "categories": ["Culture"]}\n\nSome words.\n',
        {"title": "Asked first", "topics": ["culture"]},
        "Some words.\n",
    ),
    Input(
        "2021-12-16-asked-first.md",
        "---\nlayout: post\ntitle: Asked first\ncategories: culture drugs\nauthor: Ann Example\n"
        "permalink: /blog/asked/\nexcerpt: What it says.\n---\nSome words.\n{: .lead}\n\n"
        "## Head {#head}\n\n{% highlight python %}\nprint(1)\n{% endhighlight %}\n\n"
        "![A ward]({{ site.baseurl }}/assets/ward.png)\n\nNoted.[^a]\n\n[^a]: The note.\n",
        {"title": "Asked first", "date": "2021-12-16", "topics": ["culture", "medicines"],
         "authors": ["ann-example"], "aliases": ["/blog/asked/"], "summary": "What it says."},
        "Some words.\n\n## Head\n\n```python\nprint(1)\n```\n\n![A ward](../../images/ward.png)\n\n"
        "Noted.[^1]\n\n[^1]: The note.\n",
        guessed=("the date, from the name of the file",),
    ),
    Input(
        "2021-12-17-unpublished.md",
        "---\ntitle: Not yet\npublished: false\ndate: 2021-12-17 10:00:00 +0000\n---\nWords.\n",
        {"status": "draft", "date": "2021-12-17T10:00"},
    ),
    Input(
        "2021-12-18-broken.md",
        "---\ntitle: Asked: first\ntags: [drugs]\n---\nWords.\n",
        {"title": "Asked: first", "topics": ["medicines"], "date": "2021-12-18"},
        guessed=("the header, read line by line, because its YAML is broken",),
    ),
    Input(
        "hub.md",
        "---\ntitle: Asked first\ndate: 2021-12-16\nsummary: What it says.\nauthors: [ann-example]\n"
        "topics: [culture]\nseries: 2021-in-review\npart: 3\nimage: {src: images/ward.svg, alt: "
        "A ward, credit: Drawn}\nsponsor: none\ncontent_note: Hard to read.\n---\n"
        "> [!NOTE]\n> Take care.\n\n- [x] done\n- [ ] to do\n",
        {"title": "Asked first", "authors": ["ann-example"], "topics": ["culture"], "part": 3,
         "series": "2021-in-review", "sponsor": "none", "content_note": "Hard to read.",
         "image": {"src": "images/ward.svg", "alt": "A ward", "credit": "Drawn"}},
        "> [!NOTE]\n> Take care.\n\n- [x] done\n- [ ] to do\n",
    ),
]  # fmt: skip

ALL = [*WORDPRESS, *FEEDS, *PAGES, *TEXTS, *GENERATORS]
