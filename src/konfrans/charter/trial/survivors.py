"""Mutants that break no example: each is proven to be without effect, or an example is proposed that it breaks, or it is left open."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from konfrans.charter.asking import questions
from konfrans.charter.law import Charter
from konfrans.charter.law.examples import Example
from konfrans.charter.trial.cases import Case, holds
from konfrans.charter.trial.comparing import SIZE, Proof, Witness, compare
from konfrans.charter.trial.mutants import Mutant, mutants_of, survivors_of
from konfrans.charter.trial.proposals import proposed, together
from konfrans.charter.trial.rounds import compare_rounds
from konfrans.charter.trial.search import Neighbourhood
from konfrans.charter.trial.standings import compare_standings

LARGEST = 15
"""The largest body whose every vote is looked through."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that breaks no example: with the proof that it is without effect, or an example that it breaks, or neither."""

    mutant: Mutant
    proof: Proof | None = None
    proposal: Example | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The mutants of a charter that were tried, and those that survived its examples."""

    mutants: int
    survivors: tuple[Survivor, ...]

    @property
    def killed(self) -> int:
        return self.mutants - len(self.survivors)

    @property
    def proven(self) -> tuple[Survivor, ...]:
        """Those without effect."""
        return tuple(one for one in self.survivors if one.proof is not None)

    @property
    def proposals(self) -> tuple[Example, ...]:
        """The examples that are missing, each once, those on the same facts as one: together they break every survivor that has one."""
        found: dict[str, Example] = {}
        for one in self.survivors:
            if one.proposal is not None:
                asked = repr((one.proposal.article, one.proposal.question, one.proposal.facts))
                found[asked] = together(found.get(asked, one.proposal), one.proposal)
        return tuple(found.values())

    @property
    def unproven(self) -> tuple[Survivor, ...]:
        """Those that an example is missing for, or that nothing is known of."""
        return tuple(one for one in self.survivors if one.proof is None)


def survey(charter: Charter, cases: Iterable[Case], mutants: Iterable[Mutant] | None = None) -> Survey:
    """Tries the mutants of a charter (all of them, unless some are given) on examples, and judges those that survive.

    `LawError` where there are more mutants than can be looked through.
    """
    given = tuple(cases)
    tried = mutants_of(charter) if mutants is None else tuple(mutants)
    near, size = Neighbourhood(charter, given), size_of(charter, given)
    document = tomllib.loads(charter.document)
    found: list[Survivor] = []
    proposals: list[Example] = []
    for mutant in survivors_of(tried, given):
        enough = next((one for one in proposals if not holds(one, mutant.charter)), None)
        if enough is not None:
            found.append(Survivor(mutant, proposal=enough))
            continue
        readers = partial(near.readers, mutant.step.path)
        judged = (
            compare_rounds(charter, mutant.charter, size)
            or compare(charter, mutant.charter, size)
            or compare_standings(charter, mutant.charter, size, given, readers)
        )
        proof = judged if isinstance(judged, Proof) else None
        witness = judged if isinstance(judged, Witness) else None
        if judged is None:
            witness = near.find(mutant.charter, questions(), mutant.step.path)
        example = None if witness is None else proposed(mutant, witness, charter, document)
        proposals += [example] if example else []
        found.append(Survivor(mutant, proof, example))
    return Survey(len(tried), tuple(found))


def size_of(charter: Charter, cases: Iterable[Case]) -> int:
    """How many are entitled to vote: the size of the largest organ that says its own, else of the body that most examples speak of."""
    own = [organ.size for organ in charter.organs.values() if organ.size is not None and organ.size <= LARGEST]
    if own:
        return max(own)
    sizes = Counter(
        size for case in cases if type(size := case.example.facts.get("entitled")) is int and 0 < size <= LARGEST
    )
    return sizes.most_common(1)[0][0] if sizes else SIZE
