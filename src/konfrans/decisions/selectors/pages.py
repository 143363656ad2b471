"""Everything that a decision's public page, and its PDF, say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from konfrans.charter import Charter, Evidence, LawError, read_evidence
from konfrans.decisions.models import Decision
from konfrans.decisions.selectors.exports import journal_of
from konfrans.decisions.selectors.laws import words
from konfrans.decisions.selectors.register import closed_title, of_session, public_title
from konfrans.decisions.selectors.verdicts import ShownVerdict, deciding_words, verdict_of, verdict_shown
from konfrans.kernel.formats import date_text
from konfrans.kernel.journal import Anchor
from konfrans.kernel.localised import Localised, by_name
from konfrans.kernel.names import names_shown
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import institutions

ROLL_ROWS = 100


@dataclass(frozen=True, slots=True)
class RollRow:
    """One member at the vote, in words."""

    key: str
    name: str
    entitled: bool
    at_the_vote: str
    article: str


@dataclass(frozen=True, slots=True)
class Roll:
    """One page of the roll, in the order of the names."""

    rows: tuple[RollRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Doer:
    """A person who presided or recorded: name or its erasure, and the office."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another decision that this page shows: its verdict drawn small, or one line."""

    decision: Decision
    shown: ShownVerdict
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision, its verdict in words, its evidence as people read it."""

    decision: Decision
    number: str
    title: str
    session_name: str
    verdict: ShownVerdict
    charter: Charter
    evidence: Evidence
    authentic: str
    texts: tuple[tuple[str, bool, str], ...]
    figures: tuple[tuple[str, int], ...]
    roll: Roll
    counts: str
    presided: Doer | None
    recorded: Doer | None
    attested: tuple[tuple[str, str], ...]
    journal: Anchor | None
    others: tuple[Other, ...]
    corrections: tuple[Decision, ...]
    shows_text: bool
    secret: bool
    put: StatePut | None


@dataclass(frozen=True, slots=True)
class StatePut:
    """The state of a draft of the charter that was voted on, as the evidence names it."""

    draft: str
    state: int
    sha256: str


def decision_page(
    decision: Decision, *, roll: int = 1, whole_roll: bool = False, shows_text: bool | None = None
) -> DecisionPage:
    """What the page says. `shows_text` None: as the public may read it, so nothing of a closed decision's words."""
    verdict, charter, proved = verdict_of(decision)
    try:
        evidence = read_evidence(decision.evidence)
    except LawError:
        raise Refused("decision_unreadable", status=500, number=str(decision)) from None
    shows_text = not decision.closed if shows_text is None else shows_text
    names = names_of(decision)
    entry = journal_of(decision) if decision.number else None
    record = evidence.record
    organ = str(record.get("organ") or "")
    return DecisionPage(
        decision=decision,
        number=str(decision) if decision.number else "",
        title=decision.title.given() if shows_text else closed_title(decision),
        session_name=session_words(record.get("session") or {}),
        verdict=verdict_shown(verdict, charter, version=charter.version, names=names, proved=proved),
        charter=charter,
        evidence=evidence,
        authentic=charter.authentic,
        texts=_texts(decision.text, charter.authentic) if shows_text else (),
        figures=_figures(evidence),
        roll=roll_page(
            record.get("roll") or [],
            page=roll,
            rows=10**6 if whole_roll else ROLL_ROWS,
            seat=lambda key: seat_words(key, charter, organ),
        ),
        counts=_counts(evidence),
        presided=_doer(record.get("presided"), names, charter, organ),
        recorded=_doer(record.get("recorded"), names, charter, organ),
        attested=tuple((words().value(a.rule), names.get(a.by, a.by)) for a in evidence.attestations),
        journal=Anchor(entry.number, entry.hash) if entry else None,
        others=_others(decision),
        corrections=tuple(decision.corrections.filter(state=Decision.State.PUBLISHED).order_by("year", "number")),
        shows_text=shows_text,
        secret=_secret(evidence, charter),
        put=_put(record.get("put")),
    )


def _put(found: Any) -> StatePut | None:
    if not isinstance(found, Mapping) or not isinstance(found.get("state"), int):
        return None
    return StatePut(str(found.get("draft", "")), found["state"], str(found.get("sha256", "")))


def _secret(evidence: Evidence, charter: Charter) -> bool:
    """Whether the ballot was secret: as recorded, else as the charter prescribes for the kind."""
    if evidence.secret is not None:
        return evidence.secret
    rule = charter.motion_rule(evidence.kind)
    return bool(rule and rule.ballot and rule.ballot.mode == "secret")


def session_words(session: Mapping[str, Any]) -> str:
    """The kind of session and its call, in words."""
    kinds = {"ordinary": _("ordinary session"), "extraordinary": _("extraordinary session")}
    kind = kinds.get(str(session.get("kind")), "")
    if session.get("call") == 2 and kind:
        return _("%(session)s, second call") % {"session": kind}
    return kind


def office_words(office: str | None) -> str:
    """An office in words; unknown ones as their key."""
    known = {
        "rector": _("rector"), "acting_rector": _("acting rector"), "vice_rector": _("vice-rector"),
        "president": _("president"), "secretary": _("secretary"), "coordinator": _("coordinator"), "chair": _("chair"),
        "member": pgettext("of a body", "member"), "reader": _("invited reader"),
    }  # fmt: skip
    return known.get(office or "", office or "")


def seat_words(seat: str | None, charter: Charter, organ: str) -> str:
    """A seat in an organ as the charter names it; one that the charter does not name as the office of its key."""
    named = charter.organs[organ].seats.get(seat or "") if organ in charter.organs else None
    return words().choose(named.name, charter) if named is not None and named.name else office_words(seat)


def names_of(decision: Decision) -> dict[str, str]:
    """The name for each person key of the evidence, or the words for its erasure."""
    shown = names_shown(decision.names.values()) if decision.names else {}
    found = {}
    for person, commitment in decision.names.items():
        name, erased_on = shown.get(commitment, ("", None))
        found[person] = _erased(erased_on) if erased_on else name
    return found


def _erased(on: date) -> str:
    return _("name erased at the person's request, %(date)s") % {"date": date_text(on)}


def _doer(found: Mapping[str, Any] | None, names: Mapping[str, str], charter: Charter, organ: str) -> Doer | None:
    if not found or not found.get("person"):
        return None
    return Doer(names.get(found["person"], ""), seat_words(found.get("office"), charter, organ))


def _texts(text: Localised, authentic: str) -> tuple[tuple[str, bool, str], ...]:
    """(language, whether it is the authentic one, text), the authentic one first."""
    found = sorted(text.texts.items(), key=lambda pair: pair[0] != authentic)
    return tuple((code, code == authentic, words) for code, words in found)


def _figures(evidence: Evidence) -> tuple[tuple[str, int], ...]:
    count = evidence.count
    figures = [
        (_("members"), count.entitled if count.members is None else count.members),
        (_("entitled to vote"), count.entitled),
        (_("present"), count.present),
    ]
    if count.represented:
        figures.append((_("represented by proxy"), count.represented))
    return (*figures, (_("absent"), count.entitled - count.there))


def _counts(evidence: Evidence) -> str:
    count, spoken = evidence.count, words()
    parts = [("yes", count.yes), ("no", count.no), ("abstain", count.abstain), ("blank", count.blank), ("invalid", count.invalid), ("not_voting", count.silent)]  # fmt: skip
    return ", ".join(spoken.caption(part, n) for part, n in parts if n or part in ("yes", "no"))


def roll_page(
    roll: list[dict[str, Any]], *, page: int = 1, rows: int = ROLL_ROWS, seat: Callable[[str], str] = office_words
) -> Roll:
    """A page of the roll with the institutions' names of today; one that is gone from the register stands with its key. A row of a
    person is named by institution and seat: who sat there is nobody's to read here."""
    pages = max(1, -(-len(roll) // rows))
    page = min(max(1, page), pages)
    wanted = {row["institution"] for row in roll} | {row["by"] for row in roll if row.get("by") and "seat" not in row}
    names = {one.key: one.name.given() for one in institutions().filter(key__in=wanted - {None})} if wanted else {}

    def named(row: dict[str, Any]) -> str:
        where = names.get(row["institution"], row["institution"] or "")
        return ", ".join(filter(None, (where, seat(row["seat"])))) if "seat" in row else where

    shown = by_name(roll, named)[(page - 1) * rows : page * rows]
    return Roll(tuple(_roll_row(row, named(row), names) for row in shown), page, pages)


def _roll_row(row: Mapping[str, Any], name: str, names: Mapping[str, str]) -> RollRow:
    seated = "seat" in row
    key = row["institution"] or row.get("person") or ""
    how, office = row.get("how"), office_words(row.get("office"))
    if not row.get("entitled"):
        said = {
            "suspended": _("vote suspended"), "category": _("the category has no vote"),
            "excluded": _("no vote on this kind of decision"),
        }.get(str(row.get("why")), _("without a vote of its own") if seated else "")  # fmt: skip
        if how == "present":
            said = (
                _("%(why)s; present") % {"why": said}
                if seated
                else _("%(why)s; present without a vote") % {"why": said}
            )
    elif how == "present":
        said = f"{_('present')}, {office}" if office else _("present")
    elif how == "represented" and seated:
        said = _("the substitute was present")
    elif how == "represented":
        said = _("represented by: %(name)s") % {"name": names.get(str(row.get("by")), row.get("by") or office)}
    else:
        said = _("absent")
    return RollRow(key, name, bool(row.get("entitled")), said, str(row.get("article") or ""))


def _others(decision: Decision) -> tuple[Other, ...]:
    """What else the session decided, but for what this record corrects or is corrected by: that stands above."""
    found = []
    apart = of_session(decision.session).exclude(pk__in=[decision.pk, decision.corrects_id or 0])
    for at, one in enumerate(apart.exclude(corrects=decision.pk)):
        verdict, charter, proved = verdict_of(one)
        shown = verdict_shown(
            verdict, charter, key=f"v{one.number}", small=True, version=charter.version, proved=proved, names={}
        )
        found.append(Other(one, shown, public_title(one), deciding_words(verdict, charter, proved=proved)))
        if at >= 30:
            break
    return tuple(found)
