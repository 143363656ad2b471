"""`konfrans decide` and `konfrans ask` as typer reads them: their options and help, and what every command of the engine refuses.

What they answer is in `konfrans.cli.answers`. Options that are typed plainly do not come here (`konfrans.cli.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand

from konfrans.charter.faults import LawError, nearest
from konfrans.cli import answers, failures
from konfrans.cli.verdicts import refuse, refuse_failure

MEANT = {"--for": "--yes", "--against": "--no", "--abstentions": "--abstain"}
"""Other words for an option; the nearest one in letters may be its opposite."""


class LawCommand(TyperCommand):
    """Refuses wrong options in the language and the form asked for; says 70 when the program itself fails."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        from typer._click import exceptions as wrong

        typed = list(args)
        try:
            made = super().make_context(info_name, args, parent=parent, allow_extra_args=True, **extra)
        except wrong.NoSuchOption as error:
            known = [option for one in self.params for option in one.opts]
            unknown = error.option_name[:60]
            meant = MEANT.get(unknown)
            likely = meant if meant in known else nearest(unknown, known)
            self._refuse(typed, LawError("option_unknown", given=unknown, nearest=likely))
        except wrong.UsageError as error:
            self._refuse(typed, self._misused(error))
        twice = self._twice(typed)
        if twice:
            self._refuse(typed, LawError("option_twice", given=twice))
        for name, value in self._numbers(typed):
            # The parser takes 1_5 for 15; nobody who counts votes means that.
            if not re.fullmatch(r"[+-]?[0-9]+", value.strip(), re.ASCII):
                self._refuse(typed, LawError("option_value", given=name, value=value[:40]))
        if made.args:
            self._refuse(typed, LawError("usage", given=" ".join(made.args)[:80]))
        return made

    def _twice(self, typed: Sequence[str]) -> str | None:
        """An option with a value that is given again: the parser would keep the last of two counts of the votes for."""
        valued = [one for one in self.params if not (getattr(one, "multiple", False) or getattr(one, "is_flag", False))]
        names = {name: one.opts[0] for one in valued for name in one.opts if name.startswith("-")}
        given: set[str] = set()
        for word in typed:
            name = names.get(word.partition("=")[0])
            if name in given:
                return name
            given |= {name} if name else set()
        return None

    @staticmethod
    def _numbers(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The options that take a whole number, with what was typed for them."""
        from konfrans.charter.evidence import COUNTS

        names = {f"--{name.replace('_', '-')}" for name in COUNTS} | {"--touches", "--size"}
        for place, word in enumerate(typed):
            name, sign, value = word.partition("=")
            if name in names:
                yield name, value if sign else typed[place + 1]

    def _misused(self, error: Any) -> LawError:
        """An option without its value, with one that it cannot have, or left out: never in words of the parser."""
        param = getattr(error, "param", None)
        name = getattr(error, "option_name", None) or (param.opts[0] if param is not None else "")
        if type(error).__name__ == "MissingParameter":
            return LawError("option_missing", given=name)
        if type(error).__name__ == "BadOptionUsage":
            flags = {option for one in self.params if getattr(one, "is_flag", False) for option in one.opts}
            return (
                LawError("option_without_value", given=name) if name in flags else LawError("option_empty", given=name)
            )
        value = failures.given_value(error)[:40]
        if name == "--call":
            return LawError("call_unknown", given=value)
        return LawError("option_value", given=name, value=value) if name else LawError("usage", given=value)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort):
            raise
        except Exception as failure:
            refuse_failure(failure, ctx.params)

    @staticmethod
    def _refuse(typed: Sequence[str], error: LawError) -> NoReturn:
        lang = "en"
        for place, word in enumerate(typed):
            if word.startswith("--lang="):
                lang = word.removeprefix("--lang=")
            elif word == "--lang" and place + 1 < len(typed):
                lang = typed[place + 1]
        refuse(error, lang=lang, as_json="--json" in typed)


def decide(
    charter: Annotated[Path, typer.Option(metavar="FILE", help="The charter, a TOML document.")],
    kind: Annotated[str, typer.Option(help="Kind of decision: ordinary, charter_amendment, …")],
    entitled: Annotated[int | None, typer.Option(metavar="N", help="Entitled to vote.")] = None,
    present: Annotated[int, typer.Option(metavar="N", help="In the room, without those represented.")] = 0,
    represented: Annotated[int, typer.Option(metavar="N", help="Represented by proxy.")] = 0,
    yes: Annotated[int, typer.Option("--yes", metavar="N", help="Votes for.")] = 0,
    no: Annotated[int, typer.Option("--no", metavar="N", help="Votes against.")] = 0,
    abstain: Annotated[int, typer.Option(metavar="N", help="Abstentions.")] = 0,
    blank: Annotated[int, typer.Option(metavar="N", help="Blank ballots.")] = 0,
    invalid: Annotated[int, typer.Option(metavar="N", help="Invalid ballots.")] = 0,
    not_voting: Annotated[
        int | None, typer.Option(metavar="N", help="There, but cast nothing. Left out: the remainder.")
    ] = None,
    members: Annotated[int | None, typer.Option(metavar="N", help="Left out: as many as entitled.")] = None,
    seats: Annotated[int | None, typer.Option(metavar="N", help="Left out: as many as entitled.")] = None,
    barred: Annotated[int, typer.Option(metavar="N", help="There, but barred from this item.")] = 0,
    call: Annotated[int, typer.Option(metavar="1|2", help="2: the session was called a second time.")] = 1,
    put_off: Annotated[
        bool, typer.Option("--put-off", help="The item was put off by a session without a quorum.")
    ] = False,
    touches: Annotated[
        list[int] | None, typer.Option(metavar="N", help="An article that the motion amends; once for each.")
    ] = None,
    secret: Annotated[bool, typer.Option("--secret", help="The ballot was secret. Left out: as prescribed.")] = False,
    opened: Annotated[bool, typer.Option("--open", help="The ballot was open. Left out: as prescribed.")] = False,
    casting: Annotated[str | None, typer.Option(metavar="yes|no", help="The casting vote, if one was given.")] = None,
    attest: Annotated[
        list[str] | None, typer.Option(metavar="KEY=NAME", help="Who attests a rule that people check.")
    ] = None,
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The verdict as one JSON object.")] = False,
) -> None:
    """Judge a vote by a charter: the verdict, its articles and its arithmetic.

    Exit status 0: passed. 1: failed, no result or invalid. 2: it cannot be judged. 3: something more is needed.
    70: the program itself failed.
    """
    raise typer.Exit(answers.decide(locals()))


decide.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What is asked; left out: the questions are listed.")
    ] = None,
    charter: Annotated[Path | None, typer.Option(metavar="FILE", help="The charter, a TOML document.")] = None,
    facts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The facts, a TOML document; - reads them in.")
    ] = None,
    holidays: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The table of holidays, a TOML document; for working days.")
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Print a facts file to begin with; with --charter, in its own keys.")
    ] = False,
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The verdict as one JSON object.")] = False,
) -> None:
    """Ask a charter a question: the verdict, its articles and its arithmetic.

    Exit status 0: it holds, or the answer is a value. 1: it does not hold. 2: it cannot be judged. 3: something more is
    needed. 70: the program itself failed.
    """
    raise typer.Exit(answers.ask(locals()))


ask.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]
