from __future__ import annotations

from pathlib import Path

from plugins.content.past_disclosure import past_disclosure
from tests.conftest import write_content, write_post

ALL = "sponsor: {0}\nfunding: {0}\ninterests: {0}\n"


def test_the_newest_post_of_the_same_authors_says_what_was_declared(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_post(tmp_path, "2024/a.md", "A", "2024-03-01", more=ALL.format("Acme"))
    write_post(tmp_path, "2025/b.md", "B", "2025-03-01", more=ALL.format("Bell"))
    write_post(
        tmp_path, "2026/c.md", "C", "2026-03-01", more=ALL.format("none") + "status: withdrawn\n"
    )
    write_post(
        tmp_path,
        "2026/d.md",
        "D",
        "2026-03-01",
        author="ann-example, jo-guest",
        more=ALL.format("Dee"),
    )

    found = past_disclosure(tmp_path, ["ann-example"])

    assert found == dict.fromkeys(("sponsor", "funding", "interests"), ("Bell", "posts/2025/b.md"))
    both = past_disclosure(tmp_path, ["jo-guest", "ann-example"])
    assert both["sponsor"] == ("Dee", "posts/2026/d.md")
    assert past_disclosure(tmp_path, ["jo-guest"]) == past_disclosure(tmp_path, []) == {}


def test_interests_are_those_of_the_authors_files(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_post(tmp_path, "2025/b.md", "B", "2025-03-01", more=ALL.format("Bell"))
    for name, said in (("ann-example", "none"), ("jo-guest", "Jo campaigns.")):
        path = tmp_path / "authors" / f"{name}.md"
        path.write_text(
            path.read_text("utf-8").replace("role:", f"interests: {said}\nrole:"), "utf-8"
        )

    assert past_disclosure(tmp_path, ["ann-example"])["interests"] == (
        "none",
        "authors/ann-example.md",
    )
    both = past_disclosure(tmp_path, ["ann-example", "jo-guest"])
    assert both == {"interests": ("Jo campaigns.", "authors/jo-guest.md")}
