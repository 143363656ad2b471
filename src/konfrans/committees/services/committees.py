"""Acts on committees: entered with what created them, changed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from konfrans.committees.models import Committee, Seat, Theme
from konfrans.committees.rules.calls import RESERVED
from konfrans.committees.rules.law import organ_for
from konfrans.committees.selectors.idle import idle_until
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.public import body_entries
from konfrans.decisions.models import Decision
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, locked, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import search_put
from konfrans.people import services as people
from konfrans.people.models import Body, Institution, Office

KINDS = {"working_group": Body.Kind.WORKING_GROUP, "task_force": Body.Kind.WORKING_GROUP}
"""Which kind of body a sort of committee is; the others are committees."""

Lines = Sequence[tuple[Localised, Localised]]
"""Themes, each with the line on where it comes from."""


@act
def committee_create(
    *, actor: Actor, key: str, name: Localised, sort: str, mandate: Localised | None = None, themes: Lines = (),
    mentor: Institution | None = None, decision: Decision | None = None, since: date | None = None, until: date | None = None,
    body: Body | None = None, working_name: bool = False, source: str = "", source_name: Localised | None = None, sample: bool = False,
) -> Committee:  # fmt: skip
    """Enter a committee, a network or a group: its body with it, unless that is entered already.

    Its organ of the charter follows from its sort. A temporary one ends with the day `until`. Refused: the key is taken, or that of
    another page; the body has a committee already; the decision was not passed.
    """
    if key in RESERVED:
        raise Refused("key_reserved", field="key", key=key)
    if body is None:
        kind = KINDS.get(sort, Body.Kind.COMMITTEE)
        body = people.body_create(actor=actor, key=key, kind=kind, name=name, since=since, until=until)
    elif Committee.objects.filter(body=body).exists():
        raise Refused("committee_exists", field="key", name=body.name)
    _passed(decision)
    _version, charter = charter_today()
    created = Committee.objects.create(
        body=body, sort=sort, organ=organ_for(charter, sort), mandate=mandate or Localised(), mentor=mentor, decision=decision,
        working_name=working_name, source=source, source_name=source_name or Localised(), sample=sample,
    )  # fmt: skip
    _themes(created, themes)
    record(
        "committee_create", actor=actor, of="committee", key=body.key, sort=sort, organ=created.organ, mandate=created.mandate,
        mentor=mentor.key if mentor else None, decision=str(decision) if decision else None, until=body.until,
        themes=[[text, source] for text, source in themes],
    )  # fmt: skip
    search_put(kind="committee", key=body.key, entries=body_entries(body))
    return created


@act
def committee_change(
    *, actor: Actor, committee: Committee, mandate: Localised, themes: Lines, mentor: Institution | None, decision: Decision | None,
    name: Localised, since: date | None, until: date | None,
) -> Committee:  # fmt: skip
    """Change what is known of a committee; the journal keeps old and new. Refused: the decision was not passed; the days are turned round."""
    _passed(decision)
    people.body_change(actor=actor, body=committee.body, name=name, since=since, until=until)
    old = [[one.text, one.source] for one in committee.themes.all()]
    new = [[text, source] for text, source in themes]
    before = (committee.mandate, committee.mentor_id, committee.decision_id)
    committee.mandate, committee.mentor, committee.decision = mandate, mentor, decision
    committee.save(update_fields=["mandate", "mentor", "decision"])
    if old != new:
        committee.themes.all().delete()
        _themes(committee, themes)
    if before != (committee.mandate, committee.mentor_id, committee.decision_id) or old != new:
        record(
            "committee_change", actor=actor, of="committee", key=committee.body.key, mandate=mandate,
            mentor=mentor.key if mentor else None, decision=str(decision) if decision else None, themes=new,
        )  # fmt: skip
        search_put(kind="committee", key=committee.body.key, entries=body_entries(committee.body))
    return committee


def _passed(decision: Decision | None) -> None:
    if decision is not None and (decision.state != Decision.State.PUBLISHED or decision.outcome != "passed"):
        raise Refused("decision_not_passed", field="decision", number=str(decision))


def _themes(committee: Committee, themes: Lines) -> None:
    Theme.objects.bulk_create(
        Theme(committee=committee, place=place, text=text, source=source)
        for place, (text, source) in enumerate(themes, start=1)
    )


@act
def committee_end(*, actor: Actor, committee: Committee, on: date, why: str = "act", article: str = "") -> Committee:
    """A committee ends with a day: every seat in it and every office of its body end with it. Refused: it has ended before."""
    locked(committee)
    if committee.ended_why:
        raise Refused("committee_ended", name=committee.body.name)
    body = committee.body
    if body.until is None or body.until > on:
        people.body_change(actor=actor, body=body, name=body.name, since=body.since, until=on)
    committee.ended_why, committee.ended_article = why, article
    committee.save(update_fields=["ended_why", "ended_article"])
    seats = list(Seat.objects.filter(committee=committee, until=None))
    for seat in seats:
        seat.until, seat.ended_why = max(on, seat.since), Seat.Why.COMMITTEE
        seat.save(update_fields=["until", "ended_why"])
    for office in Office.objects.filter(body=body, until=None).select_related("person"):
        people.office_end(actor=actor, office=office, until=max(on, office.since))
    record(
        "committee_end", actor=actor, of="committee", key=body.key, until=on, why=why, article=article, seats=len(seats)
    )
    return committee


def committees_end() -> int:
    """The sweep: a committee whose last day has passed has ended, and so has one that was idle for as long as the charter says.

    Idle counts from the last session, or from the first day where there was none.
    """
    today, done = clock.today(), 0
    _version, charter = charter_today(today)
    for one in Committee.objects.filter(ended_why="").select_related("body"):
        last = one.body.until
        if last is not None and last < today:
            committee_end(actor=Actor.system(), committee=one, on=last, why="date")
            done += 1
            continue
        idle = idle_until(one, charter, today)
        if idle is not None and idle.on < today:
            committee_end(actor=Actor.system(), committee=one, on=idle.on, why="idle", article=idle.article)
            done += 1
    return done
