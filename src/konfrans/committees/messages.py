"""The sentences of this domain's refusals, the words of its acts and objects in the journal, what it keeps of persons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.retention import Kept

MESSAGES: dict[str, str | Promise] = {
    "calls_for_coordinators": _(
        "Only the secretariat and the coordinators of projects open this page. If you need something from it, write to the secretariat."
    ),
    "call_of_others": _("This call is run by others. If you have a question about it, write to the secretariat."),
    "answer_of_others": _(
        "This page is open only to the management of the university that is asked and to those it lets draft. If you expected it, "
        "use the link of your letter, or write to the secretariat."
    ),
    "roster_of_others": _(
        "This page is open to the secretariat, to coordinators and to those who sit in the committee. The public page shows the rest."
    ),
    "nominee_not_proved": _("Have a code sent to your address first, and enter it."),
    "committee_exists": _("%(name)s is entered as a committee already. Change that one."),
    "committee_ended": _("%(name)s has ended already."),
    "decision_not_passed": _("Decision %(number)s was not published as passed. Choose one that was."),
    "call_exists": _("A call with the key “%(key)s” is there already. Choose another."),
    "call_to_whom": _("Say whom the call goes to: the partners of one project, or the members on one day."),
    "call_without_committee": _("Choose at least one committee."),
    "call_seats_differ": _(
        "The charter gives these committees different seats. Make a call for each sort of committee."
    ),
    "deadline_passed": _("This moment has passed: %(on)s. Choose a later one."),
    "deadline_nearer": _("An open call may be given more time, not less. The deadline now: %(on)s."),
    "seats_begin_before_deadline": _(
        "The seats cannot begin before the call closes (%(closes)s). Choose that day or a later one."
    ),
    "kept_too_short": _(
        "The data of those who were not appointed have to be kept until the seats begin (%(on)s). Choose that day or a later one."
    ),
    "nobody_signs": _("Choose at least one office that may sign off."),
    "call_open_already": _("This call was opened already."),
    "call_not_open": _("This call is not open."),
    "call_open_still": _(
        "The call is open until %(on)s: every university may still answer. Reopening is for those who are late."
    ),
    "nobody_asked": _(
        "Nobody is asked: the project has no university of the country, or nobody is a member on that day."
    ),
    "nobody_behind": _(
        "Nobody is left to remind: everybody has answered, was reminded before, or has no address here."
    ),
    "contact_exists": _("%(email)s works on this answer already."),
    "contact_gone": _("This address was taken back already."),
    "address_letter": _(
        "E-mail addresses do not have the letter “%(letter)s” (place %(place)s). Type the address anew instead of copying it."
    ),
    "name_alphabets": _(
        "“%(letter)s” (place %(place)s) is a letter of another alphabet (%(script)s) that only looks like one of these. Type the name anew."
    ),
    "name_letters": _("A name holds letters, hyphens and apostrophes. Take out digits and signs."),
    "nominee_nameless": _("Write the given name and the surname."),
    "reason_missing": _("Give the reason. Those it concerns read it."),
    "question_missing": _("Write what you ask."),
    "seat_not_asked": _("This call does not ask for this seat of this committee. Choose another."),
    "named_twice": _(
        "%(name)s is named for this committee already: %(committee)s. Change or withdraw that nomination."
    ),
    "named_too_many": _("At most %(most)s people can be named for one place. Withdraw one first."),
    "nomination_decided": _("This nomination is decided; nothing in it can be changed any more."),
    "nomination_decided_of": _("The nomination of %(name)s is decided already."),
    "answer_not_open": _("The call is not open yet."),
    "answer_late": _(
        "The call closed on %(on)s. If your university could not answer in time, write to the coordinator, who can reopen it for you."
    ),
    "sign_off_not_yours": _(
        "You may draft, but not sign off: this call leaves it to other offices of the university. Tell them that the draft is ready."
    ),
    "handed_in_already": _(
        "This nomination was handed in. Only those who sign off for the university may change or withdraw it now."
    ),
    "signs_for_head": _(
        "The head of this university signs in with another address. Only that address can sign off as the head; add this one as a contact "
        "person."
    ),
    "consent_answered": _("This person has answered already, or the nomination is decided."),
    "consent_missing": _("%(name)s has not consented. Nobody takes a seat without consent."),
    "nobody_to_confirm": _("Choose at least one nomination to confirm."),
    "charter_refuses": _(
        "The charter does not allow the nomination of %(name)s (paragraph %(article)s). Refuse it with that paragraph, or ask the university back."
    ),
    "composition_fails": _(
        "With these people the composition breaks the charter (paragraph %(article)s): %(committee)s. Choose others, or ask back."
    ),
    "two_for_one_place": _(
        "%(name)s has one place here, and two of its nominations are chosen (paragraph %(article)s). Choose one."
    ),
    "sits_already": _("%(name)s sits on this seat already: %(committee)s."),
    "seat_over": _("This seat ended on %(on)s."),
    "seat_ended_before_it_began": _(
        "The seat began on %(since)s; it cannot end before. Choose that day or a later one."
    ),
    "substitute_of_another": _("A substitute takes the seat of the same university in the same committee."),
}

ACTS: dict[str, str | Promise] = {
    "committee_create": _("Committee entered"),
    "committee_change": _("Committee changed"),
    "committee_end": _("Committee ended"),
    "call_create": _("Call for nominations drafted"),
    "call_change": _("Call for nominations changed"),
    "call_open": _("Call for nominations opened"),
    "call_remind": _("Universities reminded"),
    "call_reopen": _("Call reopened for one university"),
    "contact_add": _("Address for an answer added"),
    "contact_withdraw": _("Address for an answer taken back"),
    "nomination_draft": _("Nomination drafted"),
    "nomination_change": _("Nomination changed"),
    "nomination_withdraw": _("Nomination withdrawn"),
    "nomination_ask": _("University asked back"),
    "nomination_refuse": _("Nomination refused"),
    "nomination_forget": _("Data of a nominee deleted"),
    "answer_sign": _("Answer signed off"),
    "consent_ask_again": _("Nominee asked again"),
    "consent_give": _("Nominee consented"),
    "consent_decline": _("Nominee declined"),
    "composition_confirm": _("Composition confirmed"),
    "seat_begin": _("Seat taken"),
    "seat_end": _("Seat ended"),
}

OBJECTS: dict[str, str | Promise] = {
    "committee": _("committee"),
    "call": _("call for nominations"),
    "nomination": _("nomination"),
}

KEPT = (
    Kept(
        what=_(
            "People named for committees: name, address, position, field, CV, declared interests, and whether they consent"
        ),
        why=_("To ask for consent, to check the nomination by the charter, to confirm it"),
        how_long=_(
            "Of those who were not appointed until the day that the call names; the CV of those who were until the seat has ended; at once "
            "when the person asks for it"
        ),
    ),
    Kept(
        what=_("Who sat on which seat of which committee, from when to when"),
        why=_("Committees decide; who sat there has to be known later"),
        how_long=_("For good; the name until the person asks for its erasure"),
    ),
    Kept(
        what=_("Addresses that work on a university's answer to a call"),
        why=_("So that the call, reminders and questions reach those who answer"),
        how_long=_("Until the day that the call names"),
    ),
)
