"""Files out: always as an attachment, never shown inside the site's origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from konfrans.kernel.files import path_of
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors

if TYPE_CHECKING:
    from konfrans.kernel.models import StoredFile


@require_safe
def file(request: HttpRequest, key: str) -> FileResponse:
    """A stored file for whoever may open it."""
    return file_answer(selectors.access_file(request.user.pk, key))


def file_answer(stored: StoredFile) -> FileResponse:
    """A stored file as an answer; whoever calls this has looked whether it may be opened."""
    try:
        content = path_of(stored.sha256).open("rb")
    except OSError:
        raise Refused("file_lost", status=503) from None
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # A public file may be withdrawn: whoever keeps it asks again each time.
    response["Cache-Control"] = "no-cache" if stored.public else "private, no-store"
    return response
