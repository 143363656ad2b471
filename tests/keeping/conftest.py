"""Every test here runs the product's own processes, in a place of its own."""

from __future__ import annotations

import pytest

from tests.keeping.places import Place, Places


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory):
    """Makes places; the databases are removed at the end."""
    made = Places(tmp_path_factory.mktemp("places"))
    yield made
    made.close()


@pytest.fixture
def place(places: Places) -> Place:
    """A place with tables, on the database of this run."""
    return places.ready()
