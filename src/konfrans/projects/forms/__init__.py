"""Forms of coordinator and secretariat: what was typed, cleaned; services decide."""

from konfrans.projects.forms.facts import DateForm, FactForm, SettleForm, ShowForm
from konfrans.projects.forms.fields import PartialDateFormField
from konfrans.projects.forms.papers import EvidenceForm, FactsForm, FilingForm, GrantPaperForm
from konfrans.projects.forms.plan import (
    ActivityForm,
    DeliverableForm,
    GroupForm,
    MilestoneForm,
    ObjectiveForm,
    RemoveForm,
    ResultForm,
    StatusForm,
    VersionForm,
    WorkPackageForm,
)
from konfrans.projects.forms.register import LeaveForm, PartnerChangeForm, PartnerForm, ProjectChangeForm, ProjectForm

__all__ = [
    "ActivityForm", "DateForm", "DeliverableForm", "EvidenceForm", "FactForm", "FactsForm", "FilingForm", "GrantPaperForm",
    "GroupForm", "LeaveForm", "MilestoneForm", "ObjectiveForm", "PartialDateFormField", "PartnerChangeForm", "PartnerForm",
    "ProjectChangeForm", "ProjectForm", "RemoveForm", "ResultForm", "SettleForm", "ShowForm", "StatusForm", "VersionForm",
    "WorkPackageForm",
]  # fmt: skip
