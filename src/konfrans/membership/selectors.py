"""Who is a member on a day, who is entitled to vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.charter import Charter
from konfrans.decisions.selectors import words
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import Localised, by_name, languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.text import search_text
from konfrans.membership.models import Category, Membership, VoteSuspension
from konfrans.membership.rules import Known
from konfrans.people.models import Body, Institution
from konfrans.people.selectors import INSTITUTION_KINDS, in_force
from konfrans.statutes.registries import OnRoll, Touched
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


@dataclass(frozen=True, slots=True)
class Founded:
    """An organ or a category as a charter founds it."""

    key: str
    name: Localised
    article: str
    votes: bool = True


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a charter founds and the registers do not have yet."""

    organs: tuple[Founded, ...]
    categories: tuple[Founded, ...]


def founded_by_charter(on: date) -> Lacking:
    """The organs and categories of the charter in force on a day that are not entered yet. Refused: none is in force."""
    _version, charter = charter_on(on)
    entered = set(Body.objects.values_list("key", flat=True))
    known = set(Category.objects.values_list("key", flat=True))
    organs, categories = founded_in(charter)
    return Lacking(
        tuple(one for one in organs if one.key not in entered),
        tuple(one for one in categories if one.key not in known),
    )


def founded_in(charter: Charter) -> tuple[list[Founded], list[Founded]]:
    """The organs and the categories that a charter founds, under the keys that the registers give them."""
    organs = [
        Founded(key.replace("_", "-"), _in_own_languages(one.name), one.article) for key, one in charter.organs.items()
    ]
    categories = [
        Founded(key.replace("_", "-"), _in_own_languages(one.name), one.article, one.voice == "vote")
        for key, one in charter.categories.items()
    ]
    return organs, categories


def _in_own_languages(name: Mapping[str, str]) -> Localised:
    """A name of the charter in the conference's languages; where it has none of them, in its own."""
    own = {code: name[code] for code in languages() if code in name}
    return Localised.of(**(own or dict(name)))


def known_for_import() -> Known:
    """What the rows of a spreadsheet are looked at by."""
    inside = Membership.objects.filter(until=None).values_list("institution__key", flat=True)
    return Known(
        languages=languages(), kinds=_kinds(), country=conference().country, keys=frozenset(inside),
        categories={one.key: tuple(one.name.texts.values()) for one in Category.objects.all()},
    )  # fmt: skip


def known_for_founding(charter: Charter, country: str) -> Known:
    """The same for a conference that is not founded yet: the categories are those that its charter founds. No query."""
    _organs, categories = founded_in(charter)
    named = {one.key: tuple(one.name.texts.values()) for one in categories}
    return Known(languages=languages(), kinds=_kinds(), country=country, categories=named)


def _kinds() -> dict[str, set[str]]:
    """The kinds of institution by key, with their names in the conference's languages."""
    kinds: dict[str, set[str]] = {key: set() for key, _label in INSTITUTION_KINDS}
    for code in languages():
        with override(code):
            for key, label in INSTITUTION_KINDS:
                kinds[key].add(str(label))
    return kinds


def institution_known(key: str, names: Iterable[str], country: str) -> Institution | None:
    """The institution that a row means: entered under that key, with one of those names."""
    found = Institution.objects.filter(key=key, country=country).first()
    asked = {search_text(name) for name in names} - {""}
    return found if found and asked & {search_text(name) for name in found.name.texts.values()} else None


def object_names(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """Members and categories of the journal by name: a membership has the key of its institution."""
    found: dict[tuple[str, str], str] = {}
    if keys := objects.get("membership"):
        found |= {("membership", one.key): str(one.name) for one in Institution.objects.filter(key__in=keys)}
    if keys := objects.get("category"):
        found |= {("category", one.key): str(one.name) for one in Category.objects.filter(key__in=keys)}
    return found


def touched(old: Charter | None, new: Charter, on: date) -> Iterator[Touched]:
    """Categories that a new charter does not know or gives another voice, and votes at rest by a paragraph that changes."""
    for category in Category.objects.filter(memberships__in=Membership.objects.filter(in_force(on))).distinct():
        known = new.categories.get(category.key)
        if new.categories and known is None:
            yield Touched(
                str(category.name), _("the new text does not know this category of members"), "", reverse("members")
            )
        elif known is not None and (known.voice == "vote") != category.votes:
            yield Touched(str(category.name), _("its vote changes"), known.article, reverse("members"))
    for rest in VoteSuspension.objects.filter(in_force(on)).select_related("membership__institution"):
        before, after = (_paragraph(charter, rest.article) for charter in (old, new))
        if before != after:
            yield Touched(
                str(rest.membership.institution.name), _("its vote rests by a paragraph that changes"), rest.article,
                reverse("member", args=[rest.membership.institution.key]),
            )  # fmt: skip


def _paragraph(charter: Charter | None, ref: str) -> object:
    articles = charter.article if charter is not None else ()
    return next((dict(one.text) for article in articles for one in article.paragraphs if one.ref == ref), None)
