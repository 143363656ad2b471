"""A backup while serving, and the same conference again from it: on either database, also across."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest

from tests.keeping.archives import honest, manifest_of, parts_of, put
from tests.keeping.places import ROOT, Place, Places

CAST = "from tests.cast import make_cast\nmake_cast()"
FILE = """
import io
from konfrans.kernel.files import file_store
for n in range({count}):
    print(file_store(stream=io.BytesIO(b"%PDF-1.7 sample " + str(n).encode() * 5000), name=f"{{n}}.pdf", public=False).sha256)
"""
TABLES = """
import hashlib, json
from django.apps import apps
from konfrans.kernel.backup import rows
skip = {"kernel.sweeprun"}
print(json.dumps({m._meta.label_lower: hashlib.sha256(b"".join(rows.lines(m))).hexdigest()
                  for m in rows.table_models(apps) if m._meta.label_lower not in skip}))
"""
WRITER = """
import io, itertools
from konfrans.cli.house import prepare
prepare()
from konfrans.kernel.acts import Actor, act
from konfrans.kernel.files import file_store
from konfrans.kernel.localised import Localised
from konfrans.people import services

@act
def enter(n):
    file_store(stream=io.BytesIO(b"%PDF-1.7 " + str(n).encode() * 2000), name=f"{n}.pdf", public=False)
    services.institution_create(actor=Actor.system(), key=f"u{n}", code=f"U{n}", kind="university", country="AZ",
                                name=Localised.of(az=f"Universitet {n}", en=f"University {n}"))

for n in itertools.count():
    enter(n)
    print(n, flush=True)
"""
COUNTS = """
from konfrans.kernel.files import path_of
from konfrans.kernel.models import JournalEntry, StoredFile
from konfrans.people.models import Institution
files = list(StoredFile.objects.all())
print(Institution.objects.count(), JournalEntry.objects.filter(act="institution_create").count(), len(files),
      sum(path_of(f.sha256).exists() for f in files))
"""


def tables(place: Place) -> dict[str, str]:
    found: dict[str, str] = json.loads(place.python(TABLES))
    return found


def pairs() -> list[str]:
    """From which database to which: across where both are there."""
    both = ("sqlite", "postgresql") if len(Places(Path()).kinds) > 1 else ("sqlite",)
    return [f"{one} to {other}" for one in both for other in both]


def backup(place: Place, *words: str) -> Path:
    file = place.home / f"backup-{len(list(place.home.glob('backup-*')))}.zip"
    done = place.run("backup", str(file), *words)
    assert done.returncode == 0, done.stderr + done.stdout
    return file


@pytest.mark.parametrize("way", pairs())
def test_what_is_restored_is_what_was_kept(places: Places, way: str):
    one, other = way.split(" to ")
    here, there = places.ready(one), places.empty(other)
    here.python(CAST + FILE.format(count=3))
    file = backup(here)
    done = there.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert there.python(TABLES + COUNTS) == here.python(TABLES + COUNTS)
    assert there.run("journal", "verify").returncode == 0
    # Numbers go on where they were, and what is append-only stays so.
    refused = there.python(
        "from django.db import DatabaseError, connection\n"
        "from konfrans.kernel.acts import Actor\nfrom konfrans.people.services import person_create\n"
        "person_create(actor=Actor.system(), given='Sevda', surname='Quliyeva')\n"
        "try:\n    connection.cursor().execute(\"UPDATE kernel_journalentry SET act='x'\")\n"
        "except DatabaseError as error:\n    print(error)"
    )
    assert "append-only" in refused


def test_a_backup_while_others_write_is_one_moment_of_the_conference(place: Place, places: Places):
    place.python(CAST)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER],
        cwd=ROOT,
        env=place.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert writer.stdout is not None
        written: list[str] = []
        reading = threading.Thread(target=lambda: written.extend(writer.stdout or []))
        while not written or len(written) < 20:
            written.append(writer.stdout.readline())
        reading.start()
        before = len(written)
        files = [backup(place) for _ in range(3)]
        after = len(written)
        assert writer.poll() is None, writer.stderr.read() if writer.stderr else ""
    finally:
        writer.terminate()
        writer.wait(20)
        reading.join(20)
    assert after > before, "the writer was held up by the backups"
    heads = [manifest_of(parts_of(file))["journal"]["number"] for file in files]
    assert heads == sorted(set(heads)), "each backup is of its own, later moment"
    there = places.empty()
    done = there.run("restore", str(files[-1]))
    assert done.returncode == 0, done.stderr
    institutions, entries, stored, present = map(int, there.python(COUNTS).split())
    assert institutions == entries == stored + 2, "no act is there by half (two institutions are of the cast)"
    assert present == stored, "no row points at a file that is missing"
    assert there.run("journal", "verify").returncode == 0


def test_a_restored_demonstration_verifies_and_every_verdict_is_proved_again(places: Places):
    here = places.ready()
    here.more["KONFRANS_DEMO"] = "1"
    assert here.run("migrate").returncode == 0
    here.python("from konfrans.demo.play import play\nfor step in play(): pass", seconds=300)
    file = backup(here)
    there = places.empty()
    there.more["KONFRANS_DEMO"] = "1"
    done = there.run("restore", "--send-letters", str(file))
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"Now type: KONFRANS_DEMO=1 KONFRANS_HOME={there.home} konfrans doctor\n")
    assert tables(there) == tables(here)
    for command in (("journal", "verify"), ("decision", "recompute")):
        proved = there.run(*command)
        assert proved.returncode == 0, proved.stdout + proved.stderr
    number = there.python("from konfrans.decisions.models import Decision\nprint(Decision.objects.count())")
    assert int(number) > 0


def test_the_file_says_what_it_holds_and_only_its_owner_reads_it(place: Place):
    place.python(CAST)
    place.python(FILE.format(count=2))
    file = backup(place)
    parts = parts_of(file)
    manifest = manifest_of(parts)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {"manifest.json", *(p["name"] for p in manifest["rows"] + manifest["files"])} == set(parts)
    assert len(manifest["files"]) == 2 and manifest["missing"] == [] and manifest["version"]
    assert manifest["migrations"]["kernel"][0] == "0001_initial"
    number, digest = place.run("journal", "anchor").stdout.split()[:2]
    assert (str(manifest["journal"]["number"]), manifest["journal"]["hash"]) == (number, digest)
    assert honest(parts, manifest) == parts | {"manifest.json": json.dumps(manifest).encode()}
    assert not list(place.home.glob("*.part"))


def test_what_is_restored_is_for_its_owner_alone_whoever_calls(place: Place, places: Places):
    place.python(FILE.format(count=2))
    file, there = backup(place), places.empty()
    there.home.rmdir()
    there.python(
        "import os\nos.umask(0o022)\nfrom pathlib import Path\nfrom konfrans.kernel.backup.restoring import backup_restore\n"
        f"backup_restore(Path({str(file)!r}))"
    )
    restored = [there.home, there.home / "files", *there.home.glob("*.sqlite3"), *there.home.glob("files/*/*")]
    assert len(restored) >= 4 and not [path for path in restored if path.stat().st_mode & 0o077]


def test_no_sign_in_leaves_with_a_backup(place: Place):
    place.python(
        "from django.contrib.sessions.backends.db import SessionStore\nstore = SessionStore()\nstore['a'] = 1\nstore.create()"
    )
    assert not any("session" in name for name in parts_of(backup(place)))


def test_the_secret_key_goes_along_only_when_asked(place: Place, places: Places):
    place.run("doctor")
    key = (place.home / "secret-key").read_bytes()
    without, with_it = backup(place), backup(place, "--with-secret")
    assert not any(key in content for content in parts_of(without).values())
    assert parts_of(with_it)["secret-key"] == key
    for file, same in ((without, False), (with_it, True)):
        there = places.empty()
        done = there.run("restore", str(file))
        assert done.returncode == 0, done.stderr
        kept = there.home / "secret-key"
        assert (kept.read_bytes() == key) is same
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert ("everybody signs in anew" in done.stdout) is not same


def test_a_restored_home_has_the_languages_and_the_time_zone_that_were_chosen(place: Place, places: Places):
    own = 'languages = ["lt", "en"]\nfallback = "en"\ntime_zone = "Europe/Vilnius"\n'
    (place.home / "conference.toml").write_text(own)
    there = places.empty()
    done = there.run("restore", str(backup(place)))
    assert done.returncode == 0, done.stderr
    assert tomllib.loads((there.home / "conference.toml").read_text()) == tomllib.loads(own)
    kept = places.empty()
    (kept.home / "conference.toml").write_text(own.replace("lt", "lv"))
    assert kept.run("restore", str(backup(place))).returncode == 0
    assert '"lv"' in (kept.home / "conference.toml").read_text(), "what is there already is left"


@pytest.mark.parametrize(("words", "held"), [((), True), (("--send-letters",), False)], ids=["held", "sent when asked"])
def test_letters_that_were_waiting_are_not_sent_a_second_time(
    place: Place, places: Places, words: tuple[str, ...], held: bool
):
    place.python(
        "from konfrans.kernel.letters import letter_write\nletter_write(to='a@example.org', subject='S', text='T', language='az')"
    )
    there = places.empty()
    done = there.run("restore", str(backup(place)), *words)
    assert done.returncode == 0, done.stderr
    assert ("held" in done.stdout) is held
    waiting = there.python("from konfrans.kernel.letters import letters_waiting\nprint(*letters_waiting())")
    assert waiting == ("0 1" if held else "1 0")


def test_a_backup_of_an_older_version_is_brought_up_to_date(place: Place, places: Places):
    place.python(CAST)
    parts = parts_of(backup(place))
    manifest = manifest_of(parts)
    # As a version would have made it that knew neither sign-ins nor the last change to the table of addresses.
    del manifest["migrations"]["sessions"]
    assert manifest["migrations"]["account"].pop() == "0009_emailaddress_unique_primary_email"
    there = places.empty()
    done = there.run("restore", str(put(place.home / "old.zip", honest(parts, manifest))))
    assert done.returncode == 0, done.stderr
    assert "Migrations run since: 2." in done.stdout
    assert tables(there) == tables(place)
    assert "append-only" in there.python(
        "from django.db import DatabaseError, connection\n"
        "try:\n    connection.cursor().execute('DELETE FROM kernel_journalentry')\nexcept DatabaseError as error:\n    print(error)"
    )


def test_a_backup_of_a_demonstration_says_with_which_variable_it_is_restored(places: Places):
    here = places.ready()
    here.more["KONFRANS_DEMO"] = "1"
    assert here.run("migrate").returncode == 0
    file = backup(here)
    there = places.empty()
    done = there.run("restore", str(file))
    assert done.returncode == 2
    text, typed = done.stderr.splitlines()
    assert "demonstration" in text and "KONFRANS_DEMO=1" in text
    assert typed == f"Type: KONFRANS_DEMO=1 KONFRANS_HOME={there.home} konfrans restore {file}"
    assert not (there.home / "files").exists() and not (there.home / "konfrans.sqlite3").exists()
    there.more["KONFRANS_DEMO"] = "1"
    assert there.run("restore", str(file)).returncode == 0


def test_a_file_that_the_disk_lost_is_named_and_the_backup_is_made(place: Place, places: Places):
    lost, kept = place.python(FILE.format(count=2)).split()
    (place.home / "files" / lost[:2] / lost).unlink()
    file = place.home / "b.zip"
    done = place.run("backup", str(file))
    assert done.returncode == 1 and lost in done.stderr and kept not in done.stderr
    there = places.empty()
    restored = there.run("restore", str(file))
    assert restored.returncode == 0 and lost in restored.stderr
    assert (there.home / "files" / kept[:2] / kept).exists()


def test_a_rewritten_journal_is_found_when_it_is_restored(place: Place, places: Places):
    place.python(CAST)
    parts = parts_of(backup(place))
    manifest = manifest_of(parts)
    manifest["journal"]["hash"] = "0" * 64
    done = places.empty().run("restore", str(put(place.home / "x.zip", honest(parts, manifest))))
    assert done.returncode == 1
    assert re.search(r"journal does not hold: entry \d+, rewritten", done.stderr)


def test_a_backup_is_never_written_over_and_wants_a_folder_and_tables(place: Place, places: Places):
    file = backup(place)
    before = file.read_bytes()
    again = place.run("backup", str(file))
    assert again.returncode == 2 and "exists" in again.stderr and file.read_bytes() == before
    nowhere = place.run("backup", str(place.home / "no" / "folder.zip"))
    assert nowhere.returncode == 2 and "no folder" in nowhere.stderr
    bare = places.empty()
    untabled = bare.run("backup", str(bare.home / "b.zip"))
    assert untabled.returncode == 2 and "konfrans migrate" in untabled.stderr


def test_a_backup_can_be_checked_without_restoring_it(place: Place):
    file = backup(place)
    assert place.run("restore", "--check", str(file)).returncode == 0
    parts = parts_of(file)
    parts["rows/kernel.journalhead.jsonl"] += b"\n"
    assert place.run("restore", "--check", str(put(place.home / "x.zip", parts))).returncode == 1
