"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.retention import Kept

MESSAGES: dict[str, str | Promise] = {
    "charter_loaded_already": _(
        "This document is loaded already: %(document)s, in force from %(since)s. A new version is a new document: change its text and its version."
    ),
    "charter_day_taken": _("From %(since)s the document %(document)s is in force already. Choose another day."),
    "charter_version_taken": _(
        "Version %(version)s is loaded already, with another text. Give the new document a version of its own."
    ),
    "charter_not_adopted": _(
        "Decision %(number)s was not adopted, so no charter rests on it. Name the decision that adopted it, or none."
    ),
    "charter_missing": _("No charter is in force on %(on)s. Load one: konfrans charter load FILE --from DATE."),
    "charter_founded_already": _(
        "The Conference has a charter already: %(document)s. A later text comes into force by a decision that adopts it."
    ),
    "draft_exists": _("There is a draft at this address already: %(key)s. Choose another."),
    "draft_key_reserved": _("Another page has this address: %(key)s. Choose another."),
    "draft_name_missing": _("Give the draft a name."),
    "draft_no_toml": _("Line %(line)s: %(said)s Nothing was saved."),
    "draft_conflict": _("Somebody else changed the same place meanwhile: %(place)s. Nothing was saved yet."),
    "draft_closed": _("This draft is no longer in work: %(name)s."),
    "draft_revision_unknown": _(
        "There is no state %(number)s of this draft; the last one is %(last)s. Open the page again."
    ),
    "draft_not_public": _("This draft is read by its working group and by invited readers alone."),
    "draft_group_only": _("This draft is written by its working group alone: %(group)s."),
    "draft_no_group": _(
        "A draft is begun by the members of a working group or by the secretariat. Enter a working group first."
    ),
    "paper_large": _("The file is %(size)s MB; at most %(most)s MB can be read. Take pictures out and save it again."),
    "paper_no_word": _("This is no Word document that can be read. Save it in Word as .docx and upload it again."),
    "paper_locked": _(
        "The document is locked with a password, or saved in the form of an old Word (.doc). Save it as .docx without a password."
    ),
    "paper_macros": _("The document holds macros or other active parts. Save it as .docx, a document without macros."),
    "paper_swells": _("The document grows beyond measure when it is unpacked, and is not read."),
    "paper_paths": _("The document has parts whose names lead outside of it, and is not read."),
    "paper_entities": _("The document declares entities of its own, and is not read. Save it in Word anew."),
    "paper_outside": _(
        "The document takes a template, a picture or a text from outside: %(target)s. Take that out and save it again."
    ),
    "paper_long": _("The document has more text than a charter may have."),
    "paper_no_origin": _(
        "The document does not say which state of the draft it came from. Download the Word file of this draft, and write into that one."
    ),
    "paper_other_draft": _("The document came from another draft, not from this one: %(draft)s."),
    "paper_two_languages": _(
        "A document in two languages is for reading. Write into the Word file of one language, and upload that one."
    ),
    "paper_place_gone": _("There is no such place in the text any more. Upload the document again."),
    "paper_exchange": _("The file cannot be written yet: %(said)s %(remedy)s"),
    "paper_missing": _("Choose the Word file first."),
    "remark_reason_missing": _("Say in every language of the charter why the rule is meant so."),
    "draft_unreadable": _("The text cannot be read as a charter yet. Mend the faults in the TOML text first."),
    "adopt_faults": _("The check finds faults in the draft: %(faults)s. They have to go first."),
    "adopt_kind": _("Decision %(number)s is not one on the charter."),
    "adopt_corrected": _("Decision %(number)s was corrected by %(by)s: name that one."),
    "adopt_used": _("Decision %(number)s adopted version %(version)s already."),
    "adopt_other_law": _("Decision %(number)s was not judged by the charter that was in force on its day."),
    "adopt_own_law": _(
        "No charter is in force yet, so the draft's own founding rule judges its adoption. Decision %(number)s was judged by another text."
    ),
    "adopt_unnamed": _(
        "Decision %(number)s names no state of a draft, so it adopts none. Put the state to the vote, and name it when the vote on it is recorded."
    ),
    "adopt_other_draft": _(
        "Decision %(number)s names another draft, %(draft)s, state %(state)s. Adopt that one by it, and this draft by a decision that names it."
    ),
    "adopt_other_text": _(
        "Decision %(number)s names state %(state)s with a hash that is not that of the text kept here. Correct the decision, and choose the state that was put to the vote."
    ),
    "adopt_put_later": _(
        "State %(state)s was put to the vote on %(put)s, after decision %(number)s of %(day)s: that is not the text that was decided. Let it be voted on."
    ),
    "adopt_unsure": _("Tick that you have compared the decision and the text: this is not undone."),
    "put_faults": _(
        "The check finds faults in this state: %(faults)s. Mend them first; only then is it put to the vote."
    ),
    "put_empty": _(
        "Paragraphs without words in the authentic language: %(places)s. Write them or take them out; only then is the state put to the vote."
    ),
    "put_version": _(
        "Version %(version)s is adopted already. Give the draft another version under “Name and readers”, then put it to the vote."
    ),
    "put_unknown": _("That state was not put to the vote. Choose one of those shown."),
    "put_kind": _(
        "Only a decision on the charter names a state of a draft. Choose such a kind, or take the state out."
    ),
    "put_too_late": _(
        "State %(state)s was put to the vote on %(put)s only, after the session of %(day)s. Choose a state that was put to the vote by then, or none."
    ),
    "adopt_entrenched": _(
        "Articles that are harder to change are changed: %(articles)s. Decision %(number)s does not name them, so it was not judged by their rule."
    ),
    "adopt_no_decision": _("Choose the decision by which the draft was adopted."),
    "adopt_changed": _("The draft was changed while you read it; its last state is %(number)s. Read it again."),
    "version_event": _("There is no such event: %(event)s."),
    "version_day_to_come": _("That day has not come yet: %(day)s."),
    "version_day_early": _("The version was adopted on %(adopted)s only; %(day)s is before it."),
    "version_day_twice": _("That is recorded already, and is not changed."),
    "draft_leads_only": _("This is decided by the chair of the working group and by the secretariat."),
    "draft_public_asked": _(
        "Everyone was asked for comments on this draft; the last day is %(closes)s. Until then it stays open to everyone."
    ),
    "remark_not_yours": _("Comments on this draft are made by its working group and by invited readers."),
    "remark_missing": _("Write what you want to say."),
    "remark_too_long": _("The text has %(length)s characters; at most %(most)s are kept. Shorten it."),
    "remark_name_missing": _("Write a name of at most %(most)s characters. It is shown beside your comment."),
    "remark_too_many": _("Too many comments were sent in a short time. Send yours again later."),
    "remark_of_person": _("Only a comment that was sent without an account can be deleted."),
    "suggestion_same": _("The suggestion says what the draft says already."),
    "suggestion_none": _("This comment suggests no other text. Say in which state it was taken up."),
    "thread_answered": _("This was answered already, on %(on)s. Write a new comment."),
    "thread_reason_missing": _("Write why it is not taken up: those who commented will read it."),
    "consultation_ahead": _("Comments are taken from %(opens)s."),
    "consultation_over": _("Comments were taken until %(closed)s. This one comes too late and was not kept."),
    "consultation_question_missing": _("Write what the readers are asked."),
    "consultation_day_past": _("Choose a day from today on: %(today)s."),
    "consultation_days": _("The last day comes before the first one, %(opens)s."),
    "consultation_another": _("Another consultation on this draft is not over yet: %(opens)s – %(closes)s."),
    "consultation_not_readable": _(
        "Not everyone may read this draft. Its chair or the secretariat opens it to everyone first."
    ),
    "consultation_not_over": _("The consultation is not over yet; its last day is %(closes)s."),
    "synthesis_missing": _("The synthesis is not written in every language yet. Missing: %(languages)s."),
    "synthesis_unanswered": _("Comments without an answer: %(left)s. Answer them first."),
    "count_table_large": _("A table of at most %(most)s kilobytes is kept. Divide it."),
    "count_table_text": _(
        "The file is neither a spreadsheet (XLSX) nor text in UTF-8. In your spreadsheet choose “Save as” and “CSV UTF-8”, or upload the XLSX file."
    ),
    "count_table_sheet": _(
        "The spreadsheet cannot be read: its first sheet may have at most %(rows)s rows and %(columns)s columns. Save it as CSV and upload that."
    ),
    "count_table_gone": _(
        "There is no table at this address, or it was deleted a year after it was last put in. Put it in again."
    ),
    "count_table_strangers": _(
        "Without an account a table of at most %(most)s rows is counted. Sign in, or divide it."
    ),
    "laboratory_too_many": _("At most %(most)s texts are counted at once. Take some out."),
}

ACTS: dict[str, str | Promise] = {
    "charter_load": _("Charter put in force"),
    "draft_open": _("Draft of the charter begun"),
    "draft_edit": _("Draft of the charter changed"),
    "draft_return": _("Draft of the charter taken back to an earlier state"),
    "draft_rename": _("Draft of the charter renamed"),
    "draft_withdraw": _("Draft of the charter withdrawn"),
    "draft_put": _("State of a draft of the charter put to the vote"),
    "draft_adopt": _("Charter version adopted"),
    "version_day_record": _("Day of a charter version recorded"),
    "draft_public_set": _("Readers of a draft of the charter chosen"),
    "thread_open": _("Comment on a draft of the charter"),
    "remark_add": _("Further comment on a draft of the charter"),
    "suggestion_take": _("Suggestion taken into a draft of the charter"),
    "thread_take": _("Comment on a draft of the charter taken up"),
    "thread_leave": _("Comment on a draft of the charter not taken up"),
    "thread_reopen": _("Answer to a comment on a draft of the charter taken back"),
    "consultation_open": _("Consultation on a draft of the charter opened"),
    "consultation_sum_up": _("Synthesis of a consultation written"),
    "consultation_tell": _("Synthesis of a consultation published"),
    "remark_send": _("Comment of the public sent"),
    "remark_let": _("Comment of the public let through"),
    "remark_turn_away": _("Comment of the public deleted"),
    "count_table_keep": _("Table of counts kept for the laboratory"),
}

OBJECTS: dict[str, str | Promise] = {
    "charter": _("charter version"),
    "charter_draft": _("draft of the charter"),
    "count_table": _("table of counts"),
}

KEPT = (
    Kept(
        what=_("Comments on drafts of the charter by members of a working group and invited readers: name, text, day"),
        why=_("What was taken up and what not is told to those who were asked"),
        how_long=_(
            "As long as the draft; at the person's request name and text go, and the answer of the working group stays"
        ),
    ),
    Kept(
        what=_(
            "Comments of the public on a draft of the charter: the name given and the text; no e-mail address; the network address for an hour in memory, against floods"
        ),
        why=_("The working group reads them and answers; those it lets through are shown with the name"),
        how_long=_(
            "Let through: as long as the draft, or until the group deletes them at request. Others: deleted by the group, at the latest 90 days after the consultation"
        ),
    ),
)

KEPT_TABLES = (
    Kept(
        what=_(
            "Tables of counts put into the laboratory: numbers of votes, no names; the journal says which account put one in"
        ),
        why=_("So that the address of a table that is too long for one can be shared"),
        how_long=_("A year after it was last put in"),
    ),
)
