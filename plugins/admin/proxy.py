"""What the page asks for, in Decap's protocol of local backends, answered with real files.

Everything lies below `content/`, and only Markdown and images are written. With a workflow a post
waits in a folder of its own until somebody publishes it; then it becomes a file of the content.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.admin import cms_settings
from plugins.admin.merging import Unreadable, merged, merged_record, records, shown
from plugins.base.safe_write import replace
from plugins.content.front_matter import parse
from plugins.content.past_disclosure import past_disclosure
from plugins.content.schema.headers import RECORDS
from plugins.content.schema.values import KEY
from plugins.images.inspection import look_into
from plugins.images.plain_copy import plain

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"))
# Bytes. A photo of a telephone has some 8 MB.
LARGEST_PICTURE = 30_000_000
LARGEST_TEXT = 1_000_000
STATES = ("draft", "pending_review", "pending_publish")

Params = dict[str, Any]


class Refusal(Exception):
    """What is not answered: the status of HTTP, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Proxy:
    """Answers for the project at `root`. `waiting` is where a workflow keeps what is not public."""

    def __init__(self, root: Path, waiting: Path | None = None) -> None:
        self.root = root.resolve()
        self.waiting = waiting
        self.actions: dict[str, Callable[[Params], Any]] = {
            "info": self.info,
            "entriesByFolder": self.entries_by_folder,
            "entriesByFiles": self.entries_by_files,
            "getEntry": self.get_entry,
            "persistEntry": self.persist_entry,
            "getMedia": self.get_media,
            "getMediaFile": self.get_media_file,
            "persistMedia": self.persist_media,
            "deleteFile": self.delete_file,
            "deleteFiles": self.delete_files,
            "getDeployPreview": lambda _: None,
            "declared": self.declared,
        }
        if waiting is not None:
            self.actions |= {
                "unpublishedEntries": self.unpublished_entries,
                "unpublishedEntry": self.unpublished_entry,
                "unpublishedEntryDataFile": self.unpublished_data,
                "unpublishedEntryMediaFile": self.unpublished_media,
                "deleteUnpublishedEntry": self.delete_unpublished,
                "updateUnpublishedEntryStatus": self.update_status,
                "publishUnpublishedEntry": self.publish,
            }

    def answer(self, request: Any) -> Any:
        """Return the answer to one request. Raises Refusal."""
        if not isinstance(request, dict) or not isinstance(request.get("params", {}), dict):
            raise Refusal(422, "a request has an action and its params")
        action = self.actions.get(str(request.get("action")))
        if action is None:
            raise Refusal(422, f"unknown action '{str(request.get('action'))[:40]}'")
        try:
            return action(request.get("params", {}))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Refusal(422, f"a part of the request is missing or wrong ({error})") from None
        except OSError as error:
            raise _refusal_of(error) from None

    # -- Paths

    def path(self, name: Any) -> Path:
        """Return the whole path of a file below `content/`. Raises Refusal for any other."""
        text = str(name)
        parts = PurePosixPath(text).parts
        if not parts or parts[0] != "content" or {"..", "/"} & set(parts) or "\\" in text:
            raise Refusal(403, f"{text[:80]!r} is not in content/")
        if not _is_name(text) or ":" in text:
            raise Refusal(403, f"{text[:80]!r} has a sign or a leading dot that no name may have")
        path = self.root.joinpath(*parts)
        try:
            there = next(each for each in (path, *path.parents) if each.exists())
        except OSError as error:
            raise _refusal_of(error) from None
        if not there.resolve().is_relative_to((self.root / "content").resolve()):
            raise Refusal(403, f"'{text[:80]}' is a link to another place")
        return path

    def _page(self, name: Any) -> Path:
        path = self.path(name)
        if path.suffix != ".md":
            raise Refusal(403, f"'{name}' is no Markdown file")
        return path

    def _picture(self, name: Any) -> Path:
        path = self.path(name)
        inside = path.relative_to(self.root).parts[:2] == ("content", "images")
        if path.suffix.lower() not in PICTURES or not inside:
            raise Refusal(403, f"'{name}' is no picture of content/images/")
        return path

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    # -- Entries

    def info(self, _: Params) -> Any:
        modes = ["simple", "editorial_workflow"] if self.waiting is not None else ["simple"]
        return {"repo": self.root.name, "publish_modes": modes, "type": "local_fs"}

    def declared(self, params: Params) -> Any:
        """Return what some authors declared last, by field."""
        authors = [str(each) for each in params["authors"]]
        if not all(KEY.fullmatch(each) for each in authors):
            raise Refusal(422, "those are no names of authors")
        found = past_disclosure(self.root / "content", authors)
        return {name: {"text": text, "from": place} for name, (text, place) in found.items()}

    def entries_by_folder(self, params: Params) -> Any:
        folder, depth = self.path(params["folder"]), int(params.get("depth", 1))
        if register := _registers().get(self._name(folder).removeprefix("content/")):
            names = (
                [*self._records(register)] if (self.root / "content" / register).exists() else []
            )
            return [self._entry(folder / f"{name}.md") for name in names]
        found = sorted(folder.rglob("*.md")) if folder.is_dir() else []
        near = [each for each in found if len(each.relative_to(folder).parts) <= depth]
        return [self._entry(each) for each in near if each.is_file() and not each.is_symlink()]

    def entries_by_files(self, params: Params) -> Any:
        return [self._entry(self._page(each["path"])) for each in params["files"]]

    def get_entry(self, params: Params) -> Any:
        return self._entry(self._page(params["path"]))

    def _records(self, register: str) -> dict[str, dict[str, object]]:
        """Return the records of a register. Raises Refusal where it has a fault of its own."""
        try:
            text = (self.root / "content" / register).read_bytes().decode("utf-8-sig")
            return records(register, text.replace("\r\n", "\n"))
        except Unreadable as fault:
            raise Refusal(422, f"mend this first: {fault}") from None

    def _register(self, path: Path) -> str:
        """Return the register that a file stands for a record of, or nothing."""
        return _registers().get(self._name(path.parent).removeprefix("content/"), "")

    def _entry(self, path: Path) -> Any:
        if register := self._register(path):
            found = self._records(register) if (self.root / "content" / register).exists() else {}
            if path.stem not in found:
                raise Refusal(404, f"'{path.stem}' is not there")
            data = shown(path.stem, found[path.stem])
            file = {"path": self._name(path), "id": hashlib.sha256(data.encode()).hexdigest()}
            return {"data": data, "file": file}
        if not path.is_file():
            raise Refusal(404, f"'{self._name(path)}' is not there")
        content = path.read_bytes()
        file = {"path": self._name(path), "id": hashlib.sha256(content).hexdigest()}
        return {"data": content.decode("utf-8-sig", "replace"), "file": file}

    def persist_entry(self, params: Params) -> Any:
        files = params.get("dataFiles") or [params["entry"]]
        assets = params.get("assets") or []
        options = params.get("options") or {}
        if options.get("useWorkflow") and self.waiting is not None:
            self._wait(files, assets, options)
            return {"message": "entry persisted"}
        made = [self._made(each["path"], str(each["raw"])) for each in files]
        pictures = [(self._picture(each["path"]), self._taken(each)) for each in assets]
        moves = [(self._page(each["path"]), self._free(each["newPath"]))
                 for each in files
                 if (each.get("newPath") or each["path"]) != each["path"]]  # fmt: skip
        for path, content in [*pictures, *made]:  # a post comes last: its pictures are there then
            replace(path, content)
        for old, new in moves:
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
        return {"message": "entry persisted"}

    def _made(self, name: Any, new: str) -> tuple[Path, bytes]:
        """Return the file that a form writes, with what the form changed in it."""
        page = self._page(name)
        register = self._register(page)
        path = self.root / "content" / register if register else page
        there = path.read_bytes() if path.is_file() else b""
        old = there.decode("utf-8-sig").replace("\r\n", "\n")
        made = (self._recorded if register else self._text)(page, old, new.replace("\r\n", "\n"))
        if b"\r\n" in there:  # as Windows ends lines; a change of one word is no change of all
            made = made.replace("\n", "\r\n")
        bom = there.startswith(codecs.BOM_UTF8)
        return path, made.encode("utf-8-sig" if bom else "utf-8")

    def _text(self, path: Path, old: str, new: str) -> str:
        """Return a Markdown file with what the form changed in it."""
        if len(new) > LARGEST_TEXT:
            raise Refusal(413, f"the text is too long (at most {LARGEST_TEXT:,} characters)")
        name = path.relative_to(self.root / "content").as_posix()
        model = _models().get(name.partition("/")[0])
        if model is None:
            raise Refusal(403, f"'{name}' is in no folder of the content")
        return merged(name, old, new, model)

    def _recorded(self, path: Path, old: str, new: str) -> str:
        """Return a register with what the form changed in one record."""
        register, name = self._register(path), path.stem
        values = dict(parse(path.name, new)[0].values)
        key = str(values.pop("key", name))
        if key != name:
            raise Refusal(422, f"'{key}' is there already, or the key of '{name}' was changed")
        if not KEY.fullmatch(name):
            raise Refusal(422, f"'{name}' is no key; write small letters, digits and hyphens")
        try:
            return merged_record(register, old, name, values, RECORDS[register])
        except Unreadable as fault:
            raise Refusal(422, f"mend this first: {fault}") from None

    def _free(self, name: Any) -> Path:
        """Return the path of a page that is not there yet. Raises Refusal."""
        path = self._page(name)
        if os.path.lexists(path):
            raise Refusal(409, f"'{self._name(path)}' is there already")
        if self._name(path).split("/")[1] not in _models():
            raise Refusal(403, f"'{self._name(path)}' is in no folder of the content")
        return path

    # -- Pictures

    def get_media(self, params: Params) -> Any:
        folder = self.path(params["mediaFolder"])
        found = sorted(folder.rglob("*")) if folder.is_dir() else []
        return [
            self._media(each)
            for each in found
            if each.suffix.lower() in PICTURES and each.is_file() and not each.is_symlink()
        ]

    def get_media_file(self, params: Params) -> Any:
        return self._media(self._picture(params["path"]))

    def get_picture(self, name: str) -> bytes:
        """Return a picture as the page shows it. Raises Refusal."""
        path = self._picture(name)
        if not path.is_file():
            raise Refusal(404, f"'{name}' is not there")
        try:
            return path.read_bytes()
        except OSError as error:
            raise _refusal_of(error) from None

    def persist_media(self, params: Params) -> Any:
        path = self._picture(params["asset"]["path"])
        replace(path, self._taken(params["asset"]))
        return self._media(path)

    def _taken(self, asset: Params) -> bytes:
        """Return a picture as it is kept: without what a camera notes, such as the place.

        Raises Refusal for what readers could not be shown.
        """
        name = self._picture(asset["path"]).relative_to(self.root / "content").as_posix()
        content = _content(asset)
        found = look_into(name, content)
        if found.problems and all(each.check_id == "image-metadata" for each in found.problems):
            content = plain(found.type, content, found.moving)
            found = look_into(name, content)
        for each in found.problems:
            raise Refusal(422, f"the picture '{name}' {each.message}; {each.hint}")
        return content

    def _media(self, path: Path) -> Any:
        if not path.is_file():
            raise Refusal(404, f"'{self._name(path)}' is not there")
        content = path.read_bytes()
        return {
            "id": hashlib.sha256(content).hexdigest(),
            "content": base64.b64encode(content).decode(),
            "encoding": "base64",
            "path": self._name(path),
            "name": path.name,
        }

    def delete_file(self, params: Params) -> Any:
        return self.delete_files({"paths": [params["path"]]})

    def delete_files(self, params: Params) -> Any:
        paths = [self.path(each) for each in params["paths"]]
        for path in paths:
            if path.suffix != ".md" and path.suffix.lower() not in PICTURES:
                raise Refusal(403, f"'{self._name(path)}' is neither a text nor a picture")
        for path in paths:
            path.unlink(missing_ok=True)
        return {"message": "deleted"}

    # -- What waits to be published

    def _folder(self, collection: Any, slug: Any) -> Path:
        assert self.waiting is not None
        for each in (collection, slug):
            parts = PurePosixPath(str(each)).parts
            if not parts or {"..", "/"} & set(parts) or not _is_name(str(each)):
                raise Refusal(403, f"'{str(each)[:80]}' is not a name")
        return self.waiting.joinpath(str(collection), *PurePosixPath(str(slug)).parts)

    def _wait(self, files: list[Params], assets: list[Params], options: Params) -> None:
        slug, collection = files[0]["slug"], options["collectionName"]
        folder = self._folder(collection, slug)
        known = self._known(folder) or {"status": STATES[0], "files": [], "pictures": []}
        if (status := options.get("status")) in STATES and not known["files"]:
            known["status"] = status
        known |= {"collection": collection, "slug": slug}
        for each, kind in [(each, "files") for each in files] + [
            (each, "pictures") for each in assets
        ]:
            path = self._page(each["path"]) if kind == "files" else self._picture(each["path"])
            if kind == "pictures":
                content = self._taken(each)
            else:  # a record is held as the form has it: others may change the file meanwhile
                content = self._made(each["path"], str(each["raw"]))[1]
                content = str(each["raw"]).encode() if self._register(path) else content
            replace(folder / "held" / self._name(path), content)
            if self._name(path) not in known[kind]:
                known[kind].append(self._name(path))
        self._remember(folder, known)

    def _remember(self, folder: Path, known: Params) -> None:
        replace(folder / "entry.json", json.dumps(known, indent=1, sort_keys=True).encode())

    def _known(self, folder: Path) -> Params | None:
        try:
            found = json.loads((folder / "entry.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _held(self, params: Params) -> tuple[Path, Params]:
        collection, slug = params.get("collection"), params.get("slug")
        if collection is None:  # then the id is that of the entry, and not of a file of it
            collection, _, slug = str(params["id"]).partition("/")
        folder = self._folder(collection, slug)
        known = self._known(folder)
        if known is None:
            raise Refusal(404, "nothing of that name waits")
        return folder, known

    def unpublished_entries(self, _: Params) -> Any:
        assert self.waiting is not None
        return sorted(f"{known['collection']}/{known['slug']}" for known in self._all())

    def _all(self) -> Iterator[Params]:
        assert self.waiting is not None
        for path in sorted(self.waiting.rglob("entry.json")):
            if known := self._known(path.parent):
                yield known

    def unpublished_entry(self, params: Params) -> Any:
        folder, known = self._held(params)
        diffs = [
            {"id": name, "path": name, "newFile": not self._is_there(name)}
            for name in (*known["files"], *known["pictures"])
        ]
        moment = (folder / "entry.json").stat().st_mtime_ns // 1_000_000
        found = {name: known[name] for name in ("collection", "slug", "status")}
        return {**found, "diffs": diffs, "updatedAt": moment}

    def _is_there(self, name: str) -> bool:
        path = self.root / name
        if register := self._register(path):
            return path.stem in self._records(register)
        return path.exists()

    def unpublished_data(self, params: Params) -> Any:
        folder, _ = self._held(params)
        path = folder / "held" / self._name(self._page(params["path"]))
        return {"data": path.read_text(encoding="utf-8")}

    def unpublished_media(self, params: Params) -> Any:
        folder, _ = self._held(params)
        name = self._name(self._picture(params["path"]))
        content = (folder / "held" / name).read_bytes()
        return {
            "id": hashlib.sha256(content).hexdigest(),
            "content": base64.b64encode(content).decode(),
            "encoding": "base64",
            "path": name,
            "name": PurePosixPath(name).name,
        }

    def delete_unpublished(self, params: Params) -> Any:
        folder, _ = self._held(params)
        shutil.rmtree(folder)
        return {"message": "deleted"}

    def update_status(self, params: Params) -> Any:
        folder, known = self._held(params)
        if params["newStatus"] not in STATES:
            raise Refusal(422, f"unknown status '{params['newStatus']}'")
        self._remember(folder, {**known, "status": params["newStatus"]})
        return {"message": f"entry status updated to {params['newStatus']}"}

    def publish(self, params: Params) -> Any:
        folder, known = self._held(params)
        for name in (*known["pictures"], *known["files"]):
            path, held = self.path(name), (folder / "held" / name).read_bytes()
            if self._register(path):
                path, held = self._made(name, held.decode("utf-8"))
            replace(path, held)
        shutil.rmtree(folder)
        return {"message": "entry published"}


def _is_name(text: str) -> bool:
    """Return whether every sign of a path can be seen, and no part of it is hidden or empty."""
    return text.isprintable() and not any(part.startswith(".") for part in text.split("/"))


def _refusal_of(error: OSError) -> Refusal:
    """Return what the machine said, as an answer: a wrong name is the fault of who asked."""
    wrong = {errno.ENAMETOOLONG: 400, errno.ENOTDIR: 400, errno.EISDIR: 400, errno.EINVAL: 400,
             errno.ELOOP: 400, errno.EEXIST: 409, errno.ENOENT: 404, errno.EACCES: 403,
             errno.EPERM: 403}  # fmt: skip
    status = wrong.get(error.errno or 0, 500)
    return Refusal(status, f"that cannot be done here ({error.strerror})")


def _content(asset: Params) -> bytes:
    """Return the bytes of a picture. Raises Refusal."""
    try:
        content = base64.b64decode(str(asset["content"]), validate=False)
    except (ValueError, binascii.Error):
        raise Refusal(422, "the picture did not arrive whole") from None
    if len(content) > LARGEST_PICTURE:
        raise Refusal(413, f"the picture is too large (at most {LARGEST_PICTURE // 10**6} MB)")
    return content


def _models() -> dict[str, Any]:
    return {cms_settings.KINDS[kind].folder: model for kind, model in cms_settings.kinds().items()}


def _registers() -> dict[str, str]:
    """Return the registers by the folder that the page takes each for."""
    return {about.folder: name for name, about in cms_settings.RECORDS.items()}
