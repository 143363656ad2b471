"""The days of the demonstration. Everything after 2024 is invented."""

from datetime import date, time

DAY = date(2026, 11, 25)
HOUR = time(14, 5)
FOUNDED = date(2026, 1, 16)
IN_FORCE = date(2026, 1, 16)
