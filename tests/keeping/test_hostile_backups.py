"""What restore refuses: a place that is not empty, and every backup that is damaged or means harm. Nothing is left behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.keeping.archives import Parts, edited, honest, manifest_of, parts_of, put
from tests.keeping.places import Place, Places

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


def assert_untouched(place: Place) -> None:
    left = {path.name for path in place.home.iterdir()} - {"secret-key", "sweeps.lock"}
    assert not {name for name in left if not name.endswith(".zip")}, left
    if place.database.startswith("postgres"):
        assert (
            place.python("from django.db import connection\nprint(len(connection.introspection.table_names()))") == "0"
        )


def refused(places: Places, file: Path, words: str) -> None:
    place = places.empty()
    done = place.run("restore", str(file))
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and done.stderr.count("\n") == 2
    assert_untouched(place)


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
    (_wrong_columns, "not those of the table"),
    (_wrong_kind, "rows/people.office.jsonl, line 2"),
    (_no_row, "rows/people.person.jsonl, line"),
    (_twice_the_same, "do not fit"),
    (_points_at_nothing, "do not fit"),
    (_breaks_a_rule_of_the_table, "do not fit"),
]


@pytest.mark.parametrize(
    ("change", "words"), CASES, ids=[case[0].__name__.strip("_").replace("_", " ") for case in CASES]
)
def test_it_is_refused_and_nothing_is_written(
    places: Places, true_one: Path, tmp_path: Path, change: Callable[[Parts], Parts], words: str
):
    refused(places, put(tmp_path / "x.zip", change(parts_of(true_one))), words)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(places: Places, true_one: Path, tmp_path: Path):
    refused(
        places, put(tmp_path / "x.zip", parts_of(true_one), twice="rows/people.person.jsonl"), "two parts of one name"
    )


@pytest.mark.parametrize("share", [0.0, 0.3, 0.97], ids=["empty", "cut in the first half", "cut at the end"])
def test_a_cut_file_is_refused(places: Places, true_one: Path, tmp_path: Path, share: float):
    whole = true_one.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: int(len(whole) * share)])
    refused(places, cut, "damaged, cut off, or no backup")


def test_a_flipped_byte_anywhere_in_the_middle_is_refused(places: Places, true_one: Path, tmp_path: Path):
    whole = bytearray(true_one.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file = tmp_path / "flipped.zip"
    file.write_bytes(whole)
    place = places.empty()
    done = place.run("restore", str(file))
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert_untouched(place)


def test_a_file_that_is_not_there_is_said_so(places: Places, tmp_path: Path):
    refused(places, tmp_path / "none.zip", "There is no file")


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
