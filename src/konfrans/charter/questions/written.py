"""May this be decided without a session, when does it end, and what does it decide?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import comb
from typing import Any

from konfrans.charter.asking import Question
from konfrans.charter.clock import Reckoned, after
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter
from konfrans.charter.law.sessions import WrittenVote
from konfrans.charter.motions import judge
from konfrans.charter.passage import Asking
from konfrans.charter.questions.motion import MotionFacts
from konfrans.charter.questions.needed import MOST, falls
from konfrans.charter.tables import Day, Zero
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working

ANSWERS = ("yes", "no", "abstain", "blank", "invalid")


class WrittenFacts(MotionFacts):
    """A vote without a session. `present` is left out: who answers is there."""

    opened: Day
    """The day on which the question was sent."""
    at: Day
    """The day that is asked about."""
    objecting: Zero = 0
    """Members who ask for a session instead."""


def written(facts: WrittenFacts, charter: Charter) -> Verdict:
    """What a vote without a session comes to on a day: its end, and its result once it has ended.

    `failed` where the kind is not decided so; `moved_on` where enough members ask for a session; `on_hold` while it is open; else the
    outcome of the motion, with silence counted as the charter says. The answer holds `ends` (a day), `extended` and `silent`.
    """
    rule = charter.motion_rule(facts.kind)
    if rule is None or rule.organ.written is None:
        return Verdict(charter.ref, "written", facts.kind, Outcome.NO_RULE)
    vote = rule.organ.written
    closed = vote.closed is not None and facts.kind in vote.closed.kinds
    if closed and vote.closed is not None:
        said = {"shut_kind": facts.kind}
        reason = Reason("written", vote.closed.article, False, None, facts.kind, Working(facts=said))
        return Verdict(charter.ref, "written", facts.kind, Outcome.FAILED, None, (reason,))
    reasons = [Reason("written", vote.article, True, None, None)]
    if vote.objection is not None:
        body = Count(entitled=facts.entitled, members=facts.members, seats=facts.seats)
        asked = measured("written_objection", vote.objection, Asking(body, facts.objecting))
        if asked.met:
            move = Next("move", rule.organ.key, vote.objection.article)
            reason = replace(asked, met=False)
            return Verdict(charter.ref, "written", facts.kind, Outcome.MOVED_ON, None, (*reasons, reason), (move,))
    return _counted(facts, charter, vote, reasons)


def _counted(facts: WrittenFacts, charter: Charter, vote: WrittenVote, reasons: list[Reason]) -> Verdict:
    end = after(facts.opened, vote.answer, charter.calendar)
    answered = facts.yes + facts.no + facts.abstain + facts.blank + facts.invalid
    silent = facts.entitled - answered
    over = facts.at > end.end
    verdict = judge(_silent(facts, vote.silence, silent).evidence(), charter)
    extended = over and verdict.outcome is Outcome.INVALID and vote.extension is not None
    article = vote.article
    if extended and vote.extension is not None:
        end, article = after(end.end, vote.extension.by, charter.calendar), vote.extension.article
        over = facts.at > end.end
    answer: dict[str, Any] = {"ends": end.iso, "extended": extended, "silent": silent}
    reasons = [*reasons, _time(article, end, facts.at, extended)]
    early = not over and vote.early == "when_certain" and silent > 0 and _certain(facts, charter, vote, silent)
    if not over and silent and not early:
        close = Next("close_written", "", article, end.iso)
        return Verdict(charter.ref, "written", facts.kind, Outcome.ON_HOLD, answer, tuple(reasons), (close,))
    following = tuple(step for step in verdict.next if step.act != "second_call")  # no session is called again
    return replace(verdict, question="written", answer=answer, reasons=(*reasons, *verdict.reasons), next=following)


def _time(article: str, end: Reckoned, at: date, extended: bool) -> Reason:
    said = {"ends": end.end, "extended": extended}
    code = "written_extended" if extended else "written_time"
    return Reason(code, article, at > end.end or None, end.iso, at.isoformat(), Working(facts=said, clock=end))


def _silent(facts: WrittenFacts, means: str, silent: int) -> WrittenFacts:
    """The counts with silence as the charter counts it: those who do not answer are not there, or vote as it says."""
    answered = facts.entitled - silent
    if means == "not_voting":
        return facts.but(present=answered, represented=0, not_voting=None)
    more = {means: getattr(facts, means) + silent}
    return facts.but(present=facts.entitled, represented=0, not_voting=None, **more)


def _certain(facts: WrittenFacts, charter: Charter, vote: WrittenVote, silent: int) -> bool:
    """Whether no answer that is still to come can change the result: every number of them, every way."""
    if comb(silent + len(ANSWERS), len(ANSWERS)) > MOST:
        return False
    found: set[bool] = set()
    for fall in falls(silent, (*ANSWERS, "")):
        more = {way: getattr(facts, way) + fall[way] for way in ANSWERS}
        counted = _silent(facts.but(**more), vote.silence, fall[""])
        found.add(judge(counted.evidence(), charter).outcome is Outcome.PASSED)
        if len(found) > 1:
            return False
    return True


WRITTEN = Question("written", WrittenFacts, written)
