"""Which articles are in force on a day? Which of several documents goes first where they disagree?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from konfrans.charter.asking import Question
from konfrans.charter.clock import after
from konfrans.charter.faults import QuestionError, nearest
from konfrans.charter.law import Charter
from konfrans.charter.law.force import Event, Start, When
from konfrans.charter.tables import NONE, Day, Key, Size, Table
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working


class ForceFacts(Table):
    """A day, and when what starts articles happened."""

    on: Day
    """The day that is asked about."""
    events: Mapping[Event, Day] = NONE
    """Days of `adoption`, `publication`, `state_registration`, `approval`, as far as they have happened."""


def in_force(facts: ForceFacts, charter: Charter) -> Verdict:
    """The numbers of the articles in force on a day (`articles`) and of those that are not (`not_yet`, `ended`).

    `no_rule` where the charter does not say when its articles start.
    """
    if not charter.start:
        return Verdict(charter.ref, "in_force", None, Outcome.NO_RULE)
    named = {number for one in charter.start for number in one.articles}
    rest = tuple(article.number for article in charter.articles if article.number not in named)
    found: dict[str, list[int]] = {"articles": [], "not_yet": [], "ended": []}
    reasons = []
    for start in charter.start:
        since, until = _day(start.since, facts, charter), _day(start.until, facts, charter)
        state = (
            "not_yet" if since is None or facts.on < since else "ended" if until and facts.on > until else "articles"
        )
        numbers = start.articles or rest
        found[state] += numbers
        reasons.append(_reason(start, numbers, state, since))
    answer = {key: sorted(set(numbers)) for key, numbers in found.items()}
    return Verdict(charter.ref, "in_force", None, Outcome.ANSWERED, answer, tuple(reasons))


def _day(when: When | None, facts: ForceFacts, charter: Charter) -> date | None:
    if when is None or when.event is None:
        return when.date if when else None
    day = facts.events.get(when.event)
    return after(day, when.after, charter.calendar).end if day and when.after else day


def _reason(start: Start, numbers: tuple[int, ...], state: str, since: date | None) -> Reason:
    said = {"numbers": list(numbers), "state": state, "since": since or "event_ahead"}
    got = since.isoformat() if since else None
    return Reason("in_force", start.article, state == "articles", None, got, Working(facts=said))


class PrevailsFacts(Table):
    """Documents that disagree."""

    documents: Annotated[tuple[Key, ...], Size(2, 20)]
    """Their keys, as the charter ranks them."""


def prevails(facts: PrevailsFacts, charter: Charter) -> Verdict:
    """The document that goes first (`prevails`), and those that give way (`gives_way`), from the highest down."""
    if charter.ranks is None:
        return Verdict(charter.ref, "prevails", None, Outcome.NO_RULE)
    keys = [one.key for one in charter.ranks.documents]
    for given in facts.documents:
        if given not in keys:
            raise QuestionError("document_unknown", given=given, nearest=nearest(given, keys), known=tuple(keys))
    ordered = sorted(set(facts.documents), key=keys.index)
    answer = {"prevails": ordered[0], "gives_way": ordered[1:]}
    said = {"first_document": ordered[0], "other_documents": ordered[1:]}
    reason = Reason("rank", charter.ranks.article, True, None, ordered[0], Working(facts=said))
    return Verdict(charter.ref, "prevails", None, Outcome.ANSWERED, answer, (reason,))


IN_FORCE = Question("in_force", ForceFacts, in_force)
PREVAILS = Question("prevails", PrevailsFacts, prevails)
