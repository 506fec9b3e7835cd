"""The gate: bad content, each with its whole message; the earlier output stays as it was."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.base import clock
from plugins.pipeline.load import survey
from tests.conftest import ROOT, Build, write_post

NOW = clock.instant("2026-06-01T12:00")
POST = "posts/2024/new.md"


def refused(build: Build) -> list[str]:
    """Build; return the problems that were shown, with the content folder left out."""
    build()
    assert build.code == 1, build.said
    *lines, last = build.last.split("\n")
    assert last == f"{len(lines)} problem{'' if len(lines) == 1 else 's'}; nothing was built."
    return [line.removeprefix("content/") for line in lines]


@pytest.mark.parametrize(
    ("more", "body", "message"),
    [
        ("topics: [cultur]\n", "", ":2: topics names an unknown topic 'cultur'; did you mean 'culture'? [unknown-topic]"),
        ("topics: [drugs]\n", "", ":2: topics names an unknown topic 'drugs'; did you mean 'medicines'? [unknown-topic]"),
        ("topics: [culture, culture]\n", "", ":2: topics names 'culture' twice; delete one [doubled-name]"),
        ("authors: [ann-exampel]\n", "", ":2: authors names an unknown author 'ann-exampel'; did you mean 'ann-example'? [unknown-author]"),
        ("series: 2021-in-reveiw\npart: 3\n", "", ":2: series names an unknown series '2021-in-reveiw'; did you mean '2021-in-review'? [unknown-series]"),
        ("part: 3\n", "", ":2: part is given, but no series; add the name of the series [series-part]"),
        ("series: 2021-in-review\n", "", ":2: belongs to series/2021-in-review.md but says no part; add 'part:' with a number up to 3, 'introduction' or 'closing' [series-part]"),
        ("series: 2021-in-review\npart: 2\n", "", ":3: part 2 of series/2021-in-review.md is also posts/2021/two.md; give each part its own number [series-part]"),
        ("series: 2021-in-review\npart: 4\n", "", ":3: part 4 is beyond the plan: series/2021-in-review.md plans 3 parts; add its title to 'parts' in series/2021-in-review.md, or mend the number [series-plan]"),
        ("image: {src: images/wrad.svg, alt: A ward}\n", "", ":2: image.src shows 'images/wrad.svg', which is not there; did you mean '../../images/ward.svg'? [broken-link]"),
        ("", "[x](../2021/oen.md)", ":8: links to 'posts/2021/oen.md', which is not there; did you mean '../2021/one.md'? [broken-link]"),
        ("", "[x](../2021/three.md)", ":8: links to 'posts/2021/three.md', which is not there; did you mean '../2022/three.md'? [broken-link]"),
        ("", "[x](/topics/cultur/)", ":8: links to '/topics/cultur/', which is not there; did you mean '/topics/culture/'? [broken-link]"),
        ("", "[x](/nowhere/at/all)", ":8: links to '/nowhere/at/all', which is not there; look at the address, or link to the file, such as ../2020/name.md [broken-link]"),
        ("", "[x](../2021/two.md#nope)", ":8: links to '#nope', which posts/2021/two.md does not have; write one of: a-heading [broken-anchor]"),
        ("", "[x](#nope)", ":8: links to '#nope', but this post has no such heading; delete the part after '#' [broken-anchor]"),
        ("", "![x](../../images/wrad.svg)", ":8: shows 'images/wrad.svg', which is not there; did you mean '../../images/ward.svg'? [broken-link]"),
        ("", "![](../../images/ward.svg)", ":8: the image '../../images/ward.svg' has no alternative text; write what it shows between '![' and ']' [missing-alt]"),
        ("", "![x](https://example.org/a.png)", ":8: shows an image from another site ('https://example.org/a.png'); save it in content/images/ and point there [foreign-image]"),
    ],
)  # fmt: skip
def test_a_bad_post_gets_one_message(
    site: Path, build: Build, more: str, body: str, message: str
) -> None:
    text = '---\n{more}title: "New"\ndate: 2024-05-01\nsummary: S.\n{names}---\n{body}\n'
    names = "".join(
        line
        for line in ("authors: [ann-example]\n", "topics: [culture]\n")
        if line.split(":")[0] not in more
    )
    if not more:
        names = "authors: [ann-example]\ntopics: [culture]\n"
    path = site / "content" / POST
    path.parent.mkdir()
    path.write_text(
        text.format(more=more, names=names, body=body or "Some words."), encoding="utf-8"
    )

    assert refused(build) == [POST + message]


def test_a_gap_in_a_series_names_both_files(site: Path, build: Build) -> None:
    (site / "content/posts/2021/one.md").unlink()
    (site / "content/pages/about.md").unlink()

    assert refused(build) == [
        "posts/2021/two.md:8: is part 2 of series/2021-in-review.md, but no post is part 1; "
        "write part 1 first, or mend the numbers [series-gap]",
        "posts/2021/two.md:12: links to 'posts/2021/one.md', which is not there; "
        "look at the path; it begins at the folder of this file [broken-link]",
    ]


def test_parts_whose_dates_run_backwards_are_named(site: Path, build: Build) -> None:
    more = "series: 2021-in-review\npart: 3\n"
    write_post(site / "content", "2021/early.md", "Third part", "2021-12-13", more=more)

    assert refused(build) == [
        "posts/2021/early.md:3: is dated 2021-12-13, before the part it follows, "
        "posts/2021/two.md (2021-12-14); mend one of the dates [series-dates]"
    ]


def test_a_title_of_another_year_is_named(site: Path, build: Build) -> None:
    more = "series: 2021-in-review\npart: 3\n"
    write_post(site / "content", "2021/last.md", "2022 in review: last", "2021-12-15", more=more)

    assert refused(build) == [
        "posts/2021/last.md:2: title names 2022, but series/2021-in-review.md looks back on 2021; "
        "mend the title, or the series that the post names [series-year]"
    ]


def test_a_series_that_is_only_planned_stops_nothing(site: Path, build: Build) -> None:
    path = site / "content/series/lonely.md"
    path.write_text("---\ntitle: Lonely\nparts: [Part of one]\n---\n", encoding="utf-8")

    tree = build()

    assert build.code == 0, build.said
    page = " ".join(
        BeautifulSoup(tree["series/lonely/index.html"], "html.parser").get_text().split()
    )
    assert "Part of one Announced, not published yet" in page
    assert not any(name.startswith("feeds/series/lonely") for name in tree)


def test_a_complete_series_lacks_no_part(site: Path, build: Build) -> None:
    path = site / "content/series/2021-in-review.md"
    text = path.read_text(encoding="utf-8").replace("year: 2021", "year: 2021\ncomplete: true")
    path.write_text(text, encoding="utf-8")

    assert refused(build) == [
        "series/2021-in-review.md:4: is marked complete, but part 3 is missing "
        "(the last post is posts/2021/two.md); write the part, or delete 'complete' "
        "[series-complete]"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("same", "same"),
        ("Same", "same"),
        (unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")),
    ],
    ids=["equal", "case", "Unicode form"],
)
def test_two_posts_at_one_address_are_both_named(
    site: Path, build: Build, one: str, other: str
) -> None:
    write_post(site / "content", "2020/a.md", "A", "2024-01-01", more=f"slug: {one}\n")
    write_post(site / "content", "2020/b.md", "B", "2024-02-02", more=f"slug: {other}\n")

    (line,) = refused(build)

    address = f"/blog/2024/{unicodedata.normalize('NFC', other)}/"
    assert line == (
        f"posts/2020/b.md:7: has the same address as posts/2020/a.md ('{address}'); "
        "give one of them another slug [one-address]"
    )


def test_a_page_may_not_take_an_address_of_the_site(site: Path, build: Build) -> None:
    path = site / "content/pages/topics.md"
    path.write_text("---\ntitle: Topics\nsummary: S.\n---\nWords.\n", encoding="utf-8")

    assert refused(build) == [
        "pages/topics.md: the page would be at '/topics/', which the site needs itself; "
        "rename the file [reserved-address]"
    ]


@pytest.mark.parametrize(
    ("parent", "message"),
    [
        ("cultur", "parent names an unknown topic 'cultur'; did you mean 'culture'?"),
        ("medicines", "parent names the topic itself; delete the line"),
        (
            "speaking-up",
            "parent names 'speaking-up', which has a parent itself ('culture'); "
            "topics have two levels; name a topic that has no parent",
        ),
    ],
)
def test_topics_have_two_levels(site: Path, build: Build, parent: str, message: str) -> None:
    path = site / "content/topics/medicines.md"
    text = path.read_text(encoding="utf-8").replace("synonyms:", f"parent: {parent}\nsynonyms:")
    path.write_text(text, encoding="utf-8")

    assert refused(build) == [f"topics/medicines.md:4: {message} [topic-parent]"]


@pytest.mark.parametrize(
    ("names", "line", "message"),
    [
        (
            "posts/2022/thre.md",
            4,
            "names 'posts/2022/thre.md', which is not there; did you mean 'posts/2022/three.md'? "
            "[broken-link]",
        ),
        (
            "posts/2022/three.md, posts/2021/one.md",
            4,
            "names 'posts/2021/one.md', which is not about this topic; "
            "add medicines to the topics of that post, or name another post [start-here]",
        ),
        (
            "posts/2022/three.md, posts/2022/three.md",
            4,
            "names 'posts/2022/three.md' twice; delete one [doubled-name]",
        ),
    ],
)
def test_a_topic_begins_with_posts_of_its_own(
    site: Path, build: Build, names: str, line: int, message: str
) -> None:
    path = site / "content/topics/medicines.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("synonyms:", f"start_here: [{names}]\nsynonyms:"), "utf-8")

    assert refused(build) == [f"topics/medicines.md:{line}: start_here {message}"]


def test_a_topic_begins_with_five_posts_at_most(site: Path, build: Build) -> None:
    for number in range(6):
        write_post(site / "content", f"2020/m-{number}.md", f"M {number}", topic="medicines")
    path = site / "content/topics/medicines.md"
    text = path.read_text(encoding="utf-8")
    names = ", ".join(f"posts/2020/m-{number}.md" for number in range(6))
    path.write_text(text.replace("synonyms:", f"start_here: [{names}]\nsynonyms:"), "utf-8")

    assert refused(build) == [
        "topics/medicines.md:4: start_here names too many (6, at most 5); "
        "write a list of one to five posts to read first, such as posts/2024/name.md [bad-start_here]"
    ]


@pytest.mark.parametrize("state", ["status: draft\n", "status: withdrawn\n", "date: 2031-01-01\n"])
def test_a_first_post_that_nobody_sees_is_left_out_and_keeps_nobody_waiting(
    site: Path, build: Build, state: str
) -> None:
    hidden = write_post(site / "content", "2022/hidden.md", "Hidden", topic="medicines")
    text = hidden.read_text(encoding="utf-8")
    if state.startswith("date"):
        text = text.replace("date: 2024-03-01\n", "")
    hidden.write_text(text.replace("summary:", f"{state}summary:"), "utf-8")
    path = site / "content/topics/medicines.md"
    names = "posts/2022/hidden.md, posts/2022/three.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("synonyms:", f"start_here: [{names}]\nsynonyms:"), "utf-8")

    files = build()

    assert build.code == 0, build.said
    page = files["topics/medicines/index.html"].decode()
    assert "Start here" in page
    assert "Hidden" not in page
    found = survey(site / "pelicanconf.py", {"PATH": str(site / "content")}, NOW).findings
    assert [
        (each.path, each.line, each.message, each.hint)
        for each in found
        if each.check_id == "start-here-hidden"
    ] == [
        (
            "topics/medicines.md",
            4,
            "start_here names 'posts/2022/hidden.md', which readers cannot see",
            "it is left out until they can; name another post, or leave it for later",
        )
    ]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("status: draft", "which is a draft"),
        ("date: 2031-01-01", "which appears on 2031-01-01"),
    ],
)
def test_a_public_post_may_not_link_to_one_that_is_not(
    site: Path, build: Build, field: str, message: str
) -> None:
    path = write_post(site / "content", "2020/hidden.md", "Hidden")
    text = path.read_text(encoding="utf-8")
    if field.startswith("date"):
        text = text.replace("date: 2024-03-01\n", "")
    path.write_text(text.replace("summary:", f"{field}\nsummary:"), encoding="utf-8")
    write_post(site / "content", "2020/open.md", "Open", body="See [it](hidden.md).")

    assert refused(build) == [
        f"posts/2020/open.md:8: links to posts/2020/hidden.md, {message}; "
        "delete the link, or publish that post first [hidden-target]"
    ]


def test_a_link_never_keeps_a_post_from_being_withdrawn(site: Path, build: Build) -> None:
    write_post(site / "content", "2020/hidden.md", "Hidden", more="status: withdrawn\n")
    write_post(site / "content", "2020/open.md", "Open", body="See [it](hidden.md).")

    after = build()

    assert build.code == 0, build.said
    assert b"This post was withdrawn" in after["blog/2024/hidden/index.html"]
    assert b"/blog/2024/hidden/" in after["blog/2024/open/index.html"]


def test_a_draft_may_link_to_a_draft(site: Path, build: Build) -> None:
    write_post(site / "content", "2020/one.md", "One", more="status: draft\n")
    more = "status: draft\n"
    write_post(site / "content", "2020/two.md", "Two", more=more, body="[it](one.md)")

    build()

    assert build.code == 0, build.said


def test_all_problems_of_all_files_come_at_once_in_order(site: Path, build: Build) -> None:
    write_post(site / "content", "2020/b.md", "B", "2020-13-01", topic="nowhere")
    write_post(site / "content", "2020/a.md", "A", body="<script>x</script>\n\n[x](nope-at-all.md)")
    (site / "content/authors/bad.md").write_text("---\nname: Bad\n---\n", encoding="utf-8")

    assert refused(build) == [
        "authors/bad.md:1: role is missing; add what the author does, such as Editor "
        "[missing-field]",
        "posts/2020/a.md:8: holds the HTML element <script>, which is not allowed; "
        "write it in Markdown, or leave it out [unsafe-html]",
        "posts/2020/a.md:10: links to 'posts/2020/nope-at-all.md', which is not there; "
        "look at the path; it begins at the folder of this file [broken-link]",
        "posts/2020/b.md:3: date does not exist ('2020-13-01'); write a month from 01 to 12 "
        "[bad-date]",
        "posts/2020/b.md:6: topics names an unknown topic 'nowhere'; "
        "write one of: culture, medicines, speaking-up [unknown-topic]",
    ]


def test_a_link_in_the_content_is_not_followed(site: Path, build: Build, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("---\ntitle: Secret\n---\nsecret", encoding="utf-8")
    (site / "content/posts/2021/link.md").symlink_to(outside)

    assert refused(build) == [
        "posts/2021/link.md: is a link to another place; put a plain file there [odd-file]"
    ]


def test_an_old_address_that_is_in_use_is_named(site: Path, build: Build) -> None:
    write_post(site / "content", "2024/a.md", "A", more="aliases: [/blog/2021/one/, /old/]\n")
    write_post(site / "content", "2024/b.md", "B", more="aliases: [/old/, ../x]\n")

    assert (
        refused(build)
        == [
            "posts/2024/b.md:7: aliases is not an address of this site ('../x'); "
            "write the path after the site's own address, such as /old/place/ [bad-aliases]",
            "posts/2024/a.md:7: aliases names '/blog/2021/one/', which is the address of "
            "posts/2021/one.md already; delete it [alias-taken]",
        ][::-1]
    )
    write_post(site / "content", "2024/b.md", "B", more="aliases: [/old/]\n")
    assert len(refused(build)) == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "sponsor, funding and interests; add a line for each, such as 'sponsor: none'"),
        ("sponsor: none\n", "funding and interests; add a line for each, such as 'funding: none'"),
        (
            "sponsor: none\nfunding: A fund\n",
            "interests; add 'interests:' with what there is to declare, or 'none'",
        ),
    ],
)
def test_a_hub_may_ask_every_post_for_its_disclosure(
    site: Path, build: Build, more: str, said: str
) -> None:
    for path in (site / "content/posts").rglob("*.md"):
        text = path.read_text("utf-8").replace("sponsor: none\n", "")
        every = "sponsor: none\nfunding: none\ninterests: none\n"
        path.write_text(text.replace("topics:", f"{every}topics:", 1), "utf-8")
    settings = site / "pelicanconf.py"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("REQUIRE_DISCLOSURE = False", "REQUIRE_DISCLOSURE = True"), "utf-8"
    )
    build()
    assert build.code == 0, build.said

    write_post(site / "content", "2024/new.md", "New", more=more)
    assert refused(build) == [f"{POST}:5: says nothing of {said} [missing-disclosure]"]

    write_post(site / "content", "2024/new.md", "New", more=f"{more}status: draft\n")
    build()
    assert build.code == 0, build.said


def test_the_settings_of_this_repository_ask_for_it() -> None:
    text = (ROOT / "pelicanconf.py").read_text("utf-8")

    assert "\nREQUIRE_DISCLOSURE = True\n" in text


LETTER = """---
post: {post}
by: A reader
date: 2023-05-02
{consent}led_to: {day}
---
I counted them again.
"""
AGREED = "consent: {holder: Office, date: 2023-05-02, scope: This letter, expires: 2031-05-02}\n"


@pytest.mark.parametrize(
    ("post", "consent", "day", "message"),
    [
        ("posts/2023/more-5.md", "", "2023-05-03",
         "1: consent is missing; add a group with holder, date, scope and expires [missing-field]"),
        ("posts/2023/more-6.md", AGREED, "2023-05-03",
         "2: post names 'posts/2023/more-6.md', which is not there; "
         "did you mean 'posts/2023/more-5.md'? [broken-link]"),
        ("posts/2023/more-5.md", AGREED, "2023-05-01",
         "6: led_to is 2023-05-01, before the letter itself (2023-05-02); "
         "mend one of the dates [response-correction]"),
        ("posts/2023/more-5.md", AGREED, "2023-05-03",
         "6: led_to is 2023-05-03, and posts/2023/more-5.md declares no update of that day; "
         "add it to 'updates' of the post, or mend the day [response-correction]"),
    ],
    ids=["no consent", "no post", "too early", "no update"],
)  # fmt: skip
def test_a_response_has_consent_a_post_and_what_it_led_to(
    site: Path, build: Build, post: str, consent: str, day: str, message: str
) -> None:
    (site / "content/responses").mkdir()
    text = LETTER.format(post=post, consent=consent, day=day)
    (site / "content/responses/letter.md").write_text(text, "utf-8")

    build()

    assert [line for line in build.last.split("\n") if line.startswith("content/")] == [
        f"content/responses/letter.md:{message}"
    ]


HERE = "Example Valley Hospital"
REPLIED = (
    f"kind: concern\nreplies:\n  - named: {HERE}\n    asked: 2024-02-01\n    due: 2024-02-20\n"
)
POLICY = "kind: policy\napplies_to: [Wales]\nreview_by: {day}\nreviewed: {{date: 2024-04-01, by: {by}}}\n"


@pytest.mark.parametrize(
    ("more", "body", "message"),
    [
        ("kind: interview\n", "Words.",
         "7: interview is missing from a post of the kind 'interview'; add a group with asked, "
         "answered and agreed_by, for an interview [kind-field]"),
        ("kind: consultation\n", "Words.",
         "7: consultation is missing from a post of the kind 'consultation'; add a group with "
         "asked_by, about, sent and url, for a consultation [kind-field]"),
        ("kind: policy\nreview_by: 2026-12-01\nreviewed: {date: 2024-04-01, by: bo-example}\n", "Words.",
         "7: applies_to is missing from a post of the kind 'policy'; add a list of nations, such "
         "as [England, Wales], or [UK] [kind-field]"),
        (POLICY.format(day="2026-12-01", by="ann-example"), "Words.",
         "10: reviewed.by is ann-example, who is an author of the post; "
         "have somebody read it who did not write it [own-review]"),
        (POLICY.format(day="2027-04-02", by="bo-example"), "Words.",
         "9: review_by is 2027-04-02, more than 3 years after 2024-04-01; "
         "write 2027-04-01 or an earlier day [review-far]"),
        ("kind: concern\n", f"Nobody answered at {HERE}.",
         f"7: names {HERE}, and says nothing of their reply; add them to 'replies' with named, "
         "asked and due, and wait for that day [right-of-reply]"),
        (REPLIED, "Nobody answered at the hospital.",
         f"9: replies.named is '{HERE}', whom the text does not name; "
         "write it as the text does [right-of-reply]"),
        (REPLIED.replace("02-20", "03-01"), f"Nobody answered at {HERE}.",
         f"11: is published before {HERE} had until 2024-03-01 to reply; "
         "publish it on a later day, or add the reply [right-of-reply]"),
        (REPLIED + "    replied: 2024-01-31\n    text: No.\n", f"Nobody answered at {HERE}.",
         "12: replies.replied is 2024-01-31, before they were asked (2024-02-01); "
         "mend one of the dates [reply-order]"),
        (REPLIED + "    replied: 2024-02-03\n", f"Nobody answered at {HERE}.",
         "9: replies.text is missing from a reply; "
         "add their reply, in their own words [reply-order]"),
    ],
    ids=["interview", "consultation", "no nation", "own review", "too far", "nobody asked",
         "not named", "too soon", "before the question", "no words"],
)  # fmt: skip
def test_a_post_has_what_its_kind_asks_for(
    site: Path, build: Build, more: str, body: str, message: str
) -> None:
    bo = "---\nname: Bo Example\nrole: Editor\n---\n"
    (site / "content/authors/bo-example.md").write_text(bo, "utf-8")
    write_post(site / "content", "2024/x.md", "X", more=more, body=body)

    build()

    assert [line for line in build.last.split("\n") if line.startswith("content/")] == [
        f"content/posts/2024/x.md:{message}"
    ]


def test_a_draft_need_not_have_it_yet(site: Path, build: Build) -> None:
    write_post(site / "content", "2024/x.md", "X", more="kind: concern\nstatus: draft\n",
               body=f"Nobody answered at {HERE}.")  # fmt: skip

    build()

    assert build.code == 0, build.said
