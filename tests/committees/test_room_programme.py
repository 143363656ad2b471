"""The work programme: tasks entered, changed, put off, done; published by the chair."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from konfrans.committees.models import Seat, WorkTask
from konfrans.committees.selectors.room import room_waiting
from konfrans.committees.selectors.room_calendar import feed_by_token, feed_text
from konfrans.committees.selectors.room_programme import programme as programme_of
from konfrans.committees.selectors.room_programme import (
    programme_public,
    programme_years_public,
    programmes,
    standing_words,
)
from konfrans.committees.services import feeds, programme
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import standing_of
from tests.committees.house import NOW
from tests.committees.room_house import ROOM, client_of
from tests.decisions.house import text

pytestmark = pytest.mark.django_db


def refused(code: str, act, **facts):
    with pytest.raises(Refused) as told:
        act(**facts)
    assert told.value.code == code


def test_a_task_takes_the_last_place_of_its_year_and_is_journalled_without_a_name(room):
    first = room.task()
    second = room.task("Ask the universities", owner=room.member.person, due=date(2026, 12, 1))
    other = room.task("Next year", year=2027)
    assert [first.place, second.place, other.place] == [1, 2, 1]
    entry = JournalEntry.objects.filter(act="work_task_add").order_by("-number")[1]
    facts = json.loads(entry.body)["facts"]
    assert facts["owner"] == {"person": room.member.person.key, "name": room.member.person.commitment}
    assert "Aysel" not in entry.body


def test_a_task_needs_a_title_and_a_year(room):
    add = {"actor": room.chair, "committee": room.committee, "year": 2026}
    refused("task_untitled", programme.work_task_add, title=Localised(), **add)
    refused("year_out_of_range", room.task, year=12)
    assert not WorkTask.objects.exists()


def test_a_due_day_that_is_put_off_keeps_the_old_one(room):
    task = room.task(due=date(2026, 11, 20))
    programme.work_task_put_off(actor=room.chair, task=task, due=date(2026, 12, 20), reason=text("Too few answers"))
    programme.work_task_put_off(actor=room.chair, task=task, due=date(2027, 1, 20))
    shown = programme_of(room.inside(room.member), 2026).tasks[0]
    assert shown.task.due == date(2027, 1, 20)
    assert [one.due for one in shown.delays] == [date(2026, 11, 20), date(2026, 12, 20)]
    page = client_of(room.member).get(ROOM + "programme/2026/").content.decode().replace("\u00a0", " ")
    assert "Due before: 20 November 2026" in page and "Too few answers" in page
    refused("task_not_later", programme.work_task_put_off, actor=room.chair, task=task, due=date(2027, 1, 20))


def test_a_change_does_not_move_a_due_day_that_is_set(room):
    task = room.task(due=date(2026, 12, 1))
    same = {"year": 2026, "owner": None, "owner_text": "a group", "note": Localised()}
    programme.work_task_change(actor=room.chair, task=task, title=text("Changed"), due=date(2027, 5, 5), **same)
    task.refresh_from_db()
    assert (task.title.given("en"), task.due, task.owner_text) == ("Changed", date(2026, 12, 1), "a group")
    entries = JournalEntry.objects.filter(act="work_task_change").count()
    programme.work_task_change(actor=room.chair, task=task, title=text("Changed"), **same)
    assert JournalEntry.objects.filter(act="work_task_change").count() == entries


def test_each_change_is_told_to_calendars(room):
    task = room.task(due=date(2026, 12, 1))
    assert task.changes == 0
    programme.work_task_put_off(actor=room.chair, task=task, due=date(2026, 12, 2))
    programme.work_task_done(actor=room.chair, task=task, on=NOW)
    programme.work_task_reopen(actor=room.chair, task=task)
    task.refresh_from_db()
    assert task.changes == 3


def test_a_task_is_done_once_and_on_no_day_ahead(room):
    task = room.task()
    refused("day_ahead", programme.work_task_done, actor=room.chair, task=task, on=NOW + timedelta(days=1))
    refused("task_not_done", programme.work_task_reopen, actor=room.chair, task=task)
    programme.work_task_done(actor=room.chair, task=task, on=NOW)
    refused("task_done_already", programme.work_task_done, actor=room.chair, task=task, on=NOW)
    refused("task_done_already", programme.work_task_put_off, actor=room.chair, task=task, due=date(2027, 1, 1))
    task.refresh_from_db()
    assert (task.done_on, task.due) == (NOW, None)


def test_a_member_marks_the_own_task_as_done_and_no_other(room):
    mine = room.task(owner=room.member.person)
    other = room.task(owner=room.other.person)
    client = client_of(room.member)
    assert client.post(f"{ROOM}tasks/{other.pk}/done/", {"on": "2026-11-24"}).status_code == 403
    assert client.post(f"{ROOM}tasks/{mine.pk}/change/", {}).status_code == 403
    assert client.post(f"{ROOM}tasks/{mine.pk}/done/", {"on": "2026-11-30"}).status_code == 422
    assert client.post(f"{ROOM}tasks/{mine.pk}/done/", {"on": "2026-11-24"}).status_code == 302
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.done_on, other.done_on) == (date(2026, 11, 24), None)


def test_late_is_said_in_words_in_both_languages(room):
    room.task(due=date(2026, 11, 20))
    shown = programme_of(room.inside(room.member), 2026)
    assert (shown.tasks[0].words, shown.counted.late) == ("late by 5 days", 1)
    assert "late by 5 days" in client_of(room.member).get(ROOM).content.decode()
    assert standing_words(programme_of(room.inside(room.member), 2026).tasks[0].standing) == "late by 5 days"


def test_years_stand_with_those_that_run_first(room):
    for year in (2025, 2027, 2026, 2024):
        room.task(year=year)
    assert [one.year for one in programmes(room.inside(room.member))] == [2026, 2027, 2025, 2024]


def test_the_chair_publishes_a_programme_and_names_need_the_persons_consent(room):
    room.task("Agreed", owner=room.cast.chair.person)
    room.task("Not agreed", owner=room.member.person)
    room.task("In words", owner_text="three universities")
    assert programme_public(room.committee, 2026) is None
    programme.programme_publish(actor=room.chair, committee=room.committee, year=2026)
    refused(
        "programme_public_already", programme.programme_publish, actor=room.chair, committee=room.committee, year=2026
    )
    shown = programme_public(room.committee, 2026)
    assert shown is not None and programme_years_public(room.committee) == [2026]
    assert [one.owner for one in shown.tasks] == [room.cast.chair.person.full_name, "", "three universities"]
    assert not any(one.finishes for one in shown.tasks)
    Seat.objects.filter(person=room.member.person).update(public=True)
    assert programme_public(room.committee, 2026).tasks[1].owner == "Aysel Nümunə"
    programme.programme_withdraw(actor=room.chair, committee=room.committee, year=2026)
    assert programme_public(room.committee, 2026) is None
    refused("programme_not_public", programme.programme_withdraw, actor=room.chair, committee=room.committee, year=2026)


def test_every_programme_that_is_public_is_read_on_the_public_page(room):
    for year in (2025, 2026, 2027, 2028):
        task = room.task(f"Of {year}", year=year)
        if year != 2028:
            programme.programme_publish(actor=room.chair, committee=room.committee, year=year)
        if year == 2025:
            programme.work_task_withdraw(actor=room.chair, task=task, reason=text("The ministry does it."))
    stranger, path = client_of(None), "/en/committees/science/"
    page = stranger.get(path).content.decode()
    assert "Of 2026" in page and "Of 2027" not in page, "the year that runs"
    assert [f"?year={year}#programme" in page for year in (2025, 2026, 2027, 2028)] == [True, False, True, False]
    before = stranger.get(path + "?year=2025").content.decode()
    assert "Of 2025" in before and "The ministry does it." in before and "?year=2026#programme" in before
    assert "Of 2027" in stranger.get(path + "?year=2027").content.decode()
    for year in ("2028", "2024", "0000"):
        assert stranger.get(f"{path}?year={year}").status_code == 404
    assert "Of 2026" in stranger.get(path + "?year=soon").content.decode()
    assert f'href="{path}?year=2027#programme"' in client_of(room.member).get(ROOM + "programme/2027/").content.decode()


@pytest.mark.parametrize("year", ["0", "1", "2025", "2032", "99999", "99999999999999999999"])
def test_a_year_that_nobody_plans_has_no_programme(room, year):
    chair = client_of(room.cast.chair)
    assert chair.get(f"{ROOM}programme/{year}/").status_code == 404
    for act in ("publish", "withdraw"):
        assert chair.post(f"{ROOM}programme/{year}/{act}/").status_code == 404
    assert chair.get(ROOM + "programme/2026/").status_code == chair.get(ROOM + "programme/2031/").status_code == 200
    if len(year) == 4:
        room.task(year=int(year))
        assert chair.get(f"{ROOM}programme/{year}/").status_code == 200, "a task is entered"


def test_an_empty_programme_is_not_published(room):
    refused("programme_empty", programme.programme_publish, actor=room.chair, committee=room.committee, year=2026)
    assert programme_public(room.committee, 2026) is None and programme_years_public(room.committee) == []


def test_the_programme_is_kept_in_the_browser(room):
    client = client_of(room.clerk)
    sent = {
        "title_az": "Siyahı",
        "title_en": "List",
        "year": "2027",
        "due": "2027-02-01",
        "owner": room.member.person.key,
    }
    assert client.post(ROOM + "tasks/add/", sent)["Location"] == ROOM + "programme/2027/"
    task = WorkTask.objects.get(year=2027)
    assert (task.owner, task.due, task.title.given("az")) == (room.member.person, date(2027, 2, 1), "Siyahı")
    both = client.post(ROOM + "tasks/add/", sent | {"owner_text": "and a group"})
    assert both.status_code == 422 and "not both" in both.content.decode()
    assert client.post(ROOM + "tasks/add/", sent | {"title_az": ""}).status_code == 422
    assert client.post(f"{ROOM}tasks/{task.pk}/put-off/", {"due": "2027-01-01"}).status_code == 422
    assert client.post(f"{ROOM}tasks/{task.pk}/put-off/", {"due": "2027-03-01"}).status_code == 302
    assert client.post(ROOM + "programme/2027/publish/").status_code == 403
    chair = client_of(room.cast.chair)
    assert chair.post(ROOM + "programme/2027/publish/").status_code == 302
    assert programme_public(room.committee, 2027).tasks[0].task.due == date(2027, 3, 1)


def test_a_task_of_another_committee_is_nowhere(room):
    from konfrans.committees.services.committees import committee_create

    other = committee_create(actor=room.chair, key="education", name=text("Education"), sort="standing")
    task = programme.work_task_add(actor=room.chair, committee=other, year=2026, title=text("Theirs"))
    assert client_of(room.cast.chair).get(f"{ROOM}tasks/{task.pk}/change/").status_code == 404


def test_an_own_task_that_is_late_or_due_soon_waits_on_the_desk(room):
    room.task("Soon", owner=room.member.person, due=NOW + timedelta(days=3))
    room.task("Far", owner=room.member.person, due=NOW + timedelta(days=60))
    room.task("Done", owner=room.member.person, due=NOW)
    programme.work_task_done(actor=room.chair, task=WorkTask.objects.get(due=NOW), on=NOW)
    waiting = list(room_waiting(standing_of(room.member.pk)))
    assert [one.title for one in waiting] == ["Soon"]
    assert list(room_waiting(standing_of(room.other.pk))) == []
    with clock.standing_at(NOW + timedelta(days=5)):
        assert "late by 2 days" in next(room_waiting(standing_of(room.member.pk))).why


def test_the_chair_withdraws_a_task_with_a_reason_that_is_kept(room):
    task = room.task("Not any more", owner=room.member.person, due=NOW - timedelta(days=3))
    refused("task_withdrawn_why", programme.work_task_withdraw, actor=room.chair, task=task, reason=Localised())
    programme.work_task_withdraw(actor=room.chair, task=task, reason=text("The ministry does it."))
    shown = programme_of(room.inside(room.member), 2026)
    assert (shown.counted.tasks, shown.counted.late, shown.counted.open) == (0, 0, 0)
    assert (shown.tasks[0].words, shown.tasks[0].finishes) == ("withdrawn", False)
    facts = json.loads(JournalEntry.objects.get(act="work_task_withdraw").body)["facts"]
    assert (facts["on"], facts["reason"]["en"]) == ("2026-11-25", "The ministry does it.")
    assert list(room_waiting(standing_of(room.member.pk))) == []
    assert feed_text_of(room).count("BEGIN:VEVENT") == 0


def feed_text_of(room) -> str:
    token = feeds.calendar_feed_make(
        actor=room.chair, committee=room.committee, person=room.member.person, language="en"
    )
    return feed_text(feed_by_token(str(token).rpartition("/")[2].removesuffix(".ics"))).decode()


def test_a_withdrawn_task_is_neither_done_nor_changed_nor_withdrawn_again(room):
    task = room.task(due=date(2026, 12, 1))
    done = room.task("Done")
    programme.work_task_done(actor=room.chair, task=done, on=NOW)
    refused("task_done_already", programme.work_task_withdraw, actor=room.chair, task=done, reason=text("x"))
    programme.work_task_withdraw(actor=room.chair, task=task, reason=text("x"))
    same = {"year": 2026, "owner": None, "owner_text": "", "note": Localised()}
    for act, facts in (
        (programme.work_task_withdraw, {"reason": text("again")}),
        (programme.work_task_done, {"on": NOW}),
        (programme.work_task_put_off, {"due": date(2027, 1, 1)}),
        (programme.work_task_change, {"title": text("Other"), **same}),
    ):
        refused("task_withdrawn", act, actor=room.chair, task=task, **facts)
    task.refresh_from_db()
    assert (task.done_on, task.due, task.withdrawn_on) == (None, date(2026, 12, 1), NOW)


def test_a_withdrawn_task_is_not_opened_again_and_says_that_it_is_withdrawn(room):
    task = room.task()
    programme.work_task_withdraw(actor=room.chair, task=task, reason=text("x"))
    refused("task_withdrawn", programme.work_task_reopen, actor=room.chair, task=task)
    page = client_of(room.cast.chair).post(f"{ROOM}tasks/{task.pk}/reopen/", follow=True).content.decode()
    assert "The task was withdrawn on" in page


def test_a_form_of_a_task_that_takes_it_no_more_is_refused_before_it_is_filled_in(room):
    gone, done = room.task("Gone"), room.task("Done")
    programme.work_task_withdraw(actor=room.chair, task=gone, reason=text("x"))
    programme.work_task_done(actor=room.chair, task=done, on=NOW)
    chair = client_of(room.cast.chair)
    for task, forms, told in (
        (gone, ("done", "put-off", "change", "withdraw"), "The task was withdrawn on"),
        (done, ("done", "put-off", "withdraw"), "The task was done on"),
    ):
        for form in forms:
            answer = chair.get(f"{ROOM}tasks/{task.pk}/{form}/", follow=True)
            assert answer.redirect_chain == [(ROOM + "programme/2026/", 302)], form
            assert told in answer.content.decode(), form
    assert chair.get(f"{ROOM}tasks/{done.pk}/change/").status_code == 200


def test_a_task_is_due_in_the_year_of_its_programme_or_the_next(room):
    for due in (date(2020, 1, 1), date(2025, 12, 31), date(2028, 1, 1), date(9999, 12, 31)):
        refused("task_due_outside", room.task, due=due)
    assert room.task(due=date(2027, 12, 31)).due == date(2027, 12, 31)
    task = room.task()
    same = {"title": text("T"), "owner": None, "owner_text": "", "note": Localised()}
    change = {"actor": room.chair, "task": task, **same}
    refused("task_due_outside", programme.work_task_change, year=2027, due=date(2026, 12, 1), **change)
    refused("task_due_outside", programme.work_task_put_off, actor=room.chair, task=task, due=date(2028, 1, 1))
    programme.work_task_change(year=2026, due=date(2026, 12, 1), **change)
    assert programme.work_task_change(year=2027, **change).due == date(2026, 12, 1), "carried over with its day"
    sent = {"title_az": "T", "title_en": "T", "year": "2026", "due": "2020-01-01"}
    page = client_of(room.cast.chair).post(ROOM + "tasks/add/", sent)
    assert page.status_code == 422 and "due" in page.context["form"].errors


def test_a_task_was_not_done_before_its_year_began_or_it_was_entered(room):
    this, ahead = room.task(), room.task(year=2027)
    refused("task_done_before", programme.work_task_done, actor=room.chair, task=this, on=date(2025, 12, 31))
    refused("task_done_before", programme.work_task_done, actor=room.chair, task=ahead, on=NOW - timedelta(days=1))
    page = client_of(room.cast.chair).post(f"{ROOM}tasks/{ahead.pk}/done/", {"on": "2020-01-01"})
    assert page.status_code == 422 and "on" in page.context["form"].errors
    assert programme.work_task_done(actor=room.chair, task=this, on=date(2026, 1, 1)).done_on == date(2026, 1, 1)
    assert programme.work_task_done(actor=room.chair, task=ahead, on=NOW).done_on == NOW, "done ahead of its year"


def test_a_task_is_withdrawn_in_the_browser_by_the_chair_alone(room):
    task = room.task("Not any more", due=date(2026, 11, 20))
    path = f"{ROOM}tasks/{task.pk}/withdraw/"
    for account in (room.clerk, room.member, room.cast.secretary):
        client = client_of(account)
        assert client.get(path).status_code == 403
        assert path not in client.get(ROOM + "programme/2026/").content.decode()
    chair = client_of(room.cast.chair)
    assert path in chair.get(ROOM + "programme/2026/").content.decode()
    assert chair.post(path, {"reason_az": "", "reason_en": ""}).status_code == 422
    assert chair.post(path, {"reason_az": "Nazirlik edir.", "reason_en": "The ministry does it."}).status_code == 302
    page = chair.get(ROOM + "programme/2026/").content.decode().replace("\u00a0", " ")
    assert "Withdrawn on this day: 25 November 2026." in page and "The ministry does it." in page
    assert "late by" not in page and path not in page
    programme.programme_publish(actor=room.chair, committee=room.committee, year=2026)
    public = client_of(None).get("/en/committees/science/").content.decode()
    assert "The ministry does it." in public and "late by" not in public
