"""What the charter itself is called and what is noted of it: a field for each of its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from konfrans.kernel.formats import language_name
from konfrans.kernel.localised import without_controls

Words = Mapping[str, str]


class TitlesForm(forms.Form):
    """Title, note and headings of chapters of a draft; the authentic title has to be there."""

    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, languages: Sequence[str], authentic: str, title: Words, note: Words,
        chapters: Sequence[tuple[str, Words]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._languages, self._chapters = languages, [one[0] for one in chapters]
        for code in languages:
            self._field(f"title-{code}", _("Title"), code, title, required=code == authentic)
        for code in languages:
            self._field(f"note-{code}", _("Note"), code, note, long=True)
        for at, (number, heading) in enumerate(chapters):
            for code in languages:
                self._field(f"chapter-{at}-{code}", _("Chapter %(number)s") % {"number": number}, code, heading)

    def _field(
        self, name: str, label: str, code: str, words: Words, *, long: bool = False, required: bool = False
    ) -> None:
        widget = forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput()
        widget.attrs["lang"] = code
        self.fields[name] = forms.CharField(
            label=f"{label}, {language_name(code)}", required=required, max_length=2_000 if long else 300,
            widget=widget, initial=words.get(code, ""),
        )  # fmt: skip

    def headings(self) -> list[Any]:
        """The fields of the chapters, for the page."""
        return [self[name] for name in self.fields if name.startswith("chapter-")]

    def titles(self) -> list[Any]:
        """The fields of title and note, for the page."""
        return [self[name] for name in self.fields if name.startswith(("title-", "note-"))]

    def _words(self, name: str) -> dict[str, str]:
        given = {code: self.cleaned_data.get(f"{name}-{code}") or "" for code in self._languages}
        return {code: without_controls(text).strip() for code, text in given.items()}

    @property
    def sent(self) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]:
        """Title, note and the headings by the chapter's number."""
        chapters = {number: self._words(f"chapter-{at}") for at, number in enumerate(self._chapters)}
        return self._words("title"), self._words("note"), chapters
