"""Programmes over the years: which reports are about the same programme of the same body.

Reports with the same programme and body belong together. Programmes that were renamed are joined within
their body, by name alone or by name and indicators, bodies that were renamed or merged within their region and
for the same programme, if their years do not overlap and nothing else fits as well. Where a reform renamed the body
(`patterns/reforms.toml`), the programme may have another name too if the indicators are the same. Where names do not
decide, a person's link file does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from extractor.compare.gather import Sheet
from extractor.compare.links import PERSON, Rules
from extractor.compare.models import Link, Warning
from extractor.compare.names import Names, NameView, likeness
from extractor.name_words import contrast, plain
from extractor.patterns import Library
from extractor.wording import OF_PROGRAMMES, replaced

# Least likeness of the names of one body's programmes, and of the names of bodies, of different years.
PROGRAM_LEAST, BODY_LEAST = 0.75, 0.6
# Least likeness of the names where the indicators are the same: most of them, at least so many, so much alike.
PROGRAM_AKIN, TASKS_SHARED, FEWEST_TASKS, SAME_TASK = 0.4, 0.6, 3, 0.75
# A score under this is told, so that somebody looks at it.
CERTAIN = Decimal("0.9")
# Most programmes of one body, or bodies of one programme, that are compared one by one.
BLOCK = 200
# Most that is said for a body that succeeds another one: the score is told.
DOUBTFUL = 0.85
UNKNOWN_BODY, RENAMED, MOVED = "organization_unknown", "program_renamed", "organization_changed"


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one programme, a year each, the earliest first, and the links that joined them."""

    sheets: tuple[Sheet, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """All programmes in the order of body, name and first report, and what a person should know about them."""

    groups: tuple[Group, ...]
    warnings: tuple[Warning, ...]


Identity = tuple[str, str]
# Score of two reports being about one programme, and why it may be doubted.
Why = tuple[Decimal, tuple[str, ...]]


def group(sheets: Iterable[Sheet], names: Names, rules: Rules) -> Grouped:
    """The programmes of `sheets`."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.year, sheet.report))
    buckets = _buckets(ordered, names.library, rules)
    joined, scores = _merged(buckets, names, rules)
    warnings: list[Warning] = []
    groups = []
    for members in joined:
        kept, left_out = _one_a_year(members)
        links = tuple(_links(kept, scores, rules))
        groups.append(Group(kept, links))
        warnings += [*_twice(kept, left_out), *_uncertain(kept, links)]
    groups.sort(key=lambda one: (_body(one), one.sheets[-1].program or "", one.sheets[0].report))
    return Grouped(tuple(groups), tuple(warnings))


def stripped(program: str, library: Library) -> str:
    """The name of a programme without year, batch and 项目/资金 around it; all of it where nothing would be left."""
    text = whole = plain(program)
    for pattern in library.of("series", "programme_frame"):
        while match := pattern.find(text):
            text = text[: match.start()] + text[match.end() :]
    return text or whole


def _body(one: Group) -> str:
    return one.sheets[-1].organization or ""


def _identity(sheet: Sheet, library: Library) -> Identity:
    name = sheet.program or sheet.title
    if name is None and sheet.organization is None:
        return "", sheet.report
    return plain(sheet.organization or ""), stripped(name, library) if name else ""


def _buckets(sheets: Sequence[Sheet], library: Library, rules: Rules) -> list[list[Sheet]]:
    """Sheets of one identity; those that a person joins or parts are taken by their own."""
    found: dict[Identity, list[Sheet]] = {}
    for sheet in sheets:
        identity = _identity(sheet, library)
        cluster = rules.cluster(sheet.report)
        parted = any(rules.parted(sheet.report, other.report) for other in found.get(identity, []))
        key = ("person", cluster) if cluster else (*identity, sheet.report)[1:] if parted else identity
        found.setdefault((key[0], key[1]), []).append(sheet)
    return list(found.values())


def _merged(
    buckets: list[list[Sheet]], names: Names, rules: Rules
) -> tuple[list[list[Sheet]], dict[tuple[str, str], Why]]:
    """Buckets joined where their names and years allow it, the most alike first, and why, by pair of reports."""
    candidates = sorted(_candidates(buckets, names, rules), key=lambda one: (-one[0], one[2], one[3]))
    root = list(range(len(buckets)))
    members = {index: list(bucket) for index, bucket in enumerate(buckets)}
    why: dict[tuple[str, str], Why] = {}
    for score, reasons, one, other in candidates:
        left, right = root[one], root[other]
        if left == right or _overlap(members[left], members[right]):
            continue
        for sheet in members[left]:
            for later in members[right]:
                why[sheet.report, later.report] = why[later.report, sheet.report] = (score, reasons)
        members[left] += members.pop(right)
        root = [left if index == right else index for index in root]
    return [members[index] for index in sorted(members)], why


def _overlap(left: Sequence[Sheet], right: Sequence[Sheet]) -> bool:
    return bool({sheet.year for sheet in left} & {sheet.year for sheet in right})


def _candidates(
    buckets: Sequence[Sequence[Sheet]], names: Names, rules: Rules
) -> list[tuple[Decimal, tuple[str, ...], int, int]]:
    found: dict[tuple[int, int], Why] = {}
    for block in _blocks(buckets, names.library):
        for one, other in combinations(block, 2):
            if (one, other) in found or not _may_join(buckets[one], buckets[other], rules):
                continue
            alike = _alike(buckets[one][-1], buckets[other][0], names)
            if alike is not None:
                found[one, other] = alike
    return [(*why, *pair) for pair, why in found.items() if not _ambiguous(pair, why, found, buckets)]


def _may_join(one: Sequence[Sheet], other: Sequence[Sheet], rules: Rules) -> bool:
    return not _overlap(one, other) and not any(rules.parted(a.report, b.report) for a in one for b in other)


def _ambiguous(
    pair: tuple[int, int],
    why: Why,
    found: Mapping[tuple[int, int], Why],
    buckets: Sequence[Sequence[Sheet]],
) -> bool:
    """Whether a report of an unknown body would fit the same programme of several bodies."""
    if UNKNOWN_BODY not in why[1]:
        return False
    unknown = next(index for index in pair if buckets[index][0].organization is None)
    fitting = {index for other in found if unknown in other for index in other}
    return len({buckets[index][0].organization for index in fitting} - {None}) > 1


def _blocks(buckets: Sequence[Sequence[Sheet]], library: Library) -> list[list[int]]:
    """Buckets worth comparing: of one body or its successors, of one programme in one region or of few bodies."""
    blocks: dict[tuple[str, str, str | None], list[int]] = {}
    for index, bucket in enumerate(buckets):
        sheet = bucket[0]
        body, program = _identity(sheet, library)
        if body:
            blocks.setdefault(("body", body, None), []).append(index)
        if line := _line(body, library):
            blocks.setdefault(("reform", *line), []).append(index)
        if program and sheet.program:
            blocks.setdefault(("program", program, None), []).append(index)
            blocks.setdefault(("program", program, sheet.region or ""), []).append(index)
    return [block for block in blocks.values() if 1 < len(block) <= BLOCK]


def _alike(one: Sheet, other: Sheet, names: Names) -> Why | None:
    """Score and reasons for two reports being about the same programme, None where they are not."""
    programs = _likeness(one.program, other.program, names)
    bodies = _likeness(one.organization, other.organization, names)
    if programs == 1:
        return _same_programme(one, other, bodies, names)
    if programs is None or bodies is None or not _renamed(one, other, programs, names):
        return None
    if bodies == 1:
        return _scored(programs), (RENAMED,)
    known = _reformed(one, other, names.library) and _same_tasks(one, other, names)
    return (_scored(min(programs, DOUBTFUL)), (RENAMED, MOVED)) if known else None


def _same_programme(one: Sheet, other: Sheet, bodies: float | None, names: Names) -> Why | None:
    """The same for reports of a programme of one name, whose bodies are so much alike; None where one is not stated.

    Bodies of one region that are not alike may both have such a programme (办公设备购置): then the indicators decide.
    """
    if bodies is None:
        return Decimal("0.8"), (UNKNOWN_BODY,)
    if _reformed(one, other, names.library):
        return _scored(max(bodies, DOUBTFUL)), (MOVED,)
    if one.region and one.region == other.region and (bodies >= BODY_LEAST or _same_tasks(one, other, names)):
        return _scored(max(bodies, BODY_LEAST)), (MOVED,)
    return (_scored(bodies), (MOVED,)) if bodies >= PROGRAM_LEAST else None


def _reformed(one: Sheet, other: Sheet, library: Library) -> bool:
    """Whether one body succeeds the other in its place: 云泽市环境保护局, 云泽市生态环境局."""
    line = _line(plain(one.organization or ""), library)
    return line is not None and line == _line(plain(other.organization or ""), library)


def _line(body: str, library: Library) -> tuple[str, str] | None:
    """The line of bodies that `body` belongs to, and its place; None for one that no reform touched."""
    for pattern in library.of("series", "reform"):
        if match := pattern.find(body):
            return pattern.value, body[: match.start()]
    return None


def _renamed(one: Sheet, other: Sheet, alike: float, names: Names) -> bool:
    """Whether two programmes of one body are one: by their names, or by half their names and the indicators."""
    return alike >= PROGRAM_LEAST or (alike >= PROGRAM_AKIN and _same_tasks(one, other, names))


def _same_tasks(one: Sheet, other: Sheet, names: Names) -> bool:
    """Whether most indicators of the report that has fewer have one of about the same name in the other."""
    fewer, more = sorted(([names.view(point.name) for point in sheet.points] for sheet in (one, other)), key=len)
    found = sum(any(_same_task(task, other) for other in more) for task in fewer)
    return found >= max(FEWEST_TASKS, TASKS_SHARED * len(fewer))


def _same_task(one: NameView, other: NameView) -> bool:
    return likeness(one, other) >= SAME_TASK and not contrast(one.name, other.name)


def _likeness(one: str | None, other: str | None, names: Names) -> float | None:
    if one is None or other is None:
        return None
    left, right = stripped(one, names.library), stripped(other, names.library)
    if left == right:
        return 1.0
    mine, theirs = names.view(left), names.view(right)
    if contrast(mine.name, theirs.name) or replaced(mine.name, theirs.name, names.library, OF_PROGRAMMES):
        return 0.0
    return likeness(mine, theirs)


def _scored(likely: float) -> Decimal:
    return Decimal(f"{likely:.2f}")


def _one_a_year(members: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
    """The fullest report of each year, and the others."""
    best: dict[int, Sheet] = {}
    for sheet in sorted(members, key=lambda one: (-len(one.points), one.report)):
        best.setdefault(sheet.year, sheet)
    kept = tuple(best[year] for year in sorted(best))
    return kept, tuple(sheet for sheet in members if sheet not in kept)


def _links(kept: Sequence[Sheet], scores: Mapping[tuple[str, str], Why], rules: Rules) -> Iterator[Link]:
    for one, other in pairwise(kept):
        cluster = rules.cluster(one.report)
        if cluster and cluster == rules.cluster(other.report):
            yield Link(one.report, other.report, Decimal(1), (PERSON,))
        else:
            score, reasons = scores.get((one.report, other.report), (Decimal(1), ("same_name",)))
            yield Link(one.report, other.report, score, reasons)


def _twice(kept: Sequence[Sheet], left_out: Sequence[Sheet]) -> Iterator[Warning]:
    by_year = {sheet.year: sheet.report for sheet in kept}
    for sheet in left_out:
        message = f"与{by_year[sheet.year]}为同一项目同一年度，未参加比较"
        yield Warning("same_year_twice", message, sheet.report)


def _uncertain(kept: Sequence[Sheet], links: Sequence[Link]) -> Iterator[Warning]:
    by_report = {sheet.report: sheet for sheet in kept}
    for link in links:
        if link.score < CERTAIN:
            one, other = by_report[link.from_], by_report[link.to]
            message = f"{_who(one)}与{_who(other)}按同一项目比较，请核对"
            yield Warning("program_uncertain", message, link.to)


def _who(sheet: Sheet) -> str:
    return f"{sheet.year}年{sheet.organization or '（单位不明）'}“{sheet.program or sheet.title or ''}”"
