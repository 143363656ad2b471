"""The sentences of this domain's refusals, and the words of its codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as c_

MESSAGES: dict[str, str | Promise] = {
    "project_team_only": _("Only the coordinator of %(project)s and the secretariat change it. Write to the secretariat."),
    "project_exists": _("A project with the key “%(key)s” is in the register already. Choose another key, or change that project."),
    "project_key_wrong": _("“%(key)s” cannot be a key: use lower-case letters a–z, digits and hyphens, such as ecar."),
    "project_turned": _("The last day (%(last)s) would lie before the first (%(first)s). Correct one of them."),
    "code_unknown": _("“%(value)s” is not known here. Choose one of: %(allowed)s."),
    "source_without_address": _("Give the address of the page, such as example.org/project."),
    "already_partner": _("%(institution)s is in %(project)s already. Change that entry, or let it end first."),
    "second_coordinator": _("%(institution)s coordinates %(project)s. Let that end first: a project has one coordinator."),
    "stay_turned": _("%(institution)s would leave %(project)s before it joined. Correct one of the dates."),
    "not_a_partner": _("%(institution)s is not in %(project)s. Choose an institution of the project, or let it join first."),
    "fact_empty": _("Write the value as the source gives it."),
    "fact_wrong_date": _("“%(value)s” is not a date. Write a day, a month or a year: 2023-09-14, 2023-09 or 2023."),
    "fact_wrong_count": _("“%(value)s” is not a whole number."),
    "value_known": _("%(source)s is entered with the value “%(value)s” already."),
    "months_turned": _("It would end (%(last)s) before it begins (%(first)s). Correct one of the dates."),
    "year_wrong": _("“%(year)s” is not a year of a project. Write four digits, such as 2023."),
    "objective_exists": _("%(project)s has an objective %(objective)s already. Remove that one first, or use another code."),
    "group_exists": _("%(project)s has a working group with the key “%(key)s” already. Use another key."),
    "no_such_package": _("There is no work package %(number)s. Enter it first, or leave the field empty."),
    "deliverable_exists": _("%(project)s has a deliverable with the key “%(key)s” already. Use another key."),
    "deliverable_cannot_become": _("A deliverable cannot go from this status to the one chosen. Load the page again and choose one that is offered."),
    "version_without_file": _("Add the file, or write the address where this version is found."),
    "registrar_unknown": _("Who registers papers of %(institution)s does not follow from the register, for its owner is not recorded. Choose the registrar."),
    "filed_before_signed": _("It cannot have been filed (%(filed)s) before it was signed (%(signed)s)."),
    "registered_before_filed": _("It cannot have been registered (%(registered)s) before it was filed (%(filed)s)."),
    "facts_invalid": _("The facts files hold faults: %(number)s. Nothing was entered. Mend each at its place and try again.\n%(problems)s"),
    "facts_not_toml": _("This is not TOML: %(detail)s. Mend the line."),
    "facts_too_large": _("Facts files may have %(most)s MB together. Split them, and take them in one after the other."),
    "facts_too_deep": _("Tables and lists are nested more than %(most)s deep. Facts files need three levels."),
    "facts_key_too_long": _("A key has more than %(most)s parts. Shorten it."),
    "facts_too_many_keys": _("The file has more than %(most)s keys and values. Split it, and take in the parts one after the other."),
    "facts_number_too_long": _("A number has more than %(most)s digits. Check it."),
    "facts_unknown_key": _("This key is not known here. Remove it, or use one of: %(known)s."),
    "facts_missing_key": _("This key is missing in the table %(table)s. Add it."),
    "facts_missing_language": _("There is no text in: %(language)s. Add it."),
    "facts_wrong_text": _("The value is of the wrong kind. Write a text in quotes."),
    "facts_wrong_number": _("The value is of the wrong kind. Write a whole number without quotes."),
    "facts_wrong_flag": _("The value is of the wrong kind. Write true or false."),
    "facts_wrong_list": _("The value is of the wrong kind. Write a list in square brackets."),
    "facts_wrong_texts": _("The value is of the wrong kind. Write one text for each language: { az = \"…\", en = \"…\" }."),
    "facts_wrong_table": _("The value is of the wrong kind. Write a table with keys."),
    "facts_wrong_date": _("“%(value)s” is not a date. Write a day, a month or a year: 2023-09-14, 2023-09 or 2023."),
    "facts_wrong_count": _("“%(value)s” is not a whole number. Write digits in quotes, such as \"20\"."),
    "facts_wrong_key": _("“%(value)s” cannot be a key. Use lower-case letters a–z, digits and hyphens."),
    "facts_wrong_country": _("“%(value)s” is not a country code. Write two capital letters, such as AZ."),
    "facts_wrong_ror": _("“%(value)s” is not a ROR identifier. Write its nine characters, such as 00h55v928."),
    "facts_unknown_code": _("“%(value)s” is not known here. Use one of: %(allowed)s."),
    "facts_empty": _("The value is empty. Write it, or remove the line."),
    "facts_unknown_reference": _("Nothing has the key “%(value)s”. Correct it, or enter what it leads to."),
    "facts_no_such_package": _("The project has no work package %(value)s. Correct the number, or enter the work package."),
    "facts_duplicate": _("“%(value)s” is entered twice; first at %(first)s. Remove one of the two."),
    "facts_turned": _("It would end (%(last)s) before it begins (%(first)s). Correct one of the dates."),
    "facts_shown_twice": _("Two values of the fact “%(kind)s” are marked as shown. Mark one."),
    "facts_students_need_source": _("A number of students needs students_on and students_source. Add both, or remove the number."),
}  # fmt: skip

WORDS: Mapping[str, Mapping[str, Any]] = {
    "role": {"coordinator": _("coordinator"), "partner": _("partner"), "associated": _("associated partner")},
    "group": {
        "coordinator": _("Coordinator"), "abroad": _("Partners abroad"),
        "associated": _("Associated partners"), "named": _("Named on some pages only"),
    },
    "figure": {
        "coordinator": _("coordinator"), "abroad": _("partners abroad"), "associated": _("associated partners"),
        "named": _("named on some pages only"),
    },
    "status": {"planned": _("Planned"), "running": _("Running"), "ended": c_("project", "Ended")},
    "package": {
        "preparation": _("Preparation"), "development": _("Development"), "quality": _("Quality plan"),
        "dissemination": _("Dissemination and exploitation"), "management": _("Management"),
    },
    "months": {
        "planned": _("as planned"), "reported": _("as reported"), "sample": _("sample schedule"), "open": _("months not public"),
    },
    "deliverable": {
        "planned": c_("deliverable", "Promised"), "in_preparation": c_("deliverable", "In preparation"),
        "delivered": c_("deliverable", "Delivered"), "accepted": c_("deliverable", "Accepted"),
        "published": c_("deliverable", "Published"), "dropped": c_("deliverable", "Dropped"),
    },
    "dissemination": {"public": _("for everyone"), "consortium": _("for the consortium"), "funder": _("for the funder")},
    "fact": {
        "number": _("Project number"), "call": _("Call"), "start": _("Beginning of the project"), "end": _("End of the project"),
        "duration": _("Duration"), "institutions_home": _("Institutions in the country"), "partners_abroad": _("Partners abroad"),
        "plan_period": _("Period of the strategic plan"),
    },
    "filing": {
        "filed": _("Filed in time"), "filed_late": _("Filed late"), "waiting": _("To be filed"), "due_soon": _("To be filed soon"),
        "late": _("Late"),
    },
    "registrar": {"economy": _("Ministry of Economy"), "justice": _("Ministry of Justice")},
    "paper": {
        "agreement": _("Grant agreement or decision"), "sub_grant": _("Sub-grant"), "change": _("Change of duration, purpose or amount"),
    },
    "office": {
        "coordinator": _("coordinator"), "secretary": _("secretariat"), "system": _("entered at set-up"),
        "demonstration": _("entered at set-up"),
    },
}  # fmt: skip
"""Words of codes, by the list they belong to."""

ACTS: Mapping[str, Any] = {
    "source_add": _("Source entered"), "project_create": _("Project entered"), "project_change": _("Project changed"),
    "partner_join": _("Institution joined"), "partner_change": _("Institution's entry changed"),
    "partner_leave": _("Institution left"), "fact_source_add": _("Value of a source entered"),
    "fact_show": _("Shown value chosen"), "fact_settle": _("Fact settled"), "date_amend": _("Date changed"),
    "objective_add": _("Objective entered"), "objective_remove": _("Objective removed"),
    "work_package_set": _("Work package entered or changed"), "activity_set": _("Activity entered or changed"),
    "activity_remove": _("Activity removed"), "working_group_add": _("Working group formed"),
    "deliverable_add": _("Deliverable entered"), "deliverable_change": _("Deliverable changed"),
    "deliverable_status_set": _("Status of a deliverable changed"), "deliverable_version_add": _("Version of a deliverable added"),
    "milestone_add": _("Milestone entered"), "milestone_remove": _("Milestone removed"), "result_add": _("Result entered"),
    "result_remove": _("Result removed"), "evidence_add": _("Evidence added"), "evidence_remove": _("Evidence removed"),
    "grant_paper_add": _("Paper of the grant entered"), "grant_paper_file": _("Paper of the grant filed"),
    "facts_import": _("Facts files taken in"),
}  # fmt: skip
"""How the journal's page names the acts of this domain."""

OBJECTS: Mapping[str, Any] = {"project": _("project"), "source": _("source"), "facts": _("facts files")}
"""How the journal's page names what an act was done to."""
