"""What allauth says happened, and what follows here."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from konfrans.people.selectors import SecondFactors, second_factors_of, standing_of
from konfrans.people.services import account_address_change, sessions_end


def second_factor_added(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **more: Any) -> None:
    """Whoever has just set up the first second factor has shown it: the recovery codes that come next are shown without asking.

    Otherwise an app would be asked at once for a second code, and it has none for half a minute. Sessions from before the first
    one never showed any, so they end. A further one counts only where the session had shown one already.
    """
    before = SecondFactors(
        {pk: kind for pk, kind in second_factors_of(user.pk).types.items() if pk != authenticator.pk}
    )
    if not before:
        sessions_end(accounts={str(user.pk)}, keep=request.session.session_key or "")
    elif not before.shown_in(get_authentication_records(request, user)):
        return
    record_authentication(
        request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )


def address_changed(
    sender: Any, request: HttpRequest, user: Any, from_email_address: Any, to_email_address: Any, **more: Any
) -> None:
    """Whoever has to know that letters to this person go elsewhere now is told."""
    if from_email_address is not None:
        account_address_change(actor=standing_of(user.pk).actor(), account=user, old=from_email_address.email)
