"""Drafts, numbers, publication, corrections: what the services promise."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from konfrans.decisions.models import CharterDocument, Decision, Series
from konfrans.decisions.services import decision_correct, decision_discard, decision_publish
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry
from konfrans.kernel.refusals import Refused, worded
from konfrans.meetings.rules import Vote
from konfrans.meetings.services import Wording, decision_record_change, decision_record_correct
from tests.decisions.house import build_house, text

pytestmark = pytest.mark.django_db


def test_a_draft_has_a_verdict_and_no_number(house):
    draft = house.record(kind="charter_amendment", yes=7, no=4, abstain=1)
    assert (draft.state, draft.number, draft.outcome) == ("draft", None, "failed")
    verdict = json.loads(draft.verdict)
    assert verdict["reasons"][0] == {
        "code": "majority", "article": "29.3", "met": False, "needed": 8, "got": 7, "exact": "8", "strict": False,
    }  # fmt: skip


def test_evidence_holds_keys_and_counts_and_never_a_name(house, cast):
    draft = house.record(yes=11, abstain=1)
    evidence = json.loads(draft.evidence)
    assert evidence["count"] == {
        "entitled": 14, "members": 15, "present": 11, "represented": 1, "yes": 11, "no": 0, "abstain": 1, "blank": 0,
        "invalid": 0, "not_voting": None, "seats": None,
    }  # fmt: skip
    record = evidence["record"]
    assert record["organ"] == "general_assembly"
    assert record["date"] == "2026-11-20"
    assert record["recorded"] == {"person": cast.secretary.person.key, "office": "secretary"}
    assert record["roll"][11] == {
        "institution": "u12", "entitled": True, "why": None, "article": None, "how": "represented", "office": None, "by": "u01",
    }  # fmt: skip
    assert record["roll"][14]["why"] == "suspended"
    for name in ("Sevda", "Əliyeva", "University 01", "Universitet"):
        assert name not in draft.evidence


def test_publishing_gives_the_next_number_of_the_year(house):
    first, second = house.publish(yes=11, abstain=1), house.publish(yes=7, no=5)
    assert [str(first), str(second)] == ["2026/01", "2026/02"]


def test_publishing_twice_publishes_once(house):
    draft = house.record(yes=11, abstain=1)
    once = decision_publish(actor=house.actor, decision=draft)
    twice = decision_publish(actor=house.actor, decision=draft)
    assert str(once) == str(twice) == "2026/01"
    assert JournalEntry.objects.filter(act="decision_publish").count() == 1


def test_the_journal_names_the_hashes_of_what_was_published(house):
    decision = house.publish(yes=11, abstain=1)
    facts = json.loads(JournalEntry.objects.get(act="decision_publish").body)["facts"]
    assert (facts["evidence"], facts["charter"], facts["outcome"]) == (
        decision.evidence_sha256,
        house.charter.sha256,
        "passed",
    )


def test_a_verdict_that_is_not_at_its_end_is_not_published(house):
    draft = house.record(kind="exclusion", yes=9, no=3)
    assert draft.outcome == "incomplete"
    with pytest.raises(Refused) as refused:
        decision_publish(actor=house.actor, decision=draft)
    assert refused.value.code == "decision_not_at_its_end"
    assert Series.objects.count() == 0


def test_a_stored_verdict_that_does_not_follow_is_not_published(house):
    draft = house.record(yes=7, no=5)
    Decision.objects.filter(pk=draft.pk).update(verdict=draft.verdict.replace('"got":7', '"got":9'))
    with pytest.raises(Refused, match="does not follow"):
        decision_publish(actor=house.actor, decision=draft)


def test_votes_that_do_not_fit_the_roll_are_refused_in_the_engines_words(house):
    with pytest.raises(Refused) as refused:
        house.record(yes=13)
    assert refused.value.field == "yes"
    assert "13" in worded(refused.value) and "12" in worded(refused.value)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("missing", ["title", "text"])
def test_a_decision_without_words_in_a_language_is_refused(house, missing):
    words = {"title": text("Title"), "text": text("Text")} | {missing: Localised.of(en="English alone")}
    from konfrans.meetings.services import decision_record

    with pytest.raises(Refused) as refused:
        decision_record(
            actor=house.actor, meeting=house.meeting, vote=Vote(kind="ordinary", yes=9), wording=Wording(**words)
        )
    assert (refused.value.code, refused.value.field) == ("decision_text_missing", missing)


def test_a_draft_changes_and_is_judged_anew(house):
    draft = house.record(yes=11, abstain=1)
    changed = decision_record_change(
        actor=house.actor, decision=draft, vote=Vote(kind="ordinary", yes=3, no=9),
        wording=Wording(title=text("Another"), text=text("Text")),
    )  # fmt: skip
    assert (changed.pk, changed.outcome, changed.title.texts["en"]) == (draft.pk, "failed", "Another")


def test_a_draft_is_thrown_away_and_a_published_decision_is_not(house):
    draft, published = house.record(yes=9), house.publish(yes=10)
    decision_discard(actor=house.actor, decision=draft)
    assert not Decision.objects.filter(pk=draft.pk).exists()
    with pytest.raises(Refused) as refused:
        decision_discard(actor=house.actor, decision=published)
    assert refused.value.code == "decision_published_already"


def test_a_published_decision_is_not_changed_by_the_service(house):
    published = house.publish(yes=10)
    with pytest.raises(Refused) as refused:
        decision_record_change(
            actor=house.actor, decision=published, vote=Vote(kind="ordinary", yes=3),
            wording=Wording(title=text("Another"), text=text("Text")),
        )  # fmt: skip
    assert refused.value.code == "decision_published_already"


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Decision, {"outcome": "passed"}),
        (Decision, {"title": {}}),
        (Decision, {"state": "draft"}),
        (CharterDocument, {"text": "x"}),
    ],
)
def test_the_database_refuses_to_change_what_is_published(house, model, change):
    house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("table", ["decisions_decision", "decisions_charterdocument", "statutes_charterversion"])
def test_the_database_refuses_to_delete_what_is_published(house, table):
    house.publish(yes=9)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def _correct(house, decision, **votes):
    return decision_record_correct(
        actor=house.actor, decision=decision, what_was_wrong=text("Two votes were counted twice."),
        vote=Vote(kind=decision.kind, **votes), wording=Wording(title=decision.title, text=decision.text),
    )  # fmt: skip


def test_a_correction_is_a_record_of_its_own_with_its_own_verdict(house):
    wrong = house.publish(yes=7, no=5)
    right = decision_publish(actor=house.actor, decision=_correct(house, wrong, yes=5, no=7))
    wrong.refresh_from_db()
    assert (str(right), right.corrects, right.outcome, wrong.outcome) == ("2026/02", wrong, "failed", "passed")
    assert list(wrong.corrections.all()) == [right]


def test_a_correction_says_what_was_wrong(house):
    wrong = house.publish(yes=7, no=5)
    with pytest.raises(Refused) as refused:
        decision_record_correct(
            actor=house.actor, decision=wrong, what_was_wrong=Localised.of(en="only English"),
            vote=Vote(kind="ordinary", yes=5), wording=Wording(title=wrong.title, text=wrong.text),
        )  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("decision_correction_unexplained", "what_was_wrong")


def test_a_corrected_decision_is_corrected_through_its_correction(house):
    wrong = house.publish(yes=7, no=5)
    also = _correct(house, wrong, yes=4, no=8)
    right = decision_publish(actor=house.actor, decision=_correct(house, wrong, yes=5, no=7))
    with pytest.raises(Refused) as drafted:
        _correct(house, wrong, yes=6, no=6)
    with pytest.raises(Refused) as published:
        decision_publish(actor=house.actor, decision=also)
    assert drafted.value.code == published.value.code == "decision_corrected_already"
    assert str(decision_publish(actor=house.actor, decision=_correct(house, right, yes=6, no=5))) == "2026/03"


def test_a_draft_is_changed_and_not_corrected(house):
    with pytest.raises(Refused) as refused:
        decision_correct(
            actor=house.actor, decision=house.record(yes=9), what_was_wrong=text("x"), charter=house.charter, evidence=None,
            of=None,
        )  # type: ignore[arg-type]  # fmt: skip
    assert refused.value.code == "decision_not_published"


@pytest.mark.django_db(transaction=True)
def test_two_writers_leave_no_gap_and_no_double_number():
    from tests.cast import make_cast

    house = build_house(make_cast())
    drafts = [house.record(yes=9 + n % 3, title=f"Item {n}") for n in range(8)]
    failures: list[BaseException] = []
    gate = threading.Barrier(4)

    def publish(mine):
        try:
            gate.wait()
            for draft in mine:
                decision_publish(actor=house.actor, decision=draft)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    # Each draft is in the hands of two writers: numbers stay without gaps and nothing is published twice.
    threads = [
        threading.Thread(target=publish, args=(part,))
        for part in (drafts[:5], drafts[3:], drafts[:5][::-1], drafts[3:][::-1])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert sorted(Decision.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert JournalEntry.objects.filter(act="decision_publish").count() == 8


@pytest.mark.parametrize("act", [decision_publish, decision_discard])
def test_a_draft_that_somebody_discarded_meanwhile_is_not_found(house, act):
    draft = house.record(yes=9)
    decision_discard(actor=house.actor, decision=draft)
    with pytest.raises(Refused) as refused:
        act(actor=house.actor, decision=draft)
    assert (refused.value.code, refused.value.status) == ("not_found", 404)
