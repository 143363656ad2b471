"""What a backup holds: the last part of the file, read and checked before anything else is believed."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from konfrans.kernel.archives import BROKEN

MANIFEST, SECRET = "manifest.json", "secret-key"
ROWS_NAME = re.compile(r"rows/[a-z0-9_]{1,80}\.[a-z0-9_]{1,100}\.jsonl")
FILE_NAME = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
LARGEST_MANIFEST = 64 * 2**20
LARGEST_LINE = 64 * 2**20
"""Bytes of one row: beyond any text that a page accepts."""
MOST_PACKED = 250
"""How many times larger than in the archive a part may be: text packs ten to forty times, a bomb a thousand."""

Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=2**53)]


class Fault(Exception):
    """Why there is no backup, or nothing was restored, and what to do. Nothing is left half-written."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.text, self.remedy = text, remedy


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Part(_Strict):
    """One part of the archive: SHA-256 and size in bytes of its content."""

    name: str
    sha256: Sha
    size: Count


class Rows(Part):
    """The rows of one table: a line with the names of its columns, and a line for each row."""

    rows: Count


class Head(_Strict):
    """The journal's newest entry: the anchor."""

    number: Count
    hash: Sha


class Founded(_Strict):
    """What the installation was founded with, as `conference.toml` of its home says it."""

    languages: list[str]
    fallback: str
    time_zone: str


class Manifest(_Strict):
    """What is in the backup, of when, by which version, with which tables."""

    format: Literal[1]
    product: Literal["konfrans"]
    version: str
    made_at: str
    database: Literal["sqlite", "postgresql"]
    migrations: dict[str, list[str]]
    journal: Head
    rows: list[Rows]
    files: list[Part]
    missing: list[str]
    secret: bool
    founded: Founded | None = None

    def parts(self) -> list[Part]:
        """Everything but the manifest itself and the secret key."""
        return [*self.rows, *self.files]


_DAMAGED = "Take another copy of the backup; nothing was written."


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever is wrong with it inside becomes a `Fault`. It is read from its end: a pipe or a device is none."""
    if file.exists() and not file.is_file() and not file.is_dir():
        raise Fault(f"{file} is a pipe or a device, no file.", "Name a file that `konfrans backup` wrote.")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (FileNotFoundError, IsADirectoryError):
        raise Fault(f"There is no file {file}.", "Name a file that `konfrans backup` wrote.") from None
    except BROKEN as error:
        raise Fault(f"{file} is damaged, cut off, or no backup: {error}.", _DAMAGED) from None


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, after a look at every name and every size in the archive."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if MANIFEST not in names:
        raise Fault(
            "The file has no manifest: it is no backup of konfrans.", "Name a file that `konfrans backup` wrote."
        )
    if len(set(names)) != len(names):
        raise Fault("The archive holds two parts of one name.", _DAMAGED)
    for entry in entries:
        name = entry.filename
        if name not in (MANIFEST, SECRET) and not ROWS_NAME.fullmatch(name) and not FILE_NAME.fullmatch(name):
            raise Fault(f"The archive holds a part that no backup has: {name[:100]!r}.", _DAMAGED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Fault(f"{name} is packed in a way that no backup is.", _DAMAGED)
        if entry.file_size > 2**20 and entry.file_size > MOST_PACKED * max(entry.compress_size, 1):
            raise Fault(f"{name} would unpack to {entry.file_size >> 20} MB: more than a true backup does.", _DAMAGED)
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise Fault("The manifest is larger than any true one.", _DAMAGED)
    try:
        found = Manifest.model_validate_json(archive.read(MANIFEST))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise Fault(f"The manifest is not one this version reads: {where}: {first['msg']}.", _DAMAGED) from None
    listed = [part.name for part in found.parts()]
    expected = {*listed, MANIFEST, *([SECRET] if found.secret else [])}
    if len(set(listed)) != len(listed) or expected != set(names):
        odd = sorted(expected ^ set(names))
        raise Fault(f"Manifest and archive differ: {', '.join(odd[:3]) or 'a part is listed twice'}.", _DAMAGED)
    for part in found.parts():
        if archive.getinfo(part.name).file_size != part.size:
            raise Fault(f"{part.name} has another size than its manifest says.", _DAMAGED)
    for one in found.files:
        if not one.name.endswith(one.sha256):
            raise Fault(f"{one.name} is listed under another SHA-256.", _DAMAGED)
    return found


def verify_parts(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Read every part to its end, and compare its SHA-256 with the manifest."""
    for part in manifest.parts():
        digest, size = hashlib.sha256(), 0
        with archive.open(part.name) as stream:
            while chunk := stream.read(1 << 18):
                size += len(chunk)
                if size > part.size:
                    raise Fault(f"{part.name} is longer than its manifest says.", _DAMAGED)
                digest.update(chunk)
        if digest.hexdigest() != part.sha256 or size != part.size:
            raise Fault(f"{part.name} was altered: its SHA-256 is not that of the manifest.", _DAMAGED)
