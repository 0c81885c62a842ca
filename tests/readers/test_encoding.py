from __future__ import annotations

import codecs

import pytest

from extractor.readers.encoding import decode

SENTENCE = "全县财政资金支出1200万元，预算执行率为98.5%。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode("utf-8"), "utf-8"),
        (SENTENCE.encode("gbk"), "gb18030"),
        ("面积3㎡，𠮷镇".encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        ("全縣財政資金支出1200萬元，績效目標已經完成。".encode("big5"), "big5hkscs"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_encoding_is_found_from_the_bytes(data: bytes, encoding: str) -> None:
    assert decode(data).encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_characters_come_back_as_they_were_written(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


def test_byte_order_mark_is_no_character() -> None:
    assert decode(codecs.BOM_UTF8 + "一".encode()).text == "一"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_stray_byte_is_replaced_and_noted(encoding: str) -> None:
    damaged = SENTENCE.encode(encoding) + b"\xff" + "另外安排资金。".encode(encoding)

    decoded = decode(damaged)

    assert decoded.text == SENTENCE + "\ufffd另外安排资金。"
    assert [note.code for note in decoded.notes] == ["encoding"]


def test_replacement_character_of_the_source_is_not_counted() -> None:
    assert decode("缺字\ufffd。".encode()).notes == ()
