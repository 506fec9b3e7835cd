"""Targets with their real parts: a folder, OpenSSH and rsync, an object store, a branch of Git."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.base.problems import SiteFault
from plugins.commands.doctor import last_publish
from plugins.publish import releases
from plugins.publish.releases import MANIFEST
from plugins.publish.targets.folder import Folder
from plugins.publish.targets.place import MARKER
from plugins.publish.targets.target import target
from tests.conftest import ROOT, Tree, remove_post, tree, write_post
from tests.support.servers import Publish, free_port, needs, running


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def publish(site: Path, www: Path) -> Publish:
    return Publish(site, f"folder:{www}")


def shown(folder: Path) -> dict[str, bytes]:
    return {
        n: c for n, c in tree(folder).items() if not n.endswith((".gz", ".br", MANIFEST, MARKER))
    }


# -- Saying what will change, asking, refusing


def test_publish_says_what_will_change_and_asks(site: Path, publish: Publish, www: Path) -> None:
    publish()
    first = str((www / "current").readlink())
    write_post(site / "content", "2024/new.md", "New", topic="medicines")
    path = site / "content/posts/2023/more-1.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    remove_post(site / "content", "2022/three.md")

    said = publish("n")

    assert publish.code == 1
    assert said.split("\n", 1)[1] == (  # below the build's own line; whom it notifies is said once
        "4 pages added:\n  /blog/2024/\n  /blog/2024/new/\n  /year-in-review/2024/\n"
        "  /year-in-review/2024/lists/\n"
        "13 pages changed:\n  /\n  /authors/ann-example/\n  /blog/\n  /blog/2021/\n"
        "  /blog/2021/two/\n  /blog/2023/\n  /blog/2023/more-1/\n  /blog/2023/more-5/\n"
        "  /search/\n  /topics/medicines/\n  /year-in-review/\n  /year-in-review/2021/\n  and 1 more\n"
        "4 pages removed:\n  /blog/2022/\n  /blog/2022/three/\n  /year-in-review/2022/\n"
        "  /year-in-review/2022/lists/\n"
        "Feed items: 1 new, 1 updated, 1 withdrawn.\n"
        "3 addresses would stop answering:\n  /blog/2022/\n  /year-in-review/2022/\n"
        "  /year-in-review/2022/lists/\n"
        "Subscribers of 3 feeds would be notified of 1 new item.\n"
        "Nothing went live."
    ), said
    assert str((www / "current").readlink()) == first
    publish("y")
    assert publish.code == 0
    assert (www / "current/site/blog/2024/new/index.html").is_file()
    assert publish("y").endswith("Nothing differs from what is live.")


def test_a_site_that_lost_much_is_refused(
    site: Path, publish: Publish, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    for path in (site / "content/posts/2023").glob("*.md"):
        remove_post(site / "content", f"2023/{path.name}")
    remove_post(site / "content", "2022/three.md")
    for name in ("sources", "rules"):
        shutil.rmtree(site / "content" / name)
    (site / "content/figures.yaml").unlink()

    publish()
    refused = capsys.readouterr().err

    assert publish.code == 1
    assert refused == (
        "The site would lose 17 of 44 pages (39%, at most 30%); if that is meant, add "
        "--allow-shrink.\n"
    )
    publish(allow_shrink=True)
    assert publish.code == 0


def test_a_page_that_leads_to_nothing_is_refused(
    site: Path, publish: Publish, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    first = (www / "current").readlink()
    path = site / "theme/templates/topic.html"
    text = path.read_text("utf-8")
    path.write_text(text.replace("<h1", '<p><a href="/none/">None</a></p><h1', 1), "utf-8")
    capsys.readouterr()

    publish()

    assert publish.code == 1
    assert capsys.readouterr().err == (
        "topics/culture/index.html: leads to /none/, and nothing is there\n"
        "topics/medicines/index.html: leads to /none/, and nothing is there\n"
        "topics/speaking-up/index.html: leads to /none/, and nothing is there\n"
        "Nothing went live; python3 tasks.py audit looks at all of the site.\n"
    )
    assert (www / "current").readlink() == first


def test_doctor_knows_the_last_publishing_also_after_a_rehearsal(
    site: Path, publish: Publish
) -> None:
    assert "No publishing from here" in last_publish(site).what
    publish()
    publish(dry_run=True)

    assert last_publish(site).what == "Last published: 2026-06-01 12:00, 8 posts"


def test_a_site_without_posts_is_refused(
    site: Path, publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("posts", "pages", "series"):
        shutil.rmtree(site / "content" / name)

    publish()

    assert publish.code == 1
    assert capsys.readouterr().err == (
        "The site has no posts: write one first; if that is meant, add --allow-shrink.\n"
    )


def test_bad_content_is_never_published(site: Path, publish: Publish, www: Path) -> None:
    write_post(site / "content", "2024/bad.md", "Bad", topic="cultrue")

    assert "topics names an unknown topic 'cultrue'" in publish()
    assert publish.code == 1
    assert not www.exists()


# -- A folder


def test_five_releases_are_kept_and_each_can_be_gone_back_to(
    site: Path, publish: Publish, www: Path
) -> None:
    sites = {}
    for number in range(7):
        write_post(site / "content", "2024/new.md", f"New {number}")
        publish(now=f"2026-06-0{number + 1}T12:00")
        assert publish.code == 0
        sites[str((www / "current").readlink()).rpartition("/")[2]] = shown(www / "current/site")

    names = sorted(sites)
    assert [line.split()[0] for line in publish.releases()] == names[2:]
    said = publish.releases()[-1]
    rehearsed = publish.back(dry_run=True)
    assert "  /blog/2024/new/" in rehearsed
    assert rehearsed.endswith("\nNothing went live: this was a rehearsal.")
    assert shown(www / "current/site") == sites[names[6]]
    assert re.search(r" posts +\d\.\d MB  0 added, 9 changed, 0 removed  live$", said), said
    assert f"\nRelease {names[5]} is live again.\n" in publish.back()
    assert shown(www / "current/site") == sites[names[5]]
    assert f"\nRelease {names[2]} is live again.\n" in publish.back(names[2])
    assert shown(www / "current/site") == sites[names[2]]


def test_a_release_that_is_gone_or_spoilt_is_refused(
    site: Path, publish: Publish, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    (first,) = (each.split()[0] for each in publish.releases())
    write_post(site / "content", "2024/new.md", "New")
    publish()
    now = str((www / "current").readlink())

    publish.back("20200101T000000Z-00000000")
    assert publish.code == 1
    assert capsys.readouterr().err.startswith("There is no release '20200101T000000Z-00000000'; ")
    (www / "releases" / first / "site/robots.txt").write_text("spoilt", encoding="utf-8")
    publish.back()
    assert publish.code == 2
    assert capsys.readouterr().err == (
        f"1 files of release {first} are not as they were made, such as 'site/robots.txt'; "
        "nothing went live. Publish again.\n"
    )
    assert str((www / "current").readlink()) == now


def test_the_same_content_has_the_same_packed_bytes(site: Path, tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        Publish(site, f"folder:{tmp_path / name}")()
        shutil.rmtree(site / ".hub/publish")
        found.append(tree(tmp_path / name / "current/site"))

    assert found[0] == found[1]
    assert any(name.endswith(".br") for name in found[0])


@pytest.mark.parametrize("place", ["/", "~", ".", "..", "content", "content/www", "mine", "afile"])
def test_a_wrong_place_is_refused_and_nothing_is_deleted(site: Path, place: str) -> None:
    (site / "mine").mkdir()
    (site / "mine/notes.txt").write_text("mine", encoding="utf-8")
    (site / "afile").write_text("mine", encoding="utf-8")
    whole = str(Path.home()) if place == "~" else str(site / place)
    before = tree(site)

    with pytest.raises(SiteFault, match=r"^Nothing is published to "):
        Folder(Path(whole), 5).check(site)
    publish = Publish(site, f"folder:{whole}")
    publish()

    assert publish.code == 2
    assert {n: c for n, c in tree(site).items() if not n.startswith(".hub/")} == before


def test_an_unknown_kind_of_target_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteFault) as told:
        target("ftp:example.org", tmp_path, 5, {})

    assert str(told.value) == (
        "PUBLISH_TO is no place that releases can go to; write folder:PATH, ssh:USER@HOST:/PATH, "
        "store:REMOTE:BUCKET or branch:REMOTE/BRANCH."
    )


SCRIPT = (
    "import sys; from pathlib import Path; from argparse import Namespace as N;"
    "from plugins.publish.command import publish;"
    "sys.exit(publish(Path(sys.argv[1]), N(to=sys.argv[2], yes=True, dry_run=False, "
    "allow_shrink=False, sample=True, report=None, now='2026-06-01T12:00')))"
)


def start(site: Path, to: str, *before: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*before, sys.executable, "-c", SCRIPT, str(site), to], text=True, cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@needs("strace", "strace")
@pytest.mark.slow
@pytest.mark.parametrize("calls", [("fsync", "rename"), ("link", "symlink", "mkdir")])
def test_publish_is_whole_when_the_nth_call_fails_or_kills(
    site: Path, publish: Publish, www: Path, calls: tuple[str, ...]
) -> None:
    publish()
    known = [shown(www / "current/site")]
    faults = ((1, "error=EIO"), (2, "signal=SIGKILL"), (5, "error=ENOSPC"), (30, "signal=SIGKILL"),
              (60, "error=EIO"))  # fmt: skip
    for call, (when, action) in itertools.product(calls, faults):
        path = site / "publishconf.py"
        path.write_text(
            path.read_text(encoding="utf-8") + f'\nSITENAME = "{call} {when}"\n', "utf-8"
        )
        inject = f"inject={call}:{action}:when={when}"
        process = start(site, f"folder:{www}", "strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null",
                        "-e", f"trace={call}", "-e", inject)  # fmt: skip
        _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors, errors

        now = releases.load(www / "current")
        assert now is not None
        releases.verify(www / "current", now)
        if process.returncode:
            assert (
                shown(www / "current/site") == known[-1]
                or f"{call} {when}".encode() in (www / "current/site/index.html").read_bytes()
            )
        known.append(shown(www / "current/site"))
    publish()
    assert publish.code == 0
    assert f"{calls[-1]} 60".encode() in (www / "current/site/index.html").read_bytes()


# -- Secrets

CANARY = "c4nary-s3cret-value"


def test_a_secret_is_nowhere(site: Path, www: Path) -> None:
    conf = site / "publishconf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + f'\n_API_TOKEN = "{CANARY}"\n'
        f'PUBLISH_SSH = "ssh -o SetEnv=X={CANARY}"\n', "utf-8"
    )  # fmt: skip
    good = start(site, f"folder:{www}", HUB_API_TOKEN=CANARY, AWS_SECRET_ACCESS_KEY=CANARY)
    said = "".join(good.communicate(timeout=60))
    bad = start(site, f"branch:https://user:{CANARY}@127.0.0.1:9/x.git/pages")
    said += "".join(bad.communicate(timeout=60))

    assert (good.returncode, bad.returncode) == (0, 2)
    assert CANARY not in said
    for folder in (www, site / ".hub"):
        for name, content in tree(folder).items():
            assert CANARY.encode() not in content, name


# -- Over SSH


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """An OpenSSH server on loopback; returns the command that reaches it."""
    home = tmp_path / "sshd"
    home.mkdir(mode=0o700)
    for name in ("host", "own"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / name)], check=True
        )
    shutil.copy(home / "own.pub", home / "keys")
    port = free_port()
    (home / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home}/host\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {home}/keys\nStrictModes no\nPasswordAuthentication no\n",
        encoding="utf-8",
    )
    Path("/run/sshd").mkdir(exist_ok=True) if os.geteuid() == 0 else None
    with running(["/usr/sbin/sshd", "-D", "-e", "-f", str(home / "config")], port):
        options = f"-F none -p {port} -i {home}/own -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes"
        yield f"ssh {options}", port


@needs("sshd", "openssh-server")
@needs("rsync", "rsync")
@pytest.mark.server
def test_a_site_is_published_over_ssh_also_after_an_interruption(
    site: Path, tmp_path: Path, ssh: tuple[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    conf = site / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + f'\nPUBLISH_SSH = "{ssh[0]}"\n', "utf-8")
    www = tmp_path / "far away" / "www"
    import getpass

    publish = Publish(site, f"ssh:{getpass.getuser()}@127.0.0.1:{www}")
    publish()
    assert publish.code == 0, capsys.readouterr().err
    first = shown(www / "current/site")
    assert first["robots.txt"]

    # A copy that broke off halfway leaves the site alone, and the next one completes it.
    write_post(site / "content", "2024/new.md", "New")
    half = www / "releases/.coming/site"
    half.mkdir(parents=True)
    (half / "index.html").write_text("half", encoding="utf-8")
    (half / "stray.html").write_text("stray", encoding="utf-8")
    process = start(site, publish.to)
    while not (half / "blog").exists() and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    interrupted = process.returncode == -signal.SIGKILL
    assert not interrupted or shown(www / "current/site") == first
    write_post(site / "content", "2024/newer.md", "Newer")
    publish()

    assert publish.code == 0, capsys.readouterr().err
    now = shown(www / "current/site")
    assert "blog/2024/new/index.html" in now
    assert "stray.html" not in now
    found = releases.load(www / "current")
    assert found is not None
    releases.verify(www / "current", found)
    assert len(publish.releases()) >= 2
    assert " is live again.\n" in publish.back()
    assert shown(www / "current/site") != now


@needs("sshd", "openssh-server")
@pytest.mark.server
def test_a_foreign_folder_over_ssh_is_refused(
    site: Path, tmp_path: Path, ssh: tuple[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    conf = site / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + f'\nPUBLISH_SSH = "{ssh[0]}"\n', "utf-8")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "mine.txt").write_text("mine", encoding="utf-8")

    publish = Publish(site, f"ssh:root@127.0.0.1:{foreign}")
    publish()

    assert publish.code == 2
    assert capsys.readouterr().err == (
        f"root@127.0.0.1 says: {foreign} holds files that no publish made; name an empty folder; "
        "nothing went live there.\n"
    )
    assert tree(foreign) == {"mine.txt": b"mine"}


# -- An object store


RCLONE = Path(sys.executable).with_name("rclone")


class ObjectStore:
    """An S3 server of rclone on loopback, with one bucket, over a folder that a test may look at.

    The server is ended by its own handle; `environ` is what reaches it as the remote `shop`.
    """

    process: subprocess.Popen[bytes]

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        (root / "bucket").mkdir(parents=True)
        settings = {"TYPE": "s3", "PROVIDER": "Rclone", "ENDPOINT": f"http://127.0.0.1:{self.port}",
                    "ACCESS_KEY_ID": "testing", "SECRET_ACCESS_KEY": "secret-testing"}  # fmt: skip
        self.environ = {f"RCLONE_CONFIG_SHOP_{name}": value for name, value in settings.items()}
        # No settings of this machine, and no long patience; but a store may fail once.
        self.environ |= {"RCLONE_CONFIG": os.devnull, "RCLONE_RETRIES": "1",
                         "RCLONE_LOW_LEVEL_RETRIES": "3"}  # fmt: skip
        self.argv = [
            str(RCLONE), "serve", "s3", "--addr", f"127.0.0.1:{self.port}",
            "--auth-key", "testing,secret-testing", str(root),
        ]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    found = ObjectStore(tmp_path / "far")
    for name, value in found.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{RCLONE.parent}:{os.environ['PATH']}")
    with running(found.argv, found.port) as found.process:
        yield found


def stored(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "seen"
    subprocess.run(
        ["rclone", "sync", "shop:bucket/hub", str(folder)], check=True, capture_output=True
    )
    return shown(folder)


@pytest.mark.server
@pytest.mark.slow
def test_a_site_is_published_to_an_object_store_also_after_an_interruption(
    site: Path, tmp_path: Path, store: ObjectStore, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = site / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + "\nPUBLISH_KEEP = 50\n", encoding="utf-8")
    publish = Publish(site, "store:shop:bucket/hub")
    publish()
    assert publish.code == 0, capsys.readouterr().err
    (old,) = (each.split()[0] for each in publish.releases())
    first = stored(tmp_path)
    assert "index.html" in first
    assert "_headers" not in first
    for name, kind, cache in (
        ("index.html", "text/html; charset=utf-8", "public, max-age=300, must-revalidate"),
        (
            "feeds/all.rss",
            "application/rss+xml; charset=utf-8",
            "public, max-age=300, must-revalidate",
        ),
        ("images/ward.svg", "image/svg+xml", "public, max-age=86400"),
        (
            next(n for n in first if n.startswith("static/site.")),
            "text/css; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
    ):
        listed = ["rclone", "lsjson", "--stat", "-M", f"shop:bucket/hub/{name}"]
        about = json.loads(subprocess.run(listed, check=True, capture_output=True).stdout)[
            "Metadata"
        ]
        assert (about["content-type"], about["cache-control"]) == (kind, cache), name

    write_post(site / "content", "2024/new.md", "New")
    remove_post(site / "content", "2022/three.md")
    for step in itertools.count(4, 5):  # each fifth start of rclone is the last
        process = start(site, publish.to, PATH=ended_at(step, tmp_path))
        said, errors = process.communicate(timeout=60)
        between = stored(tmp_path)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, said + errors
        # What readers get is whole: as it was, or as it is to be.
        built = served(site)
        for name, content in between.items():
            whole = content == first.get(name) or content == built.get(name)
            assert whole, (step, name)
        assert step < 60

    assert step > 6  # the marker, what pages need, pages, the manifest, what nobody needs
    assert "blog/2024/new/index.html" in between
    assert "blog/2022/three/index.html" not in between
    assert unlike(between, served(site)) == set()
    publish.back(old)
    assert publish.code == 1, "it would show again what was removed"
    said = publish.back(old, "/blog/2022/three/")
    assert f"\nRelease {old} is live again.\nThe next publish" in said, (
        "no server of our own reads redirects"
    )
    assert unlike(stored(tmp_path), first) == set()


def unlike(one: Tree, other: Tree) -> set[str]:
    """Return the names of files that are not the same in both; a whole site is no good message."""
    return {name for name, _ in one.items() ^ other.items()}


def served(site: Path) -> dict[str, bytes]:
    """Return what was built to be served from a store."""
    built = shown(site / ".hub/publish/stage/site")
    return {n: c for n, c in built.items() if n not in ("_headers", "_redirects")}


def ended_at(step: int, tmp_path: Path) -> str:
    """Return a PATH with an rclone whose nth start takes all of the publish with it: it is killed
    with its parent in the middle of what it does.
    """
    folder = tmp_path / f"until-{step}"
    folder.mkdir()
    program = folder / "rclone"
    program.write_text(
        "#!/bin/sh\n"
        f"echo once >> {folder}/starts\n"
        f'[ "$(wc -l < {folder}/starts)" -eq {step} ] || exec {RCLONE} "$@"\n'
        f'{RCLONE} --bwlimit 20k "$@" <&0 &\n'
        "sleep 0.4\n"
        "kill -9 0\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


@pytest.mark.server
@pytest.mark.slow
def test_a_store_that_goes_away_ends_a_publish_in_words(
    site: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    store: ObjectStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish = Publish(site, "store:shop:bucket/hub")
    publish()
    first = stored(tmp_path)
    capsys.readouterr()
    write_post(site / "content", "2024/new.md", "New")
    store.process.kill()
    store.process.wait()
    monkeypatch.setenv("RCLONE_LOW_LEVEL_RETRIES", "1")  # it comes back after this publish only

    publish()

    assert publish.code == 2
    said = capsys.readouterr().err
    assert said.startswith("rclone says: "), said
    assert said.endswith("; publish again to complete it.\n"), said
    with running(store.argv, store.port):
        assert unlike(stored(tmp_path), first) == set()
        publish()
        assert publish.code == 0
        assert "blog/2024/new/index.html" in stored(tmp_path)
        assert unlike(stored(tmp_path), served(site)) == set()


@pytest.mark.server
def test_a_foreign_bucket_is_refused(
    site: Path, tmp_path: Path, store: ObjectStore, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    subprocess.run(["rclone", "copy", str(tmp_path / "mine.txt"), "shop:bucket/hub"], check=True)

    publish = Publish(site, "store:shop:bucket/hub")
    publish()

    assert publish.code == 2
    assert capsys.readouterr().err == (
        "Nothing is published to 'shop:bucket/hub': it holds files that no publish made; name an "
        "empty place.\n"
    )


# -- A branch of Git


def test_a_site_is_published_to_a_branch(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)

    def branch() -> dict[str, bytes]:
        folder = tmp_path / "seen"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        archive = subprocess.run(
            ["git", "-C", str(remote), "archive", "pages"], check=True, capture_output=True
        )
        subprocess.run(["tar", "x", "-C", str(folder)], input=archive.stdout, check=True)
        return tree(folder)

    publish = Publish(site, f"branch:{remote}/pages")
    publish()
    assert publish.code == 0, capsys.readouterr().err
    first = branch()
    assert {".nojekyll", "_headers", "index.html", MANIFEST} <= first.keys()
    assert not any(name.endswith((".gz", ".br")) for name in first)
    write_post(site / "content", "2024/new.md", "New")
    shutil.rmtree(site / ".hub")  # as on a machine of CI
    said = publish()

    assert publish.code == 0, capsys.readouterr().err
    assert "1 new, 0 updated, 0 withdrawn" in said
    assert "blog/2024/new/index.html" in branch()
    assert len(publish.releases()) == 2
    publish.back()
    assert publish.code == 0, capsys.readouterr().err
    assert branch() == first


def test_a_foreign_branch_is_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remote = tmp_path / "remote"
    for words in (["init", "-q", "-b", "pages", str(remote)],
                  ["-C", str(remote), "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x", "--allow-empty"]):  # fmt: skip
        subprocess.run(["git", *words], check=True)

    publish = Publish(site, f"branch:{remote}/pages")
    publish()

    assert publish.code == 2
    assert capsys.readouterr().err == (
        "Nothing is published to the branch 'pages': it holds files that no publish made; name "
        "another branch.\n"
    )
