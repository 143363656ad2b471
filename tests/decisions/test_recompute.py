"""Every stored verdict proved again; exports that hold all a verdict rests on; the commands around both."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection

from konfrans.charter import canonical, recompute, verdict_to_json
from konfrans.cli import decisions as command
from konfrans.decisions.models import CharterDocument, Decision
from konfrans.decisions.selectors import export_of, proofs
from konfrans.kernel.guards import guard, unguard
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry
from verify import konfrans_verify as second_hand

pytestmark = pytest.mark.django_db


class _Editor:
    """Statements to the database, inside the test's transaction."""

    connection = connection

    def execute(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _behind_the_trigger(model, **change):
    """What somebody with the database's own password could do."""
    table = model._meta.db_table
    unguard(_Editor(), table)
    model.objects.filter(pk=model.objects.first().pk).update(**change)
    guard(_Editor(), table, only="OLD.state = 'published'" if model is Decision else "")


@pytest.fixture
def decided(house):
    house.publish(yes=11, abstain=1)
    return house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)


def test_every_verdict_is_the_same(decided, house, capsys):
    house.record(yes=10)
    assert [(p.name, p.status) for p in proofs()][:2] == [("2026/01", 0), ("2026/02", 0)]
    assert command.recompute() == 0
    said = capsys.readouterr().out
    assert "2026/02  failed  the same" in said
    assert "3 the same, 0 not, 0 cannot be judged." in said


def test_a_second_hand_finds_in_the_exported_files_what_the_register_says(decided, house, tmp_path, capsys):
    files = []
    for decision in Decision.objects.filter(state="published"):
        file = tmp_path / f"{decision.pk}.json"
        file.write_bytes(export_of(decision))
        files.append(str(file))
    assert len(files) == 2
    assert second_hand.main(files) == 0
    assert capsys.readouterr().out.count(": same: ") == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: {"verdict": d.verdict.replace('"met":false', '"met":true')}, "verdict"),
        (lambda d: {"outcome": "passed"}, "outcome"),
        (lambda d: {"evidence": d.evidence.replace('"yes":7', '"yes":8')}, "evidence_hash"),
    ],
)
def test_a_tampered_decision_is_found(house, change, code, capsys):
    decision = house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)
    _behind_the_trigger(Decision, **change(decision))
    assert [(p.status, p.code) for p in proofs()] == [(1, code)]
    assert command.recompute() == 1
    assert "NOT THE SAME" in capsys.readouterr().out


def test_evidence_verdict_and_hash_changed_together_are_found_by_the_journal(house):
    decision = house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)
    forged = decision.evidence.replace('"yes":7', '"yes":8').replace('"no":4', '"no":3')
    verdict = recompute(house.charter.document, forged)
    _behind_the_trigger(
        Decision, evidence=forged, evidence_sha256=sha256(forged.encode()).hexdigest(), outcome=verdict.outcome.value,
        verdict=canonical(verdict_to_json(verdict)).decode(),
    )  # fmt: skip
    assert [(p.status, p.code) for p in proofs()] == [(1, "journal")]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda d: {"title": Localised.of(az="Başqa", en="Another")}, "text"),
        (lambda d: {"text": Localised.of(az="Başqa mətn", en="Another text")}, "text"),
        (lambda d: {"date": d.date - timedelta(days=1)}, "date"),
        (lambda d: {"organ": "presidium"}, "organ"),
        (lambda d: {"kind": "statement"}, "kind"),
        (lambda d: {"closed": True}, "closed"),
        (lambda d: {"place": Localised.of(az="Gəncə", en="Ganja")}, "place"),
        (lambda d: {"names": {"x": "y"}}, "names"),
        (lambda d: {"sample": not d.sample}, "sample"),
    ],
)
def test_whatever_else_is_changed_of_a_published_decision_is_found_and_named(house, change, what, capsys):
    decision = house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)
    _behind_the_trigger(Decision, **change(decision))
    proof = next(proofs())
    assert (proof.status, proof.code) == (1, "journal")
    assert what in proof.words.split(", ")
    assert command.recompute() == 1


@pytest.mark.parametrize("how", ["deleted", "a draft again"])
def test_a_published_decision_that_is_gone_is_found(decided, how, capsys):
    unguard(_Editor(), "decisions_decision")
    if how == "deleted":
        Decision.objects.filter(pk=decided.pk).delete()
    else:
        Decision.objects.filter(pk=decided.pk).update(state="draft", year=None, number=None, published_at=None)
    guard(_Editor(), "decisions_decision", only="OLD.state = 'published'")
    assert ("2026/02", 1, "missing") in [(p.name, p.status, p.code) for p in proofs()]
    assert command.recompute() == 1


def test_a_closed_text_is_proved_though_nobody_can_guess_it_from_the_journal(house):
    decision = house.publish(yes=11, abstain=1, closed=True)
    assert [p.code for p in proofs()] == ["same"]
    plain = sha256(canonical({"title": decision.title.to_json(), "text": decision.text.to_json()})).hexdigest()
    assert plain not in JournalEntry.objects.get(act="decision_publish").body
    _behind_the_trigger(Decision, text=Localised.of(az="Başqa mətn", en="Another text"))
    assert [(p.code, p.words) for p in proofs()] == [("journal", "text")]


def test_a_changed_charter_document_is_found(decided, house):
    _behind_the_trigger(CharterDocument, text=house.charter.document.replace('share = "2/3"', 'share = "1/2"'))
    assert {(p.status, p.code) for p in proofs()} == {(1, "charter_hash")}


def test_evidence_that_cannot_be_read_cannot_be_judged(house, capsys):
    decision = house.record(yes=9)
    broken = decision.evidence.replace('"yes":9', '"yes":99')
    Decision.objects.update(evidence=broken, evidence_sha256=sha256(broken.encode()).hexdigest())
    assert command.recompute() == 2
    assert "CANNOT BE JUDGED" in capsys.readouterr().out


def test_the_export_is_one_canonical_object_that_proves_itself(decided):
    made = export_of(decided)
    found = json.loads(made)
    assert set(found) == {"decision", "charter", "evidence", "verdict", "sha256", "journal"}
    assert set(found["charter"]) == {"key", "version", "sha256", "document"}
    assert made == canonical(found)
    assert found["decision"] == "2026/02"
    assert sha256(found["charter"]["document"].encode()).hexdigest() == found["charter"]["sha256"]
    assert sha256(canonical(found["evidence"])).hexdigest() == found["sha256"]
    again = recompute(found["charter"]["document"], found["evidence"])
    assert verdict_to_json(again) == found["verdict"]
    entry = JournalEntry.objects.get(number=found["journal"]["number"])
    assert (entry.act, entry.object_key, entry.hash) == ("decision_publish", "2026/02", found["journal"]["hash"])


def test_an_export_does_not_wait_for_a_pipe_that_nobody_reads(decided, house, tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    assert command.export("2026/02", tmp_path / "pipe") == 2
    assert f"{tmp_path / 'pipe'}: No such device or address." in capsys.readouterr().err


def test_the_export_is_written_to_a_file_and_stays_the_same(decided, house, tmp_path, capsys):
    out = tmp_path / "decision.json"
    assert command.export("2026/02", out) == 0
    first = out.read_bytes()
    house.publish(yes=9)
    assert command.export("2026/2", out) == 0
    assert out.read_bytes() == first == export_of(decided)


@pytest.mark.parametrize("number", ["2026/99", "14", "2026/", "x", "2026/14/..", "٢٠٢٦/١"])
def test_an_unknown_number_is_named_with_the_remedy(decided, number, capsys):
    assert command.export(number, None) == 2
    said = capsys.readouterr().err
    assert number in said
    assert "2026/14" in said


def test_an_export_that_cannot_be_written_says_so(decided, tmp_path, capsys):
    assert command.export("2026/01", tmp_path / "no" / "such" / "file.json") == 2
    assert "No such file" in capsys.readouterr().err


def test_a_verdict_no_longer_proved_is_said_on_its_page(house, client):
    decision = house.publish(kind="charter_amendment", yes=7, no=4, abstain=1)
    _behind_the_trigger(Decision, evidence=decision.evidence.replace('"yes":7', '"yes":6'))
    page = client.get("/en/decisions/2026/1/").content.decode()
    assert "does not follow from the stored evidence" in page
    assert "Not adopted" in page


def test_a_page_of_a_record_that_was_broken_still_answers(house, client):
    whole = house.publish(kind="charter_amendment", yes=7, no=4, abstain=1).verdict
    _behind_the_trigger(Decision, verdict="{}")
    page = client.get("/en/decisions/2026/1/").content.decode()
    assert "does not follow from the stored evidence" in page
    for verdict in ("{}", "[", whole):
        _behind_the_trigger(Decision, evidence="not json", verdict=verdict)
        response = client.get("/en/decisions/2026/1/")
        assert response.status_code == 500
        assert "can no longer be read" in response.content.decode()


@pytest.mark.sqlite  # which alone lets anything stand in any column
@pytest.mark.parametrize(
    "change",
    ["evidence=x'ff'", "title='[1]'", "names='[]'", "date='2026-02-30'", "date=5", "number='x'", "verdict=x'ff'"],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_judged(decided, house, capsys, change):
    editor = _Editor()
    unguard(editor, Decision._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        cursor.execute(f"UPDATE decisions_decision SET {change} WHERE number=2")
        cursor.execute("PRAGMA ignore_check_constraints=OFF")
    found = [(proof.name, proof.status) for proof in proofs()]
    assert found[0] == ("2026/01", 0)
    assert all(status in (1, 2) for _name, status in found[1:]) and len(found) >= 2
    assert command.recompute() in (1, 2)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_decision WHERE number=2 OR number='x'")
