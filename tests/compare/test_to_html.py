"""The page: text stays text, and in a real browser it sorts, filters, draws, prints and asks for nothing."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.compare import to_html
from extractor.compare.build import compare
from tests.compare import browser
from tests.compare.conftest import MakeYear

HOSTILE = [
    "<script>window.hacked=1</script>人数",
    "</script><img src=x onerror=window.hacked=2>场次",
    "\"'><b onmouseover=window.hacked=3>面积",
    "{{scripts}}&lt;b&gt;里程",
    "很长的指标名称" * 60,
]
needs_chromium = pytest.mark.skipif(
    not (browser.CHROMIUM and browser.DRIVER), reason="needs chromium and chromium-driver (Debian packages)"
)


@pytest.fixture
def page(year: MakeYear, tmp_path: Path) -> Path:
    first = [(name, f">={10 + number}个", f"{20 + number}个", True) for number, name in enumerate(HOSTILE)]
    later = [(name, f">={30 - number}个", f"{25 - number}个", False) for number, name in enumerate(HOSTILE)]
    funds = (("budget", "total", "100万元"), ("executed", "total", "90万元"))
    reports = [
        year(2021, *first, ("培训合格率", ">=85%", "90%", True), funds=funds),
        year(2022, *later, ("培训合格率", ">=80%", "91%", True), funds=funds),
    ]
    path = tmp_path / "page.html"
    to_html.write(compare(reports), path)
    return path


@pytest.fixture(scope="module")
def window() -> Iterator[browser.Browser]:
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def opened(window: browser.Browser, page: Path) -> browser.Browser:
    window.console()
    window.requests()
    window.open(page)
    return window


def test_data_cannot_end_its_element(page: Path) -> None:
    data = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page.read_text(), re.S)

    assert len(data) == 1
    assert [one["name"] for one in json.loads(data[0])["series"]][:5] == HOSTILE
    assert "<" not in data[0]


def test_the_page_is_the_same_every_time(page: Path, year: MakeYear) -> None:
    reports = [year(2021, ("培训人数", ">=1人", "2人", True)), year(2022, ("培训人数", ">=2人", "2人", True))]

    assert to_html.page(compare(reports)) == to_html.page(compare(reversed(reports)))


@needs_chromium
def test_nothing_of_a_report_runs_and_nothing_is_asked_for(opened: browser.Browser, page: Path) -> None:
    shown = opened.run(
        "return [...document.querySelectorAll('[tabulator-field=name].tabulator-cell')].map(e => e.textContent)"
    )

    assert shown == [*HOSTILE, "培训合格率"]
    assert opened.run(
        "return window.hacked === undefined && document.querySelectorAll('#table img, #table b').length === 0"
    )
    assert opened.console() == []
    assert set(opened.requests()) - {"data:,"} == {page.resolve().as_uri()}


@needs_chromium
def test_a_click_on_a_heading_sorts(opened: browser.Browser) -> None:
    values = "return comparisonPage.table().getRows('active').map(row => row.getData().target2022)"
    before = opened.run(values)
    opened.run("document.querySelector('.tabulator-col[tabulator-field=target2022]').click()")

    assert before == [30, 29, 28, 27, 26, 80]
    assert opened.run(values) == [26, 27, 28, 29, 30, 80]


@needs_chromium
def test_what_is_typed_filters(opened: browser.Browser) -> None:
    opened.run(
        "const box = document.getElementById('filter'); box.value = '合格率'; box.dispatchEvent(new Event('input'))"
    )

    assert opened.run("return comparisonPage.table().getRows('active').map(row => row.getData().name)") == [
        "培训合格率"
    ]


@needs_chromium
def test_a_flag_filters(opened: browser.Browser) -> None:
    opened.run(
        "const box = document.getElementById('flag'); box.value = 'target_lowered';"
        "box.dispatchEvent(new Event('change'))"
    )

    assert opened.run("return comparisonPage.table().getDataCount('active')") == 1


@needs_chromium
@pytest.mark.parametrize("canvas", ["values", "rates", "heat"])
def test_a_chart_is_drawn(opened: browser.Browser, canvas: str) -> None:
    colours = opened.run(
        f"const c = document.getElementById('{canvas}');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "const seen = new Set();"
        "for (let i = 0; i < d.length; i += 4) seen.add([d[i], d[i + 1], d[i + 2]].join());"
        "return [...seen]"
    )

    expected = {"values": "157,180,200", "rates": "51,101,138", "heat": "209,73,91"}[canvas]
    assert expected in colours


@needs_chromium
def test_a_click_on_a_row_shows_its_years(opened: browser.Browser) -> None:
    opened.run("document.querySelectorAll('.tabulator-row')[5].click()")

    assert opened.run("return comparisonPage.charts.values.data.datasets.map(one => one.data)") == [[85, 80], [90, 91]]
    assert opened.run("return document.querySelectorAll('#detail tr').length") == 3


@needs_chromium
def test_the_page_speaks_english_too(opened: browser.Browser) -> None:
    opened.run("document.getElementById('tongue').click()")

    assert opened.run("return document.querySelector('h1').textContent") == "Performance indicators over the years"
    assert opened.console() == []


@needs_chromium
def test_it_prints(opened: browser.Browser) -> None:
    assert base64.b64decode(opened.pdf()).startswith(b"%PDF")
