"""Forms of drafts: shape only."""

from konfrans.statutes.forms.drafts import (
    ArticleWords,
    DraftOpenForm,
    VersionDayForm,
    article_words,
)
from konfrans.statutes.forms.remarks import (
    AnswerForm,
    ConsultationForm,
    DraftRenameForm,
    PublicRemarkForm,
    RemarkForm,
    SynthesisForm,
    suggested_texts,
)
from konfrans.statutes.forms.rules import (
    RuleField,
    rule_data,
    rule_fields,
)
from konfrans.statutes.forms.titles import TitlesForm

__all__ = [
    "AnswerForm",
    "ArticleWords",
    "ConsultationForm",
    "DraftOpenForm",
    "DraftRenameForm",
    "PublicRemarkForm",
    "RemarkForm",
    "RuleField",
    "SynthesisForm",
    "TitlesForm",
    "VersionDayForm",
    "article_words",
    "rule_data",
    "rule_fields",
    "suggested_texts",
]
