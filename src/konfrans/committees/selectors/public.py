"""Committees and groups as anybody may see them: what they are for, the charter's rules on them, who sits there, what they decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from konfrans.committees.models import Committee, Composition, Seat, Theme
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.compositions import ConfirmedShown, confirmed_shown
from konfrans.committees.selectors.idle import idle_until
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.room_documents import documents_public
from konfrans.committees.selectors.room_programme import YearShown, programme_public, programme_years_public
from konfrans.committees.selectors.roster import seats_on
from konfrans.committees.selectors.rules_public import Topic, topics_of
from konfrans.decisions.selectors import LedgerRow, ledger, public_title, published
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised, by_name
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import Entry
from konfrans.meetings.selectors import papers_public_of
from konfrans.people.models import Body, Institution, Office
from konfrans.people.selectors import offices_in

GROUPS = (Committee.Sort.WORKING_GROUP, Committee.Sort.TASK_FORCE)
DECISIONS = 50


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A committee or a group in a list; `committee` is None for a body of which nothing more than its name is recorded."""

    body: Body
    committee: Committee | None
    over: bool

    @property
    def mentor(self) -> Institution | None:
        return self.committee.mentor if self.committee else None

    @property
    def working_name(self) -> bool:
        return bool(self.committee and self.committee.working_name)

    @property
    def source(self) -> str:
        return self.committee.source if self.committee else ""

    @property
    def sort(self) -> str:
        """The sort in words; empty where it is not recorded."""
        return self.committee.get_sort_display() if self.committee else ""

    @property
    def group(self) -> bool:
        """Whether it is a working group or a task force."""
        return self.committee is not None and self.committee.sort in GROUPS

    @property
    def told(self) -> bool:
        """Whether anything is known of who supervises it, or where its name comes from."""
        return bool(self.mentor or self.source or self.working_name)


def _bodies() -> QuerySet[Body]:
    known = Q(committee__isnull=False) | Q(kind=Body.Kind.COMMITTEE)
    return Body.objects.filter(known).select_related("committee__mentor")


def _row(body: Body, today: date) -> PublicRow:
    found = getattr(body, "committee", None)
    over = (body.until is not None and body.until < today) or bool(found and found.ended_why)
    return PublicRow(body, found, over)


def committees_public() -> list[PublicRow]:
    """Every committee and group: those that run first, then those with a settled name, each by its name. One query."""
    today = clock.today()
    rows = by_name([_row(one, today) for one in _bodies()], lambda row: row.body.name)
    return sorted(rows, key=lambda row: (row.over, row.working_name))


@dataclass(frozen=True, slots=True)
class Sits:
    """Somebody on a seat, as anybody may see it. `name` is empty without the person's consent, and where it was erased."""

    person: int
    seat: str
    words: str
    institution: Institution | None
    name: str
    position: str
    erased: bool
    since: date
    ends: date | None
    sample: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """One seat of the committee with everybody who holds it today."""

    seat: str
    words: str
    sits: tuple[Sits, ...]

    @property
    def alike(self) -> bool:
        """Whether all of them hold it from the same day to the same day, so that the days are said once."""
        return len({(one.since, one.ends) for one in self.sits}) == 1


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """A paper that everybody may open: its title, the file, when that version was added."""

    title: Localised
    file: StoredFile
    added_at: datetime
    sample: bool


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The page of a committee or a group."""

    row: PublicRow
    themes: tuple[Theme, ...]
    topics: tuple[Topic, ...]
    version: str
    filled: tuple[Filled, ...]
    in_office: tuple[Office, ...]
    confirmed: ConfirmedShown | None
    earlier: tuple[Composition, ...]
    creating: str
    decisions: tuple[LedgerRow, ...]
    idle_on: date | None
    idle_article: str
    programme: YearShown | None
    programme_years: tuple[int, ...]
    papers: tuple[PublicPaper, ...]

    @property
    def universities(self) -> int:
        """How many universities have somebody on a seat today."""
        return len({one.institution.pk for row in self.filled for one in row.sits if one.institution})

    @property
    def people(self) -> int:
        """How many people sit there today; who is chair and member is one."""
        return len({one.person for row in self.filled for one in row.sits})

    @property
    def silent(self) -> int:
        """How many of them have not agreed that their name is shown."""
        return sum(not one.name and not one.erased for row in self.filled for one in row.sits)

    @property
    def sample(self) -> bool:
        """Whether somebody on it is invented."""
        return any(one.sample for row in self.filled for one in row.sits)


def committee_public(key: str, year: int | None = None) -> PublicPage:
    """A committee or a group with the programme of a year, else with the one that runs; 404 where there is none of this key, or no such
    programme. A dozen queries, however many sit there."""
    body = _bodies().filter(key=key).first()
    if body is None:
        raise Refused("committee_unknown", status=404)
    today = clock.today()
    row = _row(body, today)
    version, charter = charter_today(today)
    organ = row.committee.organ if row.committee else ""
    idle = idle_until(row.committee, charter, today) if row.committee and not row.over else None
    compositions = _compositions(row.committee)
    programme, other_years = _programme(row.committee, year)
    return PublicPage(
        row=row, themes=tuple(row.committee.themes.all()) if row.committee else (), topics=topics_of(charter, organ),
        version=version, filled=_filled(row.committee, today), in_office=() if row.committee else tuple(offices_in(key)),
        confirmed=confirmed_shown(compositions[0]) if compositions else None, earlier=tuple(compositions[1:]),
        creating=public_title(row.committee.decision) if row.committee and row.committee.decision else "",
        decisions=tuple(ledger(published().filter(organ=key).prefetch_related(Prefetch("corrections", published()))[:DECISIONS])),
        idle_on=idle.on if idle else None, idle_article=idle.article if idle else "",
        programme=programme, programme_years=other_years, papers=_papers(row.committee, key),
    )  # fmt: skip


def _programme(committee: Committee | None, asked: int | None) -> tuple[YearShown | None, tuple[int, ...]]:
    """The work programme of the year that is asked for, else of the one that runs, and the other years that the chair has published."""
    years = programme_years_public(committee) if committee else []
    if asked is not None and asked not in years:
        raise Refused("not_found", status=404)
    if committee is None or not years:
        return None, ()
    chosen = asked if asked is not None else years[0]
    return programme_public(committee, chosen), tuple(year for year in years if year != chosen)


def _papers(committee: Committee | None, key: str) -> tuple[PublicPaper, ...]:
    """The documents of the committee and the papers of its sessions that everybody may open, the newest first."""
    found = [
        PublicPaper(one.document.title, one.public.file, one.public.added_at, one.document.sample)
        for one in (documents_public(committee) if committee else ())
        if one.public
    ]
    found += [
        PublicPaper(one.paper.title, one.public.file, one.public.added_at, one.paper.meeting.sample)
        for one in papers_public_of(key)
        if one.public
    ]
    return tuple(sorted(found, key=lambda one: one.added_at, reverse=True))


def _compositions(committee: Committee | None) -> list[Composition]:
    if committee is None:
        return []
    rows = committee.compositions.select_related("decision", "committee__body")
    return list(rows.defer("decision__evidence", "decision__verdict", "decision__text"))


def _filled(committee: Committee | None, on: date) -> tuple[Filled, ...]:
    if committee is None:
        return ()
    found: dict[str, list[Sits]] = {}
    for one in seats_on(committee, on):
        found.setdefault(one.seat, []).append(_sits(one, committee.organ))
    rows = [
        Filled(seat, sits[0].words, tuple(by_name(sits, lambda one: one.institution.name if one.institution else "")))
        for seat, sits in found.items()
    ]
    return tuple(rows)


def _sits(one: Seat, organ: str) -> Sits:
    erased = one.person.erased_on is not None
    shown = one.public and not erased
    return Sits(
        person=one.person_id, seat=one.seat, words=seat_words(one.seat, organ), institution=one.institution,
        name=one.person.full_name if shown else "", position=one.position if shown else "", erased=erased, since=one.since,
        ends=one.ends, sample=one.sample,
    )  # fmt: skip


def body_entries(body: Body) -> Iterator[Entry]:
    """What search finds of a committee or a group in each language: its name, mandate and themes, never a person."""
    found = Committee.objects.filter(body=body).prefetch_related("themes").first()
    if found is None:
        return
    themes = list(found.themes.all())
    every = [body.name, found.mandate, *(theme.text for theme in themes)]
    text = " ".join(words for one in every if one for words in one.texts.values())
    for language, _name in settings.LANGUAGES:
        mandate = found.mandate.given(language) if found.mandate else ""
        yield Entry(
            "committee", body.key, language, body.name.given(language), f"committees/{body.key}/", mandate, text
        )
