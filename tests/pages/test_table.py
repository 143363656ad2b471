"""The table of who may open what, held against the running site."""

from __future__ import annotations

import pytest

from tests.pages import crawl, house
from tests.pages.table import FOUNDING, NEVER_LINKED, OWN, TABLE, row_of


def test_every_address_has_a_row_and_every_row_an_address(site):
    names = {address.name for address in house.addresses(str(site.home))}
    rows = {row.name for row in TABLE}
    assert names - rows == set(), "addresses without a row"
    assert rows - names == set(), "rows without an address"


def test_no_page_shows_a_link_that_its_reader_cannot_open(reached, capsys):
    with capsys.disabled():
        followed, left = (sum(getattr(one, what) for one in reached.values()) for what in ("number", "left"))
        print(f"\n  {followed} links followed, {left} more seen to addresses that were opened already")
    faults = [fault for one in reached.values() for fault in one.faults]
    assert not faults, "\n".join(faults[:40])


@pytest.mark.soak
@pytest.mark.parametrize("language", ["az", "en"])
def test_no_page_at_all_shows_a_link_that_its_reader_cannot_open(site, language):
    every = {role: crawl.crawl(site, role, language) for role in house.ROLES}
    faults = [fault for one in every.values() for fault in one.faults]
    assert not faults, "\n".join(faults[:40])
    assert sum(one.number for one in every.values()) > 1000


def test_every_address_is_reached_by_links_or_has_an_example(site, reached):
    linked = {name for one in reached.values() for name in one.paths}
    examples = {row.name for row in TABLE if row.example}
    names = {address.name for address in house.addresses(str(site.home))}
    assert names - linked - examples - NEVER_LINKED == set()


def test_every_role_is_answered_as_the_table_says(site, reached):
    wrong = []
    for row in TABLE:
        paths = sorted(
            {p for one in reached.values() for p in one.paths.get(row.name, []) if row_of(row.name, p) is row}
        )
        chosen = [paths[0], paths[-1]] if paths else []
        if row.example:
            chosen.append(row.example if row.example.startswith("/") else f"/en/{row.example}")
        for path in dict.fromkeys(chosen):
            answers = tuple(site.get(path, role).status for role in house.ROLES)
            if _expected(row, path, reached) != answers:
                wrong.append(f"{row.name} {path}: the table says {row.answers}, the site {answers}")
    assert not wrong, "\n".join(wrong)


def _expected(row, path: str, reached) -> tuple[int, ...]:
    if row.name not in OWN:
        return row.answers
    shown = [path in reached[role].paths.get(row.name, []) for role in house.ROLES]
    return tuple(200 if own else answer for own, answer in zip(shown, row.answers, strict=True))


def test_where_there_is_a_conference_nobody_finds_the_founding(site):
    assert {site.get(path, role).status for path in FOUNDING for role in house.ROLES} == {404}


def test_a_stranger_is_sent_to_sign_in_and_back(site):
    answer = site.get("/en/desk/journal/")
    assert answer.status == 302
    assert answer.headers["location"] == "/en/accounts/login/?next=/en/desk/journal/"
