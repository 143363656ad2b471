"""All that is held about a person comes out, and what is erased stays erased, while the record still verifies."""

from __future__ import annotations

import json
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.template import Context, Template
from django.utils.translation import override

from konfrans.cli import people as commands
from konfrans.kernel import clock, journal
from konfrans.kernel.acts import Actor
from konfrans.kernel.letters import letter_write, letters_send
from konfrans.kernel.models import Letter, NameCommitment
from konfrans.kernel.refusals import Refused
from konfrans.people import registries, selectors, services
from konfrans.people.models import Account, Invitation, Office, Person
from konfrans.people.selectors import heads_on, holdings, persons_by_commitment, standing_of, subject_of
from tests.people.conftest import acts, code_of

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("operator")
DAY = date(2026, 11, 25)


def run(command, *arguments, **options):
    """Run a command; gives its exit status."""
    import typer

    try:
        command(*arguments, **options)
    except typer.Exit as left:
        return left.exit_code
    return 0


@pytest.fixture
def today():
    with clock.standing_at(DAY):
        yield


def test_everything_held_comes_out(today, cast):
    person = cast.chair.person
    services.person_change(
        actor=standing_of(cast.secretary.pk).actor(), person=person, given="Leyla", surname="Əhmədova"
    )
    letter_write(
        to="Chair@Example.org",
        subject="Notice",
        text=f"Come: https://konfrans.example.org/en/consent/{'s3cret' * 7}/",
        language="en",
    )
    held = holdings(subject_of(person.key))
    assert held["person"]["surname"] == "Əhmədova" and held["person"]["key"] == person.key
    assert [n["name"] for n in held["names"]] == ["Leyla Məmmədova", "Leyla Əhmədova"]
    assert held["offices"] == [
        {"kind": "chair", "institution": "adpu", "body": "science", "since": date(2026, 1, 1), "until": None}
    ]
    assert held["account"]["email"] == "chair@example.org" and held["account"]["has_password"] is False
    assert [row["subject"] for row in held["letters"]] == ["Notice"]
    assert held["letters"][0]["text"] == "Come: https://konfrans.example.org/en/consent/…/", "the file opens no page"
    assert [entry["entry"]["act"] for entry in held["journal"]] == [
        "person_create",
        "account_create",
        "office_begin",
        "person_change",
    ]
    assert held == holdings(subject_of("Chair@example.org"))


def test_the_export_holds_nothing_of_another_person(cast, today):
    text = json.dumps(holdings(subject_of(cast.chair.person.key)), default=str)
    for other in (cast.rector, cast.secretary):
        assert other.email not in text and other.person.key not in text and other.person.full_name not in text


def test_an_address_that_only_an_invitation_knows_is_found(cast, today):
    services.office_invite(
        actor=OPERATOR,
        email="x@example.org",
        language="az",
        kind="member",
        since=DAY,
        body=cast.committee,
        given="A",
        surname="B",
    )
    held = holdings(subject_of("X@example.org"))
    assert (
        held["person"]["surname"] == "B"
        and held["account"] is None
        and len(held["invitations"]) == 1
        and len(held["letters"]) == 1
    )


def test_an_invited_person_without_an_account_is_erased_by_address_and_several_are_told_apart(cast, today, capsys):
    def invite(given):
        return services.office_invite(
            actor=OPERATOR, email="x@example.org", language="az", kind="member", since=DAY, body=cast.committee, given=given,
            surname="B",
        )  # fmt: skip

    first, second = (invite(given).invitation.office.person for given in ("A", "C"))
    with pytest.raises(Refused, match=f"Several persons.*{first.key}"):
        subject_of("x@example.org")
    assert run(commands.erase, second.key, yes=True) == 0
    assert subject_of("X@Example.org").person == first.key
    assert run(commands.erase, "X@example.org", yes=True) == 0
    first.refresh_from_db()
    assert first.erased_on == DAY and not Invitation.objects.exists()


@pytest.mark.parametrize("asked", ["nobody@example.org", "0" * 32, "", "' OR 1=1"])
def test_who_is_not_known_is_said(cast, asked):
    with pytest.raises(Refused, match="Nobody is known"):
        subject_of(asked)


def test_what_other_domains_hold_is_asked_of_them(cast, today, monkeypatch):
    asked = []
    holding = registries.PersonalData(
        find=lambda subject: 2, export=lambda subject: {"answers": 2}, erase=lambda subject: asked.append(subject) or 2
    )
    monkeypatch.setitem(registries.personal_data._functions, "test", lambda: holding)
    person = cast.chair.person
    assert holdings(subject_of(person.key))["other_domains"]["test"] == {"answers": 2}
    gone = services.person_erase(actor=OPERATOR, person=person)
    assert gone["test"] == 2 and asked == [registries.Subject(person.key, ("chair@example.org",))]


def test_erasing_deletes_the_name_everywhere_and_the_record_still_verifies(client, cast, today):
    person, key = cast.chair.person, cast.chair.person.key
    invited = services.office_invite(
        actor=OPERATOR,
        email="chair@example.org",
        language="az",
        kind="member",
        since=DAY,
        body=cast.assembly,
        person=person,
    )
    letters_send()
    services.invitation_code_send(invitation=invited.invitation)
    services.invitation_accept(invitation=selectors.invitation(invited.invitation.pk), code=code_of(mail.outbox[1]))
    client.force_login(cast.chair)
    client.get("/en/desk/account/")
    commitments = set(NameCommitment.objects.filter(person_key=key).values_list("commitment", flat=True))
    anchor = journal.anchor()

    gone = services.person_erase(actor=OPERATOR, person=person)

    assert (
        gone["names"] == 1
        and gone["accounts"] == 1
        and gone["letters"] == 1
        and gone["invitations"] == 1
        and gone["sessions"] == 1
    )
    person = Person.objects.get(key=key)
    assert person.full_name == "" and person.sort_key == "" and person.erased_on == DAY
    assert (
        not Account.objects.filter(email="chair@example.org").exists()
        and not EmailAddress.objects.filter(email="chair@example.org").exists()
    )
    assert not Letter.objects.filter(to="chair@example.org").exists() and not Invitation.objects.exists()
    assert "_auth_user_id" not in str([s.get_decoded() for s in Session.objects.all()])
    rows = NameCommitment.objects.filter(person_key=key)
    assert {r.commitment for r in rows} == commitments
    assert {(r.name, r.salt, r.erased_on) for r in rows} == {("", "", DAY)}
    checked = journal.verify(anchor)
    assert checked.fault is None and checked.erased_names == 1 and acts()[-1] == "person_erase"
    assert client.get("/en/desk/account/").status_code == 302


def test_nothing_in_the_database_holds_the_erased_name_any_more(cast, today):
    services.person_erase(actor=OPERATOR, person=cast.chair.person)
    from django.apps import apps
    from django.db.models import CharField, EmailField, JSONField, TextField

    for model in apps.get_models():
        texts = [f.name for f in model._meta.fields if isinstance(f, (CharField, TextField, EmailField, JSONField))]
        for row in model._default_manager.values_list(*texts) if texts else ():
            assert "Məmmədova" not in str(row) and "chair@example.org" not in str(row), (model, row)


def test_offices_in_force_end_with_the_day_and_rosters_by_date_stay(cast, today):
    person = cast.rector.person
    coming = services.office_begin(
        actor=OPERATOR, kind="member", person=person, body=cast.committee, since=date(2027, 1, 1)
    )
    services.person_erase(actor=OPERATOR, person=person)
    assert not Office.objects.filter(pk=coming.pk).exists()
    assert heads_on(["bbu"], DAY)["bbu"].person.erased_on == DAY
    assert heads_on(["bbu"], date(2026, 11, 26)) == {}
    services.office_begin(
        actor=OPERATOR, kind="rector", person=cast.stranger.person, institution=cast.bbu, since=date(2026, 11, 26)
    )


def test_an_erased_person_takes_no_office_and_no_name_and_is_erased_once(cast, today):
    person = cast.chair.person
    services.person_erase(actor=OPERATOR, person=person)
    for act in (
        lambda: services.person_erase(actor=OPERATOR, person=person),
        lambda: services.person_change(actor=OPERATOR, person=person, given="A", surname="B"),
        lambda: services.office_begin(actor=OPERATOR, kind="chair", person=person, body=cast.committee, since=DAY),
    ):
        with pytest.raises(Refused, match="erased"):
            act()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "name erased at the person&#x27;s request, 25 November 2026"),
        ("az", "ad şəxsin müraciəti əsasında silinib, 25 noyabr 2026"),
    ],
)
def test_pages_then_say_that_the_name_was_erased(secretary, cast, today, language, sentence):
    person, key = cast.chair.person, cast.chair.person.key
    commitment = NameCommitment.objects.get(person_key=key).commitment
    services.person_erase(actor=OPERATOR, person=person)
    for page in (
        f"/{language}/desk/people/",
        f"/{language}/desk/people/{key}/",
        f"/{language}/desk/bodies/science/change/",
        f"/{language}/desk/journal/",
    ):
        text = secretary.get(page).content.decode().replace("\u00a0", " ")
        assert sentence in text and "Məmmədova" not in text, page
    with override(language):
        shown = persons_by_commitment([commitment])[commitment]
        drawn = Template("{% load people %}{% person p %}").render(Context({"p": shown})).replace("\u00a0", " ")
    assert sentence in drawn and shown.key == key


def test_a_sample_person_is_marked_and_a_real_one_is_not(cast):
    with override("en"):
        tag = Template("{% load people %}{% person p %}|{% person p short=True %}")
        assert tag.render(Context({"p": cast.chair.person})).startswith(
            'Leyla Məmmədova <span class="sample">(sample)</span>|L. Məmmədova'
        )
        Person.objects.update(sample=False, surname="<b>O'Neill</b>")
        cast.chair.person.refresh_from_db()
        assert (
            tag.render(Context({"p": cast.chair.person}))
            == "Leyla &lt;b&gt;O&#x27;Neill&lt;/b&gt;|L. &lt;b&gt;O&#x27;Neill&lt;/b&gt;"
        )
        assert tag.render(Context({"p": None})) == "|"


# Commands ---------------------------------------------------------------------------------------------------------------


def test_person_export_prints_or_writes_for_its_owner_alone_and_never_over_a_file(cast, capsys, tmp_path):
    assert run(commands.export, "chair@example.org") == 0
    assert json.loads(capsys.readouterr().out)["person"]["given"] == "Leyla"
    out = tmp_path / "person.json"
    assert run(commands.export, "chair@example.org", out=out) == 0
    assert json.loads(out.read_text())["account"]["email"] == "chair@example.org" and out.stat().st_mode & 0o077 == 0
    assert run(commands.export, "chair@example.org", out=out) == 2
    assert "is there already" in capsys.readouterr().err
    assert run(commands.export, "nobody@example.org") == 2


def test_person_erase_asks_for_yes_and_says_whom(cast, capsys):
    key = cast.chair.person.key
    assert run(commands.erase, key) == 2
    said = capsys.readouterr().err
    assert "Leyla Məmmədova" in said and f"konfrans person erase {key} --yes" in said
    assert Person.objects.get(key=key).erased_on is None
    assert run(commands.erase, "chair@example.org", yes=True) == 0
    assert "names: 1" in capsys.readouterr().out and Person.objects.get(key=key).erased_on
    assert run(commands.erase, key, yes=True) == 2
    assert "erased at the person's request" in capsys.readouterr().err


def test_the_first_secretary_is_invited_from_the_command_line(db, capsys, client):
    assert run(commands.invite_secretary, "first@example.org", name="Oqtay Sabir oğlu Əsədov", lang="az") == 0
    address = capsys.readouterr().out.strip().splitlines()[-1]
    person = Person.objects.get()
    assert (person.given, person.father, person.patronymic, person.surname) == ("Oqtay", "Sabir", "oğlu", "Əsədov")
    office = Office.objects.get()
    assert (office.kind, office.body.kind, office.body.name.given("az")) == ("secretary", "secretariat", "Katiblik")
    letter = Letter.objects.get(to="first@example.org")
    assert address in letter.text and letter.language == "az"
    path = "/" + address.split("/", 3)[3]
    client.post(path)
    client.post(path + "code/", {"code": code_of(mail.outbox[0])})
    assert standing_of(Account.objects.get().pk).is_secretariat


def test_inviting_the_same_secretary_again_sends_a_new_link_and_makes_no_second_person(db, capsys, client):
    addresses = []
    for name in ("Oqtay Əsədov", "Oktay Asadov"):
        assert run(commands.invite_secretary, " First@example.org", name=name, lang="az") == 0
        said = capsys.readouterr().out
        assert "Invited: Oqtay Əsədov, secretary from" in said
        addresses.append("/" + said.strip().splitlines()[-1].split("/", 3)[3])
    assert (Person.objects.count(), Office.objects.count(), Letter.objects.count()) == (1, 1, 1)
    assert [client.get(path).status_code for path in addresses] == [410, 200]
    client.post(addresses[1])
    client.post(addresses[1] + "code/", {"code": code_of(mail.outbox[0])})
    assert standing_of(Account.objects.get().pk).is_secretariat
    # Who has answered is not invited once more.
    assert run(commands.invite_secretary, "first@example.org", name="Oqtay Əsədov", lang="az") == 2
    assert "Oqtay Əsədov" in capsys.readouterr().err and Person.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "name", "lang", "words"),
    [
        ("no-address", "A B", "az", "no e-mail address"),
        ("a@example.org", "Madonna", "az", "no whole name"),
        ("a@example.org", "A B", "de", "does not write letters"),
    ],
)
def test_a_wrong_invitation_of_a_secretary_is_refused_and_nothing_is_written(db, capsys, email, name, lang, words):
    assert run(commands.invite_secretary, email, name=name, lang=lang) == 2
    assert words in capsys.readouterr().err and not acts() and not Person.objects.exists()
