"""The founding itself: all of it or nothing, once; and what stands in the home until then."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from konfrans.founding import selectors, services
from konfrans.founding.services import founding
from konfrans.kernel import journal
from konfrans.kernel.conference import conference
from konfrans.kernel.refusals import Refused
from konfrans.membership.selectors import members_on
from konfrans.statutes.selectors import version_on
from tests.founding.conftest import ANSWERS, SHEET


def told(task: str, capsys: Any, **other: Any) -> dict[str, Any]:
    services.answers_keep({**ANSWERS, **other})
    capsys.readouterr()
    call_command("found_apart", task)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_token_and_the_answers_are_for_the_owner_alone(home: Path) -> None:
    token = services.token_make()
    assert len(token) >= 43 and services.token_make() == token == selectors.kept_token()
    services.answers_keep(ANSWERS)
    services.file_keep("members", SHEET.encode())
    assert stat.S_IMODE((home / "start").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (home / "start").iterdir()} == {0o600}
    services.file_keep("members", None)
    assert selectors.as_given(selectors.answered()).members is None
    services.answers_discard(home)
    assert not (home / "start").exists() and not selectors.awaited() and selectors.answered() == {}
    services.answers_discard(home)


def test_only_the_whole_token_fits(home: Path, token: str) -> None:
    assert selectors.token_fits(token)
    for wrong in ("", token[:-1], f"{token}x", token.swapcase(), "ə"):
        assert not selectors.token_fits(wrong)
    (home / "start" / "token").write_text("")
    assert not selectors.token_fits("")


def test_the_look_writes_nothing(db: None, token: str, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("konfrans.founding.management.commands.found_apart.server_fault", lambda: "no answer")
    services.file_keep("members", SHEET.encode())
    found = told("look", capsys)
    assert [row["names"]["en"] for row in found["rows"]] == ["University 1 (sample)"]
    assert found["charter"]["name"].startswith("sc-charter") and not found["lines"] and found["mail"] == "no answer"
    assert conference().pk is None and selectors.awaited()


def test_the_founding_enters_all_of_it(db: None, home: Path, token: str, capsys: Any) -> None:
    from datetime import date

    from konfrans.kernel.models import Letter

    services.file_keep("members", SHEET.encode())
    found = told("found", capsys)
    assert found["done"] and "/az/invitations/" in found["link"]
    assert (conference().key, conference().short_name, conference().authentic_language) == ("sc", "SC", "az")
    assert version_on(date(2026, 1, 15)) and len(members_on(date(2026, 1, 15))) == 1
    [letter] = Letter.objects.all()
    assert letter.to == "secretary@example.org" and found["link"] in letter.text and letter.language == "az"
    assert 'languages = ["az", "en"]' in (home / "conference.toml").read_text()
    assert not (home / "start").exists()
    assert journal.verify().fault is None


CHARTERS = sorted((Path(__file__).parents[2] / "charters").glob("*.toml"))


@pytest.mark.parametrize("file", CHARTERS, ids=lambda one: one.stem)
def test_with_every_model_charter_the_look_finds_what_the_founding_finds(
    db: None, home: Path, token: str, capsys: Any, file: Path
) -> None:
    from datetime import date

    from konfrans.membership.selectors import founded_by_charter
    from konfrans.people.models import Body, Office

    services.file_keep("charter.toml", file.read_bytes())
    looked = told("look", capsys, charter="file")
    assert not looked["lines"] and not looked.get("refused")
    assert conference().pk is None and selectors.awaited() and not (home / "conference.toml").exists()
    assert told("found", capsys, charter="file")["done"]
    [secretariat] = Body.objects.filter(kind="secretariat")
    assert Office.objects.get(kind="secretary").body == secretariat and secretariat.key == "secretariat"
    assert not founded_by_charter(date(2026, 1, 15)).organs


def test_a_secretariat_that_was_entered_before_its_charter_is_in_force_is_taken_as_it_is(
    db: None, home: Path, token: str, capsys: Any
) -> None:
    from datetime import date

    from konfrans.kernel import clock
    from konfrans.kernel.acts import Actor
    from konfrans.membership.services import charter_bodies_enter
    from konfrans.people.models import Body

    [file] = [one for one in CHARTERS if one.stem == "azerbaijan-draft"]
    services.file_keep("charter.toml", file.read_bytes())
    later = date(clock.today().year + 1, 1, 15)
    assert told("found", capsys, charter="file", since=later.isoformat())["done"]
    charter_bodies_enter(actor=Actor.system("operator"), on=later)
    assert Body.objects.get(key="secretariat").kind == "secretariat" and Body.objects.filter(kind="organ").exists()


def test_the_look_says_what_would_refuse_the_founding(
    db: None, home: Path, token: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(**facts: Any) -> None:
        raise Refused("language_unknown", language="xx")

    monkeypatch.setattr(founding, "secretary_invite", refuses)
    looked = told("look", capsys)
    assert looked["refused"] and conference().pk is None


def test_a_secretariat_is_invited_where_another_body_has_its_key(db: None, home: Path, token: str, capsys: Any) -> None:
    from konfrans.kernel.acts import Actor
    from konfrans.kernel.localised import Localised
    from konfrans.people.models import Body
    from konfrans.people.services import body_create, secretary_invite

    actor = Actor.system("operator")
    body_create(actor=actor, key="secretariat", kind="organ", name=Localised.of(en="Secretariat"))
    invited = secretary_invite(
        actor=actor, email="a@example.org", language="en", since=founding.clock.today(), given="Sevda", surname="Nümunə"
    )
    assert invited.invitation.office.body == Body.objects.get(kind="secretariat")
    assert invited.invitation.office.body.key == "secretariat-2"


def test_a_second_founding_is_refused(db: None, home: Path, token: str, capsys: Any) -> None:
    assert told("found", capsys)["done"]
    again = told("found", capsys, names={"az": "Başqa", "en": "Another"})
    assert not again.get("done") and "runs a conference already" in again["refused"]
    assert conference().name.given("en") == "Sample Conference"


@pytest.mark.parametrize("kept", [None, b"languages = []\n"])
@pytest.mark.parametrize("error", [Refused("secretary_broke"), OSError("disk"), KeyboardInterrupt()])
def test_a_founding_that_fails_leaves_nothing(
    db: None, home: Path, token: str, monkeypatch: pytest.MonkeyPatch, kept: bytes | None, error: BaseException
) -> None:
    from konfrans.founding.rules import dated, looked_at
    from konfrans.kernel import clock
    from konfrans.kernel.models import JournalEntry, Letter

    def fails(*args: Any, **facts: Any) -> None:
        (home / "conference.toml").write_text("half")
        raise error

    if kept is not None:
        (home / "conference.toml").write_bytes(kept)
    monkeypatch.setattr(founding.chosen, "keep", fails)
    services.answers_keep(ANSWERS)
    services.file_keep("members", SHEET.encode())
    facts = dated(looked_at(selectors.as_given(selectors.answered())), clock.today())
    charter = selectors.charter_of(facts.charter, facts.key)
    rows = selectors.rows_of(home / "start" / "members", charter, "AZ")
    with pytest.raises(type(error)):
        services.found(services.Founded(facts, charter, rows), home)
    assert conference().pk is None and version_on(clock.today()) is None and not members_on(clock.today())
    assert not JournalEntry.objects.exists() and not Letter.objects.exists()
    file = home / "conference.toml"
    assert (file.read_bytes() if file.exists() else None) == kept
    assert selectors.kept_token() == token and selectors.answered()["mail"] == "office@example.org"


def test_what_is_wrong_in_the_files_is_told_line_by_line(db: None, token: str, capsys: Any) -> None:
    services.file_keep("charter.toml", b'key = "a"\nversion = 3\n')
    services.file_keep("members", b"name_az,website\n,nowhere\n")
    found = told("found", capsys, charter="file")
    assert any("line 2" in line["text"] and line["remedy"] for line in found["lines"]["charter"])
    assert not found.get("done") and conference().pk is None
    found = told("look", capsys)
    told_of = {(line["row"], line["column"]) for line in found["lines"]["members"]}
    assert told_of == {(2, "name_az"), (2, "website")}


def test_a_process_that_ends_without_an_answer_is_told_apart(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from konfrans.founding.services import apart

    monkeypatch.setattr(apart, "COMMAND", "no_such_command")
    with pytest.raises(apart.Unfinished):
        apart.look(selectors.as_given(ANSWERS))
