"""An Office file that a password keeps shut -> the file without it, by msoffcrypto-tool.

Takes DOCX and XLSX (agile and standard encryption) and XLS (RC4, XOR). What is shut with the password that all
programs know, as protected workbooks are, opens without one. Source: MS-OFFCRYPTO.
"""

from __future__ import annotations

import io

from extractor.errors import InputError
from extractor.readers.limits import ReadOptions, encrypted, refuse_more, unsafe

_EVERYBODYS = "VelvetSweatshop"  # MS-OFFCRYPTO 2.4.2.3: tried before a user is asked
_MAX_BYTES = 64 * 1024 * 1024  # cells of an XLS file take ten times as much while they are decrypted
_MOST_ROUNDS = 1_000_000  # Office hashes a password 100,000 times; the format allows ten million, a minute of work


def unlocked(data: bytes, what: str, options: ReadOptions) -> bytes:
    """The file `data` as it was before it was encrypted; `what` names it in errors.

    Raises: InputError `encrypted` (no password, another one, or a method that is not known), `unsafe_archive`,
    `too_large`, `corrupt`.
    """
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    refuse_more(len(data), min(options.max_bytes, _MAX_BYTES), "bytes")
    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        _refuse_long_work(getattr(file, "info", {}))
        file.load_key(password=options.password or _EVERYBODYS)
        file.decrypt(opened)
    except InvalidKeyError as error:
        raise encrypted(what, options) from error
    except DecryptionError as error:
        raise InputError(
            "encrypted", f"{what} is encrypted in a way that is not known", "save an unprotected copy"
        ) from error
    except (InputError, MemoryError):
        raise
    except Exception as error:  # what is in the file is hardly checked: damaged bytes end in errors of any class
        raise InputError(
            "corrupt", f"{what} is encrypted and damaged ({type(error).__name__})", "fetch or save the file again"
        ) from error
    return opened.getvalue()


def _refuse_long_work(info: dict[str, object]) -> None:
    rounds = info.get("spinValue", 0)
    if isinstance(rounds, int) and rounds > _MOST_ROUNDS:
        raise unsafe(f"its password would have to be hashed {rounds} times")
