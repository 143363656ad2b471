"""Pages of the charter: the text in force, and drafts on their way to it."""

from konfrans.statutes.views.adopting import (
    draft_adopt,
    draft_proposal,
    draft_put,
    version_day_record,
)
from konfrans.statutes.views.articles import (
    draft_article,
    draft_article_add,
    draft_article_remove,
    draft_history,
    draft_return,
)
from konfrans.statutes.views.comparing import (
    charter_agreement,
    charter_beside,
    charter_compare,
)
from konfrans.statutes.views.consultations import (
    consultation,
    consultation_open,
    consultation_sum_up,
    consultation_tell,
    draft_public_set,
    draft_rename,
    draft_settings,
    draft_titles,
    draft_withdraw,
    remark_let,
    remark_send,
    remark_turn_away,
)
from konfrans.statutes.views.drafting_rules import draft_rule, draft_rule_add, draft_rule_remove
from konfrans.statutes.views.drafts import (
    draft,
    draft_edit,
    draft_open,
    draft_remark_answer,
    drafts,
)
from konfrans.statutes.views.laboratory import (
    laboratory,
    laboratory_pdf,
    laboratory_png,
    laboratory_table,
    laboratory_xlsx,
)
from konfrans.statutes.views.papers import (
    charter_paper,
    draft_paper,
    draft_word,
)
from konfrans.statutes.views.public import (
    charter,
    charter_toml,
)
from konfrans.statutes.views.remarks import (
    remark_add,
    suggestion_take,
    thread,
    thread_leave,
    thread_open,
    thread_reopen,
    thread_take,
    threads,
)

__all__ = [
    "charter",
    "charter_agreement",
    "charter_beside",
    "charter_compare",
    "charter_paper",
    "charter_toml",
    "consultation",
    "consultation_open",
    "consultation_sum_up",
    "consultation_tell",
    "draft",
    "draft_adopt",
    "draft_article",
    "draft_article_add",
    "draft_article_remove",
    "draft_edit",
    "draft_history",
    "draft_open",
    "draft_paper",
    "draft_proposal",
    "draft_public_set",
    "draft_put",
    "draft_remark_answer",
    "draft_rename",
    "draft_return",
    "draft_rule",
    "draft_rule_add",
    "draft_rule_remove",
    "draft_settings",
    "draft_titles",
    "draft_withdraw",
    "draft_word",
    "drafts",
    "laboratory",
    "laboratory_pdf",
    "laboratory_png",
    "laboratory_table",
    "laboratory_xlsx",
    "remark_add",
    "remark_let",
    "remark_send",
    "remark_turn_away",
    "suggestion_take",
    "thread",
    "thread_leave",
    "thread_open",
    "thread_reopen",
    "thread_take",
    "threads",
    "version_day_record",
]
