"""The worker process: takes orders on standard input, reads one document at a time, answers.

Started by `pool.py` as `python -m extractor.bulk.worker SETTINGS`. It holds the tokenizer and the patterns
for as long as it lives; it knows no catalogue. Whatever a library prints goes to standard error.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
from typing import BinaryIO

from extractor.bulk import frames, guards
from extractor.bulk.desk import Desk
from extractor.bulk.orders import Order
from extractor.bulk.settings import Settings
from extractor.errors import PatternError


def main() -> None:
    """Work until nobody sends orders any more."""
    settings = Settings.from_json(sys.argv[1])
    guards.enter(int(sys.argv[2]), settings.memory_bytes)
    with contextlib.suppress(ValueError, AttributeError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupted run ends its workers itself
    faulthandler.enable()
    orders, answers = _private_channel()
    desk = Desk(settings)
    gc.disable()  # what is loaded now stays: looking for cycles among it takes a twentieth of the start
    try:
        desk.warm()
    except PatternError as error:
        frames.write(answers, {"refused": [error.file, error.entry, error.reason]})
        return
    gc.enable()
    frames.write(answers, {"ready": True})
    while (frame := frames.read(orders)) is not None:
        guards.arm(settings.seconds)
        try:
            answer = desk.answer(Order.of(frame), lambda: frames.write(answers, {"stage": "extract"}))
        except OSError as error:
            frames.write(answers, {"no_room": error.errno})
            return
        guards.arm(0)
        frames.write(answers, *answer.frame())


def _private_channel() -> tuple[BinaryIO, BinaryIO]:
    """Streams for orders and answers; standard output itself is turned to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


if __name__ == "__main__":
    main()
