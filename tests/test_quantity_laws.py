"""Laws of quantities: what is rendered is parsed again, and every place lies in its text."""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantity import Lexicon, Quantity, find, lexicon, normalize, parse, render
from extractor.quantity.model import Comparator
from extractor.width import fold, squeeze

WORDS: Lexicon = lexicon(tomllib.loads((Path(__file__).parent.parent / "patterns" / "units.toml").read_text("utf-8")))

UNITS = (
    None, "%", "‰", "元", "万元", "亿元", "千元", "元/人*月", "元/人、天", "人次", "万人次", "户", "公里", "天",
    "个工作日", "次/10万公顷", "套(间)", "倍", "万", "成", "月", "个百分点",
)  # fmt: skip
WORDS_OF_REPORTS = (
    "≥", "≥≥", "不低于", "控制在", "达到", "约", "第", "财教〔2023〕", "指标", "1", "22", "0.5", "2021年",
    "12月", "三十", "五", "两", "几", "百", "万", "亿", "余", "半", "成", "分之", "负", "元", "角", "分", "%",
    "户", "人", "号", "级", "岁", "折", "个", "月", "日", "年", "公里", "m²", "kg", "A", "~", "-", "至", "与",
    "之间", "以上", "内", "含", "前", "左右", "(", ")", ",", "，", ".", "、", "/", ":", " ", "\n",
)  # fmt: skip
numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
pieces = st.lists(st.sampled_from(WORDS_OF_REPORTS), max_size=14).map("".join)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Quantities as a report could state them."""
    low, high = sorted((draw(numbers), draw(numbers)))
    is_range = draw(st.booleans()) and low < high
    signs: tuple[Comparator, ...] = (">=", "<=", ">", "<", "=")
    comparator: Comparator = "range" if is_range else draw(st.sampled_from(signs))
    return Quantity(
        start=0, end=0, number_start=0, number_end=0, value=low, high=high if is_range else None,
        unit=draw(st.sampled_from(UNITS)), comparator=comparator, kind="count",
    )  # fmt: skip


DIGITS, FORMAL_DIGITS = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
TENS, FORMAL_TENS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")


def numeral(number: int, digits: str, tens: tuple[str, ...]) -> str:
    """`number` below 10^12 in Chinese numerals, each zero run as one 零."""
    written, open_zero = "", False
    for myriad in (2, 1, 0):
        section = number // 10 ** (4 * myriad) % 10**4
        for place in (3, 2, 1, 0):
            digit = section // 10**place % 10
            written += (digits[0] if digit and open_zero and written else "") + (digits[digit] + tens[place]) * bool(
                digit
            )
            open_zero = not digit
        written += ("", "万", "亿")[myriad] * bool(section)
    return written or digits[0]


def _meaning(quantity: Quantity | None) -> tuple[object, ...]:
    assert quantity is not None
    return quantity.value, quantity.high, quantity.unit, quantity.comparator, quantity.date


@given(
    sign=st.sampled_from(["", "≥", "≤"]),
    number=st.from_regex(r"[0-9]{1,20}(\.[0-9]{1,8})?", fullmatch=True),
    unit=st.sampled_from(["", *sorted(WORDS.kinds)]),
)
def test_a_plain_cell_says_what_it_says_with_a_full_stop(sign: str, number: str, unit: str) -> None:
    cell = sign + number + unit

    assert parse(cell, WORDS) == parse(cell + "。", WORDS)


@given(quantities())
def test_what_is_rendered_is_parsed_again(quantity: Quantity) -> None:
    assert _meaning(parse(render(quantity), WORDS)) == _meaning(quantity)


@given(st.dates().filter(lambda day: 1950 <= day.year <= 2099), st.sampled_from(["=", "<=", ">="]))
def test_a_rendered_date_is_parsed_again(day: object, comparator: str) -> None:
    quantity = parse(f"{day}{ {'=': '', '<=': '前', '>=': '后'}[comparator] }", WORDS)

    assert quantity is not None
    assert _meaning(parse(render(quantity), WORDS)) == (None, None, None, comparator, day)


@given(
    st.integers(min_value=0, max_value=10**12 - 1),
    st.sampled_from([(DIGITS, TENS), (FORMAL_DIGITS, FORMAL_TENS)]),
    st.sampled_from(["元", "人", "%"]),
)
def test_numerals_give_the_number_that_they_write(number: int, signs: tuple[str, tuple[str, ...]], unit: str) -> None:
    spelled = parse(numeral(number, *signs) + unit, WORDS)

    assert spelled is not None
    assert normalize(spelled.value, None, spelled.unit, WORDS)[:1] == (Decimal(number),)


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1000, max_value=9999))
def test_parts_below_their_scales_add_up(above: int, below: int) -> None:
    ways = (f"{above}亿{below}万元", f"{above * 10000 + below}万元", f"{above}.{below:04d}亿元")

    read = [parse(way, WORDS) for way in ways]

    values = {normalize(one.value, None, one.unit, WORDS)[0] for one in read if one}
    assert values == {Decimal(above * 10**8 + below * 10**4)}


@given(numbers, st.sampled_from(["元", "万元", "户"]))
def test_separators_and_width_do_not_change_a_value(number: Decimal, unit: str) -> None:
    wide = f"{number:,}".translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789."})

    assert _meaning(parse(fold(f"{wide}{unit}").text, WORDS)) == _meaning(parse(f"{number}{unit}", WORDS))


@given(pieces)
def test_places_lie_in_the_text_in_order(text: str) -> None:
    edges = [edge for each in find(text, WORDS) for edge in (each.start, each.number_start, each.number_end, each.end)]

    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(pieces)
def test_the_slice_of_a_quantity_states_the_same_value(text: str) -> None:
    view = squeeze(fold(text)).text

    assert all(_meaning(parse(view[each.start : each.end], WORDS)) == _meaning(each) for each in find(view, WORDS))


@given(pieces)
def test_white_space_does_not_change_what_is_found(text: str) -> None:
    folded = fold(text)
    loose = [_meaning(each) for each in find(folded.text, WORDS)]

    assert loose == [_meaning(each) for each in find(squeeze(folded).text, WORDS)]


@given(st.text(max_size=30))
def test_any_cell_can_be_asked_for_its_value(text: str) -> None:
    quantity = parse(text, WORDS)

    assert quantity is None or 0 <= quantity.start < quantity.end <= len(text)


@pytest.mark.parametrize(
    "run",
    [
        "1",
        "1,",
        "1.",
        "1-",
        "一",
        "十",
        "万",
        "≥",
        "不",
        "1万",
        "分之",
        "1元",
        "1、",
        "20",
        "第",
        "A",
        "(",
        "/",
        "(1",
        "至1",
    ],
)
def test_long_runs_are_read_in_linear_time(run: str) -> None:
    text = run * (20_000 // len(run))
    start = time.process_time()

    find(text, WORDS)

    assert time.process_time() - start < 2


def test_values_are_exact() -> None:
    (quantity,) = find("支出9265.353442万元", WORDS)

    assert quantity.value == Decimal("9265.353442")
