"""Votes computed by hand from the published documents."""

import copy
import hashlib
import io
import json
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from verify.konfrans_verify import check, main, outcome

ORGANS = (
    '[organs.assembly]\n{assembly}\n[organs.board]\n{board}\n[kinds.ordinary]\norgan = "assembly"\n{kind}\n{more}\n'
)
MAJORITY = 'condition = { more_than = { share = "1/2", of = "cast" } }'
REASON = {"code": "majority", "article": "1.1", "met": True, "needed": 2, "got": 2, "exact": "1", "strict": True}
VERDICT = {"question": "motion", "kind": "ordinary", "outcome": "passed", "passed": True, "reasons": [REASON]}
SAME = "same: passed (compared: outcome, passed, kind; article, met, needed, got of majority and quorum)"
COUNT = {"entitled": 10, "present": 8, "represented": 0, "yes": 0, "no": 0, "abstain": 0, "blank": 0, "invalid": 0}


def case(
    kind: str = MAJORITY,
    count: dict[str, Any] | None = None,
    way: dict[str, Any] | None = None,
    assembly: str = "",
    board: str = "",
    more: str = "",
    **facts: Any,
) -> str:
    """The outcome of a motion under a small charter."""
    document = ORGANS.format(assembly=assembly, board=board, kind=kind, more=more)
    evidence = {"question": "motion", "kind": "ordinary", "count": COUNT | (count or {}), "way": way or {}} | facts
    return outcome(document, evidence)


def at_least(amount: str, **count: Any) -> str:
    """The outcome where yes has to reach an amount."""
    return case(f"condition = {{ at_least = {amount} }}", count)


class Amounts(unittest.TestCase):
    def test_a_share_is_exact(self) -> None:
        # 2/3 of 10 is 6 2/3: 6 is less, 7 is enough; more than 2/3 of 9 is more than 6.
        assert at_least('{ share = "2/3", of = "entitled" }', yes=6) == "failed"
        assert at_least('{ share = "2/3", of = "entitled" }', yes=7) == "passed"
        assert case('condition = { more_than = { share = "2/3", of = "cast" } }', {"yes": 4, "no": 2}) == "failed"

    def test_a_root_is_exact(self) -> None:
        # Twice the root of 10 is 6.32: 6 < it < 7; the root of 9 is 3 itself; of 10**14 + 1 it is above 10**7.
        assert at_least('{ root_of = "entitled", times = 2 }', yes=6) == "failed"
        assert at_least('{ root_of = "entitled", times = 2 }', yes=7) == "passed"
        assert at_least('{ root_of = "entitled" }', yes=3, entitled=9) == "passed"
        great = {"entitled": 10**14 + 1, "present": 10**8}
        assert at_least('{ root_of = "entitled" }', yes=10**7, **great) == "failed"
        assert at_least('{ root_of = "entitled" }', yes=10**7 + 1, **great) == "passed"

    def test_plus_minus_round_floor_cap_in_this_order(self) -> None:
        # 1/3 of 10 + 2 - 1 = 4.33, up: 5, no less than 6, no more than 4: 4.
        amount = '{ share = "1/3", of = "entitled", plus = 2, minus = 1, round = "up", floor = 6, cap = 4 }'
        assert at_least(amount, yes=4) == "passed"
        assert at_least(amount, yes=3) == "failed"
        assert at_least(amount.replace(", floor = 6, cap = 4", ""), yes=4) == "failed"
        assert at_least('{ share = "1/2", of = "cast", minus = 9, floor = 2 }', yes=1) == "failed"  # 0, then 2

    def test_the_part_of_a_group(self) -> None:
        # North: 2 of 4. The amount is of North, unless its base says "south": 1/2 of 6 is 3.
        north, south = COUNT | {"entitled": 4, "present": 3, "yes": 2}, COUNT | {"entitled": 6, "present": 3}
        groups = {"groups": {"north": north, "south": south}}
        condition = 'condition = {{ group = "north", at_least = {{ share = "1/2", of = "entitled"{} }} }}'
        assert case(condition.format(""), {"yes": 2} | groups) == "passed"
        assert case(condition.format(', group = "south"'), {"yes": 2} | groups) == "failed"
        with pytest.raises(ValueError):
            case(condition.format(""), {"yes": 2})

    def test_needed_and_got(self) -> None:
        # More than half of 8 is 5; a third of the other 10 is 4; more than 2 × 3 against is 7; no yes is never enough.
        for kind, count, asked in (
            ('condition = { article = "2.1", more_than = { share = "1/2", of = "present" } }', {"yes": 4}, ["2.1", False, 5, 4]),
            ('condition = { article = "2.1", at_least = { share = "1/3", of = "entitled" } }', {"yes": 4}, ["2.1", True, 4, 4]),
            ('condition = { article = "2.1", more_than = { times = 2, of = "no" } }', {"yes": 5, "no": 3}, ["2.1", False, 7, 5]),
            ('condition = { article = "2.1", at_least = { share = "1/2", of = "cast" } }', {}, ["2.1", False, 1, 0]),
        ):  # fmt: skip
            reasons: dict[str, list[Any]] = {"majority": [], "quorum": []}
            document = ORGANS.format(
                assembly='quorum = { article = "3.1", at_least = 9 }', board="", kind=kind, more=""
            )
            outcome(document, {"question": "motion", "kind": "ordinary", "count": COUNT | count}, reasons)
            assert reasons == {"majority": [asked], "quorum": [["3.1", False, 9, 8]]}


class Rules(unittest.TestCase):
    def test_like_and_fallback(self) -> None:
        like = f'[kinds.plan]\nlike = "budget"\n[kinds.budget]\n{MAJORITY}\n'
        document = ORGANS.format(assembly="", board="", kind=MAJORITY, more=like)
        facts = {"question": "motion", "count": COUNT | {"yes": 1}}
        assert outcome(document, facts | {"kind": "plan"}) == "passed"
        assert outcome(document, facts | {"kind": "recall"}) == "no_rule"
        assert outcome(document + '[[fallback]]\nkinds = ["recall"]', facts | {"kind": "recall"}) == "passed"

    def test_calls(self) -> None:
        # 8 are there: 9 at the first call, 8 at the second, 4 at the third for what was put off alone.
        calls = (
            "quorum = { at_least = 9 }\nsecond_call = { at_least = 8 }\n"
            'later_calls = [{ call = 3, items = "put_off", at_least = 4 }]'
        )
        yes = {"yes": 3}
        assert [case(count=yes, assembly=calls, call=call) for call in (1, 2)] == ["invalid", "passed"]
        few = yes | {"present": 4}
        assert case(count=few, assembly=calls, call=3) == "invalid"
        assert case(count=few, assembly=calls, call=3, way={"put_off": True}) == "passed"
        closed = calls.replace("at_least = 8", 'at_least = 8, closed = { kinds = ["ordinary"] }')
        assert case(count=yes, assembly=closed, call=2) == "invalid"

    def test_barred_and_frozen(self) -> None:
        # 5 of 10 is not more than half of the members; without the one who is barred, of 9, it is.
        rule, count = 'condition = { more_than = { share = "1/2", of = "members" } }', {"yes": 5, "barred": 1}
        assert case(rule, {"yes": 5}) == "failed"
        assert case(rule, count, assembly='recusal = { leaves = "neither" }') == "failed"
        assert case(rule, count, assembly='recusal = { leaves = "base" }') == "passed"
        assert case(rule, count, assembly='recusal = { leaves = "quorum" }\nquorum = { at_least = 8 }') == "invalid"
        frozen = 'freeze = { at = "session" }'
        assert case(rule, {"yes": 5}, {"opening": {"entitled": 9}}, frozen) == "passed"

    def test_ballot(self) -> None:
        secret = 'ballots = [{ mode = "secret" }]'
        assert [case(count={"yes": 1}, assembly=secret, secret=taken) for taken in (None, True, False)] == [
            "passed",
            "passed",
            "invalid",
        ]
        assert case(count={"yes": 1}, assembly=secret.replace(" }", ", binding = false }"), secret=False) == "passed"


class Outcomes(unittest.TestCase):
    def test_votes(self) -> None:
        assert case(count={"abstain": 3}) == "no_result"
        assert case('condition = { measure = "no", at_least = 1 }', {"no": 2}) == "failed"  # no yes at all
        assert case(count={"yes": 1}, kind=MAJORITY + '\nattested = [{ rule = "r" }]') == "incomplete"

    def test_ties(self) -> None:
        tie, even = 'tie = { open = "casting_vote", secret = "lot" }', {"yes": 3, "no": 3}
        assert [case(count=even, assembly=tie, casting=vote) for vote in (None, "yes", "no")] == [
            "casting_vote",
            "passed",
            "failed",
        ]
        assert case(count=even, assembly=tie, secret=True) == "lot"
        assert case(count=even) == "failed"
        # More than 2/3 of the votes cast is not met with 4 to 3: equal votes, but no tie.
        assert case(MAJORITY.replace("1/2", "2/3"), even, assembly=tie) == "failed"
        only = tie.replace(" }", ', vote = "only" }')
        assert case(count={"yes": 1}, assembly=only, way={"presiding_voted": True}) == "invalid"

    def test_readings(self) -> None:
        rule = MAJORITY + (
            "\nreadings = { between = { least = { days = 14 }, most = { months = 1 } }, "
            "conditions = [{ at_least = 1 }, { at_least = 4 }] }"
        )
        earlier = [{"on": "2026-01-10"}, {"on": "2026-01-20", "passed": False}, {"on": "2026-01-31"}]
        assert case(rule, {"yes": 1}, {"on": "2026-02-20"}) == "on_hold"

        def second(day: str, yes: int) -> str:
            return case(rule, {"yes": yes}, {"on": day, "readings": earlier})

        assert [second(day, 4) for day in ("2026-02-13", "2026-02-14", "2026-02-28", "2026-03-01")] == [
            "invalid",
            "passed",
            "passed",
            "invalid",
        ]  # a month after January 31 is February 28
        assert second("2026-02-14", 3) == "failed"

    def test_gates(self) -> None:
        gates = (
            MAJORITY + '\ngates = [{ who = "board", silence = "yes" }, { who = "rector" }, '
            '{ who = "state", stands = "before_effect" }]'
        )

        def gate(**answers: str) -> str:
            return case(
                gates, {"yes": 1}, {"gates": [{"who": who, "answer": answer} for who, answer in answers.items()]}
            )

        assert gate(board="none", rector="yes") == "passed"
        assert gate(board="none", rector="none") == "on_hold"
        assert gate(rector="no") == "failed"

    def test_special_conditions_and_locks(self) -> None:
        rule = (
            MAJORITY + '\ncame = [{ how = "late", condition = { at_least = 3 } }, { how = "floor" }]\n'
            "touching = [{ articles = [1, 2], condition = { at_least = 5 } }]\n"
            'locks = [{ after = "failed", by = "assembly", span = { months = 6 } }]'
        )
        assert case(rule, {"yes": 3, "no": 5}, {"came": "late"}) == "passed"  # it takes the majority's place
        assert case(rule, {"yes": 3}, {"came": "late", "touches": [2]}) == "failed"
        assert case(rule, {"yes": 3}, {"came": "floor"}) == "invalid"

        def locked(day: str, **earlier: str) -> str:
            return case(rule, {"yes": 3}, {"on": day, "earlier": [{"on": "2025-08-31", "outcome": "failed"} | earlier]})

        assert [locked("2026-02-28"), locked("2026-03-01")] == ["invalid", "passed"]
        assert locked("2026-02-28", organ="board") == "passed"
        assert locked("2026-02-28", outcome="passed") == "passed"

    def test_initiative(self) -> None:
        rule = (
            MAJORITY
            + '\ninitiative = [{ who = ["board"] }, { members = { at_least = { share = "1/3", of = "members" } } }]'
        )
        ways = [{}, {"proposed_by": ["board"]}, {"proposed_by": ["rector"]}, {"proposing": 3}, {"proposing": 4}]
        assert [case(rule, {"yes": 1}, way) for way in ways] == ["passed", "passed", "invalid", "invalid", "passed"]

    def test_routes_and_moves(self) -> None:
        rule = (
            MAJORITY + '\nroutes = [{ organ = "board", condition = { at_least = 4 } }]'
            '\nmoves = [{ when = "failed", to = "board" }]'
        )
        board = "quorum = { at_least = 8 }"
        assert case(rule, {"yes": 4, "no": 4}, {"route": "board"}, board=board) == "passed"
        assert case(rule, {"yes": 4, "no": 3, "present": 7}, {"route": "board"}, board=board) == "invalid"
        assert [case(rule, {"no": 3}, {"moved": moved}) for moved in (False, True)] == ["moved_on", "failed"]
        no_quorum = MAJORITY + '\nquorum = { at_least = 9 }\nmoves = [{ when = "no_quorum" }]'
        assert case(no_quorum, {"yes": 3}) == "moved_on"


class Files(unittest.TestCase):
    def export(self, outcome: str = "passed", **changes: Any) -> str:
        """The path of an export; its evidence has a key that only sorts right by UTF-16."""
        kind = MAJORITY.replace("{ ", '{ article = "1.1", ', 1)
        document = ORGANS.format(assembly="", board="", kind=kind, more="")
        evidence = {
            "question": "motion",
            "kind": "ordinary",
            "count": COUNT | {"yes": 2},
            "record": {"\ufb33": "ş\u0007", "😀": 1},
        }
        canonical = (
            '{"count":{"abstain":0,"blank":0,"entitled":10,"invalid":0,"no":0,"present":8,"represented":0,"yes":2},'
            '"kind":"ordinary","question":"motion","record":{"😀":1,"\ufb33":"ş\\u0007"}}'
        )
        export = {
            "charter": {"document": document, "sha256": hashlib.sha256(document.encode()).hexdigest()},
            "evidence": evidence,
            "verdict": VERDICT | {"outcome": outcome, "passed": outcome == "passed"},
            "journal": None,
            "sha256": hashlib.sha256(canonical.encode()).hexdigest(),
        }
        handle = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False, encoding="utf-8")
        self.addCleanup(Path(handle.name).unlink)
        with handle:
            json.dump(copy.deepcopy(export) | changes, handle)
        return handle.name

    def test_statuses(self) -> None:
        same, other, question = self.export(), self.export("failed"), self.export(sha256="0")
        assert check(same) == (0, SAME)
        assert check(other)[0] == 1
        assert "NOT THE SAME" in check(question)[1]
        with redirect_stdout(io.StringIO()) as printed:
            assert [main([same]), main([same, other, "nowhere"]), main([same, "nowhere"])] == [0, 1, 2]
        assert len(printed.getvalue().splitlines()) == 6

    def test_what_the_verdict_says_of_its_reasons(self) -> None:
        # 2 yes of 2 cast: more than half is 2. Without a quorum rule there is no reason for one.
        for reasons in ([REASON | {"needed": 1}], [REASON | {"got": 3}], [REASON | {"met": 1}], [REASON | {"article": "1.2"}],
                        [], [REASON, REASON], [REASON, REASON | {"code": "quorum"}], [REASON | {"code": "quorum"}]):  # fmt: skip
            status, said = check(self.export(verdict=VERDICT | {"reasons": reasons}))
            assert status == 1
            assert "article, met, needed, got" in said
        others = [REASON, {"code": "tie", "article": "1.3", "met": False, "needed": "fails", "got": None}]
        assert check(self.export(verdict=VERDICT | {"reasons": others})) == (
            0,
            SAME,
        )  # not compared, and not said to be

    def test_what_cannot_be_judged(self) -> None:
        for count in ({"yes": 9}, {"yes": -1}, {"yes": True}, {"yes": 2**53}, {"present": 11}, {"yes": None}):
            with pytest.raises(ValueError):
                case(count=count)
        with pytest.raises(ValueError):
            outcome("a." * 100_000 + "b = 1", {"question": "motion"})
        assert outcome("", {"question": "election"}) == "not covered"

    def test_counts_that_do_not_add_up(self) -> None:
        group = COUNT | {"entitled": 5, "present": 5}
        for count in (
            {"members": 9}, {"seats": 9}, {"weights": COUNT | {"members": 9}}, {"groups": {"north": COUNT | {"entitled": 11}}},
            {"groups": {"north": group | {"yes": 1}}}, {"more": 1}, {"groups": {"north": group | {"more": 1}}}, {"barred": None},
        ):  # fmt: skip
            with pytest.raises(ValueError):
                case(count=count)
        assert case(count={"yes": 1, "members": 10, "seats": 10, "groups": {"north": group | {"yes": 1}}}) == "passed"

    def test_what_the_charter_has_no_rule_for(self) -> None:
        later, frozen = "later_calls = [{ call = 3, at_least = 1 }]", 'freeze = { at = "session" }'
        attested = MAJORITY + '\nattested = [{ rule = "funds", who = "chair" }]'

        def said(*rules: str, office: str | None = "chair", by: str = "Sample") -> dict[str, Any]:
            return {"attestations": [{"rule": rule, "by": by, "office": office} for rule in rules]}

        yes: dict[str, Any] = {"count": {"yes": 1}}
        for facts in (
            {"call": 3}, {"call": 0}, {"assembly": frozen}, {"count": {"yes": 1, "barred": 1}}, said("funds"), {"more": 1}, {"way": {"more": 1}},
            {"kind": attested} | said("other"), {"kind": attested} | said("funds", "funds"), {"kind": attested} | said("funds", office="clerk"),
            {"kind": attested} | said("funds", by=" "), {"way": {"opening": {"entitled": 9, "members": 8}}}, {"way": {"on": "20260303"}},
            {"way": {"on": "2026-03-03", "earlier": [{"on": "2026-03-04", "outcome": "failed"}]}}, {"way": {"readings": None}},
        ):  # fmt: skip
            with pytest.raises(ValueError):
                case(**(yes | facts))
        for facts in (
            {"call": 3, "assembly": later}, {"call": 2}, {"assembly": frozen, "way": {"opening": {"entitled": 9}}},
            {"kind": attested} | said("funds"), {"kind": attested} | said("funds", office=None), {"record": {"any": [1.5]}},
        ):  # fmt: skip
            assert case(**(yes | facts)) == "passed"

    def test_a_span_that_leaves_the_calendar(self) -> None:
        rule = MAJORITY + '\nlocks = [{ after = "failed", span = { years = 900 } }]'
        earlier = [{"on": "2025-01-01", "outcome": "failed"}]
        assert case(rule, {"yes": 1}, {"on": "2026-01-01", "earlier": earlier}) == "invalid"
        for years in (1000, 10**9, 2**53 - 1):
            with pytest.raises(ValueError):
                case(rule.replace("900", str(years)), {"yes": 1}, {"on": "2026-01-01", "earlier": earlier})

    def test_hostile_bytes(self) -> None:
        for data in (
            b"",
            b"\xff",
            b"[" * 100_000,
            b"{" + b'"a":{' * 100_000,
            b'{"a":' + b"9" * 100_000 + b"}",
            b"[]",
            b'{"a":1,"a":2}',
        ):
            with tempfile.NamedTemporaryFile() as file:
                file.write(data)
                file.flush()
                assert check(file.name)[0] == 2


if __name__ == "__main__":
    unittest.main()
