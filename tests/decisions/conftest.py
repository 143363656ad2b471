"""Fixtures of the decision tests."""

from contextlib import nullcontext

import pytest

from konfrans.kernel import clock
from tests.decisions.house import SESSION, build_house


@pytest.fixture(autouse=True)
def _after_the_session():
    """The house has held its session, whatever day the machine stands on."""
    with clock.standing_at(SESSION) if clock.today() < SESSION else nullcontext():
        yield


@pytest.fixture
def house(cast):
    """The house of `tests.decisions.house`, its secretary the standing cast's."""
    return build_house(cast)
