"""What is wrong with how a charter decides: every kind's votes in bodies of the sizes asked for, each finding proved by the engine.

A finding at the body's own size is what its code makes it. What happens only at other sizes, or in a body of fewer than five, is
a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from konfrans.charter.checks.cases import AMENDMENT, Bench, Case, cases_of
from konfrans.charter.checks.exhaustion import LEAST_OF_A_BODY, Shown, search, weaker
from konfrans.charter.checks.findings import Finding, Level, Scene
from konfrans.charter.checks.groups import opposed
from konfrans.charter.checks.places import Budget, TooMany
from konfrans.charter.checks.votes import Votes, votes_of, with_proxies
from konfrans.charter.evidence import Casting, Count
from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.organs import seats_of
from konfrans.charter.verdicts import Outcome

USUAL_SIZE = 15
"""The size that is looked at where neither the charter nor the question gives one."""
FAULTS = frozenset({"never_passes", "passes_without_yes", "undecided", "more_yes_fails", "opposites_pass"})
"""What may not happen at the body's own size; all else that is found by counting is a remark."""
LEAST_BUDGET, BUDGET_OF_A_SIZE = 1_300_000, 70_000
"""What one check may spend at the own sizes, and for each size more, in places visited and answers worked out: some seconds. The largest of
the model charters needs a hundredth of it. What is left over is named as not examined."""
A_SEARCH = 100
"""What it takes to make one rule, or two that are compared, ready to be asked."""
PASSES = (Outcome.PASSED, Outcome.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Which sizes of body are looked at: each organ's own, or `own` in its place, and those `besides`."""

    own: int | None = None
    besides: tuple[int, ...] = ()

    def of(self, organ: Organ) -> int:
        """The own size of an organ: as given, else as many as its seats with a vote."""
        return self.own or organ.size or seats_of(organ) or USUAL_SIZE


@dataclass(slots=True)
class _Gathered:
    """One finding as it grows: what it is about, at which sizes it was seen, for which kinds."""

    code: str
    case: Case
    own: int
    by: Case | None
    """The case of an amendment, where the finding compares with it."""
    seen: dict[int, Shown | None] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)

    def finding(self, bench: Bench) -> Finding:
        """The finding with its votes judged by the engine; where that judges them otherwise, only that it was not examined."""
        size = self.own if self.own in self.seen else min(self.seen)
        shown = self.seen[size]
        article, sizes, kinds = self.case.article, tuple(sorted(self.seen)), tuple(self.kinds)
        facts: dict[str, str | int] = {"own": self.own, "size": size}
        if shown is None:
            return Finding("not_examined", Level.REMARK, article, kinds, facts, sizes=sizes)
        before, after = _scenes(self.code, shown, self.case, self.by, bench)
        if not _proved(self.code, before, after):
            return Finding("not_examined", Level.REMARK, article, kinds, facts, sizes=(size,))
        if before.outcome is Outcome.INVALID and self.case.rule.quorum is not None:
            article = self.case.rule.quorum.article
        facts |= {"who": shown.witness.who or "", "to": shown.witness.to or "", "vacant": size // 3}
        at_home = size == self.own and self.own >= LEAST_OF_A_BODY
        supposed = bool(shown.before.groups)  # how large the groups are, the charter does not say
        level = Level.FAULT if self.code in FAULTS and at_home and not supposed else Level.REMARK
        return Finding(self.code, level, article, kinds, facts, before, after, sizes)


def budget_of(sizes: Sizes) -> Budget:
    """What one check of these sizes may spend."""
    return Budget(LEAST_BUDGET + BUDGET_OF_A_SIZE * len(set(sizes.besides)))


def decisions(charter: Charter, sizes: Sizes) -> Iterator[Finding]:
    """Every finding about how kinds of decision are decided, in the order of the kinds."""
    yield from _without_rule(charter, sizes)
    yield from counted(charter, list(cases_of(charter)), sizes, budget_of(sizes))


def counted(charter: Charter, cases: list[Case], sizes: Sizes, budget: Budget) -> Iterator[Finding]:
    """What counting finds in these cases, out of a budget."""
    bench = Bench(charter)
    counting = _Counting(with_proxies(charter), budget)
    gathered: dict[tuple[str, str, str], _Gathered] = {}
    amending = [one for one in cases_of(charter) if AMENDMENT in (one.kind, _like(one.kind, charter))]
    for case, size in _first_at_home(cases, sizes):
        own, votes = sizes.of(case.rule.organ), counting.votes(case)
        found: list[tuple[str, Shown | None, Case | None]] = [
            (code, shown, None) for code, shown in counting.search(votes, size).items()
        ]
        for by in _amends(case, amending):
            found += [(code, shown, by) for code, shown in counting.weaker(counting.votes(by), votes, size).items()]
        for code, shown, compared in found:
            if code == "undecided" and (case.rule.tie is None or case.rule.tie.who is not None):
                continue  # somebody is charged with the lot
            key = (code, case.article, case.rule.organ.key)
            growing = gathered.setdefault(key, _Gathered(code, case, own, compared))
            growing.seen.setdefault(size, shown)
            if case.kind not in growing.kinds:
                growing.kinds.append(case.kind)
    yield from _merged(one.finding(bench) for one in gathered.values())


def _like(kind: str, charter: Charter) -> str | None:
    """The standard kind that a charter's own kind is a case of."""
    own = charter.kinds.get(kind)
    return None if own is None else own.like


def _first_at_home(cases: list[Case], sizes: Sizes) -> Iterator[tuple[Case, int]]:
    """Each case at the own size of its organ, then all of them at the other sizes, the smallest first."""
    for case in cases:
        yield case, sizes.of(case.rule.organ)
    for size in sorted(set(sizes.besides)):
        for case in cases:
            if size != sizes.of(case.rule.organ):
                yield case, size


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings about one paragraph with the same counterexample, as one: a quorum that stops several kinds."""
    found: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        counts = tuple(str(scene.count) for scene in (one.before, one.after) if scene is not None)
        key = (one.code, one.article, one.level, one.sizes, counts)
        same = found.get(key)
        kinds = one.kinds if same is None else (*same.kinds, *(kind for kind in one.kinds if kind not in same.kinds))
        found[key] = replace(same or one, kinds=kinds)
    yield from found.values()


def _amends(case: Case, amending: list[Case]) -> list[Case]:
    """The cases of an amendment in which the rule of a case can be changed: by what its article is entrenched with, if it is."""
    number = int(case.article.split(".")[0])
    for one in amending[:1]:
        for touching in one.rule.ways.touching:
            if number in touching.articles:
                return [other for other in amending if number in other.touches]
    ways = [one for one in amending if not one.touches and (one.plain or one.rule.organ != amending[0].rule.organ)]
    return [one for one in ways if one.rule.organ == case.rule.organ and one != case]


def _without_rule(charter: Charter, sizes: Sizes) -> Iterator[Finding]:
    """A kind that the charter sets up and has no rule for: nobody knows what passes it."""
    for key, kind in charter.kinds.items():
        if charter.motion_rule(key) is not None:
            continue
        size = sizes.of(charter.organ_of(kind))
        beside = [kind.quorum, kind.tie, *kind.attested, *kind.not_judged, *kind.next]
        article = next((one.article for one in beside if one is not None), "")
        scene = Scene(key, Count(entitled=size, present=size, yes=size), Outcome.NO_RULE)
        yield Finding("undecided", Level.FAULT, article, (key,), {"own": size, "size": size}, scene)


class _Counting:
    """Searches, each made once for equal votes. What cannot be visited stands there as not examined; so does all that comes after what there
    was to spend is gone."""

    def __init__(self, proxies: bool, budget: Budget) -> None:
        self.proxies = proxies
        self.budget = budget
        self._cases: dict[int, tuple[Case, Votes]] = {}
        self._equal: dict[Votes, Votes] = {}
        self._found: dict[tuple[int, int], Mapping[str, Shown | None]] = {}
        self._weaker: dict[tuple[int, int, int], Mapping[str, Shown | None]] = {}

    def votes(self, case: Case) -> Votes:
        """The votes of a case, the same object for equal ones: pairs of cases are many, and are told apart by it."""
        known = self._cases.get(id(case))
        if known is None:
            votes = votes_of(case.rule)
            known = self._cases[id(case)] = (case, self._equal.setdefault(votes, votes))
        return known[1]

    def search(self, votes: Votes, size: int) -> Mapping[str, Shown | None]:
        key = (id(votes), size)
        if key not in self._found:
            try:
                self.budget.spend(A_SEARCH)
                found = search(votes, size, proxies=self.proxies, budget=self.budget)
                divided = None if "opposites_pass" in found else opposed(votes, size, self.budget)
                self._found[key] = found if divided is None else {**found, "opposites_pass": divided}
            except TooMany:
                self._found[key] = {"not_examined": None}
        return self._found[key]

    def weaker(self, votes: Votes, other: Votes, size: int) -> Mapping[str, Shown | None]:
        if votes is other:
            return {}
        key = (id(votes), id(other), size)
        if key not in self._weaker:
            try:
                self.budget.spend(A_SEARCH)
                found = weaker(votes, other, size, proxies=self.proxies, budget=self.budget)
                self._weaker[key] = {} if found is None else {"amendment_weaker": found}
            except TooMany:
                self._weaker[key] = {"not_examined": None}
        return self._weaker[key]


# before the engine --------------------------------------------------------------------------------------------------


def _scenes(code: str, shown: Shown, case: Case, by: Case | None, bench: Bench) -> tuple[Scene, Scene | None]:
    """The votes of a counterexample with the outcome that the engine gives each."""
    witness = shown.witness
    casting: Casting | None = "yes" if witness.casting else None

    def scene(count: Count, judged: Case) -> Scene:
        verdict = bench.judge(judged, count, call=witness.call, casting=casting, lot=code == "undecided")
        used = casting if any(one.code == "tie" and one.got is not None for one in verdict.reasons) else None
        return Scene(judged.kind, count, verdict.outcome, witness.call, used)

    if by is not None:
        return scene(shown.before, by), scene(shown.before, case)
    return scene(shown.before, case), None if shown.after is None else scene(shown.after, case)


def _proved(code: str, before: Scene, after: Scene | None) -> bool:
    """Whether the engine's outcomes are those that the finding is about."""
    first, second = before.outcome in PASSES, after is not None and after.outcome in PASSES
    match code:
        case "passes_without_yes":
            return before.count.yes == 0  # the engine itself never lets it pass
        case "undecided":
            return before.outcome is Outcome.LOT
        case "opposites_pass":
            return first and second
        case "never_passes" | "two_block" | "vacancy_blocks":
            return not first
        case _:
            return first and not second


__all__ = ["FAULTS", "PASSES", "USUAL_SIZE", "Sizes", "decisions", "seats_of"]
