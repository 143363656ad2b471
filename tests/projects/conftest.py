"""The demonstration's facts, entered once into the test's database."""

from __future__ import annotations

from pathlib import Path

import pytest

FACTS = Path(__file__).resolve().parents[2] / "src" / "konfrans" / "demo" / "facts"


def facts_files() -> dict[str, str]:
    """The files the demonstration ships, by name."""
    return {path.name: path.read_text("utf-8") for path in sorted(FACTS.glob("*.toml"))}


@pytest.fixture
def registered(db):
    """ECAR and EQAC as the facts files tell them, with everybody of the cast in office."""
    from konfrans.kernel.acts import Actor
    from konfrans.projects import services
    from tests.cast import make_cast

    cast = make_cast()
    files = facts_files()
    for key in ("bbu", "adpu"):
        files["institutions.toml"] = _without(files["institutions.toml"], key)
    services.facts_import(actor=Actor.system(), files=files)
    return cast


def _without(text: str, key: str) -> str:
    parts = text.split("[[institution]]")
    return "[[institution]]".join(part for part in parts if f'key = "{key}"' not in part)
