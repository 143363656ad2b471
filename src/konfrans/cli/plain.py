"""`konfrans decide` and `konfrans ask` where they are typed plainly: known options, each once, with a value that it can have.

typer, which reads the options of every command, takes with pydantic more time to load than a verdict takes. So what needs none of its care
is read here; everything else goes there (`konfrans.cli.law`): help, a misspelling, a value left out or impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Read = Callable[[str], Any]
"""What an option's value becomes; ValueError for one that is not plain."""


def whole(written: str) -> int:
    """A whole number in digits."""
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise ValueError(written)
    return int(written)


COUNTS = ("entitled", "present", "represented", "yes", "no", "abstain", "blank", "invalid", "not_voting", "members", "seats",
          "barred", "call")  # fmt: skip
VALUES: Mapping[str, Mapping[str, tuple[str, Read]]] = {
    "decide": {
        **{f"--{name.replace('_', '-')}": (name, whole) for name in COUNTS},
        **{f"--{name}": (name, str) for name in ("charter", "kind", "casting", "lang", "attest")},
        "--touches": ("touches", whole),
    },
    "ask": {f"--{name}": (name, str) for name in ("charter", "facts", "holidays", "lang")},
}
"""The options with a value, by command: the name of the parameter in `konfrans.cli.law`, and what the value becomes."""
SWITCHES: Mapping[str, Mapping[str, str]] = {
    "decide": {"--put-off": "put_off", "--secret": "secret", "--open": "opened", "--json": "as_json"},
    "ask": {"--example": "example", "--json": "as_json"},
}
"""The options without one."""
MANY = ("attest", "touches")
"""The options that may be given several times."""
NEEDED: Mapping[str, tuple[str, ...]] = {"decide": ("charter", "kind"), "ask": ()}


def read(command: str, words: Sequence[str]) -> dict[str, Any] | None:
    """The options typed after a command, by their parameters; None where they are not plain."""
    values, switches = VALUES[command], SWITCHES[command]
    typed: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        name, sign, value = word.partition("=")
        if word in switches:
            found: tuple[str, Any] = switches[word], True
        elif name in values:
            key, become = values[name]
            value = value if sign else next(rest, "")
            if not value or value.startswith("--"):
                return None
            try:
                found = key, become(value)
            except ValueError:
                return None
        elif command == "ask" and word and not word.startswith("-"):
            found = "question", word
        else:
            return None
        if found[0] in MANY:
            typed.setdefault(found[0], []).append(found[1])
        elif found[0] in typed:
            return None
        else:
            typed[found[0]] = found[1]
    return typed if all(key in typed for key in NEEDED[command]) else None


def run(argv: Sequence[str]) -> int | None:
    """The command, where it was typed plainly: its exit status. None where typer has to read it."""
    command = argv[0] if argv else ""
    typed = read(command, argv[1:]) if command in VALUES else None
    if typed is None:
        return None
    from konfrans.cli import answers, verdicts

    try:
        return answers.decide(typed) if command == "decide" else answers.ask(typed)
    except Exception as failure:
        verdicts.refuse_failure(failure, typed)
