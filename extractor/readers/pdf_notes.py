"""What reading a page had to guess, repair or leave out -> notes, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Note
from extractor.readers.pdf_pages import UNKNOWN, Distrust, RawPage

_WHY: dict[Distrust, str] = {
    "no_text": "没有文字层",
    "little_text": "几乎没有文字层",
    "hidden_text": "文字层看不见（在图像之下、页面之外，或没有着色），来源不明",
    "unknown_characters": "字体没有编码信息",
    "odd_characters": "文字层是乱码",
}


def page_notes(page: RawPage, text: str, open_tables: int) -> Iterator[Note]:
    """Notes on `page`, whose inked characters are `text`, with that many tables without vertical rules."""
    name = f"第 {page.number} 页"
    if not page.readable:
        yield Note("page_unreadable", f"{name}损坏，未能读取")
        return
    if page.mended and page.number == 1:
        yield Note("mended_file", "文件残缺（文件头损坏，或未下载完整），已按残存的内容读取，可能缺页")
    if page.second:
        yield Note("second_parser", f"{name}PDFium 未能读取，已改用 pdfplumber")
    yield from _on_trust(page, name, text)
    if page.slanted:
        yield Note("watermark", f"{name}有 {page.slanted} 个倾斜的字符（水印）未读取")
    if page.stamped:
        yield Note("watermark", f"{name}有 {page.stamped} 个压在正文上的大字（水印）未读取")
    if page.turned:
        yield Note("turned_page", f"{name}的文字旋转了 {page.turned} 度，已转正读取，坐标按转正后的页面")
    if page.crowded:
        yield Note("drawing_skipped", f"{name}的线条过多（图形？），未识别表格")
    if open_tables:
        yield Note("open_table", f"{name}的表格没有竖线，列是按文字位置推定的")


def _on_trust(page: RawPage, name: str, text: str) -> Iterator[Note]:
    """How far the text of the page can be relied on."""
    unknown = text.count(UNKNOWN)
    if page.recognized and not text:
        yield Note("page_without_text", f"{name}没有文字层，OCR 也没有认出文字")
    elif page.recognized:
        why = f"{name}{_WHY[page.distrust]}" if page.distrust else f"{name}按要求"
        yield Note("ocr_page", f"{why}，已用 OCR 识别")
    elif page.distrust == "no_text":
        yield Note("page_without_text", f"{name}没有文字层（可能是扫描图像）")
    elif page.distrust == "little_text":
        yield Note("page_without_text", f"{name}是图像，文字层只有 {len(text)} 个字符")
    elif page.distrust == "hidden_text":
        yield Note(
            "hidden_text",
            f"{name}的文字层看不见（在图像之下多为他人的 OCR 结果，也可能在页面之外，或没有着色），未经核对",
        )
    elif page.distrust == "odd_characters":
        yield Note("unknown_characters", f"{name}的文字层是乱码")
    if unknown and not page.recognized:
        yield Note("unknown_characters", f"{name}有 {unknown} 个字符的字体没有编码信息，已用 {UNKNOWN} 代替")
    if page.cut and not page.recognized:
        yield Note("text_cut", f"{name}有 {page.cut} 个字符伸出页面边缘，纸面上看不见，已按文件读取，请核对")
    if page.hidden and page.distrust != "hidden_text" and not page.recognized:
        yield Note("hidden_text", f"{name}有 {page.hidden} 个不可见的字符未读取")
