"""The register read: institutions, bodies, persons, offices on a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet

from konfrans.kernel import clock
from konfrans.kernel.localised import Localised, by_name
from konfrans.kernel.models import SearchEntry
from konfrans.kernel.refusals import Refused
from konfrans.kernel.search import MAX_WORDS, Entry
from konfrans.kernel.text import search_text, sort_key
from konfrans.people.models import Body, Institution, Office, Person
from konfrans.people.registries import body_pages
from konfrans.people.rules.countries import CODES, country_name
from konfrans.people.rules.offices import overlap
from konfrans.people.selectors.standing import in_force

M = TypeVar("M", bound=Model)

INSTITUTION_KINDS = Institution.Kind.choices
OWNERSHIPS = Institution.Ownership.choices
BODY_KINDS = Body.Kind.choices
OFFICE_KINDS = Office.Kind.choices


def _one(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def institutions() -> QuerySet[Institution]:
    """Every institution, in the order of its name in the conference's first language."""
    return Institution.objects.all()


def institutions_found(query: str) -> list[Institution]:
    """Institutions whose names, code, city or identifiers hold every word of the query; all where it has no letter or digit. In
    the order of the names that the reader sees."""
    words = search_text(query[:200]).split()[:MAX_WORDS]
    if not words:
        return by_name(institutions())
    entries = SearchEntry.objects.filter(kind="institution")
    for word in words:
        entries = entries.filter(folded__contains=word)
    return by_name(institutions().filter(key__in=entries.values("key")))


def institution(key: str) -> Institution:
    """One institution by its key; 404 where there is none."""
    return _one(Institution.objects.filter(key=key))


def institution_like(name: Localised, country: str, *, but: Institution | None = None) -> Institution | None:
    """Another institution of the country that has one of these names in some language, however it is spelt."""
    asked = {search_text(words) for words in name.texts.values()} - {""}
    rows = Institution.objects.filter(country=country).exclude(pk=but.pk if but else 0)
    return next((one for one in rows if asked & {search_text(words) for words in one.name.texts.values()}), None)


def institution_entries(one: Institution) -> Iterator[Entry]:
    """What search finds of an institution, in each language."""
    words = [one.code, one.key, one.ror, one.erasmus_code, *one.name.texts.values(), *one.former_names.texts.values()]
    words += one.city.texts.values()
    for language, _name in settings.LANGUAGES:
        place = ", ".join(part for part in (one.city.given(language), country_name(one.country, language)) if part)
        yield Entry(
            kind="institution", key=one.key, language=language, title=one.name.given(language) or one.code,
            path=f"members/{one.key}/", summary=place, text=" ".join(words),
        )  # fmt: skip


def body_entries(one: Body) -> Iterator[Entry]:
    """What search finds of a body, in each language: what a higher domain says of it, else a committee, which has a page of its own;
    nothing of the others."""
    told = [entry for _domain, entries in body_pages for entry in entries(one)]
    yield from told
    if told or one.kind != Body.Kind.COMMITTEE:
        return
    for language, _name in settings.LANGUAGES:
        yield Entry("committee", one.key, language, one.name.given(language), f"committees/{one.key}/")


def search_entries() -> Iterator[Entry]:
    """Every institution and committee, for the table of search."""
    for one in institutions():
        yield from institution_entries(one)
    for each in bodies():
        yield from body_entries(each)


def countries(language: str) -> list[tuple[str, str]]:
    """Codes and names for a form, in the order of the name."""
    return sorted(
        ((code, country_name(code, language)) for code in CODES), key=lambda pair: sort_key(pair[1], language)
    )


def bodies() -> QuerySet[Body]:
    """Every body, by kind."""
    return Body.objects.order_by("kind", "key")


def bodies_listed() -> list[Body]:
    """Every body: organs first, then the secretariat, committees and groups, each by the name that the reader sees."""
    kinds = Body.Kind.values
    return sorted(by_name(bodies()), key=lambda one: kinds.index(one.kind))


def body(key: str) -> Body:
    """One body by its key; 404 where there is none."""
    return _one(Body.objects.filter(key=key))


def persons() -> QuerySet[Person]:
    """Every person, in the order of the surname, with their offices at hand."""
    offices = Office.objects.select_related("institution", "body").order_by("-since", "-pk")
    return Person.objects.select_related("account").prefetch_related(Prefetch("offices", offices))


def persons_found(query: str) -> list[Person]:
    """Persons whose name or address holds every word of the query.

    Names are not in the table of search, which is public: the rows are folded here, and persons are some hundreds. In the order of
    the surname, in the reader's alphabet.
    """
    words = search_text(query[:200]).split()[:MAX_WORDS]
    found = []
    for one in persons():
        account = getattr(one, "account", None)
        folded = search_text(f"{one.full_name} {account.email if account else ''}")
        if all(word in folded for word in words):
            found.append(one)
    return by_name(found, surname_first)


def surname_first(one: Person) -> str:
    """What a person is sorted by."""
    return f"{one.surname} {one.given}"


def person(key: str) -> Person:
    """One person by key; 404 where there is none."""
    return _one(Person.objects.filter(key=key))


def person_detail(key: str) -> Person:
    """One person with account and offices at hand; 404 where there is none."""
    return _one(persons().filter(key=key))


def office(person_key: str, pk: int) -> Office:
    """One office of this person; 404 where it is not theirs."""
    return _one(Office.objects.select_related("person", "institution", "body").filter(pk=pk, person__key=person_key))


def offices_of(person_key: str) -> list[Office]:
    """Every office a person ever held, newest first."""
    rows = Office.objects.filter(person__key=person_key).select_related("institution", "body", "person")
    return list(rows.order_by("-since", "-pk"))


def offices_in(body_key: str, on: date | None = None) -> list[Office]:
    """Who holds an office in a body on a day (today where none is given); one query."""
    rows = Office.objects.filter(in_force(on or clock.today()), body__key=body_key)
    return list(rows.select_related("person", "institution", "body").order_by("kind", "person__sort_key"))


def rector_between(one: Institution, since: date, until: date | None, *, kind: str = "rector") -> Office | None:
    """A rector (or acting rector) of this institution whose office shares a day with these."""
    rows = Office.objects.filter(institution=one, kind=kind).select_related("person").order_by("since")
    return next((o for o in rows if overlap(since, until, o.since, o.until)), None)


def secretaries_on(on: date) -> QuerySet[Office]:
    """Offices in the secretariat on a day."""
    return Office.objects.filter(in_force(on), kind=Office.Kind.SECRETARY, body__kind=Body.Kind.SECRETARIAT)


def heads_on(keys: Iterable[str], on: date) -> dict[str, Office]:
    """Who heads each institution on a day: the rector, else the acting rector. One query."""
    found: dict[str, Office] = {}
    offices = (
        Office.objects.filter(in_force(on), institution__key__in=list(keys), kind__in=("rector", "acting_rector"))
        .select_related("person", "institution")
        .order_by("-kind", "-since")
    )
    for one in offices:
        assert one.institution is not None
        found.setdefault(one.institution.key, one)
    return found


def place_of(one: Office) -> Localised:
    """Where an office is held: the body, else the institution."""
    where = one.body if one.body is not None else one.institution
    return where.name if where is not None else Localised()
