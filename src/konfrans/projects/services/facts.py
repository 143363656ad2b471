"""Acts on facts with several sources, and on the dates of a project."""

from __future__ import annotations

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.files import file_facts
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.projects.models import Fact, FactValue, Project
from konfrans.projects.rules.conflicts import KINDS, value_fault
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.selectors.register import project_by_key, value_of
from konfrans.projects.services.sources import source_for


def fact_for(project: Project, kind: str) -> Fact:
    """The fact of this kind, made where there is none. Refused: no such kind."""
    if kind not in KINDS:
        raise Refused("code_unknown", field="kind", value=kind, allowed=", ".join(KINDS))
    return Fact.objects.get_or_create(project=project, kind=kind)[0]


@act
def fact_source_add(
    *, actor: Actor, project: str, kind: str, value: str, source: str, note: Localised | None = None,
    text: Localised | None = None, shown: bool = False,
) -> FactValue:  # fmt: skip
    """Add what a source says of a fact, beside what others say. Refused: the value is not of this kind, or is there already.

    The first value is shown; a later one only where `shown` asks for it. A new value that disagrees opens a settled fact again.
    """
    fact = fact_for(project_by_key(project), kind)
    fault = value_fault(kind, value)
    if fault:
        raise Refused(f"fact_{fault}", field="value", value=value)
    page = source_for(actor=actor, given=source)
    value = value.strip()
    if fact.values.filter(source=page, value=value).exists():
        raise Refused("value_known", field="value", value=value, source=page.name)
    first = not fact.values.exists()
    if shown and not first:
        fact.values.filter(shown=True).update(shown=False)
    added = fact.values.create(
        value=value, source=page, note=note or Localised(), text=text or Localised(), shown=shown or first
    )
    if fact.settled_on:
        _reopen(fact)
    record(
        "fact_source_add",
        actor=actor,
        of="project",
        key=project,
        kind=kind,
        value=value,
        source=page.key,
        shown=added.shown,
    )
    return added


def _reopen(fact: Fact) -> None:
    fact.settled_on, fact.settled_by, fact.settled_because = None, "", Localised()
    fact.save(update_fields=["settled_on", "settled_by", "settled_because"])


@act
def fact_show(*, actor: Actor, project: str, value: int, because: Localised) -> FactValue:
    """Choose which value the page shows, and say why; the fact stays disputed."""
    chosen = value_of(project, value)
    chosen.fact.values.filter(shown=True).exclude(pk=chosen.pk).update(shown=False)
    chosen.shown, chosen.note = True, because
    chosen.save(update_fields=["shown", "note"])
    record(
        "fact_show", actor=actor, of="project", key=project, kind=chosen.fact.kind, value=chosen.value, source=chosen.source.key,
        because=because,
    )  # fmt: skip
    return chosen


@act
def fact_settle(*, actor: Actor, project: str, value: int, because: Localised, paper: StoredFile | None = None) -> Fact:
    """Settle a fact: this value holds, by this office, today. Every other value stays with its source."""
    chosen = value_of(project, value)
    fact = chosen.fact
    fact.values.filter(shown=True).exclude(pk=chosen.pk).update(shown=False)
    chosen.shown = True
    chosen.save(update_fields=["shown"])
    fact.settled_on, fact.settled_by, fact.settled_because = clock.today(), actor.office, because
    fact.paper = paper or fact.paper
    fact.save(update_fields=["settled_on", "settled_by", "settled_because", "paper"])
    record(
        "fact_settle", actor=actor, of="project", key=project, kind=fact.kind, value=chosen.value, source=chosen.source.key,
        because=because, paper=file_facts(paper) if paper else None,
    )  # fmt: skip
    return fact


@act
def date_amend(
    *, actor: Actor, project: str, which: str, new: PartialDate, source: str, made: PartialDate | None = None,
    reported: PartialDate | None = None, note: Localised | None = None, paper: StoredFile | None = None,
    old: PartialDate | None = None, show: bool = True,
) -> FactValue:  # fmt: skip
    """The first or last day changes: the new one becomes a value of the fact and is shown, the old one stays in the history.

    Refused: the new last day lies before the first day, or the new first after the last. `show=False` enters a step of the
    history and leaves the choice of what is shown as it is: for playing what is known of the past.
    """
    found = project_by_key(project)
    if which not in ("start", "end"):
        raise Refused("code_unknown", field="which", value=which, allowed="start, end")
    shown = {row.fact.kind: PartialDate.parse(row.value) for row in _shown_dates(found)}
    other = shown.get("end" if which == "start" else "start")
    first, last = (new, other) if which == "start" else (other, new)
    if first and last and last.last < first.first:
        raise Refused("project_turned", field="new", first=first, last=last)
    fact = fact_for(found, which)
    value, _made = fact.values.get_or_create(source=source_for(actor=actor, given=source), value=str(new))
    if show or not shown.get(which):
        fact.values.filter(shown=True).exclude(pk=value.pk).update(shown=False)
        value.shown = True
    value.amends, value.old, value.made, value.reported = (
        True,
        old or (shown.get(which) if show else None),
        made,
        reported,
    )
    value.step, value.paper = note or value.step, paper or value.paper
    value.save(update_fields=["shown", "amends", "old", "made", "reported", "step", "paper"])
    if show and fact.settled_on:
        _reopen(fact)
    record(
        "date_amend", actor=actor, of="project", key=project, which=which, old=value.old, new=new, made=made, reported=reported,
        source=value.source.key, paper=file_facts(paper) if paper else None,
    )  # fmt: skip
    return value


def _shown_dates(project: Project) -> list[FactValue]:
    return list(
        FactValue.objects.filter(fact__project=project, fact__kind__in=("start", "end"), shown=True).select_related(
            "fact"
        )
    )
