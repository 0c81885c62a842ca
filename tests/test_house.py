"""The rules of the house that no other tool holds: what is registered where, who owns which library, sizes, licences.

A list below changes on purpose: whoever adds a reader, a writer or a library adds its name here too.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "extractor"
SOURCES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
TESTS = sorted(path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "tests").rglob("*.py"))
PINNED = [line.split("==")[0] for line in (CHECKOUT / "requirements" / "dev.txt").read_text().splitlines()]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

READERS = [
    "from_doc",
    "from_docx",
    "from_excel_xml",
    "from_flat_opc",
    "from_html",
    "from_image",
    "from_locked_office",
    "from_ods",
    "from_ofd",
    "from_pdf",
    "from_rtf",
    "from_text",
    "from_word_xml",
    "from_xls",
    "from_xlsx",
]
WRITERS = ["to_csv", "to_datapackage", "to_duckdb", "to_jsonl", "to_parquet", "to_xlsx"]

# The files that may import each library from outside; the heavy ones only inside a function.
OWNERS = {
    "PIL": "readers/",
    "click": "cli/",
    "cv2": "readers/",
    "distributed": "bulk/engines/dask.py",
    "doc2docx": "readers/",
    "duckdb": "writers/to_duckdb.py",
    "fsspec": "bulk/remote.py",
    "jieba": ("compare/", "dictionary.py"),
    "libarchive": "readers/",
    "lxml": "readers/",
    "matplotlib": "compare/",
    "msoffcrypto": "readers/office_lock.py",
    "numpy": ("readers/", "compare/"),
    "pandas": ("dataset.py", "compare/"),
    "pdfminer": "readers/",
    "pdfplumber": "readers/",
    "pyarrow": "writers/to_parquet.py",
    "pydantic": ("report.py", "patterns.py", "compare/"),
    "pypdfium2": "readers/",
    "rapidocr": "readers/",
    "ray": "bulk/engines/ray.py",
    "rich": "cli/_terminal.py",
    "scipy": "compare/",
    "selectolax": "readers/",
    "spacy": "language.py",
    "xlrd": "readers/",
    "xlsxwriter": ("writers/", "compare/"),
}
# What a distribution is called where it is not called like its import.
DISTRIBUTIONS = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "doc2docx": "msdoc2docx",
    "libarchive": "libarchive-c",
    "msoffcrypto": "msoffcrypto-tool",
}
LIGHT = {"click", "pydantic"}

FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 350, 500, 50
LINE_WIDTH = 120


def _tree(source: str) -> ast.Module:
    return ast.parse((PACKAGE / source).read_text(encoding="utf-8"))


def _libraries(node: ast.AST) -> Iterator[str]:
    """Top-level names of what is imported from outside anywhere under `node`."""
    for one in ast.walk(node):
        if isinstance(one, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in one.names)
        elif isinstance(one, ast.ImportFrom) and not one.level:
            yield (one.module or "").partition(".")[0]


def _outside(node: ast.AST) -> set[str]:
    return {name for name in _libraries(node) if name not in sys.stdlib_module_names | {"extractor"}}


def _at_import(source: str) -> set[str]:
    """Libraries that importing the file loads: not those inside functions or for type checkers only."""
    body = [node for node in _tree(source).body if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.If)]
    return {name for node in body for name in _outside(node)}


def _functions(source: str) -> Iterator[tuple[str, int]]:
    """Name and length of each function, its docstring left out."""
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.FunctionDef):
            start = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
            assert start is not None and node.end_lineno is not None
            yield node.name, node.end_lineno - start


@pytest.mark.parametrize(
    ("folder", "registered", "does"),
    [("readers", READERS, "read"), ("writers", WRITERS, "write")],
    ids=["readers", "writers"],
)
def test_the_name_of_a_file_is_its_registration(folder: str, registered: list[str], does: str) -> None:
    prefix = registered[0].partition("_")[0]
    found = sorted(path.stem for path in (PACKAGE / folder).glob(f"{prefix}_*.py"))

    assert found == registered
    assert all(callable(getattr(importlib.import_module(f"extractor.{folder}.{name}"), does)) for name in found)


@pytest.mark.parametrize("source", SOURCES)
def test_a_library_is_imported_by_its_owner_alone(source: str) -> None:
    used = _outside(_tree(source))

    assert used <= OWNERS.keys()
    assert [name for name in used if not source.startswith(OWNERS[name])] == []


@pytest.mark.parametrize("source", SOURCES)
def test_heavy_libraries_wait_until_they_are_needed(source: str) -> None:
    assert _at_import(source) - LIGHT == set()


@pytest.mark.parametrize("source", SOURCES)
def test_files_and_functions_stay_small(source: str) -> None:
    assert (PACKAGE / source).read_text(encoding="utf-8").count("\n") <= FILE_LINES
    assert [name for name, length in _functions(source) if length > FUNCTION_LINES] == []


@pytest.mark.parametrize("source", SOURCES)
def test_lines_stay_readable(source: str) -> None:
    """A Chinese character is as wide as two others; the formatter lets a line pass that holds no blank."""
    lines = (PACKAGE / source).read_text(encoding="utf-8").splitlines()
    widths = [sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line) for line in lines]

    assert [number for number, width in enumerate(widths, start=1) if width > LINE_WIDTH] == []


@pytest.mark.parametrize("test", TESTS)
def test_test_files_stay_readable(test: str) -> None:
    assert (CHECKOUT / test).read_text(encoding="utf-8").count("\n") <= TEST_FILE_LINES


def test_every_library_from_outside_is_a_dependency() -> None:
    extras = PROJECT["optional-dependencies"]
    own = [name for name in extras if name not in ("all", "dev")]
    requirements = [*PROJECT["dependencies"], *(one for name in own for one in extras[name])]
    stated = {re.split(r"[\[<>=]", requirement)[0] for requirement in requirements}

    # pdfminer comes with pdfplumber; onnxruntime is what rapidocr runs on and does not declare.
    assert stated - {"onnxruntime"} == {DISTRIBUTIONS.get(name, name) for name in OWNERS.keys() - {"pdfminer"}}


@pytest.mark.parametrize("name", PINNED)
def test_nothing_pinned_is_under_the_gpl(name: str) -> None:
    about = metadata.metadata(name)
    stated = [about.get("License-Expression") or "", *(about.get_all("Classifier") or [])]

    assert [licence for licence in stated if re.search("GPL|General Public", licence)] == []


def test_the_changelog_starts_with_this_version() -> None:
    first = re.search(r"^## \[?([\d.]+)", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)

    assert first is not None
    assert first[1] == PROJECT["version"] == metadata.version("jixiao")
