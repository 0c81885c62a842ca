"""The pattern library: every entry's own examples, and files that are wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest

from extractor.errors import PatternError
from extractor.pattern_tests import Case, cases, failure, refuse_failing
from extractor.patterns import Library, Pattern, _one_of, load, merged

LIBRARY = load()
CASES = [pytest.param(case, id=case.name) for case in cases(LIBRARY)]
FOLDER = Path(__file__).parent.parent / "patterns"
UNITS = (FOLDER / "units.toml").read_text(encoding="utf-8")
ENTRY = """
[[pattern]]
id = "column.name"
finder = "indicator_column"
field = "role"
value = "name"
labels = ["三级指标", "指标名称"]
hits = [{ text = "三级指标" }, { text = "指标名称" }]
misses = ["一级指标"]
"""


@pytest.mark.parametrize("case", CASES)
def test_every_example_holds(case: Case) -> None:
    assert failure(LIBRARY, case) is None


@pytest.mark.parametrize("pattern", LIBRARY.patterns, ids=lambda pattern: pattern.id)
def test_a_pattern_says_where_its_wording_comes_from(pattern: Pattern) -> None:
    assert pattern.source


def test_what_ships_passes_what_a_folder_of_patterns_must() -> None:
    assert [pattern.id for pattern in load(FOLDER).patterns] == [pattern.id for pattern in LIBRARY.patterns]


def test_expressions_are_compiled_when_they_are_asked_for() -> None:
    fresh = load.__wrapped__()

    assert not any("regex" in vars(pattern) for pattern in fresh.patterns)


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


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's own folder, still empty."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def _write(own: Path, entry: str) -> Path:
    (own / "mine.toml").write_text(entry, encoding="utf-8")
    return own


def test_an_entry_with_a_known_id_takes_its_place(own: Path) -> None:
    library = merged(_write(own, ENTRY))

    assert [pattern.id for pattern in library.patterns] == [pattern.id for pattern in LIBRARY.patterns]
    assert library.files["column.name"] == "mine.toml"
    assert library.classify("indicator_column", "role", "指标内容") is None


def test_a_new_entry_is_asked_before_all_others(own: Path) -> None:
    entry = ENTRY.replace('"column.name"', '"mine.name"')
    library = merged(
        _write(own, entry.replace('"三级指标", "指标名称"', '"三级指标", "备注"').replace("指标名称", "备注"))
    )

    pattern = library.classify("indicator_column", "role", "备注")

    assert pattern is not None
    assert (pattern.id, pattern.value, len(library.patterns)) == ("mine.name", "name", len(LIBRARY.patterns) + 1)


def test_words_and_units_are_added(own: Path) -> None:
    (own / "words.toml").write_text('words = ["甲乙丙丁"]', encoding="utf-8")
    (own / "units.toml").write_text('[units.money]\n"贯" = "0.5元"\n', encoding="utf-8")

    library = merged(own)

    assert library.words == (*LIBRARY.words, "甲乙丙丁")
    assert (library.lexicon.kinds["贯"], library.lexicon.kinds["元"]) == ("money", "money")


def test_a_folder_without_patterns_is_refused(own: Path) -> None:
    with pytest.raises(PatternError, match=r"own: folder: holds no \.toml file"):
        merged(own)


def test_a_table_that_is_no_entry_is_refused(own: Path) -> None:
    with pytest.raises(PatternError, match=r"mine\.toml: file: may hold \[\[pattern\]\] entries only"):
        merged(_write(own, ENTRY.replace("[[pattern]]", "[[patterns]]")))


def test_units_that_cannot_be_used_are_refused(own: Path) -> None:
    (own / "units.toml").write_text('[units.money]\n"贯" = 5\n', encoding="utf-8")

    with pytest.raises(PatternError, match=r"units\.toml: file: cannot be used"):
        merged(own)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"indicator_column"', '"indicator_colum"', "there is no finder 'indicator_colum'; there are .*cover_label"),
        ('field = "role"', 'field = "rolle"', "indicator_column asks for no field 'rolle'; it asks for role"),
        ('value = "name"', 'value = "title"', "value 'title' means nothing here; known are actual, .*name"),
    ],
    ids=["finder", "field", "value"],
)
def test_an_own_entry_that_nobody_asks_for_is_refused(own: Path, old: str, new: str, reason: str) -> None:
    assert old in ENTRY

    with pytest.raises(PatternError, match=rf"mine\.toml: column\.name: {reason}"):
        merged(_write(own, ENTRY.replace(old, new)))


def test_an_own_entry_against_its_own_example_is_refused(own: Path) -> None:
    library = merged(_write(own, ENTRY.replace('misses = ["', 'misses = ["指标名称", "')))

    with pytest.raises(PatternError, match=r"mine\.toml: column\.name: matches its miss"):
        refuse_failing(library)


def test_own_entries_whose_examples_hold_are_taken(own: Path) -> None:
    refuse_failing(merged(_write(own, ENTRY)))


def test_an_expression_that_could_hang_is_refused(own: Path) -> None:
    with pytest.raises(PatternError, match=r"mine\.toml: column\.name: .*endless repeat"):
        merged(_write(own, ENTRY.replace('"三级指标", "指标名称"', '"三级指标", "(指+)+$"')))


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("hit", "一级指标", "column.name does not match its hit “一级指标”"),
        ("miss", "指标名称", "column.name matches its miss “指标名称”"),
        ("first", "分值", "column.name: column.weight takes the hit “分值” away"),
    ],
)
def test_an_example_that_does_not_hold_says_why(kind: Literal["hit", "miss", "first"], text: str, reason: str) -> None:
    pattern = LIBRARY.get("column.name")

    assert pattern is not None
    assert failure(LIBRARY, Case(pattern, kind, text)) == reason.partition(" ")[2]


def test_a_group_that_differs_is_told() -> None:
    pattern = next(one for one in LIBRARY.patterns if one.id == "score.self")
    hit = pattern.hits[0]

    assert (
        failure(LIBRARY, Case(pattern, "hit", hit.text, {"value": "0"}))
        == f"gives other groups for “{hit.text}”: value"
    )


def test_a_missing_finder_has_no_patterns() -> None:
    library: Library = load()

    assert library.of("indicator_column", "colour") == ()


@pytest.mark.parametrize("finder", sorted({pattern.finder for pattern in LIBRARY.patterns}))
def test_the_manual_names_every_finder(finder: str) -> None:
    manual = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert f"`{finder}`" in manual


def test_asking_all_patterns_at_once_finds_what_asking_one_by_one_finds() -> None:
    library = load()
    texts = {text for one in library.patterns for text in (*(hit.text for hit in one.hits), *one.misses)}
    groups = {(one.finder, one.field) for one in library.patterns if one.finder != "contrast"}

    for finder, field in sorted(groups):
        for text in texts:
            alone = next((one for one in library.of(finder, field) if one.find(text)), None)
            assert library.classify(finder, field, text) is alone


def test_patterns_whose_groups_refer_to_each_other_are_still_told_apart(tmp_path: Path) -> None:
    rest = 'hits = [{ text = "甲甲" }, { text = "丙丁" }]\nmisses = ["戊"]\n'
    entries = [
        f"[[pattern]]\nid = '{name}'\nfinder = 'contrast'\nfield = 'x'\nlabels = ['{label}']\n{rest}"
        for name, label in (("same", r"(?P<one>[甲乙])(?P=one)"), ("two", r"(?P<one>丙)丁"))
    ]
    (tmp_path / "own.toml").write_text("".join(entries), encoding="utf-8")
    library = merged(tmp_path)

    found = [library.classify("contrast", "x", text) for text in ("甲甲", "乙乙", "甲乙", "丙丁")]

    assert [one and one.id for one in found] == ["same", "same", None, "two"]


@pytest.mark.parametrize(
    ("label", "text", "may"),
    [
        ("预算数?", "预算执行", True),
        ("预算数", "预算执行", False),
        (r"(?:年初|全年)\(?预算", "全年预算数", True),
        (r"(?:年初|全年)\(?预算", "本年预算数", False),
        ("预算$", "预算数", True),
        ("预算(?!数)", "预算数", True),
        ("预算数?+", "决算", True),
    ],
)
def test_a_wording_is_ruled_out_only_where_no_beginning_of_the_text_fits(label: str, text: str, may: bool) -> None:
    entry = {"id": "a.b", "finder": "contrast", "field": "b", "labels": (label,), "misses": ("无",)}
    pattern = Pattern.model_validate({**entry, "hits": ({"text": "预算"}, {"text": "预算数"})})

    fits = any(pattern.regex.fullmatch(text, 0, end) for end in range(len(text) + 1))

    assert pattern.may_begin(text) is may
    assert may or not fits


def test_wordings_with_an_optional_bracket_are_asked_together() -> None:
    assert _one_of(LIBRARY.of("fund_column", "role")) is not None


@pytest.mark.parametrize(("text", "none"), [("项目名称", False), ("97.5%", True), ("培训人数", True)])
def test_a_text_that_fits_no_field_is_known_at_one_look(text: str, none: bool) -> None:
    assert LIBRARY.fits_none("cover_label", text) is none
