"""Whether a page's tags would explode in a parser: the tree may be far larger than the page, or far too deep.

Parsers open unclosed `<b>` and the like again in every block that follows, as the HTML standard asks
(13.2.4.3), and search the whole stack of open elements at many tags. Counts tags only; knows nothing of scripts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from extractor.readers.limits import refuse_more

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]{0,300})")
_REOPENED = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"},
)
_SELF_ENDING = frozenset(
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "frame", "hr", "img", "input", "li", "link", "meta",
        "optgroup", "option", "p", "param", "rb", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
        "track", "wbr",
    }
)  # fmt: skip
_MAX_COPIES = 3  # of the same tag that are opened again
_MAX_DEPTH = 20_000  # open elements; takes a second to parse
_MAX_REOPENED = 2_000_000  # elements that are in the tree, but not in the page


def refuse_explosive(text: str) -> None:
    """Nothing for a page that parses in time and memory in proportion to its size.

    Raises: InputError `too_large`.
    """
    depth = reopened = waiting = 0
    copies: Counter[str] = Counter()
    opened: defaultdict[str, list[str]] = defaultdict(list)
    for closing, tag, rest in _TAG.findall(text):
        name = tag.lower()
        if name in _REOPENED:
            waiting += _closed(opened[name], copies) if closing else _opened(opened[name], copies, name + rest)
        else:
            reopened += waiting
        if name not in _SELF_ENDING:
            depth = max(depth + (-1 if closing else 1), 0)
            refuse_more(depth, _MAX_DEPTH, "elements inside each other")
        refuse_more(reopened, _MAX_REOPENED, "elements opened again")


def _opened(same: list[str], copies: Counter[str], text: str) -> int:
    """Change in the number of elements that wait to be opened again."""
    if copies[text] == _MAX_COPIES:
        return 0
    copies[text] += 1
    same.append(text)
    return 1


def _closed(same: list[str], copies: Counter[str]) -> int:
    if not same:
        return 0
    copies[same.pop()] -= 1
    return -1
