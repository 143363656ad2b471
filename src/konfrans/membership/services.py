"""Acts on the register of members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from konfrans.charter import Outcome
from konfrans.decisions.models import Decision
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused, worded
from konfrans.membership.models import Category, Membership, VoteSuspension
from konfrans.membership.rules import Row
from konfrans.membership.selectors import founded_by_charter, institution_known, paragraph_known
from konfrans.people import services as people
from konfrans.people.models import Institution


@act
def category_create(*, actor: Actor, key: str, name: Localised, votes: bool, article: str) -> Category:
    """Enter a category of members. Refused: the key is taken, the name is missing in a language, the charter in force has no
    such paragraph."""
    if name.missing():
        raise Refused("category_name_missing", field="name")
    if not paragraph_known(article, clock.today()):
        raise Refused("article_unknown", field="article", article=article)
    if Category.objects.filter(key=key).exists():
        raise Refused("category_exists", field="key", key=key)
    category = Category.objects.create(key=key, name=name, votes=votes, article=article)
    record("category_create", actor=actor, of="category", key=key, name=name, votes=votes, article=article)
    return category


@act
def member_admit(
    *, actor: Actor, institution: Institution, category: Category, since: date, admitted_by: Decision | None = None,
    sample: bool = False,
) -> Membership:  # fmt: skip
    """An institution becomes a member from a day. Refused: it is one, the days overlap, the decision was not adopted."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    last = Membership.objects.filter(institution=institution).order_by("-since").first()
    if last and last.until is None:
        raise Refused("member_already", field="institution", name=institution.name, since=last.since)
    if last and last.until and last.until >= since:
        raise Refused("membership_overlaps", field="since", name=institution.name, until=last.until)
    if admitted_by is not None:
        if admitted_by.state != Decision.State.PUBLISHED or admitted_by.outcome != Outcome.PASSED.value:
            raise Refused("admission_not_adopted", field="admitted_by", number=str(admitted_by))
        if since < admitted_by.date:
            raise Refused("admission_before_decision", field="since", number=str(admitted_by), date=admitted_by.date)
    membership = Membership.objects.create(
        institution=institution, category=category, since=since, admitted_by=admitted_by, sample=sample
    )
    record(
        "member_admit", actor=actor, of="membership", key=institution.key, category=category.key, since=since,
        decision=str(admitted_by) if admitted_by else None,
    )  # fmt: skip
    return membership


@act
def member_leave(*, actor: Actor, membership: Membership, until: date, why: Localised | None = None) -> Membership:
    """A membership ends with the day `until`. Refused: it ended already, or the day lies before its first."""
    membership = Membership.objects.select_for_update(of=("self",)).select_related("institution").get(pk=membership.pk)
    if membership.until is not None:
        raise Refused("membership_ended_already", until=membership.until)
    if until < membership.since:
        raise Refused("membership_ended_before_it_began", field="until", until=until, since=membership.since)
    membership.until, membership.ended_why = until, why or Localised()
    membership.save(update_fields=["until", "ended_why"])
    VoteSuspension.objects.filter(membership=membership, until=None, since__lte=until).update(until=until)
    record("member_leave", actor=actor, of="membership", key=membership.institution.key, until=until, why=why)
    return membership


@act
def vote_suspend(
    *, actor: Actor, membership: Membership, since: date, article: str, reason: Localised
) -> VoteSuspension:
    """A member's vote rests from a day. Refused: it rests, the category has no vote, the day lies outside the membership,
    the charter of that day has no such paragraph."""
    membership = _locked(membership)
    name = membership.institution.name
    if not membership.category.votes:
        raise Refused("vote_never_had", name=name)
    if since < membership.since or (membership.until and since > membership.until):
        raise Refused("day_outside_membership", field="since", day=since)
    if not paragraph_known(article, since):
        raise Refused("article_unknown", field="article", article=article)
    resting = membership.suspensions.order_by("-since").first()
    if resting and (resting.until is None or resting.until >= since):
        raise Refused("vote_rests_already", field="since", name=name, since=resting.since)
    suspension = VoteSuspension.objects.create(membership=membership, since=since, article=article, reason=reason)
    record(
        "vote_suspend", actor=actor, of="membership", key=membership.institution.key, since=since, article=article,
        reason=reason,
    )  # fmt: skip
    return suspension


@act
def vote_restore(*, actor: Actor, membership: Membership, since: date) -> VoteSuspension:
    """A member votes again from the day `since`: the day before is the last on which its vote rested."""
    membership = _locked(membership)
    resting = membership.suspensions.filter(until=None).first()
    if resting is None:
        raise Refused("vote_does_not_rest", name=membership.institution.name)
    if since <= resting.since:
        raise Refused("membership_ended_before_it_began", field="since", until=since, since=resting.since)
    resting.until = since - timedelta(days=1)
    resting.save(update_fields=["until"])
    record("vote_restore", actor=actor, of="membership", key=membership.institution.key, since=since)
    return resting


@act
def charter_bodies_enter(*, actor: Actor, on: date) -> tuple[int, int]:
    """Enter the organs and the categories of members that the charter of a day names and that are not entered yet; says how many of
    each. Their names are those of the charter; a language in which it has none falls back, marked. The organ that is the secretariat
    is entered as the secretariat, whose offices act for the conference; what is entered already is taken as it is. Refused: no
    charter is in force."""
    lacking = founded_by_charter(on)
    for organ in lacking.organs:
        kind = "secretariat" if organ.key == people.SECRETARIAT else "organ"
        people.body_create(actor=actor, key=organ.key, kind=kind, name=organ.name)
    for one in lacking.categories:
        Category.objects.create(key=one.key, name=one.name, votes=one.votes, article=one.article)
        record(
            "category_create",
            actor=actor,
            of="category",
            key=one.key,
            name=one.name,
            votes=one.votes,
            article=one.article,
        )
    return len(lacking.organs), len(lacking.categories)


@act
def members_enter(
    *, actor: Actor, rows: Iterable[Row], since: date, language: str, invite: bool = False, sample: bool = False
) -> list[Membership]:
    """Enter institutions and admit them from a day, all of them or none; an institution that is entered already is admitted as it
    is. A head that is named holds the office of rector from that day, and with `invite` gets a letter.

    Refused: no category is entered; whatever refuses an institution, an admission or an office, with the row it stands in.
    """
    categories = {one.key: one for one in Category.objects.all()}
    if not categories:
        raise Refused("import_no_category")
    done = []
    for row in rows:
        try:
            done.append(_enter(actor, row, categories[row.category], since, sample=sample))
            _head(actor, row, done[-1].institution, since, language, invite=invite, sample=sample)
        except Refused as refused:
            raise Refused("import_row_refused", row=row.number, why=worded(refused)) from refused
    return done


def _enter(actor: Actor, row: Row, category: Category, since: date, *, sample: bool) -> Membership:
    institution = institution_known(row.key, row.names.values(), row.country)
    if institution is None:
        institution = people.institution_create(
            actor=actor, key=row.key, code=row.code, kind=row.kind, country=row.country, name=Localised.of(**row.names),
            city=Localised.of(**row.cities), website=row.website, ror=row.ror, erasmus_code=row.erasmus_code, source=row.source,
        )  # fmt: skip
    return member_admit(actor=actor, institution=institution, category=category, since=since, sample=sample)


def _head(
    actor: Actor, row: Row, institution: Institution, since: date, language: str, *, invite: bool, sample: bool
) -> None:
    if not row.head_surname:
        return
    if invite and row.head_mail:
        people.office_invite(
            actor=actor, email=row.head_mail, language=language, kind="rector", since=since, institution=institution,
            given=row.head_given, surname=row.head_surname, sample=sample,
        )  # fmt: skip
        return
    person = people.person_create(actor=actor, given=row.head_given, surname=row.head_surname, sample=sample)
    people.office_begin(actor=actor, kind="rector", person=person, since=since, institution=institution)


def _locked(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("institution", "category")
        .get(pk=membership.pk)
    )
