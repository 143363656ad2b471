"""What public pages say of the five committees, from the demonstration's facts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from konfrans.kernel.localised import Localised
from konfrans.portal.registries import CommitteeFacts

FACTS = resources.files("konfrans.demo") / "facts"


@cache
def committee_facts() -> Mapping[str, CommitteeFacts]:
    """Mentor, whether the name is a working name, and the page it was read on, by key of the committee."""
    sources = {row["key"]: row for row in tomllib.loads((FACTS / "sources.toml").read_text("utf-8"))["source"]}
    rows = tomllib.loads((FACTS / "committees.toml").read_text("utf-8"))["committee"]
    return {
        row["key"]: CommitteeFacts(
            mentor=row.get("mentor", ""),
            working_name=row["working_name"],
            source=sources[row["source"]]["address"],
            source_name=Localised.of(**sources[row["source"]]["name"]),
        )
        for row in rows
    }
