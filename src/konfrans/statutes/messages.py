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
}

ACTS: dict[str, str | Promise] = {"charter_load": _("Charter put in force")}

OBJECTS: dict[str, str | Promise] = {"charter": _("charter version")}
