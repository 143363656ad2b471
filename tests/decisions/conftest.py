"""Fixtures of the decision tests."""

import pytest

from tests.decisions.house import build_house


@pytest.fixture
def house(cast):
    """The house of `tests.decisions.house`, its secretary the standing cast's."""
    return build_house(cast)
