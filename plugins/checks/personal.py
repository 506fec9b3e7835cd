"""Signs of a person that neither the hub's own lists nor an exception let pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.language import personal_data
from plugins.language.personal_data import pointing


def problems(site: CheckContext) -> Iterator[Problem]:
    """Signs of a person that neither the hub's own lists nor an exception let pass."""
    if not any(source.signs for source in site.content.documents):
        return
    listed = set(_listed(site, site.settings.get("CONTACTS", ())))
    for source in site.content.documents:
        excepted = {
            (each["rule"], personal_data.folded(each["text"]))
            for each in source.values.get("exceptions", ())
        }
        for sign in source.signs:
            found = sign.check_id, personal_data.folded(sign.text)
            if found in excepted or found in listed:
                continue
            hint = "take it out"
            if sign.check_id in personal_data.CONTACTS:
                hint = (
                    "take it out; if it is an organisation's own, ask whoever runs the hub to "
                    "add it to CONTACTS in pelicanconf.py"
                )
            what = pointing(sign)
            if not sign.start:
                what, hint = f"has a name that {what}", "rename the file"
            yield Problem(source.path, sign.start, what, hint, sign.check_id)


def _listed(site: CheckContext, contacts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what the hub says of organisations: its settings and its records."""
    texts = list(contacts)
    texts += [
        site.content.folder.read(name).decode("utf-8", "replace")
        for name in site.content.folder.files
        if name in ("support.yaml", "support.yml", "reporting.yaml") or name.startswith("sources/")
    ]
    for text in texts:
        for sign in personal_data.signs(text):
            if sign.check_id in personal_data.CONTACTS:
                yield sign.check_id, personal_data.folded(sign.text)
