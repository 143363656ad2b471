"""Forms of persons, bodies, offices and invitations."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.formats import language_choices
from konfrans.kernel.localised import LocalisedFormField, by_name
from konfrans.people import selectors
from konfrans.people.forms.dates import DayField


class InOrder(ModelChoiceIterator):
    """The choices in the order of what the reader sees; the empty one first."""

    def __iter__(self) -> Iterator[Any]:
        rows = list(super().__iter__())
        empty = 0 if self.field.empty_label is None else 1
        return iter([*rows[:empty], *by_name(rows[empty:], operator.itemgetter(1))])


class NamedChoiceField(forms.ModelChoiceField):
    """A choice of institutions with their short name, or of bodies with their kind."""

    iterator = InOrder

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code if hasattr(obj, 'code') else obj.get_kind_display()})"


class PersonChoiceField(forms.ModelChoiceField):
    """A choice of persons, surname first, as the list is ordered."""

    iterator = InOrder

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.surname}, {obj.given}" if obj.surname and obj.given else obj.full_name


class PersonForm(forms.Form):
    """A name in four fields; father's name and oğlu or qızı are never derived from anything."""

    surname = forms.CharField(
        label=_("Surname"), max_length=80, required=False,
        help_text=_("The surname or the given name is needed; the rest may stay empty."),
    )  # fmt: skip
    given = forms.CharField(label=_("Given name"), max_length=80, required=False)
    father = forms.CharField(label=_("Father's name"), max_length=80, required=False)
    patronymic = forms.CharField(
        label=_("Word after the father's name"), max_length=10, required=False, help_text=_("oğlu, qızı, or nothing.")
    )


class OfficeForm(forms.Form):
    """An office, where it is held, from when to when."""

    kind = forms.ChoiceField(
        label=_("Office"), choices=selectors.OFFICE_KINDS,
        help_text=_(
            "Rector, acting rector, vice-rector: at an institution. President: of an organ. Secretary: of any body but a project's "
            "team. Coordinator: of a project's team. Chair: of an organ, a committee or a working group. Member, invited reader: of any body."
        ),
    )  # fmt: skip
    institution = NamedChoiceField(
        label=_("Institution"), queryset=selectors.institutions().none(), required=False, empty_label="—",
        help_text=_("For rectors and vice-rectors; in a body, where the person comes from."),
    )  # fmt: skip
    body = NamedChoiceField(
        label=_("Body"), queryset=selectors.bodies().none(), required=False, empty_label="—",
        help_text=_("For the secretariat, organs, committees, working groups and projects."),
    )  # fmt: skip
    since = DayField(label=_("First day"))
    until = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty while no end is known. The rights end with this day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("institution", selectors.institutions()), ("body", selectors.bodies())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class InviteForm(OfficeForm):
    """An office offered by mail; the name only where the person is new."""

    surname = forms.CharField(label=_("Surname"), max_length=80)
    given = forms.CharField(label=_("Given name"), max_length=80)
    father = forms.CharField(label=_("Father's name"), max_length=80, required=False)
    patronymic = forms.CharField(
        label=_("Word after the father's name"), max_length=10, required=False, help_text=_("oğlu, qızı, or nothing.")
    )
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The letter with the link goes there."))
    language = forms.ChoiceField(label=_("Language of letters"), choices=language_choices)
    field_order = ["surname", "given", "father", "patronymic", "email", "language"]

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            for name in ("surname", "given", "father", "patronymic"):
                del self.fields[name]


class OfficeEndForm(forms.Form):
    """The last day of an office."""

    until = DayField(
        label=_("Last day"), help_text=_("The rights end with this day: for an end at once, write yesterday's date.")
    )


class OfficePassOnForm(OfficeEndForm):
    """The last day of an office and who holds it from the next: anybody but the `holder`, given by key."""

    successor = PersonChoiceField(
        label=_("Successor"), queryset=selectors.persons().none(), empty_label=_("choose"),
        help_text=_("Holds the office from the next day."),
    )  # fmt: skip

    def __init__(self, *args: Any, holder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = selectors.persons().filter(erased_on=None).exclude(key=holder)


class BodyChangeForm(forms.Form):
    """Name and days of a body."""

    name = LocalisedFormField(label=_("Name"), max_length=200)
    since = DayField(label=_("First day"), required=False)
    until = DayField(label=_("Last day"), required=False)


class BodyForm(BodyChangeForm):
    """A new body."""

    key = forms.CharField(
        label=_("Key"), max_length=40,
        help_text=_("Its part of the address, for good: small Latin letters, digits, hyphens, such as science."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=selectors.BODY_KINDS)
    field_order = ["key", "kind"]
