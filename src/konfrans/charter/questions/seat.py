"""May this person be nominated or appointed to this seat? Every rule on it, with its article."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Annotated, Literal

from konfrans.charter.asking import Question
from konfrans.charter.clock import after
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.law.seats import Incompatible
from konfrans.charter.questions.composition import Whole, criteria, fits, judged
from konfrans.charter.questions.limits import Coming, Served, limit_reasons
from konfrans.charter.questions.sitting import (
    Person,
    Sitter,
    Sitters,
    Somewhere,
    entries,
    known_body,
    known_sitters,
    places,
    said,
    seat_of,
    term_of,
    with_seat,
)
from konfrans.charter.tables import ActorKey, Day, Key, SeatKey, Size, Zero
from konfrans.charter.verdicts import Next, Reason, Verdict


class SeatFacts(Person):
    """A person, and the seat that the person is to have."""

    seat: SeatKey
    """The seat."""
    body: Key | None = None
    """Which of several organs of that sort."""
    act: Literal["nominated", "chosen", "co_opted", "acting"] = "nominated"
    """What is done: the person is nominated; chosen (elected, appointed or sent); taken in by the organ itself; acts for the holder."""
    by: ActorKey | None = None
    """Who does it."""
    proposed_by: ActorKey | None = None
    """On whose proposal."""
    confirmed: bool | None = None
    """Whether the choice was confirmed; left out: not yet."""
    begins: Day | None = None
    """When the person would begin."""
    ends: Day | None = None
    """When the term would end, where it is not a whole one."""
    by_election: bool = False
    """Whether it is for the rest of a predecessor's term."""
    served: Annotated[tuple[Served, ...], Size(0, 500)] | None = None
    """Earlier terms in the seat, of everybody who held it, and in the other seats of the organ where the limit counts across them; an empty
    list: nobody held it."""
    members: Zero | None = None
    """How many members there are: needed where each of them sends somebody."""
    sits: Sitters | None = None
    """Who else sits in the organ; left out: the seats as a whole are not looked at."""


def _answer(facts: SeatFacts, charter: Charter) -> Verdict:
    asked = _Asked(facts, charter)
    reasons = tuple(asked.reasons())
    return Verdict(
        charter=charter.ref,
        question="seat",
        kind=None,
        outcome=judged(reasons),
        answer={
            "seat": facts.seat,
            "body": facts.body,
            "person": facts.person,
            "vote": asked.seat.vote,
            "ends_posts": asked.ending,
        },
        reasons=reasons,
        next=tuple(asked.next),
    )


class _Asked:
    """One person for one seat."""

    def __init__(self, facts: SeatFacts, charter: Charter) -> None:
        self.facts, self.charter = facts, charter
        self.organ, self.seat = seat_of(charter, facts.seat)
        self.term = term_of(charter, facts.seat)
        known_body(self.organ, facts.body)
        known_sitters(facts.sits or (), self.organ)
        if any((one.person, one.seat) == (facts.person, facts.seat) for one in facts.sits or ()):
            raise LawError("sits_twice", person=facts.person, given=facts.seat)
        names = ("person", "institution", "of_member", "category", "groups", "offices", "holds")
        self.person = Sitter(seat=facts.seat, co_opted=facts.act == "co_opted",
                             **{name: getattr(facts, name) for name in names})  # fmt: skip
        self.ending: list[str] = []
        self.next: list[Next] = []

    def reasons(self) -> Iterator[Reason]:
        match self.facts.act:
            case "acting":
                yield self._acting()
                yield from self._incompatible()
                return
            case "co_opted":
                yield from self._co_opted()
            case _:
                yield from self._way()
        yield from self._eligible()
        if self.term is not None:
            coming = Coming(begins=self.facts.begins, ends=self.facts.ends, rest=self.facts.by_election)
            yield from limit_reasons(
                self.term, self.facts.seat, self.facts.served, self.facts.person, coming, self.charter.calendar
            )
        yield from self._incompatible()
        yield from self._whole()

    # how the seat is filled -------------------------------------------------------------------------------------

    def _way(self) -> Iterator[Reason]:
        seat, facts = self.seat, self.facts
        chosen = facts.act == "chosen"
        if seat.ex_officio:
            held = any(post in seat.ex_officio for post, _body in self.person.posts(self.charter))
            unknown = facts.offices is None or facts.holds is None
            met = True if held else None if unknown else False
            yield said("seat_by_office", seat.article, met, seat=facts.seat, posts=seat.ex_officio)
        if seat.sent_by:
            yield said("seat_sent", seat.article, facts.of_member, seat=facts.seat)
        body = seat.elected_by or seat.appointed_by
        if chosen and body is not None:
            met = None if facts.by is None else facts.by == body
            yield said("seat_elected_by" if seat.elected_by else "seat_appointed_by", seat.article, met, body, facts.by)
        if seat.proposed is not None:
            proposer = facts.proposed_by if chosen else facts.proposed_by or facts.by
            met = None if proposer is None else proposer == seat.proposed.by
            yield said("seat_proposed_by", seat.proposed.article, met, seat.proposed.by, proposer)
            if met is None:
                self.next.append(Next(act="propose", who=seat.proposed.by, article=seat.proposed.article))
        if chosen and seat.confirmed is not None:
            yield said("seat_confirmed_by", seat.confirmed.article, facts.confirmed, seat.confirmed.by)
            if facts.confirmed is None:
                self.next.append(Next(act="confirm", who=seat.confirmed.by, article=seat.confirmed.article))

    def _co_opted(self) -> Iterator[Reason]:
        rule = self.term.co_option if self.term is not None else None
        if rule is None:
            yield said("seat_no_co_option", self.seat.article, False, seat=self.facts.seat)
            return
        by = self.facts.by
        yield said("seat_co_opted_by", rule.article, None if by is None else by == self.organ.key, self.organ.key, by)
        if rule.up_to is None:
            return
        counted = [seat for seat in self.organ.seats.values() if seat.counted]
        most = floor(rule.up_to * sum(places(seat, self.facts.members) for seat in counted))
        if self.facts.sits is None:
            yield said("seat_co_opted_share", rule.article, False if most < 1 else None, most, None, share=rule.up_to)
            return
        got = 1 + sum(one.co_opted for one in self.facts.sits)
        yield said("seat_co_opted_share", rule.article, got <= most, most, got, share=Fraction(rule.up_to))

    def _acting(self) -> Reason:
        rule = self.term.acting if self.term is not None else None
        if rule is None:
            return said("seat_no_acting", self.seat.article, False, seat=self.facts.seat)
        held = any(post in rule.posts for post, _body in self.person.posts(self.charter))
        told = self.facts.offices is not None and self.facts.holds is not None
        return said(
            "seat_acts_for", rule.article, held or (False if told else None), posts=rule.posts, seat=self.facts.seat
        )

    # who may hold it --------------------------------------------------------------------------------------------

    def _eligible(self) -> Iterator[Reason]:
        for rule in self.seat.eligible:
            for name, keys in criteria(rule):
                yield said(f"seat_{name}", rule.article, fits(self.person, name, keys), None, None, None, **keys)
        held = self.person.posts(self.charter)
        if self.seat.among is not None:
            ref = f"{self.organ.key}.{self.seat.among}"
            met = True if (ref, self.facts.body) in held else None if self.facts.holds is None else False
            yield said("seat_among", self.seat.article, met, seat=ref)
        if self.organ.of is not None and self.seat.vote:
            inside = any(post.startswith(f"{self.organ.of}.") for post, _body in held)
            met = True if inside else None if self.facts.holds is None else False
            yield said("seat_inside", self.organ.article, met, organ=self.organ.key, outer_organ=self.organ.of)

    # what one person may not hold together ----------------------------------------------------------------------

    def _incompatible(self) -> Iterator[Reason]:
        seated = with_seat(self.person, self.facts.body)
        for rule in self.charter.incompatible:
            before = entries(self.person, rule, self.charter)
            after_it = entries(seated, rule, self.charter)
            bare = entries(with_seat(Sitter(person="", seat=self.facts.seat), self.facts.body), rule, self.charter)
            if bare:
                yield self._together(rule, before, after_it)

    def _together(self, rule: Incompatible, before: frozenset[Somewhere], with_it: frozenset[Somewhere]) -> Reason:
        over = max(0, len(with_it) - rule.most)
        earlier = [post for post, _body in sorted(before, key=self._since)][:over]
        facts: dict[str, object] = {"posts": rule.posts, "earlier_posts": earlier}
        if len(with_it) <= rule.most or with_it == before:
            told = self.facts.holds is not None and self.facts.offices is not None
            return said(
                "seat_together_with", rule.article, True if told else None, rule.most, len(with_it), None, **facts
            )
        acting = self.term.acting if self.term is not None else None
        if self.facts.act == "acting" and acting is not None and acting.holds_both:
            return said("seat_holds_both", acting.article, True, None, None, None, **facts)
        match rule.then:
            case "earlier_ends":
                self.ending += earlier
                self.next += [Next(act="seat_ends", who=post, article=rule.article) for post in earlier]
                return said("seat_earlier_ends", rule.article, True, rule.most, len(with_it), None, **facts)
            case "must_choose":
                begins, span = self.facts.begins, rule.within
                by = after(begins, span, self.charter.calendar).iso if begins is not None and span is not None else None
                self.next.append(Next(act="choose", who="", article=rule.article, by=by))
                return said("seat_must_choose", rule.article, None, rule.most, len(with_it), None, **facts)
            case _:
                return said("seat_together_with", rule.article, False, rule.most, len(with_it), None, **facts)

    def _since(self, held: Somewhere) -> tuple[str, str]:
        """What was taken first comes first; what is not dated comes last."""
        days = [
            one.since.isoformat()
            for one in self.person.holds or ()
            if one.since is not None and one.body == held[1] and one.post.partition(".")[0] == held[0].partition(".")[0]
        ]
        return min(days, default="9"), held[0]

    # the seats as a whole ---------------------------------------------------------------------------------------

    def _whole(self) -> Iterator[Reason]:
        if self.facts.sits is None:
            return
        whole = Whole(self.organ, self.charter, (*self.facts.sits, self.person), self.facts.body, self.facts.members)
        key = self.facts.seat.partition(".")[2]
        if self.seat.sent_by:
            sent = sum(one.institution == self.person.institution for one in whole.on[key])
            met = None if self.person.institution is None else sent <= self.seat.number
            yield said("sent_by_one", self.seat.article, met, self.seat.number, sent,
                       institution=self.person.institution or "–", seat=self.facts.seat)  # fmt: skip
        else:
            filled = len(whole.on[key])
            yield said("seat_open", self.seat.article, filled <= self.seat.number, self.seat.number, filled - 1,
                       seat=self.facts.seat)  # fmt: skip
        found = list(whole.together())
        broken = [reason for reason in found if reason.met is False]
        yield from broken
        if found and not broken:
            articles = list(dict.fromkeys(reason.article for reason in found))
            yield said("seat_can_hold", articles[0], True, articles=articles)


SEAT = Question("seat", SeatFacts, _answer)
