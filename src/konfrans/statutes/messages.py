"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "draft_exists": _("There is a draft at this address already: %(key)s. Choose another."),
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
    "paper_missing": _("Choose the Word file first."),
    "draft_unreadable": _("The text cannot be read as a charter yet. Mend the faults in the TOML text first."),
}

ACTS: dict[str, str | Promise] = {
    "charter_load": _("Charter put in force"),
    "draft_open": _("Draft of the charter begun"),
    "draft_edit": _("Draft of the charter changed"),
    "draft_rename": _("Draft of the charter renamed"),
    "draft_withdraw": _("Draft of the charter withdrawn"),
}

OBJECTS: dict[str, str | Promise] = {"charter": _("charter version"), "charter_draft": _("draft of the charter")}
