"""Dates and deadlines as sentences: how the clock came to a day, so that anyone can count along.

The sentences stand in `xx/clock.toml`, one file for each language; only the number of a year needs grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli

from konfrans.charter.clock import Given, Held, Lead, Passed, Reckoned, Skipped
from konfrans.charter.faults import LawError, nearest
from konfrans.charter.words import speak
from konfrans.charter.words.parts import counted

_DAY = timedelta(days=1)


def working(answer: Reckoned | Held | Given, lang: str, event: str = "sent") -> str:
    """The working of an answer, as one or a few sentences.

    "Sent 3 March 2026; that day does not count; 14 days end on 17 March 2026 at 24:00 (Asia/Baku)." `event` says what
    happened, or has to happen, on the day: sent, received, decided, held, due, other. `LawError` for a language or an
    event that has no words.
    """
    speaker = _speaker(lang)
    known = tuple(speaker.said["after"])
    if event not in known:
        raise LawError("unknown_value", given=event[:40], known=known, nearest=nearest(event, known))
    match answer:
        case Reckoned() if answer.way == "after":
            return speaker.after(answer, event)
        case Reckoned():
            return speaker.before(answer, event)
        case Held():
            return speaker.held(answer, event)
        case Given():
            return speaker.given(answer, event)


def written(day: date, lang: str) -> str:
    """A day as the language writes it: 17 March 2026, 17 mart 2026-cı il."""
    return _speaker(lang).day(day)


def length(span: Lead, lang: str) -> str:
    """A length of time as the language writes it: 21 days, 21 gün."""
    return _speaker(lang).span(span)


@cache
def _speaker(lang: str) -> _Speaker:
    return _Speaker(speak(lang).code)


class _Speaker:
    """The words of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.said: dict[str, Any] = tomli.loads((Path(__file__).parent / lang / "clock.toml").read_text("utf-8"))

    # pieces ------------------------------------------------------------------------------------------------------

    def year(self, year: int) -> str:
        """A year as it is written before its noun."""
        if self.lang != "az":
            return str(year)
        from konfrans.charter.words.az import ordinal

        return ordinal(year)

    def month(self, day: date) -> dict[str, str]:
        return {"month": self.said["dates"]["months"][day.month - 1], "year": self.year(day.year)}

    def day(self, day: date) -> str:
        return str(self.said["dates"]["day"].format(day=day.day, **self.month(day)))

    def moment(self, day: date, instant: datetime | None, zone: str, *, hours: bool) -> str:
        """A day; where hours are counted, with its local time."""
        if instant is None or not hours:
            return self.day(day)
        local = instant.astimezone(ZoneInfo(zone))
        time = f"{local:%H:%M}" if local.second == local.microsecond == 0 else f"{local:%H:%M:%S}"
        return str(self.said["dates"]["time"].format(day=self.day(local.date()), time=time))

    def end(self, reckoned: Reckoned) -> str:
        """The last day with its 24:00, or the last moment, and the zone."""
        dates, hours = self.said["dates"], reckoned.unit == "hours"
        if hours:
            moment = self.moment(reckoned.end, reckoned.until, reckoned.zone, hours=True)
        else:
            moment = dates["time"].format(day=self.day(reckoned.end), time=dates["midnight"])
        zone = self.said["zones"].get(reckoned.zone, reckoned.zone)
        return str(dates["zoned"].format(moment=moment, zone=zone))

    def span(self, span: Lead, number: int | None = None) -> str:
        n = span.number if number is None else number
        return counted(n, self.said["units"][span.unit]).format(n=speak(self.lang).number(n))

    # sentences ---------------------------------------------------------------------------------------------------

    def after(self, it: Reckoned, event: str) -> str:
        said, more = self.said["sentences"], it.number != 1
        start = self.moment(it.start, it.start_instant, it.zone, hours=it.unit == "hours")
        parts = [self.said["after"][event].format(start=start), *self.first_day(it.span)]
        template = said["end"][more] if it.moved_from is None else said["moved"][more]
        moved_from = self.day(it.moved_from) if it.moved_from else ""
        parts.append(template.format(span=self.span(it.span), end=self.end(it), moved_from=moved_from))
        return self.whole(parts, [it.passed])

    def before(self, it: Reckoned, event: str) -> str:
        target = self.moment(it.start, it.start_instant, it.zone, hours=it.unit == "hours")
        back = self.said["sentences"]["back_hours" if it.unit == "hours" else "back"]
        parts = [back.format(span=self.span(it.span), target=target)]
        parts.append(self.said["before"][event].format(end=self.end(it)))
        return self.whole([*parts, *self.both_days(it.span, target)], [it.passed])

    def held(self, it: Held, event: str) -> str:
        said, ends = self.said["sentences"], [one for one in (it.least, it.most) if one is not None]
        hours = any(one.unit == "hours" for one in ends)
        start = self.moment(it.start, it.start_instant, it.zone, hours=hours)
        at = self.moment(it.at, it.at_instant, it.zone, hours=hours)
        parts = [self.said["after"][event].format(start=start)]
        for which, one in (("least", it.least), ("most", it.most)):
            if one is None:
                continue
            end = self.end(one) if which == "most" or one.unit == "hours" else self.day(one.end)
            if one.moved_from is not None:
                end = said["unworked"].format(end=end, moved_from=self.day(one.moved_from))
            if self.first_day(one.span) != parts[1:2]:  # said once where it holds for both
                parts += self.first_day(one.span)
            parts.append(said[which].format(span=self.span(one.span), end=end))
        parts.append(said["early" if it.early else "late" if it.late else "holds"].format(at=at))
        return self.whole(parts, [one.passed for one in ends])

    def given(self, it: Given, event: str) -> str:
        said, hours = self.said["sentences"], it.span.unit == "hours"
        earlier = self.moment(it.earlier, it.earlier_instant, it.zone, hours=hours)
        later = self.moment(it.later, it.later_instant, it.zone, hours=hours)
        parts = [self.said["after"][event].format(start=earlier)]
        if not it.ordered:
            parts.append(said["reversed"].format(target=later))
        else:
            parts += self.both_days(it.span, later) or [said["until"].format(target=later)]
        parts.append(said["given"].format(given=self.span(it.span, it.number), needed=self.span(it.span)))
        if it.enough:
            parts.append(said["enough"])
        elif it.short:
            parts.append(said["short"].format(short=self.span(it.span, it.short)))
        return self.whole(parts, [it.passed])

    def first_day(self, span: Lead) -> list[str]:
        return [] if span.unit == "hours" else [self.said["first_day"][span.first_day]]

    def both_days(self, span: Lead, target: str) -> list[str]:
        return [] if span.unit == "hours" else [self.said["both_days"][span.first_day].format(target=target)]

    # holidays ----------------------------------------------------------------------------------------------------

    def whole(self, parts: Iterable[str], passed: Iterable[Passed]) -> str:
        """The sentence, and what the table of holidays did to it."""
        told = list(passed)
        skipped = {one.day: one for some in told for one in some.skipped}
        worked = sorted({day for some in told for day in some.worked})
        sources = {year: names for some in told for year, names in some.sources}
        said, join = self.said["holidays"], self.said["dates"]["join"]
        sentences = [f"{'; '.join(parts)}."]
        if skipped:
            sentences.append(said["skipped"].format(days=said["join"].join(self.skipped(skipped))))
        if worked:
            sentences.append(said["worked"].format(days=join.join(self.ranges(worked))))
        sentences += [
            said["source"].format(year=self.year(year), source=self.choose(sources[year])) for year in sorted(sources)
        ]
        return " ".join(sentences)

    def skipped(self, days: Mapping[date, Skipped]) -> Iterator[str]:
        """Weekends in one word, then each run of days under one name."""
        if any(one.names is None for one in days.values()):
            yield self.said["holidays"]["weekends"]
        named: dict[str, list[date]] = {}
        for day in sorted(days):
            names = days[day].names
            if names is not None:
                named.setdefault(self.choose(names), []).append(day)
        for name, under in named.items():
            shown = self.said["dates"]["join"].join(self.ranges(under))
            yield self.said["holidays"]["named"].format(days=shown, name=name)

    def ranges(self, days: list[date]) -> Iterator[str]:
        """Days in order, those that follow one another as a range: 22–24 March 2026."""
        runs: list[list[date]] = []
        for day in days:
            if runs and day - runs[-1][-1] == _DAY:
                runs[-1].append(day)
            else:
                runs.append([day])
        for run in runs:
            first, last, dates = run[0], run[-1], self.said["dates"]
            if first == last:
                yield self.day(first)
            elif (first.year, first.month) == (last.year, last.month):
                yield dates["month_range"].format(first=first.day, last=last.day, **self.month(first))
            else:
                yield dates["range"].format(first=self.day(first), last=self.day(last))

    def choose(self, names: Mapping[str, str]) -> str:
        """A name in this language, else the first that there is."""
        return names.get(self.lang) or next(iter(names.values()), "–")
