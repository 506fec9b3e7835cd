"""What turns Markdown into HTML. Two dialects, held as near to each other as they go."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from markdown import Markdown


class Engine(Protocol):
    name: str

    def render(self, text: str) -> str:
        """Return HTML. Raises TooDeep."""
        ...


class TooDeep(Exception):
    """The engine gave up on a text that is nested too deep."""


class PythonMarkdown:
    """Python-Markdown, with what GitHub's renderer understands and nothing more."""

    name = "markdown"

    def __init__(self) -> None:
        self.markdown = self._new()

    def _new(self) -> Markdown:
        from markdown import Markdown

        from plugins.content.markdown.python_blocks import register

        made = Markdown(
            extensions=[
                "tables",
                "fenced_code",
                "footnotes",
                "sane_lists",
                "pymdownx.magiclink",
                "pymdownx.tasklist",
                "pymdownx.tilde",
            ],
            extension_configs={
                "footnotes": {"USE_DEFINITION_ORDER": False},
                "pymdownx.tilde": {"subscript": False},
            },
            output_format="html",
        )
        register(made)
        return made

    def render(self, text: str) -> str:
        try:
            return self.markdown.reset().convert(text)
        except BaseException as error:
            self.markdown = self._new()  # a half-way state would spoil the next text
            if isinstance(error, RecursionError):
                raise TooDeep from None
            raise


class GitHub:
    """cmarkgfm, GitHub's own renderer: some thirty times as fast."""

    name = "cmarkgfm"

    def __init__(self) -> None:
        from cmarkgfm.cmark import Options

        self.options = (
            Options.CMARK_OPT_FOOTNOTES
            | Options.CMARK_OPT_UNSAFE  # what is not safe is refused by name, not dropped
            | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
        )

    def render(self, text: str) -> str:
        import cmarkgfm

        return str(
            cmarkgfm.markdown_to_html_with_extensions(
                text, self.options, ["table", "strikethrough", "autolink", "tasklist"]
            )
        )


ENGINES: dict[str, Callable[[], Engine]] = {
    PythonMarkdown.name: PythonMarkdown,
    GitHub.name: GitHub,
}


@cache
def engine(name: str) -> Engine:
    """Return the one engine of that name in this process. Raises KeyError."""
    return ENGINES[name]()
