"""The documents of a committee with their versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from konfrans.committees.models import Committee, CommitteeDocument, DocumentVersion
from konfrans.decisions.selectors import office_words
from konfrans.kernel.models import StoredFile
from konfrans.kernel.names import names_shown


@dataclass(frozen=True, slots=True)
class DocumentVersionShown:
    """One version; who added it by name, empty where the name was erased, and by office."""

    number: int
    file: StoredFile
    added_at: datetime
    by: str
    office: str


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document with its versions, the newest first. `public` is the newest version that everybody may open, None where there is
    none."""

    document: CommitteeDocument
    versions: tuple[DocumentVersionShown, ...]
    public: DocumentVersionShown | None

    @property
    def newest(self) -> DocumentVersionShown:
        return self.versions[0]


def documents(found: Committee) -> list[DocumentShown]:
    """The documents of a committee in the order of their numbers. Three queries."""
    rows = list(
        DocumentVersion.objects.filter(document__committee=found)
        .select_related("file", "document")
        .order_by("document__number", "-number")
    )
    names = names_shown(row.by_name for row in rows if row.by_name)
    by_document: dict[int, list[DocumentVersion]] = {}
    for row in rows:
        by_document.setdefault(row.document_id, []).append(row)
    shown = []
    for versions in by_document.values():
        each = tuple(
            DocumentVersionShown(
                one.number, one.file, one.added_at, names.get(one.by_name, ("", None))[0], office_words(one.by_office)
            )
            for one in versions
        )
        shown.append(DocumentShown(versions[0].document, each, next((one for one in each if one.file.public), None)))
    return shown


def documents_public(found: Committee) -> list[DocumentShown]:
    """The documents that everybody may read; `public` is the version to show, the others are not for everybody."""
    return [one for one in documents(found) if one.public is not None]
