"""Acts on evidence files and on the papers of a grant."""

from __future__ import annotations

from datetime import date

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts, file_in_use
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.projects.models import GrantPaper, ProjectFile
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.grants import REGISTRARS, registrar_for
from konfrans.projects.selectors.register import evidence_of, grant_paper_of, partnership_of, project_by_key


@act
def evidence_add(
    *, actor: Actor, project: str, title: Localised, file: StoredFile, on: PartialDate | None = None
) -> ProjectFile:
    """Put a file among the evidence of a project. Whether strangers may open it is a property of the stored file."""
    found = project_by_key(project)
    row = ProjectFile.objects.create(project=found, title=title, file=file, on=on)
    record(
        "evidence_add",
        actor=actor,
        of="project",
        key=project,
        title=title,
        on=on,
        public=file.public,
        **file_facts(file),
    )
    return row


@act
def evidence_remove(*, actor: Actor, project: str, evidence: int) -> None:
    """Take a file from the evidence of a project: strangers open it no more, unless it is shown elsewhere in the register.

    The journal keeps its hash; a file that nothing shows any more is deleted after a day.
    """
    row = evidence_of(project, evidence)
    record(
        "evidence_remove",
        actor=actor,
        of="project",
        key=project,
        title=row.title,
        **file_facts(row.file),  # type: ignore[arg-type]
    )
    file = row.file
    row.delete()
    if file is not None and not file_in_use(file):
        StoredFile.objects.filter(pk=file.pk).update(public=False)


@act
def grant_paper_add(
    *, actor: Actor, project: str, institution: str, kind: str, signed: date, registrar: str = ""
) -> GrantPaper:
    """A partner signed a paper of the grant: from this day the days of its registration run.

    Refused: the registrar is not given and does not follow from who owns the institution.
    """
    partnership = partnership_of(project, institution)
    if kind not in GrantPaper.Kind.values:
        raise Refused("code_unknown", field="kind", value=kind, allowed=", ".join(GrantPaper.Kind.values))
    chosen = registrar or registrar_for(partnership.institution.ownership) or ""
    if chosen not in REGISTRARS:
        raise Refused("registrar_unknown", field="registrar", institution=partnership.institution.name)
    row = GrantPaper.objects.create(partnership=partnership, kind=kind, registrar=chosen, signed=signed)
    record(
        "grant_paper_add", actor=actor, of="project", key=project, institution=institution, kind=kind, signed=signed,
        registrar=chosen,
    )  # fmt: skip
    return row


@act
def grant_paper_file(
    *, actor: Actor, project: str, paper: int, filed: date, number: str = "", registered: date | None = None
) -> GrantPaper:
    """A paper was filed for registration, and registered under a number. Refused: days out of order."""
    row = grant_paper_of(project, paper)
    if filed < row.signed:
        raise Refused("filed_before_signed", field="filed", signed=row.signed, filed=filed)
    if registered and registered < filed:
        raise Refused("registered_before_filed", field="registered", filed=filed, registered=registered)
    row.filed, row.number, row.registered = filed, number, registered
    row.save(update_fields=["filed", "number", "registered"])
    record(
        "grant_paper_file", actor=actor, of="project", key=project, institution=row.partnership.institution.key, filed=filed,
        number=number or None, registered=registered,
    )  # fmt: skip
    return row
