"""What every page shares, made of the settings and of what the library has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.model.addresses import MEDIA_TYPES
from plugins.model.library import Library
from plugins.pipeline.build_state import GENERATOR
from plugins.presentation.views import FeedLink, Link, SiteView

# What the hub keeps of its own work, at the foot of every page.
RECORD = (
    ("Sources", addresses.SOURCES),
    ("Figures", addresses.FIGURES),
    ("Rules", addresses.RULES),
    ("Corrections", addresses.CORRECTIONS),
)


def site_view(
    settings: Mapping[str, Any], library: Library, names: Mapping[str, str], preview: str = ""
) -> SiteView:
    """Return what every page shares, from the settings and the pages of the footer."""
    root = library.root

    def asset(name: str) -> str:
        if name not in names:
            raise SiteFault(f"The theme has no file static/{name}; add it.")
        return root.url(names[name])

    menu = [("Blog", addresses.BLOG), ("Topics", addresses.TOPICS), ("Series", addresses.SERIES)]
    menu += [("Year in review", addresses.YEARS), ("Authors", addresses.AUTHORS)]
    home, directory = root.url(addresses.HOME), root.url(addresses.FEEDS)
    search = root.url(addresses.SEARCH)
    lists = [
        tuple(Link(url=root.url(path), text=text) for text, path in menu),
        tuple(footer(library)),
        tuple(Link(url=root.url(path), text=text) for text, path in RECORD),
    ]
    return SiteView(
        name=settings["SITENAME"],
        tagline=settings["SITE_TAGLINE"],
        description=settings["SITE_DESCRIPTION"],
        language=settings.get("DEFAULT_LANG", "en"),
        generator=GENERATOR,
        home=home,
        absolute_home=root.absolute(home),
        origin=root.origin,
        stylesheet=asset("site.css"),
        icon=asset("icon.svg"),
        menu=lists[0],
        footer=lists[1],
        record=lists[2],
        places=(directory, search, *(link.url for links in lists for link in links)),
        notice=settings["SITE_NOTICE"],
        licence=settings["CONTENT_LICENCE"],
        newsletter_action=settings["NEWSLETTER_ACTION"],
        feeds=site_feeds(settings["SITENAME"], library),
        directory=directory,
        search=search,
        card=root.absolute(root.url(addresses.HUB_CARD)) if settings["SOCIAL_CARDS"] else "",
        share_story=settings["SHARE_STORY"],
        discussion=settings["DISCUSSION"],
        locale=locale_of(settings.get("DEFAULT_LANG", "en")),
        preview=preview,
    )


def footer(library: Library) -> Iterator[Link]:
    """Yield what the foot of every page leads to: help first, then the pages."""
    root = library.root
    if library.services:
        yield Link(url=root.url(addresses.SUPPORT), text="Find support")
    for page in library.pages:
        yield Link(url=page.url, text=page.title)
    if library.terms:
        yield Link(url=root.url(addresses.GLOSSARY), text="Glossary")


def locale_of(language: str) -> str:
    """Return a language as those who show links write it: `en_GB`."""
    name, _, country = language.partition("-")
    return f"{name.lower()}_{country.upper()}" if country else name.lower()


def site_feeds(name: str, library: Library) -> tuple[FeedLink, ...]:
    """Return the feed of all posts in every format; a site without posts has none."""
    if not library.posts:
        return ()
    return tuple(
        FeedLink(
            url=library.root.url(addresses.feed(addresses.ALL_FEED, form)),
            text=f"{name}: all posts ({word})",
            type=MEDIA_TYPES[f".{form}"],
        )
        for form, word in (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed"))
    )
