"""A case as an `[[example]]` of a charter: what tells a mutant from the charter, ready to be put below its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from konfrans.charter.law import Charter
from konfrans.charter.law.examples import Example, Expected
from konfrans.charter.toml_text import table_toml
from konfrans.charter.trial.cases import holds, plain
from konfrans.charter.trial.comparing import Witness
from konfrans.charter.trial.mutants import Mutant
from konfrans.charter.verdicts import Verdict


def proposed(mutant: Mutant, witness: Witness, charter: Charter, document: Mapping[str, Any]) -> Example | None:
    """The example that says least and that the mutant breaks; None where no example can say what differs."""
    for example in _examples(mutant, witness, charter, document):
        if holds(example, charter) and not holds(example, mutant.charter):
            return example
    return None


def _examples(mutant: Mutant, witness: Witness, charter: Charter, document: Mapping[str, Any]) -> Iterator[Example]:
    one, two = witness.verdict, witness.other
    cited = _cited(mutant.step.path, document)
    differing = next((reason.article for reason in one.reasons if two is None or reason not in two.reasons), None)
    first = next((reason.article for reason in one.reasons), next(iter(charter.articles)).paragraphs[0].ref)
    for article in dict.fromkeys(filter(None, (cited, differing, first))):
        reason = next((each for each in one.reasons if each.article == article), None)
        needed, found = (_number(reason.needed), _number(reason.got)) if reason else (None, None)
        expect = Expected(outcome=one.outcome, needed=needed, got=found if needed is None else None)
        got = expect.but(got=found)
        whole = expect.but(answer=_answer(one, two))
        acts = tuple(step.act for step in one.next)
        for each in (expect, got, expect.but(next=acts), whole, whole.but(next=acts)):
            yield Example(article=article, question=witness.question, facts=witness.facts, expect=each)


def _cited(path: Sequence[Any], document: Any) -> str | None:
    """The paragraph that the nearest table around a place cites."""
    article = None
    at = document
    for part in path:
        if isinstance(at, Mapping) and isinstance(at.get("article"), str):
            article = at["article"]
        try:
            at = at[part]
        except (KeyError, IndexError, TypeError):
            return article
    return at["article"] if isinstance(at, Mapping) and isinstance(at.get("article"), str) else article


def _number(value: Any) -> int | str | None:
    return value if type(value) is int or (isinstance(value, str) and 0 < len(value) <= 200) else None


def _answer(one: Verdict, two: Verdict | None) -> dict[str, Any]:
    """The keys of the answer that the other gives otherwise; TOML has no word for what is not there."""
    given = one.answer if isinstance(one.answer, Mapping) else {}
    other = two.answer if two is not None and isinstance(two.answer, Mapping) else {}
    return {key: plain(value) for key, value in given.items() if _whole(value) and other.get(key) != value}


def _whole(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_whole(one) for one in value.values())
    if isinstance(value, list | tuple):
        return all(_whole(one) for one in value)
    return value is not None


def together(one: Example, other: Example) -> Example:
    """Two examples of the same paragraph on the same facts as one that expects what both do."""
    first, second = one.expect, other.expect
    kept = {name: getattr(first, name) if getattr(first, name) is not None else getattr(second, name) for name in _KEPT}
    return one.but(expect=first.but(answer={**first.answer, **second.answer}, **kept))


_KEPT = ("needed", "got", "next")


def toml(example: Example) -> str:
    """An example as a charter writes it."""
    expect: dict[str, Any] = {"outcome": example.expect.outcome.value}
    for name in ("needed", "got"):
        if (value := getattr(example.expect, name)) is not None:
            expect[name] = value
    if example.expect.answer:
        expect["answer"] = example.expect.answer
    if example.expect.next is not None:
        expect["next"] = example.expect.next
    table = {"article": example.article, "question": example.question, "facts": example.facts, "expect": expect}
    return f"[[example]]\n{table_toml(plain(table), ())}"
