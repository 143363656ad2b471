"""Forms of a nomination: who is named, what the coordinator asks or refuses, what the nominee answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfrans.committees.rules.letters import address_plain, not_ascii, strange_letter
from konfrans.committees.selectors.alphabets import alphabet_words
from konfrans.kernel.files import MAX_SIZE
from konfrans.kernel.formats import language_choices
from konfrans.kernel.localised import without_controls
from konfrans.kernel.refusals import Refused, worded

CV_KINDS = (".pdf", ".docx")
Choices = Sequence[tuple[str, str]]


class _Line(forms.CharField):
    """A line that somebody typed: controls and doubled spaces fall away."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return " ".join(without_controls(text).split())


class _Name(_Line):
    """A part of a name: a sign that cannot stand in one is named with its place. Two alphabets show only in the whole name."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        strange = strange_letter(value)
        if strange is not None:
            facts = strange.facts | {"script": alphabet_words(strange.script)}
            raise ValidationError(worded(Refused(strange.code, **facts)))


class AddressField(forms.EmailField):
    """An e-mail address in plain letters; a letter that only looks like one is named with its place. No name in quotation marks, no
    number of a machine, no domain without a dot: letters to these do not arrive, or arrive elsewhere."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        strange = not_ascii(text)
        if strange is not None:
            raise ValidationError(worded(Refused("address_letter", letter=strange.letter, place=strange.place)))
        if text and not address_plain(text):
            raise ValidationError(worded(Refused("address_shape", given=text[:80])))
        return text


class CvField(forms.FileField):
    """A CV: PDF or Word, looked at before it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": ",".join(CV_KINDS)}))
        kwargs.setdefault(
            "help_text", _("PDF or Word, at most 20 MB. Only those who decide on the nomination can open it.")
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found and getattr(found, "size", 0) > MAX_SIZE:
            raise ValidationError(
                _("“%(name)s” is %(size)s MB; at most %(most)s MB can be stored. Make it smaller.")
                % {"name": found.name, "size": found.size >> 20, "most": MAX_SIZE >> 20}
            )
        return found


class NominationForm(forms.Form):
    """A person for a place."""

    place = forms.ChoiceField(label=_("Committee and seat"))
    given = _Name(label=_("Given name"), max_length=80)
    father = _Name(label=_("Father's name"), max_length=80, required=False)
    patronymic = forms.ChoiceField(
        label=_("Word after the father's name"),
        required=False,
        choices=(("", _("nothing")), ("oğlu", "oğlu"), ("qızı", "qızı")),
    )
    surname = _Name(label=_("Surname"), max_length=80)
    email = AddressField(
        label=_("E-mail address"),
        help_text=_("Consent is asked for at this address; only whoever reads mail there can give it."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=language_choices)
    position = _Line(label=_("Position"), max_length=200, help_text=_("Such as: vice-rector for research."))
    field = _Line(label=_("Field"), max_length=200, required=False, help_text=_("What the person works on."))
    cv = CvField(label=_("CV"), required=False)
    reply = forms.CharField(
        label=_("Answer to the coordinator's question"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, places: Choices = (), asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        if not asked:
            del self.fields["reply"]


class ConsentForm(forms.Form):
    """What a nominee says with the consent."""

    public = forms.BooleanField(
        label=_("My name and position may stand on the public page of the committee"), required=False
    )
    interests = forms.CharField(
        label=_("Interests that may conflict with the work of the committee"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: a share in a company that the committee may decide on. Left empty: you declare none."),
    )  # fmt: skip
    cv = CvField(label=_("Your CV"), required=False)


class AskForm(forms.Form):
    """A question to the university."""

    question = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RefuseForm(forms.Form):
    """A refusal with its paragraph."""

    article = forms.ChoiceField(label=_("Paragraph of the charter"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, articles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = (("", _("none: the reason stands alone")), *articles)  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Who is confirmed, and the decision that says so where one was taken."""

    nominations = forms.MultipleChoiceField(label=_("Nominations"), widget=forms.CheckboxSelectMultiple)
    decision = forms.ChoiceField(label=_("By decision"), required=False)

    def __init__(self, *args: Any, nominations: Choices = (), decisions: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominations"].choices = nominations  # type: ignore[attr-defined]
        self.fields["decision"].choices = (("", _("none: the members send by the charter")), *decisions)  # type: ignore[attr-defined]
