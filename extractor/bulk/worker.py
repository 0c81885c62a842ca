"""The worker process: takes orders on standard input, reads one document at a time, answers.

Started as `python -m extractor.bulk.worker SETTINGS PARENT [ROLE]`. It holds the tokenizer and the patterns
for as long as it lives; it knows no catalogue. Whatever a library prints goes to standard error. ROLE is
`reading`, which needs neither, or the descriptor of a socket over which it is asked for copies (`nursery.py`).
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import socket
import sys
from typing import BinaryIO

from extractor.bulk import frames, guards, nursery
from extractor.bulk.desk import Desk
from extractor.bulk.orders import Order
from extractor.bulk.process import READING
from extractor.bulk.settings import Settings
from extractor.errors import PatternError


def main() -> None:
    """Work until nobody sends orders any more."""
    settings, role = Settings.from_json(sys.argv[1]), "".join(sys.argv[3:])
    guards.enter(int(sys.argv[2]), settings.memory_bytes)
    with contextlib.suppress(ValueError, AttributeError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupted run ends its workers itself
    faulthandler.enable()
    orders, answers = _private_channel()
    desk = Desk(settings, reads_only=role == READING)
    try:
        _load(desk)
    except PatternError as error:
        frames.write(answers, {"refused": [error.file, error.entry, error.reason]})
        return
    frames.write(answers, {"ready": True})
    if role.isdecimal():
        if not nursery.serve(socket.socket(fileno=int(role)), settings.memory_bytes):
            return
        answers.close()
        orders, answers = _private_channel()
        frames.write(answers, {"ready": True})
    _work(desk, settings, orders, answers)


def _load(desk: Desk) -> None:
    gc.disable()  # what is loaded now stays: looking for cycles among it takes a twentieth of the start
    desk.warm()
    gc.enable()


def _work(desk: Desk, settings: Settings, orders: BinaryIO, answers: BinaryIO) -> None:
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
