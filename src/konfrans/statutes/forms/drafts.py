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
from konfrans.statutes.rules import same_words

LONGEST = 20_000
LONGEST_HEADING = 400
"""Characters of a paragraph and of a heading in one language."""
_PARAGRAPH = re.compile(r"(text|lost)-([0-9]{1,4})-([a-z]{2,3})")


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
class TooLong:
    """A text that is longer than is kept: its field, its paragraph (0: the heading), its language."""

    field: str
    paragraph: int
    language: str
    length: int
    most: int


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of an article as they were sent: heading, and paragraphs by number, by language.

    `lost`: words for paragraphs that others took out meanwhile, shown to be put in again.
    """

    base: int
    heading: Mapping[str, str]
    texts: Mapping[int, Mapping[str, str]]
    lost: Mapping[int, Mapping[str, str]]

    def too_long(self, was: Mapping[int, Mapping[str, str]] | None = None) -> tuple[TooLong, ...]:
        """The texts that are longer than is kept; not those that came back as they were (`was`, the heading under 0)."""
        every = [("heading", 0, self.heading, LONGEST_HEADING)]
        every += [(f"text-{n}", n, texts, LONGEST) for n, texts in self.texts.items()]
        every += [(f"lost-{n}", n, texts, LONGEST) for n, texts in self.lost.items()]
        old = was or {}
        return tuple(
            TooLong(f"{name}-{code}", n, code, len(text), most)
            for name, n, texts, most in every
            for code, text in texts.items()
            if len(text) > most and not (not name.startswith("lost") and same_words(old.get(n, {}).get(code, ""), text))
        )


def article_words(data: Mapping[str, str], languages: Iterable[str]) -> ArticleWords:
    """Read from what a browser sent; other names are passed over."""
    spoken = tuple(languages)
    heading = {code: _words(data[f"heading-{code}"]) for code in spoken if f"heading-{code}" in data}
    texts: dict[str, dict[int, dict[str, str]]] = {"text": {}, "lost": {}}
    for name in data:
        found = _PARAGRAPH.fullmatch(name)
        if found and found[3] in spoken:
            texts[found[1]].setdefault(int(found[2]), {})[found[3]] = _words(data[name])
    return ArticleWords(base_of(data), heading, texts["text"], texts["lost"])


def base_of(data: Mapping[str, str]) -> int:
    """The revision that was read; 0 where none was sent."""
    base = data.get("base", "")
    return int(base) if base.isdigit() and len(base) < 9 else 0


def _words(text: str) -> str:
    return without_controls(text.replace("\r\n", "\n")).strip()
