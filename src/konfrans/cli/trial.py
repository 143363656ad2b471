"""`konfrans charter test`: a charter's examples are asked, and its rules changed by the least step to see whether one breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import Line, draw, write_json

if TYPE_CHECKING:
    from konfrans.charter.law import Charter
    from konfrans.charter.trial.cases import Tried
    from konfrans.charter.trial.survivors import Survey, Survivor
    from konfrans.charter.words import Language


def try_charter(
    charter: Annotated[Path, typer.Argument(metavar="FILE", help="The charter, a TOML document.")],
    cases: Annotated[
        Path | None,
        typer.Argument(metavar="CASES.toml", help="Examples in a file of their own, besides the charter's."),
    ] = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Change each rule by the least step: one example has to break.")
    ] = False,
    sentences: Annotated[bool, typer.Option("--sentences", help="Print every example in words.")] = False,
    holidays: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The table of holidays, a TOML document; for working days.")
    ] = None,
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> None:
    """Ask a charter its examples, and name each that is not answered as expected, with needed and found.

    Besides those inside the charter, the examples of a file of the same name in the folder `cases` beside it are asked, and of CASES.toml.

    With --mutants the examples are asked under every least change of a rule. A change that breaks none is proven to be without effect,
    by every vote of a body as large as that of the examples, or an example that it would break is proposed.

    Exit status 0: all as expected, and no change survives unproven. 1: something is not as expected, or survives. 2: the charter or the
    examples cannot be read. 70: the program itself failed.
    """
    from konfrans.charter.loading import read_charter
    from konfrans.charter.trial.cases import cases_beside, cases_of, read_cases, try_cases
    from konfrans.charter.trial.survivors import survey
    from konfrans.charter.words import speak

    words = speak(lang)
    law = read_charter(charter)
    if holidays is not None:
        from konfrans.charter.holiday_tables import read_holidays

        law = law.with_holidays(read_holidays(holidays))
    own = cases_of(law)
    files = dict.fromkeys(one for one in (cases_beside(charter), cases) if one is not None)
    tried = try_cases((*own, *(case for one in files for case in read_cases(one, law))), law)
    surveyed = survey(law, [one.case for one in tried if one.holds]) if mutants else None
    holds = all(one.holds for one in tried) and (surveyed is None or not surveyed.unproven)
    told = _Told(law, words)
    if as_json:
        write_json(json.dumps(told.as_json(tried, surveyed, holds, sentences=sentences), ensure_ascii=False, indent=2))
    else:
        draw(list(told.page(tried, surveyed, sentences=sentences)))
    raise typer.Exit(0 if holds else 1)


try_charter.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


class _Told:
    """What was found, in words and as JSON."""

    def __init__(self, law: Charter, words: Language) -> None:
        self.law, self.words, self.said = law, words, words.of_trial()

    # words ------------------------------------------------------------------------------------------------------------

    def page(self, tried: tuple[Tried, ...], surveyed: Survey | None, *, sentences: bool) -> Iterator[Line]:
        for one in tried:
            if not one.holds:
                yield from self._failure(one)
            elif sentences:
                yield "good", f"✓ {self.words.article_label(one.case.example.article)}"
                yield "", f"  {self._sentence(one)}"
        failed = sum(not one.holds for one in tried)
        if not tried:
            yield "wait head", self.said["none"]
        elif failed:
            yield "bad head", self._fill("fail", n=failed, all=len(tried))
        else:
            yield "good head", self._fill("hold", n=len(tried))
        if surveyed is not None:
            yield from self._survey(surveyed)

    def _failure(self, one: Tried) -> Iterator[Line]:
        yield "bad", f"✕ {self.words.article_label(one.case.example.article)} ({self._place(one)})"
        if one.error is not None:
            from konfrans.charter.faults import DocumentError

            faults = one.error.faults if isinstance(one.error, DocumentError) else ()
            for text, remedy in [self.words.fault(fault) for fault in faults[:20]] or [self.words.error(one.error)]:
                yield "", f"  {text}"
                yield "", f"  {remedy}"
            return
        yield "", f"  {self._sentence(one)}"
        for each in one.differences:
            what = self.said.get(each.what, each.what)
            expected, found = (self._value(value) for value in (each.expected, each.found))
            yield "", f"  {self._fill('differs', what=what, expected=expected, found=found)}"

    def _survey(self, surveyed: Survey) -> Iterator[Line]:
        proven, unproven = surveyed.proven, surveyed.unproven
        for one in (*proven, *unproven):
            yield "", ""
            yield "" if one.proof else "bad", f"{'·' if one.proof else '✕'} {self._change(one)}"
            yield "dim", f"  {self._proof(one)}" if one.proof or not one.proposal else ""
        if surveyed.proposals:
            from konfrans.charter.trial.proposals import toml

            yield "", ""
            yield "head", self.said["proposal"]
            for example in surveyed.proposals:
                yield "", ""
                yield from (("panes", line) for line in toml(example).split("\n"))
        yield "", ""
        counts = {"killed": surveyed.killed, "proven": len(proven), "open": len(unproven)}
        yield "bad head" if unproven else "good head", self._fill("mutants", all=surveyed.mutants, **counts)

    def _change(self, one: Survivor) -> str:
        mutant = one.mutant
        old, new = (_short(text) or self.said["left_out"] for text in (mutant.old, mutant.new))
        return self._fill("change", line=mutant.line, key=mutant.key, old=old, new=new)

    def _proof(self, one: Survivor) -> str:
        proof = one.proof
        if proof is None:
            return self.said["not_proven"]
        if not proof.cases:
            return self.said["same_rule"]
        if proof.elections:
            names = ", ".join(self.words.choose(self.law.elections[key].name, self.law) for key in proof.elections)
            return self._fill("rounds", size=proof.size, cases=sum(proof.cases.values()), elections=names)
        cases = ", ".join(f"{question} {self.words.number(n)}" for question, n in proof.cases.items())
        kinds = ", ".join(self.words.kind(kind, self.law) for kind in proof.kinds)
        if not kinds:
            return self._fill("sessions", size=proof.size, cases=cases)
        return self._fill("proven", size=proof.size, cases=cases, kinds=kinds)

    def _fill(self, name: str, **facts: Any) -> str:
        from konfrans.charter.words.parts import fill

        shown = {key: self.words.number(value) if type(value) is int else str(value) for key, value in facts.items()}
        return fill(self.said[name], {key: (words, facts[key]) for key, words in shown.items()})

    def _place(self, one: Tried) -> str:
        file = f"{one.case.file}, " if one.case.file else ""
        return self._fill("place", file=file, line=one.line, key=one.case.key)

    def _sentence(self, one: Tried) -> str:
        from konfrans.charter.trial.sentences import example_sentence

        return example_sentence(one.case.example, self.law, self.words)

    def _value(self, value: Any) -> str:
        return self.said["nothing"] if value is None else json.dumps(value, ensure_ascii=False).strip('"')

    # JSON -------------------------------------------------------------------------------------------------------------

    def as_json(
        self, tried: tuple[Tried, ...], surveyed: Survey | None, holds: bool, *, sentences: bool
    ) -> dict[str, Any]:
        found: dict[str, Any] = {
            "charter": self.law.key,
            "version": self.law.version,
            "sha256": self.law.sha256,
            "holds": holds,
            "examples": len(tried),
            "failures": [self._failure_json(one) for one in tried if not one.holds],
        }
        if sentences:
            found["sentences"] = [
                {"article": one.case.example.article, "text": self._sentence(one).replace("\u00a0", " ")}
                for one in tried
                if one.error is None
            ]
        if surveyed is not None:
            found["mutants"] = {
                "tried": surveyed.mutants,
                "killed": surveyed.killed,
                "without_effect": [self._survivor_json(one) for one in surveyed.proven],
                "survive": [self._survivor_json(one) for one in surveyed.unproven],
            }
        return found

    def _failure_json(self, one: Tried) -> dict[str, Any]:
        found: dict[str, Any] = {
            "file": one.case.file or None,
            "line": one.line,
            "key": one.case.key,
            "article": one.case.example.article,
            "question": one.case.example.question,
        }
        if one.error is not None:
            text, remedy = self.words.error(one.error)
            found["error"] = {"code": one.error.code, "text": text, "remedy": remedy}
        else:
            found["differences"] = [
                {"what": each.what, "expected": each.expected, "found": each.found} for each in one.differences
            ]
        return found

    def _survivor_json(self, one: Survivor) -> dict[str, Any]:
        from konfrans.charter.trial.proposals import toml

        mutant, proof = one.mutant, one.proof
        return {
            "line": mutant.line,
            "key": mutant.key,
            "old": mutant.old or None,
            "new": mutant.new or None,
            "proof": proof
            and {"size": proof.size, "kinds": proof.kinds, "elections": proof.elections, "cases": proof.cases},
            "proposal": toml(one.proposal) if one.proposal else None,
        }


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
