"""Views and documents become bytes, and have keys of what decides on them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound

from plugins.base import code_version
from plugins.base.file_state import FolderScan
from plugins.base.problems import SiteFault
from plugins.model.values import values_of
from plugins.pipeline.templates import environment
from plugins.presentation.contracts import OutputFile
from plugins.presentation.theme_assets import templates_key
from plugins.presentation.views import SiteView, View, fingerprint


class Renderer:
    """Makes the bytes of pages and documents, and the keys of what decides on them."""

    def __init__(self, site: SiteView, themed: FolderScan) -> None:
        self.site, self.themes = site, themed.roots
        self.build = fingerprint(code_version.key(), templates_key(themed), site)
        self.templates = environment(*(root / "templates" for root in self.themes))

    def key(self, made: View | OutputFile) -> str:
        """Return the key of all that decides on the bytes of a file."""
        if isinstance(made, View):
            return fingerprint(self.build, type(made).__name__, values_of(made))
        return fingerprint(code_version.key(), type(made).__name__, made)

    def load(self, template: str) -> None:
        """Compile a template. Raises SiteFault."""
        name = f"{template}.html"
        try:
            self.templates.get_template(name)
        except TemplateNotFound as error:
            raise SiteFault(
                f"The theme has no template {error.name!r}; add theme/templates/{error.name}."
            ) from None
        except TemplateError as error:
            raise SiteFault(place_of_fault(error, self.themes)) from None

    def rendered(self, made: View | OutputFile) -> bytes:
        """Return the bytes of one page or document."""
        if not isinstance(made, View):
            return made.render()
        template = self.templates.get_template(f"{made.template}.html")
        return template.render(site=self.site, view=made).encode()


def place_of_fault(error: Exception, themes: tuple[Path, ...]) -> str:
    """Say which line of which template failed, and why."""
    if isinstance(error, SiteFault):
        return str(error)
    if isinstance(error, TemplateNotFound):
        return f"The theme has no template {error.name!r}; add theme/templates/{error.name}."
    place, line = "", getattr(error, "lineno", 0) or 0
    if getattr(error, "name", None) and line:
        place = str(getattr(error, "name"))  # noqa: B009 - declared on one subclass only
    trace = error.__traceback__
    while trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename)
        for theme in themes:
            if theme in name.parents:
                place, line = name.relative_to(theme / "templates").as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return f"theme/templates/{place}:{line}: {error}; mend the template."
