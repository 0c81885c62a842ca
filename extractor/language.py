"""Chinese text as spaCy sees it: the blank zh pipeline over the jieba tokenizer with the house's own words.

Two components put spans on a Doc: `quantities` (label = the kind of quantity) and `cues` (label = the id of the
pattern whose word stands there). spaCy's own Chinese tokenizer, which parts every character, is never used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.dictionary import Segmenter
from extractor.held_out import held_out
from extractor.patterns import Library, Pattern
from extractor.quantity import Lexicon, Quantity, find

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

_CUE_FINDER = "cue"
_QUANTITIES = ["jixiao_quantities"]
_STRETCH = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+)")  # as jieba parts a text before it looks for words
_TEXT = "text"  # `Doc.text` would join the words again


class Cue(NamedTuple):
    """A cue word in the text: half-open range, the field that it speaks about, its meaning and pattern."""

    start: int
    end: int
    field: str
    value: str
    pattern: str


@dataclass(frozen=True)
class Analysis:
    """Quantities and cues of one text, from left to right."""

    quantities: tuple[Quantity, ...]
    find_cues: Callable[[], tuple[Cue, ...]]

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cue words."""
        return self.find_cues()


class JiebaTokenizer:
    """spaCy tokenizer that takes its words from jieba's dictionary and the given words, in a tokenizer of its own."""

    def __init__(self, vocab: Vocab, words: Sequence[str]) -> None:
        self._vocab = vocab
        self._segmenter = Segmenter(words)

    def __call__(self, text: str) -> Doc:
        """A Doc whose words join to `text` exactly."""

        return self._doc(text, [word for word in self._segmenter.cut(text) if word])

    def near(self, text: str, word: re.Pattern[str]) -> Doc:
        """The same, but stretches between marks that do not hold `word` are left blank: jieba cuts each on its own."""
        stretches = [stretch for stretch in _STRETCH.split(text) if stretch]
        cut = [self._segmenter.cut(one) if word.search(one) else [" " * len(one)] for one in stretches]
        return self._doc(text, [found for words in cut for found in words if found])

    def _doc(self, text: str, words: list[str]) -> Doc:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=words, spaces=[False] * len(words), user_data={_TEXT: text})


@dataclass(frozen=True)
class Language:
    """The pipeline for one pattern library."""

    nlp: SpacyLanguage
    tokenizer: JiebaTokenizer
    patterns: dict[str, Pattern]
    cue_word: re.Pattern[str]
    lexicon: Lexicon

    def analyse(self, text: str) -> Analysis:
        """Quantities and cues of folded `text`."""
        doc = self.nlp(text)
        cues = self._cues(doc)
        return Analysis(tuple(doc.user_data["quantities"]), lambda: cues)

    def glance(self, text: str) -> Analysis:
        """The same, whose cues are looked for when they are asked for: few sentences tell money."""
        return Analysis(tuple(find(text, self.lexicon)), lambda: self.cues(text))

    def cues(self, text: str) -> tuple[Cue, ...]:
        """The cues of folded `text` alone; without the pipeline where no cue word stands in it at all."""
        if not self.cue_word.search(text):
            return ()
        return self._cues(self.nlp(self.tokenizer.near(text, self.cue_word), disable=_QUANTITIES))

    def _cues(self, doc: Doc) -> tuple[Cue, ...]:
        return tuple(self._cue(span) for span in doc.spans["cues"])

    def _cue(self, span: Span) -> Cue:
        pattern = self.patterns[span.label_]
        return Cue(span.start_char, span.end_char, pattern.field, pattern.value, pattern.id)


def words(library: Library) -> tuple[str, ...]:
    """The words that `library` adds to jieba's dictionary: its own, and those that its cues consist of."""
    return (*library.words, *(word for pattern in _cues(library) for word in pattern.labels))


def _cues(library: Library) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in library.patterns if pattern.finder == _CUE_FINDER)


@lru_cache(maxsize=2)
def language(library: Library) -> Language:
    """The pipeline for `library`, built once in a process."""
    nlp = _blank()
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    cues = _cues(library)
    nlp.tokenizer = tokenizer = JiebaTokenizer(nlp.vocab, words(library))
    matcher = PhraseMatcher(nlp.vocab)
    for pattern in cues:
        matcher.add(pattern.id, [nlp.make_doc(word) for word in pattern.labels])

    def quantities(doc: Doc) -> Doc:
        found = find(doc.user_data[_TEXT], library.lexicon)
        doc.user_data["quantities"] = found
        spans = [doc.char_span(item.start, item.end, label=item.kind, alignment_mode="expand") for item in found]
        doc.spans["quantities"] = [span for span in spans if span is not None]
        return doc

    def mark_cues(doc: Doc) -> Doc:
        doc.spans["cues"] = filter_spans(matcher(doc, as_spans=True))
        return doc

    _register("jixiao_quantities", quantities)
    _register("jixiao_cues", mark_cues)
    nlp.add_pipe("jixiao_quantities")
    nlp.add_pipe("jixiao_cues")
    cue_word = re.compile("|".join(re.escape(word) for pattern in cues for word in pattern.labels))
    return Language(nlp, tokenizer, {pattern.id: pattern for pattern in cues}, cue_word, library.lexicon)


def _blank() -> SpacyLanguage:
    """spaCy's blank zh pipeline.

    spaCy is loaded without its command line, which takes 0.16 s and of which `spacy/__init__` wants one function.
    """
    instead = ModuleType("spacy.cli.info")
    instead.info = _info  # type: ignore[attr-defined]
    with held_out(instead.__name__, instead):
        import spacy

    return spacy.blank("zh")


def _info(*arguments: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*arguments, **options)


def _register(name: str, component: Any) -> None:
    from spacy.language import Language as SpacyLanguage

    SpacyLanguage.component(name, func=component)
