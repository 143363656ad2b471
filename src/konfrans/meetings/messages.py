"""The sentences of this domain's refusals."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "meetings_for_officers": _("Only the secretariat, heads of members and chairs of committees open this page."),
    "meeting_exists": _("%(body)s has a session on %(date)s already. Open that one; a second session of the day is its second call."),
    "attendance_not_member": _("%(name)s is no member on %(date)s, so it cannot be on the roll."),
    "representative_not_there": _("%(name)s cannot be represented by %(by)s, which is not in the room itself."),
    "representative_missing": _("Say which member represents %(name)s."),
    "represents_itself": _("%(name)s cannot represent itself."),
    "roll_empty": _("Nobody is ticked as present yet. Fill in the attendance list first."),
    "kind_of_other_organ": _("The charter gives this kind of decision to another organ."),
    "meeting_has_decisions": _("Decisions of this session are published, so its day and kind stay as they are."),
    "attestation_needs_person": _("Say who attests it, or leave the rule unattested."),
}
