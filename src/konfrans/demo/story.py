"""The days of the demonstration, and the charter it stands on. Everything after 2024 is invented."""

from datetime import date, time
from pathlib import Path

import konfrans

DAY = date(2026, 11, 25)
HOUR = time(14, 5)
FOUNDED = date(2026, 1, 16)
IN_FORCE = date(2026, 1, 16)


def charter_text() -> bytes:
    """The draft charter: inside an installed package, or where a checkout keeps the models."""
    package = Path(konfrans.__file__).parent
    for folder in (package / "charters", package.parent.parent / "charters"):
        file = folder / "azerbaijan-draft.toml"
        if file.exists():
            return file.read_bytes()
    raise FileNotFoundError(
        "charters/azerbaijan-draft.toml is missing: take the whole repository, or install the wheel"
    )
