"""The conference itself: what the pages say of it, changed by the secretariat."""

from __future__ import annotations

import json

import pytest
import typer

from konfrans.cli import conference as command
from konfrans.kernel.acts import Actor
from konfrans.kernel.conference import conference, conference_change
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference, JournalEntry
from konfrans.kernel.refusals import Refused
from tests.people.conftest import acts

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("operator")
PAGE = "/en/desk/conference/"
SENT = {
    "name_az": "Rektorlar Konfransı", "name_en": "Conference of Rectors", "short_name": "CR", "lead_az": "Rektorların evi.",
    "lead_en": "The house of rectors.", "seat_az": "Gəncə", "seat_en": "Ganja", "address_az": "Gəncə şəhəri", "address_en": "Ganja city",
    "mail": "office@example.org", "funding_note_az": "", "funding_note_en": "",
}  # fmt: skip


def test_the_secretariat_changes_what_the_pages_say_of_the_conference(client, cast):
    client.force_login(cast.secretary)
    assert PAGE in client.get("/en/desk/").content.decode()
    assert 'value="secretariat@example.org"' in client.get(PAGE).content.decode()
    assert client.post(PAGE, SENT).status_code == 302
    public = client.get("/en/conference/").content.decode()
    for words in ("Conference of Rectors", "CR", "The house of rectors.", "Ganja", "Ganja city", "office@example.org"):
        assert words in public
    entry = json.loads(JournalEntry.objects.latest("number").body)
    assert entry["act"] == "conference_change" and entry["object"] == {"type": "conference", "key": "caur"}
    assert entry["facts"]["changes"]["mail"] == {"old": "secretariat@example.org", "new": "office@example.org"}
    assert set(entry["facts"]["changes"]) == {"name", "short_name", "lead", "seat", "address", "mail"}
    assert "Facts of the Conference changed" in client.get("/en/desk/journal/").content.decode()
    assert "Konfrans haqqında məlumat dəyişdirilib" in client.get("/az/desk/journal/").content.decode()


def test_without_a_difference_nothing_is_written(cast):
    before = acts()
    conference_change(actor=OPERATOR, mail=conference().mail, name=conference().name)
    assert acts() == before


@pytest.mark.parametrize("change", [{"name_az": ""}, {"mail": ""}, {"mail": "nobody"}, {"short_name": "x" * 21}])
def test_a_conference_keeps_name_and_address(client, cast, change):
    client.force_login(cast.secretary)
    assert client.post(PAGE, SENT | change).status_code == 422
    assert conference().mail == "secretariat@example.org"


def test_services_refuse_what_a_conference_cannot_be_without(cast):
    for change, code in (
        ({"name": Localised.of(az="Ad")}, "conference_name_missing"),
        ({"mail": ""}, "conference_mail_missing"),
    ):
        with pytest.raises(Refused) as refused:
            conference_change(actor=OPERATOR, **change)
        assert refused.value.code == code
    with pytest.raises(TypeError, match="country"):
        conference_change(actor=OPERATOR, country="LT")
    Conference.objects.all().delete()
    with pytest.raises(Refused) as refused:
        conference_change(actor=OPERATOR, mail="office@example.org")
    assert refused.value.code == "conference_not_founded"


def test_only_the_secretariat_changes_it(client, cast):
    client.force_login(cast.rector)
    assert client.post(PAGE, SENT).status_code == 403


@pytest.mark.parametrize("language", ["en", "az"])
def test_a_conference_without_its_texts_has_a_whole_foot(client, cast, language):
    empty = Localised()
    conference_change(actor=OPERATOR, lead=empty, seat=empty, address=empty, funding_note=empty)
    page = client.get(f"/{language}/").content.decode()
    foot = page[page.index('<footer class="foot">') :]
    assert "<p>secretariat@example.org</p>" in foot and "Erasmus+" not in foot


def test_the_operator_may_say_more_of_the_conference_when_founding_it(db):
    command.found(
        name=["az=Konfrans", "en=Conference"], country="AZ", mail="office@example.org", key="caur", short_name="CR",
        lead=["az=Rektorların evi.", "en=The house of rectors."], seat=["az=Bakı", "en=Baku"],
    )  # fmt: skip
    there = conference()
    assert (there.short_name, there.lead.texts["en"], there.seat.texts["az"]) == ("CR", "The house of rectors.", "Bakı")
    assert not there.address


def test_a_text_of_the_conference_is_given_in_each_language_or_not_at_all(db, capsys):
    with pytest.raises(typer.Exit):
        command.found(
            name=["az=Konfrans", "en=Conference"], country="AZ", mail="office@example.org", key="caur", seat=["en=Baku"]
        )
    assert "--seat 'az=…'" in capsys.readouterr().err
    assert not Conference.objects.exists()
