"""Evidence as it is taken off a document: the slice of its text, with its page and boxes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from extractor.document import BBox, Cell, Document, Span, Table
from extractor.report import Box, CellPlace, Evidence, Model, PageBox

_Fields = ParamSpec("_Fields")
_Built = TypeVar("_Built", bound=Model)


def cite(
    document: Document, span: Span, *, field: str, pattern: str, cell: tuple[Table, Cell] | None = None
) -> Evidence:
    """Evidence for `span` of `document`. Raises: ValueError where no text stands at `span`."""
    start, end = span
    text = document.text[start:end]
    if not 0 <= start < end == start + len(text):
        raise ValueError(f"no evidence can stand at {start}..{end}")
    row, column = cell[0].place(cell[1]) if cell else (0, 0)
    places = [(run.page, _box(run.bbox(start, end))) for run in document.runs_between(start, end)]
    page, bbox = places[0] if places else (None, None)
    boxed = [(page, bbox) for page, bbox in places if bbox] if len(places) > 1 else []
    return built(
        Evidence,
        field=field,
        page=page,
        bbox=bbox,
        boxes=tuple(built(PageBox, page=page, bbox=bbox) for page, bbox in boxed) if len(boxed) > 1 else (),
        start=start,
        end=end,
        text=text,
        table=built(CellPlace, index=cell[0].index, row=row, column=column) if cell else None,
        pattern=pattern,
    )


def _box(bbox: BBox | None) -> Box | None:
    if bbox is None:
        return None
    x0, top, x1, bottom = bbox
    return float(x0), float(top), float(x1), float(bottom)


def built(model: Callable[_Fields, _Built], *_: _Fields.args, **fields: _Fields.kwargs) -> _Built:
    """A model of all its fields, which are known to fit, by mypy and by how they came about: nothing is validated.

    For what a report has hundreds of; validation takes twice the time.
    """
    kind = cast("type[_Built]", model)
    made = kind.__new__(kind)
    object.__setattr__(made, "__dict__", fields)
    object.__setattr__(made, "__pydantic_fields_set__", set(fields))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made
