"""Documents handed out, and the conference's own pages."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry, SearchEntry, StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.publications import services
from konfrans.publications.models import Document, Page

ACTOR = Actor.system()
PDF = b"%PDF-1.7 a sample"
TITLE = Localised.of(az="Hesabat", en="Report")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.KONFRANS_FILES = tmp_path


def add(key="report-2026", content=PDF, name="report.pdf", **facts):
    given = {"title": TITLE, "on": date(2026, 2, 1), "language": "az"} | facts
    return services.document_add(actor=ACTOR, key=key, stream=io.BytesIO(content), name=name, **given)


def test_a_public_document_is_listed_and_opens_for_everyone(cast, client):
    document = add()
    assert f"/en/files/{document.file.key}/" in client.get("/en/documents/").content.decode()
    answer = client.get(f"/en/files/{document.file.key}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert SearchEntry.objects.filter(kind="document", language="az").get().path == "documents/#d-report-2026"


def test_an_internal_document_opens_for_office_holders_alone(cast, client):
    document = add(public=False)
    address = f"/en/files/{document.file.key}/"
    assert "Report" not in client.get("/en/documents/").content.decode()
    assert client.get(address).status_code != 200
    client.force_login(cast.stranger)
    assert "Report" not in client.get("/en/documents/").content.decode()
    assert client.get(address).status_code != 200
    client.force_login(cast.rector)
    assert "Report" in client.get("/en/documents/").content.decode()
    assert client.get(address).status_code == 200
    assert not SearchEntry.objects.filter(kind="document").exists()


def test_a_withdrawn_document_opens_for_the_secretariat_alone(cast, client):
    document = add()
    services.document_withdraw(actor=ACTOR, document=document)
    address = f"/en/files/{document.file.key}/"
    assert "Report" not in client.get("/en/documents/").content.decode()
    client.force_login(cast.rector)
    assert client.get(address).status_code != 200
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 200
    with pytest.raises(Refused, match="was withdrawn"):
        services.document_withdraw(actor=ACTOR, document=document)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param({"content": b"MZ\x90", "name": "report.pdf"}, "file_kind", id="another kind than its name says"),
        pytest.param({"content": PDF, "name": "report.exe"}, "file_kind", id="a kind that is not accepted"),
        pytest.param({"content": b""}, "file_empty", id="an empty file"),
        pytest.param({"language": "tlh"}, "document_language", id="an unknown language"),
        pytest.param({"key": "Hesabat 2026"}, "slug_wrong", id="a wrong address"),
        pytest.param({"title": Localised()}, "title_missing", id="no title"),
    ],
)
def test_a_wrong_document_is_refused_and_nothing_is_written(cast, facts, code):
    with pytest.raises(Refused) as refused:
        add(**facts)
    assert refused.value.code == code
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
    assert not JournalEntry.objects.filter(act="document_add").exists()


def test_the_secretary_adds_and_withdraws_in_the_browser(cast, client):
    client.force_login(cast.secretary)
    form = {
        "title_az": "Hesabat", "title_en": "Report", "about_az": "", "about_en": "", "key": "report-2026", "on": "2026-02-01",
        "language": "az", "public": "yes", "file": SimpleUploadedFile("report.pdf", PDF),
    }  # fmt: skip
    assert client.post("/en/desk/documents/new/", form)["Location"] == "/en/desk/documents/"
    assert client.get("/en/desk/documents/report-2026/withdraw/").status_code == 200
    assert Document.objects.get().withdrawn_on is None
    assert client.post("/en/desk/documents/report-2026/withdraw/").status_code == 302
    assert Document.objects.get().withdrawn_on is not None


def test_a_wrong_upload_is_refused_at_the_file(cast, client):
    client.force_login(cast.secretary)
    form = {
        "title_az": "H", "title_en": "R", "key": "report-2026", "on": "2026-02-01", "language": "az", "public": "yes",
        "file": SimpleUploadedFile("report.pdf", b"no pdf at all"),
    }  # fmt: skip
    answer = client.post("/en/desk/documents/new/", form)
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors


def test_a_page_is_written_shown_and_found(cast, client):
    assert "has not been written yet" in client.get("/en/conference/mission/").content.decode()
    client.force_login(cast.secretary)
    form = {"title_az": "", "title_en": "", "text_az": "Missiya mətni", "text_en": "## Why\n\nThe mission."}
    assert client.post("/en/desk/pages/mission/", form)["Location"] == "/en/conference/mission/"
    assert "<h2>Why</h2>" in client.get("/en/conference/mission/").content.decode()
    assert SearchEntry.objects.filter(kind="page", key="mission", language="az").get().path == "conference/mission/"
    assert JournalEntry.objects.filter(act="page_change", object_key="mission").exists()


def test_there_are_no_other_pages(cast, client):
    assert client.get("/en/conference/nosuch/").status_code == 404
    assert client.get("/en/conference/about/")["Location"] == "/en/conference/"
    with pytest.raises(Refused, match="about, mission, membership"):
        services.page_change(actor=ACTOR, key="nosuch", title=Localised(), text=Localised())
    assert not Page.objects.exists()


@pytest.mark.parametrize("path", ["news/", "news/new/", "documents/", "documents/new/", "pages/", "pages/about/"])
def test_work_pages_open_for_the_secretariat_alone(cast, client, path):
    address = f"/en/desk/{path}"
    assert client.get(address)["Location"].startswith("/en/accounts/login/")
    for account in (cast.rector, cast.chair, cast.coordinator, cast.stranger):
        client.force_login(account)
        assert client.get(address).status_code == 403
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 200
