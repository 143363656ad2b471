"""One step taken in the text of a charter: where keys, values and headers stand, and what is put or taken out there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konfrans.charter.layout import is_tables, is_texts
from konfrans.charter.lines import Lines, Path
from konfrans.charter.rewriting.steps import GONE, Step
from konfrans.charter.toml_text import WIDEST, key_toml, long_value_toml, table_toml, text_toml, value_toml

OF_TEXT = ("chapter", "article")
"""The tables that hold the text of the law; rules stand between them."""


class NoPlace(Exception):
    """A change for which the text has no place that keeps all else."""


# where it stands ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """The header of a table: where its path leads, where its line begins."""

    path: Path
    start: int


class _Spans(Lines):
    """Where keys, values and headers stand, as places in the text."""

    def __init__(self, text: str) -> None:
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, int] = {}
        self.within: dict[Path, int] = {}
        """In which table of `heads` a pair stands; -1 above the first."""
        self.depth: dict[Path, int] = {}
        self.heads: list[_Head] = []
        self._begun: list[int] = []
        super().__init__(text)
        if not self._scan():
            raise NoPlace

    def _header(self, end: str, *, array: bool) -> Path:
        start = self._at
        path = super()._header(end, array=array)
        self.heads.append(_Head(path, start))
        return path

    def _pair(self, table: Path, depth: int) -> None:
        self._begun.append(self._at)
        super()._pair(table, depth)
        self._begun.pop()

    def _value(self, path: Path, depth: int) -> None:
        start = self._at
        if isinstance(path[-1], str):
            self.keys[path] = self._begun[-1]
        self.within[path], self.depth[path] = len(self.heads) - 1, depth
        super()._value(path, depth)
        self.values[path] = (start, self._at)


class Cut:
    """A text, and the one step that is taken in it."""

    def __init__(self, text: str, languages: tuple[str, ...]) -> None:
        self.text, self.languages = text, languages
        self.at = _Spans(text)
        self._last: dict[int, int] = {}
        for path, (_start, end) in self.at.values.items():
            table = self.at.within[path]
            self._last[table] = max(self._last.get(table, 0), end)

    def taken(self, step: Step) -> str:
        if step.value is GONE:
            return self._without(step.path)
        if not step.new:
            start, end = self._span(step.path)
            return self._spliced(start, end, self._value(step.path, step.value))
        return self._item(step) if isinstance(step.path[-1], int) else self._key(step)

    # taken out ----------------------------------------------------------------------------------------------------

    def _without(self, path: Path) -> str:
        pairs = [one for one in self.at.values if one[: len(path)] == path]
        cuts = [
            (self._line_start(self.at.keys[one]), self._line_end(self.at.values[one][1]))
            for one in pairs
            if self.at.depth[one] == 0 and isinstance(one[-1], str)
        ]
        cuts += [
            (self._lead(head.start), self._after(place))
            for place, head in enumerate(self.at.heads)
            if head.path[: len(path)] == path
        ]
        if not cuts and path in self.at.values:
            cuts.append(self._inline(path))
        elif not cuts and len(pairs) == 1:  # `text.en = "…"` within braces
            cuts.append(self._inline(pairs[0]))
        if not cuts:
            raise NoPlace
        text = self.text
        for start, end in sorted(_outer(cuts), reverse=True):
            text = text[:start] + text[end:]
        return text

    def _inline(self, path: Path) -> tuple[int, int]:
        """An item or a pair within brackets, with one comma, and its line where nothing else is left on it."""
        _start, end = self.at.values[path]
        start = self.at.keys[path] if isinstance(path[-1], str) else _start
        follows = end + len(self.text[end:]) - len(self.text[end:].lstrip(" \t\n"))
        if self.text[follows] == ",":
            end = follows + 1
            end += len(self.text[end:]) - len(self.text[end:].lstrip(" \t"))
        else:
            before = self.text[:start].rstrip()
            if before.endswith(","):
                start = len(before) - 1
        line = self._line_start(start)
        if not self.text[line:start].strip() and self.text[end : end + 1] == "\n":
            return line, end + 1
        return start, end

    # put in -------------------------------------------------------------------------------------------------------

    def _item(self, step: Step) -> str:
        """An item of a list: within brackets, or a table of its own."""
        outer, number = step.path[:-1], int(step.path[-1])
        if outer in self.at.values:
            return self._item_inline(outer, number, step.value)
        heads = [place for place, head in enumerate(self.at.heads) if head.path[:-1] == outer]
        if not heads or not isinstance(step.value, Mapping):
            raise NoPlace
        name = "[[" + ".".join(key_toml(one) for one in outer if isinstance(one, str)) + "]]"
        block = self._block(name, step.value, outer)
        if outer[0] in OF_TEXT:
            before = next((place for place in heads if self.at.heads[place].path[-1] == number), None)
            first = before if number == 0 else self._next_text(heads, number, outer)
            return self._blocks_at(first, block)
        previous = [place for place in heads if int(self.at.heads[place].path[-1]) < number]
        follows = previous[-1] + 1 if previous else heads[0]
        while (
            previous
            and follows < len(self.at.heads)
            and self.at.heads[follows].path[: len(outer) + 1] == (*outer, number - 1)
        ):
            follows += 1
        return self._blocks_at(follows if follows < len(self.at.heads) else None, block)

    def _next_text(self, heads: list[int], number: int, outer: Path) -> int | None:
        """The first text of the law after an article or a paragraph and the rules beside it."""
        last = max(
            place for place, head in enumerate(self.at.heads)
            if head.path[: len(outer)] == outer and len(head.path) > len(outer) and head.path[len(outer)] == number - 1
        )  # fmt: skip
        return next(
            (place for place in range(last + 1, len(self.at.heads)) if self.at.heads[place].path[0] in OF_TEXT), None
        )

    def _item_inline(self, outer: Path, number: int, value: Any) -> str:
        start, end = self.at.values[outer]
        items = [path for path in self.at.values if path[:-1] == outer and isinstance(path[-1], int)]
        written = value_toml(value)
        if not items:
            return self._spliced(start, end, f"[{written}]")
        broken = "\n" in self.text[start : self.at.values[items[0]][0]]
        if number < len(items):
            at = self.at.values[(*outer, number)][0]
            indent = self.text[self._line_start(at) : at]
            return self._spliced(at, at, f"{written},\n{indent}" if broken and not indent.strip() else f"{written}, ")
        first, last = self.at.values[items[-1]]
        comma = self.text[last:].lstrip(" \t").startswith(",")
        at = self.text.index(",", last) + 1 if comma else last
        indent = self.text[self._line_start(first) : first]
        gap = f"\n{indent if not indent.strip() else '  '}" if broken else " "
        return self._spliced(at, at, ("" if comma else ",") + gap + written + ("," if broken else ""))

    def _key(self, step: Step) -> str:
        """A key of a table: a pair where the table stands, or a table of its own below the paragraph that it cites."""
        outer, key, value = step.path[:-1], str(step.path[-1]), step.value
        if outer in self.at.values:
            return self._pair_inline(outer, key_toml(key), value)
        tables = [place for place, head in enumerate(self.at.heads) if head.path == outer]
        alone = _stands_alone(value, self.languages) and not any(isinstance(one, int) for one in outer)
        if alone and (not tables or outer == () or len(value_toml(value)) > WIDEST):
            return self._own_table(step.path, value)
        if tables or outer == ():
            return self._pair(tables[0] if tables else -1, key, value)
        dotted = [one for one in self.at.values if one[: len(outer)] == outer and self.at.depth[one] == 0]
        if dotted:
            table = self.at.within[dotted[-1]]
            above = self.at.heads[table].path if table >= 0 else ()
            if len(above) <= len(outer):
                names = (*outer[len(above) :], key)
                return self._pair(table, ".".join(key_toml(str(one)) for one in names), value, raw=True)
        around = next((outer[:end] for end in range(len(outer) - 1, 0, -1) if outer[:end] in self.at.values), None)
        if around is not None:
            names = (*outer[len(around) :], key)
            return self._pair_inline(around, ".".join(key_toml(str(one)) for one in names), value)
        if any(isinstance(one, int) for one in outer):
            raise NoPlace
        return self._own_table(outer, {key: value})

    def _pair(self, table: int, key: str, value: Any, *, raw: bool = False) -> str:
        """A line more at the end of a table."""
        if raw:
            line = f"{key} = {long_value_toml(value, WIDEST - len(key) - 3)}"
        else:
            line = table_toml({key: value}, self.languages)
        last = self._last.get(table)
        if last is None:
            last = self.at.heads[table].start if table >= 0 else None
        if last is None:
            return f"{line}\n{self.text}"
        at = self._line_end(last)
        gap = "" if self.text[:at].endswith("\n") else "\n"
        return self._spliced(at, at, f"{gap}{line}\n")

    def _pair_inline(self, outer: Path, key: str, value: Any) -> str:
        start, end = self.at.values[outer]
        if self.text[start] != "{":
            raise NoPlace
        written = f"{key} = {value_toml(value)}"
        inner = self.text[start + 1 : end - 1].rstrip(" \t")
        if not inner.strip():
            return self._spliced(start, end, f"{{ {written} }}")
        if "\n" in inner:
            raise NoPlace
        return self._spliced(start, end, f"{{{inner}, {written} }}")

    def _own_table(self, path: Path, value: Any) -> str:
        name = ".".join(key_toml(str(one)) for one in path)
        rows = value if is_tables(value) else [value]
        head = f"[[{name}]]" if is_tables(value) else f"[{name}]"
        blocks = "\n\n".join(self._block(head, one, path) for one in rows)
        return self._blocks_at(self._below(_cited(value), path), blocks)

    def _below(self, ref: str | None, path: Path) -> int | None:
        """The table before which a rule stands: after its paragraph and what stands beside it; else after its relations."""
        parsed = tomllib.loads(self.text)
        found = None
        for article_at, article in enumerate(parsed.get("article", ())):
            for paragraph_at, paragraph in enumerate(article.get("paragraph", ())):
                if ref is not None and f"{article.get('number')}.{paragraph.get('number')}" == ref:
                    found = ("article", article_at, "paragraph", paragraph_at)
                    whole = ("article", article_at)
        if found is not None:
            places = [place for place, head in enumerate(self.at.heads) if head.path in (found, whole)]
        else:
            places = [place for place, head in enumerate(self.at.heads) if head.path[0] == path[0]][-1:]
            return places[0] + 1 if places and places[0] + 1 < len(self.at.heads) else None
        for place in range(places[-1] + 1, len(self.at.heads)):
            if self.at.heads[place].path[0] in OF_TEXT:
                return place
        return None

    # pieces -------------------------------------------------------------------------------------------------------

    def _block(self, head: str, value: Mapping[str, Any], path: Path) -> str:
        """A table with its header; the paragraphs of an article as tables of their own."""
        inner = value.get("paragraph") if path == ("article",) else None
        own = {key: one for key, one in value.items() if key != "paragraph"} if inner else dict(value)
        blocks = [head + "\n" + table_toml(own, self.languages) if own else head]
        blocks += ["[[article.paragraph]]\n" + table_toml(one, self.languages) for one in inner or ()]
        return "\n\n".join(blocks)

    def _blocks_at(self, head: int | None, block: str) -> str:
        """Tables put before another, or at the end, each with an empty line around it."""
        if head is None:
            return f"{self.text.rstrip()}\n\n{block}\n"
        at = self._lead(self.at.heads[head].start)
        return self._spliced(at, at, f"{block}\n\n")

    def _value(self, path: Path, value: Any) -> str:
        if self.at.depth[path] == 0 and isinstance(path[-1], str):
            if isinstance(value, str):
                return text_toml(value)
            return long_value_toml(value, WIDEST - len(str(path[-1])) - 3)
        return value_toml(value)

    def _span(self, path: Path) -> tuple[int, int]:
        if path not in self.at.values:
            raise NoPlace
        return self.at.values[path]

    def _spliced(self, start: int, end: int, written: str) -> str:
        return self.text[:start] + written + self.text[end:]

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def _lead(self, at: int) -> int:
        """Where the comments begin that stand right above a header."""
        start = self._line_start(at)
        while start > 0:
            above = self._line_start(start - 1)
            if not self.text[above:start].startswith("#"):
                break
            start = above
        return start

    def _after(self, table: int) -> int:
        """The end of a table: its last pair, and the empty lines below."""
        end = self._line_end(self._last.get(table, self.at.heads[table].start))
        while end < len(self.text) and self.text[end] == "\n":
            end += 1
        return end


def _stands_alone(value: Any, languages: tuple[str, ...]) -> bool:
    """Whether a value may have a header of its own."""
    return (isinstance(value, Mapping) and bool(value) and not is_texts(value, languages)) or is_tables(value)


def _cited(value: Any) -> str | None:
    """The first paragraph that a rule cites."""
    if isinstance(value, Mapping):
        own = value.get("article")
        if isinstance(own, str):
            return own
        value = list(value.values())
    if isinstance(value, list):
        return next((ref for one in value if (ref := _cited(one)) is not None), None)
    return None


def _outer(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cuts, without those that lie within another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
