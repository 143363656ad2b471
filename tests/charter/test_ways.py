"""What surrounds a vote, mechanism by mechanism: how an item comes, second yeses, readings, locks, what it may still become."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.charter import (
    Attestation,
    Charter,
    CharterError,
    Count,
    CountError,
    Evidence,
    LawError,
    Outcome,
    Verdict,
    speak,
)
from konfrans.charter.asking import ask
from konfrans.charter.matters import Earlier, EarlierReading, GateAnswer, Opening, Way
from konfrans.charter.motions import judge, motion_verdict, quorum_verdict
from konfrans.charter.records import read_evidence, recompute, verdict_to_json

from .club import club

HALF = 'more_than = { share = "1/2", of = "present_and_represented" }'
TWO_THIRDS = 'at_least = { share = "2/3", of = "present_and_represented" }'
ORGANS = """
[organs.board]
name = { az = "İdarə Heyəti", en = "Board" }
article = "1.1"
quorum = { article = "1.1", more_than = { share = "1/2", of = "seats" } }

[organs.chancellors]
name = { az = "Kanslerlər", en = "Chancellors" }
article = "1.1"
"""
ORDINARY = "[kinds.ordinary]\n"


def ruled(more: str = "", *, organs: str = ORGANS, **parts: str) -> Charter:
    """The club whose ordinary decisions are surrounded by these parts."""
    said = "".join(f"{key} = {value}\n" for key, value in parts.items())
    return club((ORDINARY, f'{ORDINARY}organ = "general_assembly"\n{said}'), more=organs + more)


def vote(
    charter: Charter, yes: int = 8, no: int = 4, *, way: Way | None = None, call: int = 1, **counts: int
) -> Verdict:
    count = Count(**{"entitled": 15, "present": 12, "yes": yes, "no": no, **counts})
    return motion_verdict(count, kind="ordinary", charter=charter, way=way or Way(), call=call)


def outcome(*args, **given) -> Outcome:
    return vote(*args, **given).outcome


def said(verdict: Verdict, charter: Charter) -> tuple[str, str]:
    return speak("en").why(verdict, charter).replace("\u00a0", " "), speak("az").why(verdict, charter).replace(
        "\u00a0", " "
    )


CONSENT = '[{ article = "1.2", who = "chancellors" }]'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(None, Outcome.ON_HOLD), ("yes", Outcome.PASSED), ("no", Outcome.FAILED), ("none", Outcome.ON_HOLD)],
)
def test_v11_double_consent(answer, expected):
    """A fee decision of the assembly needs the consent of the chancellors' conference (RKM)."""
    charter = ruled(gates=CONSENT)
    way = Way(gates=(GateAnswer(who="chancellors", answer=answer),) if answer else ())
    verdict = vote(charter, way=way)
    assert verdict.outcome is expected
    assert [step.who for step in verdict.next] == (["chancellors"] if expected is Outcome.ON_HOLD else [])
    assert outcome(charter, 4, 8, way=way) is Outcome.FAILED


def test_v11_the_words_say_whose_yes_is_missing():
    charter = ruled(gates=CONSENT)
    en, az = said(vote(charter), charter)
    assert en.endswith("The yes is still missing of: Chancellors (article 1(2)).")
    assert az.endswith("Hələ razılıq verməyib: Kanslerlər (Nizamnamənin 1.2-ci bəndi).")


def test_v11_silence_means_what_the_charter_says():
    silent = Way(gates=(GateAnswer(who="chancellors", answer="none"),), on=date(2026, 3, 3))
    tacit = '[{ article = "1.2", who = "chancellors", within = { days = 14 }, silence = "%s" }]'
    assert outcome(ruled(gates=tacit % "yes"), way=silent) is Outcome.PASSED
    assert outcome(ruled(gates=tacit % "no"), way=silent) is Outcome.FAILED
    (step,) = vote(ruled(gates=tacit % "yes"), way=Way(on=date(2026, 3, 3))).next
    assert (step.act, step.who, step.by) == ("consent", "chancellors", "2026-03-17")


def test_v12_external_approval_delays_the_effect_alone():
    """By-laws need the approval of the Higher Education Council before they are in force (Switzerland)."""
    charter = ruled(gates='[{ article = "1.2", who = "chancellors", act = "approval", stands = "before_effect" }]')
    verdict = vote(charter)
    assert verdict.outcome is Outcome.PASSED
    assert [(step.act, step.who) for step in verdict.next] == [("approval", "chancellors")]
    facts = {"kind": "ordinary", "decided": "2026-03-03"}
    assert ask("effect", facts, charter).outcome is Outcome.ON_HOLD
    approved = ask("effect", facts | {"gates": [{"who": "chancellors", "answer": "yes", "on": "2026-04-01"}]}, charter)
    assert (approved.outcome, approved.answer["from"]) == (Outcome.ANSWERED, "2026-04-01")
    refused = ask("effect", facts | {"gates": [{"who": "chancellors", "answer": "no"}]}, charter)
    assert refused.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("by", "members", "expected"),
    [(("board",), None, Outcome.PASSED), ((), 5, Outcome.PASSED), ((), 4, Outcome.INVALID),
     (("president",), None, Outcome.INVALID), (("president",), 5, Outcome.PASSED), ((), None, Outcome.PASSED)],
)  # fmt: skip
def test_v19_right_of_initiative(by, members, expected):
    """The presidency, the permanent committee or one third of the members may propose (Danube Rectors' Conference)."""
    third = '{ article = "1.2", at_least = { share = "1/3", of = "members" } }'
    charter = ruled(initiative=f'[{{ article = "1.2", who = ["board"], members = {third} }}]')
    way = Way(proposed_by=by, proposing=members)
    assert outcome(charter, way=way) is expected


def test_v20_special_rights_of_a_group():
    """A decision that touches a group needs a majority of that group too."""
    group = '\n[groups.small]\nname = { az = "Kiçik", en = "Small" }\narticle = "1.2"\n'
    both = f'{{ all_of = [{{ article = "1.2", {HALF} }}, {{ article = "1.2", group = "small", more_than = {{ share = "1/2", of = "cast" }} }}] }}'
    charter = club((f'{{ article = "1.2", {HALF} }}', both), more=group)
    small = {"entitled": 5, "present": 4}
    judged = [
        motion_verdict(
            Count(entitled=15, present=12, yes=9, no=3, groups={"small": Count(**small, yes=yes, no=4 - yes)}),
            kind="ordinary", charter=charter,
        ).outcome
        for yes in (1, 2, 3)
    ]  # fmt: skip
    assert judged == [Outcome.FAILED, Outcome.FAILED, Outcome.PASSED]
    with pytest.raises(CountError):
        vote(charter)


def test_v22_a_decision_says_whom_it_binds():
    charter = ruled(level='{ article = "1.2", level = "recommendation" }')
    answer = ask("effect", {"kind": "ordinary", "decided": "2026-03-03"}, charter).answer
    assert (answer["level"], answer["level_article"], answer["from"]) == ("recommendation", "1.2", "2026-03-03")


SECOND = """
[organs.general_assembly.second_call]
article = "1.2"
at_least = 1
who = "president"
between = { least = { days = 15 } }
closed = { article = "1.2", kinds = ["dissolution"] }
"""


def test_v24_no_quorum_then_a_second_meeting_with_any_number():
    charter = club(more=SECOND)
    few = {"present": 3, "yes": 3, "no": 0}
    first = vote(charter, **few)
    assert (first.outcome, first.next[0].act) == (Outcome.INVALID, "second_call")
    assert outcome(charter, **few, call=2) is Outcome.PASSED
    assert quorum_verdict(Count(entitled=15, present=1), kind="ordinary", charter=charter, call=2).passed
    with pytest.raises(CountError, match="neither 1 nor 2"):
        vote(charter, **few, call=3)


LEAVES = """
[organs.general_assembly.recusal]
article = "1.2"
leaves = "%s"
"""


@pytest.mark.parametrize(
    ("leaves", "quorate", "needed"), [("base", True, 4), ("quorum", False, 5), ("both", True, 4), ("neither", True, 5)]
)
def test_v27_recusal_leaves_the_base_the_quorum_both_or_neither(leaves, quorate, needed):
    """Of 15, 8 are there, one of them barred: the base is 7 or 8, those who count for the quorum 7 or 8."""
    charter = club(more=LEAVES % leaves)
    count = Count(entitled=15, present=8, yes=4, no=3, barred=1)
    verdict = motion_verdict(count, kind="ordinary", charter=charter)
    majority = next(one for one in verdict.reasons if one.code == "majority")
    quorum = next(one for one in verdict.reasons if one.code == "quorum")
    assert majority.needed == needed
    assert quorum.met is (quorate if leaves != "both" else False)


def test_v27_what_the_charter_does_not_say_is_not_guessed():
    with pytest.raises(CountError, match="recusal"):
        motion_verdict(Count(entitled=15, present=8, yes=4, no=3, barred=1), kind="ordinary", charter=club())
    with pytest.raises(CountError, match="barred"):
        Count(entitled=15, present=8, yes=5, no=3, barred=1)


STANDSTILL = (
    '{ article = "1.2", span = { days = 10 }, objection = { article = "1.2", at_least = 3 }, cancel = "board" }'
)


@pytest.mark.parametrize(
    ("since", "expected", "day"),
    [({}, Outcome.ANSWERED, "2026-03-14"), ({"objections": 2}, Outcome.ANSWERED, "2026-03-14"),
     ({"objections": 3}, Outcome.FAILED, None), ({"cancelled": "2026-03-13"}, Outcome.FAILED, None),
     ({"cancelled": "2026-03-14"}, Outcome.ANSWERED, "2026-03-14")],
)  # fmt: skip
def test_v29_standstill(since, expected, day):
    charter = ruled(standstill=STANDSTILL)
    verdict = ask("effect", {"kind": "ordinary", "decided": "2026-03-03", **since}, charter)
    assert (verdict.outcome, verdict.answer["from"]) == (expected, day)
    (step,) = vote(charter, way=Way(on=date(2026, 3, 3))).next
    assert (step.act, step.who, step.by) == ("standstill", "board", "2026-03-13")


def test_v29_an_objection_that_a_confirmation_lifts():
    """“If the member appeals, it takes effect only if the next General Assembly confirms it.”"""
    charter = ruled(standstill=STANDSTILL.replace("at_least = 3 }", 'at_least = 1 }, confirmed_by = "board"'))
    facts = {"kind": "ordinary", "decided": "2026-03-03", "objections": 1}
    open_ = ask("effect", facts, charter)
    assert open_.outcome is Outcome.ON_HOLD and [(one.act, one.who) for one in open_.next] == [("confirm", "board")]
    yes = ask("effect", {**facts, "confirmed": {"answer": "yes", "on": "2026-05-01"}}, charter)
    assert (yes.outcome, yes.answer["from"]) == (Outcome.ANSWERED, "2026-05-01")
    early = ask("effect", {**facts, "confirmed": {"answer": "yes", "on": "2026-03-05"}}, charter)
    assert early.answer["from"] == "2026-03-14", "the time to object runs all the same"
    for answer in ("no", "none"):
        assert ask("effect", {**facts, "confirmed": {"answer": answer}}, charter).outcome is Outcome.FAILED
    assert ask("effect", {**facts, "objections": 0}, charter).answer["from"] == "2026-03-14"


def test_v30_a_quorum_that_falls_after_repeated_failure():
    third = 'later_calls = [{ article = "1.2", call = 3, at_least = 2, who = "president" }]\n'
    charter = club(
        ("[kinds.ordinary]", f"{third}\n[kinds.ordinary]"), more=SECOND.replace("at_least = 1", "at_least = 5")
    )
    asked = {"kind": "ordinary", "charter": charter}
    got = {
        call: next(n for n in range(16) if quorum_verdict(Count(entitled=15, present=n), call=call, **asked).passed)
        for call in (1, 2, 3, 4)
    }
    assert got == {1: 8, 2: 5, 3: 2, 4: 2}


def test_v36_all_abstain_is_no_result():
    for charter in (club(), club((HALF, 'more_than = { share = "1/2", of = "cast" }'))):
        assert outcome(charter, 0, 0, abstain=12) is Outcome.NO_RESULT
        assert outcome(charter, 0, 0) is Outcome.NO_RESULT


def test_v37_the_law_is_pinned_when_the_vote_is_called():
    """The document is frozen with the evidence: another rule later neither revives nor kills what was decided."""
    before, after = club(), club((HALF, 'at_least = { share = "3/4", of = "entitled" }'))
    evidence = Evidence(kind="ordinary", count=Count(entitled=15, present=12, yes=8, no=4))
    frozen = evidence.to_json()
    assert recompute(before.document, frozen).outcome is Outcome.PASSED
    assert recompute(after.document, frozen).outcome is Outcome.FAILED
    assert recompute(before.document, frozen) == judge(evidence, before)


def test_v38_the_casting_vote_is_a_step_of_its_own():
    charter = club()
    tie = {"entitled": 15, "present": 12, "yes": 6, "no": 6}
    waiting = motion_verdict(Count(**tie), kind="ordinary", charter=charter)
    assert (waiting.outcome, waiting.next[0].act, waiting.next[0].who) == (
        Outcome.CASTING_VOTE,
        "casting_vote",
        "president",
    )
    used = {
        way: motion_verdict(Count(**tie), kind="ordinary", charter=charter, casting=way).outcome
        for way in ("yes", "no")
    }
    assert used == {"yes": Outcome.PASSED, "no": Outcome.FAILED}


@pytest.mark.parametrize(
    ("voted", "expected"), [(True, Outcome.INVALID), (False, Outcome.PASSED), (None, Outcome.PASSED)]
)
def test_v38_a_deciding_vote_alone_is_no_second_vote(voted, expected):
    charter = club(('who = "president" }', 'who = "president", vote = "only" }'))
    assert outcome(charter, way=Way(presiding_voted=voted)) is expected


READINGS = '{ article = "1.2", number = 2, between = { least = { days = 14 }, most = { months = 6 } } }'


@pytest.mark.parametrize(
    ("on", "earlier", "expected"),
    [("2026-03-03", [], Outcome.ON_HOLD),
     ("2026-03-17", [("2026-03-03", True)], Outcome.PASSED),
     ("2026-03-16", [("2026-03-03", True)], Outcome.INVALID),
     ("2026-09-03", [("2026-03-03", True)], Outcome.PASSED),
     ("2026-09-04", [("2026-03-03", True)], Outcome.INVALID),
     ("2026-03-17", [("2026-03-03", False)], Outcome.ON_HOLD)],
)  # fmt: skip
def test_v40_two_readings(on, earlier, expected):
    charter = ruled(readings=READINGS)
    readings = tuple(EarlierReading(on=date.fromisoformat(day), passed=passed) for day, passed in earlier)
    assert outcome(charter, way=Way(on=date.fromisoformat(on), readings=readings)) is expected


def test_v40_the_next_reading_has_a_last_day():
    (step,) = vote(ruled(readings=READINGS), way=Way(on=date(2026, 3, 3))).next
    assert (step.act, step.by) == ("reading", "2026-09-03")


@pytest.mark.parametrize(
    ("between", "yes", "expected"),
    [(0, 9, Outcome.PASSED), (0, 8, Outcome.FAILED), (1, 9, Outcome.INVALID)],
)
def test_v41_two_consecutive_assemblies_each_with_its_own_condition(between, yes, expected):
    three_quarters = 'at_least = { share = "3/4", of = "present_and_represented" }'
    conditions = f'[{{ article = "1.2", {HALF} }}, {{ article = "1.2", {three_quarters} }}]'
    charter = ruled(readings=f'{{ article = "1.2", apart = "sessions", conditions = {conditions} }}')
    assert outcome(charter, 7, 5, way=Way(on=date(2026, 3, 3))) is Outcome.ON_HOLD
    first = (EarlierReading(on=date(2026, 3, 3), sessions_between=between),)
    assert outcome(charter, yes, 12 - yes, way=Way(on=date(2026, 12, 3), readings=first)) is expected


@pytest.mark.parametrize(
    ("came", "yes", "expected"),
    [("announced", 7, Outcome.PASSED), ("late", 7, Outcome.FAILED), ("late", 8, Outcome.PASSED), ("floor", 12, Outcome.INVALID)],
)  # fmt: skip
def test_v42_the_condition_depends_on_how_the_item_came(came, yes, expected):
    charter = ruled(
        came=f'[{{ article = "1.2", how = "late", condition = {{ article = "1.2", {TWO_THIRDS} }} }}, {{ article = "1.2", how = "floor" }}]'
    )
    assert outcome(charter, yes, 12 - yes, way=Way(came=came)) is expected


@pytest.mark.parametrize(
    ("touches", "yes", "expected"),
    [((2,), 7, Outcome.PASSED), ((1,), 7, Outcome.FAILED), ((1,), 8, Outcome.PASSED), ((1, 3), 12, Outcome.INVALID)],
)
def test_v43_the_condition_depends_on_what_is_changed(touches, yes, expected):
    entrenched = f'{{ article = "1.2", articles = [1], condition = {{ article = "1.2", {TWO_THIRDS} }} }}'
    article = '\n[[article]]\nnumber = 3\nheading = { az = "Ad", en = "Name" }\n[[article.paragraph]]\nnumber = 1\ntext = { az = "Ad", en = "Name" }\n'
    charter = ruled(touching=f'[{entrenched}, {{ article = "1.2", articles = [3] }}]', more=article)
    verdict = vote(charter, yes, 12 - yes, way=Way(touches=touches))
    assert verdict.outcome is expected
    if expected is Outcome.INVALID:
        assert said(verdict, charter)[0].startswith("Nothing changes this article: 3.")


def test_v43_a_body_that_owes_may_not_dissolve():
    """That nothing is owed, people attest: without it the decision is incomplete."""
    owes = '\n[[kinds.ordinary.attested]]\nrule = "no_debts"\narticle = "1.2"\nwho = "president"\ntext = { az = "Borc yoxdur.", en = "Nothing is owed." }\n'
    assert outcome(ruled(owes)) is Outcome.INCOMPLETE


@pytest.mark.parametrize(("yes", "moved", "expected"), [(4, False, Outcome.MOVED_ON), (8, False, Outcome.PASSED), (7, True, Outcome.FAILED), (8, True, Outcome.PASSED)])  # fmt: skip
def test_v44_what_fails_goes_on_to_another_organ(yes, moved, expected):
    there = f'[{{ article = "1.2", when = "failed", to = "board", condition = {{ article = "1.2", {TWO_THIRDS} }} }}]'
    charter = ruled(moves=there)
    way = Way(moved=True, route="board") if moved else Way()
    verdict = vote(charter, yes, 12 - yes, way=way)
    assert verdict.outcome is expected
    if expected is Outcome.MOVED_ON:
        assert (verdict.next[0].act, verdict.next[0].who) == ("move", "board")


@pytest.mark.parametrize(("route", "expected"), [("board", Outcome.FAILED), (None, Outcome.PASSED)])
def test_v44_only_the_move_that_leads_to_where_it_is_decided_says_how(route, expected):
    """What failed goes to the board, with two thirds; what had no quorum to the next session, with the condition of the kind."""
    there = f'[{{ article = "1.2", when = "failed", to = "board", condition = {{ article = "1.2", {TWO_THIRDS} }} }}, {{ article = "1.2", when = "no_quorum" }}]'
    assert outcome(ruled(moves=there), 7, 5, way=Way(moved=True, route=route)) is expected


def test_v44_what_cannot_be_decided_for_want_of_a_quorum_goes_to_the_next_session():
    charter = ruled(moves='[{ article = "1.2", when = "no_quorum" }]')
    verdict = vote(charter, 3, 0, present=3)
    assert (verdict.outcome, verdict.next[0].who) == (Outcome.MOVED_ON, "general_assembly")
    assert said(verdict, charter)[0].startswith("3 members were present or represented; 8 were needed")


@pytest.mark.parametrize(("put_off", "expected"), [(True, Outcome.PASSED), (False, Outcome.INVALID)])
def test_v45_items_put_off_are_decided_with_a_lower_quorum_those_alone(put_off, expected):
    charter = club(more=SECOND.replace("at_least = 1", 'items = "put_off"\nat_least = 1'))
    assert outcome(charter, 3, 0, present=3, call=2, way=Way(put_off=put_off)) is expected


@pytest.mark.parametrize(
    ("on", "earlier", "yes", "expected"),
    [("2026-09-03", "failed", 12, Outcome.INVALID), ("2026-09-04", "failed", 7, Outcome.PASSED),
     ("2026-09-03", "passed", 7, Outcome.FAILED), ("2026-09-03", "passed", 8, Outcome.PASSED)],
)  # fmt: skip
def test_v46_a_lock(on, earlier, yes, expected):
    locks = f'[{{ article = "1.2", after = "failed", span = {{ months = 6 }} }}, {{ article = "1.2", after = "passed", span = {{ months = 6 }}, condition = {{ article = "1.2", {TWO_THIRDS} }} }}]'  # fmt: skip
    charter = ruled(locks=locks)
    way = Way(on=date.fromisoformat(on), earlier=(Earlier(on=date(2026, 3, 3), outcome=earlier),))
    verdict = vote(charter, yes, 12 - yes, way=way)
    assert verdict.outcome is expected
    if expected is Outcome.INVALID:
        assert "it may be raised again from 4 September 2026" in said(verdict, charter)[0]


@pytest.mark.parametrize(("organ", "expected"), [("board", Outcome.PASSED), ("general_assembly", Outcome.INVALID)])
def test_v46_an_act_of_a_higher_organ_locks_the_lower_one(organ, expected):
    charter = ruled(locks='[{ article = "1.2", after = "either", by = "general_assembly", span = { months = 6 } }]')
    way = Way(on=date(2026, 4, 1), earlier=(Earlier(on=date(2026, 3, 3), outcome="passed", organ=organ),))
    assert outcome(charter, way=way) is expected


def test_v47_several_routes_to_one_end():
    """The board with two thirds, or the assembly with half."""
    charter = ruled(routes=f'[{{ article = "1.2", organ = "board", condition = {{ article = "1.2", {TWO_THIRDS} }} }}]')
    assert outcome(charter, 7, 5) is Outcome.PASSED
    assert outcome(charter, 7, 5, way=Way(route="board")) is Outcome.FAILED
    assert outcome(charter, 8, 4, way=Way(route="board")) is Outcome.PASSED
    assert ask("organ", {"kind": "ordinary"}, charter).answer["routes"] == ["board"]
    with pytest.raises(CountError, match="chancellors"):
        vote(charter, way=Way(route="chancellors"))


CONFIRM = '{ article = "1.2", who = "general_assembly", within = { days = 30 }, without = "%s", refusal = "%s" }'


@pytest.mark.parametrize(
    ("without", "refusal", "answer", "on", "until"),
    [("lapses", "undoes", "yes", "2026-03-20", None), ("lapses", "undoes", "no", "2026-03-20", "2026-03-20"),
     ("lapses", "undoes", "none", None, "2026-04-02"), ("stands", "undoes", "none", None, None),
     ("lapses", "not_possible", "no", "2026-03-20", None), ("lapses", "undoes", "yes", "2026-04-03", "2026-04-02")],
)  # fmt: skip
def test_v52_confirmed_later(without, refusal, answer, on, until):
    charter = ruled(confirm=CONFIRM % (without, refusal))
    confirmed = {"answer": answer, **({"on": on} if on else {})}
    verdict = ask("effect", {"kind": "ordinary", "decided": "2026-03-03", "confirmed": confirmed}, charter)
    assert (verdict.answer["from"], verdict.answer["until"]) == ("2026-03-03", until)
    waiting = vote(charter, way=Way(on=date(2026, 3, 3)))
    assert [(step.act, step.by) for step in waiting.next] == [("confirm", "2026-04-02")]


@pytest.mark.parametrize("at", ["session", "item"])
def test_v56_the_base_is_frozen_at_an_opening(at):
    """Twelve were there when it was opened; three left before the vote: seven of twelve are still needed."""
    freeze = f'\n[organs.general_assembly.freeze]\narticle = "1.2"\nat = "{at}"\n'
    charter = club(more=freeze)
    opening = Way(opening=Opening(entitled=15, present=12))
    assert outcome(charter, 6, 3, present=9, way=opening) is Outcome.FAILED
    assert outcome(charter, 7, 2, present=9, way=opening) is Outcome.PASSED
    with pytest.raises(CountError, match="opening"):
        vote(charter, 7, 2, present=9)
    assert outcome(club(more=freeze.replace(f'"{at}"', '"vote"')), 5, 4, present=9) is Outcome.PASSED


def test_evidence_holds_the_way_of_a_motion_and_only_where_there_is_one():
    charter = ruled(readings=READINGS)
    way = Way(on=date(2026, 3, 17), readings=(EarlierReading(on=date(2026, 3, 3)),))
    evidence = Evidence(kind="ordinary", count=Count(entitled=15, present=12, yes=8, no=4), way=way)
    frozen = evidence.to_json()
    assert frozen["way"] == {"on": "2026-03-17", "readings": [{"on": "2026-03-03"}]}
    assert read_evidence(frozen) == evidence
    assert verdict_to_json(recompute(charter.document, frozen))["outcome"] == "passed"
    assert "way" not in Evidence(kind="ordinary", count=Count(entitled=15)).to_json()


@pytest.mark.parametrize(
    ("parts", "code"),
    [({"gates": '[{ article = "1.2", who = "nobody" }]'}, "not_found"),
     ({"gates": '[{ article = "1.2", who = "board", silence = "yes" }]'}, "missing_key"),
     ({"readings": '{ article = "1.2", number = 2, conditions = [{ article = "1.2", at_least = 1 }] }'}, "readings_conditions"),
     ({"readings": '{ article = "1.2", between = {} }'}, "interval_empty"),
     ({"standstill": '{ article = "1.2", span = { days = 1, weeks = 1 } }'}, "span_units"),
     ({"effect": '{ article = "1.2", on = "date" }'}, "missing_key"),
     ({"touching": '[{ article = "1.2", articles = [9] }]'}, "not_found"),
     ({"initiative": '[{ article = "1.2" }]'}, "missing_key")],
)  # fmt: skip
def test_a_way_that_is_none_is_named(parts, code):
    with pytest.raises(CharterError) as fault:
        ruled(**parts)
    assert code in {one.code for one in fault.value.faults}


STARTS = """
[[start]]
article = "1.1"
since = { event = "state_registration", after = { days = 10 } }

[[start]]
article = "1.2"
articles = [2]
since = { date = "2027-01-01" }

[[start]]
article = "1.2"
articles = [3]
since = { event = "adoption" }
until = { date = "2026-12-31" }
"""
ARTICLES = "".join(
    f'\n[[article]]\nnumber = {n}\nheading = {{ az = "Ad", en = "Name" }}\n'
    '[[article.paragraph]]\nnumber = 1\ntext = { az = "Ad", en = "Name" }\n'
    for n in (2, 3)
)


@pytest.mark.parametrize(
    ("on", "events", "articles", "not_yet", "ended"),
    [("2026-11-20", {"adoption": "2026-11-20"}, [3], [1, 2], []),
     ("2026-12-24", {"adoption": "2026-11-20", "state_registration": "2026-12-14"}, [1, 3], [2], []),
     ("2026-12-23", {"adoption": "2026-11-20", "state_registration": "2026-12-14"}, [3], [1, 2], []),
     ("2027-01-01", {"adoption": "2026-11-20", "state_registration": "2026-12-14"}, [1, 2], [], [3])],
)  # fmt: skip
def test_v33_articles_of_one_version_start_on_different_days(on, events, articles, not_yet, ended):
    charter = club(more=ARTICLES + STARTS)
    answer = ask("in_force", {"on": on, "events": events}, charter).answer
    assert (answer["articles"], answer["not_yet"], answer["ended"]) == (articles, not_yet, ended)


def test_one_article_is_one_article_in_words():
    charter = club(more=ARTICLES + STARTS)
    verdict = ask("in_force", {"on": "2026-11-20", "events": {"adoption": "2026-11-20"}}, charter)
    for lang, why, reason in (
        ("en", "Article in force: 3.", "Article 3: in force, since 20 November 2026"),
        ("az", "Qüvvədə olan maddə: 3.", "Maddə: 3; vəziyyət: qüvvədədir; başlanğıc: 20 noyabr 2026-cı il"),
    ):
        assert speak(lang).why(verdict, charter) == why
        assert any(speak(lang).text(one, charter).replace("\u00a0", " ").startswith(reason) for one in verdict.reasons)


RANKS = """
[ranks]
article = "1.1"
documents = [
  { key = "law", name = { az = "qanun", en = "law" } },
  { key = "statutes", name = { az = "nizamnamə", en = "statutes" } },
  { key = "by_laws", name = { az = "əsasnamə", en = "by-laws" } },
]
"""


def test_v55_the_higher_document_goes_first_and_the_conflict_is_named():
    charter = club(more=RANKS)
    verdict = ask("prevails", {"documents": ["by_laws", "statutes"]}, charter)
    assert verdict.answer == {"prevails": "statutes", "gives_way": ["by_laws"]}
    assert speak("en").text(verdict.reasons[0], charter).startswith("statutes goes before by-laws (article")
    assert ask("prevails", {"documents": ["by_laws", "statutes"]}, club()).outcome is Outcome.NO_RULE
    with pytest.raises(LawError, match="Did you mean “statutes”"):
        ask("prevails", {"documents": ["statute", "law"]}, charter)


def test_v58_a_rule_that_people_check_is_incomplete_until_somebody_attests_it():
    heard = '\n[[kinds.ordinary.attested]]\nrule = "heard"\narticle = "1.2"\nwho = "president"\ntext = { az = "Üzv dinlənilib.", en = "The member was heard." }\n'
    charter = ruled(heard)
    count = Count(entitled=15, present=12, yes=8, no=4)
    waiting = motion_verdict(count, kind="ordinary", charter=charter)
    assert (waiting.outcome, waiting.next[0].act, waiting.next[0].who) == (Outcome.INCOMPLETE, "attest", "president")
    given = [Attestation(rule="heard", by="person-7", office="president")]
    attested = motion_verdict(count, kind="ordinary", charter=charter, attestations=given)
    assert (attested.outcome, attested.reasons[-1].got) == (Outcome.PASSED, "person-7")
