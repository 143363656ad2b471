"""Forms of the register and of accounts: they clean shape, services decide."""

from konfrans.people.forms.accounts import CodeForm, LanguageForm
from konfrans.people.forms.conference import ConferenceForm
from konfrans.people.forms.institutions import InstitutionChangeForm, InstitutionForm
from konfrans.people.forms.offices import (
    BodyChangeForm,
    BodyForm,
    InviteForm,
    OfficeEndForm,
    OfficeForm,
    OfficePassOnForm,
    PersonForm,
)
from konfrans.people.forms.personal import AddressEraseForm, AddressForm, EraseForm

__all__ = [
    "AddressEraseForm",
    "AddressForm",
    "BodyChangeForm",
    "BodyForm",
    "CodeForm",
    "ConferenceForm",
    "EraseForm",
    "InstitutionChangeForm",
    "InstitutionForm",
    "InviteForm",
    "LanguageForm",
    "OfficeEndForm",
    "OfficeForm",
    "OfficePassOnForm",
    "PersonForm",
]
