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
    "key_reserved": _("“%(key)s” is the address of another page here. Choose another."),
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
    "deadline_after_seats": _(
        "The seats begin on %(begins)s, and that stays as it was told. Choose a last day that is not after it."
    ),
    "kept_too_short": _(
        "The data of those who were not appointed have to be kept until the seats begin (%(on)s). Choose that day or a later one."
    ),
    "nobody_signs": _("Choose at least one office that may sign off."),
    "call_too_short": _(
        "By paragraph %(article)s a call is open for at least %(asked)s; this one would be open for %(had)s. Its last whole day is %(got)s, "
        "and cannot be earlier than %(needed)s if it is opened today. Put off the last day."
    ),
    "call_open_already": _("This call was opened already."),
    "call_not_open": _("This call is not open."),
    "call_closed": _(
        "The call closed on %(on)s; it is not changed any more. A university that is late can be let in by reopening the call for it."
    ),
    "consent_asked_just_now": _(
        "This person was written to within the last %(hours)s hours. Ask by telephone, or write again later."
    ),
    "answer_awaited": _(
        "The university was asked about %(name)s and has not answered. Wait for the answer, or refuse the nomination."
    ),
    "place_held": _(
        "%(name)s cannot take the place of this university: %(university)s. %(holder)s holds it (paragraph %(article)s). End that seat first."
    ),
    "seat_not_yours": _("You hold no seat by this nomination any more."),
    "seat_taken": _("This seat of %(committee)s is held by %(name)s. End that seat first (paragraph %(article)s)."),
    "sits_for_another": _(
        "%(name)s sits in %(committee)s already, for another university. One person has one seat in a committee."
    ),
    "call_open_still": _(
        "The call is open until %(on)s: every university may still answer. Reopening is for those who are late."
    ),
    "reopened_too_long": _(
        "The data of those who are not appointed are kept until %(on)s; nobody can be named after that. Choose that day or an earlier one."
    ),
    "first_letters_held": _(
        "First letters of this call are still held back: %(number)s. Release them, or take them back; then remind."
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
    "name_sign": _(
        "“%(letter)s” (place %(place)s) cannot stand here: a name holds letters, hyphens, apostrophes, and full stops after shortened words. "
        "Take it out."
    ),
    "name_unseen": _(
        "There is a sign here that nobody sees (%(script)s, place %(place)s). Delete the name and type it anew instead of copying it."
    ),
    "address_shape": _(
        "Letters cannot be sent to “%(given)s”. Write the address as name@example.org: no quotation marks, and a domain with a dot."
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
    "room_of_others": _(
        "The room is open to the people of the committee and the secretariat. What the committee publishes stands on its public page."
    ),
    "room_for_leads": _(
        "The chair, the committee's secretary and the secretariat keep this. If something has to be changed, tell them."
    ),
    "room_for_chair": _("The chair decides this. If it has to be done, tell the chair."),
    "room_for_seats": _("Only those who sit in the committee have a calendar here."),
    "task_of_others": _(
        "This task is somebody else's. Its owner, the chair and the committee's secretary mark it as done."
    ),
    "task_untitled": _("Write what has to be done."),
    "task_not_later": _("The task is due on %(on)s. Choose a later day."),
    "task_done_already": _("The task was done on %(on)s."),
    "task_withdrawn": _(
        "The task was withdrawn on %(on)s. Nothing in it is changed any more; enter it anew if it has to be done."
    ),
    "task_withdrawn_why": _("Say why the task is withdrawn."),
    "task_not_done": _("The task is not marked as done."),
    "task_due_outside": _(
        "Choose a day from %(first)s to %(last)s. If the task is due on another one, change the year of its programme first."
    ),
    "task_done_before": _("The task cannot have been done before %(first)s. Choose that day or a later one."),
    "day_ahead": _("This day has not come yet. Choose today or an earlier one."),
    "year_out_of_range": _("Choose a year between %(first)s and %(last)s."),
    "programme_empty": _("The programme of this year has no task. Enter one first."),
    "programme_public_already": _("Everybody may read this programme already."),
    "programme_not_public": _("This programme is not public."),
    "document_untitled": _("Write the title of the document."),
    "document_version_same": _("This file is version %(number)s already. Choose the new one."),
    "document_public_already": _("Everybody may read the newest version already."),
    "document_not_public": _("No version of this document is public."),
    "report_ahead": _("The year %(year)s has not begun: there is nothing to report yet."),
    "report_before": _(
        "Nothing is recorded of this committee before %(first)s, so it has no report for %(year)s. If it began earlier, enter that day first."
    ),
    "report_newer": _(
        "Version %(version)s was handed in meanwhile. Read it first; correct that one if something is still wrong in it."
    ),
    "report_handed_in": _(
        "The report was handed in on %(on)s. It is not changed any more; what is wrong in it is corrected by a new version."
    ),
    "report_not_handed_in": _("The report for %(year)s was not handed in yet. Change its foreword instead."),
    "report_correction_unexplained": _("Say what was wrong in the version that was handed in."),
    "room_mail_nobody": _("Nobody in the committee has an address here. Enter accounts or addresses first."),
    "room_mail_none_held": _("No letter waits for the chair."),
    "calendar_none": _("You have no calendar here."),
    "seat_ended_before_it_began": _(
        "The seat began on %(since)s; it cannot end before. Choose that day or a later one."
    ),
    "substitute_of_another": _("A substitute takes the seat of the same university in the same committee."),
    "roster_import_of_others": _(
        "A roster is brought in by the secretariat. If you have it as a file, send it to them."
    ),
    "sheet_empty": _("There is nobody in the sheet. Write one person in each row below the names of the columns."),
    "sheet_large": _("The file holds more than can be read. Save the sheet with the people alone."),
    "sheet_merged": _("Cells are merged here: %(range)s. Split them, and write every value in its own cell."),
    "sheet_column_unknown": _("There is no column of this name. Those that are read: %(known)s."),
    "sheet_column_nearest": _(
        "There is no column of this name. If you mean “%(nearest)s”, write that; else take the column out."
    ),
    "sheet_column_twice": _("This column stands twice. Keep one."),
    "sheet_column_missing": _("This column is missing. Add it: without it no row can be read."),
    "sheet_beside": _("“%(given)s” stands under no column. Take it out, or name its column in the first row."),
    "sheet_error_cell": _(
        "The spreadsheet itself shows a fault here (%(given)s). Write the value instead of the formula."
    ),
    "sheet_missing": _("This cell is empty and has to be filled in."),
    "sheet_too_long": _("The text is too long. Write at most %(most)s characters."),
    "sheet_patronymic": _("“%(given)s” cannot stand here. Write oğlu or qızı, or leave the cell empty."),
    "sheet_day": _("“%(given)s” is no date. Write it as 2026-11-25 or 25.11.2026."),
    "sheet_yes_no": _("“%(given)s” is neither yes nor no. Write one of them; an empty cell says no."),
    "sheet_word_nearest": _("“%(given)s” is not known here. If you mean “%(nearest)s”, write that."),
    "sheet_word_unknown": _("“%(given)s” is not known here. Write one of: %(known)s."),
    "sheet_word_several": _("“%(given)s” is the name of several. Write one of these keys: %(known)s."),
    "sheet_person_twice": _("The same person stands in row %(before)s too. Keep one of the two rows."),
    "sheet_address_of_another": _(
        "This address belongs to somebody whose name the register writes otherwise. Check the address, or write the name as it stands there."
    ),
    "sheet_row_of_other": _(
        "This row is of another university: %(given)s. Take it out; each university names its own people."
    ),
    "sheet_asked_back": _(
        "The coordinator has asked about this nomination. Answer on the page of your answer; leave the row as it was, or take it out."
    ),
    "sheet_decided": _("This nomination is decided. Leave the row as it was, or take it out."),
    "sheet_days_turned": _("The term would end before it begins on %(since)s. Write a later day."),
    "sheet_before_committee": _("The committee began on %(since)s. Write that day or a later one."),
    "sheet_after_committee": _("The committee ended on %(until)s. Write that day or an earlier one."),
    "sheet_place_taken": _(
        "The university has one such place (paragraph %(article)s), and %(name)s sits on it. End that seat first, or take the row out."
    ),
    "sheet_seat_taken": _(
        "The committee has one such seat (paragraph %(article)s), and %(name)s holds it on these days. End that seat first, or take the row out."
    ),
    "sheet_seat_twice": _(
        "The committee has one such seat (paragraph %(article)s), and row %(before)s takes it on the same days. Keep one of the two rows."
    ),
    "sheet_place_twice": _(
        "The university has one such place (paragraph %(article)s), and row %(before)s takes it already. Keep one of the two rows."
    ),
    "sheet_row_refused": _("Row %(row)s: %(why)s Nothing was entered."),
    "sheet_seal_broken": _(
        "What was looked at cannot be read any more: it is older than a day, or was altered. Give the file again."
    ),
    "sheet_changed_since": _(
        "Something changed here since the file was looked at. Look through the rows again, then enter them."
    ),
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
    "nominations_import": _("Nominations entered from a spreadsheet"),
    "answer_sign": _("Answer signed off"),
    "consent_ask_again": _("Nominee asked again"),
    "consent_give": _("Nominee consented"),
    "consent_decline": _("Nominee declined"),
    "appointment_public_set": _("Appointed person chose whether the name is public"),
    "composition_confirm": _("Composition confirmed"),
    "roster_import": _("Roster entered from a spreadsheet"),
    "work_task_add": _("Task of a committee entered"),
    "work_task_change": _("Task of a committee changed"),
    "work_task_put_off": _("Task of a committee put off"),
    "work_task_done": _("Task of a committee done"),
    "work_task_withdraw": _("Task of a committee withdrawn"),
    "work_task_reopen": _("Task of a committee opened again"),
    "programme_publish": _("Work programme of a committee published"),
    "programme_withdraw": _("Work programme of a committee taken from the public"),
    "committee_document_add": _("Document of a committee added"),
    "committee_document_version_add": _("Version of a committee's document added"),
    "committee_document_publish": _("Document of a committee published"),
    "committee_document_withdraw": _("Document of a committee taken from the public"),
    "committee_report_write": _("Foreword of a committee's report written"),
    "committee_report_hand_in": _("Report of a committee handed in"),
    "committee_report_correct": _("Corrected report of a committee handed in"),
    "room_mail_send": _("Letter to the people of a committee written"),
    "room_mail_release": _("Letters to the people of a committee released"),
    "calendar_feed_make": _("Calendar of a committee subscribed to"),
    "calendar_feed_revoke": _("Calendar of a committee revoked"),
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
        what=_("When a letter of appointment left, for which seat and which university"),
        why=_("A letter that left cannot be called back: whoever asks for erasure is told of it"),
        how_long=_("For good; without the name once it was erased"),
    ),
    Kept(
        what=_(
            "That the address of somebody who sits in a committee changed: the day, and both addresses with all but the first letter hidden"
        ),
        why=_("So that who keeps the roster notices a change that the person did not make"),
        how_long=_("Until the person asks for erasure"),
    ),
    Kept(
        what=_("Addresses that work on a university's answer to a call"),
        why=_("So that the call, reminders and questions reach those who answer"),
        how_long=_("Until the day that the call names"),
    ),
)

KEPT_IN_ROOMS = (
    Kept(
        what=_("Who does which task of a committee, who added a document, wrote a letter or handed a report in"),
        why=_("So that the people of the committee know who does what"),
        how_long=_("The name until the person asks for its erasure; the task, the document and the report for good"),
    ),
    Kept(
        what=_(
            "Calendars that people of a committee subscribe to: whose, for which committee; of the secret address its hash alone"
        ),
        why=_("So that sessions and tasks stand in their own calendar"),
        how_long=_(
            "It works until it is revoked or the seat ends; that there was one is kept until the person asks for erasure"
        ),
    ),
)
