"""Make a backup while the installation serves."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

import konfrans
from konfrans.kernel import chosen, clock
from konfrans.kernel.backup import rows, state
from konfrans.kernel.backup.manifest import MANIFEST, SECRET, Fault, Founded, Head, Manifest, Part, Rows
from konfrans.kernel.files import path_of
from konfrans.kernel.models import JournalHead, StoredFile

RECORD = "backup.json"
"""Beside the data: when the last backup was made, for `konfrans doctor`."""


@dataclass(frozen=True, slots=True)
class Written:
    """What went into a backup. `missing` are files that rows name and the disk has not, or has altered."""

    tables: int
    rows: int
    files: int
    size: int
    sha256: str
    journal: dict[str, object]
    missing: list[str]


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database, while others write on: a reader that stays where it began, and takes no lock to write."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        before = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = before  # type: ignore[attr-defined]
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def backup_write(file: Path, *, with_secret: bool = False) -> Written:
    """Write database and files into one zip file. Refused (`Fault`): the file exists, its folder does not, migrations wait.

    The files are copied after the rows: no row of the backup points at a file that came later. They never change, for each
    stands under the SHA-256 of its content.
    """
    if file.exists():
        raise Fault(f"{file} exists.", "Choose another name, or remove it; a backup is never written over.")
    if not file.absolute().parent.is_dir():
        raise Fault(f"There is no folder {file.absolute().parent}.", "Make it, or choose another.")
    try:
        waiting = state.pending()
    except DatabaseError as error:
        raise Fault(f"The database does not answer: {state.first_line(error)}", "Look at KONFRANS_DATABASE.") from None
    if waiting:
        raise Fault(f"The tables are not up to date: {len(waiting)} migrations wait.", "Type: konfrans migrate")
    part = file.with_name(f"{file.name}.part")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
            manifest = _write(out, with_secret)
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
    except OSError as error:
        raise Fault(
            f"{file} cannot be written: {error.strerror or error}.", "Look at the folder and the space on the disk."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    digest = _sha256(file)
    made = Written(
        len(manifest.rows), sum(r.rows for r in manifest.rows), len(manifest.files), file.stat().st_size, digest,
        manifest.journal.model_dump(), manifest.missing,
    )  # fmt: skip
    _note(file, manifest, digest)
    return made


def _write(out: IO[bytes], with_secret: bool) -> Manifest:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with snapshot():
            head = JournalHead.objects.get(pk=1)
            made_at = clock.machine()
            migrations = state.applied()
            tables = [_table(archive, model) for model in rows.table_models(apps)]
            named = sorted(set(StoredFile.objects.values_list("sha256", flat=True)))
        files, missing = _files(archive, named)
        if with_secret:
            archive.writestr(SECRET, settings.SECRET_KEY)
        manifest = Manifest(
            format=1, product="konfrans", version=konfrans.__version__, made_at=made_at.isoformat(timespec="seconds"),
            database="sqlite" if connection.vendor == "sqlite" else "postgresql", migrations=migrations,
            journal=Head(number=head.number, hash=head.hash), rows=tables, files=files, missing=missing, secret=with_secret,
            founded=_founded(),
        )  # fmt: skip
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _founded() -> Founded | None:
    home = Path(settings.KONFRANS_HOME)
    if not (home / chosen.NAME).exists():
        return None
    found = chosen.chosen(home)
    return Founded(languages=list(found.languages), fallback=found.fallback, time_zone=found.time_zone)


def _table(archive: zipfile.ZipFile, model: type) -> Rows:
    name = f"rows/{model._meta.label_lower}.jsonl"  # type: ignore[attr-defined]
    count = -1
    digest, size = hashlib.sha256(), 0
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(part, "w", force_zip64=True) as out:
        for line in rows.lines(model):
            out.write(line)
            digest.update(line)
            size += len(line)
            count += 1
    return Rows(name=name, sha256=digest.hexdigest(), size=size, rows=count)


def _files(archive: zipfile.ZipFile, named: Iterable[str]) -> tuple[list[Part], list[str]]:
    kept, missing = [], []
    for sha in named:
        path = path_of(sha)
        try:
            whole = _sha256(path) == sha
        except OSError:
            whole = False
        if not whole:
            missing.append(sha)
            continue
        name = f"files/{sha[:2]}/{sha}"
        info = zipfile.ZipInfo(name)  # PDF and pictures are packed already: stored as they are
        with archive.open(info, "w", force_zip64=True) as out, open(path, "rb") as stream:
            while chunk := stream.read(1 << 18):
                out.write(chunk)
        kept.append(Part(name=name, sha256=sha, size=path.stat().st_size))
    return kept, missing


def _sha256(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _note(file: Path, manifest: Manifest, digest: str) -> None:
    note = {
        "at": manifest.made_at, "file": str(file.absolute()), "sha256": digest, "journal": manifest.journal.model_dump(),
        "missing": len(manifest.missing),
    }  # fmt: skip
    # A note that cannot be written spoils no backup.
    with suppress(OSError):
        (Path(settings.KONFRANS_HOME) / RECORD).write_text(json.dumps(note))
