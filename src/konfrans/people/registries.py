"""What other domains tell this one: the personal data they hold, and the words of their acts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konfrans.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the data are about: the random key of the person (None for an address that belongs to nobody here) and every address."""

    person: str | None
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a domain holds about a person. `find` says how many rows, `export` gives them as JSON values, `erase` deletes or
    empties them inside the act `person_erase` and says how many."""

    find: Callable[[Subject], int]
    export: Callable[[Subject], Any]
    erase: Callable[[Subject], int]


personal_data: Registry[Callable[[], PersonalData]] = Registry("people.personal_data")
"""`() -> PersonalData`: a domain whose tables hold persons beyond their key registers here."""

act_words: Registry[Callable[[], Mapping[str, Any]]] = Registry("people.act_words")
"""`() -> {act: words}`: how the journal's page names the acts of a domain (`"decision_publish": _("Decision published")`)."""

object_words: Registry[Callable[[], Mapping[str, Any]]] = Registry("people.object_words")
"""`() -> {object type: words}`: how the journal's page names what an act was done to (`"decision": _("decision")`)."""

object_addresses: Registry[Callable[[str, str], str | None]] = Registry("people.object_addresses")
"""`(object type, key) -> path or None`: where a domain's object is shown, as an address of the active language."""

object_names: Registry[Callable[[Mapping[str, Collection[str]]], Mapping[tuple[str, str], str]]] = Registry(
    "people.object_names"
)
"""`({object type: keys}) -> {(object type, key): name}`: what a domain's objects are called in the reader's language, as far as
they have a name beside the key; one query for each of its types."""


def words_of(registry: Registry[Callable[[], Mapping[str, Any]]]) -> dict[str, Any]:
    """The words of all domains in one mapping."""
    found: dict[str, Any] = {}
    for _domain, words in registry:
        found.update(words())
    return found


def address_of(kind: str, key: str) -> str | None:
    """Where an object of the journal is shown; None where no domain says."""
    return next((address for _domain, where in object_addresses if (address := where(kind, key))), None)


def names_of(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """The names of objects of the journal, from all domains."""
    found: dict[tuple[str, str], str] = {}
    for _domain, names in object_names:
        found.update(names(objects))
    return found


__all__: Sequence[str] = (
    "PersonalData", "Subject", "act_words", "address_of", "names_of", "object_addresses", "object_names", "object_words",
    "personal_data", "words_of",
)  # fmt: skip
