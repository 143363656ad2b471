"""What other domains tell this one: the personal data they hold, and the words of their acts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from konfrans.kernel.registries import Registry
from konfrans.kernel.search import Entry


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the data are about: the random key of the person (None for an address that belongs to nobody here) and every address."""

    person: str | None
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A paper with the person's name that has left the house and cannot be called back: what it is, in the reader's language and
    without a name, and the day it went."""

    what: str
    on: date


def _nothing_left(_subject: Subject) -> Sequence[Left]:
    return ()


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a domain holds about a person. `find` says how many rows, `export` gives them as JSON values, `erase` deletes or
    empties them inside the act `person_erase` (or `address_erase`) and says how many. `left` lists what went out with the name;
    it answers after the erasure too, as long as the person has a key."""

    find: Callable[[Subject], int]
    export: Callable[[Subject], Any]
    erase: Callable[[Subject], int]
    left: Callable[[Subject], Sequence[Left]] = _nothing_left


personal_data: Registry[Callable[[], PersonalData]] = Registry("people.personal_data")
"""`() -> PersonalData`: a domain whose tables hold persons beyond their key registers here."""

address_persons: Registry[Callable[[str], Collection[str | None]]] = Registry("people.address_persons")
"""`(address in lower case) -> keys of persons`: whom a domain knows by an address beside accounts and invitations; None among them
where it knows the address and nobody in the register behind it."""

person_addresses: Registry[Callable[[str], Collection[str]]] = Registry("people.person_addresses")
"""`(key of a person) -> addresses in lower case`: where a domain writes to a person, beside account and invitations."""

address_changes: Registry[Callable[[str, str, str], None]] = Registry("people.address_changes")
"""`(key of a person, old address, new address) -> None`, inside the act: a domain that has to be told when letters to a person go
elsewhere. The old address is empty where the person had no account before."""

body_pages: Registry[Callable[[Any], Iterable[Entry]]] = Registry("people.body_pages")
"""`(body) -> what search finds of it`: a domain that knows more of a body than its name gives its entries here, of the kind
`committee`; none for a body that it does not know."""

needless_letters: Registry[Callable[[Sequence[Any]], Collection[int]]] = Registry("people.needless_letters")
"""`(held letters) -> numbers of those that need not leave any more`: what they ask for has been done since they were written."""

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


def left_of(subject: Subject) -> list[Left]:
    """What went out with the person's name, from all domains, the newest first."""
    found = [one for _domain, holding in personal_data for one in holding().left(subject)]
    return sorted(found, key=lambda one: one.on, reverse=True)


def names_of(objects: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """The names of objects of the journal, from all domains."""
    found: dict[tuple[str, str], str] = {}
    for _domain, names in object_names:
        found.update(names(objects))
    return found


__all__: Sequence[str] = (
    "Left", "PersonalData", "Subject", "act_words", "address_changes", "address_of", "address_persons", "body_pages", "left_of", "names_of",
    "needless_letters", "object_addresses", "object_names", "object_words", "person_addresses", "personal_data", "words_of",
)  # fmt: skip
