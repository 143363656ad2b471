"""The sentences of this domain's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "category_exists": _("There is a category with the key “%(key)s” already."),
    "category_name_missing": _("A category needs a name in every language of the conference."),
    "member_already": _("%(name)s is a member since %(since)s. End that membership first."),
    "membership_overlaps": _("%(name)s was a member until %(until)s. The new membership begins later."),
    "admission_not_adopted": _("Decision %(number)s was not adopted. Name the decision that admitted the member."),
    "admission_before_decision": _(
        "Decision %(number)s was taken on %(date)s; the membership begins on that day or later."
    ),
    "membership_ended_before_it_began": _(
        "The last day (%(until)s) lies before the first (%(since)s). Correct one of them."
    ),
    "membership_ended_already": _("This membership ended on %(until)s."),
    "vote_rests_already": _("The vote of %(name)s rests since %(since)s. Restore it first."),
    "vote_does_not_rest": _("The vote of %(name)s does not rest. There is nothing to restore."),
    "vote_never_had": _("%(name)s has no vote in its category, so none can rest."),
    "day_outside_membership": _("%(day)s lies outside the membership. Choose a day within it."),
    "article_unknown": _("The charter has no paragraph %(article)s. Write it as 10.2."),
}

ACTS: dict[str, str | Promise] = {
    "category_create": _("Category of members entered"),
    "member_admit": _("Member admitted"),
    "member_leave": _("Membership ended"),
    "vote_suspend": _("Vote suspended"),
    "vote_restore": _("Vote restored"),
}

OBJECTS: dict[str, str | Promise] = {"category": _("category of members"), "membership": _("membership")}
