"""Forms of committees, calls and nominations: they parse and clean, the services decide."""

from konfrans.committees.forms.calls import CallForm, ContactForm, DelegateForm, ReopenForm
from konfrans.committees.forms.committees import CommitteeForm
from konfrans.committees.forms.nominations import AskForm, ConfirmForm, ConsentForm, NominationForm, RefuseForm
from konfrans.committees.forms.seats import SeatBeginForm, SeatEndForm
from konfrans.committees.forms.sheets import SealedForm, SheetForm

__all__ = [
    "AskForm", "CallForm", "CommitteeForm", "ConfirmForm", "ConsentForm", "ContactForm", "DelegateForm", "NominationForm",
    "RefuseForm", "ReopenForm", "SealedForm", "SeatBeginForm", "SeatEndForm", "SheetForm",
]  # fmt: skip
