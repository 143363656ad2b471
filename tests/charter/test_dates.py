"""The workings of the clock, read by eye in every language, and that no word is missing anywhere."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.charter.clock import Interval, Span, after, before, lies, within
from konfrans.charter.faults import LawError
from konfrans.charter.holidays import Holidays
from konfrans.charter.words import languages
from konfrans.charter.words.dates import working, written

from .calendars import AZERBAIJAN, NEW_YEAR, PLAIN

BAKU = ZoneInfo("Asia/Baku")
SOURCE_EN = (
    "Holidays of 2026 according to: Labour Code, article 105; Decision No. 362 of the Cabinet of Ministers of 2 December 2025; "
    "working time norm for 2026 of the Ministry of Labour and Social Protection of the Population."
)
SOURCE_AZ = (
    "2026-cı ilin qeyri-iş günlərinin mənbəyi: Əmək Məcəlləsinin 105-ci maddəsi; Nazirlər Kabinetinin 2025-ci il 2 dekabr "
    "tarixli 362 nömrəli Qərarı; Əmək və Əhalinin Sosial Müdafiəsi Nazirliyinin 2026-cı il üçün iş vaxtı norması."
)
D = date

WORKINGS = [
    ("a period", after(D(2026, 3, 3), Span(days=14), PLAIN), "sent",
     "Sent 3 March 2026; that day does not count; 14 days end on 17 March 2026 at 24:00 (Asia/Baku).",
     "Göndərilib: 3 mart 2026-cı il; həmin gün müddətə daxil edilmir; müddət: 14 gün; müddətin sonu: 17 mart 2026-cı il, saat 24:00 (Bakı vaxtı ilə)."),
    ("one day, the first counted", after(D(2026, 3, 3), Span(days=1, first_day="counts"), PLAIN), "decided",
     "Decided 3 March 2026; that day counts; 1 day ends on 3 March 2026 at 24:00 (Asia/Baku).",
     "Qərar qəbul edilib: 3 mart 2026-cı il; həmin gün müddətə daxil edilir; müddət: 1 gün; müddətin sonu: 3 mart 2026-cı il, saat 24:00 (Bakı vaxtı ilə)."),
    ("a year, of arrears", after(D(2026, 3, 31), Span(years=1), PLAIN), "due",
     "Due 31 March 2026; that day does not count; 1 year ends on 31 March 2027 at 24:00 (Asia/Baku).",
     "Son ödəniş tarixi: 31 mart 2026-cı il; həmin gün müddətə daxil edilmir; müddət: 1 il; müddətin sonu: 31 mart 2027-ci il, saat 24:00 (Bakı vaxtı ilə)."),
    ("hours", after(datetime(2026, 3, 3, 14, 5, tzinfo=BAKU), Span(hours=48), PLAIN), "sent",
     "Sent 3 March 2026 at 14:05; 48 hours end on 5 March 2026 at 14:05 (Asia/Baku).",
     "Göndərilib: 3 mart 2026-cı il, saat 14:05; müddət: 48 saat; müddətin sonu: 5 mart 2026-cı il, saat 14:05 (Bakı vaxtı ilə)."),
    ("a moved end", after(D(2026, 2, 22), Span(days=14, ends_on_working_day=True), AZERBAIJAN), "received",
     "Received 22 February 2026; that day does not count; 14 days end on 8 March 2026, no working day, and so on the next one, 10 March 2026 at 24:00 (Asia/Baku). Not working days: 8 March 2026 (Women's Day); 9 March 2026 (day off in lieu). " + SOURCE_EN,
     "Alınıb: 22 fevral 2026-cı il; həmin gün müddətə daxil edilmir; müddət: 14 gün; son günü (8 mart 2026-cı il) qeyri-iş gününə təsadüf etdiyinə görə müddət növbəti iş günündə bitir: 10 mart 2026-cı il, saat 24:00 (Bakı vaxtı ilə). Qeyri-iş günləri: 8 mart 2026-cı il – Qadınlar Günü; 9 mart 2026-cı il – bayrama görə keçirilmiş istirahət günü. " + SOURCE_AZ),
    ("working days", after(D(2026, 3, 18), Span(working_days=5), AZERBAIJAN), "sent",
     "Sent 18 March 2026; that day does not count; 5 working days end on 3 April 2026 at 24:00 (Asia/Baku). Not working days: weekends; 20–21 March 2026 (Novruz and Ramazan); 22–24 March 2026 (Novruz); 25–27 March 2026, 30 March 2026 (day off in lieu). " + SOURCE_EN,
     "Göndərilib: 18 mart 2026-cı il; həmin gün müddətə daxil edilmir; müddət: 5 iş günü; müddətin sonu: 3 aprel 2026-cı il, saat 24:00 (Bakı vaxtı ilə). Qeyri-iş günləri: həftə sonları; 20–21 mart 2026-cı il – Novruz bayramı və Ramazan bayramı; 22–24 mart 2026-cı il – Novruz bayramı; 25–27 mart 2026-cı il, 30 mart 2026-cı il – bayrama görə keçirilmiş istirahət günü. " + SOURCE_AZ),
    ("exchanged days over the New Year", after(D(2024, 12, 27), Span(working_days=3), NEW_YEAR), "other",
     "From 27 December 2024; that day does not count; 3 working days end on 6 January 2025 at 24:00 (Asia/Baku). Not working days: weekends; 30 December 2024, 3 January 2025 (exchanged day); 31 December 2024 (Solidarity Day); 1–2 January 2025 (New Year). Working days on a weekend: 28–29 December 2024. Holidays of 2024 according to: sample. Holidays of 2025 according to: sample.",
     "Başlanğıc: 27 dekabr 2024-cü il; həmin gün müddətə daxil edilmir; müddət: 3 iş günü; müddətin sonu: 6 yanvar 2025-ci il, saat 24:00 (Bakı vaxtı ilə). Qeyri-iş günləri: həftə sonları; 30 dekabr 2024-cü il, 3 yanvar 2025-ci il – dəyişdirilmiş gün; 31 dekabr 2024-cü il – Həmrəylik Günü; 1–2 yanvar 2025-ci il – Yeni il bayramı. Həftə sonuna düşən iş günləri: 28–29 dekabr 2024-cü il. 2024-cü ilin qeyri-iş günlərinin mənbəyi: nümunə. 2025-ci ilin qeyri-iş günlərinin mənbəyi: nümunə."),
    ("notice, counted back", before(D(2026, 12, 18), Span(days=21), PLAIN), "sent",
     "21 days before 18 December 2026; to be sent by 27 November 2026 at 24:00 (Asia/Baku); that day does not count, 18 December 2026 does.",
     "18 dekabr 2026-cı il tarixindən 21 gün əvvəl; ən gec göndərilmə vaxtı: 27 noyabr 2026-cı il, saat 24:00 (Bakı vaxtı ilə); həmin gün müddətə daxil edilmir, 18 dekabr 2026-cı il isə daxil edilir."),
    ("notice whose day counts", before(D(2026, 12, 18), Span(days=21, first_day="counts"), PLAIN), "other",
     "21 days before 18 December 2026; to be done by 28 November 2026 at 24:00 (Asia/Baku); that day counts, and so does 18 December 2026.",
     "18 dekabr 2026-cı il tarixindən 21 gün əvvəl; son vaxt: 28 noyabr 2026-cı il, saat 24:00 (Bakı vaxtı ilə); həmin gün və 18 dekabr 2026-cı il müddətə daxil edilir."),
    ("working days, counted back", before(D(2026, 11, 13), Span(working_days=5), AZERBAIJAN), "sent",
     "5 working days before 13 November 2026; to be sent by 4 November 2026 at 24:00 (Asia/Baku); that day does not count, 13 November 2026 does. Not working days: weekends; 8 November 2026 (Victory Day); 9 November 2026 (State Flag Day); 10 November 2026 (day off in lieu). " + SOURCE_EN,
     "13 noyabr 2026-cı il tarixindən 5 iş günü əvvəl; ən gec göndərilmə vaxtı: 4 noyabr 2026-cı il, saat 24:00 (Bakı vaxtı ilə); həmin gün müddətə daxil edilmir, 13 noyabr 2026-cı il isə daxil edilir. Qeyri-iş günləri: həftə sonları; 8 noyabr 2026-cı il – Zəfər Günü; 9 noyabr 2026-cı il – Azərbaycan Respublikasının Dövlət Bayrağı Günü; 10 noyabr 2026-cı il – bayrama görə keçirilmiş istirahət günü. " + SOURCE_AZ),
    ("hours, counted back", before(datetime(2026, 12, 18, 10, tzinfo=BAKU), Span(hours=48), PLAIN), "sent",
     "48 hours before 18 December 2026 at 10:00; to be sent by 16 December 2026 at 10:00 (Asia/Baku).",
     "18 dekabr 2026-cı il, saat 10:00 vaxtından 48 saat əvvəl; ən gec göndərilmə vaxtı: 16 dekabr 2026-cı il, saat 10:00 (Bakı vaxtı ilə)."),
    ("an interval kept", within(D(2026, 3, 3), D(2026, 3, 12), Interval(least=Span(days=7), most=Span(days=30)), PLAIN), "held",
     "Held 3 March 2026; that day does not count; at least 7 days: not before 10 March 2026; at most 30 days: by 2 April 2026 at 24:00 (Asia/Baku); 12 March 2026 is in time.",
     "Keçirilib: 3 mart 2026-cı il; həmin gün müddətə daxil edilmir; ən azı 7 gün, ən tez: 10 mart 2026-cı il; ən çoxu 30 gün, ən gec: 2 aprel 2026-cı il, saat 24:00 (Bakı vaxtı ilə); 12 mart 2026-cı il bu müddətə uyğundur."),
    ("too early", within(D(2026, 3, 3), D(2026, 3, 9), Interval(least=Span(days=7)), PLAIN), "held",
     "Held 3 March 2026; that day does not count; at least 7 days: not before 10 March 2026; 9 March 2026 is too early.",
     "Keçirilib: 3 mart 2026-cı il; həmin gün müddətə daxil edilmir; ən azı 7 gün, ən tez: 10 mart 2026-cı il; 9 mart 2026-cı il tezdir."),
    ("too late, two ways of counting", within(D(2026, 3, 3), D(2026, 4, 9), Interval(least=Span(days=2, first_day="counts"), most=Span(months=1)), PLAIN), "held",
     "Held 3 March 2026; that day counts; at least 2 days: not before 4 March 2026; that day does not count; at most 1 month: by 3 April 2026 at 24:00 (Asia/Baku); 9 April 2026 is too late.",
     "Keçirilib: 3 mart 2026-cı il; həmin gün müddətə daxil edilir; ən azı 2 gün, ən tez: 4 mart 2026-cı il; həmin gün müddətə daxil edilmir; ən çoxu 1 ay, ən gec: 3 aprel 2026-cı il, saat 24:00 (Bakı vaxtı ilə); 9 aprel 2026-cı il gecdir."),
    ("an interval whose end moved", within(D(2026, 2, 22), D(2026, 3, 10), Interval(most=Span(days=14, ends_on_working_day=True)), AZERBAIJAN), "received",
     "Received 22 February 2026; that day does not count; at most 14 days: by 10 March 2026 at 24:00 (Asia/Baku) (8 March 2026 is no working day); 10 March 2026 is in time. Not working days: 8 March 2026 (Women's Day); 9 March 2026 (day off in lieu). " + SOURCE_EN,
     "Alınıb: 22 fevral 2026-cı il; həmin gün müddətə daxil edilmir; ən çoxu 14 gün, ən gec: 10 mart 2026-cı il, saat 24:00 (Bakı vaxtı ilə) (8 mart 2026-cı il qeyri-iş günüdür); 10 mart 2026-cı il bu müddətə uyğundur. Qeyri-iş günləri: 8 mart 2026-cı il – Qadınlar Günü; 9 mart 2026-cı il – bayrama görə keçirilmiş istirahət günü. " + SOURCE_AZ),
    ("notice that was too short", lies(D(2026, 11, 28), D(2026, 12, 18), Span(days=21), PLAIN), "sent",
     "Sent 28 November 2026; that day does not count, 18 December 2026 does; 20 days given, 21 days needed; 1 day short.",
     "Göndərilib: 28 noyabr 2026-cı il; həmin gün müddətə daxil edilmir, 18 dekabr 2026-cı il isə daxil edilir; verilən müddət: 20 gün, tələb olunan müddət: 21 gün; çatışmır: 1 gün."),
    ("notice that was long enough", lies(D(2026, 11, 27), D(2026, 12, 18), Span(days=21), PLAIN), "sent",
     "Sent 27 November 2026; that day does not count, 18 December 2026 does; 21 days given, 21 days needed; enough.",
     "Göndərilib: 27 noyabr 2026-cı il; həmin gün müddətə daxil edilmir, 18 dekabr 2026-cı il isə daxil edilir; verilən müddət: 21 gün, tələb olunan müddət: 21 gün; müddət kifayətdir."),
    ("notice after the session", lies(D(2026, 12, 19), D(2026, 12, 18), Span(days=21), PLAIN), "sent",
     "Sent 19 December 2026; that is after 18 December 2026; 0 days given, 21 days needed; 21 days short.",
     "Göndərilib: 19 dekabr 2026-cı il; bu, 18 dekabr 2026-cı il tarixindən sonradır; verilən müddət: 0 gün, tələb olunan müddət: 21 gün; çatışmır: 21 gün."),
    ("hours that were too few", lies(datetime(2026, 12, 16, 11, tzinfo=BAKU), datetime(2026, 12, 18, 10, tzinfo=BAKU), Span(hours=48), PLAIN), "sent",
     "Sent 16 December 2026 at 11:00; until 18 December 2026 at 10:00; 47 hours given, 48 hours needed; 1 hour short.",
     "Göndərilib: 16 dekabr 2026-cı il, saat 11:00; müddətin sonu: 18 dekabr 2026-cı il, saat 10:00; verilən müddət: 47 saat, tələb olunan müddət: 48 saat; çatışmır: 1 saat."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "event", "en", "az"), [row[1:] for row in WORKINGS], ids=[row[0] for row in WORKINGS]
)
def test_a_date_shows_its_working(answer, event: str, en: str, az: str) -> None:
    assert working(answer, "en", event) == en
    assert working(answer, "az", event) == az


def test_a_day_is_written_as_the_language_writes_it() -> None:
    assert [written(D(2026, 3, 17), code) for code in ("en", "az")] == ["17 March 2026", "17 mart 2026-cı il"]
    assert written(D(2030, 1, 1), "az") == "1 yanvar 2030-cu il"


def test_a_zone_without_words_goes_by_its_name_and_a_holiday_by_the_name_it_has() -> None:
    feast = {D(2026, 3, 4): {"de": "Fest"}}
    bern = Holidays(zone="Europe/Zurich", years={2026: {"de": "Quelle"}}, days=feast)
    for code in languages():
        said = working(after(D(2026, 3, 3), Span(working_days=1), bern), code)
        assert "Europe/Zurich" in said and "Fest" in said and "Quelle" in said


def test_seconds_are_shown_where_there_are_any() -> None:
    found = after(datetime(2026, 3, 3, 10, 0, 7, tzinfo=UTC), Span(hours=1), PLAIN)
    assert working(found, "en") == "Sent 3 March 2026 at 14:00:07; 1 hour ends on 3 March 2026 at 15:00:07 (Asia/Baku)."


def test_a_language_or_an_event_without_words_is_refused() -> None:
    found = after(D(2026, 3, 3), Span(days=1), PLAIN)
    with pytest.raises(LawError, match="Spoken: az, en, lt"):
        working(found, "fr")
    with pytest.raises(LawError, match="Did you mean “sent”"):
        working(found, "en", "snt")


# nothing is missing ---------------------------------------------------------------------------------------------------


def tables(code: str) -> dict[str, dict]:
    file = Path("src/konfrans/charter/words") / code / "clock.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def fields(said: str | list[str]) -> list[set[str]]:
    texts = [said] if isinstance(said, str) else said
    return [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in texts]


@pytest.mark.parametrize("code", languages())
def test_every_language_says_the_same_things(code: str) -> None:
    ours, english = tables(code), tables("en")
    assert {name: set(table) for name, table in ours.items()} == {name: set(table) for name, table in english.items()}
    for name, table in english.items():
        for key, said in table.items():
            found = fields(ours[name][key])
            more = found[-1:] if name == "units" and code == "lt" else []  # a third form after numbers
            assert found == fields(said) + more, (name, key)


def test_no_suffix_is_glued_to_what_is_put_in() -> None:
    said = Path("src/konfrans/charter/words/az/clock.toml").read_text(encoding="utf-8")
    assert re.findall(r"\}[’'-]?[a-zəöüğışç]\w*", said) == []


UNITS = ("days", "weeks", "months", "years", "working_days")
NEAR = st.dates(D(2026, 2, 1), D(2026, 10, 31))
SPANS = st.builds(
    lambda unit, n, first, moves: Span(**{unit: n}, first_day=first, ends_on_working_day=moves and unit == "days"),
    st.sampled_from(UNITS), st.integers(0, 12), st.sampled_from(["counts", "does_not_count"]), st.booleans(),
)  # fmt: skip
EVENTS = st.sampled_from(["sent", "received", "decided", "held", "due", "other"])


@given(NEAR, NEAR, SPANS, EVENTS, st.sampled_from(languages()))
def test_every_working_is_whole_and_names_its_dates(
    start: date, other: date, span: Span, event: str, code: str
) -> None:
    end = after(start, span, AZERBAIJAN)
    for answer, days in (
        (end, (start, end.end)),
        (before(start, span, AZERBAIJAN), (start, before(start, span, AZERBAIJAN).end)),
        (within(start, other, Interval(least=span), AZERBAIJAN), (start, other, end.end)),
        (lies(start, other, span, AZERBAIJAN), (start, other)),
    ):
        said = working(answer, code, event)
        assert said.endswith(".") and not re.search(r"[{}]|  |;;|: ;", said)
        assert all(written(one, code) in said for one in days)
