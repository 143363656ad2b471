"""What stands in the home until the founding: the token, what was answered so far, the files that were given. No tables: there may be
none yet."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from konfrans.founding.selectors.answered import ANSWERS
from konfrans.founding.selectors.awaited import ADDRESS, FOLDER, TOKEN, home, kept_token


def token_make(root: str = "") -> str:
    """The token of this installation; a new one where there is none. `root` is where it is served."""
    if root:
        _put(ADDRESS, root.rstrip("/").encode())
    kept = kept_token()
    if kept:
        return kept
    token = secrets.token_urlsafe(32)
    _put(TOKEN, token.encode())
    return token


def answers_keep(answers: Mapping[str, Any]) -> None:
    """What was answered so far."""
    _put(ANSWERS, json.dumps(answers, ensure_ascii=False, indent=1).encode())


def file_keep(name: str, data: bytes | None) -> None:
    """A file that was given; None takes it away."""
    if data is None:
        (home() / name).unlink(missing_ok=True)
    else:
        _put(name, data)


def answers_discard(place: Path) -> None:
    """Token, answers and files leave the home: the founding is over. The token goes first, for with it the address is dead."""
    (place / FOLDER / TOKEN).unlink(missing_ok=True)
    shutil.rmtree(place / FOLDER, ignore_errors=True)


def _put(name: str, data: bytes) -> None:
    """Whole or not at all, readable by the owner alone."""
    folder = home()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder / f"{name}.{secrets.token_hex(8)}"
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    os.replace(new, folder / name)
