"""Pages of the charter: the text in force, and drafts on their way to it."""

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
from konfrans.statutes.views.papers import charter_paper, draft_paper, draft_word
from konfrans.statutes.views.public import charter, charter_toml

__all__ = [
    "charter", "charter_paper", "charter_toml", "draft", "draft_article", "draft_article_add", "draft_article_remove", "draft_edit", "draft_history",
    "draft_open", "draft_paper", "draft_rule", "draft_rule_add", "draft_rule_remove", "draft_word", "drafts",
]  # fmt: skip
