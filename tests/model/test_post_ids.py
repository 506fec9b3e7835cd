"""Identity: which post is which, and what cannot be known for certain."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.model.post_ids import (
    HEAD,
    Known,
    Record,
    Settled,
    effects,
    made,
    read,
    settle,
    written,
)
from tests.conftest import ROOT
from tests.support.examples import LONDON, NOW, on

HOST = "example.org"


def a_known(**changes: Any) -> Known:
    given = {
        "source": "posts/2021/one.md",
        "title": "One",
        "date": on(2021, 12, 16),
        "slug": "one",
        "status": "published",
        "public": True,
    }
    return Known(**{**given, **changes})


def another(**changes: Any) -> Known:
    given = {
        "source": "posts/2022/two.md", "title": "Two", "date": on(2022, 2, 3), "slug": "two",
    }  # fmt: skip
    return a_known(**{**given, **changes})


def settled(
    records: list[Record],
    *posts: Known,
    unread: frozenset[str] = frozenset(),
    now: dt.datetime = NOW,
) -> Settled:
    return settle(records, posts, unread, HOST, "Europe/London", now)


def published(*posts: Known) -> list[Record]:
    """Return the records that a build leaves, as the next one reads them."""
    records, problems = read(written(settled([], *posts).records))
    assert not problems
    return records


def said(found: Settled) -> list[str]:
    return [problem.text() for problem in found.problems]


# -- The file


def test_what_is_written_is_read_again() -> None:
    records = [
        Record(id="tag:a,2021:b", post='posts/"x": y.md', title="It's \"so\": # – 🩺", date="2021-12-16", slug="é"),
        Record(
            id="https://old.example/?p=1", post="posts/z.md", title="- no", date="2021-12-16T09:30", slug="z",
            updated="2026-01-02", withdrawn="2026-01-03", removed="2026-01-04",
        ),
    ]  # fmt: skip

    text = written(records)

    assert read(text) == (sorted(records, key=lambda each: each.post), [])
    assert text.startswith(HEAD)


def test_a_new_record_moves_none_of_those_that_are_there() -> None:
    """Also where a merge left them in another order than that of their names."""
    names = ("posts/m.md", "posts/c.md", "posts/x.md")
    made = [
        Record(id=f"tag:a,2021:{name[6]}", post=name, title="T", date="2021-12-16", slug=name[6])
        for name in names
    ]
    merged = HEAD + "".join(written([each]).removeprefix(HEAD) for each in made)
    new = [replace(made[0], id=f"tag:a,2022:{name}", post=f"posts/{name}.md") for name in "zdn"]

    kept = read(merged)[0]

    assert written(kept) == merged
    assert [each.post[6] for each in read(written([*new, *kept]))[0]] == [
        "d",
        "m",
        "c",
        "n",
        "x",
        "z",
    ]


def test_the_file_is_yaml_for_everybody_else() -> None:
    import yaml

    records = published(a_known(title='A "b": c\\d'), another(title="#2 'x'"))

    found = yaml.safe_load(written(records))

    assert [each["title"] for each in found] == ['A "b": c\\d', "#2 'x'"]
    assert [each["id"] for each in found] == [record.id for record in records]


def test_a_record_may_be_quoted_as_other_programs_do() -> None:
    text = (
        "- id: 'tag:a,2021:b'\n  post: \"p.md\"\n  title: 'It''s'\n  date: 2021-01-01\n  slug: p\n"
    )

    records, problems = read(text)

    assert problems == []
    assert (records[0].id, records[0].post, records[0].title) == ("tag:a,2021:b", "p.md", "It's")


GOOD = "- id: tag:a,2021:b\n  post: p.md\n  title: P\n  date: 2021-01-01\n  slug: p\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD + "<<<<<<< HEAD\n",
            "content/ids.yaml:6: a merge was not finished here; delete this line and keep the records of both sides [ids]",
        ),
        (
            GOOD + "  colour: red\n",
            "content/ids.yaml:6: cannot read 'colour: red'; write 'name: value', or delete it [ids]",
        ),
        (
            GOOD.replace("  date: 2021-01-01\n", ""),
            "content/ids.yaml:1: the record of 'p.md' has no 'date'; bring the line back from an earlier version [ids]",
        ),
        (
            GOOD + "  slug: q\n",
            "content/ids.yaml:6: 'slug' is given twice; delete one of them [ids]",
        ),
        (
            GOOD.replace("title: P", 'title: "P'),
            "content/ids.yaml:3: 'title' opens a quotation mark that is not closed; close it [ids]",
        ),
        (
            GOOD.replace("title: P", "title: Patient story #4"),
            "content/ids.yaml:3: 'title' holds ' #', which begins a remark; put quotes round the whole text, or write the remark on a line of its own [ids]",
        ),
        (
            GOOD.replace("id: tag:a,2021:b", "id: tag:a,2021:b # the first"),
            "content/ids.yaml:1: 'id' holds ' #', which begins a remark; put quotes round the whole text, or write the remark on a line of its own [ids]",
        ),
        (
            GOOD.replace("title: P", 'title: "P" # the first'),
            "content/ids.yaml:3: 'title' has '# the first' behind its quotation marks; put it inside them, or delete it [ids]",
        ),
        (
            GOOD + GOOD.replace("post: p.md", "post: q.md"),
            "content/ids.yaml:6: 'tag:a,2021:b' is the id of p.md and of q.md; delete the record that is not right [ids]",
        ),
        (
            GOOD + GOOD.replace("2021:b", "2021:c"),
            "content/ids.yaml:6: p.md has two ids (lines 1 and 6); keep the one that was published first [ids]",
        ),
    ],
    ids=["merge", "unknown", "missing", "twice", "quote", "hash in a title",
         "hash behind an id", "hash behind quotes", "one id", "one post"],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_said_with_its_line(text: str, message: str) -> None:
    _, problems = read(text)

    assert message in [problem.text() for problem in problems]


# -- Two people at once


def merged(folder: Path, *sides: str) -> str:
    """Return what Git makes of the texts of two branches (the first is what both began with)."""

    def git(*words: str) -> None:
        who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
        subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True)

    file = folder / "content/ids.yaml"
    file.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".gitattributes", folder)
    git("init", "--quiet", "--initial-branch=base")
    for name, text in zip(("base", "ours", "theirs"), sides, strict=True):
        if name != "base":
            git("checkout", "--quiet", "-b", name, "base")
        file.write_text(text, encoding="utf-8")
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "--message", name)
    git("merge", "--quiet", "--no-edit", "ours")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(12))
def test_what_two_branches_publish_comes_together_without_a_word_from_anybody(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - edits, not secrets

    def post(number: int) -> Known:
        day = on(2026, 1, dice.randint(1, 3))
        return a_known(
            source=f"posts/2026/{number:02}.md",
            title=f"T {number}",
            date=day,
            slug=f"p-{number:02}",
        )

    base = [post(number) for number in range(0, 30, 3)]
    both = [post(30)]  # published by each of them, such as by a server and by an editor
    sides = []
    for rest in (1, 2):
        new = [post(number) for number in dice.sample(range(rest, 30, 3), dice.randint(1, 6))]
        told = [
            replace(each, told=on(2026, 2, rest)) if number % 2 == rest - 1 else each
            for number, each in enumerate(base)
        ]
        sides.append(settled(published(*base), *told, *new, *both).records)

    text = merged(tmp_path, *map(written, (published(*base), *sides)))

    records, problems = read(text)
    assert [problem.text() for problem in problems] == []
    expected: dict[str, Record] = {}
    for record in (*sides[0], *sides[1]):
        known = expected.get(record.id, record)
        expected[record.id] = max(known, record, key=lambda each: each.updated)
    found = {record.id: replace(record, line=0) for record in records}
    assert found == {record.id: replace(record, line=0) for record in expected.values()}


def test_a_withdrawal_on_one_side_outlives_an_update_on_the_other() -> None:
    lines = [*written(published(a_known())).splitlines()[3:]]
    both = [*lines, "  withdrawn: 2026-02-01", *lines, "  updated: 2026-03-01"]

    records, problems = read("\n".join(both))

    assert problems == []
    assert [(each.withdrawn, each.updated) for each in records] == [("2026-02-01", "2026-03-01")]


# -- Ids


def test_a_new_post_gets_an_id_of_host_and_year_that_tells_no_word_of_it() -> None:
    found = settled([], a_known())

    (name,) = found.ids.values()
    assert re.fullmatch(r"tag:example\.org,2021:[0-9a-f]{16}", name)
    assert name == made(HOST, 2021, "posts/2021/one.md")
    assert settled([], a_known()).ids == found.ids


@pytest.mark.parametrize(
    ("status", "public"), [("draft", False), ("published", False), ("withdrawn", False)]
)
def test_a_post_that_was_never_public_has_no_id(status: str, public: bool) -> None:
    found = settled([], a_known(status=status, public=public))

    assert (found.ids, found.records, found.problems) == ({}, [], [])


@pytest.mark.parametrize(
    "changes",
    [
        {"date": on(2019, 1, 1)},
        {"title": "Another"},
        {"source": "posts/old/one.md"},
        {"source": "posts/2021/uno.md", "slug": "uno"},
        {"title": "Another", "date": on(2019, 1, 1)},
        {"source": "posts/2022/one.md", "date": on(2022, 1, 1)},
        {"source": "posts/old/one.md", "title": "Another"},
    ],
    ids=[
        "re-dated", "re-titled", "moved", "renamed", "re-dated and re-titled",
        "moved and re-dated", "moved and re-titled",
    ],
)  # fmt: skip
def test_an_edit_changes_no_id(changes: dict[str, Any]) -> None:
    before = published(a_known(), another())

    found = settled(before, a_known(**changes), another())

    assert said(found) == []
    assert set(found.ids.values()) == {record.id for record in before}
    after, _ = read(written(found.records))
    again = settled(after, a_known(**changes), another())
    assert (again.ids, again.updated) == (found.ids, found.updated)


def test_another_host_makes_new_ids_and_changes_none() -> None:
    before = published(a_known())

    found = settle(before, [a_known(), another()], frozenset(), "new.example", "Europe/London", NOW)

    assert found.ids["posts/2021/one.md"] == before[0].id
    assert found.ids["posts/2022/two.md"].startswith("tag:new.example,2022:")


def test_two_files_that_change_places_keep_their_ids() -> None:
    one, two = a_known(), another()
    before = settled([], one, two)

    found = settled(
        before.records,
        replace(one, source=two.source, slug=two.slug),
        replace(two, source=one.source, slug=one.slug),
    )

    assert said(found) == []
    assert found.ids == {
        two.source: before.ids[one.source],
        one.source: before.ids[two.source],
    }


def test_a_copy_beside_its_model_is_a_new_post() -> None:
    before = published(a_known())

    found = settled(before, a_known(), a_known(source="posts/2021/copy.md", slug="copy"))

    assert found.ids["posts/2021/one.md"] == before[0].id
    assert len(set(found.ids.values())) == 2


def test_a_title_of_every_year_does_not_pass_on_an_id() -> None:
    """The review of 2020 becomes that of 2022 by a new name and date: nobody can tell."""
    yearly = {"title": "Year in review", "slug": "review"}
    old = a_known(source="posts/2020/review.md", date=on(2020, 12, 1), **yearly)
    kept = a_known(source="posts/2021/review.md", date=on(2021, 12, 1), **yearly)
    before = published(old, kept)

    found = settled(
        before, kept, a_known(source="posts/2022/review.md", date=on(2022, 12, 1), **yearly)
    )

    assert said(found) == [
        "content/ids.yaml:4: posts/2020/review.md ('Year in review') was published under this id, "
        f"and is gone; if it is posts/2022/review.md now, write 'id: {before[0].id}' there "
        "[published-id]"
    ]


def test_a_post_that_is_gone_is_named_with_both_ways_out() -> None:
    before = published(a_known(), another())

    found = settled(before, another())

    assert said(found) == [
        "content/ids.yaml:4: posts/2021/one.md ('One') was published under this id, and is gone; "
        "put the file back, or write 'removed: 2026-01-01' below this line [published-id]"
    ]


def test_a_post_removed_on_purpose_is_no_problem_and_its_id_is_never_given_again() -> None:
    (record,) = published(a_known())
    removed = replace(record, removed="2026-01-01")

    assert said(settled([removed])) == []
    found = settled([removed], a_known())

    assert said(found) == []
    assert found.ids["posts/2021/one.md"] != record.id
    assert removed in found.records


def test_a_file_with_faults_of_its_own_is_not_gone() -> None:
    before = published(a_known())

    assert said(settled(before, unread=frozenset(["posts/2021/one.md"]))) == []


def test_an_id_in_the_header_decides() -> None:
    before = published(a_known())
    moved = another(id=before[0].id)

    found = settled(before, moved)

    assert said(found) == []
    assert found.ids == {moved.source: before[0].id}


def test_an_id_of_an_older_site_is_taken_as_it_is() -> None:
    found = settled([], a_known(id="https://old.example/?p=12"))

    assert found.ids == {"posts/2021/one.md": "https://old.example/?p=12"}


def test_another_id_in_the_header_of_a_published_post_is_refused() -> None:
    before = published(a_known())

    found = settled(before, a_known(id="tag:example.org,2021:new"))

    assert [problem.check_id for problem in found.problems] == ["published-id"]
    assert "posts/2021/one.md" in said(found)[0]


def test_two_posts_with_one_id_are_refused() -> None:
    name = "tag:example.org,2021:x"

    found = settled([], a_known(id=name), another(id=name))

    assert said(found) == [
        "content/posts/2022/two.md: has the same id as posts/2021/one.md; "
        "delete the line in the one that is newer [same-id]"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"status": "draft"},
            "content/posts/2021/one.md: is a draft, but was published as 'One'; to take it back, "
            "write 'status: withdrawn', and 'withdrawn:' with the day; if it never went live, "
            "delete its record in content/ids.yaml (line 4) [published-draft]",
        ),
        (
            {"date": on(2027, 1, 1)},
            "content/posts/2021/one.md: is dated 2027-01-01, which is to come, but was published on "
            "2021-12-16; to take it back, write 'status: withdrawn', and 'withdrawn:' with the "
            "day; if it never went live, delete its record in content/ids.yaml (line 4) "
            "[published-later]",
        ),
        (
            {"status": "withdrawn"},
            "content/posts/2021/one.md: is withdrawn, but was published as 'One' and does not say "
            "when; add 'withdrawn:' with the day on which that was [withdrawal-date]",
        ),
    ],
    ids=["draft", "later", "withdrawn"],
)
def test_a_published_post_does_not_vanish_without_a_word(
    changes: dict[str, Any], message: str
) -> None:
    before = published(a_known())

    assert said(settled(before, a_known(public=False, **changes))) == [message]


def test_a_look_at_an_earlier_day_misses_nothing() -> None:
    before = published(a_known())

    assert said(settled(before, a_known(public=False), now=on(2020))) == []


# -- Posts whose day is to come


def coming(**changes: Any) -> Known:
    return a_known(**{"date": on(2026, 2, 3), "public": False, **changes})


def test_a_scheduled_post_has_its_id_before_its_day_and_nothing_is_written_on_it() -> None:
    found = settled([], coming())

    (name,) = found.ids.values()
    kept = written(found.records)
    day = settled(read(kept)[0], coming(public=True), now=on(2026, 2, 3))
    assert written(day.records) == kept
    assert (day.ids, said(day)) == ({"posts/2021/one.md": name}, [])
    assert day.effects() == "This edit re-notifies nobody."
    first_seen_in_public = settled([], coming(public=True), now=on(2026, 2, 3))
    assert written(first_seen_in_public.records) == kept


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "posts/2026/uno.md", "slug": "uno"},
        {"date": on(2026, 5, 5)},
        {"title": "Another"},
    ],
    ids=["renamed", "later", "re-titled"],
)
def test_a_scheduled_post_keeps_its_id_through_edits(changes: dict[str, Any]) -> None:
    before = published(coming())

    found = settled(before, coming(**changes))

    assert list(found.ids.values()) == [before[0].id]
    assert said(found) == []
    post = coming(**changes)
    expected = (post.source, post.title, post.day, "")
    (record,) = found.records
    assert (record.post, record.title, record.date, record.updated) == expected


def test_a_post_that_comes_earlier_than_planned_is_new_and_not_updated() -> None:
    before = published(another(), coming())

    found = settled(before, another(), coming(date=on(2025, 12, 30), public=True))

    assert found.updated["posts/2021/one.md"] == on(2025, 12, 30)
    assert found.effects() == "1 subscriber notice (new: 'One')."


@pytest.mark.parametrize(
    "posts",
    [
        (coming(status="draft"),),
        (coming(status="withdrawn", ended=on(2026)),),
        (coming(status="withdrawn"),),
        (),
    ],
    ids=["draft", "withdrawn", "withdrawn without a day", "deleted"],
)
def test_what_was_only_scheduled_may_go_without_a_word(posts: tuple[Known, ...]) -> None:
    before = published(another(), coming())

    found = settled(before, another(), *posts)

    assert said(found) == []
    assert "posts/2021/one.md" not in found.ids
    assert found.effects() == "This edit re-notifies nobody."
    assert [problem.text() for problem in found.unkept] == [
        "content/ids.yaml:4: posts/2021/one.md was scheduled for 2026-02-03, and is not any more; "
        "run python3 tasks.py build, and commit content/ids.yaml with the post [unkept-id]"
    ]
    after, _ = read(written(found.records))
    later = settled(after, another(), *posts, now=on(2026, 2, 4))
    assert (said(later), later.unkept, written(later.records)) == ([], [], written(after))
    again = settled(after, another(), coming(public=True, date=on(2026, 3, 3)), now=on(2026, 3, 4))
    assert again.ids["posts/2021/one.md"] == before[0].id
    assert again.effects() == "1 subscriber notice (new: 'One')."
    assert "shelved" not in written(again.records)


def test_what_was_scheduled_and_then_public_does_not_vanish_without_a_word() -> None:
    before = published(coming())

    for posts in ((coming(status="draft"),), ()):
        found = settled(before, *posts, now=on(2026, 2, 4))
        assert len(found.problems) == 1
        assert [record.id for record in found.records] == [before[0].id]


def test_a_record_that_is_not_yet_as_the_post_says_is_told() -> None:
    message = (
        "content/posts/2021/one.md: is scheduled for {}, which content/ids.yaml does not say yet; "
        "run python3 tasks.py build, and commit content/ids.yaml with the post [unkept-id]"
    )
    before = published(coming())

    def unkept(records: list[Record], post: Known) -> list[str]:
        return [problem.text() for problem in settled(records, post).unkept]

    assert unkept([], coming()) == [message.format("2026-02-03")]
    assert unkept(before, coming(date=on(2026, 3, 3))) == [message.format("2026-03-03")]
    assert unkept(before, coming(title="Another")) == []
    assert unkept([], a_known()) == []


def test_a_look_at_an_earlier_day_schedules_and_forgets_nothing() -> None:
    before = published(a_known(), another())
    gone = a_known(status="draft", public=False)

    found = settle(
        before, [gone, another(public=False), a_known(source="posts/new.md", public=False)],
        frozenset(), HOST, "Europe/London", on(2020), NOW,
    )  # fmt: skip

    assert [replace(record, line=0) for record in found.records] == [
        replace(record, line=0) for record in before
    ]
    assert (found.problems, found.unkept) == ([], [])


def test_two_branches_that_each_schedule_put_off_and_take_back_come_together(
    tmp_path: Path,
) -> None:
    first = [
        coming(source=f"posts/2026/{name}.md", title=name, slug=name)
        for name in ("draft", "put-off", "same")
    ]
    draft, later, same = first
    ours = [
        replace(draft, status="draft"),
        later,
        same,
        coming(source="posts/2026/a.md", title="A", slug="a"),
    ]
    theirs = [
        draft,
        replace(later, date=on(2026, 8, 1)),
        same,
        coming(source="posts/2026/b.md", title="B", slug="b"),
    ]
    base = published(*first)
    sides = [settled(base, *posts).records for posts in (ours, theirs)]

    records, problems = read(merged(tmp_path, *map(written, (base, *sides))))

    assert [problem.text() for problem in problems] == []
    assert {record.post: record.id for record in records} == {
        record.post: record.id for record in (*sides[0], *sides[1])
    }
    both = [ours[0], theirs[1], same, ours[3], theirs[3]]
    assert written(settled(records, *both).records) == written(records)
    assert settled(records, *both).unkept == []


# -- What feeds say


def test_only_a_told_update_moves_the_date() -> None:
    before = published(a_known())

    plain = settled(before, a_known(title="Better"))
    moved = settled(before, a_known(date=on(2022, 5, 5)))
    told = settled(before, a_known(told=on(2025, 1, 2)))

    day = on(2021, 12, 16)
    assert list(plain.updated.values()) == [day]
    assert list(moved.updated.values()) == [day]
    assert list(told.updated.values()) == [on(2025, 1, 2)]
    assert told.updated["posts/2021/one.md"].tzinfo is not None


def test_the_date_never_goes_back() -> None:
    corrected = read(written(settled(published(a_known()), a_known(told=on(2025, 1, 2))).records))[
        0
    ]

    again = settled(corrected, a_known())

    assert list(again.updated.values()) == [on(2025, 1, 2)]


def test_subscribers_notice_what_is_new_told_or_withdrawn() -> None:
    before = published(a_known(), another())

    def after(*posts: Known) -> str:
        return effects(before, settled(before, *posts).records)

    one, two = a_known(), another()
    assert after(replace(one, title="Better", date=on(2020)), two) == (
        "This edit re-notifies nobody."
    )
    assert after(replace(one, told=on(2025)), two) == "1 subscriber notice (updated: 'One')."
    ended = replace(one, status="withdrawn", public=False, ended=on(2025))
    assert after(ended, two) == "1 subscriber notice (withdrawn: 'One')."
    new = a_known(source="posts/3.md", title="Three", slug="3", date=on(2023))
    assert after(replace(one, told=on(2025)), two, new) == (
        "2 subscriber notices (new: 'Three'; updated: 'One')."
    )


def test_the_zone_of_the_site_is_that_of_the_dates() -> None:
    summer = a_known(date=dt.datetime(2024, 7, 1, 0, 30, tzinfo=LONDON))

    again = settled(published(summer), summer)

    assert again.updated["posts/2021/one.md"] == dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC)


def test_many_posts_are_settled_in_one_pass() -> None:
    posts = [
        a_known(
            source=f"posts/{n}.md", title=f"T {n}", slug=f"{n}", date=on(2021) + dt.timedelta(n)
        )
        for n in range(300)
    ]
    before = published(*posts)

    moved = [replace(post, source=f"posts/new/{post.slug}.md") for post in posts]

    assert set(settled(before, *moved).ids.values()) == {record.id for record in before}
