"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.retention import Kept

MESSAGES: dict[str, str | Promise] = {
    "meetings_for_officers": _(
        "Only the secretariat, heads of members and those who sit in a committee or a working group open this page."
    ),
    "meeting_exists": _(
        "%(body)s has a session on %(date)s already. Open that one; a second session of the day is its second call."
    ),
    "meeting_before_body": _(
        "%(body)s began on %(first)s. Choose that day or a later one; if it began earlier, the secretariat enters that day first."
    ),
    "meeting_day_outside": _("Choose a day from %(first)s to %(last)s: a session is entered at most two years ahead."),
    "attendance_not_member": _("%(name)s is no member on %(date)s, so it cannot be on the roll."),
    "representative_not_there": _("%(name)s cannot be represented by %(by)s, which is not in the room itself."),
    "representative_missing": _("Say which member represents %(name)s."),
    "represents_itself": _("%(name)s cannot represent itself."),
    "meeting_ahead": _(
        "This session is on %(date)s: nothing can have been decided at it yet. Prepare the attendance list, and record the "
        "decision on that day or later."
    ),
    "meeting_of_its_body": _("Only those who sit in this body, and the secretariat, open its sessions and papers."),
    "meetings_for_managers": _(
        "Only the secretariat does this; for a committee or a working group also its chair and its secretary."
    ),
    "link_not_https": _("The address of a session online begins with https:// and is at most 300 characters long."),
    "roll_of_persons": _("Persons sit in this body: enter who came by person."),
    "roll_of_members": _("The roll of this organ is that of the members: enter which of them came."),
    "attendance_no_seat": _("%(name)s held no seat in this body on %(date)s."),
    "represented_without_vote": _("The seat of %(name)s has no vote of its own, so nobody sits in it for them."),
    "substitute_missing": _("Say which substitute sat in the seat of %(name)s."),
    "substitute_of_other": _("%(by)s is no substitute of %(name)s."),
    "substitute_twice": _("%(by)s cannot sit in two seats."),
    "agenda_item_untitled": _("Write a title for the item."),
    "paper_untitled": _("Write a title for the paper."),
    "paper_version_same": _("This is the same file as version %(number)s. Choose the changed one."),
    "paper_published_already": _("Everybody may read the newest version of this paper already."),
    "paper_not_public": _("No version of this paper is public."),
    "papers_by_chair": _("Only the chair of the body and the secretariat say which papers everybody may read."),
    "minutes_text_missing": _("Write the text of the minutes, in one language at least."),
    "minutes_correction_unexplained": _("Say what was wrong in the approved minutes, in one language at least."),
    "minutes_by_chair": _("The chair of the body approves its minutes; the secretariat where nobody chairs it."),
    "minutes_approved_already": _("These minutes are approved and do not change. Write a version that corrects them."),
    "minutes_newer": _("There is a newer version, number %(version)s. Open that one."),
    "minutes_approved_elsewhere": _("Minutes are approved at this session or a later one of the same body."),
    "minutes_without_drafts": _(
        "Decisions of this session are drafts still and would be missing from the minutes: %(titles)s. The secretariat publishes "
        "or discards them first."
    ),
    "roll_empty": _("Nobody is ticked as present yet. Fill in the attendance list first."),
    "proof_gone": _("The document was chosen more than a day ago and is not kept any more. Choose it again."),
    "kind_of_other_organ": _("The charter gives this kind of decision to another organ."),
}

ACTS: dict[str, str | Promise] = {
    "meeting_create": _("Session entered"),
    "meeting_change": _("Session changed"),
    "attendance_set": _("Attendance entered"),
    "person_attendance_set": _("Attendance of persons entered"),
    "agenda_item_add": _("Item put on the agenda"),
    "agenda_item_change": _("Item of the agenda changed"),
    "agenda_item_remove": _("Item taken from the agenda"),
    "paper_add": _("Paper added"),
    "paper_version_add": _("Version of a paper added"),
    "paper_publish": _("Paper made public"),
    "paper_withdraw": _("Paper not public any more"),
    "minutes_write": _("Minutes written"),
    "minutes_send": _("Draft of the minutes sent for remarks"),
    "minutes_approve": _("Minutes approved"),
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
    Kept(
        what=_(
            "Attendance of sessions of committees and working groups: who held which seat, for which institution, and came"
        ),
        why=_("The quorum and the right to vote rest on it, and the minutes say who came"),
        how_long=_(
            "With the session; the person's name until the person asks to be erased: seat, institution and day stay"
        ),
    ),
    Kept(
        what=_(
            "Agenda, papers with their versions and minutes of sessions; of who added or wrote them a random key and the office"
        ),
        why=_("They say what the body worked on and agreed"),
        how_long=_("For good: a version is never replaced"),
    ),
)
