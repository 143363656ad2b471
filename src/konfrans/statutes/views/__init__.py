"""Pages of the charter: the text in force, and drafts on their way to it."""

from konfrans.statutes.views.comparing import charter_agreement, charter_beside, charter_compare
from konfrans.statutes.views.drafts import (
    draft,
    draft_article,
    draft_article_add,
    draft_article_remove,
    draft_edit,
    draft_history,
    draft_open,
    draft_rule,
    draft_rule_add,
    draft_rule_remove,
    drafts,
)
from konfrans.statutes.views.laboratory import (
    laboratory,
    laboratory_pdf,
    laboratory_png,
    laboratory_table,
    laboratory_xlsx,
)
from konfrans.statutes.views.public import charter, charter_toml

__all__ = [
    "charter",
    "charter_agreement",
    "charter_beside",
    "charter_compare",
    "charter_toml",
    "draft",
    "draft_article",
    "draft_article_add",
    "draft_article_remove",
    "draft_edit",
    "draft_history",
    "draft_open",
    "draft_rule",
    "draft_rule_add",
    "draft_rule_remove",
    "drafts",
    "laboratory",
    "laboratory_pdf",
    "laboratory_png",
    "laboratory_table",
    "laboratory_xlsx",
]  # fmt: skip
