"""A draft becomes the charter by a recorded decision that the rules in force let pass, and by nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import standing_of
from konfrans.statutes import selectors, services
from konfrans.statutes.models import CharterVersion, Draft, VersionDay
from konfrans.statutes.rules import set_at
from konfrans.statutes.selectors import version_on
from tests.decisions.house import SESSION
from tests.statutes.test_drafts import group, write

__all__ = ["group"]
pytestmark = pytest.mark.django_db
WRITTEN = date(2026, 11, 10)
REGISTERED = date(2026, 12, 14)


@pytest.fixture
def ready(group):
    """The group's draft, another version with one changed text, written before the session."""
    with clock.standing_at(WRITTEN):
        group.edit(group.one, lambda document: document.update(version="2"))
        group.edit(
            group.one,
            write(4, 1, en="The purpose of the Conference is to agree.", az="Konfransın məqsədi razılığa gəlməkdir."),
        )
    return group


def actor_of(cast):
    return standing_of(cast.secretary.pk).actor()


def amendment(house, *, yes: int = 10):
    with clock.standing_at(SESSION):
        return decision_publish(
            actor=house.actor, decision=house.record(kind="charter_amendment", yes=yes, no=12 - yes)
        )


def adopt(ready, cast, decision, base: int | None = None) -> CharterVersion:
    ready.draft.refresh_from_db()
    with clock.standing_at(SESSION):
        return services.draft_adopt(
            actor=actor_of(cast), draft=ready.draft, decision=decision, base=base or ready.draft.last
        )


def test_an_amendment_that_passed_makes_the_draft_a_version_that_waits_for_its_registration(ready, house, cast):
    version = adopt(ready, cast, amendment(house))
    ready.draft.refresh_from_db()
    assert (ready.draft.state, ready.draft.adopted_as) == (Draft.State.ADOPTED, version)
    assert version.document.version == "2"
    assert [(one.event, one.day) for one in version.days.all()] == [("adoption", SESSION)]
    assert version_on(REGISTERED).document.version == "1"


def test_registration_puts_it_in_force_from_its_day_and_ends_the_one_before(ready, house, cast):
    version = adopt(ready, cast, amendment(house))
    with clock.standing_at(REGISTERED):
        services.version_day_record(actor=actor_of(cast), version=version, event="state_registration", day=REGISTERED)
        assert version_on(date(2026, 12, 13)).document.version == "1"
        assert version_on(REGISTERED).document.version == "2"
        assert selectors.charter_page(version_on(date(2026, 12, 13))).until == date(2026, 12, 13)


def test_a_motion_that_failed_adopts_nothing(ready, house, cast):
    with pytest.raises(Refused) as refused:
        adopt(ready, cast, amendment(house, yes=5))
    assert refused.value.code == "charter_not_adopted"
    assert CharterVersion.objects.count() == 1


def test_a_decision_on_something_else_adopts_nothing(ready, house, cast):
    with clock.standing_at(SESSION):
        other = house.publish(kind="ordinary", yes=12)
    with pytest.raises(Refused, match="not one on the charter"):
        adopt(ready, cast, other)


def test_a_text_changed_after_the_vote_is_not_what_was_decided(ready, house, cast):
    decision = amendment(house)
    with clock.standing_at(date(2026, 11, 22)):
        ready.edit(ready.two, write(4, 1, en="Something else."))
    with pytest.raises(Refused) as refused:
        adopt(ready, cast, decision)
    assert refused.value.code == "adopt_written_later"


def test_a_draft_with_a_fault_is_not_adopted(ready, house, cast):
    with clock.standing_at(WRITTEN):
        path = ("organs", "general_assembly", "quorum")
        ready.edit(
            ready.one,
            lambda document: set_at(
                document, path, {"article": "21.1", "at_least": {"share": "2/3", "of": "entitled"}}
            ),
        )
    with pytest.raises(Refused) as refused:
        adopt(ready, cast, amendment(house))
    assert refused.value.code == "adopt_faults"


def test_the_same_version_and_the_same_decision_are_taken_once(ready, house, cast):
    decision = amendment(house)
    adopt(ready, cast, decision)
    with clock.standing_at(WRITTEN):
        again = services.draft_open(
            actor=actor_of(cast), key="draft-9", name=ready.draft.name, body=ready.body,
            text=selectors.revision_of(ready.draft).text.replace('version = "2"', 'version = "3"', 1),
        )  # fmt: skip
    with pytest.raises(Refused) as refused, clock.standing_at(SESSION):
        services.draft_adopt(actor=actor_of(cast), draft=again, decision=decision, base=1)
    assert refused.value.code == "adopt_used"


def test_a_draft_that_was_changed_while_it_was_read_is_not_adopted(ready, house, cast):
    with pytest.raises(Refused, match="changed while you read it"):
        adopt(ready, cast, amendment(house), base=1)


def test_an_adopted_draft_is_written_no_more(ready, house, cast):
    adopt(ready, cast, amendment(house))
    with pytest.raises(Refused, match="no longer in work"):
        ready.edit(ready.one, write(4, 1, en="More."))


def test_days_of_a_version_are_recorded_once_and_never_before_its_adoption(ready, house, cast):
    version = adopt(ready, cast, amendment(house))
    with clock.standing_at(REGISTERED):
        for day, code in ((date(2026, 11, 1), "version_day_early"), (date(2027, 1, 1), "version_day_to_come")):
            with pytest.raises(Refused) as refused:
                services.version_day_record(actor=actor_of(cast), version=version, event="state_registration", day=day)
            assert refused.value.code == code
        services.version_day_record(actor=actor_of(cast), version=version, event="state_registration", day=REGISTERED)
        with pytest.raises(Refused, match="recorded already"):
            services.version_day_record(
                actor=actor_of(cast), version=version, event="state_registration", day=REGISTERED
            )


def test_versions_and_their_days_are_never_changed(ready, house, cast):
    from django.db import DatabaseError, transaction

    version = adopt(ready, cast, amendment(house))
    for change in (
        lambda: VersionDay.objects.filter(version=version).update(day=REGISTERED),
        lambda: VersionDay.objects.filter(version=version).delete(),
        lambda: CharterVersion.objects.filter(pk=version.pk).update(authentic="en"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_the_page_says_what_the_new_charter_touches(ready, house, cast, client):
    with clock.standing_at(WRITTEN):
        path = ("organs", "general_assembly", "quorum")
        text = {"en": "The General Assembly may decide when at least half of the members entitled to vote are present or represented.",
                "az": "Ümumi Yığıncaq səsvermə hüququ olan üzvlərin ən azı yarısı iştirak etdikdə və ya təmsil olunduqda səlahiyyətlidir."}  # fmt: skip
        ready.edit(ready.one, write(21, 1, **text))
        rule = {"article": "21.1", "measure": "present_and_represented", "at_least": {"share": "1/2", "of": "entitled"}}
        ready.edit(ready.one, lambda document: set_at(document, path, rule))
        page = selectors.adopt_page(ready.draft, WRITTEN)
    assert [(one.why, one.article) for one in page.touched] == [("its quorum changes", "21.1")]
    assert page.changed == (4, 21)
    assert page.awaits == ("state registration",)


def test_the_secretariat_adopts_by_the_page_and_nobody_else(ready, house, cast, client):
    decision = amendment(house)
    with clock.standing_at(SESSION):
        client.force_login(ready.one)
        assert client.get("/en/charter/drafts/draft-1/adopt/").status_code == 403
        client.force_login(cast.secretary)
        page = client.get("/en/charter/drafts/draft-1/adopt/").content.decode()
        assert str(decision) in page
        ready.draft.refresh_from_db()
        sent = {"decision": str(decision), "base": str(ready.draft.last)}
        answer = client.post("/en/charter/drafts/draft-1/adopt/", sent)
        assert (answer.status_code, answer.url) == (302, "/en/charter/?v=2")
        assert "adopted by decision" in client.get(answer.url).content.decode()
