"""What a notice says of a post that was withdrawn: why, and what to read instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from plugins.base.problems import Problem, did_you_mean, shortened
from plugins.checks.check_context import CheckContext
from plugins.language.words import words_of
from plugins.model.post import Post
from plugins.model.publication import is_public, state_of

# So many words in a row are the post's own, and no chance.
RUN = 5
# A title is, whole, also when it is short, but not one of a word or two.
FEWEST = 3
FIELDS = ("withdrawn_because", "replaced_by")


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what a notice could not say, and what it may not."""
    posts = {post.document: post for post in site.assembled.posts}
    for post in posts.values():
        for name in FIELDS:
            if getattr(post, name) and is_public(post, site.now):
                what = f"{name} is read when a post is withdrawn, and this one is public"
                hint = "delete the line, or write 'status: withdrawn'"
                yield _problem(site, post, name, what, hint)
        if post.replaced_by:
            yield from _replacement(site, post, posts)
        if post.withdrawn_because and state_of(post, site.now) in ("withdrawn", "ended"):
            yield from _reason(site, post)


def _problem(site: CheckContext, post: Post, name: str, what: str, hint: str) -> Problem:
    return Problem(post.document, site.line(post.document, name), what, hint, "withdrawal-words")


def _replacement(site: CheckContext, post: Post, posts: dict[str, Post]) -> Iterator[Problem]:
    name = post.replaced_by
    other = posts.get(name)
    if other is None:
        public = [each for each, found in posts.items() if is_public(found, site.now)]
        what, hint = f"replaced_by names '{name}', which is not there", did_you_mean(name, public)
    elif not is_public(other, site.now):
        what = f"replaced_by names '{name}', which is not public"
        hint = "name a post that readers can see, or delete the line"
    else:
        return
    yield Problem(post.document, site.line(post.document, "replaced_by"), what, hint, "broken-link")


def _reason(site: CheckContext, post: Post) -> Iterator[Problem]:
    """Yield the first run of words that the reason has from the post itself."""
    text = unescape(re.sub(r"<[^>]*>", " ", post.body.__html__()))
    runs = {run for each in (post.title, post.summary, text) for run in _runs(words_of(each))}
    words = words_of(post.withdrawn_because)
    title = tuple(words_of(post.title))
    if FEWEST <= len(title) < RUN:
        runs.add(title)
    for run in (*_runs(words), *_runs(words, len(title))):
        if run in runs:
            what = f"withdrawn_because repeats the post ('{shortened(' '.join(run))}')"
            hint = "say why in other words; nothing of the post is public any more"
            yield _problem(site, post, "withdrawn_because", what, hint)
            return


def _runs(words: list[str], length: int = RUN) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
