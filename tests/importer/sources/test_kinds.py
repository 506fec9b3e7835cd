"""What exports hold besides posts, and what is damaged in them: left out, counted and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.base.printing import quiet
from plugins.model.site_map import site_map
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from tests.support.exports import WXR, rss, wxr, wxr_item
from tests.support.imports import Outcome, given

META = (
    "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value><![CDATA[{}]]></wp:meta_value>"
    "</wp:postmeta>"
)


# -- WordPress


def test_pages_that_were_not_public_are_left_out_and_named(site: Path, tmp_path: Path) -> None:
    items = "".join(
        wxr_item(title=f"Page {state}", slug=state, number=n, status=state, kind="page")
        for n, state in enumerate(("draft", "private", "publish"), 1)
    )
    locked = "<wp:post_password>x1</wp:post_password>"
    items += wxr_item(title="Locked", slug="locked", number=4, kind="page", more=locked)

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=items)))

    assert got.new == ["pages/publish.md"]
    assert got.balance == (
        "4 items = 0 posts + 1 page + 0 merged + 3 left out (3 pages that were not public)."
    )
    assert "the page 'Locked', which was not public: it was behind a password" in got.report


def test_the_old_address_of_a_nested_page_leads_to_it(site: Path, tmp_path: Path) -> None:
    text = wxr(kind="page", excerpt="What it says.").replace(
        "/2021/12/asked-first/", "/help/more/asked-first/"
    )

    got = Outcome(site, given(tmp_path, "old.xml", text))

    assert got.file("pages/asked-first.md").values["aliases"] == ["/help/more/asked-first/"]
    override = {"OUTPUT_PATH": str(tmp_path / "out"), "PATH": str(site / "content")}
    hub = build_site(site / "pelicanconf.py", override, BuildOptions(report=quiet))
    assert [(each.old, each.new) for each in site_map(hub.assembled.library).redirects] == [
        ("help/more/asked-first/", "asked-first/")
    ]


def test_messages_orders_and_tables_are_counted_and_taken_on_request_only(
    site: Path, tmp_path: Path
) -> None:
    kinds = ("feedback", "feedback", "shop_order", "news_flash", "nav_menu_item", "post")
    items = "".join(
        wxr_item(f"<p>Item {n} says some words here.</p>", title=f"T{n}", slug=f"t-{n}", kind=kind,
                 number=n)
        for n, kind in enumerate(kinds, 1)
    )  # fmt: skip
    source = given(tmp_path, "old.xml", WXR.format(items=items))

    got = Outcome(site, source, kind=["feedback", "news_flash"])

    assert got.balance == (
        "6 items = 4 posts (2 drafts among them) + 0 merged + 2 left out (1 menu item, 1 order)."
    )
    states = [got.file(name).values.get("status") for name in got.posts]
    assert states == ["draft", "draft", None, None]  # a message is no post, whoever asks


def test_without_being_asked_for_a_kind_stays_out(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = given(tmp_path, "old.xml", wxr(kind="news_flash"))

    assert Outcome(site, source).new == []
    assert Outcome(site, source, kind=["newsflash"]).code == 2
    assert "did you mean 'news_flash'?" in capsys.readouterr().err


def test_two_items_of_one_export_stay_two(site: Path, tmp_path: Path) -> None:
    """One guid, one title and day, and a slug that was another post's before."""
    first = wxr_item("<p>First text of the two.</p>", slug="days-2019",
                     more=META.format("_wp_old_slug", "days"))  # fmt: skip
    second = wxr_item("<p>Second text of the two.</p>", slug="days")

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=first + second)))

    assert got.posts == ["posts/2021/days-2019.md", "posts/2021/days.md"]
    assert "First text" in got.file(got.posts[0]).body
    assert "Second text" in got.file(got.posts[1]).body
    assert got.file(got.posts[0]).values["aliases"] == ["/2021/12/days-2019/"]
    assert got.file(got.posts[1]).values["aliases"] == ["/2021/12/days/"]


def test_what_one_source_closes_stays_closed_when_a_feed_has_it_too(
    site: Path, tmp_path: Path
) -> None:
    given(tmp_path, "old.xml", wxr(status="private"))
    given(tmp_path, "feed.rss", rss(
        "<title>Asked first</title><link>https://old.example/2021/12/asked-first/</link>"
        "<pubDate>Thu, 16 Dec 2021 09:30:00 GMT</pubDate><description>Some words.</description>"
    ))  # fmt: skip

    got = Outcome(site, tmp_path / "source")

    assert got.balance == "2 items = 1 post (1 draft among them) + 1 merged + 0 left out."
    assert (
        "(https://old.example/2021/12/asked-first/)"
        in got.report.partition("## What became one")[2]
    )
    assert [got.file(name).values["status"] for name in got.posts] == ["draft"]


@pytest.mark.parametrize("space", ["https://wordpress.org/export/1.2/", "urn:other"])
def test_states_are_read_whatever_the_namespace_is(site: Path, tmp_path: Path, space: str) -> None:
    text = wxr(status="draft").replace("http://wordpress.org/export/1.2/", space)

    got = Outcome(site, given(tmp_path, "old.xml", text))

    assert [got.file(name).values["status"] for name in got.posts] == ["draft"]


def test_shortcodes_become_what_they_showed(site: Path, tmp_path: Path) -> None:
    media = "".join(
        wxr_item("", title=name, slug=name, number=n, kind="attachment", status="inherit",
                 more=f"<wp:attachment_url>https://old.example/up/{name}.jpg</wp:attachment_url>"
                 + META.format("_wp_attachment_image_alt", f"The {name}"))
        for n, name in ((31, "corridor"), (32, "desk"))
    )  # fmt: skip
    text = (
        "Some words stand here.\n\n[gallery ids='31,32']\n\n"
        '[audio mp3="https://old.example/up/a.mp3"][/audio]\n\n[vc_row][vc_column_text]Inner words'
        "[/vc_column_text][/vc_row]\n\n[su_box title='x']Boxed words[/su_box]\n\n"
        '[button link="https://old.example/give/"]Give[/button]\n\n'
        '<img class="wp-image-32" src="https://old.example/up/desk-300x200.jpg" alt="">\n\n'
        'Said [sic] so. [quizmaker id="4"]'
    )
    items = media + wxr_item(text, number=1)

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=items)))

    assert got.file(got.posts[0]).body == (
        "Some words stand here.\n\n![The corridor](../../images/corridor.jpg)\n\n"
        "![The desk](../../images/desk.jpg)\n\n[Sound](https://old.example/up/a.mp3)\n\n"
        "Inner words\n\n> [!NOTE]\n> Boxed words\n\n[Give](https://old.example/give/)\n\n"
        "![The desk](../../images/desk-300x200.jpg)\n\nSaid \\[sic] so.\n"
    )
    assert "the shortcode [quizmaker]" in got.report


def test_a_reusable_block_stands_where_it_was_shown(site: Path, tmp_path: Path) -> None:
    block = wxr_item("<!-- wp:paragraph --><p>Words for every page.</p><!-- /wp:paragraph -->",
                     number=40, slug="b", kind="wp_block")  # fmt: skip
    user = wxr_item('<!-- wp:paragraph --><p>Own words.</p><!-- /wp:paragraph -->'
                    '<!-- wp:block {"ref":40} /--><!-- wp:latest-posts /-->')  # fmt: skip

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=block + user)))

    assert got.file(got.posts[0]).body == "Own words.\n\nWords for every page.\n"
    assert "the block 'latest-posts'" in got.report


def test_lines_after_a_heading_stay_lines(site: Path, tmp_path: Path) -> None:
    got = Outcome(
        site, given(tmp_path, "old.xml", wxr("<h2>Why</h2>\nOne line\nand another\n<hr>The end."))
    )

    assert got.file(got.posts[0]).body == "## Why\n\nOne line\\\nand another\n\n---\n\nThe end.\n"


# -- Damage


def test_an_export_that_ends_early_is_said_first_and_stops(site: Path, tmp_path: Path) -> None:
    items = "".join(wxr_item(title=f"T{n}", slug=f"t-{n}", number=n) for n in (1, 2))
    text = WXR.format(items=items)
    source = given(tmp_path, "old.xml", text[: text.rindex("<wp:status>") + 20])

    got = Outcome(site, source)

    assert (got.code, got.new) == (1, [])
    assert got.said[0] == "old.xml ends early; 1 of 2 items are whole."
    assert "--as-far-as-it-goes" in "\n".join(got.said)
    again = Outcome(site, source, as_far_as_it_goes=True)
    assert (again.code, again.posts) == (0, ["posts/2021/t-1.md"])
    assert again.balance == (
        "2 items = 1 post + 0 merged + 1 left out (1 item that cannot be read)."
    )


def test_another_version_of_an_export_stops(site: Path, tmp_path: Path) -> None:
    text = wxr().replace("<wp:wxr_version>1.2", "<wp:wxr_version>2.7")

    got = Outcome(site, given(tmp_path, "old.xml", text))

    assert (got.code, got.new) == (1, [])
    assert got.said[0] == "old.xml is version 2.7 of the export; 1.0 to 1.2 are known."


# -- Other kinds


def test_ghost_gives_posts_with_tags_and_authors(site: Path, tmp_path: Path) -> None:
    text = (
        '{"db": [{"meta": {"version": "5.2.0"}, "data": {"posts": [{"id": "a1", "title": "Light", '
        '"slug": "light", "html": "<p>Words on light at night.</p>", "status": "published", '
        '"visibility": "public", "type": "post", "published_at": "2021-05-03T09:00:00.000Z", '
        '"custom_excerpt": "On light."}], "tags": [{"id": "t", "name": "Culture", "slug": "culture"}],'
        '"posts_tags": [{"post_id": "a1", "tag_id": "t"}], "users": [{"id": "u", "name": '
        '"Ann Example", "email": "ann@invalid.example"}], "posts_authors": [{"post_id": "a1", '
        '"author_id": "u"}]}}]}'
    )

    got = Outcome(site, given(tmp_path, "blog.json", text))

    values = got.file("posts/2021/light.md").values
    assert {name: values[name] for name in ("title", "date", "summary", "authors", "topics", "aliases")} == {
        "title": "Light", "date": "2021-05-03T10:00", "summary": "On light.",
        "authors": ["ann-example"], "topics": ["culture"], "aliases": ["/light/"],
    }  # fmt: skip
    assert "ann@invalid.example" not in got.report


def test_a_page_of_jekyll_with_a_header_is_a_post(site: Path, tmp_path: Path) -> None:
    text = "---\ntitle: Slippers\ndate: 2019-05-03\n---\n<p>Slippers that <b>fit</b> help.</p>\n"
    given(tmp_path, "_posts/2019-05-03-slippers.html", text)
    given(tmp_path, "_includes/head.html", "<p>{{ page.title }}</p>")
    given(tmp_path, "_config.yml", "url: https://old.example\npermalink: /:year/:title.html\n")

    got = Outcome(site, tmp_path / "source")

    assert got.file("posts/2019/slippers.md").body == "Slippers that **fit** help.\n"
    assert got.file("posts/2019/slippers.md").values["aliases"] == ["/2019/slippers.html"]
    assert got.balance == "2 items = 1 post + 0 merged + 1 left out (1 template)."


def test_markdown_with_html_and_templates_keeps_its_words_and_drops_remarks(
    site: Path, tmp_path: Path
) -> None:
    text = (
        "---\ntitle: Mixed\ndate: 2020-05-03\n---\nBefore it.\n\n<table>\n  <tr>\n    <td>\n      A\n"
        "    </td>\n    \n    <td>\n      B\n    </td>\n  </tr>\n\n  <tr>\n    <td>1</td>\n\n"
        "    <td>2</td>\n  </tr>\n</table>\n\n{% comment %}\nsecret one\n{% endcomment %}"
        "{# secret two #}<!-- secret -- three -->\n\nCO~2~ and m^2^ and {{ site.name }}`{{ kept }}`.\n\n"
        "Ward\n: Where beds are.\n\n{{< notice tip >}}\nA hint.\n{{< /notice >}}\n"
    )

    got = Outcome(site, given(tmp_path, "mixed.md", text))

    assert got.file("posts/2020/mixed.md").body == (
        "Before it.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\nCO<sub>2</sub> and m<sup>2</sup> and "
        "`{{ kept }}`.\n\n- **Ward**\n\n    Where beds are.\n\n> [!TIP]\n> A hint.\n"
    )
    assert "secret" not in got.report
    assert "the short form {{ site.name }}" in got.report


def test_no_words_are_said_to_be_lost_that_are_there(site: Path, tmp_path: Path) -> None:
    names = " ".join(
        f"The {name} of it." for name in ("NHS", "CQC", "NICE", "MHRA", "WHO", "PSIRF")
    )
    text = f"What they say\n3 May 2020\n\nIn May they wrote. {names} H2O is water.\n"

    got = Outcome(site, given(tmp_path, "acronyms.txt", text))

    assert "may have lost words" not in got.report


def test_the_name_of_a_picture_and_a_menu_are_no_text(site: Path, tmp_path: Path) -> None:
    text = (
        "Light on the ward\n3 May 2020\n\nWords that stand above the picture, and say why.\n\n"
        "PE Image\n\nWhat helped\n\n\u2022 Share this page\n\u2022 A lamp at the floor.\n\n"
        "Words that stand below it, and say what helped us most.\n"
    )

    got = Outcome(site, given(tmp_path, "copied.txt", text))

    assert got.file("posts/2020/light-on-the-ward.md").body == (
        "Words that stand above the picture, and say why.\n\n## What helped\n\n"
        "- A lamp at the floor.\n\nWords that stand below it, and say what helped us most.\n"
    )
    assert "'PE Image', which is a part of the page" in got.report


def test_code_in_a_quotation_keeps_its_lines(site: Path, tmp_path: Path) -> None:
    html = "<p>Words stand here.</p><blockquote><pre>one  *two*\nthree_four</pre></blockquote>"

    got = Outcome(site, given(tmp_path, "old.xml", wxr(html)))

    assert got.file(got.posts[0]).body == (
        "Words stand here.\n\n> ```\n> one  *two*\n> three_four\n> ```\n"
    )


def test_a_day_in_november_is_no_part_of_a_series(site: Path, tmp_path: Path) -> None:
    text = "---\ntitle: Come on Nov 17\ndate: 2020-05-03\n---\nWords of a post on a day.\n"

    got = Outcome(site, given(tmp_path, "nov.md", text))

    assert "part" not in got.file("posts/2020/nov.md").values


def test_comments_of_a_feed_are_no_posts(site: Path, tmp_path: Path) -> None:
    item = "<title>By: A Reader</title><link>https://old.example/x/#comment-1</link>"
    item += "<pubDate>Thu, 16 Dec 2021 09:30:00 GMT</pubDate><description>I think so.</description>"
    text = rss(item).replace("<title>Old blog", "<title>Comments on: Old blog")

    got = Outcome(site, given(tmp_path, "feed.rss", text))

    assert (got.new, got.balance) == ([], "1 item = 0 posts + 0 merged + 1 left out (1 comment).")


@pytest.mark.parametrize(
    ("categories", "topics", "audience", "nations"),
    [
        (("Culture", "Health and care staff", "Scotland"), ["culture"], ["staff"], ["Scotland"]),
        (
            ("Culture", "England", "Scotland", "Wales", "Northern Ireland"),
            ["culture"],
            None,
            ["UK"],
        ),
        (("Scotland",), ["scotland"], None, None),  # or it would have no topic
    ],
    ids=["both", "the whole", "alone"],
)
def test_a_category_may_be_an_audience_or_a_nation(
    site: Path, tmp_path: Path, categories: tuple[str, ...], topics: list[str],
    audience: list[str] | None, nations: list[str] | None,
) -> None:  # fmt: skip
    item = "<title>A post</title><link>https://old.example/x/</link>"
    item += "<pubDate>Thu, 16 Dec 2021 09:30:00 GMT</pubDate><description>Words.</description>"
    item += "".join(f"<category>{each}</category>" for each in categories)

    got = Outcome(site, given(tmp_path, "feed.rss", rss(item)))

    values = got.file(got.posts[0]).values
    assert (values["topics"], values.get("audience"), values.get("applies_to")) == (
        topics, audience, nations,
    )  # fmt: skip


# -- What is said once for all


def test_the_mapping_fills_what_all_posts_lack(site: Path, tmp_path: Path) -> None:
    more = '<category domain="category" nicename="falls">Falls</category>'
    text = wxr('<p>Some words.</p><p><img src="logo-1.png"></p>', more=more).replace(
        "Ann Example", "Zoe Newcomer"
    )
    source = given(tmp_path, "old.xml", text)
    Outcome(site, source, dry_run=True)
    path = site / "imports/old/map.yaml"
    filled = path.read_text(encoding="utf-8")
    for line, said in (
        ('"zoe-newcomer": ""\norganisations', '"zoe-newcomer": "Nurse"\norganisations'),
        ('"falls": ""', '"falls": "How falls are prevented."'),
        ('"sponsor": ""', '"sponsor": "none"\n  "funding, zoe-newcomer": "A grant."'),
        ("pictures:", 'pictures:\n  "logo*": "Our logo"\n#'),
        ('"by": ""', '"by": "2027-06-01"'),
    ):
        assert line in filled, filled
        filled = filled.replace(line, said)
    path.write_text(filled, encoding="utf-8")

    got = Outcome(site, source)

    values = got.file(got.posts[0]).values
    assert {name: values.get(name) for name in ("sponsor", "funding", "interests", "review_by")} == {
        "sponsor": "none", "funding": "A grant.", "interests": None, "review_by": "2027-06-01",
    }  # fmt: skip
    assert "![Our logo](../../images/logo-1.png)" in got.file(got.posts[0]).body
    assert got.file("authors/zoe-newcomer.md").values["role"] == "Nurse"
    assert got.file("topics/falls.md").values["description"] == "How falls are prevented."


# -- The list of a hub of this kind

LISTED = {
    "title": "First words", "url": "https://old.example/blog/2019/first-words/", "id": "tag:old.example,2021:1",
    "published": "2021-03-04T00:00:00+00:00", "kind": "story", "support": ["distress"],
    "applies_to": ["Wales"], "audience": ["staff"], "review_by": "2027-01-02",
    "rules": [{"name": "Two checks", "url": "https://old.example/rules/two-checks/"}],
    "reviewed": {"date": "2022-01-02", "by": {"name": "Ann", "url": "https://old.example/authors/ann-example/"}},
}  # fmt: skip
ONE = (
    '<!DOCTYPE html><title>First words</title><link rel="canonical" '
    'href="https://old.example/blog/2019/first-words/"><meta property="article:published_time" '
    'content="2021-03-04"><article><h1>First words</h1><p>The text of the post.</p>'
    + "<p>And more of it, said again.</p>" * 30
    + "</article>"
)


def listing(*posts: object) -> str:
    schema = "https://old.example/index.schema.json"
    return json.dumps({"$schema": schema, "version": 1, "posts": posts})


def test_a_hubs_list_says_what_no_page_does(site: Path, tmp_path: Path) -> None:
    given(tmp_path, "index.json", listing(LISTED))
    source = given(tmp_path, "blog/one.html", ONE).parent.parent

    outcome = Outcome(site, source)

    (name,) = outcome.posts
    values = outcome.file(name).values
    wanted = {
        "kind": "story", "support": ["distress"], "applies_to": ["Wales"], "rules": ["two-checks"],
        "audience": ["staff"],
    }  # fmt: skip
    assert {key: values[key] for key in wanted} == wanted
    assert str(values["review_by"]) == "2027-01-02"
    reviewed = values["reviewed"]
    assert isinstance(reviewed, dict)
    assert (str(reviewed["date"]), reviewed["by"]) == ("2022-01-02", "ann-example")
    assert "The text of the post." in outcome.file(name).body
    assert outcome.balance == "2 items = 1 post + 1 merged + 0 left out."


def test_what_only_the_list_names_is_left_out_and_counted(site: Path, tmp_path: Path) -> None:
    two = {**LISTED, "title": "Two", "url": "https://old.example/two/", "id": "tag:two"}
    bad = {"title": 3, "rules": 4, "support": {}, "applies_to": "x", "reviewed": [], "url": None}
    given(tmp_path, "index.json", listing(LISTED, two, bad))
    source = given(tmp_path, "blog/one.html", ONE).parent.parent

    outcome = Outcome(site, source)

    assert len(outcome.posts) == 1
    assert outcome.balance == "4 items = 1 post + 1 merged + 2 left out (2 names of a post)."
    assert "- `index.json, post 2` is named in a list of posts, and its page is not here" in (
        outcome.report
    )
