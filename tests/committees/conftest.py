"""Fixtures of the tests of committees."""

import pytest
from django.core.cache import cache

from konfrans.kernel import clock
from tests.committees.house import NOW, build_calling
from tests.committees.room_house import build_room


@pytest.fixture(autouse=True)
def _limits_start_anew():
    """Rate limits are counted in the cache; each test has its own."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _while_the_call_is_open():
    """The tests stand on a day within the call."""
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def calling(cast):
    """An open call for two committees to fifteen members: see `tests.committees.house`."""
    return build_calling(cast)


@pytest.fixture
def room(cast):
    """A committee with its people: see `tests.committees.room_house`."""
    return build_room(cast)
