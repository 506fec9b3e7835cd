"""Guests: whose file it is, whom it names and who decides, each with its whole message."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Build, write_post

JO = "guests/jo-guest/labels.md"
NOT_STATED = "is not for a guest to state; delete the field, or move the file to content/posts/2024/ to take it over [guest-field]"


def said(build: Build) -> list[str]:
    build()
    assert build.code == 1, build.said
    return [line.removeprefix("content/posts/") for line in build.said[0].split("\n")[:-1]]


def write(
    site: Path, name: str = JO, author: str = "jo-guest", more: str = "", body: str = "W."
) -> Path:
    return write_post(
        site / "content", name, "Labels", "2024-05-01", author=author, more=more, body=body
    )


def test_a_guest_writes_like_anybody_else(site: Path, build: Build) -> None:
    more = (
        "image: {src: images/ward.svg, alt: A ward}\ncontent_note: It is sad.\n"
        "learning_point: Ask.\nsponsor: none\nfunding: none\ninterests: none\n"
        "applies_to: [England]\nrules: [two-checks]\nstatus: published\n"
    )
    write(site, more=more, body="[One](../../2021/one.md), [two](https://example.org/).")
    write(site, "guests/jo-guest/2024/more.md", more="status: draft\nkind: story\n")

    after = build()

    assert build.code == 0, build.said
    page = after["blog/2024/labels/index.html"].decode()
    assert '<a href="https://example.org/" rel="noopener nofollow ugc">two</a>' in page
    assert ">Jo Guest</a>" in page
    feed = after["feeds/all.rss"].decode()
    assert '&lt;a href="https://example.org/"&gt;two&lt;/a&gt;' in feed
    assert "ugc" not in feed


@pytest.mark.parametrize(
    ("name", "author", "message"),
    [
        ("guests/labels.md", "jo-guest", "is in the folder of guests, but in that of no guest; move it to content/posts/guests/jo-guest/"),
        ("guests/labels.md", "ann-example", "is in the folder of guests, but in that of no guest; move it to content/posts/guests/NAME/"),
        ("guests/jo-gest/labels.md", "jo-guest", "is in the folder of an unknown guest 'jo-gest'; did you mean 'jo-guest'?"),
        ("guests/2024/labels.md", "jo-guest", "is in the folder of an unknown guest '2024'; write one of: jo-guest"),
        ("guests/ann-example/labels.md", "ann-example", "is in the folder of 'ann-example', who is no guest; move it to content/posts/2024/, or write 'guest: true' in content/authors/ann-example.md"),
        ("Guests/jo-guest/labels.md", "jo-guest", "is in 'Guests', which is not the folder of guests; rename the folder to 'guests'"),
        ("guest/jo-guest/labels.md", "jo-guest", "is in 'guest', which is not the folder of guests; rename the folder to 'guests'"),
    ],
)  # fmt: skip
def test_the_folder_is_that_of_a_guest(
    site: Path, build: Build, name: str, author: str, message: str
) -> None:
    write(site, name, author)

    assert said(build) == [f"{name}: {message} [guest-folder]"]


@pytest.mark.parametrize(
    ("authors", "named"),
    [("ann-example", "ann-example"), ("jo-guest, ann-example", "ann-example"), ("other, jo-guest", "other")],
)  # fmt: skip
def test_a_guest_s_file_names_its_guest_alone(
    site: Path, build: Build, authors: str, named: str
) -> None:
    other = "---\nname: Other\nrole: Nurse\nguest: true\n---\n"
    (site / "content/authors/other.md").write_text(other, encoding="utf-8")
    path = write(site, author=authors)
    line = path.read_text("utf-8").split("\n").index(f"authors: [{authors}]") + 1

    assert said(build) == [
        f"{JO}:{line}: authors names '{named}', but the file is in the folder of 'jo-guest'; "
        "write 'authors: [jo-guest]', or move the file to content/posts/2024/ to take it over "
        "[guest-author]"
    ]


def test_a_misspelt_author_is_told_of_once(site: Path, build: Build) -> None:
    write(site, author="jo-gest")

    (line,) = said(build)

    assert line.endswith(
        "names an unknown author 'jo-gest'; did you mean 'jo-guest'? [unknown-author]"
    )


def test_a_guest_whose_own_file_has_a_fault_is_still_the_guest(site: Path, build: Build) -> None:
    path = site / "content/authors/jo-guest.md"
    path.write_text(path.read_text("utf-8").replace("guest: true", "guest: yes!"), "utf-8")
    write(site)

    (line,) = said(build)

    assert line.endswith("[bad-guest]")


def test_a_guest_lifts_no_check(site: Path, build: Build) -> None:
    """The exception is not the guest's, so it lets nothing pass, whatever it says."""
    more = (
        "exceptions:\n  - {rule: phone-number, text: 01632 960001, by: Ann Example, "
        "date: 2024-05-01, reason: Mine.}\nsumary: x\n"
    )
    path = write(site, more=more, body="Ring 01632 960001.")
    lines = path.read_text("utf-8").split("\n")

    found = said(build)

    field = lines.index("exceptions:") + 1
    assert found[0] == f"{JO}:{field}: exceptions {NOT_STATED}"
    assert found[-1].endswith("('016...'); take it out; if it is an organisation's own, ask whoever "
        "runs the hub to add it to CONTACTS in pelicanconf.py [phone-number]")  # fmt: skip
    assert any("unknown field 'sumary'" in each for each in found), "all is said at once"


def test_a_guest_s_story_waits_for_a_record_of_consent(site: Path, build: Build) -> None:
    path = write(site, more="kind: story\n")
    line = path.read_text("utf-8").split("\n").index("kind: story") + 1

    assert said(build) == [
        f"{JO}:{line}: is a story, but says nothing of consent; write 'status: draft' until an "
        "editor moves the file to content/posts/2024/ and adds 'consent' [missing-consent]"
    ]


def test_a_post_that_is_taken_over_keeps_its_id_and_may_say_all(site: Path, build: Build) -> None:
    path = write(site, body="[Two](https://example.org/).")
    before = build()
    assert build.code == 0, build.said
    ids = (site / "content/ids.yaml").read_text("utf-8")
    path.unlink()
    write(site, "2024/labels.md", more="silence:\n  - {rule: reading-ease, reason: A law.}\n",
          body="[Two](https://example.org/).")  # fmt: skip

    after = build()

    assert build.code == 0, build.said
    assert (site / "content/ids.yaml").read_text("utf-8") == ids.replace(JO, "2024/labels.md")
    assert after["feeds/all.rss"] == before["feeds/all.rss"]
    assert b'" rel="noopener">Two' in after["blog/2024/labels/index.html"]


WHO = "who is a guest; name somebody of the house, who answers for it [guest-decides]"


@pytest.mark.parametrize(
    ("more", "line", "what"),
    [
        ("owner: jo-guest\n", 0, "owner names 'jo-guest'"),
        ("reviewed: {date: 2024-06-01, by: jo-guest}\n", 0, "reviewed.by names 'jo-guest'"),
        ("updates:\n  - {date: 2024-06-01, kind: minor, what: W., by: jo  guest}\n", 1, "updates.by names 'jo  guest'"),
        ("exceptions:\n  - {rule: postcode, text: EX1 1ZZ, date: 2024-05-01, reason: R.,\n     by: Jo Guest}\n", 2, "exceptions.by names 'Jo Guest'"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("author", ["jo-guest", "ann-example"])
def test_a_guest_decides_nothing(
    site: Path, build: Build, author: str, more: str, line: int, what: str
) -> None:
    path = write(site, "2024/labels.md", author, more=more)
    first = path.read_text("utf-8").split("\n").index(more.split("\n")[0]) + 1

    assert said(build) == [f"2024/labels.md:{first + line}: {what}, {WHO}"]


def test_a_namesake_of_the_house_decides(site: Path, build: Build) -> None:
    path = site / "content/authors/jo-of-the-house.md"
    path.write_text("---\nname: Jo Guest\nrole: Editor\n---\n", encoding="utf-8")
    write(site, "2024/labels.md", "ann-example",
          more="updates:\n  - {date: 2024-06-01, kind: minor, what: W., by: Jo Guest}\n")  # fmt: skip

    build()

    assert build.code == 0, build.said
