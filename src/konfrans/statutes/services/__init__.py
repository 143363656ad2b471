"""Acts on charters: versions, drafts, remarks."""

from konfrans.statutes.services.adoption import draft_adopt, version_day_record
from konfrans.statutes.services.drafts import Edit, draft_edit, draft_open, draft_rename, draft_withdraw
from konfrans.statutes.services.versions import charter_load, charter_turn

__all__ = [
    "Edit",
    "charter_load",
    "charter_turn",
    "draft_adopt",
    "draft_edit",
    "draft_open",
    "draft_rename",
    "draft_withdraw",
    "version_day_record",
]
