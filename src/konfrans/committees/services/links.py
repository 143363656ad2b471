"""Steps of proving an address behind a link: no acts, so the journal says nothing of them."""

from __future__ import annotations

from konfrans.committees.models import Contact, Nomination
from konfrans.committees.selectors.access import contact_pass, nominee_pass
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.people.services.codes import code_check, code_send

TEMPLATE = "committees/letters/code.txt"


def link_code_send(*, row: Contact | Nomination) -> None:
    """Send a code to the address that the link was sent to. Refused: one was sent just now; the mail server refused."""
    code_send(row=row, template=TEMPLATE, facts={"conference": conference()})


def contact_prove(*, contact: Contact, code: str) -> str:
    """Prove a contact's address; gives the name under which the browser keeps it. Refused: as for any code."""
    code_check(row=contact, code=code)
    Contact.objects.filter(pk=contact.pk).update(code_hash="", code_sent_at=None)
    Contact.objects.filter(pk=contact.pk, opened_at=None).update(opened_at=clock.now())
    return contact_pass(contact)


def nominee_prove(*, nomination: Nomination, code: str) -> str:
    """Prove a nominee's address; gives the name under which the browser keeps it. Refused: as for any code."""
    code_check(row=nomination, code=code)
    Nomination.objects.filter(pk=nomination.pk).update(code_hash="", code_sent_at=None)
    return nominee_pass(nomination)
