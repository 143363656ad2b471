"""What the charter says of a nomination and of a committee as a whole: facts for the law engine, and its verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from konfrans.charter import Charter, Verdict
from konfrans.charter.asking import ask

SEATS = ("member", "substitute")
"""The seats of a body of which the charter founds none."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody on a seat, or named for it: `body` is the key of the committee, `organ` that of the charter's organ."""

    person: str
    body: str
    organ: str
    seat: str
    institution: str = ""
    of_member: bool | None = None
    category: str | None = None
    offices: tuple[str, ...] | None = None
    since: date | None = None


def organ_for(charter: Charter | None, sort: str) -> str:
    """The key of the charter's organ for a committee of this sort; empty where it founds none."""
    if charter is None:
        return ""
    wanted = {"standing": "standing", "network": "network"}.get(sort, "temporary")
    return next((key for key, organ in charter.organs.items() if organ.committee == wanted), "")


def seats_asked(charter: Charter | None, organ: str) -> tuple[str, ...]:
    """The seats that universities name people for: those each member sends, the member before its substitute."""
    if charter is None or organ not in charter.organs:
        return SEATS
    sent = {key: seat for key, seat in charter.organs[organ].seats.items() if seat.sent_by}
    return tuple(sorted(sent, key=lambda key: sent[key].substitute_of is not None)) or SEATS


def seat_article(charter: Charter | None, organ: str, seat: str) -> str:
    """The paragraph that founds a seat; empty where none does."""
    if charter is None or organ not in charter.organs or seat not in charter.organs[organ].seats:
        return ""
    return charter.organs[organ].seats[seat].article


def seat_votes(charter: Charter | None, organ: str, seat: str) -> bool:
    """Whether a seat is a place with a vote: as the charter says; where it founds no seats, chair and members vote."""
    known = charter.organs[organ].seats if charter is not None and organ in charter.organs else {}
    return known[seat].counted if seat in known else not known and seat in ("chair", "member")


def call_article(charter: Charter | None, organ: str) -> str:
    """The paragraph on calls for nominations; empty where the charter has none."""
    if charter is None or organ not in charter.organs:
        return ""
    rule = charter.organs[organ].nominations
    if rule is not None:
        return rule.article
    return next((one.article for one in charter.organs[organ].not_judged if one.what == "call"), "")


def call_verdict(charter: Charter | None, organ: str, *, opens: date, closes: date) -> Verdict | None:
    """Is a call open long enough, from a day to its last whole day? None where the charter sets no time."""
    if charter is None or organ not in charter.organs or charter.organs[organ].nominations is None:
        return None
    return ask("nominations", {"organ": organ, "opens": opens.isoformat(), "closes": closes.isoformat()}, charter)


def nomination_verdict(
    one: Sitting, charter: Charter, *, members: int, begins: date, holds: Iterable[Sitting]
) -> Verdict | None:
    """May this person be named to this seat? Every rule on it with its article; None where the charter founds no such seat."""
    if one.organ not in charter.organs or one.seat not in charter.organs[one.organ].seats:
        return None
    several = charter.organs[one.organ].several
    facts: dict[str, Any] = {
        "seat": f"{one.organ}.{one.seat}", "act": "nominated", "members": members, "begins": begins.isoformat(),
        "holds": [_holding(held, charter) for held in holds if _known(held, charter)], **_person(one, charter),
    }  # fmt: skip
    if several:
        facts["body"] = key_of(one.body)
    return ask("seat", facts, charter)


def composition_facts(organ: str, body: str, charter: Charter, *, members: int, sits: Sequence[Sitting], holds: dict[str, list[Sitting]]) -> dict[str, Any]:  # fmt: skip
    """The facts of a committee as a whole: who sits there, and what else each of them holds."""
    rows = []
    for one in sits:
        row = {"seat": f"{organ}.{one.seat}", **_person(one, charter)}
        row["holds"] = [_holding(held, charter) for held in holds.get(one.person, ()) if _known(held, charter)]
        rows.append(row)
    facts: dict[str, Any] = {"organ": organ, "members": members, "sits": rows}
    if charter.organs[organ].several:
        facts["body"] = key_of(body)
    return facts


def composition_verdict(facts: dict[str, Any], charter: Charter) -> Verdict | None:
    """The verdict on a committee as a whole; None where the charter founds no organ of its sort, or no seats in it."""
    organ = charter.organs.get(facts["organ"])
    if organ is None or not organ.seats:
        return None
    return ask("composition", facts, charter)


@dataclass(frozen=True, slots=True)
class Formed:
    """How many universities have to name somebody before a committee is formed, and the paragraph; None and empty: no rule."""

    needed: int | None = None
    article: str = ""


def formed_rule(charter: Charter | None, organ: str, *, members: int) -> Formed:
    """What the charter asks before a committee is formed, counted for this many members."""
    if charter is None or organ not in charter.organs or charter.organs[organ].formed is None:
        return Formed()
    verdict = composition_verdict(composition_facts(organ, "any", charter, members=members, sits=(), holds={}), charter)
    reason = next((one for one in verdict.reasons if one.code == "composed_formed"), None) if verdict else None
    if reason is None or not isinstance(reason.needed, int):
        return Formed()
    return Formed(reason.needed, reason.article)


def term_ends(charter: Charter | None, organ: str, seat: str, body: str, begins: date) -> tuple[date | None, str]:
    """The last day of a term that begins on a day, and the paragraph that sets it; None where the charter sets no length."""
    if charter is None or organ not in charter.organs or seat not in charter.organs[organ].seats:
        return None, ""
    ref = f"{organ}.{seat}"
    facts: dict[str, Any] = {"seat": ref, "begins": begins.isoformat()}
    if charter.organs[organ].several:
        facts["body"] = key_of(body)
    term = next((one for one in charter.terms.values() if ref in one.seats or organ in one.seats), None)
    if term is None:
        return None, ""
    verdict = ask("term", facts, charter)
    ends = (verdict.answer or {}).get("ends")
    return (date.fromisoformat(ends), term.article) if isinstance(ends, str) else (None, term.article)


def key_of(body: str) -> str:
    """A body's key as the charter writes keys."""
    return body.replace("-", "_")


def _known(held: Sitting, charter: Charter) -> bool:
    return held.organ in charter.organs and held.seat in charter.organs[held.organ].seats


def _holding(held: Sitting, charter: Charter) -> dict[str, Any]:
    found: dict[str, Any] = {"post": f"{held.organ}.{held.seat}"}
    if charter.organs[held.organ].several:
        found["body"] = key_of(held.body)
    if held.since is not None:
        found["since"] = held.since.isoformat()
    return found


def _person(one: Sitting, charter: Charter) -> dict[str, Any]:
    found: dict[str, Any] = {"person": one.person}
    if one.institution:
        found["institution"] = one.institution
    if one.of_member is not None:
        found["of_member"] = one.of_member
    if one.category and key_of(one.category) in charter.categories:
        found["category"] = key_of(one.category)
    if one.offices is not None:
        found["offices"] = list(one.offices)
    return found
