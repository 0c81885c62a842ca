"""Expressions that are entered only where a match can begin.

`re` tries an expression at every character of a text, unless it begins with a literal; one that begins with optional
words is tried word by word each time. A look at the one character that comes next spares nine tenths of that.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

# The parse tree of `re` has no public name; it has stood under this one since Python 3.11.
_PARSER: Any = importlib.import_module("re._parser")
_PASSED_OVER = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}

_Tree = Sequence[tuple[Any, Any]]


def quick(expression: str) -> re.Pattern[str]:
    """`expression` compiled, which matches what it matches; with a look ahead where its first characters are known."""
    tree = _PARSER.parse(expression)
    begins = set(_begins(tree))
    if None in begins or "" in begins or tree.state.flags != re.UNICODE:
        return re.compile(expression)
    return re.compile(f"(?=[{''.join(sorted(map(str, begins)))}])(?:{expression})")


def _begins(tree: _Tree) -> Iterator[str | None]:
    """What a match of `tree` can begin with, as parts of a class of characters.

    None where that is not known, "" where the match can be empty.
    """
    for name, argument in tree:
        found = list(_begins_of(str(name), argument))
        yield from (begin for begin in found if begin != "")
        if "" not in found:
            return
    yield ""


def _begins_of(name: str, argument: Any) -> Iterator[str | None]:
    """The same of one node."""
    if name in _PASSED_OVER or (name.endswith("REPEAT") and argument[0] == 0):
        yield ""
    if name == "LITERAL":
        yield re.escape(chr(argument))
    elif name == "IN":
        yield from (_of_class(str(kind), value) for kind, value in argument)
    elif name == "BRANCH":
        yield from (begin for body in argument[1] for begin in _begins(body))
    elif name == "SUBPATTERN" and not any(argument[1:3]):
        yield from _begins(argument[3])
    elif name.endswith("REPEAT"):
        yield from _begins(argument[2])
    elif name not in _PASSED_OVER:
        yield None


def _of_class(kind: str, value: Any) -> str | None:
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES.get(str(value)) if kind == "CATEGORY" else None
