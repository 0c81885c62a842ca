"""Runs a command and ends it, with all of its process group, as soon as the process that asked for it is gone.

Run by itself, as a script: `soffice_leash.py PARENT COMMAND...`, at the head of a process group of its own. A worker is
ended by force and cannot end what it started; LibreOffice parts into several processes. Nothing of this package is
imported, so that it starts at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

_LOOK = 0.2  # seconds between looks at the parent


def main() -> int:
    """The exit code of the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    with subprocess.Popen(command) as process:
        while os.getppid() == parent:
            try:
                return process.wait(_LOOK)
            except subprocess.TimeoutExpired:
                continue
        os.killpg(0, signal.SIGKILL)
    return 1


if __name__ == "__main__":
    sys.exit(main())
