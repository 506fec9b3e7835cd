"""What kept readers out in another program keeps them out here: walls, inherited states, whole blogs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.exports import WXR, rss, wxr, wxr_item
from tests.support.imports import Outcome, given

WALLED = "Words that only some people could read, for they had paid or were known."
POST = "---\ntitle: A round\ndate: 2019-04-01\n---\nWords on wards, and what nurses told us in spring.\n"


def is_draft(got: Outcome) -> bool:
    """Return whether the first of the posts that an import wrote by its own words is a draft."""
    return got.file(got.posts[0]).values.get("status") == "draft"


@pytest.mark.parametrize(
    "wall",
    [
        "<!-- wp:premium-content/container --><div>{}</div><!-- /wp:premium-content/container -->",
        "<!-- wp:jetpack/paywall /-->{}", "<!-- wp:pmpro/membership {{\"levels\":[1]}} -->{}<!-- /wp:pmpro/membership -->",
        "<!-- wp:memberful/content -->{}", "<!-- wp:group {{\"blockVisibility\":{{\"hideBlock\":true}}}} -->{}<!-- /wp:group -->",
        "<!-- wp:group {{\"blockVisibility\":{{\"controlSets\":[{{\"id\":1}}]}}}} -->{}<!-- /wp:group -->",
        "[mepr-show if=\"loggedin\"]{}[/mepr-show]", "[is_paid]{}[/is_paid]", "[wlm_private \"Gold\"]{}[/wlm_private]",
        "[swpm_protected for=\"2\"]{}[/swpm_protected]", "[groups_member group=\"A\"]{}[/groups_member]",
        "[wpmem_logged_in]{}[/wpmem_logged_in]", "[arm_restrict_content plan=\"1\"]{}[/arm_restrict_content]",
        "[ppwp passwords=\"a\"]{}[/ppwp]", "[passster password=\"a\"]{}[/passster]", "[content_protector password=\"a\"]{}[/content_protector]",
        "[access capability=\"read\"]{}[/access]", "[loggedin]{}[/loggedin]", "[memberful_subscriber]{}[/memberful_subscriber]",
        "[pmpro_member]{}[/pmpro_member]", "[wpf]{}[/wpf]", "[emaillocker]{}[/emaillocker]", "[visitor]{}[/visitor]",
        "[s2If current_user_can(access_s2member_level1)]{}[/s2If]", "[members]{}[/members]",
    ],
)  # fmt: skip
def test_a_post_with_a_wall_is_a_draft(site: Path, tmp_path: Path, wall: str) -> None:
    text = wxr(f"<p>Words for everybody, some of them.</p>{wall.format(f'<p>{WALLED}</p>')}")

    got = Outcome(site, given(tmp_path, "old.xml", text))

    assert is_draft(got)
    assert "a part of it was for members only" in got.report


@pytest.mark.parametrize(
    "words",
    ["[members of staff] told us.", "He [the private secretary] said so.", "A [paid](https://x.org/) post.",
     "Access to care, and private wards.", "[gallery ids=\"1,2\"]", "<!-- wp:paragraph --><p>A member.</p><!-- /wp:paragraph -->"],
)  # fmt: skip
def test_words_alone_are_no_wall(site: Path, tmp_path: Path, words: str) -> None:
    got = Outcome(
        site, given(tmp_path, "old.xml", wxr(f"<p>Words on wards in spring.</p><p>{words}</p>"))
    )

    assert not is_draft(got)


@pytest.mark.parametrize(
    ("key", "value", "closed"),
    [
        ("_wpac_is_members_only", "true", True), ("wpf-settings", "a:1:{s:12:\"lock_content\";b:1;}", True),
        ("groups-read", "3", True), ("groups-groups_read_post", "1", True), ("memberful_acl", "a:1:{i:0;s:1:\"1\";}", True),
        ("ihc_mb_who", "reg", True), ("swpm_protect", "1", True), ("ppw_post_protection_password", "a", True),
        ("passster_activate_protection", "1", True), ("s2member_ccaps_req", "a", True), ("wlm_protect", "1", True),
        ("_pda_protection", "1", True), ("_members_only", "1", True), ("_private", "1", True), ("_require_login", "1", True),
        ("_members_only", "0", False), ("passster_activate_protection", "", False), ("_edit_last", "1", False),
        ("_wp_page_template", "members.php", False), ("_yoast_wpseo_focuskw", "private care", False), ("_edit_lock", "1:1", False),
    ],
)  # fmt: skip
def test_what_a_plugin_notes_beside_a_post_closes_it(
    site: Path, tmp_path: Path, key: str, value: str, closed: bool
) -> None:
    meta = f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    text = wxr("<p>Words on wards in spring, and on nurses.</p>").replace(
        "</item>", f"{meta}</item>"
    )

    assert is_draft(Outcome(site, given(tmp_path, "old.xml", text))) == closed


@pytest.mark.parametrize(
    "kind",
    ["nf_sub", "wpcf7s", "reply", "topic", "lead", "cf7_data", "review", "wp_query", "thing"],
)
def test_a_kind_that_nobody_knows_comes_as_drafts_only(
    site: Path, tmp_path: Path, kind: str
) -> None:
    source = given(
        tmp_path, "old.xml", wxr("<p>Visitor words on how my mother died there.</p>", kind=kind)
    )

    offered = "--kind " + kind in Outcome(site, source).report
    got = Outcome(site, source, kind=[kind])

    assert is_draft(got)
    assert offered == (kind == "thing")


@pytest.mark.parametrize(("first", "last", "shown"), [("Jo", "Smith", "Jo Smith"), ("", "", "")])
def test_a_login_is_no_name(site: Path, tmp_path: Path, first: str, last: str, shown: str) -> None:
    person = (
        "<wp:author><wp:author_login>jsmith_admin</wp:author_login>"
        "<wp:author_display_name>jsmith_admin</wp:author_display_name>"
        f"<wp:author_first_name>{first}</wp:author_first_name>"
        f"<wp:author_last_name>{last}</wp:author_last_name></wp:author>"
    )
    item = wxr_item("<p>Words on wards in spring.</p>").replace(">ann<", ">jsmith_admin<")

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=person + item)))

    written = "".join(path.read_text("utf-8") for path in (site / "content").rglob("*.md"))
    assert len(got.posts) == 1
    assert "jsmith_admin" not in written
    assert not shown or f'name: "{shown}"' in written


def test_a_private_blog_of_ghost_is_all_drafts(site: Path, tmp_path: Path) -> None:
    post = {"id": "1", "title": "A", "slug": "a", "status": "published", "visibility": "public", "type": "post",
            "html": f"<p>{WALLED}</p>", "published_at": "2020-01-02T10:00:00.000Z"}  # fmt: skip
    for value, closed in (("true", True), ("false", False)):
        tables = {
            "posts": [post | {"slug": f"a-{value}", "title": f"A {value}"}],
            "settings": [{"key": "is_private", "value": value}],
        }
        got = Outcome(
            site,
            given(
                tmp_path,
                f"{value}.json",
                json.dumps({"db": [{"meta": {"version": "5.0"}, "data": tables}]}),
            ),
        )

        assert is_draft(got) == closed
        assert ("the whole blog was private" in got.report) == closed


def test_a_gated_block_of_ghost_is_a_wall(site: Path, tmp_path: Path) -> None:
    gate = '<!--kg-gated-block:begin nonMember:false memberSegment:"status:-free" -->{}<!--kg-gated-block:end-->'
    post = {"id": "1", "title": "A", "slug": "a", "status": "published", "visibility": "public", "type": "post",
            "html": f"<p>Words.</p>{gate.format(f'<p>{WALLED}</p>')}", "published_at": "2020-01-02T10:00:00.000Z"}  # fmt: skip
    text = json.dumps({"db": [{"meta": {"version": "5.0"}, "data": {"posts": [post]}}]})

    assert is_draft(Outcome(site, given(tmp_path, "ghost.json", text)))


@pytest.mark.parametrize(
    ("mode", "closed"), [("PRIVATE", True), ("CUSTOM", True), ("PUBLIC", False)]
)
def test_a_private_blog_of_blogger_is_all_drafts(
    site: Path, tmp_path: Path, mode: str, closed: bool
) -> None:
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
    text = (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        "<entry><id>tag:blogger.com,1999:blog-1.settings.BLOG_READ_ACCESS_MODE</id>"
        f"{kind.format('settings')}<title>Access</title><content type='text'>{mode}</content></entry>"
        f"<entry><id>tag:blogger.com,1999:blog-1.post-1</id>{kind.format('post')}<title>A round</title>"
        f"<published>2020-01-02T10:00:00Z</published><content type='html'>&lt;p&gt;{WALLED}&lt;/p&gt;</content>"
        "<link rel='alternate' type='text/html' href='https://a.blogspot.com/2020/01/a.html'/></entry></feed>"
    )

    assert is_draft(Outcome(site, given(tmp_path, "blog.xml", text))) == closed


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"_config.yml": "collections:\n  notes:\n    output: false\n"}, "_notes/2019-05-01-note.md"),
        ({"_config.yml": "collections: {notes: {}}\n"}, "_notes/2019-05-01-note.md"),
        ({"_config.yml": "exclude: [secret, _posts/2019-04-01-out.md]\n"}, "_posts/2019-04-01-out.md"),
        ({"_config.yml": "exclude: [secret, a]\n"}, "secret/2019-04-01-in.md"),
        ({"_config.yml": "defaults:\n- scope: {path: _posts/team}\n  values: {published: false}\n"}, "_posts/team/2019-04-01-a.md"),
        ({"content/team/_index.md": "---\ntitle: T\ncascade:\n  draft: true\n---\n", "hugo.toml": ""}, "content/team/minutes.md"),
        ({"content/shut/_index.md": "---\ncascade:\n- build: {render: never, list: never}\n---\n"}, "content/shut/deep/a.md"),
        ({"content/shut/_index.md": "+++\n[cascade]\ndraft = true\n+++\n"}, "content/shut/a.md"),
        ({"_config.yml": "defaults:\n- scope: {path: '', type: posts}\n  values: {published: false}\n"}, "_posts/2019-04-01-a.md"),
        ({"_config.yml": "defaults:\n- scope: {path: '', type: pages}\n  values: {published: false}\n"}, "posts/2019-04-01-a.md"),
        ({"wip/wip.11tydata.json": '{"permalink": false}'}, "wip/a.md"),
        ({"wip/wip.json": '{"draft": true}'}, "wip/a.md"),
        ({"posts/a.11tydata.json": '{"draft": true}'}, "posts/a.md"),
        ({"posts/posts.11tydata.js": "module.exports = { permalink: false };"}, "posts/a.md"),
        ({".eleventyignore": "# no\nposts/a.md\n"}, "posts/a.md"),
        ({".eleventyignore": "wip/\n"}, "wip/deep/a.md"),
        ({".gitignore": "notes/\n", ".eleventy.js": "x"}, "notes/a.md"),
        ({"eleventy.config.js": 'export default c => { c.ignores.add("wip/**"); }'}, "wip/a.md"),
        ({"pelicanconf.py": "DEFAULT_METADATA = {'status': 'draft'}\n"}, "content/a.md"),
        ({"pelicanconf.py": "IGNORE_FILES = ['wip-*.md']\n"}, "content/wip-a.md"),
        ({"pelicanconf.py": "ARTICLE_EXCLUDES = ['content/shut']\n"}, "content/shut/a.md"),
        ({"hugo.toml": 'ignoreFiles = ["secret"]\n'}, "content/secret-a.md"),
        ({"hugo.toml": "[[cascade]]\ndraft = true\n"}, "content/a.md"),
        ({"hugo.toml": "[[cascade]]\ndraft = true\n[cascade._target]\npath = '/team/**'\n"}, "content/team/a.md"),
        ({"content/team/_index.cy.md": "---\ncascade:\n  draft: true\n---\n"}, "content/team/a.md"),
        ({"hugo.toml": "x = 1", "content/round/index.md": "---\ntitle: R\ndraft: true\n---\nWords of a round.\n"}, "content/round/aside.md"),
        ({"config.toml": 'ignored_content = ["content/shut/*"]\n'}, "content/shut/a.md"),
        ({"_config.yml": "ignore: [source/_posts/wip.md]\n"}, "source/_posts/wip.md"),
        ({"_config.yml": "title: A\n"}, "_posts/undated.md"), ({"_config.yml": "title: A\n"}, "_minutes/2019-04-01-a.md"),
        ({}, "posts/_scratch.md"), ({}, "src/content/_hold/a.md"), ({}, "vendor/gem/a.md"),
    ],
)  # fmt: skip
def test_what_a_generator_kept_out_of_its_site_is_a_draft(
    site: Path, tmp_path: Path, files: dict[str, str], name: str
) -> None:
    root = tmp_path / "blog"
    for path, text in {**files, name: POST}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    got = Outcome(site, root)

    assert is_draft(got), got.report


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"_config.yml": "exclude: [vendor]\ncollections: {notes: {output: true}}\n"}, "_notes/2019-05-01-note.md"),
        ({"_config.yml": "defaults:\n- scope: {path: _posts/team}\n  values: {published: false}\n"}, "_posts/2019-04-01-a.md"),
        ({"_config.yml": "defaults:\n- scope: {path: ''}\n  values: {layout: post}\n"}, "_posts/2019-04-01-a.md"),
        ({"content/team/_index.md": "---\ncascade:\n  type: docs\n---\n"}, "content/team/a.md"),
        ({"_config.yml": "title: A\n"}, "source/_posts/undated.md"), ({"_config.yml": "include: [_extra]\n"}, "_extra/a.md"),
        ({".gitignore": "public/\n.env\n", "hugo.toml": 'ignoreFiles = ["tmp$"]\n'}, "content/a.md"),
        ({"hugo.toml": "x = 1"}, "content/round/index.md"), ({"pelicanconf.py": "IGNORE_FILES = ['.#*']\n"}, "content/a.md"),
        ({"posts/posts.json": '{"layout": "post.njk", "tags": "posts"}'}, "posts/a.md"),
        ({"posts/posts.11tydata.js": "module.exports = { layout: 'post' };", ".eleventyignore": "README.md\n"}, "posts/a.md"),
    ],
)  # fmt: skip
def test_what_a_generator_showed_is_public(
    site: Path, tmp_path: Path, files: dict[str, str], name: str
) -> None:
    root = tmp_path / "blog"
    for path, text in {**files, name: POST}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    got = Outcome(site, root)

    assert not is_draft(got), got.report


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("jane.doe@ward.health (Jane Doe)", "Jane Doe"), ("jane@trust.london (Jane)", "Jane"),
        ("Jane Doe &lt;jane.doe@ward.health&gt;", "Jane Doe"), ("jane.doe@ward.health", ""), ("jane@a.net (Jane Doe)", "Jane Doe"),
    ],
)  # fmt: skip
def test_an_author_of_a_feed_has_a_name_and_no_address(
    site: Path, tmp_path: Path, author: str, shown: str
) -> None:
    before = {path.name for path in (site / "content/authors").glob("*.md")}
    item = f"<item><title>A round</title><link>https://a.org/a/</link><guid>https://a.org/a/</guid><author>{author}</author>"
    item += "<pubDate>Wed, 01 Jan 2020 10:00:00 GMT</pubDate><description>Words on wards in spring, and on nurses.</description></item>"

    Outcome(site, given(tmp_path, "feed.xml", rss(item)))

    new = [path for path in (site / "content/authors").glob("*.md") if path.name not in before]
    names = [
        line
        for path in new
        for line in path.read_text("utf-8").split("\n")
        if line.startswith("name:")
    ]
    assert names == ([f'name: "{shown}"'] if shown else [])


# -- WordPress: parts that a builder hides, rules of plugins, names of what is closed


@pytest.mark.parametrize(
    "part",
    [
        '[et_pb_text disabled="on"]{}[/et_pb_text]', '[et_pb_text disabled_on="on|on|on"]{}[/et_pb_text]',
        '[et_pb_text display_conditions="W3siaWQi"]{}[/et_pb_text]', '[vc_row disable_element="yes"]{}[/vc_row]',
        '[fusion_builder_container status="draft"]{}[/fusion_builder_container]',
        '<!-- wp:group {"metadata":{"blockVisibility":false}} -->{}<!-- /wp:group -->',
        '<!-- wp:group {"otterConditions":[[{"type":"loggedInUser"}]]} -->{}<!-- /wp:group -->',
        '<!-- wp:uagb/container {"UAGLoggedOut":true} -->{}<!-- /wp:uagb/container -->',
        '<!-- wp:kadence/rowlayout {"vsdesk":true,"vstablet":true} -->{}<!-- /wp:kadence/rowlayout -->',
        '[eyesonly logged="in"]{}[/eyesonly]', "[hide]{}[/hide]", "[ld_group]{}[/ld_group]",
        "[student]{}[/student]", '[course_complete course_id="3"]{}[/course_complete]',
    ],
)  # fmt: skip
def test_a_part_that_some_readers_did_not_see_makes_a_draft(
    site: Path, tmp_path: Path, part: str
) -> None:
    hidden = part.replace("{}", f"<p>{WALLED}</p>", 1)
    got = Outcome(site, given(tmp_path, "old.xml", wxr(f"<p>Words for everybody.</p>{hidden}")))

    assert is_draft(got)
    assert "a part of it was switched off, or shown to some readers only" in got.report


def test_a_wall_in_a_reusable_block_is_a_wall(site: Path, tmp_path: Path) -> None:
    block = wxr_item(
        f"<!-- wp:memberpress/protected --><p>{WALLED}</p><!-- /wp:memberpress/protected -->",
        kind="wp_block", number=9, slug="b",
    )  # fmt: skip
    post = wxr_item('<p>Words for everybody.</p><!-- wp:block {"ref":9} /-->')

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=block + post)))

    assert is_draft(got)


def test_a_reusable_block_with_a_password_is_shown_nowhere(site: Path, tmp_path: Path) -> None:
    locked = "<wp:post_password>x</wp:post_password>"
    block = wxr_item(f"<p>{WALLED}</p>", kind="wp_block", number=9, slug="b", more=locked)
    post = wxr_item('<p>Words for everybody, on wards.</p><!-- wp:block {"ref":9} /-->')

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=block + post)))

    assert not is_draft(got)
    assert WALLED not in (site / "content" / got.posts[0]).read_text("utf-8")


def noted(**meta: str) -> str:
    return "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in meta.items()
    )


@pytest.mark.parametrize(
    ("kind", "of_what", "closed"),
    [("single_post", "7", True), ("single_post", "8", False), ("all", "", True), ("category", "3", True)],
)  # fmt: skip
def test_a_rule_of_memberpress_closes_what_it_names(
    site: Path, tmp_path: Path, kind: str, of_what: str, closed: bool
) -> None:
    more = noted(_mepr_rules_type=kind, _mepr_rules_content=of_what)
    rule = wxr_item("", kind="memberpressrule", number=9, slug="r", more=more)
    post = wxr_item("<p>Words on wards in spring, and on nurses.</p>")

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items=post + rule)))

    assert is_draft(got) == closed


def test_what_only_a_closed_post_names_has_no_page(site: Path, tmp_path: Path) -> None:
    series = '<category domain="series" nicename="inq"><![CDATA[The inquiry]]></category>'
    only = '<category domain="category" nicename="grievances"><![CDATA[Grievances of staff]]></category>'
    items = [
        wxr_item("<p>Words on wards in spring, one.</p>", title="Alpha", slug="alpha", number=1, more=series),
        wxr_item("<p>Words on wards in spring, two.</p>", title="Secret minutes", slug="secret", number=2,
                 status="private", date="2021-12-17 09:30:00", gmt="2021-12-17 09:30:00", more=series + only),
    ]  # fmt: skip

    got = Outcome(site, given(tmp_path, "old.xml", WXR.format(items="".join(items))))

    shown = "".join(
        (site / "content" / name).read_text("utf-8") for name in got.new if name[:5] != "posts"
    )
    assert len(got.posts) == 2
    assert "Alpha" in shown
    assert "Secret minutes" not in shown
    assert not any("grievances" in name for name in got.new)
    assert "'Grievances of staff' of the topics, which no public post names" in got.report


@pytest.mark.parametrize(
    "domain", ["author", "following_users", "post_translations", "yst_prominent_words", "mepr_type"]
)
def test_what_a_plugin_sorts_by_is_no_topic(site: Path, tmp_path: Path, domain: str) -> None:
    more = (
        f'<category domain="{domain}" nicename="cap-jdoe_login"><![CDATA[jdoe_login]]></category>'
    )

    got = Outcome(
        site, given(tmp_path, "old.xml", wxr("<p>Words on wards in spring.</p>", more=more))
    )

    written = "".join((site / "content" / name).read_text("utf-8") for name in got.new)
    assert "jdoe" not in written + "".join(got.new)


@pytest.mark.parametrize(
    "kind", ["expression_interest", "email_history", "storytellers", "newsletter_recipient"]
)
def test_a_kind_is_known_by_whole_words(site: Path, tmp_path: Path, kind: str) -> None:
    source = given(
        tmp_path, "old.xml", wxr("<p>Words of somebody who wrote to you.</p>", kind=kind)
    )

    assert is_draft(Outcome(site, source, kind=[kind]))


@pytest.mark.parametrize(
    "before",
    ["<p style='display:none'>{}</p>", "<form><p>{}</p></form>", "<p class='screen-reader-text'>{}</p>",
     "<noscript><p>{}</p></noscript>"],
)  # fmt: skip
def test_no_summary_is_made_of_what_nobody_saw(site: Path, tmp_path: Path, before: str) -> None:
    shown = "The nurses told us in spring what had happened on the ward."
    text = wxr(f"{before.format(WALLED)}<p>{shown}</p><!--more--><p>More of it.</p>")

    got = Outcome(site, given(tmp_path, "old.xml", text))

    assert got.file(got.posts[0]).values["summary"] == shown


# -- Other programs


MOVABLE = """AUTHOR: jdoe
TITLE: {title}
BASENAME: a_round
STATUS: {status}
DATE: 05/01/2019 09:30:00 AM
CATEGORY: Culture
UNIQUE URL: https://old.example/2019/05/a-round.html
-----
BODY:
Words on wards, and what nurses told us in spring.
-----
EXTENDED BODY:
More of it.
-----
COMMENT:
AUTHOR: Reader
EMAIL: reader@invalid.example
IP: 192.0.2.77
DATE: 05/02/2019 09:30:00 AM
My mother died there.
-----
--------
"""


def test_movable_type_is_read_entry_by_entry(site: Path, tmp_path: Path) -> None:
    text = MOVABLE.format(title="Shown", status="Publish") + MOVABLE.format(
        title="Kept back", status="Draft"
    ).replace("a_round", "kept").replace("a-round", "kept")

    got = Outcome(site, given(tmp_path, "old.txt", text))

    files = {str(got.file(name).values["title"]): got.file(name) for name in got.posts}
    written = "".join((site / "content" / name).read_text("utf-8") for name in got.new)
    assert {title: each.values.get("status") for title, each in files.items()} == {
        "Shown": None, "Kept back": "draft",
    }  # fmt: skip
    assert files["Shown"].values["date"] == "2019-05-01T09:30"
    assert files["Shown"].values["aliases"] == ["/2019/05/a-round.html"]
    assert "What nurses" not in files["Shown"].body
    assert "what nurses told us in spring.\n\nMore of it." in files["Shown"].body
    for word in ("reader@", "192.0.2", "jdoe", "My mother"):
        assert word not in written + got.report
    assert "1 comment" in got.report


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", ".. title: A round\n.. date: 2019-04-01 09:00\n.. status: private\n\nWords on wards, and nurses.\n"),
        ("a.rst", ".. title: A round\n.. date: 2019-04-01 09:00\n.. tags: draft, wards\n\nWords on wards, and nurses.\n"),
        ("a.md", POST.replace("---\n", "---\nisPublished: false\n", 1)), ("a.md", POST.replace("---\n", "---\nvisible: false\n", 1)),
        ("a.md", POST.replace("---\n", "---\nenabled: no\n", 1)), ("a.md", POST.replace("---\n", "---\nmeta: {draft: true}\n", 1)),
        ("a.md", POST.replace("---\n", "---\neleventyComputed: {permalink: false}\n", 1)),
        ("a.md", "# A round\n\nStatus: Draft\nDate: 1 April 2019\n\nWords on wards, and what nurses told us.\n"),
    ],
)  # fmt: skip
def test_a_state_in_any_form_of_header_counts(
    site: Path, tmp_path: Path, name: str, text: str
) -> None:
    got = Outcome(site, given(tmp_path, name, text))

    assert is_draft(got), got.report
    assert got.file(got.posts[0]).values["title"] == "A round"


def test_a_remark_of_obsidian_is_no_text(site: Path, tmp_path: Path) -> None:
    got = Outcome(site, given(tmp_path, "a.md", f"{POST}\nMore %%{WALLED}%% of it.\n"))

    assert WALLED not in (site / "content" / got.posts[0]).read_text("utf-8")


PAGE = (
    "<!DOCTYPE html><html><head><title>A round</title>{head}</head><body><main><article{kind}>"
    '<h1>A round</h1><time datetime="2019-04-01">x</time><div class="entry-content">'
    "<p>Words on wards, and what nurses told us in spring when we asked them.{within}</p></div>{below}"
    "</article></main></body></html>"
)


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("a.html", {"head": '<link rel="canonical" href="https://a.org/?p=77&amp;preview=true">'}),
        ("a.html", {"head": '<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":false}</script>'}),
        ("a.html", {"head": '<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":"False"}</script>'}),
        ("a.html", {"kind": ' class="node node--unpublished"'}), ("draft_A-round-abc.html", {}),
    ],
)  # fmt: skip
def test_a_saved_page_that_was_not_for_everybody_is_a_draft(
    site: Path, tmp_path: Path, name: str, given_: dict[str, str]
) -> None:
    text = PAGE
    for key in ("head", "kind", "within", "below"):
        text = text.replace(f"{{{key}}}", given_.get(key, ""))

    assert is_draft(Outcome(site, given(tmp_path, name, text)))


@pytest.mark.parametrize(
    ("head", "within", "below"),
    [
        ("", '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>', f'<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a> {WALLED}</p></div>'),
        ('<meta name="Generator" content="Microsoft Word 15 (filtered)">', f"<del>{WALLED}</del>", ""),
    ],
)  # fmt: skip
def test_remarks_beside_a_text_are_no_text(
    site: Path, tmp_path: Path, head: str, within: str, below: str
) -> None:
    text = PAGE.replace("{kind}", "").replace("{head}", head)
    text = text.replace("{within}", within).replace("{below}", below)

    got = Outcome(site, given(tmp_path, "a.html", text))

    assert WALLED[:20] not in (site / "content" / got.posts[0]).read_text("utf-8")


@pytest.mark.parametrize("link", ["http://[::1/x", "https://[domain]/a"])
def test_an_address_that_is_none_stops_no_import(site: Path, tmp_path: Path, link: str) -> None:
    html = f'<p>Words on wards in spring, <a href="{link}">here</a>.</p><a href="{link}"><img src="{link}"></a>'
    text = wxr(html).replace("</title>", f"</title><link>{link}</link>")

    assert len(Outcome(site, given(tmp_path, "old.xml", text)).posts) == 1


def test_a_post_with_aliases_keeps_its_own_old_address(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "blog"
    post = POST.replace("---\n", "---\naliases: [/first/]\n", 1)
    for path, text in {
        "hugo.toml": 'baseURL = "https://old.example/"\n',
        "content/posts/round.md": post,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    got = Outcome(site, root)

    assert got.file(got.posts[0]).values["aliases"] == ["/posts/round/", "/first/"]


def test_no_address_of_e_mail_stands_in_the_report(site: Path, tmp_path: Path) -> None:
    body = 'Words on wards in spring. {{< cloakemail "jo.private@invalid.example" >}}\n'

    got = Outcome(site, given(tmp_path, "a.md", POST + body))

    assert "jo.private" not in got.report
