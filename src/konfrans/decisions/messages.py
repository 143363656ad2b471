"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.retention import Kept

MESSAGES: dict[str, str | Promise] = {
    "vote_not_judged": "%(why)s",
    "decision_text_missing": _("A decision needs a title and a text. Write both, in every language of the conference."),
    "decision_not_taken_yet": _(
        "The day of this decision, %(date)s, has not come yet, so it cannot have been taken. Record and publish it on that day "
        "or later."
    ),
    "decision_published_already": _(
        "Decision %(number)s is published and is never edited. Record a correction instead."
    ),
    "decision_not_published": _("Only a published decision can be corrected. Change the draft instead."),
    "decision_corrected_already": _("Decision %(number)s was corrected by %(by)s already. Correct that one."),
    "decision_correction_unexplained": _(
        "Say what was wrong, in every language of the conference: both pages show it."
    ),
    "decision_not_at_its_end": _("The verdict is not at its end: %(outcome)s. Enter what is missing, then publish."),
    "decision_not_proved": _(
        "The stored verdict does not follow from the stored evidence. Nothing was published; restore the record from a backup."
    ),
    "decision_unreadable": _(
        "The record of decision %(number)s can no longer be read: it was changed outside the register. Tell the secretariat."
    ),
    "decision_unknown": _("There is no published decision %(number)s. See the register of decisions."),
}

ACTS: dict[str, str | Promise] = {
    "decision_draft": _("Decision drafted"),
    "decision_change": _("Draft changed"),
    "decision_discard": _("Draft thrown away"),
    "decision_publish": _("Decision published"),
}

OBJECTS: dict[str, str | Promise] = {"decision": _("decision"), "decision_draft": _("draft decision")}

KEPT = (
    Kept(
        what=_("Published decisions: evidence, verdict, roll by institution; of persons a random key and the office"),
        why=_("The record of the conference; anybody can prove a verdict again"),
        how_long=_("For good; a name is erased at the person's request, the key stays"),
    ),
    Kept(
        what=_("Draft decisions and the documents that prove them"),
        why=_("The secretariat's work until publication"),
        how_long=_("Until they are published or thrown away; a document that nothing shows, for a day more"),
    ),
)
