"""The pages of the founding: who opens them, what they say of answers that cannot be used, and that nothing typed is lost."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konfrans.founding import selectors, services, views
from konfrans.founding.services.apart import Outcome, Unfinished
from tests.founding.conftest import ANSWERS, SHEET
from tests.statutes.test_start import xlsx

pytestmark = pytest.mark.django_db
PAGES = ("", "conference/", "charter/", "members/", "look/")


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def test_every_address_leads_to_the_founding_in_the_language_of_the_browser(client, token) -> None:
    for path in ("/", "/az/", "/en/members/", "/az/desk/journal/", "/accounts/login/", "/start/", "/lt/start/"):
        assert client.get(path, headers={"accept-language": "en"})["Location"] == "/en/start/", path
    assert client.get("/en/charter/", headers={"accept-language": "az,en;q=0.5"})["Location"] == "/az/start/"
    assert client.post("/en/accounts/login/", {"login": "a@example.org"}, headers={"accept-language": "en"}).status_code == 302  # fmt: skip
    assert client.get(f"/start/{token}/", headers={"accept-language": "de"})["Location"] == f"/en/start/{token}/"
    assert client.get("/health/").status_code == client.get("/robots.txt").status_code == 200
    page = client.get("/en/start/")
    assert "konfrans doctor" in words(page) and token not in words(page) and "no-store" in page["Cache-Control"]


def test_a_wrong_token_opens_nothing_and_is_counted(client, token) -> None:
    services.answers_keep(ANSWERS)
    for path in (*PAGES, "members.csv"):
        answer = client.get(f"/en/start/{token[:-1]}x/{path}")
        assert answer.status_code == 404 and "Page not found" in words(answer)
        assert "Sample Conference" not in words(answer)
    assert client.post(f"/en/start/{'x' * 43}/look/").status_code == 404
    statuses = {client.get("/en/start/wrong/").status_code for _time in range(40)}
    assert statuses == {404, 429}
    assert client.get(f"/en/start/{token}/").status_code == 200, "who holds the token is not kept out by others"


@pytest.mark.parametrize("language", ["az", "en"])
def test_no_page_is_kept_or_costs_many_queries(
    client, token, language, settings, django_assert_max_num_queries
) -> None:
    settings.KONFRANS_PAGE_CACHE = True
    services.answers_keep(ANSWERS)
    for path in PAGES:
        with django_assert_max_num_queries(12):
            answer = client.get(f"/{language}/start/{token}/{path}")
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"], path
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_page_is_not_opened_before_those_that_it_rests_on(client, token) -> None:
    for path in PAGES[1:]:
        assert client.get(f"/en/start/{token}/{path}")["Location"] == f"/en/start/{token}/"
    services.answers_keep({"languages": ["az", "en"], "country": "AZ"})
    assert client.get(f"/en/start/{token}/look/")["Location"] == f"/en/start/{token}/conference/"


def test_what_is_usual_stands_there_already(client, token) -> None:
    page = words(client.get(f"/en/start/{token}/"))
    assert re.search(r'value="az" selected[^>]*>Azərbaycanca', page) and re.search(r'value="en" selected', page)
    client.post(f"/en/start/{token}/", {"language_1": "lt", "language_2": "en", "country": "LT"})
    page = words(client.get(f"/en/start/{token}/conference/"))
    assert 'value="Europe/Vilnius"' in page and 'name="names_lt"' in page and 'name="names_az"' not in page
    services.answers_keep(ANSWERS | {"charter": "", "since": ""})
    page = words(client.get(f"/en/start/{token}/charter/"))
    assert re.search(r'value="starter-association"[^>]*checked', page)
    assert "Organs: Assembly, Board." in page


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(client, token) -> None:
    answer = client.post(f"/en/start/{token}/", {"language_1": "az", "language_2": "az", "country": "AZ"})
    assert answer.status_code == 422 and "A language is named twice." in words(answer)
    services.answers_keep({"languages": ["az", "en"], "country": "AZ"})
    typed = {
        "names_az": "Ad <b>", "names_en": "", "short_name": "SC", "time_zone": "Baku", "mail": "nobody", "key": "A key",
        "seats_az": "Bakı",
    }  # fmt: skip
    answer = client.post(f"/az/start/{token}/conference/", typed)
    assert answer.status_code == 422
    for text in ("Ad <b>", "Bakı", "nobody", "A key"):
        assert f'value="{text}"' in words(answer)
    assert "&lt;b&gt;" in answer.content.decode()
    answer = client.post(f"/az/start/{token}/conference/", typed | {"names_en": "Name"})
    page = words(answer)
    for said in ("“Baku” saat qurşağı deyil.", "“nobody” e-poçt ünvanı deyil.", "“A key” qısa açar ola bilməz."):
        assert page.count(said) == 2, said
    assert selectors.answered() == {"languages": ["az", "en"], "country": "AZ"}


def upload(client, token: str, name: str, data: bytes, **more: Any) -> Any:
    usual = {"secretary": "secretary@example.org", "secretary_name": "Sevda Nümunə"}
    return client.post(f"/en/start/{token}/members/", {**usual, "file": SimpleUploadedFile(name, data), **more})


def test_rows_with_faults_are_named_and_those_that_are_right_are_shown_before_anything_is_written(
    client, token
) -> None:
    services.answers_keep({**ANSWERS, "secretary": ""})
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name_az</t></is></c><c r="B1" t="inlineStr"><is><t>website</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Universitet 1</t></is></c><c r="B2"><f>HYPERLINK("http://x")</f><v>nowhere</v></c></row>'
        '<row r="4"><c r="B4" t="inlineStr"><is><t>u.example.org</t></is></c></row>'
    )
    wrong = upload(client, token, "m.xlsx", xlsx(rows))
    page = " ".join(re.sub(r"<[^>]+>", " ", words(wrong)).split())
    assert wrong.status_code == 422 and not selectors.has_file("members")
    assert "2 website “nowhere” is no address of a website. Write it as www.example.org." in page
    assert "4 name_az The name is missing." in page
    assert 'value="Sevda Nümunə"' in words(wrong) and 'value="secretary@example.org"' in words(wrong)
    right = upload(client, token, "m.csv", SHEET.encode())
    assert right["Location"] == f"/en/start/{token}/look/"
    page = words(client.get(right["Location"]))
    assert "University 1 (sample)" in page and "Ad Soyad" in page and "Found the Conference now" in page
    again = words(client.get(f"/en/start/{token}/members/"))
    assert "Given already: m.csv" in again
    client.post(f"/en/start/{token}/members/", {"secretary": "s@example.org", "secretary_name": "A B", "without": "on"})
    assert not selectors.has_file("members")


def test_before_the_founding_it_is_said_that_no_letter_can_leave(client, token, monkeypatch) -> None:
    from konfrans.founding import views

    services.answers_keep(ANSWERS)
    monkeypatch.setattr(views, "look_apart", lambda given: Outcome(since="2026-01-15", mail="refused"))
    assert "the mail server does not answer: refused." in words(client.get(f"/en/start/{token}/look/"))
    monkeypatch.setattr(views, "look_apart", _unfinished)
    answer = client.get(f"/en/start/{token}/look/")
    assert answer.status_code == 422 and "The look could not be finished" in words(answer)
    assert "Found the Conference now" not in words(answer)


def _unfinished(given: Any) -> Outcome:
    raise Unfinished("TimeoutExpired")


def test_a_right_sheet_is_kept_although_another_field_is_wrong(client, token) -> None:
    services.answers_keep({**ANSWERS, "secretary": ""})
    answer = upload(client, token, "m.csv", SHEET.encode(), secretary="nobody")
    assert answer.status_code == 422 and "“nobody” is no e-mail address." in words(answer)
    assert "Given already: m.csv" in words(answer) and selectors.has_file("members")


def bomb() -> bytes:
    """An archive whose one sheet is thirty megabytes when it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(""))) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            archive.writestr(name, b" " * 30_000_000 if "sheet1" in name else whole.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("m.csv", b"x" * 2_000_001, "larger than two megabytes"),
        ("m.xlsx", bomb(), "larger than two megabytes"),
        ("m.xlsx", xlsx("", '<!DOCTYPE a [<!ENTITY b "c">]>'), "neither CSV nor XLSX"),
        ("m.xlsx", b"PK\x03\x04 no archive", "neither CSV nor XLSX"),
        ("m.csv", b"", "There is no member in the sheet"),
        ("../../token", b"a\0b", "neither CSV nor XLSX"),
    ],
    ids=["huge", "grows when unpacked", "entities", "no archive", "empty", "a name that climbs"],
)
def test_a_hostile_sheet_is_refused_in_words(client, token, home: Path, name: str, data: bytes, said: str) -> None:
    services.answers_keep({**ANSWERS, "secretary": ""})
    answer = upload(client, token, name, data)
    assert answer.status_code == 422 and said in words(answer)
    assert not selectors.has_file("members") and selectors.kept_token() == token
    assert {file.name for file in (home / "start").iterdir()} == {"token", "answers.json"}


def test_formulas_of_a_sheet_are_text_and_nothing_else(client, token) -> None:
    services.answers_keep(ANSWERS)
    sheet = "name_az,head_given,head_surname\n=1+1 <script>alert(1)</script>,=cmd|' /C calc'!A0,@SUM(1)\n"
    assert upload(client, token, "m.csv", sheet.encode()).status_code == 302
    page = client.get(f"/en/start/{token}/look/").content.decode()
    assert "<script>alert" not in page and "=1+1 &lt;script&gt;" in page


def test_what_was_looked_at_is_what_is_founded(client, token, monkeypatch) -> None:
    """Somebody else who has the address changes an answer meanwhile: nothing is founded before it was looked at again."""
    services.answers_keep(ANSWERS)
    founded = []
    monkeypatch.setattr(
        views, "found_apart", lambda given: founded.append(given) or Outcome(since="2026-01-15", refused="tried")
    )
    path = f"/en/start/{token}/look/"
    seal = re.search(r'name="seal" value="([0-9a-f]{64})"', client.get(path).content.decode())[1]
    services.answers_keep({**ANSWERS, "secretary": "other@example.org"})
    for sent in ({"seal": seal}, {}):
        answer = client.post(path, sent)
        assert answer.status_code == 422 and "changed on another page meanwhile" in words(answer) and not founded
    again = re.search(r'name="seal" value="([0-9a-f]{64})"', answer.content.decode())[1]
    assert again != seal and "tried" in words(client.post(path, {"seal": again})) and len(founded) == 1


def found_with(client, token: str, data: bytes) -> Any:
    file = SimpleUploadedFile("charter.toml", data)
    return client.post(f"/en/start/{token}/charter/", {"begins": "starter-association", "since": "2026-01-15", "file": file})  # fmt: skip


def test_an_own_charter_is_taken_or_its_faults_are_told_with_their_lines(client, token) -> None:
    services.answers_keep({**ANSWERS, "charter": ""})
    text = Path("tests/statutes/start/istatai.toml").read_text("utf-8")
    number = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("version"))
    broken = re.sub(r"(?m)^version.*$", "version = 1", text, count=1)
    wrong = found_with(client, token, broken.encode())
    assert wrong.status_code == 422 and f"line {number}, version:" in words(wrong)
    for data, said in (
        (b"x" * 1_000_001, "larger than one megabyte"),
        (b"\xff\xfe", "no charter"),
        (b"a = [" * 9000, "no charter"),
    ):
        wrong = found_with(client, token, data)
        assert wrong.status_code == 422 and said in words(wrong), said
        assert not selectors.has_file("charter.toml") and not selectors.answered()["charter"]
    right = found_with(client, token, text.encode())
    assert right["Location"] == f"/en/start/{token}/members/" and selectors.answered()["charter"] == "file"
    page = words(client.get(f"/en/start/{token}/charter/"))
    assert "Your own text: charter.toml" in page
    assert "It has no text in these languages: az" in words(client.get(f"/en/start/{token}/look/"))


def test_a_day_to_come_leaves_the_members_for_then(client, token) -> None:
    services.answers_keep({**ANSWERS, "since": "2099-01-01"})
    answer = upload(client, token, "m.csv", SHEET.encode())
    assert answer.status_code == 422 and "members cannot be admitted before" in words(answer)
    assert not selectors.has_file("members")
    assert client.get(f"/en/start/{token}/look/").status_code == 200


def test_the_empty_sheet_has_the_columns_of_the_chosen_languages(client, token) -> None:
    assert client.get(f"/en/start/{token}/members.csv")["Location"] == f"/en/start/{token}/"
    services.answers_keep({**ANSWERS, "languages": ["lt", "en"]})
    assert client.get(f"/en/start/{token}/members.csv").content.decode().startswith("\ufeffname_lt,name_en,")


def test_a_form_from_elsewhere_is_refused(token) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/en/start/{token}/", {"language_1": "az", "country": "AZ"}).status_code == 403


def test_as_soon_as_there_is_a_conference_nothing_is_left_of_the_founding(client, token, home: Path) -> None:
    from tests.cast import make_conference

    make_conference()
    for path in ("/start/", "/en/start/", "/az/start/", f"/en/start/{token}/", f"/start/{token}/", f"/en/start/{token}/look/"):  # fmt: skip
        assert client.get(path).status_code == 404, path
        assert client.post(path).status_code in (403, 404, 405), path
    assert not (home / "start").exists() and client.get("/en/").status_code == 200
