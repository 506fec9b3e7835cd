"""Tasks: every command of the hub, and the set-up that each one needs.

`python3 tasks.py` lists the commands. The first one that needs packages makes `.venv` from a lock
file; the next one finds the stamp there and starts at once. So this file imports nothing but the
standard library, and before the stamp is read only what costs no time.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python has to be told, not to stumble
    sys.stderr.write(
        "This needs Python 3.11 or later, and this is Python {}.{}.{}: install a newer one "
        "and start it by its name, such as python3.11 tasks.py.\n".format(*sys.version_info)
    )
    sys.exit(2)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from subprocess import Popen
    from typing import NoReturn

# Where the engine lies, and the project: its clone, or a hub of its own, see `of_hub`.
ENGINE = os.path.dirname(os.path.abspath(__file__))
ROOT = VENV = BIN = PYTHON = ""


def stand_at(root: str) -> None:
    """Let the commands work on the project in a folder."""
    global ROOT, VENV, BIN, PYTHON
    ROOT = root
    VENV = os.path.join(ROOT, ".venv")
    BIN = os.path.join(VENV, "Scripts" if sys.platform == "win32" else "bin")
    PYTHON = os.path.join(BIN, "python.exe" if sys.platform == "win32" else "python")


stand_at(ENGINE)

# Not sys.executable: that may be the Python in a .venv which is about to go.
BASE: str = getattr(sys, "_base_executable", "") or sys.executable

RUN = "requirements.lock"
TEST = "requirements-test.lock"  # all of RUN, and what the tests need

STARTED = "PATIENT_SAFETY_HUB_STARTED"  # tells the second start from the first


class Refusal(Exception):
    """What was used wrongly or what the machine lacks, in words for the person at the keyboard."""


class Terminated(BaseException):
    """The machine, or a terminal that was closed, asks this process to end."""


class Command:
    """One command: its line in the list, what runs it, its options and the lock it needs."""

    def __init__(
        self,
        summary: str,
        run: "Callable[[argparse.Namespace], int]",
        options: "Callable[[argparse.ArgumentParser], None]",
        lock: str | None = RUN,
        rest: str | None = None,
    ) -> None:
        self.summary = summary
        self.run = run
        self.options = options
        self.lock = lock
        self.rest = rest  # who takes the arguments that the command does not know


# -- The commands ----------------------------------------------------------------


def build_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--content", metavar="DIR", help="the folder to read (content/ in the project)")
    add("--output", metavar="DIR", help="the folder to write (output/ in the project)")
    add("--siteurl", metavar="URL", help="the public address, such as https://example.org/hub")
    add("--clean", action="store_true", help="ignore all that earlier builds left")
    add("--now", metavar="TIME", help="the time of the build, such as 2026-01-01T09:00")
    add("--jobs", metavar="N", type=count, help="how many processes may work side by side")


def run_build(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.pipeline.command import build

    return build(Path(ROOT), options)


def place_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--content", metavar="DIR", help="the folder to read (content/ in the project)")
    add("--output", metavar="DIR", help="the folder of the site (output/ in the project)")
    add("--now", metavar="TIME", help="the time to look from, such as 2026-01-01T09:00")
    parser.set_defaults(siteurl=None)


def check_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files or folders (all, if none is named)")
    add("--format", choices=("text", "json", "github"), default="text", help="how to say it")
    add("--all", action="store_true", help="a line for each place, however many are alike")
    add("--explain", metavar="RULE", help="say what a rule finds, why, and how to mend it")
    add("--exceptions", action="store_true", help="list what headers let pass, and why")
    add("--publish", action="store_true", help="check with the settings of publishconf.py")
    place_options(parser)


def run_check(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.check import check

    return check(Path(ROOT), options)


def run_status(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.status import status

    return status(Path(ROOT), options)


def run_derive(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands import derive_docs

    for name, text in derive_docs.pages().items():
        path = Path(ROOT, "docs", name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"docs/{name} is written.")
    return 0


def no_options(parser: "argparse.ArgumentParser") -> None:
    pass


# What a commit hook can run: values in, values out. Whole sites, browsers and servers come later.
QUICK = [
    *("-m", "not slow and not browser and not server"),
    *("tests/test_house.py", "tests/base", "tests/language", "tests/model", "tests/images"),
    *("tests/presentation", "tests/content", "tests/checks", "tests/pages"),
]


def test_options(parser: "argparse.ArgumentParser") -> None:
    words = "style and the tests of values alone: at most 90 seconds"
    parser.add_argument("--quick", action="store_true", help=words)


def run_test(options: "argparse.Namespace") -> int:
    """Return 0 if every check is content; the last words are pytest's."""
    checks: tuple[str, ...] = ("ruff format --check .", "ruff check .", "mypy")
    checks = checks[:2] if options.quick else checks
    failed = []
    for check in checks:
        print(f"== {check}")
        if call([sys.executable, "-m", *check.split()]):
            failed.append(check)
    print("== pytest")
    if failed:
        print(f"FAILED, see above: {', '.join(failed)}")
    tests = call(
        [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal",
         *(QUICK if options.quick else ()), *options.rest]
    )  # fmt: skip
    wrong_usage = 4
    if tests == wrong_usage:
        return 2
    return 1 if failed or tests else 0


def bench_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    sizes = "100,1000,10000"
    add("--sizes", default=sizes, metavar="N,N", help=f"how many posts ({sizes})")
    add("--runs", type=int, default=3, metavar="N", help="how often each time is taken (3)")
    add("--into", metavar="DIR", help="the folder for table and plot (a new one)")
    engines = "cmarkgfm,markdown"
    add("--engines", default=engines, metavar="NAMES", help=f"our engines ({engines})")
    add("--peers", metavar="NAMES", help="who else is measured, or none (hugo-same,hugo,pelican)")
    add("--seed", default="patient-safety", metavar="WORDS", help="another blog of the same kind")
    add("--pause", type=float, default=2.5, metavar="SECONDS", help="between two builds (2.5)")
    add("--keep", action="store_true", help="keep the blogs and what was built of them")
    add("--lean", action="store_true", help="also without search index, image sizes and cards")
    add("--records", action="store_true", help="measure posts with citations and figures, too")
    add("--record", action="store_true", help="put the table into docs/performance.md")


def run_bench(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from tests.benchmarks.run import bench

    return bench(Path(ROOT), options)


def run_setup(options: "argparse.Namespace") -> int:
    print(f"{VENV} is ready for every command.")
    return 0


def lock_options(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest indirect packages")


def run_lock(options: "argparse.Namespace") -> int:
    import shutil

    uv = shutil.which("uv") or shutil.which("uv", path=BIN)
    if uv is None:
        raise Refusal("uv is missing: run python3 tasks.py setup, which brings it, and try again.")
    resolve = [uv, "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    resolve += ["--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes"]
    resolve += ["--custom-compile-command", "python3 tasks.py lock"]
    resolve += ["--upgrade"] if options.upgrade else []
    for lock, more in ((RUN, []), (TEST, ["--group", "test", "--constraints", RUN])):
        if call([*resolve, *more, "--output-file", lock]):
            raise Refusal(f"uv could not make {lock}; its reason stands above.")
        print(f"{lock} is written.")
    return 0


def run_outdated(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from tests.support.outdated import outdated

    return outdated(Path(ROOT))


def preview_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--content", metavar="DIR", help="the folder to read (content/ in the project)")
    add("--port", metavar="N", type=count, help="where to listen (8000)")
    add("--bind", metavar="ADDRESS", help="let other machines in, at this address of this one")
    add("--open", action="store_true", help="open the browser")
    add("--as-public", action="store_true", help="show what readers would see, without drafts")
    add("--now", metavar="TIME", help="show the site of another day, such as 2026-01-01")


def run_preview(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.preview.server import preview

    return preview(Path(ROOT), options)


def import_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("source", metavar="SOURCE", help="an export, a feed, a page, a text, or a folder of them")
    add("--content", metavar="DIR", help="the folder to write into (content/ in the project)")
    add("--dry-run", action="store_true", help="report only; write nothing into the content")
    add("--author", metavar="NAME", action="append", help="the author of posts that name none")
    add("--topic", metavar="NAME", action="append", help="the topic of posts that have none")
    add("--draft", action="store_true", help="let every post be a draft")
    add("--kind", metavar="NAME", action="append", help="a kind of items to take besides posts")
    add("--as-far-as-it-goes", action="store_true", help="take what is whole of a damaged source")
    quiet = "give posts without a known id one, and tell subscribers of none of them"
    add("--no-notices", action="store_true", help=quiet)
    pattern = "https://old.example/{year}/{month}/{slug}/"
    add("--address", metavar="PATTERN", help=f"where Markdown posts were public, such as {pattern}")


def run_import(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.importer.command import run_import

    return run_import(Path(ROOT), options)


def new_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("kind", nargs="?", help="post, series, topic, author, source, rule or page")
    add("--content", metavar="DIR", help="the folder to write into (content/ in the project)")
    add("--no-questions", action="store_true", help="leave gaps; do not ask")
    parser.epilog = (
        "Every field of the header is an option too, such as --title 'Clear labels' --topic "
        "medicines-safety --author ann-example. What is not given is asked for, or left as a gap."
    )


def run_new(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.new import new

    return new(Path(ROOT), options)


def digest_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--month", metavar="YYYY-MM", help="the month to tell of, such as 2021-12")
    add("--since", metavar="DAY", help="the first day, such as 2021-12-01")
    add("--until", metavar="DAY", help="the last day")
    add("--topic", metavar="NAME", help="posts of this topic only")
    add("--series", metavar="NAME", help="posts of this series only")
    add("--into", metavar="DIR", help="the folder to write (newsletter/ in the project)")
    place_options(parser)


def run_digest(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.digest import digest

    return digest(Path(ROOT), options)


def inventory_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    forms = ("csv", "json", "html")
    add("--format", choices=forms, default="csv", help="a table, data, or a report (csv)")
    add("--into", metavar="FILE", help="the file to write (the terminal)")
    place_options(parser)


def run_inventory(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.inventory import inventory

    return inventory(Path(ROOT), options)


def hooks_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--remove", action="store_true", help="take the hook away again")
    add("--check", action="store_true", help="check what is staged, as the hook does")


def run_hooks(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.hooks import hooks

    return hooks(Path(ROOT), options)


def desk_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--port", metavar="N", type=count, help="where to listen (8001)")
    add("--open", action="store_true", help="open the browser")
    add("--workflow", action="store_true", help="let posts wait: draft, in review, ready")


def run_desk(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.admin.server import desk

    return desk(Path(ROOT), options)


def changes_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--since", metavar="REV", default="HEAD", help="the revision to compare with (HEAD)")
    add("--report", metavar="FILE", help="write what changes to a file, as Markdown")
    add("--now", metavar="TIME", help="the time of the build, such as 2026-01-01T09:00")


def run_changes(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.publish.changes import changes

    return changes(Path(ROOT), options)


def target_option(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--to", metavar="TARGET", help="another target than PUBLISH_TO names")


def publish_options(parser: "argparse.ArgumentParser") -> None:
    target_option(parser)
    add = parser.add_argument
    add("--yes", action="store_true", help="go live without a question")
    add("--dry-run", action="store_true", help="say what would change, and stop there")
    add("--allow-shrink", action="store_true", help="go live also when much would disappear")
    add("--sample", action="store_true", help="go live with what the sample says of itself, too")
    add("--report", metavar="FILE", help="write what changes to a file, as Markdown")
    add("--now", metavar="TIME", help="the time of the build, such as 2026-01-01T09:00")


def rollback_options(parser: "argparse.ArgumentParser") -> None:
    target_option(parser)
    add = parser.add_argument
    add("id", nargs="?", help="the release to go back to (the one before)")
    add(
        "--show-again",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="what was taken back, and may be public again",
    )
    add("--yes", action="store_true", help="do not ask")
    add("--dry-run", action="store_true", help="only say what would change")


def run_publish(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.publish.command import publish

    return publish(Path(ROOT), options)


def run_rollback(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.publish.command import rollback

    return rollback(Path(ROOT), options)


def run_releases(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.publish.command import list_releases

    return list_releases(Path(ROOT), options)


def verify_options(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("place", metavar="PLACE", help="an https:// address, or a folder")


def run_verify(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.publish.verify import verify

    return verify(Path(ROOT), options)


def bundle_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE", help="the archive to write (bundle.zip)")
    add("--now", metavar="TIME", help="the time of the build, such as 2026-01-01T09:00")


def run_bundle(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.publish.bundle import bundle

    return bundle(Path(ROOT), options)


def run_doctor(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.doctor import doctor

    return doctor(Path(ROOT), options)


def audit_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--content", metavar="DIR", help="what it was made from (content/ in the project)")
    add("--output", metavar="PLACE", help="a folder (output/), or http://127.0.0.1:PORT/")
    add("--now", metavar="TIME", help="the time to go by, such as 2026-01-01T09:00")
    add("--format", choices=("text", "json", "html"), default="text", help="how to say it")
    add("--into", metavar="FILE", help="the file to write (the terminal)")
    add("--jobs", metavar="N", type=count, help="how many processes may work side by side")


def run_audit(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.audit.command import run

    return run(Path(ROOT), options)


def due_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--days", metavar="N", type=count, default=90, help="how far to look ahead (90)")
    add("--calendar", metavar="FILE", help="write what falls due as a calendar, such as due.ics")
    add("--format", choices=("text", "json"), default="text", help="how to say it")
    place_options(parser)


def run_due(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.due import due

    return due(Path(ROOT), options)


def reviewed_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="posts, or folders of posts")
    add("--by", metavar="AUTHOR", required=True, help="who checked them: a file of authors/")
    add("--on", metavar="DAY", help="the day of the check (today)")
    add("--next", metavar="DAY", help="the day by which they are checked again")
    add("--months", metavar="N", type=count, default=12, help="or after how many months (12)")
    place_options(parser)


def run_reviewed(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.reviewed import reviewed

    return reviewed(Path(ROOT), options)


def clean_images_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="pictures or folders (all, if none is named)")
    add("--yes", action="store_true", help="clean them without a question")
    add("--dry-run", action="store_true", help="say what is in them, and stop there")
    place_options(parser)


def run_clean_images(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.clean_images import clean_images

    return clean_images(Path(ROOT), options)


def guide_options(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("name", nargs="?", help="the guide to show, such as publishing (a list)")


def run_guide(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.guide import guide

    return guide(Path(ENGINE, "docs"), options)


def rename_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("kind", choices=("topic", "author", "series"), help="topic, author or series")
    add("old", metavar="OLD", help="its name now: that of its file, without .md")
    add("new", metavar="NEW", help="its name from now on")
    add("--merge", action="store_true", help="make one of two: NEW is there already")
    add("--yes", action="store_true", help="rename without a question")
    add("--dry-run", action="store_true", help="show what would change, and stop there")
    place_options(parser)


def run_rename(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.rename import rename

    return rename(Path(ROOT), options)


def links_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("--again", action="store_true", help="ask all, also what answered in the last days")
    add("--format", choices=("text", "json"), default="text", help="how to say it")
    add("--private", action="store_true", help="ask addresses of this network too, for a trial")
    place_options(parser)


def run_links(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.links import links

    return links(Path(ROOT), options)


def close_year_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("year", metavar="YEAR", type=count, help="the year, such as 2021")
    add("--again", action="store_true", help="seal a year that was closed before")
    place_options(parser)


def run_close_year(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.close_year import close_year

    return close_year(Path(ROOT), options)


def review_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("year", nargs="?", metavar="YEAR", type=count, help="the year to look back on (this one)")
    add("--areas", metavar="N", type=count, default=5, help="how many parts at most (5)")
    add("--series", metavar="NAME", help="the name of the series, such as 2026-in-review")
    place_options(parser)


def run_review(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.commands.plan_review import plan

    return plan(Path(ROOT), options)


def wheel_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("reference", nargs="?", help="a commit, branch or tag (the files as they lie here)")
    add("--into", metavar="DIR", help="the folder to write into (dist/ in the project)")


def run_wheel(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.hubs.wheel import wheel

    return wheel(Path(ROOT), options)


def start_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("folder", metavar="DIR", help="where the hub is to lie: a folder that is new or empty")
    for name, value, what in HUB_ANSWERS:
        add(f"--{name}", metavar=value, help=what)
    add("--engine", metavar="REF", help="a commit, branch or tag of this clone (as it lies here)")
    add("--no-questions", action="store_true", help="leave out what is not given; do not ask")


# What `start` asks: the option, what stands for its value, and the question.
HUB_ANSWERS = (
    ("name", "TEXT", "the name of the hub"),
    ("tagline", "TEXT", "one line below the name"),
    ("address", "URL", "where it will stand, such as https://hub.example"),
    ("time-zone", "ZONE", "the zone of its days (Europe/London)"),
    ("language", "TAG", "the language of its pages (en-GB)"),
    ("colour", "#RRGGBB", "one colour, from which all others follow"),
    ("mark", "FILE", "its mark, as SVG or PNG"),
    ("contact", "ADDRESS", "where readers reach you: mailto: or https:"),
    ("security", "ADDRESS", "where somebody reports a weakness of the site"),
    ("licence", "TEXT", "the licence of your texts"),
    ("newsletter", "URL", "where its sign-up form sends an address"),
    ("community", "ADDRESS", "where readers talk about posts"),
    ("stories", "ADDRESS", "where readers send their own stories"),
)


def run_start(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.hubs.start import start as start_hub

    return start_hub(Path(ROOT), options, HUB_ANSWERS)


def settings_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("names", nargs="*", metavar="NAME", help="only these settings")
    add("--publish", action="store_true", help="as they are in public, by publishconf.py")
    add("--format", choices=("text", "json"), default="text", help="how to say it")


def run_settings(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.hubs.settings_list import settings_list

    return settings_list(Path(ROOT), options)


def hub_test_options(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--now", metavar="TIME", help="the time to look from")


def run_hub_test(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.hubs.own_test import own_test

    return own_test(Path(ROOT), options)


def upgrade_options(parser: "argparse.ArgumentParser") -> None:
    add = parser.add_argument
    add("wheel", nargs="?", help="the wheel of another engine, or a version that lies in engine/")
    add("--yes", action="store_true", help="keep it without a question, if it works")
    add("--dry-run", action="store_true", help="say what would change, and go back")
    add("--back", action="store_true", help="go back to the engine before the last upgrade")


def run_upgrade(options: "argparse.Namespace") -> int:
    from pathlib import Path

    from plugins.hubs.upgrade import upgrade

    def ask_hub(*words: str) -> tuple[int, str]:
        import subprocess

        argv = [BASE, os.path.join(ROOT, "tasks.py"), *words]
        done = subprocess.run(argv, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
        return done.returncode, done.stdout.rstrip("\n")

    if os.path.isdir(VENV) and os.path.samefile(sys.prefix, VENV):
        raise Refusal("upgrade makes .venv anew: start it with python3, not with that in .venv.")
    return upgrade(Path(ROOT), options, ask_hub)


COMMANDS = {
    "build": Command("Make the site from the content.", run_build, build_options),
    "check": Command("Say what is wrong in the content.", run_check, check_options),
    "status": Command("Say what is scheduled or hidden.", run_status, place_options),
    "doctor": Command("Say what machine and hub lack.", run_doctor, place_options),
    "audit": Command("Look at the finished site.", run_audit, audit_options),
    "due": Command("Say what is to be checked again.", run_due, due_options),
    "reviewed": Command("Mark posts as checked.", run_reviewed, reviewed_options),
    "review": Command("Plan the series on a year.", run_review, review_options),
    "links": Command("Ask whether outside links still lead somewhere.", run_links, links_options),
    "rename": Command("Rename a topic, author or series.", run_rename, rename_options),
    "clean-images": Command(
        "Take places and names out of pictures.", run_clean_images, clean_images_options
    ),
    "close-year": Command("Seal a year and its numbers.", run_close_year, close_year_options),
    "preview": Command("Show the site while it is written.", run_preview, preview_options),
    "new": Command("Start a post, series, topic ...", run_new, new_options, RUN, "the header"),
    "desk": Command("Edit in the browser.", run_desk, desk_options),
    "import": Command("Bring posts of another place in.", run_import, import_options),
    "changes": Command("Say what an edit changes for readers.", run_changes, changes_options),
    "digest": Command("Write a newsletter of a month.", run_digest, digest_options),
    "inventory": Command("List every post with its state.", run_inventory, inventory_options),
    "hooks": Command("Check each commit before it is made.", run_hooks, hooks_options),
    "publish": Command("Check, build and go live.", run_publish, publish_options),
    "rollback": Command("Show an earlier release again.", run_rollback, rollback_options),
    "releases": Command("List what can be gone back to.", run_releases, target_option),
    "verify": Command("Say whether a site is what was released.", run_verify, verify_options),
    "bundle": Command("Pack site, content and hashes to keep.", run_bundle, bundle_options),
    "derive": Command("Write what docs/ has from the code.", run_derive, no_options),
    "bench": Command("Measure builds beside Hugo and stock Pelican.", run_bench, bench_options),
    "test": Command("Check the code and run every test.", run_test, test_options, TEST, "pytest"),
    "setup": Command("Make .venv ready for every command.", run_setup, no_options, TEST),
    "outdated": Command("Say which packages have a newer release.", run_outdated, no_options, TEST),
    "lock": Command("Write the lock files from pyproject.toml.", run_lock, lock_options, None),
    "wheel": Command("Pack the engine for hubs.", run_wheel, wheel_options, None),
    "start": Command("Start a hub of your own.", run_start, start_options),
    "guide": Command("Show a guide.", run_guide, guide_options),
    "settings": Command("Show every setting and its place.", run_settings, settings_options),
}
# What ends soon, and its memory with it: to look for cycles of garbage meanwhile is in vain.
BRIEF = ("build", "check", "status", "hooks", "publish")
# What has no use without the sources of the engine, and what is another thing in a hub.
ENGINE_ALONE = ("derive", "bench", "outdated", "lock", "wheel", "start")
IN_A_HUB = {
    "test": Command("Check this hub, from content to site.", run_hub_test, hub_test_options),
    "setup": Command("Make .venv ready for every command.", run_setup, no_options),
    "upgrade": Command("Take another engine, or go back.", run_upgrade, upgrade_options, None),
}


def count(text: str) -> int:
    import argparse

    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def call(argv: list[str]) -> int:
    """Run a program in the project's folder; return its exit code."""
    import subprocess

    sys.stdout.flush()
    return wait(subprocess.Popen(argv, cwd=ROOT))


def wait(process: "Popen[bytes]") -> int:
    """Return the exit code; a Ctrl-C gives the program a moment for its own last words."""
    import subprocess

    try:
        return process.wait()
    except KeyboardInterrupt:
        try:
            process.wait(timeout=5)
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            process.kill()
        raise


# -- From the words of a command line to a command ---------------------------------


def main(arguments: list[str]) -> int:
    """Run one command; return its exit code. No traceback leaves here but with --debug."""
    try:
        code = dispatch(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130
    except Terminated:
        say("Ended from outside.")
        return 143
    except BrokenPipeError:  # the reader has seen enough, as in `python3 tasks.py | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 141
    except Exception as error:
        own = arguments[: arguments.index("--")] if "--" in arguments else arguments
        if "--debug" in own:
            import traceback

            traceback.print_exc()
        else:
            say(plain(error))
        return exit_code(error)


def leave(code: int) -> "NoReturn":
    """End the process after what asked to be called then.

    The library of a large hub takes most of a second to be given back value by value; the system
    takes it back at once.
    """
    import atexit
    import gc

    gc.disable()  # it would look through all of it now, for the first time
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # closed, or none at all
            continue
    os._exit(code)


def dispatch(arguments: list[str]) -> int:
    words = [*arguments]
    while words and words[0] == "--debug":
        words.pop(0)
    if not words or words[0] in ("-h", "--help", "help"):
        print("python3 tasks.py COMMAND [--help] [options]\n")
        for name, command in COMMANDS.items():
            print(f"  {name:14}{command.summary}")
        return 0
    name, words = words[0], words[1:]
    if name not in COMMANDS:
        hint = did_you_mean(name, COMMANDS)
        raise Refusal(f"Unknown command {name!r}{hint}\npython3 tasks.py lists the commands.")
    command = COMMANDS[name]
    if command.lock and not inside(command.lock):
        if not fits(command.lock):
            parse(name, words)  # a wrong option is told before the long work, not after
            set_up(command.lock)
        return start(arguments)
    options = parse(name, words)
    if command.lock:
        enter()
    if ENGINE not in sys.path:
        sys.path.insert(0, ENGINE)
    heed_signals()
    if name in BRIEF:
        import gc

        gc.disable()
    return command.run(options)


def heed_signals() -> None:
    """Let a request to end leave through every `finally`, as Ctrl-C does."""
    import signal

    def end(number: int, _: object) -> None:
        raise Terminated(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup: leave it
            signal.signal(number, end)


def parse(name: str, words: list[str]) -> "argparse.Namespace":
    """Return the options of a command; help ends here."""
    import argparse

    command = COMMANDS[name]
    see_help = f"\nSee python3 tasks.py {name} --help"

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> "NoReturn":
            raise Refusal(f"{name}: {message.removeprefix('argument ')}{see_help}")

    usage = f"%(prog)s [options] [--] [arguments of {command.rest}]" if command.rest else None
    parser = Parser(f"python3 tasks.py {name}", usage, command.summary, allow_abbrev=False)
    command.options(parser)
    parser.add_argument("--debug", action="store_true", help="show the whole story of a fault")
    end = words.index("--") if command.rest and "--" in words else len(words)
    options, unknown = parser.parse_known_args(words[:end])
    if command.rest:
        options.rest = unknown + words[end + 1 :]
    elif unknown:
        given = unknown[0].partition("=")[0]
        hint = did_you_mean(given, parser._option_string_actions)
        kind = "option" if given.startswith("-") else "argument"
        raise Refusal(f"{name}: unknown {kind} {given!r}{hint}{see_help}")
    return options


def did_you_mean(given: str, known: "Iterable[str]") -> str:
    import difflib

    near = difflib.get_close_matches(given, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else "."


def plain(error: Exception) -> str:
    """Return one line for a person who does not read tracebacks."""
    import errno

    machine = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE)
    if isinstance(error, Refusal) or type(error).__name__ == "SiteFault":
        return str(error)
    if isinstance(error, OSError) and error.errno in machine:
        where = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{where}; put that right and run the command again."
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("plugins"):
        return f"{error.name} is missing from .venv: delete that folder and run the command again."
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        "This is a fault of the program, not of your content: "
        f"{words}; run again with --debug for the whole story."
    )


def exit_code(error: Exception) -> int:
    """Return 2, or what a fault of the site says of itself."""
    problems = sys.modules.get("plugins.base.problems")
    if problems and isinstance(error, problems.SiteFault):
        return int(error.code)
    return 2


def say(line: str) -> None:
    """Write a line beside the result, so that a program may read the result."""
    # What a command says may hold names of files; without the packages only our own words are said.
    printing = sys.modules.get("plugins.base.printing")
    line = printing.plain(line) if printing else line
    if sys.stderr:
        try:
            print(line, file=sys.stderr, flush=True)
        except OSError:  # a terminal that was closed
            sys.stderr = None


# -- The set-up --------------------------------------------------------------------


def inside(lock: str) -> bool:
    """Return whether this Python is the one in .venv, with all that the lock names."""
    started = os.environ.pop(STARTED, None) == VENV
    if os.path.exists(PYTHON) and os.path.samefile(sys.prefix, VENV):
        return started or fits(lock)
    if started:
        raise Refusal(".venv does not work: delete that folder and run the command again.")
    return False


def fits(lock: str) -> bool:
    """Return whether .venv was made from this lock, for this Python and this folder."""
    try:
        with open(stamp(lock), "rb") as file:
            made_from = file.read()
    except OSError:
        return False
    config = os.path.join(VENV, "pyvenv.cfg")
    return made_from == wanted(lock) and os.path.exists(PYTHON) and os.path.exists(config)


def stamp(lock: str) -> str:
    return os.path.join(VENV, f"made-from-{lock}")


def wanted(lock: str) -> bytes:
    """Return what the stamp of a finished .venv says.

    It is a copy: comparing it costs less than the import of hashlib.
    The folder is in it because a moved .venv has scripts that start another place's Python.
    """
    python = f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')} {sys.platform}"
    try:
        with open(os.path.join(ROOT, lock), "rb") as file:
            return os.fsencode(f"# {python} {os.path.realpath(VENV)}\n") + file.read()
    except FileNotFoundError:
        raise Refusal(f"{lock} is missing: get it back with git checkout -- {lock}") from None


def start(arguments: list[str]) -> int:
    """Start this file again, by the Python in .venv."""
    enter()
    os.environ[STARTED] = VENV
    argv = [PYTHON, os.path.join(ROOT, "tasks.py"), *arguments]
    if sys.platform == "win32":  # execv would give the prompt back before the command has ended
        import subprocess

        return wait(subprocess.Popen(argv))
    try:
        os.execv(PYTHON, argv)
    except OSError:
        raise Refusal(".venv does not work: delete it and run the command again.") from None


def enter() -> None:
    """Let every program that a command starts find the packages, and read files as UTF-8."""
    os.environ["VIRTUAL_ENV"] = VENV
    os.environ["PYTHONUTF8"] = "1"
    os.environ.pop("PYTHONHOME", None)
    path = os.environ.get("PATH", os.defpath)
    if path.split(os.pathsep)[0] != BIN:
        os.environ["PATH"] = BIN + os.pathsep + path


def set_up(lock: str) -> None:
    """Make .venv fit the lock, also when other processes want the same."""
    try:
        held = sole_right()
        try:
            if not fits(lock):
                make(lock, held)
        finally:
            os.close(held)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        raise failed(f"{error.strerror}{where}") from error


def sole_right() -> int:
    """Return a lock that ends with this process and with the programs that it hands it to."""
    import errno
    import time

    held = os.open(os.path.join(ROOT, ".venv.lock"), os.O_RDWR | os.O_CREAT, 0o666)
    told = False
    while True:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                if not told:
                    say("Set-up: another command is at it; waiting.")
                told = True
                time.sleep(0.2)
                continue
            # A file system that knows no locks: go on without.
        return held


def make(lock: str, held: int) -> None:
    """Install what the lock names: in a new .venv, or the test packages beside the others."""
    stamps = {done: wanted(done) for done in (RUN, lock)}
    if not (lock == TEST and fits(RUN) and not os.path.exists(stamp(TEST))):
        for old in (RUN, TEST):
            if os.path.exists(stamp(old)):
                os.remove(stamp(old))
        if os.path.lexists(VENV) and not os.path.isdir(VENV):
            os.remove(VENV)
        say("Set-up: making .venv")
        new = Step([BASE, "-I", "-m", "venv", "--clear", "--without-pip", VENV], held)
        if not new.succeeds():
            raise failed(new.reason())
    # The engine of a hub is the file of a wheel: `./engine/NAME.whl`.
    names = [line for line in stamps[lock].splitlines() if line[:1].isalnum() or line[:1] == b"."]
    say(f"Set-up: {len(names)} packages from {lock}; this takes a minute, and only once")
    steps: list[Step] = []
    for way in ways_to_install(lock):
        steps = [Step(argv, held) for argv in way[:-1]] + [Step(way[-1], held, len(names))]
        if all(step.succeeds() for step in steps):
            break
    else:
        raise failed(next(step.reason() for step in steps if step.code))
    for done, made_from in stamps.items():
        with open(f"{stamp(done)}.new", "wb") as file:
            file.write(made_from)
        os.replace(f"{stamp(done)}.new", stamp(done))
    say("Set-up: done")


def ways_to_install(lock: str) -> "Iterator[list[list[str]]]":
    """Yield the programs that install the lock: uv's way if it is there, then pip's."""
    import importlib.util
    import shutil

    hashed = ["--require-hashes", "--no-deps", "--no-build-isolation"]
    files = [["-r", file] for file in (builders(lock), os.path.join(ROOT, lock))]
    uv = shutil.which("uv")
    if uv is not None:
        install = [uv, "pip", "install", "--python", PYTHON, "--compile-bytecode", *hashed]
        yield [[*install, *file] for file in files]
    first: list[list[str]] = []
    pip = [PYTHON, "-I", "-m", "pip"]
    if importlib.util.find_spec("ensurepip"):
        first = [[PYTHON, "-I", "-m", "ensurepip", "--default-pip"]]
    else:  # Debian without python3-venv
        pip = [BASE, "-m", "pip", "--python", PYTHON]
    install = [*pip, "install", "--use-pep517", "--no-input", "--progress-bar", "off", *hashed]
    yield first + [[*install, *file] for file in files]


def builders(lock: str) -> str:
    """Write the part of the lock that builds packages from source, to be installed first.

    feedgen comes as source only, and cmarkgfm has nothing ready for some machines.
    """
    import re

    with open(os.path.join(ROOT, lock), encoding="utf-8") as file:
        parts = re.split(r"\n(?=\S)", file.read())
    path = os.path.join(VENV, "builders.txt")
    with open(path, "w", encoding="utf-8") as first:
        for part in parts:
            if part.startswith(("setuptools==", "cffi==", "pycparser==")):
                first.write(f"{part}\n")
    return path


class Step:
    """A program of the set-up: it shows how far it is, and keeps its words for a failure."""

    SIGNS = ("Collecting", "Requirement already", "Installing collected")  # in pip's words

    def __init__(self, argv: list[str], held: int, packages: int = 0) -> None:
        self.argv = argv
        self.held = held
        self.packages = packages
        self.code: int | None = None
        self.lines: list[str] = []

    def succeeds(self) -> bool:
        import subprocess

        quiet = {"PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        environ = {**os.environ, **quiet, "PIP_USER": "0"}
        environ.pop("PYTHONHOME", None)
        process = subprocess.Popen(
            self.argv,
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            # So that nobody else begins while this program works, even if its parent is killed.
            pass_fds=() if sys.platform == "win32" else (self.held,),
        )
        try:
            for line in process.stdout or ():
                self.lines.append(line.rstrip())
                self.show(line)
            self.code = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        finally:
            if on_a_terminal():
                sys.stderr.write("\r" + " " * 79 + "\r")
        return self.code == 0

    def show(self, line: str) -> None:
        """Show one line that changes on a terminal, and every tenth package elsewhere."""
        if "--debug" in sys.argv:
            say(line.rstrip())
        words = line.split()
        if not self.packages or not line.startswith(self.SIGNS):
            return
        done = sum(line.startswith(self.SIGNS) for line in self.lines)
        unpacking = words[0] == "Installing"
        name = words[3] if words[0] == "Requirement" else words[1]
        now = "unpacking" if unpacking else f"{done} of {self.packages}, {name}"
        if on_a_terminal():
            sys.stderr.write("\r" + f"Set-up: {now}"[:79].ljust(79))
            sys.stderr.flush()
        elif done % 10 == 0 or unpacking:
            say(f"Set-up: {now}")

    def reason(self) -> str:
        """Return why the program failed, in a few words."""
        text = "\n".join(self.lines)
        causes = {
            "HASHES": "a package is not the one whose hash the lock file names",
            "Hash mismatch": "a package is not the one whose hash the lock file names",
            "No space left": "the disk is full",
            "No module named pip": "this Python has no pip (on Debian: apt install python3-venv)",
            "Could not find a version": "a package cannot be had (no network, or a new Python?)",
        }
        for sign, cause in causes.items():
            if sign in text:
                return cause
        last = next((line for line in reversed(self.lines) if line.strip()), "no reason given")
        return f"{os.path.basename(self.argv[0])} says {last.strip()!r}"


def on_a_terminal() -> bool:
    return bool(sys.stderr) and sys.stderr.isatty()


def failed(reason: str) -> Refusal:
    return Refusal(f'Set-up failed: {reason}; see "When set-up fails" in README.md.')


def of_hub(root: str, arguments: list[str]) -> "NoReturn":
    """Run a command for the hub in a folder, whose own tasks.py calls this."""
    stand_at(root)
    for name in ENGINE_ALONE:
        del COMMANDS[name]
    COMMANDS.update(IN_A_HUB)
    leave(main(arguments))


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
