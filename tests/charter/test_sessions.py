"""Sessions: who calls them, what leaves when, votes without one, who is there item by item."""

from __future__ import annotations

import pytest

from konfrans.charter import Charter, CharterError, LawError, Outcome, speak
from konfrans.charter.asking import ask
from konfrans.charter.words.facts import shown_parts

from .club import club

OFFICES = '\n[offices.minister]\nname = { az = "nazir", en = "Minister" }\n'


def assembly(rules: str, *, text: str = "") -> Charter:
    """The club with rules on its assembly's sessions."""
    return club(("\n[kinds.ordinary]", f"{rules}\n\n[kinds.ordinary]"), more=OFFICES + text)


CALL = """\
convening = [
  { article = "1.1", who = ["president"], notice = { article = "1.1", before = { days = 21 } }, papers = { article = "1.2", before = { days = 14 } } },
  { article = "1.2", session = "extraordinary", who = ["president"], members = { article = "1.2", at_least = { share = "1/3", of = "members" } }, notice = { article = "1.2", before = { days = 10 } } },
]"""  # fmt: skip
SENT = {"organ": "general_assembly", "on": "2026-12-18", "called_by": ["president"], "notice_sent": "2026-11-27", "papers_sent": "2026-12-04"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected", "code"),
    [({}, Outcome.PASSED, None), ({"notice_sent": "2026-11-28"}, Outcome.INVALID, "notice"),
     ({"papers_sent": "2026-12-05"}, Outcome.INVALID, "papers"), ({"papers_sent": None}, Outcome.INCOMPLETE, "papers"),
     ({"called_by": ["minister"]}, Outcome.INVALID, "convened"), ({"called_by": None}, Outcome.INCOMPLETE, "convened"),
     ({"session": "extraordinary", "called_by": None, "asking": 5, "members": 15, "notice_sent": "2026-12-08"}, Outcome.PASSED, None),
     ({"session": "extraordinary", "called_by": None, "asking": 4, "members": 15, "notice_sent": "2026-12-08"}, Outcome.INVALID, "convened_members"),
     ({"session": "extraordinary", "notice_sent": "2026-12-09"}, Outcome.INVALID, "notice")],
)  # fmt: skip
def test_v23_notice_papers_and_who_may_call(change, expected, code):
    facts = {key: value for key, value in (SENT | change).items() if value is not None}
    verdict = ask("called", facts, assembly(CALL))
    assert verdict.outcome is expected
    assert [one.code for one in verdict.reasons if not one.met] == ([code] if code else [])


def test_the_picture_of_those_who_call_shows_how_many_of_how_many_asked():
    facts = SENT | {
        "session": "extraordinary",
        "called_by": [],
        "asking": 6,
        "members": 15,
        "notice_sent": "2026-12-01",
    }
    reason = ask("called", facts, assembly(CALL)).reasons[0]
    assert shown_parts(reason) == (("asking", 6), ("not_asking", 9))
    assert speak("en").picture(reason) == "15 members: 6 asking, 9 not asking; 5 needed"
    assert speak("az").picture(reason) == "15 üzv – müraciət edib: 6, müraciət etməyib: 9; tələb olunur: 5"


def test_v23_fourteen_days_of_notice():
    """A company's general meeting is called with at least 14 days' notice."""
    charter = assembly(
        'convening = [{ article = "1.1", who = ["president"], notice = { article = "1.1", before = { days = 14 } } }]'
    )
    facts = {"organ": "general_assembly", "on": "2026-12-18", "called_by": ["president"]}
    outcomes = [ask("called", {**facts, "notice_sent": day}, charter).outcome for day in ("2026-12-04", "2026-12-05")]
    assert outcomes == [Outcome.PASSED, Outcome.INVALID]


def test_the_calendar_says_by_when_everything_leaves():
    facts = {
        "organ": "general_assembly",
        "on": "2026-12-18",
        "called_by": ["president"],
        "kinds": ["charter_amendment"],
    }
    texts = '\ndraft_texts = [{ article = "1.2", kinds = ["charter_amendment"], before = { days = 30 } }]'
    charter = assembly(CALL + texts)
    verdict = ask("called", facts, charter)
    assert verdict.outcome is Outcome.INCOMPLETE
    answer = verdict.answer
    assert (answer["notice_by"], answer["papers_by"]) == ("2026-11-27", "2026-12-04")
    assert answer["texts_by"] == {"charter_amendment": "2026-11-18"}
    assert [(step.act, step.by) for step in verdict.next] == [
        ("send_notice", "2026-11-27"), ("send_papers", "2026-12-04"), ("send_text", "2026-11-18"),
    ]  # fmt: skip
    assert speak("en").why(verdict, charter).replace("\u00a0", " ").startswith(
        "The notice has to leave by 27 November 2026 for a session on 18 December 2026 (article 1(1))."
    )  # fmt: skip
    assert "Bildirişin göndərilməsi üçün son tarix: 27 noyabr 2026-cı il" in speak("az").why(verdict, charter).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-12-24", Outcome.INVALID), ("2026-12-25", Outcome.PASSED), ("2027-01-17", Outcome.PASSED), ("2027-01-18", Outcome.INVALID)],
)  # fmt: skip
def test_a_second_session_keeps_its_time_after_the_first(on, expected):
    second = 'second_call = { article = "1.2", at_least = { share = "1/3", of = "entitled" }, who = "president", between = { least = { days = 7 }, most = { days = 30 } } }'  # fmt: skip
    call = 'convening = [{ article = "1.1", who = ["president"] }]'
    facts = {"organ": "general_assembly", "on": on, "called_by": ["president"], "first_session": "2026-12-18"}
    assert ask("called", facts, assembly(f"{call}\n{second}")).outcome is expected


@pytest.mark.parametrize(
    ("sent", "first", "expected"),
    [("2026-12-13", "2026-12-08", Outcome.PASSED), ("2026-12-14", "2026-12-08", Outcome.INVALID),
     ("2026-12-13", None, Outcome.INVALID), ("2026-11-27", None, Outcome.PASSED), (None, "2026-12-08", Outcome.INCOMPLETE)],
)  # fmt: skip
def test_a_second_session_may_have_a_notice_of_its_own(sent, first, expected):
    """Five days for it, and no papers anew; three weeks for every other session."""
    second = 'second_call = { article = "1.2", at_least = 1, who = "president", notice = { article = "1.2", before = { days = 5 } } }'  # fmt: skip
    every = '{ article = "1.1", before = { days = 21 } }'
    call = f'convening = [{{ article = "1.1", who = ["president"], notice = {every}, papers = {every} }}]'
    facts = {"organ": "general_assembly", "on": "2026-12-18", "called_by": ["president"]}
    facts |= {"notice_sent": sent, "papers_sent": sent} if sent else {}
    found = ask("called", facts | ({"first_session": first} if first else {}), assembly(f"{call}\n{second}"))
    assert found.outcome is expected
    assert found.answer["notice_by"] == ("2026-12-13" if first else "2026-11-27")
    assert found.answer["papers_by"] == (None if first else "2026-11-27")
    assert {one.article for one in found.reasons} == {"1.2" if first else "1.1"}


@pytest.mark.parametrize(
    ("who", "expected"), [(["president"], Outcome.PASSED), (["minister"], Outcome.INVALID), ([], Outcome.INCOMPLETE)]
)
def test_a_second_session_is_called_by_the_office_that_calls_it_again(who, expected):
    second = 'second_call = { article = "1.2", at_least = 1, who = "president" }'
    call = 'convening = [{ article = "1.1", who = ["minister", "president"] }]'
    facts = {"organ": "general_assembly", "on": "2026-12-18", "called_by": who, "first_session": "2026-12-11"}
    found = ask("called", facts, assembly(f"{call}\n{second}"))
    (convened,) = found.reasons
    assert found.outcome is expected and (convened.article, convened.needed) == ("1.2", "president")


def test_v15_the_minister_convenes_presides_and_sets_the_agenda():
    """The minister calls for an opinion: he presides, sets the agenda, and the opinion is due within that session."""
    call = 'convening = [{ article = "1.1", who = ["president"] }, { article = "1.2", who = ["minister"], presides = "minister", agenda = "caller", decides = "in_session" }]'  # fmt: skip
    facts = {"organ": "general_assembly", "on": "2026-12-18"}
    answer = ask("called", {**facts, "called_by": ["minister"]}, assembly(call)).answer
    assert (answer["presides"], answer["agenda"], answer["decides"]) == ("minister", "caller", "in_session")
    answer = ask("called", {**facts, "called_by": ["president"]}, assembly(call)).answer
    assert (answer["presides"], answer["agenda"], answer["decides"]) == (None, "open", "any_time")


REMOTE = 'convening = [{ article = "1.1", who = ["president"] }]\nremote = { article = "1.2", closed = { article = "1.2", kinds = ["election"] }, credentials = { article = "1.2", before = { least = { days = 3 }, most = { days = 7 } } } }'  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "kinds", "expected"),
    [("2026-12-11", [], Outcome.PASSED), ("2026-12-15", [], Outcome.PASSED), ("2026-12-16", [], Outcome.INVALID),
     ("2026-12-10", [], Outcome.INVALID), (None, [], Outcome.INCOMPLETE), ("2026-12-11", ["election"], Outcome.INVALID)],
)  # fmt: skip
def test_v21_a_remote_session_and_when_ballot_credentials_are_sent(sent, kinds, expected):
    """Credentials for an online ballot leave three to seven days before."""
    facts = {
        "organ": "general_assembly",
        "on": "2026-12-18",
        "called_by": ["president"],
        "remote": True,
        "kinds": kinds,
    }
    assert ask("called", facts | ({"credentials_sent": sent} if sent else {}), assembly(REMOTE)).outcome is expected


def test_v21_a_charter_that_says_nothing_of_remote_sessions_has_none():
    call = 'convening = [{ article = "1.1", who = ["president"] }]'
    facts = {"organ": "general_assembly", "on": "2026-12-18", "called_by": ["president"], "remote": True}
    assert ask("called", facts, assembly(call)).outcome is Outcome.INVALID


def written(**parts: str) -> Charter:
    said = "".join(f", {key} = {value}" for key, value in parts.items())
    return assembly(f'written = {{ article = "1.2", answer = {{ days = 10 }}{said} }}')


ASKED = {"kind": "ordinary", "opened": "2026-12-01", "entitled": 15}


@pytest.mark.parametrize(
    ("at", "yes", "no", "expected"),
    [("2026-12-11", 8, 0, Outcome.ON_HOLD), ("2026-12-12", 8, 0, Outcome.PASSED), ("2026-12-12", 7, 0, Outcome.INVALID),
     ("2026-12-12", 4, 5, Outcome.FAILED), ("2026-12-05", 15, 0, Outcome.PASSED)],
)  # fmt: skip
def test_v28_a_vote_in_writing_ends_with_its_time_or_when_all_have_answered(at, yes, no, expected):
    verdict = ask("written", {**ASKED, "at": at, "yes": yes, "no": no}, written())
    assert verdict.outcome is expected
    assert verdict.answer["ends"] == "2026-12-11"


@pytest.mark.parametrize(
    ("at", "yes", "expected", "ends"),
    [("2026-12-12", 7, Outcome.ON_HOLD, "2026-12-16"), ("2026-12-16", 8, Outcome.PASSED, "2026-12-11"),
     ("2026-12-17", 7, Outcome.INVALID, "2026-12-16"), ("2026-12-10", 7, Outcome.ON_HOLD, "2026-12-11")],
)  # fmt: skip
def test_v28_the_time_runs_on_when_the_quorum_comes_late(at, yes, expected, ends):
    charter = written(extension='{ article = "1.1", by = { days = 5 } }')
    verdict = ask("written", {**ASKED, "at": at, "yes": yes}, charter)
    assert (verdict.outcome, verdict.answer["ends"]) == (expected, ends)


@pytest.mark.parametrize(("yes", "no", "expected"), [(8, 0, Outcome.PASSED), (7, 0, Outcome.ON_HOLD), (7, 8, Outcome.FAILED), (0, 8, Outcome.FAILED)])  # fmt: skip
def test_v28_no_early_close_unless_no_remaining_ballot_can_change_the_verdict(yes, no, expected):
    facts = {**ASKED, "at": "2026-12-05", "yes": yes, "no": no}
    assert ask("written", facts, written(early='"when_certain"')).outcome is expected
    assert ask("written", facts, written()).outcome is (expected if yes + no == 15 else Outcome.ON_HOLD)


@pytest.mark.parametrize(("silence", "expected"), [("yes", Outcome.PASSED), ("no", Outcome.FAILED), ("abstain", Outcome.FAILED), ("not_voting", Outcome.INVALID)])  # fmt: skip
def test_silence_means_what_the_charter_says(silence, expected):
    verdict = ask("written", {**ASKED, "at": "2026-12-12", "yes": 4, "no": 1}, written(silence=f'"{silence}"'))
    assert verdict.outcome is expected
    assert verdict.answer["silent"] == 10


@pytest.mark.parametrize(("objecting", "expected"), [(3, Outcome.PASSED), (4, Outcome.MOVED_ON)])
def test_a_quarter_of_the_members_may_ask_for_a_session_instead(objecting, expected):
    charter = written(objection='{ article = "1.1", at_least = { share = "1/4", of = "members" } }')
    assert ask("written", {**ASKED, "at": "2026-12-12", "yes": 9, "objecting": objecting}, charter).outcome is expected


def test_a_kind_that_is_not_decided_in_writing_is_not():
    charter = written(closed='{ article = "1.1", kinds = ["ordinary"] }')
    assert ask("written", {**ASKED, "at": "2026-12-12", "yes": 15}, charter).outcome is Outcome.FAILED
    assert ask("written", {**ASKED, "at": "2026-12-12", "yes": 15}, club()).outcome is Outcome.NO_RULE


STANDING = 'sessions = { article = "1.1", a_year = 2 }\nstanding_items = [{ article = "1.2", item = "accounts", name = { az = "Hesabat", en = "Accounts" } }]'  # fmt: skip


@pytest.mark.parametrize(
    ("held", "expected", "missing"),
    [([("2026-06-12", ["accounts"]), ("2026-12-18", ["accounts"])], Outcome.PASSED, {}),
     ([("2026-06-12", ["accounts"])], Outcome.FAILED, {}),
     ([("2026-06-12", ["accounts"]), ("2026-12-18", [])], Outcome.FAILED, {"2026-12-18": ["accounts"]})],
)  # fmt: skip
def test_v54_items_that_every_ordinary_session_must_have(held, expected, missing):
    facts = {"organ": "general_assembly", "year": 2026, "held": [{"on": on, "items": items} for on, items in held]}
    verdict = ask("sessions", facts, assembly(STANDING))
    assert (verdict.outcome, verdict.answer["missing"]) == (expected, missing)


@pytest.mark.parametrize(("at", "ended"), [("2027-03-03", None), ("2027-03-04", "2027-03-03")])
def test_an_organ_that_is_idle_for_a_year_ends(at, ended):
    """A working group without activity for one year ends by itself (UNICA)."""
    charter = assembly('dormancy = { article = "1.2", idle = { years = 1 } }')
    facts = {"organ": "general_assembly", "year": 2027, "last_activity": "2026-03-03", "at": at}
    assert ask("sessions", facts, charter).answer["ended"] == ended


def test_v39_a_quorum_lost_in_the_middle_stops_voting_not_the_session():
    items = [{"item": 1}, {"item": 2, "leaves": ["a"]}, {"item": 3, "comes": ["f"]}, {"item": 4, "barred": ["b"]}]
    facts = {"entitled": 9, "there": ["a", "b", "c", "d", "e"], "items": items}
    charter = assembly('recusal = { article = "1.2", leaves = "quorum" }')
    verdict = ask("presence", facts, charter)
    assert [(row["there"], row["quorum"]) for row in verdict.answer["items"]] == [
        (5, True),
        (4, False),
        (5, True),
        (5, False),
    ]
    assert verdict.answer["stopped"] == [2, 4]
    with pytest.raises(LawError, match="leaves before item 1"):
        ask("presence", {**facts, "items": [{"item": 1, "leaves": ["x"]}]}, charter)


@pytest.mark.parametrize(
    ("rules", "code"),
    [('convening = [{ article = "1.1" }]', "missing_key"), ('convening = [{ article = "1.1", who = ["nobody"] }]', "not_found"),
     ('written = { article = "1.2" }', "missing_key"), ('remote = { article = "9.9" }', "not_found")],
)  # fmt: skip
def test_a_rule_on_sessions_that_is_none_is_named(rules, code):
    with pytest.raises(CharterError) as refused:
        assembly(rules)
    assert code in {fault.code for fault in refused.value.faults}
