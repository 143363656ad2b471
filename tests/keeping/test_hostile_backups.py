"""What restore refuses: a place that is not empty, and every backup that is damaged or means harm. Nothing is left behind."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from konfrans.kernel.backup.manifest import Fault, opened
from tests.keeping.archives import Parts, edited, honest, manifest_of, parts_of, put
from tests.keeping.places import Places

CAST = "from tests.cast import make_cast\nmake_cast()"
FILE = """
import io
from konfrans.kernel.files import file_store
file_store(stream=io.BytesIO(b"%PDF-1.7 sample"), name="a.pdf", public=False)
"""


@pytest.fixture(scope="module")
def true_one(places: Places) -> Path:
    """A true backup of the cast, with a file in it."""
    place = places.ready()
    place.python(CAST)
    place.python(FILE)
    file = place.home / "true.zip"
    done = place.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


REFUSE = """
import json
from pathlib import Path
from django.conf import settings
from django.db import connection
from konfrans.kernel.backup.manifest import Fault
from konfrans.kernel.backup.restoring import backup_restore

def left():
    there = {{p.name for p in Path(settings.KONFRANS_HOME).iterdir()}} - {{"secret-key"}}
    return sorted(there) + (connection.introspection.table_names() if connection.vendor == "postgresql" else [])

said = {{}}
for name in {names!r}:
    try:
        backup_restore(Path({folder!r}) / f"{{name}}.zip")
        said[name] = ["restored", "", left()]
        break
    except Fault as fault:
        said[name] = [fault.text, fault.remedy, left()]
done = backup_restore(Path({true_one!r}))
print(json.dumps([said, done.rows, done.journal_fault]))
"""


def _escape(parts: Parts) -> Parts:
    return parts | {"../../escaped": b"x"}


def _absolute(parts: Parts) -> Parts:
    return parts | {"/etc/konfrans": b"x"}


def _backslash(parts: Parts) -> Parts:
    return parts | {"files\\..\\..\\x": b"x"}


def _altered(parts: Parts) -> Parts:
    name = "rows/kernel.journalentry.jsonl"
    return parts | {name: parts[name].replace(b"person_create", b"person_creatf")}


def _altered_file(parts: Parts) -> Parts:
    name = next(name for name in parts if name.startswith("files/"))
    return parts | {name: parts[name].replace(b"sample", b"forged")}


def _file_under_other_name(parts: Parts) -> Parts:
    name = next(name for name in parts if name.startswith("files/"))
    return honest(parts | {name: b"forged"})


def _part_removed(parts: Parts) -> Parts:
    return {name: content for name, content in parts.items() if name != "rows/people.person.jsonl"}


def _part_unlisted(parts: Parts) -> Parts:
    return parts | {"rows/people.nobody.jsonl": b"[]\n"}


def _unknown_table(parts: Parts) -> Parts:
    manifest = manifest_of(parts)
    manifest["rows"].append({"name": "rows/people.nobody.jsonl", "sha256": "0" * 64, "size": 0, "rows": 0})
    return honest(parts | {"rows/people.nobody.jsonl": b"[]\n"}, manifest)


def _no_manifest(parts: Parts) -> Parts:
    return {name: content for name, content in parts.items() if name != "manifest.json"}


def _manifest_key(parts: Parts) -> Parts:
    return parts | {"manifest.json": json.dumps(manifest_of(parts) | {"run": "rm -rf /"}).encode()}


def _manifest_no_json(parts: Parts) -> Parts:
    return parts | {"manifest.json": b"{"}


def _bomb(parts: Parts) -> Parts:
    return honest(parts | {"rows/people.person.jsonl": b"0" * (64 * 2**20)})


def _newer(parts: Parts) -> Parts:
    manifest = manifest_of(parts)
    manifest["migrations"]["kernel"].append("9999_from_the_future")
    manifest["version"] = "99.0"
    return honest(parts, manifest)


def _no_time_zone(parts: Parts) -> Parts:
    founded = {"languages": ["az", "en"], "fallback": "en", "time_zone": '"\nlanguages = []'}
    return honest(parts, manifest_of(parts) | {"founded": founded})


def _wrong_columns(parts: Parts) -> Parts:
    name = "rows/people.person.jsonl"
    return honest(parts | {name: parts[name].replace(b'"erased_on"', b'"erased_at"', 1)})


def _wrong_kind(parts: Parts) -> Parts:
    def change(names, rows):
        rows[0][names.index("since")] = "yesterday"
        return rows

    return edited(parts, "people.office", change)


def _no_row(parts: Parts) -> Parts:
    name = "rows/people.person.jsonl"
    return honest(parts | {name: parts[name] + b"not json\n"})


def _twice_the_same(parts: Parts) -> Parts:
    return edited(parts, "people.person", lambda names, rows: [*rows, rows[0]])


def _points_at_nothing(parts: Parts) -> Parts:
    def change(names, rows):
        rows[0][names.index("person_id")] = 10**6
        return rows

    return edited(parts, "people.office", change)


def _breaks_a_rule_of_the_table(parts: Parts) -> Parts:
    def change(names, rows):
        rows[0][names.index("until")] = "1999-01-01"
        return rows

    return edited(parts, "people.office", change)


CASES: list[tuple[Callable[[Parts], Parts], str]] = [
    (_escape, "no backup has"),
    (_absolute, "no backup has"),
    (_backslash, "no backup has"),
    (_altered, "was altered"),
    (_altered_file, "was altered"),
    (_file_under_other_name, "another SHA-256"),
    (_part_removed, "differ"),
    (_part_unlisted, "differ"),
    (_unknown_table, "belongs to no table"),
    (_no_manifest, "no backup of konfrans"),
    (_manifest_key, "run: Extra inputs"),
    (_manifest_no_json, "not one this version reads"),
    (_bomb, "would unpack to 64 MB"),
    (_newer, "Install konfrans 99.0"),
    (_no_time_zone, "is no time zone"),
    (_wrong_columns, "not those of the table"),
    (_wrong_kind, "rows/people.office.jsonl, line 2"),
    (_no_row, "rows/people.person.jsonl, line"),
    (_twice_the_same, "do not fit"),
    (_points_at_nothing, "do not fit"),
    (_breaks_a_rule_of_the_table, "do not fit"),
]


NAMES = [case[0].__name__.strip("_") for case in CASES]


@pytest.fixture(scope="module")
def answers(places: Places, true_one: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    """What restore said of every bad backup, one after the other into one place, and then of the true one into the same."""
    folder = tmp_path_factory.mktemp("hostile")
    true_parts = parts_of(true_one)
    for name, (change, _words) in zip(NAMES, CASES, strict=True):
        put(folder / f"{name}.zip", change(dict(true_parts)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        put(folder / "twice.zip", true_parts, twice="rows/people.person.jsonl")
    whole = true_one.read_bytes()
    for name, share in CUTS.items():
        (folder / f"{name}.zip").write_bytes(whole[: int(len(whole) * share)])
    names = [*NAMES, "twice", *CUTS, "not_there"]
    place = places.empty()
    code = REFUSE.format(names=names, folder=str(folder), true_one=str(true_one))
    said, rows, fault = json.loads(place.python(code, seconds=300))
    assert rows > 50 and fault == "", "after all that was refused the place is as empty as before"
    return said


CUTS = {"empty": 0.0, "cut_in_the_first_half": 0.3, "cut_at_the_end": 0.97}
EXPECTED = [
    *zip(NAMES, [case[1] for case in CASES], strict=True),
    ("twice", "two parts of one name"),
    *((name, "damaged, cut off, or no backup") for name in CUTS),
    ("not_there", "There is no file"),
]


@pytest.mark.parametrize(("name", "words"), EXPECTED, ids=[name.replace("_", " ") for name, _words in EXPECTED])
def test_it_is_refused_and_nothing_is_written(answers: dict[str, list], name: str, words: str):
    text, remedy, left = answers[name]
    assert words in f"{text} {remedy}" and "\n" not in text
    assert remedy and left == []


def test_a_flipped_byte_anywhere_in_the_middle_is_refused(places: Places, true_one: Path, tmp_path: Path):
    whole = bytearray(true_one.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file = tmp_path / "flipped.zip"
    file.write_bytes(whole)
    place = places.empty()
    done = place.run("restore", str(file))
    assert done.returncode == 2 and done.stderr.count("\n") == 2 and "Traceback" not in done.stderr
    assert not [path for path in place.home.iterdir() if path.name != "secret-key"]


def test_a_pipe_is_no_backup(tmp_path: Path):
    """It is read from its end; nobody waits for one who writes to it."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Fault, match="a pipe or a device"), opened(tmp_path / "pipe"):
        pass


def test_a_place_that_is_not_empty_is_left_alone(places: Places, true_one: Path):
    place = places.ready()
    place.python(CAST)
    before = place.run("journal", "anchor").stdout
    done = place.run("restore", str(true_one))
    assert done.returncode == 2 and "tables already" in done.stderr and "empty place" in done.stderr
    assert place.run("journal", "anchor").stdout == before


def test_files_that_are_there_already_are_left_alone(places: Places, true_one: Path):
    place = places.empty()
    other = place.home / "files" / "aa" / "other"
    other.parent.mkdir(parents=True)
    other.write_text("mine")
    done = place.run("restore", str(true_one))
    assert done.returncode == 2 and "holds files already" in done.stderr
    assert other.read_text() == "mine"
