"""Pictures -> where lines of text stand on them and what a line says: the one place that touches rapidocr.

Its models lie in its wheel and are named by their path, so that nothing is ever fetched. One thread:
documents are what runs side by side. A line is read by itself, so that its neighbours do not matter.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.errors import InputError

if TYPE_CHECKING:
    from rapidocr import RapidOCR

    from extractor.readers.ocr_image import Pixels, Quads

MISSING_REMEDY = "install what reads scans: pip install 'jixiao[ocr]'"

_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_DETECTOR, _RECOGNIZER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_LINE_HEIGHT, _MIN_WIDTH = 48, 96  # pixels of a line as the model sees it; 320, its default, doubles the time of cells
_MAX_SIDE = 4000  # pixels; what is handed over is smaller, so that nothing is resized twice
_LOCK = Lock()


class Reading(NamedTuple):
    """What a line says: its characters, the middle of each as a share of the line's length, and the mean score."""

    text: str
    middles: tuple[float, ...]
    score: float


def available() -> bool:
    """Whether all that reading scans needs is installed."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def require() -> None:
    """Raises: InputError `no_text` where reading scans is not installed."""
    if not available():
        raise InputError("no_text", "the text is a picture, and what reads pictures is not installed", MISSING_REMEDY)


@lru_cache(maxsize=1)
def version() -> str:
    """Names and versions of the engine and its models."""
    from importlib import metadata

    return f"rapidocr-{metadata.version('rapidocr')} {_DETECTOR} {_RECOGNIZER}"


def detect(picture: Pixels) -> Quads:
    """Corners of the lines on `picture`, (n, 4, 2) in pixels: top left, top right, bottom right, bottom left.

    Raises: InputError `crashed` where the engine fails.
    """
    import numpy as np

    found = _run(lambda engine: engine(picture, use_det=True, use_cls=False, use_rec=False)).boxes
    return np.zeros((0, 4, 2), np.float32) if found is None else np.asarray(found, np.float32)


def read(line: Pixels) -> Reading:
    """What the picture of one upright line says.

    Raises: InputError `crashed` where the engine fails.
    """
    output = _run(lambda engine: engine(line, use_det=False, use_cls=False, use_rec=True, return_word_box=True))
    if not output.txts or not output.txts[0].strip():
        return Reading("", (), 0.0)
    text = output.txts[0].strip()
    return Reading(text, tuple(_middles(text, output.word_results[0])), float(output.scores[0]))


def _middles(text: str, words: Any) -> Iterator[float]:
    """Middle of each character; blanks, which the engine does not place, stand between their neighbours."""
    columns = [column for word in words.word_cols for column in word]
    inked = sum(not char.isspace() for char in text)
    if len(columns) != inked or not words.line_txt_len:
        yield from ((place + 0.5) / len(text) for place in range(len(text)))
        return
    shares = [(column + 0.5) / words.line_txt_len for column in columns]
    between = [(one + other) / 2 for one, other in pairwise([*shares, 1.0])]
    done = 0
    for char in text:
        yield between[done - 1] if char.isspace() else shares[done]
        done += not char.isspace()


def _run(use: Callable[[RapidOCR], Any]) -> Any:
    with _LOCK:  # what to do is kept as a state of the engine
        engine = _engine()
        try:
            return use(engine)
        except Exception as error:  # whatever onnxruntime or OpenCV raises on a picture
            raise InputError("crashed", f"text recognition failed ({type(error).__name__})", "report it") from error


@lru_cache(maxsize=1)
def _engine() -> RapidOCR:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    detector, recognizer = models / _DETECTOR, models / _RECOGNIZER
    if not (detector.is_file() and recognizer.is_file()):
        raise InputError("no_text", "this version of rapidocr does not bring the models of Chinese", MISSING_REMEDY)
    return rapidocr.RapidOCR(params=_parameters(detector, recognizer))


def _parameters(detector: Path, recognizer: Path) -> dict[str, int | str | bool | Sequence[int]]:
    return {
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "error",
        "Global.max_side_len": _MAX_SIDE,
        "Global.min_side_len": 1,
        "Global.use_cls": False,
        "Det.model_path": str(detector),
        "Det.limit_type": "max",
        "Det.limit_side_len": _MAX_SIDE,
        "Rec.model_path": str(recognizer),
        "Rec.rec_img_shape": [3, _LINE_HEIGHT, _MIN_WIDTH],
        "Rec.rec_batch_num": 1,
    }
