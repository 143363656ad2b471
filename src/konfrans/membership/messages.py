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
    "sheet_too_large": _("The file is larger than two megabytes. Save the one sheet with the members alone."),
    "sheet_too_many_rows": _("The sheet has more than a thousand rows. Divide it."),
    "sheet_too_many_columns": _("The sheet has more than sixty columns. Keep those that are listed here."),
    "sheet_not_utf8": _("The file is no text in UTF-8. Save it as “CSV UTF-8”, or as XLSX."),
    "sheet_formula_unreckoned": _(
        "A cell holds a formula whose result is not in the file. Open it in a spreadsheet program, save it, and give it again."
    ),
    "sheet_unknown": _("The file is neither CSV nor XLSX. Save it as one of them."),
    "import_empty": _("There is no member in the sheet. Write one in each row below the names of the columns."),
    "import_column_unknown": _("There is no column of this name. Write one of: %(known)s."),
    "import_column_twice": _("This column stands twice. Keep one."),
    "import_column_missing": _("This column is missing. Add it: it holds the name in the first language."),
    "import_name_missing": _("The name is missing. Write it in the first language of the Conference."),
    "import_key_shape": _("“%(given)s” is no key. Write small Latin letters, digits and hyphens, such as bbu."),
    "import_country": _("“%(given)s” is no country. Write two letters as in ISO 3166: AZ."),
    "import_ror": _("“%(given)s” is no ROR identifier. Copy it from ror.org, or leave the cell empty."),
    "import_taken": _("“%(given)s” belongs to a member already. Take the row out, or write another."),
    "import_twice": _("“%(given)s” stands in row %(before)s too. Write another, or take one of the rows out."),
    "import_too_long": _("The text is too long. Write at most %(most)s characters."),
    "import_kind": _("“%(given)s” is no kind of institution. Write one of: %(known)s."),
    "import_category": _("“%(given)s” is no category of members. Write one of: %(known)s."),
    "import_category_missing": _("The category is missing. Write one of: %(known)s."),
    "import_website": _("“%(given)s” is no address of a website. Write it as www.example.org."),
    "import_mail": _("“%(given)s” is no e-mail address. Write it as name@example.org."),
    "import_head_missing": _("Given name and surname of the head belong together. Write both."),
    "import_no_category": _("No category of members is entered. Enter those that the charter founds first."),
    "import_row_refused": _("Row %(row)s: %(why)s Nothing was entered."),
}

ACTS: dict[str, str | Promise] = {
    "category_create": _("Category of members entered"),
    "member_admit": _("Member admitted"),
    "member_leave": _("Membership ended"),
    "vote_suspend": _("Vote suspended"),
    "vote_restore": _("Vote restored"),
}

OBJECTS: dict[str, str | Promise] = {"category": _("category of members"), "membership": _("membership")}
