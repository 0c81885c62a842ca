"""The ZIP container of a spreadsheet: its XML parts read as streams, within limits.

Sheets may be large: elements are handed out one by one and forgotten. No entities, no network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from extractor.errors import InputError
from extractor.readers.limits import ReadOptions, is_dense, refuse_more, unsafe
from extractor.readers.xml_elements import Element, has_entities
from extractor.readers.zip_container import BAD_ZIP, is_locked


@dataclass(frozen=True, slots=True)
class SheetPackage:
    """An opened container; `label` names its kind in messages (XLSX, ODS).

    Parts are found whatever the case of their names and whichever way their slashes lean.
    """

    archive: zipfile.ZipFile
    label: str
    parts: Mapping[str, zipfile.ZipInfo]

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return _key(part) in self.parts

    def elements(self, part: str, *wanted: str) -> Iterator[Element]:
        """Elements of the `part` with one of the local names `wanted`, whole, as they end; then they are emptied.

        Nothing where the part is missing. Wanted elements should not lie in each other.

        Raises: InputError `corrupt`, `encrypted`.
        """
        from lxml import etree

        if not self.has(part):
            return
        try:
            with self._open(part) as stream:
                for element in _ended(stream, wanted):
                    self._refuse_entities(element, part)
                    yield element
        except (etree.XMLSyntaxError, *BAD_ZIP) as error:
            raise self.corrupt(f"its part {part} cannot be read") from error

    def root(self, part: str) -> Element | None:
        """Root element of the `part` with all that it holds; None where the part is missing."""
        from lxml import etree

        if not self.has(part):
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            with self._open(part) as stream:
                root = etree.fromstring(stream.read(), parser)
        except (etree.XMLSyntaxError, *BAD_ZIP) as error:
            raise self.corrupt(f"its part {part} cannot be read") from error
        self._refuse_entities(root, part)
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """By the id of a relation of `part`: its kind ("worksheet", "styles") and the part that it leads to."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations = {}
        for relation in () if root is None else root:
            named = relation.get("Target", "").replace("\\", "/")
            target = posixpath.normpath(posixpath.join("/", folder, named)).lstrip("/")
            relations[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return relations

    def _refuse_entities(self, element: Element, part: str) -> None:
        if has_entities(element):
            raise self.corrupt(f"its part {part} leaves text to entities")

    def corrupt(self, reason: str) -> InputError:
        """The error for a damaged container; `reason` says what is wrong with it."""
        return InputError(
            "corrupt",
            f"the {self.label} file is damaged ({reason})",
            "open it in a spreadsheet program and save it again",
        )

    def _open(self, part: str) -> IO[bytes]:
        info = self.parts[_key(part)]
        if is_locked(info):
            raise InputError(
                "encrypted", "the file is protected by a password", "remove the password and save it again"
            )
        return self.archive.open(info)


def open_sheets(data: bytes, label: str, options: ReadOptions) -> SheetPackage:
    """The container `data`, whose parts unpack to no more than `options` allow.

    Raises: InputError `corrupt`, `too_large`, `unsafe_archive`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BAD_ZIP as error:
        raise InputError("corrupt", f"the {label} file is cut off or broken", "fetch or save it again") from error
    parts = archive.infolist()
    for part in parts:
        if is_dense(part.file_size, part.compress_size, options.max_ratio):
            raise unsafe(f"the {label} file unpacks to far more than a document holds")
    refuse_more(sum(part.file_size for part in parts), options.max_unpacked_bytes, "bytes unpacked")
    return SheetPackage(archive, label, {_key(part.filename): part for part in parts})


def _key(name: str) -> str:
    return name.replace("\\", "/").lower()


def _ended(stream: IO[bytes], wanted: tuple[str, ...]) -> Iterator[Element]:
    from lxml import etree

    parser = etree.iterparse(
        stream,
        tag=[f"{{*}}{name}" for name in wanted],
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in parser:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]
