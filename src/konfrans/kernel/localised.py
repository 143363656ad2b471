"""Text in the conference's languages.

A `Localised` value holds one text per language and remembers which of them are translations. It is stored as JSON:
`{"az": "...", "en": "...", "translated": ["en"]}`. No code is ever derived from such a text.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.text import sort_key

T = TypeVar("T")


def languages() -> tuple[str, ...]:
    """The conference's languages, the first one (authentic unless the charter says otherwise) first."""
    return tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Localised:
    """One text in several languages. `translated` names the languages whose text is a translation."""

    texts: Mapping[str, str] = field(default_factory=dict)
    translated: frozenset[str] = frozenset()

    @classmethod
    def of(cls, translated: Iterable[str] = (), **texts: str) -> Localised:
        """`Localised.of(az="Üzv", en="Member")`; empty texts are left out."""
        return cls({code: text for code, text in texts.items() if text}, frozenset(translated))

    def language(self, wanted: str | None = None) -> str:
        """The language in which the text is given when `wanted` is asked: itself, else the declared fallback, else any."""
        wanted = wanted or get_language() or settings.LANGUAGE_CODE
        for code in (wanted, settings.KONFRANS_FALLBACK, *languages(), *self.texts):
            if self.texts.get(code):
                return code
        return wanted

    def given(self, wanted: str | None = None) -> str:
        """The text itself, in `wanted` or the fallback; empty when there is none in any language."""
        return self.texts.get(self.language(wanted), "")

    def missing(self) -> tuple[str, ...]:
        """The conference's languages that have no text."""
        return tuple(code for code in languages() if not self.texts.get(code))

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        stored: dict[str, Any] = dict(self.texts)
        if self.translated:
            stored["translated"] = sorted(self.translated)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Localised:
        """The value of a stored form; None is the empty text."""
        stored = stored or {}
        texts = {k: v for k, v in stored.items() if k != "translated" and v}
        return cls(texts, frozenset(stored.get("translated", ())))

    def __str__(self) -> str:
        return self.given()

    def __bool__(self) -> bool:
        return any(self.texts.values())


@lru_cache(maxsize=32_768)
def _place(name: str, language: str) -> str:
    return sort_key(name, language)


def alphabet(name: str) -> str:
    """The place of a name in the alphabet of the reader's language; remembered, for long lists ask for the same names on every
    page."""
    return _place(name, get_language() or settings.LANGUAGE_CODE)


def by_name(rows: Iterable[T], name: Callable[[T], object] = operator.attrgetter("name")) -> list[T]:
    """Rows in the order of the names that the reader sees."""
    return sorted(rows, key=lambda row: alphabet(str(name(row))))


@lru_cache(maxsize=20_000)
def _read(stored: str) -> Localised:
    return Localised.from_json(json.loads(stored))


class LocalisedField(models.JSONField):
    """A column that holds a `Localised`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Localised)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Localised:
        # A list of members reads the same few hundred texts again and again: parsing them was half of such a page's time.
        return _read(value) if isinstance(value, str) else Localised.from_json(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Localised):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value: Any) -> Localised:
        return value if isinstance(value, Localised) else Localised.from_json(value)

    def validate(self, value: Any, model_instance: Any) -> None:
        """JSONField would try to serialise the value itself; what is stored is `to_json()`."""
        super().validate(value.to_json() if isinstance(value, Localised) else value, model_instance)


class LocalisedWidget(forms.MultiWidget):
    """One input per language, each with its own label and `lang`."""

    template_name = "kernel/localised_widget.html"

    def __init__(self, widget: type[forms.Widget] = forms.TextInput, attrs: dict[str, Any] | None = None) -> None:
        self.codes = languages()
        super().__init__({code: widget(attrs={"lang": code}) for code in self.codes}, attrs)

    def decompress(self, value: Any) -> list[str]:
        value = value if isinstance(value, Localised) else Localised.from_json(value)
        return [value.texts.get(code, "") for code in self.codes]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, sub in zip(self.codes, context["widget"]["subwidgets"], strict=True):
            sub["language"], sub["language_name"] = code, names[code]
        return context


LONGEST = 50_000
"""How many characters a long text has at most, where its form says nothing else."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def without_controls(text: str) -> str:
    """A text without the control characters that documents and feeds refuse. What breaks a line, as the U+000B that word
    processors write, becomes a newline; the tabulator stays; the others fall away."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


class _Words(forms.CharField):
    """What somebody wrote in one language."""

    def __init__(self, *, long: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.long = long

    def to_python(self, value: Any) -> str:
        text = without_controls(str(value)) if value not in self.empty_values else ""
        return super().to_python(text if self.long else text.replace("\n", " ")) or ""


class LocalisedFormField(forms.MultiValueField):
    """A form field for a `Localised`; when required, every language of the conference is."""

    default_error_messages = {"language": _("Write the text in this language too: %(language)s.")}

    def __init__(
        self, *, long: bool = False, max_length: int | None = None, required: bool = True, **kwargs: Any
    ) -> None:
        most = LONGEST if long and max_length is None else max_length
        one = [_Words(long=long, required=False, max_length=most) for _code in languages()]
        kwargs.setdefault("widget", LocalisedWidget(forms.Textarea if long else forms.TextInput))
        super().__init__(one, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Localised:
        return Localised.of(**dict(zip(languages(), data_list or [], strict=False)))

    def clean(self, value: Any) -> Localised:
        cleaned: Localised = super().clean(value) or Localised()
        if self.required:
            names = dict(settings.LANGUAGES)
            absent = [str(names[code]) for code in cleaned.missing()]
            if absent:
                raise ValidationError(
                    self.error_messages["language"], code="language", params={"language": ", ".join(absent)}
                )
        return cleaned
