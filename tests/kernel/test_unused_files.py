"""Uploads that nothing shows go after a day, with their bytes; whatever any domain shows stays."""

from __future__ import annotations

import io
import os
from datetime import date, timedelta

import pytest
from django.db.models import ForeignObjectRel

from konfrans.kernel import clock, files, registries
from konfrans.kernel.acts import Actor
from konfrans.kernel.backup.writing import backup_write
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.publications import services
from konfrans.publications.models import Document

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=2)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.KONFRANS_HOME = tmp_path
    settings.KONFRANS_FILES = tmp_path / "files"


def upload(words: bytes = b"minutes", *, age: timedelta = DAYS) -> StoredFile:
    stored = files.file_store(stream=io.BytesIO(b"%PDF-1.7 " + words), name="a.pdf", public=False)
    aged(stored, age)
    return stored


def aged(stored: StoredFile, age: timedelta = DAYS) -> None:
    StoredFile.objects.filter(pk=stored.pk).update(added_at=clock.now() - age)
    then = (clock.machine() - age).timestamp()
    os.utime(files.path_of(stored.sha256), (then, then))


def shown() -> StoredFile:
    services.document_add(
        actor=Actor.system(), key="paper", title=Localised.of(az="Sənəd", en="Paper"), on=date(2026, 11, 1), language="en",
        stream=io.BytesIO(b"%PDF-1.7 shown"), name="shown.pdf", public=True,
    )  # fmt: skip
    stored = Document.objects.get(key="paper").file
    aged(stored)
    return stored


def there(stored: StoredFile) -> tuple[bool, bool]:
    return StoredFile.objects.filter(pk=stored.pk).exists(), files.path_of(stored.sha256).exists()


def test_an_old_upload_that_nothing_shows_goes_with_its_bytes_and_others_stay():
    in_use, old, fresh = shown(), upload(b"old"), upload(b"fresh", age=timedelta(hours=23))
    assert files.files_clear() == 2  # a row and its bytes
    assert there(in_use) == (True, True)
    assert there(fresh) == (True, True)
    assert there(old) == (False, False)
    assert files.files_clear() == 0


@pytest.mark.django_db(transaction=True)
def test_a_backup_after_the_sweep_is_whole(settings):
    shown(), upload(b"old"), upload(b"fresh", age=timedelta(0))
    assert files.files_clear() == 2
    made = backup_write(settings.KONFRANS_HOME / "after.zip")
    assert (made.files, made.missing) == (2, [])


def test_bytes_that_another_row_names_stay():
    old, same = upload(b"same"), upload(b"same", age=timedelta(0))
    aged(old)
    StoredFile.objects.filter(pk=same.pk).update(added_at=clock.now())
    assert files.files_clear() == 1
    assert there(old) == (False, True) and there(same) == (True, True)


def test_an_upload_held_by_a_form_gets_its_time_anew():
    old = upload(b"held")
    files.file_keep(old)
    assert files.files_clear() == 0 and there(old) == (True, True)


def test_a_day_of_the_demonstration_that_is_moved_takes_nothing():
    fresh = upload(b"fresh", age=timedelta(0))
    with clock.standing_at(clock.today() + timedelta(days=400)):
        files.files_clear()
    assert there(fresh) == (True, True)


def test_bytes_without_a_row_go_and_what_a_killed_sweep_put_aside_comes_back(settings):
    rolled_back, in_use = upload(b"rolled back"), shown()
    StoredFile.objects.filter(pk=rolled_back.pk).delete()
    path = files.path_of(in_use.sha256)
    os.replace(path, path.with_name(f"{path.name}.going"))
    assert files.files_clear() == 1
    assert not files.path_of(rolled_back.sha256).exists() and path.exists()


def test_every_table_that_points_at_files_is_looked_at():
    relations = [r for r in StoredFile._meta.get_fields(include_hidden=True) if isinstance(r, ForeignObjectRel)]
    looked_at = {rows.model._meta.label for rows in files._showing(1)}
    assert {r.related_model._meta.label for r in relations} == looked_at
    assert {"decisions.Decision", "projects.Fact", "publications.Document"} <= looked_at
    assert files.file_in_use(shown())


def test_the_worker_does_it():
    assert "files" in registries.sweeps
