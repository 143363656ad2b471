"""The model charters that come with the program: to begin from, and to compare with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import konfrans
from konfrans.charter import Charter, load_charter


def _home() -> Path:
    """Inside an installed package, or where a checkout keeps the models."""
    package = Path(konfrans.__file__).parent
    inside = package / "charters"
    return inside if inside.exists() else package.parent.parent / "charters"


@cache
def model(key: str) -> Charter:
    """A model by its key; `KeyError` where there is none."""
    if key not in model_keys():
        raise KeyError(key)
    return load_charter((_home() / f"{key}.toml").read_bytes())


@cache
def model_keys() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in _home().glob("*.toml")))


def model_text(key: str) -> str:
    """The document of a model."""
    return model(key).document


@cache
def model_titles(language: str) -> tuple[tuple[str, str], ...]:
    """Every model with its title in a language, the starters first."""
    titled = [(key, model(key).title.get(language) or model(key).title[model(key).authentic]) for key in model_keys()]
    return tuple(sorted(titled, key=lambda one: (not one[0].startswith("starter"), one[1])))
