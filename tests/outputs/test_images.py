"""Which files an image becomes, and that none is made twice."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from plugins.base.file_cache import Cache
from plugins.images import variants
from plugins.images.variants import Rendition
from plugins.model.image import File
from plugins.outputs import images
from plugins.outputs.images import Resized, image_documents
from plugins.presentation.views import fingerprint
from tests.conftest import Build, write_post
from tests.support.edits import change
from tests.support.examples import a_library


def a_file(folder: Path, **changes: object) -> File:
    Image.new("RGB", (600, 300), "teal").save(folder / "ward.png")
    given = {
        "path": "images/ward.png", "digest": "0123456789abcdef", "type": "image/png",
        "width": 600, "height": 300, "origin": str(folder / "ward.png"),
    }  # fmt: skip
    return File(**{**given, **changes})  # type: ignore[arg-type]


def test_an_image_is_published_plain_and_in_other_sizes(tmp_path: Path) -> None:
    library = a_library(files=(a_file(tmp_path),))

    found = list(image_documents(library, ("webp",), Cache(None)))

    assert [each.save_as for each in found] == [
        "images/ward.png",
        "images/ward.0123456789-480.webp",
        "images/ward.0123456789-600.webp",
    ]
    for each, size in zip(found, [(600, 300), (480, 240), (600, 300)], strict=True):
        (tmp_path / "made").write_bytes(each.render())
        with Image.open(tmp_path / "made") as image:
            assert image.size == size


def test_an_image_that_is_only_led_to_has_no_other_sizes(tmp_path: Path) -> None:
    library = a_library(files=(a_file(tmp_path, shown=False),))

    assert len(list(image_documents(library, ("webp",), Cache(None)))) == 1


def test_the_place_on_this_disk_is_no_part_of_the_key(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        library = a_library(files=(a_file(tmp_path / name),))
        found = image_documents(library, ("webp",), Cache(tmp_path / name))
        keys.add(tuple(map(fingerprint, found)))

    assert len(keys) == 1


def test_what_was_made_once_is_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = a_library(files=(a_file(tmp_path),))
    cache = Cache(tmp_path / "cache")
    first = [each.render() for each in image_documents(library, ("webp",), cache)]
    monkeypatch.setattr(images, "rendered", lambda *_: pytest.fail("made again"))

    again = [each.render() for each in image_documents(library, ("webp",), cache)]

    assert again == first


def test_another_way_to_make_it_is_another_key(tmp_path: Path) -> None:
    (one, *_) = (
        each
        for each in image_documents(a_library(files=(a_file(tmp_path),)), ("webp",), Cache(None))
        if isinstance(each, Resized)
    )

    assert fingerprint(one) != fingerprint(Resized(**{**one.__dict__, "recipe": "another version"}))


def test_a_whole_build_shows_pictures_of_the_right_size(site: Path, build: Build) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (900, 1700), "teal").save(site / "content/images/w.jpg", exif=turned)
    write_post(
        site / "content", "2024/shown.md", "Shown", body="![A ward](../../images/w.jpg \"Words\")",
        more='image: {src: images/w.jpg, alt: "A ward", credit: Drawn}\n',
    )  # fmt: skip
    change(site / "pelicanconf.py", "^IMAGE_FORMATS = .*$", 'IMAGE_FORMATS = ("webp",)')

    files = build()

    assert build.code == 0, build.said
    page = files["blog/2024/shown/index.html"].decode()
    names = [name for name in files if name.startswith("images/w.")]
    assert names == sorted([
        "images/w.jpg", *(n for n in names if n.endswith((
            "-480.webp", "-800.webp", "-1200.webp", "-1600.webp"))),
    ])  # fmt: skip
    assert len(names) == 5
    assert page.count("<picture>") == 2
    assert page.count('width="1600" height="847"') == 2
    for name in names:
        assert f"/{name}" in page
    length = len(files["images/w.jpg"])
    assert f'length="{length}"' in files["feeds/all.rss"].decode()
    assert build() == files
    assert build.clean() == files


def test_the_sizes_of_a_picture_outlive_a_clean_build_unless_they_are_damaged(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (900, 600), "teal").save(site / "content/images/w.jpg")
    body = "![A ward](../../images/w.jpg)"
    write_post(site / "content", "2024/shown.md", "Shown", body=body)
    change(site / "pelicanconf.py", "^IMAGE_FORMATS = .*$", 'IMAGE_FORMATS = ("webp",)')
    files = build()
    made = []
    own = variants.rendered

    def watched(content: bytes, rendition: Rendition) -> bytes:
        made.append(rendition.width)
        return own(content, rendition)

    monkeypatch.setattr(images, "rendered", watched)
    assert build(clean=True) == files
    assert made == []

    kept = max((site / ".hub/output/made/images").iterdir(), key=lambda path: path.stat().st_size)
    kept.write_bytes(kept.read_bytes()[:-9])
    assert build(clean=True) == files
    assert made == [900]


def moving(form: str, size: tuple[int, int] = (600, 300)) -> bytes:
    """Return a picture of three frames."""
    kept = io.BytesIO()
    first, *others = (Image.new("RGB", size, colour) for colour in ("teal", "navy", "maroon"))
    first.save(kept, form, save_all=True, append_images=others, duration=200, loop=0)
    return kept.getvalue()


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")])
@pytest.mark.parametrize("width", [600, 2600])
def test_a_moving_picture_is_the_one_that_is_shown(
    site: Path, build: Build, form: str, ending: str, width: int
) -> None:
    (site / f"content/images/film.{ending}").write_bytes(moving(form, (width, 300)))
    write_post(
        site / "content", "2024/new.md", "New", body=f"![A film](../../images/film.{ending})"
    )

    made = build()

    assert build.code == 0, build.said
    page = made["blog/2024/new/index.html"].decode()
    assert "<picture>" not in page
    assert f'<img src="/images/film.{ending}" alt="A film" width="{width}" height="300"' in page
    assert [name for name in made if name.startswith("images/film")] == [f"images/film.{ending}"]
    with Image.open(io.BytesIO(made[f"images/film.{ending}"])) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]
        assert image.size == (width, 300)
