from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

from extractor.document import BBox
from extractor.readers.grid import Edge, edge, ruled

TOLERANCE = 3
PLACES = st.integers(0, 9).map(lambda place: 10.0 * place)
SHIFTS = st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0])
LEVEL = st.builds(lambda x, wide, y, shift: edge(x, y + shift, x + wide, y + shift), PLACES, PLACES, PLACES, SHIFTS)
UPRIGHT = st.builds(lambda x, high, y, shift: edge(x + shift, y, x + shift, y + high), PLACES, PLACES, PLACES, SHIFTS)


def frame(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    return [edge(x0, y, x1, y) for y in (top, bottom)] + [edge(x, top, x, bottom) for x in (x0, x1)]


def with_pdfplumber(edges: Sequence[Edge]) -> set[frozenset[BBox]]:
    drawn = [
        {
            "x0": line.x0, "x1": line.x1, "top": line.top, "bottom": line.bottom, "object_type": "line",
            "width": line.x1 - line.x0, "height": line.bottom - line.top, "orientation": "h" if line.level else "v",
        }
        for line in edges
    ]  # fmt: skip
    merged = merge_edges(filter_edges(drawn, min_length=1), TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    crossings = edges_to_intersections(filter_edges(merged, min_length=TOLERANCE), TOLERANCE, TOLERANCE)
    return _with_columns(cells_to_tables(intersections_to_cells(crossings)))


def _with_columns(tables: Sequence[Sequence[BBox]]) -> set[frozenset[BBox]]:
    """Rounded cells of tables in which cells stand beside each other."""
    found = (
        frozenset((round(a, 6), round(b, 6), round(c, 6), round(d, 6)) for a, b, c, d in cells) for cells in tables
    )
    return {cells for cells in found if max(cell[0] for cell in cells) - min(cell[0] for cell in cells) > TOLERANCE}


@given(st.lists(LEVEL | UPRIGHT, max_size=40))
def test_cells_are_those_of_pdfplumber(edges: list[Edge]) -> None:
    x0, x1 = min((line.x0 for line in edges), default=0.0), max((line.x1 for line in edges), default=0.0)
    closed = [*edges, *frame(x0 - 5, -5, x1 + 5, 195)]  # so that no side is open

    ours = ruled(closed).tables
    cells = {cell for table in _with_columns(ours) for cell in table}

    assert cells == {cell for table in with_pdfplumber(closed) for cell in table}


@pytest.mark.parametrize("turned", [False, True], ids=["left to right", "right to left"])
def test_an_edge_may_be_drawn_from_either_end(turned: bool) -> None:
    line = edge(90, 20, 10, 20) if turned else edge(10, 20, 90, 20)

    assert line == Edge(10, 20, 90, 20, level=True)


def test_frame_around_text_is_no_table() -> None:
    assert ruled(frame(10, 10, 200, 100)).tables == ()


def test_sides_that_are_left_open_are_closed() -> None:
    rules = [edge(10, y, 310, y) for y in (10, 40, 70)]
    inner = [edge(x, 10, x, 70) for x in (80, 150, 230)]

    (cells,) = ruled([*rules, *inner]).tables

    assert len(cells) == 8
    assert (min(cell[0] for cell in cells), max(cell[2] for cell in cells)) == (10, 310)


@pytest.mark.parametrize(("end", "rows"), [(-8, 3), (90, 3), (35, 2)], ids=["above", "below", "closed"])
def test_rows_that_a_page_break_left_open_are_closed(end: float, rows: int) -> None:
    rules = [edge(10, y, 310, y) for y in (10, 40, 70)]
    inner = [edge(x, min(10, end), x, max(70, end)) for x in (10, 150, 310)]

    (cells,) = ruled([*rules, *inner]).tables

    assert len(cells) == 2 * rows


def test_cells_that_go_on_over_the_page_break_beside_all_rows_are_closed() -> None:
    rules = [edge(80, y, 310, y) for y in (10, 40, 70)]
    uprights = [edge(x, 10, x, 70) for x in (10, 80, 150, 310)]

    (cells,) = ruled([*rules, *uprights]).tables

    assert sorted(cells)[0] == (10, 10, 80, 70)
    assert len(cells) == 5


def test_cells_of_the_last_row_that_go_on_over_the_page_break_are_closed() -> None:
    rules = [edge(10, 10, 310, 10), edge(80, 40, 310, 40), edge(150, 70, 310, 70)]
    uprights = [edge(x, 10, x, 70) for x in (10, 80, 150, 310)]

    (cells,) = ruled([*rules, *uprights]).tables

    assert sorted(cells)[:3] == [(10, 10, 80, 70), (80, 10, 150, 40), (80, 40, 150, 70)]


def test_tables_side_by_side_stay_two() -> None:
    one = [*(edge(10, y, 110, y) for y in (10, 40, 70)), *(edge(x, 10, x, 70) for x in (10, 60, 110))]
    other = [*(edge(150, y, 250, y) for y in (10, 40, 70)), *(edge(x, 10, x, 70) for x in (150, 200, 250))]

    assert [len(cells) for cells in ruled([*one, *other]).tables] == [4, 4]


def test_lines_of_a_frame_around_the_page_close_no_row() -> None:
    rules = [edge(10, y, 310, y) for y in (10, 40, 70)]
    uprights = [edge(10, -100, 10, 200), edge(310, -100, 310, 200), edge(150, 10, 150, 70)]

    (cells,) = ruled([*rules, *uprights]).tables

    assert len(cells) == 4


def test_rules_outside_tables_are_free() -> None:
    table = [*frame(10, 10, 100, 50), *frame(100, 10, 200, 50)]

    found = ruled([*table, edge(10, 300, 200, 300)])

    assert [(rule.x0, rule.x1, rule.y) for rule in found.rules] == [(10, 200, 300)]


def test_drawing_of_very_many_lines_is_no_table() -> None:
    lines = [edge(0, y, 800, y) for y in range(0, 800, 4)] + [edge(x, 0, x, 800) for x in range(0, 800, 4)]

    assert ruled(lines).crowded
