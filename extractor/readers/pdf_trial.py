"""Loads all pages of a PDF and does nothing with them: run by itself, as a script, with limits of memory.

Takes from standard input a line of JSON (`password`, `memory` in bytes, `pages` at most, `draw`, `parent`: the id of
the process with which it ends) and the file after it. Ends with 0 if no harm was done; a parser that runs out of
memory ends the process in its own way, which is what it is for. Nothing of this package is imported, so that it starts
at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_TINY = 0.1  # pixels a point: pictures are unpacked whole whatever size they are drawn in


def main() -> int:
    """Loads, and draws if asked to, every page; a file that cannot be opened does no harm."""
    import pypdfium2

    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _die_with(order["parent"])
    _limit(order["memory"])
    try:
        document = pypdfium2.PdfDocument(data, password=order["password"])
        for index in range(min(len(document), order["pages"])):
            _load(document, index, draw=order["draw"])
    except pypdfium2.PdfiumError:
        return 0
    return 0


def _die_with(parent: int) -> None:
    """Where there is such a thing: end when the process does that wanted to know, however it ends."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def _limit(memory: int) -> None:
    """Take no more memory than that, nor than the process that started this one may take itself."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    now, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if now < 0 else min(memory, now), most))


def _load(document: object, index: int, *, draw: bool) -> None:
    import pypdfium2

    try:
        page = document[index]  # type: ignore[index]
    except pypdfium2.PdfiumError:
        return
    page.get_textpage().close()
    if draw:
        page.render(scale=_TINY)
    page.close()


if __name__ == "__main__":
    sys.exit(main())
