"""Jinja as the hub uses it. It knows the theme only, and nothing that is not declared.

`{% once card, level %}...{% endonce %}` says that what stands between depends on these values and
on nothing else. A post's card stands in some seven lists, and most of a list is its cards.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from json.encoder import encode_basestring_ascii
from pathlib import Path
from shutil import rmtree
from types import CodeType
from typing import Any

import markupsafe
from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.utils import htmlsafe_json_dumps

from plugins.base import code_version
from plugins.base.hashing import digest
from plugins.base.safe_write import replace
from plugins.language import linked_text
from plugins.model.values import Shared
from plugins.presentation.fixed_words import in_language

# How many characters a digest has.
DIGITS = len(digest())


def environment(*templates: Path) -> Environment:
    """Return the environment of a theme whose templates lie in folders, the one that wins first.

    What a template of the first hides is still there for `{% extends "engine/post.html" %}`.
    """
    engine = PrefixLoader({"engine": FileSystemLoader(templates[-1])})
    found = _Environment(
        loader=ChoiceLoader([FileSystemLoader(templates), engine]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(),
        extensions=[Once],
    )
    found.globals.clear()
    found.filters["tojson"] = tojson
    found.filters["in_language"] = in_language
    found.filters["linked"] = linked
    found.filters["dialled"] = dialled
    return found


class _Compiled(BytecodeCache):
    """Compiled templates, by their text: in memory, and on disk beside the libraries.

    Whoever can write there can run code here anyway. Not in `.hub/`, which may come from elsewhere,
    such as from a CI's cache. To compile them takes a third of a build in which words changed.
    """

    _kept: dict[tuple[str, str], CodeType] = {}  # noqa: RUF012 - shared on purpose

    def __init__(self) -> None:
        self.folder = compiled_folder()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        found = super().get_bucket(environment, name, filename, source)
        if found.code is not None and filename:  # a fault names the theme that it is in
            found.code = _in_file(found.code, filename)
        return found

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))
        if bucket.code is None and self.folder is not None:
            try:
                content = self._file(bucket).read_bytes()
            except OSError:
                return
            stated, code = content[:DIGITS], content[DIGITS:]
            if digest(code).encode() == stated:
                bucket.bytecode_from_string(code)
                self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._keep(bucket)
        if self.folder is not None:
            code = bucket.bytecode_to_string()
            with contextlib.suppress(OSError):  # it is compiled again, then
                if not self.folder.exists():
                    rmtree(self.folder.parent, ignore_errors=True)  # those of other code
                replace(self._file(bucket), digest(code).encode() + code)

    def _keep(self, bucket: Bucket) -> None:
        if isinstance(bucket.code, CodeType):
            self._kept[bucket.key, bucket.checksum] = bucket.code

    def _file(self, bucket: Bucket) -> Path:
        assert self.folder is not None
        return self.folder / digest(bucket.key.encode(), bucket.checksum.encode())


def compiled_folder() -> Path | None:
    """Return where compiled templates lie: in the virtual environment, or nowhere without one."""
    if sys.prefix == sys.base_prefix:
        return None
    return Path(sys.prefix) / "compiled-templates" / code_version.key()


def _in_file(code: CodeType, filename: str) -> CodeType:
    """Return compiled code as if another file of the same text had been compiled."""
    inner = (_in_file(c, filename) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(inner))


_ENCODER = json.JSONEncoder(sort_keys=True)


def _json(value: object, **_: object) -> str:
    return _ENCODER.encode(value)


def linked(text: str) -> markupsafe.Markup:
    """Return a line of text as HTML, its links as links."""
    return markupsafe.Markup(linked_text.markup(text))  # noqa: S704 - `markup` escapes it


def dialled(text: str) -> markupsafe.Markup:
    """Return a line of text as HTML, its telephone numbers as links."""
    return markupsafe.Markup(linked_text.dialled(text))  # noqa: S704 - `dialled` escapes it


def tojson(value: object) -> markupsafe.Markup:
    """Return what Jinja's own filter of this name does; a page has some thirty texts of it."""
    if type(value) is not str:
        return htmlsafe_json_dumps(value, _json)
    said = encode_basestring_ascii(value)
    for sign, escaped in _IN_JSON:
        if sign in said:
            said = said.replace(sign, escaped)
    return markupsafe.Markup(said)  # noqa: S704 - nothing of HTML is left in it


_IN_JSON = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027"))


# -- Escaping: a page has some hundred and fifty values, and this was a third of its time.

# What `escape` itself calls; the library wraps each result in a Markup, which output never needs.
_inner: Callable[[str], str] = getattr(
    markupsafe, "_escape_inner", lambda text: str(markupsafe.escape(text))
)


class _Generator(CodeGenerator):
    """Writes `environment.written(...)` where Jinja writes `escape(...)` round a value, and calls
    what is called by itself: nothing that a template can see asks for the context.
    """

    def visit_Call(  # noqa: N802 - as Jinja calls it
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        plain = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        if node.dyn_args is not None or node.dyn_kwargs is not None or not plain:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class _Environment(Environment):
    code_generator_class = _Generator

    @staticmethod
    def written(value: object) -> str:
        """Return what a page holds for a value: text with its signs escaped, markup as it is."""
        return _inner(value) if type(value) is str else markupsafe.escape(value)


# -- Blocks that are written once


class Once(Extension):
    """What was written is kept with the first value, and goes when the value goes."""

    tags = {"once"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        values = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            values.append(parser.parse_expression())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_written", [place, *values])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _written(
        self, place: str, value: Shared, *others: object, caller: Callable[[], str]
    ) -> str:
        if not isinstance(value, Shared):
            raise TypeError(f"{{% once %}} needs a Shared value first, not {value!r:.60}")
        kept: dict[tuple[object, ...], str] = vars(value).setdefault("_written", {})
        key = (place, *others)
        if key not in kept:
            kept[key] = caller()
        return kept[key]
