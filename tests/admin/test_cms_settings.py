from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from plugins.admin import cms_settings
from plugins.content import file_kinds
from plugins.content.schema import headers, post_header, values
from plugins.content.schema.model import Model, fields_of, names_with
from plugins.model.addresses import Root
from plugins.pipeline import http_headers

SETTINGS = cms_settings.settings(Root.of("https://example.org/hub"), "Hub", {"name": "github"})
# Of decap-cms.js in the npm package decap-cms 3.16.3, without its last line, which names a map.
DIGEST = "7f0f5ff9d9b302a471547e4720805c30c715bc0e7562fffa7d1c530e687c090c"


def form(kind: str) -> dict[str, Any]:
    (found,) = [
        each for each in SETTINGS["collections"] if each["name"] == cms_settings.KINDS[kind].folder
    ]
    return dict(found)


def names_of(model: type[Model]) -> list[str]:
    return list(fields_of(model))


def test_the_program_is_the_one_of_the_package() -> None:
    assert hashlib.sha256(cms_settings.packed()).hexdigest() == DIGEST
    assert cms_settings.packed().count(cms_settings._ASKS_EARLY) == 1
    assert cms_settings.bundle().count(cms_settings._ASKS_LATE) == 1
    assert cms_settings.BUNDLE.encode() in cms_settings.own("index.html")
    assert b"MIT licence" in cms_settings.own("LICENCES.txt")


def test_every_kind_of_the_schema_has_a_form() -> None:
    folders = {about.folder: kind for kind, about in cms_settings.KINDS.items()}

    assert folders == file_kinds.KINDS
    assert set(cms_settings.kinds()) == set(file_kinds.KINDS.values())


@pytest.mark.parametrize("kind", cms_settings.kinds())
def test_a_form_has_the_fields_of_the_schema_and_the_text_behind_what_it_is_called(
    kind: str,
) -> None:
    model = cms_settings.kinds()[kind]

    shown = form(kind)["fields"]

    names = [each["name"] for each in shown]
    head = [name for name in names_of(model) if name in cms_settings.HEAD]
    assert sorted(names) == sorted([*names_of(model), "body"])
    assert names[: len(head) + 1] == [*head, "body"]
    for each in shown:
        if each["name"] == "body":
            continue
        about = model.model_fields[each["name"]]
        assert each["required"] == about.is_required(), each["name"]
        assert each["hint"].casefold() == str(about.description).casefold(), each["name"]
        if group := headers.GROUPS.get(each["name"]):
            assert [inner["name"] for inner in each["fields"]] == names_of(group)


@pytest.mark.parametrize("kind", cms_settings.kinds())
def test_choices_and_bounds_are_those_of_the_schema(kind: str) -> None:
    shapes = cms_settings.kinds()[kind].model_json_schema()["properties"]

    for each in (each for each in form(kind)["fields"] if each["name"] != "body"):
        shape = shapes[each["name"]]
        if "enum" in shape:
            assert each["options"] == shape["enum"]
        if "enum" in shape.get("items", {}):
            assert (each["multiple"], each["options"]) == (True, shape["items"]["enum"])
        if "maxItems" in shape:
            assert each["max"] == shape["maxItems"]
        if "maxLength" in shape:
            assert each["pattern"][0] == f"^[^\\n]{{0,{shape['maxLength']}}}$"


def test_names_of_other_files_are_offered_not_typed() -> None:
    by_name = {each["name"]: each for each in form("post")["fields"]}

    for name in ("authors", "topics", "series", "rules"):
        assert by_name[name]["widget"] == "relation"
        assert by_name[name]["collection"] == name
        assert by_name[name]["value_field"] == "{{slug}}"
    source = {each["name"]: each for each in form("source")["fields"]}
    assert source["authors"]["widget"] == "list"
    assert source["kind"]["options"] == list(values.SOURCE_KINDS)
    assert source["replaced_by"]["collection"] == "sources"
    assert by_name["owner"]["collection"] == "authors"
    assert by_name["rules"]["display_fields"] == ["name"]
    versions = next(each for each in form("rule")["fields"] if each["name"] == "versions")
    assert [each["name"] for each in versions["fields"]] == ["from", "text", "source"]
    assert versions["fields"][2]["collection"] == "sources"
    assert versions["fields"][2]["display_fields"] == ["title"]
    assert by_name["topics"]["max"] == post_header.MOST_TOPICS
    assert by_name["date"]["widget"] == "datetime"
    assert by_name["part"]["options"][1] == {"label": "part 1", "value": 1}
    assert by_name["status"]["default"] == "draft"


def test_what_may_be_left_out_requires_nothing_within() -> None:
    image = next(each for each in form("post")["fields"] if each["name"] == "image")

    assert not image["required"]
    for group in (each for each in form("post")["fields"] if each["widget"] == "object"):
        assert not any(inner["required"] for inner in group["fields"])
        assert not any(inner.get("default") for inner in group["fields"]), group["name"]
    assert image["fields"][0]["public_folder"] == "images"


def test_the_text_of_every_kind_is_edited_as_markdown_alone() -> None:
    for collection in SETTINGS["collections"]:
        (body,) = [each for each in collection["fields"] if each["name"] == "body"]
        assert body["modes"] == ["raw"]


def test_rare_fields_stand_last_and_are_named_for_the_script() -> None:
    names = [each["name"] for each in form("post")["fields"]]
    folded = SETTINGS["folded"]["posts"]

    assert SETTINGS["folded"] == {"posts": folded, "guests": folded}
    assert names[-len(folded) :] == folded
    assert {"aliases", "exceptions", "gone", "slug"} <= set(folded)
    assert not {"title", "body", "date", "topics", "status", "sponsor", "image"} & set(folded)


def test_what_a_hub_requires_to_be_declared_is_required_of_posts() -> None:
    found = cms_settings.settings(Root.of("https://example.org"), "Hub", {}, disclosure=True)

    for collection in found["collections"]:
        required = {each["name"] for each in collection["fields"] if each["required"]}
        assert ({"sponsor", "funding", "interests"} <= required) == (
            collection["name"] in ("posts", "guests")
        )
    own = {each["name"]: each["required"] for each in form("post")["fields"]}
    assert not own["sponsor"]


def test_a_guest_has_the_fields_that_a_guest_may_state() -> None:
    (found,) = [each for each in SETTINGS["collections"] if each["name"] == "guests"]

    assert (found["folder"], found["path"]) == ("content/posts/guests", "{{dirname}}/{{slug}}")
    assert not found["create"]
    names = {each["name"] for each in found["fields"]}
    assert names == {*names_with(post_header.PostHeader, "guest"), "body"}


def test_registers_have_forms_where_the_desk_writes_the_files() -> None:
    assert not {"figures", "glossary"} & {each["name"] for each in SETTINGS["collections"]}
    found = cms_settings.settings(Root.of("http://127.0.0.1:1"), "Hub", {"name": "proxy"})
    forms = {each["name"]: each for each in found["collections"]}

    for name, about in cms_settings.RECORDS.items():
        form, model = forms[about.folder], headers.RECORDS[name]
        assert [each["name"] for each in form["fields"]] == ["key", *names_of(model)]
        for each in form["fields"][1:]:
            assert each["required"] == model.model_fields[each["name"]].is_required()
    by_name = {each["name"]: each for each in forms["figures"]["fields"]}
    assert by_name["source"]["collection"] == "sources"
    assert by_name["superseded_by"]["widget"] == "string"


def test_settings_are_json_and_so_yaml_and_have_a_workflow() -> None:
    found = json.loads(cms_settings.written(SETTINGS))

    assert found == SETTINGS
    assert found["publish_mode"] == "editorial_workflow"
    assert found["site_url"] == "https://example.org/hub/"
    assert not any(each["delete"] for each in found["collections"])
    local = cms_settings.settings(
        Root.of("http://127.0.0.1:1"), "Hub", {"name": "proxy"}, workflow=False
    )
    assert "publish_mode" not in local


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    parts = dict(each.split(" ", 1) for each in http_headers.editing_policy().split("; "))

    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self' 'unsafe-eval'"
    assert parts["connect-src"] == "'self' blob:"
    assert parts["form-action"] == "'none'"
