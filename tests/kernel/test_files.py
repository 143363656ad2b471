"""Files in: only what they say they are, only so large, kept once."""

from __future__ import annotations

import io
import zipfile

import pytest

from konfrans.kernel import files
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.KONFRANS_FILES = tmp_path / "files"


def store(content: bytes, name: str) -> StoredFile:
    return files.file_store(stream=io.BytesIO(content), name=name, public=False)


def test_a_file_is_kept_under_its_hash_and_the_same_bytes_once():
    one, two = store(PDF, "minutes.pdf"), store(PDF, "copy.pdf")
    assert one.sha256 == two.sha256 and one.key != two.key
    assert files.path_of(one.sha256).read_bytes() == PDF
    assert one.media_type == "application/pdf" and one.size == len(PDF)


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def test_an_office_document_is_known_by_what_is_in_it():
    assert store(zipped("[Content_Types].xml", "word/document.xml"), "protokol.docx").size


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.pdf", "file_empty"),
        (b"<html><script>alert(1)</script>", "page.html", "file_kind"),
        (b"<svg onload='alert(1)'/>", "picture.svg", "file_kind"),
        (b"<html>", "minutes.pdf", "file_kind"),
        (PDF, "minutes", "file_kind"),
        (PDF, "minutes.png", "file_kind"),
        (zipped("x.txt"), "minutes.docx", "file_kind"),
        (b"PK\x03\x04broken", "minutes.docx", "file_kind"),
        (b"a\0b", "table.csv", "file_kind"),
        (b"\xff\xfe\x80\x90" * 2000, "bytes.txt", "file_kind"),
        (b"a" * 5000 + b"\xff", "late.txt", "file_kind"),
        (b"a" * 70000 + b"\0", "later.csv", "file_kind"),
        ("ə".encode()[:1], "half.txt", "file_kind"),
        (b"MZ\x90", "setup.exe", "file_kind"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_and_leaves_nothing(content, name, code, settings):
    with pytest.raises(Refused) as refused:
        store(content, name)
    assert refused.value.code == code
    assert not StoredFile.objects.exists()
    assert not [p for p in settings.KONFRANS_FILES.rglob("*") if p.is_file()]


def test_too_large_a_file_is_refused_before_it_is_all_read(settings, monkeypatch):
    monkeypatch.setattr(files, "MAX_SIZE", 1 << 17)
    with pytest.raises(Refused, match=r"at most"):
        store(b"%PDF-" + b"x" * (1 << 18), "big.pdf")
    assert not [p for p in settings.KONFRANS_FILES.rglob("*") if p.is_file()]


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "..\\..\\x.pdf", "/abs/x.pdf", "x\r\n.pdf"])
def test_a_name_never_leads_out_of_the_folder(name):
    kept = store(PDF, name)
    assert "/" not in kept.name and "\\" not in kept.name and "\n" not in kept.name


def test_a_letter_that_two_pieces_share_is_text():
    assert store(b"a" * 65535 + "əğı".encode() * 100, "letters.txt").name == "letters.txt"
