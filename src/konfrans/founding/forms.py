"""What is typed on the pages of the founding. Shape only: the rules look at the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfrans.founding.rules import SHORT, USUAL_CHARTER, USUAL_LANGUAGES, usual_zone
from konfrans.founding.rules.answers import LONG
from konfrans.founding.selectors import OWN, Model, country_choices, language_choices
from konfrans.kernel.chosen import OWN_NAMES
from konfrans.kernel.localised import without_controls

LARGEST_CHARTER, LARGEST_MEMBERS = 1_000_000, 2_000_000
PLACES = 4
"""Languages that can be chosen on the page."""


class Text(forms.CharField):
    """One line."""

    def to_python(self, value: Any) -> str:
        text = without_controls(str(value)).replace("\n", " ") if value not in self.empty_values else ""
        return super().to_python(text) or ""


class ModelSelect(forms.RadioSelect):
    """One model below the other, each with its line."""

    option_template_name = "founding/model_option.html"
    lines: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(name, value, *args, **kwargs), "line": self.lines.get(str(value), "")}


class PlaceForm(forms.Form):
    """Languages and country: what the later answers depend on."""

    def __init__(self, data: Any, kept: Mapping[str, Any]) -> None:
        codes = list(kept.get("languages") or USUAL_LANGUAGES)
        initial = {f"language_{n}": code for n, code in enumerate(codes, 1)}
        super().__init__(data, initial={**initial, "country": kept.get("country", "")})
        labels = (
            _("First language, the authentic one"),
            _("Second language"),
            _("Third language"),
            _("Fourth language"),
        )
        for n, label in enumerate(labels, 1):
            first = ("", _("choose")) if n == 1 else ("", _("none"))
            self.fields[f"language_{n}"] = forms.ChoiceField(
                label=label, required=n == 1, choices=[first, *language_choices()]
            )
        self.fields["language_1"].help_text = _(
            "The charter, decisions and letters are written in it. The pages are whole in Azerbaijani and English; in another language what is not put into it yet stands in English."
        )
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=[("", _("choose")), *country_choices()], help_text=_("Where its seat is.")
        )

    def answers(self) -> dict[str, Any]:
        """As they are kept."""
        codes = [self.cleaned_data[f"language_{n}"] for n in range(1, PLACES + 1)]
        return {"languages": [code for code in codes if code], "country": self.cleaned_data["country"]}


class NamesForm(forms.Form):
    """What the conference is called in each language, where it is, when its day begins."""

    def __init__(self, data: Any, kept: Mapping[str, Any]) -> None:
        self.codes: Sequence[str] = kept.get("languages", ())
        initial = {name: kept.get(name, "") for name in ("short_name", "key", "time_zone", "mail")}
        initial["time_zone"] = initial["time_zone"] or usual_zone(kept.get("country", ""))
        for kind in ("names", "seats"):
            initial |= {f"{kind}_{code}": text for code, text in kept.get(kind, {}).items()}
        super().__init__(data, initial=initial)
        for code in self.codes:
            self._text("names", code, _("Name of the conference: %(language)s"), required=True)
        self.fields["short_name"] = Text(
            label=_("Short name"), required=False, max_length=SHORT, help_text=_("Such as CAUR.")
        )
        for code in self.codes:
            self._text("seats", code, _("City of its seat: %(language)s"), required=False)
        self.fields["time_zone"] = Text(
            label=_("Time zone"), max_length=60, help_text=_("By its international name, such as Asia/Baku. Terms and periods are counted in it."),
            widget=forms.TextInput(attrs={"list": "zones", "lang": "en", "autocapitalize": "off", "spellcheck": "false"}),
        )  # fmt: skip
        self.fields["mail"] = Text(
            label=_("E-mail address of the secretariat"), max_length=250, help_text=_("Every page shows it."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )  # fmt: skip
        self.fields["key"] = Text(
            label=_("Short key"), required=False, max_length=40,
            help_text=_("It stays for good: small Latin letters, digits, hyphens, such as caur. Left empty, it is made of the short name or the name."),
            widget=forms.TextInput(attrs={"lang": "en", "autocapitalize": "off", "spellcheck": "false"}),
        )  # fmt: skip

    def _text(self, kind: str, code: str, label: str, *, required: bool) -> None:
        own = OWN_NAMES.get(code, code)
        self.fields[f"{kind}_{code}"] = Text(
            label=label % {"language": own}, required=required, max_length=LONG, widget=forms.TextInput(attrs={"lang": code})
        )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """As they are kept."""
        given = self.cleaned_data
        texts = {kind: {code: given[f"{kind}_{code}"] for code in self.codes} for kind in ("names", "seats")}
        return {**texts, **{name: given[name] for name in ("short_name", "time_zone", "mail", "key")}}


class CharterForm(forms.Form):
    """The charter to begin with, and the day."""

    def __init__(
        self, data: Any, files: Any, kept: Mapping[str, Any], *, models: Sequence[Model], today: date, own: str
    ) -> None:
        initial = {"begins": kept.get("charter") or USUAL_CHARTER, "since": kept.get("since") or today.isoformat()}
        super().__init__(data, files, initial=initial)
        choices = [(one.key, one.title) for one in models]
        choices += [(OWN, _("Your own text: %(name)s") % {"name": own})] if own else []
        self.fields["begins"] = forms.ChoiceField(
            label=_("Begins from"), required=False, choices=choices, widget=ModelSelect,
            help_text=_("A model gets the key, the time zone and the authentic language of the Conference; its text stays as it is."),
        )  # fmt: skip
        self.fields["begins"].widget.lines = {one.key: one.line for one in models}
        self.fields["file"] = forms.FileField(
            label=_("Or your own charter"), required=False, allow_empty_file=True,
            help_text=_("A charter document, TOML. It goes before the choice above."), widget=forms.FileInput(attrs={"accept": ".toml"}),
        )  # fmt: skip
        self.fields["since"] = forms.DateField(
            label=_("In force from"), input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text=_("The day of the founding. Sessions before it cannot be judged."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST_CHARTER:
            self.add_error("file", _("The file is larger than one megabyte."))
        if not file and not cleaned.get("begins") and "begins" not in self.errors:
            self.add_error("begins", _("Choose a model, or give a file."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """As they are kept."""
        return {"charter": self.cleaned_data["begins"], "since": self.cleaned_data["since"].isoformat()}


class MembersForm(forms.Form):
    """The first secretary, and the first members from a spreadsheet."""

    secretary_name = Text(
        label=gettext_lazy("Given name and surname of the first secretary"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    secretary = Text(
        label=gettext_lazy("E-mail address of the first secretary"), max_length=250, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("A letter with a link goes there, and then a code to sign in with."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet with the first members"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("CSV in UTF-8, or XLSX: the first sheet. It is only looked at first; members can be entered later too."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )  # fmt: skip
    without = forms.BooleanField(label=gettext_lazy("Begin without the spreadsheet that was given"), required=False)
    invite = forms.BooleanField(
        label=gettext_lazy("Invite the heads by mail"), required=False,
        help_text=gettext_lazy("Each head that is named with an address gets the letter of invitation to the office of rector."),
    )  # fmt: skip
    sample = forms.BooleanField(
        label=gettext_lazy("Mark the members as invented"), required=False, help_text=gettext_lazy("For trying out.")
    )

    def __init__(self, data: Any, files: Any, kept: Mapping[str, Any], *, own: bool) -> None:
        names = ("secretary_name", "secretary", "invite", "sample")
        super().__init__(data, files, initial={name: kept.get(name, "") for name in names})
        if not own:
            del self.fields["without"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST_MEMBERS:
            raise forms.ValidationError(
                _("The file is larger than two megabytes. Save the one sheet with the members alone.")
            )
        return file

    def answers(self) -> dict[str, Any]:
        """As they are kept."""
        return {name: self.cleaned_data[name] for name in ("secretary_name", "secretary", "invite", "sample")}
