"""Acts on charters: versions, drafts, remarks."""

from konfrans.statutes.services.adoption import (
    draft_adopt,
    draft_put,
    version_day_record,
)
from konfrans.statutes.services.consultations import (
    consultation_open,
    consultation_sum_up,
    consultation_tell,
    draft_public_set,
    remark_let,
    remark_send,
    remark_turn_away,
    remarks_clear,
)
from konfrans.statutes.services.drafts import (
    Edit,
    draft_edit,
    draft_open,
    draft_rename,
    draft_return,
    draft_withdraw,
)
from konfrans.statutes.services.laboratory import (
    LARGEST,
    count_table_keep,
    count_tables_clear,
)
from konfrans.statutes.services.remarks import (
    Opened,
    remark_add,
    suggestion_take,
    thread_leave,
    thread_open,
    thread_reopen,
    thread_take,
    threads_open,
)
from konfrans.statutes.services.versions import (
    charter_load,
    charter_turn,
)

__all__ = [
    "LARGEST",
    "Edit",
    "Opened",
    "charter_load",
    "charter_turn",
    "consultation_open",
    "consultation_sum_up",
    "consultation_tell",
    "count_table_keep",
    "count_tables_clear",
    "draft_adopt",
    "draft_edit",
    "draft_open",
    "draft_public_set",
    "draft_put",
    "draft_rename",
    "draft_return",
    "draft_withdraw",
    "remark_add",
    "remark_let",
    "remark_send",
    "remark_turn_away",
    "remarks_clear",
    "suggestion_take",
    "thread_leave",
    "thread_open",
    "thread_reopen",
    "thread_take",
    "threads_open",
    "version_day_record",
]
