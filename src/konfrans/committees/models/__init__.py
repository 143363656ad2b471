"""Committees and who sits in them; calls for nominations, whom they go to, who is named."""

from konfrans.committees.models.calls import Addressee, Call, CallCommittee, Contact
from konfrans.committees.models.committees import Committee, Composition, Seat, Theme
from konfrans.committees.models.nominations import Nomination

__all__ = [
    "Addressee", "Call", "CallCommittee", "Committee", "Composition", "Contact", "Nomination", "Seat", "Theme",
]  # fmt: skip
