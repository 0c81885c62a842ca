"""The exceptions that this package raises, and nothing else.

    ExtractorError
    ├── InputError             the file, not us: empty, damaged, encrypted, no text
    │   └── UnsupportedFormat  the file is of a kind that no reader takes
    └── PatternError           the pattern data: file, entry, reason

What a report *says* never raises: absent is `None`, contradictory is a Finding.
"""


class ExtractorError(Exception):
    """Any failure that this package reports on purpose."""


class InputError(ExtractorError):
    """A source that cannot be read, through no defect of ours.

    `code` is one of `ERROR_CODES`, `problem` says what is wrong and `remedy` what the user can do;
    `str()` gives both in one line, without the path.
    """

    def __init__(self, code: str, problem: str, remedy: str) -> None:
        if code not in ERROR_CODES:
            raise ValueError(f"unknown error code {code!r}")
        super().__init__(f"{problem}; {remedy}")
        self.code = code
        self.problem = problem
        self.remedy = remedy


class UnsupportedFormat(InputError):
    """A source of a kind that no reader takes; `seems` names what it looks like."""

    def __init__(self, seems: str, remedy: str) -> None:
        super().__init__("unsupported", f"not a supported format (looks like {seems})", remedy)
        self.seems = seems


class PatternError(ExtractorError):
    """A pattern entry that cannot be used: `file`, `entry` (its id or number) and `reason`."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}: {entry}: {reason}")
        self.file = file
        self.entry = entry
        self.reason = reason


ERROR_CODES = frozenset(
    {
        "unsupported",
        "empty",
        "corrupt",
        "encrypted",
        "too_large",
        "timeout",
        "crashed",
        "out_of_memory",
        "interrupted",
        "no_text",
        "not_found",
        "unreadable",
        "unsafe_archive",
    }
)
