"""A hub of one's own: what `start` writes, that it builds, and that nothing of the sample is in it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, tree
from tests.hubs.conftest import ANSWERS, Run, starting

FIRST = {
    ".gitattributes", ".github/workflows/check.yml", ".github/workflows/publish.yml",
    ".github/workflows/test.yml", ".gitignore", ".gitlab-ci.yml", "README.md",
    "content/authors/editors.md", "content/pages/about.md", "content/pages/accessibility.md",
    "content/pages/contact.md", "content/pages/contribute.md", "content/topics/culture.md",
    "content/topics/data-and-insight.md", "content/topics/leadership.md",
    "content/topics/patient-engagement.md", "content/topics/professionalising-safety.md",
    "content/topics/shared-learning.md", "engine/patient_safety_hub-0.1.0-py3-none-any.whl",
    "pelicanconf.py", "publishconf.py", "requirements.lock", "tasks.py", "theme/README.md",
}  # fmt: skip


def of_the_sample() -> list[bytes]:
    """Return what only the sample says: its names, its addresses, its posts, sources and people."""
    content = ROOT / "content"
    said = [b"Patient Safety Hub", b"patient-safety-hub.example", b"Example Valley", b"Sample Moor"]
    for folder in ("authors", "posts", "series", "sources", "rules"):
        for path in (content / folder).rglob("*.md"):
            title = re.search(r"^(?:title|name): \"?(.+?)\"?$", path.read_text("utf-8"), re.M)
            assert title, path
            said += [title[1].encode(), path.stem.encode()]
    for name in ("support", "reporting", "figures", "events"):
        said += [key.encode() for key in yaml.safe_load((content / f"{name}.yaml").read_bytes())]
    said += re.findall(rb"tag:[^\s]+:([0-9a-f]{16})", (content / "ids.yaml").read_bytes())
    return sorted({each for each in said if len(each) > 8})


SAMPLE = of_the_sample()


def found_in(files: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """Return where files say what only the sample says."""
    return [(name, words) for name, text in files.items() for words in SAMPLE if words in text]


def written(hub: Path) -> dict[str, bytes]:
    """Return the files of a hub, but for the engine and Git's own."""
    found = tree(hub)
    return {name: text for name, text in found.items() if not name.startswith((".git/", "engine/"))}


def test_what_the_sample_says_can_be_found() -> None:
    assert len(SAMPLE) > 150
    assert found_in({"x": (ROOT / "content/posts/2021/long-shadow.md").read_bytes()})
    assert found_in({"x": (ROOT / "publishconf.py").read_bytes()})


# -- What is written


def test_a_hub_has_what_it_needs_and_nothing_of_the_sample(hub: Path) -> None:
    files = {name for name in tree(hub) if not name.startswith(".git/")}
    posts = {name for name in files if name.startswith("content/posts/")}

    assert files - posts == FIRST
    (post,) = posts
    assert re.fullmatch(r"content/posts/20\d\d/an-example\.md", post)
    assert "\nstatus: draft\n" in (hub / post).read_text("utf-8")
    assert found_in(written(hub)) == []


@pytest.mark.skipif(shutil.which("git") is None, reason="no Git: apt install git")
def test_it_is_a_repository_of_its_own(hub: Path) -> None:
    said = subprocess.run(
        ["git", "-C", str(hub), "rev-parse", "--show-toplevel"], capture_output=True, text=True
    )

    assert Path(said.stdout.strip()).samefile(hub)


def test_what_is_not_given_is_left_out(hub: Path) -> None:
    names = re.findall(r"^([A-Z_]+) = ", (hub / "pelicanconf.py").read_text("utf-8"), re.M)
    public = re.findall(r"^([A-Z_]+) = ", (hub / "publishconf.py").read_text("utf-8"), re.M)

    assert names == [
        "SITENAME", "SITE_TAGLINE", "SITE_DESCRIPTION", "TIMEZONE", "DEFAULT_LANG", "ID_AUTHORITY",
    ]  # fmt: skip
    assert public == ["SITEURL", "PUBLISH_TO"]


def test_what_is_given_is_written(tmp_path: Path) -> None:
    mark = tmp_path / "Our Mark.SVG"
    mark.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    )
    more = {
        "time-zone": "Europe/Paris", "language": "fr", "colour": "#7A3CFF", "mark": str(mark),
        "contact": "mailto:hello@ward.org.uk", "security": "mailto:safe@ward.org.uk",
        "licence": "CC BY 4.0", "newsletter": "https://news.ward.org.uk/in",
        "community": "https://talk.ward.org.uk/", "stories": "mailto:stories@ward.org.uk",
    }  # fmt: skip

    assert starting(tmp_path / "hub", {**ANSWERS, **more}) == 0

    settings = (tmp_path / "hub/pelicanconf.py").read_text("utf-8")
    for line in (
        'TIMEZONE = "Europe/Paris"', 'DEFAULT_LANG = "fr"', 'ACCENT = "#7A3CFF"',
        'MARK = "mark.svg"', 'CONTENT_LICENCE = "CC BY 4.0"', 'ID_AUTHORITY = "safer.ward.org.uk"',
        'NEWSLETTER_ACTION = "https://news.ward.org.uk/in"', 'CONTACTS = ("hello@ward.org.uk",)',
        'DISCUSSION = "https://talk.ward.org.uk/"', 'SHARE_STORY = "mailto:stories@ward.org.uk"',
    ):  # fmt: skip
        assert f"\n{line}\n" in settings
    public = (tmp_path / "hub/publishconf.py").read_text("utf-8")
    assert '\nSECURITY_CONTACT = "mailto:safe@ward.org.uk"\n' in public
    assert (tmp_path / "hub/theme/static/mark.svg").read_bytes() == mark.read_bytes()
    assert "[Write to us: hello@ward.org.uk](<mailto:hello@ward.org.uk>)." in (
        tmp_path / "hub/content/pages/contact.md"
    ).read_text("utf-8")


def test_a_mark_that_cannot_be_drawn_on_cards_is_told(tmp_path: Path) -> None:
    mark = tmp_path / "ours.svg"
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    for inside, told in (
        ('<text y="8">W</text>', False),
        (f'<image href="data:image/png;base64,{png}" width="9" height="9"/>', True),
    ):
        mark.write_text(f"{head}{inside}</svg>")
        said: list[str] = []
        folder = tmp_path / f"hub-{told}"
        assert starting(folder, {**ANSWERS, "mark": str(mark)}, said.append) == 0
        expected = (
            "The mark: ours.svg cannot be drawn on cards, where there is none now: a picture "
            "within it, or far too much in it? Save it as plain SVG, or give a PNG."
        )
        assert (expected in said) is told


def test_the_pin_is_that_of_the_wheel(hub: Path) -> None:
    (wheel,) = (hub / "engine").iterdir()
    last = (hub / "requirements.lock").read_text("utf-8").splitlines()[-1]

    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert last == f"./engine/{wheel.name} --hash=sha256:{digest}"


def test_the_files_for_github_and_gitlab_say_nothing_of_the_engine(hub: Path) -> None:
    for path in (hub / ".github/workflows").iterdir():
        found = yaml.safe_load(path.read_text("utf-8"))
        assert found["permissions"] == {"contents": "read"}
    steps = yaml.safe_load((hub / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]["test"]
    assert steps["steps"][-1] == {"run": "python3 tasks.py test"}
    gitlab = yaml.safe_load((hub / ".gitlab-ci.yml").read_text("utf-8"))
    assert gitlab.keys() == {"default", "check", "pages"}


# -- What is refused


@pytest.mark.parametrize("what", ["a file", "a hidden file", "not a folder", "the engine's own"])
def test_a_folder_that_holds_anything_stays_as_it_is(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ROOT / "content/hub" if what == "the engine's own" else tmp_path / "hub"
    if what == "not a folder":
        folder.write_text("mine")
    elif what != "the engine's own":
        folder.mkdir()
        (folder / (".mine" if "hidden" in what else "mine")).write_text("mine")
    before = tree(tmp_path)

    assert starting(folder, ANSWERS) == 2

    reason = {
        "not a folder": "is no folder; give one that is new or empty.",
        "the engine's own": "lies in the engine's own folder; choose one outside.",
    }.get(what, "holds something already, and stays as it is.")
    assert capsys.readouterr().err == f"'{folder}' {reason}\n"
    assert tree(tmp_path) == before
    assert not (ROOT / "content/hub").exists()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()

    assert starting(tmp_path / "hub", ANSWERS) == 0


# -- What it becomes


@pytest.mark.slow
def test_it_builds_and_nothing_of_the_sample_is_in_any_published_byte(hub: Path, run: Run) -> None:
    built = run(hub, "build")
    published = run(hub, "publish", "--dry-run", "--allow-shrink")

    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith("0 posts, 26 pages, 0 feeds. ")
    output = tree(hub / "output")
    assert b"Safer Ward" in output["index.html"]
    assert found_in(output) == []
    assert not [name for name in output if name.startswith("static/icon")]
    assert published.returncode in (0, 1)


@pytest.mark.slow
def test_answers_of_any_kind_are_shown_as_they_are(tmp_path: Path, run: Run) -> None:
    name = "Ward \"9\" & 'Söhne' <b>🏥</b> ${x} {{ y }} مستشفى"
    tagline = "What we *learn*: <script>alert(1)</script> \\ %s"
    given = {**ANSWERS, "name": name, "tagline": tagline, "licence": "CC <i> [x](y)"}
    assert starting(tmp_path / "hub", given) == 0

    built = run(tmp_path / "hub", "build")

    assert (built.returncode, built.stderr) == (0, "")
    page = (tmp_path / "hub/output/index.html").read_text("utf-8")
    assert "<b>" not in page
    assert "<script>alert" not in page
    assert (
        "Ward &#34;9&#34; &amp; &#39;Söhne&#39; &lt;b&gt;🏥&lt;/b&gt; ${x} {{ y }} مستشفى" in page
    )
    assert "CC &lt;i&gt; [x](y)" in page


@pytest.mark.slow
def test_a_theme_of_one_s_own_wins_file_by_file(hub: Path, run: Run) -> None:
    templates = hub / "theme/templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        '{% extends "engine/page.html" %}{% block title %}Mine: {{ super() }}{% endblock %}'
    )
    first = run(hub, "build")
    (templates / "page.html").unlink()
    about = hub / "output/about/index.html"
    mine = about.read_text("utf-8")

    second = run(hub, "build")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "<title>Mine: About | Safer Ward</title>" in mine
    assert "<title>About | Safer Ward</title>" in about.read_text("utf-8")
    assert run(hub, "build").stdout.count("Nothing has changed") == 1


@pytest.mark.slow
def test_a_colour_and_a_mark_reach_every_place(tmp_path: Path, run: Run) -> None:
    assert starting(tmp_path / "hub", {**ANSWERS, "colour": "#ffff00"}) == 0
    hub = tmp_path / "hub"
    assert run(hub, "build").returncode == 0
    one = tree(hub / "output")
    settings = hub / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace("#ffff00", "#00ffff"), "utf-8")

    assert run(hub, "build").returncode == 0

    other = tree(hub / "output")
    page = one["index.html"].decode()
    (accent,) = re.findall(r'<link rel="stylesheet" href="/(static/accent\.\w+\.css)">', page)
    (mark,) = {*re.findall(r'/(static/plain-mark\.\w+\.svg)"', page)}
    assert b"--link: #616100;" in one[accent]
    assert b'fill="#666600"' in one[mark]
    assert not {accent, mark} & other.keys()
    assert one["cards/hub.png"] != other["cards/hub.png"]


# -- The commands of a hub


def test_commands_of_the_engine_are_not_those_of_a_hub(hub: Path, run: Run) -> None:
    listed = run(hub, "--help")
    wrong = run(hub, "derive")

    names = re.findall(r"^  ([\w-]+) ", listed.stdout, re.M)
    assert not {"derive", "bench", "outdated", "lock", "wheel", "start"} & {*names}
    assert {"build", "check", "publish", "settings", "test", "setup"} <= {*names}
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("Unknown command 'derive'")


@pytest.mark.parametrize("harm", ["the wheel", "no wheel", "no pin"])
def test_an_engine_that_is_not_the_one_of_the_pin_is_not_run(hub: Path, harm: str) -> None:
    (wheel,) = (hub / "engine").iterdir()
    if harm == "the wheel":
        wheel.write_bytes(wheel.read_bytes() + b"x")
    elif harm == "no wheel":
        wheel.unlink()
    else:
        (hub / "requirements.lock").write_text("pelican==4.12.0\n")

    done = subprocess.run(
        [sys.executable, str(hub / "tasks.py"), "build"], capture_output=True, text=True
    )

    name = f"engine/{wheel.name}"
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == {
            "the wheel": f"{name} is not the engine that requirements.lock pins: do not go on.\n",
            "no wheel": f"{name} is missing: get it back with git checkout.\n",
            "no pin": "requirements.lock pins no engine: get it back with git checkout.\n",
        }[harm]
    )
    assert not (hub / ".venv").exists()


def test_the_list_of_commands_needs_no_set_up(hub: Path) -> None:
    done = subprocess.run([sys.executable, str(hub / "tasks.py")], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert "  preview " in done.stdout
    assert not (hub / ".venv").exists()


@pytest.mark.slow
def test_a_hub_sets_itself_up_and_works(hub: Path) -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    reach = [base, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(hub.parent / "x")]
    if (
        not os.environ.get("CI")
        and subprocess.run([*reach, "markupsafe==3.0.4"], capture_output=True).returncode
    ):
        pytest.skip("pip reaches no index, so no environment can be made")
    environ = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        argv = [base, str(hub / "tasks.py"), *words]
        return subprocess.run(argv, cwd=hub, env=environ, capture_output=True, encoding="utf-8")

    first, again = command("build"), command("build")

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert first.stderr.splitlines()[-1] == "Set-up: done"
    assert (again.stderr, again.stdout.count("Nothing has changed")) == ("", 1)
    assert command("check").returncode == 0
    assert command("settings", "SITENAME").stdout.startswith('SITENAME = "Safer Ward"  # pelican')
    tested = command("test")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert tested.stdout.splitlines()[-1] == "This hub is as it should be."
    assert found_in(tree(hub / "output")) == []
    (packages,) = hub.glob(".venv/**/site-packages")
    assert (packages / "patient_safety_hub/plugins/__init__.py").is_file()
    assert not (packages / "plugins").exists()
    assert not (packages / "theme").exists()
