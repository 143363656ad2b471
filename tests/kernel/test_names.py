"""Names beside the journal: a commitment tells nothing, holds exactly one name, and outlives the name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.kernel import clock, journal, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.models import JournalEntry, NameCommitment

KEY = "a" * 32
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(name=TEXTS, other=TEXTS, salt=st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_commitment_holds_exactly_one_name(name, other, salt):
    assert (names.commitment_of(name, salt) == names.commitment_of(other, salt)) == (name == other)


@pytest.mark.django_db
def test_the_same_name_of_one_person_is_committed_once_and_another_or_another_s_anew():
    first = names.name_commit(person_key=KEY, name="Leyla Məmmədova")
    assert names.name_commit(person_key=KEY, name="Leyla Məmmədova") == first
    assert names.name_commit(person_key=KEY, name="Leyla Əhmədova") != first
    assert names.name_commit(person_key="b" * 32, name="Leyla Məmmədova") != first
    assert NameCommitment.objects.count() == 3


@pytest.mark.django_db
def test_the_salt_is_256_random_bits():
    rows = [names.name_commit(person_key=f"{n:032x}", name="A B") for n in range(20)]
    salts = set(NameCommitment.objects.filter(commitment__in=rows).values_list("salt", flat=True))
    assert len(salts) == 20 and all(len(salt) == 64 for salt in salts)


@act
def noted(*, commitment: str) -> None:
    record(
        "person_noted",
        actor=Actor(person=KEY, name=commitment, office="rector"),
        of="person",
        key=KEY,
        person={"person": KEY, "name": commitment},
    )


@act
def erased() -> int:
    record("person_erase", actor=Actor.system("operator"), of="person", key=KEY)
    return names.names_erase(person_key=KEY)


@pytest.mark.django_db
def test_after_erasing_the_chain_verifies_and_the_name_is_shown_as_erased():
    commitment = names.name_commit(person_key=KEY, name="Leyla Məmmədova")
    noted(commitment=commitment)
    assert names.names_shown([commitment]) == {commitment: ("Leyla Məmmədova", None)}
    with clock.standing_at(date(2026, 11, 25)):
        assert erased() == 1
        assert names.names_erase(person_key=KEY) == 0
    assert names.names_shown([commitment]) == {commitment: ("", date(2026, 11, 25))}
    checked = journal.verify()
    assert checked.fault is None and checked.erased_names == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"name": "Somebody Else"}, {"salt": "0" * 64}], ids=["another name", "another salt"]
)
def test_a_name_put_in_the_place_of_another_is_found(change):
    commitment = names.name_commit(person_key=KEY, name="Leyla Məmmədova")
    noted(commitment=commitment)
    NameCommitment.objects.update(**change)
    assert journal.verify().fault == journal.Fault("name", 1)


@pytest.mark.django_db
def test_a_name_that_is_gone_though_nobody_erased_it_is_found():
    noted(commitment=names.name_commit(person_key=KEY, name="Leyla Məmmədova"))
    NameCommitment.objects.update(name="", salt="", erased_on=date(2026, 11, 1))
    assert journal.verify().fault == journal.Fault("name", 1)
    NameCommitment.objects.all().delete()
    assert journal.verify().fault == journal.Fault("name", 1)


@pytest.mark.django_db
def test_a_name_of_another_person_is_found():
    noted(commitment=names.name_commit(person_key=KEY, name="Leyla Məmmədova"))
    NameCommitment.objects.update(person_key="b" * 32)
    assert journal.verify().fault == journal.Fault("name", 1)


@pytest.mark.django_db
def test_the_journal_itself_never_holds_a_name():
    commitment = names.name_commit(person_key=KEY, name="Leyla Məmmədova")
    noted(commitment=commitment)
    row = NameCommitment.objects.get()
    body = JournalEntry.objects.get().body
    assert commitment in body and row.name not in body and row.salt not in body
