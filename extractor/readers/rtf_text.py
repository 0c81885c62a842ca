"""Tokens of an RTF file -> what a word processor shows, with all tracked changes accepted.

Left out: styles, headers and footers, pictures, instructions of fields, hidden and deleted text. Numbers of lists
stand in the file as printed. Source: Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from extractor.readers.docx_flow import Part
from extractor.readers.limits import ReadOptions, deadline
from extractor.readers.rtf_flow import Flow
from extractor.readers.rtf_tokens import Token
from extractor.readers.symbols import is_private, is_symbol_font, raised, shown

_LEFT_OUT = frozenset(
    {
        "annotation", "atnauthor", "atnid", "colortbl", "comment", "filetbl", "fldinst", "footer", "footerf", "footerl",
        "footerr", "ftncn", "ftnsep", "ftnsepc", "header", "headerf", "headerl", "headerr", "info", "nonesttables",
        "nonshppict", "object", "pict", "rxe", "shprslt", "sp", "stylesheet", "tc", "txe", "xe",
    }
)  # fmt: skip
_SHOWN_STARRED = frozenset({"shpinst", "nesttableprops"})  # all others behind \* say nothing that is printed
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "nestcell": " ", "nestrow": "\n",
}  # fmt: skip
_OF_CHARSET = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs"}
_OF_CODE_PAGE = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}
_CHECK_EVERY = 20_000  # tokens


@dataclass(frozen=True, slots=True)
class _Look:
    """How what is written in a group looks, and where it goes."""

    flow: Flow
    font: int | None = None
    fallback: int = 1  # bytes behind a Unicode character that stand for it in older programs
    left_out: bool = False
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    is_fonts: bool = False
    is_label: bool = False
    is_note: bool = False
    is_nested_row: bool = False

    @property
    def is_mute(self) -> bool:
        """Whether paragraphs and rows said here are none of the text's."""
        return self.left_out or self.is_fonts or self.is_nested_row


@dataclass
class Writing:
    """A file as far as its tokens were taken; `changes` and `hidden` count pieces that are not shown."""

    options: ReadOptions
    changes: int = 0
    hidden: int = 0
    notes: list[Part] = field(default_factory=list)
    _codec: str = "cp1252"
    _default_font: int | None = None
    _codecs: dict[int | None, str] = field(default_factory=dict)
    _names: dict[int | None, str] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _outer: list[_Look] = field(default_factory=list)
    _skip: int = 0
    _starred: bool = False

    def take(self, tokens: Iterable[Token]) -> list[Part]:
        """Paragraphs and tables that `tokens` make, in reading order.

        Raises: InputError `too_large`, `timeout`.
        """
        self._look = _Look(Flow(self.options))
        main, time = self._look.flow, deadline(self.options)
        for count, token in enumerate(tokens):
            if count % _CHECK_EVERY == 0:
                time.check()
            if token.kind == "text":
                self._take_bytes(token.text)
                continue
            self._decode()
            self._skip = 0
            if token.kind == "open":
                self._outer.append(self._look)
            elif token.kind == "close":
                self._close()
            else:
                self._take_word(token.text, token.value)
        self._decode()
        while self._outer:  # groups left open: the file was cut off
            self._close()
        return main.settled()

    def _take_bytes(self, text: str) -> None:
        taken = min(self._skip, len(text))
        self._skip -= taken
        self._bytes += text[taken:].encode("latin-1")

    def _decode(self) -> None:
        """Writes the bytes that wait, as characters of their font's code page."""
        if not self._bytes:
            return
        raw, font = bytes(self._bytes), self._look.font
        self._bytes.clear()
        if self._look.is_fonts:
            self._names[font] = self._names.get(font, "") + raw.decode("latin-1").rstrip(";")
        elif is_symbol_font(self._names.get(font)):
            self._write("".join(shown(code, self._names.get(font)) for code in raw))
        else:
            self._write(raw.decode(self._codecs.get(font, self._codec), "replace"))

    def _write(self, text: str) -> None:
        look = self._look
        if look.left_out or look.is_fonts:
            return
        self.changes += look.deleted
        self.hidden += look.hidden and bool(text.strip())
        if look.deleted or look.hidden:
            return
        if look.is_label and text == "\t":
            text = " " if look.flow.text[-1:].isascii() else ""
        look.flow.text += raised(text, look.flow.text[-8:]) if look.raised else text

    def _close(self) -> None:
        if not self._outer:
            return
        inner, self._look = self._look, self._outer.pop()
        if inner.flow is not self._look.flow:
            target = self.notes if inner.is_note else self._look.flow.boxes
            target += inner.flow.settled()
        self._starred = False

    def _take_word(self, word: str, value: int | None) -> None:
        starred, self._starred = self._starred, word == "*"
        if word in _LEFT_OUT or (starred and word not in _SHOWN_STARRED):
            self._change(left_out=True)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif word == "u":
            self._take_unicode(value or 0)
        elif word in _CHARACTER_WORDS:
            _CHARACTER_WORDS[word](self, value)
        elif word in _PARAGRAPH_WORDS and not self._look.is_mute:
            _PARAGRAPH_WORDS[word](self._look.flow, value or 0)

    def _take_unicode(self, code: int) -> None:
        code %= 0x10000
        symbol = is_private(code)
        self._write(shown(code, self._names.get(self._look.font)) if symbol else chr(code))
        self._skip = self._look.fallback

    def _change(self, **changes: object) -> None:
        self._look = replace(self._look, **changes)  # type: ignore[arg-type]

    def _set_charset(self, value: int | None) -> None:
        if self._look.is_fonts and value in _OF_CHARSET:
            self._codecs[self._look.font] = _OF_CHARSET[value]

    def _set_code_page(self, value: int | None) -> None:
        codec = _OF_CODE_PAGE.get(value or 0, f"cp{value}")
        try:
            codecs.lookup(codec)
        except LookupError:
            return
        self._codec = codec

    def _set_default_font(self, value: int | None) -> None:
        self._default_font = value
        self._change(font=value)

    def _reset(self, _: int | None) -> None:
        self._change(font=self._default_font, hidden=False, deleted=False, raised=False)

    def _branch(self, *, is_note: bool) -> None:
        """What follows in the group is a text of its own."""
        self._change(flow=Flow(self.options), is_note=is_note)


_Taker = Callable[[Writing, int | None], None]
_CHARACTER_WORDS: dict[str, _Taker] = {
    "ansicpg": Writing._set_code_page,
    "deff": Writing._set_default_font,
    "deleted": lambda writing, value: writing._change(deleted=value != 0),
    "f": lambda writing, value: writing._change(font=value),
    "fcharset": Writing._set_charset,
    "fonttbl": lambda writing, _: writing._change(is_fonts=True),
    "footnote": lambda writing, _: writing._branch(is_note=True),
    "listtext": lambda writing, _: writing._change(is_label=True),
    "nesttableprops": lambda writing, _: writing._change(is_nested_row=True),
    "nosupersub": lambda writing, _: writing._change(raised=False),
    "plain": Writing._reset,
    "pntext": lambda writing, _: writing._change(is_label=True),
    "shptxt": lambda writing, _: writing._branch(is_note=False),
    "super": lambda writing, value: writing._change(raised=value != 0),
    "uc": lambda writing, value: writing._change(fallback=max(value or 0, 0)),
    "v": lambda writing, value: writing._change(hidden=value != 0),
}


def _new_paragraph(flow: Flow, _: int) -> None:
    flow.in_table, flow.level = False, None


def _in_table(flow: Flow, _: int) -> None:
    flow.in_table = True


def _outline_level(flow: Flow, value: int) -> None:
    flow.level = value


_PARAGRAPH_WORDS: dict[str, Callable[[Flow, int], None]] = {
    "cell": lambda flow, _: flow.end_cell(),
    "cellx": Flow.define_cell,
    "clmgf": lambda flow, _: flow.define_merge("none"),
    "clmrg": lambda flow, _: flow.define_merge("left"),
    "clvmgf": lambda flow, _: flow.define_merge("none"),
    "clvmrg": lambda flow, _: flow.define_merge("above"),
    "intbl": _in_table,
    "outlinelevel": _outline_level,
    "par": lambda flow, _: flow.end_paragraph(),
    "pard": _new_paragraph,
    "row": lambda flow, _: flow.end_row(),
    "sect": lambda flow, _: flow.end_paragraph(),
    "trleft": Flow.define_start,
    "trowd": lambda flow, _: flow.define_row(),
}
