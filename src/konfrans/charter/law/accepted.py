"""What a check remarks on and the drafters mean so: the answer stands in the charter itself."""

from __future__ import annotations

from typing import Annotated, Literal

from konfrans.charter.tables import Ref, Size, Table, Texts

Remark = Literal[
    "abstaining_harms", "amendment_weaker", "more_present_fails", "more_yes_fails", "never_passes", "not_examined",
    "opposites_pass", "passes_without_yes", "share_51", "sole_candidate", "tacit_consent", "two_block", "undecided",
    "vacancy_blocks",
]  # fmt: skip
"""What may be a remark. At the own size of the body some of these are faults, which nobody can accept."""


class Accepted(Table):
    """A remark of `konfrans charter check` that the drafters mean so."""

    finding: Remark
    """Which remark."""
    article: Ref
    """The paragraph that it is about."""
    reason: Annotated[Texts, Size(1, 24)]
    """Why the rule is meant so."""
