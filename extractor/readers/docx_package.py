"""The ZIP container of an Office document: its XML parts, read within limits.

No entities, no network, no huge trees.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.errors import InputError
from extractor.readers.limits import is_dense
from extractor.readers.xml_elements import Element, children, has_entities, value_of
from extractor.readers.zip_container import BAD_ZIP, is_locked

MAX_PART_BYTES = 64 * 1024 * 1024  # unpacked; a report of 1000 pages stays below 30 MB
MAX_RATIO = 300  # unpacked to packed, for parts that are not small; Word's own XML stays below 60


@dataclass(frozen=True, slots=True)
class Package:
    """An opened container; `main` is the name of its main part."""

    archive: zipfile.ZipFile
    main: str

    def related(self, kind: str) -> Element | None:
        """Root of the part that the main part names as its `kind` ("styles", "numbering"), if any."""
        target = _related_name(self.archive, self.main, kind)
        return None if target is None else _parse_part(self.archive, target)

    def content(self, relation: str) -> bytes | None:
        """The part to which the main part's relation of that id leads, if it is in the container."""
        for found, target in _relations_of(self.archive, self.main):
            if value_of(found, "Id") == relation:
                return _read_part(self.archive, target)
        return None

    def root(self) -> Element:
        """Root element of the main part."""
        root = _parse_part(self.archive, self.main)
        if root is None:
            raise _corrupt("it has no main part")
        return root


def open_package(data: bytes) -> Package:
    """The container `data`.

    Raises: InputError `corrupt`, `encrypted` or `unsafe_archive`, here or when a part is read.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BAD_ZIP as error:
        raise _corrupt("the ZIP container is cut off or broken") from error
    return Package(archive, _related_name(archive, "", "officeDocument") or "word/document.xml")


def _related_name(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    for relation, target in _relations_of(archive, part):
        if (value_of(relation, "Type") or "").rpartition("/")[2] == kind:
            return target
    return None


def _relations_of(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[Element, str]]:
    """Relations of the part, each with the name of the part that it leads to."""
    folder, name = posixpath.split(part)
    relations = _parse_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in children(relations, "Relationship"):
        target = value_of(relation, "Target") or ""
        yield relation, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _parse_part(archive: zipfile.ZipFile, name: str) -> Element | None:
    content = _read_part(archive, name)
    return None if content is None else parse(content)


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if is_locked(info):
        raise InputError("encrypted", "the file is protected by a password", "remove the password and save it again")
    _refuse_bomb(info)
    try:
        with archive.open(info) as part:
            content = part.read(MAX_PART_BYTES + 1)
    except BAD_ZIP as error:
        raise _corrupt(f"its part {name} cannot be unpacked") from error
    if len(content) > MAX_PART_BYTES:
        raise _unsafe()
    return content


def _refuse_bomb(info: zipfile.ZipInfo) -> None:
    if is_dense(info.file_size, info.compress_size, MAX_RATIO) or info.file_size > MAX_PART_BYTES:
        raise _unsafe()


def parse(content: bytes, label: str = "DOCX") -> Element:
    """Root element of the XML `content`; `label` names the kind of file in messages.

    Raises: InputError `corrupt`.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _corrupt("its XML is damaged", label) from error
    if has_entities(root):
        raise _corrupt("its XML leaves text to entities", label)
    return root


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The container of `parts`, by their names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def serialized(element: Element) -> bytes:
    """The element with all that it holds, as XML."""
    from lxml import etree

    return etree.tostring(element)


def _corrupt(reason: str, label: str = "DOCX") -> InputError:
    return InputError("corrupt", f"the {label} file is damaged ({reason})", "open it and save it again")


def _unsafe() -> InputError:
    return InputError(
        "unsafe_archive",
        "the DOCX file unpacks to far more than a document holds",
        "do not open it; ask for another copy",
    )
