"""When does this term end and why, who acts meanwhile and in which way, and until when has the seat to be filled?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from konfrans.charter.asking import Question
from konfrans.charter.clock import Reckoned, after
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.seats import Seat
from konfrans.charter.law.terms import Term
from konfrans.charter.questions.days import from_first, yearly
from konfrans.charter.questions.sitting import known_body, said, seat_of, seats_of_office, term_of
from konfrans.charter.questions.tenure import TermFacts
from konfrans.charter.spans import Span
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict


def _answer(facts: TermFacts, charter: Charter) -> Verdict:
    term = term_of(charter, facts.seat)
    ref = facts.seat if "." in facts.seat else next(seats_of_office(charter, facts.seat), None)
    if ref is not None:
        known_body(seat_of(charter, ref)[0], facts.body)
    if term is None and ref is not None and (organ := seat_of(charter, ref)[0]).committee == "temporary":
        term = Term(key=organ.key, article=organ.article, seats=(organ.key,))  # its seats end with it
    if term is None:
        answer = {"seat": facts.seat}
        return Verdict(charter=charter.ref, question="term", kind=None, outcome=Outcome.NO_RULE, answer=answer)
    return _Held(facts, charter, term, seat_of(charter, ref) if ref is not None else None).verdict()


@dataclass(frozen=True, slots=True)
class _End:
    """What ends a term before its time."""

    on: date
    cause: str
    article: str


class _Held:
    """One holder's term."""

    def __init__(self, facts: TermFacts, charter: Charter, term: Term, place: tuple[Organ, Seat] | None) -> None:
        self.facts, self.charter, self.term = facts, charter, term
        self.organ: Organ | None = place[0] if place is not None else None
        self.seat: Seat | None = place[1] if place is not None else None
        self.reasons: list[Reason] = []
        self.next: list[Next] = []
        self.suspended = False
        self.keeps_own: bool | None = None

    def verdict(self) -> Verdict:
        founding = self.term.founding
        if founding is not None and self.facts.founded is not None and self.facts.elected is None:
            clock = after(self.facts.founded, founding.within, self.charter.calendar)
            due = clock.iso
            self._say("term_founding", founding.article, True, None, due, clock, acting_office=founding.acting)
            self._step("elect", founding.article, due)
            return self._verdict(None, None, "founding", [founding.acting], "founding", due, None)
        begins = self._begins()
        recalled = self.facts.recalled.on if self.facts.recalled else None
        left = min((day for day in (self.facts.resigned, recalled) if day is not None), default=None)
        if begins is not None and left is not None and left < begins:
            raise LawError("ends_before_it_begins", begins=begins.isoformat(), ends=left.isoformat())
        regular = self._regular(begins) if begins is not None else None
        early = self._early(regular)
        ends, cause = (early.on, early.cause) if early else (regular, "time_over" if regular else "no_day")
        posts, way = self._acting(early, over=early is None and regular is not None)
        by, then = self._by_election(early, regular)
        return self._verdict(begins, ends, cause, posts, way, by, then)

    def _verdict(
        self, begins: date | None, ends: date | None, cause: str, posts: list[str], way: str, by: str | None,
        then: date | None,
    ) -> Verdict:  # fmt: skip
        waits = any(reason.met is None for reason in self.reasons)
        answer = {
            "seat": self.facts.seat,
            "begins": _iso(begins),
            "ends": _iso(ends),
            "cause": "suspended" if self.suspended else cause,
            "acting_posts": posts,
            "way": way,
            "keeps_own": self.keeps_own,
            "by_election": by,
            "successor_ends": _iso(then),
        }
        outcome = Outcome.INCOMPLETE if waits else Outcome.ANSWERED
        return Verdict(
            charter=self.charter.ref, question="term", kind=None, outcome=outcome, answer=answer,
            reasons=tuple(self.reasons), next=tuple(self.next),
        )  # fmt: skip

    def _say(
        self, code: str, article: str, met: bool | None, needed: int | str | None = None, got: int | str | None = None,
        clock: Reckoned | None = None, **facts: object,
    ) -> None:  # fmt: skip
        self.reasons.append(said(code, article, met, needed, got, clock, seat=self.facts.seat, **facts))

    def _step(self, act: str, article: str, by: str | None = None, who: str | None = None) -> None:
        filling = (self.seat.elected_by or self.seat.appointed_by) if self.seat is not None else None
        self.next.append(Next(act=act, who=who or filling or "", article=article, by=by))

    # when it begins and ends by itself --------------------------------------------------------------------------

    def _begins(self) -> date | None:
        facts, term = self.facts, self.term
        if facts.begins is not None:
            return facts.begins
        if facts.elected is None:
            self._say("term_begins_unknown", term.article, None)
            return None
        if self._is_rest() or facts.co_opted:
            return facts.elected
        if term.fixed is not None:
            begins = self._fixed(facts.elected, later=True)
            self._say("term_begins_fixed", term.article, True, None, begins.isoformat(), elected=facts.elected)
            return begins
        if term.start_delay is not None:
            clock = after(facts.elected, term.start_delay, self.charter.calendar)
            self._say("term_begins_later", term.article, True, None, clock.iso, clock, elected=facts.elected)
            return clock.end
        return facts.elected

    def _is_rest(self) -> bool:
        rule = self.term.by_election
        return self.facts.by_election and rule is not None and rule.rest_of_term

    def _fixed(self, day: date, *, later: bool) -> date:
        """The day on which terms begin that is the first on or after a day, or the last on or before it."""
        fixed, length = self.term.fixed, self.term.length
        assert fixed is not None and length is not None  # asked for by `Term.faults`
        year = day.year if fixed.year is None else fixed.year
        return yearly(day, month=fixed.month, number=fixed.day, year=year, every=length.number, later=later)

    def _regular(self, begins: date) -> date | None:
        """The last day by the length of the term; None where there is none or the facts do not say."""
        facts, term = self.facts, self.term
        if self._is_rest() or facts.co_opted:
            return self._rest(begins)
        length = term.length
        if length is None:
            self._say("term_no_length", term.article, True)
            return None
        if term.staggered is not None and facts.first:
            if facts.part is None:
                self._say("term_part_unknown", term.staggered.article, None, len(term.staggered.first))
                return None
            if facts.part > len(term.staggered.first):
                raise LawError("no_such_part", given=facts.part, most=len(term.staggered.first))
            clock = self._reckoned(begins, term.staggered.first[facts.part - 1])
            article = term.staggered.article
            self._say("term_first_of_part", article, True, None, clock.iso, clock, part=facts.part, begins=begins)
            return clock.end
        clock = self._reckoned(begins, length)
        self._say("term_ends", term.article, True, None, clock.iso, clock, begins=begins)
        return clock.end

    def _reckoned(self, begins: date, length: Span) -> Reckoned:
        """The end of a term; one that begins on a fixed day counts that day, whenever its holder began."""
        if self.term.fixed is None:
            return after(begins, length, self.charter.calendar)
        return from_first(self._fixed(begins, later=False), length, self.charter.calendar)

    def _rest(self, begins: date) -> date | None:
        """Until when a by-election or a co-option lasts."""
        facts, term = self.facts, self.term
        rule = term.co_option if facts.co_opted else None
        if rule is not None and rule.until == "next_session":
            self._say(
                "term_until_session", rule.article, True if facts.next_session else None, None, _iso(facts.next_session)
            )
            return facts.next_session
        article = rule.article if rule is not None else term.by_election.article if term.by_election else term.article
        ends = facts.predecessor_ends
        if ends is None and term.fixed is not None and term.length is not None:
            ends = self._reckoned(begins, term.length).end
        self._say("term_rest_of_term", article, True if ends else None, None, _iso(ends))
        return ends

    # what ends it early -----------------------------------------------------------------------------------------

    def _early(self, regular: date | None) -> _End | None:
        """The first of what ends the term before its time; a reason for each that was brought forward."""
        found = [*self._with_other(), *self._by_will(), *self._by_absence()]
        organ = self.organ
        if organ is not None and organ.committee == "temporary" and self.facts.organ_ends is None:
            self._say("term_organ_end_unknown", organ.article, None, organ=organ.key)
        elif organ is not None and self.facts.organ_ends is not None:
            found.append(_End(self.facts.organ_ends, "organ_ended", organ.article))
        found = [one for one in found if regular is None or one.on < regular]
        if not found:
            return None
        first = min(found, key=lambda one: one.on)
        self._say(f"term_{first.cause}", first.article, True, None, first.on.isoformat())
        return first

    def _with_other(self) -> Iterator[_End]:
        facts, term = self.facts, self.term
        for rule in term.ends_with:
            if rule.membership:
                if facts.membership_ended is not None:
                    yield _End(facts.membership_ended, "membership_ended", rule.article)
                continue
            for one in facts.left:
                if one.post == rule.office:
                    yield _End(one.on, "office_ended", rule.article)
        known = {rule.office for rule in term.ends_with}
        for one in facts.left:
            if one.post not in known:
                self._say("term_stays_without", term.article, False, post=one.post)

    def _by_will(self) -> Iterator[_End]:
        facts, term = self.facts, self.term
        if facts.resigned is not None:
            yield _End(facts.resigned, "resigned", term.article)
        if facts.recalled is not None:
            if term.recall is None:
                self._say("term_no_recall", term.article, False)
            elif not term.recall.constructive:
                yield _End(facts.recalled.on, "recalled", term.recall.article)
            else:
                self._say("term_successor_elected", term.recall.article, facts.recalled.successor_elected)
                if facts.recalled.successor_elected:
                    yield _End(facts.recalled.on, "recalled", term.recall.article)
        if facts.early_election is not None:
            rule = term.early_election
            if rule is None:
                self._say("term_no_early_election", term.article, False)
                return
            may = facts.early_election.by == rule.by
            self._say("term_called_by", rule.article, may, rule.by, facts.early_election.by)
            if may:
                yield _End(facts.early_election.on, "early_election", rule.article)

    def _by_absence(self) -> Iterator[_End]:
        rule, missed = self.term.absences, self.facts.absences
        if rule is None or missed is None:
            return
        if missed.number < rule.number:
            self._say("term_absences_few", rule.article, True, rule.number, missed.number)
        elif rule.then == "lost":
            self._say("term_absences", rule.article, False, rule.number, missed.number)
            yield _End(missed.on, "seat_lost", rule.article)
        elif missed.heard is None:
            self.suspended = True
            self._say("term_suspended", rule.article, False, rule.number, missed.number, organ=rule.heard_by)
            self._step("hear", rule.article, who=rule.heard_by)
        else:
            self._say(f"term_heard_{missed.heard}", rule.article, missed.heard == "restored", organ=rule.heard_by)
            if missed.heard == "ended":
                yield _End(missed.heard_on or missed.on, "seat_lost", rule.article)

    # who acts meanwhile -----------------------------------------------------------------------------------------

    def _acting(self, early: _End | None, *, over: bool) -> tuple[list[str], str]:
        """Who acts until the successor begins, or while the holder is away, and in which way."""
        term, facts = self.term, self.facts
        if early is not None and self._followed(early):
            return [], "organ_gone" if early.cause == "organ_ended" else "successor"
        away = facts.absent or self.suspended
        if over and not away and term.holding_over is not None:
            self._say("term_holds_over", term.holding_over.article, True)
            return [facts.seat], "holding_over"
        rule = term.acting
        if rule is None:
            stands_in = self._substitutes()
            return (stands_in, "substitute") if stands_in else ([], "nobody")
        own = {facts.seat, self.seat.office if self.seat is not None else None}
        there = [post for post in rule.posts if post not in facts.missing and post not in own]
        if not there:
            self._say("term_nobody_acts", rule.article, False, posts=rule.posts)
            return [], "nobody"
        way = rule.how
        if way == "by_agreement" and len(there) > 1:
            if facts.agreed not in there:
                self._say("term_agreement", rule.article, None, posts=there)
                self._step("agree", rule.article, who=there[0])
                return there, way
            there = [facts.agreed]
        posts = there if way == "jointly" else there[:1]
        self.keeps_own = rule.holds_both
        self._say("term_acts_both" if rule.holds_both else "term_acts", rule.article, True, posts=posts, way=way)
        return posts, way

    def _followed(self, early: _End) -> bool:
        """Whether nothing falls vacant: a successor is there already, or the organ is no more."""
        constructive = self.term.recall is not None and self.term.recall.constructive
        return early.cause in ("early_election", "organ_ended") or (early.cause == "recalled" and constructive)

    def _substitutes(self) -> list[str]:
        if self.organ is None or self.seat is None:
            return []
        return [
            f"{self.organ.key}.{key}" for key, seat in self.organ.seats.items() if seat.substitute_of == self.seat.key
        ]

    def _by_election(self, early: _End | None, regular: date | None) -> tuple[str | None, date | None]:
        """By when a seat that fell vacant is to be filled, and when the successor's term ends."""
        rule = self.term.by_election
        if early is None or rule is None or self._followed(early):
            return None, None
        clock = after(early.on, rule.within, self.charter.calendar)
        by = clock.iso
        then = regular if rule.rest_of_term else None
        self._say(
            "term_by_election_rest" if rule.rest_of_term else "term_by_election", rule.article, True, None, by, clock
        )
        self._step("by_election", rule.article, by)
        return by, then


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


TERM = Question("term", TermFacts, _answer)
