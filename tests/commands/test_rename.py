"""Rename: one step for a file and all that names it, and nothing that readers had is lost."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.base.safe_write import replace
from plugins.commands import check
from plugins.commands.rename import rename
from tests.conftest import Build, tree, write_post

URL = "https://example.org/hub"


def run(site: Path, kind: str, old: str, new: str, **options: object) -> tuple[int, list[str]]:
    given: dict[str, object] = {"kind": kind, "old": old, "new": new, "yes": True, "dry_run": False, "merge": False,
             "content": None, "output": None, "siteurl": None, "now": "2026-06-01T12:00"}  # fmt: skip
    said: list[str] = []
    return rename(site, Namespace(**{**given, **options}), said.append), said


def ids(document: bytes) -> list[str]:
    return re.findall(r"<(?:id|guid[^>]*)>([^<]+)<", document.decode())


@pytest.mark.parametrize(
    ("kind", "folder", "old", "new"),
    [
        ("topic", "topics", "culture", "habits"),
        ("series", "series", "2021-in-review", "looking-back-2021"),
        ("author", "authors", "ann-example", "ann-sample"),
    ],
)
def test_old_addresses_lead_on_and_feeds_keep_who_they_are(
    site: Path, build: Build, kind: str, folder: str, old: str, new: str
) -> None:
    write_post(
        site / "content", "2022/linked.md", "Linked", "2022-05-01",
        more=f"series: {old}\npart: closing\n" if kind == "series" else f"owner: {'ann-example'}\n",
        body=f"See [it](../../{folder}/{old}.md), [again][x], `[code](../../{folder}/{old}.md)`, "
        f"[page](/{folder}/{old}/).\n\n[x]: ../../{folder}/{old}.md\n",
    )  # fmt: skip
    before = build(siteurl=URL)
    assert build.code == 0, build.said
    feeds = [name for name in before if name.startswith(f"feeds/{folder}/{old}")]
    assert feeds

    code, said = run(site, kind, old, new)

    assert code == 0, said
    assert said[-1] == f"'{old}' is '{new}' now. Old addresses and feeds lead on to it."
    content = site / "content"
    assert not (content / folder / f"{old}.md").exists()
    assert f"aliases: [{old}]\n" in (content / folder / f"{new}.md").read_text(encoding="utf-8")
    linked = (content / "posts/2022/linked.md").read_text(encoding="utf-8")
    assert linked.endswith(
        f"See [it](../../{folder}/{new}.md), [again][x], `[code](../../{folder}/{old}.md)`, "
        f"[page](/{folder}/{new}/).\n\n[x]: ../../{folder}/{new}.md\n\n"
    )
    after = build(siteurl=URL)
    assert build.code == 0, build.said
    assert before.keys() <= after.keys(), "every old address still answers"
    assert f"/hub/{folder}/{new}/".encode() in after[f"{folder}/{old}/index.html"]
    for name in feeds:
        fresh = after[name.replace(f"{folder}/{old}", f"{folder}/{new}")]
        assert ids(fresh) == ids(before[name])
        assert ids(after[name]) == ids(before[name])
    posts = [name for name in before if name.startswith("feeds/all")]
    assert posts
    assert all(ids(after[name]) == ids(before[name]) for name in posts)


def test_what_would_change_is_shown_line_by_line_and_nothing_is_written_unasked(
    site: Path,
) -> None:
    (site / "content/topics/medicines.md").write_text(
        "---\nname: Medicines\ndescription: Safer medicines.\naliases: [drugs-and-doses]\n---\n",
        encoding="utf-8",
    )
    before = tree(site / "content")
    shown = [
        "content/posts/2022/three.md:6: topics: [medicines] -> topics: [safer-medicines]",
        "content/topics/medicines.md -> content/topics/safer-medicines.md",
        "content/topics/medicines.md:4: aliases: [drugs-and-doses] -> aliases: [drugs-and-doses, medicines]",
        "2 files would change.",
    ]

    code, said = run(site, "topic", "medicines", "safer-medicines", dry_run=True)
    assert (code, said) == (0, [
        "\n".join(shown), "Nothing was written: this was a rehearsal."
    ])  # fmt: skip
    said = []
    options = Namespace(kind="topic", old="medicines", new="safer-medicines", yes=False, merge=False,
        dry_run=False, content=None, output=None, now="2026-06-01T12:00", siteurl=None)  # fmt: skip
    assert rename(site, options, said.append, lambda _: "n") == 1
    assert said == ["\n".join(shown), "Nothing was written."]
    assert tree(site / "content") == before


def test_every_other_byte_stays(site: Path) -> None:
    post = site / "content/posts/2022/odd.md"
    text = (
        "\ufeff---\r\ntitle: 'culture'   # culture\r\ndate: 2022-06-01\r\nsummary: \"On culture.\"\r\n"
        "authors: [ann-example]\r\ntopics:\r\n  - 'culture'  # culture\r\n  - speaking-up\r\n"
        "---\r\n\r\nThe culture of culture.\r\n"
    )
    post.write_bytes(text.encode())

    assert run(site, "topic", "culture", "habits")[0] == 0

    assert post.read_bytes().decode() == text.replace("  - 'culture'", "  - 'habits'")
    assert "parent: habits\n" in (site / "content/topics/speaking-up.md").read_text("utf-8")


def test_the_folder_of_a_guest_moves_and_posts_keep_their_ids(site: Path, build: Build) -> None:
    write_post(site / "content", "guests/jo-guest/own.md", "Own", author="jo-guest",
               body="See [the first](../../2021/one.md).")  # fmt: skip
    write_post(site / "content", "2024/after.md", "After", "2024-04-01",
               body="After [hers](../guests/jo-guest/own.md).")  # fmt: skip
    before = build(siteurl=URL)
    assert build.code == 0, build.said

    assert run(site, "author", "jo-guest", "jo-halloran")[0] == 0

    after = build(siteurl=URL)
    assert build.code == 0, build.said
    assert (site / "content/posts/guests/jo-halloran/own.md").is_file()
    assert not (site / "content/posts/guests/jo-guest").exists()
    assert ids(after["feeds/all.atom"]) == ids(before["feeds/all.atom"])


def test_two_topics_that_are_one_become_one(site: Path, build: Build) -> None:
    content = site / "content"
    kept = content / "topics/medicines.md"
    (content / "topics/medicine.md").write_text(
        "---\nname: Medicine\ndescription: The same.\naliases: [tablets]\n---\n", encoding="utf-8"
    )
    write_post(
        content, "2024/m.md", "M", topic="medicine", body="[It](../../topics/medicine.md) helps."
    )
    before = build()
    assert build.code == 0, build.said

    code, said = run(site, "topic", "medicine", "medicines", merge=True)

    assert code == 0, said
    assert "\n".join(said).split("\n") == [
        "content/posts/2024/m.md:6: topics: [medicine] -> topics: [medicines]",
        "content/posts/2024/m.md:8: [It](../../topics/medicine.md) helps. -> "
        "[It](../../topics/medicines.md) helps.",
        "content/topics/medicines.md: + aliases: [tablets, medicine]",
        "content/topics/medicine.md would go; its text is not kept, so move what is worth it first.",
        "3 files would change.",
        "'medicine' is 'medicines' now. Old addresses and feeds lead on to it.",
    ]
    assert not (content / "topics/medicine.md").exists()
    assert "description: Safer medicines." in kept.read_text(encoding="utf-8")
    after = build()
    assert build.code == 0, build.said
    for old in ("medicine", "tablets"):
        assert b"/topics/medicines/" in after[f"topics/{old}/index.html"]
    assert before.keys() <= after.keys(), "every old address still answers"
    assert b"/blog/2024/m/" in after["topics/medicines/index.html"]


def test_what_is_not_there_is_not_merged_with(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site / "content")
    assert run(site, "topic", "culture", "habits", merge=True)[0] == 2
    assert capsys.readouterr().err == "There is no other topic 'habits' to merge with.\n"
    assert run(site, "topic", "culture", "culture", merge=True)[0] == 2
    assert tree(site / "content") == before


@pytest.mark.parametrize(
    ("kind", "old", "new", "says"),
    [
        ("topic", "cultur", "habits", "There is no topic 'cultur'; did you mean 'culture'?"),
        ("topic", "culture", "medicines", "There is a topic 'medicines' already; choose another name, or add --merge to make one of the two."),
        ("topic", "culture", "a b", "The new name cannot be part of an address ('a b'); write letters, digits and hyphens, such as patients-as-partners"),
        ("topic", "medicines", "drugs", "'drugs' was the name of this topic before, and its old addresses lead on from there; choose another name."),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str], kind: str, old: str, new: str, says: str
) -> None:
    topic = site / "content/topics/medicines.md"
    text = topic.read_text(encoding="utf-8").replace("synonyms: [drugs]", "aliases: [drugs]")
    topic.write_text(text, encoding="utf-8")
    before = tree(site / "content")

    assert run(site, kind, old, new)[0] == 2

    assert capsys.readouterr().err == f"{says}\n"
    assert tree(site / "content") == before


def test_a_name_that_would_break_something_is_refused_in_the_words_of_check(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/topics/other.md").write_text(
        "---\nname: Other\ndescription: More.\naliases: [habits]\n---\n", encoding="utf-8"
    )
    before = tree(site / "content")

    assert run(site, "topic", "culture", "habits")[0] == 1

    said = capsys.readouterr().err
    assert "aliases names 'habits', which is taken (topic 'habits')" in said
    assert said.endswith("So nothing was renamed.\n")
    assert tree(site / "content") == before


def test_a_disk_that_fails_halfway_leaves_all_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site / "content")
    count = 0

    def fails(target: Path, content: bytes) -> None:
        nonlocal count
        count += ".hub" not in target.parts
        if count == 3:
            count += 1
            raise OSError(28, "No space left on device", str(target))
        replace(target, content)

    monkeypatch.setattr("plugins.commands.rename.replace", fails)

    assert run(site, "topic", "culture", "habits")[0] == 2
    assert tree(site / "content") == before


def test_a_hint_names_what_a_topic_is_called_now_and_never_another(site: Path) -> None:
    content = site / "content"
    (content / "topics/cultures.md").write_text(
        "---\nname: Cultures\ndescription: Several.\n---\n", encoding="utf-8"
    )
    assert run(site, "topic", "culture", "habits")[0] == 0
    write_post(content, "2024/late.md", "Late", body="See [it](../../topics/culture.md).")
    said: list[str] = []
    options = Namespace(explain=None, exceptions=False, paths=[], format="text", content=None,
        output=None, siteurl=None, now="2026-06-01T12:00")  # fmt: skip

    assert check.check(site, options, said.append) == 1

    text = "\n".join(said)
    assert "topics names an unknown topic 'culture'; it is called 'habits' now; write that" in text
    assert "that file is called '../../topics/habits.md' now; write that" in text
    assert "cultures" not in text.split("Advice")[0]
