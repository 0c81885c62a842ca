"""Quantities in a text: `find` for running text, `parse` for a whole cell. One expression each, one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.quantity.dates import is_bare_year, read_date
from extractor.quantity.lexicon import Lexicon, kind_of, split_scale
from extractor.quantity.model import Comparator, Quantity
from extractor.quantity.numerals import Amount, read_amount, read_numeral, scale_factor
from extractor.width import PARTED_DECIMAL, PARTED_THOUSANDS, Folded, squeeze, unfolded, without_blanks

_BLANK = re.compile(r"\s")
_YEAR_IN_WORDS = re.compile(r"[\u4e00-\u9fff](?:19[5-9]|20[0-4])\d[\u4e00-\u9fff]")
# One amount in two units, and how many of the second make one of the first.
_PARTS: Mapping[tuple[str | None, str | None], int] = {
    ("天", "小时"): 24,
    ("小时", "分钟"): 60,
    ("分钟", "秒"): 60,
    ("年", "个月"): 12,
}
_IN_TWO_UNITS = re.compile(r"(?:小时|分钟|天|年)\d")
_LEADING_ZERO = re.compile(r"0\d")
_CODE_LENGTH = 8  # from here on bare digits are telephone numbers, dates and codes
_TWO_DIGITS = re.compile("[一二两三四五六七八九]{2}(?=[十百千万亿]|$)")
_PLAIN = re.compile(r"([≥≤]?)([0-9]{1,20}(?:\.[0-9]{1,8})?)(?![年月日折])(.*)")
_HALF, _CENT = Decimal("0.5"), Decimal("0.01")
_SPENT = re.compile(r"(?:用时|耗时|历时|费时|为期|工期)(?:仅|只|共|约|为|是|达)*$")  # days behind it are no dates
_MORE = {number: tuple(f"{name}{number}" for name in ("vague", "bare_vague", "more")) for number in (1, 2)}
_FORMAL = frozenset("拾佰仟伍陆肆柒捌玖零")  # alone in a sentence they are no numbers: 拾起


class _Side(NamedTuple):
    """One end of a range, or a quantity that is none; `unit` holds the scale."""

    value: Decimal
    unit: str | None
    scale: str
    share: str
    spelled: bool
    vague: bool


def find(text: str, lexicon: Lexicon) -> list[Quantity]:
    """Quantities in running text, from left to right, not overlapping. Width must be folded before.

    Numbers that are no amounts are passed over: document and telephone numbers, codes, list marks, ages,
    years. Chinese numerals count only before money, rates and measuring units. White space may stand
    anywhere; quantities go over it (263 / 家 on two lines), two numbers parted by it stay two. What may be one number
    with blanks in it (12 345元) is neither the one nor the other, see `torn`.
    """
    if not _BLANK.search(text):
        return list(quantities(text, lexicon))
    squeezed = squeeze(unfolded(text))
    found = quantities(squeezed.text, lexicon)
    unsure = _torn(squeezed.text, found)
    return [_moved(quantity, squeezed) for quantity in found if not any(_lies_in(quantity, place) for place in unsure)]


def torn(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where digits stand in groups of three before a unit, parted by blanks, in a text without other white space."""
    return _torn(text, quantities(text, lexicon)) if _BLANK.search(text) else []


def _torn(text: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    ends = {quantity.number_start: quantity.number_end for quantity in found if quantity.unit}
    last = ((match.start(), match.start("last")) for match in PARTED_THOUSANDS.finditer(text))
    return [(start, ends[group]) for start, group in last if group in ends]


def _lies_in(quantity: Quantity, place: tuple[int, int]) -> bool:
    return place[0] <= quantity.number_start < place[1]


def parse(text: str, lexicon: Lexicon) -> Quantity | None:
    """The quantity that the whole of `text` states, such as a table cell; None if it states anything else.

    Units that the lexicon does not know are taken too, if they are short and follow digits. A blank that recognition
    left behind a decimal point belongs to the number (28. 1公里).
    """
    if not _BLANK.search(text):
        return whole(text, lexicon)
    squeezed = squeeze(unfolded(text))
    if PARTED_DECIMAL.fullmatch(squeezed.text):
        squeezed = without_blanks(squeezed)
    quantity = whole(squeezed.text.strip(), lexicon)
    return _moved(quantity, squeezed) if quantity else None


@lru_cache(maxsize=1024)  # the finders look at the cells of one table after each other
def whole(text: str, lexicon: Lexicon) -> Quantity | None:
    """The same as `parse`, for text without white space."""
    plain = _plain(text, lexicon)
    if plain is not None:
        return plain
    match = lexicon.whole.fullmatch(text)
    if match is None and _IN_TWO_UNITS.search(text):
        found = quantities(text, lexicon)
        return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None
    return _read(match, lexicon) if match else None


def _plain(text: str, lexicon: Lexicon) -> Quantity | None:
    """What most cells hold, a number with a sign and a unit at most: read without the expression of all quantities."""
    match = _PLAIN.fullmatch(text)
    if match is None or (match[3] and match[3] not in lexicon.kinds):
        return None
    end, unit, sign = len(text), match[3] or None, lexicon.before[match[1]] if match[1] else "="
    return Quantity(0, end, match.end(1), end, Decimal(match[2]), None, unit, sign, kind_of(unit, lexicon))


def _moved(quantity: Quantity, squeezed: Folded) -> Quantity:
    start, end = squeezed.source(quantity.start, quantity.end)
    number_start, number_end = squeezed.source(quantity.number_start, quantity.number_end)
    return quantity._replace(start=start, end=end, number_start=number_start, number_end=number_end)


@lru_cache(maxsize=1024)  # the finders look at one sentence after each other
def quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The same as `find`, in text without white space."""
    found: list[Quantity] = []
    position = 0
    while match := lexicon.running.search(text, position):
        position = match.end()
        quantity = _read(match, lexicon)
        if quantity is None and match["to"] and match["unit1"]:
            # 10天-2个月: ends that make no range are two quantities
            position = match.start("to")
            match = lexicon.running.search(text, match.start(), position) or match
            quantity = _read(match, lexicon)
        if quantity and _stands(quantity, match, lexicon):
            _append(found, quantity)
    return tuple(found)


def _append(found: list[Quantity], quantity: Quantity) -> None:
    """Put `quantity` behind those `found`; 30分钟 right behind 2小时 goes with it, as 150分钟."""
    before = found[-1] if found else None
    parts = _PARTS.get((before.unit, quantity.unit)) if before else None
    if before is None or parts is None or before.value is None or quantity.value is None or before.high is not None:
        found.append(quantity)
    elif before.end == before.number_end == quantity.number_start == quantity.start and quantity.value < parts:
        found[-1] = before._replace(
            end=quantity.end,
            number_end=quantity.number_end,
            value=before.value * parts + quantity.value,
            unit=quantity.unit,
            comparator=quantity.comparator if before.comparator == "=" else before.comparator,
            approximate=before.approximate or quantity.approximate,
        )
    else:
        found.append(quantity)


def _stands(quantity: Quantity, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a number in running text is an amount: numerals in prose and long codes mostly are not."""
    if quantity.kind == "date":
        return not is_bare_year(match)
    base = split_scale(quantity.unit or "", lexicon)[1]
    if quantity.spelled:
        return _stands_spelled(quantity, match["amount1"], base, lexicon)
    if base in ("日", "月") and quantity.high is None and not _comparator_word(match, lexicon):
        return base == "日" and (quantity.comparator != "=" or _is_spent(match))
    return not _LEADING_ZERO.match(match["amount1"]) and (bool(quantity.unit) or not _is_code(match))


def _is_spent(match: re.Match[str]) -> bool:
    """Whether days are said to have been used up: 用时21日 is no day of the month."""
    return _SPENT.search(match.string[max(match.start() - 6, 0) : match.start()]) is not None


def _is_code(match: re.Match[str]) -> bool:
    """Whether digits without a unit are a long code, or a year inside a sentence (开展了2023转移支付)."""
    digits = match["amount1"]
    if not digits.isdigit() or match["before"] or match["after"]:
        return False
    return len(digits) >= _CODE_LENGTH or bool(
        _YEAR_IN_WORDS.fullmatch(match.string, match.start() - 1, match.end() + 1)
    )


def _stands_spelled(quantity: Quantity, amount: str, base: str, lexicon: Lexicon) -> bool:
    if amount in _FORMAL:
        return quantity.kind == "money"
    if quantity.kind in ("money", "rate"):
        return True
    if quantity.comparator not in ("=", "range"):
        return bool(base) or len(amount) > 1
    return base in lexicon.spelled and not (amount == "一" and base in lexicon.never_one)


def _read(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    if match["date"]:
        return read_date(match)
    if not match["amount1"]:
        return None
    ends = _between(match, lexicon) if match["to"] else _alone(match, lexicon)
    return _quantity(match, lexicon, *ends) if ends else None


def _alone(match: re.Match[str], lexicon: Lexicon) -> tuple[_Side, _Side] | None:
    """Both ends of what is written as one number: the same, but for 四五千, which is from 4000 to 5000, and 两三."""
    written = match["amount1"]
    if _TWO_DIGITS.match(written):
        low, high = (_side(match, 1, digit + written[2:], lexicon) for digit in written[:2])
        if low and high and low.value < high.value:
            return low._replace(vague=True), high
    only = _side(match, 1, written, lexicon)
    if only and only.unit == "折" and 10 < only.value < 100 and only.value % 1 == 0:
        only = only._replace(value=only.value / 10)  # 七五折 is 7.5折
    return (only, only) if only else None


def _quantity(match: re.Match[str], lexicon: Lexicon, low: _Side, high: _Side) -> Quantity:
    start = match.start("currency" if match["currency"] else "amount1")
    lower_bound = low.vague or high.vague
    word = _comparator_word(match, lexicon)
    return Quantity(
        start=_front(match, start),
        end=max(match.end("number"), match.end("within"), match.end("around"), match.end("after")),
        number_start=start,
        number_end=match.end("number"),
        value=low.value,
        high=None if low is high else high.value,
        unit=high.unit,
        comparator="range" if low is not high else _comparator(match, lexicon, lower_bound=lower_bound),
        kind=kind_of(high.unit, lexicon),
        approximate=lower_bound or bool(match["about"] or match["around"]) or word in lexicon.rough,
        spelled=low.spelled or high.spelled,
    )


def _front(match: re.Match[str], start: int) -> int:
    """Where the words before the number begin; 达到 belongs to the value only if a comparator follows it."""
    if match["before"] and (match["after"] or match["before"][0] not in "达需要应须"):
        return match.start("before")
    return match.start("about") if match["about"] else start


def _side(match: re.Match[str], number: int, written: str, lexicon: Lexicon) -> _Side | None:
    """One end of a range, or the whole quantity, with what stands behind the unit: 三斤半, 12元3角4分, 七五折."""
    amount = read_amount(written)
    if amount is None:
        return None
    value, unit = amount.value, _unit(match[f"unit{number}"], amount, match["currency"], lexicon)
    vague = amount.vague or any(match.group(*_MORE[number]))
    coins = match[f"coins{number}"]
    if unit and unit.startswith("个半"):
        value, unit = value + _HALF, "个" + unit[2:]
    elif match[f"and_half{number}"]:
        value += _HALF
    elif coins:
        value = value * scale_factor(amount.scale) + _coins(coins)
        unit = (unit or "").removeprefix(amount.scale)
        unit = "元" if unit in ("块", "蚊") else unit
        return _Side(value, unit, "", amount.share, amount.spelled, vague)
    return _Side(value, unit, amount.scale, amount.share, amount.spelled, vague)


def _coins(written: str) -> Decimal:
    """What stands behind the main unit, in it: 3角4分 0.34, 六 0.6, 零四 0.04, 5两 0.5."""
    total, place = Decimal(0), Decimal("0.1")
    for digit, coin in re.findall("(.)([角毛毫分两兩]?)", written):
        if coin:
            place = _CENT if coin == "分" else Decimal("0.1")
        total += Decimal(int(digit) if digit.isdigit() else read_numeral(digit) or 0) * place
        place = _CENT
    return total


def _unit(written: str | None, amount: Amount, currency: str | None, lexicon: Lexicon) -> str | None:
    if amount.share:
        return amount.share
    word = (written or "").strip("() ") if (written or "").startswith("(") else (written or "")
    if word in lexicon.not_units:
        word = ""
    if currency and word in ("", "元"):
        word = lexicon.currencies[currency][1]
    return amount.scale + word or None


def _between(match: re.Match[str], lexicon: Lexicon) -> tuple[_Side, _Side] | None:
    """Both ends of a range in one unit, the lower one first. 2~3万元 has one scale for both, 5千~1万元 has two."""
    first, second = _side(match, 1, match["amount1"], lexicon), _side(match, 2, match["amount2"], lexicon)
    if first is None or second is None or not _fit(match, first, second, lexicon):
        return None
    unit = first.share or second.unit or first.unit
    if first.scale != second.scale and (first.scale or match["unit1"]):
        unit = (second.unit or "").removeprefix(second.scale) or None
        first = first._replace(value=first.value * scale_factor(first.scale))
        second = second._replace(value=second.value * scale_factor(second.scale))
    if second.value < first.value and not unit:
        return None  # 20-5 is a code
    low, high = sorted((first._replace(unit=unit), second._replace(unit=unit)), key=lambda side: side.value)
    return low, high


def _fit(match: re.Match[str], first: _Side, second: _Side, lexicon: Lexicon) -> bool:
    """Whether two ends make a range: not 10天-2个月, not 10与20 without 之间, not 3匝-5."""
    if match["pair"]:
        return bool(match["within"])
    if not match["unit2"]:
        return not match["unit1"] or bool(match["coins2"]) or match["unit1"] in lexicon.kinds
    return match["unit1"] in (None, match["unit2"]) and first.share == second.share


def _comparator_word(match: re.Match[str], lexicon: Lexicon) -> str:
    before = match["before"]
    if not before:
        return ""
    return next((before[:end] for end in range(len(before), 0, -1) if before[:end] in lexicon.before), "")


def _comparator(match: re.Match[str], lexicon: Lexicon, *, lower_bound: bool) -> Comparator:
    if match["after"]:
        return lexicon.after[match["after"]]
    word = _comparator_word(match, lexicon)
    if word:
        return lexicon.before[word]
    return ">" if lower_bound else "="
