"""Who acts for a member: the title of whoever is in the room, and which proxies count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from konfrans.charter.clock import after
from konfrans.charter.entitlement import listed
from konfrans.charter.faults import LawError, nearest
from konfrans.charter.law import Charter
from konfrans.charter.law.representation import Proxy
from konfrans.charter.rolls import InRoom, OnRoll, ProxyGiven, Roll
from konfrans.charter.verdicts import Reason, Working


@dataclass(frozen=True, slots=True)
class Held:
    """A proxy that counts: for presence, for the vote, and who holds it."""

    form: str
    holder: str | None
    office: str | None
    presence: bool
    vote: bool


def present_by(member: OnRoll, there: InRoom, kind: str, charter: Charter) -> Reason | None:
    """None where whoever is in the room may vote for the member; else the ground why not.

    A charter that says nothing of who represents a member leaves that to the roll.
    """
    rules = charter.representation
    if rules is None:
        return None
    rule = rules.titles.get(there.title)
    named: dict[str, Any] = {"named": member.name or member.key, "title": there.title, "this_kind": kind}
    if rule is None:
        first = next(iter(rules.titles.values()))
        return Reason("title_unruled", first.article, False, None, None, Working(facts=named))
    if rule.offices and there.office not in rule.offices:
        facts = {**named, "asked_offices": list(rule.offices), "given_office": there.office or ""}
        return Reason("title_office", rule.article, False, None, None, Working(facts=facts))
    if rule.letter and not there.letter:
        return Reason("title_letter", rule.article, False, None, None, Working(facts=named))
    if not rule.votes:
        return Reason("title_no_vote", rule.article, False, None, None, Working(facts=named))
    if rule.no_vote_on is not None and listed(rule.no_vote_on, kind, charter):
        return Reason("title_no_vote_on_kind", rule.no_vote_on.article, False, None, None, Working(facts=named))
    return None


def proxies_held(
    facts: Roll, charter: Charter, in_room: frozenset[str], without_vote: frozenset[str]
) -> tuple[dict[str, Held], list[Reason]]:
    """The proxies that count, by giver, and why each of the others does not: that of a member without a vote fills no place of its holder.

    They are looked at in the order of the days on which they were given, then of the file: of several from one giver the last
    counts, of more than a holder may have the first ones. A member that is in the room itself needs none. `LawError`
    `member_unknown`, `proxy_unruled`, `proxy_form`.
    """
    members = {member.key: member for member in facts.members}
    ordered = sorted(enumerate(facts.proxies), key=lambda one: (one[1].given, one[0]))
    rules = {at: _checked(proxy, members, charter) for at, proxy in ordered}
    refused: list[Reason] = []
    last: dict[str, int] = {}
    for at, proxy in ordered:
        ground = _void(proxy, rules[at], facts, members, charter, in_room)
        if ground is None and proxy.giver in without_vote:
            ground = _refusal("proxy_giver_no_vote", rules[at].article, proxy, members)
        if ground is not None:
            refused.append(ground)
            continue
        if proxy.giver in last:
            former = facts.proxies[last[proxy.giver]]
            refused.append(
                _refusal("proxy_replaced", rules[last[proxy.giver]].article, former, members, given=proxy.given)
            )
        last[proxy.giver] = at
    held: dict[str, Held] = {}
    holding: Counter[str] = Counter()
    for at, proxy in ordered:
        if last.get(proxy.giver) != at:
            continue
        rule = rules[at]
        if proxy.holder is not None:
            if rule.cap is not None and holding[proxy.holder] >= rule.cap:
                refused.append(_refusal("proxy_cap", rule.article, proxy, members, needed=rule.cap))
                continue
            holding[proxy.holder] += 1
        scopes = (rule.scope, proxy.scope)
        held[proxy.giver] = Held(
            proxy.form, proxy.holder, proxy.office,
            presence="vote" not in scopes, vote="presence" not in scopes,
        )  # fmt: skip
    return held, refused


def _checked(proxy: ProxyGiven, members: dict[str, OnRoll], charter: Charter) -> Proxy:
    for key in (proxy.giver, proxy.holder):
        if key is not None and key not in members:
            raise LawError("member_unknown", given=key, nearest=nearest(key, members))
    if (proxy.form == "external") != (proxy.holder is not None) or proxy.holder == proxy.giver:
        raise LawError("proxy_form", giver=proxy.giver)
    rules = charter.representation
    if rules is None or proxy.form not in rules.proxies:
        raise LawError("proxy_unruled", giver=proxy.giver, form_given=proxy.form)
    return rules.proxies[proxy.form]


def _void(
    proxy: ProxyGiven,
    rule: Proxy,
    facts: Roll,
    members: dict[str, OnRoll],
    charter: Charter,
    in_room: frozenset[str],
) -> Reason | None:
    """Why a proxy does not count, whoever else gave one: the first ground."""
    for fails, code, more in (
        (proxy.giver in in_room, "proxy_giver_there", {}),
        (listed(rule.closed, facts.kind, charter), "proxy_closed", {"this_kind": facts.kind}),
        (proxy.given > facts.day, "proxy_too_late", {"given": proxy.given}),
        (proxy.session not in (None, facts.day), "proxy_other_session", {"session": proxy.session}),
        (proxy.revoked is not None and proxy.revoked <= facts.day, "proxy_revoked", {"revoked": proxy.revoked}),
        (rule.lasts == "session" and proxy.session is None, "proxy_without_session", {}),
        (rule.accepted and not proxy.accepted, "proxy_not_accepted", {}),
    ):
        if fails:
            article = rule.closed.article if code == "proxy_closed" and rule.closed is not None else rule.article
            return _refusal(code, article, proxy, members, **more)
    if rule.longest is not None:
        until = after(proxy.given, rule.longest, charter.calendar).end
        if until < facts.day:
            return _refusal("proxy_lapsed", rule.article, proxy, members, until=until)
    return _holder(proxy, rule, members, in_room)


def _holder(proxy: ProxyGiven, rule: Proxy, members: dict[str, OnRoll], in_room: frozenset[str]) -> Reason | None:
    """Why its holder may not act on it."""
    if proxy.holder is None:
        if rule.offices and proxy.office not in rule.offices:
            return _refusal("proxy_holder_office", rule.article, proxy, members, asked_offices=list(rule.offices))
        return None
    if proxy.holder not in in_room:
        return _refusal("proxy_holder_away", rule.article, proxy, members)
    category = members[proxy.holder].category
    if rule.categories and category not in rule.categories:
        return _refusal("proxy_holder_category", rule.article, proxy, members, of_category=category)
    return None


def _refusal(
    code: str, article: str, proxy: ProxyGiven, members: dict[str, OnRoll], *, needed: int | None = None, **more: Any
) -> Reason:
    holder = members[proxy.holder] if proxy.holder is not None else None
    facts = {
        "named": members[proxy.giver].name or proxy.giver,
        "named_holder": (holder.name or holder.key) if holder is not None else "",
        **more,
    }
    return Reason(code, article, False, needed, None, Working(facts=facts))
