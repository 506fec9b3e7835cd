"""Clean pictures: what they tell is taken out, what they show is as it was."""

from __future__ import annotations

import io
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps

from plugins.commands.clean_images import clean_images
from plugins.images.inspection import look_into

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GPS, ARTIST = "the place where it was taken (GPS)", "the name of an artist"


def photo(form: str, turn: int = 1) -> bytes:
    """Return a picture with a place, a name and a colour profile, held in some way."""
    image = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x013B] = "Example Person"
    exif[0x8825] = {1: "N", 2: (53.0, 24.0, 0.0)}
    made = io.BytesIO()
    image.save(made, form, exif=exif, icc_profile=PROFILE)
    return made.getvalue()


def shown(content: bytes) -> tuple[bytes, tuple[int, int], bytes]:
    """Return pixels and size as a viewer shows them, and the profile."""
    with Image.open(io.BytesIO(content)) as opened:
        image = ImageOps.exif_transpose(opened)
        return image.tobytes(), image.size, opened.info["icc_profile"]


class Work:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self.asked: list[str] = []

    def __call__(self, *paths: str, answer: str = "y", **options: object) -> int:
        def ask(question: str) -> str:
            self.asked.append(question)
            return answer

        given = {"content": str(self.root / "content"), "output": None, "siteurl": None,
                 "yes": False, "dry_run": False, "now": None,
                 "paths": [str(self.root / path) for path in paths]}  # fmt: skip
        self.said = []
        return clean_images(self.root, Namespace(**{**given, **options}), self.said.append, ask)

    def put(self, name: str, content: bytes) -> Path:
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_the_notes_go_and_no_pixel_changes(work: Work, form: str, ending: str, turn: int) -> None:
    before = photo(form, turn)
    path = work.put(f"images/a.{ending}", before)

    assert work() == 0

    after = path.read_bytes()
    assert shown(after) == shown(before)
    assert look_into(f"images/a.{ending}", after).problems == []
    assert b"Example Person" not in after
    with Image.open(io.BytesIO(after)) as image:
        assert dict(image.getexif()) in ({}, {0x0112: turn})
    assert work.said == [
        f"content/images/a.{ending} holds {', '.join(sorted((GPS, ARTIST)))}",
        "1 picture cleaned; what they show is as it was.",
    ]
    assert work.asked == ["Write 1 picture without these, in place of the original? [y/N] "]
    assert work() == 0
    assert work.said == ["No picture tells more than it shows."]


def test_a_drawing_loses_the_name_of_who_drew_it(work: Work) -> None:
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    path = work.put(
        "images/a.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg" {dc} viewBox="0 0 9 9"><metadata><dc:creator>'
        'Example Person</dc:creator></metadata><rect width="9" height="9"/></svg>'.encode(),
    )

    assert work(yes=True) == 0

    assert path.read_text("utf-8") == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<rect width="9" height="9"/></svg>'
    )
    assert work.asked == []


@pytest.mark.parametrize(
    ("options", "code", "last"),
    [
        ({"answer": "n"}, 1, "Nothing was written."),
        ({"answer": ""}, 1, "Nothing was written."),
        ({"dry_run": True}, 0, "Nothing was written: this was a rehearsal."),
    ],
)
def test_nothing_is_written_that_nobody_agreed_to(
    work: Work, options: dict[str, object], code: int, last: str
) -> None:
    path = work.put("images/a.jpg", photo("JPEG"))
    before = path.read_bytes()

    assert work(**options) == code  # type: ignore[arg-type]

    assert path.read_bytes() == before
    assert work.said[-1] == last


def test_nobody_there_is_told_of_the_option(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    work.put("images/a.jpg", photo("JPEG"))
    given = Namespace(content=str(work.root / "content"), output=None, siteurl=None, yes=False,
                      dry_run=False, now=None, paths=[])  # fmt: skip

    assert clean_images(work.root, given, work.said.append) == 2
    assert capsys.readouterr().err.strip() == (
        "Nobody is here to ask; say --yes to clean without a question."
    )


def test_only_what_is_named_is_cleaned_and_what_is_broken_is_left_to_check(work: Work) -> None:
    one, other = (work.put(f"images/{name}/a.jpg", photo("JPEG")) for name in ("one", "other"))
    broken = work.put("images/one/b.jpg", photo("JPEG")[:90])
    before = other.read_bytes()

    assert work("content/images/one") == 0

    assert look_into("images/a.jpg", one.read_bytes()).problems == []
    assert other.read_bytes() == before
    assert len(broken.read_bytes()) == 90


def test_git_is_said_to_remember(work: Work) -> None:
    work.put("images/new.jpg", photo("JPEG"))
    old = work.put("images/old.jpg", photo("JPEG"))
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for words in (("init", "--quiet"), ("add", str(old)), ("commit", "--quiet", "-m", "A photo")):
        subprocess.run(["git", "-C", work.root, *who, *words], check=True, capture_output=True)

    assert work() == 0

    assert work.said[-1] == (
        "Git's history still has the original of images/old.jpg; python3 tasks.py guide "
        "withdrawal says what to do."
    )
