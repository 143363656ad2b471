"""The documents of a committee with their versions."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.committees.models import Committee, CommitteeDocument, DocumentVersion
from konfrans.decisions.selectors import office_words
from konfrans.kernel.versions import Versioned, versions_shown


@dataclass(frozen=True, slots=True)
class DocumentShown(Versioned):
    """A document with its versions."""

    document: CommitteeDocument


def documents(found: Committee) -> list[DocumentShown]:
    """The documents of a committee in the order of their numbers. Two queries."""
    rows = list(
        DocumentVersion.objects.filter(document__committee=found)
        .select_related("file", "document")
        .order_by("document__number", "-number")
    )
    each = {row.document_id: row.document for row in rows}
    shown = versions_shown(rows, of=lambda row: row.document_id, office=office_words)
    return [DocumentShown(versions, each[key]) for key, versions in shown.items()]


def documents_public(found: Committee) -> list[DocumentShown]:
    """The documents that everybody may read; `public` is the version to show, the others are not for everybody."""
    return [one for one in documents(found) if one.public is not None]
