"""Who is a member on a day, who is entitled to vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Exists, OuterRef, Prefetch, Q

from konfrans.decisions.selectors import words
from konfrans.kernel.localised import Localised, by_name
from konfrans.kernel.refusals import Refused
from konfrans.membership.models import Category, Membership, VoteSuspension
from konfrans.people.models import Institution
from konfrans.people.selectors import in_force
from konfrans.statutes.registries import OnRoll
from konfrans.statutes.selectors import charter_on, version_on


@dataclass(frozen=True, slots=True)
class Member:
    """A member on a day. `entitled` is false where the category has no vote or the vote rests; then `why` is `category` or
    `suspended`, with the article."""

    membership: int
    key: str
    code: str
    name: Localised
    category: str
    category_name: Localised
    votes: bool
    since: date
    until: date | None
    admitted_by: str
    entitled: bool
    why: str
    article: str
    reason: Localised
    rests_since: date | None
    sample: bool


def members_on(on: date) -> list[Member]:
    """Every member on a day, of every category, in the order of the names in the conference's first language. Two queries, however many there are."""
    rows = (
        Membership.objects.filter(in_force(on))
        .select_related("institution", "category", "admitted_by")
        .defer("admitted_by__evidence", "admitted_by__verdict", "admitted_by__text")
        .prefetch_related(Prefetch("suspensions", VoteSuspension.objects.filter(in_force(on)), to_attr="resting"))
        .order_by("institution__sort_key", "pk")
    )
    return [_member(row) for row in rows]


def _member(row: Membership) -> Member:
    resting: VoteSuspension | None = next(iter(row.resting), None)  # type: ignore[attr-defined]
    votes = row.category.votes
    return Member(
        membership=row.pk,
        key=row.institution.key,
        code=row.institution.code,
        name=row.institution.name,
        category=row.category.key,
        category_name=row.category.name,
        votes=votes,
        since=row.since,
        until=row.until,
        admitted_by=str(row.admitted_by) if row.admitted_by else "",
        entitled=votes and resting is None,
        why="" if votes and resting is None else "suspended" if votes else "category",
        article=resting.article if votes and resting else "" if votes else row.category.article,
        reason=resting.reason if resting else Localised(),
        rests_since=resting.since if resting else None,
        sample=row.sample,
    )


def voting_members_on(on: date) -> list[Member]:
    """The members in categories with a vote: whom the charter calls members, their vote resting or not."""
    return [member for member in members_on(on) if member.votes]


def members_number(on: date) -> int:
    """How many members, in categories with a vote, there are on a day. One query."""
    return Membership.objects.filter(in_force(on), category__votes=True).count()


def has_members(on: date) -> Exists:
    """Whether there is a member with a vote on a day, to be asked within another query."""
    return Exists(Membership.objects.filter(in_force(on), category__votes=True))


def sizes_on(on: date) -> tuple[int, int]:
    """How many members there are on a day in categories with a vote, and how many of them may use it. One query."""
    voting = Membership.objects.filter(in_force(on), category__votes=True)
    found = voting.aggregate(members=Counted("pk"), entitled=Counted("pk", filter=~vote_rests(on)))
    return found["members"], found["entitled"]


def entitled_on(on: date, kind: str = "") -> list[Member]:
    """The members entitled to vote on a day on decisions of a kind: a vote in their category that does not rest. No charter
    known to the engine yet takes the vote away for a single kind, so `kind` changes nothing today."""
    return [member for member in members_on(on) if member.entitled]


def roll_on(on: date) -> list[OnRoll]:
    """The members entitled to vote on a day, as the pages of the charter show them."""
    return [OnRoll(one.name, one.category, one.category_name) for one in members_on(on) if one.entitled]


def vote_rests(on: date, membership: str = "pk") -> Exists:
    """For another query: whether the vote of the membership in its column `membership` rests on a day."""
    return Exists(VoteSuspension.objects.filter(in_force(on), membership=OuterRef(membership)))


def is_member(institution: str, on: date) -> bool:
    """Whether an institution (its key) is a member of any category on a day."""
    return Membership.objects.filter(in_force(on), institution__key=institution).exists()


def memberships_of(institution: str) -> list[Membership]:
    """Every membership of an institution, the newest first, with its suspensions."""
    found = Membership.objects.filter(institution__key=institution).select_related(
        "category", "admitted_by", "institution"
    )
    return list(found.prefetch_related("suspensions").order_by("-since"))


def membership(pk: int) -> Membership:
    """One membership; 404 where there is none."""
    found = Membership.objects.select_related("institution", "category").filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def ended_before(on: date) -> list[Membership]:
    """Memberships that ended before a day, the latest first."""
    found = Membership.objects.filter(until__lt=on).select_related("institution", "category")
    return list(found.order_by("-until", "institution__sort_key")[:200])


def categories() -> list[Category]:
    """Every category, those with a vote first."""
    return list(Category.objects.all())


def category(key: str) -> Category | None:
    """A category by its key, or None."""
    return Category.objects.filter(key=key).first()


def institutions_outside(on: date) -> list[Institution]:
    """Institutions that are no member on a day or later: who may be admitted."""
    inside = Membership.objects.filter(Q(until=None) | Q(until__gte=on)).values("institution")
    return by_name(Institution.objects.exclude(pk__in=inside))


def names_of(keys: Iterable[str]) -> dict[str, Localised]:
    """Names of institutions by key. One query."""
    return dict(Institution.objects.filter(key__in=list(keys)).values_list("key", "name"))


def paragraphs_on(on: date) -> list[tuple[str, str]]:
    """Every paragraph of the charter in force on a day: reference, and reference with the article's heading. None where no
    charter is in force."""
    if version_on(on) is None:
        return []
    _version, charter = charter_on(on)
    spoken = words()
    return [
        (one.ref, f"{spoken.article_label(one.ref)}: {spoken.choose(article.heading, charter)}")
        for article in charter.articles
        for one in article.paragraphs
    ]


def paragraph_known(article: str, on: date) -> bool:
    """Whether the charter in force on a day has this paragraph; before the first charter anything is known."""
    if version_on(on) is None:
        return True
    _version, charter = charter_on(on)
    return any(one.ref == article for each in charter.articles for one in each.paragraphs)


def object_names(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Members and categories of the journal by name: a membership has the key of its institution."""
    found: dict[tuple[str, str], str] = {}
    if keys := objects.get("membership"):
        found |= {("membership", one.key): str(one.name) for one in Institution.objects.filter(key__in=keys)}
    if keys := objects.get("category"):
        found |= {("category", one.key): str(one.name) for one in Category.objects.filter(key__in=keys)}
    return found
