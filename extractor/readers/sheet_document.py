"""Sheets -> `Document`: visible sheets one after the other, with notes on what was hidden or had no value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Document, Note, Source
from extractor.errors import InputError
from extractor.readers.compose import Grid, Paragraph, compose, plain
from extractor.readers.limits import ReadOptions
from extractor.readers.sheet_layout import Part, parts_of
from extractor.readers.sheet_model import Sheet

_UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_MAX_NAMED = 10  # places that a note lists by name


def document_of(sheets: Sequence[Sheet], source: Source, options: ReadOptions) -> Document:
    """The document that the visible sheets make.

    Raises: InputError `no_text` where they show nothing, `too_large`.
    """
    shown = [sheet for sheet in sheets if not sheet.hidden and sheet.cells]
    parts = [part for sheet in shown for part in _sheet_parts(sheet, options, named=len(shown) > 1)]
    composed = compose(parts, options)
    if not composed.text:
        raise InputError("no_text", "its sheets show no text", "check that the figures are not on hidden sheets")
    notes = tuple(_notes(sheets))
    return Document(source, composed.text, composed.blocks, composed.tables, notes=notes)


def _sheet_parts(sheet: Sheet, options: ReadOptions, *, named: bool) -> Iterator[Part]:
    """Parts of a sheet, under its name where it has no title of its own and is one of several."""
    parts = list(parts_of(sheet, options))
    if named and parts and isinstance(parts[0], Grid) and not _UNNAMED.fullmatch(sheet.name):
        yield Paragraph(plain(sheet.name), "heading", 1)
    yield from parts


def _notes(sheets: Sequence[Sheet]) -> Iterator[Note]:
    for sheet in sheets:
        if sheet.hidden:
            if sheet.cells:
                yield Note("hidden_sheet", f"工作表“{sheet.name}”是隐藏的，未读取")
            continue
        yield from _notes_on(replace(sheet, name=f"工作表“{sheet.name}”"))


def _notes_on(sheet: Sheet) -> Iterator[Note]:
    rows = {cell.row for cell in sheet.cells} & sheet.hidden_rows
    columns = {cell.column for cell in sheet.cells} & sheet.hidden_columns
    if rows or columns:
        yield Note("hidden_rows", f"{sheet.name}有 {len(rows)} 行、{len(columns)} 列内容是隐藏的，未读取")
    if sheet.valueless:
        yield Note("formula_without_value", f"{sheet.name}的公式没有保存计算结果：{_named(sheet.valueless)}")
    if sheet.failed:
        yield Note("formula_error", f"{sheet.name}的公式结果是错误值，未读取：{_named(sheet.failed)}")


def _named(places: Sequence[str]) -> str:
    rest = len(places) - _MAX_NAMED
    return "、".join(places[:_MAX_NAMED]) + (f" 等 {len(places)} 处" if rest > 0 else "")
