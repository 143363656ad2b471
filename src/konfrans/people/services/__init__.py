"""Acts on institutions, persons, bodies, offices, invitations and accounts."""

from konfrans.people.services.accounts import (
    account_address_change,
    account_create,
    account_language_change,
    sessions_end,
)
from konfrans.people.services.bodies import body_change, body_create
from konfrans.people.services.codes import code_pause
from konfrans.people.services.institutions import institution_change, institution_create
from konfrans.people.services.invitations import (
    SECRETARIAT,
    Invited,
    invitation_accept,
    invitation_code_send,
    invitation_renew,
    invitation_withdraw,
    office_invite,
    secretary_invite,
)
from konfrans.people.services.letters import invitation_links_clear
from konfrans.people.services.offices import office_begin, office_end, office_leave, office_pass_on
from konfrans.people.services.persons import address_erase, person_change, person_create, person_erase, person_export

__all__ = [
    "SECRETARIAT",
    "Invited",
    "account_address_change",
    "account_create",
    "account_language_change",
    "address_erase",
    "body_change",
    "body_create",
    "code_pause",
    "institution_change",
    "institution_create",
    "invitation_accept",
    "invitation_code_send",
    "invitation_links_clear",
    "invitation_renew",
    "invitation_withdraw",
    "office_begin",
    "office_end",
    "office_invite",
    "office_leave",
    "office_pass_on",
    "person_change",
    "person_create",
    "person_erase",
    "person_export",
    "secretary_invite",
    "sessions_end",
]
