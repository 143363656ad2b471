"""Files that get new versions beside those before: papers of a session, documents of a committee. One mechanism for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, TypeVar

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.files import file_store
from konfrans.kernel.models import FileVersion, StoredFile
from konfrans.kernel.names import names_shown

V = TypeVar("V", bound=FileVersion)


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version; who added it by name, empty where the name was erased, and by office."""

    number: int
    file: StoredFile
    added_at: datetime
    by: str
    office: str


@dataclass(frozen=True, slots=True)
class Versioned:
    """What has versions, the newest first."""

    versions: tuple[VersionShown, ...]

    @property
    def newest(self) -> VersionShown:
        return self.versions[0]

    @property
    def public(self) -> VersionShown | None:
        """The newest version that everybody may open; None where there is none."""
        return next((one for one in self.versions if one.file.public), None)


def versions_shown(
    rows: Iterable[V], *, of: Callable[[V], int], office: Callable[[str], str]
) -> dict[int, tuple[VersionShown, ...]]:
    """Versions as pages show them, by the key of what they are versions of and in the order of the rows. One query: the names."""
    rows = list(rows)
    names = names_shown(row.by_name for row in rows if row.by_name)
    found: dict[int, tuple[VersionShown, ...]] = {}
    for row in rows:
        by = names.get(row.by_name, ("", None))[0]
        found[of(row)] = (
            *found.get(of(row), ()), VersionShown(row.number, row.file, row.added_at, by, office(row.by_office)),
        )  # fmt: skip
    return found


def version_add(*, actor: Actor, versions: Any, stream: IO[bytes], name: str) -> tuple[Any, int | None]:
    """Store a file as the next of these versions (a related manager); it is not public, whatever the version before it is.

    With it the number of the newest version before, where that is the same file: the act that calls refuses it then. Called under
    the lock of what has the versions. Refused: the file is of the wrong kind or size.
    """
    before = versions.select_related("file").last()
    stored = file_store(stream=stream, name=name, public=False)
    version = versions.create(
        number=before.number + 1 if before else 1, file=stored, added_at=clock.now(), **actor.stamp
    )
    same = before is not None and before.file.sha256 == stored.sha256
    return version, before.number if same else None


def newest_publish(versions: Any) -> Any:
    """Everybody may open the newest of these versions from now on; None where everybody may already, or there is none."""
    newest = versions.select_related("file").last()
    if newest is None or newest.file.public:
        return None
    StoredFile.objects.filter(pk=newest.file.pk).update(public=True)
    return newest


def versions_withdraw(versions: Any) -> bool:
    """No version is public any more; whether one was."""
    return StoredFile.objects.filter(pk__in=versions.filter(file__public=True).values("file")).update(public=False) > 0
