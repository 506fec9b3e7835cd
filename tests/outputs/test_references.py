"""References: the files for reference managers hold what the posts cite, and nothing else."""

from __future__ import annotations

import rispy
from pybtex.database import parse_string

from plugins.model.records import Cited
from plugins.outputs.references import reference_documents
from tests.support.examples import a_library, a_post, a_source

ONE, TWO, THREE = (a_source(key=key) for key in ("one", "two", "three"))


def test_a_post_has_its_sources_in_both_formats_in_their_order() -> None:
    post = a_post(references=(Cited(key="two"), Cited(key="one")))
    library = a_library([post, a_post(title="Without")], sources=(ONE, THREE, TWO))

    files = {each.save_as: each.render().decode() for each in reference_documents(library)}

    bib, ris = files[f"{post.path}references.bib"], files[f"{post.path}references.ris"]
    assert list(parse_string(bib, "bibtex").entries) == ["two", "one"]
    assert [record["id"] for record in rispy.loads(ris)] == ["two", "one"]
    assert set(files) - {f"{post.path}references.bib", f"{post.path}references.ris"} == {
        f"sources/{key}/references.{form}" for key in ("one", "two", "three") for form in ("bib", "ris")
    }  # fmt: skip


def test_a_source_has_files_of_its_own() -> None:
    files = [each.render().decode() for each in reference_documents(a_library(sources=(ONE,)))]

    assert list(parse_string(files[0], "bibtex").entries) == ["one"]
    assert [record["id"] for record in rispy.loads(files[1])] == ["one"]
