"""What an answer has to be like, and what is said of one that cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from konfrans.founding.messages import FAULTS, in_english
from konfrans.founding.rules import (
    Answers,
    Fault,
    Wrong,
    dated,
    looked_at,
    told_otherwise,
    usual_zone,
    zones_of,
)


def answers(**other: object) -> Answers:
    usual: dict[str, object] = {
        "languages": "lt,en", "names": ["lt=Konferencija", "en=Conference"], "country": "LT", "time_zone": "Europe/Vilnius",
        "mail": "office@example.org", "charter": "starter-association",
    }  # fmt: skip
    return Answers(**{**usual, **other})  # type: ignore[arg-type]


def faults(given: Answers) -> set[tuple[str, str]]:
    with pytest.raises(Wrong) as wrong:
        looked_at(given)
    assert all(in_english(fault) for fault in wrong.value.faults)
    return {(fault.field, fault.code) for fault in wrong.value.faults}


def test_answers_that_can_be_used_are_facts() -> None:
    facts = looked_at(answers(secretary="A@Example.org", secretary_name="Ad Ata Soyad"))
    assert (facts.choice.languages, facts.choice.fallback, facts.key) == (("lt", "en"), "en", "conference")
    assert facts.secretary == "a@example.org" and facts.secretary_name == {"given": "Ad Ata", "surname": "Soyad"}
    assert dated(facts, date(2026, 3, 1)).since == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"languages": "english"}, ("languages", "languages_unknown")),
        ({"languages": "lt,lt"}, ("languages", "languages_twice")),
        ({"time_zone": "Vilnius"}, ("time_zone", "zone_unknown")),
        ({"names": ["lt=Konferencija"]}, ("names", "text_missing")),
        ({"names": ["lt=K", "en=C", "de=K"]}, ("names", "text_strange")),
        ({"names": ["lt=K", f"en={'C' * 201}"]}, ("names", "text_too_long")),
        ({"seats": ["de=Wilna"]}, ("seats", "text_strange")),
        ({"short_name": "S" * 21}, ("short_name", "short_too_long")),
        ({"country": "Lithuania"}, ("country", "country_unknown")),
        ({"mail": "nobody"}, ("mail", "mail_shape")),
        ({"since": "tomorrow"}, ("since", "day_shape")),
        ({"key": "A key"}, ("key", "key_shape")),
        ({"secretary": "nobody", "secretary_name": "Ad Soyad"}, ("secretary", "mail_shape")),
        ({"secretary": "a@example.org"}, ("secretary_name", "whole_name")),
        ({"members": Path("m.csv"), "charter": ""}, ("members", "members_without_charter")),
    ],
)  # fmt: skip
def test_every_fault_names_its_answer(other: dict[str, object], found: tuple[str, str]) -> None:
    assert found in faults(answers(**other))


def test_all_faults_are_told_at_once() -> None:
    assert {name for name, _code in faults(answers(country="x", mail="x", short_name="x" * 30))} >= {"country", "mail", "short_name"}  # fmt: skip


def test_members_are_not_admitted_before_the_charter_is_in_force() -> None:
    facts = looked_at(answers(members=Path("m.csv"), since="2026-03-02"))
    with pytest.raises(Wrong, match="members_too_early"):
        dated(facts, date(2026, 3, 1))
    assert dated(facts, date(2026, 3, 2)).members == Path("m.csv")


def test_what_the_environment_settles_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONFRANS_TIME_ZONE", "Asia/Baku")
    assert told_otherwise("KONFRANS_TIME_ZONE", "Europe/Vilnius") == "Asia/Baku"
    assert ("time_zone", "told_otherwise") in faults(answers())
    assert told_otherwise("KONFRANS_TIME_ZONE", "Asia/Baku") == ""


def test_a_country_has_its_usual_zone() -> None:
    assert [usual_zone(code) for code in ("AZ", "LT", "GE", "XX")] == ["Asia/Baku", "Europe/Vilnius", "Asia/Tbilisi", ""]  # fmt: skip
    assert "America/New_York" in zones_of("US") and usual_zone("US") in zones_of("US")


def test_every_sentence_can_be_said_in_both_languages() -> None:
    from django.utils.translation import override

    from konfrans.founding.messages import in_words

    filled = dict.fromkeys(("reason", "given", "variable", "told", "languages", "language", "most", "since"), "x")
    for code in FAULTS:
        with override("az"):
            said = in_words(Fault("x", code, filled))
        assert said != in_english(Fault("x", code, filled)), code
