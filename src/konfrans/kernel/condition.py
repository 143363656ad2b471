"""How an installation is, as its tables and its disk tell: what `konfrans doctor` asks."""

from __future__ import annotations

from datetime import datetime

from konfrans.kernel.files import path_of
from konfrans.kernel.models import Conference, JournalEntry, StoredFile


def conference_name() -> str:
    """The name of the conference; empty where it is not said which one this is."""
    row = Conference.objects.filter(pk=1).first()
    return (str(row) or row.key) if row else ""


def newest_entry_at() -> datetime | None:
    """When the newest entry of the journal was made; None where there is none."""
    return JournalEntry.objects.order_by("-number").values_list("at", flat=True).first()


def files_missing() -> tuple[int, int]:
    """How many stored files have no bytes on the disk, and how many there are."""
    every = set(StoredFile.objects.values_list("sha256", flat=True))
    return sum(not path_of(sha).exists() for sha in every), len(every)
