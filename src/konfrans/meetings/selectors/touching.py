"""What a new charter touches of sessions: those to come, whose notice, quorum or calling it changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfrans.charter import Charter
from konfrans.kernel.formats import date_text
from konfrans.meetings.models import Meeting
from konfrans.meetings.selectors.organs import organ_in
from konfrans.statutes.registries import Touched

RULES = (
    ("quorum", gettext_lazy("its quorum changes")), ("second_call", gettext_lazy("what holds at a second call changes")), ("convening", gettext_lazy("how it is called changes")),
    ("ballots", gettext_lazy("how votes are taken changes")), ("tie", gettext_lazy("what equal votes mean changes")),
)  # fmt: skip


def touched(old: Charter | None, new: Charter, on: date) -> Iterator[Touched]:
    """Sessions on or after a day of which a rule changes; what was decided before stays under the law of its day."""
    for meeting in Meeting.objects.select_related("body").filter(date__gte=on).order_by("date", "pk")[:100]:
        before = old.organs.get(organ_in(meeting, old)) if old else None
        after = new.organs.get(organ_in(meeting, new))
        what = _("%(organ)s, session of %(date)s") % {"organ": meeting.body.name, "date": date_text(meeting.date)}
        address = reverse("meeting", args=[meeting.key])
        if after is None:
            yield Touched(what, _("the new text does not know this organ"), "", address)
            continue
        for field, words in RULES:
            if getattr(before, field, None) != getattr(after, field):
                yield Touched(what, str(words), _article(getattr(after, field)) or after.article, address)


def _article(rule: object) -> str:
    """The paragraph that a rule cites, the first of several."""
    first = rule[0] if isinstance(rule, tuple) and rule else rule
    inner = getattr(first, "quorum", first)
    return str(getattr(inner, "article", "") or "")
