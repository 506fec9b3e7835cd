"""What an editor, a script or an accident may do to a hub."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.conftest import write_post

Dice = random.Random


def posts_of(site: Path) -> list[Path]:
    return sorted((site / "content" / "posts").rglob("*.md"))


def a_post_of(site: Path, dice: Dice) -> Path:
    posts = posts_of(site)
    return dice.choice(posts) if posts else write_post(site / "content", "2020/new.md", "New")


def change(path: Path, pattern: str, becomes: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, becomes, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def change_text(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    path.write_text(path.read_text(encoding="utf-8") + f"\nWord {dice.random()}.\n", "utf-8")


def change_title(site: Path, dice: Dice) -> None:
    change(a_post_of(site, dice), "^title: .*$", f'title: "Title {dice.randrange(50)}"')


def move_to_another_topic(site: Path, dice: Dice) -> None:
    topic = dice.choice(["culture", "speaking-up", "medicines", "speaking-up, culture", "nothing"])
    change(a_post_of(site, dice), "^topics: .*$", f"topics: [{topic}]")


def add(site: Path, dice: Dice) -> None:
    number = dice.randrange(40)
    date = f"20{dice.randrange(18, 26)}-0{dice.randrange(1, 10)}-11"
    write_post(site / "content", f"2020/added-{number}.md", f"Added {number}", date)


def remove_on_purpose(site: Path, path: Path) -> None:
    """Delete a post and say in the ledger of ids that it is meant."""
    name = path.relative_to(site / "content").as_posix()
    path.unlink()
    ids = site / "content/ids.yaml"
    if ids.exists():
        change(ids, f"^  post: {name}$", f"  post: {name}\n  removed: 2026-06-01")


def delete(site: Path, dice: Dice) -> None:
    """Remove a post as one should, or just delete the file, which is refused once it was public."""
    path = a_post_of(site, dice)
    if dice.random() < 0.7:
        remove_on_purpose(site, path)
    else:
        path.unlink()


def move(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    target = site / "content/posts" / dice.choice(["2019", "moved", "moved/deep"]) / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)


def correct(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    kind = dice.choice(["minor", "correction", "major", "clarification", "superseded"])
    day = f"2026-05-{dice.randrange(1, 29):02}"
    change(path, "^updates:\n(  .*\n)*", "")
    update = (
        f"updates:\n  - date: {day}\n    kind: {kind}\n    what: Put right {day}.\n"
        "    wrong: It was so.\n    right: It is so.\n    by: Ann Example\n"
    )
    change(path, "^summary:", f"{update}summary:")


def rename_topic_file(site: Path, dice: Dice) -> None:
    """Give a topic another slug, and keep its old one as an alias; its posts follow."""
    path = site / "content/topics" / "medicines.md"
    new = f"medicines-{dice.randrange(3)}"
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8")
    path.unlink()
    text = text.replace("name:", "aliases: [medicines]\nname:", 1)
    path.with_name(f"{new}.md").write_text(text, encoding="utf-8")
    for post in posts_of(site):
        change(post, r"^topics: \[medicines\]$", f"topics: [{new}]")


def rename(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    path.rename(path.with_name(f"renamed-{dice.randrange(9)}.md"))


def give_slug(site: Path, dice: Dice) -> None:
    slug = f"slug-{dice.randrange(5)}"
    path = a_post_of(site, dice)
    change(path, "^slug: .*\n", "")
    change(path, "^summary:", f"slug: {slug}\nsummary:")


def change_status(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    change(path, "^status: .*\n", "")
    status = dice.choice(["draft", "published", "withdrawn", "drfat"])
    change(path, "^summary:", f"status: {status}\nsummary:")
    if status == "withdrawn" and dice.random() < 0.8:
        change(path, "^updates:\n(  .*\n)*", "")
        update = "updates:\n  - date: 2026-05-30\n    kind: withdrawal\n    what: Taken back.\n"
        change(path, "^summary:", f"{update}summary:")


def change_date(site: Path, dice: Dice) -> None:
    date = dice.choice(["2019-02-28", "2021-12-14", "2024-02-29 23:59", "2031-01-01", "2023-02-30"])
    change(a_post_of(site, dice), "^date: .*$", f"date: {date}")


def change_part(site: Path, dice: Dice) -> None:
    parts = [path for path in posts_of(site) if "\nseries:" in path.read_text(encoding="utf-8")]
    if parts:
        part = dice.choice(["1", "2", "3", "4", "introduction", "closing"])
        change(dice.choice(parts), "^part: .*$", f"part: {part}")


def replan_series(site: Path, dice: Dice) -> None:
    titles = [f"Planned {dice.randrange(9)}" for _ in range(dice.randrange(2, 5))]
    path = site / "content/series/2021-in-review.md"
    change(path, "^parts: .*$", f"parts: [{', '.join(titles)}]")


def rename_topic(site: Path, dice: Dice) -> None:
    path = dice.choice(sorted((site / "content/topics").glob("*.md")))
    change(path, "^name: .*$", f"name: Topic {dice.randrange(30)}")


def rename_author(site: Path, dice: Dice) -> None:
    path = dice.choice(sorted((site / "content/authors").glob("*.md")))
    change(path, "^name: .*$", f"name: Author {dice.randrange(30)}")


def restyle(site: Path, dice: Dice) -> None:
    path = site / "theme" / dice.choice(["static/site.css", "templates/base.html"])
    extra = "/* {} */" if path.suffix == ".css" else "<!-- {} -->"
    path.write_text(path.read_text(encoding="utf-8") + extra.format(dice.random()), "utf-8")


def change_a_setting(site: Path, dice: Dice) -> None:
    change(site / "pelicanconf.py", "^SITENAME = .*$", f'SITENAME = "Hub {dice.randrange(9)}"')


def redraw(site: Path, dice: Dice) -> None:
    size = dice.randrange(1, 90)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 3"></svg>\n'
    (site / "content/images/ward.svg").write_text(svg, "utf-8")


def repaint(site: Path, dice: Dice) -> None:
    colour = tuple(dice.randrange(256) for _ in range(3))
    image = Image.new("RGB", (dice.randrange(10, 900), 40), colour)
    image.save(site / "content/images/photo.png", pnginfo=None)


def show_picture(site: Path, dice: Dice) -> None:
    """Show an image that may not be there, and is refused then."""
    path = a_post_of(site, dice)
    text = path.read_text(encoding="utf-8")
    if "photo.png" not in text:
        path.write_text(f"{text}\n![A photo](/images/photo.png)\n", encoding="utf-8")


def explain(site: Path, dice: Dice) -> None:
    """Write words into the glossary, and use one of them."""
    name = dice.choice(["Quick", "Quiet"])
    text = f"qrx:\n  term: {name} Review\n  short: QRX\n  means: A commission.\n"
    (site / "content/glossary.yaml").write_text(text, "utf-8")
    path = a_post_of(site, dice)
    path.write_text(path.read_text(encoding="utf-8") + "\nThe QRX.\n", encoding="utf-8")


def offer_help(site: Path, dice: Dice) -> None:
    subject = dice.choice(["distress", "loss"])
    text = (
        f"line:\n  name: Line {dice.randrange(5)}\n  for: Anyone.\n  subjects: [{subject}]\n"
        "  nations: [Wales]\n  url: https://example.org/\n  checked: 2026-05-01\n"
    )
    (site / "content/support.yaml").write_text(text, "utf-8")
    path = a_post_of(site, dice)
    change(path, "^support: .*\n", "")
    change(path, "^summary:", f"support: [{dice.choice(['distress', 'loss'])}]\nsummary:")


def edit_unseen(site: Path, dice: Dice) -> None:
    """Keep the size and the time of a file, as a careless tool may."""
    path = a_post_of(site, dice)
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:-2] + dice.choice("abcdefgh") + "\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def edit_into_the_past(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    change_text(site, dice)
    os.utime(path, (1_000_000_000, 1_000_000_000))


def swap(site: Path, dice: Dice) -> None:
    posts = posts_of(site)
    if len(posts) > 1:
        one, other = dice.sample(posts, 2)
        spare = one.with_name("spare")
        one.rename(spare)
        other.rename(one)
        spare.rename(other)


def break_header(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    change(
        path, "^summary: (.*)$", dice.choice([r"summary: a: b \1", r"sumary: \1", r"summary: \1"])
    )


def spoil_output(site: Path, dice: Dice) -> None:
    files = [path for path in (site / "output").rglob("*") if path.is_file()]
    if not files:
        return
    path = dice.choice(files)
    match dice.randrange(4):
        case 0:
            path.unlink()
        case 1:
            path.write_text("spoilt", "utf-8")
        case 2:
            (path.parent / "stray.html").write_text("stray", "utf-8")
        case _:
            times = path.stat()
            path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def records_of(site: Path) -> list[Path]:
    content = site / "content"
    return [*sorted((content / "sources").glob("*.md")), *sorted((content / "rules").glob("*.md"))]


def rename_a_record(site: Path, dice: Dice) -> None:
    field = dice.choice(["title", "publisher", "name", "summary"])
    change(dice.choice(records_of(site)), f"^{field}: .*$", f"{field}: Record {dice.randrange(30)}")


def change_a_source(site: Path, dice: Dice) -> None:
    """Withdraw it, replace it, let it stand again, or give it another date."""
    path = dice.choice(sorted((site / "content/sources").glob("*.md")))
    change(path, "^(?:status|replaced_by|withdrawn): .*\n", "")
    change(path, "^(?:status|replaced_by|withdrawn): .*\n", "")
    state = dice.choice([
        "", "status: withdrawn\nwithdrawn: 2024-05\n", "status: withdrawn\n",
        "status: replaced\nreplaced_by: second-count-2023\n",
    ])  # fmt: skip
    change(path, "^title:", f"{state}title:")
    if dice.random() < 0.3:
        change(path, "^date: .*$", f"date: {dice.choice(['2020', '2022-12', '2023-06-30'])}")


def change_a_figure(site: Path, dice: Dice) -> None:
    path = site / "content/figures.yaml"
    field, value = dice.choice([
        ("value", f"{dice.randrange(9999):,}"), ("as_of", dice.choice(["2021", "2021-10", "2023"])),
        ("unit", dice.choice(["slips", "'%'"])), ("counts", f"slips of kind {dice.randrange(9)}"),
        ("superseded_by", dice.choice(["slips-2023", "slips-2021", "extra"])),
    ])  # fmt: skip
    change(path, f"^  {field}: .*$", f"  {field}: {value}")


def supersede_a_figure(site: Path, dice: Dice) -> None:
    path = site / "content/figures.yaml"
    text = path.read_text(encoding="utf-8")
    if "\nextra:" not in text:
        value = dice.randrange(9999)
        text = text.rstrip("\n") + (
            f"\n  superseded_by: extra\nextra:\n  value: {value}\n  unit: slips\n"
            "  counts: slips in one ward\n  place: England\n  period: 2023\n  as_of: 2023-06\n"
            "  source: second-count-2023\n"
        )
        path.write_text(text, encoding="utf-8")


def change_a_rule(site: Path, dice: Dice) -> None:
    path = site / "content/rules/two-checks.md"
    change(path, "^  - from: 2024.*\n    text: .*\n    source: .*\n", "")
    change(path, "^ended: .*\n", "")
    if dice.random() < 0.7:
        day = dice.choice(["2024-01", "2024-05-06", "2024"])
        version = f"  - from: {day}\n    text: One person.\n    source: second-count-2023\n"
        change(path, "^---\nSee", f"{version}---\nSee")
    else:
        change(path, "^place:", "ended: 2024-02\nplace:")


def cite(site: Path, dice: Dice) -> None:
    """Cite, give a figure or draw a chart, rightly or not."""
    path = a_post_of(site, dice)
    words = dice.choice([
        "More [@second-count-2023; @first-count-2021].", "So {fig:slips-2023}.", "Once [@nobody].",
        "{fig:slips-2021, bare} of `{fig:x}`.",
        "```chart\ntitle: T\nfigures: [slips-2021, slips-2023]\n```",
    ])  # fmt: skip
    path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", "utf-8")


def review(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    change(path, "^reviewed: .*\n", "")
    change(path, "^review_by: .*\n", "")
    day = dice.choice(["2026-05-31", "2026-06-01", "2031-01-01", "2019-01-01"])
    change(path, "^summary:", f"review_by: {day}\nsummary:")
    if dice.random() < 0.5:
        by = dice.choice(["ann-example", "jo-guest", "nobody"])
        change(path, "^summary:", f"reviewed: {{date: 2025-02-03, by: {by}}}\nsummary:")


def disclose(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    field = dice.choice(["sponsor", "funding", "interests"])
    change(path, f"^{field}: .*\n", "")
    change(path, "^summary:", f"{field}: {dice.choice(['none', 'Example Ltd'])}\nsummary:")


def change_audience(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    change(path, "^audience: .*\n", "")
    words = dice.choice(["[staff]", "[safety-leads, staff]", "[everyone]", "[nobody]", ""])
    if words:
        change(path, "^summary:", f"audience: {words}\nsummary:")


def change_nation(site: Path, dice: Dice) -> None:
    path = a_post_of(site, dice)
    change(path, "^applies_to: .*\n", "")
    words = dice.choice(["[Scotland]", "[Wales, England]", "[UK]", "[Englnd]", ""])
    if words:
        change(path, "^summary:", f"applies_to: {words}\nsummary:")


EDITS: tuple[Callable[[Path, Dice], None], ...] = (
    change_text, change_title, move_to_another_topic, add, delete, rename, give_slug,
    change_status, change_date, change_part, replan_series, rename_topic, rename_author, restyle,
    change_a_setting, redraw, edit_unseen, edit_into_the_past, swap, break_header, spoil_output,
    move, correct, rename_topic_file, repaint, show_picture, explain, offer_help, rename_a_record, change_a_source,
    change_a_figure, supersede_a_figure, change_a_rule, cite, review, disclose, change_audience,
    change_nation,
)  # fmt: skip


def mend(site: Path, dice: Dice) -> None:
    """Bring the content back from the last state that could be built."""
    shutil.rmtree(site / "content")
    shutil.copytree(site / "good", site / "content")
