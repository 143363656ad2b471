"""What the log says, without what opens an account."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/invitations/|/password/reset/key/)[^/\s\"']+")
"""The links of letters: whoever has the last part can use it."""


class WithoutSecrets(logging.Formatter):
    """Masks the links of letters in lines and traces."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
