"""What allauth says happened, and what follows here."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest


def second_factor_proved(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **more: Any) -> None:
    """Whoever has just set up a second factor has shown it: the recovery codes that come next are shown without asking again.

    Otherwise an app would be asked at once for a second code, and it has none for half a minute.
    """
    record_authentication(
        request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )
