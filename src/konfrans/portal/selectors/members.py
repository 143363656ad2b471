"""Members and partners: the list, the countries they are in, a page for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.kernel import clock
from konfrans.kernel.formats import language_name
from konfrans.kernel.localised import Localised, alphabet
from konfrans.membership.selectors import vote_rests
from konfrans.people import selectors as people
from konfrans.people.rules.countries import country_name
from konfrans.portal.selectors.linked_data import institution_data
from konfrans.portal.selectors.registers import categories_on, memberships_of

MEMBER, PARTNER = "member", "partner"
FIRST_TWO = itemgetter(0, 1)


class Row(NamedTuple):
    """An institution in a list, made in thousands for one page. `category` is what it is a member as, None for a partner and where the list holds members
    alone; `sample` where the membership is invented."""

    key: str
    code: str
    name: Localised
    kind: str
    country: str
    city: Localised
    category: Localised | None
    partner: bool
    home: bool = True
    sample: bool = False

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("member", args=[self.key])

    @property
    def small(self) -> str:
        """The city, the country of an institution abroad, and what it is a member as."""
        language = get_language() or "en"
        country = "" if self.home else country_name(self.country, language)
        place = ", ".join(part for part in (self.city.given(language), country) if part)
        category = self.category.given(language) if self.category else ""
        if category and self.sample:
            category = f"{category} ({_('sample')})"
        return " · ".join(part for part in (place, category) if part)


@dataclass(frozen=True, slots=True)
class Country:
    """A country with how many members and partners are in it."""

    code: str
    name: str
    members: int
    partners: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.members + self.partners


@dataclass(frozen=True, slots=True)
class Directory:
    """Members and partners in the order of their names in the reader's language, and the countries they are in."""

    rows: tuple[Row, ...]
    countries: tuple[Country, ...]
    kinds: tuple[tuple[str, str], ...]

    @property
    def members(self) -> int:
        """How many are members today."""
        return sum(1 for row in self.rows if row.category is not None)

    @property
    def sample(self) -> bool:
        """Whether a membership in it is invented."""
        return any(row.sample for row in self.rows)

    @property
    def partners(self) -> int:
        """How many are in a project and are no members."""
        return len(self.rows) - self.members

    @property
    def standings(self) -> tuple[tuple[str, str], ...]:
        """What a reader may narrow the list to, beside kind and country."""
        return ((MEMBER, _("members")), (PARTNER, _("partners")))


def directory(home: str) -> Directory:
    """Everybody who is a member today or is in a project; `home` is the conference's country. Two queries, whatever the number."""
    language = get_language() or "en"
    today = categories_on(clock.today())
    listed = people.institutions().annotate(
        projects=Count("partnerships", filter=Q(partnerships__ends=None, partnerships__listed=True))
    )
    values = listed.order_by().values_list("key", "code", "name", "kind", "country", "city", "projects")
    placed = []
    for key, code, name, kind, country, city, projects in values:
        if key in today or projects:
            category, sample = today.get(key, (None, False))
            row = Row(key, code, name, kind, country, city, category, projects > 0, country == home, sample)
            placed.append((alphabet(name.given(language), language), key, row))
    rows = [row for _place, _key, row in sorted(placed, key=FIRST_TWO)]
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.country, [0, 0])[0 if row.category is not None else 1] += 1
    countries = [Country(code, country_name(code, language), *pair) for code, pair in numbers.items()]
    kinds = {row.kind for row in rows}
    return Directory(
        rows=tuple(rows),
        countries=tuple(sorted(countries, key=lambda c: (-c.members, -c.partners, alphabet(c.name)))),
        kinds=tuple((code, str(words)) for code, words in people.INSTITUTION_KINDS if code in kinds),
    )


def narrowed(rows: Iterable[Row], *, kind: str = "", country: str = "", standing: str = "") -> list[Row]:
    """The rows of this kind, in this country, members or partners alone; an empty word narrows nothing."""
    return [
        row
        for row in rows
        if kind in ("", row.kind)
        and country in ("", row.country)
        and (standing == "" or (standing == MEMBER) == (row.category is not None))
    ]


@dataclass(frozen=True, slots=True)
class Today:
    """The members of today in the order of their names in the reader's language, and how many of them may vote."""

    members: tuple[Row, ...]
    votes: int


def members_today(home: str) -> Today:
    """The members; `home` is the conference's country. One query, for a page that asks much else."""
    language, today = get_language() or "en", clock.today()
    there = Q(memberships__until=None) | Q(memberships__until__gte=today)
    wanted = people.institutions().filter(there & Q(memberships__since__lte=today)).order_by()
    values = wanted.values_list(
        "key", "code", "name", "kind", "country", "city", "memberships__since", "memberships__until",
        "memberships__category__votes", "memberships__sample", vote_rests(today, "memberships"),
    )  # fmt: skip
    placed, votes = [], 0
    for key, code, name, kind, country, city, since, until, has_vote, sample, rests in values:
        if since is not None and since <= today and (until is None or until >= today):
            row = Row(key, code, name, kind, country, city, None, False, country == home, sample)
            placed.append((alphabet(name.given(language), language), key, row))
            votes += bool(has_vote) and not rests
    return Today(tuple(row for _place, _key, row in sorted(placed, key=FIRST_TWO)), votes)


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """All that the page of an institution shows."""

    institution: Any
    country: str
    kind: str
    head: Any
    category: Localised | None
    sample: bool
    memberships: tuple[tuple[Any, bool, Any], ...]
    partnerships: tuple[Any, ...]
    names: tuple[tuple[str, str, str], ...]
    linked_data: Mapping[str, Any]


def in_days(membership: Any, on: date) -> bool:
    """Whether a membership holds this day; its last day counts."""
    return bool(membership.since <= on and (membership.until is None or membership.until >= on))


def resting(membership: Any, on: date) -> Any:
    """Since when, by which article and why the vote of a membership rests on this day; None where it does not."""
    return next((one for one in membership.suspensions.all() if in_days(one, on)), None)


def institution_page(key: str) -> InstitutionPage:
    """An institution with what the registers hold of it; 404 where there is none. Five queries."""
    language, today = get_language() or "en", clock.today()
    one = people.institution(key)
    memberships = memberships_of(key)
    category = next((m.category.name for m in memberships if in_days(m, today)), None)
    partnerships = one.partnerships.select_related("project").order_by("ends", "project__sort_key")
    shown = one.name.language(language)
    names = tuple((code, text, language_name(code)) for code, text in one.name.texts.items() if code != shown)
    return InstitutionPage(
        sample=any(m.sample and in_days(m, today) for m in memberships),
        institution=one,
        country=country_name(one.country, language),
        kind=one.get_kind_display(),
        head=people.heads_on([key], today).get(key),
        category=category,
        memberships=tuple((m, in_days(m, today), resting(m, today)) for m in memberships),
        partnerships=tuple(partnerships),
        names=names,
        linked_data=institution_data(one),
    )
