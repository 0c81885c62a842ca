"""What a dataset remembers of the run that made it, so that it can be run again: all but the password."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from extractor.bulk.remote import is_remote
from extractor.bulk.request import Form, Request
from extractor.bulk.settings import Settings
from extractor.inputs import STDIN, Chosen

NAME = "request"  # under which it is noted in the catalogue


def to_json(request: Request) -> str:
    """All that `request` says of inputs, reading and outputs; paths absolute, so that it holds in any folder."""
    held = asdict(request)
    held["settings"]["password"] = None
    held["arguments"] = [_lasting(one) for one in request.arguments]
    return json.dumps({name: value for name, value in held.items() if name not in ("folder", "forget")}, sort_keys=True)


def from_json(text: str, folder: Path) -> Request:
    """The request that `to_json` was given, for the dataset in `folder`."""
    held = json.loads(text)
    chosen = {name: tuple(globs) for name, globs in held.pop("chosen").items()}
    form = held.pop("form")
    return Request(
        folder=folder,
        arguments=tuple(held.pop("arguments")),
        settings=Settings(**held.pop("settings")),
        chosen=Chosen(**chosen),
        form=Form(tuple(form["formats"]), form["split"]),
        **held,
    )


def _lasting(argument: str) -> str:
    """The argument so that it means the same from any folder."""
    return argument if argument == STDIN or is_remote(argument) else os.path.abspath(argument)
