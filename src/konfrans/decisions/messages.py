"""The sentences of this domain's refusals."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "vote_not_judged": "%(why)s",
    "decision_text_missing": _("A decision needs a title and a text. Write both, in every language of the conference."),
    "decision_published_already": _("Decision %(number)s is published and is never edited. Record a correction instead."),
    "decision_not_published": _("Only a published decision can be corrected. Change the draft instead."),
    "decision_corrected_already": _("Decision %(number)s was corrected by %(by)s already. Correct that one."),
    "decision_correction_unexplained": _("Say what was wrong, in every language of the conference: both pages show it."),
    "decision_not_at_its_end": _("The verdict is not at its end: %(outcome)s. Enter what is missing, then publish."),
    "decision_not_proved": _("The stored verdict does not follow from the stored evidence. Nothing was published; restore the record from a backup."),
    "decision_unknown": _("There is no published decision %(number)s. See the register of decisions."),
}
