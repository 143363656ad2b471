"""Acts on the documents of a committee: added, a version beside those before it, made public by the chair."""

from __future__ import annotations

from typing import IO

from konfrans.committees.models import Committee, CommitteeDocument, DocumentVersion
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.versions import newest_publish, version_add, versions_withdraw


@act
def committee_document_add(
    *, actor: Actor, committee: Committee, title: Localised, stream: IO[bytes], name: str, sample: bool = False
) -> CommitteeDocument:
    """Add a document with its first version; the people of the room alone open it.

    Refused: it has no title; the file is of the wrong kind or size.
    """
    if not title:
        raise Refused("document_untitled", field="title")
    Committee.objects.select_for_update().get(pk=committee.pk)
    last = CommitteeDocument.objects.filter(committee=committee).order_by("-number").first()
    document = CommitteeDocument.objects.create(
        committee=committee, number=last.number + 1 if last else 1, title=title, sample=sample
    )
    version, _same = version_add(actor=actor, versions=document.versions, stream=stream, name=name)
    record(
        "committee_document_add", actor=actor, of="committee", key=committee.body.key, document=document.number, title=title,
        **file_facts(version.file),
    )  # fmt: skip
    return document


@act
def committee_document_version_add(
    *, actor: Actor, document: CommitteeDocument, stream: IO[bytes], name: str
) -> DocumentVersion:
    """Add a version beside those before it. It is not public, whatever the version before it is.

    Refused: the file is of the wrong kind or size, or is the newest version already.
    """
    CommitteeDocument.objects.select_for_update().get(pk=document.pk)
    version, same = version_add(actor=actor, versions=document.versions, stream=stream, name=name)
    if same:
        raise Refused("document_version_same", field="file", number=same)
    record(
        "committee_document_version_add", actor=actor, of="committee", key=document.committee.body.key, document=document.number,
        version=version.number, **file_facts(version.file),
    )  # fmt: skip
    return version


@act
def committee_document_publish(*, actor: Actor, document: CommitteeDocument) -> DocumentVersion:
    """Everybody may read the newest version from now on. Refused: everybody may already."""
    newest: DocumentVersion | None = newest_publish(document.versions)
    if newest is None:
        raise Refused("document_public_already")
    record(
        "committee_document_publish", actor=actor, of="committee", key=document.committee.body.key, document=document.number,
        version=newest.number, **file_facts(newest.file),
    )  # fmt: skip
    return newest


@act
def committee_document_withdraw(*, actor: Actor, document: CommitteeDocument) -> None:
    """The people of the room alone open the document, every version of it. Refused: no version is public."""
    if not versions_withdraw(document.versions):
        raise Refused("document_not_public")
    record(
        "committee_document_withdraw", actor=actor, of="committee", key=document.committee.body.key, document=document.number
    )  # fmt: skip
