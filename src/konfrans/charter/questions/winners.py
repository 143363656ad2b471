"""Who of equal candidates goes before the others, who fills the seats, and how reserved seats change that. Never by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from konfrans.charter.law.elections import Election, Reserved, Round
from konfrans.charter.questions.ballots import Candidate, RoundFacts, Seated
from konfrans.charter.questions.turns import in_order
from konfrans.charter.verdicts import Reason, Working


@dataclass(slots=True)
class Result:
    """What a round comes to, as it is found."""

    elected: list[str] = field(default_factory=list)
    advance: list[str] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)
    """Equal candidates between whom something still has to decide."""
    tie: str = ""
    """What has to."""


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Most votes first. Keys order those with equal votes so that a list is always written alike; they decide nothing."""
    return sorted(candidates, key=lambda one: (-one.votes, one.key))


def taken(able: Sequence[Candidate], many: int, rule: Round, facts: RoundFacts, result: Result) -> list[Candidate]:
    """The first so many of a ranked list; where equal votes straddle the border, what the charter says decides between them."""
    if many <= 0:
        return []
    if len(able) <= many or able[many - 1].votes > able[many].votes:
        return list(able[:many])
    edge = able[many - 1].votes
    sure = [one for one in able if one.votes > edge]
    return sure + settled([one for one in able if one.votes == edge], many - len(sure), rule, facts, result)


def settled(equal: Sequence[Candidate], many: int, rule: Round, facts: RoundFacts, result: Result) -> list[Candidate]:
    """The first so many of equal candidates, by lot, seniority, age or another vote; while that is open, those sure of it.

    Where it is open, `result.tied` are those between whom something has to decide.
    """
    way, article = "vote" if rule.tie == "all_advance" else rule.tie, rule.tie_by or rule.article
    said = Working(facts={"candidates": [one.key for one in equal], "way": way})
    by_key = {one.key: one for one in equal}
    first: list[str] = []
    left: list[str] = []
    if way in ("seniority", "age"):
        first = [one.key for one in in_order(equal, "since" if way == "seniority" else "born", border=many)][:many]
    elif way == "lot":
        drawn = [key for key in facts.lot if key in by_key]
        first = drawn[:many] if len(drawn) >= many else []
        left = [] if first else list(by_key)
    else:
        first, left = _voted(list(by_key), many, facts)
    if left:
        result.tied[:], result.tie = left, way
        result.reasons.append(
            Reason("border", article, None, way, None, Working(facts={"candidates": left, "way": way}))
        )
    else:
        result.reasons.append(Reason("border", article, True, way, first[0], said))
    return [by_key[key] for key in first]


def _voted(equal: list[str], many: int, facts: RoundFacts) -> tuple[list[str], list[str]]:
    """Who goes first by the votes held between exactly these, and who is still equal at the border."""
    first: list[str] = []
    for vote in facts.tie_votes:
        if set(vote.votes) != set(equal):
            continue
        order = sorted(equal, key=lambda key: (-vote.votes[key], key))
        edge = vote.votes[order[many - 1]]
        above = [key for key in order if vote.votes[key] > edge]
        equal = [key for key in order if vote.votes[key] == edge]
        first += above
        many -= len(above)
        if len(equal) == many:
            return first + equal, []
    return first, equal


# reserved seats -------------------------------------------------------------------------------------------------------


def keep_reserved(
    election: Election, able: Sequence[Candidate], rule: Round, facts: RoundFacts, result: Result
) -> None:
    """Reserved seats, once every seat is filled, rule by rule in the order of the charter.

    While a rule lacks somebody, the last of those elected in this round without the property gives way to the first of the other
    able candidates with it, if the rules before it stay kept. Where nobody can give way so, the last one without the property
    leaves the seat open. Between equal votes the tie of the round decides who is last and who is first.
    """
    by_key = {one.key: one for one in facts.candidates}
    known: list[Candidate | Seated] = [*facts.seated, *facts.candidates]
    masks = {one.key: _mask(one.has, election.reserved) for one in known}
    seated = [one.key for one in facts.seated]
    seats = len(result.elected)

    def kept(number: int) -> int:
        return sum(masks[key] >> number & 1 for key in (*seated, *result.elected))

    for number, one in enumerate(election.reserved):
        while (got := kept(number)) < one.at_least:
            bound = sum(1 << n for n in range(number) if kept(n) == election.reserved[n].at_least)
            without = [by_key[key] for key in result.elected if not masks[key] >> number & 1]
            others = [new for new in able if new.key not in result.elected and masks[new.key] >> number & 1]
            able_masks = {masks[new.key] & bound for new in others}
            giving = [old for old in without if any(not masks[old.key] & bound & ~mask for mask in able_masks)]
            if not without or (not giving and got + seats - len(result.elected) >= one.at_least):
                break
            gone = _last(
                giving or [old for old in without if not masks[old.key] & bound] or without, rule, facts, result
            )
            if gone is None:
                return
            result.elected.remove(gone.key)
            if giving:
                fit = [new for new in others if not masks[gone.key] & bound & ~masks[new.key]]
                result.elected += [new.key for new in taken(ranked(fit), 1, rule, facts, result)]
            if result.tied:
                return
    for number, one in enumerate(election.reserved):
        got = kept(number)
        said = Working(facts={"attribute": one.attribute, "of_values": list(one.values)})
        result.reasons.append(Reason("reserved", one.article, got >= one.at_least, one.at_least, got, said))


def _mask(has: Mapping[str, str], rules: Sequence[Reserved]) -> int:
    """Which of the rules somebody counts for, a bit for each."""
    return sum(1 << number for number, one in enumerate(rules) if has.get(one.attribute) in one.values)


def _last(these: Sequence[Candidate], rule: Round, facts: RoundFacts, result: Result) -> Candidate | None:
    """The one with the fewest votes; None while something has to decide between several, who then are not elected."""
    fewest = min(one.votes for one in these)
    equal = ranked([one for one in these if one.votes == fewest])
    if len(equal) == 1:
        return equal[0]
    stay = settled(equal, len(equal) - 1, rule, facts, result)
    if result.tied:
        sure = [one.key for one in stay]
        result.elected[:] = [key for key in result.elected if key not in result.tied or key in sure]
        return None
    return next(one for one in equal if one not in stay)
