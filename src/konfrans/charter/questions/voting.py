"""How is this vote taken: openly, by secret ballot, by roll call; and may those who ask for another way have it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated

from konfrans.charter.asking import Question
from konfrans.charter.counting import measured
from konfrans.charter.law import Ballot, Charter
from konfrans.charter.law.kinds import ballot_for
from konfrans.charter.law.votes import Demand, Mode
from konfrans.charter.passage import Asking
from konfrans.charter.questions.motion import Body
from konfrans.charter.tables import NONE, KindKey, OrganKey, Size, Zero
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working


class VotingFacts(Body):
    """A vote that is about to be taken, and how many ask for what."""

    organ: OrganKey
    """The organ in session."""
    kind: KindKey = "ordinary"
    """The kind of decision."""
    asking: Annotated[Mapping[Mode, Zero], Size(0, 3)] = NONE
    """How many ask for which way: `{ by_name = 3 }`."""


def voting(facts: VotingFacts, charter: Charter) -> Verdict:
    """The way in which the vote is taken (`mode`; `free`: as the organ chooses), and each demand with what it needs and got.

    What a paragraph prescribes for the kind stands, whoever asks for what; a roll call is an open vote. Of several demands that are met
    the first one of the charter decides. `no_rule` where the charter says nothing of how the organ votes.
    """
    organ = charter.organs[facts.organ]
    kind = charter.kinds.get(facts.kind)
    names = (facts.kind, *((kind.like,) if kind is not None and kind.like else ()))
    usual = ballot_for(organ, names)
    demands = tuple(one for one in organ.demands if not one.kinds or any(name in one.kinds for name in names))
    if usual is None and not demands:
        return Verdict(charter.ref, "voting", facts.kind, Outcome.NO_RULE)
    reasons = tuple(_reasons(usual, demands, facts))
    mode = next((one.working.facts["mode"] for one in reasons if one.code == "demanded" and one.met), None)
    answer = {"mode": mode or (usual.mode if usual else "free"), "demanded": mode is not None}
    return Verdict(charter.ref, "voting", facts.kind, Outcome.ANSWERED, answer, reasons)


def _reasons(usual: Ballot | None, demands: tuple[Demand, ...], facts: VotingFacts) -> Iterator[Reason]:
    if usual is not None:
        said = Working(facts={"mode": usual.mode})
        yield Reason("prescribed" if usual.binding else "usual", usual.article, True, usual.mode, usual.mode, said)
    count = facts.count()
    for one in demands:
        if usual is not None and usual.binding and one.against(usual.mode):
            yield Reason("demand_shut", usual.article, False, usual.mode, one.mode, Working(facts={"mode": one.mode}))
            continue
        reason = measured("demanded", one.members, Asking(count, facts.asking.get(one.mode, 0)))
        yield replace(reason, working=replace(reason.working, facts={"mode": one.mode}))


VOTING = Question("voting", VotingFacts, voting)
