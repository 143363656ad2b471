"""May this institution be admitted? Category, papers, recommendations, opinion, presentation, decision, and from when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from konfrans.charter.asking import Question
from konfrans.charter.clock import after
from konfrans.charter.clock.counting import checked
from konfrans.charter.counts import DatumCount, taken
from konfrans.charter.faults import LawError, nearest
from konfrans.charter.law import Charter
from konfrans.charter.law.members import Admission, Category, Event
from konfrans.charter.tables import NONE, CategoryKey, DatumKey, Day, GroupKey, Key, Line, Size, Table
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working


class Recommendation(Table):
    """A member that recommends the applicant."""

    member: Line
    """Which member."""
    category: CategoryKey
    """Its category."""


class OpinionGiven(Table):
    """The opinion of whoever reviewed the application."""

    day: Day
    """The day on which it was given."""
    favourable: bool
    """Whether it is in favour."""


class Decided(Table):
    """The decision on the application."""

    day: Day
    """The day on which it was taken."""
    passed: bool
    """Whether the motion passed: see the question `motion`."""


class AdmissionFacts(Table):
    """An application for membership."""

    day: Day
    """The day that is asked about."""
    applicant: Line
    """Who applies."""
    holder: Literal["institution", "person", "type"] = "institution"
    """What applies: an institution, a person, or all institutions of a type at once."""
    institutions: Annotated[tuple[Line, ...], Size(0, 500)] = ()
    """The institutions of a type that joins at once."""
    category: CategoryKey
    """The category that is applied for."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 100)] = ()
    """The groups that the applicant belongs to."""
    data: Annotated[Mapping[DatumKey, tuple[DatumCount, ...]], Size(0, 50)] = NONE
    """Its numbers, each as it was counted."""
    documents: Annotated[tuple[Key, ...], Size(0, 100)] = ()
    """The papers that were presented, by the charter's keys."""
    recommendations: Annotated[tuple[Recommendation, ...], Size(0, 500)] = ()
    """Who recommends it."""
    opinion: OpinionGiven | None = None
    """The opinion of the organ that reviews."""
    presented: Day | None = None
    """The day on which it presented itself."""
    decision: Decided | None = None
    """The decision, once it was taken."""
    events: Annotated[Mapping[Event, Day], Size(0, 10)] = NONE
    """The days of what followed: notification, acceptance, first_fee, register_entry, approval."""


def admission(facts: AdmissionFacts, charter: Charter) -> Verdict:
    """Whether an applicant may be admitted, and from when it is a member.

    `failed`: the category does not fit, the opinion has to be in favour and is not, or the motion did not pass. `incomplete`:
    something is missing, or what makes it a member has not happened yet. `passed`: nothing stands in the way of the decision;
    where it was taken, the answer says from when the applicant is a member. `no_rule`: the charter does not say how one enters the
    category; whom it is not for is still told. `LawError` `document_unknown`, `document_twice`, `institutions_missing`.
    """
    rule = next((one for one in charter.admission if facts.category in one.categories), None)
    checked(facts.day)
    category = charter.categories[facts.category]
    if rule is None:
        return _unruled(facts, category, charter)
    _known(facts, rule)
    reasons = [*_fits(facts, category, charter), *_papers(facts, rule), *_review(facts, rule)]
    since = None
    if facts.decision is not None and facts.decision.day <= facts.day:
        reasons += list(_decided(facts, rule))
        since = _since(facts, rule)
    until = (
        after(since, rule.trial.lasts, charter.calendar).end if since is not None and rule.trial is not None else None
    )
    if until is not None and rule.trial is not None:
        found = {"until": until, "since": since}
        reasons.append(Reason("time_on_trial", rule.trial.article, True, None, None, Working(facts=found)))
    outcome = Outcome.PASSED
    if any(reason.met is False and reason.code in _FINAL for reason in reasons):
        outcome = Outcome.FAILED
    elif any(not reason.met for reason in reasons):
        outcome = Outcome.INCOMPLETE
    open_still = outcome is not Outcome.FAILED
    return Verdict(
        charter=charter.ref,
        question="admission",
        kind=rule.decision,
        outcome=outcome,
        answer={
            "applicant": facts.applicant,
            "category": facts.category,
            "institutions": list(facts.institutions),
            "stage": _stage(outcome, since),
            "member_from": since.isoformat() if since is not None and outcome is Outcome.PASSED else None,
            "trial_until": until.isoformat() if until is not None and outcome is Outcome.PASSED else None,
        },
        reasons=tuple(reasons),
        next=tuple(_next(facts, rule, reasons, charter)) if open_still else (),
    )  # fmt: skip


def _unruled(facts: AdmissionFacts, category: Category, charter: Charter) -> Verdict:
    """Nothing says how one enters the category; that it is not for such an applicant its own paragraph says."""
    _one_or_many(facts)
    reasons = tuple(reason for reason in _fits(facts, category, charter) if reason.met is False)
    if not reasons:
        return Verdict(charter=charter.ref, question="admission", kind=None, outcome=Outcome.NO_RULE)
    answer = {
        "applicant": facts.applicant,
        "category": facts.category,
        "institutions": list(facts.institutions),
        "stage": _stage(Outcome.FAILED, None),
        "member_from": None,
        "trial_until": None,
    }
    return Verdict(
        charter=charter.ref, question="admission", kind=None, outcome=Outcome.FAILED, answer=answer, reasons=reasons
    )


def _stage(outcome: Outcome, since: date | None) -> str:
    if outcome is Outcome.PASSED:
        return "may_be_decided" if since is None else "is_member"
    return "cannot_join" if outcome is Outcome.FAILED else "still_waits"


_FINAL = frozenset(("category_holder", "category_group", "category_number", "opinion_favourable", "admitted"))


def _known(facts: AdmissionFacts, rule: Admission) -> None:
    for at, key in enumerate(facts.documents):
        if key not in rule.documents:
            known = tuple(rule.documents)
            raise LawError("document_unknown", given=key, known=known, nearest=nearest(key, known))
        if key in facts.documents[:at]:
            raise LawError("document_twice", given=key)
    _one_or_many(facts)


def _one_or_many(facts: AdmissionFacts) -> None:
    if (facts.holder == "type") != bool(facts.institutions):
        raise LawError("institutions_missing")


def _fits(facts: AdmissionFacts, category: Category, charter: Charter) -> Iterator[Reason]:
    """Whether the applicant is one that the category is for."""
    named = {"of_category": facts.category}
    fits = facts.holder == category.holder
    yield Reason("category_holder", category.article, fits, category.holder, facts.holder, Working(facts=named))
    if category.groups:
        working = Working(facts={**named, "asked_groups": list(category.groups)})
        yield Reason(
            "category_group", category.article, bool(set(category.groups) & set(facts.groups)), None, None, working
        )
    for one in category.requires:
        count = taken(
            one.datum, charter.data[one.datum], facts.data.get(one.datum, ()), year=facts.day.year, day=facts.day
        )
        numbers: dict[str, Any] = {**named, "name_datum": one.datum, "first": one.first, "last": one.last}
        if count is None:
            yield Reason("number_missing", one.article, None, None, None, Working(facts=numbers))
        else:
            working = Working(facts=numbers)
            code = "category_number" if one.last is None else "category_number_most"
            yield Reason(code, one.article, one.holds(count.number), one.first, count.number, working)


def _papers(facts: AdmissionFacts, rule: Admission) -> Iterator[Reason]:
    for key, document in rule.documents.items():
        if rule.recommended is not None and rule.recommended.instead == key:
            continue
        there = True if key in facts.documents else None
        yield Reason("paper", document.article, there, None, None, Working(facts={"name_document": key}))
    asked = rule.recommended
    if asked is None:
        return
    if asked.instead is not None and asked.instead in facts.documents:
        working = Working(facts={"name_document": asked.instead})
        yield Reason("paper", asked.article, True, None, None, working)
        return
    able = {one.member for one in facts.recommendations if not asked.categories or one.category in asked.categories}
    working = Working(facts={"of_categories": list(asked.categories)})
    code = "recommended_of" if asked.categories else "recommended"
    yield Reason(code, asked.article, True if len(able) >= asked.number else None, asked.number, len(able), working)


def _review(facts: AdmissionFacts, rule: Admission) -> Iterator[Reason]:
    if rule.opinion is not None:
        given = facts.opinion
        named = {"by_who": rule.opinion.who}
        if given is None or given.day > facts.day:
            yield Reason("opinion_given", rule.opinion.article, None, None, None, Working(facts=named))
        else:
            code = "opinion_favourable" if rule.opinion.favourable else "opinion_given"
            met = given.favourable or not rule.opinion.favourable
            way = "favourable" if given.favourable else "not_favourable"
            yield Reason(code, rule.opinion.article, met, None, way, Working(facts={**named, "day": given.day}))
    if rule.presentation is not None:
        there = facts.presented is not None and facts.presented <= facts.day
        working = Working(facts={"day": facts.presented})
        yield Reason("presentation", rule.presentation, True if there else None, None, None, working)


def _decided(facts: AdmissionFacts, rule: Admission) -> Iterator[Reason]:
    assert facts.decision is not None
    working = Working(facts={"day": facts.decision.day, "by_kind": rule.decision})
    yield Reason("admitted", rule.article, facts.decision.passed, None, None, working)
    if facts.decision.passed:
        since = _since(facts, rule)
        named = {"event": f"event_{rule.effect.event}", "day": since}
        yield Reason(
            "membership_begins",
            rule.effect.article,
            True if since is not None else None,
            None,
            None,
            Working(facts=named),
        )


def _since(facts: AdmissionFacts, rule: Admission) -> date | None:
    """From when the applicant is a member; None: not yet."""
    if facts.decision is None or not facts.decision.passed:
        return None
    since = facts.decision.day if rule.effect.event == "decision" else facts.events.get(rule.effect.event)
    return None if since is None or since > facts.day else max(since, facts.decision.day)


def _next(facts: AdmissionFacts, rule: Admission, reasons: list[Reason], charter: Charter) -> Iterator[Next]:
    """What is still to be done, in its order: papers, opinion, presentation, decision, what makes it a member."""
    missing = {reason.code: reason.article for reason in reasons if reason.met is None}
    for code, act in (
        ("number_missing", "give_number"),
        ("paper", "present_document"),
        ("recommended", "present_recommendations"),
        ("recommended_of", "present_recommendations"),
        ("presentation", "present_itself"),
    ):
        if code in missing:
            yield Next(act=act, who="", article=missing[code])
    if "opinion_given" in missing and rule.opinion is not None:
        yield Next(act="give_opinion", who=rule.opinion.who, article=rule.opinion.article)
    if facts.decision is None or facts.decision.day > facts.day:
        motion = charter.motion_rule(rule.decision)
        who = motion.organ.key if motion is not None else next(iter(charter.organs))
        yield Next(act="decide_admission", who=who, article=rule.article)
    elif "membership_begins" in missing:
        yield Next(act=f"event_{rule.effect.event}", who=rule.effect.who or "", article=rule.effect.article)


ADMISSION = Question("admission", AdmissionFacts, admission)
