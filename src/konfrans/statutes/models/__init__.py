"""Charter versions, and drafts on their way to one."""

from konfrans.statutes.models.drafts import Consultation, Draft, Proposal, Remark, Revision, Thread
from konfrans.statutes.models.tables import CountTable
from konfrans.statutes.models.versions import CharterVersion, VersionDay

__all__ = [
    "CharterVersion",
    "Consultation",
    "CountTable",
    "Draft",
    "Proposal",
    "Remark",
    "Revision",
    "Thread",
    "VersionDay",
]
