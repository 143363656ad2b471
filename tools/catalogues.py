"""The message catalogues: every text of the product in English is a msgid, every other language has a django.po.

`python -m tools.catalogues check`    names what is missing, empty, fuzzy, unused or wrongly built; status 1 if anything
`python -m tools.catalogues update`   adds the missing msgids, with empty words, to the catalogue of the app that uses them
`python -m tools.catalogues prune`    takes out what no file uses any more
`python -m tools.catalogues compile`  writes the .mo files that Django reads
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from tools.console import ROOT

PACKAGE = ROOT / "src" / "konfrans"
COMPLETE = ("az",)  # languages in which nothing may be missing; msgids are English

# What gettext's functions take: the number of the argument that holds context, singular, plural.
SIGNATURES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
for _name in list(SIGNATURES):
    SIGNATURES[f"{_name}_lazy"] = SIGNATURES[_name]
SIGNATURES["gettext_noop"] = SIGNATURES["gettext"]


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a message one message: its English words, its plural and its context."""

    text: str
    plural: str | None = None
    context: str | None = None

    def __str__(self) -> str:
        return repr(self.text) + (f" (context {self.context!r})" if self.context else "")


@dataclass(slots=True)
class Found:
    """The messages the sources use, with the files that use them, and what is wrong with the sources themselves."""

    messages: dict[Key, list[Path]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, key: Key, path: Path) -> None:
        places = self.messages.setdefault(key, [])
        if path not in places:
            places.append(path)


# Sources --------------------------------------------------------------------------------------------------------------


def python_messages(text: str, path: Path, found: Found) -> None:
    """Collect the messages of a Python file: calls of Django's functions under whatever name they were imported."""
    tree = ast.parse(text)
    names: dict[str, str] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in SIGNATURES}
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "translation"}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name):
            known = names.get(function.id)
        elif isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            known = function.attr if function.value.id in modules and function.attr in SIGNATURES else None
        else:
            known = None
        if known is None:
            continue
        values: list[str | None] = []
        for argument in node.args:
            if isinstance(argument, ast.JoinedStr):
                found.errors.append(f"{_short(path)}:{node.lineno}: an f-string is no message; name a placeholder")
            constant = argument.value if isinstance(argument, ast.Constant) else None
            values.append(constant if isinstance(constant, str) else None)
        key = _key(known, values)
        if key is not None:
            found.add(key, path)


def _key(function: str, values: Sequence[str | None]) -> Key | None:
    context_at, text_at, plural_at = SIGNATURES[function]
    text, plural, context = (
        values[at] if at is not None and at < len(values) else None for at in (text_at, plural_at, context_at)
    )
    return Key(text, plural, context) if text else None


LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


def template_messages(text: str, path: Path, found: Found) -> None:
    """Collect the messages of a template, as Django's own `makemessages` reads it."""
    from django.utils.translation.template import templatize

    for call in CALL.finditer(templatize(text, origin=str(path))):
        values: list[str | None] = [ast.literal_eval(literal) for literal in re.findall(LITERAL, call[2], re.DOTALL)]
        key = _key("gettext" if call[1] == "_" else call[1], values)
        if key is not None:
            found.add(key, path)
    if path.name not in BOTH:
        bare = bare_words(text)
        found.errors += [f"{_short(path)}:{line}: text outside a translation: {words!r}" for line, words in bare]


# Names and signs that read the same in every language.
SAME = {
    "konfrans",
    "sha",
    "toml",
    "json",
    "rss",
    "pdf",
    "csv",
    "xml",
    "az",
    "en",
    "ror",
    "erasmus",
    "totp",
    "uri",
    "px",
}
SPOKEN = re.compile(r"""\s(?:alt|title|aria-label|placeholder|aria-roledescription)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
BOTH = {"400.html", "500.html"}  # shown when nothing can be relied on, so they speak both languages at once
SILENT = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)


def bare_words(text: str) -> Iterator[tuple[int, str]]:
    """Words a reader would see that stand in a template outside `{% translate %}` and `{% blocktranslate %}`."""
    blank = lambda found: re.sub(r"[^\n]", "\0" if found[0].startswith("{") else " ", found[0])
    text = re.sub(r"\{%\s*comment\b.*?endcomment\s*%\}", blank, text, flags=re.DOTALL)
    text = re.sub(r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}", blank, text, flags=re.DOTALL)
    text = re.sub(r"\{%\s*block body_class\s*%\}.*?\{%\s*endblock", blank, text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", blank, text, flags=re.DOTALL)
    text = SILENT.sub(blank, text)
    pieces = [(found.start(), found[1] or found[2] or "") for found in SPOKEN.finditer(text)]
    shown = re.sub(r"<[^>]*>", blank, text)
    pieces += [(found.start(), found[0]) for found in re.finditer(r"[^\n\0]+", shown)]
    for start, piece in pieces:
        piece = re.sub(r"&\w+;|&#\w+;", " ", piece)
        words = [word for word in re.findall(r"[^\W\d_]{2,}", piece) if word.lower() not in SAME]
        if words:
            yield text.count("\n", 0, start) + 1, " ".join(piece.split())[:60]


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def used(package: Path = PACKAGE) -> Found:
    """Every message the package uses."""
    found = Found()
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            python_messages(path.read_text("utf-8"), path, found)
    for path in sorted(package.rglob("*")):
        if "templates" in path.parts and path.suffix in {".html", ".txt", ".svg", ".xml"} and path.is_file():
            template_messages(path.read_text("utf-8"), path, found)
    return found


# Catalogues -----------------------------------------------------------------------------------------------------------


def paths(language: str | None = None, package: Path = PACKAGE) -> list[Path]:
    return sorted(package.glob(f"*/locale/{language or '*'}/LC_MESSAGES/django.po"))


def read(path: Path) -> polib.POFile:
    try:
        return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True, wrapwidth=100)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{_short(path)}: {error}") from None


def entry_key(entry: polib.POEntry) -> Key:
    return Key(entry.msgid, entry.msgid_plural or None, entry.msgctxt or None)


def words(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{\s*[\w.|:\"]+\s*\}\}|\{\w*\}")
CLOSERS = r"(?:[”\"»’)\]]|%%|</\w+>)*"
GLUED = re.compile(rf"(?:{PLACEHOLDER.pattern}){CLOSERS}(?:[-‑’'][^\W\d_]|(?<=[^\s]){CLOSERS}[^\W\d_])")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def glued(text: str) -> str | None:
    """The first place where letters hang on a placeholder: in Azerbaijani no ending fits every value."""
    found = GLUED.search(text)
    return text[max(0, found.start() - 5) : found.end() + 8] if found else None


def entry_errors(entry: polib.POEntry, language: str) -> Iterator[str]:
    """What is wrong with one entry, apart from its being unused."""
    if entry.fuzzy:
        yield "is fuzzy"
    texts = words(entry)
    if not texts or not all(text.strip() for text in texts):
        yield "has no words"
        return
    needed = placeholders(entry.msgid)
    allowed = needed | placeholders(entry.msgid_plural or "")
    for n, text in enumerate(texts):
        given = placeholders(text)
        wanted = placeholders(entry.msgid_plural) if entry.msgid_plural and n else needed
        if given - allowed:
            yield f"has a placeholder that the msgid lacks: {', '.join(sorted(given - allowed))}"
        # A singular may say its one in words, in either language.
        if wanted - given and not (entry.msgid_plural and n == 0):
            yield f"lacks a placeholder of the msgid: {', '.join(sorted(wanted - given))}"
        if language == "az" and (where := glued(text)):
            yield f"has letters glued to a placeholder: {where!r}"
        for end in (0, -1):
            if entry.msgid[end].isspace() != text[end].isspace():
                yield "begins or ends with a space where the msgid does not, or the other way round"


def check(package: Path = PACKAGE) -> list[str]:
    """One line for each thing wrong in sources and catalogues; an empty list is what is wanted."""
    found = used(package)
    errors = list(found.errors)
    languages = sorted({path.parts[-3] for path in paths(None, package)} | set(COMPLETE))
    for language in languages:
        known: dict[Key, tuple[Path, list[str]]] = {}
        for path in paths(language, package):
            for entry in read(path):
                if entry.obsolete:
                    errors.append(f"{_short(path)}: {entry.msgid!r} is kept as obsolete; take it out")
                    continue
                key = entry_key(entry)
                errors += [f"{_short(path)}: {key} {wrong}" for wrong in entry_errors(entry, language)]
                if key not in found.messages:
                    errors.append(f"{_short(path)}: {key} is used nowhere")
                if key in known and known[key][1] != words(entry):
                    errors.append(f"{_short(path)}: {key} has other words in {_short(known[key][0])}")
                known.setdefault(key, (path, words(entry)))
        if language in COMPLETE:
            errors += [
                f"{_short(places[0])}: {key} is in no catalogue of {language}"
                for key, places in found.messages.items()
                if key not in known
            ]
    return errors


HEADER = {
    "Project-Id-Version": "konfrans",
    "Language": "az",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def home(path: Path, language: str, package: Path = PACKAGE) -> Path:
    """The catalogue of the app that a source file belongs to; the words of the common parts are the site's."""
    app = path.relative_to(package).parts[0]
    return package / ("site" if app == "kernel" else app) / "locale" / language / "LC_MESSAGES" / "django.po"


def update(package: Path = PACKAGE) -> list[str]:
    """Add what is missing, empty, to the catalogue of the first app that uses it; says what was added where."""
    added: list[str] = []
    found = used(package)
    for language in COMPLETE:
        known = {entry_key(entry) for path in paths(language, package) for entry in read(path)}
        changed: dict[Path, polib.POFile] = {}
        for key, places in found.messages.items():
            if key in known:
                continue
            target = home(places[0], language, package)
            if target not in changed:
                changed[target] = read(target) if target.exists() else polib.POFile(wrapwidth=100)
                changed[target].metadata = changed[target].metadata or {**HEADER, "Language": language}
            entry = polib.POEntry(msgid=key.text, msgctxt=key.context, occurrences=[(_short(places[0]), "")])
            if key.plural:
                entry.msgid_plural = key.plural
                entry.msgstr_plural = {0: "", 1: ""}
            if re.search(r"%\(\w+\)[sd]|%[sd]", key.text + (key.plural or "")):
                entry.flags.append("python-format")
            changed[target].append(entry)
            added.append(f"{_short(target)}: {key}")
        for target, catalogue in changed.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(target))
    return added


def prune(package: Path = PACKAGE) -> list[str]:
    """Take out the entries that no source uses; says which."""
    gone: list[str] = []
    messages = used(package).messages
    for path in paths(None, package):
        catalogue = read(path)
        unused = [entry for entry in catalogue if entry.obsolete or entry_key(entry) not in messages]
        for entry in unused:
            catalogue.remove(entry)
            gone.append(f"{_short(path)}: {entry_key(entry)}")
        if unused:
            catalogue.save(str(path))
    return gone


def compile_all(package: Path = PACKAGE) -> tuple[int, int]:
    """Write every .mo whose content changes; the number written and the number of all."""
    every = paths(None, package)
    written = 0
    for path in every:
        binary, target = read(path).to_binary(), path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != binary:
            target.write_bytes(binary)
            written += 1
    return written, len(every)


def _print(lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        print(line)
        count += 1
    return count


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in {"check", "update", "prune", "compile"}:
        print(__doc__)
        return 2
    match arguments[0]:
        case "check":
            errors = _print(check())
            print(f"{errors} to mend" if errors else f"{len(used().messages)} messages, all with words")
            return 1 if errors else 0
        case "update":
            print(f"{_print(update())} added")
        case "prune":
            print(f"{_print(prune())} taken out")
        case _:
            written, every = compile_all()
            print(f"{written} of {every} catalogues compiled" if written else f"{every} catalogues as compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
