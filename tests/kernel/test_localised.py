"""Texts in languages: stored whole, shown in the reader's language or the declared fallback."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override

from konfrans.kernel.localised import Localised, LocalisedFormField
from konfrans.kernel.models import Conference
from konfrans.kernel.templatetags.konfrans import text

BOTH = Localised.of(("en",), az="Üzv", en="Member")


def test_a_text_is_given_in_the_language_asked_for_or_the_fallback():
    assert (BOTH.given("az"), BOTH.given("en"), BOTH.given("lt")) == ("Üzv", "Member", "Member")
    assert Localised.of(az="Üzv").language("en") == "az"
    assert Localised().given("az") == ""


@pytest.mark.django_db
def test_a_text_is_stored_whole():
    Conference.objects.create(pk=1, key="x", country="AZ", mail="a@example.org", authentic_language="az", name=BOTH)
    assert Conference.objects.get(pk=1).name == BOTH


def test_a_page_marks_the_language_and_the_translation():
    with override("en"):
        assert text(Localised.of(az="Üzv <b>")) == '<span lang="az">Üzv &lt;b&gt;</span>'
        assert "translation" in text(BOTH)


class _Form(forms.Form):
    name = LocalisedFormField(label="Name")
    note = LocalisedFormField(label="Note", required=False)


def test_a_form_names_the_language_whose_text_is_missing():
    form = _Form({"name_az": "Üzv", "name_en": " "})
    assert not form.is_valid()
    assert "English" in form.errors["name"][0] and "Azərbaycanca" not in form.errors["name"][0]


def test_a_form_gives_the_text_in_every_language():
    form = _Form({"name_az": "Üzv", "name_en": "Member"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == Localised.of(az="Üzv", en="Member")
    assert form.cleaned_data["note"] == Localised()


class _Controlled(forms.Form):
    title = LocalisedFormField(max_length=20)
    words = LocalisedFormField(long=True, required=False)


def _controlled(title: str, words: str = "") -> forms.Form:
    return _Controlled({"title_az": title, "title_en": "x", "words_az": words, "words_en": words})


def test_control_characters_never_come_in_and_those_that_break_a_line_break_it():
    form = _controlled("A\x0bB\x00C\x1b", "one\x0btwo\r\nthree\u2028four\tfive\x00\x07\x9b\ufffe")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"].texts["az"] == "A BC"
    assert form.cleaned_data["words"].texts["az"] == "one\ntwo\nthree\nfour\tfive"


def test_a_long_text_has_an_end():
    assert _controlled("A", "ə" * 50_000).is_valid()
    assert "words" in _controlled("A", "ə" * 50_001).errors
    assert "title" in _controlled("A" * 21).errors
