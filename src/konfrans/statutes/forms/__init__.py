"""Forms of drafts: shape only."""

from konfrans.statutes.forms.drafts import ArticleWords, DraftOpenForm, VersionDayForm, article_words
from konfrans.statutes.forms.rules import RuleField, rule_data, rule_fields

__all__ = ["ArticleWords", "DraftOpenForm", "RuleField", "VersionDayForm", "article_words", "rule_data", "rule_fields"]
