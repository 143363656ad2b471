"""Who may vote on a day, for a kind of decision, who acts for whom, and the article by which somebody may not."""

from __future__ import annotations

from typing import Any

import pytest

from konfrans.charter import LawError, Outcome, Verdict, read_charter, speak
from konfrans.charter.asking import ask, question, questions, read_facts

from .bodies import body
from .club import club
from .test_weights import roll

DRAFT = read_charter("charters/azerbaijan-draft.toml")

REPRESENTED = """
[offices.rector]
name = { az = "rektor", en = "rector" }

[offices.acting_rector]
name = { az = "rektor əvəzi", en = "acting rector" }

[offices.vice_rector]
name = { az = "prorektor", en = "vice-rector" }

[representation.titles.ex_officio]
article = "1.1"
offices = ["rector"]

[representation.titles.acting]
article = "1.1"
offices = ["acting_rector"]
votes = false
eligible = false

[representation.titles.substitute]
article = "1.2"
offices = ["vice_rector"]
letter = true
no_vote_on = { article = "1.2", kinds = ["election"] }
"""
INTERNAL = """
[representation.proxies.internal]
article = "1.1"
offices = ["vice_rector"]
"""
EXTERNAL = """
[representation.proxies.external]
article = "1.2"
categories = ["member"]
cap = 2
"""
PROXIES = INTERNAL + EXTERNAL
RECTOR = {"there": {"title": "ex_officio", "office": "rector"}}


def proxy(giver: str, holder: str | None = None, **more: Any) -> dict[str, Any]:
    found = {
        "form": "external" if holder else "internal",
        "giver": giver,
        "given": "2026-11-20",
        "session": "2026-11-25",
    }
    return {**found, **({"holder": holder} if holder else {"office": "vice_rector"}), **more}


def grounds(verdict: Verdict) -> list[tuple[str, str]]:
    return [(reason.code, reason.article) for reason in verdict.reasons]


def heads(verdict: Verdict) -> tuple[int, int, int, int]:
    return tuple(verdict.answer[name] for name in ("members", "entitled", "present", "represented"))


# who is in the room -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "kind", "ground"),
    [
        ({"title": "ex_officio", "office": "rector"}, "ordinary", None),
        ({"title": "ex_officio", "office": "vice_rector"}, "ordinary", ("title_office", "1.1")),
        ({"title": "ex_officio"}, "ordinary", ("title_office", "1.1")),
        ({"title": "acting", "office": "acting_rector"}, "ordinary", ("title_no_vote", "1.1")),
        ({"title": "substitute", "office": "vice_rector", "letter": True}, "ordinary", None),
        ({"title": "substitute", "office": "vice_rector"}, "ordinary", ("title_letter", "1.2")),
        (
            {"title": "substitute", "office": "vice_rector", "letter": True},
            "election",
            ("title_no_vote_on_kind", "1.2"),
        ),
        ({"title": "delegate", "letter": True}, "ordinary", ("title_unruled", "1.1")),
    ],
)
def test_a_person_represents_a_member_by_a_title_of_the_charter(there, kind: str, ground) -> None:
    verdict = roll(body(REPRESENTED), [{"there": there}], kind=kind)
    assert grounds(verdict) == ([ground] if ground else [])
    assert heads(verdict) == (1, 1, 0 if ground else 1, 0), "the member is entitled all the same"


def test_the_draft_lets_an_acting_rector_vote_and_a_vice_rector_with_a_letter() -> None:
    asked = question("entitled")
    verdict = asked.answer(read_facts(asked, asked.example, DRAFT), DRAFT)
    assert heads(verdict) == (5, 4, 3, 1)
    assert [row["title"] for row in verdict.answer["rows"]] == [
        "ex_officio", "acting", "substitute", "proxy_external", "ex_officio", None,
    ]  # fmt: skip
    assert grounds(verdict) == [("arrears_suspended", "10.1"), ("no_voice", "6.2")]


# V14 and V32: proxies ---------------------------------------------------------------------------------------------------


def test_v14_an_internal_proxy_is_held_by_the_own_leadership_an_external_one_by_the_head_of_another_full_member() -> (
    None
):
    charter = body(REPRESENTED, PROXIES)
    members = [RECTOR, {}, {}, {"category": "associate", **RECTOR}, {}]
    proxies = [proxy("m2"), proxy("m3", "m1"), proxy("m5", "m4")]
    verdict = roll(charter, members, proxies=proxies)
    assert heads(verdict) == (4, 4, 1, 2)
    rows = verdict.answer["rows"]
    assert (rows[1]["title"], rows[1]["office"], rows[1]["holder"]) == ("proxy_internal", "vice_rector", None)
    assert (rows[2]["title"], rows[2]["holder"]) == ("proxy_external", "m1")
    assert ("proxy_holder_category", "1.2") in grounds(verdict)


@pytest.mark.parametrize(("cap", "counted"), [(1, ["m3"]), (2, ["m3", "m4"]), (3, ["m2", "m3", "m4"])])
def test_v14_no_holder_has_more_than_the_cap_and_those_given_first_count(cap: int, counted: list[str]) -> None:
    charter = body(REPRESENTED, PROXIES.replace("cap = 2", f"cap = {cap}"))
    proxies = [
        proxy("m2", "m1", given="2026-11-22"), proxy("m3", "m1", given="2026-11-20"), proxy("m4", "m1", given="2026-11-21"),
    ]  # fmt: skip
    verdict = roll(charter, [RECTOR, {}, {}, {}], proxies=proxies)
    assert [row["member"] for row in verdict.answer["rows"] if row["here"] == "represented"] == counted
    assert grounds(verdict) == [("proxy_cap", "1.2")] * (3 - cap)


V32 = [  # what the charter adds to its rule, what the proxy says, and the ground on which it does not count
    ("", {}, None),
    ("", {"session": "2026-10-01"}, "proxy_other_session"),
    ("", {"session": None}, "proxy_without_session"),
    ("", {"given": "2026-11-26"}, "proxy_too_late"),
    ("", {"revoked": "2026-11-25"}, "proxy_revoked"),
    ("", {"revoked": "2026-11-26"}, None),
    ('lasts = "until_revoked"', {"session": None, "given": "2024-01-01"}, None),
    ('lasts = "until_revoked"', {"session": None, "given": "2024-01-01", "revoked": "2026-11-24"}, "proxy_revoked"),
    ('lasts = "until_revoked"\nlongest = { years = 2 }', {"session": None, "given": "2024-11-24"}, "proxy_lapsed"),
    ('lasts = "until_revoked"\nlongest = { years = 2 }', {"session": None, "given": "2024-11-25"}, None),
    ("accepted = true", {}, "proxy_not_accepted"),
    ("accepted = true", {"accepted": True}, None),
    ('closed = { article = "1.1", kinds = ["ordinary"] }', {}, "proxy_closed"),
    ('closed = { article = "1.1", kinds = ["election"] }', {}, None),
]


@pytest.mark.parametrize(("rule", "given", "ground"), V32)
def test_v32_a_proxy_counts_or_the_ground_is_told(rule: str, given: dict, ground: str | None) -> None:
    charter = body(REPRESENTED, PROXIES.replace("cap = 2", f"cap = 2\n{rule}"))
    written = {name: value for name, value in proxy("m2", "m1", **given).items() if value is not None}
    verdict = roll(charter, [RECTOR, {}], proxies=[written])
    assert heads(verdict) == (2, 2, 1, 0 if ground else 1)
    article = "1.1" if ground == "proxy_closed" else "1.2"
    assert grounds(verdict) == ([(ground, article)] if ground else [])
    for code in ("en", "az"):
        for reason in verdict.reasons:
            assert "{" not in speak(code).text(reason, charter)


@pytest.mark.parametrize(
    ("rule", "given", "quorum", "vote"),
    [("both", "both", 1, 1), ("presence", "both", 1, 0), ("both", "presence", 1, 0), ("vote", "both", 0, 1),
     ("vote", "presence", 0, 0)],
)  # fmt: skip
def test_v32_the_scope_is_what_the_charter_allows_and_the_member_gave(
    rule: str, given: str, quorum: int, vote: int
) -> None:
    charter = body(REPRESENTED, PROXIES.replace("cap = 2", f'cap = 2\nscope = "{rule}"'))
    verdict = roll(charter, [RECTOR, {}], proxies=[proxy("m2", "m1", scope=given)])
    assert (verdict.answer["quorum"]["represented"], verdict.answer["motion"]["represented"]) == (quorum, vote)


def test_v32_who_comes_needs_no_proxy_and_who_stays_away_holds_none() -> None:
    charter = body(REPRESENTED, PROXIES)
    verdict = roll(charter, [RECTOR, RECTOR, {}, {}], proxies=[proxy("m2", "m1"), proxy("m4", "m3")])
    assert grounds(verdict) == [("proxy_giver_there", "1.2"), ("proxy_holder_away", "1.2")]
    assert heads(verdict) == (4, 4, 2, 0)


def test_v32_a_later_proxy_takes_the_place_of_an_earlier_one() -> None:
    charter = body(REPRESENTED, PROXIES.replace("cap = 2", "cap = 1"))
    proxies = [
        proxy("m3", "m1", given="2026-11-01"),
        proxy("m3", "m2", given="2026-11-10"),
        proxy("m4", "m1", given="2026-11-15"),
    ]
    verdict = roll(charter, [RECTOR, RECTOR, {}, {}], proxies=proxies)
    assert {row["member"]: row["holder"] for row in verdict.answer["rows"] if row["holder"]} == {"m3": "m2", "m4": "m1"}
    assert grounds(verdict) == [("proxy_replaced", "1.2")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (proxy("m9", "m1"), "member_unknown"),
        (proxy("m2", "m2"), "proxy_form"),
        ({**proxy("m2", "m1"), "form": "internal"}, "proxy_form"),
        (proxy("m2"), "proxy_unruled"),
    ],
)
def test_v32_a_proxy_that_cannot_be_one_is_refused(given: dict, code: str) -> None:
    charter = body(REPRESENTED, EXTERNAL)
    with pytest.raises(LawError) as wrong:
        roll(charter, [RECTOR, {}], proxies=[given])
    assert wrong.value.code == code
    assert speak("az").error(wrong.value)[1]


# V13, rest, trial -------------------------------------------------------------------------------------------------------

YEARLY = """
[currency]
code = "EUR"

[fees.annual]
article = "1.1"
categories = ["member"]
amounts = { flat = 100 }
due = { month = 3, day = 31 }
"""
IN_TIME = '[[arrears]]\narticle = "1.2"\neffect = "vote_suspended"\nbefore_session = { days = 21 }\nthrough = "year"\n'
TWELVE = '[[arrears]]\narticle = "1.2"\neffect = "vote_suspended"\nafter = { months = 12 }\n'


@pytest.mark.parametrize(
    ("paid_through", "entitled", "code"),
    [
        ({"year": 2026, "day": "2026-11-04"}, True, None),  # 21 days before 25 November
        ({"year": 2026, "day": "2026-11-05"}, False, "arrears_before_session"),
        ({"year": 2025, "day": "2025-03-01"}, False, "arrears_before_session"),
        ({"year": 2027, "day": "2026-01-10"}, True, None),
        (None, None, "fees_unknown"),
    ],
)
def test_v13_the_roll_says_up_to_which_year_all_is_paid_and_since_when(paid_through, entitled, code) -> None:
    member = {"paid_through": paid_through} if paid_through else {}
    verdict = roll(body(YEARLY, IN_TIME), [member, {"category": "associate"}])
    assert verdict.answer["rows"][0]["entitled"] is entitled
    assert verdict.outcome is (Outcome.INCOMPLETE if entitled is None else Outcome.ANSWERED)
    assert [ground for ground, _article in grounds(verdict)] == ([code] if code else []) + ["no_voice"]


@pytest.mark.parametrize(
    ("arrears", "entitled"),
    [
        (None, True),
        ({"due": "2025-11-25"}, True),  # twelve months to the day
        ({"due": "2025-11-24"}, False),
        ({"due": "2025-03-31", "paid": "2026-11-25"}, True),  # paid on the day of the session
        ({"due": "2025-03-31", "paid": "2026-11-26"}, False),
    ],
)
def test_v13_after_twelve_months_of_arrears_and_back_when_paid(arrears, entitled: bool) -> None:
    verdict = roll(body(YEARLY, TWELVE), [{"arrears": arrears} if arrears else {}])
    assert verdict.answer["rows"][0]["entitled"] is entitled


@pytest.mark.parametrize(
    ("rest", "entitled"),
    [
        ({"why": "suspended"}, False), ({"why": "barred"}, False), ({"why": "suspended", "since": "2026-11-26"}, True),
        ({"why": "suspended", "until": "2026-11-24"}, True), ({"why": "suspended", "until": "2026-11-25"}, False),
    ],
)  # fmt: skip
def test_a_vote_at_rest_and_a_bar_hold_from_day_to_day(rest: dict, entitled: bool) -> None:
    verdict = roll(body(), [{"at_rest": [{"article": "1.2", **rest}]}])
    assert verdict.answer["rows"][0]["entitled"] is entitled
    assert grounds(verdict) == ([] if entitled else [(rest["why"], "1.2")])


def test_a_bar_from_the_item_leaves_the_member_in_the_base_for_the_article_on_recusal() -> None:
    barred = {"at_rest": [{"why": "barred", "article": "1.2"}]}
    suspended = {"at_rest": [{"why": "suspended", "article": "1.1"}]}
    both = {"at_rest": barred["at_rest"] + suspended["at_rest"]}
    there = {"there": {"title": "ex_officio"}}
    verdict = roll(body(), [there, {**there, **barred}, barred, {**there, **both}])
    assert grounds(verdict) == [("barred", "1.2"), ("barred", "1.2"), ("suspended", "1.1")]
    assert verdict.answer["motion"] == {
        "kind": "ordinary", "members": 4, "entitled": 3, "present": 2, "represented": 0, "barred": 1,
    }  # fmt: skip
    with pytest.raises(LawError) as unruled:
        ask("motion", {**verdict.answer["motion"], "yes": 1}, body())
    assert unruled.value.code == "recusal_without_rule", "the club has no article on recusal"


TRIAL = """
[[admission]]
article = "1.1"
categories = ["member"]
decision = "admission"
effect = { article = "1.1", event = "decision" }
trial = { article = "1.2", lasts = { years = 1 } }
"""


@pytest.mark.parametrize(("admitted", "entitled"), [("2025-11-24", True), ("2025-11-25", False), (None, None)])
def test_a_member_on_trial_does_not_vote(admitted: str | None, entitled: bool | None) -> None:
    verdict = roll(body(TRIAL), [{"admitted": admitted} if admitted else {}])
    assert verdict.answer["rows"][0]["entitled"] is entitled


# totals -----------------------------------------------------------------------------------------------------------------


def test_the_totals_go_straight_into_the_questions_motion_and_quorum() -> None:
    charter = body(REPRESENTED, PROXIES)
    verdict = roll(charter, [RECTOR, RECTOR, {}, {}, {"category": "associate"}], proxies=[proxy("m3", "m1")])
    counted = ask("motion", {**verdict.answer["motion"], "yes": 2, "no": 1}, charter)
    assert "weights" not in verdict.answer["motion"]
    assert counted.outcome is Outcome.PASSED
    assert ask("quorum", verdict.answer["quorum"], charter).outcome is Outcome.PASSED


def test_a_charter_without_categories_has_no_rule_and_a_member_stands_once_on_the_roll() -> None:
    assert roll(body(), [{}]).outcome is Outcome.ANSWERED
    with pytest.raises(LawError) as wrong:
        roll(body(), [{"key": "m"}, {"key": "m"}])
    assert wrong.value.code == "member_twice"
    with pytest.raises(LawError):
        ask("entitled", {"day": "2026-01-01", "members": [{"key": "m", "category": "member"}]}, club())


@pytest.mark.parametrize("key", ["admission", "entitled", "owes"])
def test_the_example_of_each_question_is_answered_under_the_draft(key: str) -> None:
    assert key in questions()
    asked = question(key)
    verdict = asked.answer(read_facts(asked, asked.example, DRAFT), DRAFT)
    assert verdict.status == 0
    for code in ("en", "az"):
        words = speak(code)
        told = [words.why(verdict, DRAFT), *(words.text(one, DRAFT) for one in verdict.reasons), words.question(key)]
        assert all(told)
        assert "{" not in "".join(told)
