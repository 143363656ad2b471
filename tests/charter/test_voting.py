"""How a vote is taken: what is prescribed, what is usual, what some may ask for."""

from __future__ import annotations

import pytest

from konfrans.charter import LawError, Outcome, load_charter
from konfrans.charter.asking import ask
from konfrans.charter.words import speak

from .sound import SOUND, codes, found, one, told

SECRET = 'demands = [{ article = "1.2", mode = "secret", members = { article = "1.2", at_least = { share = "1/4", of = "present" } } }]\n'
BY_NAME = SECRET.replace('"secret"', '"by_name"')
OPEN = 'ballots = [{ article = "1.1", mode = "open"%s }]\n'
FACTS = {"organ": "assembly", "entitled": 15, "present": 10}


def charter(rules: str):
    return load_charter(SOUND.replace("\n[organs.assembly]\n", f"\n[organs.assembly]\n{rules}", 1))


def mode(rules: str, **facts: object) -> str:
    verdict = ask("voting", {**FACTS, **facts}, charter(rules))
    assert verdict.outcome is Outcome.ANSWERED
    return verdict.answer["mode"]


def test_v17_so_many_may_ask_for_a_secret_ballot() -> None:
    usual = OPEN % ", binding = false"
    assert mode(usual + SECRET, asking={"secret": 2}) == "open"
    assert mode(usual + SECRET, asking={"secret": 3}) == "secret"
    assert mode(SECRET, asking={"secret": 2}) == "free"


def test_a_roll_call_is_an_open_vote_and_what_is_prescribed_stands() -> None:
    assert mode(OPEN % "" + BY_NAME, asking={"by_name": 3}) == "by_name"
    assert mode(OPEN % "" + SECRET, asking={"secret": 10}) == "open"
    secret = OPEN.replace('"open"', '"secret"') % ""
    assert mode(secret + BY_NAME, asking={"by_name": 10}) == "secret"


def test_a_demand_for_some_kinds_is_for_those_alone_and_the_first_of_several_decides() -> None:
    recall = SECRET.replace('"secret", ', '"secret", kinds = ["recall"], ')
    assert mode(recall, kind="recall", asking={"secret": 3}) == "secret"
    assert ask("voting", {**FACTS, "asking": {"secret": 3}}, charter(recall)).outcome is Outcome.NO_RULE
    both = SECRET.replace("}]", "}, ") + BY_NAME.removeprefix("demands = [")
    assert mode(both, asking={"secret": 3, "by_name": 9}) == "secret"
    assert mode(both, asking={"secret": 2, "by_name": 3}) == "by_name"


def test_where_nothing_is_said_there_is_no_rule_and_counts_have_to_add_up() -> None:
    assert ask("voting", FACTS, charter("")).outcome is Outcome.NO_RULE
    with pytest.raises(LawError, match="present"):
        ask("voting", {**FACTS, "present": 16}, charter(SECRET))


def test_the_words_name_the_way_in_both_languages() -> None:
    law = charter(OPEN % ", binding = false" + SECRET)
    verdict = ask("voting", {**FACTS, "asking": {"secret": 3}}, law)
    usual, demand = verdict.reasons
    assert speak("en").why(verdict, law) == "The vote is taken by secret ballot."
    assert (
        speak("en").text(usual, law).replace("\u00a0", " ")
        == "It is taken so unless the organ chooses otherwise: openly (article 1(1))."
    )
    assert (
        speak("en").text(demand, law).replace("\u00a0", " ")
        == "3 ask for it: by secret ballot; 3 are needed (article 1(2))."
    )
    assert "Tələb olunan növ: gizli səsvermə" in speak("az").text(demand, law)


def test_a_demand_that_can_never_be_met_is_a_fault() -> None:
    report = found(("\n[organs.assembly]\n", "\n[organs.assembly]\n" + OPEN % "" + SECRET))
    assert one(report, "demand_shut").article == "1.2"
    assert (
        told(report, "demand_shut")[0]
        == "So many may ask for a vote to be taken so, and never can it be: by secret ballot."
    )
    fitting = (OPEN % ", binding = false" + SECRET, OPEN % "" + BY_NAME, SECRET, OPEN % ', kinds = ["recall"]' + SECRET)
    for rules in fitting:
        assert "demand_shut" not in codes(found(("\n[organs.assembly]\n", "\n[organs.assembly]\n" + rules)))
