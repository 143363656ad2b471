"""How many votes a member has, and the ceiling on what one block may cast."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import CharterError, Outcome, Verdict, speak
from konfrans.charter.asking import ask
from konfrans.charter.law.representation import Ceiling
from konfrans.charter.weighing import divided, greatest

from .bodies import body

BY_SIZE = """
[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }
latest = { month = 10, day = 1, year = -1 }

[weights]
article = "1.2"

[weights.by_size]
datum = "students"
row = [
  { less_than = 5000, votes = 1 },
  { at_least = 5000, less_than = 15000, votes = 2 },
  { at_least = 15000, votes = 3 },
]
"""


def roll(charter, members: list[dict[str, Any]], **facts: Any) -> Verdict:
    """The verdict on a roll whose members are of the first category unless they say otherwise."""
    listed = [{"key": f"m{at}", "category": "member", **one} for at, one in enumerate(members, 1)]
    return ask("entitled", {"day": "2026-11-25", "members": listed, **facts}, charter)


def votes(verdict: Verdict) -> list[int]:
    return [row["votes"] for row in verdict.answer["rows"]]


def students(*counts: tuple[str, int]) -> dict[str, Any]:
    return {"data": {"students": [{"number": number, "of": day} for day, number in counts]}}


@pytest.mark.parametrize(("number", "expected"), [(0, 1), (4999, 1), (5000, 2), (14_999, 2), (15_000, 3), (60_000, 3)])
def test_v10_votes_by_a_table_of_size(number: int, expected: int) -> None:
    assert votes(roll(body(BY_SIZE), [students(("2025-10-01", number))])) == [expected]


def test_v10_the_count_is_that_of_the_reference_date() -> None:
    counts = [("2024-10-01", 4000), ("2025-10-01", 9000), ("2026-10-01", 20_000)]
    assert votes(roll(body(BY_SIZE), [students(*counts)])) == [2], (
        "the last one no later than 1 October of the year before"
    )
    unknown = roll(body(BY_SIZE), [students(("2026-10-01", 20_000))])
    assert unknown.outcome is Outcome.INCOMPLETE
    assert [(one.code, one.met) for one in unknown.reasons] == [("size_unknown", None)]


def test_v10_weights_of_those_entitled_present_and_represented() -> None:
    there = {"there": {"title": "ex_officio"}}
    members = [
        students(("2025-10-01", 20_000)) | there, students(("2025-10-01", 8000)), students(("2025-10-01", 100)) | there,
    ]  # fmt: skip
    assert roll(body(BY_SIZE), members).answer["motion"]["weights"] == {"entitled": 6, "present": 4, "represented": 0}


def test_votes_by_group_and_a_table_with_a_gap() -> None:
    groups = """
[groups.large]
article = "1.1"
name = { az = "böyük", en = "large" }

[groups.small]
article = "1.1"
name = { az = "kiçik", en = "small" }
"""
    charter = body(groups, '[weights]\narticle = "1.2"\nby_group = { large = 3, small = 0 }\n')
    verdict = roll(charter, [{"groups": ["large"]}, {"groups": ["small"]}, {}])
    assert votes(verdict) == [3, 0, 0]
    assert [(one.code, one.met) for one in verdict.reasons] == [("no_votes", False), ("group_unknown", None)]
    gap = body(BY_SIZE.replace("at_least = 5000", "more_than = 5000"))
    verdict = roll(gap, [students(("2025-10-01", 5000))])
    assert (verdict.outcome, verdict.reasons[0].code) == (Outcome.INCOMPLETE, "size_without_row")


def test_weights_are_of_one_form() -> None:
    with pytest.raises(CharterError) as fault:
        body('[weights]\narticle = "1.2"\neach = 1\nby_group = { large = 2 }\n')
    assert [one.code for one in fault.value.faults] == ["exactly_one"]
    with pytest.raises(CharterError) as fault:
        body('[weights]\narticle = "1.2"\n')
    assert [one.code for one in fault.value.faults] == ["exactly_one"]


# the ceiling ------------------------------------------------------------------------------------------------------------


def ceiling(share: str, of: str = "rest", block: str = "member") -> Ceiling:
    return Ceiling(article="1.2", block=block, share=Fraction(share), of=of)


@pytest.mark.parametrize(
    ("blocks", "share", "of", "most"),
    [
        ([10, 4, 3, 3], "1/4", "all", 5),  # a quarter of 20
        ([10, 4, 3, 3], "1/4", "rest", 3),  # 3 of 12; 4 of 14 would be more than a quarter
        ([10, 4, 3, 3], "1/3", "rest", 5),  # 5 of 15
        ([10, 4, 3, 3], "1/2", "rest", 10),  # 10 of 20 is no more than half
        ([7, 1, 1, 1], "1/4", "rest", 1),
        ([1, 1, 1], "1/4", "rest", None),  # three equal blocks have a third each
        ([1, 1, 1], "1/4", "all", None),  # a quarter of 3 has no whole part
        ([5], "1/1", "rest", 5),
    ],
)
def test_v31_the_greatest_number_of_votes_of_one_block(blocks, share: str, of: str, most: int | None) -> None:
    assert greatest(blocks, ceiling(share, of)) == most


SHARES = st.fractions(min_value=Fraction(1, 12), max_value=1, max_denominator=12)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), SHARES)
def test_v31_no_block_has_more_than_the_share_of_the_rest_and_no_higher_cut_would_do(blocks, share) -> None:
    most = greatest(blocks, ceiling(str(share)))

    def keeps(cut: int) -> bool:
        return cut <= share * sum(min(block, cut) for block in blocks)

    possible = [cut for cut in range(1, max(blocks) + 1) if keeps(cut)]
    assert most == (max(possible) if possible else None)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.data())
def test_v31_what_is_cut_is_taken_in_proportion_in_whole_votes(weights, data) -> None:
    total = data.draw(st.integers(0, sum(weights)))
    found = divided(total, weights)
    assert sum(found) == total
    assert all(0 <= votes <= weight for votes, weight in zip(found, weights, strict=True))
    whole = sum(weights)
    if whole:
        exact = [Fraction(total * weight, whole) for weight in weights]
        assert all(abs(votes - one) < 1 for votes, one in zip(found, exact, strict=True))
    assert found == divided(total, weights), "the same for the same roll"


GROUPS = """
[groups.one]
article = "1.1"
name = { az = "birinci", en = "the first group" }
"""


def capped(block: str, share: str, of: str = "rest", among: str = "entitled") -> str:
    return f"""
[weights.ceiling]
article = "1.1"
block = "{block}"
share = "{share}"
of = "{of}"
among = "{among}"
"""


def test_v31_one_member_of_many_votes_is_cut_and_the_cut_is_told() -> None:
    charter = body(BY_SIZE.replace("votes = 3", "votes = 10"), capped("member", "1/4"))
    sizes = [20_000, 8000, 8000, 8000]
    verdict = roll(charter, [students(("2025-10-01", number)) | {"name": f"U{number}"} for number in sizes])
    assert votes(verdict) == [2, 2, 2, 2]
    assert verdict.answer["motion"]["weights"]["entitled"] == 8
    reason = verdict.reasons[0]
    assert (reason.code, reason.article, reason.needed, reason.got) == ("ceiling_cut", "1.1", 2, 10)
    assert speak("en").text(reason, charter).replace("\u00a0", " ") == (
        "U20000 had 10 votes and keeps 2: no more than 1/4 of the votes (article 1(1))."
    )


def test_v31_a_group_is_cut_in_proportion_to_its_members() -> None:
    charter = body(GROUPS, BY_SIZE, capped("group", "1/2"))
    sizes = [(20_000, True), (8000, True), (8000, True), (100, False), (100, False), (100, False)]
    members = [students(("2025-10-01", number)) | {"groups": ["one"] if within else []} for number, within in sizes]
    verdict = roll(charter, members)
    assert votes(verdict) == [1, 1, 1, 1, 1, 1], "7 votes of 10 are cut to 3: 1 2/7, 6/7, 6/7"
    assert speak("en").text(verdict.reasons[0], charter).startswith("the first group had 7 votes and keeps 3")


def test_v31_what_one_person_casts_by_proxies_is_one_block() -> None:
    rules = """
[representation.titles.ex_officio]
article = "1.1"

[representation.proxies.external]
article = "1.2"
"""
    charter = body(rules, '[weights]\narticle = "1.2"\neach = 1\n', capped("holder", "1/3", among="there"))
    there = {"there": {"title": "ex_officio"}}
    members = [there, {}, {}, {}, there, there, {}]
    proxies = [
        {"form": "external", "giver": f"m{at}", "holder": "m1", "given": "2026-11-01", "session": "2026-11-25"}
        for at in (2, 3, 4)
    ]
    verdict = roll(charter, members, proxies=proxies)
    assert votes(verdict) == [1, 0, 0, 0, 1, 1, 1], "4 votes of 6 are cut to 1 of 3: the first one named keeps it"
    assert verdict.answer["motion"]["weights"] == {"entitled": 4, "present": 3, "represented": 0}


def test_v31_where_no_number_keeps_the_ceiling_nothing_is_guessed() -> None:
    charter = body('[weights]\narticle = "1.2"\neach = 1\n', capped("member", "1/5"))
    verdict = roll(charter, [{}, {}, {}])
    assert verdict.outcome is Outcome.INVALID
    assert [(one.code, one.met, one.got) for one in verdict.reasons] == [("ceiling", False, 1)]
    assert roll(charter, [{}] * 5).outcome is Outcome.ANSWERED
