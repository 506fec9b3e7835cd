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
    (name,) = got.posts
    return got.file(name).values.get("status") == "draft"


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
