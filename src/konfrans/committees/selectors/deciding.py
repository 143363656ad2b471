"""A committee of a call as a whole: who is named, the verdict, which nominations compete, which may be confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.charter import Outcome
from konfrans.committees.models import Committee, Composition, Nomination
from konfrans.committees.selectors.access import Running
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.board import committees_of, nominations_in
from konfrans.committees.selectors.law import judge_nomination, law_of
from konfrans.committees.selectors.verdicts import composition_shown
from konfrans.decisions.selectors import ShownVerdict, verdict_shown
from konfrans.kernel import clock
from konfrans.kernel.localised import by_name
from konfrans.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Judged:
    """A nomination, its seat in words, and what the charter says of it in one word."""

    nomination: Nomination
    seat: str
    verdict: ShownVerdict | None
    allowed: bool

    @property
    def state(self) -> str:
        return "none" if self.verdict is None else self.verdict.state


@dataclass(frozen=True, slots=True)
class CommitteeShown:
    """The page of one committee in a call."""

    committee: Committee
    rows: tuple[Judged, ...]
    whole: ShownVerdict | None
    competing: tuple[tuple[Judged, ...], ...]
    confirmable: tuple[Nomination, ...]
    compositions: tuple[Composition, ...]


def committee_page(running: Running, key: str) -> CommitteeShown:
    """One committee of the call; 404 for one that it does not ask for."""
    committee = next((one for one in committees_of(running.call) if one.body.key == key), None)
    if committee is None:
        raise Refused("not_found", status=404)
    every = nominations_in(running.call)
    law = law_of(every)
    rows = []
    for one in by_name(
        [each for each in every if each.committee_id == committee.pk], lambda each: each.addressee.institution.name
    ):
        verdict = judge_nomination(one, law, running.call)
        shown = (
            verdict_shown(verdict, law.charter, key=f"n{one.key[:8]}", small=True, version=law.version)
            if verdict is not None and law.charter is not None
            else None
        )
        rows.append(
            Judged(
                one,
                seat_words(one.seat, committee.organ),
                shown,
                verdict is None or verdict.outcome is not Outcome.FAILED,
            )
        )
    open_rows = [row for row in rows if row.nomination.state in ("named", "asked")]
    sitting = [row.nomination for row in rows if row.nomination.state in ("named", "asked", "confirmed") and row.nomination.consent != "declined" and row.nomination.filled_id is None and row.allowed]  # fmt: skip
    places: dict[tuple[int, str], list[Judged]] = {}
    for row in open_rows:
        places.setdefault((row.nomination.addressee_id, row.nomination.seat), []).append(row)
    return CommitteeShown(
        committee, tuple(rows), composition_shown(committee, sitting, law, on=max(clock.today(), running.call.begins_on)),
        tuple(tuple(rivals) for rivals in places.values() if len(rivals) > 1),
        tuple(row.nomination
            for row in open_rows
            if row.nomination.state == "named" and row.nomination.consent == "given" and row.allowed),
        tuple(committee.compositions.select_related("decision").defer("decision__evidence", "decision__verdict")),
    )  # fmt: skip
