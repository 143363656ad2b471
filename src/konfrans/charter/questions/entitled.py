"""Who may vote on this day, for this kind of decision, with how many votes, and who acts for whom?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from konfrans.charter.asking import Question
from konfrans.charter.clock.counting import checked
from konfrans.charter.entitlement import judged_member
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.proxies import Held, present_by, proxies_held
from konfrans.charter.rolls import OnRoll, Roll
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working
from konfrans.charter.weighing import divided, greatest


@dataclass(slots=True)
class Standing:
    """Where one member stands: entitled (None: not known), its votes, and who is there for it."""

    member: OnRoll
    entitled: bool | None
    votes: int | None
    why: str | None = None
    article: str | None = None
    here: str = "absent"
    held: Held | None = None
    reasons: list[Reason] = field(default_factory=list)

    @property
    def barred(self) -> bool:
        """Whether it is entitled but for a bar from this item."""
        return self.why == "barred"

    @property
    def casts(self) -> bool:
        """Whether somebody casts its vote."""
        return bool(self.entitled) and (self.here == "present" or (self.held is not None and self.held.vote))


def entitled(facts: Roll, charter: Charter) -> Verdict:
    """Who is entitled on a day, and who is there. `incomplete` where it is not known of everybody, `invalid` where no votes
    above nought keep the ceiling.

    `LawError`: `member_twice`, `member_unknown`, `proxy_form`, `proxy_unruled`.
    """
    if not charter.categories:
        return Verdict(charter=charter.ref, question="entitled", kind=facts.kind, outcome=Outcome.NO_RULE)
    checked(facts.day)
    by_key: dict[str, OnRoll] = {}
    for member in facts.members:
        if by_key.setdefault(member.key, member) is not member:
            raise LawError("member_twice", given=member.key)
    found = {member.key: _standing(member, facts, charter) for member in facts.members}
    reasons = [reason for one in found.values() for reason in one.reasons]
    for one in found.values():
        if one.member.there is not None:
            refused = present_by(one.member, one.member.there, facts.kind, charter)
            one.here = "present" if refused is None else "absent"
            reasons += [refused] if refused is not None else []
    in_room = frozenset(key for key, one in found.items() if one.here == "present")
    without_vote = frozenset(key for key, one in found.items() if one.entitled is False and not one.barred)
    held, refused_proxies = proxies_held(facts, charter, in_room, without_vote)
    reasons += refused_proxies
    for giver, proxy in held.items():
        found[giver].held = proxy
        found[giver].here = "represented"
    outcome = Outcome.INCOMPLETE if any(one.entitled is None for one in found.values()) else Outcome.ANSWERED
    kept, ceiling = _ceiling(list(found.values()), charter)
    reasons += ceiling
    if not kept:
        outcome = Outcome.INVALID
    return Verdict(
        charter=charter.ref,
        question="entitled",
        kind=facts.kind,
        outcome=outcome,
        answer=_answer(list(found.values()), facts, charter),
        reasons=tuple(reasons),
    )


def _standing(member: OnRoll, facts: Roll, charter: Charter) -> Standing:
    is_entitled, votes, reason = judged_member(member, facts, charter)
    one = Standing(member, is_entitled, votes)
    if reason is not None:
        one.reasons.append(reason)
        one.why, one.article = reason.code, reason.article
    return one


def _ceiling(roll: list[Standing], charter: Charter) -> tuple[bool, list[Reason]]:
    """Cuts each block that is too large; false where no number of votes above nought keeps the ceiling."""
    ceiling = charter.weights.ceiling if charter.weights is not None else None
    counted = [one for one in roll if one.entitled and one.votes]
    if ceiling is None or not counted:
        return True, []
    if ceiling.among == "there":
        counted = [one for one in counted if one.casts]
    blocks: dict[str, list[Standing]] = {}
    for one in counted:
        blocks.setdefault(_block(one, ceiling.block), []).append(one)
    sizes = [sum(one.votes or 0 for one in block) for block in blocks.values()]
    if not sizes:
        return True, []
    most = greatest(sizes, ceiling)
    working = {"share": ceiling.share, "blocks": len(sizes)}
    if most is None:
        return False, [Reason("ceiling", ceiling.article, False, None, max(sizes), Working(facts=working))]
    reasons = []
    for (name, block), size in zip(blocks.items(), sizes, strict=True):
        if size <= most:
            continue
        for one, votes in zip(block, divided(most, [one.votes or 0 for one in block]), strict=True):
            one.votes = votes
        named = _name(name, block, ceiling.block, charter)
        reasons.append(Reason("ceiling_cut", ceiling.article, True, most, size, Working(facts={**working, **named})))
    return True, reasons


def _block(one: Standing, block: str) -> str:
    """The block that a member's votes belong to; a member of no group is a block of its own."""
    if block == "holder" and one.held is not None and one.held.vote and one.held.holder is not None:
        return one.held.holder
    if block == "group" and one.member.groups:
        return f"group:{one.member.groups[0]}"
    return one.member.key


Counts = Literal["vote", "presence"]
"""For what a proxy counts: votes, or who is there."""


def _name(key: str, block: Sequence[Standing], of: str, charter: Charter) -> dict[str, Any]:
    if of == "group" and key.startswith("group:"):
        return {"named_group": key.removeprefix("group:")}
    named = next((one.member.name for one in block if one.member.key == key), None)
    return {"named": named or key}


def _answer(roll: list[Standing], facts: Roll, charter: Charter) -> dict[str, Any]:
    """The totals, once as the questions `motion` and `quorum` ask for them, and each member's row."""
    names = {one.member.key: one.member.name or one.member.key for one in roll}
    members = sum(charter.categories[one.member.category].voice == "vote" for one in roll)
    able = [one for one in roll if one.entitled or one.barred]
    motion = {"kind": facts.kind, "members": members, **_parts(able, charter, counts="vote")}
    quorum = {"kind": facts.kind, "members": members, **_parts(able, charter, counts="presence")}
    rows = [_row(one, names, charter) for one in roll]
    return {
        "day": facts.day.isoformat(),
        "members": members,
        **_sums(able, counts="vote"),
        "eligible": [row["member"] for row in rows if row["eligible"]],
        "advisory": [row["member"] for row in rows if row["voice"] == "advisory"],
        "motion": motion,
        "quorum": quorum,
        "rows": rows,
    }


def _parts(able: Sequence[Standing], charter: Charter, counts: Counts) -> dict[str, Any]:
    """The sums of all, of their weights and of each group, as far as the charter has them."""
    found: dict[str, Any] = _sums(able, counts)
    if charter.weights is not None:
        found["weights"] = _sums(able, counts, weighed=True)
    if charter.groups:
        found["groups"] = {}
    for key in charter.groups:
        part = [one for one in able if key in one.member.groups]
        weights = {"weights": _sums(part, counts, weighed=True)} if charter.weights is not None else {}
        found["groups"][key] = {**_sums(part, counts), **weights}
    return found


def _sums(able: Sequence[Standing], counts: Counts, *, weighed: bool = False) -> dict[str, int]:
    """Those entitled, present, represented by a proxy that counts for this, and barred, as heads or as votes."""
    size: Callable[[Standing], int] = (lambda one: one.votes or 0) if weighed else (lambda one: 1)
    voting = [one for one in able if one.here == "represented" and one.held is not None and getattr(one.held, counts)]
    there = [one for one in able if one.here == "present"]
    found = {
        "entitled": sum(map(size, able)),
        "present": sum(map(size, there)),
        "represented": sum(map(size, voting)),
    }
    barred = sum(size(one) for one in (*there, *voting) if one.barred)
    return {**found, "barred": barred} if barred else found


def _row(one: Standing, names: Mapping[str, str], charter: Charter) -> dict[str, Any]:
    category = charter.categories[one.member.category]
    title = one.member.there.title if one.member.there is not None and one.here == "present" else None
    rule = charter.representation.titles.get(title) if charter.representation is not None and title else None
    state = "unknown" if one.entitled is None else "entitled" if one.entitled else "not_entitled"
    if one.entitled:
        state = f"entitled_{one.held.form if one.held is not None else one.here}"
    return {
        "row": state,
        "member": one.member.key,
        "name": one.member.name or one.member.key,
        "category": one.member.category,
        "entitled": one.entitled,
        "votes": (one.votes or 0) if one.entitled else 0,
        "here": one.here,
        "title": title if title is not None else f"proxy_{one.held.form}" if one.held is not None else None,
        "office": one.member.there.office
        if title is not None and one.member.there
        else one.held.office
        if one.held
        else None,
        "holder": one.held.holder if one.held is not None else None,
        "holder_name": names.get(one.held.holder or "", "") if one.held is not None else "",
        "voice": category.voice,
        "eligible": category.eligible and (rule is None or rule.eligible),
        "why": one.why,
        "article": one.article,
    }


ENTITLED = Question("entitled", Roll, entitled)
