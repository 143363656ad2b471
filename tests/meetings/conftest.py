"""The house of the decision tests."""

from tests.decisions.conftest import _after_the_session, house

__all__ = ["_after_the_session", "house"]
