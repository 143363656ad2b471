"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.retention import Kept

MESSAGES: dict[str, str | Promise] = {
    "meetings_for_officers": _("Only the secretariat, heads of members and chairs of committees open this page."),
    "meeting_exists": _(
        "%(body)s has a session on %(date)s already. Open that one; a second session of the day is its second call."
    ),
    "attendance_not_member": _("%(name)s is no member on %(date)s, so it cannot be on the roll."),
    "representative_not_there": _("%(name)s cannot be represented by %(by)s, which is not in the room itself."),
    "representative_missing": _("Say which member represents %(name)s."),
    "represents_itself": _("%(name)s cannot represent itself."),
    "meeting_ahead": _(
        "This session is on %(date)s: nothing can have been decided at it yet. Prepare the attendance list, and record the "
        "decision on that day or later."
    ),
    "roll_empty": _("Nobody is ticked as present yet. Fill in the attendance list first."),
    "proof_gone": _("The document was chosen more than a day ago and is not kept any more. Choose it again."),
    "kind_of_other_organ": _("The charter gives this kind of decision to another organ."),
}

ACTS: dict[str, str | Promise] = {
    "meeting_create": _("Session entered"),
    "meeting_change": _("Session changed"),
    "attendance_set": _("Attendance entered"),
}

OBJECTS: dict[str, str | Promise] = {"meeting": _("session")}

KEPT = (
    Kept(
        what=_(
            "Attendance of sessions: which institution was there, through which office; of the person who presided a random key and the office"
        ),
        why=_("The quorum and the right to vote rest on it"),
        how_long=_("For good, with the decisions of the session"),
    ),
)
