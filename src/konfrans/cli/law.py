"""`konfrans decide`: did this vote pass, by what article, with what arithmetic. No Django; answers at once."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand

from konfrans.charter.faults import CharterError, LawError, nearest
from konfrans.cli import failures

if TYPE_CHECKING:
    from konfrans.charter.evidence import Attestation, Evidence
    from konfrans.charter.law import Charter
    from konfrans.charter.verdicts import Reason, Verdict
    from konfrans.charter.words import Language

CANNOT_BE_JUDGED = 2
PROGRAM_FAILED = 70


class DecideCommand(TyperCommand):
    """Refuses wrong options in the language and the form asked for; says 70 when the program itself fails."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        from typer._click import exceptions as wrong

        typed = list(args)
        try:
            made = super().make_context(info_name, args, parent=parent, allow_extra_args=True, **extra)
        except wrong.NoSuchOption as error:
            known = [option for one in self.params for option in one.opts]
            unknown = error.option_name[:60]
            self._refuse(typed, LawError("option_unknown", given=unknown, nearest=nearest(unknown, known)))
        except wrong.UsageError as error:
            self._refuse(typed, self._misused(error))
        for name, value in self._numbers(typed):
            # The parser takes 1_5 for 15; nobody who counts votes means that.
            if not re.fullmatch(r"[+-]?[0-9]+", value.strip(), re.ASCII):
                self._refuse(typed, LawError("option_value", given=name, value=value[:40]))
        if made.args:
            self._refuse(typed, LawError("usage", given=" ".join(made.args)[:80]))
        return made

    @staticmethod
    def _numbers(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The options that take a whole number, with what was typed for them."""
        from konfrans.charter.evidence import COUNTS

        names = {f"--{name.replace('_', '-')}" for name in COUNTS}
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
        except LawError as error:
            _refuse(error, lang=ctx.params.get("lang") or "en", as_json=ctx.params.get("as_json", False),
                    file=ctx.params.get("charter"))  # fmt: skip
        except (typer.Exit, typer.Abort, KeyboardInterrupt, BrokenPipeError):
            raise
        except Exception as failure:
            ours = LawError("program_failed", given=f"{type(failure).__name__}: {failure}"[:300])
            _refuse(ours, lang=ctx.params.get("lang") or "en", as_json=ctx.params.get("as_json", False),
                    status=PROGRAM_FAILED)  # fmt: skip

    @staticmethod
    def _refuse(typed: Sequence[str], error: LawError) -> NoReturn:
        lang = "en"
        for place, word in enumerate(typed):
            if word.startswith("--lang="):
                lang = word.removeprefix("--lang=")
            elif word == "--lang" and place + 1 < len(typed):
                lang = typed[place + 1]
        _refuse(error, lang=lang, as_json="--json" in typed)


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
    call: Annotated[int, typer.Option(metavar="1|2", help="2: the session was called a second time.")] = 1,
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
    from konfrans.charter.evidence import Count, Evidence
    from konfrans.charter.faults import CountError
    from konfrans.charter.loading import read_charter
    from konfrans.charter.motions import judge
    from konfrans.charter.words import speak

    words = speak(lang)
    if secret and opened:
        raise LawError("ballot_twice")
    if entitled is None:
        raise CountError("nobody_entitled")
    if casting not in (None, "yes", "no"):
        raise CountError("casting_unknown", given=casting[:40])
    evidence = Evidence(
        kind=kind,
        count=Count(
            entitled=entitled, present=present, represented=represented, yes=yes, no=no, abstain=abstain, blank=blank,
            invalid=invalid, not_voting=not_voting, members=members, seats=seats,
        ),
        call=call,
        secret=True if secret else False if opened else None,
        casting=casting,  # type: ignore[arg-type]
        attestations=_attestations(attest or ()),
    )  # fmt: skip
    law = read_charter(charter)
    verdict = judge(evidence, law)
    if as_json:
        _print_json(verdict, law, words)
    else:
        _draw(_page(verdict, law, evidence, words))
    raise typer.Exit(verdict.status)


decide.command_settings = {"cls": DecideCommand}  # type: ignore[attr-defined]


def _attestations(given: Sequence[str]) -> tuple[Attestation, ...]:
    from konfrans.charter.evidence import Attestation

    found = []
    for one in given:
        key, sign, name = one.partition("=")
        if not sign or not key.strip():
            raise LawError("attest_form", given=one[:80])
        found.append(Attestation(rule=key.strip(), by=name.strip()))
    return tuple(found)


def _refuse(
    error: LawError, *, lang: str, as_json: bool, file: Path | None = None, status: int = CANNOT_BE_JUDGED
) -> NoReturn:
    from konfrans.charter.words import languages, speak

    words = speak(lang if lang in languages() else "en")
    text, remedy = words.error(error)
    named = f"{file}: " if isinstance(error, CharterError) and file is not None else ""
    if as_json:
        _write(json.dumps({"error": {"code": error.code, "text": named + text, "remedy": remedy}}, ensure_ascii=False))
        raise typer.Exit(status)
    faults = error.faults if isinstance(error, CharterError) else ()
    said = [f"{named}{text}\n{remedy}"]
    if len(faults) > 1:
        said = [f"{named}{one}\n{two}" for one, two in (words.fault(fault) for fault in faults[:20])]
        said += [words.more(len(faults) - 20)] if len(faults) > 20 else []
    sys.stderr.write(_clean("\n".join(said)) + "\n")
    raise typer.Exit(status)


def _print_json(verdict: Verdict, law: Charter, words: Language) -> None:
    from konfrans.charter.records import verdict_to_json

    shown = verdict_to_json(verdict)
    for stored, reason in zip(shown["reasons"], verdict.reasons, strict=True):
        stored["text"] = words.text(reason, law).replace("\u00a0", " ")
    _write(json.dumps(shown, ensure_ascii=False, indent=2))


def _write(text: str) -> None:
    sys.stdout.write(_clean(text) + "\n")


def _clean(text: str) -> str:
    """Without control characters: a charter may be anybody's, and a terminal obeys them."""
    return "".join(sign if sign.isprintable() or sign in "\n\u00a0" else "\ufffd" for sign in text)


# what a person reads ------------------------------------------------------------------------------------------------

Line = tuple[str, str]
"""A style (empty, head, good, bad, wait, dim) and the line; a figure's spaces never break."""

_MARKS = {"good": "✓", "bad": "✕", "wait": "…"}
_PANES = {"yes": "■", "present": "■", "represented": "■", "participants": "■", "no": "×", "abstain": "–", "blank": "○",
          "invalid": "!", "not_voting": "·", "absent": "·", "not_entitled": "·", "vacant": "·"}  # fmt: skip
_WIDEST = 60


def _mood(met: bool | None) -> str:
    return "good" if met else "wait" if met is None else "bad"


def _page(verdict: Verdict, law: Charter, evidence: Evidence, words: Language) -> list[Line]:
    from konfrans.charter.words.language import in_order

    mood = {0: "good", 1: "bad"}.get(verdict.status, "wait")
    kind = words.kind(verdict.kind or "", law)
    lines: list[Line] = [
        (f"{mood} head", f"{_MARKS[mood]} {words.outcome(verdict)}: {kind}"),
        ("", words.why(verdict, law)),
    ]
    for reason in in_order(verdict.reasons):
        lines += [("", ""), *_reason(reason, law, words)]
    if verdict.next:
        lines += [("", ""), ("head", words.furniture["pending" if verdict.status else "next"])]
        lines += [("", f"  {words.next(step, law)}") for step in verdict.next]
    rule = law.motion_rule(verdict.kind or "ordinary")
    notes = [words.not_judged(rule.not_judged) if rule else "", words.assumed(evidence.count)]
    if evidence.casting and not _casting_counted(verdict):
        notes.append(words.casting_unused(verdict))
    lines += [("", "")] + [("", note) for note in notes if note]
    charter, version = words.furniture["charter"], words.furniture["version"]
    title = words.choose(law.title, law)
    lines.append(("dim", f"{charter}: {title} ({law.key}, {version} {law.version}, SHA-256 {law.sha256[:16]}…)"))
    return lines


def _casting_counted(verdict: Verdict) -> bool:
    return any(reason.code == "tie" and reason.got is not None for reason in verdict.reasons)


def _reason(reason: Reason, law: Charter, words: Language) -> list[Line]:
    from konfrans.charter.words import plain

    mood = _mood(reason.met)
    needed, got = words.labels(reason)
    head = f"{words.heading(reason)}, {words.article(reason.article)}: {_MARKS[mood]}\u00a0{words.status(reason)}"
    numbers = f"{needed}:\u00a0{words.value(reason.needed)}, {got}:\u00a0{words.value(reason.got)}"
    lines: list[Line] = [(mood, head)]
    if reason.needed != "fails":
        lines.append(("head", f"  {numbers}"))
    lines.append(("", f"  {words.rule(reason, law)}"))
    if arithmetic := plain(words.arithmetic(reason)):
        lines.append(("", f"  {arithmetic}"))
    if reason.working.parts:
        panes = _panes(reason)
        captions = ", ".join(words.caption(part, n).replace(" ", "\u00a0") for part, n in reason.working.parts)
        lines += ([("panes", f"  {panes}")] if panes else []) + [("dim", f"  {captions}")]
    return lines


def _panes(reason: Reason) -> str:
    """One sign for each: ■■■■■■■|×××–, the bar where the amount needed is reached."""
    signs = "".join(_PANES[part] * n for part, n in reason.working.parts if n <= _WIDEST)
    if not isinstance(reason.needed, int) or sum(n for _, n in reason.working.parts) > _WIDEST:
        return ""
    if reason.needed > len(signs):
        return f"{signs}{' ' * min(reason.needed - len(signs), _WIDEST)}|"
    return f"{signs[: reason.needed]}|{signs[reason.needed :]}"


def _draw(lines: Sequence[Line]) -> None:
    if not sys.stdout.isatty():
        _write("\n".join(line.replace("\u00a0", " ") for _, line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    styles = {"good": "green", "bad": "red", "wait": "yellow", "head": "bold", "dim": "dim", "panes": ""}
    width = min(console.width, 100)
    for style, drawn in lines:
        line = _clean(drawn)
        shown = " ".join(styles[one] for one in style.split() if styles[one])
        indent = line[: len(line) - len(line.lstrip(" "))]
        wrapped = [line] if style == "panes" else textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]  # fmt: skip
        for one in wrapped:
            console.print(Text(one.replace("\u00a0", " "), style=shown), no_wrap=True, overflow="ignore", crop=False)
