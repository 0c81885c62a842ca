"""Text folded for matching, with a map back to the source.

`fold` brings width and compatibility forms to one form (１２．５％ -> 12.5%, >= -> ≥, $\\geq 15\\%$ -> ≥15%,
⾦ -> 金); `squeeze` then drops white space. Neither is ever shown to anybody: what is quoted is the
slice of the source that `Folded.source` gives. List marks and raised digits (① ² ㎡ Ⅱ) stay as they
are, since unfolding them would glue a digit to a number.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Folded(NamedTuple):
    """Text for matching and its map: character i of `text` stands for source `starts[i]`..`ends[i]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source range of the half-open folded range; an empty range gives an empty range."""
        if end > start:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.starts) else self.ends[-1] if self.ends else 0
        return place, place


def unfolded(text: str) -> Folded:
    """`text` as it is, every character standing for itself."""
    return Folded(text, range(len(text)), range(1, len(text) + 1))


# A folded piece: what is written instead of source[start:end].
_Piece = tuple[str, int, int]

# Each with its Han character behind it. Unicode folds none of these, or (⼾ ⾭) to forms that mainland text has not.
_RADICAL_PAIRS = (
    "⺁厂⺇几⺌小⺍小⺝月⺟母⺠民⺬示⺮竹⺰纟⺶羊⺷羊⺸羊⺻聿⺼月⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻉贝⻋车⻌辶⻍辶"
    "⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐"
    "⻭歯⻮齿⻯竜⻰龙⻱亀⻳龟⼾户⾭青"
)
_RADICALS = dict(zip(_RADICAL_PAIRS[::2], _RADICAL_PAIRS[1::2], strict=True))
_COMPARATORS = {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≮": "≥", "≯": "≤", "═": "=", "〜": "~", "−": "-", "﹦": "="}
_LATEX_WORDS = {
    "geqslant": "≥", "geq": "≥", "geqq": "≥", "ge": "≥", "leqslant": "≤", "leq": "≤", "leqq": "≤", "le": "≤",
    "gt": ">", "lt": "<", "times": "×", "sim": "~", "pm": "±", "approx": "≈", "cdot": "·", "div": "÷",
    "circ": "°", "permil": "‰", "ldots": "…",
}  # fmt: skip
_RAISED = {"2": "²", "3": "³"}
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Blocks whose characters Unicode itself folds: full width, small and vertical forms, radicals, bracketed and
# dotted list marks, mathematical digits and letters, compatibility Han.
_COMPATIBLE = (
    "\uff01-\uff5e\uffe0-\uffe6\ufe10-\ufe19\ufe30-\ufe6b\u2e80-\u2fd5\u3220-\u3243\u2474-\u249b"
    "\uf900-\ufaff\U0001d400-\U0001d7ff"
)
_MATH = r"\$(?:[^$\n\\]{0,100}\\[^$\n]{1,200}|[\d\s.,%~≥≤<>=+-]{1,40})\$"
_FOLDING = f"{_COMPATIBLE}{_BLANKS}{_ZERO_WIDTH}{''.join(_COMPARATORS)}"
_ONE = f"[{_FOLDING}]"
_CHANGED = re.compile(
    rf"(?P<math>{_MATH})|(?P<word>\\(?:{'|'.join(sorted(_LATEX_WORDS, key=len, reverse=True))})(?![A-Za-z])[ ]?)"
    rf"|(?P<percent>\\%)|(?P<pair>[>＞﹥<＜﹤][ ]?[=＝═])|(?P<one>{_ONE})"
)
_IN_MATH = re.compile(
    r"\\(?P<word>[A-Za-z]+)\s*|\^\{?\s*(?P<raised>[23])\s*\}?|(?P<drop>[\s{}$]+|\^|\\[,;:! ])"
    r"|\\(?P<escaped>.)|(?P<plain>.)"
)


def fold(text: str) -> Folded:
    """`text` with width, comparator, LaTeX and compatibility forms folded; every character keeps its source."""
    if _BY_PIECES.search(text) is None:
        return unfolded(text.translate(_BY_CHARACTER))
    return _assemble(_pieces(text), array("l", range(len(text) + 1)))


def _pieces(text: str) -> Iterator[_Piece]:
    done = 0
    for match in _CHANGED.finditer(text):
        start, end = match.span()
        if start > done:
            yield text[done:start], done, start
        if match.lastgroup == "math":
            yield from _fold_math(match["math"], start)
        else:
            yield _fold_match(match, text), start, end
        done = end
    if done < len(text):
        yield text[done:], done, len(text)


def _fold_match(match: re.Match[str], text: str) -> str:
    kind, found = match.lastgroup, match.group()
    if kind == "one":
        return _fold_character(found, text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
    if kind == "word":
        return _LATEX_WORDS[found.strip(" \\")]
    if kind == "percent":
        return "%"
    return "≥" if found[0] in ">＞﹥" else "≤"


def _fold_character(character: str, before: str, following: str) -> str:
    if character in _ZERO_WIDTH:
        return ""
    if character in _COMPARATORS:
        return _COMPARATORS[character]
    if character in _RADICALS:
        return _RADICALS[character]
    if character == "，" and "0" <= before <= "9" and "0" <= following <= "9":
        return character  # 完成100，300人: between half width digits it parts two clauses
    folded = unicodedata.normalize("NFKC", character)
    if "\u2488" <= character <= "\u249b" and following.isdigit():
        return folded + " "  # ⒈5户 is point one and five, not 1.5
    return folded


def _each_of(ranges: str) -> Iterator[str]:
    """Every character of `ranges`, which are written as between the brackets of an expression."""
    for match in re.finditer("(.)-(.)|.", ranges):
        first, last = match[1] or match[0], match[2] or match[0]
        yield from map(chr, range(ord(first), ord(last) + 1))


_FOLDED = {one: _fold_character(one, "", "") for one in _each_of(_FOLDING)}
# Most texts hold nothing but characters that each become one other, wherever they stand: these need no map.
_BY_CHARACTER = str.maketrans({one: becomes for one, becomes in _FOLDED.items() if len(becomes) == 1})
_LONGER = "".join(one for one, becomes in _FOLDED.items() if len(becomes) != 1)
_BY_PIECES = re.compile(
    rf"[$\\{_LONGER}>＞﹥<＜﹤，](?:(?<=[$\\{_LONGER}])|(?<=[>＞﹥<＜﹤]) ?[=＝═]|(?<=[0-9]，)(?=[0-9]))"
)


def _fold_math(formula: str, offset: int) -> Iterator[_Piece]:
    """Pieces of a LaTeX formula without its blanks, braces and dollars; the dollars belong to the outer pieces."""
    pieces = [
        (written, offset + match.start(), offset + match.end())
        for match in _IN_MATH.finditer(formula)
        if (written := _math_token(match))
    ]
    if not pieces:
        return
    pieces[0] = (pieces[0][0], offset, pieces[0][2])
    pieces[-1] = (pieces[-1][0], pieces[-1][1], offset + len(formula))
    yield from pieces


def _math_token(match: re.Match[str]) -> str:
    if match["word"]:
        return _LATEX_WORDS.get(match["word"], "")
    if match["raised"]:
        return _RAISED[match["raised"]]
    return match["escaped"] or match["plain"] or ""


def _assemble(pieces: Iterator[_Piece], places: array[int]) -> Folded:
    """The pieces joined; `places` holds the source's offsets, counting from 0.

    Pieces as long as their source, one behind the other, go into the map together as `places[first:last]`.
    """
    starts, ends, parts = array("l"), array("l"), []
    first = last = 0
    for written, start, end in pieces:
        parts.append(written)
        same = len(written) == end - start
        if same and start == last:
            last = end
            continue
        starts.extend(places[first:last])
        ends.extend(places[first + 1 : last + 1])
        first, last = (start, end) if same else (end, end)
        if not same:
            starts.extend([start] * len(written))
            ends.extend([end] * len(written))
    starts.extend(places[first:last])
    ends.extend(places[first + 1 : last + 1])
    return Folded("".join(parts), starts, ends)


_BLANK = re.compile(r"\s")
# A number that recognition tore behind its point, with its sign and unit: 28. 1公里. 3. 5个 may be item 3.
PARTED_DECIMAL = re.compile(r"[≥≤><=]*(?:\d{2,}|\d(?=\. \d+%?$))\. \d+[^\d\s.]*")
# Digits in groups of three with blanks between them: one number, or a list number and a number (指标1 125人).
PARTED_THOUSANDS = re.compile(
    r"(?<![\d.,])(?<!指标)\d{1,3}(?: \d{3})* (?P<last>\d{3})(?![\d,])(?:\.\d+)?(?=[\u4e00-\u9fff])"
)


def folded(text: str) -> str:
    """`text` folded and without white space, for those who need no map."""
    if _BLANK.search(text) is None and _BY_PIECES.search(text) is None:
        return text.translate(_BY_CHARACTER)
    return squeeze(fold(text)).text


_BLANK_RUN = re.compile(r"(?P<left>(?<=[A-Za-z0-9.,%‰]))?\s+(?=(?P<right>[A-Za-z0-9]|\.\d|[-+]\d))?")


def without_blanks(folded: Folded) -> Folded:
    """`folded` without any white space, not even between two numbers."""
    kept = [place for place, character in enumerate(folded.text) if not character.isspace()]
    return Folded(
        "".join(folded.text[place] for place in kept),
        [folded.starts[place] for place in kept],
        [folded.ends[place] for place in kept],
    )


def squeeze(folded: Folded) -> Folded:
    """`folded` without white space; one blank stays between two ASCII words or numbers (22.8 22.8 1)."""
    if not _BLANK.search(folded.text):
        return folded
    starts, ends, parts = array("l"), array("l"), []
    done = 0
    for match in _BLANK_RUN.finditer(folded.text):
        blank = " " if match["left"] is not None and match["right"] is not None else ""
        kept = match.start() + len(blank)
        parts.append(folded.text[done : match.start()] + blank)
        starts.extend(folded.starts[done:kept])
        ends.extend(folded.ends[done:kept])
        done = match.end()
    parts.append(folded.text[done:])
    starts.extend(folded.starts[done:])
    ends.extend(folded.ends[done:])
    return Folded("".join(parts), starts, ends)
