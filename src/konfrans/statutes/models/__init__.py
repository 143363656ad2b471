"""Charter versions, and drafts on their way to one."""

from konfrans.statutes.models.drafts import Consultation, Draft, Remark, Revision, Thread
from konfrans.statutes.models.versions import CharterVersion, VersionDay

__all__ = ["CharterVersion", "Consultation", "Draft", "Remark", "Revision", "Thread", "VersionDay"]
