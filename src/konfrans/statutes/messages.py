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
    "count_table_large": _("A table of at most %(most)s kilobytes is kept. Divide it."),
    "count_table_gone": _(
        "There is no table at this address, or it was deleted a year after it was last put in. Put it in again."
    ),
    "count_table_strangers": _(
        "Without an account a table of at most %(most)s rows is counted. Sign in, or divide it."
    ),
    "laboratory_too_many": _("At most %(most)s texts are counted at once. Take some out."),
    "draft_unreadable": _("The text cannot be read as a charter yet. Mend the faults in the TOML text first."),
}

ACTS: dict[str, str | Promise] = {
    "charter_load": _("Charter put in force"),
    "draft_open": _("Draft of the charter begun"),
    "draft_edit": _("Draft of the charter changed"),
    "draft_rename": _("Draft of the charter renamed"),
    "draft_withdraw": _("Draft of the charter withdrawn"),
    "count_table_keep": _("Table of counts kept for the laboratory"),
}

OBJECTS: dict[str, str | Promise] = {
    "charter": _("charter version"),
    "charter_draft": _("draft of the charter"),
    "count_table": _("table of counts"),
}

KEPT_TABLES = (
    Kept(
        what=_(
            "Tables of counts put into the laboratory: numbers of votes, no names; the journal says which account put one in"
        ),
        why=_("So that the address of a table that is too long for one can be shared"),
        how_long=_("A year after it was last put in"),
    ),
)
