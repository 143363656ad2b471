"""The deadline clock: when a period ends, by when something must be sent, and whether it was in time, with the working.

No clock is read here: every date is given. The conventions, each with its source:

- **First day.** The day on which the event falls does not count; the first day counted is the one after it (Regulation
  (EEC, Euratom) No 1182/71, article 3(1); German Civil Code, BGB, §187(1)). Where a statute lets it count, `first_day`
  is "counts" (BGB §187(2)).
- **Last day.** A period in days ends with the last hour of its last day, 24:00 in the time zone of the calendar
  (Regulation, article 3(2)(b); BGB §188(1)).
- **Weeks, months, years.** They end on the day of the same name or number as the event's; where the last month has no
  such day, on the last day of that month (Regulation, article 3(2)(c); BGB §188(2) and (3)): 31 January and one month
  is 28 or 29 February, never March. Where the first day counts, they end on the day before.
- **Holidays** within a period count, unless it is in working days (Regulation, article 3(3)). A last day that is no
  working day moves to the next one only where the statute says so, `ends_on_working_day` (article 3(4) and BGB §193
  say so; BGB §193 speaks of declarations and performance alone). Never backwards, and never in a period counted back
  from a date (article 3(4), second sentence; German Stock Corporation Act, AktG, §121(7)): `before` and `lies` do not
  move. That two days or more hold at least two working days (article 3(5)) is not applied.
- **Counting back.** "At least 21 days before the session" means that 21 days, counted from the sending, end no later
  than the day of the session: the day of sending does not count, that of the session does, whole, whatever its hour.
  So notice for 18 December leaves by 27 November. These are not clear days: a statute that counts neither day (AktG
  §121(7) with §123(1)) asks for one day more. Back and forth are one law, `sent <= before(session)` exactly where
  `after(sent) <= session`; so the last day for "one month before 28 February" is 31 January, from which a month
  ends on 28 February, and the last day for "one month before 31 May" is 30 April.
- **Working days.** Days that the calendar works, counted one by one; nothing else of the period moves.
- **Hours** are elapsed time: 24 hours over a change to summer time end an hour later by the wall clock. (The Regulation,
  article 3(1), starts at the next full hour; a charter that wants this gives the full hour.)
- **None.** A period of 0 ends with the day, or at the instant, of the event.

The Tax Code of Azerbaijan counts alike: from the day after the event, to the end of the last day, and where that is no
working day, to the next one (as reported by heftelik.az, 30 May 2024). Whether the Civil Code says the same of the
periods of a charter, a jurist has to say.
"""

from __future__ import annotations

from konfrans.charter.clock.answers import Given, Held, Passed, Reckoned, Skipped
from konfrans.charter.clock.reckoning import after, before, lies, within
from konfrans.charter.spans import Ahead, Interval, Lead, Span, Unit

__all__ = [
    "Ahead",
    "Given",
    "Held",
    "Interval",
    "Lead",
    "Passed",
    "Reckoned",
    "Skipped",
    "Span",
    "Unit",
    "after",
    "before",
    "lies",
    "within",
]
