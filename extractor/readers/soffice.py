"""LibreOffice, where it is installed, as a last resort for old formats: a file in, the same as DOCX out.

Each conversion has a profile of its own without macros and external links, a time limit, and a process
group that ends with it, and with the process that asked for it (`soffice_leash.py`).
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from extractor.errors import InputError

_NAMES = ("soffice", "libreoffice")
_LEAST_ROOM = 1024 * 1024  # bytes: with less in its folder it is not the file that a failure is due to
_LEASH = Path(__file__).with_name("soffice_leash.py")
_LONGEST_SECONDS = 180.0  # an ordinary report takes 3
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_docx(data: bytes, suffix: str, seconds: float) -> bytes | None:
    """The file `data`, of a kind that `suffix` (".doc") names, as DOCX; None where LibreOffice cannot read it either.

    Raises: InputError `timeout`, OSError where there is no room for its files.
    """
    program = _program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        settings = room / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        (room / f"in{suffix}").write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={(room / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
                *("--convert-to", "docx", "--outdir", str(room / "out"), str(room / f"in{suffix}")),
            ],
            min(seconds, _LONGEST_SECONDS),
        )
        made = room / "out" / "in.docx"
        if not made.is_file() and shutil.disk_usage(room).free < _LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(room))
        return made.read_bytes() if made.is_file() else None


def _program() -> str | None:
    return next((found for found in map(shutil.which, _NAMES) if found), None)


def _run(command: list[str], seconds: float) -> None:
    """Runs the command, and ends it with all that it started when the time is over."""
    quiet = subprocess.DEVNULL
    if os.name == "posix":
        command = [sys.executable, "-P", str(_LEASH), str(os.getpid()), *command]
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise InputError(
                "timeout", f"LibreOffice took more than {seconds:g} s for it", "save it as DOCX by hand"
            ) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
