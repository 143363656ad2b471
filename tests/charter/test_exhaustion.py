"""Every count of a small assembly under the draft, judged a second time by arithmetic written down apart from the engine."""

from __future__ import annotations

from itertools import product

import pytest

from konfrans.charter import Count, motion_verdict, read_charter

DRAFT = read_charter("charters/azerbaijan-draft.toml")
SIZE = 7

# kind: (quorum as (numerator, denominator, strict), at a second call, votes as (numerator, denominator, strict, base), ballot)
HALF, TWO_THIRDS, THIRD = (1, 2, True), (2, 3, False), (1, 3, False)
LAW = {
    "ordinary": (HALF, THIRD, (*HALF, "there"), None),
    "admission": (HALF, THIRD, (*HALF, "there"), None),
    "budget": (HALF, THIRD, (*HALF, "there"), None),
    "exclusion": (HALF, THIRD, (*TWO_THIRDS, "there"), None),
    "recall": (HALF, THIRD, (*TWO_THIRDS, "there"), "secret"),
    "election": (HALF, HALF, (*HALF, "cast"), "secret"),
    "charter_amendment": (TWO_THIRDS, TWO_THIRDS, (*TWO_THIRDS, "there"), None),
    "charter_adoption": (TWO_THIRDS, TWO_THIRDS, (*TWO_THIRDS, "there"), None),
    "dissolution": (HALF, HALF, (3, 4, False, "members"), None),
}


def meets(n: int, above: int, below: int, strict: bool, whole: int) -> bool:
    """n of the whole: in whole numbers only."""
    return n * below > above * whole if strict else n * below >= above * whole


def expected(kind: str, count: Count, call: int, secret: bool | None, casting: str | None) -> str:
    first, second, (above, below, strict, base), mode = LAW[kind]
    quorum = first if call == 1 else second
    if not meets(count.present + count.represented, *quorum, count.entitled):
        return "invalid"
    if mode == "secret" and secret is False:
        return "invalid"
    if count.yes == 0 and count.no == 0:
        return "no_result"
    there, cast = count.present + count.represented, count.yes + count.no
    whole = {"there": there, "cast": cast, "members": count.members}[base]
    if count.yes and meets(count.yes, above, below, strict, whole):
        return "incomplete" if kind == "exclusion" else "passed"
    with_one_more = {"there": there, "cast": cast + 1, "members": count.members}[base]
    if count.yes == count.no and meets(count.yes + 1, above, below, strict, with_one_more):
        if secret or mode == "secret" or casting == "no":
            return "failed"
        if casting is None:
            return "casting_vote"
        return "incomplete" if kind == "exclusion" else "passed"
    return "failed"


@pytest.mark.parametrize("kind", LAW)
def test_every_count_of_a_small_assembly_is_judged_as_the_articles_say(kind: str) -> None:
    judged = 0
    for entitled in range(1, SIZE + 1):
        for members in (entitled, entitled + 1):
            for yes, no, abstain in product(range(entitled + 1), repeat=3):
                for silent in range(entitled - yes - no - abstain + 1):
                    there = yes + no + abstain + silent
                    count = Count(
                        entitled=entitled, members=members, present=there - there // 3, represented=there // 3,
                        yes=yes, no=no, abstain=abstain,
                    )  # fmt: skip
                    for call, secret, casting in product((1, 2), (None, True, False), (None, "yes", "no")):
                        verdict = motion_verdict(
                            count, kind=kind, charter=DRAFT, call=call, secret=secret, casting=casting
                        )
                        assert verdict.outcome == expected(kind, count, call, secret, casting), (
                            count,
                            call,
                            secret,
                            casting,
                        )
                        judged += 1
    assert judged > 20_000
