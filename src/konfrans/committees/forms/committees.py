"""The form of a committee: name, mandate, themes with their sources, what created it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfrans.committees.selectors.register import SORTS
from konfrans.kernel.localised import Localised, LocalisedFormField, languages
from konfrans.people.forms.dates import DayField
from konfrans.people.forms.keys import KeyField

Choices = Sequence[tuple[str, str]]
MOST_THEMES = 30
PART = "—"


def themes_text(themes: Sequence[tuple[Localised, Localised]]) -> Localised:
    """Themes as the form shows them: a line each, the source after a dash."""
    return Localised.of(
        **{
            code: "\n".join(
                f"{text.texts.get(code, '')} {PART} {source.texts.get(code, '')}".removesuffix(f" {PART} ")
                for text, source in themes
            )
            for code in languages()
        }
    )


class CommitteeForm(forms.Form):
    """A committee, a network or a group."""

    name = LocalisedFormField(label=_("Name"), max_length=200)
    key = KeyField(
        label=_("Address"),
        help_text=_("The last part of the page's address: small Latin letters, digits and hyphens. It is not changed later."),
    )  # fmt: skip
    sort = forms.ChoiceField(label=_("Sort"), choices=SORTS)
    since = DayField(label=_("Set up on"), required=False)
    until = DayField(
        label=_("Ends on"),
        required=False,
        help_text=_("A temporary committee or a group ends by itself with this day."),
    )
    decision = forms.ChoiceField(
        label=_("Created by decision"), required=False, help_text=_("The public page points at it."),
    )  # fmt: skip
    mentor = forms.ChoiceField(label=_("Partner abroad in charge"), required=False)
    mandate = LocalisedFormField(
        label=_("Mandate"), long=True, required=False, max_length=5000,
        help_text=_("Left empty: the page says that it is not public."),
    )  # fmt: skip
    themes = LocalisedFormField(
        label=_("Themes"), long=True, required=False, max_length=8000,
        help_text=_("A line each; after a dash (—) where the theme comes from. The same number of lines in every language."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, decisions: Choices = (), mentors: Choices = (), change: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("not recorded"))
        self.fields["decision"].choices = (none, *decisions)  # type: ignore[attr-defined]
        self.fields["mentor"].choices = (("", _("none")), *mentors)  # type: ignore[attr-defined]
        if change:
            for name in ("key", "sort"):
                del self.fields[name]

    def clean_themes(self) -> list[tuple[Localised, Localised]]:
        """Pairs of theme and source; the languages have to have as many lines as each other."""
        given: Localised = self.cleaned_data["themes"] or Localised()
        lines = {
            code: [line.strip() for line in text.splitlines() if line.strip()]
            for code, text in given.texts.items()
            if text
        }
        if not lines:
            return []
        numbers = {len(rows) for rows in lines.values()}
        if len(numbers) > 1 or len(lines) < len(languages()):
            counts = ", ".join(f"{code}: {len(lines.get(code, ()))}" for code in languages())
            raise ValidationError(
                _("Write every theme in every language, a line each. Lines now: %(counts)s.") % {"counts": counts}
            )
        if numbers.pop() > MOST_THEMES:
            raise ValidationError(_("At most %(most)s themes.") % {"most": MOST_THEMES})
        pairs = []
        for row in zip(*(lines[code] for code in languages()), strict=True):
            parted = {code: text.partition(PART) for code, text in zip(languages(), row, strict=True)}
            texts = {code: part[0].strip() for code, part in parted.items()}
            sources = {code: part[2].strip() for code, part in parted.items()}
            pairs.append((Localised.of(**texts), Localised.of(**sources)))
        return pairs
