"""What waits on the desk: answers to give, nominations to decide, universities that are behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from konfrans.committees.models import Addressee
from konfrans.committees.rules.calls import SIGN_OFFICES, CallState
from konfrans.committees.selectors.access import answering_of, calls_of, state_of
from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.models import Letter


def waiting(standing: Any) -> Iterator[Waiting]:
    """For a university's management its unanswered calls; for who runs a call what has to be decided in it. Two queries at most."""
    yield from _answers(standing)
    if standing.is_secretariat or standing.holds("coordinator"):
        yield from _running(standing)


def _answers(standing: Any) -> Iterator[Waiting]:
    places = [held.institution for held in standing.offices if held.kind in SIGN_OFFICES and held.institution]
    if not places:
        return
    rows = Addressee.objects.filter(institution__key__in=places, call__opened_at__isnull=False).filter(
        Q(answered_at=None) | Q(nominations__state="asked")
    )  # fmt: skip
    for one in rows.select_related("call", "institution").annotate(
        asked=Count("nominations", filter=Q(nominations__state="asked"))
    ):
        state = answering_of(one)
        address = reverse("answer", args=[one.call.key, one.institution.key])
        if one.asked:
            yield Waiting(
                code="nomination_asked", title=one.call.title.given(), why=_("The coordinator asks you about a nomination."),
                address=address, act=_("Answer the question"), sample=one.call.sample,
            )  # fmt: skip
        elif state.may:
            until = (one.reopened_until if state.value == "reopened" else None) or one.call.closes_at
            yield Waiting(
                code="answer_sign", title=one.call.title.given(), why=_("Your university has not answered yet."), address=address,
                act=_("Name people"), due=until.astimezone(clock.zone()).date(), sample=one.call.sample,
            )  # fmt: skip


def _held() -> Coalesce:
    """For another query: how many letters of the call wait to be released."""
    rows = Letter.objects.filter(state=Letter.State.HELD, topic=Concat(Value("call:"), OuterRef("key")))
    return Coalesce(Subquery(rows.order_by().values("topic").annotate(n=Count("pk")).values("n")[:1]), 0)


def _running(standing: Any) -> Iterator[Waiting]:
    calls = calls_of(standing).filter(keep_until__gte=clock.today()).annotate(
        undecided=Count("addressees__nominations", filter=Q(addressees__nominations__state="named", addressees__nominations__consent="given"), distinct=True),
        unanswered=Count("addressees", filter=Q(addressees__answered_at=None), distinct=True), held=_held(),
    )  # fmt: skip
    for call in calls:
        address = reverse("call_board", args=[call.key])
        if state_of(call) is CallState.DRAFT:
            yield Waiting(
                code="call_open", title=call.title.given(), why=_("The call is drafted and not opened yet."), address=address,
                act=_("Look through and open"), sample=call.sample,
            )  # fmt: skip
            continue
        yield from _open_matters(call, address, closed=state_of(call) is CallState.CLOSED)


def _open_matters(call: Any, address: str, *, closed: bool) -> Iterator[Waiting]:
    """What a call that was opened leaves to be done, the most urgent first."""
    if closed and call.undecided:
        why = _("Nominations with consent that are not decided: %(number)s.") % {"number": call.undecided}
        yield Waiting(
            code="nominations_decide", title=call.title.given(), why=why, address=address, act=_("Open the board"),
            due=call.closes_at.astimezone(clock.zone()).date(), sample=call.sample,
        )  # fmt: skip
    elif closed and call.unanswered:
        why = _("The last day has passed, and universities have not answered: %(number)s.") % {
            "number": call.unanswered
        }
        yield Waiting(
            code="call_late", title=call.title.given(), why=why, address=address, act=_("Open the board"), sample=call.sample,
        )  # fmt: skip
    if call.held:
        why = _("Letters that wait for you to release them: %(number)s.") % {"number": call.held}
        yield Waiting(
            code="letters_release", title=call.title.given(), why=why, address=reverse("call_mail", args=[call.key]),
            act=_("Look at the letters"), sample=call.sample,
        )  # fmt: skip
