"""What a wheel holds beside the package: the model charters, as `konfrans/charters/`. A checkout reads them where they lie."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ModelCharters(BuildHookInterface):  # type: ignore[type-arg]
    """Take the charters into a wheel, and leave an editable installation without copies that would grow stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"]["charters"] = "konfrans/charters"
