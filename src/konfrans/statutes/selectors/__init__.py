"""What is read of charters: the one in force, its page, its rules in words."""

from konfrans.statutes.selectors.rules_shown import RuleBox, rules_of
from konfrans.statutes.selectors.versions import (
    CharterPage,
    all_entries,
    charter_on,
    charter_page,
    document_of,
    object_address,
    version_named,
    version_on,
    versions,
)

__all__ = [
    "CharterPage", "RuleBox", "all_entries", "charter_on", "charter_page", "document_of", "object_address", "rules_of", "version_named",
    "version_on", "versions",
]  # fmt: skip
