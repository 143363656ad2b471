"""The house of the decision tests."""

from tests.decisions.conftest import house

__all__ = ["house"]
