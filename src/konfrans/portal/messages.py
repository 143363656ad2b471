"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "committee_unknown": _("There is no committee at this address."),
}
