"""What is sent when a draft is begun, and when the words of an article are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.files import ACCEPTED
from konfrans.kernel.localised import LocalisedFormField, without_controls

LONGEST = 20_000
_PARAGRAPH = re.compile(r"text-([0-9]{1,4})-([a-z]{2,3})")


class DraftOpenForm(forms.Form):
    """A new draft: what it is called, who writes it, what it begins from."""

    name = LocalisedFormField(
        label=_("Name of the draft"), max_length=80, help_text=_("As the group calls it: Draft 3.")
    )
    key = forms.SlugField(
        label=_("Address"),
        max_length=40,
        help_text=_("The last part of the address, such as draft-3. It is never changed."),
    )
    body = forms.ChoiceField(label=_("Working group"))
    begins = forms.ChoiceField(
        label=_("Begins from"), help_text=_("Its text is copied; what it came from is not changed.")
    )

    def __init__(
        self, *args: Any, groups: Iterable[tuple[str, str]], sources: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(groups)  # type: ignore[attr-defined]
        self.fields["begins"].choices = list(sources)  # type: ignore[attr-defined]


class VersionDayForm(forms.Form):
    """What happened to an adopted version."""

    event = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("state_registration", _("state registration")), ("approval", _("approval")), ("publication", _("publication")),
        ],
    )  # fmt: skip
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    by = LocalisedFormField(label=_("By whom"), max_length=200, required=False)
    paper = forms.FileField(
        label=_("Document"), required=False, widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)})
    )


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of an article as they were sent: heading, and paragraphs by number, by language."""

    base: int
    heading: Mapping[str, str]
    texts: Mapping[int, Mapping[str, str]]


def article_words(data: Mapping[str, str], languages: Iterable[str]) -> ArticleWords:
    """Read from what a browser sent; other names are passed over."""
    spoken = tuple(languages)
    heading = {code: _words(data[f"heading-{code}"]) for code in spoken if f"heading-{code}" in data}
    texts: dict[int, dict[str, str]] = {}
    for name in data:
        found = _PARAGRAPH.fullmatch(name)
        if found and found[2] in spoken:
            texts.setdefault(int(found[1]), {})[found[2]] = _words(data[name])
    return ArticleWords(base_of(data), heading, texts)


def base_of(data: Mapping[str, str]) -> int:
    """The revision that was read; 0 where none was sent."""
    base = data.get("base", "")
    return int(base) if base.isdigit() and len(base) < 9 else 0


def _words(text: str) -> str:
    return without_controls(text).strip()[:LONGEST]
