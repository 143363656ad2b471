"""The sentences of this domain's refusals, and the words of its acts and objects in the journal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.retention import Kept

MESSAGES: dict[str, str | Promise] = {
    "secretariat_only": _(
        "Only the secretariat opens this page. If you need something from it, write to the secretariat."
    ),
    "institution_exists": _(
        "An institution with the key “%(key)s” is in the register already: %(name)s. Change that one."
    ),
    "key_shape": _(
        "“%(key)s” cannot be an address. Use small Latin letters, digits and single hyphens between them, at most 40."
    ),
    "code_taken": _("The short name %(short)s belongs to %(name)s already. Choose another."),
    "ror_taken": _("The identifier %(ror)s belongs to %(name)s already. Check the number."),
    "ror_shape": _(
        "“%(ror)s” is no ROR identifier: nine signs, of which the last two check the others. Copy it from ror.org."
    ),
    "country_unknown": _("“%(country)s” is no country code. Use the two capital letters of ISO 3166-1, such as AZ."),
    "name_missing": _("Write the name in at least one language."),
    "students_without_source": _(
        "A number of students needs the date it was counted on and the source it was read in."
    ),
    "person_nameless": _("Write a name: at least the surname or the given name."),
    "body_exists": _("A body with the key “%(key)s” is in the register already: %(name)s. Change that one."),
    "body_ended_before_it_began": _(
        "The last day (%(until)s) lies before the first (%(since)s). Correct one of the two."
    ),
    "office_ended_before_it_began": _(
        "The last day (%(until)s) lies before the first (%(since)s). Correct one of them."
    ),
    "office_needs_institution": _("This office is held at an institution. Choose which."),
    "office_needs_body": _("This office is held in a body. Choose which."),
    "office_not_of_body": _(
        "%(body)s (%(kind)s) does not have this office: %(office)s. Choose one that it has (%(offices)s), or another body."
    ),
    "office_of_institution_alone": _(
        "This office is held at an institution, not in a body: %(office)s. Leave the body empty; if the person also sits in "
        "the body, enter that as an office of its own."
    ),
    "rector_in_office": _("%(institution)s has a rector since %(since)s. End that office first."),
    "successor_is_holder": _("The successor is the one who holds the office. Choose another person."),
    "last_secretary": _("On %(on)s nobody would be left in the secretariat. Invite a successor first."),
    "office_not_left_here": _("This office ends by the institution's own appointment. Write to the secretariat."),
    "office_over": _("This office is over; its last day was %(until)s."),
    "address_of_person": _("A person of the register stands behind this address. Erase the person by the key %(key)s."),
    "person_erased": _("The name of this person was erased at the person's request on %(on)s. Nothing can be added."),
    "erase_own": _(
        "You would erase yourself, and with it the account you work with. Ask another member of the secretariat, or the operator."
    ),
    "person_unknown": _(
        "Nobody is known by “%(asked)s”: it is neither the key of a person nor an address anything was sent to."
    ),
    "person_several": _("Several persons were invited at %(asked)s. Give the key of one of them: %(keys)s."),
    "rector_while_acting": _(
        "%(name)s is acting rector of %(institution)s, in office since %(since)s. End that office first, with its last day before"
        " the new rector's first."
    ),
    "institution_known": _(
        "This institution is in the register already: %(name)s, with the key “%(key)s”. Change that one, or tell the two apart by name."
    ),
    "address_taken": _("The address %(email)s has an account already."),
    "address_of_another": _(
        "The address %(email)s belongs to the account of %(name)s. Invite that person, or use another address."
    ),
    "person_has_account": _("This person signs in with %(email)s. Send the invitation to that address."),
    "language_unknown": _("The conference does not write letters in the language “%(language)s”."),
    "invitation_accepted": _("This invitation was accepted already. Sign in with the address it was sent to."),
    "invitation_withdrawn": _("This invitation was withdrawn by the secretariat."),
    "invitation_expired": _("This invitation has run out. Ask the secretariat for a new one."),
    "invitation_office_ended": _("The office of this invitation has ended."),
    "code_sent_just_now": _("A code was sent a moment ago. Look into your mail, or try again in %(seconds)s seconds."),
    "code_sent_too_often": _(
        "%(most)s codes were sent to this address today. Use the newest one, or try again tomorrow. If no code arrives, write to the "
        "secretariat."
    ),
    "tries_too_many": _(
        "There were too many tries in a short time. This protects the address against guessing: wait a minute and try again."
    ),
    "code_wrong": _("This is not the code of the newest mail. Check its six digits."),
    "code_expired": _("The code has run out. Send yourself a new one."),
    "code_tried_too_often": _("A wrong code was entered %(tries)s times. Send yourself a new one."),
    "mail_not_sent": _("The mail could not be sent: the mail server does not answer. Try again in a few minutes."),
    "file_not_yours": _("This file is open only to those it concerns. If you need it, write to the secretariat."),
    "file_lost": _("The file is recorded, but its content is missing. Tell the secretariat."),
}

ACTS: dict[str, str | Promise] = {
    "conference_found": _("Conference founded"),
    "conference_change": _("Facts of the Conference changed"),
    "institution_create": _("Institution entered"),
    "institution_change": _("Institution changed"),
    "person_create": _("Person entered"),
    "person_change": _("Name of a person changed"),
    "person_export": _("What is held of somebody taken out at the person's request"),
    "person_erase": _("Name of a person erased at the person's request"),
    "address_erase": _("What was held of an e-mail address erased at the request of its owner"),
    "body_create": _("Body entered"),
    "body_change": _("Body changed"),
    "office_begin": _("Office begun"),
    "office_end": _("Office ended"),
    "office_leave": _("Office laid down by its holder"),
    "account_create": _("Account opened"),
    "account_address_change": _("Address of an account changed by its owner"),
    "account_language_change": _("Language of letters chosen"),
    "invitation_send": _("Invitation sent"),
    "invitation_withdraw": _("Invitation withdrawn"),
    "invitation_accept": _("Invitation accepted"),
    "letters_release": _("Held letters released"),
    "letter_hold": _("Letter held back"),
    "letter_again": _("Letter sent once more"),
    "letter_settle": _("Letter in doubt entered as sent"),
    "letter_close": _("Letter that did not arrive dealt with"),
    "letter_withdraw": _("Letter taken back before it left"),
    "letter_bounce": _("Letter came back"),
}

OBJECTS: dict[str, str | Promise] = {
    "conference": _("conference"),
    "institution": _("institution"),
    "person": _("person"),
    "body": _("body"),
    "office": _("office"),
    "account": _("account"),
    "invitation": _("invitation"),
    "letter": _("letter"),
    "address": _("e-mail address"),
}

KEPT = (
    Kept(
        what=_(
            "A sign-in that was begun and not finished: the e-mail address that was typed and the code that was sent"
        ),
        why=_("To compare the code; it is worth ten minutes"),
        how_long=_("Until the sign-in is finished or broken off; otherwise 14 days, and deleted within a day of them"),
    ),
    Kept(
        what=_("Passkeys and other second factors: when they were set up and last used"),
        why=_("So that their owner can tell them apart"),
        how_long=_("Until they are removed, or the account is deleted"),
    ),
    Kept(
        what=_("The link in the letter of an invitation"),
        why=_("So that the letter can be sent, and tried again"),
        how_long=_(
            "Until some minutes after the letter has left; at the longest until the invitation is accepted, withdrawn or run out"
        ),
    ),
    Kept(
        what=_(
            "Faults of the program: the time, the page and what failed; a database may name the value it failed at, such as an e-mail address"
        ),
        why=_("To mend them"),
        how_long=_("In the log of the machine, for as long as its operator keeps that log"),
    ),
)
"""What this domain keeps beside what the privacy statement says of every installation."""
