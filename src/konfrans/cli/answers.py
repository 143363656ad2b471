"""What `konfrans decide` and `konfrans ask` answer: what a charter says, by what article, with what arithmetic. No Django; at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from konfrans.charter.faults import CountError, LawError
from konfrans.cli.verdicts import draw, page, print_json, write

if TYPE_CHECKING:
    from konfrans.charter.evidence import Attestation, Evidence

Typed = Mapping[str, Any]
"""The options that were typed, by the names of their parameters in `konfrans.cli.law`; None, or no entry, for one that was left out."""


def decide(typed: Typed) -> int:
    """Judges a vote and prints the verdict; the exit status. `LawError` where it cannot be judged."""
    from konfrans.charter.loading import read_charter
    from konfrans.charter.motions import judge
    from konfrans.charter.words import speak

    words = speak(typed.get("lang") or "en")
    evidence = _evidence(typed)
    law = read_charter(typed["charter"])
    numbers = {article.number for article in law.articles}
    for number in evidence.way.touches:
        if number not in numbers:
            raise LawError("touches_unknown", given=str(number)[:20], known=tuple(sorted(numbers)))
    verdict = judge(evidence, law)
    if typed.get("as_json"):
        print_json(verdict, law, words)
    else:
        draw(page(verdict, law, words, evidence, options=True))
    return verdict.status


def _evidence(typed: Typed) -> Evidence:
    from konfrans.charter.evidence import COUNTS, Count, Evidence
    from konfrans.charter.matters import Way

    secret, opened, casting = typed.get("secret"), typed.get("opened"), typed.get("casting")
    if secret and opened:
        raise LawError("ballot_twice")
    if typed.get("entitled") is None:
        raise CountError("nobody_entitled")
    if casting not in (None, "yes", "no"):
        raise CountError("casting_unknown", given=casting[:40])
    return Evidence(
        kind=typed["kind"],
        count=Count(**{name: typed[name] for name in COUNTS if typed.get(name) is not None}),
        call=typed.get("call", 1),
        secret=True if secret else False if opened else None,
        casting=casting,
        attestations=_attestations(typed.get("attest") or ()),
        way=Way(put_off=bool(typed.get("put_off")), touches=tuple(typed.get("touches") or ())),
    )


def _attestations(given: Sequence[str]) -> tuple[Attestation, ...]:
    from konfrans.charter.evidence import Attestation

    found = []
    for one in given:
        key, sign, name = one.partition("=")
        if not sign or not key.strip():
            raise LawError("attest_form", given=one[:80])
        found.append(Attestation(rule=key.strip(), by=name.strip()))
    return tuple(found)


def ask(typed: Typed) -> int:
    """Answers a question and prints the verdict, or lists the questions, or prints a facts file to begin with; the exit status."""
    from konfrans.charter import asking
    from konfrans.charter.files import LARGEST, read_stdin
    from konfrans.charter.loading import read_as, read_charter
    from konfrans.charter.words import speak

    words, question, charter, facts = (
        speak(typed.get("lang") or "en"),
        *map(typed.get, ("question", "charter", "facts")),
    )
    if question is None:
        wide = max(len(key) for key in asking.questions())
        write("\n".join(f"{key:<{wide}}  {words.question(key)}" for key in asking.questions()))
        return 0
    asked = asking.question(question)
    if typed.get("example"):
        write((asking.example_for(asked, read_charter(charter)) if charter else asked.example).rstrip())
        return 0
    if charter is None:
        raise LawError("option_missing", given="--charter")
    if facts is None:
        raise LawError("option_missing", given="--facts")
    law = read_charter(charter)
    if typed.get("holidays") is not None:
        from konfrans.charter.holiday_tables import read_holidays

        law = law.with_holidays(read_holidays(typed["holidays"]))
    given = read_stdin(LARGEST) if str(facts) == "-" else read_as(facts, bytes)
    found = asking.read_facts(asked, given, law)
    verdict = asked.answer(found, law)
    if typed.get("as_json"):
        print_json(verdict, law, words)
    else:
        draw(page(verdict, law, words, found.evidence() if question == "motion" else None))
    return verdict.status
