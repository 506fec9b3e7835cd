"""The editing page in the browser, made of the schema.

Decap CMS is the page; its settings follow from the models of `schema`, so a field that is added
there is in the form, with its help and its bounds. The page is served by itself, never fetched.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from plugins.content.schema import headers
from plugins.content.schema.model import Model, fields_of, names_with
from plugins.content.schema.values import KEY, image_path, iso_day
from plugins.model.addresses import Root
from plugins.model.disclosure import FIELDS
from plugins.model.guests import FOLDER

FILES = Path(__file__).with_name("cms_files")
VERSION = "3.16.3"
BUNDLE = f"decap-cms-{VERSION}.js"
# What a browser gets: the page, the program, and our own script beside it.
OWN = ("index.html", "admin.js", "preview.css", "desk.css")

_MOST_PARTS = 20


class Kind(NamedTuple):
    """A kind of file: its folder, its names, and how a file is named."""

    folder: str
    label: str
    one: str
    path: str = "{{slug}}"
    named: tuple[str, ...] = ()  # the fields that it is known by, if not a title or a name


# In the order in which they are offered.
KINDS = {
    "post": Kind("posts", "Posts", "post", "{{year}}/{{slug}}"),
    "series": Kind("series", "Series", "series"),
    "topic": Kind("topics", "Topics", "topic"),
    "author": Kind("authors", "Authors", "author"),
    "source": Kind("sources", "Sources", "source"),
    "rule": Kind("rules", "Rules", "rule"),
    "recommendation": Kind(
        "recommendations",
        "Recommendations",
        "recommendation",
        "{{fields.report}}-{{fields.number}}",
        ("report", "number"),
    ),
    "response": Kind("responses", "Responses", "response", named=("by",)),
    "page": Kind("pages", "Pages", "page"),
}
# Records of YAML files, which the desk of one's own machine shows as files of a folder each.
RECORDS = {
    "figures.yaml": Kind("figures", "Figures", "figure"),
    "glossary.yaml": Kind("glossary", "Glossary", "term", named=("term",)),
    "support.yaml": Kind("support", "Services", "service", named=("name",)),
    "reporting.yaml": Kind("reporting", "Ways to report", "way to report", named=("name",)),
}
GUESTS = FOLDER.rstrip("/")
# Fields whose values are names of files in a folder.
VOCABULARIES = {
    "authors": "authors",
    "topics": "topics",
    "series": "series",
    "parent": "topics",
    "owner": "authors",
    "rules": "rules",
    "source": "sources",
    "report": "sources",
    "replaced_by": "sources",
    "superseded_by": "recommendations",
}
# Fields of that name that hold something else: the authors of a source are names.
_OWN_WORDS = {("SourceHeader", "authors"), ("FigureHeader", "superseded_by")}
# What a choice is called where its value does not say it.
PARTS = [
    {"label": "introduction", "value": "introduction"},
    *({"label": f"part {number}", "value": number} for number in range(1, _MOST_PARTS + 1)),
    {"label": "closing", "value": "closing"},
]
# What a new file begins with, where that is not what a missing field means.
FIRST = {"status": "draft"}
# What stands first in a form, before the text; then what is required or often needed. All else is
# folded until somebody asks for it.
HEAD = ("title", "name", "summary", "description")
OFTEN = frozenset(
    "date authors topics status series part image sponsor funding interests kind consent "
    "content_note sensitive support".split()
)
# Fields that hold several sentences.
_LONG = 250
# Groups of fields by the names that a JSON schema calls them by.
_GROUPS = {model.__name__: model for model in headers.GROUPS.values()}


def vocabulary(model: type[Model], name: str) -> str:
    """Return the folder whose files the values of a field name, or nothing."""
    return "" if (model.__name__, name) in _OWN_WORDS else VOCABULARIES.get(name, "")


def kinds() -> dict[str, type[Model]]:
    """Return every kind of file that the schema knows, with its model."""
    return {kind: headers.HEADERS[kind] for kind in KINDS}


def settings(
    root: Root,
    sitename: str,
    backend: Mapping[str, Any],
    local: str = "",
    workflow: bool = True,
    disclosure: bool = False,
) -> dict[str, Any]:
    """Return what the page reads first. `local` is where a proxy on this machine answers.

    `disclosure` says that a post has to declare sponsor, funding and interests.
    """
    found: dict[str, Any] = {
        "backend": dict(backend) or {"name": "git-gateway"},
        "locale": "en",
        "site_url": root.absolute(root.url("")),
        "display_url": root.absolute(root.url("")),
        "app_title": f"{sitename}: the editors' desk",
        "media_folder": "content/images",
        "public_folder": "/images",
        "folded": rare(),  # for our own script
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "collections": [
            collection(kind, model, FIELDS if disclosure else ()) for kind, model in kinds().items()
        ],
    }
    guests = guests_collection(FIELDS if disclosure else ())
    found["collections"].insert(1, guests)
    found["folded"][guests["name"]] = found["folded"]["posts"]
    if backend.get("name") == "proxy":
        found["collections"] += [record_collection(name) for name in RECORDS]
    if workflow:
        found["publish_mode"] = "editorial_workflow"
    if backend.get("name") == "proxy":
        found["show_preview_links"] = False  # the desk is no hub to look at
    if local:
        found["local_backend"] = {"url": local}
    return found


def collection(kind: str, model: type[Model], required: Container[str] = ()) -> dict[str, Any]:
    """Return the form of one kind: what it is called, the text, what is often needed, the rest.

    `required` names fields of posts that have to be filled in besides those of the model.
    """
    about = KINDS[kind]
    title, *more = about.named or ("title" if "title" in model.model_fields else "name",)
    body = {
        "name": "body",
        "label": "Text",
        "widget": "markdown",
        "required": False,
        "hint": "Markdown, which is saved as you type it. Headings begin with ##.",
        # Rich text would write citations, boxes, tables and lists anew, as signs that it knows.
        "modes": ["raw"],
        "buttons": [
            "bold", "italic", "code", "link", "heading-two", "heading-three", "quote",
            "bulleted-list", "numbered-list",
        ],
        "editor_components": ["image", "code-block"],
    }  # fmt: skip
    shown = fields(model)
    for each in shown:
        each["required"] |= kind == "post" and each["name"] in required
    head = [each for each in shown if each["name"] in HEAD]
    often = [each for each in shown if each not in head and not is_rare(kind, each)]
    rest = [each for each in shown if is_rare(kind, each)]
    return {
        "name": about.folder,
        "label": about.label,
        "label_singular": about.one,
        "folder": f"content/{about.folder}",
        "create": True,
        "delete": False,  # what was published is withdrawn, so that its readers learn of it
        "media_folder": "/content/images",
        "public_folder": "/images",
        "extension": "md",
        "format": "frontmatter",
        "path": about.path,
        "slug": "{{slug}}",
        "identifier_field": title,
        "summary": " ".join(f"{{{{{name}}}}}" for name in (title, *more)),
        "description": " ".join((model.__doc__ or "").split("\n\n")[0].split()),
        "fields": [*head, body, *often, *rest],
        **({"sortable_fields": ["date", title]} if "date" in model.model_fields else {}),
    }


def guests_collection(required: Container[str] = ()) -> dict[str, Any]:
    """Return the form of what guests wrote: the fields that they may state, and no new files."""
    found = collection("post", headers.HEADERS["post"], required)
    may = {*names_with(headers.HEADERS["post"], "guest"), "body"}
    found["fields"] = [each for each in found["fields"] if each["name"] in may]
    return found | {
        "name": "guests", "label": "Guests", "label_singular": "guest's post",
        "folder": f"content/{GUESTS}", "path": "{{dirname}}/{{slug}}", "create": False,
        "description": "Posts in the folders of guests.",
    }  # fmt: skip


def record_collection(name: str) -> dict[str, Any]:
    """Return the form of the records of a register, each known by its key."""
    about, model = RECORDS[name], headers.RECORDS[name]
    key = {
        "name": "key",
        "label": "Key",
        "widget": "string",
        "hint": "The name by which posts call for it, such as example-wards-2025. It stays.",
        "required": True,
        "pattern": [f"^{KEY.pattern}$", "Write small letters, digits and hyphens"],
    }
    return {
        "name": about.folder,
        "label": about.label,
        "label_singular": about.one,
        "folder": f"content/{about.folder}",
        "create": True,
        "delete": False,
        "extension": "md",
        "format": "frontmatter",
        "slug": "{{fields.key}}",
        "identifier_field": "key",
        "summary": " ".join(f"{{{{{each}}}}}" for each in ("key", *about.named)),
        "description": f"{' '.join((model.__doc__ or '').split())} Kept in {name}.".strip(),
        "fields": [key, *fields(model)],
    }


def is_rare(kind: str, field: Mapping[str, Any]) -> bool:
    """Return whether a field of a form is folded. Short forms are shown whole."""
    return kind == "post" and not (
        field["required"] or field["name"] in OFTEN or field["name"] in HEAD
    )


def rare() -> dict[str, list[str]]:
    """Return by folder the names of the fields that a form folds."""
    found = {
        KINDS[kind].folder: [each["name"] for each in fields(model) if is_rare(kind, each)]
        for kind, model in kinds().items()
    }
    return {folder: names for folder, names in found.items() if names}


def fields(model: type[Model], optional: bool = False) -> list[dict[str, Any]]:
    """Return the fields of a model as the page shows them.

    Within a group that may be left out nothing can be required, or nobody could leave it out.
    """
    whole = model.model_json_schema()
    return [
        _field(model, name, shape, whole.get("$defs", {}), optional)
        for name, shape in whole["properties"].items()
    ]


def _field(
    model: type[Model], name: str, shape: Mapping[str, Any], defs: Mapping[str, Any], optional: bool
) -> dict[str, Any]:
    about = fields_of(model)[name]
    found: dict[str, Any] = {
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "hint": (about.description or "").capitalize()[:1] + (about.description or "")[1:],
        "required": about.is_required() and not optional,
    }
    shapes = [each for each in shape.get("anyOf", (shape,)) if each.get("type") != "null"]
    shape = {**shape, **shapes[0]} if len(shapes) == 1 else shape
    found |= _widget(model, name, shape, defs)
    if pattern := _pattern(shape, found["widget"]):
        found["pattern"] = pattern
    if model is headers.HEADERS["post"] and name in FIELDS:
        found["widget"] = "declared"  # a text that offers what the authors declared last
    if name in FIRST:
        found["default"] = FIRST[name]
    return found


def _widget(
    model: type[Model], name: str, shape: Mapping[str, Any], defs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the widget of a field, with what that widget needs."""
    kind, about = shape.get("type"), fields_of(model)[name]
    converters = {getattr(each, "func", None) for each in about.metadata}
    if folder := vocabulary(model, name):
        return _relation(folder, shape)
    if group := _group(shape):
        return {
            "widget": "object",
            "collapsed": True,
            "fields": fields(_GROUPS[group], optional=True),
        }
    if kind == "array" and "enum" in shape["items"]:
        options = list(shape["items"]["enum"])
        most = shape.get("maxItems", len(options))
        return {"widget": "select", "multiple": True, "options": options, "max": most}
    if kind == "array":
        inside = _group(shape["items"])
        inner = (
            {"fields": fields(_GROUPS[inside])}
            if inside
            else {"field": {"name": "item", "label": "One", "widget": "string"}}
        )
        bounds = {
            ours: shape[theirs]
            for ours, theirs in (("min", "minItems"), ("max", "maxItems"))
            if theirs in shape and (ours != "min" or shape[theirs] > 0)
        }
        return {"widget": "list", "collapsed": True, "default": [], **inner, **bounds}
    if name == "part":
        return {"widget": "select", "options": PARTS}
    if "enum" in shape:
        return {"widget": "select", "options": list(shape["enum"])}
    if kind == "boolean":
        return {"widget": "boolean", "default": bool(shape.get("default", False))}
    if kind == "integer":
        bounds = {
            ours: shape[theirs]
            for ours, theirs in (("min", "minimum"), ("max", "maximum"))
            if theirs in shape
        }
        return {"widget": "number", "value_type": "int", **bounds}
    if iso_day in converters:
        return {
            "widget": "datetime",
            "format": "YYYY-MM-DD",
            "date_format": "YYYY-MM-DD",
            "time_format": False,
            "default": "{{now}}" if _is_today(model, name) else "",
        }
    if image_path in converters:
        folders = {"media_folder": "/content/images", "public_folder": "images"}
        return {"widget": "image", "choose_url": False, **folders}
    return {"widget": "text" if shape.get("maxLength", 0) > _LONG else "string"}


def _is_today(model: type[Model], name: str) -> bool:
    """Return whether a day begins as today: that of a new file, and none within a group.

    A group that nobody opens would be written for that day alone.
    """
    return fields_of(model)[name].is_required() and model in kinds().values()


def _group(shape: Mapping[str, Any]) -> str:
    return str(shape.get("$ref", "")).rpartition("/")[2]


def _relation(folder: str, shape: Mapping[str, Any]) -> dict[str, Any]:
    model = next(kinds()[kind] for kind, each in KINDS.items() if each.folder == folder)
    title = "title" if "title" in model.model_fields else "name"
    found: dict[str, Any] = {
        "widget": "relation",
        "collection": folder,
        "search_fields": [title],
        "display_fields": [title],
        "value_field": "{{slug}}",
        "options_length": 200,
    }
    if shape.get("type") == "array":
        found["multiple"] = True
        found |= {
            ours: shape[theirs]
            for ours, theirs in (("min", "minItems"), ("max", "maxItems"))
            if theirs in shape
        }
    return found


def _pattern(shape: Mapping[str, Any], widget: str) -> list[str]:
    """Return what a text must look like, and how to say so."""
    if widget not in ("string", "text") or "maxLength" not in shape:
        return []
    most = shape["maxLength"]
    return [f"^[^\\n]{{0,{most}}}$", f"Write at most {most} letters, on one line"]


def written(found: Mapping[str, Any]) -> bytes:
    """Return settings as a file. JSON is YAML, and says no more than it seems to."""
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


# Decap 3.16.3 asks whether to go on with unsaved work while it still loads the file, which then
# takes the place of that work. Here it asks when the file is there.
_ASKS_EARLY = b"a(t,n),e?i(t,this.props.location.search):r(t,n);"
_ASKS_LATE = b"Promise.resolve(e?i(t,this.props.location.search):r(t,n)).then(()=>a(t,n));"


def packed() -> bytes:
    """Return the program of the page as it comes from npm."""
    import brotli

    return bytes(brotli.decompress((FILES / f"{BUNDLE}.br").read_bytes()))


@cache
def bundle() -> bytes:
    """Return the program of the page."""
    return packed().replace(_ASKS_EARLY, _ASKS_LATE)


def own(name: str) -> bytes:
    return (FILES / name).read_bytes()
