"""The rule that a paragraph sets, in words, counted for a number of members: what stands beside the paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konfrans.charter import Charter, Count, Next, Reason, motion_verdict
from konfrans.charter.law import MotionRule, Organ
from konfrans.charter.words import Fraction, Language
from konfrans.decisions.selectors import step_words, words
from konfrans.kernel.pictures import MOST, Panes, tally


@dataclass(frozen=True, slots=True)
class RuleBox:
    """One rule: a figure where there is one, the words, an exact picture, the arithmetic (text, whether a fraction)."""

    figure: str
    text: str
    picture: SafeString | None = None
    arithmetic: tuple[tuple[str, bool], ...] = ()


def rules_of(
    charter: Charter, members: int, language: str | None = None, *, entitled: int | None = None
) -> dict[str, list[RuleBox]]:
    """The rules of a charter by the paragraph that sets them (`29.3`), counted for `members` members, of whom `entitled`
    (None: all) may vote, are there and vote. Where nobody may, the words stand alone."""
    entitled = members if entitled is None else entitled
    spoken = words(language)
    found: dict[str, list[RuleBox]] = {}

    def add(article: str, box: RuleBox) -> None:
        boxes = found.setdefault(article, [])
        if box not in boxes:
            boxes.append(box)

    for kind in charter.kinds_ruled():
        rule = charter.motion_rule(kind)
        assert rule is not None
        for article, box in _of_kind(rule, charter, members, entitled, spoken):
            add(article, box)
    for organ in charter.organs.values():
        for article, box in _of_organ(organ, charter, spoken):
            add(article, box)
    for fallback in charter.fallback:
        names = _names(fallback.kinds, charter, spoken)
        add(fallback.article, RuleBox("", _("Decided as ordinary decisions are: %(kinds)s.") % {"kinds": names}))
    return found


def _of_kind(
    rule: MotionRule, charter: Charter, members: int, entitled: int, spoken: Language
) -> Iterable[tuple[str, RuleBox]]:
    there = max(entitled, 1)
    count = Count(members=max(members, there), entitled=there, present=there, yes=there)
    reasons = motion_verdict(count, kind=rule.kind, charter=charter).reasons
    if rule.second_call:
        reasons += motion_verdict(count, kind=rule.kind, charter=charter, call=2).reasons
    for reason in reasons:
        if reason.code in ("majority", "quorum") and not reason.working.via:
            yield reason.article, _counted(reason, charter, entitled, spoken)
    for one in rule.attested:
        office = spoken.office(one.who, charter)
        yield (
            one.article,
            RuleBox(
                "", _("Attested by: %(office)s. People check this rule, the software does not.") % {"office": office}
            ),
        )
    for item in rule.not_judged:
        said = spoken.items[item.what]
        yield item.article, RuleBox("", _("Checked by people, not computed: %(item)s.") % {"item": said})
    for step in rule.next:
        said = step_words(Next(act=step.act, who=step.who, article=step.article), charter, spoken)
        yield step.article, RuleBox("", said)


def _counted(reason: Reason, charter: Charter, entitled: int, spoken: Language) -> RuleBox:
    text = spoken.rule(reason, charter)
    if not entitled or not isinstance(reason.needed, int):
        return RuleBox("", text)
    whole = entitled if reason.working.size is None else reason.working.size
    needed, size = spoken.number(reason.needed), spoken.number(whole)
    picture = None
    if reason.code == "quorum" and whole <= MOST:
        said = (
            _("%(needed)s of %(size)s entitled to vote")
            if reason.working.base == "entitled"
            else _("%(needed)s of %(size)s members")
        )
        picture = tally(
            [Panes("got", reason.needed, ""), Panes("away", whole - reason.needed, "")], needed=reason.needed,
            need_words="", short_words="", sentence=said % {"needed": needed, "size": size},
        )  # fmt: skip
    arithmetic = tuple(
        (f"{part.numerator}/{part.denominator}", True) if isinstance(part, Fraction) else (part, False)
        for part in spoken.arithmetic(reason)
    )
    return RuleBox(_("%(needed)s of %(size)s") % {"needed": needed, "size": size}, text, picture, arithmetic)


def _of_organ(organ: Organ, charter: Charter, spoken: Language) -> Iterable[tuple[str, RuleBox]]:
    second = organ.second_call
    if second and second.closed:
        names = _names(second.closed.kinds, charter, spoken)
        yield second.closed.article, RuleBox("", _("Never at a second call: %(kinds)s.") % {"kinds": names})
    if organ.tie:
        said = {
            way: spoken.rule(Reason("tie", organ.tie.article, None, way, None), charter)
            for way in (organ.tie.open, organ.tie.secret)
        }
        if organ.tie.open == organ.tie.secret:
            yield organ.tie.article, RuleBox("", said[organ.tie.open])
        else:
            yield organ.tie.article, RuleBox("", _("Open vote: %(rule)s") % {"rule": said[organ.tie.open]})
            yield organ.tie.article, RuleBox("", _("Secret vote: %(rule)s") % {"rule": said[organ.tie.secret]})
    for ballot in organ.ballots:
        names = _names(ballot.kinds, charter, spoken)
        text = _("For: %(kinds)s.") % {"kinds": names} if names else _("For all other votes.")
        if not ballot.binding:
            text = f"{text} {_('The organ may choose otherwise.')}"
        yield ballot.article, RuleBox(spoken.value(ballot.mode), text)


def _names(kinds: Iterable[str], charter: Charter, spoken: Language) -> str:
    return ", ".join(spoken.kind(kind, charter) for kind in kinds)
