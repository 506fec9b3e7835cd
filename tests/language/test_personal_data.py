"""Personal: every sign is found, and what only looks like one is left alone."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from plugins.language import personal_data
from plugins.language.personal_data import folded, passes, signs
from tests.conftest import ROOT


def a_chi_number() -> str:
    """Return a number of the right shape; it is made here, so that it stands in no file."""
    born = "010190"
    return next(f"{born}{n:04}" for n in range(1, 9999) if passes(f"{born}{n:04}"))


CHI = a_chi_number()

SIGNS = [
    ("nhs-number", "Her number is 999 000 0018.", "999 000 0018"),
    ("nhs-number", "999 000 0026", "999 000 0026"),
    ("nhs-number", "(9990000034)", "9990000034"),
    ("nhs-number", "NHS No:999-000-0042", "999-000-0042"),
    ("nhs-number", "999\u00a0000\u00a00107", "999\u00a0000\u00a00107"),
    ("nhs-number", "999\u2011000\u20110107", "999\u2011000\u20110107"),
    ("nhs-number", "999.000.0018", "999.000.0018"),
    ("nhs-number", "9 9 9 0 0 0 0 0 1 8", "9 9 9 0 0 0 0 0 1 8"),
    ("nhs-number", "NHS number 99900 00018", "99900 00018"),
    ("nhs-number", "a line that ends in 999 000\n0018 and goes on", "999 000\n0018"),
    ("nhs-number", "| Ann | 9990000018 | ward |", "9990000018"),
    ("nhs-number", "\uff19\uff19\uff19 000 0018", "\uff19\uff19\uff19 000 0018"),
    ("nhs-number", "999\u200b000\u200b0018", "999\u200b000\u200b0018"),
    ("chi-number", f"CHI {CHI}", CHI),
    ("chi-number", f"{CHI[:6]} {CHI[6:]}", f"{CHI[:6]} {CHI[6:]}"),
    ("phone-number", "Ring 01632 960001.", "01632 960001"),
    ("phone-number", "Ring 020 7946 0000.", "020 7946 0000"),
    ("phone-number", "Ring (020) 7946 0000.", "(020) 7946 0000"),
    ("phone-number", "07700 900001", "07700 900001"),
    ("phone-number", "07700900001", "07700900001"),
    ("phone-number", "07700-900-001", "07700-900-001"),
    ("phone-number", "0808 157 0000", "0808 157 0000"),
    ("phone-number", "+44 7700 900123", "+44 7700 900123"),
    ("phone-number", "+44 (0)20 7946 0000", "+44 (0)20 7946 0000"),
    ("phone-number", "[ring](tel:+447700900123)", "+447700900123"),
    ("phone-number", "Tel: 946 0000", "946 0000"),
    ("email-address", "patient.name@example.org", "patient.name@example.org"),
    ("email-address", "<ward@example.com>", "ward@example.com"),
    ("email-address", "to ward.7@team-2.example.co.uk.", "ward.7@team-2.example.co.uk"),
    ("email-address", "ward@xn--bcher-kva.example", "ward@xn--bcher-kva.example"),
    ("email-address", "ward@example.xn--p1ai", "ward@example.xn--p1ai"),
    ("email-address", "[write](mailto:ward@example.com)", "ward@example.com"),
    ("email-address", "ward [at] example [dot] com", "ward [at] example [dot] com"),
    ("postcode", "She lives at ZZ1 1ZZ.", "ZZ1 1ZZ"),
    ("postcode", "ZZ99 9ZZ", "ZZ99 9ZZ"),
    ("postcode", "ZZ999ZZ", "ZZ999ZZ"),
    ("postcode", "zz99 9zz", "zz99 9zz"),
    ("birth-date", "born 31 February 1950", "31 February 1950"),
    ("birth-date", "DOB 31/02/1950", "31/02/1950"),
    ("birth-date", "D.O.B.: 31.02.50", "31.02.50"),
    ("birth-date", "date of birth is 31st February 1950", "31st February 1950"),
    ("birth-date", "She was born in Leeds on 31 February 1950", "31 February 1950"),
    ("birth-date", "born on February 31, 1950", "February 31, 1950"),
    ("birth-date", "Date of birth: 1950-02-31", "1950-02-31"),
    ("record-number", "MRN EX-0000001", "EX-0000001"),
    ("record-number", "Hospital no. X000000", "X000000"),
    ("record-number", "hospital number: 1234567", "1234567"),
    ("record-number", "Patient ID 00012345", "00012345"),
    ("insurance-number", "her number is AA 12 34 56 C.", "AA 12 34 56 C"),
    ("insurance-number", "(AA123456D)", "AA123456D"),
    ("insurance-number", "AA-12-34-56-C", "AA-12-34-56-C"),
    ("insurance-number", "AA.12.34.56.C", "AA.12.34.56.C"),
    ("insurance-number", "her NI number is aa 12 34 56 c", "aa 12 34 56 c"),
    ("insurance-number", "National Insurance no. AA 12 34 56", "AA 12 34 56"),
    ("insurance-number", "NINO: AA123456", "AA123456"),
]  # fmt: skip

NOTHING = [
    "QQ 12 34 56 C", "GB123456A", "AA 12 34 56 E", "AA1234567A", "DA 12 34 56 A",
    "at 10 20 30 a day", "NI has 12 34 56 of them", "National Insurance was 12 per cent in 1975",
    "999 000 0017", "999 000 0027", "9990000001",
    "ISBN 0-306-40615-2", "ISBN 0306406152", "ISBN: 0 306 40615 2", "978-3-16-148410-0",
    "ISSN 2049-3630", "2049-3630",
    "10.1000/182", "https://doi.org/10.1136/9990000018", "doi:10.1000/9990000018",
    "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097",
    "NCT00000000", "ISRCTN00000000", "NCT9990000018",
    "TQ 300 800", "TQ 30000 80000", "grid reference TQ9990000018",
    "132,254 procedures", "814,560 events", "£98,462,582", "237m", "9990000018 events",
    "£9990000018", "1,234,567,890",
    "2019/20", "2021–2030", "1 April 2018 to 31 March 2019", "2021-12-16 09:30",
    "https://example.org/r5753/", "https://example.org/S0195-6701(18)30320-7/",
    "[paper](https://example.org/9990000018/01632960001) of 2020",
    "babies born between 1 April 2018 and 31 March 2019",
    "a record number of 2500 events", "Good Practice Paper No. 16", "the 2nd of 3rd class",
    "part B1 2nd floor", "H1N1", "COVID-19", "0.0123456789", "p = 0.05", "111 or 999",
    "116 123", "@[immds-2020]", "a@b", "actions/setup@v1.3.1",
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "found"), SIGNS)
def test_a_sign_is_found_where_it_stands(rule: str, text: str, found: str) -> None:
    assert [(sign.check_id, sign.text) for sign in signs(text)] == [(rule, found)]
    (sign,) = signs(text)
    assert text[sign.start :].startswith(found)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_sign_is_left_alone(text: str) -> None:
    assert list(signs(f"It says {text} there.")) == []


def test_the_posts_of_the_site_give_no_false_alarm() -> None:
    files = sorted((ROOT / "content").rglob("*.md"))

    assert len(files) > 25
    assert [(path.name, *signs(path.read_text(encoding="utf-8"))) for path in files] == [
        (path.name,) for path in files
    ]


def test_one_wrong_digit_never_passes() -> None:
    dice = random.Random(1)  # noqa: S311 - a test's own dice
    numbers = [f"999000{n:04}" for n in range(10_000) if passes(f"999000{n:04}")]
    for number in dice.sample(numbers, 200):
        at = dice.randrange(10)
        other = dice.choice([digit for digit in "0123456789" if digit != number[at]])
        assert not passes(number[:at] + other + number[at + 1 :])


@pytest.mark.slow
@pytest.mark.parametrize(
    "run", ["0 1 ", "a@", "born ", "1", "ZZ9 ", "tel. ", "w.w", "hospital number "]
)
def test_a_long_run_ends_in_time(run: str) -> None:
    """What grows with the square of its length would take minutes here."""
    assert list(signs(f"{run * 20_000} @ at]")) == []


def test_a_list_knows_a_number_however_it_is_spaced() -> None:
    assert folded("01632 960001") == folded("01632-960 001") != folded("01632 960002")


# -- Cheap looks leave out nothing

PIECES = ["ann", "jo.b", "@", "a@b.org", "example.org", " ", ".", "-", "[@key]", "é", "\n", "+%"]
MAIL = some.lists(some.sampled_from(PIECES), max_size=12).map("".join)
DIGITS = some.text(some.sampled_from("0123456789 +()/.-\nN"), max_size=40)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(MAIL)
def test_addresses_round_their_signs_are_all_there_are(text: str) -> None:
    found = [each.span() for each in personal_data._EMAIL.finditer(text)]

    assert list(personal_data._emails(text)) == found


LABELS = some.lists(
    some.sampled_from([
        "NHS", "nhs no", "CHI ", "Tel", "telephone", "mob.", "PHONE", "fax", "MRN", "Hospital number",
        "hosp. no", "patient id", "medical record", "case notes", "unit", "PAS", "crn", "H&C", "chart",
        "episode", "admission", "s\u017f", " ", "#", ": ", "1234", "485 777 3456", "AB12345", "6AB",
    ]), max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(DIGITS | LABELS)
def test_what_a_long_number_is_looked_for_in_is_long_enough(text: str) -> None:
    for since, upto, longest in personal_data._windows(personal_data._digits(text)[0]):
        part = text[since:upto]
        assert list(personal_data._numbers(part, longest)) == list(personal_data._numbers(part, 99))


@settings(max_examples=500, deadline=None)
@given(LABELS)
@pytest.mark.parametrize("pattern", personal_data._WORDS)
def test_each_pattern_has_a_word_of_its_own(pattern: re.Pattern[str], text: str) -> None:
    if pattern.search(text):
        assert personal_data._may_match(pattern, text.casefold())


@settings(max_examples=500, deadline=None)
@given(DIGITS | LABELS)
def test_one_pass_finds_what_two_would(text: str) -> None:
    runs = re.compile(r"\d(?:[\s.()/-]{0,3}\d){3,}")

    found = personal_data._digits(text)

    assert [each.span() for each in found[0]] == [each.span() for each in runs.finditer(text)]
    assert [each.span() for each in found[1]] == [
        each.span() for each in personal_data._INWARD.finditer(text)
    ]
