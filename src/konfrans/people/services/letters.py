"""Letters of invitations as they are kept: the link is taken out as soon as nobody needs it there, and a letter that has not
left by then does not leave any more.

The table of invitations holds only the hash of a link; a letter that kept the link itself would hand it to whoever reads the
database or a backup.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.kernel import sweeping
from konfrans.kernel.letters import letter_drop
from konfrans.kernel.models import Letter
from konfrans.people.models import Invitation
from konfrans.people.rules.offices import InvitationState
from konfrans.people.selectors.invitations import TOKEN_CHARACTERS, invitation_by_token, state_of, token_hash

LEFT = (Letter.State.SENT, Letter.State.BOUNCED)
"""What the reader got, as far as is known: nobody needs the link here any more."""
_LINK = re.compile(rf"\S*/invitations/([A-Za-z0-9_-]{{{TOKEN_CHARACTERS}}})/?")


def _with_links() -> QuerySet[Letter]:
    return Letter.objects.filter(text__contains="/invitations/")


def link_forget(invitation: Invitation) -> None:
    """Take the link of this invitation out of the letter that brought it; a letter that has not left is dropped."""
    for letter in _with_links().filter(to=invitation.email):
        if any(token_hash(token) == invitation.token_hash for token in _LINK.findall(letter.text)):
            _forget(letter)


@sweeping.every(minutes=10)
def invitation_links_clear() -> int:
    """Take out the links of letters that have left; drop those of invitations that are not open any more: run out, the office
    ended.

    The demonstration sends nothing, so that its outbox keeps the link of an open invitation.
    """
    done = 0
    for letter in _with_links():
        if letter.state in LEFT or not all(_open(token) for token in _LINK.findall(letter.text)):
            done += _forget(letter)
    return done


def _open(token: str) -> bool:
    invitation = invitation_by_token(token)
    return invitation is not None and state_of(invitation) is InvitationState.OPEN


def _forget(letter: Letter) -> bool:
    # The demonstration's letters never leave: its outbox goes on showing them.
    if not settings.KONFRANS_DEMO and letter_drop(letter):
        return True
    with override(letter.language or None):
        words = _("(the link is not kept here)") if letter.state in LEFT else _("(this link is not good any more)")
    text = _LINK.sub(words, letter.text)
    if text == letter.text:
        return False
    # Marked, so that nobody sends it again without the link that it was written for.
    return bool(Letter.objects.filter(pk=letter.pk, text=letter.text).update(text=text, cut=True))
