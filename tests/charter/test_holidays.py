"""Tables of holidays: the one that ships, what a file may say, and what every fault says about its place."""

from __future__ import annotations

import time
import tracemalloc
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter import CharterError, speak
from konfrans.charter.holiday_tables import LARGEST, load_holidays, read_holidays
from konfrans.charter.words import COMPLETE, languages

from .calendars import AZERBAIJAN, NEW_YEAR, SAMPLE_TEXT


def year_of(number: int) -> list[date]:
    first = date(number, 1, 1)
    return [first + timedelta(days=n) for n in range((date(number + 1, 1, 1) - first).days)]


def test_the_table_of_azerbaijan_has_the_working_days_of_the_norm() -> None:
    """The norm of 2026 counts 241 working days and 8 days off in lieu, and names 11 days in a row in March."""
    assert sum(AZERBAIJAN.works(day) for day in year_of(2026)) == 241
    in_lieu = [day for day, name in AZERBAIJAN.days.items() if name["en"] == "day off in lieu"]
    assert len(in_lieu) == 8
    assert not any(AZERBAIJAN.works(date(2026, 3, n)) for n in range(20, 31))
    assert AZERBAIJAN.works(date(2026, 3, 19)) and AZERBAIJAN.works(date(2026, 3, 31))
    assert (AZERBAIJAN.zone, list(AZERBAIJAN.years)) == ("Asia/Baku", [2026])


def test_every_holiday_has_a_name_and_every_year_a_source_in_each_language() -> None:
    for text in (*AZERBAIJAN.days.values(), *AZERBAIJAN.years.values()):
        assert set(text) == set(COMPLETE)


def test_an_exchanged_weekend_is_worked() -> None:
    assert [NEW_YEAR.works(date(2024, 12, n)) for n in range(26, 32)] == [True, True, True, True, False, False]


FAULTS = [
    ("an unknown key", ("working =", "workin ="), "unknown_key", "year[1].workin", "workin"),
    ("a date in another spelling", ("dates = [2024-12-30]", 'dates = ["30.12.2024"]'), "day_form", "year[1].holiday[1].dates[1]", 'dates = ["'),
    ("a date with a time", ("dates = [2024-12-30]", "dates = [2024-12-30T10:00:00]"), "day_form", "year[1].holiday[1].dates[1]", "T10"),
    ("a day of another year", ("dates = [2024-12-30]", "dates = [2023-12-30]"), "holiday_of_another_year", "year[1].holiday[1].dates[1]", "2023"),
    ("a day twice", ("dates = [2024-12-31]", "dates = [2024-12-30]"), "twice", "year[1].holiday[2].dates[1]", None),
    ("a holiday that is worked", ("dates = [2024-12-31]", "dates = [2024-12-28]"), "twice", "year[1].working[1]", "working"),
    ("a worked day that is no weekend", ("working = [2024-12-28", "working = [2024-12-27"), "working_not_weekend", "year[1].working[1]", "working"),
    ("a year twice", ("year = 2025", "year = 2024"), "twice", "year[2].year", None),
    ("a year without its source", ('source.en = "sample"\nworking', "working"), "text_missing", "year[1].source", "source.az"),
    ("a source that is empty", ('source.en = "sample"\nworking', 'source.en = " "\nworking'), "text_missing", "year[1].source.en", "source.en"),
    ("a name in a language that is not listed", ('name.en = "Solidarity Day"', 'name.en = "Solidarity Day"\nname.de = "Tag"'), "language_not_listed", "year[1].holiday[2].name.de", "name.de"),
    ("a zone that is none", ('"Asia/Baku"', '"Asia/Atlantis"'), "zone_unknown", "zone", "zone"),
    ("the zone of the machine", ('"Asia/Baku"', '"localtime"'), "zone_unknown", "zone", "zone"),
    ("an eighth weekday", ("languages", "weekend = [6, 8]\nlanguages"), "out_of_form", "weekend[2]", "weekend"),
    ("a week without working days", ("languages", "weekend = [1, 2, 3, 4, 5, 6, 7]\nlanguages"), "out_of_form", "weekend", "weekend"),
    ("TOML that is none", ("key =", "key"), "toml_syntax", "", "key"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "key", "line"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_names_its_line_and_key(change: tuple[str, str], code: str, key: str, line: str | None) -> None:
    assert change[0] in SAMPLE_TEXT
    text = SAMPLE_TEXT.replace(*change, 1)
    with pytest.raises(CharterError) as refused:
        load_holidays(text)
    found = next(fault for fault in refused.value.faults if fault.code == code)
    assert found.key == key
    assert found.line > 0
    if line:
        assert line in text.splitlines()[found.line - 1]
    for language in languages():
        assert all(speak(language).fault(found))


HOSTILE = {
    "nothing": ("", "holidays_empty"),
    "blanks": (" \n\t\n", "holidays_empty"),
    "just too large": ("#" * (LARGEST + 1), "holidays_too_large"),
    "no text": (b"\xff\xfe\x00", "not_utf8"),
    "a list ten thousand deep": ("a = " + "[" * 10_000 + "]" * 10_000, "too_deep"),
    "twenty thousand dates": (SAMPLE_TEXT.replace("[2024-12-30]", f"[{'2024-12-30,' * 20_000}]"), "too_many_keys"),
    "thousands of dates": (SAMPLE_TEXT.replace("[2024-12-30]", f"[{'2024-12-30,' * 15_000}]"), "out_of_form"),
    "a date that is none": (SAMPLE_TEXT.replace("[2024-12-30]", "[2024-02-30]"), "toml_syntax"),
    "a number of ten thousand digits": ("a = " + "9" * 10_000, "number_too_long"),
}


@pytest.mark.parametrize(("document", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_tables_are_refused_soon_and_in_little_memory(document: bytes | str, code: str) -> None:
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(CharterError) as refused:
        load_holidays(document)
    elapsed, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.code == code
    assert elapsed < 5.0
    assert peak < 64 * 1024 * 1024


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_anything_else_is_refused_with_words(document: str | bytes) -> None:
    with pytest.raises(CharterError) as refused:
        load_holidays(document)
    assert str(refused.value)


@given(st.integers(0, len(SAMPLE_TEXT)), st.text(alphabet="[]{}=\"'.,#-0123456789\n ay", max_size=4))
def test_a_slip_of_the_pen_is_read_or_refused(at: int, slip: str) -> None:
    text, faults = SAMPLE_TEXT[:at] + slip + SAMPLE_TEXT[at:], ()
    try:
        load_holidays(text)
    except CharterError as refused:
        faults = refused.faults
    assert all(0 <= fault.line <= text.count("\n") + 1 for fault in faults)


def test_a_file_is_read_or_said_not_to_be_there(tmp_path: Path) -> None:
    file = tmp_path / "table.toml"
    file.write_text(SAMPLE_TEXT, encoding="utf-8")
    assert read_holidays(file) == NEW_YEAR
    with pytest.raises(CharterError) as refused:
        read_holidays(tmp_path / "none.toml")
    assert refused.value.code == "file_missing"
    file.write_bytes(b"#" * (LARGEST + 10))
    with pytest.raises(CharterError) as refused:
        read_holidays(file)
    assert refused.value.code == "holidays_too_large"
