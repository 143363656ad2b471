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
    "charter_founded_already": _(
        "The Conference has a charter already: %(document)s. A later text comes into force by a decision that adopts it."
    ),
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
