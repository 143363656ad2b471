"""Forms of evidence, of the papers of a grant and of facts files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField
from konfrans.projects.forms.fields import ActForm, DayInput, PartialDateFormField, choices, public_field, upload_field
from konfrans.projects.messages import WORDS
from konfrans.projects.rules.reading import LARGEST
from konfrans.projects.selectors import partner_choices

if TYPE_CHECKING:
    from konfrans.projects.models import Project

MOST_FILES = 10


class EvidenceForm(ActForm):
    """A file that proves something of the project."""

    title = LocalisedFormField(label=_("Title"), max_length=200)
    on = PartialDateFormField(label=_("Date of the document"), required=False)
    public = public_field()
    upload = upload_field()


class GrantPaperForm(ActForm):
    """A signed paper of the grant."""

    institution = forms.ChoiceField(label=_("Institution"))
    kind = forms.ChoiceField(label=_("Paper"), choices=choices(WORDS["paper"]))
    signed = forms.DateField(label=_("Signed on"), widget=DayInput())
    registrar = forms.ChoiceField(
        label=_("Registered by"),
        choices=choices(WORDS["registrar"], _("as follows from the owner of the institution")),
        required=False,
    )

    def __init__(self, *args: Any, project: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        if project:
            self.fields["institution"].choices = [("", "—"), *partner_choices(project, home=True)]  # type: ignore[attr-defined]


class FilingForm(ActForm):
    """The filing of a paper, and its registration."""

    filed = forms.DateField(label=_("Filed on"), widget=DayInput())
    number = forms.CharField(label=_("Registration number"), max_length=60, required=False)
    registered = forms.DateField(label=_("Registered on"), widget=DayInput(), required=False)


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Several TOML files as one mapping of name to text."""

    default_error_messages = {
        "many": _("Choose at most %(most)s files."),
        "large": _("Facts files may have %(most)s MB together. Split them, and take them in one after the other."),
        "text": _("“%(name)s” is not a text in UTF-8."),
    }

    def clean(self, data: Any, initial: Any = None) -> dict[str, str]:
        given: list[UploadedFile] = data if isinstance(data, list) else [data] if data else []
        if not given:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_FILES:
            raise ValidationError(self.error_messages["many"], code="many", params={"most": MOST_FILES})
        if sum(each.size or 0 for each in given) > LARGEST:
            raise ValidationError(self.error_messages["large"], code="large", params={"most": LARGEST >> 20})
        texts: dict[str, str] = {}
        for each in given:
            name = each.name or "facts.toml"
            try:
                texts[name] = each.read().decode("utf-8")
            except UnicodeDecodeError:
                raise ValidationError(self.error_messages["text"], code="text", params={"name": name}) from None
        return texts


class FactsForm(ActForm):
    """Facts files to be taken in."""

    files = _Files(  # type: ignore[assignment]
        label=_("Facts files"), widget=_Several(attrs={"accept": ".toml"}),
        help_text=_("TOML files with sources, institutions and projects. All of them are checked before the first line is entered."),
    )  # fmt: skip
