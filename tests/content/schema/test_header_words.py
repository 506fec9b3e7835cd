"""Words of a header: none is lost, none divided, and no sign of Markdown is shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.base.problems import Problem
from plugins.content.file_kinds import kind_of
from plugins.content.parse import parse_document
from plugins.content.registers import _registered
from plugins.content.schema.header_words import markdown_in, without_markdown
from tests.conftest import ROOT

HEADERS = {
    "post": ("posts/x.md", "title: A\ndate: 2024-05-01\nsummary: S.\nauthors: [ann]\ntopics: [culture]\n"),
    "page": ("pages/x.md", "title: A\nsummary: S.\n"),
    "topic": ("topics/x.md", "name: A\ndescription: B.\n"),
    "series": ("series/x.md", "title: A\nparts: [One, Two]\n"),
    "author": ("authors/x.md", "name: A\nrole: B\n"),
    "source": ("sources/x.md", "title: A\npublisher: B\ndate: 2022\nkind: report\nurl: https://example.org/a\n"),
    "rule": ("rules/x.md", "name: A\nsummary: S.\nplace: England\nversions:\n- from: 2024\n  text: T.\n  source: s\n"),
}  # fmt: skip
REMARK = "put quotes round the whole text, or write the remark on a line of its own"
INSIDE = "put it inside the quotes or brackets, or write '# ' before a remark"


def problems_of(kind: str, line: str) -> list[str]:
    """Return what is said of a file in which a line stands in place of the field of its name."""
    path, fields = HEADERS[kind]
    name = re.split(r"[:\n]", line)[0]
    kept = "".join(
        each for each in re.split(r"(?<=\n)(?=\w)", fields) if each.partition(":")[0] != name
    )
    record, _ = parse_document(path, kind, f"---\n{line}\n{kept}---\nText.\n".encode(), "markdown")
    found = [Problem(*each) for each in (*record["problems"], *record["advice"])]
    return [each.text("").removeprefix(f"{path}:") for each in found]


LOST = [
    # behind ` #`
    ("post", "title: Patient story #4, the night shift", "2: title is read without '#4, the night shift', for ' #' begins a remark; write title: \"Patient story #4, the night shift\""),
    ("page", "title: About us # draft", f"2: title is read without '# draft', for ' #' begins a remark; {REMARK}"),
    ("post", "summary: We are #1 in \"safety\"", "2: summary is read without '#1 in \"safety\"', for ' #' begins a remark; write summary: 'We are #1 in \"safety\"'"),
    ("post", "title: #4, the night shift", "2: title is empty, for '#4, the night shift' is a remark; write title: \"#4, the night shift\""),
    ("post", "title: # A heading", f"2: title is empty, for '# A heading' is a remark; {REMARK}"),
    ("post", "title: \"Patient story\" #4", f"2: title is read without '#4', for ' #' begins a remark; {INSIDE}"),
    ("post", "topics: [culture] #safety", f"2: topics is read without '#safety', for ' #' begins a remark; {INSIDE}"),
    ("post", "date: 2024-05-01 # at the earliest", f"2: date is read without '# at the earliest', for ' #' begins a remark; {REMARK}"),
    ("post", "summary: > #2\n  Words", f"2: summary is read without '#2', for ' #' begins a remark; {INSIDE}"),
    ("series", "parts:\n- The first\n- Ward #3", "4: parts is read without '#3', for ' #' begins a remark; write - \"Ward #3\""),
    ("post", "updates:\n- date: 2024-06-01\n  kind: minor\n  what: Case #3 was wrong", "5: updates.what is read without '#3 was wrong', for ' #' begins a remark; write what: \"Case #3 was wrong\""),
    ("post", "image:\n  src: images/a.png\n  alt: Bed #2 by a window", "4: image.alt is read without '#2 by a window', for ' #' begins a remark; write alt: \"Bed #2 by a window\""),
    ("topic", "name: Never events #1", "2: name is read without '#1', for ' #' begins a remark; write name: \"Never events #1\""),
    ("author", "organisation: Ward #9", "2: organisation is read without '#9', for ' #' begins a remark; write organisation: \"Ward #9\""),
    ("source", "publisher: Press\t#7", "2: publisher is read without '#7', for ' #' begins a remark; write publisher: \"Press #7\""),
    ("rule", "place: Wales #and England", "2: place is read without '#and England', for ' #' begins a remark; write place: \"Wales #and England\""),
]  # fmt: skip
DIVIDED = [
    ("series", "parts: [First, do no harm, Then listen]", "2: parts takes 'First' and 'do no harm' for two; if that is one text, put quotes round it: \"First, do no harm\""),
    ("series", "parts: [One, Stop (or wait, at least), Go]", "2: parts takes 'Stop (or wait' and 'at least)' for two; if that is one text, put quotes round it: \"Stop (or wait, at least)\""),
    ("series", "parts: [\u201cListen, learn\u201d, Act]", "2: parts takes '\u201cListen' and 'learn\u201d' for two; if that is one text, put quotes round it: \"\u201cListen, learn\u201d\""),
    ("source", "authors: [Marsh, Nell]", "2: authors takes 'Marsh' and 'Nell' for two names of one word each; write \"Marsh, Nell\" for one person, or put quotes round each name"),
    ("source", "authors: [Marsh, N.]", "2: authors takes 'Marsh' and 'N.' for two names of one word each; write \"Marsh, N.\" for one person, or put quotes round each name"),
    ("source", "authors: [NICE, Fenwick, Idris]", "2: authors takes 'Fenwick' and 'Idris' for two names of one word each; write \"Fenwick, Idris\" for one person, or put quotes round each name"),
    ("post", "image: {src: images/a.png, alt: A nurse, smiling at us}", "2: image.alt ends at a comma, before 'smiling at us'; put quotes round the whole text: \"A nurse, smiling at us\""),
    ("post", "image: {src: images/a.png, alt: A bed, A chair, credit: Drawn}", "2: image.alt ends at a comma, before 'A chair'; put quotes round the whole text: \"A bed, A chair\""),
    ("post", "reviewed: {date: 2024-06-01, by: ann, jo and others}", "2: reviewed.by ends at a comma, before 'jo and others'; put quotes round the whole text: \"ann, jo and others\""),
]  # fmt: skip
MARKED = [
    ("post", "title: The *real* cause", "2: title holds stars, which a field shows as signs; write The real cause"),
    ("post", "summary: \"**Never** again.\"", "2: summary holds stars, which a field shows as signs; write Never again."),
    ("page", "title: The _real_ cause", "2: title holds underlines, which a field shows as signs; write The real cause"),
    ("topic", "description: Use `code` here", "2: description holds backticks, which a field shows as signs; write Use code here"),
    ("post", "summary: See [the plan](../2021/plan.md).", "2: summary holds a link, which a field shows as signs; write See the plan."),
    ("post", "summary: Dose =3D 5 mg, don=E2=80=99t exceed", "2: summary holds signs of an e-mail's source, which a field shows as signs; write Dose = 5 mg, don\u2019t exceed"),
    ("topic", "description: Harm=C2=A0and help", "2: description holds signs of an e-mail's source, which a field shows as signs; write Harm and help"),
    ("post", "content_note: As said [@ockenden-2022]", "2: content_note holds a citation, which a field shows as signs; write As said"),
    ("post", "learning_point: \"Ask[^1]\"", "2: learning_point holds a note, which a field shows as signs; write Ask"),
    ("author", "role: Nurse<br>and editor", "2: role holds HTML, which a field shows as signs; write Nurse and editor"),
    ("post", "title: \"Falls &amp; frailty\"", "2: title holds HTML, which a field shows as signs; write Falls & frailty"),
    ("post", "title: \"## Falls\"", "2: title holds the sign of a heading, which a field shows as signs; write Falls"),
    ("series", "parts: [\"~~Old~~ New\"]", "2: parts holds double waves, which a field shows as signs; write Old New"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "line", "message"), LOST, ids=[line for _, line, _ in LOST])
def test_words_behind_a_hash_are_told(kind: str, line: str, message: str) -> None:
    assert problems_of(kind, line) == [f"{message} [lost-words]"]


UNSEEN = "2: {} holds {}, which nobody sees (column {}); delete the line, and write it anew: {}"
UNSEEN_SIGNS = [
    ("page", "title: \ufeffWords", "title", "a byte order mark (U+FEFF)", 8, "Words"),
    ("post", "title: Wo\ufeffrds", "title", "a byte order mark (U+FEFF)", 10, "Words"),
    ("post", 'title: "Words\ufeff"', "title", "a byte order mark (U+FEFF)", 14, "Words"),
    ("post", "title: Safe\u202ecare", "title", "a direction mark (U+202E)", 12, "Safecare"),
    ("post", "summary: One\u200b two", "summary", "a space without width (U+200B)", 13, "One two"),
    ("topic", "name: Ta\U000e0041g", "name", "a tag (U+E0041)", 9, "Tag"),
    ("author", "role: Nurse\tand editor", "role", "a tab (U+0009)", 12, "Nurse and editor"),
    ("author", "organisation: A\u2066B", "organisation", "a direction mark (U+2066)", 16, "AB"),
    ("post", "sponsor: so\u00adft", "sponsor", "a soft hyphen (U+00AD)", 12, "soft"),
    ("source", 'publisher: "A\\rB"', "publisher", "an end of a line (U+000D)", 12, "A B"),
    ("series", 'parts: [A, "B\\u2028C"]', "parts", "an end of a line (U+2028)", 12, "B C"),
]


@pytest.mark.parametrize(("kind", "line", "name", "sign", "column", "bare"), UNSEEN_SIGNS)
def test_a_sign_that_nobody_sees_is_told_with_its_column(
    kind: str, line: str, name: str, sign: str, column: int, bare: str
) -> None:
    assert UNSEEN.format(name, sign, column, bare) + " [odd-sign]" in problems_of(kind, line)


@pytest.mark.parametrize(
    ("kind", "line", "message"),
    [
        ("post", "title: Don\u00e2\u20ac\u2122t wait", "2: title holds '\u00e2\u20ac\u2122', which was '\u2019' before it was read in a wrong encoding; write '\u2019'; look at the whole text, and save it as UTF-8"),
        ("topic", "name: Di\ufb00erence", "2: name holds '\ufb00', one sign for 'ff', so that no search finds the word; write 'ff'"),
        ("series", "parts: [One, Th\ufffdn]", "2: parts holds a sign that could not be read ('Th\ufffdn', U+FFFD); write the sign that stood there"),
    ],
)  # fmt: skip
def test_a_sign_that_came_to_harm_is_told(kind: str, line: str, message: str) -> None:
    assert problems_of(kind, line) == [f"{message} [garbled-sign]"]


@pytest.mark.parametrize(("kind", "line", "message"), DIVIDED, ids=[line for _, line, _ in DIVIDED])
def test_a_text_that_a_comma_divides_is_told(kind: str, line: str, message: str) -> None:
    assert problems_of(kind, line) == [f"{message} [list-comma]"]


@pytest.mark.parametrize(("kind", "line", "message"), MARKED, ids=[line for _, line, _ in MARKED])
def test_markdown_in_a_field_is_told(kind: str, line: str, message: str) -> None:
    assert problems_of(kind, line) == [f"{message} [plain-field]"]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("post", "title: A\n# a remark on a line of its own"),
        ("post", "title: \"Patient story #4\"  # the fourth"),
        ("post", "topics: [culture] # one is enough"),
        ("post", "title: C#, and a#b"),
        ("post", "summary: What changed.  # one or two sentences, shown in lists and feeds, at most 300 letters"),
        ("post", "summary: >\n  We are #1\n  # in this\n# a remark"),
        ("post", "topics:\n# the first\n- culture\n# the second\n- rota"),
        ("post", "title: '#4 is here'"),
        ("series", "parts: [First, Then, 2021 again, Ward 3]"),
        ("series", "parts: [\"First, do no harm\", \"then listen\"]"),
        ("series", "parts:\n- First, do no harm\n- then listen"),
        ("source", "authors: [NICE, WHO, NHS England]"),
        ("source", "authors: [\"Healthwatch\", \"Mencap\"]"),
        ("source", "authors: [\"Marsh, Nell\", \"Fenwick, Idris\"]"),
        ("topic", "synonyms: [drugs, tablets, dose (oral)]"),
        ("post", "image: {src: images/a_b_c.png, alt: \"A bed, a chair\"}"),
        ("post", "title: n=3, p=0.05 and E=mc2"),
        ("post", "title: 5 * 3 * 2, a_b_c and snake_case_name"),
        ("post", "title: Rated 4* and 5* [sic]"),
        ("post", "summary: \"A < B & C > D, 2*3*4, ~5 and 'quoted'\""),
        ("post", "canonical: https://example.org/a_b_/c*d*e/"),
        ("source", "url: https://example.org/_a_?b=*c*&amp;d"),
    ],
)  # fmt: skip
def test_what_is_read_as_meant_is_let_through(kind: str, line: str) -> None:
    assert problems_of(kind, line) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("figures.yaml", "a:\n  value: 4,906\n  unit: calls #7\n", "3: a.unit is read without '#7', for ' #' begins a remark; write unit: \"calls #7\" [lost-words]"),
        ("glossary.yaml", "cqc:\n  term: CQC\n  means: Body #1\n", "3: cqc.means is read without '#1', for ' #' begins a remark; write means: \"Body #1\" [lost-words]"),
        ("support.yaml", "line:\n  name: A\n  for: Anyone #yes\n", "3: line.for is read without '#yes', for ' #' begins a remark; write for: \"Anyone #yes\" [lost-words]"),
        ("events.yaml", "day:\n  themes:\n    2021: Safe #care\n", "3: day.themes.2021 is read without '#care', for ' #' begins a remark; write 2021: \"Safe #care\" [lost-words]"),
        ("glossary.yaml", "cqc:\n  term: CQC\n  means: The *main* body\n", "3: cqc.means holds stars, which a field shows as signs; write The main body [plain-field]"),
        ("figures.yaml", "a:\n  value: 4,906\n  counts: [draft] calls\n", "3: counts begins with '[', which opens a list; write counts: \"[draft] calls\" [yaml]"),
        ("figures.yaml", "a:\n  value: 5\n  unit: \u201cx: y\u201d\n", "3: unit begins with a curly quotation mark ('\u201c', U+201C), which opens nothing here; write unit: \"x: y\" [odd-sign]"),
    ],
)  # fmt: skip
def test_registers_are_read_as_strictly(name: str, text: str, message: str) -> None:
    assert [Problem(*each).text("") for each in _registered(name, text.encode())["problems"]] == [
        f"{name}:{message}"
    ]


def test_a_chart_is_told_what_of_it_is_not_read() -> None:
    body = "```chart\ntitle: Calls #4\nfigures: [a, b]\n```\n"
    path, fields = HEADERS["post"]

    record, _ = parse_document(path, "post", f"---\n{fields}---\n{body}".encode(), "markdown")

    assert [Problem(*each).text("") for each in record["problems"]] == [
        f"{path}:9: title is read without '#4', for ' #' begins a remark; "
        'write title: "Calls #4" [bad-chart]'
    ]


WORDS = st.lists(st.sampled_from("Ward #3 # a [b] {c} 'd' \"e\" f: -g *h* \u201ci\u201d j, & k|l >m %n @o `p` !q ?r ~ null 007 true 2024 1.10".split()),
                 min_size=1, max_size=6)  # fmt: skip


@given(WORDS)
def test_every_word_of_a_value_is_read_or_something_is_said(words: list[str]) -> None:
    """A net over all of it: what a header says is what was read, or there is a problem."""
    written = " ".join(words)
    path = HEADERS["page"][0]
    text = f"---\ntitle: {written}\nsummary: S.\n---\nText.\n"

    record, _ = parse_document(path, "page", text.encode(), "markdown")

    if not record["problems"]:
        said = re.sub(r"^(['\"])(.*?)\1(?:\s+#(?:\s.*)?)?$", r"\2", written)
        assert str(record["values"]["title"]).split() == said.split()


@given(st.text(max_size=60))
def test_words_without_markdown_hold_none(text: str) -> None:
    assert isinstance(markdown_in(text), str)
    if not markdown_in(text):
        assert without_markdown(text).split() == text.split()


def test_no_header_of_the_sample_is_told_anything() -> None:
    content = ROOT / "content"
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content).as_posix()
        if kind := kind_of(name):
            record, _ = parse_document(name, kind, path.read_bytes(), "cmarkgfm")
            assert record["problems"] == []
