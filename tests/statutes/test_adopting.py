"""A draft becomes the charter by a recorded decision that the rules in force let pass, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.meetings.rules import Vote
from konfrans.meetings.services import Wording, decision_record_correct
from konfrans.people.selectors import standing_of
from konfrans.statutes import selectors, services
from konfrans.statutes.models import CharterVersion, Draft, Proposal, VersionDay
from konfrans.statutes.rules import add_paragraph, set_at
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


def put(ready, cast, day: date = WRITTEN) -> str:
    """The draft's last state put to the vote; as a decision names it."""
    ready.draft.refresh_from_db()
    with clock.standing_at(day):
        return str(services.draft_put(actor=actor_of(cast), draft=ready.draft, base=ready.draft.last))


def amendment(house, *, yes: int = 10, put: str = ""):
    with clock.standing_at(SESSION):
        return decision_publish(
            actor=house.actor, decision=house.record(kind="charter_amendment", yes=yes, no=12 - yes, put=put)
        )


def adopt(ready, cast, decision) -> CharterVersion:
    ready.draft.refresh_from_db()
    with clock.standing_at(SESSION):
        return services.draft_adopt(actor=actor_of(cast), draft=ready.draft, decision=decision)


def test_before_a_state_is_put_to_the_vote_open_comments_and_a_running_consultation_are_named(ready, cast, client):
    actor = actor_of(cast)
    client.force_login(cast.secretary)
    page = client.get("/en/charter/drafts/draft-1/vote/").content.decode()
    assert "not answered yet" not in page and "Readers are asked" not in page
    services.thread_open(
        actor=actor, draft=ready.draft, place="21.1", text="Why?", language="en", revision=ready.draft.last
    )
    today = clock.today()
    services.consultation_open(
        actor=actor,
        draft=ready.draft,
        question=Localised.of(az="Necə?", en="How?"),
        opens=today,
        closes=today + timedelta(days=9),
        public=False,
    )
    page = client.get("/en/charter/drafts/draft-1/vote/").content.decode()
    assert "1 comment is not answered yet." in page and "Readers are asked for their comments until" in page


def test_an_amendment_that_passed_makes_the_draft_a_version_that_waits_for_its_registration(ready, house, cast):
    version = adopt(ready, cast, amendment(house, put=put(ready, cast)))
    ready.draft.refresh_from_db()
    assert (ready.draft.state, ready.draft.adopted_as) == (Draft.State.ADOPTED, version)
    assert version.document.version == "2"
    assert [(one.event, one.day) for one in version.days.all()] == [("adoption", SESSION)]
    assert version_on(REGISTERED).document.version == "1"


def test_registration_puts_it_in_force_from_its_day_and_ends_the_one_before(ready, house, cast):
    version = adopt(ready, cast, amendment(house, put=put(ready, cast)))
    with clock.standing_at(REGISTERED):
        services.version_day_record(actor=actor_of(cast), version=version, event="state_registration", day=REGISTERED)
        assert version_on(date(2026, 12, 13)).document.version == "1"
        assert version_on(REGISTERED).document.version == "2"
        assert selectors.charter_page(version_on(date(2026, 12, 13))).until == date(2026, 12, 13)


def test_a_motion_that_failed_adopts_nothing(ready, house, cast):
    with pytest.raises(Refused) as refused:
        adopt(ready, cast, amendment(house, yes=5, put=put(ready, cast)))
    assert refused.value.code == "charter_not_adopted"
    assert CharterVersion.objects.count() == 1


def test_a_decision_on_something_else_adopts_nothing(ready, house, cast):
    with clock.standing_at(SESSION):
        other = house.publish(kind="ordinary", yes=12)
    with pytest.raises(Refused, match="not one on the charter"):
        adopt(ready, cast, other)


def test_a_decision_that_names_no_state_adopts_nothing(ready, house, cast):
    put(ready, cast)
    with pytest.raises(Refused, match="names no state of a draft") as refused:
        adopt(ready, cast, amendment(house))
    assert refused.value.code == "adopt_unnamed"


def test_a_decision_on_another_draft_adopts_nothing_here(ready, house, cast):
    with clock.standing_at(WRITTEN):
        text = selectors.revision_of(ready.draft).text
        other = services.draft_open(
            actor=actor_of(cast), key="draft-99", name=ready.draft.name, body=ready.body,
            text=text.replace('version = "2"', 'version = "99"', 1),
        )  # fmt: skip
        named = str(services.draft_put(actor=actor_of(cast), draft=other, base=1))
    put(ready, cast)
    with pytest.raises(Refused, match="names another draft, draft-99, state 1"):
        adopt(ready, cast, amendment(house, put=named))


def test_what_is_edited_after_the_vote_is_not_adopted_with_it(ready, house, cast):
    decision = amendment(house, put=put(ready, cast))
    voted = selectors.revision_of(ready.draft).sha256
    with clock.standing_at(date(2026, 11, 22)):
        ready.edit(ready.two, write(4, 1, en="Something else."))
    version = adopt(ready, cast, decision)
    assert version.document.sha256 == voted
    assert "Something else." not in version.document.text


def test_a_state_that_was_put_to_the_vote_after_the_session_cannot_be_named(ready, house, cast):
    named = put(ready, cast, date(2026, 11, 22))
    with pytest.raises(Refused) as refused:
        amendment(house, put=named)
    assert (refused.value.code, refused.value.field) == ("put_too_late", "put")


def test_only_a_decision_on_the_charter_names_a_state(ready, house, cast):
    with clock.standing_at(SESSION), pytest.raises(Refused) as refused:
        house.record(kind="ordinary", yes=12, put=put(ready, cast))
    assert refused.value.code == "put_kind"
    with clock.standing_at(SESSION), pytest.raises(Refused) as refused:
        house.record(kind="charter_amendment", yes=12, put="draft-1@99")
    assert refused.value.code == "put_unknown"


def test_a_correction_may_name_the_state_that_the_record_forgot(ready, house, cast):
    wrong, named = amendment(house), put(ready, cast)
    vote = Vote(kind="charter_amendment", yes=10, no=2)
    with clock.standing_at(SESSION):
        made = decision_record_correct(
            actor=house.actor, decision=wrong, what_was_wrong=wrong.title, vote=vote,
            wording=Wording(title=wrong.title, text=wrong.text, put=named),
        )  # fmt: skip
        corrected = decision_publish(actor=house.actor, decision=made)
    with pytest.raises(Refused) as refused:
        adopt(ready, cast, wrong)
    assert refused.value.code == "adopt_corrected"
    assert adopt(ready, cast, corrected).document.version == "2"


def test_a_state_with_a_fault_or_a_version_that_is_taken_is_not_put_to_the_vote(ready, house, cast):
    with clock.standing_at(WRITTEN):
        ready.edit(ready.one, lambda document: document.update(version="1"))
    with pytest.raises(Refused, match="Version 1 is adopted already"):
        put(ready, cast)
    with clock.standing_at(WRITTEN):
        path = ("organs", "general_assembly", "quorum")
        rule = {"article": "21.1", "at_least": {"share": "2/3", "of": "entitled"}}
        ready.edit(ready.one, lambda document: set_at(document, path, rule))
    with pytest.raises(Refused) as refused:
        put(ready, cast)
    assert refused.value.code == "put_faults"


def test_a_paragraph_without_words_is_not_put_to_the_vote(ready, house, cast, client):
    with clock.standing_at(WRITTEN):
        ready.edit(ready.one, lambda document: add_paragraph(document, 4, None, {}) and None)
        client.force_login(ready.one)
        page = client.get("/en/charter/drafts/draft-1/vote/").content.decode()
    assert "Paragraphs without words" in page and 'name="base"' not in page
    with pytest.raises(Refused, match="Paragraphs without words in the authentic language: 4"):
        put(ready, cast)


def test_a_state_is_put_to_the_vote_once_as_it_was_read_and_never_changed(ready, house, cast):
    assert put(ready, cast) == put(ready, cast) == f"draft-1@{ready.draft.last}"
    with pytest.raises(Refused, match="changed while you read it"), clock.standing_at(WRITTEN):
        services.draft_put(actor=actor_of(cast), draft=ready.draft, base=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Proposal.objects.update(sha256="0" * 64)


def test_the_same_version_and_the_same_decision_are_taken_once(ready, house, cast):
    decision = amendment(house, put=put(ready, cast))
    adopt(ready, cast, decision)
    with clock.standing_at(WRITTEN):
        again = services.draft_open(
            actor=actor_of(cast), key="draft-9", name=ready.draft.name, body=ready.body,
            text=selectors.revision_of(ready.draft).text.replace('version = "2"', 'version = "3"', 1),
        )  # fmt: skip
    with pytest.raises(Refused) as refused, clock.standing_at(SESSION):
        services.draft_adopt(actor=actor_of(cast), draft=again, decision=decision)
    assert refused.value.code == "adopt_used"


def test_an_adopted_draft_is_written_no_more(ready, house, cast):
    adopt(ready, cast, amendment(house, put=put(ready, cast)))
    with pytest.raises(Refused, match="no longer in work"):
        ready.edit(ready.one, write(4, 1, en="More."))


def test_days_of_a_version_are_recorded_once_and_never_before_its_adoption(ready, house, cast):
    version = adopt(ready, cast, amendment(house, put=put(ready, cast)))
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
    version = adopt(ready, cast, amendment(house, put=put(ready, cast)))
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
    address = "/en/charter/drafts/draft-1/adopt/"
    decision, other = amendment(house, put=put(ready, cast)), amendment(house)
    sha256 = selectors.revision_of(ready.draft).sha256
    with clock.standing_at(SESSION):
        client.force_login(ready.one)
        assert client.get(address).status_code == 403
        client.force_login(cast.secretary)
        page = client.get(address).content.decode()
        assert f"?decision={decision}" in page and f"?decision={other}" not in page
        assert "names no state of a draft" in page
        refused = client.get(f"{address}?decision={other}")
        assert refused.status_code == 422 and "names no state of a draft" in refused.content.decode()
        confirm = client.get(f"{address}?decision={decision}").content.decode()
        assert sha256[:8] in confirm and "Spring session: the text." in confirm
        unsure = client.post(address, {"decision": str(decision)})
        assert unsure.status_code == 422 and CharterVersion.objects.count() == 1
        answer = client.post(address, {"decision": str(decision), "sure": "yes"})
        assert (answer.status_code, answer.url) == (302, "/en/charter/?v=2")
        assert "adopted by decision" in client.get(answer.url).content.decode()


def test_the_chair_puts_a_state_to_the_vote_and_the_decision_form_offers_it(ready, house, cast, client):
    address = "/en/charter/drafts/draft-1/vote/"
    ready.draft.refresh_from_db()
    state, sha256 = ready.draft.last, selectors.revision_of(ready.draft).sha256
    with clock.standing_at(WRITTEN):
        client.force_login(ready.two)
        assert client.get(address).status_code == 403
        client.force_login(ready.one)
        assert sha256[:8] in client.get(address).content.decode()
        answer = client.post(address, {"base": str(state)})
        assert answer.url == f"{address}{state}/"
        page = client.get(answer.url).content.decode()
        assert f"(draft-1), state {state}, SHA-256 {sha256[:8]} {sha256[8:16]}" in page
        assert client.get(f"{address}{state - 1}/").status_code == 404
    with clock.standing_at(SESSION):
        client.force_login(cast.secretary)
        form = f"/en/desk/meetings/{house.meeting.key}/decide/?put=draft-1@{state}"
        page = client.get(form).content.decode()
        assert f'<option value="draft-1@{state}" selected>' in page and sha256[8:16] in page
        assert '<option value="charter_amendment" selected>' in page
        decision = amendment(house, put=f"draft-1@{state}")
        told = client.get(f"/en/decisions/{decision.year}/{decision.number}/").content.decode()
        assert f"draft-1, state {state}" in told and sha256[:8] in told
        assert str(decision) in client.get(answer.url).content.decode()
        assert client.get(f"/en/decisions/{decision.year}/{decision.number}/decision.pdf").status_code == 200
