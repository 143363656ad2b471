"""Put a backup into an empty place: checked whole first, then written aside, then made to count in one step."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.color import no_style
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from konfrans.kernel import chosen, journal, letters
from konfrans.kernel.backup import rows, state
from konfrans.kernel.backup.manifest import LARGEST_LINE, SECRET, Fault, Manifest, manifest_of, opened, verify_parts

EMPTY = "Name an empty place: another KONFRANS_HOME, and on PostgreSQL a new database in KONFRANS_DATABASE."


@dataclass(slots=True)
class Restored:
    """What came of it. `journal_fault` is empty where the journal holds against the anchor in the backup."""

    version: str
    made_at: str
    rows: int = 0
    files: int = 0
    migrated: int = 0
    held: int = 0
    secret: bool = False
    entries: int = 0
    journal_fault: str = ""
    missing: list[str] = field(default_factory=list)


def backup_check(file: Path) -> Manifest:
    """Read a backup whole and compare each part with the manifest. `Fault` says what is wrong."""
    with opened(file) as archive:
        found = manifest_of(archive)
        verify_parts(archive, found)
        return found


def backup_restore(file: Path, *, send_letters: bool = False) -> Restored:
    """Restore into an empty place. Refused (`Fault`): the place is not empty, the backup is damaged, hostile or newer.

    Either everything is there afterwards, or nothing is: rows go into one transaction or a database written aside, files
    into a folder written aside. Where the backup is older, its tables are made first and then brought up to date.
    """
    home = Path(settings.KONFRANS_HOME)
    with opened(file) as archive:
        manifest = manifest_of(archive)
        _require_same_kind(file, manifest)
        _require_empty()
        _require_space(home, manifest)
        founded = _founded(manifest)
        verify_parts(archive, manifest)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        done = Restored(manifest.version, manifest.made_at, secret=manifest.secret, missing=manifest.missing)
        with _files_aside(archive, manifest) as keep_files, _database_aside() as keep_database:
            try:
                _fill(archive, manifest, done, send_letters)
            except (DatabaseError, ValueError, ObjectDoesNotExist) as error:
                # The first line alone: a database adds the row itself, and with it somebody's data.
                words = str(error).strip().partition("\n")[0]
                raise Fault(
                    f"The rows do not fit the tables: {words}", "Nothing was written. Take another copy."
                ) from error
            # Files first: a row never points at nothing, and files without rows harm nobody.
            keep_files()
            keep_database()
        if founded is not None and not (home / chosen.NAME).exists():
            chosen.keep(founded, home)
        if manifest.secret and not os.environ.get("KONFRANS_SECRET_KEY"):
            _keep_secret(home / "secret-key", archive.read(SECRET))
        else:
            done.secret = False
    return done


def _founded(manifest: Manifest) -> chosen.Chosen | None:
    if manifest.founded is None:
        return None
    told = manifest.founded
    try:
        return chosen.checked(told.languages, told.time_zone, told.fallback)
    except chosen.Unusable as error:
        words = " ".join(str(error).split())
        raise Fault(f"What the conference was founded with cannot be used: {words}.", "Take another copy.") from None


def _require_same_kind(file: Path, manifest: Manifest) -> None:
    if "demo" in manifest.migrations and not settings.KONFRANS_DEMO:
        home = shlex.quote(str(settings.KONFRANS_HOME))
        raise Fault(
            "The backup is of a demonstration, which has tables of its own: KONFRANS_DEMO=1 is not set.",
            f"Type: KONFRANS_DEMO=1 KONFRANS_HOME={home} konfrans restore {shlex.quote(str(file))}",
        )


def _require_empty() -> None:
    files = Path(settings.KONFRANS_FILES)
    if files.exists() and any(files.iterdir()):
        raise Fault(f"{files} holds files already.", EMPTY)
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite":
        path = Path(str(name))
        leftovers = [p for p in (Path(f"{path}-wal"), Path(f"{path}-journal")) if p.exists()]
        if leftovers and not path.exists():
            raise Fault(f"{leftovers[0]} is left of another database.", EMPTY)
        if not path.exists():
            return
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise Fault(f"The database does not answer: {state.first_line(error)}", "Look at KONFRANS_DATABASE.") from None
    finally:
        connection.close()
    if tables:
        raise Fault(f"The database {name} holds {len(tables)} tables already.", EMPTY)


def _require_space(home: Path, manifest: Manifest) -> None:
    there = next(p for p in (home, *home.parents) if p.exists())
    files = sum(part.size for part in manifest.files)
    needed = files + 2 * sum(part.size for part in manifest.rows)
    free = shutil.disk_usage(there).free
    if needed > free:
        raise Fault(
            f"{needed >> 20} MB are needed and {free >> 20} MB are free at {home}.", "Make room, or use another disk."
        )


@contextmanager
def _files_aside(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[Callable[[], None]]:
    target = Path(settings.KONFRANS_FILES)
    aside = target.with_name(f"{target.name}.restoring")
    shutil.rmtree(aside, ignore_errors=True)  # left by a restore that was killed
    kept = False
    try:
        for part in manifest.files:
            path = aside / part.name.removeprefix("files/")
            aside.mkdir(mode=0o700, exist_ok=True)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (
                archive.open(part.name) as stream,
                open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
            ):
                shutil.copyfileobj(stream, out, 1 << 18)
                out.flush()
                os.fsync(out.fileno())

        def keep() -> None:
            nonlocal kept
            if aside.exists():
                if target.exists():
                    target.rmdir()
                aside.rename(target)
                kept = True

        yield keep
    except BaseException:
        if kept:  # the database did not follow
            shutil.rmtree(target, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _database_aside() -> Iterator[Callable[[], None]]:
    """SQLite: another file, renamed at the end. PostgreSQL: one transaction, for there the tables are part of it too."""
    if connection.vendor != "sqlite":
        kept = False

        def commit() -> None:
            nonlocal kept
            kept = True

        with transaction.atomic():
            yield commit
            if not kept:
                transaction.set_rollback(True)
        return
    settings_of = connection.settings_dict
    target = Path(str(settings_of["NAME"]))
    aside = target.with_name(f"{target.name}.restoring")
    connection.close()
    settings_of["NAME"] = str(aside)
    remove = [aside, Path(f"{aside}-wal"), Path(f"{aside}-shm"), Path(f"{aside}-journal")]
    try:
        for path in remove:
            path.unlink(missing_ok=True)
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Before the first row is in it; its log takes the same rights.
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

        def rename() -> None:
            connection.close()  # the last connection writes the log into the file
            with open(aside, "rb") as written:
                os.fchmod(written.fileno(), 0o600)
                os.fsync(written.fileno())
            os.replace(aside, target)

        yield rename
    finally:
        connection.close()
        settings_of["NAME"] = str(target)
        for path in remove:
            path.unlink(missing_ok=True)


def _fill(archive: zipfile.ZipFile, manifest: Manifest, done: Restored, send_letters: bool) -> None:
    executor = MigrationExecutor(connection, progress_callback=_settle)
    newer = state.unknown(executor, manifest.migrations)
    if newer:
        names = ", ".join(f"{app}.{name}" for app, name in newer[:3])
        raise Fault(
            f"The backup was made by a newer version ({manifest.version}): this one has no {names}.",
            f"Install konfrans {manifest.version} or later, and restore with it.",
        )
    then = state.targets(executor, manifest.migrations)
    executor.migrate(then)
    historical = MigrationExecutor(connection).loader.project_state(then).apps
    with transaction.atomic():
        done.rows = _insert(archive, manifest, historical)
        if not send_letters:
            done.held = _hold_letters(historical.get_model("kernel", "Letter"))
        connection.check_constraints()
    _settle("rows")
    executor = MigrationExecutor(connection, progress_callback=_settle)
    leaves = executor.loader.graph.leaf_nodes()
    done.migrated = len(executor.migration_plan(leaves))
    executor.migrate(leaves)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias, apps=apps, plan=[])
    done.files = len(manifest.files)
    checked = journal.verify(journal.Anchor(manifest.journal.number, manifest.journal.hash))
    done.entries = checked.entries
    if checked.fault:
        done.journal_fault = f"entry {checked.fault.number}, {checked.fault.code}"


def _hold_letters(letter: Any) -> int:
    """Hold what was waiting when the backup was made, in the columns that its version had: it may have left since then."""
    held = {"last_error": letters.HELD_BY_RESTORE}
    if any(field.name == "state" for field in letter._meta.get_fields()):
        leaving = letter.objects.filter(state="waiting") | letter.objects.filter(state="claimed", handed_at=None)
        return int(leaving.update(state="held", **held))
    return int(letter.objects.filter(sent_at=None, tries__lt=letters.TRIES).update(tries=letters.TRIES, **held))


def _settle(step: str, *_more: Any) -> None:
    """In one transaction a table with unchecked foreign keys cannot be altered: check them after each step."""
    if connection.vendor == "postgresql" and step in ("apply_success", "rows"):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _insert(archive: zipfile.ZipFile, manifest: Manifest, historical: Any) -> int:
    models = {f"rows/{model._meta.label_lower}.jsonl": model for model in rows.table_models(historical)}
    for model in models.values():
        rows.empty(model)
    count = 0
    for part in manifest.rows:
        if part.name not in models:
            raise ValueError(f"{part.name} belongs to no table of its version")
        try:
            inserted = rows.insert(models[part.name], _lines(archive, part.name))
        except ValueError as error:
            raise ValueError(f"{part.name}, {error}") from None
        if inserted != part.rows:
            raise ValueError(f"{part.name} has {inserted} rows, its manifest says {part.rows}")
        count += inserted
    sequences = connection.ops.sequence_reset_sql(no_style(), list(models.values()))
    with connection.cursor() as cursor:
        for sql in sequences:
            cursor.execute(sql)
    return count


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as stream:
        while line := stream.readline(LARGEST_LINE + 1):
            if len(line) > LARGEST_LINE:
                raise ValueError("a row is longer than any true one")
            yield line


def _keep_secret(path: Path, secret: bytes) -> None:
    part = path.with_name(f"{path.name}.restoring")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(secret)
    os.replace(part, path)


def last_backup() -> dict[str, Any] | None:
    """What the last `konfrans backup` noted beside the data; None where none was made, or the note cannot be read."""
    from konfrans.kernel.backup.writing import RECORD

    try:
        found = json.loads((Path(settings.KONFRANS_HOME) / RECORD).read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("at"), str) else None
