"""Second factors of an account, and whether a session has shown one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """The types of an account's authenticators, by their primary keys."""

    types: dict[int, str]

    def __bool__(self) -> bool:
        return any(each != Authenticator.Type.RECOVERY_CODES for each in self.types.values())

    def shown_in(self, records: Iterable[Mapping[str, Any]]) -> bool:
        """Whether a session's records of how it was signed in to name one that is still there. That the account has one says
        nothing about a session that is older, or was opened without it."""
        return any(each.get("method") == "mfa" and each.get("id") in self.types for each in records)

    @property
    def codes(self) -> bool:
        """Whether one of them is shown by typing a code; otherwise they are passkeys alone."""
        return any(each != Authenticator.Type.WEBAUTHN for each in self.types.values())


def second_factors_of(user_id: int | None) -> SecondFactors:
    """What an account has set up."""
    return SecondFactors(dict(Authenticator.objects.filter(user_id=user_id).values_list("pk", "type")))
