"""Files read: who may open which."""

from __future__ import annotations

from konfrans.kernel import registries
from konfrans.kernel.models import StoredFile
from konfrans.kernel.refusals import Refused, no_access


def access_file(user_id: int | None, key: str) -> StoredFile:
    """A file that this account may open: a public one, or one that some domain lets it open.

    Refused: there is none (404); a stranger asks for one that is not public (sign in first); the account has no right (403).
    """
    stored = StoredFile.objects.filter(key=key).first()
    if stored is None:
        raise Refused("not_found", status=404)
    if stored.public:
        return stored
    if user_id is None:
        raise no_access("sign_in")
    if not any(allows(user_id, key) for _domain, allows in registries.file_access):
        raise no_access("file_not_yours")
    return stored
