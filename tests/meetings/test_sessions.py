"""Sessions: their roll, who may see and record, the form that judges before it saves."""

from __future__ import annotations

import re
import time
from datetime import date
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from konfrans.charter import CountError, read_charter
from konfrans.decisions.models import Decision
from konfrans.decisions.services import decision_publish
from konfrans.kernel import clock
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import Attendance, Meeting
from konfrans.meetings.rules import Presence, Seat, Vote, evidence_of, tallied, votes_by_members
from konfrans.meetings.selectors import kinds_at, personal_data, roll_of, session, session_next, waiting
from konfrans.meetings.services import attendance_set, meeting_change, meeting_create
from konfrans.people.registries import Subject
from konfrans.people.selectors import standing_of
from konfrans.people.services import body_create, office_begin
from tests.decisions.house import SESSION, build_house, text
from tests.decisions.test_publishing import _correct

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 25)
HERE = "/en/desk/meetings/general-assembly-2026-11-20/"


def body_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


# Rules -------------------------------------------------------------------------------------------------------------------


def test_only_who_is_entitled_is_counted():
    roll = [
        Seat("a", True, True, how="present"), Seat("b", True, True, how="represented", by="a"), Seat("c", True, True),
        Seat("d", True, False, "suspended", "10.1", "present"), Seat("e", False, False, "category", "6.2", "present"),
    ]  # fmt: skip
    there = tallied(roll)
    assert (there.members, there.entitled, there.present, there.represented, there.absent) == (4, 3, 1, 1, 1)


def test_evidence_that_does_not_fit_the_roll_is_refused_by_the_engine():
    with pytest.raises(CountError):
        evidence_of(Vote(kind="ordinary", yes=2), [Seat("a", True, True, how="present")], call=1, record={})


# Services ----------------------------------------------------------------------------------------------------------------


def test_an_organ_has_one_session_a_day_and_call(house):
    with pytest.raises(Refused) as refused:
        meeting_create(actor=house.actor, body=house.meeting.body, kind="ordinary", date=SESSION, place=text("Baku"))
    assert refused.value.code == "meeting_exists"
    again = meeting_create(
        actor=house.actor, body=house.meeting.body, kind="ordinary", date=SESSION, place=text("Baku"), call=2
    )
    assert again.key == "general-assembly-2026-11-20-2"


@pytest.mark.parametrize(
    ("presences", "code"),
    [
        ([Presence("bbu", "present")], "attendance_not_member"),
        ([Presence("nobody", "present")], "attendance_not_member"),
        ([Presence("u13", "represented")], "representative_missing"),
        ([Presence("u13", "represented", by="u13")], "represents_itself"),
        ([Presence("u13", "represented", by="u14")], "representative_not_there"),
        ([Presence("u01", "absent")], "representative_not_there"),
    ],
    ids=["no member", "unknown", "by nobody", "by itself", "by one who is away", "the representative leaves"],
)
def test_a_roll_that_cannot_be_is_refused_whole(house, presences, code):
    before = list(Attendance.objects.values_list("institution__key", "how"))
    with pytest.raises(Refused) as refused:
        attendance_set(actor=house.actor, meeting=house.meeting, presences=[Presence("u02", "absent"), *presences])
    assert refused.value.code == code
    assert list(Attendance.objects.values_list("institution__key", "how")) == before


def test_members_not_named_stay_as_they_are(house):
    attendance_set(actor=house.actor, meeting=house.meeting, presences=[Presence("u13", "present", "vice_rector")])
    assert tallied(roll_of(house.meeting)).present == 12


def test_a_suspended_member_may_sit_in_the_room_and_is_not_counted(house):
    attendance_set(actor=house.actor, meeting=house.meeting, presences=[Presence("u15", "present", "rector")])
    assert tallied(roll_of(house.meeting)).present == 11


def test_a_kind_of_another_organ_and_an_empty_roll_are_refused(house, cast):
    with pytest.raises(Refused) as refused:
        house.record(kind="suspension", yes=9)
    assert (refused.value.code, refused.value.field) == ("kind_of_other_organ", "kind")
    empty = meeting_create(actor=house.actor, body=cast.assembly, kind="ordinary", date=DAY, place=text("Baku"))
    with pytest.raises(Refused) as refused:
        house.record(meeting=empty, yes=9)
    assert refused.value.code == "roll_empty"


def test_the_second_call_has_its_lower_quorum(house, cast):
    second = meeting_create(
        actor=house.actor, body=cast.assembly, kind="ordinary", date=DAY, place=text("Baku"), call=2
    )
    attendance_set(
        actor=house.actor, meeting=second, presences=[Presence(f"u0{n}", "present", "rector") for n in range(1, 6)]
    )
    assert house.record(meeting=second, yes=5).outcome == "passed"
    assert house.record(meeting=second, kind="charter_amendment", yes=5).outcome == "invalid"


def test_what_a_decision_froze_stays_when_the_roll_changes_later(house):
    decision = house.publish(yes=11)
    before = decision.evidence
    attendance_set(actor=house.actor, meeting=house.meeting, presences=[Presence("u02", "absent")])
    meeting_change(actor=house.actor, meeting=house.meeting, place=text("Ganja"))
    decision.refresh_from_db()
    assert decision.evidence == before


def test_who_presided_is_frozen_by_key_and_shown_by_name(house, cast, client):
    person = cast.rector.person
    meeting_change(
        actor=house.actor, meeting=house.meeting, place=text("Baku"), presided=person, presided_office="president"
    )
    decision = house.publish(yes=9)
    assert person.key in decision.evidence and "Nail" not in decision.evidence
    assert "Nail Quliyev" in body_of(client.get("/en/decisions/2026/1/"))
    held = personal_data()
    subject = Subject(person.key, ())
    assert (held.find(subject), held.export(subject)) == (
        1,
        [{"session": house.meeting.key, "presided_as": "president"}],
    )
    assert held.find(Subject(None, ())) == 0


def test_the_next_session_is_the_first_on_or_after_the_day(house, cast):
    later = meeting_create(
        actor=house.actor, body=cast.assembly, kind="ordinary", date=date(2026, 12, 18), place=text("Baku")
    )
    assert session_next(DAY) == later
    assert session_next(SESSION) == house.meeting
    assert session_next(date(2027, 1, 1)) is None


def test_sessions_without_roll_or_decision_wait_on_the_secretarys_desk(house, cast):
    standing = standing_of(cast.secretary.pk, DAY)
    meeting_create(actor=house.actor, body=cast.assembly, kind="ordinary", date=date(2026, 11, 24), place=text("Baku"))
    meeting_create(actor=house.actor, body=cast.assembly, kind="ordinary", date=date(2026, 12, 18), place=text("Baku"))
    with clock.standing_at(DAY):
        assert sorted(w.code for w in waiting(standing)) == ["attendance_set", "decision_record", "session_ahead"]
        house.record(yes=9)
        assert [w.code for w in waiting(standing)] == ["session_ahead", "attendance_set"]
        assert [w.code for w in waiting(standing_of(cast.chair.pk, DAY))] == ["session_ahead"]
        assert list(waiting(standing_of(cast.coordinator.pk, DAY))) == []


# Pages: who ----------------------------------------------------------------------------------------------------------------

SEES = {"stranger": 302, "member": 200, "secretary": 200, "chair": 200, "coordinator": 403, "account": 403}
RECORDS = {"stranger": 302, "member": 403, "secretary": 200, "chair": 403, "coordinator": 403, "account": 403}


@pytest.mark.parametrize("role", SEES)
def test_heads_and_chairs_see_sessions_and_only_the_secretariat_records(house, cast, role):
    published, draft = house.publish(yes=9), house.record(yes=8, title="A draft nobody else sees")
    client = Client()
    if cast.roles[role]:
        client.force_login(cast.roles[role])
    with clock.standing_at(DAY):
        for path in ("/en/desk/meetings/", HERE):
            response = client.get(path)
            assert response.status_code == SEES[role]
            if response.status_code == 200:
                page = body_of(response)
                assert ("A draft nobody else sees" in page) == (role == "secretary" and path == HERE)
                assert ("Record a decision" in page) == (role == "secretary" and path == HERE)
        creates = 200 if role == "chair" else RECORDS[role]  # the chair enters sessions of the own committee
        assert client.get("/en/desk/meetings/create/").status_code == creates
        addresses = [*(HERE + end for end in ("change/", "attendance/", "decide/"))]
        addresses += [f"/en/desk/decisions/{draft.pk}/change/", f"/en/desk/decisions/{published.pk}/correct/"]
        for path in addresses:
            assert client.get(path).status_code == RECORDS[role], path
            sent = client.post(path, {}).status_code
            assert sent == ({302: 302, 403: 403}.get(RECORDS[role]) or sent), path


def test_a_closed_decision_is_not_named_to_those_who_only_see(house, cast, client):
    house.publish(kind="opinion", yes=9, title="Confidential", closed=True)
    client.force_login(cast.chair)
    with clock.standing_at(DAY):
        assert "Confidential" not in body_of(client.get(HERE))


@pytest.mark.parametrize("key", ["nothing", "general-assembly-2026-11-20-9", "..", "a" * 300])
def test_an_unknown_session_is_not_found(house, cast, client, key):
    client.force_login(cast.secretary)
    assert client.get(f"/en/desk/meetings/{key}/").status_code == 404


# Pages: the secretary at work ----------------------------------------------------------------------------------------------


@pytest.fixture
def secretary(house, cast, client):
    client.force_login(cast.secretary)
    with clock.standing_at(DAY):
        yield client


def filled(**changes):
    sent = {
        "kind": "ordinary", "title_az": "Başlıq", "title_en": "A title", "text_az": "Mətn", "text_en": "A text", "yes": "11",
        "no": "0", "abstain": "1", "blank": "0", "invalid": "0", "do": "judge",
    }  # fmt: skip
    return sent | changes


def test_a_session_is_entered_in_the_browser(secretary, cast):
    sent = {
        "body": "general-assembly", "kind": "ordinary", "call": "1", "date": "18.12.2026", "time": "11:00", "place_az": "Bakı",
        "place_en": "Baku", "presided": f"{cast.rector.person.key}:rector",
    }  # fmt: skip
    response = secretary.post("/en/desk/meetings/create/", sent)
    assert response["Location"] == "/en/desk/meetings/general-assembly-2026-12-18/attendance/"
    made = Meeting.objects.get(date=date(2026, 12, 18))
    assert (made.presided_person, made.presided_office) == (cast.rector.person.key, "rector")


@pytest.mark.parametrize(
    "change", [{"date": "31.02.2026"}, {"body": "secretariat"}, {"call": "3"}, {"presided": "x:rector"}, {"kind": ""}]
)
def test_a_session_that_is_not_understood_is_not_entered(secretary, change):
    sent = {"body": "general-assembly", "kind": "ordinary", "call": "1", "date": "18.12.2026"} | change
    assert secretary.post("/en/desk/meetings/create/", sent).status_code == 422
    assert Meeting.objects.count() == 1


def test_the_attendance_list_shows_everybody_and_why(secretary):
    page = body_of(secretary.get(HERE + "attendance/"))
    assert page.count('class="presence"') == 15
    assert "vote suspended" in page and "Article 10(2)" in page


def test_who_came_is_ticked_in_the_browser(secretary, house):
    sent = {f"how_u{n:02d}": "present" for n in range(1, 13)} | {f"office_u{n:02d}": "rector" for n in range(1, 13)}
    sent |= {"how_u13": "represented", "by_u13": "U02"}
    assert secretary.post(HERE + "attendance/", sent)["Location"] == HERE
    there = tallied(roll_of(house.meeting))
    assert (there.present, there.represented) == (12, 1)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"how_u13": "represented", "by_u13": "ZZZ"}, "No member has this short name"),
        ({"how_u13": "represented", "by_u13": ""}, "Say which member represents"),
        ({"how_u13": "represented", "by_u13": "U14"}, "is not in the room itself"),
        ({"how_u01": "maybe"}, "Choose one of the answers shown"),
        ({"how_u01": "present", "office_u01": "emperor"}, "Choose one of the answers shown"),
    ],
)
def test_a_wrong_tick_is_named_and_nothing_is_written(secretary, house, sent, said):
    before = tallied(roll_of(house.meeting))
    response = secretary.post(HERE + "attendance/", sent)
    assert response.status_code == 422
    assert said in body_of(response)
    assert tallied(roll_of(house.meeting)) == before


def test_judging_shows_the_verdict_and_saves_nothing(secretary):
    response = secretary.post(HERE + "decide/", filled(kind="charter_amendment", yes="7", no="4"))
    page = body_of(response)
    assert response.status_code == 200
    assert "Not adopted" in page and "One vote short." in page and "Nothing is saved yet." in page
    assert 'value="A title"' in page
    assert not Decision.objects.exists()


def test_saving_makes_a_draft_and_publishing_a_decision(secretary):
    draft_page = secretary.post(HERE + "decide/", filled(do="save"))["Location"]
    assert "Only the secretariat sees it" in body_of(secretary.get(draft_page))
    assert secretary.get("/en/decisions/2026/1/").status_code == 404
    assert secretary.post(draft_page + "publish/")["Location"] == "/en/decisions/2026/1/"
    assert "11 members voted for; 7 were needed" in body_of(secretary.get("/en/decisions/2026/1/"))


def test_votes_that_do_not_add_up_are_named_at_the_field_in_both_languages(secretary):
    english = secretary.post(HERE + "decide/", filled(yes="14"))
    azerbaijani = secretary.post(HERE.replace("/en/", "/az/") + "decide/", filled(yes="14", do="save"))
    for response in (english, azerbaijani):
        assert response.status_code == 422
        page = body_of(response)
        assert re.search(r'id="id_yes_error">.*?15.*?12|id="id_yes_error">.*?12.*?15', page, re.DOTALL)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"yes": "-1"}, {"yes": "1.5"}, {"yes": "x"}, {"yes": "9" * 40}, {"kind": ""}, {"kind": "coronation"}, {"title_az": ""},
        {"text_en": ""}, {"ballot": "shouted"}, {"casting": "maybe"}, {"title_en": "x" * 301}, {"not_voting": "5"},
    ],
    ids=lambda change: next(iter(change.items()))[0] + "=" + next(iter(change.values()))[:12],
)  # fmt: skip
def test_a_vote_that_is_not_understood_is_named_and_not_saved(secretary, change):
    assert secretary.post(HERE + "decide/", filled(do="save") | change).status_code == 422
    assert not Decision.objects.exists()


def test_a_tie_asks_for_the_casting_vote(secretary):
    tied = filled(yes="6", no="6", abstain="0")
    assert "enter what is missing" in body_of(secretary.post(HERE + "decide/", tied))
    assert "Adopted" in body_of(secretary.post(HERE + "decide/", tied | {"casting": "yes"}))


def test_an_exclusion_asks_who_attests_the_hearing(secretary, cast):
    page = body_of(secretary.get(HERE + "decide/"))
    assert 'name="attest_exclusion_hearing"' in page and "The General Assembly heard the member" in page
    by = f"{cast.secretary.person.key}:secretary"
    sent = filled(kind="exclusion", yes="9", no="3", abstain="0")
    assert "enter what is missing" in body_of(secretary.post(HERE + "decide/", sent))
    judged = body_of(secretary.post(HERE + "decide/", sent | {"attest_exclusion_hearing": by}))
    assert "Adopted" in judged and "Sevda Əliyeva" in judged
    saved = secretary.post(HERE + "decide/", sent | {"attest_exclusion_hearing": by, "do": "save"})
    decision = Decision.objects.get()
    assert saved.status_code == 302 and decision.outcome == "passed"
    assert cast.secretary.person.key in decision.evidence and "Sevda" not in decision.evidence
    assert secretary.post(HERE + "decide/", sent | {"attest_exclusion_hearing": "somebody:else"}).status_code == 422


def test_a_document_is_kept_while_the_verdict_is_looked_at(secretary):
    proof = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 minutes")
    judged = body_of(secretary.post(HERE + "decide/", filled(proof=proof)))
    kept = re.search(r'name="kept" value="([^"]+)"', judged)[1]
    assert "Document kept: minutes.pdf" in judged
    secretary.post(HERE + "decide/", filled(do="save", kept=kept, proof_public="on"))
    assert Decision.objects.get().proof.name == "minutes.pdf"
    assert StoredFile.objects.count() == 1


def test_a_document_that_is_gone_meanwhile_is_asked_for_again(secretary):
    judged = body_of(secretary.post(HERE + "decide/", filled(proof=SimpleUploadedFile("m.pdf", b"%PDF-1.7 minutes"))))
    kept = re.search(r'name="kept" value="([^"]+)"', judged)[1]
    StoredFile.objects.all().delete()
    answer = secretary.post(HERE + "decide/", filled(do="save", kept=kept))
    assert answer.status_code == 422 and not Decision.objects.exists()
    assert "Choose it again." in body_of(answer) and 'name="kept" value=""' in body_of(answer)
    assert secretary.post(HERE + "decide/", filled(do="save", kept="")).status_code == 302


def test_a_document_held_by_a_form_for_more_than_a_day_is_asked_for_again(secretary):
    judged = body_of(secretary.post(HERE + "decide/", filled(proof=SimpleUploadedFile("m.pdf", b"%PDF-1.7 minutes"))))
    kept = re.search(r'name="kept" value="([^"]+)"', judged)[1]
    with patch("django.core.signing.time.time", return_value=time.time() + 25 * 3600):
        answer = secretary.post(HERE + "decide/", filled(do="save", kept=kept))
    assert answer.status_code == 422 and "Choose it again." in body_of(answer)


@pytest.mark.parametrize("kept", ["x", "1:2:3", "' OR 1=1", "a" * 9000])
def test_a_forged_document_is_no_document(secretary, kept):
    secretary.post(HERE + "decide/", filled(do="save", kept=kept))
    assert Decision.objects.get().proof is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("page.html", b"<script>alert(1)</script>"),
        ("minutes.pdf", b"<html>"),
        ("minutes.pdf", b""),
    ],
    ids=["a program", "a page", "not what its name says", "empty"],
)
def test_a_document_of_the_wrong_kind_is_refused_at_its_field(secretary, name, content):
    response = secretary.post(HERE + "decide/", filled(do="save", proof=SimpleUploadedFile(name, content)))
    assert response.status_code == 422
    assert 'id="id_proof_error"' in body_of(response)
    assert not Decision.objects.exists() and not StoredFile.objects.exists()


def test_a_draft_is_changed_in_the_browser(secretary, house):
    draft = house.record(yes=9, no=1, title="Before")
    path = f"/en/desk/decisions/{draft.pk}/change/"
    page = body_of(secretary.get(path))
    assert 'value="Before"' in page and 'name="yes" value="9"' in page
    assert secretary.post(path, filled(do="save"))["Location"] == f"/en/desk/decisions/{draft.pk}/"
    draft.refresh_from_db()
    assert draft.title.texts["en"] == "A title"


def test_a_published_decision_is_not_changed_in_the_browser(secretary, house):
    published = house.publish(yes=9, title="Before")
    response = secretary.post(f"/en/desk/decisions/{published.pk}/change/", filled(do="save"))
    assert response.status_code == 302
    published.refresh_from_db()
    assert published.title.texts["en"] == "Before"


def test_a_decision_is_corrected_in_the_browser(secretary, house):
    wrong = house.publish(yes=9, title="Before")
    path = f"/en/desk/decisions/{wrong.pk}/correct/"
    assert secretary.post(path, filled(do="save")).status_code == 422
    sent = filled(do="save", what_was_wrong_az="Səhv", what_was_wrong_en="One vote was counted twice.", yes="8")
    draft_page = secretary.post(path, sent)["Location"]
    assert "One vote was counted twice." in body_of(secretary.get(draft_page))
    secretary.post(draft_page + "publish/")
    assert "stands in its place" in body_of(secretary.get("/en/decisions/2026/1/"))


def test_a_large_attendance_list_is_filled_page_by_page(cast, client):
    house = build_house(cast, members=130, present=0, represented=0)
    client.force_login(cast.secretary)
    with clock.standing_at(DAY):
        page = body_of(client.get(HERE + "attendance/"))
        assert page.count('class="presence"') == 100
        sent = {f"how_{one.key}": "present" for one in house.members[:100]}
        assert client.post(HERE + "attendance/", sent)["Location"] == HERE + "attendance/?page=2"
        assert (
            client.post(HERE + "attendance/?page=2", {"how_u101": "represented", "by_u101": "U01"})["Location"] == HERE
        )
    there = tallied(roll_of(house.meeting))
    assert (there.present, there.represented) == (100, 1)


# The list, and what waits -------------------------------------------------------------------------------------------------


def test_sessions_stand_newest_first_with_a_clean_comma(house, cast):
    for day in (date(2026, 3, 2), date(2026, 12, 1), date(2026, 7, 9)):
        meeting_create(
            actor=house.actor, body=house.meeting.body, kind="ordinary", date=day, place=text("Baku", "Bakı")
        )
    client = Client()
    client.force_login(cast.secretary)
    page = body_of(client.get("/en/desk/meetings/"))
    assert re.findall(r'<time datetime="([0-9-]+)">', page) == ["2026-12-01", "2026-11-20", "2026-07-09", "2026-03-02"]
    assert "ordinary session, Baku" in page


def test_no_day_is_invented_for_what_the_charter_sets_no_day(house, cast):
    standing = standing_of(cast.secretary.pk, DAY)
    meeting_create(
        actor=house.actor, body=house.meeting.body, kind="ordinary", date=date(2026, 11, 1), place=text("Baku")
    )
    with clock.standing_at(DAY):
        assert [(one.code, one.due) for one in waiting(standing)] == [
            ("decision_record", None),
            ("attendance_set", None),
        ]


def test_a_session_of_an_organ_that_the_charter_does_not_know_says_so_with_the_remedy(house, cast):
    body = body_create(actor=house.actor, key="council", kind="organ", name=text("Council", "Şura"))
    found = meeting_create(actor=house.actor, body=body, kind="ordinary", date=SESSION, place=text("Baku"))
    attendance_set(actor=house.actor, meeting=found, presences=[Presence(f"u{n:02d}", "present") for n in range(1, 13)])
    client = Client()
    client.force_login(cast.secretary)
    for path in (f"/en/desk/meetings/{found.key}/", f"/en/desk/meetings/{found.key}/decide/"):
        page = body_of(client.get(path))
        assert "no organ of the key “council”" in page
        assert "General Assembly (general-assembly)" in page
    assert "quorum was" not in page and "A quorum" not in page
    assert session(found, standing_of(cast.secretary.pk, SESSION)).quorum == ""
    page = body_of(client.get(f"/az/desk/meetings/{found.key}/"))
    assert "açarı “council” olan orqan yoxdur" in page and "Ümumi Yığıncaq (general-assembly)" in page


def test_the_votes_of_an_organ_of_persons_are_not_counted_by_the_members(house, cast):
    """The Presidium has seats of its own: its session is kept, and no decision of it is judged by how many universities came."""
    body = body_create(actor=house.actor, key="presidium", kind="organ", name=text("Presidium", "Rəyasət Heyəti"))
    found = meeting_create(actor=house.actor, body=body, kind="ordinary", date=SESSION, place=text("Baku"))
    with pytest.raises(Refused) as refused:
        attendance_set(actor=house.actor, meeting=found, presences=[Presence("u01", "present")])
    assert refused.value.code == "roll_of_persons"
    office_begin(actor=house.actor, kind="member", person=cast.rector.person, body=body, since=date(2026, 1, 16))
    assert kinds_at(found)[1] == [] and tallied(roll_of(found)).entitled == 1
    starter = read_charter("charters/starter-association.toml")
    assert {starter.motion_rule(kind).organ.key for kind in starter.kinds_ruled()} == {"assembly", "board"}
    assert votes_by_members(starter, "assembly") and not votes_by_members(starter, "board")
    client = Client()
    client.force_login(cast.secretary)
    for path in (f"/en/desk/meetings/{found.key}/", f"/en/desk/meetings/{found.key}/decide/"):
        assert "gives this organ no kind of decision" in body_of(client.get(path))
    assert session(found, standing_of(cast.secretary.pk, SESSION)).quorum == ""


def test_a_session_before_any_charter_says_that_none_is_in_force(house, cast):
    found = meeting_create(
        actor=house.actor, body=house.meeting.body, kind="ordinary", date=date(2025, 5, 5), place=text("Baku")
    )
    client = Client()
    client.force_login(cast.secretary)
    assert "No charter is in force on" in body_of(client.get(f"/en/desk/meetings/{found.key}/"))


# Sessions to come ----------------------------------------------------------------------------------------------------------

AHEAD = "/en/desk/meetings/general-assembly-2026-12-18/"


@pytest.fixture
def coming(house, cast):
    """A session of 18 December with its roll prepared; today is 25 November."""
    with clock.standing_at(DAY):
        found = meeting_create(
            actor=house.actor, body=cast.assembly, kind="ordinary", date=date(2026, 12, 18), place=text("Baku")
        )
        presences = [Presence(f"u{n:02d}", "present", "rector") for n in range(1, 12)]
        attendance_set(actor=house.actor, meeting=found, presences=presences)
        yield found


def test_nothing_is_decided_at_a_session_that_is_to_come(house, coming):
    with pytest.raises(Refused) as refused:
        house.record(meeting=coming, yes=9)
    assert refused.value.code == "meeting_ahead"
    assert "18\u00a0December 2026" in str(refused.value) and "Prepare the attendance list" in str(refused.value)
    with clock.standing_at(date(2026, 12, 18)):
        assert house.record(meeting=coming, yes=9).outcome == "passed"


def test_a_decision_is_not_published_before_its_day(house, coming):
    with clock.standing_at(date(2026, 12, 18)):
        draft = house.record(meeting=coming, yes=9)
    with pytest.raises(Refused) as refused:
        decision_publish(actor=house.actor, decision=draft)
    assert refused.value.code == "decision_not_taken_yet"


def test_the_page_of_a_session_to_come_says_when_a_decision_can_be_recorded(secretary, coming):
    page = body_of(secretary.get(AHEAD))
    assert "A decision can be recorded from the day of the session, 18 December 2026." in page
    assert AHEAD + "decide/" not in page and AHEAD + "attendance/" in page
    refused = secretary.get(AHEAD + "decide/")
    assert refused.status_code == 422 and "Prepare the attendance list" in body_of(refused)
    with clock.standing_at(date(2026, 12, 18)):
        assert AHEAD + "decide/" in body_of(secretary.get(AHEAD))


def test_before_anybody_is_on_the_list_the_page_names_the_need_alone(secretary, house, cast):
    with clock.standing_at(DAY):
        create = {"actor": house.actor, "kind": "ordinary", "date": date(2026, 12, 18), "place": text("Baku")}
        found = meeting_create(body=cast.assembly, **create)
        page = body_of(secretary.get(AHEAD))
        need = re.search(r"Needed for a quorum: (\d+) of (\d+) \(article [^<]*\)\.", page)
        assert need and 0 < int(need[1]) <= int(need[2])
        for said in ("were present", "short.", "<dt>present</dt>", "<dt>absent</dt>"):
            assert said not in page
        other = body_of(secretary.get(AHEAD.replace("/en/", "/az/")))
        assert f"Yetərsay üçün tələb olunan say: {need[1]}, ümumi say: {need[2]} (" in other
        attendance_set(actor=house.actor, meeting=found, presences=[Presence("u01", "present", "rector")])
        page = body_of(secretary.get(AHEAD))
        assert "Needed for a quorum" not in page and "<dt>absent</dt>" in page


# Corrections that are there already --------------------------------------------------------------------------------------------


def test_a_corrected_decision_is_not_corrected_again_and_its_page_points_at_the_newer_one(secretary, house):
    wrong = house.publish(yes=9)
    assert secretary.get(f"/en/desk/decisions/{wrong.pk}/correct/").status_code == 200
    newer = decision_publish(actor=house.actor, decision=_correct(house, wrong, yes=8))
    for answer in (secretary.get, secretary.post):
        refused = answer(f"/en/desk/decisions/{wrong.pk}/correct/")
        page = body_of(refused)
        assert refused.status_code == 422
        assert "Decision 2026/01 was corrected by 2026/02 already. Correct that one." in page
        assert 'href="/en/decisions/2026/2/"' in page and "Record a correction" not in page
    page = body_of(secretary.get(HERE))
    assert "Corrected by decision 2026/02." in page
    assert f"/desk/decisions/{wrong.pk}/" not in page and f"/desk/decisions/{newer.pk}/" in page


def test_a_draft_is_changed_and_not_corrected(secretary, house):
    refused = secretary.get(f"/en/desk/decisions/{house.record(yes=9).pk}/correct/")
    assert refused.status_code == 422 and "Change the draft instead." in body_of(refused)


# Before there is an organ, before there is a member ----------------------------------------------------------------------------


def test_before_an_organ_is_entered_the_page_of_a_new_session_says_so(cast, client):
    client.force_login(cast.secretary)
    assert 'name="body"' in body_of(client.get("/en/desk/meetings/create/"))
    cast.assembly.delete()
    cast.committee.offices.all().delete()
    cast.committee.delete()
    page = body_of(client.get("/en/desk/meetings/create/"))
    assert "Enter an organ first." in page and 'href="/en/desk/bodies/add/"' in page and 'name="body"' not in page


def test_a_session_on_a_day_without_members_says_that_nobody_can_be_on_its_list(secretary, house, cast):
    meeting_create(actor=house.actor, body=cast.assembly, kind="ordinary", date=date(2025, 11, 20), place=text("Baku"))
    page = body_of(secretary.get("/en/desk/meetings/general-assembly-2025-11-20/attendance/"))
    assert "Nobody was a member on the day of this session, 20 November 2025" in page
    assert 'href="/en/desk/members/admit/"' in page and "Every member is listed" not in page and "<form" not in page


def test_the_attendance_list_says_that_a_short_name_is_wanted(secretary):
    page = body_of(secretary.get(HERE + "attendance/"))
    assert "represented by (short name):" in page and "with the short name of the member" in page
