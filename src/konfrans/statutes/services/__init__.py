"""Acts on charters: versions, drafts, remarks."""

from konfrans.statutes.services.drafts import Edit, draft_edit, draft_open, draft_rename, draft_withdraw
from konfrans.statutes.services.laboratory import LARGEST, count_table_keep, count_tables_clear
from konfrans.statutes.services.versions import charter_load, charter_turn

__all__ = [
    "LARGEST",
    "Edit",
    "charter_load",
    "charter_turn",
    "count_table_keep",
    "count_tables_clear",
    "draft_edit",
    "draft_open",
    "draft_rename",
    "draft_withdraw",
]
