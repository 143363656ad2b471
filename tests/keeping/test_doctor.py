"""`konfrans doctor`: what is wrong is named, with what to do about it; what is well is not called wrong."""

from __future__ import annotations

import json
import re

import pytest

from tests.keeping.places import ROOT, Place, Places
from tests.keeping.test_work_done_again import post_office

CAST = "from tests.cast import make_cast\nmake_cast()"
SERVER = {
    "KONFRANS_URL": "https://conference.example.org",
    "KONFRANS_BEHIND_PROXY": "1",
    "KONFRANS_MAIL_FROM": "secretariat@example.org",
    "KONFRANS_SECRET_KEY": "k9Zr2vQ8mX4tB7nW1pL6cH3sD5fG0jYuA-qEoRiTyU_xVbNmKlPzSaWdQ",
}


def findings(place: Place) -> tuple[int, dict[str, dict[str, str]]]:
    """Exit status, and the findings by name; of several under one name the worst."""
    done = place.run("doctor", "--json")
    assert "Traceback" not in done.stderr, done.stderr
    said = json.loads(done.stdout)
    rank = ["well", "note", "wrong"]
    found: dict[str, dict[str, str]] = {}
    for each in sorted(said["findings"], key=lambda each: rank.index(each["state"])):
        found[each["name"]] = each
    assert said["ok"] is not any(each["state"] == "wrong" for each in said["findings"])
    assert done.returncode == (0 if said["ok"] else 1)
    return done.returncode, found


def test_every_finding_that_is_not_well_has_a_remedy(place: Place):
    _status, found = findings(place)
    assert all(each["remedy"] for each in found.values() if each["state"] == "wrong")
    text = place.run("doctor").stdout
    for each in found.values():
        if each["state"] == "wrong":
            assert each["remedy"] in text
    assert re.search(r"\d+ things are wrong\.$", text.strip())


def test_a_place_without_tables_is_told_to_migrate(places: Places):
    status, found = findings(places.empty())
    assert status == 1
    assert "migrations wait" in found["database"]["found"] and found["database"]["remedy"] == "Type: konfrans migrate"
    assert "conference" not in found


def test_a_database_that_does_not_answer_is_one_finding(places: Places):
    place = places.empty()
    place.database = (
        "postgresql://nobody@127.0.0.1:9/none"
        if places.kind == "postgresql"
        else f"sqlite:///{place.home}/no/folder/x.sqlite3"
    )
    status, found = findings(place)
    assert status == 1 and "does not answer" in found["database"]["found"]


def test_a_set_up_in_order_has_nothing_wrong(place: Place):
    """Everything but the static files and languages, which belong to the checkout, and the charter, which is its own test."""
    place.more.update(SERVER)
    place.python(CAST)
    with post_office(place):
        place.run("sweep")
        place.run("backup", str(place.home / "b.zip"))
        _status, found = findings(place)
    wrong = {name for name, each in found.items() if each["state"] == "wrong"}
    assert wrong <= {"static files", "languages", "charter"}, found
    assert "up to date" in found["database"]["found"]
    assert found["mail"]["state"] == "well" and found["background work"]["state"] == "well"
    assert "b.zip" in found["backup"]["found"]
    assert found["settings"]["state"] == "well" and "for a server" in found["settings"]["found"]


@pytest.mark.parametrize(
    ("variable", "value", "name", "words"),
    [
        ("KONFRANS_URL", "http://conference.example.org", "address", "is not https"),
        ("KONFRANS_BEHIND_PROXY", "", "address", "redirects to itself"),
        ("KONFRANS_DEBUG", "1", "address", "inside of the program"),
        ("KONFRANS_MAIL", "smtp://127.0.0.1:9", "mail", "does not answer"),
        ("KONFRANS_SECRET_KEY", "short", "secret key", "shorter than 50"),
    ],
    ids=["sign-ins in the open", "no word from the proxy", "debugging on", "no mail server", "a weak key"],
)
def test_a_wrong_variable_is_found(place: Place, variable: str, value: str, name: str, words: str):
    place.more.update(SERVER | {variable: value})
    _status, found = findings(place)
    assert found[name]["state"] == "wrong" and words in found[name]["found"], found[name]


def test_letters_that_could_not_be_sent_are_found(place: Place):
    place.python(
        "from konfrans.kernel.letters import letter_write\nfrom konfrans.kernel.models import Letter\n"
        "letter_write(to='a@example.org', subject='S', text='T', language='az')\nLetter.objects.update(tries=8, state='given_up')"
    )
    _status, found = findings(place)
    assert found["letters"]["state"] == "wrong" and "konfrans sweep --retry-letters" in found["letters"]["remedy"]


def test_a_sweep_that_fails_and_one_that_never_ran_are_found(place: Place):
    _status, found = findings(place)
    assert "never ran" in found["background work"]["found"]
    place.python(
        "from konfrans.kernel import clock\nfrom konfrans.kernel.models import SweepRun\n"
        "SweepRun.objects.create(name='sessions', ended_at=clock.machine())\n"
        "SweepRun.objects.create(name='letters', ended_at=clock.machine(), error='OSError: no way out')"
    )
    done = place.run("doctor")
    assert "letters fails: OSError: no way out" in done.stdout


def test_a_file_that_is_gone_is_found(place: Place):
    place.python(
        "import io\nfrom konfrans.kernel.files import file_store, path_of\n"
        "kept = file_store(stream=io.BytesIO(b'%PDF-1.7 x'), name='a.pdf', public=False)\npath_of(kept.sha256).unlink()"
    )
    _status, found = findings(place)
    assert found["files"]["state"] == "wrong" and "1 of 1" in found["files"]["found"]


def test_a_key_that_others_can_read_is_found(place: Place):
    place.run("doctor")
    (place.home / "secret-key").chmod(0o644)
    _status, found = findings(place)
    assert found["secret key"]["remedy"] == f"Type: chmod 600 {place.home / 'secret-key'}"


@pytest.mark.parametrize("what", ["files", pytest.param("konfrans.sqlite3", marks=pytest.mark.sqlite)])
def test_data_that_others_can_read_are_found(place: Place, what: str):
    place.python(
        "import os\nos.umask(0o077)\nimport io\nfrom konfrans.kernel.files import file_store\n"
        "file_store(stream=io.BytesIO(b'%PDF-1.7 x'), name='a.pdf', public=False)"
    )
    _status, found = findings(place)
    assert found["privacy"]["state"] == "well", found["privacy"]
    (place.home / what).chmod(0o750 if what == "files" else 0o640)
    _status, found = findings(place)
    assert found["privacy"]["state"] == "wrong"
    assert found["privacy"]["remedy"] == f"Type: chmod -R go= {place.home / what}"


def test_what_commands_and_a_server_make_is_for_their_owner_alone(places: Places):
    place = places.empty()
    place.home.rmdir()
    assert place.run("migrate").returncode == 0
    with place.serve():
        made = [path for path in (place.home, *place.home.rglob("*")) if path.suffix != ".log"]
        assert len(made) > 1 and not [path for path in made if path.stat().st_mode & 0o077]


def test_djangos_own_checks_for_a_server_find_nothing(place: Place):
    place.more.update(SERVER)
    done = place.run("manage", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_server_sends_the_headers_that_keep_a_reader_safe(place: Place):
    place.more.update(SERVER)
    place.python(CAST)
    with place.serve() as serving:
        said = "Host: conference.example.org\nConnection: close"
        plain = serving.request(f"GET /en/accounts/login/ HTTP/1.1\n{said}")
        assert (
            plain.startswith("HTTP/1.1 301")
            and "location: https://conference.example.org/en/accounts/login/" in plain.lower()
        )
        page = serving.request(
            f"GET /en/accounts/login/ HTTP/1.1\n{said}\nX-Forwarded-Proto: https\nX-Forwarded-For: 198.51.100.7"
        )
        stranger = serving.request(
            "GET /en/ HTTP/1.1\nHost: evil.example.net\nConnection: close\nX-Forwarded-Proto: https"
        )
        health = serving.get("/health/")
    head = page.partition("\r\n\r\n")[0].lower()
    assert head.startswith("http/1.1 200"), page
    policy = re.search(r"content-security-policy: (.*)", head)
    assert (
        policy
        and "unsafe" not in policy[1]
        and "default-src 'none'" in policy[1]
        and "frame-ancestors 'none'" in policy[1]
    )
    assert "strict-transport-security: max-age=31536000; includesubdomains; preload" in head
    for line in (
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: same-origin",
        "cross-origin-opener-policy: same-origin",
    ):
        assert line in head
    cookies = re.findall(r"set-cookie: (.*)", head)
    assert cookies and all(
        "secure" in cookie and "httponly" in cookie and "samesite=lax" in cookie for cookie in cookies
    )
    assert "server:" not in head
    assert stranger.startswith("HTTP/1.1 400")
    assert health.startswith("HTTP/1.1 200"), "the health of the process is asked without TLS, from the machine itself"


def test_every_variable_that_is_read_is_in_the_operators_guide():
    read = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(re.findall(r"(?:environ(?:\.get)?[(\[]|_flag\()\s*\"(KONFRANS_\w+)\"", path.read_text()))
    told = set(re.findall(r"^\| `(KONFRANS_\w+)`", (ROOT / "docs" / "operator.md").read_text(), re.MULTILINE))
    assert len(read) > 10 and read == told


def test_every_command_that_the_operators_guide_types_exists():
    from konfrans.cli.main import every_command

    text = (ROOT / "docs" / "operator.md").read_text()
    typed = set(re.findall(r"konfrans ((?:[a-z]+ )?[a-z]+)(?=[ `\n.,;:)])", text))
    names = set(every_command())
    groups = {name.split()[0] for name in names if " " in name}
    for words in typed:
        first, _, second = words.partition(" ")
        if first in groups:
            assert words in names, words
        elif first in names:
            continue
        else:
            assert not second and first in {"konfrans"}, words
