"""`konfrans charter what-if`, `diff` and `compare`: charters held against recorded votes and against each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from konfrans.charter.faults import LawError
from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import Line, draw, write_json

if TYPE_CHECKING:
    from konfrans.charter.comparison.difference import Difference
    from konfrans.charter.comparison.mechanisms import Mechanism
    from konfrans.charter.comparison.what_if import Row
    from konfrans.charter.law import Charter
    from konfrans.charter.words import Language

Lang = Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")]
AsJson = Annotated[bool, typer.Option("--json", help="The result as one JSON object.")]


def what_if(
    decisions: Annotated[Path, typer.Argument(metavar="DECISIONS.csv", help="Recorded votes, a row for each.")],
    charters: Annotated[list[Path], typer.Argument(metavar="CHARTER ...", help="Charters, TOML documents.")],
    lang: Lang = "en",
    as_json: AsJson = False,
) -> None:
    """Recorded votes under several charters: which would have gone otherwise, and why.

    Columns: id, date, kind, members, seats, entitled, present, represented, yes, no, abstain, blank, invalid, barred, secret, call.
    An absent column and an empty cell mean what an option that is left out means to `decide`.

    Exit status 0: decided under each. 2: a file cannot be read. 70: the program itself failed.
    """
    from konfrans.charter.comparison.counts import LARGEST, read_counts
    from konfrans.charter.comparison.naming import names_of
    from konfrans.charter.comparison.what_if import of_known_kinds
    from konfrans.charter.comparison.what_if import what_if as judged
    from konfrans.charter.loading import read_as, read_charter
    from konfrans.charter.words import speak

    words = speak(lang)
    laws = tuple(read_charter(file) for file in charters)
    votes = read_as(decisions, lambda document: of_known_kinds(read_counts(document), laws), LARGEST)
    rows = judged(votes, laws)
    if as_json:
        write_json(json.dumps({"charters": names_of(laws), "summary": _summary(rows),
                               "rows": [_json(row, laws, words) for row in rows]}, ensure_ascii=False, indent=2))  # fmt: skip
    else:
        draw(list(_page(rows, laws, words)))


what_if.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def _why(one: object, law: Charter, words: Language) -> str:
    said = words.error(one)[0] if isinstance(one, LawError) else words.why(one, law)  # type: ignore[arg-type]
    return said.replace("\u00a0", " ")


def _summary(rows: tuple[Row, ...]) -> dict[str, int]:
    """How many votes there are, have outcomes to compare, flip, and have no outcome under at least one charter, by why."""
    from konfrans.charter.comparison.what_if import UNJUDGED

    counts = {
        "votes": len(rows),
        "compared": sum(row.compared for row in rows),
        "flips": sum(row.flips for row in rows),
    }
    return counts | {name: sum(name in row.unjudged for row in rows) for name in UNJUDGED}


def _json(row: Row, laws: tuple[Charter, ...], words: Language) -> dict[str, object]:
    from konfrans.charter.comparison.naming import names_of

    verdicts = {
        name: {"outcome": outcome, "why": _why(one, law, words)}
        for name, law, outcome, one in zip(names_of(laws), laws, row.outcomes, row.verdicts, strict=True)
    }
    recorded = row.recorded
    return {
        "id": recorded.id,
        "date": recorded.date,
        "kind": recorded.evidence.kind,
        "flips": row.flips,
        "cannot_be_judged": "cannot_be_judged" in row.unjudged,
        "verdicts": verdicts,
    }


def _page(rows: tuple[Row, ...], laws: tuple[Charter, ...], words: Language) -> list[Line]:
    from konfrans.charter.comparison.naming import names_of

    said, names = words.of_comparison(), names_of(laws)
    named = {one.value: name for one, name in words.outcomes.items()} | {"cannot_be_judged": said["cannot_be_judged"]}
    head = [said["vote"], said["kind"], *names]
    table = [head] + [
        [row.recorded.id, words.kind(row.recorded.evidence.kind, laws[0]), *(named[one] for one in row.outcomes)]
        for row in rows
    ]
    wide = [max(len(line[column]) for line in table) for column in range(len(head))]
    lines: list[Line] = []
    for number, cells in enumerate(table):
        text = "  ".join(cell.ljust(width) for cell, width in zip(cells, wide, strict=True)).rstrip()
        lines.append(("head" if number == 0 else "wait" if rows[number - 1].flips else "", text))
        row = rows[number - 1] if number else None
        if row is not None and (row.flips or row.unjudged):
            for name, law, outcome, one in zip(names, laws, row.outcomes, row.verdicts, strict=True):
                if row.flips or outcome in row.unjudged:
                    lines.append(("dim", f"    {name}: {_why(one, law, words)}"))
    return [*lines, ("", ""), *(("", end) for end in _ends(rows, words))]


def _ends(rows: tuple[Row, ...], words: Language) -> Iterator[str]:
    """How many votes flip, and how many have no outcome under a charter."""
    said, found = words.of_comparison(), _summary(rows)
    votes, compared, flips = (found.pop(name) for name in ("votes", "compared", "flips"))
    name = "flips" if flips else "no_flip" if compared else "none_compared"
    yield said[name].format(n=words.number(flips), all=words.number(compared))
    for name, number in found.items():
        if number:
            yield said[f"{name}_some"].format(n=words.number(number), all=words.number(votes))


# two charters, and several -------------------------------------------------------------------------------------------


def diff(
    first: Annotated[Path, typer.Argument(metavar="A", help="A charter, a TOML document.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another one.")],
    size: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=60, help="Up to which body; left out: their own.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List what is the same too.")] = False,
    lang: Lang = "en",
    as_json: AsJson = False,
) -> None:
    """What B does otherwise than A, mechanism by mechanism: stricter, looser or not to be compared, with the smallest example.

    Exit status 0: they do the same. 1: they do not, or it is not certain. 2: one cannot be read. 70: the program itself failed.
    """
    from konfrans.charter.comparison.difference import difference
    from konfrans.charter.comparison.written_alike import written_alike
    from konfrans.charter.loading import read_charter
    from konfrans.charter.words import speak

    words = speak(lang)
    laws = (read_charter(first), read_charter(second))
    found = difference(*laws, size=size)
    shown = [one for one in found if everything or one.relation != "same"]
    if as_json:
        rows = [_difference_json(one, laws, words) for one in shown]
        write_json(
            json.dumps({"first": laws[0].key, "second": laws[1].key, "written_alike": written_alike(*laws), "rows": rows},
                       ensure_ascii=False, indent=2)
        )  # fmt: skip
    else:
        alike = {
            one.mechanism if one.rule is None else id(one.rule) for one in found if (one.rule or one).relation == "same"
        }
        draw(list(_difference_page(shown, laws, words, same=len(alike))))
    same = all(one.relation == "same" for one in found) and written_alike(*laws)
    raise typer.Exit(0 if same else 1)


diff.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def _examples(one: Difference, laws: tuple[Charter, Charter], words: Language) -> list[str]:
    """The smallest votes that tell two rules apart, as sentences, with what each charter makes of them."""
    from konfrans.charter.comparison.examples import examples

    return list(examples(one, laws, _names(laws), words))


def _names(laws: tuple[Charter, Charter]) -> tuple[str, str]:
    """What the two are called: by their keys, and A and B where these are the same."""
    first, second = (law.key for law in laws)
    return (first, second) if first != second else (f"{first} (A)", f"{second} (B)")


def _difference_json(one: Difference, laws: tuple[Charter, Charter], words: Language) -> dict[str, object]:
    from konfrans.charter.comparison.examples import rules

    ends = ("first", "second")
    said = (
        {"said": dict(zip(ends, rules(one, laws, words), strict=True)), "up_to": one.votes.up_to} if one.votes else {}
    )
    return {
        "item": one.mechanism, "relation": one.relation, "first": one.first, "second": one.second,
        "examples": _examples(one, laws, words), **said,
        **_in_words((one.rule.first, one.rule.second) if one.rule else (), laws, ends, words),
    }  # fmt: skip


def _unsure(one: Difference, laws: tuple[Charter, Charter], words: Language) -> Iterator[str]:
    """Up to which body it was looked through, and both rules in words, where votes do not say all."""
    from konfrans.charter.comparison.examples import rules
    from konfrans.charter.words.parts import fill

    votes = one.votes
    if votes is None or one.relation == "same":
        return
    unsure = one.relation in ("same_up_to", "not_examined") or (
        votes.relation == "incomparable" and votes.up_to is not None
    )
    if unsure and votes.up_to:
        yield fill(words.of_comparison()["up_to"], {"n": (words.number(votes.up_to), votes.up_to)})
    if unsure or votes.in_parts:
        yield from (f"{name}: {said}" for name, said in zip(_names(laws), rules(one, laws, words), strict=True))


def _in_words(
    rules: tuple[Mechanism | None, ...], laws: tuple[Charter, ...], names: tuple[str, ...], words: Language
) -> dict[str, object]:
    """The mechanism that a value is part of: its heading, what it is about, what each charter says, by these names."""
    from konfrans.charter.comparison.telling import told

    if not any(rules):
        return {}
    found = told(rules, laws, words)
    said = dict(zip(names, found.said, strict=True))
    return {"heading": found.heading, "subject": found.subject, "said": said}


def _difference_page(
    shown: list[Difference], laws: tuple[Charter, Charter], words: Language, *, same: int
) -> Iterator[Line]:
    from konfrans.charter.comparison.written_alike import written_alike

    said, names = words.of_comparison(), _names(laws)
    if all(one.relation == "same" for one in shown):
        yield "", said["no_difference" if written_alike(*laws) else "unlike"]
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in shown:
        if one.rule is None:
            kind = one.mechanism.removeprefix("kinds.")
            name = words.kind(kind, next(law for law in laws if kind in law.kinds_known()))
            lines = (*_examples(one, laws, words), *_unsure(one, laws, words))
            alike.setdefault((one.relation, lines), []).append(name)
    for (relation, examples), kinds in alike.items():
        yield MOODS.get(relation, "wait"), f"{', '.join(kinds)}: {said[relation]}"
        yield from (("", f"  {line}") for line in examples)
    rules = {id(one.rule): one.rule for one in shown if one.rule is not None}.values()
    told = [((one.first, one.second), one.relation) for one in rules]
    yield from _mechanisms(told, laws, names, words)
    yield "", ""
    yield "dim", said["same_count"].format(n=words.number(same))


MOODS = {"stricter": "bad", "looser": "good", "same": "dim"}


def _mechanisms(
    rules: Iterable[tuple[tuple[Mechanism | None, ...], str]],
    laws: tuple[Charter, ...],
    names: tuple[str, ...],
    words: Language,
) -> Iterator[Line]:
    """Mechanisms under their headings, those of which the charters say the same together; `relation` is empty beside several charters."""
    from konfrans.charter.comparison.examples import together

    said = words.of_comparison()
    last = ""
    for one in together(rules, laws, words):
        if one.heading != last:
            yield "", ""
            yield "head", one.heading
        last, subject = one.heading, "; ".join(one.subjects)
        title = ": ".join(part for part in (subject, said[one.relation] if one.relation else "") if part)
        if title:
            yield MOODS.get(one.relation, "wait" if one.relation else ""), f"  {title}"
        for name, text in zip(names, one.said, strict=True):
            if text or not one.relation:
                yield "", f"    {name}: {text or said['silent']}"


def compare(
    charters: Annotated[list[Path], typer.Argument(metavar="CHARTER ...", help="Charters, TOML documents.")],
    differing: Annotated[bool, typer.Option("--differing", help="Only mechanisms that differ.")] = False,
    lang: Lang = "en",
    as_json: AsJson = False,
) -> None:
    """Charters side by side, mechanism by mechanism.

    Exit status 0: shown. 2: one cannot be read. 70: the program itself failed.
    """
    from konfrans.charter.comparison.beside import beside
    from konfrans.charter.comparison.naming import names_of
    from konfrans.charter.loading import read_charter
    from konfrans.charter.words import speak

    words = speak(lang)
    laws = tuple(read_charter(file) for file in charters)
    names = names_of(laws)
    rows = [row for row in beside(laws, words) if not (differing and row.same)]
    if as_json:
        shown = [
            {
                "item": row.mechanism,
                "cells": dict(zip(names, row.cells, strict=True)),
                **_in_words(row.rules, laws, names, words),
            }
            for row in rows
        ]
        write_json(json.dumps({"charters": names, "rows": shown}, ensure_ascii=False, indent=2))
        return
    lines: list[Line] = []
    said = words.of_comparison()
    for row in rows:
        if row.rules:
            continue
        kind = row.mechanism.removeprefix("kinds.").removesuffix(".quorum")
        about = words.kind(kind, next(law for law in laws if kind in law.kinds_known()))
        quorum = row.mechanism.endswith(".quorum")
        lines.append(("head", f"{about}: {words.headings['quorum']}" if quorum else about))
        lines += [("", f"  {name}: {cell or said['silent']}") for name, cell in zip(names, row.cells, strict=True)]
    rules = dict.fromkeys(row.rules for row in rows if row.rules)
    lines += _mechanisms(((each, "") for each in rules), laws, names, words)
    draw(lines)


compare.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]
