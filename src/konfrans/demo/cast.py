"""Who acts in the demonstration. Every person is invented; every name is marked as sample where it shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Role:
    """One of the people a visitor may sign in as."""

    key: str
    email: str
    words: str | Promise
    what: str | Promise


ROLES = (
    Role("secretary", "secretary@example.org", _("Secretary"), _("Records sessions and decisions, keeps the registers, invites people.")),
    Role("president", "rector.bbu@example.org", _("Rector and president of the Conference"), _("Heads a member university and presides over the General Assembly.")),
    Role("rector", "rector.xu@example.org", _("Rector of a member university"), _("Sees what concerns the own university.")),
    Role("acting", "rector.nu@example.org", _("Acting rector"), _("Performs the duties of a rector while the post is vacant.")),
    Role("coordinator", "coordinator@example.org", _("Coordinator of ECAR"), _("Keeps the project's register up to date.")),
    Role("chair", "chair.science@example.org", _("Chair of a committee"), _("Chairs the committee for scientific affairs.")),
    Role("group_chair", "rector.au@example.org", _("Working group on the charter: chair"), _("Writes drafts of the charter with the group, answers comments, puts a text to the vote.")),
    Role("group_member", "rector.aztu@example.org", _("Working group on the charter: member"), _("Writes drafts of the charter with the group and comments on them.")),
    Role("reader", "reader@example.org", _("Invited reader"), _("May read what the secretariat opens to readers.")),
    Role("former", "former.rector@example.org", _("Former rector"), _("Held an office that has ended: nothing is left of its rights.")),
)  # fmt: skip

# code of the university: given name, surname, office
HEADS = {
    "bbu": ("Nail", "Quliyev", "rector"),
    "adpu": ("Rəna", "Səfərli", "rector"),
    "uteca": ("Tural", "Bağırzadə", "rector"),
    "beu": ("Kənan", "Axundzadə", "rector"),
    "nu": ("Elnur", "Qarabəyli", "acting_rector"),
    "atmu": ("Günel", "Rüstəmli", "acting_rector"),
    "oyu": ("Samir", "Talıbzadə", "rector"),
    "bhos": ("Aynur", "Kərimzadə", "rector"),
    "baau": ("Fuad", "Şıxlinski", "rector"),
    "lsu": ("Zaur", "Mirzəbəyli", "rector"),
    "aztu": ("Ülviyyə", "Nağıbəyli", "rector"),
    "admiu": ("Rauf", "Ələkbərli", "rector"),
    "adu": ("Nigar", "Yusifzadə", "rector"),
    "xu": ("Murad", "Hacıbəyli", "rector"),
    "au": ("Lalə", "Ağazadə", "rector"),
}
FOUNDERS = tuple(HEADS)
