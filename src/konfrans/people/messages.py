"""The sentences of this domain's refusals."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "secretariat_only": _("Only the secretariat opens this page. If you need something from it, write to the secretariat."),
    "institution_exists": _("An institution with the key “%(key)s” is in the register already: %(name)s. Change that one."),
    "ror_taken": _("The identifier %(ror)s belongs to %(name)s already. Check the number."),
    "office_ended_before_it_began": _("The last day (%(until)s) lies before the first (%(since)s). Correct one of them."),
    "rector_in_office": _("%(institution)s has a rector since %(since)s. End that office first."),
    "person_erased": _("The name of this person was erased at the person's request on %(on)s. Nothing can be added."),
}
