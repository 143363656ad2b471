"""A verdict once given stays as it was: reasons, numbers and what follows, not the outcome alone."""

from __future__ import annotations

from .same_verdicts import VOTES, said, written


def test_six_hundred_votes_are_answered_as_they_were() -> None:
    known = dict(written())
    assert len(known) == VOTES
    assert [seed for seed, was in known.items() if said(seed) != was] == []
