"""Templates use `site`, `view` and declared fields only."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import types
import typing
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta, nodes

import plugins.pages
from plugins.pipeline.templates import environment
from plugins.presentation.views import SiteView, View
from tests.conftest import ROOT

TEMPLATES = ROOT / "theme" / "templates"
ENVIRONMENT = environment(TEMPLATES)


def all_views() -> list[type[View]]:
    for module in pkgutil.walk_packages(plugins.pages.__path__, "plugins.pages."):
        importlib.import_module(module.name)
    return sorted(View.__subclasses__(), key=lambda view: view.template)


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def whole(name: str, seen: frozenset[str] = frozenset()) -> list[nodes.Template]:
    """Return a template with all that it extends, includes and imports."""
    template = parsed(name)
    found = [template]
    for other in meta.find_referenced_templates(template):
        assert other is not None, f"{name} names a template that is not fixed"
        if other not in seen:
            found += whole(other, seen | {name})
    return found


def fields_of(owner: object) -> set[str]:
    return (
        {field.name for field in dataclasses.fields(owner)}
        if dataclasses.is_dataclass(owner)
        else set()
    )


def paths_from(template: nodes.Template, name: str) -> set[tuple[str, ...]]:
    """Return every chain of fields that begins at a name: `view.date.iso` is ("date", "iso")."""
    found = set()
    for node in template.find_all(nodes.Getattr):
        chain: list[str] = []
        at: nodes.Node = node
        while isinstance(at, nodes.Getattr):
            chain.insert(0, at.attr)
            at = at.node
        if isinstance(at, nodes.Name) and at.name == name:
            found.add(tuple(chain))
    return found


def types_in(annotation: object) -> list[object]:
    """Return the possible types of a field: `X | None` is X."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return [each for each in typing.get_args(annotation) if each is not type(None)]
    return [annotation]


def check_chain(owner: object, chain: tuple[str, ...], where: str) -> None:
    for number, name in enumerate(chain):
        if not dataclasses.is_dataclass(owner):
            pytest.fail(f"{where}: {'.'.join(chain)} goes beyond {owner}")
        hints = typing.get_type_hints(owner)
        assert name in fields_of(owner), f"{where}: {'.'.join(chain[: number + 1])} is not declared"
        owner, *others = types_in(hints[name])
        assert not others or not any(map(dataclasses.is_dataclass, (owner, *others)))


@pytest.mark.parametrize("view", all_views(), ids=lambda view: view.template)
def test_a_template_uses_declared_fields_only(view: type[View]) -> None:
    for template in whole(f"{view.template}.html"):
        for name, owner in (("view", view), ("site", SiteView)):
            for chain in paths_from(template, name):
                check_chain(owner, chain, f"{view.template}.html, {name}")


@pytest.mark.parametrize("view", all_views(), ids=lambda view: view.template)
def test_a_view_has_no_field_that_no_template_shows(view: type[View]) -> None:
    used = {
        chain[0] for each in whole(f"{view.template}.html") for chain in paths_from(each, "view")
    }

    own = {field.name for field in dataclasses.fields(view)} - {
        field.name for field in dataclasses.fields(View)
    }

    assert own - used == set()


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_a_template_knows_nothing_but_site_and_view(path: Path) -> None:
    template = parsed(path.name)
    imported = {
        name if isinstance(name, str) else name[1]
        for node in template.find_all(nodes.FromImport)
        for name in node.names
    }

    assert meta.find_undeclared_variables(template) - imported <= {"site", "view"}


def test_every_template_belongs_to_a_view_or_is_a_part() -> None:
    views = {f"{view.template}.html" for view in all_views()}
    names = {path.name for path in TEMPLATES.glob("*.html")}

    assert {name for name in names if not name.startswith("_")} == views | {"base.html"}


def test_templates_hold_no_style_and_no_script_of_their_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "style=" not in text, path.name
        assert "<script>" not in text, path.name
        assert " on" not in {word[:3] for word in text.split("=")}, path.name


def test_the_environment_refuses_what_is_not_defined() -> None:
    with pytest.raises(jinja2.UndefinedError):
        ENVIRONMENT.from_string("{{ nothing }}").render()
    assert ENVIRONMENT.globals == {}
