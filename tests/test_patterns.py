"""The pattern library: every entry's own examples, and files that are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.errors import PatternError
from extractor.language import language
from extractor.patterns import Example, Library, Pattern, load

LIBRARY = load()
FIRST_WINS = {"section", "level", "cover_label", "fund_row", "indicator_column", "fund_column"}
LOST = {"section.targets-绩效目标分解下达情况"}
TAKEN_AWAY = pytest.mark.xfail(reason="section.funds stands first and takes every 下达情况")
HITS = [
    pytest.param(pattern, hit, id=f"{pattern.id}-{hit.text}") for pattern in LIBRARY.patterns for hit in pattern.hits
]
MISSES = [
    pytest.param(pattern, miss, id=f"{pattern.id}-{miss}") for pattern in LIBRARY.patterns for miss in pattern.misses
]
ORDERED = [
    pytest.param(*hit.values, id=hit.id, marks=TAKEN_AWAY if hit.id in LOST else ())
    for hit in HITS
    if hit.values[0].finder in FIRST_WINS
]
UNITS = (Path(__file__).parent.parent / "patterns" / "units.toml").read_text(encoding="utf-8")
ENTRY = """
[[pattern]]
id = "column.name"
finder = "indicator_column"
field = "role"
labels = ["三级指标", "指标名称"]
hits = [{ text = "三级指标" }, { text = "指标名称" }]
misses = ["一级指标"]
"""


def found(pattern: Pattern, text: str) -> dict[str, str] | None:
    """The groups that `pattern` gives for `text`, or None where it does not match."""
    if pattern.finder == "cue":
        cues = language(LIBRARY).analyse(text).cues
        return {} if any(cue.pattern == pattern.id for cue in cues) else None
    match = pattern.find(text)
    return None if match is None else match.groupdict()


@pytest.mark.parametrize(("pattern", "hit"), HITS)
def test_a_pattern_matches_its_hits(pattern: Pattern, hit: Example) -> None:
    groups = found(pattern, hit.text)

    assert groups is not None
    assert {name: groups[name] for name in hit.groups} == hit.groups


@pytest.mark.parametrize(("pattern", "miss"), MISSES)
def test_a_pattern_passes_its_misses_over(pattern: Pattern, miss: str) -> None:
    assert found(pattern, miss) is None


@pytest.mark.parametrize(("pattern", "hit"), ORDERED)
def test_no_earlier_entry_takes_a_hit_away(pattern: Pattern, hit: Example) -> None:
    first = LIBRARY.classify(pattern.finder, pattern.field, hit.text)

    assert first is not None
    assert first.id == pattern.id


@pytest.mark.parametrize("pattern", LIBRARY.patterns, ids=lambda pattern: pattern.id)
def test_a_pattern_says_where_its_wording_comes_from(pattern: Pattern) -> None:
    assert pattern.source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pattern folder with the units and one good entry in `columns.toml`."""
    (tmp_path / "units.toml").write_text(UNITS, encoding="utf-8")
    (tmp_path / "columns.toml").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def test_a_folder_of_patterns_is_loaded(folder: Path) -> None:
    library = load(folder)

    assert [pattern.id for pattern in library.patterns] == ["column.name"]
    assert library.words == ()


def test_words_for_the_tokenizer_stand_in_a_file_of_their_own(folder: Path) -> None:
    (folder / "words.toml").write_text('words = ["支出责任"]', encoding="utf-8")

    assert load(folder).words == ("支出责任",)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("labels", "label", r"column\.name: .*labels: Field required"),
        ("misses", "colour = 1\nmisses", r"column\.name: colour: Extra inputs are not permitted"),
        ('id = "column.name"\n', "", "entry 1: id: Field required"),
        ('"三级指标", "指标名称"', "", "column.name: labels: .*at least 1 item"),
        (', { text = "指标名称" }', "", "column.name: hits: .*at least 2 items"),
        ('["一级指标"]', "[]", "column.name: misses: .*at least 1 item"),
        ('"三级指标", "指标名称"', '"三级(指标"', "column.name: bad regular expression: missing"),
        ('"三级指标", "指标名称"', '"(?:三级指标)?"', "column.name: matches the empty text"),
        ("[[pattern]]", "[[pattern]", "file: not valid TOML"),
    ],
    ids=["unknown key", "extra key", "no id", "no labels", "one hit", "no miss", "bad regex", "empty text", "no TOML"],
)
def test_a_bad_entry_is_named_with_its_file_and_the_reason(folder: Path, old: str, new: str, place: str) -> None:
    (folder / "columns.toml").write_text(ENTRY.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(PatternError, match=f"columns.toml.*{place}"):
        load(folder)


def test_an_id_stands_once(folder: Path) -> None:
    (folder / "more.toml").write_text(ENTRY, encoding="utf-8")

    with pytest.raises(PatternError, match=re.escape("column.name")) as caught:
        load(folder)
    assert "id is used twice" in str(caught.value)


def test_a_folder_without_units_is_refused(folder: Path) -> None:
    (folder / "units.toml").unlink()

    with pytest.raises(PatternError, match=r"units\.toml.*not found"):
        load(folder)


def test_the_first_entry_that_fits_wins() -> None:
    pattern = LIBRARY.classify("section", "kind", "偏离绩效目标的原因和下一步改进措施")

    assert pattern is not None
    assert pattern.value == "reasons"


def test_a_text_that_no_entry_fits_has_no_class() -> None:
    assert LIBRARY.classify("indicator_column", "role", "会议地点") is None


@pytest.mark.parametrize(
    ("match", "whole", "front", "inside"),
    [("full", True, False, False), ("start", True, True, False), ("search", True, True, True)],
)
def test_match_says_how_a_label_must_fit(match: str, whole: bool, front: bool, inside: bool) -> None:
    pattern = Pattern.model_validate(
        {"id": "a", "finder": "f", "field": "x", "match": match, "labels": ["得分"],
         "hits": [{"text": "得分"}, {"text": "得分"}], "misses": ["分值"]}
    )  # fmt: skip

    assert [pattern.find(text) is not None for text in ("得分", "得分系数", "自评得分率")] == [whole, front, inside]


def test_a_missing_finder_has_no_patterns() -> None:
    library: Library = load()

    assert library.of("indicator_column", "colour") == ()
