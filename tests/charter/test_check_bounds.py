"""What a check may cost: it grows with the charter, ends where somebody means that it should not, and says what it left out."""

from __future__ import annotations

import pytest

from konfrans.charter import load_charter
from konfrans.charter.checks import Level, Report, Sizes, check, decisions, votes
from konfrans.charter.checks.places import Budget

BASES = ("valid", "cast_with_blanks", "participants", "cast")


def body(kinds: int, parts: int = 1, *, alike: bool = False, measure: str = "yes", more: str = "") -> str:
    """A charter with so many kinds of decision, each under an article of its own, with conditions that differ, or are all the same."""
    lines = [
        'key = "body"\nversion = "1"\nlanguages = ["en"]\nauthentic = "en"\ntitle.en = "Body"',
        '[[article]]\nnumber = 1\nheading.en = "All"',
        *(f'[[article.paragraph]]\nnumber = {n}\ntext.en = "Words."' for n in range(1, kinds + 3)),
        '[organs.assembly]\nname.en = "Assembly"\narticle = "1.1"\nsize = 15',
        'quorum = { article = "1.1", measure = "present", at_least = { share = "1/2", of = "members" } }',
        '[kinds.charter_amendment]\ncondition = { article = "1.1", at_least = { share = "2/3", of = "members" } }',
        '[kinds.ordinary]\ncondition = { article = "1.1", more_than = { share = "1/2", of = "cast" } }',
    ]
    for n in range(kinds):
        one = 0 if alike else n
        asked = ", ".join(
            f'{{ article = "1.{n + 2}", measure = "{measure}", more_than = {{ share = "{one + 101}/{2 * one + 203}", '
            f'of = "{BASES[(one + part) % 4]}" }} }}'
            for part in range(parts)
        )
        asked = asked if parts == 1 else f"{{ all_of = [{asked}] }}"
        lines.append(f'[kinds.k{n}]\nname.en = "K"\nlike = "ordinary"\ncondition = {asked}')
    return "\n".join(lines) + more


class Answers:
    """How many answers a check worked out: each condition asked about one place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.many = 0
        true = votes.meets

        def counting(condition: object, of: object) -> object:
            asked = true(condition, of)  # type: ignore[arg-type]

            def answer(place: tuple[int, ...]) -> int:
                self.many += 1
                return asked(place)

            return answer

        monkeypatch.setattr(votes, "meets", counting)

    def to(self, document: str) -> int:
        self.many = 0
        check(document)
        return self.many


def left_out(report: Report) -> set[str]:
    """The kinds that were not looked through."""
    return {kind for one in report.findings if one.code == "not_examined" for kind in one.kinds}


def test_equal_rules_are_looked_through_once(monkeypatch: pytest.MonkeyPatch):
    answers = Answers(monkeypatch)
    assert answers.to(body(60, alike=True)) == answers.to(body(1))


def test_rules_that_differ_cost_each_as_much_as_the_first(monkeypatch: pytest.MonkeyPatch):
    answers = Answers(monkeypatch)
    few, many = answers.to(body(8)), answers.to(body(32))
    assert 3 * few < many <= 4 * few


def test_a_check_of_two_hundred_kinds_that_differ_ends_and_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch):
    """Whatever the charter holds, no more is worked out than one check may spend; what comes after is named, kind by kind."""
    monkeypatch.setattr(decisions, "LEAST_BUDGET", 100_000)
    answers = Answers(monkeypatch)
    for hostile in (body(190, 3), body(190, 2, measure="yes_minus_no")):
        assert answers.to(hostile) <= 100_000
        left = left_out(check(hostile))
        assert "k0" not in left and "k189" in left
        assert all(one.level is Level.REMARK for one in check(hostile).findings if one.code == "not_examined")


def test_trying_each_number_of_yes_is_dearer_than_asking_once():
    """A rule on the votes against is held to the same bound in a body of hundreds."""
    spent = []
    for measure in ("yes", "yes_minus_no"):
        budget = Budget(10**9)
        document = body(1, measure=measure)
        case = next(one for one in decisions.cases_of(load_charter(document)) if one.kind == "k0")
        decisions.search(votes.votes_of(case.rule), 40, proxies=False, budget=budget)
        spent.append(10**9 - budget.left)
    assert spent[1] > 5 * spent[0]


STALE = '\n[[accepted]]\narticle = "1.2"\nfinding = "two_block"\nreason.en = "So."\n'


def test_an_answer_that_no_size_needs_costs_no_more_than_a_check(monkeypatch: pytest.MonkeyPatch):
    """Sixty sizes are looked through for it, for the rules of that article alone, out of what one check may spend."""
    monkeypatch.setattr(decisions, "LEAST_BUDGET", 60_000)
    answers = Answers(monkeypatch)
    assert answers.to(body(30, 3, more=STALE)) - answers.to(body(30, 3)) <= decisions.LEAST_BUDGET
    monkeypatch.undo()
    report = check(body(1, more=STALE))
    assert [one.article for one in report.findings if one.code == "accepted_stale"] == ["1.2"]


def test_an_answer_is_not_called_out_of_date_where_not_every_size_was_looked_through(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decisions, "LEAST_BUDGET", 40_000)
    report = check(body(1, 3, more=STALE), Sizes())
    assert "accepted_stale" not in {one.code for one in report.findings}
    assert [one.kinds for one in report.findings if one.code == "not_examined"] == [("k0",)]
