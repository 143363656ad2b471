"""What higher floors may tell the portal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from konfrans.kernel.localised import Localised
from konfrans.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class CommitteeFacts:
    """What public pages say of a committee: the partner abroad that supervises it (key of an institution, or empty),
    whether its name is only a working name, and the page (host and path) with its name."""

    mentor: str = ""
    working_name: bool = False
    source: str = ""
    source_name: Localised = field(default_factory=Localised)


committee_facts: Registry[Callable[[], Mapping[str, CommitteeFacts]]] = Registry("committee_facts")
"""`() -> {key of the body: CommitteeFacts}`: facts on committees with their sources."""
