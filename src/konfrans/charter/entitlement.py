"""Whether one member may vote, and with how many votes: the first ground that takes the vote away, with its article."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from konfrans.charter.arrears import Account, InEffect, Owed, Paid
from konfrans.charter.clock import after
from konfrans.charter.counts import taken
from konfrans.charter.dues import year_of
from konfrans.charter.law import Charter
from konfrans.charter.law.fees import ArrearsStep
from konfrans.charter.law.ranges import rows_of
from konfrans.charter.law.votes import Listed
from konfrans.charter.rolls import OnRoll, Roll
from konfrans.charter.verdicts import Reason, Working

Judged = tuple[bool | None, int | None, Reason | None]
"""Entitled (None: not known), the votes, and the ground where the member is not entitled or it is not known."""


def judged_member(member: OnRoll, facts: Roll, charter: Charter) -> Judged:
    """Whether a member is entitled on the day, for the kind of decision.

    In this order: the category's voice; the kinds it votes on; a time on trial; a vote at rest; arrears; a table that gives it no
    vote; a bar from the item, which leaves it its votes, since only the article on recusal says whether it leaves the base.
    """
    ground = (
        _category(member, facts, charter)
        or _trial(member, facts.day, charter)
        or _at_rest(member, facts.day, "suspended")
    )
    if ground is None:
        ground = _arrears(member, facts.day, charter)
    if ground is not None:
        return (None if ground.met is None else False), None, ground
    votes, ground = _votes(member, facts.day, charter)
    if ground is not None:
        return (None if ground.met is None else False), votes, ground
    ground = _at_rest(member, facts.day, "barred")
    return ground is None, votes, ground


def listed(kinds: Listed | None, kind: str, charter: Charter) -> bool:
    """Whether a list names a kind, or the standard kind that it is a case of."""
    if kinds is None:
        return False
    own = charter.kinds.get(kind)
    return kind in kinds.kinds or (own is not None and own.like in kinds.kinds)


def _ground(code: str, article: str, member: OnRoll, *, met: bool | None = False, **facts: Any) -> Reason:
    named = {"named": member.name or member.key, **facts}
    return Reason(code, article, met, None, None, Working(facts=named))


def _category(member: OnRoll, facts: Roll, charter: Charter) -> Reason | None:
    category = charter.categories[member.category]
    named: dict[str, Any] = {"of_category": member.category, "this_kind": facts.kind}
    if category.voice != "vote":
        return _ground("no_voice", category.article, member, **named)
    if category.votes_on is not None and not listed(category.votes_on, facts.kind, charter):
        return _ground("no_vote_on_kind", category.votes_on.article, member, **named)
    if category.no_vote_on is not None and listed(category.no_vote_on, facts.kind, charter):
        return _ground("no_vote_on_kind", category.no_vote_on.article, member, **named)
    return None


def _trial(member: OnRoll, day: date, charter: Charter) -> Reason | None:
    for one in charter.admission:
        if member.category in one.categories and one.trial is not None and not one.trial.votes:
            if member.admitted is None:
                return _ground("admitted_unknown", one.trial.article, member, met=None)
            until = after(member.admitted, one.trial.lasts, charter.calendar).end
            if day <= until:
                return _ground("on_trial", one.trial.article, member, until=until)
    return None


def _at_rest(member: OnRoll, day: date, why: str) -> Reason | None:
    for one in member.at_rest:
        if one.why != why:
            continue
        if (one.since is None or one.since <= day) and (one.until is None or day <= one.until):
            return _ground(one.why, one.article, member)
    return None


def _arrears(member: OnRoll, day: date, charter: Charter) -> Reason | None:
    """The first step by which arrears take the vote away."""
    fees = [fee for fee in charter.fees.values() if member.category in fee.categories]
    if charter.fees and not fees:
        return None
    year = max((year_of(fee, day) for fee in fees), default=day.year)
    for step in charter.arrears:
        if step.effect != "vote_suspended":
            continue
        if step.through == "year" and member.paid_through is None:
            return _ground("fees_unknown", step.article, member, met=None, year=str(year))
        state = _in_effect(step, member, day, year, charter)
        if state is not None:
            code = "arrears_suspended" if state.deadline is None else "arrears_before_session"
            return _ground(
                code, step.article, member, due=state.due, since=state.since, deadline=state.deadline, year=str(year)
            )
    return None


def _in_effect(step: ArrearsStep, member: OnRoll, day: date, year: int, charter: Charter) -> InEffect | None:
    """As `Account` judges it, from the little that a roll says: one unit was owed, and on one day it was paid."""
    unit = Fraction(1)
    if step.through == "year" and member.paid_through is not None:
        paid = [Paid(member.paid_through.day, unit)] if member.paid_through.year >= year else []
        return Account([Owed(date(year, 1, 1), unit, year)], paid, charter.calendar).in_effect(
            step, day, session=day, year=year
        )
    if member.arrears is None:
        return None
    paid = [Paid(member.arrears.paid, unit)] if member.arrears.paid is not None else []
    owed = [Owed(member.arrears.due, unit, year)]
    return Account(owed, paid, charter.calendar).in_effect(step, day, session=day, year=year)


def _votes(member: OnRoll, day: date, charter: Charter) -> tuple[int | None, Reason | None]:
    """How many votes a member has; a ground where that is none, or not known."""
    weights = charter.weights
    if weights is None:
        return 1, None
    votes = weights.each
    if weights.by_size is not None:
        datum = weights.by_size.datum
        rule = charter.data[datum]
        count = taken(datum, rule, member.data.get(datum, ()), year=day.year, day=day)
        if count is None:
            return None, _ground("size_unknown", rule.article, member, met=None, name_datum=datum)
        rows = rows_of(weights.by_size.row, count.number)
        if len(rows) != 1:
            facts = {"name_datum": datum, "number": count.number}
            return None, _ground("size_without_row", weights.article, member, met=None, **facts)
        votes = weights.by_size.row[rows[0]].votes
    elif weights.by_group is not None:
        found = [weights.by_group[group] for group in member.groups if group in weights.by_group]
        if len(found) != 1:
            return None, _ground("group_unknown", weights.article, member, met=None)
        votes = found[0]
    if votes == 0:
        return 0, _ground("no_votes", weights.article, member)
    return votes, None
