"""Where each key of a TOML document stands. A linear scan that also bounds what the parser is given.

It reads only as much TOML as it takes to follow keys, tables and brackets; on anything it does not understand it
stops, and leaves the complaint to the parser. Depth, key length and number length are bounded here because the
standard parser would answer with a recursion error, a quadratic wait or a bare ValueError.

A document that a glance shows to be within the bounds, as nearly all are, is scanned only when a line is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from konfrans.charter.faults import Fault

Path = tuple[str | int, ...]

DEEPEST = 8
LONGEST_KEY = 8
LONGEST_NUMBER = 40
MOST_KEYS = 20_000
"""Thirty articles in two languages have a thousand keys and values."""
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_BARE_RUN, _BLANK_RUN = re.compile("[A-Za-z0-9_-]++", re.ASCII), re.compile("[ \\t]++")
_PLAIN_KEY = re.compile("[ \\t]*+([A-Za-z0-9_-]++)[ \\t]*+(?==)", re.ASCII)
_TEXTS = {
    '"': re.compile(r'"(?:[^"\\\n]++|\\[^\n])*+"'),
    "'": re.compile(r"'[^'\n]*+'"),
    '"""': re.compile(r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{3,5}'),
    "'''": re.compile(r"'''(?:[^']++|'(?!''))*+'{3,5}"),
}
"""A whole text, by what it begins with. Nothing is given back once matched, so the scan stays linear."""
_UNREAD = re.compile(
    "#[^\\n]*+|" + "|".join(f"{_TEXTS[mark].pattern}|{mark}[\\s\\S]*+" for mark in ('"""', "'''", '"', "'"))
)
"""What has no keys in it: remarks and texts; one that does not end is the rest of the document, so that this stays linear too."""
_BRACKETS = re.compile(r"[\[\]{}]")
_LONG = re.compile(rf"(?<![\w.+-])[\d+-][\w+:.-]{{{LONGEST_NUMBER}}}", re.ASCII)
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")
_NUMBER = frozenset("0123456789+-_.:abcdefoxABCDEFTZntinf")


class TooMuch(Exception):
    """A document that goes beyond a bound; `fault` says which and where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class _Lost(Exception):
    """Not TOML as far as this scan can see."""


def _within(text: str) -> bool:
    """Whether a document is surely within the bounds, up to where a parser stops: counted without its remarks and texts.

    Parser and pattern take remarks and texts from left to right alike, as far as the document is TOML at all.
    """
    bare = _UNREAD.sub('""', text)
    if 2 * sum(map(bare.count, "=,[.")) > MOST_KEYS or _LONG.search(bare):
        return False
    if bare.count(".") >= LONGEST_KEY and any(line.count(".") >= LONGEST_KEY for line in bare.split("\n")):
        return False
    depth = 0
    for bracket in _BRACKETS.findall(bare):
        depth += 1 if bracket in "[{" else -1
        if not 0 <= depth <= DEEPEST:
            return False
    return True


class Lines:
    """`Lines(text).of(("article", 20, "number"))` is the line of that key, or of the nearest thing around it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        self.lost = False
        """Whether the scan gave up; what follows then has not been bounded."""
        self._followed: bool | None = None
        if not _within(text):
            self.lost = not self._scan()

    @property
    def last(self) -> int:
        """The line on which the scan ended."""
        return self._line

    def of(self, path: Path) -> int:
        """The line, from 1; 0 for the document as a whole."""
        self._scan()
        for end in range(len(path), 0, -1):
            if path[:end] in self._found:
                return self._found[path[:end]]
        return 0

    def _scan(self) -> bool:
        """Follows the document once, as far as it can; whether that was to its end."""
        if self._followed is None:
            try:
                self._document()
                self._followed = True
            except (_Lost, IndexError):
                self._followed = False
        return self._followed

    def _document(self) -> None:
        table: Path = ()
        while True:
            self._skip(newlines=True)
            if self._at >= len(self._text):
                return
            if self._text.startswith("[[", self._at):
                table = self._header("]]", array=True)
            elif self._text[self._at] == "[":
                table = self._header("]", array=False)
            else:
                self._pair(table, depth=0)

    def _header(self, end: str, *, array: bool) -> Path:
        line = self._line
        self._at += len(end)
        parts = self._key()
        if not self._text.startswith(end, self._at):
            raise _Lost
        self._at += len(end)
        path: Path = ()
        for index, part in enumerate(parts):
            path += (part,)
            self._note(path, line)
            last = index == len(parts) - 1
            if last and array:
                self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                path += (self._tables[path],)
                self._note(path, line)
        return path

    def _note(self, path: Path, line: int) -> None:
        self._found.setdefault(path, line)
        if len(self._found) > MOST_KEYS:
            raise TooMuch(Fault("too_many_keys", line=line, facts={"most": MOST_KEYS}))

    def _pair(self, table: Path, depth: int) -> None:
        line = self._line
        path = table
        for part in self._key():
            path += (part,)
            self._note(path, line)
        if self._text[self._at] != "=":
            raise _Lost
        self._at += 1
        self._skip(newlines=False)
        self._value(path, depth)

    def _key(self) -> list[str]:
        plain = _PLAIN_KEY.match(self._text, self._at)
        if plain is not None:  # nearly all keys: one name, then a sign of equality
            self._at = plain.end()
            return [plain[1]]
        parts: list[str] = []
        while True:
            self._skip(newlines=False)
            mark = self._text[self._at]
            if mark in "\"'":
                start = self._at + 1
                self._string()
                parts.append(self._text[start : self._at - 1])
            else:
                bare = _BARE_RUN.match(self._text, self._at)
                if bare is None:
                    raise _Lost
                self._at = bare.end()
                parts.append(bare[0])
            if len(parts) > LONGEST_KEY:
                raise TooMuch(Fault("key_too_long", line=self._line, facts={"most": LONGEST_KEY}))
            self._skip(newlines=False)
            if self._at >= len(self._text) or self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: Path, depth: int) -> None:
        if depth > DEEPEST:
            raise TooMuch(Fault("too_deep", line=self._line, facts={"most": DEEPEST}))
        mark = self._text[self._at]
        if mark in "\"'":
            self._string()
        elif mark == "[":
            self._at += 1
            index = 0
            while True:
                self._skip(newlines=True)
                if self._text[self._at] == "]":
                    break
                self._note((*path, index), self._line)
                self._value((*path, index), depth + 1)
                index += 1
                self._skip(newlines=True)
                if self._text[self._at] == ",":
                    self._at += 1
                elif self._text[self._at] != "]":
                    raise _Lost
            self._at += 1
        elif mark == "{":
            self._at += 1
            while True:
                self._skip(newlines=True)
                if self._text[self._at] == "}":
                    break
                self._pair(path, depth + 1)
                self._skip(newlines=True)
                if self._text[self._at] == ",":
                    self._at += 1
                elif self._text[self._at] != "}":
                    raise _Lost
            self._at += 1
        else:
            start = self._at
            while self._at < len(self._text) and self._text[self._at] in _NUMBER:
                self._at += 1
            if self._at == start and self._text[self._at : self._at + 4] not in ("true",):
                raise _Lost
            while self._at < len(self._text) and self._text[self._at] in _BARE:
                self._at += 1
            if self._at - start > LONGEST_NUMBER:
                raise TooMuch(Fault("number_too_long", line=self._line, facts={"most": LONGEST_NUMBER}))

    def _string(self) -> None:
        mark = self._text[self._at]
        fence = mark * 3 if self._text.startswith(mark * 3, self._at) else mark
        found = _TEXTS[fence].match(self._text, self._at)
        if found is None:
            raise _Lost
        self._line += self._text.count("\n", self._at, found.end())
        self._at = found.end()

    def _skip(self, *, newlines: bool) -> None:
        while self._at < len(self._text):
            mark = self._text[self._at]
            if mark in " \t":
                self._at = _BLANK_RUN.match(self._text, self._at).end()  # type: ignore[union-attr]
            elif newlines and mark == "\n":
                self._line += 1
                self._at += 1
            elif newlines and mark == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            else:
                return


class Part(Lines):
    """The lines of one table of a document, by paths that begin at the table."""

    def __init__(self, whole: Lines, above: Path) -> None:
        self._whole = whole
        self._above = above

    def of(self, path: Path) -> int:
        return self._whole.of((*self._above, *path))


def value_at(document: Any, path: Sequence[str | int]) -> Any:
    """What stands at a path; None where nothing does."""
    for part in path:
        if isinstance(document, dict):
            document = document.get(part)
        elif isinstance(document, list) and isinstance(part, int) and 0 <= part < len(document):
            document = document[part]
        else:
            return None
    return document


def key_name(path: Path) -> str:
    """A path as people read it in the file: `article[21].paragraph[1].text`; places count from 1."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if name else ''}{str(part)[:60]}"
    return name


def path_of(name: str) -> Path:
    """The path that `key_name` writes: `article[2].heading` is `article`, 1, `heading`."""
    return tuple(key or int(place) - 1 for key, place in _STEP.findall(name))
