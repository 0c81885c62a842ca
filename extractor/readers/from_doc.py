"""DOC and WPS (Word 97 to 2003) -> `Document`, by way of DOCX.

msdoc2docx converts; what it refuses, LibreOffice does where it is installed. Text boxes that the
conversion loses are noted.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.document import Document, Note, Source
from extractor.errors import InputError, UnsupportedFormat
from extractor.readers import from_docx, soffice
from extractor.readers.limits import ReadOptions

if TYPE_CHECKING:
    from doc2docx.diagnostics import Diagnostic

_SAVE = "open it in Word or WPS and save it as DOCX"
_INSTALL = f"{_SAVE}, or install LibreOffice, which is then asked"
_OBJECT = "\ufffc".encode()  # stands for a drawing that is not there
_LOST = (
    ("TEXTBOX", "文本框"), ("FOOTNOTE", "脚注"), ("ENDNOTE", "尾注"), ("NOTE_REFERENCE", "脚注"),
    ("NUMBERING", "自动编号"),
    ("MALFORMED_TABLE", "表格"), ("TABLE_CELL_DEFINITION", "表格"), ("TABLE_GRID", "表格"), ("TABLE_DEPTH", "嵌套表格"),
    ("STYLE_TABLE", "样式"), ("OLE_OBJECT", "嵌入对象"), ("UNTERMINATED_FIELD", "域"),
)  # fmt: skip
_HARMLESS = ("APPROXIMATED", "UNGROUPED", "REPAIRED")


def read(data: bytes, source: Source, *, options: ReadOptions) -> Document:
    """The DOC or WPS file `data` as read; it has no pages.

    Raises: UnsupportedFormat for documents of Word 6 and 95 where there is no LibreOffice, InputError
    `corrupt`, `encrypted`, `no_text`, `timeout`, and whatever `from_docx` raises.
    """
    try:
        converted, notes = _converted(data, options)
    except InputError as error:
        if error.code == "encrypted":
            raise
        return _by_soffice(data, source, options, error)
    document = from_docx.read(_without_objects(converted), source, options=options)
    return replace(document, notes=(*document.notes, *notes))


def _by_soffice(data: bytes, source: Source, options: ReadOptions, refusal: InputError) -> Document:
    converted = soffice.to_docx(data, ".doc", options.max_seconds)
    if converted is None:
        raise refusal
    document = from_docx.read(converted, source, options=options)
    return replace(document, notes=(*document.notes, Note("converted", "文件由 LibreOffice 转换后读取")))


def _converted(data: bytes, options: ReadOptions) -> tuple[bytes, tuple[Note, ...]]:
    """The file as DOCX, and what was lost on the way."""
    from doc2docx import convert
    from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        old, new = Path(folder, "in.doc"), Path(folder, "out.docx")
        old.write_bytes(data)
        try:
            result = convert(old, new, password=options.password)
        except EncryptedDocumentError as error:
            raise _encrypted(options) from error
        except Doc2DocxError as error:
            raise _refused(str(error)) from error
        except Exception as error:  # damaged bytes that the library did not foresee
            raise _refused(type(error).__name__) from error
        return new.read_bytes(), tuple(_notes(result.report.warnings))


def _encrypted(options: ReadOptions) -> InputError:
    if options.password is None:
        return InputError("encrypted", "the document is protected by a password", "give the password, or remove it")
    return InputError("encrypted", "the password does not open the document", "check the password")


def _refused(reason: str) -> InputError:
    if "wIdent" in reason:
        return UnsupportedFormat("a document of Word 6 or 95", _INSTALL)
    return InputError("corrupt", "the DOC file is damaged, or not of Word 97 to 2003", _INSTALL)


def _notes(warnings: Iterable[Diagnostic]) -> Iterator[Note]:
    codes = [warning.code for warning in warnings if not warning.code.endswith(_HARMLESS)]
    lost = dict.fromkeys(name for part, name in _LOST if any(part in code for code in codes))
    if lost:
        yield Note("not_converted", f"旧版 DOC 中有未能完整转换的内容：{'、'.join(lost)}")


def _without_objects(converted: bytes) -> bytes:
    """The DOCX without the characters that stand for drawings."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(converted)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name.endswith((".xml", ".rels")):
                new.writestr(name, old.read(name).replace(_OBJECT, b""))
    return target.getvalue()
