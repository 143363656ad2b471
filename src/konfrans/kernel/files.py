"""Files in: checked by content and size, stored under their SHA-256, never served inline from the site's origin."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import secrets
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, ProtectedError, QuerySet
from django.utils.translation import gettext_lazy as _

from konfrans.kernel import clock, sweeping
from konfrans.kernel.archives import BROKEN
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused, word

MAX_SIZE = 20 * 1024 * 1024
UNUSED = timedelta(hours=25)
"""How long an upload that nothing shows is kept: an hour longer than a form may hold it."""

word(
    {
        "file_too_large": _("“%(name)s” is %(size)s MB; at most %(most)s MB can be stored. Make it smaller."),
        "file_empty": _("“%(name)s” is empty. Choose the file again."),
        "file_kind": _("“%(name)s” is not what its name says, or not a kind that is accepted here: %(kinds)s."),
    }
)

_OFFICE = {
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
}


def _office(stream: IO[bytes], inner: str) -> bool:
    try:
        with zipfile.ZipFile(stream) as archive:
            return "[Content_Types].xml" in archive.namelist() and any(n.startswith(inner) for n in archive.namelist())
    except (*BROKEN, ValueError, OSError):
        return False


def _text(stream: IO[bytes]) -> bool:
    """UTF-8 from its first byte to its last, without NUL."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(1 << 16):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_KINDS: dict[str, tuple[str, Callable[[bytes, IO[bytes]], bool]]] = {
    ".pdf": ("application/pdf", lambda s, f: s.startswith(b"%PDF-")),
    ".png": ("image/png", lambda s, f: s.startswith(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", lambda s, f: s.startswith(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", lambda s, f: s.startswith(b"\xff\xd8\xff")),
    ".txt": ("text/plain", lambda s, f: _text(f)),
    ".csv": ("text/csv", lambda s, f: _text(f)),
    ".docx": (_OFFICE[".docx"][0], lambda s, f: _office(f, "word/")),
    ".xlsx": (_OFFICE[".xlsx"][0], lambda s, f: _office(f, "xl/")),
    ".pptx": (_OFFICE[".pptx"][0], lambda s, f: _office(f, "ppt/")),
}
ACCEPTED = tuple(sorted(_KINDS))


def path_of(sha256: str) -> Path:
    """Where the bytes of this hash lie."""
    return Path(settings.KONFRANS_FILES) / sha256[:2] / sha256


def file_store(*, stream: IO[bytes], name: str, public: bool, accept: tuple[str, ...] = ACCEPTED) -> StoredFile:
    """Check and store a file; the same bytes are kept once. Refused: empty, too large, of another kind than its name says.

    The bytes are written before the row: a row never points at nothing, and bytes without a row go with `files_clear`.
    """
    base = Path(name.replace("\\", "/")).name.strip() or "file"
    base = "".join(c for c in base if c.isprintable())[-200:]
    kind = _KINDS.get(Path(base).suffix.lower()) if Path(base).suffix.lower() in accept else None
    digest, size, start = hashlib.sha256(), 0, b""
    folder = Path(settings.KONFRANS_FILES)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
        try:
            while chunk := stream.read(1 << 16):
                start = start or chunk[:8192]
                size += len(chunk)
                if size > MAX_SIZE:
                    raise Refused("file_too_large", field="file", name=base, size=f"{size >> 20}+", most=MAX_SIZE >> 20)
                digest.update(chunk)
                part.write(chunk)
            if not size:
                raise Refused("file_empty", field="file", name=base)
            part.flush()
            os.fsync(part.fileno())
            with open(part.name, "rb") as whole:
                if kind is None or not kind[1](start, whole):
                    raise Refused("file_kind", field="file", name=base, kinds=", ".join(k[1:] for k in accept))
            target = path_of(digest.hexdigest())
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part.name, target)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    return StoredFile.objects.create(
        key=secrets.token_hex(16), sha256=digest.hexdigest(), name=base, media_type=kind[0], size=size, public=public,
        added_at=clock.now(),
    )  # fmt: skip


def file_in_use(stored: StoredFile) -> bool:
    """Whether a row of any domain shows this file. Relations without a name of their own (`related_name="+"`) count too."""
    return any(rows.exists() for rows in _showing(stored.pk))


def _showing(file: Any) -> Iterator[QuerySet[Any]]:
    """For each table that points at files, its rows that point at this one."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            yield relation.related_model._base_manager.filter(**{relation.field.name: file})


def file_keep(stored: StoredFile) -> None:
    """A form still holds this file, though no row shows it yet: the time after which it is unused begins anew."""
    with contextlib.suppress(FileNotFoundError):
        os.utime(path_of(stored.sha256))


@sweeping.every(hours=1)
def files_clear() -> int:
    """Delete uploads that nothing shows a day after they came: those of forms that were judged or refused and never saved, and
    those whose row was taken away. Then the bytes that no row names. Says how many files and left-over bytes went.

    A row is locked before it is looked at, so that nobody begins to show it meanwhile. What is old is told by the bytes, which
    have the machine's time: a demonstration's day may stand anywhere.
    """
    before = clock.machine().timestamp() - UNUSED.total_seconds()
    done = 0
    unused = StoredFile.objects.filter(*(~Exists(rows) for rows in _showing(OuterRef("pk"))))
    for pk, sha256 in list(unused.order_by("pk").values_list("pk", "sha256")):
        if sweeping.stopping():
            return done
        if not _old(path_of(sha256), before):
            continue
        with contextlib.suppress(ProtectedError, IntegrityError), transaction.atomic():
            stored = StoredFile.objects.select_for_update().filter(pk=pk).first()
            if stored is not None and stored.added_at <= clock.now() - UNUSED and not file_in_use(stored):
                stored.delete()
                done += 1
    return done + _bytes_clear(before)


def _bytes_clear(before: float) -> int:
    """Remove bytes that no row names and uploads that were broken off. The same bytes may be coming in at this moment: they are put
    aside first, looked at again, and put back where they turn out to be new."""
    folder = Path(settings.KONFRANS_FILES)
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    done = 0
    for path in [found for found in folder.rglob("*") if found.is_file() and found.name not in named]:
        if path.suffix == ".going" and path.stem in named:  # left by a sweep that was killed
            os.replace(path, path.with_suffix(""))
            continue
        if not _old(path, before):
            continue
        aside = path.with_name(f"{path.name}.going")
        os.replace(path, aside)
        if not _old(aside, before) or StoredFile.objects.filter(sha256=path.name).exists():
            os.replace(aside, path)
            continue
        aside.unlink()
        done += not path.name.endswith(".going")
    return done


def _old(path: Path, before: float) -> bool:
    """Whether these bytes came before that moment; bytes that are not there did."""
    try:
        return path.stat().st_mtime <= before
    except FileNotFoundError:
        return True


def file_facts(stored: StoredFile) -> dict[str, Any]:
    """What a journal entry keeps of a file."""
    return {"file": stored.key, "sha256": stored.sha256, "size": stored.size}
