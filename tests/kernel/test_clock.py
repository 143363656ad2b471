"""The clock can be made to stand, and only the demonstration gives it a source."""

from __future__ import annotations

from datetime import UTC, date, datetime

from konfrans.kernel import clock


def test_a_clock_that_stands_says_that_day_and_goes_on_afterwards():
    with clock.standing_at(date(2026, 11, 25)):
        assert clock.today() == date(2026, 11, 25)
        assert clock.local().hour == 12
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 5


def test_the_conferences_date_is_that_of_its_time_zone():
    with clock.standing_at(datetime(2026, 11, 25, 21, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 26)


def test_a_source_is_asked_again_when_it_was_changed():
    said = [datetime(2026, 1, 1, tzinfo=UTC)]
    clock.set_source(lambda: said[0])
    try:
        assert clock.now() == said[0]
        said[0] = datetime(2026, 2, 2, tzinfo=UTC)
        clock.forget()
        assert clock.now() == said[0]
    finally:
        clock.set_source(None)
