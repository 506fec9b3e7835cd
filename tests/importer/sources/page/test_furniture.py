from __future__ import annotations

import pytest

from plugins.importer.sources.page.furniture import (
    is_boilerplate,
    is_notice,
    take_boilerplate,
    take_furniture,
)
from plugins.importer.text.cleaning import parsed, words_of


@pytest.mark.parametrize(
    "line",
    ["Sign up to our newsletter", "Subscribe to updates by email", "Share this page",
     "Facebook Twitter LinkedIn", "Follow us on Twitter", "Related posts", "Leave a reply",
     "\u00a9 2021 Example Charity", "Registered charity number 0000000", "Privacy policy | Cookies",
     "Back to top", "Skip to main content", "This website uses cookies to work",
     "The post Asked first appeared first on Old blog."],
)  # fmt: skip
def test_a_line_that_stands_round_every_text_is_known(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    ["The contact page tells you how to sign up to the newsletter.",
     "Share what you learn: that is the whole of it, and it takes a year.",
     "Read the report first.", "Related harm is not counted.", "We asked them to follow us around.",
     "Search for what went right.", ""],
)  # fmt: skip
def test_a_line_of_a_text_is_not(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_notice_of_a_withdrawal_is_no_post() -> None:
    assert is_notice("This post was  withdrawn")
    assert is_notice("A post was withdrawn")
    assert not is_notice("A post was withdrawn, and what we learned")


def test_boilerplate_goes_from_the_end_and_is_named() -> None:
    body = parsed(
        "<h1>Asked</h1><p>Share this page</p><p>Words.</p><p>Sign up to our newsletter</p>"
        "<ul><li>Facebook</li><li>Twitter</li></ul>"
    )

    lost = take_boilerplate(body, "Asked")

    assert words_of(body) == "Share this page Words."
    assert lost == [
        "'Sign up to our newsletter', which stands round every text",
        "'Facebook', which stands round every text",
        "'Twitter', which stands round every text",
    ]


def test_the_parts_of_a_page_that_are_no_text_go() -> None:
    page = parsed(
        '<nav>Menu</nav><div class="share-buttons">S</div><main><p>Words.</p>'
        '<div id="comments">C</div><aside class="callout note">Box</aside></main><footer>F</footer>'
    )

    take_furniture(page)

    assert words_of(page) == "Words. Box"
