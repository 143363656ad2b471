"""Links in letters that have left: taken out, so that neither the database nor a backup holds what the letter alone should."""

from __future__ import annotations

import re

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.kernel import sweeping
from konfrans.kernel.models import Letter
from konfrans.people.selectors.invitations import TOKEN_CHARACTERS

LEFT = (Letter.State.SENT, Letter.State.BOUNCED)
_LINK = re.compile(rf"\S*/(?:calls|consent)/[A-Za-z0-9_-]{{{TOKEN_CHARACTERS}}}/?")


@sweeping.every(minutes=10)
def call_links_clear() -> int:
    """The sweep: take the link out of each letter of a call that has left. Such a letter is not sent once more; a new one has a link of
    its own."""
    done = 0
    rows = Letter.objects.filter(Q(text__contains="/calls/") | Q(text__contains="/consent/"), state__in=LEFT, cut=False)
    for letter in rows:
        with override(letter.language or None):
            text = _LINK.sub(_("(the link is not kept here)"), letter.text)
        if text != letter.text:
            done += Letter.objects.filter(pk=letter.pk, text=letter.text).update(text=text, cut=True)
    return done
