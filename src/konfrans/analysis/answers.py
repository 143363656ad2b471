"""Open answers: in how many a word stands, and which words are typical of a group. Names are cut out before anything is counted.

An answer counts once for a word, however often it says it, so that no wordy person carries a result. Sources: Dunning 1993, Computational
Linguistics 19(1) (G2); Hardie 2014, the log ratio; Wilson 2013 (BIC of G2). G2 takes answers as drawn one by one; the error of the
difference of shares is that of the design, with clusters and weights.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from konfrans.analysis import comparison, estimates
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source, source_of
from konfrans.analysis.estimates import PLAIN, Asked
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats, Ints
from konfrans.analysis.gathering import check_columns, recoded
from konfrans.analysis.persons import Names, without_names
from konfrans.analysis.results import Result, Row, check_by
from konfrans.analysis.sample import classes_of
from konfrans.analysis.sections import NOT_SAID, SAID, Table, word_of
from konfrans.analysis.spelling import Language, lexicon, words

TOGETHER, CELLS = 8, 4_000_000
"""So many words are estimated in one query, and so many cases times words where every case is a sampling unit: each needs room of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are read: the language, names to suppress, in how many answers a word must stand before it is shown, how many words are
    shown, and whether pairs of neighbouring words are counted too."""

    language: Language = "az"
    names: Names | None = None
    least: int = 5
    most: int = 30
    pairs: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read of one item. An entry is a word in an answer: `row` of the case, `word`, and how often it stands there (`times`)."""

    words: list[str]
    row: Ints
    word: Ints
    times: Ints
    answered: npt.NDArray[np.bool_]
    beside: Any
    """The other columns of all cases, as an Arrow table in the order of the rows."""

    def answers(self, of: Ints, groups: int) -> Ints:
        """In how many answers of each group every word stands (words x groups); `of` is the group of each case, -1: in none."""
        return self._summed(of, groups, np.ones(self.row.size, dtype=np.int64))

    def tokens(self, of: Ints, groups: int) -> Ints:
        """How often every word stands in the answers of each group (words x groups)."""
        return self._summed(of, groups, self.times)

    def _summed(self, of: Ints, groups: int, values: Ints) -> Ints:
        group = of[self.row]
        inside = group >= 0
        place = self.word[inside] * groups + group[inside]
        flat = np.bincount(place, weights=values[inside], minlength=len(self.words) * groups)
        return flat.reshape(len(self.words), groups).astype(np.int64)

    def said(self, word: int) -> Floats:
        """For each case, whether its answer has a word; NaN where there is no answer."""
        value = np.where(self.answered, 0.0, np.nan)
        value[self.row[self.word == word]] = 1.0
        return value


def read(
    source: Source, design: Design, item: str, by: Sequence[str], reading: Reading, margins: Sequence[str] = ()
) -> Corpus:
    """Read one item in a stream: of the texts only the numbers of their words are kept."""
    check_columns(source, {**design.columns(), "--items": [item], "--by": by, "--margins": margins})
    if source.numeric(item):
        raise AnalysisError("column_number", key="--items", column=item)
    import pyarrow as pa

    beside = list(dict.fromkeys([*(name for names in design.columns().values() for name in names), *margins, *by]))
    table = source.table.select(
        **{f"beside_{name}": recoded(source, design, name) if name in by else source.table[name] for name in beside},
        answer=recoded(source, design, item),
    )
    numbers: dict[str, int] = {}
    rows, ids, times = array("q"), array("q"), array("q")
    answered, batches, at = bytearray(), [], 0
    stop = lexicon(reading.language).stop
    for batch in source.batches(table):
        for text in batch.column("answer").to_pylist():
            there = bool(text and text.strip())
            answered.append(there)
            if there:
                for word, often in Counter(_counted(text, reading, stop)).items():
                    rows.append(at)
                    ids.append(numbers.setdefault(word, len(numbers)))
                    times.append(often)
            at += 1
        batches.append(batch.select([f"beside_{name}" for name in beside]))
    if not any(answered):
        raise AnalysisError("no_answers", item=item)
    kept = pa.Table.from_batches(batches).rename_columns(beside)
    entries = [np.array(one, dtype=np.int64) for one in (rows, ids, times)]
    return Corpus(list(numbers), entries[0], entries[1], entries[2], np.array(answered, dtype=np.bool_), kept)


def _counted(text: str, reading: Reading, stop: frozenset[str]) -> Iterator[str]:
    """The words of an answer that are counted, and pairs of neighbours if they are asked for."""
    for part in words(without_names(text, reading.language, reading.names), reading.language):
        yield from (word for word in part if word not in stop)
        if reading.pairs:
            yield from (f"{one} {two}" for one, two in pairwise(part) if one not in stop and two not in stop)


def frequencies(
    source: Source,
    design: Design,
    items: Sequence[str],
    by: Sequence[str] = (),
    reading: Reading | None = None,
    asked: Asked = PLAIN,
) -> Result:
    """The words that stand in most answers, of all or of each group: `estimate` is the share of answers with the word, with its error by
    the design; `answers` and `tokens` are plain counts, `of` are the answers of the group."""
    check_by("words", by)
    reading = sound(reading)
    if not items:
        raise AnalysisError("no_items")
    result: Result | None = None
    for item in items:
        corpus = read(source, design, item, by, reading, list(asked.margins or {}))
        groups = _groups(corpus, by)
        answers, tokens = corpus.answers(groups.of, groups.count), corpus.tokens(groups.of, groups.count)
        of = groups.summed(corpus.answered.astype(np.float64))
        order = [
            [
                int(word)
                for word in np.argsort(-answers[:, at], kind="stable")[: reading.most]
                if answers[word, at] >= reading.least
            ]
            for at in range(groups.count)
        ]
        shown = sorted({word for some in order for word in some})
        found: dict[tuple[Any, ...], Row] = {}
        for one in _estimated(corpus, design, shown, by, asked):
            result = result or _same(one, source, design, "words")
            for row in one.rows:
                found[(row.keys["item"], *(row.keys[name] for name in by))] = row
        result = result or Result("words", source.name, design, asked.level, list(by), df_rule="")
        for at, names in enumerate(groups.names):
            for word in order[at]:
                row = found[(_name(word), *names)]
                keys = {"item": item, "word": corpus.words[word], **dict(zip(by, names, strict=True))}
                more = {"answers": int(answers[word, at]), "tokens": int(tokens[word, at]), "of": int(of[at])}
                result.rows.append(Row(keys, row.estimate, row.se, row.ci, row.deff, row.df, more["answers"], more))
        result.beneath.append(_beneath(corpus, groups, by, item, result.rows))
        _withheld(result, item, answers.max(axis=1, initial=0), reading)
    assert result is not None
    return result


def _beneath(corpus: Corpus, groups: Any, by: Sequence[str], item: str, rows: Sequence[Row]) -> Table:
    """The counts on which rows rest: of every group its answers, and those that have a word of these rows or lack it."""
    shown = {str(row.keys["word"]) for row in rows if row.keys["item"] == item}
    said = corpus.answers(groups.of, groups.count)
    of = groups.summed(corpus.answered.astype(np.float64)).astype(int)
    cells: list[tuple[dict[str, Any], int]] = []
    for at, names in enumerate(groups.names):
        answered = {**dict(zip(by, names, strict=True)), item: None}
        cells.append((answered, int(of[at])))
        for number, word in enumerate(corpus.words):
            if word in shown:
                having = int(said[number, at])
                cells.append(({**answered, word_of(item, word): SAID}, having))
                cells.append(({**answered, word_of(item, word): NOT_SAID}, int(of[at]) - having))
    return Table(item, tuple(cells))


def keyness(
    source: Source,
    design: Design,
    items: Sequence[str],
    by: str,
    group: str | None = None,
    against: str | None = None,
    reading: Reading | None = None,
    asked: Asked = PLAIN,
) -> Result:
    """Words that a group says more often, or less, than the rest (or than the group `against`); without `group`, what each says more often.

    `estimate` is the difference of the shares of answers with the word, with the error of the design and its `p`, which `p_bonferroni`
    corrects for all words that were compared. `g2` and `log_ratio` are those of the plain counts `answers` (of `of`) and `answers_rest`
    (of `of_rest`), `bic` is G2 less the logarithm of the answers, `p_holm` the probability of G2 corrected for all words.
    """
    check_by("keyness", [by])
    reading = sound(reading)
    if not items:
        raise AnalysisError("no_items")
    result: Result | None = None
    for item in items:
        corpus = read(source, design, item, [by], reading)
        groups = _groups(corpus, [by])
        counts = corpus.answers(groups.of, groups.count)
        answered = groups.summed(corpus.answered.astype(np.float64))
        most = np.zeros(len(corpus.words), dtype=np.int64)
        for target, rest in _sides([str(name[0]) for name in groups.names], by, group, against):
            name = groups.names[target][0]
            said = Said(
                counts[:, target], float(answered[target]), counts[:, rest].sum(axis=1), float(answered[rest].sum())
            )
            if not (said.of and said.of_rest):
                raise AnalysisError("one_group", column=by, groups=[name])
            most = np.maximum(most, np.maximum(said.tops, said.others))
            # A group beyond the last: cases that are in none.
            side = np.array(
                ["target" if at == target else "rest" if at in rest else None for at in range(groups.count + 1)]
            )
            keys = {"item": item, by: name, "against": against or ""}
            one = _keywords(corpus, design, said, side[groups.of], reading, asked, both=group is not None)
            result = result or Result("keyness", source.name, design, one.level, [by], one.df_rule, source.labels)
            for row in one.rows:
                word = {"item": item, "word": row.keys["word"]}
                result.rows.append(replace(row, keys=word | keys))
        assert result is not None
        result.beneath.append(_beneath(corpus, groups, [by], item, result.rows))
        _withheld(result, item, most, reading)
    assert result is not None
    return result


@dataclass(frozen=True, slots=True)
class Said:
    """For each word, how many of `of` answers of a group have it (`tops`), and how many of `of_rest` others (`others`)."""

    tops: Ints
    of: float
    others: Ints
    of_rest: float


def _keywords(
    corpus: Corpus, design: Design, said: Said, side: Any, reading: Reading, asked: Asked, *, both: bool
) -> Result:
    """The rows of one comparison, the largest G2 first; without `both` only words that the group says more often."""
    g2, ratio, bic = scores(said.tops, said.of, said.others, said.of_rest)
    # A rare word may tell who somebody is; it is enough that one side has it often.
    compared = np.flatnonzero(np.maximum(said.tops, said.others) >= reading.least)
    p_holm = dict(zip(compared.tolist(), comparison.holm(special.chdtrc(1, g2[compared]).tolist()), strict=True))
    ranked = compared[np.argsort(-g2[compared], kind="stable")]
    shown = [int(word) for word in ranked if both or ratio[word] > 0][: reading.most]
    result = Result("keyness", "", design, asked.level, [], df_rule="")
    found: dict[str, Row] = {}
    for one in _compared(corpus, design, shown, side, asked):
        result.df_rule = one.df_rule
        found |= {row.keys["item"]: row for row in one.rows}
    for word in shown:
        row = found[_name(word)]
        p = comparison.p_of(row)
        more = {
            "answers": int(said.tops[word]),
            "of": int(said.of),
            "answers_rest": int(said.others[word]),
            "of_rest": int(said.of_rest),
            "g2": float(g2[word]),
            "log_ratio": float(ratio[word]),
            "bic": float(bic[word]),
            "p_holm": p_holm[word],
            "p": p,
            "p_bonferroni": float(np.minimum(1.0, p * len(compared))),
        }
        result.rows.append(replace(row, keys={"word": corpus.words[word]}, more=more))
    return result


def scores(tops: Any, of: float, others: Any, of_rest: float) -> tuple[Floats, Floats, Floats]:
    """G2 of each word, its log ratio and its BIC, where of `of` answers `tops` have the word, and of `of_rest` others `others`.

    G2 is that of the table of two rows and two columns, and says nothing of the direction; the log ratio is the binary logarithm of the
    ratio of shares, with half an answer for none. A BIC above 2 speaks for a difference, above 10 very strongly.
    """
    with_word = np.stack([tops, others]).astype(np.float64)
    wholes = np.array([[of], [of_rest]])
    g2 = np.zeros(with_word.shape[1])
    for observed, total in (
        (with_word, with_word.sum(axis=0)),
        (wholes - with_word, wholes.sum() - with_word.sum(axis=0)),
    ):
        g2 += 2 * (special.xlogy(observed, observed) - special.xlogy(observed, total * wholes / wholes.sum())).sum(
            axis=0
        )
    one, two = np.maximum(with_word, 0.5) / wholes
    g2 = np.maximum(g2, 0)
    return g2, np.log2(one / two), g2 - np.log(wholes.sum())


def sound(reading: Reading | None) -> Reading:
    """How answers are read, refused where it makes no sense."""
    reading = reading or Reading()
    for option, value in (("--min", reading.least), ("--most", reading.most)):
        if value < 1:
            raise AnalysisError("option_value", option=option, value=value, takes="1, 5, 30")
    return reading


def _groups(corpus: Corpus, by: Sequence[str]) -> Any:
    """The groups of the cases."""
    columns = []
    for name in by:
        column = np.empty(corpus.answered.size, dtype=object)
        column[:] = corpus.beside.column(name).to_pylist()
        columns.append(column)
    return classes_of(columns, corpus.answered.size)


def _sides(names: Sequence[str], by: str, group: str | None, against: str | None) -> Iterator[tuple[int, list[int]]]:
    """Which group is held against which others."""
    for option, value in (("--group", group), ("--against", against)):
        if value is not None and value not in names:
            raise AnalysisError("option_value", option=option, value=value, takes=list(names))
    if len(names) < 2 or (group is not None and group == against):
        raise AnalysisError("one_group", column=by, groups=list(names) if len(names) < 2 else [group])
    for target in range(len(names)) if group is None else [names.index(group)]:
        if against is None:
            yield target, [at for at in range(len(names)) if at != target]
        elif names[target] != against:
            yield target, [names.index(against)]


def _estimated(
    corpus: Corpus, design: Design, shown: Sequence[int], by: Sequence[str], asked: Asked
) -> Iterator[Result]:
    """Shares of answers with each word, by the design."""
    for some in _cut(shown, corpus, design):
        yield estimates.means(_table(corpus, some, {}), _plain(design), [_name(word) for word in some], by, asked)


def _compared(corpus: Corpus, design: Design, shown: Sequence[int], side: Any, asked: Asked) -> Iterator[Result]:
    """Differences of these shares between two sides."""
    for some in _cut(shown, corpus, design):
        source = _table(corpus, some, {"a side": side.tolist()})
        yield comparison.compare(source, _plain(design), [_name(word) for word in some], "a side", "rest", asked)


def _name(word: int) -> str:
    return f"word {word}"


def _plain(design: Design) -> Design:
    """The design without codes for "no answer": they are taken out already, and 0 and 1 say here whether a word is there."""
    return design.model_copy(update={"missing": []})


def _cut(shown: Sequence[int], corpus: Corpus, design: Design) -> Iterator[Sequence[int]]:
    """The words, as many at a time as there is room for."""
    room = TOGETHER if design.cluster else max(1, min(TOGETHER, CELLS // corpus.answered.size))
    for start in range(0, len(shown), room):
        yield shown[start : start + room]


def _table(corpus: Corpus, some: Sequence[int], more: dict[str, list[Any]]) -> Source:
    """The cases with their design, and for each word a column that says whether the answer has it."""
    import pyarrow as pa

    columns = {name: corpus.beside.column(name) for name in corpus.beside.column_names}
    columns |= {_name(word): pa.array(corpus.said(word), from_pandas=True) for word in some}
    columns |= {name: pa.array(values, pa.string()) for name, values in more.items()}
    return source_of("answers", pa.table(columns))


def _same(one: Result, source: Source, design: Design, kind: str) -> Result:
    """An empty result that says of itself what an estimate says."""
    labels = {**source.labels, **design.labels}
    return Result(kind, source.name, design, one.level, one.by, one.df_rule, labels, notes=one.notes)


def _withheld(result: Result, item: str, answers: Ints, reading: Reading) -> None:
    """Say how many words are not shown because too few answers have them; `answers`: the most that each has in one group."""
    rare = int((answers < reading.least).sum())
    if rare:
        result.note("words_withheld", item=item, number=rare, least=reading.least)
