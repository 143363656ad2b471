"""Acts on the documents of a committee: added, a version beside those before it, made public by the chair."""

from __future__ import annotations

from typing import IO

from konfrans.committees.models import Committee, CommitteeDocument, DocumentVersion
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts, file_store
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused


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
    version = _version(actor, document, stream, name)
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
    before = document.versions.select_related("file").last()
    version = _version(actor, document, stream, name)
    if before is not None and before.file.sha256 == version.file.sha256:
        raise Refused("document_version_same", field="file", number=before.number)
    record(
        "committee_document_version_add", actor=actor, of="committee", key=document.committee.body.key, document=document.number,
        version=version.number, **file_facts(version.file),
    )  # fmt: skip
    return version


@act
def committee_document_publish(*, actor: Actor, document: CommitteeDocument) -> DocumentVersion:
    """Everybody may read the newest version from now on. Refused: everybody may already."""
    newest = document.versions.select_related("file").last()
    if newest is None or newest.file.public:
        raise Refused("document_public_already")
    StoredFile.objects.filter(pk=newest.file.pk).update(public=True)
    record(
        "committee_document_publish", actor=actor, of="committee", key=document.committee.body.key, document=document.number,
        version=newest.number, **file_facts(newest.file),
    )  # fmt: skip
    return newest


@act
def committee_document_withdraw(*, actor: Actor, document: CommitteeDocument) -> None:
    """The people of the room alone open the document, every version of it. Refused: no version is public."""
    public = StoredFile.objects.filter(pk__in=document.versions.filter(file__public=True).values("file"))
    if not public.exists():
        raise Refused("document_not_public")
    public.update(public=False)
    record(
        "committee_document_withdraw", actor=actor, of="committee", key=document.committee.body.key, document=document.number
    )  # fmt: skip


def _version(actor: Actor, document: CommitteeDocument, stream: IO[bytes], name: str) -> DocumentVersion:
    last = document.versions.last()
    stored = file_store(stream=stream, name=name, public=False)
    return DocumentVersion.objects.create(
        document=document, number=last.number + 1 if last else 1, file=stored, added_at=clock.now(), by_person=actor.person or "",
        by_name=actor.name or "", by_office=actor.office[:20],
    )  # fmt: skip
