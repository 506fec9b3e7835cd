"""A settings file is read by Pelican and checked before anything is built.

Each fault is one line with the file, the line and the setting. Nothing is let through in silence:
a name is one of ours, one of Pelican's, one that `PLUGIN_SETTINGS` lists, or it begins with "_".
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import ipaddress
import os
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.settings import DEFAULT_CONFIG, get_settings_from_file, read_settings
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plugins.base.printing import complain
from plugins.base.problems import Problem, SiteFault, did_you_mean, ended
from plugins.content.rooms import ROOMS
from plugins.content.schema.setting_values import is_own_machine
from plugins.content.site_settings import SiteSettings, declared, example_of, form_of, literal
from plugins.presentation.theme_assets import THEME

# What Pelican 4.12 reads, or its own themes do, and has no default for. What does nothing here
# stops nobody who takes a settings file along, but is told (`idle`).
PELICAN = frozenset(DEFAULT_CONFIG) | frozenset(
    "ANALYTICS ARCHIVES_SAVE_AS ARCHIVES_URL ARTICLE_DIR AUTHOR AUTHORS_SAVE_AS AUTHORS_URL "
    "AUTHOR_FEED_ATOM_URL AUTHOR_FEED_RSS_URL AUTHOR_REGEX_SUBSTITUTIONS AUTHOR_SUBSTITUTIONS "
    "AUTORELOAD_IGNORE_CACHE CATEGORIES_SAVE_AS CATEGORIES_URL CATEGORY_FEED_ATOM_URL "
    "CATEGORY_FEED_RSS CATEGORY_FEED_RSS_URL CATEGORY_REGEX_SUBSTITUTIONS "
    "CATEGORY_SUBSTITUTIONS CLEAN_URLS DEBUG DEFAULT_DATE DISQUS_SITENAME "
    "EXTRA_TEMPLATES_PATHS FEED_ALL_ATOM_URL FEED_ALL_RSS FEED_ALL_RSS_URL FEED_ATOM "
    "FEED_ATOM_URL FEED_DOMAIN FEED_RSS FEED_RSS_URL FILES_TO_COPY GITHUB_POSITION GITHUB_URL "
    "JINJA_EXTENSIONS LINKS LINKS_WIDGET_NAME MD_EXTENSIONS MENUITEMS PAGE_DIR PAGES_ORDER_BY "
    "PAGINATED_DIRECT_TEMPLATES PLUGIN_PATH PYGMENTS_STYLE SITESUBTITLE SLUG_SUBSTITUTIONS "
    "SOCIAL SOCIAL_WIDGET_NAME STYLESHEET_URL SUMMARY_MAX_PARAGRAPHS TAGS_SAVE_AS TAGS_URL "
    "TAG_FEED_ATOM TAG_FEED_ATOM_URL TAG_FEED_RSS TAG_FEED_RSS_URL TAG_REGEX_SUBSTITUTIONS "
    "TAG_SUBSTITUTIONS TRANSLATION_FEED_ATOM_URL TRANSLATION_FEED_RSS "
    "TRANSLATION_FEED_RSS_URL TWITTER_USERNAME WRITE_SELECTED".split()
)
# Settings of Pelican that we have no use for, and that do as it says all the same.
WORKING = ("BIND", "LOG_FILTER", "PLUGIN_PATHS", "PORT")
# What does here what settings of Pelican are for, by the beginning or the end of their names.
INSTEAD = {
    r"SITESUBTITLE": "SITE_TAGLINE is the line below the name",
    r".*FEED.*": "every list of posts has its feed; /feeds/ names them",
    r"MARKDOWN|MD_.*|READERS|DOCUTILS.*|TYPOGRIFY.*|PYGMENTS.*":
        "MARKDOWN_ENGINE says how posts are read (`python3 tasks.py guide markdown`)",
    r"ANALYTICS|DISQUS.*|GITHUB.*|SOCIAL.*|TWITTER.*|STYLESHEET_URL":
        "pages load nothing of others, so that nobody learns what a reader reads",
    r"JINJA.*|THEME.*|TEMPLATE.*|EXTRA_TEMPLATES_PATHS|(PAGINATED_)?DIRECT_TEMPLATES|CSS_FILE":
        "a template sees `site` and `view` alone (`python3 tasks.py guide own-hub`)",
    r"(SLUG|AUTHOR|CATEGORY|TAG)\w*_SUBSTITUTIONS|SLUGIFY.*":
        "a slug follows from the file's name, and `slug:` in a header says another",
    r".*_(URL|SAVE_AS)|CLEAN_URLS|RELATIVE_URLS":
        "addresses follow from kind, year and slug, and `aliases:` in a header keeps an old one",
    r"(ARTICLE|PAGE|STATIC)_(DIR|PATHS|EXCLUDES)|FILES_TO_COPY|USE_FOLDER_AS_CATEGORY":
        "posts lie in posts/, pages in pages/, pictures in images/",
    r"AUTHOR|DEFAULT_(CATEGORY|METADATA|STATUS|DATE)|WITH_FUTURE_DATES|FILENAME_METADATA|PATH_METADATA|EXTRA_PATH.*":
        "what a post is stands in its header",
    r"LOCALE|DATE_FORMATS|DEFAULT_DATE_FORMAT": "DEFAULT_LANG decides how days are written",
    r"SUMMARY.*": "`summary:` in a header is what lists show",
    r"(LOAD|CACHE|CHECK|DELETE|WRITE|GZIP)_.*|IGNORE_FILES|OUTPUT_.*":
        "a build works out by itself what has changed, and leaves nothing else in the output",
}  # fmt: skip
# What other programs call a setting that letters would not lead to.
OTHER_NAMES = {
    "BASEURL": "SITEURL", "BASE_URL": "SITEURL", "URL": "SITEURL", "DOMAIN": "SITEURL",
    "TITLE": "SITENAME", "SITETITLE": "SITENAME", "SITE_TITLE": "SITENAME",
    "BLOGNAME": "SITENAME", "LANG": "DEFAULT_LANG", "LANGUAGE": "DEFAULT_LANG",
    "LANGUAGE_CODE": "DEFAULT_LANG", "LOCALE_NAME": "DEFAULT_LANG", "TZ": "TIMEZONE",
    "DESCRIPTION": "SITE_DESCRIPTION", "TAGLINE": "SITE_TAGLINE", "LICENSE": "CONTENT_LICENCE",
    "LICENCE": "CONTENT_LICENCE", "CONTENT_LICENSE": "CONTENT_LICENCE", "NEWSLETTER":
    "NEWSLETTER_ACTION", "CONTENT_DIR": "PATH", "OUTPUT_DIR": "OUTPUT_PATH",
}  # fmt: skip
# Settings whose values may be secret: they are never shown.
SECRET = ("PUBLISH_TO", "PUBLISH_SSH")
PUBLIC_FILE = "publishconf.py"

PLAIN = {
    "string_type": "is not text ({given})",
    "string_too_long": "is too long ({length} letters, at most {max_length})",
    "bool_type": "is neither True nor False ({given})",
    "float_type": "is not a number ({given})",
    "finite_number": "is not a number ({given})",
    "int_type": "is not a whole number ({given})",
    "int_from_float": "is not a whole number ({given})",
    "greater_than_equal": "is too small ({given}, at least {ge})",
    "less_than_equal": "is too large ({given}, at most {le})",
    "tuple_type": "is not a list ({given})",
    "dict_type": "is not a dict ({given})",
    "is_type": "is not a class ({given})",
}
# Exit codes: a file has to be mended, or an option of the command was wrong.
MENDED, USED_WRONGLY = 1, 2
_TRUE, _FALSE = ("yes", "true", "on", "1", "y"), ("no", "false", "off", "0", "n", "", "none")

Lines = dict[str, tuple[str, int]]


class SettingsFault(SiteFault):
    """Faults of a settings file, each with its place, and all of them as lines of text."""

    def __init__(self, problems: list[Problem], code: int = MENDED) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(each.text("") for each in self.problems), code)


def read(path: Path, override: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return all settings as Pelican gives them, checked. Raises SettingsFault.

    Where a file leaves a setting out, its default is there. `override` is what a command says.
    """
    with _as_it_is_now(path):
        given = {**_run(path), **(override or {})}
        check(path, given, override or {})
        complete = {**defaults_beside(given), **(override or {})}
        if "THEME" not in given and not (path.parent / complete["THEME"]).is_dir():
            complete["THEME"] = str(THEME)
        return dict(read_settings(str(path), override=complete))


def stated(path: Path) -> dict[str, Any]:
    """Return what a settings file states, not checked. Raises SettingsFault where it cannot run."""
    with _as_it_is_now(path):
        return _run(path)


@contextlib.contextmanager
def _as_it_is_now(path: Path) -> Iterator[None]:
    """Have the files beside a settings file imported anew.

    `from pelicanconf import *` would give what was read first in this process: an earlier state of
    the file, or the file of that name of another hub. Each reading of a file that puts its folder
    into the path of imports would make that longer.
    """
    names = {beside.stem for beside in path.parent.glob("*.py")}
    before = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)
        sys.path[:] = dict.fromkeys(sys.path)


def completed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Pelican itself has read, as `read` would. Raises SettingsFault.

    That is a bare `pelican`, which says nowhere which file it took: the module that it ran is the
    one that names our class first.
    """
    for module in [*sys.modules.values()]:
        place = getattr(module, "__file__", None)
        if place and isinstance(vars(module).get("PELICAN_CLASS"), type):
            path = Path(place)
            given = {name: value for name, value in vars(module).items() if name.isupper()}
            check(path, given, {})
            tell_idle(path, given)
            return {**defaults_beside(given), **settings}
    return dict(settings)


def defaults_beside(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the defaults of the settings that are not given. Raises SiteFault for HUB_EXTRAS."""
    found = {
        name: about.default
        for name, about in declared().items()
        if name not in given and not about.is_required()
    }
    extras = os.environ.get("HUB_EXTRAS", "")
    if extras not in ("", "0", "1"):
        raise SiteFault(f"HUB_EXTRAS is {extras!r}; write 0 to do without them.", USED_WRONGLY)
    if extras == "0" and "EXTRAS" in found:
        found["EXTRAS"] = False
    if not given.get("EXTRAS", found.get("EXTRAS")):
        without = {"SEARCH": False, "SOCIAL_CARDS": False, "IMAGE_FORMATS": ()}
        found |= {name: value for name, value in without.items() if name in found}
    return found


def check(path: Path, given: Mapping[str, Any], override: Mapping[str, Any]) -> None:
    """Raise SettingsFault unless settings are right. Those that a command gave have no line."""
    lines = lines_of(path) | {name: (f"--{name.lower()}", 0) for name in override}
    problems = [*_unknown(path, given, lines, override), *_wrong(path, given, lines)]
    if path.name == PUBLIC_FILE and any(not each.line for each in problems):
        problems = [*_not_taken_over(path)] or problems
    if path.name == PUBLIC_FILE and "SITEURL" not in override:
        problems += _unreachable(path, given, lines)
    if not problems:
        problems += [*_missing_theme(path, given, lines), *_missing_plugins(path, given, lines)]
    if problems:
        own = all(each.path.startswith("--") for each in problems)
        raise SettingsFault(problems, USED_WRONGLY if own else MENDED)


def fault_of(name: str, value: object) -> str:
    """Return what is wrong with a value that is to become a setting, or nothing."""
    path = Path()
    problems = _wrong(path, {name: value}, {})
    found = [each for each in problems if each.message.startswith(f"{name} ")]
    return ended(f"{found[0].message}; {found[0].hint}") if found else ""


# -- Names


def _unknown(
    path: Path, given: Mapping[str, Any], lines: Lines, override: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield settings that nobody reads, also those in small letters, which Pelican passes over."""
    listed = given.get("PLUGIN_SETTINGS", ())
    others = listed if isinstance(listed, (list, tuple)) else ()
    for name in given:
        if name.startswith("_") or name in PELICAN or name in others or name in override:
            continue
        # What is imported one by one is there for the file itself.
        if name not in declared() and lines.get(name, ("", 1))[1]:
            yield _at(path, lines, name, f"{name} is no setting", hint_for(name))
    for name, (_, line) in lines.items():
        if line and not name.isupper() and name.upper() in declared():
            what = f"{name} is no setting: their names are in capitals"
            yield _at(path, lines, name, what, f"write {name.upper()}")


def idle(path: Path, settings: Mapping[str, Any]) -> dict[str, Problem]:
    """Return advice for each setting of Pelican that a file gives and that does nothing here.

    Those that `PLUGIN_SETTINGS` names are left alone: a plugin reads them.
    """
    lines = lines_of(path)
    known = {*declared(), *WORKING, *settings.get("PLUGIN_SETTINGS", ())}
    what = "is a setting of Pelican that does nothing here"
    return {
        name: _at(path, lines, name, f"{name} {what}", _instead(name))
        for name in sorted(PELICAN & lines.keys() - known, key=lambda name: lines[name])
    }


def tell_idle(path: Path, settings: Mapping[str, Any]) -> None:
    """Print that advice beside the result."""
    for each in idle(path, settings).values():
        complain(each.text(""))


def _instead(name: str) -> str:
    words = next((words for form, words in INSTEAD.items() if re.fullmatch(form, name)), "")
    delete = "delete the line, or add the name to PLUGIN_SETTINGS where a plugin reads it"
    return f"{words}; {delete}" if words else delete


def hint_for(name: str) -> str:
    """Return what a name that is no setting most likely stands for."""
    if other := OTHER_NAMES.get(name):
        return f"did you mean {other}?"
    for known in (declared(), PELICAN):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if near:
            return f"did you mean {near[0]}?"
    return (
        "python3 tasks.py guide settings lists all; begin a name of your own with '_', and "
        "add one that a plugin reads to PLUGIN_SETTINGS"
    )


def lines_of(path: Path) -> Lines:
    """Return where each name of a settings file was given last: the file, and the line of it.

    What `from other import *` brings from a file beside it has its place there; what is imported
    by its name has line 0. Raises SettingsFault for what is no Python.
    """
    try:
        tree = ast.parse(path.read_bytes(), str(path))
    except (SyntaxError, ValueError) as error:
        raise SettingsFault([_no_python(path, error)]) from None
    found: Lines = {}
    for node in _statements(tree.body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            beside = path.with_name(f"{getattr(node, 'module', '')}.py")
            if node.names[0].name != "*":
                found |= {each.asname or each.name: (path.name, 0) for each in node.names}
            elif beside.is_file() and beside != path:
                found |= lines_of(beside)
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            for each in ast.walk(target) if target is not None else ():
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                    found[each.id] = (path.name, each.lineno)
    return found


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module, also those below `if`, `for`, `with` and `try`."""
    for node in body:
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for name in ("body", "handlers", "orelse", "finalbody"):
            inner = getattr(node, name, [])
            for each in inner if isinstance(inner, list) else ():
                yield from _statements(each.body if isinstance(each, ast.ExceptHandler) else [each])


# -- Values


def _wrong(path: Path, given: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield settings with values that cannot be right."""
    known = {name: value for name, value in given.items() if name in declared()}
    try:
        SiteSettings.model_validate(known)
    except ValidationError as error:
        # One fault a setting: the first, which names the item of a list.
        seen = set[str]()
        for each in error.errors():
            name = str(each["loc"][0])
            if name not in seen:
                seen.add(name)
                yield _value_fault(path, lines, name, each)


def _value_fault(path: Path, lines: Lines, name: str, error: ErrorDetails) -> Problem:
    about, kind, value = declared()[name], error["type"], error["input"]
    advice = f"write {form_of(about)}, such as {name} = {example_of(about)}"
    if kind == "missing":
        what = f"{name} is missing; it says {about.description}"
        return Problem(path.name, 0, f"{name} is missing", f"{what.partition('; ')[2]}; {advice}")
    context = error.get("ctx", {})
    plain = PLAIN.get(kind)
    shown = "not shown here" if name in SECRET else _short(repr(value))
    length = len(value) if isinstance(value, str) else 0
    what = plain.format(given=shown, length=length, **context) if plain else error["msg"]
    hint = str(context.get("hint", "")) or advice
    if kind == "bool_type" and isinstance(value, (str, int)):
        word = str(value).strip().casefold()
        hint = f"write {name} = True" if word in _TRUE else advice
        hint = f"write {name} = False" if word in _FALSE else hint
    elif kind == "tuple_type" and isinstance(value, str):
        hint = f"write {name} = {literal((value,))}" if value and name not in SECRET else advice
    elif kind in ("float_type", "int_type") and isinstance(value, str) and _number(value):
        hint = f"write {name} = {value.strip()}"
    return _at(path, lines, name, f"{name} {what}", hint)


def _number(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdecimal()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _unreachable(path: Path, given: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield a public address that only this machine, or a network of one's own, can reach."""
    address = given.get("SITEURL", declared()["SITEURL"].default)
    if fault_of("SITEURL", address):
        return  # it is told as none at all
    if is_own_machine(address):
        what = f"SITEURL leads readers to their own machine ('{address}')"
        hint = 'write the public address, such as SITEURL = "https://hub.example"'
        yield _at(path, lines, "SITEURL", what, hint)

    if _is_within(urlsplit(address).hostname or ""):
        what = f"SITEURL leads to a machine that only your own network knows ('{address}')"
        hint = 'write the public address, such as SITEURL = "https://hub.example"'
        yield _at(path, lines, "SITEURL", what, hint)


def _is_within(host: str) -> bool:
    """Return whether a host is one of a network of one's own (RFC 1918, RFC 6762)."""
    if host.endswith((".local", ".lan", ".internal", ".home.arpa", ".intranet")):
        return True
    try:
        return ipaddress.ip_address(host).is_private and not is_own_machine(f"https://{host}")
    except ValueError:
        return False


def _not_taken_over(path: Path) -> Iterator[Problem]:
    """Yield that the public settings do not begin with those of the hub."""
    if "from pelicanconf import *" not in path.read_text(encoding="utf-8", errors="replace"):
        what = "takes nothing over from pelicanconf.py"
        yield Problem(path.name, 1, what, "put 'from pelicanconf import *' back at its top")


def _missing_plugins(path: Path, given: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield each plugin that is named and not there; without a room there is no site."""
    named = given.get("PLUGINS")
    if named is None:
        return
    if not any(str(each) in ROOMS for each in named):
        what = "PLUGINS names no room of the engine, so that the site would be empty"
        yield _at(path, lines, "PLUGINS", what, "delete the line, or begin it with *_ROOMS")
        return
    beside = [str(each) for each in given.get("PLUGIN_PATHS") or ()]
    for name in map(str, named):
        if name in ROOMS or beside:
            continue
        try:
            there = find_spec(name) or find_spec(f"pelican.plugins.{name}")
        except (ImportError, ValueError, AttributeError):
            there = None
        if there is None:
            what = f"PLUGINS names '{name}', which is not there"
            near = did_you_mean(name, ROOMS)
            hint = near if near.startswith("did") else "install it, or take it out of the list"
            yield _at(path, lines, "PLUGINS", what, hint)


def _missing_theme(path: Path, given: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield a theme that is named and not there. It may hold only what differs."""
    theme = given.get("THEME")
    # Pelican looks beside the settings, and then where the command was given.
    if theme and not any((base / str(theme)).is_dir() for base in (path.parent, Path())):
        what = f"THEME names '{theme}', which is no folder"
        yield _at(path, lines, "THEME", what, "look at the name; it begins at this file's folder")
        return
    mark = str(given.get("MARK") or "")
    own = [base / str(theme or "theme") for base in (path.parent, Path())]
    if mark and not any((each / "static" / mark).is_file() for each in (*own, Path(THEME))):
        what = f"MARK names '{mark}', which is no file of theme/static/"
        yield _at(path, lines, "MARK", what, "put it there, or mend the name")


# -- Faults of Python


def _run(path: Path) -> dict[str, Any]:
    """Return what a settings file states. Raises SettingsFault for what Python cannot run."""
    if not path.is_file():
        raise SiteFault(f"There is no settings file '{path.name}'.", 2)
    try:
        return dict(get_settings_from_file(str(path)))
    except SyntaxError as error:
        raise SettingsFault([_no_python(path, error)]) from None
    except SiteFault:
        raise
    # A settings file is a program, and may raise whatever it likes, or end the whole.
    except (Exception, SystemExit) as error:
        beside = path.parent.resolve()
        here = [
            frame
            for frame in traceback.extract_tb(error.__traceback__)
            if Path(frame.filename).resolve().parent == beside
        ]
        place = (Path(here[-1].filename).name, here[-1].lineno or 0) if here else (path.name, 0)
        what = f"this line cannot be run ({type(error).__name__}: {error})"
        hint = "look at names, quotes and commas"
        if isinstance(error, SystemExit):
            what, hint = "this line ends the program", "delete it"
        elif isinstance(error, ImportError):
            hint = "look at the name, or install what it names"
        raise SettingsFault([Problem(*place, what, hint)]) from error


def _no_python(path: Path, error: SyntaxError | ValueError) -> Problem:
    name = Path(getattr(error, "filename", "") or path).name
    said = getattr(error, "msg", "") or str(error)
    what = f"this line is no Python ({said})"
    return Problem(
        name, getattr(error, "lineno", 0) or 0, what, "look at quotes, brackets and commas"
    )


def _at(path: Path, lines: Lines, name: str, what: str, hint: str) -> Problem:
    file, line = lines.get(name, (path.name, 0))
    one_line = re.sub(r"[\x00-\x1f\x7f]", lambda found: repr(found[0])[1:-1], what)
    return Problem(file, line, one_line, hint)
