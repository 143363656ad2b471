"""Words: every act and object of the journal, every choice, every country in use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from konfrans.people import registries
from konfrans.people.models import Body, Institution, Office

SOURCES = [path for path in Path(settings.PACKAGE).rglob("*.py") if "demo" not in path.parts]


def _said(pattern: str) -> set[str]:
    return {found for path in SOURCES for found in re.findall(pattern, path.read_text("utf-8"))}


def test_every_act_that_is_recorded_has_words():
    acts = _said(r'\brecord\(\s*"(\w+)"')
    assert len(acts) > 20 and acts <= set(registries.words_of(registries.act_words))


def test_every_object_that_is_recorded_has_words():
    assert _said(r'\bof="(\w+)"') <= set(registries.words_of(registries.object_words))


@pytest.mark.parametrize("kinds", [Institution.Kind, Institution.Ownership, Body.Kind, Office.Kind])
def test_every_choice_is_worded_in_both_languages(kinds):
    with override("en"):
        english = {kind: str(kind.label) for kind in kinds}
    with override("az"):
        azerbaijani = {kind: str(kind.label) for kind in kinds}
    same = {kind for kind in kinds if english[kind] == azerbaijani[kind]}
    assert not same and all(azerbaijani.values())


def test_no_refusal_of_this_domain_is_without_azerbaijani_words():
    from konfrans.people.messages import ACTS, MESSAGES, OBJECTS

    for words in (MESSAGES, ACTS, OBJECTS):
        for key, sentence in words.items():
            with override("en"):
                english = str(sentence)
            with override("az"):
                assert str(sentence) != english, key
