"""Is the session validly called? By when must notice, papers and texts leave?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from konfrans.charter.asking import Question
from konfrans.charter.clock import before, lies, within
from konfrans.charter.counting import measured
from konfrans.charter.evidence import Count
from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.organs import SecondCall
from konfrans.charter.law.sessions import Convening
from konfrans.charter.passage import Asking
from konfrans.charter.spans import Lead
from konfrans.charter.tables import NONE, ActorKey, Day, KindKey, OrganKey, Size, Table, Zero
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working


class CalledFacts(Table):
    """A session: who called it, what was sent when. What is left out has not happened yet."""

    organ: OrganKey
    """The organ that meets."""
    on: Day
    """The day of the session."""
    session: Literal["ordinary", "extraordinary"] = "ordinary"
    """Which sort of session."""
    called_by: Annotated[tuple[ActorKey, ...], Size(0, 20)] = ()
    """The office or organ that called it."""
    asking: Zero | None = None
    """How many members called it."""
    members: Zero | None = None
    """How many members there are, where a share of them may call."""
    entitled: Zero | None = None
    """How many of them are entitled to vote; left out: all."""
    seats: Zero | None = None
    """Seats that the charter founds; left out: as many as are entitled."""
    notice_sent: Day | None = None
    """The day on which the notice left."""
    papers_sent: Day | None = None
    """The day on which agenda and papers left."""
    kinds: Annotated[tuple[KindKey, ...], Size(0, 200)] = ()
    """The kinds of decision on the agenda."""
    texts_sent: Mapping[KindKey, Day] = NONE
    """The day on which the text for a kind of decision left."""
    remote: bool = False
    """Whether it is held at a distance."""
    credentials_sent: Day | None = None
    """The day on which members got what they need to vote at a distance."""
    first_session: Day | None = None
    """Of a second session: the day of the one that had no quorum."""


def called(facts: CalledFacts, charter: Charter) -> Verdict:
    """Whether a session is validly called, and by which day everything has to leave.

    `passed`; `invalid` where a rule is not kept; `incomplete` while something has still to be sent. The answer holds `notice_by`,
    `papers_by`, `texts_by` (a day for each kind), and `presides`, `agenda`, `decides` where the way of calling says so.
    """
    organ = charter.organs[facts.organ]
    ways = [one for one in organ.convening if one.session == facts.session]
    if not ways:
        return Verdict(charter.ref, "called", None, Outcome.NO_RULE)
    again = organ.second_call if facts.first_session is not None else None
    chosen, who = _caller(ways, facts) if again is None else _caller_again(ways[0], again, facts)
    reasons, ahead = [who] if again is None else [], list[Next]()
    answer: dict[str, Any] = {"notice_by": None, "papers_by": None, "texts_by": {}}
    own = again.notice if again is not None else None
    for code, sent, given in (
        ("notice", own or chosen.notice, facts.notice_sent), ("papers", None if own else chosen.papers, facts.papers_sent),
    ):  # fmt: skip
        if sent is not None:
            reason = _sent(code, sent.article, sent.before, given, facts, charter)
            answer[f"{code}_by"] = reason.needed
            reasons.append(reason)
            if given is None:
                ahead.append(Next(f"send_{code}", "", sent.article, str(reason.needed)))
    for one in organ.draft_texts:
        for kind in (kind for kind in facts.kinds if kind in one.kinds):
            reason = _sent(
                "draft_text", one.article, one.before, facts.texts_sent.get(kind), facts, charter, text_kind=kind
            )
            answer["texts_by"][kind] = reason.needed
            reasons.append(reason)
            if reason.met is None:
                ahead.append(Next("send_text", "", one.article, str(reason.needed)))
    reasons += [*_second(again, facts, charter), who] if again is not None else []
    reasons += _remote(organ, facts, charter, ahead)
    answer |= {"presides": chosen.presides, "agenda": chosen.agenda, "decides": chosen.decides}
    outcome = Outcome.PASSED
    if any(one.met is False for one in reasons):
        outcome = Outcome.INVALID
    elif any(one.met is None for one in reasons):
        outcome = Outcome.INCOMPLETE
    return Verdict(charter.ref, "called", None, outcome, answer, tuple(reasons), tuple(ahead))


def _caller(ways: list[Convening], facts: CalledFacts) -> tuple[Convening, Reason]:
    """The way by which it was called, and whether whoever called it may."""
    for way in ways:
        for who in facts.called_by:
            if who in way.who:
                return way, Reason("convened", way.article, True, who, who, Working(facts={"needed_who": who}))
    asked = [way for way in ways if way.members is not None]
    if asked and facts.asking is not None:
        rule = asked[0].members
        assert rule is not None  # as just chosen
        members = facts.asking if facts.members is None else facts.members
        whole = Count(
            entitled=members if facts.entitled is None else facts.entitled, members=members, seats=facts.seats
        )
        return asked[0], measured("convened_members", rule, Asking(whole, facts.asking))
    known = [who for way in ways for who in way.who]
    met = False if facts.called_by or facts.asking is not None else None
    said = {"needed_who": known, "got_who": list(facts.called_by)}
    got = facts.called_by[0] if facts.called_by else None
    return ways[0], Reason("convened", ways[0].article, met, known[0] if known else None, got, Working(facts=said))


def _caller_again(usual: Convening, again: SecondCall, facts: CalledFacts) -> tuple[Convening, Reason]:
    """Of a second session: whether whoever has to call it did."""
    met = again.who in facts.called_by if facts.called_by or facts.asking is not None else None
    got = again.who if met else facts.called_by[0] if facts.called_by else None
    said = {"needed_who": again.who} if met else {"needed_who": [again.who], "got_who": list(facts.called_by)}
    return usual, Reason("convened", again.quorum.article, met, again.who, got, Working(facts=said))


def _sent(
    code: str, article: str, span: Lead, sent: date | None, facts: CalledFacts, charter: Charter, **said: str
) -> Reason:
    """Whether something left in time; `needed` is the last day."""
    last = before(facts.on, span, charter.calendar)
    words: dict[str, Any] = {"session_day": facts.on, "last": last.end, **said}
    if sent is None:
        return Reason(code, article, None, last.iso, None, Working(facts=words, clock=last))
    given = lies(sent, facts.on, span, charter.calendar)
    words |= {"asked": span.number, "had": given.number, "unit": span.unit}
    return Reason(code, article, given.enough, last.iso, sent.isoformat(), Working(facts=words, clock=last))


def _second(again: SecondCall, facts: CalledFacts, charter: Charter) -> Iterator[Reason]:
    """Whether a second session keeps its time after the first."""
    if facts.first_session is None or again.between is None:
        return
    held = within(facts.first_session, facts.on, again.between, charter.calendar)
    for code, bound, missed in (("second_too_soon", held.least, held.early), ("second_too_late", held.most, held.late)):
        if bound is not None:
            said = {"first": facts.first_session}
            yield Reason(code, again.quorum.article, not missed, bound.end.isoformat(), facts.on.isoformat(),
                         Working(facts=said, clock=bound))  # fmt: skip


def _remote(organ: Organ, facts: CalledFacts, charter: Charter, ahead: list[Next]) -> Iterator[Reason]:
    """Whether a session at a distance is allowed for all that is on its agenda."""
    if not facts.remote:
        return
    if organ.remote is None:
        yield Reason("remote_not_ruled", organ.article, False, None, None)
        return
    closed = organ.remote.closed
    shut = [kind for kind in facts.kinds if closed is not None and kind in closed.kinds]
    article = closed.article if closed is not None and shut else organ.remote.article
    yield Reason("remote", article, not shut, None, shut[0] if shut else None, Working(facts={"shut_kinds": shut}))
    rule = organ.remote.credentials
    if rule is None:
        return
    # "Three to seven days before" is counted back from the session: the earliest and the last day for sending.
    latest = before(facts.on, rule.before.least, charter.calendar) if rule.before.least else None
    first = before(facts.on, rule.before.most, charter.calendar) if rule.before.most else None
    sent = facts.credentials_sent
    met = None if sent is None else (latest is None or sent <= latest.end) and (first is None or sent >= first.end)
    said = {"first": first.end if first else "", "last": latest.end if latest else ""}
    needed = latest.iso if latest else None
    yield Reason(
        "credentials", rule.article, met, needed, sent.isoformat() if sent else None, Working(facts=said, clock=latest)
    )
    if sent is None:
        ahead.append(Next("send_credentials", "", rule.article, needed))


CALLED = Question("called", CalledFacts, called)
