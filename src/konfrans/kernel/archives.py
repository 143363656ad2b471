"""What can be wrong with an archive (ZIP) that came from outside, whatever it holds: Word documents, spreadsheets, backups."""

from __future__ import annotations

import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OverflowError, UnicodeDecodeError, RuntimeError,
)  # fmt: skip
"""What `zipfile` raises for an archive that is none, damaged, cut off, locked with a password (`RuntimeError`) or packed in a way that
is not known (a sort of `RuntimeError`). An archive in memory may also raise `ValueError`, one on disk `OSError`, for places outside it.
"""
