"""Problems that the report admits and measures that it announces, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document, Span
from extractor.facts import Context, cited
from extractor.outline import Sentence
from extractor.patterns import Library
from extractor.report import Cited

_MEASURES = re.compile(
    r"下一步|今后|将(?:进一步|继续|加大|加强|加快)|改进措施|建议|拟|要(?:进一步|加强|加大)|加强|完善"
)
_ON_MEASURES = re.compile(r"措施|改进|整改|建议|下一步|下步")
_ON_PROBLEMS = re.compile(r"问题|原因|偏离|偏差|未完成")
_NOTHING = re.compile(r"(?:暂?无|没有偏离|无偏差|不存在|暂未发现)[^,]{0,12}[。.]?")


def find_problems(document: Document, library: Library, told: Sequence[Sentence]) -> tuple[Cited, ...]:
    """Sentences of the sections on deviations and problems that tell a problem or its cause."""
    return tuple(_remarks(document, library, told, measures=False))


def find_measures(document: Document, library: Library, told: Sequence[Sentence]) -> tuple[Cited, ...]:
    """Sentences of the same sections that tell what will be done."""
    return tuple(_remarks(document, library, told, measures=True))


def _is_on_measures(sentence: Sentence) -> bool:
    """Whether the innermost heading that says so announces measures alone, no problems or causes."""
    heading = next((section.text for section in reversed(sentence.sections) if section.kind == "reasons"), "")
    return _ON_MEASURES.search(heading) is not None and _ON_PROBLEMS.search(heading) is None


def _remarks(document: Document, library: Library, told: Sequence[Sentence], *, measures: bool) -> Iterator[Cited]:
    context = Context(document, library.lexicon, "remarks.measures" if measures else "remarks.problems")
    for sentence in told:
        if sentence.kind != "reasons" or _NOTHING.fullmatch(sentence.text) or len(sentence.text) < 6:
            continue
        announced = _MEASURES.search(sentence.text) is not None or _is_on_measures(sentence)
        if announced == measures:
            span = sentence.view.span(sentence.start, sentence.end)
            yield cited(context, Span(*span), field="measures" if measures else "problem")
