"""Draws a page of a PDF with the fonts of the system: run by itself, as a script.

The process that reads keeps those fonts out (`pdf_fonts.py`), and PDFium has one set of fonts a process.
Takes from standard input a line of JSON (`password`, `index` of the page, `scale` in pixels a point) and the
file after it; gives a PPM, or nothing and another code than 0. Nothing of this package is imported.
"""

from __future__ import annotations

import json
import sys


def main() -> int:
    """Gives the picture."""
    import pypdfium2

    order = json.loads(sys.stdin.buffer.readline())
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read(), password=order["password"])
    picture = document[order["index"]].render(scale=order["scale"], may_draw_forms=False).to_pil()
    picture.convert("RGB").save(sys.stdout.buffer, "PPM")
    return 0


if __name__ == "__main__":
    sys.exit(main())
