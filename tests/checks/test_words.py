"""What readers say, in `content/words.yaml`: whole messages, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Build


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "drug: tablets\nbed sore: pressure ulser\n",
            "content/words.yaml:2: 'bed sore' means 'pressure ulser', which nothing public speaks "
            "of; write what posts, topics or the glossary call it [unknown-word]",
            id="unknown",
        ),
        pytest.param(
            "# Words.\nsack: dismissal\ndismissal: Sack\n",
            "content/words.yaml:2: 'sack' leads back to itself ('sack' \u2192 'dismissal' \u2192 "
            "'sack'); delete one of these lines; a search looks for both words anyway [word-cycle]",
            id="cycle",
        ),
        pytest.param(
            "drugs: Drugs\n",
            "content/words.yaml:1: 'drugs' leads back to itself ('drugs' \u2192 'drugs'); delete "
            "one of these lines; a search looks for both words anyway [word-cycle]",
            id="itself",
        ),
        pytest.param(
            "drug:\n",
            "content/words.yaml:1: 'drug' does not say what it means; write the words that posts "
            "use behind the colon, or a list of them in [ ] [bad-word]",
            id="nothing",
        ),
        pytest.param(
            "drug: {means: tablets}\n",
            "content/words.yaml:1: 'drug' does not say what it means; write the words that posts "
            "use behind the colon, or a list of them in [ ] [bad-word]",
            id="fields",
        ),
        pytest.param(
            f"{'drug ' * 30}: tablets\n",
            f"content/words.yaml:1: '{('drug ' * 30)[:60]}' is not a few words, or means too much; "
            "write at most 100 characters, and at most 10 meanings [bad-word]",
            id="long",
        ),
    ],
)
def test_a_line_that_is_wrong_is_told(site: Path, build: Build, text: str, said: str) -> None:
    (site / "content/words.yaml").write_text(text, encoding="utf-8")

    build()

    assert build.code == 1
    assert said in "\n".join(build.said)


def test_words_may_mean_several_things_and_lead_on(site: Path, build: Build) -> None:
    """Also to what only the text of a post has, or another line of the file."""
    (site / "content/words.yaml").write_text(
        "pills: [tablet, Medicines]\nmeds: pills\nremark: some words\n", encoding="utf-8"
    )

    build()

    assert build.code == 0, build.said


def test_the_file_by_another_name_is_told(site: Path, build: Build) -> None:
    (site / "content/words.yml").write_text("pills: tablets\n", encoding="utf-8")

    build()

    assert build.code == 1
    assert (
        "content/words.yml: is not read: the site knows it by another name; rename it to words.yaml"
        in "\n".join(build.said)
    )
