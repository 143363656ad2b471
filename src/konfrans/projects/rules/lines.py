"""Where in a TOML text a key stands: parsers give values without lines, and an error must name the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, dotted)]


def _open_after(line: str, inside: str) -> str:
    """Which multi-line thing is still open after this line: a kind of quotes, brackets counted as `[`s, or nothing."""
    at, depth = 0, inside.count("[") if inside.startswith("[") else 0
    quote = "" if inside.startswith("[") else inside
    while at < len(line):
        if quote:
            if line.startswith(quote, at):
                at += len(quote)
                quote = ""
            else:
                at += 2 if line[at] == "\\" and quote[0] == '"' else 1
            continue
        three = line[at : at + 3]
        if three in ('"""', "'''"):
            quote, at = three, at + 3
        elif line[at] in "\"'":
            end = _end_of_string(line, at)
            at = end
        elif line[at] == "#":
            break
        else:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(line[at], 0)
            at += 1
    return quote or "[" * max(depth, 0)


def _end_of_string(line: str, at: int) -> int:
    quote, at = line[at], at + 1
    while at < len(line) and line[at] != quote:
        at += 2 if line[at] == "\\" and quote == '"' else 1
    return at + 1


def _resolve(parts: list[str], arrays: dict[Path, int]) -> Path:
    path: Path = ()
    for part in parts:
        path = (*path, part)
        if path in arrays:
            path = (*path, arrays[path])
    return path


def key_lines(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every table header and key: `("project", 0, "title", "en")` and the like."""
    return dict(_walk(text))


def _walk(text: str) -> Iterator[tuple[Path, int]]:
    arrays: dict[Path, int] = {}
    table: Path = ()
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:
            inside = _open_after(line, inside)
            continue
        header = _HEADER.match(line)
        if header:
            parts = _parts(header[2])
            if header[1] == "[[":
                above = _resolve(parts[:-1], arrays)
                array = (*above, parts[-1])
                arrays[array] = arrays.get(array, -1) + 1
                table = (*array, arrays[array])
            else:
                table = _resolve(parts, arrays)
            yield table, number
            continue
        key = _KEY.match(line)
        if key:
            path = table
            for part in _parts(key[1]):
                path = (*path, part)
                yield path, number
            rest = line[key.end() :]
            yield from ((inner, number) for inner in _inline(rest, path))
            inside = _open_after(rest, "")


def _inline(rest: str, path: Path) -> Iterator[Path]:
    """Keys of an inline table on the same line, one level deep: all that facts files use."""
    stripped = rest.strip()
    if stripped.startswith("{"):
        for part in re.findall(rf"[{{,]\s*({_PART})\s*=", re.sub(r'"(?:[^"\\]|\\.)*"', '""', stripped)):
            yield (*path, part.strip("\"'"))


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest thing above it that has one."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None
