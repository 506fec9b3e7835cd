"""Examples: complete values to start from; a test changes only what matters to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from plugins.model import addresses
from plugins.model.addresses import Root
from plugins.model.image import Picture
from plugins.model.library import Library
from plugins.model.post import NATIONS, Page, Post, Response, Update, order
from plugins.model.records import (
    Figure,
    Recommendation,
    Route,
    Rule,
    Service,
    Source,
    Step,
    Term,
    Version,
)
from plugins.model.taxonomy import Author, Series, Topic
from plugins.model.text import Body
from plugins.presentation.fixed_words import fixed_words, in_language
from plugins.presentation.theme_assets import THEME, theme_scan

# Under a sub-path, so that an address made without its root shows at once.
ROOT = Root.of("https://example.org/hub")
LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 1, 1, 9, 0, tzinfo=LONDON)
# The fixed words of the theme, in each language.
WORDS = fixed_words(theme_scan(THEME))
ENGLISH = in_language(WORDS, "en")


def on(year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0) -> dt.datetime:
    """Return a moment in the site's zone."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


def a_body(html: str = "<p>Ask first, then listen.</p>", **changes: Any) -> Body:
    """Return a body whose key is its HTML, so that nothing has to be stored."""
    words = len(re.sub("<[^>]*>", " ", html).split())
    return Body(**{"key": html, "words": words, **changes})


def a_post(**changes: Any) -> Post:
    """Return a post; slug, document, path and url follow from title and date if not given."""
    title = changes.get("title", "Patients as partners")
    date = changes.get("date", on(2021, 12, 16))
    slug = changes.get("slug", slug_from(title))
    path = addresses.post(date.year, slug)
    given = {
        "document": f"posts/{date.year}/{slug}.md",
        "url": ROOT.url(path),
        "path": path,
        "slug": slug,
        "id": f"tag:example.org,{date.year}:{slug}",
        "title": title,
        "summary": "What changes when patients are asked first.",
        "date": date,
        "authors": ("safety-team",),
        "topics": ("patient-engagement",),
        "body": a_body(),
    }
    return Post(**{**given, **changes})


def posts_of(count: int, **changes: Any) -> tuple[Post, ...]:
    """Return posts a day apart, newest first: "Post 3", "Post 2", "Post 1"."""
    first = on(2021, 1, 1)
    return tuple(
        a_post(**{"title": f"Post {n}", "date": first + dt.timedelta(days=n), **changes})
        for n in range(count, 0, -1)
    )


def a_picture(**changes: Any) -> Picture:
    given = {
        "url": ROOT.url("images/ward-round.png"),
        "alt": "A ward round, drawn",
        "credit": "Drawn by the project",
        "width": 1200,
        "height": 630,
        "type": "image/png",
        "length": 48_213,
    }
    return Picture(**{**given, **changes})


def a_topic(**changes: Any) -> Topic:
    slug = changes.get("slug", "patient-engagement")
    given = {
        "slug": slug,
        "url": ROOT.url(addresses.topic(slug)),
        "name": slug.replace("-", " ").capitalize(),
        "description": "How patients take part in their care.",
        "introduction": a_body("<p>Nothing about me without me.</p>"),
    }
    return Topic(**{**given, **changes})


def a_series(**changes: Any) -> Series:
    slug = changes.get("slug", "2021-in-review")
    found = re.match(r"\d{4}", slug)
    given = {
        "slug": slug,
        "url": ROOT.url(addresses.series(slug)),
        "title": slug.replace("-", " ").capitalize(),
        "parts": ("One", "Two", "Three", "Four", "Five"),
        "year": int(found[0]) if found else None,
        "introduction": a_body("<p>A short series on the year.</p>"),
    }
    return Series(**{**given, **changes})


def an_author(**changes: Any) -> Author:
    slug = changes.get("slug", "safety-team")
    given = {
        "slug": slug,
        "url": ROOT.url(addresses.author(slug)),
        "name": slug.replace("-", " ").title(),
        "role": "Editor",
        "introduction": a_body("<p>Writes here since 2019.</p>"),
    }
    return Author(**{**given, **changes})


def a_response(post: Post, **changes: Any) -> Response:
    given = {
        "document": "responses/a-reader.md",
        "slug": "a-reader",
        "post": post.document,
        "by": "A reader",
        "date": on(2022, 1, 4),
        "ends": on(2032, 1, 4),
        "body": a_body("<p>I counted them again.</p>"),
    }
    return Response(**{**given, **changes})


def an_update(**changes: Any) -> Update:
    given = {"date": on(2022, 1, 5), "kind": "correction", "what": "A figure was put right."}
    return Update(**{**given, **changes})


def a_service(**changes: Any) -> Service:
    given = {
        "name": "A line",
        "whom": "Anyone who wants to talk.",
        "subjects": ("distress",),
        "nations": NATIONS,
        "phone": "116 123",
        "link": "https://example.org/help",
        "checked": on(2025, 11, 1),
        "stale": on(2026, 11, 1),
    }
    return Service(**{**given, **changes})


def a_route(**changes: Any) -> Route:
    given = {
        "key": "a-way",
        "name": "A way",
        "what": "To say what went wrong.",
        "audience": "public",
        "nations": NATIONS,
        "steps": ("Write to them.",),
        "link": "https://example.org/report",
        "checked": on(2025, 11, 1),
        "stale": on(2026, 11, 1),
    }
    return Route(**{**given, **changes})


def a_term(**changes: Any) -> Term:
    key = changes.get("key", "advocate")
    given = {
        "key": key,
        "url": ROOT.url(f"{addresses.GLOSSARY}#{key}"),
        "name": key.replace("-", " "),
        "means": "Somebody who helps you to say what you want to say.",
    }
    return Term(**{**given, **changes})


def a_page(**changes: Any) -> Page:
    slug = changes.get("slug", "about")
    path = addresses.page(slug)
    given = {
        "slug": slug,
        "url": ROOT.url(path),
        "path": path,
        "title": slug.replace("-", " ").capitalize(),
        "summary": "What this site is.",
        "body": a_body("<p>A hub for safer care.</p>"),
    }
    return Page(**{**given, **changes})


def a_source(**changes: Any) -> Source:
    key = changes.get("key", "first-count-2021")
    path = addresses.source(key)
    given = {
        "key": key,
        "url": ROOT.url(path),
        "path": path,
        "title": key.replace("-", " ").capitalize(),
        "publisher": "Example Office",
        "date": "2021-11",
        "kind": "report",
        "link": f"https://example.org/{key}",
        "note": a_body("<p>What it counts.</p>"),
    }
    return Source(**{**given, **changes})


def a_figure(**changes: Any) -> Figure:
    name = changes.get("name", "slips-2021")
    given = {
        "name": name,
        "url": ROOT.url(f"{addresses.FIGURES}#{name}").replace("%23", "#"),
        "value": "1,234",
        "unit": "slips",
        "counts": "slips in one ward",
        "place": "England",
        "period": "October 2021",
        "as_of": "2021-10",
        "source": "first-count-2021",
    }
    return Figure(**{**given, **changes})


def a_version(moment: dt.datetime, **changes: Any) -> Version:
    given = {
        "since": moment.date().isoformat(),
        "text": f"What applies from {moment.year} on.",
        "source": "first-count-2021",
        "moment": moment,
    }
    return Version(**{**given, **changes})


def a_rule(*versions: Version, **changes: Any) -> Rule:
    """Return a rule whose versions all apply or applied."""
    slug = changes.get("slug", "two-checks")
    path = addresses.rule(slug)
    given = {
        "slug": slug,
        "url": ROOT.url(path),
        "path": path,
        "name": slug.replace("-", " ").capitalize(),
        "summary": "Two people check.",
        "place": "England",
        "versions": versions,
        "current": len(versions),
        "text": a_body("<p>Why two.</p>"),
    }
    return Rule(**{**given, **changes})


def a_step(moment: dt.datetime, **changes: Any) -> Step:
    given = {
        "field": "response",
        "kind": "accepted",
        "date": moment.date().isoformat(),
        "source": "first-count-2021",
        "note": "",
        "moment": moment,
    }
    return Step(**{**given, **changes})


def a_recommendation(**changes: Any) -> Recommendation:
    key = changes.get("key", "first-count-2021-1")
    path = addresses.recommendation(key)
    given = {
        "key": key,
        "url": ROOT.url(path),
        "path": path,
        "id": f"tag:example.org,2021:recommendations/{key}",
        "report": "first-count-2021",
        "number": "1",
        "words": "Count each slip.",
        "date": "2021-11",
        "text": a_body(""),
    }
    return Recommendation(**{**given, **changes})


def a_library(posts: Iterable[Post] = (), **changes: Any) -> Library:
    """Return a library with these posts in order, and with all topics, series, authors they name.

    A vocabulary that is given is completed with what is missing, and put in its order.
    """
    posts = tuple(sorted(posts, key=order))
    topics = _completed(changes.pop("topics", ()), (t for post in posts for t in post.topics))
    series = _completed(changes.pop("series", ()), (post.series for post in posts if post.series))
    authors = _completed(changes.pop("authors", ()), (a for post in posts for a in post.authors))
    given = {
        "root": ROOT,
        "posts": posts,
        "topics": _named(
            [a_topic(slug=each) if isinstance(each, str) else each for each in topics]
        ),
        "series": tuple(
            sorted(
                (a_series(slug=each) if isinstance(each, str) else each for each in series),
                key=lambda each: (-(each.year or 0), each.slug),
            )
        ),
        "authors": _named(
            [an_author(slug=each) if isinstance(each, str) else each for each in authors]
        ),
    }
    return Library(**{**given, **changes})


def slug_from(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-")


def _completed(given: Iterable[Any], named: Iterable[str]) -> list[Any]:
    """Return the values that were given, then the slugs that no value has."""
    known = list(given)
    slugs = {each.slug for each in known}
    return known + sorted(set(named) - slugs)


def _named(values: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(values, key=lambda each: (each.name.casefold(), each.slug)))
