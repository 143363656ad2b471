"""Walls between universities, and who may open what: the standing cast at every page and file of calls and committees."""

from __future__ import annotations

import io

import pytest

from konfrans.committees.models import Nomination
from konfrans.committees.services.links import link_code_send
from konfrans.kernel.files import file_store

pytestmark = pytest.mark.django_db
ROLES = ("stranger", "account", "member", "other", "chair", "coordinator", "secretary")
FORBIDDEN = (302, 403)


def enter(client, calling, role: str) -> None:
    cast = calling.cast
    who = {
        "account": cast.stranger, "member": cast.rector, "other": cast.other_rector, "chair": cast.chair,
        "coordinator": cast.coordinator, "secretary": cast.secretary,
    }.get(role)  # fmt: skip
    if who is not None:
        client.force_login(who)


@pytest.fixture
def one(calling):
    """A nomination of BBU with a CV, handed in and not confirmed."""
    cv = file_store(stream=io.BytesIO(b"%PDF-1.7 a life"), name="cv.pdf", public=False, accept=(".pdf",))
    return calling.named(cv=cv, consent=False)


COORDINATION = (
    "desk/calls/", "desk/calls/add/", "desk/calls/committees-2027/", "desk/calls/committees-2027/change/",
    "desk/calls/committees-2027/mail/", "desk/calls/committees-2027/universities/bbu/",
    "desk/calls/committees-2027/universities/bbu/reopen/", "desk/calls/committees-2027/universities/bbu/address/",
    "desk/calls/committees-2027/committees/science/", "desk/calls/committees-2027/nominations/{key}/",
    "desk/calls/committees-2027/nominations/{key}/ask/", "desk/calls/committees-2027/nominations/{key}/refuse/",
)  # fmt: skip
ANSWER = (
    "answers/committees-2027/bbu/", "answers/committees-2027/bbu/add/", "answers/committees-2027/bbu/sign/",
    "answers/committees-2027/bbu/drafters/add/", "answers/committees-2027/bbu/{key}/",
    "answers/committees-2027/bbu/{key}/withdraw/", "answers/committees-2027/bbu/{key}/cv/",
)  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_only_whoever_runs_the_call_opens_its_pages(client, calling, one, role):
    enter(client, calling, role)
    for path in COORDINATION:
        answer = client.get(f"/en/{path.format(key=one.key)}")
        runs_calls = path in ("desk/calls/", "desk/calls/add/")
        allowed = role == "secretary" or (role == "coordinator" and runs_calls)
        assert answer.status_code == 200 if allowed else answer.status_code in FORBIDDEN, (path, answer.status_code)
        assert allowed or "Abbasova" not in answer.content.decode(), path


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ANSWER)
def test_only_the_own_management_opens_the_answer_of_a_university(client, calling, one, role, path):
    enter(client, calling, role)
    answer = client.get(f"/en/{path.format(key=one.key)}")
    assert answer.status_code == 200 if role == "member" else answer.status_code in FORBIDDEN, (
        role,
        answer.status_code,
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_cv_opens_for_those_who_decide_and_those_who_named(client, calling, one, role):
    enter(client, calling, role)
    answer = client.get(f"/en/files/{one.cv.key}/")
    assert answer.status_code == 200 if role in ("member", "secretary") else answer.status_code in FORBIDDEN, role


@pytest.mark.parametrize("role", ROLES)
def test_nobody_nominates_for_another_university(client, calling, role):
    enter(client, calling, role)
    form = {
        "place": "science:member", "given": "Aysel", "surname": "Abbasova", "email": "aysel@example.org", "language": "en",
        "position": "professor",
    }  # fmt: skip
    assert client.post("/en/answers/committees-2027/adpu/add/", form).status_code in FORBIDDEN
    there = Nomination.objects.filter(addressee__institution__key="adpu").exists()
    assert there is (role == "other")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "secretary"])
def test_nobody_else_acts_on_a_call(client, calling, role):
    enter(client, calling, role)
    for act in ("open", "remind", "mail/release"):
        assert client.post(f"/en/desk/calls/committees-2027/{act}/").status_code in FORBIDDEN, (role, act)


def test_a_university_sees_no_nominee_of_another_before_confirmation(client, calling, one):
    client.force_login(calling.cast.other_rector)
    for path in ("desk/", "answers/committees-2027/adpu/", "committees/science/", "members/bbu/"):
        assert "Abbasova" not in client.get(f"/en/{path}", follow=True).content.decode()


def test_a_nomination_of_another_university_is_not_found_under_the_own_address(client, calling, one):
    client.force_login(calling.cast.other_rector)
    for tail in ("", "withdraw/", "cv/"):
        assert client.get(f"/en/answers/committees-2027/adpu/{one.key}/{tail}").status_code == 404


def test_drafts_are_seen_by_nobody_but_the_university(client, calling):
    draft = calling.name()
    client.force_login(calling.cast.secretary)
    assert client.get(f"/en/desk/calls/committees-2027/nominations/{draft.key}/").status_code == 404
    page = client.get("/en/desk/calls/committees-2027/universities/bbu/").content.decode()
    assert "Abbasova" not in page


def test_a_coordinator_of_another_project_runs_nothing_here(client, calling, one):
    client.force_login(calling.cast.coordinator)
    assert client.get("/en/desk/calls/committees-2027/").status_code == 403


def test_codes_are_not_sent_without_end(client, calling, one, mailoutbox):
    from konfrans.kernel.refusals import Refused

    one.refresh_from_db()
    link_code_send(row=one)
    one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        link_code_send(row=one)
    assert refused.value.code == "code_sent_just_now" and len(mailoutbox) == 1
