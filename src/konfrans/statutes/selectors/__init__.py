"""What is read of charters: the one in force, drafts, models, their rules in words."""

from konfrans.statutes.selectors.adopting import adopt_page
from konfrans.statutes.selectors.drafts import (
    DraftAccess,
    access_draft,
    at_name,
    at_path,
    draft_page,
    drafts_seen,
    findings,
    groups_of,
    looked_at,
    revision_of,
)
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
from konfrans.statutes.selectors.writing import (
    access_groups,
    charter_to_fill,
    conflicts_shown,
    document_of_revision,
    history,
    rows_to_write,
    rule_choice,
    rule_shown,
    source,
    sources,
)

__all__ = [
    "CharterPage", "DraftAccess", "RuleBox", "access_draft", "access_groups", "adopt_page", "all_entries", "at_name", "at_path", "charter_on",
    "charter_page", "charter_to_fill", "conflicts_shown", "document_of", "document_of_revision", "draft_page", "drafts_seen", "findings",
    "groups_of", "history", "looked_at", "object_address", "revision_of", "rows_to_write", "rule_choice", "rule_shown", "rules_of",
    "source", "sources", "version_named", "version_on", "versions",
]  # fmt: skip
