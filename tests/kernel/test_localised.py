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
