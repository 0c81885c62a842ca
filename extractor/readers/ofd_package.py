"""The ZIP container of an OFD file: its XML parts and pictures, by the loose names that writers use.

Names differ in case, lean their slashes the other way, begin with a slash or not, and count from the
part that names them or from the root.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from extractor.errors import InputError
from extractor.readers.limits import ReadOptions, is_dense, refuse_more, unsafe
from extractor.readers.xml_elements import Element, has_entities
from extractor.readers.zip_container import BAD_ZIP, is_locked

_MAX_PARTS = 100_000  # a report of 2000 pages has 10 000
_BAD_PART = (*BAD_ZIP, RuntimeError)


@dataclass(frozen=True, slots=True)
class OfdPackage:
    """An opened container; `names` are those of its parts by their plain form."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    options: ReadOptions

    def root(self, place: str, base: str = "") -> Element | None:
        """Root of the XML part that `place` names in the part `base`; None where it is missing.

        Raises: InputError `corrupt`, `encrypted`, `unsafe_archive`.
        """
        part = self.find(place, base)
        return None if part is None else _parse(self.content(part))

    def find(self, place: str, base: str = "") -> str | None:
        """Name of the part that `place` names in the part `base`, if there is one."""
        folder = posixpath.dirname(base)
        for tried in (posixpath.join(folder, place), place, place.lstrip("/\\")):
            found = self.names.get(_plain(tried))
            if found is not None:
                return found
        return None

    def content(self, part: str) -> bytes:
        """Bytes of the part of exactly that name."""
        info = self.archive.getinfo(part)
        if is_locked(info):
            raise InputError("encrypted", "the OFD file is encrypted", "ask for a copy without encryption")
        if is_dense(info.file_size, info.compress_size, self.options.max_ratio):
            raise unsafe("the OFD file unpacks to far more than a document holds")
        try:
            with self.archive.open(info) as stream:
                return stream.read(info.file_size)
        except _BAD_PART as error:
            raise corrupt(f"its part {part} cannot be unpacked") from error


def open_ofd(data: bytes, options: ReadOptions) -> OfdPackage:
    """The container `data`.

    Raises: InputError `corrupt`, `too_large` or `unsafe_archive`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BAD_PART as error:
        raise corrupt("the ZIP container is cut off or broken") from error
    parts = archive.infolist()
    refuse_more(len(parts), _MAX_PARTS, "parts")
    if sum(part.file_size for part in parts) > options.max_unpacked_bytes:
        raise unsafe("the OFD file unpacks to far more than a document holds")
    return OfdPackage(archive, {_plain(part.filename): part.filename for part in parts[::-1]}, options)


def corrupt(reason: str) -> InputError:
    """The error for an OFD file that cannot be understood."""
    return InputError("corrupt", f"the OFD file is damaged ({reason})", "fetch it again, or export it once more")


def _plain(name: str) -> str:
    return posixpath.normpath(posixpath.join("/", name.replace("\\", "/"))).lower()


def _parse(content: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise corrupt("its XML is damaged") from error
    if root is None or has_entities(root):
        raise corrupt("its XML is damaged")
    return root
