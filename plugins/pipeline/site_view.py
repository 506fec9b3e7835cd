"""What every page shares, made of the settings and of what the library has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.base.problems import SiteFault
from plugins.content.site_settings import SiteSettings
from plugins.model import addresses
from plugins.model.addresses import MEDIA_TYPES
from plugins.model.library import Library
from plugins.pipeline.build_state import GENERATOR
from plugins.pipeline.http_headers import media_type
from plugins.presentation.fixed_words import Words
from plugins.presentation.theme_assets import ACCENT_CSS, PLAIN_MARK
from plugins.presentation.views import FeedLink, Link, SiteView

# What the hub keeps of its own work, at the foot of every page.
RECORD = (
    ("Sources", addresses.SOURCES),
    ("Figures", addresses.FIGURES),
    ("Rules", addresses.RULES),
    ("Recommendations", addresses.RECOMMENDATIONS),
    ("Corrections", addresses.CORRECTIONS),
)


def site_view(
    settings: SiteSettings,
    library: Library,
    names: Mapping[str, str],
    words: tuple[Words, ...],
    preview: str = "",
    released: bool = False,
) -> SiteView:
    """Return what every page shares, from the settings, the pages of the footer, and the theme.

    `released` says that the lists of releases lie beside the site.
    """
    root = library.root

    def asset(name: str) -> str:
        if name not in names:
            raise SiteFault(f"The theme has no file static/{name}; add it.")
        return root.url(names[name])

    mark = settings.mark or PLAIN_MARK
    menu = [("Blog", addresses.BLOG), ("Topics", addresses.TOPICS), ("Series", addresses.SERIES)]
    menu += [("Year in review", addresses.YEARS), ("Authors", addresses.AUTHORS)]
    if library.services:  # who needs it does not look for it at the foot of a page
        menu.append(("Get help", addresses.SUPPORT))
    if library.routes:
        menu.append(("Report a concern", addresses.REPORT))
    home, directory = root.url(addresses.HOME), root.url(addresses.FEEDS)
    search = root.url(addresses.SEARCH)
    lists = [
        tuple(Link(url=root.url(path), text=text) for text, path in menu),
        tuple(footer(library)),
        tuple(record(library, released)),
    ]
    return SiteView(
        name=settings.sitename,
        tagline=settings.site_tagline,
        description=settings.site_description,
        language=settings.default_lang,
        generator=GENERATOR,
        home=home,
        absolute_home=root.absolute(home),
        origin=root.origin,
        stylesheet=asset("site.css"),
        accent=asset(ACCENT_CSS) if settings.accent else "",
        icon=asset(mark),
        icon_type=media_type(mark),
        menu=lists[0],
        footer=lists[1],
        record=lists[2],
        places=(directory, search, *(link.url for links in lists for link in links)),
        notice=settings.site_notice,
        licence=settings.content_licence,
        newsletter_action=settings.newsletter_action,
        feeds=site_feeds(settings.sitename, library),
        directory=directory,
        search=search,
        card=root.absolute(root.url(addresses.HUB_CARD)) if settings.social_cards else "",
        share_story=settings.share_story,
        discussion=settings.discussion,
        locale=locale_of(settings.default_lang),
        words=words,
        preview=preview,
    )


def footer(library: Library) -> Iterator[Link]:
    """Yield what the foot of every page leads to: the pages, then the glossary.

    A translation is reached from the page that it translates.
    """
    root = library.root
    for page in library.pages:
        if not page.translation_of:
            yield Link(url=page.url, text=page.title)
    if library.terms:
        yield Link(url=root.url(addresses.GLOSSARY), text="Glossary")


def record(library: Library, released: bool = False) -> Iterator[Link]:
    """Yield where the hub keeps account of what its posts say."""
    for text, path in RECORD:
        if path != addresses.RECOMMENDATIONS or library.recommendations:
            yield Link(url=library.root.url(path), text=text)
    if released:
        yield Link(url=library.root.url(addresses.RELEASES_INDEX), text="Released versions")


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
