"""The editors' desk in Chromium, with the proxy that editors have: what is saved are real files."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plugins.commands.check import check
from plugins.content.front_matter import parse
from plugins.images.inspection import look_into
from tests.conftest import ROOT, Build, tree, write_post
from tests.support.browsers import ARGUMENTS, CHROME, needs_browser
from tests.support.checkers import axe, without_axe
from tests.support.pictures import picture
from tests.support.servers import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request, Response

pytestmark = needs_browser

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
START = """
import sys
from argparse import Namespace
from pathlib import Path
from plugins.admin.server import desk
root, port, workflow = sys.argv[1:]
desk(Path(root), Namespace(port=int(port), open=False, workflow=workflow == "yes"))
"""


class Desk:
    """A page that is logged in, and what the browser complained about."""

    def __init__(self, page: Page, origin: str, workflow: bool) -> None:
        self.page, self.origin = page, origin
        # Where posts wait for nobody, what is saved is no publication, and is not called one.
        self.words = ("Publish", "Publish now") if workflow else ("Save", "Save the file")
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._look)
        page.on("dialog", lambda asked: asked.accept())  # whether to publish
        page.on("request", lambda asked: self._note(asked.url))
        page.goto(f"{origin}/admin/")
        page.get_by_role("button", name="Login").click()
        page.get_by_role("link", name="Posts").wait_for()

    def _look(self, got: Response) -> None:
        # It asks whether a file of that name is there, or waits; that it does not is no complaint.
        asked = got.request.post_data or ""
        question = '"action":"getEntry"' in asked or '"action":"unpublishedEntry"' in asked
        if got.status > 399 and not (got.status == 404 and question):
            self.complaints.append(f"{got.status} {got.url} {asked[:200]}")

    def _note(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.outside.append(url)

    def open(self, place: str) -> None:
        self.page.goto(f"{self.origin}/admin/#/collections/{place}")
        self.page.get_by_label("Title", exact=True).first.wait_for()

    def choose(self, label: str, *names: str) -> None:
        box = self.page.get_by_label(label)
        for name in names:
            box.fill(name)
            self.page.get_by_role("option", name=name).first.click()

    def publish(self) -> None:
        button, now = self.words
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.get_by_role("menuitem", name=now).click()
        self.page.get_by_text("Changes saved").wait_for()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROME, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def start(site: Path, browser: Browser) -> Iterator[Callable[[bool], Desk]]:
    servers: list[subprocess.Popen[str]] = []
    context = browser.new_context(viewport={"width": 1400, "height": 2400})
    context.set_default_timeout(60_000)

    def run(workflow: bool = False) -> Desk:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-c", START, str(site), str(port), "yes" if workflow else "no"],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        servers.append(server)
        assert server.stdout
        assert server.stdout.readline().startswith("The editors' desk: http://127.0.0.1:")
        return Desk(context.new_page(), f"http://127.0.0.1:{port}", workflow)

    yield run
    context.close()
    for server in servers:
        server.kill()
        server.communicate()


def test_a_title_is_changed_and_nothing_else_of_the_file(
    start: Callable[[bool], Desk], site: Path
) -> None:
    post = site / "content/posts/2021/two.md"
    text = post.read_text(encoding="utf-8").replace("series:", "# a note of an editor\nseries:")
    post.write_text(text, encoding="utf-8")
    before = tree(site / "content")
    desk = start(False)

    desk.open("posts/entries/2021/two")
    desk.page.get_by_label("Title", exact=True).first.fill("Another title: with a colon")
    desk.publish()

    after = tree(site / "content")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"posts/2021/two.md"}
    assert post.read_text(encoding="utf-8") == text.replace(
        '"Second part"', '"Another title: with a colon"', 1
    )
    assert desk.complaints == []
    assert desk.outside == []


@pytest.mark.parametrize(
    ("name", "label", "field"), [("rules", "Name", "name"), ("sources", "Publisher", "publisher")]
)
def test_a_record_is_changed_and_nothing_else_of_its_file(
    start: Callable[[bool], Desk], site: Path, name: str, label: str, field: str
) -> None:
    (first, *_) = sorted((site / "content" / name).glob("*.md"))
    before = tree(site / "content")
    text = first.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^((?:  - from|date): \d{4}).*$", r"\1", text)  # a year alone is a number
    first.write_text(text, encoding="utf-8")
    desk = start(False)

    desk.page.goto(f"{desk.origin}/admin/#/collections/{name}/entries/{first.stem}")
    desk.page.get_by_label(label, exact=True).first.fill("Another name")
    desk.publish()

    after = tree(site / "content")
    place = f"{name}/{first.name}"
    assert {each for each in after if before.get(each) != after[each]} == {place}
    old = parse(place, text)[0]
    assert first.read_text(encoding="utf-8") == text.replace(
        text.splitlines()[old.line((field,)) - 1], f'{field}: "Another name"', 1
    )
    assert desk.complaints == []


def test_a_new_post_with_topics_series_and_image_is_built(
    start: Callable[[bool], Desk], site: Path, build: Build, tmp_path: Path
) -> None:
    picture = tmp_path / "Ward Round.png"
    picture.write_bytes(PNG)
    desk = start(False)
    page = desk.page

    desk.open("posts/new")
    page.get_by_label("Title", exact=True).first.fill("Third part")
    page.get_by_label("Summary").fill("What one ward changed.")
    desk.choose("Authors", "Ann Example", "Jo Guest")
    desk.choose("Topics", "Culture", "Medicines")
    desk.choose("Series", "2021 in review")
    desk.choose("Part", "part 3")
    desk.choose("Status", "published")
    page.get_by_label("Expand").first.click()
    page.get_by_role("button", name="Choose an image").click()
    page.locator("input[type=file]").first.set_input_files(str(picture))
    page.get_by_role("button", name="Choose selected").click()
    page.get_by_label("Alt").fill("A ward round, drawn")
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type("It began with a label.")
    desk.publish()

    (name,) = [name for name in tree(site / "content") if "third-part" in name]
    header, problems = parse(name, (site / "content" / name).read_text(encoding="utf-8"))
    assert problems == []
    year = str(header.values["date"])[:4]
    assert name == f"posts/{year}/third-part.md"
    assert header.values == {
        "title": "Third part", "date": header.values["date"], "summary": "What one ward changed.",
        "authors": ["ann-example", "jo-guest"], "topics": ["culture", "medicines"],
        "series": "2021-in-review", "part": 3,
        "image": {"src": "images/ward-round.png", "alt": "A ward round, drawn"},
    }  # fmt: skip
    assert header.body == "It began with a label.\n"
    assert (site / "content/images/ward-round.png").read_bytes() == PNG
    options = Namespace(explain=None, exceptions=False, paths=[], format="text", content=None,
                        output=None, siteurl=None, now=None)  # fmt: skip
    assert check(site, options) == 0
    output = build(now=None)
    assert build.code == 0, build.said
    assert b"It began with a label." in output[f"blog/{year}/third-part/index.html"]
    assert desk.complaints == []
    assert desk.outside == []


def test_a_post_for_a_later_day_with_a_photograph_says_that_it_is_scheduled(
    start: Callable[[bool], Desk], site: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "ward.jpg"
    photo.write_bytes(picture(place=True, form="JPEG"))
    desk = start(False)
    page = desk.page

    desk.open("posts/new")
    page.get_by_role("status").get_by_text("New: nothing is saved yet.").wait_for()
    assert not page.get_by_label("Slug").first.is_visible()
    page.get_by_role("button", name="rare fields").click()
    assert page.get_by_label("Slug").first.is_visible()
    page.get_by_label("Title", exact=True).first.fill("A later part")
    page.get_by_label("Summary").fill("What one ward changed.")
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type("It began with a label [@first-count-2021].")
    page.get_by_label("Date", exact=True).first.fill("2126-07-04")
    desk.choose("Authors", "Ann Example")
    desk.choose("Topics", "Culture")
    desk.choose("Status", "published")
    page.get_by_label("Expand").first.click()
    page.get_by_role("button", name="Choose an image").click()
    page.locator("input[type=file]").first.set_input_files(str(photo))
    page.get_by_role("button", name="Choose selected").click()
    page.get_by_label("Alt").fill("A ward, in a photograph")
    desk.publish()

    page.get_by_role("status").get_by_text(
        "Scheduled for 2126-07-04 00:00 BST: readers see it after the first publish from then on. "
        "check finds no error in it."
    ).wait_for()
    assert look_into("images/ward.jpg", photo.read_bytes()).problems
    kept = (site / "content/images/ward.jpg").read_bytes()
    assert look_into("images/ward.jpg", kept).problems == []
    (name,) = [name for name in tree(site / "content") if "a-later-part" in name]
    body = (site / "content" / name).read_text(encoding="utf-8").rpartition("---\n")[2]
    assert body == "It began with a label [@first-count-2021].\n"
    assert desk.complaints == []


def test_a_figure_is_changed_on_its_line_and_a_new_term_is_added(
    start: Callable[[bool], Desk], site: Path
) -> None:
    path = site / "content/figures.yaml"
    path.write_text(f"# Figures.\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    before = tree(site / "content")
    desk = start(False)
    page = desk.page

    page.goto(f"{desk.origin}/admin/#/collections/figures/entries/slips-2021")
    page.get_by_label("Unit", exact=True).fill("near misses")
    page.get_by_label("Source").fill("first")
    page.keyboard.press("Escape")
    desk.publish()
    page.get_by_role("status").get_by_text("check finds no error in it.").wait_for()
    assert path.read_text(encoding="utf-8") == text.replace("slips\n", "near misses\n", 1)

    page.goto(f"{desk.origin}/admin/#/collections/glossary/new")
    page.get_by_label("Key", exact=True).fill("read-back")
    page.get_by_label("Term", exact=True).fill("read-back")
    page.get_by_label("Means", exact=True).fill("Saying aloud what one has understood.")
    desk.publish()

    after = tree(site / "content")
    assert after["glossary.yaml"].decode() == (
        "read-back:\n  term: read-back\n  means: Saying aloud what one has understood.\n"
    )
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"figures.yaml", "glossary.yaml"}
    assert desk.complaints == []


def test_what_was_declared_is_offered_and_a_guests_post_can_be_opened(
    start: Callable[[bool], Desk], site: Path
) -> None:
    from playwright.sync_api import expect

    write_post(site / "content", "2025/x.md", "X", "2025-01-02", more="sponsor: Acme Trays\n")
    guest = write_post(site / "content", "guests/jo-guest/mine.md", "Mine", author="jo-guest")
    text = guest.read_text(encoding="utf-8")
    desk = start(False)
    page = desk.page

    desk.open("posts/new")
    assert page.locator(".desk-offer").count() == 0
    desk.choose("Authors", "Ann Example")
    page.locator(".desk-offer").wait_for()
    if not without_axe():
        page.evaluate(axe())
        ours = "[['#desk-state'], ['.desk-offer']]"
        found = page.evaluate(f"axe.run({{include: {ours}}}).then((said) => said.violations)")
        assert [each["id"] for each in found] == []
    page.get_by_role("button", name="Declare as in posts/2025/x.md: Acme Trays").click()
    expect(page.get_by_label("Sponsor")).to_have_value("Acme Trays")
    assert page.locator(".desk-offer").count() == 0

    page.goto(f"{desk.origin}/admin/#/collections/guests")
    page.get_by_text("Mine").first.click()
    page.get_by_label("Title", exact=True).first.fill("Still mine")
    page.get_by_role("status").get_by_text("Public: readers see").wait_for()
    desk.publish()
    assert guest.read_text(encoding="utf-8") == text.replace('"Mine"', '"Still mine"', 1)
    assert desk.complaints == []


def test_what_was_typed_and_never_saved_is_offered_when_the_tab_is_opened_again(
    start: Callable[[bool], Desk],
) -> None:
    from playwright.sync_api import expect

    desk = start(False)
    desk.open("posts/entries/2021/two")
    desk.page.get_by_label("Title", exact=True).first.fill("Never saved")
    desk.page.wait_for_timeout(4000)  # Decap keeps a copy two seconds after the last key

    page = desk.page.context.new_page()
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", accept)
    desk.page.close(run_before_unload=False)
    page.goto(f"{desk.origin}/admin/#/collections/posts/entries/2021/two")
    page.get_by_label("Title", exact=True).first.wait_for()
    expect(page.get_by_label("Title", exact=True).first).to_have_value("Never saved")

    assert asked == ["A local backup was recovered for this entry, would you like to use it?"]


def test_the_desk_asks_one_question_at_a_time(start: Callable[[bool], Desk]) -> None:
    """A browser holds six connections: questions that wait for each other would keep all others."""
    desk = start(False)
    waiting: list[int] = [0]
    asked = []

    def begun(request: Request) -> None:
        if '"action":"state"' in (request.post_data or ""):
            asked.append(request)
            waiting.append(waiting[-1] + 1)

    def ended(request: Request) -> None:
        if request in asked:
            waiting.append(waiting[-1] - 1)

    desk.page.on("request", begun)
    desk.page.on("requestfinished", ended)
    for name in ("2021/one", "2021/two", "2022/three", "2023/more-1"):
        desk.page.goto(f"{desk.origin}/admin/#/collections/posts/entries/{name}")
    desk.page.get_by_text("check finds no error in it.").wait_for()

    assert asked
    assert max(waiting) == 1


@pytest.mark.slow
def test_one_word_of_every_sample_post_is_changed_and_nothing_else(
    start: Callable[[bool], Desk], site: Path
) -> None:
    from playwright.sync_api import expect

    shutil.rmtree(site / "content")
    shutil.copytree(ROOT / "content", site / "content")
    posts = sorted((site / "content/posts").rglob("*.md"))
    assert len(posts) > 50
    desk = start(False)

    for post in posts:
        before = tree(site / "content")
        name = post.relative_to(site / "content").as_posix()
        text = before[name].decode()
        header = parse(name, text)[0]
        desk.open(f"posts/entries/{name.removeprefix('posts/').removesuffix('.md')}")
        title = desk.page.get_by_label("Title", exact=True).first
        expect(title).to_have_value(str(header.values["title"]))
        desk.page.locator("[contenteditable=true]").first.click()
        desk.page.keyboard.press("Control+Home")
        desk.page.wait_for_timeout(250)  # the editor takes the place of the cursor with a delay
        desk.page.keyboard.type("Zy ")
        with desk.page.expect_response(
            lambda got: '"action":"persistEntry"' in (got.request.post_data or "")
        ):
            desk.publish()
        desk.page.goto(f"{desk.origin}/admin/#/collections/pages")
        desk.page.get_by_role("heading", name="Pages").first.wait_for()

        after = tree(site / "content")
        assert {each for each in after if before.get(each) != after[each]} == {name}
        saved = after[name].decode()
        assert (name, saved.count("Zy "), saved.replace("Zy ", "") == text) == (
            name, 1, True,
        )  # fmt: skip
    assert desk.complaints == []


def test_with_a_workflow_a_post_waits_until_it_is_published(
    start: Callable[[bool], Desk], site: Path
) -> None:
    desk = start(True)
    page = desk.page
    before = tree(site / "content")

    desk.open("posts/entries/2021/two")
    page.get_by_label("Title", exact=True).first.fill("Another title")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Changes saved").wait_for()
    assert tree(site / "content") == before

    page.get_by_role("button", name="Status: Draft").click()
    page.get_by_role("menuitem", name="In review").click()
    page.get_by_role("button", name="Status: In review").click()
    page.get_by_role("menuitem", name="Ready").click()
    page.get_by_role("button", name="Status: Ready").wait_for()
    with page.expect_response(
        lambda got: '"action":"publishUnpublishedEntry"' in (got.request.post_data or "")
    ):
        desk.publish()

    changed = {name for name, content in tree(site / "content").items() if before[name] != content}
    assert changed == {"posts/2021/two.md"}
    assert desk.complaints == []


def test_every_kind_can_be_opened_and_the_preview_looks_like_the_site(
    start: Callable[[bool], Desk],
) -> None:
    desk = start(False)

    desk.open("posts/entries/2021/two")
    preview = desk.page.frame_locator("#preview-pane")
    preview.get_by_role("heading", name="Second part").wait_for()
    font = "e => getComputedStyle(e).fontFamily"
    heading = preview.get_by_role("heading", name="Second part").evaluate(font)
    assert "serif" in heading
    for label in ("Posts", "Series", "Topics", "Authors", "Pages"):
        assert desk.page.goto(f"{desk.origin}/admin/#/collections/{label.lower()}") is None
        desk.page.get_by_role("heading", name=label).first.wait_for()
    assert desk.complaints == []
