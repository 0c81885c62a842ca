"""A worker that does what its documents say, where what they say is to do harm; else it is a worker like any other."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import time
from typing import Any

from extractor import readers
from extractor.bulk.worker import main
from extractor.errors import InputError

_read = readers.read


def _crash() -> None:
    ctypes.string_at(0)


def _hang_holding_the_interpreter() -> None:
    ctypes.PyDLL(None).sleep(3600)


def _allocate() -> None:
    bytearray(8 * 1024**3)


def _allocate_outside_of_python() -> None:
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def _spin() -> None:
    while True:
        pass


def _spawn_and_hang() -> None:
    os.system("exec sleep 3600 &")
    time.sleep(3600)


def _be_unreadable() -> None:
    raise InputError("unreadable", "no permission to read it", "check the file's access rights")


def _find_no_room() -> None:
    raise OSError(errno.ENOSPC, "no room")


DEEDS = {
    b"!full": _find_no_room,
    b"!spin": _spin,
    b"!hang": _hang_holding_the_interpreter,
    b"!spawn": _spawn_and_hang,
    b"!allocate": _allocate,
    b"!bad_alloc": _allocate_outside_of_python,
    b"!segfault": _crash,
    b"!abort": os.abort,
    b"!exit": lambda: os._exit(7),
    b"!kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"!print": lambda: os.write(1, b"noise on standard output\n"),
    b"!unreadable": _be_unreadable,
    b"!slow": lambda: time.sleep(0.3),
}


def _obeying(data: bytes, **others: Any) -> Any:
    for word, deed in DEEDS.items():
        if data.startswith(word):
            deed()
    return _read(data, **others)


if __name__ == "__main__":
    readers.read = _obeying
    main()
