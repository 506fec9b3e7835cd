"""The pages of `docs/` that are made from the code, so that they cannot part from it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.admin import cms_settings
from plugins.base.problems import joined
from plugins.content import site_settings
from plugins.content.schema import headers, post_header
from plugins.content.schema.model import Model, fields_of, names_with
from plugins.content.schema.records import (
    event_header,
    figure_header,
    route_header,
    service_header,
    term_header,
)
from plugins.model import guests

_HEAD = """\
# The header, field by field

A header stands between two lines `---` at the top of a file, one field a line.
This page is made from the schema (`python3 tasks.py derive`), as are the forms of the desk.
"""
_SETTINGS = """\
# Settings

`pelicanconf.py` holds the settings for writing and for tests; \
`publishconf.py` holds what differs in public.
This page is made from their schema (`python3 tasks.py derive`), \
and so is the check before every build:

    pelicanconf.py:23: SERCH is no setting; did you mean SEARCH?

`python3 tasks.py check` checks `pelicanconf.py`, \
`check --publish` and `publish` check `publishconf.py`.
There `SITEURL` must be an address that readers can reach.

A name that is neither here nor one of \
[Pelican's](https://docs.getpelican.com/en/latest/settings.html) is a fault.
A name of your own begins with `_` or is in small letters; \
settings that a plugin of somebody else reads are named in `PLUGIN_SETTINGS`.
Most of Pelican's own settings do nothing here, for this engine lays out the site by itself; \
`check` and `build` say so of each.
"""
_INTRODUCTIONS = {
    "post": "In `content/posts/YEAR/`. The file's name is the last word of the address.",
    "series": "In `content/series/`. Posts name it by its file's name.",
    "topic": "In `content/topics/`. A new file makes a new topic.",
    "author": "In `content/authors/`. A new file makes a new author.",
    "source": "In `content/sources/`. Posts cite it by its file's name.",
    "rule": "In `content/rules/`. Posts name it, so that their readers learn of a change.",
    "recommendation": "In `content/recommendations/`. Posts cite it by its file's name.",
    "response": "In `content/responses/`. It is shown below the post that it answers.",
    "page": "In `content/pages/`. A page that stands alone.",
}


# Registers hold many records in one file, each below a name of its own.
_REGISTERS: dict[str, tuple[str, type[Model]]] = {
    "A figure": (
        "In `content/figures.yaml`. Posts call for it by its name.",
        figure_header.FigureHeader,
    ),
    "An event": (
        "In `content/events.yaml`. Years count it, or its return.",
        event_header.EventHeader,
    ),
    "A term": ("In `content/glossary.yaml`. Posts explain its first use.", term_header.TermHeader),
    "A service": (
        "In `content/support.yaml`. Painful posts show it.",
        service_header.ServiceHeader,
    ),
    "A way to report": (
        "In `content/reporting.yaml`. `/report/` lists all, and posts show those that fit.",
        route_header.RouteHeader,
    ),
}


def pages() -> dict[str, str]:
    """Return the text of every derived page, by its name in `docs/`."""
    return {
        "fields.md": fields_page(),
        "settings.md": settings_page(),
    }


def settings_page() -> str:
    """Return the table of all settings."""
    lines = [_SETTINGS, "| setting | what it says | what to write | default | example |"]
    lines += ["| --- | --- | --- | --- | --- |"]
    for name, about in site_settings.declared().items():
        default = "required" if about.is_required() else f"`{site_settings.literal(about.default)}`"
        default = "all of the engine" if name == "PLUGINS" else default
        example = f"`{site_settings.example_of(about)}`"
        form = site_settings.form_of(about)
        lines.append(f"| `{name}` | {about.description} | {form} | {default} | {example} |")
    return "\n".join(lines) + "\n"


def fields_page() -> str:
    """Return the table of fields of every kind of file."""
    lines = [_HEAD]
    groups: dict[str, type[Model]] = {}
    for kind, model in cms_settings.kinds().items():
        lines += [f"## A {kind}\n" if kind != "author" else "## An author\n"]
        lines += [f"{_INTRODUCTIONS[kind]}\n", *_table(model), ""]
        if kind == "post":
            names = joined([f"`{name}`" for name in names_with(post_header.PostHeader, "guest")])
            lines += [f"In `content/{guests.FOLDER}NAME/`, a guest's folder, only {names}.\n"]
        groups |= {
            name: group for name, group in headers.GROUPS.items() if name in model.model_fields
        }
    for title, (introduction, record) in _REGISTERS.items():
        lines += [f"## {title}\n", f"{introduction}\n", *_table(record), ""]
    for name, group in groups.items():
        lines += [f"## Within `{name}`\n", " ".join((group.__doc__ or "").split()) + "\n"]
        lines += [*_table(group), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(model: type[Model]) -> Iterator[str]:
    yield "| field | what to write | |"
    yield "| --- | --- | --- |"
    for name, about in fields_of(model).items():
        need = "required" if about.is_required() else ""
        yield f"| `{name}` | {(about.description or '').replace('|', chr(92) + '|')} | {need} |"
