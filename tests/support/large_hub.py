"""A hub of 300 posts in which every feature stands in some post, and each beside some other."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT, write_content, write_post

POSTS = 300

# What a text may hold: each post has some of these, in an order of its own.
TEXTS = (
    "A paragraph with *stress*, **weight**, `code` and a [link outside](https://example.org/a).",
    "| Ward | Falls | Change |\n| --- | ---: | :---: |\n| A long name of a ward | 12 | -3 |\n"
    "| Another | 4 | 1 |",
    "|  | Before | After |\n| --- | --- | --- |\n| Slips | 1,234 | 987 |",
    "![Two paths](../../images/two-paths.svg \"Two paths that part.\")",
    "![A shelf](../../images/medicine-shelf.png)",
    "> [!NOTE]\n> Something not to miss.",
    "> [!WARNING]\n> Something to be careful with: [more](../2021/one.md).",
    "- [x] done\n- [ ] to do",
    "> A quotation of somebody, at some length, so that it has to be broken on a narrow screen.",
    "1. First\n2. Second\n    - inside\n    - also inside\n3. Third",
    "```\na line of code that is long enough to be broken somewhere on a narrow screen or scroll\n```",
    "There were {fig:slips-2021} slips [@first-count-2021], then {fig:slips-2023, bare}\n"
    "[@second-count-2023, p. 7; @first-count-2021].",
    "```chart\ntitle: Slips in one ward\nfigures: [slips-2021, slips-2023]\n```",
    "```chart\ntitle: Slips as a line\nkind: line\nfigures: [slips-2021, slips-2023]\n"
    "labels: [Before, After]\n```",
    "The Care Quality Commission (CQC) said so, and the CQC said it again.",
    "A note.[^1]\n\n[^1]: The note, with a [link](https://example.org/note).",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft.",
    "Ten per cent, 5 mg, 1–2 days, “quoted”, naïve, Łódź, 病院, مستشفى.",
    "### A heading below\n\nWith a text.\n\n### Another heading below\n\nWith another text.",
    "<details><summary>More of it</summary><p>What was hidden.</p></details>",
    "Term\n:   What it means.\n\nAnother\n:   What that means.",
)  # fmt: skip

# What a header may hold, beside what each post has.
HEADERS = (
    "",
    'content_note: "A note before the text."\nsupport: [distress]\nkind: story\n'
    "consent: {holder: The safety team, date: 2021-01-02, scope: website, expires: 2030-01-01}\n",
    "sponsor: A sponsor, named\nfunding: none\ninterests: none\n",
    "rules: [two-checks]\napplies_to: [UK]\nreviewed: {date: 2026-02-04, by: ann-example}\nreview_by: 2026-05-01\n",
    "updates:\n  - {date: 2026-02-05, kind: correction, wrong: It was five., right: It is six., by: Ann}\n"
    "  - {date: 2026-02-04, kind: clarification, what: A word was made plainer.}\n",
    'image: {src: images/ward-round.png, alt: "A ward round", credit: "Drawn"}\n',
    "applies_to: [Scotland, Wales]\ndiscussion: https://community.example.org/everything\n",
    "aliases: [/old/{number}/]\n",
    "status: withdrawn\nwithdrawn: 2026-02-05\nwithdrawn_because: A number in it was wrong.\n",
    "updates:\n  - {date: 2026-02-05, kind: superseded, what: A newer post says more., by: Ann}\n",
)
GLOSSARY = """
care-quality-commission:
  term: Care Quality Commission
  short: CQC
  means: The body that registers and inspects providers of health and social care.
  place: England
  see: [inspection]
inspection:
  term: Inspection
  means: A visit that ends in a report.
"""
TOPICS, AUTHORS = ("culture", "speaking-up", "medicines"), ("ann-example", "jo-guest")


def write(content: Path) -> None:
    """Write the hub; the same one each time."""
    write_content(content)
    shutil.copytree(ROOT / "content/images", content / "images", dirs_exist_ok=True)
    shutil.copy(ROOT / "content/support.yaml", content / "support.yaml")
    (content / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    (content / "words.yaml").write_text("tablets: [medicines]\n", encoding="utf-8")
    for number in range(POSTS - 9):
        year = 2024 + number % 2  # after what they cite
        body = "\n\n".join(
            f"## Part {part}\n\n{TEXTS[(number + part * 4) % len(TEXTS)]}" for part in range(1, 4)
        )
        write_post(
            content, f"{year}/post-{number}.md", f"On wards, number {number}",
            f"{year}-0{1 + number % 9}-1{number % 10}", TOPICS[number % 3], AUTHORS[number % 2],
            HEADERS[number % len(HEADERS)].replace("{number}", str(number)), body,
        )  # fmt: skip
