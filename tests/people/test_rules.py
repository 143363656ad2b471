"""Rules on values: keys, identifiers, countries, periods, what an invitation is worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.people.models import Body, Office
from konfrans.people.rules.countries import CODES, NAMES, country_name
from konfrans.people.rules.identifiers import is_country, is_key, is_ror, ror_bare
from konfrans.people.rules.offices import (
    AT_INSTITUTION,
    OFFICES_OF,
    InvitationState,
    Place,
    body_has,
    invitation_state,
    overlap,
    place_lacking,
)

# Identifiers as ror.org publishes them: Brown, MIT, Harvard, Stanford, Melbourne.
PUBLISHED = ["05gq02987", "042nb2s44", "03vek6s52", "00f54p054", "01ej9dk98"]


@pytest.mark.parametrize("ror", PUBLISHED)
def test_a_published_ror_identifier_is_one(ror):
    assert is_ror(ror)


@pytest.mark.parametrize("ror", PUBLISHED)
@pytest.mark.parametrize("place", range(1, 9))
def test_one_wrong_sign_in_a_ror_identifier_is_seen(ror, place):
    other = "2" if ror[place] != "2" else "3"
    assert not is_ror(ror[:place] + other + ror[place + 1 :])


@pytest.mark.parametrize("text", ["", "05gq0298", "05GQ02987", "05gl02987", "15gq02987", "05gq02987 "])
def test_other_shapes_are_no_ror_identifier(text):
    assert not is_ror(text)


@pytest.mark.parametrize("text", ["https://ror.org/05gq02987", "ror.org/05gq02987/", " 05GQ02987 "])
def test_the_address_of_a_ror_identifier_is_taken_off(text):
    assert ror_bare(text) == "05gq02987"


@pytest.mark.parametrize("key", ["bbu", "project-ecar", "a1", "a" * 40])
def test_keys_are_small_letters_digits_and_single_hyphens(key):
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "BBU", "b bu", "bbu-", "-bbu", "b--u", "bəu", "a" * 41, "a/b", "b.u", "bbu\n"])
def test_other_texts_are_no_key(key):
    assert not is_key(key)


def test_a_country_is_an_assigned_code_in_capitals():
    assert is_country("AZ") and is_country("XK")
    assert not any(is_country(code) for code in ("az", "AZE", "XX", "UK", ""))


def test_every_named_country_has_an_assigned_code_and_both_names():
    assert NAMES.keys() <= CODES
    assert all(az and en for az, en in NAMES.values())
    assert country_name("AZ", "az") == "Azərbaycan" and country_name("DE", "en") == "Germany"


def test_another_code_is_shown_as_it_stands_and_another_language_gets_english():
    assert country_name("ZZ", "az") == "ZZ"
    assert (country_name("DE", "lt"), country_name("DE", "fr")) == ("Vokietija", "Germany")


@pytest.mark.parametrize(
    ("kind", "institution", "body", "lacking"),
    [
        ("rector", True, None, None),
        ("acting_rector", False, "organ", Place.INSTITUTION),
        ("chair", True, None, Place.BODY),
        ("chair", False, "committee", None),
        ("reader", True, None, None),
        ("reader", False, None, Place.BODY),
    ],
    ids=[
        "a rector needs a university", "an acting rector is not held in an organ", "a chair needs a body",
        "a chair needs no university", "a reader may read at a university", "nothing is held nowhere",
    ],
)  # fmt: skip
def test_where_an_office_is_held(kind, institution, body, lacking):
    assert place_lacking(kind, institution=institution, body_kind=body) is lacking


def test_every_kind_of_body_says_which_offices_it_has_and_every_office_is_held_somewhere():
    assert set(OFFICES_OF) == set(Body.Kind.values)
    assert {kind for offices in OFFICES_OF.values() for kind in offices} == set(Office.Kind.values) - AT_INSTITUTION


@pytest.mark.parametrize(
    ("kind", "body", "has"),
    [
        ("president", "organ", True), ("president", "committee", False), ("secretary", "secretariat", True),
        ("secretary", "committee", True), ("secretary", "project_team", False), ("coordinator", "project_team", True), ("coordinator", "organ", False),
        ("chair", "committee", True), ("chair", "project_team", False), ("reader", "working_group", True),
        ("rector", "organ", False), ("rector", None, True),
    ],
)  # fmt: skip
def test_which_office_belongs_to_which_body(kind, body, has):
    assert body_has(kind, body) is has


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(since=DAYS, length=st.integers(0, 400), other=DAYS, other_length=st.integers(0, 400))
def test_periods_overlap_exactly_when_they_share_a_day(since, length, other, other_length):
    until, other_until = since + timedelta(length), other + timedelta(other_length)
    shared = {since + timedelta(n) for n in range(length + 1)} & {other + timedelta(n) for n in range(other_length + 1)}
    assert overlap(since, until, other, other_until) == bool(shared)
    assert overlap(since, until, other, other_until) == overlap(other, other_until, since, until)


@given(since=DAYS, other=DAYS)
def test_two_periods_without_end_always_overlap(since, other):
    assert overlap(since, None, other, None)


NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, InvitationState.OPEN),
        ({"expires_at": NOW}, InvitationState.EXPIRED),
        ({"accepted": True, "expires_at": NOW - timedelta(1)}, InvitationState.ACCEPTED),
        ({"withdrawn": True}, InvitationState.WITHDRAWN),
        ({"office_until": TODAY}, InvitationState.OPEN),
        ({"office_until": TODAY - timedelta(1)}, InvitationState.OFFICE_ENDED),
    ],
    ids=[
        "open",
        "run out to the second",
        "accepted stays accepted",
        "withdrawn",
        "open on the office's last day",
        "office over",
    ],
)
def test_what_an_invitation_is_worth(facts, state):
    given_facts = {
        "expires_at": NOW + timedelta(14),
        "accepted": False,
        "withdrawn": False,
        "office_until": None,
    } | facts
    assert invitation_state(now=NOW, today=TODAY, **given_facts) is state


def test_every_country_has_a_name_in_both_languages():
    assert len(CODES) == 250  # 249 of ISO 3166-1, and Kosovo
    for language in ("az", "en"):
        names = [country_name(code, language) for code in CODES]
        assert not CODES & set(names) and len(set(names)) == len(names)
    assert (country_name("KE", "az"), country_name("CI", "en")) == ("Keniya", "Côte d’Ivoire")
