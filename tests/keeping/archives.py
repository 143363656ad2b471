"""Backups made worse: a true one taken apart, changed, and put together again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

Parts = dict[str, bytes]


def parts_of(file: Path) -> Parts:
    """Every part by name."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(parts: Parts) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parts["manifest.json"])
    return found


def put(file: Path, parts: Parts, twice: str = "") -> Path:
    """Write the parts; one of them twice where asked."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        if twice:
            archive.writestr(twice, parts[twice])
    return file


def honest(parts: Parts, manifest: dict[str, Any] | None = None) -> Parts:
    """The same parts under a manifest that tells the truth about them, as somebody who means harm would write it."""
    found = manifest or manifest_of(parts)
    for kind in ("rows", "files"):
        for part in found[kind]:
            content = parts[part["name"]]
            part["sha256"], part["size"] = hashlib.sha256(content).hexdigest(), len(content)
            if kind == "rows":
                part["rows"] = content.count(b"\n") - 1
    return parts | {"manifest.json": json.dumps(found).encode()}


def edited(parts: Parts, table: str, change: Any) -> Parts:
    """One table's rows changed as values: `change(names, rows)` gives the new rows."""
    name = f"rows/{table}.jsonl"
    names, *rows = [json.loads(line) for line in parts[name].splitlines()]
    lines = [names, *change(names, rows)]
    return honest(parts | {name: b"".join(json.dumps(line).encode() + b"\n" for line in lines)})
