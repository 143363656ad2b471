"""The register of decisions: who may see what, lists, search entries, what waits for the secretariat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.charter import Outcome
from konfrans.decisions.models import Decision
from konfrans.decisions.rules import Number, number_of, state_of
from konfrans.decisions.selectors.laws import words
from konfrans.decisions.selectors.verdicts import deciding_words, verdict_of
from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.localised import languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import Entry
from konfrans.people.selectors import Standing, access_secretariat, standing_of


@dataclass(frozen=True, slots=True)
class Filter:
    """What the register is narrowed to; None: not narrowed."""

    year: int | None = None
    kind: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The narrowed register, and what it can be narrowed to: each choice with how many there are."""

    rows: QuerySet[Decision]
    years: tuple[int, ...]
    kinds: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]


def published() -> QuerySet[Decision]:
    """Every published decision, the newest number first, without the charter's document."""
    return Decision.objects.filter(state=Decision.State.PUBLISHED).order_by("-year", "-number")


def register(chosen: Filter) -> Register:
    """The public register, narrowed. Two queries, and one for the rows."""
    rows = published().prefetch_related("corrections")
    if chosen.year is not None:
        rows = rows.filter(year=chosen.year)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.outcome:
        rows = rows.filter(outcome=chosen.outcome)
    found = Decision.objects.filter(state=Decision.State.PUBLISHED).order_by("year", "kind", "outcome")
    kinds: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    years: set[int] = set()
    for year, kind, name, outcome in found.values_list("year", "kind", "kind_name", "outcome").distinct():
        years.add(year or 0)
        kinds[kind] = name.given()
        outcomes[outcome] = words().outcomes[Outcome(outcome)]
    by_words = lambda pair: pair[1]
    return Register(
        rows, tuple(sorted(years, reverse=True)), tuple(sorted(kinds.items(), key=by_words)),
        tuple(sorted(outcomes.items(), key=by_words)),
    )  # fmt: skip


def decision_published(number: Number) -> Decision:
    """A published decision by its number, with what its page needs. 404 where there is none."""
    found = published().select_related("proof", "corrects").filter(year=number.year, number=number.number).first()
    if found is None:
        raise Refused("decision_unknown", status=404, number=str(number))
    return found


def decision_by_key(number: Number) -> Decision | None:
    """A published decision by its number, or None: for other domains that point at it."""
    return published().filter(year=number.year, number=number.number).first()


def passed_decisions(*, kinds: Iterable[str] = ()) -> QuerySet[Decision]:
    """Published decisions that were adopted and not corrected, of these kinds where any are named."""
    found = published().filter(outcome=Outcome.PASSED.value).exclude(corrections__state=Decision.State.PUBLISHED)
    kinds = list(kinds)
    return found.filter(kind__in=kinds) if kinds else found


def access_draft(user_id: int | None, pk: int) -> tuple[Standing, Decision]:
    """A decision on the secretariat's desk, draft or published. Refused for everybody else; 404 where there is none."""
    standing = access_secretariat(user_id)
    found = Decision.objects.select_related("proof", "corrects", "charter").filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return standing, found


def correctable(decision: Decision) -> None:
    """Refused: the decision is a draft, or was corrected already; the sentence names the one that stands in its place."""
    if decision.state != Decision.State.PUBLISHED:
        raise Refused("decision_not_published")
    newer = decision.corrections.filter(state=Decision.State.PUBLISHED).first()
    if newer:
        raise Refused("decision_corrected_already", number=str(decision), by=str(newer))


def drafts() -> QuerySet[Decision]:
    """Every draft, the oldest session first."""
    return Decision.objects.filter(state=Decision.State.DRAFT).order_by("date", "pk")


def of_session(session: str) -> QuerySet[Decision]:
    """Published decisions of one session, in the order of their numbers."""
    if not session:
        return Decision.objects.none()
    return published().filter(session=session).order_by("year", "number")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the register, in words."""

    decision: Decision
    title: str
    word: str
    state: str
    why: str
    corrected_by: Decision | None


def ledger(decisions: Iterable[Decision]) -> list[LedgerRow]:
    """Rows of the register as anybody may read them: what decided in one sentence with its article, nothing of a closed decision's words."""
    return [_ledger_row(decision) for decision in decisions]


def _ledger_row(decision: Decision) -> LedgerRow:
    verdict, charter, proved = verdict_of(decision)
    corrected = next((one for one in decision.corrections.all() if one.state == Decision.State.PUBLISHED), None)
    return LedgerRow(
        decision, public_title(decision), words().outcome(verdict), state_of(verdict.outcome),
        deciding_words(verdict, charter, proved=proved),
        corrected,
    )  # fmt: skip


def closed_title(decision: Decision) -> str:
    """What stands in the place of a closed decision's title: its kind."""
    return _("Closed decision: %(kind)s") % {"kind": decision.kind_name}


def public_title(decision: Decision) -> str:
    """A decision's title as anybody may read it."""
    return closed_title(decision) if decision.closed else decision.title.given()


def entries_of(decision: Decision) -> list[Entry]:
    """What search finds of a published decision; of a closed one its number, date, kind and verdict."""
    if decision.state != Decision.State.PUBLISHED:
        return []
    number, entries = Number(decision.year or 0, decision.number or 0), []
    for code in languages():
        with override(code):
            verdict, charter, _proved = verdict_of(decision)
            said = f"{words(code).outcome(verdict)}. {words(code).why(verdict, charter)}"
            kind = decision.kind_name.given(code)
            title = closed_title(decision) if decision.closed else decision.title.given(code)
            entries.append(
                Entry(
                    "decision", str(number), code,
                    title=_("Decision %(number)s: %(title)s") % {
                        "number": number, "title": title,
                    },
                    path=f"decisions/{number.year}/{number.number}/",
                    summary=said,
                    text="" if decision.closed else f"{kind} {decision.text.given(code)}",
                )
            )  # fmt: skip
    return entries


def all_entries() -> Iterator[Entry]:
    """Every search entry of this domain."""
    for decision in published().iterator(500):
        yield from entries_of(decision)


def file_opens(user_id: int | None, file_key: str) -> bool:
    """Whether an account may open a document that proves a decision and is not public: the secretariat alone."""
    return Decision.objects.filter(proof__key=file_key).exists() and standing_of(user_id).is_secretariat


def object_address(kind: str, key: str) -> str | None:
    """Where a decision of the journal is shown."""
    number = number_of(key) if kind == "decision" else None
    return reverse("decision", args=[number.year, number.number]) if number else None


def waiting(standing: Any) -> Iterator[Waiting]:
    """Drafts that wait to be published: for the secretariat alone. No charter sets a day for it, so none is due on one."""
    if not standing.is_secretariat:
        return
    for draft in drafts():
        verdict, _charter, _proved = verdict_of(draft)
        yield Waiting(
            code="decision_publish",
            sample=draft.sample,
            title=_("Draft decision: %(title)s") % {"title": draft.title},
            why=_("%(outcome)s. Only the secretariat sees it until it is published.")
            % {"outcome": words().outcome(verdict)},
            address=reverse("decision_draft", args=[draft.pk]),
            act=_("Check and publish"),
            since=draft.drafted_at.astimezone(clock.zone()).date(),
        )
