"""Does this composition hold as a whole, and what does it still lack? Seats, who may hold them, and the rules across seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from konfrans.charter.amounts import Exact, Requirement, Share, exact_amount, least_whole
from konfrans.charter.asking import Question
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.seats import Composed, Holder, Seat
from konfrans.charter.questions.completing import UNBOUNDED, Bounded, Open, can_be_met
from konfrans.charter.questions.sitting import (
    Person,
    Places,
    Sitter,
    Sitters,
    Somewhere,
    entries,
    known_body,
    known_sitters,
    places,
    said,
    with_seat,
)
from konfrans.charter.tables import Key, OrganKey, Table, Zero
from konfrans.charter.verdicts import Next, Outcome, Reason, Verdict, Working


class CompositionFacts(Table):
    """Who sits in an organ."""

    organ: OrganKey
    """The organ."""
    body: Key | None = None
    """Which of several organs of that sort."""
    members: Zero | None = None
    """How many members there are: needed where each of them sends somebody."""
    sits: Sitters = ()
    """Who sits there."""


def _answer(facts: CompositionFacts, charter: Charter) -> Verdict:
    organ = charter.organs[facts.organ]
    known_body(organ, facts.body)
    known_sitters(facts.sits, organ)
    if not organ.seats:
        answer = {"organ": organ.key}
        return Verdict(charter=charter.ref, question="composition", kind=None, outcome=Outcome.NO_RULE, answer=answer)
    whole = Whole(organ, charter, facts.sits, facts.body, facts.members)
    reasons = tuple(whole.reasons())
    return Verdict(
        charter=charter.ref,
        question="composition",
        kind=None,
        outcome=judged(reasons),
        answer=whole.answer(reasons),
        reasons=reasons,
        next=whole.next(),
    )


def judged(reasons: Iterable[Reason]) -> Outcome:
    """Failed where a rule is broken, incomplete where one is not yet known to be met, else passed."""
    found = [reason.met for reason in reasons]
    return Outcome.FAILED if False in found else Outcome.INCOMPLETE if None in found else Outcome.PASSED


class Whole:
    """The seats of an organ with those who sit there."""

    def __init__(
        self, organ: Organ, charter: Charter, sits: Iterable[Sitter], body: str | None, members: int | None
    ) -> None:
        self.organ, self.charter, self.body, self.members = organ, charter, body, members
        given = tuple(sits)
        self.silent = {(one.person, one.seat) for one in given if one.holds is None}
        self.sits = tuple(with_seat(one, body) for one in given)
        self.on: dict[str, list[Sitter]] = {key: [] for key in organ.seats}
        for one in self.sits:
            self.on[one.seat.partition(".")[2]].append(one)

    def ref(self, key: str) -> str:
        return f"{self.organ.key}.{key}"

    def vacant(self, key: str) -> int:
        return max(0, places(self.organ.seats[key], self.members) - len(self.on[key]))

    def _least(self, key: str) -> int:
        """How many of a seat have to be filled."""
        seat = self.organ.seats[key]
        most = places(seat, self.members)
        return 0 if seat.substitute_of or seat.sent_by else most if seat.least is None else min(seat.least, most)

    # reasons ----------------------------------------------------------------------------------------------------

    def reasons(self) -> Iterator[Reason]:
        """Every rule on the seats: how many, who may hold them, what one person may not hold together, all of them together."""
        for key, seat in self.organ.seats.items():
            yield from self._number(key, seat)
        for key, seat in self.organ.seats.items():
            for rule in seat.eligible:
                yield from self._eligible(key, rule)
            if seat.ex_officio:
                yield from self._by_office(key, seat)
        yield from self._incompatible()
        yield from self.together()
        if self.organ.formed is not None:
            yield self._formed(self.organ.formed)

    def _number(self, key: str, seat: Seat) -> Iterator[Reason]:
        sitting, most = self.on[key], places(seat, self.members)
        if seat.sent_by:
            sent = Counter(one.institution for one in sitting if one.institution is not None)
            for institution in sorted(name for name, n in sent.items() if n > seat.number):
                yield said(
                    "sent_by_one", seat.article, False, seat.number, sent[institution], institution=institution,
                    seat=self.ref(key),
                )  # fmt: skip
            if len(sitting) <= most:
                return
        least = self._least(key)
        met = len(sitting) <= most and (len(sitting) >= least or None)
        if not (seat.substitute_of and met):
            yield said("seats_filled", seat.article, met, min(least, most) if met is None else most, len(sitting),
                       seat=self.ref(key), missing=max(0, least - len(sitting)))  # fmt: skip

    def _eligible(self, key: str, rule: Holder) -> Iterator[Reason]:
        if not self.on[key]:
            return
        for name, keys in criteria(rule):
            held = [(one.person, fits(one, name, keys)) for one in self.on[key]]
            wrong = [person for person, met in held if met is False]
            unknown = [person for person, met in held if met is None]
            met = False if wrong else None if unknown else True
            yield said(f"all_{name}", rule.article, met, len(held), len(held) - len(wrong) - len(unknown), None,
                       persons=wrong or unknown, seat=self.ref(key), **keys)  # fmt: skip

    def _by_office(self, key: str, seat: Seat) -> Iterator[Reason]:
        """Each holder has one of the offices, and no office seats two people."""
        if not self.on[key]:
            return
        seated = {one.person: self._because(one, seat) for one in self.on[key]}
        used = Counter(held for having in seated.values() for held in having)
        twice = [person for person, having in seated.items() if having and all(used[held] > 1 for held in having)]
        bare = [one for one in self.on[key] if not seated[one.person]]
        wrong = [one.person for one in bare if self._all_told(one, seat)]
        unknown = [one.person for one in bare if not self._all_told(one, seat)]
        met = False if wrong or twice else None if unknown else True
        yield said("all_ex_officio", seat.article, met, None, None, persons=wrong or twice or unknown,
                   seat=self.ref(key), posts=seat.ex_officio)  # fmt: skip

    def _because(self, one: Sitter, seat: Seat) -> set[Somewhere]:
        return {held for held in one.posts(self.charter) if held[0] in seat.ex_officio}

    def _all_told(self, one: Sitter, seat: Seat) -> bool:
        """Whether the facts would hold the office, if the person had it."""
        seats_told = (one.person, one.seat) not in self.silent
        return all(seats_told if "." in post else one.offices is not None for post in seat.ex_officio)

    def _incompatible(self) -> Iterator[Reason]:
        named = {self.organ.key, *(self.ref(key) for key in self.organ.seats)}
        named |= {seat.office for seat in self.organ.seats.values() if seat.office}
        for rule in self.charter.incompatible:
            if named.isdisjoint(rule.posts):
                continue
            held: dict[str, set[object]] = {}
            for one in self.sits:
                held.setdefault(one.person, set()).update(entries(one, rule, self.charter))
            wrong = [person for person, found in held.items() if len(found) > rule.most]
            met = True if not wrong else None if rule.then == "must_choose" else False
            most = max((len(found) for found in held.values()), default=0)
            yield said("none_together", rule.article, met, rule.most, most, persons=wrong, posts=rule.posts)

    def _formed(self, rule: Requirement) -> Reason:
        counted = [key for key, seat in self.organ.seats.items() if seat.counted]
        filled = sum(len(self.on[key]) for key in counted)
        if any(
            self.organ.seats[key].sent_by for key in counted
        ):  # a member that has named two has still named somebody
            named = {one.institution or f"\n{at}" for key in counted for at, one in enumerate(self.on[key])}
            filled = len(named)
        sizes = Places(sum(places(self.organ.seats[key], self.members) for key in counted), self.members)
        share = rule.amount if isinstance(rule.amount, Share) else None
        least = rule.least(sizes)
        working = Working(
            exact=rule.exact(sizes), strict=rule.strict, measure=rule.measure, amount=rule.amount,
            share=share.fraction if share else None, base=share.of if share else None,
            size=sizes.size(share.of) if share else None, facts={"organ": self.organ.key},
        )  # fmt: skip
        return Reason("composed_formed", rule.article, filled >= least or None, least, filled, working)

    # all together -----------------------------------------------------------------------------------------------

    def together(self) -> Iterator[Reason]:
        """The rules across seats, then whether the open seats can still meet all of them at once."""
        found = [reason for rule in self.organ.composition for reason in self._composed(rule)]
        yield from found
        met = [reason.met for reason in found]
        if False in met or not found or (None not in met and not any(map(self.vacant, self._counted()))):
            return
        if not self.can_be_met():
            wanting = [reason.article for reason in found if reason.met is None] or [found[0].article]
            yield said("composed_together", wanting[0], False, articles=list(dict.fromkeys(wanting)))

    def _counted(self) -> list[str]:
        return [key for key, seat in self.organ.seats.items() if seat.counted]

    def _scope(self, rule: Composed) -> list[str]:
        return list(rule.seats) or self._counted()

    def _sizes(self, rule: Composed) -> Places:
        return Places(sum(places(self.organ.seats[key], self.members) for key in self._scope(rule)), self.members)

    def _composed(self, rule: Composed) -> Iterator[Reason]:
        scope, sizes = self._scope(rule), self._sizes(rule)
        sitting = [one for key in scope for one in self.on[key]]
        vacant = sum(self.vacant(key) for key in scope)
        where: dict[str, object] = {"seats": [self.ref(key) for key in rule.seats], "organ": self.organ.key}
        if rule.each_institution:
            assert rule.at_most is not None  # `Composed.faults` asks for it
            yield from _institutions(rule.article, most_whole(exact_amount(rule.at_most, sizes)), sitting, where)
            return
        unknown = sum(one.groups is None for one in sitting) if rule.groups else 0
        there = _by_group(rule, sitting)
        for group, got in there.items():
            about = {**where, "group": group} if group else where
            of = "group" if group else "all"
            if rule.at_least is not None:
                least = least_whole(exact_amount(rule.at_least, sizes), strict=False)
                met = True if got >= least else None if got + unknown + vacant >= least else False
                yield said(f"{of}_least", rule.article, met, least, got, None, **about)
            if rule.at_most is not None:
                most = most_whole(exact_amount(rule.at_most, sizes))
                met = False if got > most else None if got + unknown > most else True
                yield said(f"{of}_most", rule.article, met, most, got, None, **about)
        if rule.difference is not None:
            apart = max(there.values()) - min(there.values())
            met = None if unknown or (apart > rule.difference and vacant) else apart <= rule.difference
            yield said("composed_balance", rule.article, met, rule.difference, apart, None, **where, groups=rule.groups)

    def can_be_met(self) -> bool:
        """Whether holders of the open seats could meet all rules across seats at once."""
        asked = {
            key: frozenset(group for rule in seat.eligible for group in rule.groups)
            for key, seat in self.organ.seats.items()
        }
        unknown = {key: sum(one.groups is None for one in sitting) for key, sitting in self.on.items()}
        rules = [self._bounded(rule, unknown) for rule in self.organ.composition if not rule.each_institution]
        coming = {}
        for key in sorted({key for rule in rules for key in rule.seats}):
            least = max(0, self._least(key) - len(self.on[key])) + unknown[key]
            coming[key] = Open(least, self.vacant(key) + unknown[key])
        return can_be_met(rules, coming, asked)

    def _bounded(self, rule: Composed, unknown: dict[str, int]) -> Bounded:
        scope, sizes = self._scope(rule), self._sizes(rule)
        there = _by_group(rule, [one for key in scope for one in self.on[key]])
        if not rule.groups:  # those of unknown groups are placed by the search
            there[""] -= sum(unknown[key] for key in scope)
        least = 0 if rule.at_least is None else least_whole(exact_amount(rule.at_least, sizes), strict=False)
        most = UNBOUNDED if rule.at_most is None else most_whole(exact_amount(rule.at_most, sizes))
        return Bounded(frozenset(scope), rule.groups, least, most, rule.difference, there)

    # what it comes to -------------------------------------------------------------------------------------------

    def answer(self, reasons: Iterable[Reason]) -> dict[str, object]:
        """How many seats are filled, and what is lacking: seats, and groups with too few."""
        counted = self._counted()
        lacking = [one for one in reasons if one.met is not True]
        return {
            "organ": self.organ.key,
            "body": self.body,
            "seats": sum(places(self.organ.seats[key], self.members) for key in counted),
            "filled": sum(len(self.on[key]) for key in counted),
            "open_seats": [one.working.facts["seat"] for one in lacking if one.code == "seats_filled"],
            "lacking_groups": [one.working.facts["group"] for one in lacking if one.code == "group_least"],
        }

    def next(self) -> tuple[Next, ...]:
        """Who has to fill the open seats."""
        found: list[Next] = []
        acts = {"elected_by": "elect", "appointed_by": "appoint"}
        for key, seat in self.organ.seats.items():
            if seat.way in acts and self.vacant(key) and not seat.substitute_of:
                step = Next(act=acts[seat.way], who=getattr(seat, seat.way), article=seat.article)
                if step not in found:
                    found.append(step)
        return tuple(found)


def criteria(rule: Holder) -> list[tuple[str, dict[str, object]]]:
    """What a rule asks of a person, one by one: the end of the code of its reason, and what words name."""
    asked: list[tuple[str, dict[str, object]]] = [
        ("of_office", {"offices": rule.offices}),
        ("of_member", {}),
        ("of_category", {"categories": rule.categories}),
        ("of_group", {"groups": rule.groups}),
    ]
    given = (rule.offices, rule.of_member, rule.categories, rule.groups)
    return [one for one, is_given in zip(asked, given, strict=True) if is_given]


def fits(person: Person, name: str, keys: Mapping[str, object]) -> bool | None:
    """Whether a person meets one criterion; None where the facts do not say."""
    asked = next(iter(keys.values()), ())
    assert isinstance(asked, tuple)
    match name:
        case "of_office":
            return None if person.offices is None else not set(asked).isdisjoint(person.offices)
        case "of_member":
            return person.of_member
        case "of_category":
            return None if person.category is None else person.category in asked
        case _:
            return None if person.groups is None else set(asked) <= set(person.groups)


def most_whole(exact: Exact) -> int:
    """The greatest whole number that does not exceed a value."""
    return least_whole(exact, strict=True) - 1


def _by_group(rule: Composed, sitting: Iterable[Sitter]) -> dict[str, int]:
    """How many of each group; under "" all of them. `LawError` where somebody belongs to two groups that exclude one another."""
    there = dict.fromkeys(rule.groups or ("",), 0)
    for one in sitting:
        if not rule.groups:
            there[""] += 1
            continue
        among = [group for group in rule.groups if group in (one.groups or ())]
        if len(among) > 1:
            raise LawError("groups_apart", person=one.person, groups=", ".join(among), article=rule.article)
        for group in among:
            there[group] += 1
    return there


def _institutions(article: str, most: int, sitting: Iterable[Sitter], where: dict[str, object]) -> Iterator[Reason]:
    counts = Counter(one.institution for one in sitting)
    unknown = counts.pop(None, 0)
    largest = max(counts.values(), default=0)
    over = sorted(str(name) for name, n in counts.items() if n > most)
    met = False if over else None if unknown and largest + unknown > most else True
    yield said("institution_most", article, met, most, largest, None, institutions=over, **where)


COMPOSITION = Question("composition", CompositionFacts, _answer)
