"""How a person is shown: the name with the mark of a sample, or the sentence that says it was erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konfrans.kernel import formats
from konfrans.kernel.models import NameCommitment
from konfrans.people.models import Person


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person as a page shows one. `name` is empty where it was erased or never known."""

    key: str
    name: str
    short_name: str
    sample: bool
    erased_on: date | None

    def __str__(self) -> str:
        return self.name or self.sentence

    @property
    def sentence(self) -> str:
        """What stands where no name does, in the active language."""
        if self.erased_on:
            return _("name erased at the person's request, %(date)s") % {"date": formats.date_text(self.erased_on)}
        return "" if self.name else _("name not recorded")


def person_shown(person: Person) -> PersonShown:
    """The person as the register has them now."""
    return PersonShown(person.key, person.full_name, person.short_name, person.sample, person.erased_on)


def persons_shown(keys: Iterable[str | None]) -> dict[str, PersonShown]:
    """The persons of these keys as the register has them now; one query. A key that is not here is left out."""
    rows = Person.objects.filter(key__in={key for key in keys if key})
    return {row.key: person_shown(row) for row in rows}


def persons_by_commitment(commitments: Iterable[str | None]) -> dict[str, PersonShown]:
    """The persons behind commitments to names, under the name they had then; two queries.

    Frozen evidence and the journal hold `{"person": key, "name": commitment}`: this is how a page shows them, also after the
    name was erased.
    """
    rows = list(NameCommitment.objects.filter(commitment__in={c for c in commitments if c}))
    samples = set(
        Person.objects.filter(key__in={r.person_key for r in rows}, sample=True).values_list("key", flat=True)
    )
    return {r.commitment: PersonShown(r.person_key, r.name, r.name, r.person_key in samples, r.erased_on) for r in rows}
