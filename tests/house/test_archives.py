"""Archives from outside: whatever is wrong in one, each place that opens archives refuses it in its own words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from konfrans.kernel import files
from konfrans.kernel.backup.manifest import Fault, manifest_of
from konfrans.kernel.backup.manifest import opened as backup_opened
from konfrans.kernel.refusals import Refused
from konfrans.membership.rules import NotReadable, read_sheet
from konfrans.statutes.selectors.papers.opened import opened as paper_opened

NAMES = (
    "[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml", "manifest.json",
)  # fmt: skip
LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def archive() -> bytes:
    """An archive with every part that some place looks for; none holds what it should."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in NAMES:
            made.writestr(name, f"<a>{name * 40}</a>")
    return out.getvalue()


def _heads(data: bytearray) -> list[tuple[int, int]]:
    """Where each head of a part begins, and how far behind that its flags stand."""
    return [
        (found.start(), 6 if found[0] == LOCAL else 8) for found in re.finditer(LOCAL + b"|" + CENTRAL, bytes(data))
    ]


def locked(data: bytearray) -> None:
    for at, flags in _heads(data):
        data[at + flags] |= 1


def packed_otherwise(data: bytearray) -> None:
    for at, flags in _heads(data):
        data[at + flags + 2] = 97


def no_utf8_name(data: bytearray) -> None:
    for at, flags in _heads(data):
        data[at + flags + 1] |= 8
    data[:] = data.replace(b"sharedStrings", b"shared\xff\xfeings")


def damaged(data: bytearray) -> None:
    for at, flags in _heads(data):
        if flags == 6:
            start = at + 30 + data[at + 26]
            data[start : start + 4] = b"\xff\xff\xff\xff"


def cut_off(data: bytearray) -> None:
    del data[len(data) * 3 // 5 :]


def outside_itself(data: bytearray) -> None:
    """The list of parts is said to be longer than the whole."""
    data[-10:-6] = b"\xff\xff\xff\x7f"


def read_as_backup(data: bytes, folder: Path) -> None:
    file = folder / "a.zip"
    file.write_bytes(data)
    with backup_opened(file) as opened:
        manifest_of(opened)


def read_as_upload(data: bytes, folder: Path) -> None:
    files.file_store(stream=io.BytesIO(data), name="a.docx", public=False)


READERS: dict[str, tuple[type[Exception], Callable[[bytes, Path], object]]] = {
    "backup": (Fault, read_as_backup),
    "paper": (Refused, lambda data, _folder: paper_opened(io.BytesIO(data), "a.docx", len(data))),
    "sheet": (NotReadable, lambda data, _folder: read_sheet(data)),
}
SPOILT = [locked, packed_otherwise, no_utf8_name, damaged, cut_off, outside_itself]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_archive_is_refused_in_words(reader: str, spoil: Callable[[bytearray], None], tmp_path: Path):
    data = bytearray(archive())
    spoil(data)
    assert bytes(data) != archive()
    refusal, read = READERS[reader]
    with pytest.raises(refusal):
        read(bytes(data), tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [no_utf8_name, cut_off, outside_itself], ids=lambda spoil: spoil.__name__)
def test_an_upload_whose_list_of_parts_is_spoilt_is_of_no_kind(
    spoil: Callable[[bytearray], None], tmp_path: Path, settings
):
    settings.KONFRANS_FILES = tmp_path / "files"
    data = bytearray(archive())
    spoil(data)
    with pytest.raises(Refused) as refused:
        read_as_upload(bytes(data), tmp_path)
    assert refused.value.code == "file_kind"
