"""May an applicant be admitted: what fits, what is missing, who decides, and from when it is a member."""

from __future__ import annotations

from typing import Any

import pytest

from konfrans.charter import CharterError, LawError, Outcome, Verdict, read_charter, speak
from konfrans.charter.asking import ask

from .bodies import body

DRAFT = read_charter("charters/azerbaijan-draft.toml")
PAPERS = ["application", "charter_copy", "accreditation"]
TWO = [{"member": "First University", "category": "full"}, {"member": "Second University", "category": "full"}]
WHOLE: dict[str, Any] = {
    "day": "2026-11-20", "applicant": "Example University", "category": "full", "documents": PAPERS,
    "recommendations": TWO, "opinion": {"day": "2026-11-02", "favourable": False},
}  # fmt: skip


def asked(charter=DRAFT, **facts: Any) -> Verdict:
    given = {**WHOLE, **facts}
    return ask("admission", {name: value for name, value in given.items() if value is not None}, charter)


def unmet(verdict: Verdict) -> list[tuple[str, bool | None]]:
    return [(reason.code, reason.met) for reason in verdict.reasons if not reason.met]


CASES = [  # what is different, the outcome, what is not met, and who acts next
    ({}, "passed", [], ["decide_admission"]),
    ({"documents": PAPERS[:2]}, "incomplete", [("paper", None)], ["present_document", "decide_admission"]),
    ({"documents": None}, "incomplete", [("paper", None)] * 3, ["present_document", "decide_admission"]),
    ({"recommendations": TWO[:1]}, "incomplete", [("recommended_of", None)], ["present_recommendations", "decide_admission"]),
    ({"recommendations": TWO[:1] * 2}, "incomplete", [("recommended_of", None)], ["present_recommendations", "decide_admission"]),
    (
        {"recommendations": [TWO[0], {"member": "Academy", "category": "associate"}]},
        "incomplete", [("recommended_of", None)], ["present_recommendations", "decide_admission"],
    ),
    ({"opinion": None}, "incomplete", [("opinion_given", None)], ["give_opinion", "decide_admission"]),
    ({"opinion": {"day": "2026-11-21", "favourable": True}}, "incomplete", [("opinion_given", None)], ["give_opinion", "decide_admission"]),
    ({"holder": "person"}, "failed", [("category_holder", False)], []),
    ({"decision": {"day": "2026-11-19", "passed": False}}, "failed", [("admitted", False)], []),
    ({"decision": {"day": "2026-11-19", "passed": True}}, "passed", [], []),
    ({"decision": {"day": "2026-11-21", "passed": True}}, "passed", [], ["decide_admission"]),
    ({"decision": {"day": "2026-11-19", "passed": True}, "documents": PAPERS[1:]}, "incomplete", [("paper", None)], ["present_document"]),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "outcome", "missing", "acts"), CASES)
def test_what_is_missing_is_named_with_who_acts_next(facts, outcome: str, missing, acts) -> None:
    verdict = asked(**facts)
    assert (verdict.outcome.value, unmet(verdict), [step.act for step in verdict.next]) == (outcome, missing, acts)
    for code in ("en", "az"):
        words = speak(code)
        said = [words.why(verdict, DRAFT), *(words.text(one, DRAFT) for one in verdict.reasons)]
        said += [words.next(step, DRAFT) for step in verdict.next]
        assert not any("{" in one or "_" in one for one in said), said


def test_a_member_from_the_day_of_the_decision() -> None:
    verdict = asked(decision={"day": "2026-11-19", "passed": True})
    assert (verdict.answer["stage"], verdict.answer["member_from"]) == ("is_member", "2026-11-19")
    begins = next(reason for reason in verdict.reasons if reason.code == "membership_begins")
    assert speak("en").text(begins, DRAFT).replace("\u00a0", " ") == (
        "It is a member from 19 November 2026; what counts is the decision (article 7(4))."
    )
    assert speak("az").text(begins, DRAFT).replace("\u00a0", " ") == (
        "Üzvlük 19 noyabr 2026-cı il tarixində başlanır, əsas: qərar (Nizamnamənin 7.4-cü bəndi)."
    )


def test_whom_a_category_is_not_for_is_told_though_nothing_says_how_one_enters_it() -> None:
    facts: dict[str, Any] = {"documents": None, "recommendations": None, "opinion": None, "category": "honorary"}
    assert asked(**facts, holder="person").outcome is Outcome.NO_RULE
    verdict = asked(**facts)
    assert (verdict.outcome, unmet(verdict)) == (Outcome.FAILED, [("category_holder", False)])
    for code in ("en", "az"):
        assert "{" not in speak(code).why(verdict, DRAFT)


def test_the_deciding_organ_is_that_of_the_kind_and_a_category_that_nobody_enters_has_no_rule() -> None:
    assert [(step.who, step.article) for step in asked().next] == [("general_assembly", "7.1")]
    assert asked(category="associate").outcome is Outcome.NO_RULE


# one like the EUA: a letter of the national conference, or three members; a presentation; the first fee; a year on trial

EUA_LIKE = """
[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }

[groups.university]
article = "1.1"
name = { az = "universitet", en = "university" }

[categories.candidate]
article = "1.1"
name = { az = "namizəd", en = "candidate" }
groups = ["university"]
requires = [{ article = "1.2", datum = "students", at_least = 500 }]

[[admission]]
article = "1.1"
categories = ["candidate"]
documents.letter = { article = "1.1", name = { az = "məktub", en = "letter of the national conference" } }
recommended = { article = "1.1", number = 3, instead = "letter" }
opinion = { article = "1.2", who = "general_assembly", favourable = true }
presentation = "1.2"
decision = "admission"
effect = { article = "1.2", event = "first_fee", who = "president" }
trial = { article = "1.1", lasts = { years = 1 } }
"""
FIT = {
    "category": "candidate", "groups": ["university"], "data": {"students": [{"number": 800, "of": "2026-10-01"}]},
    "documents": ["letter"], "recommendations": None, "presented": "2026-11-10", "opinion": {"day": "2026-11-02", "favourable": True},
    "decision": {"day": "2026-11-15", "passed": True}, "events": {"first_fee": "2026-11-18"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "outcome", "missing"),
    [
        ({}, "passed", []),
        ({"documents": None}, "incomplete", [("recommended", None)]),
        ({"documents": None, "recommendations": [{"member": str(n), "category": "member"} for n in range(3)]}, "passed", []),
        ({"groups": None}, "failed", [("category_group", False)]),
        ({"data": {"students": [{"number": 499, "of": "2026-10-01"}]}}, "failed", [("category_number", False)]),
        ({"data": None}, "incomplete", [("number_missing", None)]),
        ({"presented": None}, "incomplete", [("presentation", None)]),
        ({"opinion": {"day": "2026-11-02", "favourable": False}}, "failed", [("opinion_favourable", False)]),
        ({"events": None}, "incomplete", [("membership_begins", None)]),
        ({"events": {"first_fee": "2026-11-21"}}, "incomplete", [("membership_begins", None)]),
    ],
)  # fmt: skip
def test_letter_or_members_numbers_presentation_first_fee(facts: dict, outcome: str, missing: list) -> None:
    verdict = asked(body(EUA_LIKE), **{**FIT, **facts})
    assert (verdict.outcome.value, unmet(verdict)) == (outcome, missing)


def test_membership_begins_with_the_first_fee_and_is_on_trial_for_a_year() -> None:
    verdict = asked(body(EUA_LIKE), **FIT)
    assert (verdict.answer["member_from"], verdict.answer["trial_until"]) == ("2026-11-18", "2027-11-18")
    early = asked(body(EUA_LIKE), **{**FIT, "events": {"first_fee": "2026-11-01"}})
    assert early.answer["member_from"] == "2026-11-15", "never before the decision"
    waits = asked(body(EUA_LIKE), **{**FIT, "events": None})
    assert [(step.act, step.who) for step in waits.next] == [("event_first_fee", "president")]


# one like KRASP: all institutions of a type at once

COLLECTIVE = """
[categories.type]
article = "1.1"
name = { az = "kollektiv üzv", en = "collective member" }
holder = "type"

[[admission]]
article = "1.1"
categories = ["type"]
decision = "admission"
effect = { article = "1.2", event = "decision" }
"""


def test_a_whole_type_of_institutions_joins_at_once() -> None:
    charter = body(COLLECTIVE)
    facts = {"documents": None, "recommendations": None, "opinion": None, "category": "type"}
    verdict = asked(charter, **facts, holder="type", institutions=["First", "Second"])
    assert verdict.outcome is Outcome.PASSED
    assert verdict.answer["institutions"] == ["First", "Second"]
    assert asked(charter, **facts).outcome is Outcome.FAILED, "one institution alone does not fit"
    with pytest.raises(LawError) as wrong:
        asked(charter, **facts, holder="type")
    assert wrong.value.code == "institutions_missing"


@pytest.mark.parametrize(
    ("documents", "code"), [(["aplication"], "document_unknown"), (["application", "application"], "document_twice")]
)
def test_papers_that_nobody_asked_for_are_refused(documents: list[str], code: str) -> None:
    with pytest.raises(LawError) as wrong:
        asked(documents=documents)
    assert wrong.value.code == code
    if code == "document_unknown":
        assert "Did you mean “application”?" in wrong.value.text


def test_a_document_that_stands_in_has_to_be_one_of_the_charter() -> None:
    with pytest.raises(CharterError) as fault:
        body(EUA_LIKE.replace('instead = "letter"', 'instead = "leter"'))
    assert [one.code for one in fault.value.faults] == ["not_found"]
    assert "There is no document “leter” in this charter." in speak("en").fault(fault.value.faults[0])[0]
