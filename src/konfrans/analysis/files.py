"""Where a survey lies: one file, a folder or a pattern of Parquet files, on disk or in S3-compatible storage."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from konfrans.analysis.faults import AnalysisError

PARQUET = (".parquet", ".pq")
KINDS = (*PARQUET, ".csv", ".sav")
_STORAGE = re.compile(r"s3:/{1,2}([^/]+)/?(.*)")  # a pathlib.Path holds one stroke of the two
_PATTERN = re.compile(r"[*?[]")
SECRETS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one survey in their order, their kind, and what opens them where they lie in storage (see `storage_settings`)."""

    name: str
    kind: str
    paths: list[str]
    storage: dict[str, str] | None = None


def find(path: Path | str) -> Files:
    """The files that a path, a folder, a pattern or an address of storage means."""
    if stored := _STORAGE.fullmatch(str(path)):
        return _in_storage(stored[1], stored[2])
    place = Path(path)
    if place.is_file():
        if place.suffix.lower() not in KINDS:
            raise AnalysisError("file_kind", file=place.name)
        return Files(place.name, place.suffix.lower(), [str(place)])
    if place.is_dir():
        found = sorted(str(one) for one in place.iterdir() if one.suffix.lower() in PARQUET and one.is_file())
        return _several(place.resolve().name, str(place), found)
    if _PATTERN.search(str(place)):
        return _several(place.name, str(place), _matching(place))
    raise AnalysisError("file_absent", file=str(place))


def _matching(pattern: Path) -> list[str]:
    at = next(at for at, part in enumerate(pattern.parts) if _PATTERN.search(part))
    found = Path(*pattern.parts[:at]).glob("/".join(pattern.parts[at:]))
    return sorted(str(one) for one in found if one.is_file())


def _several(name: str, given: str, paths: list[str], storage: dict[str, str] | None = None) -> Files:
    if not paths:
        raise AnalysisError("no_parquet", file=given)
    if other := next((one for one in paths if not one.lower().endswith(PARQUET)), None):
        if storage is not None:
            raise AnalysisError("storage_kind", file=other)
        raise AnalysisError("several_kinds", file=other)
    files = Files(name, ".parquet", paths, storage)
    if len(paths) > 1:
        _alike(files)
    return files


def _alike(files: Files) -> None:
    """Refuse files that do not hold the same columns: engines fill or drop what differs, each in its own way."""
    import pyarrow.parquet as parquet

    system = opened(files.storage)
    first: Any = None
    for path in files.paths:
        try:
            schema = parquet.read_schema(path, filesystem=system)
        except Exception as error:
            raise AnalysisError("file_broken", file=path, said=said(error)) from error
        first = first or schema
        if not schema.equals(first):
            raise AnalysisError("files_differ", file=path, first=files.paths[0])


def _in_storage(bucket: str, key: str) -> Files:
    from pyarrow import fs

    storage = storage_settings()
    name = f"s3://{bucket}/{key}"
    where = storage.get("endpoint_override", "s3")

    def listed(path: str, *, recursive: bool) -> list[Any]:
        selector = fs.FileSelector(path, recursive=recursive)
        return [one for one in opened(storage).get_file_info(selector) if one.type == fs.FileType.File]

    def asked(question: Callable[[], Any]) -> Any:
        try:
            return question()
        except FileNotFoundError:
            raise AnalysisError("no_parquet", file=name) from None
        except OSError as error:
            raise AnalysisError("storage_failed", file=name, endpoint=where, said=said(error)) from error

    whole = f"{bucket}/{key}".rstrip("/")
    if pattern := _PATTERN.search(whole):
        folder = whole[: pattern.start()].rpartition("/")[0]
        depth = whole.count("/")
        every = asked(lambda: listed(folder, recursive=True))
        found = [one.path for one in every if one.path.count("/") == depth and fnmatchcase(one.path, whole)]
        return _several(key.rpartition("/")[2], name, sorted(found), storage)
    info = asked(lambda: opened(storage).get_file_info(whole))
    if info.type == fs.FileType.File:
        return _several(key.rpartition("/")[2], name, [whole], storage)
    if info.type == fs.FileType.NotFound:
        raise AnalysisError("file_absent", file=name)
    every = asked(lambda: listed(whole, recursive=False))
    return _several(
        key.rstrip("/").rpartition("/")[2] or bucket,
        name,
        sorted(one.path for one in every if one.path.lower().endswith(PARQUET)),
        storage,
    )


def storage_settings() -> dict[str, str]:
    """How storage is reached, as the environment says it: endpoint, scheme, region; keys stay in the environment."""
    given = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    found = {"region": region}
    if given:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host = parts.hostname or ""
        found |= {"endpoint_override": f"{host}:{parts.port}" if parts.port else host, "scheme": parts.scheme}
    return found


def opened(storage: dict[str, str] | None) -> Any:
    """The file system of these settings; None is the disk."""
    if storage is None:
        return None
    from pyarrow import fs

    return fs.S3FileSystem(**storage, connect_timeout=5, request_timeout=60)


def said(error: Exception, most: int = 200) -> str:
    """The first line of what a library says, without any key to storage."""
    line = (str(error).strip() or type(error).__name__).partition("\n")[0].removesuffix(".")
    for name in SECRETS:
        if secret := os.environ.get(name):
            line = line.replace(secret, "…")
    return line[:most]
