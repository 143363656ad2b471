"""A conference from nothing: `konfrans init` in a home of its own, a spreadsheet of members, a session, decisions, pages in its own
language; and the same steps in the browser."""

from __future__ import annotations

import html
import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from konfrans.kernel.chosen import Chosen, Unusable, checked, chosen, keep
from konfrans.membership.rules import Known, NotReadable, columns, read_rows, read_sheet, to_csv

HERE = Path("tests/statutes/start")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("KONFRANS_", "DJANGO_"))}
LITHUANIAN = [
    "--languages", "lt,en", "--name", "lt=Pavyzdinė universitetų rektorių konferencija",
    "--name", "en=Sample Conference of University Rectors", "--short-name", "PURK", "--country", "LT", "--time-zone", "Europe/Vilnius",
    "--seat", "lt=Vilnius", "--seat", "en=Vilnius", "--mail", "sekretoriatas@example.org", "--charter", str(HERE / "istatai.toml"),
    "--from", "2026-01-15", "--sample",
]  # fmt: skip
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|not|with|this|that|for|from|members|decision|vote|charter|conference|quorum)\b",
    re.IGNORECASE,
)


def init(home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "konfrans", "init", "--home", str(home), *LITHUANIAN, *more], env=CLEAN, capture_output=True,
        text=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


def shown(page: str) -> str:
    """What a reader of the page's own language is shown: parts in another language are marked as such, and are left out."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    spoken = re.findall(r'\s(?:alt|title|aria-label|placeholder|data-label)="([^"]*)"', page)
    return html.unescape("\n".join([re.sub(r"<[^>]*>", "\n", page), *spoken]))


def test_a_second_conference_begins_in_its_own_language(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = init(
        home,
        "--members",
        str(HERE / "nariai.csv"),
        "--secretary",
        "sekretore@example.org",
        "--secretary-name",
        "Vardenė Pavardenė",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Members: 12" in done.stdout
    link = re.search(r"https?://\S+/lt/invitations/\S+", done.stdout)
    assert link
    opened = subprocess.run(
        [sys.executable, "-m", "tests.statutes.start.open_pages", link[0]], capture_output=True, text=True, timeout=120, check=False,
        env={**CLEAN, "KONFRANS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "konfrans.site.settings", "KONFRANS_NO_PAGE_CACHE": "1"},
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    seen: dict[str, Any] = json.loads(opened.stdout)
    pages: dict[str, str] = seen["pages"]
    assert seen["zone"] == "Europe/Vilnius"
    assert not seen["missing"], "; ".join(seen["missing"])
    for path, page in pages.items():
        assert '<html lang="lt">' in page, path
        assert "[en]" not in page, path
        found = ENGLISH.search(shown(page))
        assert found is None, (path, found and shown(page)[max(0, found.start() - 60) : found.end() + 60])
    assert "2031 m. kovo 3 d., pirmadienis" in pages["desk/"] and "00:30" in pages["desk/"]
    assert "Universitetas 12 (pavyzdys)" in pages["members/"] and "Lietuva" in pages["members/"]
    first, second = pages["decisions/2031/1/"], pages["decisions/2031/2/"]
    assert "Priimta" in first
    assert "Už balsavo 6 nariai; reikėjo 5 balsų (daugiau kaip pusė iš 9 dalyvaujančių ar atstovaujamų narių)." in first
    assert "Nepriimta" in second and "Trūko 2 balsų." in second
    assert "įstatų 4 straipsnio 1 dalis" in first
    assert (
        "Kvorumas yra, kai dalyvauja ar yra atstovaujama daugiau kaip pusė balsavimo teisę turinčių narių."
        in pages["charter/"]
    )
    again = init(home)
    assert again.returncode == 2
    assert "runs a conference already" in again.stderr and "--home FOLDER" in again.stderr


def test_a_dry_run_and_faults_write_nothing(tmp_path: Path) -> None:
    home, sheet = tmp_path / "home", tmp_path / "wrong.csv"
    dry = init(home, "--members", str(HERE / "nariai.csv"), "--dry-run")
    assert dry.returncode == 0 and "nothing was written" in dry.stdout
    assert "row 13: u12 (member) Universitetas 12 (pavyzdys)" in dry.stdout
    sheet.write_text(
        "name_lt,kind,website\nUniversitetas 1 (pavyzdys),universitetas,example.org\n,univercity,nowhere\n", "utf-8"
    )
    wrong = init(home, "--members", str(sheet))
    assert wrong.returncode == 2
    assert "row 3, column name_lt: The name is missing. Write it" in wrong.stderr
    assert "row 3, column kind: “univercity” is no kind of institution. Write one of: university" in wrong.stderr
    assert "row 3, column website:" in wrong.stderr and "row 2" not in wrong.stderr
    assert not home.exists()


def test_a_dry_run_founds_in_tables_that_are_gone_afterwards(tmp_path: Path) -> None:
    home, charter = tmp_path / "home", Path("charters/azerbaijan-draft.toml")
    told = ("--charter", str(charter), "--secretary", "a@example.org", "--secretary-name", "Sevda Nümunə")
    dry = init(home, *told, "--dry-run")
    assert dry.returncode == 0 and "Everything can be entered" in dry.stdout and not home.exists(), dry.stderr
    founded = init(home, *told)
    assert founded.returncode == 0 and "Invited: a@example.org" in founded.stdout, founded.stderr


# the file of the home ---------------------------------------------------------------------------------------------------


def typed(home: Path, lines: list[str], *more: str) -> tuple[int, str]:
    """The command at a terminal, with these lines typed; its exit status and all that it said."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "konfrans", "init", "--home", str(home), *more]
    asked = subprocess.Popen(command, env=CLEAN, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    os.write(master, "".join(f"{line}\n" for line in lines).encode())
    said = b""
    with suppress(OSError):  # the terminal is gone when the command has ended
        while part := os.read(master, 4096):
            said += part
    status = asked.wait(60)
    os.close(master)
    return status, said.decode()


def test_at_a_terminal_each_answer_is_looked_at_when_it_is_given(tmp_path: Path) -> None:
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text("name_en,kind\n,univercity\n", "utf-8")
    right.write_text("name_en,kind\nUniversity 1 (sample),university\n", "utf-8")
    lines = [
        "english", "en", "Lithuania", "LT", "Vilnius", "", "Sample Conference", "A short name that is too long", "SC",
        "Vilnius", "nobody", "office@example.org", "starter-asociation", "starter-association", "tomorrow", "today",
        str(tmp_path / "none.csv"), str(wrong), str(right), "nobody", "secretary@example.org", "Sample", "Sample Person",
    ]  # fmt: skip
    status, said = typed(tmp_path / "home", lines, "--dry-run")
    assert status == 0, said
    for reason in (
        "“english” is no language code", "“Vilnius” is no time zone", "such as Europe/Vilnius [Europe/Vilnius]", "too long for a short name. Write at most 20", "“Lithuania” is no country",
        "“nobody” is no e-mail address", "“starter-asociation” is no model, and there is no file of that name. Is starter-association meant?",
        "“tomorrow” is no date", "There is no file", "row 2, column name_en: The name is missing", "row 2, column kind", "Write given name",
    ):  # fmt: skip
        assert reason in said, (reason, said)
    assert "row 2: " in said.partition("Members: 1")[2] and "nothing was written" in said
    assert not (tmp_path / "home").exists()


def test_a_wrong_option_is_asked_for_and_what_was_answered_is_not_lost(tmp_path: Path) -> None:
    lines = [
        "LT",
        "UTC",
        "Sample Conference",
        "-",
        "-",
        "office@example.org",
        "starter-federation",
        "today",
        "none",
        "none",
    ]
    status, said = typed(tmp_path / "home", lines, "--languages", "en", "--charter", "nonsense", "--dry-run")
    assert (
        status == 0 and "“nonsense” is no model" in said and "starter-federation" in said.partition("The models: ")[2]
    )


def test_a_home_keeps_its_languages_and_its_time_zone(tmp_path: Path) -> None:
    assert chosen(tmp_path) == Chosen()
    keep(checked(["lt", "en"], "Europe/Vilnius"), tmp_path)
    assert chosen(tmp_path) == Chosen(("lt", "en"), "en", "Europe/Vilnius")
    assert checked(["lt", "pl"], "UTC").fallback == "lt"
    (tmp_path / "conference.toml").write_text('languages = ["lt"]\ntime_zone = "Moon"\n', "utf-8")
    with pytest.raises(Unusable, match="Moon"):
        chosen(tmp_path)
    for languages, zone in ((["lt", "lt"], "UTC"), ([], "UTC"), (["Lietuvių"], "UTC"), (["lt"], "")):
        with pytest.raises(Unusable):
            checked(languages, zone)


# spreadsheets -----------------------------------------------------------------------------------------------------------

KNOWN = Known(languages=("lt", "en"), kinds={"university": ("universitetas",)}, categories={"full": ("tikrasis narys",), "guest": ()}, country="LT")  # fmt: skip


def xlsx(rows: str, strings: str = "", sheet: str = "worksheets/sheet1.xml") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/workbook.xml": f'<workbook {space} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId7" Target="{sheet}"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {space}>{strings}</sst>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_an_xlsx_is_read_cell_by_cell_with_its_row_numbers() -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>code</t></is></c></row>'
        '<row r="4"><c r="A4" t="s"><v>1</v></c><c r="C4"><v>7.0</v></c></row>'
    )
    cells = read_sheet(xlsx(rows, "<si><t>name_lt</t></si><si><r><t>Universi</t></r><r><t>tetas</t></r></si>"))
    assert cells == [["name_lt", "", "code"], [], [], ["Universitetas", "", "7"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 no archive", "sheet_unknown"),
        (xlsx('<row r="99999999"/>'), "sheet_too_many_rows"),
        (xlsx('<row r="1"><c r="ZZ1"><v>1</v></c></row>'), "sheet_too_many_columns"),
        (xlsx('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'), "sheet_unknown"),
        (xlsx('<row r="1"><c r="A1"><f>3+6</f></c></row>'), "sheet_formula_unreckoned"),
        (xlsx("", '<!DOCTYPE a [<!ENTITY b "c">]>'), "sheet_unknown"),
        (xlsx("", sheet="../../../etc/passwd"), "sheet_unknown"),
        (b"\xff\xfe\x00\xd8", "sheet_not_utf8"),
        ("Šiauliai".encode("cp1257"), "sheet_not_utf8"),
        (b"a\0b", "sheet_unknown"),
        (b"x" * 2_000_001, "sheet_too_large"),
        (b"a\n" * 1100, "sheet_too_many_rows"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_sheet(data)
    assert refused.value.code == code


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in read_rows(read_sheet(text.encode()), KNOWN).faults]


def test_every_fault_is_named_by_row_and_column() -> None:
    assert faults("") == [(1, "", "import_empty")]
    assert faults("name_lt\n\n") == [(2, "", "import_empty")]
    assert faults("name_en,name_en\nx,y\n") == [
        (1, "name_en", "import_column_twice"), (1, "name_en", "import_column_twice"), (1, "name_lt", "import_column_missing"),
    ]  # fmt: skip
    assert faults("name_lt,name_de\nx,y\n") == [(1, "name_de", "import_column_unknown")]
    head = "name_lt;code;key;country;ror;category;website;head_given;head_surname;head_mail\n"
    assert faults(head + "A;A1;A 1;Lietuva;123;none;x y;Jonas;;jonas\n") == [
        (2, "key", "import_key_shape"), (2, "country", "import_country"), (2, "ror", "import_ror"), (2, "website", "import_website"),
        (2, "category", "import_category"), (2, "head_mail", "import_mail"), (2, "head_surname", "import_head_missing"),
    ]  # fmt: skip
    assert faults(head + "A;A1;;;;;;;;\nA;A1;;;;full;;;;\n") == [
        (2, "category", "import_category_missing"), (3, "code", "import_twice"), (3, "code", "import_twice"),
        (3, "name_lt", "import_twice"),
    ]  # fmt: skip


def test_rows_that_are_right_survive_the_way_through_the_form() -> None:
    text = (
        "Name LT,kind,category,website\nŠiaulių universitetas (pavyzdys),Universitetas,Tikrasis narys,u.example.org\n"
    )
    read = read_rows(read_sheet(text.encode("utf-8-sig")), KNOWN)
    assert read.faults == ()
    [row] = read.rows
    assert (row.code, row.key, row.kind, row.category, row.website) == (
        "ŠUP",
        "sup",
        "university",
        "full",
        "https://u.example.org",
    )
    assert read_rows(read_sheet(to_csv(read.rows, ("lt", "en")).encode()), KNOWN).rows == read.rows
    assert to_csv((), ("lt",)).split(",")[:3] == list(columns(("lt",))[:3])


# in the browser ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def secretary(client, db):
    from konfrans.kernel import clock
    from konfrans.kernel.acts import Actor
    from konfrans.people import services
    from tests.cast import make_conference, make_person

    make_conference()
    actor = Actor.system()
    body = services.body_create(
        actor=actor, key="secretariat", kind="secretariat", name=_localised("Katiblik", "Secretariat")
    )
    person, account = make_person("Sevda", "Əliyeva", "s@example.org")
    services.office_begin(actor=actor, kind="secretary", person=person, since=clock.today(), body=body)
    client.force_login(account)
    return client


def _localised(az: str, en: str) -> Any:
    from konfrans.kernel.localised import Localised

    return Localised.of(az=az, en=en)


def next_step(client) -> str:
    page = client.get("/en/desk/start/").content.decode()
    found = re.search(r'aria-current="step">.*?<h3>(.*?)</h3>', page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def test_the_steps_lead_from_the_founding_to_the_members(secretary) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from konfrans.kernel import journal

    assert next_step(secretary) == "Put the charter in force"
    refused = secretary.post("/en/charter/found/", {"from_date": "2026-01-16"})
    assert refused.status_code == 422 and "Choose a model, or give a file." in refused.content.decode()
    bad = SimpleUploadedFile("charter.toml", b"key = 1\n")
    refused = secretary.post("/en/charter/found/", {"from_date": "2026-01-16", "file": bad})
    assert refused.status_code == 422 and "Nothing was entered." in refused.content.decode()
    done = secretary.post("/en/charter/found/", {"from_date": "2026-01-16", "begins": "starter-association"})
    assert done["Location"] == "/en/desk/start/"
    assert 'zone = "Asia/Baku"' in secretary.get("/en/charter/charter.toml").content.decode()
    assert "caur-charter" in secretary.get("/en/charter/charter.toml").content.decode()
    twice = secretary.post("/en/charter/found/", {"from_date": "2026-02-16", "begins": "starter-association"})
    assert twice.status_code == 422 and "The Conference has its charter" in twice.content.decode()

    assert next_step(secretary) == "Enter the organs and the categories of members"
    assert "Assembly" in secretary.get("/en/desk/members/bodies/").content.decode()
    secretary.post("/en/desk/members/bodies/")
    assert next_step(secretary) == "Admit the members"
    secretary.post("/en/desk/members/bodies/")  # again: nothing is left to enter

    sheet = secretary.get("/en/desk/members/import/members.csv").content.decode()
    assert sheet.startswith("\ufeffname_az,name_en,city_az,city_en,code,")
    wrong = upload(secretary, "name_az,website\nUniversitet 1 (nümunə),nowhere\n")
    assert wrong.status_code == 422
    assert (
        "Row 2, column website" in wrong.content.decode() and "Write it as www.example.org." in wrong.content.decode()
    )
    right = upload(
        secretary, "name_az,name_en,head_given,head_surname\nUniversitet 1 (nümunə),University 1 (sample),Ad,Soyad\n"
    )
    page = right.content.decode()
    assert right.status_code == 200 and "Every row can be entered" in page and "Ad Soyad" in page
    assert next_step(secretary) == "Admit the members"  # only looked at
    rows = html.unescape(re.search(r'name="rows" value="(.*?)"', page, re.DOTALL)[1])
    assert (
        secretary.post("/en/desk/members/import/", {"rows": rows, "since": "2026-01-16"})["Location"]
        == "/en/desk/start/"
    )
    assert next_step(secretary) == "Enter the first session"
    assert "Universitet 1" in secretary.get("/az/members/").content.decode()
    again = secretary.post("/en/desk/members/import/", {"rows": rows, "since": "2026-01-16"})
    assert again.status_code == 422 and "belongs to a member already" in again.content.decode()
    assert journal.verify().fault is None


def upload(client, text: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(
        "/en/desk/members/import/", {"file": SimpleUploadedFile("m.csv", text.encode()), "since": "2026-01-16"}
    )


@pytest.mark.parametrize("path", ["desk/start/", "charter/found/", "desk/members/bodies/", "desk/members/import/", "desk/members/import/members.csv"])  # fmt: skip
def test_only_the_secretariat_starts_a_conference(cast, client, path: str) -> None:
    client.force_login(cast.rector)
    assert client.get(f"/en/{path}").status_code == 403
    if path != "desk/start/" and not path.endswith(".csv"):
        assert client.post(f"/en/{path}", {}).status_code == 403
    client.logout()
    assert client.get(f"/en/{path}").status_code == 302


def test_a_language_that_is_not_whole_says_so(cast, client) -> None:
    from konfrans.site.catalogues import is_partial

    assert [is_partial(code) for code in ("az", "en", "lt", "xx")] == [False, False, True, True]
    assert "not put into this language yet" not in client.get("/en/").content.decode()
