"""How each kind of result reads to an attacker: which cross-sections a row shows, and what it tells of answers beyond counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sample import gather
from konfrans.analysis.sections import (
    NOT_SAID,
    SAID,
    Leaving,
    Line,
    Moment,
    Section,
    Sheet,
    Table,
    levels_of,
    name_of,
    section,
    sorted_key,
    without,
    word_of,
)

MOST_LEVELS = 30
"""An item with more levels is a number; what lies beneath it is not listed."""
COUNTED = 3
"""A mean and its error are two equations: beside the number of cases they tell how many gave each of so many answers."""


def counts_beneath(source: Source, design: Design, result: Result, columns: Sequence[str] = ()) -> tuple[Table, ...]:
    """The counts on which a result rests, for `Leaving.beneath`: the levels of its items in its groups.

    `columns`: those of a regression's formula, whose whole cross-classification counts.
    """
    if columns:
        found = gather(source, design, {}, (), columns)
        sums = found.levels.summed(found.cases)
        cells = [
            (dict(zip(columns, name, strict=True)), int(number))
            for name, number in zip(found.levels.names, sums, strict=True)
        ]
        return (Table("beneath", tuple(cells)),)
    if result.kind == "regress":
        return ()  # the outcome alone would vouch for a model of any terms
    by = result.by
    items = {part.strip() for row in result.rows for part in str(row.keys["item"]).replace("/", ",").split(",")}
    tables = []
    for item in sorted(items & set(source.table.columns)):
        cells = []
        found = gather(source, design, {}, by, [item])
        for at, domain in enumerate(found.domains.names):
            inside = (found.domains.of == at) & (found.levels.of >= 0)
            sums = found.levels.summed(found.cases * inside)
            group = dict(zip(by, domain, strict=True))
            cells.append(({**group, item: None}, int(sums.sum())))
            if found.levels.count <= MOST_LEVELS:
                cells += [
                    ({**group, item: level}, int(number))
                    for (level,), number in zip(found.levels.names, sums, strict=True)
                ]
        tables.append(Table(item, tuple(cells)))
    return tuple(tables)


def sheet_of(given: Result | Table | Leaving, crowd: int, k: int) -> Sheet:
    """How a table reads. A kind of result that is not known here is refused: nobody has said what it gives away."""
    if isinstance(given, Table):
        return _of_table(given)
    leaving = given if isinstance(given, Leaving) else Leaving(given)
    result = leaving.result
    # Labels of one row, taken as a column's name, would be read as another cross-section.
    taken = {"item", "level", "row", "column", "at", "against", "term"} & {*result.by, *leaving.where}
    if result.kind not in KINDS or taken:
        raise AnalysisError("disclosure_kind", kind=result.kind, table=name_of(given), known=sorted(KINDS))
    if result.kind in ("words", "keyness") and result.choice is None:
        raise AnalysisError("disclosure_kind", kind="--min --most", table=name_of(given), known=sorted(KINDS))
    sheet = Sheet(name_of(given), leaving.survey, leaving.state)
    where = dict(leaving.where)
    for table in leaving.beneath:
        for conditions, number in table.counts:
            if number is not None:
                sheet.beneath[section({**where, **conditions})] = number
    KINDS[result.kind](sheet, leaving, crowd, k)
    return sheet


def _every(sheet: Sheet) -> dict[str, list[str]]:
    """The levels of each variable, as far as they are known."""
    found: dict[str, set[str]] = {}
    for name, level in {each for one in sheet.beneath for each in one}:
        if level is not None:
            found.setdefault(name, set()).add(level)
    return {name: sorted(levels) for name, levels in found.items()}


def _counted(sheet: Sheet, domain: Section, item: str, levels: Sequence[str]) -> tuple[Section, ...]:
    """The cross-sections of an item of so few levels that what is said of its answers tells how many gave each."""
    if not 0 < len(levels) <= COUNTED:
        return ()
    shares = tuple(domain | {(item, level)} for level in levels)
    sheet.counts |= {share: sheet.beneath.get(share, 0) for share in shares}
    sheet.whole.add(item)
    return shares


def _of_table(table: Table) -> Sheet:
    sheet = Sheet(table.name, table.survey, table.state, items=set(table.items))
    for conditions, number in table.counts:
        if number is None:
            raise AnalysisError("disclosure_kind", kind="null", table=table.name, known=["0, 1, 2, …"])
        one = section(conditions)
        sheet.counts[one] = number
        sheet.lines.append(Line((one,)))
        if table.complete:
            sheet.whole |= {name for name, value in one if value is not None}
        sheet.items |= {name for name, value in one if value is None}
    return sheet


def _domain(leaving: Leaving, row: Row) -> dict[str, Any]:
    return {**leaving.where, **{name: row.keys[name] for name in leaving.result.by}}


def _proportions(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    whole: dict[Section, int] = {}
    for row in leaving.result.rows:
        domain, item = _domain(leaving, row), row.keys["item"]
        own, all_of = section({**domain, item: row.keys["level"]}), section({**domain, item: None})
        sheet.counts[own] = _n(row)
        whole[all_of] = whole.get(all_of, 0) + _n(row)
        sheet.lines.append(Line((own, all_of)))
        sheet.items.add(item)
        sheet.whole |= {item, *leaving.result.by}
    sheet.counts |= whole
    for line in sheet.lines:
        own, all_of = line.rests
        if 0 < sheet.counts[own] == whole[all_of] < crowd:
            ((item, _level),) = own - all_of
            sheet.full |= {other.rests[0] for other in sheet.lines if other.rests[1] == all_of}


def _crosstab(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    names = str(leaving.result.rows[0].keys["item"]).split(" x ") if leaving.result.rows else ["", ""]
    if len(names) != 2:
        raise AnalysisError("disclosure_kind", kind=" x ".join(names), table=sheet.name, known=["a x b"])
    rows, columns = names
    sheet.items, sheet.whole = {rows, columns}, {rows, columns}
    for row in leaving.result.rows:
        along = {**leaving.where, rows: row.keys["row"], columns: None}
        down = {**leaving.where, rows: None, columns: row.keys["column"]}
        own = section({**along, columns: row.keys["column"]})
        margins = (section(along), section(down), section({**leaving.where, rows: None, columns: None}))
        sheet.counts[own] = _n(row)
        for margin in margins:
            sheet.counts[margin] = sheet.counts.get(margin, 0) + _n(row)
        sheet.lines.append(Line((own, *margins)))
    for line in sheet.lines:
        for margin in line.rests[1:3]:
            if 0 < sheet.counts[line.rests[0]] == sheet.counts[margin] < crowd:
                sheet.full |= {other.rests[0] for other in sheet.lines if margin in other.rests[1:3]}


def _means(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    every = _every(sheet)
    for row in leaving.result.rows:
        item, number = str(row.keys["item"]), _n(row)
        own = section({**_domain(leaving, row), item: None})
        sheet.counts[own] = number
        sheet.items.add(item)
        sheet.whole |= set(leaving.result.by)
        of_item = every.get(item, [])
        domain = without(own, item)
        levels = {level: sheet.beneath.get(domain | {(item, level)}, 0) for level in of_item}
        moments = (Moment(own, item),)
        if own in sheet.beneath:
            there = [level for level, count in levels.items() if count]
            if levels and sum(levels.values()) == number:
                sheet.whole.add(item)
            if len(there) == 1 and 0 < number < crowd:
                sheet.full.add(own)
            sheet.lines.append(Line((own, *_counted(sheet, domain, item, of_item)), moments))
            continue
        alike = not row.se > 0
        if alike and 0 < number < crowd:
            sheet.full.add(own)
        unknown = number > 0 and (leaving.result.kind != "means" or 0 <= row.estimate <= 1)
        sheet.lines.append(Line((own,), moments, "unknown" if unknown else ""))


def _quantiles(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    for row in leaving.result.rows:
        item, at, number = str(row.keys["item"]), float(row.keys["at"]), _n(row)
        own = section({**_domain(leaving, row), item: None})
        sheet.counts[own] = number
        sheet.items.add(item)
        sheet.whole |= set(leaving.result.by)
        tail = number * min(at, 1 - at) < k
        sheet.lines.append(Line((own,), (Moment(own, item, linear=False),), "tail" if tail and number else ""))


def _several(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """Ratios and scales: a row counts the cases that answered all its items."""
    mark, every = "/" if leaving.result.kind == "ratios" else ",", _every(sheet)
    for row in leaving.result.rows:
        name, domain = str(row.keys["item"]), _domain(leaving, row)
        parts = tuple(part.strip() for part in name.split(mark))
        own = section({**domain, name: None})
        sheet.counts[own] = _n(row)
        sheet.items |= {name, *parts}
        sheet.parts[name] = parts
        sheet.whole |= set(leaving.result.by)
        if not row.se > 0 and 0 < _n(row) < crowd:
            sheet.full.add(own)
        moments = tuple(Moment(section({**domain, part: None}), part, linear=False) for part in parts)
        # Over an item that is always one, a ratio is the mean of the other.
        shares = [
            _counted(sheet, section(domain), part, every.get(part, [])) for part in (parts if mark == "/" else ())
        ]
        sheet.lines.append(Line((own, *(share for each in shares for share in each)), moments))


def _compared(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """A difference of two groups shows both: whoever knows one mean knows the other."""
    (by,) = leaving.result.by
    every = _every(sheet)
    for row in leaving.result.rows:
        item = str(row.keys["item"])
        groups = [section({**leaving.where, by: row.keys[key], item: None}) for key in (by, "against")]
        known = all(group in sheet.beneath for group in groups)
        shares: list[tuple[Section, ...]] = [(), ()]
        if known:
            sheet.counts |= {group: sheet.beneath[group] for group in groups}
            for at, group in enumerate(groups):
                domain = without(group, item)
                if sum(count > 0 for count in levels_of(sheet.beneath, domain, item).values()) == 1:
                    sheet.full |= {group} if sheet.beneath[group] < crowd else set()
                shares[at] = _counted(sheet, domain, item, every.get(item, []))
        sheet.items.add(item)
        sheet.whole.add(by)
        moments = tuple(Moment(group, item, linear=False) for group in groups)
        # First what a withheld row withholds: the answers, where they are counted, and not how many there are.
        rests = (*shares[0], *groups, *shares[1]) if known else ()
        sheet.lines.append(Line(rests, moments, "" if known else "unknown"))


def _model(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """A model shows every cell of its columns: with enough terms its coefficients are the means of the cells."""
    cells = {one: number for one, number in sheet.beneath.items() if number}
    names = sorted({name for one in cells for name, _level in one})
    levels = {name: sorted({level or "" for one in cells for each, level in one if each == name}) for name in names}
    few = [name for name in names if len(levels[name]) <= MOST_LEVELS]
    shown: dict[Section, int] = {}
    for one, number in cells.items():
        kept = frozenset((name, level if name in few else None) for name, level in one)
        shown[kept] = shown.get(kept, 0) + number
    small = any(number < k for number in shown.values())
    rests = () if small else tuple(sorted(shown, key=sorted_key))
    sheet.counts |= {one: shown[one] for one in rests}
    sheet.items |= set(names)
    moments = tuple(Moment(frozenset([(name, None)]), name, linear=False) for name in names)
    for _row in leaving.result.rows:
        sheet.lines.append(Line(rests, moments, "" if rests else "small" if small else "unknown"))


def _words(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """A word is an item of two answers, said and not said, of those who answered."""
    for row in leaving.result.rows:
        rests = _word(sheet, row, _domain(leaving, row), row.more["answers"], row.more["of"], crowd)
        sheet.lines.append(Line(rests))
    sheet.whole |= set(leaving.result.by)


def _keyness(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """Words of two sides: the group and one other, or the group and all that answered, from which the others follow."""
    (by,) = leaving.result.by
    for row in leaving.result.rows:
        said, of, others, of_rest = (row.more[name] for name in ("answers", "of", "answers_rest", "of_rest"))
        rests = _word(sheet, row, _domain(leaving, row), said, of, crowd)
        other = row.keys["against"] or None
        beside = (others, of_rest) if other else (said + others, of + of_rest)
        rests += _word(sheet, row, {**leaving.where, by: other}, *beside, crowd)
        small = 0 < others < k or 0 < of_rest - others < k
        sheet.lines.append(Line(rests, fault="small" if small else ""))
    sheet.whole.add(by)


def _word(sheet: Sheet, row: Row, domain: dict[str, Any], said: int, of: int, crowd: int) -> tuple[Section, ...]:
    if " " in str(row.keys["word"]):  # a pair lies within both its words, and what is left of them is nobody's count
        raise AnalysisError("disclosure_pairs", command=sheet.name)
    if str(row.keys["item"]) in domain:
        raise AnalysisError("disclosure_answers", leaving=sheet.name, table=sheet.name, item=row.keys["item"])
    item, word = str(row.keys["item"]), word_of(row.keys["item"], row.keys["word"])
    answered = {**domain, item: None}
    with_word, without_it = section({**answered, word: SAID}), section({**answered, word: NOT_SAID})
    sheet.counts |= {section(answered): of, with_word: said, without_it: of - said}
    sheet.items |= {item, word}
    sheet.whole.add(word)
    if 0 < of < crowd and said in (0, of):
        sheet.full.add(with_word if said else without_it)
    return with_word, without_it, section(answered)


def _n(row: Row) -> int:
    if row.n is None:
        raise AnalysisError("disclosure_kind", kind="null", table=str(row.keys), known=["0, 1, 2, …"])
    return row.n


KINDS = {
    "proportions": _proportions,
    "crosstab": _crosstab,
    "means": _means,
    "totals": _means,
    "quantiles": _quantiles,
    "ratios": _several,
    "alpha": _several,
    "omega": _several,
    "compare": _compared,
    "trend": _compared,
    "regress": _model,
    "words": _words,
    "keyness": _keyness,
}
"""What each kind of result gives away."""
