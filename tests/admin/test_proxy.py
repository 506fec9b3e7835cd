from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.admin.proxy import Proxy, Refusal
from plugins.images.inspection import look_into
from tests.conftest import tree, write_content, write_post
from tests.support.pictures import picture

POST = "content/posts/2021/one.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_content(tmp_path / "hub/content")
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    return tmp_path / "hub"


@pytest.fixture
def proxy(root: Path) -> Proxy:
    return Proxy(root)


def ask(proxy: Proxy, action: str, **params: Any) -> Any:
    return proxy.answer({"branch": "main", "action": action, "params": params})


def test_entries_are_listed_as_deep_as_asked(proxy: Proxy) -> None:
    near = ask(proxy, "entriesByFolder", folder="content/posts", extension="md", depth=2)
    here = ask(proxy, "entriesByFolder", folder="content/posts", extension="md", depth=1)

    assert POST in [each["file"]["path"] for each in near]
    assert here == []
    assert ask(proxy, "entriesByFolder", folder="content/none", extension="md", depth=1) == []


def test_an_entry_is_read_as_it_is(proxy: Proxy, root: Path) -> None:
    found = ask(proxy, "getEntry", path=POST)

    assert found["data"] == (root / POST).read_text(encoding="utf-8")


def test_a_picture_is_written_before_the_post_that_shows_it(proxy: Proxy, root: Path) -> None:
    raw = '---\ntitle: "New"\ndate: 2026-01-01\nsummary: "S."\n---\nText.\n'
    asset = {"path": "content/images/new.png", "content": base64.b64encode(picture()).decode()}

    ask(proxy, "persistEntry", dataFiles=[{"path": "content/posts/2026/new.md", "slug": "new",
        "raw": raw}], assets=[asset], options={"collectionName": "posts"})  # fmt: skip

    assert (root / "content/posts/2026/new.md").read_text(encoding="utf-8") == raw
    assert (root / "content/images/new.png").read_bytes() == picture()
    names = [each["name"] for each in ask(proxy, "getMedia", mediaFolder="content/images")]
    assert names == ["new.png", "ward.svg"]


def test_a_photograph_is_kept_without_the_place_where_it_was_taken(
    proxy: Proxy, root: Path
) -> None:
    photo = picture(place=True, form="JPEG")
    assert [each.message for each in look_into("images/a.jpg", photo).problems] == [
        "holds the place where it was taken (GPS)"
    ]
    asset = {"path": "content/images/a.jpg", "content": base64.b64encode(photo).decode()}

    ask(proxy, "persistMedia", asset=asset)

    kept = (root / "content/images/a.jpg").read_bytes()
    assert look_into("images/a.jpg", kept).problems == []
    with Image.open(io.BytesIO(kept)) as shown, Image.open(io.BytesIO(photo)) as given:
        assert shown.tobytes() == given.tobytes()


def test_what_is_no_picture_is_refused_in_words(proxy: Proxy, root: Path) -> None:
    before = tree(root)
    asset = {"path": "content/images/a.png", "content": base64.b64encode(b"x").decode()}
    file = {"path": "content/posts/2026/new.md", "slug": "new", "raw": "---\ntitle: N\n---\n"}

    for action, params in (
        ("persistMedia", {"asset": asset}),
        ("persistEntry", {"dataFiles": [file], "assets": [asset]}),
    ):
        with pytest.raises(Refusal) as refused:
            ask(proxy, action, **params)
        assert str(refused.value) == (
            "the picture 'images/a.png' cannot be read as an image; save the image again, and look "
            "at it in a browser"
        )
    assert tree(root) == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", ["", "\ufeff"])
def test_a_file_of_windows_stays_one(proxy: Proxy, root: Path, end: str, sign: str) -> None:
    text = (root / POST).read_text(encoding="utf-8")
    (root / POST).write_bytes((sign + text.replace("\n", end)).encode())
    raw = text.replace("Some words.", "Other words.")
    assert raw != text

    ask(proxy, "persistEntry", dataFiles=[{"path": POST, "slug": "one", "raw": raw}])

    assert (root / POST).read_bytes() == (sign + raw.replace("\n", end)).encode()


@pytest.mark.parametrize(
    ("action", "params", "status"),
    [
        ("getEntry", {"path": "content/posts/2021/none.md"}, 404),
        ("getEntry", {"path": "../secret.md"}, 403),
        ("getEntry", {"path": "content/../../secret.md"}, 403),
        ("getEntry", {"path": "/etc/passwd"}, 403),
        ("getEntry", {"path": "content\\..\\secret.md"}, 403),
        ("getEntry", {"path": "pelicanconf.py"}, 403),
        ("getEntry", {"path": "content/ids.yaml"}, 403),
        ("getEntry", {"path": "content/linked/secret.md"}, 403),
        ("getEntry", {}, 422),
        ("persistEntry", {"entry": {"path": "content/x.py", "raw": "", "slug": "x"}}, 403),
        ("persistEntry", {"entry": {"path": "content/none/x.md", "raw": "", "slug": "x"}}, 403),
        ("persistMedia", {"asset": {"path": "content/posts/x.png", "content": ""}}, 403),
        ("persistMedia", {"asset": {"path": "content/images/x.html", "content": ""}}, 403),
        ("deleteFile", {"path": "content/ids.yaml"}, 403),
        ("rename", {}, 422),
        ("getEntry", {"path": "content/posts/.hidden.md"}, 403),
        ("getEntry", {"path": "content/.git/x.md"}, 403),
        ("getEntry", {"path": "content/posts/a\nb.md"}, 403),
        ("getEntry", {"path": "content/posts/a\u202eb.md"}, 403),
        ("getEntry", {"path": "content/posts/a\u2028b.md"}, 403),
        ("getEntry", {"path": "content/posts/" + "a" * 300 + ".md"}, 400),
        ("persistMedia", {"asset": {"path": "content/images/.x.png", "content": ""}}, 403),
        ("persistMedia", {"asset": {"path": "content/images/a\tb.png", "content": ""}}, 403),
        ("entriesByFolder", {"folder": "content/posts", "depth": "deep"}, 422),
    ],
)
def test_what_may_not_be_is_refused_and_changes_nothing(
    proxy: Proxy, root: Path, action: str, params: Any, status: int
) -> None:
    (root / "content/linked").symlink_to(root.parent)
    before = tree(root)

    with pytest.raises(Refusal) as refused:
        ask(proxy, action, **params)

    assert refused.value.status == status
    assert tree(root) == before


@pytest.mark.parametrize("request_", [None, [], "x", {"action": "info", "params": []}])
def test_what_is_no_request_is_refused(proxy: Proxy, request_: Any) -> None:
    with pytest.raises(Refusal):
        proxy.answer(request_)


def test_a_file_is_moved_but_not_over_another(proxy: Proxy, root: Path) -> None:
    raw = (root / POST).read_text(encoding="utf-8")
    file = {"path": POST, "slug": "one", "raw": raw, "newPath": "content/posts/2021/uno.md"}
    ask(proxy, "persistEntry", dataFiles=[file], assets=[], options={})
    assert (root / "content/posts/2021/uno.md").read_text(encoding="utf-8") == raw

    back = {**file, "path": file["newPath"], "raw": raw.replace("First part", "Other")}
    before = tree(root)
    for wrong, status in (("two.md", 409), (".x.md", 403), ("x.py", 403), ("../../../x.md", 403)):
        with pytest.raises(Refusal) as refused:
            ask(proxy, "persistEntry", assets=[], options={},
                dataFiles=[{**back, "newPath": f"content/posts/2021/{wrong}"}])  # fmt: skip
        assert refused.value.status == status
        assert tree(root) == before, "a new path is looked at before anything is written"


def test_a_workflow_holds_a_post_back_until_it_is_published(root: Path, tmp_path: Path) -> None:
    proxy = Proxy(root, tmp_path / "waiting")
    raw = (root / POST).read_text(encoding="utf-8")
    before = tree(root)
    name = {"collection": "posts", "slug": "2021/one"}
    file = {"path": POST, "slug": "2021/one", "raw": raw.replace("First part", "Other")}
    options = {"collectionName": "posts", "useWorkflow": True, "status": "draft"}

    ask(proxy, "persistEntry", dataFiles=[file], assets=[], options=options)

    assert tree(root) == before
    assert ask(proxy, "unpublishedEntries") == ["posts/2021/one"]
    ask(proxy, "updateUnpublishedEntryStatus", newStatus="pending_publish", **name)
    found = ask(proxy, "unpublishedEntry", id="posts/2021/one")
    assert (found["status"], found["diffs"]) == (
        "pending_publish", [{"id": POST, "path": POST, "newFile": False}],
    )  # fmt: skip
    data = ask(proxy, "unpublishedEntryDataFile", path=POST, id=POST, **name)["data"]
    assert "Other" in data
    ask(proxy, "publishUnpublishedEntry", **name)
    assert (root / POST).read_text(encoding="utf-8") == data
    assert ask(proxy, "unpublishedEntries") == []


@pytest.mark.parametrize("slug", ["../../x", "/etc", ""])
def test_what_waits_stays_in_its_folder(root: Path, tmp_path: Path, slug: str) -> None:
    proxy = Proxy(root, tmp_path / "waiting")
    with pytest.raises(Refusal):
        ask(proxy, "deleteUnpublishedEntry", collection="posts", slug=slug)


# -- Records of YAML files, and guests


def test_a_record_is_shown_as_a_file_and_written_into_its_register(
    proxy: Proxy, root: Path
) -> None:
    path = root / "content/figures.yaml"
    path.write_bytes(b"# A note.\n" + path.read_bytes())
    before = path.read_text(encoding="utf-8")
    names = [
        each["file"]["path"] for each in ask(proxy, "entriesByFolder", folder="content/figures")
    ]
    assert names == ["content/figures/slips-2021.md", "content/figures/slips-2023.md"]

    shown = ask(proxy, "getEntry", path=names[1])["data"]
    assert shown.startswith('---\nkey: "slips-2023"\nvalue: "987"\n')
    raw = shown.replace('"987"', '"988"')
    ask(proxy, "persistEntry", entry={"path": names[1], "slug": "slips-2023", "raw": raw})

    assert path.read_text(encoding="utf-8") == before.replace("value: 987", "value: 988")
    assert not (root / "content/figures").exists()


def test_a_new_record_begins_its_register(proxy: Proxy, root: Path) -> None:
    name = "content/glossary/read-back.md"
    raw = "---\nkey: read-back\nterm: read-back\nmeans: Saying it aloud.\nsee: []\n---\n"
    assert ask(proxy, "entriesByFolder", folder="content/glossary") == []
    with pytest.raises(Refusal, match="is not there"):
        ask(proxy, "getEntry", path=name)

    ask(proxy, "persistEntry", entry={"path": name, "slug": "read-back", "raw": raw})

    assert (root / "content/glossary.yaml").read_text(encoding="utf-8") == (
        "read-back:\n  term: read-back\n  means: Saying it aloud.\n"
    )


@pytest.mark.parametrize(
    ("stem", "key", "said"),
    [
        ("slips-2021", "slips-2020", "'slips-2020' is there already, or the key of 'slips-2021' was"),
        ("slips-2021-1", "slips-2021", "'slips-2021' is there already"),
        ("Slips", "Slips", "'Slips' is no key; write small letters, digits and hyphens"),
    ],
)  # fmt: skip
def test_the_key_of_a_record_stays(proxy: Proxy, stem: str, key: str, said: str) -> None:
    before = tree(proxy.root)
    entry = {"path": f"content/figures/{stem}.md", "slug": stem, "raw": f"---\nkey: {key}\n---\n"}

    with pytest.raises(Refusal, match=said):
        ask(proxy, "persistEntry", entry=entry)

    assert tree(proxy.root) == before


def test_a_register_with_a_fault_is_not_written_over(proxy: Proxy, root: Path) -> None:
    path = root / "content/figures.yaml"
    path.write_text('slips-2021:\n  value: "4\n', encoding="utf-8")
    entry = {"path": "content/figures/slips-2021.md", "slug": "slips-2021",
             "raw": '---\nkey: slips-2021\nvalue: "5"\n---\n'}  # fmt: skip

    for action, params in (
        ("persistEntry", {"entry": entry}), ("entriesByFolder", {"folder": "content/figures"}),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=r"mend this first: content/figures\.yaml:2: "):
            ask(proxy, action, **params)
    assert path.read_text(encoding="utf-8") == 'slips-2021:\n  value: "4\n'


def test_a_record_that_waits_changes_only_itself_when_it_is_published(root: Path) -> None:
    proxy = Proxy(root, root / ".hub/desk")
    path, name = root / "content/figures.yaml", "content/figures/slips-2023.md"
    raw = ask(proxy, "getEntry", path=name)["data"].replace('"987"', '"988"')
    ask(proxy, "persistEntry", entry={"path": name, "slug": "slips-2023", "raw": raw},
        options={"useWorkflow": True, "collectionName": "figures"})  # fmt: skip
    other = path.read_text(encoding="utf-8").replace("1,234", "1,235")
    path.write_text(other, encoding="utf-8")
    held = {"collection": "figures", "slug": "slips-2023"}

    found = ask(proxy, "unpublishedEntry", **held)
    assert found["diffs"] == [{"id": name, "path": name, "newFile": False}]
    assert ask(proxy, "unpublishedEntryDataFile", path=name, **held)["data"] == raw
    ask(proxy, "publishUnpublishedEntry", **held)

    assert path.read_text(encoding="utf-8") == other.replace("987", "988")


def test_what_authors_declared_last_is_told(proxy: Proxy, root: Path) -> None:
    write_post(root / "content", "2025/x.md", "X", "2025-01-02", more="sponsor: Acme\n")

    assert ask(proxy, "declared", authors=["ann-example"]) == {
        "sponsor": {"text": "Acme", "from": "posts/2025/x.md"}
    }
    with pytest.raises(Refusal, match="no names of authors"):
        ask(proxy, "declared", authors=["../../../secret"])


def test_a_guests_post_is_opened_and_saved_in_its_folder(proxy: Proxy, root: Path) -> None:
    path = write_post(root / "content", "guests/jo-guest/x.md", "X", author="jo-guest")
    name = "content/posts/guests/jo-guest/x.md"
    folder = "content/posts/guests"
    (found,) = ask(proxy, "entriesByFolder", folder=folder, extension="md", depth=2)
    assert found["file"]["path"] == name
    text = path.read_text(encoding="utf-8")

    raw = text.replace("Some words.", "Other words.")
    ask(proxy, "persistEntry", entry={"path": name, "slug": "jo-guest/x", "raw": raw})

    assert path.read_text(encoding="utf-8") == raw
