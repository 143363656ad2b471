"""Letters of an older version and of a backup: brought over with what is known of them, and none sent a second time."""

from __future__ import annotations

import json

from tests.keeping.places import Place, Places

WRITE_OLD = """
import json
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", "kernel", "0002_journal_guard", verbosity=0)
old = MigrationExecutor(connection).loader.project_state([("kernel", "0002_journal_guard")]).apps.get_model("kernel", "Letter")
at = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)
def letter(to, **more):
    old.objects.create(to=to + "@example.org", subject="S", text="T", language="az", written_at=at, **more)
letter("sent", sent_at=at)
letter("waiting")
letter("tried", tries=3, next_try_at=at, last_error="nobody answers")
letter("given-up", tries=8, last_error="nobody answers")
letter("restored", tries=8, last_error="held by konfrans restore")
"""
READ = """
import json
from konfrans.kernel.models import Letter
print(json.dumps({l.to.split("@")[0]: [l.state, l.message_id] for l in Letter.objects.all()}))
"""


def states(place: Place) -> dict[str, str]:
    return {to: state for to, (state, _identity) in json.loads(place.python(READ)).items()}


def test_letters_of_an_older_version_are_brought_over(place: Place):
    place.python(WRITE_OLD)
    assert place.run("migrate").returncode == 0
    assert states(place) == {
        "sent": "sent", "waiting": "waiting", "tried": "waiting", "given-up": "given_up", "restored": "held",
    }  # fmt: skip
    identities = {identity for _state, identity in json.loads(place.python(READ)).values()}
    assert len(identities) == 5 and any(each.endswith(".20261125120000123456@localhost>") for each in identities)


def test_what_an_older_backup_had_waiting_is_held_in_its_own_columns(place: Place):
    place.python(WRITE_OLD + "from konfrans.kernel.backup.restoring import _hold_letters\nprint(_hold_letters(old))")
    assert place.run("migrate").returncode == 0
    found = states(place)
    assert found["waiting"] == found["tried"] == found["restored"] == "held" and found["given-up"] == "given_up"


IN_EVERY_STATE = """
from konfrans.kernel import clock
from konfrans.kernel.letters import letter_write
from konfrans.kernel.models import Letter
at = clock.machine()
for state, noted in {
    "waiting": {}, "held": {}, "sent": {"sent_at": at}, "uncertain": {"handed_at": at}, "bounced": {"sent_at": at},
    "claimed": {"claim": "x", "claimed_at": at},
}.items():
    made = letter_write(to=state + "@example.org", subject="S", text="T", language="az")
    Letter.objects.filter(pk=made.pk).update(state=state, **noted)
made = letter_write(to="handed@example.org", subject="S", text="T", language="az")
Letter.objects.filter(pk=made.pk).update(state="claimed", claim="x", claimed_at=at, handed_at=at)
"""


def test_a_restored_backup_sends_nothing_that_may_have_left(place: Place, places: Places):
    place.python(IN_EVERY_STATE)
    file = place.home / "backup.zip"
    assert place.run("backup", str(file)).returncode == 0
    there = places.empty()
    done = there.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert there.run("sweep").returncode == 0
    assert states(there) == {
        "waiting": "held", "held": "held", "sent": "sent", "uncertain": "uncertain", "bounced": "bounced", "claimed": "held",
        "handed": "uncertain",
    }  # fmt: skip


def test_doctor_counts_what_did_not_arrive(place: Place):
    place.python(IN_EVERY_STATE)
    done = place.run("doctor", "--json")
    (found,) = [each for each in json.loads(done.stdout)["findings"] if each["name"] == "letters"]
    assert found["state"] == "wrong" and found["found"] == "1 uncertain, 1 came back; 3 wait"
    assert "konfrans mail list" in found["remedy"]


def test_mail_is_a_command_of_the_program(place: Place):
    place.python(IN_EVERY_STATE)
    done = place.run("mail", "list", "--state", "uncertain,bounced", "--json")
    assert done.returncode == 0 and {row["state"] for row in json.loads(done.stdout)} == {"uncertain", "bounced"}
    assert place.run("mail", "list", "--state", "gone").returncode == 2
    none = place.run("mail", "bounce")
    assert none.returncode == 2 and "it is empty" in none.stderr
