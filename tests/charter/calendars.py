"""Tables of holidays for tests: Azerbaijan's of 2026 as it ships, and a sample of the days around one exchanged New Year."""

from __future__ import annotations

from konfrans.charter.holiday_tables import load_holidays, read_holidays
from konfrans.charter.holidays import Holidays

AZERBAIJAN = read_holidays("charters/holidays/azerbaijan.toml")

PLAIN = Holidays(zone="Asia/Baku")

SAMPLE_TEXT = """\
# A SAMPLE FOR TESTS, not a whole table: the days around the New Year of 2025 alone.
# Decision of the Cabinet of Ministers, as reported on 28 November 2024 by turan.az: 28 and 29 December worked,
# 30 December and 3 January off.
key = "sample"
zone = "Asia/Baku"
languages = ["az", "en"]

[[year]]
year = 2024
source.az = "nümunə"
source.en = "sample"
working = [2024-12-28, 2024-12-29]

[[year.holiday]]
dates = [2024-12-30]
name.az = "dəyişdirilmiş gün"
name.en = "exchanged day"

[[year.holiday]]
dates = [2024-12-31]
name.az = "Həmrəylik Günü"
name.en = "Solidarity Day"

[[year]]
year = 2025
source.az = "nümunə"
source.en = "sample"

[[year.holiday]]
dates = [2025-01-01, 2025-01-02]
name.az = "Yeni il bayramı"
name.en = "New Year"

[[year.holiday]]
dates = [2025-01-03]
name.az = "dəyişdirilmiş gün"
name.en = "exchanged day"
"""

NEW_YEAR = load_holidays(SAMPLE_TEXT)
