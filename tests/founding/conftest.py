"""A home in which no conference is founded, and answers that can be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

ANSWERS: dict[str, Any] = {
    "languages": ["az", "en"], "country": "AZ", "time_zone": "Asia/Baku", "names": {"az": "Nümunə Konfransı", "en": "Sample Conference"},
    "seats": {"az": "Bakı", "en": "Baku"}, "short_name": "SC", "mail": "office@example.org", "key": "",
    "charter": "starter-association", "since": "2026-01-15", "secretary": "secretary@example.org", "secretary_name": "Sevda Nümunə",
    "invite": False, "sample": True,
}  # fmt: skip
SHEET = "name_az,name_en,head_given,head_surname\nUniversitet 1 (nümunə),University 1 (sample),Ad,Soyad\n"


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """For this process and for those that it starts."""
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    settings.KONFRANS_HOME = place
    monkeypatch.setenv("KONFRANS_HOME", str(place))
    monkeypatch.setenv("KONFRANS_MAIL", "smtp://127.0.0.1:9")
    cache.clear()
    return place


@pytest.fixture
def token(home: Path) -> str:
    from konfrans.founding.services import token_make

    return token_make()
