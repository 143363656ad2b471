"""Documents of a committee: versions beside each other, made public by the chair."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konfrans.committees.models import CommitteeDocument
from konfrans.committees.selectors.room_documents import documents, documents_public
from konfrans.committees.services import documents as services
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import access_file
from tests.committees.room_house import PDF, ROOM, client_of, pdf
from tests.decisions.house import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(room) -> CommitteeDocument:
    return services.committee_document_add(
        actor=room.chair, committee=room.committee, title=text("Plan"), stream=pdf(), name="plan-1.pdf"
    )


def test_a_version_stands_beside_those_before_it_and_replaces_none(room, plan):
    services.committee_document_version_add(
        actor=room.inside(room.clerk).actor, document=plan, stream=pdf(b"two"), name="plan-2.pdf"
    )
    (shown,) = documents(room.committee)
    assert [(one.number, one.file.name, one.by) for one in shown.versions] == [
        (2, "plan-2.pdf", "Rəna Katib"),
        (1, "plan-1.pdf", "Leyla Məmmədova"),
    ]
    with pytest.raises(Refused) as refused:
        services.committee_document_version_add(actor=room.chair, document=plan, stream=pdf(b"two"), name="x.pdf")
    assert refused.value.code == "document_version_same"
    assert len(documents(room.committee)[0].versions) == 2


def test_documents_are_numbered_and_need_a_title_and_a_file_of_a_known_kind(room, plan):
    second = services.committee_document_add(
        actor=room.chair, committee=room.committee, title=text("Rules"), stream=pdf(b"r"), name="rules.pdf"
    )
    assert (plan.number, second.number) == (1, 2)
    for title, stream, name, code in (
        (Localised(), pdf(), "a.pdf", "document_untitled"),
        (text("A"), pdf(), "a.exe", "file_kind"),
    ):
        with pytest.raises(Refused) as refused:
            services.committee_document_add(
                actor=room.chair, committee=room.committee, title=title, stream=stream, name=name
            )
        assert refused.value.code == code
    assert CommitteeDocument.objects.count() == 2


def test_what_is_public_is_the_version_that_was_newest_when_the_chair_said_so(room, plan):
    assert documents_public(room.committee) == []
    services.committee_document_publish(actor=room.chair, document=plan)
    services.committee_document_version_add(actor=room.chair, document=plan, stream=pdf(b"two"), name="plan-2.pdf")
    (shown,) = documents_public(room.committee)
    assert (shown.public.number, shown.newest.number) == (1, 2)
    assert access_file(None, shown.public.file.key).public
    with pytest.raises(Refused):
        access_file(None, shown.newest.file.key)
    services.committee_document_withdraw(actor=room.chair, document=plan)
    assert documents_public(room.committee) == []
    with pytest.raises(Refused) as refused:
        services.committee_document_withdraw(actor=room.chair, document=plan)
    assert refused.value.code == "document_not_public"


def test_the_long_name_of_a_file_breaks_and_widens_no_page(room, plan):
    name = "x" * 120 + ".pdf"
    services.committee_document_version_add(actor=room.chair, document=plan, stream=pdf(b"two"), name=name)
    services.committee_document_publish(actor=room.chair, document=plan)
    inside = client_of(room.member).get(ROOM).content.decode()
    assert name in inside.partition('<ul class="links links--column breaks">')[2].partition("</ul>")[0]
    assert f'<p class="breaks">{name}</p>' in client_of(None).get("/en/committees/science/").content.decode()


def test_documents_are_kept_in_the_browser(room):
    client, chair = client_of(room.clerk), client_of(room.cast.chair)
    file = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    sent = {"title_az": "Plan", "title_en": "Plan", "file": file}
    assert client.post(ROOM + "documents/add/", sent).status_code == 302
    assert client.post(ROOM + "documents/add/", {"title_az": "Plan", "title_en": "Plan"}).status_code == 422
    again = {"file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf")}
    assert client.post(ROOM + "documents/1/add/", again).status_code == 422
    assert client.post(ROOM + "documents/9/add/", again).status_code == 404
    assert client.post(ROOM + "documents/1/publish/").status_code == 403
    assert chair.post(ROOM + "documents/1/publish/").status_code == 302
    assert documents_public(room.committee)[0].public.number == 1
    assert "everybody may read it" in client.get(ROOM).content.decode()
    assert chair.post(ROOM + "documents/1/withdraw/").status_code == 302
    assert documents_public(room.committee) == []
